//! The article's own date: what its header, its dateline or its address says. A date in the running text is not it, and a
//! dateline without a year gives nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::dates::DateExpression;
use super::en::dates::find_dates;
use crate::model::{PartialDate, RuleName, TextSpan};

/// A line this long, in bytes, is running text, and the header ends there.
const PARAGRAPH_BYTES: usize = 160;
/// How many lines with something on them a header has at most.
const HEADER_LINES: usize = 15;
/// How far into the text, in bytes, datelines are looked for.
const DATELINE_BYTES: usize = 4000;
/// Labels are read anywhere, since some pages put them below the text; a table full of them is no header.
const MAX_LABELS: usize = 200;

/// How far into the text, in bytes, days are looked for that tell which figure of "04.10.2012" is the month.
const NEARBY_BYTES: usize = 2000;
/// How near, in days, such a day is to the date of publication.
const NEAR_DAYS: i64 = 15;

/// What may stand between a label and its date.
const TAIL: &str = r"(?:[ \t]*(?:on|at|date|time))?[ \t]*[:：][ \t]*";

/// A pattern, compiled when a text first gets to it: `expression!(BAR, r"…")`.
macro_rules! expression {
    ($name:ident, $source:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($source).expect("a pattern of the program's own, compiled by the tests"));
    };
}

