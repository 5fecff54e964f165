//! The columns of CSV exports: each with its name, what it means and how it is filled. The codebook of an export is written from them.

use super::dates::edtf;
use super::records::{ToldAgreement, ToldEngagement, status_word};
use crate::cli::view::{SourceItem, View};
use crate::model::amount::units_text;
use crate::model::{HedgedCount, PlaceCode};
use crate::query::agreements::ListedAgreement;
use crate::query::snapshot::{AgreementSummary, Dispute};

/// What stands between several values of one cell.
pub const SEPARATOR: &str = "; ";

/// A column of records of sort `T`.
pub struct Column<T> {
    /// Its name, in the first line.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The cell of a record.
    pub cell: fn(&T) -> String,
}

/// An engagement with the names of places.
pub struct EngagementRow<'a> {
    /// The record.
    pub told: &'a ToldEngagement,
    /// Where places are named.
    pub view: &'a View,
}

/// An agreement with what totals make of it.
pub struct AgreementRow<'a> {
    /// The record.
    pub told: &'a ToldAgreement,
    /// What lists show of it.
    pub summary: AgreementSummary<'a>,
    /// What totals make of it.
    pub listed: &'a ListedAgreement,
    /// Where places are named.
    pub view: &'a View,
}

fn codes<'a>(codes: impl IntoIterator<Item = &'a PlaceCode>) -> String {
    codes.into_iter().map(PlaceCode::as_str).collect::<Vec<_>>().join(SEPARATOR)
}

fn names<'a>(view: &View, codes: impl IntoIterator<Item = &'a PlaceCode>) -> String {
    codes.into_iter().map(|code| view.snapshot.place_name(code).to_owned()).collect::<Vec<_>>().join(SEPARATOR)
}

fn count(count: Option<HedgedCount>) -> String {
    count.map(|count| count.number.to_string()).unwrap_or_default()
}

fn yes(truth: bool) -> String {
    if truth { "true" } else { "false" }.to_owned()
}

fn of_sources(sources: &[SourceItem], field: fn(&SourceItem) -> Option<&String>) -> String {
    sources.iter().filter_map(field).cloned().collect::<Vec<_>>().join(SEPARATOR)
}

fn documents(sources: &[SourceItem]) -> String {
    sources.iter().map(|source| source.document.as_str()).collect::<Vec<_>>().join(SEPARATOR)
}

fn disputed(disputes: &[Dispute]) -> String {
    let versions = |dispute: &Dispute| dispute.versions.iter().map(|version| version.value.as_str()).collect::<Vec<_>>().join(" or ");
    disputes.iter().map(|dispute| format!("{}: {}", dispute.field, versions(dispute))).collect::<Vec<_>>().join(SEPARATOR)
}

