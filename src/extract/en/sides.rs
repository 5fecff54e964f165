//! Who the sides of an engagement are: the places that act in its sentence, and the two places that the text is about where the
//! sentence names only one.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::hosts::{are_guests, stand_behind_with};
use super::standing::{is_posting, names_fair, stands_as_venue, wrote_there};
use crate::extract::mention::{PlaceMention, touching};
use crate::extract::offices::state_of_party;
use crate::extract::scene::{Scene, ScenePerson};
use crate::gazetteer::NameForm;
use crate::model::{Branch, CountryCode, EngagementType, PlaceCode, PlaceLevel};

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

pub(super) const WHERE_IT_WAS: &str = "the place where it was; the sentence names no other side";

const WHOSE_ENVOY: &str = "the state whose envoy was met; the sentence names no other side";

pub(super) const ABOUT_THE_JOURNEY: &str = "who is told as guest and as host in the article; the sentence names neither";

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
pub(super) fn acting_level(scene: &Scene<'_>, mut places: Vec<PlaceCode>) -> Vec<PlaceCode> {
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
pub(super) fn state_of_capital(scene: &Scene<'_>, code: PlaceCode) -> PlaceCode {
    let state = code.country_place();
    let is_capital = scene.gazetteer.place(&code).is_some_and(|place| place.capital_of.contains(&state));
    let stands_for_state = is_capital && !scene.has_body(&code) && !scene.is_told_with_kind(&code);
    if stands_for_state { state } else { code }
}

/// A city that only is where something happened gives way to the province that the article is about and that governs there.
pub(super) fn governing(scene: &Scene<'_>, code: &PlaceCode) -> PlaceCode {
    let both = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
    let around =
        both.into_iter().find(|principal| *principal != code && principal.level() == PlaceLevel::Subdivision && principal.includes(code));
    around.filter(|outer| !scene.has_body(code) && scene.is_governed(outer)).unwrap_or(code).clone()
}

pub(super) fn push(list: &mut Vec<PlaceCode>, code: &PlaceCode) {
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
        if code.level() != PlaceLevel::Country && is_posting(scene.document, place) {
            continue;
        }
        let is_venue = stands_as_venue(scene, place, tokens, previous) || names_fair(scene, place, tokens) || wrote_there(place);
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
        // "with the ambassador and the consul general at the table": whose envoys they are is only guessed, and an envoy is beside those who meet.
        let is_guess = |code: &PlaceCode| person.of_inferred.is_some() && code.level() == PlaceLevel::Country;
        if let Some(code) = person.place().filter(|code| !is_guess(code)) {
            let is_known = acting.iter().any(|place| code.includes(place));
            if !is_known {
                push(&mut acting, code);
            }
        }
    }
    // "a member of the Political Bureau of the CPC Central Committee"
    let central = scene.people_in(tokens).filter_map(|person| person.of.as_ref()).find_map(|of| state_of_party(of.as_str()));
    if let Some(state) = central {
        push(&mut acting, &state);
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
    let is_told_inside = |country: &PlaceCode| acting.iter().any(|place| place != country && country.includes(place));
    let is_vague = acting.iter().any(|place| place.level() == PlaceLevel::Country && !is_told_inside(place) && tells_who(place));
    if is_vague { tokens.clone() } else { part }
}

/// How many sentences back a side may be told that a sentence leaves out.
const NEAR_SENTENCES: usize = 3;

/// Why a side is a place that the sentences just before name.
const TOLD_BEFORE: &str = "the place that the sentences before name; this one names none";

/// The place of another country than those `known` that the sentences just before name as acting, in the same paragraph, and why; `chosen`,
/// whom the whole article is about, where they name none, several, or that one. A page that tells of several visits speaks of each in
/// its own paragraph.
pub(super) fn told_near<'c>(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    known: impl Fn(&PlaceCode) -> bool,
    chosen: Option<&'c PlaceCode>,
) -> Option<(Cow<'c, PlaceCode>, &'static str)> {
    let of_article = chosen.map(|chosen| (Cow::Borrowed(chosen), ABOUT_THE_ARTICLE));
    let number = scene.document.sentence_of(tokens.start);
    let sentences = &scene.document.sentences;
    let before = (number.saturating_sub(NEAR_SENTENCES)..number).rev();
    let mut before = before.take_while(|other| sentences[*other].paragraph == sentences[number].paragraph);
    let abroad = before.find_map(|other| {
        let (acting, _) = acting_places(scene, &sentences[other].tokens);
        let abroad: Vec<PlaceCode> = acting_level(scene, acting).into_iter().filter(|code| !known(code)).collect();
        (!abroad.is_empty()).then_some(abroad)
    });
    let [only] = &abroad.unwrap_or_default()[..] else { return of_article };
    // Of one country only another province is another place.
    let is_other = |chosen: &PlaceCode| match (chosen.subdivision(), only.subdivision()) {
        _ if chosen.country() != only.country() => true,
        (Some(chosen), Some(only)) => chosen != only,
        _ => false,
    };
    match chosen {
        Some(chosen) if !is_other(chosen) => of_article,
        _ => Some((Cow::Owned(state_of_capital(scene, governing(scene, only))), TOLD_BEFORE)),
    }
}

