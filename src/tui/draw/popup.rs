//! Lines to read over the panes.

use ratatui::layout::Rect;

use super::painter::Painter;
use crate::tui::modes::Popup;
use crate::tui::theme::Meaning;

/// Draws the popup over the whole body, so that no wide character of the panes is cut in half.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, popup: &Popup) {
    let room = area.width.saturating_sub(4);
    painter.text(area.x + 2, area.y, room, &popup.title, Meaning::Heading);
    let lines = popup.wrapped.iter().skip(popup.top);
    for (line, y) in lines.zip(area.y + 1..area.bottom()) {
        painter.text(area.x + 2 + line.indent, y, room.saturating_sub(line.indent), &line.text, line.meaning);
    }
}
