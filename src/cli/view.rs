//! A store that is open for questions: its snapshot, its texts, and filters read against it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::exit::{Exit, Failure};
use super::marks::filter_news;
use super::output::Console;
use super::output::dates::edtf;
use super::session::Session;
use crate::model::DocumentId;
use crate::query::snapshot::{Reading, documents_containing, reading};
use crate::query::{Filter, FilterError, Resolution, Selection, Snapshot};
use crate::store::Store;
use crate::text::safe::sanitize;

/// How many documents are kept at hand: enough for neighbours in a list, small beside a snapshot.
const SHELF_SIZE: usize = 64;

/// A store open for reading.
pub struct View {
    /// The store.
    pub store: Store,
    /// Its records.
    pub snapshot: Snapshot,
    shelf: RefCell<HashMap<DocumentId, Rc<Reading>>>,
    /// Where the user's marks are.
    state: PathBuf,
}

impl View {
    /// Opens the session's store.
    pub fn open(session: &Session, console: &mut Console) -> Result<Self, Failure> {
        let store = session.open_to_read()?;
        console.detail(&format!("store: {}", session.store_path().display()));
        let snapshot = Snapshot::load(&store, &session.names(console))?;
        Ok(Self { store, snapshot, shelf: RefCell::default(), state: session.paths.state.clone() })
    }

    /// Reads a filter and applies it. What it resolved to is told with `-v`, and always where only letters in order matched.
    pub fn select(&self, terms: &[String], resolution: Resolution, console: &mut Console) -> Result<(Filter, Selection), Failure> {
        let text = terms.join(" ");
        let search = |phrase: &str| documents_containing(&self.store, phrase).map_err(|error| error.to_string());
        let news = |mark: &str| filter_news(&self.state, &self.store, mark);
        let filter =
            Filter::read_with_marks(&text, &self.snapshot, resolution, &search, &news).map_err(|error| filter_failure(&text, &error))?;
        for chip in &filter.chips {
            let told = format!("filter: {} is {}", chip.typed, chip.meaning);
            if chip.is_loose { console.note(&told) } else { console.detail(&told) }
        }
        let selection = filter.select(&self.snapshot);
        Ok((filter, selection))
    }

    /// A document with all that it claims.
    pub fn reading(&self, document: &DocumentId) -> Result<Rc<Reading>, Failure> {
        if let Some(known) = self.shelf.borrow().get(document) {
            return Ok(Rc::clone(known));
        }
        let found = reading(&self.store, document)?
            .ok_or_else(|| Failure::new(Exit::Failed, format!("document {document} is not in the store any more: try again")))?;
        let found = Rc::new(found);
        let mut shelf = self.shelf.borrow_mut();
        if shelf.len() >= SHELF_SIZE {
            shelf.clear();
        }
        shelf.insert(document.clone(), Rc::clone(&found));
        Ok(found)
    }

    /// What a record's documents are, for lists of sources.
    pub fn sources(&self, documents: &[DocumentId]) -> Result<Vec<SourceItem>, Failure> {
        documents.iter().map(|document| self.reading(document).map(|reading| SourceItem::of(&reading))).collect()
    }
}

/// A document that tells a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceItem {
    /// Document id.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Page.
    pub url: Option<String>,
    /// EDTF.
    pub published: Option<String>,
}

impl SourceItem {
    /// The source that a reading is of.
    pub fn of(reading: &Reading) -> Self {
        Self {
            document: reading.document.as_str().to_owned(),
            title: reading.title.clone(),
            source: reading.source.clone(),
            url: reading.url.clone(),
            published: edtf(reading.published),
        }
    }

    /// Its shortest name: outlet, else headline, else id.
    pub fn name(&self) -> &str {
        self.source.as_ref().or(self.title.as_ref()).unwrap_or(&self.document)
    }

    /// `Liaoning Daily, 2023-10-13, https://…, d…`: as much as is known.
    pub fn citation(&self) -> String {
        let known = [self.source.as_ref().or(self.title.as_ref()), self.published.as_ref(), self.url.as_ref(), Some(&self.document)];
        known.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Where and why a filter cannot be read, with the term underlined.
fn filter_failure(text: &str, error: &FilterError) -> Failure {
    let before = text.get(..error.start).unwrap_or(text);
    let term = text.get(error.start..error.end).unwrap_or_default();
    let mark = " ".repeat(sanitize(before).as_str().width()) + &"^".repeat(sanitize(term).as_str().width().max(1));
    let position = before.chars().count() + 1;
    let failure = Failure::usage(format!("the filter cannot be read at character {position}: {}", error.message)).hint(text).hint(mark);
    match error.candidates.as_slice() {
        [] => failure,
        candidates => failure.hint(format!("it could be: {}", candidates.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_in_question_is_underlined() {
        let error = FilterError { start: 14, end: 25, message: "no place is called 'germny'".into(), candidates: vec!["Germany".into()] };
        let failure = filter_failure("from:liaoning cuntry:germ x", &error);
        assert_eq!(failure.exit, Exit::Usage);
        assert_eq!(failure.message.as_deref(), Some("the filter cannot be read at character 15: no place is called 'germny'"));
        assert_eq!(failure.hints, ["from:liaoning cuntry:germ x", "              ^^^^^^^^^^^", "it could be: Germany"]);
    }
}
