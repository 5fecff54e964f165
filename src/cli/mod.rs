//! The command line: arguments in, data on standard output, all else on standard error, an exit code back.

pub mod args;
pub mod commands;
pub mod exit;
mod marks;
pub mod output;
mod session;
mod view;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;

use args::{Arguments, Command, GlobalOptions};
use exit::{Exit, Failure};
use output::{ColorChoice, Console};
use session::Session;

use crate::config::{ActionInfo, Config, KeyBinding, Problem};
use crate::query::rates::Rates;
use crate::store::{Access, Author, Store};

/// What is left to do after the command line was dealt with.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing: this is the exit code.
    Exit(Exit),
    /// Opening the dashboard, which the command line knows nothing of.
    Dashboard(Box<DashboardRequest>),
}

/// What the dashboard is to be opened with.
#[derive(Debug)]
pub struct DashboardRequest {
    /// The store; it need not exist.
    pub store: PathBuf,
    /// Whether it is the throw-away store of the samples.
    pub is_demo: bool,
    /// Whether nothing may be written.
    pub read_only: bool,
    /// Whether colours may be used, as far as the command line and NO_COLOR say.
    pub use_color: bool,
    /// Folder for what is kept between runs and can be lost.
    pub state: std::path::PathBuf,
    /// The settings; where some could not be read, with their defaults.
    pub config: Config,
    /// What could not be read.
    pub config_problems: Vec<String>,
    /// Who works here.
    pub author: Author,
    /// The folder of the user's own lists, where there is one.
    pub user_lists: Option<PathBuf>,
    /// The exchange rates that are set; where they cannot be read, those that come with the program.
    pub rates: Rates,
    /// The folder of the throw-away store, removed when this is dropped.
    pub throw_away: Option<tempfile::TempDir>,
}

/// What the command line is told of the dashboard, which it may not know.
pub struct DashboardFacts {
    /// All actions with their default keys.
    pub actions: Vec<ActionInfo>,
    /// What is wrong with bindings beside the defaults: a key held twice, a prefix, an action that does nothing there.
    pub key_problems: fn(&[KeyBinding]) -> Vec<Problem>,
}

/// Does what the arguments (the program's name first) ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>, dashboard: &DashboardFacts) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return Outcome::Exit(answer_clap(&error)),
    };
    let mut console = Console::of_process(arguments.global.color, arguments.global.verbose);
    let result = dispatch(arguments, dashboard, &mut console);
    let flushed = console.finish();
    match result.and_then(|outcome| flushed.map(|()| outcome)) {
        Ok(outcome) => outcome,
        Err(failure) => Outcome::Exit(report(&mut console, &failure)),
    }
}

/// Tells of an error that came up outside of any command.
pub fn report_error(message: &str) -> Exit {
    let mut console = Console::of_process(ColorChoice::Never, false);
    report(&mut console, &Failure::new(Exit::Failed, message))
}

fn report(console: &mut Console, failure: &Failure) -> Exit {
    // What was written before the error is still the reader's.
    let _ = console.finish();
    if let Some(message) = &failure.message {
        console.note(&format!("legation: {message}"));
    }
    for hint in &failure.hints {
        console.note(&format!("  {hint}"));
    }
    failure.exit
}

/// Help and version are data; a mistake is told on standard error.
fn answer_clap(error: &clap::Error) -> Exit {
    let mut console = Console::of_process(ColorChoice::Auto, false);
    let text = error.render().to_string();
    if error.use_stderr() {
        text.trim_end().lines().for_each(|line| console.note(line));
        return Exit::Usage;
    }
    match console.data(text.as_bytes()).and_then(|()| console.finish()) {
        Ok(()) => Exit::Done,
        Err(failure) => report(&mut console, &failure),
    }
}

