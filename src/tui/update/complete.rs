//! Tab in a line: candidates for the word at the cursor, put in one after the other.

use super::{command, filter};
use crate::tui::app::{App, Mode};
use crate::tui::effect::{Effect, Request};
use crate::tui::field::Field;
use crate::tui::modes::Candidates;
use crate::tui::view::CandidateView;

/// The open line and its candidates.
fn line(app: &mut App) -> Option<(&mut Field, &mut Candidates)> {
    match &mut app.mode {
        Mode::Filter(line) => Some((&mut line.field, &mut line.candidates)),
        Mode::Command(line) => Some((&mut line.field, &mut line.candidates)),
        _ => None,
    }
}

/// Shows candidates, or puts the next of those in that are shown.
pub fn step(app: &mut App, is_forward: bool) -> Vec<Effect> {
    let Some((field, candidates)) = line(app) else { return Vec::new() };
    if candidates.list.is_empty() {
        return ask(app);
    }
    let count = candidates.list.len();
    let next = match (candidates.at, is_forward) {
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
        (None, true) => 0,
        (None, false) => count - 1,
    };
    candidates.at = Some(next);
    put(field, candidates, next);
    changed(app)
}

fn put(field: &mut Field, candidates: &mut Candidates, at: usize) {
    let text = candidates.list[at].text.clone();
    field.replace(candidates.range.clone(), &text);
    candidates.range.end = candidates.range.start + text.len();
}

/// The line is another: the filter's rows follow it.
fn changed(app: &mut App) -> Vec<Effect> {
    match app.mode {
        Mode::Filter(_) => filter::ask_live(app),
        _ => Vec::new(),
    }
}

/// The line was typed into: what was offered no longer fits.
pub fn forget(app: &mut App) {
    if let Some((_, candidates)) = line(app) {
        *candidates = Candidates::default();
    }
}

fn ask(app: &mut App) -> Vec<Effect> {
    app.asked += 1;
    let generation = app.asked;
    let subject = match &app.mode {
        Mode::Command(line) => Some(line.subject.clone()),
        _ => None,
    };
    let Some((field, candidates)) = line(app) else { return Vec::new() };
    *candidates = Candidates { generation, ..Candidates::default() };
    let (text, cursor) = (field.text().to_owned(), field.cursor());
    let Some(subject) = subject else { return vec![Effect::Ask(Request::Complete { generation, text, cursor })] };
    match command::offered(&text, cursor, &subject) {
        command::Offered::Here { range, list } => arrived(app, generation, range, list),
        command::Offered::OfFilter { from } => {
            candidates.offset = from;
            let (text, cursor) = (text[from..].to_owned(), cursor - from);
            vec![Effect::Ask(Request::Complete { generation, text, cursor })]
        }
    }
}

/// The candidates have come: the only one is put in, of several what they have in common.
pub fn arrived(app: &mut App, generation: u64, range: std::ops::Range<usize>, list: Vec<CandidateView>) -> Vec<Effect> {
    let Some((field, candidates)) = line(app) else { return Vec::new() };
    if candidates.generation != generation {
        return Vec::new();
    }
    candidates.range = range.start + candidates.offset..range.end + candidates.offset;
    candidates.list = list;
    candidates.at = None;
    match candidates.list.len() {
        0 => super::say(app, "Nothing completes this"),
        1 => {
            put(field, candidates, 0);
            *candidates = Candidates::default();
        }
        _ if is_begun(field.text(), candidates) => {
            put(field, candidates, 0);
            candidates.at = Some(0);
        }
        _ => {
            let common = common_front(&candidates.list);
            if common.len() > candidates.range.len() {
                field.replace(candidates.range.clone(), &common);
                candidates.range.end = candidates.range.start + common.len();
            }
        }
    }
    changed(app)
}

/// Whether what is typed is the beginning of the first candidate: then that goes in at once, and Tab goes on from there.
fn is_begun(text: &str, candidates: &Candidates) -> bool {
    let typed = text.get(candidates.range.clone()).unwrap_or_default().to_lowercase();
    !typed.is_empty() && candidates.list[0].text.to_lowercase().starts_with(&typed)
}

fn common_front(list: &[CandidateView]) -> String {
    let Some((first, rest)) = list.split_first() else { return String::new() };
    let shared = |text: &str, other: &str| text.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let length: usize = rest.iter().map(|other| shared(&first.text, &other.text)).min().unwrap_or(first.text.len());
    first.text[..length].to_owned()
}
