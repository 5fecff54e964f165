//! Provinces whose name nobody knows as it is written: a note says which one may be meant, and the name stays as printed.

use std::collections::HashSet;
use std::ops::Range;

use super::mention::covers;
use super::scene::Scene;
use crate::gazetteer::Place;
use crate::model::{CountryCode, Note};
use crate::text::fold::fold_key;

/// Most words of a province's name.
const MOST_WORDS: usize = 3;

/// "Quang Nihn Province" in a text that names Vietnam: Quang Ninh may be meant. Only names beside a word of their kind are asked
/// about, and only where one province of the countries that the text names is like them.
pub(super) fn notes(scene: &Scene<'_>) -> Vec<Note> {
    let countries: HashSet<CountryCode> = scene.places.iter().filter_map(|place| place.code.as_ref()).map(|code| code.country()).collect();
    let mut known: HashSet<String> = HashSet::new();
    let kinds = (0..scene.document.tokens.len()).filter(|token| is_kind(scene.document.folded(*token)));
    let unknown = kinds.filter_map(|kind| {
        let name = names_before(scene, kind).find_map(|name| Some((suggestion(scene, &name, &countries)?, name)))?;
        let (meant, tokens) = name;
        let printed = scene.document.phrase(tokens.clone());
        let text = format!("{printed}: no province of this name is known; {meant} may be meant");
        known.insert(text.clone()).then(|| Note { text, span: Some(scene.document.span(tokens)) })
    });
    unknown.collect()
}

fn is_kind(word: &str) -> bool {
    matches!(word, "province" | "provincial" | "prefecture" | "prefectural" | "oblast" | "krai" | "voivodeship" | "governorate")
}

/// The capitalised words before a word of a kind, the longest run first, unless all of them are of known places.
fn names_before<'s>(scene: &'s Scene<'_>, kind: usize) -> impl Iterator<Item = Range<usize>> + 's {
    let document = scene.document;
    let sentence = &document.sentences[document.sentence_of(kind)].tokens;
    let first = kind.saturating_sub(MOST_WORDS).max(sentence.start);
    let start = (first..kind).rev().take_while(|token| document.tokens[*token].is_capitalised()).last().unwrap_or(kind);
    (start..kind).map(move |start| start..kind).filter(|run| !covers(&scene.places, run.end - 1))
}

/// The one province that is nearest to a name, by a letter or two.
fn suggestion(scene: &Scene<'_>, tokens: &Range<usize>, countries: &HashSet<CountryCode>) -> Option<String> {
    let name = fold_key(&scene.document.phrase(tokens.clone()));
    let most = match name.chars().count() {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    let distance = |place: &&Place| {
        let names = std::iter::once(&place.name).chain(&place.aliases);
        names.map(|other| differences(&name, &fold_key(other))).min().unwrap_or(usize::MAX)
    };
    let mut like: Vec<(usize, &Place)> = scene.gazetteer.subdivisions_of(countries).map(|place| (distance(&place), place)).collect();
    like.sort_by_key(|(distance, _)| *distance);
    let (nearest, only) = *like.first().filter(|(distance, _)| (1..=most).contains(distance))?;
    if like.get(1).is_some_and(|(distance, _)| *distance == nearest) {
        return None;
    }
    Some(format!("{} ({})", only.name, only.code.as_ref()?))
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
        claims.notes.into_iter().map(|note| note.text).filter(|note| note.contains("may be meant")).collect()
    }

    #[test]
    fn a_misspelt_province_is_noted_with_the_one_that_may_be_meant() {
        for (printed, meant) in [
            ("Quang Nihn Province in Vietnam", "Quang Ninh (VN-13)"),
            ("Thua Thien-Hue in Vietnam and Dak Lac Province", "Dak Lak (VN-33)"),
            ("China's Liaonning Province", "Liaoning (CN-LN)"),
            ("Heilongjang provincial government of China", "Heilongjiang (CN-HL)"),
        ] {
            let found = notes(&format!("The guests came from {printed} on Monday."));
            assert!(found.len() == 1 && found[0].contains(meant), "{printed}: {found:?}");
        }
    }

    #[test]
    fn known_names_other_words_and_names_like_several_are_not_noted() {
        for text in [
            "The guests came from Quang Ninh Province in Vietnam on Monday.",
            "The guests came from Vorgon Province in Vietnam on Monday.",
            "The guests came from Quang Nihn Province on Monday.",
            "The guests came from Quang N Province in Vietnam on Monday.",
            "Binh Din Province, in a text on Germany, is not asked about.",
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
