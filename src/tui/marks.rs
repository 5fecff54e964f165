//! The user's marks: where in the log they had read up to. The command line has the same ones.

use std::io;
use std::path::Path;

use crate::config::marks::{Mark, Marks, NOT_A_NAME, USUAL};
use crate::query::filter::News;
use crate::store::{LogPlace, Store};

/// Where marks would be of a store that goes when the window does.
pub const NONE_KEPT: &str = "no marks are kept here: the store goes when you quit";

/// What has come or changed since a mark, or a sentence on why that cannot be told.
pub fn news(state: &Path, store: &Store, name: &str) -> Result<News, String> {
    if !Marks::is_name(name) {
        return Err(format!("'{name}' is no name of a mark: {NOT_A_NAME}"));
    }
    let (marks, end) = marks(state, store)?;
    let Some(mark) = marks.get(name).map_err(unreadable)? else {
        let set = if name == USUAL { "gN sets it".to_owned() } else { format!("set it in a shell: legation mark {name}") };
        return Err(format!("there is no mark '{name}' yet: {set}"));
    };
    let place = LogPlace { store: end.store, seq: mark.seq, hash: mark.hash.clone() };
    let changed = store.changed_since(&place).map_err(|error| super::worker::sentence(&error).into_string())?;
    Ok(News { changed, meaning: mark.meaning() })
}

/// Sets the usual mark where the log ends now.
pub fn set(state: &Path, store: &Store) -> Result<(), String> {
    let (marks, end) = marks(state, store)?;
    marks.set(&Mark::now(USUAL, end.seq, end.hash)).map_err(unreadable)
}

fn marks(state: &Path, store: &Store) -> Result<(Marks, LogPlace), String> {
    let end = store.log_end().map_err(|error| super::worker::sentence(&error).into_string())?;
    let end = end.ok_or("the store is empty: there is nothing to mark")?;
    Ok((Marks::of(state, &end.store), end))
}

fn unreadable(error: io::Error) -> String {
    format!("the marks in the state folder: {error}")
}
