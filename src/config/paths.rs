//! Where files are looked for, after the XDG base directories, on macOS too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// Places of the program's files. A relative XDG value is invalid, ignored and noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The settings' file.
    pub config: PathBuf,
    /// The user's own lists: `gazetteer/` beside the settings.
    pub user_lists: PathBuf,
    /// The store where none is named.
    pub default_store: PathBuf,
    /// Folder for what is kept between runs and can be lost.
    pub state: PathBuf,
    /// What was ignored, a sentence each.
    pub notes: Vec<String>,
}

impl Paths {
    /// From `--config` or `LEGATION_CONFIG` (a file, or a folder that holds `config.toml`) and the environment.
    /// `None` where there is no home folder to start from.
    pub fn from_environment(given: Option<&Path>) -> Option<Self> {
        let base = etcetera::base_strategy::Xdg::new().ok()?;
        let config = match given {
            Some(path) if path.is_dir() => path.join("config.toml"),
            Some(path) => path.to_owned(),
            None => base.config_dir().join("legation").join("config.toml"),
        };
        let user_lists = config.parent().map_or_else(|| PathBuf::from("gazetteer"), |folder| folder.join("gazetteer"));
        let default_store = base.data_dir().join("legation").join("store.db");
        let state = base.state_dir().unwrap_or_else(|| base.data_dir()).join("legation");
        let notes = relative_values(|name| std::env::var_os(name));
        Some(Self { config, user_lists, default_store, state, notes })
    }
}

fn relative_values(value_of: impl Fn(&str) -> Option<OsString>) -> Vec<String> {
    ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]
        .into_iter()
        .filter(|name| value_of(name).is_some_and(|value| !value.is_empty() && !Path::new(&value).is_absolute()))
        .map(|name| format!("{name} is ignored: it must be an absolute path"))
        .collect()
}

/// A path of the settings with a leading `~/` replaced by the home folder.
pub fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_values_are_noted() {
        let notes = relative_values(|name| (name == "XDG_DATA_HOME").then(|| OsString::from("data")));
        assert_eq!(notes, ["XDG_DATA_HOME is ignored: it must be an absolute path"]);
        assert_eq!(relative_values(|_| Some(OsString::from("/data"))), Vec::<String>::new());
    }

    #[test]
    fn a_folder_of_settings_holds_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = Paths::from_environment(Some(folder.path())).expect("a home");
        assert_eq!(paths.config, folder.path().join("config.toml"));
        assert_eq!(paths.user_lists, folder.path().join("gazetteer"));
    }
}
