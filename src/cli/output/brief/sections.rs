//! The sections of a brief, from full records.

use std::collections::{BTreeMap, HashSet};

use super::sources::Citations;
use super::words::{self, Names};
use super::{Entry, PageTable, Section};
use crate::cli::output::plain_dates::plain;
use crate::cli::output::prose::{counted, grouped, hedge_word, left_out_text};
use crate::cli::output::records::{ToldAgreement, ToldEngagement};
use crate::cli::view::SourceItem;
use crate::model::{AgreementClaim, DateSpan, ParticipantKind, ParticipantRole, PlaceCode};
use crate::query::agreements::ListedAgreement;
use crate::query::chapters::Chapter;
use crate::query::snapshot::Dispute;
use crate::query::totals::{Omission, TotalsRow};
use crate::text::document::Document;

/// How many people a page names.
const PEOPLE: usize = 12;

/// What happened: a heading for each chapter, its engagements below it.
pub fn happened(chapters: &[(&Chapter, Vec<ToldEngagement>)], names: Names<'_>, citations: &mut Citations) -> Section {
    let mut entries = Vec::new();
    for (chapter, told) in chapters {
        let mut quotes = Quotes::default();
        let date = chapter_date(chapter);
        if let [only] = told.as_slice() {
            let date = if only.record.claim.within { format!("some day of {date}") } else { date };
            entries.push(Entry { lead: Some(words::capitalized(&date)), ..engagement(only, &mut quotes, names, citations) });
            continue;
        }
        let mut inner = Vec::with_capacity(told.len());
        for one in told {
            let is_within = one.record.claim.within;
            let own = one.record.claim.date.map(plain).filter(|own| *own != date || is_within);
            let own = own.map(|own| words::capitalized(&if is_within { format!("some day of {own}") } else { own }));
            inner.push(Entry { lead: own, ..engagement(one, &mut quotes, names, citations) });
        }
        let sides: Vec<String> = chapter.sides.iter().map(|code| words::with_article(code, &names(code))).collect();
        let text = if sides.is_empty() { "sides not told".to_owned() } else { words::joined(&sides) };
        entries.push(Entry { lead: Some(words::capitalized(&date)), text, entries: inner, ..Entry::default() });
    }
    Section { heading: "What happened".to_owned(), entries, ..Section::default() }
}

fn chapter_date(chapter: &Chapter) -> String {
    match (chapter.date, chapter.days) {
        (Some(date), _) => plain(date),
        (None, Some((first, last))) => {
            let day = crate::model::PartialDate::day_of;
            plain(DateSpan::between(day(first), day(last)))
        }
        (None, None) => "Date not told".to_owned(),
    }
}

/// Quotes that stand already: the next piece of evidence says more than the same one again.
#[derive(Default)]
struct Quotes(HashSet<String>);

impl Quotes {
    fn next(&mut self, quotes: &[String]) -> Option<String> {
        let quote = quotes.iter().map(|quote| words::quoted(quote)).find(|quote| !self.0.contains(quote))?;
        self.0.insert(quote.clone());
        Some(quote)
    }
}

fn engagement(told: &ToldEngagement, quotes: &mut Quotes, names: Names<'_>, citations: &mut Citations) -> Entry {
    Entry {
        text: words::engagement(&told.record.claim, &told.reading.claims.people, names),
        quote: quotes.next(&told.record.quotes),
        sources: citations.of(&told.sources),
        records: vec![told.record.id.as_str().to_owned()],
        entries: disputed(&told.record.disputes, told.record.id.as_str(), &told.sources, citations),
        ..Entry::default()
    }
}

/// What the sources disagree on: each version with those that say so.
fn disputed(disputes: &[Dispute], record: &str, sources: &[SourceItem], citations: &mut Citations) -> Vec<Entry> {
    let mut entries = Vec::new();
    for dispute in disputes {
        for version in &dispute.versions {
            let said_by = sources.iter().filter(|source| version.documents.iter().any(|document| document.as_str() == source.document));
            let said_by: Vec<SourceItem> = said_by.cloned().collect();
            let value = DateSpan::parse(&version.value).map_or_else(|| version.value.clone(), plain);
            entries.push(Entry {
                text: format!("Disputed, {}: {value}", dispute.field),
                sources: citations.of(&said_by),
                records: vec![record.to_owned()],
                ..Entry::default()
            });
        }
    }
    entries
}

