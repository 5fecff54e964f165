//! The timeline: a row per engagement under headings of years.

use std::ops::Range;

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::{Painter, cells, clip};
use crate::model::{Context, DateSpan, EngagementType, PartialDate, Precision};
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};
use crate::tui::app::{App, TimelineLine};
use crate::tui::find::matches;
use crate::tui::theme::Meaning;
use crate::tui::view::RowView;

/// Cells of the badges at the right: `12a 345s`.
const BADGES: u16 = 8;

/// Draws the pane.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    if area.width <= GUTTER {
        return;
    }
    let strip = app.strip_height(area.height);
    super::strip::draw(painter, Rect { height: strip, ..area }, app);
    let area = Rect { y: area.y + strip, height: area.height - strip, ..area };
    if app.timeline.list.rows.is_empty() {
        return nothing_left(painter, area, app);
    }
    let lines = app.timeline.top..app.timeline.line_count();
    for (line, y) in lines.zip(area.y..area.bottom()) {
        match app.timeline.line(line) {
            TimelineLine::Heading(section) => heading(painter, area, y, app, section),
            TimelineLine::Row(position) => {
                if position == app.timeline.selected {
                    painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
                }
                mark(painter, area.x + 1, y, app, position);
                if let Some(row) = app.row(position) {
                    let column = app.timeline.column.filter(|_| position == app.timeline.selected);
                    draw_row(painter, Rect { y, height: 1, ..area }, &row, &app.find.needle, column);
                }
            }
        }
    }
}

/// The mark of a row in the second cell of the gutter: `*` marked, `+` where a range begins.
fn mark(painter: &mut Painter<'_, '_>, x: u16, y: u16, app: &App, position: usize) {
    let Some(row) = app.timeline.list.rows.get(position) else { return };
    if app.timeline.anchor == Some(*row) {
        painter.text(x, y, 1, "+", Meaning::Badge);
    } else if app.timeline.marks.contains(row) {
        painter.text(x, y, 1, "*", Meaning::Badge);
    }
}

fn heading(painter: &mut Painter<'_, '_>, area: Rect, y: u16, app: &App, section: usize) {
    let Some(section) = app.timeline.list.sections.get(section) else { return };
    let x = painter.text(area.x, y, area.width, &section.label, Meaning::Heading);
    let count = sanitize(&format!("  {}", counted(section.count, "engagement")));
    painter.text(x, y, area.right() - x, &count, Meaning::Aside);
}

/// "0 of 1,204 engagements: from:qinghai year:2031. Backspace drops year:2031."
fn nothing_left(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let all = app.records.as_ref().map_or(0, |records| records.engagement_count());
    let list = &app.timeline.list;
    let why = if list.filter.is_empty() { String::new() } else { format!(": {}", list.filter) };
    let lines = [
        format!("0 of {}{why}", counted(all, "engagement")),
        if list.undated_left_out > 0 { format!("{} left out for having no date.", list.undated_left_out) } else { String::new() },
        list.chips.last().map_or_else(String::new, |chip| format!("Backspace drops {}, X drops all.", chip.typed)),
    ];
    for (line, y) in lines.iter().filter(|line| !line.is_empty()).zip(area.y + 1..area.bottom()) {
        painter.text(area.x + GUTTER, y, area.width - GUTTER, &sanitize(line), Meaning::Text);
    }
}

/// `1 engagement`, `1,204 engagements`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1,204`
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Widths of the columns for a pane, in cells.
struct Columns {
    date: u16,
    kind: u16,
    sides: u16,
    headline: u16,
}

fn columns(room: u16) -> Columns {
    let (date, kind) = match room {
        0..70 => (14, 6),
        70..90 => (14, 12),
        _ => (18, 14),
    };
    let rest = room.saturating_sub(date + kind + BADGES);
    let sides = if rest < 24 { rest } else { (rest / 2).clamp(22, 44) };
    Columns { date, kind, sides, headline: rest - sides }
}

fn draw_row(painter: &mut Painter<'_, '_>, area: Rect, row: &RowView, needle: &str, column: Option<usize>) {
    let columns = columns(area.width - GUTTER);
    let (mut x, y) = (area.x + GUTTER, area.y);
    let is_beside = row.context != Context::Actual || row.status == RecordStatus::Rejected;
    let plain = if is_beside { Meaning::Aside } else { Meaning::Text };
    let (date, is_sure) = date_text(row, columns.date.saturating_sub(1));
    painter.text(x, y, columns.date.saturating_sub(1), &date, if is_sure { plain } else { Meaning::Uncertain });
    x += columns.date;
    painter.text(x, y, columns.kind.saturating_sub(1), kind_text(row.kind, columns.kind), plain);
    x += columns.kind;
    let sides = sides_text(row, columns.sides.saturating_sub(1).into());
    painter.marked(x, y, columns.sides.saturating_sub(1), &sides, plain, &found(&sides, needle));
    x += columns.sides;
    let headline = headline_text(row);
    painter.marked(x, y, columns.headline.saturating_sub(1), &headline, plain, &found(&headline, needle));
    let badges = badges_text(row);
    let badges_x = area.right().saturating_sub(cells(badges.as_str()));
    painter.text(badges_x, y, BADGES, &badges, Meaning::Badge);
    let cells = [(0, columns.date), (columns.date, columns.kind), (columns.date + columns.kind, columns.sides)];
    let side = |at: usize| if at == 4 { (columns.date + columns.kind + columns.sides, columns.headline) } else { cells[at.min(2)] };
    if let Some((from, width)) = column.map(side) {
        painter.underline(area.x + GUTTER + from, y, width.saturating_sub(1));
    }
}

