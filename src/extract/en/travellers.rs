//! Who travelled where a sentence does not say it by a place's name: officers told by their office alone, and whom the rest of the article
//! tells as guests and hosts.

use std::borrow::Cow;
use std::ops::Range;

use super::hosts::is_host_word;
use super::officers::{governs, officers_of};
use super::sides::{ABOUT_THE_ARTICLE, told_near};
use super::travel::{governing_word, is_destination_word};
use crate::extract::mention::PlaceMention;
use crate::extract::scene::{OfficeOfPlace, Scene};
use crate::gazetteer::NameForm;
use crate::model::{PlaceCode, PlaceLevel};

/// "Five Hobart aldermen were in Kurashiki": the place of officers who are told without their names, and to whom nobody goes.
pub(super) fn officers_who_travel(scene: &Scene<'_>, tokens: &Range<usize>, to: &[PlaceCode]) -> Option<PlaceCode> {
    let is_elsewhere = |code: &PlaceCode| to.iter().all(|goal| goal.country() != code.country());
    let mut places = scene.places_in(tokens).filter(|place| place.code.as_ref().is_some_and(is_elsewhere));
    let is_met = |word: &str| {
        is_destination_word(word) && word != "for"
            || is_host_word(word)
            || matches!(word, "with" | "by" | "met" | "and" | "meet" | "see" | "on")
    };
    let travels = |place: &&PlaceMention| {
        officers_of(scene, place, tokens).is_some_and(|officers| !is_met(governs(scene.document, officers, tokens)))
    };
    places.find(travels).and_then(|place| place.code.clone())
}

/// "The Vice-Governor is in the province": the place of the last person told before with just this office.
pub(super) fn place_of_office(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<PlaceCode> {
    let document = scene.document;
    let word = |token: usize| if tokens.contains(&token) { document.folded(token) } else { "" };
    let is_article = |token: &usize| matches!(word(*token), "the" | "our");
    let first = tokens.clone().find(|token| is_article(token) && !office_words(&word, *token + 1).is_empty())?;
    let office = office_words(&word, first + 1);
    let is_deputy = |words: &str| ["vice", "deputy", "lieutenant"].iter().any(|rank| words.contains(rank));
    let is_such = |told: &&OfficeOfPlace| told.office.contains(office.as_str()) && is_deputy(&told.office) == is_deputy(&office);
    let mut places = scene.offices_before(tokens.start).iter().filter(is_such).map(|told| &told.place);
    let place = places.next()?;
    places.all(|other| other == place).then(|| place.clone())
}

/// The words of an office that stand at a token: "vice governor", "mayor".
fn office_words<'w>(word: &impl Fn(usize) -> &'w str, at: usize) -> String {
    let is_rank = matches!(word(at), "vice" | "deputy" | "lieutenant");
    let next = if is_rank { at + 1 + usize::from(word(at + 1).is_empty()) } else { at };
    let is_office = matches!(word(next), "governor" | "mayor" | "premier" | "marshal" | "khokim" | "hokim" | "akim");
    match (is_office, is_rank) {
        (true, true) => format!("{} {}", word(at), word(next)),
        (true, false) => word(next).to_owned(),
        _ => String::new(),
    }
}

/// Whether a sentence names somebody with an office of a place who does more than speak of the visit: "the mayor hailed the visit" is
/// the host's word.
pub(super) fn names_traveller(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let speaks = tokens.clone().any(|token| {
        matches!(
            scene.document.folded(token),
            "hailed" | "thanked" | "praised" | "appreciated" | "welcomed" | "hoped" | "expressed" | "said"
        )
    });
    !speaks && scene.people_in(tokens).any(|person| person.place().is_some())
}

/// Of the two places that an article is about, who visits whom: guests are told as "delegation from …", hosts as where things happen.
/// `None` where that does not decide.
pub(super) fn journey_of_article(scene: &Scene<'_>) -> Option<(PlaceCode, PlaceCode)> {
    let (home, partner) = (scene.principals.home.as_ref()?, scene.principals.partner.as_ref()?);
    if home.country() == partner.country() || [home, partner].iter().any(|place| place.level() == PlaceLevel::Country) {
        return None;
    }
    let (mut home_hosts, mut partner_hosts) = (0_i32, 0_i32);
    for sentence in &scene.document.sentences {
        for place in scene.places_in(&sentence.tokens) {
            let Some(code) = place.code.as_ref().filter(|_| place.form != NameForm::Adjective && !scene.is_in_title(&place.span)) else {
                continue;
            };
            let before = governing_word(scene, place, &sentence.tokens).map_or("", |token| scene.document.folded(token));
            let behind = |ahead: usize| {
                Some(place.tokens.end + ahead).filter(|t| sentence.tokens.contains(t)).map_or("", |t| scene.document.folded(t))
            };
            let is_guest = matches!(before, "from") || (0..3).any(|ahead| matches!(behind(ahead), "delegation" | "delegates" | "mission"));
            let is_host = !is_guest && before != "for" && (before == "at" || is_destination_word(before));
            let weight = if is_guest { -2 } else { i32::from(is_host) };
            if code.country() == home.country() {
                home_hosts += weight;
            } else if code.country() == partner.country() {
                partner_hosts += weight;
            }
        }
    }
    match home_hosts - partner_hosts {
        difference if difference >= 4 => Some((partner.clone(), home.clone())),
        difference if difference <= -4 => Some((home.clone(), partner.clone())),
        _ => None,
    }
}

pub(super) fn infer_traveller(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    to: &[PlaceCode],
    inferred: &mut Vec<(&'static str, String)>,
) -> Option<Vec<PlaceCode>> {
    let candidates = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
    let fits = |code: &&PlaceCode| to.is_empty() || to.iter().any(|place| place.country() != code.country());
    let is_known = |code: &PlaceCode| !to.is_empty() && to.iter().all(|place| place.country() == code.country());
    let chosen = candidates.into_iter().find(fits);
    let of_article = || chosen.map(|chosen| (Cow::Borrowed(chosen), ABOUT_THE_ARTICLE));
    let (chosen, why) = if to.is_empty() { of_article() } else { told_near(scene, tokens, is_known, chosen) }?;
    inferred.push(("from", why.to_owned()));
    Some(vec![chosen.into_owned()])
}
