//! The facet picker: fields, what is typed, values with their counts.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::{Painter, cells};
use super::timeline::grouped;
use crate::query::facets::FacetField;
use crate::text::safe::sanitize;
use crate::tui::app::App;
use crate::tui::modes::FacetPicker;
use crate::tui::theme::Meaning;
use crate::tui::view::FacetItem;

/// Cells of a count: `1,000,000`.
const COUNT: u16 = 10;
/// Widest label.
const LABEL: u16 = 60;

/// Draws the picker.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, picker: &FacetPicker) {
    fields(painter, Rect { height: 1, ..area }, picker);
    super::prompt::edited(painter, Rect { y: area.y + 1, height: 1, ..area }, "find: ", &picker.typed);
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    if picker.shown.is_empty() {
        let why = match (picker.is_pending, picker.items.is_empty()) {
            (true, _) => "Counting...",
            (false, true) => "No engagement has a value here. Left and Right go to other fields.",
            (false, false) => "No value fits. Backspace widens the search.",
        };
        painter.text(body.x + GUTTER, body.y, body.width.saturating_sub(GUTTER), why, Meaning::Text);
        return;
    }
    let rows = picker.shown.iter().enumerate().skip(picker.top);
    for ((at, item), y) in rows.zip(body.y..body.bottom()) {
        if at == picker.selected {
            painter.text(body.x, y, GUTTER, ">", Meaning::Selection);
        }
        if let Some(item) = picker.items.get(*item) {
            value(painter, Rect { x: body.x + GUTTER, y, width: body.width.saturating_sub(GUTTER), height: 1 }, picker, item);
        }
    }
}

/// All fields in a row, the one shown in brackets; where they do not fit, from the one shown on.
fn fields(painter: &mut Painter<'_, '_>, area: Rect, picker: &FacetPicker) {
    let has_picks = |field: FacetField| picker.picks.iter().any(|pick| pick.field == field);
    let text = |at: usize| {
        let (field, name) = FacetField::ALL[at];
        let star = if has_picks(field) { "*" } else { "" };
        if at == picker.field_at { format!("[{name}{star}]") } else { format!(" {name}{star} ") }
    };
    let all: Vec<String> = (0..FacetField::ALL.len()).map(text).collect();
    let width: u16 = all.iter().map(|text| cells(text)).sum();
    let from = if width <= area.width { 0 } else { picker.field_at.saturating_sub(1) };
    let mut x = area.x;
    for (at, text) in all.iter().enumerate().skip(from) {
        let meaning = if at == picker.field_at { Meaning::Focus } else { Meaning::Aside };
        x = painter.text(x, area.y, area.right().saturating_sub(x), &sanitize(text), meaning);
    }
}

fn value(painter: &mut Painter<'_, '_>, area: Rect, picker: &FacetPicker, item: &FacetItem) {
    let (mark, meaning) = match picker.pick_of(item) {
        Some(false) => ("+ ", Meaning::Focus),
        Some(true) => ("- ", Meaning::Trouble),
        None => ("  ", Meaning::Text),
    };
    let x = painter.text(area.x, area.y, area.width, mark, meaning);
    let room = area.right().saturating_sub(x + COUNT).min(LABEL);
    painter.text(x, area.y, room, &item.label, meaning);
    let count = sanitize(&format!("{:>width$}", grouped(item.count), width = usize::from(COUNT)));
    painter.text(x + room, area.y, COUNT.min(area.right().saturating_sub(x + room)), &count, Meaning::Aside);
}

/// What the keys do, and what the choice leaves.
pub fn keys(painter: &mut Painter<'_, '_>, area: Rect, app: &App, picker: &FacetPicker) {
    if let Some(message) = app.message.as_ref().filter(|message| message.is_trouble) {
        painter.text(area.x, area.y, area.width, &message.text, Meaning::Trouble);
        return;
    }
    let left = if picker.picks.is_empty() { String::new() } else { format!("{} left  ", grouped(app.timeline.list.rows.len())) };
    let text = format!("{left}Tab choose  Ctrl-x exclude  Left/Right field  Enter apply  Esc restore");
    painter.text(area.x, area.y, area.width, &sanitize(&text), Meaning::Aside);
}
