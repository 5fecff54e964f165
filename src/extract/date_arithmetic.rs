//! Days, weeks, months and years counted from the date of publication or from the date that the text named before.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::dates::{DateContext, Relation, Tense, Unit};
use crate::model::{DateSpan, PartialDate, Precision};

/// Year and month that lie `offset` months from a day's.
pub(super) fn month_from(day: NaiveDate, offset: i32) -> Option<(i32, u8)> {
    let months = i64::from(day.year()) * 12 + i64::from(day.month0()) + i64::from(offset);
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    (0..=9999).contains(&year).then_some((year, months.rem_euclid(12) as u8 + 1))
}

pub(super) fn weekdays(first: Weekday, last: Option<Weekday>, relation: Relation, context: &DateContext) -> Option<DateSpan> {
    let published = day_of_publication(context)?;
    let is_back = relation == Relation::Before || (relation != Relation::After && context.tense == Tense::Past);
    let shift = u64::from(matches!(relation, Relation::Before | Relation::After));
    let (start, end) = if is_back {
        let end = weekday_before(last.unwrap_or(first), published.checked_sub_days(Days::new(shift))?)?;
        (weekday_before(first, end)?, end)
    } else {
        let start = weekday_after(first, published.checked_add_days(Days::new(shift))?)?;
        (start, weekday_after(last.unwrap_or(first), start)?)
    };
    Some(DateSpan::between(PartialDate::day_of(start), PartialDate::day_of(end)))
}

fn weekday_before(weekday: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(day.weekday().days_since(weekday).into()))
}

fn weekday_after(weekday: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(weekday.days_since(day.weekday()).into()))
}

/// The day of publication, where it is known to the day.
fn day_of_publication(context: &DateContext) -> Option<NaiveDate> {
    let published = context.published?;
    (published.precision() == Precision::Day && published.first() == published.last()).then(|| published.first_day())?
}

pub(super) fn period(unit: Unit, offset: i32, context: &DateContext) -> Option<DateSpan> {
    let last = context.published?.last_day()?;
    match unit {
        Unit::Year => year_span(last, offset),
        Unit::Month | Unit::Quarter if context.published?.precision() == Precision::Year => None,
        Unit::Month => month_span(last, offset),
        Unit::Quarter => quarter_span(last, offset),
        Unit::Day if offset == 0 => context.published,
        Unit::Day => Some(DateSpan::on(PartialDate::day_of(shifted(day_of_publication(context)?, offset.into())?))),
        Unit::Week => week_span(day_of_publication(context)?, offset, context.tense),
        Unit::Weekend => weekend_span(day_of_publication(context)?, offset, context.tense),
    }
}

fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let shifted = day.checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
    (0..=9999).contains(&shifted.year()).then_some(shifted)
}

fn year_span(day: NaiveDate, offset: i32) -> Option<DateSpan> {
    Some(DateSpan::on(PartialDate::new(Some(day.year().checked_add(offset)?), None, None)?))
}

fn month_span(day: NaiveDate, offset: i32) -> Option<DateSpan> {
    let (year, month) = month_from(day, offset)?;
    Some(DateSpan::on(PartialDate::new(Some(year), Some(month), None)?))
}

fn quarter_span(day: NaiveDate, offset: i32) -> Option<DateSpan> {
    let to_start = -(day.month0() as i32 % 3);
    let first = month_from(day, offset.checked_mul(3)?.checked_add(to_start)?)?;
    let last = month_from(day, offset.checked_mul(3)?.checked_add(to_start + 2)?)?;
    let date = |(year, month): (i32, u8)| PartialDate::new(Some(year), Some(month), None);
    Some(DateSpan::between(date(first)?, date(last)?))
}

/// A week as its month: some day of it is meant, not all of it, and a week has no form of its own here.
fn week_span(published: NaiveDate, offset: i32, tense: Tense) -> Option<DateSpan> {
    let monday = shifted(weekday_before(Weekday::Mon, published)?, i64::from(offset) * 7)?;
    let sunday = shifted(monday, 6)?;
    let (first, last) = match (offset, tense) {
        (0, Tense::Past) => (monday, published),
        (0, Tense::Future) => (published, sunday),
        _ => (monday, sunday),
    };
    let month = |day: NaiveDate| PartialDate::new(Some(day.year()), Some(day.month() as u8), None);
    Some(DateSpan::between(month(first)?, month(last)?))
}

