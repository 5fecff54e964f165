//! Places named in a text, each resolved to its code; homonyms told apart by suffix words, by what stands around them and by
//! which countries the text is about.

use std::collections::HashMap;
use std::ops::Range;

mod abbreviations;
mod capitals;
mod lesser;
mod letters;
mod suffixes;
mod towns;

use self::suffixes::{JoinedSuffix, joined_behind, level_of_body, office_level, suffix_level};
use super::mention::{AtTokens, PlaceMention, touching};
use crate::gazetteer::towns::named as towns_named;
use crate::gazetteer::{Caution, Gazetteer, NameForm, Place};
use crate::model::{CountryCode, PlaceCode, PlaceLevel, RuleName};
use crate::text::{Case, Document, TokenKind, key_words};

/// People of a county or town that no list counts.
const PEOPLE_OF_A_TOWN: u64 = 100_000;

const NAMED: RuleName = RuleName::new("place.name");
const ADJECTIVE: RuleName = RuleName::new("place.adjective");

/// A hit of the gazetteer that is not yet one place.
struct Candidate {
    tokens: Range<usize>,
    name_tokens: Range<usize>,
    places: Vec<(u32, NameForm)>,
    level: Option<PlaceLevel>,
    /// What the office beside it says of its level, where no other word does.
    office: Option<PlaceLevel>,
}

impl AtTokens for Candidate {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

/// Finds all places of a document.
pub fn find_places(document: &Document<'_>, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut candidates = Vec::new();
    for sentence in &document.sentences {
        for hit in gazetteer.phrases().matches(document, sentence.tokens.clone()) {
            // "Western North Dakota" is no part of Ghana's Western North.
            let last = hit.tokens.end - 1;
            let is_outlook = hit.tokens.len() > 1 && is_direction(document.folded(hit.tokens.start));
            let inner = is_outlook.then(|| gazetteer.phrases().longest_at(document, last, sentence.tokens.end)).flatten();
            let hit = inner.filter(|inner| inner.tokens.len() > 1).unwrap_or(hit);
            candidates.extend(candidate(document, gazetteer, hit.tokens, hit.values, sentence.tokens.clone()));
        }
    }
    let candidates = lesser::with_lesser_places(document, gazetteer, candidates);
    let weights = weights_of(gazetteer, &candidates);
    let mut told = told_levels(document, gazetteer, &candidates);
    if speaks_of_provinces(document) {
        for candidate in &candidates {
            told.entry(document.phrase(candidate.name_tokens.clone()).to_lowercase()).or_insert(PlaceLevel::Subdivision);
        }
    }
    let resolved: Vec<PlaceMention> =
        candidates.iter().map(|candidate| resolve(document, gazetteer, candidate, &candidates, &weights, &told)).collect();
    let named = same_name_same_place(resolved);
    let named = abbreviations::with_abbreviations(document, gazetteer, named);
    let named = towns::with_towns(document, gazetteer, named);
    capitals::with_capitals(document, gazetteer, named)
}

/// How many people live in a first-level subdivision that its bare name may stand for anywhere.
const SMALLEST_PROVINCE: u64 = 10_000;

/// Words that may stand before a place's name and are no part of it.
fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "western" | "eastern" | "northern" | "southern" | "central" | "upper" | "lower" | "greater" | "north" | "south" | "east" | "west"
    )
}

/// By name, the level that suffix words and offices tell somewhere in the text: "Nagano Prefecture" once, and "Nagano" is the
/// prefecture elsewhere. A name that is told as both is neither.
fn told_levels(document: &Document<'_>, gazetteer: &Gazetteer, candidates: &[Candidate]) -> HashMap<String, PlaceLevel> {
    let mut told: HashMap<String, Option<PlaceLevel>> = HashMap::new();
    for candidate in candidates {
        let Some(level) = candidate.level.or(candidate.office) else {
            // "Cebu City": the word is part of the name, and tells what "Cebu" is as well.
            let name = document.phrase(candidate.name_tokens.clone()).to_lowercase();
            if let Some((bare, "city")) = name.rsplit_once(' ') {
                told.entry(bare.to_owned()).or_insert(Some(PlaceLevel::City));
            }
            continue;
        };
        if candidate.places.iter().any(|(number, _)| fits_level(gazetteer.numbered(*number), level)) {
            let name = document.phrase(candidate.name_tokens.clone()).to_lowercase();
            told.entry(name).and_modify(|known| *known = known.filter(|known| *known == level)).or_insert(Some(level));
        }
    }
    told.into_iter().filter_map(|(name, level)| Some((name, level?))).collect()
}

