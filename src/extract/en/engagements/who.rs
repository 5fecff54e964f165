//! Who led, who took part, and what sort of counterpart it was.

use super::Draft;
use crate::extract::en::sides::Sides;
use crate::extract::scene::{Scene, ScenePerson};
use crate::model::{
    Context, CounterpartKind, EngagementClaim, EngagementType, EvidenceList, OrganizationKind, Participant, ParticipantKind,
    ParticipantRole, PlaceCode,
};
use std::ops::Range;

pub(super) fn is_led_by_word(word: &str) -> bool {
    matches!(word, "led" | "headed" | "heading" | "leads" | "leading" | "took" | "under" | "lead" | "takes" | "take" | "heads")
}

/// Who led: the person before "led", behind "led by", else the one who travels.
pub(super) fn leader_of<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<&'s ScenePerson> {
    let document = scene.document;
    let acts_for_traveller = |person: &&ScenePerson| {
        let place = person.of.as_ref().and_then(|of| of.place());
        place.is_none_or(|place| sides.from.iter().any(|from| from.country() == place.country()))
            && !matches!(person.branch, Some(crate::model::Branch::Mission))
    };
    let mut people: Vec<(&ScenePerson, usize)> = scene
        .people_in(&draft.tokens)
        .filter(acts_for_traveller)
        .filter_map(|person| {
            let at = person.mentions.iter().map(|(at, _)| at.start).find(|at| draft.tokens.contains(at))?;
            Some((person, at))
        })
        .collect();
    people.sort_by_key(|(_, at)| *at);
    // "Jin Yu led a 12-member delegation", "a delegation led by Jin Yu": the group stands near, else it is a party that leads in polls.
    let is_group = |t: usize| {
        matches!(document.folded(t), "delegation" | "mission" | "group" | "team" | "entourage" | "party" | "trip" | "visit" | "tour")
    };
    let is_near_group =
        |t: &usize| (t.saturating_sub(8)..(t + 12).min(draft.tokens.end)).any(|near| draft.tokens.contains(&near) && is_group(near));
    let led = draft.tokens.clone().find(|t| is_led_by_word(document.folded(*t)) && is_near_group(t));
    // "with Jin Yu as its head", "Jin Yu at the head of a delegation"
    let headed = draft
        .tokens
        .clone()
        .find(|t| document.folded(*t) == "head" && (t.saturating_sub(3)..*t).any(|near| matches!(document.folded(near), "as" | "at")));
    if let Some((person, _)) = headed.and_then(|head| people.iter().rev().find(|(_, at)| *at < head)) {
        return Some(person);
    }
    if let Some(led) = led {
        let by = matches!(document.folded((led + 1).min(document.tokens.len() - 1)), "by") || document.folded(led) == "under";
        let chosen = if by { people.iter().find(|(_, at)| *at > led) } else { people.iter().rev().find(|(_, at)| *at < led) };
        if let Some((person, _)) = chosen {
            return Some(person);
        }
    }
    let trigger = document.token_at(draft.at.start);
    if people.is_empty()
        && let Some(person) = holder_of_office(scene, draft, sides)
    {
        return Some(person);
    }
    people
        .iter()
        .find(|(person, at)| *at <= trigger + 6 && person.of.as_ref().is_none_or(|of| of.place().is_some()))
        .map(|(person, _)| *person)
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
    let holds = |person: &&ScenePerson| {
        let place = person.of.as_ref().and_then(|of| of.place());
        person.title.as_deref().is_some_and(|title| title.to_lowercase().contains(office.get(..3).unwrap_or(office)))
            && place.is_none_or(|place| sides.from.iter().any(|from| from.country() == place.country()))
            && person.mentions.first().is_some_and(|(at, _)| at.start < draft.tokens.start)
    };
    scene.people.iter().filter(holds).max_by_key(|person| person.mentions.first().map(|(at, _)| at.start))
}

/// A leg of a journey has the journey's leader; where nobody is said to lead, it is the first person named who acts for the side
/// that travelled.
pub(super) fn share_leaders(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let known: Vec<(Vec<PlaceCode>, String)> =
        claims.iter().filter_map(|claim| Some((claim.from.clone(), claim.leader.clone()?))).collect();
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation && claim.leader.is_none()) {
        if let Some((_, leader)) = known.iter().find(|(from, _)| *from == claim.from) {
            claim.leader = Some(leader.clone());
            continue;
        }
        let acts = |person: &&ScenePerson| {
            person
                .of
                .as_ref()
                .and_then(|of| of.place())
                .is_some_and(|place| claim.from.iter().any(|from| from.includes(place) || place.includes(from)))
        };
        if let Some(person) = scene.people.iter().find(acts).filter(|_| claim.context != Context::Historical) {
            claim.leader = Some(person.name.clone());
            claim.inferred.insert("leader".to_owned(), "the first person named who acts for the side that travelled".to_owned());
        }
    }
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
            side: person.of.as_ref().and_then(|of| of.place().cloned()),
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
