//! Corrections from the dashboard: one key each, or a line for what needs words. The worker writes them; `u` takes the last ones back.

use crate::model::{EngagementId, RecordField};
use crate::store::{EditRequest, RecordStatus};
use crate::text::safe::sanitize;
use crate::tui::app::{App, Message, Mode, Stage};
use crate::tui::effect::{Effect, Request, Step};
use crate::tui::field::Field;
use crate::tui::modes::CommandLine;

/// More marked rows than this are judged by their command only, not by a slip of a finger.
const MOST_AT_ONCE: usize = 20;
/// What the review queue shows first: disputes and corrections whose article has changed.
const DISPUTED: &str = "has:dispute|status:review";
/// And then: what nobody has looked at.
const UNREVIEWED: &str = "status:new";

/// What was done last, for doing it again on another row.
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

/// The marked rows in their order on the screen, else the selected one.
fn targets(app: &App) -> Vec<EngagementId> {
    let Some(records) = &app.records else { return Vec::new() };
    let marks = &app.timeline.marks;
    if marks.is_empty() {
        return app.selected_row().map(|row| row.id).into_iter().collect();
    }
    let shown = app.timeline.list.rows.iter().filter(|row| marks.contains(row));
    shown.map(|row| records.row(*row).id).collect()
}

/// Confirms or rejects by one key.
pub fn judge(app: &mut App, status: RecordStatus) -> Vec<Effect> {
    let count = targets(app).len();
    if count > MOST_AT_ONCE {
        let command = if status == RecordStatus::Rejected { "reject" } else { "confirm" };
        super::say(app, &format!("{count} are marked: :{command} does it to all of them"));
        return Vec::new();
    }
    again(app, Repeat::Judge(status))
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

/// Does it to the marked rows, else to the selected one.
pub fn again(app: &mut App, what: Repeat) -> Vec<Effect> {
    let targets = targets(app);
    if targets.is_empty() {
        super::say(app, "There is no row to correct");
        return Vec::new();
    }
    let seen = app.selected_row().and_then(|row| row.date).map(|date| date.to_string()).unwrap_or_default();
    let is_alone = targets.len() == 1;
    let request = |id: &EngagementId| {
        let record = id.to_string();
        match &what {
            Repeat::Judge(status) => {
                EditRequest::Set { record, fields: vec![(RecordField::Status, status.as_str().to_owned())], expected: Vec::new() }
            }
            Repeat::Fields(fields) => {
                // The date is what the row shows: where another analyst has set it since, both are told.
                let has_date = is_alone && fields.iter().any(|(field, _)| *field == RecordField::Date);
                let expected = if has_date { vec![(RecordField::Date, seen.clone())] } else { Vec::new() };
                EditRequest::Set { record, fields: fields.clone(), expected }
            }
            Repeat::Tags(tags) => EditRequest::Tag { record, tags: tags.clone() },
            Repeat::Note(text) => EditRequest::Annotate { record, text: text.clone() },
        }
    };
    let requests = targets.iter().map(request).collect();
    let word = match &what {
        Repeat::Judge(RecordStatus::Rejected) => "rejected",
        Repeat::Judge(_) => "confirmed",
        Repeat::Fields(_) => "corrected",
        Repeat::Tags(_) => "tagged",
        Repeat::Note(_) => "annotated",
    };
    app.repeat = Some(what);
    ask(app, Step::Do, requests, format!("{word} {} - u undoes", targets.len()))
}

fn ask(app: &mut App, step: Step, requests: Vec<EditRequest>, said: String) -> Vec<Effect> {
    if app.is_read_only {
        super::complain(app, "Opened for reading only: nothing can be corrected");
        return Vec::new();
    }
    if app.stage != Stage::Ready || app.busy.is_some() {
        return Vec::new();
    }
    app.busy = Some("writing");
    vec![Effect::Ask(Request::Edit { step, requests, said: sanitize(&said) })]
}

/// Joins the marked rows.
pub fn merge(app: &mut App) -> Vec<Effect> {
    let targets = targets(app);
    if targets.len() < 2 {
        super::say(app, "Mark two rows or more with Space, then m joins them");
        return Vec::new();
    }
    let records = targets.iter().map(ToString::to_string).collect();
    ask(app, Step::Do, vec![EditRequest::Merge { records }], format!("joined {} - u undoes", targets.len()))
}

/// Takes back what was done last here, else the analyst's last line of the log.
pub fn undo(app: &mut App) -> Vec<Effect> {
    let count = app.done.last().copied().unwrap_or(1);
    ask(app, Step::Undo, vec![EditRequest::Undo { entry: None }; count], format!("undid {count} - Ctrl-r brings back"))
}

/// Brings back what was taken back last.
pub fn redo(app: &mut App) -> Vec<Effect> {
    let count = app.undone.last().copied().unwrap_or(1);
    ask(app, Step::Redo, vec![EditRequest::Redo { entry: None }; count], format!("brought {count} back - u undoes"))
}

/// It has been written: `count` lines of the log.
pub fn written(app: &mut App, step: Step, count: usize, message: Message) {
    app.busy = None;
    app.message = Some(message);
    if count == 0 {
        return;
    }
    match step {
        Step::Do => {
            app.done.push(count);
            app.undone.clear();
        }
        Step::Undo => {
            app.done.pop();
            app.undone.push(count);
        }
        Step::Redo => {
            app.undone.pop();
            app.done.push(count);
        }
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
pub fn write(app: &mut App, command: &str) -> Vec<Effect> {
    if targets(app).is_empty() {
        super::say(app, "There is no row to correct");
        return Vec::new();
    }
    let date = || app.selected_row().and_then(|row| row.date).map(|date| date.to_string()).unwrap_or_default();
    let text = if command == "edit" { format!("edit date={}", date()) } else { format!("{command} ") };
    app.mode = Mode::Command(CommandLine { field: Field::new(&text), history_at: app.commands.len(), ..CommandLine::default() });
    Vec::new()
}

/// `:edit`, `:tag`, `:annotate`, `:confirm`, `:reject` as typed.
pub fn run(app: &mut App, name: &str, rest: &str) -> Vec<Effect> {
    let what = match name {
        "confirm" => Repeat::Judge(RecordStatus::Confirmed),
        "reject" => Repeat::Judge(RecordStatus::Rejected),
        "tag" if !rest.is_empty() => Repeat::Tags(rest.split_whitespace().map(str::to_owned).collect()),
        "annotate" if !rest.is_empty() => Repeat::Note(rest.to_owned()),
        "edit" => match fields(rest) {
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
    again(app, what)
}

/// `date=2023-10-11 leader=Hao Peng`: a value goes on until the next field.
fn fields(text: &str) -> Result<Vec<(RecordField, String)>, String> {
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

fn names() -> String {
    RecordField::OF_ENGAGEMENTS.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_on_until_the_next_field() {
        let expected =
            [(RecordField::Leader, "Hao Peng".to_owned()), (RecordField::Date, "2023-10-11".to_owned()), (RecordField::To, String::new())];
        assert_eq!(fields("leader=Hao Peng date=2023-10-11 to="), Ok(expected.to_vec()));
        assert!(fields("2023-10-11").is_err_and(|why| why.contains("date")));
        assert!(fields("").is_err());
    }
}
