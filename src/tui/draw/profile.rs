//! The profile, over the panes.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::Painter;
use crate::text::safe::sanitize;
use crate::tui::panes::ProfileState;
use crate::tui::theme::Meaning;

/// Draws it. The last row of `area` is the one above the keys.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, profile: &ProfileState) {
    let name = profile.view.as_ref().map_or_else(|| profile.id.as_str(), |view| view.name.as_str());
    let title = sanitize(&format!("[Profile: {name}]  Enter opens what is listed, Esc closes"));
    painter.text(area.x, area.y, area.width, &title, Meaning::Focus);
    let why = if profile.is_missing { Some("The store has no such entity any more.") } else { None };
    if let Some(why) = why.or(profile.view.is_none().then_some("Reading...")) {
        painter.text(area.x + GUTTER, area.y + 1, area.width - GUTTER, why, Meaning::Aside);
        return;
    }
    let lines = profile.lines.iter().enumerate().skip(profile.top);
    for ((at, (text, meaning, _)), y) in lines.zip(area.y + 1..area.bottom()) {
        if at == profile.selected {
            painter.text(area.x, y, GUTTER, ">", Meaning::Selection);
        }
        painter.text(area.x + GUTTER, y, area.width - GUTTER, text, *meaning);
    }
}
