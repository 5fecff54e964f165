//! The terminal's modes: entering, leaving, and leaving in an emergency from whichever thread notices it.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

/// Alternate screen, bracketed paste, no cursor, an empty page.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[m\x1b[2J\x1b[H";
/// Ends what may be under way (a synchronized frame), then undoes the above in reverse.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Undoes what an editor may leave switched on when it is killed: mouse, keys of its own, a scroll region, its screen.
const TIDY: &[u8] = b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?1l\x1b>\x1b[>4m\x1b[r\x1b[?7h\x1b[m\x1b[?25h";
/// How long leaving waits for a terminal that takes no bytes.
const WRITE_PATIENCE: Duration = Duration::from_millis(200);

/// What is needed to leave from any thread.
struct Entered {
    tty: OwnedFd,
    before: Termios,
}

static ENTERED: Mutex<Option<Entered>> = Mutex::new(None);
static IS_ENTERED: AtomicBool = AtomicBool::new(false);
static IS_LENT: AtomicBool = AtomicBool::new(false);
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// The terminal, open for reading and writing.
#[derive(Debug)]
pub struct Tty(OwnedFd);

impl Tty {
    /// The terminal of standard input if that is one, else the controlling one.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        if rustix::termios::isatty(&stdin) {
            return Ok(Self(stdin.as_fd().try_clone_to_owned()?));
        }
        let file = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
        Ok(Self(file.into()))
    }

    /// Its size in cells; `None` where it does not tell.
    pub fn size(&self) -> Option<Size> {
        let size = tcgetwinsize(&self.0).ok()?;
        Some(Size::new(size.ws_col, size.ws_row))
    }

    /// A handle for another thread.
    pub fn share(&self) -> io::Result<OwnedFd> {
        self.0.try_clone()
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Raw mode and the alternate screen.
pub fn enter(tty: &Tty) -> io::Result<()> {
    let before = tcgetattr(tty)?;
    let mut raw = before.clone();
    raw.make_raw();
    let mut entered = ENTERED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    *entered = Some(Entered { tty: tty.share()?, before });
    IS_ENTERED.store(true, Ordering::SeqCst);
    drop(entered);
    tcsetattr(tty, OptionalActions::Drain, &raw)?;
    write_all(tty.as_fd(), ENTER)
}

/// Puts everything back as it was. Safe from any thread, at any time, as often as one likes.
pub fn leave() {
    if !IS_ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // Another thread may hold the lock only for the few lines of `enter`.
    let entered = ENTERED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(entered) = entered.as_ref() {
        // A terminal that is gone refuses both; there is nobody left to tell.
        let _ = write_all(entered.tty.as_fd(), LEAVE);
        let _ = tcsetattr(&entered.tty, OptionalActions::Now, &entered.before);
    }
}

/// Says whether another program has the terminal for a while: what interrupts that program is not for this one.
pub fn set_lent(is_lent: bool) {
    IS_LENT.store(is_lent, Ordering::SeqCst);
}

/// Whether another program has the terminal.
pub fn is_lent() -> bool {
    IS_LENT.load(Ordering::SeqCst)
}

/// Puts the terminal back as it was before [`enter`], after another program had it and may have died in it. Keys that were typed for
/// that program are thrown away: here they would mean something else.
pub fn tidy(tty: &Tty) {
    let entered = ENTERED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    // Where the terminal is gone, the next one who writes finds out.
    let _ = write_all(tty.as_fd(), TIDY);
    if let Some(entered) = entered.as_ref() {
        let _ = tcsetattr(tty, OptionalActions::Now, &entered.before);
    }
    let _ = tcflush(tty, QueueSelector::IFlush);
}

/// Writes without waiting for ever on a terminal that takes nothing (Ctrl-S, a dead line).
fn write_all(tty: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    let patience = rustix::event::Timespec::try_from(WRITE_PATIENCE).ok();
    while !bytes.is_empty() {
        let mut fds = [PollFd::new(&tty, PollFlags::OUT)];
        if poll(&mut fds, patience.as_ref())? == 0 {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let written = rustix::io::write(tty, bytes)?;
        bytes = &bytes[written..];
    }
    Ok(())
}

/// Restores the terminal before a panic of this thread is printed. Panics of other threads are kept for [`last_panic`]:
/// they end the program through the loop, which still owns the screen.
pub fn install_panic_hook(screen_thread: ThreadId) {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let is_of_screen = std::thread::current().id() == screen_thread;
        if is_of_screen {
            leave();
        } else {
            let mut last = LAST_PANIC.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            *last = info.to_string();
        }
        if is_of_screen || !IS_ENTERED.load(Ordering::SeqCst) {
            previous(info);
        }
    }));
}

/// What the last panic of another thread said.
pub fn last_panic() -> String {
    LAST_PANIC.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// Stops this process as Ctrl-Z does; returns when it goes on. `false` where nobody could wake it again.
pub fn stop() -> bool {
    let own = rustix::process::getpid();
    if rustix::process::getsid(None).is_ok_and(|session| session == own) {
        return false;
    }
    rustix::process::kill_process(own, rustix::process::Signal::TSTP).is_ok()
}

/// Writes one sentence where it can still be read after leaving.
pub fn say_on_stderr(text: &str) {
    // A closed stderr is no reason to fail.
    let _ = writeln!(io::stderr(), "legation: {}", crate::text::safe::sanitize(text));
}
