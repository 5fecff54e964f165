//! Sides that a sentence leaves out and the rest of the article tells: those who travelled there, and those who are listed as guests.

use std::collections::BTreeSet;

use super::{Draft, is_guessed};
use crate::extract::en::patterns::pattern;
use crate::extract::en::sides::{Sides, WHERE_IT_WAS, guests_of_sentence};
use crate::extract::scene::{Scene, ScenePerson};
use crate::model::{Branch, Context, EngagementClaim, EngagementType, PlaceCode};

/// How many sentences before or behind that of a conference its guests may be listed.
const NEAR_SENTENCES: usize = 6;

/// Why the sides of a conference are what they are.
const LISTED: &str = "those whom another sentence lists as there";

/// "At the forum in Jeju the governor will speak": where one side is told and the other is not, it is those who travelled there.
pub(super) fn act_as_travellers(claims: &mut [EngagementClaim]) {
    let is_journey = |claim: &&EngagementClaim| {
        let is_told = !(is_guessed(claim, "from") && is_guessed(claim, "to"));
        claim.kind == EngagementType::Delegation && claim.context != Context::Historical && is_told
    };
    let journeys: Vec<(Vec<PlaceCode>, Vec<PlaceCode>)> =
        claims.iter().filter(is_journey).map(|claim| (claim.from.clone(), claim.to.clone())).collect();
    let covers = |outer: &[PlaceCode], inner: &[PlaceCode]| {
        !inner.is_empty() && inner.iter().all(|one| outer.iter().any(|other| other.country() == one.country()))
    };
    let may = |claim: &&mut EngagementClaim| {
        use EngagementType as T;
        matches!(claim.kind, T::Meeting | T::Signing | T::Conference | T::Exchange) && claim.context != Context::Historical
    };
    for claim in claims.iter_mut().filter(may) {
        let is_open = |field: &str| claim.inferred.contains_key(field);
        let (field, told, open) = match (is_open("from"), is_open("to")) {
            (true, false) => ("from", &claim.to, &claim.from),
            (false, true) => ("to", &claim.from, &claim.to),
            _ => continue,
        };
        let mut travellers = journeys.iter().filter(|(_, to)| covers(to, told)).map(|(from, _)| from);
        let Some(from) = travellers.next().filter(|from| travellers.all(|other| other == *from)) else { continue };
        if covers(from, open) || covers(open, from) || covers(from, told) {
            continue;
        }
        let from = from.clone();
        *(if field == "from" { &mut claim.from } else { &mut claim.to }) = from;
        claim.inferred.insert(field.to_owned(), "who travelled there; the sentence names one side".to_owned());
    }
}

/// "The forum opened in Wuhan. … The envoys of Algeria, Ghana and Kenya attended.": the guests of the one conference of an article, where
/// its own sentences name none or one of them.
pub(super) fn seat_the_guests(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    pattern!(
        WERE_THERE,
        r"(?i)\b(attend(ed|ing|s|ance)?|present|guests?|participants?|participat(ed|ing|e)|took part|taking part|representatives?|delegat(es?|ions?)|ambassadors?|envoys?|consuls?|diplomats?|joined|speakers?|spoke)\b"
    );
    let is_conference = |claim: &EngagementClaim| claim.kind == EngagementType::Conference && claim.context != Context::Historical;
    if claims.iter().filter(|claim| is_conference(claim)).count() != 1 {
        return;
    }
    let Some(claim) = claims.iter_mut().find(|claim| is_conference(claim)) else { return };
    // "When in Poland, the delegation attended a seminar": where it was tells whose guests they were.
    let is_open = claim.to.is_empty() || claim.inferred.get("to").is_some_and(|why| why != WHERE_IT_WAS);
    if !is_open {
        return;
    }
    let at = scene.document.sentence_at(claim.evidence.first().span.start);
    let last = (at + NEAR_SENTENCES + 1).min(scene.document.sentences.len());
    let is_host = |place: &PlaceCode| claim.from.iter().any(|host| host.country() == place.country());
    let listed = (at.saturating_sub(NEAR_SENTENCES)..last).find_map(|number| {
        let sentence = &scene.document.sentences[number];
        if !WERE_THERE.is_match(&scene.document.body[sentence.span.range()]) {
            return None;
        }
        let guests: Vec<PlaceCode> = guests_of_sentence(scene, &sentence.tokens).into_iter().filter(|place| !is_host(place)).collect();
        let countries = guests.iter().map(PlaceCode::country).collect::<BTreeSet<_>>();
        (countries.len() >= 2).then_some(guests)
    });
    if let Some(guests) = listed {
        claim.to = guests;
        claim.inferred.insert("to".to_owned(), LISTED.to_owned());
    }
}

