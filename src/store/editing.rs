//! From what an analyst asks for to lines of the log, each in one transaction with what follows from it.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::adding::added;
use super::belonging;
use super::corrections::{EditReport, EditRequest, RecordMarks};
use super::documents;
use super::edits;
use super::error::{ErrorKind, Fault, Outcome};
use super::record;
use super::regroup::Changes;
use super::rows::RecordStatus;
use super::shelf::{Said, Shelf, StoredClaim};
use super::{Author, marks::Correctable, projection, undoing};
use crate::model::{DocumentId, Edit, EditAction, EditTarget, FieldChange, RecordClass, RecordField, STANDS_ALONE};

/// Does what is asked for, or nothing.
pub(super) fn edit(connection: &Connection, request: &EditRequest, why: Option<&str>, author: &Author) -> Outcome<EditReport> {
    let mut changes = Changes::default();
    let why = why.map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned);
    let (action, subject) = match request {
        EditRequest::Undo { entry } => undoing::undo(connection, entry.as_ref(), author)?,
        EditRequest::Redo { entry } => undoing::redo(connection, entry.as_ref(), author)?,
        EditRequest::SetAside { document } => set_aside(connection, document, true)?,
        EditRequest::Restore { document } => set_aside(connection, document, false)?,
        EditRequest::Add { document, quote, record } => (added(connection, document, quote, record)?, document.to_string()),
        EditRequest::Merge { records } => merge(connection, records)?,
        EditRequest::Split { record, documents } => split(connection, record, documents)?,
        EditRequest::Set { record, fields, expected } => set(connection, record, fields, expected)?,
        EditRequest::Annotate { record, text } => {
            let target = named(connection, record)?;
            (EditAction::Annotate { target, text: text.trim().to_owned() }, record.clone())
        }
        EditRequest::Tag { record, tags } => (EditAction::Tag { target: named(connection, record)?, tags: tags_of(tags)? }, record.clone()),
        EditRequest::Untag { record, tags } => {
            (EditAction::Untag { target: named(connection, record)?, tags: tags_of(tags)? }, record.clone())
        }
    };
    let edit = Edit { action, why };
    let seq = edits::append(connection, &edit, &subject, author)?;
    let is_of_wholes = matches!(edit.action, EditAction::Set { .. } | EditAction::Undo { .. } | EditAction::Redo { .. });
    let turned = undoing::turn(connection, &edit.action)?;
    let (moved_seq, moved) = turned.as_ref().map_or((seq, &edit.action), |(seq, edit)| (*seq, &edit.action));
    let claims = follow(connection, moved_seq, moved, &mut changes)?;
    let is_of_marks = is_of_marks(moved);
    changes.finish(connection)?;
    if is_of_wholes {
        belonging::check(connection, &claims)?;
    }
    let mut records: Vec<String> = Vec::new();
    for claim in claims {
        records.extend(record::record_of(connection, claim)?);
    }
    records.sort();
    records.dedup();
    Ok(EditReport { entry: undoing::id_of(connection, seq)?, edit, records, is_of_marks })
}

/// Whether an edit says nothing of a record but what an analyst makes of it.
pub(super) fn is_of_marks(action: &EditAction) -> bool {
    match action {
        EditAction::Set { changes, .. } => changes.iter().all(|change| change.field == RecordField::Status),
        EditAction::Tag { .. } | EditAction::Untag { .. } | EditAction::Annotate { .. } => true,
        _ => false,
    }
}

pub(super) fn unfit(because: impl Into<String>) -> Fault {
    Fault::Said { kind: ErrorKind::Unfit, because: because.into(), hint: None }
}

