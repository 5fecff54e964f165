//! People out of mentions: one person for each name, and whom an office that does not tell acts for.

use std::collections::{HashMap, HashSet};

use super::mention::{PersonMention, PlaceMention, covers};
use super::offices::{has_national_office, has_office, is_head_of_state, is_national, is_of_subdivision};
use super::scene::{Principals, ScenePerson};
use crate::model::{Affiliation, PlaceCode, PlaceLevel};
use crate::text::Document;

/// Joins mentions to people: the same name, and later surnames alone; offices and bodies from whichever mention tells them.
pub fn join_people(
    document: &Document<'_>,
    mentions: Vec<PersonMention>,
    principals: &Principals,
    places: &[PlaceMention],
) -> Vec<ScenePerson> {
    let mut people: Vec<ScenePerson> = Vec::new();
    let mut register = Register::default();
    for mention in mentions {
        match register.number(&mention.name) {
            Some(at) => merge(&mut people[at], &mention, principals),
            None => match earlier_by_one_word(&people, &mention) {
                Some(at) => {
                    register.enter(&mention.name, at);
                    merge(&mut people[at], &mention, principals);
                }
                None => {
                    register.enter(&mention.name, people.len());
                    people.push(new_person(&mention, principals));
                }
            },
        }
    }
    add_surnames(document, &mut people, places);
    people
}

/// "Prime Minister Kretschmann", and later "Winfried Kretschmann": the one word that the text told first is of the full name.
fn earlier_by_one_word(people: &[ScenePerson], mention: &PersonMention) -> Option<usize> {
    let words = sorted_words(&mention.name);
    let is_part = |person: &&ScenePerson| !person.name.contains(' ') && words.contains(&person.name.to_lowercase());
    let mut fitting = people.iter().enumerate().filter(|(_, person)| is_part(person));
    let first = fitting.next().filter(|_| words.len() > 1)?;
    fitting.next().is_none().then_some(first.0)
}

/// Which person a name belongs to: the first with the same words in any order, or with this word as first or last of several.
#[derive(Default)]
struct Register {
    by_words: HashMap<String, usize>,
    by_end: HashMap<String, usize>,
}

impl Register {
    fn number(&self, name: &str) -> Option<usize> {
        let words = sorted_words(name);
        let as_end = if words.len() == 1 { self.by_end.get(&words[0]) } else { None };
        self.by_words.get(&words.join(" ")).into_iter().chain(as_end).min().copied()
    }

    fn enter(&mut self, name: &str, number: usize) {
        self.by_words.entry(sorted_words(name).join(" ")).or_insert(number);
        let words: Vec<&str> = name.split_whitespace().collect();
        if let [first, .., last] = words[..] {
            self.by_end.entry(first.to_lowercase()).or_insert(number);
            self.by_end.entry(last.to_lowercase()).or_insert(number);
        }
    }
}

fn sorted_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort();
    words
}

fn new_person(mention: &PersonMention, principals: &Principals) -> ScenePerson {
    let mut person = ScenePerson {
        name: mention.name.clone(),
        title: None,
        of: None,
        of_inferred: None,
        branch: None,
        mentions: Vec::new(),
        title_span: None,
        aliases: Vec::new(),
        rule: mention.rule.clone(),
    };
    merge(&mut person, mention, principals);
    person
}

fn merge(person: &mut ScenePerson, mention: &PersonMention, principals: &Principals) {
    person.mentions.push((mention.tokens.clone(), mention.span));
    if mention.name.len() > person.name.len() {
        let shorter = std::mem::replace(&mut person.name, mention.name.clone());
        person.aliases.push(shorter);
    } else if mention.name != person.name && !person.aliases.contains(&mention.name) {
        person.aliases.push(mention.name.clone());
    }
    if person.of.is_none() {
        person.of = mention.of.clone();
    }
    let Some(title) = &mention.title else { return };
    let told = title.of.clone().filter(|_| !title.of_is_near);
    let is_open = person.of.is_none() || person.of_inferred.is_some();
    if person.title.as_ref().is_some_and(|known| !(is_open && told.is_some()) && known.len() >= 3) {
        return;
    }
    person.title = Some(title.text.clone());
    person.title_span = Some(title.span);
    person.branch = title.branch;
    if person.of_inferred.is_some() {
        (person.of, person.of_inferred) = (None, None);
    }
    person.of = told.or_else(|| person.of.take());
    if person.of.is_none()
        && let Some((of, why)) = likely_affiliation(&person.name, title, principals)
    {
        (person.of, person.of_inferred) = (Some(of), Some(why.to_owned()));
    }
}

