//! Copies of a store in use, through SQLite's backup API: what lies in the write-ahead log comes along, and nobody waits.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::error::{Fault, Outcome};
use super::{BackupReport, connection, location, schema};

/// How often a busy source is asked again, and after what pause.
const ATTEMPTS: usize = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Writes a copy that never had another name half written: made beside the target, checked, made lasting, and only then named.
/// `is_sound` says at the end whether the source stood still where it had to.
pub(super) fn copy(source: &Connection, target: &Path, is_sound: impl Fn() -> bool) -> Outcome<BackupReport> {
    let target = location::absolute(target)?;
    if target.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let folder = location::folder_of(&target);
    let unfinished = tempfile::Builder::new().prefix(".legation-backup-").tempfile_in(folder)?.into_temp_path();
    let documents = fill(source, &unfinished)?;
    if !is_sound() {
        return Err(Fault::busy());
    }
    fs::File::open(&unfinished)?.sync_all()?;
    let bytes = fs::metadata(&unfinished)?.len();
    unfinished.persist_noclobber(&target).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(),
        _ => error.error.into(),
    })?;
    location::sync_folder(folder)?;
    Ok(BackupReport { path: target, bytes, documents: documents as u64 })
}

fn exists() -> Fault {
    Fault::refused("there is a file of that name already", "a backup never overwrites; give another name")
}

/// Copies all pages into an empty file, checks it and counts its documents.
fn fill(source: &Connection, path: &Path) -> Outcome<i64> {
    let mut copy = connection::open_for_writing(path)?;
    copy_pages(source, &mut copy)?;
    // One file without a log beside it: it can be read from anywhere.
    let mode: String = copy.query_row("PRAGMA journal_mode = delete", [], |row| row.get(0))?;
    let verdict: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if mode != "delete" || verdict != "ok" {
        return Err(Fault::failed(format!("the copy is not sound ({verdict}, journal mode {mode})")));
    }
    schema::refuse_foreign(schema::identity(&copy)?)?;
    let documents = copy.query_row("SELECT count(*) FROM document", [], |row| row.get(0))?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(documents)
}

/// All pages in one step: a copy in many steps would begin anew with each write of another process.
fn copy_pages(source: &Connection, copy: &mut Connection) -> Outcome<()> {
    let backup = Backup::new(source, copy)?;
    for _ in 0..ATTEMPTS {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            _ => thread::sleep(PAUSE),
        }
    }
    Err(Fault::busy())
}
