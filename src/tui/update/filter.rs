//! The filter: its line, its chips, its rows.

use std::sync::Arc;
use std::time::Instant;

use super::{article, ask, complete, marks, summaries, timeline, totals};
use crate::tui::action::Action;
use crate::tui::app::{App, FilterLine, Mode, Stage};
use crate::tui::effect::{Effect, Request};
use crate::tui::field::Field;
use crate::tui::modes::{Before, Candidates};
use crate::tui::view::{FilterProblem, ListView, Records};

/// Longest history.
const HISTORY: usize = 100;

/// Opens the line, filled with the filter in force; also over an empty store, where what is typed next would else be taken for keys.
pub fn open(app: &mut App) -> Vec<Effect> {
    let text = app.filter.text.clone();
    let typed = if text.is_empty() { String::new() } else { format!("{text} ") };
    app.mode = Mode::Filter(FilterLine {
        field: Field::new(&typed),
        before: Some((app.timeline.list.clone(), app.timeline.selected, app.timeline.top)),
        before_text: text,
        history_at: app.filter.history.len(),
        candidates: Candidates::default(),
    });
    Vec::new()
}

/// Does an action of the line.
pub fn edit(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    match action {
        Action::Accept => accept(app),
        Action::Cancel => cancel(app, now),
        Action::Complete => complete::step(app, true),
        Action::CompleteBack => complete::step(app, false),
        Action::HistoryBack => recall(app, false),
        Action::HistoryForward => recall(app, true),
        _ => {
            let Mode::Filter(line) = &mut app.mode else { return Vec::new() };
            let text = line.field.text().to_owned();
            line.field.edit(action);
            let is_same = line.field.text() == text;
            complete::forget(app);
            if is_same { Vec::new() } else { ask_live(app) }
        }
    }
}

/// Asks for the rows of the line as it stands.
pub fn ask_live(app: &mut App) -> Vec<Effect> {
    match &app.mode {
        Mode::Filter(line) => ask(app, line.field.text().trim().to_owned()),
        _ => Vec::new(),
    }
}

/// Another filter, not typed in the line.
pub fn set(app: &mut App, text: String) -> Vec<Effect> {
    app.filter.text = text.clone();
    ask(app, text)
}

/// Asks for the rows of a filter.
pub fn ask(app: &mut App, text: String) -> Vec<Effect> {
    app.filter.generation += 1;
    app.filter.is_pending = true;
    vec![Effect::Ask(Request::Filter { generation: app.filter.generation, text, sort: app.timeline.sort, period: app.timeline.period })]
}

fn accept(app: &mut App) -> Vec<Effect> {
    if app.filter.problem.is_some() {
        // The line stays open until it can be read or is given up.
        return Vec::new();
    }
    let Mode::Filter(line) = std::mem::replace(&mut app.mode, Mode::Browse) else { return Vec::new() };
    let text = line.field.text().trim().to_owned();
    remember(app, &text);
    app.filter.text = text;
    Vec::new()
}

fn cancel(app: &mut App, now: Instant) -> Vec<Effect> {
    let Mode::Filter(line) = std::mem::replace(&mut app.mode, Mode::Browse) else { return Vec::new() };
    restore(app, line.before, line.before_text, now)
}

/// Puts the rows and the filter back that stood before something was opened that changes them.
pub fn restore(app: &mut App, before: Before, text: String, now: Instant) -> Vec<Effect> {
    app.filter.problem = None;
    app.filter.text = text;
    // Answers still on their way are to the line that was given up.
    app.filter.generation += 1;
    app.filter.is_pending = false;
    let Some((list, selected, top)) = before else {
        let text = app.filter.text.clone();
        return ask(app, text);
    };
    app.timeline.list = list;
    app.timeline.top = top;
    timeline::select(app, selected, now);
    let text = app.filter.text.clone();
    // The worker's last filter is what it shows again after a change of the store.
    ask(app, text)
}

