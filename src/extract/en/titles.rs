//! Offices as written beside a name: where the words of a title begin and end, and whom its holder acts for.

use std::ops::Range;

use super::lexicon::{ActsFor, TitleHead, lexicon};
use crate::extract::mention::{OrganizationMention, PlaceMention, Title, covers, inside, touching};
use crate::model::{Affiliation, OrganizationKind};
use crate::text::{Document, TokenKind};

/// Longest title in tokens.
const MAX_TOKENS: usize = 30;

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
        let hit = lexicon().titles.longest_at(self.document, token, self.document.tokens.len())?;
        hit.values.first().map(|head| (hit.tokens, *head))
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
            || token > 0 && self.head_at(token - 1).is_some_and(|(range, _)| range.contains(&token))
    }

    /// The title whose head ends at `end` (exclusive) and whose words stand before it: "Vice Mayor", "Jiangsu Party Secretary".
    pub fn ending_at(&self, end: usize, floor: usize) -> Option<Title> {
        let (head, kind) = (end.saturating_sub(4).max(floor)..end).find_map(|t| self.head_at(t).filter(|(range, _)| range.end == end))?;
        let mut start = head.start;
        while start > floor && end - start < 12 && self.belongs_before(start - 1, start) {
            start -= 1;
        }
        let start = self.trim(start, head.start);
        Some(self.title(start..end, kind))
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
        let floor = (floor..end)
            .rev()
            .take(MAX_TOKENS)
            .take_while(|t| !matches!(self.mark(*t), "," | ";" | ":" | "(" | ")" | "." | "“" | "\""))
            .last()?;
        let start = (floor..end).find(|t| self.head_at(*t).is_some())?;
        let title = self.starting_at(start, end)?;
        (self.document.token_at(title.span.end.saturating_sub(1)) + 1 == end).then_some(())?;
        // A title in the middle of a clause ("he met the mayor, Ivan …") is read from its modifiers on.
        let mut first = start;
        while first > floor && (lexicon().title_modifiers.contains(self.word(first - 1)) || covers(self.places, first - 1)) {
            first -= 1;
        }
        let (_, kind) = self.head_at(start)?;
        Some(self.title(first..end, kind))
    }

    /// The title that begins at a token (behind an article): "the mayor of Dalian", "Vice Chairman and CEO of Foo Group".
    pub fn starting_at(&self, start: usize, end: usize) -> Option<Title> {
        let mut first = start;
        while first < end && matches!(self.word(first), "the" | "a" | "an" | "then" | "now" | "who" | "is" | "also" | "was") {
            first += 1;
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
        while last < end && last - first < MAX_TOKENS && self.goes_on(last, end) {
            last += 1;
        }
        while last > head.end
            && (matches!(self.word(last - 1), "of" | "and" | "the" | "for" | "to" | "at" | "in" | "from" | "'s" | "on" | "with"))
        {
            last -= 1;
        }
        Some(self.title(first..last, kind))
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
        let next_is_noun = token + 1 < end && lexicon().abstract_nouns.contains(self.word(token + 1));
        inside
            || matches!(word, "of" | "for" | "the" | "'s" | "at" | "to")
            || matches!(word, "from" | "in") && token + 1 < end && self.document.tokens[token + 1].is_capitalised()
            || word == "and" && (next_is_title || next_is_noun)
            || self.mark(token) == "&"
            || matches!(self.mark(token), "-" | "–") && written.start == self.document.tokens[token - 1].end
            || written.is_capitalised() && !matches!(word, "on" | "said" | "he" | "she")
            || self.head_at(token).is_some()
            || lexicon().title_modifiers.contains(word)
            || lexicon().abstract_nouns.contains(word)
            || lexicon().organization_heads.contains_key(word)
            || written.kind == TokenKind::Possessive
    }

    fn title(&self, tokens: Range<usize>, head: TitleHead) -> Title {
        let (tokens, of) = self.affiliation(tokens, head);
        let of = of.or_else(|| self.body_in_front(tokens.start)).or_else(|| self.place_in_front(tokens.start, head));
        Title {
            text: self.document.phrase(tokens.clone()),
            span: self.document.span(tokens),
            branch: Some(head.branch).filter(|branch| *branch != crate::model::Branch::Other),
            of,
            is_of_place: head.acts_for == ActsFor::Place,
        }
    }

    /// "Foo Group (President Jin Yu)": the body before the bracket.
    fn body_in_front(&self, start: usize) -> Option<Affiliation> {
        let bracket = start.checked_sub(1).filter(|t| self.mark(*t) == "(")?;
        let body = touching(self.organizations, bracket.checked_sub(1)?..bracket).find(|body| body.tokens.end == bracket)?;
        Some(Affiliation::Organization(body.name.clone()))
    }

    /// "..., said Jin Yu, the province's minister": the place named last before it in the sentence, unless only as a venue.
    fn place_in_front(&self, start: usize, head: TitleHead) -> Option<Affiliation> {
        let word = self.word(self.document.tokens.len().min(start));
        let is_national = matches!(word, "president" | "chancellor" | "ambassador" | "prime");
        if head.acts_for != ActsFor::Place || is_national {
            return None;
        }
        let sentence = self.document.sentences[self.document.sentence_of(start)].tokens.clone();
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= start)];
        let before = before.iter().rev().take_while(|place| place.tokens.start >= sentence.start).filter(|place| !place.in_organization);
        let subnational = before.filter(|place| place.code.as_ref().is_some_and(|code| code.level() != crate::model::PlaceLevel::Country));
        let is_venue = |place: &&PlaceMention| {
            place
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|t| sentence.contains(&t) && matches!(self.word(t), "in" | "at" | "to" | "visited" | "visiting"))
        };
        subnational.filter(|place| !is_venue(place)).find_map(|place| place.code.clone()).map(Affiliation::Place)
    }

    /// Whom the words name, and the words without what that already says ("President of Foo Group" is "President" of Foo Group).
    fn affiliation(&self, tokens: Range<usize>, head: TitleHead) -> (Range<usize>, Option<Affiliation>) {
        let body = inside(self.organizations, tokens.clone()).next();
        let place = inside(self.places, tokens.clone()).find(|place| place.code.is_some());
        let place = place.and_then(|place| place.code.clone());
        let of_place = |code| Some(Affiliation::Place(code));
        let places_in_body = body.map_or(0, |body| inside(self.places, body.tokens.clone()).count());
        match body {
            Some(body) if is_private(body.kind) || places_in_body >= 2 => {
                let cut = if body.tokens.end == tokens.end && body.tokens.start > tokens.start + 1 {
                    let mut end = body.tokens.start;
                    while end > tokens.start + 1 && matches!(self.word(end - 1), "of" | "the" | "at" | "for" | "from") {
                        end -= 1;
                    }
                    tokens.start..end
                } else if body.tokens.start == tokens.start && body.tokens.end < tokens.end {
                    let start = body.tokens.end + usize::from(self.word(body.tokens.end) == "'s");
                    start.min(tokens.end - 1)..tokens.end
                } else {
                    tokens.clone()
                };
                (cut, Some(Affiliation::Organization(body.name.clone())))
            }
            // "Secretary of the Party Committee of Foo University"
            Some(body) if place.is_none() && self.tail_body(body).is_some() => {
                (tokens, self.tail_body(body).map(Affiliation::Organization))
            }
            Some(body) if head.acts_for != ActsFor::Place && place.is_none() => {
                (tokens, Some(Affiliation::Organization(body.name.clone())))
            }
            _ => (self.without_place(tokens.clone()), place.and_then(of_place)),
        }
    }
}

