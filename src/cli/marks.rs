//! A user's marks in the session's store, and what has come or changed since one.

use super::exit::{Exit, Failure};
use super::session::Session;
use crate::config::marks::{Mark, Marks};
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
pub fn marks(session: &Session, store: &Store) -> Result<(Marks, LogPlace), Failure> {
    let end = store.log_end()?.ok_or_else(|| Failure::usage("the store is empty: there is nothing to mark"))?;
    Ok((Marks::of(&session.paths.state, &end.store), end))
}

/// Refuses what is no name.
pub fn check_name(name: &str) -> Result<(), Failure> {
    if Marks::is_name(name) {
        return Ok(());
    }
    Err(Failure::usage(format!("'{name}' is no name of a mark: letters, digits, - and _, 40 at most")))
}

/// What has come or changed since the mark of this name.
pub fn news(session: &Session, store: &Store, name: &str) -> Result<News, Failure> {
    check_name(name)?;
    let (marks, end) = marks(session, store)?;
    let mark = marks.get(name).map_err(|error| unreadable(&error))?;
    let mark = mark.ok_or_else(|| Failure::usage(format!("there is no mark '{name}'")).hint(format!("set it: legation mark {name}")))?;
    let changed = store.changed_since(&LogPlace { store: end.store, seq: mark.seq, hash: mark.hash.clone() })?;
    Ok(News { mark, changed })
}

/// That marks cannot be read or written.
pub fn unreadable(error: &std::io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("the marks in the state folder: {error}")).hint("`legation config path` says where it is")
}

impl News {
    /// Leaves of a selection what has come or changed.
    pub fn narrow(&self, snapshot: &Snapshot, selection: &mut Selection) {
        selection.engagements.retain(|row| self.of_engagement(snapshot, *row).is_some());
        selection.agreements.retain(|row| self.changed.agreements.contains_key(&snapshot.agreement(*row).id));
        selection.undated_left_out = 0;
    }

    /// How an engagement has changed.
    pub fn of_engagement(&self, snapshot: &Snapshot, row: u32) -> Option<Change> {
        self.changed.engagements.get(&snapshot.engagement(row).id).copied()
    }
}