/// Whether a text speaks of provinces and their governors, and hardly of cities: a name that both bear is then the province's.
fn speaks_of_provinces(document: &Document<'_>) -> bool {
    let count = |is_such: fn(&str) -> bool| (0..document.tokens.len()).filter(|token| is_such(document.folded(*token))).count();
    let provinces = count(|word| {
        matches!(
            word,
            "province" | "provinces" | "provincial" | "governor" | "governors" | "prefecture" | "prefectures" | "oblast" | "regions"
        )
    });
    let cities = count(|word| matches!(word, "city" | "cities" | "mayor" | "mayors" | "municipal" | "municipality" | "town"));
    provinces >= 2 && provinces > 2 * cities
}

fn candidate(
    document: &Document<'_>,
    gazetteer: &Gazetteer,
    hit: Range<usize>,
    places: Vec<(u32, NameForm)>,
    sentence: Range<usize>,
) -> Option<Candidate> {
    // "US$ 300 million" and "in US dollars" are money, "in English" is a language.
    let next = if hit.end < sentence.end { document.text(hit.end) } else { "" };
    // "11.59 billion U.S. dollars"
    let next = if next == "." && hit.end + 1 < sentence.end { document.text(hit.end + 1) } else { next };
    let next_is_money = matches!(next, "dollar" | "dollars" | "Dollar" | "Dollars" | "yuan" | "yen" | "won" | "pounds");
    let before = if hit.start > sentence.start { document.folded(hit.start - 1) } else { "" };
    let is_money = next_is_money || next.starts_with('$') && document.tokens[hit.end].start == document.tokens[hit.end - 1].end;
    let is_language = document.folded(hit.start) == "english"
        && (matches!(before, "in" | "my" | "his" | "her" | "their" | "speak" | "speaks" | "of" | "fluent")
            || !next.starts_with(char::is_alphabetic));
    // "We" at the head of a sentence is no town in New Caledonia; "US" in capitals is a country.
    let is_plain_word = hit.len() == 1
        && document.tokens[hit.start].case == Case::Capitalised
        && super::en::lexicon::lexicon().stop_words.contains(document.folded(hit.start));
    // "four o'clock, Beijing time"
    let is_time =
        document.folded(hit.end.min(sentence.end - 1)) == "time" && hit.end < sentence.end && document.tokens[hit.end].case == Case::Lower;
    if is_money || is_language || is_plain_word || is_time || are_initials(document, gazetteer, &hit, &places) {
        return None;
    }
    let mut tokens = hit.clone();
    let mut level = None;
    // "Liaoning Province", "Munich city", "Ota District".
    if let Some(found) = (tokens.end < sentence.end).then(|| suffix_level(document.folded(tokens.end))).flatten() {
        let is_capitalised = document.tokens[tokens.end].is_capitalised();
        // "Leningrad State University" is not of a state of that name.
        let is_of_body = is_capitalised
            && document.folded(tokens.end) == "state"
            && tokens.end + 1 < sentence.end
            && matches!(document.folded(tokens.end + 1), "university" | "college" | "school" | "institute" | "bank" | "power" | "grid");
        let is_suffix = !is_of_body && (is_capitalised || !matches!(document.folded(tokens.end), "land" | "territory"));
        if is_suffix
            && places.iter().any(|(number, form)| {
                *form == NameForm::Name && fits_suffix(gazetteer.numbered(*number), document.folded(tokens.end), found)
            })
        {
            // "Embu County": where counties are what the country is divided into first, it is that one and not the town.
            let word = document.folded(tokens.end);
            let is_first_level = places.iter().any(|(number, _)| {
                let place = gazetteer.numbered(*number);
                place.level() == Some(PlaceLevel::Subdivision) && place.kind == word
            });
            level = Some(if is_first_level { PlaceLevel::Subdivision } else { found });
            tokens.end += 1;
        }
    }
    // "City of Atlanta", "State of Bavaria", "province of Trento".
    // "the Kakheti region of Georgia": the region is Kakheti; that of "the Japanese prefecture of Kumamoto" is Kumamoto.
    let is_of_another = || {
        let end = hit.start - 2;
        let name_at = |start| gazetteer.phrases().longest_at(document, start, end).filter(|name| name.tokens.end == end);
        (hit.start.saturating_sub(4).max(sentence.start)..end)
            .find_map(name_at)
            .is_some_and(|name| name.values.iter().any(|(_, form)| *form == NameForm::Name))
    };
    if level.is_none() && hit.start >= sentence.start + 2 && document.folded(hit.start - 1) == "of" && !is_of_another() {
        level = suffix_level(document.folded(hit.start - 2)).or_else(|| level_of_body(document, hit.start - 2, sentence.start));
    }
    // "Landkreis Schwandorf"
    if level.is_none() && hit.start > sentence.start && matches!(document.folded(hit.start - 1), "landkreis" | "kreis") {
        level = Some(PlaceLevel::City);
        tokens.start -= 1;
    }
    let mut places: Vec<(u32, NameForm)> =
        places.into_iter().filter(|(number, form)| *form != NameForm::Adjective || gazetteer.numbered(*number).code.is_some()).collect();
    // "Victoria, B.C."
    let states = if hit.end < sentence.end { letters::told_by_letters(document, hit.end) } else { Vec::new() };
    if level.is_none() && !states.is_empty() {
        let is_city = |(number, _): &(u32, NameForm)| gazetteer.numbered(*number).level() == Some(PlaceLevel::City);
        let told = letters::lying_in(gazetteer, &states, &places);
        // "Paris, TX" is none of the known ones; "Munich, DE" is, since Delaware has none.
        let has_town = || towns_named(&document.phrase(hit.clone())).any(|town| states.iter().any(|state| state.includes(&town)));
        if told.is_empty() && places.iter().all(is_city) && has_town() {
            return None;
        }
        if !told.is_empty() {
            (level, places) = (Some(PlaceLevel::City), told);
        }
    }
    // "Yeosu-si", "Hyogo-ken": of the places of that name the one whose country writes so.
    if level.is_none()
        && let Some((found, fitting)) = of_joined_suffix(gazetteer, &places, joined_behind(document, hit.end, sentence.end))
    {
        (level, places, tokens.end) = (Some(found), fitting, hit.end + 2);
    }
    if places.is_empty() {
        return None;
    }
    let is_against = hit.start >= sentence.start + 2 && document.text(hit.start - 1) == "-" && document.folded(hit.start - 2) == "anti";
    if is_against || names_building(document, hit.start, sentence.start) {
        return None;
    }
    let office = office_beside(document, &tokens, &sentence);
    if level.is_none() {
        let is_large = places.iter().any(|(number, _)| {
            let place = gazetteer.numbered(*number);
            match place.level() {
                Some(PlaceLevel::City) => place.population.unwrap_or(0) >= 1_500_000,
                // The local councils of Malta and the like are villages with a code.
                Some(PlaceLevel::Subdivision) => place.population.is_none_or(|people| people >= SMALLEST_PROVINCE),
                _ => true,
            }
        });
        let stands_alone = !is_inside_name(document, gazetteer, &hit, &sentence, is_large)
            && (is_large || !names_landform(document, hit.end, sentence.end));
        let is_credible = match gazetteer.caution(&document.phrase(hit.clone())) {
            None => stands_alone,
            Some(Caution::PersonName) => {
                stands_alone
                    && (is_large || office.is_some() || stands_as_place(document, &hit, &sentence))
                    && !has_given_name(document, gazetteer, &hit, &sentence)
            }
            Some(Caution::Word) => {
                // "members of Union of Municipalities"
                stands_alone
                    && next != "of"
                    && (stands_as_place(document, &hit, &sentence) || office.is_some() && is_before_office(document, &hit, &sentence))
            }
        };
        if !is_credible {
            return None;
        }
    }
    Some(Candidate { tokens, name_tokens: hit, places, level, office })
}

