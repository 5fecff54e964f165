//! Places of the built-in lists and of the user's own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::names::{NameBooks, PlaceNames};
use super::rows::Rows;
use crate::model::{CountryCode, PlaceCode, PlaceLevel};
use crate::text::fold::fold_key;

const BUILT_IN: [(&str, &str); 6] = [
    ("countries.tsv", include_str!("../../assets/gazetteer/countries.tsv")),
    ("subdivisions.tsv", include_str!("../../assets/gazetteer/subdivisions.tsv")),
    ("china_divisions.tsv", include_str!("../../assets/gazetteer/china_divisions.tsv")),
    ("cities.tsv", include_str!("../../assets/gazetteer/cities.tsv")),
    ("regions.tsv", include_str!("../../assets/gazetteer/regions.tsv")),
    (LESSER, include_str!("../../assets/gazetteer/lesser_places.tsv")),
];
/// The list of places that count only with more than their name; a user's list of this name is read the same way.
pub(super) const LESSER: &str = "lesser_places.tsv";
const AMBIGUOUS_WORDS: &str = include_str!("../../assets/gazetteer/ambiguous_words.tsv");

/// A known place, as a row of `assets/gazetteer/*.tsv` gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its code; `None` for regions and groups of states.
    pub code: Option<PlaceCode>,
    /// `country`, `province`, `land`, `city`, `region`, ...
    pub kind: String,
    /// The name that the English-language press uses.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Demonyms and adjectives: `German`, `Bavarian`.
    pub adjectives: Vec<String>,
    /// Names in Chinese, simplified.
    pub zh: Vec<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// People.
    pub population: Option<u64>,
    /// Countries and subdivisions whose capital it is.
    pub capital_of: Vec<PlaceCode>,
    /// Whether its name alone does not tell it: a county or town whose name other places, people or words bear.
    pub is_lesser: bool,
}

impl Place {
    /// How deep it lies; `None` for regions.
    pub fn level(&self) -> Option<PlaceLevel> {
        self.code.as_ref().map(PlaceCode::level)
    }

    /// How well known it is, for choosing between homonyms: countries before subdivisions before cities, then people.
    fn prominence(&self) -> (u8, u64) {
        let rank = match self.level() {
            Some(PlaceLevel::Country) => 4,
            None => 3,
            Some(PlaceLevel::Subdivision) => 2,
            Some(PlaceLevel::City) => u8::from(!self.is_lesser),
        };
        (rank, self.population.unwrap_or(0))
    }
}

/// How a name belongs to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameForm {
    /// Its name or an alias.
    Name,
    /// A demonym or adjective.
    Adjective,
    /// Chinese.
    Chinese,
}

/// What else a place's name may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// An ordinary word or a month: `Reading`, `May`.
    Word,
    /// A first name or surname: `Jordan`, `Victoria`.
    PersonName,
}

