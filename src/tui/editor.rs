//! The user's own editor: which program, and its run on a file.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

/// Where neither variable is set.
const USUAL: &str = "vi";
/// What a shell says where there is no such program, or it may not be run.
const NOT_FOUND: [i32; 2] = [126, 127];
/// And what it adds to the number of a signal.
const BY_SIGNAL: i32 = 128;

/// The editor that is set: `$VISUAL`, else `$EDITOR`, with its arguments.
pub fn program() -> OsString {
    let set = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var_os(name).filter(|value| !value.is_empty()));
    set.unwrap_or_else(|| USUAL.into())
}

/// A file that the editor has, gone when this is dropped unless it is kept.
#[derive(Debug)]
pub struct Paper {
    path: PathBuf,
    /// Where it lies in no folder of ours.
    _folder: Option<tempfile::TempDir>,
}

impl Paper {
    /// A file with a text, readable by the user alone: at a path, else in a folder that goes with it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(path: Option<PathBuf>, text: &str) -> io::Result<Self> {
        let folder = if path.is_none() { Some(tempfile::Builder::new().prefix("legation-").tempdir()?) } else { None };
        let path = path.or_else(|| folder.as_ref().map(|folder| folder.path().join("record.toml"))).unwrap_or_default();
        let mut file = std::fs::File::create(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(Self { path, _folder: folder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands in it now; whatever is no UTF-8 is shown as such.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn text(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&std::fs::read(&self.path)?).into_owned())
    }

    /// Takes it away.
    pub fn remove(&self) {
        // One that is gone already is no loss: its text was read.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Starts the editor on a file, with the terminal as its input.
///
/// # Errors
/// There is no shell.
pub fn start(program: &OsStr, file: &Path, tty: OwnedFd) -> io::Result<Child> {
    // As git does: the variable may hold arguments and quotes, which are the shell's to read.
    let mut line = program.to_owned();
    line.push(" \"$@\"");
    Command::new("/bin/sh").arg("-c").arg(line).arg("editor").arg(file).stdin(Stdio::from(tty)).spawn()
}

/// Why nothing came of it; `None` where it was left in order.
pub fn trouble(program: &OsStr, status: ExitStatus) -> Option<String> {
    let name = program.to_string_lossy();
    match status.code() {
        Some(0) => None,
        Some(code) if NOT_FOUND.contains(&code) => Some(format!("set VISUAL or EDITOR, for there is no editor '{name}'")),
        // The shell's word for a program that was killed.
        Some(code) if code <= BY_SIGNAL => Some(format!("the editor ended with code {code}")),
        _ => Some("the editor was ended by a signal".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(program: &str, paper: &Paper) -> ExitStatus {
        let tty = std::fs::File::open("/dev/null").expect("there").into();
        start(program.as_ref(), paper.path(), tty).and_then(|mut child| child.wait()).expect("a shell")
    }

    #[test]
    fn an_editor_may_have_arguments_and_says_how_it_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let paper = Paper::new(Some(folder.path().join("a b.toml")), "one\n").expect("written");
        assert_eq!(trouble("sed".as_ref(), run("sed -i 's/one/two words/'", &paper)), None);
        assert_eq!(paper.text().expect("read"), "two words\n");
        let programs =
            [("exit 3; true", "code 3"), ("no-such-editor", "set VISUAL"), ("kill -9 $$; true", "signal"), ("exit 137;", "signal")];
        for (program, told) in programs {
            let why = trouble(program.as_ref(), run(program, &paper));
            assert!(why.as_ref().is_some_and(|why| why.contains(told)), "{program}: {why:?}");
        }
        paper.remove();
        assert!(paper.text().is_err() && !paper.path().exists());
    }

    #[test]
    fn without_a_folder_of_ours_nothing_stays_behind() {
        let paper = Paper::new(None, "one\n").expect("written");
        let path = paper.path().to_owned();
        assert!(path.exists());
        drop(paper);
        assert!(!path.exists());
    }
}
