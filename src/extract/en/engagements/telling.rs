//! What the sentences of an article tell in plain words, and what they only hint at.

use super::fits::is_held;
use super::{Draft, TRIGGERS, claims_of};
use crate::extract::en::gates::Door;
use crate::extract::en::matches::Match;
use crate::extract::en::sides::part_with_both_sides;
use crate::extract::scene::Scene;
use crate::model::{EngagementClaim, EngagementType, TextSpan};

/// How many words for an event are looked at in one sentence.
const MOST_HITS: usize = 4;

/// What a sentence tells in plain words.
pub(super) struct Told {
    pub(super) sentence: usize,
    pub(super) claim: EngagementClaim,
    /// Whether the sentence says that it was held, met, signed: an event may be told by its name under any verb.
    pub(super) is_sure: bool,
}

/// By sentence what plain words tell, one rule for each type and sentence: the first that makes anything of it. Beside them what is only
/// hinted at.
pub(super) fn told_in_plain_words<'t>(scene: &Scene<'_>) -> (Vec<Told>, Vec<Draft<'t>>) {
    let (mut plain, mut faint) = (Vec::new(), Vec::new());
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let text = &scene.document.body[sentence.span.range()];
        // A run of headings or a list without verbs is as long as a page: no sentence is.
        if text.len() > 3_000 {
            continue;
        }
        let mut seen: Vec<EngagementType> = Vec::new();
        let open = scene.open[number] >> Door::Engagements as usize;
        if open == 0 {
            continue;
        }
        for (rank, (trigger, pattern)) in TRIGGERS.iter().enumerate() {
            if open & (1 << rank) == 0 || seen.contains(&trigger.kind) && !trigger.is_faint {
                continue;
            }
            // What is no event's name is passed over for the next; of any other type the first words tell what the sentence does.
            let hits = if trigger.kind == EngagementType::Conference { MOST_HITS } else { 1 };
            let draft_of = |hit: Match<'_>| {
                let at = TextSpan::new(sentence.span.start + hit.start(), sentence.span.start + hit.end());
                Draft { trigger, sentence: number, tokens: sentence.tokens.clone(), at }
            };
            // "Mr. Sato, Head of the Consular Office": an office goes nowhere; "the visiting mayor" does.
            let is_visiting =
                |draft: &Draft<'_>| draft.at.of(scene.document.body).is_some_and(|words| words.eq_ignore_ascii_case("visiting"));
            let is_journey = trigger.kind == EngagementType::Delegation;
            let is_office = |draft: &Draft<'_>| is_journey && !is_visiting(draft) && scene.is_in_title(&draft.at);
            let mut drafts = pattern.find_iter(text).map(draft_of).filter(|draft| !is_office(draft)).take(hits);
            if trigger.is_faint {
                faint.extend(drafts.next());
                continue;
            }
            let drafts: Vec<Draft<'_>> = drafts.collect();
            let listed: Vec<&Draft<'_>> =
                if drafts.len() < 2 { Vec::new() } else { drafts.iter().filter(|draft| is_one_of_list(scene, draft)).collect() };
            let is_list = listed.len() >= 2;
            for draft in if is_list { listed } else { drafts.iter().collect() } {
                // "had not led a mission before, toured Japan": what is denied of one verb is not of the next.
                let claims = claims_of(scene, draft);
                if claims.is_empty() {
                    continue;
                }
                seen.push(trigger.kind);
                let is_sure = trigger.kind != EngagementType::Conference || is_held(scene, draft, text);
                plain.extend(claims.into_iter().map(|claim| Told { sentence: number, claim, is_sure }));
                if !is_list {
                    break;
                }
            }
        }
    }
    (plain, faint)
}

/// "the Hubei-Colombia Fair, the Hubei-Bahamas Forum and the Hubei (Argentina) Fair": an event with both its sides between two marks.
fn is_one_of_list(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    let trigger = scene.document.token_at(draft.at.start);
    draft.trigger.kind == EngagementType::Conference && part_with_both_sides(scene, &draft.tokens, trigger) != draft.tokens
}