fn weekend_span(published: NaiveDate, offset: i32, tense: Tense) -> Option<DateSpan> {
    let saturday = match (offset, tense) {
        (0, Tense::Future) => shifted(weekday_before(Weekday::Mon, published)?, 5)?,
        (0, Tense::Past) => weekday_before(Weekday::Sat, published)?,
        (offset, _) if offset < 0 => shifted(weekday_before(Weekday::Mon, published)?, -2 + 7 * (i64::from(offset) + 1))?,
        _ => shifted(weekday_before(Weekday::Mon, published)?, 5 + 7 * i64::from(offset))?,
    };
    Some(DateSpan::between(PartialDate::day_of(saturday), PartialDate::day_of(shifted(saturday, 1)?)))
}

pub(super) fn counted_from(unit: Unit, offset: i32, anchor: &DateSpan) -> Option<DateSpan> {
    let dated = with_stand_in_year(anchor)?;
    let from = if offset < 0 { dated.first_day()? } else { dated.last_day()? };
    let is_day = dated.precision() == Precision::Day;
    let span = match unit {
        Unit::Day if offset == 0 => return is_day.then_some(*anchor),
        Unit::Day if is_day => DateSpan::on(PartialDate::day_of(shifted(from, offset.into())?)),
        Unit::Week if is_day && offset == 0 => month_span(from, 0)?,
        Unit::Week if is_day => month_span(shifted(from, i64::from(offset) * 7)?, 0)?,
        Unit::Month if dated.precision() != Precision::Year => month_span(from, offset)?,
        Unit::Year if is_dated(anchor) => return year_span(from, offset),
        _ => return None,
    };
    if is_dated(anchor) { Some(span) } else { without_the_year(&span) }
}

pub(super) fn nth_day_of(n: u8, anchor: &DateSpan) -> Option<DateSpan> {
    let dated = with_stand_in_year(anchor)?;
    let day = shifted(dated.first_day()?, i64::from(n) - 1)?;
    let is_inside = anchor.first() == anchor.last() || dated.last_day().is_none_or(|last| day <= last);
    let span = DateSpan::on(PartialDate::day_of(day));
    if dated.precision() != Precision::Day || !is_inside {
        return None;
    }
    if is_dated(anchor) { Some(span) } else { without_the_year(&span) }
}

fn is_dated(anchor: &DateSpan) -> bool {
    anchor.first_day().is_some() || anchor.last_day().is_some()
}

/// The anchor itself, or with a leap year where its year is unknown, so that days can be counted.
pub(super) fn with_stand_in_year(anchor: &DateSpan) -> Option<DateSpan> {
    const LEAP_YEAR: i32 = 2024;
    if is_dated(anchor) {
        return Some(*anchor);
    }
    let (first, last) = (anchor.first().or(anchor.last())?, anchor.last().or(anchor.first())?);
    first.month()?;
    in_year(first, last, LEAP_YEAR)
}

pub(super) fn without_the_year(span: &DateSpan) -> Option<DateSpan> {
    let strip = |date: PartialDate| PartialDate::new(None, date.month(), date.day());
    Some(DateSpan::between(strip(span.first()?)?, strip(span.last()?)?))
}

/// "28 September to 3 October": one year. "Dec. 30 to Jan. 3": the second lies in the next.
pub(super) fn is_earlier_in_year(last: PartialDate, first: PartialDate) -> bool {
    match (last.month(), first.month()) {
        (Some(m), Some(n)) if m == n => last.day() < first.day() && last.day().is_some(),
        (Some(m), Some(n)) => m < n,
        _ => false,
    }
}

pub(super) fn in_year(first: PartialDate, last: PartialDate, year: i32) -> Option<DateSpan> {
    Some(DateSpan::between(first.in_year(year)?, last.in_year(year.checked_add(is_earlier_in_year(last, first).into())?)?))
}
