//! The filter language, the same in every command and in the dashboard: `from:liaoning to:germany since:2020`.

use super::snapshot::{Selection, Snapshot};
use crate::model::DocumentId;

/// One term, as the dashboard shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The term as typed.
    pub typed: String,
    /// What it resolved to: `from: Liaoning`, `~ lng`, `not type: meeting`.
    pub meaning: String,
    /// Whether only letters in order matched (`~`).
    pub is_loose: bool,
}

/// How names are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// A bare word may stand for every name that holds it: lists.
    Loose,
    /// Each term must name one thing: totals, briefs and exports.
    Strict,
}

/// A filter that was read and resolved against a snapshot.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Its terms.
    pub chips: Vec<Chip>,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// First byte of the term in question.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What would be right: nearest field, or the names that the term fits.
    pub candidates: Vec<String>,
}

/// Finds documents by a phrase of their text.
pub type TextSearch<'a> = &'a dyn Fn(&str) -> Result<Vec<DocumentId>, String>;

impl Filter {
    /// Reads a filter and resolves its names. An empty text is the filter that leaves everything.
    pub fn read(text: &str, snapshot: &Snapshot, resolution: Resolution, search: TextSearch<'_>) -> Result<Filter, FilterError> {
        let _ = (text, snapshot, resolution, search);
        todo!()
    }

    /// The records that it leaves.
    pub fn select(&self, snapshot: &Snapshot) -> Selection {
        let _ = snapshot;
        todo!()
    }
}
