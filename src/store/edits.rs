//! The log's edits as tables: which of them count, and the claims that they speak of now.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Author;
use super::claims;
use super::clusters::Ruling;
use super::corrections::EditRow;
use super::documents::parsed;
use super::error::Outcome;
use super::log;
use crate::model::{
    AgreementClaim, Claims, DocumentId, Edit, EditAction, EditTarget, EngagementClaim, FieldChange, LogEntryId, RecordClass, RecordField,
    WHOLE,
};

/// A document that may hold what an edit speaks of.
struct Page {
    key: i64,
    id: DocumentId,
    body: String,
}

/// Writes an edit to the log and to its tables, and gives its place.
pub(super) fn append(connection: &Connection, edit: &Edit, subject: &str, author: &Author) -> Outcome<i64> {
    let seq = log::append(connection, "edit", subject, author, edit)?;
    let sql = "INSERT INTO edit (seq, action, is_undone) VALUES (?1, ?2, 0)";
    connection.prepare_cached(sql)?.execute(params![seq, edit.action.word()])?;
    for (ordinal, (part, target)) in edit.action.targets().into_iter().enumerate() {
        let page = page_of(connection, &target.document)?;
        let claim = find(connection, target, &page)?;
        let sql = "INSERT INTO edit_target (edit, ordinal, part, page, claim) VALUES (?1, ?2, ?3, ?4, ?5)";
        connection.prepare_cached(sql)?.execute(params![seq, ordinal as i64, part, page, claim])?;
    }
    Ok(seq)
}

/// What all versions of a document have in common: its url, else its id.
pub(super) fn page_of(connection: &Connection, document: &DocumentId) -> Outcome<String> {
    let mut statement = connection.prepare_cached("SELECT coalesce(url, id) FROM document WHERE id = ?1")?;
    let page = statement.query_row([document.as_str()], |row| row.get(0)).optional()?;
    Ok(page.unwrap_or_else(|| document.as_str().to_owned()))
}

/// Looks for what edits of a page speak of, after the page's document was derived or replaced, and gives the claims that were found.
pub(super) fn resolve_page(connection: &Connection, page: &str) -> Outcome<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT edit FROM edit_target WHERE page = ?1")?;
    let edits = statement.query_map([page], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut found = Vec::new();
    for seq in edits {
        let edit = read(connection, seq)?;
        for (ordinal, (part, target)) in edit.action.targets().into_iter().enumerate() {
            if page_of(connection, &target.document)? != page {
                continue;
            }
            let claim = find(connection, target, page)?;
            let sql = "UPDATE edit_target SET claim = ?3 WHERE edit = ?1 AND ordinal = ?2";
            connection.prepare_cached(sql)?.execute(params![seq, ordinal as i64, claim])?;
            found.extend(claim);
            if part == WHOLE {
                // What was put into it may be told on another page.
                found.extend(claims_of(connection, seq)?);
            }
        }
    }
    Ok(found)
}

/// The claims of a document are in no list from here on: edits wait until they are found again. Gives the claims of other documents
/// that analysts put into a total of this one.
pub(super) fn forget_document(connection: &Connection, document: i64) -> Outcome<Vec<i64>> {
    let sql = "SELECT DISTINCT part.claim FROM claim c JOIN edit_target whole ON whole.claim = c.key
        JOIN edit_target part ON part.edit = whole.edit JOIN claim own ON own.key = part.claim
        WHERE c.document = ?1 AND whole.part = ?2 AND part.part <> ?2 AND own.document <> ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let parts = statement.query_map(params![document, WHOLE], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let sql = "UPDATE edit_target SET claim = NULL WHERE claim IN (SELECT key FROM claim WHERE document = ?1 AND id IS NOT NULL)";
    connection.prepare_cached(sql)?.execute([document])?;
    Ok(parts)
}

/// The claim that an edit speaks of: the one of that id, else the one of that class whose words are the same, or overlap most in the
/// same text; of several the one of the same type, else the first.
fn find(connection: &Connection, target: &EditTarget, page: &str) -> Outcome<Option<i64>> {
    let sql = "SELECT c.key FROM claim c JOIN record_member m ON m.claim = c.key WHERE c.id = ?1";
    if let Some(key) = connection.prepare_cached(sql)?.query_row([&target.claim], |row| row.get(0)).optional()? {
        return Ok(Some(key));
    }
    let Some(page) = shown(connection, page)? else { return Ok(None) };
    // In the same transaction the claims may stand there before their records do.
    let sql = "SELECT key, id, payload FROM claim WHERE document = ?1 AND class = ?2 ORDER BY ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![page.key, target.class.as_str()], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?))
    })?;
    let mut best: Option<((bool, bool, usize, bool), i64)> = None;
    for row in rows {
        let (key, id, payload) = row?;
        let (kind, span) = match target.class {
            RecordClass::Engagement => {
                let claim: EngagementClaim = serde_json::from_str(&payload)?;
                (claim.kind.as_str(), claim.evidence.first().span)
            }
            RecordClass::Agreement => {
                let claim: AgreementClaim = serde_json::from_str(&payload)?;
                (claim.kind.as_str(), claim.evidence.first().span)
            }
        };
        let is_it = id.as_deref() == Some(target.claim.as_str());
        let is_quote = span.of(&page.body).is_some_and(|words| words_match(words, &target.quote));
        let shared =
            if page.id == target.document { span.end.min(target.span.end).saturating_sub(span.start.max(target.span.start)) } else { 0 };
        let rank = (is_it, is_quote, shared, kind == target.kind);
        if (is_it || is_quote || shared > 0) && best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, key));
        }
    }
    Ok(best.map(|(_, key)| key))
}

