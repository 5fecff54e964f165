//! The table of totals: the query's lines gathered by value, a line for each currency, what is left out below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::converted::{converted_text, lines_below};
use crate::model::{Binding, Currency, Stage};
use crate::query::convert::{Conversion, ConvertedSum, conversion};
use crate::query::filter::FilterError;
use crate::query::rates::Rates;
use crate::query::snapshot::{Selection, Snapshot};
use crate::query::totals::{
    AgreementTotals, Dimension, NOT_ATTRIBUTED, Omission, OmittedAgreement, TotalsRow, agreement_totals, commonest_currency,
};
use crate::text::safe::{SafeText, sanitize};
use crate::tui::draw::{counted, grouped};
use crate::tui::money;
use crate::tui::summary::{Continues, Measure, TotalsLine, TotalsPart, TotalsTable};

/// The table of a selection.
pub fn totals_table(
    snapshot: &Snapshot,
    selection: &Selection,
    by: Dimension,
    measure: Measure,
    into: Option<(&Rates, Currency)>,
) -> TotalsTable {
    let totals = agreement_totals(snapshot, selection, &[by]);
    let converted = into.map(|(rates, into)| (rates, conversion(snapshot, &totals, rates, into)));
    let in_other = |rows: fn(&Conversion) -> &[ConvertedSum], count| match &converted {
        Some((_, conversion)) => rows(conversion).iter().map(|sum| converted_text(sum, conversion.currency)).collect(),
        None => vec![SafeText::default(); count],
    };
    let scale = Scale::of(snapshot, &totals.rows, measure);
    let mut lines = Vec::new();
    let rows = counted_rows(&totals.rows, in_other(|conversion| &conversion.rows, totals.rows.len()));
    for group in in_groups(&rows, by, measure) {
        push_group(&mut lines, &group, TotalsPart::Row, &scale, |row| sanitize(row.key.first().map_or("", String::as_str)));
    }
    // Where one record stands in two rows, the rows do not add up to this.
    let rows = counted_rows(&totals.overall, in_other(|conversion| &conversion.overall, totals.overall.len()));
    let overall: Vec<&CountedRow<'_>> = rows.iter().collect();
    if !lines.is_empty() {
        push_group(&mut lines, &overall, TotalsPart::Overall, &Scale::of(snapshot, &[], measure), |_| sanitize("all, each once"));
    }
    lines.extend(converted.iter().flat_map(|(rates, conversion)| lines_below(snapshot, rates, conversion)));
    lines.extend(left_out(snapshot, &totals.left_out));
    TotalsTable { by, measure, into: into.map(|(_, into)| into), lines, notes: notes(selection, &totals), is_refused: false }
}

/// A row with its sum in the currency asked for.
struct CountedRow<'a> {
    row: &'a TotalsRow,
    converted: SafeText,
}

fn counted_rows(rows: &[TotalsRow], converted: Vec<SafeText>) -> Vec<CountedRow<'_>> {
    rows.iter().zip(converted).map(|(row, converted)| CountedRow { row, converted }).collect()
}

/// What stands instead of a table where a term of the filter fits several names.
pub fn refused_totals(by: Dimension, measure: Measure, error: &FilterError) -> TotalsTable {
    // The message lists the candidates behind its colon; here each has a line of its own.
    let said = if error.candidates.is_empty() { error.message.as_str() } else { error.message.split(": ").next().unwrap_or_default() };
    let way_out = "Totals take terms that stand for one thing; F changes the filter.";
    let notes = [said, way_out].into_iter().chain(error.candidates.iter().map(String::as_str)).map(sanitize).collect();
    TotalsTable { by, measure, into: None, lines: Vec::new(), notes, is_refused: true }
}

