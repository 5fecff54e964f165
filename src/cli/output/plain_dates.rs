//! Dates as people write them: `11–12 October 2023`, `October 2023`, `19 April, year not told`.

use crate::model::{DateSpan, PartialDate};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date in plain words. What was inferred is `probably` so.
pub fn plain(date: DateSpan) -> String {
    let text = match (date.first(), date.last()) {
        (Some(first), Some(last)) if first == last => one(first),
        (Some(first), Some(last)) => between(first, last),
        (Some(first), None) => format!("from {}", one(first)),
        (None, Some(last)) => format!("by {}", one(last)),
        (None, None) => String::new(),
    };
    if date.is_uncertain() { format!("probably {text}") } else { text }
}

fn month(date: PartialDate) -> &'static str {
    date.month().and_then(|month| MONTHS.get(usize::from(month) - 1)).copied().unwrap_or_default()
}

/// `12 October`, `October`, `day 12` where the month is not told; empty where only the year is.
fn without_year(date: PartialDate) -> String {
    match (date.day(), date.month()) {
        (Some(day), Some(_)) => format!("{day} {}", month(date)),
        (None, Some(_)) => month(date).to_owned(),
        (Some(day), None) => format!("day {day} of a month not told"),
        (None, None) => String::new(),
    }
}

fn one(date: PartialDate) -> String {
    match (without_year(date), date.year()) {
        (text, Some(year)) if text.is_empty() => year.to_string(),
        (text, Some(year)) => format!("{text} {year}"),
        (text, None) => format!("{text}, year not told"),
    }
}

fn between(first: PartialDate, last: PartialDate) -> String {
    if first.year() != last.year() {
        return format!("{} to {}", one(first), one(last));
    }
    let is_one_month = first.month() == last.month() && first.month().is_some();
    match (first.day(), last.day()) {
        (Some(day), Some(_)) if is_one_month => format!("{day}–{}", one(last)),
        _ => format!("{} to {}", without_year(first), one(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        for (edtf, words) in [
            ("2023-10-11", "11 October 2023"),
            ("2023-10-11/2023-10-12", "11–12 October 2023"),
            ("2023-09-30/2023-10-02", "30 September to 2 October 2023"),
            ("2022-12-30/2023-01-02", "30 December 2022 to 2 January 2023"),
            ("2023-10", "October 2023"),
            ("2023-03/2023-05", "March to May 2023"),
            ("2023", "2023"),
            ("2019/2021", "2019 to 2021"),
            ("XXXX-04-19/XXXX-04-22", "19–22 April, year not told"),
            ("XXXX-04-19", "19 April, year not told"),
            ("2024-04-19?/2024-04-22?", "probably 19–22 April 2024"),
            ("../2019-05-18", "by 18 May 2019"),
            ("2020-01/..", "from January 2020"),
            ("XXXX-XX-16", "day 16 of a month not told, year not told"),
        ] {
            assert_eq!(plain(DateSpan::parse(edtf).expect("a date")), words, "{edtf}");
        }
    }
}