expression!(
    PUBLISHED,
    &format!(
        r"(?im)(?-u:\b)(?:published|publication|publish|posted|released?|created|add|added|issued|first published)(?-u:\b){TAIL}|^[ \t]*(?:posted|added|createdd?|registered)[ \t]+(?:on[ \t]+)?|(?-u:\b)press release (?:of|dated|from)[ \t]+"
    )
);
expression!(
    UPDATED,
    &format!(
        r"(?i)(?-u:\b)(?:updated|last updated|last modified|modified){TAIL}|(?-u:\b)(?:published|posted|updated|released)[ \t]+(?:on[ \t]+)?"
    )
);
expression!(DATED, r"(?:(?-u:\b)[Dd]ate|时间|日期)[ \t]*[:：][ \t]*");
expression!(SOURCED, r"(?im)^[ \t]*source(?: text)?[ \t]*[:：][^\n()]{2,40}\(");
expression!(CHINESE, r"(?<y>(?:19|20)[0-9]{2})年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日");
expression!(CITY_BEFORE, r"^[ \t]*\p{Lu}[\p{L} .'-]{2,30},[ \t]*(?:the )?$");
expression!(ISO, r"^(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}$");
expression!(FIGURES, r"^(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)[0-9]{2}$");
expression!(WEEKDAY, r"(?i)(?-u:\b)(?:mon|tues|wednes|thurs|fri|satur|sun)day(?-u:\b)");
expression!(BEFORE_DAY, r"(?i)(?-u:\b)(?:on|by|until|till|from|to|of|since|before|after|and)[ \t]*$");
expression!(DATE_LINE, r"(?i)^[ \t]*(?:date|time|release date)(?:[ \t]*[:：])?[ \t]+");
expression!(
    TIME,
    r"(?i)\(?(?-u:\b)[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?:[ \u{a0}]?(?:[ap]\.?m\.?))?(?-u:\b)|(?-u:\b)(?:UTC|GMT|IST|CET|CEST|EST|EDT|PST|PDT|BST|KST|JST|CST|AEST)(?:[+-][0-9:]{1,5})?|(?-u:\b)(?:local time|Beijing time|print|download|comments?|e-?mail|updated|published|posted|by editor|on|at)(?-u:\b)|(?:share(?: to)?|views?|font|hits|reads)[ ]?[:：][^\n|]*"
);
expression!(CREDIT, r"(?i)^[ \t(\[]*(?:source|from|by|author|editor|xinhua|reporter)(?-u:\b)");
expression!(DATELINE, r"^[ \t(\[]*(?:(?:[A-Z][\w.'’&-]*|\[[A-Z][a-z]+\]|/|de|of|la|the|am|and)[,. \t\u{a0}()]{0,3}){1,8}[-–—]?[ \t]*$");
expression!(NOT_DATELINE, r"^[ \t(]*(?:On|In|From|By|Since|Until|At|The|Between|After|Before|As|This|It|For|To|Until)(?-u:\b)");
expression!(AFTER_DATELINE, r"^[ \t]*(?:/|\(|\[|--|–|—|-|:|\||\.[ \t]|\.[-–—]|,[ \t]*\()");
expression!(OPENS_SENTENCE, r"^[ \t]*(?:On|In|At|Since|Until|Between|After|Before|As|The|To)(?-u:\b)");
expression!(CREDITED, r"\((?:[A-Z][\w .'’&/-]{1,40}),[ \t]*$");
expression!(AGENCY, r"\((?:[A-Z][\w.'’&/-]* ){0,4}(?:Xinhua|Agency|News|Daily|Times|Press|Post|Herald|Gazette|China\.org\.cn),?[ \t]*$");
expression!(CREDIT_LINE, r"^\([^)]*(?:Xinhua|Agency|News|Daily|Times|Press|Post|Herald|Gazette|China\.org\.cn)");
expression!(SIGNATURE, r#"\p{Ll}{3}[.!?]["”]?[ \t]+\p{Lu}\p{Ll}[\p{L}'’-]*[ \t]+(?:\p{Lu}\.[ \t]+)?\p{Lu}\p{Ll}[\p{L}'’-]*[ \t]+$"#);

/// The day on which an article says it was published, where it says so, and what reads it.
pub fn find_published(body: &str) -> Option<(PartialDate, TextSpan, RuleName)> {
    let named = |rule: &'static str| move |(date, span)| (date, span, RuleName::new(rule));
    labelled(body, &PUBLISHED)
        .map(named("published.label"))
        .or_else(|| header_dates(body).map(named("published.header")))
        .or_else(|| labelled(body, &DATED).map(named("published.dated")))
        .or_else(|| labelled(body, &UPDATED).map(named("published.updated")))
        .or_else(|| dateline(body).map(named("published.dateline")))
        .or_else(|| credit(body).map(named("published.credit")))
        .or_else(|| labelled(body, &SOURCED).map(named("published.source")))
        .or_else(|| short_line(body).map(named("published.short-line")))
        .or_else(|| credit_line(body).map(named("published.credit")))
        .or_else(|| foot(body).or_else(|| signature(body)).map(named("published.foot")))
}

/// "04.10.2012" above "They leave on April 13": of two readings the one that is near the days of that year which the text tells.
pub fn date_by_days_told(body: &str, date: PartialDate, span: TextSpan) -> PartialDate {
    let is_bare = span.of(body).is_some_and(|text| FIGURES.is_match(text));
    let swapped = PartialDate::new(date.year(), date.day(), date.month()).filter(|other| is_bare && *other != date);
    let Some(swapped) = swapped else { return date };
    let end = (0..=NEARBY_BYTES.min(body.len())).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    let told: Vec<PartialDate> = find_dates(body, TextSpan::new(0, end))
        .into_iter()
        .filter(|mention| mention.span != span)
        .filter_map(|mention| match mention.expression {
            DateExpression::Calendar { first, .. } if first.year().is_none_or(|year| Some(year) == date.year()) => {
                first.in_year(date.year()?)
            }
            _ => None,
        })
        .collect();
    let are_near = |reading: PartialDate| {
        let distance = |day: &PartialDate| Some((day.first_day()? - reading.first_day()?).num_days().abs());
        told.iter().filter(|day| day.day().is_some()).any(|day| distance(day).is_some_and(|days| days <= NEAR_DAYS))
    };
    if are_near(swapped) && !are_near(date) { swapped } else { date }
}

/// "Published: 2019-06-05", "Add Time:2014-10-13 00:00:00", "Updated : 24-11-2021 10:23 IST".
fn labelled(body: &str, label: &Regex) -> Option<(PartialDate, TextSpan)> {
    label.find_iter(body).take(MAX_LABELS).find_map(|label| {
        let line = rest_of_line(body, label.end());
        let (date, span) = first_day(body, line)?;
        // "Updated: Mon, 5 June 2019": a weekday or a time may stand before the date, and nothing longer.
        (span.start - label.end() <= 24).then_some((date, span))
    })
}

fn rest_of_line(body: &str, start: usize) -> TextSpan {
    let limit = (start + 80).min(body.len());
    let limit = (start..=limit).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(start);
    let end = body[start..limit].find('\n').map_or(limit, |at| start + at);
    TextSpan::new(start, end)
}

/// The first whole day, year and all, that a part of the text names.
fn first_day(body: &str, within: TextSpan) -> Option<(PartialDate, TextSpan)> {
    whole_days(body, within).into_iter().next()
}

fn whole_days(body: &str, within: TextSpan) -> Vec<(PartialDate, TextSpan)> {
    if within.of(body).is_none_or(|text| !text.bytes().any(|byte| byte.is_ascii_digit())) {
        return Vec::new();
    }
    let days = find_dates(body, within).into_iter().filter_map(|mention| match mention.expression {
        DateExpression::Calendar { first, last: None, .. } if is_whole(&first) => Some((first, mention.span)),
        _ => None,
    });
    let days: Vec<(PartialDate, TextSpan)> = days.collect();
    if days.is_empty() { chinese_days(body, within) } else { days }
}

/// "2017年12月06日": pages in English of Chinese offices.
fn chinese_days(body: &str, within: TextSpan) -> Vec<(PartialDate, TextSpan)> {
    let Some(text) = within.of(body) else { return Vec::new() };
    let day = |found: regex::Captures<'_>| {
        let number = |name: &str| found[name].parse::<u8>().ok();
        let whole = found.get(0)?;
        let date = PartialDate::new(found["y"].parse().ok(), number("m"), number("d"))?;
        Some((date, TextSpan::new(within.start + whole.start(), within.start + whole.end())))
    };
    CHINESE.captures_iter(text).filter_map(day).collect()
}

