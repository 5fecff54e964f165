//! Corrections from the dashboard: one key each, or a line for what needs words. The worker writes them; `u` takes the last ones back.

use super::{ask, drafts, subject, timeline};
use crate::model::RecordField;
use crate::store::{EditRequest, RecordStatus};
use crate::tui::app::{App, Message, Mode, Pane, Stage};
use crate::tui::effect::{Conflict, Effect, Request};
use crate::tui::field::Field;
use crate::tui::modes::CommandLine;
use crate::tui::subject::{RecordName, SeenRecord};

/// More records than this are corrected only after a look at what would be done, not by a slip of a finger.
const MOST_AT_ONCE: usize = 20;
/// What the review queue shows first: disputes and corrections whose article has changed.
const DISPUTED: &str = "has:dispute|status:review";
/// And then: what nobody has looked at.
const UNREVIEWED: &str = "status:new";

/// What was done last, for doing it again on another record.
#[derive(Debug, Clone, PartialEq)]
pub enum Repeat {
    /// Confirmed or rejected.
    Judge(RecordStatus),
    /// Fields set.
    Fields(Vec<(RecordField, String)>),
    /// Tags put on.
    Tags(Vec<String>),
    /// A note written.
    Note(String),
}

impl Repeat {
    /// What was done, in a word.
    fn word(&self) -> &'static str {
        match self {
            Repeat::Judge(RecordStatus::Rejected) => "rejected",
            Repeat::Judge(_) => "confirmed",
            Repeat::Fields(_) => "corrected",
            Repeat::Tags(_) => "tagged",
            Repeat::Note(_) => "annotated",
        }
    }

    /// What is to be done, in a word.
    pub fn asked(&self) -> &'static str {
        match self {
            Repeat::Judge(RecordStatus::Rejected) => "Reject",
            Repeat::Judge(_) => "Confirm",
            Repeat::Fields(_) => "Correct",
            Repeat::Tags(_) => "Tag",
            Repeat::Note(_) => "Annotate",
        }
    }

    fn request(&self, record: &SeenRecord) -> EditRequest {
        let name = record.name.to_string();
        match self {
            Repeat::Judge(status) => {
                let fields = vec![(RecordField::Status, status.as_str().to_owned())];
                EditRequest::Set { record: name, expected: record.expected(&fields), fields }
            }
            // Where another analyst has set one of them since it was looked at, both values are told.
            Repeat::Fields(fields) => EditRequest::Set { record: name, expected: record.expected(fields), fields: fields.clone() },
            Repeat::Tags(tags) => EditRequest::Tag { record: name, tags: tags.clone() },
            Repeat::Note(text) => EditRequest::Annotate { record: name, text: text.clone() },
        }
    }
}

/// Confirms or rejects by one key. Where the record leaves the list by it, the next one is selected at once, so that the same key
/// may follow without waiting.
pub fn judge(app: &mut App, status: RecordStatus, now: std::time::Instant) -> Vec<Effect> {
    let effects = again(app, Repeat::Judge(status));
    let filter = &app.filter.text;
    let leaves = status == RecordStatus::Rejected || filter.contains("status:") || filter.contains("has:dispute");
    if !effects.is_empty() && leaves && app.focus == Pane::Timeline && app.profile.is_none() && app.timeline.marks.is_empty() {
        timeline::go(app, super::Move::Lines(1), now);
    }
    effects
}

/// Does what was done last.
pub fn repeat(app: &mut App) -> Vec<Effect> {
    match app.repeat.clone() {
        Some(what) => again(app, what),
        None => {
            super::say(app, "Nothing was corrected yet that could be done again");
            Vec::new()
        }
    }
}

/// Does it to the marked records, else to the selected one.
fn again(app: &mut App, what: Repeat) -> Vec<Effect> {
    match subject::here(app) {
        Ok(records) => propose(app, what, records),
        Err(why) => {
            super::say(app, why);
            Vec::new()
        }
    }
}

/// Does it to these records, after a look at what would be done where they are very many.
fn propose(app: &mut App, what: Repeat, records: Vec<SeenRecord>) -> Vec<Effect> {
    if records.len() <= MOST_AT_ONCE {
        return write(app, what, &records);
    }
    if is_allowed(app) {
        ask::preview(app, what, records);
    }
    Vec::new()
}

