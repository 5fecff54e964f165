//! Dates of any precision, written as EDTF (ISO 8601-2 level 1, and the unknown year of level 2).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::vocabulary;

vocabulary!(
    /// How exactly a date is known.
    Precision {
        /// To the day.
        Day = "day",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
        /// A day or month whose year nothing tells.
        UnknownYear = "unknown_year",
    }
);

/// A year, month or day, any of which may be unknown: `2023-10-11`, `2023-10`, `2023`, `XXXX-04-19`, `XXXX-XX-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    uncertain: bool,
}

impl PartialDate {
    /// Builds a date from what is known. `None` where the parts make no date in any year (month 13, 31 April) or nothing is known.
    pub fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let in_range = year.is_none_or(|y| (0..=9999).contains(&y)) && month.is_none_or(|m| (1..=12).contains(&m));
        let exists = match (month, day) {
            (_, None) => true,
            // A leap year stands in for the unknown one, January for the unknown month.
            (month, Some(day)) => NaiveDate::from_ymd_opt(year.unwrap_or(2024), month.unwrap_or(1).into(), day.into()).is_some(),
        };
        let says_something = year.is_some() || month.is_some() || day.is_some();
        (in_range && exists && says_something).then_some(Self { year, month, day, uncertain: false })
    }

    /// A whole day.
    pub fn day_of(date: NaiveDate) -> Self {
        Self { year: Some(date.year()), month: Some(date.month() as u8), day: Some(date.day() as u8), uncertain: false }
    }

    /// The year, where known.
    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// The month (1 to 12), where known.
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where known.
    pub fn day(&self) -> Option<u8> {
        self.day
    }

    /// Whether it was inferred rather than told (`?`).
    pub fn is_uncertain(&self) -> bool {
        self.uncertain
    }

    /// The same date, marked as uncertain.
    pub fn uncertain(mut self) -> Self {
        self.uncertain = true;
        self
    }

    /// The same date with the year filled in; `None` where that year has no such day (29 February).
    pub fn in_year(&self, year: i32) -> Option<Self> {
        Self::new(Some(year), self.month, self.day).map(|date| Self { uncertain: self.uncertain, ..date })
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        match (self.year, self.month, self.day) {
            (None, _, _) => Precision::UnknownYear,
            (_, Some(_), Some(_)) => Precision::Day,
            (_, Some(_), None) => Precision::Month,
            _ => Precision::Year,
        }
    }

    /// The first day it may mean; `None` without a year.
    pub fn first_day(&self) -> Option<NaiveDate> {
        match (self.month, self.day) {
            (None, Some(_)) | (None, None) => NaiveDate::from_ymd_opt(self.year?, 1, 1),
            (Some(month), day) => NaiveDate::from_ymd_opt(self.year?, month.into(), day.unwrap_or(1).into()),
        }
    }

    /// The last day it may mean; `None` without a year.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let year = self.year?;
        match (self.month, self.day) {
            (None, _) => NaiveDate::from_ymd_opt(year, 12, 31),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
            (Some(12), None) => NaiveDate::from_ymd_opt(year, 12, 31),
            (Some(month), None) => NaiveDate::from_ymd_opt(year, u32::from(month) + 1, 1)?.pred_opt(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (text, uncertain) = match text.strip_suffix('?') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        fn part<T: std::str::FromStr>(text: &str, width: usize) -> Option<Option<T>> {
            let unknown = text.len() == width && text.bytes().all(|b| b == b'X');
            let number = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
            if unknown {
                Some(None)
            } else if number {
                text.parse().ok().map(Some)
            } else {
                None
            }
        }
        let mut parts = text.split('-');
        let year = part::<i32>(parts.next()?, 4)?;
        let month = parts.next().map(|p| part::<u8>(p, 2)).unwrap_or(Some(None))?;
        let day = parts.next().map(|p| part::<u8>(p, 2)).unwrap_or(Some(None))?;
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, month, day).map(|date| Self { uncertain, ..date })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        match (self.month, self.day) {
            (Some(month), _) => write!(f, "-{month:02}")?,
            (None, Some(_)) => f.write_str("-XX")?,
            (None, None) => {}
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if self.uncertain { f.write_str("?") } else { Ok(()) }
    }
}

/// One date or an interval; either end of an interval may be open (`../2019-05-18`), not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateSpan {
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    is_interval: bool,
}

