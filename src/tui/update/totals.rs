//! Moving through the totals, choosing by what, and opening a line down to the sentence.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Instant;

use super::timeline::Move;
use super::{article, page_jump, summaries};
use crate::model::Currency;
use crate::query::totals::Dimension;
use crate::text::safe::sanitize;
use crate::tui::action::Action;
use crate::tui::app::{App, Pane};
use crate::tui::effect::Effect;
use crate::tui::find::is_in;
use crate::tui::panes::{OpenedLine, WidestFigures};
use crate::tui::summary::{Target, TotalsLine, TotalsPart, TotalsTable, dimension_name};
use crate::tui::view::Records;

/// The currencies that one key goes through; `:convert` takes any.
const OFFERED: [&str; 3] = ["USD", "EUR", "CNY"];
/// How many agreements find looks through, there and back: more would be felt.
const LOOKED_THROUGH: usize = 20_000;

/// Lines of the table on the screen: the first line of the pane names the columns, notes follow it.
fn height(app: &App) -> usize {
    let notes = app.totals.table.as_ref().map_or(0, |table| table.notes.len());
    let above = if app.totals.opened.is_some() { 1 } else { 1 + notes };
    app.height(Pane::Totals).saturating_sub(above)
}

/// Does one of the pane's own actions; `None` where it is none.
pub fn perform(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let by = match action {
        Action::TotalByProvince => Dimension::Province,
        Action::TotalByCountry => Dimension::Country,
        Action::TotalByCity => Dimension::City,
        Action::TotalByPair => Dimension::Pair,
        Action::TotalByYear => Dimension::Year,
        Action::TotalByQuarter => Dimension::Quarter,
        Action::TotalByNature => Dimension::Nature,
        Action::TotalByBinding => Dimension::Binding,
        Action::TotalByMonth => Dimension::Month,
        Action::TotalByKind => Dimension::Kind,
        Action::TotalByStage => Dimension::Stage,
        Action::TotalByType => Dimension::Type,
        Action::TotalByTopic => Dimension::Topic,
        Action::TotalByCurrency => Dimension::Currency,
        Action::TotalBySource => Dimension::Source,
        Action::MeasureTotals => return Some(measure(app)),
        Action::ConvertTotals => return Some(convert_next(app)),
        _ => return None,
    };
    app.totals.by = by;
    app.totals.opened = None;
    (app.totals.selected, app.totals.top) = (0, 0);
    app.totals.table = None;
    Some(summaries::ask_totals(app))
}

/// The next measure.
pub fn measure(app: &mut App) -> Vec<Effect> {
    app.totals.measure = app.totals.measure.next();
    super::say(app, app.totals.measure.words());
    summaries::ask_totals(app)
}

/// Converts into the next of a few currencies, and then into none.
fn convert_next(app: &mut App) -> Vec<Effect> {
    let known: Vec<Currency> = OFFERED.iter().filter_map(|code| Currency::from_code(code)).collect();
    let next = match app.totals.into {
        None => known.first(),
        Some(into) => known.iter().position(|one| *one == into).and_then(|at| known.get(at + 1)),
    };
    convert(app, next.copied())
}

/// Shows sums in a currency beside their own, or no more.
pub fn convert(app: &mut App, into: Option<Currency>) -> Vec<Effect> {
    app.totals.into = into;
    match into {
        Some(into) => super::say(app, &format!("In {into} at the mean rates of each year; what is not converted stands below")),
        None => super::say(app, "Sums in their own currencies"),
    }
    summaries::ask_totals(app)
}

/// Moves the selection, of the agreements where a line is open.
pub fn go(app: &mut App, step: Move, now: Instant) {
    let height = height(app);
    match &mut app.totals.opened {
        Some(opened) => opened.selected = step.from(opened.selected, opened.agreements.len(), height),
        None => {
            let count = app.totals.table.as_ref().map_or(0, |table| table.lines.len());
            app.totals.selected = step.from(app.totals.selected, count, height);
        }
    }
    keep_in_sight(app);
    if app.totals.opened.is_some() {
        article::follow_opened(app, now);
    }
}

/// The page with the selection on it.
pub fn keep_in_sight(app: &mut App) {
    let height = height(app);
    let count = app.totals.table.as_ref().map_or(0, |table| table.lines.len());
    app.totals.selected = app.totals.selected.min(count.saturating_sub(1));
    if let Some(opened) = &mut app.totals.opened {
        opened.top = page_jump(opened.top, opened.selected, height);
    } else {
        app.totals.top = page_jump(app.totals.top.min(count), app.totals.selected, height);
    }
}

