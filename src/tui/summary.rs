//! What the panes of summaries show: entities, totals, a profile. Made by the worker's second thread, drawn as it comes.

use std::sync::Arc;

use super::theme::Meaning;
use crate::model::{AgreementId, Currency, DocumentId, EngagementId};
use crate::query::entities::EntityKind;
use crate::query::totals::Dimension;
use crate::store::RecordStatus;
use crate::text::safe::SafeText;

/// By what entities are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// Engagements.
    #[default]
    Count,
    /// Sum of agreements.
    Amount,
    /// Latest engagement.
    LastSeen,
}

impl Rank {
    /// The next one.
    pub fn next(self) -> Self {
        match self {
            Rank::Count => Rank::Amount,
            Rank::Amount => Rank::LastSeen,
            Rank::LastSeen => Rank::Count,
        }
    }

    /// What comes first, in words.
    pub fn words(self) -> &'static str {
        match self {
            Rank::Count => "most engagements first",
            Rank::Amount => "largest sum first",
            Rank::LastSeen => "last seen first",
        }
    }
}

/// What totals measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Records, instruments and sums.
    #[default]
    Both,
    /// Records and instruments.
    Count,
    /// Sums.
    Amount,
}

impl Measure {
    /// The next one.
    pub fn next(self) -> Self {
        match self {
            Measure::Both => Measure::Count,
            Measure::Count => Measure::Amount,
            Measure::Amount => Measure::Both,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Measure::Both => "counts and sums",
            Measure::Count => "counts, most records first",
            Measure::Amount => "sums, largest first",
        }
    }
}

/// An entity of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRow {
    /// Code or id.
    pub id: String,
    /// The filter's term for it: `place:CN-LN`.
    pub term: String,
    /// Name.
    pub name: SafeText,
    /// Latest office, or sort.
    pub detail: SafeText,
    /// Engagements.
    pub engagements: usize,
    /// Agreements.
    pub agreements: usize,
    /// Date of the latest engagement.
    pub last_seen: SafeText,
    /// Sum in the currency that most have, where they are ranked by it.
    pub amount: SafeText,
    /// How deep it lies: 0 for a country, a person, an organisation.
    pub depth: u16,
    /// How many of the rows behind it lie in it.
    pub within: usize,
}

/// Entities in order; what lies in a place stands right behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityList {
    /// Which.
    pub kind: EntityKind,
    /// By what they are ranked.
    pub rank: Rank,
    /// What their names were narrowed to.
    pub needle: String,
    /// The rows.
    pub rows: Vec<EntityRow>,
}

/// A line of the table of totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsLine {
    /// The value of the dimension; the line below it that is of the same value leaves it out when drawn.
    pub key: SafeText,
    /// What it is of: contracts or memoranda, or why it is in no total.
    pub what: SafeText,
    /// What sort of line.
    pub part: TotalsPart,
    /// Whether it goes on the line above: same value, or same figures in another currency.
    pub continues: Continues,
    /// Records.
    pub records: usize,
    /// Instruments, and how many records do not tell: `137`, `17+1?`
    pub instruments: SafeText,
    /// Sum in one currency, all its digits: `CNY 380,500,000,000`
    pub sum: SafeText,
    /// The same short, never rounded: `CNY 380.5bn`
    pub short_sum: SafeText,
    /// The sum in the currency asked for, rounded; empty where none was asked for.
    pub converted: SafeText,
    /// Length of its bar in thousandths of the longest.
    pub share: u16,
    /// Whether its bar is of another currency than most sums of the table: not to be compared with theirs.
    pub is_other_currency: bool,
    /// Records without an amount.
    pub without_amount: usize,
    /// Its agreements: largest first, then newest first.
    pub agreements: Arc<Vec<u32>>,
}

/// Parts of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalsPart {
    /// A value of the dimension.
    Row,
    /// Every record once.
    Overall,
    /// In no total.
    LeftOut,
    /// In the sums, but not in the converted ones.
    NotConverted,
    /// A rate that was used.
    Rate,
}

