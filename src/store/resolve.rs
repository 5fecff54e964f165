//! What an id or its beginning stands for.

use rusqlite::{Connection, params};

use super::Resolved;
use super::error::Outcome;
use crate::model::ids::ID_CHARACTERS;
use crate::model::{AgreementId, DocumentId, EngagementId};

/// Shortest beginning of an id that is looked up.
const SHORTEST: usize = 4;
/// How many candidates are listed.
const CANDIDATES: usize = 20;

/// The document, or the record that a claim's id belongs to.
pub(super) fn resolve(connection: &Connection, id: &str) -> Outcome<Resolved> {
    let id = id.trim().to_ascii_lowercase();
    let is_plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !is_plain || !(SHORTEST..=1 + ID_CHARACTERS).contains(&id.len()) {
        return Ok(Resolved::Unknown);
    }
    let sql = match id.chars().next() {
        Some(DocumentId::LETTER) => "SELECT id FROM document WHERE id >= ?1 AND id < ?1 || '{' ORDER BY id LIMIT ?2",
        Some(EngagementId::LETTER | AgreementId::LETTER) => {
            "SELECT DISTINCT coalesce(m.record, c.id) AS record FROM claim c LEFT JOIN record_member m ON m.claim = c.key
                WHERE c.id >= ?1 AND c.id < ?1 || '{' ORDER BY record LIMIT ?2"
        }
        _ => return Ok(Resolved::Unknown),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(params![id, CANDIDATES as i64], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(match found.as_slice() {
        [] => Resolved::Unknown,
        [one] => known(one),
        _ => Resolved::Ambiguous(found),
    })
}

fn known(id: &str) -> Resolved {
    let document = || DocumentId::parse(id).map(Resolved::Document);
    let engagement = || EngagementId::parse(id).map(Resolved::Engagement);
    let agreement = || AgreementId::parse(id).map(Resolved::Agreement);
    document().or_else(engagement).or_else(agreement).unwrap_or(Resolved::Unknown)
}
