//! Places whose officers a sentence speaks of without their names: "the Bremen senator for ports", "five councillors from Hobart".

use std::ops::Range;

use crate::extract::mention::PlaceMention;
use crate::extract::scene::Scene;
use crate::text::{Document, TokenKind};

/// Whether a word is an office of a place, or a group of those who hold one.
pub(super) fn is_officer(word: &str) -> bool {
    matches!(
        word,
        "governor"
            | "governors"
            | "mayor"
            | "mayors"
            | "mayoress"
            | "premier"
            | "premiers"
            | "minister"
            | "ministers"
            | "secretary"
            | "commissioner"
            | "senator"
            | "senators"
            | "alderman"
            | "aldermen"
            | "councillor"
            | "councillors"
            | "councilor"
            | "councilors"
            | "councilman"
            | "councilwoman"
            | "deputies"
            | "lawmakers"
            | "legislators"
            | "legislator"
            | "officials"
            | "official"
            | "cadres"
            | "staffers"
            | "marshal"
            | "speaker"
            | "exco"
            | "akim"
            | "khokim"
            | "hokim"
            | "parliamentarians"
            | "mps"
            | "mlas"
            | "president"
            | "chairman"
            | "chairwoman"
            | "treasurer"
            | "consul"
            | "consuls"
            | "ambassador"
            | "ambassadors"
            | "envoy"
            | "envoys"
            | "commissioners"
            | "presidents"
            | "provost"
    )
}

/// Whether a word is a group that a place may send.
fn is_group(word: &str) -> bool {
    matches!(
        word,
        "delegation"
            | "delegates"
            | "delegations"
            | "party"
            | "team"
            | "group"
            | "contingent"
            | "entourage"
            | "mission"
            | "committee"
            | "leaders"
            | "staff"
            | "representatives"
    )
}

/// How many words may stand between a place and the office that is of it.
const FARTHEST: usize = 4;

/// The first token of the words that make officers out of a place, where they do: "the Bremen senator for ports", "a minister from Prince
/// Edward Island", "the party secretary of Hohhot".
pub(super) fn officers_of(scene: &Scene<'_>, place: &PlaceMention, tokens: &Range<usize>) -> Option<usize> {
    let document = scene.document;
    let is_word = |token: usize| document.tokens[token].kind == TokenKind::Word || document.text(token) == "-";
    let behind = place.tokens.end..tokens.end.min(place.tokens.end + 1 + FARTHEST);
    let named = behind
        .clone()
        .take_while(|t| is_word(*t) && !ends_name(document, *t))
        .find(|t| is_officer(document.folded(*t)) || is_group(document.folded(*t)));
    if named.is_some() {
        return Some(place.tokens.start);
    }
    let before = place.tokens.start.checked_sub(1).filter(|t| tokens.contains(t))?;
    let before = if matches!(document.folded(before), "the" | "city" | "state" | "province") { before.checked_sub(1)? } else { before };
    if !matches!(document.folded(before), "of" | "from") || !tokens.contains(&before) {
        return None;
    }
    let first = before.saturating_sub(FARTHEST).max(tokens.start);
    (first..before).rev().take_while(|t| is_word(*t)).find(|t| is_officer(document.folded(*t)) || is_group(document.folded(*t)))
}

/// Whether a word cannot stand between a place and the word for a group of it: "the Lyon trade and tourism delegation", but not "goes to Lyon
/// on a mission".
pub(super) fn ends_name_of_group(word: &str) -> bool {
    matches!(
        word,
        "" | "was"
            | "is"
            | "were"
            | "are"
            | "has"
            | "had"
            | "where"
            | "when"
            | "which"
            | "that"
            | "with"
            | "on"
            | "for"
            | "at"
            | "in"
            | "by"
            | "as"
            | "after"
            | "during"
            | "this"
            | "last"
    )
}

/// A word with which the name of an office cannot go on: "Bremen and the mayor", "Bremen met the mayor".
fn ends_name(document: &Document<'_>, token: usize) -> bool {
    let word = document.folded(token);
    !word.is_empty() && ends_name_of_group(word)
        || matches!(
            word,
            "and"
                | "or"
                | "who"
                | "have"
                | "to"
                | "from"
                | "of"
                | "the"
                | "a"
                | "an"
                | "met"
                | "hosted"
                | "received"
                | "welcomed"
                | "will"
                | "said"
        )
}

/// The word that governs the officers of a place: "to" in "paid a visit to the Bremen senator".
pub(super) fn governs<'d>(document: &'d Document<'_>, officers: usize, tokens: &Range<usize>) -> &'d str {
    let is_filler = |word: &str| {
        matches!(
            word,
            "the"
                | "a"
                | "an"
                | "its"
                | "his"
                | "her"
                | "their"
                | "vice"
                | "deputy"
                | "lieutenant"
                | "lord"
                | "trade"
                | "economy"
                | "visiting"
                | "new"
                | "'s"
                | "-"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "prime"
                | "foreign"
        )
    };
    (tokens.start..officers).rev().map(|token| document.folded(token)).find(|word| !is_filler(word)).unwrap_or("")
}

/// How many officers a sentence speaks of, with or without their names.
pub(super) fn count(scene: &Scene<'_>, tokens: &Range<usize>) -> usize {
    let document = scene.document;
    let words = tokens.clone().filter(|token| is_officer(document.folded(*token))).count();
    let counterparts = tokens.clone().filter(|token| matches!(document.folded(*token), "counterpart" | "counterparts")).count();
    // Who sits on a town's council, and is told by that alone, acts for it with the others.
    let is_seat = |title: &str| matches!(title.to_lowercase().as_str(), "councillor" | "cllr" | "coun" | "cr");
    let titled = scene.people_in(tokens).filter(|person| person.title.as_deref().is_some_and(|title| !is_seat(title)));
    (words + counterparts).max(titled.count())
}
