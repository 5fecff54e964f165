//! Text as it was read, and what may be done with it: decoding, sentences, folding to search keys, and making it safe to show.

pub mod decode;
pub mod document;
pub mod fold;
pub mod safe;
mod sentence;

pub use document::{Case, Document, Sentence, Token, TokenKind, is_han, key_words};
