//! Records after a change: which claims belong together now, and the rows of each record that is not what it was. The result is that
//! of doing it all anew, whatever came first.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, params};

use super::claims::{self, ClaimKeys};
use super::clusters::{self, Edge, Node};
use super::entities::{self, Touched};
use super::error::Outcome;
use super::naming::Namings;
use super::sameness::Verdict;
use super::shelf::{Said, Shelf, StoredClaim, StoredDocument};
use super::{edits, links, projection};
use crate::model::{Claims, DateSpan, DocumentId};

/// A document that lists may show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) key: i64,
    pub(super) id: &'a DocumentId,
    pub(super) published: Option<DateSpan>,
    pub(super) body: &'a str,
    /// The table that it is a row of.
    pub(super) table: Option<&'a str>,
}

/// What a transaction has changed so far. Nothing is in lists before [`Changes::finish`].
#[derive(Debug, Default)]
pub(super) struct Changes {
    touched: Touched,
    shelf: Shelf,
    /// Claims that are new and that no other claim and no edit speaks of.
    fresh: BTreeSet<i64>,
    /// Claims whose records are to be made anew.
    dirty: BTreeSet<i64>,
}

impl Changes {
    /// Brings in the claims of a document that has none in lists.
    pub(super) fn show(&mut self, connection: &Connection, document: Shown<'_>, claims: &Claims, keys: ClaimKeys) -> Outcome<()> {
        let namings = Namings::of(claims);
        entities::insert(connection, document.key, document.id, &namings, &mut self.touched)?;
        projection::insert_ties(connection, document.key, &claims.ties)?;
        let own: Vec<i64> = keys.engagements.iter().chain(&keys.agreements).copied().collect();
        self.shelf.put(document.key, StoredDocument::new(&document, claims, keys), claims);
        self.fresh.extend(&own);
        // Before the claims are compared: what analysts set may be what they are compared by.
        let spoken_of = edits::resolve_page(connection, &edits::page_of(connection, document.id)?)?;
        self.mark(spoken_of);
        let linked = links::link(connection, &mut self.shelf, &own)?;
        self.mark(linked);
        Ok(())
    }

    /// Takes the claims of a document out of lists; they themselves stay.
    pub(super) fn hide(&mut self, connection: &Connection, document: i64) -> Outcome<()> {
        let neighbours = links::unlink(connection, document)?;
        self.mark(neighbours);
        let mut statement = connection.prepare_cached("SELECT key FROM claim WHERE document = ?1 AND id IS NOT NULL")?;
        let own: Vec<i64> = statement.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for claim in own {
            let others = members_with(connection, claim)?;
            self.mark(others.into_iter().filter(|other| *other != claim));
            projection::delete_record_of(connection, claim, &mut self.touched)?;
            connection.prepare_cached("DELETE FROM record_member WHERE claim = ?1")?.execute([claim])?;
            self.fresh.remove(&claim);
            self.dirty.remove(&claim);
        }
        let parts = edits::forget_document(connection, document)?;
        self.mark(parts);
        projection::delete_ties(connection, document)?;
        entities::delete(connection, document, &mut self.touched)?;
        self.shelf.drop_document(document);
        Ok(())
    }

    /// Looks anew for what is told by others too: what these claims are compared by has changed. All claims of their documents are
    /// compared, as a claim has its like once at most in each document.
    pub(super) fn compare_anew(&mut self, connection: &Connection, claims: &[i64]) -> Outcome<()> {
        let mut documents = BTreeSet::new();
        for claim in claims {
            documents.insert(self.shelf.claim(connection, *claim)?.document);
        }
        for document in &documents {
            let neighbours = links::unlink(connection, *document)?;
            self.mark(neighbours);
            self.shelf.forget_facts(*document);
        }
        for document in documents {
            let keys = claims::keys(connection, document)?;
            let own: Vec<i64> = keys.engagements.into_iter().chain(keys.agreements).collect();
            for claim in &own {
                self.mark(members_with(connection, *claim)?);
            }
            let linked = links::link(connection, &mut self.shelf, &own)?;
            self.mark(linked);
            self.mark(own);
        }
        Ok(())
    }

    /// These claims' records are to be made anew.
    pub(super) fn mark(&mut self, claims: impl IntoIterator<Item = i64>) {
        for claim in claims {
            self.fresh.remove(&claim);
            self.dirty.insert(claim);
        }
    }

