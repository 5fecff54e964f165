//! Settings: built-in defaults, a file, environment variables and one-shot overrides, each value with where it came from.
//!
//! Strict: an unknown key, a value of the wrong sort or an unknown action is a problem with its place and the nearest valid name,
//! and all problems are found in one go. A bad entry is skipped and what was there before stands.

mod file;
mod keys;
pub mod marks;
pub mod paths;
mod settings;

use std::path::PathBuf;

pub use keys::{ActionInfo, KeyBinding, LAYERS};
pub use paths::Paths;
pub use settings::SettingRow;

/// The commented defaults, as `legation config default` prints them.
pub const DEFAULT_FILE: &str = include_str!("../../config.toml");

/// Which characters frames and marks are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// By locale and terminal.
    #[default]
    Auto,
    /// Box-drawing characters.
    Unicode,
    /// ASCII alone.
    Ascii,
}

/// How wide the terminal draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// One cell.
    #[default]
    Narrow,
    /// Two cells.
    Wide,
}

/// Where copied text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClipboardWay {
    /// By where the program runs.
    #[default]
    Auto,
    /// The terminal, by OSC 52.
    Osc52,
    /// A program of the desktop.
    Native,
    /// A file.
    File,
}

/// How the dashboard looks and listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ui {
    /// Characters of frames and marks.
    pub glyphs: Glyphs,
    /// Width of ambiguous characters.
    pub ambiguous: AmbiguousWidth,
    /// Where copied text goes.
    pub clipboard: ClipboardWay,
    /// Milliseconds that a lone Esc is held back; `None` is by connection.
    pub esc_timeout_ms: Option<u32>,
    /// Whether a line of hints is shown.
    pub hints: bool,
}

impl Default for Ui {
    fn default() -> Self {
        Self { glyphs: Glyphs::Auto, ambiguous: AmbiguousWidth::Narrow, clipboard: ClipboardWay::Auto, esc_timeout_ms: None, hints: true }
    }
}

/// All settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// `[ui]`
    pub ui: Ui,
    /// `[keys.*]`: only what differs from the defaults, in the order of the file.
    pub keys: Vec<KeyBinding>,
    /// `[store] path`
    pub store_path: Option<PathBuf>,
    /// Exchange rates in place of those that come with the program.
    pub rates_path: Option<PathBuf>,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// A line of the file: path and line, from 1.
    File(String, usize),
    /// An environment variable.
    Environment(String),
    /// `-o key=value`
    Override,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(path, line) => write!(f, "{path}:{line}"),
            Origin::Environment(name) => f.write_str(name),
            Origin::Override => f.write_str("-o"),
        }
    }
}

/// Something wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub origin: Origin,
    /// Which key, as written; empty where the file as a whole cannot be read.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// The nearest valid name, where one is near.
    pub nearest: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.origin)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.what)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean {nearest}?"),
            None => Ok(()),
        }
    }
}

/// What settings are read from, as plain values.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The file's path as shown, and its text; `None` where there is no file.
    pub file: Option<(&'a str, &'a str)>,
    /// Environment variables.
    pub environment: &'a [(String, String)],
    /// `key=value` of `-o`.
    pub overrides: &'a [String],
    /// Names of all actions that a key can be bound to; empty leaves action names unchecked.
    pub known_actions: &'a [&'a str],
}

/// Settings as they were read.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The settings in effect: what could not be read has its earlier value.
    pub config: Config,
    /// All that is wrong, in the order of the sources.
    pub problems: Vec<Problem>,
    /// What is odd but harmless, such as an unknown `LEGATION_` variable.
    pub warnings: Vec<String>,
    /// Each setting with its value, its origin and what it overrode.
    pub settings: Vec<SettingRow>,
}

/// Reads settings: override before environment before file before default.
pub fn load(sources: Sources<'_>) -> Loaded {
    let mut draft = settings::Draft::new();
    if let Some((path, text)) = sources.file {
        file::read(path, text, sources.known_actions, &mut draft);
    }
    for (name, value) in sources.environment {
        settings::read_variable(name, value, &mut draft);
    }
    for text in sources.overrides {
        settings::read_override(text, &mut draft);
    }
    draft.finish()
}

