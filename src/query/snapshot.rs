//! All records in columns, with dictionaries and postings; read once from the store, then asked without it.

mod sums;

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::columns::{Agreements, Documents, Engagements, Organization, People, UNDATED};
use super::extras::Extras;
use super::filter::Letters;
use super::judged::Judged;
use super::kept;
use super::numbers::Numbered;
use super::places::{NONE, Places};
use super::sets::RowSet;
use super::spread::Cuts;
use super::vocabulary::Vocabulary;
use crate::gazetteer::Gazetteer;
use crate::model::{
    AgreementClaim, AgreementId, AgreementKind, Amount, Binding, Claims, Context, DateSpan, DocumentId, EngagementClaim, EngagementId,
    EngagementType, EvidenceList, Hedge, LeftOut, Nature, PlaceCode, Stage, StateId,
};
use crate::store::{ErrorKind, Moment};
pub(super) use crate::store::{Store, StoreError};

pub use super::places::{PlaceName, PlaceNames};
pub(super) use crate::store::{
    AgreementRow, DocumentRow, EngagementRow, OrganizationRow, PartyId, PlaceRole, RecordMember, RecordSourceRow, RecordTagRow, StoreRows,
    TieRow,
};
pub use crate::store::{ChangedRecords, Dispute, MarksRow, RecordStatus};

/// Position of an engagement in a snapshot. Engagements are ordered by (first day, id), undated ones last.
pub type EngagementRowIndex = u32;
/// Position of an agreement in a snapshot. Ordered by (first day, id), undated ones last.
pub type AgreementRowIndex = u32;

/// From how many records on columns are kept: fewer are read as quickly from their tables.
const WORTH_KEEPING: usize = 5_000;

/// All records. What an analyst's marks change stands beside the columns, which a snapshot shares with the one before such a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) documents: Arc<Documents>,
    pub(super) engagements: Arc<Engagements>,
    pub(super) agreements: Arc<Agreements>,
    pub(super) places: Arc<Places>,
    pub(super) people: Arc<People>,
    pub(super) organizations: Arc<Vec<Organization>>,
    pub(super) topics: Vec<String>,
    pub(super) outlets: Vec<String>,
    pub(super) ties: Arc<Vec<TieRow>>,
    pub(super) judged: Judged,
    /// Not rejected.
    pub(super) shown_engagements: RowSet,
    pub(super) shown_agreements: RowSet,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) letters: Arc<Letters>,
    pub(super) cuts: Arc<Cuts>,
    pub(super) engagement_extras: Extras,
    pub(super) agreement_extras: Extras,
}

/// One engagement as lists show it.
#[derive(Debug, Clone)]
pub struct EngagementSummary<'a> {
    /// Record id.
    pub id: EngagementId,
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
    pub headline: String,
    /// Document that tells it.
    pub document: DocumentId,
    /// Its title.
    pub document_title: Option<String>,
    /// Its outlet, else the host of its url.
    pub outlet: Option<&'a str>,
    /// How many documents tell it.
    pub sources: u32,
    /// Agreements signed, announced or ended in it.
    pub agreements: &'a [AgreementRowIndex],
    /// Status.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
    /// Tags, by alphabet.
    pub tags: Vec<&'a str>,
}

/// One agreement as lists show it.
#[derive(Debug, Clone)]
pub struct AgreementSummary<'a> {
    /// Record id.
    pub id: AgreementId,
    /// Kind.
    pub kind: AgreementKind,
    /// Stage.
    pub stage: Stage,
    /// Date.
    pub date: Option<DateSpan>,
    /// How many instruments; `None` where unknown.
    pub count: Option<u32>,
    /// Value.
    pub amount: Option<Amount>,
    /// How the figure relates to the true one.
    pub hedge: Hedge,
    /// What the money is for.
    pub nature: Nature,
    /// Whether it binds.
    pub binding: Binding,
    /// Places whose parties are named.
    pub sides: Vec<&'a PlaceCode>,
    /// Whether it is a total.
    pub umbrella: bool,
    /// The agreement that contains it.
    pub part_of: Option<AgreementRowIndex>,
    /// Why it is in no total; `None` where it counts.
    pub left_out: Option<LeftOut>,
    /// Another article's total that it may lie inside of, where it is left out for that.
    pub maybe_inside: Option<AgreementRowIndex>,
    /// The engagement it was signed in.
    pub engagement: Option<EngagementRowIndex>,
    /// One line.
    pub headline: String,
    /// Document that tells it.
    pub document: DocumentId,
    /// Its outlet, else the host of its url.
    pub outlet: Option<&'a str>,
    /// How many documents tell it.
    pub sources: u32,
    /// Status.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
    /// Tags, by alphabet.
    pub tags: Vec<&'a str>,
}

