//! Documents: adding them to the log with what they claim, deriving from them again, and reading them back.

use std::str::FromStr;

use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::claims::{self, Head};
use super::error::{Fault, Outcome};
use super::log::{self, DocumentPayload};
use super::regroup::{Changes, Shown};
use super::{AddReport, Author, DerivationStamp, DocumentRow, ExtractedArticle, edits, search};
use crate::model::{ANALYST_RULE, Article, Claims, DateSpan, DocumentId, DocumentVersion, EvidenceList};

/// Adds what is not there yet.
pub(super) fn add(connection: &Connection, batch: &[ExtractedArticle], stamp: &DerivationStamp, author: &Author) -> Outcome<AddReport> {
    let mut report = AddReport::default();
    let mut changes = Changes::default();
    for ExtractedArticle { article, claims } in batch {
        let id = article.id();
        if key_of(connection, &id)?.is_some() {
            report.known += 1;
            continue;
        }
        claims::refuse_loose(&id, &article.body, claims)?;
        let version = add_one(connection, &id, article, claims, (stamp, author), &mut changes)?;
        report.new += 1;
        report.new_versions += usize::from(version > 1);
    }
    changes.finish(connection)?;
    Ok(report)
}

/// Adds one article and gives the number of its version.
fn add_one(
    connection: &Connection,
    id: &DocumentId,
    article: &Article,
    claims: &Claims,
    (stamp, author): (&DerivationStamp, &Author),
    changes: &mut Changes,
) -> Outcome<i64> {
    let key = log::append(connection, "document", id.as_str(), author, &DocumentPayload::of(article))?;
    insert_text(connection, key, article)?;
    let version = retire_older(connection, article.url.as_deref(), changes)? + 1;
    let facts = Facts::of(article.title.as_deref(), article.published, article.lang.as_deref(), claims);
    let sql = "INSERT INTO document
        (key, id, url, version, is_current, title, source, published, lang, relevant, head, extractor, lists)
        VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    connection.prepare_cached(sql)?.execute(params![
        key,
        id.as_str(),
        article.url,
        version,
        facts.title,
        article.source,
        facts.published_text(),
        facts.lang,
        claims.relevant,
        facts.head()?,
        stamp.extractor,
        stamp.lists,
    ])?;
    // A new version of a page may hold the words of what was added to the last one.
    let added = if version > 1 { Some(edits::with_added(connection, id, &article.body, claims.clone())?) } else { None };
    let claims = added.as_ref().unwrap_or(claims);
    let keys = claims::write(connection, key, id, claims)?;
    let published = facts.published();
    changes.show(connection, Shown { key, id, published, body: &article.body, table: article.table.as_deref() }, claims, keys)?;
    search::insert(connection, key, facts.title.as_deref(), &article.body)?;
    Ok(version)
}

/// The bytes as they were read are kept only where they are not the text itself.
fn insert_text(connection: &Connection, key: i64, article: &Article) -> Outcome<()> {
    let original = (article.original != article.body.as_bytes()).then_some(&article.original);
    let mut statement = connection.prepare_cached("INSERT INTO document_text (document, body, original) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![key, article.body, original])?;
    Ok(())
}

/// Takes a page's current version out of lists and search, as a newer one follows, and gives its number; 0 where there is none.
fn retire_older(connection: &Connection, url: Option<&str>, changes: &mut Changes) -> Outcome<i64> {
    let Some(url) = url else { return Ok(0) };
    let mut statement = connection.prepare_cached("SELECT key, version FROM document WHERE url = ?1 ORDER BY version DESC LIMIT 1")?;
    let found = statement.query_row([url], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).optional()?;
    let Some((key, version)) = found else { return Ok(0) };
    if is_shown(connection, key)? {
        changes.hide(connection, key)?;
        search::delete(connection, key)?;
    }
    connection.prepare_cached("UPDATE document SET is_current = 0 WHERE key = ?1")?.execute([key])?;
    Ok(version)
}

/// What lists show of a document, and what was derived: as given with the article, else as extracted.
struct Facts<'a> {
    title: Option<String>,
    dated: Option<DateSpan>,
    lang: String,
    claims: &'a Claims,
}

impl<'a> Facts<'a> {
    fn of(title: Option<&str>, published: Option<DateSpan>, lang: Option<&str>, claims: &'a Claims) -> Self {
        let extracted = claims.published.as_ref().map(|published| published.date);
        let lang = if claims.lang.is_empty() { lang.unwrap_or("und") } else { &claims.lang };
        Self {
            title: title.map(str::to_owned).or_else(|| claims.title.clone()),
            dated: published.or(extracted),
            lang: lang.to_owned(),
            claims,
        }
    }

    fn published(&self) -> Option<DateSpan> {
        self.dated
    }

