//! Sets of rows: bit sets for what a term leaves, postings for what carries a name. A name that one row in 32 carries takes less
//! room, and is added faster, as a bit set; all others lie in one flat array.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::bytes::{Reader, Writer};

/// Rows of each key, ascending and without repetition, in one flat array.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lists {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Lists {
    /// Lists of `keys` keys from (key, row) pairs in any order.
    pub(super) fn of_pairs(keys: usize, pairs: &[(u32, u32)]) -> Self {
        let mut next = vec![0_u32; keys + 1];
        pairs.iter().for_each(|(key, _)| next[*key as usize + 1] += 1);
        for key in 0..keys {
            next[key + 1] += next[key];
        }
        let all_starts = next.clone();
        let mut all = vec![0_u32; pairs.len()];
        for (key, row) in pairs {
            all[next[*key as usize] as usize] = *row;
            next[*key as usize] += 1;
        }
        Self::without_repetition(all, &all_starts)
    }

    /// Sorts each list and moves the lists together as repetitions go.
    fn without_repetition(mut all: Vec<u32>, all_starts: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(all_starts.len());
        let mut kept = 0;
        starts.push(0);
        for bounds in all_starts.windows(2) {
            let (from, to) = (bounds[0] as usize, bounds[1] as usize);
            all[from..to].sort_unstable();
            let start = kept;
            for at in from..to {
                if kept == start || all[kept - 1] != all[at] {
                    all[kept] = all[at];
                    kept += 1;
                }
            }
            starts.push(kept as u32);
        }
        all.truncate(kept);
        all.shrink_to_fit();
        Self { starts, rows: all }
    }

    /// The rows of a key; none for a key that is not there.
    pub(super) fn rows(&self, key: u32) -> &[u32] {
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(start), Some(end)) => &self.rows[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// How many keys.
    fn keys(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u32s(&self.starts);
        writer.u32s(&self.rows);
    }

    /// Reads what [`Lists::write`] wrote; `None` unless there are `keys` lists of rows below `bound`.
    pub(super) fn read(reader: &mut Reader<'_>, keys: usize, bound: usize) -> Option<Self> {
        let (starts, rows) = (reader.u32s()?, reader.u32s()?);
        let is_empty = starts.is_empty() && rows.is_empty();
        let in_order = starts.windows(2).all(|pair| pair[0] <= pair[1]) && starts.first() == Some(&0);
        let fits = in_order && starts.len() == keys + 1 && starts.last().is_some_and(|end| *end as usize == rows.len());
        let highest = rows.iter().copied().max().unwrap_or(0) as usize;
        ((fits || is_empty) && (rows.is_empty() || highest < bound)).then_some(Self { starts, rows })
    }
}

/// Rows of one table by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Postings {
    sparse: Lists,
    /// Keys whose rows are bit sets, ascending, and how many rows each has.
    dense: Vec<u32>,
    counts: Vec<u32>,
    /// The bit sets one behind the other.
    words: Vec<u64>,
    /// Rows of the table.
    len: usize,
}

/// Hashes pairs of small numbers, which the standard hasher takes many times as long for. Nobody chooses these numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PairHasher(u64);

impl Hasher for PairHasher {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.wrapping_add(u64::from(number) + 1)).wrapping_mul(0x9e37_79b1_85eb_ca87);
    }
}

/// A map from pairs of small numbers.
pub(super) type PairMap = HashMap<(u32, u32), u32, BuildHasherDefault<PairHasher>>;

/// Whether so many rows of a table are kept as a bit set.
fn is_dense(count: usize, len: usize) -> bool {
    count > 64 && count * 32 > len
}

impl Postings {
    /// Postings of `keys` keys over a table of `len` rows, from (key, row) pairs in any order.
    pub(super) fn of_pairs(keys: usize, len: usize, pairs: &[(u32, u32)]) -> Self {
        let all = Lists::of_pairs(keys, pairs);
        let mut postings = Self { len, ..Self::default() };
        let (mut starts, mut rows) = (vec![0], Vec::new());
        for key in 0..keys as u32 {
            let own = all.rows(key);
            if is_dense(own.len(), len) {
                let mut set = RowSet::none(len);
                set.add(own);
                postings.dense.push(key);
                postings.counts.push(own.len() as u32);
                postings.words.extend(set.words);
            } else {
                rows.extend_from_slice(own);
            }
            starts.push(rows.len() as u32);
        }
        rows.shrink_to_fit();
        postings.words.shrink_to_fit();
        postings.sparse = Lists { starts, rows };
        postings
    }

