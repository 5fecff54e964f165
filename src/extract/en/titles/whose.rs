//! Whom the words of a title name, and those directly beside it: "mayor of Dalian", "Nepal's ambassador to Japan", "the
//! association's president".

use std::ops::Range;

use super::Titles;
use super::words::{is_generic_body, is_generic_place, is_level, is_private, is_produce, is_public};
use crate::extract::en::lexicon::{ActsFor, TitleHead, lexicon};
use crate::extract::mention::{OrganizationMention, PlaceMention, inside, touching};
use crate::extract::offices::{OfficeLevel, level};
use crate::gazetteer::NameForm;
use crate::model::{Affiliation, Branch, OrganizationKind, PlaceCode, PlaceLevel};
use crate::text::{Case, TokenKind};

impl Titles<'_, '_> {
    /// Whom a title is of, as far as its words and those beside it tell, and its words without what that already says.
    pub(super) fn told(&self, tokens: Range<usize>, head: TitleHead) -> (Range<usize>, Option<Affiliation>) {
        let whole = tokens.start;
        let (tokens, of) = self.affiliation(tokens, head);
        let start = tokens.start;
        let of = of
            .or_else(|| self.body_in_front(start))
            .or_else(|| self.possessor(start))
            .or_else(|| self.whose(start))
            .or_else(|| self.generic_possessor(start))
            .or_else(|| self.generic_behind(&tokens))
            .or_else(|| self.body_behind_comma(tokens.end, head))
            .or_else(|| self.unlisted_body(&tokens, head));
        (tokens, of.map(|of| self.below_country(of, whole, head)))
    }

    /// "Chairman of the Provincial Consultative Conference", "Speaker of the District Council": a body of a place that its name
    /// does not tell.
    pub(super) fn names_body_of_some_place(&self, tokens: &Range<usize>) -> bool {
        let main = self.main_office(tokens);
        let is_local = |body: &OrganizationMention| {
            let before = body.tokens.start.saturating_sub(1);
            // "Sister City Committee"
            let tells_level = |token: usize| is_level(self.word(token)) && token.checked_sub(1).is_none_or(|t| self.word(t) != "sister");
            (is_public(body.kind) || self.is_council(body)) && (before..body.tokens.end).any(tells_level)
        };
        let names_place = inside(self.places, main.clone()).next().is_some();
        !names_place && (inside(self.organizations, main.clone()).any(is_local) || self.names_department(main))
    }

    /// "Director of the Foreign Affairs Office", "head of the commerce department": a part of a government that its name does not
    /// tell. Companies and universities have such offices too, but then they are named beside them.
    fn names_department(&self, tokens: Range<usize>) -> bool {
        let of = tokens.clone().find(|token| matches!(self.word(*token), "of" | "for"));
        let is_such = |token: usize| matches!(self.word(token), "department" | "bureau" | "division" | "directorate" | "office");
        let mut bodies = inside(self.organizations, tokens.clone());
        let is_foreign = bodies.any(|body| !is_public(body.kind) || body.tokens.clone().any(|token| self.is_of_state(token)));
        of.is_some_and(|of| (of..tokens.end).any(is_such)) && !is_foreign
    }

    /// Words that make an office one of a state: "Federal Department of Finance".
    fn is_of_state(&self, token: usize) -> bool {
        matches!(self.word(token), "federal" | "national" | "ministry" | "union" | "central" | "embassy" | "consulate" | "president")
    }

