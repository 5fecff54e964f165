//! Stretches of time that a timeline is cut into: days, weeks, months, quarters, years.

use chrono::{Datelike, Days, NaiveDate};

/// How long a stretch is, shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Period {
    /// A day.
    Day,
    /// A week from Monday on (ISO 8601).
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    #[default]
    Year,
}

impl Period {
    /// All, shortest first, with their names.
    pub const ALL: &'static [(Period, &'static str)] =
        &[(Period::Day, "day"), (Period::Week, "week"), (Period::Month, "month"), (Period::Quarter, "quarter"), (Period::Year, "year")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(period, _)| *period == self).map_or("", |(_, name)| name)
    }

    /// The next shorter one; the shortest stays.
    pub fn narrower(self) -> Self {
        Self::ALL.iter().rev().find(|(period, _)| *period < self).map_or(self, |(period, _)| *period)
    }

    /// The next longer one; the longest stays.
    pub fn wider(self) -> Self {
        Self::ALL.iter().find(|(period, _)| *period > self).map_or(self, |(period, _)| *period)
    }

    /// The first day of the stretch that a day lies in.
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let month = |month| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        match self {
            Period::Day => day,
            Period::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day),
            Period::Month => month(day.month()),
            Period::Quarter => month(day.month0() / 3 * 3 + 1),
            Period::Year => month(1),
        }
    }

    /// The heading over the stretch that a day lies in: `2023`, `2023 Q2`, `2023-05`, `2023 week 20 (from 05-15)`, `2023-05-18`.
    pub fn label(self, day: NaiveDate) -> String {
        let year = day.year();
        match self {
            Period::Day => day.format("%Y-%m-%d").to_string(),
            Period::Week => {
                let week = day.iso_week();
                format!("{:04} week {:02} (from {})", week.year(), week.week(), self.first_day(day).format("%m-%d"))
            }
            Period::Month => day.format("%Y-%m").to_string(),
            Period::Quarter => format!("{year:04} Q{}", day.month0() / 3 + 1),
            Period::Year => format!("{year:04}"),
        }
    }

    /// The stretch that a day lies in, as the filter takes it: `year:2023`, `year:2023-04..2023-06`.
    pub fn term(self, day: NaiveDate) -> String {
        let first = self.first_day(day);
        let last = match self {
            Period::Week => first.checked_add_days(Days::new(6)).unwrap_or(first),
            Period::Quarter => NaiveDate::from_ymd_opt(first.year(), first.month() + 2, 1).unwrap_or(first),
            _ => first,
        };
        match self {
            Period::Day => format!("year:{}", first.format("%Y-%m-%d")),
            Period::Week => format!("year:{}..{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d")),
            Period::Month => format!("year:{}", first.format("%Y-%m")),
            Period::Quarter => format!("year:{}..{}", first.format("%Y-%m"), last.format("%Y-%m")),
            Period::Year => format!("year:{:04}", first.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_one_stretch_of_each_length() {
        let day = NaiveDate::from_ymd_opt(2021, 1, 3).expect("a day");
        let of = |period: Period| (period.label(day), period.first_day(day).to_string(), period.term(day));
        let told = |label: &str, first: &str, term: &str| (label.to_owned(), first.to_owned(), term.to_owned());
        assert_eq!(of(Period::Day), told("2021-01-03", "2021-01-03", "year:2021-01-03"));
        assert_eq!(of(Period::Week), told("2020 week 53 (from 12-28)", "2020-12-28", "year:2020-12-28..2021-01-03"));
        assert_eq!(of(Period::Month), told("2021-01", "2021-01-01", "year:2021-01"));
        assert_eq!(of(Period::Quarter), told("2021 Q1", "2021-01-01", "year:2021-01..2021-03"));
        assert_eq!(of(Period::Year), told("2021", "2021-01-01", "year:2021"));
    }

    #[test]
    fn periods_grow_and_shrink_to_their_ends() {
        let down: Vec<_> =
            std::iter::successors(Some(Period::default()), |period| Some(period.narrower())).take(6).map(|period| period.name()).collect();
        assert_eq!(down, ["year", "quarter", "month", "week", "day", "day"]);
        assert_eq!((Period::Day.narrower(), Period::Day.wider(), Period::Year.wider()), (Period::Day, Period::Week, Period::Year));
    }
}
