//! Corrections as they are written: in steps that are taken back and brought back as wholes. Each step knows its lines of the log, so
//! that who undoes takes back what was done here, whatever the same account has done in another window since.

use std::borrow::Cow;
use std::collections::HashMap;

use super::effect::Conflict;
use super::subject::RecordName;
use crate::model::{EditAction, LogEntryId};
use crate::store::{Author, EditRequest, ErrorKind, Store, StoreError};
use crate::text::safe::{SafeText, sanitize};

/// The steps of a session.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<Vec<LogEntryId>>,
    undone: Vec<Vec<LogEntryId>>,
}

/// What came of a step.
#[derive(Debug, Default)]
pub struct Written {
    /// Lines of the log.
    pub count: usize,
    /// The records that they speak of, as they are now.
    pub records: Vec<String>,
    /// Whether more can have changed than marks on these records and on their parts.
    pub changes_more: bool,
    /// What to say.
    pub text: SafeText,
    /// Whether something went wrong.
    pub is_trouble: bool,
    /// What somebody else has changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// The record that was added last.
    pub added: Option<RecordName>,
}

impl Steps {
    /// Writes one correction after the other. What is in conflict is passed over; what was written before one fails stands.
    pub fn write(&mut self, store: &mut Store, author: &Author, requests: &[EditRequest], word: &str) -> Written {
        let (mut written, mut lines, mut trouble) = (Written::default(), Vec::new(), None);
        // A day or place that is set may join the record with another, under whose name it goes on.
        let mut names: HashMap<String, String> = HashMap::new();
        for request in requests {
            match store.edit(&renamed(request, &names), None, author) {
                Ok(report) => {
                    lines.push(report.entry);
                    if let (EditRequest::Set { record, .. }, [now]) = (request, report.records.as_slice()) {
                        names.insert(record.clone(), now.clone());
                    }
                    if matches!(request, EditRequest::Add { .. }) {
                        written.added = report.records.first().and_then(|record| RecordName::parse(record));
                    }
                    written.records.extend(report.records);
                    written.changes_more |= !report.is_of_marks;
                }
                Err(error) if error.kind == ErrorKind::Conflict => {
                    written.conflicts.push(Conflict { request: request.clone(), why: refusal(&error) });
                }
                Err(error) => {
                    trouble = Some(refusal(&error));
                    break;
                }
            }
        }
        let count = if let [EditRequest::Merge { records }] = requests { records.len() } else { lines.len() };
        let said = match lines.is_empty() {
            true => "nothing was written: it has been changed meanwhile".to_owned(),
            false => format!("{word} {count} - u undoes"),
        };
        written.tell(lines.len(), said, trouble);
        if !lines.is_empty() {
            self.done.push(lines);
            self.undone.clear();
        }
        written
    }

    /// Takes the last step back, else what the analyst did last in an earlier session.
    pub fn undo(&mut self, store: &mut Store, author: &Author) -> Written {
        let step = self.done.pop().map(|lines| lines.into_iter().rev().map(Some).collect());
        let (written, lines) = turn(store, author, step.unwrap_or_else(|| vec![None]), true);
        self.undone.extend((!lines.is_empty()).then_some(lines));
        written
    }

    /// Brings the step back that was taken back last.
    pub fn redo(&mut self, store: &mut Store, author: &Author) -> Written {
        let step = self.undone.pop().map(|lines| lines.into_iter().rev().map(Some).collect());
        let (written, lines) = turn(store, author, step.unwrap_or_else(|| vec![None]), false);
        self.done.extend((!lines.is_empty()).then_some(lines));
        written
    }
}

/// The same of the record's name now.
fn renamed<'a>(request: &'a EditRequest, names: &HashMap<String, String>) -> Cow<'a, EditRequest> {
    match request {
        EditRequest::Set { record, fields, expected } => match names.get(record) {
            Some(now) if now != record => {
                Cow::Owned(EditRequest::Set { record: now.clone(), fields: fields.clone(), expected: expected.clone() })
            }
            _ => Cow::Borrowed(request),
        },
        _ => Cow::Borrowed(request),
    }
}

/// Takes lines of the log back, or brings them back, and gives those that were.
fn turn(store: &mut Store, author: &Author, lines: Vec<Option<LogEntryId>>, is_undo: bool) -> (Written, Vec<LogEntryId>) {
    let (mut written, mut turned, mut trouble) = (Written::default(), Vec::new(), None);
    for entry in lines {
        let request = if is_undo { EditRequest::Undo { entry } } else { EditRequest::Redo { entry } };
        match store.edit(&request, None, author) {
            Ok(report) => {
                written.records.extend(report.records);
                written.changes_more |= !report.is_of_marks;
                if let EditAction::Undo { edit } | EditAction::Redo { edit } = report.edit.action {
                    turned.push(edit);
                }
            }
            Err(error) => {
                trouble = Some(refusal(&error));
                break;
            }
        }
    }
    let count = turned.len();
    let said = if is_undo { format!("undid {count} - Ctrl-r brings back") } else { format!("brought {count} back - u undoes") };
    written.tell(count, said, trouble);
    (written, turned)
}

impl Written {
    fn tell(&mut self, count: usize, said: String, trouble: Option<SafeText>) {
        self.count = count;
        self.is_trouble = trouble.is_some();
        self.text = match trouble {
            Some(why) if count > 0 => sanitize(&format!("{why} ({said})")),
            Some(why) => why,
            None => sanitize(&said),
        };
    }
}

/// Why a correction was not made: of one that does not fit, the reason alone.
fn refusal(error: &StoreError) -> SafeText {
    match error.kind {
        ErrorKind::Unfit | ErrorKind::Conflict => sanitize(&error.because),
        _ => super::worker::sentence(error),
    }
}
