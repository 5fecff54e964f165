//! What the store answers with where it is no record: what became of a batch, what an id stands for, what a check or a backup found.

use std::path::PathBuf;

use crate::model::{AgreementId, DocumentId, EngagementId};

/// What became of a batch of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddReport {
    /// Documents that were not there before.
    pub new: usize,
    /// Of these, how many are another version of a page that was there.
    pub new_versions: usize,
    /// Articles that were there already, body and url; nothing was written for them.
    pub known: usize,
}

/// What an id or prefix stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// A document.
    Document(DocumentId),
    /// An engagement record.
    Engagement(EngagementId),
    /// An agreement record.
    Agreement(AgreementId),
    /// Several things begin so: their ids, at most 20.
    Ambiguous(Vec<String>),
    /// Nothing does.
    Unknown,
}

/// What `doctor` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Each problem in a sentence; empty where all is well.
    pub problems: Vec<String>,
    /// Documents checked.
    pub documents: u64,
    /// Log lines checked.
    pub log_entries: u64,
    /// Evidence spans checked.
    pub spans: u64,
    /// Bytes of the write-ahead log now.
    pub wal_bytes: u64,
    /// Version of SQLite in use.
    pub sqlite: String,
}

/// What a backup wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Where.
    pub path: PathBuf,
    /// How many bytes.
    pub bytes: u64,
    /// How many documents it holds.
    pub documents: u64,
}
