//! Marks of rows, the column cursor, and steps from period to period.

use std::time::Instant;

use super::{Move, filter, timeline};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::view::{Column, Records};

/// Of very many marks, those of a store that was read anew cannot be found again while somebody waits.
const MOST_KEPT: usize = 20_000;

/// Marks the selected row, or takes its mark, and moves down.
pub fn toggle(app: &mut App, now: Instant) {
    if let Some(row) = app.timeline.list.rows.get(app.timeline.selected).copied() {
        if !app.timeline.marks.remove(&row) {
            app.timeline.marks.insert(row);
        }
        timeline::go(app, Move::Lines(1), now);
    }
    tell(app);
}

/// Begins a range at the selected row; the second time marks from there to here.
pub fn range(app: &mut App) {
    let list = &app.timeline.list;
    let Some(here) = list.rows.get(app.timeline.selected).copied() else { return };
    let Some(anchor) = app.timeline.anchor.take() else {
        app.timeline.anchor = Some(here);
        super::say(app, "A range begins here: move, then v marks it, Esc gives it up");
        return;
    };
    if let Some(from) = list.rows.iter().position(|row| *row == anchor) {
        let (first, last) = (from.min(app.timeline.selected), from.max(app.timeline.selected));
        let rows = list.rows.clone();
        app.timeline.marks.extend(&rows[first..=last]);
    }
    tell(app);
}

/// Marks all rows that the filter leaves.
pub fn all(app: &mut App) {
    let rows = app.timeline.list.rows.clone();
    app.timeline.marks.extend(rows.iter());
    tell(app);
}

/// Takes all marks; `false` where there were none.
pub fn clear(app: &mut App) -> bool {
    let had_any = !app.timeline.marks.is_empty() || app.timeline.anchor.is_some();
    app.timeline.marks.clear();
    app.timeline.anchor = None;
    had_any
}

fn tell(app: &mut App) {
    let count = app.timeline.marks.len();
    super::say(app, &format!("{count} marked: yr copies them, V clears"));
}

/// The store was read again: rows have new numbers.
pub fn renumber(app: &mut App, old: &dyn Records, new: &dyn Records) {
    let marks = std::mem::take(&mut app.timeline.marks);
    let moved = |row: u32| new.row_of(&old.row(row).id);
    app.timeline.anchor = app.timeline.anchor.and_then(moved);
    if marks.len() > MOST_KEPT {
        super::say(app, &format!("The store has changed: {} marks were cleared", marks.len()));
    } else {
        app.timeline.marks = marks.into_iter().filter_map(moved).collect();
    }
}

/// Moves the column cursor; it shows where it stands.
pub fn move_column(app: &mut App, is_right: bool) {
    let last = Column::ALL.len() - 1;
    let at = match (app.timeline.column, is_right) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => (at + 1).min(last),
        (Some(at), false) => at.saturating_sub(1),
    };
    app.timeline.column = Some(at);
    let (_, name) = Column::ALL[at];
    super::say(app, &format!("Column {name}: = only what has the same, ! nothing that has, < > other columns"));
}

/// A term of the filter from the cell under the column cursor.
pub fn filter_like_cell(app: &mut App, is_excluded: bool) -> Vec<Effect> {
    let Some(at) = app.timeline.column else {
        super::say(app, "Which column? > and < choose one, then = or !");
        return Vec::new();
    };
    let (column, name) = Column::ALL[at];
    let row = app.timeline.list.rows.get(app.timeline.selected).copied();
    let term = row.and_then(|row| app.records.as_ref()?.cell_term(row, column, app.timeline.period));
    let Some(term) = term else {
        super::say(app, &format!("This row has nothing under {name}"));
        return Vec::new();
    };
    let term = if is_excluded { format!("-{term}") } else { term };
    let text = format!("{} {term}", app.filter.text);
    filter::apply(app, text.trim())
}

/// To the first row of the next or previous heading.
pub fn step_period(app: &mut App, is_forward: bool, now: Instant) {
    let sections = &app.timeline.list.sections;
    if sections.is_empty() {
        super::say(app, "There are no periods in this order: sd sorts by date");
        return;
    }
    let here = app.timeline.selected;
    let own = sections.partition_point(|section| section.first <= here).saturating_sub(1);
    let target = match is_forward {
        true => sections.get(own + 1),
        false if sections[own].first < here => sections.get(own),
        false => own.checked_sub(1).and_then(|before| sections.get(before)),
    };
    match target.map(|section| section.first) {
        Some(first) => timeline::select(app, first, now),
        None => super::say(app, if is_forward { "This is the last period" } else { "This is the first period" }),
    }
}
