//! Provinces whose name nobody knows as it is written: the one of a country that the text names which is spelt almost so is meant,
//! and a note says that it was taken.

use std::collections::HashSet;
use std::ops::Range;

use crate::extract::mention::{PlaceMention, covers};
use crate::extract::scene::Scene;
use crate::gazetteer::{Gazetteer, NameForm, Place};
use crate::model::{CountryCode, Note, RuleName};
use crate::text::fold::fold_key;
use crate::text::{Document, TokenKind};

/// Most words of a province's name.
const MOST_WORDS: usize = 3;

/// The rule that tells places found here.
const MISSPELT: RuleName = RuleName::new("place.misspelt");

/// Why the code of such a place is what it is.
const WHY: &str = "the one province of the countries named that is spelt almost so";

/// "Quang Nihn Province" in a text that names Vietnam is Quang Ninh, and so is "Quang Nihn" elsewhere in it. Only names beside a word
/// of their kind are asked about, and only where one province of the countries that the text names is like them.
pub fn with_misspelt(document: &Document<'_>, gazetteer: &Gazetteer, places: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let kinds: Vec<usize> = (0..document.tokens.len()).filter(|token| kind_told(document.folded(*token)).is_some()).collect();
    if kinds.is_empty() {
        return places;
    }
    let countries = places.iter().filter_map(|place| place.code.as_ref()).map(|code| code.country()).collect();
    let finder = Finder { document, gazetteer, places: &places, countries };
    let mut found: Vec<PlaceMention> = Vec::new();
    for kind in kinds {
        // The same name as before was found wherever it stands.
        if kind > 0 && covers(&found, kind - 1) {
            continue;
        }
        let meant = finder.names_before(kind).find_map(|name| Some((name.clone(), finder.province_like(&name, kind)?)));
        let Some((name, province)) = meant else { continue };
        let free: Vec<Range<usize>> = finder.told_again(&name).filter(|tokens| !covers(&found, tokens.start)).collect();
        found.extend(free.into_iter().map(|tokens| finder.mention(tokens, province)));
        found.sort_by_key(|place| place.tokens.start);
    }
    let mut all: Vec<PlaceMention> =
        places.iter().filter(|place| !place.tokens.clone().any(|token| covers(&found, token))).cloned().collect();
    all.extend(found);
    all.sort_by_key(|place| place.tokens.start);
    all
}

/// What is told of provinces whose names were taken for others: one note a name.
pub fn notes(scene: &Scene<'_>) -> Vec<Note> {
    let mut known: HashSet<&str> = HashSet::new();
    let first = scene.places.iter().filter(|place| place.rule == MISSPELT && known.insert(&place.name));
    let note = |place: &PlaceMention| {
        let code = place.code.as_ref()?;
        let meant = &scene.gazetteer.place(code)?.name;
        Some(Note { text: format!("{}: no province of this name is known; taken as {meant} ({code})", place.name), span: Some(place.span) })
    };
    first.filter_map(note).collect()
}

/// Why a place has its code, where its printed name does not tell it.
pub fn why(place: &PlaceMention) -> Option<&'static str> {
    (place.rule == MISSPELT).then_some(WHY)
}

/// The kind of place that a word tells.
fn kind_told(word: &str) -> Option<&str> {
    match word {
        "province" | "provincial" => Some("province"),
        "prefecture" | "prefectural" => Some("prefecture"),
        "oblast" | "krai" | "voivodeship" | "governorate" => Some(word),
        "kray" => Some("krai"),
        _ => None,
    }
}

/// Whether a subdivision may be called so: an autonomous region is a province to the press; prefectures below a province are none.
fn is_of_kind(place: &Place, kind: &str) -> bool {
    place.kind.ends_with(kind) || kind == "province" && place.kind == "autonomous_region" || kind == "oblast" && place.kind == "region"
}

/// "Khabarovskiy Krai", "Irkutskaya Oblast": Russian names its provinces by an adjective, whose ending English leaves out.
fn without_adjective_ending(name: &str) -> &str {
    let endings = ["iy", "ii", "ij", "y", "aya", "aia", "oye"];
    let stems = endings.iter().filter_map(|ending| name.strip_suffix(ending));
    stems.into_iter().find(|stem| stem.len() > 5 && stem.ends_with("sk")).unwrap_or(name)
}

/// "khabarovsk" of "khabarovsk krai".
fn without_kind<'n>(name: &'n str, kind: &str) -> &'n str {
    name.strip_suffix(kind).map_or(name, str::trim_end)
}

struct Finder<'d, 'p> {
    document: &'d Document<'d>,
    gazetteer: &'p Gazetteer,
    places: &'p [PlaceMention],
    /// The countries that the text names, or a place in them.
    countries: HashSet<CountryCode>,
}

