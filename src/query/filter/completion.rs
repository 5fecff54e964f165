//! What a half-typed term of a filter may become: names of fields, and values of the field that stands before the colon.

use std::ops::Range;

use super::resolve::{OFFERED_STATUSES, words};
use super::terms::Field;
use crate::model::{AgreementKind, Context, CounterpartKind, EngagementType, PlaceLevel, Stage};
use crate::query::facets::{quoted, value_of_place};
use crate::query::fuzzy::search_key;
use crate::query::snapshot::Snapshot;
use crate::query::vocabulary::{Name, ranked};

/// How many are offered.
const OFFERED: usize = 12;
/// Of very many names, how many are scored.
const SCORED: usize = 256;

/// What may stand where the cursor is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the filter's text that a candidate takes the place of.
    pub range: Range<usize>,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

/// One that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is put into the line: `place:`, `us-ga`.
    pub text: String,
    /// For people: `Georgia (state, US-GA)`.
    pub label: String,
}

/// Candidates for the word that ends at `cursor` (a byte of `text`).
pub fn completion(text: &str, cursor: usize, snapshot: &Snapshot) -> Completion {
    let head = text.get(..cursor).unwrap_or(text);
    let start = term_start(head);
    let body = head[start..].strip_prefix('-').unwrap_or(&head[start..]);
    let Some((name, values)) = body.split_once(':') else {
        let from = head.len() - body.len();
        return Completion { range: from..head.len(), candidates: fields_or_names(body, snapshot) };
    };
    let value = values.rsplit('|').next().unwrap_or(values);
    let range = head.len() - value.len()..head.len();
    let field = Field::ALL.iter().find(|(_, known)| *known == name.to_ascii_lowercase()).map(|(field, _)| *field);
    Completion { range, candidates: field.map(|field| values_of(field, &value.replace('"', ""), snapshot)).unwrap_or_default() }
}

/// First byte of the term at the end: behind the last space outside quotes.
fn term_start(head: &str) -> usize {
    let (mut start, mut is_quoted) = (0, false);
    for (at, c) in head.char_indices() {
        is_quoted ^= c == '"';
        if c.is_whitespace() && !is_quoted {
            start = at + c.len_utf8();
        }
    }
    start
}

/// A bare word may become a field or a name.
fn fields_or_names(word: &str, snapshot: &Snapshot) -> Vec<Candidate> {
    let typed = word.to_ascii_lowercase();
    let fields = Field::ALL.iter().filter(|(_, name)| name.starts_with(&typed));
    let mut candidates: Vec<Candidate> = fields.map(|(_, name)| same(format!("{name}:"))).collect();
    if word.chars().count() >= 2 {
        let is_named = |name| matches!(name, Name::Place(_) | Name::Person(_) | Name::Organization(_));
        candidates.extend(names(word, snapshot, is_named).into_iter().take(OFFERED.saturating_sub(candidates.len())));
    }
    candidates
}

fn same(text: String) -> Candidate {
    Candidate { label: text.clone(), text }
}

fn values_of(field: Field, value: &str, snapshot: &Snapshot) -> Vec<Candidate> {
    let at_level = |level: PlaceLevel| move |name| matches!(name, Name::Place(at) if snapshot.places.code(at).level() == level || level == PlaceLevel::City && snapshot.places.is_city(at));
    match field {
        Field::Place | Field::From | Field::To | Field::Side | Field::Venue | Field::About => {
            names(value, snapshot, |name| matches!(name, Name::Place(_)))
        }
        Field::Country => names(value, snapshot, at_level(PlaceLevel::Country)),
        Field::Province => names(value, snapshot, at_level(PlaceLevel::Subdivision)),
        Field::City => names(value, snapshot, at_level(PlaceLevel::City)),
        Field::Person | Field::Leader => names(value, snapshot, |name| matches!(name, Name::Person(_))),
        Field::Org => names(value, snapshot, |name| matches!(name, Name::Organization(_))),
        Field::Topic => names(value, snapshot, |name| matches!(name, Name::Topic(_))),
        Field::Source => names(value, snapshot, |name| matches!(name, Name::Outlet(_))),
        Field::Counterpart => worded(value, words(CounterpartKind::ALL)),
        Field::Type => worded(value, words(EngagementType::ALL)),
        Field::Kind => worded(value, words(AgreementKind::ALL)),
        Field::Stage => worded(value, words(Stage::ALL)),
        Field::Context => worded(value, words(Context::ALL)),
        Field::Status => worded(value, words(&[OFFERED_STATUSES.as_slice(), &["review"]].concat())),
        Field::Has => worded(value, words(&["amount", "agreement", "dispute"])),
        Field::Currency => worded(value, currencies(snapshot)),
        Field::Year | Field::Since | Field::Until | Field::Amount | Field::Lang | Field::Id | Field::New => Vec::new(),
        Field::Tag => worded(value, tags(snapshot)),
    }
}

fn worded(value: &str, words: Vec<String>) -> Vec<Candidate> {
    let typed = value.to_lowercase();
    let begins = |word: &String| word.to_lowercase().starts_with(&typed);
    let (mut first, rest): (Vec<String>, Vec<String>) = words.into_iter().partition(begins);
    first.extend(rest.into_iter().filter(|word| !typed.is_empty() && word.to_lowercase().contains(&typed)));
    first.into_iter().map(same).collect()
}

fn currencies(snapshot: &Snapshot) -> Vec<String> {
    let mut known: Vec<String> = snapshot.agreements.amounts.currencies.iter().map(ToString::to_string).collect();
    known.sort_unstable();
    known.dedup();
    known
}

fn tags(snapshot: &Snapshot) -> Vec<String> {
    let mut known: Vec<String> =
        [&snapshot.engagement_extras, &snapshot.agreement_extras].into_iter().flat_map(|extras| extras.tags.clone()).collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// Names that hold what is typed, all homonyms of an exact one included, else those with its letters in order.
fn names(value: &str, snapshot: &Snapshot, is_wanted: impl Fn(Name) -> bool) -> Vec<Candidate> {
    let key = search_key(value);
    let found = if key.is_empty() {
        Vec::new()
    } else {
        let held = snapshot.vocabulary.holding(&key, &is_wanted);
        if held.is_empty() { snapshot.vocabulary.matches(&key, &is_wanted).map(|matches| matches.names).unwrap_or_default() } else { held }
    };
    let order = ranked(found, &key, SCORED, |name| snapshot.uses(name), |name| snapshot.label(name));
    order.into_iter().take(OFFERED).map(|name| candidate(name, snapshot)).collect()
}

fn candidate(name: Name, snapshot: &Snapshot) -> Candidate {
    let text = match name {
        Name::Place(at) => value_of_place(snapshot, snapshot.places.code(at)),
        Name::Person(at) => quoted(snapshot.people.name(at)),
        Name::Organization(at) => quoted(&snapshot.organizations[at as usize].name),
        _ => quoted(&snapshot.label(name)),
    };
    let label = match name {
        Name::Place(_) | Name::Person(_) => snapshot.candidate(name),
        _ => snapshot.label(name),
    };
    Candidate { text, label }
}
