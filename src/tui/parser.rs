//! Bytes of the terminal -> keys and pastes. Ours, not crossterm's, so that a slow line cannot turn an arrow into Esc.
//!
//! Limitations: sequences that we never ask for (mouse, focus, replies to queries) are recognised only to be dropped.

use std::time::Duration;

use super::event::{Code, Key};

/// How long an unfinished sequence that no hand could have typed may take to arrive.
const SEQUENCE_HOLD: Duration = Duration::from_millis(500);
/// How long a paste may pause before it is taken as ended.
const PASTE_HOLD: Duration = Duration::from_secs(3);
/// A paste is cut here, in bytes: it only ever fills a text field.
const PASTE_LIMIT: usize = 64 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the parser makes of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A key.
    Key(Key),
    /// A paste, as it came.
    Paste(String),
}

/// Takes bytes in pieces of any size and gives the keys they mean.
#[derive(Debug)]
pub struct Parser {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    escape_hold: Duration,
    /// An Esc was given out because nothing followed in time: `[A` now is the rest of an arrow, not typing.
    gave_escape: bool,
}

/// What the front of the pending bytes is.
enum Front {
    /// This many bytes mean that, or nothing.
    Whole(usize, Option<Key>),
    /// A paste begins; this many bytes announce it.
    Paste(usize),
    /// More must come.
    Partial,
}

impl Parser {
    /// A parser that waits this long after a lone Esc.
    pub fn new(escape_hold: Duration) -> Self {
        Self { pending: Vec::new(), paste: None, escape_hold, gave_escape: false }
    }

    /// Takes what was read.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Typed> {
        let is_leftover = std::mem::take(&mut self.gave_escape) && matches!(bytes.first(), Some(b'[' | b'O'));
        if is_leftover && let Some(length) = leftover_length(bytes) {
            return self.feed(&bytes[length..]);
        }
        self.pending.extend_from_slice(bytes);
        let mut typed = Vec::new();
        while self.take_one(&mut typed) {}
        typed
    }

    /// How long to wait for the rest of what has begun; `None` where nothing has.
    pub fn hold(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (Some(_), _) => Some(PASTE_HOLD),
            (None, []) => None,
            (None, [0x1b]) => Some(self.escape_hold),
            (None, _) => Some(SEQUENCE_HOLD),
        }
    }

    /// The rest did not come: a lone Esc was the Esc key, an unfinished sequence is nothing.
    pub fn hold_expired(&mut self) -> Vec<Typed> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(mut paste) = self.paste.take() {
            paste.extend_from_slice(&pending);
            return vec![paste_of(&paste)];
        }
        self.gave_escape = pending == [0x1b];
        if self.gave_escape { vec![Typed::Key(Key::plain(Code::Esc))] } else { Vec::new() }
    }

    fn take_one(&mut self, typed: &mut Vec<Typed>) -> bool {
        if self.paste.is_some() {
            return self.take_paste(typed);
        }
        match front(&self.pending) {
            Front::Partial => false,
            Front::Paste(length) => {
                self.pending.drain(..length);
                self.paste = Some(Vec::new());
                true
            }
            Front::Whole(length, key) => {
                self.pending.drain(..length);
                typed.extend(key.map(Typed::Key));
                !self.pending.is_empty()
            }
        }
    }

    /// Moves pending bytes into the paste, keeping back what may be the start of its end.
    fn take_paste(&mut self, typed: &mut Vec<Typed>) -> bool {
        let Some(paste) = &mut self.paste else { return false };
        let end = self.pending.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let kept_back =
            if end.is_some() { 0 } else { (1..PASTE_END.len()).rev().find(|n| self.pending.ends_with(&PASTE_END[..*n])).unwrap_or(0) };
        let taken = end.unwrap_or(self.pending.len() - kept_back);
        let room = PASTE_LIMIT.saturating_sub(paste.len());
        paste.extend_from_slice(&self.pending[..taken.min(room)]);
        self.pending.drain(..taken);
        if end.is_none() {
            return false;
        }
        self.pending.drain(..PASTE_END.len());
        typed.push(paste_of(&self.paste.take().unwrap_or_default()));
        !self.pending.is_empty()
    }
}

fn paste_of(bytes: &[u8]) -> Typed {
    Typed::Paste(String::from_utf8_lossy(bytes).into_owned())
}

