//! Which patterns are worth trying on a sentence: those of which it holds a word that they cannot do without.
//!
//! Each sentence meets dozens of patterns and fits few. One pass over it finds the words that any of them needs; the rest are not
//! tried. The words are read from the patterns themselves, so nothing that a pattern would find is lost.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use regex_syntax::hir::{Hir, HirKind};

/// Which of a list of patterns may fit a sentence: one bit each.
pub type Open = u128;

/// The words that a list of patterns needs.
pub struct Gates {
    words: AhoCorasick,
    /// The patterns that each word opens.
    opens: Vec<Open>,
    /// Patterns that need no word.
    always: Open,
}

impl Gates {
    /// Of at most 128 patterns, as they stand in the rules; the bits are in their order.
    pub fn of(patterns: &[&str]) -> Self {
        assert!(patterns.len() <= Open::BITS as usize, "one bit for each pattern");
        let (mut words, mut opens, mut always): (Vec<String>, Vec<Open>, Open) = (Vec::new(), Vec::new(), 0);
        for (number, pattern) in patterns.iter().enumerate() {
            let bit: Open = 1 << number;
            match needed_words(pattern) {
                None => always |= bit,
                Some(needed) => {
                    for word in needed {
                        match words.iter().position(|known| *known == word) {
                            Some(at) => opens[at] |= bit,
                            None => {
                                words.push(word);
                                opens.push(bit);
                            }
                        }
                    }
                }
            }
        }
        let mut builder = AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA));
        let built = builder.build(&words);
        Self { words: built.expect("words of the program's own patterns"), opens, always }
    }

    /// The patterns that may fit a text. Two letters outside ASCII count as `s` and `k` where case does not: they open all.
    pub fn open(&self, text: &str) -> Open {
        if !text.is_ascii() && text.contains(['ſ', 'K']) {
            return Open::MAX;
        }
        let all = self.opens.iter().fold(self.always, |all, opens| all | opens);
        let mut open = self.always;
        for hit in self.words.find_overlapping_iter(text) {
            open |= self.opens[hit.pattern().as_usize()];
            if open == all {
                break;
            }
        }
        open
    }
}

/// Words of which any text that fits a pattern holds at least one, in lower case; `None` where no such words can be told.
fn needed_words(pattern: &str) -> Option<Vec<String>> {
    let plain = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    let hir = regex_syntax::ParserBuilder::new().build().parse(plain).ok()?;
    needed(&hir).filter(|words| words.iter().all(|word| word.len() >= 2))
}

fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let runs = text.split(|c: char| !c.is_ascii()).max_by_key(|run| run.len())?;
            (!runs.is_empty()).then(|| vec![runs.to_ascii_lowercase()])
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min >= 1 => needed(&repetition.sub),
        HirKind::Alternation(all) => {
            let parts: Option<Vec<Vec<String>>> = all.iter().map(needed).collect();
            parts.map(|parts| parts.concat())
        }
        // Of the parts that follow each other the one with the longest words: it is the rarest.
        HirKind::Concat(all) => {
            let rarity = |words: &Vec<String>| (words.iter().map(String::len).min().unwrap_or(0), std::cmp::Reverse(words.len()));
            all.iter().filter_map(needed).max_by_key(rarity)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_a_pattern_needs_are_read_from_it() {
        assert_eq!(needed_words(r"(?i)\bagreements?\b"), Some(vec!["agreement".to_owned()]));
        assert_eq!(
            needed_words(r"\b(led|sent)\b[^.;]{0,90}\b(delegations?|mission)\b"),
            Some(vec!["delegation".to_owned(), "mission".to_owned()])
        );
        assert_eq!(needed_words(r"\b[0-9]+\b"), None);
        assert_eq!(needed_words(r"(sister )?[a-z]+"), None);
    }

    #[test]
    fn a_sentence_opens_what_it_may_fit() {
        let gates = Gates::of(&[r"(?i)\bsigned\b", r"(?i)\bmet\b", r"[0-9]"]);
        assert_eq!(gates.open("They SIGNED it."), 0b101);
        assert_eq!(gates.open("He met her."), 0b110);
        assert_eq!(gates.open("Nothing."), 0b100);
        assert_eq!(gates.open("Nothing by \u{17f}."), Open::MAX);
    }
}
