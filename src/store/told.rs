//! What several articles tell of one event, as one claim: which of their versions a record shows, and where they disagree.
//!
//! The rule for one field: the value that most sources bear out (a rounded sum bears out the exact one, a month the day in it);
//! of these the most exact; of these the one whose claim has the smallest id. Of the days of a journey the whole counts as more exact
//! than a part of it. Lists of people, topics and venues are put together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::sameness::figures::Figure;
use super::sameness::name_key;
use crate::model::{
    Affiliation, AgreementClaim, Context, CounterpartKind, DateSpan, EngagementClaim, EngagementType, Participant, PlaceCode, PlaceLevel,
    Precision, RecordField, TopicClaim,
};

/// A field of which the sources have several versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variance {
    pub(super) field: RecordField,
    /// Each version with the claims that state it, by position; the shown one first.
    pub(super) versions: Vec<(String, Vec<usize>)>,
    /// Whether they cannot all be true.
    pub(super) is_dispute: bool,
    /// Whether an analyst has decided it.
    pub(super) is_settled: bool,
}

/// Something of a list with the claim that it was taken from, by position.
pub(super) type From<T> = (usize, T);

/// What engagement claims say together.
#[derive(Debug, Clone)]
pub(super) struct EngagementTold {
    /// Its evidence is that of the first claim.
    pub(super) claim: EngagementClaim,
    pub(super) participants: Vec<From<Participant>>,
    pub(super) topics: Vec<From<TopicClaim>>,
    pub(super) variances: Vec<Variance>,
}

/// What agreement claims say together.
#[derive(Debug, Clone)]
pub(super) struct AgreementTold {
    /// Its evidence, `engagement` and `part_of` are those of the first claim.
    pub(super) claim: AgreementClaim,
    pub(super) variances: Vec<Variance>,
}

/// Claims in the order of their ids; at least one.
pub(super) fn engagement(claims: &[&EngagementClaim]) -> EngagementTold {
    let first = claims[0];
    let mut claim = first.clone();
    if claims.len() > 1 {
        if let Some(at) = best_dated(claims) {
            (claim.date, claim.within) = (claims[at].date, claims[at].within);
            take_reason(&mut claim.inferred, &claims[at].inferred, "date");
        }
        let sides = |claim: &EngagementClaim| Some((claim.from.clone(), claim.to.clone()));
        let depth =
            |(from, to): &(Vec<PlaceCode>, Vec<PlaceCode>)| from.iter().chain(to).map(|place| place.level() as usize).sum::<usize>();
        if let Some(at) = best(claims, sides, |one, other| one == other, depth) {
            (claim.from, claim.to) = (claims[at].from.clone(), claims[at].to.clone());
        }
        claim.venues = places_of(claims, |claim| &claim.venues);
        claim.about = places_of(claims, |claim| &claim.about);
        claim.leader = voted(claims, |claim| claim.leader.clone(), |a, b| name_key(a) == name_key(b));
        let counterpart = |claim: &EngagementClaim| Some(claim.counterpart).filter(|kind| *kind != CounterpartKind::Unknown);
        claim.counterpart = voted(claims, counterpart, |a, b| a == b).unwrap_or(CounterpartKind::Unknown);
        claim.delegation_size = claims.iter().find_map(|claim| claim.delegation_size);
        claim.attendance = claims.iter().find_map(|claim| claim.attendance);
    }
    let participants = joined(
        claims,
        |claim| &claim.participants,
        |one, other| one.kind == other.kind && one.role == other.role && name_key(&one.name) == name_key(&other.name),
    );
    let topics = joined(claims, |claim| &claim.topics, |one, other| one.topic == other.topic);
    claim.participants = participants.iter().map(|(_, participant)| participant.clone()).collect();
    claim.topics = topics.iter().map(|(_, topic)| topic.clone()).collect();
    let shown = |field| claim.field(field).unwrap_or_default();
    let versions = |field| engagement_versions(claims, field);
    let dates: Vec<Option<Dated>> = claims.iter().map(|claim| Dated::of(claim)).collect();
    let whole = Dated::of(&claim).filter(Dated::is_journey);
    let date = variance(RecordField::Date, versions(RecordField::Date), &shown(RecordField::Date), |a, b| {
        let fit = |one: &Dated, other: &Dated| {
            let is_stage = |dated: &Dated| whole.as_ref().is_some_and(|whole| dated.is_stage_of(whole));
            date_bears_out(&one.date, &other.date) || date_bears_out(&other.date, &one.date) || is_stage(one) && is_stage(other)
        };
        dates[a].as_ref().zip(dates[b].as_ref()).is_none_or(|(one, other)| fit(one, other))
    });
    let differ = |a: usize, b: usize, field| claims[a].field(field) == claims[b].field(field);
    let kind = variance(RecordField::Type, versions(RecordField::Type), &shown(RecordField::Type), |a, b| differ(a, b, RecordField::Type));
    let told = |claim: &EngagementClaim| claim.context != Context::Planned;
    let context = variance(RecordField::Context, versions(RecordField::Context), &shown(RecordField::Context), |a, b| {
        told(claims[a]) == told(claims[b])
    });
    let variances = [date, kind, context].into_iter().flatten().collect();
    EngagementTold { claim, participants, topics, variances }
}

