//! The only place that changes the app. Nothing here reads or writes anything else: what is to be done is returned.

mod article;
mod ask;
pub(super) mod command;
mod complete;
pub(super) mod drafts;
pub(super) mod edits;
mod entities;
mod facets;
mod filter;
mod find;
pub(super) mod help;
mod marks;
mod news;
pub(super) mod popup;
mod profile;
mod sheets;
mod sorting;
mod subject;
mod summaries;
mod timeline;
mod totals;
mod yank;

use std::time::Instant;

use ratatui::layout::Rect;

use super::action::Action;
use super::app::{App, Message, Mode, Pane, Stage};
use super::effect::{Effect, Reply, Request, Yank};
use super::event::{Event, Key, keys_text};
use super::keymap::Lookup;
use super::sheet::Sheet;
use crate::model::RecordClass;
use crate::query::timeline::Sort;
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};

pub(super) use timeline::Move;

/// Takes an event in.
pub fn update(app: &mut App, event: Event, now: Instant) -> Vec<Effect> {
    let mut effects = take(app, event, now);
    while let Some(typed) = next_held(app) {
        effects.extend(take(app, typed, now));
    }
    ask::next(app);
    effects.extend(drafts::note(app, now));
    effects
}

fn take(app: &mut App, event: Event, now: Instant) -> Vec<Effect> {
    match event {
        Event::Key(_) | Event::Paste(_) if waits_for_rows(app) => hold(app, event),
        Event::Key(key) => on_key(app, key, now),
        Event::Paste(text) => on_paste(app, &text),
        Event::Replied(reply) => on_reply(app, reply, now),
        Event::Terminated(code) => vec![Effect::Quit(code)],
        Event::Resized | Event::Continued => vec![Effect::Repaint],
        Event::ThreadDied(_) => vec![Effect::Quit(1)],
        // The loop reads what was written, and hands it to `composed`.
        Event::EditorEnded(_) => Vec::new(),
    }
}

/// Whether the rows are on their way, of the store or of another filter or order: a key pressed now is meant for those.
fn waits_for_rows(app: &App) -> bool {
    let is_coming = app.stage == Stage::Opening || app.stage == Stage::Ready && app.filter.is_pending;
    is_coming && matches!(app.mode, Mode::Browse) && app.profile.is_none()
}

/// Keeps what was typed until the rows have come. What leaves the program does not wait, unless something was typed before it.
fn hold(app: &mut App, typed: Event) -> Vec<Effect> {
    let leaves = |key| match app.keymap.look_up(app.layers(), &[key]) {
        Lookup::Action(Action::CancelOrQuit) => true,
        Lookup::Action(Action::Quit) => app.held.is_empty() && app.prefix.is_empty(),
        _ => false,
    };
    if matches!(typed, Event::Key(key) if leaves(key)) {
        return vec![Effect::Quit(0)];
    }
    app.held.push_back(typed);
    Vec::new()
}

fn next_held(app: &mut App) -> Option<Event> {
    if waits_for_rows(app) { None } else { app.held.pop_front() }
}

/// Takes in what came back from the editor.
pub fn composed(app: &mut App, sheet: Sheet, trouble: Option<&SafeText>, now: Instant) -> Vec<Effect> {
    let mut effects = sheets::composed(app, sheet, trouble);
    ask::next(app);
    effects.extend(drafts::note(app, now));
    effects
}

/// The screen has this size now.
pub fn resize(app: &mut App, area: Rect) {
    app.area = area;
    article::lay_out(app);
    timeline::keep_in_sight(app);
    help::keep_in_sight(app);
    facets::keep_in_sight(app);
    popup::lay_out(app);
    entities::keep_in_sight(app);
    totals::keep_in_sight(app);
    profile::lay_out(app);
}

/// A deadline of [`App::deadline`] has passed.
pub fn on_deadline(app: &mut App, now: Instant) -> Vec<Effect> {
    let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
    let mut effects = if is_due(app.article.due) { article::open_selected(app) } else { Vec::new() };
    if is_due(app.draft.due) {
        effects.extend(drafts::keep(app));
    }
    if app.summaries_due.is_none_or(|due| due <= now) {
        effects.extend(summaries::refresh(app));
    }
    effects
}

fn on_key(app: &mut App, key: Key, now: Instant) -> Vec<Effect> {
    app.message = None;
    app.waiting = None;
    if app.mode.takes_text()
        && let Some(c) = key.text()
    {
        return type_text(app, &c.to_string());
    }
    app.prefix.push(key);
    match app.keymap.look_up(app.layers(), &app.prefix) {
        Lookup::Prefix(_) => Vec::new(),
        Lookup::Action(action) => {
            app.prefix.clear();
            perform(app, action, now)
        }
        Lookup::Nothing => {
            let keys = std::mem::take(&mut app.prefix);
            not_bound(app, &keys);
            Vec::new()
        }
    }
}

