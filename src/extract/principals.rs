//! Which two places a text is about.

use std::collections::{HashMap, HashSet};

use super::mention::PlaceMention;
use super::scene::{Principals, are_people_of};
use crate::gazetteer::NameForm;
use crate::model::{CountryCode, PlaceCode, PlaceLevel};
use crate::text::Document;

/// What a province that is named in bodies alone gains where the text is written in a town of it.
const BY_DATELINE: f64 = 1.0;

/// From how many countries on, all named about as often, none of them is the partner.
const MANY_COUNTRIES: usize = 5;

/// A place below the country that the text names once, below its first lines, is not whom it is about.
const WEAKEST_HOME: f64 = 1.2;

/// The other country that a text names most is its partner in earnest from this score on: one named in passing took part in no fair
/// or signing whose sentence does not name it.
const WEAKEST_PARTNER: f64 = 1.3;

/// A province that acts is the partner, rather than the country around it, from this share of the country's score on: whoever deals with Hubei
/// speaks of China, too. A town is often only where they met.
const INNER_SHARE: f64 = 0.6;

/// "… from Japan and South Korea": countries named in the first lines, joined to the one that the text speaks of most.
fn further_countries(
    document: &Document<'_>,
    places: &[PlaceMention],
    home: Option<&PlaceCode>,
    partner: Option<&PlaceCode>,
) -> Vec<PlaceCode> {
    let mut others: Vec<PlaceCode> = Vec::new();
    for pair in places.windows(2).take_while(|pair| document.sentence_of(pair[0].tokens.start) <= 3) {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        let is_joined = gap.len() <= 2
            && gap.clone().any(|t| document.folded(t) == "and")
            && gap.clone().all(|t| matches!(document.folded(t), "and" | "the") || document.text(t) == ",");
        let codes = pair.iter().filter_map(|place| place.code.as_ref()).collect::<Vec<_>>();
        let [a, b] = codes[..] else { continue };
        let are_countries = a.level() == PlaceLevel::Country && b.level() == PlaceLevel::Country;
        for code in [a, b].into_iter().filter(|_| is_joined && are_countries && (Some(a) == partner || Some(b) == partner)) {
            let is_new = Some(code) != partner && home.is_none_or(|home| home.country() != code.country()) && !others.contains(code);
            others.extend(is_new.then(|| code.clone()));
        }
    }
    others
}

/// "the Free State Provincial Government": who acts for a place is the place.
fn is_its_government(document: &Document<'_>, place: &PlaceMention) -> bool {
    // "the Californian city's council" is none of California's.
    if place.form == NameForm::Adjective {
        return false;
    }
    let behind = (place.tokens.end..document.tokens.len()).take(3).map(|token| document.folded(token));
    let mut words = behind.skip_while(|word| {
        matches!(
            *word,
            "provincial"
                | "state"
                | "city"
                | "municipal"
                | "county"
                | "regional"
                | "prefectural"
                | "people"
                | "people's"
                | "province"
                | "region"
        )
    });
    words.next().is_some_and(|word| matches!(word, "government" | "administration" | "council" | "assembly" | "legislature"))
}

/// Whether the first lines name a fair.
fn names_fair(document: &Document<'_>) -> bool {
    let first = document.sentences.iter().take(3).map(|sentence| sentence.tokens.clone());
    first.flatten().any(|token| document.tokens[token].is_capitalised() && matches!(document.folded(token), "expo" | "exposition" | "fair"))
}

/// Whether a text speaks of those who act for states again and again and of nobody who acts for a place below one.
pub(super) fn is_on_states(document: &Document<'_>) -> bool {
    let word = |token: usize| document.folded(token);
    let (mut of_states, mut of_places) = (0, 0);
    for token in 0..document.tokens.len() {
        let next = || if token + 1 < document.tokens.len() { word(token + 1) } else { "" };
        match word(token) {
            // A region may have a president too, but seldom several.
            "presidents" | "intergovernmental" => of_states += 1,
            "prime" | "foreign" if matches!(next(), "minister" | "ministers") => of_states += 1,
            "state" if next() == "visit" => of_states += 1,
            "governor" | "mayor" | "premier" | "provincial" | "municipal" | "prefectural" | "governors" | "mayors" => of_places += 1,
            _ => {}
        }
    }
    of_states >= 3 && of_places == 0
}

