//! Money and numbers as an article states them, in any language: what was found, before an agreement or a visit takes it up.

use crate::model::{Amount, Hedge, RuleName, TextSpan};

/// A sum of money in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountMention {
    /// Where, in bytes of the whole text, with the currency and without the hedge.
    pub span: TextSpan,
    /// The sum, for a range its lower end; `None` where the figure does not fit its currency or 64 bits.
    pub amount: Option<Amount>,
    /// Whether the text names the currency: a bare "$", "Rs" or "kr" is one of several, and the one given is the likeliest.
    pub currency_is_sure: bool,
    /// How it relates to the true sum.
    pub hedge: Hedge,
    /// The upper end in minor units, where the hedge is a range.
    pub amount_max_minor: Option<i64>,
    /// What read it.
    pub rule: RuleName,
    /// Position in the same list of the mention whose money this states in another currency: "65 billion yuan ($9 billion)".
    pub equivalent_of: Option<usize>,
}

/// A number of things or people in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountMention {
    /// Where, in bytes of the whole text, from the number to the noun, without the hedge.
    pub span: TextSpan,
    /// How many; `None` where the text gives no one figure: "a number of", "several", "four or five".
    pub count: Option<u32>,
    /// How it relates to the true number.
    pub hedge: Hedge,
    /// Of what.
    pub noun: CountNoun,
    /// Whether the text marks them out from a larger number: "48 key projects", "including 12 contracts".
    pub is_key_part: bool,
    /// What read it.
    pub rule: RuleName,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CountNoun {
    /// Projects.
    Projects,
    /// Agreements, deals, accords, documents that are signed.
    Agreements,
    /// Memoranda and letters of intent.
    Memoranda,
    /// Contracts and orders.
    Contracts,
    /// Members of a delegation.
    Delegates,
    /// Representatives, guests, participants, people.
    People,
    /// Companies.
    Companies,
    /// Anything else, by its noun in lower case.
    Other(String),
}