fn is_whole(date: &PartialDate) -> bool {
    date.year().is_some() && date.month().is_some() && date.day().is_some()
}

/// Lines of the text with their places.
fn lines(body: &str) -> impl Iterator<Item = TextSpan> {
    let mut start = 0;
    body.split_inclusive('\n').map(move |line| {
        let span = TextSpan::new(start, start + line.trim_end().len());
        start += line.len();
        span
    })
}

/// A line, or a part of one between bars, near the top, that holds a date and nothing else to speak of.
fn header_dates(body: &str) -> Option<(PartialDate, TextSpan)> {
    let filled = lines(body).filter(|line| !line.is_empty()).take(HEADER_LINES);
    // "Thursday, 9 March 2021" above the menu is the day of the visit to the page, where a day with a time follows.
    let mut today: Option<(PartialDate, TextSpan)> = None;
    for (at, line) in filled.enumerate() {
        let text = line.of(body)?;
        if at <= 1
            && let Some(found) = dated_first_line(body, line)
        {
            return Some(found);
        }
        // The rest of the header, if any, stands before the first paragraph.
        if text.len() >= PARAGRAPH_BYTES {
            break;
        }
        let found = parts(text, line.start).into_iter().find_map(|part| date_alone(body, part)).or_else(|| date_at_end(body, line));
        let Some(found) = found else { continue };
        // "2016-07-29 Download Print", "Date: 2017-11-02": the stamp of the article, not the day of the visit to its page.
        let is_stamp = TIME.is_match(text) || DATED.is_match(text);
        if is_stamp {
            return Some(found);
        }
        today = today.or(Some(found));
    }
    today
}

/// "Harbour cities renew ties 2021-03-09", "Split (pna) - 09.03.2021, 12:41": a day in figures at the end of a short line.
fn date_at_end(body: &str, line: TextSpan) -> Option<(PartialDate, TextSpan)> {
    let [(date, span)] = whole_days(body, line)[..] else { return None };
    let (before, after) = (body.get(line.start..span.start)?, body.get(span.end..line.end)?);
    let letters = TIME.replace_all(after, "").chars().filter(|c| c.is_alphanumeric()).count();
    (ISO.is_match(span.of(body)?) || before.trim_end().ends_with(['-', '–']) && TIME.is_match(after))
        .then_some((date, span))
        .filter(|_| letters == 0 && !BEFORE_DAY.is_match(before))
}

/// " date 2021-04-29 BEIJING: ...": put before the text by the program that saved the page.
fn dated_first_line(body: &str, line: TextSpan) -> Option<(PartialDate, TextSpan)> {
    let label = DATE_LINE.find(line.of(body)?)?;
    let start = line.start + label.end();
    first_day(body, rest_of_line(body, start)).filter(|(_, span)| span.start <= start + 1)
}

fn parts(line: &str, start: usize) -> Vec<TextSpan> {
    static BAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[|•·\t]| {3,}").expect("a pattern of the program's own"));
    let mut from = 0;
    let mut parts = Vec::new();
    for bar in BAR.find_iter(line) {
        parts.push(TextSpan::new(start + from, start + bar.start()));
        from = bar.end();
    }
    parts.push(TextSpan::new(start + from, start + line.len()));
    parts
}

