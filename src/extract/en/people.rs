//! People in English: a name beside an office ("Mayor Jin Yu", "Jin Yu, mayor of Dalian"), a name with a form of address, a
//! name that says something, and later surnames alone.

mod in_lists;
mod words;

use std::ops::Range;

use super::lexicon::lexicon;
use super::titles::{Titles, is_at_head};
use crate::extract::mention::{OrganizationMention, PersonMention, PlaceMention, Title, covers};
use crate::model::{Affiliation, Branch, RuleName};
use crate::text::{Case, Document, TokenKind};
pub(super) use words::is_address;
pub use words::reads_as_chinese;
use words::{is_of_council, is_of_thing, is_particle, is_pinyin, is_post_nominal, is_speech, office_of_verb};

const TITLE_BEFORE: RuleName = RuleName::new("en.person.title-before");
const TITLE_BEHIND: RuleName = RuleName::new("en.person.title-behind");
const ADDRESS: RuleName = RuleName::new("en.person.address");
const SPEAKS: RuleName = RuleName::new("en.person.speaks");
const CHINESE_NAME: RuleName = RuleName::new("en.person.chinese-name");
const GIVEN_NAME: RuleName = RuleName::new("en.person.given-name");
const LISTED: RuleName = RuleName::new("en.person.listed");

/// Finds all people of a document: mentions with at least two words of name, or one behind a title.
pub fn find_people(document: &Document<'_>, places: &[PlaceMention], organizations: &[OrganizationMention]) -> Vec<PersonMention> {
    let titles = Titles { document, places, organizations };
    let mut found: Vec<PersonMention> = Vec::new();
    for sentence in &document.sentences {
        let finder = Finder { document, places, organizations, titles: &titles, sentence: sentence.tokens.clone() };
        finder.find(&mut found);
    }
    found
}

struct Finder<'d, 'p> {
    document: &'d Document<'d>,
    places: &'p [PlaceMention],
    organizations: &'p [OrganizationMention],
    titles: &'p Titles<'d, 'p>,
    sentence: Range<usize>,
}

impl Finder<'_, '_> {
    fn find(&self, found: &mut Vec<PersonMention>) {
        let mut token = self.sentence.start;
        while token < self.sentence.end {
            match self.person_at(token, found.last()) {
                Some(mut person) => {
                    self.inherit_body(&mut person, found.last());
                    self.share_plural_title(&person, found);
                    token = person.tokens.end;
                    found.push(person);
                }
                None => token += 1,
            }
        }
    }

    /// The person whose name begins at a token.
    fn person_at(&self, token: usize, previous: Option<&PersonMention>) -> Option<PersonMention> {
        if !self.document.tokens[token].is_capitalised() || is_address(self.word(token)) || self.is_excellency(token) {
            return None;
        }
        let name = self.name_at(token).filter(|name| self.document.span(name.clone()).len() > 1)?;
        let before = self.title_before(&name, previous);
        // "Prince Jin Yu, the Governor of Dong Nai": by birth, and in office.
        let is_by_birth =
            |title: &Title| matches!(title.text.to_lowercase().as_str(), "prince" | "princess" | "queen" | "chief" | "sheikh");
        let is_of_place = |title: &Title| title.of.as_ref().is_some_and(|of| of.place().is_some());
        if before.as_ref().is_some_and(is_by_birth)
            && let Some(office) = self.title_behind(&name).filter(is_of_place)
        {
            return Some(self.mention(name, Some(office), TITLE_BEHIND));
        }
        if let Some(mut title) = before {
            title.of = title.of.or_else(|| self.whom_behind(&name, true));
            return Some(self.mention(name, Some(title), TITLE_BEFORE));
        }
        let is_surname = super::name_origin::is_known(self.word(name.start));
        let is_one_word = !(name.len() >= 2 || is_surname || self.address_before(name.start));
        if (!is_one_word || self.stands_as_surname(&name))
            && let Some(title) = self.office_by_verb(&name).or_else(|| self.title_behind(&name))
            && (!is_one_word || title.of.as_ref().is_some_and(|of| of.place().is_some()))
        {
            return Some(self.mention(name, Some(title), TITLE_BEHIND));
        }
        if let Some(title) = self.deputy_of_officer(&name) {
            return Some(self.mention(name, Some(title), TITLE_BEFORE));
        }
        if self.address_before(name.start) {
            let seat = self.seat_on_council(name.start).map(|seat| Title { of: self.whom_behind(&name, true), ..seat });
            let title = seat.or_else(|| self.title_of_list(&name, previous));
            return Some(self.mention(name, title, ADDRESS));
        }
        if self.word_count(&name) < 2 {
            return None;
        }
        if let Some(title) = self.title_of_list(&name, previous) {
            return Some(self.mention(name, Some(title), LISTED));
        }
        if self.speaks(&name) {
            return Some(self.mention(name, None, SPEAKS));
        }
        if self.is_chinese(&name) {
            return Some(self.mention(name, None, CHINESE_NAME));
        }
        self.is_given_and_surname(&name).then(|| self.mention(name, None, GIVEN_NAME))
    }