/// "Nice Mayor Ada Lind": capitalised directly before an office in capitals.
fn is_before_office(document: &Document<'_>, hit: &Range<usize>, sentence: &Range<usize>) -> bool {
    let is_capitalised = |token: usize| sentence.contains(&token) && document.tokens[token].case == Case::Capitalised;
    is_capitalised(hit.start) && is_capitalised(hit.end)
}

/// The places that a suffix behind a hyphen fits, with the level that it tells; those of that level alone where there are any ("Jeju-si"),
/// else the metropolis that is a first level of its own ("Busan-si").
fn of_joined_suffix(
    gazetteer: &Gazetteer,
    places: &[(u32, NameForm)],
    suffixes: &[JoinedSuffix],
) -> Option<(PlaceLevel, Vec<(u32, NameForm)>)> {
    suffixes.iter().find_map(|suffix| {
        let is_in_country = |place: &Place| place.code.as_ref().is_some_and(|code| code.country().as_str() == suffix.country);
        let in_country: Vec<(u32, NameForm)> =
            places.iter().copied().filter(|(number, form)| *form == NameForm::Name && is_in_country(gazetteer.numbered(*number))).collect();
        let of_level = in_country.iter().copied().filter(|(number, _)| fits_level(gazetteer.numbered(*number), suffix.level));
        let fitting: Vec<(u32, NameForm)> = of_level.collect();
        let fitting = if fitting.is_empty() { in_country } else { fitting };
        fitting.iter().map(|(number, _)| gazetteer.numbered(*number).level()).next().flatten().map(|level| (level, fitting))
    })
}

