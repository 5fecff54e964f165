//! The command line: `:filter …`, `:sort …`, `:goto 2023-05`, `:config`, `:doctor`, `:keys`, `:reload`, `:quit`.

use std::ops::Range;
use std::time::Instant;

use super::{complete, drafts, edits, filter, help, popup, sorting, timeline, totals};
use crate::model::{Currency, DateSpan, RecordField};
use crate::query::timeline::Sort;
use crate::text::safe::sanitize;
use crate::tui::action::Action;
use crate::tui::app::{App, Mode, Stage};
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Request};
use crate::tui::field::Field;
use crate::tui::modes::CommandLine;
use crate::tui::sheet::words;
use crate::tui::subject::SeenRecord;
use crate::tui::view::CandidateView;

/// The commands, each with what it does.
pub const COMMANDS: &[(&str, &str)] = &[
    ("filter", "filter TERMS: show only what fits; without terms, everything"),
    ("sort", "sort date|sources|agreements|type, - before it for the other way round"),
    ("goto", "goto DATE: to the first engagement on or after it (2023, 2023-05, 2023-05-18)"),
    ("convert", "convert CODE: totals in that currency too (USD, EUR, ...); without a code, no more"),
    ("edit", "edit FIELD=VALUE...: correct the marked rows, or this one"),
    ("tag", "tag WORD...: tag them"),
    ("annotate", "annotate TEXT: write a note on them"),
    ("confirm", "confirm all marked rows, or this one"),
    ("reject", "reject all marked rows, or this one"),
    ("config", "what is wrong with the settings"),
    ("doctor", "what the terminal can do: colours, locale, size, clipboard"),
    ("keys", "all keys"),
    ("reload", "read the store again"),
    ("quit", "leave"),
];

/// Orders by name.
const SORTS: &[(&str, Sort)] =
    &[("date", Sort::DateAscending), ("sources", Sort::SourcesAscending), ("agreements", Sort::AgreementsAscending), ("type", Sort::Type)];

/// Longest history.
const HISTORY: usize = 100;

/// Opens the line.
pub fn open(app: &mut App) -> Vec<Effect> {
    let subject = super::subject::here(app).unwrap_or_default();
    app.mode = Mode::Command(CommandLine { history_at: app.commands.len(), subject, ..CommandLine::default() });
    Vec::new()
}

/// Does an action of the line.
pub fn edit(app: &mut App, action: Action, now: Instant) -> Vec<Effect> {
    match action {
        Action::Accept => accept(app, now),
        Action::Cancel => {
            app.mode = Mode::Browse;
            Vec::new()
        }
        Action::Complete => complete::step(app, true),
        Action::CompleteBack => complete::step(app, false),
        Action::HistoryBack => recall(app, false),
        Action::HistoryForward => recall(app, true),
        _ => {
            if let Mode::Command(line) = &mut app.mode {
                line.field.edit(action);
            }
            complete::forget(app);
            Vec::new()
        }
    }
}

fn recall(app: &mut App, is_forward: bool) -> Vec<Effect> {
    let Mode::Command(line) = &mut app.mode else { return Vec::new() };
    let at = if is_forward { line.history_at + 1 } else { line.history_at.wrapping_sub(1) };
    let text = app.commands.get(at).cloned().or_else(|| (at == app.commands.len()).then(String::new));
    if let Some(text) = text {
        line.history_at = at;
        line.field = Field::new(&text);
    }
    Vec::new()
}

fn accept(app: &mut App, now: Instant) -> Vec<Effect> {
    let Mode::Command(line) = std::mem::replace(&mut app.mode, Mode::Browse) else { return Vec::new() };
    let text = line.field.text().trim().to_owned();
    if text.is_empty() {
        return Vec::new();
    }
    if app.commands.last() != Some(&text) {
        app.commands.push(text.clone());
        let surplus = app.commands.len().saturating_sub(HISTORY);
        app.commands.drain(..surplus);
    }
    let draft = edits::is_correction(&text).then(|| Draft::Line { text: text.clone(), subject: line.subject.clone() });
    let effects = run(app, &text, line.subject, now);
    // Until it is written, or decided against, it would be lost with the line.
    if let Some(draft) = draft.filter(|_| !effects.is_empty() || matches!(app.mode, Mode::Ask(_))) {
        drafts::sent(app, draft);
    }
    effects
}

fn run(app: &mut App, text: &str, subject: Vec<SeenRecord>, now: Instant) -> Vec<Effect> {
    let (name, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(name, rest)| (name, rest.trim()));
    let needs_records = matches!(name, "filter" | "sort" | "goto" | "convert") || edits::is_correction(name);
    if needs_records && app.stage != Stage::Ready {
        super::say(app, "There is nothing in the store yet");
        return Vec::new();
    }
    match name {
        "filter" => filter::apply(app, rest),
        "sort" => sort(app, rest),
        "convert" => convert(app, rest),
        "goto" => goto(app, rest, now),
        "edit" | "tag" | "annotate" | "confirm" | "reject" => edits::run(app, name, rest, subject),
        "config" => popup::config(app),
        "doctor" => popup::doctor(app),
        "keys" => help::open(app),
        "reload" => {
            app.busy = Some("reading the store");
            vec![Effect::Ask(Request::Reload)]
        }
        "quit" | "q" => vec![Effect::Quit(0)],
        _ => unknown(app, name),
    }
}

