//! What `doctor` asks of a store: is the file sound, is the log's chain whole, is every text the one that was logged, and does
//! every fact still point at its text.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::error::Outcome;
use super::log::{self, DocumentPayload, LogLine};
use super::{CheckReport, claims, open};
use crate::model::{DocumentId, LogEntryId};

/// Problems told in full; more are only counted.
const TOLD: usize = 100;

/// Checks everything. The caller holds a read transaction.
pub(super) fn check(connection: &Connection, path: &Path) -> Outcome<CheckReport> {
    let mut findings = Findings::default();
    check_file(connection, &mut findings)?;
    check_log(connection, &mut findings)?;
    check_documents(connection, &mut findings)?;
    let mut report = findings.finish();
    report.sqlite = rusqlite::version().to_owned();
    report.wal_bytes = fs::metadata(open::beside(path, "-wal")).map_or(0, |metadata| metadata.len());
    Ok(report)
}

#[derive(Default)]
struct Findings {
    report: CheckReport,
    untold: usize,
}

impl Findings {
    fn add(&mut self, problem: String) {
        if self.report.problems.len() < TOLD {
            self.report.problems.push(problem);
        } else {
            self.untold += 1;
        }
    }

    fn finish(mut self) -> CheckReport {
        if self.untold > 0 {
            self.report.problems.push(format!("and {} more", self.untold));
        }
        self.report
    }
}

/// SQLite's own check of pages, types and indices, and of the keys between tables, which the first leaves out.
fn check_file(connection: &Connection, findings: &mut Findings) -> Outcome<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    for verdict in statement.query_map([], |row| row.get::<_, String>(0))? {
        match verdict?.as_str() {
            "ok" => {}
            problem => findings.add(format!("the file is damaged: {problem}")),
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let broken = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
    for row in broken {
        let (table, parent) = row?;
        findings.add(format!("a row of table {table} belongs to a row of {parent} that is not there"));
    }
    Ok(())
}

fn check_log(connection: &Connection, findings: &mut Findings) -> Outcome<()> {
    let mut statement = connection.prepare(&format!("SELECT {} FROM log ORDER BY seq", log::COLUMNS))?;
    let mut lines = statement.query([])?;
    let (mut seq, mut hash, mut time) = (0, String::new(), String::new());
    while let Some(row) = lines.next()? {
        let line = LogLine::of_row(row)?;
        check_line(&line, seq, &hash, &time, findings);
        findings.report.log_entries += 1;
        (seq, hash, time) = (line.seq, line.hash, line.recorded_at);
    }
    Ok(())
}

fn check_line(line: &LogLine, previous: i64, previous_hash: &str, previous_time: &str, findings: &mut Findings) {
    let seq = line.seq;
    if seq != previous + 1 {
        findings.add(format!("lines {} to {} of the log are missing", previous + 1, seq - 1));
    }
    if line.prev_hash != previous_hash {
        findings.add(format!("line {seq} of the log does not follow the line before it"));
    }
    if line.hash != line.expected_hash() || line.id != LogEntryId::of(&line.hash).as_str() {
        findings.add(format!("line {seq} of the log was changed after it was written"));
    }
    if line.recorded_at.as_str() < previous_time {
        findings.add(format!("line {seq} of the log is dated before the line before it ({}): a clock was set back", line.recorded_at));
    }
}

/// One document at a time; every `document` line of the log must have its text and its row.
fn check_documents(connection: &Connection, findings: &mut Findings) -> Outcome<()> {
    let mut statement = connection.prepare("SELECT seq, subject, payload FROM log WHERE kind = 'document' ORDER BY seq")?;
    let mut lines = statement.query([])?;
    while let Some(row) = lines.next()? {
        let (seq, subject, payload): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        findings.report.documents += 1;
        match text_of(connection, seq)? {
            None => findings.add(format!("document {subject} has lost its text")),
            Some((body, original)) => {
                check_text(&subject, &payload, &body, original.as_deref(), findings);
                check_claims(connection, &subject, &body, findings)?;
            }
        }
    }
    Ok(())
}

fn text_of(connection: &Connection, document: i64) -> Outcome<Option<(String, Option<Vec<u8>>)>> {
    let mut statement = connection.prepare_cached("SELECT body, original FROM document_text WHERE document = ?1")?;
    Ok(statement.query_row([document], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn check_text(subject: &str, payload: &str, body: &str, original: Option<&[u8]>, findings: &mut Findings) {
    let Ok(payload) = serde_json::from_str::<DocumentPayload>(payload) else {
        findings.add(format!("the log's line of document {subject} cannot be read"));
        return;
    };
    let is_same = payload.body_sha256 == log::sha256(body.as_bytes())
        && payload.original_sha256 == log::sha256(original.unwrap_or(body.as_bytes()))
        && DocumentId::of(body, payload.url.as_deref()).as_str() == subject;
    if !is_same {
        findings.add(format!("the text of document {subject} is not the one that was read"));
    }
}

fn check_claims(connection: &Connection, subject: &str, body: &str, findings: &mut Findings) -> Outcome<()> {
    let read = DocumentId::parse(subject).map(|id| claims::read(connection, &id));
    let claims = match read {
        Some(Ok(Some(claims))) => claims,
        Some(Err(super::error::Fault::Sqlite(error))) => return Err(error.into()),
        Some(Err(_)) => {
            findings.add(format!("the claims of document {subject} cannot be read; `legation rebuild` derives them again"));
            return Ok(());
        }
        Some(Ok(None)) | None => {
            findings.add(format!("document {subject} stands in the log alone"));
            return Ok(());
        }
    };
    let spans = claims::spans(&claims);
    findings.report.spans += spans.len() as u64;
    for span in spans.into_iter().filter(|span| span.of(body).is_none()) {
        findings.add(format!("a claim of document {subject} points at bytes {} to {}, where its text has none", span.start, span.end));
    }
    Ok(())
}
