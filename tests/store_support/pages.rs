//! Pages that tell of one event each, a store of them, and edits of it.

use legation::model::*;
use legation::store::*;

use super::*;

/// A page tells of one event: a delegation of its own days.
pub fn page(number: usize, event: usize, version: usize) -> ExtractedArticle {
    let body = format!("Outlet {number} on event {event}: Li Wei led a delegation.{}", " More.".repeat(version));
    let claim = EngagementClaim {
        date: Some(date(&day(event))),
        leader: Some("Li Wei".into()),
        ..plain_delegation(&body, "Li Wei led a delegation", "CN-LN", "DE-BY")
    };
    let claims = Claims { lang: "en".into(), relevant: true, engagements: vec![claim], ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(&url(number))), claims }
}

pub fn url(page: usize) -> String {
    format!("https://outlet.example/{page}")
}

pub fn day(event: usize) -> String {
    format!("2023-{:02}-11", 1 + event % 12)
}

pub fn with(batch: &[ExtractedArticle]) -> Store {
    let mut store = Store::temporary().expect("a store");
    store.add(batch, &stamp(), &author()).expect("added");
    store
}

pub fn status(record: &str, value: &str) -> EditRequest {
    EditRequest::Set { record: record.into(), fields: vec![(RecordField::Status, value.into())], expected: vec![] }
}

pub fn set(record: &str, field: RecordField, value: &str) -> EditRequest {
    EditRequest::Set { record: record.into(), fields: vec![(field, value.into())], expected: vec![] }
}

pub fn edit(store: &mut Store, request: &EditRequest) -> EditReport {
    store.edit(request, None, &author()).unwrap_or_else(|error| panic!("{error}: {request:?}"))
}
