//! The line on top (store, filter, counts), the titles, and the line at the bottom (keys, messages).

use ratatui::layout::Rect;

use super::layout::Regions;
use super::painter::{Painter, cells};
use super::timeline::grouped;
use crate::text::safe::sanitize;
use crate::tui::action::Action;
use crate::tui::app::{App, Mode, Pane, Stage};
use crate::tui::event::keys_text;
use crate::tui::keymap::Lookup;
use crate::tui::theme::Meaning;

/// Keys that the bottom line names, by pane.
/// The same in all panes, so that little changes on the wire when another pane takes the keys.
const COMMON_KEYS: &[(Action, &str)] = &[
    (Action::DrillIn, "open"),
    (Action::PickFacets, "pick"),
    (Action::EditFilter, "filter"),
    (Action::FindInPane, "find"),
    (Action::InspectRecord, "why"),
    (Action::FocusNext, "pane"),
    (Action::ShowHelp, "all"),
];
const TIMELINE_KEYS: &[(Action, &str)] = &[(Action::MarkRow, "mark")];
const ENTITIES_KEYS: &[(Action, &str)] = &[(Action::ShowPeople, "people")];
const TOTALS_KEYS: &[(Action, &str)] = &[(Action::TotalByYear, "by year")];
const ARTICLE_KEYS: &[(Action, &str)] = &[(Action::NextSpan, "passage")];
const EMPTY_KEYS: &[(Action, &str)] = &[(Action::LoadSamples, "sample reports"), (Action::Quit, "quit")];

/// What a first visitor is told, until it was used.
const HINTS: &[(Action, &str)] = &[
    (Action::PickFacets, "f filters by place"),
    (Action::DrillIn, "Enter opens the article"),
    (Action::NextSpan, "in it ) goes from passage to passage"),
    (Action::InspectRecord, "i tells where each field comes from"),
    (Action::YankCitation, "yy copies the citation"),
];

/// Store, badges, chips, counts.
pub fn header(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let counts = sanitize(&counts_text(app));
    let right = area.right().saturating_sub(cells(counts.as_str()));
    painter.text(right, area.y, area.right() - right, &counts, Meaning::Text);
    let end = right.saturating_sub(1);
    let mut x = painter.text(area.x, area.y, end.saturating_sub(area.x), &app.store_name, Meaning::Heading) + 2;
    let problems = app.config_problems.len();
    let problems = format!("config: {problems} {}", if problems == 1 { "problem" } else { "problems" });
    let badges = [(app.is_demo, "DEMO"), (app.is_read_only, "read only"), (!app.config_problems.is_empty(), problems.as_str())];
    for (_, badge) in badges.iter().filter(|(is_on, _)| *is_on) {
        x = painter.text(x, area.y, end.saturating_sub(x), &sanitize(badge), Meaning::Badge) + 2;
    }
    for chip in &app.timeline.list.chips {
        let text = sanitize(&format!("[{}{}]", if chip.is_loose { "~ " } else { "" }, chip.meaning));
        x = painter.text(x, area.y, end.saturating_sub(x), &text, Meaning::Focus) + 1;
    }
}

fn counts_text(app: &App) -> String {
    let Some(records) = &app.records else { return String::new() };
    let (shown, all) = (app.timeline.list.rows.len(), records.engagement_count());
    let place = if shown == 0 { 0 } else { app.timeline.selected + 1 };
    if shown == all {
        format!("{}/{}", grouped(place), grouped(all))
    } else {
        format!("{}/{} of {}", grouped(place), grouped(shown), grouped(all))
    }
}

/// Titles over the panes, or tabs where one pane has the screen. The focus shows here and nowhere else.
pub fn titles(painter: &mut Painter<'_, '_>, regions: &Regions, app: &App) {
    let row = regions.titles;
    if app.stage != Stage::Ready {
        painter.rule(row.x, row.y, row.right(), app.theme.horizontal);
        return;
    }
    if regions.has_four() {
        over(painter, regions.timeline, row, Pane::Timeline, app);
        over(painter, regions.entities, regions.middle, Pane::Entities, app);
        over(painter, regions.totals, regions.middle, Pane::Totals, app);
    } else {
        let is_alone = regions.divider.width + regions.middle.width == 0;
        let right = if regions.divider.width > 0 { regions.divider.x } else { row.right() };
        let tabs = Pane::ALL.iter().take(if is_alone { 4 } else { 3 });
        let x = tabs.fold(row.x, |x, (pane, ..)| title(painter, x, Rect { width: right - row.x, ..row }, *pane, app));
        painter.rule(x, row.y, right, app.theme.horizontal);
    }
    if regions.divider.width > 0 {
        over(painter, regions.article, row, Pane::Article, app);
        painter.rule(regions.divider.x, row.y, regions.divider.right(), app.theme.horizontal);
    } else if regions.middle.width > 0 {
        over(painter, regions.article, regions.middle, Pane::Article, app);
    }
}

/// The title over a pane and the rule behind it.
fn over(painter: &mut Painter<'_, '_>, pane_area: Rect, row: Rect, pane: Pane, app: &App) {
    let row = Rect { x: pane_area.x, width: pane_area.width, ..row };
    let mut x = title(painter, row.x, row, pane, app);
    if pane == Pane::Article {
        x = source(painter, x, row, app);
    }
    painter.rule(x, row.y, row.right(), app.theme.horizontal);
}

