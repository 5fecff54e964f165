//! What is new since the user's mark, and the mark itself.

use super::filter;
use crate::config::marks::USUAL;
use crate::tui::app::{App, Stage};
use crate::tui::effect::{Effect, Request};

/// Shows what has come or changed since the mark.
pub fn show(app: &mut App) -> Vec<Effect> {
    if app.stage != Stage::Ready {
        return Vec::new();
    }
    let effects = filter::apply(app, &format!("new:{USUAL}"));
    super::say(app, "New or changed since your mark: Backspace shows all again, gN sets it here");
    effects
}

/// Sets the mark. What is shown of it is asked for again.
pub fn set_mark(app: &mut App) -> Vec<Effect> {
    if app.stage != Stage::Ready {
        return Vec::new();
    }
    let mut effects = vec![Effect::Ask(Request::SetMark)];
    if app.filter.text.contains("new:") {
        let text = app.filter.text.clone();
        effects.extend(filter::ask(app, text));
    }
    effects
}
