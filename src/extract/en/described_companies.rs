//! Companies whose names do not say that they are ones, known by what stands beside: "the turbine maker Vestalund", "Corvane, a
//! Lyon brewer".

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::organizations::{is_opener, may_name};
use crate::extract::mention::{OrganizationMention, PlaceMention, touching};
use crate::model::{OrganizationKind, RuleName};
use crate::text::{Document, TokenKind};

const BEFORE: RuleName = RuleName::new("en.organization.described-before");
const BEHIND: RuleName = RuleName::new("en.organization.described-behind");
/// The list of words, for the hash that derived facts are stamped with.
pub const LIST: &str = include_str!("../../../assets/rules/en/company_words.tsv");
/// The longest name in words.
const MAX_WORDS: usize = 4;
/// How far behind "X, a" the describing word may stand.
const REACH: usize = 7;

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| LIST.lines().filter(|line| !line.starts_with('#')).map(str::trim).filter(|line| !line.is_empty()).collect());

/// "maker", "makers"; the plural names several.
pub(super) fn is_described_by(word: &str) -> bool {
    WORDS.contains(word) || word.strip_suffix('s').is_some_and(|one| WORDS.contains(one)) || word == "companies"
}

/// Companies that no head word names, in the order of the text.
pub fn described_companies(document: &Document<'_>, places: &[PlaceMention], known: &[OrganizationMention]) -> Vec<OrganizationMention> {
    let mut found = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| may_name(document, &sentence.tokens)) {
        let reader = Reader { document, places, known, sentence: sentence.tokens.clone() };
        let mut end = sentence.tokens.start;
        for token in sentence.tokens.clone() {
            if token < end {
                continue;
            }
            let names = reader.names_at(token);
            end = names.last().map_or(end, |(name, _)| name.end);
            found.extend(names.into_iter().map(|(tokens, rule)| OrganizationMention {
                span: document.span(tokens.clone()),
                name: document.phrase(tokens.clone()),
                tokens,
                kind: OrganizationKind::Company,
                rule,
            }));
        }
    }
    found
}

struct Reader<'d> {
    document: &'d Document<'d>,
    places: &'d [PlaceMention],
    known: &'d [OrganizationMention],
    sentence: Range<usize>,
}

