//! Bodies without a head word that their own form or the words around them tell: "HyVISION", "Invest Ohio", "LLC “Lesbank”",
//! "Tolmec will invest".

use rustc_hash::FxHashSet;

use super::*;
use crate::gazetteer::NameForm;

const COINED: RuleName = RuleName::new("en.organization.coined");
const AGENCY: RuleName = RuleName::new("en.organization.agency");
const QUOTED: RuleName = RuleName::new("en.organization.quoted");
const DEALER: RuleName = RuleName::new("en.organization.dealer");
const PRICED: RuleName = RuleName::new("en.organization.priced");
/// The list of words, for the hash that derived facts are stamped with.
pub const LIST: &str = include_str!("../../../../assets/rules/en/agency_words.tsv");
/// The longest name in words.
pub(super) const MAX_WORDS: usize = 4;
/// The longest name in tokens, hyphens included.
const MAX_TOKENS_OF_NAME: usize = 5;
/// The longest name between quotation marks in tokens.
const MAX_QUOTED: usize = 6;

/// Words of an agency's name by the side of the place that they stand on.
struct AgencyWords {
    before: Vec<Vec<&'static str>>,
    behind: Vec<Vec<&'static str>>,
}

static AGENCY_WORDS: LazyLock<AgencyWords> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let (before, behind): (Vec<_>, Vec<_>) = rows.partition(|(side, _)| *side == "before");
    let words = |rows: Vec<(&str, &'static str)>| rows.into_iter().map(|(_, words)| words.split(' ').collect()).collect();
    AgencyWords { before: words(before), behind: words(behind) }
});

/// Bodies that their form or the words beside them tell, in the order of the text; none touches a known one.
pub(super) fn bodies_in_context(
    document: &Document<'_>,
    places: &[PlaceMention],
    known: &[OrganizationMention],
) -> Vec<OrganizationMention> {
    let (mut found, mut priced) = (Vec::new(), Vec::new());
    let people = PeopleWords::default();
    for sentence in &document.sentences {
        let finder = Finder { document, places, sentence: sentence.tokens.clone() };
        let is_free = |tokens: &Range<usize>| touching(known, tokens.clone()).next().is_none();
        let mut spans = Vec::new();
        for token in sentence.tokens.clone() {
            let company = |tokens, rule| (tokens, OrganizationKind::Company, rule);
            spans.extend(finder.coined(token).map(|tokens| company(tokens, COINED)));
            spans.extend(finder.international(token).map(|tokens| company(tokens, COINED)));
            spans.extend(finder.quoted(token).map(|tokens| company(tokens, QUOTED)));
            spans.extend(finder.agency(token).map(|tokens| (tokens, OrganizationKind::Government, AGENCY)));
            let dealer = finder.dealer(token).filter(|name| !people.names(document, name) && finder.may_be_company(name));
            spans.extend(dealer.map(|tokens| company(tokens, DEALER)));
        }
        let names = finder.priced().chain(finder.priced_behind_comma()).chain(finder.priced_in_prose());
        priced.extend(names.filter(|name| is_free(name) && !people.names(document, name)));
        spans.retain(|(tokens, ..)| is_free(tokens));
        found.extend(settle(spans).into_iter().map(|(tokens, kind, rule)| finder.mention(tokens, kind, rule)));
    }
    // One such line may be the price of anything.
    if priced.len() > 1 {
        priced.retain(|name| found.iter().all(|body| body.tokens.end <= name.start || name.end <= body.tokens.start));
        let mention = |tokens: Range<usize>| OrganizationMention {
            span: document.span(tokens.clone()),
            name: document.phrase(tokens.clone()),
            tokens,
            kind: OrganizationKind::Company,
            rule: PRICED,
        };
        found.extend(priced.into_iter().map(mention));
    }
    found.sort_by_key(|body| body.tokens.start);
    found
}

/// The words that stand behind an office or a form of address somewhere in a text: names of people.
#[derive(Default)]
pub(super) struct PeopleWords(std::cell::OnceCell<FxHashSet<String>>);

