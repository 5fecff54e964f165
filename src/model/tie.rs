//! Ties: partnerships between two places that last.

use serde::{Deserialize, Serialize};

use super::date::DateSpan;
use super::evidence::{EvidenceList, Inferred};
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// What sort of partnership it is.
    TieKind {
        /// Sister, twin or friendship city, province or region.
        Sister = "sister",
        /// A friendly exchange relationship below a sister tie.
        FriendlyExchange = "friendly_exchange",
    }
);

vocabulary!(
    /// How the tie stood when the article spoke of it.
    TieStatus {
        /// Announced or provided for by a letter of intent.
        Intended = "intended",
        /// Established and not ended.
        InForce = "in_force",
        /// Put on hold.
        Suspended = "suspended",
        /// Ended or not renewed.
        Ended = "ended",
    }
);

/// A tie that an article speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieClaim {
    /// One place.
    pub a: PlaceCode,
    /// The other.
    pub b: PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// When it began, as far as told.
    pub started: Option<DateSpan>,
    /// How it stood.
    pub status: TieStatus,
    /// On what date it stood so.
    pub as_of: Option<DateSpan>,
    /// Where the article says so.
    pub evidence: EvidenceList,
    /// What was inferred.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}
