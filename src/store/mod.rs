//! One SQLite file that holds the truth (an append-only log of documents and edits, and the texts beside it) and what is derived
//! from it (claims and records). All SQL of the program lives on this floor.

pub mod error;
pub mod rows;

mod adding;
mod backup;
mod belonging;
mod check;
mod claims;
mod clusters;
mod connection;
mod corrections;
mod documents;
mod editing;
mod edits;
mod entities;
mod kept;
mod links;
mod load;
mod location;
mod log;
mod marks;
mod naming;
mod open;
mod projection;
mod record;
mod regroup;
mod reports;
mod resolve;
mod sameness;
mod schema;
mod search;
mod sharing;
mod shelf;
mod since;
mod suspected;
mod tellings;
mod told;
mod transactions;
mod undoing;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::model::{AgreementId, Article, Claims, DocumentId, DocumentVersion, EngagementId};
use open::Mode;

pub use corrections::{EditReport, EditRequest, EditRow, MarksRow, NewRecord, RecordMarks};
pub use error::{ErrorKind, StoreError};
pub use kept::Moment;
pub use reports::{AddReport, BackupReport, CheckReport, Resolved};
pub use rows::*;
pub use sharing::Rights;
pub use since::{Change, ChangedRecords, LogPlace};
pub use suspected::{Sum, Sums, suspected_parts};
pub use tellings::{AgreementTelling, Choice, Dispute, EngagementTelling, Joint, RecordMember, ToldVersion};

/// Written into SQLite's `application_id`: "LEGA".
pub const APPLICATION_ID: i32 = 0x4c45_4741;
/// Written into SQLite's `user_version`.
pub const SCHEMA_VERSION: i32 = 3;

/// The first version of the schema in which several documents may tell one record, and analysts correct it.
const GROUPED: i32 = 3;

/// Version of the rule by which claims of several documents become one record and what it shows of them; a change makes what is derived stale.
pub const GROUPING_VERSION: &str = sameness::RULE_VERSION;

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
    /// `extract::EXTRACTOR_VERSION` and [`GROUPING_VERSION`]
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

/// An open store. It may be sent to another thread, not shared between two: each opens its own.
#[derive(Debug)]
pub struct Store {
    // Closed before `_folder` goes.
    connection: RefCell<Connection>,
    mode: RefCell<Mode>,
    path: PathBuf,
    own_changes: Cell<u64>,
    warnings: Vec<String>,
    _folder: Option<TempDir>,
}

impl Store {
    /// Opens a store after checking, read-only and through SQLite, that it is one of ours and not newer than this program.
    pub fn open(path: &Path, access: Access) -> Result<Store, StoreError> {
        open::open(path, access)
    }

    /// Whether a store is of an older version, so that opening it for writing will first copy and upgrade it.
    pub fn is_older(path: &Path) -> bool {
        open::is_older(path)
    }

    /// Opens a store for writing, made where there is none and `access` says so, that all accounts of a group share from here on: file
    /// 0660, folder 2770. Fails with [`ErrorKind::Refused`] where there is no such group, this account is not in it, or the folder
    /// holds other things too.
    pub fn open_shared(path: &Path, access: Access, group: &str) -> Result<Store, StoreError> {
        open::open_shared(path, access, group)
    }

    /// An empty store in a private folder that goes when the store is dropped: for looking round, and for tests.
    pub fn temporary() -> Result<Store, StoreError> {
        open::temporary()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was opened for reading alone.
    pub fn is_read_only(&self) -> bool {
        *self.mode.borrow() != Mode::Writing
    }

    /// What about the file or its folder lets others change the store, or keeps out those whom it is shared with, each in a sentence.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The group that shares it, as [`Store::open_shared`] makes it.
    pub fn shared_with(&self) -> Option<String> {
        sharing::shared_with(&self.path)
    }

    /// Rights of its folder, of the file and of what SQLite keeps beside it, as far as it is there.
    pub fn rights(&self) -> Vec<Rights> {
        sharing::rights(&self.path)
    }

    /// Writes a batch in one immediate transaction, each article whole or not at all. A batch of known articles writes nothing.
    /// Fails for the whole batch where a claim points outside its article.
    pub fn add(&mut self, batch: &[ExtractedArticle], stamp: &DerivationStamp, author: &Author) -> Result<AddReport, StoreError> {
        let known = self.read("reading", |connection| {
            batch.iter().try_fold(true, |known, item| Ok(known && documents::key_of(connection, &item.article.id())?.is_some()))
        })?;
        if known {
            return Ok(AddReport { known: batch.len(), ..AddReport::default() });
        }
        self.write("adding articles to", |transaction| documents::add(transaction, batch, stamp, author))
    }

    /// Whether a document is there, so that a known article need not be extracted again.
    pub fn contains(&self, document: &DocumentId) -> Result<bool, StoreError> {
        self.read("reading", |connection| Ok(documents::key_of(connection, document)?.is_some()))
    }

    /// All documents, older versions of pages too, in the order of the log.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, StoreError> {
        self.read("reading", documents::ids)
    }

