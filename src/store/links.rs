//! Which claims of other documents tell the same as those of one: looked for among those alike in type, places and days only.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::clusters::{Likeness, pairs};
use super::error::Outcome;
use super::sameness::{DAYS_APART, LONGEST_SPAN, Verdict};
use super::shelf::Shelf;

/// Links the claims of a new document to those that are there, and gives all that are linked now.
pub(super) fn link(connection: &Connection, shelf: &mut Shelf, claims: &[i64]) -> Outcome<BTreeSet<i64>> {
    let mut by_document: BTreeMap<i64, Vec<Likeness>> = BTreeMap::new();
    for claim in claims {
        let facts = shelf.facts(connection, *claim)?;
        let own = shelf.claim(connection, *claim)?.document;
        let origin = shelf.document(connection, own)?.origin;
        for candidate in candidates(connection, shelf, *claim)? {
            let document = shelf.claim(connection, candidate)?.document;
            // Whole documents are not read for this, but where it is a row of a table.
            if document == own || origin != own && shelf.document(connection, document)?.origin == origin {
                continue;
            }
            if let Verdict::Same { strength, .. } = facts.compare(&*shelf.facts(connection, candidate)?) {
                by_document.entry(document).or_default().push(Likeness { one: *claim, other: candidate, strength });
            }
        }
    }
    let mut linked = BTreeSet::new();
    let mut statement = connection.prepare_cached("INSERT INTO claim_link (one, other, strength) VALUES (?1, ?2, ?3)")?;
    for Likeness { one, other, strength } in by_document.into_values().flat_map(pairs) {
        statement.execute(params![one.min(other), one.max(other), strength])?;
        linked.extend([one, other]);
    }
    for claim in claims {
        enter(connection, shelf, *claim)?;
    }
    Ok(linked)
}

/// Claims that share a block and are near in days.
fn candidates(connection: &Connection, shelf: &mut Shelf, claim: i64) -> Outcome<BTreeSet<i64>> {
    let facts = shelf.facts(connection, claim)?;
    let Some(days) = facts.days() else { return Ok(BTreeSet::new()) };
    let sql = "SELECT claim FROM claim_block WHERE block = ?1 AND first_day BETWEEN ?2 AND ?3 AND last_day >= ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = BTreeSet::new();
    for block in facts.blocks() {
        let (earliest, latest) = (days.first - LONGEST_SPAN - DAYS_APART, days.last + DAYS_APART);
        let rows = statement.query_map(params![number_of(&block), earliest, latest, days.first - DAYS_APART], |row| row.get(0))?;
        for row in rows {
            found.insert(row?);
        }
    }
    Ok(found)
}

/// Makes a claim findable.
fn enter(connection: &Connection, shelf: &mut Shelf, claim: i64) -> Outcome<()> {
    let facts = shelf.facts(connection, claim)?;
    let Some(days) = facts.days() else { return Ok(()) };
    let sql = "INSERT OR IGNORE INTO claim_block (block, first_day, claim, last_day) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for block in facts.blocks() {
        statement.execute(params![number_of(&block), days.first, claim, days.last])?;
    }
    Ok(())
}

/// FNV-1a.
pub(super) fn number_of(block: &str) -> i64 {
    block.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)) as i64
}

/// Takes the claims of a document out of the index and gives those that were linked to them.
pub(super) fn unlink(connection: &Connection, document: i64) -> Outcome<BTreeSet<i64>> {
    let mut neighbours = BTreeSet::new();
    for sql in [
        "SELECT other FROM claim_link WHERE one IN (SELECT key FROM claim WHERE document = ?1)",
        "SELECT one FROM claim_link WHERE other IN (SELECT key FROM claim WHERE document = ?1)",
    ] {
        for row in connection.prepare_cached(sql)?.query_map([document], |row| row.get(0))? {
            neighbours.insert(row?);
        }
    }
    for sql in [
        "DELETE FROM claim_link WHERE one IN (SELECT key FROM claim WHERE document = ?1)",
        "DELETE FROM claim_link WHERE other IN (SELECT key FROM claim WHERE document = ?1)",
        "DELETE FROM claim_block WHERE claim IN (SELECT key FROM claim WHERE document = ?1)",
    ] {
        connection.prepare_cached(sql)?.execute([document])?;
    }
    Ok(neighbours)
}

/// A claim's links: the other claim and the strength.
pub(super) fn of(connection: &Connection, claim: i64) -> Outcome<Vec<(i64, u32)>> {
    let sql = "SELECT other, strength FROM claim_link WHERE one = ?1 UNION ALL SELECT one, strength FROM claim_link WHERE other = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let links = statement.query_map([claim], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(links)
}
