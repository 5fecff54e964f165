//! All records in columns, with dictionaries and postings; read once from the store, then asked without it.

use std::sync::Arc;

use crate::gazetteer::Gazetteer;
use crate::model::{
    AgreementClaim, AgreementId, Claims, Context, DateSpan, DocumentId, EngagementClaim, EngagementId, EngagementType, PlaceCode,
};
use crate::store::{RecordStatus, Store, StoreError};

/// Position of an engagement in a snapshot. Engagements are ordered by (first day, id), undated ones last.
pub type EngagementRowIndex = u32;
/// Position of an agreement in a snapshot. Ordered by (first day, id), undated ones last.
pub type AgreementRowIndex = u32;

/// All records.
#[derive(Debug, Default)]
pub struct Snapshot {}

/// One engagement as lists show it.
#[derive(Debug, Clone)]
pub struct EngagementSummary<'a> {
    /// Record id.
    pub id: &'a EngagementId,
    /// Type.
    pub kind: EngagementType,
    /// Date.
    pub date: Option<DateSpan>,
    /// Some day of the date's span only.
    pub within: bool,
    /// Context.
    pub context: Context,
    /// Who travelled, or one side.
    pub from: Vec<&'a PlaceCode>,
    /// Who was visited, or the other side.
    pub to: Vec<&'a PlaceCode>,
    /// Where.
    pub venues: Vec<&'a PlaceCode>,
    /// Leader's name.
    pub leader: Option<&'a str>,
    /// One line.
    pub headline: &'a str,
    /// Document that tells it.
    pub document: &'a DocumentId,
    /// Its title.
    pub document_title: Option<&'a str>,
    /// Its outlet, else the host of its url.
    pub outlet: Option<&'a str>,
    /// How many documents tell it.
    pub sources: u32,
    /// Agreements signed, announced or ended in it.
    pub agreements: &'a [AgreementRowIndex],
    /// Status.
    pub status: RecordStatus,
}

/// Which records a filter leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Engagements, ascending.
    pub engagements: Vec<EngagementRowIndex>,
    /// Agreements, ascending.
    pub agreements: Vec<AgreementRowIndex>,
    /// Of these, agreements that fit the filter's places only through their engagement: no party from there is named. They are
    /// in no total of that place and are listed as not attributed.
    pub not_attributed: Vec<AgreementRowIndex>,
    /// Engagements that fit but for a date range, having no date (or no year).
    pub undated_left_out: usize,
}

impl Snapshot {
    /// Reads everything that lists, totals and profiles need.
    pub fn load(store: &Store, gazetteer: &Gazetteer) -> Result<Snapshot, StoreError> {
        let _ = (store, gazetteer);
        todo!()
    }

    /// Number of engagement records.
    pub fn engagement_count(&self) -> usize {
        0
    }

    /// Number of agreement records.
    pub fn agreement_count(&self) -> usize {
        0
    }

    /// Number of current documents.
    pub fn document_count(&self) -> usize {
        0
    }

    /// One engagement.
    pub fn engagement(&self, row: EngagementRowIndex) -> EngagementSummary<'_> {
        let _ = row;
        todo!()
    }

    /// The English name of a place.
    pub fn place_name<'a>(&'a self, code: &'a PlaceCode) -> &'a str {
        code.as_str()
    }

    /// The row of a record.
    pub fn engagement_row(&self, id: &EngagementId) -> Option<EngagementRowIndex> {
        let _ = id;
        None
    }
}

/// A snapshot that several threads share.
pub type SharedSnapshot = Arc<Snapshot>;

/// A document with all that it claims, for reading: the text, and where in it each record stands.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Which.
    pub document: DocumentId,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Page.
    pub url: Option<String>,
    /// Date.
    pub published: Option<DateSpan>,
    /// The text that all spans point into.
    pub body: String,
    /// What it claims.
    pub claims: Claims,
    /// Ids of `claims.engagements`, in order.
    pub engagement_ids: Vec<EngagementId>,
    /// Ids of `claims.agreements`, in order.
    pub agreement_ids: Vec<AgreementId>,
}

/// The text and claims of a document; `None` where there is no such document.
pub fn reading(store: &Store, document: &DocumentId) -> Result<Option<Reading>, StoreError> {
    let _ = (store, document);
    todo!()
}

/// An engagement record in full, as `list --json` and `show` give it.
#[derive(Debug, Clone)]
pub struct EngagementRecord {
    /// Record id.
    pub id: EngagementId,
    /// What the first of its claims says.
    pub claim: EngagementClaim,
    /// Documents that tell it.
    pub documents: Vec<DocumentId>,
    /// Status.
    pub status: RecordStatus,
    /// The text of each piece of evidence, in the order of `claim.evidence`.
    pub quotes: Vec<String>,
    /// Its agreements, each with its id and quotes.
    pub agreements: Vec<AgreementRecord>,
}

/// An agreement record in full.
#[derive(Debug, Clone)]
pub struct AgreementRecord {
    /// Record id.
    pub id: AgreementId,
    /// What the first of its claims says.
    pub claim: AgreementClaim,
    /// Documents that tell it.
    pub documents: Vec<DocumentId>,
    /// The engagement record it was signed in.
    pub engagement: Option<EngagementId>,
    /// The text of each piece of evidence.
    pub quotes: Vec<String>,
}

/// Full records of these rows, in their order.
pub fn engagement_records(store: &Store, snapshot: &Snapshot, rows: &[EngagementRowIndex]) -> Result<Vec<EngagementRecord>, StoreError> {
    let _ = (store, snapshot, rows);
    todo!()
}

/// Full records of these rows, in their order.
pub fn agreement_records(store: &Store, snapshot: &Snapshot, rows: &[AgreementRowIndex]) -> Result<Vec<AgreementRecord>, StoreError> {
    let _ = (store, snapshot, rows);
    todo!()
}

/// Documents whose text holds the phrase.
pub fn documents_containing(store: &Store, phrase: &str) -> Result<Vec<DocumentId>, StoreError> {
    store.documents_containing(phrase)
}
