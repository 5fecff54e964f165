//! When a tie has its next anniversary.

use chrono::{Datelike, NaiveDate};

use crate::model::{DateSpan, PartialDate};

/// The next anniversary on or after a day, and how many years it will be then. `None` where the year of the beginning is not told.
/// Where only the year or the month is told, so much is told of the anniversary, and the present year or month still counts.
pub fn next_anniversary(started: &DateSpan, today: NaiveDate) -> Option<(PartialDate, i32)> {
    let began = started.first().or(started.last())?;
    let year = began.year()?;
    let on = |year: i32| {
        // The 29th of February is kept on the 28th in other years.
        let exact = PartialDate::new(Some(year), began.month(), began.day());
        exact.or_else(|| PartialDate::new(Some(year), Some(2), Some(28)))
    };
    let first = today.year().max(year + 1);
    let next = [first, first + 1].into_iter().filter_map(on).find(|date| date.last_day().is_some_and(|last| last >= today))?;
    Some((next, next.year()? - year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(started: &str, today: &str) -> Option<(String, i32)> {
        let started = DateSpan::parse(started).expect("a date");
        let (date, years) = next_anniversary(&started, today.parse().expect("a day"))?;
        Some((date.to_string(), years))
    }

    #[test]
    fn an_anniversary_is_today_or_still_to_come() {
        let told = |date: &str, years| Some((date.to_owned(), years));
        assert_eq!(next("1986-11-02", "2026-11-02"), told("2026-11-02", 40));
        assert_eq!(next("1986-11-02", "2026-11-03"), told("2027-11-02", 41));
        assert_eq!(next("1986-11", "2026-11-21"), told("2026-11", 40));
        assert_eq!(next("1986", "2026-11-21"), told("2026", 40));
        assert_eq!(next("2000-02-29", "2026-03-01"), told("2027-02-28", 27));
        assert_eq!(next("2030", "2026-03-01"), told("2031", 1));
        assert_eq!(next("XXXX-05-18", "2026-03-01"), None);
    }
}
