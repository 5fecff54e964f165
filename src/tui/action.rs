//! (being built)

/// Where a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Everywhere.
    Global,
}

impl Layer {
    /// Its name in the config.
    pub fn name(self) -> &'static str {
        "global"
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct ActionEntry {
    /// Its name in the config.
    pub name: &'static str,
    /// One line for people.
    pub help: &'static str,
    /// Where its keys count.
    pub layer: Layer,
    /// Default keys.
    pub keys: &'static [&'static str],
}

/// The table.
pub const ACTIONS: &[ActionEntry] = &[ActionEntry { name: "quit", help: "quit", layer: Layer::Global, keys: &["q"] }];
