//! Reading: which article, which lines of it, which passage.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Move, timeline, totals};
use crate::model::{DocumentId, EngagementId};
use crate::tui::app::{App, Pane};
use crate::tui::effect::{Effect, Request};
use crate::tui::page::ArticlePage;
use crate::tui::summary::Target;
use crate::tui::view::{ArticleView, Passage};

/// The article follows the selection after this pause, so that holding `j` sends a few bytes a row and not a page.
const FOLLOW_PAUSE: Duration = Duration::from_millis(120);
/// How many articles are kept for coming back to.
const RECENT: usize = 32;

/// The selection has changed: the article follows soon.
pub fn follow(app: &mut App, now: Instant) {
    app.article.is_pinned = false;
    follow_if_shown(app, now);
}

/// The same, but what was opened of itself stays.
pub fn follow_if_shown(app: &mut App, now: Instant) {
    app.article.due = (app.is_article_shown() && !app.article.is_pinned).then(|| now + FOLLOW_PAUSE);
}

/// The cursor of an opened line of totals has moved: the article of its agreement follows soon.
pub fn follow_opened(app: &mut App, now: Instant) {
    app.article.due = app.is_article_shown().then(|| now + FOLLOW_PAUSE);
}

/// Shows the article of the selected row, or of the agreement in an opened line of totals, asking for it where it is not at hand.
pub fn open_selected(app: &mut App) -> Vec<Effect> {
    app.article.due = None;
    if let Some(target) = totals::target(app) {
        return open_beside(app, &target);
    }
    if app.article.is_pinned {
        return Vec::new();
    }
    let Some(row) = app.selected_row() else {
        close(app);
        return Vec::new();
    };
    let is_open = app.article.article.as_ref().is_some_and(|article| article.document == row.document);
    if is_open && app.article.record.as_ref() == Some(&row.id) && app.article.agreement.is_none() {
        return Vec::new();
    }
    remember_place(app);
    app.article.agreement = None;
    open(app, row.document, Some(row.id))
}

/// Shows the sentence that something rests on, while the keys stay where they are.
fn open_beside(app: &mut App, target: &Target) -> Vec<Effect> {
    let is_open = app.article.article.as_ref().is_some_and(|article| article.document == target.document);
    if is_open && app.article.agreement == target.agreement {
        return Vec::new();
    }
    remember_place(app);
    app.article.is_pinned = true;
    app.article.agreement = target.agreement.clone();
    open(app, target.document.clone(), target.engagement.clone())
}

fn open(app: &mut App, document: DocumentId, record: Option<EngagementId>) -> Vec<Effect> {
    app.article.wanted = Some(document.clone());
    match app.article.recent.iter().find(|article| article.document == document).cloned() {
        Some(article) => {
            show(app, article, record);
            Vec::new()
        }
        None => {
            app.article.record = record;
            vec![Effect::Ask(Request::Reading(document))]
        }
    }
}

/// Goes to the sentence that something rests on; the timeline's selection comes along where it has the engagement.
pub fn open_target(app: &mut App, target: &Target) -> Vec<Effect> {
    let row = target.engagement.as_ref().and_then(|id| app.records.as_ref()?.row_of(id));
    if let Some(position) = row.and_then(|row| app.timeline.list.rows.iter().position(|other| *other == row)) {
        app.timeline.selected = position;
        timeline::keep_in_sight(app);
    }
    remember_place(app);
    app.article.due = None;
    app.article.is_pinned = true;
    app.article.agreement = target.agreement.clone();
    let mut effects = super::focus(app, Pane::Article);
    effects.extend(open(app, target.document.clone(), target.engagement.clone()));
    effects
}

/// An article has come.
pub fn read(app: &mut App, document: &DocumentId, article: Option<Arc<ArticleView>>) {
    if let Some(article) = &article {
        app.article.recent.retain(|other| other.document != *document);
        app.article.recent.push(article.clone());
        let surplus = app.article.recent.len().saturating_sub(RECENT);
        app.article.recent.drain(..surplus);
    }
    if app.article.wanted.as_ref() != Some(document) {
        return;
    }
    let record = app.article.record.take();
    match article {
        Some(article) => show(app, article, record),
        None => {
            close(app);
            app.article.is_missing = true;
        }
    }
}

/// The records have changed: nothing that was read before may be shown again. What was opened of itself is asked for anew.
pub fn forget(app: &mut App) -> Vec<Effect> {
    remember_place(app);
    app.article.recent.clear();
    if let Some(wanted) = app.article.wanted.clone().filter(|_| app.article.is_pinned) {
        return vec![Effect::Ask(Request::Reading(wanted))];
    }
    app.article.article = None;
    app.article.page = None;
    app.article.record = None;
    app.article.agreement = None;
    Vec::new()
}

