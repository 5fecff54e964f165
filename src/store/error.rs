//! What can go wrong with a store, in a sentence: what was being done, to which file, why, and what to do next.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What sort of trouble, for exit codes and retries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no store at that path.
    Missing,
    /// Another process holds it; trying again may help.
    Locked,
    /// Not ours, newer than us, damaged or not to be opened there: not one byte was changed.
    Refused,
    /// It was opened for reading and something wanted to write.
    ReadOnly,
    /// What was asked for does not fit what is there.
    Unfit,
    /// Somebody else has changed it since it was looked at.
    Conflict,
    /// The disk is full.
    DiskFull,
    /// Anything else.
    Failed,
}

/// An error of the store.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{doing} {}: {because}", path.display())]
pub struct StoreError {
    /// What sort.
    pub kind: ErrorKind,
    /// What was being done: "opening the store".
    pub doing: &'static str,
    /// To which file.
    pub path: PathBuf,
    /// Why it failed.
    pub because: String,
    /// What to do next, a sentence.
    pub hint: Option<String>,
}

/// What goes wrong below, where neither the file nor the purpose is known.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite said so.
    Sqlite(rusqlite::Error),
    /// Stored JSON is not what it was.
    Json(serde_json::Error),
    /// The file system said so.
    Io(std::io::Error),
    /// We say so.
    Said { kind: ErrorKind, because: String, hint: Option<String> },
}

/// The result of what is done below.
pub(super) type Outcome<T> = Result<T, Fault>;

impl Fault {
    /// A refusal in our own words.
    pub(super) fn refused(because: impl Into<String>, hint: impl Into<String>) -> Self {
        Fault::Said { kind: ErrorKind::Refused, because: because.into(), hint: Some(hint.into()) }
    }

    /// A failure in our own words.
    pub(super) fn failed(because: impl Into<String>) -> Self {
        Fault::Said { kind: ErrorKind::Failed, because: because.into(), hint: None }
    }

    /// Another process keeps the file in motion.
    pub(super) fn busy() -> Self {
        Fault::Said { kind: ErrorKind::Locked, because: "another process is writing to it".into(), hint: Some(TRY_AGAIN.into()) }
    }

    /// Says what was being done, and to which file.
    pub(super) fn while_doing(self, doing: &'static str, path: &Path) -> StoreError {
        let (kind, because, hint) = match self {
            Fault::Sqlite(error) => in_words(&error),
            Fault::Json(error) => (ErrorKind::Failed, format!("a stored claim cannot be read: {error}"), Some(CHECK_IT.into())),
            Fault::Io(error) => (kind_of(&error), error.to_string(), hint_of(&error)),
            Fault::Said { kind, because, hint } => (kind, because, hint),
        };
        StoreError { kind, doing, path: path.to_owned(), because, hint }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Fault::Json(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::Io(error)
    }
}

const TRY_AGAIN: &str = "try again in a moment";
const CHECK_IT: &str = "check the store with `legation doctor`; a backup can be opened in its place";
const FREE_SPACE: &str = "free some space and do it again; what was stored before is safe";

/// SQLite's codes as our kinds, with a sentence on what to do.
fn in_words(error: &rusqlite::Error) -> (ErrorKind, String, Option<String>) {
    let (kind, hint) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            let because = "another process is writing to it".to_owned();
            return (ErrorKind::Locked, because, Some(TRY_AGAIN.into()));
        }
        Some(ErrorCode::DiskFull) => {
            return (ErrorKind::DiskFull, "the disk is full".into(), Some(FREE_SPACE.into()));
        }
        Some(ErrorCode::ReadOnly) => (ErrorKind::ReadOnly, "make the file and its folder writable, or open another store"),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => (ErrorKind::Failed, CHECK_IT),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            (ErrorKind::Failed, "see whether the file and its folder may be read and written by you")
        }
        Some(ErrorCode::SystemIoFailure) => {
            (ErrorKind::Failed, "see whether the disk, a quota or a limit on file sizes is at its end; what was stored before is safe")
        }
        _ => return (ErrorKind::Failed, error.to_string(), None),
    };
    (kind, error.to_string(), Some(hint.into()))
}

fn kind_of(error: &std::io::Error) -> ErrorKind {
    match error.kind() {
        std::io::ErrorKind::NotFound => ErrorKind::Missing,
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorKind::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
        _ => ErrorKind::Failed,
    }
}

fn hint_of(error: &std::io::Error) -> Option<String> {
    (kind_of(error) == ErrorKind::DiskFull).then(|| FREE_SPACE.to_owned())
}
