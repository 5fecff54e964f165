//! Find in a pane: highlights and jumps, hides nothing.

use std::time::Instant;

use super::{Move, article, entities, timeline, totals};
use crate::tui::action::Action;
use crate::tui::app::{App, Mode, Pane};
use crate::tui::effect::{Effect, Request};
use crate::tui::field::Field;
use crate::tui::find::matches;
use crate::tui::view::Passage;

/// Opens the line; also over an empty store, where what is typed next would else be taken for keys.
pub fn open(app: &mut App) -> Vec<Effect> {
    app.mode = Mode::Find(Field::default());
    Vec::new()
}

/// Does an action of the line.
pub fn edit(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Accept => {
            app.mode = Mode::Browse;
            if app.find.needle.is_empty() || app.focus == Pane::Entities { Vec::new() } else { step(app, true) }
        }
        Action::Cancel => {
            app.mode = Mode::Browse;
            app.find.needle.clear();
            if app.focus == Pane::Entities { entities::narrow(app, "") } else { Vec::new() }
        }
        _ => {
            if let Mode::Find(field) = &mut app.mode {
                field.edit(action);
            }
            highlight(app)
        }
    }
}

/// Highlights what is typed so far.
pub fn highlight(app: &mut App) -> Vec<Effect> {
    let Mode::Find(field) = &app.mode else { return Vec::new() };
    let needle = field.text().to_lowercase();
    if app.focus == Pane::Entities {
        return entities::narrow(app, needle.trim());
    }
    app.find.needle = needle;
    Vec::new()
}

/// Goes to the next or previous match.
pub fn step(app: &mut App, is_forward: bool) -> Vec<Effect> {
    if app.focus == Pane::Entities {
        let step = if is_forward { Move::Lines(1) } else { Move::Lines(-1) };
        entities::go(app, step);
        return Vec::new();
    }
    if app.find.needle.is_empty() {
        super::say(app, "Nothing to find yet: / first");
        return Vec::new();
    }
    match app.focus {
        Pane::Article => {
            step_in_article(app, is_forward);
            Vec::new()
        }
        Pane::Totals => {
            if !totals::find(app, is_forward) {
                no_match(app);
            }
            Vec::new()
        }
        Pane::Timeline | Pane::Entities => {
            app.find.generation += 1;
            vec![Effect::Ask(Request::Find {
                generation: app.find.generation,
                rows: app.timeline.list.rows.clone(),
                needle: app.find.needle.clone(),
                from: app.timeline.selected,
                is_forward,
            })]
        }
    }
}

fn step_in_article(app: &mut App, is_forward: bool) {
    let Some(view) = app.article.article.clone() else { return };
    let mut lines: Vec<(usize, Passage)> = Vec::new();
    let page = app.article.page.as_ref();
    for (paragraph, text) in view.paragraphs.iter().enumerate() {
        for range in matches(text.as_str(), &app.find.needle) {
            let passage = Passage { paragraph, start: range.start, end: range.end };
            lines.extend(page.and_then(|page| page.line_of(&passage)).map(|line| (line, passage)));
        }
    }
    // The match in sight is the one that stands a third down the screen after a jump.
    let here = app.article.top + app.article_height() / 3;
    let next = if is_forward {
        lines.iter().find(|(line, _)| *line > here).or(lines.first())
    } else {
        lines.iter().rev().find(|(line, _)| *line < here).or(lines.last())
    };
    match next.copied() {
        Some((line, _)) => app.article.top = line.saturating_sub(app.article_height() / 3),
        None => no_match(app),
    }
    article::lay_out(app);
}

/// The worker has looked.
pub fn found(app: &mut App, generation: u64, position: Option<usize>, now: Instant) {
    if generation != app.find.generation {
        return;
    }
    match position {
        Some(position) => timeline::select(app, position, now),
        None => no_match(app),
    }
}

fn no_match(app: &mut App) {
    let mut text = format!("'{}' is not in this pane", app.find.needle);
    // "side:liaoning": a filter, typed where words are looked for.
    let is_term =
        |word: &str| word.split_once(':').is_some_and(|(field, value)| !value.is_empty() && field.chars().all(char::is_alphabetic));
    if let Some(key) = app.keymap.keys_of(Action::EditFilter).first().filter(|_| app.find.needle.split_whitespace().any(is_term)) {
        text = format!("{text} - {key} filters");
    }
    super::say(app, &text);
}
