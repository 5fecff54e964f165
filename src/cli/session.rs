//! What every command starts from: options, settings, paths, the known names, who works here.

use std::path::PathBuf;

use super::args::GlobalOptions;
use super::commands::work::patiently;
use super::exit::{Exit, Failure};
use super::output::{Console, Target};
use super::{DashboardFacts, DashboardRequest};
use crate::config::paths::expand_home;
use crate::config::{self, ActionInfo, Loaded, Paths, Problem, Sources};
use crate::gazetteer::Gazetteer;
use crate::query::rates::Rates;
use crate::store::{Access, Author, Store};

/// One run of a command.
pub struct Session {
    /// Options of every command.
    pub global: GlobalOptions,
    /// Where files are.
    pub paths: Paths,
    /// The settings.
    pub settings: Loaded,
    /// What is wrong with bindings beside the default keys; the dashboard finds these again by itself.
    pub key_problems: Vec<Problem>,
    /// The dashboard's actions.
    pub actions: Vec<ActionInfo>,
}

impl Session {
    /// Reads the settings and keeps their problems for the command to tell of.
    pub fn lenient(global: GlobalOptions, facts: &DashboardFacts, console: &mut Console) -> Result<Self, Failure> {
        let paths = Paths::from_environment(global.config.as_deref())
            .ok_or_else(|| Failure::usage("there is no home folder: set HOME, or name --config and --store"))?;
        let text = read_settings(&global, &paths)?;
        let environment: Vec<(String, String)> =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect();
        let names: Vec<&str> = facts.actions.iter().map(|action| action.name.as_str()).collect();
        let shown = paths.config.display().to_string();
        let settings = config::load(Sources {
            file: text.as_deref().map(|text| (shown.as_str(), text)),
            environment: &environment,
            overrides: &global.overrides,
            known_actions: &names,
        });
        for warning in paths.notes.iter().chain(&settings.warnings) {
            console.note(&format!("warning: {warning}"));
        }
        let key_problems = (facts.key_problems)(&settings.config.keys);
        Ok(Self { global, paths, settings, key_problems, actions: facts.actions.clone() })
    }

    /// Reads the settings; problems end the command, all named.
    pub fn strict(global: GlobalOptions, facts: &DashboardFacts, console: &mut Console) -> Result<Self, Failure> {
        let session = Self::lenient(global, facts, console)?;
        match session.problems().split_first() {
            None => Ok(session),
            Some((first, rest)) => {
                let failure = Failure::usage(format!("the settings cannot be read: {first}"));
                Err(rest.iter().fold(failure, |failure, problem| failure.hint(problem)))
            }
        }
    }

    /// Problems of the settings, a line each.
    pub fn problems(&self) -> Vec<String> {
        self.settings.problems.iter().chain(&self.key_problems).map(ToString::to_string).collect()
    }

    /// The store in question: as given, else as set, else in the data folder.
    pub fn store_path(&self) -> PathBuf {
        match (&self.global.store, &self.settings.config.store_path) {
            (Some(given), _) => given.clone(),
            (None, Some(set)) => expand_home(set),
            (None, None) => self.paths.default_store.clone(),
        }
    }

    /// Opens the store for reading.
    pub fn open_to_read(&self) -> Result<Store, Failure> {
        Ok(Store::open(&self.store_path(), Access::ReadOnly)?)
    }

    /// Opens the store for writing.
    pub fn open_to_write(&self, access: Access, what: &str) -> Result<Store, Failure> {
        if self.global.read_only {
            return Err(Failure::usage(format!("{what} writes to the store, and --read-only forbids it")));
        }
        let path = self.store_path();
        let open = || match &self.global.group {
            Some(group) => Store::open_shared(&path, access, group),
            None => Store::open(&path, access),
        };
        // An older store is copied and upgraded first.
        Ok(if Store::is_older(&path) { patiently("upgrading the store, a copy of the old one is kept beside it", open)? } else { open()? })
    }

    /// The user's own lists, where there are any.
    pub fn user_lists(&self) -> Option<PathBuf> {
        self.paths.user_lists.is_dir().then(|| self.paths.user_lists.clone())
    }

    /// The known names. Rows of the user's lists that cannot be read are told of.
    pub fn names(&self, console: &mut Console) -> Names {
        match self.user_lists() {
            None => Names::BuiltIn(Gazetteer::builtin()),
            Some(folder) => {
                let (gazetteer, errors) = Gazetteer::with_user_lists(&folder);
                errors.iter().for_each(|error| console.note(&format!("warning: {error}")));
                Names::Own(Box::new(gazetteer))
            }
        }
    }

    /// The exchange rates: those that are set, else those that come with the program.
    pub fn rates(&self) -> Result<Rates, Failure> {
        let Some(path) = self.settings.config.rates_path.as_ref().map(|path| expand_home(path)) else { return Ok(Rates::builtin()) };
        let failure = |because: String| Failure::usage(format!("reading the exchange rates {}: {because}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| failure(error.to_string()))?;
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let rates = if is_csv { Rates::from_ecb_csv(&text) } else { Rates::from_toml(&text) };
        rates.map_err(|because| failure(because).hint("it is set as totals.rates; `legation config show --origin` says where"))
    }

    /// What the dashboard is opened with.
    pub fn into_dashboard_request(self, store: PathBuf, use_color: bool, throw_away: Option<tempfile::TempDir>) -> DashboardRequest {
        let mut config_problems: Vec<String> = self.settings.problems.iter().map(ToString::to_string).collect();
        let rates = self.rates().unwrap_or_else(|failure| {
            config_problems.extend(failure.message);
            Rates::builtin()
        });
        DashboardRequest {
            store,
            is_demo: throw_away.is_some(),
            read_only: self.global.read_only,
            use_color,
            config_problems,
            rates,
            author: author(),
            user_lists: self.user_lists(),
            state: self.paths.state.clone(),
            config: self.settings.config,
            throw_away,
        }
    }
}

/// The known names: the built-in ones are shared, those with the user's own are this run's.
pub enum Names {
    /// Built in alone.
    BuiltIn(&'static Gazetteer),
    /// With the user's lists.
    Own(Box<Gazetteer>),
}

impl std::ops::Deref for Names {
    type Target = Gazetteer;
    fn deref(&self) -> &Gazetteer {
        match self {
            Names::BuiltIn(gazetteer) => gazetteer,
            Names::Own(gazetteer) => gazetteer,
        }
    }
}

/// The text of the settings' file. That there is none is fine unless it was named.
fn read_settings(global: &GlobalOptions, paths: &Paths) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(&paths.config) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && global.config.is_none() => Ok(None),
        Err(error) => Err(Failure::usage(format!("reading the settings {}: {error}", paths.config.display()))),
    }
}

/// Account and host, for the log.
pub fn author() -> Author {
    let user = ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()));
    let user = user.unwrap_or_else(|| rustix::process::getuid().as_raw().to_string());
    Author { user, host: rustix::system::uname().nodename().to_string_lossy().into_owned() }
}

/// Refuses where there is no screen to draw on.
pub fn require_screen(console: &Console) -> Result<(), Failure> {
    let is_dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    let has_input = std::io::IsTerminal::is_terminal(&std::io::stdin());
    if console.target() == Target::Pipe || is_dumb || !has_input {
        return Err(Failure::new(Exit::Usage, "the dashboard needs a terminal; `legation list --json` gives the same as data"));
    }
    Ok(())
}
