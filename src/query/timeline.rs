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
    let dates = &snapshot.engagements.dates;
    let is_dated = |row: &u32| !dates.is_undated(*row as usize);
    // Rows ascend by day, the undated ones last.
    let undated_from = selection.engagements.partition_point(is_dated);
    let (dated, undated) = selection.engagements.split_at(undated_from);
    let mut rows = dated.to_vec();
    match sort {
        Sort::DateAscending => {}
        Sort::DateDescending => rows.reverse(),
        Sort::Sources => rows.sort_by_key(|row| std::cmp::Reverse((snapshot.engagements.sources[*row as usize], *row))),
    }
    rows.extend_from_slice(undated);
    Timeline { rows, undated_from, undated_left_out: selection.undated_left_out }
}
