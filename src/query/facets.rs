//! The values of one field among the records that a filter leaves, each with how many of them it would leave.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::columns::day;
use super::filter::{Filter, OFFERED_STATUSES};
use super::fuzzy::search_key;
use super::places::NONE;
use super::sets::RowSet;
use super::snapshot::Snapshot;
use super::vocabulary::{Fit, Name};
use crate::model::PlaceCode;

/// A record that spans more years than this is counted in its first ones only: a typing error of an article, not a fact.
const MOST_YEARS: i32 = 200;

/// A field of the filter whose values can be chosen from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetField {
    /// Sides and venues, what lies in a place included.
    Place,
    /// What sort of counterpart.
    Counterpart,
    /// Type of engagement.
    Type,
    /// Years that an engagement touches.
    Year,
    /// Currencies of agreements.
    Currency,
    /// Outlets.
    Source,
    /// Topics.
    Topic,
    /// Stages of agreements.
    Stage,
    /// Kinds of agreements.
    Kind,
    /// What an analyst made of the record.
    Status,
}

impl FacetField {
    /// All fields in the order in which they are offered, as the filter names them.
    pub const ALL: &'static [(FacetField, &'static str)] = &[
        (FacetField::Place, "place"),
        (FacetField::Counterpart, "counterpart"),
        (FacetField::Type, "type"),
        (FacetField::Year, "year"),
        (FacetField::Currency, "currency"),
        (FacetField::Source, "source"),
        (FacetField::Topic, "topic"),
        (FacetField::Stage, "stage"),
        (FacetField::Kind, "kind"),
        (FacetField::Status, "status"),
    ];

    /// Its name in the filter.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }
}

/// A value with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// As the filter takes it behind `field:`, in quotes where it needs them.
    pub value: String,
    /// For people.
    pub label: String,
    /// Other names, aliases and codes, folded, by which it may be looked for; its label is the first.
    pub keys: Vec<String>,
    /// Engagements that would be left if the filter asked for it too.
    pub count: usize,
}

/// The values of a field among the engagements that a filter leaves, most engagements first; years newest first.
pub fn facets(snapshot: &Snapshot, filter: &Filter, field: FacetField) -> Vec<FacetValue> {
    let rows = filter.select(snapshot).engagements;
    let columns = &snapshot.engagements;
    let worded = |words: BTreeMap<String, usize>| words.into_iter().map(|(word, count)| plain(&word, count)).collect::<Vec<_>>();
    let mut values = match field {
        FacetField::Place => places(snapshot, &rows),
        FacetField::Topic => topics(snapshot, &rows),
        FacetField::Source => sources(snapshot, &rows),
        FacetField::Year => worded(years(snapshot, &rows)),
        FacetField::Counterpart => worded(counted(rows.iter().map(|row| columns.counterpart[*row as usize].as_str()))),
        FacetField::Type => worded(counted(rows.iter().map(|row| columns.kind[*row as usize].as_str()))),
        FacetField::Status => worded(counted(rows.iter().map(|row| OFFERED_STATUSES[snapshot.judged.engagements[*row as usize] as usize]))),
        FacetField::Currency => worded(of_agreements(snapshot, filter, &rows, |at| {
            snapshot.agreements.amounts.at(at).map(|amount| amount.currency.code().to_owned())
        })),
        FacetField::Stage => worded(of_agreements(snapshot, filter, &rows, |at| Some(snapshot.agreements.stage[at].to_string()))),
        FacetField::Kind => worded(of_agreements(snapshot, filter, &rows, |at| Some(snapshot.agreements.kind[at].to_string()))),
    };
    match field {
        FacetField::Year => values.reverse(),
        _ => values.sort_by(|a, b| (b.count, &a.label).cmp(&(a.count, &b.label))),
    }
    values
}

fn plain(word: &str, count: usize) -> FacetValue {
    FacetValue { value: word.to_owned(), label: word.to_owned(), keys: vec![search_key(word)], count }
}

