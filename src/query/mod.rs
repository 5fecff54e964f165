//! Questions over a snapshot: pure functions over columns. Only `snapshot.rs` reads the store.

pub mod agreements;
pub mod anniversary;
mod build;
mod bytes;
pub mod called;
pub mod chapters;
mod columns;
pub mod convert;
mod dimensions;
pub mod entities;
pub mod entity_amounts;
mod extras;
pub mod facets;
pub mod filter;
pub mod fuzzy;
mod judged;
mod kept;
mod names;
pub mod novelty;
mod numbers;
pub mod period;
mod places;
pub mod profile;
pub mod rates;
mod sets;
pub mod snapshot;
mod spread;
mod texts;
pub mod ties;
pub mod timeline;
pub mod totals;
mod vocabulary;

pub use filter::{Chip, Filter, FilterError, Resolution};
pub use snapshot::{Selection, Snapshot};
pub use spread::Spread;
