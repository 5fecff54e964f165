//! What analysts' marks change in lists: few columns, beside those that every snapshot since the last reading shares.

use super::kept::shown;
use super::places::NONE;
use super::snapshot::{AgreementRowIndex, MarksRow, RecordStatus, Snapshot};
use crate::model::{AgreementId, EngagementId, LeftOut};

/// Columns by row that a judgement changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Judged {
    /// The status of each engagement.
    pub(super) engagements: Vec<RecordStatus>,
    /// The status of each agreement.
    pub(super) agreements: Vec<RecordStatus>,
    /// Why each agreement is in no total; a part counts where its whole was rejected.
    pub(super) left_out: Vec<Option<LeftOut>>,
}

impl Snapshot {
    /// The same records with other marks on some: what reading the store again would give where nothing else has changed. `None`
    /// where one of them is not among the records, or where a judgement may change which sums are held out as parts of others' totals.
    pub fn with_marks(&self, marks: &[MarksRow]) -> Option<Snapshot> {
        let mut next = self.clone();
        for row in marks {
            let MarksRow { id, status, is_disputed, wants_review, tags, parts } = row;
            if let Some(id) = EngagementId::parse(id) {
                let at = self.engagement_row(id)?;
                next.judged.engagements[at as usize] = *status;
                next.engagement_extras.mark(at, *is_disputed, *wants_review, tags);
            } else {
                let at = self.agreement_row(AgreementId::parse(id)?)?;
                if self.judged.agreements[at as usize] != *status && self.decides_on_others(at, *status) {
                    return None;
                }
                next.judged.agreements[at as usize] = *status;
                next.agreement_extras.mark(at, *is_disputed, *wants_review, tags);
            }
            for (part, why) in parts {
                let at = self.agreement_row(part)?;
                // What counts by itself again may lie inside another total.
                if self.judged.left_out[at as usize] != *why {
                    return None;
                }
            }
        }
        next.shown_engagements = shown(&next.judged.engagements);
        next.shown_agreements = shown(&next.judged.agreements);
        Some(next)
    }

    /// Whether the status of an agreement decides what of others is held out, or whether it is held out itself: a total may hold
    /// parts, and what nobody has judged may be one.
    fn decides_on_others(&self, row: AgreementRowIndex, status: RecordStatus) -> bool {
        let (columns, at) = (&self.agreements, row as usize);
        let is_total = columns.umbrella[at] || columns.count[at] != NONE && columns.count[at] > 1;
        is_total || status == RecordStatus::New || self.agreement_extras.whole_of(row).is_some()
    }
}
