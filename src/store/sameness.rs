//! When two articles tell one thing: a rule over two claims, without a store. Wrongly joined is worse than not joined, so whatever is
//! doubtful stays apart. `docs/records.md` says the same in words for analysts.

pub(super) mod agreements;
pub(super) mod engagements;
pub(super) mod figures;

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::model::{DateSpan, PlaceCode, PlaceLevel};
use crate::text::fold::fold_key;
pub(super) use agreements::{AgreementFacts, day_of_signing};
pub(super) use engagements::EngagementFacts;

/// To be raised with every change of the rule, of its index or of what a record shows of its sources, so that stores are derived anew.
pub(super) const RULE_VERSION: &str = "group-2";
/// How many days two tellings of one date may lie apart.
pub(super) const DAYS_APART: i32 = 1;
/// Longer spans ("in 2023", "in May") say too little to tell two events apart.
pub(super) const LONGEST_SPAN: i32 = 14;

/// What comparing two claims of different documents says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They tell one thing; how strongly that shows, and by what.
    Same { strength: u32, because: Vec<String> },
    /// Nothing speaks against it, too little for it.
    Unclear,
    /// They tell two things, because.
    Different(&'static str),
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Facts {
    Engagement(EngagementFacts),
    Agreement(AgreementFacts),
}

impl Facts {
    /// Compares two claims of one class; two classes are two things.
    pub(super) fn compare(&self, other: &Facts) -> Verdict {
        match (self, other) {
            (Facts::Engagement(one), Facts::Engagement(other)) => engagements::compare(one, other),
            (Facts::Agreement(one), Facts::Agreement(other)) => agreements::compare(one, other),
            _ => Verdict::Different("an engagement and an agreement"),
        }
    }

    /// The days that it may have been on; `None` where they are too many or unknown, and then nothing is compared with it.
    pub(super) fn days(&self) -> Option<Days> {
        match self {
            Facts::Engagement(facts) => facts.days,
            Facts::Agreement(facts) => facts.days,
        }
    }

    /// What it can be found by: two claims that tell one thing share at least one of these, and their days are near.
    pub(super) fn blocks(&self) -> BTreeSet<String> {
        match self {
            Facts::Engagement(facts) => facts.blocks(),
            Facts::Agreement(facts) => facts.blocks(),
        }
    }
}

/// First and last day, as days of the Common Era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// How near two dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Near {
    Equal,
    /// Both ends within [`DAYS_APART`].
    ADayApart,
    /// One lies within the other.
    Within,
    Apart,
}

impl Days {
    /// Of a date that is exact enough.
    pub(super) fn of(date: Option<DateSpan>) -> Option<Self> {
        let date = date?;
        let (first, last) = (date.first_day()?.num_days_from_ce(), date.last_day()?.num_days_from_ce());
        (first <= last && last - first <= LONGEST_SPAN).then_some(Self { first, last })
    }

    pub(super) fn near(self, other: Days) -> Near {
        let (from, to) = ((self.first - other.first).abs(), (self.last - other.last).abs());
        let lies_in = |inner: Days, outer: Days| inner.first >= outer.first - DAYS_APART && inner.last <= outer.last + DAYS_APART;
        match (from, to) {
            (0, 0) => Near::Equal,
            (from, to) if from <= DAYS_APART && to <= DAYS_APART => Near::ADayApart,
            _ if lies_in(self, other) || lies_in(other, self) => Near::Within,
            _ => Near::Apart,
        }
    }
}

impl Near {
    fn in_words(self) -> &'static str {
        match self {
            Near::Equal => "the same date",
            Near::ADayApart => "dates at most a day apart",
            Near::Within => "one date within the other",
            Near::Apart => "dates apart",
        }
    }
}

/// Whether one is or lies in the other.
fn is_near(one: &PlaceCode, other: &PlaceCode) -> bool {
    one.includes(other) || other.includes(one)
}

fn is_below_country(place: &PlaceCode) -> bool {
    place.level() != PlaceLevel::Country
}

fn overlap(one: &[PlaceCode], other: &[PlaceCode]) -> bool {
    one.iter().any(|a| other.iter().any(|b| is_near(a, b)))
}

/// Places below the national level that both name, or one names more exactly.
fn shared_below_country<'a>(one: &'a [PlaceCode], other: &'a [PlaceCode]) -> Vec<&'a PlaceCode> {
    let is_shared = |place: &&PlaceCode| is_below_country(place) && other.iter().any(|b| is_below_country(b) && is_near(place, b));
    one.iter().filter(is_shared).collect()
}

