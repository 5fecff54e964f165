//! What can go wrong with a store, in a sentence: what was being done, to which file, why, and what to do next.

use std::path::PathBuf;

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
