//! What is opened, what is refused, and that a refusal leaves every byte and every file name as it was.
#![allow(missing_docs)]

mod store_support;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use legation::store::*;
use rusqlite::Connection;
use store_support::*;
use tempfile::TempDir;

const ALL: [Access; 3] = [Access::ReadOnly, Access::ReadWrite, Access::Create];

/// A folder with a store of some articles, closed.
fn stored() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::Create).expect("made");
    let batch: Vec<_> = (0..30).map(small).chain([full()]).collect();
    store.add(&batch, &stamp(), &author()).expect("added");
    drop(store);
    (folder, path)
}

/// Names, times and bytes of all files of a folder. Not for folders with an open store: reading drops SQLite's locks.
fn listing(folder: &Path) -> BTreeMap<PathBuf, (std::time::SystemTime, Vec<u8>)> {
    let entry = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let metadata = fs::symlink_metadata(&path).expect("metadata");
        let bytes = if metadata.is_file() { fs::read(&path).expect("read") } else { Vec::new() };
        (path, (metadata.modified().expect("a time"), bytes))
    };
    fs::read_dir(folder).expect("a folder").map(entry).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Refused for each access, in words that hold `words`, and nothing changed.
fn assert_refused(path: &Path, words: &[&str]) {
    let folder = path.parent().expect("a folder");
    let before = listing(folder);
    for access in ALL {
        let error = Store::open(path, access).expect_err("refused");
        let told = error.to_string();
        assert_eq!(error.kind, ErrorKind::Refused, "{access:?}: {told}");
        assert!(words.iter().all(|word| told.contains(word)) && error.hint.is_some(), "{told}");
        assert!(listing(folder) == before, "{access:?} changed something");
    }
}

fn raw(path: &Path, sql: &str) {
    Connection::open(path).expect("opened").execute_batch(sql).expect("done");
}

#[test]
fn a_new_store_and_its_folder_are_for_their_owner_alone() {
    let outer = tempfile::tempdir().expect("a folder");
    let path = outer.path().join("a/b/store.db");
    let store = Store::open(&path, Access::Create).expect("made");
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    assert_eq!((store.path(), store.is_read_only(), store.warnings()), (path.as_path(), false, &[][..]));
    assert!(store.rows().expect("read").documents.is_empty());
    drop(store);
    assert_eq!(names(path.parent().expect("a folder")), ["store.db"]);
    assert!(Store::open(&path, Access::Create).is_ok() && Store::open(&path, Access::ReadWrite).is_ok());
}

#[test]
fn what_is_missing_is_told_and_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    for access in [Access::ReadOnly, Access::ReadWrite] {
        let error = Store::open(&folder.path().join("sub/store.db"), access).expect_err("missing");
        assert_eq!(error.kind, ErrorKind::Missing, "{error}");
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_newer_store_is_refused_with_both_numbers() {
    let (_folder, path) = stored();
    raw(&path, "PRAGMA user_version = 7");
    assert_refused(&path, &["newer", "schema 7", "knows 3"]);
}

#[test]
fn a_newer_version_that_stands_in_the_write_ahead_log_alone_is_seen() {
    let (folder, path) = stored();
    let other = Connection::open(&path).expect("opened");
    other.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 7").expect("done");
    let copy = tempfile::tempdir().expect("a folder");
    for name in ["store.db", "store.db-wal"] {
        // Read in a process that never writes to this store again.
        fs::write(copy.path().join(name), fs::read(folder.path().join(name)).expect("read")).expect("written");
    }
    for access in ALL {
        let error = Store::open(&path, access).expect_err("refused");
        assert!(error.kind == ErrorKind::Refused && error.to_string().contains("schema 7"), "{error}");
    }
    drop(other);

    // The same as a crash or a copy leaves it: a log without its index.
    let before = listing(copy.path());
    for access in ALL {
        let error = Store::open(&copy.path().join("store.db"), access).expect_err("refused");
        assert_eq!(error.kind, ErrorKind::Refused, "{error}");
        let mut after = listing(copy.path());
        after.remove(&copy.path().join("store.db-shm"));
        assert!(after == before, "{access:?} changed the store or its log");
    }
}

#[test]
fn foreign_files_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    raw(&at("history.db"), "CREATE TABLE urls (url TEXT)");
    assert_refused(&at("history.db"), &["another program"]);
    raw(&at("other.db"), "PRAGMA journal_mode = wal; PRAGMA application_id = 42; PRAGMA user_version = 1; CREATE TABLE t (a)");
    assert_refused(&at("other.db"), &["another program", "0x2a", "0x4c454741"]);
    fs::write(at("notes.txt"), "Dear diary, ".repeat(500)).expect("written");
    assert_refused(&at("notes.txt"), &["not a store"]);
    fs::write(at("short.txt"), "hello").expect("written");
    assert_refused(&at("short.txt"), &["not a store"]);
    fs::write(at("empty"), "").expect("written");
    assert_refused(&at("empty"), &["empty"]);
    fs::create_dir(at("folder")).expect("made");
    assert_refused(&at("folder"), &["a folder"]);
    symlink("/dev/null", at("device")).expect("linked");
    assert_refused(&at("device"), &["not a file"]);
}

