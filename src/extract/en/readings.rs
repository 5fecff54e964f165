//! What is made of a pattern to find it in texts: where it may begin, and automata that tell whether it does and where it ends.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_automata::util::captures::Captures as Groups;
use regex_automata::util::pool::{Pool, PoolGuard};
use regex_automata::{Anchored, Input, MatchKind, PatternID, PatternSet, meta};
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

use super::starts::Starts;

/// A match of this many bytes at most is tried wherever it may begin, however long the text: what is tried twice stays little.
const FAR: usize = 8_000;
/// In a text of this many bytes even a pattern without an end is tried wherever it may begin. No usual sentence is longer.
pub(super) const SENTENCE: usize = 1_000;
/// What may stand this often at most is counted only where a match is likely.
const COUNTED: u32 = 4;
/// A pattern that was tried this often is worth a second automaton. The first article of a run is read sooner without.
const OFTEN: u32 = 20;
/// Memory for the states of one pattern, in bytes. Ranges of dozens of spellings on both sides make large automata.
const STATES: usize = 16 << 20;

/// A pattern as read, and what finds it.
#[derive(Debug)]
pub(super) struct Reading {
    hir: Hir,
    starts: Option<Starts>,
    /// The length of the longest match in bytes; `None` where there is none such.
    longest: Option<usize>,
    /// Whether it matches at the end of a text alone.
    ends_text: bool,
    /// How often it had a place to be tried at.
    tried: AtomicU32,
    /// Tried at one place: may it match there? Of few states, since it does not count.
    rough: OnceLock<Option<Automaton>>,
    /// Tried at one place: what does it match there?
    exact: OnceLock<Automaton>,
    /// Tells the groups of what was found.
    grouped: OnceLock<Grouped>,
    /// Searches by itself, and tells the groups too.
    whole: OnceLock<meta::Regex>,
}

#[derive(Debug)]
struct Automaton {
    states: DFA,
    caches: Pool<Cache, NewCache>,
}

type NewCache = Box<dyn Fn() -> Cache + Send + Sync>;

/// A pattern of the program's own, for texts of all letters.
pub(super) fn parsed(source: &str) -> Hir {
    regex_syntax::parse(source).expect("a pattern of the program's own, read by the tests")
}

impl Reading {
    /// Of a pattern as parsed.
    pub fn of(hir: Hir) -> Self {
        let properties = hir.properties();
        let (longest, ends_text) = (properties.maximum_len(), properties.look_set_suffix().contains(Look::End));
        let starts = if properties.look_set().contains_word_unicode() { None } else { Starts::of(&hir) };
        Self {
            hir,
            starts,
            longest,
            ends_text,
            tried: AtomicU32::new(0),
            rough: OnceLock::new(),
            exact: OnceLock::new(),
            grouped: OnceLock::new(),
            whole: OnceLock::new(),
        }
    }

    /// Whether it matches anywhere in the input.
    pub fn is_match(&self, input: &Input<'_>) -> bool {
        match self.starts_for(input) {
            Some(starts) => self.first(starts, input).is_some(),
            None => self.whole().is_match(input.clone()),
        }
    }

    /// The first match.
    pub fn find(&self, input: &Input<'_>) -> Option<Range<usize>> {
        match self.starts_for(input) {
            Some(starts) => self.first(starts, input),
            None => self.whole().find(input.clone()).map(|found| found.range()),
        }
    }

    /// The groups of the first match.
    pub fn groups(&self, input: &Input<'_>) -> Option<Groups> {
        if let Some(starts) = self.starts_for(input) {
            let found = self.first(starts, input)?;
            return Some(self.grouped.get_or_init(|| Grouped::of(&self.hir)).of_match(&input.clone().range(found)));
        }
        let mut groups = self.whole().create_captures();
        self.whole().search_captures(input, &mut groups);
        groups.is_match().then_some(groups)
    }

    fn starts_for(&self, input: &Input<'_>) -> Option<&Starts> {
        let is_near = self.longest.is_some_and(|longest| longest <= FAR) || input.get_span().len() <= SENTENCE;
        self.starts.as_ref().filter(|_| is_near)
    }

    /// The first match, tried at one place after the other.
    fn first(&self, starts: &Starts, input: &Input<'_>) -> Option<Range<usize>> {
        let text = input.haystack();
        let nearest = if self.ends_text { text.len().saturating_sub(self.longest.unwrap_or(text.len())) } else { 0 };
        let mut start = starts.next(text, input.start().max(nearest))?;
        let is_rough = input.get_span().len() <= SENTENCE && self.is_tried_often();
        let rough = if is_rough { self.rough.get_or_init(|| self.roughly()).as_ref() } else { None };
        let (mut rough, mut exact) = (rough.map(Automaton::ready), None);
        loop {
            let here = input.clone().range(start..).anchored(Anchored::Yes);
            if rough.as_mut().is_none_or(|rough| rough.end(&here.clone().earliest(true)).is_some()) {
                let exact = exact.get_or_insert_with(|| self.exact.get_or_init(|| Automaton::of(&self.hir)).ready());
                if let Some(end) = exact.end(&here) {
                    return Some(start..end);
                }
            }
            start = starts.next(text, start + 1)?;
        }
    }