    /// "Councillor Ada Lind", "Cllr Ada Lind": what is only a form of address beside another office.
    fn seat_on_council(&self, start: usize) -> Option<Title> {
        let before = start.checked_sub(1).map(|before| before - usize::from(self.mark(before) == "."))?;
        let is_seat = self.sentence.contains(&before) && is_of_council(self.word(before)) && self.document.tokens[before].is_capitalised();
        // "State Councillor", "Embassy Councillor", "Rs 200 Cr": another office, or none.
        let is_longer = before.checked_sub(1).filter(|first| self.sentence.contains(first)).is_some_and(|first| {
            let written = &self.document.tokens[first];
            written.kind == TokenKind::Number || written.is_capitalised() && !covers(self.places, first) && !is_address(self.word(first))
        });
        (is_seat && !is_longer).then(|| self.own_title(before..before + 1, Some(Branch::Legislature)))
    }

    /// "the governor and his deputy, Ada Lind": the office is that of the officer told before.
    fn deputy_of_officer(&self, name: &Range<usize>) -> Option<Title> {
        let mut end = name.start;
        while end > self.sentence.start && (matches!(self.mark(end - 1), "." | ",") || is_address(self.word(end - 1))) {
            end -= 1;
        }
        let deputy = end.checked_sub(1).filter(|deputy| self.word(*deputy) == "deputy")?;
        let is_his = deputy > self.sentence.start && matches!(self.word(deputy - 1), "his" | "her");
        let is_name = self.word_count(name) >= 2;
        (is_his && is_name).then(|| self.own_title(deputy..deputy + 1, None))
    }

    fn own_title(&self, tokens: Range<usize>, branch: Option<Branch>) -> Title {
        Title {
            text: self.document.phrase(tokens.clone()),
            span: self.document.span(tokens),
            branch,
            of: None,
            of_is_near: false,
            is_of_place: true,
            is_plural: false,
        }
    }

    fn mention(&self, tokens: Range<usize>, title: Option<Title>, rule: RuleName) -> PersonMention {
        let span = self.document.span(tokens.clone());
        // "Jin Yu of the Silver Bank", "Xu Wei of Hunan Province"
        let of = if title.is_none() { self.whom_beside(&tokens) } else { None };
        PersonMention { name: self.document.phrase(tokens.clone()), tokens, span, title, of, rule }
    }

    fn word(&self, token: usize) -> &str {
        if self.sentence.contains(&token) { self.document.folded(token) } else { "" }
    }

    fn mark(&self, token: usize) -> &str {
        if self.sentence.contains(&token) && self.document.tokens[token].kind == TokenKind::Mark { self.document.text(token) } else { "" }
    }

    fn touches(&self, left: usize, right: usize) -> bool {
        self.document.tokens[left].end == self.document.tokens[right].start
    }

    fn word_count(&self, name: &Range<usize>) -> usize {
        let hyphens = name.clone().filter(|t| self.mark(*t) == "-").count();
        name.clone().filter(|t| self.document.tokens[*t].kind == TokenKind::Word).count() - hyphens
    }

