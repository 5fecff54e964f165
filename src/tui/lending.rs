//! The terminal while an editor has it: nothing is drawn and no key is read, what the worker answers waits, and all is put back after,
//! however the editor ends.

use std::time::Instant;

use super::editor::{self, Paper};
use super::event::Event;
use super::input::Reader;
use super::sheet::Sheet;
use super::{Dashboard, Ending, Painted, terminal, update};
use crate::text::safe::sanitize;

/// What is lent out.
pub(super) struct Lent {
    sheet: Sheet,
    paper: Paper,
    /// The editor, to be told where this program ends first.
    child: rustix::process::Pid,
    /// What happened meanwhile.
    held: Vec<Event>,
}

impl Dashboard {
    /// Gives a text to the editor, and the terminal with it.
    pub(super) fn lend(&mut self, sheet: Sheet, screen: &mut Painted) -> Option<Ending> {
        if let Some(input) = self.input.take() {
            input.stop();
        }
        // First: from the moment that the terminal is cooked an interrupt is not for us.
        terminal::set_lent(true);
        terminal::leave();
        match self.start_editor(&sheet) {
            Ok((paper, child)) => {
                self.lent = Some(Lent { sheet, paper, child, held: Vec::new() });
                None
            }
            Err(error) => self.come_home(sheet, Some(format!("the editor cannot be started: {error}")), screen),
        }
    }

    fn start_editor(&self, sheet: &Sheet) -> std::io::Result<(Paper, rustix::process::Pid)> {
        let paper = Paper::new(self.drafts.paper(), &sheet.text)?;
        let program = editor::program();
        let mut child = editor::start(&program, paper.path(), self.tty.share()?)?;
        let pid = rustix::process::Pid::from_child(&child);
        let events = self.events.clone();
        let wait = move || {
            let end = child.wait().map(|status| editor::trouble(&program, status));
            let trouble = end.unwrap_or_else(|error| Some(format!("waiting for the editor: {error}")));
            // The loop is gone where this fails.
            let _ = events.send(Event::EditorEnded(trouble));
        };
        std::thread::Builder::new().name("editor".into()).spawn(wait)?;
        Ok((paper, pid))
    }

    /// Takes an event while the terminal is lent. What asks to leave is done at once, all else waits.
    pub(super) fn take_while_lent(&mut self, event: Event, screen: &mut Painted) -> Option<Ending> {
        match event {
            Event::EditorEnded(trouble) => self.take_back(trouble, screen),
            // The terminal is the editor's: its size is looked at when it comes back, and keys that came too late are not acted on.
            Event::Resized | Event::Continued | Event::Key(_) | Event::Paste(_) => None,
            Event::Terminated(_) | Event::ThreadDied(_) => {
                if let Some(lent) = &self.lent {
                    // It may have ended by itself.
                    let _ = rustix::process::kill_process(lent.child, rustix::process::Signal::HUP);
                }
                terminal::set_lent(false);
                self.take_in_turn(event, screen)
            }
            other => {
                if let Some(lent) = &mut self.lent {
                    lent.held.push(other);
                }
                None
            }
        }
    }

    /// The editor has ended: what was written in it is read.
    fn take_back(&mut self, trouble: Option<String>, screen: &mut Painted) -> Option<Ending> {
        let Lent { mut sheet, paper, held, .. } = self.lent.take()?;
        let mut trouble = trouble;
        match paper.text() {
            Ok(text) => sheet.text = text,
            Err(error) => trouble = trouble.or(Some(format!("what the editor wrote cannot be read: {error}"))),
        }
        paper.remove();
        self.signals.wait_for_heard();
        self.put_back.extend(held);
        self.come_home(sheet, trouble, screen)
    }

    /// Puts the terminal into the modes of the dashboard, whatever the editor has left, reads keys again, and goes on with the text.
    fn come_home(&mut self, sheet: Sheet, trouble: Option<String>, screen: &mut Painted) -> Option<Ending> {
        terminal::set_lent(false);
        terminal::tidy(&self.tty);
        let read_keys = |dashboard: &mut Self| {
            let tty = dashboard.tty.share().map_err(|error| super::lost(&error))?;
            let reader = Reader::start(tty, dashboard.escape_hold, dashboard.events.clone());
            dashboard.input = Some(reader.map_err(|error| format!("reading keys: {error}"))?);
            Ok(())
        };
        if let Err(error) = self.come_back(screen).and_then(|()| read_keys(self)) {
            return Some(Err(error));
        }
        let effects = update::composed(&mut self.app, sheet, trouble.as_deref().map(sanitize).as_ref(), Instant::now());
        self.perform(effects, screen)
    }
}
