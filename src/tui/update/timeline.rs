//! Moving through the timeline.

use std::time::Instant;

use super::{article, page_jump};
use crate::model::EngagementId;
use crate::tui::app::App;

/// How far to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Lines down, negative up.
    Lines(isize),
    /// This many pages, divided by that.
    Pages(isize, usize),
    /// To the first line.
    First,
    /// To the last.
    Last,
}

impl Move {
    /// Where a move from `at` leads among `count` lines, of which `height` fill the screen.
    pub fn from(self, at: usize, count: usize, height: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Move::Lines(lines) => at.saturating_add_signed(lines).min(last),
            Move::Pages(pages, of) => at.saturating_add_signed(pages * (height / of).max(1) as isize).min(last),
            Move::First => 0,
            Move::Last => last,
        }
    }
}

/// Moves the selection.
pub fn go(app: &mut App, step: Move, now: Instant) {
    let to = step.from(app.timeline.selected, app.timeline.list.rows.len(), app.timeline_height());
    select(app, to, now);
}

/// Selects the row at a position; the article follows after a pause.
pub fn select(app: &mut App, position: usize, now: Instant) {
    app.timeline.selected = position.min(app.timeline.list.rows.len().saturating_sub(1));
    keep_in_sight(app);
    article::follow(app, now);
}

/// Selects a record where the list has it.
pub fn go_to_record(app: &mut App, id: &EngagementId, now: Instant) {
    let row = app.records.as_ref().and_then(|records| records.row_of(id));
    if let Some(position) = row.and_then(|row| app.timeline.list.rows.iter().position(|other| *other == row)) {
        select(app, position, now);
    }
}

/// The page with the selection on it.
pub fn keep_in_sight(app: &mut App) {
    let line = app.timeline.line_of(app.timeline.selected);
    // The heading over the first row belongs to it.
    let line_above = if app.timeline.selected == 0 { 0 } else { line };
    let height = app.timeline_height();
    let last_top = app.timeline.line_count().saturating_sub(height);
    // The last page is a full one.
    app.timeline.top = page_jump(app.timeline.top.min(app.timeline.line_count()), line, height).min(last_top);
    if height > 1 && line_above < app.timeline.top {
        app.timeline.top = line_above;
    }
}

/// What to select where the record is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// The first row: the list is another one.
    First,
    /// What stands in its place: the list has lost a row.
    Stay,
}

/// Where the eye is: the selected record and its row on the screen.
pub struct Place {
    id: Option<EngagementId>,
    position: usize,
    row_on_screen: usize,
}

/// The place before a list changes.
pub fn place(app: &App) -> Place {
    let line = app.timeline.line_of(app.timeline.selected);
    let id = app.selected_row().map(|row| row.id);
    Place { id, position: app.timeline.selected, row_on_screen: line.saturating_sub(app.timeline.top) }
}

/// Selects the record again in the list that has come, on the same row of the screen.
pub fn take_place(app: &mut App, place: &Place, gone: Gone, now: Instant) {
    let row = place.id.as_ref().and_then(|id| app.records.as_ref()?.row_of(id));
    let found = row.and_then(|row| app.timeline.list.rows.iter().position(|other| *other == row));
    let last = app.timeline.list.rows.len().saturating_sub(1);
    let position = found.or_else(|| (gone == Gone::Stay).then(|| place.position.min(last)));
    app.timeline.top = position.map_or(0, |position| {
        let last_top = app.timeline.line_count().saturating_sub(app.timeline_height());
        app.timeline.line_of(position).saturating_sub(place.row_on_screen).min(last_top)
    });
    select(app, position.unwrap_or(0), now);
}
