//! How a command ends: exit codes as an interface, and errors with a hint apart from the message.

use crate::store::{ErrorKind, StoreError};

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, zero rows too.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong use or settings.
    Usage = 2,
    /// The store is missing, locked or refused.
    Store = 3,
    /// Some inputs failed, each named; the rest is done.
    SomeInputsFailed = 4,
    /// The terminal hung up.
    HungUp = 129,
    /// Ctrl-C.
    Interrupted = 130,
    /// Terminated.
    Terminated = 143,
}

impl Exit {
    /// The number handed to the caller.
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Why a command ends early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// With which code.
    pub exit: Exit,
    /// What was being done, on what, because; `None` ends quietly.
    pub message: Option<String>,
    /// What to do next, a line each.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure with its message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: Some(message.into()), hints: Vec::new() }
    }

    /// Wrong use.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// An end without a word.
    pub fn quiet(exit: Exit) -> Self {
        Self { exit, message: None, hints: Vec::new() }
    }

    /// The same with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match error.kind {
            ErrorKind::Missing | ErrorKind::Locked | ErrorKind::Refused | ErrorKind::ReadOnly | ErrorKind::Conflict => Exit::Store,
            ErrorKind::Unfit => Exit::Usage,
            ErrorKind::DiskFull | ErrorKind::Failed => Exit::Failed,
        };
        // What was asked for is the matter, not the store.
        if matches!(error.kind, ErrorKind::Unfit | ErrorKind::Conflict) {
            let failure = Failure::new(exit, &error.because);
            return error.hint.iter().fold(failure, |failure, hint| failure.hint(hint));
        }
        // One line says where a store would come from; the store itself cannot know the commands.
        if error.kind == ErrorKind::Missing {
            let path = error.path.display();
            return Failure::new(
                exit,
                format!("there is no store at {path}: `legation ingest FOLDER` makes one, `legation demo` shows the samples"),
            );
        }
        let hint = error.hint.clone();
        let failure = Failure::new(exit, error.to_string());
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
