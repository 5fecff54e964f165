//! All names of places, filed under their first words. A book of the names that begin alike is made when a text first holds their first
//! word: a text holds few of thousands.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::phrase::{PhraseBook, PhraseMatch, WordFilter, Writing, hash_of, is_small, longest_of_all};
use super::places::{NameForm, Place};
use super::rows::{Rows, items};
use crate::text::{Document, is_han, key_words};

/// Columns of a row that hold names, and those of them that count however they are written.
const NAMES: Range<usize> = 2..6;
const CHINESE: usize = 5;

/// Names by how they begin: most texts hold no Chinese.
#[derive(Debug, Default)]
pub(super) struct NameBooks {
    chinese: OnceLock<NameBook>,
    others: OnceLock<NameBook>,
}

/// Which places have names that begin with a word.
#[derive(Debug, Default)]
struct NameBook {
    first_words: WordFilter,
    /// First words of those names that need no capitals.
    plain_first_words: WordFilter,
    /// By the hash of the first word.
    filed: FxHashMap<u64, Filed>,
}

/// The places whose names begin alike.
#[derive(Debug, Default)]
struct Filed {
    rows: Vec<u32>,
    /// Whether one of the names needs no capitals.
    is_plain: bool,
    names: OnceLock<Box<PhraseBook<(u32, NameForm)>>>,
}

impl NameBook {
    /// Of the lesser places, or of all others: their names that begin with a Han character, or all others.
    fn of(rows: &Rows, lesser: bool, chinese: bool) -> Self {
        let mut book = Self::default();
        book.filed.reserve(rows.numbers().len());
        for number in rows.numbers().filter(|number| rows.is_lesser(*number) == lesser) {
            let cells = rows.text(number).split('\t').enumerate().skip(NAMES.start).take(NAMES.len());
            let names = cells.flat_map(|(column, cell)| items(cell).map(move |name| (column, name)));
            for (column, name) in names {
                if let Some(first) = FirstWord::of(name).filter(|first| first.is_chinese == chinese) {
                    book.file(first.hash, number, column == CHINESE);
                }
            }
        }
        book
    }

    fn file(&mut self, hash: u64, number: u32, is_plain: bool) {
        let filed = self.filed.entry(hash).or_default();
        if filed.rows.is_empty() {
            self.first_words.add(hash);
        }
        if is_plain && !filed.is_plain {
            self.plain_first_words.add(hash);
        }
        filed.is_plain |= is_plain;
        if filed.rows.last() != Some(&number) {
            filed.rows.push(number);
        }
    }
}

/// All names of places, to be found in a text.
#[derive(Debug, Clone, Copy)]
pub struct PlaceNames<'g> {
    pub(super) books: &'g NameBooks,
    pub(super) rows: &'g Rows,
    pub(super) lesser: bool,
}

impl PlaceNames<'_> {
    /// The longest name that begins at a token. Points and hyphens inside are passed over: "U.S.", "Baden-Württemberg".
    pub fn longest_at(&self, document: &Document<'_>, start: usize, end: usize) -> Option<PhraseMatch<(u32, NameForm)>> {
        if start >= end {
            return None;
        }
        let word = document.folded(start);
        let book = self.book(word.starts_with(is_han));
        let words = if is_small(document, start) { &book.plain_first_words } else { &book.first_words };
        if words.is_empty() {
            return None;
        }
        let hash = hash_of(word);
        words.may_hold(hash).then(|| self.begun_by(book, hash)).flatten()?.longest_from(document, start, end)
    }

    /// All longest names in a range of tokens, left to right, not overlapping.
    pub fn matches(&self, document: &Document<'_>, tokens: Range<usize>) -> Vec<PhraseMatch<(u32, NameForm)>> {
        longest_of_all(tokens, |token, end| self.longest_at(document, token, end))
    }

    /// What exactly this name stands for, however it is written.
    pub fn named(&self, name: &str) -> Vec<(u32, NameForm)> {
        let names = FirstWord::of(name).and_then(|first| self.begun_by(self.book(first.is_chinese), first.hash));
        names.map(|names| names.named(name)).unwrap_or_default()
    }

    /// The book of the names that begin with a Han character, or of all others.
    fn book(&self, chinese: bool) -> &NameBook {
        let book = if chinese { &self.books.chinese } else { &self.books.others };
        book.get_or_init(|| NameBook::of(self.rows, self.lesser, chinese))
    }

    /// The names that begin with a word.
    fn begun_by<'b>(&'b self, book: &'b NameBook, hash: u64) -> Option<&'b PhraseBook<(u32, NameForm)>> {
        let filed = book.filed.get(&hash)?;
        Some(filed.names.get_or_init(|| {
            let mut names = PhraseBook::default();
            for number in &filed.rows {
                let begins = |name: &&str| FirstWord::of(name).is_some_and(|first| first.hash == hash);
                for (name, writing, form) in names_of(self.rows.place(*number)).filter(|(name, ..)| begins(name)) {
                    names.add(name, writing, (*number, form));
                }
            }
            Box::new(names)
        }))
    }
}

/// All names of a place, how they must be written, and how they belong to it.
fn names_of(place: &Place) -> impl Iterator<Item = (&str, Writing, NameForm)> {
    let names = std::iter::once(&place.name).chain(&place.aliases).map(|name| (name.as_str(), writing_of(name), NameForm::Name));
    let adjectives = place.adjectives.iter().map(|name| (name.as_str(), writing_of(name), NameForm::Adjective));
    names.chain(adjectives).chain(place.zh.iter().map(|name| (name.as_str(), Writing::Any, NameForm::Chinese)))
}

/// The first word of a name, as it is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FirstWord {
    hash: u64,
    is_chinese: bool,
}

impl FirstWord {
    fn of(name: &str) -> Option<Self> {
        if let Some(word) = plain_first_word(name) {
            let mut small = [0; PLAIN];
            let small = &mut small[..word.len()];
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            return std::str::from_utf8(small).ok().map(Self::as_folded);
        }
        let first = name.chars().next().filter(|c| UNIFIED.contains(c));
        match first {
            Some(first) => Some(Self::as_folded(&name[..first.len_utf8()])),
            None => key_words(name).first().map(|word| Self::as_folded(word)),
        }
    }

    fn as_folded(word: &str) -> Self {
        Self { hash: hash_of(word), is_chinese: word.starts_with(is_han) }
    }
}

/// Han characters that are words as they stand.
const UNIFIED: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Longest first word that needs no closer look.
const PLAIN: usize = 32;

/// The first word where nothing about it is in doubt: a capital, then small letters, then a blank, a hyphen or nothing.
fn plain_first_word(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let length = 1 + rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
    let ends = name[length..].is_empty() || name[length..].starts_with([' ', '-']);
    (ends && length <= PLAIN).then(|| &name[..length])
}

/// Short names in capitals (`US`, `UAE`, `U.S.`) count only in capitals.
fn writing_of(name: &str) -> Writing {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters <= 5 && !name.chars().any(char::is_lowercase) { Writing::AllCapitals } else { Writing::Capitalised }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_filed_under_the_word_that_a_text_holds() {
        let names = [
            "York",
            "New York",
            "Saint-Denis",
            "St. Louis",
            "O'Higgins",
            "L’Aquila",
            "Île-de-France",
            "辽宁",
            "US",
            "U.S.",
            "2 de Mayo",
            "…",
        ];
        for name in names {
            let first = key_words(name).first().map(|word| FirstWord::as_folded(word));
            assert_eq!(FirstWord::of(name), first, "{name}");
        }
    }
}
