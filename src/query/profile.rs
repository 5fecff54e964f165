//! All about one place, person or organisation.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::columns::{day, days};
use super::entities::EntityKind;
use super::fuzzy::{nearest, search_key};
use super::numbers::Numbered;
use super::places::NONE;
use super::sets::RowSet;
use super::snapshot::{AgreementRowIndex, EngagementRowIndex, RecordStatus, Snapshot, TieRow};
use super::vocabulary::{Fit, Name};
use crate::model::{
    Context, CountryCode, DateSpan, EngagementType, OrganizationId, PersonId, PlaceCode, Precision, TieId, TieKind, TieStatus,
};

/// A tie of a place, from all articles that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileTie {
    /// The other place.
    pub with: PlaceCode,
    /// What sort.
    pub kind: TieKind,
    /// When it began.
    pub started: Option<DateSpan>,
    /// How it last stood.
    pub status: TieStatus,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What it is.
    pub kind: EntityKind,
    /// Code or id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// A person's offices with the date of the article that gives them, oldest first.
    pub offices: Vec<(Option<DateSpan>, String)>,
    /// Ties of a place.
    pub ties: Vec<ProfileTie>,
    /// Other sides met, most often first.
    pub counterparts: Vec<(PlaceCode, usize)>,
    /// Engagements, oldest first.
    pub engagements: Vec<EngagementRowIndex>,
    /// Visits made and received, by year (`None`: no year).
    pub visits: Vec<(Option<i32>, usize, usize)>,
    /// Agreements.
    pub agreements: Vec<AgreementRowIndex>,
}

/// A name that no profile can be given for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Nothing is called so; the nearest names.
    #[error("nothing in the store is called '{name}'")]
    Unknown {
        /// As asked.
        name: String,
        /// Nearest.
        nearest: Vec<String>,
    },
    /// Several things are.
    #[error("'{name}' fits several names")]
    Ambiguous {
        /// As asked.
        name: String,
        /// `Georgia (country) GE`, ...
        candidates: Vec<String>,
    },
}

/// How many names an error offers.
const OFFERED: usize = 8;

/// The profile of what `name` (a name, alias, code or id) stands for. What an analyst rejected is in none.
pub fn profile(snapshot: &Snapshot, name: &str) -> Result<Profile, ProfileError> {
    match EntityKind::of(resolved(snapshot, name)?) {
        Some((EntityKind::Person, at)) => Ok(person(snapshot, at)),
        Some((EntityKind::Organization, at)) => Ok(organization(snapshot, at)),
        Some((EntityKind::Place, at)) => Ok(place(snapshot, at)),
        None => Err(ProfileError::Unknown { name: name.to_owned(), nearest: Vec::new() }),
    }
}

fn resolved(snapshot: &Snapshot, name: &str) -> Result<Name, ProfileError> {
    if let Some(found) = by_id(snapshot, name.trim()) {
        return Ok(found);
    }
    let is_wanted = |name| EntityKind::of(name).is_some();
    let matches = snapshot.vocabulary.matches(&search_key(name), is_wanted).filter(|matches| matches.fit != Fit::InOrder);
    match matches.map(|matches| matches.names).unwrap_or_default().as_slice() {
        [] => Err(ProfileError::Unknown { name: name.to_owned(), nearest: nearest_names(snapshot, name) }),
        [one] => Ok(*one),
        several => {
            let candidates = several.iter().take(OFFERED).map(|name| snapshot.candidate(*name)).collect();
            Err(ProfileError::Ambiguous { name: name.to_owned(), candidates })
        }
    }
}

fn by_id(snapshot: &Snapshot, text: &str) -> Option<Name> {
    let person = PersonId::parse(text).and_then(|id| snapshot.people.position(id.number()));
    let organization = || OrganizationId::parse(text).and_then(|id| snapshot.organizations.iter().position(|known| known.id == id));
    let place = || PlaceCode::parse(text).and_then(|code| snapshot.places.position(&code));
    person.map(Name::Person).or_else(|| organization().map(|at| Name::Organization(at as u32))).or_else(|| place().map(Name::Place))
}