    fn published_text(&self) -> Option<String> {
        self.dated.map(|date| date.to_string())
    }

    fn head(&self) -> Outcome<String> {
        Ok(serde_json::to_string(&Head::of(self.claims))?)
    }
}

/// Replaces what is derived from documents. The log, the texts and all edits stay.
pub(super) fn replace(connection: &Connection, batch: &[(DocumentId, Claims)], stamp: &DerivationStamp) -> Outcome<()> {
    let mut changes = Changes::default();
    for (id, claims) in batch {
        replace_one(connection, id, claims, stamp, &mut changes)?;
    }
    changes.finish(connection)
}

fn replace_one(connection: &Connection, id: &DocumentId, claims: &Claims, stamp: &DerivationStamp, changes: &mut Changes) -> Outcome<()> {
    let Some((key, payload)) = payload(connection, id)? else {
        return Err(Fault::failed(format!("there is no document {id} to derive claims from")));
    };
    let mut statement = connection.prepare_cached("SELECT is_current AND NOT set_aside, title FROM document WHERE key = ?1")?;
    let (is_shown, old_title): (bool, Option<String>) = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let body = body_of(connection, key)?;
    claims::refuse_loose(id, &body, claims)?;

    let facts = Facts::of(payload.title.as_deref(), payload.published, payload.lang.as_deref(), claims);
    changes.hide(connection, key)?;
    claims::delete(connection, key)?;
    let claims = &edits::with_added(connection, id, &body, claims.clone())?;
    let keys = claims::write(connection, key, id, claims)?;
    update_facts(connection, key, &facts, stamp)?;
    if is_shown {
        let published = facts.published();
        changes.show(connection, Shown { key, id, published, body: &body, table: payload.table.as_deref() }, claims, keys)?;
        if facts.title != old_title {
            search::delete(connection, key)?;
            search::insert(connection, key, facts.title.as_deref(), &body)?;
        }
    }
    Ok(())
}

/// Writes the claims of a document again with what analysts have added to it, and gives the keys of what was added.
pub(super) fn derive_added(connection: &Connection, id: &DocumentId, changes: &mut Changes) -> Outcome<Vec<i64>> {
    let Some(key) = key_of(connection, id)? else { return Ok(Vec::new()) };
    let found = claims::read(connection, id)?.unwrap_or_default();
    let body = body_of(connection, key)?;
    let claims = edits::with_added(connection, id, &body, claims::without_added(found))?;
    let is_shown = is_shown(connection, key)?;
    changes.hide(connection, key)?;
    claims::delete(connection, key)?;
    let keys = claims::write(connection, key, id, &claims)?;
    let is_added = |evidence: &EvidenceList| evidence.first().rule.as_str() == ANALYST_RULE;
    let engagements = claims.engagements.iter().zip(&keys.engagements).filter(|(claim, _)| is_added(&claim.evidence)).map(|(_, key)| *key);
    let agreements = claims.agreements.iter().zip(&keys.agreements).filter(|(claim, _)| is_added(&claim.evidence)).map(|(_, key)| *key);
    let added = engagements.chain(agreements).collect();
    if is_shown {
        let (published, table) = (published_of(connection, key)?, table_of(connection, key)?);
        changes.show(connection, Shown { key, id, published, body: &body, table: table.as_deref() }, &claims, keys)?;
    }
    Ok(added)
}

