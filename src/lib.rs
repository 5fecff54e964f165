//! Legation: who visited whom, what was signed and for how much, with the sentence that says so.
//!
//! # Floors
//! Nothing imports upward or sideways (`tests/layering.rs` holds this against the code).
//! ```text
//! main.rs        picks a door, loads config, turns errors into exit codes
//! tui/   cli/    two doors over the same queries; neither knows the other
//! ingest/        joins readers, extract and store; rebuild lives here too
//! query/         pure questions over a Snapshot: filter, timeline, totals
//! store/ extract/   siblings: SQL lives in one, rules in the other
//! gazetteer/     known names, all found at once
//! text/          decoding, sentences, folding, text that may reach a screen
//! model/         the words of the field, no IO
//! config/        beside the stairs: read by main, tui and cli only
//! ```
//! # One article
//! Bytes -> [`ingest::readers`] -> [`model::Article`] -> [`extract::extract`] -> [`model::Claims`] -> [`store::Store::add`]:
//! a line in the append-only log, the body beside it, claims and records derived from it. [`ingest::rebuild`] derives them again.
//! # One keystroke
//! Key -> `tui::input` -> `tui::keymap` -> `tui::Action` -> `tui::update` (the only place that changes state) -> `tui::draw`.
#![warn(missing_docs)]

pub mod cli;
pub mod config;
pub mod extract;
pub mod gazetteer;
pub mod ingest;
pub mod model;
pub mod query;
pub mod store;
pub mod text;
pub mod tui;