/// Whom somebody acts for whose title does not tell: the place named just before it where that fits, else the likelier of the two
/// places that the text is about; for the heads of a state its country.
fn likely_affiliation(name: &str, title: &crate::extract::mention::Title, principals: &Principals) -> Option<(Affiliation, &'static str)> {
    let near = title.of.as_ref().filter(|of| of.place().is_none_or(|place| fits_name(place, name, &title.text)));
    if let Some(of) = near {
        let of = of.place().map_or_else(|| of.clone(), |place| Affiliation::Place(level_of_title(&title.text, place)));
        return Some((of, "the place named last before the title"));
    }
    if !title.is_of_place && !is_head_of_state(&title.text) {
        return None;
    }
    if is_national(&title.text) {
        let country = likely_country(name, &title.text, principals).filter(|_| is_head_of_state(&title.text))?;
        return Some((Affiliation::Place(country), "the country that the article is about; the title names none"));
    }
    let place = likely_place(name, &title.text, principals)?;
    Some((Affiliation::Place(level_of_title(&title.text, place)), "the place that the article is about; the title names none"))
}

/// Whether a place has such an office and a name like this is usual there.
fn fits_name(place: &PlaceCode, name: &str, title: &str) -> bool {
    has_office(place.country().as_str(), title) && super::en::name_origin::likelihood(name, place.country()) >= 0
}

/// Which of the countries that a text is about has such names: the Chinese one or the other.
fn likely_country(name: &str, title: &str, principals: &Principals) -> Option<PlaceCode> {
    let likelihood = |place: &PlaceCode| super::en::name_origin::likelihood(name, place.country());
    match (&principals.home, &principals.partner) {
        (Some(home), Some(partner)) if likelihood(home) > likelihood(partner) => Some(home.country_place()),
        (Some(home), Some(partner)) if likelihood(home) < likelihood(partner) => Some(partner.country_place()),
        (None, Some(only)) => Some(only.country_place()),
        (Some(home), Some(partner)) => match (has_national_office(home, title), has_national_office(partner, title)) {
            (true, false) => Some(home.country_place()),
            (false, true) => Some(partner.country_place()),
            // Of the state in which the guests are more is told than of their own.
            _ => Some(partner.country_place()).filter(|_| partner.level() == PlaceLevel::Country),
        },
        _ => None,
    }
}

/// Which of the two places that a text is about a person acts for whose title names none: the one where such an office exists,
/// else the one where such a name is usual, else the one that the text speaks of most.
fn likely_place<'p>(name: &str, title: &str, principals: &'p Principals) -> Option<&'p PlaceCode> {
    let both = || [&principals.home, &principals.partner].into_iter().flatten().filter(|code| code.level() != PlaceLevel::Country);
    let fitting: Vec<&PlaceCode> = both().filter(|code| has_office(code.country().as_str(), title)).collect();
    let likely = |code: &&&PlaceCode| super::en::name_origin::likelihood(name, code.country());
    let best = fitting.iter().rev().max_by_key(likely).copied();
    // A Korean name, a text on Nebraska and Japan, and one province of Korea in it: whose governor that is can be told.
    let is_sure = best.is_some_and(|best| likely(&&best) == 1);
    let elsewhere = || principals.subnational.iter().find(|code| likely(&code) == 1 && has_office(code.country().as_str(), title));
    // Of two provinces without a premier neither has one, whoever else is named.
    let is_head = ["premier", "chief minister", "minister-president"].iter().any(|office| title.to_lowercase().contains(office));
    let heads = principals.subnational.iter().filter(|_| is_head);
    let fits_office = || heads.clone().find(|code| likely(&code) >= 0 && has_office(code.country().as_str(), title));
    if is_sure { best } else { elsewhere().or(best).or_else(fits_office).or(principals.home.as_ref()) }
}

/// "Provincial ..." is of the subdivision even where the article is about one of its cities.
fn level_of_title(title: &str, home: &PlaceCode) -> PlaceCode {
    match home.subdivision() {
        Some(subdivision) if is_of_subdivision(title) => subdivision,
        _ => home.clone(),
    }
}

/// Later mentions by one word of the name: "Han said", "Mr Weatherill".
fn add_surnames(document: &Document<'_>, people: &mut [ScenePerson], places: &[PlaceMention]) {
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, person) in people.iter().enumerate() {
        let words: Vec<&str> = person.name.split_whitespace().collect();
        if words.len() < 2 {
            continue;
        }
        for word in [words[0], words[words.len() - 1]] {
            by_word.entry(crate::text::fold::fold_key(word)).or_default().push(number);
        }
    }
    let taken: HashSet<usize> = people.iter().flat_map(|person| person.mentions.iter().flat_map(|(at, _)| at.clone())).collect();
    for token in 0..document.tokens.len() {
        let is_free = document.tokens[token].is_capitalised() && !taken.contains(&token) && !covers(places, token);
        let Some([only]) = is_free.then(|| by_word.get(document.folded(token)).map(Vec::as_slice)).flatten() else { continue };
        let person = &mut people[*only];
        if person.mentions.first().is_some_and(|(at, _)| at.start < token) {
            person.mentions.push((token..token + 1, document.tokens[token].span()));
            let alias = document.text(token).to_owned();
            if !person.aliases.contains(&alias) {
                person.aliases.push(alias);
            }
        }
    }
}
