//! What was typed into a correction and is not written yet: it is kept after each short pause, and offered again where a window left it.

use std::time::{Duration, Instant};

use super::edits;
use crate::tui::app::{App, Mode};
use crate::tui::drafts::Draft;
use crate::tui::effect::Effect;

/// What is typed is kept this long after the first key that was not.
const PAUSE: Duration = Duration::from_millis(250);

/// What is kept of a correction.
#[derive(Debug, Clone, Default)]
pub struct DraftState {
    /// As it was kept last.
    kept: Option<Draft>,
    /// What was sent to be written, until it is.
    sent: Option<Draft>,
    /// When to keep what is typed now.
    pub due: Option<Instant>,
}

/// What would be lost now.
pub fn current(app: &App) -> Option<Draft> {
    match &app.mode {
        Mode::Command(line) if edits::is_correction(line.field.text()) && line.field.text() != line.begun_with => {
            Some(Draft::Line { text: line.field.text().to_owned(), subject: line.subject.clone() })
        }
        _ => app.draft.sent.clone(),
    }
}

/// After each event: what is typed is to be kept soon, what is given up or written at once no more.
pub fn note(app: &mut App, now: Instant) -> Vec<Effect> {
    let current = current(app);
    if current == app.draft.kept {
        app.draft.due = None;
        Vec::new()
    } else if current.is_some() {
        app.draft.due.get_or_insert(now + PAUSE);
        Vec::new()
    } else {
        keep(app)
    }
}

/// Keeps what would be lost now, if it is not kept already.
pub fn keep(app: &mut App) -> Vec<Effect> {
    app.draft.due = None;
    let current = current(app);
    if current == app.draft.kept {
        return Vec::new();
    }
    app.draft.kept.clone_from(&current);
    vec![Effect::KeepDraft(current)]
}

/// Leaves what would be lost now to the next start.
pub fn shelve(app: &mut App) -> Vec<Effect> {
    let mut effects = keep(app);
    effects.push(Effect::ShelveDraft);
    (app.draft.kept, app.draft.sent) = (None, None);
    effects
}

/// A correction was sent to be written.
pub fn sent(app: &mut App, draft: Draft) {
    app.draft.sent = Some(draft);
}

/// It was written, or the analyst has decided against it.
pub fn settled(app: &mut App) {
    app.draft.sent = None;
}