/// Marks what an edit, made or taken back, touches, and gives its claims.
pub(super) fn follow(connection: &Connection, seq: i64, action: &EditAction, changes: &mut Changes) -> Outcome<Vec<i64>> {
    match action {
        EditAction::Add { document, .. } => documents::derive_added(connection, document, changes),
        EditAction::SetAside { document } | EditAction::Restore { document } => {
            documents::set_aside(connection, document, edits::is_set_aside(connection, document)?, changes)?;
            Ok(Vec::new())
        }
        EditAction::Undo { .. } | EditAction::Redo { .. } => Ok(Vec::new()),
        EditAction::Set { regroups: true, .. } => {
            let claims = edits::claims_of(connection, seq)?;
            changes.compare_anew(connection, &claims)?;
            Ok(claims)
        }
        _ => {
            let claims = edits::claims_of(connection, seq)?;
            changes.mark(claims.iter().copied());
            Ok(claims)
        }
    }
}

/// The claims of a record, in the order of their ids.
fn claims_of(connection: &Connection, shelf: &mut Shelf, record: &str) -> Outcome<Vec<std::rc::Rc<StoredClaim>>> {
    let claims = record::claims_of(connection, shelf, record)?;
    if claims.is_empty() { Err(unfit(format!("there is no record {record}"))) } else { Ok(claims) }
}

fn target(connection: &Connection, shelf: &mut Shelf, claim: &StoredClaim) -> Outcome<EditTarget> {
    let document = shelf.document(connection, claim.document)?;
    let (class, kind, evidence) = match &claim.said {
        Said::Engagement(said) => (RecordClass::Engagement, said.kind.as_str(), &said.evidence),
        Said::Agreement(said) => (RecordClass::Agreement, said.kind.as_str(), &said.evidence),
    };
    let span = evidence.first().span;
    Ok(EditTarget {
        claim: claim.id.clone(),
        document: document.id.clone(),
        class,
        kind: kind.to_owned(),
        span,
        quote: span.of(&document.body).unwrap_or_default().to_owned(),
    })
}

/// The claim that names a record.
fn named(connection: &Connection, record: &str) -> Outcome<EditTarget> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, record)?;
    target(connection, &mut shelf, &claims[0])
}

fn tags_of(tags: &[String]) -> Outcome<Vec<String>> {
    let tags: Vec<String> = tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    match tags.iter().find(|tag| tag.contains(char::is_whitespace)) {
        Some(tag) => Err(unfit(format!("a tag is one word, and '{tag}' is several"))),
        None if tags.is_empty() => Err(unfit("no tag was given")),
        None => Ok(tags),
    }
}

/// Sets fields, unless somebody else has set one of them since it was looked at.
fn set(
    connection: &Connection,
    record: &str,
    fields: &[(RecordField, String)],
    expected: &[(RecordField, String)],
) -> Outcome<(EditAction, String)> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, record)?;
    let (shown, marks) = shown(connection, &mut shelf, &claims)?;
    let part_of = belonging::shown(connection, record, marks.belonging)?;
    let value = |claim: &Said, field: RecordField| match claim {
        Said::Engagement(claim) => claim.field(field),
        Said::Agreement(claim) => claim.field(field),
    };
    let now = |field: RecordField| match field {
        RecordField::Status => Some(marks.status.unwrap_or(RecordStatus::New).as_str().to_owned()),
        RecordField::Headline => Some(marks.headline.clone().unwrap_or_default()),
        RecordField::PartOf if matches!(shown, Said::Agreement(_)) => Some(part_of.clone()),
        field => value(&shown, field),
    };
    for (field, seen) in expected {
        let now = now(*field).unwrap_or_default();
        let seen = canonical(connection, &shown, *field, seen)?;
        let is_same = is_same_value(*field, &seen, &now) || *field == RecordField::Leader && is_name_of_leader(connection, record, &seen)?;
        if !is_same {
            return Err(conflict(connection, record, *field, &seen, &now)?);
        }
    }
    let mut changes = Vec::with_capacity(fields.len());
    let (mut next, mut whole) = (shown.clone(), None);
    for (field, text) in fields {
        let value_now = canonical_into(connection, &mut next, *field, text)?;
        if *field == RecordField::PartOf {
            whole = total_named(connection, record, &value_now)?;
        }
        let was = now(*field).ok_or_else(|| unfit(format!("{record} has no field {field}")))?;
        let claimed = value(&claims[0].said, *field);
        changes.push(FieldChange { field: *field, was, claimed, value: value_now });
    }
    if changes.is_empty() {
        return Err(unfit("nothing to set was given"));
    }
    let regroups = changes.iter().any(|change| RecordField::REGROUPING.contains(&change.field));
    let also = if regroups { &claims[1..] } else { &[] };
    let also = also.iter().map(|claim| target(connection, &mut shelf, claim)).collect::<Outcome<Vec<_>>>()?;
    let target = target(connection, &mut shelf, &claims[0])?;
    Ok((EditAction::Set { target, changes, also, regroups, whole }, record.to_owned()))
}