fn notes(selection: &Selection, totals: &AgreementTotals) -> Vec<SafeText> {
    let agreements = selection.agreements.len();
    let mut notes = Vec::new();
    if agreements == 0 {
        notes.push(format!("No agreements in {}.", counted(selection.engagements.len(), "engagement")));
    } else if totals.rows.is_empty() {
        notes.push(format!("{}, none that counts:", counted(agreements, "agreement")));
    } else if totals.overall.iter().all(|row| row.sums.is_empty()) {
        notes.push(format!("{}, none with an amount", counted(agreements, "agreement")));
    }
    if selection.undated_left_out > 0 {
        notes.push(format!("{} without a date left out", counted(selection.undated_left_out, "engagement")));
    }
    notes.iter().map(|note| sanitize(note)).collect()
}

/// Rows of one value together: times newest first, the rest as the query orders them, what belongs to no value last.
fn in_groups<'a>(rows: &'a [CountedRow<'a>], by: Dimension, measure: Measure) -> Vec<Vec<&'a CountedRow<'a>>> {
    let mut positions: HashMap<&[String], usize> = HashMap::new();
    let mut groups: Vec<Vec<&CountedRow<'_>>> = Vec::new();
    for row in rows {
        let at = *positions.entry(&row.row.codes).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(row);
    }
    let records = |group: &Vec<&CountedRow<'_>>| group.iter().map(|row| row.row.records).sum::<usize>();
    if matches!(by, Dimension::Year | Dimension::Quarter | Dimension::Month) {
        groups.sort_by(|a, b| b[0].row.codes.cmp(&a[0].row.codes));
    } else if measure == Measure::Count {
        groups.sort_by_key(|group| Reverse(records(group)));
    }
    groups.sort_by_key(|group| group[0].row.codes.iter().all(String::is_empty));
    groups
}

/// Largest in the currency first, then newest first, then what has no date.
pub(super) fn in_order(snapshot: &Snapshot, agreements: &[u32], currency: Option<Currency>) -> Vec<u32> {
    let mut rows = agreements.to_vec();
    rows.sort_by_cached_key(|row| {
        let minor = snapshot.amount(*row).filter(|amount| Some(amount.currency) == currency).map_or(0, |amount| amount.minor);
        // Rows ascend by day.
        (Reverse(minor), !snapshot.is_dated(*row), Reverse(*row))
    });
    rows
}

/// The longest bars.
struct Scale<'a> {
    snapshot: &'a Snapshot,
    measure: Measure,
    records: usize,
    sums: BTreeMap<Currency, i128>,
    leading: Option<Currency>,
}

impl<'a> Scale<'a> {
    fn of(snapshot: &'a Snapshot, rows: &[TotalsRow], measure: Measure) -> Self {
        let leading = commonest_currency(rows);
        let mut scale = Self { snapshot, measure, records: 0, sums: BTreeMap::new(), leading };
        for row in rows {
            scale.records = scale.records.max(row.records);
            for (currency, minor) in row.sums.iter() {
                let longest = scale.sums.entry(currency).or_default();
                *longest = minor.max(*longest);
            }
        }
        scale
    }

    /// Thousandths of the longest bar: of the records where these are measured, else of the sum in its currency.
    fn share(&self, row: &TotalsRow, sum: Option<(Currency, i128)>) -> u16 {
        let (part, whole) = match (self.measure, sum) {
            (Measure::Count, _) => (row.records as i128, self.records as i128),
            (_, Some((currency, minor))) => (minor, self.sums.get(&currency).copied().unwrap_or(0)),
            (_, None) => (0, 0),
        };
        if whole <= 0 || part <= 0 { 0 } else { (part.saturating_mul(1000) / whole).clamp(1, 1000) as u16 }
    }
}

