//! What an agreement is in each dimension of a table of totals: small numbers first, names only for the rows that come of it.

use chrono::Datelike;

use super::columns::days;
use super::places::NONE;
use super::sets::{Lists, PairMap};
use super::snapshot::{AgreementRowIndex, Snapshot};
use super::totals::{Dimension, NOT_ATTRIBUTED};
use crate::model::{AgreementKind, Binding, Currency, DateSpan, EngagementType, Nature, PlaceLevel, Stage};

/// The values of one dimension.
pub(super) struct Breakdown<'a> {
    snapshot: &'a Snapshot,
    dimension: Dimension,
    /// By place what it counts as, by distinct date its year or month.
    lookup: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    pair_positions: PairMap,
    currencies: Vec<Currency>,
    sides: Vec<u32>,
    /// By engagement, its topics.
    topics: Lists,
}

impl<'a> Breakdown<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, dimension: Dimension) -> Self {
        let places = || 0..snapshot.places.len() as u32;
        let at_level = |level| places().map(|place| surrounding(snapshot, place, level)).collect();
        let of_dates = |value: fn(DateSpan) -> Option<u32>| {
            snapshot.agreements.dates.distinct.iter().map(|date| value(*date).unwrap_or(NONE)).collect()
        };
        let lookup = match dimension {
            Dimension::Country => at_level(PlaceLevel::Country),
            Dimension::Province => at_level(PlaceLevel::Subdivision),
            Dimension::City => places().map(|place| if snapshot.places.is_city(place) { place } else { NONE }).collect(),
            Dimension::Pair => places().map(|place| lifted(snapshot, place)).collect(),
            Dimension::Year => of_dates(year),
            Dimension::Quarter => of_dates(quarter),
            Dimension::Month => of_dates(month),
            _ => Vec::new(),
        };
        let (pairs, pair_positions) = (Vec::new(), PairMap::default());
        let topics = if dimension == Dimension::Topic { topics_of_engagements(snapshot) } else { Lists::default() };
        Self { snapshot, dimension, lookup, pairs, pair_positions, currencies: Vec::new(), sides: Vec::new(), topics }
    }

    /// Puts the values of an agreement into `values`: one or more, never none, none twice.
    pub(super) fn values(&mut self, agreement: AgreementRowIndex, values: &mut Vec<u32>) {
        values.clear();
        let (columns, at) = (&self.snapshot.agreements, agreement as usize);
        match self.dimension {
            Dimension::Province | Dimension::Country | Dimension::City => {
                // The agreement's own sides: never those of its event.
                let sides = columns.places.rows(agreement).iter().map(|place| self.lookup[*place as usize]);
                values.extend(sides.filter(|place| *place != NONE));
                values.sort_unstable();
                values.dedup();
            }
            Dimension::Pair => self.pairs(agreement, values),
            Dimension::Year | Dimension::Quarter | Dimension::Month => values.extend(self.lookup.get(columns.dates.date[at] as usize)),
            Dimension::Kind => values.push(columns.kind[at] as u32),
            Dimension::Stage => values.push(columns.stage[at] as u32),
            Dimension::Type => values.extend(self.snapshot.engagements.kind.get(columns.engagement[at] as usize).map(|kind| *kind as u32)),
            Dimension::Source => values.push(self.snapshot.documents.outlet[columns.document[at] as usize]),
            Dimension::Currency => values.extend(columns.amounts.at(at).map(|amount| self.currency(amount.currency))),
            Dimension::Topic => values.extend(self.topics.rows(columns.engagement[at])),
            Dimension::Nature => values.push(columns.nature[at] as u32),
            Dimension::Binding => values.push(columns.binding[at] as u32),
        }
        if values.is_empty() {
            values.push(NONE);
        }
    }

    fn currency(&mut self, currency: Currency) -> u32 {
        let position = self.currencies.iter().position(|known| *known == currency);
        let position = position.unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        position as u32
    }

    /// Two sides of two countries, in no order.
    fn pairs(&mut self, agreement: AgreementRowIndex, values: &mut Vec<u32>) {
        let places = &self.snapshot.places;
        let mut sides = std::mem::take(&mut self.sides);
        sides.clear();
        sides.extend(self.snapshot.agreements.places.rows(agreement).iter().map(|place| self.lookup[*place as usize]));
        sides.sort_unstable();
        sides.dedup();
        for (at, one) in sides.iter().enumerate() {
            for other in &sides[at + 1..] {
                let is_told_twice = |side: u32| sides.iter().any(|inner| *inner != side && places.code(side).includes(places.code(*inner)));
                let is_across = places.code(*one).country() != places.code(*other).country();
                // A country beside its own province is the same side told twice.
                if is_across && !is_told_twice(*one) && !is_told_twice(*other) {
                    let next = self.pairs.len() as u32;
                    let position = *self.pair_positions.entry((*one, *other)).or_insert(next);
                    if position == next {
                        self.pairs.push((*one, *other));
                    }
                    values.push(position);
                }
            }
        }
        self.sides = sides;
    }

    /// A value as a code and as a name for people.
    pub(super) fn named(&self, value: u32) -> (String, String) {
        let snapshot = self.snapshot;
        let same = |word: &str| (word.to_owned(), word.to_owned());
        if value == NONE {
            return (String::new(), self.missing().to_owned());
        }
        let at = value as usize;
        match self.dimension {
            Dimension::Province | Dimension::Country | Dimension::City => {
                (snapshot.places.code(value).to_string(), snapshot.places.label(value))
            }
            Dimension::Pair => {
                let ((one, other), places) = (self.pairs[at], &snapshot.places);
                (format!("{}+{}", places.code(one), places.code(other)), format!("{} – {}", places.label(one), places.label(other)))
            }
            Dimension::Year => same(&format!("{value:04}")),
            Dimension::Quarter => same(&format!("{:04}-Q{}", value / 4, value % 4 + 1)),
            Dimension::Month => same(&format!("{:04}-{:02}", value / 12, value % 12 + 1)),
            Dimension::Kind => same(AgreementKind::ALL[at].as_str()),
            Dimension::Stage => same(Stage::ALL[at].as_str()),
            Dimension::Type => same(EngagementType::ALL[at].as_str()),
            Dimension::Source => same(&snapshot.outlets[at]),
            Dimension::Currency => same(self.currencies[at].code()),
            Dimension::Topic => same(&snapshot.topics[at]),
            Dimension::Nature => same(Nature::ALL[at].as_str()),
            Dimension::Binding => same(Binding::ALL[at].as_str()),
        }
    }

    /// What stands for an agreement that has no value here.
    fn missing(&self) -> &'static str {
        match self.dimension {
            Dimension::Province | Dimension::Country | Dimension::City | Dimension::Pair => NOT_ATTRIBUTED,
            Dimension::Year => "no year",
            Dimension::Quarter => "no quarter",
            Dimension::Month => "no month",
            Dimension::Kind | Dimension::Stage | Dimension::Nature | Dimension::Binding => "unknown",
            Dimension::Type => "no engagement",
            Dimension::Source => "no outlet",
            Dimension::Currency => "no amount",
            Dimension::Topic => "no topic",
        }
    }
}

