//! Known names: places, with the user's own lists added to the built-in ones, all found in a text at once.

pub mod companies;
pub mod events;
mod names;
pub mod phrase;
pub mod places;
mod rows;
pub mod ties;
pub mod zones;

pub use names::PlaceNames;
pub use phrase::{PhraseBook, PhraseMatch, Writing};
pub use places::{Caution, Gazetteer, ListError, NameForm, Place};
