//! Counties, districts and towns whose name alone does not tell them: they count with a word of their kind ("Chaoyang District"), beside
//! the place around them ("Linqu, Shandong"), or in a text about that place. Other places of the name come first.

use std::collections::HashMap;
use std::ops::Range;

use super::suffixes::joined_behind;
use super::{Candidate, candidate, neighbours, stands_as_place};
use crate::extract::mention::{AtTokens, touching};
use crate::gazetteer::{Gazetteer, NameForm, Place};
use crate::model::{PlaceCode, PlaceLevel};
use crate::text::Document;

/// A name of lesser places, with what the text says of them.
struct Named {
    candidate: Candidate,
    sentence: Range<usize>,
    /// What is named directly beside it.
    near: Vec<PlaceCode>,
    /// Those that lie in a place named beside it, or next to one.
    beside: Vec<(u32, NameForm)>,
    /// Those whose kind the word behind it tells.
    of_kind: Vec<(u32, NameForm)>,
}

impl AtTokens for Named {
    fn tokens(&self) -> &Range<usize> {
        &self.candidate.tokens
    }
}

/// The candidates with those lesser places among them that the text tells enough of.
pub fn with_lesser_places(document: &Document<'_>, gazetteer: &Gazetteer, main: Vec<Candidate>) -> Vec<Candidate> {
    let mut named: Vec<Named> = Vec::new();
    for sentence in &document.sentences {
        for hit in gazetteer.lesser_phrases().matches(document, sentence.tokens.clone()) {
            let is_part = touching(&main, hit.tokens.clone())
                .any(|other| other.name_tokens.start < hit.tokens.start || other.name_tokens.end > hit.tokens.end);
            let found = (!is_part).then(|| candidate(document, gazetteer, hit.tokens, hit.values, sentence.tokens.clone())).flatten();
            named.extend(found.map(|candidate| weighed(document, gazetteer, candidate, sentence.tokens.clone(), &main)));
        }
    }
    if named.is_empty() {
        return main;
    }
    // "Union County" is not told by the town of Union that the same words might name.
    let provinces = provinces_named(gazetteer, main.iter().filter(|other| touching(&named, other.tokens.clone()).next().is_none()));
    let mut told: HashMap<String, (u32, NameForm)> = HashMap::new();
    let first: Vec<Option<(u32, NameForm)>> = named
        .iter()
        .map(|name| {
            let place = told_here(document, gazetteer, name, &main, &provinces)?;
            told.entry(bare_name(document, &name.candidate)).or_insert(place);
            Some(place)
        })
        .collect();
    let mut lesser = Vec::new();
    for (name, told_here) in named.into_iter().zip(first) {
        let again = || {
            let is_open =
                name.of_kind.is_empty() && !is_other_word(document, gazetteer, &name) && !main_is_told(document, gazetteer, &name, &main);
            told.get(&bare_name(document, &name.candidate)).copied().filter(|_| is_open)
        };
        if let Some(place) = told_here.or_else(again) {
            lesser.push(Candidate { places: vec![place], ..name.candidate });
        }
    }
    merged(main, lesser)
}

/// Lesser places take the place of what the other lists know of the same words.
fn merged(main: Vec<Candidate>, lesser: Vec<Candidate>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = main.into_iter().filter(|other| touching(&lesser, other.tokens.clone()).next().is_none()).collect();
    all.extend(lesser);
    all.sort_by_key(|candidate| candidate.tokens.start);
    all
}

fn weighed(document: &Document<'_>, gazetteer: &Gazetteer, candidate: Candidate, sentence: Range<usize>, main: &[Candidate]) -> Named {
    let near = neighbours(document, gazetteer, &candidate, main);
    let is_joined = !joined_behind(document, candidate.name_tokens.end, sentence.end).is_empty();
    let word = document.folded(candidate.tokens.end - 1);
    let fitting = |fits: &dyn Fn(&Place) -> bool| -> Vec<(u32, NameForm)> {
        candidate.places.iter().copied().filter(|(number, _)| fits(gazetteer.numbered(*number))).collect()
    };
    let beside = fitting(&|place| lies_beside(place, &near));
    let of_kind = fitting(&|place| is_joined || tells_kind(word, &place.kind));
    Named { sentence, beside, of_kind, near, candidate }
}

/// Whether the place around it, or another place in that, is among those named beside.
fn lies_beside(place: &Place, near: &[PlaceCode]) -> bool {
    let around = place.code.as_ref().and_then(PlaceCode::parent);
    around.is_some_and(|around| near.iter().any(|other| around.includes(other)))
}

