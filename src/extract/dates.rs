//! Dates before and after their year is known: what a date expression says, and which day that is for an article of a known
//! date. Languages find expressions in their own rooms; the arithmetic is here.
//!
//! What a text leaves out comes from the date of publication, or from the date that the text named before ("on the 13th").
//! What neither tells stays unknown: `XXXX-04-19`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::date_arithmetic::{
    counted_from, in_year, is_earlier_in_year, month_from, nth_day_of, period, weekdays, with_stand_in_year, without_the_year,
};
use crate::model::{DateSpan, PartialDate, Precision, RuleName, TextSpan};

/// A date expression as written, before anything is known of its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Where, in bytes of the whole text.
    pub span: TextSpan,
    /// What it says.
    pub expression: DateExpression,
    /// What read it.
    pub rule: RuleName,
}

/// What a date expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateExpression {
    /// A day, month or year of the calendar, or a range of them, any part of which may be missing: "20-27 September", "the 13th".
    Calendar {
        /// The first or only date.
        first: PartialDate,
        /// The last date of a range.
        last: Option<PartialDate>,
        /// How it lies to the date of publication.
        relation: Relation,
    },
    /// "on Friday", "last Monday", "from Monday to Wednesday".
    Weekday {
        /// The first or only day.
        first: Weekday,
        /// The last day of a range.
        last: Option<Weekday>,
        /// Before ("last"), after ("next"), or unsaid.
        relation: Relation,
    },
    /// Counted from publication: "yesterday" is day -1, "last week" week -1, "this year" year 0, "three months ago" month -3.
    Period {
        /// What is counted.
        unit: Unit,
        /// How many, negative into the past.
        offset: i32,
    },
    /// Counted from the date named before: "the same day" is 0, "two days later" +2.
    FromAnchor {
        /// What is counted.
        unit: Unit,
        /// How many, negative into the past.
        offset: i32,
    },
    /// "On the second day" of what was dated before; the first is 1.
    DayOfAnchor(u8),
    /// "Recently": the year of publication alone.
    Recent,
    /// "By 18 May": up to it.
    Until(Box<DateExpression>),
    /// "Since 2018": from it on.
    Since(Box<DateExpression>),
}

/// How a date without a year lies to the date of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The text does not say; the tense decides.
    Unsaid,
    /// Wholly before it: "last October".
    Before,
    /// Wholly after it: "next May".
    After,
    /// In the year that lies so many years from it: "in May last year" is -1.
    Years(i32),
    /// In the month that lies so many months from it: "the 13th of this month" is 0.
    Months(i32),
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Whether a sentence tells what was or what will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// What was or is.
    #[default]
    Past,
    /// What will be.
    Future,
}

/// What is known where a date expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateContext {
    /// The article's own date.
    pub published: Option<DateSpan>,
    /// The date that the text spoke of last, in full: "on the 13th" takes its month and year.
    pub anchor: Option<DateSpan>,
    /// The tense of the sentence.
    pub tense: Tense,
}

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateGround {
    /// The expression alone.
    Told,
    /// The expression and the date of publication.
    FromPublication,
    /// The expression and the date that the text named before.
    FromAnchor,
}

/// A date, and what was inferred to get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedDate {
    /// The date.
    pub date: DateSpan,
    /// What was inferred from what, in words; `None` where the text tells it all.
    pub inferred: Option<String>,
    /// What it rests on.
    pub ground: DateGround,
}

/// The year is not in the text: that of the day of publication, or the one before.
pub(super) const YEAR_FROM_PUBLICATION: &str = "year from the date of publication";
const MONTH_FROM_PUBLICATION: &str = "month and year from the date of publication";
const COUNTED_FROM_PUBLICATION: &str = "counted from the date of publication";
/// The year is not beside the day: that of the date named before it.
pub(super) const YEAR_FROM_ANCHOR: &str = "year from the date named before";
const MONTH_FROM_ANCHOR: &str = "month and year from the date named before";
const COUNTED_FROM_ANCHOR: &str = "counted from the date named before";

/// What is to come and began longer ago than this begins next year.
const LONG_SINCE_DAYS: i64 = 200;
/// How many days ahead the end of something may lie that goes on.
const SOON_DAYS: i64 = 60;

