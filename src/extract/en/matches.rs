//! What a pattern matched, and its groups.

use std::ops::Range;

use regex_automata::util::captures::Captures as Groups;

/// What a pattern matched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'t> Match<'t> {
    /// Its first byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its text.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.range()]
    }
}

/// The groups of a match.
pub(super) struct Captures<'t> {
    pub(super) text: &'t str,
    pub(super) groups: Groups,
}

impl<'t> Captures<'t> {
    /// The group of this number, where it took part; 0 is the whole match.
    pub fn get(&self, group: usize) -> Option<Match<'t>> {
        self.groups.get_group(group).map(|span| Match { text: self.text, start: span.start, end: span.end })
    }

    /// The group of this name, where it took part.
    pub fn name(&self, group: &str) -> Option<Match<'t>> {
        self.groups.get_group_by_name(group).map(|span| Match { text: self.text, start: span.start, end: span.end })
    }

    /// The whole match.
    pub fn get_match(&self) -> Match<'t> {
        self.get(0).unwrap_or(Match { text: self.text, start: 0, end: 0 })
    }
}

impl std::ops::Index<&str> for Captures<'_> {
    type Output = str;

    fn index(&self, group: &str) -> &str {
        self.name(group).map_or("", |found| found.as_str())
    }
}

impl std::ops::Index<usize> for Captures<'_> {
    type Output = str;

    fn index(&self, group: usize) -> &str {
        self.get(group).map_or("", |found| found.as_str())
    }
}
