//! Entities, totals and profiles: screens, and the way from each to the sentence, on hand-made answers and without a terminal.

use std::sync::Arc;
use std::time::{Duration, Instant};

use legation::model::ids::ClaimAnchor;
use legation::model::{AgreementId, Context, DateSpan, DocumentId, EngagementId, EngagementType};
use legation::query::entities::EntityKind;
use legation::query::totals::Dimension;
use legation::store::RecordStatus;
use legation::text::safe::{SafeText, sanitize};
use legation::tui::app::{App, Pane};
use legation::tui::draw::draw;
use legation::tui::effect::{Effect, Reply, Request};
use legation::tui::event::{Event, Key, parse_keys};
use legation::tui::keymap::Keymap;
use legation::tui::screen::Screen;
use legation::tui::summary::*;
use legation::tui::theme::{Meaning, Theme};
use legation::tui::update::{on_deadline, resize, update};
use legation::tui::view::{ArticleView, ChipView, ListView, Paragraph, Passage, RecordView, Records, RowView, year_sections};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use unicode_width::UnicodeWidthStr;

/// Chinese, Arabic, combining marks, and one that is too long.
const NAMES: [&str; 4] =
    ["辽宁省", "محافظة قنا", "Bade\u{301}n-Wu\u{308}rttemberg", "Friulia-Venezia Giulia with a name that no pane can hold in one line"];

fn document(at: usize) -> DocumentId {
    DocumentId::of(&format!("text {at}"), None)
}

fn engagement(at: usize) -> EngagementId {
    EngagementId::of(ClaimAnchor { document: &document(at), kind: "signing", start: at, ordinal: 0 })
}

fn agreement(at: usize) -> AgreementId {
    AgreementId::of(ClaimAnchor { document: &document(at), kind: "memorandum", start: at, ordinal: 0 })
}

struct Told;

impl Records for Told {
    fn engagement_count(&self) -> usize {
        4
    }
    fn document_count(&self) -> usize {
        4
    }
    fn year(&self, row: u32) -> Option<i32> {
        Some(2024 - row as i32)
    }
    fn row(&self, row: u32) -> RowView {
        RowView {
            id: engagement(row as usize),
            document: document(row as usize),
            date: DateSpan::parse(&format!("{}-05-18", 2024 - row)),
            within: false,
            kind: EngagementType::Signing,
            context: Context::Actual,
            from: sanitize(NAMES[row as usize % 4]),
            to: sanitize("Germany"),
            headline: sanitize(&format!("Signing number {row}")),
            agreements: 1,
            sources: 1,
            status: RecordStatus::New,
            is_disputed: false,
            wants_review: false,
        }
    }
    fn row_of(&self, id: &EngagementId) -> Option<u32> {
        (0..4).find(|row| engagement(*row as usize) == *id)
    }
    fn agreement(&self, row: u32) -> Option<AgreementView> {
        let at = row as usize;
        Some(AgreementView {
            target: Target { document: document(at), engagement: Some(engagement(at)), agreement: Some(agreement(at)) },
            date: sanitize(if row == 3 { "no date" } else { ["2021-05-18", "2022-05-18", "2023-05-18"][at % 3] }),
            sides: sanitize(NAMES[at % 4]),
            amount: sanitize(if row == 0 { "" } else { "about CNY 380.5bn" }),
            headline: sanitize(&format!("中德双方签署协议 number {row}, with more to say than there is room for in a row of the pane")),
            status: RecordStatus::New,
            is_disputed: false,
            wants_review: false,
            maybe_inside: None,
        })
    }
}

fn list(filter: &str) -> ListView {
    let rows: Vec<u32> = (0..4).filter(|row| filter.is_empty() || *row < 2).collect();
    let year = |row: u32| Some(2024 - row as i32);
    let chip = |word: &str| ChipView { typed: word.into(), meaning: sanitize(word), is_loose: false };
    let sections = year_sections(&rows, rows.len(), year);
    let chips = filter.split_whitespace().map(chip).collect();
    ListView { filter: filter.into(), chips, rows: Arc::new(rows), sections: Arc::new(sections), undated_left_out: 0, density: None }
}

