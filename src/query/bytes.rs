//! Columns as bytes and back: little-endian numbers, each column preceded by its length. Reading never fails loudly: what does
//! not fit is `None`, and the columns are made anew.

/// Puts columns one behind the other.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn count(&mut self, count: usize) {
        self.0.extend_from_slice(&(count as u64).to_le_bytes());
    }

    pub(super) fn u8s(&mut self, column: impl ExactSizeIterator<Item = u8>) {
        self.count(column.len());
        self.0.extend(column);
    }

    /// In as few bytes a number as the largest needs: of numbers that never fall the steps between them. One more is written than
    /// is meant, so that the highest number, which stands for "none", is 0.
    pub(super) fn u32s(&mut self, column: &[u32]) {
        let numbers = || column.iter().map(|number| number.wrapping_add(1));
        let is_rising = numbers().is_sorted();
        let mut last = 0;
        let written = numbers().map(|number| {
            let step = number - if is_rising { last } else { 0 };
            last = number;
            step
        });
        let written: Vec<u32> = written.collect();
        let highest = written.iter().copied().max().unwrap_or(0);
        let width = 4 - highest.leading_zeros() as usize / 8;
        self.count(column.len());
        self.0.extend([width as u8, u8::from(is_rising)]);
        written.iter().for_each(|number| self.0.extend_from_slice(&number.to_le_bytes()[..width]));
    }

    pub(super) fn u64s(&mut self, column: &[u64]) {
        self.count(column.len());
        self.0.extend(column.iter().flat_map(|number| number.to_le_bytes()));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn words<T>(&mut self, values: &[T], text: impl Fn(&T) -> String) {
        self.count(values.len());
        values.iter().for_each(|value| self.text(&text(value)));
    }
}

/// The longest column of equal numbers that is read.
const MOST_ROWS: usize = 1 << 26;

/// Takes columns off in the order in which they were written.
#[derive(Debug)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        let bytes = self.take(8)?.try_into().ok()?;
        usize::try_from(u64::from_le_bytes(bytes)).ok()
    }

    /// The bytes of the next column, of elements of `size` bytes.
    fn column(&mut self, size: usize) -> Option<&'a [u8]> {
        let count = self.count()?;
        self.take(count.checked_mul(size)?)
    }

    pub(super) fn u8s(&mut self) -> Option<&'a [u8]> {
        self.column(1)
    }

    pub(super) fn u32s(&mut self) -> Option<Vec<u32>> {
        let count = self.count()?;
        let [width, is_rising] = self.take(2)?.try_into().ok()?;
        let bytes = self.take(count.checked_mul(width.into())?)?;
        let mut numbers: Vec<u32> = match width {
            // A length alone takes no room: it must not be believed beyond what a table can hold.
            0 if count <= MOST_ROWS => vec![0; count],
            1 => bytes.iter().map(|byte| u32::from(*byte)).collect(),
            2 => bytes.chunks_exact(2).map(|b| u32::from_le_bytes([b[0], b[1], 0, 0])).collect(),
            3 => bytes.chunks_exact(3).map(|b| u32::from_le_bytes([b[0], b[1], b[2], 0])).collect(),
            4 => bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            _ => return None,
        };
        let mut sum = 0_u32;
        for number in &mut numbers {
            sum = if is_rising == 1 { sum.wrapping_add(*number) } else { *number };
            *number = sum.wrapping_sub(1);
        }
        Some(numbers)
    }

    pub(super) fn u64s(&mut self) -> Option<Vec<u64>> {
        let numbers = self.column(8)?.chunks_exact(8);
        Some(numbers.map(|b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])).collect())
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.column(1)?).ok()
    }

    pub(super) fn words<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| parse(self.text()?)).collect()
    }

    /// A column of words of a closed vocabulary, a byte each.
    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> Option<Vec<T>> {
        self.u8s()?.iter().map(|byte| all.get(*byte as usize).copied()).collect()
    }

    /// Positions in a table of `len`, or `none`.
    pub(super) fn positions(&mut self, len: usize, none: u32) -> Option<Vec<u32>> {
        let column = self.u32s()?;
        column.iter().all(|position| (*position as usize) < len || *position == none).then_some(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_come_back_as_they_were(
            small in proptest::collection::vec(prop_oneof![Just(u32::MAX), 0_u32..4, 0_u32..70_000, 0_u32..20_000_000, any::<u32>()], 0..12),
            is_sorted in any::<bool>(),
            text in ".{0,20}",
        ) {
            let mut small = small;
            if is_sorted {
                small.sort_unstable();
            }
            let mut writer = Writer::default();
            let large: Vec<u64> = small.iter().map(|number| u64::from(*number) << 20).collect();
            writer.u32s(&small);
            writer.u64s(&large);
            writer.text(&text);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.u32s(), Some(small));
            prop_assert_eq!(reader.u64s(), Some(large));
            prop_assert_eq!(reader.text(), Some(text.as_str()));
            prop_assert_eq!(reader.count(), None);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut reader = Reader::new(&bytes);
            (0..8).for_each(|_| drop(reader.u32s()));
            prop_assert!(Reader::new(&bytes).u64s().is_none_or(|column| column.len() * 8 < bytes.len()));
        }
    }
}
