//! Offices as written beside a name: where the words of a title begin and end, and whom its holder acts for.

mod trim;
mod whose;
mod words;

use std::ops::Range;

pub(super) use self::words::is_at_head;
use self::words::{
    is_adjective, is_generic_body, is_generic_place, is_headline_verb, is_noun_of_body, is_of_post, is_opening, touches_title,
};
use super::lexicon::{ActsFor, TitleHead, lexicon};
use crate::extract::mention::{OrganizationMention, PlaceMention, Title, covers, touching};
use crate::model::Branch;
use crate::text::{Document, TokenKind};

/// Longest title in tokens.
const MAX_TOKENS: usize = 30;

/// Words of the longest heads that matter: "chief executive officer".
const LONGEST_HEAD: usize = 3;

/// Reads titles in a document whose places and organisations are known.
pub struct Titles<'d, 'p> {
    /// The text.
    pub document: &'d Document<'d>,
    /// Its places.
    pub places: &'p [PlaceMention],
    /// Its organisations.
    pub organizations: &'p [OrganizationMention],
}

impl Titles<'_, '_> {
    fn word(&self, token: usize) -> &str {
        self.document.folded(token)
    }

    fn mark(&self, token: usize) -> &str {
        if self.document.tokens[token].kind == TokenKind::Mark { self.document.text(token) } else { "" }
    }

    fn head_at(&self, token: usize) -> Option<(Range<usize>, TitleHead)> {
        let end = self.document.tokens.len();
        // The last of equals is taken: "provincial leaders" stands in the list itself.
        let books = [&lexicon().plural_titles, &lexicon().titles];
        let longest = books.into_iter().filter_map(|book| book.longest_at(self.document, token, end)).max_by_key(|hit| hit.tokens.end)?;
        longest.values.first().map(|head| (longest.tokens, *head))
    }

    /// Whether a title of the list begins here.
    pub fn head_starts_at(&self, token: usize) -> bool {
        self.head_at(token).is_some()
    }

    /// Whether this word is one of a title, so that it is none of a name.
    pub fn is_title_word(&self, token: usize) -> bool {
        let word = self.word(token);
        self.head_at(token).is_some()
            || (lexicon().title_modifiers.contains(word) && !lexicon().chinese_surnames.contains(word))
            || (token.saturating_sub(LONGEST_HEAD - 1)..token).any(|t| self.head_at(t).is_some_and(|(range, _)| range.contains(&token)))
    }

    /// The title whose head ends at `end` (exclusive) and whose words stand before it: "Vice Mayor", "Jiangsu Party Secretary".
    pub fn ending_at(&self, end: usize, floor: usize) -> Option<Title> {
        let (head, kind) = (end.saturating_sub(4).max(floor)..end).find_map(|t| self.head_at(t).filter(|(range, _)| range.end == end))?;
        let mut start = head.start;
        while start > floor && end - start < 12 && self.belongs_before(start - 1, start) {
            start -= 1;
        }
        let start = self.trim(start, head.start);
        // "Lt. Gov. Ada Lind"
        let is_lieutenant = start >= floor + 2 && self.mark(start - 1) == "." && self.word(start - 2) == "lt";
        Some(self.title(if is_lieutenant { start - 2 } else { start }..end, kind))
    }

    /// Words before a head that belong to the title: modifiers, places and bodies acted for, possessives.
    fn belongs_before(&self, token: usize, next: usize) -> bool {
        let word = self.word(token);
        let touches = self.document.tokens[token].end == self.document.tokens[next].start;
        lexicon().title_modifiers.contains(word)
            || covers(self.places, token)
            || covers(self.organizations, token)
            || word == "'s"
            || self.mark(token) == "-" && touches
            || word == "and"
                && self.document.tokens[next].is_capitalised()
                && token > 0
                && lexicon().abstract_nouns.contains(self.word(token - 1))
            || self.document.tokens[token].is_capitalised() && !lexicon().stop_words.contains(word) && touches_title(word)
            || self.document.tokens[token].is_capitalised() && self.word(next) == "ceo"
    }