/// "WA", "PAU": two or three capitals stand for many things, and hardly ever for the town that is spelled so.
fn are_initials(document: &Document<'_>, gazetteer: &Gazetteer, hit: &Range<usize>, places: &[(u32, NameForm)]) -> bool {
    let text = document.text(hit.start);
    let is_town = |(number, _): &(u32, NameForm)| gazetteer.numbered(*number).level() == Some(PlaceLevel::City);
    hit.len() == 1 && text.len() <= 3 && document.tokens[hit.start].case == Case::AllCapitals && places.iter().all(is_town)
}

/// "Bill Johnston", "minister Paul Washington": a capitalised word of no kind stands before a name that people bear.
fn has_given_name(document: &Document<'_>, gazetteer: &Gazetteer, hit: &Range<usize>, sentence: &Range<usize>) -> bool {
    let Some(before) = hit.start.checked_sub(1).filter(|before| *before > sentence.start) else { return false };
    let touches = document.tokens[before].end + 1 == document.tokens[hit.start].start;
    hit.len() == 1 && touches && is_name_word(document, gazetteer, before, sentence)
}

/// "Governor of Nagano", "Gov. Abe of Nagano" not; "Nagano Governor", "Nagano's provincial …".
fn office_beside(document: &Document<'_>, tokens: &Range<usize>, sentence: &Range<usize>) -> Option<PlaceLevel> {
    let word = |token: usize| if sentence.contains(&token) { document.folded(token) } else { "" };
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", word);
    let of_office = if before(1) == "of" { office_level(before(2)) } else { None };
    let behind = if word(tokens.end) == "'s" { tokens.end + 1 } else { tokens.end };
    let next = if matches!(word(behind), "vice" | "deputy" | "lieutenant" | "former" | "executive") { behind + 1 } else { behind };
    let is_behind_dash =
        tokens.end > 0 && document.body[document.tokens[tokens.end - 1].end as usize..].trim_start().starts_with(['-', '–', '—']);
    // "VICTORIA - Premier Jin Yu": a dateline says nothing of the office behind its dash.
    of_office.or_else(|| office_level(word(next)).filter(|_| !is_behind_dash))
}

fn fits_level(place: &Place, level: PlaceLevel) -> bool {
    place.level() == Some(level)
}

/// Whether a suffix word fits a place: "county" also where counties are what a country is divided into first.
fn fits_suffix(place: &Place, suffix: &str, level: PlaceLevel) -> bool {
    fits_level(place, level) || place.level() == Some(PlaceLevel::Subdivision) && place.kind == suffix
}

/// Gwangju, a metropolitan city, and Shanghai, a municipality: cities that are what a country is divided into first.
fn is_city_of_first_level(place: &Place) -> bool {
    place.level() == Some(PlaceLevel::Subdivision) && (place.kind.ends_with("_city") || place.kind == "municipality")
}