/// Countries from which both name a place that is or lies in the other's.
fn shared_countries(one: &[PlaceCode], other: &[PlaceCode]) -> usize {
    let near = one.iter().filter(|a| other.iter().any(|b| is_near(a, b)));
    near.map(PlaceCode::country).collect::<BTreeSet<_>>().len()
}

/// Whether each place of the shorter list has its like in the longer.
fn is_covered(one: &[PlaceCode], other: &[PlaceCode]) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().all(|a| many.iter().any(|b| is_near(a, b)))
}

/// Whether agreements with these places may be one, or one a part of the other: they share a place below the national level, and one
/// has no counterpart that the other lacks.
pub(super) fn may_concern_one(one: &[PlaceCode], other: &[PlaceCode]) -> bool {
    !shared_below_country(one, other).is_empty() && !has_other_counterparts(one, other)
}

fn has_other_counterparts(one: &[PlaceCode], other: &[PlaceCode]) -> bool {
    !is_covered(one, other) && shared_countries(one, other) < 2
}

/// A name as it is compared.
pub(super) fn name_key(name: &str) -> String {
    let key = fold_key(name);
    if key.is_empty() { name.to_owned() } else { key }
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Other,
    /// In two scripts: nothing can be said.
    Untold,
}

/// The same words in any order, or two words and more of a longer name.
fn likeness(one: &str, other: &str) -> Likeness {
    let is_latin = |name: &str| name.is_ascii();
    if is_latin(one) != is_latin(other) && one.chars().any(is_wide) != other.chars().any(is_wide) {
        return Likeness::Untold;
    }
    let (a, b): (BTreeSet<&str>, BTreeSet<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let is_part = |few: &BTreeSet<&str>, many: &BTreeSet<&str>| few.len() >= 2 && few.is_subset(many);
    if a == b || is_part(&a, &b) || is_part(&b, &a) { Likeness::Same } else { Likeness::Other }
}

fn is_wide(c: char) -> bool {
    c as u32 >= 0x2e80
}

/// Names of one list that the other has too.
fn shared_names<'a>(one: &'a BTreeSet<String>, other: &'a BTreeSet<String>) -> Vec<&'a str> {
    let is_shared = |name: &&String| other.iter().any(|b| likeness(name, b) == Likeness::Same);
    one.iter().filter(is_shared).map(String::as_str).collect()
}

/// A place as blocks name it: no deeper than the first level below the nation.
fn block_place(place: &PlaceCode) -> PlaceCode {
    place.subdivision().unwrap_or_else(|| place.country_place())
}

/// Longest list of blocks of one claim: beyond, only the first are kept, and two claims may miss each other.
const MOST_BLOCKS: usize = 24;

/// A key for each two places of two countries, one of them as a whole country, so that "Liaoning and Germany" meets "Liaoning and
/// Bavaria".
fn pair_blocks(class: &str, places: &[PlaceCode]) -> BTreeSet<String> {
    let distinct: BTreeSet<PlaceCode> = places.iter().map(block_place).collect();
    let pairs = distinct.iter().filter(|place| is_below_country(place)).flat_map(|place| {
        let abroad = distinct.iter().filter(|other| other.country() != place.country());
        abroad.map(move |other| format!("{class}|{place}|{}", other.country()))
    });
    pairs.collect::<BTreeSet<_>>().into_iter().take(MOST_BLOCKS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<Days> {
        Days::of(DateSpan::parse(text))
    }

    #[test]
    fn dates_are_near_to_the_day_or_not_at_all() {
        let near = |one, other| days(one).zip(days(other)).map(|(one, other)| one.near(other));
        assert_eq!(near("2023-10-11", "2023-10-11"), Some(Near::Equal));
        assert_eq!(near("2023-10-11", "2023-10-12"), Some(Near::ADayApart));
        assert_eq!(near("2023-10-31/2023-11-02", "2023-11-01"), Some(Near::ADayApart));
        assert_eq!(near("2023-10-09/2023-10-16", "2023-10-12"), Some(Near::Within));
        assert_eq!(near("2023-10-11", "2023-10-13"), Some(Near::Apart));
        for too_little in ["2023-10", "2023", "XXXX-10-11", "../2023-10-11"] {
            assert_eq!(days(too_little), None, "{too_little}");
        }
    }

    #[test]
    fn a_name_is_its_words() {
        for (one, other, expected) in [
            ("hao peng", "peng hao", Likeness::Same),
            ("siemens energy", "siemens energy global ag", Likeness::Same),
            ("siemens", "siemens energy", Likeness::Other),
            ("hao peng", "hao ping", Likeness::Other),
            ("hao peng", "郝鹏", Likeness::Untold),
        ] {
            assert_eq!(likeness(one, other), expected, "{one} / {other}");
            assert_eq!(likeness(other, one), expected, "{other} / {one}");
        }
    }
}
