//! Date expressions in English texts: which there are, and which of them only look like dates.

use chrono::Datelike;
use std::ops::Range;
use std::sync::LazyLock;

use super::date_parts::{are_two_years, day, month, weekday, year};
use super::date_rules::{DATE_RULES, Kind, Rule};
use super::hedges::{window_after, window_before};
use super::numbers::{SPACE, compile, small_number};
use super::patterns::{Captures, Pattern};
use crate::extract::dates::{DateExpression, DateMention, Relation, Unit};
use crate::model::{PartialDate, RuleName, TextSpan};

/// All date expressions in a part of a text, in order, none of them overlapping.
pub fn find_dates(text: &str, within: TextSpan) -> Vec<DateMention> {
    let mut found = Vec::new();
    if within.of(text).is_none() {
        return found;
    }
    let visible = &text[..within.end];
    let mut position = within.start;
    while let Some(piece) = DATE_RULES.any.find_at(visible, position) {
        match longest(visible, within.start, piece.range()) {
            Some(mention) => {
                position = mention.span.end.max(piece.start() + 1);
                found.push(mention);
            }
            None => position = after_word(visible, piece.start()),
        }
    }
    found
}

/// What a piece of text says, read as far as it holds: "October 11 and 12 companies" is a day and a number of companies.
fn longest(text: &str, floor: usize, piece: Range<usize>) -> Option<DateMention> {
    let mut end = piece.end;
    loop {
        let words = &text[piece.start..end];
        let place = Place { before: window_before(&text[floor..], piece.start - floor), after: window_after(text, end) };
        let mut rules = DATE_RULES.fitting(words);
        let read = rules.find_map(|rule| Some((rule.name, read(rule, &rule.pattern.captures(words)?, &place)?)));
        if let Some((rule, expression)) = read {
            return Some(opened(TextSpan::new(piece.start, end), expression, rule, &place));
        }
        let shorter = words.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if shorter.is_empty() {
            return None;
        }
        end = piece.start + shorter.len();
    }
}

/// What stands around an expression.
pub(super) struct Place<'a> {
    /// A little of the text before it.
    pub before: &'a str,
    /// A little of the text behind it.
    pub after: &'a str,
}

fn after_word(text: &str, position: usize) -> usize {
    let rest = &text[position..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    position + end.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// "By 18 May" and "since 2018" are open intervals; the word belongs to the expression.
fn opened(span: TextSpan, expression: DateExpression, rule: &'static str, place: &Place) -> DateMention {
    static OPENING: LazyLock<Pattern> = LazyLock::new(|| {
        let until =
            format!("by|until|till|before|prior{SPACE}to|no{SPACE}later{SPACE}than|not{SPACE}later{SPACE}than|up{SPACE}to|up{SPACE}until");
        let since = format!(
            "since|ever{SPACE}since|starting(?:{SPACE}(?:on|from|in))?|beginning(?:{SPACE}(?:on|from|in))?|as{SPACE}from|with{SPACE}effect{SPACE}from"
        );
        compile(&format!(
            r"(?i)(?-u:\b)(?:(?<until>{until})|(?<since>{since})){SPACE}(?:the{SPACE})?(?:(?:end|beginning|start|middle|spring|summer|autumn){SPACE}of{SPACE})?(?:the{SPACE})?$"
        ))
    });
    static ONWARDS: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)^[\s,]{0,3}(?:onwards?|on(?:,|\s+the))(?-u:\b)"));
    static FROM: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)(?-u:\b)from\s{1,3}(?:the\s{1,3})?$"));
    if let Some(opening) = OPENING.captures(place.before) {
        let span = TextSpan::new(span.start - (place.before.len() - opening.get_match().start()), span.end);
        let of = Box::new(expression);
        let is_until = opening.name("until").is_some();
        let expression = if is_until { DateExpression::Until(of) } else { DateExpression::Since(of) };
        return DateMention { span, expression, rule: RuleName::new(if is_until { "en.date.until" } else { "en.date.since" }) };
    }
    if FROM.is_match(place.before) && ONWARDS.is_match(place.after) {
        return DateMention { span, expression: DateExpression::Since(Box::new(expression)), rule: RuleName::new("en.date.since") };
    }
    DateMention { span, expression, rule: RuleName::new(rule) }
}

