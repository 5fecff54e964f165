//! The filter language, the same in every command and in the dashboard: `from:liaoning to:germany since:2020`.

pub mod completion;
mod condition;
mod letters;
mod resolve;
mod terms;
mod values;

use super::sets::RowSet;
use super::snapshot::{ChangedRecords, RecordStatus, Selection, Snapshot};
use crate::model::DocumentId;

use condition::{Condition, Found, having};
pub(super) use letters::Letters;
pub(super) use resolve::OFFERED_STATUSES;
use resolve::Resolver;

/// One term, as the dashboard shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The term as typed.
    pub typed: String,
    /// What it resolved to: `from: Liaoning`, `~ lng`, `not type: meeting`.
    pub meaning: String,
    /// Whether only letters in order matched (`~`).
    pub is_loose: bool,
}

/// How names are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// A bare word may stand for every name that holds it: lists.
    Loose,
    /// Each term must name one thing: totals, briefs and exports.
    Strict,
}

/// A filter that was read and resolved against a snapshot: against another one it has to be read again.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Its terms.
    pub chips: Vec<Chip>,
    terms: Vec<ResolvedTerm>,
}

/// A term of which one condition must hold, or none where it is negated.
#[derive(Debug, Clone)]
struct ResolvedTerm {
    is_negated: bool,
    conditions: Vec<Condition>,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// First byte of the term in question.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What would be right: nearest field, or the names that the term fits.
    pub candidates: Vec<String>,
}

/// Finds documents by a phrase of their text.
pub type TextSearch<'a> = &'a dyn Fn(&str) -> Result<Vec<DocumentId>, String>;

/// What has come or changed since a mark.
#[derive(Debug, Clone)]
pub struct News {
    /// The records.
    pub changed: ChangedRecords,
    /// Since when, for the chip: `since 2024-05-18 10:00`.
    pub meaning: String,
}

/// Finds what has come or changed since the mark of a name. Whose marks these are, and where they lie, the filter does not know.
pub type NewsSearch<'a> = &'a dyn Fn(&str) -> Result<News, String>;

/// Where nobody has marks.
fn no_marks(_: &str) -> Result<News, String> {
    Err("there are no marks here".to_owned())
}

impl Filter {
    /// Reads a filter and resolves its names, where nobody has marks. An empty text is the filter that leaves everything.
    pub fn read(text: &str, snapshot: &Snapshot, resolution: Resolution, search: TextSearch<'_>) -> Result<Filter, FilterError> {
        Self::read_with_marks(text, snapshot, resolution, search, &no_marks)
    }

    /// The same with the user's marks.
    pub fn read_with_marks(
        text: &str,
        snapshot: &Snapshot,
        resolution: Resolution,
        search: TextSearch<'_>,
        news: NewsSearch<'_>,
    ) -> Result<Filter, FilterError> {
        let resolver = Resolver { snapshot, resolution, search, news };
        let mut filter = Filter::default();
        for term in terms::terms(text)? {
            let (mut conditions, mut meanings, mut is_loose) = (Vec::new(), Vec::<String>::new(), false);
            for alternative in &term.alternatives {
                let resolved = resolver.alternative(&term, alternative)?;
                let is_new_field = meanings.is_empty() || term.alternatives[0].field != alternative.field;
                let field = alternative.field.filter(|_| is_new_field).map(|field| format!("{}: ", field.name()));
                meanings.push(field.unwrap_or_default() + &resolved.meaning);
                conditions.extend(resolved.conditions);
                is_loose |= resolved.is_loose;
            }
            let not = if term.is_negated { "not " } else { "" };
            filter.chips.push(Chip { typed: term.typed.to_owned(), meaning: format!("{not}{}", meanings.join(" or ")), is_loose });
            filter.terms.push(ResolvedTerm { is_negated: term.is_negated, conditions });
        }
        Ok(filter)
    }

    /// The records that it leaves. What an analyst rejected is left only where `status:rejected` asks for it.
    pub fn select(&self, snapshot: &Snapshot) -> Selection {
        let found = self.found(snapshot, false);
        let undated_left_out = if self.terms.iter().any(ResolvedTerm::is_of_days) {
            let mut undated = self.found(snapshot, true).engagements;
            undated.drop_all(&found.engagements);
            undated.count()
        } else {
            0
        };
        let mut not_attributed = found.through.clone();
        not_attributed.drop_all(&found.agreements);
        Selection {
            engagements: found.engagements.rows(),
            agreements: found.through.rows(),
            not_attributed: not_attributed.rows(),
            undated_left_out,
        }
    }

    /// What fits all terms. With `undated_fits` no row is left out for having no date.
    fn found(&self, snapshot: &Snapshot, undated_fits: bool) -> Found {
        let mut found = self.visible(snapshot);
        let visible = found.agreements.clone();
        let (of_agreements, others): (Vec<&ResolvedTerm>, Vec<_>) = self.terms.iter().partition(|term| term.is_of_agreements());
        for term in others {
            found.keep(&term.found(snapshot, undated_fits, &visible));
        }
        if !of_agreements.is_empty() {
            // One agreement must fit all of these: a contract in euros and another one above a billion are not enough.
            let mut fitting = visible;
            of_agreements.iter().for_each(|term| fitting.keep(&term.agreements(snapshot)));
            found.engagements.keep(&having(snapshot, &fitting));
            found.agreements.keep(&fitting);
            found.through.keep(&fitting);
        }
        found
    }

    /// The agreements by which an engagement may fit what is asked of agreements.
    pub(super) fn fitting_agreements(&self, snapshot: &Snapshot) -> RowSet {
        let mut fitting = self.visible(snapshot).agreements;
        self.terms.iter().filter(|term| term.is_of_agreements()).for_each(|term| fitting.keep(&term.agreements(snapshot)));
        fitting
    }

    /// What is not rejected, or everything where rejected records are asked for.
    fn visible(&self, snapshot: &Snapshot) -> Found {
        let asks = |condition: &Condition| matches!(condition, Condition::Statuses(bits) if bits >> RecordStatus::Rejected as u32 & 1 == 1);
        let shows_all = self.terms.iter().any(|term| !term.is_negated && term.conditions.iter().any(asks));
        let (engagements, agreements) = match shows_all {
            true => (RowSet::all(snapshot.engagements.len()), RowSet::all(snapshot.agreements.len())),
            false => (snapshot.shown_engagements.clone(), snapshot.shown_agreements.clone()),
        };
        Found { engagements, through: agreements.clone(), agreements }
    }
}

impl ResolvedTerm {
    fn is_of_days(&self) -> bool {
        self.conditions.iter().any(Condition::is_of_days)
    }

    /// Whether it is asked of one and the same agreement as the other terms of this sort.
    fn is_of_agreements(&self) -> bool {
        !self.is_negated && self.conditions.iter().all(Condition::is_of_agreements)
    }

    fn agreements(&self, snapshot: &Snapshot) -> RowSet {
        let mut set = RowSet::none(snapshot.agreements.len());
        self.conditions.iter().for_each(|condition| set.unite(&condition.agreements(snapshot)));
        set
    }

    fn found(&self, snapshot: &Snapshot, undated_fits: bool, visible: &RowSet) -> Found {
        // Where a term excludes, a row without a date must not slip through for lack of one.
        let found = Found::one_of(&self.conditions, snapshot, undated_fits != self.is_negated, visible);
        if self.is_negated { found.complement() } else { found }
    }
}
