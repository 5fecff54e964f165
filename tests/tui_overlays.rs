//! What lies over the panes, on hand-made values in several scripts: facet picker, popup, command line, candidates.

use std::sync::Arc;
use std::time::Instant;

use legation::model::{DateSpan, DocumentId, EngagementId, EngagementType, ids::ClaimAnchor};
use legation::store::RecordStatus;
use legation::text::fold::fold_key;
use legation::text::safe::sanitize;
use legation::tui::app::App;
use legation::tui::draw::draw;
use legation::tui::effect::{Effect, Reply, Request};
use legation::tui::event::{Event, Key, parse_keys};
use legation::tui::keymap::Keymap;
use legation::tui::summary::AgreementView;
use legation::tui::theme::{Meaning, Theme};
use legation::tui::update::{resize, update};
use legation::tui::view::{CandidateView, Density, FacetItem, ListView, PopupLine, Records, RowView};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

const NAMES: [&str; 7] = [
    "辽宁省人民对外友好协会与巴登-符腾堡州",
    "محافظة الإسكندرية",
    "ירושלים",
    "São Tomé (Sa\u{303}o Tome\u{301})",
    "नई दिल्ली",
    "Liaoning",
    "Ev\u{202e}il\u{200b}\u{7} place",
];

struct One(RowView);

impl Records for One {
    fn engagement_count(&self) -> usize {
        1
    }
    fn document_count(&self) -> usize {
        1
    }
    fn year(&self, _: u32) -> Option<i32> {
        Some(2023)
    }
    fn row(&self, _: u32) -> RowView {
        self.0.clone()
    }
    fn row_of(&self, _: &EngagementId) -> Option<u32> {
        Some(0)
    }
    fn agreement(&self, _: u32) -> Option<AgreementView> {
        None
    }
}

fn row() -> RowView {
    let document = DocumentId::of("x", None);
    RowView {
        id: EngagementId::of(ClaimAnchor { document: &document, kind: "signing", start: 0, ordinal: 0 }),
        document,
        date: DateSpan::parse("2023-10-12"),
        within: false,
        kind: EngagementType::Signing,
        context: legation::model::Context::Planned,
        from: sanitize(NAMES[0]),
        to: sanitize(NAMES[1]),
        headline: sanitize(NAMES[3]),
        agreements: 2,
        sources: 3,
        status: RecordStatus::New,
        is_disputed: false,
        wants_review: false,
    }
}

struct Desk {
    app: App,
}

impl Desk {
    fn new(width: u16, height: u16) -> Self {
        let mut app = App::new(Theme::new(true, false), Keymap::default(), std::path::Path::new("store.db"));
        resize(&mut app, Rect::new(0, 0, width, height));
        let mut desk = Self { app };
        let day = |text: &str| DateSpan::parse(text).and_then(|date| date.first_day()).expect("a day");
        let before = (0..=64).map(|part| if part > 40 { 1 } else { 0 }).collect();
        let density = Some(Arc::new(Density { first: day("1979"), last: day("2025"), before }));
        let list = ListView { rows: Arc::new(vec![0]), density, ..ListView::default() };
        desk.event(Event::Replied(Reply::Loaded { records: Arc::new(One(row())), list: Ok(list) }));
        desk
    }

    fn event(&mut self, event: Event) {
        for effect in update(&mut self.app, event, Instant::now()) {
            let reply = match effect {
                Effect::Ask(Request::Facets { generation, .. }) => Reply::Facets { generation, values: Ok(values()) },
                Effect::Ask(Request::Complete { generation, cursor, .. }) => {
                    Reply::Completed { generation, range: 0..cursor, candidates: candidates() }
                }
                Effect::Ask(Request::Provenance(_)) => Reply::Provenance { title: sanitize(NAMES[0]), lines: lines() },
                _ => continue,
            };
            self.event(Event::Replied(reply));
        }
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let name = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(name);
            let keys =
                name.strip_prefix('\'').map_or_else(|| parse_keys(name).expect("a key"), |text| text.chars().map(Key::char).collect());
            keys.into_iter().for_each(|key| self.event(Event::Key(key)));
        }
        self
    }

    fn buffer(&self) -> Buffer {
        let area = self.app.area;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).expect("memory");
        terminal.draw(|frame| draw(frame, area, &self.app)).expect("memory").buffer.clone()
    }

    fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let (mut line, mut x) = (String::new(), 0);
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += (symbol.width() as u16).max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn values() -> Vec<FacetItem> {
    let item = |(at, name): (usize, &&str)| FacetItem {
        value: format!("v{at}"),
        label: sanitize(name),
        keys: vec![fold_key(name)],
        count: 10_000 / (at + 1),
    };
    NAMES.iter().enumerate().map(item).collect()
}