impl PeopleWords {
    /// Whether one of these words is part of somebody's name. Looked up at the first question only.
    pub(super) fn names(&self, document: &Document<'_>, tokens: &Range<usize>) -> bool {
        let words = self.0.get_or_init(|| Self::of(document));
        tokens.clone().any(|token| words.contains(document.folded(token)))
    }

    fn of(document: &Document<'_>) -> FxHashSet<String> {
        let mut words = FxHashSet::default();
        let titles = &lexicon().titles;
        let mut token = 0;
        while token < document.tokens.len() {
            let title = titles.longest_at(document, token, document.tokens.len());
            let is_address = matches!(document.folded(token), "mr" | "ms" | "mrs" | "dr");
            if title.is_none() && !is_address {
                token += 1;
                continue;
            }
            let end = title.map_or(token + 1, |title| title.tokens.end);
            let is_name = |t: &usize| document.tokens[*t].is_capitalised() || document.text(*t) == ".";
            words.extend((end..document.tokens.len().min(end + 4)).take_while(is_name).map(|t| document.folded(t).to_owned()));
            // "Jin Yu, mayor of Dalian"
            let comma = token.checked_sub(1).filter(|t| document.text(*t) == ",");
            let before = comma.map(|comma| (comma.saturating_sub(3)..comma).rev().take_while(is_name)).into_iter().flatten();
            words.extend(before.map(|t| document.folded(t).to_owned()));
            token = end;
        }
        words.remove("");
        words
    }
}

impl Finder<'_, '_> {
    /// "HyVISION", "Nelson BioEnergy": a capital inside a word tells a name that somebody coined.
    fn coined(&self, token: usize) -> Option<Range<usize>> {
        let word = self.document.text(token);
        if !is_coined(word) || is_run_together(word) || !self.is_plain_name(token) || !self.is_prose() && !self.is_in_line_of_list() {
            return None;
        }
        let name = self.name_before(token).start..self.name_behind(token).end;
        let place = touching(self.places, name.start.saturating_sub(1)..name.start).find(|place| place.form == NameForm::Name);
        let place = place.filter(|place| place.tokens.end == name.start && self.sentence.contains(&place.tokens.start));
        Some(place.map_or(name.start, |place| place.tokens.start)..name.end)
    }

    /// "Invest Ohio", "Flanders Investment & Trade", a place in it.
    fn agency(&self, token: usize) -> Option<Range<usize>> {
        let place = touching(self.places, token..token + 1).find(|place| place.tokens.start == token)?;
        if place.form != NameForm::Name || place.tokens.end > self.sentence.end {
            return None;
        }
        let spells = |words: &[&str], from: usize| {
            words.iter().enumerate().all(|(at, word)| match *word {
                "&" => self.mark(from + at) == "&",
                "and" => self.word(from + at) == "and",
                word => self.word(from + at) == word && self.is_capitalised(from + at),
            })
        };
        let end = place.tokens.end;
        let behind = AGENCY_WORDS.behind.iter().find(|words| spells(words, end)).map(|words| end + words.len());
        if let Some(last) = behind.filter(|last| self.is_prose() && !self.is_capitalised(*last)) {
            // "China Jiangxi International"
            let wider = touching(self.places, token.saturating_sub(1)..token).find(|wider| self.sentence.contains(&wider.tokens.start));
            return Some(wider.map_or(token, |wider| wider.tokens.start)..last);
        }
        let before = AGENCY_WORDS.before.iter().filter_map(|words| token.checked_sub(words.len()).filter(|start| spells(words, *start)));
        // "Visit Bavaria in May" may open a sentence; "Trade and Investment Queensland" is a name wherever it stands.
        let start = before.into_iter().min().filter(|start| *start > self.sentence.start || token - start > 1)?;
        (!self.is_capitalised(end)).then_some(start..end)
    }

