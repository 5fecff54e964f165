//! Screens of the dashboard and what keys do to them, on hand-made records and without a terminal.

use std::sync::Arc;
use std::time::{Duration, Instant};

use legation::model::ids::ClaimAnchor;
use legation::model::{Context, DateSpan, DocumentId, EngagementId, EngagementType};
use legation::store::RecordStatus;
use legation::text::safe::sanitize;
use legation::tui::action::{ACTIONS, Layer};
use legation::tui::app::{App, Mode, Pane, Stage};
use legation::tui::draw::draw;
use legation::tui::effect::{Effect, Reply, Request};
use legation::tui::event::{Event, Key, parse_keys};
use legation::tui::keymap::Keymap;
use legation::tui::screen::Screen;
use legation::tui::theme::Theme;
use legation::tui::update::{on_deadline, resize, update};
use legation::tui::view::{
    ArticleView, ChipView, FilterProblem, ListView, Mark, MarkKind, Paragraph, Passage, RecordView, Records, RowView, year_sections,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

struct Told(Vec<RowView>);

impl Records for Told {
    fn engagement_count(&self) -> usize {
        self.0.len()
    }
    fn document_count(&self) -> usize {
        self.0.len()
    }
    fn year(&self, row: u32) -> Option<i32> {
        self.0[row as usize].date.and_then(|date| date.first()).and_then(|first| first.year())
    }
    fn row(&self, row: u32) -> RowView {
        self.0[row as usize].clone()
    }
    fn row_of(&self, id: &EngagementId) -> Option<u32> {
        self.0.iter().position(|row| row.id == *id).map(|at| at as u32)
    }
    fn agreement(&self, _: u32) -> Option<legation::tui::summary::AgreementView> {
        None
    }
}

fn row(number: usize, date: &str, kind: EngagementType, from: &str, to: &str, headline: &str) -> RowView {
    let document = DocumentId::of(headline, None);
    let id = EngagementId::of(ClaimAnchor { document: &document, kind: kind.as_str(), start: number, ordinal: 0 });
    RowView {
        id,
        document,
        date: DateSpan::parse(date),
        within: false,
        kind,
        context: Context::Actual,
        from: sanitize(from),
        to: sanitize(to),
        headline: sanitize(headline),
        agreements: number % 3,
        sources: 1 + (number % 4) as u32,
        status: RecordStatus::New,
        is_disputed: false,
        wants_review: false,
    }
}

/// Newest first, as the worker orders them.
fn rows() -> Vec<RowView> {
    use EngagementType::{Commemoration, Conference, Delegation, Meeting, Partnership, Signing};
    let mut rows = vec![
        row(1, "2024-04-19?/2024-04-22?", Delegation, "St. Louis", "Nanjing", "Tishaura Jones: St. Louis visits its oldest sister city"),
        row(
            2,
            "2023-10-11/2023-10-12",
            Delegation,
            "Liaoning",
            "Germany, Frankfurt",
            "Hao Peng: a Liaoning delegation visited Frankfurt and Munich",
        ),
        row(3, "2023-10-11", Conference, "Liaoning", "Germany", "A cooperation conference was held in Frankfurt"),
        row(4, "2023-05", Signing, "辽宁省", "Baden-Württemberg", "辽宁省与巴登-符腾堡州签署合作备忘录，双方将深化经贸往来"),
        row(5, "2019", Partnership, "Gothenburg", "Shanghai", "Gothenburg did not renew its sister city tie with Shanghai"),
        row(6, "XXXX-05-18", Meeting, "Jiangsu, Gyeonggi", "", "The governor met an envoy on 18 May"),
        row(7, "", Commemoration, "Harbin", "Khabarovsk", "The friendship day was held again"),
    ];
    rows[5].context = Context::Historical;
    rows[2].within = true;
    rows
}

/// Stands in for the filter language: every word must be in the row.
fn list_of(rows: &[RowView], text: &str) -> Result<ListView, FilterProblem> {
    if text.ends_with(':') {
        return Err(FilterProblem { message: sanitize("'from:' needs a place behind it"), start: 0 });
    }
    let text_of = |row: &RowView| format!("{} {} {}", row.from, row.to, row.headline).to_lowercase();
    let fits = |row: &RowView| text.split(' ').all(|word| text_of(row).contains(&word.to_lowercase()));
    let kept: Vec<u32> = (0..rows.len() as u32).filter(|at| fits(&rows[*at as usize])).collect();
    let year = |at: u32| rows[at as usize].date.and_then(|date| date.first()).and_then(|first| first.year());
    let dated = kept.iter().take_while(|at| year(**at).is_some()).count();
    let sections = year_sections(&kept, dated, year);
    let chip = |word: &str| ChipView { typed: word.into(), meaning: sanitize(&format!("place: {word}")), is_loose: false };
    let chips = text.split_whitespace().map(chip).collect();
    Ok(ListView {
        filter: text.into(),
        chips,
        rows: Arc::new(kept),
        sections: Arc::new(sections),
        undated_left_out: 0,
        ..ListView::default()
    })
}

const TEXTS: [&str; 5] = [
    "FRANKFURT, Oct. 12 -- A delegation of Liaoning Province led by Hao Peng visited Germany from Wednesday to Thursday, officials said.",
    "",
    "辽宁省代表团访问了法兰克福，并与当地企业签署了一百三十七个项目；总金额达三千八百零五亿元。双方表示，将进一步深化合作（包括制造业）。",
    "",
    "At the conference, 137 projects worth 380.5 billion yuan were signed. Text with a\ttab, a \u{202e}mark and 12\t500 in it.",
];

fn article_of(row: &RowView) -> ArticleView {
    let filler = "More is told of other things that nobody will remember.";
    let mut paragraphs = Vec::new();
    for text in TEXTS.iter().chain(std::iter::repeat_n(&filler, 30)) {
        let mut paragraph = Paragraph::default();
        paragraph.push(text);
        paragraphs.push(paragraph);
    }
    let find = |paragraph: usize, word: &str| {
        let start = paragraphs[paragraph].as_str().find(word).expect("in the text");
        Passage { paragraph, start, end: start + word.len() }
    };
    let marks = [
        (0, "Liaoning Province", MarkKind::Place),
        (0, "Hao Peng", MarkKind::Person),
        (0, "Germany", MarkKind::Place),
        (2, "辽宁省", MarkKind::Place),
        (2, "法兰克福", MarkKind::Place),
        (4, "137 projects worth 380.5 billion yuan", MarkKind::Agreement),
    ];
    let record = RecordView {
        id: row.id.clone(),
        lines: vec![
            sanitize("delegation, 2023-10-11/2023-10-12: Liaoning -> Germany"),
            sanitize("  date inferred: year from the dateline"),
        ],
        evidence: vec![find(4, "At the conference, 137 projects worth 380.5 billion yuan were signed.")],
    };
    ArticleView {
        document: row.document.clone(),
        title: Some(row.headline.clone()),
        source: Some(sanitize("Liaoning Daily, 2023-10-13")),
        url: Some(sanitize("https://example.org/news/1")),
        marks: marks.into_iter().map(|(paragraph, word, kind)| Mark { passage: find(paragraph, word), kind }).collect(),
        paragraphs,
        records: vec![record],
        notes: vec![sanitize("Frankfurt: two places of that name")],
        agreements: Vec::new(),
    }
}

/// A dashboard with a worker that answers at once.
struct Desk {
    app: App,
    now: Instant,
    rows: Vec<RowView>,
    others: Vec<Effect>,
}

impl Desk {
    fn opened(width: u16, height: u16) -> Self {
        let mut app = App::new(Theme::new(true, false), Keymap::default(), std::path::Path::new("diplomacy.db"));
        resize(&mut app, Rect::new(0, 0, width, height));
        Self { app, now: Instant::now(), rows: rows(), others: Vec::new() }
    }

    fn new(width: u16, height: u16) -> Self {
        let mut desk = Self::opened(width, height);
        desk.load();
        desk.pause();
        desk
    }

    fn load(&mut self) {
        let list = list_of(&self.rows, &self.app.filter.text);
        self.event(Event::Replied(Reply::Loaded { records: Arc::new(Told(self.rows.clone())), list }));
    }

    fn event(&mut self, event: Event) {
        let effects = update(&mut self.app, event, self.now);
        self.answer(effects);
    }

    fn answer(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(Request::Filter { generation, text, .. }) => {
                    let list = list_of(&self.rows, &text);
                    self.event(Event::Replied(Reply::Filtered { generation, list }));
                }
                Effect::Ask(Request::Reading(document)) => {
                    let article = self.rows.iter().find(|row| row.document == document).map(|row| Arc::new(article_of(row)));
                    self.event(Event::Replied(Reply::Read { document, article }));
                }
                Effect::Ask(Request::Find { generation, rows, needle, from, .. }) => {
                    let fits = |at: &usize| self.rows[rows[*at] as usize].headline.as_str().to_lowercase().contains(&needle);
                    let position = (1..=rows.len()).map(|step| (from + step) % rows.len()).find(fits);
                    self.event(Event::Replied(Reply::Found { generation, position }));
                }
                // Entities and totals have screens of their own, in tui_panes.rs.
                Effect::Ask(Request::Summarize { .. }) => {}
                other => self.others.push(other),
            }
        }
    }

    /// `"j <Enter> gg"`: keys by name, white space between them.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let name = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|rest| !rest.is_empty()).unwrap_or(name);
            for key in parse_keys(name).expect("a key") {
                self.event(Event::Key(key));
            }
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.event(Event::Key(Key::char(c))));
        self
    }

    /// Long enough for the article to follow.
    fn pause(&mut self) -> &mut Self {
        self.now += Duration::from_secs(1);
        let effects = on_deadline(&mut self.app, self.now);
        self.answer(effects);
        self
    }

    fn buffer(&self) -> Buffer {
        let area = self.app.area;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).expect("memory");
        terminal.draw(|frame| draw(frame, area, &self.app)).expect("memory").buffer.clone()
    }

    fn screen(&self) -> String {
        text_of(&self.buffer())
    }

    fn selected(&self) -> String {
        self.app.selected_row().map_or_else(String::new, |row| row.headline.into_string())
    }

    fn reversed(&self) -> String {
        let cells = self.buffer().content;
        cells.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).map(|cell| cell.symbol().trim()).collect()
    }

    fn rows_shown(&self) -> usize {
        self.app.timeline.list.rows.len()
    }

    fn field(&self) -> &str {
        match &self.app.mode {
            Mode::Filter(line) => line.field.text(),
            _ => "(no line is open)",
        }
    }
}