fn candidates() -> Vec<CandidateView> {
    NAMES.iter().map(|name| CandidateView { text: fold_key(name), label: sanitize(name) }).collect()
}

fn lines() -> Vec<PopupLine> {
    let line = |name: &&str| PopupLine { indent: 2, text: sanitize(&format!("\"{}\"", [*name; 6].join(" "))), meaning: Meaning::Evidence };
    NAMES.iter().map(line).collect()
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 35), (200, 50)];

fn assert_screens(name: &str, keys: &str) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), Desk::new(width, height).keys(keys).screen());
    }
}

#[test]
fn screens_of_the_picker() {
    assert_screens("picker", "f <Tab> <Down> <Ctrl-x>");
}

#[test]
fn screens_of_the_popup() {
    assert_screens("popup", "i");
}

#[test]
fn screens_of_the_command_line() {
    assert_screens("command_line", ": <Tab> <Tab>");
}

#[test]
fn screens_of_candidates() {
    assert_screens("candidates", "F <Tab> <Tab>");
}

#[test]
fn no_size_panics_and_no_wide_character_loses_its_half() {
    for width in (0..140).chain([200, 500]) {
        for (height, keys) in [
            (24, "f <Tab>"),
            (10, "f <Right>"),
            (24, "i G"),
            (10, "i"),
            (24, ": <Tab>"),
            (10, "F <Tab> <Shift-Tab>"),
            (24, "> v <Space>"),
            (1, "i"),
        ] {
            let buffer = Desk::new(width, height).keys(keys).buffer();
            for y in 0..height {
                let mut x = 0;
                while x < width {
                    let cells = (buffer[(x, y)].symbol().width() as u16).max(1);
                    assert!(x + cells <= width, "cut at the edge: {keys} {width} {x},{y}");
                    assert!(cells == 1 || buffer[(x + 1, y)].symbol() == " ", "{keys} {width} {x},{y}");
                    x += cells;
                }
            }
        }
    }
}

#[test]
fn the_picker_narrows_by_any_script() {
    let mut desk = Desk::new(80, 24);
    assert!(desk.keys("f '辽宁").screen().contains("辽宁省人民对外友好协会"));
    assert!(!desk.screen().contains("Liaoning"));
    assert!(desk.keys("<Ctrl-u> 'sao").screen().contains("São Tomé"));
    assert!(desk.keys("<Ctrl-u> 'zzzz").screen().contains("No value fits"));
    assert!(desk.keys("<Enter>").screen().contains("No value fits"), "nothing to apply");
}

#[test]
fn a_late_answer_for_values_is_passed_over() {
    let mut desk = Desk::new(80, 24);
    desk.keys("f");
    desk.event(Event::Replied(Reply::Facets { generation: 999, values: Ok(Vec::new()) }));
    assert!(desk.screen().contains("Liaoning"));
    desk.keys("<Esc>");
    desk.event(Event::Replied(Reply::Facets { generation: desk.app.asked, values: Ok(Vec::new()) }));
    desk.keys("F");
    desk.event(Event::Replied(Reply::Provenance { title: sanitize("late"), lines: Vec::new() }));
    assert!(desk.screen().contains("filter:"), "a line that is typed is not taken away:\n{}", desk.screen());
}

#[test]
fn the_strip_has_an_ascii_form_and_goes_where_there_is_no_room() {
    let mut desk = Desk::new(80, 24);
    assert!(desk.screen().contains("1979 ") && desk.screen().contains('█'));
    desk.app.theme = Theme::new(false, true);
    assert!(desk.screen().contains('#') && desk.screen().is_char_boundary(0) && !desk.screen().contains('█'));
    assert!(!Desk::new(80, 10).screen().contains("1979 "));
}

#[test]
fn planned_ones_say_so_in_words() {
    assert!(Desk::new(120, 24).screen().contains("(planned)"));
}
