//! What the rules of English are: one file for each kind of thing that is found.

pub mod amounts;
pub mod counts;
pub mod dates;
mod hedges;
mod numbers;
