//! Records of a store with their documents at hand, and their JSON: a report's items with id, sources, status and quotes.

use std::rc::Rc;

use serde::Serialize;

use super::report::{AgreementItem, EngagementItem, Quoting, Reference, agreement_item, engagement_item};
use crate::cli::exit::{Exit, Failure};
use crate::cli::view::{SourceItem, View};
use crate::model::{AgreementId, DocumentId, RecordField};
use crate::query::snapshot::{
    AgreementRecord, AgreementRowIndex, Dispute, EngagementRecord, EngagementRowIndex, Reading, agreement_records, engagement_records,
};
use crate::store::{RecordStatus, ToldVersion};

/// Records fetched at a time: long lists are written as they are read.
pub const BATCH: usize = 256;

/// An engagement with the document whose claim it shows.
pub struct ToldEngagement {
    /// The record.
    pub record: EngagementRecord,
    /// The document that its claim's evidence points into.
    pub reading: Rc<Reading>,
    /// All documents that tell it, that one first.
    pub readings: Vec<Rc<Reading>>,
    /// Its agreements.
    pub agreements: Vec<ToldAgreement>,
    /// All documents that tell it.
    pub sources: Vec<SourceItem>,
}

/// An agreement with the document whose claim it shows.
pub struct ToldAgreement {
    /// The record.
    pub record: AgreementRecord,
    /// The document that its claim's evidence points into.
    pub reading: Rc<Reading>,
    /// All documents that tell it.
    pub sources: Vec<SourceItem>,
}

/// Engagements of these rows, in their order.
pub fn engagements(view: &View, rows: &[EngagementRowIndex]) -> Result<Vec<ToldEngagement>, Failure> {
    engagement_records(&view.store, &view.snapshot, rows)?.into_iter().map(|record| engagement(view, record)).collect()
}

/// Agreements of these rows, in their order.
pub fn agreements(view: &View, rows: &[AgreementRowIndex]) -> Result<Vec<ToldAgreement>, Failure> {
    agreement_records(&view.store, &view.snapshot, rows)?.into_iter().map(|record| agreement(view, record)).collect()
}

fn engagement(view: &View, mut record: EngagementRecord) -> Result<ToldEngagement, Failure> {
    let agreements = std::mem::take(&mut record.agreements).into_iter().map(|told| agreement(view, told)).collect::<Result<_, _>>()?;
    let (reading, sources) = (first_reading(view, &record.documents)?, view.sources(&record.documents)?);
    let readings = record.documents.iter().map(|document| view.reading(document)).collect::<Result<_, _>>()?;
    Ok(ToldEngagement { record, reading, readings, agreements, sources })
}

fn agreement(view: &View, record: AgreementRecord) -> Result<ToldAgreement, Failure> {
    let (reading, sources) = (first_reading(view, &record.documents)?, view.sources(&record.documents)?);
    Ok(ToldAgreement { record, reading, sources })
}

/// The first document is the one whose claim a record shows.
fn first_reading(view: &View, documents: &[DocumentId]) -> Result<Rc<Reading>, Failure> {
    let first = documents.first().ok_or_else(|| Failure::new(Exit::Failed, "a record without a document: run `legation doctor`"))?;
    view.reading(first)
}

/// The agreement record of this id.
pub fn agreement_by_id(view: &View, id: &AgreementId) -> Result<ToldAgreement, Failure> {
    let missing = || Failure::new(Exit::Failed, format!("agreement {id} is not in the store any more: try again"));
    let row = view.snapshot.agreement_row(id).ok_or_else(missing)?;
    agreements(view, &[row])?.pop().ok_or_else(missing)
}

/// A status as JSON and tables have it.
pub fn status_word(status: RecordStatus) -> &'static str {
    status.as_str()
}

