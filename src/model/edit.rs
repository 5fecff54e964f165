//! What an analyst decided, as the log keeps it: enough to find again what it speaks of, whatever is derived anew.

use serde::{Deserialize, Serialize};

use super::agreement::{AgreementClaim, AgreementKind, Binding, Nature, Stage};
use super::amount::Hedge;
use super::engagement::{Context, CounterpartKind, EngagementClaim, EngagementType};
use super::evidence::{EvidenceList, Inferred, TextSpan};
use super::field::RecordField;
use super::ids::{DocumentId, LogEntryId};
use super::vocabulary;

vocabulary!(
    /// The two classes of records.
    RecordClass {
        /// An engagement.
        Engagement = "engagement",
        /// An agreement.
        Agreement = "agreement",
    }
);

/// What [`EditAction::targets`] has for the total that a record was put into, beside the record's own claims.
pub const WHOLE: i64 = -1;

/// The rule name of evidence that an analyst pointed at.
pub const ANALYST_RULE: &str = "analyst";

/// A claim that an edit speaks of: its id, and what it is known by where ids have changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditTarget {
    /// The claim's id when the edit was made.
    pub claim: String,
    /// The document that makes it.
    pub document: DocumentId,
    /// Its class.
    pub class: RecordClass,
    /// Its type or kind.
    pub kind: String,
    /// Its first evidence.
    pub span: TextSpan,
    /// The words there.
    pub quote: String,
}

/// A field that was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which.
    pub field: RecordField,
    /// What the record showed before.
    pub was: String,
    /// What the claim itself said; nothing where no article says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// What it is now.
    pub value: String,
}

/// A record that no rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddedClaim {
    /// An engagement.
    Engagement(Box<EngagementClaim>),
    /// An agreement.
    Agreement(Box<AgreementClaim>),
}

impl AddedClaim {
    /// Its class.
    pub fn class(&self) -> RecordClass {
        match self {
            AddedClaim::Engagement(_) => RecordClass::Engagement,
            AddedClaim::Agreement(_) => RecordClass::Agreement,
        }
    }

