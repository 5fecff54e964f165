//! Words that a pattern cannot do without, read from the pattern itself.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

/// A word that a pattern needs, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its letters, digits or signs.
    pub text: String,
    /// Whether it stands at the border of a word in ASCII.
    pub at_border: bool,
}

/// Words any one of which will do.
type Group = Vec<Word>;

/// Up to two groups of words: any text that fits a pattern holds at least one word of each. Empty where no such words can be told. Of texts
/// with letters outside ASCII that count as others where case does not (`ſ` for `s`) this says nothing.
pub fn needed_words(pattern: &str) -> Vec<Group> {
    let plain = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    regex_syntax::parse(plain).map(|hir| needed(&hir)).unwrap_or_default()
}

/// A single letter stands nearly everywhere.
fn is_telling(word: &Word) -> bool {
    word.text.len() >= 2 || word.text.chars().all(|c| !c.is_alphabetic())
}

fn needed(hir: &Hir) -> Vec<Group> {
    match hir.kind() {
        HirKind::Literal(literal) => telling(longest_run(&literal.0).map(|text| vec![inside(text)])),
        HirKind::Class(class) => telling(digits_of(class)),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min >= 1 => needed(&repetition.sub),
        HirKind::Alternation(all) => either(all.iter().map(needed).collect()),
        HirKind::Concat(all) => rarest(of_row(all)),
        _ => Vec::new(),
    }
}

/// The group where all its words tell something.
fn telling(group: Option<Group>) -> Vec<Group> {
    group.into_iter().filter(|words| words.iter().all(is_telling)).collect()
}

/// What is needed where one of several will do.
fn either(all: Vec<Vec<Group>>) -> Vec<Group> {
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    if all.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    (0..most).map(|rank| all.iter().flat_map(|groups| groups[rank.min(groups.len() - 1)].iter().cloned()).collect()).collect()
}

/// The groups that the parts of a row need, each part by itself or with those that follow it.
fn of_row(all: &[Hir]) -> Vec<Group> {
    let is_border = |hir: &Hir| matches!(hir.kind(), HirKind::Look(Look::WordAscii));
    let (mut groups, mut at) = (Vec::new(), 0);
    while at < all.len() {
        let is_bordered = at > 0 && is_border(&all[at - 1]);
        let run = all[at..].iter().map_while(letters).count();
        let word = |text: String| Word { at_border: is_bordered && text.starts_with(|c: char| c.is_ascii_alphanumeric()), text };
        let begins = opening(&all[at..]).filter(|_| is_bordered || run > 0);
        let begins = telling(begins.map(|texts| texts.into_iter().map(word).collect()));
        let mut inner = needed(&all[at]);
        match begins.into_iter().next() {
            // Told once: the words that a part begins with are among those that it needs.
            Some(group) if run > 0 || inner.len() <= 1 && inner.iter().all(|known| rarity(known) <= rarity(&group)) => groups.push(group),
            _ => groups.append(&mut inner),
        }
        at += run.max(1);
    }
    groups
}

/// The two rarest of several groups.
fn rarest(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by_key(|group| std::cmp::Reverse(rarity(group)));
    groups.truncate(2);
    groups
}

/// Of the words of parts that follow each other those with the longest are the rarest.
fn rarity(words: &[Word]) -> (usize, std::cmp::Reverse<usize>) {
    let weight = |word: &Word| if is_telling(word) { word.text.len() + usize::from(word.at_border) } else { 0 };
    (words.iter().map(weight).min().unwrap_or(0), std::cmp::Reverse(words.len()))
}

/// All texts that a row of parts may begin with; `None` where they cannot be told.
fn opening(all: &[Hir]) -> Option<Vec<String>> {
    let text: String = all.iter().map_while(letters).collect();
    if !text.is_empty() {
        return Some(vec![text]);
    }
    let first = all.first()?;
    match first.kind() {
        HirKind::Class(class) => Some(digits_of(class)?.into_iter().map(|word| word.text).collect()),
        HirKind::Capture(capture) => opening(std::slice::from_ref(&*capture.sub)),
        HirKind::Repetition(repetition) if repetition.min >= 1 => opening(std::slice::from_ref(&*repetition.sub)),
        HirKind::Concat(parts) => opening(parts),
        HirKind::Alternation(parts) => {
            let openings: Option<Vec<Vec<String>>> = parts.iter().map(|part| opening(std::slice::from_ref(part))).collect();
            openings.map(|openings| openings.concat())
        }
        _ => None,
    }
}

/// The one text that a part stands for, in lower case: a literal, or a letter in either case.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            text.chars().all(is_sure).then(|| text.to_ascii_lowercase())
        }
        HirKind::Class(Class::Unicode(class)) => one_letter(class).map(String::from),
        HirKind::Capture(capture) => letters(&capture.sub),
        _ => None,
    }
}

/// `[Ssſ]` is an `s`.
fn one_letter(class: &ClassUnicode) -> Option<char> {
    let all: Vec<char> = class.iter().flat_map(|range| (range.start()..=range.end()).take(4)).take(4).collect();
    let first = all.first()?.to_ascii_lowercase();
    let is_same = |c: &char| c.to_ascii_lowercase() == first || first == 's' && *c == 'ſ' || first == 'k' && *c == '\u{212a}';
    (first.is_ascii_alphabetic() && all.len() < 4 && all.iter().all(is_same)).then_some(first)
}

/// The digits of a class that holds nothing else, each a word.
fn digits_of(class: &Class) -> Option<Vec<Word>> {
    let Class::Unicode(class) = class else { return None };
    let is_digits = class.iter().all(|range| range.start().is_ascii_digit() && range.end().is_ascii_digit());
    is_digits.then(|| class.iter().flat_map(|range| (range.start()..=range.end()).map(|digit| inside(digit.to_string()))).collect())
}

/// The longest part of a literal whose letters have no other case outside ASCII, in lower case.
fn longest_run(literal: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(literal).ok()?;
    let run = text.split(|c: char| !is_sure(c)).max_by_key(|run| run.len())?;
    (!run.is_empty()).then(|| run.to_ascii_lowercase())
}

fn is_sure(c: char) -> bool {
    c.is_ascii() || !c.is_alphabetic()
}

fn inside(text: String) -> Word {
    Word { text, at_border: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pattern: &str) -> Vec<Vec<String>> {
        let shown = |word: &Word| format!("{}{}", if word.at_border { "|" } else { "" }, word.text);
        needed_words(pattern).iter().map(|group| group.iter().map(shown).collect()).collect()
    }

    #[test]
    fn the_words_that_a_pattern_needs_are_read_from_it() {
        let cases: [(&str, &[&[&str]]); 8] = [
            (r"(?i)(?-u:\b)agreements?(?-u:\b)", &[&["|agreement"]]),
            (
                r"(?-u:\b)(led|sent)(?-u:\b)[^.;]{0,90}(?-u:\b)(delegations?|mission)(?-u:\b)",
                &[&["|delegation", "|mission"], &["|led", "|sent"]],
            ),
            (r"(?i:risk)s?|\$|€ ?5", &[&["risk", "$", "€"], &["risk", "$", "5"]]),
            (r"(?-u:\b)[0-3][0-9](?-u:\b)", &[&["|0", "|1", "|2", "|3"], &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]]),
            (r"(?i)communiqué", &[&["communiqu"]]),
            (r"[$€]|yuan", &[]),
            (r"(sister )?[a-z]+", &[]),
            (r"(?i)a|agreement", &[]),
        ];
        for (pattern, expected) in cases {
            assert_eq!(words(pattern), expected, "{pattern}");
        }
    }
}
