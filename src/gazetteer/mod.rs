//! Known names: places, with the user's own lists added to the built-in ones, all found in a text at once.

pub mod phrase;
pub mod places;

pub use phrase::{PhraseBook, PhraseMatch, Writing};
pub use places::{Gazetteer, ListError, NameForm, Place};
