//! The facet picker: values of a field with counts, narrowed by typing, chosen or excluded, applied as terms of the filter.

use std::sync::Arc;
use std::time::Instant;

use super::{filter, page_jump};
use crate::query::facets::FacetField;
use crate::tui::action::Action;
use crate::tui::app::{App, Mode, Stage};
use crate::tui::effect::{Effect, Request};
use crate::tui::field::Field;
use crate::tui::modes::{FacetPicker, Pick};
use crate::tui::narrow::narrowed;
use crate::tui::view::{FacetItem, FilterProblem};

/// Opens the picker on its first field.
pub fn open(app: &mut App) -> Vec<Effect> {
    if app.stage != Stage::Ready {
        return Vec::new();
    }
    app.mode = Mode::Facets(Box::new(FacetPicker {
        field_at: 0,
        typed: Field::default(),
        items: Arc::default(),
        shown: Vec::new(),
        selected: 0,
        top: 0,
        picks: Vec::new(),
        generation: 0,
        is_pending: false,
        before: Some((app.timeline.list.clone(), app.timeline.selected, app.timeline.top)),
        before_text: app.filter.text.clone(),
    }));
    ask_values(app)
}

/// Does an action of the picker.
pub fn edit(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    match action {
        Action::Accept => return accept(app),
        Action::Cancel => return cancel(app, now),
        Action::ToggleValue => return toggle(app, false, 1),
        Action::ToggleValueUp => return toggle(app, false, -1),
        Action::ExcludeValue => return toggle(app, true, 1),
        Action::NextField => return turn(app, 1),
        Action::PreviousField => return turn(app, FacetField::ALL.len() - 1),
        Action::PickNext => choose(app, 1),
        Action::PickPrevious => choose(app, -1),
        _ => {
            if let Mode::Facets(picker) = &mut app.mode {
                picker.typed.edit(action);
            }
            narrow(app);
        }
    }
    Vec::new()
}

/// What is typed has changed.
pub fn narrow(app: &mut App) {
    if let Mode::Facets(picker) = &mut app.mode {
        picker.shown = narrowed(picker.typed.text(), picker.items.iter().map(|item| item.keys.as_slice()));
        (picker.selected, picker.top) = (0, 0);
    }
}

fn ask_values(app: &mut App) -> Vec<Effect> {
    app.asked += 1;
    let generation = app.asked;
    let Mode::Facets(picker) = &mut app.mode else { return Vec::new() };
    (picker.generation, picker.is_pending) = (generation, true);
    let field = picker.field();
    vec![Effect::Ask(Request::Facets { generation, text: picker.text(Some(field)), field })]
}

/// The values have come.
pub fn arrived(app: &mut App, generation: u64, values: Result<Vec<FacetItem>, FilterProblem>) {
    let Mode::Facets(picker) = &mut app.mode else { return };
    if generation != picker.generation {
        return;
    }
    picker.is_pending = false;
    match values {
        Ok(values) => {
            picker.items = Arc::new(values);
            narrow(app);
        }
        Err(problem) => super::complain(app, problem.message.as_str()),
    }
}

fn turn(app: &mut App, steps: usize) -> Vec<Effect> {
    if let Mode::Facets(picker) = &mut app.mode {
        picker.field_at = (picker.field_at + steps) % FacetField::ALL.len();
        picker.typed = Field::default();
        picker.items = Arc::default();
        picker.shown.clear();
        (picker.selected, picker.top) = (0, 0);
    }
    ask_values(app)
}

fn toggle(app: &mut App, is_excluded: bool, step: isize) -> Vec<Effect> {
    let Mode::Facets(picker) = &mut app.mode else { return Vec::new() };
    let (field, Some(item)) = (picker.field(), picker.current().cloned()) else { return Vec::new() };
    let before = picker.pick_of(&item);
    picker.picks.retain(|pick| pick.field != field || pick.value != item.value);
    if before != Some(is_excluded) {
        picker.picks.push(Pick { field, value: item.value, is_excluded });
    }
    let text = picker.text(None);
    choose(app, step);
    filter::ask(app, text)
}

fn choose(app: &mut App, step: isize) {
    if let Mode::Facets(picker) = &mut app.mode {
        picker.selected = picker.selected.saturating_add_signed(step).min(picker.shown.len().saturating_sub(1));
    }
    keep_in_sight(app);
}

/// The page with the value on it that the cursor is on.
pub fn keep_in_sight(app: &mut App) {
    let height = usize::from(app.area.height.saturating_sub(4));
    if let Mode::Facets(picker) = &mut app.mode {
        picker.top = page_jump(picker.top, picker.selected, height);
    }
}

/// What was chosen becomes terms of the filter; where nothing was, the value that the cursor is on.
fn accept(app: &mut App) -> Vec<Effect> {
    let Mode::Facets(picker) = &mut app.mode else { return Vec::new() };
    let mut effects = Vec::new();
    let is_new = picker.picks.is_empty();
    if is_new {
        // Values that are still on their way cannot be chosen blindly.
        let Some(item) = picker.current().cloned() else { return Vec::new() };
        let field = picker.field();
        picker.picks.push(Pick { field, value: item.value, is_excluded: false });
    }
    let text = picker.text(None);
    app.mode = Mode::Browse;
    if is_new {
        effects = filter::ask(app, text.clone());
    }
    filter::remember(app, &text);
    app.filter.text = text;
    effects
}

fn cancel(app: &mut App, now: Instant) -> Vec<Effect> {
    let Mode::Facets(picker) = std::mem::replace(&mut app.mode, Mode::Browse) else { return Vec::new() };
    filter::restore(app, picker.before, picker.before_text, now)
}
