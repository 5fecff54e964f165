//! `export [FILTER]`, and with `--jsonl` documents, engagements, agreements, people, organisations, ties, each class by id.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io;
use std::path::Path;

use super::export_forms;
use crate::cli::args::{ExportArgs, ExportOf};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::columns::codebook;
use crate::cli::output::dates::edtf;
use crate::cli::output::export::{
    Classed, OfficeItem, OrganizationLine, PersonLine, QuotedEvidence, TieLine, TieTold, agreement_line, document_item, engagement_line,
    quoted,
};
use crate::cli::output::records::{BATCH, agreements, engagements};
use crate::cli::output::{Console, json};
use crate::cli::session::{Names, Session};
use crate::cli::view::View;
use crate::model::{DocumentId, TieId};
use crate::query::snapshot::Reading;
use crate::query::{Resolution, Selection};
use crate::store::{OfficeRow, StoreRows, TieRow};
use crate::text::fold::fold_key;

/// Writes everything, or what a filter leaves.
pub fn run(args: &ExportArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    if args.codebook {
        console.data(codebook().as_bytes())?;
        return Ok(Exit::Done);
    }
    let view = View::open(session, console)?;
    let (_, selection) = view.select(&args.filter, Resolution::Strict, console)?;
    if args.csv {
        export_forms::write_csv(&view, &selection, args.of, console)?;
    } else if args.geojson {
        export_forms::write_geojson(&view, &selection, &session.names(console), console)?;
    } else if args.graphml {
        export_forms::write_graphml(&view, &selection, &session.names(console), console)?;
    } else if let Some(folder) = &args.folder {
        write_folder(folder, &Export { args, view: &view, selection: &selection, names: &session.names(console) })?;
        console.note(&format!("written to {}: {}", folder.display(), FILES.map(|(name, _)| name).join(", ")));
    } else {
        write_jsonl(args, &view, &selection, console)?;
    }
    if selection.undated_left_out > 0 {
        console.note(&format!("{} left out for having no date", selection.undated_left_out));
    }
    Ok(Exit::Done)
}

/// What is exported.
struct Export<'a> {
    args: &'a ExportArgs,
    view: &'a View,
    selection: &'a Selection,
    names: &'a Names,
}

type WriteFile = fn(&Export<'_>, &mut Console) -> Result<(), Failure>;

/// The files of a folder: all forms, and what they mean.
const FILES: [(&str, WriteFile); 6] = [
    ("codebook.md", |_, console| console.data(codebook().as_bytes())),
    ("engagements.csv", |of, console| export_forms::write_csv(of.view, of.selection, ExportOf::Engagements, console)),
    ("agreements.csv", |of, console| export_forms::write_csv(of.view, of.selection, ExportOf::Agreements, console)),
    ("records.jsonl", |of, console| write_jsonl(of.args, of.view, of.selection, console)),
    ("map.geojson", |of, console| export_forms::write_geojson(of.view, of.selection, of.names, console)),
    ("graph.graphml", |of, console| export_forms::write_graphml(of.view, of.selection, of.names, console)),
];

/// Writes all files into a folder of another name beside, which gets its own when it is whole.
fn write_folder(folder: &Path, export: &Export<'_>) -> Result<(), Failure> {
    let failure = |error: io::Error| Failure::new(Exit::Failed, format!("writing {}: {error}", folder.display()));
    let is_free = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        return Err(Failure::usage(format!("{} is there already, and nothing is written over", folder.display()))
            .hint("name a folder that does not exist, or an empty one"));
    }
    let target = std::path::absolute(folder).map_err(failure)?;
    let parent = target.parent().unwrap_or(&target);
    std::fs::create_dir_all(parent).map_err(failure)?;
    let unfinished = tempfile::Builder::new().prefix(".legation-export-").tempdir_in(parent).map_err(failure)?;
    for (name, write) in FILES {
        let file = File::create_new(unfinished.path().join(name)).map_err(failure)?;
        let mut to_file = Console::of_file(file.try_clone().map_err(failure)?);
        write(export, &mut to_file)?;
        to_file.finish()?;
        file.sync_all().map_err(failure)?;
    }
    File::open(unfinished.path()).and_then(|folder| folder.sync_all()).map_err(failure)?;
    std::fs::rename(unfinished.path(), &target).map_err(failure)?;
    // It has its own name now: nothing is left to be removed.
    let _ = unfinished.keep();
    File::open(parent).and_then(|parent| parent.sync_all()).map_err(failure)
}

