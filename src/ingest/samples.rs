//! The sample reports that are built in.

use super::{IngestError, IngestReport};
use crate::gazetteer::Gazetteer;
use crate::store::{Author, Store};

/// Adds the sample reports to a store.
pub fn ingest_samples(store: &mut Store, gazetteer: &Gazetteer, author: &Author) -> Result<IngestReport, IngestError> {
    let _ = (store, gazetteer, author);
    todo!()
}
