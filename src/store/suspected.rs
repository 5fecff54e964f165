//! Sums that may lie inside a total that another article gives: held out of totals until an analyst decides. A function of all records
//! together, so that neither the order in which articles came in nor what was derived when plays a part.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::documents::table_of;
use super::error::Outcome;
use super::rows::{AgreementRow, PlaceRole, RecordStatus, StoreRows};
use super::sameness::figures::Figure;
use super::sameness::{DAYS_APART, Days, Near, day_of_signing, may_concern_one};
use crate::model::{Binding, Currency, LeftOut, PlaceCode};

/// Marks each agreement that may lie inside another article's total, with that total. Those that `alone` names by position do not: an
/// analyst said so.
pub(super) fn hold_out(connection: &Connection, rows: &mut StoreRows, alone: &HashSet<usize>) -> Outcome<()> {
    let found = Search::new(connection, rows).suspected(alone)?;
    for (part, whole) in found {
        let row = &mut rows.agreements[part];
        (row.left_out, row.maybe_inside) = (Some(LeftOut::SuspectedPart), Some(whole as u32));
    }
    Ok(())
}

/// Whether it may stand for several: what it sums may be told again one by one.
fn is_total(row: &AgreementRow) -> bool {
    row.umbrella || row.count.is_some_and(|count| count > 1)
}

/// What the records of a total's own article fill of it.
#[derive(Debug, Default, Clone, Copy)]
struct Filled {
    minor: i128,
    count: u32,
}

struct Search<'a> {
    connection: &'a Connection,
    rows: &'a StoreRows,
    /// Totals by currency and each day that a part of them may have been signed on.
    totals: HashMap<(Currency, i32), Vec<usize>>,
    filled: HashMap<usize, Filled>,
}

impl<'a> Search<'a> {
    fn new(connection: &'a Connection, rows: &'a StoreRows) -> Self {
        let mut search = Self { connection, rows, totals: HashMap::new(), filled: HashMap::new() };
        for (at, row) in rows.agreements.iter().enumerate() {
            if let Some(whole) = row.part_of {
                search.fill(whole as usize, row);
            }
            let is_counted = row.left_out.is_none() && row.status != RecordStatus::Rejected;
            let Some((amount, days)) = row.amount.zip(search.days(row)).filter(|_| is_counted && is_total(row)) else { continue };
            for day in days.first - DAYS_APART..=days.last + DAYS_APART {
                search.totals.entry((amount.currency, day)).or_default().push(at);
            }
        }
        search
    }

    fn fill(&mut self, whole: usize, part: &AgreementRow) {
        let currency = self.rows.agreements[whole].amount.map(|amount| amount.currency);
        let filled = self.filled.entry(whole).or_default();
        filled.count = filled.count.saturating_add(part.count.unwrap_or(0));
        filled.minor += part.amount.filter(|amount| Some(amount.currency) == currency).map_or(0, |amount| i128::from(amount.minor));
    }

    /// Each suspected part with the smallest total that may hold it; of several the one with the smallest id.
    fn suspected(&self, alone: &HashSet<usize>) -> Outcome<BTreeMap<usize, usize>> {
        let mut found = BTreeMap::new();
        for (at, row) in self.rows.agreements.iter().enumerate() {
            if row.left_out.is_none() && row.status == RecordStatus::New && !alone.contains(&at) {
                found.extend(self.whole_of(at, row)?.map(|whole| (at, whole)));
            }
        }
        Ok(found)
    }

    fn whole_of(&self, part: usize, row: &AgreementRow) -> Outcome<Option<usize>> {
        let Some((amount, days)) = row.amount.zip(self.days(row)) else { return Ok(None) };
        let near = (days.first..=days.last).filter_map(|day| self.totals.get(&(amount.currency, day))).flatten().copied();
        // What costs nothing to ask goes first: a total stands under each of its days.
        let near: HashSet<usize> = near.filter(|whole| *whole != part && self.is_of_one_sort(*whole, row)).collect();
        let mut wholes: Vec<usize> = near.into_iter().filter(|whole| self.may_hold(*whole, part, days)).collect();
        // Rows stand in the order of their ids.
        wholes.sort_by_key(|whole| (self.rows.agreements[*whole].amount.map(|amount| amount.minor), *whole));
        for whole in wholes {
            if !self.is_of_one_table(whole, part)? {
                return Ok(Some(whole));
            }
        }
        Ok(None)
    }

    fn is_of_one_sort(&self, whole: usize, part: &AgreementRow) -> bool {
        let row = &self.rows.agreements[whole];
        row.stage == part.stage && may_be_one(row.binding, part.binding) && self.has_room(whole, part)
    }

