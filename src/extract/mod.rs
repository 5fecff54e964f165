//! What an article says: text in, claims with evidence out. Reads no clock and no files and never fails; what it is unsure of
//! is a note.
//!
//! ```text
//! sentences, tokens -> places -> organisations -> people      each finder leaves out what the ones before it took
//!                   -> dates, money, numbers                  resolved in reading order against the article's own date
//!                   -> scene: all of these, and the two places that the text is about
//!                   -> engagements -> agreements -> relevance -> claims
//! ```

pub mod amounts;
mod claims;
mod date_arithmetic;
pub mod date_order;
pub mod dates;
pub mod en;
pub mod language;
pub mod mention;
mod offices;
mod people;
pub mod places;
mod principals;
pub mod published;
pub mod scene;

use sha2::{Digest, Sha256};

use crate::gazetteer::Gazetteer;
use crate::model::evidence::MAX_SPAN_BYTES;
use crate::model::{Claims, DateSpan, Note, TextSpan};
use crate::text::Document;

/// Version of the rules: raised whenever a change of rule changes what is found, so that a store knows what to derive again.
pub const EXTRACTOR_VERSION: &str = "en-16";

/// Longest part of a text that facts are taken from, in bytes: no article is as long, and a file that is must not hold up the rest.
pub const MAX_READ_BYTES: usize = 2 << 20;

/// What is known of an article beside its text.
#[derive(Debug, Clone, Default)]
pub struct ArticleContext {
    /// Title given with it.
    pub title: Option<String>,
    /// Date given with it.
    pub published: Option<DateSpan>,
    /// Language given with it (BCP 47).
    pub lang: Option<String>,
    /// The page it came from.
    pub url: Option<String>,
}

/// Takes from a text what it says.
pub fn extract(body: &str, context: &ArticleContext, gazetteer: &Gazetteer) -> Claims {
    let read = &body[..body.floor_char_boundary(MAX_READ_BYTES)];
    let mut claims = extract_whole(read, context, gazetteer);
    if read.len() < body.len() {
        let text = format!("the text is {} bytes long: facts were taken from the first {MAX_READ_BYTES} alone", body.len());
        claims.notes.push(Note { text, span: None });
    }
    claims
}

fn extract_whole(body: &str, context: &ArticleContext, gazetteer: &Gazetteer) -> Claims {
    let document = Document::new(body);
    let language = language::of_document(&document);
    let title = context.title.clone().or_else(|| claims::headline(&document));
    match language {
        language::Language::English => {
            let scene = en::scene(&document, context, gazetteer);
            claims::of_scene(&scene, title)
        }
        other => Claims {
            lang: other.code().to_owned(),
            title,
            notes: vec![Note {
                text: format!("no rules for this language yet ({}): nothing was taken from the text", other.name()),
                span: None,
            }],
            ..Claims::default()
        },
    }
}

/// SHA-256 in hexadecimal over all lists that extraction uses: the gazetteer's, the user's among them, and the word lists.
pub fn lists_hash(gazetteer: &Gazetteer) -> String {
    let mut hasher = Sha256::new();
    let own = en::lists().chain([
        crate::gazetteer::ties::LIST,
        crate::gazetteer::events::LIST,
        crate::gazetteer::companies::LIST,
        crate::gazetteer::zones::LIST,
    ]);
    for list in std::iter::once(gazetteer.lists_hash()).chain(own.map(|list| list as &str)) {
        hasher.update((list.len() as u64).to_be_bytes());
        hasher.update(list);
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize())
}

/// `span` where it is short enough for evidence; else a part of it around `at`, cut on character boundaries.
pub(crate) fn evidence_within(body: &str, span: TextSpan, at: TextSpan) -> TextSpan {
    if span.len() <= MAX_SPAN_BYTES {
        return span;
    }
    let spare = MAX_SPAN_BYTES.saturating_sub(at.len());
    let mut start = at.start.saturating_sub(spare / 2).max(span.start);
    let mut end = (start + MAX_SPAN_BYTES).min(span.end);
    while !body.is_char_boundary(start) {
        start += 1;
    }
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    TextSpan::new(start, end)
}
