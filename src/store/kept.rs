//! Columns that a reader of all records made and that the store keeps for the next one. They are derived data: whoever finds none
//! that are of this moment, whole and with the right stamp makes them anew, and they may be dropped at any time.

use std::io::Read;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::connection::BUSY_TIMEOUT;
use super::error::Outcome;

/// What tells two states of the records apart: how often what is derived was changed, and the last line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment(String);

/// The moment of a read transaction; `None` in a store of a version that keeps no columns.
pub(super) fn moment(connection: &Connection) -> Outcome<Option<Moment>> {
    if !is_able(connection)? {
        return Ok(None);
    }
    let sql = "SELECT changes, coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), '') FROM derived_state";
    let found = connection.query_row(sql, [], |row| Ok(format!("{} {}", row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).optional()?;
    Ok(found.map(Moment))
}

/// Whether the store has the tables: one that is only read may be older.
fn is_able(connection: &Connection) -> Outcome<bool> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('derived_state', 'kept_columns')";
    Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? == 2)
}

/// To be called within each transaction that changes what is derived: all kept columns are stale from here on.
pub(super) fn note_change(connection: &Connection) -> Outcome<()> {
    connection.prepare_cached("UPDATE derived_state SET changes = changes + 1")?.execute([])?;
    Ok(())
}

/// Hands over each part, in order, whose stamp, moment and checksum are right. True where none was wrong.
pub(super) fn read(connection: &Connection, stamp: &str, take: &mut dyn FnMut(usize, Vec<u8>)) -> Outcome<bool> {
    let Some(Moment(moment)) = moment(connection)? else { return Ok(false) };
    let mut statement = connection.prepare_cached("SELECT part, checksum, stamp = ?1 AND moment = ?2 FROM kept_columns ORDER BY part")?;
    let parts = statement.query_map(params![stamp, moment], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let parts: Vec<(i64, i64, bool)> = parts.collect::<Result<_, _>>()?;
    for (count, (part, sum, is_current)) in parts.iter().enumerate() {
        if !is_current || *part != count as i64 {
            return Ok(false);
        }
        // Not as a column of a row: that would read each page twice and copy it once more.
        let mut blob = connection.blob_open("main", "kept_columns", "bytes", *part, true)?;
        let mut bytes = vec![0; blob.len()];
        blob.read_exact(&mut bytes)?;
        if checksum(&bytes) != *sum as u64 {
            return Ok(false);
        }
        take(count, bytes);
    }
    Ok(!parts.is_empty())
}

/// Puts columns in the place of those that were kept, unless the records have changed since or another process writes. True where
/// they are kept.
pub(super) fn write(
    connection: &mut Connection,
    moment_of_columns: &Moment,
    stamp: &str,
    parts: impl Iterator<Item = Vec<u8>>,
) -> Outcome<bool> {
    // Nobody waits for this.
    connection.busy_timeout(Duration::ZERO)?;
    let written = replace(connection, moment_of_columns, stamp, parts);
    connection.busy_timeout(BUSY_TIMEOUT)?;
    written
}

fn replace(connection: &mut Connection, of: &Moment, stamp: &str, parts: impl Iterator<Item = Vec<u8>>) -> Outcome<bool> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    if moment(&transaction)?.as_ref() != Some(of) {
        return Ok(false);
    }
    transaction.execute("DELETE FROM kept_columns", [])?;
    for (part, bytes) in parts.enumerate() {
        let sql = "INSERT INTO kept_columns (part, stamp, moment, checksum, bytes) VALUES (?1, ?2, ?3, ?4, ?5)";
        transaction.prepare_cached(sql)?.execute(params![part as i64, stamp, of.0, checksum(&bytes) as i64, bytes])?;
    }
    transaction.commit()?;
    Ok(true)
}

/// A 64-bit checksum of bytes, quick enough for hundreds of megabytes: it finds damage, it does not resist forgery.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b1_85eb_ca87;
    let step = |sum: u64, word: u64| (sum.rotate_left(29) ^ word).wrapping_mul(PRIME);
    let mut lanes = [1_u64, 2, 3, 4];
    let blocks = bytes.chunks_exact(32);
    let rest = blocks.remainder();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = step(*lane, u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]));
        }
    }
    let sum = lanes.into_iter().chain(rest.iter().map(|byte| u64::from(*byte))).fold(bytes.len() as u64, step);
    sum ^ (sum >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_changed_byte_changes_the_sum(bytes in proptest::collection::vec(any::<u8>(), 1..200), at in any::<usize>(), by in 1_u8..255) {
            let mut changed = bytes.clone();
            let at = at % bytes.len();
            changed[at] ^= by;
            prop_assert_ne!(checksum(&changed), checksum(&bytes));
            prop_assert_ne!(checksum(&bytes[..bytes.len() - 1]), checksum(&bytes));
        }
    }
}
