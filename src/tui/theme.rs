//! What a colour stands for, and how it looks: the terminal's own 16 colours. Nothing is told by colour alone, so that
//! without colours bold, underline, reverse and the marks in the gutter say the same.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Text to read.
    Text,
    /// Beside the point.
    Aside,
    /// A heading.
    Heading,
    /// Title of the pane that has the keys.
    Focus,
    /// The selection's mark.
    Selection,
    /// A date that was inferred or is not known.
    Uncertain,
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// An agreement.
    Agreement,
    /// The sentence that a record rests on.
    Evidence,
    /// The passage that ( and ) stand on.
    CurrentSpan,
    /// What find has found.
    Match,
    /// Something is wrong.
    Trouble,
    /// A badge.
    Badge,
    /// A key to press.
    Key,
    /// The cell that the column cursor is on.
    CurrentCell,
    /// How many, drawn.
    Bar,
}

const BLOCK_RAMP: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_RAMP: [&str; 6] = [" ", ".", ":", "-", "=", "#"];

/// Colours and glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours may be used.
    pub use_color: bool,
    /// Between two panes.
    pub vertical: &'static str,
    /// Under titles.
    pub horizontal: &'static str,
    /// From nothing to much: the cells of the density strip and of bars.
    pub ramp: &'static [&'static str],
    /// What bars are made of.
    pub bar: &'static str,
}

impl Theme {
    /// `is_ascii`: borders from ASCII, for terminals without box drawing or where it is two cells wide.
    pub fn new(use_color: bool, is_ascii: bool) -> Self {
        let (vertical, horizontal, bar) = if is_ascii { ("|", "-", "=") } else { ("│", "─", "━") };
        let ramp = if is_ascii { &ASCII_RAMP[..] } else { &BLOCK_RAMP[..] };
        Self { use_color, vertical, horizontal, ramp, bar }
    }

    /// How a meaning looks.
    pub fn style(&self, meaning: Meaning) -> Style {
        let (color, modifier) = look(meaning);
        let style = Style::new().add_modifier(modifier);
        match color {
            Some(color) if self.use_color => style.fg(color),
            _ => style,
        }
    }
}

fn look(meaning: Meaning) -> (Option<Color>, Modifier) {
    const NONE: Modifier = Modifier::empty();
    match meaning {
        Meaning::Text => (None, NONE),
        Meaning::Aside => (Some(Color::DarkGray), NONE),
        Meaning::Heading => (None, Modifier::BOLD),
        Meaning::Focus => (Some(Color::Cyan), Modifier::BOLD),
        Meaning::Selection => (Some(Color::Cyan), Modifier::BOLD),
        Meaning::Uncertain => (Some(Color::Yellow), Modifier::ITALIC),
        Meaning::Place => (Some(Color::Green), NONE),
        Meaning::Person => (Some(Color::Cyan), NONE),
        Meaning::Organization => (Some(Color::Magenta), NONE),
        Meaning::Agreement => (Some(Color::Yellow), NONE),
        Meaning::Evidence => (None, Modifier::UNDERLINED),
        Meaning::CurrentSpan | Meaning::Match => (None, Modifier::REVERSED),
        Meaning::Trouble => (Some(Color::Red), Modifier::BOLD),
        Meaning::Badge => (Some(Color::Yellow), Modifier::BOLD),
        Meaning::Key => (None, Modifier::BOLD),
        Meaning::Bar => (Some(Color::Cyan), NONE),
        Meaning::CurrentCell => (None, Modifier::UNDERLINED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_attributes_stay() {
        let plain = Theme::new(false, true);
        for meaning in [Meaning::Focus, Meaning::Place, Meaning::Trouble, Meaning::CurrentSpan] {
            assert_eq!((plain.style(meaning).fg, plain.style(meaning).bg), (None, None));
        }
        assert!(plain.style(Meaning::CurrentSpan).add_modifier.contains(Modifier::REVERSED));
        assert!(Theme::new(true, false).style(Meaning::Place).fg.is_some());
    }
}
