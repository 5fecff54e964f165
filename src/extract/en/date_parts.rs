//! Years, months, days and weekdays that stand alone: words and numbers that are dates only in company.

use std::sync::LazyLock;

use chrono::Weekday;

use super::date_rules::DATE_RULES;
use super::dates::{Place, is_family_name, is_month_name, relation, small, text_of};
use super::numbers::{SPACE, compile};
use super::patterns::{Captures, Pattern};
use crate::extract::dates::{DateExpression, Relation};
use crate::model::PartialDate;

/// A year alone is believed behind a preposition, after "the" before a name, at the head of a phrase; not "2019 people".
pub(super) fn year(captures: &Captures, place: &Place) -> Option<DateExpression> {
    static STRONG: LazyLock<Pattern> = LazyLock::new(|| {
        let words = "in|since|until|till|before|after|during|circa|years?|early|late|mid|fiscal|throughout|through|spring|summer|autumn|winter|fall|between|end|season";
        compile(&format!(
            r"(?i)(?:^|[^A-Za-z])(?:(?:{words}|(?:early|late){SPACE}as|(?:later|earlier){SPACE}than)[\s-]{{1,4}}|[(\[/‘'“]|,\s?)$"
        ))
    });
    // "Attended by 2000 guests", "a crowd of 2000".
    static WEAK: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)(?:^|[^A-Za-z])(?:of|for|to|and|around|by|from)\s{1,4}$"));
    static NAMED: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?:^|[^A-Za-z])(?i:the|this|its|their|a|at)\s{1,3}[‘'“]?$"));
    static NAME: LazyLock<Pattern> = LazyLock::new(|| compile(r"^(?:\s{1,3}|-)[A-Z]"));
    static PLURAL: LazyLock<Pattern> = LazyLock::new(|| compile(r"^\s{1,3}[a-z-]{3,20}s(?-u:\b)"));
    static NO_PLURAL: LazyLock<Pattern> = LazyLock::new(|| compile(r"^\s{1,3}(?:onwards|this|across|towards|always|besides|plus)(?-u:\b)"));
    // "At the end of 2019 the agreements lapsed."
    static DETERMINED: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?i)^\s{1,3}(?:the|a|an|both|all|its|their|his|her|our|these|those|this|that|some|many|several|more|two|three|most)(?-u:\b)",
        )
    });
    static COUNTED: LazyLock<Pattern> = LazyLock::new(|| {
        let nouns =
            "people|persons|guests|delegates|participants|representatives|companies|enterprises|firms|projects|agreements|jobs|students";
        let units = r"square|hectares|acres|kilomet|met(?:er|re)s|miles|units|vehicles|containers";
        compile(&format!(r"(?i)^\s{{1,3}}(?:[a-z-]{{2,16}}\s{{1,3}})?(?:{nouns}|{units})"))
    });
    let date = PartialDate::new(small(captures, "y1"), None, None)?;
    let is_named = NAME.is_match(place.after) && (NAMED.is_match(place.before) || place.before.trim().is_empty());
    let is_told =
        STRONG.is_match(place.before) || WEAK.is_match(place.before) && (!PLURAL.is_match(place.after) || NO_PLURAL.is_match(place.after));
    // "2006: a delegation came", "2018 – the tie is made", "2018, the city received …" open a line; "Northern Ports Fair 2009"
    static OPENS: LazyLock<Pattern> = LazyLock::new(|| compile(r"^\s*$|^\s{0,2}(?:[:–—]|-\s|,\s{1,3}[A-Za-z]+\s)"));
    static EDITION: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?:^|[^A-Za-z])(?:Fair|Expo|Exposition|Forum|Summit|Conference|Congress|Convention|Symposium|Exhibition|Festival|Week|Games)\s{1,3}$",
        )
    });
    let is_alone = place.before.trim().is_empty() && OPENS.is_match(place.after) || EDITION.is_match(place.before);
    let is_counted = COUNTED.is_match(place.after) && !DETERMINED.is_match(place.after);
    ((is_told || is_named || is_alone) && !is_counted).then_some(DateExpression::Calendar {
        first: date,
        last: None,
        relation: Relation::Unsaid,
    })
}

/// "In 2018 and 2020" are two years, "between 2018 and 2020" is a span.
pub(super) fn are_two_years(captures: &Captures, place: &Place) -> bool {
    static BETWEEN: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)(?-u:\b)(?:between|both)\s{1,4}$"));
    let whole = captures.get_match().as_str();
    let is_listed = whole.contains('&') || whole.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    let is_years_only =
        whole.starts_with(|c: char| c.is_ascii_digit()) && ["m1", "m2", "d1", "d2"].iter().all(|name| captures.name(name).is_none());
    is_listed && is_years_only && !BETWEEN.is_match(place.before)
}