fn read(rule: &Rule, captures: &Captures, place: &Place) -> Option<DateExpression> {
    if is_part_of_a_number(captures, place) {
        return None;
    }
    match rule.kind {
        Kind::Calendar => calendar(captures, place),
        Kind::Year => year(captures, place),
        Kind::Month => month(captures, place),
        Kind::Day => day(captures, place),
        Kind::Weekday => weekday(captures, place),
        Kind::Period => period(captures, place),
        Kind::Ago => Some(DateExpression::Period { unit: unit(captures)?, offset: -number(captures)? }),
        Kind::AgoThisMonth => {
            let years = text_of(captures, "n").or_else(|| text_of(captures, "m")).and_then(small_number)?;
            Some(DateExpression::Period { unit: Unit::Month, offset: -12 * years })
        }
        Kind::Anchor => anchor(captures, place),
        Kind::NthDay => nth(captures.name("nth")?.as_str()).map(DateExpression::DayOfAnchor),
        Kind::Decade => decade(captures),
        Kind::PartOfYear => part_of_year(captures),
        Kind::Recent => Some(DateExpression::Recent),
    }
}

/// "March 5,000", "2019.5", "May 5 million", "12 percent", "$2019".
fn is_part_of_a_number(captures: &Captures, place: &Place) -> bool {
    static GOES_ON: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?i)^(?:[,.:][0-9]{3}|\.[0-9]|[ \u{a0}-]?(?:%|per ?cent|million|billion|trillion|thousand|hundred|crore|lakh|yuan|dollars?|euros?|km|kg|tons?|tonnes)(?-u:\b|$)|%)",
        )
    });
    static COMES_FROM: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?:[$€£¥₹#+]|[0-9][.,/:-]|(?i-u:\bno\.?|\brmb|\busd|\beur) ?)$"));
    let whole = captures.get_match().as_str();
    let ends_in_figure = whole.ends_with(|c: char| c.is_ascii_digit());
    let starts_with_figure = whole.starts_with(|c: char| c.is_ascii_digit());
    // A time follows a date: "2024-09-30 14:00", "Oct 13 at 9:00"; but "2024-09-30:" ends a line.
    (ends_in_figure && GOES_ON.is_match(place.after)) || (starts_with_figure && COMES_FROM.is_match(place.before))
}

pub(super) fn text_of<'a>(captures: &Captures<'a>, name: &str) -> Option<&'a str> {
    captures.name(name).map(|m| m.as_str())
}

pub(super) fn small<T: std::str::FromStr>(captures: &Captures, name: &str) -> Option<T> {
    text_of(captures, name)?.parse().ok()
}

fn calendar(captures: &Captures, place: &Place) -> Option<DateExpression> {
    if ["m1", "m2"].iter().filter_map(|name| text_of(captures, name)).any(|name| !is_month_name(name))
        || is_family_name(captures, place)
        || are_two_years(captures, place)
    {
        return None;
    }
    let month = |word: &str, digits: &str| text_of(captures, word).and_then(|name| DATE_RULES.month(name)).or(small(captures, digits));
    let (y1, y2): (Option<i32>, Option<i32>) = (small(captures, "y1"), small(captures, "y2").or(split_year(captures)));
    if let (Some(month), None) = (small::<u8>(captures, "yy2"), y2) {
        // "2025-09": neither a season nor a school year.
        let is_month = captures.get_match().as_str().contains('-');
        let first = PartialDate::new(y1, Some(month), None).filter(|_| is_month)?;
        return Some(DateExpression::Calendar { first, last: None, relation: Relation::Unsaid });
    }
    let (m1, m2) = (month("m1", "n1").or(small(captures, "m1n")), month("m2", "n2"));
    let (d1, d2): (Option<u8>, Option<u8>) = (small(captures, "d1"), small(captures, "d2"));
    if let (Some(a), Some(b)) = (small::<u8>(captures, "a1"), small::<u8>(captures, "a2")) {
        // "12/6/2017 11:42 AM" is written by people who put the month first.
        static TWELVE_HOURS: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)^,?\s{1,3}(?:at\s)?[0-9]{1,2}:[0-9]{2}\s?[ap]\.?m"));
        let weekday = text_of(captures, "w0").and_then(|name| DATE_RULES.weekday(name));
        let (day, month) = if TWELVE_HOURS.is_match(place.after) && a <= 12 { (b, a) } else { (a, b) };
        let short = small::<i32>(captures, "ys");
        let years = [y1.or(short.map(|year| 2000 + year)), short.map(|year| 1900 + year)];
        let ways = years
            .into_iter()
            .flatten()
            .flat_map(|year| [PartialDate::new(Some(year), Some(month), Some(day)), PartialDate::new(Some(year), Some(day), Some(month))]);
        let ways: Vec<PartialDate> = ways.flatten().collect();
        // "Wednesday (8/9/2017)": the weekday tells which of the two is the month.
        let is_on = |date: &&PartialDate| date.first_day().is_some_and(|day| Some(day.weekday()) == weekday);
        let date = *ways.iter().find(is_on).or(ways.first())?;
        return Some(DateExpression::Calendar { first: date, last: None, relation: Relation::Unsaid });
    }
    if captures.name("d2").is_some() && ends_in_a_count(captures, place) {
        return None;
    }
    // "in the evening 3/4 of the members"; "afternoon 12/6/2017" is told as a whole.
    let is_in_figures = captures.name("n1").is_some() && y1.is_none() && captures.name("d2").is_none();
    if is_in_figures && (place.after.starts_with(" of ") || place.after.starts_with('/')) {
        return None;
    }
    let relation = relation(captures);
    if let (Some(_), Relation::Years(_)) = (text_of(captures, "season"), relation) {
        return Some(DateExpression::Period { unit: Unit::Year, offset: years_of(relation) });
    }
    let has_last = d2.is_some() || m2.is_some() || y2.is_some();
    let first = PartialDate::new(y1, m1.or(m2), d1)?;
    let last = if has_last { Some(PartialDate::new(y2, m2.or(m1), d2)?) } else { None };
    if let Some(last) = last {
        runs_forward(first, last).then_some(())?;
    }
    // "from Dec. 30, 2019 to Jan. 3": the year of one end is worked out from the other.
    Some(DateExpression::Calendar { first, last, relation })
}