fn write_jsonl(args: &ExportArgs, view: &View, selection: &Selection, console: &mut Console) -> Result<(), Failure> {
    let rows = view.store.rows()?;
    let documents =
        if args.filter.is_empty() { rows.documents.iter().map(|row| row.id.clone()).collect() } else { documents_of(view, selection)? };
    let mentions = write_documents(view, &rows, &documents, console)?;
    write_engagements(view, selection, console)?;
    write_agreements(view, selection, console)?;
    write_people(&rows, &mentions, console)?;
    write_organizations(&rows, &mentions, console)?;
    write_ties(&rows, &mentions, console)
}

/// The documents that tell a selection's records.
fn documents_of(view: &View, selection: &Selection) -> Result<BTreeSet<DocumentId>, Failure> {
    let mut documents = BTreeSet::new();
    for batch in selection.engagements.chunks(BATCH) {
        documents.extend(engagements(view, batch)?.into_iter().flat_map(|told| told.record.documents));
    }
    for batch in selection.agreements.chunks(BATCH) {
        documents.extend(agreements(view, batch)?.into_iter().flat_map(|told| told.record.documents));
    }
    Ok(documents)
}

/// Where entities are named in the exported documents, by id.
#[derive(Default)]
struct Mentions(BTreeMap<String, Vec<QuotedEvidence>>);

impl Mentions {
    fn of(&self, id: &str) -> Option<&[QuotedEvidence]> {
        self.0.get(id).map(Vec::as_slice)
    }

    fn add(&mut self, id: &str, evidence: impl Iterator<Item = QuotedEvidence>) {
        self.0.entry(id.to_owned()).or_default().extend(evidence);
    }
}

fn write_documents(view: &View, rows: &StoreRows, documents: &BTreeSet<DocumentId>, console: &mut Console) -> Result<Mentions, Failure> {
    let names = EntityNames::of(rows);
    let mut mentions = Mentions::default();
    for document in documents {
        let reading = view.reading(document)?;
        json::write(console, &Classed { class: "document", item: document_item(&reading) })?;
        names.collect(&reading, &mut mentions);
    }
    Ok(mentions)
}

/// Which person or organisation a document means by a name.
struct EntityNames<'a> {
    people: HashMap<String, Vec<&'a str>>,
    organizations: HashMap<String, Vec<&'a str>>,
    /// People by the documents that give them an office: tells namesakes apart.
    holders: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> EntityNames<'a> {
    fn of(rows: &'a StoreRows) -> Self {
        let people = rows.people.iter().map(|row| (row.id.as_str(), &row.name, row.aliases.as_slice()));
        let organizations = rows.organizations.iter().map(|row| (row.id.as_str(), &row.name, row.aliases.as_slice()));
        let holders = rows.offices.iter().filter_map(|row| Some((document_id(rows, row.document)?, row.person.as_str()))).collect();
        Self { people: by_name(people), organizations: by_name(organizations), holders }
    }

    fn collect(&self, reading: &Reading, mentions: &mut Mentions) {
        for claim in &reading.claims.people {
            let candidates = self.people.get(&fold_key(&claim.name)).map_or(&[][..], Vec::as_slice);
            let here: Vec<&str> =
                candidates.iter().copied().filter(|id| self.holders.contains(&(reading.document.as_str(), *id))).collect();
            for id in if here.is_empty() { candidates } else { &here } {
                mentions.add(id, quoted(&claim.evidence, reading));
            }
        }
        for claim in &reading.claims.organizations {
            for id in self.organizations.get(&fold_key(&claim.name)).into_iter().flatten() {
                mentions.add(id, quoted(&claim.evidence, reading));
            }
        }
        for claim in &reading.claims.ties {
            let id = TieId::of(claim.a.as_str(), claim.b.as_str(), claim.kind.as_str());
            mentions.add(id.as_str(), quoted(&claim.evidence, reading));
        }
    }
}

