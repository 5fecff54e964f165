//! `list --agreements [FILTER]`: the agreements that `totals` adds up with the same filter, and those that it leaves out.

use serde::Serialize;

use crate::cli::args::ListArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::dates::{edtf, shown};
use crate::cli::output::json::ArrayWriter;
use crate::cli::output::records::{AgreementJson, BATCH, agreements};
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, prose};
use crate::cli::view::View;
use crate::model::{EngagementType, PlaceCode};
use crate::query::Selection;
use crate::query::agreements::{ListedAgreement, listed_agreements};

/// Lists agreements.
pub fn run(args: &ListArgs, view: &View, selection: &Selection, console: &mut Console) -> Result<Exit, Failure> {
    let listed = listed_agreements(&view.snapshot, selection, args.sort.into());
    let shown = &listed[..args.limit.unwrap_or(usize::MAX).min(listed.len())];
    if args.json {
        write_json(view, shown, console)?
    } else {
        write_table(view, shown, console)?
    }
    if shown.len() < listed.len() {
        console.note(&format!("{} more: --limit {}", listed.len() - shown.len(), shown.len()));
    }
    if selection.undated_left_out > 0 {
        console.note(&format!("{} left out for having no date", selection.undated_left_out));
    }
    Ok(Exit::Done)
}

/// An agreement with all that totals go by.
#[derive(Serialize)]
struct ListedJson<'a> {
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
    date: Option<String>,
    places: &'a [&'a PlaceCode],
    engagement_type: Option<EngagementType>,
    topics: &'a [String],
    outlet: Option<&'a str>,
    in_no_total: Option<&'static str>,
}

fn write_json(view: &View, listed: &[ListedAgreement], console: &mut Console) -> Result<(), Failure> {
    let mut array = ArrayWriter::open(console)?;
    for batch in listed.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(|one| one.row).collect();
        for (told, one) in agreements(view, &rows)?.iter().zip(batch) {
            let summary = view.snapshot.agreement(one.row);
            let json = ListedJson {
                agreement: told.json(),
                date: edtf(summary.date),
                places: &summary.sides,
                engagement_type: one.engagement_type,
                topics: &one.topics,
                outlet: summary.outlet,
                in_no_total: one.left_out.map(|why| why.reason()),
            };
            array.push(console, &json)?;
        }
    }
    array.close(console)
}

fn write_table(view: &View, listed: &[ListedAgreement], console: &mut Console) -> Result<(), Failure> {
    let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
    let mut table = Table::new(&[
        ("id", whole),
        ("date", whole),
        ("kind", whole),
        ("stage", whole),
        ("binding", whole),
        ("count", right),
        ("amount", right),
        ("sides", left),
        ("headline", left),
        ("in no total", left),
    ]);
    for batch in listed.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(|one| one.row).collect();
        for (told, one) in agreements(view, &rows)?.iter().zip(batch) {
            let summary = view.snapshot.agreement(one.row);
            let sides: Vec<&str> = summary.sides.iter().map(|code| view.snapshot.place_name(code)).collect();
            table.push([
                summary.id.as_str().to_owned(),
                shown(summary.date),
                summary.kind.as_str().to_owned(),
                summary.stage.as_str().to_owned(),
                summary.binding.as_str().to_owned(),
                summary.count.map_or_else(|| "-".to_owned(), |count| count.to_string()),
                prose::amount_text(&told.record.claim),
                sides.join(", "),
                summary.headline.clone(),
                one.left_out.map_or_else(|| "-".to_owned(), |why| prose::left_out_text(told, why.reason())),
            ]);
        }
    }
    table.write(console)
}
