//! Sums of money as English texts write them: sign, code or word, before or behind the figure.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

pub use super::counts::find_counts;
use super::hedges::{hedge_around, window_after, window_before};
use super::numbers::{Figure, JOINT, SPACE, ShortScales, compile, figure_in_short, figure_pattern, read_figure, rows};
use super::patterns::{Captures, Match, Pattern};
use crate::extract::amounts::AmountMention;
use crate::model::{Amount, CountryCode, Currency, Hedge, RuleName, TextSpan};

/// One way of writing a currency.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    currency: Currency,
    is_sure: bool,
}

struct Money {
    before: HashMap<String, Spelling>,
    after: HashMap<String, Spelling>,
    /// Any currency: without one there is no sum.
    currency: Pattern,
    /// `$5 billion`, `RMB 3 bn`, `5 billion yuan`, `US$5 million dollars`.
    single: Pattern,
    /// Behind a sum: ` to $5 million`.
    upper: Pattern,
    /// Before a sum: `between 3 and `, `3 to `.
    lower: Pattern,
}

static MONEY: LazyLock<Money> = LazyLock::new(|| {
    let (mut before, mut after) = (HashMap::new(), HashMap::new());
    for row in rows(include_str!("../../../assets/rules/en/currencies.tsv")) {
        let [code, place, certainty, spellings] = row[..] else { continue };
        let Some(currency) = Currency::from_code(code) else { continue };
        let spelling = Spelling { currency, is_sure: certainty == "sure" };
        for text in spellings.split('|') {
            if place != "after" {
                before.insert(key_of_table(text), spelling);
            }
            if place != "before" {
                after.insert(key_of_table(text), spelling);
            }
        }
    }
    let (pre, suf) = (spellings_pattern(before.keys(), ""), spellings_pattern(after.keys(), r"(?-u:\b)"));
    let figure = format!("(?i:{})", figure_pattern(ShortScales::Read));
    let gap = r"[ \t\r\n\u{a0}\u{202f}]{0,3}";
    let to = format!(r"(?:{gap}(?:-|–|—|~|～){gap}|{SPACE}(?i:to|or){SPACE})");
    let single =
        compile(&format!(r"(?<pre>{pre}){gap}(?<figure>{figure})(?:{JOINT}(?<suf>{suf}))?|(?<figure2>{figure}){JOINT}(?<suf2>{suf})"));
    let upper =
        compile(&format!(r"^(?<to>{to}|{SPACE}(?i:and){SPACE})(?:(?<pre>{pre}){gap})?(?<figure>{figure})(?:{JOINT}(?<suf>{suf}))?"));
    let lower = compile(&format!(r"(?:(?i:(?<between>between)){SPACE})?(?-u:\b)(?<figure>{figure})(?<to>{to}|{SPACE}(?i:and){SPACE})$"));
    let currency = compile(&format!("{pre}|{suf}"));
    Money { before, after, currency, single, upper, lower }
});

/// Words of four letters and more are written in any case; signs and codes are not ("RM", "Rs", "TRY").
fn key_of_table(text: &str) -> String {
    let is_word = text.len() > 3 && text.chars().any(char::is_lowercase);
    if is_word { text.to_lowercase() } else { text.to_owned() }
}

/// `end` closes a word. A code may touch the figure behind it ("RMB5bn"), so a boundary is asked for only behind the figure.
fn spellings_pattern<'a>(keys: impl Iterator<Item = &'a String>, end: &str) -> String {
    let mut keys: Vec<&String> = keys.collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(key.len()), key.as_str()));
    let pattern_of = |key: &String| {
        // "a 10-million-U.S.-dollar loan"
        let text = regex::escape(key).replace(' ', r"[ \t\r\n\u{a0}-]{1,4}");
        let is_word = key.len() > 3 && !key.chars().any(char::is_uppercase);
        let text = if is_word && key.is_ascii() { format!("(?i:{text})s?") } else { text };
        if key.ends_with(|c: char| c.is_ascii_alphabetic()) { format!("{text}{end}") } else { text }
    };
    let patterns: Vec<String> = keys.into_iter().map(pattern_of).collect();
    format!("(?:{})", patterns.join("|"))
}