    /// Of a total and a part of one sort.
    fn may_hold(&self, whole: usize, part: usize, days: Days) -> bool {
        let is_near = self.days(&self.rows.agreements[whole]).is_some_and(|own| own.near(days) != Near::Apart);
        is_near && self.is_told_elsewhere(whole, part) && self.is_among(whole, part)
    }

    /// A table tells each thing once. Read for few, as it stands in the log.
    fn is_of_one_table(&self, whole: usize, part: usize) -> Outcome<bool> {
        let tables = |at: usize| {
            let keys = self.documents(at).into_iter().map(|document| self.rows.documents[document as usize].log_seq);
            keys.filter_map(|key| table_of(self.connection, key).transpose()).collect::<Outcome<Vec<String>>>()
        };
        let of_whole = tables(whole)?;
        Ok(tables(part)?.iter().any(|table| of_whole.contains(table)))
    }

    /// Whether what the total's own article does not fill of it is enough for the part.
    fn has_room(&self, whole: usize, part: &AgreementRow) -> bool {
        let row = &self.rows.agreements[whole];
        let (Some(sum), Some(own)) = (figure(row), figure(part)) else { return false };
        let filled = self.filled.get(&whole).copied().unwrap_or_default();
        let is_no_larger = if is_total(part) { own.minor < sum.minor } else { own.minor <= sum.minor };
        let room = row.count.is_none_or(|count| filled.count.saturating_add(part.count.unwrap_or(1)) <= count);
        is_no_larger && room && filled.minor + i128::from(own.minor) <= sum.most()
    }

    /// An article that tells both and not that one contains the other tells two things.
    fn is_told_elsewhere(&self, whole: usize, part: usize) -> bool {
        let documents = self.documents(whole);
        !self.documents(part).iter().any(|document| documents.contains(document))
    }

    fn documents(&self, at: usize) -> Vec<u32> {
        let more = run(&self.rows.agreement_sources, at, |row| row.row).iter().map(|row| row.document);
        more.chain([self.rows.agreements[at].document]).collect()
    }

    /// Whether their places fit, and their parties where both name some and the total is of a few.
    fn is_among(&self, whole: usize, part: usize) -> bool {
        let parties = |at| run(&self.rows.agreement_organizations, at, |row| row.row);
        let (of_whole, of_part) = (parties(whole), parties(part));
        let is_party = of_whole.is_empty()
            || of_part.is_empty()
            || of_whole.iter().any(|one| of_part.iter().any(|other| one.organization == other.organization));
        (self.rows.agreements[whole].umbrella || is_party) && may_concern_one(&self.places(whole), &self.places(part))
    }

    /// Its sides; where they are of one country, with those of its engagement.
    fn places(&self, at: usize) -> Vec<PlaceCode> {
        let own = run(&self.rows.agreement_places, at, |row| row.row).iter().map(|row| row.place.clone());
        let mut places: Vec<PlaceCode> = own.collect();
        let is_of_one_country = places.windows(2).all(|two| two[0].country() == two[1].country());
        if let Some(engagement) = self.rows.agreements[at].engagement.filter(|_| is_of_one_country) {
            let all = run(&self.rows.engagement_places, engagement as usize, |row| row.row).iter();
            places.extend(all.filter(|row| matches!(row.role, PlaceRole::From | PlaceRole::To)).map(|row| row.place.clone()));
        }
        places
    }

    /// The days that it may have been signed on; `None` where they are too many or unknown.
    fn days(&self, row: &AgreementRow) -> Option<Days> {
        let engagement = row.engagement.and_then(|at| self.rows.engagements.get(at as usize));
        let published = self.rows.documents.get(row.document as usize).and_then(|document| document.published);
        day_of_signing(engagement.and_then(|engagement| engagement.date), published)
    }
}

fn may_be_one(one: Binding, other: Binding) -> bool {
    one == other || one == Binding::Unknown || other == Binding::Unknown
}

fn figure(row: &AgreementRow) -> Option<Figure> {
    let amount = row.amount?;
    Some(Figure { minor: amount.minor, currency: amount.currency, hedge: row.hedge, max: None })
}

/// The part of an ascending list that belongs to a row.
fn run<T>(list: &[T], at: usize, row: impl Fn(&T) -> u32) -> &[T] {
    let start = list.partition_point(|one| (row(one) as usize) < at);
    let end = list.partition_point(|one| (row(one) as usize) <= at);
    &list[start..end]
}
