//! The thread that hears signals and watches the terminal: it ends the program even where the loop or the reader is stuck.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};

use super::event::Event;
use super::terminal;

/// How long the loop has for leaving in order.
const PATIENCE: Duration = Duration::from_millis(1200);
const GLANCE: Duration = Duration::from_millis(20);

/// The exit code of an interrupt.
const INTERRUPTED: i32 = 130;

/// What a signal asks for.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Leave(i32),
    Resize,
    Continue,
    /// What the signal does by itself.
    Usual(i32),
    /// The loop asks whether all that came before was heard.
    Answer,
}

const SIGNALS: [(i32, Wish); 6] = [
    (SIGTERM, Wish::Leave(143)),
    (SIGHUP, Wish::Leave(129)),
    (SIGINT, Wish::Leave(INTERRUPTED)),
    (SIGWINCH, Wish::Resize),
    (SIGCONT, Wish::Continue),
    (SIGQUIT, Wish::Usual(SIGQUIT)),
];

/// How long the loop waits for an answer of the thread.
const ANSWER_PATIENCE: Duration = Duration::from_millis(500);

/// The loop's line to the thread.
#[derive(Debug)]
pub struct Line {
    question: UnixStream,
    answers: Receiver<()>,
}

impl Line {
    /// Waits until the thread has acted on every signal that came before this. An interrupt that ended another program would else be
    /// taken for one of this program, where the thread gets to it only after the other is gone.
    pub fn wait_for_heard(&mut self) {
        // A thread that is gone hears nothing more.
        if self.question.write_all(&[0]).is_ok() {
            let _ = self.answers.recv_timeout(ANSWER_PATIENCE);
        }
    }
}

/// Everything the thread listens to.
pub struct Watch {
    /// `None` where poll cannot watch it (some systems, for /dev/tty); the hang-up's signal still comes.
    tty: Option<OwnedFd>,
    pipes: Vec<(UnixStream, Wish)>,
    events: Sender<Event>,
    answers: Sender<()>,
    has_left: Arc<AtomicBool>,
}

impl Watch {
    /// Registers the signals. `has_left` is set by the loop once the terminal is restored and the exit code is known.
    pub fn new(tty: OwnedFd, events: Sender<Event>, has_left: Arc<AtomicBool>) -> io::Result<(Self, Line)> {
        let mut pipes = Vec::new();
        for (signal, wish) in SIGNALS {
            let (ours, theirs) = UnixStream::pair()?;
            ours.set_nonblocking(true)?;
            signal_hook::low_level::pipe::register(signal, theirs)?;
            pipes.push((ours, wish));
        }
        // Last: what is heard at once is acted on in this order.
        let (ours, question) = UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        pipes.push((ours, Wish::Answer));
        let (send, answers) = unbounded();
        Ok((Self { tty: Some(tty), pipes, events, answers: send, has_left }, Line { question, answers }))
    }

    /// Listens until the loop is gone.
    pub fn run(mut self) {
        loop {
            let (ready, is_hung_up) = match self.wait() {
                Ok(heard) => heard,
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
                Err(_) => return,
            };
            for at in ready {
                let wish = self.pipes[at].1;
                self.drain(at);
                if !self.grant(wish) {
                    return;
                }
            }
            if is_hung_up {
                self.leave(129);
                return;
            }
        }
    }

    /// Which pipes have something, and whether the terminal is gone. No time limit: an idle program is not woken.
    fn wait(&mut self) -> rustix::io::Result<(Vec<usize>, bool)> {
        let mut fds: Vec<PollFd<'_>> = self.pipes.iter().map(|(pipe, _)| PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::IN)).collect();
        // Nothing is asked of the terminal but to tell of its end, which poll always does.
        fds.extend(self.tty.iter().map(|tty| PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::empty())));
        poll(&mut fds, None)?;
        let (pipes, tty) = fds.split_at(self.pipes.len());
        let ready = pipes.iter().enumerate().filter(|(_, fd)| !fd.revents().is_empty()).map(|(at, _)| at).collect();
        let of_tty = tty.first().map_or(PollFlags::empty(), |fd| fd.revents());
        if of_tty.contains(PollFlags::NVAL) {
            self.tty = None;
        }
        Ok((ready, of_tty.intersects(PollFlags::HUP | PollFlags::ERR)))
    }

    fn drain(&mut self, at: usize) {
        let mut bytes = [0_u8; 256];
        while matches!(self.pipes[at].0.read(&mut bytes), Ok(count) if count > 0) {}
    }

    /// `false` where the loop is gone.
    fn grant(&self, wish: Wish) -> bool {
        match wish {
            // Ctrl-C and Ctrl-\ reach all programs of the terminal, and mean the editor.
            Wish::Leave(INTERRUPTED) | Wish::Usual(_) if terminal::is_lent() => true,
            Wish::Usual(signal) => signal_hook::low_level::emulate_default_handler(signal).is_ok(),
            Wish::Leave(code) => {
                self.leave(code);
                false
            }
            Wish::Resize => self.events.send(Event::Resized).is_ok(),
            Wish::Continue => self.events.send(Event::Continued).is_ok(),
            Wish::Answer => self.answers.send(()).is_ok(),
        }
    }

    /// Asks the loop to leave; where it does not, restores the terminal and ends the program from here.
    fn leave(&self, code: i32) {
        // Where nobody hears it, the loop is on its way out already.
        let _ = self.events.send(Event::Terminated(code));
        let until = Instant::now() + PATIENCE;
        while !self.has_left.load(Ordering::SeqCst) && Instant::now() < until {
            std::thread::sleep(GLANCE);
        }
        if !self.has_left.load(Ordering::SeqCst) {
            terminal::leave();
            std::process::exit(code);
        }
    }
}
