//! The agreements of a selection in order, each with what totals make of it, so that a reader can add them up again.

use super::dimensions::topics_of_engagements;
use super::snapshot::{AgreementRowIndex, Selection, Snapshot};
use super::timeline::Sort;
use super::totals::{Omission, omissions};
use crate::model::EngagementType;

/// An agreement as totals see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAgreement {
    /// Which.
    pub row: AgreementRowIndex,
    /// Why it is in no total; `None` where it counts.
    pub left_out: Option<Omission>,
    /// Type of the engagement it was signed in.
    pub engagement_type: Option<EngagementType>,
    /// What that engagement was about.
    pub topics: Vec<String>,
}

/// The agreements of a selection. Of the orders, those of time and of sources count; any other is newest first.
pub fn listed_agreements(snapshot: &Snapshot, selection: &Selection, sort: Sort) -> Vec<ListedAgreement> {
    let columns = &snapshot.agreements;
    let topics = topics_of_engagements(snapshot);
    let mut listed: Vec<ListedAgreement> = omissions(snapshot, selection)
        .map(|(row, left_out)| {
            let engagement = columns.engagement[row as usize];
            let named = topics.rows(engagement).iter().map(|topic| snapshot.topics[*topic as usize].clone());
            let engagement_type = snapshot.engagements.kind.get(engagement as usize).copied();
            ListedAgreement { row, left_out, engagement_type, topics: named.collect() }
        })
        .collect();
    // Rows ascend by day, the undated ones last; these stay last.
    let undated_from = listed.partition_point(|one| !columns.dates.is_undated(one.row as usize));
    let dated = &mut listed[..undated_from];
    match sort {
        Sort::DateAscending => {}
        Sort::Sources => dated.sort_by_key(|one| std::cmp::Reverse((columns.sources[one.row as usize], one.row))),
        _ => dated.reverse(),
    }
    listed
}
