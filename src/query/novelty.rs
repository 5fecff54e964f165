//! What is out of the ordinary in some engagements: pairs of places that never met before, and pairs that meet more than they used to.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::columns::{UNDATED, day};
use super::sets::RowSet;
use super::snapshot::{EngagementRowIndex, Snapshot};
use super::ties::met_together;
use crate::model::PlaceCode;

/// With how many years before the last one a pair is compared.
pub const YEARS_BEFORE: usize = 5;

/// Two places across a border, in the order of their codes; a city counts as what it lies in.
pub type Pair = (PlaceCode, PlaceCode);

/// A pair of which nothing is known but what is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPair {
    /// Who.
    pub pair: Pair,
    /// What they did, in time.
    pub engagements: Vec<EngagementRowIndex>,
}

/// A pair that met more often in the last twelve months than in any twelve months of the years before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyPair {
    /// Who.
    pub pair: Pair,
    /// What they did in the last twelve months, in time.
    pub engagements: Vec<EngagementRowIndex>,
    /// How often they met in each twelve months before, the latest first.
    pub before: [usize; YEARS_BEFORE],
}

/// Of some engagements (ascending), the pairs that met for the first time: all that they had with each other is among them.
pub fn new_pairs(snapshot: &Snapshot, fresh: &[EngagementRowIndex]) -> Vec<NewPair> {
    let mut set = RowSet::none(snapshot.engagement_count());
    set.add(fresh);
    let with_rows = pairs(snapshot, fresh).into_iter().map(|pair| (met_together(snapshot, &pair.0, &pair.1), pair));
    let new = with_rows.filter(|(rows, _)| !rows.is_empty() && rows.iter().all(|row| set.contains(*row)));
    new.map(|(engagements, pair)| NewPair { pair, engagements }).collect()
}

/// Of the pairs of some engagements (ascending), those that met more often in the twelve months up to a day, twice at least, than in
/// any of the years before; and that had met before.
pub fn busy_pairs(snapshot: &Snapshot, fresh: &[EngagementRowIndex], as_of: NaiveDate) -> Vec<BusyPair> {
    pairs(snapshot, fresh).into_iter().filter_map(|pair| busy_pair(snapshot, pair, as_of)).collect()
}

fn busy_pair(snapshot: &Snapshot, pair: Pair, as_of: NaiveDate) -> Option<BusyPair> {
    let (mut before, mut engagements) = ([0; YEARS_BEFORE], Vec::new());
    for row in met_together(snapshot, &pair.0, &pair.1) {
        match years_ago(snapshot, row, as_of) {
            Some(0) => engagements.push(row),
            Some(years) if years <= YEARS_BEFORE => before[years - 1] += 1,
            _ => {}
        }
    }
    let usual = before.iter().copied().max().unwrap_or(0);
    let is_above = usual > 0 && engagements.len() > usual;
    is_above.then_some(BusyPair { pair, engagements, before })
}

/// How many whole years before a day an engagement ended; `None` where that is not known, or lies ahead.
fn years_ago(snapshot: &Snapshot, row: EngagementRowIndex, as_of: NaiveDate) -> Option<usize> {
    let last = snapshot.engagements.dates.span(row as usize).1;
    let last = day(last).filter(|_| last != UNDATED).filter(|last| *last <= as_of)?;
    (0..=YEARS_BEFORE).find(|years| as_of.checked_sub_months(Months::new(12 * (*years as u32 + 1))).is_some_and(|start| last > start))
}

/// All pairs of some engagements, by code.
fn pairs(snapshot: &Snapshot, rows: &[EngagementRowIndex]) -> BTreeSet<Pair> {
    rows.iter().flat_map(|row| pairs_of(snapshot, *row)).collect()
}

/// The pairs of an engagement. A country beside its own province is one side told twice.
fn pairs_of(snapshot: &Snapshot, row: EngagementRowIndex) -> BTreeSet<Pair> {
    let summary = snapshot.engagement(row);
    let lifted = |side: &&PlaceCode| side.subdivision().unwrap_or_else(|| side.country_place());
    let sides: BTreeSet<PlaceCode> = summary.from.iter().chain(&summary.to).map(lifted).collect();
    let is_told_closer = |side: &PlaceCode| sides.iter().any(|other| other != side && side.includes(other));
    let sides: Vec<&PlaceCode> = sides.iter().filter(|side| !is_told_closer(side)).collect();
    let pairs = sides.iter().enumerate().flat_map(|(at, a)| sides[at + 1..].iter().map(move |b| ((*a).clone(), (*b).clone())));
    pairs.filter(|(a, b)| a.country() != b.country()).collect()
}
