//! (being built)

pub mod action;
pub mod keymap;

use std::path::PathBuf;

use crate::store::Author;

/// Which glyphs borders are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// By locale.
    #[default]
    Auto,
    /// Box drawing.
    Unicode,
    /// ASCII.
    Ascii,
}

/// How wide the terminal draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ambiguous {
    /// One cell.
    #[default]
    Narrow,
    /// Two cells.
    Wide,
}

/// What the config says about the dashboard.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Glyphs of borders.
    pub glyphs: Glyphs,
    /// Ambiguous width.
    pub ambiguous: Ambiguous,
    /// How long to wait after Esc, in milliseconds.
    pub esc_timeout_ms: Option<u64>,
    /// Whether a first visitor is given hints.
    pub hints: bool,
    /// Whether colours may be used.
    pub use_color: bool,
    /// Key bindings over the defaults: layer, key, action.
    pub keys: Vec<(String, String, String)>,
}

/// What the dashboard is opened on.
#[derive(Debug, Clone)]
pub struct Options {
    /// The store; it need not exist yet.
    pub store: PathBuf,
    /// Whether it is the throw-away store of the samples.
    pub is_demo: bool,
    /// Never write.
    pub read_only: bool,
    /// What the config says.
    pub settings: Settings,
    /// What is wrong with the config, a sentence each.
    pub config_problems: Vec<String>,
    /// Who writes.
    pub author: Author,
    /// Folder of the user's own lists.
    pub user_lists: Option<PathBuf>,
}

/// Opens the dashboard.
pub fn run(options: Options) -> Result<i32, String> {
    let _ = options;
    todo!()
}