/// An unbound key is answered, never met with silence; Esc only leaves the prefix.
fn not_bound(app: &mut App, keys: &[Key]) {
    let left_prefix = keys.len() > 1 && keys.last().is_some_and(|key| key.code == super::event::Code::Esc);
    if matches!(app.mode, Mode::Ask(_)) {
        super::update::say(app, "y or Enter: yes   n: no   Esc: leave everything as it is");
    } else if !left_prefix && !app.mode.takes_text() {
        let pane = Pane::ALL.iter().find(|(pane, ..)| *pane == app.focus).map_or("", |(_, _, title)| title);
        say(app, &format!("'{}' does nothing in {pane} - ? for keys", keys_text(keys)));
    }
}

fn on_paste(app: &mut App, text: &str) -> Vec<Effect> {
    if !app.mode.takes_text() {
        say(app, "Pasted text goes into the filter (F) or find (/) line only");
        return Vec::new();
    }
    type_text(app, text)
}

fn type_text(app: &mut App, text: &str) -> Vec<Effect> {
    match &mut app.mode {
        Mode::Browse | Mode::Popup(_) | Mode::Ask(_) => Vec::new(),
        Mode::Facets(picker) => {
            picker.typed.insert(text);
            facets::narrow(app);
            Vec::new()
        }
        Mode::Command(line) => {
            line.field.insert(text);
            complete::forget(app);
            Vec::new()
        }
        Mode::Filter(line) => {
            line.field.insert(text);
            complete::forget(app);
            filter::ask_live(app)
        }
        Mode::Find(field) => {
            field.insert(text);
            find::highlight(app)
        }
        Mode::Help(list) => {
            list.field.insert(text);
            help::search(app);
            Vec::new()
        }
    }
}

/// Does an action.
pub fn perform(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    if !app.used.contains(&action) {
        app.used.push(action);
    }
    match app.mode {
        Mode::Browse => browse(app, action, now),
        Mode::Filter(_) => filter::edit(app, action, now),
        Mode::Find(_) => find::edit(app, action),
        Mode::Help(_) => help::edit(app, action, now),
        Mode::Facets(_) => facets::edit(app, action, now),
        Mode::Command(_) => command::edit(app, action, now),
        Mode::Popup(_) => popup::edit(app, action, now),
        Mode::Ask(_) => ask::answer(app, action),
    }
}

fn browse(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    if app.profile.is_some()
        && let Some(effects) = profile::perform(app, action)
    {
        return effects;
    }
    let own = match app.focus {
        Pane::Entities => entities::perform(app, action),
        Pane::Totals => totals::perform(app, action),
        Pane::Timeline | Pane::Article => None,
    };
    if let Some(effects) = own {
        return effects;
    }
    match action {
        Action::MoveDown => go(app, Move::Lines(1), now),
        Action::MoveUp => go(app, Move::Lines(-1), now),
        Action::MoveFirst => go(app, Move::First, now),
        Action::MoveLast => go(app, Move::Last, now),
        Action::HalfPageDown => go(app, Move::Pages(1, 2), now),
        Action::HalfPageUp => go(app, Move::Pages(-1, 2), now),
        Action::PageDown | Action::ScrollPage => go(app, Move::Pages(1, 1), now),
        Action::PageUp => go(app, Move::Pages(-1, 1), now),
        Action::DrillIn => drill_in(app),
        Action::GoBack => go_back(app),
        Action::FocusTimeline => focus(app, Pane::Timeline),
        Action::FocusEntities => focus(app, Pane::Entities),
        Action::FocusTotals => focus(app, Pane::Totals),
        Action::FocusArticle => focus(app, Pane::Article),
        Action::FocusNext => focus(app, pane_beyond(app.focus, 1)),
        Action::FocusPrevious => focus(app, pane_beyond(app.focus, Pane::ALL.len() - 1)),
        Action::ResetLayout => reset_layout(app, now),
        Action::ZoomPane => zoom(app, now),
        Action::NextRecord => article::step_record(app, Move::Lines(1), now),
        Action::PreviousRecord => article::step_record(app, Move::Lines(-1), now),
        Action::NextSpan => article::step_span(app, true),
        Action::PreviousSpan => article::step_span(app, false),
        Action::EditFilter => filter::open(app),
        Action::DropLastChip => filter::drop_last_chip(app),
        Action::DropAllChips => filter::drop_all_chips(app),
        Action::FindInPane => find::open(app),
        Action::NextMatch => find::step(app, true),
        Action::PreviousMatch => find::step(app, false),
        Action::ShowHelp => help::open(app),
        Action::PickFacets => facets::open(app),
        Action::InspectRecord => popup::inspect(app),
        Action::OpenCommandLine => command::open(app),
        _ => on_rows(app, action, now),
    }
}