fn counted(values: impl Iterator<Item = &'static str>) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

fn set_of(rows: &[u32], len: usize) -> RowSet {
    let mut set = RowSet::none(len);
    set.add(rows);
    set
}

fn places(snapshot: &Snapshot, rows: &[u32]) -> Vec<FacetValue> {
    let chosen = set_of(rows, snapshot.engagements.len());
    let value = |place: u32| {
        let count = snapshot.engagements.of_place.rows(place).iter().filter(|row| chosen.contains(**row)).count();
        (count > 0).then(|| {
            let named = snapshot.places.named(place);
            let forms = [&named.name, named.code.as_str()].into_iter().map(str::to_owned).chain(named.other_forms.iter().cloned());
            let label = snapshot.places.label(place);
            FacetValue { value: place_value(snapshot, place), label, keys: forms.map(|form| search_key(&form)).collect(), count }
        })
    };
    (0..snapshot.places.len() as u32).filter_map(value).collect()
}

/// How the filter names a place: by its name where that alone says which, else by its code.
fn place_value(snapshot: &Snapshot, place: u32) -> String {
    let named = snapshot.places.named(place);
    let key = search_key(&named.name);
    let matches = snapshot.vocabulary.matches(&key, |name| matches!(name, Name::Place(_)));
    let is_clear = matches.is_some_and(|matches| matches.fit == Fit::Exact && matches.names == [Name::Place(place)]);
    let text = if is_clear { named.name.to_lowercase() } else { named.code.as_str().to_owned() };
    quoted(&text)
}

/// A value as the filter takes it: in quotes where it holds a space or a bar.
pub fn quoted(value: &str) -> String {
    let plain = value.replace('"', " ");
    if plain.contains(|c: char| c.is_whitespace() || c == '|') { format!("\"{plain}\"") } else { plain }
}

/// How the filter names the place of a code.
pub fn value_of_place(snapshot: &Snapshot, code: &PlaceCode) -> String {
    snapshot.places.position(code).map_or_else(|| quoted(code.as_str()), |place| place_value(snapshot, place))
}

fn topics(snapshot: &Snapshot, rows: &[u32]) -> Vec<FacetValue> {
    let chosen = set_of(rows, snapshot.engagements.len());
    let count = |topic: usize| snapshot.engagements.of_topic.rows(topic as u32).iter().filter(|row| chosen.contains(**row)).count();
    let values = snapshot.topics.iter().enumerate().map(|(at, topic)| FacetValue { value: quoted(topic), ..plain(topic, count(at)) });
    values.filter(|value| value.count > 0).collect()
}

fn sources(snapshot: &Snapshot, rows: &[u32]) -> Vec<FacetValue> {
    let outlet = |row: &u32| snapshot.documents.outlet[snapshot.engagements.document[*row as usize] as usize];
    let mut counts = vec![0; snapshot.outlets.len()];
    rows.iter().map(outlet).filter(|outlet| *outlet != NONE).for_each(|outlet| counts[outlet as usize] += 1);
    let named = snapshot.outlets.iter().zip(counts).filter(|(_, count)| *count > 0);
    named.map(|(outlet, count)| FacetValue { value: quoted(outlet), ..plain(outlet, count) }).collect()
}

/// Years by number of engagements that touch them.
fn years(snapshot: &Snapshot, rows: &[u32]) -> BTreeMap<String, usize> {
    let dates = &snapshot.engagements.dates;
    let dated = rows.iter().map(|row| *row as usize).filter(|row| !dates.is_undated(*row));
    let touched = dated.flat_map(|row| {
        let year = |number: i32| day(number).map_or(0, |day| day.year());
        let (first, last) = dates.span(row);
        let (first, last) = (year(first), year(last));
        first..=last.min(first.saturating_add(MOST_YEARS))
    });
    let mut counts = BTreeMap::new();
    touched.for_each(|year| *counts.entry(format!("{year:04}")).or_default() += 1);
    counts
}

/// Engagements by a value of those of their agreements that fit the filter; an engagement counts once for each value.
fn of_agreements(snapshot: &Snapshot, filter: &Filter, rows: &[u32], value: impl Fn(usize) -> Option<String>) -> BTreeMap<String, usize> {
    let fitting = filter.fitting_agreements(snapshot);
    let mut counts = BTreeMap::new();
    for row in rows {
        let agreements = snapshot.engagements.agreements.rows(*row).iter().filter(|agreement| fitting.contains(**agreement));
        let mut values: Vec<String> = agreements.filter_map(|agreement| value(*agreement as usize)).collect();
        values.sort_unstable();
        values.dedup();
        values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
    }
    counts
}
