//! Organisations in English: capitalised words around a head word ("Munich Municipal Government", "Ministry of Commerce"), and
//! the lower-case bodies of a place ("Guangdong provincial department of commerce").

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::{OrganizationHead, lexicon};
use crate::extract::mention::{OrganizationMention, PlaceMention, touching};
use crate::gazetteer::companies::KNOWN_BODIES;
use crate::gazetteer::{PhraseBook, Writing};
use crate::model::{OrganizationKind, RuleName};
use crate::text::{Document, TokenKind};

const HEAD_LAST: RuleName = RuleName::new("en.organization.head-last");
const HEAD_FIRST: RuleName = RuleName::new("en.organization.head-first");
const SHORT_FORM: RuleName = RuleName::new("en.organization.short-form");
const TOLD: RuleName = RuleName::new("en.organization.told");
const KNOWN: RuleName = RuleName::new("en.organization.known");
const BODY_OF_PLACE: RuleName = RuleName::new("en.organization.body-of-place");
/// Longest name in tokens: what is longer is a run of headings, not a name.
const MAX_TOKENS: usize = 22;

/// Finds all organisations of a document.
pub fn find_organizations(document: &Document<'_>, places: &[PlaceMention]) -> Vec<OrganizationMention> {
    let mut found: Vec<OrganizationMention> = Vec::new();
    for sentence in &document.sentences {
        let finder = Finder { document, places, sentence: sentence.tokens.clone() };
        found.extend(finder.organizations());
    }
    found.extend(super::described_companies::described_companies(document, places, &found));
    found.sort_by_key(|body| body.tokens.start);
    add_short_forms(document, places, &mut found);
    found
}

/// "Celanese" where the text has told of "Celanese Corporation" before: the same body, under its full name.
fn add_short_forms(document: &Document<'_>, places: &[PlaceMention], found: &mut Vec<OrganizationMention>) {
    let mut book: PhraseBook<usize> = PhraseBook::default();
    let mut known: HashSet<String> = HashSet::new();
    for (number, body) in found.iter().enumerate().filter(|(_, body)| body.kind == OrganizationKind::Company) {
        let short = short_form(document, &body.tokens);
        let is_place = |words: &Range<usize>| touching(places, words.clone()).next().is_some();
        if let Some(words) = short.filter(|words| !is_place(words) && known.insert(document.phrase(words.clone()))) {
            book.add(&document.phrase(words), Writing::Capitalised, number);
        }
    }
    if known.is_empty() {
        return;
    }
    let mut more = Vec::new();
    for sentence in &document.sentences {
        for hit in book.matches(document, sentence.tokens.clone()) {
            // "Elena Ferri" is a person, whatever the Ferri Group is.
            let before = hit.tokens.start.checked_sub(1).filter(|t| sentence.tokens.contains(t));
            let is_surname =
                before.is_some_and(|t| document.tokens[t].is_capitalised() && !is_opener(document.folded(t), t == sentence.tokens.start));
            let is_free = !is_surname
                && touching(found, hit.tokens.clone()).next().is_none()
                && touching(places, hit.tokens.clone()).next().is_none();
            let Some(full) = hit
                .values
                .first()
                .map(|number| &found[*number])
                .filter(|full| is_free && full.span.start < document.span(hit.tokens.clone()).start)
            else {
                continue;
            };
            more.push(OrganizationMention {
                span: document.span(hit.tokens.clone()),
                tokens: hit.tokens,
                name: full.name.clone(),
                kind: full.kind,
                rule: SHORT_FORM,
            });
        }
    }
    found.extend(more);
    found.sort_by_key(|body| body.tokens.start);
}

/// The words of a company's name without its ending: one to three, none of them an ordinary word.
fn short_form(document: &Document<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let lexicon = lexicon();
    let is_ending = |token: usize| {
        let word = document.folded(token);
        document.tokens[token].kind == TokenKind::Mark
            || matches!(word, "co" | "ltd" | "inc" | "corp")
            || lexicon.organization_heads.contains_key(word)
    };
    let end = (tokens.start..tokens.end).rev().find(|t| !is_ending(*t))? + 1;
    let words = tokens.start..end;
    let is_plain = |token: usize| {
        let word = document.folded(token);
        lexicon.stop_words.contains(word) || lexicon.abstract_nouns.contains(word) || lexicon.title_modifiers.contains(word)
    };
    let count = words.clone().filter(|t| document.tokens[*t].kind == TokenKind::Word).count();
    (end < tokens.end && (1..=3).contains(&count) && !words.clone().any(is_plain)).then_some(words)
}