fn found(text: &SafeText, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() { Vec::new() } else { matches(text.as_str(), needle) }
}

/// The date in at most `room` cells (at least 12 for all that it should say), and whether it is told, not inferred or unknown.
fn date_text(row: &RowView, room: u16) -> (SafeText, bool) {
    let Some(date) = row.date else { return (sanitize("no date"), false) };
    let is_sure = !date.is_uncertain() && date.precision() != Precision::UnknownYear;
    let full = short_interval(&date).unwrap_or_else(|| date.to_string());
    let within = if row.within { "~" } else { "" };
    let text = if cells(&full) + cells(within) <= room {
        format!("{within}{full}")
    } else {
        // The first day, and that more follow.
        format!("{within}{}+", date.first().or(date.last()).map_or_else(String::new, |first| first.to_string()))
    };
    (sanitize(&text), is_sure)
}

/// `2023-10-11/12` where both days lie in one month.
fn short_interval(date: &DateSpan) -> Option<String> {
    let (first, last) = (date.first()?, date.last()?);
    let is_one_month = first != last && (first.year(), first.month()) == (last.year(), last.month());
    let day = last.day().filter(|_| is_one_month && first.day().is_some() && first.month().is_some())?;
    let sure = |date: PartialDate| date.to_string().trim_end_matches('?').to_owned();
    let doubt = if date.is_uncertain() { "?" } else { "" };
    Some(format!("{}/{day:02}{doubt}", sure(first)))
}

fn kind_text(kind: EngagementType, room: u16) -> &'static str {
    if room >= 14 {
        return kind.as_str();
    }
    match (kind, room >= 12) {
        (EngagementType::Commemoration, true) => "anniversary",
        (_, true) => kind.as_str(),
        (EngagementType::Delegation, false) => "deleg",
        (EngagementType::Meeting, false) => "meet",
        (EngagementType::Conference, false) => "conf",
        (EngagementType::Signing, false) => "sign",
        (EngagementType::Partnership, false) => "tie",
        (EngagementType::Exchange, false) => "exch",
        (EngagementType::Commemoration, false) => "anniv",
    }
}

/// `Liaoning -> Germany`: each side gets its fair part of the room.
fn sides_text(row: &RowView, room: usize) -> SafeText {
    let (from, to) = (row.from.as_str(), row.to.as_str());
    if to.is_empty() || from.is_empty() {
        return sanitize(&format!("{from}{to}"));
    }
    let arrow = if row.kind == EngagementType::Delegation { " -> " } else { " - " };
    let room = room.saturating_sub(arrow.len());
    let (from_cells, to_cells) = (usize::from(cells(from)), usize::from(cells(to)));
    let for_from = if from_cells + to_cells <= room { from_cells } else { from_cells.min((room / 2).max(room.saturating_sub(to_cells))) };
    let shortened = |text: &str, room: usize| match clip(text, room) {
        (whole, false) => whole.to_owned(),
        (front, true) => format!("{front}.."),
    };
    sanitize(&format!("{}{arrow}{}", shortened(from, for_from), shortened(to, room.saturating_sub(for_from.min(from_cells)))))
}

fn headline_text(row: &RowView) -> SafeText {
    let context = match row.context {
        Context::Actual => "",
        other => other.as_str(),
    };
    let status = if row.status == RecordStatus::Rejected { "rejected" } else { "" };
    let said: Vec<_> = [status, context].into_iter().filter(|word| !word.is_empty()).collect();
    if said.is_empty() { row.headline.clone() } else { sanitize(&format!("({}) {}", said.join(", "), row.headline)) }
}

/// `!2a 3s`: in dispute, two agreements, three sources; `?` where a correction wants a look.
fn badges_text(row: &RowView) -> SafeText {
    let agreements = if row.agreements > 0 { format!("{}a", row.agreements) } else { String::new() };
    let sources = if row.sources > 1 { format!(" {}s", row.sources) } else { String::new() };
    let open = match (row.is_disputed, row.wants_review) {
        (_, true) => "?",
        (true, false) => "!",
        (false, false) => "",
    };
    sanitize(&format!("{open}{agreements}{sources}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([grouped(0), grouped(999), grouped(1204), grouped(1_000_000)], ["0", "999", "1,204", "1,000,000"]);
        assert_eq!(counted(1, "row"), "1 row");
    }

    #[test]
    fn days_of_one_month_are_written_short() {
        let short = |text: &str| DateSpan::parse(text).and_then(|date| short_interval(&date));
        assert_eq!(short("2023-10-11/2023-10-12").as_deref(), Some("2023-10-11/12"));
        assert_eq!(short("2024-04-19?/2024-04-22?").as_deref(), Some("2024-04-19/22?"));
        assert_eq!(short("XXXX-04-19/XXXX-04-22").as_deref(), Some("XXXX-04-19/22"));
        assert_eq!(short("2023-10-30/2023-11-02"), None);
        assert_eq!(short("2023-10"), None);
        assert_eq!(short("../2019-05-18"), None);
    }
}
