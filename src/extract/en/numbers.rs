//! Figures in English: digits, number words, scales, and the patterns that find them. Months and weekdays live here too, since
//! dates and sums are both made of these parts.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::patterns::Pattern;

/// Between two words of one expression: texts wrap lines and use hard spaces.
pub(super) const SPACE: &str = r"[ \t\r\n\u{a0}\u{202f}\u{2009}]{1,6}";

/// What may stand between a figure and its scale or currency: nothing, a space, a hyphen.
pub(super) const JOINT: &str = r"[ \t\r\n\u{a0}\u{202f}\u{2009}\u{2010}\u{2011}-]{0,3}";

/// Rows of a table in assets: columns by tab, `#` starts a comment line.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// An alternation of words as a pattern, longest first so that none hides a longer one.
pub(super) fn alternation<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.map(|word| regex::escape(word).replace(' ', SPACE)).collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.dedup();
    format!("(?:{})", words.join("|"))
}

/// A pattern of the program's own.
pub(super) fn compile(pattern: &str) -> Pattern {
    Pattern::new(pattern)
}

/// A pattern whose `\b` are borders of ASCII words: with those of Unicode, one `’` in a text makes the search for a pattern several
/// times slower.
pub(super) fn compile_words(pattern: &str) -> Pattern {
    compile(&pattern.replace(r"\b", r"(?-u:\b)"))
}

struct Numbers {
    words: HashMap<&'static str, Decimal>,
    scales: HashMap<&'static str, Decimal>,
    shorts: HashMap<&'static str, Decimal>,
}

static NUMBERS: LazyLock<Numbers> = LazyLock::new(|| {
    let mut numbers = Numbers { words: HashMap::new(), scales: HashMap::new(), shorts: HashMap::new() };
    for row in rows(include_str!("../../../assets/rules/en/numbers.tsv")) {
        let [kind, value, spellings] = row[..] else { continue };
        let Ok(value) = value.parse::<Decimal>() else { continue };
        let map = match kind {
            "word" => &mut numbers.words,
            "scale" => &mut numbers.scales,
            _ => &mut numbers.shorts,
        };
        map.extend(spellings.split('|').map(|spelling| (spelling, value)));
    }
    numbers
});

/// Whether scales of one or two letters may follow a figure: "45m" in a sum of money, never in a number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShortScales {
    /// They may.
    Read,
    /// They may not.
    Ignored,
}

/// The pattern of a number in digits: `380.5`, `1,428`, `3,81,900`, `1,5`, `1.234.567`, `1'234'567`, and grouped by hard spaces.
pub(super) const DIGITS: &str = r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,5},[0-9]{3}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:\.[0-9]{3}){2,5}|[0-9]{1,3}(?:['’\u{a0}\u{202f}\u{2009}][0-9]{3}){1,5}|[0-9]{1,18}(?:[.,][0-9]{1,6})?)";

/// The pattern of a number word: "seven", "twenty-five".
pub(super) fn word_pattern() -> String {
    let of = |is_ten: bool| NUMBERS.words.iter().filter(move |(_, value)| (**value >= Decimal::from(20)) == is_ten).map(|(word, _)| *word);
    let (tens, small) = (alternation(of(true)), alternation(of(false)));
    format!(r"(?:{tens}(?:{JOINT}{small})?|{small})(?-u:\b)")
}

/// The pattern of a whole figure: "380.5 billion", "2 billion 500 million", "two hundred and fifty", "half a million".
pub(super) fn figure_pattern(shorts: ShortScales) -> String {
    let scale = alternation(NUMBERS.scales.keys().copied());
    let scale = format!(r"(?:{JOINT}{scale}(?-u:\b))");
    let short = alternation(NUMBERS.shorts.keys().copied());
    let short = if shorts == ShortScales::Read { format!(r"|[ \u{{a0}}\u{{202f}}]?{short}(?-u:\b)") } else { String::new() };
    let word = word_pattern();
    let digits = format!(r"{DIGITS}(?:{scale}{{1,2}}(?:[ \u{{a0}}]{DIGITS}{JOINT}(?:million|thousand|lakhs?)(?-u:\b))?{short})?");
    let words = format!(r"(?:half[ -]an?|an?|one and a half){scale}|{word}(?:{scale}|{SPACE}(?:and{SPACE})?{word}){{0,6}}");
    format!(r"(?:{digits}|{words})")
}

/// A short pattern of a part that no [`figure_pattern`] is without; `border` stands before what is no scale.
pub(super) fn figure_in_short(border: &str) -> String {
    let (words, scales) = (alternation(NUMBERS.words.keys().copied()), alternation(NUMBERS.scales.keys().copied()));
    format!("(?:{border}(?:[0-9]|{words})|{scales})")
}

/// A figure, and what its last scale multiplied by (1 where it has none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number.
    pub value: Decimal,
    /// "5 billion": a billion.
    pub scale: Decimal,
}

/// Reads a text that [`figure_pattern`] matched. `None` where the number is larger than 28 digits can say.
pub(super) fn read_figure(text: &str) -> Option<Figure> {
    let (mut total, mut current, mut scale) = (Decimal::ZERO, Decimal::ZERO, Decimal::ONE);
    let mut follows_scale = false;
    for token in tokens(&text.to_lowercase()) {
        if let Some(factor) = scale_of(token) {
            if current == Decimal::ZERO && !follows_scale {
                current = Decimal::ONE;
            }
            // "1.5 lakh crore": a scale of a scale. "2 billion 500 million": a sum.
            if factor <= Decimal::ONE_HUNDRED {
                current = current.checked_mul(factor)?;
            } else if factor > scale && !total.is_zero() && !follows_scale {
                // "13 thousand 500 million": thirteen thousand five hundred millions.
                total = total.checked_add(current)?.checked_mul(factor)?;
                current = Decimal::ZERO;
            } else if follows_scale && current == Decimal::ZERO {
                total = total.checked_mul(factor)?;
            } else {
                total = total.checked_add(current.checked_mul(factor)?)?;
                current = Decimal::ZERO;
            }
            scale = if follows_scale { scale.checked_mul(factor)? } else { factor };
            follows_scale = true;
        } else if let Some(value) = value_of(token) {
            current = current.checked_add(value)?;
            follows_scale = false;
        }
    }
    Some(Figure { value: total.checked_add(current)?.normalize(), scale })
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_number = |c: char| c.is_ascii_digit() || ".,'’\u{a0}\u{202f}\u{2009}".contains(c);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| if is_digits { !is_number(c) } else { !c.is_ascii_alphabetic() }).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        (!token.is_empty()).then_some(token)
    })
}

