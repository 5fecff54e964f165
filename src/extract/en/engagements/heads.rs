//! Whom a sentence says to head a delegation.

use crate::extract::scene::{Scene, ScenePerson};
use crate::model::{Context, EngagementClaim, EngagementType};
use std::ops::Range;

/// Why somebody leads whom the delegation's own sentence does not name.
const TOLD_ELSEWHERE: &str = "who is said to head a delegation elsewhere in the article and acts for the side that travelled";

fn is_led_by_word(word: &str) -> bool {
    matches!(word, "led" | "headed" | "heading" | "leads" | "leading" | "took" | "under" | "lead" | "takes" | "take" | "heads")
}

fn is_group(word: &str) -> bool {
    matches!(word, "delegation" | "mission" | "group" | "team" | "entourage" | "party" | "trip" | "visit" | "tour")
}

/// The people named in a range of tokens whom `may` lets through, and where each is named first, in the order of the text.
pub(super) fn people_told_in<'s>(
    scene: &'s Scene<'_>,
    tokens: &Range<usize>,
    may: impl Fn(&ScenePerson) -> bool,
) -> Vec<(&'s ScenePerson, usize)> {
    let mut people: Vec<(&ScenePerson, usize)> = scene
        .people_in(tokens)
        .filter(|person| may(person))
        .filter_map(|person| Some((person, person.mentions.iter().map(|(at, _)| at.start).find(|at| tokens.contains(at))?)))
        .collect();
    people.sort_by_key(|(_, at)| *at);
    people
}

/// Who heads the delegation by the words of these tokens: the person before "led", behind "led by", "at its head", "its leader".
pub(super) fn told_head<'s>(scene: &'s Scene<'_>, tokens: &Range<usize>, may: impl Fn(&ScenePerson) -> bool) -> Option<&'s ScenePerson> {
    let people = people_told_in(scene, tokens, may);
    at_the_head(scene, tokens, &people).or_else(|| called_leader(scene, tokens, &people)).or_else(|| leading(scene, tokens, &people))
}