impl DateSpan {
    /// One date.
    pub fn on(date: PartialDate) -> Self {
        Self { first: Some(date), last: Some(date), is_interval: false }
    }

    /// From one date to another, both included. Two equal dates make one date. The order is the caller's to keep.
    pub fn between(first: PartialDate, last: PartialDate) -> Self {
        if first == last { Self::on(first) } else { Self { first: Some(first), last: Some(last), is_interval: true } }
    }

    /// Up to a date, from an unknown one.
    pub fn until(last: PartialDate) -> Self {
        Self { first: None, last: Some(last), is_interval: true }
    }

    /// The first date; `None` where the interval is open at its start.
    pub fn first(&self) -> Option<PartialDate> {
        self.first
    }

    /// The last date; `None` where the interval is open at its end.
    pub fn last(&self) -> Option<PartialDate> {
        self.last
    }

    /// The first day it may mean; `None` without a year or where open.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.first.and_then(|date| date.first_day())
    }

    /// The last day it may mean; `None` without a year or where open.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.last.and_then(|date| date.last_day())
    }

    /// Whether any end was inferred.
    pub fn is_uncertain(&self) -> bool {
        [self.first, self.last].into_iter().flatten().any(|date| date.is_uncertain())
    }

    /// The same span, every end marked as uncertain.
    pub fn uncertain(self) -> Self {
        Self { first: self.first.map(PartialDate::uncertain), last: self.last.map(PartialDate::uncertain), ..self }
    }

    /// The precision of the less exact end.
    pub fn precision(&self) -> Precision {
        let rank = |p: &Precision| Precision::ALL.iter().position(|q| q == p).unwrap_or(0);
        [self.first, self.last].into_iter().flatten().map(|date| date.precision()).max_by_key(rank).unwrap_or(Precision::UnknownYear)
    }

    /// Takes the EDTF form; `None` where it is none of the forms used here.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => PartialDate::parse(text).map(Self::on),
            Some(("..", last)) => PartialDate::parse(last).map(Self::until),
            Some((first, "..")) => PartialDate::parse(first).map(|first| Self { first: Some(first), last: None, is_interval: true }),
            Some((first, last)) => Some(Self::between(PartialDate::parse(first)?, PartialDate::parse(last)?)),
        }
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn end(f: &mut fmt::Formatter<'_>, date: Option<PartialDate>) -> fmt::Result {
            match date {
                Some(date) => write!(f, "{date}"),
                None => f.write_str(".."),
            }
        }
        end(f, self.first)?;
        if self.is_interval {
            f.write_str("/")?;
            end(f, self.last)?;
        }
        Ok(())
    }
}

impl TryFrom<String> for DateSpan {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("not a date in EDTF: {text}"))
    }
}

impl From<DateSpan> for String {
    fn from(span: DateSpan) -> String {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebooks_forms_survive_a_round_trip() {
        for text in [
            "2023-10-11",
            "2023-10",
            "2023",
            "2023-10-11/2023-10-12",
            "2024-04-19?",
            "XXXX-04-19/XXXX-04-22",
            "2024-04-19?/2024-04-22?",
            "../2019-05-18",
            "XXXX-05-18",
            "XXXX-XX-16",
            "1979?",
            "2020-01/..",
        ] {
            assert_eq!(DateSpan::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2023-13", "2023-04-31", "23-10-11", "XXXX", "2023/", "../..", "2023-1-1", "2023-10-11-12", "2023-02-29"] {
            assert_eq!(DateSpan::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn first_and_last_days_span_what_is_unknown() {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let span = DateSpan::parse("2024-02").expect("a month");
        assert_eq!((span.first_day(), span.last_day()), (day("2024-02-01"), day("2024-02-29")));
        let span = DateSpan::parse("2023").expect("a year");
        assert_eq!((span.first_day(), span.last_day()), (day("2023-01-01"), day("2023-12-31")));
        assert_eq!(DateSpan::parse("XXXX-04-19").and_then(|d| d.first_day()), None);
        assert_eq!(DateSpan::parse("../2019-05-18").map(|d| (d.first_day(), d.last_day())), Some((None, day("2019-05-18"))));
        assert_eq!(DateSpan::parse("2023-10/2024-01-05").map(|d| d.precision()), Some(Precision::Month));
    }
}
