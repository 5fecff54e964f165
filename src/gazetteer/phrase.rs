//! Longest match over all known names at once: a trie over whole words, walked once from each word of a text.
//!
//! A trie of words rather than an automaton of bytes: it knows word boundaries by itself, takes a Han character as a word, and is
//! built in milliseconds.

use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::text::{Case, Document, TokenKind, key_words};

/// How the text must be written for a name to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// The first word (and, in names of several words, the last) begins with a capital: `Hesse`.
    Capitalised,
    /// The first word begins with a capital; the last does not in the list either: `Jeollabuk-do`, `Cote d'Ivoire`.
    FirstCapitalised,
    /// All letters are capitals: `US`, so that "us" is a pronoun.
    AllCapitals,
    /// Any: titles, currencies, common nouns.
    Any,
}

/// A set of names, each standing for values of `T`.
#[derive(Debug)]
pub struct PhraseBook<T> {
    // Only the program's and the user's own lists are put in: nobody chooses keys to collide.
    words: FxHashMap<String, u32>,
    nodes: FxHashMap<(u32, u32), u32>,
    entries: FxHashMap<u32, Vec<(Writing, T)>>,
    next_node: u32,
    /// First words of all names.
    first_words: WordFilter,
    /// First words of those names that need no capitals.
    plain_first_words: WordFilter,
}

/// Tells most words that are not in a set, without a look into the set.
#[derive(Debug, Default)]
pub(super) struct WordFilter {
    bits: Vec<u64>,
    hashes: Vec<u64>,
}

impl WordFilter {
    /// Adds a word by its hash.
    pub fn add(&mut self, hash: u64) {
        self.hashes.push(hash);
        if self.hashes.len() * 16 > self.bits.len() * 64 {
            self.bits = vec![0; (self.bits.len() * 2).max(16)];
            for at in 0..self.hashes.len() {
                self.set(self.hashes[at]);
            }
        } else {
            self.set(hash);
        }
    }

    fn set(&mut self, hash: u64) {
        let place = self.place(hash);
        self.bits[place] |= 1 << (hash & 63);
    }

    /// Whether no word is in the set.
    pub fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Whether a word may be in the set.
    pub fn may_hold(&self, hash: u64) -> bool {
        !self.bits.is_empty() && self.bits[self.place(hash)] >> (hash & 63) & 1 != 0
    }

    /// The number of words is a power of two.
    fn place(&self, hash: u64) -> usize {
        (hash >> 40) as usize & (self.bits.len() - 1)
    }
}

/// A word as filters and books know it.
pub(super) fn hash_of(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseMatch<T> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it may stand for.
    pub values: Vec<T>,
}

impl<T: Clone> Default for PhraseBook<T> {
    fn default() -> Self {
        Self {
            words: FxHashMap::default(),
            nodes: FxHashMap::default(),
            entries: FxHashMap::default(),
            next_node: 1,
            first_words: WordFilter::default(),
            plain_first_words: WordFilter::default(),
        }
    }
}

impl<T: Clone> PhraseBook<T> {
    /// Adds a name. Names without a word or digit are ignored.
    pub fn add(&mut self, name: &str, writing: Writing, value: T) {
        let mut node = 0;
        for word in key_words(name) {
            if node == 0 {
                let hash = hash_of(&word);
                self.first_words.add(hash);
                if writing == Writing::Any {
                    self.plain_first_words.add(hash);
                }
            }
            let words = self.words.len() as u32;
            let word = *self.words.entry(word).or_insert(words);
            node = *self.nodes.entry((node, word)).or_insert_with(|| {
                let fresh = self.next_node;
                self.next_node += 1;
                fresh
            });
        }
        let writing = if writing == Writing::Capitalised && ends_small(name) { Writing::FirstCapitalised } else { writing };
        if node != 0 {
            self.entries.entry(node).or_default().push((writing, value));
        }
    }

    /// The longest name that begins at a token. Points and hyphens inside are passed over: "U.S.", "Baden-Württemberg".
    pub fn longest_at(&self, document: &Document<'_>, start: usize, end: usize) -> Option<PhraseMatch<T>> {
        if start >= end || !self.may_begin_at(document, start) {
            return None;
        }
        self.longest_from(document, start, end)
    }

    /// The same without the cheap look at the first word.
    pub(super) fn longest_from(&self, document: &Document<'_>, start: usize, end: usize) -> Option<PhraseMatch<T>> {
        let (mut node, mut token, mut best) = (0, start, None);
        while token < end {
            if document.tokens[token].kind == TokenKind::Mark {
                if token == start || !is_inner_mark(document, token) {
                    break;
                }
                token += 1;
                continue;
            }
            let Some(word) = self.words.get(document.folded(token)) else { break };
            let Some(next) = self.nodes.get(&(node, *word)) else { break };
            node = *next;
            token += 1;
            if let Some(entries) = self.entries.get(&node) {
                let fitting = |(writing, _): &&(Writing, T)| is_written(document, start..token, *writing);
                let values: Vec<T> = entries.iter().filter(fitting).map(|(_, value)| value.clone()).collect();
                if !values.is_empty() {
                    best = Some(PhraseMatch { tokens: start..token, values });
                }
            }
        }
        best
    }

