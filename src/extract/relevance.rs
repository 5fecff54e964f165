//! Whether an article reports a dealing of a place below a state across a border.

use super::mention::covers;
use super::scene::Scene;
use crate::model::{EngagementClaim, EngagementType, PlaceLevel};

/// A signing told of one side alone is with those from abroad where the text speaks of them as often as this.
const ABROAD_AT_SIGNING: usize = 3;

/// From how many tokens on a text on places below a state says so: it calls one a province or a city, or names who governs it.
const LONG_TEXT: usize = 120;

/// Whether one of the engagements crosses a border and the text speaks of places below a state; a fair or signing with one side only
/// counts where the text speaks of those from abroad.
pub(super) fn is_relevant(scene: &Scene<'_>, engagements: &[EngagementClaim]) -> bool {
    let crosses = |claim: &EngagementClaim| claim.from.iter().any(|a| claim.to.iter().any(|b| a.country() != b.country()));
    if engagements.iter().any(crosses) {
        return scene.document.tokens.len() < LONG_TEXT || names_bodies(scene) || words(scene, is_of_places) > 0;
    }
    let is_of = |kind: EngagementType| engagements.iter().any(|claim| claim.kind == kind);
    let of_abroad = words(scene, is_of_abroad);
    is_of(EngagementType::Conference) && of_abroad > 0 || is_of(EngagementType::Signing) && of_abroad >= ABROAD_AT_SIGNING
}

/// How many words of a kind stand in the text, outside the names of bodies.
fn words(scene: &Scene<'_>, is_such: impl Fn(&str) -> bool) -> usize {
    let document = scene.document;
    (0..document.tokens.len()).filter(|token| is_such(document.folded(*token)) && !covers(&scene.organizations, *token)).count()
}

/// Whether somebody who acts for a place below a state, or a public body of it, is named.
fn names_bodies(scene: &Scene<'_>) -> bool {
    let codes = scene.places.iter().filter_map(|place| place.code.as_ref());
    codes.filter(|code| code.level() != PlaceLevel::Country).any(|code| scene.has_body(code))
}

/// Words of places below a state and of who governs them. A text with none of them is on companies or on states, whatever towns
/// it names.
fn is_of_places(word: &str) -> bool {
    matches!(
        word,
        "governor"
            | "governors"
            | "mayor"
            | "mayors"
            | "premier"
            | "provincial"
            | "province"
            | "provinces"
            | "municipal"
            | "municipality"
            | "prefecture"
            | "prefectures"
            | "prefectural"
            | "county"
            | "counties"
            | "region"
            | "regions"
            | "regional"
            | "state"
            | "states"
            | "city"
            | "cities"
            | "district"
            | "town"
            | "towns"
            | "council"
            | "councillor"
            | "councillors"
            | "sister"
            | "twin"
            | "twinning"
            | "twinned"
            | "subnational"
            | "local"
            | "marshal"
            | "voivodeship"
            | "oblast"
            | "krai"
            | "canton"
            | "akim"
            | "hokim"
    )
}

fn is_of_abroad(word: &str) -> bool {
    matches!(
        word,
        "foreign"
            | "overseas"
            | "international"
            | "multinational"
            | "global"
            | "world"
            | "countries"
            | "abroad"
            | "transnational"
            | "nations"
    )
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;

    fn is_relevant(text: &str) -> bool {
        extract(text, &ArticleContext::default(), Gazetteer::builtin()).relevant
    }

    #[test]
    fn fairs_with_those_from_abroad_count_and_those_at_home_do_not() {
        let fair = "Shandong held an investment promotion conference in Jinan on 3 May 2021, at which it signed 12 projects.";
        assert!(is_relevant(&format!("{fair} They are with foreign firms.")));
        assert!(!is_relevant(&format!("{fair} They are with firms of the city.")));
    }

    #[test]
    fn dealings_across_a_border_count_where_places_below_a_state_act() {
        assert!(is_relevant("The mayor of Lyon signed an agreement with the mayor of Torino on Monday."));
        assert!(is_relevant("A delegation from Hunan Province visited Bavaria on Monday."));
        assert!(!is_relevant("The mayor of Lyon signed an agreement with the mayor of Nantes on Monday."));
    }

    #[test]
    fn long_texts_that_name_no_place_as_one_that_is_governed_do_not_count() {
        let deal = "Helsinki and Hangzhou signed an agreement on Monday.";
        let rest = " The shares rose, the chief spoke of steel and of steam, and the board drank tea with the men of the yard.".repeat(6);
        assert!(!is_relevant(&format!("{deal}{rest}")));
        assert!(is_relevant(&format!("{deal}{rest} The mayor of Hangzhou signed.")));
    }
}