/// Columns of engagements.
pub fn engagement_columns<'a>() -> Vec<Column<EngagementRow<'a>>> {
    vec![
        Column { name: "id", meaning: "id of the record", cell: |row| row.told.record.id.to_string() },
        Column {
            name: "type",
            meaning: "delegation, meeting, conference, signing, partnership, exchange, commemoration",
            cell: |row| row.told.record.claim.kind.to_string(),
        },
        Column {
            name: "context",
            meaning: "actual, planned (announced), historical (background)",
            cell: |row| row.told.record.claim.context.to_string(),
        },
        Column {
            name: "date",
            meaning: "when, EDTF: 2023-10-11/2023-10-12, XXXX-04-19, 2024-04-19?",
            cell: |row| edtf(row.told.record.claim.date).unwrap_or_default(),
        },
        Column {
            name: "within",
            meaning: "true where the date is that of the trip or fair: some day of it",
            cell: |row| yes(row.told.record.claim.within),
        },
        Column {
            name: "from",
            meaning: "codes: for a delegation who travelled, else one side",
            cell: |row| codes(&row.told.record.claim.from),
        },
        Column { name: "from_names", meaning: "the same in English", cell: |row| names(row.view, &row.told.record.claim.from) },
        Column {
            name: "to",
            meaning: "codes: for a delegation whom they visited, else the other side",
            cell: |row| codes(&row.told.record.claim.to),
        },
        Column { name: "to_names", meaning: "the same in English", cell: |row| names(row.view, &row.told.record.claim.to) },
        Column { name: "venues", meaning: "codes of where it took place", cell: |row| codes(&row.told.record.claim.venues) },
        Column { name: "venue_names", meaning: "the same in English", cell: |row| names(row.view, &row.told.record.claim.venues) },
        Column { name: "about", meaning: "codes of places only spoken of", cell: |row| codes(&row.told.record.claim.about) },
        Column { name: "leader", meaning: "who led the delegation", cell: |row| row.told.record.claim.leader.clone().unwrap_or_default() },
        Column {
            name: "participants",
            meaning: "name (role), people and organisations",
            cell: |row| {
                let all = row.told.record.claim.participants.iter().map(|one| format!("{} ({})", one.name, one.role));
                all.collect::<Vec<_>>().join(SEPARATOR)
            },
        },
        Column {
            name: "counterpart",
            meaning: "what kind of body the subnational side dealt with",
            cell: |row| row.told.record.claim.counterpart.to_string(),
        },
        Column {
            name: "home",
            meaning: "true where a delegation was received by its own country's mission",
            cell: |row| yes(row.told.record.claim.home),
        },
        Column {
            name: "topics",
            meaning: "words of the codebook's closed list",
            cell: |row| row.told.record.claim.topics.iter().map(|one| one.topic.as_str()).collect::<Vec<_>>().join(SEPARATOR),
        },
        Column {
            name: "delegation_size",
            meaning: "how many travelled, as stated",
            cell: |row| count(row.told.record.claim.delegation_size),
        },
        Column { name: "attendance", meaning: "how many were there, as stated", cell: |row| count(row.told.record.claim.attendance) },
        Column {
            name: "agreements",
            meaning: "ids of agreements signed, announced or ended in it",
            cell: |row| row.told.agreements.iter().map(|one| one.record.id.as_str()).collect::<Vec<_>>().join(SEPARATOR),
        },
        Column { name: "status", meaning: "new, confirmed, rejected", cell: |row| status_word(row.told.record.status).to_owned() },
        Column {
            name: "disputed",
            meaning: "fields that the sources disagree on, each with its versions",
            cell: |row| disputed(&row.told.record.disputes),
        },
        Column { name: "quote", meaning: "the words that say so", cell: |row| row.told.record.quotes.first().cloned().unwrap_or_default() },
        Column { name: "documents", meaning: "ids of the articles that tell it", cell: |row| documents(&row.told.sources) },
        Column { name: "titles", meaning: "their headlines", cell: |row| of_sources(&row.told.sources, |source| source.title.as_ref()) },
        Column { name: "sources", meaning: "their outlets", cell: |row| of_sources(&row.told.sources, |source| source.source.as_ref()) },
        Column { name: "urls", meaning: "their pages", cell: |row| of_sources(&row.told.sources, |source| source.url.as_ref()) },
        Column { name: "published", meaning: "their dates", cell: |row| of_sources(&row.told.sources, |source| source.published.as_ref()) },
    ]
}

