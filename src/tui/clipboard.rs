//! Copying out of the dashboard: through the terminal (OSC 52), tmux, a program of the desktop, or a file.
//!
//! Limitations: nobody tells whether a terminal obeys OSC 52, so the status line names the way and not the success.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::settings::ClipboardWay;

/// Longest OSC 52 payload that terminals and tmux are known to take, in encoded bytes.
const LONGEST: usize = 74_994;
/// How long a program may take to take the text.
const PATIENCE: Duration = Duration::from_millis(500);
/// Programs of desktops that take a text on standard input, each with what must be set for it to work.
const NATIVE: &[(&str, &[&str], &str)] = &[
    ("wl-copy", &[], "WAYLAND_DISPLAY"),
    ("xclip", &["-selection", "clipboard"], "DISPLAY"),
    ("xsel", &["--clipboard", "--input"], "DISPLAY"),
];

/// Where texts go.
#[derive(Debug, Clone)]
pub struct Clipboard {
    /// What the settings say.
    pub way: ClipboardWay,
    /// Over SSH a program of the desktop would fill the clipboard of the other machine.
    pub is_ssh: bool,
    /// In tmux.
    pub is_tmux: bool,
    /// Where a text goes that is too long, or that was asked to go to a file.
    pub folder: Option<PathBuf>,
}

/// One way to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Tmux,
    Native,
    Osc52,
    File,
}

impl Clipboard {
    /// As the settings and the environment have it.
    pub fn of_environment(way: ClipboardWay, folder: Option<PathBuf>) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Self { way, is_ssh: is_set("SSH_CONNECTION"), is_tmux: is_set("TMUX"), folder }
    }

    /// Copies a safe text and says by which way and how much, or why not. What the terminal must be told goes to `terminal`.
    pub fn copy(&self, what: &str, text: &str, terminal: &mut impl Write) -> Result<String, String> {
        let size = super::draw::grouped(text.len());
        let mut failed = Vec::new();
        for step in self.steps(encoded_length(text.len())) {
            match self.take(step, text, terminal) {
                Ok(by) => return Ok(format!("{what}: {size} bytes {by}")),
                Err(why) => failed.push(why),
            }
        }
        Err(format!("{what} not copied: {}", failed.join("; ")))
    }

    /// In one word, for people.
    pub fn words(&self) -> &'static str {
        match self.steps(0).first() {
            Some(Step::Tmux) => "tmux, then OSC 52 (tmux needs: set -g set-clipboard on)",
            Some(Step::Native) => "a program of the desktop, then OSC 52",
            Some(Step::Osc52) => "OSC 52 (the terminal must allow it)",
            _ => "a file",
        }
    }

    fn steps(&self, encoded: usize) -> Vec<Step> {
        let mut steps = match self.way {
            ClipboardWay::Osc52 => vec![Step::Osc52],
            ClipboardWay::Native => vec![Step::Native],
            ClipboardWay::File => Vec::new(),
            ClipboardWay::Auto if self.is_tmux => vec![Step::Tmux, Step::Osc52],
            ClipboardWay::Auto if self.is_ssh => vec![Step::Osc52],
            ClipboardWay::Auto => vec![Step::Native, Step::Osc52],
        };
        if encoded > LONGEST {
            // tmux and terminals cut or drop what is longer, without a word.
            steps.retain(|step| *step == Step::Native);
        }
        steps.push(Step::File);
        steps
    }

    fn take(&self, step: Step, text: &str, terminal: &mut impl Write) -> Result<String, String> {
        match step {
            Step::Tmux => feed("tmux", &["load-buffer", "-w", "-"], text).map(|()| "copied by tmux".to_owned()),
            Step::Native => native(text),
            Step::Osc52 => terminal
                .write_all(osc52(text).as_bytes())
                .and_then(|()| terminal.flush())
                .map(|()| "copied by OSC 52".to_owned())
                .map_err(|error| error.to_string()),
            Step::File => self.write_file(text),
        }
    }

    /// The user's alone; what was there before is replaced whole.
    fn write_file(&self, text: &str) -> Result<String, String> {
        let folder = self.folder.as_ref().ok_or("there is no folder for a file")?;
        let write = || -> io::Result<PathBuf> {
            std::fs::create_dir_all(folder)?;
            let path = folder.join("copied.txt");
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(path)
        };
        write().map(|path| format!("written to {}", path.display())).map_err(|error| format!("writing in {}: {error}", folder.display()))
    }
}

fn native(text: &str) -> Result<String, String> {
    if cfg!(target_os = "macos") {
        return feed("pbcopy", &[], text).map(|()| "copied by pbcopy".to_owned());
    }
    let able = NATIVE.iter().filter(|(_, _, needs)| std::env::var_os(needs).is_some_and(|value| !value.is_empty()));
    for (program, arguments, _) in able {
        if feed(program, arguments, text).is_ok() {
            return Ok(format!("copied by {program}"));
        }
    }
    Err("no program of a desktop takes it".to_owned())
}

/// Gives a program a text on its standard input and waits a moment for it to be done.
fn feed(program: &str, arguments: &[&str], text: &str) -> Result<(), String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        let text = text.to_owned();
        // A program that reads nothing must not hold the dashboard.
        std::thread::spawn(move || input.write_all(text.as_bytes()));
    }
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{program}: {status}")),
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
    // It may have been killed meanwhile by itself; either way it is not waited for.
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("{program} does not answer"))
}

fn encoded_length(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

/// The sequence that puts a text into the terminal's clipboard.
fn osc52(text: &str) -> String {
    format!("\x1b]52;c;{}\x07", base64(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(encoded_length(bytes.len()));
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or_default());
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipboard(way: ClipboardWay, is_ssh: bool, is_tmux: bool) -> Clipboard {
        Clipboard { way, is_ssh, is_tmux, folder: None }
    }

    #[test]
    fn a_text_is_encoded_as_the_standard_says() {
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("辽宁", "6L695a6B")] {
            assert_eq!(base64(plain.as_bytes()), encoded);
            assert_eq!(encoded_length(plain.len()), encoded.len());
        }
    }

    #[test]
    fn the_way_follows_the_place() {
        use Step::{File, Native, Osc52, Tmux};
        assert_eq!(clipboard(ClipboardWay::Auto, true, false).steps(10), [Osc52, File]);
        assert_eq!(clipboard(ClipboardWay::Auto, true, true).steps(10), [Tmux, Osc52, File]);
        assert_eq!(clipboard(ClipboardWay::Auto, false, false).steps(10), [Native, Osc52, File]);
        assert_eq!(clipboard(ClipboardWay::File, true, true).steps(10), [File]);
        assert_eq!(clipboard(ClipboardWay::Osc52, true, true).steps(LONGEST + 1), [File], "too long for a terminal");
    }

    #[test]
    fn what_is_too_long_goes_to_a_file_and_the_path_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state");
        let clipboard = Clipboard { folder: Some(state.clone()), ..clipboard(ClipboardWay::Auto, true, false) };
        let (mut wire, text) = (Vec::new(), "辽".repeat(30_000));
        let told = clipboard.copy("rows", &text, &mut wire).expect("a file");
        assert!(wire.is_empty() && told.contains("90,000 bytes written to"), "{told}");
        let path = state.join("copied.txt");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), text);
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).expect("there").permissions());
        assert_eq!(mode & 0o077, 0, "the user's alone");
        assert_eq!(clipboard.copy("URL", "x", &mut wire).as_deref(), Ok("URL: 1 bytes copied by OSC 52"));
        assert_eq!(wire, b"\x1b]52;c;eA==\x07");
    }
}
