//! Agreement totals: what may be summed, per currency, and what is left out with its reason (codebook section 6).

use super::snapshot::{AgreementRowIndex, Selection, Snapshot};
use crate::model::{Binding, LeftOut, MixedAmount, Stage};

/// By what totals are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// First-level subdivision of an agreement's sides.
    Province,
    /// Country of its sides.
    Country,
    /// City of its sides.
    City,
    /// Two sides.
    Pair,
    /// Year of its date.
    Year,
    /// Month of its date.
    Month,
    /// Kind.
    Kind,
    /// Stage.
    Stage,
    /// Type of its engagement.
    Type,
    /// Outlet.
    Source,
    /// Currency.
    Currency,
}

/// One line of a table of totals. Signed and implemented, contracts and memoranda are lines of their own, never one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsRow {
    /// The value of each dimension, in the order asked; names for people.
    pub key: Vec<String>,
    /// The same as codes.
    pub codes: Vec<String>,
    /// Stage.
    pub stage: Stage,
    /// Contracts, memoranda or not told.
    pub binding: Binding,
    /// Records counted.
    pub records: usize,
    /// Instruments or projects they stand for, as far as told.
    pub instruments: u64,
    /// Records whose number of instruments is not told.
    pub unknown_count: usize,
    /// Sum per currency.
    pub sums: MixedAmount,
    /// Records without an amount.
    pub unknown_amount: usize,
    /// Whether some figure in the sum is hedged ("over", "about").
    pub is_approximate: bool,
    /// The records themselves.
    pub agreements: Vec<AgreementRowIndex>,
    /// How many of them also stand in another row of this table (an agreement between two provinces stands in both).
    pub shared: usize,
}

/// Why a record is in no total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Omission {
    /// By its own nature.
    Own(LeftOut),
    /// The filter asks for a place of which no party is named.
    NotAttributed,
    /// An analyst rejected it.
    Rejected,
}

/// A record that is in no total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OmittedAgreement {
    /// Which.
    pub agreement: AgreementRowIndex,
    /// Why.
    pub why: Omission,
}

/// Totals, with what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgreementTotals {
    /// Lines, largest sum first.
    pub rows: Vec<TotalsRow>,
    /// Every counted record once, whatever the dimensions.
    pub overall: Vec<TotalsRow>,
    /// What is left out.
    pub left_out: Vec<OmittedAgreement>,
}

/// Sums a selection.
pub fn agreement_totals(snapshot: &Snapshot, selection: &Selection, by: &[Dimension]) -> AgreementTotals {
    let _ = (snapshot, selection, by);
    todo!()
}
