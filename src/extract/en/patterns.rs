//! Patterns as they stand in the rules, compiled at first use, and tried only where they may begin.

use std::sync::OnceLock;

use regex_automata::Input;

pub(super) use super::matches::{Captures, Match};
use super::plain::plain;
use super::readings::{Choice, Reading, SENTENCE, parsed};

/// A pattern with a name: `pattern!(SIGNS, r"…")`, an example above it.
macro_rules! pattern {
    ($(#[$doc:meta])* $visibility:vis $name:ident, $text:expr) => {
        $(#[$doc])*
        $visibility static $name: std::sync::LazyLock<crate::extract::en::patterns::Pattern> = std::sync::LazyLock::new(|| crate::extract::en::numbers::compile_words($text));
    };
}

pub(in crate::extract::en) use pattern;

/// A pattern that finds what the same [`regex::Regex`] finds, and sooner where it can begin at few places only.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    /// Each read when a text first gets to it: most texts get to few patterns.
    readings: Readings<Reading>,
}

/// What is read of a pattern for texts of ASCII alone, where that can be told apart, and for all others.
#[derive(Debug)]
struct Readings<R> {
    plain: OnceLock<Option<R>>,
    any: OnceLock<R>,
}

impl<R> Readings<R> {
    const fn new() -> Self {
        Self { plain: OnceLock::new(), any: OnceLock::new() }
    }

    fn of(&self, text: &[u8], plain: impl FnOnce() -> Option<R>, any: impl FnOnce() -> R) -> &R {
        // Looked at each time, so it must be short; and what is read already need not be read anew.
        let is_read = self.plain.get().is_some() || self.any.get().is_none();
        let is_plain = is_read && text.len() <= SENTENCE && text.is_ascii();
        let plain = if is_plain { self.plain.get_or_init(plain).as_ref() } else { None };
        plain.unwrap_or_else(|| self.any.get_or_init(any))
    }
}

impl Pattern {
    /// Of a pattern of the program's own.
    pub fn new(source: &str) -> Self {
        Self { source: source.to_owned(), readings: Readings::new() }
    }

    /// As it stands in the rules.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let input = Input::new(text).earliest(true);
        self.reading(&input).is_match(&input)
    }

    /// The first match in a text.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_at(text, 0)
    }

    /// The first match that begins at or behind a byte; what stands before it counts for the borders of words.
    pub fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<Match<'t>> {
        let input = Input::new(text).range(from..);
        let range = self.reading(&input).find(&input)?;
        Some(Match { text, start: range.start, end: range.end })
    }

    /// All matches of a pattern that matches no empty text, none of them overlapping.
    pub fn find_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'p, 't> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find_at(text, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// The groups of the first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.captures_at(text, 0)
    }

    /// The groups of the first match that begins at or behind a byte.
    pub fn captures_at<'t>(&self, text: &'t str, from: usize) -> Option<Captures<'t>> {
        let input = Input::new(text).range(from..);
        let groups = self.reading(&input).groups(&input)?;
        Some(Captures { text, groups })
    }

    /// The groups of all matches of a pattern that matches no empty text, none of them overlapping.
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'p, 't> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.captures_at(text, from)?;
            from = found.get_match().end;
            Some(found)
        })
    }

    fn reading(&self, input: &Input<'_>) -> &Reading {
        let text = &input.haystack()[input.get_range()];
        self.readings.of(text, || plain(&self.source).map(Reading::of), || Reading::of(parsed(&self.source)))
    }
}

/// Patterns of whole texts, tried all at once.
#[derive(Debug)]
pub(super) struct AnyOf {
    sources: Vec<String>,
    readings: Readings<Choice>,
}

impl AnyOf {
    /// Of patterns that begin with the text and end with it.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        Self { sources: patterns.map(|pattern| pattern.source.clone()).collect(), readings: Readings::new() }
    }

    /// The numbers of those that match, from 0, in their order.
    pub fn matching(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let sources = || self.sources.iter();
        let plain = || sources().map(|source| plain(source)).collect::<Option<Vec<_>>>().map(|hirs| Choice::of(&hirs));
        let any = || Choice::of(&sources().map(|source| parsed(source)).collect::<Vec<_>>());
        self.readings.of(text.as_bytes(), plain, any).matching(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 9] = [
        "",
        "He led, on 5 May 2019, a 12-member delegation; it signed a deal worth 3.5 million yuan.",
        "he LED\u{a0}a small mission. led the delegation",
        "It’s a delegations’ “deal” of ſome million, 12  million\n 7 million",
        "le led led led led led led led led led led led led led led led led led delegation",
        "é led é delegation, éled delegation",
        "signing 5",
        "a a a a million million",
        "led 中文 delegation 中",
    ];

    #[test]
    fn a_pattern_finds_what_the_same_expression_finds() {
        for source in [
            r"(?i)(?-u:\b)(led|sent)(?-u:\b)[^.;]{0,30}(?-u:\b)(delegations?|mission)(?-u:\b)",
            r"(?i)(?-u:\b)(some|an?|[0-9]{1,3}(?:\.[0-9]{1,2})?)[ \u{a0}]{1,3}(?:[a-z]+ ){0,2}?(?<what>million|deal|a)",
            r"^(?i:he)(?<rest>[^.]{0,9})",
            r"(?i)(?-u:\b)(led)(?-u:\b)[^.;]{0,12}$",
            r"(?i)é|dele",
            r"[0-9]+$",
            r"\w+ation",
        ] {
            let (pattern, expression) = (Pattern::new(source), regex::Regex::new(source).expect("a pattern"));
            for text in TEXTS {
                let expected: Vec<_> = expression.find_iter(text).map(|found| found.range()).collect();
                let found: Vec<_> = pattern.find_iter(text).map(|found| found.range()).collect();
                assert_eq!(found, expected, "{source} in {text}");
                assert_eq!(pattern.is_match(text), !expected.is_empty(), "{source} in {text}");
                let groups = |from| pattern.captures_at(text, from).map(|found| found.get(1).map(|group| group.range()));
                let same = |from| expression.captures_at(text, from).map(|found| found.get(1).map(|group| group.range()));
                for from in (0..=text.len()).filter(|from| text.is_char_boundary(*from)) {
                    assert_eq!(groups(from), same(from), "{source} in {text} from {from}");
                }
            }
        }
    }
}
