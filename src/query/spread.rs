//! How rows lie in the time that all records span.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::snapshot::{EngagementRowIndex, Snapshot};

/// Into how many equal parts that time is cut: more than a terminal has columns.
const PARTS: i64 = 2048;

/// The first row of each part. Derived from the dates of a snapshot: two are always equal.
#[derive(Debug, Default)]
pub(super) struct Cuts(OnceLock<Vec<EngagementRowIndex>>);

impl PartialEq for Cuts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Cuts {}

/// How rows lie in that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The first day that any record of the snapshot may mean.
    pub first: NaiveDate,
    /// The last one by which records are ordered.
    pub last: NaiveDate,
    /// At each cut, beginning and end included, how many of the rows lie before it.
    pub before: Vec<u32>,
}

impl Snapshot {
    /// How engagements, ascending, lie in time; undated ones count nowhere. `None` where no record of the snapshot is dated.
    pub fn spread(&self, rows: &[EngagementRowIndex]) -> Option<Spread> {
        let (first, last) = self.days()?;
        let cuts = self.cuts.0.get_or_init(|| self.cut(first, last));
        let mut at = 0;
        let before = cuts.iter().map(|cut| {
            at += count_below(&rows[at..], *cut);
            at as u32
        });
        Some(Spread {
            before: before.collect(),
            first: NaiveDate::from_num_days_from_ce_opt(first)?,
            last: NaiveDate::from_num_days_from_ce_opt(last)?,
        })
    }

    fn cut(&self, first: i32, last: i32) -> Vec<EngagementRowIndex> {
        let days = i64::from(last - first) + 1;
        (0..=PARTS).map(|part| self.engagements.dates.before(i64::from(first) + days * part / PARTS)).collect()
    }
}

/// How many of ascending rows lie below another; quick where these are few.
fn count_below(rows: &[u32], end: u32) -> usize {
    let mut reach = 1;
    while reach < rows.len() && rows[reach - 1] < end {
        reach *= 2;
    }
    rows[..reach.min(rows.len())].partition_point(|row| *row < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_below_another_are_counted(mut rows in proptest::collection::vec(0_u32..300, 0..200), end in 0_u32..310) {
            rows.sort_unstable();
            rows.dedup();
            prop_assert_eq!(count_below(&rows, end), rows.iter().filter(|row| **row < end).count());
        }
    }
}
