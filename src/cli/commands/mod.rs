//! One file a command.

pub mod backup;
pub mod bench_data;
pub mod brief;
pub mod completions;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod edit;
pub mod entities;
pub mod export;
mod export_forms;
pub mod extract;
pub mod import;
pub mod ingest;
pub mod keys;
pub mod list;
mod list_agreements;
pub mod log;
pub mod man;
pub mod mark;
pub mod new;
pub mod profile;
pub mod rebuild;
pub mod show;
pub mod ties;
pub mod totals;
pub(super) mod work;