/// Which records a filter leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Engagements, ascending.
    pub engagements: Vec<EngagementRowIndex>,
    /// Agreements, ascending.
    pub agreements: Vec<AgreementRowIndex>,
    /// Of these, agreements that fit the filter's places or organisations only through their engagement: no party from there is
    /// named. They are in no total of that place and are listed as not attributed.
    pub not_attributed: Vec<AgreementRowIndex>,
    /// Engagements that fit but for a date range, having no date (or no year).
    pub undated_left_out: usize,
}

impl Selection {
    /// Leaves what has come or changed, agreements by themselves.
    pub fn keep_changed(&mut self, snapshot: &Snapshot, changed: &ChangedRecords) {
        self.engagements.retain(|row| changed.engagements.contains_key(&snapshot.engagement(*row).id));
        for agreements in [&mut self.agreements, &mut self.not_attributed] {
            agreements.retain(|row| changed.agreements.contains_key(&snapshot.agreement(*row).id));
        }
        self.undated_left_out = 0;
    }
}

impl Snapshot {
    /// Reads everything that lists, totals and profiles need: the columns that the store keeps, where they are of this moment, else
    /// the records, whose columns are then kept for the next time unless the store is only read or busy.
    pub fn load(store: &Store, gazetteer: &Gazetteer) -> Result<Snapshot, StoreError> {
        let stamp = kept::stamp(gazetteer.lists_hash());
        if let Some(snapshot) = Self::kept(store, &stamp)? {
            return Ok(snapshot);
        }
        let moment = store.moment()?;
        let snapshot = Self::from_rows(store.rows()?, PlaceNames::of(gazetteer));
        if let Some(moment) = moment {
            snapshot.keep(store, &moment, gazetteer);
        }
        Ok(snapshot)
    }

    /// Has the store keep the columns for the next one who opens it, where they are worth it. They must be those of the moment.
    pub fn keep(&self, store: &Store, moment: &Moment, gazetteer: &Gazetteer) {
        if self.engagement_count() + self.agreement_count() >= WORTH_KEEPING {
            // What could not be kept is made again: no reason to fail.
            let _ = store.keep_columns(moment, &kept::stamp(gazetteer.lists_hash()), kept::parts(self));
        }
    }