impl Money {
    fn spelling(map: &HashMap<String, Spelling>, text: &str) -> Option<Spelling> {
        let text = text.replace('-', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = text.to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        map.get(&text).or_else(|| map.get(&lower)).or_else(|| map.get(singular)).copied()
    }
}

/// One sum as read, before its hedge.
struct Sum {
    span: TextSpan,
    figure: Option<Figure>,
    spelling: Spelling,
    /// The upper end of a range in whole units.
    upper: Option<Decimal>,
}

/// A short pattern that fits wherever there is a sum of money, and elsewhere too: a figure and a currency.
pub(super) fn in_short() -> String {
    let (pre, suf) = (spellings_pattern(MONEY.before.keys(), ""), spellings_pattern(MONEY.after.keys(), ""));
    format!("(?:{pre}|{suf})[ -]{}", figure_in_short(""))
}

/// Currencies that share a name or sign, by their ISO 4217 codes, which begin with the ISO 3166 code of the country that they are of.
const NAMESAKES: [&[&str]; 7] = [
    &["USD", "AUD", "CAD", "NZD", "SGD"],
    &["INR", "PKR", "LKR", "NPR", "MUR"],
    &["MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP"],
    &["SEK", "NOK", "DKK", "ISK"],
    &["GBP", "EGP", "SDG"],
    &["RSD", "KWD", "IQD", "JOD", "TND", "DZD", "BHD"],
    &["CHF", "RWF", "GNF", "DJF"],
];

/// What a name or sign of several currencies means in a text on these countries, the first of them before the next.
fn local(currency: Currency, countries: &[CountryCode]) -> Currency {
    let namesakes = NAMESAKES.iter().find(|codes| codes.contains(&currency.code()));
    let of = |country: &CountryCode| {
        namesakes?.iter().find(|code| code.starts_with(country.as_str())).and_then(|code| Currency::from_code(code))
    };
    countries.iter().find_map(of).unwrap_or(currency)
}

/// Agencies and papers of countries without a dollar of their own, as their bylines and datelines name them: their "$" is that of the United
/// States, whomever they write about.
const COUNT_IN_US_DOLLARS: [&str; 16] = [
    "China Daily",
    "chinadaily.com.cn",
    "Xinhua",
    "People's Daily",
    "People’s Daily",
    "Global Times",
    "CGTN",
    "ECNS",
    "China News Service",
    "Yonhap",
    "Kyodo",
    "(VNA)",
    "Kazinform",
    "AZERTAC",
    "Interfax",
    "TASS",
];
/// How much of a text, in bytes, is its head or its foot.
const HEAD_AND_FOOT: usize = 500;

/// Of the countries that a text is about, those whose own "$" may be meant: none where the text comes from an agency that counts in dollars
/// of the United States.
pub fn readers_of_dollars(body: &str, countries: Vec<CountryCode>) -> Vec<CountryCode> {
    let head = &body[..body.floor_char_boundary(HEAD_AND_FOOT)];
    let foot = &body[body.floor_char_boundary(body.len().saturating_sub(HEAD_AND_FOOT))..];
    if !COUNT_IN_US_DOLLARS.iter().any(|outlet| head.contains(outlet) || foot.contains(outlet)) {
        return countries;
    }
    let has_dollar = |country: &CountryCode| NAMESAKES[0].iter().any(|code| code.starts_with(country.as_str()));
    countries.into_iter().filter(|country| !has_dollar(country)).collect()
}

/// All sums of money in a part of a text, in order. `countries` are those that the text is about: they tell what a bare "$" or "Rs" means.
pub fn find_amounts(text: &str, within: TextSpan, countries: &[CountryCode]) -> Vec<AmountMention> {
    let mut found: Vec<AmountMention> = Vec::new();
    if within.of(text).is_none_or(|sentence| !MONEY.currency.is_match(sentence)) {
        return found;
    }
    let visible = &text[..within.end];
    let mut position = within.start;
    while let Some(captures) = MONEY.single.captures_at(visible, position) {
        let whole = captures.get_match();
        let Some(sum) = read_sum(visible, within.start.max(position), &captures) else {
            position = next_boundary(visible, whole.start());
            continue;
        };
        position = sum.span.end;
        let mention = mention_of(visible, sum, countries, &found);
        found.push(mention);
    }
    found
}

fn next_boundary(text: &str, position: usize) -> usize {
    // Past the first word or sign, so that a refused match is not read again letter by letter.
    let rest = &text[position..];
    let is_word = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let end = rest.find(|c: char| c.is_ascii_alphanumeric() != is_word).filter(|end| *end > 0);
    position + end.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8))
}