    /// "Corvane International", no place in it and no further noun behind it.
    fn international(&self, token: usize) -> Option<Range<usize>> {
        let last = token.checked_sub(1).filter(|last| self.sentence.contains(last) && self.is_plain_name(*last))?;
        let is_last_word = self.word(token) == "international" && self.is_capitalised(token) && !self.is_capitalised(token + 1);
        (is_last_word && self.is_prose()).then(|| self.name_before(last).start..token + 1)
    }

    /// "LLC “Lesbank”", "the park “Golin”": what stands in quotation marks behind a word for a company.
    fn quoted(&self, token: usize) -> Option<Range<usize>> {
        let opens = matches!(self.mark(token), "\"" | "“" | "«" | "„");
        let before = token.checked_sub(1).filter(|before| opens && self.sentence.contains(before))?;
        let word = self.word(before);
        let is_company = is_form_of_company(word)
            || matches!(word, "firm" | "factory" | "plant" | "park" | "enterprise" | "concern" | "ojsc" | "pjsc" | "cjsc" | "ooo" | "oao")
            || crate::extract::en::described_companies::is_described_by(word);
        let first = token + 1;
        let close = (first..self.sentence.end.min(first + MAX_QUOTED)).find(|t| matches!(self.mark(*t), "\"" | "”" | "»" | "“"))?;
        (is_company && close > first && self.is_capitalised(first)).then_some(first..close)
    }

    /// "Aoyama Seiki: ₹210 crore", "Nobel Steels - Rs 1,000 crore": the name in a line that goes on with money.
    fn priced(&self) -> impl Iterator<Item = Range<usize>> {
        let first = self.sentence.clone().find(|t| !is_bullet(self.mark(*t))).unwrap_or(self.sentence.end);
        let end = (first..self.sentence.end.min(first + MAX_WORDS + 1)).find(|t| matches!(self.mark(*t), ":" | "-" | "–" | "—"));
        let is_name = |end: &usize| *end > first && self.opens_sum(*end + 1) && (first..*end).all(|t| self.is_plain_name(t));
        end.filter(is_name).map(|end| first..end).into_iter()
    }

    /// "- with Qian Wang, scooters, $20 million": the name that opens a line of a list which ends with a sum.
    fn priced_behind_comma(&self) -> impl Iterator<Item = Range<usize>> {
        let is_before_name = |token: usize| is_bullet(self.mark(token)) || matches!(self.word(token), "with" | "by" | "from" | "the");
        let first = self.sentence.clone().find(|token| !is_before_name(*token)).unwrap_or(self.sentence.end);
        let is_line = self.is_in_line_of_list() && self.is_plain_name(first);
        let name = is_line.then(|| self.name_behind(first)).filter(|name| self.mark(name.end) == "," && self.may_be_company(name));
        name.filter(|name| (name.end..self.sentence.end).any(|token| self.opens_sum(token))).into_iter()
    }