impl Reader<'_> {
    fn word(&self, token: usize) -> &str {
        if self.sentence.contains(&token) { self.document.folded(token) } else { "" }
    }

    fn is_lower(&self, token: usize) -> bool {
        self.sentence.contains(&token)
            && self.document.tokens[token].kind == TokenKind::Word
            && !self.document.tokens[token].is_capitalised()
    }

    fn names_at(&self, token: usize) -> Vec<(Range<usize>, RuleName)> {
        let may_describe = self.is_lower(token) || token == self.sentence.start;
        if may_describe && is_described_by(self.word(token)) {
            return self.behind(token).into_iter().map(|name| (name, BEFORE)).collect();
        }
        self.described_behind(token).map(|name| (name, BEHIND)).into_iter().collect()
    }

    /// "two flower growers, Corvane and Tolmec", "firms such as Corvane, Tolmec and Vesta": as many names as the number before the word
    /// says, or those that stand as examples.
    fn listed_behind(&self, word: usize) -> Option<Vec<Range<usize>>> {
        let is_such = self.word(word + 1) == "such" && self.word(word + 2) == "as";
        let are_examples = is_such || matches!(self.word(word + 1), "including" | "like" | "namely");
        let first = word + if is_such { 3 } else { 2 };
        let numbers = (word.saturating_sub(3)..word).filter(|token| self.sentence.contains(token));
        let told = numbers.filter_map(|token| super::numbers::small_number(self.word(token))).rfind(|number| *number > 1);
        let is_row =
            are_examples || told.is_some() && self.sentence.contains(&(word + 1)) && matches!(self.document.text(word + 1), "," | ":");
        if !is_row || !self.word(word).ends_with('s') {
            return None;
        }
        let (mut names, mut next) = (Vec::new(), first);
        while let Some(name) = self.run(next) {
            next = name.end;
            names.push(name);
            let comma = usize::from(self.sentence.contains(&next) && self.document.text(next) == ",");
            let and = usize::from(self.word(next + comma) == "and");
            if comma + and == 0 {
                break;
            }
            next += comma + and;
        }
        let is_whole = are_examples || told.is_some_and(|told| usize::try_from(told).is_ok_and(|told| told == names.len()));
        let is_person = |name: &Range<usize>| super::name_origin::is_given_name(self.word(name.start)) && name.len() < 4;
        (is_whole && !names.iter().any(is_person)).then_some(names)
    }

    /// "turbine maker Vestalund", "the firms Corvane and Tolmec": the names right behind the word.
    fn behind(&self, word: usize) -> Vec<Range<usize>> {
        if let Some(mut names) = self.listed_behind(word) {
            names.retain(|name| self.is_free(name));
            return names;
        }
        let Some(first) = self.run(word + 1) else { return Vec::new() };
        let is_plural = self.word(word).ends_with('s') && self.word(word) != "cosmetics";
        let mut names = vec![first.clone()];
        if is_plural && self.word(first.end) == "and" {
            names.extend(self.run(first.end + 1));
        }
        names.retain(|name| self.is_free(name));
        names
    }

    /// "Corvane, a Lyon brewer", "Tolmec, one of the region's largest makers of tyres".
    fn described_behind(&self, token: usize) -> Option<Range<usize>> {
        let is_start = token == self.sentence.start || !self.document.tokens[token - 1].is_capitalised();
        let name = self.run(token).filter(|_| is_start)?;
        let comma = name.end;
        if self.makes_something(comma) && self.is_free(&name) {
            return Some(name);
        }
        let opens = self.sentence.contains(&comma)
            && self.document.text(comma) == ","
            && matches!(self.word(comma + 1), "a" | "an" | "the" | "one");
        if !opens {
            return None;
        }
        let end = (comma + 2..comma + 2 + REACH)
            .take_while(|t| self.sentence.contains(t) && !matches!(self.document.text(*t), "," | ";" | ":"))
            .take_while(|t| self.document.text(*t) != "." || self.word(t - 1) == "st")
            .take_while(|t| !matches!(self.word(*t), "of" | "who" | "whose" | "and") || self.word(t - 1) == "one")
            .find(|t| self.is_lower(*t) && is_described_by(self.word(*t)));
        end.filter(|_| self.is_free(&name)).map(|_| name)
    }

    /// ", which makes electric trucks": what a company does, behind its name.
    fn makes_something(&self, comma: usize) -> bool {
        self.sentence.contains(&comma)
            && self.document.text(comma) == ","
            && self.word(comma + 1) == "which"
            && (matches!(
                self.word(comma + 2),
                "makes" | "produces" | "manufactures" | "builds" | "sells" | "develops" | "supplies" | "operates" | "employs"
            ) || self.word(comma + 2) == "is" && matches!(self.word(comma + 3), "based" | "headquartered"))
    }

    /// Capitalised words from here on, hyphens and "&" between them included.
    fn run(&self, from: usize) -> Option<Range<usize>> {
        let is_name = |token: usize| {
            self.sentence.contains(&token)
                && self.document.tokens[token].kind == TokenKind::Word
                && self.document.tokens[token].is_capitalised()
                && !is_opener(self.word(token), token == self.sentence.start)
        };
        if !is_name(from) {
            return None;
        }
        let (mut end, mut words) = (from + 1, 1);
        loop {
            let is_joined = self.sentence.contains(&end) && matches!(self.document.text(end), "-" | "&") && is_name(end + 1);
            if is_name(end) {
                end += 1;
            } else if is_joined {
                end += 2;
            } else {
                break;
            }
            words += 1;
        }
        (words <= MAX_WORDS).then_some(from..end)
    }

    /// Neither a body that is known already nor a place or a person with a title, nor words that no name has.
    fn is_free(&self, name: &Range<usize>) -> bool {
        let lexicon = super::lexicon::lexicon();
        let is_place = touching(self.places, name.clone()).any(|place| place.tokens.start <= name.start && name.end <= place.tokens.end);
        let is_title = lexicon.titles.longest_at(self.document, name.start, self.sentence.end).is_some();
        let is_plain = name.clone().all(|token| {
            let word = self.document.folded(token);
            lexicon.stop_words.contains(word) || lexicon.abstract_nouns.contains(word) || lexicon.title_modifiers.contains(word)
        });
        touching(self.known, name.clone()).next().is_none() && !is_place && !is_title && !is_plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn names(text: &str) -> Vec<String> {
        let document = Document::new(text);
        described_companies(&document, &[], &[]).into_iter().map(|body| body.name).collect()
    }

    #[test]
    fn what_stands_beside_tells_a_company() {
        assert_eq!(names("It signed a contract with the turbine maker Vestalund in May."), ["Vestalund"]);
        assert_eq!(names("The firms Corvane and Tolmec Bay will expand their plants."), ["Corvane", "Tolmec Bay"]);
        assert_eq!(names("Corvane, a Lyon brewer, placed an order."), ["Corvane"]);
        assert_eq!(names("Tolmec, one of the largest producers of tyres, agreed."), ["Tolmec"]);
    }

    #[test]
    fn people_and_plain_words_are_none() {
        for text in [
            "Jin Yu, a delegate of the city, met the company on Monday.",
            "They met two farm companies, and Jin Yu sang.",
            "They met some farm companies, Jin Yu and Ada Lind with them.",
            "The company Mayor Lee visited is old.",
            "They met the firm. It was late.",
            "Jin Yu, the daughter of a brewer, spoke.",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
