//! What a term asks of a record, and the rows that fit.

use std::sync::Arc;

use super::values::AmountRange;
use crate::model::{Currency, EngagementType};
use crate::query::extras::set;
use crate::query::places::NONE;
use crate::query::sets::{Postings, RowSet};
use crate::query::snapshot::{ChangedRecords, Snapshot};

/// In what part a place has to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlacePart {
    /// Side or venue.
    Any,
    /// Travelled, or either side of what has no direction.
    From,
    /// Was visited, or either side of what has no direction.
    To,
    Side,
    Venue,
    About,
}

/// One thing that is asked.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Places(PlacePart, Vec<u32>),
    People(Vec<u32>),
    Leaders(Vec<u32>),
    Organizations(Vec<u32>),
    Topics(Vec<u32>),
    /// Words of headlines.
    Words(Vec<u32>),
    /// Told by one of these documents.
    Documents(Vec<u32>),
    /// These records themselves.
    Records {
        engagements: Vec<u32>,
        agreements: Vec<u32>,
    },
    /// Positions in a closed vocabulary, one bit each.
    Types(u32),
    Contexts(u32),
    Counterparts(u32),
    Statuses(u32),
    Kinds(u32),
    Stages(u32),
    /// From a day to a day, both included.
    Days(i32, i32),
    Amount(AmountRange),
    Currencies(Vec<Currency>),
    HasAmount,
    HasAgreement,
    /// Worked out before.
    Known(Arc<Found>),
    /// Its sources disagree.
    HasDispute,
    /// A correction of it wants a look.
    WantsReview,
    /// Tagged so, whatever the case.
    Tagged(String),
    Nothing,
}

/// The rows that fit.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) engagements: RowSet,
    /// Agreements that fit of themselves.
    pub(super) agreements: RowSet,
    /// These, and those that fit only through their engagement: no party from the place in question is named.
    pub(super) through: RowSet,
}

impl Found {
    /// Nothing.
    pub(super) fn none(snapshot: &Snapshot) -> Self {
        let agreements = RowSet::none(snapshot.agreements.len());
        Self { engagements: RowSet::none(snapshot.engagements.len()), through: agreements.clone(), agreements }
    }

    /// Records that have come or changed; an agreement fits of itself, whatever has become of its engagement.
    pub(super) fn changed(changed: &ChangedRecords, snapshot: &Snapshot) -> Self {
        let engagements = set(changed.engagements.keys().filter_map(|id| snapshot.engagement_row(id)), snapshot.engagements.len());
        let agreements = set(changed.agreements.keys().filter_map(|id| snapshot.agreement_row(id)), snapshot.agreements.len());
        Self { engagements, through: agreements.clone(), agreements }
    }

    /// What fits one of these conditions, none of which asks for days or agreements.
    pub(super) fn any(conditions: &[Condition], snapshot: &Snapshot) -> Self {
        Self::one_of(conditions, snapshot, false, &RowSet::none(snapshot.agreements.len()))
    }

    /// What fits one of these conditions; for the rest see [`Condition::found`].
    pub(super) fn one_of(conditions: &[Condition], snapshot: &Snapshot, undated_fits: bool, visible: &RowSet) -> Self {
        let mut found = Self::none(snapshot);
        // A word stands for places, people, organisations and headlines at once: their agreements are looked for together.
        let mut with_agreements: Option<RowSet> = None;
        for condition in conditions {
            match condition.engagements(snapshot) {
                Some(engagements) => match &mut with_agreements {
                    Some(all) => all.unite(&engagements),
                    None => with_agreements = Some(engagements),
                },
                None => found.unite(&condition.found(snapshot, undated_fits, visible)),
            }
            if let Condition::Words(words) = condition {
                let own = scattered(snapshot.agreements.len(), words, &[&snapshot.agreements.of_word]);
                found.agreements.unite(&own);
                found.through.unite(&own);
            }
        }
        if let Some(engagements) = with_agreements {
            found.unite(&through_engagement(snapshot, engagements));
        }
        found
    }

    /// Adds what fits another condition.
    pub(super) fn unite(&mut self, other: &Found) {
        self.engagements.unite(&other.engagements);
        self.agreements.unite(&other.agreements);
        self.through.unite(&other.through);
    }

    /// Keeps what fits another term too.
    pub(super) fn keep(&mut self, other: &Found) {
        self.engagements.keep(&other.engagements);
        self.agreements.keep(&other.agreements);
        self.through.keep(&other.through);
    }

    /// What does not fit. An agreement that fits through its engagement alone belongs to what does not: its sum is not that
    /// place's, so that the totals with and without a place add up to the whole.
    pub(super) fn complement(self) -> Self {
        let agreements = self.agreements.complement();
        Self { engagements: self.engagements.complement(), through: agreements.clone(), agreements }
    }
}

