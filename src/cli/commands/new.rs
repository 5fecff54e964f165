//! `new [FILTER]`: what has come since a mark, and what of it is out of the ordinary.

use chrono::{Local, NaiveDate};
use serde::Serialize;

use super::ties::{TieJson, write as write_ties};
use crate::cli::args::NewArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::marks::{News, news};
use crate::cli::output::dates::{edtf, shown};
use crate::cli::output::prose::counted;
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::model::{DateSpan, PlaceCode};
use crate::query::novelty::{BusyPair, NewPair, Pair, busy_pairs, new_pairs};
use crate::query::snapshot::{EngagementRowIndex, Selection};
use crate::query::ties::{Tie, ties, ties_between_sides};
use crate::query::{Resolution, Snapshot};

/// Tells what is new.
pub fn run(args: &NewArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let (_, mut selection) = view.select(&args.filter, Resolution::Strict, console)?;
    let as_of = args.as_of.unwrap_or_else(|| Local::now().date_naive());
    let ties = coming(&view.snapshot, (!args.filter.is_empty()).then_some(&selection), as_of, args.within);
    let news = match args.since {
        Some(day) => {
            keep_since(&view.snapshot, &mut selection, day);
            None
        }
        None => {
            let news = news(session, &view.store, &args.mark).map_err(|failure| failure.hint("or name a day: --since 2024-05-18"))?;
            news.narrow(&view.snapshot, &mut selection);
            Some(news)
        }
    };
    let found = Found {
        new: new_pairs(&view.snapshot, &selection.engagements),
        busy: busy_pairs(&view.snapshot, &selection.engagements, as_of),
        ties,
        selection,
        news,
        as_of,
    };
    if args.json {
        json::write(console, &found.json(&view, args))?;
    } else {
        found.write(&view, args, console)?;
    }
    Ok(Exit::Done)
}

/// Ties with an anniversary ahead; where a filter was given, those between sides of what it leaves.
fn coming(snapshot: &Snapshot, selection: Option<&Selection>, as_of: NaiveDate, within: u64) -> Vec<Tie> {
    let mut found = match selection {
        Some(selection) => ties_between_sides(snapshot, &selection.engagements, as_of),
        None => ties(snapshot, None, as_of),
    };
    found.retain(|tie| tie.is_due(as_of, within));
    found.sort_by_key(|tie| tie.anniversary.and_then(|(date, _)| date.first_day()));
    found
}

fn keep_since(snapshot: &Snapshot, selection: &mut Selection, day: NaiveDate) {
    let is_later = |date: Option<DateSpan>| date.and_then(|date| date.last_day()).is_some_and(|last| last >= day);
    selection.engagements.retain(|row| is_later(snapshot.engagement(*row).date));
    selection.agreements.retain(|row| is_later(snapshot.agreement(*row).date));
}

struct Found {
    news: Option<News>,
    selection: Selection,
    new: Vec<NewPair>,
    busy: Vec<BusyPair>,
    ties: Vec<Tie>,
    as_of: NaiveDate,
}

#[derive(Serialize)]
struct NewJson<'a> {
    mark: Option<MarkJson<'a>>,
    since: Option<String>,
    as_of: String,
    engagements: Vec<String>,
    agreements: Vec<String>,
    first_pairs: Vec<FirstPairJson<'a>>,
    busy_pairs: Vec<BusyPairJson<'a>>,
    anniversaries: Vec<TieJson<'a>>,
}

#[derive(Serialize)]
struct MarkJson<'a> {
    name: &'a str,
    set_at: &'a str,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: &'a PlaceCode,
    a_name: &'a str,
    b: &'a PlaceCode,
    b_name: &'a str,
    engagements: Vec<String>,
}

#[derive(Serialize)]
struct FirstPairJson<'a> {
    #[serde(flatten)]
    pair: PairJson<'a>,
    date: Option<String>,
}

#[derive(Serialize)]
struct BusyPairJson<'a> {
    #[serde(flatten)]
    pair: PairJson<'a>,
    last_year: usize,
    years_before: &'a [usize],
}