/// Who says so: the outlet and date of the article stay in sight when its head has scrolled away.
fn source(painter: &mut Painter<'_, '_>, x: u16, row: Rect, app: &App) -> u16 {
    let shown = app.article.article.as_ref().and_then(|article| article.source.as_ref());
    let Some(source) = shown.filter(|_| row.right() > x + 12) else { return x };
    let room = row.right() - x - 2;
    painter.text(x, row.y, room, &sanitize(&format!(" {} ", source.truncated((room as usize).saturating_sub(2)))), Meaning::Aside)
}

fn title(painter: &mut Painter<'_, '_>, x: u16, row: Rect, pane: Pane, app: &App) -> u16 {
    let (digit, title) = super::pane_title(pane);
    let has_focus = app.focus == pane;
    let text = if has_focus { format!("[{digit} {title}]") } else { format!(" {digit} {title} ") };
    painter.text(x, row.y, row.right().saturating_sub(x), &sanitize(&text), if has_focus { Meaning::Focus } else { Meaning::Aside })
}

/// Keys, a message, or what may follow a prefix.
pub fn status(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    if !app.prefix.is_empty() {
        return which_key(painter, area, app);
    }
    match (&app.message, app.busy, &app.mode) {
        (Some(message), _, Mode::Browse | Mode::Popup(_) | Mode::Ask(_)) => {
            let meaning = if message.is_trouble { Meaning::Trouble } else { Meaning::Text };
            painter.text(area.x, area.y, area.width, &message.text, meaning);
        }
        (None, Some(busy), Mode::Browse) => {
            painter.text(area.x, area.y, area.width, &sanitize(&format!("{busy}...")), Meaning::Aside);
        }
        (_, _, Mode::Browse) => pane_keys(painter, area, app),
        (_, _, Mode::Facets(picker)) => super::facets::keys(painter, area, app, picker),
        (_, _, Mode::Popup(_)) => {
            painter.text(area.x, area.y, area.width, "j k scroll   yy ys copy   Esc closes", Meaning::Aside);
        }
        (_, _, Mode::Ask(_)) => {
            painter.text(area.x, area.y, area.width, "y yes   n no   Esc leaves everything as it is", Meaning::Key);
        }
        (_, _, Mode::Help(_)) => {
            painter.text(area.x, area.y, area.width, "type to search, @ for keys   Enter runs   Esc closes", Meaning::Aside);
        }
        // The prompt says what there is to say.
        _ => {}
    }
}

/// What may follow, on as many lines as it takes.
fn which_key(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let prefix = sanitize(&format!("{} ...  ", keys_text(&app.prefix)));
    let Lookup::Prefix(following) = app.keymap.look_up(app.layers(), &app.prefix) else { return };
    let hints: Vec<(String, &str)> = following.iter().map(|(key, action)| (key.to_string(), action.entry().help)).collect();
    let hints = hints.iter().map(|(key, help)| (key.as_str(), *help)).chain([("Esc", "cancel")]);
    // Where each hint goes: the line, counted from the first, and the column.
    let (mut line, mut x, mut placed) = (0, area.x + cells(prefix.as_str()), Vec::new());
    for (key, help) in hints {
        if x + cells(key) + cells(help) + 1 > area.right() {
            (line, x) = (line + 1, area.x + 2);
        }
        placed.push((line, x, key, help));
        x += cells(key) + cells(help) + 3;
    }
    let first = area.y.saturating_sub(line);
    (first..area.y).for_each(|y| painter.clear_row(y));
    painter.text(area.x, first, area.width, &prefix, Meaning::Key);
    for (line, x, key, help) in placed {
        key_hint(painter, Rect { y: first + line, ..area }, x, key, help);
    }
}

fn pane_keys(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let keys = match (app.stage, app.focus) {
        (Stage::Ready, _) if app.profile.is_some() => &[],
        (Stage::Ready, Pane::Timeline) => TIMELINE_KEYS,
        (Stage::Ready, Pane::Entities) => ENTITIES_KEYS,
        (Stage::Ready, Pane::Totals) => TOTALS_KEYS,
        (Stage::Ready, Pane::Article) => ARTICLE_KEYS,
        _ => EMPTY_KEYS,
    };
    let mut x = area.x;
    let (first, then) = if app.stage == Stage::Ready { (COMMON_KEYS, keys) } else { (keys, &[(Action::ShowHelp, "all")][..]) };
    for (action, word) in first.iter().chain(then) {
        if let Some(key) = app.keymap.keys_of(*action).first() {
            x = key_hint(painter, area, x, key, word);
        }
    }
    let hint =
        HINTS.iter().find(|(action, _)| !app.used.contains(action)).filter(|_| app.is_demo && app.has_hints && app.stage == Stage::Ready);
    if let Some((_, hint)) = hint {
        let from = area.right().saturating_sub(cells(hint));
        if from > x {
            painter.text(from, area.y, cells(hint), *hint, Meaning::Badge);
        }
    }
}

fn key_hint(painter: &mut Painter<'_, '_>, area: Rect, x: u16, key: &str, word: &str) -> u16 {
    let key = sanitize(key);
    let word = sanitize(&format!(" {word}"));
    if x + cells(key.as_str()) + cells(word.as_str()) > area.right() {
        return x;
    }
    let x = painter.text(x, area.y, area.right() - x, &key, Meaning::Key);
    painter.text(x, area.y, area.right() - x, &word, Meaning::Aside) + 2
}
