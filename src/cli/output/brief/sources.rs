//! Which number a source has: in the order in which the page first cites it.

use super::PageSource;
use crate::cli::output::plain_dates::plain;
use crate::cli::view::SourceItem;
use crate::model::DateSpan;

/// The sources cited so far.
#[derive(Debug, Default)]
pub struct Citations(Vec<PageSource>);

impl Citations {
    /// The numbers of a record's sources.
    pub fn of(&mut self, sources: &[SourceItem]) -> Vec<usize> {
        sources.iter().map(|source| self.number(source)).collect()
    }

    fn number(&mut self, source: &SourceItem) -> usize {
        if let Some(known) = self.0.iter().find(|known| known.document == source.document) {
            return known.number;
        }
        let number = self.0.len() + 1;
        self.0.push(PageSource {
            number,
            document: source.document.clone(),
            title: source.title.clone(),
            source: source.source.clone(),
            published: source.published.as_deref().and_then(DateSpan::parse).map(plain),
            url: source.url.clone(),
        });
        number
    }

    /// All of them.
    pub fn into_list(self) -> Vec<PageSource> {
        self.0
    }
}