/// An ordinary word or a person's name counts as a place only behind a preposition of place, and with no name around it.
fn stands_as_place(document: &Document<'_>, hit: &Range<usize>, sentence: &Range<usize>) -> bool {
    let before = (hit.start > sentence.start).then(|| document.folded(hit.start - 1));
    let follows = (hit.end < sentence.end).then(|| &document.tokens[hit.end]);
    let is_named_on = follows.is_some_and(|next| next.is_capitalised() && next.start == document.tokens[hit.end - 1].end + 1);
    matches!(before, Some("in" | "to" | "from" | "at" | "near" | "of" | "between" | "visiting" | "visited")) && !is_named_on
}

/// "Michael Jordan", "Yao Ming", "Nan Kuang-yi": part of a longer capitalised name whose other words are neither places nor words
/// that go with places ("Dalian Mayor", "Munich City Council").
fn is_inside_name(document: &Document<'_>, gazetteer: &Gazetteer, hit: &Range<usize>, sentence: &Range<usize>, is_large: bool) -> bool {
    let touches = |left: usize, right: usize| document.tokens[left].end == document.tokens[right].start;
    let behind = hit.end;
    if behind + 1 < sentence.end && document.text(behind) == "-" && touches(behind - 1, behind) {
        let next = behind + 1;
        return document.tokens[next].case == Case::Lower && document.folded(next).len() <= 4 && touches(behind, next);
    }
    let is_name_word = |token: usize| is_name_word(document, gazetteer, token, sentence);
    // "Gao Yunlong": both words are places too, together they are a name.
    let surname_here = hit.len() == 1
        && behind < sentence.end
        && document.tokens[behind].is_capitalised()
        && super::en::people::reads_as_chinese(&document.phrase(hit.start..behind + 1));
    let surname_before = hit.start > sentence.start
        && super::en::lexicon::lexicon().chinese_surnames.contains(document.folded(hit.start - 1))
        && document.tokens[hit.start - 1].is_capitalised();
    // "Mr. Paulo Sergio Lima": a name with a form of address goes on with a word that is a place too.
    let is_full_name = |count: usize| {
        let first = hit.start.checked_sub(count).filter(|first| *first > sentence.start);
        first.is_some_and(|first| {
            (first..hit.start).all(is_name_word)
                && (matches!(document.folded(first - 1), "mr" | "ms" | "mrs" | "dr")
                    || super::en::lexicon::lexicon()
                        .titles
                        .longest_at(document, first - 1, sentence.end)
                        .is_some_and(|title| title.tokens.end == first)
                    || document.text(first - 1) == "."
                        && first >= sentence.start + 2
                        && matches!(document.folded(first - 2), "mr" | "ms" | "mrs" | "dr"))
        })
    };
    let name_around = hit.len() == 1 && (1..=3).any(is_full_name);
    // "Mr. Gao told them"
    let is_addressed = {
        let address = hit.start.checked_sub(1).map(|before| before - usize::from(before > 0 && document.text(before) == "."));
        let is_address = |token: &usize| *token >= sentence.start && matches!(document.folded(*token), "mr" | "ms" | "mrs");
        hit.len() == 1 && address.filter(is_address).is_some()
    };
    // "… Governor Yao Gaoyuan", "Vaughan Gething": one word of a place and a word of no kind.
    let name_behind = hit.len() == 1
        && behind < sentence.end
        && is_name_word(behind)
        && document.tokens[behind].start == document.tokens[behind - 1].end + 1;
    // "Islam Qala"
    let name_before = hit.len() == 1
        && hit.start > sentence.start + 1
        && is_name_word(hit.start - 1)
        && !is_direction(document.folded(hit.start - 1))
        && !matches!(document.folded(hit.start - 1), "metro" | "metropolitan" | "downtown" | "old" | "new")
        && document.tokens[hit.start].start == document.tokens[hit.start - 1].end + 1;
    // "Mayor of Kazan Ilsur Metshin"
    let is_of_office =
        hit.start >= sentence.start + 2 && document.folded(hit.start - 1) == "of" && office_level(document.folded(hit.start - 2)).is_some();
    surname_here || surname_before || name_around || is_addressed || !is_large && (name_behind && !is_of_office || name_before)
}

/// "Palácio das Esmeraldas", "Plaza de Toledo": what stands before a name makes it that of a building or street.
fn names_building(document: &Document<'_>, start: usize, sentence_start: usize) -> bool {
    start >= sentence_start + 2
        && matches!(document.folded(start - 1), "de" | "da" | "do" | "das" | "dos" | "del")
        && matches!(
            document.folded(start - 2),
            "palácio"
                | "palacio"
                | "palazzo"
                | "palais"
                | "praça"
                | "plaza"
                | "rua"
                | "avenida"
                | "calle"
                | "teatro"
                | "museu"
                | "museo"
                | "hotel"
        )
}