fn engagement_versions(claims: &[&EngagementClaim], field: RecordField) -> Vec<(String, Vec<usize>)> {
    versions(claims.iter().map(|claim| claim.field(field).unwrap_or_default()))
}

/// Claims in the order of their ids; at least one.
pub(super) fn agreement(claims: &[&AgreementClaim]) -> AgreementTold {
    let mut claim = claims[0].clone();
    if claims.len() > 1 {
        let figured = best(claims, Figure::of, Figure::agrees_with, Figure::exactness);
        if let Some(at) = figured {
            (claim.amount, claim.hedge, claim.amount_max_minor) = (claims[at].amount, claims[at].hedge, claims[at].amount_max_minor);
            take_reason(&mut claim.inferred, &claims[at].inferred, "amount");
        }
        claim.kind = voted(claims, |claim| Some(claim.kind), |a, b| a == b).unwrap_or(claim.kind);
        claim.stage = voted(claims, |claim| Some(claim.stage), |a, b| a == b).unwrap_or(claim.stage);
        claim.count = voted(claims, |claim| claim.count, |a, b| a == b);
        let told = |claim: &AgreementClaim| Some(claim.nature).filter(|nature| *nature != crate::model::Nature::Unstated);
        claim.nature = voted(claims, told, |a, b| a == b).unwrap_or(claim.nature);
        let told = |claim: &AgreementClaim| Some(claim.binding).filter(|binding| *binding != crate::model::Binding::Unknown);
        claim.binding = voted(claims, told, |a, b| a == b).unwrap_or(claim.binding);
        claim.umbrella = claims.iter().any(|claim| claim.umbrella);
        claim.sides = agreed_places(claims, |claim| claim.sides.iter().collect());
        let parties = joined(
            claims,
            |claim| &claim.parties,
            |one, other| match (one, other) {
                (Affiliation::Organization(one), Affiliation::Organization(other)) => name_key(one) == name_key(other),
                _ => one == other,
            },
        );
        let places = agreed_places(claims, |claim| claim.parties.iter().filter_map(Affiliation::place).collect());
        let is_agreed = |party: &Affiliation| party.place().is_none_or(|place| places.contains(place));
        claim.parties = parties.into_iter().map(|(_, party)| party).filter(is_agreed).collect();
    }
    let shown = |field| claim.field(field).unwrap_or_default();
    let versions = |field| versions(claims.iter().map(|claim| claim.field(field).unwrap_or_default()));
    let sums_agree =
        |a: usize, b: usize| Figure::of(claims[a]).zip(Figure::of(claims[b])).is_none_or(|(one, other)| one.agrees_with(&other));
    let amount = variance(RecordField::Amount, versions(RecordField::Amount), &shown(RecordField::Amount), sums_agree);
    let counts_agree = |a: usize, b: usize| claims[a].count.zip(claims[b].count).is_none_or(|(one, other)| one == other);
    let count = variance(RecordField::Count, versions(RecordField::Count), &shown(RecordField::Count), counts_agree);
    let same = |a: usize, b: usize, field| claims[a].field(field) == claims[b].field(field);
    let stage =
        variance(RecordField::Stage, versions(RecordField::Stage), &shown(RecordField::Stage), |a, b| same(a, b, RecordField::Stage));
    let kind = variance(RecordField::Kind, versions(RecordField::Kind), &shown(RecordField::Kind), |a, b| same(a, b, RecordField::Kind));
    AgreementTold { claim, variances: [amount, count, stage, kind].into_iter().flatten().collect() }
}

