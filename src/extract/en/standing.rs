//! How a place stands in its sentence: as where something was, where somebody is posted or where the news was written, and not as one who
//! acts.

use std::ops::Range;

use crate::extract::mention::{PlaceMention, touching};
use crate::extract::scene::{Scene, are_people_of};
use crate::gazetteer::NameForm;
use crate::model::PlaceLevel;
use crate::text::Document;

/// "Consul General of Germany in Osaka", "the consuls general of Korea, Germany and France to Shenyang": where envoys are posted.
pub(super) fn is_posting(document: &Document<'_>, place: &PlaceMention) -> bool {
    let start = place.tokens.start;
    let is_in = start.checked_sub(1).is_some_and(|token| matches!(document.folded(token), "in" | "to" | "-"));
    let is_of_title = |token: &usize| {
        let word = document.folded(*token);
        document.tokens[*token].is_capitalised()
            || matches!(word, "consul" | "consuls" | "general" | "generals" | "’s" | "'s" | "of" | "the" | "and" | "to" | "in")
            || document.text(*token) == ","
    };
    let mut words = (start.saturating_sub(16)..start).rev().take_while(is_of_title);
    is_in
        && words.any(|token| matches!(document.folded(token), "consul" | "consuls" | "consulate" | "consulates" | "ambassador" | "embassy"))
}

/// "SACRAMENTO - Governor Jin Yu welcomed …": where the news was written, which is where things took place.
pub(super) fn wrote_there(place: &PlaceMention) -> bool {
    place.is_dateline && place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::City)
}

/// "left for Germany to take part in the 2011 Hanover Fair": a town that a fair is named for, where its country is told beside.
pub(super) fn names_fair(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let Some(code) = place.code.as_ref().filter(|code| code.level() == PlaceLevel::City) else { return false };
    let behind = Some(place.tokens.end).filter(|token| tokens.contains(token) && document.tokens[*token].is_capitalised());
    let is_fair = behind.is_some_and(|token| matches!(document.folded(token), "fair" | "messe" | "expo" | "trade"));
    is_fair && scene.places_in(tokens).any(|other| other.form == NameForm::Name && other.code == Some(code.country_place()))
}

/// Behind "in" or "at", or going on a list that began so: where it took place, not who took part.
pub(super) fn stands_as_venue(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>, previous: Option<(bool, usize)>) -> bool {
    let before = |back: usize| place.tokens.start.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| scene.document.folded(t));
    if are_people_of(scene.document, place) || stands_for_unknown_town(scene, place, tokens) {
        return false;
    }
    if matches!(before(1), "in" | "at" | "near")
        || before(1) == "the"
            && matches!(before(2), "in" | "at" | "near")
            && place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::City)
    {
        // "friends in Germany", "trade in Hesse" are not venues of what is held, but no sides either.
        return true;
    }
    // "Beijing was where the premier's mission came to its end"
    let behind = |ahead: usize| Some(place.tokens.end + ahead).filter(|t| tokens.contains(t)).map_or("", |t| scene.document.folded(t));
    if matches!(behind(0), "is" | "was") && (behind(1) == "where" || behind(1) == "the" && matches!(behind(2), "place" | "venue" | "scene"))
    {
        return true;
    }
    if before(1) == "to"
        && matches!(before(2), "come" | "came" | "went" | "go" | "gone" | "travelled" | "traveled" | "trip" | "visit" | "flew" | "going")
    {
        return true;
    }
    match previous {
        Some((true, end)) => {
            let gap = place.tokens.start.saturating_sub(end);
            // "In Seoul, Ontario and Gyeonggi renewed …": what opens a sentence ends with its comma.
            let opens = tokens.start + 2 >= end.saturating_sub(1) && scene.document.folded(tokens.start) == "in" && gap == 1;
            let is_comma = scene.document.text(end) == ",";
            gap <= 2 && !(opens && is_comma) && (end..place.tokens.start).all(|t| matches!(scene.document.text(t), "," | "and"))
        }
        _ => false,
    }
}

/// "a delegation of Shanlo city in Shaanxi Province": the province stands for a town in it that no list holds.
fn stands_for_unknown_town(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let Some([name, kind, by]) =
        place.tokens.start.checked_sub(3).filter(|first| tokens.contains(first)).map(|first| [first, first + 1, first + 2])
    else {
        return false;
    };
    let is_town = matches!(document.folded(kind), "city" | "town" | "county" | "district") && document.folded(by) == "in";
    let is_subdivision = place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::Subdivision);
    is_subdivision && is_town && document.tokens[name].is_capitalised() && touching(&scene.places, name..kind + 1).next().is_none()
}
