//! Who the sides of an engagement are: the places that act in its sentence, and the two places that the text is about where the
//! sentence names only one.

use std::ops::Range;

use crate::extract::mention::PlaceMention;
use crate::extract::scene::{Scene, ScenePerson, are_people_of};
use crate::gazetteer::NameForm;
use crate::model::{EngagementType, PlaceCode, PlaceLevel};
use crate::text::TokenKind;

/// The sides of an engagement.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    /// One side, or who travelled.
    pub from: Vec<PlaceCode>,
    /// The other, or where to.
    pub to: Vec<PlaceCode>,
    /// Places only spoken of.
    pub about: Vec<PlaceCode>,
    /// How many of them the sentence itself names.
    pub named: usize,
    /// Which were inferred, and from what.
    pub inferred: Vec<(&'static str, String)>,
}

/// Why a side is the place that the article is about.
pub const ABOUT_THE_ARTICLE: &str = "the place that the article is about; the sentence names none";

const WHERE_IT_WAS: &str = "the country where it took place; the sentence names no other side";

const ABOUT_THE_JOURNEY: &str = "who is told as guest and as host in the article; the sentence names neither";

/// Whether a side was only taken from what the whole article is about, by the reason that is told for it.
pub fn is_guess(why: &str) -> bool {
    matches!(why, ABOUT_THE_ARTICLE | ABOUT_THE_JOURNEY)
}

/// Whether two sides lie in different countries.
pub fn across_borders(from: &[PlaceCode], to: &[PlaceCode]) -> bool {
    from.iter().any(|one| to.iter().any(|other| one.country() != other.country()))
}

/// Of a place and one in it, the one that acts: a country gives way to what lies in it, a city to the province around it unless a
/// body of the city is named ("Governor Wan of Hubei in Wuhan" is Hubei's, "Mayor Lu of Wuhan, Hubei" is Wuhan's).
fn acting_level(scene: &Scene<'_>, mut places: Vec<PlaceCode>) -> Vec<PlaceCode> {
    let gives_way = |outer: &PlaceCode, inner: &PlaceCode| {
        outer.level() == PlaceLevel::Country || scene.has_body(inner) && !scene.has_body(outer) || !scene.is_governed(outer)
    };
    let all = places.clone();
    places.retain(|place| !all.iter().any(|inner| inner != place && place.includes(inner) && gives_way(place, inner)));
    let all = places.clone();
    places.retain(|place| !all.iter().any(|outer| outer != place && outer.includes(place)));
    places
}

/// "a grant from Beijing": a capital none of whose own bodies is named stands for its state.
fn state_of_capital(scene: &Scene<'_>, code: PlaceCode) -> PlaceCode {
    let state = code.country_place();
    let is_capital = scene.gazetteer.place(&code).is_some_and(|place| place.capital_of.contains(&state));
    let stands_for_state = is_capital && !scene.has_body(&code) && !scene.is_told_with_kind(&code);
    if stands_for_state { state } else { code }
}

/// A city that only is where something happened gives way to the province that the article is about and that governs there.
fn governing(scene: &Scene<'_>, code: &PlaceCode) -> PlaceCode {
    let both = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
    let around =
        both.into_iter().find(|principal| *principal != code && principal.level() == PlaceLevel::Subdivision && principal.includes(code));
    around.filter(|outer| !scene.has_body(code) && scene.is_governed(outer)).unwrap_or(code).clone()
}

fn push(list: &mut Vec<PlaceCode>, code: &PlaceCode) {
    if !list.contains(code) {
        list.push(code.clone());
    }
}