/// Equal texts together, in the order of their first claim; what says nothing is no version.
fn versions(texts: impl Iterator<Item = String>) -> Vec<(String, Vec<usize>)> {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, text) in texts.enumerate().filter(|(_, text)| !text.is_empty()) {
        match found.iter_mut().find(|(known, _)| *known == text) {
            Some((_, claims)) => claims.push(at),
            None => found.push((text, vec![at])),
        }
    }
    found
}

/// A variance where there are two versions and more, and a dispute where some two of them cannot both be true.
fn variance(
    field: RecordField,
    mut versions: Vec<(String, Vec<usize>)>,
    shown: &str,
    agree: impl Fn(usize, usize) -> bool,
) -> Option<Variance> {
    let is_dispute = versions.iter().enumerate().any(|(at, (_, one))| versions[at + 1..].iter().any(|(_, other)| !agree(one[0], other[0])));
    versions.sort_by_key(|(text, _)| text != shown);
    (versions.len() > 1).then_some(Variance { field, versions, is_dispute, is_settled: false })
}

/// The claim whose value most others bear out, then the most exact, then the first.
fn best<C, V, E: Ord>(
    claims: &[&C],
    value: impl Fn(&C) -> Option<V>,
    bears_out: impl Fn(&V, &V) -> bool,
    exactness: impl Fn(&V) -> E,
) -> Option<usize> {
    let values: Vec<Option<V>> = claims.iter().map(|claim| value(claim)).collect();
    let support = |one: &V| values.iter().flatten().filter(|other| bears_out(other, one)).count();
    let ranked =
        values.iter().enumerate().filter_map(|(at, value)| value.as_ref().map(|value| (support(value), exactness(value), Reverse(at))));
    ranked.max().map(|(_, _, Reverse(at))| at)
}

/// The value that most claims state, of these the first.
fn voted<C, V>(claims: &[&C], value: impl Fn(&C) -> Option<V>, is_same: impl Fn(&V, &V) -> bool) -> Option<V> {
    let at = best(claims, &value, |other, one| is_same(other, one), |_| ())?;
    value(claims[at])
}

/// The claim whose date is shown. An article that tells one day of a journey bears out the whole of it, so that the longest span that
/// contains the others is shown.
fn best_dated(claims: &[&EngagementClaim]) -> Option<usize> {
    best(
        claims,
        Dated::of,
        |said, shown| date_bears_out(&said.date, &shown.date) || said.is_stage_of(shown),
        |dated| exactness(dated.date, dated.is_journey()),
    )
}

/// A date as a claim gives it.
struct Dated {
    date: DateSpan,
    /// Whether it is only that of the trip or fair around the event.
    within: bool,
    kind: EngagementType,
}

impl Dated {
    fn of(claim: &EngagementClaim) -> Option<Self> {
        claim.date.map(|date| Self { date, within: claim.within, kind: claim.kind })
    }

    /// Whether these are the days of a journey itself, told to the day.
    fn is_journey(&self) -> bool {
        self.kind == EngagementType::Delegation && !self.within && self.date.precision() == Precision::Day
    }

    /// Whether it tells days out of a journey.
    fn is_stage_of(&self, whole: &Dated) -> bool {
        whole.is_journey() && self.date.precision() == Precision::Day && date_bears_out(&whole.date, &self.date)
    }
}

/// Whether what one date says is said by the other too: 2023-10 by 2023-10-11.
fn date_bears_out(said: &DateSpan, exact: &DateSpan) -> bool {
    if said == exact || said.uncertain() == exact.uncertain() {
        return true;
    }
    match (said.first_day(), said.last_day(), exact.first_day(), exact.last_day()) {
        (Some(first), Some(last), Some(own_first), Some(own_last)) => first <= own_first && own_last <= last,
        _ => false,
    }
}

