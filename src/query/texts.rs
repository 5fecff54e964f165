//! Strings of a table: an arena for names, and one for sentences that keeps each distinct word once and a few bytes where it is
//! used. A million headlines take a quarter of their room so, and are written out again for the rows that are looked at.

use std::collections::HashMap;

use super::bytes::{Reader, Writer};

/// Strings in one arena.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string at a position that is there.
    pub(super) fn at(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] as usize };
        &self.text[start..self.ends[position] as usize]
    }

    pub(super) fn get(&self, position: u32) -> Option<&str> {
        ((position as usize) < self.len()).then(|| self.at(position as usize))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.at(position))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.text(&self.text);
        writer.u32s(&self.ends);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let (text, ends) = (reader.text()?.to_owned(), reader.u32s()?);
        let in_order = ends.windows(2).all(|pair| pair[0] <= pair[1]);
        let fits = in_order && ends.last().is_none_or(|end| *end as usize == text.len());
        let whole = fits && ends.iter().all(|end| text.is_char_boundary(*end as usize));
        whole.then_some(Self { text, ends })
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut strings = Self::default();
        texts.into_iter().for_each(|text| strings.push(text));
        strings.text.shrink_to_fit();
        strings
    }
}

/// Sentences, each a row of numbers of pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    /// The commonest piece first, so that it takes the fewest bytes.
    pieces: Strings,
    codes: Vec<u8>,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let (mut counts, mut rows, mut lengths) = (Vec::<(u32, &str)>::new(), Vec::new(), Vec::new());
        for text in texts {
            let before = rows.len();
            for piece in pieces(text) {
                let number = *known.entry(piece).or_insert_with(|| {
                    counts.push((0, piece));
                    counts.len() as u32 - 1
                });
                counts[number as usize].0 += 1;
                rows.push(number);
            }
            lengths.push(rows.len() - before);
        }
        let mut order: Vec<u32> = (0..counts.len() as u32).collect();
        order.sort_by_key(|number| std::cmp::Reverse(counts[*number as usize].0));
        let mut rank = vec![0_u32; order.len()];
        order.iter().zip(0..).for_each(|(number, place)| rank[*number as usize] = place);
        let mut coded = Self { pieces: order.iter().map(|number| counts[*number as usize].1).collect(), ..Self::default() };
        let mut rest = rows.as_slice();
        for length in lengths {
            let (own, others) = rest.split_at(length);
            own.iter().for_each(|number| coded.push_code(rank[*number as usize]));
            coded.ends.push(coded.codes.len() as u32);
            rest = others;
        }
        coded.codes.shrink_to_fit();
        coded
    }

    /// Seven bits a byte, the lowest first; all bytes but the last have the eighth bit.
    fn push_code(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.codes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.codes.push(number as u8);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The sentence of a row.
    pub(super) fn of_row(&self, row: u32) -> String {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        let (mut text, mut number, mut shift) = (String::new(), 0_u32, 0);
        for byte in &self.codes[start..self.ends[row] as usize] {
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                text.push_str(self.pieces.get(number).unwrap_or_default());
                (number, shift) = (0, 0);
            }
        }
        text
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        self.pieces.write(writer);
        writer.u8s(self.codes.iter().copied());
        writer.u32s(&self.ends);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let (pieces, codes, ends) = (Strings::read(reader)?, reader.u8s()?.to_vec(), reader.u32s()?);
        let in_order = ends.windows(2).all(|pair| pair[0] <= pair[1]);
        let fits = in_order && ends.last().is_none_or(|end| *end as usize == codes.len());
        // No code is longer than a 32-bit number.
        let is_short = !codes.windows(5).any(|five| five.iter().all(|byte| byte & 0x80 != 0));
        (fits && is_short).then_some(Self { pieces, codes, ends })
    }
}

/// A word with the space behind it is a piece; where words are not parted by spaces, each character is one.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii() {
            let bytes = rest.as_bytes();
            let word = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count().max(1);
            word + usize::from(word < bytes.len() && bytes[word] == b' ')
        } else {
            first.len_utf8()
        };
        let (piece, others) = rest.split_at(end);
        rest = others;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_keep_the_space_behind_them() {
        let found: Vec<&str> = pieces("A trade  fair, 辽宁 é2").collect();
        assert_eq!(found, ["A ", "trade ", " ", "fair", ", ", "辽", "宁", " ", "é", "2"]);
    }

    proptest! {
        #[test]
        fn sentences_come_back_as_they_were(texts in proptest::collection::vec("[a-c 省é,.]{0,12}|.{0,12}", 0..40)) {
            let coded = Texts::of(texts.iter().map(String::as_str));
            let back: Vec<String> = (0..texts.len() as u32).map(|row| coded.of_row(row)).collect();
            prop_assert_eq!(&back, &texts);
            let mut writer = Writer::default();
            coded.write(&mut writer);
            let bytes = writer.finish();
            prop_assert_eq!(Texts::read(&mut Reader::new(&bytes)), Some(coded));
        }

        #[test]
        fn more_pieces_than_a_byte_can_tell_apart(count in 1_u32..20_000) {
            let texts: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
            let coded = Texts::of(texts.iter().map(String::as_str));
            prop_assert_eq!(coded.of_row(count - 1), format!("w{}", count - 1));
        }
    }
}
