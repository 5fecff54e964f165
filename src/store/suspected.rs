//! Sums that may lie inside a total that another article gives: held out of totals until an analyst decides. A function of all records
//! together, so that neither the order in which articles came in nor what was derived when plays a part.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::documents::table_of;
use super::error::{Fault, Outcome};
use super::rows::{AgreementRow, PlaceRole, RecordStatus, StoreRows};
use super::sameness::figures::Figure;
use super::sameness::{DAYS_APART, Days, Near, day_of_signing, may_concern_one};
use crate::model::{Amount, Binding, Currency, DateSpan, Hedge, LeftOut, PlaceCode, Stage};

/// An agreement, as far as it matters to what may lie inside of what.
#[derive(Debug, Clone, Copy)]
pub struct Sum {
    /// Value.
    pub amount: Option<Amount>,
    /// How the figure relates to the true one.
    pub hedge: Hedge,
    /// How many instruments.
    pub count: Option<u32>,
    /// Whether it is a total.
    pub umbrella: bool,
    /// Stage.
    pub stage: Stage,
    /// Binding.
    pub binding: Binding,
    /// What has become of it.
    pub status: RecordStatus,
    /// Why it is in no total by itself, whatever others tell.
    pub left_out: Option<LeftOut>,
    /// Position of the agreement that contains it.
    pub part_of: Option<usize>,
    /// The date of its engagement.
    pub date: Option<DateSpan>,
    /// That of the document that tells it.
    pub published: Option<DateSpan>,
}

/// All agreements by position, wherever they are at hand.
pub trait Sums {
    /// What reading more of the store may fail with.
    type Error;
    /// How many.
    fn count(&self) -> usize;
    /// One.
    fn sum(&self, at: usize) -> Sum;
    /// Where it stands in the order of ids.
    fn rank(&self, at: usize) -> u64;
    /// Whether an analyst has said that it is a part of nothing.
    fn is_alone(&self, at: usize) -> bool;
    /// Positions of the documents that tell it.
    fn documents(&self, at: usize) -> Vec<u32>;
    /// Whether one of two names no organisation that signs, or they have one in common.
    fn parties_fit(&self, one: usize, other: usize) -> bool;
    /// Its sides.
    fn sides(&self, at: usize) -> Vec<PlaceCode>;
    /// Those of the engagement that it was signed in.
    fn engagement_sides(&self, at: usize) -> Vec<PlaceCode>;
    /// Whether rows of one table tell them.
    fn are_of_one_table(&self, one: usize, other: usize) -> Result<bool, Self::Error>;
}

/// Each agreement that may lie inside another article's total, with the smallest such total; of several the one with the smallest id.
///
/// # Errors
/// Those of [`Sums::are_of_one_table`].
pub fn suspected_parts<S: Sums>(sums: &S) -> Result<BTreeMap<usize, usize>, S::Error> {
    Search::new(sums).suspected()
}

/// Marks each agreement that may lie inside another article's total, with that total. Those that `alone` names by position do not: an
/// analyst said so.
pub(super) fn hold_out(connection: &Connection, rows: &mut StoreRows, alone: &HashSet<usize>) -> Outcome<()> {
    let found = suspected_parts(&OfRows { connection, rows, alone })?;
    for (part, whole) in found {
        let row = &mut rows.agreements[part];
        (row.left_out, row.maybe_inside) = (Some(LeftOut::SuspectedPart), Some(whole as u32));
    }
    Ok(())
}

/// Agreements as they were just read.
struct OfRows<'a> {
    connection: &'a Connection,
    rows: &'a StoreRows,
    alone: &'a HashSet<usize>,
}

impl OfRows<'_> {
    fn row(&self, at: usize) -> &AgreementRow {
        &self.rows.agreements[at]
    }
}

