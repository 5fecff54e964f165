//! A user's marks in the session's store, and what has come or changed since one.

use std::path::Path;

use super::exit::{Exit, Failure};
use super::session::Session;
use crate::config::marks::{Mark, Marks, NOT_A_NAME};
use crate::query::filter;
use crate::query::{Selection, Snapshot};
use crate::store::{Change, ChangedRecords, LogPlace, Store};

/// What has come or changed since a mark.
pub struct News {
    /// The mark.
    pub mark: Mark,
    /// The records.
    pub changed: ChangedRecords,
}

/// The marks of a store, and the end of its log.
pub fn marks(state: &Path, store: &Store) -> Result<(Marks, LogPlace), Failure> {
    let end = store.log_end()?.ok_or_else(|| Failure::usage("the store is empty: there is nothing to mark"))?;
    Ok((Marks::of(state, &end.store), end))
}

/// Refuses what is no name.
pub fn check_name(name: &str) -> Result<(), Failure> {
    if Marks::is_name(name) { Ok(()) } else { Err(Failure::usage(format!("'{name}' is no name of a mark: {NOT_A_NAME}"))) }
}

/// What has come or changed since the mark of this name.
pub fn news(session: &Session, store: &Store, name: &str) -> Result<News, Failure> {
    since(&session.paths.state, store, name)
}

fn since(state: &Path, store: &Store, name: &str) -> Result<News, Failure> {
    check_name(name)?;
    let (marks, end) = marks(state, store)?;
    let mark = marks.get(name).map_err(|error| unreadable(&error))?;
    let mark = mark.ok_or_else(|| Failure::usage(format!("there is no mark '{name}'")).hint(format!("set it: legation mark {name}")))?;
    let changed = store.changed_since(&LogPlace { store: end.store, seq: mark.seq, hash: mark.hash.clone() })?;
    Ok(News { mark, changed })
}

/// The same for the term `new:` of a filter.
pub fn filter_news(state: &Path, store: &Store, name: &str) -> Result<filter::News, String> {
    let sentence = |failure: Failure| failure.message.into_iter().chain(failure.hints).collect::<Vec<_>>().join("; ");
    let News { mark, changed } = since(state, store, name).map_err(sentence)?;
    Ok(filter::News { changed, meaning: mark.meaning() })
}

/// That marks cannot be read or written.
pub fn unreadable(error: &std::io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("the marks in the state folder: {error}")).hint("`legation config path` says where it is")
}

impl News {
    /// Leaves of a selection what has come or changed.
    pub fn narrow(&self, snapshot: &Snapshot, selection: &mut Selection) {
        selection.keep_changed(snapshot, &self.changed);
    }

    /// How an engagement has changed.
    pub fn of_engagement(&self, snapshot: &Snapshot, row: u32) -> Option<Change> {
        self.changed.engagements.get(&snapshot.engagement(row).id).copied()
    }
}