    /// Whether the first word of a name may be this token: a cheap look, since most are none.
    fn may_begin_at(&self, document: &Document<'_>, token: usize) -> bool {
        let words = if is_small(document, token) { &self.plain_first_words } else { &self.first_words };
        !words.is_empty() && words.may_hold(hash_of(document.folded(token)))
    }

    /// All longest names in a range of tokens, left to right, not overlapping.
    pub fn matches(&self, document: &Document<'_>, tokens: Range<usize>) -> Vec<PhraseMatch<T>> {
        longest_of_all(tokens, |token, end| self.longest_at(document, token, end))
    }

    /// What exactly this name stands for, however it is written.
    pub fn named(&self, name: &str) -> Vec<T> {
        let mut node = 0;
        for word in key_words(name) {
            let next = self.words.get(&word).and_then(|word| self.nodes.get(&(node, *word)));
            let Some(next) = next else { return Vec::new() };
            node = *next;
        }
        self.entries.get(&node).map(|entries| entries.iter().map(|(_, value)| value.clone()).collect()).unwrap_or_default()
    }
}

/// All longest names in a range of tokens, by what finds the longest one at a token before an end.
pub(super) fn longest_of_all<T>(tokens: Range<usize>, longest_at: impl Fn(usize, usize) -> Option<PhraseMatch<T>>) -> Vec<PhraseMatch<T>> {
    let (mut found, mut token) = (Vec::new(), tokens.start);
    while token < tokens.end {
        match longest_at(token, tokens.end) {
            Some(hit) => {
                token = hit.tokens.end;
                found.push(hit);
            }
            None => token += 1,
        }
    }
    found
}

/// Whether a token is a word that begins with a small letter: it begins names alone that need no capitals.
pub(super) fn is_small(document: &Document<'_>, token: usize) -> bool {
    document.tokens[token].kind == TokenKind::Word && !document.tokens[token].is_capitalised()
}

/// Whether the last word of a name begins with a small letter.
fn ends_small(name: &str) -> bool {
    let last = name.rsplit(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
    last.starts_with(char::is_lowercase)
}

/// A mark that may stand inside a name and touches what follows or precedes it.
fn is_inner_mark(document: &Document<'_>, token: usize) -> bool {
    let touches = document.tokens[token - 1].end == document.tokens[token].start;
    touches && matches!(document.text(token), "." | "-" | "‐" | "‑" | "&" | "·")
}

/// What a place is, behind its name.
fn is_kind_of_place(word: &str) -> bool {
    matches!(word, "region" | "province" | "oblast" | "prefecture" | "county" | "district" | "state" | "territory" | "krai" | "republic")
}

fn is_written(document: &Document<'_>, tokens: Range<usize>, writing: Writing) -> bool {
    let mut words = tokens.clone().filter(|t| document.tokens[*t].kind == TokenKind::Word);
    match writing {
        Writing::Any => true,
        Writing::Capitalised => {
            let ends_capitalised = |t: usize| document.tokens[t].kind != TokenKind::Word || document.tokens[t].is_capitalised();
            let first = words.clone().next().is_none_or(ends_capitalised);
            // "Leningrad region", as agencies write it.
            let is_kind = |t: usize| tokens.len() > 1 && is_kind_of_place(document.folded(t));
            let last = words.clone().next_back().is_none_or(|t| ends_capitalised(t) || is_kind(t));
            first && last
        }
        Writing::FirstCapitalised => words.next().is_none_or(|t| document.tokens[t].is_capitalised()),
        Writing::AllCapitals => words.all(|t| match document.tokens[t].case {
            Case::AllCapitals => true,
            Case::Capitalised => document.text(t).chars().count() == 1,
            _ => false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_case_counts() {
        let mut book = PhraseBook::default();
        book.add("York", Writing::Capitalised, 1);
        book.add("New York", Writing::Capitalised, 2);
        book.add("US", Writing::AllCapitals, 3);
        book.add("U.S.", Writing::AllCapitals, 4);
        book.add("Île-de-France", Writing::Capitalised, 5);
        book.add("Leningrad Region", Writing::Capitalised, 6);
        book.add("Leningrad Opera", Writing::Capitalised, 7);
        book.add("Jeollabuk-do", Writing::Capitalised, 8);
        book.add("Cote d'Ivoire", Writing::Capitalised, 9);
        let found = |text: &str| -> Vec<i32> {
            let document = Document::new(text);
            book.matches(&document, 0..document.tokens.len()).into_iter().flat_map(|m| m.values).collect()
        };
        assert_eq!(found("New York, York and new york"), [2, 1]);
        assert_eq!(found("they told us of the US and the U.S. side"), [3, 4]);
        assert_eq!(found("Ile-de-France; Île de France"), [5, 5]);
        assert_eq!(found("Jeollabuk-do and jeollabuk-do, Cote d’Ivoire"), [8, 9]);
        assert_eq!(found("Yorkshire"), Vec::<i32>::new());
        assert_eq!(found("Leningrad region, leningrad region, Leningrad opera"), [6]);
        assert_eq!(book.named("NEW YORK"), [2]);
    }
}
