//! The state of the panes of summaries. Like all state, only `update` changes it.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::draw::grouped;
use super::summary::{EntityList, EntityRow, Measure, ProfileView, Rank, TotalsLine, TotalsTable};
use super::theme::Meaning;
use crate::model::Currency;
use crate::query::entities::EntityKind;
use crate::query::totals::Dimension;
use crate::text::safe::SafeText;

/// Which of two answers to one question is the newer, and of what selection it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Number of the newest question.
    pub generation: u64,
    /// The selection that it was asked of; 0 where none was asked.
    pub selection: u64,
    /// Number of the question that was answered last.
    pub answered: u64,
}

/// The entities pane.
#[derive(Debug, Clone)]
pub struct EntitiesState {
    /// Which are shown.
    pub kind: EntityKind,
    /// By what they are ranked.
    pub rank: Rank,
    /// What names are narrowed to, in small letters.
    pub needle: String,
    /// The entities; `None` until the first answer.
    pub list: Option<EntityList>,
    /// Rows of the list that are not folded away.
    pub lines: Vec<u32>,
    /// Places that are folded or unfolded against the default: countries unfolded, the rest folded.
    pub toggled: HashSet<String>,
    /// Position of the selected line.
    pub selected: usize,
    /// First line on the screen.
    pub top: usize,
    /// The most engagements and the most agreements of a row: columns are as wide as these.
    pub most: [usize; 2],
    /// What was asked last.
    pub asked: Asked,
}

impl Default for EntitiesState {
    fn default() -> Self {
        Self {
            kind: EntityKind::Place,
            rank: Rank::default(),
            needle: String::new(),
            list: None,
            lines: Vec::new(),
            toggled: HashSet::new(),
            selected: 0,
            top: 0,
            most: [0; 2],
            asked: Asked::default(),
        }
    }
}

impl EntitiesState {
    /// The row on a line.
    pub fn row(&self, line: usize) -> Option<&EntityRow> {
        self.list.as_ref()?.rows.get(*self.lines.get(line)? as usize)
    }

    /// Whether what lies in a place is shown.
    pub fn is_unfolded(&self, row: &EntityRow) -> bool {
        let is_narrowed = self.list.as_ref().is_some_and(|list| !list.needle.is_empty());
        is_narrowed || (row.depth == 0) != self.toggled.contains(&row.id)
    }
}

/// The totals pane.
#[derive(Debug, Clone)]
pub struct TotalsState {
    /// By what.
    pub by: Dimension,
    /// What is measured.
    pub measure: Measure,
    /// The currency that sums are converted into too.
    pub into: Option<Currency>,
    /// The table; `None` until the first answer.
    pub table: Option<TotalsTable>,
    /// Position of the selected line.
    pub selected: usize,
    /// First line on the screen.
    pub top: usize,
    /// The line that was opened.
    pub opened: Option<OpenedLine>,
    /// Its widest figures.
    pub widest: WidestFigures,
    /// What was asked last.
    pub asked: Asked,
}

/// Cells that the widest figure of each column of a table takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WidestFigures {
    /// Records.
    pub records: usize,
    /// Instruments.
    pub instruments: usize,
    /// Sums with all their digits.
    pub sum: usize,
    /// Short sums.
    pub short_sum: usize,
    /// Converted sums.
    pub converted: usize,
    /// Records without an amount.
    pub without_amount: usize,
}

impl WidestFigures {
    /// Of the lines of a table that have columns.
    pub fn of(table: &TotalsTable) -> Self {
        let counted = || table.lines.iter().filter(|line| line.part.has_figures());
        let widest = |width: fn(&TotalsLine) -> usize| counted().map(width).max().unwrap_or(0);
        Self {
            records: widest(|line| grouped(line.records).len()),
            instruments: widest(|line| line.instruments.as_str().len()),
            sum: widest(|line| line.sum.as_str().len()),
            short_sum: widest(|line| line.short_sum.as_str().len()),
            converted: widest(|line| line.converted.as_str().len()),
            without_amount: widest(|line| grouped(line.without_amount).len()),
        }
    }
}

impl Default for TotalsState {
    fn default() -> Self {
        Self {
            by: Dimension::Province,
            measure: Measure::default(),
            into: None,
            table: None,
            selected: 0,
            top: 0,
            opened: None,
            widest: WidestFigures::default(),
            asked: Asked::default(),
        }
    }
}

impl TotalsState {
    /// The line at a position.
    pub fn line(&self, position: usize) -> Option<&TotalsLine> {
        self.table.as_ref()?.lines.get(position)
    }
}

/// The agreements of a line of totals.
#[derive(Debug, Clone)]
pub struct OpenedLine {
    /// `Liaoning, contracts`
    pub title: SafeText,
    /// In the line's order.
    pub agreements: Arc<Vec<u32>>,
    /// Position of the selected one.
    pub selected: usize,
    /// First one on the screen.
    pub top: usize,
    /// Marked agreements.
    pub marks: BTreeSet<u32>,
    /// The agreement where a range of marks begins.
    pub anchor: Option<u32>,
}

/// The profile over the panes.
#[derive(Debug, Clone, Default)]
pub struct ProfileState {
    /// Code or id.
    pub id: String,
    /// Number of the question.
    pub generation: u64,
    /// The profile; `None` until it comes.
    pub view: Option<ProfileView>,
    /// Whether there is none.
    pub is_missing: bool,
    /// Its lines wrapped for the screen: text, look, and the line of the profile.
    pub lines: Vec<(SafeText, Meaning, usize)>,
    /// Position of the selected line.
    pub selected: usize,
    /// First line on the screen.
    pub top: usize,
}
