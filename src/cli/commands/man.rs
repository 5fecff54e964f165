//! `man [COMMAND]`

use clap::CommandFactory;

use crate::cli::args::Arguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::config::nearest_name;

/// Prints the manual page of the program or of one command.
pub fn run(command: Option<&str>, console: &mut Console) -> Result<Exit, Failure> {
    let mut all = Arguments::command();
    all.build();
    let page = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            // The page's name is that of the command as typed with a hyphen, as git does it.
            Some(found) => found.clone().display_name(format!("legation-{name}")).bin_name(format!("legation {name}")),
            None => {
                let nearest = nearest_name(name, all.get_subcommands().map(clap::Command::get_name));
                let failure = Failure::usage(format!("there is no command '{name}'"));
                return Err(nearest.iter().fold(failure, |failure, near| failure.hint(format!("did you mean {near}?"))));
            }
        },
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut bytes)
        .map_err(|error| Failure::new(Exit::Failed, format!("writing the manual page: {error}")))?;
    console.data(&bytes)?;
    Ok(Exit::Done)
}