/// The claim that names the total which `part_of` is set to; `None` where the record is to stand alone.
fn total_named(connection: &Connection, record: &str, value: &str) -> Outcome<Option<EditTarget>> {
    if value == STANDS_ALONE {
        return Ok(None);
    }
    belonging::fits(connection, record, value)?;
    named(connection, value).map(Some)
}

/// Places come in no order that matters.
fn is_same_value(field: RecordField, one: &str, other: &str) -> bool {
    let is_of_places = matches!(field, RecordField::From | RecordField::To | RecordField::Venue | RecordField::About | RecordField::Sides);
    let places = |text: &str| text.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
    // Nothing is told either way: an analyst's word that it stands alone is the same on the screen.
    let is_alone = |text: &str| field == RecordField::PartOf && (text.is_empty() || text == STANDS_ALONE);
    one == other || is_of_places && places(one) == places(other) || is_alone(one) && is_alone(other)
}

/// Whether lists show the leader of a record by this name: articles may write it otherwise.
fn is_name_of_leader(connection: &Connection, record: &str, name: &str) -> Outcome<bool> {
    let sql = "SELECT count(*) FROM engagement e JOIN person p ON p.id = e.leader WHERE e.id = ?1 AND p.name = ?2";
    Ok(connection.prepare_cached(sql)?.query_row([record, name], |row| row.get::<_, i64>(0))? > 0)
}

/// What a record shows: its claim, and what analysts said of it.
fn shown(connection: &Connection, shelf: &mut Shelf, claims: &[std::rc::Rc<StoredClaim>]) -> Outcome<(Said, RecordMarks)> {
    Ok(match &claims[0].said {
        Said::Engagement(_) => {
            let (told, marks) = projection::engagement_told(connection, shelf, claims)?;
            (Said::Engagement(told.claim), marks)
        }
        Said::Agreement(_) => {
            let (told, marks) = projection::agreement_told(connection, shelf, claims)?;
            (Said::Agreement(told.claim), marks)
        }
    })
}

/// A value in the form that the log and all comparisons have.
fn canonical(connection: &Connection, shown: &Said, field: RecordField, text: &str) -> Outcome<String> {
    canonical_into(connection, &mut shown.clone(), field, text)
}

pub(super) fn canonical_into(connection: &Connection, claim: &mut Said, field: RecordField, text: &str) -> Outcome<String> {
    match field {
        RecordField::PartOf if matches!(claim, Said::Agreement(_)) => belonging::canonical(connection, text),
        RecordField::Status => {
            let status: Result<RecordStatus, ()> = text.trim().parse();
            status.map(|status| status.as_str().to_owned()).map_err(|()| unfit(format!("'{text}' is none of new, confirmed, rejected")))
        }
        RecordField::Headline => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        field => {
            let value = match claim {
                Said::Engagement(claim) => claim.correct(field, text).map(|()| claim.field(field)),
                Said::Agreement(claim) => claim.correct(field, text).map(|()| claim.field(field)),
            };
            Ok(value.map_err(unfit)?.unwrap_or_default())
        }
    }
}

