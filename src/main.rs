//! Picks a door, turns errors into exit codes.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use legation::cli::{self, DashboardRequest, Outcome};
use legation::config::ActionInfo;
use legation::tui;

fn main() -> ExitCode {
    prepare_process();
    match cli::run(std::env::args_os(), &dashboard_actions()) {
        Outcome::Exit(exit) => exit.code().into(),
        Outcome::Dashboard(request) => open_dashboard(*request),
    }
}

/// New files are the user's alone, and a file-size limit is an error to report instead of a sudden end.
fn prepare_process() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    // Any handler will do: with one in place the write fails with EFBIG and SQLite and the console can say so.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// The dashboard's actions as plain values, for checking and listing keys.
fn dashboard_actions() -> Vec<ActionInfo> {
    Vec::new()
}

fn open_dashboard(request: DashboardRequest) -> ExitCode {
    let DashboardRequest { store, is_demo, read_only, config, config_problems, author, user_lists, throw_away } = request;
    let options = tui::Options { store, is_demo, read_only, config, config_problems, author, user_lists };
    let result = tui::run(options);
    // A throw-away store lives as long as the dashboard does.
    drop(throw_away);
    match result {
        Ok(code) => u8::try_from(code).unwrap_or(1).into(),
        Err(message) => cli::report_error(&message).code().into(),
    }
}
