//! Who led, who took part, and what sort of counterpart it was.

use super::heads::{people_told_in, told_head};
use super::{Draft, is_guessed};
use crate::extract::en::patterns::pattern;
use crate::extract::en::sides::Sides;
use crate::extract::scene::{Officer, Scene, ScenePerson};
use crate::model::{
    Context, CounterpartKind, EngagementClaim, EngagementType, EvidenceList, OrganizationKind, Participant, ParticipantKind,
    ParticipantRole, PlaceCode,
};
use std::ops::Range;

/// How many sentences before its own "he" may speak of.
const PRONOUN_REACHES: usize = 2;

/// Who led: whom the sentence says to lead, else the one who travels.
pub(super) fn leader_of<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<&'s ScenePerson> {
    let is_of_country = |person: &ScenePerson| {
        let place = person.place();
        place.is_none_or(|place| sides.from.iter().any(|from| from.country() == place.country()))
    };
    if let Some(person) = told_head(scene, &draft.tokens, is_of_country) {
        return Some(person);
    }
    let acts_for_traveller = |person: &ScenePerson| is_of_country(person) && !is_of_mission(person);
    let people = people_told_in(scene, &draft.tokens, acts_for_traveller);
    let trigger = scene.document.token_at(draft.at.start);
    if let Some(person) = traveller_of_pronoun(scene, draft, sides).filter(|_| people.first().is_none_or(|(_, at)| *at > trigger)) {
        return Some(person);
    }
    if people.is_empty()
        && let Some(person) = holder_of_office(scene, draft, sides)
    {
        return Some(person);
    }
    people.iter().find(|(person, at)| *at <= trigger + 6 && (person.of.is_none() || person.place().is_some())).map(|(person, _)| *person)
}

/// "He left for Kenya": whom the sentences before tell first of those who act for the side that travels.
fn traveller_of_pronoun<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<&'s ScenePerson> {
    let document = scene.document;
    let trigger = document.token_at(draft.at.start);
    let pronoun = (draft.tokens.start..trigger).find(|token| matches!(document.folded(*token), "he" | "she"))?;
    // "when he was asked about tariffs": of whoever.
    let is_aside = |before: &str| matches!(before, "when" | "while" | "as" | "that" | "if" | "because" | "after" | "before" | "where");
    if pronoun > draft.tokens.start && is_aside(document.folded(pronoun - 1)) {
        return None;
    }
    // In somebody's words "he" is anybody.
    let quotes = (draft.tokens.start..pronoun).filter(|token| matches!(document.text(*token), "\"" | "“" | "”"));
    if quotes.count() % 2 == 1 {
        return None;
    }
    let acts = |person: &ScenePerson| person.place().is_some_and(|place| sides.from.contains(place));
    let before = (draft.sentence.saturating_sub(PRONOUN_REACHES)..draft.sentence).rev();
    let mut told = before.filter_map(|sentence| people_told_in(scene, &document.sentences[sentence].tokens, acts).first().copied());
    told.next().map(|(person, _)| person)
}

/// "The governor left for Kenya": whoever was named before with that office and acts for the side that travels.
fn holder_of_office<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<&'s ScenePerson> {
    let document = scene.document;
    let is_office = |t: &usize| {
        matches!(
            document.folded(*t),
            "governor" | "mayor" | "premier" | "minister" | "president" | "secretary" | "chairman" | "commissioner"
        ) && t.checked_sub(1).is_some_and(|before| matches!(document.folded(before), "the" | "The" | "state" | "vice" | "deputy"))
    };
    let office = document.folded(draft.tokens.clone().find(is_office)?);
    let holds = |(officer, person): &(&Officer, &ScenePerson)| {
        let place = person.place();
        officer.office.contains(office.get(..3).unwrap_or(office))
            && place.is_none_or(|place| sides.from.iter().any(|from| from.country() == place.country()))
    };
    scene.officers_before(draft.tokens.start).find(holds).map(|(_, person)| person)
}

/// A leg of a journey has the journey's leader; where nobody is said to lead, it is the first person named who acts for the side
/// that travelled.
pub(super) fn share_leaders(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let known: Vec<(Vec<PlaceCode>, String)> =
        claims.iter().filter_map(|claim| Some((claim.from.clone(), claim.leader.clone()?))).collect();
    let mut ranks: Option<Vec<u8>> = None;
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation && claim.leader.is_none()) {
        if let Some((_, leader)) = known.iter().find(|(from, _)| *from == claim.from) {
            claim.leader = Some(leader.clone());
            continue;
        }
        let acts = |person: &&ScenePerson| {
            let place = person.place();
            place.is_some_and(|place| claim.from.iter().any(|from| from.includes(place) || place.includes(from)))
        };
        if claim.context == Context::Historical {
            continue;
        }
        // Of several the first with the highest office: deputies and spokesmen speak early in a text, too.
        let ranks = ranks.get_or_insert_with(|| scene.people.iter().map(rank).collect());
        // Of two of the same height who acts for the very side: the state's governor before one of its mayors.
        let is_of_side = |person: &ScenePerson| person.place().is_some_and(|place| claim.from.contains(place));
        let height = |(person, rank): &(&ScenePerson, &u8)| (**rank, is_of_side(person));
        let highest = scene.people.iter().zip(ranks.iter()).filter(|(person, _)| acts(person)).rev().max_by_key(height);
        if let Some((person, _)) = highest {
            // "Lucknow" for the state whose chief minister travels, where the sentence names neither.
            let place = person.place();
            if let Some(place) = place.filter(|place| is_guessed(claim, "from") && claim.from.iter().all(|from| place.includes(from))) {
                claim.from = vec![place.clone()];
            }
            claim.leader = Some(person.name.clone());
            claim.inferred.insert("leader".to_owned(), "the highest officer named who acts for the side that travelled".to_owned());
        }
    }
}

