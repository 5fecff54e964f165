//! Where in a text a pattern may begin, read from the pattern itself.
//!
//! A search that carries every place where a match may have begun builds thousands of states for a pattern of many words with
//! gaps between them. Most places can be told by their first characters to begin nothing; from the others the pattern is tried alone.

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use rustc_hash::FxHashSet;

/// Symbols that are looked at, where a pattern has not too many beginnings of that length.
const DEPTH: u32 = 4;
/// Beginnings that are told apart.
const MOST: usize = 6_000;
/// First symbols that a pattern may have; one with more of them begins nearly anywhere.
const MOST_FIRST: u32 = 40;
/// Bits of a symbol.
const WIDTH: u32 = 6;
const LETTERS: u8 = 1;
const DIGITS: u8 = 27;
const GAP: u8 = 28;
const MARKS: u8 = 29;
const END: u8 = 63;

/// What stands for each byte: a letter without its case, digits, a gap (white space and all outside ASCII), a mark. Digits in a row
/// are one symbol, and so are gaps.
const SYMBOLS: [u8; 256] = symbols();

const fn symbols() -> [u8; 256] {
    let mut symbols = [GAP; 256];
    let (mut byte, mut mark) = (b'!', MARKS);
    while byte < 127 {
        symbols[byte as usize] = match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => LETTERS + letter - b'a',
            b'0'..=b'9' => DIGITS,
            _ => {
                mark += 1;
                mark - 1
            }
        };
        byte += 1;
    }
    symbols
}

/// The symbols of words, one bit each.
const WORDS: u64 = ((1 << (DIGITS + 1)) - (1 << LETTERS)) | (1 << SYMBOLS[b'_' as usize]);

/// The first symbols of what may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Beginning {
    /// One behind the other, the last in the lowest bits.
    symbols: u64,
    length: u32,
}

impl Beginning {
    fn push(&mut self, symbol: u8, depth: u32) {
        let is_run = matches!(symbol, DIGITS | GAP) && self.length > 0 && self.symbols & 63 == u64::from(symbol);
        if self.length < depth && !is_run {
            self.symbols = self.symbols << WIDTH | u64::from(symbol);
            self.length += 1;
        }
    }

    fn all(self) -> impl Iterator<Item = u8> {
        (0..self.length).rev().map(move |back| (self.symbols >> (WIDTH * back) & 63) as u8)
    }

    /// Its first symbols.
    fn head(self, length: u32) -> Self {
        Self { symbols: self.symbols >> (WIDTH * (self.length - length)), length }
    }
}

/// Where a pattern may begin.
#[derive(Debug)]
pub(super) struct Starts {
    /// Bits by hash: a beginning that goes on, or one behind which anything may follow.
    bits: Box<[u64]>,
    /// Its first symbols, one bit each.
    first: u64,
    /// Those of them behind which anything may follow.
    alone: u64,
    /// By first symbol the bytes that may follow, by their symbols: a look at these ends most tries.
    second: Box<[u64; 64]>,
    depth: u32,
    /// Whether it begins at the border of a word in ASCII.
    at_border: bool,
    /// Whether it begins with the text.
    at_head: bool,
}