    fn trim(&self, mut start: usize, head: usize) -> usize {
        while start < head && (matches!(self.word(start), "'s" | "and" | "the") || self.document.tokens[start].kind == TokenKind::Mark) {
            start += 1;
        }
        start
    }

    /// The whole phrase that ends at `end`: "the mayor of Varna", "Chairman of the Provincial Political Consultative Conference".
    pub fn phrase_ending_at(&self, end: usize, floor: usize) -> Option<Title> {
        // "the vice governor of the province, Jin Yu"
        let end = self.before_generic_place(end, floor).unwrap_or(end);
        let floor = (floor..end)
            .rev()
            .take(MAX_TOKENS)
            .take_while(|t| self.is_comma_of_portfolio(*t) || !matches!(self.mark(*t), "," | ";" | ":" | "(" | ")" | "." | "“" | "\""))
            .last()?;
        // "The governor was received by the vice governor of Hyogo, Jin Yu": the first head from which the words run up to the name.
        let reaches_name =
            |start: &usize| self.head_at(*start).and_then(|_| self.range_from(*start, end)).is_some_and(|(tokens, _)| tokens.end == end);
        let start = (floor..end).find(reaches_name)?;
        // A title in the middle of a clause ("he met the mayor, Ivan …") is read from its modifiers on.
        let mut first = start;
        let is_hyphen = |token: usize| self.mark(token) == "-" && self.document.tokens[token].end == self.document.tokens[token + 1].start;
        while first > floor
            && (lexicon().title_modifiers.contains(self.word(first - 1)) || covers(self.places, first - 1) || is_hyphen(first - 1))
        {
            first -= 1;
        }
        // "Chief Press Secretary" is a secretary: the last head before "of" or "for".
        let stem = (start..end).find(|t| matches!(self.word(*t), "of" | "for" | "in" | "to" | "at" | "on")).unwrap_or(end);
        let (_, kind) =
            (start..stem).rev().find_map(|t| self.head_at(t).filter(|(range, _)| range.end <= stem)).or_else(|| self.head_at(start))?;
        Some(self.title(first..end, kind))
    }

    /// Where "of the province" begins that ends here.
    fn before_generic_place(&self, end: usize, floor: usize) -> Option<usize> {
        let of = end.checked_sub(3).filter(|of| *of > floor && self.word(*of) == "of")?;
        // "the State Great Khural"
        let is_name = self.word(of + 2) == "state" && self.document.tokens[of + 2].is_capitalised();
        (matches!(self.word(of + 1), "the" | "this" | "that") && is_generic_place(self.word(of + 2)) && !is_name).then_some(of)
    }

    /// Whether "of the province" ends here.
    pub fn ends_in_generic_place(&self, end: usize, floor: usize) -> bool {
        self.before_generic_place(end, floor).is_some()
    }

    /// The title that begins at a token (behind an article): "the mayor of Dalian", "Vice Chairman and CEO of Foo Group".
    pub fn starting_at(&self, start: usize, end: usize) -> Option<Title> {
        let (tokens, kind) = self.range_from(start, end)?;
        Some(self.title(tokens.start..self.further_office(tokens.end, end), kind))
    }

    /// The office of who chairs or heads the body or place that begins at `first`; `verb` is the token that tells it.
    pub fn by_verb(&self, office: &str, verb: usize, first: usize) -> Option<Title> {
        let kind = *lexicon().titles.named(office).first()?;
        let body = touching(self.organizations, first..first + 1).find(|body| body.tokens.start == first);
        let place = touching(self.places, first..first + 1).find(|place| place.tokens.start == first);
        let end = body.map(|body| body.tokens.end).or_else(|| place.map(|place| place.tokens.end))?;
        let (_, of) = self.told(verb..end, kind);
        Some(Title {
            text: office.to_owned(),
            span: self.document.span(verb..end),
            branch: Some(kind.branch).filter(|branch| *branch != Branch::Other),
            of,
            of_is_near: false,
            is_of_place: false,
            is_plural: false,
        })
    }