/// Envoys are beside a delegation more often than at its head.
fn is_of_mission(person: &ScenePerson) -> bool {
    person.sent_by.is_some() || matches!(person.branch, Some(crate::model::Branch::Mission))
}

/// How high an office stands among those who may lead a delegation: heads above their deputies above everybody else.
fn rank(person: &ScenePerson) -> u8 {
    pattern!(
        DEPUTY,
        r"(?i)\b(deputy|vice|lt|lieutenant|assistant|acting|former|ex|press|office of|advis[eo]r|chief of staff)\b|\b(secretary|director)[- ]general\b"
    );
    pattern!(
        HEAD,
        r"(?i)\b(gov(ernor)?|mayor|premier|chief minister|first minister|minister[- ]president|party secretary|secretary of the|president|chair(man|woman|person)?|khokim|hokim|akim|prefect|marshal|county executive)\b"
    );
    match person.title.as_deref() {
        Some(title) if is_of_mission(person) && !title.is_empty() => 0,
        Some(title) if HEAD.is_match(title) => 3 - u8::from(DEPUTY.is_match(title)),
        Some(_) => 1,
        None => 0,
    }
}

/// "Jin Yu met the mayor of Lyon", "he put his signature to …": what the leader of a journey does between its two sides is led by
/// them. The leader must be named in the sentence, or it speaks of one person by "he" or "she" alone.
pub(super) fn lead_on_the_way(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let is_journey = |claim: &&EngagementClaim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical;
    let journeys: Vec<(Vec<PlaceCode>, Vec<PlaceCode>, String)> =
        claims.iter().filter(is_journey).filter_map(|claim| Some((claim.from.clone(), claim.to.clone(), claim.leader.clone()?))).collect();
    let may = |claim: &&mut EngagementClaim| {
        matches!(claim.kind, EngagementType::Meeting | EngagementType::Signing)
            && claim.leader.is_none()
            && claim.context != Context::Historical
    };
    for claim in claims.iter_mut().filter(may) {
        let takes_part = |places: &[PlaceCode]| claim.sides().any(|side| places.iter().any(|place| place.country() == side.country()));
        let on_the_way = journeys.iter().find(|(from, to, _)| takes_part(from) && takes_part(to));
        let Some((.., leader)) = on_the_way.filter(|(.., leader)| is_done_by(scene, claim, leader)) else { continue };
        claim.leader = Some(leader.clone());
        if let Some(participant) = claim.participants.iter_mut().find(|participant| participant.name == *leader) {
            participant.role = ParticipantRole::Leader;
        }
    }
}

fn is_done_by(scene: &Scene<'_>, claim: &EngagementClaim, leader: &str) -> bool {
    if claim.participants.iter().any(|participant| participant.name == leader) {
        return true;
    }
    let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
    sentence.tokens.clone().any(|token| matches!(scene.document.folded(token), "he" | "she"))
}

pub(super) fn counterpart_of(scene: &Scene<'_>, tokens: &Range<usize>) -> CounterpartKind {
    use OrganizationKind as K;
    let kinds = scene.organizations_in(tokens).map(|body| body.kind);
    kinds
        .filter_map(|kind| match kind {
            K::Company => Some(CounterpartKind::Company),
            K::University => Some(CounterpartKind::University),
            K::Chamber => Some(CounterpartKind::Chamber),
            K::Association => Some(CounterpartKind::Association),
            K::Mission => Some(CounterpartKind::Mission),
            K::ThinkTank => Some(CounterpartKind::ThinkTank),
            K::Government => Some(CounterpartKind::Government),
            _ => None,
        })
        .next()
        .unwrap_or(CounterpartKind::Unknown)
}

pub(super) fn participants_of(scene: &Scene<'_>, draft: &Draft<'_>, leader: Option<&ScenePerson>) -> Vec<Participant> {
    let mut participants = Vec::new();
    for person in scene.people_in(&draft.tokens) {
        let Some((_, span)) = person.mentions.iter().find(|(at, _)| draft.tokens.contains(&at.start)) else { continue };
        let is_leader = leader.is_some_and(|leader| leader.name == person.name);
        let role = match draft.trigger.kind {
            _ if is_leader => ParticipantRole::Leader,
            EngagementType::Signing => ParticipantRole::Signatory,
            _ => ParticipantRole::Present,
        };
        participants.push(Participant {
            name: person.name.clone(),
            kind: ParticipantKind::Person,
            side: person.place().cloned(),
            role,
            evidence: EvidenceList::of(*span, draft.trigger.rule.clone()),
        });
    }
    for body in scene.organizations_in(&draft.tokens).filter(|body| body.kind != OrganizationKind::Outlet) {
        if participants.iter().any(|known: &Participant| known.name == body.name) {
            continue;
        }
        participants.push(Participant {
            name: body.name.clone(),
            kind: ParticipantKind::Organization,
            side: scene.place_of_organization(body).cloned(),
            role: if draft.trigger.kind == EngagementType::Signing { ParticipantRole::Signatory } else { ParticipantRole::Present },
            evidence: EvidenceList::of(body.span, draft.trigger.rule.clone()),
        });
    }
    participants
}
