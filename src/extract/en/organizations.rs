//! Organisations in English: capitalised words around a head word ("Munich Municipal Government", "Ministry of Commerce"), and
//! the lower-case bodies of a place ("Guangdong provincial department of commerce").

mod dealers;
mod edges;
pub(super) mod in_context;
mod in_lists;
mod short_forms;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use self::short_forms::{add_short_forms, join_first_words};
use self::words::{is_adjective_of_body, is_body_modifier, is_form_of_company};
pub(super) use self::words::{is_opener, may_name};
use super::lexicon::{OrganizationHead, lexicon};
use crate::extract::mention::{OrganizationMention, PlaceMention, touching};
use crate::gazetteer::companies::KNOWN_BODIES;
use crate::gazetteer::{NameForm, PhraseBook, Writing};
use crate::model::{OrganizationKind, PlaceLevel, RuleName};
use crate::text::{Case, Document, TokenKind};

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
    for more in [in_context::bodies_in_context, in_lists::listed_bodies] {
        found.extend(more(document, places, &found));
        found.sort_by_key(|body| body.tokens.start);
    }
    add_short_forms(document, places, &mut found);
    join_first_words(document, &mut found);
    // "Your Council", "Our City Hall": lines of a menu.
    found.retain(|body| !["Your ", "Our "].iter().any(|word| body.name.starts_with(word)));
    // "Beijing News Agency" reports; it takes part in nothing.
    for body in &mut found {
        let name = body.name.to_lowercase();
        if ["news agency", "press agency", "news service"].iter().any(|end| name.ends_with(end)) {
            body.kind = OrganizationKind::Outlet;
        }
    }
    found
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
                spans.push((self.with_words_beside(hit.tokens), body.kind, KNOWN));
            }
        }
        settle(spans).into_iter().map(|(tokens, kind, rule)| self.mention(tokens, kind, rule)).collect()
    }

    /// "CRRC Zhuzhou Locomotive", "Toyo Denso": the words of a name beside a known one, in prose.
    fn with_words_beside(&self, known: Range<usize>) -> Range<usize> {
        if !self.is_prose() {
            return known;
        }
        let mut end = known.end;
        while end < known.end + 2 && self.is_plain_name(end) && !self.is_apart(end) {
            end += 1;
        }
        // "Volkswagen Anhui", "Siemens China"
        let place = touching(self.places, end..end + 1).find(|place| place.tokens.start == end && place.form == NameForm::Name);
        let end = place
            .filter(|place| !self.is_apart(end) && self.sentence.contains(&(place.tokens.end - 1)))
            .map_or(end, |place| place.tokens.end);
        let before = known.start.checked_sub(1).filter(|token| *token > self.sentence.start && self.is_plain_name(*token));
        before.filter(|_| !self.is_apart(known.start)).unwrap_or(known.start)..end
    }

    /// Whether a point ends the sentence: headlines capitalise what is no name.
    fn is_prose(&self) -> bool {
        self.sentence.end.checked_sub(1).is_some_and(|last| self.mark(last) == ".")
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
        // "Co-operation Action Plan", "Princeton Co-Gen"
        if self.word(head) == "co" && self.mark(head + 1) == "-" {
            return None;
        }
        let end = self.company_ending(self.right_of(head, rule));
        let start = self.with_place_before(self.behind_owner(self.left_of(head), head, rule.kind), head);
        let has_tail = end > head + 1 && self.mark(head + 1) != ",";
        if start == head && !has_tail || end - start > MAX_TOKENS || self.is_no_name(start, head, end, rule) {
            return None;
        }
        let kind = if end > head + 1 && self.company_ending(head + 1) == end { OrganizationKind::Company } else { rule.kind };
        Some((start..end, kind, if has_tail { HEAD_FIRST } else { HEAD_LAST }))
    }

    /// "the Son La provincial Party Committee": small words between a place and its committee.
    fn with_place_before(&self, start: usize, head: usize) -> usize {
        if self.word(head) != "committee" || start + 1 != head || self.word(start) != "party" {
            return start;
        }
        let modifiers = (self.sentence.start..start).rev().take_while(|t| is_body_modifier(self.word(*t)) && !self.is_capitalised(*t));
        let first = modifiers.last().unwrap_or(start);
        let place = touching(self.places, first.saturating_sub(1)..first).find(|place| place.tokens.end == first);
        place.filter(|place| self.sentence.contains(&place.tokens.start)).map_or(start, |place| place.tokens.start)
    }

    /// "South Korea's Daehan Group": whose company or school it is does not belong to its name.
    fn behind_owner(&self, start: usize, head: usize, kind: OrganizationKind) -> usize {
        let owned = (start + 1..head).rev().find(|token| self.word(*token) == "'s");
        let is_of_place = |token: usize| touching(self.places, token - 1..token).any(|place| place.tokens.end == token);
        let may_be_owned = matches!(kind, OrganizationKind::Company | OrganizationKind::University | OrganizationKind::ThinkTank);
        owned.filter(|token| may_be_owned && is_of_place(*token)).map_or(start, |token| token + 1)
    }

    /// Capitalised words around a head that are no name of a body: a portfolio, an office, a country, a heading.
    fn is_no_name(&self, start: usize, head: usize, end: usize, rule: &OrganizationHead) -> bool {
        let word = self.word(head);
        // "Jiangsu Party Secretary Jin Yu"; "the Party Committee" of whomever.
        let is_office = word == "party" && matches!(self.word(end), "secretary" | "secretaries" | "chief" | "leader" | "boss" | "official")
            || word == "committee" && start + 1 == head && self.word(start) == "party";
        // "Large and Medium Industries Minister", "Minister for Primary Industries"
        let is_portfolio = rule.kind == OrganizationKind::Company
            && (matches!(self.word(end), "minister" | "ministers" | "secretary")
                || start.checked_sub(2).is_some_and(|token| matches!(self.word(token), "minister" | "secretary")));
        // "a Special Economic Zone", "View Gallery": a sort of place, a button.
        let is_sort = |token: usize| {
            matches!(
                self.word(token),
                "special" | "free" | "economic" | "trade" | "industrial" | "development" | "high-tech" | "export" | "processing"
            )
        };
        let is_common = rule.kind == OrganizationKind::Zone && end == head + 1 && (start..head).all(is_sort)
            || matches!(word, "center" | "centre")
                && end == head + 1
                && (start..head).all(|token| matches!(self.word(token), "news" | "media" | "press" | "download" | "help" | "photo"))
            || word == "gallery" && (start..head).all(|token| matches!(self.word(token), "view" | "photo" | "picture"));
        let is_number = word == "companies" && start + 1 == head && super::numbers::small_number(self.word(start)).is_some();
        let is_country = touching(self.places, start..end)
            .any(|place| place.tokens == (start..end) && place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::Country));
        is_office || is_common || is_portfolio || is_number || is_country || self.is_trade_word(start, head, end, rule)
    }

    /// "Renewable Energy Equipment", "News Sports Technology": a branch of trade, where the head is no form of a company.
    fn is_trade_word(&self, start: usize, head: usize, end: usize, rule: &OrganizationHead) -> bool {
        if rule.kind != OrganizationKind::Company || is_form_of_company(self.word(head)) {
            return false;
        }
        let lexicon = lexicon();
        let is_plain = |token: usize| lexicon.stop_words.contains(self.word(token)) || lexicon.abstract_nouns.contains(self.word(token));
        let goes_on =
            end == head + 1 && self.is_prose() && (self.is_plain_name(end) || self.mark(end) == "&" && self.is_capitalised(end + 1));
        goes_on || (start..head).all(is_plain)
    }

    /// "Guangdong provincial department of commerce", "Liaoning's party committee", "Hubei provincial government".
    fn body_of_place(&self, head: usize, rule: &OrganizationHead) -> Option<(Range<usize>, OrganizationKind, RuleName)> {
        if rule.kind == OrganizationKind::Mission {
            return self.mission_of_place(head);
        }
        let is_body = matches!(rule.kind, OrganizationKind::Government | OrganizationKind::Legislature | OrganizationKind::Party)
            || matches!(self.word(head), "chamber" | "council" | "hospital" | "university" | "museum" | "library");
        let mut start = head;
        while start > self.sentence.start && is_body_modifier(self.word(start - 1)) {
            start -= 1;
        }
        // "Jeju's provincial hospital", but "a Kunming hospital".
        let is_of_many = matches!(self.word(head), "hospital" | "university" | "museum" | "library");
        if !is_body || is_of_many && start == head {
            return None;
        }
        // "a Korean agency", "the US party", "its China office"
        if start == head && matches!(self.word(head), "agency" | "party" | "office" | "board" | "panel" | "mission") {
            return None;
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

    /// "the consulate general of Indonesia", "the embassy of Nepal in Japan".
    fn mission_of_place(&self, head: usize) -> Option<(Range<usize>, OrganizationKind, RuleName)> {
        let of = head + 1 + usize::from(self.word(head + 1) == "general");
        let place_at = |token: usize| touching(self.places, token..token + 1).find(|place| place.tokens.start == token);
        let is_mission = matches!(self.word(head), "embassy" | "consulate") && self.word(of) == "of";
        let country = place_at(of + 1 + usize::from(self.word(of + 1) == "the")).filter(|_| is_mission)?;
        let host = place_at(country.tokens.end + 1).filter(|_| self.word(country.tokens.end) == "in");
        let end = host.map_or(country.tokens.end, |host| host.tokens.end);
        Some((head..end, OrganizationKind::Mission, BODY_OF_PLACE))
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
    fn lines_with_money_name_who_pays() {
        assert_eq!(found("* Nobel Seiki - Rs 100 crore, steel\n* Corvane - Rs 50 crore, food"), ["Nobel Seiki", "Corvane"]);
        assert!(found("* Entry - $12 a head\n").is_empty(), "one such line may be the price of anything");
        assert!(found("* Germany - $12 a head\n* Total: $24\n").is_empty());
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