fn date_alone(body: &str, part: TextSpan) -> Option<(PartialDate, TextSpan)> {
    let [(date, span)] = whole_days(body, part)[..] else { return None };
    let (before, after) = (body.get(part.start..span.start)?, body.get(span.end..part.end)?);
    // "On 5 June 2019" opens a sentence, unless it is the whole line.
    if OPENS_SENTENCE.is_match(before) && !is_whole_line(body, before, after, part) {
        return None;
    }
    let letters = |text: &str| TIME.replace_all(text, "").chars().filter(|c| c.is_alphanumeric()).count();
    let is_credit = CREDIT.is_match(before) && letters(after) == 0 && before.len() <= 80;
    // "2021-03-09 21:14:37  Source: Port Daily  Editor: admin"
    let is_stamp = before.trim().is_empty() && after.len() <= 80 && TIME.find(after.trim_start()).is_some_and(|time| time.start() == 0);
    // "March 9, 2021 By Ann Lee"
    let is_signed = before.trim().is_empty() && after.len() <= 40 && after.trim_start().to_lowercase().starts_with("by ");
    (is_credit || is_stamp || is_signed || letters(before) + letters(after) <= 12).then_some((date, span))
}

/// "On 5 June 2019" with a paragraph or a sentence of its own below it.
fn is_whole_line(body: &str, before: &str, after: &str, part: TextSpan) -> bool {
    let goes_on = body[part.end..].trim_start().starts_with(char::is_lowercase);
    before.trim().eq_ignore_ascii_case("on") && after.trim().is_empty() && !goes_on
}

/// "SHENYANG, China, Nov. 16, 2020 /PRNewswire/ --", "OREANDA-NEWS. July 28, 2011."
fn dateline(body: &str) -> Option<(PartialDate, TextSpan)> {
    lines(body).take_while(|line| line.start < DATELINE_BYTES).find_map(|line| {
        let head = rest_of_line(body, line.start);
        let (date, span) = first_day(body, head)?;
        let (before, after) = (body.get(line.start..span.start)?, rest_of_line(body, span.end).of(body)?);
        let is_place = DATELINE.is_match(before) && !NOT_DATELINE.is_match(before);
        (is_place && AFTER_DATELINE.is_match(after)).then_some((date, span))
    })
}

/// "The Borough Herald, Thursday 10 March 2022", "Des Moines (Prairie Wire) Sept. 9, 2022": a line of names near the top that ends
/// with a date.
fn short_line(body: &str) -> Option<(PartialDate, TextSpan)> {
    let filled = lines(body).filter(|line| !line.is_empty()).take(HEADER_LINES);
    let header = filled.take_while(|line| line.len() < PARAGRAPH_BYTES);
    header.filter(|line| line.len() <= 90).find_map(|line| {
        let [(date, span)] = whole_days(body, line)[..] else { return None };
        let (before, after) = (body.get(line.start..span.start)?, body.get(span.end..line.end)?);
        let words: Vec<&str> = before.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).collect();
        let is_small = |word: &&&str| word.starts_with(char::is_lowercase) && !matches!(**word, "of" | "the" | "and" | "by" | "for" | "in");
        let is_names = !words.is_empty() && words.iter().filter(is_small).count() == 0 && !NOT_DATELINE.is_match(before);
        let ends = TIME.replace_all(after, "").chars().filter(|c| c.is_alphanumeric()).count() == 0;
        (is_names && ends).then_some((date, span))
    })
}

/// "June 3, 2022" or "Dresden, 12 October 2022" alone on the last line.
fn foot(body: &str) -> Option<(PartialDate, TextSpan)> {
    let filled: Vec<TextSpan> = lines(body).filter(|line| !line.is_empty()).collect();
    let [.., before, line] = filled[..] else { return None };
    let [(date, span)] = whole_days(body, line).try_into().ok()?;
    let (left, right) = (body.get(line.start..span.start)?, body.get(span.end..line.end)?);
    let is_bare = |text: &str| !TIME.replace_all(&WEEKDAY.replace_all(text, ""), "").contains(char::is_alphanumeric);
    // Behind a paragraph: below a heading it is the day of another article.
    let is_place = CITY_BEFORE.is_match(left);
    (before.len() >= PARAGRAPH_BYTES / 2 && (is_bare(left) || is_place) && is_bare(right)).then_some((date, span))
}

