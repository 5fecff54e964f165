//! `log`, `undo`, `redo`: what analysts did, and taking it back.

use serde::Serialize;

use super::edit::{do_it, open};
use crate::cli::args::LogArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::model::{EditAction, FieldChange, LogEntryId};
use crate::store::{EditRequest, EditRow, Resolved, Store};

/// Lists corrections, oldest first.
pub fn run(args: &LogArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let store = session.open_to_read()?;
    let rows = of_one(&store, store.edits()?, args.id.as_deref())?;
    if args.json {
        let items: Vec<LogItem<'_>> = rows.iter().filter_map(LogItem::of).collect();
        json::write(console, &items)?;
        return Ok(Exit::Done);
    }
    rows.iter().try_for_each(|row| write(console, row))?;
    Ok(Exit::Done)
}

/// Lists corrections that fit nothing any more.
pub(super) fn pending(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let store = session.open_to_read()?;
    let rows: Vec<EditRow> = store.edits()?.into_iter().filter(|row| row.is_pending).collect();
    rows.iter().try_for_each(|row| write(console, row))?;
    if rows.is_empty() {
        console.note("every correction fits what is there; `legation list status:review` lists those whose article has changed");
    }
    Ok(Exit::Done)
}

/// Takes back a correction.
pub fn undo(line: Option<&str>, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let entry = line.map(|line| entry(&store, line)).transpose()?;
    do_it(&mut store, &EditRequest::Undo { entry }, None, console)
}

/// Brings a correction back.
pub fn redo(line: Option<&str>, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let entry = line.map(|line| entry(&store, line)).transpose()?;
    do_it(&mut store, &EditRequest::Redo { entry }, None, console)
}

/// The line that an id or its beginning stands for.
fn entry(store: &Store, line: &str) -> Result<LogEntryId, Failure> {
    let fits: Vec<LogEntryId> = store.edits()?.into_iter().map(|row| row.id).filter(|id| id.as_str().starts_with(line)).collect();
    match fits.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Failure::usage(format!("no line of the log begins with '{line}'")).hint("`legation log` lists them")),
        several => Err(Failure::usage(format!("several lines begin with '{line}'"))
            .hint(several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))),
    }
}

/// Rows that speak of one record or document.
fn of_one(store: &Store, rows: Vec<EditRow>, id: Option<&str>) -> Result<Vec<EditRow>, Failure> {
    let Some(id) = id else { return Ok(rows) };
    let subject = match store.resolve(id)? {
        Resolved::Document(document) => document.to_string(),
        _ => super::edit::record(store, id)?,
    };
    let lines = store.edits_of(&subject)?;
    let mut spoken: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for row in rows {
        let is_step = row.edit.as_ref().is_some_and(|edit| match &edit.action {
            EditAction::Undo { edit } | EditAction::Redo { edit } => spoken.iter().any(|id| id == edit.as_str()),
            _ => false,
        });
        if lines.contains(&row.seq) || row.subject == subject || is_step {
            spoken.push(row.id.to_string());
            kept.push(row);
        }
    }
    Ok(kept)
}

fn write(console: &mut Console, row: &EditRow) -> Result<(), Failure> {
    let Some(edit) = &row.edit else { return Ok(()) };
    let state = match (row.is_undone, row.is_pending) {
        (true, _) => "  [undone]",
        (false, true) => "  [waits: fits nothing now]",
        (false, false) => "",
    };
    let why = edit.why.as_ref().map_or_else(String::new, |why| format!("  ({why})"));
    console.line(&format!("{}  {}  {}@{}  {}{why}{state}", row.id, row.recorded_at, row.author, row.host, edit.in_words()))
}

/// A line of the log in JSON.
#[derive(Debug, Serialize)]
struct LogItem<'a> {
    id: &'a str,
    recorded_at: &'a str,
    author: &'a str,
    host: &'a str,
    subject: &'a str,
    action: &'static str,
    says: String,
    changes: Vec<ChangeItem<'a>>,
    why: Option<&'a str>,
    undone: bool,
    pending: bool,
}

/// A field that was set.
#[derive(Debug, Serialize)]
struct ChangeItem<'a> {
    field: &'a str,
    was: &'a str,
    value: &'a str,
}

impl<'a> LogItem<'a> {
    fn of(row: &'a EditRow) -> Option<Self> {
        let edit = row.edit.as_ref()?;
        let changes: &[FieldChange] = if let EditAction::Set { changes, .. } = &edit.action { changes } else { &[] };
        let change = |change: &'a FieldChange| ChangeItem { field: change.field.as_str(), was: &change.was, value: &change.value };
        Some(Self {
            id: row.id.as_str(),
            recorded_at: &row.recorded_at,
            author: &row.author,
            host: &row.host,
            subject: &row.subject,
            action: edit.action.word(),
            says: edit.in_words(),
            changes: changes.iter().map(change).collect(),
            why: edit.why.as_deref(),
            undone: row.is_undone,
            pending: row.is_pending,
        })
    }
}
