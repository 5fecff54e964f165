//! `rebuild`

use super::work::{Progress, StopSign};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::Session;
use crate::ingest::rebuild::rebuild;
use crate::store::Access;

/// Extracts all stored articles again.
pub fn run(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = session.open_to_write(Access::ReadWrite, "rebuild")?;
    let names = session.names(console);
    let (stop, progress) = (StopSign::listen(), Progress::of("rebuilding"));
    let report = rebuild(&mut store, &names, &|done, of| progress.show(done, of), &|| stop.is_up());
    drop(progress);
    let report = report?;
    console.note(&format!("{} documents derived again", report.documents));
    for failed in &report.failed {
        console.note(&format!("{}: {}; it keeps what was derived before", failed.path, failed.reason));
    }
    if report.cancelled {
        console.note("stopped before the end: what is done stands, the rest keeps what was derived before");
        return Ok(stop.exit());
    }
    Ok(if report.failed.is_empty() { Exit::Done } else { Exit::SomeInputsFailed })
}