fn dispatch(arguments: Arguments, facts: &DashboardFacts, console: &mut Console) -> Result<Outcome, Failure> {
    let Arguments { global, command } = arguments;
    match command {
        None => dashboard(global, facts, console),
        Some(Command::Completions { shell }) => commands::completions::run(shell, console).map(Outcome::Exit),
        Some(Command::Man { command }) => commands::man::run(command.as_deref(), console).map(Outcome::Exit),
        Some(Command::Config(command)) => {
            commands::config::run(command, &Session::lenient(global, facts, console)?, console).map(Outcome::Exit)
        }
        Some(Command::Doctor) => commands::doctor::run(&Session::lenient(global, facts, console)?, console).map(Outcome::Exit),
        Some(Command::Demo) => commands::demo::run(Session::lenient(global, facts, console)?, console),
        Some(command) => strict(command, &Session::strict(global, facts, console)?, console).map(Outcome::Exit),
    }
}

/// Commands that refuse to run on settings that cannot be read.
fn strict(command: Command, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    match command {
        Command::Ingest { paths } => commands::ingest::run(&paths, session, console),
        Command::Import(args) => commands::import::run(&args, session, console),
        Command::Extract(args) => commands::extract::run(&args, session, console),
        Command::List(args) => commands::list::run(&args, session, console),
        Command::Mark(args) => commands::mark::run(&args, session, console),
        Command::New(args) => commands::new::run(&args, session, console),
        Command::Show { id, why, json } => commands::show::run(&id, commands::show::Form { json, why }, session, console),
        Command::Entities(args) => commands::entities::run(&args, session, console),
        Command::Profile { name, json } => commands::profile::run(&name.join(" "), json, session, console),
        Command::Ties(args) => commands::ties::run(&args, session, console),
        Command::Totals(args) => commands::totals::run(&args, session, console),
        Command::Brief(args) => commands::brief::run(&args, session, console),
        Command::Export(args) => commands::export::run(&args, session, console),
        Command::Edit(args) => commands::edit::run(&args, session, console),
        Command::Confirm(args) => commands::edit::judge(&args, "confirmed", session, console),
        Command::Reject(args) => commands::edit::judge(&args, "rejected", session, console),
        Command::Tag { id, tags } => commands::edit::tag(&id, &tags, session, console),
        Command::Annotate { id, text } => commands::edit::annotate(&id, &text.join(" "), session, console),
        Command::Merge(args) => commands::edit::merge(&args, session, console),
        Command::Split { id, document, why } => commands::edit::split(&id, &document, why.as_deref(), session, console),
        Command::Add(args) => commands::edit::add(&args, session, console),
        Command::SetAside { id, back, why } => commands::edit::set_aside(&id, back, why.as_deref(), session, console),
        Command::Undo { line } => commands::log::undo(line.as_deref(), session, console),
        Command::Redo { line } => commands::log::redo(line.as_deref(), session, console),
        Command::Log(args) => commands::log::run(&args, session, console),
        Command::Rebuild => commands::rebuild::run(session, console),
        Command::Backup { target } => commands::backup::run(&target, session, console),
        Command::Keys { json } => commands::keys::run(json, session, console),
        Command::BenchData { engagements } => commands::bench_data::run(engagements, session, console),
        Command::Doctor | Command::Demo | Command::Config(_) | Command::Completions { .. } | Command::Man { .. } => Ok(Exit::Done),
    }
}

fn dashboard(global: GlobalOptions, facts: &DashboardFacts, console: &mut Console) -> Result<Outcome, Failure> {
    session::require_screen(console)?;
    let session = Session::lenient(global, facts, console)?;
    let store = session.store_path();
    let is_older = !session.global.read_only && Store::is_older(&store);
    if session.global.group.is_some() || is_older {
        // Shared and upgraded before the dashboard opens it as any other.
        session.open_to_write(Access::Create, "the dashboard")?;
    }
    Ok(Outcome::Dashboard(Box::new(session.into_dashboard_request(store, console.is_colored(), None))))
}
