//! The list of entities: ranked, narrowed, places as a tree.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::model::{Currency, DateSpan, MixedAmount, PlaceCode};
use crate::query::called::entities_called;
use crate::query::entities::{EntityEntry, EntityKind, entities};
use crate::query::entity_amounts::{entity_amounts, leading_currency};
use crate::query::snapshot::{Selection, Snapshot};
use crate::text::safe::sanitize;
use crate::tui::money;
use crate::tui::summary::{EntityList, EntityRow, Rank};

/// The entities of a selection. `needle` is a part of a name; where it is not empty the places around what it finds stay too.
pub fn entity_list(snapshot: &Snapshot, selection: &Selection, kind: EntityKind, rank: Rank, needle: &str) -> EntityList {
    let mut entries = entities(snapshot, selection, kind);
    if !needle.is_empty() {
        let mut called = entities_called(snapshot, kind, needle);
        let around: Vec<String> = called.iter().flat_map(|id| surroundings(id)).collect();
        called.extend(around);
        entries.retain(|entry| called.contains(&entry.id));
    }
    let amounts = if rank == Rank::Amount { entity_amounts(snapshot, selection, kind) } else { HashMap::new() };
    let currency = leading_currency(amounts.values());
    sort(&mut entries, rank, &amounts, currency);
    let shared = shared_names(&entries);
    let row = |entry: &EntityEntry| row(entry, amount_text(amounts.get(&entry.id), currency), &shared);
    let rows = if kind == EntityKind::Place { tree(&entries, &row) } else { entries.iter().map(row).collect() };
    EntityList { kind, rank, needle: needle.to_owned(), rows }
}

/// The codes of what a place lies in; none for other ids.
fn surroundings(id: &str) -> Vec<String> {
    let parents = std::iter::successors(PlaceCode::parse(id).and_then(|code| code.parent()), PlaceCode::parent);
    parents.map(|code| code.to_string()).collect()
}

fn sort(entries: &mut [EntityEntry], rank: Rank, amounts: &HashMap<String, MixedAmount>, currency: Option<Currency>) {
    let last = |entry: &EntityEntry| entry.last_seen.and_then(|date: DateSpan| date.last_day().or(date.first_day()));
    let sum = |entry: &EntityEntry| currency.and_then(|currency| Some(amounts.get(&entry.id)?.of(currency))).unwrap_or(0);
    match rank {
        // As they come.
        Rank::Count => {}
        Rank::Amount => entries.sort_by_key(|entry| Reverse(sum(entry))),
        Rank::LastSeen => entries.sort_by_key(|entry| Reverse(last(entry))),
    }
}

fn amount_text(sums: Option<&MixedAmount>, currency: Option<Currency>) -> String {
    let Some(sums) = sums else { return String::new() };
    let leading = currency.map(|currency| (currency, sums.of(currency))).filter(|(_, minor)| *minor != 0);
    let Some((currency, minor)) = leading.or_else(|| sums.iter().next()) else { return String::new() };
    let more = if sums.iter().count() > 1 { " +" } else { "" };
    format!("{}{more}", money::short(minor, currency))
}

/// Names that several entities of the list have: the filter takes their ids.
fn shared_names(entries: &[EntityEntry]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    entries.iter().map(|entry| entry.name.as_str()).filter(|name| !seen.insert(*name)).collect()
}

fn row(entry: &EntityEntry, amount: String, shared: &HashSet<&str>) -> EntityRow {
    EntityRow {
        id: entry.id.clone(),
        term: term(entry, shared.contains(entry.name.as_str())),
        name: sanitize(&entry.name),
        detail: sanitize(&entry.detail),
        engagements: entry.engagements,
        agreements: entry.agreements,
        last_seen: sanitize(&entry.last_seen.map_or_else(String::new, |date| day_text(&date))),
        amount: sanitize(&amount),
        depth: 0,
        within: 0,
    }
}

/// The last day of a span, as far as it is told.
fn day_text(date: &DateSpan) -> String {
    date.last().or(date.first()).map_or_else(|| date.to_string(), |last| last.to_string())
}

/// `place:CN-LN`, `place:"DE-BY/Munich"`, `person:"Hao Peng"`.
fn term(entry: &EntityEntry, is_shared: bool) -> String {
    let field = match entry.kind {
        EntityKind::Place => "place",
        EntityKind::Person => "person",
        EntityKind::Organization => "org",
    };
    let by_id = entry.kind == EntityKind::Place || is_shared || entry.name.contains('"') || entry.name.trim().is_empty();
    let value = if by_id { &entry.id } else { &entry.name };
    let is_one_word = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_one_word { format!("{field}:{value}") } else { format!("{field}:\"{value}\"") }
}

/// Places with what lies in each right behind it, siblings in the order given.
fn tree(entries: &[EntityEntry], row: &dyn Fn(&EntityEntry) -> EntityRow) -> Vec<EntityRow> {
    let known: HashSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let mut children: HashMap<Option<String>, Vec<&EntityEntry>> = HashMap::new();
    for entry in entries {
        let parent = surroundings(&entry.id).into_iter().find(|code| known.contains(code.as_str()));
        children.entry(parent).or_default().push(entry);
    }
    let mut rows = Vec::with_capacity(entries.len());
    grow(&children, None, 0, row, &mut rows);
    rows
}

fn grow(
    children: &HashMap<Option<String>, Vec<&EntityEntry>>,
    parent: Option<String>,
    depth: u16,
    row: &dyn Fn(&EntityEntry) -> EntityRow,
    rows: &mut Vec<EntityRow>,
) {
    for entry in children.get(&parent).into_iter().flatten() {
        let at = rows.len();
        rows.push(EntityRow { depth, ..row(entry) });
        grow(children, Some(entry.id.clone()), depth + 1, row, rows);
        rows[at].within = rows.len() - at - 1;
    }
}