struct Finder<'d, 'p> {
    document: &'d Document<'d>,
    places: &'p [PlaceMention],
    sentence: Range<usize>,
}

impl Finder<'_, '_> {
    fn organizations(&self) -> Vec<OrganizationMention> {
        let mut spans: Vec<(Range<usize>, OrganizationKind, RuleName)> = Vec::new();
        let names_place = touching(self.places, self.sentence.clone()).next().is_some();
        if names_place || may_name(self.document, &self.sentence) {
            for token in self.sentence.clone() {
                if let Some(head) = self.head_at(token) {
                    spans.extend(self.around_head(token, head));
                }
            }
            spans.extend(
                self.sentence.clone().filter_map(|token| self.told_company(token)).map(|tokens| (tokens, OrganizationKind::Company, TOLD)),
            );
        }
        for hit in KNOWN_BODIES.matches(self.document, self.sentence.clone()) {
            // "Siemens" by itself; "Siemens Energy" and "Siemens Bank" are read around their head words.
            let touches = |t: usize| self.document.tokens[t].kind == TokenKind::Mark && self.document.text(t) == "-";
            let is_joined = hit.tokens.end < self.sentence.end && touches(hit.tokens.end)
                || hit.tokens.start > self.sentence.start && touches(hit.tokens.start - 1);
            if let Some(body) = hit.values.first().filter(|_| !is_joined) {
                spans.push((hit.tokens, body.kind, KNOWN));
            }
        }
        settle(spans).into_iter().map(|(tokens, kind, rule)| self.mention(tokens, kind, rule)).collect()
    }

    fn mention(&self, tokens: Range<usize>, kind: OrganizationKind, rule: RuleName) -> OrganizationMention {
        let span = self.document.span(tokens.clone());
        OrganizationMention { name: self.document.phrase(tokens.clone()), tokens, span, kind, rule }
    }

