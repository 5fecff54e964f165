//! The thread that reads keys. It sleeps in poll, so that a dead terminal cannot make it spin.

use std::os::fd::BorrowedFd;
use std::time::Duration;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, poll};

use super::event::Event;
use super::parser::{Parser, Typed};

/// Reads the terminal until it or the loop is gone.
pub fn read_keys(tty: BorrowedFd<'_>, escape_hold: Duration, events: &Sender<Event>) {
    let mut parser = Parser::new(escape_hold);
    let mut buffer = [0_u8; 4096];
    loop {
        let typed = match wait_and_read(tty, parser.hold(), &mut buffer) {
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

fn wait_and_read(tty: BorrowedFd<'_>, hold: Option<Duration>, buffer: &mut [u8]) -> Read {
    let timeout = hold.and_then(|hold| rustix::event::Timespec::try_from(hold).ok());
    let mut fds = [PollFd::new(&tty, PollFlags::IN)];
    match poll(&mut fds, timeout.as_ref()) {
        Ok(0) => return Read::TimeIsUp,
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
