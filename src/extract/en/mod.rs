//! What the rules of English are: one file for each kind of thing that is found.

pub mod amounts;
pub mod counts;
mod date_parts;
mod date_rules;
pub mod dates;
mod hedges;
mod numbers;