fn by_name<'a>(entities: impl Iterator<Item = (&'a str, &'a String, &'a [String])>) -> HashMap<String, Vec<&'a str>> {
    let mut ids: HashMap<String, Vec<&str>> = HashMap::new();
    for (id, name, aliases) in entities {
        let keys: BTreeSet<String> = std::iter::once(name).chain(aliases).map(|name| fold_key(name)).collect();
        keys.into_iter().for_each(|key| ids.entry(key).or_default().push(id));
    }
    ids
}

fn document_id(rows: &StoreRows, position: u32) -> Option<&str> {
    rows.documents.get(position as usize).map(|row| row.id.as_str())
}

fn write_engagements(view: &View, selection: &Selection, console: &mut Console) -> Result<(), Failure> {
    let rows = export_forms::by_id(view, selection);
    for batch in rows.chunks(BATCH) {
        for told in engagements(view, batch)? {
            json::write(console, &Classed { class: "engagement", item: engagement_line(&told) })?;
        }
    }
    Ok(())
}

fn write_agreements(view: &View, selection: &Selection, console: &mut Console) -> Result<(), Failure> {
    // A snapshot orders agreements by date and tells their ids only with the whole record.
    let mut lines = BTreeMap::new();
    for batch in selection.agreements.chunks(BATCH) {
        for told in agreements(view, batch)? {
            let line = json::line(&Classed { class: "agreement", item: agreement_line(&told) })?;
            lines.insert(told.record.id.clone(), line);
        }
    }
    lines.values().try_for_each(|line| console.data(line))
}

fn write_people(rows: &StoreRows, mentions: &Mentions, console: &mut Console) -> Result<(), Failure> {
    let mut offices: HashMap<&str, Vec<&OfficeRow>> = HashMap::new();
    for row in &rows.offices {
        offices.entry(row.person.as_str()).or_default().push(row);
    }
    for row in &rows.people {
        let Some(evidence) = mentions.of(row.id.as_str()) else { continue };
        let mut offices: Vec<OfficeItem<'_>> = offices
            .get(row.id.as_str())
            .into_iter()
            .flatten()
            .filter_map(|office| Some(office_item(office, document_id(rows, office.document)?)))
            .collect();
        offices.sort_by_key(|office| (office.document, office.title, office.of));
        let item = PersonLine { id: row.id.as_str(), name: &row.name, aliases: &row.aliases, offices, evidence };
        json::write(console, &Classed { class: "person", item })?;
    }
    Ok(())
}

fn office_item<'a>(row: &'a OfficeRow, document: &'a str) -> OfficeItem<'a> {
    let of = row.place.as_ref().map(|place| place.as_str()).or(row.organization.as_deref());
    OfficeItem { document, title: row.title.as_deref(), of, branch: row.branch }
}

fn write_organizations(rows: &StoreRows, mentions: &Mentions, console: &mut Console) -> Result<(), Failure> {
    for row in &rows.organizations {
        let Some(evidence) = mentions.of(row.id.as_str()) else { continue };
        let place = row.place.as_ref();
        let item = OrganizationLine { id: row.id.as_str(), name: &row.name, kind: row.kind, aliases: &row.aliases, place, evidence };
        json::write(console, &Classed { class: "organization", item })?;
    }
    Ok(())
}

fn write_ties(rows: &StoreRows, mentions: &Mentions, console: &mut Console) -> Result<(), Failure> {
    let mut ties: BTreeMap<&str, Vec<&TieRow>> = BTreeMap::new();
    for row in &rows.ties {
        ties.entry(row.id.as_str()).or_default().push(row);
    }
    for (id, tellings) in ties {
        let (Some(evidence), Some(first)) = (mentions.of(id), tellings.first()) else { continue };
        let told = |row: &&'_ TieRow| {
            let document = document_id(rows, row.document)?.to_owned();
            Some((document, edtf(row.started), row.status.as_str(), edtf(row.as_of)))
        };
        let mut tellings: Vec<_> = tellings.iter().filter_map(told).collect();
        tellings.sort();
        let told = tellings
            .iter()
            .map(|(document, started, status, as_of)| TieTold { document, started: started.clone(), status, as_of: as_of.clone() })
            .collect();
        let item = TieLine { id, a: &first.a, b: &first.b, kind: first.kind, told, evidence };
        json::write(console, &Classed { class: "tie", item })?;
    }
    Ok(())
}