fn nearest_names(snapshot: &Snapshot, name: &str) -> Vec<String> {
    let places = (0..snapshot.places.len() as u32).map(|place| snapshot.places.named(place).name.as_str());
    let people = snapshot.people.names.iter();
    let organizations = snapshot.organizations.iter().map(|organization| organization.name.as_str());
    nearest(name, places.chain(people).chain(organizations), OFFERED).into_iter().map(str::to_owned).collect()
}

fn place(snapshot: &Snapshot, at: u32) -> Profile {
    let columns = &snapshot.engagements;
    let code = snapshot.places.code(at);
    let is_here = |other: &&PlaceCode| code.includes(other);
    let engagements = shown(snapshot, &columns.of_place.rows(at));
    let visits = engagements.iter().filter_map(|row| {
        let summary = snapshot.engagement(*row);
        let (left, came) = (summary.from.iter().any(is_here), summary.to.iter().any(is_here));
        // A trip within the place is neither made nor received by it.
        (is_visit(snapshot, *row) && left != came).then_some((*row, left))
    });
    let visits = by_year(snapshot, visits);
    Profile {
        kind: EntityKind::Place,
        id: code.to_string(),
        name: snapshot.places.named(at).name.clone(),
        aliases: snapshot.places.named(at).other_forms.clone(),
        offices: Vec::new(),
        ties: ties(snapshot, code),
        counterparts: counterparts(snapshot, &engagements, Some(code.country()), Some(code)),
        visits,
        engagements,
        agreements: agreements(snapshot, &snapshot.agreements.of_place.rows(at)),
    }
}

fn person(snapshot: &Snapshot, at: u32) -> Profile {
    let columns = &snapshot.engagements;
    let people = &snapshot.people;
    let engagements = shown(snapshot, &columns.of_person.rows(at));
    let mut hosted = RowSet::none(columns.len());
    columns.of_host.add_to(at, &mut hosted);
    let visits = engagements.iter().filter(|row| is_visit(snapshot, **row)).map(|row| (*row, !hosted.contains(*row)));
    let place = people.offices(at).rev().map(|office| people.office_place[office]).find(|place| *place != NONE);
    let country = place.map(|place| snapshot.places.code(place).country());
    let signed: Vec<AgreementRowIndex> = engagements.iter().flat_map(|row| columns.agreements.rows(*row)).copied().collect();
    Profile {
        kind: EntityKind::Person,
        id: PersonId::of_number(people.ids[at as usize]).to_string(),
        name: people.name(at).to_owned(),
        aliases: people.aliases(at).map(str::to_owned).collect(),
        offices: people.offices(at).map(|office| (people.office_dates.at(office as u32), people.office(office).to_owned())).collect(),
        ties: Vec::new(),
        counterparts: counterparts(snapshot, &engagements, country, None),
        visits: by_year(snapshot, visits),
        engagements,
        agreements: agreements(snapshot, &signed),
    }
}

fn organization(snapshot: &Snapshot, at: u32) -> Profile {
    let organization = &snapshot.organizations[at as usize];
    let engagements = shown(snapshot, &snapshot.engagements.of_organization.rows(at));
    let country = organization.place.as_ref().map(PlaceCode::country);
    Profile {
        kind: EntityKind::Organization,
        id: organization.id.to_string(),
        name: organization.name.clone(),
        aliases: organization.aliases.clone(),
        offices: Vec::new(),
        ties: Vec::new(),
        counterparts: counterparts(snapshot, &engagements, country, None),
        visits: Vec::new(),
        engagements,
        agreements: agreements(snapshot, &snapshot.agreements.of_organization.rows(at)),
    }
}

fn shown(snapshot: &Snapshot, rows: &[u32]) -> Vec<EngagementRowIndex> {
    rows.iter().copied().filter(|row| snapshot.judged.engagements[*row as usize] != RecordStatus::Rejected).collect()
}