    /// How many keys.
    pub(super) fn keys(&self) -> usize {
        self.sparse.keys()
    }

    fn dense_at(&self, key: u32) -> Option<usize> {
        self.dense.binary_search(&key).ok()
    }

    fn words_at(&self, at: usize) -> &[u64] {
        let words = self.len.div_ceil(64);
        &self.words[at * words..(at + 1) * words]
    }

    /// How many rows carry a key.
    pub(super) fn count(&self, key: u32) -> usize {
        match self.sparse.rows(key) {
            [] => self.dense_at(key).map_or(0, |at| self.counts[at] as usize),
            rows => rows.len(),
        }
    }

    /// Adds the rows of a key to a set of the same table.
    pub(super) fn add_to(&self, key: u32, set: &mut RowSet) {
        match self.sparse.rows(key) {
            [] => {
                if let Some(at) = self.dense_at(key) {
                    set.words.iter_mut().zip(self.words_at(at)).for_each(|(mine, theirs)| *mine |= theirs);
                }
            }
            rows => set.add(rows),
        }
    }

    /// The rows of a key, ascending.
    pub(super) fn rows(&self, key: u32) -> Vec<u32> {
        match (self.sparse.rows(key), self.dense_at(key)) {
            ([], Some(at)) => bits(self.words_at(at).iter().copied(), self.counts[at] as usize),
            (rows, _) => rows.to_vec(),
        }
    }

    /// How many rows of a key are in a set of the same table, and the last of these that lies below `end`.
    pub(super) fn met(&self, key: u32, set: &RowSet, end: u32) -> (usize, Option<u32>) {
        match (self.sparse.rows(key), self.dense_at(key)) {
            ([], Some(at)) => set.met(self.words_at(at), end),
            (rows, _) => {
                let count = rows.iter().filter(|row| set.contains(**row)).count();
                let last = rows.iter().rev().find(|row| **row < end && set.contains(**row)).copied();
                (count, if count == 0 { None } else { last })
            }
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.sparse.write(writer);
        writer.u32s(&self.dense);
        writer.u32s(&self.counts);
        writer.u64s(&self.words);
    }

    /// Reads what [`Postings::write`] wrote; `None` unless it fits a table of `len` rows and `keys` keys.
    pub(super) fn read(reader: &mut Reader<'_>, keys: usize, len: usize) -> Option<Self> {
        let sparse = Lists::read(reader, keys, len)?;
        let (dense, counts, words) = (reader.u32s()?, reader.u32s()?, reader.u64s()?);
        let fits = words.len() == dense.len() * len.div_ceil(64) && counts.len() == dense.len();
        let beyond = |set: &[u64]| !len.is_multiple_of(64) && set.last().is_some_and(|last| last >> (len % 64) != 0);
        let in_order = dense.windows(2).all(|pair| pair[0] < pair[1]) && dense.last().is_none_or(|key| (*key as usize) < sparse.keys());
        let is_sound = fits && in_order && !words.chunks_exact(len.div_ceil(64).max(1)).any(beyond);
        is_sound.then_some(Self { sparse, dense, counts, words, len })
    }
}

/// A set of rows of one table, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowSet {
    words: Vec<u64>,
    len: usize,
}

impl RowSet {
    /// No row of a table of `len`.
    pub(super) fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// All rows of a table of `len`.
    pub(super) fn all(len: usize) -> Self {
        Self::none(len).complement()
    }

    /// The rows that fit.
    pub(super) fn fitting(len: usize, fits: impl Fn(usize) -> bool) -> Self {
        let mut set = Self::none(len);
        for (index, word) in set.words.iter_mut().enumerate() {
            let start = index * 64;
            for bit in 0..64.min(len - start) {
                *word |= u64::from(fits(start + bit)) << bit;
            }
        }
        set
    }

    /// Adds rows; those beyond the table are passed over.
    pub(super) fn add(&mut self, rows: &[u32]) {
        for row in rows {
            if (*row as usize) < self.len {
                self.words[*row as usize / 64] |= 1 << (row % 64);
            }
        }
    }

    /// Whether a row is in it.
    pub(super) fn contains(&self, row: u32) -> bool {
        (row as usize) < self.len && self.words[row as usize / 64] >> (row % 64) & 1 == 1
    }

    /// The rows that are not in it.
    pub(super) fn complement(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if let (Some(last), used @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= (1 << used) - 1;
        }
        self
    }

