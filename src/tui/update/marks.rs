//! Marks of rows, the column cursor, and steps from period to period.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::{Move, filter, timeline};
use crate::tui::app::{App, Pane};
use crate::tui::effect::Effect;
use crate::tui::view::{Column, Records};

/// Of very many marks, those of a store that was read anew cannot be found again while somebody waits.
const MOST_KEPT: usize = 20_000;

/// A list whose rows can be marked: the timeline, or the agreements of an opened line of totals.
struct Markable<'a> {
    rows: Arc<Vec<u32>>,
    selected: usize,
    marks: &'a mut BTreeSet<u32>,
    anchor: &'a mut Option<u32>,
}

impl Markable<'_> {
    fn here(&self) -> Option<u32> {
        self.rows.get(self.selected).copied()
    }
}

/// The list that has the keys; in the totals only where a line is open.
fn list(app: &mut App) -> Option<Markable<'_>> {
    if app.focus == Pane::Totals {
        let opened = app.totals.opened.as_mut()?;
        let rows = opened.agreements.clone();
        return Some(Markable { rows, selected: opened.selected, marks: &mut opened.marks, anchor: &mut opened.anchor });
    }
    let timeline = &mut app.timeline;
    let rows = timeline.list.rows.clone();
    Some(Markable { rows, selected: timeline.selected, marks: &mut timeline.marks, anchor: &mut timeline.anchor })
}

/// The same; says where rows can be marked if there are none here.
fn list_or_say(app: &mut App) -> Option<Markable<'_>> {
    if app.focus == Pane::Totals && app.totals.opened.is_none() {
        super::say(app, "Enter opens the agreements of a line: they can be marked");
    }
    list(app)
}

/// Marks the selected row, or takes its mark, and moves down.
pub fn toggle(app: &mut App, now: Instant) {
    let Some(list) = list_or_say(app) else { return };
    if let Some(row) = list.here() {
        if !list.marks.remove(&row) {
            list.marks.insert(row);
        }
        super::go(app, Move::Lines(1), now);
    }
    tell(app);
}

/// Begins a range at the selected row; the second time marks from there to here.
pub fn range(app: &mut App) {
    let Some(list) = list_or_say(app) else { return };
    let Some(here) = list.here() else { return };
    let Some(anchor) = list.anchor.take() else {
        *list.anchor = Some(here);
        super::say(app, "A range begins here: move, then v marks it, Esc gives it up");
        return;
    };
    if let Some(from) = list.rows.iter().position(|row| *row == anchor) {
        let (first, last) = (from.min(list.selected), from.max(list.selected));
        list.marks.extend(&list.rows[first..=last]);
    }
    tell(app);
}

/// Marks all rows that the filter leaves.
pub fn all(app: &mut App) {
    let Some(list) = list_or_say(app) else { return };
    list.marks.extend(list.rows.iter());
    tell(app);
}

/// Takes all marks; `false` where there were none.
pub fn clear(app: &mut App) -> bool {
    let Some(list) = list(app) else { return false };
    let had_any = !list.marks.is_empty() || list.anchor.is_some();
    list.marks.clear();
    *list.anchor = None;
    had_any
}

fn tell(app: &mut App) {
    let copies = if app.focus == Pane::Timeline { "yr copies them, " } else { "" };
    let count = list(app).map_or(0, |list| list.marks.len());
    super::say(app, &format!("{count} marked: {copies}V clears"));
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
