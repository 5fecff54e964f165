//! The dashboard: owns the terminal and the loop. Keys become actions, actions change the app, the app is drawn.
//!
//! Threads: the loop, the reader of keys, the worker (it owns the store) and the watch over signals and the terminal. They
//! meet in one channel of [`event::Event`]s. There is no tick: the loop sleeps until something happens or a deadline passes.

pub mod action;
mod adapter;
pub mod app;
mod clipboard;
pub mod drafts;
pub mod draw;
mod editor;
pub mod effect;
pub mod event;
pub mod field;
mod fields;
mod find;
mod input;
pub mod keymap;
mod lending;
mod marks;
pub mod modes;
mod money;
mod narrow;
pub mod page;
pub mod panes;
pub mod parser;
mod provenance;
pub mod screen;
mod settings;
pub mod sheet;
mod signals;
mod steps;
pub mod subject;
mod summaries;
mod summarize;
pub mod summary;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod worker;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use ratatui::Terminal;
use ratatui::layout::{Rect, Size};

use crate::query::rates::Rates;
use crate::store::Author;
use crate::text::safe::sanitize;
use app::App;
use drafts::Drafts;
use effect::{Effect, Reply, Request};
use event::Event;
use input::Reader;
use keymap::Keymap;
use screen::Screen;
use terminal::Tty;

pub use settings::{Ambiguous, ClipboardWay, Glyphs, Settings};

/// Where resizes come in a storm, one is painted per this time and the last one always.
const RESIZE_PAUSE: Duration = Duration::from_millis(50);
/// How long the store may take to close when the dashboard is left: whoever is cut off in the midst of it leaves a write-ahead log
/// without its index, which cannot be read without writing.
const CLOSING_PATIENCE: Duration = Duration::from_secs(3);
/// How long a stopped process may take to stop.
const STOP_PATIENCE: Duration = Duration::from_millis(300);

/// What the dashboard is opened on.
#[derive(Debug, Clone)]
pub struct Options {
    /// The store; it need not exist yet.
    pub store: PathBuf,
    /// Whether it is the throw-away store of the samples.
    pub is_demo: bool,
    /// Never write.
    pub read_only: bool,
    /// What the config says.
    pub settings: Settings,
    /// What is wrong with the config, a sentence each.
    pub config_problems: Vec<String>,
    /// Who writes.
    pub author: Author,
    /// Folder of the user's own lists.
    pub user_lists: Option<PathBuf>,
    /// Yearly mean rates of exchange.
    pub rates: Rates,
    /// Folder for what is copied and too long for the terminal.
    pub state: Option<PathBuf>,
}

/// Opens the dashboard and returns the program's exit code when it is left.
///
/// # Errors
/// A sentence where the dashboard could not go on: the terminal refused, or a thread of the program broke down. A missing
/// terminal (code 2) and a store that cannot be opened (code 3) are told on standard error here.
pub fn run(options: Options) -> Result<i32, String> {
    if !io::stdout().is_terminal() || std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        terminal::say_on_stderr("the dashboard needs a terminal; without one: legation list --json, legation totals, legation --help");
        return Ok(2);
    }
    let tty = Tty::open().map_err(|error| format!("opening the terminal: {error}"))?;
    let (events, inbox) = unbounded();
    let has_left = Arc::new(AtomicBool::new(false));
    terminal::install_panic_hook(thread::current().id());
    let (requests, closed, input, signals) =
        start_threads(&options, &tty, &events, &has_left).map_err(|error| format!("starting the dashboard: {error}"))?;
    terminal::enter(&tty).map_err(|error| format!("preparing the terminal: {error}"))?;
    let outcome = Dashboard::new(&options, tty, (events, inbox), requests, (input, signals)).run();
    terminal::leave();
    has_left.store(true, Ordering::SeqCst);
    // The loop dropped the questions' sender, which ends the worker. One that is deep in its work is not waited for to the end.
    let _ = closed.recv_timeout(CLOSING_PATIENCE);
    outcome
}

fn start_threads(
    options: &Options,
    tty: &Tty,
    events: &Sender<Event>,
    has_left: &Arc<AtomicBool>,
) -> io::Result<(Sender<Request>, Receiver<Closed>, Reader, signals::Line)> {
    let (watch, line) = signals::Watch::new(tty.share()?, events.clone(), has_left.clone())?;
    thread::Builder::new().name("watch".into()).spawn(move || watch.run())?;

    let (requests, questions) = unbounded();
    let place = worker::Workplace {
        store: options.store.clone(),
        is_read_only: options.read_only,
        author: options.author.clone(),
        user_lists: options.user_lists.clone(),
        state: options.state.clone().filter(|_| !options.is_demo),
        rates: Arc::new(options.rates.clone()),
    };
    let to_loop = events.clone();
    let (closing, closed) = bounded(1);
    let work = move || {
        worker::work(place, &questions, &to_loop);
        // Nobody listens where the dashboard is gone already.
        let _ = closing.send(Closed);
    };
    thread::Builder::new().name("worker".into()).spawn(work)?;
    let input = Reader::start(tty.share()?, options.settings.escape_hold(), events.clone())?;
    Ok((requests, closed, input, line))
}