/// "On October 11 and 12 companies": the second figure counts something.
fn ends_in_a_count(captures: &Captures, place: &Place) -> bool {
    static COUNTED: LazyLock<Pattern> =
        LazyLock::new(|| compile(r"^\s{1,3}(?:[a-z-]{2,16}\s{1,3})?(?:people|[a-z]{3,16}(?:ies|ses|ts|ns|rs|ms|es))(?-u:\b)"));
    let whole = captures.get_match().as_str();
    let is_listed = whole.split_whitespace().any(|word| word.eq_ignore_ascii_case("and")) || whole.contains('&');
    is_listed && whole.ends_with(|c: char| c.is_ascii_digit()) && captures.name("y2").is_none() && COUNTED.is_match(place.after)
}

/// Short and capital, or in full: "may" and "march" are verbs, "sun" and "mar" words.
pub(super) fn is_month_name(name: &str) -> bool {
    let is_capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_another_word = ["may", "march", "august"].contains(&name.to_ascii_lowercase().as_str());
    is_capital || (DATE_RULES.is_full_name(name) && !is_another_word)
}

/// "last May Wong", "Theresa May 2019": not settled by grammar; only a title before the month tells.
pub(super) fn is_family_name(captures: &Captures, place: &Place) -> bool {
    static TITLE: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lady|Minister|Theresa|Brian|Mayor|Governor)\.? $"));
    let whole = captures.get_match().as_str();
    whole.starts_with(|c: char| c.is_ascii_uppercase()) && TITLE.is_match(place.before)
}

fn split_year(captures: &Captures) -> Option<i32> {
    let first: i32 = small(captures, "y1")?;
    let last: i32 = small(captures, "yy2")?;
    let year = first - first.rem_euclid(100) + last;
    // "2014/15" but not "2019-04".
    (year == first + 1 || (year > first && last > 12)).then_some(year)
}

fn runs_forward(first: PartialDate, last: PartialDate) -> bool {
    match (first.year(), last.year()) {
        (Some(y), Some(z)) if y != z => y < z,
        (Some(_), Some(_)) => (first.month(), first.day()) < (last.month(), last.day()),
        _ if first.month() == last.month() => first.day() < last.day() || first.day().is_none() || first.month().is_none(),
        _ => true,
    }
}

pub(super) fn relation(captures: &Captures) -> Relation {
    let lower = |name: &str| text_of(captures, name).map(str::to_lowercase);
    let offset = |word: &str| match word {
        "last" | "past" | "previous" | "the previous" => -1,
        "next" | "coming" => 1,
        _ => 0,
    };
    if let Some(word) = lower("ry").or(lower("season")) {
        return Relation::Years(offset(&word));
    }
    if let Some(word) = lower("rm") {
        return Relation::Months(offset(&word));
    }
    match lower("which").as_deref() {
        Some("last" | "past" | "previous") => Relation::Before,
        Some("next" | "coming") => Relation::After,
        Some("this") => Relation::Years(0),
        _ => Relation::Unsaid,
    }
}

