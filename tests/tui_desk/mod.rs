//! A dashboard without a terminal: the app with its own worker on a real store, keys in, screen out.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use legation::gazetteer::Gazetteer;
use legation::ingest::ingest;
use legation::ingest::samples::ingest_samples;
use legation::query::rates::Rates;
use legation::store::{Access, Author, Store};
use legation::tui::app::App;
use legation::tui::draw::draw;
use legation::tui::effect::{Effect, Reply, Request, Yank};
use legation::tui::event::{Event, Key, parse_keys};
use legation::tui::keymap::Keymap;
use legation::tui::screen::Screen;
use legation::tui::theme::Theme;
use legation::tui::update::{on_deadline, resize, update};
use legation::tui::worker::{Workplace, work};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

const PATIENCE: Duration = Duration::from_secs(60);

pub fn author() -> Author {
    Author { user: "analyst".to_owned(), host: "desk".to_owned() }
}

/// A store of the sample reports, made once for all tests of a program.
pub fn sample_store() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let path = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep().join("store.db");
        let mut store = Store::open(&path, Access::Create).expect("a store");
        ingest_samples(&mut store, Gazetteer::builtin(), &author()).expect("samples");
        path
    })
}

/// A store of articles that mean harm to a terminal.
pub fn hostile_store() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep();
        let harm = "\u{1b}[31m\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}5n\u{202e}live\u{200b}\u{2066}\u{feff}\u{7}";
        for at in 0..4 {
            let text = format!(
                "---\ntitle: Ev\u{202e}il {harm} title\nsource: Evil{harm} Daily\nurl: https://example.org/{at}\u{1b}[2J\ndate: 2023-10-1{at}\n---\n\
                 SHENYANG -- A delegation of Liaoning Province led by Governor H{harm}ao Pe{harm}ng visited Germany on October 1{at}, 2023 and met \
                 E{harm}vil Gro{harm}up Co.\n\n{harm}At the conf{harm}erence, 12\t500 pro{harm}jects worth 380.5 billion yuan were signed.\n"
            );
            std::fs::write(folder.join(format!("ev\u{202e}il{at}.txt")), text).expect("a file");
        }
        let path = folder.join("store.db");
        let mut store = Store::open(&path, Access::Create).expect("a store");
        let files: Vec<PathBuf> = (0..4).map(|at| folder.join(format!("ev\u{202e}il{at}.txt"))).collect();
        ingest(&mut store, &files, Gazetteer::builtin(), &author(), &|_, _| (), &|| false).expect("ingested");
        path
    })
}

pub struct Desk {
    pub app: App,
    pub copied: Vec<(Yank, String)>,
    /// How many keys were pressed.
    pub presses: usize,
    now: Instant,
    effects: Vec<String>,
    requests: Sender<Request>,
    replies: Receiver<Event>,
    store: PathBuf,
    /// Corrections that the worker has not answered yet.
    awaited: usize,
}

impl Desk {
    pub fn new(width: u16, height: u16, store: &Path) -> Self {
        let mut desk = Self::on(width, height, store, true);
        desk.receive();
        desk.settle();
        desk
    }

    /// On a store of samples of its own, which keys may write to.
    pub fn at_work(width: u16, height: u16) -> Self {
        let path = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep().join("store.db");
        let mut store = Store::open(&path, Access::Create).expect("a store");
        ingest_samples(&mut store, Gazetteer::builtin(), &author()).expect("samples");
        Self::working_on(width, height, &path)
    }

    /// On a store that keys may write to.
    pub fn working_on(width: u16, height: u16, store: &Path) -> Self {
        let mut desk = Self::on(width, height, store, false);
        desk.receive();
        desk.settle();
        desk
    }

    pub fn empty(width: u16, height: u16) -> Self {
        let mut desk = Self::on(width, height, Path::new("no-such-store.db"), true);
        desk.receive();
        desk
    }

    fn on(width: u16, height: u16, store: &Path, is_read_only: bool) -> Self {
        let mut app = App::new(Theme::new(true, false), Keymap::default(), Path::new("store.db"));
        resize(&mut app, Rect::new(0, 0, width, height));
        let (requests, questions) = unbounded();
        let (events, replies) = unbounded();
        let place = Workplace {
            store: store.to_owned(),
            is_read_only,
            author: author(),
            user_lists: None,
            state: store.parent().map(|folder| folder.join("legation")),
            rates: Arc::new(Rates::builtin()),
        };
        std::thread::spawn(move || work(place, &questions, &events));
        let store = store.to_owned();
        Self { app, copied: Vec::new(), presses: 0, now: Instant::now(), effects: Vec::new(), requests, replies, store, awaited: 0 }
    }

    /// The same store from the beginning.
    pub fn restart(&mut self) {
        let area = self.app.area;
        *self = Self::new(area.width, area.height, &self.store.clone());
    }

    fn receive(&mut self) {
        let event = self.replies.recv_timeout(PATIENCE).expect("the worker answers");
        self.event(event);
    }

