//! `entities [FILTER] --kind place|person|organization`

use serde::Serialize;

use crate::cli::args::EntitiesArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::dates::{edtf, shown};
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::query::Resolution;
use crate::query::entities::{EntityEntry, EntityKind, entities};

/// Lists places, people or organisations.
pub fn run(args: &EntitiesArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let (_, selection) = view.select(&args.filter, Resolution::Loose, console)?;
    let all = entities(&view.snapshot, &selection, args.kind.into());
    let limit = args.limit.unwrap_or(usize::MAX).min(all.len());
    if args.json {
        write_json(&all[..limit], console)?
    } else {
        write_table(&all[..limit], console)?
    }
    if limit < all.len() {
        console.note(&format!("{} more: --limit {limit}", all.len() - limit));
    }
    if selection.undated_left_out > 0 {
        console.note(&format!("{} left out for having no date", selection.undated_left_out));
    }
    Ok(Exit::Done)
}

/// A kind as JSON has it.
pub fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Place => "place",
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
    }
}

#[derive(Serialize)]
struct EntityJson<'a> {
    kind: &'static str,
    id: &'a str,
    name: &'a str,
    detail: &'a str,
    engagements: usize,
    agreements: usize,
    last_seen: Option<String>,
}

fn write_json(entries: &[EntityEntry], console: &mut Console) -> Result<(), Failure> {
    json::write(console, &entries.iter().map(entity_json).collect::<Vec<_>>())
}

fn entity_json(entry: &EntityEntry) -> EntityJson<'_> {
    EntityJson {
        kind: kind_word(entry.kind),
        id: &entry.id,
        name: &entry.name,
        detail: &entry.detail,
        engagements: entry.engagements,
        agreements: entry.agreements,
        last_seen: edtf(entry.last_seen),
    }
}

fn write_table(entries: &[EntityEntry], console: &mut Console) -> Result<(), Failure> {
    let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
    let mut table =
        Table::new(&[("name", left), ("detail", left), ("engagements", right), ("agreements", right), ("last seen", whole), ("id", whole)]);
    for entry in entries {
        table.push([
            entry.name.clone(),
            entry.detail.clone(),
            entry.engagements.to_string(),
            entry.agreements.to_string(),
            shown(entry.last_seen),
            entry.id.clone(),
        ]);
    }
    table.write(console)
}