fn years_of(relation: Relation) -> i32 {
    if let Relation::Years(offset) = relation { offset } else { 0 }
}

fn period(captures: &Captures, place: &Place) -> Option<DateExpression> {
    let plain = |name: &str| text_of(captures, name).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    if let Some(word) = plain("word") {
        let offset = match word.as_str() {
            "the day before yesterday" => -2,
            "yesterday" | "last night" => -1,
            "tomorrow" => 1,
            "the day after tomorrow" => 2,
            _ => 0,
        };
        return Some(DateExpression::Period { unit: Unit::Day, offset });
    }
    let (unit, which) = (unit(captures)?, plain("which")?);
    if is_stretch(&which, unit, place) {
        return None;
    }
    let offset = match which.as_str() {
        "last" | "past" | "previous" => -1,
        "next" | "coming" => 1,
        "over the" if unit == Unit::Weekend => 0,
        "over the" => return None,
        _ => 0,
    };
    Some(DateExpression::Period { unit, offset })
}

/// "Over the past year" and "in the last week of May" are stretches of time; "the previous week" counts from elsewhere.
fn is_stretch(which: &str, unit: Unit, place: &Place) -> bool {
    static THE: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)(?-u:\b)the\s{1,3}$"));
    static OF: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)^\s{1,3}of(?-u:\b)"));
    let is_of = OF.is_match(place.after);
    (THE.is_match(place.before) && (which == "past" || which == "last" || which == "previous")) || (is_of && unit != Unit::Weekend)
}

/// "The next day", "two days later". "A year before the fair" counts from something else.
fn anchor(captures: &Captures, place: &Place) -> Option<DateExpression> {
    let way = text_of(captures, "way").or(text_of(captures, "way2"))?.to_lowercase();
    let count = if captures.name("n").is_some() { number(captures)? } else { 1 };
    let offset = match way.as_str() {
        "same" | "that" => 0,
        "next" | "following" | "later" | "after" | "afterwards" => count,
        _ => -count,
    };
    let ends = place.after.trim_start().is_empty() || place.after.starts_with([',', '.', ';', ')', '\n']) || place.before.trim().is_empty();
    let counts_from_elsewhere = matches!(way.as_str(), "before" | "after") && !ends;
    (!counts_from_elsewhere).then_some(DateExpression::FromAnchor { unit: unit(captures)?, offset })
}

fn number(captures: &Captures) -> Option<i32> {
    small_number(text_of(captures, "n")?)
}

fn unit(captures: &Captures) -> Option<Unit> {
    Some(match text_of(captures, "unit")?.to_lowercase().as_str() {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        _ => Unit::Year,
    })
}

fn nth(word: &str) -> Option<u8> {
    const WORDS: [&str; 7] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];
    let word = word.to_lowercase();
    let in_words = WORDS.iter().position(|known| *known == word).map(|at| at as u8 + 1);
    in_words.or_else(|| word.get(..1)?.parse().ok())
}

fn decade(captures: &Captures) -> Option<DateExpression> {
    let start: i32 = small(captures, "y1")?;
    let year = |year| PartialDate::new(Some(year), None, None);
    Some(DateExpression::Calendar { first: year(start)?, last: Some(year(start + 9)?), relation: Relation::Unsaid })
}

/// "The first half of 2023": its months.
fn part_of_year(captures: &Captures) -> Option<DateExpression> {
    let short = text_of(captures, "qh").map(str::to_lowercase);
    let (is_half, nth) = match short.as_deref() {
        Some(short) => (short.starts_with('h'), short.get(1..)?.parse().ok()?),
        None => {
            let is_half = text_of(captures, "unit")?.eq_ignore_ascii_case("half");
            let word = text_of(captures, "nth")?;
            (is_half, if word.eq_ignore_ascii_case("last") { if is_half { 2 } else { 4 } } else { nth(word)? })
        }
    };
    let length = if is_half { 6 } else { 3 };
    let year = small(captures, "y1");
    let month = |month: u8| PartialDate::new(year, Some(month), None);
    Some(DateExpression::Calendar { first: month((nth - 1) * length + 1)?, last: Some(month(nth * length)?), relation: relation(captures) })
}
