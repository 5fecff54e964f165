//! Known names: places, with the user's own lists added to the built-in ones.

pub mod places;

pub use places::{Gazetteer, ListError, Place};
