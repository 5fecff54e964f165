//! Questions of an analyst, typed into the real program on a pseudo-terminal from its start screen on.
#![cfg(unix)]

mod tui_session;

use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tui_session::{Opened, open, size};

const PATIENCE: Duration = Duration::from_secs(30);
const ENTER: &str = "\r";

/// The demo, its keys counted: those of commands, not those of words.
struct Session {
    terminal: Opened,
    screen: vt100::Parser,
    command_keys: usize,
    _folder: tempfile::TempDir,
}

impl Session {
    fn demo(cols: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_legation"));
        command.arg("demo");
        let terminal = open(command, folder.path(), size(cols, rows));
        let screen = vt100::Parser::new(rows.try_into().expect("not 0"), cols.try_into().expect("not 0"), 0);
        let mut session = Self { terminal, screen, command_keys: 0, _folder: folder };
        session.wait_for("2025  2 engagements");
        session
    }

    fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    fn wait_for(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.shown().contains(text) {
            match self.terminal.wire.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!("'{text}' is not on the screen:\n{}", self.shown()),
            }
        }
        self
    }

    fn line_with(&self, text: &str) -> String {
        self.shown().lines().find(|line| line.contains(text)).unwrap_or_default().to_owned()
    }

    fn send(&mut self, keys: &str) {
        self.terminal.writer.write_all(keys.as_bytes()).and_then(|()| self.terminal.writer.flush()).expect("the terminal takes keys");
    }

    /// Keys that are commands, one character each.
    fn press(&mut self, keys: &str) -> &mut Self {
        self.command_keys += keys.chars().count();
        self.send(keys);
        self
    }

    fn words(&mut self, words: &str) -> &mut Self {
        self.send(words);
        self
    }

    fn leave(mut self) {
        self.send("q");
        let until = Instant::now() + PATIENCE;
        while self.terminal.child.try_wait().expect("a child").is_none() {
            assert!(Instant::now() < until, "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn how_much_was_signed_in_2023_by_province_in_yuan() {
    let mut session = Session::demo(80, 24);
    session.press("3").wait_for("CNY 380,500,000,000");
    session.press("F").words("year:2023").press(ENTER).wait_for("without a date left out");
    session.wait_for("> Heilongjiang");
    let line = session.line_with("Heilongjiang");
    assert!(line.starts_with('>') && line.contains("contracts") && line.contains("CNY 48,141,000,000"), "{line}");
    assert!(session.shown().contains("in no total"), "{}", session.shown());
    session.press(ENTER).wait_for("agreements: province Heilongjiang, contracts");
    session.press(ENTER).wait_for("[4 Article]");
    session.wait_for("> HARBIN -- Fifty projects were signed in Harbin on June 16, 2023").wait_for("> 48.141 billion yuan.");
    assert!(session.command_keys <= 12, "{} keys", session.command_keys);
    session.leave();
}

#[test]
fn who_is_hao_peng_and_where_has_he_been() {
    let mut session = Session::demo(80, 24);
    session.press("2").wait_for("places, most engagements first");
    session.press(",e/").words("hao peng").press(ENTER).wait_for("people 'hao peng'");
    session.press("gp").wait_for("[Profile: Hao Peng]").wait_for("Titles");
    for part in ["Communist Party secretary, Liaoning", "Germany 2", "1 out", "delegation  Liaoning -> Germany"] {
        assert!(session.shown().contains(part), "{part}:\n{}", session.shown());
    }
    assert!(session.command_keys <= 12, "{} keys", session.command_keys);
    session.press("G").press(ENTER).wait_for("[4 Article]").wait_for("Hao Peng");
    session.leave();
}

#[test]
fn four_panes_agree_on_one_filter() {
    let mut session = Session::demo(120, 35);
    session.wait_for("- China").wait_for("CNY 380.5bn");
    session.press("2j").press(ENTER).wait_for("[place: Liaoning]").wait_for("1/11 of 74");
    session.wait_for("all, each once");
    let totals = session.line_with("CNY 380.5bn");
    assert!(totals.contains("Liaoning") && !session.shown().contains("Missouri"), "{}", session.shown());
    session.press("\x1b").wait_for("[2 Entities]").wait_for("/74").wait_for("Missouri");
    session.leave();
}
