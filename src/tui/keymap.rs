//! (being built)

/// A binding as the config gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySetting {
    /// Layer.
    pub layer: String,
    /// Key.
    pub key: String,
    /// Name of an action, or `none`.
    pub action: String,
}

/// All bindings.
#[derive(Debug, Clone)]
pub struct Keymap {}

impl Keymap {
    /// The defaults with the user's bindings over them, and a sentence on each setting that was skipped.
    pub fn with_settings(settings: &[KeySetting]) -> (Keymap, Vec<String>) {
        let _ = settings;
        (Keymap {}, Vec::new())
    }
}