/// What was signed: agreements that one sentence tells stand together.
pub fn signed(listed: &[(&ListedAgreement, Option<DateSpan>, ToldAgreement)], names: Names<'_>, citations: &mut Citations) -> Section {
    let mut groups: Vec<Vec<&(&ListedAgreement, Option<DateSpan>, ToldAgreement)>> = Vec::new();
    for one in listed {
        let is_alike = |group: &&mut Vec<&(&ListedAgreement, Option<DateSpan>, ToldAgreement)>| {
            let (first, date, told) = group[0];
            let (own, claim) = (&one.2.record, &told.record.claim);
            let is_same = (claim.kind, claim.stage, claim.binding) == (own.claim.kind, own.claim.stage, own.claim.binding);
            *date == one.1 && told.record.quotes.first() == own.quotes.first() && is_same && first.left_out == one.0.left_out
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    // Within a day what counts comes first, what it contains after it.
    let day = |date: &Option<DateSpan>| date.and_then(|date| date.first_day().or(date.last_day()));
    groups.sort_by_key(|group| (day(&group[0].1).is_none(), std::cmp::Reverse(day(&group[0].1)), group[0].0.left_out.is_some()));
    let mut quotes = Quotes::default();
    let mut entries = Vec::with_capacity(groups.len());
    for group in groups {
        let (first, date, told) = group[0];
        let claims: Vec<&AgreementClaim> = group.iter().map(|(_, _, told)| &told.record.claim).collect();
        let left_out = first.left_out.map(|why| format!(" (in no total: {})", left_out_text(told, why.reason()))).unwrap_or_default();
        entries.push(Entry {
            lead: Some(date.map_or_else(|| "Date not told".to_owned(), |date| words::capitalized(&plain(date)))),
            text: format!("{}{left_out}", agreements(&claims, names)),
            quote: quotes.next(&told.record.quotes),
            sources: citations.of(&told.sources),
            records: group.iter().map(|(_, _, told)| told.record.id.as_str().to_owned()).collect(),
            entries: group
                .iter()
                .flat_map(|(_, _, told)| disputed(&told.record.disputes, told.record.id.as_str(), &told.sources, citations))
                .collect(),
        });
    }
    Section { heading: "What was signed".to_owned(), entries, ..Section::default() }
}

/// `3 projects, value not stated: Renos Company and Shenyang …; Siemens Group and Dalian …`.
fn agreements(claims: &[&AgreementClaim], names: Names<'_>) -> String {
    let first = claims[0];
    let stage = match first.stage {
        crate::model::Stage::Signed => "",
        crate::model::Stage::Pledged => "Pledged: ",
        crate::model::Stage::Implemented => "Under way or done: ",
        crate::model::Stage::Cancelled => "Cancelled or ended: ",
    };
    let is_one_each = claims.len() > 1 && claims.iter().all(|claim| claim.count == Some(1) && claim.amount.is_none());
    if is_one_each {
        let parties: Vec<String> = claims.iter().map(|claim| words::parties(claim, names)).filter(|text| !text.is_empty()).collect();
        let count = u32::try_from(claims.len()).unwrap_or(u32::MAX);
        let who = if parties.is_empty() { String::new() } else { format!(": {}", parties.join("; ")) };
        return format!("{stage}{}, value not stated{who}", words::counted_instruments(first.kind, count));
    }
    let each: Vec<String> = claims.iter().map(|claim| one_agreement(claim, names)).collect();
    words::capitalized(&format!("{stage}{}", each.join("; ")))
}

fn one_agreement(claim: &AgreementClaim, names: Names<'_>) -> String {
    let parties = words::parties(claim, names);
    let who = if parties.is_empty() { String::new() } else { format!(": {parties}") };
    match (claim.count, claim.amount) {
        (None, None) => format!("{}, number and value not stated{who}", words::instruments(claim.kind)),
        (None, Some(_)) => format!("{}, number not stated, {}{who}", words::instruments(claim.kind), words::value(claim)),
        (Some(count), _) => format!("{}, {}{who}", words::counted_instruments(claim.kind, count), words::value(claim)),
    }
}

/// Totals: a line for each stage and binding, each currency of its own, and below it what is left out.
pub fn totals(overall: &[TotalsRow], left_out: &[(Omission, Vec<&ToldAgreement>)], citations: &mut Citations) -> Section {
    let sums = |row: &TotalsRow| {
        let hedge = |currency| row.hedges.get(&currency).map_or("", |hedge| hedge_word(*hedge));
        let each: Vec<String> =
            row.sums.iter().map(|(currency, minor)| format!("{}{}", hedge(currency), words::sum(minor, currency))).collect();
        if each.is_empty() { "none stated".to_owned() } else { each.join("; ") }
    };
    let instruments = |row: &TotalsRow| match (row.instruments, row.unknown_count) {
        (0, _) => "number not told".to_owned(),
        (known, 0) => grouped(&known.to_string()),
        (known, unknown) => format!("{}, and {} without a number", grouped(&known.to_string()), counted(unknown, "record")),
    };
    let rows = overall.iter().map(|row| {
        let value = format!("{} of {}", row.records - row.unknown_amount, row.records);
        vec![words::line(row.stage, row.binding), instruments(row), sums(row), value]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let table =
        (!rows.is_empty()).then(|| PageTable { columns: vec!["What", "Instruments", "Stated value", "Records with a value"], rows });
    let entries = left_out.iter().map(|(why, told)| {
        let instruments: u32 = told.iter().filter_map(|one| one.record.claim.count).sum();
        let stands_for = if instruments > 0 { format!(" ({})", counted(instruments as usize, "instrument")) } else { String::new() };
        let mut sources: Vec<usize> = told.iter().flat_map(|one| citations.of(&one.sources)).collect();
        sources.sort_unstable();
        sources.dedup();
        Entry {
            text: format!("Not counted: {}{stands_for}: {}", counted(told.len(), "record"), why.reason()),
            sources,
            records: told.iter().map(|one| one.record.id.as_str().to_owned()).collect(),
            ..Entry::default()
        }
    });
    let entries = entries.collect();
    let note = overall.len() > 1;
    Section {
        heading: "Totals".to_owned(),
        table,
        entries,
        note: note.then(|| "Lines are not added to each other, and no currency to another.".to_owned()),
    }
}

/// From how many characters beside the name on evidence is a sentence of its own.
const SENTENCE: usize = 40;

/// A person as the page's engagements name them.
#[derive(Default)]
struct Known<'a> {
    led: usize,
    took_part: usize,
    sources: Vec<usize>,
    records: Vec<String>,
    /// The first engagement whose article tells an office, else the first one.
    told: Option<(&'a ToldEngagement, Option<String>)>,
}

/// Who: people that engagements name, those who led most first.
pub fn who(told: &[&ToldEngagement], names: Names<'_>, citations: &mut Citations) -> Section {
    let mut people: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    for one in told.iter().copied() {
        let claim = &one.record.claim;
        let named = claim.participants.iter().filter(|one| one.kind == ParticipantKind::Person);
        let mut roles: BTreeMap<&str, bool> = named.map(|one| (one.name.as_str(), one.role == ParticipantRole::Leader)).collect();
        roles.extend(claim.leader.as_deref().map(|leader| (leader, true)));
        for (name, is_leader) in roles {
            let known = people.entry(name).or_default();
            *(if is_leader { &mut known.led } else { &mut known.took_part }) += 1;
            known.records.push(one.record.id.as_str().to_owned());
            for number in citations.of(&one.sources) {
                if !known.sources.contains(&number) {
                    known.sources.push(number);
                }
            }
            if known.told.as_ref().is_none_or(|(_, office)| office.is_none()) {
                let office = office(one, name, names);
                if known.told.is_none() || office.is_some() {
                    known.told = Some((one, office));
                }
            }
        }
    }
    let total = people.len();
    let mut people: Vec<(&str, Known<'_>)> = people.into_iter().collect();
    people.sort_by_key(|(name, known)| (std::cmp::Reverse((known.led, known.took_part)), *name));
    let entries = people.into_iter().take(PEOPLE).map(|(name, known)| {
        let (quote, office) = known.told.map_or((None, None), |(told, office)| (sentence(told, name), office));
        let office = office.map(|office| format!(", {office}")).unwrap_or_default();
        let did = match (known.led, known.took_part) {
            (0, part) => format!("took part in {}", counted(part, "engagement")),
            (led, 0) => format!("led {}", counted(led, "engagement")),
            (led, part) => format!("led {}, took part in {part} more", counted(led, "engagement")),
        };
        Entry { text: format!("{name}{office}: {did}"), quote, sources: known.sources, records: known.records, ..Entry::default() }
    });
    let hidden = total.saturating_sub(PEOPLE);
    let note = (hidden > 0).then(|| format!("{hidden} more {} named in these engagements.", if hidden == 1 { "is" } else { "are" }));
    Section { heading: "Who".to_owned(), table: None, entries: entries.collect(), note }
}

/// `Governor, Liaoning`, as the article gives it.
fn office(told: &ToldEngagement, name: &str, names: Names<'_>) -> Option<String> {
    let person = told.reading.claims.people.iter().find(|person| person.name == name)?;
    let of = person.of.as_ref().map(|of| match of.place() {
        Some(code) => names(code),
        None => of.as_str().to_owned(),
    });
    let is_told = |title: &str, of: &str| title.to_lowercase().contains(&of.to_lowercase());
    let parts: Vec<String> = match (person.title.clone(), of) {
        (Some(title), Some(of)) if is_told(&title, &of) => vec![title],
        (title, of) => title.into_iter().chain(of).collect(),
    };
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The sentence that names the person: with the office where one does.
fn sentence(told: &ToldEngagement, name: &str) -> Option<String> {
    let person = told.reading.claims.people.iter().find(|person| person.name == name)?;
    let told_with = person.evidence.first().span.of(&told.reading.body)?;
    if told_with.chars().count() > name.chars().count() + SENTENCE {
        return Some(words::quoted(told_with));
    }
    let document = Document::new(&told.reading.body);
    let sentences: Vec<(usize, &str)> = person
        .evidence
        .iter()
        .filter_map(|evidence| {
            let sentence = document.sentences.get(document.sentence_at(evidence.span.start))?.span;
            Some((evidence.span.start.saturating_sub(sentence.start), sentence.of(document.body)?))
        })
        .collect();
    let title = person.title.as_deref().unwrap_or_default();
    let best = sentences.iter().find(|(_, sentence)| sentence.contains(title)).or(sentences.first())?;
    Some(words::quoted_around(best.1, best.0))
}

/// The counterparts: countries of the sides, those met most often first; the country that is in all of them is at home.
pub fn countries(sides: impl Iterator<Item = Vec<PlaceCode>>) -> (Option<PlaceCode>, Vec<(PlaceCode, usize)>) {
    let (mut counts, mut engagements): (BTreeMap<PlaceCode, usize>, usize) = (BTreeMap::new(), 0);
    for sides in sides {
        let of_one: std::collections::BTreeSet<PlaceCode> = sides.iter().map(PlaceCode::country_place).collect();
        of_one.into_iter().for_each(|country| *counts.entry(country).or_default() += 1);
        engagements += 1;
    }
    let home = counts.iter().filter(|(_, count)| **count == engagements).map(|(country, _)| country.clone()).next();
    let mut others: Vec<(PlaceCode, usize)> = counts.into_iter().filter(|(country, _)| Some(country) != home.as_ref()).collect();
    others.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    (home, others)
}