/// The places of a sentence that act: named ones that are no mere venue, and those that people and bodies in it act for.
fn acting_places(scene: &Scene<'_>, tokens: &Range<usize>) -> (Vec<PlaceCode>, Vec<PlaceCode>) {
    let (mut acting, mut venues, mut described) = (Vec::new(), Vec::new(), Vec::new());
    let mut previous: Option<(bool, usize)> = None;
    for place in scene.places_in(tokens) {
        let Some(code) = place.code.as_ref().filter(|_| !only_locates(scene, place)) else { continue };
        // "Consul General in Osaka": whom the person acts for says the office, not each place in it.
        if scene.is_in_title(&place.span) && place.form == NameForm::Name {
            continue;
        }
        let is_venue = stands_as_venue(scene, place, tokens, previous);
        previous = Some((is_venue, place.tokens.end));
        if place.form == NameForm::Adjective && code.level() == PlaceLevel::Country && is_of_person(scene, place) {
            continue;
        }
        let list = match place.form {
            _ if is_venue => &mut venues,
            // "a Chinese and an American city": what is described so acts only where nobody is named.
            NameForm::Adjective if code.level() == PlaceLevel::Country => &mut described,
            _ => &mut acting,
        };
        push(list, code);
    }
    for person in scene.people_in(tokens) {
        if let Some(code) = person.of.as_ref().and_then(|of| of.place()) {
            let is_known = acting.iter().any(|place| code.includes(place));
            if !is_known {
                push(&mut acting, code);
            }
        }
    }
    for body in scene.organizations_in(tokens) {
        use crate::model::OrganizationKind as K;
        if matches!(body.kind, K::Government | K::Legislature | K::Party | K::Zone)
            && let Some(code) = scene.place_of_organization(body)
        {
            push(&mut acting, code);
        }
    }
    // "Liaoning signed with BMW Group": a known company stands for its country where nobody else of it is named.
    for body in scene.organizations_in(tokens) {
        let country = crate::gazetteer::companies::country_of(&body.name);
        if let Some(country) = country.filter(|country| acting.iter().all(|code| code.country() != country.country())) {
            push(&mut acting, country);
        }
    }
    if let [only] = &described[..]
        && !acting.iter().any(|code| code.country() == only.country())
    {
        acting.push(only.clone());
    }
    (acting, venues)
}

/// "German Chancellor": the adjective belongs to a person's title and the person's affiliation says it already.
fn is_of_person(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    scene.is_in_title(&place.span)
}

/// Behind "in" or "at", or going on a list that began so: where it took place, not who took part.
fn stands_as_venue(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>, previous: Option<(bool, usize)>) -> bool {
    let before = |back: usize| place.tokens.start.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| scene.document.folded(t));
    if are_people_of(scene.document, place) {
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
    if before(1) == "to"
        && matches!(before(2), "come" | "came" | "went" | "go" | "gone" | "travelled" | "traveled" | "trip" | "visit" | "flew" | "going")
    {
        return true;
    }
    match previous {
        Some((true, end)) => {
            let gap = place.tokens.start.saturating_sub(end);
            gap <= 2 && (end..place.tokens.start).all(|t| matches!(scene.document.text(t), "," | "and"))
        }
        _ => false,
    }
}

/// The part of a sentence between the marks around a trigger, where it names places of two countries by itself: a list of events
/// ("… the Foo-Bar Symposium, the Foo-Baz Day") has sides of its own in each of its parts.
pub fn part_with_both_sides(scene: &Scene<'_>, tokens: &Range<usize>, trigger: usize) -> Range<usize> {
    let is_mark = |token: usize| matches!(scene.document.text(token), "," | ";" | ":");
    let start = (tokens.start..trigger).rev().find(|t| is_mark(*t)).map_or(tokens.start, |t| t + 1);
    let end = (trigger..tokens.end).find(|t| is_mark(*t)).unwrap_or(tokens.end);
    let part = start..end.max(start);
    let (acting, _) = acting_places(scene, &part);
    let is_both = acting.iter().any(|a| acting.iter().any(|b| a.country() != b.country()));
    // "the China-Bavaria Dialogue, with the governors of Sichuan and Shandong": who came is told in the rest.
    if !is_both {
        return tokens.clone();
    }
    let (all, _) = acting_places(scene, tokens);
    let tells_who = |country: &PlaceCode| all.iter().any(|place| place != country && country.includes(place) && scene.has_body(place));
    let is_vague = acting.iter().any(|place| place.level() == PlaceLevel::Country && tells_who(place));
    if is_vague { tokens.clone() } else { part }
}

