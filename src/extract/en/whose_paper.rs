//! "He met the minister and saw an agreement between Lyon and Turin signed": whose paper or tie it is.

use std::ops::Range;

use crate::extract::mention::touching;
use crate::extract::scene::Scene;
use crate::model::{PlaceCode, PlaceLevel};

/// How many words may stand between the word for a paper and "between".
const MOST_WORDS: usize = 6;

/// The two places of a paper or a tie.
pub(super) struct Pair {
    /// "between A and B".
    pub tokens: Range<usize>,
    /// In the order of their codes.
    pub places: [PlaceCode; 2],
}

/// "between A and B" behind a word for a paper or a tie, where A and B are places below the country, of two countries.
pub(super) fn whose_paper(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Pair> {
    let document = scene.document;
    let between = tokens.clone().find(|token| document.folded(*token) == "between")?;
    let nouns = between.saturating_sub(MOST_WORDS).max(tokens.start)..between;
    if !nouns.into_iter().any(|token| is_paper(document.folded(token))) {
        return None;
    }
    let end_of = |token: usize| {
        let place = touching(&scene.places, token..token + 1).next()?;
        let code = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country && place.tokens.start == token)?;
        Some((code, place.tokens.end))
    };
    let skip = |token: usize| token + usize::from(tokens.contains(&token) && document.folded(token) == "the");
    let (one, end): (&PlaceCode, usize) = end_of(skip(between + 1))?;
    let and = (end..tokens.end).take(3).find(|token| document.folded(*token) == "and")?;
    let (other, end) = end_of(skip(and + 1))?;
    let mut places = [one.clone(), other.clone()];
    places.sort();
    (one.country() != other.country()).then_some(Pair { tokens: between..end, places })
}

fn is_paper(word: &str) -> bool {
    matches!(
        word,
        "agreement"
            | "agreements"
            | "memorandum"
            | "mou"
            | "mous"
            | "letter"
            | "letters"
            | "protocol"
            | "pact"
            | "accord"
            | "declaration"
            | "document"
            | "documents"
            | "relations"
            | "relationship"
            | "ties"
            | "twinning"
            | "sisterhood"
            | "partnership"
    )
}