/// Which two places a text is about: the subnational place it names most, headlines weighing more, and the most named place of
/// another country (that country itself where no place in it is named as often).
/// `headline` are the places of a title that was given beside the text.
pub fn principals(document: &Document<'_>, places: &[PlaceMention], headline: &[PlaceCode]) -> Principals {
    let mut scores: HashMap<&PlaceCode, f64> = HashMap::new();
    for code in headline {
        *scores.entry(code).or_default() += 2.5;
    }
    if let Some(first) = headline.first() {
        *scores.entry(first).or_default() += 2.0;
    }
    for place in places {
        let Some(code) = &place.code else { continue };
        let sentence = document.sentence_of(place.tokens.start);
        let by_position = if sentence <= 2 && !place.in_organization && !place.is_dateline { 2.5 } else { 1.0 };
        let by_form = if place.form == NameForm::Adjective { 0.5 } else { 1.0 };
        let by_frame = if place.in_organization && !is_its_government(document, place) { 0.3 } else { 1.0 };
        // Where something took place says less of whom the text is about than who acts.
        let before = place.tokens.start.checked_sub(1).map_or("", |token| document.folded(token));
        let is_venue = matches!(before, "in" | "at" | "near") && !are_people_of(document, place);
        let by_stand = if is_venue || place.is_dateline { 0.4 } else { 1.0 };
        *scores.entry(code).or_default() += by_position * by_form * by_frame * by_stand;
    }
    // "ATLANTA – …" on a page of Georgia's department, which names Georgia nowhere else: the town that it is written in stands for it.
    let written_in: Vec<&PlaceCode> = places.iter().filter(|place| place.is_dateline).filter_map(|place| place.code.as_ref()).collect();
    for (code, score) in scores.iter_mut().filter(|(code, _)| code.level() == PlaceLevel::Subdivision) {
        let is_around = written_in.iter().any(|town| town.level() == PlaceLevel::City && town.subdivision() == code.subdivision());
        let mut named = places.iter().filter(|place| place.code.as_ref() == Some(*code));
        if is_around && named.all(|place| place.in_organization && place.form == NameForm::Name) {
            *score += BY_DATELINE;
        }
    }
    // A place that only ever is where something happens is not whom the text is about.
    let stands_alone = |place: &&PlaceMention| {
        let before = place.tokens.start.checked_sub(1).map_or("", |token| document.folded(token));
        !place.is_dateline && (!matches!(before, "in" | "at" | "near" | "to") || are_people_of(document, place))
    };
    let acting: HashSet<&PlaceCode> = places.iter().filter(stands_alone).filter_map(|place| place.code.as_ref()).chain(headline).collect();
    let acts = |code: &PlaceCode| acting.contains(code);
    let mut ranked: Vec<(&PlaceCode, f64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let is_below_country = |(code, _): &&(&PlaceCode, f64)| code.level() != PlaceLevel::Country;
    // "The China-ASEAN Expo closed in Nanning": where nobody below a country acts, the place of the fair.
    let host = ranked.iter().find(is_below_country).filter(|_| names_fair(document));
    let home = ranked.iter().find(|place| is_below_country(place) && acts(place.0)).or(host);
    // A province named once, late, is not whom a text on two states is about.
    let home = home.filter(|(_, score)| *score >= WEAKEST_HOME || !is_on_states(document)).map(|(code, _)| (*code).clone());
    let away = |code: &PlaceCode| home.as_ref().is_some_and(|home| home.country() != code.country());
    let mut by_country: HashMap<CountryCode, f64> = HashMap::new();
    for (code, score) in ranked.iter().filter(|(code, _)| away(code)) {
        *by_country.entry(code.country()).or_default() += score;
    }
    let best = by_country.values().copied().fold(0.0, f64::max);
    // "envoys of Algeria, Ethiopia, Angola, Ghana and Kenya": none of many is the one that it is about.
    let is_one_of_many = by_country.values().filter(|score| **score >= 0.9 * best).count() >= MANY_COUNTRIES;
    let is_in_passing = best < WEAKEST_PARTNER;
    let country = by_country.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(country, _)| country);
    let country = country.filter(|_| !is_one_of_many);
    // "The Foo delegation visits Bar": dealings of two provinces of one country, where other countries are named in passing.
    let is_elsewhere = |code: &PlaceCode| {
        home.as_ref().is_some_and(|home| {
            home.country() == code.country() && code.subdivision().is_some() && code.subdivision() != home.subdivision()
        })
    };
    let at_home = ranked.iter().filter(|(code, _)| is_elsewhere(code) && acts(code)).map(|(_, score)| *score).fold(0.0, f64::max);
    let is_domestic = is_in_passing && at_home >= 2.0 * WEAKEST_PARTNER;
    let country = country.filter(|_| !is_domestic);
    let partner = country.and_then(|country| {
        let in_country = || ranked.iter().filter(move |(code, _)| code.country() == country);
        let own = in_country().find(|(code, _)| code.level() == PlaceLevel::Country).map_or(0.0, |(_, score)| *score);
        let inner = in_country().find(|(code, _)| code.level() != PlaceLevel::Country);
        let may_stand = |code: &PlaceCode| code.level() == PlaceLevel::Subdivision && acts(code);
        match inner {
            Some((code, score)) if *score >= own || may_stand(code) && *score >= INNER_SHARE * own => Some((*code).clone()),
            _ => PlaceCode::parse(country.as_str()),
        }
    });
    let others = if partner.as_ref().is_some_and(|partner| partner.level() == PlaceLevel::Country) {
        further_countries(document, places, home.as_ref(), partner.as_ref())
    } else {
        Vec::new()
    };
    let subnational = ranked.iter().map(|(code, _)| (*code).clone()).filter(|code| code.level() != PlaceLevel::Country).collect();
    Principals { home, partner, is_partner_in_passing: is_in_passing, others, subnational }
}
