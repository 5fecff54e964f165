//! One SQLite file that holds the truth (an append-only log of documents and edits, and the texts beside it) and what is derived
//! from it (claims and records). All SQL of the program lives on this floor.

pub mod error;
pub mod rows;

use std::path::{Path, PathBuf};

use crate::model::{AgreementId, Article, Claims, DocumentId, EngagementId};

pub use error::{ErrorKind, StoreError};
pub use rows::*;

/// Written into SQLite's `application_id`: "LEGA".
pub const APPLICATION_ID: i32 = 0x4c45_4741;
/// Written into SQLite's `user_version`.
pub const SCHEMA_VERSION: i32 = 1;

/// Who writes, for the log. Stands in no export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Account name.
    pub user: String,
    /// Host name.
    pub host: String,
}

/// What derived facts were derived with: the extractor's version and a hash of all lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivationStamp {
    /// `extract::EXTRACTOR_VERSION`
    pub extractor: String,
    /// `Gazetteer::lists_hash`
    pub lists: String,
}

/// An article with what was taken from it, ready to be written.
#[derive(Debug, Clone)]
pub struct ExtractedArticle {
    /// The article.
    pub article: Article,
    /// What it says.
    pub claims: Claims,
}

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

/// How to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Never writes, not even a WAL file.
    ReadOnly,
    /// Reads and writes; the store must exist.
    ReadWrite,
    /// Reads and writes; makes the store and its folder where there is none.
    Create,
}

/// An open store.
pub struct Store {}

impl Store {
    /// Opens a store after checking, read-only and through SQLite, that it is one of ours and not newer than this program.
    pub fn open(path: &Path, access: Access) -> Result<Store, StoreError> {
        let _ = (path, access);
        todo!()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        todo!()
    }

    /// Whether it was opened for reading alone.
    pub fn is_read_only(&self) -> bool {
        todo!()
    }

    /// What about the file or its folder lets others change the store, each in a sentence.
    pub fn warnings(&self) -> &[String] {
        todo!()
    }

    /// Writes a batch in one immediate transaction, each article whole or not at all.
    pub fn add(&mut self, batch: &[ExtractedArticle], stamp: &DerivationStamp, author: &Author) -> Result<AddReport, StoreError> {
        let _ = (batch, stamp, author);
        todo!()
    }

    /// Whether a document is there, so that a known article need not be extracted again.
    pub fn contains(&self, document: &DocumentId) -> Result<bool, StoreError> {
        let _ = document;
        todo!()
    }

    /// All documents, in the order of the log.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, StoreError> {
        todo!()
    }

    /// A document as it was read (`original` and `path` too), for extracting again.
    pub fn article(&self, document: &DocumentId) -> Result<Option<Article>, StoreError> {
        let _ = document;
        todo!()
    }

    /// Replaces what is derived from these documents, in one immediate transaction. Edits stay.
    pub fn replace_claims(&mut self, batch: &[(DocumentId, Claims)], stamp: &DerivationStamp) -> Result<(), StoreError> {
        let _ = (batch, stamp);
        todo!()
    }

    /// How many documents were derived with something other than `stamp`.
    pub fn stale_documents(&self, stamp: &DerivationStamp) -> Result<usize, StoreError> {
        let _ = stamp;
        todo!()
    }

    /// Reads all rows that a snapshot needs, in one read transaction.
    pub fn rows(&self) -> Result<StoreRows, StoreError> {
        todo!()
    }

    /// Changes whenever another process commits, or this one does (SQLite's data_version and own counter together).
    pub fn change_counter(&self) -> Result<u64, StoreError> {
        todo!()
    }

    /// The body of a document.
    pub fn body(&self, document: &DocumentId) -> Result<Option<String>, StoreError> {
        let _ = document;
        todo!()
    }

    /// All claims of a document, as they were derived.
    pub fn claims(&self, document: &DocumentId) -> Result<Option<Claims>, StoreError> {
        let _ = document;
        todo!()
    }

    /// Current documents whose title or body holds the words of `phrase` side by side. Any text is a valid phrase.
    pub fn documents_containing(&self, phrase: &str) -> Result<Vec<DocumentId>, StoreError> {
        let _ = phrase;
        todo!()
    }

    /// The record that a claim's id (or unique prefix of at least 4 characters) belongs to.
    pub fn resolve(&self, id: &str) -> Result<Resolved, StoreError> {
        let _ = id;
        todo!()
    }

    /// Checks the file, its foreign keys, the log's hash chain, every document's hash and every evidence span.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        todo!()
    }

    /// Copies the store while it is in use (SQLite's backup API), checks the copy, fsyncs it and only then gives it its name.
    /// Refuses to overwrite.
    pub fn backup(&self, target: &Path) -> Result<BackupReport, StoreError> {
        let _ = target;
        todo!()
    }
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
