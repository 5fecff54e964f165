//! Which patterns are worth trying on a sentence: those of which it holds a word that they cannot do without.
//!
//! Each sentence meets dozens of patterns and fits few. One pass over it finds the words that any of them needs; the rest are not
//! tried. The words are read from the patterns themselves, so nothing that a pattern would find is lost.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::automaton::Automaton;
use aho_corasick::{Anchored, MatchKind, dfa, nfa};
use rustc_hash::FxHashMap;

use super::needed::{Word, needed_words};
use super::{agreements, amounts, counts, date_rules, engagements, ties};
use crate::text::Document;

/// Which of a list of patterns may fit a sentence: one bit each.
pub type Open = u128;

/// What a sentence may be tried for. The patterns of engagements come behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A date.
    Date,
    /// A sum of money.
    Sum,
    /// A number of things that begins with the number.
    CountByNumber,
    /// A number of things that begins with the noun.
    CountByNoun,
    /// What is to come.
    Future,
    /// The end of an agreement.
    Ended,
    /// A kind of paper.
    Instrument,
    /// A sum that is pledged.
    Pledges,
    /// A gift.
    Gift,
    /// Numbers of all editions of a fair together.
    Series,
    /// Sister cities.
    Sister,
    /// Friendly relations.
    Friendly,
    /// The first pattern of engagements.
    Engagements,
}

impl Door {
    /// Whether it is open.
    pub fn is_open(self, open: Open) -> bool {
        open >> self as usize & 1 != 0
    }
}

static GATES: LazyLock<Gates> = LazyLock::new(|| {
    let [ended, instrument, pledges, gift, series] = agreements::anywhere();
    let [sister, friendly] = ties::anywhere();
    let (date, sum, [by_number, by_noun]) = (date_rules::in_short(), amounts::in_short(), counts::in_short());
    let mut sources: Vec<&str> = vec![&date, &sum, &by_number, &by_noun, super::FUTURE.as_str()];
    let others = [ended, instrument, pledges, gift, series, sister, friendly].into_iter().chain(engagements::anywhere());
    sources.extend(others.map(|pattern| pattern.as_str()));
    Gates::of(&sources)
});

/// As many texts are worth a larger automaton of the words, which takes as long to make as the smaller one takes for some hundred of them.
const MANY: u32 = 300;

/// By sentence what it may be tried for.
pub fn open_of(document: &Document<'_>) -> Vec<Open> {
    // Two letters outside ASCII count as `s` and `k` where case does not: they open all.
    let is_odd = !document.body.is_ascii() && document.body.contains(['ſ', '\u{212a}']);
    let texts = document.sentences.iter().map(|sentence| &document.body[sentence.span.range()]);
    texts.map(|text| if is_odd { Open::MAX } else { GATES.open(text) }).collect()
}

/// The words that a list of patterns needs.
struct Gates {
    /// Soon made, and slow.
    few: nfa::noncontiguous::NFA,
    /// How many texts were looked at.
    looked_at: AtomicU32,
    /// Made once many texts were looked at.
    many: OnceLock<dfa::DFA>,
    /// The patterns that each word opens.
    opens: Vec<Opens>,
    /// Patterns that need no word, of the one group or the other.
    always: [Open; 2],
}

#[derive(Debug, Clone, Copy, Default)]
struct Opens {
    anywhere: [Open; 2],
    /// Where no other word runs into it.
    at_border: [Open; 2],
}

