//! Small towns, of which only what stands around them tells that they are ones, and where: "Moosburg, a town in Bavaria", "the French town
//! of Bry-sur-Marne", "Sawbridgeworth Town Council".

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::suffixes::joined_behind;
use super::{is_name_word, suffix_level};
use crate::extract::mention::{PlaceMention, touching};
use crate::gazetteer::{Caution, Gazetteer, NameForm, towns};
use crate::model::{CountryCode, PlaceCode, PlaceLevel, RuleName};
use crate::text::{Case, Document, TokenKind};

const TOWN: RuleName = RuleName::new("place.town");

/// The longest name, in tokens: "Bry-sur-Marne" has five.
const LONGEST_NAME: usize = 6;

/// How many words may stand between a town and the place around it where one of them says that it is a town.
const FARTHEST: usize = 14;

/// A name beside words that make it a town's.
struct Told {
    tokens: Range<usize>,
    code: PlaceCode,
}

/// The places named, with the small towns among them that the text tells: by the place around them that stands beside, or by a word of
/// their kind in a text on their country. A town told once is the same wherever its name stands.
pub fn with_towns(document: &Document<'_>, gazetteer: &Gazetteer, named: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let mut finder = Finder { document, gazetteer, countries: countries_of(&named), named: &named };
    let mut told: Vec<Told> = (0..named.len()).flat_map(|at| finder.beside(at)).collect();
    told.extend((0..document.tokens.len()).filter_map(|token| finder.before_letters(token)));
    // "Paris, Tex." is a text on the United States, in which the mayor of Foley is that of Foley, Alabama.
    finder.countries.extend(told.iter().map(|town| town.code.country()));
    told.extend((0..document.tokens.len()).filter_map(|token| finder.of_kind(token)));
    if told.is_empty() {
        return named;
    }
    let mut known: HashMap<String, PlaceCode> = HashMap::new();
    for town in &told {
        known.entry(document.phrase(town.tokens.clone()).to_lowercase()).or_insert_with(|| town.code.clone());
    }
    let mut found = finder.again(&told);
    found.extend(told.into_iter().map(|town| town.tokens));
    found.sort_by_key(|tokens| (tokens.start, std::cmp::Reverse(tokens.end)));
    let mut towns: Vec<PlaceMention> = Vec::new();
    for tokens in found {
        if towns.last().is_none_or(|last| last.tokens.end <= tokens.start)
            && let Some(code) = known.get(&document.phrase(tokens.clone()).to_lowercase())
        {
            towns.push(finder.mention(tokens, code.clone()));
        }
    }
    let mut all: Vec<PlaceMention> =
        named.iter().filter(|place| touching(&towns, place.tokens.clone()).next().is_none()).cloned().collect();
    all.extend(towns);
    all.sort_by_key(|mention| mention.tokens.start);
    all
}

fn countries_of(named: &[PlaceMention]) -> HashSet<CountryCode> {
    named.iter().filter_map(|place| Some(place.code.as_ref()?.country())).collect()
}

struct Finder<'d> {
    document: &'d Document<'d>,
    gazetteer: &'d Gazetteer,
    countries: HashSet<CountryCode>,
    named: &'d [PlaceMention],
}