    /// Keeps what is in both. Both belong to one table.
    pub(super) fn keep(&mut self, other: &RowSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Adds what is in the other.
    pub(super) fn unite(&mut self, other: &RowSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine |= theirs);
    }

    /// Drops what is in the other.
    pub(super) fn drop_all(&mut self, other: &RowSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    /// How many rows are in it.
    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its rows, ascending.
    pub(super) fn rows(&self) -> Vec<u32> {
        bits(self.words.iter().copied(), self.count())
    }

    /// How many rows are in both, and the last of these that lies below `end`.
    fn met(&self, other: &[u64], end: u32) -> (usize, Option<u32>) {
        let both = |at: usize| self.words[at] & other[at];
        let count = (0..self.words.len()).map(|at| both(at).count_ones() as usize).sum();
        let below = |at: usize| {
            let left = (end as usize).saturating_sub(at * 64);
            if left >= 64 { both(at) } else { both(at) & ((1 << left) - 1) }
        };
        let word = (0..self.words.len().min(end.div_ceil(64) as usize)).rev().find(|at| below(*at) != 0);
        (count, word.map(|at| at as u32 * 64 + 63 - below(at).leading_zeros()))
    }
}

/// The positions of the bits that are set, of which there are `count`.
fn bits(words: impl Iterator<Item = u64>, count: usize) -> Vec<u32> {
    let mut rows = Vec::with_capacity(count);
    for (index, word) in words.enumerate() {
        let start = index as u32 * 64;
        if word == u64::MAX {
            rows.extend(start..start + 64);
            continue;
        }
        let mut rest = word;
        while rest != 0 {
            rows.push(start + rest.trailing_zeros());
            rest &= rest - 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_sorted_and_without_repetition() {
        let lists = Lists::of_pairs(3, &[(2, 5), (0, 9), (2, 1), (2, 5)]);
        assert_eq!(lists.rows(0), [9]);
        assert_eq!(lists.rows(1), [0_u32; 0]);
        assert_eq!(lists.rows(2), [1, 5]);
        assert_eq!(lists.rows(77), [0_u32; 0]);
    }

    proptest! {
        #[test]
        fn postings_hold_what_was_put_in_whether_as_lists_or_as_bits(
            pairs in proptest::collection::vec((0_u32..3, 0_u32..700), 0..900),
            chosen in proptest::collection::vec(0_u32..700, 0..400),
            end in 0_u32..800,
        ) {
            // Key 0 is in nearly every row, so that it becomes a bit set.
            let pairs: Vec<_> = pairs.into_iter().chain((0..600).map(|row| (0, row))).collect();
            let (lists, postings) = (Lists::of_pairs(3, &pairs), Postings::of_pairs(3, 700, &pairs));
            prop_assert!(postings.dense.contains(&0));
            let mut set = RowSet::none(700);
            set.add(&chosen);
            for key in 0..4 {
                let rows = lists.rows(key);
                prop_assert_eq!(&postings.rows(key), rows);
                prop_assert_eq!(postings.count(key), rows.len());
                let (mut one, mut other) = (set.clone(), set.clone());
                one.add(rows);
                postings.add_to(key, &mut other);
                prop_assert_eq!(one, other);
                let met: Vec<u32> = rows.iter().copied().filter(|row| set.contains(*row)).collect();
                let last = met.iter().copied().filter(|row| *row < end).max();
                prop_assert_eq!(postings.met(key, &set, end), (met.len(), last));
            }
            let mut writer = Writer::default();
            postings.write(&mut writer);
            let bytes = writer.finish();
            prop_assert_eq!(Postings::read(&mut Reader::new(&bytes), 3, 700), Some(postings));
            prop_assert_eq!(Postings::read(&mut Reader::new(&bytes), 4, 700), None);
            prop_assert_eq!(Postings::read(&mut Reader::new(&bytes), 3, 64), None);
        }
    }

    #[test]
    fn a_complement_ends_with_the_table() {
        for len in [0, 1, 63, 64, 65, 200] {
            assert_eq!(RowSet::all(len).count(), len);
            let even = RowSet::fitting(len, |row| row % 2 == 0);
            assert_eq!(even.rows(), (0..len as u32).step_by(2).collect::<Vec<_>>());
            let mut both = even.clone().complement();
            both.keep(&even);
            assert_eq!(both.count(), 0);
        }
    }

    #[test]
    fn rows_beyond_the_table_are_passed_over() {
        let mut set = RowSet::none(3);
        set.add(&[1, 3, 900]);
        assert_eq!(set.rows(), [1]);
        assert!(!set.contains(900));
    }
}