fn entity_rows(kind: EntityKind) -> Vec<EntityRow> {
    let row = |id: &str, name: &str, depth: u16, within: usize| EntityRow {
        id: id.into(),
        term: if kind == EntityKind::Place { format!("place:{id}") } else { format!("person:\"{name}\"") },
        name: sanitize(name),
        detail: sanitize("省长, a title that is longer than its column"),
        engagements: 1204,
        agreements: within,
        last_seen: sanitize("2024-04-22?"),
        amount: sanitize("CNY 380.5bn +"),
        depth,
        within,
    };
    if kind != EntityKind::Place {
        return NAMES.iter().map(|name| row(name, name, 0, 0)).collect();
    }
    vec![
        row("CN", "China", 0, 3),
        row("CN-LN", NAMES[0], 1, 1),
        row("CN-LN/Dalian", "大连", 2, 0),
        row("CN-JS", NAMES[3], 1, 0),
        row("EG", "Egypt", 0, 1),
        row("EG-KN", NAMES[1], 1, 0),
        row("DE", "Germany", 0, 1),
        row("DE-BW", NAMES[2], 1, 0),
    ]
}

fn line(key: &str, what: &str, part: TotalsPart, continues: Continues, sum: &str, agreements: Vec<u32>) -> TotalsLine {
    TotalsLine {
        key: sanitize(key),
        what: sanitize(what),
        part,
        continues,
        records: agreements.len(),
        instruments: sanitize("137+2?"),
        sum: sanitize(sum),
        short_sum: sanitize(&sum.replace(",500,000,000", ".5bn")),
        converted: SafeText::default(),
        share: if sum.is_empty() { 0 } else { 700 },
        is_other_currency: sum.starts_with("EUR"),
        without_amount: 1,
        agreements: Arc::new(agreements),
    }
}

fn table(filter: &str, by: Dimension, measure: Measure) -> TotalsTable {
    use TotalsPart::{LeftOut, Overall, Row};
    let notes = vec![sanitize("18 engagements without a date left out")];
    if filter.contains("nothing") {
        let notes = vec![sanitize("No agreements in 2 engagements.")];
        return TotalsTable { by, measure, into: None, lines: Vec::new(), notes, is_refused: false };
    }
    let lines = vec![
        line(NAMES[0], "contracts", Row, Continues::Nothing, "CNY 380,500,000,000", vec![2, 1, 0, 3]),
        line(NAMES[0], "contracts", Row, Continues::Records, "EUR 1,500,000,000", vec![0, 1, 2, 3]),
        line(NAMES[0], "memoranda", Row, Continues::Key, "", vec![1]),
        line(NAMES[1], "memoranda", Row, Continues::Nothing, "~ CNY 2,500,000,000", vec![2]),
        line(NAMES[3], "implemented: contracts", Row, Continues::Nothing, "CNY 2,500,000,000", vec![2]),
        line("all, each once", "contracts", Overall, Continues::Nothing, "CNY 385,500,000,000", vec![0, 1, 2]),
        line("in no total", "a total without amount or number; its parts stand alone", LeftOut, Continues::Nothing, "", vec![3]),
    ];
    TotalsTable { by, measure, into: None, lines, notes, is_refused: false }
}

fn profile() -> ProfileView {
    let told = |text: &str, meaning| ProfileLine { text: sanitize(text), meaning, target: None };
    let mut lines =
        vec![told("辽宁省 (place, CN-LN)", Meaning::Heading), told(&format!("also: {}", NAMES.join(", ").repeat(3)), Meaning::Aside)];
    lines.extend([told("", Meaning::Text), told("Coming anniversaries", Meaning::Heading)]);
    lines.push(told("2027-05-18  40 years: sister tie with Bade\u{301}n-Wu\u{308}rttemberg", Meaning::Text));
    let target = Target { document: document(2), engagement: Some(engagement(2)), agreement: None };
    lines.push(ProfileLine { target: Some(target), ..told("2022-05-18  signing  Signing number 2", Meaning::Text) });
    ProfileView { name: sanitize("辽宁省"), lines }
}