    fn is_tried_often(&self) -> bool {
        self.tried.load(Relaxed) >= OFTEN || self.tried.fetch_add(1, Relaxed) >= OFTEN
    }

    /// The pattern without upper bounds; `None` where it has none to lose.
    fn roughly(&self) -> Option<Automaton> {
        let rough = unbounded(&self.hir);
        (rough != self.hir).then(|| Automaton::of(&rough))
    }

    fn whole(&self) -> &meta::Regex {
        self.whole.get_or_init(|| {
            let limits = meta::Config::new().nfa_size_limit(Some(64 << 20)).hybrid_cache_capacity(STATES);
            let built = meta::Builder::new().configure(limits).build_from_hir(&self.hir);
            built.expect("a pattern of the program's own, compiled by the tests")
        })
    }
}

/// Tells the groups of a match whose place is known already.
#[derive(Debug)]
struct Grouped {
    steps: BoundedBacktracker,
    /// For matches that are too long for the other.
    all_at_once: OnceLock<PikeVM>,
    caches: Pool<backtrack::Cache, Box<dyn Fn() -> backtrack::Cache + Send + Sync>>,
}

impl Grouped {
    fn of(hir: &Hir) -> Self {
        let nfa = NFA::compiler().build_from_hir(hir).expect("a pattern without limits of size");
        let steps = BoundedBacktracker::new_from_nfa(nfa).expect("borders of words in ASCII alone");
        let of = steps.clone();
        Self { steps, all_at_once: OnceLock::new(), caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    /// Of the match that the range of the input is.
    fn of_match(&self, input: &Input<'_>) -> Groups {
        let input = input.clone().anchored(Anchored::Yes);
        let mut groups = Groups::all(self.steps.get_nfa().group_info().clone());
        if self.steps.try_captures(&mut self.caches.get(), input.clone(), &mut groups).is_err() {
            let again = || PikeVM::new_from_nfa(self.steps.get_nfa().clone()).expect("the same automaton");
            let all_at_once = self.all_at_once.get_or_init(again);
            all_at_once.captures(&mut all_at_once.create_cache(), input, &mut groups);
        }
        groups
    }
}

impl Automaton {
    fn of(hir: &Hir) -> Self {
        Self::of_all(&[hir], MatchKind::LeftmostFirst)
    }

    fn of_all(hirs: &[&Hir], kind: MatchKind) -> Self {
        let config = NFA::config().which_captures(WhichCaptures::None);
        let nfa = NFA::compiler().configure(config).build_many_from_hir(hirs).expect("patterns without limits of size");
        let config = DFA::config().match_kind(kind).cache_capacity(STATES).skip_cache_capacity_check(true);
        let states = DFA::builder().configure(config).build_from_nfa(nfa).expect("borders of words in ASCII alone");
        let of = states.clone();
        Self { states, caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    fn ready(&self) -> Ready<'_> {
        Ready { states: &self.states, cache: self.caches.get() }
    }
}

/// An automaton with the memory that it works in.
struct Ready<'a> {
    states: &'a DFA,
    cache: PoolGuard<'a, Cache, NewCache>,
}

impl Ready<'_> {
    /// The end of the match at the beginning of the input.
    fn end(&mut self, input: &Input<'_>) -> Option<usize> {
        let end = self.states.try_search_fwd(&mut self.cache, input).expect("an automaton that never gives up");
        end.map(|end| end.offset())
    }
}

/// Patterns of whole texts, tried all at once.
#[derive(Debug)]
pub(super) struct Choice {
    of: Automaton,
    count: usize,
}

impl Choice {
    /// Of patterns that begin with the text and end with it.
    pub fn of(hirs: &[Hir]) -> Self {
        Self { of: Automaton::of_all(&hirs.iter().collect::<Vec<_>>(), MatchKind::All), count: hirs.len() }
    }

    /// The numbers of those that match, from 0, in their order.
    pub fn matching(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let mut matching = PatternSet::new(self.count);
        let Ready { states, mut cache } = self.of.ready();
        let input = Input::new(text).anchored(Anchored::Yes);
        states.try_which_overlapping_matches(&mut cache, &input, &mut matching).expect("an automaton that never gives up");
        (0..self.count).filter(move |number| matching.contains(PatternID::must(*number)))
    }
}

/// A pattern that matches wherever this one does, and elsewhere too: what may stand a few times may stand any number of times.
/// Counting is what makes automata large.
fn unbounded(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let max = repetition.max.filter(|max| *max < COUNTED || *max == repetition.min);
            Hir::repetition(Repetition { max, sub: Box::new(unbounded(&repetition.sub)), ..repetition.clone() })
        }
        HirKind::Capture(capture) => unbounded(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(unbounded).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(unbounded).collect()),
        _ => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rough_pattern_matches_at_least_as_much() {
        let exact = parsed(r"(?i)x(?:[a-z]{1,9} ){0,5}y{3}[0-9]{2,3}");
        assert_eq!(unbounded(&exact).to_string(), parsed(r"(?i)x(?:[a-z]+ )*y{3}[0-9]{2,3}").to_string());
    }
}
