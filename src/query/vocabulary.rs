//! All names that a word of the filter may stand for, as folded keys in one arena.

use super::fuzzy::{has_in_order, letter_mask, score, search_key};

/// Something that has a name: the position in its dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Name {
    Place(u32),
    Person(u32),
    Organization(u32),
    Topic(u32),
    Outlet(u32),
    /// A word of a headline: found, never called a name.
    Word(u32),
}

#[derive(Debug)]
struct Entry {
    name: Name,
    start: u32,
    end: u32,
    mask: u64,
    /// Whether a record carries it. A known place that no record names can be called exactly, and is offered nowhere.
    is_used: bool,
}

/// How a term met the names that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Called exactly so, or by code.
    Exact,
    /// Contained.
    Contained,
    /// Only letters in order.
    InOrder,
}

/// What a term stands for.
#[derive(Debug, Clone)]
pub(super) struct Matches {
    pub(super) fit: Fit,
    /// Without repetition, ascending.
    pub(super) names: Vec<Name>,
}

/// The names.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    keys: String,
    entries: Vec<Entry>,
    /// Positions in `entries`, by key.
    by_key: Vec<u32>,
}

impl Vocabulary {
    /// Adds a form of a name.
    pub(super) fn add(&mut self, name: Name, form: &str, is_used: bool) {
        self.add_key(name, &search_key(form), is_used);
    }

    /// Adds a form that is folded already.
    pub(super) fn add_key(&mut self, name: Name, key: &str, is_used: bool) {
        if key.is_empty() {
            return;
        }
        let start = self.keys.len() as u32;
        self.keys.push_str(key);
        self.entries.push(Entry { name, start, end: self.keys.len() as u32, mask: letter_mask(key), is_used });
    }

    /// To be called once, after the last name.
    pub(super) fn finish(&mut self) {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order.sort_by_key(|entry| (self.key(&self.entries[*entry as usize]), *entry));
        self.by_key = order;
        self.keys.shrink_to_fit();
    }

    fn key(&self, entry: &Entry) -> &str {
        &self.keys[entry.start as usize..entry.end as usize]
    }

    /// What a folded term stands for, among the names that are wanted: what is called exactly so shuts out what contains it, and
    /// that shuts out what has its letters in order.
    pub(super) fn matches(&self, key: &str, is_wanted: impl Fn(Name) -> bool) -> Option<Matches> {
        let found = |fit, mut names: Vec<Name>| {
            names.sort_unstable();
            names.dedup();
            (!names.is_empty()).then_some(Matches { fit, names })
        };
        if key.is_empty() {
            return None;
        }
        found(Fit::Exact, self.exact(key, &is_wanted))
            .or_else(|| found(Fit::Contained, self.scan(key, &is_wanted, |name| name.contains(key))))
            .or_else(|| found(Fit::InOrder, self.scan(key, &is_wanted, |name| has_in_order(name, key))))
    }

    /// What is called exactly so. Names that records carry go before those that none does; a headline's word alone is no name.
    fn exact(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        let start = self.by_key.partition_point(|entry| self.key(&self.entries[*entry as usize]) < key);
        let same = self.by_key[start..].iter().map(|entry| &self.entries[*entry as usize]).take_while(|entry| self.key(entry) == key);
        let (words, called): (Vec<&Entry>, Vec<&Entry>) =
            same.filter(|entry| is_wanted(entry.name)).partition(|entry| matches!(entry.name, Name::Word(_)));
        let used = called.iter().any(|entry| entry.is_used);
        let mut names: Vec<Name> = called.iter().filter(|entry| entry.is_used || !used).map(|entry| entry.name).collect();
        // "de" is Germany and not every "Rio de Janeiro".
        if !names.is_empty() && (key.len() > 2) {
            names.extend(words.iter().map(|entry| entry.name));
        }
        names
    }

    fn scan(&self, key: &str, is_wanted: &impl Fn(Name) -> bool, fits: impl Fn(&str) -> bool) -> Vec<Name> {
        let need = letter_mask(key);
        let able = self.entries.iter().filter(|entry| entry.is_used && need & !entry.mask == 0);
        able.filter(|entry| is_wanted(entry.name) && fits(self.key(entry))).map(|entry| entry.name).collect()
    }

    /// Names that hold a folded text, exact or not.
    pub(super) fn holding(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        let mut names = self.scan(key, is_wanted, |name| name.contains(key));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Headline words that fit, for terms of several words.
    pub(super) fn words(&self, fits: impl Fn(&str) -> bool) -> Vec<u32> {
        let words = self.entries.iter().filter_map(|entry| match entry.name {
            Name::Word(word) if fits(self.key(entry)) => Some(word),
            _ => None,
        });
        words.collect()
    }
}

/// Puts names in the order in which they are offered: best score first, then most records, then by name. Of very many, only the
/// `most` with the most records are scored.
pub(super) fn ranked(
    mut names: Vec<Name>,
    key: &str,
    most: usize,
    uses: impl Fn(Name) -> usize,
    text: impl Fn(Name) -> String,
) -> Vec<Name> {
    if names.len() > most {
        names.select_nth_unstable_by_key(most, |name| (std::cmp::Reverse(uses(*name)), *name));
        names.truncate(most);
    }
    names.sort_by_cached_key(|name| {
        let shown = search_key(&text(*name));
        // A name whose own form does not fit was found by an alias: behind those that fit, unless called exactly so.
        let fit = score(&shown, key).map_or(0, |(score, _)| score);
        (std::cmp::Reverse((fit, uses(*name))), shown, *name)
    });
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (place, (name, is_used)) in
            [("Shanxi", false), ("Shaanxi", true), ("Niger", true), ("Nigeria", true), ("Liaoning", true)].into_iter().enumerate()
        {
            vocabulary.add(Name::Place(place as u32), name, is_used);
        }
        vocabulary.add(Name::Word(0), "niger", true);
        vocabulary.add(Name::Word(1), "nigerian", true);
        vocabulary.finish();
        vocabulary
    }

    #[test]
    fn an_exact_name_shuts_out_the_others_even_where_no_record_carries_it() {
        let matches = vocabulary().matches("niger", |_| true).expect("a name");
        assert_eq!((matches.fit, matches.names), (Fit::Exact, vec![Name::Place(2), Name::Word(0)]));
        let matches = vocabulary().matches("shanxi", |_| true).expect("a name");
        assert_eq!((matches.fit, matches.names), (Fit::Exact, vec![Name::Place(0)]));
    }

    #[test]
    fn of_places_called_the_same_those_that_records_name_go_first() {
        let mut vocabulary = Vocabulary::default();
        for (place, is_used) in [(0, false), (1, true)] {
            vocabulary.add(Name::Place(place), "Victoria", is_used);
        }
        vocabulary.finish();
        assert_eq!(vocabulary.matches("victoria", |_| true).map(|matches| matches.names), Some(vec![Name::Place(1)]));
        let is_unused = |name| name == Name::Place(0);
        assert_eq!(vocabulary.matches("victoria", is_unused).map(|matches| matches.names), Some(vec![Name::Place(0)]));
    }

    #[test]
    fn contained_before_letters_in_order() {
        let matches = vocabulary().matches("nige", |_| true).expect("names");
        assert_eq!((matches.fit, matches.names.len()), (Fit::Contained, 4));
        let matches = vocabulary().matches("lng", |_| true).expect("names");
        assert_eq!((matches.fit, matches.names), (Fit::InOrder, vec![Name::Place(4)]));
        assert!(vocabulary().matches("zzz", |_| true).is_none());
        assert!(vocabulary().matches("", |_| true).is_none());
    }
}