#[test]
fn a_pipe_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
    assert!(made.success());
    assert_refused(&path, &["not a file"]);
}

#[test]
fn a_store_that_was_cut_off_or_changed_inside_is_refused() {
    let (_folder, path) = stored();
    let whole = fs::read(&path).expect("read");
    for length in [1, 15, 99, 512, 4095, 4096, 4097, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).expect("written");
        assert_refused(&path, &[]);
    }
    for page in [1, 5, 20] {
        let mut damaged = whole.clone();
        damaged[page * 4096..][..64].fill(0xa5);
        fs::write(&path, &damaged).expect("written");
        assert_refused(&path, &["damaged"]);
    }
    fs::write(&path, &whole).expect("written");
    assert!(Store::open(&path, Access::ReadWrite).is_ok(), "the whole file is fine");
}

#[test]
fn reading_only_writes_nothing_at_all() {
    let (folder, path) = stored();
    let before = listing(folder.path());
    let store = Store::open(&path, Access::ReadOnly).expect("opened");
    assert!(store.is_read_only());
    assert_eq!(store.rows().expect("read").documents.len(), 31);
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
    assert_eq!(store.documents_containing("四川").expect("searched").len(), 1);
    assert_eq!(names(folder.path()), ["store.db"], "nothing beside it while open");
    drop(store);
    let mut store = Store::open(&path, Access::ReadOnly).expect("opened");
    let error = store.add(&[small(99)], &stamp(), &author()).expect_err("refused");
    assert!(error.kind == ErrorKind::ReadOnly && error.hint.is_some(), "{error}");
    assert_eq!(store.replace_claims(&[], &stamp()).expect_err("refused").kind, ErrorKind::ReadOnly);
    let known = store.add(&[small(3)], &stamp(), &author()).expect("nothing to write");
    assert_eq!(known.known, 1);
    drop(store);
    assert!(listing(folder.path()) == before);
}

#[test]
fn reading_only_sees_what_others_write() {
    let (folder, path) = stored();
    let reader = Store::open(&path, Access::ReadOnly).expect("opened");
    let count = || reader.rows().expect("read").documents.len();
    let mut last = reader.change_counter().expect("read");
    let mut has_changed = || {
        let now = reader.change_counter().expect("read");
        std::mem::replace(&mut last, now) != now
    };
    assert_eq!((count(), has_changed()), (31, false));

    let mut writer = Store::open(&path, Access::ReadWrite).expect("opened");
    writer.add(&[small(100)], &stamp(), &author()).expect("added");
    assert_eq!((count(), has_changed(), has_changed()), (32, true, false));
    writer.add(&[small(101)], &stamp(), &author()).expect("added");
    assert_eq!((count(), has_changed()), (33, true));
    let late = Store::open(&path, Access::ReadOnly).expect("opened beside a writer");
    drop(writer);
    assert_eq!((count(), late.rows().expect("read").documents.len()), (33, 33));
    let mut writer = Store::open(&path, Access::ReadWrite).expect("opened");
    writer.add(&[small(102)], &stamp(), &author()).expect("added");
    drop(writer);
    assert_eq!((count(), has_changed(), late.rows().expect("read").documents.len()), (34, true, 34));
    drop((reader, late));
    // Readers do not tidy up; the next writer does.
    drop(Store::open(&path, Access::ReadWrite).expect("opened"));
    assert_eq!(names(folder.path()), ["store.db"]);
}

#[test]
fn a_log_left_by_a_crash_is_read_as_it_lies_and_taken_over_by_a_writer() {
    let (folder, path) = stored();
    let crashed = tempfile::tempdir().expect("a folder");
    let mut writer = Store::open(&path, Access::ReadWrite).expect("opened");
    writer.add(&[small(100)], &stamp(), &author()).expect("added");
    for name in names(folder.path()) {
        fs::write(crashed.path().join(&name), fs::read(folder.path().join(&name)).expect("read")).expect("written");
    }
    drop(writer);
    let path = crashed.path().join("store.db");
    let before = listing(crashed.path());
    assert_eq!(before.len(), 3, "store, log and index");
    let reader = Store::open(&path, Access::ReadOnly).expect("opened");
    assert_eq!(reader.rows().expect("read").documents.len(), 32);
    drop(reader);
    assert!(listing(crashed.path()) == before);

    fs::remove_file(crashed.path().join("store.db-shm")).expect("removed");
    let error = Store::open(&path, Access::ReadOnly).expect_err("its log would not be seen");
    assert!(error.to_string().contains("unfinished"), "{error}");
    assert_eq!(names(crashed.path()), ["store.db", "store.db-wal"]);
    let writer = Store::open(&path, Access::ReadWrite).expect("opened");
    assert_eq!(writer.rows().expect("read").documents.len(), 32);
    assert_eq!(writer.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn a_log_that_is_about_to_go_with_its_writer_keeps_no_reader_out() {
    let (folder, path) = stored();
    let mut writer = Store::open(&path, Access::ReadWrite).expect("opened");
    writer.add(&[small(100)], &stamp(), &author()).expect("added");
    let log = folder.path().join("store.db-wal");
    let left = fs::read(&log).expect("read");
    drop(writer);
    // SQLite takes the index away first, then the log.
    fs::write(&log, left).expect("written");
    let reader = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            fs::remove_file(&log).expect("removed");
        });
        Store::open(&path, Access::ReadOnly).expect("opened")
    });
    assert_eq!(reader.rows().expect("read").documents.len(), 32);
    assert_eq!(names(folder.path()), ["store.db"]);
}