    /// One that says nothing yet but where its words stand.
    pub fn blank(class: RecordClass, evidence: EvidenceList) -> Self {
        match class {
            RecordClass::Engagement => AddedClaim::Engagement(Box::new(EngagementClaim {
                kind: EngagementType::Meeting,
                from: Vec::new(),
                to: Vec::new(),
                about: Vec::new(),
                date: None,
                within: false,
                venues: Vec::new(),
                leader: None,
                context: Context::Actual,
                counterpart: CounterpartKind::Unknown,
                home: false,
                participants: Vec::new(),
                delegation_size: None,
                attendance: None,
                topics: Vec::new(),
                evidence,
                inferred: Inferred::new(),
            })),
            RecordClass::Agreement => AddedClaim::Agreement(Box::new(AgreementClaim {
                kind: AgreementKind::Project,
                stage: Stage::Signed,
                count: Some(1),
                amount: None,
                hedge: Hedge::Exactly,
                amount_max_minor: None,
                nature: Nature::Unstated,
                binding: Binding::Unknown,
                engagement: None,
                sides: Vec::new(),
                umbrella: false,
                part_of: None,
                parties: Vec::new(),
                evidence,
                inferred: Inferred::new(),
            })),
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum EditAction {
    /// Fields of a record were set; confirming and rejecting set its status.
    Set {
        /// The claim that named the record.
        target: EditTarget,
        /// What was set.
        changes: Vec<FieldChange>,
        /// The other claims of the record, where what was set makes it to be compared anew: it holds for them too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<EditTarget>,
        /// Whether the claims are compared with others by what was set. Edits of older programs are not.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        regroups: bool,
        /// The claim that named the total which `part_of` puts the record into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        whole: Option<EditTarget>,
    },
    /// A note was written.
    Annotate {
        /// The claim that named the record.
        target: EditTarget,
        /// The note.
        text: String,
    },
    /// Tags were put on.
    Tag {
        /// The claim that named the record.
        target: EditTarget,
        /// The tags.
        tags: Vec<String>,
    },
    /// Tags were taken off.
    Untag {
        /// The claim that named the record.
        target: EditTarget,
        /// The tags.
        tags: Vec<String>,
    },
    /// A record was added from words of a document.
    Add {
        /// The document.
        document: DocumentId,
        /// The words.
        quote: String,
        /// What they say.
        claim: AddedClaim,
    },
    /// Records were joined: the claims of each.
    Merge {
        /// By record.
        groups: Vec<Vec<EditTarget>>,
    },
    /// A record was parted.
    Split {
        /// The claims of each part.
        groups: Vec<Vec<EditTarget>>,
    },
    /// A document was taken out of lists and totals.
    SetAside {
        /// Which.
        document: DocumentId,
    },
    /// A document that was set aside was brought back.
    Restore {
        /// Which.
        document: DocumentId,
    },
    /// An earlier edit no longer counts.
    Undo {
        /// Its line in the log.
        edit: LogEntryId,
    },
    /// An edit that was undone counts again.
    Redo {
        /// Its line in the log.
        edit: LogEntryId,
    },
}

impl EditAction {
    /// The word that the log calls it by.
    pub fn word(&self) -> &'static str {
        match self {
            EditAction::Set { .. } => "set",
            EditAction::Annotate { .. } => "annotate",
            EditAction::Tag { .. } => "tag",
            EditAction::Untag { .. } => "untag",
            EditAction::Add { .. } => "add",
            EditAction::Merge { .. } => "merge",
            EditAction::Split { .. } => "split",
            EditAction::SetAside { .. } => "set_aside",
            EditAction::Restore { .. } => "restore",
            EditAction::Undo { .. } => "undo",
            EditAction::Redo { .. } => "redo",
        }
    }

    /// The claims that it speaks of, by the part of a merge or split that they belong to; [`WHOLE`] for that of a total.
    pub fn targets(&self) -> Vec<(i64, &EditTarget)> {
        match self {
            EditAction::Set { target, also, whole, .. } => {
                let own = std::iter::once(target).chain(also).map(|target| (0, target));
                own.chain(whole.iter().map(|whole| (WHOLE, whole))).collect()
            }
            EditAction::Annotate { target, .. } | EditAction::Tag { target, .. } | EditAction::Untag { target, .. } => vec![(0, target)],
            EditAction::Merge { groups } | EditAction::Split { groups } => {
                (0..).zip(groups).flat_map(|(part, group)| group.iter().map(move |target| (part, target))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A line of the log that an analyst wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What was done.
    #[serde(flatten)]
    pub action: EditAction,
    /// Why, in the analyst's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Edit {
    /// What was done, in a line for people.
    pub fn in_words(&self) -> String {
        let ids = |groups: &[Vec<EditTarget>]| {
            groups.iter().filter_map(|group| Some(group.first()?.claim.as_str())).collect::<Vec<_>>().join(", ")
        };
        match &self.action {
            EditAction::Set { target, changes, .. } => {
                let each = changes.iter().map(|change| format!("{} {} -> {}", change.field, shown(&change.was), shown(&change.value)));
                format!("{}: {}", target.claim, each.collect::<Vec<_>>().join("; "))
            }
            EditAction::Annotate { target, text } => format!("{}: note: {text}", target.claim),
            EditAction::Tag { target, tags } => format!("{}: tagged {}", target.claim, tags.join(", ")),
            EditAction::Untag { target, tags } => format!("{}: tag taken off: {}", target.claim, tags.join(", ")),
            EditAction::Add { document, claim, .. } => {
                format!("{document}: {} added", claim.class())
            }
            EditAction::Merge { groups } => format!("joined: {}", ids(groups)),
            EditAction::Split { groups } => format!("parted: {}", ids(groups)),
            EditAction::SetAside { document } => format!("{document}: set aside"),
            EditAction::Restore { document } => format!("{document}: brought back"),
            EditAction::Undo { edit } => format!("undone: {edit}"),
            EditAction::Redo { edit } => format!("redone: {edit}"),
        }
    }
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "(nothing)" } else { value }
}