impl Condition {
    /// Whether it is asked of agreements; engagements fit by having one.
    pub(super) fn is_of_agreements(&self) -> bool {
        use Condition as C;
        matches!(self, C::Kinds(_) | C::Stages(_) | C::Amount(_) | C::Currencies(_) | C::HasAmount | C::HasAgreement)
    }

    /// Whether undated rows can neither fit it nor fail it.
    pub(super) fn is_of_days(&self) -> bool {
        matches!(self, Condition::Days(..))
    }

    /// The rows that fit. `undated_fits` says what becomes of undated rows where days are asked for; `visible` are the agreements
    /// by which an engagement may fit.
    pub(super) fn found(&self, snapshot: &Snapshot, undated_fits: bool, visible: &RowSet) -> Found {
        let (engagements, agreements) = (&snapshot.engagements, &snapshot.agreements);
        let both = |engagements, agreements: RowSet| Found { engagements, through: agreements.clone(), agreements };
        match self {
            Condition::Known(found) => found.as_ref().clone(),
            Condition::Places(part, places) => of_places(snapshot, *part, places),
            Condition::Organizations(organizations) => of_organizations(snapshot, organizations),
            Condition::People(_) | Condition::Leaders(_) | Condition::Topics(_) | Condition::Words(_) => {
                Found::one_of(std::slice::from_ref(self), snapshot, undated_fits, visible)
            }
            Condition::Documents(documents) => {
                let mut told = RowSet::none(snapshot.document_count());
                told.add(documents);
                let mut by_engagement = RowSet::fitting(engagements.len(), |row| told.contains(engagements.document[row]));
                snapshot.engagement_extras.add_told_by(&told, &mut by_engagement);
                let mut by_agreement = RowSet::fitting(agreements.len(), |row| told.contains(agreements.document[row]));
                snapshot.agreement_extras.add_told_by(&told, &mut by_agreement);
                both(by_engagement, by_agreement)
            }
            Condition::Records { engagements: rows, agreements: own } => {
                let mut set = RowSet::none(engagements.len());
                set.add(rows);
                let mut found = through_engagement(snapshot, set);
                let mut set = RowSet::none(agreements.len());
                set.add(own);
                found.engagements.unite(&having(snapshot, &set));
                found.agreements.unite(&set);
                both(found.engagements, found.agreements)
            }
            Condition::Types(bits) => through_engagement(snapshot, fitting_bits(*bits, &engagements.kind, |kind| *kind as u32)),
            Condition::Contexts(bits) => through_engagement(snapshot, fitting_bits(*bits, &engagements.context, |context| *context as u32)),
            Condition::Counterparts(bits) => through_engagement(snapshot, fitting_bits(*bits, &engagements.counterpart, |c| *c as u32)),
            Condition::Statuses(bits) => both(
                fitting_bits(*bits, &snapshot.judged.engagements, |status| *status as u32),
                fitting_bits(*bits, &snapshot.judged.agreements, |status| *status as u32),
            ),
            Condition::HasDispute => both(
                set(snapshot.engagement_extras.disputed.iter().copied(), engagements.len()),
                set(snapshot.agreement_extras.disputed.iter().copied(), agreements.len()),
            ),
            Condition::WantsReview => both(
                set(snapshot.engagement_extras.review.iter().copied(), engagements.len()),
                set(snapshot.agreement_extras.review.iter().copied(), agreements.len()),
            ),
            Condition::Tagged(tag) => {
                both(snapshot.engagement_extras.with_tag(tag, engagements.len()), snapshot.agreement_extras.with_tag(tag, agreements.len()))
            }
            Condition::Days(first, last) => both(
                RowSet::fitting(engagements.len(), |row| {
                    engagements.dates.touches(row, *first, *last) || (undated_fits && engagements.dates.is_undated(row))
                }),
                RowSet::fitting(agreements.len(), |row| {
                    agreements.dates.touches(row, *first, *last) || (undated_fits && agreements.dates.is_undated(row))
                }),
            ),
            _ => {
                let set = self.agreements(snapshot);
                let mut seen = set.clone();
                seen.keep(visible);
                both(having(snapshot, &seen), set)
            }
        }
    }

    /// The engagements that fit, where their agreements fit with them for no more than that.
    fn engagements(&self, snapshot: &Snapshot) -> Option<RowSet> {
        let columns = &snapshot.engagements;
        let (keys, postings) = match self {
            Condition::People(people) => (people, &columns.of_person),
            Condition::Leaders(people) => (people, &columns.of_leader),
            Condition::Topics(topics) => (topics, &columns.of_topic),
            Condition::Words(words) => (words, &columns.of_word),
            _ => return None,
        };
        Some(scattered(columns.len(), keys, &[postings]))
    }

