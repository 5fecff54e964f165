//! `config default|show|check|path`

use crate::cli::args::ConfigCommand;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::output::table::{Align, Table};
use crate::cli::session::Session;
use crate::config::DEFAULT_FILE;

/// Prints or checks the settings.
pub fn run(command: ConfigCommand, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    match command {
        ConfigCommand::Default => console.data(DEFAULT_FILE.as_bytes()).map(|()| Exit::Done),
        ConfigCommand::Show { origin } => show(origin, session, console),
        ConfigCommand::Check => check(session, console),
        ConfigCommand::Path => paths(session, console),
    }
}

fn check(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let problems = session.problems();
    for problem in &problems {
        console.line(problem)?;
    }
    if problems.is_empty() {
        console.note("the settings are in order");
        return Ok(Exit::Done);
    }
    console.note(&format!("{} problem(s)", problems.len()));
    Ok(Exit::Usage)
}

fn show(with_origin: bool, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut columns = vec![("setting", Align::Whole), ("value", Align::Left)];
    if with_origin {
        columns.extend([("origin", Align::Left), ("goes before", Align::Left)]);
    }
    let mut table = Table::new(&columns);
    let mut push = |name: String, value: String, origin: String, overrode: String| {
        let cells = [name, value, origin, overrode];
        table.push_all(cells.into_iter().take(columns.len()).collect());
    };
    for row in &session.settings.settings {
        let overrode: Vec<String> = row.overrode.iter().map(|(origin, value)| format!("{value} ({origin})")).collect();
        push(row.name.clone(), row.value.clone(), row.origin.to_string(), overrode.join(", "));
    }
    for binding in &session.settings.config.keys {
        let action = binding.action.clone().unwrap_or_else(|| "none".to_owned());
        push(format!("keys.{}.{}", binding.layer, binding.key), action, binding.origin.to_string(), String::new());
    }
    table.write(console)?;
    for problem in session.problems() {
        console.note(&format!("warning: {problem}"));
    }
    Ok(Exit::Done)
}

fn paths(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut table = Table::new(&[("what", Align::Whole), ("path", Align::Whole), ("there", Align::Left)]);
    let store = session.store_path();
    for (what, path) in [("settings", &session.paths.config), ("lists", &session.paths.user_lists), ("store", &store)] {
        // Asking for a file's existence opens nothing, so a store's locks are safe.
        let there = if path.exists() { "yes" } else { "no" };
        table.push([what.to_owned(), path.display().to_string(), there.to_owned()]);
    }
    table.write(console)?;
    Ok(Exit::Done)
}
