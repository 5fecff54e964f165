//! Joins readers, extraction and the store. Rebuilding lives here too: it is ingest without reading.

mod inputs;
mod pipeline;
pub mod readers;
mod reading;
pub mod rebuild;
pub mod rows;
pub mod samples;

use std::path::PathBuf;

use crate::extract::{ArticleContext, EXTRACTOR_VERSION, extract, lists_hash};
use crate::gazetteer::Gazetteer;
use crate::model::{Article, Claims, DocumentId, Note};
use crate::store::{AddReport, Author, DerivationStamp, ExtractedArticle, GROUPING_VERSION, Store, StoreError};
use inputs::Inputs;
use pipeline::Shelf;

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedInput {
    /// The path as given or found; `-` for standard input.
    pub path: String,
    /// Why, a sentence.
    pub reason: String,
}

/// What an ingest did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IngestReport {
    /// What was added.
    pub added: AddReport,
    /// What could not be read.
    pub failed: Vec<FailedInput>,
    /// Whether it was cancelled before the end. What is counted in `added` is stored all the same.
    pub cancelled: bool,
}

impl IngestReport {
    fn count(&mut self, added: &AddReport) {
        self.added.new += added.new;
        self.added.new_versions += added.new_versions;
        self.added.known += added.known;
    }
}

/// Why nothing was ingested.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that is not there, or a folder without articles: wrong use.
    #[error("{0}")]
    Usage(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far work has come: done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// Whether there is anything to ingest: fails as [`ingest`] would where a path is not there or a folder holds no article. For
/// callers that would otherwise make a store first.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), IngestError> {
    inputs::inputs(paths).map(|_| ())
}

/// Reads files and folders (recursively, hidden files left out; `-` is standard input), extracts in parallel and writes in
/// batches, in the order of the inputs. `is_cancelled` is asked between batches. Where a path is not there or a folder holds no
/// article, nothing is written at all.
pub fn ingest(
    store: &mut Store,
    paths: &[PathBuf],
    gazetteer: &Gazetteer,
    author: &Author,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<IngestReport, IngestError> {
    let Inputs { articles, failed } = inputs::inputs(paths)?;
    let mut shelf = StoreShelf { store, stamp: stamp(gazetteer), author };
    let mut report = pipeline::run(&mut shelf, articles, &|article| claims_of(article, gazetteer), progress, is_cancelled)?;
    report.failed.splice(0..0, failed);
    Ok(report)
}

/// What derived facts are derived with now.
pub fn stamp(gazetteer: &Gazetteer) -> DerivationStamp {
    DerivationStamp { extractor: format!("{EXTRACTOR_VERSION} {GROUPING_VERSION}"), lists: lists_hash(gazetteer) }
}

/// What an article says, with a doubt of its own where decoding lost some of its characters.
pub fn claims_of(article: &Article, gazetteer: &Gazetteer) -> Claims {
    if let Some(claims) = rows::claims_of_row(&article.body, gazetteer) {
        return claims;
    }
    let context =
        ArticleContext { title: article.title.clone(), published: article.published, lang: article.lang.clone(), url: article.url.clone() };
    let mut claims = extract(&article.body, &context, gazetteer);
    claims.notes.extend(loss_note(article));
    claims
}

/// More than one character in a thousand lost: figures may be wrong, and someone should look.
fn loss_note(article: &Article) -> Option<Note> {
    let lost = article.decoding.replacements;
    let is_much = lost * 1000 > article.body.chars().count() as u64;
    let text = format!("characters lost in reading it as {}: {lost}; check figures and names against the source", article.decoding.used);
    is_much.then_some(Note { text, span: None })
}

struct StoreShelf<'a> {
    store: &'a mut Store,
    stamp: DerivationStamp,
    author: &'a Author,
}

impl Shelf for StoreShelf<'_> {
    fn contains(&self, document: &DocumentId) -> Result<bool, StoreError> {
        self.store.contains(document)
    }

    fn add(&mut self, batch: &[ExtractedArticle]) -> Result<AddReport, StoreError> {
        self.store.add(batch, &self.stamp, self.author)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_lost_characters_says_so() {
        let read = |text: &[u8]| readers::read(text.to_vec(), readers::Format::Text, None).unwrap_or_else(|reason| panic!("{reason}"));
        assert_eq!(loss_note(&read("辽宁省".as_bytes())), None);
        let note = loss_note(&read(&"辽宁省代表团".as_bytes()[..17])).map(|note| note.text);
        assert!(note.is_some_and(|text| text.starts_with("characters lost in reading it as UTF-8: 1;")));
    }
}