impl TotalsPart {
    /// Whether its lines have the columns of sums; the others say something in a sentence.
    pub fn has_figures(self) -> bool {
        matches!(self, TotalsPart::Row | TotalsPart::Overall)
    }
}

/// How much of a line stands on the one above already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continues {
    /// Nothing.
    Nothing,
    /// The value.
    Key,
    /// All but the sum: another currency of the same records.
    Records,
}

/// The table of totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsTable {
    /// By what.
    pub by: Dimension,
    /// What is measured.
    pub measure: Measure,
    /// The currency that sums are converted into beside their own.
    pub into: Option<Currency>,
    /// The lines.
    pub lines: Vec<TotalsLine>,
    /// What the reader must know: no sums, undated left out, or a filter that fits several names.
    pub notes: Vec<SafeText>,
    /// Whether there is nothing but the notes, for the filter cannot be summed.
    pub is_refused: bool,
}

/// An agreement of an opened line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementView {
    /// Where it stands.
    pub target: Target,
    /// Date.
    pub date: SafeText,
    /// Places whose parties are named.
    pub sides: SafeText,
    /// `CNY 380.5bn`, `about USD 1bn`
    pub amount: SafeText,
    /// One line.
    pub headline: SafeText,
    /// What has become of it.
    pub status: RecordStatus,
    /// Whether its sources disagree.
    pub is_disputed: bool,
    /// Whether a correction of it wants a look.
    pub wants_review: bool,
    /// Another article's total that it may lie inside of, where it is left out for that.
    pub maybe_inside: Option<AgreementId>,
}

/// Something that stands in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The article.
    pub document: DocumentId,
    /// The engagement.
    pub engagement: Option<EngagementId>,
    /// The agreement whose sentence is meant; `None` where it is the engagement's.
    pub agreement: Option<AgreementId>,
}

/// A line of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileLine {
    /// What it says.
    pub text: SafeText,
    /// How it looks.
    pub meaning: Meaning,
    /// Where Enter goes.
    pub target: Option<Target>,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileView {
    /// Whose.
    pub name: SafeText,
    /// What is told.
    pub lines: Vec<ProfileLine>,
}

/// A question about the present selection.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Entities.
    Entities {
        /// Which.
        kind: EntityKind,
        /// In what order.
        rank: Rank,
        /// Part of the name, in small letters; empty for all.
        needle: String,
    },
    /// Totals.
    Totals {
        /// By what.
        by: Dimension,
        /// What is measured.
        measure: Measure,
        /// The currency to convert into too.
        into: Option<Currency>,
    },
    /// All about one entity, whatever the selection.
    Profile {
        /// Code or id.
        id: String,
        /// The day from which anniversaries are to come.
        today: chrono::NaiveDate,
    },
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Entities.
    Entities(EntityList),
    /// Totals.
    Totals(TotalsTable),
    /// A profile; `None` where the store has none such any more.
    Profile(Option<ProfileView>),
}

/// The dimensions in the order of help, each with its heading.
pub const DIMENSIONS: &[(Dimension, &str)] = &[
    (Dimension::Province, "province"),
    (Dimension::Country, "country"),
    (Dimension::City, "city"),
    (Dimension::Pair, "pair"),
    (Dimension::Year, "year"),
    (Dimension::Quarter, "quarter"),
    (Dimension::Month, "month"),
    (Dimension::Kind, "kind"),
    (Dimension::Stage, "stage"),
    (Dimension::Type, "type"),
    (Dimension::Topic, "topic"),
    (Dimension::Nature, "nature"),
    (Dimension::Binding, "binding"),
    (Dimension::Currency, "currency"),
    (Dimension::Source, "source"),
];

/// The heading of a dimension.
pub fn dimension_name(by: Dimension) -> &'static str {
    DIMENSIONS.iter().find(|(other, _)| *other == by).map_or("", |(_, name)| name)
}
