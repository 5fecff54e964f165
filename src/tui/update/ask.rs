//! Questions that wait for yes or no: a correction of very many records, one of what somebody else has changed meanwhile.

use super::{drafts, edits, popup, sheets, subject};
use crate::store::EditRequest;
use crate::text::safe::sanitize;
use crate::tui::action::Action;
use crate::tui::app::{App, Mode};
use crate::tui::drafts::{Draft, LeftDraft};
use crate::tui::effect::{Conflict, Effect};
use crate::tui::modes::Popup;
use crate::tui::sheet::{Sheet, SheetOf};
use crate::tui::subject::{Asking, Proposal, RecordName, SeenRecord};
use crate::tui::theme::Meaning;
use crate::tui::update::edits::Repeat;
use crate::tui::view::PopupLine;

/// How many records a preview names.
const MOST_NAMED: usize = 8;

/// Shows what a correction of very many records would do, before anything is done.
pub fn preview(app: &mut App, what: Repeat, records: Vec<SeenRecord>) {
    let title = format!("{} {}?", what.asked(), subject::counted(&records));
    let mut lines =
        vec![line(0, &format!("They are {} now. It is one step: u takes all of it back.", subject::by_status(&records)), Meaning::Text)];
    lines.extend(records.iter().take(MOST_NAMED).map(|record| line(2, &described(app, &record.name), Meaning::Aside)));
    if records.len() > MOST_NAMED {
        lines.push(line(2, &format!("and {} more", crate::tui::draw::grouped(records.len() - MOST_NAMED)), Meaning::Aside));
    }
    queue(app, &title, lines, Proposal::Bulk(what, records));
}

/// Asks whether corrections are to stand above what somebody else has set since.
pub fn overrule(app: &mut App, conflicts: Vec<Conflict>) {
    let mut lines: Vec<PopupLine> =
        conflicts.iter().take(MOST_NAMED).map(|conflict| line(0, conflict.why.as_str(), Meaning::Trouble)).collect();
    if conflicts.len() > MOST_NAMED {
        lines.push(line(0, &format!("and {} more", conflicts.len() - MOST_NAMED), Meaning::Trouble));
    }
    for (field, value) in conflicts.iter().take(1).flat_map(|conflict| set_by(&conflict.request)) {
        lines.push(line(0, &format!("Yours: {field} {}", if value.is_empty() { "nothing" } else { value }), Meaning::Text));
    }
    lines.push(line(0, "y sets yours above it, n leaves what stands there now. Either way the log keeps both.", Meaning::Text));
    queue(app, "Somebody else has changed this meanwhile", lines, Proposal::Overrule(conflicts));
}

/// Offers what windows left behind, once the records are there.
pub fn offer_drafts(app: &mut App) {
    for left in std::mem::take(&mut app.left_drafts) {
        let mut lines = match &left.draft {
            Draft::Line { text, subject } => typed(app, text, subject),
            Draft::Sheet(sheet) => written(app, sheet),
        };
        lines.push(line(0, "y takes it up, n gives it up, Esc keeps it for the next start.", Meaning::Text));
        queue(app, "A correction was cut short", lines, Proposal::TakeUp(left));
    }
}

/// What was typed, and the records that it speaks of.
fn typed(app: &App, text: &str, subject: &[SeenRecord]) -> Vec<PopupLine> {
    let mut lines = vec![line(2, &format!(":{text}"), Meaning::Text)];
    lines.extend(subject.iter().take(MOST_NAMED).map(|record| line(2, &described(app, &record.name), Meaning::Aside)));
    if subject.len() > MOST_NAMED {
        let more = crate::tui::draw::grouped(subject.len() - MOST_NAMED);
        lines.push(line(2, &format!("and {more} more"), Meaning::Aside));
    }
    lines
}

/// The lines of a text that were changed, and the record that it is of.
fn written(app: &App, sheet: &Sheet) -> Vec<PopupLine> {
    let is_new = |text: &&str| !text.trim().is_empty() && !text.starts_with('#') && !sheet.offered.lines().any(|line| line == *text);
    let mut lines: Vec<PopupLine> = sheet.text.lines().filter(is_new).take(MOST_NAMED).map(|text| line(2, text, Meaning::Text)).collect();
    let of = match &sheet.of {
        SheetOf::Record(seen) => described(app, &seen.name),
        SheetOf::New(class, document) => format!("a new {class}, from {document}"),
    };
    lines.push(line(2, &of, Meaning::Aside));
    lines
}

