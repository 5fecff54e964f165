//! Where an engagement took place.

use super::Draft;
use crate::extract::en::sides::Sides;
use crate::extract::scene::Scene;
use crate::gazetteer::NameForm;
use crate::model::{EngagementType, PlaceCode, PlaceLevel};

pub(super) fn is_venue_word(word: &str) -> bool {
    matches!(word, "in" | "at" | "to" | "near")
}

/// Places below the country behind "in" or "at", in the sentence; for a delegation also the stops told in the next sentences.
pub(super) fn venues_of(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Vec<PlaceCode> {
    let is_trip = draft.trigger.kind == EngagementType::Delegation;
    let last = if is_trip { (draft.sentence + 12).min(scene.document.sentences.len()) } else { draft.sentence + 1 };
    let mut venues: Vec<PlaceCode> = Vec::new();
    for sentence in draft.sentence..last {
        let tokens = scene.document.sentences[sentence].tokens.clone();
        let mut in_list = false;
        let mut previous_end = 0;
        for place in scene.places_in(&tokens).filter(|place| place.form != NameForm::Adjective) {
            let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country) else { continue };
            let before = place.tokens.start.checked_sub(1).filter(|t| tokens.contains(t)).map(|t| scene.document.folded(t));
            let continues = in_list && place.tokens.start - previous_end <= 3;
            let is_stop = is_trip
                && before == Some("was")
                && place.tokens.start >= tokens.start + 2
                && scene.document.folded(place.tokens.start - 2) == "stop";
            in_list = before.is_some_and(is_venue_word) || is_stop || continues;
            previous_end = place.tokens.end;
            let fits_trip = !is_trip || sides.to.iter().any(|to| to.country() == code.country());
            // "Consul General in Chicago" tells an office, no stop.
            let stands_behind_office =
                || place.tokens.start >= 2 && scene.is_in_title(&scene.document.tokens[place.tokens.start - 2].span());
            let is_office = scene.is_in_title(&place.span) || stands_behind_office() || is_post(scene, place.tokens.start, tokens.start);
            if in_list && fits_trip && !is_office && !is_site(scene, place.tokens.start, tokens.start) && !venues.contains(code) {
                venues.push(code.clone());
            }
        }
    }
    let inner = venues.clone();
    venues.retain(|venue| !inner.iter().any(|other| other != venue && venue.includes(other)));
    venues
}

/// "to set up its headquarters in Shenyang": where something is to stand.
fn is_site(scene: &Scene<'_>, start: usize, floor: usize) -> bool {
    let before = start.checked_sub(2).filter(|token| *token >= floor).map_or("", |token| scene.document.folded(token));
    matches!(
        before,
        "headquarters"
            | "plant"
            | "plants"
            | "factory"
            | "factories"
            | "base"
            | "bases"
            | "branch"
            | "subsidiary"
            | "invest"
            | "investing"
            | "layout"
            | "production"
    )
}

/// "the Consul General of Japan in Chicago": where the post is.
fn is_post(scene: &Scene<'_>, start: usize, floor: usize) -> bool {
    let words = (start.saturating_sub(8).max(floor)..start).rev().map(|token| scene.document.folded(token));
    words.take_while(|word| !matches!(*word, "," | ";" | "visited" | "met")).any(|word| matches!(word, "consul" | "consulate" | "embassy"))
}
