//! The order of the timeline and what its headings stand over.

use super::filter;
use crate::query::period::Period;
use crate::query::timeline::Sort;
use crate::tui::app::App;
use crate::tui::effect::Effect;

/// Sorts by this; the same again is the other way round.
pub fn by(app: &mut App, sort: Sort) -> Vec<Effect> {
    let is_same = app.timeline.sort == sort || app.timeline.sort == sort.reversed();
    set(app, if is_same { app.timeline.sort.reversed() } else { sort })
}

/// The other way round.
pub fn reverse(app: &mut App) -> Vec<Effect> {
    set(app, app.timeline.sort.reversed())
}

/// Sorts so.
pub fn set(app: &mut App, sort: Sort) -> Vec<Effect> {
    app.timeline.sort = sort;
    // Who sorts by something wants to see what has most of it.
    app.timeline.goes_to_top = true;
    super::say(app, &format!("Sorted {}", sort.words()));
    again(app)
}

/// Headings over shorter or longer periods.
pub fn change_period(app: &mut App, is_narrower: bool) -> Vec<Effect> {
    let before = app.timeline.period;
    let period: Period = if is_narrower { before.narrower() } else { before.wider() };
    if !app.timeline.sort.is_of_time() {
        super::say(app, "Headings of time need an order of time: sd sorts by date");
        return Vec::new();
    }
    super::say(app, &format!("A heading for each {}", period.name()));
    if period == before {
        return Vec::new();
    }
    app.timeline.period = period;
    again(app)
}

fn again(app: &mut App) -> Vec<Effect> {
    let text = app.filter.text.clone();
    filter::ask(app, text)
}
