//! What comes with an article beside its text, taken only where it has the form it should have.

use crate::model::DateSpan;

/// Title, outlet, page, date and language as somebody stated them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub title: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub published: Option<DateSpan>,
    pub lang: Option<String>,
}

/// One line of words: white space trimmed and unified; `None` where nothing is left.
pub(super) fn words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// An address of a page on the web; nothing that a click could turn into something else.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let is_clean = text.len() <= 2048 && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    (is_web && has_host && is_clean).then(|| text.to_owned())
}

/// A date as EDTF (`2023-10`, `2023-10-11/2023-10-12`), or the day of a time stamp (`2023-10-13T08:00:00+08:00`, `2023/10/13 08:00`).
pub(super) fn date(text: &str) -> Option<DateSpan> {
    let text = text.trim();
    let is_told = |span: &DateSpan| span.first_day().or(span.last_day()).is_some();
    DateSpan::parse(text).or_else(|| day_of_time_stamp(text)).filter(is_told)
}

fn day_of_time_stamp(text: &str) -> Option<DateSpan> {
    let (day, time) = (text.get(..10)?, &text[10..]);
    let is_stamp = time.is_empty() || time.starts_with(['T', 't', ' ']);
    is_stamp.then(|| DateSpan::parse(&day.replace('/', "-"))).flatten()
}

/// A language tag: `en`, `zh-Hans`, `pt_BR` (as `pt-BR`).
pub(super) fn language(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let has_language = parts.next().is_some_and(|part| matches!(part.len(), 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_tag = has_language && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    is_tag.then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_addresses() {
        for good in ["http://a.cn/x?y=1", "HTTPS://例子.cn/", "https://[::1]/"] {
            assert_eq!(web_address(good).as_deref(), Some(good));
        }
        for bad in ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.b", "https://", "http://a b", "http://a\u{1b}", "www.a.cn"] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_are_taken_or_left() {
        for (text, edtf) in [
            ("2023-10-13", "2023-10-13"),
            ("2023-10", "2023-10"),
            ("2023-10-11/2023-10-12", "2023-10-11/2023-10-12"),
            ("2023-10-13T08:00:00+08:00", "2023-10-13"),
            (" 2023/10/13 08:00 ", "2023-10-13"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(edtf), "{text}");
        }
        for wrong in ["", "13 October", "2023-13-01", "2023-02-30", "XXXX-04-19", "2023-10-13x", "2023年10月13日"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(language("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!(language("zh-Hans-CN").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(language("English, mostly"), None);
        assert_eq!(language(""), None);
    }
}