/// Says why a text was not written, and offers it again.
pub fn compose_again(app: &mut App, sheet: Sheet, problems: Vec<String>) {
    let mut lines: Vec<PopupLine> = problems.iter().take(MOST_NAMED).map(|problem| line(0, problem, Meaning::Trouble)).collect();
    if problems.len() > MOST_NAMED {
        lines.push(line(0, &format!("and {} more", problems.len() - MOST_NAMED), Meaning::Trouble));
    }
    lines.push(line(0, "Nothing of the text is lost: y opens it again, n gives it up, Esc keeps it for the next start.", Meaning::Text));
    queue(app, "This was not written", lines, Proposal::ComposeAgain(Box::new(sheet)));
}

fn set_by(request: &EditRequest) -> Vec<(&'static str, &str)> {
    match request {
        EditRequest::Set { fields, .. } => fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect(),
        _ => Vec::new(),
    }
}

fn described(app: &App, name: &RecordName) -> String {
    let Some(records) = &app.records else { return name.to_string() };
    let row = match name {
        RecordName::Engagement(id) => records.row_of(id).map(|row| {
            let row = records.row(row);
            let date = row.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            format!("{date}  {}  {}", row.kind, row.headline)
        }),
        RecordName::Agreement(id) => records
            .agreement_row_of(id)
            .and_then(|row| records.agreement(row))
            .map(|row| format!("{}  {}  {}", row.date, row.amount, row.headline)),
    };
    row.unwrap_or_else(|| name.to_string())
}

fn line(indent: u16, text: &str, meaning: Meaning) -> PopupLine {
    PopupLine { indent, text: sanitize(text), meaning }
}

fn queue(app: &mut App, title: &str, lines: Vec<PopupLine>, what: Proposal) {
    let popup = Popup { title: sanitize(title), lines, wrapped: Vec::new(), top: 0 };
    app.questions.push_back(Asking { popup, what });
    next(app);
}

/// Puts the next question, once the panes have the keys: a line that is being typed is not taken away.
pub fn next(app: &mut App) {
    if matches!(app.mode, Mode::Browse | Mode::Popup(_))
        && app.prefix.is_empty()
        && let Some(asking) = app.questions.pop_front()
    {
        app.mode = Mode::Ask(Box::new(asking));
        popup::lay_out(app);
    }
}

/// Takes the answer.
pub fn answer(app: &mut App, action: Action) -> Vec<Effect> {
    let Mode::Ask(asking) = std::mem::replace(&mut app.mode, Mode::Browse) else { return Vec::new() };
    match (action, asking.what) {
        (Action::AnswerYes, Proposal::Bulk(what, records)) => edits::write(app, what, &records),
        (Action::AnswerYes, Proposal::Overrule(conflicts)) => edits::overrule(app, conflicts),
        (Action::AnswerYes, Proposal::TakeUp(left)) => take_up(app, left),
        (Action::AnswerYes, Proposal::ComposeAgain(sheet)) => sheets::compose(app, *sheet),
        (Action::AnswerNo, Proposal::ComposeAgain(_)) => leave(app, "The text was given up"),
        (_, Proposal::ComposeAgain(_)) => {
            super::say(app, "It is offered again at the next start");
            drafts::shelve(app)
        }
        (_, Proposal::Bulk(..)) => leave(app, "Nothing was changed"),
        (_, Proposal::Overrule(_)) => leave(app, "What stands there now was left"),
        (Action::AnswerNo, Proposal::TakeUp(left)) => {
            super::say(app, "The correction that was cut short was given up");
            vec![Effect::DropDraft(left.file)]
        }
        (_, Proposal::TakeUp(_)) => {
            super::say(app, "It is offered again at the next start");
            Vec::new()
        }
    }
}

fn leave(app: &mut App, said: &str) -> Vec<Effect> {
    drafts::settled(app);
    super::say(app, said);
    Vec::new()
}

/// Opens the line as it was. It is this window's now: kept here before the file that was left goes.
fn take_up(app: &mut App, left: LeftDraft) -> Vec<Effect> {
    let LeftDraft { draft, file } = left;
    let mut effects = match draft {
        Draft::Line { text, subject } => {
            edits::open_on(app, &text, subject);
            if let Mode::Command(line) = &mut app.mode {
                line.begun_with.clear();
            }
            drafts::keep(app)
        }
        Draft::Sheet(sheet) => sheets::compose(app, sheet),
    };
    // Before the editor has the terminal, behind what keeps it here.
    effects.insert(effects.len().min(1), Effect::DropDraft(file));
    effects
}