/// The sides of anything but a journey.
pub fn sides_of_sentence(scene: &Scene<'_>, tokens: &Range<usize>, kind: EngagementType) -> Option<Sides> {
    let (acting, venues) = acting_places(scene, tokens);
    let acting = acting_level(scene, acting);
    let acting: Vec<PlaceCode> = acting.iter().map(|code| governing(scene, code)).collect();
    // A city deals with a city, capital or not.
    let deals_with_city = acting.iter().any(|code| code.level() == PlaceLevel::City);
    let may_stand = kind != EngagementType::Partnership && !deals_with_city;
    let acting: Vec<PlaceCode> = if may_stand { acting.into_iter().map(|code| state_of_capital(scene, code)).collect() } else { acting };
    if kind == EngagementType::Partnership && acting.iter().all(|code| code.level() == PlaceLevel::Country) {
        return None;
    }
    let home = scene.principals.home.as_ref();
    let mut sides = Sides { named: acting.len(), ..Sides::default() };
    // The country of the place that the article is about is the first side, whatever else is the other.
    let first_country = match home {
        Some(home) if acting.is_empty() || acting.iter().any(|code| code.country() == home.country()) => home.country(),
        // All who are named are of one other country: the place that the article is about met them.
        Some(home) if acting.iter().all(|code| code.country() == acting[0].country()) => home.country(),
        _ => acting.first()?.country(),
    };
    let acting = home_for_country(scene, tokens, acting);
    for code in &acting {
        push(if code.country() == first_country { &mut sides.from } else { &mut sides.to }, code);
    }
    if sides.from.is_empty() {
        if acts_for_states(scene, tokens) {
            return None;
        }
        sides.from.push(home?.clone());
        sides.inferred.push(("from", ABOUT_THE_ARTICLE.to_owned()));
    }
    if sides.to.is_empty() {
        // A venue abroad says with whom, where nothing else does.
        let abroad = venues.iter().find(|venue| venue.country() != first_country);
        let partner = scene.principals.partner.as_ref().filter(|partner| partner.country() != first_country);
        let is_venue_alone = abroad.is_some_and(|abroad| partner.is_none_or(|partner| partner.country() != abroad.country()));
        let chosen = match (partner, abroad) {
            (Some(partner), Some(abroad)) if partner.country() == abroad.country() => vec![partner.clone()],
            (_, Some(_)) => {
                let mut countries: Vec<PlaceCode> = Vec::new();
                venues
                    .iter()
                    .filter(|venue| venue.country() != first_country)
                    .for_each(|venue| push(&mut countries, &venue.country_place()));
                countries
            }
            (Some(partner), None) => vec![partner.clone()],
            (None, None) => Vec::new(),
        };
        if !chosen.is_empty() {
            sides.to = chosen;
            sides.inferred.push(("to", if is_venue_alone { WHERE_IT_WAS } else { ABOUT_THE_ARTICLE }.to_owned()));
        } else if !matches!(kind, EngagementType::Conference | EngagementType::Signing) {
            return None;
        }
    }
    Some(sides)
}

/// Whether all who are named with an office in a sentence hold one of a state: "the presidents signed a declaration".
fn acts_for_states(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let mut officers = scene.people_in(tokens).filter(|person| person.title.is_some()).peekable();
    officers.peek().is_some() && officers.all(ScenePerson::acts_for_state)
}

/// A country named beside the place that the article is about ("friendship between China and Germany") speaks of that place,
/// unless the sentence is about those who act for the state.
fn home_for_country(scene: &Scene<'_>, tokens: &Range<usize>, acting: Vec<PlaceCode>) -> Vec<PlaceCode> {
    let Some(home) = &scene.principals.home else { return acting };
    if scene.people_in(tokens).any(ScenePerson::acts_for_state) {
        return acting;
    }
    let replace = |code: PlaceCode| if code.level() == PlaceLevel::Country && code.includes(home) { home.clone() } else { code };
    acting.into_iter().map(replace).collect()
}

/// "Rotterdam, the Netherlands", "Chengdu in China": a country that only says where the place before it lies.
fn only_locates(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let document = scene.document;
    let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::City && place.form != NameForm::Adjective) else {
        return false;
    };
    let before = &scene.places[..scene.places.partition_point(|other| other.tokens.end <= place.tokens.start)];
    let inner = before.last().filter(|other| other.code.as_ref().is_some_and(|inner| inner != code && code.includes(inner)));
    let Some(inner) = inner.filter(|inner| inner.form != NameForm::Adjective) else { return false };
    let between = inner.tokens.end..place.tokens.start;
    (1..=3).contains(&between.len())
        && between.clone().all(|t| matches!(document.text(t), "," | "(" | "in" | "the" | "city" | "City"))
        && !(document.text(between.start) == "," && document.folded(place.tokens.start - 1) == "and")
}

