//! Sums for people: all digits in groups, or short without rounding.

use crate::model::Currency;
use crate::model::amount::units_text;

/// `CNY 380,500,000,000`
pub fn full(minor: i128, currency: Currency) -> String {
    let digits = units_text(minor, currency);
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let point = if rest.is_empty() { "" } else { "." };
    format!("{} {sign}{}{point}{rest}", currency.code(), grouped(whole))
}

/// `CNY 380.5bn`; what three places behind the point cannot say exactly keeps all its digits.
pub fn short(minor: i128, currency: Currency) -> String {
    let unit = 10_i128.pow(currency.exponent());
    let exact = [(1_000_000_000, "bn"), (1_000_000, "m")]
        .into_iter()
        .find(|(size, _)| minor.abs() >= size * unit && minor % (size / 1000 * unit) == 0);
    let Some((size, word)) = exact else { return full(minor, currency) };
    let thousandths = minor / (size / 1000 * unit);
    let (whole, rest) = (thousandths / 1000, (thousandths % 1000).abs());
    let rest = format!(".{rest:03}");
    format!("{} {}{}{word}", currency.code(), grouped(&whole.to_string()), rest.trim_end_matches('0').trim_end_matches('.'))
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sum_says_the_same_as_the_long_one() {
        let currency = |code| Currency::from_code(code).expect("a currency");
        let both = |minor, code| (full(minor, currency(code)), short(minor, currency(code)));
        let told = |full: &str, short: &str| (full.to_owned(), short.to_owned());
        assert_eq!(both(38_050_000_000_000, "CNY"), told("CNY 380,500,000,000", "CNY 380.5bn"));
        assert_eq!(both(4_814_100_000_000, "CNY"), told("CNY 48,141,000,000", "CNY 48.141bn"));
        assert_eq!(both(50_000_000_000, "USD"), told("USD 500,000,000", "USD 500m"));
        assert_eq!(both(12_345_678_900, "USD"), told("USD 123,456,789", "USD 123,456,789"));
        assert_eq!(both(1_234_567_000_000, "JPY"), told("JPY 1,234,567,000,000", "JPY 1,234.567bn"));
        assert_eq!(both(1_250, "EUR"), told("EUR 12.50", "EUR 12.50"));
        assert_eq!(both(-200_000_000, "EUR"), told("EUR -2,000,000", "EUR -2m"));
    }
}