/// The date that an expression means; `None` where it cannot be told ("yesterday" without a date of publication).
pub fn resolve(expression: &DateExpression, context: &DateContext) -> Option<ResolvedDate> {
    match expression {
        DateExpression::Calendar { first, last, relation } => calendar(*first, *last, *relation, context),
        DateExpression::Weekday { first, last, relation } => {
            from_publication(weekdays(*first, *last, *relation, context)?, COUNTED_FROM_PUBLICATION)
        }
        DateExpression::Period { unit, offset } => from_publication(period(*unit, *offset, context)?, COUNTED_FROM_PUBLICATION),
        DateExpression::FromAnchor { unit: Unit::Day, offset: 0 } if context.anchor.is_none() => {
            // "had signed that day", in a text that tells no other day: that of the news.
            let today = context.published.filter(|published| published.precision() == Precision::Day)?;
            from_publication(today, COUNTED_FROM_PUBLICATION)
        }
        DateExpression::FromAnchor { unit, offset } => from_anchor(counted_from(*unit, *offset, &context.anchor?)?, COUNTED_FROM_ANCHOR),
        DateExpression::DayOfAnchor(n) => from_anchor(nth_day_of(*n, &context.anchor?)?, COUNTED_FROM_ANCHOR),
        DateExpression::Recent => {
            let year = context.published?.last_day()?.year();
            from_publication(DateSpan::on(PartialDate::new(Some(year), None, None)?), YEAR_FROM_PUBLICATION)
        }
        DateExpression::Until(of) => {
            let past = resolve(of, context)?;
            // "is travelling through China until 14 November", in news of the 10th: this November.
            let published = context.published.and_then(|date| date.last_day());
            let days_to = |date: &ResolvedDate| Some((date.date.last_day()? - published?).num_days());
            let next = resolve(of, &DateContext { tense: Tense::Future, ..*context })
                .filter(|_| matches!(**of, DateExpression::Calendar { .. }))
                .filter(|next| days_to(next).is_some_and(|days| (0..=SOON_DAYS).contains(&days)));
            let resolved = next.unwrap_or(past);
            Some(ResolvedDate { date: DateSpan::until(resolved.date.last()?), ..resolved })
        }
        DateExpression::Since(of) => {
            let past = resolve(of, &DateContext { tense: Tense::Past, ..*context })?;
            // "will lead a mission beginning June 12", in May: the next June.
            let age =
                context.published.and_then(|date| date.last_day()).zip(past.date.first_day()).map(|(today, day)| (today - day).num_days());
            let is_to_come = context.tense == Tense::Future && age.is_some_and(|days| days > LONG_SINCE_DAYS);
            let resolved = if is_to_come { resolve(of, context)? } else { past };
            Some(ResolvedDate { date: DateSpan::parse(&format!("{}/..", resolved.date.first()?))?, ..resolved })
        }
    }
}

fn told(date: DateSpan) -> Option<ResolvedDate> {
    Some(ResolvedDate { date, inferred: None, ground: DateGround::Told })
}

fn from_publication(date: DateSpan, words: &str) -> Option<ResolvedDate> {
    Some(ResolvedDate { date, inferred: Some(words.to_owned()), ground: DateGround::FromPublication })
}

fn from_anchor(date: DateSpan, words: &str) -> Option<ResolvedDate> {
    Some(ResolvedDate { date, inferred: Some(words.to_owned()), ground: DateGround::FromAnchor })
}

/// A day that is counted from one named before.
pub(super) fn counted_from_anchor(day: DateSpan) -> Option<ResolvedDate> {
    from_anchor(day, COUNTED_FROM_ANCHOR)
}

