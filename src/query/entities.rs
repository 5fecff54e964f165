//! The entity list: places, people and organisations with what they took part in.

use super::numbers::Numbered;
use super::sets::{Postings, RowSet};
use super::snapshot::{Selection, Snapshot};
use super::vocabulary::Name;
use crate::model::{DateSpan, PersonId};

/// Which entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// Places, by code.
    Place,
    /// People.
    Person,
    /// Organisations.
    Organization,
}

/// An entity with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityEntry {
    /// Which kind.
    pub kind: EntityKind,
    /// Its code or id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// For a person the latest office, for an organisation its sort, for a place what lies around it.
    pub detail: String,
    /// Engagements that it is a side, venue or participant of.
    pub engagements: usize,
    /// Agreements that it is a side or party of.
    pub agreements: usize,
    /// Date of the latest engagement.
    pub last_seen: Option<DateSpan>,
}

/// Entities of a selection, most engagements first. A place counts what lies in it. Agreements that fit the selection only through
/// their engagement count for nobody.
pub fn entities(snapshot: &Snapshot, selection: &Selection, kind: EntityKind) -> Vec<EntityEntry> {
    let chosen = Chosen::of(snapshot, selection);
    let (engagements, agreements) = (&snapshot.engagements, &snapshot.agreements);
    let none = Postings::default();
    let undated_from = engagements.dates.undated_from();
    let (count, of_engagements, of_agreements) = match kind {
        EntityKind::Place => (snapshot.places.len(), &engagements.of_place, &agreements.of_place),
        EntityKind::Person => (snapshot.people.len(), &engagements.of_person, &none),
        EntityKind::Organization => (snapshot.organizations.len(), &engagements.of_organization, &agreements.of_organization),
    };
    let mut entries: Vec<EntityEntry> = (0..count as u32)
        .filter_map(|at| {
            let (rows, last) = of_engagements.met(at, &chosen.engagements, undated_from);
            let (signed, _) = of_agreements.met(at, &chosen.agreements, 0);
            let last_seen = last.and_then(|row| engagements.dates.at(row));
            (rows + signed > 0).then(|| EntityEntry { engagements: rows, agreements: signed, last_seen, ..described(snapshot, kind, at) })
        })
        .collect();
    entries.sort_by(|a, b| (b.engagements, b.agreements, &a.name, &a.id).cmp(&(a.engagements, a.agreements, &b.name, &b.id)));
    entries
}

/// The rows of a selection as sets.
struct Chosen {
    engagements: RowSet,
    agreements: RowSet,
}

impl Chosen {
    fn of(snapshot: &Snapshot, selection: &Selection) -> Self {
        let mut engagements = RowSet::none(snapshot.engagements.len());
        engagements.add(&selection.engagements);
        let mut agreements = RowSet::none(snapshot.agreements.len());
        agreements.add(&selection.agreements);
        let mut not_attributed = RowSet::none(snapshot.agreements.len());
        not_attributed.add(&selection.not_attributed);
        agreements.drop_all(&not_attributed);
        Self { engagements, agreements }
    }
}

/// An entity without counts.
fn described(snapshot: &Snapshot, kind: EntityKind, at: u32) -> EntityEntry {
    let entry = |id: &str, name: &str, detail: String| EntityEntry {
        kind,
        id: id.to_owned(),
        name: name.to_owned(),
        detail,
        engagements: 0,
        agreements: 0,
        last_seen: None,
    };
    match kind {
        EntityKind::Place => {
            let around: Vec<&str> = snapshot.places.with_surroundings(at).skip(1).map(|p| snapshot.places.named(p).name.as_str()).collect();
            entry(snapshot.places.code(at).as_str(), &snapshot.places.named(at).name, around.join(", "))
        }
        EntityKind::Person => {
            let (people, id) = (&snapshot.people, PersonId::of_number(snapshot.people.ids[at as usize]));
            entry(id.as_str(), people.name(at), people.latest_office(at).unwrap_or_default().to_owned())
        }
        EntityKind::Organization => {
            let organization = &snapshot.organizations[at as usize];
            entry(organization.id.as_str(), &organization.name, organization.kind.to_string())
        }
    }
}

impl EntityKind {
    /// The name in the vocabulary.
    pub(super) fn of(name: Name) -> Option<(EntityKind, u32)> {
        match name {
            Name::Place(at) => Some((EntityKind::Place, at)),
            Name::Person(at) => Some((EntityKind::Person, at)),
            Name::Organization(at) => Some((EntityKind::Organization, at)),
            Name::Topic(_) | Name::Outlet(_) | Name::Word(_) => None,
        }
    }
}
