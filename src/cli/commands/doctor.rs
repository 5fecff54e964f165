//! `doctor`

use std::io::IsTerminal;

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Console, Target};
use crate::cli::session::Session;
use crate::store::{CheckReport, ErrorKind, Store};

/// Checks the store, the settings and the terminal. Problems of the store exit 1; a store that cannot be opened, 3.
pub fn run(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    console.line(&format!("legation {}", env!("CARGO_PKG_VERSION")))?;
    settings(session, console)?;
    terminal(console)?;
    store(session, console)
}

fn settings(session: &Session, console: &mut Console) -> Result<(), Failure> {
    let there = if session.paths.config.exists() { "" } else { " (none: defaults)" };
    console.line(&format!("settings: {}{there}", session.paths.config.display()))?;
    session.problems().iter().try_for_each(|problem| console.line(&format!("  problem: {problem}")))
}

fn terminal(console: &mut Console) -> Result<(), Failure> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let size = match console.target() {
        Target::Terminal(columns) => format!("{columns} columns"),
        Target::Pipe => "standard output is no terminal".to_owned(),
    };
    let term = variable("TERM").unwrap_or_else(|| "not set".to_owned());
    let colors =
        if variable("NO_COLOR").is_some() { "none (NO_COLOR)".to_owned() } else { color_depth(&term, variable("COLORTERM").as_deref()) };
    console.line(&format!("terminal: TERM {term}, {size}, colours {colors}"))?;
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
    for hint in hints(&term, &locale, variable("SSH_CONNECTION").is_some(), variable("TMUX").is_some(), std::io::stdin().is_terminal()) {
        console.line(&format!("  {hint}"))?;
    }
    Ok(())
}

fn color_depth(term: &str, colorterm: Option<&str>) -> String {
    match colorterm {
        Some("truecolor" | "24bit") => "24 bits".to_owned(),
        _ if term.contains("256color") => "256".to_owned(),
        _ => "16".to_owned(),
    }
}

/// What to know of a terminal, a line each.
fn hints(term: &str, locale: &str, is_ssh: bool, is_tmux: bool, has_keyboard: bool) -> Vec<String> {
    let folded = locale.to_lowercase();
    let mut hints = Vec::new();
    if !folded.contains("utf-8") && !folded.contains("utf8") {
        let told = if locale.is_empty() { "no locale is set" } else { "the locale is not UTF-8" };
        hints.push(format!("{told}: frames are drawn in ASCII; set LC_ALL=C.UTF-8"));
    }
    if matches!(term, "dumb" | "not set") {
        hints.push("this terminal cannot show the dashboard: use `legation list` and the other commands".to_owned());
    }
    if is_ssh {
        hints.push(
            "over SSH: Esc is held back 100 ms (ui.esc_timeout_ms), text is copied by OSC 52 where the terminal allows it".to_owned(),
        );
    }
    if is_tmux {
        hints.push("in tmux: copying needs `set -g set-clipboard on`, quick Esc `set -s escape-time 10`".to_owned());
    }
    if !has_keyboard {
        hints.push("standard input is no terminal: the dashboard cannot read keys".to_owned());
    }
    hints
}

fn store(session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let path = session.store_path();
    let opened = crate::store::Store::open(&path, crate::store::Access::ReadOnly);
    let store = match opened {
        Err(error) if error.kind == ErrorKind::Missing => {
            console.line(&format!("store: {} (none yet)", path.display()))?;
            return Ok(Exit::Done);
        }
        other => other?,
    };
    let report = store.check()?;
    console.line(&format!("store: {}", path.display()))?;
    rights(&store, console)?;
    store.warnings().iter().try_for_each(|warning| console.line(&format!("  warning: {warning}")))?;
    tell(&report, console)?;
    Ok(if report.problems.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Who may read and write the store, and the modes that say so.
fn rights(store: &Store, console: &mut Console) -> Result<(), Failure> {
    let rights = store.rights();
    let told: Vec<String> = rights
        .iter()
        .map(|one| {
            let name = one.path.file_name().unwrap_or(one.path.as_os_str()).to_string_lossy();
            format!("{name} {:o}", one.mode)
        })
        .collect();
    let who = match store.shared_with() {
        Some(group) => format!("shared with the group {group}"),
        None if rights.iter().any(|one| one.mode & 0o077 != 0) => "open to others".to_owned(),
        None => "its owner's alone".to_owned(),
    };
    console.line(&format!("  rights: {who} ({})", told.join(", ")))
}

fn tell(report: &CheckReport, console: &mut Console) -> Result<(), Failure> {
    let CheckReport { documents, log_entries, spans, wal_bytes, sqlite, problems } = report;
    console.line(&format!("  SQLite {sqlite}, write-ahead log {wal_bytes} bytes"))?;
    console.line(&format!("  {documents} documents, {log_entries} log lines, {spans} pieces of evidence checked"))?;
    for problem in problems {
        console.line(&format!("  problem: {problem}"))?;
    }
    if problems.is_empty() { console.line("  no problems") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_utf8_terminal_needs_no_hint() {
        assert_eq!(hints("xterm-256color", "de_DE.UTF-8", false, false, true), Vec::<String>::new());
        assert_eq!(hints("xterm", "C.utf8", false, false, true), Vec::<String>::new());
    }

    #[test]
    fn what_will_trouble_the_dashboard_is_told() {
        let told = hints("dumb", "C", true, true, false);
        for (hint, what) in told.iter().zip(["ASCII", "cannot show", "OSC 52", "tmux", "keys"]) {
            assert!(hint.contains(what), "{hint}");
        }
        assert_eq!(told.len(), 5);
        assert_eq!(color_depth("screen-256color", None), "256");
        assert_eq!(color_depth("xterm", Some("truecolor")), "24 bits");
    }
}
