//! What the dashboard shows, as plain data that is safe to draw: made by the worker, held by the app, read by draw.

use std::sync::Arc;

use chrono::NaiveDate;

use super::subject::RecordName;
use super::summary::AgreementView;
use super::theme::Meaning;
use crate::model::{AgreementId, Context, DateSpan, DocumentId, EngagementId, EngagementType, RecordField};
use crate::query::period::Period;
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};

/// Text that may reach the screen: our own words, or what was made safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a>(&'a str);

impl<'a> Shown<'a> {
    /// The text.
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}

impl From<&'static str> for Shown<'static> {
    fn from(ours: &'static str) -> Self {
        Shown(ours)
    }
}

impl<'a> From<&'a SafeText> for Shown<'a> {
    fn from(text: &'a SafeText) -> Self {
        Shown(text.as_str())
    }
}

/// One row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// The record.
    pub id: EngagementId,
    /// The document that tells it.
    pub document: DocumentId,
    /// Its date.
    pub date: Option<DateSpan>,
    /// Some day of the date's span only.
    pub within: bool,
    /// Its type.
    pub kind: EngagementType,
    /// Planned, historical or actual.
    pub context: Context,
    /// Names of those who travelled, or of one side.
    pub from: SafeText,
    /// Names of those visited, or of the other side.
    pub to: SafeText,
    /// The leader and the event in a line.
    pub headline: SafeText,
    /// Number of agreements.
    pub agreements: usize,
    /// Number of documents that tell it.
    pub sources: u32,
    /// What has become of it.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
}

/// All records, asked one row at a time so that a million of them cost nothing until they are seen.
pub trait Records: Send + Sync {
    /// Number of engagements.
    fn engagement_count(&self) -> usize;
    /// Number of documents.
    fn document_count(&self) -> usize;
    /// The year of a row's first day.
    fn year(&self, row: u32) -> Option<i32>;
    /// A row to draw. `row` is one that a list of the same records gave.
    fn row(&self, row: u32) -> RowView;
    /// The row of a record.
    fn row_of(&self, id: &EngagementId) -> Option<u32>;
    /// An agreement to draw. `row` is one that totals of the same records gave.
    fn agreement(&self, row: u32) -> Option<AgreementView>;
    /// The row of an agreement.
    fn agreement_row_of(&self, _id: &AgreementId) -> Option<u32> {
        None
    }
    /// What is shown of a record, as corrections write it, as far as it is known here.
    fn fields(&self, _record: &RecordName) -> Vec<(RecordField, String)> {
        Vec::new()
    }
    /// The first day of a row's date.
    fn first_day(&self, row: u32) -> Option<NaiveDate> {
        self.row(row).date.and_then(|date| date.first_day())
    }
    /// The term of a filter that asks for what a row has in a column; `None` where it has nothing there.
    fn cell_term(&self, _row: u32, _column: Column, _period: Period) -> Option<String> {
        None
    }
}

/// A column of the timeline that the column cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// When, as long as the headings' period.
    Date,
    /// Type.
    Type,
    /// Who travelled, or one side.
    From,
    /// Who was visited, or the other side.
    To,
    /// Who led.
    Leader,
}

impl Column {
    /// All, from left to right, with their names.
    pub const ALL: &'static [(Column, &'static str)] =
        &[(Column::Date, "date"), (Column::Type, "type"), (Column::From, "from"), (Column::To, "to"), (Column::Leader, "leader")];
}

/// How many engagements begin when, over the whole time that the store knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Density {
    /// Of the whole store.
    pub first: NaiveDate,
    /// Of the whole store, not before `first`.
    pub last: NaiveDate,
    /// Of the rows shown, how many begin before each of the equal parts of that time; one more entry than there are parts.
    pub before: Vec<u32>,
}

impl Density {
    /// Engagements in each of `cells` equal parts.
    pub fn cells(&self, cells: usize) -> Vec<u32> {
        let parts = self.before.len().saturating_sub(1);
        let at = |cell: usize| self.before.get(cell * parts / cells.max(1)).copied().unwrap_or_default();
        (0..cells).map(|cell| at(cell + 1) - at(cell)).collect()
    }
}

/// A value of the facet picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetItem {
    /// As the filter takes it.
    pub value: String,
    /// For people.
    pub label: SafeText,
    /// Folded names, aliases and codes.
    pub keys: Vec<String>,
    /// Engagements.
    pub count: usize,
}

/// What may be put in at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateView {
    /// What is put in.
    pub text: String,
    /// For people.
    pub label: SafeText,
}

/// A line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopupLine {
    /// Cells before it.
    pub indent: u16,
    /// The words.
    pub text: SafeText,
    /// What they are.
    pub meaning: Meaning,
}

/// A heading of the timeline and the rows under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// `2023`, `undated`.
    pub label: SafeText,
    /// Position of its first row in the list.
    pub first: usize,
    /// Number of its rows.
    pub count: usize,
}

