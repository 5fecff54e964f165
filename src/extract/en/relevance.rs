//! Whether an article reports a dealing of a place below a state across a border.

use crate::extract::mention::{PlaceMention, covers};
use crate::extract::scene::{Scene, ScenePerson};
use crate::model::{EngagementClaim, EngagementType, PlaceLevel};

/// A signing told of one side alone is with those from abroad where the text speaks of them as often as this.
const ABROAD_AT_SIGNING: usize = 3;

/// From how many tokens on a text on places below a state says so: it calls one a province or a city, or names who governs it.
const LONG_TEXT: usize = 120;

/// Whether one of the engagements crosses a border and the text speaks of places below a state; a fair or signing with one side only
/// counts where the text speaks of those from abroad.
pub fn is_relevant(scene: &Scene<'_>, engagements: &[EngagementClaim]) -> bool {
    let crosses = |claim: &EngagementClaim| claim.from.iter().any(|a| claim.to.iter().any(|b| a.country() != b.country()));
    if engagements.iter().any(crosses) {
        // Where heads of states act, "Lagos and Abia States" only says where something is to be built.
        let is_on_states = scene.people.iter().any(ScenePerson::acts_for_state);
        let heads = if is_on_states { heads_of_state(scene) } else { 0 };
        let is_told = || words(scene, |word| is_of_places(word) && !(is_on_states && word == "states")) > heads;
        return scene.document.tokens.len() < LONG_TEXT
            || names_bodies(scene)
            || names_delegation(scene)
            || names_chief_minister(scene)
            || is_told();
    }
    let is_of = |kind: EngagementType| engagements.iter().any(|claim| claim.kind == kind);
    let of_abroad = words(scene, is_of_abroad);
    let at_conference = if is_with_firms_of_state(scene) { ABROAD_AT_SIGNING } else { 1 };
    is_of(EngagementType::Conference) && of_abroad >= at_conference || is_of(EngagementType::Signing) && of_abroad >= ABROAD_AT_SIGNING
}

/// How often the text speaks of heads of state, whose state is none of a country's.
fn heads_of_state(scene: &Scene<'_>) -> usize {
    let word = |token: usize| scene.document.folded(token);
    let is_head = |token: &usize| word(*token) == "state" && word(token - 1) == "of" && matches!(word(token - 2), "head" | "heads");
    (2..scene.document.tokens.len()).filter(is_head).count()
}

/// Whether a text tells that a place dealt with the firms of its own state: "84 projects with central enterprises".
fn is_with_firms_of_state(scene: &Scene<'_>) -> bool {
    let document = scene.document;
    let is_such = |token: usize| match document.folded(token) {
        "soes" => true,
        "central" => token + 1 < document.tokens.len() && document.folded(token + 1) == "enterprises",
        "enterprises" => {
            let behind = (token + 1..document.tokens.len()).take(4).map(|next| document.folded(next));
            behind.eq(["under", "the", "central", "government"])
        }
        _ => false,
    };
    (0..document.tokens.len()).any(is_such)
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

/// Whether the chief minister of a state or province is named, as in India and Pakistan: an office that only places below a country have.
fn names_chief_minister(scene: &Scene<'_>) -> bool {
    let is_such = |person: &ScenePerson| {
        let title = person.title.as_deref().unwrap_or_default().to_lowercase();
        let of = person.of.as_ref().and_then(|of| of.place());
        title.ends_with("chief minister") && of.is_some_and(|of| of.level() != PlaceLevel::Country)
    };
    scene.people.iter().any(is_such)
}

/// "the Henan delegation": whether a group is called by a place below a state.
fn names_delegation(scene: &Scene<'_>) -> bool {
    let is_subnational = |place: &&PlaceMention| place.code.as_ref().is_some_and(|code| code.level() != PlaceLevel::Country);
    let is_group = |token: usize| token < scene.document.tokens.len() && scene.document.folded(token) == "delegation";
    scene.places.iter().filter(is_subnational).any(|place| is_group(place.tokens.end))
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
    fn fairs_with_the_firms_of_the_own_state_do_not_count() {
        let fair = "Xuzhou held an investment fair on 3 May 2021, at which it signed 12 projects";
        assert!(is_relevant(&format!("{fair} with guests. Demand from abroad is weak.")));
        assert!(!is_relevant(&format!("{fair} with central enterprises. Demand from abroad is weak.")));
        assert!(!is_relevant(&format!("{fair} with enterprises under the central government. Demand from abroad is weak.")));
    }

    #[test]
    fn states_that_a_head_of_state_builds_in_do_not_act() {
        let deal = "President Xi Jinping of China and President Muhammadu Buhari of Nigeria met other heads of state in Beijing on Monday. \
                    Nigeria and China signed an agreement on a line from Kaduna to Kano.";
        let rest = " The papers spoke of steel and of steam, and the men of the yard drank tea with the guests of the house.".repeat(6);
        assert!(!is_relevant(&format!("{deal}{rest} Katsina and Abia States gave the land.")));
        assert!(is_relevant(&format!("{deal}{rest} The governors of Katsina and Abia gave the land.")));
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
        assert!(is_relevant(&format!("{deal}{rest} The Hangzhou delegation left.")));
        let rao = "Haryana has signed an agreement with Japan, Chief Minister Ravi Rao said.";
        assert!(is_relevant(&format!("{rao}{rest}")));
    }
}
