//! What a text for the editor is made of, from the store.

use super::{Sheet, new_record, record, shown_fields};
use crate::model::{AddedClaim, AgreementId, DocumentId, EngagementId, EvidenceList, RecordClass, RecordField, STANDS_ALONE};
use crate::query::snapshot::Snapshot;
use crate::store::{RecordMarks, RecordStatus, Store, StoreError};
use crate::tui::subject::{RecordName, SeenRecord};

/// The text of a record; `None` where there is none of that name.
///
/// # Errors
/// The store cannot be read.
pub fn record_sheet(store: &Store, snapshot: &Snapshot, name: &RecordName) -> Result<Option<Sheet>, StoreError> {
    let told = match name {
        RecordName::Engagement(id) => engagement(store, id)?,
        RecordName::Agreement(id) => agreement(store, id)?,
    };
    let Some(Told { claim, marks, document }) = told else { return Ok(None) };
    let class = claim.class();
    let field = |field| match field {
        RecordField::Status => marks.status.unwrap_or(RecordStatus::New).as_str().to_owned(),
        RecordField::Headline => marks.headline.clone().unwrap_or_default(),
        RecordField::PartOf => part_of(snapshot, name, &marks),
        field => super::value(&claim, field),
    };
    let fields = shown_fields(class).map(|one| (one, field(one))).collect();
    let body = store.body(&document)?.unwrap_or_default();
    let quotes: Vec<String> =
        evidence(&claim).iter().filter_map(|evidence| evidence.span.of(&body)).map(|words| format!("\"{words}\"")).collect();
    Ok(Some(record(SeenRecord { name: name.clone(), fields }, &quotes)))
}

/// A text to make a record of, from an article; `None` where the store has no such article. Without a quote it begins with the first
/// words that an engagement of the article rests on.
///
/// # Errors
/// The store cannot be read.
pub fn new_sheet(store: &Store, class: RecordClass, document: DocumentId, quote: &str) -> Result<Option<Sheet>, StoreError> {
    let Some(article) = store.article(&document)? else { return Ok(None) };
    let head = [article.title, article.source, article.published.map(|date| date.to_string())];
    let head = head.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let claims = if quote.is_empty() { store.claims(&document)? } else { None };
    let first =
        claims.as_ref().and_then(|claims| claims.engagements.first()).and_then(|claim| claim.evidence.first().span.of(&article.body));
    Ok(Some(new_record(class, document, &head, first.unwrap_or(quote), &article.body)))
}

/// What is told of a record, and by which document its evidence stands in.
struct Told {
    claim: AddedClaim,
    marks: RecordMarks,
    document: DocumentId,
}

fn engagement(store: &Store, id: &EngagementId) -> Result<Option<Told>, StoreError> {
    let told = store.engagement_telling(id)?;
    Ok(told.and_then(|told| {
        let document = told.members.first()?.document.clone();
        Some(Told { claim: AddedClaim::Engagement(Box::new(told.claim)), marks: told.marks, document })
    }))
}

fn agreement(store: &Store, id: &AgreementId) -> Result<Option<Told>, StoreError> {
    let told = store.agreement_telling(id)?;
    Ok(told.and_then(|told| {
        let document = told.members.first()?.document.clone();
        Some(Told { claim: AddedClaim::Agreement(Box::new(told.claim)), marks: told.marks, document })
    }))
}

fn evidence(claim: &AddedClaim) -> &EvidenceList {
    match claim {
        AddedClaim::Engagement(claim) => &claim.evidence,
        AddedClaim::Agreement(claim) => &claim.evidence,
    }
}

fn part_of(snapshot: &Snapshot, name: &RecordName, marks: &RecordMarks) -> String {
    let RecordName::Agreement(id) = name else { return String::new() };
    let whole = snapshot.agreement_row(id).and_then(|row| snapshot.agreement(row).part_of);
    match whole {
        Some(whole) => snapshot.agreement(whole).id.to_string(),
        None if marks.edited.contains_key(&RecordField::PartOf) => STANDS_ALONE.to_owned(),
        None => String::new(),
    }
}