/// "… those who have led the society. Ada Lee 22 May 2023": a signature with its day ends the last paragraph.
fn signature(body: &str) -> Option<(PartialDate, TextSpan)> {
    let filled: Vec<TextSpan> = lines(body).filter(|line| !line.is_empty()).collect();
    let line = filled.iter().rev().take(3).find(|line| line.len() >= PARAGRAPH_BYTES)?;
    let (date, span) = whole_days(body, *line).pop()?;
    let ends = !body[span.end..line.end].contains(char::is_alphanumeric);
    (ends && SIGNATURE.is_match(&body[line.start..span.start])).then_some((date, span))
}

/// "(Xinhua, June 5, 2019)" at the top or at the very end.
fn credit(body: &str) -> Option<(PartialDate, TextSpan)> {
    let boundary = |at: usize| (0..=at.min(body.len())).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    let head = TextSpan::new(0, boundary(800));
    let tail = TextSpan::new(boundary(body.len().saturating_sub(200)), body.len());
    let is_credit = |(_, span): &(PartialDate, TextSpan)| {
        let before = &body[boundary(span.start.saturating_sub(60))..span.start];
        // "(June 15, 2023)" on a line of its own
        let is_alone = before.trim_end().ends_with("\n(") || before.ends_with("\n(");
        if is_alone && span.of(body).is_some_and(|day| ISO.is_match(day)) {
            return true;
        }
        let closes = body[span.end..].trim_start().starts_with(')');
        closes
            && (CREDITED.is_match(before) || is_alone && body[span.end..].trim_end().len() <= 1 + body[span.end..].find(')').unwrap_or(0))
    };
    [head, tail].into_iter().flat_map(|part| whole_days(body, part)).find(is_credit)
}

/// "(Prairie News Agency March 8, 2009)" at the end of a line, with other pieces below.
fn credit_line(body: &str) -> Option<(PartialDate, TextSpan)> {
    lines(body).filter(|line| line.of(body).is_some_and(|text| text.ends_with(')'))).find_map(|line| {
        let open = line.start + body[line.range()].rfind('(')?;
        let names_agency = CREDIT_LINE.is_match(&body[open..line.end]);
        if !names_agency {
            return None;
        }
        let [(date, span)] = whole_days(body, TextSpan::new(open, line.end))[..] else { return None };
        let is_last = body[span.end..line.end].trim() == ")";
        (is_last && AGENCY.is_match(&body[open..span.start])).then_some((date, span))
    })
}

/// The date in a page's address: `/2016-11/21/`, `/20230411/`, `/2023/10/13/`, `t20230411_1.htm`; a month where it has no day.
pub fn date_from_url(url: &str) -> Option<PartialDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^0-9])(?<y>(?:19|20)[0-9]{2})[-/_.]?(?<m>0[1-9]|1[0-2])[-/_.]?(?<d>0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$)")
            .expect("a pattern of the program's own")
    });
    static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/(?<y>(?:19|20)[0-9]{2})[-/](?<m>[0-9]{1,2})[-/](?<d>[0-9]{1,2})(?:[^0-9]|$)").expect("a pattern of the program's own")
    });
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"/(?<y>(?:19|20)[0-9]{2})[-/]?(?<m>0[1-9]|1[0-2])(?:/|$)").expect("a pattern of the program's own"));
    let path = url.split(['?', '#']).next().unwrap_or(url);
    [&*DAY, &LOOSE, &MONTH].into_iter().find_map(|pattern| {
        let found = pattern.captures(path)?;
        let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u8>().ok());
        PartialDate::new(found["y"].parse().ok(), number("m"), number("d"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_figure_is_the_month_is_told_by_the_days_of_the_text() {
        let read = |text: &str| {
            let (date, span, _) = find_published(text)?;
            Some(date_by_days_told(text, date, span).to_string())
        };
        let leaving = |day: &str| format!("Singers go abroad\n04.10.2012 | By: Ada\nThey leave on {day} and come home on the 22nd.");
        assert_eq!(read(&leaving("April 13")).as_deref(), Some("2012-04-10"));
        assert_eq!(read(&leaving("October 13")).as_deref(), Some("2012-10-04"));
        assert_eq!(read(&leaving("a ship")).as_deref(), Some("2012-10-04"));
        assert_eq!(read(&leaving("April 13, 1985,")).as_deref(), Some("2012-10-04"));
    }
}
