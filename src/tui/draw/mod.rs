//! Draws the app: reads, never changes. One file per region of the screen.

pub mod layout;

mod article;
mod entities;
mod facets;
mod help;
mod painter;
mod popup;
mod profile;
mod prompt;
mod status;
mod strip;
mod timeline;
mod totals;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::app::{App, Mode, Pane, Stage};
use super::theme::Meaning;
use crate::text::safe::sanitize;
use painter::Painter;

pub(super) use painter::cells;
pub(super) use timeline::{counted, grouped};

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let area = area.intersection(frame.area());
    let mut painter = Painter::new(frame, app.theme);
    if layout::is_too_small(area) {
        too_small(&mut painter, area);
        return;
    }
    let regions = layout::regions(area, app.focus, app.beside, app.is_zoomed);
    status::header(&mut painter, regions.header, app);
    let body = Rect { y: regions.titles.y, height: area.height - 3, ..area };
    if let Mode::Help(list) = &app.mode {
        help::draw(&mut painter, body, app, list);
    } else if let Mode::Facets(picker) = &app.mode {
        facets::draw(&mut painter, body, picker);
    } else if let Mode::Popup(popup) = &app.mode {
        popup::draw(&mut painter, body, popup);
    } else if let Mode::Ask(asking) = &app.mode {
        popup::draw(&mut painter, body, &asking.popup);
    } else if let Some(profile) = &app.profile {
        let body = Rect { y: regions.titles.y, height: area.height - 2, ..area };
        profile::draw(&mut painter, body, profile);
    } else {
        panes(&mut painter, area, &regions, app);
    }
    status::status(&mut painter, regions.status, app);
    prompt::draw(&mut painter, &regions, app);
}

fn panes(painter: &mut Painter<'_, '_>, area: Rect, regions: &layout::Regions, app: &App) {
    status::titles(painter, regions, app);
    match app.stage {
        Stage::Opening => {
            painter.text(area.x + 2, regions.titles.y + 2, area.width - 2, "Reading the store...", Meaning::Aside);
        }
        Stage::Empty => empty_store(painter, area, app),
        Stage::Ready => {
            timeline::draw(painter, regions.timeline, app);
            painter.column(regions.divider, app.theme.vertical);
            entities::draw(painter, regions.entities, app);
            totals::draw(painter, regions.totals, app);
            article::draw(painter, regions.article, app);
        }
    }
}

fn empty_store(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let (x, room) = (area.x + 2, area.width - 2);
    let first = app.busy.map_or_else(|| sanitize("Nothing here yet."), |busy| sanitize(&format!("{}...", capitalized(busy))));
    painter.text(x, area.y + 3, room, &first, Meaning::Heading);
    painter.text(x, area.y + 4, room, "d: sample reports  |  legation ingest FOLDER: yours", Meaning::Text);
    painter.text(x, area.y + 5, room, "?: keys  |  q: quit", Meaning::Text);
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn too_small(painter: &mut Painter<'_, '_>, area: Rect) {
    let (width, height) = layout::SMALLEST;
    let text = sanitize(&format!("The window is too small: {width} x {height} needed, {} x {} here.", area.width, area.height));
    if area.width > 0 && area.height > 0 {
        let lines = textwrap::wrap(text.as_str(), usize::from(area.width));
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            painter.text(area.x, y, area.width, &sanitize(line), Meaning::Text);
        }
    }
}

/// The title of a pane, with its digit.
fn pane_title(pane: Pane) -> (&'static str, &'static str) {
    Pane::ALL.iter().find(|(other, ..)| *other == pane).map_or(("", ""), |(_, digit, title)| (digit, title))
}