impl Sums for OfRows<'_> {
    type Error = Fault;

    fn count(&self) -> usize {
        self.rows.agreements.len()
    }

    fn sum(&self, at: usize) -> Sum {
        let row = self.row(at);
        let engagement = row.engagement.and_then(|at| self.rows.engagements.get(at as usize));
        Sum {
            amount: row.amount,
            hedge: row.hedge,
            count: row.count,
            umbrella: row.umbrella,
            stage: row.stage,
            binding: row.binding,
            status: row.status,
            left_out: row.left_out,
            part_of: row.part_of.map(|at| at as usize),
            date: engagement.and_then(|engagement| engagement.date),
            published: self.rows.documents.get(row.document as usize).and_then(|document| document.published),
        }
    }

    /// Rows stand in the order of their ids.
    fn rank(&self, at: usize) -> u64 {
        at as u64
    }

    fn is_alone(&self, at: usize) -> bool {
        self.alone.contains(&at)
    }

    fn documents(&self, at: usize) -> Vec<u32> {
        let more = run(&self.rows.agreement_sources, at, |row| row.row).iter().map(|row| row.document);
        more.chain([self.row(at).document]).collect()
    }

    fn parties_fit(&self, one: usize, other: usize) -> bool {
        let parties = |at| run(&self.rows.agreement_organizations, at, |row| row.row);
        let (one, other) = (parties(one), parties(other));
        let is_common = || one.iter().any(|party| other.iter().any(|second| party.organization == second.organization));
        one.is_empty() || other.is_empty() || is_common()
    }

    fn sides(&self, at: usize) -> Vec<PlaceCode> {
        run(&self.rows.agreement_places, at, |row| row.row).iter().map(|row| row.place.clone()).collect()
    }

    fn engagement_sides(&self, at: usize) -> Vec<PlaceCode> {
        let Some(engagement) = self.row(at).engagement else { return Vec::new() };
        let all = run(&self.rows.engagement_places, engagement as usize, |row| row.row).iter();
        all.filter(|row| matches!(row.role, PlaceRole::From | PlaceRole::To)).map(|row| row.place.clone()).collect()
    }

    /// Read for few, as it stands in the log.
    fn are_of_one_table(&self, one: usize, other: usize) -> Outcome<bool> {
        let tables = |at: usize| {
            let keys = self.documents(at).into_iter().map(|document| self.rows.documents[document as usize].log_seq);
            keys.filter_map(|key| table_of(self.connection, key).transpose()).collect::<Outcome<Vec<String>>>()
        };
        let of_one = tables(one)?;
        Ok(tables(other)?.iter().any(|table| of_one.contains(table)))
    }
}

/// Whether it may stand for several: what it sums may be told again one by one.
fn is_total(sum: &Sum) -> bool {
    sum.umbrella || sum.count.is_some_and(|count| count > 1)
}

/// What the records of a total's own article fill of it.
#[derive(Debug, Default, Clone, Copy)]
struct Filled {
    minor: i128,
    count: u32,
}

struct Search<'a, S> {
    sums: &'a S,
    /// Totals by currency and each day that a part of them may have been signed on.
    totals: HashMap<(Currency, i32), Vec<usize>>,
    filled: HashMap<usize, Filled>,
}

impl<'a, S: Sums> Search<'a, S> {
    fn new(sums: &'a S) -> Self {
        let mut search = Self { sums, totals: HashMap::new(), filled: HashMap::new() };
        for at in 0..sums.count() {
            let sum = sums.sum(at);
            if let Some(whole) = sum.part_of {
                search.fill(whole, &sum);
            }
            let is_counted = sum.left_out.is_none() && sum.status != RecordStatus::Rejected;
            let Some(amount) = sum.amount.filter(|_| is_counted && is_total(&sum)) else { continue };
            let Some(days) = days(&sum) else { continue };
            for day in days.first - DAYS_APART..=days.last + DAYS_APART {
                search.totals.entry((amount.currency, day)).or_default().push(at);
            }
        }
        search
    }

    fn fill(&mut self, whole: usize, part: &Sum) {
        let currency = self.sums.sum(whole).amount.map(|amount| amount.currency);
        let filled = self.filled.entry(whole).or_default();
        filled.count = filled.count.saturating_add(part.count.unwrap_or(0));
        filled.minor += part.amount.filter(|amount| Some(amount.currency) == currency).map_or(0, |amount| i128::from(amount.minor));
    }

