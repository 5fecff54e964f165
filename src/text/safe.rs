//! Text that may reach a screen, a pipe or a log: no control, bidirectional or invisible character survives.
//!
//! Terminals obey some characters and drop others, and a dropped tab makes `US$12500` of `12`, tab, `500`. So nothing is
//! removed here: line ends and tabs become a space, everything else that would act or vanish becomes a mark such as `<202E>`.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Combining marks that one base letter may carry; more would be megabytes in one cell.
pub const MAX_MARKS: usize = 8;
/// Joiners in one emoji. The longest in use (a family) has three, a kiss with skin tones three.
const MAX_JOINERS: usize = 7;
/// Characters of one cluster (stacked jamo, chained conjuncts); longer ones are cut into pieces of [`PIECE`].
const MAX_CLUSTER: usize = 32;
const PIECE: usize = 24;

/// Text that was made safe. The only string that widgets, tables, logs and text exports accept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SafeText(String);

impl SafeText {
    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The safe text, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Columns it takes on a terminal. East Asian characters of ambiguous width count as narrow.
    pub fn width(&self) -> usize {
        self.0.width()
    }

    /// At most `columns` wide, see [`truncate_to_width`].
    pub fn truncated(&self, columns: usize) -> SafeText {
        SafeText(truncate_to_width(self, columns))
    }
}

impl std::fmt::Display for SafeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Makes any text safe to show on one line. At most four bytes come out for each byte that goes in (and one mark more at the start).
pub fn sanitize(text: &str) -> SafeText {
    make_safe(text, Lines::One)
}

/// Makes any text safe to show on several lines: LF stays, all other line ends and tabs become spaces.
pub fn sanitize_multiline(text: &str) -> SafeText {
    make_safe(text, Lines::Many)
}

/// Cuts a text to at most `columns` terminal columns, whole characters only; what was cut ends in `..` where there is room.
pub fn truncate_to_width(text: impl AsRef<str>, columns: usize) -> String {
    let text = text.as_ref();
    // No character is wider than its UTF-8 form is long.
    if text.len() <= columns || text.width() <= columns {
        return text.to_owned();
    }
    let dots = &".."[..columns.min(2)];
    let room = columns - dots.len();
    let mut kept = 0;
    let mut used = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        used += cluster.width();
        if used > room {
            break;
        }
        kept = start + cluster.len();
    }
    let mut cut = text[..kept].to_owned();
    cut.push_str(dots);
    cut
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

fn make_safe(text: &str, lines: Lines) -> SafeText {
    let is_plain =
        text.bytes().all(|b| matches!(b, b' '..=b'~')) || text.chars().all(|c| is_plain(c) || (c == '\n' && lines == Lines::Many));
    if is_plain {
        return SafeText(text.to_owned());
    }
    let mut writer = Writer::new(text.len(), lines);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            _ => writer.push(c, rest.peek().copied()),
        }
    }
    SafeText(split_long_clusters(writer.out))
}

/// Characters that stand for themselves whatever stands around them: the drawing path hardly ever sees others.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20BF}' | '\u{2190}'..='\u{22FF}' | '\u{2500}'..='\u{25FF}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF60}')
}

/// What came last, as far as it decides what may follow.
struct Writer {
    out: String,
    lines: Lines,
    /// Marks since the last base.
    marks: usize,
    /// Joiners in the emoji being written.
    joiners: usize,
    /// The last base, `None` at the start of a line or behind a mark such as `<1B>`.
    base: Option<char>,
    /// Whether only selectors and skin tones stand between an emoji and here.
    in_emoji: bool,
    last: Option<char>,
}

impl Writer {
    fn new(len: usize, lines: Lines) -> Self {
        Self { out: String::with_capacity(len + 16), lines, marks: 0, joiners: 0, base: None, in_emoji: false, last: None }
    }