/// "with Jin Yu as its head", "Jin Yu at the head of a delegation", "at the head of which stood Jin Yu".
fn at_the_head<'s>(scene: &Scene<'_>, tokens: &Range<usize>, people: &[(&'s ScenePerson, usize)]) -> Option<&'s ScenePerson> {
    let word = |token: usize| scene.document.folded(token.min(scene.document.tokens.len() - 1));
    let is_head = |t: &usize| word(*t) == "head" && (t.saturating_sub(3)..*t).any(|near| matches!(word(near), "as" | "at"));
    let head = tokens.clone().find(is_head)?;
    let is_behind = (head + 1..head + 4).any(|token| matches!(word(token), "which" | "whom" | "stood" | "stands"));
    // "At the head of Dong Nai's delegation was Jin Yu", "to that of Dong Nai, at whose head was Jin Yu"
    let opens = matches!(word(head - 1), "whose") || (tokens.start..head).all(|t| matches!(word(t), "at" | "the" | "its" | "and"));
    let verb = (head + 1..tokens.end.min(head + 12)).find(|t| matches!(word(*t), "was" | "is" | "were" | "stood" | "stands"));
    let behind = verb.filter(|_| opens).and_then(|verb| people.iter().find(|(_, at)| *at > verb && *at <= verb + 14));
    let chosen = match is_behind {
        _ if behind.is_some() => behind,
        true => people.iter().find(|(_, at)| *at > head),
        false => people.iter().rev().find(|(_, at)| *at < head),
    };
    chosen.map(|(person, _)| *person)
}

/// "the delegation, whose leader is Jin Yu", "Jin Yu was its leader".
fn called_leader<'s>(scene: &Scene<'_>, tokens: &Range<usize>, people: &[(&'s ScenePerson, usize)]) -> Option<&'s ScenePerson> {
    let word = |token: usize| scene.document.folded(token.min(scene.document.tokens.len() - 1));
    let is_leader =
        |t: &usize| matches!(word(*t), "leader" | "head") && t.checked_sub(1).is_some_and(|of| matches!(word(of), "whose" | "its" | "the"));
    // "Jin Yu, Chairman of the Chamber and Head of the delegation", "the leader of the mission, Jin Yu"
    let is_of_group = |t: &usize| {
        matches!(word(*t), "leader" | "head")
            && word(*t + 1) == "of"
            && matches!(word(*t + 2), "the" | "a" | "this")
            && is_group(word(*t + 3))
    };
    if let Some(head) = tokens.clone().find(is_of_group) {
        let behind = people.iter().find(|(_, at)| (head + 4..head + 7).contains(at));
        let before = || people.iter().rev().find(|(_, at)| *at < head && head - at <= 16);
        if let Some((person, _)) = behind.or_else(before) {
            return Some(person);
        }
    }
    let leader = tokens.clone().find(is_leader)?;
    let chosen = match word(leader + 1) {
        "is" | "was" => people.iter().find(|(_, at)| *at > leader && *at <= leader + 8),
        _ if leader >= 2 && matches!(word(leader - 2), "is" | "was" | "as") => people.iter().rev().find(|(_, at)| *at < leader),
        _ => None,
    };
    chosen.map(|(person, _)| *person)
}

/// "Jin Yu led a 12-member delegation", "a delegation led by Jin Yu": the group stands near, else it is a party that leads in polls.
fn leading<'s>(scene: &Scene<'_>, tokens: &Range<usize>, people: &[(&'s ScenePerson, usize)]) -> Option<&'s ScenePerson> {
    let word = |token: usize| scene.document.folded(token.min(scene.document.tokens.len() - 1));
    let is_by = |led: usize| word(led + 1) == "by" || word(led) == "under";
    // "the delegation of the Dong Nai province of the Socialist Republic of Utopia headed by …": the names stand between.
    let back = |led: usize| if is_by(led) && word(led) != "under" { 16 } else { 8 };
    let is_near_group =
        |t: &usize| (t.saturating_sub(back(*t))..(t + 12).min(tokens.end)).any(|near| tokens.contains(&near) && is_group(word(near)));
    // "It is led by Jin Yu", behind a sentence on the delegation
    let is_of_it = |t: &usize| matches!(word(tokens.start), "it" | "they") && is_by(*t) && *t <= tokens.start + 4;
    let led = tokens.clone().find(|t| is_led_by_word(word(*t)) && (is_near_group(t) || is_of_it(t)))?;
    // "Jin Yu, together with Councillor Li Min, headed a group"
    let goes_along = |at: usize| (at.saturating_sub(4)..at).any(|t| tokens.contains(&t) && word(t) == "with");
    let before = |alone: bool| people.iter().rev().find(|(_, at)| *at < led && !(alone && goes_along(*at)));
    // "Jin Yu and Li Min were the heads of the delegation"
    let are_heads = word(led) == "heads" && word(led + 1) == "of";
    let first = people.first().filter(|(_, at)| are_heads && *at < led);
    let chosen = if first.is_some() {
        first
    } else if is_by(led) {
        people.iter().find(|(_, at)| *at > led)
    } else {
        before(true).or_else(|| before(false))
    };
    chosen.map(|(person, _)| *person)
}

/// "It is headed by the vice governor, Jin Yu": whom another sentence says to head the delegation. The one behind it may speak of "it"
/// alone; any other must name a person who acts for the side that travels, and yields to such a one in the delegation's own.
pub(super) fn take_told_heads(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let sentences = &scene.document.sentences;
    let mut heads: Option<Vec<(usize, &ScenePerson)>> = None;
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation) {
        let told_in: Vec<usize> = claim.evidence.iter().map(|evidence| scene.document.sentence_at(evidence.span.start)).collect();
        let heads = heads.get_or_insert_with(|| {
            let told = sentences.iter().enumerate();
            told.filter_map(|(number, sentence)| Some((number, told_head(scene, &sentence.tokens, |_| true)?))).collect()
        });
        let is_own = |(number, person): &&(usize, &ScenePerson)| told_in.contains(number) && claim.leader.as_ref() == Some(&person.name);
        if heads.iter().any(|head| is_own(&head)) {
            continue;
        }
        let is_next = |(number, person): &&(usize, &ScenePerson)| {
            told_in.iter().any(|told| told + 1 == *number)
                && speaks_of_the_group(scene, &sentences[*number].tokens)
                && person.place().is_none_or(|place| claim.from.iter().any(|from| from.country() == place.country()))
        };
        let acts = |person: &ScenePerson| {
            person.place().is_some_and(|place| claim.from.iter().any(|from| from.includes(place) || place.includes(from)))
        };
        let may_be_other = claim.context != Context::Historical
            && claim.leader.as_ref().is_none_or(|leader| !scene.people.iter().any(|person| person.name == *leader && acts(person)));
        let distance = |number: usize| told_in.iter().map(|told| told.abs_diff(number)).min();
        let of_side =
            || heads.iter().filter(|_| may_be_other).filter(|(_, person)| acts(person)).min_by_key(|(number, _)| distance(*number));
        if let Some((_, person)) = heads.iter().find(is_next) {
            claim.leader = Some(person.name.clone());
        } else if let Some((_, person)) = of_side() {
            claim.leader = Some(person.name.clone());
            claim.inferred.insert("leader".to_owned(), TOLD_ELSEWHERE.to_owned());
        }
    }
}

/// "It is led by …", "At the head of it was …", "The group, 12 strong, was led by …".
fn speaks_of_the_group(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let word = |token: usize| scene.document.folded(token.min(scene.document.tokens.len() - 1));
    let first = tokens.start;
    matches!(word(first), "it" | "they")
        || matches!(word(first), "the" | "its") && (is_group(word(first + 1)) || matches!(word(first + 1), "guests" | "visitors" | "head"))
        || matches!((word(first), word(first + 1), word(first + 2)), ("at", "the" | "its", "head"))
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    fn leader(text: &str) -> Option<String> {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        claims.into_iter().find(|claim| claim.kind == EngagementType::Delegation)?.leader
    }

    #[test]
    fn whoever_is_said_to_head_a_delegation_leads_it() {
        let by_far = "On 4 May 2021 Governor Anne Petit of Brittany received the delegation of the Hubei province of the People's Republic of \
            China headed by the vice governor Ms. Luo Min.";
        let at_the_head = "On 4 May 2021 Brittany Governor Anne Petit received a delegation of Hubei Province. At the head of it was Vice \
            Governor Luo Min.";
        let of_it = "A delegation from Hubei Province visited Brittany on 4 May 2021. It is led by Vice Governor Luo Min. Governor Wan Li \
            of Hubei had been there in 2018.";
        let two = "A delegation from Hubei Province visited Brittany on 4 May 2021. Luo Min, vice governor of Hubei, and Wan Li, mayor of \
            Wuhan, were the heads of the delegation.";
        for text in [by_far, at_the_head, of_it, two] {
            assert_eq!(leader(text).as_deref(), Some("Luo Min"), "{text}");
        }
    }

    #[test]
    fn he_who_travels_is_who_was_told_before() {
        let text = "Hubei Governor Wan Li spoke of friendship. On 4 May 2021 he arrived in Kenya with Deputy Director Luo Min.";
        assert_eq!(leader(text).as_deref(), Some("Wan Li"));
        // In somebody's words "he" is anybody.
        let quoted = "Hubei Governor Wan Li spoke of friendship. \"Last year he came to Kenya with a delegation led by Luo Min of Hubei.\"";
        assert_ne!(leader(quoted).as_deref(), Some("Wan Li"));
    }
}
