//! `totals [FILTER] --by province,year…`

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::cli::args::{DimensionArg, TotalsArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::conversion::{ConversionJson, ConvertedJson, conversion_json, converted_json, write_rates};
use crate::cli::output::records::{BATCH, ToldAgreement, agreements};
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json, prose};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::model::amount::units_json;
use crate::model::{Binding, Currency, Hedge, Stage};
use crate::query::convert::{Conversion, ConvertedSum, conversion};
use crate::query::rates::Rates;
use crate::query::totals::{AgreementTotals, Dimension, Omission, OmittedAgreement, TotalsRow, agreement_totals};
use crate::query::{Filter, Resolution};

/// Sums agreements.
pub fn run(args: &TotalsArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let (filter, selection) = view.select(&args.filter, Resolution::Strict, console)?;
    if let Some(twice) = args.by.iter().enumerate().find(|(at, by)| args.by[..*at].contains(by)) {
        return Err(Failure::usage(format!("--by names {} twice", twice.1.name())));
    }
    let by: Vec<Dimension> = args.by.iter().map(|by| by.dimension()).collect();
    let totals = agreement_totals(&view.snapshot, &selection, &by);
    let rates = if args.convert.is_some() { Some(session.rates()?) } else { None };
    let converted = rates.as_ref().zip(args.convert).map(|(rates, into)| (rates, conversion(&view.snapshot, &totals, rates, into)));
    let shown = Shown { by: &args.by, totals: &totals, left_out: &left_out(&view, &totals.left_out)?, converted: converted.as_ref() };
    if args.json {
        json::write(console, &totals_json(&filter, &shown, selection.undated_left_out))?;
    } else {
        write(&shown, console)?;
    }
    if selection.undated_left_out > 0 {
        console.note(&format!("{} left out for having no date", selection.undated_left_out));
    }
    Ok(Exit::Done)
}

/// What is written, in whatever form.
struct Shown<'a> {
    by: &'a [DimensionArg],
    totals: &'a AgreementTotals,
    left_out: &'a [(ToldAgreement, Omission)],
    converted: Option<&'a (&'a Rates, Conversion)>,
}

fn left_out(view: &View, omitted: &[OmittedAgreement]) -> Result<Vec<(ToldAgreement, Omission)>, Failure> {
    let mut told = Vec::with_capacity(omitted.len());
    for batch in omitted.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(|one| one.agreement).collect();
        told.extend(agreements(view, &rows)?.into_iter().zip(batch.iter().map(|one| one.why)));
    }
    Ok(told)
}

#[derive(Serialize)]
struct TotalsJson<'a> {
    filter: Vec<ChipJson<'a>>,
    rows: Vec<RowJson<'a>>,
    overall: Vec<RowJson<'a>>,
    left_out: Vec<LeftOutJson<'a>>,
    undated_left_out: usize,
    conversion: Option<ConversionJson<'a>>,
}

#[derive(Serialize)]
struct ChipJson<'a> {
    typed: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct RowJson<'a> {
    key: ByDimension<'a>,
    codes: ByDimension<'a>,
    stage: Stage,
    binding: Binding,
    records: usize,
    instruments: u64,
    unknown_count: usize,
    sums: Vec<SumJson>,
    unknown_amount: usize,
    approx: bool,
    shared: usize,
    converted: Option<ConvertedJson>,
}

/// `{"province": "Liaoning", "year": "2023"}`, in the order asked.
struct ByDimension<'a>(&'a [DimensionArg], &'a [String]);

