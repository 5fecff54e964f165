//! What words that say little by themselves tell: enough where the sentence names both sides.

use super::Draft;
use crate::extract::en::instruments::PAPER;
use crate::extract::en::officers;
use crate::extract::en::patterns::pattern;
use crate::extract::en::sides::Sides;
use crate::extract::scene::Scene;
use crate::model::{EngagementType, PlaceCode};

/// Whether a sentence names who met whom by itself: both sides by name or by those who act for them, and for a meeting an officer on each.
pub(super) fn tells_all(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> bool {
    let is_named = |side: &PlaceCode| {
        let is_there = |code: &PlaceCode| code.country() == side.country();
        scene.places_in(&draft.tokens).any(|place| place.code.as_ref().is_some_and(is_there))
            || scene.people_in(&draft.tokens).any(|person| person.place().is_some_and(is_there))
    };
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    let is_guess = sides.inferred.iter().any(|(field, why)| *field == "from" && super::is_guess(why));
    let are_officers = draft.trigger.kind != EngagementType::Meeting || officers::count(scene, &draft.tokens) >= 2;
    !is_on_something_else(draft.trigger.kind, text) && !is_guess && are_officers && sides.from.iter().chain(&sides.to).all(is_named)
}

/// What a sentence with such words may be about instead: an invitation or a paper and no journey, a fair at which many were and no talk.
fn is_on_something_else(kind: EngagementType, text: &str) -> bool {
    pattern!(
        NO_JOURNEY,
        r"(?i)\b(asks?|asked|invit\w+|congratulat\w+|visitors from|brought (new |many |more )?(compan(y|ies)|firms|investments?|jobs|money|people|business(es)?)|tourists|investors from|masks|vaccines|thermometers|(ambassador|consul)[a-z -]* (to|in|of)|spoke about|said that|signed|compan(y|ies) from|firms from|trade (in|with)|exports?|imports?|flights?|students|pupils|train)\b"
    );
    pattern!(
        TRAVELLERS,
        r"(?i)\b(delegations?|delegates|missions?|entourage|party|team|group|mayors?|governors?|gov|premiers?|(prime |chief )?ministers?|secretary|senators?|alderm[ae]n|council\w+|officials|deputies|lawmakers|president|commissioners?|speaker|envoys?|chief|exco|akim|khokim|marshal|committee|staffers|cadres|heads? of (the )?([a-z]+ )?(government|administration|executive))\b"
    );
    pattern!(
        NO_TALK,
        r"(?i)\b(sign(s|ed|ing)?|signatures?|inked|forum|conference|round ?table|expo|fair|summit|dialogue|symposium|seminar|attend(s|ed|ing|ance)?|present (at|were)|congratulat\w+|telegram|letter|wrote|in the chair|looked on|presence of|donat\w+|will attend|appointed)\b"
    );
    // "By the agreement the two cities will …": what a paper says.
    pattern!(
        NOT_SIGNED,
        r"(?i)^\W*(by|under|according to|in accordance with|pursuant to|on the basis of) (the|this|that|their|its) ([a-z-]+ ){0,3}(agreement|memorandum|mou|accord|pact|contract|deal|protocol|document|paper)\b|\b(will|shall|would|to) not be\b|\b(managed|according to|under the terms|hopes?|hoped|thanked)\b"
    );
    pattern!(SIGNING, r"(?i)\b(sign(s|ed|ing)?|signatures?|inked|letter of intent|looked on|memorandum)\b");
    match kind {
        EngagementType::Delegation => NO_JOURNEY.is_match(text) || !TRAVELLERS.is_match(text),
        EngagementType::Meeting => NO_TALK.is_match(text),
        EngagementType::Signing => !PAPER.is_match(text) || NOT_SIGNED.is_match(text),
        EngagementType::Exchange => SIGNING.is_match(text),
        _ => false,
    }
}