fn calendar(first: PartialDate, last: Option<PartialDate>, relation: Relation, context: &DateContext) -> Option<ResolvedDate> {
    let end = last.unwrap_or(first);
    match (first.year(), end.year()) {
        (Some(_), Some(_)) => return told(DateSpan::between(first, end)),
        (Some(year), None) => return told(DateSpan::between(first, end.in_year(year + i32::from(is_earlier_in_year(end, first)))?)),
        (None, Some(year)) => return told(DateSpan::between(first.in_year(year - i32::from(is_earlier_in_year(end, first)))?, end)),
        (None, None) => {}
    }
    match relation {
        Relation::Years(offset) => match context.published.and_then(|published| published.last_day()) {
            Some(day) => from_publication(in_year(first, end, day.year().checked_add(offset)?)?, YEAR_FROM_PUBLICATION),
            // "from 8 to 9 November of the previous year", below "2018"
            None => match context.anchor.and_then(|anchor| anchor.last()?.year()).filter(|_| offset != 0) {
                Some(year) => from_anchor(in_year(first, end, year.checked_add(offset)?)?, YEAR_FROM_ANCHOR),
                None => told(DateSpan::between(first, end)),
            },
        },
        Relation::Months(offset) => match context.published.and_then(|published| published.last_day()) {
            Some(day) => {
                let (year, month) = month_from(day, offset)?;
                from_publication(in_month(first.day()?, end.day()?, year, month)?, MONTH_FROM_PUBLICATION)
            }
            None => told(DateSpan::between(first, end)),
        },
        _ if first.month().is_none() => day_alone(first.day()?, end.day()?, context),
        _ => without_year(first, end, relation, context),
    }
}

fn without_year(first: PartialDate, last: PartialDate, relation: Relation, context: &DateContext) -> Option<ResolvedDate> {
    if let Some(span) = context.published.and_then(|published| year_by_publication(first, last, relation, context.tense, &published)) {
        return from_publication(span, YEAR_FROM_PUBLICATION);
    }
    match context.anchor.as_ref().and_then(|anchor| year_by_anchor(first, last, anchor)) {
        Some(span) => from_anchor(span, YEAR_FROM_ANCHOR),
        None => told(DateSpan::between(first, last)),
    }
}

/// How long an announcement may be left standing, in days.
const LEFT_STANDING_DAYS: u64 = 31;

/// The most recent such day not after publication, or the next one not before it. What is under way began in the past and ends
/// in the future, so a range is placed by its start or by its end. One day of grace: where it happens, tomorrow has begun.
fn year_by_publication(first: PartialDate, last: PartialDate, relation: Relation, tense: Tense, published: &DateSpan) -> Option<DateSpan> {
    let (from, to) = (published.first_day()?, published.last_day()?);
    let tomorrow = to.checked_add_days(Days::new(1))?;
    // An announcement that has been left standing below the report: what it foretells was a week ago, and is not a year ahead.
    let lately = from.checked_sub_days(Days::new(LEFT_STANDING_DAYS))?;
    let is_day = first.day().is_some();
    let fits = |span: &DateSpan| -> Option<bool> {
        Some(match (relation, tense) {
            (Relation::Before, _) => span.last_day()? < from,
            (Relation::After, _) => span.first_day()? > to,
            (_, Tense::Past) => span.first_day()? <= if is_day { tomorrow } else { to },
            (_, Tense::Future) => span.last_day()? >= if is_day && relation == Relation::Unsaid { lately } else { from },
        })
    };
    let is_back = relation == Relation::Before || (relation != Relation::After && tense == Tense::Past);
    // Eight years reach the next 29 February even across a century.
    let years = (0..=9).map(|step| if is_back { to.year() + 1 - step } else { from.year() - 1 + step });
    years.filter_map(|year| in_year(first, last, year)).find(|span| fits(span).unwrap_or(false))
}

/// The year that brings it nearest to the date named before.
fn year_by_anchor(first: PartialDate, last: PartialDate, anchor: &DateSpan) -> Option<DateSpan> {
    let known = anchor.first().or(anchor.last())?;
    let year = known.year()?;
    if known.month().is_none() {
        return in_year(first, last, year);
    }
    let candidates = [year, year - 1, year + 1].into_iter().filter_map(|year| in_year(first, last, year));
    candidates.min_by_key(|span| span.first_day().map_or(i64::MAX, |day| distance(day, anchor)))
}

fn distance(day: NaiveDate, anchor: &DateSpan) -> i64 {
    let before = anchor.first_day().map_or(0, |first| (first - day).num_days());
    let after = anchor.last_day().map_or(0, |last| (day - last).num_days());
    before.max(after).max(0)
}

/// "On the 13th": in the month of the date named before, or the most recent or next such day by publication.
fn day_alone(first: u8, last: u8, context: &DateContext) -> Option<ResolvedDate> {
    if let Some(span) = context.anchor.as_ref().and_then(|anchor| day_by_anchor(first, last, anchor)) {
        return from_anchor(span, MONTH_FROM_ANCHOR);
    }
    if let Some(span) = context.published.and_then(|published| day_by_publication(first, last, context.tense, &published)) {
        return from_publication(span, MONTH_FROM_PUBLICATION);
    }
    told(DateSpan::between(PartialDate::new(None, None, Some(first))?, PartialDate::new(None, None, Some(last))?))
}

