//! The lines of an export: one class after the other, each by id; no clock, user, host or path.

use serde::Serialize;

use super::dates::edtf;
use super::records::{DisputeItem, ToldAgreement, ToldEngagement, dispute_items, status_word};
use super::report::{AgreementItem, EngagementItem};
use crate::model::{Branch, DocumentId, EvidenceList, OrganizationKind, PlaceCode, TieKind};
use crate::query::snapshot::Reading;

/// A line with its class first.
#[derive(Debug, Serialize)]
pub struct Classed<T> {
    /// `document`, `engagement`, `agreement`, `person`, `organization`, `tie`
    pub class: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub item: T,
}

/// A document, without its body.
#[derive(Debug, Serialize)]
pub struct DocumentItem<'a> {
    id: &'a str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    lang: &'a str,
    relevant: bool,
    engagements: Vec<&'a str>,
    agreements: Vec<&'a str>,
    notes: Vec<&'a str>,
}

/// A document as an item.
pub fn document_item(reading: &Reading) -> DocumentItem<'_> {
    DocumentItem {
        id: reading.document.as_str(),
        title: reading.title.as_deref(),
        source: reading.source.as_deref(),
        url: reading.url.as_deref(),
        published: edtf(reading.published),
        lang: &reading.claims.lang,
        relevant: reading.claims.relevant,
        engagements: reading.engagement_ids.iter().map(|id| id.as_str()).collect(),
        agreements: reading.agreement_ids.iter().map(|id| id.as_str()).collect(),
        notes: reading.claims.notes.iter().map(|note| note.text.as_str()).collect(),
    }
}

/// An engagement; its agreements stand on lines of their own.
#[derive(Debug, Serialize)]
pub struct EngagementLine<'a> {
    id: &'a str,
    #[serde(flatten)]
    item: EngagementItem<'a>,
    documents: &'a [DocumentId],
    disputed: Vec<DisputeItem<'a>>,
    status: &'static str,
    tags: &'a [String],
    notes: &'a [String],
    agreements: Vec<&'a str>,
}

/// An engagement as a line.
pub fn engagement_line(told: &ToldEngagement) -> EngagementLine<'_> {
    EngagementLine {
        id: told.record.id.as_str(),
        item: told.item(),
        documents: &told.record.documents,
        disputed: dispute_items(&told.record.disputes),
        status: status_word(told.record.status),
        tags: &told.record.tags,
        notes: &told.record.notes,
        agreements: told.agreements.iter().map(|agreement| agreement.record.id.as_str()).collect(),
    }
}

/// An agreement.
#[derive(Debug, Serialize)]
pub struct AgreementLine<'a> {
    id: &'a str,
    #[serde(flatten)]
    item: AgreementItem<'a>,
    documents: &'a [DocumentId],
    disputed: Vec<DisputeItem<'a>>,
    status: &'static str,
    tags: &'a [String],
    notes: &'a [String],
}

/// An agreement as a line.
pub fn agreement_line(told: &ToldAgreement) -> AgreementLine<'_> {
    AgreementLine {
        id: told.record.id.as_str(),
        item: told.item(),
        documents: &told.record.documents,
        disputed: dispute_items(&told.record.disputes),
        status: status_word(told.record.status),
        tags: &told.record.tags,
        notes: &told.record.notes,
    }
}

/// A person.
#[derive(Debug, Serialize)]
pub struct PersonLine<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Other forms.
    pub aliases: &'a [String],
    /// Offices, as documents give them.
    pub offices: Vec<OfficeItem<'a>>,
    /// Where the person is named.
    pub evidence: &'a [QuotedEvidence],
}

/// An office that a document gives a person.
#[derive(Debug, Serialize)]
pub struct OfficeItem<'a> {
    /// Document id.
    pub document: &'a str,
    /// Title.
    pub title: Option<&'a str>,
    /// Place code or name of an organisation.
    pub of: Option<&'a str>,
    /// Branch.
    pub branch: Option<Branch>,
}

/// An organisation.
#[derive(Debug, Serialize)]
pub struct OrganizationLine<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// What sort.
    pub kind: OrganizationKind,
    /// Other forms.
    pub aliases: &'a [String],
    /// Where it belongs.
    pub place: Option<&'a PlaceCode>,
    /// Where it is named.
    pub evidence: &'a [QuotedEvidence],
}

/// A tie with all that documents tell of it.
#[derive(Debug, Serialize)]
pub struct TieLine<'a> {
    /// Id.
    pub id: &'a str,
    /// One place.
    pub a: &'a PlaceCode,
    /// The other.
    pub b: &'a PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// What each document says.
    pub told: Vec<TieTold<'a>>,
    /// Where documents speak of it.
    pub evidence: &'a [QuotedEvidence],
}

/// What one document says of a tie.
#[derive(Debug, Serialize)]
pub struct TieTold<'a> {
    /// Document id.
    pub document: &'a str,
    /// EDTF.
    pub started: Option<String>,
    /// How it stood.
    pub status: &'static str,
    /// EDTF.
    pub as_of: Option<String>,
}

/// Evidence with its document and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotedEvidence {
    document: String,
    start: usize,
    end: usize,
    rule: String,
    quote: String,
}

/// All evidence of a claim, quoted.
pub fn quoted<'a>(evidence: &'a EvidenceList, reading: &'a Reading) -> impl Iterator<Item = QuotedEvidence> + 'a {
    evidence.iter().map(|one| QuotedEvidence {
        document: reading.document.as_str().to_owned(),
        start: one.span.start,
        end: one.span.end,
        rule: one.rule.as_str().to_owned(),
        quote: one.span.of(&reading.body).unwrap_or_default().to_owned(),
    })
}
