//! The profile over the panes: read like an article, Enter jumps to what is listed.

use super::timeline::Move;
use super::{article, page_jump, summaries};
use crate::tui::action::Action;
use crate::tui::app::{App, Pane};
use crate::tui::draw::layout::GUTTER;
use crate::tui::effect::Effect;
use crate::tui::page::wrapped;
use crate::tui::panes::ProfileState;
use crate::tui::summary::{ProfileLine, ProfileView, Question};

/// Opens the profile of the selected entity.
pub fn open(app: &mut App) -> Vec<Effect> {
    if !summaries::is_ready(app, Pane::Entities, Action::OpenProfile) {
        return Vec::new();
    }
    let Some(row) = app.entities.row(app.entities.selected) else {
        super::say(app, "No entity is selected");
        return Vec::new();
    };
    let id = row.id.clone();
    let (asked, effects) = summaries::ask(app, Question::Profile { id: id.clone(), today: app.today });
    app.profile = Some(ProfileState { id, generation: asked.generation, ..ProfileState::default() });
    effects
}

/// The records have changed: it is asked for again.
pub fn refresh(app: &mut App) -> Vec<Effect> {
    let Some(id) = app.profile.as_ref().map(|profile| profile.id.clone()) else { return Vec::new() };
    let (asked, effects) = summaries::ask(app, Question::Profile { id, today: app.today });
    if let Some(profile) = &mut app.profile {
        profile.generation = asked.generation;
    }
    effects
}

/// The profile has come.
pub fn take(app: &mut App, view: Option<ProfileView>) {
    if let Some(profile) = &mut app.profile {
        profile.is_missing = view.is_none();
        profile.view = view;
    }
    lay_out(app);
}

/// Wraps its lines for the screen and keeps the place.
pub fn lay_out(app: &mut App) {
    let width = usize::from(app.area.width.saturating_sub(GUTTER)).max(1);
    let Some(profile) = &mut app.profile else { return };
    let place = profile.lines.get(profile.selected).map(|(.., line)| *line);
    // What can be opened stays on one line, cut at the edge; what is read is wrapped.
    let shown = |line: &ProfileLine| if line.target.is_some() { vec![line.text.clone()] } else { wrapped(&line.text, width) };
    let lines = profile.view.iter().flat_map(|view| view.lines.iter().enumerate());
    profile.lines = lines.flat_map(|(at, line)| shown(line).into_iter().map(move |text| (text, line.meaning, at))).collect();
    profile.selected = place.and_then(|place| profile.lines.iter().position(|(.., line)| *line == place)).unwrap_or(0);
    keep_in_sight(app);
}

fn keep_in_sight(app: &mut App) {
    let height = usize::from(app.area.height.saturating_sub(3));
    if let Some(profile) = &mut app.profile {
        profile.top = page_jump(profile.top, profile.selected, height);
    }
}

/// Does an action while it is open; `None` where it goes to the panes below, and then it is closed.
pub fn perform(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let step = match action {
        Action::MoveDown => Move::Lines(1),
        Action::MoveUp => Move::Lines(-1),
        Action::MoveFirst => Move::First,
        Action::MoveLast => Move::Last,
        Action::HalfPageDown => Move::Pages(1, 2),
        Action::HalfPageUp => Move::Pages(-1, 2),
        Action::PageDown => Move::Pages(1, 1),
        Action::PageUp => Move::Pages(-1, 1),
        Action::DrillIn => return Some(jump(app)),
        Action::GoBack => {
            app.profile = None;
            return Some(Vec::new());
        }
        Action::ConfirmRecord
        | Action::RejectRecord
        | Action::EditFields
        | Action::TagRecord
        | Action::AnnotateRecord
        | Action::RepeatEdit
        | Action::UndoEdit
        | Action::RedoEdit
        | Action::OpenCommandLine => return None,
        Action::Redraw | Action::Suspend | Action::CancelOrQuit | Action::Quit | Action::ReloadStore | Action::ShowHelp => return None,
        _ => {
            app.profile = None;
            return None;
        }
    };
    let height = usize::from(app.area.height.saturating_sub(3));
    if let Some(profile) = &mut app.profile {
        profile.selected = step.from(profile.selected, profile.lines.len(), height);
    }
    keep_in_sight(app);
    Some(Vec::new())
}

fn jump(app: &mut App) -> Vec<Effect> {
    let target = app.profile.as_ref().and_then(|profile| {
        let (.., line) = profile.lines.get(profile.selected)?;
        profile.view.as_ref()?.lines.get(*line)?.target.clone()
    });
    let Some(target) = target else {
        super::say(app, "Enter opens the engagements and agreements below");
        return Vec::new();
    };
    app.profile = None;
    article::open_target(app, &target)
}