    /// Whether a name may be a company's: "Susan Moire" is a person, "SOEs" are many.
    fn may_be_company(&self, name: &Range<usize>) -> bool {
        let is_person = matches!(name.len(), 2 | 3) && crate::extract::en::name_origin::is_given_name(self.word(name.start));
        let text = self.document.text(name.end - 1);
        let is_plural = text.strip_suffix('s').is_some_and(|letters| letters.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase()));
        !is_person && !is_plural
    }

    /// "Aoyama Seiki comes next with ₹210 crore, Nobel Steels with ₹100 crore": the names in a row of sums.
    fn priced_in_prose(&self) -> impl Iterator<Item = Range<usize>> {
        let is_between =
            |t: &usize| matches!(self.word(*t), "comes" | "come" | "next" | "follows" | "followed" | "second" | "third" | "then");
        let sums = self.sentence.clone().filter(|t| self.word(*t) == "with" && self.opens_sum(*t + 1));
        sums.filter_map(move |with| {
            let end = (self.sentence.start..with).rev().take_while(is_between).last().unwrap_or(with);
            self.subject(end)
        })
    }

    fn opens_sum(&self, token: usize) -> bool {
        matches!(self.mark(token), "$" | "€" | "£" | "¥" | "₹") || matches!(self.word(token), "rs" | "us" | "rmb" | "inr" | "eur")
    }

    /// The plain name that ends with this word: "Kimberly-Clark".
    pub(super) fn name_before(&self, last: usize) -> Range<usize> {
        let mut start = last;
        while last - start < MAX_TOKENS_OF_NAME && start > self.sentence.start && !self.is_apart(start) {
            let left = if self.is_hyphen_inside(start - 1) { start - 2 } else { start - 1 };
            if !self.sentence.contains(&left) || !self.is_plain_name(left) {
                break;
            }
            start = left;
        }
        start..last + 1
    }

    /// The plain name that begins with this word.
    pub(super) fn name_behind(&self, first: usize) -> Range<usize> {
        let mut end = first + 1;
        while end - first < MAX_TOKENS_OF_NAME && self.sentence.contains(&end) && !self.is_apart(end) {
            let right = if self.is_hyphen_inside(end) { end + 1 } else { end };
            if !self.is_plain_name(right) {
                break;
            }
            end = right + 1;
        }
        first..end
    }

    /// A hyphen or "&" between two words of a name.
    fn is_hyphen_inside(&self, token: usize) -> bool {
        let touches = |a: usize, b: usize| self.document.tokens[a].end == self.document.tokens[b].start;
        let is_between = token > self.sentence.start && token + 1 < self.sentence.end;
        is_between && (self.mark(token) == "-" && touches(token - 1, token) && touches(token, token + 1) || self.mark(token) == "&")
    }

    fn is_in_line_of_list(&self) -> bool {
        is_bullet(self.mark(self.sentence.start))
    }

    /// Whether a word is the first of a line of a list.
    pub(super) fn is_first_in_line(&self, token: usize) -> bool {
        self.is_in_line_of_list() && (self.sentence.start..token).all(|t| is_bullet(self.mark(t)))
    }
}

fn is_bullet(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "•" | "*" | "▪")
}

/// "ExpoAugust", "HomeOverview": what a page has lost the space of.
fn is_run_together(word: &str) -> bool {
    let turn = word.char_indices().zip(word.chars().skip(1)).find(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    let Some(at) = turn.map(|((at, a), _)| at + a.len_utf8()) else { return false };
    let is_plain = |part: &str| lexicon().stop_words.contains(&part.to_lowercase());
    is_plain(&word[..at]) || is_plain(&word[at..])
}

/// "HyVISION", "InvestSP", "DeNA"; not "McAllen", "DeSantis", "MoUs".
fn is_coined(word: &str) -> bool {
    const NAMES_OF_PEOPLE: [&str; 20] =
        ["Mc", "Mac", "De", "Di", "Da", "Du", "Del", "La", "Le", "Van", "Von", "Fitz", "St", "El", "Al", "Ben", "Ten", "O", "Ap", "San"];
    const NO_BODIES: [&str; 14] =
        ["MoU", "MoUs", "PhD", "PhDs", "LoI", "LoIs", "EoI", "EoIs", "YouTube", "WeChat", "WhatsApp", "TikTok", "LinkedIn", "FaceTime"];
    let letters = || word.chars().zip(word.chars().skip(1));
    let turns = letters().filter(|(a, b)| a.is_lowercase() && b.is_uppercase()).count();
    if !word.starts_with(char::is_uppercase) || turns == 0 || word.chars().count() < 4 || NO_BODIES.contains(&word) {
        return false;
    }
    let (head, tail) = word.split_at(word.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map_or(word.len(), |(at, _)| at));
    let is_surname = NAMES_OF_PEOPLE.contains(&head) && tail.chars().skip(1).all(char::is_lowercase);
    // "ZhaoXiaoMing" has lost its spaces.
    let is_chinese = lexicon().chinese_surnames.contains(head.to_lowercase().as_str()) && !word.ends_with(char::is_uppercase);
    if is_chinese && turns > 1 {
        return false;
    }
    turns == 1 && !is_surname || turns > 1
}