/// "In May", "September"; not "May I", "Governor May", "April Jones".
pub(super) fn month(captures: &Captures, place: &Place) -> Option<DateExpression> {
    static PREPOSITION: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?i)(?:^|[^A-Za-z])(?:in|since|until|till|during|throughout|from|of|before|after|around|through|between|late|early|mid|last|next|this|to|and|for|by)[\s-]{1,4}(?:(?:early|late|mid|the\s{1,3}end\s{1,3}of|the\s{1,3}beginning\s{1,3}of)[\s-]{1,3})?$",
        )
    });
    static WEAK: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)(?-u:\b)(?:and|for|by|to|of)\s{1,3}$"));
    static CAPITAL_NEXT: LazyLock<Pattern> = LazyLock::new(|| compile(r"^\s{1,3}[A-Z]"));
    let name = text_of(captures, "m1")?;
    let date = PartialDate::new(None, DATE_RULES.month(name), None)?;
    let has_part = captures.get_match().as_str() != name;
    let is_led = has_part || PREPOSITION.is_match(place.before);
    let is_forename = ["april", "may", "june", "august", "jan", "march"].contains(&name.to_lowercase().as_str());
    let is_short = !DATE_RULES.is_full_name(name);
    let is_weakly_led = !is_led || WEAK.is_match(place.before);
    let is_name_of_someone = is_weakly_led && (is_forename && CAPITAL_NEXT.is_match(place.after) || is_short && !has_part);
    let needs_company = is_forename || is_short;
    let is_told = is_month_name(name) && name.starts_with(|c: char| c.is_ascii_uppercase()) && (is_led || !needs_company);
    let is_other = is_name_of_someone || is_family_name(captures, place) || place.after.starts_with(['-', '’', '\'']) && needs_company;
    (is_told && !is_other).then_some(DateExpression::Calendar { first: date, last: None, relation: Relation::Unsaid })
}

/// "On the 13th", "from the 11th to the 12th"; not "the 13th session", "on the 45th anniversary".
pub(super) fn day(captures: &Captures, place: &Place) -> Option<DateExpression> {
    static LED: LazyLock<Pattern> = LazyLock::new(|| {
        compile(r"(?i)(?:^|[^A-Za-z])(?:on|from|until|till|by|since|(?:morning|afternoon|evening|night|noon)\s{1,3}of|between)\s{1,3}$")
    });
    // What may follow: the end of the phrase, or the sentence itself. A noun would be what is counted.
    static FOLLOWED: LazyLock<Pattern> = LazyLock::new(|| {
        compile(
            r"(?i)^(?:\s*$|\s*[,.;:()\]!?–—]|\s{1,6}(?:the|a|an|in|at|of\s+the\s+month|to|by|with|and|when|where|after|before|during|for|as|local|from|he|she|it|they|we|this|that|his|her|its|their|both|more|over|two|three|four|several|was|were|is|are|will|morning|afternoon|evening)(?-u:\b))",
        )
    });
    static NAME_FOLLOWS: LazyLock<Pattern> = LazyLock::new(|| compile(r"^\s{1,6}[A-Z][a-z]+\s"));
    static OF: LazyLock<Pattern> = LazyLock::new(|| {
        compile(r"(?i)^\s{1,3}(?:of\s{1,3}the\s{1,3}(?:[a-ln-z]|m[a-np-z])|(?:of\s{1,3}a|of\s{1,3}its|in\s{1,3}a\s{1,3}series)(?-u:\b))")
    });
    let (first, last): (u8, Option<u8>) = (small(captures, "d1")?, small(captures, "d2"));
    let date = |day| PartialDate::new(None, None, Some(day));
    let is_followed = FOLLOWED.is_match(place.after) && !OF.is_match(place.after) || last.is_some() && NAME_FOLLOWS.is_match(place.after);
    let is_forward = last.is_none_or(|last| last != first);
    // "15th, both sides hold talks", "16th afternoon, …"
    static OPENS: LazyLock<Pattern> = LazyLock::new(|| compile(r"(?i)^(?:,|\s{1,2}(?:morning|afternoon|evening)(?:,|\s))"));
    let opens = place.before.trim().is_empty() && OPENS.is_match(place.after);
    ((LED.is_match(place.before) && is_followed || opens) && is_forward).then_some(DateExpression::Calendar {
        first: date(first)?,
        last: last.and_then(date),
        relation: Relation::Unsaid,
    })
}

/// "On Monday"; not "Black Friday", "the Sunday Times".
pub(super) fn weekday(captures: &Captures, place: &Place) -> Option<DateExpression> {
    static NAMED_DAY: LazyLock<Pattern> =
        LazyLock::new(|| compile(r"(?:Black|Good|Ash|Palm|Holy|Bloody|Super|Cyber|Easter|Shrove|Maundy|Giving)\s{1,3}$"));
    static NAMES_ELSE: LazyLock<Pattern> =
        LazyLock::new(|| compile(r"^\s{1,3}(?:Times|Telegraph|Mail|Express|Post|School|Mirror|Independent|Night\s{1,3}Live)"));
    let name = text_of(captures, "w1")?;
    let is_named =
        NAMED_DAY.is_match(place.before) || NAMES_ELSE.is_match(place.after) || !name.starts_with(|c: char| c.is_ascii_uppercase());
    let first = DATE_RULES.weekday(name)?;
    let last: Option<Weekday> = text_of(captures, "w2").and_then(|name| DATE_RULES.weekday(name));
    let relation = match relation(captures) {
        Relation::Years(_) => Relation::Unsaid,
        relation => relation,
    };
    (!is_named).then_some(DateExpression::Weekday { first, last, relation })
}
