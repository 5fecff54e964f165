//! `edit`, `confirm`, `reject`, `tag`, `annotate`, `merge`, `split`, `add`, `set-aside`: each a line in the log that `undo` takes back.

use std::str::FromStr;

use crate::cli::args::{AddArgs, ClassArg, EditArgs, JudgeArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::{Session, author};
use crate::model::{DocumentId, RecordClass, RecordField};
use crate::store::{Access, EditReport, EditRequest, NewRecord, Resolved, Store};

/// Sets fields, or lists corrections that wait.
pub fn run(args: &EditArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let Some(id) = args.id.as_deref().filter(|_| !args.pending) else { return super::log::pending(session, console) };
    let (fields, expected) = (assignments(&args.fields)?, assignments(&args.expect)?);
    let mut store = open(session)?;
    let request = EditRequest::Set { record: record(&store, id)?, fields, expected };
    do_it(&mut store, &request, args.why.as_deref(), console)
}

/// Confirms or rejects, one line in the log for each.
pub fn judge(args: &JudgeArgs, status: &str, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let records = args.ids.iter().map(|id| record(&store, id)).collect::<Result<Vec<_>, _>>()?;
    for record in records {
        let request = EditRequest::Set { record, fields: vec![(RecordField::Status, status.to_owned())], expected: Vec::new() };
        do_it(&mut store, &request, args.why.as_deref(), console)?;
    }
    Ok(Exit::Done)
}

/// Puts tags on and takes them off.
pub fn tag(id: &str, tags: &[String], session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let record = record(&store, id)?;
    let (off, on): (Vec<&String>, Vec<&String>) = tags.iter().partition(|tag| tag.starts_with('-'));
    if !on.is_empty() {
        let tags = on.into_iter().map(|tag| tag.trim_start_matches('+').to_owned()).collect();
        do_it(&mut store, &EditRequest::Tag { record: record.clone(), tags }, None, console)?;
    }
    if !off.is_empty() {
        let tags = off.into_iter().map(|tag| tag.trim_start_matches('-').to_owned()).collect();
        do_it(&mut store, &EditRequest::Untag { record, tags }, None, console)?;
    }
    Ok(Exit::Done)
}

/// Writes a note.
pub fn annotate(id: &str, text: &str, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let request = EditRequest::Annotate { record: record(&store, id)?, text: text.to_owned() };
    do_it(&mut store, &request, None, console)
}

/// Joins records.
pub fn merge(args: &JudgeArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let records = args.ids.iter().map(|id| record(&store, id)).collect::<Result<Vec<_>, _>>()?;
    do_it(&mut store, &EditRequest::Merge { records }, args.why.as_deref(), console)
}

/// Parts a record.
pub fn split(id: &str, documents: &[String], why: Option<&str>, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let documents = documents.iter().map(|id| document(&store, id)).collect::<Result<Vec<_>, _>>()?;
    let request = EditRequest::Split { record: record(&store, id)?, documents };
    do_it(&mut store, &request, why, console)
}

/// Adds a record.
pub fn add(args: &AddArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let class = match args.class {
        ClassArg::Engagement => RecordClass::Engagement,
        ClassArg::Agreement => RecordClass::Agreement,
    };
    let fields = assignments(&args.fields)?;
    let request =
        EditRequest::Add { document: document(&store, &args.document)?, quote: args.quote.clone(), record: NewRecord { class, fields } };
    do_it(&mut store, &request, args.why.as_deref(), console)
}

/// Takes a document out of lists, or brings it back.
pub fn set_aside(id: &str, back: bool, why: Option<&str>, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = open(session)?;
    let document = document(&store, id)?;
    let request = if back { EditRequest::Restore { document } } else { EditRequest::SetAside { document } };
    do_it(&mut store, &request, why, console)
}

/// Opens the store for a correction.
pub(super) fn open(session: &Session) -> Result<Store, Failure> {
    session.open_to_write(Access::ReadWrite, "a correction")
}

/// Does it and tells of it: the line's id, what was done, and the records as they are called now.
pub(super) fn do_it(store: &mut Store, request: &EditRequest, why: Option<&str>, console: &mut Console) -> Result<Exit, Failure> {
    let EditReport { entry, edit, records, .. } = store.edit(request, why, &author())?;
    console.line(&format!("{entry}  {}", edit.in_words()))?;
    if !records.is_empty() {
        console.detail(&format!("now {}", records.join(", ")));
    }
    Ok(Exit::Done)
}

/// `date=2023-10-12` each.
fn assignments(texts: &[String]) -> Result<Vec<(RecordField, String)>, Failure> {
    let names = || RecordField::ALL.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ");
    let one = |text: &String| {
        let (name, value) = text.split_once('=').ok_or_else(|| Failure::usage(format!("'{text}' sets nothing: write FIELD=VALUE")))?;
        let field = RecordField::from_str(name.trim().trim_end_matches('s'))
            .or_else(|_| RecordField::from_str(name.trim()))
            .map_err(|_| Failure::usage(format!("there is no field '{name}'")).hint(format!("the fields are {}", names())))?;
        Ok((field, value.to_owned()))
    };
    texts.iter().map(one).collect()
}

/// The record that an id or its beginning stands for.
pub(super) fn record(store: &Store, id: &str) -> Result<String, Failure> {
    match store.resolve(id)? {
        Resolved::Engagement(id) => Ok(id.to_string()),
        Resolved::Agreement(id) => Ok(id.to_string()),
        Resolved::Document(_) => Err(Failure::usage(format!("'{id}' is an article, not a record: `legation show {id}` lists its records"))),
        other => Err(unresolved(id, &other)),
    }
}

fn document(store: &Store, id: &str) -> Result<DocumentId, Failure> {
    match store.resolve(id)? {
        Resolved::Document(id) => Ok(id),
        Resolved::Engagement(_) | Resolved::Agreement(_) => Err(Failure::usage(format!("'{id}' is a record, not an article"))),
        other => Err(unresolved(id, &other)),
    }
}

fn unresolved(id: &str, resolved: &Resolved) -> Failure {
    match resolved {
        Resolved::Ambiguous(ids) => Failure::usage(format!("several ids begin with '{id}'")).hint(ids.join(", ")),
        _ => Failure::new(Exit::Failed, format!("nothing in the store has an id that begins with '{id}'")),
    }
}
