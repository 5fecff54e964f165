//! The real program on a pseudo-terminal: keys in, screen out.
#![allow(dead_code)]

pub mod desk;

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub const PATIENCE: Duration = Duration::from_secs(20);
/// What leaving writes: end of a frame, plain pen, no bracketed paste, a cursor, the main screen.
pub const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";

pub struct Session {
    pub master: Option<Box<dyn MasterPty + Send>>,
    pub writer: Option<Box<dyn Write + Send>>,
    pub child: Box<dyn Child + Send + Sync>,
    pub wire: Receiver<Vec<u8>>,
    pub seen: Vec<u8>,
    pub screen: vt100::Parser,
    pub folder: Arc<tempfile::TempDir>,
}

pub fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// A program on a pseudo-terminal of its own.
pub struct Opened {
    /// Kept open: the program leaves when its terminal is closed.
    pub master: Box<dyn MasterPty + Send>,
    pub writer: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    /// What it writes.
    pub wire: Receiver<Vec<u8>>,
}

/// Starts a command that knows no more of its surroundings than a home in a folder.
pub fn open(mut command: CommandBuilder, home: &Path, size: PtySize) -> Opened {
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
        command.env(name, value);
    }
    for name in ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, home);
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
    Opened { master: pair.master, writer, child, wire }
}

impl Session {
    pub fn start() -> Self {
        Self::start_under(&[])
    }

    /// Starts the program behind the words of a wrapper, such as a shell.
    pub fn start_under(wrapper: &[&str]) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().expect("a temporary folder")), wrapper)
    }

    /// Starts a window on a folder's store with this script as the editor.
    pub fn start_with_editor(folder: &Arc<tempfile::TempDir>, script: &Path) -> Self {
        let store = store_in(folder.path()).to_string_lossy().into_owned();
        let editor = format!("EDITOR={}", script.display());
        Self::start_in(folder.clone(), &["/usr/bin/env", &editor, env!("CARGO_BIN_EXE_legation"), "--store", &store])
    }

    /// Starts another window on a folder's store, with the settings and the state that are there.
    pub fn start_on(folder: &Arc<tempfile::TempDir>) -> Self {
        Self::start_in(folder.clone(), &[])
    }

    fn start_in(folder: Arc<tempfile::TempDir>, wrapper: &[&str]) -> Self {
        let program = env!("CARGO_BIN_EXE_legation");
        let mut command = CommandBuilder::new(wrapper.first().unwrap_or(&program));
        if wrapper.is_empty() {
            command.args(["--store".as_ref(), store_in(folder.path()).as_os_str()]);
        } else {
            command.args(&wrapper[1..]);
        }
        let Opened { master, writer, child, wire } = open(command, folder.path(), size(80, 24));
        let screen = vt100::Parser::new(24.try_into().expect("not 0"), 80.try_into().expect("not 0"), 0);
        Self { master: Some(master), writer: Some(writer), child, wire, seen: Vec::new(), screen, folder }
    }

    /// Reads until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(text) {
            let left = until.saturating_duration_since(Instant::now());
            match self.wire.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("'{text}' is not on the screen:\n{}", self.screen.screen().contents()),
            }
        }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.seen.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    /// Everything that is written within a time.
    pub fn listen(&mut self, time: Duration) -> Vec<u8> {
        let until = Instant::now() + time;
        let mut heard = Vec::new();
        loop {
            match self.wire.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.take(&bytes);
                    heard.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return heard,
            }
        }
    }

    pub fn press(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("open");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("running").to_string();
        let status = std::process::Command::new("kill").args([format!("-{name}"), id]).status().expect("kill runs");
        assert!(status.success());
    }

    /// The exit code, and how long it took to come.
    pub fn ended(&mut self) -> (u32, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return (status.exit_code(), start.elapsed());
            }
            assert!(start.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Local modes of the terminal as `stty` words them: raw mode has `-icanon`.
    pub fn modes(&self) -> String {
        let path = self.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
        let tty = std::fs::File::open(path).expect("the terminal opens");
        let output = std::process::Command::new("stty").arg("-a").stdin(tty).output().expect("stty runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until the shell has the terminal: keys typed earlier would go to the program.
    pub fn wait_for_shell(&mut self) {
        let until = Instant::now() + PATIENCE;
        while self.modes().contains("-isig") {
            assert!(Instant::now() < until, "the terminal is not given back");
            std::thread::sleep(Duration::from_millis(20));
        }
        self.listen(Duration::from_millis(200));
    }

    pub fn assert_restored(&mut self, before: &str) {
        self.listen(Duration::from_millis(300));
        assert!(self.seen.ends_with(LEAVE), "{:?}", String::from_utf8_lossy(&self.seen[self.seen.len().saturating_sub(80)..]));
        assert_eq!(self.modes(), before);
    }
}

/// The store of a folder.
pub fn store_in(folder: &Path) -> std::path::PathBuf {
    folder.join("store.db")
}