    fn event(&mut self, event: Event) {
        if matches!(event, Event::Replied(Reply::Edited { .. })) {
            self.awaited -= 1;
        }
        let effects = update(&mut self.app, event, self.now);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Copy { what, text } => {
                    self.effects.push(format!("Copy {{ what: {what:?}"));
                    self.copied.push((what, text));
                }
                Effect::Ask(request @ (Request::LoadSamples | Request::Reload)) => self.effects.push(format!("Ask({request:?})")),
                // The store is read again first, which may raise questions of its own.
                Effect::Ask(request @ (Request::Edit { .. } | Request::Undo | Request::Redo)) => {
                    self.awaited += 1;
                    self.requests.send(request).expect("the worker is there");
                    while self.awaited > 0 {
                        self.receive();
                    }
                    while let Ok(event) = self.replies.recv_timeout(Duration::from_millis(300)) {
                        self.event(event);
                    }
                }
                Effect::Ask(request) => {
                    self.requests.send(request).expect("the worker is there");
                    self.receive();
                }
                other => self.effects.push(format!("{other:?}")),
            }
        }
    }

    /// The store that it works on.
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// Looks at the store again, as it does of itself after a while.
    pub fn reload(&mut self) {
        self.requests.send(Request::Reload).expect("the worker is there");
        // It says so last, however long the reading took.
        loop {
            let event = self.replies.recv_timeout(PATIENCE).expect("the worker answers");
            let is_read = matches!(event, Event::Replied(Reply::Told(_) | Reply::Failed(_)));
            self.event(event);
            if is_read {
                break;
            }
        }
        self.settle();
    }

    /// Long enough for the article to follow.
    pub fn settle(&mut self) {
        self.now += Duration::from_secs(1);
        let effects = on_deadline(&mut self.app, self.now);
        self.perform(effects);
    }

    /// Keys by name (`gg <Enter> j`) and texts behind a quote (`'liaoning_germany`, an underscore for a space).
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for token in keys.split_whitespace() {
            let keys = named_keys(token);
            self.presses += keys.len();
            keys.into_iter().for_each(|key| self.event(Event::Key(key)));
        }
        self.settle();
        self
    }

    /// Keys that are all pressed before the worker answers the first of them.
    pub fn keys_at_once(&mut self, keys: &str) -> &mut Self {
        let keys: Vec<Key> = keys.split_whitespace().flat_map(named_keys).collect();
        let effects: Vec<Effect> = keys.into_iter().flat_map(|key| update(&mut self.app, Event::Key(key), self.now)).collect();
        self.perform(effects);
        self.settle();
        self
    }

    pub fn selected(&self) -> String {
        self.app.selected_row().map_or_else(String::new, |row| row.headline.into_string())
    }

    fn buffer(&self) -> Buffer {
        let area = self.app.area;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).expect("memory");
        terminal.draw(|frame| draw(frame, area, &self.app)).expect("memory").buffer.clone()
    }

    /// What stands on the screen and what was asked of the program.
    pub fn told(&self) -> String {
        let effects: String = self.effects.iter().map(|effect| format!("effect: {effect}\n")).collect();
        text_of(&self.buffer()) + &effects
    }

    /// What is shown in reverse.
    pub fn reversed(&self) -> String {
        let cells = self.buffer().content;
        cells.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).map(|cell| cell.symbol().trim()).collect()
    }

    /// The bytes of a full paint.
    pub fn paint(&self) -> Vec<u8> {
        let wire = Wire::default();
        let area = self.app.area;
        let mut terminal = Terminal::new(Screen::new(wire.clone(), Size::new(area.width, area.height))).expect("memory");
        terminal.draw(|frame| draw(frame, area, &self.app)).expect("memory");
        wire.0.take()
    }
}

fn named_keys(token: &str) -> Vec<Key> {
    let typed = |text: &str| text.chars().map(|c| Key::char(if c == '_' { ' ' } else { c })).collect();
    let name = token.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|rest| !rest.is_empty()).unwrap_or(token);
    token.strip_prefix('\'').map_or_else(|| parse_keys(name).expect("a key"), typed)
}

/// The characters of a buffer, a line per row; the second half of a wide one is left out.
pub fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.y..buffer.area.bottom() {
        let mut x = buffer.area.x;
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        text.push('\n');
    }
    text
}

#[derive(Clone, Default)]
struct Wire(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl std::io::Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether a terminal may obey a character, or a reader not see it.
pub fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Every sequence is one that drawing needs (cursor, pen, synchronized output), and nothing else is obeyed or hidden.
pub fn assert_harmless(wire: &[u8], after: &str) {
    let text = std::str::from_utf8(wire).expect("UTF-8");
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (plain, sequence) = rest.split_at(at);
        assert_plain(plain, after);
        let body = sequence.strip_prefix("\u{1b}[").unwrap_or_else(|| panic!("after {after}: {:?}", &sequence[..sequence.len().min(12)]));
        let end = body.find(|c: char| c.is_ascii_alphabetic()).expect("a sequence ends");
        let (parameters, last) = (&body[..end], &body[end..=end]);
        let is_ours = match last {
            "m" | "H" | "C" | "J" => parameters.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "h" | "l" => ["?2026", "?25"].contains(&parameters),
            _ => false,
        };
        assert!(is_ours, "after {after}: CSI {parameters}{last}");
        rest = &body[end + 1..];
    }
    assert_plain(rest, after);
}

fn assert_plain(text: &str, after: &str) {
    let found = text.chars().find(|c| is_hostile(*c) && !matches!(c, '\r' | '\n'));
    assert_eq!(found, None, "after {after}: {text:?}");
}
