//! Picks a door, turns errors into exit codes.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use legation::cli::{self, DashboardRequest, Outcome};
use legation::config::{ActionInfo, AmbiguousWidth, Config, Glyphs, KeyBinding};
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
    let info = |entry: &tui::action::ActionEntry| ActionInfo {
        name: entry.name.to_owned(),
        help: entry.help.to_owned(),
        keys: entry.keys.iter().map(|key| (entry.layer.name().to_owned(), (*key).to_owned())).collect(),
    };
    tui::action::ACTIONS.iter().map(info).collect()
}

/// The settings in the dashboard's own words; what it does not know of the config's it does not need.
fn dashboard_settings(config: &Config) -> tui::Settings {
    let binding = |key: &KeyBinding| (key.layer.clone(), key.key.clone(), key.action.clone().unwrap_or_else(|| "none".to_owned()));
    tui::Settings {
        glyphs: match config.ui.glyphs {
            Glyphs::Auto => tui::Glyphs::Auto,
            Glyphs::Unicode => tui::Glyphs::Unicode,
            Glyphs::Ascii => tui::Glyphs::Ascii,
        },
        ambiguous: match config.ui.ambiguous {
            AmbiguousWidth::Narrow => tui::Ambiguous::Narrow,
            AmbiguousWidth::Wide => tui::Ambiguous::Wide,
        },
        esc_timeout_ms: config.ui.esc_timeout_ms.map(u64::from),
        hints: config.ui.hints,
        use_color: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        keys: config.keys.iter().map(binding).collect(),
    }
}

fn open_dashboard(request: DashboardRequest) -> ExitCode {
    let DashboardRequest { store, is_demo, read_only, config, config_problems, author, user_lists, throw_away } = request;
    let settings = dashboard_settings(&config);
    let options = tui::Options { store, is_demo, read_only, settings, config_problems, author, user_lists };
    let result = tui::run(options);
    // A throw-away store lives as long as the dashboard does.
    drop(throw_away);
    match result {
        Ok(code) => u8::try_from(code).unwrap_or(1).into(),
        Err(message) => cli::report_error(&message).code().into(),
    }
}