fn article(at: usize) -> ArticleView {
    let texts = ["The delegation was received.", "辽宁省与德国签署了一百三十七个项目。", "It was late."];
    let paragraphs = texts.iter().chain(std::iter::repeat_n(&"Nothing else.", 40)).map(|text| {
        let mut paragraph = Paragraph::default();
        paragraph.push(text);
        paragraph
    });
    let of = |paragraph: usize| Passage { paragraph, start: 0, end: texts[paragraph].len() };
    ArticleView {
        document: document(at),
        title: Some(sanitize(&format!("Article {at}"))),
        source: None,
        url: None,
        paragraphs: paragraphs.collect(),
        marks: Vec::new(),
        records: vec![RecordView { id: engagement(at), lines: Vec::new(), evidence: vec![of(0)] }],
        agreements: vec![(agreement(at), vec![of(1)])],
        notes: Vec::new(),
    }
}

struct Desk {
    app: App,
    now: Instant,
    asked: Vec<Question>,
}

impl Desk {
    fn new(width: u16, height: u16) -> Self {
        let app = App::new(Theme::new(true, false), Keymap::default(), std::path::Path::new("diplomacy.db"));
        let mut desk = Self { app, now: Instant::now(), asked: Vec::new() };
        resize(&mut desk.app, Rect::new(0, 0, width, height));
        desk.event(Event::Replied(Reply::Loaded { records: Arc::new(Told), list: Ok(list("")) }));
        desk.pause();
        desk
    }

    fn event(&mut self, event: Event) {
        let effects = update(&mut self.app, event, self.now);
        self.answer(effects);
    }

    fn answer(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let reply = match effect {
                Effect::Ask(Request::Filter { generation, text, .. }) => Reply::Filtered { generation, list: Ok(list(&text)) },
                Effect::Ask(Request::Reading(document)) => {
                    let at = (0..4).find(|at| self::document(*at) == document).expect("one of these");
                    Reply::Read { document, article: Some(Arc::new(article(at))) }
                }
                Effect::Ask(Request::Summarize { generation, filter, question }) => {
                    self.asked.push(question.clone());
                    Reply::Summed { generation, answer: Arc::new(answer_to(&filter, question)) }
                }
                other => panic!("{other:?}"),
            };
            self.event(Event::Replied(reply));
        }
    }

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
        let buffer = self.buffer();
        let row = |y: u16| {
            let (mut line, mut x) = (String::new(), 0);
            while x < buffer.area.width {
                line.push_str(buffer[(x, y)].symbol());
                x += (buffer[(x, y)].symbol().width() as u16).max(1);
            }
            line.trim_end().to_owned() + "\n"
        };
        (0..buffer.area.height).map(row).collect()
    }

    /// What stands behind the mark in the list that has it, and in the article.
    fn marked(&self) -> Vec<String> {
        let marked = |line: &str| line.find("> ").map(|at| line[at + 2..].trim().to_owned());
        self.screen().lines().filter_map(marked).collect()
    }
}

fn answer_to(filter: &str, question: Question) -> Answer {
    match question {
        Question::Entities { kind, rank, needle } => {
            let fits = |row: &EntityRow| needle.is_empty() || row.name.as_str().to_lowercase().contains(&needle);
            let mut rows: Vec<_> =
                entity_rows(kind).into_iter().filter(|row| kind == EntityKind::Place && needle.is_empty() || fits(row)).collect();
            if !needle.is_empty() {
                rows.iter_mut().for_each(|row| row.within = 0);
            }
            Answer::Entities(EntityList { kind, rank, needle, rows })
        }
        Question::Totals { by, measure, .. } => Answer::Totals(table(filter, by, measure)),
        Question::Profile { .. } => Answer::Profile(Some(profile())),
    }
}

