//! `demo`: the dashboard on the sample reports, in a store that goes when it closes.

use std::path::Path;

use crate::cli::Outcome;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::{Names, Session, author, require_screen};
use crate::ingest::IngestError;
use crate::ingest::samples::ingest_samples;
use crate::store::{Access, Store};

/// Fills a throw-away store and asks for the dashboard on it.
pub fn run(session: Session, console: &mut Console) -> Result<Outcome, Failure> {
    require_screen(console)?;
    let folder = tempfile::Builder::new()
        .prefix("legation-demo-")
        .tempdir()
        .map_err(|error| Failure::new(Exit::Failed, format!("making a folder for the samples: {error}")))?;
    let path = folder.path().join("store.db");
    let names = session.names(console);
    fill(&path, &names)?;
    Ok(Outcome::Dashboard(Box::new(session.into_dashboard_request(path, console.is_colored(), Some(folder)))))
}

/// The store is closed again before the dashboard opens it.
fn fill(path: &Path, names: &Names) -> Result<(), Failure> {
    let mut store = Store::open(path, Access::Create)?;
    match ingest_samples(&mut store, names, &author()) {
        Ok(_) => Ok(()),
        Err(IngestError::Usage(message)) => Err(Failure::new(Exit::Failed, message)),
        Err(IngestError::Store(error)) => Err(error.into()),
    }
}