fn unknown(app: &mut App, name: &str) -> Vec<Effect> {
    let likeness = |known: &str| strsim::jaro_winkler(known, name);
    let nearest = COMMANDS.iter().map(|(known, _)| *known).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let hint = match nearest.filter(|nearest| likeness(nearest) > 0.7) {
        Some(nearest) => format!("the nearest is :{nearest}"),
        None => COMMANDS.iter().map(|(name, _)| format!(":{name}")).collect::<Vec<_>>().join(" "),
    };
    super::complain(app, &format!("there is no command ':{name}'; {hint}"));
    Vec::new()
}

fn sort(app: &mut App, rest: &str) -> Vec<Effect> {
    let (is_backwards, name) = rest.strip_prefix('-').map_or((false, rest), |name| (true, name));
    match SORTS.iter().find(|(known, _)| *known == name) {
        Some((_, sort)) => sorting::set(app, if is_backwards { sort.reversed() } else { *sort }),
        None => {
            super::complain(app, "sort takes date, sources, agreements or type, with - before it for the other way round");
            Vec::new()
        }
    }
}

fn convert(app: &mut App, rest: &str) -> Vec<Effect> {
    match Currency::from_code(&rest.to_ascii_uppercase()) {
        None if !rest.is_empty() => {
            super::complain(app, &format!("'{rest}' is no currency of ISO 4217: write USD, EUR, CNY"));
            Vec::new()
        }
        into => totals::convert(app, into),
    }
}

fn goto(app: &mut App, rest: &str, now: Instant) -> Vec<Effect> {
    let Some(day) = DateSpan::parse(rest).and_then(|date| date.first_day()) else {
        super::complain(app, &format!("'{rest}' is no date: write 2023, 2023-05 or 2023-05-18"));
        return Vec::new();
    };
    if !app.timeline.sort.is_of_time() {
        super::complain(app, "goto needs an order of time: sd first");
        return Vec::new();
    }
    let Some(records) = app.records.clone() else { return Vec::new() };
    let rows = app.timeline.list.rows.clone();
    let first_day = |position: usize| records.first_day(rows[position]);
    let dated = partition(rows.len(), |position| first_day(position).is_some());
    let to = if app.timeline.sort == Sort::DateAscending {
        partition(dated, |position| first_day(position).is_some_and(|other| other < day)).min(dated.saturating_sub(1))
    } else {
        partition(dated, |position| first_day(position).is_some_and(|other| other >= day)).saturating_sub(1)
    };
    timeline::select(app, to, now);
    Vec::new()
}

/// How many positions from the first on fit, where those that fit stand before those that do not.
fn partition(count: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if fits(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// What Tab offers.
pub enum Offered {
    /// Known here.
    Here {
        /// The bytes that a candidate takes the place of.
        range: Range<usize>,
        /// Best first.
        list: Vec<CandidateView>,
    },
    /// The filter that begins at this byte has to be asked about.
    OfFilter {
        /// First byte.
        from: usize,
    },
}

/// Where the filter begins in a line that is a filter command.
pub fn filter_from(text: &str) -> Option<usize> {
    text.starts_with("filter ").then_some("filter ".len())
}

/// What Tab offers in a line that speaks of these records.
pub fn offered(text: &str, cursor: usize, subject: &[SeenRecord]) -> Offered {
    if let Some(from) = filter_from(text).filter(|from| *from <= cursor) {
        return Offered::OfFilter { from };
    }
    let head = text.get(..cursor).unwrap_or(text);
    if let ("edit", Some(first)) = (head.split(' ').next().unwrap_or_default(), subject.first().filter(|_| head.contains(' '))) {
        return field_offered(head, first);
    }
    let (start, words): (usize, Vec<(&str, &str)>) = match head.split_once(' ') {
        None => (0, COMMANDS.to_vec()),
        Some(("sort", _)) => ("sort ".len(), SORTS.iter().map(|(name, _)| (*name, *name)).collect()),
        Some((name, _)) => (name.len() + 1, Vec::new()),
    };
    let typed = &head[start..];
    let fitting = words.into_iter().filter(|(word, _)| word.starts_with(typed));
    let list = fitting.map(|(word, help)| candidate(word.to_owned(), help)).collect();
    Offered::Here { range: start..head.len(), list }
}

/// The fields of a record with what stands in them now, or the words that may stand in the one that was named.
fn field_offered(head: &str, record: &SeenRecord) -> Offered {
    let word = head.rfind(' ').map_or(0, |space| space + 1);
    let named = head[word..].split_once('=').and_then(|(name, typed)| Some((name.parse::<RecordField>().ok()?, typed)));
    let (start, list) = match named {
        Some((field, typed)) => {
            let words = words(field).unwrap_or_default();
            let fitting = words.split(", ").filter(|word| !word.is_empty() && word.starts_with(typed));
            (head.len() - typed.len(), fitting.map(|word| candidate(word.to_owned(), word)).collect())
        }
        None => {
            let fitting = record.name.fields().iter().filter(|field| field.as_str().starts_with(&head[word..]));
            let now = |field: &RecordField| record.value(*field).unwrap_or_default().to_owned();
            (word, fitting.map(|field| candidate(format!("{field}="), &now(field))).collect())
        }
    };
    Offered::Here { range: start..head.len(), list }
}

fn candidate(text: String, label: &str) -> CandidateView {
    CandidateView { text, label: sanitize(label) }
}
