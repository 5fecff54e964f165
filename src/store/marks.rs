//! Corrections on what the articles tell: an analyst's word stands above theirs.

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::Connection;

use super::corrections::RecordMarks;
use super::error::Outcome;
use super::rows::RecordStatus;
use super::shelf::{Said, StoredClaim};
use super::told::{AgreementTold, EngagementTold, Variance};
use super::{belonging, edits};
use crate::model::{AgreementClaim, EditAction, EditTarget, EngagementClaim, FieldChange, Inferred, RecordField};

/// A claim that fields can be set in.
pub(super) trait Correctable {
    fn correct(&mut self, field: RecordField, value: &str) -> Result<(), String>;
    fn inferred(&mut self) -> &mut Inferred;
}

impl Correctable for EngagementClaim {
    fn correct(&mut self, field: RecordField, value: &str) -> Result<(), String> {
        self.set_field(field, value)
    }
    fn inferred(&mut self) -> &mut Inferred {
        &mut self.inferred
    }
}

impl Correctable for AgreementClaim {
    fn correct(&mut self, field: RecordField, value: &str) -> Result<(), String> {
        self.set_field(field, value)
    }
    fn inferred(&mut self) -> &mut Inferred {
        &mut self.inferred
    }
}

/// Applies what analysts said of an engagement.
pub(super) fn of_engagement(connection: &Connection, claims: &[Rc<StoredClaim>], told: &mut EngagementTold) -> Outcome<RecordMarks> {
    let marks = apply(connection, claims, &mut told.claim)?;
    settle(&marks, &mut told.variances);
    Ok(marks)
}

/// Applies what analysts said of an agreement.
pub(super) fn of_agreement(connection: &Connection, claims: &[Rc<StoredClaim>], told: &mut AgreementTold) -> Outcome<RecordMarks> {
    let marks = apply(connection, claims, &mut told.claim)?;
    settle(&marks, &mut told.variances);
    Ok(marks)
}

fn apply(connection: &Connection, claims: &[Rc<StoredClaim>], shown: &mut impl Correctable) -> Outcome<RecordMarks> {
    let mut marks = RecordMarks::default();
    let mut tags = BTreeSet::new();
    let keys: Vec<i64> = claims.iter().map(|claim| claim.key).collect();
    for (seq, edit) in edits::of_claims(connection, &keys)? {
        match &edit.action {
            EditAction::Set { target, changes, .. } => {
                for change in changes {
                    if change.field == RecordField::PartOf {
                        marks.belonging = belonging::said(connection, seq, change)?;
                        marks.wants_review |= marks.belonging.is_none();
                    }
                    set(&mut marks, shown, change, edit.why.as_deref());
                    marks.wants_review |= has_moved(claims, target, change);
                }
            }
            EditAction::Annotate { text, .. } => marks.notes.push(text.clone()),
            EditAction::Tag { tags: put, .. } => tags.extend(put.iter().cloned()),
            EditAction::Untag { tags: taken, .. } => tags.retain(|tag| !taken.contains(tag)),
            _ => {}
        }
    }
    marks.tags = tags.into_iter().collect();
    Ok(marks)
}

fn set(marks: &mut RecordMarks, shown: &mut impl Correctable, change: &FieldChange, why: Option<&str>) {
    match change.field {
        RecordField::Status => {
            marks.status = change.value.parse().ok().filter(|status| *status != RecordStatus::New);
            // Whoever looks at the record after the text has moved has decided.
            marks.wants_review = false;
        }
        RecordField::Headline => marks.headline = Some(change.value.clone()).filter(|line| !line.is_empty()),
        field => {
            let is_known = field == RecordField::PartOf || shown.correct(field, &change.value).is_ok();
            // A value of an older program that this one does not know is left as the articles tell it.
            if !is_known {
                marks.wants_review = true;
                return;
            }
            let reason = why.map_or_else(String::new, |why| format!(": {why}"));
            shown.inferred().insert(field.as_str().to_owned(), format!("set by an analyst{reason}"));
            marks.edited.insert(field, why.map(str::to_owned));
        }
    }
}

/// Whether the claim says neither what it said when it was corrected nor what it was corrected to.
fn has_moved(claims: &[Rc<StoredClaim>], target: &EditTarget, change: &FieldChange) -> bool {
    let Some(claimed) = &change.claimed else { return false };
    // Where the id has changed, any claim of the record that still says so will do.
    let own: Vec<&Rc<StoredClaim>> = claims.iter().filter(|claim| claim.id == target.claim).collect();
    let looked_at: Vec<&Rc<StoredClaim>> = if own.is_empty() { claims.iter().collect() } else { own };
    let says = |claim: &StoredClaim| match &claim.said {
        Said::Engagement(said) => said.field(change.field),
        Said::Agreement(said) => said.field(change.field),
    };
    looked_at.iter().all(|claim| says(claim).is_some_and(|now| now != *claimed && now != change.value))
}

/// What an analyst set or confirmed is in dispute no more; its versions stay.
fn settle(marks: &RecordMarks, variances: &mut [Variance]) {
    for variance in variances {
        variance.is_settled = marks.status.is_some() || is_set(marks, variance.field);
    }
}

/// Whether an analyst set a field; a sum and its currency are set as one.
pub(super) fn is_set(marks: &RecordMarks, field: RecordField) -> bool {
    marks.edited.contains_key(&field) || field == RecordField::Amount && marks.edited.contains_key(&RecordField::Currency)
}