/// The places that a sentence names as acting, each at the level at which it acts.
pub(super) fn guests_of_sentence(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<PlaceCode> {
    acting_level(scene, acting_places(scene, tokens).0)
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
        // "met with a delegation from Chuy and with one from Serbia": guests all of them.
        Some(home) if are_guests(scene, tokens) || stand_behind_with(scene, tokens, home) => home.country(),
        _ => acting.first()?.country(),
    };
    // "Prime Minister Jin met with President Reed about the line from Zhengzhou": two states met, whatever towns are spoken of.
    if kind == EngagementType::Meeting && acts_for_states(scene, tokens) && states_of_officers(scene, tokens).len() >= 2 {
        return None;
    }
    let acting = home_for_country(scene, tokens, acting);
    for code in &acting {
        push(if code.country() == first_country { &mut sides.from } else { &mut sides.to }, code);
    }
    if sides.from.is_empty() {
        if acts_for_states(scene, tokens) {
            return None;
        }
        // "The fair took place in Chongqing", in a text that has named no other place of the country by then: its host.
        let is_named_before = |home: &PlaceCode| {
            let before = &scene.places[..scene.places.partition_point(|place| place.tokens.end <= tokens.end)];
            before.iter().any(|place| {
                place.code.as_ref().is_some_and(|code| code == home || home.includes(code) && code.level() == PlaceLevel::City)
            })
        };
        let is_host = |venue: &&PlaceCode| {
            let is_other = |home: &PlaceCode| venue.country() == home.country() && !home.includes(venue) && !venue.includes(home);
            kind == EngagementType::Conference
                && venue.level() != PlaceLevel::Country
                && home.is_some_and(|home| is_other(home) && !is_named_before(home))
        };
        let host = venues.iter().find(is_host).map(|venue| venue.subdivision().unwrap_or_else(|| venue.clone()));
        let why = if host.is_some() { WHERE_IT_WAS } else { ABOUT_THE_ARTICLE };
        sides.from.push(host.or_else(|| home.cloned())?);
        sides.inferred.push(("from", why.to_owned()));
    }
    if sides.to.is_empty() {
        // A venue abroad says with whom, where nothing else does.
        let abroad = venues.iter().find(|venue| venue.country() != first_country);
        let may_stand_alone = matches!(kind, EngagementType::Conference | EngagementType::Signing);
        let is_partner = |partner: &&PlaceCode| {
            let is_named = || {
                touching(&scene.places, tokens.clone())
                    .any(|place| place.code.as_ref().is_some_and(|code| code.country() == partner.country()))
            };
            let is_in_passing = may_stand_alone && scene.principals.is_partner_in_passing;
            partner.country() != first_country && (!is_in_passing || is_named())
        };
        // "received a visit of Consul General Jin Yu": whose envoy it is need not be told.
        let envoy = scene.people_in(tokens).filter(|person| person.branch == Some(Branch::Mission)).find_map(ScenePerson::place);
        // "met him, with the consul general looking on"
        let is_beside = |word: &str| {
            matches!(
                word,
                "him"
                    | "her"
                    | "them"
                    | "looking"
                    | "watched"
                    | "watching"
                    | "accompanied"
                    | "present"
                    | "witnessed"
                    | "joined"
                    | "attended"
            )
        };
        let envoy = envoy.filter(|_| !tokens.clone().any(|token| is_beside(scene.document.folded(token))));
        let envoy = envoy.filter(|state| kind == EngagementType::Meeting && abroad.is_none() && state.country() != first_country);
        if let Some(state) = envoy {
            sides.to.push(state.country_place());
            sides.inferred.push(("to", WHOSE_ENVOY.to_owned()));
            return Some(sides);
        }
        let partner = scene.principals.partner.as_ref().filter(is_partner);
        let near = told_near(scene, tokens, |code| code.country() == first_country, partner);
        let (partner, why) = near.as_ref().map_or((None, ABOUT_THE_ARTICLE), |(partner, why)| (Some(partner.as_ref()), why));
        let chosen = match (partner, abroad) {
            (Some(partner), Some(abroad)) if partner.country() == abroad.country() => {
                vec![if may_stand { state_of_capital(scene, partner.clone()) } else { partner.clone() }]
            }
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
            sides.inferred.push(("to", if abroad.is_some() { WHERE_IT_WAS } else { why }.to_owned()));
        } else if !may_stand_alone {
            return None;
        }
    }
    if kind == EngagementType::Signing {
        sign_by_their_body(scene, tokens, &mut sides);
    }
    Some(sides)
}

