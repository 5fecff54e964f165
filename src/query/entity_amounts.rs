//! What was signed with each entity of a selection, for ranking entities by amount.

use std::collections::HashMap;

use super::entities::EntityKind;
use super::numbers::Numbered;
use super::sets::{Postings, RowSet};
use super::snapshot::{RecordStatus, Selection, Snapshot};
use crate::model::{Amount, Currency, MixedAmount, PersonId};

/// By code or id, the sums of the agreements that count in totals. People are no party to agreements: theirs is what was signed in
/// the engagements they took part in. Entities without any sum are left out.
pub fn entity_amounts(snapshot: &Snapshot, selection: &Selection, kind: EntityKind) -> HashMap<String, MixedAmount> {
    let summed = summed(snapshot, selection, kind == EntityKind::Person);
    let (engagements, agreements) = (&snapshot.engagements, &snapshot.agreements);
    let signed = |engagement: &u32| engagements.agreements.rows(*engagement).iter().copied();
    let with_sums = |at: usize, rows: &mut dyn Iterator<Item = u32>| {
        let mut sums = MixedAmount::zero();
        rows.filter(|row| summed.contains(*row)).filter_map(|row| agreements.amounts.at(row as usize)).for_each(|amount| sums.add(amount));
        (!sums.is_empty()).then_some((at, sums))
    };
    let through = |of: &Postings, at: usize| with_sums(at, &mut of.rows(at as u32).iter().copied());
    match kind {
        EntityKind::Place => {
            let found = (0..snapshot.places.len()).filter_map(|at| through(&agreements.of_place, at));
            found.map(|(at, sums)| (snapshot.places.code(at as u32).to_string(), sums)).collect()
        }
        EntityKind::Organization => {
            let found = (0..snapshot.organizations.len()).filter_map(|at| through(&agreements.of_organization, at));
            found.map(|(at, sums)| (snapshot.organizations[at].id.to_string(), sums)).collect()
        }
        EntityKind::Person => {
            let of_person = &engagements.of_person;
            let found = (0..snapshot.people.len()).filter_map(|at| with_sums(at, &mut of_person.rows(at as u32).iter().flat_map(signed)));
            found.map(|(at, sums)| (PersonId::of_number(snapshot.people.ids[at]).to_string(), sums)).collect()
        }
    }
}

/// The currency that most of these have a sum in.
pub fn leading_currency<'a>(sums: impl Iterator<Item = &'a MixedAmount>) -> Option<Currency> {
    let mut uses: HashMap<Currency, usize> = HashMap::new();
    sums.flat_map(MixedAmount::iter).for_each(|(currency, _)| *uses.entry(currency).or_default() += 1);
    uses.into_iter().max_by_key(|(currency, count)| (*count, std::cmp::Reverse(*currency))).map(|(currency, _)| currency)
}

/// The agreements of a selection whose amount is in totals.
fn summed(snapshot: &Snapshot, selection: &Selection, also_not_attributed: bool) -> RowSet {
    let columns = &snapshot.agreements;
    let counts = |row: &u32| {
        let at = *row as usize;
        let amount: Option<Amount> = columns.amounts.at(at);
        amount.is_some() && snapshot.judged.left_out[at].is_none() && snapshot.judged.agreements[at] != RecordStatus::Rejected
    };
    let mut set = RowSet::none(columns.len());
    set.add(&selection.agreements.iter().copied().filter(counts).collect::<Vec<_>>());
    if !also_not_attributed {
        let mut others = RowSet::none(columns.len());
        others.add(&selection.not_attributed);
        set.drop_all(&others);
    }
    set
}
