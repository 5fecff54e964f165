//! JSON for pipes: one document, keys in the order of the types that are written, lossless, and safe on a terminal because every
//! control and invisible character is a \u escape.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::Console;
use crate::cli::exit::{Exit, Failure};

/// Writes a value as one line.
pub fn write(console: &mut Console, value: &impl Serialize) -> Result<(), Failure> {
    console.data(&line(value)?)
}

/// Writes values as one array, each as soon as it is there.
pub struct ArrayWriter {
    is_empty: bool,
}

impl ArrayWriter {
    /// Opens the array.
    pub fn open(console: &mut Console) -> Result<Self, Failure> {
        console.data(b"[")?;
        Ok(Self { is_empty: true })
    }

    /// Adds a value.
    pub fn push(&mut self, console: &mut Console, value: &impl Serialize) -> Result<(), Failure> {
        if !std::mem::take(&mut self.is_empty) {
            console.data(b",\n")?;
        }
        console.data(&text(value)?)
    }

    /// Closes the array.
    pub fn close(self, console: &mut Console) -> Result<(), Failure> {
        console.data(b"]\n")
    }
}

/// A value as one line of JSON with its line end.
pub fn line(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = text(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn text(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, Escaping))
        .map_err(|error| Failure::new(Exit::Failed, format!("writing JSON failed: {error}")))?;
    Ok(bytes)
}

/// Compact JSON in which categories Cc, Cf, Zl and Zp are \u escapes.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain_from = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| needs_escape(*c)) {
            writer.write_all(&fragment.as_bytes()[plain_from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain_from = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain_from..])
    }
}

fn needs_escape(c: char) -> bool {
    let is_hidden = |c: char| {
        matches!(
            c.general_category(),
            GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
        )
    };
    (c == '\u{7f}' || !c.is_ascii()) && is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &impl Serialize) -> String {
        String::from_utf8(line(value).expect("plain data")).expect("UTF-8")
    }

    #[test]
    fn hidden_characters_are_escaped_and_names_are_not() {
        assert_eq!(written(&"a\u{1b}[31m\u{7f}\u{9b}\u{202e}"), "\"a\\u001b[31m\\u007f\\u009b\\u202e\"\n");
        assert_eq!(written(&"辽宁 Württemberg\n"), "\"辽宁 Württemberg\\n\"\n");
        assert_eq!(written(&"\u{e0041}\u{2028}\u{feff}"), "\"\\udb40\\udc41\\u2028\\ufeff\"\n");
    }

    proptest! {
        #[test]
        fn every_text_survives_and_nothing_hidden_is_written(given in any::<String>()) {
            let written = written(&given);
            prop_assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), given);
            prop_assert!(!written.trim_end_matches('\n').chars().any(|c| c.is_control() || needs_escape(c)));
        }
    }
}