#[test]
fn screens_of_entities() {
    insta::assert_snapshot!("entities_80x24", Desk::new(80, 24).keys("2 j +").screen());
    insta::assert_snapshot!("entities_120x35", Desk::new(120, 35).keys("2 # G").screen());
    insta::assert_snapshot!("entities_200x50", Desk::new(200, 50).keys("2 # G").screen());
    insta::assert_snapshot!("entities_people_200x50", Desk::new(200, 50).keys("2 ,e j").screen());
    insta::assert_snapshot!("entities_narrowed_80x24", Desk::new(80, 24).keys("2 /").types("wu\u{308}rt").screen());
    insta::assert_snapshot!("entities_none_80x24", Desk::new(80, 24).keys("2 /").types("zzz").keys("<Enter>").screen());
}

#[test]
fn screens_of_totals() {
    insta::assert_snapshot!("totals_80x24", Desk::new(80, 24).keys("3").screen());
    insta::assert_snapshot!("totals_120x35", Desk::new(120, 35).keys("3 j").screen());
    insta::assert_snapshot!("totals_200x50", Desk::new(200, 50).keys("3 ,y G").screen());
    insta::assert_snapshot!("totals_opened_80x24", Desk::new(80, 24).keys("3 <Enter> j").screen());
    insta::assert_snapshot!("totals_opened_120x35", Desk::new(120, 35).keys("3 <Enter> j").screen());
    insta::assert_snapshot!("totals_opened_200x50", Desk::new(200, 50).keys("3 <Enter> j <Enter>").screen());
    insta::assert_snapshot!("totals_none_80x24", Desk::new(80, 24).keys("F").types("nothing").keys("<Enter> 3").screen());
    insta::assert_snapshot!("totals_choices_80x24", Desk::new(80, 24).keys("3 ,").screen());
}

#[test]
fn screens_of_a_profile() {
    insta::assert_snapshot!("profile_80x24", Desk::new(80, 24).keys("2 gp j").screen());
    insta::assert_snapshot!("profile_120x35", Desk::new(120, 35).keys("2 gp G").screen());
    insta::assert_snapshot!("profile_200x50", Desk::new(200, 50).keys("2 gp").screen());
}

#[test]
fn from_a_sum_to_its_sentence_and_back() {
    let mut desk = Desk::new(200, 50);
    desk.keys("3 <Enter>");
    assert!(desk.screen().contains("4 agreements: province 辽宁省, contracts"));
    // The order is the worker's.
    let dates: Vec<String> =
        desk.screen().lines().filter_map(|line| line.split("中德").next()?.split("│").nth(1).map(str::to_owned)).collect();
    assert!(dates.iter().any(|line| line.starts_with("> 2023-05-18")), "{dates:?}");
    desk.keys("<Enter>");
    assert_eq!(desk.app.focus, Pane::Article);
    assert!(desk.marked().iter().any(|line| line.contains("一百三十七个项目")), "{}", desk.screen());
    assert_eq!(desk.app.selected_row().map(|row| row.id), Some(engagement(2)), "the timeline comes along");
    assert_eq!(desk.pause().marked().len(), 3, "and does not take the article back");
    desk.keys("J");
    assert!(desk.marked().iter().any(|line| line.contains("The delegation was received")), "the next record is marked by its own sentence");
    desk.keys("<Esc>");
    assert_eq!(desk.app.focus, Pane::Totals);
    assert!(desk.app.totals.opened.is_some());
    assert!(desk.keys("<Esc>").app.totals.opened.is_none());
}

#[test]
fn a_line_in_no_total_opens_too() {
    let mut desk = Desk::new(80, 24);
    desk.keys("3 G <Enter>");
    assert!(desk.screen().contains("1 agreement: in no total, a total without amount"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(desk.app.focus, Pane::Article);
}

#[test]
fn enter_filters_by_the_entity_and_escape_takes_it_back() {
    let mut desk = Desk::new(120, 35);
    desk.keys("2 j <Enter>");
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Timeline, "place:CN-LN"));
    assert_eq!(desk.app.timeline.list.rows.len(), 2);
    desk.keys("<Esc>");
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Entities, ""));
    desk.keys("<Enter>").pause().keys("F").types("x").keys("<Enter> 1 <Esc>");
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Timeline, "place:CN-LN x"), "what was typed since is kept");
    desk.pause().keys("2 gg j <Enter>").pause();
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Timeline, "place:CN-LN x"), "no term twice");
}