/// "China's consul general welcomed the Guiyang delegation": the state whose mission received people of its own country.
pub(super) fn own_mission(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<PlaceCode> {
    let is_received = draft.trigger.rule.as_str() == "en.meeting.received" && sides.inferred.iter().any(|(field, _)| *field == "to");
    let trigger = scene.document.token_at(draft.at.start);
    let envoy = |person: &&ScenePerson| {
        let is_host = person.mentions.iter().any(|(at, _)| draft.tokens.contains(&at.start) && at.end <= trigger);
        is_host && person.branch == Some(Branch::Mission)
    };
    let mut people = scene.people_in(&draft.tokens).filter(|_| is_received);
    let state = people.find(envoy)?.of.as_ref()?.place()?.country_place();
    sides.from.iter().all(|guest| guest.country() == state.country() && *guest != state).then_some(state)
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::{EngagementType, PlaceCode};

    /// The sides of the engagements of a type, as `one + other`.
    fn sides(text: &str, kind: EngagementType) -> Vec<String> {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let of_kind = claims.iter().filter(|claim| claim.kind == kind);
        of_kind.map(|claim| claim.sides().map(PlaceCode::to_string).collect::<Vec<_>>().join(" + ")).collect()
    }

    #[test]
    fn the_guests_of_the_one_conference_are_those_that_another_sentence_lists() {
        let forum = "Hubei Governor Wan Li opened the Hubei International Investment Forum in Wuhan on 3 June 2021.";
        let guests = "Consuls general of France, Kenya and Peru attended.";
        assert_eq!(sides(&format!("{forum} {guests}"), EngagementType::Conference), ["CN-HB + FR + KE + PE"]);
        let figures = "Trade with France, Kenya and Peru grew by a tenth.";
        assert_ne!(sides(&format!("{forum} {figures}"), EngagementType::Conference), ["CN-HB + FR + KE + PE"]);
    }

    #[test]
    fn where_a_seminar_was_tells_whose_guests_they_were() {
        let text = "A Hubei delegation visited Kenya, Peru and Chile from 3 to 9 June 2021.\n\nWhen in Peru, the delegation attended a \
            seminar on trade.";
        assert_eq!(sides(text, EngagementType::Conference), ["CN-HB + PE"]);
    }

    #[test]
    fn a_delegation_at_its_own_countrys_mission_is_met_at_home() {
        let event = "A Guiyang delegation held a trade conference in Ho Chi Minh City, Vietnam, on 3 June 2021.";
        let text = format!("{event}\n\nWei Hua, Consul General of China in Ho Chi Minh City, welcomed the Guiyang delegation.");
        let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let met: Vec<(bool, String)> = claims
            .iter()
            .filter(|claim| claim.kind == EngagementType::Meeting)
            .map(|claim| (claim.home, claim.sides().map(PlaceCode::to_string).collect::<Vec<_>>().join(" + ")))
            .collect();
        assert_eq!(met, [(true, "CN-GZ/Guiyang + CN".to_owned())]);
    }

    #[test]
    fn a_meeting_with_a_body_is_one_though_nobody_is_named() {
        let visit = "Bavarian Minister Ann Reed and her mission visited China from 1 to 4 June 2021.\n\nOn 2 June she met Wan Li, Governor \
            of Hubei.";
        let text = format!("{visit} A meeting on Friday, June 4, with the Jiangxi Department of Commerce was the last of the mission.");
        assert_eq!(sides(&text, EngagementType::Meeting), ["CN-HB + DE-BY", "CN-JX + DE-BY"]);
        let by_pronoun = format!("{visit} On 4 June they met with the Jiangxi Department of Commerce.");
        assert_eq!(sides(&by_pronoun, EngagementType::Meeting), ["CN-HB + DE-BY", "CN-JX + DE-BY"]);
    }

    #[test]
    fn who_is_met_after_unnamed_companies_is_met_by_himself() {
        let text = "Haryana Chief Minister Ravi Rao is in Japan. On 3 June 2021 Rao held talks with companies of Japan. Rao also met Jin Yu, \
            Governor of Shimane Prefecture.";
        assert_eq!(sides(text, EngagementType::Meeting), ["IN-HR + JP", "IN-HR + JP-32"]);
    }

    #[test]
    fn two_heads_of_state_met_whatever_towns_they_spoke_of() {
        let text = "Henan Governor Wan Li visited Luxembourg in June 2021.\n\nOn 3 May 2021 Prime Minister Xavier Bettel of Luxembourg met \
            President Xi Jinping of China on the line from Zhengzhou.";
        assert_eq!(sides(text, EngagementType::Meeting), Vec::<String>::new());
    }

    #[test]
    fn members_of_the_partys_central_committee_act_for_the_state() {
        let text = "Bavarian Minister Ann Reed visited Hubei in June 2021.\n\nOn 3 June 2021 Mao Li, Member of the Political Bureau of the \
            CPC Central Committee, met with Ann Reed.";
        assert_eq!(sides(text, EngagementType::Meeting), ["CN + DE-BY"]);
    }

    #[test]
    fn the_other_side_of_what_happens_on_a_journey_is_the_traveller() {
        let text = "Maryland Governor Ann Reed leaves for Korea and Japan on 12 September 2022. Japan and Korea are old friends of the \
            state; Japan buys more than Korea.\n\nA memorandum with Jeju Province is going to be signed by Reed.";
        assert_eq!(sides(text, EngagementType::Signing), ["KR-49 + US-MD"]);
    }

    #[test]
    fn all_who_met_signed_where_the_sentence_names_none_of_them() {
        let text = "On 3 June 2021 Hubei Governor Wan Li, Hunan Governor Mao Li and Minister Anna Huber of Bavaria met in Wuhan. The three of \
            them signed a memorandum on trade.";
        assert_eq!(sides(text, EngagementType::Signing), ["CN-HB + CN-HN + DE-BY"]);
    }

    #[test]
    fn a_company_named_for_a_province_stands_for_it_where_its_government_is_there() {
        let signed = "The memorandum was signed in Embu County yesterday by the county and Shanxi Dadi Engineering Company.";
        let host = "Embu Governor Ann Wanjiru received Vice Governor He Li of Shanxi Province on 3 June 2021.";
        assert_eq!(sides(&format!("{host}\n\n{signed}"), EngagementType::Signing), ["KE-06 + CN-SX"]);
    }

    #[test]
    fn a_town_without_a_body_gives_way_to_the_province_around_it() {
        let text = "LUCKNOW, Feb 27, 2026: Lucknow looks back on a busy week. Uttar Pradesh Chief Minister Ravi Rao was in Japan.\n\nA road show was held in Tokyo on Wednesday.";
        assert_eq!(sides(text, EngagementType::Conference), ["IN-UP + JP"]);
    }

    #[test]
    fn guests_told_by_their_country_first_and_then_by_name_are_the_named() {
        let text = "The governor of the Penza region Ivan Orlov has met the delegation from China.\n\nThe delegation of Shaanxi Province came to \
            Penza on 3 June 2021.";
        assert_eq!(sides(text, EngagementType::Delegation), ["CN-SN + RU-PNZ"]);
    }
}
