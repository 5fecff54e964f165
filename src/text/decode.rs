//! Bytes to text, decided once: byte order mark, declaration, then detection.

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

/// Decodes an article. `declared` is a label given by the page or the sender (`gb2312`), which is believed only where it fits.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, DecodeError> {
    let _ = (bytes, declared);
    todo!()
}