impl Finder<'_> {
    fn word(&self, token: usize) -> &str {
        if token < self.document.tokens.len() { self.document.folded(token) } else { "" }
    }

    fn is_mark(&self, token: usize, marks: &[&str]) -> bool {
        self.document.tokens.get(token).is_some_and(|_| marks.contains(&self.document.text(token)))
    }

    /// Towns before or behind a known place: "Trail, British Columbia", "Moosburg, our twin in Germany", "the French town of Calvi".
    fn beside(&self, at: usize) -> Vec<Told> {
        let place = &self.named[at];
        let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::City) else { return Vec::new() };
        let sentence = self.document.sentences[self.document.sentence_of(place.tokens.start)].tokens.clone();
        let lies_there = |town: &PlaceCode| code.includes(town);
        // "a city in the U.S. state of Indiana" lies in Indiana.
        let is_of_state = self.is_told_with_state(place);
        let before =
            (place.form != NameForm::Adjective && !is_of_state).then(|| self.gap_before(place.tokens.start, sentence.start)).flatten();
        let before = before.and_then(|end| self.ending_at(end, sentence.start, &lies_there));
        let behind = self.gap_behind(place.tokens.end, sentence.end).and_then(|start| self.beginning_at(start, sentence.end, &lies_there));
        before.into_iter().chain(behind).collect()
    }

    /// "Paris, TX": a town in the state whose letters stand behind the comma.
    fn before_letters(&self, comma: usize) -> Option<Told> {
        let is_behind_name = comma > 0 && self.is_mark(comma, &[","]) && self.document.tokens[comma - 1].is_capitalised();
        let is_free = || touching(self.named, comma - 1..comma).next().is_none();
        if !is_behind_name || !is_free() {
            return None;
        }
        let states = super::letters::told_by_letters(self.document, comma);
        let first = self.document.sentences[self.document.sentence_of(comma)].tokens.start;
        (!states.is_empty()).then(|| self.ending_at(comma, first, &|town| states.iter().any(|state| state.includes(town)))).flatten()
    }

    /// Where a name may end that the words before `place` join to it.
    fn gap_before(&self, place: usize, sentence_start: usize) -> Option<usize> {
        let farthest = place.saturating_sub(FARTHEST).max(sentence_start);
        let mut says_town = false;
        for token in (farthest..place).rev() {
            let written = &self.document.tokens[token];
            let word = self.word(token);
            says_town |= is_kind(word);
            let stop = usize::from(self.is_mark(token, &["."]) && token > farthest);
            if touching(self.named, token - stop..token - stop + 1).any(|country| self.is_told_with_state(country)) {
                says_town = true;
                continue;
            }
            if written.kind == TokenKind::Word && written.is_capitalised() {
                let gap = token + 1..place;
                let first = gap.clone().next();
                let is_joined = first.is_some_and(|first| self.is_mark(first, &[",", "("]) || self.word(first) == "in");
                let is_close = gap.len() <= 3
                    && gap.clone().all(|t| {
                        self.is_mark(t, &[",", "("])
                            || matches!(self.word(t), "in" | "the" | "northern" | "southern" | "eastern" | "western" | "central")
                    });
                // "Calvi, Moosburg and France": a list says nothing of where they are.
                let is_list = gap.clone().any(|t| ends_apposition(self.word(t)));
                return (is_joined && !is_list && (is_close || says_town)).then_some(token + 1);
            }
            if written.kind == TokenKind::Mark && !self.is_mark(token, &[",", "(", "-", "'"]) {
                return None;
            }
        }
        None
    }

    /// "the U.S. state of", "the Indian state": a country before the word for what lies in it.
    fn is_told_with_state(&self, country: &PlaceMention) -> bool {
        let is_country = country.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::Country);
        let next = country.tokens.end + usize::from(self.is_mark(country.tokens.end, &["."]));
        is_country && matches!(self.word(next), "state" | "province" | "region" | "prefecture" | "county")
    }

    /// Where a name may begin that the words behind `place` join to it.
    fn gap_behind(&self, place: usize, sentence_end: usize) -> Option<usize> {
        let mut says_town = false;
        for token in place..sentence_end.min(place + 5) {
            let word = self.word(token);
            if self.document.tokens[token].is_capitalised() && says_town {
                return Some(token);
            }
            let is_between =
                matches!(word, "'s" | "of" | "twin" | "sister" | "partner" | "small" | "port" | "border" | "coastal" | "historic");
            if is_kind(word) {
                says_town = true;
            } else if !is_between {
                return None;
            }
        }
        None
    }

    /// A town by the word of its kind: "Trail City Council", "the town of Calvi", "Teshio-cho", "twinned with Moosburg".
    fn of_kind(&self, token: usize) -> Option<Told> {
        let sentence = || self.document.sentences[self.document.sentence_of(token)].tokens.clone();
        let is_joined = || !joined_behind(self.document, token, sentence().end).is_empty();
        let next = self.word(token + 1);
        let names_council = matches!(next, "council" | "hall" | "government" | "mayor" | "councillor" | "councillors" | "twinning");
        let is_behind = match self.word(token) {
            "city" | "town" | "village" | "district" | "municipal" | "parish" => names_council,
            "municipality" | "mayor" | "council" | "twinning" => true,
            _ => self.is_mark(token, &["-"]) && is_joined(),
        };
        let in_countries = |town: &PlaceCode| self.countries.contains(&town.country());
        if is_behind && self.document.tokens.get(token.wrapping_sub(1)).is_some_and(|before| before.is_capitalised()) {
            return self.ending_at(token, sentence().start, &in_countries).or_else(|| self.only_one(token, sentence().start));
        }
        // "Calvi, our other twin town"
        let is_explained = || {
            let behind = token + 1..sentence().end.min(token + 6);
            let words = || behind.clone().take_while(|t| self.document.tokens[*t].case == Case::Lower);
            words().any(|t| is_kind(self.word(t)))
        };
        if self.is_mark(token, &[","]) && token > 0 && self.document.tokens[token - 1].is_capitalised() && is_explained() {
            return self.ending_at(token, sentence().start, &in_countries);
        }
        let is_before = match self.word(token) {
            "of" => token > 0 && (is_kind(self.word(token - 1)) || matches!(self.word(token - 1), "mayor" | "twin" | "council")),
            "with" => token > 0 && matches!(self.word(token - 1), "twinned" | "twinning" | "partnered"),
            "city" | "town" | "cities" | "towns" => token > 0 && matches!(self.word(token - 1), "sister" | "twin" | "partner"),
            _ => false,
        };
        if is_before { self.beginning_at(token + 1, sentence().end, &in_countries) } else { None }
    }

    /// A town that no other bears the name of, in a text that names no country of its own: a council's page need not say where it is.
    fn only_one(&self, end: usize, sentence_start: usize) -> Option<Told> {
        let is_council = matches!(self.word(end + 1), "council") || self.word(end) == "council";
        is_council.then(|| self.ending_at(end, sentence_start, &|_| true)).flatten().filter(|town| {
            let name = self.document.phrase(town.tokens.clone());
            towns::named(&name).count() == 1 && name.len() >= 6
        })
    }

    /// The longest name of a town that ends before a token, of those that fit.
    fn ending_at(&self, end: usize, sentence_start: usize, fits: &dyn Fn(&PlaceCode) -> bool) -> Option<Told> {
        let first = end.saturating_sub(LONGEST_NAME).max(sentence_start);
        (first..end).find_map(|start| self.town(start..end, fits))
    }

    /// The longest name of a town that begins at a token, of those that fit.
    fn beginning_at(&self, start: usize, sentence_end: usize, fits: &dyn Fn(&PlaceCode) -> bool) -> Option<Told> {
        let last = (start + LONGEST_NAME).min(sentence_end);
        (start + 1..=last).rev().find_map(|end| self.town(start..end, fits))
    }

    /// The town that exactly these tokens name.
    fn town(&self, tokens: Range<usize>, fits: &dyn Fn(&PlaceCode) -> bool) -> Option<Told> {
        if !self.may_be_name(&tokens, fits) {
            return None;
        }
        let name = self.document.phrase(tokens.clone());
        let code = towns::named(&name).find(|town| fits(town))?;
        Some(Told { tokens, code })
    }

    /// "Springfield, Illinois": whether what stands right behind a name is the place around it.
    fn lies_as_told(&self, tokens: &Range<usize>, code: &PlaceCode) -> bool {
        let next = tokens.end + usize::from(self.is_mark(tokens.end, &[",", "("]));
        touching(self.named, next..next + 1).any(|place| place.code.as_ref().is_some_and(|outer| outer != code && outer.includes(code)))
    }

    /// Whether tokens are written as a name is, and are not part of a longer one: of a person, or of a place that is known. A better known
    /// city of the name that does not fit what stands beside is no hindrance: "Batesville, a small city in Indiana".
    fn may_be_name(&self, tokens: &Range<usize>, fits: &dyn Fn(&PlaceCode) -> bool) -> bool {
        let document = self.document;
        let (first, last) = (&document.tokens[tokens.start], &document.tokens[tokens.end - 1]);
        let is_written = first.is_capitalised() && last.kind == TokenKind::Word && first.kind == TokenKind::Word;
        let is_namesake = |place: &PlaceMention| {
            place.tokens == *tokens && place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::City && !fits(code))
        };
        let is_known = touching(self.named, tokens.clone())
            .any(|place| (place.tokens.len() >= tokens.len() || place.tokens.start < tokens.start) && !is_namesake(place));
        let lexicon = crate::extract::en::lexicon::lexicon();
        let is_word = |token: usize| {
            let word = document.folded(token);
            lexicon.stop_words.contains(word)
                || lexicon.organization_heads.contains_key(word)
                || lexicon.title_modifiers.contains(word)
                || lexicon.abstract_nouns.contains(word)
                || suffix_level(word).is_some()
        };
        let is_title = || lexicon.titles.longest_at(document, tokens.start, document.tokens.len()).is_some();
        let is_single_word = tokens.len() == 1 && (is_word(tokens.start) || is_title() || self.is_caution(tokens));
        is_written && !is_known && !is_single_word && !self.is_part_of_name(tokens)
    }

    fn is_caution(&self, tokens: &Range<usize>) -> bool {
        self.gazetteer.caution(&self.document.phrase(tokens.clone())) == Some(Caution::Word)
    }

    /// "Ada Moosburg", "Moosburg Steel": a capitalised word of no kind directly beside.
    fn is_part_of_name(&self, tokens: &Range<usize>) -> bool {
        let document = self.document;
        let sentence = document.sentences[document.sentence_of(tokens.start)].tokens.clone();
        let touches = |left: usize, right: usize| document.tokens[right].start <= document.tokens[left].end + 1;
        let before = tokens.start.checked_sub(1).filter(|t| sentence.contains(t) && touches(*t, tokens.start));
        let behind = Some(tokens.end).filter(|t| sentence.contains(t) && touches(tokens.end - 1, *t));
        let is_joined = |token: usize| document.text(token) == "-" && joined_behind(document, tokens.end, sentence.end).is_empty();
        let is_name = |token: usize| is_name_word(document, self.gazetteer, token, &sentence) || is_joined(token);
        let is_initial = |token: usize| document.text(token) == "." && token > sentence.start && document.text(token - 1).len() == 1;
        before.is_some_and(|token| is_name(token) || is_initial(token)) || behind.is_some_and(is_name)
    }

    /// Where else the towns that the text told stand.
    fn again(&self, told: &[Told]) -> Vec<Range<usize>> {
        let document = self.document;
        let written = |tokens: &Range<usize>| document.phrase(tokens.clone()).to_lowercase();
        // Filed under their first words: a long text may tell many towns.
        let mut by_first_word: HashMap<&str, HashMap<String, usize>> = HashMap::new();
        for Told { tokens, .. } in told {
            by_first_word.entry(document.folded(tokens.start)).or_default().insert(written(tokens), tokens.len());
        }
        let named_at = |start: usize| {
            let names = by_first_word.get(document.folded(start))?;
            let mut lengths: Vec<usize> = names.values().copied().collect();
            lengths.sort_unstable();
            lengths.dedup();
            let spans = lengths.into_iter().rev().map(|length| start..start + length).filter(|tokens| tokens.end <= document.tokens.len());
            spans
                .into_iter()
                .find(|tokens| names.contains_key(&written(tokens)) && self.may_be_name(tokens, &|code| self.lies_as_told(tokens, code)))
        };
        let may_begin = |token: &usize| document.tokens[*token].is_capitalised();
        (0..document.tokens.len()).filter(may_begin).filter_map(named_at).collect()
    }

    fn mention(&self, tokens: Range<usize>, code: PlaceCode) -> PlaceMention {
        let document = self.document;
        let sentence_end = document.sentences[document.sentence_of(tokens.start)].tokens.end;
        let is_suffix = |token: usize| token < sentence_end && matches!(self.word(token), "city" | "town" | "municipality" | "village");
        let end = if !joined_behind(document, tokens.end, sentence_end).is_empty() {
            tokens.end + 2
        } else if is_suffix(tokens.end) && !matches!(self.word(tokens.end + 1), "council" | "hall" | "government") {
            tokens.end + 1
        } else {
            tokens.end
        };
        let name = document.phrase(tokens.clone());
        let tokens = tokens.start..end;
        PlaceMention {
            span: document.span(tokens.clone()),
            name,
            is_dateline: super::is_dateline(document, &tokens),
            tokens,
            code: Some(code),
            form: NameForm::Name,
            in_organization: false,
            rivals: Vec::new(),
            rule: TOWN,
        }
    }
}