/// Word that the worker has closed the store.
struct Closed;

/// The loop and what it owns.
struct Dashboard {
    app: App,
    tty: Tty,
    inbox: Receiver<Event>,
    /// For the threads that are started on the way.
    events: Sender<Event>,
    requests: Sender<Request>,
    /// `None` while the terminal is lent.
    input: Option<Reader>,
    signals: signals::Line,
    escape_hold: Duration,
    lent: Option<lending::Lent>,
    /// Events taken out of turn while the process was being stopped.
    put_back: Vec<Event>,
    resized: Option<Instant>,
    clipboard: clipboard::Clipboard,
    drafts: Drafts,
}

type Painted = Terminal<Screen<io::Stdout>>;

/// Why the loop ends.
type Ending = Result<i32, String>;

impl Dashboard {
    fn new(
        options: &Options,
        tty: Tty,
        (events, inbox): (Sender<Event>, Receiver<Event>),
        requests: Sender<Request>,
        (input, signals): (Reader, signals::Line),
    ) -> Self {
        let (keymap, key_problems) = Keymap::with_settings(&options.settings.key_settings());
        let mut app = App::new(options.settings.theme(), keymap, &options.store);
        app.has_hints = options.settings.hints;
        app.today = chrono::Local::now().date_naive();
        app.is_demo = options.is_demo;
        app.is_read_only = options.read_only;
        app.config_problems = options.config_problems.iter().chain(&key_problems).map(|problem| sanitize(problem)).collect();
        app.message = app.config_problems.first().map(|problem| app::Message { text: problem.clone(), is_trouble: true });
        let clipboard = clipboard::Clipboard::of_environment(options.settings.clipboard, options.state.clone());
        app.terminal_facts = options.settings.terminal_facts(clipboard.words()).iter().map(|fact| sanitize(fact)).collect();
        let kept_in = options.state.as_deref().filter(|_| !options.is_demo && !options.read_only);
        let drafts = Drafts::new(kept_in, &options.store);
        app.left_drafts = drafts.left();
        let escape_hold = options.settings.escape_hold();
        Self {
            app,
            tty,
            inbox,
            events,
            requests,
            input: Some(input),
            signals,
            escape_hold,
            lent: None,
            put_back: Vec::new(),
            resized: None,
            clipboard,
            drafts,
        }
    }

    /// In whatever way it ends, what was being typed is kept.
    fn run(mut self) -> Ending {
        let ending = self.turn();
        self.keep_draft(update::drafts::current(&self.app).as_ref());
        ending
    }

    fn turn(&mut self) -> Ending {
        let size = self.tty.size().unwrap_or(Size::new(80, 24));
        let mut screen = Terminal::new(Screen::new(io::stdout(), size)).map_err(|error| error.to_string())?;
        update::resize(&mut self.app, Rect::from((ratatui::layout::Position::ORIGIN, size)));
        self.paint(&mut screen)?;
        loop {
            let Some(events) = self.wait() else { return Ok(0) };
            for event in events {
                if let Some(ending) = self.take(event, &mut screen) {
                    return ending;
                }
            }
            if self.lent.is_some() {
                continue;
            }
            let now = Instant::now();
            let effects = update::on_deadline(&mut self.app, now);
            if let Some(ending) = self.perform(effects, &mut screen) {
                return ending;
            }
            if self.resized.is_none_or(|due| due <= now) {
                self.resized = None;
                match self.paint(&mut screen) {
                    // The terminal is gone: that is a hang-up, whether or not its signal has arrived.
                    Err(_) if self.tty.size().is_none() => return Ok(129),
                    painted => painted?,
                }
            }
        }
    }