fn recall(app: &mut App, is_forward: bool) -> Vec<Effect> {
    let Mode::Filter(line) = &mut app.mode else { return Vec::new() };
    let at = if is_forward { line.history_at + 1 } else { line.history_at.wrapping_sub(1) };
    let Some(text) = app.filter.history.get(at).cloned().or_else(|| (at == app.filter.history.len()).then(String::new)) else {
        return Vec::new();
    };
    line.history_at = at;
    line.field = Field::new(&text);
    ask_live(app)
}

/// Drops the last term.
pub fn drop_last_chip(app: &mut App) -> Vec<Effect> {
    let chips = &app.timeline.list.chips;
    let Some((_, kept)) = chips.split_last() else { return Vec::new() };
    app.filter.text = kept.iter().map(|chip| chip.typed.as_str()).collect::<Vec<_>>().join(" ");
    let text = app.filter.text.clone();
    ask(app, text)
}

/// Drops the whole filter.
pub fn drop_all_chips(app: &mut App) -> Vec<Effect> {
    if app.filter.text.is_empty() {
        return Vec::new();
    }
    app.filter.text.clear();
    ask(app, String::new())
}

/// Puts another filter in force.
pub fn apply(app: &mut App, text: &str) -> Vec<Effect> {
    remember(app, text);
    app.filter.text = text.to_owned();
    ask(app, text.to_owned())
}

/// Keeps a filter for coming back to.
pub fn remember(app: &mut App, text: &str) {
    if !text.is_empty() && app.filter.history.last().is_none_or(|last| last != text) {
        app.filter.history.push(text.to_owned());
        let surplus = app.filter.history.len().saturating_sub(HISTORY);
        app.filter.history.drain(..surplus);
    }
}

/// The rows of a filter have come.
pub fn filtered(app: &mut App, generation: u64, list: Result<ListView, FilterProblem>, now: Instant) {
    if generation == app.filter.generation {
        app.filter.is_pending = false;
        take(app, list, now);
    }
}

/// The store was read: rows have new numbers, and whatever holds some gets the new ones.
pub fn loaded(app: &mut App, records: Arc<dyn Records>, list: Result<ListView, FilterProblem>, now: Instant) -> Vec<Effect> {
    let place = timeline::place(app);
    app.stage = Stage::Ready;
    app.busy = None;
    if let Some(old) = app.records.replace(records.clone()) {
        marks::renumber(app, &*old, &*records);
        totals::renumber(app, &*old, &*records);
    }
    let effects = article::forget(app);
    match &mut app.mode {
        Mode::Filter(line) => line.before = None,
        Mode::Facets(picker) => picker.before = None,
        _ => {}
    }
    let list = list.unwrap_or_else(|problem| {
        super::complain(app, problem.message.as_str());
        ListView { filter: app.filter.text.clone(), ..ListView::default() }
    });
    app.timeline.list = list;
    let is_pinned = app.article.is_pinned;
    timeline::take_place(app, &place, timeline::Gone::Stay, now);
    app.article.is_pinned = is_pinned;
    app.article.due = (!is_pinned).then_some(now);
    summaries::selection_changed(app, true, now);
    ask::offer_drafts(app);
    effects
}

fn take(app: &mut App, list: Result<ListView, FilterProblem>, now: Instant) {
    match list {
        Ok(list) => {
            app.filter.problem = None;
            let place = timeline::place(app);
            app.timeline.list = list;
            timeline::take_place(app, &place, timeline::Gone::First, now);
            if std::mem::take(&mut app.timeline.goes_to_top) {
                timeline::select(app, 0, now);
            }
            summaries::selection_changed(app, false, now);
        }
        Err(problem) if matches!(app.mode, Mode::Filter(_)) => app.filter.problem = Some(problem.message),
        Err(problem) if matches!(app.mode, Mode::Facets(_)) => super::complain(app, problem.message.as_str()),
        Err(problem) => {
            // Accepted before it was found out: the rows on the screen are still those of the filter before.
            app.filter.text = app.timeline.list.filter.clone();
            super::complain(app, problem.message.as_str());
        }
    }
}
