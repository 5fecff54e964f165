//! Programmes, chronicles and notes day by day: dates at the head of lines, which date what is told below them.

use super::date_rules::DATE_RULES;
use super::patterns::pattern;
use crate::extract::date_order::{DateRole, Heading};
use crate::extract::dates::{DateExpression, DateMention, Relation};
use crate::model::TextSpan;
use crate::text::Document;

/// How many bytes before and behind a date tell whether it heads a line: a text may be one line of many megabytes.
const MOST_AROUND: usize = 60;
/// How many bytes stand before the day of a dateline at most: town, country, agency, and a feed's own day.
const MOST_IN_DATELINE: usize = 160;

/// How each date stands in the text. A single one at the head of a line is no diary.
pub(super) fn roles(document: &Document<'_>, mentions: Vec<DateMention>) -> Vec<(DateMention, DateRole)> {
    let mut roles: Vec<DateRole> = mentions.iter().map(|mention| role_of(document.body, mention)).collect();
    let headings = roles.iter().filter(|role| role.heading != Heading::None).count();
    if headings < 2 {
        roles.iter_mut().for_each(|role| role.heading = Heading::None);
    }
    mentions.into_iter().zip(roles).collect()
}

fn role_of(body: &str, mention: &DateMention) -> DateRole {
    let first_word = mention.span.of(body).and_then(|words| words.split([' ', ',', '.']).next());
    // "next Wednesday (21 November)"
    pattern!(BRACKETED, r"(?i)\b((mon|tues|wednes|thurs|fri|satur|sun)day) ([a-z]+ ){0,2}\($");
    let before = &body[body.floor_char_boundary(mention.span.start.saturating_sub(40))..mention.span.start];
    let bracketed = || DATE_RULES.weekday(BRACKETED.captures(before)?.get(1)?.as_str());
    // "a pact they inked on Monday"; "is to be signed on Monday" is to come.
    pattern!(
        DONE,
        r"(?i)\b(they|it|he|she|we|who|which|was|were|both|sides|parties) (also )?([a-z]{2,}ed|met|held|took place|began|left|came|went|told|gave|made|led) ((here|there|it|them|talks) )?(late |early )?(on )?(last )?$"
    );
    DateRole {
        heading: heading_of(body, mention),
        weekday: first_word.and_then(|word| DATE_RULES.weekday(word)).or_else(bracketed),
        is_of_past: DONE.is_match(before) || tells_of_past(body, mention),
        is_of_dateline: is_of_dateline(body, mention.span),
    }
}

/// "was in Turkana on Tuesday and said that it is going to build": the words before a weekday tell of the past, and of nothing to come.
fn tells_of_past(body: &str, mention: &DateMention) -> bool {
    pattern!(PAST, r"(?i)\b(was|were|met|held|visited|arrived|signed|received|hosted|opened|toured|called on)\b[^.;]*$");
    pattern!(COMING, r"(?i)\b(will|shall|would|to|due|going|set|scheduled|planned|if|when)\b");
    let start = body.floor_char_boundary(mention.span.start.saturating_sub(MOST_AROUND + 20));
    let before = &body[start..mention.span.start];
    let told = PAST.find(before).map_or("", |past| past.as_str());
    matches!(mention.expression, DateExpression::Weekday { .. }) && !told.is_empty() && !COMING.is_match(told)
}

