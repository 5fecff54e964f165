//! What has come or changed since a place in the log.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::edits;
use super::error::{ErrorKind, Fault, Outcome};
use super::{GROUPED, schema};
use crate::model::{ANALYST_RULE, AgreementId, EditAction, EngagementId};

/// A place in the log of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPlace {
    /// What tells this store from others: the hash of its first line. Copies of a store have it too.
    pub store: String,
    /// The line.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// How a record differs from what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was not there.
    New,
    /// A document that came since tells it too, or tells it anew.
    Source,
    /// An analyst has corrected or judged it.
    Edited,
}

/// Records that have come or changed, each with the first of these that holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangedRecords {
    /// Engagements.
    pub engagements: BTreeMap<EngagementId, Change>,
    /// Agreements.
    pub agreements: BTreeMap<AgreementId, Change>,
}

impl Change {
    /// The word for it in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Source => "source",
            Change::Edited => "edited",
        }
    }
}

/// The end of the log; `None` where nothing was read in yet.
pub(super) fn end(connection: &Connection) -> Outcome<Option<LogPlace>> {
    let sql = "SELECT (SELECT hash FROM log ORDER BY seq LIMIT 1), seq, hash FROM log ORDER BY seq DESC LIMIT 1";
    let read = connection.query_row(sql, [], |row| Ok(LogPlace { store: row.get(0)?, seq: row.get(1)?, hash: row.get(2)? }));
    Ok(read.optional()?)
}

/// What differs from what it was at a place. Fails where the log has no such place.
pub(super) fn changed(connection: &Connection, place: &LogPlace) -> Outcome<ChangedRecords> {
    if schema::identity(connection)?.version < GROUPED {
        return Err(Fault::Said {
            kind: ErrorKind::Unfit,
            because: "a store of an older version does not tell what has changed".into(),
            hint: Some("upgrade it first: legation rebuild".into()),
        });
    }
    let is_there: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log WHERE seq = ?1 AND hash = ?2)")?
        .query_row(params![place.seq, place.hash], |row| row.get(0))?;
    if !is_there {
        return Err(Fault::Said {
            kind: ErrorKind::Unfit,
            because: format!("its log has no such line {}: the store was replaced by an older copy", place.seq),
            hint: Some("set the mark again: legation mark".into()),
        });
    }
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    told_since(connection, place.seq, &mut changes)?;
    edited_since(connection, place.seq, &mut changes)?;
    let mut found = ChangedRecords::default();
    for (record, change) in changes {
        found.engagements.extend(EngagementId::parse(&record).map(|id| (id, change)));
        found.agreements.extend(AgreementId::parse(&record).map(|id| (id, change)));
    }
    Ok(found)
}

/// Records that some later document tells; new where no other one does and it is no later version of a page.
fn told_since(connection: &Connection, seq: i64, changes: &mut BTreeMap<String, Change>) -> Outcome<()> {
    let sql = "SELECT m.record, min(d.key) > ?1 AND max(d.version) = 1 FROM record_member m
        JOIN claim c ON c.key = m.claim JOIN document d ON d.key = c.document
        WHERE m.naming IN (SELECT o.naming FROM record_member o JOIN claim oc ON oc.key = o.claim WHERE oc.document > ?1)
        GROUP BY m.record";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([seq], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    for row in rows {
        let (record, is_new) = row?;
        changes.insert(record, if is_new { Change::New } else { Change::Source });
    }
    Ok(())
}

/// Records that later edits speak of, those that were taken back or brought back included.
fn edited_since(connection: &Connection, seq: i64, changes: &mut BTreeMap<String, Change>) -> Outcome<()> {
    let mut later = connection.prepare_cached("SELECT seq FROM edit WHERE seq > ?1")?;
    let mut records = Vec::new();
    for edit in later.query_map([seq], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()? {
        let action = edits::read(connection, edit)?.action;
        let of = match &action {
            EditAction::Undo { edit } | EditAction::Redo { edit } => edits::line_of(connection, edit)?,
            _ => Some(edit),
        };
        if let Some(of) = of {
            records.extend(of_edit(connection, of)?);
        }
    }
    for record in records {
        changes.entry(record).or_insert(Change::Edited);
    }
    Ok(())
}

/// The records that an edit speaks of: through their claims, or as what was added to, or shown again with, its document.
fn of_edit(connection: &Connection, seq: i64) -> Outcome<Vec<String>> {
    let sql = match edits::read(connection, seq)?.action {
        EditAction::Restore { .. } => {
            "SELECT DISTINCT m.record FROM log l JOIN document d ON d.id = l.subject JOIN claim c ON c.document = d.key
                JOIN record_member m ON m.claim = c.key WHERE l.seq = ?1 AND ?2 <> ''"
        }
        EditAction::Add { .. } => {
            "SELECT DISTINCT m.record FROM log l JOIN document d ON d.id = l.subject JOIN claim c ON c.document = d.key
                JOIN record_member m ON m.claim = c.key WHERE l.seq = ?1 AND c.payload LIKE '%\"rule\":\"' || ?2 || '\"%'"
        }
        _ => {
            "SELECT DISTINCT m.record FROM edit_target t JOIN record_member m ON m.claim = t.claim
                WHERE t.edit = ?1 AND t.part >= 0 AND ?2 <> ''"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let records = statement.query_map(params![seq, ANALYST_RULE], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(records)
}
