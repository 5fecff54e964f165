//! The one place that writes to standard output and standard error. Data goes to the one, all else to the other; a pipe that was
//! closed ends a command quietly, a full disk is a sentence.

pub mod brief;
pub mod columns;
pub mod conversion;
pub mod csv;
pub mod dates;
pub mod export;
pub mod graph;
pub mod json;
pub mod map;
pub mod plain_dates;
pub mod prose;
pub mod records;
pub mod report;
pub mod table;

use std::io::{self, BufWriter, IsTerminal, Write};

use super::exit::{Exit, Failure};
use crate::text::safe::sanitize;

/// `--color`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal or with CLICOLOR_FORCE, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Also in a pipe.
    Always,
    /// Not at all.
    Never,
}

/// What standard output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A terminal of so many columns.
    Terminal(usize),
    /// A pipe or a file.
    Pipe,
}

/// Standard output and standard error.
pub struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    target: Target,
    is_colored: bool,
    is_verbose: bool,
}

impl Console {
    /// The process's own streams.
    pub fn of_process(color: ColorChoice, is_verbose: bool) -> Self {
        let stdout = io::stdout();
        let target = if stdout.is_terminal() { Target::Terminal(terminal_columns()) } else { Target::Pipe };
        let is_colored = wants_color(color, target, |name| std::env::var(name).ok());
        Self { out: Box::new(BufWriter::new(stdout)), err: Box::new(io::stderr()), target, is_colored, is_verbose }
    }

    /// A file in the place of standard output, as a pipe would be; notes are the process's own.
    pub fn of_file(file: std::fs::File) -> Self {
        Self {
            out: Box::new(BufWriter::new(file)),
            err: Box::new(io::stderr()),
            target: Target::Pipe,
            is_colored: false,
            is_verbose: false,
        }
    }

    /// Other streams, for tests.
    pub fn new(out: Box<dyn Write>, err: Box<dyn Write>, target: Target) -> Self {
        Self { out, err, target, is_colored: false, is_verbose: false }
    }

    /// What standard output is.
    pub fn target(&self) -> Target {
        self.target
    }

    /// Whether colours may be used.
    pub fn is_colored(&self) -> bool {
        self.is_colored
    }

    /// Writes bytes that are data as they stand: JSON, a man page, a completion script.
    pub fn data(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|error| write_failure(&error))
    }

    /// Writes one line of text, made safe.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        let safe = sanitize(text);
        self.data(safe.as_str().as_bytes())?;
        self.data(b"\n")
    }

    /// Writes a line that heads others: bold where colours are on.
    pub fn heading(&mut self, text: &str) -> Result<(), Failure> {
        let safe = sanitize(text);
        let (before, after) = if self.is_colored { ("\x1b[1m", "\x1b[0m\n") } else { ("", "\n") };
        self.data(before.as_bytes())?;
        self.data(safe.as_str().as_bytes())?;
        self.data(after.as_bytes())
    }

    /// Tells the reader something on standard error. That nobody listens there is no reason to stop working.
    pub fn note(&mut self, text: &str) {
        // What was written before must stand before it on a screen; an error shows again when the command finishes.
        let _ = self.out.flush();
        let _ = writeln!(self.err, "{}", sanitize(text));
    }

    /// The same, only with `-v`.
    pub fn detail(&mut self, text: &str) {
        if self.is_verbose {
            self.note(text);
        }
    }

    /// Hands on what is buffered. Must be the last call: an error shows itself only here.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| write_failure(&error))
    }
}

/// The same as [`Console::note`] for threads beside the one that has the console.
pub fn note_aside(text: &str) {
    let _ = writeln!(io::stderr(), "{}", sanitize(text));
}

/// A closed pipe is the reader's way to say "enough"; anything else is an error.
fn write_failure(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::quiet(Exit::Done)
    } else {
        Failure::new(Exit::Failed, format!("writing the output failed: {error}"))
    }
}

/// Columns of the terminal: of standard output, else COLUMNS, else 80.
fn terminal_columns() -> usize {
    let asked = rustix::termios::tcgetwinsize(io::stdout()).map(|size| usize::from(size.ws_col)).unwrap_or(0);
    let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    if asked > 0 { asked } else { told().unwrap_or(80) }
}

fn wants_color(choice: ColorChoice, target: Target, variable: impl Fn(&str) -> Option<String>) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
            let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
            let is_forced = variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
            !is_set("NO_COLOR") && (is_forced || (target != Target::Pipe && !is_dumb))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// A stream whose contents can be looked at afterwards.
    #[derive(Clone, Default)]
    pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

    impl Captured {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().expect("one thread").clone()).expect("UTF-8")
        }
    }

    impl Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one thread").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    pub(crate) fn captured(target: Target) -> (Console, Captured, Captured) {
        let (out, err) = (Captured::default(), Captured::default());
        (Console::new(Box::new(out.clone()), Box::new(err.clone()), target), out, err)
    }

    #[test]
    fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
        let console = |kind| Console::new(Box::new(Broken(kind)), Box::new(Captured::default()), Target::Pipe);
        let closed = console(io::ErrorKind::BrokenPipe).data(b"x").expect_err("closed");
        assert_eq!((closed.exit, closed.message), (Exit::Done, None));
        let full = console(io::ErrorKind::StorageFull).data(b"x").expect_err("full");
        assert_eq!(full.exit, Exit::Failed);
        assert!(full.message.is_some_and(|message| message.starts_with("writing the output failed")));
    }

    #[test]
    fn colour_is_for_terminals_that_want_it() {
        let nothing = |_: &str| None;
        let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        let empty = |name: &str| (name == "NO_COLOR").then(String::new);
        let terminal = Target::Terminal(80);
        assert!(wants_color(ColorChoice::Auto, terminal, nothing) && wants_color(ColorChoice::Auto, terminal, empty));
        assert!(!wants_color(ColorChoice::Auto, terminal, no_color) && !wants_color(ColorChoice::Auto, Target::Pipe, nothing));
        assert!(wants_color(ColorChoice::Always, Target::Pipe, no_color));
        assert!(wants_color(ColorChoice::Auto, Target::Pipe, |name| (name == "CLICOLOR_FORCE").then(|| "1".to_owned())));
        assert!(!wants_color(ColorChoice::Never, terminal, nothing));
    }
}
