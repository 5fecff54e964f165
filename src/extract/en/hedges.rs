//! "About", "over", "up to": the words around a figure that say how it relates to the true one.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::numbers::{JOINT, SPACE, alternation, compile, rows};
use super::patterns::Pattern;
use crate::model::Hedge;

/// Bytes of text before or after a figure in which a hedge is looked for.
const WINDOW: usize = 64;

struct Hedges {
    meaning: HashMap<(&'static str, &'static str), Hedge>,
    before: Pattern,
    after: Pattern,
}

static HEDGES: LazyLock<Hedges> = LazyLock::new(|| {
    let mut meaning = HashMap::new();
    for row in rows(include_str!("../../../assets/rules/en/hedges.tsv")) {
        let [hedge, place, phrases] = row[..] else { continue };
        let Ok(hedge) = hedge.parse::<Hedge>() else { continue };
        meaning.extend(phrases.split('|').map(|phrase| ((place, phrase), hedge)));
    }
    let phrases = |place: &str| alternation(meaning.keys().filter(|(of, _)| *of == place).map(|(_, phrase)| *phrase));
    // "more than a combined", "over the equivalent of". Not any article: "under a $5 million deal" hedges nothing.
    let filler = "(?:a (?:further|total|combined|record|whopping)(?: (?:total|sum))?(?: of)?|another|an additional|the equivalent of)";
    let before = compile(&format!(r"(?i)(?:^|[^A-Za-z])(?<hedge>{}){JOINT}(?:{filler}{SPACE})?$", phrases("before")));
    let after = compile(&format!(r"(?i)^{JOINT}(?<hedge>{})(?:[^A-Za-z]|$)", phrases("after")));
    Hedges { meaning, before, after }
});

/// The hedge of a figure that stands at `start..end`; exactly, where none stands beside it.
pub(super) fn hedge_around(text: &str, start: usize, end: usize) -> Hedge {
    let before = HEDGES.before.captures(window_before(text, start)).and_then(|found| meaning("before", &found["hedge"]));
    before
        .or_else(|| HEDGES.after.captures(window_after(text, end)).and_then(|found| meaning("after", &found["hedge"])))
        .unwrap_or(Hedge::Exactly)
}

fn meaning(place: &'static str, phrase: &str) -> Option<Hedge> {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    HEDGES.meaning.iter().find(|((of, known), _)| *of == place && *known == phrase).map(|(_, hedge)| *hedge)
}

/// A little of the text before a position, from a character boundary on.
pub(super) fn window_before(text: &str, position: usize) -> &str {
    let start = (position.saturating_sub(WINDOW)..=position).find(|at| text.is_char_boundary(*at)).unwrap_or(position);
    text.get(start..position).unwrap_or("")
}

/// A little of the text after a position, up to a character boundary.
pub(super) fn window_after(text: &str, position: usize) -> &str {
    let end = (position + WINDOW).min(text.len());
    let end = (position..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(position);
    text.get(position..end).unwrap_or("")
}
