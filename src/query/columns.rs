//! The columns of a snapshot. All vectors of one table have the same length; [`NONE`] stands for "none" among positions.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{Datelike, NaiveDate};

use super::places::NONE;
use super::sets::{Lists, Postings};
use super::texts::{Strings, Texts};
use crate::model::{
    AgreementKind, Amount, Binding, Context, CounterpartKind, Currency, DateSpan, EngagementType, Hedge, Nature, OrganizationId,
    OrganizationKind, PlaceCode, Stage,
};

/// The day number of a row without a date: after all others.
pub(super) const UNDATED: i32 = i32::MAX;

/// Distinct values by position, for columns that repeat few values.
#[derive(Debug, Clone)]
pub(super) struct Interner<T> {
    pub(super) values: Vec<T>,
    positions: HashMap<T, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self { values: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// The position of a value, new where it was not seen before.
    pub(super) fn position<Q: ?Sized + Hash + Eq + ToOwned<Owned = T>>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
    {
        if let Some(position) = self.positions.get(value) {
            return *position;
        }
        let position = self.values.len() as u32;
        self.values.push(value.to_owned());
        self.positions.insert(value.to_owned(), position);
        position
    }
}

/// A column of dates: few distinct ones, each with the first and last day that it may mean, as days of the Common Era.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) distinct: Vec<DateSpan>,
    pub(super) days: Vec<(i32, i32)>,
    /// By row, the position in `distinct`.
    pub(super) date: Vec<u32>,
}

impl Dates {
    pub(super) fn of(dates: impl Iterator<Item = Option<DateSpan>>) -> Self {
        let mut interner = Interner::default();
        let date = dates.map(|date| date.map_or(NONE, |date| interner.position(&date))).collect();
        Self::new(interner.values, date)
    }

    pub(super) fn new(distinct: Vec<DateSpan>, date: Vec<u32>) -> Self {
        let days = distinct.iter().map(|date| days(Some(*date)).unwrap_or((UNDATED, UNDATED))).collect();
        Self { distinct, days, date }
    }

    pub(super) fn at(&self, row: u32) -> Option<DateSpan> {
        self.distinct.get(self.date[row as usize] as usize).copied()
    }

    /// The first and last day that a row may mean, [`UNDATED`] both where it has none.
    pub(super) fn span(&self, row: usize) -> (i32, i32) {
        self.days_of(row)
    }

    fn days_of(&self, row: usize) -> (i32, i32) {
        self.days.get(self.date[row] as usize).copied().unwrap_or((UNDATED, UNDATED))
    }

    /// The first day that a row may mean.
    pub(super) fn first(&self, row: usize) -> i32 {
        self.days_of(row).0
    }

    /// Whether a row has no day at all.
    pub(super) fn is_undated(&self, row: usize) -> bool {
        self.first(row) == UNDATED
    }

    /// The first row without a day; rows ascend by day.
    pub(super) fn undated_from(&self) -> u32 {
        self.date.partition_point(|date| self.days.get(*date as usize).is_some_and(|(first, _)| *first != UNDATED)) as u32
    }

    /// How many rows have a day before this one, counted from the first of the year 1; rows ascend by day, undated ones last.
    pub(super) fn before(&self, day: i64) -> u32 {
        self.date.partition_point(|date| self.days.get(*date as usize).is_some_and(|(first, _)| i64::from(*first) < day)) as u32
    }

    /// Whether some day that a row may mean lies between two days, both included.
    pub(super) fn touches(&self, row: usize, first: i32, last: i32) -> bool {
        let (own_first, own_last) = self.days_of(row);
        own_first != UNDATED && own_first <= last && own_last >= first
    }
}

/// The first and last day that a date may mean. An open end means the one day that is known; `None` without a year.
pub(super) fn days(date: Option<DateSpan>) -> Option<(i32, i32)> {
    let (first, last) = (date?.first_day(), date?.last_day());
    let (first, last) = (first.or(last)?.num_days_from_ce(), last.or(first)?.num_days_from_ce());
    Some((first, last.max(first)))
}

/// The day of a number.
pub(super) fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}

/// Documents as lists need them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Documents {
    pub(super) ids: Vec<u64>,
    pub(super) by_id: Vec<u32>,
    /// Empty where there is none.
    pub(super) titles: Texts,
    pub(super) published: Dates,
    /// Position among the outlets.
    pub(super) outlet: Vec<u32>,
    /// Position among the languages.
    pub(super) lang: Vec<u32>,
    pub(super) langs: Vec<String>,
}

