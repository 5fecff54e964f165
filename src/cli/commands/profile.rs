//! `profile NAME`

use serde::Serialize;

use super::entities::kind_word;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::dates::edtf;
use crate::cli::output::records::{AgreementJson, EngagementJson, ToldAgreement, ToldEngagement, agreements, engagements};
use crate::cli::output::{Console, json, prose};
use crate::cli::session::Session;
use crate::cli::view::View;
use crate::model::{PlaceCode, TieKind, TieStatus};
use crate::query::profile::{Profile, ProfileError, profile};

/// Tells all about one place, person or organisation.
pub fn run(name: &str, as_json: bool, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let view = View::open(session, console)?;
    let profile = profile(&view.snapshot, name).map_err(failure)?;
    let met = engagements(&view, &profile.engagements)?;
    let signed = agreements(&view, &profile.agreements)?;
    if as_json {
        json::write(console, &profile_json(&profile, &view, &met, &signed))?
    } else {
        write(&profile, &view, &met, &signed, console)?
    }
    Ok(Exit::Done)
}

pub(super) fn failure(error: ProfileError) -> Failure {
    match &error {
        ProfileError::Unknown { nearest, .. } if nearest.is_empty() => Failure::new(Exit::Failed, error.to_string()),
        ProfileError::Unknown { nearest, .. } => {
            Failure::new(Exit::Failed, error.to_string()).hint(format!("near it: {}", nearest.join(", ")))
        }
        ProfileError::Ambiguous { candidates, .. } => Failure::usage(error.to_string()).hint(candidates.join(", ")),
    }
}

#[derive(Serialize)]
struct ProfileJson<'a> {
    kind: &'static str,
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    offices: Vec<OfficeJson<'a>>,
    ties: Vec<ProfileTieJson<'a>>,
    counterparts: Vec<CounterpartJson<'a>>,
    visits: Vec<VisitsJson>,
    engagements: Vec<EngagementJson<'a>>,
    agreements: Vec<AgreementJson<'a>>,
}

#[derive(Serialize)]
struct OfficeJson<'a> {
    date: Option<String>,
    office: &'a str,
}

#[derive(Serialize)]
struct ProfileTieJson<'a> {
    with: &'a PlaceCode,
    name: &'a str,
    kind: TieKind,
    started: Option<String>,
    status: TieStatus,
}

#[derive(Serialize)]
struct CounterpartJson<'a> {
    place: &'a PlaceCode,
    name: &'a str,
    engagements: usize,
}

#[derive(Serialize)]
struct VisitsJson {
    year: Option<i32>,
    made: usize,
    received: usize,
}

fn profile_json<'a>(profile: &'a Profile, view: &'a View, met: &'a [ToldEngagement], signed: &'a [ToldAgreement]) -> ProfileJson<'a> {
    let name = |code: &'a PlaceCode| view.snapshot.place_name(code);
    ProfileJson {
        kind: kind_word(profile.kind),
        id: &profile.id,
        name: &profile.name,
        aliases: &profile.aliases,
        offices: profile.offices.iter().map(|(date, office)| OfficeJson { date: edtf(*date), office }).collect(),
        ties: profile
            .ties
            .iter()
            .map(|tie| ProfileTieJson {
                with: &tie.with,
                name: name(&tie.with),
                kind: tie.kind,
                started: edtf(tie.started),
                status: tie.status,
            })
            .collect(),
        counterparts: profile
            .counterparts
            .iter()
            .map(|(place, engagements)| CounterpartJson { place, name: name(place), engagements: *engagements })
            .collect(),
        visits: profile.visits.iter().map(|(year, made, received)| VisitsJson { year: *year, made: *made, received: *received }).collect(),
        engagements: met.iter().map(ToldEngagement::json).collect(),
        agreements: signed.iter().map(ToldAgreement::json).collect(),
    }
}

fn write(profile: &Profile, view: &View, met: &[ToldEngagement], signed: &[ToldAgreement], console: &mut Console) -> Result<(), Failure> {
    let names = |code: &PlaceCode| view.snapshot.place_name(code).to_owned();
    console.heading(&format!("{}  {}  {}", profile.name, kind_word(profile.kind), profile.id))?;
    if !profile.aliases.is_empty() {
        console.line(&format!("also: {}", profile.aliases.join(", ")))?;
    }
    for (date, office) in &profile.offices {
        console.line(&format!("office: {office} ({})", date.map_or_else(|| "no date".to_owned(), |date| date.to_string())))?;
    }
    for tie in &profile.ties {
        let since = tie.started.map(|date| format!(", since {date}")).unwrap_or_default();
        console.line(&format!(
            "{}: {} ({}){since}, {}",
            tie_word(tie.kind, &tie.with),
            names(&tie.with),
            tie.with,
            status_word(tie.status)
        ))?;
    }
    for (place, times) in &profile.counterparts {
        console.line(&format!("met {} ({place}): {times}", names(place)))?;
    }
    for (year, made, received) in &profile.visits {
        let year = year.map_or_else(|| "year unknown".to_owned(), |year| year.to_string());
        console.line(&format!("visits {year}: {made} made, {received} received"))?;
    }
    met.iter().try_for_each(|told| prose::engagement(console, told, &names))?;
    // What was signed in an engagement above stands there already.
    let is_told = |one: &ToldAgreement| met.iter().flat_map(|told| &told.agreements).any(|told| told.record.id == one.record.id);
    signed.iter().filter(|one| !is_told(one)).try_for_each(|told| prose::agreement(console, told, &names))
}

/// `sister city`, `sister province`, `friendly exchange with`.
fn tie_word(kind: TieKind, with: &PlaceCode) -> &'static str {
    match (kind, with.city()) {
        (TieKind::Sister, Some(_)) => "sister city",
        (TieKind::Sister, None) => "sister province, state or city",
        (TieKind::FriendlyExchange, _) => "friendly exchange with",
    }
}

fn status_word(status: TieStatus) -> &'static str {
    match status {
        TieStatus::Intended => "intended",
        TieStatus::InForce => "in force",
        TieStatus::Suspended => "suspended",
        TieStatus::Ended => "ended",
    }
}
