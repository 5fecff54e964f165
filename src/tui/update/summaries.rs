//! When the panes of summaries are asked for: of the present selection, where they are on the screen, and after a pause in typing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{entities, profile, totals};
use crate::tui::action::Action;
use crate::tui::app::{App, Pane};
use crate::tui::effect::{Effect, Request};
use crate::tui::panes::Asked;
use crate::tui::summary::{Answer, Question};

/// A selection has to stand this long before it is summed, so that typing a filter redraws one pane a key and not three.
const PAUSE: Duration = Duration::from_millis(150);

/// The timeline shows another selection, or other records.
pub fn selection_changed(app: &mut App, has_other_records: bool, now: Instant) {
    let filter = &app.timeline.list.filter;
    if has_other_records || app.selection.0 == 0 || app.selection.1 != *filter {
        app.selection = (app.selection.0 + 1, filter.clone());
    }
    refresh_soon(app, now);
}

/// Asks after the pause for what is on the screen and not of the present selection.
pub fn refresh_soon(app: &mut App, now: Instant) {
    let is_stale = is_stale(app, Pane::Entities) || is_stale(app, Pane::Totals);
    let pause = if app.waiting.is_some() { Duration::ZERO } else { PAUSE };
    app.summaries_due = is_stale.then(|| now + pause);
}

/// Asks at once for the same.
pub fn refresh(app: &mut App) -> Vec<Effect> {
    app.summaries_due = None;
    let mut effects = Vec::new();
    if is_stale(app, Pane::Entities) {
        effects.extend(ask_entities(app));
    }
    if is_stale(app, Pane::Totals) {
        effects.extend(ask_totals(app));
    }
    effects
}

fn is_stale(app: &App, pane: Pane) -> bool {
    let asked = if pane == Pane::Entities { app.entities.asked } else { app.totals.asked };
    app.is_shown(pane) && asked.selection != app.selection.0
}

/// Whether a pane's rows are those of the filter in force. Where they are still on their way, the action is kept for when they have
/// come: who types ahead must not open what stood there before.
pub fn is_ready(app: &mut App, pane: Pane, action: Action) -> bool {
    let asked = if pane == Pane::Entities { app.entities.asked } else { app.totals.asked };
    let is_ready = asked.generation == asked.answered && asked.selection == app.selection.0 && !app.filter.is_pending;
    app.waiting = (!is_ready).then_some((pane, action));
    if !is_ready && app.summaries_due.is_some() {
        // No pause for who waits.
        app.summaries_due = None;
    }
    is_ready
}

/// Asks for the entities, as they are to be shown now.
pub fn ask_entities(app: &mut App) -> Vec<Effect> {
    let entities = &app.entities;
    let question = Question::Entities { kind: entities.kind, rank: entities.rank, needle: entities.needle.clone() };
    let (asked, effects) = ask(app, question);
    app.entities.asked = asked;
    effects
}

/// Asks for the totals, as they are to be shown now.
pub fn ask_totals(app: &mut App) -> Vec<Effect> {
    let question = Question::Totals { by: app.totals.by, measure: app.totals.measure, into: app.totals.into };
    let (asked, effects) = ask(app, question);
    app.totals.asked = asked;
    effects
}

/// Asks a question of the present selection.
pub fn ask(app: &mut App, question: Question) -> (Asked, Vec<Effect>) {
    app.summaries_asked += 1;
    let asked = Asked { generation: app.summaries_asked, selection: app.selection.0, answered: 0 };
    let filter = app.selection.1.clone();
    (asked, vec![Effect::Ask(Request::Summarize { generation: asked.generation, filter, question })])
}

/// An answer has come; only the one to the newest question of its sort counts, and only while what it sums up is on the screen:
/// another one is asked for as soon as the typing pauses.
pub fn summed(app: &mut App, generation: u64, answer: Arc<Answer>, now: Instant) -> Vec<Effect> {
    let is_wanted = |asked: Asked| asked.generation == generation && asked.selection == app.selection.0;
    let pane = match Arc::unwrap_or_clone(answer) {
        Answer::Entities(list) if is_wanted(app.entities.asked) => {
            app.entities.asked.answered = generation;
            entities::take(app, list);
            Pane::Entities
        }
        Answer::Totals(table) if is_wanted(app.totals.asked) => {
            app.totals.asked.answered = generation;
            totals::take(app, table);
            Pane::Totals
        }
        Answer::Profile(view) if app.profile.as_ref().is_some_and(|profile| profile.generation == generation) => {
            profile::take(app, view);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    match app.waiting {
        Some((wanted, action)) if wanted == pane && app.focus == pane => super::perform(app, action, now),
        _ => Vec::new(),
    }
}