impl Starts {
    /// Of a pattern as parsed; `None` where it may begin nearly anywhere.
    pub fn of(hir: &Hir) -> Option<Self> {
        let prefix = hir.properties().look_set_prefix();
        let (at_border, at_head) = (prefix.contains(Look::WordAscii), prefix.contains(Look::Start));
        if at_head {
            return Some(Self { bits: Box::default(), first: 0, alone: 0, second: Box::new([0; 64]), depth: 0, at_border, at_head });
        }
        let (depth, all) = (2..=DEPTH).rev().find_map(|depth| Some((depth, beginnings(hir, depth)?)))?;
        if all.iter().any(|beginning| beginning.length == 0) {
            return None;
        }
        let bits = vec![0; (all.len() / 2).next_power_of_two().max(8)].into_boxed_slice();
        let mut starts = Self { bits, first: 0, alone: 0, second: Box::new([0; 64]), depth, at_border, at_head };
        for beginning in all {
            let first = beginning.head(1).symbols;
            starts.first |= 1 << first;
            // Behind a digit or a gap may stand another one of the same run.
            let is_open = beginning.length == 1 || matches!(first as u8, DIGITS | GAP);
            starts.second[first as usize] |= if is_open { u64::MAX } else { 1 << (beginning.head(2).symbols & 63) };
            for length in 2..=beginning.length {
                starts.set(beginning.head(length), false);
            }
            match beginning.length {
                1 => starts.alone |= 1 << first,
                length if length < depth => starts.set(beginning, true),
                _ => {}
            }
        }
        (starts.first.count_ones() <= MOST_FIRST).then_some(starts)
    }

    /// The next byte from `from` on at which it may begin.
    pub fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        if self.at_head {
            return (from == 0).then_some(0);
        }
        let symbol_of = |byte: &u8| SYMBOLS[usize::from(*byte)];
        let symbol_at = |at: usize| text.get(at).map_or(END, symbol_of);
        let is_word = |symbol: u8| WORDS >> symbol & 1;
        let mut was_word = from.checked_sub(1).map_or(0, |before| is_word(symbol_at(before)));
        let mut symbol = symbol_at(from);
        for at in from..text.len() {
            let next = symbol_at(at + 1);
            // Without a branch for each word: they cannot be foretold.
            let border = is_word(symbol) ^ was_word | u64::from(!self.at_border);
            let begins = border & self.second[usize::from(symbol & END)] >> next & 1;
            (was_word, symbol) = (is_word(symbol), next);
            if begins != 0 && self.fits(&text[at..]) {
                return Some(at);
            }
        }
        None
    }

    /// Whether a text begins like one of the beginnings.
    fn fits(&self, text: &[u8]) -> bool {
        let mut told = Beginning::default();
        for symbol in text.iter().map(|byte| SYMBOLS[usize::from(*byte)]).chain([END]) {
            let before = told.length;
            told.push(symbol, self.depth);
            if told.length == before {
                continue;
            }
            let is_whole = match told.length {
                1 => self.alone >> told.symbols & 1 != 0,
                length => length < self.depth && self.has(told, true),
            };
            if is_whole {
                return true;
            }
            if told.length > 1 && !self.has(told, false) {
                return false;
            }
            if told.length == self.depth {
                return true;
            }
        }
        false
    }

    fn set(&mut self, beginning: Beginning, is_whole: bool) {
        let (word, bit) = self.place(beginning, is_whole);
        self.bits[word] |= bit;
    }

    fn has(&self, beginning: Beginning, is_whole: bool) -> bool {
        let (word, bit) = self.place(beginning, is_whole);
        self.bits[word] & bit != 0
    }

    fn place(&self, beginning: Beginning, is_whole: bool) -> (usize, u64) {
        let key = beginning.symbols << 4 | u64::from(beginning.length) << 1 | u64::from(is_whole);
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((hash >> 40) as usize & (self.bits.len() - 1), 1 << (hash >> 58))
    }
}

/// All beginnings of what a pattern matches, of `depth` symbols or whole where they are shorter; `None` where they are too many.
fn beginnings(hir: &Hir, depth: u32) -> Option<FxHashSet<Beginning>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(nothing()),
        HirKind::Literal(literal) => {
            let mut all = Beginning::default();
            literal.0.iter().for_each(|byte| all.push(SYMBOLS[usize::from(*byte)], depth));
            Some(FxHashSet::from_iter([all]))
        }
        HirKind::Class(class) => Some(of_class(class, depth)),
        HirKind::Capture(capture) => beginnings(&capture.sub, depth),
        HirKind::Repetition(repetition) => of_repetition(repetition, depth),
        HirKind::Concat(parts) => {
            let mut all = nothing();
            for part in parts {
                let shortest = all.iter().map(|beginning| beginning.length).min().unwrap_or(depth);
                if shortest == depth {
                    break;
                }
                // One more, since its first symbol may be swallowed by a run.
                all = joined(&all, &beginnings(part, (depth - shortest + 1).min(depth))?, depth)?;
            }
            Some(all)
        }
        HirKind::Alternation(parts) => {
            let mut all = FxHashSet::default();
            for part in parts {
                all.extend(beginnings(part, depth)?);
            }
            (all.len() <= MOST).then_some(all)
        }
    }
}

