//! Who travelled where: travellers and destinations of a sentence that tells of a journey, and what the rest of the article says of
//! either where the sentence does not.

use std::ops::Range;

use super::hosts::{hosts, is_host_word};
use super::officers::ends_name_of_group;
use super::sides::{ABOUT_THE_ARTICLE, ABOUT_THE_JOURNEY, Sides, acting_level, governing, only_locates, push, state_of_capital, told_near};
use super::standing::is_posting;
use super::travellers::{infer_traveller, journey_of_article, names_traveller, officers_who_travel, place_of_office};
use crate::extract::mention::PlaceMention;
use crate::extract::scene::{Scene, ScenePerson};
use crate::gazetteer::NameForm;
use crate::model::{OrganizationKind, PlaceCode, PlaceLevel};
use crate::text::TokenKind;

/// The word that says how a place stands in its sentence: "from" in "from its sister city Leipzig", "in" in "in the city of Lyon".
pub(super) fn governing_word(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> Option<usize> {
    let document = scene.document;
    let mut at = place.tokens.start.checked_sub(1).filter(|token| tokens.contains(token))?;
    loop {
        let word = document.folded(at);
        let is_filler = matches!(
            word,
            "the"
                | "this"
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

/// Whether a town of this place stands right behind it as goal.
fn is_around_goal(scene: &Scene<'_>, outer: &PlaceMention, tokens: &Range<usize>) -> bool {
    let near = outer.tokens.end..(outer.tokens.end + 5).min(tokens.end);
    scene.places_in(&near).any(|inner| {
        let includes = outer.code.as_ref().zip(inner.code.as_ref()).is_some_and(|(outer, inner)| outer != inner && outer.includes(inner));
        includes && scene.document.folded(inner.tokens.start - 1) == "to"
    })
}

/// Whether the word before a token is one of going there.
fn is_goal(scene: &Scene<'_>, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|before| is_destination_word(scene.document.folded(before)))
}

/// Whether a place stands in a list that is told as the stops of a journey: "Lyon, Turin and Basel are the stops of his trip".
fn is_listed_as_stop(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let word = |token: usize| if tokens.contains(&token) { document.folded(token) } else { "" };
    let Some(verb) = (place.tokens.end..tokens.end).find(|token| matches!(document.folded(*token), "are" | "were" | "is" | "was")) else {
        return false;
    };
    let is_list = (place.tokens.end..verb).all(|token| {
        document.text(token) == ","
            || word(token) == "and"
            || crate::extract::mention::touching(&scene.places, token..token + 1).next().is_some()
    });
    let tells_stops = |token: usize| {
        matches!(word(token), "stops" | "stations" | "destinations" | "destination" | "legs" | "goals" | "goal" | "itinerary")
    };
    is_list && (verb + 1..verb + 5).any(tells_stops)
}

/// "a tour of three nations, the US, Australia …": the first of a list of those that were counted as goals.
fn is_first_of_many(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let counted = (tokens.start..place.tokens.start).rev().take(4).find(|token| matches!(document.folded(*token), "nations" | "countries"));
    let Some(counted) = counted else { return false };
    let is_listed = (counted + 1..place.tokens.start).all(|t| matches!(document.text(t), "," | ":" | "-" | "–" | "(" | "the"));
    let is_goal = |token: usize| matches!(document.folded(token), "tour" | "trip" | "visit" | "visited" | "to" | "toured" | "journey");
    is_listed && (tokens.start..counted).rev().take(6).any(is_goal)
}

/// Whether a word tells of people who may be guests.
fn is_word_for_guests(word: &str) -> bool {
    matches!(
        word,
        "mayor"
            | "mayors"
            | "governor"
            | "governors"
            | "premier"
            | "minister"
            | "delegation"
            | "delegations"
            | "delegates"
            | "officials"
            | "group"
            | "team"
            | "students"
            | "leaders"
            | "president"
            | "entourage"
            | "businesspeople"
            | "executives"
            | "guests"
            | "party"
    )
}

pub(super) fn is_destination_word(word: &str) -> bool {
    matches!(
        word,
        "to" | "visit"
            | "visited"
            | "visiting"
            | "visits"
            | "in"
            | "toured"
            | "touring"
            | "tour"
            | "for"
            | "into"
            | "reached"
            | "across"
            | "around"
            | "through"
            | "onto"
    )
}

/// "the visit of Jin Yu", "a trip by Mayor Jin Yu".
fn is_visit_of(scene: &Scene<'_>, person: &ScenePerson, tokens: &Range<usize>) -> bool {
    let word = |back: usize, at: usize| at.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| scene.document.folded(t));
    let named = person.mentions.iter().map(|(at, _)| at.start).filter(|at| tokens.contains(at));
    named.into_iter().any(|at| {
        let of = (1..5).find(|back| matches!(word(*back, at), "of" | "by"));
        of.is_some_and(|of| matches!(word(of + 1, at), "visit" | "trip" | "tour" | "journey"))
    })
}

/// "took part in the event", "attended the fair".
fn takes_part(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let word = |token: usize| if tokens.contains(&token) { scene.document.folded(token) } else { "" };
    let takes = |token: usize| match word(token) {
        "attended" | "attend" | "attending" => Some(token + 1),
        "part" | "participated" | "participate" | "participating" if word(token + 1) == "in" => Some(token + 2),
        _ => None,
    };
    let is_event = |token: usize| matches!(word(token), "event" | "expo" | "exposition" | "fair" | "forum" | "exhibition" | "conference");
    tokens.clone().filter_map(takes).any(|from| matches!(word(from), "the" | "this") && (from + 1..from + 4).any(is_event))
}

/// "home to", "back in", "returned to": what stands behind is where a journey began.
fn is_way_home(word: &str, preposition: &str) -> bool {
    matches!(word, "home" | "back" | "returned" | "returns" | "returning") && matches!(preposition, "to" | "in")
}

/// "on Sunday", "in May", "Dec. 18, 2022".
fn is_word_of_time(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "on",
        "in",
        "at",
        "the",
        "of",
        "last",
        "this",
        "yesterday",
        "today",
        "recently",
        "just",
        "also",
        "",
        ",",
        ".",
        "home",
        "safely",
        "week",
        "month",
        "morning",
        "evening",
        "night",
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    WORDS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Who travelled where: destinations stand behind "to", "visited", "in"; travellers before "delegation", behind "from", or are
/// whom the leader acts for.
pub fn travel(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Sides> {
    let document = scene.document;
    let (mut to, mut from): (Vec<PlaceCode>, Vec<PlaceCode>) = (Vec::new(), Vec::new());
    let mut previous: Option<(bool, usize)> = None;
    // Where the list of places that the travellers come from has got to, and whether they are countries.
    let mut origins: Option<(bool, usize)> = None;
    for place in scene.places_in(tokens) {
        let Some(code) = place.code.as_ref().filter(|_| !only_locates(scene, place)) else { continue };
        // "to the United Kingdom (UK) and Germany"
        let is_in_brackets = place.tokens.start > tokens.start
            && place.tokens.end < tokens.end
            && document.text(place.tokens.start - 1) == "("
            && document.text(place.tokens.end) == ")";
        if let Some((is_goal, _)) = previous.filter(|(_, end)| is_in_brackets && end + 1 == place.tokens.start && to.last() == Some(code)) {
            previous = Some((is_goal, place.tokens.end + 1));
            continue;
        }
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
        // "Reed came in from Hong Kong on Sunday": she acts for another place, and was there on the way.
        let is_passed = || {
            let is_stranger = |person: &ScenePerson| {
                let is_before = person.mentions.iter().any(|(at, _)| tokens.contains(&at.start) && at.end <= place.tokens.start);
                is_before && person.place().is_some_and(|of| of.country() != code.country())
            };
            matches!(at(2), "in" | "over" | "came" | "arrived" | "flew" | "flown" | "on") && scene.people_in(tokens).any(is_stranger)
        };
        // "returned from Japan", "is back in Ohio from Japan", "has brought home six proposals from Japan"
        let is_back_from = || {
            matches!(at(2), "back" | "returned" | "returning" | "return" | "home")
                || (3..8).any(|back| is_way_home(at(back + 1), at(back)))
                || (2..9).any(|back| at(back + 1) == "brought" && matches!(at(back), "home" | "back"))
                // "returned on Sunday from Japan and Korea"
                || (3..9)
                    .take_while(|back| at(back - 1) == "from" || is_word_of_time(at(back - 1)))
                    .any(|back| matches!(at(back), "returned" | "returning"))
        };
        let is_way_back = is_on_the_way || before == "from" && (is_passed() || is_back_from());
        // "A mission to China brought papers between companies from China and Ontario": nobody of them travelled.
        let is_of_trade = matches!(
            at(2),
            "companies"
                | "firms"
                | "businesses"
                | "enterprises"
                | "corporations"
                | "products"
                | "goods"
                | "imports"
                | "orders"
                | "investment"
                | "investments"
        );
        if before == "from" && is_of_trade && to.iter().any(|goal| goal.country() == code.country()) {
            continue;
        }
        let country = code.country_place();
        let code = if is_on_the_way { &country } else { code };
        // "the consul general of Poland in Chengdu visited the new area"
        if code.level() != PlaceLevel::Country && is_posting(scene.document, place) {
            continue;
        }
        // "and, in Hubei province, to Wuhan": the province only says where the town lies.
        if before == "in" && is_around_goal(scene, place, tokens) {
            continue;
        }
        // "Houston hosted a delegation of officials from Leipzig": who hosts did not travel.
        let is_passive = |ahead: usize| {
            let before = ahead.checked_sub(1).map_or("", behind);
            matches!(before, "was" | "were" | "been" | "is" | "are" | "being")
        };
        let is_host = (0..3).any(|ahead| is_host_word(behind(ahead)) && !is_passive(ahead))
            || before == "by" && (2..5).any(|back| is_host_word(at(back)))
            || before == "of" && matches!(at(2), "guest" | "guests");
        if is_host {
            previous = Some((true, place.tokens.end));
            push(&mut to, code);
            continue;
        }
        // "the India trip", "the Vietnam leg", "the China trade mission" of others
        let is_named_for_goal = || {
            let is_abroad = scene.principals.home.as_ref().is_some_and(|home| home.country() != code.country());
            let head = (0..4).find(|ahead| !matches!(behind(*ahead), "trade" | "business" | "economic" | "investment" | "agricultural"));
            is_abroad && code.level() == PlaceLevel::Country && head.is_some_and(|ahead| behind(ahead) == "mission")
        };
        let is_journey = place.form == NameForm::Name
            && (matches!(behind(0), "trip" | "tour" | "leg" | "visit" | "stop" | "journey") || is_named_for_goal());
        let is_group_of = before == "of" && matches!(at(2), "delegation" | "delegations" | "entourage" | "mission" | "team" | "group");
        // "the trip of the South Chungcheong governor"
        let is_of_officer = before == "of"
            && matches!(at(2), "trip" | "visit" | "tour" | "journey")
            && (0..3)
                .take_while(|ahead| scene.document.tokens.get(place.tokens.end + ahead).is_some_and(|token| token.kind == TokenKind::Word))
                .any(|ahead| matches!(behind(ahead), "governor" | "mayor" | "premier" | "minister" | "delegation" | "officials"));
        // "officials led by the government of Suzhou"
        let is_led_by = before == "of"
            && at(2) == "government"
            && (3..6).any(|back| at(back) == "by" && matches!(at(back + 1), "led" | "headed" | "sent" | "organized" | "organised"));
        // "a return visit by Hubei"
        let is_visit_by = before == "by" && matches!(at(2), "visit" | "visits" | "trip" | "tour");
        // "a programme for the Lyon delegation", "a dinner was given to the Lyon delegation"
        let is_group_named = matches!(before, "for" | "to") && matches!(behind(0), "delegation" | "delegates");
        // "Saudi Arabia, the guest of honour, was there with a delegation of 150"
        let is_there_with_group = place.form == NameForm::Name
            && from.is_empty()
            && !is_destination_word(before)
            && (0..12).any(|ahead| {
                matches!(behind(ahead), "there" | "here" | "came" | "present" | "represented" | "attended" | "arrived")
                    && behind(ahead + 1) == "with"
                    && (2..6).any(|next| matches!(behind(ahead + next), "delegation" | "mission"))
            });
        // "and visiting Hakodate Mayor Toshiki Kudo": the guest, not where one went.
        let is_guest = before == "visiting"
            && !matches!(
                at(2),
                "is" | "are" | "was" | "were" | "been" | "be" | "while" | "after" | "before" | "when" | "started" | "began"
            )
            && (0..3).any(|ahead| is_word_for_guests(behind(ahead)));
        // "A Madison group will make the return trip"
        let opens = place.tokens.start <= tokens.start + 1 && matches!(behind(0), "group" | "contingent" | "party" | "team");
        let goes_on = |end: usize| {
            place.tokens.start.checked_sub(end).is_some_and(|gap| gap <= 3)
                && (end..place.tokens.start).all(|t| matches!(document.text(t), "," | "and" | "the" | "or" | "–" | "-"))
        };
        let in_list = previous.is_some_and(|(listed, end)| listed && goes_on(end));
        let is_traveller = is_there_with_group
            || opens
            || is_guest
            || is_group_of
            || is_of_officer
            || is_visit_by
            || is_led_by
            || before == "from" && !is_way_back
            || (0..5)
                .take_while(|ahead| !ends_name_of_group(behind(*ahead)))
                .any(|ahead| matches!(behind(ahead), "delegation" | "delegates" | "mission"))
                && (!is_destination_word(before) || is_group_named || is_guest)
                && !is_journey
                && !(before == "from" && is_way_back)
            || behind(0) == "'s" && (1..5).any(|ahead| matches!(behind(ahead), "visit" | "trip" | "delegation" | "mission"))
            || (matches!(behind(0), "sent" | "sends" | "is")) && !matches!(before, "in" | "to") && !in_list;
        // "mayors from Kenya, Ghana and Togo", "the delegations from Lyon and Leipzig"
        let is_country = code.level() == PlaceLevel::Country;
        let are_groups = matches!(at(2), "delegations" | "mayors" | "governors" | "officials" | "representatives" | "delegates" | "groups");
        let is_next_origin =
            place.form == NameForm::Name && origins.is_some_and(|(is_of_countries, end)| is_of_countries == is_country && goes_on(end));
        let is_first_origin = place.form == NameForm::Name && before == "from" && (is_country || are_groups);
        let is_traveller = is_traveller || is_next_origin;
        origins = (is_traveller && (is_first_origin || is_next_origin)).then_some((is_country, place.tokens.end));
        // "a tour of Dubai and Spain"
        let is_toured =
            before == "of" && matches!(at(2), "tour" | "tours" | "swing") && !is_of_officer || is_first_of_many(scene, place, tokens);
        // "Lyon, Turin and Basel are the stops of his trip"
        let is_stop = !is_traveller && is_listed_as_stop(scene, place, tokens);
        // "came home to Korea after a tour of France"
        let is_home = is_way_home(at(2), before) && (place.tokens.end..tokens.end).any(|t| matches!(document.folded(t), "after" | "from"));
        if is_home {
            continue;
        }
        let is_goal = is_stop || is_destination_word(before) || is_toured || is_journey || in_list || is_way_back;
        let is_destination = !is_traveller && is_goal && place.form != NameForm::Adjective;
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
    // "is due in the Shenzhen Special Economic Zone"
    for zone in scene.organizations_in(tokens).filter(|body| body.kind == OrganizationKind::Zone) {
        let start = zone.tokens.start - usize::from(zone.tokens.start > tokens.start && document.folded(zone.tokens.start - 1) == "the");
        let is_on_the_way = |code: &&PlaceCode| to.is_empty() || to.iter().any(|goal| goal.country() == code.country());
        if let Some(code) = scene.place_of_organization(zone).filter(is_on_the_way).filter(|_| is_goal(scene, start)) {
            push(&mut to, code);
        }
    }
    // "a delegation of the Consulate General of Korea"
    if from.is_empty() {
        for body in scene.organizations_in(tokens) {
            let before =
                |back: usize| body.tokens.start.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| document.folded(t));
            let at = if before(1) == "the" { 2 } else { 1 };
            let is_group = |word: &str| matches!(word, "delegation" | "mission" | "group" | "team");
            // "a delegation sent by the Dong Nai Provincial Government"
            let is_sent_by = before(at) == "by" && matches!(before(at + 1), "sent" | "dispatched" | "formed") && is_group(before(at + 2));
            let is_group_of = matches!(before(at), "of" | "from") && is_group(before(at + 1)) || is_sent_by;
            if let Some(code) = scene.place_of_organization(body).filter(|_| is_group_of) {
                push(&mut from, code);
            }
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
        // "called it to mind at the first visit of Jin Yu": whose visit it is comes before whoever speaks of it.
        let visitors = || scene.people_in(tokens).filter(|person| is_visit_of(scene, person, tokens));
        let travellers = visitors().chain(scene.people_in(tokens)).filter_map(|person| person.place()).filter(is_guest);
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
    if from.is_empty() {
        from.extend(officers_who_travel(scene, tokens, &to));
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
    let from = if from.is_empty() { infer_traveller(scene, tokens, &to, &mut inferred)? } else { from };
    let is_domestic =
        |code: &PlaceCode| from.iter().any(|one| one.country() == code.country() && !one.includes(code) && !code.includes(one));
    let went_home_only = !to.is_empty() && to.iter().all(is_domestic) && to.iter().all(|code| code.level() != PlaceLevel::Country);
    to.retain(|code| !from.iter().any(|one| one.country() == code.country()));
    // "The Ningbo delegation visited Liangshan": two places of one country.
    if went_home_only && inferred.is_empty() {
        return None;
    }
    if from.iter().all(|code| code.level() == PlaceLevel::Country) {
        to = to.into_iter().map(|code| state_of_capital(scene, code)).collect();
    }
    let named = from.len() + to.len();
    // "Delegations from Osh and Turkistan took part in the event": they came to whose event it is.
    if to.is_empty()
        && let Some(home) = scene.principals.home.as_ref().filter(|home| from.iter().all(|one| one.country() != home.country()))
        && takes_part(scene, tokens)
    {
        to.push(home.clone());
        inferred.push(("to", ABOUT_THE_ARTICLE.to_owned()));
    }
    if to.is_empty() {
        let host = [&scene.principals.partner, &scene.principals.home].into_iter().flatten();
        let is_known = |code: &PlaceCode| from.iter().any(|one| one.country() == code.country());
        let (host, why) = told_near(scene, tokens, is_known, host.into_iter().find(|code| !is_known(code)))?;
        to.push(host.as_ref().clone());
        // "a fortnight in the two countries"
        let others = scene.principals.others.iter().filter(|code| from.iter().all(|one| one.country() != code.country()));
        to.extend(others.filter(|code| code.country() != host.country()).cloned());
        inferred.push(("to", why.to_owned()));
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
