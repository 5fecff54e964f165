//! When two claims tell one agreement.

use std::collections::BTreeSet;

use super::figures::Figure;
use super::{
    Days, Near, Verdict, has_other_counterparts, name_key, overlap, pair_blocks, shared_below_country, shared_countries, shared_names,
};
use crate::model::{Affiliation, AgreementClaim, AgreementKind, DateSpan, EngagementClaim, PlaceCode};

/// How many days before its article an agreement of no date may have been made, for the comparison.
const DAYS_BEFORE_PUBLICATION: i32 = 3;

/// The days on which it may have been made: those that are told, else those before its article. A date that is told but says too little
/// is not replaced by the article's.
pub(in crate::store) fn day_of_signing(told: Option<DateSpan>, published: Option<DateSpan>) -> Option<Days> {
    if told.is_some() {
        return Days::of(told);
    }
    let days = Days::of(published).filter(|days| days.first == days.last)?;
    Some(Days { first: days.first - DAYS_BEFORE_PUBLICATION, last: days.last })
}

/// What tells one agreement from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct AgreementFacts {
    pub(super) days: Option<Days>,
    /// Whether nothing but the article's own date says when.
    is_dated_by_publication: bool,
    kind: AgreementKind,
    count: Option<u32>,
    figure: Option<Figure>,
    is_umbrella: bool,
    is_part: bool,
    sides: Vec<PlaceCode>,
    organizations: BTreeSet<String>,
}

impl AgreementFacts {
    /// `engagement` is the one that it was signed in, `published` the date of its article.
    pub(in crate::store) fn of(claim: &AgreementClaim, engagement: Option<&EngagementClaim>, published: Option<DateSpan>) -> Self {
        let mut sides: Vec<PlaceCode> = claim.sides.clone();
        sides.extend(claim.parties.iter().filter_map(Affiliation::place).cloned());
        // The event's places say with whom, where the sentence names one side alone.
        if sides.iter().map(PlaceCode::country).collect::<BTreeSet<_>>().len() < 2 {
            sides.extend(engagement.into_iter().flat_map(EngagementClaim::sides).cloned());
        }
        sides.sort();
        sides.dedup();
        let organizations = claim.parties.iter().filter_map(|party| match party {
            Affiliation::Organization(name) => Some(name_key(name)),
            Affiliation::Place(_) => None,
        });
        let told = engagement.and_then(|engagement| engagement.date);
        Self {
            days: day_of_signing(told, published),
            is_dated_by_publication: told.is_none(),
            kind: claim.kind,
            count: claim.count,
            figure: Figure::of(claim),
            is_umbrella: claim.umbrella,
            is_part: claim.part_of.is_some(),
            organizations: organizations.collect(),
            sides,
        }
    }

    pub(super) fn blocks(&self) -> BTreeSet<String> {
        let mut blocks = pair_blocks(self.kind.as_str(), &self.sides);
        if let Some(figure) = &self.figure {
            let step = figure.step();
            blocks.extend([step, step + 1].map(|step| format!("{}|{step}", figure.currency)));
        }
        blocks
    }
}

/// What the figures say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sums {
    Agree,
    Differ,
    /// One or both are not stated.
    OneUnknown,
    BothUnknown,
}

/// Compares two claims of different documents.
pub(super) fn compare(one: &AgreementFacts, other: &AgreementFacts) -> Verdict {
    if one.is_umbrella && other.is_part || one.is_part && other.is_umbrella {
        return Verdict::Different("one is a total, the other a part of one");
    }
    let Some((days, other_days)) = one.days.zip(other.days) else { return Verdict::Unclear };
    let near = days.near(other_days);
    if near == Near::Apart {
        return Verdict::Different("dates more than a day apart");
    }
    if !overlap(&one.sides, &other.sides) {
        return Verdict::Different("other places");
    }
    if shared_below_country(&one.sides, &other.sides).is_empty() {
        return Verdict::Unclear;
    }
    if has_other_counterparts(&one.sides, &other.sides) {
        return Verdict::Different("other counterparts");
    }
    let names = shared_names(&one.organizations, &other.organizations);
    if names.is_empty() && !one.organizations.is_empty() && !other.organizations.is_empty() {
        return Verdict::Different("other parties");
    }
    let sums = match (&one.figure, &other.figure) {
        (Some(one), Some(other)) if one.agrees_with(other) => Sums::Agree,
        (Some(_), Some(_)) => Sums::Differ,
        (None, None) => Sums::BothUnknown,
        _ => Sums::OneUnknown,
    };
    let is_weakly_dated = one.is_dated_by_publication || other.is_dated_by_publication;
    match is_enough(one, other, sums, &names, is_weakly_dated) {
        Ok(true) => said(one, other, near, sums, &names),
        Ok(false) => Verdict::Unclear,
        Err(because) => Verdict::Different(because),
    }
}

fn is_enough(
    one: &AgreementFacts,
    other: &AgreementFacts,
    sums: Sums,
    names: &[&str],
    is_weakly_dated: bool,
) -> Result<bool, &'static str> {
    let is_same_kind = one.kind == other.kind;
    let is_same_count = one.count == other.count;
    let counts_differ = one.count.zip(other.count).is_some_and(|(one, other)| one != other);
    let is_of_two = shared_countries(&one.sides, &other.sides) >= 2;
    match sums {
        Sums::Agree => Ok(is_same_kind || (is_same_count && one.figure == other.figure)),
        // Two outlets with two figures for what the same parties signed.
        Sums::Differ => {
            let is_near = one.figure.zip(other.figure).is_some_and(|(one, other)| one.is_of_the_same_size(&other));
            let is_named = is_same_kind && is_same_count && !names.is_empty() && !is_weakly_dated;
            if is_near && is_named { Ok(true) } else { Err("other sums") }
        }
        _ if counts_differ => Err("other numbers of instruments"),
        Sums::OneUnknown => Ok(is_same_kind && !names.is_empty()),
        Sums::BothUnknown => {
            let is_told_alike = is_same_count && one.count.is_some() && is_of_two && !is_weakly_dated;
            Ok(is_same_kind && (!names.is_empty() && is_same_count || is_told_alike))
        }
    }
}

fn said(one: &AgreementFacts, other: &AgreementFacts, near: Near, sums: Sums, names: &[&str]) -> Verdict {
    let (same_kind, same_count) = (one.kind == other.kind, one.count == other.count);
    let dates = match near {
        Near::Equal => 4,
        Near::ADayApart => 2,
        Near::Within | Near::Apart => 0,
    };
    let figures = match sums {
        Sums::Agree if one.figure == other.figure => 8,
        Sums::Agree => 6,
        _ => 0,
    };
    let strength = figures + dates + 2 * u32::from(same_kind) + 2 * u32::from(same_count) + 2 * names.len().min(3) as u32;
    let mut because = vec![near.in_words().to_owned()];
    let places: Vec<&str> = shared_below_country(&one.sides, &other.sides).iter().map(|place| place.as_str()).collect();
    because.push(format!("places in common: {}", places.join(", ")));
    let facts = [
        (same_kind, format!("the same kind ({})", one.kind)),
        (figures == 8, "the same sum".to_owned()),
        (figures == 6, "sums that agree as far as they are exact".to_owned()),
        (same_count && one.count.is_some(), "the same number of instruments".to_owned()),
        (!names.is_empty(), format!("parties in common: {}", names.join(", "))),
    ];
    because.extend(facts.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words));
    Verdict::Same { strength, because }
}