/// The same words however they are spaced, or more of the same sentence.
fn words_match(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// The document of a page that lists show.
fn shown(connection: &Connection, page: &str) -> Outcome<Option<Page>> {
    let sql = "SELECT d.key, d.id, t.body FROM document d JOIN document_text t ON t.document = d.key
        WHERE (d.url = ?1 OR d.id = ?1) AND d.is_current = 1 AND d.set_aside = 0";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([page], |row| Ok(Page { key: row.get(0)?, id: parsed(row, 1, DocumentId::parse)?, body: row.get(2)? }));
    Ok(found.optional()?)
}

/// An edit of the log.
pub(super) fn read(connection: &Connection, seq: i64) -> Outcome<Edit> {
    let payload: String = connection.prepare_cached("SELECT payload FROM log WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
    Ok(serde_json::from_str(&payload)?)
}

/// Edits that count and speak of one of these claims alone, in the order of the log.
pub(super) fn of_claims(connection: &Connection, claims: &[i64]) -> Outcome<Vec<(i64, Edit)>> {
    let sql = "SELECT t.edit FROM edit_target t JOIN edit e ON e.seq = t.edit
        WHERE t.claim = ?1 AND t.part <> ?2 AND e.is_undone = 0 AND e.action IN ('set', 'annotate', 'tag', 'untag')";
    let mut statement = connection.prepare_cached(sql)?;
    let mut seqs = BTreeSet::new();
    for claim in claims {
        for seq in statement.query_map([*claim, WHOLE], |row| row.get::<_, i64>(0))? {
            seqs.insert(seq?);
        }
    }
    seqs.into_iter().map(|seq| Ok((seq, read(connection, seq)?))).collect()
}

/// What analysts set of a claim that it is compared by, in the order of the log.
pub(super) fn compared_by(connection: &Connection, claim: i64) -> Outcome<Vec<FieldChange>> {
    let edits = of_claims(connection, &[claim])?.into_iter();
    let changes = edits.flat_map(|(_, edit)| match edit.action {
        EditAction::Set { changes, regroups: true, .. } => changes,
        _ => Vec::new(),
    });
    Ok(changes.filter(|change| RecordField::REGROUPING.contains(&change.field)).collect())
}

/// Claims that an analyst joined with this one.
pub(super) fn joined_with(connection: &Connection, claim: i64) -> Outcome<Vec<i64>> {
    let sql = "SELECT DISTINCT o.claim FROM edit_target t JOIN edit e ON e.seq = t.edit JOIN edit_target o ON o.edit = t.edit
        WHERE t.claim = ?1 AND o.claim IS NOT NULL AND o.claim <> ?1 AND e.is_undone = 0 AND e.action = 'merge'";
    let mut statement = connection.prepare_cached(sql)?;
    let joined = statement.query_map([claim], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(joined)
}

/// What analysts said of these claims belonging together.
pub(super) fn rulings(connection: &Connection, positions: &BTreeMap<i64, usize>) -> Outcome<Vec<Ruling>> {
    let sql = "SELECT t.edit, e.action = 'merge', t.part FROM edit_target t JOIN edit e ON e.seq = t.edit
        WHERE t.claim = ?1 AND e.is_undone = 0 AND e.action IN ('merge', 'split')";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found: BTreeMap<i64, (bool, BTreeMap<i64, Vec<usize>>)> = BTreeMap::new();
    for (claim, position) in positions {
        for row in statement.query_map([claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (seq, is_together, part) = row?;
            found.entry(seq).or_insert_with(|| (is_together, BTreeMap::new())).1.entry(part).or_default().push(*position);
        }
    }
    let ruling = |(seq, (is_together, groups)): (i64, (bool, BTreeMap<i64, Vec<usize>>))| Ruling {
        seq,
        is_together,
        groups: groups.into_values().collect(),
    };
    Ok(found.into_iter().map(ruling).collect())
}

/// The place of an edit in the log.
pub(super) fn line_of(connection: &Connection, entry: &LogEntryId) -> Outcome<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT e.seq FROM edit e JOIN log l ON l.seq = e.seq WHERE l.id = ?1")?;
    Ok(statement.query_row([entry.as_str()], |row| row.get(0)).optional()?)
}

/// Says whether an edit counts.
pub(super) fn set_undone(connection: &Connection, seq: i64, is_undone: bool) -> Outcome<()> {
    connection.prepare_cached("UPDATE edit SET is_undone = ?2 WHERE seq = ?1")?.execute(params![seq, is_undone])?;
    Ok(())
}

/// The claims that an edit speaks of now, but for that of a total.
pub(super) fn claims_of(connection: &Connection, seq: i64) -> Outcome<Vec<i64>> {
    let sql = "SELECT claim FROM edit_target WHERE edit = ?1 AND part <> ?2 AND claim IS NOT NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let claims = statement.query_map([seq, WHOLE], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(claims)
}

/// The claim of the total that an edit puts a record into; `None` where it puts it into none, or that is not found now.
pub(super) fn whole_of(connection: &Connection, seq: i64) -> Outcome<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT claim FROM edit_target WHERE edit = ?1 AND part = ?2")?;
    Ok(statement.query_row([seq, WHOLE], |row| row.get(0)).optional()?.flatten())
}

const ROW: &str = "SELECT l.seq, l.id, l.author, l.host, l.recorded_at, l.subject, l.payload, e.is_undone,
    e.is_undone = 0 AND EXISTS (SELECT 1 FROM edit_target t WHERE t.edit = e.seq AND t.claim IS NULL)
        AND (e.action <> 'set' OR NOT EXISTS (SELECT 1 FROM edit_target t WHERE t.edit = e.seq AND t.part >= 0 AND t.claim IS NOT NULL)
            OR EXISTS (SELECT 1 FROM edit_target t WHERE t.edit = e.seq AND t.part < 0 AND t.claim IS NULL))
    FROM edit e JOIN log l ON l.seq = e.seq";

fn row(row: &Row<'_>) -> rusqlite::Result<(EditRow, String)> {
    let edit = EditRow {
        seq: row.get(0)?,
        id: parsed(row, 1, LogEntryId::parse)?,
        author: row.get(2)?,
        host: row.get(3)?,
        recorded_at: row.get(4)?,
        subject: row.get(5)?,
        edit: None,
        is_undone: row.get(7)?,
        is_pending: row.get(8)?,
    };
    Ok((edit, row.get(6)?))
}

/// All edits, oldest first; none in a store of an older version that is only read.
pub(super) fn all(connection: &Connection) -> Outcome<Vec<EditRow>> {
    if super::schema::identity(connection)?.version < super::GROUPED {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(&format!("{ROW} ORDER BY l.seq"))?;
    let rows = statement.query_map([], row)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().map(|(row, payload)| Ok(EditRow { edit: Some(serde_json::from_str(&payload)?), ..row })).collect()
}

/// The edits that speak of the record that a claim belongs to, of it through any of its claims, oldest first.
pub(super) fn of_record(connection: &Connection, record: &str) -> Outcome<BTreeSet<i64>> {
    let sql = "SELECT t.edit FROM record_member m JOIN edit_target t ON t.claim = m.claim WHERE m.record = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let seqs = statement.query_map([record], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(seqs)
}

/// Whether the document is set aside by the last word on it.
pub(super) fn is_set_aside(connection: &Connection, document: &DocumentId) -> Outcome<bool> {
    let sql = "SELECT e.action = 'set_aside' FROM edit e JOIN log l ON l.seq = e.seq
        WHERE l.subject = ?1 AND e.is_undone = 0 AND e.action IN ('set_aside', 'restore') ORDER BY e.seq DESC LIMIT 1";
    let said = connection.prepare_cached(sql)?.query_row([document.as_str()], |row| row.get(0)).optional()?;
    Ok(said.unwrap_or(false))
}

/// Claims with those that analysts added to this page: where the words still stand.
pub(super) fn with_added(connection: &Connection, id: &DocumentId, body: &str, mut claims: Claims) -> Outcome<Claims> {
    let page = page_of(connection, id)?;
    let sql = "SELECT l.payload FROM edit e JOIN log l ON l.seq = e.seq JOIN document d ON d.id = l.subject
        WHERE e.action = 'add' AND e.is_undone = 0 AND (d.url = ?1 OR d.id = ?1) ORDER BY e.seq";
    let mut statement = connection.prepare_cached(sql)?;
    let payloads = statement.query_map([page], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    for payload in payloads {
        claims::add(&mut claims, &serde_json::from_str::<Edit>(&payload)?, body);
    }
    Ok(claims)
}