    /// Sleeps until something happens or is due; then everything that has happened. `None` where nobody is left to tell.
    fn wait(&mut self) -> Option<Vec<Event>> {
        let mut events = std::mem::take(&mut self.put_back);
        if events.is_empty() {
            // Nothing is due while an editor has the terminal.
            let due = [self.app.deadline(), self.resized].into_iter().flatten().filter(|_| self.lent.is_none()).min();
            let first = match due {
                Some(due) => self.inbox.recv_deadline(due),
                None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match first {
                Ok(event) => events.push(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        events.extend(self.inbox.try_iter());
        Some(events)
    }

    fn take(&mut self, event: Event, screen: &mut Painted) -> Option<Ending> {
        if self.lent.is_some() { self.take_while_lent(event, screen) } else { self.take_in_turn(event, screen) }
    }

    fn take_in_turn(&mut self, event: Event, screen: &mut Painted) -> Option<Ending> {
        match &event {
            Event::Resized => {
                self.measure(screen);
                return None;
            }
            Event::Continued => {
                return self.come_back(screen).err().map(Err);
            }
            Event::ThreadDied(why) => return Some(Err(format!("a part of the program broke down; what was stored is safe: {why}"))),
            Event::Replied(Reply::Refused { message, exit_code }) => {
                terminal::leave();
                terminal::say_on_stderr(message.as_str());
                return Some(Ok(*exit_code));
            }
            _ => {}
        }
        let effects = update::update(&mut self.app, event, Instant::now());
        self.perform(effects, screen)
    }

    fn perform(&mut self, effects: Vec<Effect>, screen: &mut Painted) -> Option<Ending> {
        for effect in effects {
            match effect {
                // The worker is gone only after its panic, of which an event tells.
                Effect::Ask(request) => drop(self.requests.send(request)),
                Effect::Quit(code) => return Some(Ok(code)),
                Effect::Suspend => {
                    if let Err(error) = self.suspend(screen) {
                        return Some(Err(error));
                    }
                }
                Effect::Copy { what, text } => self.copy(what, &text),
                Effect::KeepDraft(draft) => self.keep_draft(draft.as_ref()),
                Effect::DropDraft(file) => self.drafts.drop_left(&file),
                Effect::ShelveDraft => self.drafts.shelve(),
                Effect::Compose(sheet) => {
                    if let Some(ending) = self.lend(*sheet, screen) {
                        return Some(ending);
                    }
                }
                Effect::Repaint => {
                    if let Err(error) = screen.clear() {
                        return Some(Err(lost(&error)));
                    }
                }
            }
        }
        None
    }

    fn keep_draft(&mut self, draft: Option<&drafts::Draft>) {
        if let Err(error) = self.drafts.keep(draft) {
            let text = sanitize(&format!("what is typed cannot be kept against a dropped line: {error}"));
            self.app.message = Some(app::Message { text, is_trouble: true });
        }
    }

    /// Between two frames, so that nothing is torn apart.
    fn copy(&mut self, what: effect::Yank, text: &str) {
        let outcome = self.clipboard.copy(what.words(), text, &mut io::stdout());
        let is_trouble = outcome.is_err();
        let told = outcome.unwrap_or_else(|why| why);
        let told = if what == effect::Yank::Link { format!("{text}  ({told})") } else { told };
        self.app.message = Some(app::Message { text: sanitize(&told), is_trouble });
    }

    /// Takes the terminal's present size, whichever of many resizes this is.
    fn measure(&mut self, screen: &mut Painted) {
        let Some(size) = self.tty.size() else { return };
        screen.backend_mut().set_size(size);
        update::resize(&mut self.app, Rect::from((ratatui::layout::Position::ORIGIN, size)));
        self.resized.get_or_insert_with(|| Instant::now() + RESIZE_PAUSE);
    }

    fn suspend(&mut self, screen: &mut Painted) -> Result<(), String> {
        terminal::leave();
        if terminal::stop() {
            // The signal may reach another thread first: wait until it has, and for the one that wakes us.
            while let Ok(event) = self.inbox.recv_timeout(STOP_PATIENCE) {
                if matches!(event, Event::Continued) {
                    break;
                }
                self.put_back.push(event);
            }
        } else {
            self.app.message = Some(app::Message { text: sanitize("There is no shell to go back to"), is_trouble: false });
        }
        self.come_back(screen)
    }

    /// Takes the terminal again after another program had it.
    fn come_back(&mut self, screen: &mut Painted) -> Result<(), String> {
        terminal::leave();
        terminal::enter(&self.tty).map_err(|error| lost(&error))?;
        screen.backend_mut().forget();
        self.measure(screen);
        screen.clear().map_err(|error| lost(&error))
    }

    fn paint(&mut self, screen: &mut Painted) -> Result<(), String> {
        let app = &self.app;
        screen.draw(|frame| draw::draw(frame, frame.area(), app)).map(drop).map_err(|error| lost(&error))
    }
}

fn lost(error: &io::Error) -> String {
    format!("writing to the terminal: {error}")
}