#[test]
fn a_log_that_a_killed_writer_left_without_a_page_keeps_nobody_out() {
    let (folder, path) = stored();
    let mut writer = Store::open(&path, Access::ReadWrite).expect("opened");
    writer.add(&[small(100)], &stamp(), &author()).expect("added");
    let [log, index] = ["store.db-wal", "store.db-shm"].map(|name| folder.path().join(name));
    let (header, shared) = (fs::read(&log).expect("read")[..32].to_vec(), fs::read(&index).expect("read"));
    drop(writer);
    for access in ALL {
        fs::write(&log, &header).expect("written");
        fs::write(&index, &shared).expect("written");
        let store = Store::open(&path, access).expect("opened");
        assert_eq!(store.rows().expect("read").documents.len(), 32, "{access:?}");
        assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
    }
}

#[test]
fn odd_names_are_names_and_uris_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [&b"a b?mode=memory&nolock=1.db"[..], b"100%41#x.db", "档案.db".as_bytes(), b"\xff\xfe.db", b":memory:", b"file:x.db"] {
        let path = folder.path().join(OsStr::from_bytes(name));
        let mut store = Store::open(&path, Access::Create).expect("made");
        store.add(&[small(1)], &stamp(), &author()).expect("added");
        drop(store);
        assert!(path.is_file(), "{path:?}");
        assert_eq!(Store::open(&path, Access::ReadOnly).expect("opened").document_ids().expect("read").len(), 1, "{path:?}");
    }
    assert_eq!(names(folder.path()).len(), 6, "and nothing else");
    for path in ["file:store.db", "file:///tmp/store.db?immutable=1", ""] {
        assert_eq!(Store::open(Path::new(path), Access::Create).expect_err("refused").kind, ErrorKind::Refused, "{path}");
    }
}

#[test]
fn several_may_make_the_same_store_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path, Access::Create).expect("opened");
                store.add(&[small(number)], &stamp(), &author()).expect("added");
            });
        }
    });
    assert_eq!(Store::open(&path, Access::ReadWrite).expect("opened").document_ids().expect("read").len(), 4);
    assert_eq!(names(folder.path()), ["store.db"]);
}

#[test]
fn what_others_may_change_is_warned_of() {
    let (folder, path) = stored();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).expect("set");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("set");
    assert_eq!(Store::open(&path, Access::ReadOnly).expect("opened").warnings().len(), 2);
}

/// Where the inner test below finds its store.
const INNER: &str = "LEGATION_TEST_READ_ONLY_FOLDER";

/// Permissions do not bind the superuser: the inner test runs as nobody where this one runs as root.
#[test]
fn a_store_in_a_folder_that_may_only_be_read_can_be_read() {
    let (folder, path) = stored();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("set");
    let programs = tempfile::tempdir().expect("a folder");
    let program = programs.path().join("inner");
    fs::write(&program, fs::read(std::env::current_exe().expect("a path")).expect("read")).expect("written");
    for place in [programs.path(), &program] {
        fs::set_permissions(place, fs::Permissions::from_mode(0o755)).expect("set");
    }
    let mut command = std::process::Command::new(&program);
    command.args(["--exact", "inner_reader_of_a_read_only_folder", "--ignored"]).env(INNER, &path).current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.gid(65534).uid(65534);
    }
    let before = listing(folder.path());
    let output = command.output().expect("ran");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
    assert!(listing(folder.path()) == before);
}

#[test]
#[ignore = "runs inside the test above"]
fn inner_reader_of_a_read_only_folder() {
    let path = PathBuf::from(std::env::var_os(INNER).expect("set by the outer test"));
    let store = Store::open(&path, Access::ReadOnly).expect("opened");
    assert_eq!(store.rows().expect("read").documents.len(), 31);
    drop(store);
    for access in [Access::ReadWrite, Access::Create] {
        let error = Store::open(&path, access).expect_err("may not be written");
        assert!(error.kind == ErrorKind::ReadOnly && error.hint.is_some(), "{error}");
    }
    let error = Store::open(&path.with_file_name("new.db"), Access::Create).expect_err("may not be made");
    assert_eq!(error.kind, ErrorKind::Failed, "{error}");
}
