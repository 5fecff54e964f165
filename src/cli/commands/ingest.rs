//! `ingest PATH…`

use std::path::PathBuf;

use super::work::{Progress, StopSign};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::{Session, author};
use crate::ingest::{IngestError, IngestReport, check_paths, ingest};
use crate::store::Access;

/// Reads articles into the store.
pub fn run(paths: &[PathBuf], session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    // Wrong use is told before a store is made.
    check_paths(paths).map_err(failure)?;
    let mut store = session.open_to_write(Access::Create, "ingest")?;
    let names = session.names(console);
    let (stop, progress) = (StopSign::listen(), Progress::of("reading"));
    let report = ingest(&mut store, paths, &names, &author(), &|done, of| progress.show(done, of), &|| stop.is_up());
    drop(progress);
    let report = report.map_err(failure)?;
    tell(&report, console);
    Ok(match report {
        IngestReport { cancelled: true, .. } => stop.exit(),
        IngestReport { failed, .. } if !failed.is_empty() => Exit::SomeInputsFailed,
        _ => Exit::Done,
    })
}

fn failure(error: IngestError) -> Failure {
    match error {
        IngestError::Usage(message) => Failure::usage(message),
        IngestError::Store(error) => error.into(),
    }
}

pub(super) fn tell(report: &IngestReport, console: &mut Console) {
    for failed in &report.failed {
        console.note(&format!("{}: {}", failed.path, failed.reason));
    }
    let added = &report.added;
    let versions = if added.new_versions > 0 { format!(" ({} of them newer versions)", added.new_versions) } else { String::new() };
    console.note(&format!("{} new{versions}, {} known, {} failed", added.new, added.known, report.failed.len()));
    if report.cancelled {
        console.note("stopped before the end: what is counted here is stored; the same command goes on from there");
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::output::Target;
    use super::super::super::output::tests::captured;
    use super::*;
    use crate::ingest::FailedInput;
    use crate::store::AddReport;

    #[test]
    fn each_failed_file_is_named_and_the_summary_is_one_line() {
        let (mut console, out, err) = captured(Target::Pipe);
        let failed = vec![FailedInput { path: "a.bin".into(), reason: "not text".into() }];
        tell(&IngestReport { added: AddReport { new: 12, new_versions: 0, known: 3 }, failed, cancelled: false }, &mut console);
        assert_eq!(err.text(), "a.bin: not text\n12 new, 3 known, 1 failed\n");
        assert_eq!(out.text(), "", "data alone goes to standard output");
    }
}