fn day_by_anchor(first: u8, last: u8, anchor: &DateSpan) -> Option<DateSpan> {
    let known = anchor.first().filter(|date| date.month().is_some()).or(anchor.last())?;
    known.month()?;
    let dated = with_stand_in_year(anchor)?;
    let (from, to) = (dated.first_day().or(dated.last_day())?, dated.last_day().or(dated.first_day())?);
    let months = [(from, 0), (to, 0), (to, 1), (from, -1)].into_iter().filter_map(|(day, offset)| month_from(day, offset));
    let spans = months.filter_map(|(year, month)| in_month(first, last, year, month));
    let nearest = spans.min_by_key(|span| span.first_day().map_or(i64::MAX, |day| distance(day, &dated)))?;
    if known.year().is_some() { Some(nearest) } else { without_the_year(&nearest) }
}

fn day_by_publication(first: u8, last: u8, tense: Tense, published: &DateSpan) -> Option<DateSpan> {
    let (from, to) = (published.first_day()?, published.last_day()?);
    let tomorrow = to.checked_add_days(Days::new(1))?;
    // Of two months in a row one has 31 days; three steps pass over the shorter ones.
    let months = (-1..=3).filter_map(|step| if tense == Tense::Past { month_from(to, -step) } else { month_from(from, step) });
    let mut spans = months.filter_map(|(year, month)| in_month(first, last, year, month));
    spans.find(|span| match tense {
        Tense::Past => span.first_day().is_some_and(|day| day <= tomorrow),
        Tense::Future => span.last_day().is_some_and(|day| day >= from),
    })
}

fn in_month(first: u8, last: u8, year: i32, month: u8) -> Option<DateSpan> {
    let start = PartialDate::new(Some(year), Some(month), Some(first))?;
    let (year, month) = if last < first { month_from(start.first_day()?, 1)? } else { (year, month) };
    Some(DateSpan::between(start, PartialDate::new(Some(year), Some(month), Some(last))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Option<DateSpan> {
        DateSpan::parse(text)
    }

    fn day(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> DateExpression {
        DateExpression::Calendar { first: PartialDate::new(year, month, day).expect("a date"), last: None, relation: Relation::Unsaid }
    }

    #[test]
    fn what_was_inferred_is_said_and_not_marked_uncertain() {
        let context = DateContext { published: span("2024-03-01"), ..DateContext::default() };
        let resolved = resolve(&day(None, Some(4), Some(19)), &context).expect("resolved");
        assert_eq!(resolved.date.to_string(), "2023-04-19");
        assert_eq!(resolved.inferred.as_deref(), Some(YEAR_FROM_PUBLICATION));
        assert_eq!(resolved.ground, DateGround::FromPublication);
    }

    #[test]
    fn what_is_told_in_full_rests_on_nothing_else() {
        let context = DateContext { published: span("2024-03-01"), anchor: span("2020-01-01"), tense: Tense::Future };
        let resolved = resolve(&day(Some(2019), Some(4), Some(19)), &context).expect("resolved");
        assert_eq!((resolved.date.to_string().as_str(), resolved.inferred, resolved.ground), ("2019-04-19", None, DateGround::Told));
    }

    #[test]
    fn a_year_that_nothing_tells_stays_unknown() {
        let resolved = resolve(&day(None, Some(4), Some(19)), &DateContext::default()).expect("resolved");
        assert_eq!((resolved.date.to_string().as_str(), resolved.inferred), ("XXXX-04-19", None));
    }

    #[test]
    fn a_date_of_publication_known_to_the_year_still_gives_the_year() {
        let context = DateContext { published: span("2019"), ..DateContext::default() };
        assert_eq!(resolve(&day(None, Some(4), Some(19)), &context).map(|date| date.date), span("2019-04-19"));
        assert_eq!(resolve(&DateExpression::Recent, &context).map(|date| date.date), span("2019"));
        let yesterday = DateExpression::Period { unit: Unit::Day, offset: -1 };
        assert_eq!(resolve(&yesterday, &context), None);
    }
}
