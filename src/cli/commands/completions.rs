//! `completions SHELL`

use clap::CommandFactory;

use crate::cli::args::Arguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;

/// Prints a completion script.
pub fn run(shell: clap_complete::Shell, console: &mut Console) -> Result<Exit, Failure> {
    // clap_complete panics where its writer fails, as a closed pipe does: hence the detour.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "legation", &mut script);
    console.data(&script)?;
    Ok(Exit::Done)
}