    /// Makes the records.
    pub(super) fn finish(mut self, connection: &Connection) -> Outcome<()> {
        self.dirty.retain(|claim| !self.fresh.contains(claim));
        let components = self.components(connection)?;
        for claim in components.iter().flatten() {
            self.fresh.remove(claim);
            projection::delete_record_of(connection, *claim, &mut self.touched)?;
        }
        for claim in components.iter().flatten() {
            connection.prepare_cached("DELETE FROM record_member WHERE claim = ?1")?.execute([claim])?;
        }
        for claim in std::mem::take(&mut self.fresh) {
            let claim = self.shelf.claim(connection, claim)?;
            self.make(connection, &[claim])?;
        }
        let mut made = BTreeSet::new();
        for component in components {
            for cluster in self.clusters(connection, &component)? {
                made.extend(cluster.iter().map(|claim| claim.key));
                self.make(connection, &cluster)?;
            }
        }
        projection::refresh_parts(connection, &made)?;
        entities::refresh(connection, &self.touched)
    }

    /// Claims that hang together with those that changed.
    fn components(&mut self, connection: &Connection) -> Outcome<Vec<Vec<i64>>> {
        let mut seen = BTreeSet::new();
        let mut components = Vec::new();
        for start in self.dirty.clone() {
            if !seen.insert(start) {
                continue;
            }
            let (mut component, mut next) = (Vec::new(), vec![start]);
            while let Some(claim) = next.pop() {
                component.push(claim);
                let linked = links::of(connection, claim)?.into_iter().map(|(other, _)| other);
                for other in linked.chain(edits::joined_with(connection, claim)?) {
                    if seen.insert(other) {
                        next.push(other);
                    }
                }
            }
            components.push(component);
        }
        Ok(components)
    }

    /// The records of a component, each as its claims in the order of their ids.
    fn clusters(&mut self, connection: &Connection, component: &[i64]) -> Outcome<Vec<Vec<Rc<StoredClaim>>>> {
        let mut claims = component.iter().map(|key| self.shelf.claim(connection, *key)).collect::<Outcome<Vec<_>>>()?;
        claims.sort_by(|one, other| one.id.cmp(&other.id));
        if claims.len() == 1 {
            return Ok(vec![claims]);
        }
        let positions: BTreeMap<i64, usize> = claims.iter().enumerate().map(|(at, claim)| (claim.key, at)).collect();
        let mut edges: Vec<Edge> = Vec::new();
        for (at, claim) in claims.iter().enumerate() {
            let links = links::of(connection, claim.key)?.into_iter();
            edges.extend(
                links.filter_map(|(other, strength)| Some((at, *positions.get(&other)?, strength))).filter(|(one, other, _)| one < other),
            );
        }
        let facts = claims.iter().map(|claim| self.shelf.facts(connection, claim.key)).collect::<Outcome<Vec<_>>>()?;
        let differ = |one: usize, other: usize| matches!(facts[one].compare(&facts[other]), Verdict::Different(_));
        let mut nodes: Vec<Node> = Vec::with_capacity(claims.len());
        for claim in &claims {
            nodes.push(Node { id: claim.id.clone(), origin: self.shelf.document(connection, claim.document)?.origin });
        }
        let rulings = edits::rulings(connection, &positions)?;
        let clusters = clusters::clusters(&nodes, &edges, &rulings, &differ);
        Ok(clusters.into_iter().map(|cluster| cluster.into_iter().map(|at| Rc::clone(&claims[at])).collect()).collect())
    }

    /// Writes a record. Its claims come in the order of their ids: the first names it.
    fn make(&mut self, connection: &Connection, claims: &[Rc<StoredClaim>]) -> Outcome<()> {
        let Some(first) = claims.first() else { return Ok(()) };
        for claim in claims {
            let sql = "INSERT INTO record_member (claim, record, naming) VALUES (?1, ?2, ?3)";
            connection.prepare_cached(sql)?.execute(params![claim.key, first.id, first.key])?;
        }
        match &first.said {
            Said::Engagement(_) => projection::insert_engagement(connection, &mut self.shelf, claims, &mut self.touched),
            Said::Agreement(_) => projection::insert_agreement(connection, &mut self.shelf, claims),
        }
    }
}

/// All claims of the record that a claim belongs to.
pub(super) fn members_with(connection: &Connection, claim: i64) -> Outcome<Vec<i64>> {
    let naming =
        connection.prepare_cached("SELECT naming FROM record_member WHERE claim = ?1")?.query_row([claim], |row| row.get::<_, i64>(0));
    let Some(naming) = naming.optional()? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached("SELECT claim FROM record_member WHERE naming = ?1")?;
    let members = statement.query_map([naming], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(members)
}