impl Serialize for ByDimension<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (by, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(by.name(), value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct SumJson {
    currency: &'static str,
    amount: Value,
    hedge: Option<Hedge>,
}

#[derive(Serialize)]
struct LeftOutJson<'a> {
    id: &'a str,
    reason: &'static str,
    maybe_inside: Option<&'a str>,
    headline: &'a str,
    amount: Option<Value>,
    currency: Option<&'static str>,
    count: Option<u32>,
}

fn totals_json<'a>(filter: &'a Filter, shown: &Shown<'a>, undated_left_out: usize) -> TotalsJson<'a> {
    let Shown { by, totals, left_out, converted } = *shown;
    let rows = |rows: &'a [TotalsRow], by, sums: Option<&'a [ConvertedSum]>| {
        rows.iter().enumerate().map(|(at, row)| row_json(row, by, sums.and_then(|sums| sums.get(at)).zip(converted))).collect()
    };
    TotalsJson {
        filter: filter.chips.iter().map(|chip| ChipJson { typed: &chip.typed, meaning: &chip.meaning }).collect(),
        rows: rows(&totals.rows, by, converted.map(|(_, conversion)| conversion.rows.as_slice())),
        overall: rows(&totals.overall, &[], converted.map(|(_, conversion)| conversion.overall.as_slice())),
        left_out: left_out.iter().map(|(told, why)| left_out_json(told, *why)).collect(),
        undated_left_out,
        conversion: converted.map(|(rates, conversion)| conversion_json(rates, conversion)),
    }
}

fn row_json<'a>(row: &'a TotalsRow, by: &'a [DimensionArg], converted: Option<(&ConvertedSum, &(&Rates, Conversion))>) -> RowJson<'a> {
    RowJson {
        key: ByDimension(by, &row.key),
        codes: ByDimension(by, &row.codes),
        stage: row.stage,
        binding: row.binding,
        records: row.records,
        instruments: row.instruments,
        unknown_count: row.unknown_count,
        sums: sums_json(row),
        unknown_amount: row.unknown_amount,
        approx: row.is_approximate,
        shared: row.shared,
        converted: converted.map(|(sum, (_, conversion))| converted_json(sum, conversion.currency)),
    }
}

fn sums_json(row: &TotalsRow) -> Vec<SumJson> {
    let hedge = |currency| row.hedges.get(&currency).copied().filter(|hedge| *hedge != Hedge::Exactly);
    let sums = row.sums.iter();
    sums.map(|(currency, minor)| SumJson { currency: currency.code(), amount: units_json(minor, currency), hedge: hedge(currency) })
        .collect()
}

fn left_out_json(told: &ToldAgreement, why: Omission) -> LeftOutJson<'_> {
    let claim = &told.record.claim;
    LeftOutJson {
        id: told.record.id.as_str(),
        reason: why.reason(),
        maybe_inside: told.maybe_inside(),
        headline: told.headline(),
        amount: claim.amount.map(|amount| amount.units_json()),
        currency: claim.amount.map(|amount| amount.currency.code()),
        count: claim.count,
    }
}

fn write(shown: &Shown<'_>, console: &mut Console) -> Result<(), Failure> {
    let Shown { by, totals, left_out, converted } = *shown;
    let overall = converted.map(|(_, conversion)| (conversion.currency, conversion.overall.as_slice()));
    // Without a dimension the one table is that of everything once.
    if by.is_empty() {
        rows_table(by, &totals.overall, overall).write(console)?;
    } else {
        let sums = converted.map(|(_, conversion)| (conversion.currency, conversion.rows.as_slice()));
        rows_table(by, &totals.rows, sums).write(console)?;
    }
    if !by.is_empty() && totals.rows.iter().any(|row| row.shared > 0) {
        console.line("")?;
        console.heading("every record once")?;
        rows_table(&[], &totals.overall, overall).write(console)?;
    }
    if let Some((rates, conversion)) = converted {
        write_rates(rates, conversion, console)?;
    }
    if left_out.is_empty() {
        return Ok(());
    }
    console.line("")?;
    console.heading("in no total")?;
    left_out_table(left_out).write(console)
}

fn rows_table(by: &[DimensionArg], rows: &[TotalsRow], converted: Option<(Currency, &[ConvertedSum])>) -> Table {
    let mut columns: Vec<(&'static str, Align)> = by.iter().map(|by| (by.name(), Align::Left)).collect();
    columns.extend([("stage", Align::Whole), ("binding", Align::Whole)]);
    columns.extend(["records", "instruments", "sum", "amount unknown", "shared"].map(|name| (name, Align::Right)));
    columns.extend(converted.map(|_| ("converted", Align::Right)));
    let mut table = Table::new(&columns);
    for (at, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = row.key.iter().take(by.len()).cloned().collect();
        cells.resize(by.len(), String::new());
        cells.extend([row.stage.as_str().to_owned(), row.binding.as_str().to_owned(), row.records.to_string(), instruments(row)]);
        cells.extend([prose::hedged_sums_text(row), row.unknown_amount.to_string(), row.shared.to_string()]);
        let sum = converted.and_then(|(currency, sums)| Some(prose::converted_text(sums.get(at)?, currency)));
        cells.extend(sum);
        table.push_all(cells);
    }
    table
}

/// `137`, or `137 + 2 unknown`.
fn instruments(row: &TotalsRow) -> String {
    if row.unknown_count > 0 { format!("{} + {} unknown", row.instruments, row.unknown_count) } else { row.instruments.to_string() }
}

fn left_out_table(left_out: &[(ToldAgreement, Omission)]) -> Table {
    let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
    let mut table = Table::new(&[("id", whole), ("reason", whole), ("count", right), ("amount", right), ("headline", left)]);
    for (told, why) in left_out {
        let claim = &told.record.claim;
        table.push([
            told.record.id.as_str().to_owned(),
            prose::left_out_text(told, why.reason()),
            claim.count.map_or_else(|| "-".to_owned(), |count| count.to_string()),
            prose::amount_text(claim),
            told.headline().to_owned(),
        ]);
    }
    table
}
