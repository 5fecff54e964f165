//! The table of settings: name, what it takes, how it is set and shown; and the draft that sources are read into.

use std::path::PathBuf;

use super::{AmbiguousWidth, ClipboardWay, Config, Glyphs, KeyBinding, Loaded, Origin, Problem, nearest_name};

/// A value as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// A TOML string.
    Text(String),
    /// A TOML boolean.
    Truth(bool),
    /// A TOML integer.
    Number(i64),
    /// From a variable or the command line, where everything is text.
    Untyped(String),
    /// A TOML value of a sort that no setting takes.
    Other,
}

/// What a setting takes.
enum Takes {
    Words(&'static [&'static str]),
    Truth,
    AutoOrNumber(i64, i64),
    Path,
}

impl Takes {
    /// The value in its canonical spelling, or what would be right.
    fn read(&self, given: &Given) -> Result<String, String> {
        match (self, given) {
            (Takes::Words(words), Given::Text(text) | Given::Untyped(text)) if words.contains(&text.as_str()) => Ok(text.clone()),
            (Takes::Words(words), _) => Err(format!("takes {}", one_of(words))),
            (Takes::Truth, Given::Truth(truth)) => Ok(truth.to_string()),
            (Takes::Truth, Given::Untyped(text)) if text == "true" || text == "false" => Ok(text.clone()),
            (Takes::Truth, Given::Untyped(_)) => Err("takes true or false".to_owned()),
            (Takes::Truth, _) => Err("takes true or false, without quotes".to_owned()),
            (Takes::AutoOrNumber(..), Given::Text(text) | Given::Untyped(text)) if text == "auto" => Ok(text.clone()),
            (Takes::AutoOrNumber(least, most), given) => match number(given) {
                Some(number) if (*least..=*most).contains(&number) => Ok(number.to_string()),
                _ => Err(format!("takes \"auto\" or a whole number from {least} to {most}")),
            },
            (Takes::Path, Given::Text(text) | Given::Untyped(text)) if !text.is_empty() => Ok(text.clone()),
            (Takes::Path, _) => Err("takes a path in quotes".to_owned()),
        }
    }
}

fn number(given: &Given) -> Option<i64> {
    match given {
        Given::Number(number) => Some(*number),
        Given::Untyped(text) => text.parse().ok(),
        _ => None,
    }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

struct Setting {
    name: &'static str,
    takes: Takes,
    default: &'static str,
    /// `value` was read by `takes`.
    set: fn(&mut Config, &str),
}

const SETTINGS: &[Setting] = &[
    Setting {
        name: "ui.glyphs",
        takes: Takes::Words(&["auto", "unicode", "ascii"]),
        default: "auto",
        set: |config, value| {
            config.ui.glyphs = match value {
                "unicode" => Glyphs::Unicode,
                "ascii" => Glyphs::Ascii,
                _ => Glyphs::Auto,
            }
        },
    },
    Setting {
        name: "ui.ambiguous",
        takes: Takes::Words(&["narrow", "wide"]),
        default: "narrow",
        set: |config, value| config.ui.ambiguous = if value == "wide" { AmbiguousWidth::Wide } else { AmbiguousWidth::Narrow },
    },
    Setting {
        name: "ui.clipboard",
        takes: Takes::Words(&["auto", "osc52", "native", "file"]),
        default: "auto",
        set: |config, value| {
            config.ui.clipboard = match value {
                "osc52" => ClipboardWay::Osc52,
                "native" => ClipboardWay::Native,
                "file" => ClipboardWay::File,
                _ => ClipboardWay::Auto,
            }
        },
    },
    Setting {
        name: "ui.esc_timeout_ms",
        takes: Takes::AutoOrNumber(1, 1000),
        default: "auto",
        set: |config, value| config.ui.esc_timeout_ms = value.parse().ok(),
    },
    Setting { name: "ui.hints", takes: Takes::Truth, default: "true", set: |config, value| config.ui.hints = value == "true" },
    Setting {
        name: "store.path",
        takes: Takes::Path,
        default: "",
        set: |config, value| config.store_path = (!value.is_empty()).then(|| PathBuf::from(value)),
    },
    Setting {
        name: "totals.rates",
        takes: Takes::Path,
        default: "",
        set: |config, value| config.rates_path = (!value.is_empty()).then(|| PathBuf::from(value)),
    },
];

/// Variables that are read elsewhere and name no setting.
const OTHER_VARIABLES: &[&str] = &["LEGATION_STORE", "LEGATION_CONFIG", "LEGATION_LABELS"];

/// A setting with its value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// Its name: `ui.glyphs`.
    pub name: String,
    /// Its value as it would be written; empty where it has none.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
    /// Values that it went before, nearest first; not the default.
    pub overrode: Vec<(Origin, String)>,
}