    fn suspected(&self) -> Result<BTreeMap<usize, usize>, S::Error> {
        let mut found = BTreeMap::new();
        for at in 0..self.sums.count() {
            let sum = self.sums.sum(at);
            if sum.left_out.is_none() && sum.status == RecordStatus::New && !self.sums.is_alone(at) {
                found.extend(self.whole_of(at, &sum)?.map(|whole| (at, whole)));
            }
        }
        Ok(found)
    }

    fn whole_of(&self, at: usize, part: &Sum) -> Result<Option<usize>, S::Error> {
        let Some((amount, days)) = part.amount.zip(days(part)) else { return Ok(None) };
        let near = (days.first..=days.last).filter_map(|day| self.totals.get(&(amount.currency, day))).flatten().copied();
        // What costs nothing to ask goes first: a total stands under each of its days.
        let near: HashSet<usize> = near.filter(|whole| *whole != at && self.is_of_one_sort(*whole, part)).collect();
        let mut wholes: Vec<usize> = near.into_iter().filter(|whole| self.may_hold(*whole, at, days)).collect();
        wholes.sort_by_key(|whole| (self.sums.sum(*whole).amount.map(|amount| amount.minor), self.sums.rank(*whole)));
        for whole in wholes {
            // A table tells each thing once.
            if !self.sums.are_of_one_table(whole, at)? {
                return Ok(Some(whole));
            }
        }
        Ok(None)
    }

    fn is_of_one_sort(&self, whole: usize, part: &Sum) -> bool {
        let sum = self.sums.sum(whole);
        sum.stage == part.stage && may_be_one(sum.binding, part.binding) && self.has_room(whole, &sum, part)
    }

    /// Of a total and a part of one sort.
    fn may_hold(&self, whole: usize, part: usize, part_days: Days) -> bool {
        let is_near = days(&self.sums.sum(whole)).is_some_and(|own| own.near(part_days) != Near::Apart);
        is_near && self.is_told_elsewhere(whole, part) && self.is_among(whole, part)
    }

    /// Whether what the total's own article does not fill of it is enough for the part.
    fn has_room(&self, at: usize, whole: &Sum, part: &Sum) -> bool {
        let (Some(sum), Some(own)) = (figure(whole), figure(part)) else { return false };
        let filled = self.filled.get(&at).copied().unwrap_or_default();
        let is_no_larger = if is_total(part) { own.minor < sum.minor } else { own.minor <= sum.minor };
        let room = whole.count.is_none_or(|count| filled.count.saturating_add(part.count.unwrap_or(1)) <= count);
        is_no_larger && room && filled.minor + i128::from(own.minor) <= sum.most()
    }

    /// An article that tells both and not that one contains the other tells two things.
    fn is_told_elsewhere(&self, whole: usize, part: usize) -> bool {
        let documents = self.sums.documents(whole);
        !self.sums.documents(part).iter().any(|document| documents.contains(document))
    }

    /// Whether their places fit, and their parties where both name some and the total is of a few.
    fn is_among(&self, whole: usize, part: usize) -> bool {
        let is_party = self.sums.sum(whole).umbrella || self.sums.parties_fit(whole, part);
        is_party && may_concern_one(&self.places(whole), &self.places(part))
    }

    /// Its sides; where they are of one country, with those of its engagement.
    fn places(&self, at: usize) -> Vec<PlaceCode> {
        let mut places = self.sums.sides(at);
        if places.windows(2).all(|two| two[0].country() == two[1].country()) {
            places.extend(self.sums.engagement_sides(at));
        }
        places
    }
}

/// The days that it may have been signed on; `None` where they are too many or unknown.
fn days(sum: &Sum) -> Option<Days> {
    day_of_signing(sum.date, sum.published)
}

fn may_be_one(one: Binding, other: Binding) -> bool {
    one == other || one == Binding::Unknown || other == Binding::Unknown
}

fn figure(sum: &Sum) -> Option<Figure> {
    let amount = sum.amount?;
    Some(Figure { minor: amount.minor, currency: amount.currency, hedge: sum.hedge, max: None })
}

/// The part of an ascending list that belongs to a row.
fn run<T>(list: &[T], at: usize, row: impl Fn(&T) -> u32) -> &[T] {
    let start = list.partition_point(|one| (row(one) as usize) < at);
    let end = list.partition_point(|one| (row(one) as usize) <= at);
    &list[start..end]
}