/// Words behind which a place no longer says where the name before them lies.
fn ends_apposition(word: &str) -> bool {
    matches!(
        word,
        "and" | "or" | "with" | "to" | "from" | "by" | "where" | "which" | "who" | "whose" | "when" | "that" | "as" | "partner" | "friend"
    )
}

/// Words for a town.
fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "city"
            | "town"
            | "municipality"
            | "village"
            | "commune"
            | "comune"
            | "township"
            | "suburb"
            | "cities"
            | "towns"
            | "twin"
            | "borough"
    )
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;

    fn places(text: &str) -> Vec<String> {
        let found = extract(text, &ArticleContext::default(), Gazetteer::builtin()).places;
        found.iter().filter_map(|place| place.code.as_ref().map(ToString::to_string)).collect()
    }

    #[test]
    fn a_town_lies_in_the_state_that_is_told_behind_it() {
        for text in [
            "Batesville, a small city in the U.S. state of Indiana, has guests from Nara in Japan.",
            "Batesville, in the US state of Indiana, has guests from Nara in Japan.",
            "Batesville, Indiana, has guests from Nara in Japan.",
        ] {
            assert!(places(text).contains(&"US-IN/Batesville".to_owned()), "{text}: {:?}", places(text));
        }
        let list = "They stopped in Springfield, Illinois, and in Springfield, Massachusetts.";
        assert!(places(list).contains(&"US-IL/Springfield".to_owned()), "{:?}", places(list));
    }

    #[test]
    fn a_surname_behind_mister_is_no_place() {
        let text = "Yunnan sent Mr. Gao Shu to India. Mr. Gao told them of the fair in Kunming.";
        assert!(!places(text).iter().any(|code| code.starts_with("ML")), "{:?}", places(text));
    }
}
