//! Long work: a progress bar on a terminal, and a way to stop it that leaves what is done.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

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

/// What takes longer than this is told to be under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does work of which nothing is known but that it may take long: after a second a line on standard error says that it is under way.
pub fn patiently<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let spinner = move || {
        let bar = ProgressBar::new_spinner().with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style.tick_chars("-\\|/ "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Shown(bar)
    };
    shown_after(PATIENCE, spinner, work)
}

/// A spinner that goes when it is dropped.
struct Shown(ProgressBar);

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Shows something while work goes on that has not ended after a while.
fn shown_after<S, T>(patience: Duration, show: impl FnOnce() -> S + Send, work: impl FnOnce() -> T) -> T {
    let (ended, end) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if end.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout) {
                let _shown = show();
                // Until the work ends and lets go of its end.
                let _ = end.recv();
            }
        });
        let result = work();
        drop(ended);
        result
    })
}

/// Moves a bar: done, of how many.
pub fn show_progress(bar: &ProgressBar, done: u64, of: u64) {
    bar.set_length(of);
    bar.set_position(done);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_work_that_lasts_is_told_to_be_under_way() {
        let (shown, is_shown) = mpsc::channel();
        let gone = Arc::new(());
        let held = Arc::clone(&gone);
        let show = move || {
            shown.send(()).expect("somebody waits");
            held
        };
        let answer = shown_after(Duration::ZERO, show, || {
            is_shown.recv().expect("shown while the work goes on");
            assert_eq!(Arc::strong_count(&gone), 2);
            7
        });
        assert_eq!((answer, Arc::strong_count(&gone)), (7, 1), "and taken away at its end");
        assert_eq!(shown_after(Duration::from_secs(3600), || panic!("too early"), || 8), 8);
    }
}