/// "The county signed with Shanxi Engineering Company": a country that the sentence does not name itself is the one place in it of which
/// the text names a body. A company known to be of that country stands for the country.
fn sign_by_their_body(scene: &Scene<'_>, tokens: &Range<usize>, sides: &mut Sides) {
    let is_in = |country: &PlaceCode, code: Option<&PlaceCode>| code.is_some_and(|code| code.country() == country.country());
    let is_named = |country: &PlaceCode| scene.places_in(tokens).any(|place| is_in(country, place.code.as_ref()));
    let has_company = |country: &PlaceCode| {
        scene.organizations_in(tokens).any(|body| is_in(country, crate::gazetteer::companies::country_of(&body.name)))
    };
    for side in sides.from.iter_mut().chain(&mut sides.to).filter(|side| side.level() == PlaceLevel::Country) {
        // A town with a body is often only where they signed.
        let inner = scene.only_body_in(side).filter(|inner| inner.level() == PlaceLevel::Subdivision);
        if let Some(inner) = inner.filter(|_| !is_named(side) && !has_company(side)) {
            *side = inner.clone();
        }
    }
}

/// Whether all who are named with an office in a sentence hold one of a state: "the presidents signed a declaration".
fn acts_for_states(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let is_officer = |person: &&ScenePerson| person.title.is_some() && person.branch != Some(Branch::Company);
    let mut officers = scene.people_in(tokens).filter(is_officer).peekable();
    officers.peek().is_some() && officers.all(ScenePerson::acts_for_state)
}

/// The countries that those with an office in a sentence act for.
fn states_of_officers(scene: &Scene<'_>, tokens: &Range<usize>) -> BTreeSet<CountryCode> {
    let officers = scene.people_in(tokens).filter(|person| person.title.is_some());
    officers.filter_map(|person| Some(person.place()?.country())).collect()
}

/// A country named beside the place that the article is about ("friendship between China and Germany") speaks of that place,
/// unless the sentence is about those who act for the state.
fn home_for_country(scene: &Scene<'_>, tokens: &Range<usize>, acting: Vec<PlaceCode>) -> Vec<PlaceCode> {
    let Some(home) = &scene.principals.home else { return acting };
    // "Beijing was where the mission to China came to its close": a capital that only is where it was.
    let is_venue = |place: &PlaceMention| place.code.as_ref() == Some(home) && stands_as_venue(scene, place, tokens, None);
    let is_only_capital = scene.places_in(tokens).any(is_venue) && state_of_capital(scene, home.clone()) != *home;
    if is_only_capital || scene.people_in(tokens).any(ScenePerson::acts_for_state) {
        return acting;
    }
    let replace = |code: PlaceCode| if code.level() == PlaceLevel::Country && code.includes(home) { home.clone() } else { code };
    acting.into_iter().map(replace).collect()
}

/// "Rotterdam, the Netherlands", "Chengdu in China": a country that only says where the place before it lies.
pub(super) fn only_locates(scene: &Scene<'_>, place: &PlaceMention) -> bool {
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
