//! Files to rows and back: what an ingest must keep whatever order it runs in and how often.

#![allow(clippy::unwrap_used)] // test code outside test functions

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use legation::gazetteer::Gazetteer;
use legation::ingest::rebuild::rebuild;
use legation::ingest::samples::{ingest_samples, samples};
use legation::ingest::{IngestError, IngestReport, check_paths, ingest};
use legation::store::{Access, Author, Store};
use tempfile::TempDir;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");

fn author() -> Author {
    Author { user: "analyst".to_owned(), host: "desk".to_owned() }
}

fn new_store(folder: &TempDir, name: &str) -> Store {
    Store::open(&folder.path().join(name), Access::Create).unwrap_or_else(|error| panic!("{error}"))
}

fn put(store: &mut Store, paths: &[PathBuf]) -> IngestReport {
    ingest(store, paths, Gazetteer::builtin(), &author(), &|_, _| (), &|| false).unwrap_or_else(|error| panic!("{error}"))
}

/// All rows, but for the place of each document in the log: that tells the order of reading.
fn rows(store: &Store) -> String {
    let mut rows = store.rows().unwrap_or_else(|error| panic!("{error}"));
    rows.documents.iter_mut().for_each(|document| document.log_seq = 0);
    format!("{rows:#?}")
}

fn sample_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(SAMPLES).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    files.sort();
    files
}

fn is_sound(store: &Store) {
    let report = store.check().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.problems, Vec::<String>::new());
}

#[test]
fn the_same_folder_twice_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = new_store(&folder, "a.db");
    let first = put(&mut store, &sample_files());
    assert_eq!((first.added.new, first.added.known), (sample_files().len(), 0));
    assert!(first.failed.is_empty() && !first.cancelled, "{first:?}");
    let before = format!("{:?}", store.rows().unwrap());
    let second = put(&mut store, &sample_files());
    assert_eq!((second.added.new, second.added.known), (0, sample_files().len()));
    assert_eq!(format!("{:?}", store.rows().unwrap()), before);
    is_sound(&store);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let folder = TempDir::new().unwrap();
    let (mut forth, mut back) = (new_store(&folder, "a.db"), new_store(&folder, "b.db"));
    put(&mut forth, &sample_files());
    let mut reversed = sample_files();
    reversed.reverse();
    for file in reversed {
        put(&mut back, &[file]);
    }
    assert!(rows(&forth).contains("EngagementRow"), "nothing was found to compare");
    assert_eq!(rows(&forth), rows(&back));
}

#[test]
fn rebuilding_changes_nothing_while_the_rules_are_the_same() {
    let folder = TempDir::new().unwrap();
    let mut store = new_store(&folder, "a.db");
    put(&mut store, &sample_files());
    let before = format!("{:?}", store.rows().unwrap());
    let done = AtomicUsize::new(0);
    let report = rebuild(&mut store, Gazetteer::builtin(), &|n, _| done.store(n as usize, Ordering::SeqCst), &|| false).unwrap();
    assert_eq!((report.documents as usize, done.into_inner(), report.cancelled), (sample_files().len(), sample_files().len(), false));
    assert_eq!(format!("{:?}", store.rows().unwrap()), before);
    is_sound(&store);
}

#[test]
fn a_bad_file_is_named_and_the_rest_goes_in() {
    let folder = TempDir::new().unwrap();
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(articles.join(name), bytes).unwrap();
    write("1.txt", b"The governor of Liaoning visited Bavaria on May 3, 2024.");
    write("2.txt", b"\x89PNG\r\n\x1a\n\0\0");
    write("3.html", b"<html><body></body></html>");
    write("4.md", b"");
    write("5.txt", b"The mayor of Nanjing met the mayor of St. Louis on May 4, 2024.");
    write("6.txt", b"The governor of Liaoning visited Bavaria on May 3, 2024.");
    let mut store = new_store(&folder, "a.db");
    let report = put(&mut store, &[articles]);
    assert_eq!((report.added.new, report.added.known), (2, 1));
    let named: Vec<_> =
        report.failed.iter().map(|f| (Path::new(&f.path).file_name().unwrap().to_str().unwrap(), f.reason.as_str())).collect();
    assert_eq!(
        named,
        [("2.txt", "not text: it looks like a binary file"), ("3.html", "no article found in the page"), ("4.md", "the file is empty"),]
    );
    is_sound(&store);
}

#[test]
fn wrong_use_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = new_store(&folder, "a.db");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    for wrong in [folder.path().join("gone"), empty] {
        let paths = [sample_files()[0].clone(), wrong];
        let result = ingest(&mut store, &paths, Gazetteer::builtin(), &author(), &|_, _| (), &|| false);
        assert!(matches!(result, Err(IngestError::Usage(_))), "{result:?}");
        assert!(check_paths(&paths).is_err());
    }
    assert_eq!(store.document_ids().unwrap(), []);
}

#[test]
fn a_page_that_changed_is_the_next_version() {
    let folder = TempDir::new().unwrap();
    let page = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("---\nurl: https://example.org/x\n---\n{text}\n")).unwrap();
        path
    };
    let (old, new) = (page("1.txt", "The mayor of Nanjing came."), page("2.txt", "The mayor of Nanjing came and went."));
    let mut store = new_store(&folder, "a.db");
    assert_eq!(put(&mut store, &[old]).added.new_versions, 0);
    let report = put(&mut store, &[new]);
    assert_eq!((report.added.new, report.added.new_versions), (1, 1));
    assert_eq!((store.document_ids().unwrap().len(), store.rows().unwrap().documents.len()), (2, 1));
}

#[test]
fn the_samples_go_in_once() {
    let folder = TempDir::new().unwrap();
    let mut store = new_store(&folder, "a.db");
    let first = ingest_samples(&mut store, Gazetteer::builtin(), &author()).unwrap();
    let second = ingest_samples(&mut store, Gazetteer::builtin(), &author()).unwrap();
    let (first, second) = (first.added, second.added);
    assert_eq!((first.new, first.known, second.new, second.known), (samples().len(), 0, 0, samples().len()));
    let mut from_files = new_store(&folder, "b.db");
    put(&mut from_files, &sample_files());
    assert_eq!(rows(&store), rows(&from_files));
}
