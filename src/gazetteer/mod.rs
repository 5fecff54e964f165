//! Known names: places, with the user's own lists added to the built-in ones, all found in a text at once.

pub mod companies;
pub mod events;
mod names;
pub mod phrase;
pub mod places;
mod rows;
pub mod ties;
pub mod towns;
pub mod zones;

pub use names::PlaceNames;
pub use phrase::{PhraseBook, PhraseMatch, Writing};
pub use places::{Caution, Gazetteer, ListError, NameForm, Place};

/// What a table from search keys tells of a name, of which the listed one may be the beginning; the longest counts.
fn by_beginning<'t, V>(table: &'t rustc_hash::FxHashMap<String, V>, name: &str) -> Option<&'t V> {
    let key = crate::text::fold::fold_key(name);
    let ends = std::iter::once(key.len()).chain(key.rmatch_indices(' ').map(|(at, _)| at));
    ends.into_iter().find_map(|end| table.get(&key[..end]))
}
