//! A store of invented articles in a folder, and what its log says.

#[path = "../invented/mod.rs"]
pub mod invented;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use legation::gazetteer::Gazetteer;
use legation::ingest::ingest;
use legation::model::EditAction;
use legation::store::{Access, Author, EditRow, Store};
use tempfile::TempDir;

use super::{PATIENCE, Session, store_in};

/// A folder with a store of invented articles.
pub fn folder_of(articles: usize) -> Arc<TempDir> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    add_articles(folder.path(), 0..articles);
    Arc::new(folder)
}

/// Reads the invented articles of these numbers into the store of a folder.
pub fn add_articles(folder: &Path, numbers: std::ops::Range<usize>) {
    let files = folder.join(format!("articles-{}", numbers.start));
    invented::write(&files, numbers);
    let author = Author { user: "reader".to_owned(), host: "desk".to_owned() };
    let mut store = Store::open(&store_in(folder), Access::Create).expect("a store");
    ingest(&mut store, &[files], Gazetteer::builtin(), &author, &|_, _| (), &|| false).expect("ingested");
}

/// The lines of analysts.
pub fn log(folder: &Path) -> Vec<EditRow> {
    Store::open(&store_in(folder), Access::ReadOnly).expect("the store opens").edits().expect("the log")
}

/// Waits until the log has so many of them.
pub fn wait_for_lines(folder: &Path, count: usize) -> Vec<EditRow> {
    let until = Instant::now() + PATIENCE * 3;
    loop {
        let log = log(folder);
        if log.len() >= count {
            return log;
        }
        assert!(Instant::now() < until, "{} of {count} lines", log.len());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The record that a line sets a field of, and the value.
pub fn value_set(row: &EditRow) -> (String, String) {
    match row.edit.as_ref().map(|edit| &edit.action) {
        Some(EditAction::Set { target, changes, .. }) => (target.claim.clone(), changes[0].value.clone()),
        other => panic!("{other:?}"),
    }
}

pub fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.ended().0, 0);
}