    /// "President of the USCEA", "Vice President at Tolmec Steel", "Chairman of Royal Ceramic": a body that nothing but the title tells.
    fn unlisted_body(&self, tokens: &Range<usize>, head: TitleHead) -> Option<Affiliation> {
        let of = tokens.clone().skip(1).rev().find(|token| matches!(self.word(*token), "of" | "at"))?;
        let first = of + 1 + usize::from(self.word(of + 1) == "the");
        let body = first..tokens.end;
        let is_of_name = |token: usize| {
            let (written, word) = (&self.document.tokens[token], self.word(token));
            written.kind == TokenKind::Word
                && written.is_capitalised()
                && !lexicon().abstract_nouns.contains(word)
                && !lexicon().title_modifiers.contains(word)
                && !lexicon().organization_heads.contains_key(word)
                && !is_generic_place(word)
                && !is_generic_body(word)
                && self.head_at(token).is_none()
        };
        let is_name = (1..=4).contains(&body.len()) && body.clone().all(is_of_name) && inside(self.places, body.clone()).next().is_none();
        let is_acronym = body.len() == 1
            && body.clone().all(|token| self.document.tokens[token].case == Case::AllCapitals && self.document.text(token).len() >= 3);
        let is_of_company = head.branch == Branch::Company || matches!(self.word(tokens.start), "chairman" | "president" | "vice");
        let is_told = is_acronym || body.len() > 1 && (self.word(of) == "at" || is_of_company);
        (is_name && is_told && head.acts_for != ActsFor::Place).then(|| Affiliation::Organization(self.document.phrase(body)))
    }