    /// The words of the title that begins at a token, the place or body that they name among them.
    fn range_from(&self, start: usize, end: usize) -> Option<(Range<usize>, TitleHead)> {
        let mut first = start;
        // "who took up the post of consul general"
        let is_clause = first < end && self.word(first) == "who";
        while first < end && (is_opening(self.word(first)) || is_clause && is_of_post(self.word(first))) {
            first += 1;
        }
        // "the Nangxia Party Secretary": one word that nobody knows before an office
        let is_told = first > start && self.word(first - 1) == "the" && first + 1 < end;
        let is_unknown = |token: usize| {
            let word = self.word(token);
            self.document.tokens[token].is_capitalised() && !lexicon().stop_words.contains(word) && !super::name_origin::is_known(word)
        };
        if is_told
            && !self.belongs_before(first, first + 1)
            && self.head_at(first).is_none()
            && is_unknown(first)
            && self.is_title_word(first + 1)
        {
            first += 1;
        }
        // "the province's minister of trade", "the city's mayor"
        if first + 2 < end && (is_generic_place(self.word(first)) || is_generic_body(self.word(first))) && self.word(first + 1) == "'s" {
            first += 2;
        }
        // Modifiers, places and bodies may stand before the head: "Dalian's deputy mayor", "Silver Bank president".
        let mut head_at = first;
        while head_at < end && head_at - first < 10 && self.head_at(head_at).is_none() {
            let belongs = head_at + 1 < self.document.tokens.len() && self.belongs_before(head_at, head_at + 1);
            if !belongs {
                return None;
            }
            head_at += 1;
        }
        if head_at >= end {
            return None;
        }
        let (head, kind) = self.head_at(head_at)?;
        let mut last = head.end;
        while last < end && last - first < MAX_TOKENS && self.goes_on(last, end) && !self.begins_name(last) {
            last += 1;
        }
        while last > head.end
            && (matches!(self.word(last - 1), "of" | "and" | "the" | "for" | "to" | "at" | "in" | "from" | "'s" | "on" | "with"))
        {
            last -= 1;
        }
        Some((first..last, kind))
    }

    /// "head of the delegation, and mayor of Carmel": a further office behind a comma, where no name follows that it could be of.
    fn further_office(&self, last: usize, end: usize) -> usize {
        let from = last + 1 + usize::from(last + 1 < end && self.word(last + 1) == "and");
        let is_joined = from < end && self.mark(last) == "," && self.head_at(from).is_some() && self.is_office_there(last, from);
        let Some(next) = is_joined.then(|| self.starting_at(from, end)).flatten() else { return last };
        // ", and Governor Jin Yu met them"
        let head = self.head_at(from).map_or(from, |(head, _)| head.end);
        if head + 1 < end && self.is_of_name(head) && self.is_of_name(head + 1) {
            return last;
        }
        let behind = self.document.token_at(next.span.end.saturating_sub(1)) + 1;
        let names_another = behind < end && self.document.tokens[behind].is_capitalised();
        if names_another || behind <= from { last } else { behind }
    }

    /// ", and mayor of Carmel"; ", Chairman of the Council" in capitals as the office before it.
    fn is_office_there(&self, last: usize, from: usize) -> bool {
        from > last + 1 || self.document.tokens[from].is_capitalised() && matches!(self.word(from + 1), "of" | "for")
    }

