//! Long work: a progress bar on a terminal, and a way to stop it that leaves what is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::cli::exit::Exit;

/// Asks running work to stop when the process is told to. A second signal of the sort ends it at once.
pub struct StopSign(Arc<AtomicUsize>);

impl StopSign {
    /// Listens from now on.
    pub fn listen() -> Self {
        let received = Arc::new(AtomicUsize::new(0));
        for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated), (SIGHUP, Exit::HungUp)] {
            let asked_twice = Arc::new(std::sync::atomic::AtomicBool::new(false));
            // Where a signal cannot be caught it ends the process, which the store survives as well.
            let _ = signal_hook::flag::register_conditional_shutdown(signal, exit.code().into(), Arc::clone(&asked_twice));
            let _ = signal_hook::flag::register(signal, asked_twice);
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&received), exit.code().into());
        }
        Self(received)
    }

    /// Whether to stop.
    pub fn is_up(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }

    /// The exit code of the signal that came.
    pub fn exit(&self) -> Exit {
        match self.0.load(Ordering::Relaxed) {
            code if code == usize::from(Exit::HungUp.code()) => Exit::HungUp,
            code if code == usize::from(Exit::Terminated.code()) => Exit::Terminated,
            _ => Exit::Interrupted,
        }
    }
}

/// A bar on standard error; draws nothing where that is no terminal.
pub fn progress_bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::no_length().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Moves a bar: done, of how many.
pub fn show_progress(bar: &ProgressBar, done: u64, of: u64) {
    bar.set_length(of);
    bar.set_position(done);
}