fn read_sum(text: &str, floor: usize, captures: &Captures) -> Option<Sum> {
    let whole = captures.get_match();
    let figure_match = captures.name("figure").or(captures.name("figure2"))?;
    let pre = captures.name("pre");
    // In "€2bn-€3bn" the second sign belongs to the second figure.
    let is_next_figures =
        |m: &Match| !m.as_str().starts_with(char::is_alphabetic) && text[m.end()..].starts_with(|c: char| c.is_ascii_digit());
    let suf = captures.name("suf").or(captures.name("suf2")).filter(|m| !is_next_figures(m));
    let end = suf.map_or(figure_match.end(), |m| m.end());
    let before = pre.and_then(|m| Money::spelling(&MONEY.before, m.as_str()));
    let after = suf.and_then(|m| Money::spelling(&MONEY.after, m.as_str()));
    // "$20 million Canadian dollars": the one that is sure speaks.
    let spelling = [before, after].into_iter().flatten().max_by_key(|spelling| spelling.is_sure)?;
    let figure = read_figure(figure_match.as_str());
    if is_no_sum(text, whole.start(), end, suf.map(|m| m.as_str()), pre.map(|m| m.as_str()), figure_match.as_str(), figure) {
        return None;
    }
    let mut sum = Sum { span: TextSpan::new(whole.start(), end), figure, spelling, upper: None };
    read_upper(text, &mut sum, suf.is_some());
    if sum.upper.is_none() && pre.is_none() {
        read_lower(text, floor, &mut sum);
    }
    Some(sum)
}

/// What looks like a sum and is none: "5 million pounds of beef", "Euro 2024", "the side that won 3 won 5".
fn is_no_sum(
    text: &str,
    start: usize,
    end: usize,
    suf: Option<&str>,
    pre: Option<&str>,
    figure_text: &str,
    figure: Option<Figure>,
) -> bool {
    let touches_word = text[..start].ends_with(|c: char| c.is_alphanumeric()) && text[start..].starts_with(|c: char| c.is_alphanumeric());
    let touches_number =
        text[..start].ends_with(['.', ',']) && text[..start].trim_end_matches(['.', ',']).ends_with(|c: char| c.is_ascii_digit());
    let has_scale = figure.is_none_or(|figure| figure.scale > Decimal::ONE);
    let is_plain = !has_scale && !figure_text.contains(',');
    let is_year = is_plain && figure_text.len() == 4 && (figure_text.starts_with("19") || figure_text.starts_with("20"));
    let suf = suf.unwrap_or("").to_lowercase();
    let is_weight = suf.starts_with("pound") && !suf.contains("sterling") && {
        let after = window_after(text, end).trim_start().to_lowercase();
        ["of ", "per ", "each", "heav", "in weight"].iter().any(|word| after.starts_with(word))
    };
    let is_verb = suf == "won" && is_plain;
    let is_title_year = is_year && pre.is_some_and(|pre| pre.chars().all(char::is_alphabetic) && pre.to_lowercase() == "euro");
    touches_word && pre.is_none_or(|pre| !pre.contains('$')) || touches_number && pre.is_none() || is_weight || is_verb || is_title_year
}