/// Does it.
pub fn write(app: &mut App, what: Repeat, records: &[SeenRecord]) -> Vec<Effect> {
    if !is_allowed(app) {
        return Vec::new();
    }
    if let Repeat::Judge(status) = &what {
        if !app.is_unsettled && records.iter().all(|record| app.judged.get(&record.name) == Some(status)) {
            // The same key twice, before the first one was answered.
            return Vec::new();
        }
        app.judged.extend(records.iter().map(|record| (record.name.clone(), *status)));
    }
    let requests = records.iter().map(|record| what.request(record)).collect();
    app.is_unsettled |= matches!(what, Repeat::Fields(_));
    let word = what.word();
    app.repeat = Some(what);
    ask_for(app, Request::Edit { requests, word })
}

/// Sets what was in conflict above what stands there now, unless that has changed once more.
pub fn overrule(app: &mut App, conflicts: Vec<Conflict>) -> Vec<Effect> {
    let renewed = |conflict: Conflict| match conflict.request {
        EditRequest::Set { record, fields, .. } => {
            let now = subject::again(app, RecordName::parse(&record).into_iter()).pop();
            let expected = now.map_or_else(Vec::new, |now| now.expected(&fields));
            EditRequest::Set { record, fields, expected }
        }
        other => other,
    };
    let requests = conflicts.into_iter().map(renewed).collect();
    ask_for(app, Request::Edit { requests, word: "corrected" })
}

/// Whether corrections can be made; says so where they cannot.
pub fn is_allowed(app: &mut App) -> bool {
    if app.is_read_only {
        super::complain(app, "Opened for reading only: nothing can be corrected");
    }
    !app.is_read_only && app.stage == Stage::Ready
}

fn ask_for(app: &mut App, request: Request) -> Vec<Effect> {
    if !is_allowed(app) {
        return Vec::new();
    }
    app.unwritten += 1;
    app.busy = Some("writing");
    vec![Effect::Ask(request)]
}

/// Has corrections written that are not of what can be done again.
pub fn send(app: &mut App, request: Request) -> Vec<Effect> {
    app.is_unsettled = true;
    ask_for(app, request)
}

/// Joins the marked records.
pub fn merge(app: &mut App) -> Vec<Effect> {
    let records: Vec<String> = subject::here(app).unwrap_or_default().iter().map(|record| record.name.to_string()).collect();
    if records.len() < 2 {
        super::say(app, "Mark two rows or more with Space, then m joins them");
        return Vec::new();
    }
    ask_for(app, Request::Edit { requests: vec![EditRequest::Merge { records }], word: "joined" })
}

/// Takes back what was done last here, else the analyst's last line of the log.
pub fn undo(app: &mut App) -> Vec<Effect> {
    app.is_unsettled = true;
    ask_for(app, Request::Undo)
}

/// Brings back what was taken back last.
pub fn redo(app: &mut App) -> Vec<Effect> {
    app.is_unsettled = true;
    ask_for(app, Request::Redo)
}

/// A step has been written, but for what is in conflict.
pub fn written(app: &mut App, message: Message, conflicts: Vec<Conflict>, added: Option<&RecordName>, now: std::time::Instant) {
    app.unwritten = app.unwritten.saturating_sub(1);
    if app.unwritten == 0 {
        app.busy = None;
        app.judged.clear();
        app.is_unsettled = false;
    }
    let sheet = app.composed.take();
    let is_lost = message.is_trouble.then(|| message.text.as_str().to_owned());
    app.message = Some(message);
    if !conflicts.is_empty() {
        ask::overrule(app, conflicts);
    } else if let (Some(sheet), Some(why)) = (sheet, is_lost) {
        ask::compose_again(app, sheet, vec![why]);
    } else if app.unwritten == 0 {
        drafts::settled(app);
    }
    if let Some(RecordName::Engagement(id)) = added {
        timeline::go_to_record(app, id, now);
    }
}

/// What waits for a look: first what is in dispute, then what nobody has looked at.
pub fn review(app: &mut App) -> Vec<Effect> {
    if app.stage != Stage::Ready {
        return Vec::new();
    }
    let is_second = app.filter.text == DISPUTED;
    let text = if is_second { UNREVIEWED } else { DISPUTED };
    let effects = super::filter::apply(app, text);
    // Both fit 80 cells.
    let what = if is_second { "Nobody has looked at these" } else { "Disputed or to review (again: unreviewed)" };
    super::say(app, &format!("{what}: c confirms, d rejects, e corrects"));
    effects
}

