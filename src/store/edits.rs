//! The analyst's word.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::clusters::Ruling;
use super::error::Outcome;

/// Claims that an analyst joined with this one.
pub(super) fn joined_with(_connection: &Connection, _claim: i64) -> Outcome<Vec<i64>> {
    Ok(Vec::new())
}

/// What analysts said of these claims belonging together.
pub(super) fn rulings(_connection: &Connection, _positions: &BTreeMap<i64, usize>) -> Outcome<Vec<Ruling>> {
    Ok(Vec::new())
}