/// Settings while sources are read.
pub(super) struct Draft {
    config: Config,
    rows: Vec<SettingRow>,
    pub(super) problems: Vec<Problem>,
    warnings: Vec<String>,
}

impl Draft {
    pub(super) fn new() -> Self {
        let row = |setting: &Setting| SettingRow {
            name: setting.name.to_owned(),
            value: setting.default.to_owned(),
            origin: Origin::Default,
            overrode: Vec::new(),
        };
        Self { config: Config::default(), rows: SETTINGS.iter().map(row).collect(), problems: Vec::new(), warnings: Vec::new() }
    }

    /// Takes one value; whatever is wrong with it becomes a problem.
    pub(super) fn take(&mut self, name: &str, given: &Given, origin: Origin) {
        let Some(position) = SETTINGS.iter().position(|setting| setting.name == name) else {
            let nearest = nearest_name(name, SETTINGS.iter().map(|setting| setting.name));
            return self.problem(origin, name, "there is no such setting", nearest);
        };
        let setting = &SETTINGS[position];
        match setting.takes.read(given) {
            Err(what) => {
                let nearest = nearest_value(&setting.takes, given);
                self.problem(origin, name, &what, nearest);
            }
            Ok(value) => {
                (setting.set)(&mut self.config, &value);
                let row = &mut self.rows[position];
                let before = (std::mem::replace(&mut row.origin, origin), std::mem::replace(&mut row.value, value));
                if before.0 != Origin::Default {
                    row.overrode.insert(0, before);
                }
            }
        }
    }

    pub(super) fn bind(&mut self, binding: KeyBinding) {
        self.config.keys.push(binding);
    }

    pub(super) fn bindings(&self) -> &[KeyBinding] {
        &self.config.keys
    }

    pub(super) fn problem(&mut self, origin: Origin, key: &str, what: &str, nearest: Option<String>) {
        self.problems.push(Problem { origin, key: key.to_owned(), what: what.to_owned(), nearest });
    }

    pub(super) fn finish(self) -> Loaded {
        Loaded { config: self.config, problems: self.problems, warnings: self.warnings, settings: self.rows }
    }
}

fn nearest_value(takes: &Takes, given: &Given) -> Option<String> {
    match (takes, given) {
        (Takes::Words(words), Given::Text(text) | Given::Untyped(text)) => nearest_name(text, words.iter().copied()),
        _ => None,
    }
}

/// The variable of a setting: `ui.glyphs` -> `LEGATION_UI__GLYPHS`.
fn variable_of(setting: &str) -> String {
    format!("LEGATION_{}", setting.replace('.', "__").to_uppercase())
}

/// Takes an environment variable where it is one of ours; warns of one that looks so and is not.
pub(super) fn read_variable(name: &str, value: &str, draft: &mut Draft) {
    if !name.starts_with("LEGATION_") || OTHER_VARIABLES.contains(&name) {
        return;
    }
    match SETTINGS.iter().find(|setting| variable_of(setting.name) == name) {
        Some(setting) => draft.take(setting.name, &Given::Untyped(value.to_owned()), Origin::Environment(name.to_owned())),
        None => {
            let known: Vec<String> =
                SETTINGS.iter().map(|s| variable_of(s.name)).chain(OTHER_VARIABLES.iter().map(|v| (*v).to_owned())).collect();
            let hint =
                nearest_name(name, known.iter().map(String::as_str)).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            draft.warnings.push(format!("{name}: there is no such setting{hint}"));
        }
    }
}

/// Takes a `key=value` of the command line.
pub(super) fn read_override(text: &str, draft: &mut Draft) {
    match text.split_once('=') {
        Some((key, value)) => draft.take(key.trim(), &Given::Untyped(value.trim().to_owned()), Origin::Override),
        None => draft.problem(Origin::Override, text, "takes key=value", None),
    }
}