/// Days before months before years, a journey's own days before those of a fair around it, what was told before what was inferred,
/// fewer days before more; of a journey's own days more before fewer.
fn exactness(date: DateSpan, is_journeys_own: bool) -> (bool, Reverse<usize>, bool, bool, Reverse<i64>) {
    let precision = Precision::ALL.iter().position(|one| *one == date.precision()).unwrap_or(usize::MAX);
    let days = date.first_day().zip(date.last_day()).map_or(i64::MAX, |(first, last)| (last - first).num_days());
    let days = if is_journeys_own { -days } else { days };
    (date.precision() != Precision::UnknownYear, Reverse(precision), is_journeys_own, !date.is_uncertain(), Reverse(days))
}

/// Each place that some claim names, once; a whole gives way to what lies in it.
fn places_of<C>(claims: &[&C], places: impl Fn(&C) -> &Vec<PlaceCode>) -> Vec<PlaceCode> {
    let mut all: Vec<PlaceCode> = Vec::new();
    for place in claims.iter().flat_map(|claim| places(claim)) {
        if !all.contains(place) {
            all.push(place.clone());
        }
    }
    without_wholes(&all)
}

/// The same, of places to which a sum is put down: those only that half of the claims that name any bear out.
fn agreed_places<C>(claims: &[&C], places: impl for<'a> Fn(&'a C) -> Vec<&'a PlaceCode>) -> Vec<PlaceCode> {
    let naming: Vec<Vec<&PlaceCode>> = claims.iter().map(|claim| places(claim)).filter(|places| !places.is_empty()).collect();
    let mut agreed: Vec<PlaceCode> = Vec::new();
    for place in naming.iter().flatten() {
        let support = naming.iter().filter(|places| places.iter().any(|other| place.includes(other))).count();
        if support * 2 >= naming.len() && !agreed.contains(place) {
            agreed.push((*place).clone());
        }
    }
    without_wholes(&agreed)
}

fn without_wholes(all: &[PlaceCode]) -> Vec<PlaceCode> {
    let is_finer = |place: &PlaceCode| place.level() != PlaceLevel::City && all.iter().any(|other| other != place && place.includes(other));
    all.iter().filter(|place| !is_finer(place)).cloned().collect()
}

/// The items of all claims, each once, where it first stands.
fn joined<C, T: Clone>(claims: &[&C], items: impl Fn(&C) -> &Vec<T>, is_same: impl Fn(&T, &T) -> bool) -> Vec<From<T>> {
    let mut all: Vec<From<T>> = Vec::new();
    for (at, item) in claims.iter().enumerate().flat_map(|(at, claim)| items(claim).iter().map(move |item| (at, item))) {
        // Within one claim nothing is taken for a repetition: it is shown as it was found.
        if !all.iter().any(|(from, known)| *from != at && is_same(known, item)) {
            all.push((at, item.clone()));
        }
    }
    all
}

/// What a value was inferred from goes with the value.
fn take_reason(inferred: &mut BTreeMap<String, String>, from: &BTreeMap<String, String>, field: &str) {
    inferred.remove(field);
    if let Some(reason) = from.get(field) {
        inferred.insert(field.to_owned(), reason.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> DateSpan {
        DateSpan::parse(text).expect("a date")
    }

    #[test]
    fn a_month_bears_out_the_day_in_it_and_a_day_no_other() {
        assert!(date_bears_out(&date("2023-10"), &date("2023-10-11")));
        assert!(date_bears_out(&date("2023-10-11?"), &date("2023-10-11")));
        assert!(!date_bears_out(&date("2023-10-11"), &date("2023-10")));
        assert!(!date_bears_out(&date("2023-10-11"), &date("2023-10-12")));
        assert!(exactness(date("2023-10-11"), false) > exactness(date("2023-10-11?"), false));
        assert!(exactness(date("2023-10-11"), false) > exactness(date("2023-10"), false));
        assert!(exactness(date("2023"), false) > exactness(date("XXXX-10-11"), false));
    }
}
