//! Everybody at once on one store: two processes read 600 articles each, and meanwhile corrections are made by command and in a
//! dashboard. They come ten times a second, for all is over in a few seconds.
#![cfg(unix)]

mod tui_session;

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use legation::model::EditAction;
use legation::store::{Access, Store};
use tui_session::desk::invented;
use tui_session::{Session, store_in};

/// The write-ahead log may grow to this and no further.
const LARGEST_WAL: u64 = 16 << 20;
/// Between two corrections.
const PAUSE: Duration = Duration::from_millis(100);
const PROGRAM: &str = env!("CARGO_BIN_EXE_legation");

fn command(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--store").arg(store_in(folder)).env("HOME", folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder);
    }
    command
}

fn ingest(folder: &Path, name: &str, numbers: std::ops::Range<usize>) -> Child {
    let articles = folder.join(name);
    invented::write(&articles, numbers);
    command(folder).arg("ingest").arg(articles).spawn().expect("the program starts")
}

/// The size of the write-ahead log now.
fn wal(folder: &Path) -> u64 {
    std::fs::metadata(folder.join("store.db-wal")).map_or(0, |facts| facts.len())
}

fn assert_done(output: &Output, what: &str) {
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: {told}");
    assert!(!told.contains("locked") && !told.contains("busy"), "{what}: {told}");
}

#[test]
fn all_write_at_once_and_nothing_is_lost() {
    let folder = std::sync::Arc::new(tempfile::tempdir().expect("a temporary folder"));
    let path = folder.path();
    let (known, each) = (10, 600);
    let first = ingest(path, "known", 0..known).wait_with_output().expect("it ends");
    assert_done(&first, "the first articles");
    let record = {
        let store = Store::open(&store_in(path), Access::ReadOnly).expect("the store opens");
        store.rows().expect("its rows").engagements[0].id.to_string()
    };
    let mut dashboard = Session::start_on(&folder);
    dashboard.wait_for(&format!("1/{known}"));

    let mut readers = vec![ingest(path, "one", 100..100 + each), ingest(path, "other", 100 + each..100 + 2 * each)];
    let (mut largest_wal, mut edits, mut next_edit) = (0, 0, Instant::now());
    while readers.iter_mut().any(|reader| reader.try_wait().expect("a child").is_none()) {
        largest_wal = largest_wal.max(wal(path));
        if next_edit <= Instant::now() {
            next_edit += PAUSE;
            let edited = command(path).args(["tag", &record, &format!("tag{edits}")]).output().expect("it ends");
            assert_done(&edited, &format!("edit {edits}"));
            dashboard.press(if edits % 2 == 0 { "c" } else { "u" });
            edits += 1;
        }
        dashboard.listen(Duration::from_millis(20));
    }
    for reader in readers {
        assert_done(&reader.wait_with_output().expect("it ends"), "ingest");
    }
    dashboard.press("t");
    dashboard.wait_for(":tag");
    dashboard.press("at-last\r");
    dashboard.wait_for("tagged 1");
    dashboard.wait_for(&format!("/{}", grouped(known + 2 * each)));
    largest_wal = largest_wal.max(wal(path));
    assert!(!dashboard.screen.screen().contents().contains("locked"));
    dashboard.press("q");
    assert_eq!(dashboard.ended().0, 0);
    assert_eq!(wal(path), 0, "the last one to leave takes the log with it");
    assert!(!String::from_utf8_lossy(&dashboard.seen).contains("locked"));

    let store = Store::open(&store_in(path), Access::ReadOnly).expect("the store opens");
    assert_eq!(store.document_ids().expect("documents").len(), known + 2 * each);
    let log = store.edits().expect("the log");
    let tagged = log.iter().filter(|row| matches!(row.edit.as_ref().map(|edit| &edit.action), Some(EditAction::Tag { .. }))).count();
    assert_eq!((tagged, log.len()), (edits + 1, 2 * edits + 1), "no correction is lost, of the command's or of the dashboard's");
    let doctor = command(path).arg("doctor").output().expect("it ends");
    assert_done(&doctor, "doctor");
    assert!(largest_wal < LARGEST_WAL, "{largest_wal} bytes");
    assert!(largest_wal > 0 && edits > 2, "{largest_wal} bytes, {edits} edits: nothing was measured");
}

/// `1,210`
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
