//! Matching of folded names: a 64-bit mask says cheaply what cannot match; membership is "contains" or "letters in order";
//! scores only rank what is offered or shown.

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text::fold::fold_key;

/// One matcher for the process: a new one per name is three times slower. It keeps its buffers per thread.
static MATCHER: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// The search key of a name, as [`fold_key`] makes it; plain ASCII takes a short way to the same key.
pub(super) fn search_key(text: &str) -> String {
    if !text.is_ascii() {
        return fold_key(text);
    }
    let mut key = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'\'' | b'`' => {}
            byte if byte.is_ascii_alphanumeric() => key.push(byte.to_ascii_lowercase().into()),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Which letters a key holds: a bit for each Latin letter and digit, 28 shared by all others. Spaces have none.
pub(super) fn letter_mask(key: &str) -> u64 {
    key.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (c as u32 - 'a' as u32),
            '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
            ' ' => 0,
            other => 1 << (36 + u32::from(other) % 28),
        }
    })
}

/// Whether the letters of `pattern` stand in `key` in that order. Spaces of the pattern do not count.
pub(super) fn has_in_order(key: &str, pattern: &str) -> bool {
    let mut rest = key.chars();
    pattern.chars().filter(|c| *c != ' ').all(|wanted| rest.any(|c| c == wanted))
}

/// How well a candidate fits what was typed, and the positions (in characters of the candidate) that it fits by; `None` where its
/// letters do not stand there in order. For ranking what is shown; Latin case is ignored, accents are not.
pub fn score(candidate: &str, typed: &str) -> Option<(i64, Vec<usize>)> {
    // `fuzzy_match` reads stale cells of its matrix: only `fuzzy_indices` gives the same score each time.
    MATCHER.fuzzy_indices(candidate, &typed.to_lowercase())
}

/// The names nearest to one that was not found, best first.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>, limit: usize) -> Vec<&'a str> {
    let key = search_key(typed);
    let mut found: Vec<(f64, &str)> =
        known.map(|name| (strsim::jaro_winkler(&key, &search_key(name)), name)).filter(|(likeness, _)| *likeness >= 0.75).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().take(limit).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_in_order() {
        assert!(has_in_order("liaoning", "lng"));
        assert!(has_in_order("sichuan office", "sich off"));
        assert!(!has_in_order("liaoning", "gnl"));
        assert!(has_in_order("辽宁省", "辽省"));
    }

    #[test]
    fn a_score_is_the_same_each_time_and_prefers_the_beginning() {
        let of = |name: &str| score(name, "lng").expect("letters in order").0;
        assert!(of("liaoning") > of("heilongjiang"));
        assert_eq!(of("liaoning"), of("liaoning"));
        assert_eq!(score("Liaoning", "LIA").map(|(_, at)| at), Some(vec![0, 1, 2]));
    }

    #[test]
    fn nearest_names_come_best_first() {
        assert_eq!(nearest("lianing", ["Jiangsu", "Liaoning", "Liaoyang"].into_iter(), 2)[0], "Liaoning");
        assert!(nearest("qqqq", ["Jiangsu"].into_iter(), 3).is_empty());
    }

    proptest! {
        #[test]
        fn the_short_way_makes_the_same_key(text in "[ -~]{0,40}") {
            prop_assert_eq!(search_key(&text), fold_key(&text));
        }

        #[test]
        fn a_mask_never_hides_a_match(name in "[a-zé辽宁 0-9]{0,12}", pattern in "[a-zé辽宁 0-9]{0,4}") {
            if name.contains(&pattern) || has_in_order(&name, &pattern) {
                prop_assert_eq!(letter_mask(&pattern) & !letter_mask(&name), 0);
            }
        }
    }
}
