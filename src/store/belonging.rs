//! What an agreement is a part of by an analyst's word: a total, whichever article tells that, or nothing. Either way it is settled
//! whether its sum may lie inside another's.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::documents::parsed;
use super::error::{ErrorKind, Fault, Outcome};
use super::resolve::resolve;
use super::{Resolved, edits, record};
use crate::model::{AgreementId, EditAction, FieldChange, LeftOut, RecordField, STANDS_ALONE};

/// An analyst's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belonging {
    /// It is a part of nothing.
    Alone,
    /// It is a part of the record that this claim belongs to.
    Within(i64),
}

/// What an edit that sets `part_of` says; `None` where the total that it names is not there now.
pub(super) fn said(connection: &Connection, seq: i64, change: &FieldChange) -> Outcome<Option<Belonging>> {
    if change.value == STANDS_ALONE {
        return Ok(Some(Belonging::Alone));
    }
    Ok(edits::whole_of(connection, seq)?.map(Belonging::Within))
}

/// The field as a record shows it: the id of the total, [`STANDS_ALONE`] where an analyst said so, else nothing.
pub(super) fn shown(connection: &Connection, id: &str, said: Option<Belonging>) -> Outcome<String> {
    if said == Some(Belonging::Alone) {
        return Ok(STANDS_ALONE.to_owned());
    }
    let sql = "SELECT m.record FROM agreement a JOIN record_member m ON m.claim = a.part_of WHERE a.id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// A value as typed in the form that the log has: the full id of the total. An empty one means that it stands alone.
pub(super) fn canonical(connection: &Connection, text: &str) -> Outcome<String> {
    let text = text.trim();
    if text.is_empty() || text == STANDS_ALONE {
        return Ok(STANDS_ALONE.to_owned());
    }
    match resolve(connection, text)? {
        Resolved::Agreement(id) => Ok(id.to_string()),
        Resolved::Ambiguous(ids) => Err(unfit(format!("several ids begin with '{text}': {}", ids.join(", ")))),
        _ => Err(unfit(format!("'{text}' is no agreement: write the id of the total, or {STANDS_ALONE}"))),
    }
}

/// Refuses a total that its parts would be counted nowhere with.
pub(super) fn fits(connection: &Connection, part: &str, whole: &str) -> Outcome<()> {
    if part == whole {
        return Err(unfit(format!("{part} cannot be a part of itself")));
    }
    let sql = "SELECT status = 'rejected', left_out FROM agreement WHERE id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([whole], |row| Ok((row.get::<_, bool>(0)?, row.get::<_, Option<String>>(1)?)));
    let Some((is_rejected, left_out)) = found.optional()? else { return Err(unfit(format!("there is no agreement {whole}"))) };
    let why = left_out.and_then(|why| why.parse::<LeftOut>().ok()).filter(|why| *why != LeftOut::PartOfAnother).map(LeftOut::reason);
    match why.or_else(|| is_rejected.then_some("rejected by an analyst")) {
        Some(why) => Err(unfit(format!("{whole} is in no total itself ({why}): what is a part of it would be counted nowhere"))),
        None => Ok(()),
    }
}

/// Fails where one of these claims' records would be a part of itself, by way of others.
pub(super) fn check(connection: &Connection, claims: &[i64]) -> Outcome<()> {
    let sql = "SELECT w.naming FROM record_member m JOIN agreement a ON a.key = m.naming JOIN record_member w ON w.claim = a.part_of
        WHERE m.claim = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    for claim in claims {
        let (mut seen, mut next) = (BTreeSet::new(), Some(*claim));
        while let Some(record) = next {
            next = statement.query_row([record], |row| row.get(0)).optional()?;
            if next.is_some_and(|whole| !seen.insert(whole)) {
                let record = record::record_of(connection, *claim)?.unwrap_or_default();
                return Err(unfit(format!("{record} would be a part of itself: the total is a part of it by an earlier correction")));
            }
        }
    }
    Ok(())
}

/// The records that stand alone by the last word on them, by key.
pub(super) fn standing_alone(connection: &Connection) -> Outcome<Vec<i64>> {
    let sql = "SELECT e.seq FROM edit e JOIN log l ON l.seq = e.seq
        WHERE e.action = 'set' AND e.is_undone = 0 AND l.payload LIKE '%\"field\":\"part_of\"%' ORDER BY e.seq";
    let mut statement = connection.prepare_cached(sql)?;
    let seqs = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut naming = connection.prepare_cached("SELECT naming FROM record_member WHERE claim = ?1")?;
    let mut last: BTreeMap<i64, Option<Belonging>> = BTreeMap::new();
    for seq in seqs {
        let EditAction::Set { changes, .. } = edits::read(connection, seq)?.action else { continue };
        for change in changes.iter().filter(|change| change.field == RecordField::PartOf) {
            let said = said(connection, seq, change)?;
            for claim in edits::claims_of(connection, seq)? {
                let record: Option<i64> = naming.query_row([claim], |row| row.get(0)).optional()?;
                last.extend(record.map(|record| (record, said)));
            }
        }
    }
    Ok(last.into_iter().filter(|(_, said)| *said == Some(Belonging::Alone)).map(|(record, _)| record).collect())
}

/// The same by id.
pub(super) fn standing_alone_by_id(connection: &Connection) -> Outcome<Vec<AgreementId>> {
    let mut statement = connection.prepare_cached("SELECT record FROM record_member WHERE naming = ?1 LIMIT 1")?;
    let id = |record: i64| statement.query_row([record], |row| parsed(row, 0, AgreementId::parse)).optional();
    let found = standing_alone(connection)?.into_iter().map(id).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn unfit(because: String) -> Fault {
    Fault::Said { kind: ErrorKind::Unfit, because, hint: None }
}
