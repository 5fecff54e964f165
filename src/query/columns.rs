//! The columns of a snapshot. All vectors of one table have the same length; [`NONE`] stands for "none" among positions.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{Datelike, NaiveDate};

use super::places::NONE;
use super::sets::Postings;
use super::snapshot::RecordStatus;
use crate::model::{
    AgreementId, AgreementKind, Amount, Binding, Context, CounterpartKind, DateSpan, DocumentId, EngagementId, EngagementType, Hedge,
    LeftOut, Nature, OrganizationId, OrganizationKind, PersonId, PlaceCode, Stage,
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

/// Strings of a table in one arena.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn of(&self, row: u32) -> &str {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }
}

/// A column of dates: few distinct ones, and for each row the first and last day that it may mean, as days of the Common Era.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) distinct: Vec<DateSpan>,
    pub(super) date: Vec<u32>,
    pub(super) first: Vec<i32>,
    pub(super) last: Vec<i32>,
}

impl Dates {
    pub(super) fn of(dates: impl Iterator<Item = Option<DateSpan>>) -> Self {
        let mut column = Self::default();
        let mut interner = Interner::default();
        for date in dates {
            let (first, last) = days(date).unwrap_or((UNDATED, UNDATED));
            column.date.push(date.map_or(NONE, |date| interner.position(&date)));
            column.first.push(first);
            column.last.push(last);
        }
        column.distinct = interner.values;
        column
    }

    pub(super) fn at(&self, row: u32) -> Option<DateSpan> {
        self.distinct.get(self.date[row as usize] as usize).copied()
    }

    /// Whether a row has no day at all.
    pub(super) fn is_undated(&self, row: usize) -> bool {
        self.first[row] == UNDATED
    }

    /// Whether some day that a row may mean lies between two days, both included.
    pub(super) fn touches(&self, row: usize, first: i32, last: i32) -> bool {
        !self.is_undated(row) && self.first[row] <= last && self.last[row] >= first
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

/// A document as lists need it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: DocumentId,
    pub(super) title: Option<String>,
    pub(super) published: Option<DateSpan>,
    pub(super) outlet: u32,
    pub(super) lang: String,
}

/// Engagements.
#[derive(Debug, Default)]
pub(super) struct Engagements {
    pub(super) ids: Vec<EngagementId>,
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
    pub(super) status: Vec<RecordStatus>,
    pub(super) headlines: Texts,
    /// By row, the places of a role as the record names them.
    pub(super) from: Postings,
    pub(super) to: Postings,
    pub(super) venues: Postings,
    /// By row.
    pub(super) agreements: Postings,
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
#[derive(Debug, Default)]
pub(super) struct Agreements {
    pub(super) ids: Vec<AgreementId>,
    pub(super) by_id: Vec<u32>,
    pub(super) document: Vec<u32>,
    pub(super) sources: Vec<u32>,
    pub(super) engagement: Vec<u32>,
    pub(super) dates: Dates,
    pub(super) kind: Vec<AgreementKind>,
    pub(super) stage: Vec<Stage>,
    pub(super) count: Vec<Option<u32>>,
    pub(super) amount: Vec<Option<Amount>>,
    pub(super) hedge: Vec<Hedge>,
    pub(super) nature: Vec<Nature>,
    pub(super) binding: Vec<Binding>,
    pub(super) umbrella: Vec<bool>,
    pub(super) part_of: Vec<u32>,
    pub(super) left_out: Vec<Option<LeftOut>>,
    pub(super) status: Vec<RecordStatus>,
    pub(super) headlines: Texts,
    /// By row, the places as the record names them.
    pub(super) places: Postings,
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

/// A person.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// Oldest first.
    pub(super) offices: Vec<Office>,
}

/// An office as an article gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    pub(super) date: Option<DateSpan>,
    /// `Governor, Liaoning`
    pub(super) text: String,
    pub(super) place: Option<PlaceCode>,
}

/// An organisation.
#[derive(Debug)]
pub(super) struct Organization {
    pub(super) id: OrganizationId,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: OrganizationKind,
    pub(super) place: Option<PlaceCode>,
}