    /// The head word at a token; of two words ("New Area", "Working Group") at the second.
    fn head_at(&self, token: usize) -> Option<&'static OrganizationHead> {
        if self.document.tokens[token].kind != TokenKind::Word {
            return None;
        }
        let heads = &lexicon().organization_heads;
        let two_words = || {
            let may_be_two = lexicon().second_heads.contains(self.word(token));
            let before = token.checked_sub(1).filter(|t| may_be_two && self.sentence.contains(t))?;
            heads.get(&format!("{} {}", self.word(before), self.word(token)))
        };
        two_words().or_else(|| heads.get(self.word(token)))
    }

    /// A name without a head word that the words beside it tell for a company's: "Omsk-based Foo", "Foo CEO Jin Yu", "founder of Foo".
    fn told_company(&self, token: usize) -> Option<Range<usize>> {
        let is_based = self.word(token) == "based" && self.mark(token.wrapping_sub(1)) == "-" && !self.is_capitalised(token);
        let is_head =
            self.word(token) == "of" && token > self.sentence.start && matches!(self.word(token - 1), "ceo" | "founder" | "co-founder");
        if is_based || is_head {
            let run = token + 1..self.plain_run(token + 1);
            return (!run.is_empty()).then_some(run);
        }
        // "Jin Yu, CEO, Utopia Innovations"
        let is_listed = self.word(token) == "ceo" && self.mark(token + 1) == "," && self.mark(token.wrapping_sub(1)) == ",";
        if is_listed {
            let run = token + 2..self.capitalised_run(token + 2);
            let is_at_end = run.end == self.sentence.end || !self.mark(run.end).is_empty();
            return (is_at_end && run.clone().any(|token| self.is_plain_name(token))).then_some(run);
        }
        let is_officer = matches!(self.word(token), "ceo" | "cfo" | "coo");
        let mut start = token;
        while is_officer && start > self.sentence.start && token - start < 3 && self.is_plain_name(start - 1) {
            start -= 1;
        }
        (start < token).then_some(start..token)
    }

    /// Up to four words in a row that may be a name of any kind.
    fn plain_run(&self, from: usize) -> usize {
        (from..from + 4).find(|t| !self.is_plain_name(*t)).unwrap_or(from + 4)
    }

    fn is_plain_name(&self, token: usize) -> bool {
        let word = self.word(token);
        let lexicon = lexicon();
        self.is_capitalised(token)
            && self.document.tokens[token].kind == TokenKind::Word
            && !lexicon.stop_words.contains(word)
            && !lexicon.title_modifiers.contains(word)
            && !lexicon.organization_heads.contains_key(word)
            && !is_opener(word, token == self.sentence.start)
            && touching(self.places, token..token + 1).next().is_none()
            && lexicon.titles.longest_at(self.document, token, self.sentence.end).is_none()
    }

    fn is_capitalised(&self, token: usize) -> bool {
        self.sentence.contains(&token) && self.document.tokens[token].is_capitalised()
    }

    fn word(&self, token: usize) -> &str {
        if self.sentence.contains(&token) { self.document.folded(token) } else { "" }
    }

    fn mark(&self, token: usize) -> &str {
        if self.sentence.contains(&token) && self.document.tokens[token].kind == TokenKind::Mark { self.document.text(token) } else { "" }
    }

    fn around_head(&self, head: usize, rule: &OrganizationHead) -> Option<(Range<usize>, OrganizationKind, RuleName)> {
        if !self.is_capitalised(head) {
            return self.body_of_place(head, rule);
        }
        // "her Jobs and Trade Mission to Japan" is a journey.
        let before = head.checked_sub(1).map_or("", |token| self.word(token));
        if self.word(head) == "mission" && matches!(before, "trade" | "business" | "investment" | "economic" | "jobs" | "promotion") {
            return None;
        }
        let end = self.company_ending(self.right_of(head, rule));
        let start = self.left_of(head);
        let has_tail = end > head + 1 && self.mark(head + 1) != ",";
        if start == head && !has_tail || end - start > MAX_TOKENS {
            return None;
        }
        let kind = if end > head + 1 && self.company_ending(head + 1) == end { OrganizationKind::Company } else { rule.kind };
        Some((start..end, kind, if has_tail { HEAD_FIRST } else { HEAD_LAST }))
    }

    /// "Guangdong provincial department of commerce", "Liaoning's party committee", "Hubei provincial government".
    fn body_of_place(&self, head: usize, rule: &OrganizationHead) -> Option<(Range<usize>, OrganizationKind, RuleName)> {
        let is_body = matches!(rule.kind, OrganizationKind::Government | OrganizationKind::Legislature | OrganizationKind::Party)
            || matches!(self.word(head), "chamber" | "council");
        if !is_body {
            return None;
        }
        let mut start = head;
        while start > self.sentence.start && is_body_modifier(self.word(start - 1)) {
            start -= 1;
        }
        let place = touching(self.places, start.saturating_sub(2)..start)
            .find(|place| place.tokens.end == start || place.tokens.end + 1 == start && self.word(start - 1) == "'s")?;
        let mut end = head + 1;
        if rule.prepositions.contains(&self.word(end)) {
            let tail = self.lower_tail(end + 1);
            end = if tail > end + 1 { tail } else { end };
        }
        Some((place.tokens.start..end, rule.kind, BODY_OF_PLACE))
    }

    /// "commerce", "foreign affairs and trade": the lower-case words behind "department of".
    fn lower_tail(&self, from: usize) -> usize {
        let mut end = from;
        while end < from + 5 && self.sentence.contains(&end) {
            let is_noun = lexicon().abstract_nouns.contains(self.word(end));
            let joins = self.word(end) == "and" && lexicon().abstract_nouns.contains(self.word(end + 1));
            if !is_noun && !joins {
                break;
            }
            end += 1;
        }
        end
    }

    /// Where the capitalised words before a head begin.
    fn left_of(&self, head: usize) -> usize {
        let mut start = head;
        while start > self.sentence.start && head - start < MAX_TOKENS {
            let before = start - 1;
            let word = self.word(before);
            if self.is_capitalised(before) && !is_opener(word, before == self.sentence.start) && !self.is_behind_name(before) {
                start = before;
            } else if let Some(left) = self.left_joint(before, start) {
                start = left;
            } else {
                break;
            }
        }
        self.trim_left(start, head)
    }

    /// Marks and small words inside a name: "People's", "A&B", "Sino-German", "Culture and Tourism".
    fn left_joint(&self, before: usize, start: usize) -> Option<usize> {
        let left = before.checked_sub(1).filter(|t| self.sentence.contains(t))?;
        let touches = |a: usize, b: usize| self.document.tokens[a].end == self.document.tokens[b].start;
        match (self.word(before), self.mark(before)) {
            ("'s", _) if self.is_capitalised(left) => Some(left),
            (_, "&") if self.is_capitalised(left) => Some(left),
            // "Dalian High-tech Zone"
            (word, "")
                if !word.is_empty()
                    && self.mark(left) == "-"
                    && touches(left, before)
                    && left > self.sentence.start
                    && self.is_capitalised(left - 1) =>
            {
                Some(left - 1)
            }
            (_, "-" | "–" | "." | "·") if touches(left, before) && touches(before, start) => self.is_capitalised(left).then_some(left),
            (_, ".") if touches(left, before) && self.is_capitalised(left) && self.document.text(left).len() == 1 => Some(left),
            ("and", _) if self.is_joined_by_and(left, start) => Some(left),
            (_, ",") if self.is_joined_by_and(left, start) && self.list_goes_on_with_and(start) => Some(left),
            _ => None,
        }
    }

    /// "Culture and Tourism", "Economic and Community Development".
    fn is_joined_by_and(&self, left: usize, right: usize) -> bool {
        let is_noun = |token: usize| self.is_capitalised(token) && lexicon().abstract_nouns.contains(self.word(token));
        let is_modifier = |token: usize| self.is_capitalised(token) && lexicon().title_modifiers.contains(self.word(token));
        is_noun(left) && is_noun(right) || (is_noun(left) || is_modifier(left)) && self.is_capitalised(right) && is_noun(right + 1)
    }

    fn list_goes_on_with_and(&self, from: usize) -> bool {
        (from..from + 8).any(|t| self.word(t) == "and")
    }

    /// A person's name or title directly before does not belong to the name: "Premier Daniel Andrews".
    fn is_behind_name(&self, token: usize) -> bool {
        matches!(self.word(token), "mr" | "ms" | "mrs" | "dr" | "president" | "chairman" | "mayor" | "governor" | "director" | "secretary")
            && !matches!(self.word(token + 1), "'s")
    }

    fn trim_left(&self, mut start: usize, head: usize) -> usize {
        while start < head
            && (is_opener(self.word(start), start == self.sentence.start) || self.document.tokens[start].kind == TokenKind::Mark)
        {
            start += 1;
        }
        start
    }

    /// Where the words behind a head end: "of Commerce", "General in New York", "for Friendship with Foreign Countries".
    fn right_of(&self, head: usize, rule: &OrganizationHead) -> usize {
        let mut end = head + 1;
        if self.word(head) == "consulate" && self.mark(end) == "-" && self.word(end + 1) == "general" {
            end += 2;
        } else if self.word(head) == "consulate" && self.word(end) == "general" {
            end += 1;
        }
        if !rule.prepositions.contains(&self.word(end)) {
            return end;
        }
        let mut last = end;
        // Chains: "of the Liaoning Provincial People's Congress", "of China to the United Nations", "of Commerce of Los Angeles".
        while matches!(self.word(last), "of" | "for" | "in" | "on" | "to" | "with") && last - head < MAX_TOKENS {
            let first = last + 1 + usize::from(self.word(last + 1) == "the");
            let tail = self.capitalised_run(first);
            let may_follow = last == end || self.word(last) != "in" && self.word(last) != "on" || rule.kind == OrganizationKind::Mission;
            if tail == first || !may_follow || self.word(last) == "to" && rule.kind != OrganizationKind::Mission {
                break;
            }
            last = tail;
        }
        if last == end { head + 1 + (end - head - 1) } else { last }
    }

    /// A run of capitalised words from here, with possessives, hyphens and "and" between nouns.
    fn capitalised_run(&self, from: usize) -> usize {
        let mut end = from;
        while self.sentence.contains(&end) {
            // "Government of Leningrad region"; "Agriculture Department of Iowa Jin Yu" ends with the place.
            if let Some(place) = touching(self.places, end..end + 1).find(|place| place.tokens.start == end) {
                end = place.tokens.end;
                let name = self.plain_run(end);
                if name - end >= 2 && !self.is_capitalised(name) {
                    break;
                }
                continue;
            }
            let touches = end > from && self.document.tokens[end - 1].end == self.document.tokens[end].start;
            let goes_on = self.is_capitalised(end) && (end == from || !is_opener(self.word(end), false))
                || end > from && self.word(end) == "'s" && self.is_capitalised(end + 1)
                || touches && matches!(self.mark(end), "-" | "." | "–") && self.is_capitalised(end + 1)
                || touches && self.mark(end) == "." && self.document.text(end - 1).chars().count() == 1
                || end > from && self.mark(end) == "&"
                || end > from && matches!(self.word(end), "and") && self.is_joined_by_and(end - 1, end + 1)
                || end > from && self.mark(end) == "," && self.is_joined_by_and(end - 1, end + 1) && self.list_goes_on_with_and(end + 1);
            if !goes_on {
                break;
            }
            end += 1;
        }
        // "Co., Ltd" closes a name by itself; a point alone does not belong to it.
        end
    }

    /// "Co., Ltd.", "Inc.": the endings behind a company's name.
    fn company_ending(&self, mut end: usize) -> usize {
        loop {
            let skip = usize::from(self.mark(end) == ".") + usize::from(self.mark(end + usize::from(self.mark(end) == ".")) == ",");
            if matches!(self.word(end + skip), "ltd" | "inc" | "co" | "corp" | "llc" | "limited") && self.is_capitalised(end + skip) {
                end += skip + 1;
            } else {
                break;
            }
        }
        let is_short = matches!(self.word(end - 1), "ltd" | "inc" | "co" | "corp");
        if is_short && self.mark(end) == "." && !self.closes_sentence(end) { end + 1 } else { end }
    }

    fn closes_sentence(&self, token: usize) -> bool {
        token + 1 >= self.sentence.end
    }
}