    /// The snapshot that the store keeps; `None` where there is none of this moment, or it is damaged.
    fn kept(store: &Store, stamp: &str) -> Result<Option<Snapshot>, StoreError> {
        // While one part is turned into columns the next is read; no more than these two lie beside the columns.
        let (parts, taken) = sync_channel::<(usize, Vec<u8>)>(0);
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let mut reading = kept::Reading::default();
                taken.into_iter().for_each(|(part, bytes)| reading.take(part, &bytes));
                reading
            });
            // The other end is gone only if the thread died, which its join tells.
            let is_whole = store.kept_columns(stamp, &mut |part, bytes| drop(parts.send((part, bytes))));
            drop(parts);
            let reading = reading.join().ok();
            Ok(if is_whole? { reading.and_then(kept::Reading::finish) } else { None })
        })
    }

    /// A name for what all records and known names are now: the same wherever the same articles were read and decided the same way.
    pub fn state(&self) -> StateId {
        let parts: Vec<Vec<u8>> = kept::parts(self).collect();
        StateId::of(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// Number of engagement records.
    pub fn engagement_count(&self) -> usize {
        self.engagements.len()
    }

    /// Number of agreement records.
    pub fn agreement_count(&self) -> usize {
        self.agreements.len()
    }

    /// Number of current documents.
    pub fn document_count(&self) -> usize {
        self.documents.ids.len()
    }

    /// One engagement.
    pub fn engagement(&self, row: EngagementRowIndex) -> EngagementSummary<'_> {
        let (columns, at) = (&self.engagements, row as usize);
        let document = columns.document[at];
        EngagementSummary {
            id: EngagementId::of_number(columns.ids[at]),
            kind: columns.kind[at],
            date: columns.dates.at(row),
            within: columns.within[at],
            context: columns.context[at],
            from: self.codes(columns.from.rows(row)),
            to: self.codes(columns.to.rows(row)),
            venues: self.codes(columns.venues.rows(row)),
            leader: self.people.names.get(columns.leader[at]),
            headline: columns.headlines.of_row(row),
            document: self.document_id(document),
            document_title: Some(self.documents.titles.of_row(document)).filter(|title| !title.is_empty()),
            outlet: self.outlet(document),
            sources: columns.sources[at],
            agreements: columns.agreements.rows(row),
            status: self.judged.engagements[at],
            is_disputed: self.engagement_extras.disputed.binary_search(&row).is_ok(),
            wants_review: self.engagement_extras.review.binary_search(&row).is_ok(),
            tags: self.engagement_extras.tags_of(row),
        }
    }

    /// The date of an engagement alone, which is quicker than all that lists show of it.
    pub fn date(&self, row: EngagementRowIndex) -> Option<DateSpan> {
        self.engagements.dates.at(row)
    }

    /// The day by which engagements are ordered, counted from the first of the year 1; `None` for undated ones.
    pub fn day(&self, row: EngagementRowIndex) -> Option<i32> {
        Some(self.engagements.dates.first(row as usize)).filter(|day| *day != UNDATED)
    }

    /// The value of an agreement alone.
    pub fn amount(&self, row: AgreementRowIndex) -> Option<Amount> {
        self.agreements.amounts.at(row as usize)
    }

    /// Whether an agreement has a day to be ordered by.
    pub fn is_dated(&self, row: AgreementRowIndex) -> bool {
        !self.agreements.dates.is_undated(row as usize)
    }

    /// The first and the last of these days; `None` where no engagement has one.
    pub fn days(&self) -> Option<(i32, i32)> {
        let last = self.engagements.dates.undated_from().checked_sub(1)?;
        Some((self.day(0)?, self.day(last)?))
    }

    /// One agreement.
    pub fn agreement(&self, row: AgreementRowIndex) -> AgreementSummary<'_> {
        let (columns, at) = (&self.agreements, row as usize);
        AgreementSummary {
            id: AgreementId::of_number(columns.ids[at]),
            kind: columns.kind[at],
            stage: columns.stage[at],
            date: columns.dates.at(row),
            count: Some(columns.count[at]).filter(|count| *count != NONE),
            amount: columns.amounts.at(at),
            hedge: columns.hedge[at],
            nature: columns.nature[at],
            binding: columns.binding[at],
            sides: self.codes(columns.places.rows(row)),
            umbrella: columns.umbrella[at],
            part_of: Some(columns.part_of[at]).filter(|row| *row != NONE),
            left_out: self.judged.left_out[at],
            maybe_inside: self.agreement_extras.whole_of(row),
            engagement: Some(columns.engagement[at]).filter(|row| *row != NONE),
            headline: columns.headlines.of_row(row),
            document: self.document_id(columns.document[at]),
            outlet: self.outlet(columns.document[at]),
            sources: columns.sources[at],
            status: self.judged.agreements[at],
            is_disputed: self.agreement_extras.disputed.binary_search(&row).is_ok(),
            wants_review: self.agreement_extras.review.binary_search(&row).is_ok(),
            tags: self.agreement_extras.tags_of(row),
        }
    }

    pub(super) fn document_id(&self, document: u32) -> DocumentId {
        DocumentId::of_number(self.documents.ids[document as usize])
    }

    fn outlet(&self, document: u32) -> Option<&str> {
        self.outlets.get(self.documents.outlet[document as usize] as usize).map(String::as_str)
    }

    fn codes(&self, places: &[u32]) -> Vec<&PlaceCode> {
        places.iter().map(|place| self.places.code(*place)).collect()
    }

    /// The English name of a place; for a city that no list has, the name in its code; else the code itself.
    pub fn place_name<'a>(&'a self, code: &'a PlaceCode) -> &'a str {
        match self.places.position(code) {
            Some(place) => &self.places.named(place).name,
            None => code.city().unwrap_or(code.as_str()),
        }
    }

    /// The row of a record.
    pub fn engagement_row(&self, id: impl Borrow<EngagementId>) -> Option<EngagementRowIndex> {
        row_of(&self.engagements.ids, &self.engagements.by_id, id.borrow().number())
    }

    /// The row of a record.
    pub fn agreement_row(&self, id: impl Borrow<AgreementId>) -> Option<AgreementRowIndex> {
        row_of(&self.agreements.ids, &self.agreements.by_id, id.borrow().number())
    }

    /// The position of a document.
    pub(super) fn document_position(&self, id: &DocumentId) -> Option<u32> {
        row_of(&self.documents.ids, &self.documents.by_id, id.number())
    }
}