/// The characters of a buffer, a line per row; the second half of a wide one is left out.
fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.y..buffer.area.bottom() {
        let (mut line, mut x) = (String::new(), buffer.area.x);
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn screen_80x24_timeline() {
    insta::assert_snapshot!(Desk::new(80, 24).screen());
}

#[test]
fn screen_80x24_article() {
    insta::assert_snapshot!(Desk::new(80, 24).keys("j <Enter>").screen());
}

#[test]
fn screen_120x35() {
    insta::assert_snapshot!(Desk::new(120, 35).keys("j j j").pause().screen());
}

#[test]
fn screen_200x50() {
    insta::assert_snapshot!(Desk::new(200, 50).keys("j <Enter> )").screen());
}

#[test]
fn screen_filter_line() {
    insta::assert_snapshot!(Desk::new(80, 24).keys("F").types("liaoning").screen());
}

#[test]
fn screen_filter_that_cannot_be_read() {
    insta::assert_snapshot!(Desk::new(80, 24).keys("F").types("from:").screen());
}

#[test]
fn screen_nothing_left() {
    insta::assert_snapshot!(Desk::new(80, 24).keys("F").types("liaoning qinghai").keys("<Enter>").screen());
}

#[test]
fn screen_help() {
    insta::assert_snapshot!(Desk::new(100, 30).keys("?").screen());
}

#[test]
fn screens_of_one_pane_and_of_overlays_in_every_size() {
    for (width, height) in [(80, 24), (120, 35), (200, 50)] {
        let desk = || Desk::new(width, height);
        let name = |what: &str| format!("{what}_{width}x{height}");
        insta::assert_snapshot!(name("timeline_alone"), desk().keys("z v j").screen());
        insta::assert_snapshot!(name("article_alone"), desk().keys("j 4 z )").screen());
        insta::assert_snapshot!(name("filter"), desk().keys("F").types("liaoning").screen());
        insta::assert_snapshot!(name("help"), desk().keys("?").types("next").screen());
    }
}

#[test]
fn screen_empty_store() {
    let mut desk = Desk::opened(80, 24);
    desk.event(Event::Replied(Reply::Empty));
    desk.app.is_demo = true;
    desk.app.config_problems = vec![sanitize("a"), sanitize("b")];
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn screen_too_small() {
    insta::assert_snapshot!(Desk::new(30, 9).screen());
}

#[test]
fn no_size_panics_in_any_mode() {
    for (width, height) in [(0, 0), (1, 1), (2, 1), (40, 10), (39, 10), (41, 11), (80, 24), (109, 30), (110, 30), (111, 10), (500, 300)] {
        for keys in ["", "<Enter> )", "F a", "/ x", "?", "z", "<Enter> z G", "g"] {
            let mut desk = Desk::new(width, height);
            desk.keys(keys);
            desk.screen();
            resize(&mut desk.app, Rect::new(0, 0, 80, 24));
            resize(&mut desk.app, Rect::new(0, 0, width, height));
            desk.screen();
        }
    }
}

#[test]
fn no_wide_character_loses_its_half_at_any_width() {
    let long = "辽宁省与巴登符腾堡州签署合作备忘录双方将深化经贸往来".repeat(3);
    for width in 40..140 {
        let mut desk = Desk::new(width, 24);
        desk.rows.iter_mut().for_each(|row| row.headline = sanitize(&long));
        desk.load();
        for keys in ["", "4", "<Esc> F 辽 宁"] {
            let buffer = desk.keys(keys).pause().buffer();
            for y in 0..24 {
                let mut x = 0;
                while x < width {
                    let wide = (buffer[(x, y)].symbol().width() as u16).max(1);
                    assert!(x + wide <= width, "cut at the edge: {width} {x},{y}");
                    assert!(wide == 1 || buffer[(x + 1, y)].symbol() == " ", "{width} {x},{y}");
                    x += wide;
                }
            }
        }
    }
}

#[test]
fn moving_and_drilling() {
    let mut desk = Desk::new(120, 35);
    assert!(desk.selected().starts_with("Tishaura"));
    assert!(desk.keys("j").selected().starts_with("Hao Peng"));
    assert!(desk.keys("G").selected().starts_with("The friendship"));
    assert!(desk.keys("gg").selected().starts_with("Tishaura"));
    assert!(desk.keys("<Ctrl-d> <PgUp> <Down> <Up>").selected().starts_with("Tishaura"));
    assert_eq!(desk.keys("j <Enter>").app.focus, Pane::Article);
    assert_eq!(desk.keys("<Esc>").app.focus, Pane::Timeline);
    let mut tabs = || desk.keys("<Tab>").app.focus;
    assert_eq!([tabs(), tabs(), tabs(), tabs()], [Pane::Entities, Pane::Totals, Pane::Article, Pane::Timeline]);
    assert_eq!(desk.keys("<Shift-Tab>").app.focus, Pane::Article);
    assert_eq!(desk.keys("1").app.focus, Pane::Timeline);
    desk.keys("<Esc> <Esc> h");
    assert_eq!(desk.others, [], "going back never quits");
}

#[test]
fn the_article_follows_after_a_pause_and_shows_its_evidence() {
    let mut desk = Desk::new(120, 20);
    desk.keys("j");
    let title = |desk: &Desk| desk.app.article.article.as_ref().and_then(|article| article.title.clone()).map(|title| title.into_string());
    assert!(title(&desk).is_some_and(|title| title.starts_with("Tishaura")), "not at once");
    assert!(desk.app.deadline().is_some());
    desk.pause();
    assert!(title(&desk).is_some_and(|title| title.starts_with("Hao Peng")));
    assert_eq!(desk.app.deadline(), None, "nothing is due any more");
    let screen = desk.screen();
    assert!(screen.contains("> At the conference, 137 projects"), "{screen}");
    assert!(!screen.contains("12500"), "{screen}");
}

#[test]
fn the_place_in_an_article_is_kept() {
    let mut desk = Desk::new(120, 20);
    desk.keys("<Enter> G");
    let bottom = desk.app.article.top;
    assert!(bottom > 0);
    desk.keys("J");
    assert_ne!(desk.app.article.top, bottom);
    assert!(desk.selected().starts_with("Hao Peng"));
    desk.keys("K");
    assert_eq!(desk.app.article.top, bottom);
    resize(&mut desk.app, Rect::new(0, 0, 200, 20));
    assert!(desk.app.article.top > 0, "the place survives a change of width");
}

#[test]
fn passages_are_visited_one_by_one() {
    let mut desk = Desk::new(120, 30);
    assert_eq!(desk.keys("<Enter> gg )").reversed(), "LiaoningProvince");
    assert_eq!(desk.keys(") )").reversed(), "Germany");
    assert_eq!(desk.keys("( (").reversed(), "LiaoningProvince");
    assert_eq!(desk.keys("<Esc>").reversed(), "");
    assert_eq!(desk.app.focus, Pane::Article, "the mark goes first, then the pane");
}

#[test]
fn in_a_text_field_every_printable_key_is_text() {
    let mut desk = Desk::new(80, 24);
    desk.keys("F").types("?qQatar jkG/1 X");
    assert_eq!(desk.field(), "?qQatar jkG/1 X");
    assert_eq!(desk.others, []);
}

#[test]
fn the_filter_counts_while_typing_and_escape_restores() {
    let mut desk = Desk::new(80, 24);
    desk.keys("j j F").types("gothenburg");
    assert_eq!(desk.rows_shown(), 1);
    assert!(desk.screen().contains("1 of 7 engagements"));
    desk.keys("<Esc>");
    assert_eq!((desk.rows_shown(), desk.app.timeline.selected, desk.app.filter.text.as_str()), (7, 2, ""));
}

#[test]
fn chips_stay_until_dropped() {
    let mut desk = Desk::new(80, 24);
    desk.keys("F").types("liaoning").keys("<Enter>");
    assert_eq!((desk.rows_shown(), desk.app.filter.text.as_str()), (2, "liaoning"));
    assert!(desk.screen().contains("[place: liaoning]"));
    desk.keys("F").types("munich").keys("<Enter>");
    assert_eq!((desk.rows_shown(), desk.app.filter.text.as_str()), (1, "liaoning munich"));
    desk.keys("<Backspace>");
    assert_eq!((desk.rows_shown(), desk.app.filter.text.as_str()), (2, "liaoning"));
    desk.keys("X");
    assert_eq!((desk.rows_shown(), desk.app.filter.text.as_str()), (7, ""));
    assert_eq!(desk.keys("F <Up>").field(), "liaoning munich");
    assert_eq!(desk.keys("<Up> <Up>").field(), "liaoning");
    assert_eq!(desk.keys("<Down> <Down>").field(), "");
}

#[test]
fn an_unreadable_filter_leaves_the_last_good_view() {
    let mut desk = Desk::new(80, 24);
    desk.keys("F").types("liaoning").types(":");
    assert_eq!(desk.rows_shown(), 2);
    assert!(desk.screen().contains("'from:' needs a place"));
    desk.keys("<Enter>");
    assert_eq!(desk.field(), "liaoning:", "it stays open");
    desk.keys("<Esc>");
    assert_eq!((desk.rows_shown(), desk.app.filter.problem.clone()), (7, None));
}

#[test]
fn only_the_newest_answer_counts() {
    let mut desk = Desk::new(80, 24);
    let stale = desk.app.filter.generation;
    desk.keys("F").types("munich");
    let list = list_of(&desk.rows, "");
    desk.event(Event::Replied(Reply::Filtered { generation: stale, list }));
    assert_eq!(desk.rows_shown(), 1);
}

#[test]
fn enter_before_the_answer_keeps_the_line_that_was_typed() {
    let mut desk = Desk::new(80, 24);
    let effects = ['m', 'u', 'n'].map(|c| {
        desk.keys("");
        if c == 'm' {
            update(&mut desk.app, Event::Key(Key::char('F')), desk.now);
        }
        update(&mut desk.app, Event::Key(Key::char(c)), desk.now)
    });
    desk.keys("<Enter>");
    effects.into_iter().for_each(|effects| desk.answer(effects));
    assert_eq!((desk.rows_shown(), desk.app.filter.text.as_str()), (1, "mun"));
}

#[test]
fn a_paste_goes_into_fields_only() {
    let mut desk = Desk::new(80, 24);
    desk.event(Event::Paste("q\nj".into()));
    assert_eq!(desk.others, []);
    assert!(desk.screen().contains("Pasted text goes into"));
    desk.keys("F");
    desk.event(Event::Paste("from:\u{1b}[31m\nliao".into()));
    assert_eq!(desk.field(), "from:[31m liao");
}

#[test]
fn find_hides_nothing() {
    let mut desk = Desk::new(105, 24);
    desk.keys("/").types("FRANKFURT");
    assert_eq!(desk.rows_shown(), 7);
    assert!(desk.keys("<Enter>").selected().starts_with("Hao Peng"));
    assert!(desk.keys("n").selected().starts_with("A cooperation"));
    assert!(desk.reversed().contains("Frankfurt"));
    assert_eq!(desk.keys("<Esc>").reversed(), "", "Esc drops the highlight");
    desk.keys("4 /").types("remember").keys("<Enter>");
    assert!(desk.app.article.top > 0 && desk.reversed().starts_with("remember"));
}

#[test]
fn a_filter_typed_where_words_are_looked_for_is_told_its_key() {
    let mut desk = Desk::new(105, 24);
    desk.keys("/").types("side:liaoning since:2020").keys("<Enter>");
    assert!(desk.screen().contains("is not in this pane - F filters"), "{}", desk.screen());
    desk.keys("/").types("nowhere").keys("<Enter>");
    assert!(desk.screen().contains("'nowhere' is not in this pane") && !desk.screen().contains("F filters"), "{}", desk.screen());
}

#[test]
fn help_runs_what_it_shows() {
    let mut desk = Desk::new(80, 24);
    desk.keys("?").types("whole screen").keys("<Enter>");
    assert!(desk.app.is_zoomed && matches!(desk.app.mode, Mode::Browse));
    desk.keys("? @ z <Esc>");
    assert!(matches!(desk.app.mode, Mode::Browse));
    desk.keys("?").types("sample").keys("<Enter>");
    assert!(desk.screen().contains("put the sample reports into this store: not here"), "{}", desk.screen());
}

#[test]
fn a_prefix_shows_what_may_follow_and_escape_leaves_it() {
    let mut desk = Desk::new(80, 24);
    desk.keys("g");
    assert!(desk.screen().contains("go to the first line"));
    desk.keys("<Esc>");
    assert!(desk.app.prefix.is_empty() && desk.app.message.is_none());
    desk.keys("W");
    assert!(desk.screen().contains("'W' does nothing in Timeline - ? for keys"));
}

#[test]
fn an_empty_store_offers_the_samples() {
    let mut desk = Desk::opened(80, 24);
    desk.event(Event::Replied(Reply::Empty));
    assert_eq!(desk.app.stage, Stage::Empty);
    desk.keys("j F / <Enter> 4 d d");
    assert_eq!(desk.others, [Effect::Ask(Request::LoadSamples)], "asked once");
    desk.app.busy = None;
    desk.app.is_read_only = true;
    desk.keys("d");
    assert_eq!(desk.others.len(), 1);
    assert!(desk.screen().contains("reading only"));
}

#[test]
fn a_store_read_again_keeps_the_selection_and_the_filter() {
    let mut desk = Desk::new(80, 24);
    desk.keys("j j j");
    let before = desk.selected();
    desk.rows.insert(0, row(9, "2025-01-02", EngagementType::Meeting, "Wales", "Baden-Württemberg", "A new one"));
    desk.load();
    assert_eq!(desk.selected(), before);
    desk.keys("F").types("wales");
    desk.load();
    desk.keys("<Esc>");
    assert_eq!(desk.rows_shown(), 8, "the old rows are not put back");
}

#[test]
fn leaving_stopping_and_redrawing_are_asked_for() {
    let asked = [
        ("q", Effect::Quit(0)),
        ("<Ctrl-c>", Effect::Quit(0)),
        ("<Ctrl-z>", Effect::Suspend),
        ("<Ctrl-l>", Effect::Repaint),
        ("R", Effect::Ask(Request::Reload)),
    ];
    for (key, effect) in asked {
        let mut desk = Desk::new(80, 24);
        desk.keys(key);
        assert_eq!(desk.others, [effect], "{key}");
    }
}

#[test]
fn every_default_key_can_be_pressed_without_a_panic() {
    for entry in
        ACTIONS.iter().filter(|entry| !matches!(entry.layer, Layer::Field | Layer::Input | Layer::Picker | Layer::Facets | Layer::Cursor))
    {
        for key in entry.keys {
            for pane in ["1", "2", "3", "4"] {
                let mut desk = Desk::new(120, 30);
                desk.keys(pane).keys(key).pause();
                desk.screen();
            }
        }
    }
}

/// Bytes that reach the terminal.
#[derive(Clone, Default)]
struct Wire(std::rc::Rc<std::cell::Cell<usize>>);

impl std::io::Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn keys_cost_few_bytes_on_a_slow_line() {
    let mut desk = Desk::new(200, 50);
    let headline = |at: usize| format!("Delegation {at} went abroad and came back with memoranda");
    let many =
        (0..10_000).map(|at| row(at, &format!("{}-05", 2024 - at / 500), EngagementType::Meeting, "Liaoning", "Germany", &headline(at)));
    desk.rows = many.collect();
    desk.load();
    desk.keys("gg").pause();
    let wire = Wire::default();
    let size = ratatui::layout::Size::new(200, 50);
    let mut terminal = Terminal::new(Screen::new(wire.clone(), size)).expect("memory");
    let mut cost = |desk: &mut Desk, keys: &str| {
        desk.keys(keys);
        let before = wire.0.get();
        terminal.draw(|frame| draw(frame, frame.area(), &desk.app)).expect("memory");
        wire.0.get() - before
    };
    let paint = cost(&mut desk, "");
    assert!(paint > 2_000 && paint <= 12_000, "{paint} bytes for a full paint");
    assert_eq!(cost(&mut desk, ""), 0, "nothing has changed");
    let mut moves: Vec<usize> = (0..100).map(|_| cost(&mut desk, "j")).collect();
    let mean = moves.iter().sum::<usize>() / moves.len();
    moves.sort_unstable();
    assert!(moves[50] <= 60 && mean <= 190, "a move: median {}, mean {mean}", moves[50]);
    desk.pause();
    cost(&mut desk, "");
    for pane in ["4", "1", "2", "3", "4", "3", "2", "1"] {
        let switch = cost(&mut desk, pane);
        assert!(switch <= 130, "{switch} bytes to go to pane {pane}");
    }
    let filter = cost(&mut desk, "F l");
    assert!(filter <= 5_000, "{filter} bytes for a key of the filter");
}

#[test]
fn without_colours_no_cell_has_one_and_borders_may_be_ascii() {
    let mut desk = Desk::new(120, 35);
    desk.app.theme = Theme::new(false, true);
    desk.app.is_demo = true;
    let buffer = desk.keys("<Enter> )").buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(!text_of(&buffer).contains(['│', '─']));
}