fn is_body_modifier(word: &str) -> bool {
    matches!(
        word,
        "provincial"
            | "municipal"
            | "city"
            | "state"
            | "regional"
            | "prefectural"
            | "county"
            | "district"
            | "people"
            | "'s"
            | "party"
            | "cpc"
            | "communist"
            | "province"
            | "foreign"
            | "affairs"
            | "commerce"
            | "trade"
            | "tourism"
            | "publicity"
            | "and"
            | "industry"
            | "development"
            | "local"
    )
}

/// Whether a sentence holds a capitalised word beside those that open it: most of plain prose does not, and names nobody.
pub(super) fn may_name(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    let is_name = |token: usize| document.tokens[token].is_capitalised() && !is_opener(document.folded(token), token == sentence.start);
    sentence.clone().any(is_name)
}

/// Words that begin a sentence or a clause and never a name; the first word of a sentence is looked at more strictly.
pub(super) fn is_opener(word: &str, is_first: bool) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "by"
            | "from"
            | "with"
            | "to"
            | "and"
            | "both"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "this"
            | "that"
            | "when"
            | "as"
            | "after"
            | "during"
            | "for"
            | "of"
            | "under"
            | "while"
            | "mr"
            | "ms"
            | "mrs"
            | "dr"
    ) || is_first
        && matches!(word, "present" | "also" | "two" | "three" | "many" | "other" | "some" | "several" | "one" | "all" | "but" | "if")
}

