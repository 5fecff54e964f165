//! Articles as they were read: the truth that everything else is derived from.

use serde::{Deserialize, Serialize};

use super::date::DateSpan;
use super::ids::DocumentId;

/// How bytes became text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoding {
    /// What the file or page declared, if anything.
    pub declared: Option<String>,
    /// The encoding used (WHATWG name).
    pub used: String,
    /// How many characters had to be replaced.
    pub replacements: u64,
}

/// One article, decoded: what a reader hands on. Every offset anywhere points into `body`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Decoded text, BOM dropped, line ends as LF, nothing else changed.
    pub body: String,
    /// The bytes as they were read.
    pub original: Vec<u8>,
    /// The page it came from.
    pub url: Option<String>,
    /// Title given with the article (front matter, page title).
    pub title: Option<String>,
    /// Outlet given with the article.
    pub source: Option<String>,
    /// Date given with the article.
    pub published: Option<DateSpan>,
    /// Language given with the article (BCP 47).
    pub lang: Option<String>,
    /// Where it was read from: provenance only, in no id and no export.
    pub path: Option<String>,
    /// The table that it is a row of, by a hash of the whole: provenance like `path`. Rows of one table tell different things.
    pub table: Option<String>,
    /// How its bytes were decoded.
    pub decoding: Decoding,
}

impl Article {
    /// Its identity: body and url.
    pub fn id(&self) -> DocumentId {
        DocumentId::of(&self.body, self.url.as_deref())
    }
}

/// Which of several versions of a page a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentVersion(pub u32);
