//! Which of many names fit what is typed, with fzf's marks: `'exact`, `^prefix`, `suffix$`, `!not`; words must all fit.
//!
//! Contains goes first: only where nothing holds the word do its letters in order count.

use crate::text::fold::fold_key;

/// A word of what is typed.
struct Wanted {
    is_negated: bool,
    place: Place,
    key: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// Marked exact: never by letters in order.
    Held,
    Start,
    End,
    Whole,
}

/// The positions of the entries that fit, best first: called exactly so, begins so, a word of it begins so, holds it, has its
/// letters in order; among equals in their own order. Each entry is a list of folded keys.
pub fn narrowed<'a>(typed: &str, entries: impl Iterator<Item = &'a [String]> + Clone) -> Vec<usize> {
    let wanted: Vec<Wanted> = typed.split_whitespace().filter_map(word).collect();
    let strict = ranked(&wanted, entries.clone(), false);
    if strict.is_empty() { ranked(&wanted, entries, true) } else { strict }
}

fn ranked<'a>(wanted: &[Wanted], entries: impl Iterator<Item = &'a [String]>, is_loose: bool) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, keys) in entries.enumerate() {
        let ranks: Option<Vec<usize>> = wanted.iter().map(|word| word.rank(keys, is_loose)).collect();
        found.extend(ranks.map(|ranks| (ranks.into_iter().max().unwrap_or_default(), at)));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

fn word(typed: &str) -> Option<Wanted> {
    let (is_negated, rest) = typed.strip_prefix('!').map_or((false, typed), |rest| (true, rest));
    let (is_held, rest) = rest.strip_prefix('\'').map_or((false, rest), |rest| (true, rest));
    let (is_start, rest) = rest.strip_prefix('^').map_or((false, rest), |rest| (true, rest));
    let (is_end, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
    let place = match (is_start, is_end) {
        (true, true) => Place::Whole,
        (true, false) => Place::Start,
        (false, true) => Place::End,
        (false, false) if is_held || is_negated => Place::Held,
        (false, false) => Place::Anywhere,
    };
    let key = fold_key(rest);
    (!key.is_empty()).then_some(Wanted { is_negated, place, key })
}

impl Wanted {
    /// The best rank among the keys of an entry, 0 best; `None` where it does not fit.
    fn rank(&self, keys: &[String], is_loose: bool) -> Option<usize> {
        let best = keys.iter().filter_map(|key| self.rank_of(key, is_loose)).min();
        match (self.is_negated, best) {
            (false, best) => best,
            (true, None) => Some(0),
            (true, Some(_)) => None,
        }
    }

    fn rank_of(&self, key: &str, is_loose: bool) -> Option<usize> {
        let wanted = self.key.as_str();
        let fits = match self.place {
            Place::Anywhere | Place::Held => key.contains(wanted),
            Place::Start => key.starts_with(wanted),
            Place::End => key.ends_with(wanted),
            Place::Whole => key == wanted,
        };
        if !fits {
            return (is_loose && self.place == Place::Anywhere && in_order(key, wanted)).then_some(4);
        }
        let begins_a_word = || key.split(' ').any(|word| word.starts_with(wanted));
        Some(if key == wanted {
            0
        } else if key.starts_with(wanted) {
            1
        } else if begins_a_word() {
            2
        } else {
            3
        })
    }
}

fn in_order(key: &str, wanted: &str) -> bool {
    let mut rest = key.chars();
    wanted.chars().filter(|c| *c != ' ').all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&[&str]] =
        &[&["Heilongjiang", "黑龙江"], &["Liaoning", "CN-LN", "辽宁"], &["North Rhine-Westphalia", "NRW"], &["Linz"], &["Lower Austria"]];

    fn found(typed: &str) -> Vec<&'static str> {
        let keys: Vec<Vec<String>> = NAMES.iter().map(|forms| forms.iter().map(|form| fold_key(form)).collect()).collect();
        narrowed(typed, keys.iter().map(Vec::as_slice)).into_iter().map(|at| NAMES[at][0]).collect()
    }

    #[test]
    fn contained_goes_before_letters_in_order() {
        assert_eq!(found("lin"), ["Linz"], "Liaoning has only the letters");
        assert_eq!(found("lng"), ["Heilongjiang", "Liaoning"]);
        assert_eq!(found("li ao"), ["Liaoning"]);
        assert_eq!(found("辽"), ["Liaoning"]);
        assert_eq!(found("nrw"), ["North Rhine-Westphalia"]);
        assert_eq!(found("zzz"), Vec::<&str>::new());
        assert_eq!(found("").len(), NAMES.len());
    }

    #[test]
    fn marks_say_where() {
        assert_eq!(found("^l"), ["Liaoning", "Linz", "Lower Austria"]);
        assert_eq!(found("ing$"), ["Liaoning"]);
        assert_eq!(found("^linz$"), ["Linz"]);
        assert_eq!(found("'lng"), Vec::<&str>::new(), "exact: never letters in order");
        assert_eq!(found("^l !austria"), ["Liaoning", "Linz"]);
        assert_eq!(found("! ' ^ $").len(), NAMES.len(), "marks alone ask for nothing");
    }

    #[test]
    fn the_beginning_of_a_word_goes_before_its_middle() {
        assert_eq!(found("r"), ["North Rhine-Westphalia", "Lower Austria"]);
        assert_eq!(found("a")[0], "Lower Austria");
    }
}
