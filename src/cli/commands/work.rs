//! Long work: how far it has come, and a way to stop it that leaves what is done.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::cli::exit::Exit;
use crate::cli::output::note_aside;
use crate::cli::output::prose::grouped;

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

/// How far work has come, on standard error: a bar on a terminal, elsewhere a plain line now and then.
pub struct Progress {
    what: &'static str,
    started: Instant,
    form: Form,
}

enum Form {
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

impl Progress {
    /// Of work that begins now.
    pub fn of(what: &'static str) -> Self {
        let form = if io::stderr().is_terminal() { Form::Bar(bar(what)) } else { Form::Lines(Mutex::default()) };
        Self { what, started: Instant::now(), form }
    }

    /// Shows how much is done, of how much.
    pub fn show(&self, done: u64, of: u64) {
        match &self.form {
            Form::Bar(bar) => {
                bar.set_length(of);
                bar.set_position(done);
            }
            Form::Lines(lines) => {
                // Who died while it held the lock has left nothing half written.
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                if lines.is_due(self.started.elapsed(), done, of) {
                    note_aside(&line(self.what, done, of));
                }
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Form::Bar(bar) = &self.form {
            bar.finish_and_clear();
        }
    }
}

fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::no_length().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

fn line(what: &str, done: u64, of: u64) -> String {
    format!("{what}: {} of {}", grouped(&done.to_string()), grouped(&of.to_string()))
}

/// Time between two lines about one piece of work.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// The last line that was written.
#[derive(Default)]
struct Lines {
    at: Duration,
    percent: u64,
}

impl Lines {
    /// Whether a line is to be written: some time after the last one, and only where another hundredth of the work is done, so that work
    /// of many hours is told in a hundred lines.
    fn is_due(&mut self, elapsed: Duration, done: u64, of: u64) -> bool {
        let percent = done.saturating_mul(100) / of.max(1);
        let is_due = elapsed >= self.at + BETWEEN_LINES && percent > self.percent && done < of;
        if is_due {
            *self = Self { at: elapsed, percent };
        }
        is_due
    }
}

/// What takes longer than this is told to be under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does work of which nothing is known but that it may take long: after a second standard error says that it is under way, on a terminal
/// with a spinner, elsewhere in a plain line now and then.
pub fn patiently<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let is_terminal = io::stderr().is_terminal();
    let show = move || if is_terminal { Sign::Spinner(spinner(what)) } else { Sign::Lines };
    let started = Instant::now();
    let again = move |sign: &Sign| {
        if let Sign::Lines = sign {
            note_aside(&under_way(what, started.elapsed()));
        }
    };
    shown_after([PATIENCE, BETWEEN_LINES], show, again, work)
}

/// How it is shown that work is under way.
enum Sign {
    Spinner(ProgressBar),
    Lines,
}

impl Drop for Sign {
    fn drop(&mut self) {
        if let Sign::Spinner(spinner) = self {
            spinner.finish_and_clear();
        }
    }
}

fn spinner(what: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        spinner.set_style(style.tick_chars("-\\|/ "));
    }
    spinner.enable_steady_tick(Duration::from_millis(200));
    spinner
}

fn under_way(what: &str, elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0..=2 => what.to_owned(),
        seconds => format!("{what}: {seconds} s so far"),
    }
}

/// Shows something while work goes on that has not ended after a while, and then again and again.
fn shown_after<S, T>(
    [patience, between]: [Duration; 2],
    show: impl FnOnce() -> S + Send,
    again: impl Fn(&S) + Send,
    work: impl FnOnce() -> T,
) -> T {
    let (ended, end) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Until the work ends and lets go of its end.
            let lasts_another = |time| end.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
            if lasts_another(patience) {
                let shown = show();
                again(&shown);
                while lasts_another(between) {
                    again(&shown);
                }
            }
        });
        let result = work();
        drop(ended);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_work_that_lasts_is_told_to_be_under_way() {
        let (shown, is_shown) = mpsc::channel();
        let gone = Arc::new(());
        let held = Arc::clone(&gone);
        let show = move || held;
        let times = AtomicUsize::new(0);
        let again = |_: &Arc<()>| {
            times.fetch_add(1, Ordering::Relaxed);
            // After the third nobody waits any more.
            let _ = shown.send(());
        };
        let answer = shown_after([Duration::ZERO, Duration::from_millis(1)], show, again, || {
            (0..3).for_each(|_| is_shown.recv().expect("shown while the work goes on"));
            assert_eq!(Arc::strong_count(&gone), 2);
            7
        });
        assert_eq!((answer, Arc::strong_count(&gone)), (7, 1), "and taken away at its end");
        assert!(times.load(Ordering::Relaxed) >= 3);
        let hour = [Duration::from_secs(3600); 2];
        assert_eq!(shown_after(hour, || panic!("too early"), |_: &()| {}, || 8), 8);
    }

    #[test]
    fn in_a_pipe_a_line_is_written_now_and_then_and_never_for_work_that_is_soon_done() {
        let mut lines = Lines::default();
        let mut told = Vec::new();
        for (seconds, done) in
            [(0, 0), (4, 500), (9, 990), (11, 1000), (12, 5000), (20, 5200), (22, 5300), (40, 5301), (41, 5400), (60, 10_000)]
        {
            if lines.is_due(Duration::from_secs(seconds), done, 10_000) {
                told.push(line("reading", done, 10_000));
            }
        }
        assert_eq!(told, ["reading: 1,000 of 10,000", "reading: 5,300 of 10,000", "reading: 5,400 of 10,000"]);
        assert!(!Lines::default().is_due(Duration::from_secs(60), 0, 0), "nothing to do");
        let texts = [1, 12].map(|seconds| under_way("upgrading", Duration::from_secs(seconds)));
        assert_eq!(texts, ["upgrading", "upgrading: 12 s so far"]);
    }
}