/// The longest of overlapping spans stays; of equal ones the first.
fn settle(mut spans: Vec<(Range<usize>, OrganizationKind, RuleName)>) -> Vec<(Range<usize>, OrganizationKind, RuleName)> {
    spans.sort_by_key(|(tokens, ..)| (std::cmp::Reverse(tokens.len()), tokens.start));
    let mut kept: Vec<(Range<usize>, OrganizationKind, RuleName)> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for span in spans {
        if !span.0.clone().any(|token| taken.contains(&token)) {
            taken.extend(span.0.clone());
            kept.push(span);
        }
    }
    kept.sort_by_key(|(tokens, ..)| tokens.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::places::find_places;
    use crate::gazetteer::Gazetteer;

    fn found(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let places = find_places(&document, Gazetteer::builtin());
        find_organizations(&document, &places).into_iter().map(|mention| mention.name).collect()
    }

    #[test]
    fn names_end_where_their_words_end() {
        for (text, names) in [
            ("Executives of the Volvo Group and Ericsson Corporation came.", vec!["Volvo Group", "Ericsson Corporation"]),
            (
                "The Ministry of Culture and Tourism told the Consulate General in Chicago.",
                vec!["Ministry of Culture and Tourism", "Consulate General in Chicago"],
            ),
            ("She met Foo Bar Co., Ltd. and left.", vec!["Foo Bar Co., Ltd."]),
            ("According to Hunan provincial department of commerce, trade grew.", vec!["Hunan provincial department of commerce"]),
            (
                "Deputy Director of Agriculture Department of Iowa Julie Kenney came with the Government of Leningrad region.",
                vec!["Agriculture Department of Iowa", "Government of Leningrad region"],
            ),
            (
                "Ann Lee, Department of Economic and Community Development, and Bob Ray, CEO, Nevada Ventures",
                vec!["Department of Economic and Community Development", "Nevada Ventures"],
            ),
            (
                "He chairs the Standing Committee of the Hunan Provincial People's Congress.",
                vec!["Standing Committee of the Hunan Provincial People's Congress"],
            ),
        ] {
            assert_eq!(found(text), names, "{text}");
        }
    }

    #[test]
    fn no_head_word_opens_a_sentence() {
        for head in lexicon().organization_heads.keys() {
            assert!(!is_opener(head.rsplit(' ').next().unwrap_or_default(), true), "{head}");
        }
    }

    #[test]
    fn a_head_word_alone_is_no_organisation() {
        assert!(found("The committee met. A group of people came. The Company grew.").is_empty());
    }
}