    /// Whether a word behind a head belongs to the title still.
    fn goes_on(&self, token: usize, end: usize) -> bool {
        let written = &self.document.tokens[token];
        let word = self.word(token);
        let inside = covers(self.organizations, token) || covers(self.places, token);
        let next_is_title = token + 1 < end
            && (self.head_at(token + 1).is_some()
                || lexicon().title_modifiers.contains(self.word(token + 1))
                || covers(self.places, token + 1)
                || covers(self.organizations, token + 1));
        let is_noun = |token: usize| token < end && lexicon().abstract_nouns.contains(self.word(token));
        let next_is_noun = is_noun(token + 1)
            || token + 2 < end && is_noun(token - 1) && self.document.tokens[token + 1].is_capitalised() && is_noun(token + 2);
        let next_is_the_place = token + 2 < end && self.word(token + 1) == "the" && covers(self.places, token + 2);
        inside
            || matches!(word, "of" | "for" | "the" | "'s" | "at" | "to" | "delegation")
            || matches!(word, "from" | "in") && (next_is_the_place || token + 1 < end && self.document.tokens[token + 1].is_capitalised())
            || word == "and" && (next_is_title || next_is_noun)
            || self.is_comma_of_portfolio(token)
            || self.mark(token) == "&"
            || matches!(self.mark(token), "-" | "–") && written.start == self.document.tokens[token - 1].end
            || written.is_capitalised() && !matches!(word, "on" | "said" | "he" | "she") && !is_headline_verb(word)
            || self.head_at(token).is_some()
            || lexicon().title_modifiers.contains(word)
            || lexicon().abstract_nouns.contains(word)
            || lexicon().organization_heads.contains_key(word)
            || written.kind == TokenKind::Possessive
    }

    /// "Minister of Industry, Trade and Energy": a comma between nouns, further ones joined by "and" behind it.
    fn is_comma_of_portfolio(&self, token: usize) -> bool {
        let is_noun = |token: usize| {
            let written = self.document.tokens.get(token);
            written.is_some_and(|written| written.is_capitalised()) && lexicon().abstract_nouns.contains(self.word(token))
        };
        let is_and = |token: usize| self.document.tokens.get(token).is_some() && self.word(token) == "and";
        let and = (token + 2..token + 5).find(|next| is_and(*next) || self.document.tokens.get(*next).is_none());
        self.mark(token) == ","
            && token > 0
            && is_noun(token - 1)
            && is_noun(token + 1)
            && and
                .is_some_and(|and| is_and(and) && (token + 1..and).all(|next| is_noun(next) || self.mark(next) == ",") && is_noun(and + 1))
    }

    /// "Head of Transport Department Dedi Taufik": a name of two words behind what ends the title before it.
    fn begins_name(&self, token: usize) -> bool {
        let last = self.word(token - 1);
        let ends_title = self.document.tokens[token - 1].is_capitalised()
            && (covers(self.organizations, token - 1) || is_noun_of_body(last) && !is_adjective(last));
        // "Assembly speaker Philip Nyong"
        let ends_title = ends_title || super::name_origin::is_known(self.word(token));
        self.is_of_name(token) && (ends_title && self.is_of_name(token + 1) || super::people::is_address(self.word(token)))
    }

    /// A capitalised word that neither places nor bodies nor offices have.
    fn is_of_name(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|written| written.is_capitalised())
            && !covers(self.organizations, token)
            && !covers(self.places, token)
            && !is_noun_of_body(self.word(token))
            && !self.is_title_word(token)
    }

    fn title(&self, tokens: Range<usize>, head: TitleHead) -> Title {
        let is_of_place = head.acts_for == ActsFor::Place || self.names_body_of_some_place(&tokens);
        let (tokens, of) = self.told(tokens, head);
        Title {
            text: if head.is_plural { self.singular(&tokens) } else { self.document.phrase(tokens.clone()) },
            span: self.document.span(tokens),
            branch: Some(head.branch).filter(|branch| *branch != Branch::Other),
            of,
            of_is_near: false,
            is_of_place,
            is_plural: head.is_plural,
        }
    }

    /// "Prime Ministers" as "Prime Minister".
    fn singular(&self, tokens: &Range<usize>) -> String {
        let text = self.document.phrase(tokens.clone());
        let plural = |token: usize| lexicon().plural_titles.longest_at(self.document, token, tokens.end);
        let Some(hit) = tokens.clone().find_map(plural) else { return text };
        let Some(last) = hit.tokens.rev().find(|token| self.word(*token).ends_with('s')) else { return text };
        let word = self.document.text(last);
        let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| word.strip_suffix('s').map(str::to_owned));
        singular.map_or_else(|| text.clone(), |singular| text.replacen(word, &singular, 1))
    }
}