/// The candidate that is spelt most like `text`, if any is near.
pub fn nearest_name<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = |candidate: &&str| strsim::jaro_winkler(text, candidate);
    let best = candidates.into_iter().max_by(|a, b| near(a).total_cmp(&near(b)).then_with(|| b.cmp(a)))?;
    (near(&best) >= 0.75).then(|| best.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_file(text: &str) -> Loaded {
        load(Sources { file: Some(("c.toml", text)), environment: &[], overrides: &[], known_actions: &["next-row", "quit"] })
    }

    fn problems(text: &str) -> Vec<String> {
        from_file(text).problems.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn the_defaults_are_the_commented_file() {
        assert_eq!(problems(DEFAULT_FILE), Vec::<String>::new());
        let uncommented: String = DEFAULT_FILE
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if setting.contains(" = ") && setting.chars().next().is_some_and(|c| c.is_ascii_lowercase()) => setting,
                _ => line,
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let loaded = from_file(&uncommented);
        assert_eq!(loaded.problems, Vec::<Problem>::new());
        assert_eq!(loaded.config.ui, Ui::default(), "what the file says is the default is the default");
        let given = loaded.settings.iter().filter(|row| matches!(row.origin, Origin::File(..))).count();
        assert_eq!(given, loaded.settings.len(), "every setting stands in the file");
    }

    #[test]
    fn all_problems_are_found_at_once_with_their_lines() {
        let text = "[ui]\nglyps = \"ascii\"\nhints = \"yes\"\nesc_timeout_ms = 0\n\n[keys.lst]\n\"j\" = \"quit\"\n[keys.list]\n\"j\" = \"next-rwo\"\n";
        assert_eq!(
            problems(text),
            [
                "c.toml:2: ui.glyps: there is no such setting; did you mean ui.glyphs?",
                "c.toml:3: ui.hints: takes true or false, without quotes",
                "c.toml:4: ui.esc_timeout_ms: takes \"auto\" or a whole number from 1 to 1000",
                "c.toml:6: keys.lst: there is no such part; did you mean keys.list?",
                "c.toml:9: keys.list.j: 'next-rwo' is no action; did you mean next-row?",
            ]
        );
    }

    #[test]
    fn a_bad_entry_is_skipped_and_the_rest_holds() {
        let loaded = from_file("[ui]\nglyphs = \"pretty\"\nclipboard = \"file\"\n");
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!((loaded.config.ui.glyphs, loaded.config.ui.clipboard), (Glyphs::Auto, ClipboardWay::File));
    }

    #[test]
    fn what_is_no_toml_is_one_problem_with_its_line() {
        let found = from_file("[ui]\nhints = = true\n").problems;
        assert!(!found.is_empty());
        assert_eq!(found[0].origin, Origin::File("c.toml".into(), 2));
    }

    #[test]
    fn override_goes_before_environment_before_file() {
        let environment = [("LEGATION_UI__GLYPHS".to_owned(), "ascii".to_owned()), ("LEGATION_UI__HINTS".to_owned(), "false".to_owned())];
        let loaded = load(Sources {
            file: Some(("c.toml", "[ui]\nglyphs = \"unicode\"\nclipboard = \"osc52\"\n")),
            environment: &environment,
            overrides: &["ui.hints=true".to_owned()],
            known_actions: &[],
        });
        assert_eq!(loaded.problems, Vec::new());
        assert_eq!(
            (loaded.config.ui.glyphs, loaded.config.ui.clipboard, loaded.config.ui.hints),
            (Glyphs::Ascii, ClipboardWay::Osc52, true)
        );
        let row = |name: &str| loaded.settings.iter().find(|row| row.name == name).cloned().expect("listed");
        assert_eq!(row("ui.glyphs").origin, Origin::Environment("LEGATION_UI__GLYPHS".into()));
        assert_eq!(row("ui.glyphs").overrode, [(Origin::File("c.toml".into(), 2), "unicode".to_owned())]);
        assert_eq!(row("ui.hints").origin, Origin::Override);
        assert_eq!(row("ui.ambiguous").origin, Origin::Default);
    }

    #[test]
    fn unknown_variables_are_warned_of_and_bad_values_are_problems() {
        let environment = [
            ("LEGATION_UI__GLYFS".to_owned(), "ascii".to_owned()),
            ("LEGATION_STORE".to_owned(), "x.db".to_owned()),
            ("LEGATION_UI__HINTS".to_owned(), "perhaps".to_owned()),
            ("HOME".to_owned(), "/root".to_owned()),
        ];
        let loaded = load(Sources { file: None, environment: &environment, overrides: &[], known_actions: &[] });
        assert_eq!(loaded.warnings, ["LEGATION_UI__GLYFS: there is no such setting; did you mean LEGATION_UI__GLYPHS?"]);
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!(loaded.problems[0].key, "ui.hints");
    }

    #[test]
    fn an_override_must_name_a_setting() {
        let overrides = ["ui.glyphs".to_owned(), "ui.glyph=ascii".to_owned()];
        let loaded = load(Sources { file: None, environment: &[], overrides: &overrides, known_actions: &[] });
        let texts: Vec<String> = loaded.problems.iter().map(Problem::to_string).collect();
        assert_eq!(texts, ["-o: ui.glyphs: takes key=value", "-o: ui.glyph: there is no such setting; did you mean ui.glyphs?"]);
    }
}
