//! Questions that wait for yes or no: a correction of very many records, one of what somebody else has changed meanwhile.

use super::{drafts, edits, popup, subject};
use crate::store::EditRequest;
use crate::text::safe::sanitize;
use crate::tui::action::Action;
use crate::tui::app::{App, Mode};
use crate::tui::drafts::LeftDraft;
use crate::tui::effect::{Conflict, Effect};
use crate::tui::modes::Popup;
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
        let mut lines = vec![line(2, &format!(":{}", left.draft.text), Meaning::Text)];
        lines.extend(left.draft.subject.iter().take(MOST_NAMED).map(|record| line(2, &described(app, &record.name), Meaning::Aside)));
        if left.draft.subject.len() > MOST_NAMED {
            let more = crate::tui::draw::grouped(left.draft.subject.len() - MOST_NAMED);
            lines.push(line(2, &format!("and {more} more"), Meaning::Aside));
        }
        lines.push(line(0, "y takes it up, n gives it up, Esc keeps it for the next start.", Meaning::Text));
        queue(app, "A correction was cut short", lines, Proposal::TakeUp(left));
    }
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
    edits::open_on(app, &left.draft.text, left.draft.subject);
    if let Mode::Command(line) = &mut app.mode {
        line.begun_with.clear();
    }
    let mut effects = drafts::keep(app);
    effects.push(Effect::DropDraft(left.file));
    effects
}
