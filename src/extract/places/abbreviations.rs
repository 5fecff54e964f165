//! Initials of places that the text names in full, or whose country it names: "WA", "N.S.W.".

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::extract::mention::{PlaceMention, touching};
use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{CountryCode, PlaceCode, PlaceLevel, RuleName};
use crate::text::{Case, Document, TokenKind};

const ABBREVIATION: RuleName = RuleName::new("place.abbreviation");

/// Countries whose papers print the initials of their states with points.
const POINTED: [&str; 4] = ["AU", "CA", "IN", "US"];

/// "WA" in a text that names Western Australia, "XUAR" in one that names the Xinjiang Uyghur Autonomous Region: capitals that are the
/// first letters of a place's words, or the last part of its code. "B.C." with its points also in a text that names Canada.
pub fn with_abbreviations(document: &Document<'_>, gazetteer: &Gazetteer, named: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let short = initials_of_named(document, &named);
    let is_free = |tokens: &Range<usize>| touching(&named, tokens.clone()).next().is_none();
    let is_short = |token: usize| {
        document.tokens[token].case == Case::AllCapitals && is_free(&(token..token + 1)) && !stands_in_capitals(document, token)
    };
    let mut added: Vec<PlaceMention> = (0..document.tokens.len())
        .filter(|token| is_short(*token))
        .filter_map(|token| Some(abbreviation(document, token..token + 1, short.get(document.text(token))?.clone())))
        .collect();
    let pointed: Vec<(Range<usize>, String)> =
        (0..document.tokens.len()).filter_map(|token| pointed_initials(document, token)).filter(|(tokens, _)| is_free(tokens)).collect();
    if !pointed.is_empty() {
        let of_countries = initials_of_countries(gazetteer, &named);
        added.extend(pointed.into_iter().filter_map(|(tokens, letters)| {
            let by_country = || of_countries.get(&letters).filter(|_| stands_as_place(document, &named, tokens.start));
            let code = short.get(&letters).or_else(by_country)?.clone();
            Some(abbreviation(document, tokens, code))
        }));
    }
    let mut all = named;
    all.extend(added);
    all.sort_by_key(|mention| mention.tokens.start);
    all
}

fn abbreviation(document: &Document<'_>, tokens: Range<usize>, code: PlaceCode) -> PlaceMention {
    PlaceMention {
        span: document.span(tokens.clone()),
        name: document.phrase(tokens.clone()),
        tokens,
        code: Some(code),
        form: NameForm::Name,
        in_organization: false,
        is_dateline: false,
        rivals: Vec::new(),
        rule: ABBREVIATION,
    }
}

/// The initials and code letters of the subdivisions that the text names.
fn initials_of_named(document: &Document<'_>, named: &[PlaceMention]) -> HashMap<String, PlaceCode> {
    let mut short: HashMap<String, PlaceCode> = HashMap::new();
    for mention in named {
        let Some(code) = mention.code.as_ref().filter(|code| code.level() == PlaceLevel::Subdivision) else { continue };
        let words = mention.tokens.clone().filter(|token| document.tokens[*token].is_capitalised());
        let initials: String = words.filter_map(|token| document.text(token).chars().next()).collect();
        let last_part = code.as_str().split('-').next_back().unwrap_or_default();
        for letters in [initials.as_str(), last_part] {
            if letters.len() >= 2 && letters.chars().all(char::is_alphabetic) {
                short.entry(letters.to_owned()).or_insert_with(|| code.clone());
            }
        }
    }
    short
}

/// The initials of the states of several words that lie in the countries named: "BC" where Canada is. A name of one word has none
/// ("M.D." is a doctor and not Maryland).
fn initials_of_countries(gazetteer: &Gazetteer, named: &[PlaceMention]) -> HashMap<String, PlaceCode> {
    let countries: HashSet<CountryCode> = named
        .iter()
        .filter_map(|mention| Some(mention.code.as_ref()?.country()))
        .filter(|country| POINTED.contains(&country.as_str()))
        .collect();
    gazetteer
        .subdivisions_of(&countries)
        .filter_map(|place| {
            let code = place.code.as_ref()?;
            let initials: String =
                place.name.split([' ', '-']).filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect();
            (initials.len() >= 2).then(|| (initials, code.clone()))
        })
        .collect()
}

/// "B.C.", "N.S.W.": single capitals with a point behind each and nothing between.
fn pointed_initials(document: &Document<'_>, start: usize) -> Option<(Range<usize>, String)> {
    let touches = |left: usize| document.tokens.get(left + 1).is_some_and(|next| next.start == document.tokens[left].end);
    let is_initial = |token: usize| {
        document.tokens.get(token).is_some_and(|written| written.kind == TokenKind::Word && written.is_capitalised())
            && document.text(token).len() == 1
            && touches(token)
            && document.text(token + 1) == "."
    };
    if !is_initial(start) {
        return None;
    }
    let follows = start >= 2 && touches(start - 1) && is_initial(start - 2);
    let (mut end, mut letters) = (start, String::new());
    while is_initial(end) && (end == start || touches(end - 1)) {
        letters.push_str(document.text(end));
        end += 2;
    }
    (!follows && letters.len() >= 2).then_some((start..end, letters))
}

/// "in B.C.", "Vancouver, B.C.": behind a preposition, or behind a place and a comma.
fn stands_as_place(document: &Document<'_>, named: &[PlaceMention], start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let behind_place = document.text(before) == "," && before > 0 && touching(named, before - 1..before).next().is_some();
    behind_place || matches!(document.folded(before), "in" | "to" | "from" | "of" | "across" | "throughout" | "between")
}

/// Whether the word before or behind is in capitals too: a heading or the name of a body.
fn stands_in_capitals(document: &Document<'_>, token: usize) -> bool {
    let beside = [token.checked_sub(1), Some(token + 1)];
    beside
        .into_iter()
        .flatten()
        .any(|other| document.tokens.get(other).is_some_and(|written| written.case == Case::AllCapitals && document.text(other).len() > 1))
}
