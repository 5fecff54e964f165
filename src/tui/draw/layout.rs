//! Where everything stands on the screen, for update (which must know heights and widths) and for draw.

use ratatui::layout::Rect;

use crate::tui::app::Pane;

/// Smallest screen, in cells.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this width on two panes stand side by side.
pub const SIDE_BY_SIDE: u16 = 110;
/// Cells of the mark before each line of a pane.
pub const GUTTER: u16 = 2;

/// The regions of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// Store, filter, counts.
    pub header: Rect,
    /// Titles or tabs.
    pub titles: Rect,
    /// The timeline; no width where it is hidden.
    pub timeline: Rect,
    /// Between the panes; no width where one is hidden.
    pub divider: Rect,
    /// The article; no width where it is hidden.
    pub article: Rect,
    /// Text fields, over the last line of the panes.
    pub prompt: Rect,
    /// Keys and messages.
    pub status: Rect,
}

/// Whether the screen is too small for anything but a sentence.
pub fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Cuts the screen. Below the smallest size all regions are empty.
pub fn regions(area: Rect, focus: Pane, is_zoomed: bool) -> Regions {
    let nowhere = Rect::new(area.x, area.y, 0, 0);
    if is_too_small(area) {
        return Regions {
            header: nowhere,
            titles: nowhere,
            timeline: nowhere,
            divider: nowhere,
            article: nowhere,
            prompt: nowhere,
            status: nowhere,
        };
    }
    let row = |y: u16| Rect::new(area.x, area.y + y, area.width, 1);
    let body = Rect::new(area.x, area.y + 2, area.width, area.height - 3);
    let (timeline, divider, article) = panes(body, focus, is_zoomed, nowhere);
    Regions { header: row(0), titles: row(1), timeline, divider, article, prompt: row(area.height - 2), status: row(area.height - 1) }
}

fn panes(body: Rect, focus: Pane, is_zoomed: bool, nowhere: Rect) -> (Rect, Rect, Rect) {
    if body.width < SIDE_BY_SIDE || is_zoomed {
        return match focus {
            Pane::Timeline => (body, nowhere, nowhere),
            Pane::Article => (nowhere, nowhere, body),
        };
    }
    let left = body.width * 11 / 20;
    let timeline = Rect { width: left, ..body };
    let divider = Rect { x: body.x + left, width: 1, ..body };
    let article = Rect { x: body.x + left + 1, width: body.width - left - 1, ..body };
    (timeline, divider, article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_stay_inside_and_do_not_overlap() {
        for width in [0, 1, 39, 40, 80, 109, 110, 200, 500] {
            for height in [0, 1, 9, 10, 24, 300] {
                let area = Rect::new(0, 0, width, height);
                let regions = regions(area, Pane::Timeline, false);
                for part in
                    [regions.header, regions.titles, regions.timeline, regions.divider, regions.article, regions.prompt, regions.status]
                {
                    assert!(part.is_empty() || area.union(part) == area, "{part:?} in {area:?}");
                }
                assert!(regions.timeline.intersection(regions.article).is_empty());
            }
        }
    }
}
