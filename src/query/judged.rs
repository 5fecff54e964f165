//! What analysts' marks change in lists: few columns, beside those that every snapshot since the last reading shares.

use super::kept::shown;
use super::places::NONE;
use super::snapshot::{AgreementRowIndex, MarksRow, RecordStatus, Snapshot, Store, StoreError};
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
    /// where one of them is not among the records. The store is asked for no more than what lists do not have.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn with_marks(&self, marks: &[MarksRow], store: &Store) -> Result<Option<Snapshot>, StoreError> {
        let mut next = self.clone();
        let Some(decides_on_others) = next.mark(marks) else { return Ok(None) };
        next.shown_engagements = shown(&next.judged.engagements);
        next.shown_agreements = shown(&next.judged.agreements);
        if decides_on_others {
            next.hold_out(store)?;
        }
        Ok(Some(next))
    }

    /// Takes the marks over, and says whether they may decide on which sums are held out as parts of others' totals; `None` where one
    /// of the records is not there.
    fn mark(&mut self, marks: &[MarksRow]) -> Option<bool> {
        let mut decides_on_others = false;
        for row in marks {
            let MarksRow { id, status, is_disputed, wants_review, tags, parts } = row;
            if let Some(id) = EngagementId::parse(id) {
                let at = self.engagement_row(id)?;
                self.judged.engagements[at as usize] = *status;
                self.engagement_extras.mark(at, *is_disputed, *wants_review, tags);
            } else {
                let at = self.agreement_row(AgreementId::parse(id)?)?;
                decides_on_others |= self.judged.agreements[at as usize] != *status && self.decides_on_others(at, *status);
                self.judged.agreements[at as usize] = *status;
                self.agreement_extras.mark(at, *is_disputed, *wants_review, tags);
            }
            for (part, why) in parts {
                let at = self.agreement_row(part)? as usize;
                // What counts by itself again may lie inside another total.
                if self.own_reason(at) != *why {
                    self.judged.left_out[at] = *why;
                    decides_on_others = true;
                }
            }
        }
        Some(decides_on_others)
    }

    /// Whether the status of an agreement decides what of others is held out, or whether it is held out itself: a total may hold
    /// parts, and what nobody has judged may be one.
    fn decides_on_others(&self, row: AgreementRowIndex, status: RecordStatus) -> bool {
        let (columns, at) = (&self.agreements, row as usize);
        let is_total = columns.umbrella[at] || columns.count[at] != NONE && columns.count[at] > 1;
        is_total || status == RecordStatus::New || self.agreement_extras.whole_of(row).is_some()
    }

    /// Why an agreement is in no total by itself, whatever others tell.
    pub(super) fn own_reason(&self, at: usize) -> Option<LeftOut> {
        self.judged.left_out[at].filter(|why| *why != LeftOut::SuspectedPart)
    }
}
