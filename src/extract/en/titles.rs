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

    /// The title that begins at a token (behind an article): "the mayor of Dalian", "Vice Chairman and CEO of Foo Group".
    pub fn starting_at(&self, start: usize, end: usize) -> Option<Title> {
        let (tokens, kind) = self.range_from(start, end)?;
        Some(self.title(tokens.start..self.further_office(tokens.end, end), kind))
    }

    /// The words of the title that begins at a token, the place or body that they name among them.
    fn range_from(&self, start: usize, end: usize) -> Option<(Range<usize>, TitleHead)> {
        let mut first = start;
        while first < end && matches!(self.word(first), "the" | "a" | "an" | "then" | "now" | "who" | "is" | "also" | "was") {
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
        while last < end && last - first < MAX_TOKENS && self.goes_on(last, end) {
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
        let next_is_noun = token + 1 < end && lexicon().abstract_nouns.contains(self.word(token + 1));
        inside
            || matches!(word, "of" | "for" | "the" | "'s" | "at" | "to" | "delegation")
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
        let is_of_place = head.acts_for == ActsFor::Place || self.names_body_of_some_place(&tokens);
        let (tokens, of) = self.affiliation(tokens, head);
        let told = of.or_else(|| self.body_in_front(tokens.start)).or_else(|| self.whose(tokens.start));
        let told = told.or_else(|| self.body_told_before(tokens.start));
        let of = told.map(|of| self.below_country(of, tokens.start, head));
        Title {
            text: self.document.phrase(tokens.clone()),
            span: self.document.span(tokens),
            branch: Some(head.branch).filter(|branch| *branch != crate::model::Branch::Other),
            of,
            of_is_near: false,
            is_of_place,
        }
    }

    /// "Chairman of the Provincial Consultative Conference", "Speaker of the District Council": a body of a place that its name
    /// does not tell.
    fn names_body_of_some_place(&self, tokens: &Range<usize>) -> bool {
        let is_local = |body: &&OrganizationMention| {
            let is_told_local = || {
                let is_level = |word: &str| {
                    matches!(
                        word,
                        "provincial"
                            | "municipal"
                            | "city"
                            | "district"
                            | "county"
                            | "regional"
                            | "state"
                            | "prefectural"
                            | "town"
                            | "local"
                    )
                };
                is_level(self.word(body.tokens.start)) || body.tokens.start.checked_sub(1).is_some_and(|t| is_level(self.word(t)))
            };
            matches!(body.kind, OrganizationKind::Legislature | OrganizationKind::Party | OrganizationKind::Government) && is_told_local()
        };
        let main = self.main_office(tokens);
        inside(self.organizations, main.clone()).any(|body| is_local(&body)) && inside(self.places, main).next().is_none()
    }

    /// "Yeosu City of South Korea vice mayor": a mayor is that of the city before the country.
    fn below_country(&self, of: Affiliation, start: usize, head: TitleHead) -> Affiliation {
        use crate::model::{Branch, PlaceLevel};
        let Some(country) = of.place().filter(|place| place.level() == PlaceLevel::Country && head.branch == Branch::Government) else {
            return of;
        };
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= start)];
        let near = before.last().filter(|place| start - place.tokens.end <= 2 && self.word(place.tokens.end) == "of");
        match near.and_then(|place| place.code.clone()).filter(|code| country.includes(code) && code != country) {
            Some(code) => Affiliation::Place(code),
            None => of,
        }
    }

    /// "the association's president": the body of that sort which the text named last.
    fn body_told_before(&self, start: usize) -> Option<Affiliation> {
        let generic = start.checked_sub(2).filter(|t| self.word(t + 1) == "'s" && is_generic_body(self.word(*t)))?;
        let before = &self.organizations[..self.organizations.partition_point(|body| body.tokens.end <= generic)];
        let word = self.word(generic);
        let is_such = |body: &&OrganizationMention| match word {
            "company" | "firm" | "group" => body.kind == OrganizationKind::Company,
            _ => body.tokens.clone().any(|t| self.word(t) == word),
        };
        before.iter().rev().find(is_such).map(|body| Affiliation::Organization(body.name.clone()))
    }

    /// "They called at Tochigi and met its governor, Jin Yu"; "for the Friendship Union, its President Imai Yutaka": the place or
    /// body named last before "its".
    fn whose(&self, start: usize) -> Option<Affiliation> {
        let its = start.checked_sub(1).filter(|t| matches!(self.word(*t), "its" | "whose"))?;
        let sentence = self.document.sentences[self.document.sentence_of(start)].tokens.clone();
        let place = self.places[..self.places.partition_point(|place| place.tokens.end <= its)].iter().rev();
        let place = place.take_while(|place| place.tokens.start >= sentence.start).find(|place| place.code.is_some());
        let body = self.organizations[..self.organizations.partition_point(|body| body.tokens.end <= its)].last();
        let body = body.filter(|body| body.tokens.start >= sentence.start && body.kind != OrganizationKind::Outlet);
        match (body, place) {
            (Some(body), Some(place)) if body.tokens.end < place.tokens.end => place.code.clone().map(Affiliation::Place),
            (Some(body), _) => Some(Affiliation::Organization(body.name.clone())),
            (None, Some(place)) => place.code.clone().map(Affiliation::Place),
            (None, None) => None,
        }
    }

    /// "Foo Group (President Jin Yu)": the body before the bracket.
    fn body_in_front(&self, start: usize) -> Option<Affiliation> {
        let bracket = start.checked_sub(1).filter(|t| self.mark(*t) == "(")?;
        let body = touching(self.organizations, bracket.checked_sub(1)?..bracket).find(|body| body.tokens.end == bracket)?;
        Some(Affiliation::Organization(body.name.clone()))
    }

    /// Whom the words name, and the words without what that already says ("President of Foo Group" is "President" of Foo Group).
    fn affiliation(&self, tokens: Range<usize>, head: TitleHead) -> (Range<usize>, Option<Affiliation>) {
        let main = self.main_office(&tokens);
        let bodies = || inside(self.organizations, main.clone());
        // "Head of the China Department at Foo Group" acts for the group.
        let body = bodies().find(|body| is_private(body.kind)).or_else(|| bodies().next());
        let mut coded = inside(self.places, main).filter(|place| place.code.is_some());
        let first = coded.next();
        // "governor of South Korea's North Jeolla Province": of the inner one.
        let inner = first.and_then(|outer| {
            let is_inner = |place: &&PlaceMention| {
                outer.code.as_ref().zip(place.code.as_ref()).is_some_and(|(outer, code)| outer != code && outer.includes(code))
            };
            coded.find(|place| is_inner(place) && self.word(outer.tokens.end) == "'s" && place.tokens.start == outer.tokens.end + 1)
        });
        let place = inner.or(first).and_then(|place| place.code.clone());
        let of_place = |code| Some(Affiliation::Place(code));
        let places_in_body = body.map_or(0, |body| inside(self.places, body.tokens.clone()).count());
        match body {
            Some(body) if is_private(body.kind) || places_in_body >= 2 && !is_public(body.kind) => {
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
            Some(body) if head.acts_for != ActsFor::Place && place.is_none() && !self.names_body_of_some_place(&tokens) => {
                (tokens, Some(Affiliation::Organization(body.name.clone())))
            }
            _ => (self.without_place(tokens.clone()), place.and_then(of_place)),
        }
    }
}