fn scale_of(token: &str) -> Option<Decimal> {
    NUMBERS.scales.get(token).or_else(|| NUMBERS.shorts.get(token)).copied()
}

fn value_of(token: &str) -> Option<Decimal> {
    match token {
        "half" => Some(Decimal::new(5, 1)),
        token if token.starts_with(|c: char| c.is_ascii_digit()) => digits_value(token),
        token => NUMBERS.words.get(token).copied(),
    }
}

/// Digits with grouping: a last group of three is thousands, of any other length a decimal comma ("1,5").
fn digits_value(token: &str) -> Option<Decimal> {
    let token: String = token.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let token = token.trim_end_matches(['.', ',']);
    if token.matches('.').count() > 1 {
        return token.replace('.', "").parse().ok();
    }
    match token.rsplit_once(',') {
        Some((_, tail)) if tail.split('.').next().is_some_and(|group| group.len() == 3) => token.replace(',', "").parse().ok(),
        Some(_) => token.replace(',', ".").parse().ok(),
        None => token.parse().ok(),
    }
}

/// A small number in words or digits: "two", "12".
pub(super) fn small_number(text: &str) -> Option<i32> {
    match text.to_lowercase().as_str() {
        "a" | "an" | "one" => Some(1),
        text => read_figure(text)?.value.try_into().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_whole() {
        let figure = compile(&format!("(?i)^{}$", figure_pattern(ShortScales::Read)));
        for (text, value) in [
            ("380.5 billion", "380500000000"),
            ("2 billion 500 million", "2500000000"),
            ("1.5 lakh crore", "1500000000000"),
            ("3,819 crore", "38190000000"),
            ("3,81,900", "381900"),
            ("two hundred and fifty million", "250000000"),
            ("five hundred million", "500000000"),
            ("twenty-five", "25"),
            ("half a billion", "500000000"),
            ("a million", "1000000"),
            ("45m", "45000000"),
            ("3 bn", "3000000000"),
            ("1trillion", "1000000000000"),
            ("1,5 million", "1500000"),
            ("one and a half million", "1500000"),
            ("3.2 hundred million", "320000000"),
            ("two dozen", "24"),
            ("1.234.567", "1234567"),
            ("1'234'567", "1234567"),
            ("1\u{a0}234\u{a0}567", "1234567"),
            ("5\u{a0}billion", "5000000000"),
        ] {
            assert!(figure.is_match(text), "{text}");
            assert_eq!(read_figure(text).map(|figure| figure.value.to_string()).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn a_figure_too_large_is_none() {
        assert_eq!(read_figure("999999999999999999 trillion trillion"), None);
    }
}