fn push_group(
    lines: &mut Vec<TotalsLine>,
    rows: &[&CountedRow<'_>],
    part: TotalsPart,
    scale: &Scale<'_>,
    key: impl Fn(&TotalsRow) -> SafeText,
) {
    for (at, CountedRow { row, converted }) in rows.iter().enumerate() {
        let continues = if at == 0 { Continues::Nothing } else { Continues::Key };
        let line = |continues, sum: Option<(Currency, i128)>| {
            let about = if row.is_approximate { "~ " } else { "" };
            let text = |form: fn(i128, Currency) -> String| sum.map(|(currency, minor)| format!("{about}{}", form(minor, currency)));
            TotalsLine {
                key: key(row),
                what: sanitize(&what(row.stage, row.binding)),
                part,
                continues,
                records: row.records,
                instruments: instruments(row),
                sum: sanitize(&text(money::full).unwrap_or_default()),
                short_sum: sanitize(&text(money::short).unwrap_or_default()),
                // Of all currencies of the row together: once.
                converted: if continues == Continues::Records { SafeText::default() } else { converted.clone() },
                share: if continues == Continues::Records && scale.measure == Measure::Count { 0 } else { scale.share(row, sum) },
                is_other_currency: sum.is_some_and(|(currency, _)| Some(currency) != scale.leading),
                without_amount: row.unknown_amount,
                agreements: Arc::new(in_order(scale.snapshot, &row.agreements, sum.map(|(currency, _)| currency))),
            }
        };
        let mut sums: Vec<(Currency, i128)> = if scale.measure == Measure::Count { Vec::new() } else { row.sums.iter().collect() };
        // The largest bar first: sums of different currencies are compared by nothing else.
        sums.sort_by_key(|sum| Reverse(scale.share(row, Some(*sum))));
        lines.push(line(continues, sums.first().copied()));
        lines.extend(sums.iter().skip(1).map(|sum| line(Continues::Records, Some(*sum))));
    }
}

/// `contracts`, `memoranda`; what is carried out already says so.
fn what(stage: Stage, binding: Binding) -> String {
    let binding = match binding {
        Binding::Contract => "contracts",
        Binding::NonBinding => "memoranda",
        Binding::Unknown => "unspecified",
    };
    if stage == Stage::Signed { binding.to_owned() } else { format!("{stage}: {binding}") }
}

fn instruments(row: &TotalsRow) -> SafeText {
    let known = grouped(usize::try_from(row.instruments).unwrap_or(usize::MAX));
    sanitize(&if row.unknown_count > 0 { format!("{known}+{}?", row.unknown_count) } else { known })
}

/// A line for each reason, most records first.
fn left_out(snapshot: &Snapshot, omitted: &[OmittedAgreement]) -> Vec<TotalsLine> {
    let mut reasons: BTreeMap<Omission, Vec<u32>> = BTreeMap::new();
    omitted.iter().for_each(|one| reasons.entry(one.why).or_default().push(one.agreement));
    let mut reasons: Vec<(Omission, Vec<u32>)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, agreements)| Reverse(agreements.len()));
    let line = |(at, (why, agreements)): (usize, (Omission, Vec<u32>))| {
        let rows = in_order(snapshot, &agreements, None);
        line_below("in no total", reason(why), TotalsPart::LeftOut, at, agreements.len(), rows)
    };
    reasons.into_iter().enumerate().map(line).collect()
}

/// A line below the totals, the `at`th of its sort: what is in none of them, or what a conversion needed.
pub(super) fn line_below(key: &str, what: &str, part: TotalsPart, at: usize, records: usize, agreements: Vec<u32>) -> TotalsLine {
    TotalsLine {
        key: sanitize(key),
        what: sanitize(what),
        part,
        continues: if at == 0 { Continues::Nothing } else { Continues::Key },
        records,
        instruments: SafeText::default(),
        sum: SafeText::default(),
        short_sum: SafeText::default(),
        converted: SafeText::default(),
        share: 0,
        is_other_currency: false,
        without_amount: 0,
        agreements: Arc::new(agreements),
    }
}

fn reason(why: Omission) -> &'static str {
    match why {
        Omission::Own(own) => own.reason(),
        Omission::NotAttributed => NOT_ATTRIBUTED,
        Omission::Rejected => "rejected by an analyst",
    }
}