/// Whether the last word of a name tells the kind of a place, in English or Chinese.
fn tells_kind(word: &str, kind: &str) -> bool {
    match word {
        "county" | "parish" | "县" => matches!(kind, "county" | "autonomous_county"),
        "district" | "区" => kind == "district",
        "city" | "市" => matches!(kind, "county_city" | "prefecture_city" | "city" | "town"),
        "town" | "village" => kind == "town",
        "banner" | "旗" => kind == "banner",
        _ => false,
    }
}

/// The lesser place that the words around a name tell, if they tell one.
fn told_here(
    document: &Document<'_>,
    gazetteer: &Gazetteer,
    name: &Named,
    main: &[Candidate],
    provinces: &HashMap<PlaceCode, usize>,
) -> Option<(u32, NameForm)> {
    let both: Vec<(u32, NameForm)> = name.beside.iter().copied().filter(|place| name.of_kind.contains(place)).collect();
    if let [only] = both[..] {
        return Some(only);
    }
    if main_is_told(document, gazetteer, name, main) {
        return None;
    }
    let has_namesake = touching(main, name.candidate.name_tokens.clone()).next().is_some();
    match (&name.beside[..], &name.of_kind[..]) {
        ([only], []) => Some(*only),
        (_, [only]) => Some(*only),
        (_, []) if has_namesake || !may_stand_bare(document, gazetteer, name) => None,
        (_, []) => in_province_of_text(gazetteer, &name.candidate.places, provinces),
        (_, several) => in_province_of_text(gazetteer, several, provinces),
    }
}

/// Whether a place of the other lists under the same words is told by the word behind it or by what stands beside: then it is meant.
fn main_is_told(document: &Document<'_>, gazetteer: &Gazetteer, name: &Named, main: &[Candidate]) -> bool {
    touching(main, name.candidate.tokens.clone()).any(|other| {
        let word = document.folded(other.tokens.end - 1);
        let is_joined = other.tokens.end == other.name_tokens.end + 2;
        other.places.iter().any(|(number, _)| {
            let place = gazetteer.numbered(*number);
            let of_level = other.level.is_some_and(|level| place.level() == Some(level));
            let of_kind = is_joined || tells_kind(word, &place.kind) || place.kind == word || place.level() != Some(PlaceLevel::City);
            of_level && of_kind || name.of_kind.is_empty() && lies_beside(place, &name.near)
        })
    })
}

/// Names that are also words or people's never stand for a county without more; districts are quarters of a city, and hardly named alone.
fn may_stand_bare(document: &Document<'_>, gazetteer: &Gazetteer, name: &Named) -> bool {
    let is_district = |(number, _): &(u32, NameForm)| gazetteer.numbered(*number).kind == "district";
    !is_other_word(document, gazetteer, name)
        && !name.candidate.places.iter().any(is_district)
        && stands_as_place(document, &name.candidate.name_tokens, &name.sentence)
}

/// Whether a name is also an ordinary word or a person's name.
fn is_other_word(document: &Document<'_>, gazetteer: &Gazetteer, name: &Named) -> bool {
    gazetteer.caution(&document.phrase(name.candidate.name_tokens.clone())).is_some()
}

/// How often the text names each first-level subdivision, or a place in it, by words that can mean only that.
fn provinces_named<'a>(gazetteer: &Gazetteer, main: impl Iterator<Item = &'a Candidate>) -> HashMap<PlaceCode, usize> {
    let mut provinces = HashMap::new();
    for candidate in main {
        if let [(number, _)] = candidate.places[..]
            && let Some(province) = gazetteer.numbered(number).code.as_ref().and_then(PlaceCode::subdivision)
        {
            *provinces.entry(province).or_default() += 1;
        }
    }
    provinces
}

/// Of several homonyms the one in the province that the text names most, where it names one of theirs most.
fn in_province_of_text(
    gazetteer: &Gazetteer,
    places: &[(u32, NameForm)],
    provinces: &HashMap<PlaceCode, usize>,
) -> Option<(u32, NameForm)> {
    let count = |(number, _): &(u32, NameForm)| {
        let province = gazetteer.numbered(*number).code.as_ref().and_then(PlaceCode::subdivision);
        province.and_then(|province| provinces.get(&province).copied()).unwrap_or(0)
    };
    let most = places.iter().map(count).max().filter(|most| *most > 0)?;
    let mut best = places.iter().filter(|place| count(place) == most);
    best.next().copied().filter(|_| best.next().is_none())
}

/// A name without the word of its kind, in small letters: the same in "Linqu County" and "Linqu".
fn bare_name(document: &Document<'_>, candidate: &Candidate) -> String {
    document.phrase(candidate.name_tokens.clone()).to_lowercase()
}
