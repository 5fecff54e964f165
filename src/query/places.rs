//! The places of a snapshot: every known one, and every one that a record names.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::gazetteer::Gazetteer;
use crate::model::{PlaceCode, PlaceLevel};

use super::bytes::{Reader, Writer};
use super::fuzzy::search_key;

/// No place, in a column of positions.
pub(super) const NONE: u32 = u32::MAX;

/// What a place is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// Its code.
    pub code: PlaceCode,
    /// `country`, `province`, `state`, `city`, ...
    pub kind: String,
    /// The English name.
    pub name: String,
    /// Aliases, adjectives, names in Chinese.
    pub other_forms: Vec<String>,
}

/// What places are called: all that a snapshot needs of the gazetteer.
#[derive(Debug, Clone, Default)]
pub struct PlaceNames(pub Vec<PlaceName>);

impl PlaceNames {
    /// The names of all places of the gazetteer that have a code.
    pub fn of(gazetteer: &Gazetteer) -> Self {
        let names = gazetteer.places().filter_map(|place| {
            let other_forms = [&place.aliases, &place.adjectives, &place.zh].into_iter().flatten().cloned().collect();
            Some(PlaceName { code: place.code.clone()?, kind: place.kind.clone(), name: place.name.clone(), other_forms })
        });
        Self(names.collect())
    }
}

/// Places by position, in the order of their codes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    names: Vec<PlaceName>,
    parents: Vec<u32>,
    is_homonym: Vec<bool>,
}

impl Places {
    /// All known places, those of `named`, and whatever these lie in.
    pub(super) fn new<'a>(known: PlaceNames, named: impl Iterator<Item = &'a PlaceCode>) -> Self {
        let mut by_code: BTreeMap<PlaceCode, PlaceName> = BTreeMap::new();
        for place in known.0 {
            by_code.entry(place.code.clone()).or_insert(place);
        }
        // A million records name a few thousand places.
        for code in named.collect::<HashSet<_>>() {
            let mut next = (!by_code.contains_key(code)).then(|| code.clone());
            while let Some(code) = next {
                next = code.parent().filter(|parent| !by_code.contains_key(parent));
                by_code.insert(code.clone(), unlisted(code));
            }
        }
        let missing: Vec<PlaceCode> = by_code.keys().flat_map(ancestors).filter(|code| !by_code.contains_key(code)).collect();
        by_code.extend(missing.into_iter().map(|code| (code.clone(), unlisted(code))));
        Self::of_sorted(by_code.into_values().collect())
    }

    fn of_sorted(names: Vec<PlaceName>) -> Self {
        let mut places = Self { names, ..Self::default() };
        places.parents = places.names.iter().map(|p| p.code.parent().and_then(|code| places.position(&code)).unwrap_or(NONE)).collect();
        let mut uses: HashMap<String, u32> = HashMap::new();
        let keys: Vec<String> = places.names.iter().map(|place| search_key(&place.name)).collect();
        keys.iter().for_each(|key| *uses.entry(key.clone()).or_default() += 1);
        places.is_homonym = keys.iter().map(|key| uses[key] > 1).collect();
        places
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.count(self.names.len());
        for PlaceName { code, kind, name, other_forms } in &self.names {
            [code.as_str(), kind, name].into_iter().for_each(|text| writer.text(text));
            writer.words(other_forms, String::clone);
        }
    }

    /// Reads what [`Places::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut names = Vec::new();
        for _ in 0..reader.count()? {
            let (code, kind, name) = (PlaceCode::parse(reader.text()?)?, reader.text()?.to_owned(), reader.text()?.to_owned());
            names.push(PlaceName { code, kind, name, other_forms: reader.words(|text| Some(text.to_owned()))? });
        }
        names.windows(2).all(|pair| pair[0].code < pair[1].code).then(|| Self::of_sorted(names))
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The position of a code.
    pub(super) fn position(&self, code: &PlaceCode) -> Option<u32> {
        self.names.binary_search_by(|place| place.code.cmp(code)).ok().map(|position| position as u32)
    }

    /// The code of a place.
    pub(super) fn code(&self, place: u32) -> &PlaceCode {
        &self.names[place as usize].code
    }

    /// The names of a place.
    pub(super) fn named(&self, place: u32) -> &PlaceName {
        &self.names[place as usize]
    }

    /// The English name, with kind and code where other places are called the same: `Georgia (country, GE)`.
    pub(super) fn label(&self, place: u32) -> String {
        let PlaceName { code, kind, name, .. } = self.named(place);
        if self.is_homonym[place as usize] { format!("{name} ({kind}, {code})") } else { name.clone() }
    }

    /// A place and all that it lies in, from the inside out.
    pub(super) fn with_surroundings(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(place), |place| Some(self.parents[*place as usize]).filter(|parent| *parent != NONE))
    }

    /// Whether a place is a city, be it one that is a first-level subdivision itself (Shanghai, Busan).
    pub(super) fn is_city(&self, place: u32) -> bool {
        let PlaceName { code, kind, .. } = self.named(place);
        match code.level() {
            PlaceLevel::City => true,
            PlaceLevel::Subdivision => kind.contains("city") || kind.contains("municipality"),
            PlaceLevel::Country => false,
        }
    }
}

fn ancestors(code: &PlaceCode) -> impl Iterator<Item = PlaceCode> {
    std::iter::successors(code.parent(), PlaceCode::parent)
}

/// A place that no list has: called by the name in its code, else by the code.
fn unlisted(code: PlaceCode) -> PlaceName {
    let kind = match code.level() {
        PlaceLevel::Country => "country",
        PlaceLevel::Subdivision => "province",
        PlaceLevel::City => "city",
    };
    PlaceName { name: code.city().unwrap_or(code.as_str()).to_owned(), kind: kind.to_owned(), code, other_forms: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unlisted_town_brings_what_it_lies_in() {
        let code = |text| PlaceCode::parse(text).expect("a code");
        let places = Places::new(PlaceNames::default(), [code("DE-BY/Hof")].iter());
        assert_eq!(places.len(), 3);
        let hof = places.position(&code("DE-BY/Hof")).expect("there");
        assert_eq!(places.label(hof), "Hof");
        let around: Vec<_> = places.with_surroundings(hof).map(|place| places.code(place).as_str().to_owned()).collect();
        assert_eq!(around, ["DE-BY/Hof", "DE-BY", "DE"]);
    }
}