/// "$3 million to $5 million", "€3-5m". Not "from $3 million to $5 million", which tells of growth, unless it says "ranging".
fn read_upper(text: &str, sum: &mut Sum, has_suffix: bool) {
    let before = window_before(text, sum.span.start).trim_end().to_lowercase();
    let is_between = before.ends_with("between");
    let is_growth = before.ends_with("from") && !before.contains("rang") && !before.contains("anywhere");
    let after = &text[sum.span.end..];
    let Some(captures) = MONEY.upper.captures(limited(after)) else { return };
    let (pre, suf) = (captures.name("pre"), captures.name("suf"));
    if is_growth || (captures["to"].trim().eq_ignore_ascii_case("and") && !is_between) || (has_suffix && pre.is_none() && suf.is_none()) {
        return;
    }
    let currency =
        pre.and_then(|m| Money::spelling(&MONEY.before, m.as_str())).or(suf.and_then(|m| Money::spelling(&MONEY.after, m.as_str())));
    if currency.is_some_and(|other| other.currency != sum.spelling.currency) {
        return;
    }
    let (Some(lower), Some(upper)) = (sum.figure, read_figure(&captures["figure"])) else { return };
    // Nothing binds "$5 million - 20 jobs" together but the dash.
    if currency.is_none() && lower.scale > Decimal::ONE && upper.scale == Decimal::ONE {
        return;
    }
    if set_range(sum, lower, upper) {
        sum.span = TextSpan::new(sum.span.start, sum.span.end + captures.get_match().end());
    }
}

/// "3 to 5 billion yuan", "between 3 and 5 billion yuan".
fn read_lower(text: &str, floor: usize, sum: &mut Sum) {
    let window = window_before(&text[floor..], sum.span.start - floor);
    let Some(captures) = MONEY.lower.captures(window) else { return };
    let is_between = captures.name("between").is_some();
    let (Some(lower), Some(upper)) = (read_figure(&captures["figure"]), sum.figure) else { return };
    let word_before = window[..captures.get_match().start()].trim_end().to_lowercase();
    if (captures["to"].trim().eq_ignore_ascii_case("and") && !is_between) || word_before.ends_with("from") {
        return;
    }
    if set_range(sum, lower, upper) {
        let length = window.len() - captures.name("figure").map_or(window.len(), |m| m.start());
        sum.span = TextSpan::new(sum.span.start - length, sum.span.end);
    }
}

/// "3 to 5 billion": the lower figure shares the scale of the upper.
fn set_range(sum: &mut Sum, lower: Figure, upper: Figure) -> bool {
    let is_scaled_alike = lower.scale == Decimal::ONE && upper.scale > Decimal::ONE;
    let shared = if is_scaled_alike { lower.value.checked_mul(upper.scale).filter(|value| *value <= upper.value) } else { None };
    let value = shared.unwrap_or(lower.value);
    if value >= upper.value {
        return false;
    }
    sum.figure = Some(Figure { value, scale: upper.scale });
    sum.upper = Some(upper.value);
    true
}

/// The next hundred bytes or so: enough for any figure.
fn limited(text: &str) -> &str {
    window_after(text, 0)
}

fn mention_of(text: &str, sum: Sum, countries: &[CountryCode], earlier: &[AmountMention]) -> AmountMention {
    let currency = if sum.spelling.is_sure { sum.spelling.currency } else { local(sum.spelling.currency, countries) };
    let amount = sum.figure.and_then(|figure| Amount::from_units(figure.value, currency));
    let upper = sum.upper.and_then(|upper| Amount::from_units(upper, currency)).filter(|_| amount.is_some());
    let hedge = if upper.is_some() { Hedge::Range } else { hedge_around(text, sum.span.start, sum.span.end) };
    let equivalent_of = earlier.iter().rposition(|other| is_restated(text, other, sum.span, amount)).filter(|at| at + 1 == earlier.len());
    AmountMention {
        span: sum.span,
        amount,
        currency_is_sure: sum.spelling.is_sure,
        hedge,
        amount_max_minor: upper.map(|upper| upper.minor),
        rule: RuleName::new(if upper.is_some() { "en.amount.range" } else { "en.amount.sum" }),
        equivalent_of,
    }
}

