//! Totals in one currency: their JSON, and the rates that were used as a table.

use serde::Serialize;
use serde_json::Value;

use super::Console;
use super::prose::{counted, grouped};
use super::table::{Align, Table};
use crate::cli::exit::Failure;
use crate::model::amount::{units_json, units_text};
use crate::model::{Currency, Hedge};
use crate::query::convert::{Conversion, ConvertedSum, NotConverted, Unconverted};
use crate::query::rates::Rates;

/// A row's sum.
#[derive(Serialize)]
pub struct ConvertedJson {
    amount: Option<Value>,
    hedge: Option<Hedge>,
    records: usize,
    not_converted: usize,
}

/// How totals were converted.
#[derive(Serialize)]
pub struct ConversionJson<'a> {
    currency: &'static str,
    rates: Vec<RateJson<'a>>,
    not_converted: Vec<UnconvertedJson>,
}

#[derive(Serialize)]
struct RateJson<'a> {
    currency: &'static str,
    year: i32,
    units: String,
    base: &'static str,
    source: &'a str,
}

#[derive(Serialize)]
struct UnconvertedJson {
    currency: &'static str,
    year: Option<i32>,
    records: usize,
    amount: Value,
    reason: String,
}

/// A converted sum as JSON.
pub fn converted_json(sum: &ConvertedSum, currency: Currency) -> ConvertedJson {
    ConvertedJson {
        amount: sum.minor.map(|minor| units_json(minor, currency)),
        hedge: Some(sum.hedge).filter(|hedge| *hedge != Hedge::Exactly),
        records: sum.records,
        not_converted: sum.not_converted,
    }
}

/// A conversion as JSON.
pub fn conversion_json<'a>(rates: &'a Rates, conversion: &Conversion) -> ConversionJson<'a> {
    let rate = |(currency, year): &(Currency, i32)| {
        let rate = rates.sourced(*currency, *year)?;
        let (units, base) = (rate.units.normalize().to_string(), rates.base.code());
        Some(RateJson { currency: currency.code(), year: *year, units, base, source: &rate.source })
    };
    let unconverted = |one: &Unconverted| UnconvertedJson {
        currency: one.currency.code(),
        year: if let NotConverted::NoRate(year) = one.why { Some(year) } else { None },
        records: one.records,
        amount: units_json(one.minor, one.currency),
        reason: reason(one.why),
    };
    ConversionJson {
        currency: conversion.currency.code(),
        rates: conversion.used.iter().filter_map(rate).collect(),
        not_converted: conversion.unconverted.iter().map(unconverted).collect(),
    }
}

/// Why a sum is not converted, for people.
pub fn reason(why: NotConverted) -> String {
    match why {
        NotConverted::NoYear => "no year is told".to_owned(),
        NotConverted::NoRate(year) => format!("no rate of {year}"),
    }
}

/// The rates that were used, and below them what is not converted.
pub fn write_rates(rates: &Rates, conversion: &Conversion, console: &mut Console) -> Result<(), Failure> {
    if !conversion.used.is_empty() {
        console.line("")?;
        console.heading("mean rates of the year")?;
        let columns = [("currency", Align::Whole), ("year", Align::Whole), ("rate", Align::Right), ("source", Align::Left)];
        let mut table = Table::new(&columns);
        for (currency, year) in &conversion.used {
            if let Some(rate) = rates.sourced(*currency, *year) {
                let per = format!("{} per {}", rate.units.normalize(), rates.base);
                table.push([currency.to_string(), year.to_string(), per, rate.source.clone()]);
            }
        }
        table.write(console)?;
    }
    if !conversion.unconverted.is_empty() {
        console.line("")?;
        console.heading("not converted")?;
        for one in &conversion.unconverted {
            let sum = grouped(&units_text(one.minor, one.currency));
            console.line(&format!("{} {sum} ({}): {}", one.currency, counted(one.records, "record"), reason(one.why)))?;
        }
    }
    Ok(())
}
