//! Plain text search that minds neither capitals nor small letters.

use std::ops::Range;

/// Where `needle` (in small letters) stands in `text`, in bytes, without overlaps.
pub fn matches(text: &str, needle: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(range) = first_match(text, needle, from) {
        from = range.end;
        found.push(range);
    }
    found
}

/// Whether `needle` (in small letters) stands in `text`.
pub fn is_in(text: &str, needle: &str) -> bool {
    first_match(text, needle, 0).is_some()
}

fn first_match(text: &str, needle: &str, from: usize) -> Option<Range<usize>> {
    let first = needle.chars().next()?;
    let starts = text.get(from..)?.char_indices().filter(|(_, c)| c.to_lowercase().next() == Some(first));
    starts.map(|(at, _)| from + at).find_map(|start| prefix_length(&text[start..], needle).map(|length| start..start + length))
}

/// Length of the part of `text` whose small letters are `needle`.
fn prefix_length(text: &str, needle: &str) -> Option<usize> {
    let mut wanted = needle.chars().peekable();
    for (at, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        if !c.to_lowercase().all(|lower| wanted.next() == Some(lower)) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_matter_and_offsets_are_those_of_the_text() {
        assert_eq!(matches("Liaoning and LIAONING", "liaoning"), [0..8, 13..21]);
        assert_eq!(matches("İstanbul x", "x"), vec![10..11]);
        assert_eq!(matches("辽宁省辽宁", "辽宁"), [0..6, 9..15]);
        assert_eq!(matches("aaa", "aa"), vec![0..2]);
        assert_eq!(matches("abc", ""), Vec::<Range<usize>>::new());
        assert!(!is_in("ab", "abc"));
    }
}
