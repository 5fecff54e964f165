//! The entities: a row each, places under what they lie in.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::{Painter, cells};
use super::timeline::{counted, grouped};
use crate::query::entities::EntityKind;
use crate::text::safe::sanitize;
use crate::tui::app::App;
use crate::tui::find::matches;
use crate::tui::panes::EntitiesState;
use crate::tui::summary::{EntityRow, Rank};
use crate::tui::theme::Meaning;

/// Widths of the columns, in cells; 0 where there is no room.
struct Columns {
    name: u16,
    detail: u16,
    amount: u16,
    engagements: u16,
    agreements: u16,
}

const DATE: u16 = 12;

fn columns(room: u16, entities: &EntitiesState) -> Columns {
    let amount = if entities.rank == Rank::Amount { 18 } else { 0 };
    let [engagements, agreements] = entities.most.map(|most| (grouped(most).len() as u16 + 2).max(7));
    let rest = room.saturating_sub(engagements + agreements + DATE + amount);
    // What a place lies in stands above it already.
    let detail = if rest >= 50 && entities.kind != EntityKind::Place { rest / 2 } else { 0 };
    Columns { name: rest - detail, detail, amount, engagements, agreements }
}

/// Draws the pane.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    if area.width <= GUTTER || area.height == 0 {
        return;
    }
    let columns = columns(area.width - GUTTER, &app.entities);
    heading(painter, area, app, &columns);
    let Some(list) = &app.entities.list else {
        painter.text(area.x + GUTTER, area.y + 1, area.width - GUTTER, "Counting...", Meaning::Aside);
        return;
    };
    if list.rows.is_empty() {
        return nothing_left(painter, area, app);
    }
    let lines = app.entities.top..app.entities.lines.len();
    for (line, y) in lines.zip(area.y + 1..area.bottom()) {
        let Some(row) = app.entities.row(line) else { continue };
        if line == app.entities.selected {
            painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
        }
        draw_row(painter, Rect { y, height: 1, ..area }, app, row, &columns);
    }
}

fn heading(painter: &mut Painter<'_, '_>, area: Rect, app: &App, columns: &Columns) {
    let (what, by) = (kind_name(app.entities.kind), app.entities.rank.words());
    let needle = if app.entities.needle.is_empty() { String::new() } else { format!(" '{}'", app.entities.needle) };
    let label = sanitize(&format!("{what}{needle}, {by}"));
    let (x, y) = (area.x + GUTTER, area.y);
    painter.text(x, y, (columns.name + columns.detail).saturating_sub(1), &label, Meaning::Aside);
    let mut right = x + columns.name + columns.detail;
    for (width, label) in [(columns.amount, "signed"), (columns.engagements, "eng."), (columns.agreements, "agr."), (DATE, "last seen")] {
        right += width;
        at_right(painter, right, y, width, label, Meaning::Aside);
    }
}

fn at_right(painter: &mut Painter<'_, '_>, right: u16, y: u16, width: u16, text: &str, meaning: Meaning) {
    let room = width.saturating_sub(1);
    if room > 0 {
        painter.text(right.saturating_sub(cells(text).min(room)), y, room, &sanitize(text), meaning);
    }
}

fn draw_row(painter: &mut Painter<'_, '_>, area: Rect, app: &App, row: &EntityRow, columns: &Columns) {
    let (x, y) = (area.x + GUTTER, area.y);
    let fold = match (app.entities.kind, row.within, app.entities.is_unfolded(row)) {
        (EntityKind::Place, 0, _) => "  ",
        (EntityKind::Place, _, true) => "- ",
        (EntityKind::Place, _, false) => "+ ",
        _ => "",
    };
    let indent = (row.depth * 2).min(columns.name / 3);
    let room = columns.name.saturating_sub(1 + indent);
    let after = painter.text(x + indent, y, room, fold, Meaning::Aside);
    let left = (x + indent + room).saturating_sub(after);
    painter.marked(after, y, left, &row.name, Meaning::Text, &matches(row.name.as_str(), &app.entities.needle));
    if columns.detail > 0 {
        painter.text(x + columns.name, y, columns.detail - 1, &row.detail, Meaning::Aside);
    }
    let agreements = if row.agreements > 0 { grouped(row.agreements) } else { String::new() };
    let mut right = x + columns.name + columns.detail;
    let figures = [
        (columns.amount, row.amount.as_str()),
        (columns.engagements, &grouped(row.engagements)),
        (columns.agreements, &agreements),
        (DATE, row.last_seen.as_str()),
    ];
    for (width, text) in figures {
        right += width;
        at_right(painter, right, y, width, text, Meaning::Text);
    }
}

/// "No people in 7 engagements.", "Nothing here is called 'x'. Esc shows all."
fn nothing_left(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let what = kind_name(app.entities.kind);
    let lines = if app.entities.needle.is_empty() {
        let rows = counted(app.timeline.list.rows.len(), "engagement");
        let way_out = if app.timeline.list.chips.is_empty() { "" } else { "Backspace drops the last term of the filter." };
        [format!("No {what} in {rows}."), way_out.to_owned()]
    } else {
        [format!("None of the {what} here is called '{}'.", app.entities.needle), "Esc shows all.".to_owned()]
    };
    for (line, y) in lines.iter().zip(area.y + 1..area.bottom()) {
        painter.text(area.x + GUTTER, y, area.width - GUTTER, &sanitize(line), Meaning::Text);
    }
}

fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Place => "places",
        EntityKind::Person => "people",
        EntityKind::Organization => "organisations",
    }
}
