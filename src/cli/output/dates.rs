//! Dates as text.

use crate::model::DateSpan;

/// EDTF, or a dash where there is none.
pub fn shown(date: Option<DateSpan>) -> String {
    date.map_or_else(|| "-".to_owned(), |date| date.to_string())
}

/// EDTF for JSON.
pub fn edtf(date: Option<DateSpan>) -> Option<String> {
    date.map(|date| date.to_string())
}
