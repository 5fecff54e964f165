//! `brief FILTER`: one cited page. The same store, filter and date give the same page: no clock is read.

use std::collections::BTreeMap;

use crate::cli::args::{BriefArgs, BriefForm};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::brief::sources::Citations;
use crate::cli::output::brief::words::{joined, line, sum, with_article};
use crate::cli::output::brief::{Page, Section, Stamp, html, markdown, sections, text, ties};
use crate::cli::output::plain_dates::plain;
use crate::cli::output::prose::{counted, hedge_word};
use crate::cli::output::records::{BATCH, ToldAgreement, ToldEngagement, agreements, engagements};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::cli::view::View;
use chrono::NaiveDate;

use crate::cli::output::brief::ties::{ToldTie, quote_of_tie};
use crate::model::{Context, DateSpan, EngagementType, PartialDate, PlaceCode};
use crate::query::agreements::{ListedAgreement, listed_agreements};
use crate::query::chapters::{Chapter, chapters};
use crate::query::ties::{Tie, ties_between_sides};
use crate::query::timeline::Sort;
use crate::query::totals::{AgreementTotals, Omission, agreement_totals};
use crate::query::{Chip, Filter, Resolution, Selection};

/// Writes a brief.
pub fn run(args: &BriefArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let (filter, selection) = view.select(&args.filter, Resolution::Strict, console)?;
    let page = page(&view, args, &filter, &selection)?;
    match args.form() {
        BriefForm::Markdown => console.data(markdown::write(&page).as_bytes())?,
        BriefForm::Html => console.data(html::write(&page).as_bytes())?,
        BriefForm::Text => console.data(text::write(&page).as_bytes())?,
        BriefForm::Json => json::write(console, &page)?,
    }
    Ok(Exit::Done)
}

fn page(view: &View, args: &BriefArgs, filter: &Filter, selection: &Selection) -> Result<Page, Failure> {
    let names = |code: &PlaceCode| view.snapshot.place_name(code).to_owned();
    let mut citations = Citations::default();
    let mut page_sections = Vec::new();

    let all = chapters(&view.snapshot, &selection.engagements);
    let (shown, hidden) = first_chapters(&all, args.limit);
    let told = told_chapters(view, shown)?;
    let mut happened = sections::happened(&told, &names, &mut citations);
    happened.note =
        (hidden > 0).then(|| format!("{} more in the totals and not on this page: --limit shows them.", counted(hidden, "engagement")));
    page_sections.push(happened);

    let listed = listed_agreements(&view.snapshot, selection, Sort::DateDescending);
    let shown = &listed[..listed.len().min(args.limit)];
    let told_agreements = told_agreements(view, shown)?;
    if !listed.is_empty() {
        let mut signed = sections::signed(&told_agreements, &names, &mut citations);
        let hidden = listed.len() - shown.len();
        signed.note =
            (hidden > 0).then(|| format!("{} more in the totals and not on this page: --limit shows them.", counted(hidden, "agreement")));
        page_sections.push(signed);
    }

    let totals = agreement_totals(&view.snapshot, selection, &[]);
    if !listed.is_empty() {
        let left_out = left_out(view, &totals)?;
        let by_reason: Vec<(Omission, Vec<&ToldAgreement>)> = left_out.iter().map(|(why, told)| (*why, told.iter().collect())).collect();
        page_sections.push(sections::totals(&totals.overall, &by_reason, &mut citations));
    }

    page_sections.push(ties::section(&told_ties(view, selection, args.as_of)?, &names, &mut citations));

    let everyone: Vec<&ToldEngagement> = told.iter().flat_map(|(_, told)| told).collect();
    let who = sections::who(&everyone, &names, &mut citations);
    if !who.entries.is_empty() {
        page_sections.push(who);
    }

    let as_of = args.as_of.map(|day| plain(DateSpan::on(PartialDate::day_of(day))));
    Ok(Page {
        title: title(filter),
        as_of: as_of.clone(),
        summary: summary(view, selection, &totals),
        sections: page_sections.into_iter().filter(|section: &Section| !section.entries.is_empty() || section.table.is_some()).collect(),
        sources: citations.into_list(),
        made_from: stamps(view, args, filter, selection, listed.len(), as_of),
    })
}

/// Whole chapters up to a number of engagements, one at least; and how many engagements stand in the others.
fn first_chapters(all: &[Chapter], limit: usize) -> (&[Chapter], usize) {
    let mut count = 0;
    let fitting = all.iter().take_while(|chapter| {
        count += chapter.rows.len();
        count <= limit
    });
    let shown = fitting.count().max(1).min(all.len());
    (&all[..shown], all[shown..].iter().map(|chapter| chapter.rows.len()).sum())
}

