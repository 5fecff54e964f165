//! Agreements: what was signed, announced or ended, and whether it may be added into a total.

use serde::{Deserialize, Serialize};

use super::amount::{Amount, Currency, Hedge};
use super::evidence::{EvidenceList, Inferred};
use super::person::Affiliation;
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// What sort of instrument.
    AgreementKind {
        /// Investment, trade, purchase or cooperation project.
        Project = "project",
        /// Memorandum or letter of intent.
        Mou = "mou",
        /// Framework or strategic cooperation agreement.
        Framework = "framework",
        /// The agreement that makes a tie between two places.
        Sister = "sister",
        /// Action plan, programme.
        Plan = "plan",
        /// Anything else.
        Other = "other",
    }
);

vocabulary!(
    /// How far it has come (AidData's TUFF).
    Stage {
        /// Commitment.
        Signed = "signed",
        /// Announced, intended, "will sign".
        Pledged = "pledged",
        /// Under way or done.
        Implemented = "implemented",
        /// Cancelled or ended.
        Cancelled = "cancelled",
    }
);

vocabulary!(
    /// What the money is for.
    Nature {
        /// Investment.
        Investment = "investment",
        /// Purchase.
        Purchase = "purchase",
        /// Trade in both directions.
        Trade = "trade",
        /// Loan or credit.
        Loan = "loan",
        /// Grant or donation.
        Grant = "grant",
        /// Several.
        Mixed = "mixed",
        /// Not told.
        Unstated = "unstated",
    }
);

vocabulary!(
    /// Whether it binds.
    Binding {
        /// A contract.
        Contract = "contract",
        /// A memorandum, letter of intent or declaration.
        NonBinding = "non_binding",
        /// Not told.
        Unknown = "unknown",
    }
);

vocabulary!(
    /// Why an agreement is not added into a total.
    LeftOut {
        /// A total of the same article already contains it.
        PartOfAnother = "part_of_another",
        /// Pledged, not signed.
        Pledged = "pledged",
        /// Cancelled or ended.
        Cancelled = "cancelled",
        /// An umbrella without amount and count: its parts stand alone.
        UmbrellaWithoutFigures = "umbrella_without_figures",
        /// It may lie inside another article's sum.
        SuspectedPart = "suspected_part",
    }
);

impl LeftOut {
    /// The reason in a sentence for people.
    pub fn reason(self) -> &'static str {
        match self {
            LeftOut::PartOfAnother => "part of a total that is counted",
            LeftOut::Pledged => "pledged, not signed",
            LeftOut::Cancelled => "cancelled or ended",
            LeftOut::UmbrellaWithoutFigures => "a total without amount or number; its parts stand alone",
            LeftOut::SuspectedPart => "may lie inside another article's sum",
        }
    }
}

/// An agreement that an article reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementClaim {
    /// What sort.
    pub kind: AgreementKind,
    /// How far it has come.
    pub stage: Stage,
    /// How many instruments or projects it stands for; `None` where the text says "a number of".
    pub count: Option<u32>,
    /// Its value.
    #[serde(flatten, with = "amount_fields")]
    pub amount: Option<Amount>,
    /// How the figure relates to the true one.
    pub hedge: Hedge,
    /// The upper end in minor units where `hedge` is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_max_minor: Option<i64>,
    /// What the money is for.
    pub nature: Nature,
    /// Whether it binds.
    pub binding: Binding,
    /// The engagement it was signed, announced or ended in: its index in the same report.
    pub engagement: Option<usize>,
    /// The places whose parties the text names for this agreement.
    pub sides: Vec<PlaceCode>,
    /// Whether it is a total that contains other records of the same article.
    pub umbrella: bool,
    /// The record of the same report that contains it, by index.
    pub part_of: Option<usize>,
    /// Who signs; a place by its code.
    pub parties: Vec<Affiliation>,
    /// Where the article says so.
    pub evidence: EvidenceList,
    /// What was inferred, by field.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}

impl AgreementClaim {
    /// Why it may not be added into a total; `None` where it counts (codebook section 6).
    pub fn left_out(&self) -> Option<LeftOut> {
        match self.stage {
            Stage::Cancelled => Some(LeftOut::Cancelled),
            Stage::Pledged => Some(LeftOut::Pledged),
            _ if self.part_of.is_some() => Some(LeftOut::PartOfAnother),
            _ if self.umbrella && self.amount.is_none() && self.count.is_none() => Some(LeftOut::UmbrellaWithoutFigures),
            _ => None,
        }
    }

    /// Whether it may be added into a total.
    pub fn is_counted(&self) -> bool {
        self.left_out().is_none()
    }

    /// True unless the figure is exact.
    pub fn is_approximate(&self) -> bool {
        self.hedge != Hedge::Exactly
    }
}

/// Stores `amount_minor` and `currency` side by side, both null where there is no amount.
mod amount_fields {
    use super::{Amount, Currency};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Fields {
        amount_minor: Option<i64>,
        currency: Option<Currency>,
    }

    pub fn serialize<S: Serializer>(amount: &Option<Amount>, serializer: S) -> Result<S::Ok, S::Error> {
        Fields { amount_minor: amount.map(|a| a.minor), currency: amount.map(|a| a.currency) }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        Ok(fields.amount_minor.zip(fields.currency).map(|(minor, currency)| Amount { minor, currency }))
    }
}
