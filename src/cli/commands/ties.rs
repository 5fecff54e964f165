//! `ties [NAME]`: ties with their next anniversaries, and those that sleep.

use chrono::{Local, Months, NaiveDate};
use serde::Serialize;

use crate::cli::args::TiesArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::dates::{edtf, shown};
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::model::{PlaceCode, TieKind, TieStatus};
use crate::query::entities::EntityKind;
use crate::query::profile::profile;
use crate::query::ties::{Tie, ties};

/// Lists ties.
pub fn run(args: &TiesArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let as_of = args.as_of.unwrap_or_else(|| Local::now().date_naive());
    let name = args.name.join(" ");
    let place = if name.is_empty() { None } else { Some(place(&view, &name)?) };
    let mut found = ties(&view.snapshot, place.as_ref(), as_of);
    if let Some(days) = args.within {
        found.retain(|tie| tie.is_due(as_of, days));
        found.sort_by_key(|tie| tie.anniversary.and_then(|(date, _)| date.first_day()));
    }
    if let Some(years) = args.dormant {
        let day = as_of
            .checked_sub_months(Months::new(years.saturating_mul(12)))
            .ok_or_else(|| Failure::usage("--dormant reaches back too far"))?;
        found.retain(|tie| tie.is_dormant_since(day));
    }
    if args.json {
        json::write(console, &found.iter().map(|tie| TieJson::of(tie, &view, as_of)).collect::<Vec<_>>())?;
    } else {
        write(&found, &view, console)?;
    }
    console.detail(&format!("as of {as_of}"));
    Ok(Exit::Done)
}

fn place(view: &View, name: &str) -> Result<PlaceCode, Failure> {
    let found = profile(&view.snapshot, name).map_err(super::profile::failure)?;
    let code = if found.kind == EntityKind::Place { PlaceCode::parse(&found.id) } else { None };
    code.ok_or_else(|| Failure::usage(format!("{} is no place", found.name)))
}

/// A tie in JSON.
#[derive(Serialize)]
pub(super) struct TieJson<'a> {
    id: &'a str,
    a: &'a PlaceCode,
    a_name: &'a str,
    b: &'a PlaceCode,
    b_name: &'a str,
    kind: TieKind,
    started: Option<String>,
    status: TieStatus,
    sources: usize,
    as_of: String,
    next_anniversary: Option<String>,
    years: Option<i32>,
    engagements: usize,
    last_met: Option<String>,
}

impl<'a> TieJson<'a> {
    pub(super) fn of(tie: &'a Tie, view: &'a View, as_of: NaiveDate) -> Self {
        Self {
            id: tie.id.as_str(),
            a: &tie.a,
            a_name: view.snapshot.place_name(&tie.a),
            b: &tie.b,
            b_name: view.snapshot.place_name(&tie.b),
            kind: tie.kind,
            started: edtf(tie.started),
            status: tie.status,
            sources: tie.sources,
            as_of: as_of.to_string(),
            next_anniversary: tie.anniversary.map(|(date, _)| date.to_string()),
            years: tie.anniversary.map(|(_, years)| years),
            engagements: tie.engagements,
            last_met: tie.last_met.map(|day| day.to_string()),
        }
    }
}

/// Writes ties as a table.
pub(super) fn write(found: &[Tie], view: &View, console: &mut Console) -> Result<(), Failure> {
    let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
    let mut table = Table::new(&[
        ("place", left),
        ("with", left),
        ("kind", whole),
        ("since", whole),
        ("status", whole),
        ("anniversary", whole),
        ("years", right),
        ("engagements", right),
        ("last met", whole),
        ("sources", right),
    ]);
    for tie in found {
        let dash = || "-".to_owned();
        table.push([
            view.snapshot.place_name(&tie.a).to_owned(),
            view.snapshot.place_name(&tie.b).to_owned(),
            tie.kind.as_str().to_owned(),
            shown(tie.started),
            tie.status.as_str().to_owned(),
            tie.anniversary.map_or_else(dash, |(date, _)| date.to_string()),
            tie.anniversary.map_or_else(dash, |(_, years)| years.to_string()),
            tie.engagements.to_string(),
            tie.last_met.map_or_else(dash, |day| day.to_string()),
            tie.sources.to_string(),
        ]);
    }
    table.write(console)
}