/// "Baofeng Lake", "Taishan Mountain": what stands behind a name makes it that of a lake or mountain, which lies anywhere.
fn names_landform(document: &Document<'_>, end: usize, sentence_end: usize) -> bool {
    end < sentence_end
        && document.tokens[end].is_capitalised()
        && matches!(document.folded(end), "lake" | "mountain" | "mountains" | "river" | "gorge" | "cave" | "peak" | "reservoir")
}

/// A capitalised word that neither places nor offices nor bodies have in their names.
fn is_name_word(document: &Document<'_>, gazetteer: &Gazetteer, token: usize, sentence: &Range<usize>) -> bool {
    let lexicon = super::en::lexicon::lexicon();
    let word = document.folded(token);
    document.tokens[token].case == Case::Capitalised
        && word.len() > 1
        && !lexicon.stop_words.contains(word)
        && !lexicon.organization_heads.contains_key(word)
        && !lexicon.abstract_nouns.contains(word)
        && !lexicon.title_modifiers.contains(word)
        && lexicon.titles.longest_at(document, token, sentence.end).is_none()
        && (gazetteer.phrases().longest_at(document, token, sentence.end).is_none()
            || gazetteer.caution(document.text(token)) == Some(Caution::PersonName))
        && suffix_level(word).is_none()
}

/// How often the text speaks of each country and of each subdivision, by names that can mean only one.
#[derive(Default)]
struct Weights {
    countries: HashMap<CountryCode, usize>,
    subdivisions: HashMap<PlaceCode, usize>,
}

fn weights_of(gazetteer: &Gazetteer, candidates: &[Candidate]) -> Weights {
    let mut weights = Weights::default();
    for candidate in candidates {
        if let [(only, _)] = candidate.places[..]
            && let Some(code) = gazetteer.numbered(only).code.as_ref()
            && let Some(subdivision) = if code.level() == PlaceLevel::City { code.parent() } else { Some(code.clone()) }
            && subdivision.level() == PlaceLevel::Subdivision
        {
            *weights.subdivisions.entry(subdivision).or_default() += 1;
        }
        let mut countries: Vec<CountryCode> =
            candidate.places.iter().filter_map(|(number, _)| Some(gazetteer.numbered(*number).code.as_ref()?.country())).collect();
        countries.sort();
        countries.dedup();
        if let [only] = countries[..] {
            *weights.countries.entry(only).or_default() += 1;
        }
    }
    weights
}

