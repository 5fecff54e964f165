//! One line of text being edited, with readline's keys.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Action;

/// Longest line, in bytes.
const LIMIT: usize = 4096;

/// A line and the place of the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    cursor: usize,
}

impl Field {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// The line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Place of the cursor, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Types text at the cursor: line ends become spaces, control characters are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if !c.is_control() && self.text.len() + c.len_utf8() <= LIMIT {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
        }
    }

    /// Puts a text in the place of these bytes, and the cursor behind it.
    pub fn replace(&mut self, range: std::ops::Range<usize>, text: &str) {
        let is_inside = range.start <= range.end && self.text.is_char_boundary(range.start) && self.text.is_char_boundary(range.end);
        if is_inside && range.end <= self.text.len() {
            self.text.replace_range(range.clone(), "");
            self.cursor = range.start;
            self.insert(text);
        }
    }

    /// Does an editing action; `false` where the action is none.
    pub fn edit(&mut self, action: Action) -> bool {
        match action {
            Action::CursorStart => self.cursor = 0,
            Action::CursorEnd => self.cursor = self.text.len(),
            Action::CursorLeft => self.cursor = self.before(),
            Action::CursorRight => self.cursor = self.after(),
            Action::DeleteBefore => self.delete_from(self.before()),
            Action::DeleteWord => self.delete_from(self.word_start()),
            Action::DeleteToStart => self.delete_from(0),
            Action::DeleteAfter => self.text.replace_range(self.cursor..self.after(), ""),
            Action::DeleteToEnd => self.text.truncate(self.cursor),
            _ => return false,
        }
        true
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |g| self.cursor + g.len())
    }

    fn word_start(&self) -> usize {
        let head = self.text[..self.cursor].trim_end();
        head.rfind(char::is_whitespace).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))
    }

    fn delete_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, actions: &[Action]) -> (String, usize) {
        let mut field = Field::new(text);
        for action in actions {
            assert!(field.edit(*action));
        }
        (field.text, field.cursor)
    }

    #[test]
    fn readline_keys_edit() {
        use Action::{CursorEnd, CursorLeft, CursorRight, CursorStart, DeleteAfter, DeleteBefore, DeleteToEnd, DeleteToStart, DeleteWord};
        assert_eq!(edited("from:辽宁", &[DeleteBefore]), ("from:辽".into(), 8));
        assert_eq!(edited("from:a to:b ", &[DeleteWord]), ("from:a ".into(), 7));
        assert_eq!(edited("ab cd", &[CursorLeft, DeleteToStart]), ("d".into(), 0));
        assert_eq!(edited("ab cd", &[CursorStart, CursorRight, DeleteToEnd, CursorEnd]), ("a".into(), 1));
        assert_eq!(edited("é́x", &[CursorStart, DeleteAfter]), ("x".into(), 0));
        assert_eq!(edited("", &[DeleteBefore, DeleteAfter, DeleteWord, CursorLeft, CursorRight]), (String::new(), 0));
        assert!(!Field::default().edit(Action::Quit));
    }

    #[test]
    fn a_paste_is_one_line_without_controls() {
        let mut field = Field::new("a");
        field.insert("b\r\nc\x1b[31m\td\u{9b}");
        assert_eq!(field.text(), "ab  c[31m d");
    }
}
