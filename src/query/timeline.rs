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
    /// Fewest sources first.
    SourcesAscending,
    /// Most agreements first.
    Agreements,
    /// Fewest agreements first.
    AgreementsAscending,
    /// By type in the order of the codebook, newest first within one.
    Type,
    /// The same backwards.
    TypeDescending,
}

impl Sort {
    /// The same key the other way round.
    pub fn reversed(self) -> Self {
        match self {
            Sort::DateDescending => Sort::DateAscending,
            Sort::DateAscending => Sort::DateDescending,
            Sort::Sources => Sort::SourcesAscending,
            Sort::SourcesAscending => Sort::Sources,
            Sort::Agreements => Sort::AgreementsAscending,
            Sort::AgreementsAscending => Sort::Agreements,
            Sort::Type => Sort::TypeDescending,
            Sort::TypeDescending => Sort::Type,
        }
    }

    /// Whether the order is one of time, so that headings of time stand over it.
    pub fn is_of_time(self) -> bool {
        matches!(self, Sort::DateDescending | Sort::DateAscending)
    }

    /// For people: `newest first`.
    pub fn words(self) -> &'static str {
        match self {
            Sort::DateDescending => "newest first",
            Sort::DateAscending => "oldest first",
            Sort::Sources => "most sources first",
            Sort::SourcesAscending => "fewest sources first",
            Sort::Agreements => "most agreements first",
            Sort::AgreementsAscending => "fewest agreements first",
            Sort::Type => "by type",
            Sort::TypeDescending => "by type, backwards",
        }
    }
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
    let dates = &snapshot.engagements.dates;
    let is_dated = |row: &u32| !dates.is_undated(*row as usize);
    // Rows ascend by day, the undated ones last.
    let undated_from = selection.engagements.partition_point(is_dated);
    let (dated, undated) = selection.engagements.split_at(undated_from);
    let mut rows = dated.to_vec();
    match sort {
        Sort::DateAscending => {}
        Sort::DateDescending => rows.reverse(),
        Sort::Sources | Sort::SourcesAscending => by(&mut rows, sort, |row| snapshot.engagements.sources[row as usize]),
        Sort::Agreements | Sort::AgreementsAscending => by(&mut rows, sort, |row| snapshot.engagements.agreements.rows(row).len() as u32),
        Sort::Type | Sort::TypeDescending => by(&mut rows, sort, |row| snapshot.engagements.kind[row as usize] as u32),
    }
    rows.extend_from_slice(undated);
    Timeline { rows, undated_from, undated_left_out: selection.undated_left_out }
}

/// Sorts by a number, newest first where it is the same.
fn by(rows: &mut [EngagementRowIndex], sort: Sort, number: impl Fn(EngagementRowIndex) -> u32) {
    let is_descending = matches!(sort, Sort::Sources | Sort::Agreements | Sort::TypeDescending);
    rows.sort_by_key(|row| {
        let number = i64::from(number(*row));
        (if is_descending { -number } else { number }, std::cmp::Reverse(*row))
    });
}
