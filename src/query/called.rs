//! Which entities a few typed letters stand for.

use super::numbers::Numbered;
use crate::model::PersonId;
use std::collections::HashSet;

use super::entities::EntityKind;
use super::fuzzy::search_key;
use super::snapshot::Snapshot;
use super::vocabulary::Name;

/// Codes or ids of the entities of a kind that are called so in any of their forms: exactly, else in part, else with these letters
/// in order, as in the filter.
pub fn entities_called(snapshot: &Snapshot, kind: EntityKind, text: &str) -> HashSet<String> {
    let is_wanted = |name| matches!(EntityKind::of(name), Some((other, _)) if other == kind);
    let matches = snapshot.vocabulary.matches(&search_key(text), is_wanted);
    let id = |name: Name| {
        let (kind, at) = EntityKind::of(name)?;
        Some(match kind {
            EntityKind::Place => snapshot.places.code(at).to_string(),
            EntityKind::Person => PersonId::of_number(snapshot.people.ids[at as usize]).to_string(),
            EntityKind::Organization => snapshot.organizations[at as usize].id.to_string(),
        })
    };
    matches.map(|matches| matches.names.into_iter().filter_map(id).collect()).unwrap_or_default()
}