/// Both values, and who set the one that stands.
fn conflict(connection: &Connection, record: &str, field: RecordField, seen: &str, now: &str) -> Outcome<Fault> {
    let mut by = String::new();
    for seq in edits::of_record(connection, record)?.into_iter().rev() {
        let claims = edits::claims_of(connection, seq)?;
        let is_of_it = |claim: &i64| record::record_of(connection, *claim).map(|found| found.as_deref() == Some(record));
        if !claims.iter().map(is_of_it).collect::<Outcome<Vec<_>>>()?.contains(&true) {
            // It put another record into this one.
            continue;
        }
        if let EditAction::Set { changes, .. } = edits::read(connection, seq)?.action
            && changes.iter().any(|change| change.field == field)
        {
            let sql = "SELECT author || ' on ' || host || ', ' || recorded_at FROM log WHERE seq = ?1";
            by = connection.prepare_cached(sql)?.query_row([seq], |row| row.get(0))?;
            by = format!(" (set by {by})");
            break;
        }
    }
    let shown = |value: &str| if value.is_empty() { "nothing".to_owned() } else { format!("'{value}'") };
    Ok(Fault::Said {
        kind: ErrorKind::Conflict,
        because: format!("{field} of {record} was {} when it was looked at and is {} now{by}", shown(seen), shown(now)),
        hint: Some("look at it again, and set it with the value that stands there now".into()),
    })
}

fn merge(connection: &Connection, records: &[String]) -> Outcome<(EditAction, String)> {
    let mut shelf = Shelf::default();
    let mut distinct: Vec<&String> = records.iter().collect();
    distinct.sort();
    distinct.dedup();
    if distinct.len() < 2 {
        return Err(unfit("two records or more are needed to join them"));
    }
    let mut groups = Vec::with_capacity(distinct.len());
    for record in &distinct {
        let claims = claims_of(connection, &mut shelf, record)?;
        groups.push(claims.iter().map(|claim| target(connection, &mut shelf, claim)).collect::<Outcome<Vec<_>>>()?);
    }
    let class = groups[0][0].class;
    if groups.iter().flatten().any(|target| target.class != class) {
        return Err(unfit("an engagement and an agreement cannot be one record"));
    }
    Ok((EditAction::Merge { groups }, distinct[0].clone()))
}

/// Parts off the claims of these documents, or every claim from every other.
fn split(connection: &Connection, record: &str, documents: &[DocumentId]) -> Outcome<(EditAction, String)> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, record)?;
    if claims.len() < 2 {
        return Err(unfit(format!("{record} has one source, and nothing to part")));
    }
    let targets = claims.iter().map(|claim| target(connection, &mut shelf, claim)).collect::<Outcome<Vec<_>>>()?;
    if let Some(stranger) = documents.iter().find(|document| !targets.iter().any(|target| target.document == **document)) {
        return Err(unfit(format!("{stranger} is no source of {record}")));
    }
    let groups: Vec<Vec<EditTarget>> = if documents.is_empty() {
        targets.into_iter().map(|target| vec![target]).collect()
    } else {
        let (off, rest): (Vec<_>, Vec<_>) = targets.into_iter().partition(|target| documents.contains(&target.document));
        vec![off, rest]
    };
    if groups.iter().any(Vec::is_empty) {
        return Err(unfit("all sources were named: nothing would be left"));
    }
    Ok((EditAction::Split { groups }, record.to_owned()))
}

fn set_aside(connection: &Connection, document: &DocumentId, aside: bool) -> Outcome<(EditAction, String)> {
    let is_known = documents::key_of(connection, document)?.is_some();
    if !is_known {
        return Err(unfit(format!("there is no document {document}")));
    }
    if edits::is_set_aside(connection, document)? == aside {
        return Err(unfit(format!("{document} is {}", if aside { "set aside already" } else { "not set aside" })));
    }
    let document = document.clone();
    let subject = document.to_string();
    Ok((if aside { EditAction::SetAside { document } } else { EditAction::Restore { document } }, subject))
}
