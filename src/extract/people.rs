//! People out of mentions: one person for each name, and whom an office that does not tell acts for.

use std::collections::{HashMap, HashSet};

use super::en::holders::Holders;
use super::mention::{PersonMention, PlaceMention, Title, covers};
use super::scene::ScenePerson;
use crate::text::Document;

/// Joins mentions to people: the same name, and later surnames alone; offices and bodies from whichever mention tells them.
/// Whom an office acts for that does not tell is concluded when all are known.
pub fn join_people(mentions: Vec<PersonMention>, holders: &Holders<'_>) -> Vec<ScenePerson> {
    let mut people: Vec<ScenePerson> = Vec::new();
    let mut open: Vec<Option<Title>> = Vec::new();
    let mut register = Register::default();
    for mention in mentions {
        match register.number(&mention.name, &people) {
            Some(at) => merge(&mut people[at], &mention, &mut open[at]),
            None => match earlier_by_one_word(&people, &mention) {
                Some(at) => {
                    register.enter(&mention.name, at);
                    merge(&mut people[at], &mention, &mut open[at]);
                }
                None => {
                    let at = people.len();
                    register.enter(&mention.name, at);
                    people.push(new_person(&mention));
                    open.push(None);
                    merge(&mut people[at], &mention, &mut open[at]);
                }
            },
        }
    }
    holders.infer(&mut people, &open);
    add_surnames(holders.document, &mut people, holders.places);
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
    fn number(&self, name: &str, people: &[ScenePerson]) -> Option<usize> {
        let words = sorted_words(name);
        let as_end = if words.len() == 1 { self.by_end.get(&words[0]) } else { None };
        let known = self.by_words.get(&words.join(" ")).into_iter().chain(as_end).min().copied();
        let mut ends = name.split_whitespace().map(str::to_lowercase);
        let ends = [ends.next(), ends.next_back()].into_iter().flatten();
        let is_same = |number: &usize| {
            let known = &people[*number].name;
            known.contains(' ') && words.len() > 1 && (is_shorter_form(name, known) || is_shorter_form(known, name))
        };
        known.or_else(|| ends.filter_map(|end| self.by_end.get(&end).copied()).find(is_same))
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

/// "E. Soler" and "Soler Ibarra" are "Elena Soler Ibarra": the words of the fuller name in their order, or their first letters.
fn is_shorter_form(name: &str, fuller: &str) -> bool {
    let words = |name: &str| name.to_lowercase().replace('.', " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (short, full) = (words(name), words(fuller));
    let mut rest = full.iter();
    short.len() <= full.len()
        && short.iter().all(|word| rest.any(|known| known == word || word.chars().count() == 1 && known.starts_with(word.as_str())))
}

fn sorted_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort();
    words
}

fn new_person(mention: &PersonMention) -> ScenePerson {
    ScenePerson {
        name: mention.name.clone(),
        title: None,
        of: None,
        of_inferred: None,
        sent_by: None,
        branch: None,
        mentions: Vec::new(),
        title_span: None,
        aliases: Vec::new(),
        rule: mention.rule.clone(),
    }
}

/// Adds a mention; `open` keeps the title that stands where nothing told whom it is of.
fn merge(person: &mut ScenePerson, mention: &PersonMention, open: &mut Option<Title>) {
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
    // "Locke, the first governor of his party": the full name's own office stands.
    let is_behind_surname = !mention.name.contains(' ') && person.name.contains(' ') && title.span.start > mention.span.start;
    let is_open = person.of.is_none() && !is_behind_surname;
    if person.title.as_ref().is_some_and(|known| !(is_open && told.is_some()) && known.len() >= 3) {
        return;
    }
    person.title = Some(title.text.clone());
    person.title_span = Some(title.span);
    person.branch = title.branch;
    person.of = told.or_else(|| person.of.take());
    *open = Some(title.clone()).filter(|_| person.of.is_none());
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