/// "VLADIVOSTOK. November 15. INTERFAX - ", "BEIJING, Nov. 15 (Xinhua) --": when it was written.
pub(super) fn is_of_dateline(body: &str, span: TextSpan) -> bool {
    pattern!(PLACE, r"^\W*[A-Z][A-Z .'’-]{2,40}[A-Z](, ?[A-Za-z .]{2,30})?[.,:―]? *$");
    pattern!(
        AGENCY,
        r"^[,.]? *(/?[A-Z]{3,}[A-Za-z/]*/?|\([A-Z][A-Za-z /]{2,20}\)|/[A-Z][A-Za-z ]+/)? *(--?|–|—|―) |^[,.]? *\([A-Z][A-Za-z /]{2,20}\) ?: "
    );
    let from = body.floor_char_boundary(span.start.saturating_sub(MOST_IN_DATELINE));
    let Some(start) = body[from..span.start].rfind('\n').map(|at| from + at + 1).or((from == 0).then_some(0)) else { return false };
    // "TASHKENT, Uzbekistan, July 15. The governor …", behind the day that a feed sets before it.
    pattern!(FED, r"^\W*date [0-9]{4}-[0-9]{2}-[0-9]{2} ");
    pattern!(POINT, r"^(, ?[0-9]{4})?\. +(/[A-Za-z ]+/\.? +)?[A-Z]");
    // "CHONGQING, (WAM - 24th May, 2025) The department …", "DAVAO CITY (MindaNews / 05 February) — Business …"
    pattern!(BRACKET, r"^\W*[A-Z][A-Z .'’-]{2,40}[A-Z],? \(([A-Za-z/ .-]{2,60}[-–/] ?)?$");
    if BRACKET.is_match(&body[start..span.start]) && body[span.end..].starts_with(')') {
        return true;
    }
    let before = &body[start..span.start];
    let before = FED.find(before).map_or(before, |fed| &before[fed.end()..]);
    let behind = &body[span.end..];
    // "Raipur, Aug 30 (PTI) Six proposals …", "Seoul, 12 May (Yonhap) Officials …"
    pattern!(TOWN, r"^\W*[A-Z][a-z]+( [A-Z][a-z]+){0,2}, *$");
    pattern!(BRACKETED_AGENCY, r"^[,.]? *\(([A-Z]{2,6}|Xinhua|Reuters|Yonhap|Kyodo|Bernama|Antara|Interfax)\) *(--?|–|—|:)? *[A-Z]");
    if TOWN.is_match(before) && BRACKETED_AGENCY.is_match(behind) {
        return true;
    }
    PLACE.is_match(before) && (AGENCY.is_match(behind) || before.trim_end().ends_with(',') && POINT.is_match(behind))
}

fn heading_of(body: &str, mention: &DateMention) -> Heading {
    // "Day 2 (", "• ", "1. "
    pattern!(BEFORE, r"(?i)^[^a-z0-9]*(day [a-z0-9]{1,5}[^a-z0-9]{1,4})?([0-9]{1,2}[.)] )?[^a-z0-9]*$");
    // "(Monday)", ", Tuesday"
    pattern!(ALONE, r"(?i)^[^a-z0-9]*((mon|tues|wednes|thurs|fri|satur|sun)day)?[^a-z0-9]*$");
    pattern!(OPENING, r"(?i)^ ?[,(]? ?((mon|tues|wednes|thurs|fri|satur|sun)day)?\)? {0,2}(:|–|—|-{1,2} )");
    // "2018, the city made friends with …"
    pattern!(BARE_YEAR, r"^[0-9]{4}$");
    let (Some(before), after) = around_on_line(body, mention) else { return Heading::None };
    let is_date = match mention.expression {
        DateExpression::Calendar { relation, .. } | DateExpression::Weekday { relation, .. } => relation == Relation::Unsaid,
        _ => false,
    };
    if !is_date || !BEFORE.is_match(before) {
        return Heading::None;
    }
    let is_year = mention.span.of(body).is_some_and(|words| BARE_YEAR.is_match(words));
    if ALONE.is_match(after) && !is_year {
        Heading::Alone
    } else if OPENING.is_match(after) || is_year && after.starts_with(", ") {
        Heading::Opening
    } else {
        Heading::None
    }
}

