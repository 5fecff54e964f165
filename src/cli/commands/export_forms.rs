//! `export --csv`, `--geojson`, `--graphml`: what spreadsheets, maps and graph programs read.

use std::collections::BTreeMap;

use crate::cli::args::ExportOf;
use crate::cli::exit::Failure;
use crate::cli::output::columns::{AgreementRow, Column, EngagementRow, agreement_columns, engagement_columns};
use crate::cli::output::records::{BATCH, agreements, engagements};
use crate::cli::output::{Console, csv, graph, json, map};
use crate::cli::view::View;
use crate::gazetteer::Gazetteer;
use crate::query::Selection;
use crate::query::agreements::listed_agreements;
use crate::query::snapshot::EngagementRowIndex;
use crate::query::timeline::Sort;

/// Engagements in the order of their ids.
pub fn by_id(view: &View, selection: &Selection) -> Vec<EngagementRowIndex> {
    let mut rows = selection.engagements.clone();
    rows.sort_by_cached_key(|row| view.snapshot.engagement(*row).id);
    rows
}

fn write_rows<T>(columns: &[Column<T>], mut rows: impl Iterator<Item = T>, console: &mut Console) -> Result<(), Failure> {
    rows.try_for_each(|row| console.data(&csv::line(&columns.iter().map(|column| (column.cell)(&row)).collect::<Vec<_>>())?))
}

fn write_header<T>(columns: &[Column<T>], console: &mut Console) -> Result<(), Failure> {
    console.data(&csv::line(&columns.iter().map(|column| column.name.to_owned()).collect::<Vec<_>>())?)
}

/// CSV of engagements or agreements.
pub fn write_csv(view: &View, selection: &Selection, of: ExportOf, console: &mut Console) -> Result<(), Failure> {
    match of {
        ExportOf::Engagements => {
            write_header(&engagement_columns(), console)?;
            for batch in by_id(view, selection).chunks(BATCH) {
                let told = engagements(view, batch)?;
                write_rows(&engagement_columns(), told.iter().map(|told| EngagementRow { told, view }), console)?;
            }
        }
        ExportOf::Agreements => {
            write_header(&agreement_columns(), console)?;
            let listed = listed_agreements(&view.snapshot, selection, Sort::DateAscending);
            let by_id: BTreeMap<_, _> = listed.iter().map(|one| (view.snapshot.agreement(one.row).id, one)).collect();
            let listed: Vec<_> = by_id.into_values().collect();
            for batch in listed.chunks(BATCH) {
                let rows: Vec<_> = batch.iter().map(|one| one.row).collect();
                let told = agreements(view, &rows)?;
                let rows = told.iter().zip(batch.iter().copied()).map(|(told, listed)| {
                    let summary = view.snapshot.agreement(listed.row);
                    AgreementRow { told, summary, listed, view }
                });
                write_rows(&agreement_columns(), rows, console)?;
            }
        }
    }
    Ok(())
}

/// GeoJSON: places, then engagements.
pub fn write_geojson(view: &View, selection: &Selection, gazetteer: &Gazetteer, console: &mut Console) -> Result<(), Failure> {
    let rows = by_id(view, selection);
    console.data(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
    let places = map::places(&view.snapshot, &rows, gazetteer);
    let engagements = rows.iter().map(|row| map::engagement(&view.snapshot.engagement(*row), gazetteer));
    for (at, feature) in places.into_iter().chain(engagements).enumerate() {
        if at > 0 {
            console.data(b",\n")?;
        }
        let line = json::line(&feature)?;
        console.data(line.strip_suffix(b"\n").unwrap_or(&line))?;
    }
    console.data(b"\n]}\n")
}

/// GraphML: places as nodes, engagements as edges.
pub fn write_graphml(view: &View, selection: &Selection, gazetteer: &Gazetteer, console: &mut Console) -> Result<(), Failure> {
    let rows = by_id(view, selection);
    console.data(graph::head().as_bytes())?;
    console.data(graph::nodes(&view.snapshot, &rows, gazetteer).as_bytes())?;
    rows.iter().try_for_each(|row| console.data(graph::edges(&view.snapshot, *row).as_bytes()))?;
    console.data(graph::TAIL.as_bytes())
}