/// Opens the command line on a command that needs words.
pub fn open_line(app: &mut App, command: &str) -> Vec<Effect> {
    match subject::here(app) {
        Ok(subject) => {
            let text = if command == "edit" { first_field(app, &subject) } else { format!("{command} ") };
            open_on(app, &text, subject);
        }
        Err(why) => super::say(app, why),
    }
    Vec::new()
}

/// Opens the command line with a text that is to speak of these records.
pub fn open_on(app: &mut App, text: &str, subject: Vec<SeenRecord>) {
    let field = Field::new(text);
    app.mode = Mode::Command(CommandLine {
        field,
        history_at: app.commands.len(),
        subject,
        begun_with: text.to_owned(),
        ..CommandLine::default()
    });
}

/// `edit date=2023-10-11`: what is corrected most often, with the value that is shown. Of a sum that may lie inside a total it is first
/// to be settled whether it does.
fn first_field(app: &App, subject: &[SeenRecord]) -> String {
    if let [SeenRecord { name: RecordName::Agreement(id), .. }] = subject
        && let Some(records) = &app.records
        && let Some(whole) = records.agreement_row_of(id).and_then(|row| records.agreement(row)?.maybe_inside)
    {
        return format!("edit {}={whole}", RecordField::PartOf);
    }
    let field = match subject.first().map(|record| &record.name) {
        Some(RecordName::Agreement(_)) => RecordField::Amount,
        _ => RecordField::Date,
    };
    let shown = app.records.as_ref().zip(subject.first()).map_or_else(Vec::new, |(records, first)| records.fields(&first.name));
    let value = shown.iter().find(|(other, _)| *other == field).map_or("", |(_, value)| value);
    // Of several, nothing stands there that a hasty Enter would set.
    if subject.len() == 1 { format!("edit {field}={value}") } else { "edit ".to_owned() }
}

/// Whether a line, as typed, is a correction of records.
pub fn is_correction(text: &str) -> bool {
    matches!(text.split_whitespace().next(), Some("edit" | "tag" | "annotate" | "confirm" | "reject"))
}

/// `:edit`, `:tag`, `:annotate`, `:confirm`, `:reject` as typed, of the records that were there when the line was opened.
pub fn run(app: &mut App, name: &str, rest: &str, subject: Vec<SeenRecord>) -> Vec<Effect> {
    let Some(first) = subject.first() else {
        let why = subject::here(app).err().unwrap_or("There was no record when the line was opened");
        super::say(app, why);
        return Vec::new();
    };
    let what = match name {
        "confirm" => Repeat::Judge(RecordStatus::Confirmed),
        "reject" => Repeat::Judge(RecordStatus::Rejected),
        "tag" if !rest.is_empty() => Repeat::Tags(rest.split_whitespace().map(str::to_owned).collect()),
        "annotate" if !rest.is_empty() => Repeat::Note(rest.to_owned()),
        "edit" => match fields(rest, first.name.fields()) {
            Ok(fields) => Repeat::Fields(fields),
            Err(why) => {
                super::complain(app, &why);
                return Vec::new();
            }
        },
        _ => {
            super::complain(app, &format!("{name} needs words"));
            return Vec::new();
        }
    };
    propose(app, what, subject)
}

/// `date=2023-10-11 leader=Hao Peng`: a value goes on until the next field.
fn fields(text: &str, known: &[RecordField]) -> Result<Vec<(RecordField, String)>, String> {
    let names = || known.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ");
    let mut fields: Vec<(RecordField, String)> = Vec::new();
    for word in text.split_whitespace() {
        let named = word.split_once('=').and_then(|(name, value)| Some((name.parse::<RecordField>().ok()?, value)));
        match (named, fields.last_mut()) {
            (Some((field, value)), _) => fields.push((field, value.to_owned())),
            (None, Some((_, value))) => *value = format!("{value} {word}"),
            (None, None) => return Err(format!("'{word}' sets nothing: write edit date=2023-10-11, with one of the fields {}", names())),
        }
    }
    if fields.is_empty() { Err(format!("write edit FIELD=VALUE, with one of the fields {}", names())) } else { Ok(fields) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_on_until_the_next_field() {
        let expected =
            [(RecordField::Leader, "Hao Peng".to_owned()), (RecordField::Date, "2023-10-11".to_owned()), (RecordField::To, String::new())];
        let fields = |text| fields(text, RecordField::OF_ENGAGEMENTS);
        assert_eq!(fields("leader=Hao Peng date=2023-10-11 to="), Ok(expected.to_vec()));
        assert!(fields("2023-10-11").is_err_and(|why| why.contains("date")));
        assert!(fields("").is_err());
    }
}
