//! How English texts write dates: the patterns, each with an example above it. What they mean is read in `dates`.
//!
//! `{month}` and the like stand for parts named below. The first pattern that fits at a place wins, so longer forms come first.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;
use regex::Regex;

use super::numbers::{SPACE, alternation, compile, rows, word_pattern};
use super::patterns::{AnyOf, Pattern};

/// What kind of expression a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Year, month and day parts by name.
    Calendar,
    /// A year alone, believed only in company.
    Year,
    /// A month alone, believed only in company where its name is also another word.
    Month,
    /// A day of the month alone.
    Day,
    /// A weekday.
    Weekday,
    /// "yesterday", "last week".
    Period,
    /// "two weeks ago".
    Ago,
    /// "this month twenty years ago".
    AgoThisMonth,
    /// "the next day", "two days later".
    Anchor,
    /// "on the second day".
    NthDay,
    /// "the 1970s".
    Decade,
    /// "the first half of 2023".
    PartOfYear,
    /// "recently".
    Recent,
}

/// A way of writing dates.
pub(super) struct Rule {
    /// As `extract --explain` prints it.
    pub name: &'static str,
    /// What it reads.
    pub kind: Kind,
    /// Matches a whole expression.
    pub pattern: Pattern,
}

const RULES: &[(&str, Kind, &str)] = &[
    // 2024-09-25 to 2024-09-27
    (
        "en.date.iso_range",
        Kind::Calendar,
        r"{b}(?<y1>{y})[-/.](?<n1>[01]?[0-9])[-/.](?<d1>[0-3]?[0-9])(?:{to}|{s})(?<y2>{y})[-/.](?<n2>[01]?[0-9])[-/.](?<d2>[0-3]?[0-9]){b}",
    ),
    // 2024-09-25, 2024/9/25
    ("en.date.iso", Kind::Calendar, r"{b}(?<y1>{y})(?:-(?<n1>[01]?[0-9])-|[/.](?<m1n>[01]?[0-9])[/.])(?<d1>[0-3]?[0-9])(?:{b}|T)"),
    // 15.-17.11.2023, 28.9. - 3.10.2023
    (
        "en.date.numeric_range",
        Kind::Calendar,
        r"{b}(?<d1>[0-3]?[0-9])(?:[./](?<n1>[01]?[0-9])(?:[./](?<y1>{y}))?)?\.?{to}(?<d2>[0-3]?[0-9]){s?}[./]{s?}(?<n2>[01]?[0-9]){s?}[./]{s?}(?<y2>{y}){b}",
    ),
    // Friday (8/9/17)
    (
        "en.date.numeric_short",
        Kind::Calendar,
        r"{b}(?<w0>{weekday}){b},?{s?}\((?<a1>[0-3]?[0-9])[-/.](?<a2>[0-3]?[0-9])[-/.](?<ys>[0-9]{2})\)",
    ),
    // afternoon 14/4
    ("en.date.day_month_figures", Kind::Calendar, r"{b}(?:morning|afternoon|evening|noon){s}(?<d1>{d})/(?<n1>1[0-2]|0?[1-9]){b}"),
    // 15.11.2023, 15/11/2023, 24-11-2021, Friday (8/9/2017)
    (
        "en.date.numeric",
        Kind::Calendar,
        r"(?:{b}(?<w0>{weekday}){b},?{s?}\(?)?{b}(?<a1>[0-3]?[0-9])[-/.](?<a2>[0-3]?[0-9])[-/.](?<y1>{y}){b}",
    ),
    // Friday the 13th this month, the 13th of last month
    (
        "en.date.day_of_this_month",
        Kind::Calendar,
        r"{wd}{b}(?<d1>{d}){th}(?:{to}(?<d2>{d}){th})?{s}(?:of{s})?(?:the{s})?(?<rm>this|last|next|current|previous|same){s}month{b}",
    ),
    // 28 September to 3 October 2019, 28th of September - 3rd of October
    (
        "en.date.day_month_range",
        Kind::Calendar,
        r"{wd}{b}(?<d1>{d}){th}{o}(?<m1>{month})(?:{c}(?<y1>{y}){b})?{wd)}(?:{to}|{,to}){wd}(?<d2>{d}){th}{o}(?<m2>{month})(?:{c}(?<y2>{y}){b}|{rely})?",
    ),
    // 20-27 September 2015, the 8th to the 10th of May, 3, 4 and 5 June
    (
        "en.date.days_month",
        Kind::Calendar,
        r"{wd}{b}(?<d1>{d}){th}{wd)}(?:,{s}{d}{th}){0,3}(?:,?{to}){wd}(?<d2>{d}){th}{wd)}{o}(?<m2>{month})(?:{c}(?<y2>{y}){b}|{rely})?",
    ),
    // Sunday 20 September 2015, 21st of July, 21-Jul-2016
    ("en.date.day_month", Kind::Calendar, r"{wd}{b}(?<d1>{d}){th}(?:{o}|-)(?<m1>{month})(?:(?:{c}|-)(?<y1>{y}){b}|{rely})?"),
    // Dec. 30, 2019 to Jan. 3, 2020; September 28 - October 3
    (
        "en.date.month_day_range",
        Kind::Calendar,
        r"{wd}(?<m1>{month}){s?}(?:the{s})?(?<d1>{d}){th}{wd)}(?:{c}(?<y1>{y}){b})?{wd)}(?:{to}|{,to}){wd}(?<m2>{month}){s?}(?:the{s})?(?<d2>{d}){th}{wd)}(?:{c}(?<y2>{y}){b}|{rely})?",
    ),
    // October 11 to 12, Sept. 22-26, Mar. 20th-23rd, November 3, 4 and 5, 2021
    (
        "en.date.month_days",
        Kind::Calendar,
        r"{wd}(?<m1>{month}){s?}(?:the{s})?(?<d1>{d}){th}{wd)}(?:(?:,{s}{d}{th}){1,3},?{s}(?:and|&){s}|{to})(?:the{s})?(?<d2>{d}){th}{wd)}(?:{c}(?<y2>{y}){b}|{rely})?",
    ),
    // Wednesday (Nov. 20), October 23, 2003, May 5th last year
    ("en.date.month_day", Kind::Calendar, r"{wd}(?<m1>{month}){s?}(?:the{s})?(?<d1>{d}){th}(?:{c}(?<y1>{y}){b}|{rely})?"),
    // from May to July 2019, May 2019 to June 2020
    (
        "en.date.month_range",
        Kind::Calendar,
        r"{part}(?<m1>{month})(?:{c}(?<y1>{y}){b})?{to}{part}(?<m2>{month})(?:{c}(?<y2>{y}){b}|{rely})",
    ),
    // from May to July
    ("en.date.months", Kind::Calendar, r"{b}(?:from|between|during){s}(?<m1>{month}){s}(?:to|and|until|through){s}(?<m2>{month})"),
    // May 2019, early May of 2019, mid-May 2019
    ("en.date.month_year", Kind::Calendar, r"{part}(?<m1>{month})(?:{c}|-)(?<y1>{y}){b}"),
    // May last year, in October of this year
    ("en.date.month_of_year", Kind::Calendar, r"{part}(?<m1>{month}){rely}"),
    // last October, next May, this June
    ("en.date.last_month_name", Kind::Calendar, r"{b}(?<which>last|past|next|this|coming){s}(?<m1>{month})"),
    // In May, since mid-April, September
    ("en.date.month", Kind::Month, r"{part}(?<m1>{month})"),
    // first half of 2023, second quarter of this year, Q1 2023, H1 of 2023
    (
        "en.date.part_of_year",
        Kind::PartOfYear,
        r"{b}(?:(?<nth>first|second|third|fourth|last){s}(?<unit>half|quarter)|(?<qh>[QH][1-4]))(?:{s}of)?{s}(?:(?<y1>{y}){b}|(?<ry>last|this|next){s}year{b})",
    ),
    // summer of 2019, this autumn, last spring
    ("en.date.season", Kind::Calendar, r"{b}(?:spring|summer|autumn|fall|winter){s}(?:of{s})?(?<y1>{y}){b}"),
    ("en.date.this_season", Kind::Calendar, r"{b}(?<season>last|this|next){s}(?:spring|summer|autumn|winter){b}"),
    // 2018-2020, from 2018 to 2020, 2014/15
    ("en.date.years", Kind::Calendar, r"{b}(?<y1>{y}){to}(?<y2>{y}){b}"),
    ("en.date.split_year", Kind::Calendar, r"{b}(?<y1>{y})[/–-](?<yy2>[0-9]{2}){b}"),
    // the 1970s, late 1980s
    ("en.date.decade", Kind::Decade, r"{b}(?<y1>(?:1[89]|20)[0-9]0)['’]?s{b}"),
    // in 2019, since 2018, the 2011 fair
    ("en.date.year", Kind::Year, r"{b}(?<y1>{y}){b}"),
    // this Friday (12), Monday (4th) to Wednesday (6th), today (12th)
    (
        "en.date.weekday_day",
        Kind::Calendar,
        r"{b}(?:(?:last|past|next|this){s})?(?:{weekday}|today|yesterday|tomorrow){b},?{s?}\((?:the{s})?(?<d1>{d})(?:st|nd|rd|th)?\)(?:(?:{s?}[-–]{s?}|{s}(?:to|until|through){s})(?:{weekday}){b},?{s?}\((?:the{s})?(?<d2>{d})(?:st|nd|rd|th)?\))?",
    ),
    // On the 13th, from the 11th to the 12th, On 21st
    ("en.date.days", Kind::Day, r"{b}(?:the{s})?(?<d1>{d})(?:st|nd|rd|th)(?:{to})(?:the{s})?(?<d2>{d})(?:st|nd|rd|th){b}"),
    ("en.date.day", Kind::Day, r"{b}(?:the{s})?(?<d1>{d})(?:st|nd|rd|th){b}"),
    // on Monday, from Monday to Wednesday, last Tuesday
    (
        "en.date.weekday",
        Kind::Weekday,
        r"{b}(?:(?<which>last|past|previous|next|coming|this){s})?(?<w1>{weekday}){b}(?:(?:{to}|,{s})(?<w2>{weekday}){b})?",
    ),
    // the day before yesterday, yesterday, today, this morning, last night
    (
        "en.date.today",
        Kind::Period,
        r"{b}(?<word>the{s}day{s}before{s}yesterday|the{s}day{s}after{s}tomorrow|yesterday|today|tomorrow|tonight|this{s}(?:morning|afternoon|evening)|last{s}night){b}",
    ),
    // this month twenty years ago, ten years ago this month
    (
        "en.date.ago_this_month",
        Kind::AgoThisMonth,
        r"{b}(?:this{s}month,?{s}(?<n>{num}){s}years{s}ago|(?<m>{num}){s}years{s}ago,?{s}this{s}month){b}",
    ),
    // last week, this year, earlier this month, over the weekend, later in the year, the end of the month
    (
        "en.date.period",
        Kind::Period,
        r"{b}(?<which>last|past|previous|this|current|next|coming|over{s}the|(?:earlier|later|late|early){s}in{s}the|(?:end|beginning|start|middle){s}of{s}the){s}(?<unit>week|weekend|month|quarter|year){b}",
    ),
    // two weeks ago, about a year ago
    ("en.date.ago", Kind::Ago, r"{b}(?<n>{num}){s}(?<unit>day|week|month|year)s?{s}ago{b}"),
    // two days later, a week earlier, the same day, the next day, the previous month, that day
    ("en.date.later", Kind::Anchor, r"{b}(?<n>{num}){s}(?<unit>day|week|month|year)s?{s}(?<way>later|earlier|afterwards|before){b}"),
    (
        "en.date.same",
        Kind::Anchor,
        r"{b}(?:the{s}(?:very{s})?(?<way>same|next|following|previous)|(?<way2>that){s}(?:very{s}|same{s})?){s?}(?<unit>day|week|month|year){b}",
    ),
    ("en.date.day_after", Kind::Anchor, r"{b}(?:the|a|one){s}(?<unit>day|week|month|year){s}(?<way>before|after|later|earlier){b}"),
    // on the second day, on day three
    ("en.date.nth_day", Kind::NthDay, r"{b}the{s}(?<nth>first|second|third|fourth|fifth|sixth|seventh|[1-7](?:st|nd|rd|th)){s}day{b}"),
    // recently, in recent days
    (
        "en.date.recent",
        Kind::Recent,
        r"{b}(?:recently|lately|in{s}recent{s}(?:days|weeks|months)|(?:in|over){s}the{s}(?:past|last){s}few{s}(?:days|weeks|months)|the{s}other{s}day){b}",
    ),
];

