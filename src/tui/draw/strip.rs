//! The density strip: how many of the rows shown begin when, over the whole time that the store knows of. It changes with the
//! rows only, never with the selection, so that moving costs nothing.

use ratatui::layout::Rect;

use super::painter::{Painter, cells};
use crate::text::safe::sanitize;
use crate::tui::app::App;
use crate::tui::theme::Meaning;

/// `1985 ▁▂▄█▃ 2024`
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    let Some(density) = app.timeline.list.density.as_ref().filter(|_| area.height > 0) else { return };
    let (first, last) = (sanitize(&density.first.format("%Y ").to_string()), sanitize(&density.last.format(" %Y").to_string()));
    let label = cells(first.as_str());
    let right = area.right().saturating_sub(cells(last.as_str()));
    let start = painter.text(area.x, area.y, label.min(area.width), &first, Meaning::Aside);
    if right <= start {
        return;
    }
    let counts = density.cells(usize::from(right - start));
    let most = counts.iter().copied().max().unwrap_or_default();
    for (x, count) in (start..right).zip(counts) {
        painter.text(x, area.y, 1, ramp_glyph(app.theme.ramp, count, most), Meaning::Bar);
    }
    painter.text(right, area.y, area.right() - right, &last, Meaning::Aside);
}

/// The glyph of a count: nothing for none, and already the first step for one.
fn ramp_glyph(ramp: &'static [&'static str], count: u32, most: u32) -> &'static str {
    let steps = ramp.len().saturating_sub(1);
    if count == 0 || steps == 0 {
        return ramp.first().copied().unwrap_or(" ");
    }
    let step = (count as usize * steps).div_ceil(most.max(1) as usize);
    ramp[step.clamp(1, steps)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_always_seen_and_the_most_is_the_last_step() {
        let ramp: &[&str] = &[" ", ".", ":", "#"];
        let glyphs: Vec<&str> = [0, 1, 33, 34, 67, 100].iter().map(|count| ramp_glyph(ramp, *count, 100)).collect();
        assert_eq!(glyphs, [" ", ".", ".", ":", "#", "#"]);
        assert_eq!((ramp_glyph(ramp, 0, 0), ramp_glyph(&[], 3, 3)), (" ", " "));
    }
}
