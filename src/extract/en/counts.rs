//! Numbers of projects, agreements, companies and people as English texts write them.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::prelude::ToPrimitive;

use super::hedges::{hedge_around, window_before};
use super::numbers::{DIGITS, JOINT, SPACE, ShortScales, alternation, compile, figure_in_short, figure_pattern, read_figure, rows};
use super::patterns::{Captures, Match, Pattern};
use crate::extract::amounts::{CountMention, CountNoun};
use crate::model::{Hedge, RuleName, TextSpan};

struct Nouns {
    class: HashMap<&'static str, &'static str>,
    /// Words between number and noun that cannot belong to the noun: "two sides signed agreements".
    stops: Vec<&'static str>,
    /// Words that mark a part out from the whole.
    key: Vec<&'static str>,
    rules: Vec<(&'static str, Pattern)>,
    /// Any of them that begins with the number.
    number_first: Pattern,
    /// Any of them that begins with the noun.
    noun_first: Pattern,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let mut nouns = Nouns {
        class: HashMap::new(),
        stops: Vec::new(),
        key: Vec::new(),
        rules: Vec::new(),
        number_first: compile("$^"),
        noun_first: compile("$^"),
    };
    for row in rows(include_str!("../../../assets/rules/en/counted.tsv")) {
        let [class, words] = row[..] else { continue };
        match class {
            "stop" => nouns.stops.extend(words.split('|')),
            "key" => nouns.key.extend(words.split('|')),
            class => nouns.class.extend(words.split('|').map(|word| (word, class))),
        }
    }
    let sources = sources(&alternation(nouns.class.keys().copied()));
    nouns.rules = sources.iter().map(|(name, source)| (*name, compile(&format!("(?i)^(?:{source})$")))).collect();
    let unnamed: Vec<String> = sources.iter().map(|(_, source)| unnamed(source)).collect();
    if let Some((total, others)) = unnamed.split_last() {
        (nouns.number_first, nouns.noun_first) = (compile(&format!("(?i){}", others.join("|"))), compile(&format!("(?i){total}")));
    }
    nouns
});

/// Words for a number that is not told.
const UNSAID: &str = "a (?:[a-z]+ )?(?:number|series|batch|range|variety|host|group|raft|string|slew|lot|handful|couple|wealth) of|several|numerous|many|multiple|various|dozens of|scores of|hundreds of|thousands of|a few|some";

/// The rules, in order of precedence; the last begins with the noun, all others with the number.
fn sources(noun: &str) -> Vec<(&'static str, String)> {
    let unsaid = UNSAID.replace(' ', SPACE);
    let figure = figure_pattern(ShortScales::Ignored);
    let words = format!(r"(?<words>(?:{SPACE}[A-Za-z][A-Za-z0-9'’&/.-]{{0,24}}){{0,4}}?){SPACE}");
    let noun = format!(r"[“‘\x22']?(?<noun>{noun})(?-u:\b)");
    let range = format!(r"(?:between{SPACE}{figure}{SPACE}and{SPACE}|{DIGITS}[ ]?[-–][ ]?|{figure}{SPACE}(?:to|or){SPACE}){figure}");
    vec![
        // "a 13-member delegation", "an over-500-strong group"
        ("en.count.members", format!(r"(?-u:\b)(?<figure>{figure}){JOINT}(?<member>member|strong|person|man)(?-u:\b)")),
        // "four or five projects", "30 to 40 companies", "between 20 and 30 guests"
        ("en.count.range", format!(r"(?-u:\b)(?<range>{range}){words}{noun}")),
        // "137 projects", "48 key projects", "three of the trade agreements", "30-plus companies", "500+ guests"
        (
            "en.count.number",
            format!(
                r"(?-u:\b)(?<figure>{figure})(?<plus>\+|[ -]plus|[ -]odd)?(?<of>{SPACE}of(?:{SPACE}(?:the|these|those|its|their))?)?{words}{noun}"
            ),
        ),
        // "a number of projects", "several agreements"
        ("en.count.unsaid", format!(r"(?-u:\b)(?<unsaid>{unsaid}){words}{noun}")),
        // "projects signed: 50", "projects totalled 50", "the number of MoUs formalised comes to 26", "projects 9 in total"
        (
            "en.count.total",
            format!(
                r"{noun}(?:(?:{SPACE}[a-z]{{2,14}}){{0,4}}?:[ ]?(?<figure4>[0-9]{{1,3}})(?:[,;.]|$)|(?:{SPACE}[a-z]{{2,14}}){{0,4}}?{SPACE}(?:(?:came|comes|amounts?|amounted|rose|ran){SPACE}to|total(?:l?ed|s)?|number(?:ed|s)?|reach(?:ed|es)|stands{SPACE}at|signed{SPACE}(?:was|is|were)){SPACE}(?<figure>{figure})(?-u:\b))|{}(?:(?:{SPACE}[a-z]{{2,14}}){{0,4}}?{SPACE}are{SPACE}(?<figure3>{DIGITS})[,;.]|(?:{SPACE}(?:were|are|was|signed)){{0,2}}{SPACE}(?<figure2>{figure}){SPACE}(?:in{SPACE}total|altogether|in{SPACE}all))",
                noun.replace("<noun>", "<noun2>")
            ),
        ),
    ]
}