/// The words of its line before a date, where it stands near the head of one, and those behind it, as far as they matter.
fn around_on_line<'b>(body: &'b str, mention: &DateMention) -> (Option<&'b str>, &'b str) {
    let (start, end) = (mention.span.start, mention.span.end);
    let near = body.floor_char_boundary(start.saturating_sub(MOST_AROUND));
    let before = &body[near..start];
    let line = before.rfind('\n').map(|at| &before[at + 1..]).or((near == 0).then_some(before));
    let behind = &body[end..body.ceil_char_boundary((end + MOST_AROUND).min(body.len()))];
    (line, behind.find('\n').map_or(behind, |at| &behind[..at]))
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::DateSpan;

    /// Type and date of what a text published on 24 May 2019 tells.
    fn told(text: &str) -> Vec<String> {
        let context = ArticleContext { published: DateSpan::parse("2019-05-24"), ..ArticleContext::default() };
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        claims.iter().map(|claim| format!("{} {}", claim.kind, claim.date.map(|date| date.to_string()).unwrap_or_default())).collect()
    }

    #[test]
    fn a_date_at_the_head_of_a_line_dates_what_is_told_below_it() {
        let rows = [
            "Tuesday, May 14: Port and city hall\nQuebec and Bavaria signed an agreement on ports.\n\nThursday, May 16: Home\nThe guests left.",
            "May 14\n\nQuebec and Bavaria signed an agreement on ports.\n\nMay 16\n\nThe guests left.",
            "14 May 2019 – Quebec and Bavaria signed an agreement on ports.\n16 May 2019 – The guests left.",
        ];
        for rows in rows {
            assert_eq!(told(rows), ["signing 2019-05-14"], "{rows}");
        }
        let chronicle = "2014: Quebec and Bavaria made friends. An agreement on ports was signed by Quebec and Bavaria.\n\n2016: Nothing.";
        assert_eq!(told(chronicle), ["signing 2014"]);
    }

    #[test]
    fn below_the_date_of_a_post_today_is_that_day() {
        let posts = "2019-03-12\nSnow\n\n2019-02-05\nGuests\nQuebec and Bavaria signed an agreement today.\n\n2019-01-07\nMore snow";
        assert_eq!(told(posts), ["signing 2019-02-05"]);
    }

    #[test]
    fn a_single_date_at_the_head_of_a_line_heads_nothing() {
        assert_eq!(told("May 14: Snow\n\nQuebec and Bavaria signed an agreement on ports."), ["signing "]);
    }

    #[test]
    fn what_is_done_has_its_day_behind_it_whatever_is_to_come() {
        assert_eq!(told("Quebec and Bavaria will work together under a pact they inked on Wednesday."), ["signing 2019-05-22"]);
        assert_eq!(told("Quebec and Bavaria will sign a pact on Wednesday."), ["signing 2019-05-29"]);
    }

    #[test]
    fn an_agency_writes_on_the_day() {
        let told = |text: &str| {
            let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
            claims
                .iter()
                .map(|claim| format!("{} {}", claim.kind, claim.date.map(|date| date.to_string()).unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let news = "SHENYANG, May 18 (Xinhua) -- Liaoning Province and Bavaria inked six cooperation deals on Thursday.";
        assert_eq!(told(news), ["signing XXXX-05-18"]);
        let arrived = format!("{news} A delegation from Bavaria arrived in Liaoning on Wednesday.");
        assert_eq!(told(&arrived), ["signing XXXX-05-18", "delegation XXXX-05-17"]);
        let coming = "SHENYANG, May 18 (Xinhua) -- Liaoning Province and Bavaria will sign six cooperation deals on Thursday.";
        assert_eq!(told(coming), ["signing "]);
    }

    #[test]
    fn a_weekday_that_is_told_settles_the_year() {
        let coming = "Quebec and Bavaria sign an agreement on Wednesday, September 18.";
        assert_eq!(told(coming), ["signing 2019-09-18"]);
        assert_eq!(told("Quebec and Bavaria signed an agreement on Tuesday, September 18."), ["signing 2018-09-18"]);
    }

    #[test]
    fn a_weekday_before_a_bracket_settles_the_year_too() {
        assert_eq!(told("Quebec and Bavaria signed an agreement on Tuesday (18 September)."), ["signing 2018-09-18"]);
    }

    #[test]
    fn a_bare_weekday_is_counted_from_the_day_that_was_named_with_its_own() {
        let week = "The visit began on Saturday, May 4. On Monday Quebec and Bavaria signed an agreement.";
        assert_eq!(told(week).last().map(String::as_str), Some("signing 2019-05-06"));
        for other in ["on May 4", "on Tuesday, May 21"] {
            let week = format!("The snow came {other}. On Monday Quebec and Bavaria signed an agreement.");
            assert_eq!(told(&week), ["signing 2019-05-20"], "{other}");
        }
    }
}