    /// All documents as lists show them, older versions of pages too, in the order of the log.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, StoreError> {
        self.read("reading", documents::rows)
    }

    /// Which version of its page a document is, counted from 1, and whether it is the current one.
    pub fn version(&self, document: &DocumentId) -> Result<Option<(DocumentVersion, bool)>, StoreError> {
        self.read("reading", |connection| documents::version(connection, document))
    }

    /// A document as it was read (`original` and `path` too), for extracting again.
    pub fn article(&self, document: &DocumentId) -> Result<Option<Article>, StoreError> {
        self.read("reading", |connection| documents::article(connection, document))
    }

    /// Replaces what is derived from these documents, in one immediate transaction. Edits stay.
    pub fn replace_claims(&mut self, batch: &[(DocumentId, Claims)], stamp: &DerivationStamp) -> Result<(), StoreError> {
        self.write("deriving anew in", |transaction| documents::replace(transaction, batch, stamp))
    }

    /// Does what an analyst asks for, in one immediate transaction: a line in the log, and all that follows from it. Fails with
    /// [`ErrorKind::Unfit`] where it does not fit what is there, with [`ErrorKind::Conflict`] where somebody else was first.
    pub fn edit(&mut self, request: &EditRequest, why: Option<&str>, author: &Author) -> Result<EditReport, StoreError> {
        self.write("editing", |transaction| editing::edit(transaction, request, why, author))
    }

    /// Agreements that are a part of nothing by an analyst's word.
    pub fn standing_alone(&self) -> Result<Vec<AgreementId>, StoreError> {
        self.read("reading the corrections of", belonging::standing_alone_by_id)
    }

    /// The table that a document is a row of.
    pub fn table_of(&self, document: &DocumentId) -> Result<Option<String>, StoreError> {
        self.read("reading an article of", |connection| match documents::key_of(connection, document)? {
            Some(key) => documents::table_of(connection, key),
            None => Ok(None),
        })
    }

    /// All edits of the log, oldest first.
    pub fn edits(&self) -> Result<Vec<EditRow>, StoreError> {
        self.read("reading the log of", edits::all)
    }

    /// The lines of the edits that speak of a record now.
    pub fn edits_of(&self, record: &str) -> Result<BTreeSet<i64>, StoreError> {
        self.read("reading the log of", |connection| edits::of_record(connection, record))
    }

    /// The end of the log, to ask later what has changed since; `None` where nothing was read in yet.
    pub fn log_end(&self) -> Result<Option<LogPlace>, StoreError> {
        self.read("reading the log of", since::end)
    }

    /// Records that have come or changed since a place in the log. Fails with [`ErrorKind::Unfit`] where the log has no such place.
    pub fn changed_since(&self, place: &LogPlace) -> Result<ChangedRecords, StoreError> {
        self.read("reading the log of", |connection| since::changed(connection, place))
    }

    /// How many documents were derived with something other than `stamp`.
    pub fn stale_documents(&self, stamp: &DerivationStamp) -> Result<usize, StoreError> {
        self.read("reading", |connection| Ok(documents::stale(connection, stamp)? as usize))
    }

    /// Reads all rows that a snapshot needs, in one read transaction.
    pub fn rows(&self) -> Result<StoreRows, StoreError> {
        self.read("reading", load::rows)
    }

    /// What tells the present state of the records from any other; `None` in an older store that is only read.
    pub fn moment(&self) -> Result<Option<Moment>, StoreError> {
        self.read("reading", kept::moment)
    }

    /// Hands over the columns that are kept with this stamp and are of this moment, part by part in order. False where some are
    /// not, or none are: then nothing that was handed over may be used.
    pub fn kept_columns(&self, stamp: &str, take: &mut dyn FnMut(usize, Vec<u8>)) -> Result<bool, StoreError> {
        let take = RefCell::new(take);
        self.read("reading", |connection| kept::read(connection, stamp, &mut *take.borrow_mut()))
    }

    /// Keeps columns that were made from the records of a moment, in one transaction; at once or not at all where another process
    /// writes. False where the records have changed since. No change as [`Store::change_counter`] counts them.
    pub fn keep_columns(&self, moment: &Moment, stamp: &str, parts: impl Iterator<Item = Vec<u8>>) -> Result<bool, StoreError> {
        if self.is_read_only() {
            return Ok(false);
        }
        kept::write(&mut self.connection.borrow_mut(), moment, stamp, parts)
            .map_err(|fault| fault.while_doing("keeping columns in", &self.path))
    }

    /// What lists show of analysts' marks on records; of a record that is not there, nothing.
    pub fn marks_of(&self, records: &[String]) -> Result<Vec<MarksRow>, StoreError> {
        let all = |connection: &Connection| records.iter().filter_map(|id| record::marks(connection, id).transpose()).collect();
        self.read("reading marks in", all)
    }

    /// Changes whenever another process commits, or this one does (SQLite's data_version and own counter together).
    pub fn change_counter(&self) -> Result<u64, StoreError> {
        let theirs =
            self.read("watching", |connection| Ok(connection.pragma_query_value(None, "data_version", |row| row.get::<_, u32>(0))?))?;
        Ok((self.own_changes.get() << 32) | u64::from(theirs))
    }

    /// Whether another process has committed since [`Store::change_counter`] gave this.
    pub fn others_wrote_since(&self, counter: u64) -> Result<bool, StoreError> {
        Ok(self.change_counter()? as u32 != counter as u32)
    }

    /// The body of a document.
    pub fn body(&self, document: &DocumentId) -> Result<Option<String>, StoreError> {
        self.read("reading", |connection| documents::body(connection, document))
    }

    /// All claims of a document, as they were derived.
    pub fn claims(&self, document: &DocumentId) -> Result<Option<Claims>, StoreError> {
        self.read("reading", |connection| claims::read(connection, document))
    }

    /// Current documents whose title or body holds the words of `phrase` side by side, by id. Any text is a valid phrase; one
    /// without a letter or digit is in no document.
    pub fn documents_containing(&self, phrase: &str) -> Result<Vec<DocumentId>, StoreError> {
        let ids = self.read("searching", |connection| search::documents_with(connection, phrase))?;
        Ok(ids.iter().filter_map(|id| DocumentId::parse(id)).collect())
    }

    /// The record that a claim's id (or unique prefix of at least 4 characters) belongs to. A claim of an older version of a page
    /// is its own record, and in no list.
    pub fn resolve(&self, id: &str) -> Result<Resolved, StoreError> {
        self.read("searching", |connection| resolve::resolve(connection, id))
    }

    /// An engagement record in full; `None` where no record has that id.
    pub fn engagement_telling(&self, id: &EngagementId) -> Result<Option<EngagementTelling>, StoreError> {
        self.read("reading a record of", |connection| record::engagement(connection, id.as_str()))
    }

    /// An agreement record in full; `None` where no record has that id.
    pub fn agreement_telling(&self, id: &AgreementId) -> Result<Option<AgreementTelling>, StoreError> {
        self.read("reading a record of", |connection| record::agreement(connection, id.as_str()))
    }

    /// Why the claims of a record, all but the first, belong to it.
    pub fn joints(&self, record: &str) -> Result<Vec<Joint>, StoreError> {
        self.read("reading a record of", |connection| record::joints(connection, record))
    }

    /// Fields of which a record shows the version of some of its sources while others say what fits it. What they dispute stands in the
    /// record itself.
    pub fn choices(&self, record: &str) -> Result<Vec<Choice>, StoreError> {
        self.read("reading a record of", |connection| record::choices(connection, record))
    }

    /// By claim of a document, the record that it belongs to. A claim in no list has none.
    pub fn records_of(&self, document: &DocumentId) -> Result<BTreeMap<String, String>, StoreError> {
        self.read("reading", |connection| record::records_of(connection, document))
    }

    /// Checks the file, its foreign keys, the log's hash chain, every document's hash and every evidence span.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        self.read("checking", |connection| check::check(connection, &self.path))
    }

    /// Copies the store while it is in use (SQLite's backup API), checks the copy, fsyncs it and only then gives it its name.
    /// Refuses to overwrite.
    pub fn backup(&self, target: &Path) -> Result<BackupReport, StoreError> {
        self.reopen_if_changed().map_err(|fault| fault.while_doing("reading", &self.path))?;
        let connection = self.connection.borrow();
        backup::copy(&connection, target, || self.is_as_it_was()).map_err(|fault| fault.while_doing("writing the backup", target))
    }
}