fn unnamed(source: &str) -> String {
    static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(\?<[a-z0-9]+>").expect("a fixed pattern"));
    NAME.replace_all(source, "(?:").into_owned()
}

/// Short patterns that fit wherever there is a number of things, and elsewhere too: those that begin with the number, and those that
/// begin with the noun.
pub(super) fn in_short() -> [String; 2] {
    let (figure, noun) = (figure_in_short(r"(?-u:\b)"), alternation(NOUNS.class.keys().copied()));
    let number = format!(r"(?:{figure}|(?-u:\b)(?:{UNSAID}))[ -](?:(?-u:\b){noun}|member|strong|person|man)");
    [number, format!("{noun}[ -]{figure}")]
}

/// All numbers of things and people in a part of a text, in order.
pub fn find_counts(text: &str, within: TextSpan) -> Vec<CountMention> {
    let mut found = Vec::new();
    if within.of(text).is_none() {
        return found;
    }
    let visible = &text[..within.end];
    let mut position = within.start;
    let mut pieces = Pieces { text: visible, number: Piece::Unknown, noun: Piece::Unknown };
    while let Some(piece) = pieces.next_from(position) {
        let read = NOUNS.rules.iter().find_map(|(rule, pattern)| {
            let captures = pattern.captures(piece.as_str())?;
            read_count(visible, piece.start(), rule, &captures)
        });
        match read {
            Some(mention) => {
                position = mention.span.end;
                found.push(mention);
            }
            None => position = after_word(visible, piece.start()),
        }
    }
    found
}

/// What may be numbers of things in a text, each looked for once.
struct Pieces<'t> {
    text: &'t str,
    number: Piece<'t>,
    noun: Piece<'t>,
}

/// The next piece of one kind.
#[derive(Clone, Copy)]
enum Piece<'t> {
    Unknown,
    Next(Match<'t>),
    None,
}

impl<'t> Pieces<'t> {
    /// The first piece from a byte on; of two that begin together the one that begins with the number.
    fn next_from(&mut self, position: usize) -> Option<Match<'t>> {
        let number = Self::renewed(&mut self.number, &NOUNS.number_first, self.text, position);
        let noun = Self::renewed(&mut self.noun, &NOUNS.noun_first, self.text, position);
        number.into_iter().chain(noun).min_by_key(Match::start)
    }

    fn renewed(piece: &mut Piece<'t>, pattern: &Pattern, text: &'t str, position: usize) -> Option<Match<'t>> {
        let is_old = match piece {
            Piece::Unknown => true,
            Piece::Next(found) => found.start() < position,
            Piece::None => false,
        };
        if is_old {
            *piece = pattern.find_at(text, position).map_or(Piece::None, Piece::Next);
        }
        match piece {
            Piece::Next(found) => Some(*found),
            _ => None,
        }
    }
}

fn after_word(text: &str, position: usize) -> usize {
    let rest = &text[position..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != ',' && c != '.').unwrap_or(rest.len());
    position + end.max(rest.chars().next().map_or(1, char::len_utf8))
}