/// Takes a document out of lists, totals and search, or brings it back.
pub(super) fn set_aside(connection: &Connection, id: &DocumentId, aside: bool, changes: &mut Changes) -> Outcome<()> {
    let Some(key) = key_of(connection, id)? else { return Ok(()) };
    let was_shown = is_shown(connection, key)?;
    connection.prepare_cached("UPDATE document SET set_aside = ?2 WHERE key = ?1")?.execute(params![key, aside])?;
    let is_shown = is_shown(connection, key)?;
    if was_shown && !is_shown {
        changes.hide(connection, key)?;
        search::delete(connection, key)?;
    } else if is_shown && !was_shown {
        let (claims, body) = (claims::read(connection, id)?.unwrap_or_default(), body_of(connection, key)?);
        let keys = claims::keys(connection, key)?;
        let title: Option<String> =
            connection.prepare_cached("SELECT title FROM document WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
        let (published, table) = (published_of(connection, key)?, table_of(connection, key)?);
        changes.show(connection, Shown { key, id, published, body: &body, table: table.as_deref() }, &claims, keys)?;
        search::insert(connection, key, title.as_deref(), &body)?;
    }
    Ok(())
}

fn is_shown(connection: &Connection, key: i64) -> Outcome<bool> {
    let sql = "SELECT is_current AND NOT set_aside FROM document WHERE key = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0))?)
}

/// The date of a document.
pub(super) fn published_of(connection: &Connection, key: i64) -> Outcome<Option<DateSpan>> {
    let mut statement = connection.prepare_cached("SELECT published FROM document WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| parsed_or_none(row, 0, DateSpan::parse))?)
}

/// The table that a document is a row of.
pub(super) fn table_of(connection: &Connection, key: i64) -> Outcome<Option<String>> {
    let sql = "SELECT json_extract(payload, '$.table') FROM log WHERE seq = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0))?)
}

fn update_facts(connection: &Connection, key: i64, facts: &Facts<'_>, stamp: &DerivationStamp) -> Outcome<()> {
    let sql = "UPDATE document SET title = ?2, published = ?3, lang = ?4, relevant = ?5, head = ?6, extractor = ?7, lists = ?8
        WHERE key = ?1";
    let relevant = facts.claims.relevant;
    let parameters = params![key, facts.title, facts.published_text(), facts.lang, relevant, facts.head()?, stamp.extractor, stamp.lists];
    connection.prepare_cached(sql)?.execute(parameters)?;
    Ok(())
}

/// The key of a document.
pub(super) fn key_of(connection: &Connection, id: &DocumentId) -> Outcome<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT key FROM document WHERE id = ?1")?;
    Ok(statement.query_row([id.as_str()], |row| row.get(0)).optional()?)
}

/// All documents, in the order of the log.
pub(super) fn ids(connection: &Connection) -> Outcome<Vec<DocumentId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM document ORDER BY key")?;
    let ids = statement.query_map([], |row| parsed(row, 0, DocumentId::parse))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// How many documents carry another stamp.
pub(super) fn stale(connection: &Connection, stamp: &DerivationStamp) -> Outcome<i64> {
    let sql = "SELECT (SELECT count(*) FROM document) - (SELECT count(*) FROM document WHERE extractor = ?1 AND lists = ?2)";
    Ok(connection.prepare_cached(sql)?.query_row(params![stamp.extractor, stamp.lists], |row| row.get(0))?)
}

/// The body of a document.
pub(super) fn body(connection: &Connection, id: &DocumentId) -> Outcome<Option<String>> {
    key_of(connection, id)?.map(|key| body_of(connection, key)).transpose()
}

fn body_of(connection: &Connection, key: i64) -> Outcome<String> {
    Ok(connection.prepare_cached("SELECT body FROM document_text WHERE document = ?1")?.query_row([key], |row| row.get(0))?)
}

/// A document as it was read.
pub(super) fn article(connection: &Connection, id: &DocumentId) -> Outcome<Option<Article>> {
    let Some((key, payload)) = payload(connection, id)? else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT body, original FROM document_text WHERE document = ?1")?;
    let (body, original): (String, Option<Vec<u8>>) = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let original = original.unwrap_or_else(|| body.as_bytes().to_owned());
    Ok(Some(payload.into_article(body, original)))
}

fn payload(connection: &Connection, id: &DocumentId) -> Outcome<Option<(i64, DocumentPayload)>> {
    let Some(key) = key_of(connection, id)? else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT payload FROM log WHERE seq = ?1")?;
    let payload: String = statement.query_row([key], |row| row.get(0))?;
    Ok(Some((key, serde_json::from_str(&payload)?)))
}

/// Which version of its page a document is, and whether it is the newest.
pub(super) fn version(connection: &Connection, id: &DocumentId) -> Outcome<Option<(DocumentVersion, bool)>> {
    let mut statement = connection.prepare_cached("SELECT version, is_current FROM document WHERE id = ?1")?;
    Ok(statement.query_row([id.as_str()], |row| Ok((DocumentVersion(row.get(0)?), row.get(1)?))).optional()?)
}

/// The columns that [`row`] reads.
pub(super) const COLUMNS: &str = "key, id, title, url, source, published, lang, relevant";

/// All documents, older versions too, in the order of the log.
pub(super) fn rows(connection: &Connection) -> Outcome<Vec<DocumentRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM document ORDER BY key"))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Reads a row in the order of [`COLUMNS`].
pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: parsed(row, 1, DocumentId::parse)?,
        title: row.get(2)?,
        url: row.get(3)?,
        source: row.get(4)?,
        published: parsed_or_none(row, 5, DateSpan::parse)?,
        lang: row.get(6)?,
        relevant: row.get(7)?,
        log_seq: row.get(0)?,
    })
}

/// Reads a column through a parser of the model.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    parse(text).ok_or_else(|| FromSqlError::Other(format!("not what column {column} holds: {text}").into()).into())
}

/// The same for a column that may be null.
pub(super) fn parsed_or_none<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(_) => parsed(row, column, parse).map(Some),
    }
}

/// Reads a word of a closed vocabulary.
pub(super) fn word<T: FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    parsed(row, column, |text| text.parse().ok())
}