/// The rules, compiled, and one pattern that finds a place where any of them fits.
pub(super) struct DateRules {
    /// In order of precedence.
    pub rules: Vec<Rule>,
    /// Which of them match a piece of text as a whole, told in one pass.
    choice: AnyOf,
    /// Finds the next piece that any of them matches.
    pub any: Pattern,
    months: HashMap<String, u8>,
    weekdays: HashMap<String, Weekday>,
    full_names: Vec<&'static str>,
}

/// Compiled at first use.
pub(super) static DATE_RULES: LazyLock<DateRules> = LazyLock::new(|| {
    let (mut months, mut weekdays, mut full_names) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows(include_str!("../../../assets/rules/en/calendar.tsv")) {
        let [kind, number, spellings] = row[..] else { continue };
        let Ok(number) = number.parse::<u8>() else { continue };
        full_names.extend(spellings.split('|').next());
        let list = if kind == "month" { &mut months } else { &mut weekdays };
        list.extend(spellings.split('|').map(|spelling| (spelling, number)));
    }
    let names = |list: &[(&'static str, u8)]| alternation(list.iter().map(|(name, _)| *name));
    let full: Vec<(&str, u8)> = weekdays.iter().copied().filter(|(name, _)| full_names.contains(name)).collect();
    let is_full = |name: &str| full_names.contains(&name);
    let months_of = |full: bool| alternation(months.iter().map(|(name, _)| *name).filter(|name| is_full(name) == full));
    // A full stop belongs to a short form; behind a full name it ends the sentence.
    let month = format!(r"(?-u:\b)(?:{}(?-u:\b)|{}(?-u:\b)\.?)", months_of(true), months_of(false));
    let parts = parts(month, &names(&weekdays), &names(&full));
    let sources: Vec<String> = RULES.iter().map(|(_, _, source)| filled(source, &parts)).collect();
    let rules = RULES.iter().zip(&sources).map(|((name, kind, _), source)| Rule {
        name,
        kind: *kind,
        pattern: compile(&format!("(?i)^(?:{source})$")),
    });
    let rules: Vec<Rule> = rules.collect();
    let any = sources.iter().map(|source| without_names(source)).collect::<Vec<_>>().join("|");
    let weekday = |number: u8| Weekday::try_from(number.saturating_sub(1)).unwrap_or(Weekday::Mon);
    DateRules {
        choice: AnyOf::of(rules.iter().map(|rule| &rule.pattern)),
        rules,
        any: compile(&format!("(?i){any}")),
        months: months.iter().map(|(name, number)| (name.to_lowercase(), *number)).collect(),
        weekdays: weekdays.iter().map(|(name, number)| (name.to_lowercase(), weekday(*number))).collect(),
        full_names,
    }
});

impl DateRules {
    /// The rules that match a piece of text as a whole, in order of precedence.
    pub fn fitting(&self, piece: &str) -> impl Iterator<Item = &Rule> {
        self.choice.matching(piece).map(|number| &self.rules[number])
    }

    /// The month of a name, with or without its full stop.
    pub fn month(&self, name: &str) -> Option<u8> {
        self.months.get(&name.trim_end_matches('.').to_lowercase()).copied()
    }

    /// The weekday of a name, with or without its full stop.
    pub fn weekday(&self, name: &str) -> Option<Weekday> {
        self.weekdays.get(&name.trim_end_matches('.').to_lowercase()).copied()
    }

    /// Whether a name is written in full, not shortened.
    pub fn is_full_name(&self, name: &str) -> bool {
        self.full_names.iter().any(|full| full.eq_ignore_ascii_case(name.trim_end_matches('.')))
    }
}

/// Words beside the names of months and weekdays of which each expression without a digit holds one; longer words may begin with them.
const WORDS: [&str; 20] = [
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "morning",
    "afternoon",
    "evening",
    "night",
    "recent",
    "lately",
];

/// A short pattern that fits wherever there is a date, and elsewhere too.
pub(super) fn in_short() -> String {
    let names = DATE_RULES.months.keys().chain(DATE_RULES.weekdays.keys()).map(String::as_str);
    format!(r"(?:[0-9]|(?-u:\b){})", alternation(names.chain(WORDS)))
}

/// What the names in braces stand for.
fn parts(month: String, weekdays: &str, full_weekdays: &str) -> Vec<(&'static str, String)> {
    let gap = r"[ \t\r\n\u{a0}\u{202f}\u{2009}]{0,4}";
    vec![
        ("{b}", r"(?-u:\b)".to_owned()),
        ("{s}", SPACE.to_owned()),
        ("{s?}", gap.to_owned()),
        ("{y}", "(?:1[89]|20)[0-9]{2}".to_owned()),
        ("{d}", "(?:[12][0-9]|3[01]|0?[1-9])".to_owned()),
        ("{th}", r"(?:st|nd|rd|th)?(?-u:\b)".to_owned()),
        ("{num}", format!("(?:[0-9]{{1,3}}|an?|{})", word_pattern())),
        ("{month}", month),
        ("{weekday}", full_weekdays.to_owned()),
        // "Sunday 20", "Sun., the 20th", "Wednesday (Nov. 20"
        ("{wd}", format!(r"(?:(?-u:\b){weekdays}(?-u:\b)\.?,?{gap}\(?)?(?:(?-u:\b)the{SPACE})?")),
        // "January 23 (Thursday) to 25 (Saturday)"
        ("{wd)}", format!(r"(?:{gap}\((?:{weekdays})\.?\))?")),
        // "21st of July", "21 July", "21st day of July"
        ("{o}", format!("(?:{SPACE}(?:day{SPACE})?(?:of{SPACE}(?:the{SPACE}month{SPACE}of{SPACE})?)?|{gap})")),
        // before a year: "May 2019", "May, 2019", "May of 2019", "May in the year 2019"
        // "May, Reiwa 6 (2024)"
        (
            "{c}",
            format!(
                "{gap},?{gap}(?:(?:of|in){SPACE})?(?:the{SPACE}year{SPACE})?(?:(?:Reiwa|Heisei|Showa){SPACE}[0-9]{{1,2}}{gap}\\({gap})?"
            ),
        ),
        (
            "{to}",
            format!(
                r"(?:{gap}(?:-|–|—|―|‐|‑|~|～|/){gap}|{SPACE}(?:up{SPACE}to|to|until|till|til|through|thru|and|&){SPACE}(?:the{SPACE})?)"
            ),
        ),
        // "April 10th, to April 16th"; "June 3, and May 5" are two days.
        ("{,to}", format!(r",{SPACE}(?:to|until|till|through){SPACE}(?:the{SPACE})?")),
        (
            "{rely}",
            format!("{gap},?{gap}(?:of{SPACE}|in{SPACE})?(?<ry>last|this|next|the{SPACE}current|the{SPACE}previous){SPACE}year(?-u:\\b)"),
        ),
        (
            "{part}",
            format!(
                "(?:(?-u:\\b)(?:(?:early|late|mid|end)(?:[ -]|{SPACE}(?:in|of){SPACE})|(?:middle|beginning|start){SPACE}(?:in|of){SPACE}))?"
            ),
        ),
    ]
}

fn filled(source: &str, parts: &[(&'static str, String)]) -> String {
    let mut filled = source.to_owned();
    for (name, pattern) in parts {
        filled = filled.replace(name, pattern);
    }
    filled
}

fn without_names(source: &str) -> String {
    static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(\?<[a-z0-9]+>").expect("a fixed pattern"));
    NAME.replace_all(source, "(?:").into_owned()
}
