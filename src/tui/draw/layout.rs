//! Where everything stands on the screen, for update (which must know heights and widths) and for draw.

use ratatui::layout::Rect;

use crate::tui::app::Pane;

/// Smallest screen, in cells.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this size on a list stands over the article.
pub const TWO_PANES: (u16, u16) = (80, 20);
/// From this width on two panes stand side by side.
pub const SIDE_BY_SIDE: u16 = 110;
/// From this height on, where two stand side by side, all four are shown.
pub const FOUR_PANES: u16 = 30;
/// Cells of the mark before each line of a pane.
pub const GUTTER: u16 = 2;

/// The regions of the screen. What is hidden has no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// Store, filter, counts.
    pub header: Rect,
    /// Titles or tabs.
    pub titles: Rect,
    /// The timeline.
    pub timeline: Rect,
    /// The entities.
    pub entities: Rect,
    /// The totals.
    pub totals: Rect,
    /// The article.
    pub article: Rect,
    /// Between panes that stand side by side.
    pub divider: Rect,
    /// Titles between panes that stand one over the other.
    pub middle: Rect,
    /// Text fields, over the last line of the panes.
    pub prompt: Rect,
    /// Keys and messages.
    pub status: Rect,
}

impl Regions {
    /// Where a pane stands.
    pub fn of(&self, pane: Pane) -> Rect {
        match pane {
            Pane::Timeline => self.timeline,
            Pane::Entities => self.entities,
            Pane::Totals => self.totals,
            Pane::Article => self.article,
        }
    }

    /// Whether all four panes are on the screen.
    pub fn has_four(&self) -> bool {
        self.timeline.width > 0 && self.entities.width > 0
    }

    fn place(&mut self, pane: Pane, area: Rect) {
        match pane {
            Pane::Timeline => self.timeline = area,
            Pane::Entities => self.entities = area,
            Pane::Totals => self.totals = area,
            Pane::Article => self.article = area,
        }
    }
}

/// Whether the screen is too small for anything but a sentence.
pub fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Cuts the screen. `beside` is the list that stands with the article where there is room for two. Below the smallest size all
/// regions are empty.
pub fn regions(area: Rect, focus: Pane, beside: Pane, is_zoomed: bool) -> Regions {
    let nowhere = Rect::new(area.x, area.y, 0, 0);
    let mut regions = Regions {
        header: nowhere,
        titles: nowhere,
        timeline: nowhere,
        entities: nowhere,
        totals: nowhere,
        article: nowhere,
        divider: nowhere,
        middle: nowhere,
        prompt: nowhere,
        status: nowhere,
    };
    if is_too_small(area) {
        return regions;
    }
    let row = |y: u16| Rect::new(area.x, area.y + y, area.width, 1);
    (regions.header, regions.titles) = (row(0), row(1));
    (regions.prompt, regions.status) = (row(area.height - 2), row(area.height - 1));
    let body = Rect::new(area.x, area.y + 2, area.width, area.height - 3);
    let list = if focus == Pane::Article { beside } else { focus };
    if is_zoomed || area.width < TWO_PANES.0 || area.height < TWO_PANES.1 {
        regions.place(focus, body);
    } else if area.width < SIDE_BY_SIDE {
        let (top, middle, bottom) = over(body, body.height * 9 / 20);
        regions.middle = middle;
        regions.place(list, top);
        regions.article = bottom;
    } else if area.height < FOUR_PANES {
        (regions.divider, regions.article) = (beside_divider(body).1, beside_divider(body).2);
        regions.place(list, beside_divider(body).0);
    } else {
        four(&mut regions, body);
    }
    regions
}

/// The timeline and the article, which are read, get more room than the lists below them.
fn four(regions: &mut Regions, body: Rect) {
    let (top, middle, bottom) = over(body, body.height - 1 - (body.height - 1) * 2 / 5);
    regions.middle = middle;
    regions.divider = beside_divider(body).1;
    (regions.timeline, _, regions.article) = beside_divider(top);
    (regions.entities, _, regions.totals) = beside_divider(bottom);
}

fn over(body: Rect, height: u16) -> (Rect, Rect, Rect) {
    let middle = Rect { y: body.y + height, height: 1, ..body };
    (Rect { height, ..body }, middle, Rect { y: middle.y + 1, height: body.height - height - 1, ..body })
}

fn beside_divider(body: Rect) -> (Rect, Rect, Rect) {
    let left = body.width * 11 / 20;
    let divider = Rect { x: body.x + left, width: 1, ..body };
    (Rect { width: left, ..body }, divider, Rect { x: body.x + left + 1, width: body.width - left - 1, ..body })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANES: [Pane; 4] = [Pane::Timeline, Pane::Entities, Pane::Totals, Pane::Article];

    #[test]
    fn panes_stay_inside_and_do_not_overlap() {
        for width in [0, 1, 39, 40, 80, 109, 110, 200, 500] {
            for height in [0, 1, 9, 10, 19, 20, 24, 30, 300] {
                for (focus, is_zoomed) in PANES.into_iter().flat_map(|focus| [(focus, false), (focus, true)]) {
                    let area = Rect::new(0, 0, width, height);
                    let regions = regions(area, focus, Pane::Totals, is_zoomed);
                    let panes = PANES.map(|pane| regions.of(pane));
                    let rows = [regions.header, regions.titles, regions.middle, regions.prompt, regions.status, regions.divider];
                    for part in panes.into_iter().chain(rows) {
                        assert!(part.is_empty() || area.union(part) == area, "{part:?} in {area:?}");
                    }
                    for (at, one) in panes.iter().enumerate() {
                        assert!(panes[at + 1..].iter().all(|other| one.intersection(*other).is_empty()), "{panes:?}");
                    }
                    assert!(is_too_small(area) || !regions.of(focus).is_empty());
                }
            }
        }
    }

    #[test]
    fn how_many_panes_there_are_depends_on_the_size() {
        let shown = |width, height, focus| {
            let regions = regions(Rect::new(0, 0, width, height), focus, Pane::Totals, false);
            PANES.into_iter().filter(|pane| regions.of(*pane).width > 0).collect::<Vec<_>>()
        };
        assert_eq!(shown(80, 19, Pane::Entities), [Pane::Entities]);
        assert_eq!(shown(80, 24, Pane::Entities), [Pane::Entities, Pane::Article]);
        assert_eq!(shown(80, 24, Pane::Article), [Pane::Totals, Pane::Article]);
        assert_eq!(shown(110, 29, Pane::Timeline), [Pane::Timeline, Pane::Article]);
        assert_eq!(shown(110, 30, Pane::Timeline), PANES);
    }
}
