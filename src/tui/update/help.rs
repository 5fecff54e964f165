//! The list of all actions: the pane's own first, searched by typing, run by Enter.

use std::time::Instant;

use super::page_jump;
use crate::tui::action::{ACTIONS, Action, ActionEntry, Layer};
use crate::tui::app::{App, HelpList, Mode};
use crate::tui::effect::Effect;
use crate::tui::find::is_in;

/// Opens the list for the pane that has the keys.
pub fn open(app: &mut App) -> Vec<Effect> {
    app.mode = Mode::Help(HelpList { stack: app.layers().to_vec(), ..HelpList::default() });
    Vec::new()
}

/// Does an action of the list.
pub fn edit(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    match action {
        Action::Accept => return run_chosen(app, now),
        Action::Cancel => {
            app.mode = Mode::Browse;
            return Vec::new();
        }
        Action::PickNext => choose(app, 1),
        Action::PickPrevious => choose(app, -1),
        _ => {
            if let Mode::Help(list) = &mut app.mode {
                list.field.edit(action);
            }
            search(app);
        }
    }
    Vec::new()
}

/// The search has changed.
pub fn search(app: &mut App) {
    if let Mode::Help(list) = &mut app.mode {
        (list.selected, list.top) = (0, 0);
    }
}

fn choose(app: &mut App, step: isize) {
    if let Mode::Help(list) = &app.mode {
        let last = entries(app, list).len().saturating_sub(1);
        let selected = list.selected.saturating_add_signed(step).min(last);
        if let Mode::Help(list) = &mut app.mode {
            list.selected = selected;
        }
    }
    keep_in_sight(app);
}

/// The page with the chosen entry on it.
pub fn keep_in_sight(app: &mut App) {
    let height = usize::from(app.area.height.saturating_sub(3));
    if let Mode::Help(list) = &mut app.mode {
        list.top = page_jump(list.top, list.selected, height);
    }
}

fn run_chosen(app: &mut App, now: Instant) -> Vec<Effect> {
    let Mode::Help(list) = &app.mode else { return Vec::new() };
    let chosen = entries(app, list).get(list.selected).map(|entry| entry.action);
    let counts_here = chosen.is_some_and(|action| list.stack.contains(&action.entry().layer));
    app.mode = Mode::Browse;
    match chosen {
        Some(action) if counts_here => super::perform(app, action, now),
        Some(action) => {
            let entry = action.entry();
            super::say(app, &format!("{}: not here, it belongs to the {}", entry.help, entry.layer.place()));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// The entries that fit what is typed (an action's help or name, or with `@` its keys), the pane's own first.
pub fn entries(app: &App, list: &HelpList) -> Vec<&'static ActionEntry> {
    let needle = list.field.text().trim().to_lowercase();
    let fits = |entry: &&ActionEntry| match needle.strip_prefix('@') {
        Some(key) => app.keymap.keys_of(entry.action).iter().any(|keys| key.is_empty() || is_in(keys, key)),
        None => needle.is_empty() || is_in(entry.help, &needle) || is_in(entry.name, &needle),
    };
    let rank = |layer: Layer| list.stack.iter().position(|other| *other == layer).unwrap_or(list.stack.len());
    let mut entries: Vec<_> = ACTIONS.iter().filter(fits).collect();
    entries.sort_by_key(|entry| rank(entry.layer));
    entries
}