fn close(app: &mut App) {
    remember_place(app);
    app.article.article = None;
    app.article.page = None;
    app.article.wanted = None;
    app.article.record = None;
    app.article.agreement = None;
    app.article.is_pinned = false;
    app.article.span = None;
    app.article.is_missing = false;
}

fn remember_place(app: &mut App) {
    if let Some(article) = &app.article.article {
        let place = (app.article.record.clone(), app.article.top);
        app.article.left_at.insert(article.document.clone(), place);
    }
}

fn show(app: &mut App, article: Arc<ArticleView>, record: Option<EngagementId>) {
    let left_at = app.article.left_at.get(&article.document).cloned();
    let is_same = app.article.article.as_ref().is_some_and(|old| old.document == article.document);
    app.article.is_missing = false;
    app.article.record = record;
    if !is_same {
        app.article.page = None;
        app.article.top = 0;
    }
    app.article.span = None;
    app.article.article = Some(article);
    lay_out(app);
    match left_at {
        Some((record, top)) if record == app.article.record && app.article.agreement.is_none() => app.article.top = top.min(last_top(app)),
        _ => show_evidence(app),
    }
}

/// Lays the article out for the width of its pane, where it is not already, and keeps the place.
pub fn lay_out(app: &mut App) {
    let width = app.article_width();
    let (Some(article), true) = (&app.article.article, width > 0) else { return };
    let record = app.article.record.as_ref();
    if app.article.page.as_ref().is_some_and(|page| page.fits(&article.document, record, width)) {
        app.article.top = app.article.top.min(last_top(app));
        return;
    }
    let page = ArticlePage::new(article, record, width);
    if let Some(earlier) = &app.article.page {
        app.article.top = page.same_place(earlier, app.article.top);
    }
    app.article.page = Some(page);
    app.article.top = app.article.top.min(last_top(app));
}

fn last_top(app: &App) -> usize {
    let lines = app.article.page.as_ref().map_or(0, |page| page.lines.len());
    lines.saturating_sub(app.article_height().max(1))
}

/// Scrolls.
pub fn scroll(app: &mut App, step: Move) {
    let (last, height) = (last_top(app), app.article_height());
    let step = if let Move::Pages(pages, of) = step { Move::Lines(pages * (height.saturating_sub(1) / of).max(1) as isize) } else { step };
    app.article.top = step.from(app.article.top, last + 1, height);
}

/// Scrolls so that the sentence that the record rests on is in sight.
pub fn show_evidence(app: &mut App) {
    match app.evidence().first().copied() {
        Some(passage) => bring_in_sight(app, &passage),
        None => app.article.top = 0,
    }
}

/// Scrolls only where the passage is not in sight, and then leaves a third of the screen above it.
pub fn bring_in_sight(app: &mut App, passage: &Passage) {
    let height = app.article_height();
    let Some(line) = app.article.page.as_ref().and_then(|page| page.line_of(passage)) else { return };
    let is_in_sight = line >= app.article.top && line + 1 < app.article.top + height;
    if !is_in_sight {
        app.article.top = line.saturating_sub(height / 3).min(last_top(app));
    }
}

/// The next or previous row of the timeline, without leaving the article.
pub fn step_record(app: &mut App, step: Move, now: Instant) -> Vec<Effect> {
    timeline::go(app, step, now);
    open_selected(app)
}

/// The next or previous extracted passage, from the one that is marked, else from the top of the screen.
pub fn step_span(app: &mut App, is_forward: bool) -> Vec<Effect> {
    let Some(article) = app.article.article.clone() else { return Vec::new() };
    let marks = &article.marks;
    let on_screen = app
        .article
        .page
        .as_ref()
        .and_then(|page| marks.iter().position(|mark| page.line_of(&mark.passage).is_some_and(|line| line >= app.article.top)));
    let next = match (app.article.span, is_forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) => at.wrapping_sub(1),
        (None, true) => on_screen.unwrap_or(0),
        (None, false) => on_screen.unwrap_or(marks.len()).wrapping_sub(1),
    };
    match marks.get(next) {
        Some(mark) => {
            app.article.span = Some(next);
            bring_in_sight(app, &mark.passage);
        }
        None => super::say(app, if marks.is_empty() { "Nothing was extracted from this article" } else { "No further extracted passage" }),
    }
    Vec::new()
}