/// Columns of agreements.
pub fn agreement_columns<'a>() -> Vec<Column<AgreementRow<'a>>> {
    vec![
        Column { name: "id", meaning: "id of the record", cell: |row| row.summary.id.to_string() },
        Column { name: "kind", meaning: "project, mou, framework, sister, plan, other", cell: |row| row.summary.kind.to_string() },
        Column { name: "stage", meaning: "signed, pledged, implemented, cancelled", cell: |row| row.summary.stage.to_string() },
        Column {
            name: "date",
            meaning: "that of its engagement, else of its own sentence, EDTF",
            cell: |row| edtf(row.summary.date).unwrap_or_default(),
        },
        Column {
            name: "count",
            meaning: "instruments or projects it stands for; empty where not told",
            cell: |row| row.summary.count.map(|count| count.to_string()).unwrap_or_default(),
        },
        Column {
            name: "amount",
            meaning: "value in whole units as stated; empty where not told",
            cell: |row| row.summary.amount.map(|amount| units_text(amount.minor.into(), amount.currency)).unwrap_or_default(),
        },
        Column {
            name: "currency",
            meaning: "ISO 4217",
            cell: |row| row.summary.amount.map(|amount| amount.currency.to_string()).unwrap_or_default(),
        },
        Column { name: "hedge", meaning: "exactly, about, at_least, at_most, range", cell: |row| row.summary.hedge.to_string() },
        Column {
            name: "amount_max",
            meaning: "upper end of a range",
            cell: |row| {
                let claim = &row.told.record.claim;
                let upper = claim.amount_max_minor.zip(claim.amount);
                upper.map(|(minor, amount)| units_text(minor.into(), amount.currency)).unwrap_or_default()
            },
        },
        Column {
            name: "nature",
            meaning: "investment, purchase, trade, loan, grant, mixed, unstated",
            cell: |row| row.summary.nature.to_string(),
        },
        Column { name: "binding", meaning: "contract, non_binding, unknown", cell: |row| row.summary.binding.to_string() },
        Column {
            name: "places",
            meaning: "codes of the places whose parties are named for it",
            cell: |row| codes(row.summary.sides.iter().copied()),
        },
        Column { name: "place_names", meaning: "the same in English", cell: |row| names(row.view, row.summary.sides.iter().copied()) },
        Column {
            name: "parties",
            meaning: "who signs: place codes and names of organisations",
            cell: |row| row.told.record.claim.parties.iter().map(|party| party.as_str()).collect::<Vec<_>>().join(SEPARATOR),
        },
        Column { name: "umbrella", meaning: "true where it is a total that contains others", cell: |row| yes(row.summary.umbrella) },
        Column {
            name: "part_of",
            meaning: "id of the agreement that contains it",
            cell: |row| row.summary.part_of.map(|whole| row.view.snapshot.agreement(whole).id.to_string()).unwrap_or_default(),
        },
        Column {
            name: "in_no_total",
            meaning: "why totals with this filter leave it out; empty where it counts",
            cell: |row| row.listed.left_out.map(|why| why.reason().to_owned()).unwrap_or_default(),
        },
        Column {
            name: "maybe_inside",
            meaning: "id of another article's total that it may lie inside of, where it is left out for that",
            cell: |row| row.told.maybe_inside().map(str::to_owned).unwrap_or_default(),
        },
        Column {
            name: "engagement",
            meaning: "id of the engagement it was signed in",
            cell: |row| row.told.record.engagement.as_ref().map(ToString::to_string).unwrap_or_default(),
        },
        Column {
            name: "engagement_type",
            meaning: "its type",
            cell: |row| row.listed.engagement_type.map(|kind| kind.to_string()).unwrap_or_default(),
        },
        Column { name: "topics", meaning: "what that engagement was about", cell: |row| row.listed.topics.join(SEPARATOR) },
        Column { name: "status", meaning: "new, confirmed, rejected", cell: |row| status_word(row.summary.status).to_owned() },
        Column {
            name: "disputed",
            meaning: "fields that the sources disagree on, each with its versions",
            cell: |row| disputed(&row.told.record.disputes),
        },
        Column { name: "quote", meaning: "the words that say so", cell: |row| row.told.record.quotes.first().cloned().unwrap_or_default() },
        Column { name: "documents", meaning: "ids of the articles that tell it", cell: |row| documents(&row.told.sources) },
        Column { name: "titles", meaning: "their headlines", cell: |row| of_sources(&row.told.sources, |source| source.title.as_ref()) },
        Column { name: "sources", meaning: "their outlets", cell: |row| of_sources(&row.told.sources, |source| source.source.as_ref()) },
        Column { name: "urls", meaning: "their pages", cell: |row| of_sources(&row.told.sources, |source| source.url.as_ref()) },
        Column { name: "published", meaning: "their dates", cell: |row| of_sources(&row.told.sources, |source| source.published.as_ref()) },
    ]
}

/// The codebook of exports, as Markdown.
pub fn codebook() -> String {
    let mut page = String::from(
        "# Codebook of legation's exports\n\nUTF-8 throughout. Dates are EDTF (ISO 8601-2); places are ISO 3166-1 and 3166-2 codes, towns \
         SUBDIVISION/Name; money is in whole\nunits of an ISO 4217 currency. Several values of a cell are separated by `; `. Records stand \
         in the order of their ids, and the same store\ngives the same bytes. A cell that a spreadsheet would run as a formula begins with \
         an apostrophe. The words are those of docs/codebook.md,\nthe keys of JSON those of docs/json.md.\n",
    );
    let mut section = |title: &str, rows: Vec<(&str, &str)>| {
        page.push_str(&format!("\n## {title}\n\n| name | meaning |\n|---|---|\n"));
        rows.into_iter().for_each(|(name, meaning)| page.push_str(&format!("| `{name}` | {meaning} |\n")));
    };
    section("export --csv: engagements", engagement_columns().iter().map(|column| (column.name, column.meaning)).collect());
    section("export --csv --of agreements", agreement_columns().iter().map(|column| (column.name, column.meaning)).collect());
    section("export --geojson: a place", super::map::PLACE_PROPERTIES.to_vec());
    section("export --geojson: an engagement", super::map::ENGAGEMENT_PROPERTIES.to_vec());
    section("export --graphml: a node", super::graph::NODE_KEYS.to_vec());
    section("export --graphml: an edge", super::graph::EDGE_KEYS.to_vec());
    page
}