fn pair_json<'a>(view: &'a View, (a, b): &'a Pair, rows: &[EngagementRowIndex]) -> PairJson<'a> {
    let name = |place| view.snapshot.place_name(place);
    PairJson { a, a_name: name(a), b, b_name: name(b), engagements: ids(view, rows) }
}

fn ids(view: &View, rows: &[EngagementRowIndex]) -> Vec<String> {
    rows.iter().map(|row| view.snapshot.engagement(*row).id.to_string()).collect()
}

/// The date of the first of some engagements.
fn first_date(view: &View, rows: &[EngagementRowIndex]) -> Option<DateSpan> {
    rows.first().and_then(|row| view.snapshot.engagement(*row).date)
}

impl Found {
    fn json<'a>(&'a self, view: &'a View, args: &NewArgs) -> NewJson<'a> {
        let agreements = self.selection.agreements.iter();
        NewJson {
            mark: self.news.as_ref().map(|news| MarkJson { name: &news.mark.name, set_at: &news.mark.set_at }),
            since: args.since.map(|day| day.to_string()),
            as_of: self.as_of.to_string(),
            engagements: ids(view, &self.selection.engagements),
            agreements: agreements.map(|row| view.snapshot.agreement(*row).id.to_string()).collect(),
            first_pairs: self
                .new
                .iter()
                .map(|one| FirstPairJson {
                    pair: pair_json(view, &one.pair, &one.engagements),
                    date: edtf(first_date(view, &one.engagements)),
                })
                .collect(),
            busy_pairs: self
                .busy
                .iter()
                .map(|one| BusyPairJson {
                    pair: pair_json(view, &one.pair, &one.engagements),
                    last_year: one.engagements.len(),
                    years_before: &one.before,
                })
                .collect(),
            anniversaries: self.ties.iter().map(|tie| TieJson::of(tie, view, self.as_of)).collect(),
        }
    }

    fn write(&self, view: &View, args: &NewArgs, console: &mut Console) -> Result<(), Failure> {
        let since = match (&self.news, args.since) {
            (Some(news), _) => format!("since the mark '{}' of {}", news.mark.name, news.mark.set_at),
            (None, Some(day)) => format!("since {day}"),
            (None, None) => String::new(),
        };
        let counts = [(self.selection.engagements.len(), "engagement"), (self.selection.agreements.len(), "agreement")];
        let counts: Vec<String> = counts.iter().map(|(count, what)| counted(*count, what)).collect();
        console.heading(&format!("{since}: {}", counts.join(", ")))?;
        let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
        if !self.new.is_empty() {
            console.line("")?;
            console.heading("pairs that met for the first time")?;
            let mut table = Table::new(&[("place", left), ("with", left), ("first", whole), ("times", right), ("record", whole)]);
            for one in &self.new {
                let mut cells = pair_cells(view, &one.pair);
                cells.extend([shown(first_date(view, &one.engagements)), one.engagements.len().to_string()]);
                cells.extend(ids(view, &one.engagements).into_iter().take(1));
                table.push_all(cells);
            }
            table.write(console)?;
        }
        if !self.busy.is_empty() {
            console.line("")?;
            console.heading(&format!("pairs above their usual, twelve months up to {}", self.as_of))?;
            let mut table = Table::new(&[("place", left), ("with", left), ("times", right), ("in the years before", left)]);
            for one in &self.busy {
                let mut cells = pair_cells(view, &one.pair);
                let before: Vec<String> = one.before.iter().map(ToString::to_string).collect();
                cells.extend([one.engagements.len().to_string(), before.join(", ")]);
                table.push_all(cells);
            }
            table.write(console)?;
        }
        if !self.ties.is_empty() {
            console.line("")?;
            console.heading(&format!("anniversaries within {} days of {}", args.within, self.as_of))?;
            write_ties(&self.ties, view, console)?;
        }
        Ok(())
    }
}

fn pair_cells(view: &View, (a, b): &Pair) -> Vec<String> {
    [a, b].map(|place| view.snapshot.place_name(place).to_owned()).to_vec()
}
