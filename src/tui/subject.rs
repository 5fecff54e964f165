//! What a correction speaks of: records of either class, and what the screen showed of them when it was begun.

use std::fmt;

use super::drafts::LeftDraft;
use super::effect::Conflict;
use super::modes::Popup;
use super::sheet::Sheet;
use super::update::edits::Repeat;
use crate::model::{AgreementId, EngagementId, RecordField};

/// A record of either class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RecordName {
    /// An engagement.
    Engagement(EngagementId),
    /// An agreement.
    Agreement(AgreementId),
}

impl RecordName {
    /// Its id as it was stored or typed; `None` where it is neither's.
    pub fn parse(id: &str) -> Option<Self> {
        EngagementId::parse(id).map(Self::Engagement).or_else(|| AgreementId::parse(id).map(Self::Agreement))
    }

    /// What it is, in a word.
    pub fn class(&self) -> &'static str {
        match self {
            RecordName::Engagement(_) => "engagement",
            RecordName::Agreement(_) => "agreement",
        }
    }

    /// The fields that an analyst may set.
    pub fn fields(&self) -> &'static [RecordField] {
        match self {
            RecordName::Engagement(_) => RecordField::OF_ENGAGEMENTS,
            RecordName::Agreement(_) => RecordField::OF_AGREEMENTS,
        }
    }
}

impl fmt::Display for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordName::Engagement(id) => id.fmt(f),
            RecordName::Agreement(id) => id.fmt(f),
        }
    }
}

/// A record as it was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenRecord {
    /// Which.
    pub name: RecordName,
    /// Its fields as corrections write them, as far as they are known: where one has another value by the time of writing, somebody
    /// else was there.
    pub fields: Vec<(RecordField, String)>,
}

impl SeenRecord {
    /// The value of a field; `None` where it was not looked at.
    pub fn value(&self, field: RecordField) -> Option<&str> {
        self.fields.iter().find(|(other, _)| *other == field).map(|(_, value)| value.as_str())
    }

    /// What was seen of these fields, as far as anything was.
    pub fn expected(&self, fields: &[(RecordField, String)]) -> Vec<(RecordField, String)> {
        self.fields.iter().filter(|(seen, _)| fields.iter().any(|(field, _)| field == seen)).cloned().collect()
    }
}

/// A question that waits for yes or no.
#[derive(Debug, Clone)]
pub struct Asking {
    /// What it says.
    pub popup: Popup,
    /// What it is about.
    pub what: Proposal,
}

/// What is done on yes.
#[derive(Debug, Clone)]
pub enum Proposal {
    /// A correction of very many records.
    Bulk(Repeat, Vec<SeenRecord>),
    /// Corrections of what somebody else has changed meanwhile.
    Overrule(Vec<Conflict>),
    /// A correction that a dropped line has cut short is taken up again.
    TakeUp(LeftDraft),
    /// A text that was not written goes to the editor again.
    ComposeAgain(Box<Sheet>),
}
