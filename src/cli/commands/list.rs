//! `list [FILTER]`

use serde::Serialize;

use super::list_agreements;
use crate::cli::args::ListArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::marks::{News, news};
use crate::cli::output::Console;
use crate::cli::output::dates::shown;
use crate::cli::output::json::ArrayWriter;
use crate::cli::output::records::{BATCH, EngagementJson, engagements, status_word};
use crate::cli::output::table::{Align, Table};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::model::PlaceCode;
use crate::query::Resolution;
use crate::query::snapshot::EngagementRowIndex;
use crate::query::timeline::timeline;
use crate::store::Change;

/// Lists engagements.
pub fn run(args: &ListArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    // What is added up takes terms that stand for one thing, as totals do.
    let resolution = if args.agreements { Resolution::Strict } else { Resolution::Loose };
    let (_, mut selection) = view.select(&args.filter, resolution, console)?;
    let news = args.since_mark.as_deref().map(|name| news(session, &view.store, name)).transpose()?;
    if let Some(news) = &news {
        news.narrow(&view.snapshot, &mut selection);
        console.detail(&format!("mark '{}' of {}", news.mark.name, news.mark.set_at));
    }
    if args.agreements {
        return list_agreements::run(args, &view, &selection, console);
    }
    let timeline = timeline(&view.snapshot, &selection, args.sort.into());
    let shown = args.limit.unwrap_or(usize::MAX).min(timeline.rows.len());
    let rows = &timeline.rows[..shown];
    if args.json {
        write_json(&view, rows, news.as_ref(), console)?
    } else {
        write_table(&view, rows, news.as_ref(), console)?
    }
    if shown < timeline.rows.len() {
        console.note(&format!("{} more: --limit {shown}", timeline.rows.len() - shown));
    }
    if timeline.undated_left_out > 0 {
        console.note(&format!("{} left out for having no date", timeline.undated_left_out));
    }
    Ok(Exit::Done)
}

/// An engagement, and with `--since-mark` how it has changed.
#[derive(Serialize)]
struct ListedJson<'a> {
    #[serde(flatten)]
    engagement: EngagementJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since_mark: Option<&'static str>,
}

fn write_json(view: &View, rows: &[EngagementRowIndex], news: Option<&News>, console: &mut Console) -> Result<(), Failure> {
    let mut array = ArrayWriter::open(console)?;
    for batch in rows.chunks(BATCH) {
        for (told, row) in engagements(view, batch)?.iter().zip(batch) {
            let since_mark = news.and_then(|news| news.of_engagement(&view.snapshot, *row)).map(Change::word);
            array.push(console, &ListedJson { engagement: told.json(), since_mark })?;
        }
    }
    array.close(console)
}

fn write_table(view: &View, rows: &[EngagementRowIndex], news: Option<&News>, console: &mut Console) -> Result<(), Failure> {
    let (left, whole, right) = (Align::Left, Align::Whole, Align::Right);
    let mut columns = vec![
        ("id", whole),
        ("date", whole),
        ("type", whole),
        ("from", left),
        ("to", left),
        ("leader", left),
        ("headline", left),
        ("agreements", right),
        ("sources", right),
        ("status", whole),
    ];
    columns.extend(news.map(|_| ("since mark", whole)));
    let mut table = Table::new(&columns);
    table.shorten(&[("agreements", "agr."), ("sources", "src.")]);
    table.leave_out_where_all("status", "new");
    for row in rows {
        let one = view.snapshot.engagement(*row);
        let names = |codes: &[&PlaceCode]| codes.iter().map(|code| view.snapshot.place_name(code)).collect::<Vec<_>>().join(", ");
        let mut cells = vec![
            one.id.as_str().to_owned(),
            shown(one.date),
            one.kind.as_str().to_owned(),
            names(&one.from),
            names(&one.to),
            one.leader.unwrap_or("-").to_owned(),
            one.headline.to_owned(),
            one.agreements.len().to_string(),
            one.sources.to_string(),
            status_word(one.status).to_owned(),
        ];
        let change = |news: &News| news.of_engagement(&view.snapshot, *row).map_or("-", Change::word).to_owned();
        cells.extend(news.map(change));
        table.push_all(cells);
    }
    table.write(console)
}
