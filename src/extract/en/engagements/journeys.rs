//! One journey out of the sentences that tell of it: its legs joined, and those who were visited for the country around them.

use super::told_again::absorb;
use crate::extract::en::patterns::pattern;
use crate::extract::scene::Scene;
use crate::gazetteer::NameForm;
use crate::model::{Context, DateSpan, EngagementClaim, EngagementType, PlaceCode, PlaceLevel, Precision};

/// The longest journey, from the first to the last day that is told of it.
const LONGEST_DAYS: i64 = 16;

/// "The tour began on Sunday in Lyon", "On Tuesday they reached Turin": legs of those who travel from one place into one country, or
/// with one leader, on days near each other are one journey, as long as all of them.
pub(super) fn join_legs(claims: Vec<EngagementClaim>) -> Vec<EngagementClaim> {
    let mut joined: Vec<EngagementClaim> = Vec::new();
    for claim in claims {
        let leg = joined.iter_mut().find(|known| are_legs(known, &claim));
        match leg {
            Some(known) => {
                let span = known.date.zip(claim.date).and_then(|(one, other)| around(one, other));
                for place in &claim.to {
                    if !known.to.iter().any(|other| other.includes(place) || place.includes(other)) {
                        known.to.push(place.clone());
                    }
                }
                absorb(known, claim);
                known.date = span.or(known.date);
            }
            None => joined.push(claim),
        }
    }
    joined
}

fn are_legs(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation;
    if !(is_journey(known) && is_journey(claim) && known.context == claim.context && known.from == claim.from) {
        return false;
    }
    let same_country = known.to.iter().any(|one| claim.to.iter().any(|other| one.country() == other.country()));
    let leaders = (known.leader.as_ref(), claim.leader.as_ref());
    let may_be_one = match leaders {
        (Some(one), Some(other)) => one == other,
        _ => same_country,
    };
    let is_near = known.date.zip(claim.date).is_some_and(|(one, other)| {
        let is_exact = |date: DateSpan| date.precision() == Precision::Day;
        is_exact(one) && is_exact(other) && around(one, other).is_some()
    });
    may_be_one && (is_near || same_country && (known.date.is_none() || claim.date.is_none()))
}

/// From the earlier first to the later last day, where that is no longer than a journey.
pub(super) fn around(one: DateSpan, other: DateSpan) -> Option<DateSpan> {
    let (first, last) = (one.first()?, one.last()?);
    let (other_first, other_last) = (other.first()?, other.last()?);
    let first = if other_first.first_day()? < first.first_day()? { other_first } else { first };
    let last = if other_last.last_day()? > last.last_day()? { other_last } else { last };
    let days = (last.last_day()? - first.first_day()?).num_days();
    (days <= LONGEST_DAYS).then(|| if first == last { DateSpan::on(first) } else { DateSpan::between(first, last) })
}

/// "the stations were Russia, Poland and Hungary", "a trip to Singapore and Japan": all countries of a journey, where one sentence tells
/// them in a row and the article tells of one journey into one of them.
pub(super) fn visit_all_countries(scene: &Scene<'_>, claims: &mut Vec<EngagementClaim>) {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical;
    let to_countries = |claim: &EngagementClaim| claim.to.iter().all(|place| place.level() == PlaceLevel::Country);
    if !claims.iter().any(|claim| is_journey(claim) && to_countries(claim)) {
        return;
    }
    let Some(route) = scene.document.sentences.iter().find_map(|sentence| countries_of_route(scene, sentence)) else { return };
    let into_one = |claim: &EngagementClaim| {
        is_journey(claim)
            && to_countries(claim)
            && claim.to.iter().any(|place| route.contains(place))
            && claim.from.iter().all(|from| route.iter().all(|country| country.country() != from.country()))
    };
    let legs: Vec<usize> = (0..claims.len()).filter(|at| into_one(&claims[*at])).collect();
    let Some((first, others)) = legs.split_first() else { return };
    let is_one = others.iter().all(|at| {
        let (whole, leg) = (&claims[*first], &claims[*at]);
        whole.from == leg.from && (leg.date.is_none() || whole.date.is_none() || leg.date == whole.date)
    });
    if !is_one || others.is_empty() && claims[*first].to.len() >= route.len() {
        return;
    }
    for at in others.iter().rev() {
        let leg = claims.remove(*at);
        absorb(&mut claims[*first], leg);
    }
    claims[*first].to = route;
    claims[*first].inferred.insert("to".to_owned(), "the countries that another sentence tells in a row".to_owned());
}

/// Two or more countries in a row, parted by commas and "and" alone, in a sentence that speaks of a journey.
fn countries_of_route(scene: &Scene<'_>, sentence: &crate::text::Sentence) -> Option<Vec<PlaceCode>> {
    pattern!(
        ROUTE,
        r"(?i)\b(trips?|tours?|visit(s|ed|ing)?|missions?|delegations?|stations|stops?|legs?|route|travel\w*|went|journey|back from|returned from|home from|abroad|departed|left|leaves|off to|destinations)\b"
    );
    if !ROUTE.is_match(&scene.document.body[sentence.span.range()]) {
        return None;
    }
    let (mut row, mut end): (Vec<PlaceCode>, usize) = (Vec::new(), 0);
    for place in scene.places_in(&sentence.tokens).filter(|place| place.form == NameForm::Name) {
        let Some(code) = place.code.as_ref().filter(|code| code.level() == PlaceLevel::Country) else { continue };
        let is_next = (end..place.tokens.start)
            .all(|token| matches!(scene.document.folded(token), "and" | "the" | "then") || matches!(scene.document.text(token), "," | "&"));
        if !is_next || row.is_empty() {
            if row.len() >= 2 {
                break;
            }
            row.clear();
        }
        if !row.contains(code) {
            row.push(code.clone());
        }
        end = place.tokens.end;
    }
    (2..=6).contains(&row.len()).then_some(row)
}

/// "a five-day visit to Indonesia" on the page of those who were met in West Java: whom the guests came to see are the visited, not the
/// country around them. On the guests' own page the journey went where its sentence says.
pub(super) fn visit_the_hosts(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let home = scene.principals.home.as_ref();
    let hosts: Vec<PlaceCode> = claims
        .iter()
        .filter(|claim| matches!(claim.kind, EngagementType::Meeting | EngagementType::Signing))
        .flat_map(|claim| claim.sides().cloned().collect::<Vec<_>>())
        .filter(|place| scene.has_body(place) && (place.level() == PlaceLevel::Subdivision || Some(place) == home))
        .collect();
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation) {
        let [country] = &claim.to[..] else { continue };
        let is_guests_page = home.is_some_and(|home| claim.from.iter().any(|from| from.country() == home.country()));
        if country.level() != PlaceLevel::Country || is_guests_page {
            continue;
        }
        let mut visited: Vec<PlaceCode> = Vec::new();
        for host in hosts.iter().filter(|host| host.country() == country.country()) {
            if !visited.contains(host) {
                visited.push(host.clone());
            }
        }
        // On the page of one of several hosts it is that one.
        if let Some(own) = visited.iter().find(|host| Some(*host) == home) {
            visited = vec![own.clone()];
        }
        if visited.len() == 1 {
            claim.to = visited;
            claim.inferred.insert("to".to_owned(), "who was met there; the sentence names the country around it".to_owned());
        }
    }
}
