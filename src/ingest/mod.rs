//! Joins readers, extraction and the store. Rebuilding lives here too: it is ingest without reading.

pub mod readers;
pub mod rebuild;
pub mod samples;

use std::path::PathBuf;

use crate::gazetteer::Gazetteer;
use crate::store::{AddReport, Author, Store, StoreError};

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedInput {
    /// The path as given or found; `-` for standard input.
    pub path: String,
    /// Why, a sentence.
    pub reason: String,
}

/// What an ingest did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IngestReport {
    /// What was added.
    pub added: AddReport,
    /// What could not be read.
    pub failed: Vec<FailedInput>,
    /// Whether it was cancelled before the end. What is counted in `added` is stored all the same.
    pub cancelled: bool,
}

/// Why nothing was ingested.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that is not there, or a folder without articles: wrong use.
    #[error("{0}")]
    Usage(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far work has come: done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// Whether there is anything to ingest: fails as [`ingest`] would where a path is not there or a folder holds no article.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), IngestError> {
    let _ = paths;
    todo!()
}

/// Reads files and folders (recursively; `-` is standard input), extracts in parallel and writes in batches.
/// `is_cancelled` is asked between batches.
pub fn ingest(
    store: &mut Store,
    paths: &[PathBuf],
    gazetteer: &Gazetteer,
    author: &Author,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<IngestReport, IngestError> {
    let _ = (store, paths, gazetteer, author, progress, is_cancelled);
    todo!()
}
