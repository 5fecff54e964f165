//! Organisations: companies, chambers, universities, ministries, consulates, parks and zones.

use serde::{Deserialize, Serialize};

use super::evidence::{EvidenceList, Inferred};
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// What sort of body an organisation is.
    OrganizationKind {
        /// A government, ministry, department, bureau or office.
        Government = "government",
        /// A congress, parliament or council.
        Legislature = "legislature",
        /// A party committee or party.
        Party = "party",
        /// An embassy, consulate or permanent mission.
        Mission = "mission",
        /// A chamber of commerce or trade council.
        Chamber = "chamber",
        /// A friendship association or other association.
        Association = "association",
        /// A company or group.
        Company = "company",
        /// A university, college or school.
        University = "university",
        /// A research institute.
        ThinkTank = "think_tank",
        /// An industrial park, new area, port or development zone.
        Zone = "zone",
        /// An organisation of states.
        International = "international_organisation",
        /// A news agency, newspaper or broadcaster.
        Outlet = "outlet",
        /// Not told.
        Unknown = "unknown",
    }
);

/// An organisation that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationClaim {
    /// The fullest name that the article gives.
    pub name: String,
    /// What sort of body it is.
    pub kind: OrganizationKind,
    /// Other forms in the article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The place it belongs to, where its name or the text tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// Where it is named.
    pub evidence: EvidenceList,
    /// What was inferred.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}
