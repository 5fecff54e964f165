//! Questions over a snapshot: pure functions over columns. Only `snapshot.rs` reads the store.

pub mod entities;
pub mod filter;
pub mod profile;
pub mod snapshot;
pub mod timeline;
pub mod totals;

pub use filter::{Chip, Filter, FilterError, Resolution};
pub use snapshot::{Selection, Snapshot};
