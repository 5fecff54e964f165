//! Bytes to text, decided once: byte order mark, declaration, then detection.
//!
//! Limitations: Chinese or Japanese UTF-16 without a byte order mark is recognised by its line ends and digits alone, and an
//! encoding is guessed for the whole file, from the first megabyte that is not plain ASCII, never by parts.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::Decoding;

/// Text and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Byte order mark dropped, line ends as LF, nothing else changed.
    pub text: String,
    /// How.
    pub decoding: Decoding,
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// NUL bytes or mostly control characters: a picture, an archive, a program.
    #[error("not text: it looks like a binary file")]
    Binary,
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// An encoding that is recognised and not read.
    #[error("the encoding {0} is not read; save the file as UTF-8")]
    Unsupported(String),
}

/// First bytes of files that are no text and may yet hold no NUL near their start.
const MAGIC: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-",
    b"\x7FELF",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ",
    b"7z\xBC\xAF",
    b"\x28\xB5\x2F\xFD",
    b"Rar!",
    b"SQLite format 3\0",
    b"\xD0\xCF\x11\xE0",
    b"RIFF",
];

/// A guess that has to replace more than one character in this many is no reading of the text.
const READABLE: u64 = 20;

/// Bytes that an encoding is guessed from.
const SAMPLE: usize = 1024 * 1024;

/// Decodes an article. `declared` is a label given by the page or the sender (`gb2312`), which is believed only where it fits.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, DecodeError> {
    let raw = match by_mark(bytes)? {
        Some((encoding, rest)) => Raw::of(encoding, rest),
        None => without_mark(bytes, declared)?,
    };
    if has_too_many_controls(&raw.text) {
        return Err(DecodeError::Binary);
    }
    if raw.text.chars().all(char::is_whitespace) {
        return Err(DecodeError::Empty);
    }
    let characters = raw.text.chars().count() as u64;
    if raw.replacements.saturating_mul(READABLE) > characters && raw.replacements > 2 {
        return Err(DecodeError::Unsupported(format!("(perhaps {})", raw.encoding.name())));
    }
    let decoding = Decoding { declared: declared.map(str::to_owned), used: raw.encoding.name().to_owned(), replacements: raw.replacements };
    Ok(Decoded { text: unify_line_ends(raw.text), decoding })
}

/// One reading of the bytes.
struct Raw {
    text: String,
    encoding: &'static Encoding,
    replacements: u64,
}

impl Raw {
    fn of(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let replacements = if had_errors { replacement_count(&text).saturating_sub(kept_replacements(encoding, bytes)) } else { 0 };
        Self { text: text.into_owned(), encoding, replacements }
    }
}

fn replacement_count(text: &str) -> u64 {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() as u64
}

/// Replacement characters that stood in the file already: somebody else's loss.
fn kept_replacements(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    if encoding == UTF_8 { bytes.windows(3).filter(|w| *w == "\u{FFFD}".as_bytes()).count() as u64 } else { 0 }
}

fn by_mark(bytes: &[u8]) -> Result<Option<(&'static Encoding, &[u8])>, DecodeError> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(DecodeError::Unsupported("UTF-32".to_owned()));
    }
    Ok(Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..])))
}

fn without_mark(bytes: &[u8], declared: Option<&str>) -> Result<Raw, DecodeError> {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(DecodeError::Binary);
    }
    if bytes.contains(&0) {
        return utf16_without_mark(bytes).ok_or(DecodeError::Binary);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())).and_then(as_decoded);
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    match declared {
        // Text that happens to be valid UTF-8 is UTF-8, whatever an old page template says; only this one hides in ASCII.
        Some(encoding) if encoding == ISO_2022_JP && bytes.contains(&0x1B) => Ok(Raw::of(encoding, bytes)),
        _ if is_utf8 || is_damaged_utf8(bytes) => Ok(Raw::of(UTF_8, bytes)),
        Some(encoding) => Ok(better_of(Raw::of(encoding, bytes), bytes)),
        None => Ok(Raw::of(guess(bytes), bytes)),
    }
}

/// The encoding that a declared one stands for: gb2312 and gbk are subsets of gb18030; a page in bytes cannot be in UTF-16.
fn as_decoded(encoding: &'static Encoding) -> Option<&'static Encoding> {
    match encoding {
        e if e == GBK => Some(GB18030),
        e if e == UTF_16LE || e == UTF_16BE || e == REPLACEMENT => None,
        e => Some(e),
    }
}

fn better_of(declared: Raw, bytes: &[u8]) -> Raw {
    if declared.replacements == 0 {
        return declared;
    }
    let guessed = Raw::of(guess(bytes), bytes);
    // A single-byte encoding replaces nothing and proves nothing.
    let is_told_apart = !guessed.encoding.is_single_byte() && guessed.replacements < declared.replacements;
    let is_hopeless = declared.replacements * READABLE > declared.text.len() as u64;
    if is_told_apart || is_hopeless && guessed.replacements < declared.replacements { guessed } else { declared }
}

/// Whether bytes are UTF-8 with a few broken places: cut off at the end, or with another encoding's bytes pasted in.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0u64, 0u64);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
        broken += u64::from(!chunk.invalid().is_empty());
    }
    whole >= 4 * broken && whole > 0
}

/// Without a top-level domain to lean on: with `cn` the detector takes Big5 for GBK.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // Plain ASCII tells nothing, and a megabyte from the first other byte on tells enough.
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len());
    let end = bytes.len().min(start + SAMPLE);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start.saturating_sub(64)..end], end == bytes.len());
    match detector.guess(None, Utf8Detection::Deny) {
        e if e == GBK => GB18030,
        e if e == WINDOWS_1252 && is_all_gb2312_pairs(bytes) => GB18030,
        e => e,
    }
}

/// Mostly English text with a few Chinese names is taken for Western: but there, letters with accents seldom come in pairs that
/// are all in the range of GB 2312's punctuation and characters.
fn is_all_gb2312_pairs(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| !b.is_ascii()) {
        at += next;
        match (bytes[at], bytes.get(at + 1)) {
            (0xA1..=0xA3 | 0xB0..=0xF7, Some(0xA1..=0xFE)) => pairs += 1,
            _ => return false,
        }
        at += 2;
    }
    pairs >= 2
}

/// UTF-16 shows by NULs at every second place; anything else with a NUL is no text.
fn utf16_without_mark(bytes: &[u8]) -> Option<Raw> {
    let nuls_at = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let encoding = match (nuls_at(0), nuls_at(1)) {
        (even, odd) if odd > 16 * even => UTF_16LE,
        (even, odd) if even > 16 * odd => UTF_16BE,
        _ => return None,
    };
    // Plain ASCII with a stray NUL would pass as rare Han characters: real text in UTF-16 is nearly half NULs, or not ASCII.
    let nuls = bytes.iter().filter(|b| **b == 0).count();
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    if nuls * 3 < bytes.len() && beyond_ascii * 10 < bytes.len() {
        return None;
    }
    let raw = Raw::of(encoding, bytes);
    let odd_byte_at_the_end = (bytes.len() % 2) as u64;
    let is_sound = raw.replacements <= odd_byte_at_the_end && !raw.text.contains('\0');
    is_sound.then_some(raw)
}

/// More than one character in ten that no text holds.
fn has_too_many_controls(text: &str) -> bool {
    let is_odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}');
    let sample = 65_536;
    let (odd, all) = text.chars().take(sample).fold((0, 0), |(odd, all), c| (odd + usize::from(is_odd(&c)), all + 1));
    text.contains('\0') || odd * 10 > all
}

fn unify_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\r') {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}
