//! Sets of rows: bit sets for what a term leaves, flat postings for what carries a name.

/// Rows of each key, ascending and without repetition, in one flat array.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Postings {
    /// Postings of `keys` keys from (key, row) pairs in any order.
    pub(super) fn of_pairs(keys: usize, pairs: Vec<(u32, u32)>) -> Self {
        let mut next = vec![0_u32; keys + 1];
        pairs.iter().for_each(|(key, _)| next[*key as usize + 1] += 1);
        for key in 0..keys {
            next[key + 1] += next[key];
        }
        let all_starts = next.clone();
        let mut all = vec![0_u32; pairs.len()];
        for (key, row) in pairs {
            all[next[key as usize] as usize] = row;
            next[key as usize] += 1;
        }
        let (mut starts, mut rows) = (Vec::with_capacity(keys + 1), Vec::with_capacity(all.len()));
        starts.push(0);
        for key in 0..keys {
            let own = &mut all[all_starts[key] as usize..all_starts[key + 1] as usize];
            own.sort_unstable();
            let start = rows.len();
            own.iter().for_each(|row| {
                if rows[start..].last() != Some(row) {
                    rows.push(*row)
                }
            });
            starts.push(rows.len() as u32);
        }
        rows.shrink_to_fit();
        Self { starts, rows }
    }

    /// The rows of a key; none for a key that is not there.
    pub(super) fn rows(&self, key: u32) -> &[u32] {
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(start), Some(end)) => &self.rows[*start as usize..*end as usize],
            _ => &[],
        }
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
        let mut rows = Vec::with_capacity(self.count());
        for (index, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                rows.push(index as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_are_sorted_and_without_repetition() {
        let postings = Postings::of_pairs(3, vec![(2, 5), (0, 9), (2, 1), (2, 5)]);
        assert_eq!(postings.rows(0), [9]);
        assert_eq!(postings.rows(1), [0_u32; 0]);
        assert_eq!(postings.rows(2), [1, 5]);
        assert_eq!(postings.rows(77), [0_u32; 0]);
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
