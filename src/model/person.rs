//! People and the offices they hold.

use serde::{Deserialize, Serialize};

use super::evidence::{EvidenceList, Inferred};
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// The branch of public or private life that an office belongs to.
    Branch {
        /// A party committee.
        Party = "party",
        /// A government and its departments.
        Government = "government",
        /// A congress, parliament or council.
        Legislature = "legislature",
        /// The Chinese People's Political Consultative Conference.
        Cppcc = "cppcc",
        /// A foreign affairs office.
        ForeignAffairs = "foreign_affairs",
        /// An embassy, consulate or permanent mission.
        Mission = "mission",
        /// A friendship association, chamber or other association.
        Association = "association",
        /// A company.
        Company = "company",
        /// A university or school.
        University = "university",
        /// Anything else.
        Other = "other",
    }
);

/// Whom a person acts for: a place by its code, else an organisation by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Affiliation {
    /// `CN-LN`
    Place(PlaceCode),
    /// `Siemens Group`
    Organization(String),
}

impl Affiliation {
    /// The code or the name.
    pub fn as_str(&self) -> &str {
        match self {
            Affiliation::Place(code) => code.as_str(),
            Affiliation::Organization(name) => name,
        }
    }

    /// The place, where it is one.
    pub fn place(&self) -> Option<&PlaceCode> {
        match self {
            Affiliation::Place(code) => Some(code),
            Affiliation::Organization(_) => None,
        }
    }
}

/// A person that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonClaim {
    /// The name as the article's language writes it, without title.
    pub name: String,
    /// The office, without what `of` already says.
    pub title: Option<String>,
    /// Whom the person acts for.
    pub of: Option<Affiliation>,
    /// The branch, where the title tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
    /// Other forms in the article, such as the surname alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where the person is named.
    pub evidence: EvidenceList,
    /// What was inferred.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}