/// The table has come: the selection stays on the line of the same value, and a line that was open stays so while it is there.
pub fn take(app: &mut App, table: TotalsTable) {
    let old = app.totals.line(app.totals.selected).cloned();
    let is_same = |line: &TotalsLine| old.as_ref().is_some_and(|old| (old.part, &old.key, &old.what) == (line.part, &line.key, &line.what));
    let selected = table.lines.iter().position(is_same);
    let line = selected.and_then(|at| table.lines.get(at));
    match (&mut app.totals.opened, line) {
        (Some(opened), Some(line)) if !line.agreements.is_empty() => keep_open(opened, line.agreements.clone()),
        (opened, _) => *opened = None,
    }
    // Who stands at the top stays there: the first line tells most.
    app.totals.selected = if app.totals.selected == 0 && app.totals.opened.is_none() { 0 } else { selected.unwrap_or(0) };
    app.totals.widest = WidestFigures::of(&table);
    app.totals.table = Some(table);
    keep_in_sight(app);
}

/// Its agreements are others now: the selection stays on the same one, else on what stands in its place.
fn keep_open(opened: &mut OpenedLine, agreements: Arc<Vec<u32>>) {
    let here = opened.agreements.get(opened.selected);
    let found = here.and_then(|here| agreements.iter().position(|other| other == here));
    opened.selected = found.unwrap_or_else(|| opened.selected.min(agreements.len().saturating_sub(1)));
    let there: HashSet<u32> = agreements.iter().copied().collect();
    opened.marks.retain(|row| there.contains(row));
    opened.anchor = opened.anchor.filter(|row| there.contains(row));
    opened.agreements = agreements;
}

/// The store was read again: agreements have new numbers. Of very many the line is closed, for they cannot be found again while
/// somebody waits.
pub fn renumber(app: &mut App, old: &dyn Records, new: &dyn Records) {
    let Some(opened) = &mut app.totals.opened else { return };
    if opened.agreements.len() > LOOKED_THROUGH {
        app.totals.opened = None;
        return;
    }
    let moved = |row: u32| new.agreement_row_of(&old.agreement(row)?.target.agreement?);
    let here = opened.agreements.get(opened.selected).copied();
    let agreements: Vec<u32> = opened.agreements.iter().filter_map(|row| moved(*row)).collect();
    opened.selected = here.and_then(moved).and_then(|here| agreements.iter().position(|row| *row == here)).unwrap_or(opened.selected);
    opened.marks = opened.marks.iter().filter_map(|row| moved(*row)).collect();
    opened.anchor = opened.anchor.and_then(moved);
    opened.agreements = Arc::new(agreements);
}

/// The line's agreements, then the sentence of one.
pub fn drill_in(app: &mut App) -> Vec<Effect> {
    if !summaries::is_ready(app, Pane::Totals, Action::DrillIn) {
        return Vec::new();
    }
    if app.totals.opened.is_some() {
        return target(app).map_or_else(Vec::new, |target| article::open_target(app, &target));
    }
    let Some(line) = app.totals.line(app.totals.selected) else { return Vec::new() };
    if line.part == TotalsPart::Rate {
        super::say(app, "A rate that was used: it has no agreements of its own");
        return Vec::new();
    }
    let by = if line.part == TotalsPart::Row { format!("{} ", dimension_name(app.totals.by)) } else { String::new() };
    let title = sanitize(&format!("{by}{}, {}", line.key, line.what));
    let agreements = line.agreements.clone();
    app.totals.opened = Some(OpenedLine { title, agreements, selected: 0, top: 0, marks: BTreeSet::new(), anchor: None });
    if app.is_article_shown() { article::open_selected(app) } else { Vec::new() }
}

/// Where the agreement stands that has the keys in an opened line.
pub fn target(app: &App) -> Option<Target> {
    let opened = app.totals.opened.as_ref().filter(|_| app.focus == Pane::Totals)?;
    Some(app.records.as_ref()?.agreement(*opened.agreements.get(opened.selected)?)?.target)
}

/// Closes an open line; whether one was.
pub fn close(app: &mut App) -> bool {
    let was_open = app.totals.opened.take().is_some();
    keep_in_sight(app);
    was_open
}

/// Selects the next or previous line that holds what is to be found; whether there is one.
pub fn find(app: &mut App, is_forward: bool) -> bool {
    let (from, count) = match &app.totals.opened {
        Some(opened) => (opened.selected, opened.agreements.len()),
        None => (app.totals.selected, app.totals.table.as_ref().map_or(0, |table| table.lines.len())),
    };
    let nth = |step: usize| if is_forward { (from + step) % count } else { (from + count - step) % count };
    let found = (1..=count.min(LOOKED_THROUGH)).map(nth).find(|at| is_in(&text(app, *at), &app.find.needle));
    let Some(at) = found else { return false };
    match &mut app.totals.opened {
        Some(opened) => opened.selected = at,
        None => app.totals.selected = at,
    }
    keep_in_sight(app);
    true
}

fn text(app: &App, at: usize) -> String {
    match &app.totals.opened {
        Some(opened) => {
            let agreement = opened.agreements.get(at).and_then(|row| app.records.as_ref()?.agreement(*row));
            agreement.map_or_else(String::new, |agreement| format!("{} {} {}", agreement.date, agreement.sides, agreement.headline))
        }
        None => app.totals.line(at).map_or_else(String::new, |line| format!("{} {} {}", line.key, line.what, line.sum)),
    }
}
