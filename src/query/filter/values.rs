//! Values of fields that are no names: days and sums, each alone (`2020-05`, `>1bn`) or as a range (`2019..2021`).

use std::str::FromStr;

use chrono::Datelike;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Amount, DateSpan};

/// Ten-thousandths of a unit: no currency of ISO 4217 has more than four decimals.
const TICKS: i64 = 10_000;

/// Sums between two figures, both included, in ten-thousandths of a unit of whatever currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AmountRange {
    low: i128,
    high: i128,
}

impl AmountRange {
    /// Whether an amount lies between.
    pub(super) fn contains(&self, amount: Amount) -> bool {
        let ticks = i128::from(amount.minor) * 10_i128.pow(4_u32.saturating_sub(amount.currency.exponent()));
        (self.low..=self.high).contains(&ticks)
    }

    /// `>1bn`, `<=500m`, `1bn..2bn`, `380.5bn`; `None` where it is none of these.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (low, high) = range(text, ticks, |value, by| value.checked_add(by.into()))?;
        Some(Self { low: low.unwrap_or(i128::MIN), high: high.unwrap_or(i128::MAX) })
    }
}

/// A figure with its suffix in ten-thousandths of a unit: `1.5bn`, `500m`, `20,000`.
fn ticks(text: &str) -> Option<(i128, i128)> {
    let text = text.trim().to_ascii_lowercase().replace([',', '_'], "");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale: i64 = match &text[digits.len()..] {
        "" => 1,
        "k" => 1_000,
        "m" | "mn" | "million" => 1_000_000,
        "bn" | "b" | "billion" => 1_000_000_000,
        "tn" | "t" | "trillion" => 1_000_000_000_000,
        _ => return None,
    };
    let is_figure = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let figure = Decimal::from_str(digits.trim_end_matches('.')).ok().filter(|_| is_figure)?;
    let ticks = figure.checked_mul(scale.into())?.checked_mul(TICKS.into())?.to_i128()?;
    Some((ticks, ticks))
}

/// Days between two, both included, as days of the Common Era: `2020`, `2020-05`, `2019..2021`, `>=2020-05-18`.
pub(super) fn days(text: &str) -> Option<(i32, i32)> {
    let (first, last) = range(text, day_span, |day, by| day.checked_add(by.into()))?;
    Some((first.unwrap_or(i32::MIN), last.unwrap_or(i32::MAX - 1)))
}

fn day_span(text: &str) -> Option<(i32, i32)> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let span = DateSpan::parse(text).filter(|_| is_plain)?;
    Some((span.first_day()?.num_days_from_ce(), span.last_day()?.num_days_from_ce()))
}

/// Reads `>x`, `>=x`, `<x`, `<=x`, `=x`, `x`, `a..b`, `a..`, `..b`, where a value may itself stretch from one end to another.
fn range<T: Copy>(text: &str, value: impl Fn(&str) -> Option<(T, T)>, step: impl Fn(T, i8) -> Option<T>) -> Option<(Option<T>, Option<T>)> {
    if let Some((low, high)) = text.split_once("..") {
        let end = |text: &str| if text.is_empty() { Some(None) } else { value(text).map(Some) };
        let (low, high) = (end(low)?, end(high)?);
        return (low.is_some() || high.is_some()).then_some((low.map(|(first, _)| first), high.map(|(_, last)| last)));
    }
    let of = |prefix| text.strip_prefix(prefix);
    if let Some(rest) = of(">=") {
        value(rest).map(|(first, _)| (Some(first), None))
    } else if let Some(rest) = of("<=") {
        value(rest).map(|(_, last)| (None, Some(last)))
    } else if let Some(rest) = of(">") {
        Some((Some(step(value(rest)?.1, 1)?), None))
    } else if let Some(rest) = of("<") {
        Some((None, Some(step(value(rest)?.0, -1)?)))
    } else {
        value(of("=").unwrap_or(text)).map(|(first, last)| (Some(first), Some(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Currency;

    #[test]
    fn sums_are_compared_in_units_whatever_the_minor_unit() {
        let amount = |minor, code| Amount { minor, currency: Currency::from_code(code).expect("a currency") };
        let yuan = amount(38_050_000_000_000, "CNY");
        for text in [">1bn", ">=380.5bn", "<=380.5bn", "380.5bn", "=380,500,000,000", "380bn..381bn", "..1tn", "<0.3806tn"] {
            assert!(AmountRange::parse(text).expect(text).contains(yuan), "{text}");
        }
        for text in [">380.5bn", "<380.5bn", "1bn..2bn", "380m"] {
            assert!(!AmountRange::parse(text).expect(text).contains(yuan), "{text}");
        }
        assert!(AmountRange::parse("500").expect("a sum").contains(amount(500, "JPY")));
        for text in ["", ">", "..", "bn", "1xx", "-5", "1..2..3", "1e9", "99999999999999999999999999999tn"] {
            assert_eq!(AmountRange::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_reach_from_the_first_to_the_last_of_what_is_written() {
        assert_eq!(days("2020").map(|(a, b)| b - a), Some(365));
        assert_eq!(days("2020-05").map(|(a, b)| b - a), Some(30));
        assert_eq!(days("2020-05-18").map(|(a, b)| b - a), Some(0));
        assert_eq!(days("2019..2021").map(|(a, b)| b - a), Some(365 + 366 + 364));
        assert_eq!(days(">2019").map(|(a, _)| a), days("2020").map(|(a, _)| a));
        for text in ["", "20", "2020-13", "2020-02-30", "XXXX-05-18", "2020?", "today", "../2019"] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