fn agreements(snapshot: &Snapshot, rows: &[u32]) -> Vec<AgreementRowIndex> {
    let mut rows: Vec<u32> = rows.to_vec();
    rows.retain(|row| snapshot.judged.agreements[*row as usize] != RecordStatus::Rejected);
    rows.sort_unstable();
    rows
}

/// A delegation that went: one that is only announced has visited nobody.
fn is_visit(snapshot: &Snapshot, row: EngagementRowIndex) -> bool {
    let (columns, at) = (&snapshot.engagements, row as usize);
    columns.kind[at] == EngagementType::Delegation && columns.context[at] != Context::Planned && !columns.home[at]
}

/// Counts (row, whether it was made rather than received) by year; what has no year stands last.
fn by_year(snapshot: &Snapshot, visits: impl Iterator<Item = (EngagementRowIndex, bool)>) -> Vec<(Option<i32>, usize, usize)> {
    let dates = &snapshot.engagements.dates;
    let mut years: BTreeMap<(bool, Option<i32>), (usize, usize)> = BTreeMap::new();
    for (row, is_made) in visits {
        let year = day(dates.first(row as usize)).filter(|_| !dates.is_undated(row as usize)).map(|day| day.year());
        let counts = years.entry((year.is_none(), year)).or_default();
        if is_made { counts.0 += 1 } else { counts.1 += 1 }
    }
    years.into_iter().map(|((_, year), (made, received))| (year, made, received)).collect()
}

/// Sides across a border, most often met first. Where the profile is that of a place, it must be a side itself.
fn counterparts(
    snapshot: &Snapshot,
    engagements: &[EngagementRowIndex],
    country: Option<CountryCode>,
    place: Option<&PlaceCode>,
) -> Vec<(PlaceCode, usize)> {
    let mut counts: BTreeMap<&PlaceCode, usize> = BTreeMap::new();
    for row in engagements.iter().filter(|row| !snapshot.engagements.home[**row as usize]) {
        let summary = snapshot.engagement(*row);
        let mut sides: Vec<&PlaceCode> = summary.from.into_iter().chain(summary.to).collect();
        if place.is_some_and(|place| !sides.iter().any(|side| place.includes(side))) {
            continue;
        }
        sides.sort_unstable();
        sides.dedup();
        sides.into_iter().filter(|side| Some(side.country()) != country).for_each(|side| *counts.entry(side).or_default() += 1);
    }
    let mut counts: Vec<(PlaceCode, usize)> = counts.into_iter().map(|(code, count)| (code.clone(), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The ties of a place itself, each once however many articles tell it.
fn ties(snapshot: &Snapshot, code: &PlaceCode) -> Vec<ProfileTie> {
    let mut told: BTreeMap<&TieId, Vec<&TieRow>> = BTreeMap::new();
    snapshot.ties.iter().filter(|tie| &tie.a == code || &tie.b == code).for_each(|tie| told.entry(&tie.id).or_default().push(tie));
    let mut ties: Vec<ProfileTie> = told.values().map(|rows| merged(snapshot, code, rows)).collect();
    ties.sort_by(|a, b| (a.kind, &a.with).cmp(&(b.kind, &b.with)));
    ties
}

/// One tie from all articles that tell it: the most exact beginning, and how it stood last. `rows` is not empty.
pub(super) fn merged(snapshot: &Snapshot, code: &PlaceCode, rows: &[&TieRow]) -> ProfileTie {
    let seen = |tie: &TieRow| {
        let published =
            snapshot.documents.published.date.get(tie.document as usize).and_then(|_| snapshot.documents.published.at(tie.document));
        days(tie.as_of.or(published)).map_or(i32::MIN, |(_, last)| last)
    };
    let latest = rows.iter().max_by_key(|tie| seen(tie)).copied().unwrap_or(rows[0]);
    let exactness = |date: &DateSpan| (date.is_uncertain(), Precision::ALL.iter().position(|p| *p == date.precision()), date.to_string());
    ProfileTie {
        with: if &latest.a == code { latest.b.clone() } else { latest.a.clone() },
        kind: latest.kind,
        started: rows.iter().filter_map(|tie| tie.started).min_by_key(exactness),
        status: latest.status,
    }
}
