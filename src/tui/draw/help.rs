//! The list of all actions over the panes.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::Painter;
use crate::text::safe::sanitize;
use crate::tui::app::{App, HelpList};
use crate::tui::theme::Meaning;
use crate::tui::update::help::entries;

/// Draws the list.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App, list: &HelpList) {
    super::prompt::edited(painter, Rect { height: 1, ..area }, "help: ", &list.field);
    let entries = entries(app, list);
    if entries.is_empty() {
        painter.text(area.x + GUTTER, area.y + 1, area.width - GUTTER, "No action fits. Backspace widens the search.", Meaning::Text);
    }
    let rows = entries.iter().enumerate().skip(list.top);
    for ((at, entry), y) in rows.zip(area.y + 1..area.bottom()) {
        if at == list.selected {
            painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
        }
        let keys = sanitize(&app.keymap.keys_of(entry.action).join("  "));
        let x = area.x + GUTTER;
        painter.text(x, y, 19, &keys, Meaning::Key);
        let right = area.right();
        let name_room = if area.width >= 80 { 26 } else { 0 };
        painter.text(x + 20, y, right.saturating_sub(x + 20 + name_room), entry.help, Meaning::Text);
        if name_room > 0 {
            let name = sanitize(&format!("{}: {}", entry.layer.name(), entry.name));
            painter.text(right - name_room, y, name_room, &name, Meaning::Aside);
        }
    }
}
