//! What a filter of one letter leaves, worked out ahead: most names hold the letter, so that its rows take longer to gather than
//! those of any longer word, and each word begins with one.

use std::sync::{Arc, OnceLock};

use super::condition::{Condition, Found};
use super::resolve::{Resolved, Resolver};
use super::terms::terms;
use super::{Resolution, no_marks};
use crate::query::snapshot::Snapshot;

const COUNT: usize = 36;

/// For each letter and digit, what it leaves as soon as it is known. Derived from the rest of a snapshot: two are always equal.
#[derive(Debug)]
pub(in crate::query) struct Letters([OnceLock<Option<Letter>>; COUNT]);

impl Default for Letters {
    fn default() -> Self {
        Self([const { OnceLock::new() }; COUNT])
    }
}

#[derive(Debug, Clone)]
struct Letter {
    found: Arc<Found>,
    meaning: String,
    is_loose: bool,
}

impl PartialEq for Letters {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Letters {}

/// The place of a folded word that is one letter or digit.
fn place_of(key: &str) -> Option<usize> {
    match key.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a')),
        [digit @ b'0'..=b'9'] => Some(usize::from(digit - b'0') + 26),
        _ => None,
    }
}

impl Letters {
    /// What a folded word of one letter came to, where that is known.
    pub(super) fn known(&self, key: &str) -> Option<Resolved> {
        let Letter { found, meaning, is_loose } = self.0[place_of(key)?].get()?.clone()?;
        Some(Resolved { conditions: vec![Condition::Known(found)], meaning, is_loose })
    }
}

impl Snapshot {
    /// Works out what each single letter leaves; takes some half a second over a million records, and may run beside questions.
    pub fn prepare_letters(&self) {
        let resolver = Resolver { snapshot: self, resolution: Resolution::Loose, search: &|_| Ok(Vec::new()), news: &no_marks };
        for key in ('a'..='z').chain('0'..='9').map(String::from) {
            if let Some(place) = place_of(&key) {
                self.letters.0[place].get_or_init(|| letter(&resolver, &key));
            }
        }
    }
}

fn letter(resolver: &Resolver<'_>, key: &str) -> Option<Letter> {
    let terms = terms(key).ok()?;
    let term = terms.first()?;
    let Resolved { conditions, meaning, is_loose } = resolver.bare(term, key).ok()?;
    let found = Found::any(&conditions, resolver.snapshot);
    Some(Letter { found: Arc::new(found), meaning, is_loose })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_single_letters_and_digits_have_a_place() {
        let places: Vec<usize> = ('a'..='z').chain('0'..='9').filter_map(|c| place_of(&c.to_string())).collect();
        assert_eq!(places, (0..COUNT).collect::<Vec<_>>());
        assert_eq!(["", "ab", "ä", "省", "-"].map(place_of), [None; 5]);
    }
}
