//! The same engagement told more than once.

use crate::model::{Context, DateSpan, EngagementClaim, EngagementType, PartialDate, ParticipantKind, PlaceCode, PlaceLevel};

/// The same engagement told again: same type and sides, dates that do not differ, same context.
pub(super) fn merge(claims: Vec<EngagementClaim>) -> Vec<EngagementClaim> {
    joined(claims, is_same)
}

/// Journeys that turned out to be one once their days were known: same sides, days and context.
pub(super) fn join_twins(claims: Vec<EngagementClaim>) -> Vec<EngagementClaim> {
    joined(claims, |known, claim| {
        let are_journeys = known.kind == EngagementType::Delegation && claim.kind == known.kind;
        let are_alike = known.from == claim.from && known.to == claim.to && known.context == claim.context;
        are_journeys && are_alike && known.date.is_some() && known.date == claim.date
    })
}

/// Each with those behind it that are one with it.
fn joined(claims: Vec<EngagementClaim>, are_one: impl Fn(&EngagementClaim, &EngagementClaim) -> bool) -> Vec<EngagementClaim> {
    let mut joined: Vec<EngagementClaim> = Vec::new();
    for claim in claims {
        match joined.iter().position(|known| are_one(known, &claim)) {
            Some(at) => absorb(&mut joined[at], claim),
            None => joined.push(claim),
        }
    }
    joined
}

pub(super) fn is_same(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    // What is cheap to ask comes first: a long text compares each engagement with all before it.
    let contexts =
        known.context == claim.context || known.kind == EngagementType::Delegation && (claim.date.is_none() || known.date.is_some());
    if known.kind != claim.kind || !contexts {
        return false;
    }
    let dates = match (known.date, claim.date) {
        (Some(a), Some(b)) => {
            let may_nest = matches!(known.kind, EngagementType::Delegation | EngagementType::Signing);
            let is_tie = known.kind == EngagementType::Partnership;
            a == b || is_tie && a.uncertain() == b.uncertain() || may_nest && (contains(a, b) || contains(b, a))
        }
        // "were received … The mayor had been there in February": what is only known to the month is another meeting.
        (None, Some(told)) => {
            claim.kind != EngagementType::Meeting || told.first().is_none_or(|first| first.day().is_some() || first.month().is_none())
        }
        _ => true,
    };
    if !dates {
        return false;
    }
    let subset = |a: &EngagementClaim, b: &EngagementClaim| {
        a.sides().all(|code| b.sides().any(|other| other.includes(code) || code.includes(other)))
    };
    let same_countries = |a: &[PlaceCode], b: &[PlaceCode]| {
        let all_in = |a: &[PlaceCode], b: &[PlaceCode]| a.iter().all(|one| b.iter().any(|other| one.country() == other.country()));
        all_in(a, b) && all_in(b, a)
    };
    let same_sides = match claim.kind {
        EngagementType::Delegation => {
            same_countries(&known.from, &claim.from) && same_countries(&known.to, &claim.to) && !are_other_travellers(known, claim)
        }
        _ => (subset(known, claim) || subset(claim, known)) && !are_other_parties(known, claim) && !is_one_of_several(known, claim),
    };
    if !same_sides {
        return false;
    }
    let people = |a: &EngagementClaim| -> Vec<String> {
        a.participants.iter().filter(|p| p.kind == ParticipantKind::Person).map(|p| p.name.clone()).collect()
    };
    let distinct_meeting = claim.kind == EngagementType::Meeting && {
        let (a, b) = (people(known), people(claim));
        // "He sat down with companies of Japan. The minister also had talks with Jin Yu, governor of Shimane."
        let are_others = !a.is_empty() && !b.is_empty() && a.iter().all(|name| !b.contains(name));
        let have_other_sides = known.sides().any(|side| !claim.sides().any(|other| side == other));
        a.len() >= 2 && b.len() >= 2 && a != b || are_others && have_other_sides && is_told_whole(known) && is_told_whole(claim)
    };
    !distinct_meeting
}

/// Whether the sentence itself names the side that was met.
fn is_told_whole(claim: &EngagementClaim) -> bool {
    !claim.inferred.contains_key("to")
}