/// Engagements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Engagements {
    pub(super) ids: Vec<u64>,
    pub(super) by_id: Vec<u32>,
    pub(super) document: Vec<u32>,
    pub(super) sources: Vec<u32>,
    pub(super) kind: Vec<EngagementType>,
    pub(super) dates: Dates,
    pub(super) within: Vec<bool>,
    pub(super) context: Vec<Context>,
    pub(super) counterpart: Vec<CounterpartKind>,
    pub(super) home: Vec<bool>,
    pub(super) leader: Vec<u32>,
    pub(super) headlines: Texts,
    /// By row, the places of a role as the record names them.
    pub(super) from: Lists,
    pub(super) to: Lists,
    pub(super) venues: Lists,
    /// By row.
    pub(super) agreements: Lists,
    /// By place, what lies in it included.
    pub(super) of_from: Postings,
    pub(super) of_to: Postings,
    pub(super) of_venue: Postings,
    pub(super) of_about: Postings,
    /// Sides and venues together.
    pub(super) of_place: Postings,
    pub(super) of_person: Postings,
    pub(super) of_leader: Postings,
    /// People that received a delegation.
    pub(super) of_host: Postings,
    pub(super) of_organization: Postings,
    pub(super) of_topic: Postings,
    pub(super) of_word: Postings,
}

impl Engagements {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// Agreements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Agreements {
    pub(super) ids: Vec<u64>,
    pub(super) by_id: Vec<u32>,
    pub(super) document: Vec<u32>,
    pub(super) sources: Vec<u32>,
    pub(super) engagement: Vec<u32>,
    pub(super) dates: Dates,
    pub(super) kind: Vec<AgreementKind>,
    pub(super) stage: Vec<Stage>,
    /// [`NONE`] where it is unknown.
    pub(super) count: Vec<u32>,
    pub(super) amounts: Amounts,
    pub(super) hedge: Vec<Hedge>,
    pub(super) nature: Vec<Nature>,
    pub(super) binding: Vec<Binding>,
    pub(super) umbrella: Vec<bool>,
    pub(super) part_of: Vec<u32>,
    pub(super) headlines: Texts,
    /// By row, the places as the record names them.
    pub(super) places: Lists,
    /// By place, what lies in it included.
    pub(super) of_place: Postings,
    pub(super) of_organization: Postings,
    pub(super) of_word: Postings,
}

impl Agreements {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// A column of sums of money: few currencies, minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    pub(super) currencies: Vec<Currency>,
    /// Position among the currencies; [`NONE`] where there is no amount.
    pub(super) currency: Vec<u32>,
    pub(super) minor: Vec<i64>,
}

impl Amounts {
    pub(super) fn of(amounts: impl Iterator<Item = Option<Amount>>) -> Self {
        let (mut column, mut currencies) = (Self::default(), Interner::default());
        for amount in amounts {
            column.currency.push(amount.map_or(NONE, |amount| currencies.position(&amount.currency)));
            column.minor.push(amount.map_or(0, |amount| amount.minor));
        }
        column.currencies = currencies.values;
        column
    }

    pub(super) fn at(&self, row: usize) -> Option<Amount> {
        let currency = *self.currencies.get(self.currency[row] as usize)?;
        Some(Amount { minor: self.minor[row], currency })
    }
}

/// People.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) ids: Vec<u64>,
    pub(super) names: Strings,
    pub(super) aliases: Strings,
    /// By person, the end of its aliases and of its offices.
    pub(super) alias_ends: Vec<u32>,
    pub(super) office_ends: Vec<u32>,
    /// Of each person, oldest first.
    pub(super) office_dates: Dates,
    /// Position in `texts`.
    pub(super) office_text: Vec<u32>,
    /// `Governor, Liaoning`
    pub(super) texts: Strings,
    /// Position of the place acted for.
    pub(super) office_place: Vec<u32>,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn name(&self, person: u32) -> &str {
        self.names.at(person as usize)
    }

    fn range(ends: &[u32], person: u32) -> std::ops::Range<usize> {
        let start = if person == 0 { 0 } else { ends[person as usize - 1] };
        start as usize..ends[person as usize] as usize
    }

    pub(super) fn aliases(&self, person: u32) -> impl Iterator<Item = &str> {
        Self::range(&self.alias_ends, person).map(|at| self.aliases.at(at))
    }

    /// Positions of the offices of a person, oldest first.
    pub(super) fn offices(&self, person: u32) -> std::ops::Range<usize> {
        Self::range(&self.office_ends, person)
    }

    pub(super) fn office(&self, at: usize) -> &str {
        self.texts.at(self.office_text[at] as usize)
    }

    pub(super) fn latest_office(&self, person: u32) -> Option<&str> {
        self.offices(person).next_back().map(|at| self.office(at))
    }

    /// The person of an id's number.
    pub(super) fn position(&self, number: u64) -> Option<u32> {
        self.ids.iter().position(|id| *id == number).map(|at| at as u32)
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Organization {
    pub(super) id: OrganizationId,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: OrganizationKind,
    pub(super) place: Option<PlaceCode>,
}
