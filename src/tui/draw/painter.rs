//! Puts safe text into the frame: clipped to its room, never half a wide character, find's matches reversed.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::theme::{Meaning, Theme};
use crate::tui::view::Shown;

/// A frame and how things look.
pub struct Painter<'a, 'b> {
    frame: &'a mut Frame<'b>,
    theme: Theme,
}

impl<'a, 'b> Painter<'a, 'b> {
    /// A painter of a frame.
    pub fn new(frame: &'a mut Frame<'b>, theme: Theme) -> Self {
        Self { frame, theme }
    }

    /// Writes at most `room` cells; what does not fit ends in `..`. Gives the first free column behind.
    pub fn text<'s>(&mut self, x: u16, y: u16, room: u16, text: impl Into<Shown<'s>>, meaning: Meaning) -> u16 {
        self.marked(x, y, room, text, meaning, &[])
    }

    /// The same, with these byte ranges of the text marked as found.
    pub fn marked<'s>(&mut self, x: u16, y: u16, room: u16, text: impl Into<Shown<'s>>, meaning: Meaning, found: &[Range<usize>]) -> u16 {
        let text = text.into().as_str();
        let (fitting, is_cut) = clip(text, room.into());
        let end = self.put(x, y, room, fitting, meaning);
        for range in found.iter().filter(|range| range.start < fitting.len()) {
            let start = x + cells(&fitting[..range.start]);
            self.put(start, y, (x + room).saturating_sub(start), &fitting[range.start..range.end.min(fitting.len())], Meaning::Match);
        }
        if is_cut { self.put(end, y, (x + room).saturating_sub(end), &".."[..usize::from(room.min(2))], meaning) } else { end }
    }

    /// Writes text that fits, without clipping marks: a piece of a wrapped line.
    pub fn piece<'s>(&mut self, x: u16, y: u16, right: u16, text: impl Into<Shown<'s>>, meaning: Meanings) -> u16 {
        let style = meaning.iter().flatten().fold(ratatui::style::Style::new(), |style, meaning| style.patch(self.theme.style(*meaning)));
        let buffer = self.frame.buffer_mut();
        if !buffer.area.contains(Position::new(x, y)) || x >= right {
            return x;
        }
        buffer.set_stringn(x, y, text.into().as_str(), (right - x).into(), style).0
    }

    /// Underlines cells, whatever stands in them.
    pub fn underline(&mut self, x: u16, y: u16, width: u16) {
        let style = self.theme.style(Meaning::CurrentCell);
        let buffer = self.frame.buffer_mut();
        let area = Rect { x, y, width, height: 1 }.intersection(buffer.area);
        buffer.set_style(area, style);
    }

    /// Fills a row from `x` with a glyph.
    pub fn rule(&mut self, x: u16, y: u16, right: u16, glyph: &'static str) {
        for x in x..right {
            self.put(x, y, 1, glyph, Meaning::Aside);
        }
    }

    /// Draws a bar.
    pub fn bar(&mut self, x: u16, y: u16, right: u16, glyph: &'static str) {
        for x in x..right {
            self.put(x, y, 1, glyph, Meaning::Agreement);
        }
    }

    /// Fills a column.
    pub fn column(&mut self, area: Rect, glyph: &'static str) {
        for y in area.y..area.bottom() {
            self.put(area.x, y, area.width, glyph, Meaning::Aside);
        }
    }

    /// Empties whole rows. Only whole ones, so that no wide character loses its half.
    pub fn clear_row(&mut self, y: u16) {
        let buffer = self.frame.buffer_mut();
        let row = Rect { y, height: 1, ..buffer.area }.intersection(buffer.area);
        for position in row.positions() {
            buffer[position].reset();
        }
    }

    /// Shows the cursor there.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if self.frame.area().contains(Position::new(x, y)) {
            self.frame.set_cursor_position((x, y));
        }
    }

    fn put(&mut self, x: u16, y: u16, room: u16, text: &str, meaning: Meaning) -> u16 {
        let style = self.theme.style(meaning);
        let buffer = self.frame.buffer_mut();
        if room == 0 || !buffer.area.contains(Position::new(x, y)) {
            return x;
        }
        buffer.set_stringn(x, y, text, room.into(), style).0
    }
}

/// Up to three meanings of one piece of text, later ones over earlier ones.
pub type Meanings = [Option<Meaning>; 3];

/// Width of a text in cells.
pub fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The front of a text that fits `room` cells with `..` behind it, and whether it was cut.
pub fn clip(text: &str, room: usize) -> (&str, bool) {
    // A character is at most a few bytes per cell: do not measure a text of a megabyte for one row.
    let is_surely_longer = text.len() > room.saturating_mul(64).max(1024);
    if !is_surely_longer && text.width() <= room {
        return (text, false);
    }
    let (mut end, mut width) = (0, 0);
    for grapheme in text.graphemes(true) {
        width += grapheme.width();
        if width + 2 > room {
            break;
        }
        end += grapheme.len();
    }
    (&text[..end], true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_is_never_cut_in_half() {
        assert_eq!(clip("辽宁省人民", 10), ("辽宁省人民", false));
        assert_eq!(clip("辽宁省人民", 9), ("辽宁省", true));
        assert_eq!(clip("辽宁省人民", 8), ("辽宁省", true));
        assert_eq!(clip("辽宁", 1), ("", true));
        assert_eq!(clip("", 0), ("", false));
    }
}
