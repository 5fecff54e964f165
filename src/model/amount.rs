//! Money: integer minor units of an ISO 4217 currency, and sums that never add two currencies.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::vocabulary;

vocabulary!(
    /// How a stated figure relates to the true one.
    Hedge {
        /// As stated.
        Exactly = "exactly",
        /// About, nearly, some.
        About = "about",
        /// Over, more than, at least.
        AtLeast = "at_least",
        /// Up to, at most.
        AtMost = "at_most",
        /// Between two figures.
        Range = "range",
    }
);

impl Hedge {
    /// The hedge of a sum of two figures. Of a range the lower end is added, so the sum is at least what it says; what is too
    /// low beside what is too high is only about right.
    pub fn in_sum_with(self, other: Hedge) -> Hedge {
        let of_part = |hedge| if hedge == Hedge::Range { Hedge::AtLeast } else { hedge };
        match (of_part(self), of_part(other)) {
            (Hedge::Exactly, hedge) | (hedge, Hedge::Exactly) => hedge,
            (one, other) if one == other => one,
            _ => Hedge::About,
        }
    }
}

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Takes the three-letter code; `None` where ISO 4217 has no such currency.
    pub fn from_code(code: &str) -> Option<Self> {
        iso_currency::Currency::from_code(code).map(Self)
    }

    /// The three-letter code.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Decimal places of the minor unit: 2 for CNY, 0 for JPY.
    pub fn exponent(&self) -> u32 {
        self.0.exponent().unwrap_or(0).into()
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("not an ISO 4217 code: {code}")))
    }
}

/// A sum of money in minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Minor units: fen, cents, yen.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Amount {
    /// From a figure in whole units. `None` where it does not fit 64 bits of minor units or has more decimals than the
    /// currency: such a figure is a doubt to note, never a number to cut.
    pub fn from_units(units: Decimal, currency: Currency) -> Option<Self> {
        let scale = Decimal::from(10_i64.checked_pow(currency.exponent())?);
        let minor = units.checked_mul(scale)?.normalize();
        if minor.scale() == 0 { minor.to_i64().map(|minor| Self { minor, currency }) } else { None }
    }

    /// The figure in whole units as a JSON number: `380500000000`, or with decimals only where the sum has them.
    pub fn units_json(&self) -> serde_json::Value {
        units_json(self.minor.into(), self.currency)
    }
}

/// Minor units as a JSON number in whole units, exact: an integer where there is nothing behind the point.
pub fn units_json(minor: i128, currency: Currency) -> serde_json::Value {
    let scale = 10_i128.pow(currency.exponent());
    let (whole, rest) = (minor / scale, minor % scale);
    match i64::try_from(whole) {
        Ok(whole) if rest == 0 => whole.into(),
        _ => serde_json::from_str(&units_text(minor, currency)).unwrap_or(serde_json::Value::Null),
    }
}

/// Minor units as plain digits in whole units, without grouping: `380500000000`, `12.50`.
pub fn units_text(minor: i128, currency: Currency) -> String {
    let exponent = currency.exponent();
    let scale = 10_u128.pow(exponent);
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, rest) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0width$}", width = exponent as usize) }
}

/// A sum that keeps currencies apart: yuan are never added to dollars.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MixedAmount(BTreeMap<Currency, i128>);

impl MixedAmount {
    /// Nothing.
    pub fn zero() -> Self {
        Self::default()
    }

    /// Adds an amount to its own currency's sum.
    pub fn add(&mut self, amount: Amount) {
        *self.0.entry(amount.currency).or_default() += i128::from(amount.minor);
    }

    /// The sum in one currency, in minor units.
    pub fn of(&self, currency: Currency) -> i128 {
        self.0.get(&currency).copied().unwrap_or(0)
    }

    /// Each currency with its sum in minor units, by code.
    pub fn iter(&self) -> impl Iterator<Item = (Currency, i128)> + '_ {
        self.0.iter().map(|(currency, minor)| (*currency, *minor))
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect("a currency")
    }

    #[test]
    fn whole_units_become_minor_units_exactly_or_not_at_all() {
        let amount = Amount::from_units(Decimal::from(380_500_000_000_i64), currency("CNY")).expect("fits");
        assert_eq!(amount.minor, 38_050_000_000_000);
        assert_eq!(amount.units_json(), serde_json::json!(380_500_000_000_i64));
        assert_eq!(Amount::from_units(Decimal::new(15, 1), currency("JPY")), None, "no half yen");
        assert_eq!(Amount::from_units(Decimal::MAX, currency("USD")), None, "does not fit");
    }

    #[test]
    fn a_sum_keeps_the_hedges_of_its_parts() {
        use Hedge::{About, AtLeast, AtMost, Exactly, Range};
        for (one, other, sum) in [
            (Exactly, Exactly, Exactly),
            (Exactly, AtLeast, AtLeast),
            (AtLeast, Range, AtLeast),
            (Exactly, Range, AtLeast),
            (AtMost, AtMost, AtMost),
            (AtMost, AtLeast, About),
            (About, AtLeast, About),
        ] {
            assert_eq!((one.in_sum_with(other), other.in_sum_with(one)), (sum, sum), "{one} and {other}");
        }
    }

    #[test]
    fn two_currencies_stay_apart() {
        let mut sum = MixedAmount::zero();
        for (minor, code) in [(100, "USD"), (5, "JPY"), (250, "USD")] {
            sum.add(Amount { minor, currency: currency(code) });
        }
        assert_eq!(sum.iter().map(|(c, m)| (c.code(), m)).collect::<Vec<_>>(), [("JPY", 5), ("USD", 350)]);
        assert_eq!(units_text(350, currency("USD")), "3.50");
        assert_eq!(units_text(-5, currency("JPY")), "-5");
    }
}