impl Titles<'_, '_> {
    /// The university or company that a committee is of.
    fn tail_body(&self, body: &OrganizationMention) -> Option<String> {
        let of = body.tokens.clone().rev().find(|t| self.word(*t) == "of")?;
        let tail = of + 1 + usize::from(self.word(of + 1) == "the")..body.tokens.end;
        let head = lexicon().organization_heads.get(self.word(tail.end.checked_sub(1)?))?;
        (tail.len() >= 2 && matches!(head.kind, OrganizationKind::University | OrganizationKind::Company))
            .then(|| self.document.phrase(tail))
    }

    /// "Mayor of Dalian" and "Dalian Mayor" are "Mayor", the place being told beside it.
    fn without_place(&self, tokens: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let is_free = |place: &&PlaceMention| touching(self.organizations, place.tokens.clone()).next().is_none();
        let first = touching(self.places, start..start + 1).filter(is_free);
        if let Some(place) = first.into_iter().find(|place| place.tokens.start == start && place.tokens.end < end) {
            start = place.tokens.end;
            start += usize::from(self.word(start) == "'s" && start + 1 < end);
        }
        let last = touching(self.places, end - 1..end).filter(is_free);
        if let Some(place) = last.into_iter().find(|place| place.tokens.end == end && place.tokens.start > start + 1) {
            let mut cut = place.tokens.start;
            while cut > start + 1 && matches!(self.word(cut - 1), "of" | "the" | "for" | "in" | "city" | "province" | "state") {
                cut -= 1;
            }
            if cut < place.tokens.start {
                end = cut;
            }
        }
        start..end
    }
}

/// Bodies that a person acts for under their own name rather than for a place.
fn is_private(kind: OrganizationKind) -> bool {
    use OrganizationKind as K;
    matches!(
        kind,
        K::Company
            | K::University
            | K::ThinkTank
            | K::Chamber
            | K::Association
            | K::Mission
            | K::International
            | K::Zone
            | K::Outlet
            | K::Unknown
    )
}

/// Capitalised words that go before a title and are no opener of a sentence.
fn touches_title(word: &str) -> bool {
    lexicon().abstract_nouns.contains(word) || lexicon().organization_heads.contains_key(word) || lexicon().title_modifiers.contains(word)
}
