//! Totals in one currency, on demand: each sum at the mean rate of its agreement's year. What has no rate or no year is not
//! converted, and told.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::dimensions::year;
use super::rates::Rates;
use super::snapshot::{AgreementRowIndex, Snapshot};
use super::totals::{AgreementTotals, TotalsRow};
use crate::model::{Currency, Hedge};

/// A row's sums in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertedSum {
    /// Minor units, rounded once; `None` where nothing could be converted.
    pub minor: Option<i128>,
    /// How it relates to the true sum.
    pub hedge: Hedge,
    /// Records whose amount is in it.
    pub records: usize,
    /// Records with an amount that could not be converted.
    pub not_converted: usize,
}

/// Why amounts are not converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotConverted {
    /// The agreement has no year.
    NoYear,
    /// The table has no rate of that year, of this currency or of the one asked for.
    NoRate(i32),
}

/// Amounts of a currency that are not converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconverted {
    /// Of what.
    pub currency: Currency,
    /// Why.
    pub why: NotConverted,
    /// How many records.
    pub records: usize,
    /// Their sum in minor units.
    pub minor: i128,
    /// The records themselves.
    pub agreements: Vec<AgreementRowIndex>,
}

/// Totals converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// Into what.
    pub currency: Currency,
    /// For each of the totals' rows.
    pub rows: Vec<ConvertedSum>,
    /// For each of the rows of the whole.
    pub overall: Vec<ConvertedSum>,
    /// The rates used, by currency and year.
    pub used: BTreeSet<(Currency, i32)>,
    /// What is not converted, each record once.
    pub unconverted: Vec<Unconverted>,
}

/// Converts the sums of totals.
pub fn conversion(snapshot: &Snapshot, totals: &AgreementTotals, rates: &Rates, currency: Currency) -> Conversion {
    let mut converter = Converter { snapshot, rates, currency, used: BTreeSet::new() };
    let rows = totals.rows.iter().map(|row| converter.row(row)).collect();
    let overall = totals.overall.iter().map(|row| converter.row(row)).collect();
    let mut unconverted = Vec::new();
    for row in &totals.overall {
        for ((of, year), (minor, agreements)) in converter.by_year(&row.agreements) {
            if converter.converted(minor, of, year).is_none() {
                let why = year.map_or(NotConverted::NoYear, NotConverted::NoRate);
                unconverted.push(Unconverted { currency: of, why, records: agreements.len(), minor, agreements });
            }
        }
    }
    Conversion { currency, rows, overall, used: converter.used, unconverted: merged(unconverted) }
}

/// Contracts and memoranda together.
fn merged(unconverted: Vec<Unconverted>) -> Vec<Unconverted> {
    let mut by_reason: BTreeMap<(Currency, NotConverted), (i128, Vec<AgreementRowIndex>)> = BTreeMap::new();
    for one in unconverted {
        let (minor, agreements) = by_reason.entry((one.currency, one.why)).or_default();
        *minor += one.minor;
        agreements.extend(one.agreements);
    }
    let merged = |((currency, why), (minor, agreements)): (_, (i128, Vec<AgreementRowIndex>))| Unconverted {
        currency,
        why,
        records: agreements.len(),
        minor,
        agreements,
    };
    by_reason.into_iter().map(merged).collect()
}

struct Converter<'a> {
    snapshot: &'a Snapshot,
    rates: &'a Rates,
    currency: Currency,
    used: BTreeSet<(Currency, i32)>,
}

impl Converter<'_> {
    fn row(&mut self, row: &TotalsRow) -> ConvertedSum {
        let mut sum = Decimal::ZERO;
        let mut converted = ConvertedSum { minor: None, hedge: Hedge::Exactly, records: 0, not_converted: 0 };
        for ((of, year), (minor, agreements)) in self.by_year(&row.agreements) {
            let records = agreements.len();
            match self.converted(minor, of, year).and_then(|part| sum.checked_add(part)) {
                Some(longer) => {
                    sum = longer;
                    converted.records += records;
                    converted.hedge = converted.hedge.in_sum_with(row.hedges.get(&of).copied().unwrap_or(Hedge::Exactly));
                }
                None => converted.not_converted += records,
            }
        }
        // Rounded once, to the even one of two neighbours.
        converted.minor = sum.round().to_i128().filter(|_| converted.records > 0);
        converted
    }

    /// By currency and year the sum in minor units and the records.
    fn by_year(&self, agreements: &[AgreementRowIndex]) -> BTreeMap<(Currency, Option<i32>), (i128, Vec<AgreementRowIndex>)> {
        let columns = &self.snapshot.agreements;
        let mut sums: BTreeMap<(Currency, Option<i32>), (i128, Vec<AgreementRowIndex>)> = BTreeMap::new();
        for agreement in agreements {
            if let Some(amount) = columns.amounts.at(*agreement as usize) {
                let year = columns.dates.at(*agreement).and_then(year).and_then(|year| i32::try_from(year).ok());
                let (sum, records) = sums.entry((amount.currency, year)).or_default();
                *sum += i128::from(amount.minor);
                records.push(*agreement);
            }
        }
        sums
    }

    fn converted(&mut self, minor: i128, from: Currency, year: Option<i32>) -> Option<Decimal> {
        if from == self.currency {
            // What is in that currency already needs neither a rate nor a year.
            return self.rates.convert(minor, from, from, 0);
        }
        let year = year?;
        let sum = self.rates.convert(minor, from, self.currency, year)?;
        self.used.extend([from, self.currency].into_iter().filter(|one| *one != self.rates.base).map(|one| (one, year)));
        Some(sum)
    }
}
