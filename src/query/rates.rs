//! Yearly average exchange rates: the table that comes with the program, one of the same form, or the European Central Bank's file of
//! daily reference rates, of which the yearly means are taken. Decimal numbers throughout.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::Currency;

const BUILTIN: &str = include_str!("../../assets/rates.toml");
const MONTHS: usize = 12;

/// A rate with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Units of the currency for one of the table's base currency, the mean over the year.
    pub units: Decimal,
    /// Who says so.
    pub source: String,
}

/// Rates by currency and year, all against one base currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The currency that one unit of is rated.
    pub base: Currency,
    rates: BTreeMap<(Currency, i32), Rate>,
}

/// The form of the table in a file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: Currency,
    currency: Vec<FileCurrency>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCurrency {
    code: Currency,
    source: String,
    /// As text: a TOML number would pass through binary fractions.
    units: BTreeMap<String, String>,
}

impl Rates {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Self::from_toml(BUILTIN).expect("assets/rates.toml is read by a test")
    }

    /// Reads a table of the form of assets/rates.toml; else says what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut rates = BTreeMap::new();
        for FileCurrency { code, source, units } in file.currency {
            for (year, units) in units {
                let wrong = || format!("{code} {year}: \"{units}\" is no rate of a year");
                let (number, units) = (year.parse().map_err(|_| wrong())?, rate(&units).ok_or_else(wrong)?);
                rates.insert((code, number), Rate { units, source: source.clone() });
            }
        }
        Ok(Self { base: file.base, rates })
    }

    /// Takes the yearly means of the European Central Bank's eurofxref-hist.csv. A year without a figure in each of its months gives no
    /// mean: the present one, and one in which a rate was suspended.
    pub fn from_ecb_csv(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').trim_end().trim_end_matches(',').split(','));
        let header: Vec<&str> = lines.next().map(Iterator::collect).unwrap_or_default();
        if header.first().map(|cell| cell.trim()) != Some("Date") {
            return Err("its first line does not begin with Date: it is not the European Central Bank's eurofxref-hist.csv".to_owned());
        }
        let currencies: Vec<Option<Currency>> = header.iter().map(|code| Currency::from_code(code.trim())).collect();
        let mut sums: BTreeMap<(Currency, i32), Mean> = BTreeMap::new();
        for (at, mut cells) in lines.enumerate().filter(|(_, cells)| cells.clone().any(|cell| !cell.trim().is_empty())) {
            let wrong = |what: &str| format!("line {}: \"{what}\" is no date", at + 2);
            let date = cells.next().unwrap_or_default().trim();
            let day = chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").map_err(|_| wrong(date))?;
            for (cell, currency) in cells.zip(&currencies[1..]) {
                // N/A stands where the Bank published none that day.
                if let (Some(units), Some(currency)) = (rate(cell.trim()), currency) {
                    sums.entry((*currency, chrono::Datelike::year(&day))).or_default().add(units, chrono::Datelike::month(&day));
                }
            }
        }
        let source = "European Central Bank, euro foreign exchange reference rates, mean of the days of the year";
        let rates =
            sums.into_iter().filter_map(|(key, mean)| Some((key, Rate { units: mean.of_whole_year()?, source: source.to_owned() })));
        let base = Currency::from_code("EUR").ok_or_else(|| "no euro in ISO 4217".to_owned())?;
        Ok(Self { base, rates: rates.collect() })
    }

    /// The rate of a currency in a year; the base currency's own is one.
    pub fn rate(&self, currency: Currency, year: i32) -> Option<Decimal> {
        if currency == self.base { Some(Decimal::ONE) } else { self.rates.get(&(currency, year)).map(|rate| rate.units) }
    }

    /// The rate with its source; `None` for the base currency, which needs none.
    pub fn sourced(&self, currency: Currency, year: i32) -> Option<&Rate> {
        self.rates.get(&(currency, year))
    }

    /// Minor units of one currency as minor units of another, not rounded. `None` without both rates of the year, or where the figure
    /// does not fit a decimal number of 28 digits.
    pub fn convert(&self, minor: i128, from: Currency, to: Currency, year: i32) -> Option<Decimal> {
        let minor = Decimal::try_from_i128_with_scale(minor, from.exponent()).ok()?;
        if from == to {
            return minor.checked_mul(scale(to));
        }
        let (units_from, units_to) = (self.rate(from, year)?, self.rate(to, year)?);
        minor.checked_mul(units_to)?.checked_mul(scale(to))?.checked_div(units_from)
    }
}

