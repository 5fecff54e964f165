//! What an analyst decided, as the log keeps it: enough to find again what it speaks of, whatever is derived anew.

use serde::{Deserialize, Serialize};

use super::agreement::AgreementClaim;
use super::engagement::EngagementClaim;
use super::evidence::TextSpan;
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

    /// The claims that it speaks of, by the part of a merge or split that they belong to.
    pub fn targets(&self) -> Vec<(usize, &EditTarget)> {
        match self {
            EditAction::Set { target, also, .. } => std::iter::once(target).chain(also).map(|target| (0, target)).collect(),
            EditAction::Annotate { target, .. } | EditAction::Tag { target, .. } | EditAction::Untag { target, .. } => vec![(0, target)],
            EditAction::Merge { groups } | EditAction::Split { groups } => {
                groups.iter().enumerate().flat_map(|(part, group)| group.iter().map(move |target| (part, target))).collect()
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
                let class = match claim {
                    AddedClaim::Engagement(_) => "engagement",
                    AddedClaim::Agreement(_) => "agreement",
                };
                format!("{document}: {class} added")
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