/// A row of a user's list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {message}", path.display())]
pub struct ListError {
    /// The file.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// A list of places: its file and its text.
pub(super) type List = (PathBuf, Cow<'static, str>);

/// All known places.
#[derive(Debug)]
pub struct Gazetteer {
    rows: Rows,
    by_key: OnceLock<FxHashMap<String, Vec<u32>>>,
    cautions: FxHashMap<String, Caution>,
    phrases: NameBooks,
    lesser_phrases: NameBooks,
    lists_hash: OnceLock<String>,
}

impl Gazetteer {
    /// The built-in lists alone, loaded once.
    pub fn builtin() -> &'static Gazetteer {
        static BUILTIN: OnceLock<Gazetteer> = OnceLock::new();
        BUILTIN.get_or_init(|| Gazetteer::of_rows(Rows::of_builtin(built_in_lists())))
    }

    /// The built-in lists and every `*.tsv` under `folder` (`gazetteer/` in the config folder). Rows that cannot be read are
    /// left out and reported.
    pub fn with_user_lists(folder: &Path) -> (Gazetteer, Vec<ListError>) {
        let (mut lists, mut errors): (Vec<List>, Vec<ListError>) = (Vec::new(), Vec::new());
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder).map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect()).unwrap_or_default();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
        files.sort();
        for path in files {
            match std::fs::read_to_string(&path) {
                Ok(text) => lists.push((path, text.into())),
                Err(error) => errors.push(ListError { path, line: 1, message: format!("cannot be read: {error}") }),
            }
        }
        let mut rows = Rows::of_builtin(built_in_lists());
        for list in lists {
            errors.extend(rows.add_users(list));
        }
        (Gazetteer::of_rows(rows), errors)
    }

    fn of_rows(rows: Rows) -> Gazetteer {
        Gazetteer {
            rows,
            by_key: OnceLock::new(),
            cautions: cautions(),
            phrases: NameBooks::default(),
            lesser_phrases: NameBooks::default(),
            lists_hash: OnceLock::new(),
        }
    }

    /// The place of this code. Of several rows with one code (a user's list over the built-in one) the last.
    pub fn place(&self, code: &PlaceCode) -> Option<&Place> {
        self.rows.of_code(code.as_str()).map(|number| self.rows.place(number))
    }

    /// The English name of a code; for a city that no list has, the name in its code; else the code itself.
    pub fn display_name<'a>(&'a self, code: &'a PlaceCode) -> &'a str {
        match self.place(code) {
            Some(place) => &place.name,
            None => code.city().unwrap_or(code.as_str()),
        }
    }

    /// Every place whose name, alias, adjective, Chinese name or code folds to the same key as `text`, largest first.
    pub fn named(&self, text: &str) -> Vec<&Place> {
        let mut places: Vec<&Place> = self
            .by_key
            .get_or_init(|| keys(self.places()))
            .get(&fold_key(text))
            .into_iter()
            .flatten()
            .map(|place| self.numbered(*place))
            .collect();
        places.sort_by_key(|place| std::cmp::Reverse(place.prominence()));
        places
    }

    /// All places, regions too.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.rows.numbers().map(|number| self.rows.place(number))
    }

    /// The first-level subdivisions of some countries.
    pub fn subdivisions_of(&self, countries: &HashSet<CountryCode>) -> impl Iterator<Item = &Place> {
        self.rows.subdivisions_of(countries).map(|number| self.rows.place(number))
    }

    /// SHA-256 in hexadecimal over all lists in use, the user's too.
    pub fn lists_hash(&self) -> &str {
        self.lists_hash.get_or_init(|| {
            let mut hasher = Sha256::new();
            for text in self.rows.texts() {
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text);
            }
            hasher.update(AMBIGUOUS_WORDS);
            hasher.update(super::towns::digest());
            data_encoding::HEXLOWER.encode(&hasher.finalize())
        })
    }

    /// The country of a code as a place.
    pub fn country(&self, code: CountryCode) -> Option<&Place> {
        self.place(&PlaceCode::parse(code.as_str())?)
    }

    /// The capital of a country or subdivision, the largest where there are several.
    pub fn capital_of(&self, place: &PlaceCode) -> Option<&Place> {
        let capitals = self.rows.capitals_of(place.as_str()).iter().map(|number| self.rows.place(*number));
        capitals.max_by_key(|capital| capital.population)
    }

    /// Whether a name is also something else, and so wants more than standing there.
    pub fn caution(&self, name: &str) -> Option<Caution> {
        // "Xi'an" is the city, "Xian" may be anything: keys do not know the apostrophe.
        if name.contains(['\'', '’']) {
            return None;
        }
        self.cautions.get(&fold_key(name)).copied()
    }

    /// All names of all places that a name alone tells, for finding them in a text. Built at first use.
    pub fn phrases(&self) -> PlaceNames<'_> {
        PlaceNames { books: &self.phrases, rows: &self.rows, lesser: false }
    }

    /// The names of lesser places ([`Place::is_lesser`]). Built at first use.
    pub fn lesser_phrases(&self) -> PlaceNames<'_> {
        PlaceNames { books: &self.lesser_phrases, rows: &self.rows, lesser: true }
    }

    /// A place by the number that [`Gazetteer::phrases`] gives.
    pub fn numbered(&self, number: u32) -> &Place {
        self.rows.place(number)
    }
}

fn built_in_lists() -> impl Iterator<Item = List> {
    BUILT_IN.into_iter().map(|(name, text)| (PathBuf::from(format!("assets/gazetteer/{name}")), Cow::Borrowed(text)))
}

/// The words of `ambiguous_words.tsv` by why they stand there. Names that are only shared by several places need no caution:
/// what stands around them tells those apart.
fn cautions() -> FxHashMap<String, Caution> {
    let rows = AMBIGUOUS_WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(word, why)| {
        let caution = if why.contains("surname") || why.contains("first name") || why.contains("name syllable") {
            Caution::PersonName
        } else if why.contains("word") || why.contains("month") || why.contains("adjective") {
            Caution::Word
        } else {
            return None;
        };
        Some((fold_key(word), caution))
    })
    .collect()
}

