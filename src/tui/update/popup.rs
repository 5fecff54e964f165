//! Lines to read over the panes: where a record comes from, what is wrong with the settings, what the terminal can do.

use std::time::Instant;

use super::{Move, totals};
use crate::text::safe::{SafeText, sanitize};
use crate::tui::action::Action;
use crate::tui::app::{App, Mode, Pane};
use crate::tui::effect::{Effect, Request};
use crate::tui::modes::Popup;
use crate::tui::page::wrapped_text;
use crate::tui::theme::Meaning;
use crate::tui::view::PopupLine;

/// Cells left free on both sides together.
pub const MARGIN: u16 = 4;
/// Longest line, in cells.
pub const WIDEST: u16 = 100;

/// Asks where the record comes from that has the keys; of an agreement, the engagement that it was signed in.
pub fn inspect(app: &mut App) -> Vec<Effect> {
    let target = totals::target(app);
    let is_of_agreement = target.is_some();
    let id = match (target, app.focus) {
        (Some(target), _) => target.engagement,
        (None, Pane::Article) => app.article.record.clone().or_else(|| app.selected_row().map(|row| row.id)),
        _ => app.selected_row().map(|row| row.id),
    };
    let Some(id) = id else {
        super::say(app, if is_of_agreement { "This agreement was signed in no engagement" } else { "There is no record to inspect" });
        return Vec::new();
    };
    vec![Effect::Ask(Request::Provenance(id))]
}

/// Shows lines.
pub fn open(app: &mut App, title: SafeText, lines: Vec<PopupLine>) {
    // A line that is being typed is not taken away by an answer that comes late.
    if matches!(app.mode, Mode::Browse | Mode::Popup(_)) {
        app.mode = Mode::Popup(Box::new(Popup { title, lines, wrapped: Vec::new(), top: 0 }));
        lay_out(app);
    }
}

/// What is wrong with the settings.
pub fn config(app: &mut App) -> Vec<Effect> {
    let mut lines: Vec<PopupLine> =
        app.config_problems.iter().map(|problem| PopupLine { indent: 0, text: problem.clone(), meaning: Meaning::Trouble }).collect();
    if lines.is_empty() {
        lines.push(text_line(0, "Nothing is wrong with the settings."));
    }
    lines.push(text_line(0, "In a shell: legation config show --origin lists every value, legation config check finds mistakes."));
    open(app, sanitize("settings"), lines);
    Vec::new()
}

/// What the terminal can do.
pub fn doctor(app: &mut App) -> Vec<Effect> {
    let size = format!("size: {} x {}", app.area.width, app.area.height);
    let mut lines = vec![text_line(0, &size)];
    lines.extend(app.terminal_facts.iter().map(|fact| PopupLine { indent: 0, text: fact.clone(), meaning: Meaning::Text }));
    lines.push(text_line(0, "In a shell: legation doctor checks the store and the settings too."));
    open(app, sanitize("this terminal"), lines);
    Vec::new()
}

fn text_line(indent: u16, text: &str) -> PopupLine {
    PopupLine { indent, text: sanitize(text), meaning: Meaning::Text }
}

/// Wraps the lines for the screen and keeps the scroll inside.
pub fn lay_out(app: &mut App) {
    let width = app.area.width.saturating_sub(MARGIN).clamp(1, WIDEST);
    let popup = match &mut app.mode {
        Mode::Popup(popup) => Some(&mut **popup),
        Mode::Ask(asking) => Some(&mut asking.popup),
        _ => None,
    };
    if let Some(popup) = popup {
        popup.wrapped = popup.lines.iter().flat_map(|line| wrapped(line, width)).collect();
    }
    scroll(app, Move::Lines(0));
}

fn wrapped(line: &PopupLine, width: u16) -> Vec<PopupLine> {
    let room = usize::from(width.saturating_sub(line.indent).max(8));
    wrapped_text(line.text.as_str(), room).into_iter().map(|text| PopupLine { text, ..line.clone() }).collect()
}

/// Lines of the popup on the screen.
fn height(app: &App) -> usize {
    app.area.height.saturating_sub(4).into()
}

fn scroll(app: &mut App, step: Move) {
    let height = height(app);
    if let Mode::Popup(popup) = &mut app.mode {
        let tops = popup.wrapped.len().saturating_sub(height.max(1)) + 1;
        let step = match step {
            Move::Pages(pages, of) => Move::Lines(pages * (height.saturating_sub(1) / of).max(1) as isize),
            other => other,
        };
        popup.top = step.from(popup.top, tops, height);
    }
}

/// Does an action while the popup is open: moves scroll it, copying leaves it open, everything else closes it first.
pub fn edit(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    let step = match action {
        Action::MoveDown => Move::Lines(1),
        Action::MoveUp => Move::Lines(-1),
        Action::MoveFirst => Move::First,
        Action::MoveLast => Move::Last,
        Action::HalfPageDown => Move::Pages(1, 2),
        Action::HalfPageUp => Move::Pages(-1, 2),
        Action::PageDown => Move::Pages(1, 1),
        Action::PageUp => Move::Pages(-1, 1),
        Action::YankCitation | Action::YankSentence | Action::YankRows | Action::YankCommand | Action::YankUrl | Action::OpenLink => {
            return super::browse(app, action, now);
        }
        Action::GoBack | Action::InspectRecord => {
            app.mode = Mode::Browse;
            return Vec::new();
        }
        _ => {
            app.mode = Mode::Browse;
            return super::perform(app, action, now);
        }
    };
    scroll(app, step);
    Vec::new()
}
