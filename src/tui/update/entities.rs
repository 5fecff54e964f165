//! Moving through the entities, folding places, and going from one to what it took part in.

use super::timeline::Move;
use super::{filter, page_jump, summaries};
use crate::query::entities::EntityKind;
use crate::tui::action::Action;
use crate::tui::app::{App, Pane};
use crate::tui::effect::Effect;
use crate::tui::summary::{EntityList, EntityRow};

/// Lines of the list on the screen: the first line of the pane names the columns.
fn height(app: &App) -> usize {
    app.height(Pane::Entities).saturating_sub(1)
}

/// Does one of the pane's own actions; `None` where it is none.
pub fn perform(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::ShowPlaces => Some(show(app, EntityKind::Place)),
        Action::ShowPeople => Some(show(app, EntityKind::Person)),
        Action::ShowOrganizations => Some(show(app, EntityKind::Organization)),
        Action::RankEntities => Some(rank(app)),
        Action::Unfold => Some(fold(app, false)),
        Action::Fold => Some(fold(app, true)),
        Action::OpenProfile => Some(super::profile::open(app)),
        _ => None,
    }
}

/// Moves the selection.
pub fn go(app: &mut App, step: Move) {
    let to = step.from(app.entities.selected, app.entities.lines.len(), height(app));
    select(app, to);
}

fn select(app: &mut App, line: usize) {
    app.entities.selected = line.min(app.entities.lines.len().saturating_sub(1));
    keep_in_sight(app);
}

/// The page with the selection on it.
pub fn keep_in_sight(app: &mut App) {
    app.entities.top = page_jump(app.entities.top.min(app.entities.lines.len()), app.entities.selected, height(app));
}

fn show(app: &mut App, kind: EntityKind) -> Vec<Effect> {
    if app.entities.kind != kind {
        app.entities.kind = kind;
        app.entities.needle.clear();
        app.entities.list = None;
        app.entities.lines.clear();
        (app.entities.selected, app.entities.top) = (0, 0);
    }
    summaries::ask_entities(app)
}

/// The next ranking, from its first entity.
pub fn rank(app: &mut App) -> Vec<Effect> {
    app.entities.rank = app.entities.rank.next();
    (app.entities.selected, app.entities.top) = (0, 0);
    // The list that comes is not to keep the selection where it was.
    app.entities.list = None;
    super::say(app, app.entities.rank.words());
    summaries::ask_entities(app)
}

/// Shows only what is called so; an empty needle shows all.
pub fn narrow(app: &mut App, needle: &str) -> Vec<Effect> {
    if app.entities.needle == needle {
        return Vec::new();
    }
    app.entities.needle = needle.to_owned();
    summaries::ask_entities(app)
}

/// The list has come: the selection stays on the entity that it was on.
pub fn take(app: &mut App, list: EntityList) {
    let selected = app.entities.row(app.entities.selected).map(|row| row.id.clone());
    // A list that is narrowed anew begins with the best: what was selected before is only around what was found.
    let is_narrowed = app.entities.list.as_ref().is_some_and(|old| old.needle != list.needle);
    let most = |count: fn(&EntityRow) -> usize| list.rows.iter().map(count).max().unwrap_or(0);
    app.entities.most = [most(|row| row.engagements), most(|row| row.agreements)];
    app.entities.list = Some(list);
    lay_out(app);
    let best = if is_narrowed { best(app) } else { None };
    let same = selected.and_then(|id| line_of(app, &id));
    select(app, best.or(same).unwrap_or(0));
}

/// The first entity that is called as typed, and not only around one that is.
fn best(app: &App) -> Option<usize> {
    let needle = app.entities.needle.as_str();
    let is_called = |line: &usize| app.entities.row(*line).is_some_and(|row| crate::tui::find::is_in(row.name.as_str(), needle));
    (0..app.entities.lines.len()).find(is_called).or(Some(0))
}

fn line_of(app: &App, id: &str) -> Option<usize> {
    let rows = &app.entities.list.as_ref()?.rows;
    app.entities.lines.iter().position(|row| rows[*row as usize].id == id)
}

/// Finds out which rows are folded away.
fn lay_out(app: &mut App) {
    let mut lines = Vec::new();
    if let Some(list) = &app.entities.list {
        let mut at = 0;
        while let Some(row) = list.rows.get(at) {
            lines.push(at as u32);
            at += 1 + if app.entities.is_unfolded(row) { 0 } else { row.within };
        }
    }
    app.entities.lines = lines;
}

fn fold(app: &mut App, is_fold: bool) -> Vec<Effect> {
    let entities = &app.entities;
    let Some(row) = entities.row(entities.selected) else { return Vec::new() };
    let is_open = row.within > 0 && entities.is_unfolded(row);
    let depth = row.depth;
    if is_fold && !is_open {
        // Nothing to fold here: what it lies in comes next.
        let above = (0..entities.selected).rev().find(|line| entities.row(*line).is_some_and(|other| other.depth < depth));
        if let Some(line) = above {
            select(app, line);
        }
    } else if row.within > 0 && is_open == is_fold {
        let id = row.id.clone();
        if !app.entities.toggled.remove(&id) {
            app.entities.toggled.insert(id);
        }
        lay_out(app);
        keep_in_sight(app);
    } else if row.within == 0 {
        super::say(app, "Nothing lies in it");
    }
    Vec::new()
}

/// The timeline of the selected entity: its term is added to the filter.
pub fn drill_in(app: &mut App) -> Vec<Effect> {
    if !summaries::is_ready(app, Pane::Entities, Action::DrillIn) {
        return Vec::new();
    }
    let Some(row) = app.entities.row(app.entities.selected) else { return Vec::new() };
    let term = row.term.clone();
    let before = app.filter.text.clone();
    let mut effects = super::focus(app, Pane::Timeline);
    if before.contains(&term) {
        return effects;
    }
    let after = if before.is_empty() { term } else { format!("{before} {term}") };
    app.drilled = Some((before, after.clone()));
    effects.extend(filter::set(app, after));
    effects
}

/// Back from the timeline to the entity, whose term is dropped again; `None` where nobody came from one.
pub fn come_back(app: &mut App) -> Option<Vec<Effect>> {
    let (before, after) = app.drilled.take()?;
    if app.filter.text != after {
        return None;
    }
    let mut effects = super::focus(app, Pane::Entities);
    effects.extend(filter::set(app, before));
    Some(effects)
}
