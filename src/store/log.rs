//! The append-only log: one line for each thing read or said, each line's hash over all its columns and the line before.

use std::collections::BTreeMap;

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::Outcome;
use super::{Author, SCHEMA_VERSION};
use crate::model::{Article, DateSpan, Decoding, LogEntryId};

/// What the log keeps of an article; its text lies in `document_text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DocumentPayload {
    pub(super) body_sha256: String,
    pub(super) original_sha256: String,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<DateSpan>,
    pub(super) lang: Option<String>,
    pub(super) path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) table: Option<String>,
    pub(super) decoding: Decoding,
}

impl DocumentPayload {
    pub(super) fn of(article: &Article) -> Self {
        Self {
            body_sha256: sha256(article.body.as_bytes()),
            original_sha256: sha256(&article.original),
            url: article.url.clone(),
            title: article.title.clone(),
            source: article.source.clone(),
            published: article.published,
            lang: article.lang.clone(),
            path: article.path.clone(),
            table: article.table.clone(),
            decoding: article.decoding.clone(),
        }
    }

    /// The article again, from its texts.
    pub(super) fn into_article(self, body: String, original: Vec<u8>) -> Article {
        Article {
            body,
            original,
            url: self.url,
            title: self.title,
            source: self.source,
            published: self.published,
            lang: self.lang,
            path: self.path,
            table: self.table,
            decoding: self.decoding,
        }
    }
}

/// A SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogLine {
    pub(super) seq: i64,
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) author: String,
    pub(super) host: String,
    pub(super) recorded_at: String,
    pub(super) schema: i64,
    pub(super) payload: String,
    pub(super) prev_hash: String,
    pub(super) hash: String,
}

impl LogLine {
    /// The hash that its columns must have. Each part is preceded by its length, so that none runs into the next.
    pub(super) fn expected_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let (seq, schema) = (self.seq.to_be_bytes(), self.schema.to_be_bytes());
        let texts = [&self.kind, &self.subject, &self.author, &self.host, &self.recorded_at, &self.payload, &self.prev_hash];
        for part in [&seq[..], &schema[..]].into_iter().chain(texts.into_iter().map(|text| text.as_bytes())) {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        data_encoding::HEXLOWER.encode(&hasher.finalize())
    }

    /// Reads a line in the order of [`COLUMNS`].
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            id: row.get(1)?,
            kind: row.get(2)?,
            subject: row.get(3)?,
            author: row.get(4)?,
            host: row.get(5)?,
            recorded_at: row.get(6)?,
            schema: row.get(7)?,
            payload: row.get(8)?,
            prev_hash: row.get(9)?,
            hash: row.get(10)?,
        })
    }
}

/// The log's columns, in the order that [`LogLine::of_row`] reads them.
pub(super) const COLUMNS: &str = "seq, id, kind, subject, author, host, recorded_at, schema, payload, prev_hash, hash";

/// Appends a line and gives its position.
pub(super) fn append<P: Serialize>(connection: &Connection, kind: &str, subject: &str, author: &Author, payload: &P) -> Outcome<i64> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (last_seq, prev_hash) = last.unwrap_or_default();
    let mut line = LogLine {
        seq: last_seq + 1,
        id: String::new(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        author: author.user.clone(),
        host: author.host.clone(),
        recorded_at: Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true),
        schema: SCHEMA_VERSION.into(),
        payload: canonical_json(&serde_json::to_value(payload)?),
        prev_hash,
        hash: String::new(),
    };
    line.hash = line.expected_hash();
    line.id = LogEntryId::of(&line.hash).to_string();
    insert(connection, &line)?;
    Ok(line.seq)
}

fn insert(connection: &Connection, line: &LogLine) -> Outcome<()> {
    let sql = format!("INSERT INTO log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    let LogLine { seq, id, kind, subject, author, host, recorded_at, schema, payload, prev_hash, hash } = line;
    connection.prepare_cached(&sql)?.execute(params![
        seq,
        id,
        kind,
        subject,
        author,
        host,
        recorded_at,
        schema,
        payload,
        prev_hash,
        hash
    ])?;
    Ok(())
}

/// JSON with sorted keys and no white space, whatever order the library keeps.
pub(super) fn canonical_json(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().collect();
            let fields: Vec<_> =
                sorted.into_iter().map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical_json(value))).collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical_json).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_one_form() {
        let value: Value = serde_json::from_str(r#"{ "b": [1, {"z": null, "a": "x\"y"}], "a": true }"#).expect("JSON");
        assert_eq!(canonical_json(&value), r#"{"a":true,"b":[1,{"a":"x\"y","z":null}]}"#);
    }

    #[test]
    fn the_hash_covers_every_column_and_parts_do_not_run_together() {
        let text = |s: &str| s.to_owned();
        let line = LogLine {
            seq: 1,
            id: text("l"),
            kind: text("document"),
            subject: text("ab"),
            author: text("c"),
            host: text("h"),
            recorded_at: text("t"),
            schema: 1,
            payload: text("{}"),
            prev_hash: text(""),
            hash: text(""),
        };
        let changed = [
            LogLine { seq: 2, ..line.clone() },
            LogLine { kind: text("edit"), ..line.clone() },
            LogLine { subject: text("a"), author: text("bc"), ..line.clone() },
            LogLine { host: text("g"), ..line.clone() },
            LogLine { recorded_at: text("u"), ..line.clone() },
            LogLine { schema: 2, ..line.clone() },
            LogLine { payload: text("[]"), ..line.clone() },
            LogLine { prev_hash: text("0"), ..line.clone() },
        ];
        for other in changed {
            assert_ne!(other.expected_hash(), line.expected_hash(), "{other:?}");
        }
    }
}
