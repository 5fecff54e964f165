//! A brief as a page: headings, entries with their quotes, a table, numbered sources. Four ways to write it.

pub mod html;
pub mod markdown;
pub mod sections;
pub mod sources;
pub mod text;
pub mod ties;
pub mod words;

use serde::Serialize;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The day it is of, in plain words; as given, never the clock's.
    pub as_of: Option<String>,
    /// What it comes to, a sentence each.
    pub summary: Vec<String>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What the numbers behind quotes stand for.
    pub sources: Vec<PageSource>,
    /// From what it was made.
    pub made_from: Vec<Stamp>,
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// A table above the entries.
    pub table: Option<PageTable>,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// A sentence below them, such as what is not shown.
    pub note: Option<String>,
}

/// A table of few rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageTable {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

/// One thing told, with the words that say so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What stands in front of it: a date.
    pub lead: Option<String>,
    /// What is told.
    pub text: String,
    /// The words that say so.
    pub quote: Option<String>,
    /// Numbers of the sources.
    pub sources: Vec<usize>,
    /// Ids of the records.
    pub records: Vec<String>,
    /// What belongs to it.
    pub entries: Vec<Entry>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSource {
    /// By which the page names it.
    pub number: usize,
    /// Document id.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Plain date.
    pub published: Option<String>,
    /// Page.
    pub url: Option<String>,
}

impl PageSource {
    /// `"Headline", Liaoning Daily, 13 October 2023`: as much as is known.
    pub fn citation(&self) -> String {
        let title = self.title.as_ref().map(|title| format!("“{title}”"));
        let known: Vec<String> = [title, self.source.clone(), self.published.clone()].into_iter().flatten().collect();
        if known.is_empty() { "no headline, outlet or date told".to_owned() } else { known.join(", ") }
    }
}

/// One thing that the page was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// What.
    pub what: &'static str,
    /// Its value.
    pub value: String,
}

/// `[1][3]` behind a quote.
fn marks(sources: &[usize]) -> String {
    sources.iter().map(|number| format!("[{number}]")).collect()
}