/// Corrections; `None` for what is none.
fn correct(app: &mut App, action: Action, now: Instant) -> Option<Vec<Effect>> {
    Some(match action {
        Action::ConfirmRecord => edits::judge(app, RecordStatus::Confirmed, now),
        Action::RejectRecord => edits::judge(app, RecordStatus::Rejected, now),
        Action::EditFields => edits::open_line(app, "edit"),
        Action::EditAsText => sheets::open_record(app),
        Action::AddEngagement => sheets::open_new(app, RecordClass::Engagement),
        Action::AddAgreement => sheets::open_new(app, RecordClass::Agreement),
        Action::TagRecord => edits::open_line(app, "tag"),
        Action::AnnotateRecord => edits::open_line(app, "annotate"),
        Action::MergeRecords => edits::merge(app),
        Action::RepeatEdit => edits::repeat(app),
        Action::UndoEdit => edits::undo(app),
        Action::RedoEdit => edits::redo(app),
        Action::ReviewQueue => edits::review(app),
        Action::ShowNews => news::show(app),
        Action::SetMark => news::set_mark(app),
        _ => return None,
    })
}

/// Orders, marks, cells and copies.
fn on_rows(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    match action {
        Action::SortByDate => return sorting::by(app, Sort::DateDescending),
        Action::SortBySources => return sorting::by(app, Sort::Sources),
        Action::SortByAgreements => return sorting::by(app, Sort::Agreements),
        Action::SortByType => return sorting::by(app, Sort::Type),
        Action::ReverseSort => return sorting::reverse(app),
        Action::NarrowerPeriod => return sorting::change_period(app, true),
        Action::WiderPeriod => return sorting::change_period(app, false),
        Action::FilterLikeCell => return marks::filter_like_cell(app, false),
        Action::ExcludeLikeCell => return marks::filter_like_cell(app, true),
        Action::YankCitation => return yank::yank(app, Yank::Citation),
        Action::YankSentence => return yank::yank(app, Yank::Sentence),
        Action::YankRows => return yank::yank(app, Yank::Rows),
        Action::YankCommand => return yank::yank(app, Yank::Command),
        Action::YankUrl => return yank::yank(app, Yank::Url),
        Action::OpenLink => return yank::yank(app, Yank::Link),
        Action::NextPeriod => marks::step_period(app, true, now),
        Action::PreviousPeriod => marks::step_period(app, false, now),
        Action::MarkRow => marks::toggle(app, now),
        Action::MarkRange => marks::range(app),
        Action::MarkAll => marks::all(app),
        Action::ClearMarks => drop(marks::clear(app)),
        Action::ColumnLeft => marks::move_column(app, false),
        Action::ColumnRight => marks::move_column(app, true),
        _ => return for_the_program(app, action, now),
    }
    Vec::new()
}

fn for_the_program(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    if let Some(effects) = correct(app, action, now) {
        return effects;
    }
    match action {
        Action::ReloadStore => {
            app.busy = Some("reading the store");
            vec![Effect::Ask(Request::Reload)]
        }
        Action::LoadSamples => load_samples(app),
        Action::Redraw => vec![Effect::Repaint],
        Action::Suspend => vec![Effect::Suspend],
        Action::CancelOrQuit | Action::Quit => vec![Effect::Quit(0)],
        _ => Vec::new(),
    }
}

fn load_samples(app: &mut App) -> Vec<Effect> {
    if app.is_read_only {
        complain(app, "Opened for reading only: nothing can be put in");
        return Vec::new();
    }
    if app.busy.is_some() {
        return Vec::new();
    }
    app.busy = Some("reading the sample reports");
    vec![Effect::Ask(Request::LoadSamples)]
}

fn go(app: &mut App, step: Move, now: Instant) -> Vec<Effect> {
    match app.focus {
        Pane::Timeline => timeline::go(app, step, now),
        Pane::Entities => entities::go(app, step),
        Pane::Totals => totals::go(app, step, now),
        Pane::Article => article::scroll(app, step),
    }
    Vec::new()
}

fn drill_in(app: &mut App) -> Vec<Effect> {
    match app.focus {
        Pane::Timeline if app.selected_row().is_some() => focus(app, Pane::Article),
        Pane::Timeline => Vec::new(),
        Pane::Entities => entities::drill_in(app),
        Pane::Totals => totals::drill_in(app),
        Pane::Article => {
            article::show_evidence(app);
            Vec::new()
        }
    }
}

