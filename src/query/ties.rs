//! Ties as of a day: since when, how they stand, when the next anniversary comes, and when the two last met.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::anniversary::next_anniversary;
use super::columns::{UNDATED, day};
use super::profile::merged;
use super::sets::RowSet;
use super::snapshot::{EngagementRowIndex, RecordStatus, Snapshot, TieRow};
use crate::model::{Context, DateSpan, DocumentId, PartialDate, PlaceCode, TieId, TieKind, TieStatus};

/// A tie, from all articles that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Which.
    pub id: TieId,
    /// One place.
    pub a: PlaceCode,
    /// The other.
    pub b: PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// Since when, as exactly as any article tells.
    pub started: Option<DateSpan>,
    /// How it last stood.
    pub status: TieStatus,
    /// How many articles tell it.
    pub sources: usize,
    /// Which, by id.
    pub documents: Vec<DocumentId>,
    /// The next anniversary and the number of years; only of a tie that stands.
    pub anniversary: Option<(PartialDate, i32)>,
    /// How many engagements the two, or places in them, had with each other.
    pub engagements: usize,
    /// The last day of the latest of these that lies before the day asked for.
    pub last_met: Option<NaiveDate>,
}

/// All ties as of a day, of one place and what lies in it where one is given; by their places.
pub fn ties(snapshot: &Snapshot, place: Option<&PlaceCode>, as_of: NaiveDate) -> Vec<Tie> {
    let mut told: BTreeMap<&TieId, Vec<&TieRow>> = BTreeMap::new();
    for row in snapshot.ties.iter() {
        if place.is_none_or(|place| place.includes(&row.a) || place.includes(&row.b)) {
            told.entry(&row.id).or_default().push(row);
        }
    }
    let mut ties: Vec<Tie> = told.values().map(|rows| tie(snapshot, rows, as_of)).collect();
    ties.sort_by(|one, other| (&one.a, &one.b, one.kind).cmp(&(&other.a, &other.b, other.kind)));
    ties
}

/// All ties as of a day between sides of some engagements: each of its places is a side, lies in one or around one.
pub fn ties_between_sides(snapshot: &Snapshot, rows: &[EngagementRowIndex], as_of: NaiveDate) -> Vec<Tie> {
    let sides = rows.iter().flat_map(|row| {
        let one = snapshot.engagement(*row);
        one.from.into_iter().chain(one.to)
    });
    let sides: BTreeSet<&PlaceCode> = sides.collect();
    let is_side = |place: &PlaceCode| sides.iter().any(|side| place.includes(side) || side.includes(place));
    let mut found = ties(snapshot, None, as_of);
    found.retain(|tie| is_side(&tie.a) && is_side(&tie.b));
    found
}

/// `rows` is not empty, and all are of one tie.
fn tie(snapshot: &Snapshot, rows: &[&TieRow], as_of: NaiveDate) -> Tie {
    let first = rows[0];
    let (a, b) = if first.a <= first.b { (&first.a, &first.b) } else { (&first.b, &first.a) };
    let merged = merged(snapshot, a, rows);
    let stands = merged.status == TieStatus::InForce;
    let anniversary = merged.started.filter(|_| stands).and_then(|started| next_anniversary(&started, as_of));
    let (engagements, last_met) = met(snapshot, a, b, as_of);
    let (id, kind, sources) = (first.id.clone(), merged.kind, rows.len());
    let documents: BTreeSet<DocumentId> = rows.iter().map(|row| snapshot.document_id(row.document)).collect();
    let documents = documents.into_iter().collect();
    Tie {
        id,
        a: a.clone(),
        b: b.clone(),
        kind,
        started: merged.started,
        status: merged.status,
        sources,
        documents,
        anniversary,
        engagements,
        last_met,
    }
}

/// How often the two met, and when last before a day.
fn met(snapshot: &Snapshot, a: &PlaceCode, b: &PlaceCode, as_of: NaiveDate) -> (usize, Option<NaiveDate>) {
    let rows = met_together(snapshot, a, b);
    let dates = &snapshot.engagements.dates;
    let days = rows.iter().map(|row| dates.span(*row as usize).1).filter(|last| *last != UNDATED).filter_map(day);
    (rows.len(), days.filter(|day| *day <= as_of).max())
}

/// What both, or places in them, took part in as sides, told as having happened; ascending.
pub(super) fn met_together(snapshot: &Snapshot, a: &PlaceCode, b: &PlaceCode) -> Vec<EngagementRowIndex> {
    let columns = &snapshot.engagements;
    let of = |code: &PlaceCode| {
        let mut set = RowSet::none(columns.len());
        if let Some(place) = snapshot.places.position(code) {
            columns.of_from.add_to(place, &mut set);
            columns.of_to.add_to(place, &mut set);
        }
        set
    };
    let mut both = of(a);
    both.keep(&of(b));
    let happened = |row: &u32| {
        let at = *row as usize;
        snapshot.judged.engagements[at] != RecordStatus::Rejected && columns.context[at] == Context::Actual
    };
    both.rows().into_iter().filter(happened).collect()
}

impl Tie {
    /// Whether its next anniversary may lie within so many days from a day on.
    pub fn is_due(&self, as_of: NaiveDate, within: u64) -> bool {
        let first = self.anniversary.and_then(|(date, _)| date.first_day());
        first.zip(as_of.checked_add_days(Days::new(within))).is_some_and(|(first, last)| first <= last)
    }

    /// Whether it stands, and nothing is told of the two since a day.
    pub fn is_dormant_since(&self, day: NaiveDate) -> bool {
        self.status == TieStatus::InForce && self.last_met.is_none_or(|last| last < day)
    }
}