/// "Wyoming's governor toured China (…); Tennessee's did so in June": those who are told to come from other provinces of one country
/// are on journeys of their own.
fn are_other_travellers(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_told = |claim: &EngagementClaim| !super::is_guessed(claim, "from");
    // "the mayor of Karlsruhe, then the delegation headed by Jin Yu, mayor of Stuttgart": two cities of one state, each with its own leader
    let have_own_leaders = known.leader.as_ref().zip(claim.leader.as_ref()).is_some_and(|(one, other)| one != other);
    let are_cities = |one: &PlaceCode, other: &PlaceCode| one.level() == PlaceLevel::City && other.level() == PlaceLevel::City;
    let is_other = |one: &PlaceCode, other: &PlaceCode| match (one.subdivision(), other.subdivision()) {
        _ if have_own_leaders && are_cities(one, other) => one != other,
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    is_told(known) && is_told(claim) && known.from.iter().all(|one| claim.from.iter().all(|other| is_other(one, other)))
}

/// "Papers were signed" on a journey through three countries, "an agreement was concluded with Somogy County": a signing whose counterpart
/// is told by name is one of those that the sentence without names sums up.
fn is_one_of_several(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_vague = |claim: &EngagementClaim| claim.inferred.contains_key("to") && claim.to.len() > 1;
    let is_exact = |claim: &EngagementClaim| !claim.inferred.contains_key("to") && claim.to.len() == 1;
    let is_signing = claim.kind == EngagementType::Signing;
    is_signing && (is_vague(known) && is_exact(claim) || is_exact(known) && is_vague(claim))
}

/// "signed with Hungary's ministry; with Somogy County it signed a letter": a country and a place in it that are each told by name as the
/// party of one place are parties of their own.
fn are_other_parties(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_told = |claim: &EngagementClaim| !claim.inferred.contains_key("from") && !claim.inferred.contains_key("to");
    let is_signing = claim.kind == EngagementType::Signing && is_told(known) && is_told(claim);
    if claim.kind == EngagementType::Meeting && is_further_officer(known, claim) {
        return true;
    }
    let is_within = |one: &[PlaceCode], other: &[PlaceCode]| match (one, other) {
        ([country], [inner]) => country.level() == PlaceLevel::Country && country != inner && country.includes(inner),
        _ => false,
    };
    let differ = |one: &[PlaceCode], other: &[PlaceCode]| is_within(one, other) || is_within(other, one);
    is_signing && (known.from == claim.from && differ(&known.to, &claim.to) || known.to == claim.to && differ(&known.from, &claim.from))
}

/// "held talks with top companies of Japan. … He also met Jin Yu, Governor of Shimane": an officer of a place in the country whose people,
/// none of them named, were met before.
fn is_further_officer(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_told = |claim: &EngagementClaim| !claim.inferred.contains_key("to");
    let ([country], [inner]) = (&known.to[..], &claim.to[..]) else { return false };
    let acts_for = |claim: &EngagementClaim, place: &PlaceCode| {
        claim
            .participants
            .iter()
            .any(|who| who.kind == ParticipantKind::Person && who.side.as_ref().is_some_and(|side| place.includes(side)))
    };
    let is_inside = country.level() == PlaceLevel::Country && country != inner && country.includes(inner);
    is_told(known) && is_told(claim) && is_inside && acts_for(claim, inner) && !acts_for(known, country)
}

/// "He had meetings with three persons: the chief of …, Jigawa's governor and Kano's", and each of them in a sentence of its own: the
/// sentence that sums them up tells no meeting more.
pub(super) fn without_summed_up(claims: &mut Vec<EngagementClaim>) {
    let is_part = |whole: &EngagementClaim, side: &PlaceCode, claim: &EngagementClaim| {
        let are_same = claim.from == whole.from && claim.to == [side.clone()] || claim.to == whole.from && claim.from == [side.clone()];
        let is_then = whole.date.zip(claim.date).is_none_or(|(whole, own)| whole == own || contains(whole, own));
        claim.kind == EngagementType::Meeting && claim.context == whole.context && are_same && is_then
    };
    let is_summary = |whole: &EngagementClaim| {
        let is_told_apart = |side: &PlaceCode| claims.iter().any(|claim| is_part(whole, side, claim));
        whole.kind == EngagementType::Meeting && whole.to.len() > 1 && whole.to.iter().all(is_told_apart)
    };
    let kept: Vec<bool> = claims.iter().map(|claim| !is_summary(claim)).collect();
    let mut kept = kept.into_iter();
    claims.retain(|_| kept.next().unwrap_or(true));
}

pub(super) fn contains(outer: DateSpan, inner: DateSpan) -> bool {
    // Days without a year are compared as those of one year.
    let (outer, inner) = match (in_leap_year(outer), in_leap_year(inner)) {
        (Some(outer), Some(inner)) => (outer, inner),
        _ => (outer, inner),
    };
    match (outer.first_day(), outer.last_day(), inner.first_day(), inner.last_day()) {
        (Some(a), Some(b), Some(c), Some(d)) => a <= c && d <= b,
        _ => false,
    }
}

/// A span of days of which no year is told, in a year that has all days.
fn in_leap_year(span: DateSpan) -> Option<DateSpan> {
    let end =
        |date: Option<PartialDate>| date.filter(|date| date.year().is_none() && date.month().is_some()).and_then(|date| date.in_year(2000));
    Some(DateSpan::between(end(span.first())?, end(span.last())?))
}

/// "A delegation from China", "the delegation of Shaanxi": of two tellings the one that names who of a country it was.
fn take_sides(known: &mut EngagementClaim, claim: &EngagementClaim) {
    for field in ["from", "to"] {
        let told = |claim: &EngagementClaim| !claim.inferred.contains_key(field);
        let (own, other) = if field == "from" { (&known.from, &claim.from) } else { (&known.to, &claim.to) };
        let is_within =
            |inner: &PlaceCode| own.iter().any(|outer| outer.level() == PlaceLevel::Country && outer != inner && outer.includes(inner));
        let all_told = own.iter().all(|outer| other.iter().any(|inner| outer.includes(inner)));
        let is_exacter = !other.is_empty() && other.iter().all(is_within) && all_told;
        let may = match known.kind {
            EngagementType::Delegation => field == "from",
            EngagementType::Conference | EngagementType::Signing => true,
            _ => false,
        };
        // "Wuxi signs 79 projects", and below it "with companies of the three countries" that it travelled to.
        let is_fuller = known.kind == EngagementType::Signing
            && super::is_guessed(known, field)
            && !super::is_guessed(claim, field)
            && own.len() < other.len()
            && own.iter().all(|side| other.contains(side))
            && !other.iter().any(|outer| other.iter().any(|inner| outer != inner && outer.includes(inner)));
        if is_fuller {
            let (other, why) = (other.clone(), claim.inferred.get(field).cloned());
            *(if field == "from" { &mut known.from } else { &mut known.to }) = other;
            known.inferred.remove(field);
            known.inferred.extend(why.map(|why| (field.to_owned(), why)));
            continue;
        }
        if may && is_exacter && told(claim) {
            let other = other.clone();
            *(if field == "from" { &mut known.from } else { &mut known.to }) = other;
            known.inferred.remove(field);
        }
    }
}

pub(super) fn absorb(known: &mut EngagementClaim, claim: EngagementClaim) {
    take_sides(known, &claim);
    let claim_is_exacter = match (known.date, claim.date) {
        (None, Some(_)) => true,
        // A journey lasts as long as its longest telling, a signing was on its one day.
        (Some(a), Some(b)) => match known.kind {
            EngagementType::Delegation => b.precision() < a.precision() || contains(b, a) && b.precision() <= a.precision(),
            _ => b.precision() < a.precision() || contains(a, b) && !b.is_uncertain(),
        },
        _ => false,
    };
    if claim_is_exacter {
        known.date = claim.date;
        if let Some(why) = claim.inferred.get("date") {
            known.inferred.insert("date".to_owned(), why.clone());
        }
    }
    for venue in claim.venues {
        if !known.venues.contains(&venue) {
            known.venues.push(venue);
        }
    }
    let is_headline = known.date.is_none() && known.evidence.len() == 1;
    if known.kind == EngagementType::Delegation && claim.context == Context::Planned && (claim_is_exacter || is_headline) {
        known.context = Context::Planned;
    }
    known.leader = known.leader.take().or(claim.leader);
    for participant in claim.participants {
        if !known.participants.iter().any(|other| other.name == participant.name) {
            known.participants.push(participant);
        }
    }
    if known.evidence.len() < 6 {
        known.evidence.merge(&claim.evidence);
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    #[test]
    fn a_headlines_signing_is_with_all_whom_the_text_names() {
        let text = "Hubei signs 79 projects on its trip\n\nHubei Governor Wan Li led a delegation to Kenya, Peru and Chile from May 4 to 12, 2021. \
            During the trip, 79 projects were signed with leading companies of the three countries.\n\nKenya is a friend of Hubei.";
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let signed: Vec<Vec<String>> = claims
            .iter()
            .filter(|claim| claim.kind == EngagementType::Signing)
            .map(|claim| claim.to.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(signed, [["KE", "PE", "CL"]]);
    }

    fn meetings(text: &str) -> usize {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        claims.iter().filter(|claim| claim.kind == EngagementType::Meeting).count()
    }

    #[test]
    fn a_sentence_that_sums_up_meetings_is_no_further_one() {
        let each = "On 28 June 2018 Hunan Governor Li Rui met with Musa Bello, Governor of Kano State in Nigeria. \
            On 29 June 2018 Hunan Governor Li Rui met with Ali Sani, Governor of Jigawa State in Nigeria.";
        let sum = "From 27 to 29 June 2018 Hunan Governor Li Rui met with Ali Sani, Governor of Jigawa State, and Musa Bello, Governor of Kano \
            State.";
        assert_eq!(meetings(each), 2);
        assert_eq!(meetings(&format!("{sum} {each}")), 2);
        assert_eq!(meetings(sum), 1);
    }
}