    /// The longest run of tokens from here that reads as a name: "M. K. Stalin", "Kim Kwan-young", "Luiz Inácio Lula da Silva".
    fn name_at(&self, start: usize) -> Option<Range<usize>> {
        if !self.is_name_word(start) || start > self.sentence.start && self.mark(start - 1) == "-" && self.touches(start - 1, start) {
            return None;
        }
        let mut end = start + 1;
        let mut words = 1;
        while end < self.sentence.end && words < 5 {
            if self.is_name_word(end) && !self.titles.head_starts_at(end) || self.is_surname_too(end) {
                end += 1;
                words += 1;
            } else if self.mark(end) == "-"
                && end + 1 < self.sentence.end
                && self.touches(end - 1, end)
                && self.touches(end, end + 1)
                && self.document.tokens[end + 1].kind == TokenKind::Word
            {
                end += 2;
            } else if self.mark(end) == "."
                && self.touches(end - 1, end)
                && self.document.text(end - 1).chars().count() == 1
                && end + 1 < self.sentence.end
            {
                end += 1;
            } else if let Some(name) = (end + 1..end + 4).find(|next| !is_particle(self.word(*next)))
                && is_particle(self.word(end))
                && self.is_name_word(name)
            {
                // "Marten van den Berg"
                end = name + 1;
                words += 1;
            } else {
                break;
            }
        }
        (self.word_count(&(start..end)) >= 1).then_some(start..end)
    }

    /// A capitalised word that is no place, no organisation, no title and no common opener.
    fn is_name_word(&self, token: usize) -> bool {
        if !self.sentence.contains(&token) {
            return false;
        }
        let written = &self.document.tokens[token];
        let is_initial = self.document.text(token).chars().count() == 1;
        if written.kind != TokenKind::Word || !written.is_capitalised() || self.document.text(token).chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        let word = self.document.folded(token);
        // "ZHENG CAIXIONG": a name in capitals is at least as long as a surname; "BMW" and "CEO" are not taken.
        if written.case == Case::AllCapitals
            && !is_initial
            && !lexicon().chinese_surnames.contains(word)
            && word.len() < 5
            && !self.are_initials(token)
        {
            return false;
        }
        // "He Jing", "You Lan" in the middle of a sentence: a surname that is a pronoun too.
        let is_pronoun_too = matches!(word, "he" | "you")
            && token > self.sentence.start
            && matches!(self.mark(token + 2), "," | "(" | ")" | ";")
            && self.document.tokens[token + 1].is_capitalised()
            && is_pinyin(self.word(token + 1));
        let has_title = || token > self.sentence.start && self.titles.is_title_word(token - 1);
        let is_before_name = || {
            self.mark(token + 1) == "-" && self.touches(token, token + 1)
                || self.sentence.contains(&(token + 1))
                    && self.document.tokens[token + 1].kind == TokenKind::Word
                    && self.document.tokens[token + 1].is_capitalised()
                    && !lexicon().stop_words.contains(self.word(token + 1))
        };
        // "June Otieno", "Minister Jan Bakker"
        let is_month_too = matches!(word, "june" | "april" | "may" | "jan" | "august")
            && (super::name_origin::is_known(self.word(token + 1)) || has_title() && is_before_name());
        // "Vice Governor He Jing", "Mayor An Wei"
        let is_pronoun_too = is_pronoun_too
            || lexicon().chinese_surnames.contains(word) && is_pinyin(self.word(token + 1)) && has_title() && is_before_name();
        // "Che Jun": a short month behind a surname is a given name.
        let is_behind_surname = token > self.sentence.start
            && self.document.tokens[token - 1].is_capitalised()
            && lexicon().chinese_surnames.contains(self.document.folded(token - 1))
            && is_pinyin(word);
        (is_behind_surname
            || is_pronoun_too
            || is_month_too
            || is_initial && self.mark(token + 1) == "."
            || !lexicon().stop_words.contains(word))
            && !lexicon().abstract_nouns.contains(word)
            && !covers(self.places, token)
            && !covers(self.organizations, token)
            && (!lexicon().organization_heads.contains_key(word) || self.is_korean_surname(token))
            && (!self.titles.is_title_word(token))
    }

    /// "Governor JB Stone", "the minister, JB Stone": initials written together behind an office and before a surname. "Vice President,
    /// LG Display" names a company.
    fn are_initials(&self, token: usize) -> bool {
        let is_mark = |at: usize| matches!(self.mark(at), "," | ".");
        let office = token.checked_sub(1).map(|before| before - usize::from(before > self.sentence.start && is_mark(before)));
        let is_office = |office: &usize| self.sentence.contains(office) && self.titles.is_title_word(*office);
        let is_beside = |office: &usize| self.mark(token - 1) != "," || self.document.tokens[*office].case == Case::Lower;
        let is_behind_office = office.filter(is_office).is_some_and(|office| is_beside(&office));
        let next = token + 1;
        let is_surname = self.sentence.contains(&next)
            && self.document.tokens[next].case == Case::Capitalised
            && self.document.tokens[next].kind == TokenKind::Word
            && !lexicon().stop_words.contains(self.word(next))
            && !lexicon().abstract_nouns.contains(self.word(next))
            && !lexicon().organization_heads.contains_key(self.word(next))
            && !self.titles.is_title_word(next)
            && !covers(self.places, next)
            && !covers(self.organizations, next);
        let is_other = matches!(
            self.word(token),
            "cm" | "dcm" | "pm" | "fm" | "mp" | "mla" | "us" | "uk" | "eu" | "un" | "lg" | "hp" | "tuv" | "sap" | "nec" | "abb"
        );
        self.document.text(token).chars().count() <= 3 && is_behind_office && is_surname && !is_other
    }

