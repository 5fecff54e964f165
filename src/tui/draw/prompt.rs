//! The filter line and the find line, over the last lines of the screen.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use ratatui::layout::Rect;

use super::layout::Regions;
use super::painter::{Painter, cells};
use super::timeline::{counted, grouped};
use crate::text::safe::sanitize;
use crate::tui::app::{App, Mode};
use crate::tui::field::Field;
use crate::tui::modes::{Candidates, CommandLine};
use crate::tui::theme::Meaning;
use crate::tui::update::edits::is_correction;

/// At most so many candidates are shown at once.
const MOST_CANDIDATES: usize = 12;

/// Draws the open line, if one is.
pub fn draw(painter: &mut Painter<'_, '_>, regions: &Regions, app: &App) {
    match &app.mode {
        Mode::Filter(line) => {
            painter.clear_row(regions.prompt.y);
            painter.clear_row(regions.status.y);
            below(painter, regions, app);
            candidates(painter, regions.prompt.y, regions, &line.candidates);
            edited(painter, regions.prompt, "filter: ", &line.field);
        }
        Mode::Find(field) => {
            painter.clear_row(regions.status.y);
            edited(painter, regions.status, "find: ", field);
        }
        Mode::Command(line) => {
            painter.clear_row(regions.status.y);
            candidates(painter, regions.status.y, regions, &line.candidates);
            let room = of_how_many(painter, regions.status, line);
            edited(painter, room, ":", &line.field);
        }
        Mode::Browse | Mode::Help(_) | Mode::Facets(_) | Mode::Popup(_) | Mode::Ask(_) => {}
    }
}

/// What Tab offers, a row each above the line.
fn candidates(painter: &mut Painter<'_, '_>, line: u16, regions: &Regions, candidates: &Candidates) {
    let room = usize::from(line.saturating_sub(regions.header.bottom())).min(MOST_CANDIDATES);
    let from = candidates.at.map_or(0, |at| (at + 1).saturating_sub(room));
    let shown = candidates.list.iter().enumerate().skip(from).take(room);
    let first = line.saturating_sub(candidates.list.len().saturating_sub(from).min(room) as u16);
    for ((at, candidate), y) in shown.zip(first..line) {
        painter.clear_row(y);
        let is_current = candidates.at == Some(at);
        if is_current {
            painter.text(regions.prompt.x, y, 2, ">", Meaning::Selection);
        }
        let x = regions.prompt.x + 2;
        let room = regions.prompt.right().saturating_sub(x);
        let end = painter.text(x, y, room, &sanitize(&candidate.text), if is_current { Meaning::Focus } else { Meaning::Text });
        if candidate.label.as_str() != candidate.text {
            painter.text(end + 2, y, room.saturating_sub(end + 2 - x), &candidate.label, Meaning::Aside);
        }
    }
}

/// What is wrong with the filter, or what it leaves.
fn below(painter: &mut Painter<'_, '_>, regions: &Regions, app: &App) {
    let area = regions.status;
    if let Some(problem) = &app.filter.problem {
        painter.text(area.x, area.y, area.width, problem, Meaning::Trouble);
        return;
    }
    let all = app.records.as_ref().map_or(0, |records| records.engagement_count());
    let list = &app.timeline.list;
    let undated = if list.undated_left_out > 0 { format!(", {} undated left out", grouped(list.undated_left_out)) } else { String::new() };
    let text =
        format!("{} of {}{undated}   Enter keeps, Esc restores, Tab completes", grouped(list.rows.len()), counted(all, "engagement"));
    painter.text(area.x, area.y, area.width, &sanitize(&text), Meaning::Aside);
}

/// At the right end, how many records a correction that is typed here speaks of, where it is not one. Gives the room that is left.
fn of_how_many(painter: &mut Painter<'_, '_>, area: Rect, line: &CommandLine) -> Rect {
    let Some(first) = line.subject.first().filter(|_| line.subject.len() > 1 && is_correction(line.field.text())) else { return area };
    let told = sanitize(&counted(line.subject.len(), first.name.class()));
    let width = cells(told.as_str()).min(area.width / 2);
    painter.text(area.right() - width, area.y, width, &told, Meaning::Badge);
    Rect { width: area.width - width - 2, ..area }
}

/// A label and a line with the cursor in it; what stands too far left is scrolled out.
pub fn edited(painter: &mut Painter<'_, '_>, area: Rect, label: &'static str, field: &Field) {
    let x = painter.text(area.x, area.y, area.width, label, Meaning::Key);
    let room = usize::from(area.right().saturating_sub(x)).saturating_sub(1);
    // What is shown may be wider than what is typed (a pasted bidi mark becomes `<202E>`), so the cursor is measured on it.
    let before = sanitize(&field.text()[..field.cursor()]);
    let after = sanitize(&field.text()[field.cursor()..]);
    let front = visible_tail(before.as_str(), room);
    let cursor = painter.text(x, area.y, area.right().saturating_sub(x), &sanitize(front), Meaning::Text);
    painter.text(cursor, area.y, area.right().saturating_sub(cursor), &after, Meaning::Text);
    painter.cursor(cursor, area.y);
}

/// The end of a text that fits.
fn visible_tail(text: &str, room: usize) -> &str {
    let (mut start, mut width) = (text.len(), 0);
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        width += grapheme.width();
        if width > room {
            break;
        }
        start = at;
    }
    &text[start..]
}