impl<'p> Finder<'_, 'p> {
    /// The capitalised words before a word of a kind, the longest run first, unless they end with a known place.
    fn names_before(&self, kind: usize) -> impl Iterator<Item = Range<usize>> {
        let sentence = &self.document.sentences[self.document.sentence_of(kind)].tokens;
        let first = kind.saturating_sub(MOST_WORDS).max(sentence.start);
        let start = (first..kind).rev().take_while(|token| self.document.tokens[*token].is_capitalised()).last().unwrap_or(kind);
        let ends_known = kind.checked_sub(1).is_some_and(|last| covers(self.places, last));
        (if ends_known { kind } else { start }..kind).map(move |start| start..kind)
    }

    /// The one province of that kind that is nearest to a name, by a letter or two.
    fn province_like(&self, tokens: &Range<usize>, kind: usize) -> Option<&'p Place> {
        let written = fold_key(&self.document.phrase(tokens.clone()));
        let name = without_adjective_ending(&written);
        let most = match name.chars().count() {
            0..4 => return None,
            4..8 => 1,
            _ => 2,
        };
        let kind = kind_told(self.document.folded(kind))?;
        let distance = |place: &Place| {
            let names = std::iter::once(&place.name).chain(&place.aliases);
            names.map(|other| differences(name, without_kind(&fold_key(other), kind))).min().unwrap_or(usize::MAX)
        };
        let of_kind = self.gazetteer.subdivisions_of(&self.countries).filter(|place| is_of_kind(place, kind));
        let mut like: Vec<(usize, &Place)> = of_kind.map(|place| (distance(place), place)).collect();
        like.sort_by_key(|(distance, _)| *distance);
        let least = usize::from(name == written);
        let (nearest, only) = *like.first().filter(|(distance, _)| (least..=most).contains(distance))?;
        like.get(1).is_none_or(|(distance, _)| *distance > nearest).then_some(only)
    }

    /// All places of the text with the same words, the word of the kind behind them included.
    fn told_again(&self, name: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let document = self.document;
        let (len, wanted) = (name.len(), name.clone());
        let is_same = move |start: &usize| {
            wanted
                .clone()
                .zip(*start..)
                .all(|(one, other)| document.folded(one) == document.folded(other) && document.tokens[other].is_capitalised())
        };
        (0..(document.tokens.len() + 1).saturating_sub(len)).filter(is_same).map(move |start| {
            let end = start + len;
            let is_kind = document.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Word)
                && kind_told(document.folded(end)).is_some_and(|kind| kind == document.folded(end));
            start..end + usize::from(is_kind)
        })
    }

    fn mention(&self, tokens: Range<usize>, province: &Place) -> PlaceMention {
        let is_kind = kind_told(self.document.folded(tokens.end - 1)).is_some();
        PlaceMention {
            span: self.document.span(tokens.clone()),
            name: self.document.phrase(tokens.start..tokens.end - usize::from(is_kind)),
            tokens,
            code: province.code.clone(),
            form: NameForm::Name,
            in_organization: false,
            is_dateline: false,
            rivals: Vec::new(),
            rule: MISSPELT,
        }
    }
}

/// How many letters must be changed, put in, left out or swapped with their neighbour to make one word of another.
fn differences(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = rows[i][j] + usize::from(a != b);
            let swapped = if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b { rows[i - 1][j - 1] + 1 } else { usize::MAX };
            row.push(changed.min(swapped).min(rows[i][j + 1] + 1).min(row[j] + 1));
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;

    fn notes(text: &str) -> Vec<String> {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin());
        claims.notes.into_iter().map(|note| note.text).filter(|note| note.contains("is known; taken as")).collect()
    }

    #[test]
    fn a_misspelt_province_is_taken_for_the_one_that_is_spelt_almost_so_and_noted() {
        for (printed, meant) in [
            ("Quang Nihn Province in Vietnam", "Quang Ninh (VN-13)"),
            ("Thua Thien-Hue in Vietnam and Dak Lac Province", "Dak Lak (VN-33)"),
            ("China's Liaonning Province", "Liaoning (CN-LN)"),
            ("Heilongjang provincial government of China", "Heilongjiang (CN-HL)"),
            ("Khabarovskiy Kray of Russia", "Khabarovsk Krai (RU-KHA)"),
            ("Irkutskaya Oblast in Russia", "Irkutsk Oblast (RU-IRK)"),
        ] {
            let found = notes(&format!("The guests came from {printed} on Monday."));
            assert!(found.len() == 1 && found[0].contains(meant), "{printed}: {found:?}");
        }
    }

    #[test]
    fn it_has_the_code_wherever_it_is_named_and_says_why() {
        let text = "Visitors from Dak Lac Province, Vietnam, came to Lyon. They said that Dak Lac grows coffee.";
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin());
        let is_it = |place: &&crate::model::PlaceClaim| place.code.as_ref().is_some_and(|code| code.as_str() == "VN-33");
        let place = claims.places.iter().find(is_it).expect("the province");
        assert_eq!((place.name.as_str(), place.evidence.len()), ("Dak Lac", 2));
        assert!(place.inferred.contains_key("code"));
    }

    #[test]
    fn known_names_other_words_and_names_like_several_are_not_noted() {
        for text in [
            "The guests came from Quang Ninh Province in Vietnam on Monday.",
            "The guests came from Vorgon Province in Vietnam on Monday.",
            "The guests came from Quang Nihn Province on Monday.",
            "The guests came from Quang N Province in Vietnam on Monday.",
            "Binh Din Province, in a text on Germany, is not asked about.",
            "The guests came from Xiangxi Prefecture in China on Monday.",
            "The guests came from Hunnan Province in China on Monday.",
        ] {
            assert_eq!(notes(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn swapped_letters_are_one_difference() {
        assert_eq!(differences("nihn", "ninh"), 1);
        assert_eq!(differences("ninh", "ninh"), 0);
        assert_eq!(differences("lac", "lak"), 1);
        assert_eq!(differences("", "abc"), 3);
    }
}