    /// "Richard King said": an office that is a surname where no name follows it.
    fn is_surname_too(&self, token: usize) -> bool {
        matches!(self.word(token), "king" | "prince" | "dean" | "marshal" | "reeve" | "head" | "provost" | "bishop")
            && self.document.tokens[token].case == Case::Capitalised
            && !(self.sentence.contains(&(token + 1)) && self.document.tokens[token + 1].is_capitalised())
            && !matches!(self.word(token + 1), "of")
    }

    /// "Park Wan-soo": a surname, whatever else the word may be.
    fn is_korean_surname(&self, token: usize) -> bool {
        let is_hyphen = self.mark(token + 2) == "-" && self.touches(token + 1, token + 2) && token + 3 < self.sentence.end;
        is_hyphen
            && self.document.tokens[token + 1].is_capitalised()
            && self.document.tokens[token + 3].case == Case::Lower
            && super::name_origin::reads_as_korean(&self.document.phrase(token..token + 4))
    }

    /// The title that ends directly before a name.
    fn title_before(&self, name: &Range<usize>, previous: Option<&PersonMention>) -> Option<Title> {
        let mut end = name.start;
        let has_address = self.address_before(name.start);
        // "Gov. Jay", "Mayor Dr. Kay", "Premier, Jay".
        while end > self.sentence.start && (matches!(self.mark(end - 1), ".") || is_address(self.word(end - 1))) {
            end -= 1;
        }
        // "Editor: Jay"
        let is_credit = end > self.sentence.start && self.mark(end - 1) == ":";
        end -= usize::from(is_credit);
        // "Akim (governor) Jin Yu": the office once more in other words.
        if let Some(open) = self.gloss_before(end) {
            end = open;
        }
        // "the Governor of Ondo State, Chief Rotimi Adewusi"
        let is_chief = end > self.sentence.start + 1 && self.word(end - 1) == "chief" && self.mark(end - 2) == ",";
        end -= usize::from(is_chief);
        let has_address = has_address || is_chief;
        let last = previous.filter(|last| self.sentence.contains(&last.tokens.start));
        let floor = last.map_or(self.sentence.start, |last| last.tokens.end);
        // "Jin Yu, vice president of the bank, Li Min, vice governor": the first title is Jin Yu's.
        let is_taken = |title: &Title| last.and_then(|last| last.title.as_ref()).is_some_and(|taken| taken.span.overlaps(&title.span));
        let fits = |title: &Title| !is_taken(title) && (!title.is_plural || !is_credit && self.begins_list(name));
        self.titles.ending_at(end, floor).filter(fits).or_else(|| {
            let is_one_word = self.word_count(name) < 2 && !has_address;
            if end <= floor || is_one_word && !(self.mark(end - 1) == "," && self.stands_as_surname(name)) {
                return None;
            }
            // "the mayor of Varna, Ivan Portnih" but not "…, mayor of Varna, Ivan Portnih".
            if self.mark(end - 1) == "," {
                let end = self.gloss_before(end - 1).unwrap_or(end - 1);
                let end = self.titles.before_outer_places(end, floor);
                let title = self.titles.phrase_ending_at(end, floor).filter(|title| !is_one_word || self.is_told_holder(title))?;
                return (fits(&title) && (!has_address || !self.is_apposition(&title))).then_some(title);
            }
            // "the deputy governor of Guangdong Province Xu Shaohua", "Minister of Culture Jana Vogel", "president of the Region Ada Lind"
            let is_of_noun =
                || lexicon().abstract_nouns.contains(self.word(end - 1)) || lexicon().organization_heads.contains_key(self.word(end - 1));
            let is_behind = covers(self.places, end - 1)
                || covers(self.organizations, end - 1)
                || self.titles.ends_in_generic_place(end, floor)
                || is_of_noun() && self.document.tokens[end - 1].is_capitalised();
            let title = is_behind.then(|| self.titles.phrase_ending_at(end, floor)).flatten()?;
            fits(&title).then_some(title)
        })
    }