fn read_count(text: &str, start: usize, rule: &'static str, captures: &Captures) -> Option<CountMention> {
    let group = |name: &str| captures.name(name).map(|m| m.as_str());
    let words = group("words").unwrap_or("").to_lowercase();
    let noun_text = group("noun").or(group("noun2"));
    let span = TextSpan::new(start, start + captures.get_match().end());
    let figure_text = group("figure").or(group("figure2")).or(group("figure3")).or(group("figure4"));
    // "137 signed projects", "ended with seven signed projects", but "the two signed agreements".
    let is_in_digits = figure_text.is_some_and(|figure| figure.starts_with(|c: char| c.is_ascii_digit()));
    let before = text[..captures.get_match().start()].trim_end();
    let is_of_people = before.ends_with("the") || before.ends_with("The") || figure_text.is_some_and(|two| two.eq_ignore_ascii_case("two"));
    let described = if is_in_digits || !is_of_people { words.trim_start().strip_prefix("signed").unwrap_or(&words) } else { &words };
    let is_one_of = group("of").is_some() && figure_text.is_some_and(|figure| figure.eq_ignore_ascii_case("one"));
    let first = figure_text.or(group("range"));
    if is_one_of || !are_of_the_noun(described) || first.is_some_and(|figure| is_no_count(text, start, figure, captures)) {
        return None;
    }
    let figure_at = captures
        .name("figure")
        .or(captures.name("figure2"))
        .or(captures.name("figure3"))
        .or(captures.name("figure4"))
        .map_or(span, |m| TextSpan::new(start + m.start(), start + m.end()));
    let count = figure_text.and_then(|figure| read_figure(figure)?.value.to_u32_exact());
    if figure_text.is_some() && count.is_none() {
        return None;
    }
    let noun = match noun_text {
        None => CountNoun::Delegates,
        Some(noun) => noun_of(&noun.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()),
    };
    let hedge = match (group("range"), group("plus")) {
        (Some(_), _) => Hedge::Range,
        (_, Some(plus)) => {
            if plus.ends_with("odd") {
                Hedge::About
            } else {
                Hedge::AtLeast
            }
        }
        _ if figure_text.is_none() => Hedge::Exactly,
        _ => hedge_around(text, figure_at.start, figure_at.end),
    };
    let is_key_part = words.split_whitespace().any(|word| NOUNS.key.contains(&word)) || is_marked_out(text, start);
    Some(CountMention { span, count, hedge, noun, is_key_part, rule: RuleName::new(rule) })
}

trait ExactCount {
    fn to_u32_exact(self) -> Option<u32>;
}

impl ExactCount for rust_decimal::Decimal {
    /// "2.5 projects" is none.
    fn to_u32_exact(self) -> Option<u32> {
        if self.is_integer() { self.to_u32() } else { None }
    }
}

fn noun_of(noun: &str) -> CountNoun {
    match NOUNS.class.get(noun).copied() {
        Some("projects") => CountNoun::Projects,
        Some("agreements") => CountNoun::Agreements,
        Some("memoranda") => CountNoun::Memoranda,
        Some("contracts") => CountNoun::Contracts,
        Some("delegates") => CountNoun::Delegates,
        Some("people") => CountNoun::People,
        Some("companies") => CountNoun::Companies,
        _ => CountNoun::Other(noun.to_owned()),
    }
}

/// Whether the words between number and noun may describe the noun: no verbs, no noun of their own in the plural.
fn are_of_the_noun(words: &str) -> bool {
    const SINGULAR_IN_S: [&str; 14] = [
        "overseas",
        "business",
        "sports",
        "services",
        "logistics",
        "electronics",
        "textiles",
        "goods",
        "sales",
        "arts",
        "ss",
        "news",
        "politics",
        "series",
    ];
    words.split_whitespace().all(|word| {
        let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous") && !word.ends_with("'s");
        !NOUNS.stops.contains(&word) && !word.ends_with(['.', ';']) && (!is_plural || SINGULAR_IN_S.contains(&word))
    })
}

/// Years, days of a month, parts of larger numbers: "in 2019 companies", "May 5 delegates".
fn is_no_count(text: &str, start: usize, figure: &str, captures: &Captures) -> bool {
    static DATE_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?i)(?:(?-u:\b)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?|(?-u:\b)no\.?|(?-u:\b)top|[0-9]|[$€£¥₹#])[ \u{a0}]?$|[0-9][.,:/-]$",
        )
    });
    let before = window_before(text, start);
    let is_year = figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    let is_dated = is_year && !hedge_is_near(before);
    let stands_first = captures.name("figure").or(captures.name("range")).is_some_and(|m| m.start() == 0);
    // "2022-07-08 Ten projects": a word is no further digit of a date.
    let is_word = figure.starts_with(char::is_alphabetic) && before.ends_with(|c: char| c.is_ascii_digit() || c == ' ');
    let is_word = is_word && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    stands_first && !is_word && (DATE_BEFORE.is_match(before) || before.ends_with(|c: char| c.is_alphanumeric()) || is_dated)
}

/// "Over 2000 guests" is a number, "in 2019 companies" is a year.
fn hedge_is_near(before: &str) -> bool {
    let end = before.trim_end().to_lowercase();
    ["over", "than", "about", "around", "some", "nearly", "almost", "of", "least", "to"].iter().any(|word| end.ends_with(word))
        && !end.ends_with("as of")
}

fn is_marked_out(text: &str, start: usize) -> bool {
    static MARK: LazyLock<Pattern> =
        LazyLock::new(|| compile(r"(?i)(?:including|of which|of these|of them|among (?:them|these|which)|includes?)[ ,:]{1,2}(?:the )?$"));
    // "and, on top of these, 22 contracts" are further ones.
    static FURTHER: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)on top of (?:these|them)[ ,:]{1,2}(?:the )?$"));
    let before = window_before(text, start);
    MARK.is_match(before) && !FURTHER.is_match(before)
}
