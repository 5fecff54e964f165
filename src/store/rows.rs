//! Rows as the store hands them to a snapshot: copied out, one vector a table, in a stable order (that of the records' ids).
//! `row` numbers are dense positions in [`StoreRows::engagements`] and [`StoreRows::agreements`].

use crate::model::{
    AgreementId, AgreementKind, Amount, Binding, Branch, Context, CounterpartKind, DateSpan, DocumentId, EngagementId, EngagementType,
    Hedge, LeftOut, Nature, OrganizationId, OrganizationKind, ParticipantRole, PersonId, PlaceCode, Stage, TieId, TieKind, TieStatus,
};

/// Everything a snapshot is built from: current documents only (a page's older versions are left out).
#[derive(Debug, Clone, Default)]
pub struct StoreRows {
    /// Documents, by id.
    pub documents: Vec<DocumentRow>,
    /// Engagement records, by id.
    pub engagements: Vec<EngagementRow>,
    /// Their places.
    pub engagement_places: Vec<EngagementPlaceRow>,
    /// Their participants that are people or organisations.
    pub participants: Vec<ParticipantRow>,
    /// Their topics.
    pub topics: Vec<TopicRow>,
    /// Documents that tell them, beside the first.
    pub engagement_sources: Vec<RecordSourceRow>,
    /// Their tags.
    pub engagement_tags: Vec<RecordTagRow>,
    /// Agreement records, by id.
    pub agreements: Vec<AgreementRow>,
    /// Their places.
    pub agreement_places: Vec<AgreementPlaceRow>,
    /// The organisations that sign them.
    pub agreement_organizations: Vec<AgreementOrganizationRow>,
    /// Documents that tell them, beside the first.
    pub agreement_sources: Vec<RecordSourceRow>,
    /// Their tags.
    pub agreement_tags: Vec<RecordTagRow>,
    /// People, by id.
    pub people: Vec<PersonRow>,
    /// Offices as articles give them.
    pub offices: Vec<OfficeRow>,
    /// Organisations, by id.
    pub organizations: Vec<OrganizationRow>,
    /// Ties as articles tell them.
    pub ties: Vec<TieRow>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its id.
    pub id: DocumentId,
    /// The headline: as given, else as extracted.
    pub title: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// Its date: as given, else as extracted.
    pub published: Option<DateSpan>,
    /// BCP 47 language.
    pub lang: String,
    /// Whether it reports a subnational engagement.
    pub relevant: bool,
    /// Position of its line in the log, for "newest".
    pub log_seq: i64,
}

/// What has become of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordStatus {
    /// Nobody has looked at it.
    New,
    /// An analyst confirmed it.
    Confirmed,
    /// An analyst rejected it.
    Rejected,
}

/// An engagement record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementRow {
    /// The record's id: the smallest of its claims.
    pub id: EngagementId,
    /// Position in [`StoreRows::documents`] of the document that tells it (the first of several).
    pub document: u32,
    /// How many documents tell it.
    pub sources: u32,
    /// Type.
    pub kind: EngagementType,
    /// Date.
    pub date: Option<DateSpan>,
    /// Whether the date is only that of the trip or fair around it.
    pub within: bool,
    /// Context.
    pub context: Context,
    /// Counterpart.
    pub counterpart: CounterpartKind,
    /// Received by its own country's mission.
    pub home: bool,
    /// The leader.
    pub leader: Option<PersonId>,
    /// One line that names the event: the sentence of its first evidence, shortened.
    pub headline: String,
    /// Status.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
}

/// A document that tells a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordSourceRow {
    /// Position of the record.
    pub row: u32,
    /// Position in [`StoreRows::documents`].
    pub document: u32,
}

/// A tag of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordTagRow {
    /// Position of the record.
    pub row: u32,
    /// The tag.
    pub tag: String,
}

/// How a place belongs to an engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceRole {
    /// Travelled, or one side.
    From,
    /// Was visited, or the other side.
    To,
    /// Where it took place.
    Venue,
    /// Only spoken of.
    About,
}

/// A place of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementPlaceRow {
    /// Position of the engagement.
    pub row: u32,
    /// Role.
    pub role: PlaceRole,
    /// Place.
    pub place: PlaceCode,
}

/// A person or organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartyId {
    /// A person.
    Person(PersonId),
    /// An organisation.
    Organization(OrganizationId),
}

/// A participant of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantRow {
    /// Position of the engagement.
    pub row: u32,
    /// Who.
    pub party: PartyId,
    /// What it did.
    pub role: ParticipantRole,
}

/// A topic of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// Position of the engagement.
    pub row: u32,
    /// Word of the closed list.
    pub topic: String,
}

/// An agreement record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementRow {
    /// The record's id.
    pub id: AgreementId,
    /// Position in [`StoreRows::documents`].
    pub document: u32,
    /// How many documents tell it.
    pub sources: u32,
    /// Position of the engagement it was signed in.
    pub engagement: Option<u32>,
    /// Its date: that of its engagement, else of its own sentence.
    pub date: Option<DateSpan>,
    /// Kind.
    pub kind: AgreementKind,
    /// Stage.
    pub stage: Stage,
    /// How many instruments; `None` where unknown.
    pub count: Option<u32>,
    /// Value.
    pub amount: Option<Amount>,
    /// Hedge.
    pub hedge: Hedge,
    /// Nature.
    pub nature: Nature,
    /// Binding.
    pub binding: Binding,
    /// Whether it is a total.
    pub umbrella: bool,
    /// Position of the agreement that contains it.
    pub part_of: Option<u32>,
    /// Why it is in no total; `None` where it counts.
    pub left_out: Option<LeftOut>,
    /// Position of another article's total that it may lie inside of, where it is left out for that.
    pub maybe_inside: Option<u32>,
    /// One line that names it: its evidence, shortened.
    pub headline: String,
    /// Status.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
}

/// A place that is a side of (or signs) an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementPlaceRow {
    /// Position of the agreement.
    pub row: u32,
    /// Place.
    pub place: PlaceCode,
}

/// An organisation that signs an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementOrganizationRow {
    /// Position of the agreement.
    pub row: u32,
    /// Organisation.
    pub organization: OrganizationId,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Name as first written.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
}

/// An office that an article gives a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Who.
    pub person: PersonId,
    /// Position in [`StoreRows::documents`].
    pub document: u32,
    /// Title as written.
    pub title: Option<String>,
    /// The place acted for.
    pub place: Option<PlaceCode>,
    /// The organisation acted for, as written.
    pub organization: Option<String>,
    /// Branch.
    pub branch: Option<Branch>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationRow {
    /// Id.
    pub id: OrganizationId,
    /// Name as first written.
    pub name: String,
    /// What sort.
    pub kind: OrganizationKind,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Where it belongs.
    pub place: Option<PlaceCode>,
}

/// A tie as one article tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieRow {
    /// The tie: several articles may tell one.
    pub id: TieId,
    /// Position in [`StoreRows::documents`].
    pub document: u32,
    /// One place.
    pub a: PlaceCode,
    /// The other.
    pub b: PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// When it began.
    pub started: Option<DateSpan>,
    /// How it stood.
    pub status: TieStatus,
    /// When it stood so.
    pub as_of: Option<DateSpan>,
}