    /// The agreements that fit what is asked of agreements.
    pub(super) fn agreements(&self, snapshot: &Snapshot) -> RowSet {
        let columns = &snapshot.agreements;
        let with_amount =
            |fits: &dyn Fn(crate::model::Amount) -> bool| RowSet::fitting(columns.len(), |row| columns.amounts.at(row).is_some_and(fits));
        match self {
            Condition::Kinds(bits) => fitting_bits(*bits, &columns.kind, |kind| *kind as u32),
            Condition::Stages(bits) => fitting_bits(*bits, &columns.stage, |stage| *stage as u32),
            Condition::Amount(range) => with_amount(&|amount| range.contains(amount)),
            Condition::Currencies(currencies) => with_amount(&|amount| currencies.contains(&amount.currency)),
            Condition::HasAmount => with_amount(&|_| true),
            Condition::HasAgreement => RowSet::all(columns.len()),
            _ => RowSet::none(columns.len()),
        }
    }
}

/// Engagements that have one of these agreements.
pub(super) fn having(snapshot: &Snapshot, agreements: &RowSet) -> RowSet {
    let mut set = RowSet::none(snapshot.engagements.len());
    let engagements: Vec<u32> = agreements.rows().into_iter().map(|row| snapshot.agreements.engagement[row as usize]).collect();
    set.add(&engagements);
    set
}

fn scattered(len: usize, keys: &[u32], postings: &[&Postings]) -> RowSet {
    let mut set = RowSet::none(len);
    for postings in postings {
        keys.iter().for_each(|key| postings.add_to(*key, &mut set));
    }
    set
}

fn fitting_bits<T>(bits: u32, column: &[T], position: impl Fn(&T) -> u32) -> RowSet {
    RowSet::fitting(column.len(), |row| bits >> position(&column[row]) & 1 == 1)
}

/// Agreements of these engagements.
fn signed_in(snapshot: &Snapshot, engagements: &RowSet) -> RowSet {
    let columns = &snapshot.agreements;
    let count = engagements.count();
    if count * 8 < columns.len() {
        let mut set = RowSet::none(columns.len());
        engagements.rows().into_iter().for_each(|row| set.add(snapshot.engagements.agreements.rows(row)));
        return set;
    }
    RowSet::fitting(columns.len(), |row| engagements.contains(columns.engagement[row]))
}

/// What is asked of engagements holds for their agreements.
fn through_engagement(snapshot: &Snapshot, engagements: RowSet) -> Found {
    let agreements = signed_in(snapshot, &engagements);
    Found { engagements, through: agreements.clone(), agreements }
}

fn of_places(snapshot: &Snapshot, part: PlacePart, places: &[u32]) -> Found {
    let columns = &snapshot.engagements;
    let of = |postings: &[&Postings]| scattered(columns.len(), places, postings);
    let either = |mut directed: RowSet, other: &Postings| {
        let mut undirected = scattered(columns.len(), places, &[other]);
        undirected.keep(&RowSet::fitting(columns.len(), |row| !EngagementType::is_directed(columns.kind[row])));
        directed.unite(&undirected);
        directed
    };
    let engagements = match part {
        PlacePart::Any => of(&[&columns.of_place]),
        PlacePart::Side => of(&[&columns.of_from, &columns.of_to]),
        PlacePart::From => either(of(&[&columns.of_from]), &columns.of_to),
        PlacePart::To => either(of(&[&columns.of_to]), &columns.of_from),
        PlacePart::Venue => return through_engagement(snapshot, of(&[&columns.of_venue])),
        PlacePart::About => return through_engagement(snapshot, of(&[&columns.of_about])),
    };
    let mut own = scattered(snapshot.agreements.len(), places, &[&snapshot.agreements.of_place]);
    let mut through = signed_in(snapshot, &engagements);
    if matches!(part, PlacePart::From | PlacePart::To) {
        // The sides of an agreement have no direction: its engagement says who travelled.
        let mut fitting = own.rows();
        fitting.retain(|row| through.contains(*row) || snapshot.agreements.engagement[*row as usize] == NONE);
        own = RowSet::none(snapshot.agreements.len());
        own.add(&fitting);
    }
    through.unite(&own);
    Found { engagements, agreements: own, through }
}

/// A sum belongs to an organisation only where it signs; that it was at the fair makes the sum nobody's share.
fn of_organizations(snapshot: &Snapshot, organizations: &[u32]) -> Found {
    let own = scattered(snapshot.agreements.len(), organizations, &[&snapshot.agreements.of_organization]);
    let mut engagements = scattered(snapshot.engagements.len(), organizations, &[&snapshot.engagements.of_organization]);
    let mut through = signed_in(snapshot, &engagements);
    through.unite(&own);
    engagements.unite(&having(snapshot, &own));
    Found { engagements, agreements: own, through }
}