fn nothing() -> FxHashSet<Beginning> {
    FxHashSet::from_iter([Beginning::default()])
}

fn of_class(class: &Class, depth: u32) -> FxHashSet<Beginning> {
    let of = |symbol: u8| {
        let mut one = Beginning::default();
        one.push(symbol, depth);
        one
    };
    match class {
        Class::Unicode(class) => {
            let ascii = class.iter().flat_map(|range| (range.start()..=range.end()).take_while(char::is_ascii));
            let foreign = class.iter().any(|range| !range.end().is_ascii()).then_some(GAP);
            ascii.map(|c| SYMBOLS[c as usize]).chain(foreign).map(of).collect()
        }
        Class::Bytes(class) => {
            class.iter().flat_map(|range| range.start()..=range.end()).map(|byte| of(SYMBOLS[usize::from(byte)])).collect()
        }
    }
}

fn of_repetition(repetition: &Repetition, depth: u32) -> Option<FxHashSet<Beginning>> {
    let once = beginnings(&repetition.sub, depth)?;
    let most = repetition.min.max(depth).min(repetition.max.unwrap_or(u32::MAX));
    let (mut all, mut times) = (FxHashSet::default(), nothing());
    for count in 0..=most {
        if count >= repetition.min {
            all.extend(times.iter().copied());
        }
        if count < most {
            times = joined(&times, &once, depth)?;
        }
    }
    (all.len() <= MOST).then_some(all)
}

fn joined(one: &FxHashSet<Beginning>, other: &FxHashSet<Beginning>, depth: u32) -> Option<FxHashSet<Beginning>> {
    let mut all = FxHashSet::default();
    for first in one {
        if first.length == depth {
            all.insert(*first);
            continue;
        }
        for second in other {
            let mut both = *first;
            second.all().for_each(|symbol| both.push(symbol, depth));
            all.insert(both);
        }
        if all.len() > MOST {
            return None;
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(pattern: &str) -> Option<Starts> {
        Starts::of(&regex_syntax::parse(pattern).expect("a pattern"))
    }

    fn places(pattern: &str, text: &str) -> Vec<usize> {
        let starts = starts(pattern).expect("few beginnings");
        let mut from = 0;
        std::iter::from_fn(|| {
            let at = starts.next(text.as_bytes(), from)?;
            from = at + 1;
            Some(at)
        })
        .collect()
    }

    #[test]
    fn only_places_that_begin_alike_are_tried() {
        assert_eq!(places(r"(?i)(?-u:\b)(signed|a deal)", "Assigned? They SIGNED; a ditch, a house, a dealer"), [15, 41]);
        assert_eq!(places(r"[0-9]{1,3}(?:st|nd) {1,3}day|x", "7 days, 21st  day, xy"), [8, 9, 19]);
        assert_eq!(places(r"(?-u:\b)é?a", "éa ba"), [2]);
        assert_eq!(places(r"(?-u:\b)no(?-u:\b)", "no"), [0]);
        assert_eq!(places(r"^(?:in|on) ", "on in on"), [0]);
    }

    #[test]
    fn a_pattern_that_may_begin_anywhere_has_none() {
        assert!(starts(r"(?:x)*").is_none());
        assert!(starts(r"[^.]{0,9}end").is_none());
    }
}