fn told_chapters<'a>(view: &View, chapters: &'a [Chapter]) -> Result<Vec<(&'a Chapter, Vec<ToldEngagement>)>, Failure> {
    chapters.iter().map(|chapter| Ok((chapter, engagements(view, &in_order(view, chapter))?))).collect()
}

/// The trip first, then what happened on it day by day; what is only announced comes last.
fn in_order(view: &View, chapter: &Chapter) -> Vec<u32> {
    let mut rows = chapter.rows.clone();
    rows.sort_by_key(|row| {
        let one = view.snapshot.engagement(*row);
        let is_trip = one.kind == EngagementType::Delegation && one.context == Context::Actual;
        (one.context == Context::Planned, !is_trip, one.date.and_then(|date| date.last_day().or(date.first_day())), one.kind, *row)
    });
    rows
}

type Told<'a> = (&'a ListedAgreement, Option<DateSpan>, ToldAgreement);

fn told_agreements<'a>(view: &View, listed: &'a [ListedAgreement]) -> Result<Vec<Told<'a>>, Failure> {
    let mut told = Vec::with_capacity(listed.len());
    for batch in listed.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(|one| one.row).collect();
        let records = agreements(view, &rows)?.into_iter().zip(batch);
        told.extend(records.map(|(record, one)| (one, view.snapshot.agreement(one.row).date, record)));
    }
    Ok(told)
}

fn left_out(view: &View, totals: &AgreementTotals) -> Result<BTreeMap<Omission, Vec<ToldAgreement>>, Failure> {
    let mut by_reason: BTreeMap<Omission, Vec<u32>> = BTreeMap::new();
    totals.left_out.iter().for_each(|one| by_reason.entry(one.why).or_default().push(one.agreement));
    by_reason.into_iter().map(|(why, rows)| Ok((why, agreements(view, &rows)?))).collect()
}

/// Ties between those who met, each with the words of the first article that tells it. Without a day no anniversary is told.
fn told_ties(view: &View, selection: &Selection, as_of: Option<NaiveDate>) -> Result<Vec<ToldTie>, Failure> {
    let found = ties_between_sides(&view.snapshot, &selection.engagements, as_of.unwrap_or_default());
    let told = |mut tie: Tie| {
        tie.anniversary = tie.anniversary.filter(|_| as_of.is_some());
        let mut quote = None;
        for document in &tie.documents {
            quote = quote.or(quote_of_tie(&*view.reading(document)?, &tie));
        }
        Ok(ToldTie { sources: view.sources(&tie.documents)?, tie, quote })
    };
    found.into_iter().map(told).collect()
}

/// `Liaoning, since 2020`.
fn title(filter: &Filter) -> String {
    let about = |chip: &Chip| {
        let (not, meaning) = chip.meaning.strip_prefix("not ").map_or(("", chip.meaning.as_str()), |rest| ("not ", rest));
        let words = match meaning.split_once(": ") {
            Some(("side" | "place" | "country" | "province" | "city" | "person" | "org" | "year", value)) => value.to_owned(),
            Some((field, value)) => format!("{field} {value}"),
            None => meaning.to_owned(),
        };
        format!("{not}{words}")
    };
    let parts: Vec<String> = filter.chips.iter().map(about).collect();
    if parts.is_empty() { "Brief: all engagements".to_owned() } else { format!("Brief: {}", parts.join(", ")) }
}

