//! The totals: a line for each value, stage and currency with its bar; or the agreements of one.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::{Painter, cells};
use super::timeline::{counted, grouped};
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};
use crate::tui::app::App;
use crate::tui::find::matches;
use crate::tui::panes::{OpenedLine, WidestFigures};
use crate::tui::summary::{AgreementView, Continues, Measure, TotalsLine, TotalsPart, TotalsTable, dimension_name};
use crate::tui::theme::Meaning;

/// Widths of the columns, in cells; 0 where there is no room or they are not measured.
struct Columns {
    key: u16,
    what: u16,
    records: u16,
    instruments: u16,
    sum: u16,
    converted: u16,
    without: u16,
    bar: u16,
    /// Whether sums have all their digits.
    is_full: bool,
}

/// The least that names need.
const KEY: u16 = 14;

fn columns(room: u16, measure: Measure, is_converted: bool, widest: WidestFigures) -> Columns {
    let (counts, sums) = (measure != Measure::Amount, measure != Measure::Count);
    let when = |is_on: bool, width: u16| if is_on { width } else { 0 };
    // No figure is ever cut: a column is as wide as its widest, and sums lose digits where these do not fit.
    let wide = |widest: usize, least: u16| u16::try_from(widest + 2).unwrap_or(u16::MAX).max(least);
    let columns = |is_full: bool| Columns {
        key: 0,
        what: if is_full { 15 } else { 10 },
        records: when(counts || !is_full, wide(widest.records, 6)),
        instruments: when(counts && room >= 56, wide(widest.instruments, 9)),
        sum: when(sums, if is_full { wide(widest.sum, 24) } else { wide(widest.short_sum, 17) }),
        converted: when(sums && is_converted, wide(widest.converted, 9)),
        without: when(sums && is_full, wide(widest.without_amount, 5)),
        bar: 0,
        is_full,
    };
    let taken = |columns: &Columns| {
        [columns.what, columns.records, columns.instruments, columns.sum, columns.converted, columns.without]
            .into_iter()
            .fold(0, u16::saturating_add)
    };
    let full = columns(true);
    let is_full = room >= 70 && taken(&full) + KEY <= room;
    let mut chosen = if is_full { full } else { columns(false) };
    if taken(&chosen) + KEY > room {
        chosen.instruments = 0;
    }
    if chosen.converted > 0 && taken(&chosen) + KEY > room {
        // What was asked for goes before what is there anyway.
        chosen.sum = 0;
    }
    let rest = room.saturating_sub(taken(&chosen));
    let bar = rest.saturating_sub(20).min(rest * 2 / 5).min(40);
    chosen.bar = if bar < 6 { 0 } else { bar };
    chosen.key = rest - chosen.bar;
    chosen
}

/// Draws the pane.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    if area.width <= GUTTER || area.height == 0 {
        return;
    }
    if let Some(opened) = &app.totals.opened {
        return draw_opened(painter, area, app, opened);
    }
    let columns = columns(area.width - GUTTER, app.totals.measure, app.totals.into.is_some(), app.totals.widest);
    heading(painter, area, app, &columns);
    let Some(table) = &app.totals.table else {
        painter.text(area.x + GUTTER, area.y + 1, area.width - GUTTER, "Adding up...", Meaning::Aside);
        return;
    };
    let y = notes(painter, area, app, table);
    let lines = table.lines.iter().enumerate().skip(app.totals.top);
    for ((at, line), y) in lines.zip(y..area.bottom()) {
        if at == app.totals.selected {
            painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
        }
        // The first line on the screen says what it goes on from.
        let continues = if at == app.totals.top && line.continues != Continues::Nothing { Continues::Nothing } else { line.continues };
        draw_line(painter, Rect { y, height: 1, ..area }, app, line, continues, &columns);
    }
}

fn heading(painter: &mut Painter<'_, '_>, area: Rect, app: &App, columns: &Columns) {
    let (mut x, y) = (area.x + GUTTER, area.y);
    let by = sanitize(&format!("by {}", dimension_name(app.totals.by)));
    painter.text(x, y, columns.key.saturating_sub(1), &by, Meaning::Aside);
    x += columns.key + columns.what;
    let labels = [(columns.records, "rec."), (columns.instruments, "instrum."), (columns.sum, "sum")];
    let into = app.totals.into.map_or_else(String::new, |into| format!("in {into}"));
    for (width, label) in labels.into_iter().chain([(columns.converted, into.as_str()), (columns.without, "n/a")]) {
        x += width;
        at_right(painter, x, y, width, label, Meaning::Aside);
    }
}

/// What must be known before the figures; where there are none, the way out. Gives the first free row.
fn notes(painter: &mut Painter<'_, '_>, area: Rect, app: &App, table: &TotalsTable) -> u16 {
    let mut y = area.y + 1;
    let way_out = "Backspace drops the last term of the filter.";
    let way_out = (table.lines.is_empty() && !table.is_refused && !app.timeline.list.chips.is_empty()).then(|| sanitize(way_out));
    for note in table.notes.iter().chain(&way_out).take_while(|_| area.height > 1) {
        if y < area.bottom() {
            let meaning = if table.is_refused { Meaning::Trouble } else { Meaning::Uncertain };
            painter.text(area.x + GUTTER, y, area.width - GUTTER, note, meaning);
        }
        y += 1;
    }
    y
}