impl Gates {
    /// Of at most 128 patterns, as they stand in the rules; the bits are in their order.
    fn of(patterns: &[&str]) -> Self {
        assert!(patterns.len() <= Open::BITS as usize, "one bit for each pattern");
        let (mut words, mut opens, mut always): (Vec<String>, Vec<Opens>, [Open; 2]) = (Vec::new(), Vec::new(), [0; 2]);
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for (number, pattern) in patterns.iter().enumerate() {
            let bit: Open = 1 << number;
            let groups = needed_words(pattern);
            (groups.len()..2).for_each(|rank| always[rank] |= bit);
            let needed = groups.into_iter().enumerate().flat_map(|(rank, group)| group.into_iter().map(move |word| (rank, word)));
            for (rank, Word { text, at_border }) in needed {
                let at = *known.entry(text.clone()).or_insert(words.len());
                if at == words.len() {
                    words.push(text);
                    opens.push(Opens::default());
                }
                let of_word = if at_border { &mut opens[at].at_border } else { &mut opens[at].anywhere };
                of_word[rank] |= bit;
            }
        }
        let built = nfa::noncontiguous::Builder::new().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&words);
        let few = built.expect("words of the program's own patterns");
        Self { few, looked_at: AtomicU32::new(0), many: OnceLock::new(), opens, always }
    }

    /// The patterns that may fit a text without odd letters.
    fn open(&self, text: &str) -> Open {
        if self.looked_at.load(Relaxed) < MANY && self.looked_at.fetch_add(1, Relaxed) < MANY {
            return self.opened_by(&self.few, text);
        }
        let many = || dfa::Builder::new().build_from_noncontiguous(&self.few).expect("an automaton of the same words");
        self.opened_by(self.many.get_or_init(many), text)
    }

    fn opened_by(&self, words: &impl Automaton, text: &str) -> Open {
        let text = text.as_bytes();
        let mut state = words.start_state(Anchored::No).expect("an automaton that is not anchored");
        let [mut first, mut second] = self.always;
        for (at, byte) in text.iter().enumerate() {
            state = words.next_state(Anchored::No, state, *byte);
            if !words.is_special(state) || !words.is_match(state) {
                continue;
            }
            for number in 0..words.match_len(state) {
                let word = words.match_pattern(state, number);
                let before = (at + 1).checked_sub(words.pattern_len(word) + 1).map(|before| text[before]);
                let is_inside = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                let Opens { anywhere, at_border } = &self.opens[word.as_usize()];
                (first, second) = (first | anywhere[0], second | anywhere[1]);
                if !is_inside {
                    (first, second) = (first | at_border[0], second | at_border[1]);
                }
            }
        }
        first & second
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_opens_what_it_may_fit() {
        let gates = Gates::of(&[r"(?i)(?-u:\b)signed(?-u:\b)", r"(?i)met(?-u:\b)", r"[a-z]+", r"(led|sent) [a-z]+ team"]);
        assert_eq!(gates.open("They SIGNED it."), 0b0101);
        assert_eq!(gates.open("Assigned to comet 5"), 0b0110);
        assert_eq!(gates.open("A team was led"), 0b1100);
        assert_eq!(gates.open("The team"), 0b0100);
        assert_eq!(gates.open("Nothing."), 0b0100);
    }

    #[test]
    fn what_a_short_pattern_leaves_out_is_found_by_no_whole_one() {
        let opens = |text: &str, door: Door| door.is_open(GATES.open(text));
        let cases: [(Door, &[&str]); 4] = [
            (
                Door::Date,
                &["in May", "Mon. and Tue.", "last spring", "two days later", "the other day", "Recently", "5.3.", "Q1", "tonight"],
            ),
            (
                Door::Sum,
                &["US$5", "RMB5bn", "half a million euros", "two crore rupees", "5 U.S. dollars", "five million Hong Kong dollars"],
            ),
            (
                Door::CountByNumber,
                &["a 13-member team", "thirty persons", "several big companies", "a number of deals", "12 of the letters of intent"],
            ),
            (Door::CountByNoun, &["projects signed: 50", "the agreements came to twelve", "guests are 5,000"]),
        ];
        for (door, texts) in cases {
            texts.iter().for_each(|text| assert!(opens(text, door), "{text}"));
        }
        let nothing = GATES.open("Nobody came to the hall.");
        assert!([Door::Date, Door::Sum, Door::CountByNumber, Door::CountByNoun].iter().all(|door| !door.is_open(nothing)));
    }

    #[test]
    fn odd_letters_open_all() {
        let open = |body: &str| open_of(&Document::new(body));
        assert!(open("Nothing by \u{17f}. Nothing.").iter().all(|open| *open == Open::MAX));
        assert!(open("Nobody came.").iter().all(|open| !Door::Sum.is_open(*open) && !Door::Date.is_open(*open)));
        assert!(open("It cost $5.").iter().all(|open| Door::Sum.is_open(*open)));
    }
}