/// Length of `[A`, `[1;5C`, `OP` at the front; `None` where it is none.
fn leftover_length(bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&b'O') {
        return bytes.get(1).filter(|b| b.is_ascii_uppercase()).map(|_| 2);
    }
    let body = bytes.get(1..)?;
    let end = body.iter().position(|b| (0x40..=0x7e).contains(b))?;
    let is_sequence = body[..end].iter().all(|b| b.is_ascii_digit() || *b == b';') && (end > 0 || b"ABCDHFZ".contains(&body[end]));
    is_sequence.then_some(end + 2)
}

fn front(bytes: &[u8]) -> Front {
    match bytes {
        [] | [0x1b] => Front::Partial,
        [0x1b, 0x1b, ..] => Front::Whole(1, Some(Key::plain(Code::Esc))),
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest.first() {
            None => Front::Partial,
            Some(last) => Front::Whole(3, final_key(*last, &[])),
        },
        [0x1b, b']' | b'P' | b'_' | b'^', rest @ ..] => terminal_string(rest),
        [0x1b, rest @ ..] => match character(rest) {
            Front::Whole(length, key) => Front::Whole(length + 1, key.map(|key| Key { alt: true, ..key })),
            other => other,
        },
        _ => character(bytes),
    }
}

/// What follows `ESC [`.
fn control_sequence(rest: &[u8]) -> Front {
    // The Linux console sends F1 to F5 as ESC [ [ A to E.
    if rest.first() == Some(&b'[') {
        let Some(last) = rest.get(1) else { return Front::Partial };
        let function = last.checked_sub(b'A').filter(|n| *n < 5).map(|n| Key::plain(Code::Function(n + 1)));
        return Front::Whole(4, function);
    }
    let Some(end) = rest.iter().position(|b| !(0x20..=0x3f).contains(b)) else { return Front::Partial };
    if !(0x40..=0x7e).contains(&rest[end]) {
        // Something broke in: drop what there is, keep the intruder.
        return Front::Whole(end + 2, None);
    }
    if &rest[..=end] == b"200~" {
        return Front::Paste(end + 3);
    }
    let parameters: Vec<u16> = rest[..end].split(|b| *b == b';').map(number).collect();
    let is_plain = rest[..end].iter().all(|b| b.is_ascii_digit() || *b == b';');
    Front::Whole(end + 3, if is_plain { final_key(rest[end], &parameters) } else { None })
}

