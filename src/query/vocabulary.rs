//! All names that a word of the filter may stand for, as folded keys in one arena.

use memchr::memmem;

use super::bytes::{Reader, Writer};
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

impl Name {
    /// The sort of name in the four highest bits, the position in the others.
    fn packed(self) -> u32 {
        let (sort, at) = match self {
            Name::Place(at) => (0, at),
            Name::Person(at) => (1, at),
            Name::Organization(at) => (2, at),
            Name::Topic(at) => (3, at),
            Name::Outlet(at) => (4, at),
            Name::Word(at) => (5, at),
        };
        sort << 28 | at & POSITION
    }

    fn unpacked(packed: u32) -> Self {
        let at = packed & POSITION;
        match packed >> 28 {
            0 => Name::Place(at),
            1 => Name::Person(at),
            2 => Name::Organization(at),
            3 => Name::Topic(at),
            4 => Name::Outlet(at),
            _ => Name::Word(at),
        }
    }
}

/// The bits of a packed name that are its position.
const POSITION: u32 = (1 << 28) - 1;
/// Stands behind each key; no key holds it.
const END: char = '\n';

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    /// Each followed by [`END`].
    keys: String,
    /// By entry, where the key ends.
    ends: Vec<u32>,
    masks: Vec<u64>,
    names: Vec<u32>,
    /// Whether a record carries it. A known place that no record names can be called exactly, and is offered nowhere.
    is_used: Vec<bool>,
    /// Entries in the order of their keys.
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
        self.keys.push_str(key);
        self.ends.push(self.keys.len() as u32);
        self.keys.push(END);
        self.masks.push(letter_mask(key));
        self.names.push(name.packed());
        self.is_used.push(is_used);
    }

    /// To be called once, after the last name.
    pub(super) fn finish(&mut self) {
        let mut order: Vec<u32> = (0..self.ends.len() as u32).collect();
        order.sort_by_key(|entry| (self.key(*entry as usize), *entry));
        self.by_key = order;
        self.keys.shrink_to_fit();
    }

    fn key(&self, entry: usize) -> &str {
        let start = if entry == 0 { 0 } else { self.ends[entry - 1] as usize + END.len_utf8() };
        &self.keys[start..self.ends[entry] as usize]
    }

    fn name(&self, entry: usize) -> Name {
        Name::unpacked(self.names[entry])
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.text(&self.keys);
        [&self.ends, &self.names, &self.by_key].into_iter().for_each(|column| writer.u32s(column));
        writer.u64s(&self.masks);
        writer.u8s(self.is_used.iter().map(|is_used| u8::from(*is_used)));
    }

    /// Reads what [`Vocabulary::write`] wrote. `lengths` are those of the dictionaries of places, people, organisations, topics and
    /// outlets.
    pub(super) fn read(reader: &mut Reader<'_>, lengths: [usize; 5]) -> Option<Self> {
        let (keys, ends, names) = (reader.text()?.to_owned(), reader.u32s()?, reader.u32s()?);
        let by_key = reader.positions(ends.len(), 0)?;
        let (masks, is_used) = (reader.u64s()?, reader.of(&[false, true])?);
        let is_there = |name: &u32| lengths.get((name >> 28) as usize).is_none_or(|length| ((name & POSITION) as usize) < *length);
        let is_end = |end: &u32| keys.as_bytes().get(*end as usize) == Some(&(END as u8));
        let in_order = ends.windows(2).all(|pair| pair[0] < pair[1]) && ends.iter().all(is_end);
        let lengths = [names.len(), by_key.len(), masks.len(), is_used.len()];
        let fits = in_order && lengths == [ends.len(); 4] && names.iter().all(is_there);
        fits.then_some(Self { keys, ends, masks, names, is_used, by_key })
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
            .or_else(|| found(Fit::Contained, self.containing(key, &is_wanted)))
            .or_else(|| found(Fit::InOrder, self.in_order(key, &is_wanted)))
    }

    /// What is called exactly so. Names that records carry go before those that none does; a headline's word alone is no name.
    fn exact(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        let start = self.by_key.partition_point(|entry| self.key(*entry as usize) < key);
        let same = self.by_key[start..].iter().map(|entry| *entry as usize).take_while(|entry| self.key(*entry) == key);
        let (words, called): (Vec<usize>, Vec<usize>) =
            same.filter(|entry| is_wanted(self.name(*entry))).partition(|entry| matches!(self.name(*entry), Name::Word(_)));
        let used = called.iter().any(|entry| self.is_used[*entry]);
        let mut names: Vec<Name> = called.iter().filter(|entry| self.is_used[**entry] || !used).map(|entry| self.name(*entry)).collect();
        // "de" is Germany and not every "Rio de Janeiro".
        if !names.is_empty() && (key.len() > 2) {
            names.extend(words.iter().map(|entry| self.name(*entry)));
        }
        names
    }

    /// Used names that hold a key: all keys are searched in one go.
    fn containing(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        if key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            // Its letters are what a mask tells.
            return self.able(key, is_wanted).map(|entry| self.name(entry)).collect();
        }
        let (finder, text) = (memmem::Finder::new(key), self.keys.as_bytes());
        let (mut entry, mut from, mut found) = (0, 0, Vec::new());
        while let Some(at) = finder.find(&text[from..]) {
            entry = self.entry_at(entry, from + at);
            if self.is_used[entry] && is_wanted(self.name(entry)) {
                found.push(self.name(entry));
            }
            from = self.ends[entry] as usize;
        }
        found
    }

    /// The entry whose key holds a byte, at or after another entry. It is mostly near: the steps grow as it is not.
    fn entry_at(&self, first: usize, byte: usize) -> usize {
        let (mut low, mut step) = (first, 1);
        while low + step < self.ends.len() && self.ends[low + step] as usize <= byte {
            low += step;
            step *= 2;
        }
        let high = self.ends.len().min(low + step + 1);
        low + self.ends[low..high].partition_point(|end| *end as usize <= byte)
    }

    /// Entries of used names that hold all letters of a key.
    fn able<'a>(&'a self, key: &str, is_wanted: &'a impl Fn(Name) -> bool) -> impl Iterator<Item = usize> + 'a {
        let need = letter_mask(key);
        let able = self.masks.iter().enumerate().filter(move |(_, mask)| need & !**mask == 0).map(|(entry, _)| entry);
        able.filter(move |entry| self.is_used[*entry] && is_wanted(self.name(*entry)))
    }

    /// Used names that have the letters of a key in their order.
    fn in_order(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        self.able(key, is_wanted).filter(|entry| has_in_order(self.key(*entry), key)).map(|entry| self.name(entry)).collect()
    }

    /// Names that hold a folded text, exact or not.
    pub(super) fn holding(&self, key: &str, is_wanted: &impl Fn(Name) -> bool) -> Vec<Name> {
        let mut names = self.containing(key, is_wanted);
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Headline words that fit, for terms of several words.
    pub(super) fn words(&self, fits: impl Fn(&str) -> bool) -> Vec<u32> {
        let words = (0..self.ends.len()).filter_map(|entry| match self.name(entry) {
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
        let mut counted: Vec<_> = names.iter().map(|name| (std::cmp::Reverse(uses(*name)), *name)).collect();
        counted.select_nth_unstable(most);
        names = counted.into_iter().take(most).map(|(_, name)| name).collect();
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
