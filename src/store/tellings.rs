//! Records in full, as the store hands them out: what their claims say together, each claim, where they disagree.

use super::corrections::RecordMarks;
use crate::model::{AgreementClaim, DocumentId, EngagementClaim, RecordField};

/// An engagement record in full.
#[derive(Debug, Clone, PartialEq)]
pub struct EngagementTelling {
    /// What its claims say together; its evidence is that of the first.
    pub claim: EngagementClaim,
    /// Its claims, by id: the first names it.
    pub members: Vec<RecordMember<EngagementClaim>>,
    /// By participant, the position of the claim that names it.
    pub participants_from: Vec<usize>,
    /// By topic, the same.
    pub topics_from: Vec<usize>,
    /// Where its sources disagree.
    pub disputes: Vec<Dispute>,
    /// What analysts said of it.
    pub marks: RecordMarks,
}

/// An agreement record in full.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementTelling {
    /// What its claims say together; evidence and positions in lists are those of the first.
    pub claim: AgreementClaim,
    /// Its claims, by id: the first names it.
    pub members: Vec<RecordMember<AgreementClaim>>,
    /// Where its sources disagree.
    pub disputes: Vec<Dispute>,
    /// What analysts said of it.
    pub marks: RecordMarks,
}

/// A claim of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordMember<C> {
    /// The claim's own id.
    pub id: String,
    /// The document that makes it.
    pub document: DocumentId,
    /// What the article says, without corrections.
    pub claim: C,
}

/// A field of which the sources have versions that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Which.
    pub field: RecordField,
    /// The version that is shown comes first.
    pub versions: Vec<ToldVersion>,
    /// Whether an analyst has decided it.
    pub is_settled: bool,
}

/// A field of which the sources have several versions that can all be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub field: RecordField,
    /// The version that is shown comes first.
    pub versions: Vec<ToldVersion>,
}

/// What some of the sources say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldVersion {
    /// The value as text.
    pub value: String,
    /// Which documents say so.
    pub documents: Vec<DocumentId>,
}

/// Why a claim belongs to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// The claim.
    pub claim: String,
    /// The document that makes it.
    pub document: DocumentId,
    /// The claim of the record that it is most like; `None` where an analyst joined them.
    pub to: Option<String>,
    /// What they have in common.
    pub because: Vec<String>,
}