    /// "signed by Botirov, deputy governor of": one word in the middle of a sentence, long enough for a surname, and a comma.
    fn stands_as_surname(&self, name: &Range<usize>) -> bool {
        let is_plain = |token: usize| self.document.tokens[token].case == Case::Lower || self.mark(token) == ",";
        name.len() == 1
            && self.document.tokens[name.start].case == Case::Capitalised
            && self.document.text(name.start).chars().count() >= 5
            && self.mark(name.end) == ","
            && name.start > self.sentence.start
            && is_plain(name.start - 1)
    }

    /// "the governor of the region, Botirov, said": an office with its article and whom it is of.
    fn is_told_holder(&self, title: &Title) -> bool {
        let first = self.document.token_at(title.span.start);
        let has_article = first.checked_sub(1).is_some_and(|before| self.word(before) == "the");
        has_article && title.of.as_ref().is_some_and(|of| of.place().is_some())
    }

    /// Where a bracket that ends here begins: small words, or capitals that stand for a body.
    fn gloss_before(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|close| self.mark(*close) == ")")?;
        let open = (close.saturating_sub(5).max(self.sentence.start)..close).rev().find(|token| self.mark(*token) == "(")?;
        let is_word = |token: usize| self.document.tokens[token].kind == TokenKind::Word;
        (close > open + 1 && (open + 1..close).all(is_word)).then_some(open)
    }

    /// Whether a title stands behind a comma and without an article, as one that belongs to the name before it.
    fn is_apposition(&self, title: &Title) -> bool {
        let first = self.document.token_at(title.span.start);
        first > self.sentence.start + 1
            && matches!(self.mark(first - 1), "," | "(" | "–" | "—")
            && (self.mark(first - 1) != "," || self.document.tokens[first - 2].is_capitalised() || self.mark(first - 2) == ")")
    }

    /// "Jin Yu, who chairs the Harbour Council", "Ada Lind, who heads the Silver Bank": an office told by its verb.
    fn office_by_verb(&self, name: &Range<usize>) -> Option<Title> {
        let who = name.end + usize::from(self.mark(name.end) == ",");
        let verb = who + 1 + usize::from(matches!(self.word(who + 1), "also" | "now" | "currently"));
        let office = (self.word(who) == "who").then(|| office_of_verb(self.word(verb))).flatten()?;
        let first = verb + 1 + usize::from(matches!(self.word(verb + 1), "the" | "a" | "its" | "his" | "her"));
        self.titles.by_verb(office, verb, first)
    }

    /// "Jin Yu of the Silver Bank", "Ontario's Ada Lind": whom somebody without an office is told to be of.
    fn whom_beside(&self, name: &Range<usize>) -> Option<Affiliation> {
        let owner =
            || name.start.checked_sub(1).filter(|mark| self.sentence.contains(mark)).and_then(|_| self.titles.possessor(name.start));
        self.whom_behind(name, false).or_else(|| owner().filter(|of| of.place().is_some()))
    }

    /// "President Jin Yu of Utopia", "Chairman Jin Yu of the Provincial Assembly".
    fn whom_behind(&self, name: &Range<usize>, has_office: bool) -> Option<Affiliation> {
        let first = name.end + 1 + usize::from(self.word(name.end + 1) == "the");
        let is_of = matches!(self.word(name.end), "of" | "from") && self.sentence.contains(&first);
        is_of.then(|| self.titles.whom_at(first, has_office)).flatten()
    }

    /// The title in apposition: "Jin Yu, mayor of Dalian, said"; "Jin Yu (mayor of Dalian)"; "Jin Yu, the Silver Bank's chairman".
    fn title_behind(&self, name: &Range<usize>) -> Option<Title> {
        // "Jin Yu (CDU), head of government"
        let end = self.behind_party(name.end).or_else(|| self.behind_lead(name.end)).unwrap_or(name.end);
        // "Jin Yu - Marshal of the Voivodeship"
        let is_dash = self.mark(end) == "-" && !self.touches(end - 1, end);
        if is_dash || matches!(self.mark(end), "," | "(" | "–" | "—") {
            let title = self.titles.starting_at(end + 1, self.sentence.end)?;
            // "Jin Yu, Head of Transport Department Li Min": the office of who comes next.
            let behind = self.document.token_at(title.span.end.saturating_sub(1)) + 1;
            return (!(self.is_name_word(behind) && self.is_name_word(behind + 1))).then_some(title);
        }
        // "Hong Lim MP"
        if is_post_nominal(self.word(name.end)) && self.document.tokens[name.end].case == Case::AllCapitals {
            return self.titles.starting_at(name.end, name.end + 1);
        }
        // "Jin Yu is the mayor of Dalian", "Zhu, who is president of".
        (matches!(self.word(name.end), "is" | "was" | "as")).then(|| self.titles.starting_at(name.end + 1, self.sentence.end)).flatten()
    }

    /// Within "H.E. Jin Yu", "H. E. Jin Yu": the abbreviation of a form of address.
    fn is_excellency(&self, token: usize) -> bool {
        let letter = |at: usize, wanted: &str| self.word(at) == wanted && self.mark(at + 1) == ".";
        letter(token, "h") && letter(token + 2, "e") || letter(token, "e") && token >= 2 && letter(token - 2, "h")
    }

    /// Behind "(CDU)", "(R)", "(Social Democrats)", "(second from left)": a bracket of few capitalised words, or where in a picture.
    fn behind_party(&self, open: usize) -> Option<usize> {
        let close = (open + 1..(open + 5).min(self.sentence.end)).find(|token| self.mark(*token) == ")")?;
        let is_place_in_picture = |word: &str| {
            matches!(
                word,
                "left" | "right" | "centre" | "center" | "middle" | "front" | "second" | "third" | "from" | "seated" | "standing"
            )
        };
        let is_name = |token: usize| {
            self.document.tokens[token].is_capitalised() && !self.titles.is_title_word(token) || is_place_in_picture(self.word(token))
        };
        (self.mark(open) == "(" && close > open + 1 && (open + 1..close).all(|token| is_name(token) || self.mark(token) == "-"))
            .then_some(close + 1)
    }

    /// Behind "a delegation with Jin Yu at its head".
    fn behind_lead(&self, end: usize) -> Option<usize> {
        is_at_head(|token| self.word(token), end).then_some(end + 3)
    }

    fn address_before(&self, start: usize) -> bool {
        let at = |back: usize| start.checked_sub(back).filter(|t| self.sentence.contains(t));
        let is_at = |back: usize| at(back).is_some_and(|t| is_address(self.document.folded(t)));
        is_at(1) || is_at(2) && at(1).is_some_and(|t| self.document.text(t) == ".")
    }

    fn speaks(&self, name: &Range<usize>) -> bool {
        is_speech(self.word(name.end))
            || name.start > self.sentence.start
                && is_speech(self.word(name.start - 1))
                && self.word_count(name) <= 4
                && self.word_count(name) >= 2
    }

    /// "Represented by Don Moir and Gary Doer": a given name that everybody knows and one or two words more, in a sentence and by
    /// themselves in it. Parks, halls and prizes bear such names too.
    fn is_given_and_surname(&self, name: &Range<usize>) -> bool {
        let is_plain = |token: usize| {
            let written = &self.document.tokens[token];
            written.kind == TokenKind::Word && written.case != Case::AllCapitals && self.document.text(token).chars().count() > 1
        };
        let last = self.word(name.end - 1);
        let is_capitalised = |token: usize| self.sentence.contains(&token) && self.document.tokens[token].is_capitalised();
        let stands_alone = !is_capitalised(name.end) && (name.start == self.sentence.start || !is_capitalised(name.start - 1));
        // A byline is no part of what is told.
        let is_byline = name.start == self.sentence.start + 1 && self.word(self.sentence.start) == "by";
        let is_sentence = self.sentence.clone().filter(|token| self.document.tokens[*token].case == Case::Lower).count() >= 5;
        matches!(name.len(), 2 | 3)
            && name.clone().all(is_plain)
            && super::name_origin::is_given_name(self.word(name.start))
            && !is_of_thing(last)
            && stands_alone
            && is_sentence
            && !is_byline
    }

    /// A known surname and one or two syllables: "Xu Wei", "Wang Yongkang".
    fn is_chinese(&self, name: &Range<usize>) -> bool {
        let words: Vec<&str> = name.clone().map(|t| self.document.folded(t)).collect();
        let [surname, given] = words[..] else { return false };
        lexicon().chinese_surnames.contains(surname) && is_pinyin(given)
    }
}
