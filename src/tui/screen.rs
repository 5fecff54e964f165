//! The backend under ratatui: one write per frame, wrapped in synchronized output, and not a byte where nothing changed.
//!
//! It answers ratatui's questions from memory: nothing is ever asked of the terminal.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What cells look like that are written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

const PLAIN_PEN: Pen = Pen { foreground: Color::Reset, background: Color::Reset, modifier: Modifier::empty() };

/// A terminal that is written to.
pub struct Screen<W: Write> {
    out: W,
    /// The frame in the making.
    frame: Vec<u8>,
    size: Size,
    pen: Pen,
    /// Where the terminal's cursor stands; `None` where that is not certain.
    at: Option<Position>,
    is_cursor_shown: bool,
}

impl<W: Write> Screen<W> {
    /// A screen of this size, cursor hidden and pen plain, as [`super::terminal`] leaves it on entering.
    pub fn new(out: W, size: Size) -> Self {
        Self { out, frame: Vec::new(), size, pen: PLAIN_PEN, at: None, is_cursor_shown: false }
    }

    /// The terminal has another size.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// Forgets what the terminal was told: another program had it meanwhile.
    pub fn forget(&mut self) {
        self.pen = PLAIN_PEN;
        self.at = None;
        self.is_cursor_shown = false;
    }

    fn move_to(&mut self, position: Position) {
        let there = match self.at {
            Some(at) if at == position => return,
            Some(at) if at.y == position.y && at.x + 1 == position.x => "\x1b[C".to_owned(),
            Some(at) if at.y == position.y && at.x < position.x => format!("\x1b[{}C", position.x - at.x),
            Some(at) if at.y + 1 == position.y && position.x == 0 => "\r\n".to_owned(),
            _ => format!("\x1b[{};{}H", position.y + 1, position.x + 1),
        };
        self.frame.extend_from_slice(there.as_bytes());
        self.at = Some(position);
    }

    fn take_pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut codes: Vec<String> = Vec::new();
        let mut from = self.pen;
        if !(from.modifier - pen.modifier).is_empty() {
            codes.push("0".into());
            from = PLAIN_PEN;
        }
        codes.extend(
            MODIFIERS.iter().filter(|(modifier, _)| (pen.modifier - from.modifier).contains(*modifier)).map(|(_, code)| (*code).to_owned()),
        );
        if pen.foreground != from.foreground {
            codes.push(color_code(pen.foreground, 30));
        }
        if pen.background != from.background {
            codes.push(color_code(pen.background, 40));
        }
        // "CSI m" is the short form of "CSI 0 m".
        let codes = if codes == ["0"] { String::new() } else { codes.join(";") };
        self.frame.extend_from_slice(format!("\x1b[{codes}m").as_bytes());
        self.pen = pen;
    }
}

/// Whether all terminals agree on the width: not so for marks that combine, emoji, and the ambiguous characters of East Asia.
fn is_of_certain_width(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        // ASCII, box drawing and blocks (ASCII stands in for them where they are wide), CJK, kana, hangul.
        (Some(c), None) => matches!(c, ' '..='~' | '\u{2500}'..='\u{259f}' | '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'),
        _ => false,
    }
}

const MODIFIERS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The code of a colour; `base` is 30 for the foreground, 40 for the background.
fn color_code(color: Color, base: u8) -> String {
    const NORMAL: [Color; 8] =
        [Color::Black, Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan, Color::Gray];
    const BRIGHT: [Color; 8] = [
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let place = |colors: &[Color]| colors.iter().position(|other| *other == color).map(|at| at as u8);
    match (place(&NORMAL), place(&BRIGHT), color) {
        (Some(at), _, _) => (base + at).to_string(),
        (_, Some(at), _) => (base + 60 + at).to_string(),
        (_, _, Color::Indexed(index)) => format!("{};5;{index}", base + 8),
        (_, _, Color::Rgb(red, green, blue)) => format!("{};2;{red};{green};{blue}", base + 8),
        _ => (base + 9).to_string(),
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        for (x, y, cell) in content {
            self.move_to(Position::new(x, y));
            self.take_pen(Pen { foreground: cell.fg, background: cell.bg, modifier: cell.modifier });
            self.frame.extend_from_slice(cell.symbol().as_bytes());
            let next = x + super::draw::cells(cell.symbol()).max(1);
            // In the last column terminals differ on where the cursor then stands.
            self.at = (next < self.size.width && is_of_certain_width(cell.symbol())).then_some(Position::new(next, y));
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_cursor_shown) {
            self.frame.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_cursor_shown, true) {
            self.frame.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.move_to(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.frame.extend_from_slice(b"\x1b[m\x1b[2J");
        self.pen = PLAIN_PEN;
        self.at = None;
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::new(0, 0) })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(BEGIN.len() + self.frame.len() + END.len());
        for part in [BEGIN, &self.frame, END] {
            bytes.extend_from_slice(part);
        }
        self.frame.clear();
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::style::{Style, Stylize};
    use ratatui::text::Line;

    #[derive(Clone, Default)]
    struct Wire(std::rc::Rc<std::cell::RefCell<Vec<Vec<u8>>>>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().push(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn paint(terminal: &mut Terminal<Screen<Wire>>, line: Line<'static>) {
        terminal.draw(|frame| frame.render_widget(line, frame.area())).expect("memory");
    }

    #[test]
    fn a_frame_is_one_write_and_an_unchanged_one_is_none() {
        let wire = Wire::default();
        let mut terminal = Terminal::new(Screen::new(wire.clone(), Size::new(20, 2))).expect("memory");
        paint(&mut terminal, "> one".into());
        let first = wire.0.borrow().concat();
        assert_eq!(wire.0.borrow().len(), 1);
        assert!(first.starts_with(BEGIN) && first.ends_with(END));
        paint(&mut terminal, "> one".into());
        assert_eq!(wire.0.borrow().len(), 1, "0 bytes for an unchanged frame");
        paint(&mut terminal, "  one".into());
        let moved = wire.0.borrow()[1].len();
        assert!(moved <= 30, "{moved} bytes to take a mark away");
    }

    #[test]
    fn the_wire_shows_what_was_drawn() {
        let wire = Wire::default();
        let mut terminal = Terminal::new(Screen::new(wire.clone(), Size::new(20, 2))).expect("memory");
        paint(&mut terminal, vec!["辽宁 ".bold(), "and ".into(), "red".red().underlined()].into());
        paint(&mut terminal, vec!["辽".into(), "x宁 ".bold(), ratatui::text::Span::styled("r", Style::new().reversed())].into());
        let mut parser = vt100::Parser::new(2.try_into().expect("not 0"), 20.try_into().expect("not 0"), 0);
        parser.process(&wire.0.borrow().concat());
        let screen = parser.screen();
        assert_eq!(screen.contents().trim_end(), "辽x宁 r");
        assert!(screen.cell(0, 6).expect("there").inverse() && !screen.cell(0, 6).expect("there").bold());
        assert!(screen.cell(0, 2).expect("there").bold());
    }
}