fn resolve(
    document: &Document<'_>,
    gazetteer: &Gazetteer,
    candidate: &Candidate,
    all: &[Candidate],
    weights: &Weights,
    told: &HashMap<String, PlaceLevel>,
) -> PlaceMention {
    let told_level = told.get(&document.phrase(candidate.name_tokens.clone()).to_lowercase()).copied();
    let beside = neighbours(document, gazetteer, candidate, all);
    let score = |number: u32, form: NameForm| {
        let place = gazetteer.numbered(number);
        let mut score = 0_f64;
        if let Some(code) = &place.code {
            let level = code.level();
            // "the mayor of Gwangju", "Gwangju City": the metropolitan city as well as the town of that name.
            let fits = |wanted: PlaceLevel| level == wanted || wanted == PlaceLevel::City && is_city_of_first_level(place);
            if let Some(wanted) = candidate.level {
                score += if fits(wanted) { 40.0 } else { -20.0 };
            } else if let Some(wanted) = candidate.office.or(told_level) {
                score += if fits(wanted) { 22.0 } else { 0.0 };
            }
            // "Munich, Bavaria" and "Atlanta, Georgia": each tells which the other is.
            if beside.iter().any(|near| near != code && (near.includes(code) || code.includes(near) && level == PlaceLevel::Subdivision)) {
                score += 30.0;
            }
            score += 4.0 * (weights.countries.get(&code.country()).copied().unwrap_or(0) as f64).min(6.0);
            // "VICTORIA - … British Columbia": the town of that name in the province that is told.
            if level == PlaceLevel::City {
                let around = code.parent().and_then(|around| weights.subdivisions.get(&around)).copied().unwrap_or(0);
                score += 4.0 * (around as f64).min(3.0);
                // A dateline names a town.
                score += if is_dateline(document, &candidate.tokens) { 6.0 } else { 0.0 };
            }
            // Where a city and the subdivision around it share a name, the bare name is the city's.
            let bears_name = || key_words(&place.name) == key_words(&document.phrase(candidate.name_tokens.clone()));
            let is_inside = || {
                let around = code.parent();
                candidate.places.iter().any(|(other, _)| gazetteer.numbered(*other).code == around)
            };
            score += match level {
                PlaceLevel::Country => 25.0,
                PlaceLevel::Subdivision if bears_name() => 5.0,
                PlaceLevel::Subdivision => 2.0,
                PlaceLevel::City if is_inside() && bears_name() && is_known_city(place) => 11.0,
                PlaceLevel::City => 0.0,
            };
            if !place.capital_of.is_empty() {
                score += 3.0;
            }
        } else {
            score += 6.0;
        }
        // Larger places, and places of larger countries, are meant more often.
        score += 3.0 * (people_of(gazetteer, place).max(1) as f64).log10();
        let country = place.code.as_ref().and_then(|code| gazetteer.country(code.country())).and_then(|country| country.population);
        score += 1.5 * (country.unwrap_or(1).max(1) as f64).log10();
        if form == NameForm::Adjective { score - 1.0 } else { score }
    };
    let mut ranked: Vec<(f64, u32, NameForm)> = candidate.places.iter().map(|(n, form)| (score(*n, *form), *n, *form)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best_score, best, form) = ranked[0];
    let rivals = ranked[1..].iter().filter(|(score, ..)| best_score - score < 3.0);
    let rivals = rivals.filter_map(|(_, number, _)| gazetteer.numbered(*number).code.clone()).collect();
    PlaceMention {
        tokens: candidate.tokens.clone(),
        span: document.span(candidate.tokens.clone()),
        name: document.phrase(candidate.name_tokens.clone()),
        code: gazetteer.numbered(best).code.clone(),
        form,
        in_organization: false,
        is_dateline: is_dateline(document, &candidate.tokens),
        rivals,
        rule: if form == NameForm::Adjective { ADJECTIVE } else { NAMED },
    }
}

/// In capitals at the head of a sentence, before the dash, colon or agency that ends a dateline.
fn is_dateline(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let sentence = document.sentences[document.sentence_of(tokens.start)].tokens.clone();
    let stands_before_colon =
        document.tokens[tokens.start].case == Case::AllCapitals && tokens.end < sentence.end && document.text(tokens.end) == ":";
    if stands_before_colon && tokens.start - sentence.start <= 8 {
        return true;
    }
    let head = sentence.start..sentence.end.min(sentence.start + 18);
    let opens = document.tokens[sentence.start].case == Case::AllCapitals && document.folded(sentence.start).len() >= 4
        || is_dated_head(document, &head);
    let closes = |token: usize| {
        let text = document.text(token);
        let is_double = text == "-" && token + 1 < sentence.end && document.text(token + 1) == "-";
        // "THIRUVANANTHAPURAM, May 12, 2023: The delegation …"
        let is_dated = || (sentence.start..token).any(|t| document.tokens[t].kind == TokenKind::Number);
        // "VICTORIA - Premier Jin Yu …": capitals alone before a hyphen that joins nothing.
        let is_spaced = || {
            let is_capitals = |t: usize| document.tokens[t].case == Case::AllCapitals || document.text(t) == ",";
            text == "-"
                && (sentence.start + 1..=sentence.start + 3).contains(&token)
                && document.tokens[token - 1].end < document.tokens[token].start
                && (sentence.start..token).all(is_capitals)
        };
        is_double
            || is_spaced()
            || matches!(text, "–" | "—")
            || text == ":" && (token <= sentence.start + 3 || token <= sentence.start + 12 && is_dated())
    };
    opens && head.clone().find(|t| closes(*t)).is_some_and(|end| tokens.end <= end)
}

