//! The delegation timeline: engagements in order, with headings.

use super::snapshot::{EngagementRowIndex, Selection, Snapshot};

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Newest first, undated at the end.
    #[default]
    DateDescending,
    /// Oldest first, undated at the end.
    DateAscending,
    /// Most sources first.
    Sources,
}

/// A timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Engagements in order; the undated ones stand last.
    pub rows: Vec<EngagementRowIndex>,
    /// Position in `rows` of the first undated one (its length where there is none).
    pub undated_from: usize,
    /// Engagements that a date range left out for having no date.
    pub undated_left_out: usize,
}

/// Puts a selection in order.
pub fn timeline(snapshot: &Snapshot, selection: &Selection, sort: Sort) -> Timeline {
    let _ = (snapshot, selection, sort);
    todo!()
}
