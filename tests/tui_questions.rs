//! Questions of an analyst, typed into the real program on a pseudo-terminal from its start screen on.
#![cfg(unix)]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(30);
const ENTER: &str = "\r";

/// The demo, its keys counted: those of commands, not those of words.
struct Session {
    /// Kept open: the program leaves when its terminal is closed.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    wire: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    command_keys: usize,
    _folder: tempfile::TempDir,
}

impl Session {
    fn demo(cols: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_legation"));
        command.arg("demo");
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        for name in ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, folder.path());
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (send, wire) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(rows.try_into().expect("not 0"), cols.try_into().expect("not 0"), 0);
        let mut session = Self { _master: pair.master, writer, child, wire, screen, command_keys: 0, _folder: folder };
        session.wait_for("2025  2 engagements");
        session
    }

    fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    fn wait_for(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.shown().contains(text) {
            match self.wire.recv_timeout(until.saturating_duration_since(Instant::now())) {
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
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("the terminal takes keys");
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
        while self.child.try_wait().expect("a child").is_none() {
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
    session.press("2j").press(ENTER).wait_for("[place: Liaoning]").wait_for("1/11 of 69");
    session.wait_for("all, each once");
    let totals = session.line_with("CNY 380.5bn");
    assert!(totals.contains("Liaoning") && !session.shown().contains("Tamil Nadu"), "{}", session.shown());
    session.press("\x1b").wait_for("[2 Entities]").wait_for("/69").wait_for("Tamil Nadu");
    session.leave();
}