/// An engagement record in JSON.
#[derive(Serialize)]
pub struct EngagementJson<'a> {
    id: &'a str,
    #[serde(flatten)]
    item: EngagementItem<'a>,
    sources: &'a [SourceItem],
    disputed: Vec<DisputeItem<'a>>,
    status: &'static str,
    tags: &'a [String],
    notes: &'a [String],
    agreements: Vec<AgreementJson<'a>>,
}

/// An agreement record in JSON; `engagement` and `part_of` are ids.
#[derive(Serialize)]
pub struct AgreementJson<'a> {
    id: &'a str,
    #[serde(flatten)]
    item: AgreementItem<'a>,
    sources: &'a [SourceItem],
    disputed: Vec<DisputeItem<'a>>,
    status: &'static str,
    tags: &'a [String],
    notes: &'a [String],
}

/// A field of which the sources have several versions.
#[derive(Debug, Serialize)]
pub struct DisputeItem<'a> {
    field: RecordField,
    settled: bool,
    versions: Vec<VersionItem<'a>>,
}

/// What some of the sources say.
#[derive(Debug, Serialize)]
pub struct VersionItem<'a> {
    value: &'a str,
    documents: &'a [DocumentId],
}

/// Disputes as items.
pub fn dispute_items(disputes: &[Dispute]) -> Vec<DisputeItem<'_>> {
    fn version(version: &ToldVersion) -> VersionItem<'_> {
        VersionItem { value: &version.value, documents: &version.documents }
    }
    disputes
        .iter()
        .map(|dispute| DisputeItem {
            field: dispute.field,
            settled: dispute.is_settled,
            versions: dispute.versions.iter().map(version).collect(),
        })
        .collect()
}

impl ToldEngagement {
    /// The engagement as an item; people and topics quoted from the documents that name them.
    pub fn item(&self) -> EngagementItem<'_> {
        let texts = self.readings.iter().map(|reading| (reading.document.as_str(), reading.body.as_str())).collect();
        let (participants, topics) = (&self.record.participants_from, &self.record.topics_from);
        engagement_item(&self.record.claim, &Quoting::Several { texts, participants, topics })
    }

    /// The record as `list --json` writes it.
    pub fn json(&self) -> EngagementJson<'_> {
        EngagementJson {
            id: self.record.id.as_str(),
            item: self.item(),
            sources: &self.sources,
            disputed: dispute_items(&self.record.disputes),
            status: status_word(self.record.status),
            tags: &self.record.tags,
            notes: &self.record.notes,
            agreements: self.agreements.iter().map(ToldAgreement::json).collect(),
        }
    }
}

impl ToldAgreement {
    /// The agreement as an item; what it points at, by id.
    pub fn item(&self) -> AgreementItem<'_> {
        let mut item = agreement_item(&self.record.claim, &Quoting::One(&self.reading.body));
        item.engagement = self.record.engagement.as_ref().map(|id| Reference::Id(id.as_str().to_owned()));
        item.part_of = self.record.part_of.as_ref().map(|id| Reference::Id(id.as_str().to_owned()));
        let is_rejected = self.record.status == RecordStatus::Rejected;
        item.counted = self.record.left_out.is_none() && !is_rejected;
        item.left_out = if is_rejected { Some("rejected by an analyst") } else { self.record.left_out.map(|why| why.reason()) };
        item.maybe_inside = self.maybe_inside();
        item
    }

    /// The record as `list --json` and `show --json` write it.
    pub fn json(&self) -> AgreementJson<'_> {
        AgreementJson {
            id: self.record.id.as_str(),
            item: self.item(),
            sources: &self.sources,
            disputed: dispute_items(&self.record.disputes),
            status: status_word(self.record.status),
            tags: &self.record.tags,
            notes: &self.record.notes,
        }
    }

    /// The id of another article's total that it may lie inside of, where it is left out for that.
    pub fn maybe_inside(&self) -> Option<&str> {
        self.record.maybe_inside.as_ref().map(|(id, _)| id.as_str())
    }

    /// One line that names it: its first evidence.
    pub fn headline(&self) -> &str {
        self.record.quotes.first().map_or("", String::as_str)
    }
}
