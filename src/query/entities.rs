//! The entity list: places, people and organisations with what they took part in.

use super::snapshot::{Selection, Snapshot};
use crate::model::DateSpan;

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

/// Entities of a selection, most engagements first.
pub fn entities(snapshot: &Snapshot, selection: &Selection, kind: EntityKind) -> Vec<EntityEntry> {
    let _ = (snapshot, selection, kind);
    todo!()
}