static RESTATED: LazyLock<Pattern> = LazyLock::new(|| {
    let hedge = r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|over|more than|equivalent to|equal to|or|i\.e\.|the equivalent of|which is|~|≈|=|about)";
    compile(&format!(r"(?i)^\s*(?:[(\[（/=]|,?\s*or\s|,?\s*i\.e\.|,?\s*(?:the )?equivalent (?:to|of)\s)[\s,]*(?:{hedge}[\s,]*){{0,3}}$"))
});

/// "65 billion yuan ($9 billion)", "10 million euros, or about $11 million".
fn is_restated(text: &str, earlier: &AmountMention, span: TextSpan, amount: Option<Amount>) -> bool {
    let differs = match (earlier.amount, amount) {
        (Some(one), Some(other)) => one.currency != other.currency,
        _ => true,
    };
    let gap = text.get(earlier.span.end..span.start).unwrap_or("");
    differs && gap.len() <= 64 && RESTATED.is_match(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_of_the_table_is_one_of_iso_4217() {
        for row in rows(include_str!("../../../assets/rules/en/currencies.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(Currency::from_code(row[0]).is_some(), "{}", row[0]);
            assert!(["before", "after", "both"].contains(&row[1]) && ["sure", "unsure"].contains(&row[2]), "{row:?}");
        }
    }

    #[test]
    fn the_readers_dollar_is_taken_and_stays_unsure() {
        let text = "a deal of $3 million";
        let country = |code: &str| CountryCode::parse(code).expect("a country");
        let code = |text: &str, countries: &[CountryCode]| {
            let found = find_amounts(text, TextSpan::new(0, text.len()), countries);
            assert!(!found[0].currency_is_sure);
            found[0].amount.map(|amount| amount.currency.code())
        };
        assert_eq!(code(text, &[country("CN"), country("CA")]), Some("CAD"));
        assert_eq!(code("a deal of Rs 3 crore", &[country("PK"), country("CN")]), Some("PKR"));
        assert_eq!(code("a deal of Rs 3 crore", &[country("CN")]), Some("INR"));
        assert_eq!(code("a deal of 3 million pesos", &[country("AR")]), Some("ARS"));
    }

    #[test]
    fn agencies_without_a_dollar_of_their_own_count_in_those_of_the_united_states() {
        let countries = || ["CN", "SG"].into_iter().map(|code| CountryCode::parse(code).expect("a country")).collect::<Vec<_>>();
        assert_eq!(readers_of_dollars("WUXI, June 3 (Xinhua) -- Deals of $3 million were signed.", countries()), countries()[..1]);
        assert_eq!(readers_of_dollars("Deals of $3 million were signed in Wuxi.", countries()), countries());
    }

    #[test]
    fn the_same_money_in_two_currencies_is_told_apart_from_two_sums() {
        let restated = |text: &str| {
            find_amounts(text, TextSpan::new(0, text.len()), &[]).iter().map(|mention| mention.equivalent_of).collect::<Vec<_>>()
        };
        assert_eq!(restated("worth 7 billion yuan ($1 billion)"), [None, Some(0)]);
        assert_eq!(restated("worth 7 billion yuan (about 1 billion U.S. dollars)"), [None, Some(0)]);
        assert_eq!(restated("10 million euros, or about $11 million,"), [None, Some(0)]);
        assert_eq!(restated("10 million euros and $11 million"), [None, None]);
    }
}
