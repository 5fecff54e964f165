//! Derives everything again from the stored documents.

use super::Progress;
use crate::gazetteer::Gazetteer;
use crate::store::{Store, StoreError};

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RebuildReport {
    /// Documents derived again.
    pub documents: u64,
    /// Whether it was cancelled; what is not done yet keeps its old stamp and is done next time.
    pub cancelled: bool,
}

/// Extracts all stored documents again and replaces what was derived from them.
pub fn rebuild(
    store: &mut Store,
    gazetteer: &Gazetteer,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<RebuildReport, StoreError> {
    let _ = (store, gazetteer, progress, is_cancelled);
    todo!()
}