/// What the page comes to.
fn summary(view: &View, selection: &Selection, totals: &AgreementTotals) -> Vec<String> {
    let snapshot = &view.snapshot;
    if selection.engagements.is_empty() && selection.agreements.is_empty() {
        return vec!["Nothing in the store fits this filter.".to_owned()];
    }
    let rows = || selection.engagements.iter().map(|row| snapshot.engagement(*row));
    let mut sentences = vec![engagement_counts(view, selection)];
    let sides = rows().filter(|one| one.context != Context::Planned).map(|one| one.from.into_iter().chain(one.to).cloned().collect());
    let (home, others) = sections::countries(sides);
    if !others.is_empty() {
        let shown = others.iter().take(6).map(|(code, count)| format!("{} ({count})", with_article(code, snapshot.place_name(code))));
        let mut shown: Vec<String> = shown.collect();
        if others.len() > shown.len() {
            shown.push(format!("{} more", others.len() - shown.len()));
        }
        let who = if home.is_some() { "On the other side" } else { "Sides" };
        sentences.push(format!("{who}, with the number of engagements: {}.", joined(&shown)));
    }
    for row in &totals.overall {
        let sums: Vec<String> = row
            .sums
            .iter()
            .map(|(currency, minor)| {
                let hedge = row.hedges.get(&currency).map_or("", |hedge| hedge_word(*hedge));
                format!("{hedge}{}", sum(minor, currency))
            })
            .collect();
        let records = counted(row.records, "record");
        let what = match row.instruments {
            0 => format!("{records}, number of instruments not told"),
            known => format!("{} in {records}", counted(known as usize, "instrument")),
        };
        let with_value = row.records - row.unknown_amount;
        let value = match (with_value, row.unknown_amount) {
            (0, _) => "no value stated".to_owned(),
            (_, 0) => format!("stated value {}", joined(&sums)),
            _ => format!("stated value {}, in {with_value} of them", joined(&sums)),
        };
        sentences.push(format!("{}: {what}; {value}.", line(row.stage, row.binding)));
    }
    if !totals.left_out.is_empty() {
        sentences.push(format!("Left out of these figures: {}, with the reasons under Totals.", counted(totals.left_out.len(), "record")));
    }
    if selection.undated_left_out > 0 {
        let count = counted(selection.undated_left_out, "engagement");
        sentences.push(format!("The filter asks for dates: {count} without one may belong here and cannot be placed."));
    }
    sentences
}

/// `12 engagements between 13 October 2020 and 20 December 2023: 5 meetings, 3 conferences.`
fn engagement_counts(view: &View, selection: &Selection) -> String {
    let mut kinds: BTreeMap<EngagementType, usize> = BTreeMap::new();
    let (mut announced, mut background, mut undated) = (0, 0, 0);
    let mut days: Option<(chrono::NaiveDate, chrono::NaiveDate)> = None;
    for one in selection.engagements.iter().map(|row| view.snapshot.engagement(*row)) {
        match one.context {
            Context::Actual => *kinds.entry(one.kind).or_default() += 1,
            Context::Planned => announced += 1,
            Context::Historical => background += 1,
        }
        // What is told as background happened long before.
        let date = one.date.filter(|_| one.context != Context::Historical);
        match date.and_then(|date| Some((date.first_day().or(date.last_day())?, date.last_day().or(date.first_day())?))) {
            Some((first, last)) => days = Some(days.map_or((first, last), |(from, to)| (from.min(first), to.max(last)))),
            None => undated += usize::from(one.date.is_none()),
        }
    }
    let mut kinds: Vec<(EngagementType, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut parts: Vec<String> = kinds.iter().map(|(kind, count)| counted(*count, kind.as_str())).collect();
    parts.extend(
        [(announced, "only announced"), (background, "told as background")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{n} {what}")),
    );
    let day = |day| plain(DateSpan::on(PartialDate::day_of(day)));
    let when = match days {
        Some((first, last)) if first == last => format!(" on {}", day(first)),
        Some((first, last)) => format!(" between {} and {}", day(first), day(last)),
        None => String::new(),
    };
    let undated = if undated > 0 { format!(" ({undated} without a date)") } else { String::new() };
    format!("{}{when}{undated}: {}.", counted(selection.engagements.len(), "engagement"), joined(&parts))
}

fn stamps(view: &View, args: &BriefArgs, filter: &Filter, selection: &Selection, agreements: usize, as_of: Option<String>) -> Vec<Stamp> {
    let typed = args.filter.join(" ");
    let meanings: Vec<&str> = filter.chips.iter().map(|chip| chip.meaning.as_str()).collect();
    let filter = if typed.trim().is_empty() { "none".to_owned() } else { format!("{} ({})", typed.trim(), meanings.join("; ")) };
    let undated = match selection.undated_left_out {
        0 => String::new(),
        count => format!("; {} left out for having no date", counted(count, "engagement")),
    };
    let counts = format!("{}, {}{undated}", counted(selection.engagements.len(), "engagement"), counted(agreements, "agreement"));
    let store = format!("{} in state {}", counted(view.snapshot.document_count(), "article"), view.snapshot.state());
    let stamp = |what, value| Stamp { what, value };
    vec![
        stamp("Filter", filter),
        stamp("Found", counts),
        stamp("Store", store),
        stamp("As of", as_of.unwrap_or_else(|| "no date given".to_owned())),
        stamp("Program", format!("legation {}", env!("CARGO_PKG_VERSION"))),
    ]
}