#[test]
fn places_fold() {
    let mut desk = Desk::new(80, 24);
    let names = |desk: &Desk| -> Vec<String> {
        (0..desk.app.entities.lines.len()).filter_map(|line| desk.app.entities.row(line).map(|row| row.id.clone())).collect()
    };
    desk.keys("2");
    assert_eq!(names(&desk), ["CN", "CN-LN", "CN-JS", "EG", "EG-KN", "DE", "DE-BW"]);
    desk.keys("j +");
    assert_eq!(names(&desk)[2], "CN-LN/Dalian");
    desk.keys("j - - -");
    assert_eq!(names(&desk), ["CN", "CN-LN", "CN-JS", "EG", "EG-KN", "DE", "DE-BW"], "to the province, which folds, then to the country");
    assert_eq!(desk.app.entities.selected, 0);
    assert_eq!(names(desk.keys("-")), ["CN", "EG", "EG-KN", "DE", "DE-BW"]);
    assert!(desk.keys("gg j j +").screen().contains("Nothing lies in it"));
}

#[test]
fn only_what_is_on_the_screen_is_asked_and_once_for_a_selection() {
    let mut desk = Desk::new(80, 24);
    assert_eq!(desk.asked, []);
    desk.keys("2 1 2").pause();
    assert_eq!(desk.asked.len(), 1);
    desk.keys("F").types("abc");
    assert_eq!(desk.asked.len(), 1, "not for every key of the filter");
    desk.pause();
    assert_eq!(desk.asked.len(), 2);
    let mut four = Desk::new(120, 35);
    assert_eq!(four.asked.len(), 2);
    four.keys("3 ,c # #");
    assert_eq!(four.asked.last(), Some(&Question::Totals { by: Dimension::Country, measure: Measure::Amount, into: None }));
    four.keys("2 ,o #");
    assert_eq!(four.asked.last(), Some(&Question::Entities { kind: EntityKind::Organization, rank: Rank::Amount, needle: String::new() }));
}

#[test]
fn an_answer_to_an_older_question_is_passed_over() {
    let mut desk = Desk::new(80, 24);
    desk.keys("3");
    let old = desk.app.totals.asked.generation;
    desk.keys(",y");
    let answer = Answer::Totals(table("nothing", Dimension::Province, Measure::Both));
    desk.event(Event::Replied(Reply::Summed { generation: old, answer: Arc::new(answer) }));
    assert_eq!(desk.app.totals.table.as_ref().map(|table| table.by), Some(Dimension::Year));
}

#[test]
fn who_types_ahead_opens_what_was_asked_for() {
    let mut desk = Desk::new(80, 24);
    desk.keys("2");
    let late: Vec<Effect> = ["/", "g", "e", "r", "m", "<Enter>", "<Enter>"]
        .iter()
        .flat_map(|name| parse_keys(name.trim_matches(['<', '>'])).expect("a key"))
        .flat_map(|key| update(&mut desk.app, Event::Key(key), desk.now))
        .collect();
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Entities, ""), "China still stands there");
    desk.answer(late);
    assert_eq!((desk.app.focus, desk.app.filter.text.as_str()), (Pane::Timeline, "place:DE"));
    desk.keys("3 F").types("abc").keys("<Enter> <Enter>");
    assert!(desk.app.totals.opened.is_none(), "the sums of the new filter are not asked for yet");
    assert!(desk.pause().app.totals.opened.is_some());
    desk.keys("<Esc> F").types("d").keys("<Enter> <Enter> j").pause();
    assert!(desk.app.totals.opened.is_none(), "another key takes it back");
}