/// One step back: highlights first, then the pane one drilled from. Never quits, never edits.
fn go_back(app: &mut App) -> Vec<Effect> {
    if !app.find.needle.is_empty() {
        app.find.needle.clear();
    } else if app.article.span.take().is_some() {
        // The mark on a passage goes first.
    } else if matches!(app.focus, Pane::Timeline | Pane::Totals) && (marks::clear(app) | left_column(app)) {
        // Then marks and the column cursor.
    } else {
        return match app.focus {
            Pane::Article => focus(app, app.beside),
            Pane::Entities => entities::narrow(app, ""),
            Pane::Totals => {
                totals::close(app);
                Vec::new()
            }
            Pane::Timeline => entities::come_back(app).unwrap_or_default(),
        };
    }
    Vec::new()
}

/// Takes the column cursor away; whether there was one to be seen.
fn left_column(app: &mut App) -> bool {
    app.focus == Pane::Timeline && app.timeline.column.take().is_some()
}

fn focus(app: &mut App, pane: Pane) -> Vec<Effect> {
    if app.stage != Stage::Ready {
        return Vec::new();
    }
    app.focus = pane;
    if pane != Pane::Article {
        app.beside = pane;
    }
    lay_out(app);
    let mut effects = summaries::refresh(app);
    if pane == Pane::Article {
        effects.extend(article::open_selected(app));
    }
    effects
}

/// The panes have other sizes, or others are shown.
fn lay_out(app: &mut App) {
    article::lay_out(app);
    timeline::keep_in_sight(app);
    entities::keep_in_sight(app);
    totals::keep_in_sight(app);
}

fn zoom(app: &mut App, now: Instant) -> Vec<Effect> {
    app.is_zoomed = !app.is_zoomed;
    lay_out(app);
    article::follow_if_shown(app, now);
    summaries::refresh(app)
}

fn reset_layout(app: &mut App, now: Instant) -> Vec<Effect> {
    if app.is_zoomed {
        return zoom(app, now);
    }
    if !app.regions().has_four() {
        say(app, "Four panes need a window of 110 x 30; Tab goes through them");
    }
    Vec::new()
}

fn pane_beyond(pane: Pane, steps: usize) -> Pane {
    let at = Pane::ALL.iter().position(|(other, ..)| *other == pane).unwrap_or(0);
    Pane::ALL[(at + steps) % Pane::ALL.len()].0
}

fn on_reply(app: &mut App, reply: Reply, now: Instant) -> Vec<Effect> {
    match reply {
        Reply::Empty => {
            app.stage = Stage::Empty;
            app.busy = None;
        }
        Reply::Loaded { records, list } => {
            let mut effects = filter::loaded(app, records, list, now);
            effects.extend(profile::refresh(app));
            return effects;
        }
        Reply::Summed { generation, answer } => return summaries::summed(app, generation, answer, now),
        Reply::Filtered { generation, list } => filter::filtered(app, generation, list, now),
        Reply::Read { document, article } => article::read(app, &document, article),
        Reply::Found { generation, position } => find::found(app, generation, position, now),
        Reply::Facets { generation, values } => facets::arrived(app, generation, values),
        Reply::Completed { generation, range, candidates } => return complete::arrived(app, generation, range, candidates),
        Reply::Provenance { title, lines } => popup::open(app, title, lines),
        Reply::Yanked { what, text } => return yank::arrived(app, what, text),
        Reply::Told(text) => {
            app.busy = None;
            app.message = Some(Message { text, is_trouble: false });
        }
        Reply::Failed(text) => {
            app.busy = None;
            app.message = Some(Message { text, is_trouble: true });
        }
        Reply::Edited { text, is_trouble, conflicts, added } => {
            edits::written(app, Message { text, is_trouble }, conflicts, added.as_ref(), now);
        }
        Reply::Sheet(sheet) => return sheets::arrived(app, *sheet),
        Reply::Refused { exit_code, .. } => return vec![Effect::Quit(exit_code)],
    }
    Vec::new()
}

fn say(app: &mut App, text: &str) {
    app.message = Some(Message { text: sanitize(text), is_trouble: false });
}

fn complain(app: &mut App, text: &str) {
    app.message = Some(Message { text: sanitize(text), is_trouble: true });
}

/// Keeps `top` so that `line` is among `height` lines: where it is not, the page jumps, so that most moves redraw two marks
/// and nothing scrolls line by line over a slow connection.
fn page_jump(top: usize, line: usize, height: usize) -> usize {
    if height == 0 || line < height.saturating_sub(1) && top == 0 {
        0
    } else if line < top {
        (line + 2).saturating_sub(height).min(line)
    } else if line >= top + height {
        line - usize::from(height > 1)
    } else {
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_jump_and_always_show_the_line() {
        for height in 1..30 {
            let mut top = 0;
            for line in (0..200).chain((0..200).rev()).chain([150, 3, 77, 0, 199]) {
                top = page_jump(top, line, height);
                assert!(top <= line && line < top + height, "{line} not in {top}+{height}");
            }
        }
        assert_eq!(page_jump(0, 20, 20), 19, "one line is kept for context");
    }
}