/// A term of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChipView {
    /// As typed, to build the filter without it.
    pub typed: String,
    /// What it resolved to.
    pub meaning: SafeText,
    /// Whether only letters in order matched.
    pub is_loose: bool,
}

/// The rows that a filter leaves, in order.
#[derive(Debug, Clone, Default)]
pub struct ListView {
    /// The filter's text.
    pub filter: String,
    /// Its terms.
    pub chips: Vec<ChipView>,
    /// Rows of the records.
    pub rows: Arc<Vec<u32>>,
    /// Headings, in order.
    pub sections: Arc<Vec<Section>>,
    /// Rows that a date range leaves out for having no date.
    pub undated_left_out: usize,
    /// How they lie in time; `None` where the store has no date at all.
    pub density: Option<Arc<Density>>,
}

/// Why a filter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterProblem {
    /// What is wrong and what would be right.
    pub message: SafeText,
    /// First byte of the term in question.
    pub start: usize,
}

/// Part of one paragraph of an article, in bytes of its shown text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Which paragraph.
    pub paragraph: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What a passage names or says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// An agreement.
    Agreement,
    /// An engagement.
    Engagement,
}

/// A coloured passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where.
    pub passage: Passage,
    /// What.
    pub kind: MarkKind,
}

/// A paragraph, safe to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph(String);

impl Paragraph {
    /// Adds text and says where it now stands.
    pub fn push(&mut self, text: &str) -> std::ops::Range<usize> {
        let start = self.0.len();
        self.0.push_str(sanitize(text).as_str());
        start..self.0.len()
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A part of it, empty where the range does not fit.
    pub fn part(&self, start: usize, end: usize) -> Shown<'_> {
        Shown(self.0.get(start..end).unwrap_or_default())
    }
}

/// What an article says of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// The record.
    pub id: EngagementId,
    /// What is told under the text: sides, leader, what was inferred, agreements.
    pub lines: Vec<SafeText>,
    /// Where the article says so, most important first.
    pub evidence: Vec<Passage>,
}

/// An article to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleView {
    /// Which.
    pub document: DocumentId,
    /// Headline.
    pub title: Option<SafeText>,
    /// Outlet, date.
    pub source: Option<SafeText>,
    /// Page.
    pub url: Option<SafeText>,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// Coloured passages, in the order of the text.
    pub marks: Vec<Mark>,
    /// The records it tells.
    pub records: Vec<RecordView>,
    /// Where it tells each agreement.
    pub agreements: Vec<(AgreementId, Vec<Passage>)>,
    /// Doubts.
    pub notes: Vec<SafeText>,
}

impl ArticleView {
    /// Where it tells an agreement.
    pub fn agreement(&self, id: &AgreementId) -> &[Passage] {
        self.agreements.iter().find(|(other, _)| other == id).map_or(&[], |(_, passages)| passages)
    }

    /// What it says of a record.
    pub fn record(&self, id: &EngagementId) -> Option<&RecordView> {
        self.records.iter().find(|record| record.id == *id)
    }
}

/// Cuts a list that is in order of time into years. `year` must not go back and forth along `rows`.
pub fn year_sections(rows: &[u32], dated: usize, year: impl Fn(u32) -> Option<i32>) -> Vec<Section> {
    sections(rows, dated, year, |year| format!("{year:04}"))
}

/// Cuts a list that is in order of time into periods. `first_day` must not go back and forth along `rows`.
pub fn period_sections(rows: &[u32], dated: usize, period: Period, first_day: impl Fn(u32) -> Option<NaiveDate>) -> Vec<Section> {
    sections(rows, dated, |row| first_day(row).map(|day| period.first_day(day)), |day| period.label(*day))
}

fn sections<T: PartialEq>(rows: &[u32], dated: usize, part: impl Fn(u32) -> Option<T>, label: impl Fn(&T) -> String) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut first = 0;
    while first < dated {
        let this = part(rows[first]);
        let count = rows[first..dated].partition_point(|row| part(*row) == this);
        let label = this.map_or_else(|| sanitize("no year"), |part| sanitize(&label(&part)));
        sections.push(Section { label, first, count: count.max(1) });
        first += count.max(1);
    }
    if dated < rows.len() {
        sections.push(Section { label: sanitize("undated"), first: dated, count: rows.len() - dated });
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_without_looking_at_every_row() {
        let rows: Vec<u32> = (0..1_000_000).collect();
        let looked = std::cell::Cell::new(0);
        let sections = year_sections(&rows, 999_000, |row| {
            looked.set(looked.get() + 1);
            Some(2024 - (row / 100_000) as i32)
        });
        assert_eq!(sections.len(), 11);
        assert_eq!((sections[1].label.as_str(), sections[1].first, sections[1].count), ("2023", 100_000, 100_000));
        assert_eq!((sections[10].label.as_str(), sections[10].count), ("undated", 1_000));
        assert!(looked.get() < 1_000, "{}", looked.get());
    }
}
