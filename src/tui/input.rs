//! The thread that reads keys. It sleeps in poll, so that a dead terminal cannot make it spin.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, poll};

use super::event::Event;
use super::parser::{Parser, Typed};

/// The thread while it reads.
#[derive(Debug)]
pub struct Reader {
    /// Closed to wake it: then it reads nothing more.
    stop: UnixStream,
    thread: JoinHandle<()>,
}

impl Reader {
    /// Reads the terminal from now on.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub fn start(tty: OwnedFd, escape_hold: Duration, events: Sender<Event>) -> io::Result<Self> {
        let (stop, stopped) = UnixStream::pair()?;
        let work = move || {
            let read = AssertUnwindSafe(|| read_keys(tty.as_fd(), stopped.as_fd(), escape_hold, &events));
            if catch_unwind(read).is_err() {
                // The loop is gone where this fails.
                let _ = events.send(Event::ThreadDied(super::terminal::last_panic()));
            }
        };
        let thread = std::thread::Builder::new().name("input".into()).spawn(work)?;
        Ok(Self { stop, thread })
    }

    /// Ends it: when this returns, what is typed is somebody else's.
    pub fn stop(self) {
        drop(self.stop);
        // Of its panic an event has told.
        let _ = self.thread.join();
    }
}

/// Reads the terminal until it, the loop or the other end of `stopped` is gone.
fn read_keys(tty: BorrowedFd<'_>, stopped: BorrowedFd<'_>, escape_hold: Duration, events: &Sender<Event>) {
    let mut parser = Parser::new(escape_hold);
    let mut buffer = [0_u8; 4096];
    loop {
        let typed = match wait_and_read(tty, stopped, parser.hold(), &mut buffer) {
            Read::Bytes(count) => parser.feed(&buffer[..count]),
            Read::TimeIsUp => parser.hold_expired(),
            Read::Again => continue,
            Read::Closed => return,
        };
        for one in typed {
            let event = match one {
                Typed::Key(key) => Event::Key(key),
                Typed::Paste(text) => Event::Paste(text),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    }
}

enum Read {
    Bytes(usize),
    TimeIsUp,
    Again,
    Closed,
}

fn wait_and_read(tty: BorrowedFd<'_>, stopped: BorrowedFd<'_>, hold: Option<Duration>, buffer: &mut [u8]) -> Read {
    let timeout = hold.and_then(|hold| rustix::event::Timespec::try_from(hold).ok());
    let mut fds = [PollFd::from_borrowed_fd(tty, PollFlags::IN), PollFd::from_borrowed_fd(stopped, PollFlags::IN)];
    match poll(&mut fds, timeout.as_ref()) {
        Ok(0) => return Read::TimeIsUp,
        Ok(_) if !fds[1].revents().is_empty() => return Read::Closed,
        Ok(_) => {}
        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return Read::Again,
        Err(_) => return Read::Closed,
    }
    match rustix::io::read(tty, buffer) {
        Ok(0) => Read::Closed,
        Ok(count) => Read::Bytes(count),
        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Read::Again,
        Err(_) => Read::Closed,
    }
}
