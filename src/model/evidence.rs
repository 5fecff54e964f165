//! Evidence: the exact text that a fact was taken from. A fact without evidence cannot be built.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Longest evidence span in bytes (../eval contract: 1 to 800).
pub const MAX_SPAN_BYTES: usize = 800;

/// A half-open byte range into a document's body, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl TextSpan {
    /// A span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start, end }
    }

    /// The text it covers, or `None` where the span does not fit the body.
    pub fn of<'a>(&self, body: &'a str) -> Option<&'a str> {
        body.get(self.start..self.end)
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: &TextSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(&self, other: &TextSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(&self, other: &TextSpan) -> TextSpan {
        TextSpan::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span as a range, for slicing.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for TextSpan {
    fn from(range: Range<usize>) -> Self {
        TextSpan::new(range.start, range.end)
    }
}

/// The name of the rule that found something, as `extract --explain` prints it: `en.delegation.led`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleName(std::borrow::Cow<'static, str>);

impl RuleName {
    /// A rule of the program's own.
    pub const fn new(name: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for RuleName {
    fn from(name: String) -> Self {
        Self(std::borrow::Cow::Owned(name))
    }
}

/// One place in the text that a fact rests on, and the rule that read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where in the body.
    #[serde(flatten)]
    pub span: TextSpan,
    /// What read it.
    pub rule: RuleName,
}

/// At least one [`Evidence`], in the order of importance: the first is the sentence an analyst reads out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Evidence>", into = "Vec<Evidence>")]
pub struct EvidenceList(Vec<Evidence>);

impl EvidenceList {
    /// Starts a list with the evidence that matters most.
    pub fn of(span: TextSpan, rule: RuleName) -> Self {
        Self(vec![Evidence { span, rule }])
    }

    /// Adds a further place, unless it is there already.
    pub fn add(&mut self, span: TextSpan, rule: RuleName) {
        if !self.0.iter().any(|known| known.span == span) {
            self.0.push(Evidence { span, rule });
        }
    }

    /// The evidence that matters most.
    pub fn first(&self) -> &Evidence {
        &self.0[0]
    }

    /// All of it, most important first.
    pub fn iter(&self) -> std::slice::Iter<'_, Evidence> {
        self.0.iter()
    }

    /// Number of places, never 0.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds all evidence of another list that is not here yet.
    pub fn merge(&mut self, other: &EvidenceList) {
        for evidence in &other.0 {
            self.add(evidence.span, evidence.rule.clone());
        }
    }
}

impl TryFrom<Vec<Evidence>> for EvidenceList {
    type Error = &'static str;
    fn try_from(list: Vec<Evidence>) -> Result<Self, Self::Error> {
        if list.is_empty() { Err("a fact needs at least one piece of evidence") } else { Ok(Self(list)) }
    }
}

impl From<EvidenceList> for Vec<Evidence> {
    fn from(list: EvidenceList) -> Self {
        list.0
    }
}

/// What was inferred and from what, by field: `{"date": "year from the 45th anniversary of a tie of 1979"}`.
pub type Inferred = BTreeMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_never_empty() {
        assert!(serde_json::from_str::<EvidenceList>("[]").is_err());
        let list = EvidenceList::of(TextSpan::new(3, 9), RuleName::new("test"));
        let text = serde_json::to_string(&list).expect("plain data");
        assert_eq!(text, r#"[{"start":3,"end":9,"rule":"test"}]"#);
        assert_eq!(serde_json::from_str::<EvidenceList>(&text).expect("round trip"), list);
    }

    #[test]
    fn a_span_outside_the_body_is_none() {
        assert_eq!(TextSpan::new(0, 9).of("short"), None);
        assert_eq!(TextSpan::new(1, 2).of("é"), None);
        assert_eq!(TextSpan::new(0, 2).of("é"), Some("é"));
    }
}