fn at_right(painter: &mut Painter<'_, '_>, right: u16, y: u16, width: u16, text: &str, meaning: Meaning) {
    let room = width.saturating_sub(1);
    if room > 0 {
        painter.text(right.saturating_sub(cells(text).min(room)), y, room, &sanitize(text), meaning);
    }
}

fn draw_line(painter: &mut Painter<'_, '_>, row: Rect, app: &App, line: &TotalsLine, continues: Continues, columns: &Columns) {
    let (mut x, y) = (row.x + GUTTER, row.y);
    let meaning = match line.part {
        TotalsPart::Row => Meaning::Text,
        TotalsPart::Overall => Meaning::Heading,
        TotalsPart::LeftOut | TotalsPart::NotConverted | TotalsPart::Rate => Meaning::Aside,
    };
    if continues == Continues::Nothing {
        let found = matches(line.key.as_str(), &app.find.needle);
        painter.marked(x, y, columns.key.saturating_sub(1), &line.key, meaning, &found);
    }
    x += columns.key;
    if !line.part.has_figures() {
        // The reason takes the room of the figures that it has none of.
        let count = if line.records > 0 { grouped(line.records) } else { String::new() };
        let room = row.right().saturating_sub(x + cells(&count) + 2);
        let end = painter.text(x, y, room, &line.what, meaning);
        painter.text(end + 2, y, cells(&count), &sanitize(&count), meaning);
        return;
    }
    if continues != Continues::Records {
        painter.text(x, y, columns.what.saturating_sub(1), &line.what, meaning);
    }
    x += columns.what;
    let is_first = continues != Continues::Records;
    let count = |number: usize| if is_first && number > 0 { grouped(number) } else { String::new() };
    let sum = if columns.is_full { &line.sum } else { &line.short_sum };
    let instruments = if is_first { line.instruments.as_str() } else { "" };
    let figures = [
        (columns.records, count(line.records)),
        (columns.instruments, instruments.to_owned()),
        (columns.sum, sum.as_str().to_owned()),
        (columns.converted, line.converted.as_str().to_owned()),
        (columns.without, count(line.without_amount)),
    ];
    for (width, text) in figures {
        x += width;
        at_right(painter, x, y, width, &text, meaning);
    }
    if columns.bar > 1 {
        let length = (u32::from(columns.bar - 1) * u32::from(line.share)).div_ceil(1000) as u16;
        let glyph = if line.is_other_currency { app.theme.horizontal } else { app.theme.bar };
        painter.bar(x + 1, y, (x + 1 + length).min(row.right()), glyph);
    }
}

fn draw_opened(painter: &mut Painter<'_, '_>, area: Rect, app: &App, opened: &OpenedLine) {
    let title = sanitize(&format!("{}: {}", counted(opened.agreements.len(), "agreement"), opened.title));
    painter.text(area.x + GUTTER, area.y, area.width - GUTTER, &title, Meaning::Heading);
    let Some(records) = &app.records else { return };
    let room = area.width - GUTTER;
    let (date, amount) = (11, 19);
    let sides = if room >= 70 { (room - date - amount) / 3 } else { 0 };
    let lines = opened.agreements.iter().enumerate().skip(opened.top);
    for ((at, row), y) in lines.zip(area.y + 1..area.bottom()) {
        let Some(agreement) = records.agreement(*row) else { continue };
        if at == opened.selected {
            painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
        }
        let sign = if opened.anchor == Some(*row) { "+" } else { "*" };
        if opened.anchor == Some(*row) || opened.marks.contains(row) {
            painter.text(area.x + 1, y, 1, sign, Meaning::Badge);
        }
        let meaning = if agreement.status == RecordStatus::Rejected { Meaning::Aside } else { Meaning::Text };
        let mut x = area.x + GUTTER;
        for (width, text) in [(date, &agreement.date), (amount, &agreement.amount), (sides, &agreement.sides)] {
            painter.text(x, y, width.saturating_sub(1), text, meaning);
            x += width;
        }
        let headline = headline_text(&agreement);
        let found = matches(headline.as_str(), &app.find.needle);
        painter.marked(x, y, area.right().saturating_sub(x), &headline, meaning, &found);
    }
}

/// What an analyst made of it, or has to, before its words: nothing where nobody has looked at it yet.
fn headline_text(agreement: &AgreementView) -> SafeText {
    let status = if agreement.status == RecordStatus::New { None } else { Some(agreement.status.as_str()) };
    let open = match (agreement.is_disputed, agreement.wants_review) {
        (_, true) => Some("to review"),
        (true, false) => Some("disputed"),
        (false, false) => None,
    };
    let said: Vec<&str> = status.into_iter().chain(open).collect();
    if said.is_empty() { agreement.headline.clone() } else { sanitize(&format!("({}) {}", said.join(", "), agreement.headline)) }
}