fn scale(currency: Currency) -> Decimal {
    Decimal::from(10_i64.pow(currency.exponent()))
}

/// A rate is a decimal number above zero.
fn rate(text: &str) -> Option<Decimal> {
    text.parse().ok().filter(|units: &Decimal| *units > Decimal::ZERO)
}

#[derive(Default)]
struct Mean {
    sum: Decimal,
    days: i64,
    months: BTreeSet<u32>,
}

impl Mean {
    fn add(&mut self, units: Decimal, month: u32) {
        self.sum += units;
        self.days += 1;
        self.months.insert(month);
    }

    fn of_whole_year(&self) -> Option<Decimal> {
        (self.months.len() == MONTHS).then(|| (self.sum / Decimal::from(self.days)).round_dp(8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect("a currency")
    }

    #[test]
    fn the_table_that_comes_with_the_program_is_whole() {
        let rates = Rates::builtin();
        assert_eq!(rates.base.code(), "USD");
        assert_eq!(rates.rate(currency("CNY"), 2020), rate("6.90077"));
        assert_eq!(rates.rate(currency("USD"), 1850), Some(Decimal::ONE));
        assert_eq!(rates.rate(currency("KRW"), 2018), None, "what nobody is sure of is not there");
        assert!(rates.rates.values().all(|rate| rate.source.starts_with("World Bank PA.NUS.FCRF, ")));
        assert!(rates.rates.keys().all(|(_, year)| (2000..=2024).contains(year)));
    }

    #[test]
    fn a_sum_is_converted_through_the_base() {
        let rates = Rates::builtin();
        let converted = |minor, from, to, year| rates.convert(minor, currency(from), currency(to), year).map(|sum| sum.round().to_string());
        assert_eq!(converted(38_050_000_000_000, "CNY", "USD", 2020).as_deref(), Some("5513877436866"), "USD 55,138,774,368.66");
        assert_eq!(converted(100, "USD", "JPY", 2023).as_deref(), Some("140"), "the yen has no minor unit");
        assert_eq!(converted(140_491, "JPY", "EUR", 2023).as_deref(), Some("92484"));
        assert_eq!(converted(7, "CNY", "CNY", 1850).as_deref(), Some("7"), "the same needs no rate");
        assert_eq!(converted(7, "CNY", "USD", 1999), None);
        assert_eq!(converted(7, "MNT", "USD", 2020), None);
        assert_eq!(converted(i128::MAX, "CNY", "USD", 2020), None);
    }

    #[test]
    fn the_banks_file_gives_means_of_whole_years() {
        let days: String = (1..=12).map(|month| format!("2022-{month:02}-03,{}.5,N/A,\n", month)).collect();
        let text = format!("Date,USD,RUB,\n2023-01-02,1.07,N/A,\n{days}2022-01-01,0.5,88.2,\n");
        let rates = Rates::from_ecb_csv(&text).expect("read");
        assert_eq!(rates.base.code(), "EUR");
        // (1.5 + 2.5 + … + 12.5 + 0.5) / 13
        assert_eq!(rates.rate(currency("USD"), 2022), rate("6.5"));
        assert_eq!(rates.rate(currency("USD"), 2023), None, "the year is not over");
        assert_eq!(rates.rate(currency("RUB"), 2022), None, "suspended");
        assert!(Rates::from_ecb_csv("a,b\n").is_err() && Rates::from_ecb_csv("Date,USD\nyesterday,1\n").is_err());
    }

    #[test]
    fn a_table_with_a_mistake_says_where() {
        let table = |units: &str| format!("base = \"USD\"\n[[currency]]\ncode = \"CNY\"\nsource = \"x\"\nunits = {{ {units} }}\n");
        assert!(Rates::from_toml(&table("2020 = \"6.9\"")).is_ok());
        for wrong in ["2020 = \"six\"", "2020 = \"-1\"", "twenty = \"6.9\""] {
            assert!(Rates::from_toml(&table(wrong)).expect_err("no rate").starts_with("CNY "), "{wrong}");
        }
        assert!(Rates::from_toml("base = \"XXY\"").is_err());
    }
}