fn keys<'p>(places: impl Iterator<Item = &'p Place>) -> FxHashMap<String, Vec<u32>> {
    let mut by_key: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (number, place) in places.enumerate() {
        let code = place.code.iter().map(|code| code.as_str());
        let short_code =
            place.code.iter().filter(|code| code.level() == PlaceLevel::Subdivision).filter_map(|c| c.as_str().split('-').nth(1));
        let names = std::iter::once(place.name.as_str())
            .chain(place.aliases.iter().map(String::as_str))
            .chain(place.adjectives.iter().map(String::as_str))
            .chain(place.zh.iter().map(String::as_str))
            .chain(code)
            .chain(short_code);
        for key in names.map(fold_key).filter(|key| !key.is_empty()) {
            let numbers = by_key.entry(key).or_default();
            if !numbers.contains(&(number as u32)) {
                numbers.push(number as u32);
            }
        }
    }
    by_key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> PlaceCode {
        PlaceCode::parse(text).expect("a code")
    }

    #[test]
    fn the_built_in_lists_are_all_readable_and_no_code_stands_twice() {
        let mut rows = Rows::of_builtin(std::iter::empty());
        for list in built_in_lists() {
            assert_eq!(rows.add_users(list), []);
        }
        assert_eq!(rows.numbers().count(), Gazetteer::builtin().places().count());
        let codes = |number: &u32| rows.place(*number).code.as_ref().map(PlaceCode::as_str);
        let coded: Vec<u32> = rows.numbers().filter(|number| codes(number).is_some()).collect();
        assert!(coded.len() > 8_000, "{}", coded.len());
        assert!(coded.iter().all(|number| rows.of_code(codes(number).unwrap_or_default()) == Some(*number)));
    }

    #[test]
    fn every_city_lies_in_a_known_place_and_has_coordinates() {
        let gazetteer = Gazetteer::builtin();
        for place in gazetteer.places() {
            let Some(code) = &place.code else { continue };
            if let Some(parent) = code.parent() {
                assert!(gazetteer.place(&parent).is_some(), "{code} lies in no known place");
            }
            assert!(
                place.latitude.is_some() && place.longitude.is_some() || ["AQ", "BV", "HM"].contains(&code.as_str()),
                "{code} has no coordinates"
            );
        }
    }

    #[test]
    fn the_fields_well_known_places_are_there() {
        let gazetteer = Gazetteer::builtin();
        for (name, expected) in [
            ("Liaoning", "CN-LN"),
            ("辽宁", "CN-LN"),
            ("Bavaria", "DE-BY"),
            ("Munich", "DE-BY/Munich"),
            ("München", "DE-BY/Munich"),
            ("St. Louis", "US-MO/St. Louis"),
            ("Gyeonggi", "KR-41"),
            ("Busan", "KR-26"),
            ("Xi’an", "CN-SN/Xi'an"),
            ("DE", "DE"),
            ("Shanghai", "CN-SH"),
            ("Tochigi", "JP-09"),
            ("O'Higgins", "CL-LI"),
            ("Western Greece", "GR-G"),
            ("South Korea", "KR"),
            ("Frankfurt", "DE-HE/Frankfurt am Main"),
            ("Gothenburg", "SE-O/Gothenburg"),
            ("Hong Kong", "HK"),
            ("Trentino", "IT-TN"),
        ] {
            let first = gazetteer.named(name).first().and_then(|place| place.code.clone());
            assert_eq!(first, Some(code(expected)), "{name}");
        }
        assert_eq!(gazetteer.display_name(&code("CN-LN")), "Liaoning");
        for (country, capital) in [("CZ", "CZ-10"), ("RU", "RU-MOW"), ("CN", "CN-BJ"), ("FR", "FR-IDF/Paris"), ("CN-LN", "CN-LN/Shenyang")]
        {
            assert_eq!(gazetteer.capital_of(&code(country)).and_then(|place| place.code.clone()), Some(code(capital)), "{country}");
        }
        assert_eq!(gazetteer.display_name(&code("XX-YY/Nowhere")), "Nowhere");
    }

    #[test]
    fn a_users_list_is_added_and_its_faults_are_named_by_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let list = "# mine\nSE-AB/Legatby\tcity\tLegatby\nnonsense\nSE-AB/X\tcity\t\n";
        std::fs::write(folder.path().join("mine.tsv"), list).expect("written");
        let (gazetteer, errors) = Gazetteer::with_user_lists(folder.path());
        assert_eq!(gazetteer.named("legatby").len(), 1);
        assert_eq!(errors.iter().map(|e| e.line).collect::<Vec<_>>(), [3, 4]);
        assert_ne!(gazetteer.lists_hash(), Gazetteer::builtin().lists_hash());
    }
    #[test]
    fn lesser_places_are_looked_for_by_themselves_and_a_users_own_are_too() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("lesser_places.tsv"), "SE-AB/Legatby\ttown\tLegatby\n").expect("written");
        let (gazetteer, errors) = Gazetteer::with_user_lists(folder.path());
        assert_eq!(errors, []);
        for name in ["Legatby", "Orange County"] {
            assert!(gazetteer.phrases().named(name).is_empty(), "{name}");
            assert!(!gazetteer.lesser_phrases().named(name).is_empty(), "{name}");
        }
        assert!(gazetteer.lesser_phrases().named("Munich").is_empty());
        assert!(!gazetteer.named("legatby").is_empty());
    }
}