/// "Brussels, 14 November 2019.-", "Shenzhen, 20th September 2022 (GNA) --": names, figures and marks alone up to the dash.
fn is_dated_head(document: &Document<'_>, head: &Range<usize>) -> bool {
    let is_dash = |token: usize| {
        let text = document.text(token);
        matches!(text, "–" | "—") || text == "-" && token > head.start && matches!(document.text(token - 1), "." | "-" | ")")
    };
    let Some(end) = head.clone().find(|token| is_dash(*token)) else { return false };
    let words = head.start..end;
    let is_plain = |token: usize| {
        let written = &document.tokens[token];
        written.kind != TokenKind::Word || written.is_capitalised() || document.text(token).starts_with(|c: char| c.is_ascii_digit())
    };
    let has_number = words.clone().any(|t| document.text(t).starts_with(|c: char| c.is_ascii_digit()));
    has_number && words.clone().all(is_plain)
}

/// Whether a city is its subdivision's capital, or large: a small town of the name is not what the bare name means.
fn is_known_city(place: &Place) -> bool {
    !place.capital_of.is_empty() || place.population.unwrap_or(0) >= 100_000
}

/// People of a place; for a subdivision that no list counts, a share of its country's, for a county or town what many have.
fn people_of(gazetteer: &Gazetteer, place: &Place) -> u64 {
    let is_town = place.level() == Some(PlaceLevel::City);
    let share = || {
        let country = gazetteer.country(place.code.as_ref()?.country())?.population?;
        Some(if is_town { country.min(PEOPLE_OF_A_TOWN) } else { country / 40 })
    };
    place.population.or_else(share).unwrap_or(0)
}

/// How many tokens behind a town the place around it may be told.
const FARTHEST_AROUND: usize = 10;

/// "Birmingham, which is the biggest city in Alabama", "Homer, a small town in Alaska": words between a town and the place around it.
fn says_where(document: &Document<'_>, between: Range<usize>) -> bool {
    let word = |token: usize| document.folded(token);
    let is_kind = |token: usize| {
        matches!(word(token), "city" | "town" | "capital" | "port" | "municipality" | "village" | "metropolis" | "community")
    };
    let is_small = |token: usize| document.tokens[token].case == Case::Lower || document.text(token) == "-";
    let last = between.end.saturating_sub(1);
    let ends = matches!(word(last), "in" | "of") || word(last) == "the" && between.len() > 2 && matches!(word(last - 1), "in" | "of");
    (4..FARTHEST_AROUND).contains(&between.len())
        && document.text(between.start) == ","
        && (between.start + 1..between.end).all(is_small)
        && between.clone().any(is_kind)
        && ends
}

/// Codes of places named directly beside: "Frankfurt, Hesse", "Ningbo in Zhejiang", "Bulgarian city of Varna".
fn neighbours(document: &Document<'_>, gazetteer: &Gazetteer, candidate: &Candidate, all: &[Candidate]) -> Vec<PlaceCode> {
    let is_beside = |other: &&Candidate| {
        let (first, second) = if other.tokens.end <= candidate.tokens.start {
            (other.tokens.end, candidate.tokens.start)
        } else {
            (candidate.tokens.end, other.tokens.start)
        };
        if other.tokens == candidate.tokens || second < first {
            return false;
        }
        if other.tokens.start > candidate.tokens.start && says_where(document, first..second) {
            return true;
        }
        second - first <= 3
            && (first..second).all(|t| {
                document.tokens[t].kind == TokenKind::Mark && matches!(document.text(t), "," | "(" | ")" | "'" | "·")
                    || matches!(document.folded(t), "in" | "of" | "the" | "'s" | "city" | "province" | "state" | "town" | "capital")
            })
    };
    let window = candidate.tokens.start.saturating_sub(4)..candidate.tokens.end + FARTHEST_AROUND;
    let near = touching(all, window).filter(is_beside).flat_map(|other| &other.places);
    near.filter_map(|(number, _)| gazetteer.numbered(*number).code.clone()).collect()
}

/// A name that was told apart once means the same place elsewhere in the text, unless a suffix word says otherwise.
fn same_name_same_place(mut mentions: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let mut settled: HashMap<String, PlaceCode> = HashMap::new();
    for mention in &mentions {
        if mention.rivals.is_empty()
            && !mention.tokens.is_empty()
            && let Some(code) = &mention.code
        {
            settled.entry(mention.name.clone()).or_insert_with(|| code.clone());
        }
    }
    for mention in &mut mentions {
        if !mention.rivals.is_empty()
            && let Some(code) = settled.get(&mention.name)
        {
            mention.code = Some(code.clone());
            mention.rivals.clear();
        }
    }
    mentions
}