    /// "Yeosu City of South Korea vice mayor": a mayor is that of the city before the country.
    fn below_country(&self, of: Affiliation, start: usize, head: TitleHead) -> Affiliation {
        let is_country = |place: &&PlaceCode| place.level() == PlaceLevel::Country && head.branch == Branch::Government;
        let Some(country) = of.place().filter(is_country) else { return of };
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= start)];
        let near = before.last().filter(|place| start - place.tokens.end <= 2 && self.word(place.tokens.end) == "of");
        match near.and_then(|place| place.code.clone()).filter(|code| country.includes(code) && code != country) {
            Some(code) => Affiliation::Place(code),
            None => of,
        }
    }

    /// "Nepal's ambassador to Japan", "the Silver Bank's chairman": the place or body before the possessive.
    pub fn possessor(&self, start: usize) -> Option<Affiliation> {
        let mark = start.checked_sub(1).filter(|token| self.word(*token) == "'s")?;
        self.ending_before(mark)
    }

    /// "the province's governor", "the association's president": the place or body of that sort which the text named last.
    fn generic_possessor(&self, start: usize) -> Option<Affiliation> {
        let generic = start.checked_sub(2).filter(|token| self.word(token + 1) == "'s")?;
        self.last_of_sort(generic)
    }

    /// "governor of the prefecture", "vice president of the association".
    fn generic_behind(&self, tokens: &Range<usize>) -> Option<Affiliation> {
        let is_article = |token: usize| matches!(self.word(token), "the" | "this" | "that");
        let of = [tokens.end, tokens.end.saturating_sub(3)]
            .into_iter()
            .find(|of| of + 2 < self.document.tokens.len() && *of > tokens.start && self.word(*of) == "of" && is_article(of + 1))?;
        self.last_of_sort(of + 2)
    }

    /// The place or body which the text named last before a word that tells its sort alone.
    fn last_of_sort(&self, generic: usize) -> Option<Affiliation> {
        let word = self.word(generic);
        let before = &self.organizations[..self.organizations.partition_point(|body| body.tokens.end <= generic)];
        if is_generic_body(word) {
            let is_such = |body: &&OrganizationMention| match word {
                "company" | "firm" | "group" => body.kind == OrganizationKind::Company,
                _ => body.tokens.clone().any(|token| self.word(token) == word),
            };
            return before.iter().rev().find(is_such).map(|body| self.acts_for(body));
        }
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= generic)];
        let is_such = |place: &&PlaceMention| {
            let is_told_so = place.tokens.clone().any(|token| self.word(token) == word) || self.word(place.tokens.end) == word;
            is_told_so && place.code.as_ref().is_some_and(|code| code.level() != PlaceLevel::Country)
        };
        let place = is_generic_place(word).then(|| before.iter().rev().find(is_such)).flatten()?;
        place.code.clone().map(Affiliation::Place)
    }

    /// "They called at Tochigi and met its governor, Jin Yu"; "for the Friendship Union, its President Imai Yutaka": the place or
    /// body named last before "its".
    fn whose(&self, start: usize) -> Option<Affiliation> {
        let its = start.checked_sub(1).filter(|t| matches!(self.word(*t), "its" | "whose"))?;
        let sentence = self.document.sentences[self.document.sentence_of(start)].tokens.clone();
        let place = self.places[..self.places.partition_point(|place| place.tokens.end <= its)].iter().rev();
        let place = place.take_while(|place| place.tokens.start >= sentence.start).find(|place| place.code.is_some());
        // "in Weihai, Shandong, its deputy mayor": of the city.
        let is_of_city = level(&self.document.phrase(start..start + 2)) == Some(OfficeLevel::City);
        let place = place.map(|place| self.inner_of(place).filter(|_| is_of_city).unwrap_or(place));
        let body = self.organizations[..self.organizations.partition_point(|body| body.tokens.end <= its)].last();
        let body = body.filter(|body| body.tokens.start >= sentence.start && body.kind != OrganizationKind::Outlet);
        match (body, place) {
            (Some(body), Some(place)) if body.tokens.end < place.tokens.end => place.code.clone().map(Affiliation::Place),
            (Some(body), _) => Some(Affiliation::Organization(body.name.clone())),
            (None, Some(place)) => place.code.clone().map(Affiliation::Place),
            (None, None) => None,
        }
    }

    /// "Weihai, Shandong": the city before the province.
    fn inner_of(&self, outer: &PlaceMention) -> Option<&PlaceMention> {
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= outer.tokens.start)];
        let inner = before.last().filter(|inner| inner.tokens.end + 1 == outer.tokens.start && self.mark(inner.tokens.end) == ",")?;
        let codes = outer.code.as_ref().zip(inner.code.as_ref());
        codes.is_some_and(|(outer, inner)| outer != inner && outer.includes(inner)).then_some(inner)
    }

    /// "Chairman Jin Yu of the Provincial Assembly": whom the body or place that begins at a token is; who holds no office there is of
    /// the body itself.
    pub fn whom_at(&self, first: usize, has_office: bool) -> Option<Affiliation> {
        let first = self.behind_description(first);
        let body = touching(self.organizations, first..first + 1).find(|body| body.tokens.start == first);
        let place = || touching(self.places, first..first + 1).find(|place| place.tokens.start == first);
        match body {
            Some(body) if has_office => Some(self.acts_for(body)),
            Some(body) => Some(Affiliation::Organization(body.name.clone())),
            None => place().and_then(|place| place.code.clone()).map(Affiliation::Place),
        }
    }

    /// Where the name begins that the words from a token on describe: "China's Xinjiang region", "the Brazilian state of Ceará",
    /// "the province of Trento", "the parts maker Denso". The token itself where they describe none.
    fn behind_description(&self, first: usize) -> usize {
        let place_at = |token: usize| touching(self.places, token..token + 1).find(|place| place.tokens.start == token);
        let is_sort = |token: usize| self.document.tokens.get(token).is_some() && is_generic_place(self.word(token));
        let is_of = |token: usize| self.document.tokens.get(token).is_some() && self.word(token) == "of";
        let outer = place_at(first);
        let behind = outer.map_or(first, |outer| outer.tokens.end);
        // "of the Russian region of Penza", "of the city of Varna"
        if is_sort(behind) && is_of(behind + 1) {
            let name = behind + 2 + usize::from(self.document.tokens.get(behind + 2).is_some() && self.word(behind + 2) == "the");
            return place_at(name).map_or(first, |_| name);
        }
        if let Some(outer) = outer {
            let is_owned = self.document.tokens.get(behind).is_some() && self.word(behind) == "'s";
            let is_inside = |inner: &&PlaceMention| match (&outer.code, &inner.code) {
                (Some(outer), Some(inner)) => outer.includes(inner) && outer != inner,
                (outer, inner) => outer.is_none() && inner.is_some(),
            };
            let inner = place_at(behind + usize::from(is_owned)).filter(|_| is_owned || outer.form == NameForm::Adjective);
            return inner.filter(is_inside).map_or(first, |inner| inner.tokens.start);
        }
        let is_plain = |token: &usize| {
            let written = self.document.tokens.get(*token);
            written.is_some_and(|written| written.kind == TokenKind::Word && !written.is_capitalised())
        };
        let end = (first..first + 5).find(|token| !is_plain(token)).unwrap_or(first);
        let is_described = end > first && super::super::described_companies::is_described_by(self.word(end - 1));
        let body = touching(self.organizations, end..end + 1).find(|body| body.tokens.start == end);
        body.filter(|_| is_described).map_or(first, |_| end)
    }

    /// "Schwandorf, Bavaria, Germany": where the first of the places begins that end here, if one ends here.
    pub fn before_outer_places(&self, mut end: usize, floor: usize) -> usize {
        while let Some(outer) = end.checked_sub(1).and_then(|last| touching(self.places, last..end).find(|place| place.tokens.end == end)) {
            let comma = outer.tokens.start.checked_sub(1).filter(|comma| *comma > floor && self.mark(*comma) == ",");
            let is_inner = |comma: &usize| touching(self.places, comma - 1..*comma).any(|place| place.tokens.end == *comma);
            match comma.filter(is_inner) {
                Some(comma) => end = comma,
                None => break,
            }
        }
        end
    }

    /// "Foo Group (President Jin Yu)": the body before the bracket.
    fn body_in_front(&self, start: usize) -> Option<Affiliation> {
        let bracket = start.checked_sub(1).filter(|t| self.mark(*t) == "(")?;
        let body = touching(self.organizations, bracket.checked_sub(1)?..bracket).find(|body| body.tokens.end == bracket)?;
        Some(Affiliation::Organization(body.name.clone()))
    }

    /// "Jin Yu, CEO, Silver Bank": the body behind the comma, where no verb makes it the beginning of something else.
    fn body_behind_comma(&self, end: usize, head: TitleHead) -> Option<Affiliation> {
        let first = end + 1 + usize::from(end + 1 < self.document.tokens.len() && self.word(end + 1) == "the");
        let is_comma = first < self.document.tokens.len() && self.mark(end) == ",";
        let body = is_comma.then(|| touching(self.organizations, first..first + 1).find(|body| body.tokens.start == first)).flatten()?;
        // "Jana Vogel, minister of energy, Government of Saxony"
        let fits = head.acts_for != ActsFor::Place || is_public(body.kind) && self.acts_for(body).place().is_some();
        let behind = body.tokens.end;
        let is_end = self.document.sentences[self.document.sentence_of(end)].tokens.end <= behind;
        (fits && (is_end || matches!(self.mark(behind), "," | ";" | "." | ")" | "•"))).then(|| self.acts_for(body))
    }

    /// The place or body whose words end at a token.
    fn ending_before(&self, end: usize) -> Option<Affiliation> {
        let last = end.checked_sub(1)?;
        let body = touching(self.organizations, last..end).find(|body| body.tokens.end == end);
        let place = || touching(self.places, last..end).find(|place| place.tokens.end == end).and_then(|place| place.code.clone());
        body.map(|body| self.acts_for(body)).or_else(|| place().map(Affiliation::Place))
    }

    /// Whom those of a body act for: of a public body its place, else the body itself.
    fn acts_for(&self, body: &OrganizationMention) -> Affiliation {
        let is_of_place = (is_public(body.kind) || self.is_council(body)) && !self.is_agency(body);
        let place = inside(self.places, body.tokens.clone()).find_map(|place| place.code.clone()).filter(|_| is_of_place);
        place.map_or_else(|| Affiliation::Organization(body.name.clone()), Affiliation::Place)
    }

    /// "People's Council", "Prefectural Council": councils of a place, not of traders.
    fn is_council(&self, body: &OrganizationMention) -> bool {
        let before = body.tokens.start.saturating_sub(1);
        let tells = |token: usize| is_level(self.word(token)) || self.word(token) == "people";
        self.word(body.tokens.end - 1) == "council" && (before..body.tokens.end).any(tells)
    }

    /// "Nebraska Corn Board", "Invest Bahia", "Port Authority": bodies of a place that go by their own name.
    fn is_agency(&self, body: &OrganizationMention) -> bool {
        let is_own = |token: usize| matches!(self.word(token), "agency" | "board" | "authority" | "invest" | "corporation" | "chambers");
        // "South Dakota Wheat Commission": of those who grow it.
        let last = body.tokens.end - 1;
        let is_of_trade = self.word(last) == "commission" && last > body.tokens.start && is_produce(self.word(last - 1));
        body.tokens.clone().any(is_own) || is_of_trade
    }

    /// Whom the words name, and the words without what that already says ("President of Foo Group" is "President" of Foo Group).
    fn affiliation(&self, tokens: Range<usize>, head: TitleHead) -> (Range<usize>, Option<Affiliation>) {
        let main = self.main_office(&tokens);
        let bodies = || inside(self.organizations, main.clone());
        let is_own = |body: &&OrganizationMention| is_private(body.kind) && !self.is_council(body) || self.is_agency(body);
        // "Head of the China Department at Foo Group" acts for the group.
        let body = bodies().find(is_own).or_else(|| bodies().next());
        let place = self.place_in_title(main, head);
        let of_place = |code| Some(Affiliation::Place(code));
        let places_in_body = body.map_or(0, |body| inside(self.places, body.tokens.clone()).count());
        match body {
            Some(body) if is_own(&body) || places_in_body >= 2 && is_private(body.kind) && !self.is_council(body) => {
                (self.without_body(tokens, body), Some(Affiliation::Organization(body.name.clone())))
            }
            // "Secretary of the Party Committee of Foo University"
            Some(body) if place.is_none() && self.tail_body(body).is_some() => {
                (tokens, self.tail_body(body).map(Affiliation::Organization))
            }
            Some(body) if head.acts_for != ActsFor::Place && place.is_none() && !self.names_body_of_some_place(&tokens) => {
                (tokens, Some(Affiliation::Organization(body.name.clone())))
            }
            _ => (self.without_place(tokens.clone(), head), place.and_then(of_place)),
        }
    }

    /// The place that a title names: the inner one of "South Korea's North Jeolla Province", never the one that an envoy is sent to.
    fn place_in_title(&self, tokens: Range<usize>, head: TitleHead) -> Option<PlaceCode> {
        let is_host = |place: &PlaceMention| {
            let before = place.tokens.start.checked_sub(1).filter(|token| tokens.contains(token));
            before.is_some_and(|token| self.word(token) == "to" || head.branch == Branch::Mission && self.word(token) == "in")
        };
        let mut coded = inside(self.places, tokens.clone()).filter(|place| place.code.is_some() && !is_host(place));
        let outer = coded.next()?;
        let is_inner = |place: &&PlaceMention| {
            let includes = outer.code.as_ref().zip(place.code.as_ref()).is_some_and(|(outer, code)| outer != code && outer.includes(code));
            let is_state_of = |token: usize| matches!(self.word(token), "'s" | "state" | "province" | "of" | "the" | "city" | "prefecture");
            includes && outer.tokens.end <= place.tokens.start && (outer.tokens.end..place.tokens.start).all(is_state_of)
        };
        coded.find(is_inner).unwrap_or(outer).code.clone()
    }

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
}
