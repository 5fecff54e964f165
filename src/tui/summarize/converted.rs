//! Sums in one currency beside their own: the column's figures, what was not converted, and the rates that were used.

use super::totals::{in_order, line_below};
use crate::model::Currency;
use crate::query::convert::{Conversion, ConvertedSum, NotConverted, Unconverted};
use crate::query::rates::Rates;
use crate::query::snapshot::Snapshot;
use crate::text::safe::{SafeText, sanitize};
use crate::tui::money;
use crate::tui::summary::{TotalsLine, TotalsPart};

/// More digits than this no mean rate of a year bears out.
const SIGNIFICANT_DIGITS: u32 = 4;

/// `~ USD 55.14bn+2?`: hedged, and two records with an amount are not in it.
pub fn converted_text(sum: &ConvertedSum, currency: Currency) -> SafeText {
    let about = if sum.minor.is_some() && sum.hedge != crate::model::Hedge::Exactly { "~ " } else { "" };
    let figure = sum.minor.map_or_else(String::new, |minor| money::short(rounded(minor, currency), currency));
    let missing = if sum.not_converted > 0 { format!("+{}?", sum.not_converted) } else { String::new() };
    sanitize(&format!("{about}{figure}{missing}"))
}

/// To the digits that count, never below a whole unit.
fn rounded(minor: i128, currency: Currency) -> i128 {
    let digits = minor.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    let step = 10_i128.pow(digits.saturating_sub(SIGNIFICANT_DIGITS).max(currency.exponent()));
    (minor + step / 2).div_euclid(step) * step
}

/// What was not converted with its reason, then the rates that were used with their source.
pub fn lines_below(snapshot: &Snapshot, rates: &Rates, conversion: &Conversion) -> Vec<TotalsLine> {
    let not_converted = conversion.unconverted.iter().enumerate().map(|(at, one)| {
        let agreements = in_order(snapshot, &one.agreements, Some(one.currency));
        let what = format!("{}: {}", money::short(one.minor, one.currency), reason(one));
        line_below("not converted", &what, TotalsPart::NotConverted, at, one.records, agreements)
    });
    let used = conversion.used.iter().filter_map(|(currency, year)| {
        let rate = rates.sourced(*currency, *year)?;
        Some(format!("{currency} {year}: {} per {}, {}", rate.units.normalize(), rates.base, rate.source))
    });
    let used = used.enumerate().map(|(at, what)| line_below("mean rates", &what, TotalsPart::Rate, at, 0, Vec::new()));
    not_converted.chain(used).collect()
}

fn reason(one: &Unconverted) -> String {
    match one.why {
        NotConverted::NoYear => "no year is told".to_owned(),
        NotConverted::NoRate(year) => format!("no rate of {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Hedge;

    #[test]
    fn a_converted_figure_says_no_more_than_its_rate() {
        let usd = Currency::from_code("USD").expect("a currency");
        let text = |minor, hedge, not_converted| {
            converted_text(&ConvertedSum { minor, hedge, records: 1, not_converted }, usd).as_str().to_owned()
        };
        assert_eq!(text(Some(5_513_912_345_678), Hedge::Exactly, 0), "USD 55.14bn");
        assert_eq!(text(Some(123_456), Hedge::AtLeast, 2), "~ USD 1,235+2?");
        assert_eq!(text(Some(49), Hedge::Exactly, 0), "USD 0");
        assert_eq!(text(None, Hedge::Exactly, 3), "+3?");
        assert_eq!(text(None, Hedge::Exactly, 0), "");
    }
}
