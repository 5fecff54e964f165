//! What analysts ask for, what came of it, and what stands in the log.

use std::collections::BTreeMap;

use super::belonging::Belonging;
use super::rows::RecordStatus;
use crate::model::{AgreementId, DocumentId, Edit, LeftOut, LogEntryId, RecordClass, RecordField};

/// What analysts said of a record, as far as it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordMarks {
    /// Confirmed or rejected.
    pub status: Option<RecordStatus>,
    /// A line of the analyst's that names it.
    pub headline: Option<String>,
    /// Tags, by alphabet.
    pub tags: Vec<String>,
    /// Notes, oldest first.
    pub notes: Vec<String>,
    /// What it is a part of, where an analyst has said so.
    pub(super) belonging: Option<Belonging>,
    /// Fields that were set, each with the reason where one was given.
    pub edited: BTreeMap<RecordField, Option<String>>,
    /// Whether what the article says under a correction has changed since.
    pub wants_review: bool,
}

impl RecordStatus {
    /// As the log, JSON and tables have it.
    pub fn as_str(self) -> &'static str {
        match self {
            RecordStatus::New => "new",
            RecordStatus::Confirmed => "confirmed",
            RecordStatus::Rejected => "rejected",
        }
    }
}

/// What an analyst asks for. Records and documents by their full ids.
#[derive(Debug, Clone, PartialEq)]
pub enum EditRequest {
    /// Set fields of a record.
    Set {
        /// Which.
        record: String,
        /// Each with its new value as text; an empty one takes the value away.
        fields: Vec<(RecordField, String)>,
        /// Values that the analyst saw: where another one stands there now, nothing is set.
        expected: Vec<(RecordField, String)>,
    },
    /// Write a note.
    Annotate {
        /// On which record.
        record: String,
        /// The note.
        text: String,
    },
    /// Put tags on.
    Tag {
        /// Which record.
        record: String,
        /// One word each.
        tags: Vec<String>,
    },
    /// Take tags off.
    Untag {
        /// Which record.
        record: String,
        /// One word each.
        tags: Vec<String>,
    },
    /// Join records.
    Merge {
        /// Two or more of one class.
        records: Vec<String>,
    },
    /// Part a record.
    Split {
        /// Which.
        record: String,
        /// Whose claims are parted off; none for each from each.
        documents: Vec<DocumentId>,
    },
    /// Add a record from words of a document.
    Add {
        /// The document.
        document: DocumentId,
        /// The words that say so.
        quote: String,
        /// What they say.
        record: NewRecord,
    },
    /// Take a document out of lists and totals.
    SetAside {
        /// Which.
        document: DocumentId,
    },
    /// Bring it back.
    Restore {
        /// Which.
        document: DocumentId,
    },
    /// Take back an edit.
    Undo {
        /// Which; else the analyst's own last one.
        entry: Option<LogEntryId>,
    },
    /// Bring back an edit that was undone.
    Redo {
        /// Which; else the one that the analyst took back last.
        entry: Option<LogEntryId>,
    },
}

/// A record in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRecord {
    /// Which class.
    pub class: RecordClass,
    /// Its fields as text.
    pub fields: Vec<(RecordField, String)>,
}

/// What an edit came to.
#[derive(Debug, Clone, PartialEq)]
pub struct EditReport {
    /// Its line in the log.
    pub entry: LogEntryId,
    /// What was done.
    pub edit: Edit,
    /// The records that it speaks of, as they are now; of what was taken back or brought back, those of that.
    pub records: Vec<String>,
    /// Whether nothing can have changed but what [`MarksRow`] tells of these records and of their parts.
    pub is_of_marks: bool,
}

/// What an analyst's judgement, tags and notes make of a record in lists.
#[derive(Debug, Clone, PartialEq)]
pub struct MarksRow {
    /// The record's id.
    pub id: String,
    /// What has become of it.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
    /// Its tags, by alphabet.
    pub tags: Vec<String>,
    /// The agreements that are parts of it, each with why it is in no total now.
    pub parts: Vec<(AgreementId, Option<LeftOut>)>,
}

/// An edit in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct EditRow {
    /// Its line.
    pub seq: i64,
    /// The line's id.
    pub id: LogEntryId,
    /// Who.
    pub author: String,
    /// On which host.
    pub host: String,
    /// When, in UTC.
    pub recorded_at: String,
    /// The id that it was made on.
    pub subject: String,
    /// What was done.
    pub edit: Option<Edit>,
    /// Whether it was undone.
    pub is_undone: bool,
    /// Whether it fits nothing that is there now.
    pub is_pending: bool,
}
