//! Taking edits back and bringing them back: which one is meant, and that it counts no more, or again. Either is a new line of the log.

use rusqlite::{Connection, OptionalExtension, params};

use super::Author;
use super::editing::unfit;
use super::edits;
use super::error::{Fault, Outcome};
use crate::model::{Edit, EditAction, LogEntryId};

/// Asks to take back the named edit, else this analyst's last one that counts; with the subject of the line.
pub(super) fn undo(connection: &Connection, entry: Option<&LogEntryId>, author: &Author) -> Outcome<(EditAction, String)> {
    let entry = match entry {
        Some(entry) => entry.clone(),
        None => last_that_counts(connection, author)?.ok_or_else(|| unfit("there is no edit of yours to undo"))?,
    };
    let (_, edit, is_undone) = line(connection, &entry)?;
    if is_step(&edit.action) {
        return Err(unfit(format!("{entry} is no edit itself: name the one that it took back")));
    }
    if is_undone {
        return Err(unfit(format!("{entry} is undone already")));
    }
    Ok((EditAction::Undo { edit: entry.clone() }, entry.to_string()))
}

/// Asks to bring back the named edit, else the one that this analyst took back last, unless another one was made since.
pub(super) fn redo(connection: &Connection, entry: Option<&LogEntryId>, author: &Author) -> Outcome<(EditAction, String)> {
    let entry = match entry {
        Some(entry) => entry.clone(),
        None => last_taken_back(connection, author)?.ok_or_else(|| unfit("there is nothing to redo"))?,
    };
    let (_, _, is_undone) = line(connection, &entry)?;
    if !is_undone {
        return Err(unfit(format!("{entry} is not undone")));
    }
    Ok((EditAction::Redo { edit: entry.clone() }, entry.to_string()))
}

/// Where an action takes an edit back or brings it back: says of that edit whether it counts, and gives it with its place in the log.
pub(super) fn turn(connection: &Connection, action: &EditAction) -> Outcome<Option<(i64, Edit)>> {
    let (entry, is_undone) = match action {
        EditAction::Undo { edit } => (edit, true),
        EditAction::Redo { edit } => (edit, false),
        _ => return Ok(None),
    };
    let (seq, edit, _) = line(connection, entry)?;
    edits::set_undone(connection, seq, is_undone)?;
    Ok(Some((seq, edit)))
}

fn is_step(action: &EditAction) -> bool {
    matches!(action, EditAction::Undo { .. } | EditAction::Redo { .. })
}

fn last_that_counts(connection: &Connection, author: &Author) -> Outcome<Option<LogEntryId>> {
    for (seq, is_undone) in own_lines(connection, author)? {
        if !is_undone && !is_step(&edits::read(connection, seq)?.action) {
            return Ok(Some(id_of(connection, seq)?));
        }
    }
    Ok(None)
}

fn last_taken_back(connection: &Connection, author: &Author) -> Outcome<Option<LogEntryId>> {
    for (seq, _) in own_lines(connection, author)? {
        match edits::read(connection, seq)?.action {
            EditAction::Undo { edit } if line(connection, &edit)?.2 => return Ok(Some(edit)),
            action if is_step(&action) => {}
            _ => break,
        }
    }
    Ok(None)
}

/// The place of an edit in the log, the edit, and whether it is undone.
fn line(connection: &Connection, entry: &LogEntryId) -> Outcome<(i64, Edit, bool)> {
    let sql = "SELECT e.seq, e.is_undone FROM edit e JOIN log l ON l.seq = e.seq WHERE l.id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([entry.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (seq, is_undone) = found.ok_or_else(|| unfit(format!("no edit has the id {entry}")))?;
    Ok((seq, edits::read(connection, seq)?, is_undone))
}

/// Lines of this analyst's edits, newest first.
fn own_lines(connection: &Connection, author: &Author) -> Outcome<Vec<(i64, bool)>> {
    let sql = "SELECT e.seq, e.is_undone FROM edit e JOIN log l ON l.seq = e.seq WHERE l.author = ?1 ORDER BY e.seq DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement.query_map(params![author.user], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(lines)
}

/// The id of a line of the log.
pub(super) fn id_of(connection: &Connection, seq: i64) -> Outcome<LogEntryId> {
    let id: String = connection.prepare_cached("SELECT id FROM log WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
    LogEntryId::parse(&id).ok_or_else(|| Fault::failed("a line of the log has no id"))
}
