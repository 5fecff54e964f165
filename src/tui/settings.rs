//! What the config says about the dashboard.

use std::time::Duration;

use super::keymap::KeySetting;
use super::theme::Theme;

/// Which glyphs borders are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Box drawing where the locale is UTF-8 and the terminal has it.
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
    /// Two cells: borders become ASCII.
    Wide,
}

/// Where copied text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClipboardWay {
    /// Over SSH the terminal (OSC 52), in tmux tmux first, else a program of the desktop first.
    #[default]
    Auto,
    /// The terminal, by OSC 52.
    Osc52,
    /// A program of the desktop.
    Native,
    /// A file.
    File,
}

/// What the config says about the dashboard.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Glyphs of borders.
    pub glyphs: Glyphs,
    /// Ambiguous width.
    pub ambiguous: Ambiguous,
    /// How long to wait after Esc, in milliseconds; `None`: 25, and 100 over SSH.
    pub esc_timeout_ms: Option<u64>,
    /// Whether a first visitor is given hints.
    pub hints: bool,
    /// Whether colours may be used.
    pub use_color: bool,
    /// Where copied text goes.
    pub clipboard: ClipboardWay,
    /// Key bindings over the defaults: layer, key, action.
    pub keys: Vec<(String, String, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            glyphs: Glyphs::Auto,
            ambiguous: Ambiguous::Narrow,
            esc_timeout_ms: None,
            hints: true,
            use_color: true,
            clipboard: ClipboardWay::Auto,
            keys: Vec::new(),
        }
    }
}

impl Settings {
    pub(super) fn theme(&self) -> Theme {
        let is_ascii = match self.glyphs {
            _ if self.ambiguous == Ambiguous::Wide => true,
            Glyphs::Auto => !is_unicode_terminal(|name| std::env::var(name).ok()),
            Glyphs::Unicode => false,
            Glyphs::Ascii => true,
        };
        Theme::new(self.use_color, is_ascii)
    }

    /// What is known of the terminal, a sentence each.
    pub(super) fn terminal_facts(&self, clipboard: &str) -> Vec<String> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_else(|| "not set".to_owned());
        let is_ascii = self.theme().vertical == "|";
        let hold = self.escape_hold().as_millis();
        vec![
            format!(
                "TERM: {}{}",
                set("TERM").unwrap_or_else(|| "not set".to_owned()),
                if set("TMUX").is_some() { ", in tmux" } else { "" }
            ),
            if self.use_color {
                "colours: the terminal's own 16".to_owned()
            } else {
                "colours: none (NO_COLOR or --color never)".to_owned()
            },
            format!("locale: {locale}, borders {}", if is_ascii { "of ASCII (ui.glyphs, ui.ambiguous)" } else { "of box drawing" }),
            format!("copying: {clipboard} (ui.clipboard)"),
            format!("Esc is held back {hold} ms (ui.esc_timeout_ms){}", if set("SSH_CONNECTION").is_some() { ", over SSH" } else { "" }),
        ]
    }

    pub(super) fn escape_hold(&self) -> Duration {
        let usual = if std::env::var_os("SSH_CONNECTION").is_some() { 100 } else { 25 };
        Duration::from_millis(self.esc_timeout_ms.unwrap_or(usual).min(2000))
    }

    pub(super) fn key_settings(&self) -> Vec<KeySetting> {
        let setting =
            |(layer, key, action): &(String, String, String)| KeySetting { layer: layer.clone(), key: key.clone(), action: action.clone() };
        self.keys.iter().map(setting).collect()
    }
}

/// Whether locale and terminal can show box drawing.
fn is_unicode_terminal(environment: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| environment(name).filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default().to_lowercase();
    let terminal = set("TERM").unwrap_or_default();
    let is_poor = terminal == "linux" || terminal == "dumb" || terminal.starts_with("vt");
    (locale.contains("utf-8") || locale.contains("utf8")) && !is_poor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_are_ascii_where_the_locale_or_the_terminal_is_poor() {
        let of = |pairs: &'static [(&str, &str)]| {
            is_unicode_terminal(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(of(&[("LANG", "en_GB.UTF-8"), ("TERM", "xterm-256color")]));
        assert!(!of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C"), ("TERM", "xterm")]));
        assert!(of(&[("LC_ALL", ""), ("LC_CTYPE", "C.utf8"), ("TERM", "screen")]));
        assert!(!of(&[("LANG", "C.UTF-8"), ("TERM", "linux")]));
        assert!(!of(&[]));
    }
}
