//! All about one place, person or organisation.

use super::entities::EntityKind;
use super::snapshot::{AgreementRowIndex, EngagementRowIndex, Snapshot};
use crate::model::{DateSpan, PlaceCode, TieKind, TieStatus};

/// A tie of a place, from all articles that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileTie {
    /// The other place.
    pub with: PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// When it began.
    pub started: Option<DateSpan>,
    /// How it last stood.
    pub status: TieStatus,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What it is.
    pub kind: EntityKind,
    /// Code or id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// A person's offices with the date of the article that gives them, oldest first.
    pub offices: Vec<(Option<DateSpan>, String)>,
    /// Ties of a place.
    pub ties: Vec<ProfileTie>,
    /// Other sides met, most often first.
    pub counterparts: Vec<(PlaceCode, usize)>,
    /// Engagements, oldest first.
    pub engagements: Vec<EngagementRowIndex>,
    /// Visits made and received, by year (`None`: no year).
    pub visits: Vec<(Option<i32>, usize, usize)>,
    /// Agreements.
    pub agreements: Vec<AgreementRowIndex>,
}

/// A name that no profile can be given for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Nothing is called so; the nearest names.
    #[error("nothing in the store is called '{name}'")]
    Unknown {
        /// As asked.
        name: String,
        /// Nearest.
        nearest: Vec<String>,
    },
    /// Several things are.
    #[error("'{name}' fits several names")]
    Ambiguous {
        /// As asked.
        name: String,
        /// `Georgia (country) GE`, ...
        candidates: Vec<String>,
    },
}

/// The profile of what `name` (a name, alias, code or id) stands for.
pub fn profile(snapshot: &Snapshot, name: &str) -> Result<Profile, ProfileError> {
    let _ = (snapshot, name);
    todo!()
}
