//! Which sums may lie inside of which, said anew of the records at hand after a judgement: without reading them again.

use std::collections::HashSet;

use super::Snapshot;
use crate::model::{LeftOut, PlaceCode};
use crate::query::places::NONE;
use crate::query::sets::Lists;
use crate::store::{Store, StoreError, Sum, Sums, suspected_parts};

impl Snapshot {
    /// Says anew of all agreements which may lie inside of which.
    pub(in crate::query) fn hold_out(&mut self, store: &Store) -> Result<(), StoreError> {
        let found = suspected_parts(&OfSnapshot::new(self, store)?)?;
        for at in 0..self.agreements.len() {
            self.judged.left_out[at] = self.own_reason(at);
        }
        found.keys().for_each(|part| self.judged.left_out[*part] = Some(LeftOut::SuspectedPart));
        self.agreement_extras.suspected = found.into_iter().map(|(part, whole)| (part as u32, whole as u32)).collect();
        Ok(())
    }
}

/// The agreements of a snapshot.
struct OfSnapshot<'a> {
    snapshot: &'a Snapshot,
    store: &'a Store,
    alone: HashSet<usize>,
    /// The organisations that sign each.
    parties: Lists,
}

impl<'a> OfSnapshot<'a> {
    fn new(snapshot: &'a Snapshot, store: &'a Store) -> Result<Self, StoreError> {
        let alone = store.standing_alone()?.into_iter().filter_map(|id| snapshot.agreement_row(id)).map(|row| row as usize).collect();
        let signed = &snapshot.agreements.of_organization;
        let pairs: Vec<(u32, u32)> =
            (0..signed.keys() as u32).flat_map(|key| signed.rows(key).into_iter().map(move |row| (row, key))).collect();
        Ok(Self { snapshot, store, alone, parties: Lists::of_pairs(snapshot.agreements.len(), &pairs) })
    }

    fn codes(&self, places: &[u32]) -> impl Iterator<Item = PlaceCode> {
        places.iter().map(|place| self.snapshot.places.code(*place).clone())
    }
}

impl Sums for OfSnapshot<'_> {
    type Error = StoreError;

    fn count(&self) -> usize {
        self.snapshot.agreements.len()
    }

    fn sum(&self, at: usize) -> Sum {
        let (snapshot, columns) = (self.snapshot, &self.snapshot.agreements);
        Sum {
            amount: columns.amounts.at(at),
            hedge: columns.hedge[at],
            count: Some(columns.count[at]).filter(|count| *count != NONE),
            umbrella: columns.umbrella[at],
            stage: columns.stage[at],
            binding: columns.binding[at],
            status: snapshot.judged.agreements[at],
            left_out: snapshot.own_reason(at),
            part_of: Some(columns.part_of[at]).filter(|row| *row != NONE).map(|row| row as usize),
            date: columns.dates.at(at as u32),
            published: snapshot.documents.published.at(columns.document[at]),
        }
    }

    fn rank(&self, at: usize) -> u64 {
        self.snapshot.agreements.ids[at]
    }

    fn is_alone(&self, at: usize) -> bool {
        self.alone.contains(&at)
    }

    fn documents(&self, at: usize) -> Vec<u32> {
        let more = self.snapshot.agreement_extras.documents_of(at as u32);
        more.chain([self.snapshot.agreements.document[at]]).collect()
    }

    fn parties_fit(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.parties.rows(one as u32), self.parties.rows(other as u32));
        one.is_empty() || other.is_empty() || one.iter().any(|party| other.contains(party))
    }

    fn sides(&self, at: usize) -> Vec<PlaceCode> {
        self.codes(self.snapshot.agreements.places.rows(at as u32)).collect()
    }

    fn engagement_sides(&self, at: usize) -> Vec<PlaceCode> {
        let (columns, engagement) = (&self.snapshot.engagements, self.snapshot.agreements.engagement[at]);
        self.codes(columns.from.rows(engagement)).chain(self.codes(columns.to.rows(engagement))).collect()
    }

    fn are_of_one_table(&self, one: usize, other: usize) -> Result<bool, StoreError> {
        let tables = |at: usize| {
            let documents = self.documents(at).into_iter().map(|document| self.snapshot.document_id(document));
            documents.filter_map(|document| self.store.table_of(&document).transpose()).collect::<Result<Vec<String>, StoreError>>()
        };
        let of_one = tables(one)?;
        Ok(tables(other)?.iter().any(|table| of_one.contains(table)))
    }
}
