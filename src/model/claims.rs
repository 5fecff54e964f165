//! All that one article says: what extraction gives, what the store keeps beside the document.

use serde::{Deserialize, Serialize};

use super::agreement::AgreementClaim;
use super::date::DateSpan;
use super::engagement::EngagementClaim;
use super::evidence::{EvidenceList, TextSpan};
use super::ids::{AgreementId, ClaimAnchor, DocumentId, EngagementId};
use super::organization::OrganizationClaim;
use super::person::PersonClaim;
use super::place::PlaceClaim;
use super::tie::TieClaim;

/// A doubt in plain words, with the text that raised it where there is one: "Springfield: four places of that name".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The doubt, a sentence for people.
    pub text: String,
    /// What raised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<TextSpan>,
}

/// The article's own date and what says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedDate {
    /// The date.
    pub date: DateSpan,
    /// Where the text says so; `None` where it came with the article (front matter, a header of the page).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceList>,
}

/// All claims of one document. Lists keep the order of first evidence; indices between them refer to these lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// BCP 47 language: `en`, `zh`, `und`.
    pub lang: String,
    /// Whether at least one subnational engagement across a border is reported.
    pub relevant: bool,
    /// The headline.
    pub title: Option<String>,
    /// The article's own date.
    pub published: Option<PublishedDate>,
    /// Places named.
    pub places: Vec<PlaceClaim>,
    /// People named.
    pub people: Vec<PersonClaim>,
    /// Organisations named.
    pub organizations: Vec<OrganizationClaim>,
    /// Engagements reported.
    pub engagements: Vec<EngagementClaim>,
    /// Agreements reported.
    pub agreements: Vec<AgreementClaim>,
    /// Ties spoken of.
    pub ties: Vec<TieClaim>,
    /// Doubts.
    pub notes: Vec<Note>,
}

impl Claims {
    /// The ids of the engagement claims, in their order.
    pub fn engagement_ids(&self, document: &DocumentId) -> Vec<EngagementId> {
        let anchors = self.engagements.iter().map(|claim| (claim.kind.as_str(), claim.evidence.first().span.start));
        with_ordinals(document, anchors).map(EngagementId::of).collect()
    }

    /// The ids of the agreement claims, in their order.
    pub fn agreement_ids(&self, document: &DocumentId) -> Vec<AgreementId> {
        let anchors = self.agreements.iter().map(|claim| (claim.kind.as_str(), claim.evidence.first().span.start));
        with_ordinals(document, anchors).map(AgreementId::of).collect()
    }
}

/// Counts claims that are alike in type and start, so that each gets an id of its own.
fn with_ordinals<'a>(
    document: &'a DocumentId,
    anchors: impl Iterator<Item = (&'a str, usize)> + 'a,
) -> impl Iterator<Item = ClaimAnchor<'a>> + 'a {
    let mut seen = std::collections::HashMap::new();
    anchors.map(move |(kind, start)| {
        let next = seen.entry((kind, start)).or_insert(0);
        let ordinal = *next;
        *next += 1;
        ClaimAnchor { document, kind, start, ordinal }
    })
}