pub(super) fn topics_of_engagements(snapshot: &Snapshot) -> Lists {
    let columns = &snapshot.engagements;
    let of_topic = |topic: u32| columns.of_topic.rows(topic).iter().map(move |row| (*row, topic)).collect::<Vec<_>>();
    let pairs: Vec<(u32, u32)> = (0..snapshot.topics.len() as u32).flat_map(of_topic).collect();
    Lists::of_pairs(columns.len(), &pairs)
}

/// The place of a level that a place is or lies in.
fn surrounding(snapshot: &Snapshot, place: u32, level: PlaceLevel) -> u32 {
    snapshot.places.with_surroundings(place).find(|place| snapshot.places.code(*place).level() == level).unwrap_or(NONE)
}

/// A city counts as what it lies in, for pairs.
fn lifted(snapshot: &Snapshot, place: u32) -> u32 {
    let is_city = |place: &u32| snapshot.places.code(*place).level() == PlaceLevel::City;
    snapshot.places.with_surroundings(place).find(|place| !is_city(place)).unwrap_or(place)
}

pub(super) fn year(date: DateSpan) -> Option<u32> {
    let (first, _) = days(Some(date))?;
    u32::try_from(super::columns::day(first)?.year()).ok()
}

/// Quarters from year 0, where the month is told.
fn quarter(date: DateSpan) -> Option<u32> {
    month(date).map(|month| month / 3)
}

/// Months from year 0, where the month is told.
fn month(date: DateSpan) -> Option<u32> {
    date.first().or(date.last())?.month()?;
    let (first, _) = days(Some(date))?;
    let day = super::columns::day(first)?;
    Some(u32::try_from(day.year()).ok()? * 12 + day.month0())
}
