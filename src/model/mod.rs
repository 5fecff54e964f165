//! The words of the field: places, people, engagements, agreements, money, dates and evidence. No input or output happens
//! here, and nothing here knows how a fact was found or where it is kept.

pub mod agreement;
pub mod amount;
pub mod article;
pub mod claims;
pub mod date;
pub mod edit;
pub mod engagement;
pub mod evidence;
pub mod field;
pub mod ids;
pub mod organization;
pub mod person;
pub mod place;
pub mod tie;

pub use agreement::{AgreementClaim, AgreementKind, Binding, LeftOut, Nature, Stage};
pub use amount::{Amount, Currency, Hedge, MixedAmount};
pub use article::{Article, Decoding, DocumentVersion};
pub use claims::{Claims, Note, PublishedDate};
pub use date::{DateSpan, PartialDate, Precision};
pub use edit::{ANALYST_RULE, AddedClaim, Edit, EditAction, EditTarget, FieldChange, RecordClass, WHOLE};
pub use engagement::{
    Context, CounterpartKind, EngagementClaim, EngagementType, HedgedCount, Participant, ParticipantKind, ParticipantRole, TopicClaim,
};
pub use evidence::{Evidence, EvidenceList, Inferred, RuleName, TextSpan};
pub use field::{RecordField, STANDS_ALONE};
pub use ids::{AgreementId, DocumentId, EngagementId, LogEntryId, OrganizationId, PersonId, StateId, TieId};
pub use organization::{OrganizationClaim, OrganizationKind};
pub use person::{Affiliation, Branch, PersonClaim};
pub use place::{CountryCode, PlaceClaim, PlaceCode, PlaceLevel, SubdivisionCode};
pub use tie::{TieClaim, TieKind, TieStatus};

/// Derives the text form of a closed vocabulary once: `as_str`, `FromStr`, `Display`, serde and the list of all words.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every word of this vocabulary, in the codebook's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The codebook's spelling.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;
            fn from_str(text: &str) -> Result<Self, $crate::model::UnknownWord> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or_else(|| $crate::model::UnknownWord(text.to_owned()))
            }
        }
    };
}
pub(crate) use vocabulary;

/// A word that is not in the vocabulary that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word: {0}")]
pub struct UnknownWord(pub String);