/// The word that says how a place stands in its sentence: "from" in "from its sister city Leipzig", "in" in "in the city of Lyon".
fn governing_word(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> Option<usize> {
    let document = scene.document;
    let mut at = place.tokens.start.checked_sub(1).filter(|token| tokens.contains(token))?;
    loop {
        let word = document.folded(at);
        let is_filler = matches!(
            word,
            "the"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "sister"
                | "twin"
                | "partner"
                | "city"
                | "cities"
                | "state"
                | "province"
                | "region"
                | "county"
                | "prefecture"
                | "friendship"
                | "capital"
                | "port"
                | "town"
                | "neighbouring"
                | "neighboring"
                | "nearby"
        );
        let is_of = word == "of"
            && at > tokens.start
            && matches!(
                document.folded(at - 1),
                "city" | "state" | "province" | "region" | "county" | "prefecture" | "canton" | "republic" | "town"
            );
        // "a delegation from China's Nanjing City"
        let is_owner = word == "'s" && at > tokens.start && crate::extract::mention::touching(&scene.places, at - 1..at).next().is_some();
        if is_owner && at >= tokens.start + 2 {
            at -= 2;
            continue;
        }
        let is_adjective = crate::extract::mention::touching(&scene.places, at..at + 1).any(|other| other.form == NameForm::Adjective);
        if !(is_filler || is_of || is_adjective) || at == tokens.start {
            return Some(at);
        }
        at -= 1;
    }
}

/// "our city", "our province": whose page it is.
fn is_own_place(word: &str) -> bool {
    matches!(word, "city" | "province" | "county" | "district" | "region" | "state" | "prefecture" | "town")
}

/// Whether the word before a token is one of going there.
fn is_goal(scene: &Scene<'_>, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|before| is_destination_word(scene.document.folded(before)))
}

/// The places of those who receive guests: "Governor Jin Yu hosted a delegation", "were welcomed by Mayor Jin Yu".
fn hosts(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<PlaceCode> {
    let document = scene.document;
    let Some(verb) = tokens.clone().find(|t| is_host_word(document.folded(*t))) else { return Vec::new() };
    let before = |back: usize| verb.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| document.folded(t));
    let is_passive = (1..3).any(|back| matches!(before(back), "was" | "were" | "been" | "be" | "is" | "are" | "being"));
    let place = |person: &ScenePerson| {
        let at = person.mentions.iter().map(|(at, _)| at.start).find(|at| tokens.contains(at))?;
        let is_host = if is_passive { at > verb } else { at < verb };
        person.of.as_ref()?.place().filter(|_| is_host).cloned()
    };
    scene.people_in(tokens).filter_map(place).collect()
}

/// Verbs of those who receive guests.
fn is_host_word(word: &str) -> bool {
    matches!(word, "hosted" | "hosts" | "hosting" | "welcomed" | "welcomes" | "received" | "receives" | "greeted" | "greets")
}

fn is_destination_word(word: &str) -> bool {
    matches!(word, "to" | "visit" | "visited" | "visiting" | "visits" | "in" | "toured" | "touring" | "tour" | "for" | "into" | "reached")
}

/// Who travelled where: destinations stand behind "to", "visited", "in"; travellers before "delegation", behind "from", or are
/// whom the leader acts for.
pub fn travel(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Sides> {
    let document = scene.document;
    let (mut to, mut from): (Vec<PlaceCode>, Vec<PlaceCode>) = (Vec::new(), Vec::new());
    let mut previous: Option<(bool, usize)> = None;
    for place in scene.places_in(tokens) {
        let Some(code) = place.code.as_ref().filter(|_| !only_locates(scene, place)) else { continue };
        let governing = governing_word(scene, place, tokens);
        let before = governing.map_or("", |token| document.folded(token));
        let at = |back: usize| {
            governing.and_then(|token| (token + 1).checked_sub(back)).filter(|t| tokens.contains(t)).map_or("", |t| document.folded(t))
        };
        let behind = |ahead: usize| Some(place.tokens.end + ahead).filter(|t| tokens.contains(t)).map_or("", |t| document.folded(t));
        // "The delegation had arrived from Frankfurt": the delegation of the article's own place, on its way through the other country.
        let is_stage = || {
            let is_known = |t: usize| t > tokens.start && scene.document.folded(t - 1) == "the" && scene.document.folded(t) == "delegation";
            let home = scene.principals.home.as_ref().filter(|home| home.country() != code.country());
            home.is_some() && matches!(at(2), "arrived" | "came" | "come" | "travelled" | "traveled") && tokens.clone().any(is_known)
        };
        let is_on_the_way = before == "from" && is_stage();
        let is_way_back = is_on_the_way || before == "from" && matches!(at(2), "back" | "returned" | "returning" | "return" | "home");
        let country = code.country_place();
        let code = if is_on_the_way { &country } else { code };
        // "Houston hosted a delegation of officials from Leipzig": who hosts did not travel.
        let is_passive = |ahead: usize| {
            let before = ahead.checked_sub(1).map_or("", behind);
            matches!(before, "was" | "were" | "been" | "is" | "are" | "being")
        };
        let is_host = (0..3).any(|ahead| is_host_word(behind(ahead)) && !is_passive(ahead))
            || before == "by" && (2..5).any(|back| is_host_word(at(back)))
            || before == "of" && at(2) == "guest";
        if is_host {
            previous = Some((true, place.tokens.end));
            push(&mut to, code);
            continue;
        }
        // "the India trip", "the Vietnam leg"
        let is_journey = place.form == NameForm::Name && matches!(behind(0), "trip" | "tour" | "leg" | "visit" | "stop" | "journey");
        let is_group_of =
            before == "of" && matches!(at(2), "delegation" | "delegations" | "entourage" | "mission" | "team" | "group" | "guests");
        // "the trip of the South Chungcheong governor"
        let is_of_officer = before == "of"
            && matches!(at(2), "trip" | "visit" | "tour" | "journey")
            && (0..3)
                .take_while(|ahead| scene.document.tokens.get(place.tokens.end + ahead).is_some_and(|token| token.kind == TokenKind::Word))
                .any(|ahead| matches!(behind(ahead), "governor" | "mayor" | "premier" | "minister" | "delegation" | "officials"));
        let is_traveller = is_group_of
            || is_of_officer
            || before == "from" && !is_way_back
            || (0..5)
                .take_while(|ahead| {
                    *ahead == 0
                        || !matches!(behind(*ahead), "" | "was" | "is" | "were" | "are" | "where" | "when" | "which" | "that" | "with")
                })
                .any(|ahead| matches!(behind(ahead), "delegation" | "delegates" | "mission"))
                && !is_destination_word(before)
            || behind(0) == "'s" && (1..5).any(|ahead| matches!(behind(ahead), "visit" | "trip" | "delegation" | "mission"))
            || (matches!(behind(0), "sent" | "sends" | "is")) && before != "in";
        let in_list = previous.is_some_and(|(listed, end)| {
            listed
                && place.tokens.start - end <= 3
                && (end..place.tokens.start).all(|t| matches!(document.text(t), "," | "and" | "the" | "or" | "–" | "-"))
        });
        let is_destination =
            !is_traveller && (is_destination_word(before) || is_journey || in_list || is_way_back) && place.form != NameForm::Adjective;
        previous = Some((is_destination, place.tokens.end));
        // "a delegation from the Russian region": the place of that country which the article is about.
        let is_described = place.form == NameForm::Adjective && is_own_place(behind(0));
        let both = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
        let code = both.into_iter().find(|principal| is_described && code.includes(principal)).unwrap_or(code);
        if is_traveller {
            push(&mut from, code);
        } else if is_destination {
            push(&mut to, code);
        }
    }
    let mut inferred = Vec::new();
    if from.is_empty()
        && to.is_empty()
        && !names_traveller(scene, tokens)
        && let Some((guest, host)) = journey_of_article(scene)
    {
        inferred.extend(["from", "to"].map(|field| (field, ABOUT_THE_JOURNEY.to_owned())));
        return Some(Sides { from: vec![guest], to: vec![host], about: Vec::new(), named: 0, inferred });
    }
    let hosts = hosts(scene, tokens);
    if to.is_empty() {
        to.extend(hosts.iter().filter(|code| from.iter().all(|one| one.country() != code.country())).take(1).cloned());
    }
    if from.is_empty() {
        let is_guest = |code: &&PlaceCode| !hosts.iter().any(|host| host.country() == code.country());
        let travellers = scene.people_in(tokens).filter_map(|person| person.of.as_ref()?.place()).filter(is_guest);
        if let Some(code) = travellers.into_iter().find(|code| to.is_empty() || to.iter().any(|place| place.country() != code.country())) {
            from.push(code.clone());
            inferred.push(("from", "the place that the traveller acts for".to_owned()));
        }
    }
    if from.is_empty()
        && let Some(place) = place_of_office(scene, tokens)
        && !hosts.iter().any(|host| host.country() == place.country())
        && to.iter().all(|code| code.country() != place.country())
    {
        from.push(place);
        inferred.push(("from", "the place that the officer told before acts for".to_owned()));
    }
    // "visit our city", on the page of a town hall
    if to.is_empty()
        && let Some(home) = scene.principals.home.as_ref().filter(|home| from.iter().all(|one| one.country() != home.country()))
        && tokens
            .clone()
            .skip(1)
            .any(|t| scene.document.folded(t - 1) == "our" && is_own_place(scene.document.folded(t)) && is_goal(scene, t - 1))
    {
        to.push(home.clone());
    }
    if !hosts.is_empty() {
        to = to.iter().map(|code| governing(scene, code)).collect();
        to.dedup();
    }
    let from = acting_level(scene, from);
    let from: Vec<PlaceCode> = from.iter().map(|code| governing(scene, code)).collect();
    let from = if from.is_empty() { infer_traveller(scene, &to, &mut inferred)? } else { from };
    let is_domestic =
        |code: &PlaceCode| from.iter().any(|one| one.country() == code.country() && !one.includes(code) && !code.includes(one));
    let went_home_only = !to.is_empty() && to.iter().all(is_domestic) && to.iter().all(|code| code.level() != PlaceLevel::Country);
    to.retain(|code| !from.iter().any(|one| one.country() == code.country()));
    // "The Ningbo delegation visited Liangshan": two places of one country.
    if went_home_only && inferred.is_empty() {
        return None;
    }
    let named = from.len() + to.len();
    if to.is_empty() {
        let host = [&scene.principals.partner, &scene.principals.home].into_iter().flatten();
        let host = host.into_iter().find(|code| from.iter().all(|one| one.country() != code.country()))?;
        to.push(host.clone());
        // "a fortnight in the two countries"
        let others = scene.principals.others.iter().filter(|code| from.iter().all(|one| one.country() != code.country()));
        to.extend(others.filter(|code| code.country() != host.country()).cloned());
        inferred.push(("to", ABOUT_THE_ARTICLE.to_owned()));
    }
    // "to the United States", then its cities: the country is where the journey went, the cities are stops.
    let countries: Vec<PlaceCode> = to.iter().filter(|code| code.level() == PlaceLevel::Country).cloned().collect();
    if !countries.is_empty() {
        to.retain(|code| code.level() == PlaceLevel::Country || !countries.iter().any(|country| country.includes(code)));
    } else {
        to = acting_level(scene, to);
    }
    Some(Sides { from, to, about: Vec::new(), named, inferred })
}

/// "The Vice-Governor is in the province": the place of the last person told before with just this office.
fn place_of_office(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<PlaceCode> {
    let document = scene.document;
    let word = |token: usize| if tokens.contains(&token) { document.folded(token) } else { "" };
    let is_article = |token: &usize| matches!(word(*token), "the" | "our");
    let first = tokens.clone().find(|token| is_article(token) && !office_words(&word, *token + 1).is_empty())?;
    let office = office_words(&word, first + 1);
    let holds = |person: &&ScenePerson| {
        let title = person.title.as_deref().map(|title| title.to_lowercase().replace('-', " "));
        let is_deputy = |words: &str| ["vice", "deputy", "lieutenant"].iter().any(|rank| words.contains(rank));
        title.is_some_and(|title| title.contains(office.as_str()) && is_deputy(&title) == is_deputy(&office))
            && person.mentions.first().is_some_and(|(at, _)| at.start < tokens.start)
    };
    let mut holders = scene.people.iter().filter(holds).filter_map(|person| person.of.as_ref()?.place());
    let place = holders.next()?;
    holders.all(|other| other == place).then(|| place.clone())
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
fn names_traveller(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let speaks = tokens.clone().any(|token| {
        matches!(
            scene.document.folded(token),
            "hailed" | "thanked" | "praised" | "appreciated" | "welcomed" | "hoped" | "expressed" | "said"
        )
    });
    !speaks && scene.people_in(tokens).any(|person| person.of.as_ref().is_some_and(|of| of.place().is_some()))
}

/// Of the two places that an article is about, who visits whom: guests are told as "delegation from …", hosts as where things happen.
/// `None` where that does not decide.
fn journey_of_article(scene: &Scene<'_>) -> Option<(PlaceCode, PlaceCode)> {
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

fn infer_traveller(scene: &Scene<'_>, to: &[PlaceCode], inferred: &mut Vec<(&'static str, String)>) -> Option<Vec<PlaceCode>> {
    let candidates = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
    let fits = |code: &&PlaceCode| to.is_empty() || to.iter().any(|place| place.country() != code.country());
    let chosen = candidates.into_iter().find(fits)?;
    inferred.push(("from", ABOUT_THE_ARTICLE.to_owned()));
    Some(vec![chosen.clone()])
}