impl Titles<'_, '_> {
    /// Of several offices the one that its holder is known by: "member of the committee of Foo and mayor of Bar" is Bar's mayor,
    /// "head of the delegation, and mayor of Bar" too.
    fn main_office(&self, tokens: &Range<usize>) -> Range<usize> {
        let is_weak = |office: &Range<usize>| {
            office.clone().take(6).any(|t| matches!(self.word(t), "member" | "inspector"))
                || office.clone().any(|t| matches!(self.word(t), "delegation" | "mission"))
        };
        let opens_office = |and: &usize| {
            (self.word(*and) == "and" || self.mark(*and) == ",")
                && (and + 1..tokens.end.min(and + 5)).any(|t| self.head_at(t).is_some_and(|(range, _)| range.start == t))
        };
        let Some(and) = tokens.clone().skip(1).find(opens_office) else { return tokens.clone() };
        let (first, second) = (tokens.start..and, and + 1..tokens.end);
        let names_whom =
            inside(self.places, second.clone()).next().is_some() || inside(self.organizations, second.clone()).next().is_some();
        if is_weak(&first) && names_whom { second } else { tokens.clone() }
    }

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
        // "Consul General of the Federal Republic of Germany in Osaka": where the post is belongs to neither.
        let posted =
            inside(self.places, start..end).find(|place| place.tokens.end < end && matches!(self.word(place.tokens.end), "in" | "to"));
        if let Some(place) = posted.filter(|place| place.tokens.start > start + 1 && is_free(place) && self.word(start) != "permanent") {
            let of = (start + 1..place.tokens.start).find(|t| self.word(*t) == "of");
            if let Some(of) = of.filter(|of| place.tokens.start - of <= 5) {
                return start..of;
            }
        }
        let last = touching(self.places, end - 1..end).filter(is_free);
        if let Some(place) = last.into_iter().find(|place| place.tokens.end == end && place.tokens.start > start + 1) {
            let mut cut = place.tokens.start;
            // "of South Korea's North Jeolla Province"
            if self.word(cut - 1) == "'s"
                && let Some(outer) =
                    touching(self.places, cut - 2..cut - 1).find(|outer| outer.tokens.end == cut - 1 && outer.tokens.start > start)
            {
                cut = outer.tokens.start;
            }
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

/// "the province's", "the city's": whose, but not which.
fn is_generic_place(word: &str) -> bool {
    matches!(word, "province" | "city" | "state" | "region" | "county" | "prefecture" | "district" | "country" | "town" | "municipality")
}

/// "the association's", "the company's": whose, but not which.
fn is_generic_body(word: &str) -> bool {
    matches!(word, "association" | "company" | "firm" | "group" | "chamber" | "university" | "bank" | "foundation" | "federation" | "union")
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

/// Bodies whose members act for their place.
fn is_public(kind: OrganizationKind) -> bool {
    matches!(kind, OrganizationKind::Government | OrganizationKind::Legislature | OrganizationKind::Party)
}

/// Capitalised words that go before a title and are no opener of a sentence.
fn touches_title(word: &str) -> bool {
    lexicon().abstract_nouns.contains(word) || lexicon().organization_heads.contains_key(word) || lexicon().title_modifiers.contains(word)
}