    fn push(&mut self, c: char, next: Option<char>) {
        match c {
            _ if is_plain(c) => self.base(c),
            '\n' if self.lines == Lines::Many => self.line_end(),
            '\t' | '\n' | '\r' | '\u{85}' => self.base(' '),
            '\u{200D}' if self.may_join(next) => self.join(),
            _ if is_selector(c) => self.selector(c, next),
            _ if is_noncharacter(c) => self.base(char::REPLACEMENT_CHARACTER),
            _ if acts_or_vanishes(c) => self.marker(c),
            _ if c.general_category_group() == GeneralCategoryGroup::Mark => self.mark(c),
            _ => self.base(c),
        }
        self.last = self.out.chars().next_back();
    }

    fn line_end(&mut self) {
        self.base('\n');
        self.base = None;
    }

    fn base(&mut self, c: char) {
        let joined = self.last == Some('\u{200D}');
        let is_tone = matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
        self.in_emoji = is_pictograph(c) || (is_tone && self.in_emoji);
        if !joined && !is_tone {
            self.joiners = 0;
        }
        self.out.push(c);
        self.base = Some(c);
        self.marks = 0;
    }

    fn mark(&mut self, c: char) {
        if self.base.is_none() && self.marks == 0 {
            // A mark without a letter would settle on whatever is drawn before this text.
            self.base('\u{25CC}');
        }
        self.marks += 1;
        self.in_emoji = false;
        if self.marks <= MAX_MARKS {
            self.out.push(c);
        } else if self.marks == MAX_MARKS + 1 {
            self.out.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn marker(&mut self, c: char) {
        use std::fmt::Write;
        write!(self.out, "<{:02X}>", c as u32).expect("writing to a string does not fail");
        (self.base, self.marks, self.in_emoji) = (Some('>'), 0, false);
    }

    fn may_join(&self, next: Option<char>) -> bool {
        self.in_emoji && self.joiners < MAX_JOINERS && next.is_some_and(is_pictograph)
    }

    fn join(&mut self) {
        self.joiners += 1;
        self.out.push('\u{200D}');
    }

    /// Selectors choose between forms of the letter before them: of an emoji, a keycap's digit, or a Han or Mongolian letter.
    fn selector(&mut self, c: char, next: Option<char>) {
        let follows_base = self.last.is_some() && self.last == self.base;
        let of_emoji = self.in_emoji && matches!(c, '\u{FE0E}' | '\u{FE0F}');
        let of_keycap = c == '\u{FE0F}' && next == Some('\u{20E3}') && self.base.is_some_and(|b| matches!(b, '0'..='9' | '#' | '*'));
        let of_letter = self.base.is_some_and(|b| b.general_category() == GeneralCategory::OtherLetter);
        if follows_base && (of_emoji || of_keycap || of_letter) {
            self.out.push(c);
            self.marks += 1;
        } else {
            self.marker(c);
        }
    }
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

fn is_pictograph(c: char) -> bool {
    c > '\u{A0}' && c.is_emoji_char() && !matches!(c, '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c as u32, 0xFDD0..=0xFDEF) || (c as u32) & 0xFFFE == 0xFFFE
}

/// Controls, format characters and line separators, and letters that are drawn as nothing (fillers, U+E0000 and on).
fn acts_or_vanishes(c: char) -> bool {
    use GeneralCategory as G;
    matches!(c, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{E0000}'..='\u{E0FFF}')
        || matches!(c.general_category(), G::Control | G::Format | G::LineSeparator | G::ParagraphSeparator)
}

/// Puts a replacement character into clusters that would send a page of bytes for one cell.
fn split_long_clusters(text: String) -> String {
    if !text.graphemes(true).any(|cluster| cluster.chars().nth(MAX_CLUSTER).is_some()) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / PIECE);
    for cluster in text.graphemes(true) {
        let is_long = cluster.chars().nth(MAX_CLUSTER).is_some();
        for (position, c) in cluster.chars().enumerate() {
            if is_long && position > 0 && position % PIECE == 0 {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests;