/// The row of an id's number, by rows in the order of their ids.
fn row_of(ids: &[u64], by_id: &[u32], number: u64) -> Option<u32> {
    by_id.binary_search_by_key(&number, |row| ids[*row as usize]).ok().map(|at| by_id[at])
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
    /// Ids of the records that `claims.engagements` belong to, in order; of what is in no list its own.
    pub engagement_ids: Vec<EngagementId>,
    /// The same of `claims.agreements`.
    pub agreement_ids: Vec<AgreementId>,
}

/// The text and claims of a document; `None` where there is no such document.
pub fn reading(store: &Store, document: &DocumentId) -> Result<Option<Reading>, StoreError> {
    let Some(article) = store.article(document)? else { return Ok(None) };
    let claims = store.claims(document)?.unwrap_or_default();
    let records = store.records_of(document)?;
    let record_of = |claim: &str| records.get(claim).map(String::as_str);
    Ok(Some(Reading {
        document: document.clone(),
        title: article.title.or_else(|| claims.title.clone()),
        source: article.source,
        url: article.url,
        published: article.published.or_else(|| claims.published.as_ref().map(|published| published.date)),
        body: article.body,
        engagement_ids: claims
            .engagement_ids(document)
            .into_iter()
            .map(|id| record_of(id.as_str()).and_then(EngagementId::parse).unwrap_or(id))
            .collect(),
        agreement_ids: claims
            .agreement_ids(document)
            .into_iter()
            .map(|id| record_of(id.as_str()).and_then(AgreementId::parse).unwrap_or(id))
            .collect(),
        claims,
    }))
}

/// An engagement record in full, as `list --json` and `show` give it.
#[derive(Debug, Clone)]
pub struct EngagementRecord {
    /// Record id.
    pub id: EngagementId,
    /// What its claims say together; its evidence is that of the first.
    pub claim: EngagementClaim,
    /// By participant and by topic, the position in `documents` of the one that names it.
    pub participants_from: Vec<usize>,
    /// The same by topic.
    pub topics_from: Vec<usize>,
    /// Documents that tell it, the one that its evidence points into first.
    pub documents: Vec<DocumentId>,
    /// Where they disagree.
    pub disputes: Vec<Dispute>,
    /// Status.
    pub status: RecordStatus,
    /// An analyst's tags.
    pub tags: Vec<String>,
    /// An analyst's notes, oldest first.
    pub notes: Vec<String>,
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
    /// What its claims say together; its evidence is that of the first.
    pub claim: AgreementClaim,
    /// Documents that tell it, the one that its evidence points into first.
    pub documents: Vec<DocumentId>,
    /// Where they disagree.
    pub disputes: Vec<Dispute>,
    /// The engagement record it was signed in.
    pub engagement: Option<EngagementId>,
    /// The record that contains it.
    pub part_of: Option<AgreementId>,
    /// Why it is in no total; `None` where it counts.
    pub left_out: Option<LeftOut>,
    /// The total of another article that it may lie inside of, with its sum, where it is left out for that.
    pub maybe_inside: Option<(AgreementId, Amount)>,
    /// Status.
    pub status: RecordStatus,
    /// An analyst's tags.
    pub tags: Vec<String>,
    /// An analyst's notes, oldest first.
    pub notes: Vec<String>,
    /// The text of each piece of evidence.
    pub quotes: Vec<String>,
}

/// Full records of these rows, in their order.
pub fn engagement_records(store: &Store, snapshot: &Snapshot, rows: &[EngagementRowIndex]) -> Result<Vec<EngagementRecord>, StoreError> {
    let mut documents = Told::of(store);
    rows.iter().map(|row| documents.engagement(snapshot, *row)).collect()
}

