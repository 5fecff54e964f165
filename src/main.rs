//! Picks a door, turns errors into exit codes.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use legation::cli::{self, DashboardFacts, DashboardRequest, Outcome};
use legation::config::{ActionInfo, AmbiguousWidth, ClipboardWay, Config, Glyphs, KeyBinding, Problem};
use legation::tui::action::{ACTIONS, ActionEntry};
use legation::tui::keymap::{KeySetting, Keymap};
use legation::tui::{self, Ambiguous};

fn main() -> ExitCode {
    prepare_process();
    let dashboard = DashboardFacts { actions: ACTIONS.iter().map(action_info).collect(), key_problems };
    match cli::run(std::env::args_os(), &dashboard) {
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

fn action_info(entry: &ActionEntry) -> ActionInfo {
    let keys = entry.keys.iter().map(|key| (entry.layer.name().to_owned(), (*key).to_owned())).collect();
    ActionInfo { name: entry.name.to_owned(), help: entry.help.to_owned(), keys }
}

/// What the dashboard would skip of these bindings, each with where it stands.
fn key_problems(bindings: &[KeyBinding]) -> Vec<Problem> {
    let (_, skipped) = Keymap::with_settings(&bindings.iter().map(key_setting).collect::<Vec<_>>());
    let problem = |told: &String| {
        let (binding, what) = bindings.iter().rev().find_map(|binding| {
            let place = format!("[keys.{}] \"{}\": ", binding.layer, binding.key);
            Some((binding, told.strip_prefix(&place)?))
        })?;
        let key = format!("keys.{}.{}", binding.layer, binding.key);
        Some(Problem { origin: binding.origin.clone(), key, what: what.to_owned(), nearest: None })
    };
    skipped.iter().filter_map(problem).collect()
}

fn key_setting(binding: &KeyBinding) -> KeySetting {
    let action = binding.action.clone().unwrap_or_else(|| "none".to_owned());
    KeySetting { layer: binding.layer.clone(), key: binding.key.clone(), action }
}

fn open_dashboard(request: DashboardRequest) -> ExitCode {
    let DashboardRequest { store, is_demo, read_only, use_color, state, config, config_problems, author, user_lists, rates, throw_away } =
        request;
    let settings = dashboard_settings(&config, use_color);
    let result =
        tui::run(tui::Options { store, is_demo, read_only, settings, config_problems, author, user_lists, rates, state: Some(state) });
    // A throw-away store lives as long as the dashboard does.
    drop(throw_away);
    match result {
        Ok(code) => u8::try_from(code).unwrap_or(1).into(),
        Err(message) => cli::report_error(&message).code().into(),
    }
}

/// The settings in the dashboard's own types: neither knows the other.
fn dashboard_settings(config: &Config, use_color: bool) -> tui::Settings {
    let keys = config.keys.iter().map(key_setting).map(|KeySetting { layer, key, action }| (layer, key, action)).collect();
    tui::Settings {
        glyphs: match config.ui.glyphs {
            Glyphs::Auto => tui::Glyphs::Auto,
            Glyphs::Unicode => tui::Glyphs::Unicode,
            Glyphs::Ascii => tui::Glyphs::Ascii,
        },
        ambiguous: match config.ui.ambiguous {
            AmbiguousWidth::Narrow => Ambiguous::Narrow,
            AmbiguousWidth::Wide => Ambiguous::Wide,
        },
        esc_timeout_ms: config.ui.esc_timeout_ms.map(u64::from),
        hints: config.ui.hints,
        clipboard: match config.ui.clipboard {
            ClipboardWay::Auto => tui::ClipboardWay::Auto,
            ClipboardWay::Osc52 => tui::ClipboardWay::Osc52,
            ClipboardWay::Native => tui::ClipboardWay::Native,
            ClipboardWay::File => tui::ClipboardWay::File,
        },
        use_color,
        keys,
    }
}