fn number(digits: &[u8]) -> u16 {
    std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The key of a sequence's last byte and its parameters.
fn final_key(last: u8, parameters: &[u16]) -> Option<Key> {
    // `CSI 12;40R` tells a cursor's place; a key's first parameter is 1.
    let is_letter_key = parameters.first().is_none_or(|first| *first <= 1);
    let code = match last {
        b'A'..=b'Z' if !is_letter_key => return None,
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' if parameters.is_empty() => Code::Enter,
        b'P'..=b'S' => Code::Function(last - b'P' + 1),
        b'Z' => return Some(Key { shift: true, ..Key::plain(Code::Tab) }),
        b'~' => tilde_code(parameters.first().copied()?)?,
        _ => return None,
    };
    let modifiers = parameters.get(1).copied().unwrap_or(1).saturating_sub(1);
    Some(Key { code, shift: modifiers & 1 != 0, alt: modifiers & 2 != 0, ctrl: modifiers & 4 != 0 })
}

fn tilde_code(parameter: u16) -> Option<Code> {
    Some(match parameter {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::Function(parameter as u8 - 10),
        17..=21 => Code::Function(parameter as u8 - 11),
        23 | 24 => Code::Function(parameter as u8 - 12),
        _ => return None,
    })
}

/// A reply of the terminal (to a question of somebody else): dropped up to its end.
fn terminal_string(rest: &[u8]) -> Front {
    let bell = rest.iter().position(|b| *b == 0x07).map(|at| at + 1);
    let terminator = rest.windows(2).position(|pair| pair == b"\x1b\\").map(|at| at + 2);
    match [bell, terminator].into_iter().flatten().min() {
        Some(length) => Front::Whole(length + 2, None),
        None => Front::Partial,
    }
}

/// A control byte or one character of UTF-8.
fn character(bytes: &[u8]) -> Front {
    let key = match bytes[0] {
        b'\r' | b'\n' => Some(Key::plain(Code::Enter)),
        b'\t' => Some(Key::plain(Code::Tab)),
        0x7f | 0x08 => Some(Key::plain(Code::Backspace)),
        byte @ 0x01..=0x1a => Some(Key::ctrl(char::from(byte - 1 + b'a'))),
        0x00 | 0x1b..=0x1f => None,
        byte @ 0x20..=0x7e => Some(Key::char(char::from(byte))),
        _ => return wide_character(bytes),
    };
    Front::Whole(1, key)
}

fn wide_character(bytes: &[u8]) -> Front {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Front::Whole(1, None),
    };
    let available = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(available) {
        Ok(text) => Front::Whole(length, text.chars().next().filter(|c| !c.is_control()).map(Key::char)),
        Err(error) if error.error_len().is_none() => Front::Partial,
        Err(_) => Front::Whole(1, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parser() -> Parser {
        Parser::new(Duration::from_millis(25))
    }

    fn keys(typed: &[Typed]) -> String {
        typed.iter().map(|t| if let Typed::Key(key) = t { format!("{key} ") } else { format!("{t:?} ") }).collect()
    }

    #[test]
    fn sequences_become_keys() {
        for (bytes, expected) in [
            (&b"j"[..], "j "),
            (b"\x1b[A\x1b[B", "Up Down "),
            (b"\x1bOA", "Up "),
            (b"\x1b[1;5C", "Ctrl-Right "),
            (b"\x1b[Z", "Shift-Tab "),
            (b"\x1b[5~\x1b[6~\x1b[3~", "PgUp PgDn Delete "),
            (b"\x1b[11~\x1bOP\x1b[[A", "F1 F1 F1 "),
            (b"\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace "),
            (b"\x04\x1a", "Ctrl-d Ctrl-z "),
            ("辽é".as_bytes(), "辽 é "),
            (b"\x1bq", "Alt-q "),
            (b"\xff\xfe", ""),
            (b"\x1b[?62;c\x1b[12;40R\x1b]11;rgb:0/0/0\x07x", "x "),
            (b"\x1b[I\x1b[O", ""),
        ] {
            assert_eq!(keys(&parser().feed(bytes)), expected, "{bytes:?}");
        }
    }

    #[test]
    fn an_arrow_split_by_a_slow_line_is_joined_again() {
        let mut parser = parser();
        assert_eq!(parser.feed(b"\x1b"), []);
        assert_eq!(parser.hold(), Some(Duration::from_millis(25)));
        assert_eq!(keys(&parser.feed(b"[B")), "Down ");
        assert_eq!(parser.hold(), None);
        assert_eq!(parser.feed(b"\x1b["), []);
        assert_eq!(parser.hold(), Some(SEQUENCE_HOLD));
        assert_eq!(keys(&parser.feed(b"A")), "Up ");
    }

    #[test]
    fn a_lone_escape_is_the_key_and_a_late_rest_is_nothing() {
        let mut parser = parser();
        parser.feed(b"\x1b");
        assert_eq!(keys(&parser.hold_expired()), "Esc ");
        assert_eq!(parser.feed(b"[A"), []);
        assert_eq!(keys(&parser.feed(b"[A")), "[ A ", "typed by hand later on");
        parser.feed(b"\x1b");
        parser.hold_expired();
        assert_eq!(keys(&parser.feed(b"[1;5Cj")), "j ");
        parser.feed(b"\x1b");
        parser.hold_expired();
        assert_eq!(keys(&parser.feed(b"[x")), "[ x ");
        parser.feed(b"\x1b[1;");
        assert_eq!(parser.hold_expired(), [], "an unfinished sequence is no key");
    }

    #[test]
    fn a_paste_is_one_text_however_it_arrives() {
        let mut whole = parser();
        assert_eq!(whole.feed(b"\x1b[200~q\nQatar\x1b[201~j"), [Typed::Paste("q\nQatar".into()), Typed::Key(Key::char('j'))]);
        let mut split = parser();
        let mut typed = Vec::new();
        for byte in b"\x1b[200~a\x1b[20b\x1b[201~" {
            typed.extend(split.feed(&[*byte]));
        }
        assert_eq!(typed, [Typed::Paste("a\x1b[20b".into())]);
        let mut cut = parser();
        cut.feed(b"\x1b[200~rest");
        assert_eq!(cut.hold_expired(), [Typed::Paste("rest".into())]);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_and_pieces_mean_what_the_whole_means(bytes in proptest::collection::vec(any::<u8>(), 0..60), cut in 0_usize..60) {
            let mut whole = parser();
            let mut pieces = parser();
            let cut = cut.min(bytes.len());
            let mut typed = pieces.feed(&bytes[..cut]);
            typed.extend(pieces.feed(&bytes[cut..]));
            prop_assert_eq!(whole.feed(&bytes), typed);
            whole.hold_expired();
            prop_assert_eq!(whole.hold(), None);
        }
    }
}