/// Full records of these rows, in their order.
pub fn agreement_records(store: &Store, snapshot: &Snapshot, rows: &[AgreementRowIndex]) -> Result<Vec<AgreementRecord>, StoreError> {
    let mut documents = Told::of(store);
    rows.iter().map(|row| documents.agreement(snapshot, *row)).collect()
}

/// Records of the store, with the texts of documents read once each.
struct Told<'a> {
    store: &'a Store,
    bodies: HashMap<DocumentId, String>,
}

impl<'a> Told<'a> {
    fn of(store: &'a Store) -> Self {
        Self { store, bodies: HashMap::new() }
    }

    fn quotes(&mut self, document: &DocumentId, evidence: &EvidenceList) -> Result<Vec<String>, StoreError> {
        if !self.bodies.contains_key(document) {
            self.bodies.insert(document.clone(), self.store.body(document)?.unwrap_or_default());
        }
        let body = &self.bodies[document];
        Ok(evidence.iter().filter_map(|evidence| evidence.span.of(body)).map(str::to_owned).collect())
    }

    fn engagement(&mut self, snapshot: &Snapshot, row: EngagementRowIndex) -> Result<EngagementRecord, StoreError> {
        let summary = snapshot.engagement(row);
        let agreements = summary.agreements.iter().map(|row| self.agreement(snapshot, *row)).collect::<Result<_, _>>()?;
        let told = self.store.engagement_telling(&summary.id)?.ok_or_else(|| self.missing(summary.id.as_str()))?;
        let documents = documents_of(&told.members);
        let at = |from: &Vec<usize>| from.iter().map(|member| position(&documents, &told.members[*member].document)).collect();
        Ok(EngagementRecord {
            quotes: self.quotes(&documents[0], &told.claim.evidence)?,
            participants_from: at(&told.participants_from),
            topics_from: at(&told.topics_from),
            claim: told.claim,
            disputes: told.disputes,
            status: summary.status,
            tags: told.marks.tags,
            notes: told.marks.notes,
            id: summary.id,
            documents,
            agreements,
        })
    }

    fn agreement(&mut self, snapshot: &Snapshot, row: AgreementRowIndex) -> Result<AgreementRecord, StoreError> {
        let summary = snapshot.agreement(row);
        let told = self.store.agreement_telling(&summary.id)?.ok_or_else(|| self.missing(summary.id.as_str()))?;
        let documents = documents_of(&told.members);
        Ok(AgreementRecord {
            quotes: self.quotes(&documents[0], &told.claim.evidence)?,
            claim: told.claim,
            disputes: told.disputes,
            engagement: summary.engagement.map(|row| EngagementId::of_number(snapshot.engagements.ids[row as usize])),
            part_of: summary.part_of.map(|row| AgreementId::of_number(snapshot.agreements.ids[row as usize])),
            left_out: summary.left_out,
            maybe_inside: summary.maybe_inside.map(|row| snapshot.agreement(row)).and_then(|whole| Some((whole.id, whole.amount?))),
            status: summary.status,
            tags: told.marks.tags,
            notes: told.marks.notes,
            id: summary.id,
            documents,
        })
    }

    /// The store was written to after the snapshot was taken.
    fn missing(&self, record: &str) -> StoreError {
        StoreError {
            kind: ErrorKind::Failed,
            doing: "reading a record of the store",
            path: self.store.path().to_owned(),
            because: format!("{record} is no record any more"),
            hint: Some("ask again: the store has changed meanwhile".to_owned()),
        }
    }
}

/// The documents of a record's claims, each once, the first claim's first.
fn documents_of<C>(members: &[RecordMember<C>]) -> Vec<DocumentId> {
    let mut documents: Vec<DocumentId> = Vec::with_capacity(members.len());
    for member in members {
        if !documents.contains(&member.document) {
            documents.push(member.document.clone());
        }
    }
    documents
}

fn position(documents: &[DocumentId], document: &DocumentId) -> usize {
    documents.iter().position(|known| known == document).unwrap_or(0)
}

/// Documents whose text holds the phrase.
pub fn documents_containing(store: &Store, phrase: &str) -> Result<Vec<DocumentId>, StoreError> {
    store.documents_containing(phrase)
}
