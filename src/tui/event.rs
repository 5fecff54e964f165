//! Why the loop wakes: a key, a paste, a change of the terminal, a reply of the worker.

use std::fmt;

use super::effect::Reply;

/// A reason to wake.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted (bracketed paste), as it came.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// The program runs again after it was stopped.
    Continued,
    /// A signal or a closed terminal asks to leave with this exit code.
    Terminated(i32),
    /// The worker answers.
    Replied(Reply),
    /// The editor that had the terminal has ended; why nothing came of it, where nothing did.
    EditorEnded(Option<String>),
    /// A thread panicked; what it said.
    ThreadDied(String),
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character as typed, capital letters as capitals.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Deletes backwards.
    Backspace,
    /// Deletes forwards.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// F1 to F12.
    Function(u8),
}

/// A key with its modifiers. `shift` is only set where the character does not tell it (Shift-Tab).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt (or after a fast Escape).
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A letter with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c) }
    }

    /// The character, where this key types one into a text field.
    pub fn text(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// Names of keys that are no characters, as help and config write them.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is_held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if is_held {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::Function(n)) => write!(f, "F{n}"),
            (None, _) => Ok(()),
        }
    }
}

/// Several keys in a row, as help shows them: `gg`, `Ctrl-d`.
pub fn keys_text(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

/// Reads keys as help and config write them: one named key (`Ctrl-d`, `PgDn`), else each character a key (`gg`).
pub fn parse_keys(text: &str) -> Result<Vec<Key>, String> {
    if let Some(key) = parse_named(text)? {
        return Ok(vec![key]);
    }
    let is_typed = !text.is_empty() && text.chars().count() <= 2 && text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if is_typed { Ok(text.chars().map(Key::char).collect()) } else { Err(format!("unknown key '{text}'{}", nearest_name(text))) }
}

fn parse_named(text: &str) -> Result<Option<Key>, String> {
    let (ctrl, rest) = strip(text, "Ctrl-");
    let (alt, rest) = strip(rest, "Alt-");
    let (shift, rest) = strip(rest, "Shift-");
    let Some(code) = named_code(rest, ctrl || alt || shift) else { return Ok(None) };
    let key = Key { code, ctrl, alt, shift };
    match untypable(&key) {
        Some(why) => Err(format!("'{text}' cannot be typed: {why}")),
        None => Ok(Some(key)),
    }
}

fn strip<'a>(text: &'a str, prefix: &str) -> (bool, &'a str) {
    match text.strip_prefix(prefix) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, text),
    }
}

fn named_code(name: &str, has_modifier: bool) -> Option<Code> {
    let function = || name.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n)).map(Code::Function);
    let single = || {
        let mut chars = name.chars();
        chars.next().filter(|_| has_modifier && chars.next().is_none()).map(|c| Code::Char(c.to_ascii_lowercase()))
    };
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code).or_else(function).or_else(single)
}

/// Why a terminal cannot tell this key from another.
fn untypable(key: &Key) -> Option<&'static str> {
    match key.code {
        Code::Char('h') if key.ctrl => Some("it is Backspace"),
        Code::Char('i') if key.ctrl => Some("it is Tab"),
        Code::Char('j' | 'm') if key.ctrl => Some("it is Enter"),
        Code::Char('[') if key.ctrl => Some("it is Esc"),
        Code::Char(' ') if key.ctrl => Some("many terminals send nothing"),
        Code::Char('s' | 'q') if key.ctrl => Some("it is flow control"),
        Code::Char(_) if key.shift => Some("write the capital letter"),
        _ if key.alt => Some("Alt is split over slow lines"),
        _ => None,
    }
}

fn nearest_name(text: &str) -> String {
    let best = NAMES.iter().map(|(name, _)| (strsim::jaro_winkler(name, text), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > 0.75).map(|(_, name)| format!(", did you mean '{name}'?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in ["j", "gg", "Ctrl-d", "PgDn", "Space", "Shift-Tab", "F1", "/", "G", "(", "é"] {
            assert_eq!(parse_keys(text).map(|keys| keys_text(&keys)).as_deref(), Ok(text));
        }
        assert_eq!(parse_keys("Ctrl-d"), Ok(vec![Key::ctrl('d')]));
    }

    #[test]
    fn keys_that_no_terminal_tells_apart_are_refused() {
        for text in ["Ctrl-m", "Ctrl-i", "Ctrl-s", "Alt-x", "Shift-a", "", "ggg", "a b"] {
            assert!(parse_keys(text).is_err(), "{text:?}");
        }
        assert!(parse_keys("PageDown").unwrap_err().contains("unknown key"));
        assert!(parse_keys("Entr").unwrap_err().contains("'Enter'"));
    }
}
