//! Taking edits back and bringing them back, each a line of the log of its own.

use rusqlite::{Connection, OptionalExtension, params};

use super::Author;
use super::editing::{follow, is_of_marks, unfit};
use super::edits;
use super::error::{Fault, Outcome};
use super::regroup::Changes;
use crate::model::{Edit, EditAction, LogEntryId};

/// What was taken back or brought back.
pub(super) struct Turned {
    pub(super) claims: Vec<i64>,
    pub(super) is_of_marks: bool,
}

/// A line of the log with its action.
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

fn id_of(connection: &Connection, seq: i64) -> Outcome<LogEntryId> {
    let id: String = connection.prepare_cached("SELECT id FROM log WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
    LogEntryId::parse(&id).ok_or_else(|| Fault::failed("a line of the log has no id"))
}

/// Takes back the named edit, else this analyst's last one that counts.
pub(super) fn undo(
    connection: &Connection,
    entry: Option<&LogEntryId>,
    author: &Author,
    changes: &mut Changes,
    turned: &mut Option<Turned>,
) -> Outcome<(EditAction, String)> {
    let entry = match entry {
        Some(entry) => entry.clone(),
        None => {
            let mut last = None;
            for (seq, is_undone) in own_lines(connection, author)? {
                let is_step = matches!(edits::read(connection, seq)?.action, EditAction::Undo { .. } | EditAction::Redo { .. });
                if !is_undone && !is_step {
                    last = Some(seq);
                    break;
                }
            }
            id_of(connection, last.ok_or_else(|| unfit("there is no edit of yours to undo"))?)?
        }
    };
    let (seq, edit, is_undone) = line(connection, &entry)?;
    if matches!(edit.action, EditAction::Undo { .. } | EditAction::Redo { .. }) {
        return Err(unfit(format!("{entry} is no edit itself: name the one that it took back")));
    }
    if is_undone {
        return Err(unfit(format!("{entry} is undone already")));
    }
    *turned = Some(turn(connection, seq, &edit, true, changes)?);
    Ok((EditAction::Undo { edit: entry.clone() }, entry.to_string()))
}

/// Brings back the named edit, else the one that this analyst took back last, unless another one was made since.
pub(super) fn redo(
    connection: &Connection,
    entry: Option<&LogEntryId>,
    author: &Author,
    changes: &mut Changes,
    turned: &mut Option<Turned>,
) -> Outcome<(EditAction, String)> {
    let entry = match entry {
        Some(entry) => entry.clone(),
        None => {
            let mut last = None;
            for (seq, _) in own_lines(connection, author)? {
                match edits::read(connection, seq)?.action {
                    EditAction::Undo { edit } if line(connection, &edit)?.2 => {
                        last = Some(edit);
                        break;
                    }
                    EditAction::Undo { .. } | EditAction::Redo { .. } => {}
                    _ => break,
                }
            }
            last.ok_or_else(|| unfit("there is nothing to redo"))?
        }
    };
    let (seq, edit, is_undone) = line(connection, &entry)?;
    if !is_undone {
        return Err(unfit(format!("{entry} is not undone")));
    }
    *turned = Some(turn(connection, seq, &edit, false, changes)?);
    Ok((EditAction::Redo { edit: entry.clone() }, entry.to_string()))
}

/// Says of an edit whether it counts, and does what follows.
fn turn(connection: &Connection, seq: i64, edit: &Edit, is_undone: bool, changes: &mut Changes) -> Outcome<Turned> {
    edits::set_undone(connection, seq, is_undone)?;
    let claims = follow(connection, seq, &edit.action, changes)?;
    Ok(Turned { claims, is_of_marks: is_of_marks(&edit.action) })
}