#[test]
fn a_profile_leads_to_what_it_lists() {
    let mut desk = Desk::new(80, 24);
    desk.keys("2 gp <Enter>");
    assert!(desk.screen().contains("Enter opens the engagements"));
    desk.keys("G <Enter>");
    assert!(desk.app.profile.is_none() && desk.app.focus == Pane::Article);
    assert_eq!(desk.app.selected_row().map(|row| row.id), Some(engagement(2)));
    desk.keys("2 gp <Esc>");
    assert!(desk.app.profile.is_none() && desk.app.focus == Pane::Entities, "Esc closes it and nothing else");
    desk.keys("gp 3");
    assert!(desk.app.profile.is_none() && desk.app.focus == Pane::Totals);
}

#[test]
fn find_goes_through_the_totals() {
    let mut desk = Desk::new(80, 24);
    desk.keys("3 /").types("memoranda").keys("<Enter>");
    assert_eq!(desk.app.totals.selected, 2);
    assert_eq!(desk.keys("n").app.totals.selected, 3);
    assert_eq!(desk.keys("n").app.totals.selected, 2);
}

#[test]
fn typing_in_the_entities_narrows_them_and_escape_shows_all() {
    let mut desk = Desk::new(80, 24);
    desk.keys("2 /").types("辽宁");
    assert_eq!(desk.app.entities.lines.len(), 1);
    desk.keys("<Enter>");
    assert_eq!(desk.app.entities.lines.len(), 1);
    assert_eq!(desk.keys("<Esc>").app.entities.lines.len(), 7);
    assert_eq!(desk.app.find.needle, "", "the other panes highlight nothing");
}

#[test]
fn no_size_panics_and_no_wide_character_is_cut() {
    for (width, height) in [
        (0, 0),
        (1, 1),
        (40, 10),
        (41, 11),
        (79, 20),
        (80, 19),
        (80, 20),
        (81, 24),
        (109, 30),
        (110, 29),
        (110, 30),
        (111, 31),
        (250, 70),
        (500, 300),
    ] {
        for keys in ["2", "2 ,e G", "3", "3 # G", "3 <Enter> G", "3 # # <Enter> <Enter>", "2 gp G", "2 z", "3 z", "3 ,", "0"] {
            let mut desk = Desk::new(width, height);
            let buffer = desk.keys(keys).pause().buffer();
            for y in 0..buffer.area.height {
                let mut x = 0;
                while x < buffer.area.width {
                    let wide = (buffer[(x, y)].symbol().width() as u16).max(1);
                    assert!(x + wide <= width && (wide == 1 || buffer[(x + 1, y)].symbol() == " "), "{width}x{height} {keys}: {x},{y}");
                    x += wide;
                }
            }
            resize(&mut desk.app, Rect::new(0, 0, 90, 25));
            desk.pause().screen();
        }
    }
}

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
fn four_panes_cost_few_bytes() {
    let mut desk = Desk::new(200, 50);
    let wire = Wire::default();
    let mut terminal = Terminal::new(Screen::new(wire.clone(), Size::new(200, 50))).expect("memory");
    let mut cost = |desk: &mut Desk, keys: &str| {
        desk.keys(keys);
        let before = wire.0.get();
        terminal.draw(|frame| draw(frame, frame.area(), &desk.app)).expect("memory");
        wire.0.get() - before
    };
    cost(&mut desk, "");
    assert_eq!(cost(&mut desk, ""), 0);
    for pane in ["2", "3", "4", "1", "3", "2", "4", "3", "1"] {
        let switch = cost(&mut desk, pane);
        assert!(switch <= 130, "{switch} bytes to go to pane {pane}");
    }
    for keys in ["2", "j", "j", "3", "j", "k"] {
        let move_or_switch = cost(&mut desk, keys);
        assert!(move_or_switch <= 130 && (keys != "j" || move_or_switch <= 60), "{move_or_switch} bytes for {keys}");
    }
}

#[test]
fn bars_may_be_ascii() {
    let mut desk = Desk::new(200, 50);
    desk.app.theme = Theme::new(false, true);
    let screen = desk.keys("3").screen();
    assert!(screen.contains("====") && !screen.contains(['━', '─', '│']), "{screen}");
}
