//! What may stand before the text of a file: `key: value` lines between two lines of `---`.
//!
//! ```text
//! ---
//! title: Wales and Baden-Württemberg sign joint declaration
//! source: Welsh Government
//! url: https://www.gov.wales/...
//! published: 2023-11-15
//! lang: en
//! ---
//! Wales and the German state of ...
//! ```
//! Other keys are passed over, and so is a value that has not the form it should have.

use super::given::{self, Given};

/// Longest block that is taken for front matter, in bytes.
const MAX_BLOCK: usize = 16 * 1024;

/// The front matter of a text, and the text behind it. Without front matter, the whole text.
pub(super) fn split(text: &str) -> (Given, &str) {
    match block(text) {
        Some((block, body)) => (given_in(block), body),
        None => (Given::default(), text),
    }
}

/// The lines between the marks and what follows. A rule drawn above a paragraph is no front matter: its lines are no `key: value`.
fn block(text: &str) -> Option<(&str, &str)> {
    let inner = after_mark(text)?;
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        if let Some(body) = after_mark(&inner[at..]) {
            let lines = &inner[..at];
            return lines.lines().any(|line| key_and_value(line).is_some()).then_some((lines, body));
        }
        at += line.len();
        if !is_block_line(line) || at > MAX_BLOCK {
            return None;
        }
    }
    None
}

/// What follows a line that is `---` and no more.
fn after_mark(text: &str) -> Option<&str> {
    let line_end = text.find('\n').unwrap_or(text.len());
    (text[..line_end].trim_end() == "---").then(|| text.get(line_end + 1..).unwrap_or_default())
}

/// `key: value`, or what other programs put there: comments, lists, continued lines.
fn is_block_line(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) || key_and_value(line).is_some()
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key =
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_- ".contains(&b));
    let is_apart = value.is_empty() || value.starts_with(char::is_whitespace);
    (is_key && is_apart && key.len() <= 40).then(|| (key.trim(), unquoted(value.trim())))
}

fn unquoted(value: &str) -> &str {
    let within = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

fn given_in(block: &str) -> Given {
    let mut given = Given::default();
    for (key, value) in block.lines().filter_map(key_and_value) {
        match key.to_ascii_lowercase().as_str() {
            "title" => given.title = given::words(value),
            "source" => given.source = given::words(value),
            "url" => given.url = given::web_address(value),
            "published" => given.published = given::date(value),
            "lang" => given.lang = given::language(value),
            _ => {}
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_keys_are_taken_and_the_block_is_cut() {
        let text = "---\ntitle: \"Sisters: a story\"\nSource:  Gov  News \nurl: https://a.cn/x?a=b\npublished: 2023-11-15\nlang: en\n\
                    tags:\n  - trade\n# note\nauthor: X\n---\nBody.\n---\nmore\n";
        let (given, body) = split(text);
        assert_eq!(body, "Body.\n---\nmore\n");
        assert_eq!(given.title.as_deref(), Some("Sisters: a story"));
        assert_eq!(given.source.as_deref(), Some("Gov News"));
        assert_eq!(given.url.as_deref(), Some("https://a.cn/x?a=b"));
        assert_eq!(given.published.map(|d| d.to_string()).as_deref(), Some("2023-11-15"));
        assert_eq!(given.lang.as_deref(), Some("en"));
    }

    #[test]
    fn wrong_values_are_left_out() {
        let (given, body) = split("---\ntitle:\nurl: javascript:x\npublished: last week\nlang: English!\n---\nx");
        assert_eq!((given, body), (Given::default(), "x"));
    }

    #[test]
    fn what_is_no_front_matter_stays_in_the_text() {
        for text in [
            "Title\n---\ntitle: x\n---\n",
            "---\nA paragraph under a rule. It goes on.\n---\nx",
            "---\ntitle: never closed\n\nText.",
            "---\n---\nx",
            "----\ntitle: x\n----\nx",
            " ---\ntitle: x\n---\nx",
            "---\nhttp://a.b\n---\nx",
            "---",
            "",
        ] {
            assert_eq!(split(text), (Given::default(), text));
        }
    }

    proptest! {
        #[test]
        fn the_body_is_the_end_of_the_text(text in "(---\n)?([a-z]{1,5}: ?[ -~é]{0,9}\n){0,3}(---\n)?[ -~\n]{0,30}") {
            prop_assert!(text.ends_with(split(&text).1));
        }
    }
}
