//! `backup FILE`

use std::path::Path;

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::Session;

/// Copies the store while it is in use.
pub fn run(target: &Path, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let report = session.open_to_read()?.backup(target)?;
    console.note(&format!("{}: {} documents, {} bytes", report.path.display(), report.documents, report.bytes));
    Ok(Exit::Done)
}
