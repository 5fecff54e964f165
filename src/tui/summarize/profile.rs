//! A profile as lines to read, most telling first.

use chrono::NaiveDate;

use super::{agreement_view, names};
use crate::model::{EngagementType, PlaceCode, TieKind, TieStatus};
use crate::query::anniversary::next_anniversary;
use crate::query::entities::EntityKind;
use crate::query::profile::{Profile, ProfileTie, profile};
use crate::query::snapshot::Snapshot;
use crate::text::safe::sanitize;
use crate::tui::draw::counted;
use crate::tui::summary::{ProfileLine, ProfileView, Target};
use crate::tui::theme::Meaning;

/// How many records of a sort are listed; the timeline and the totals have them all.
const LISTED: usize = 200;
/// How many counterparts are listed.
const MET: usize = 12;

/// All about the entity of this code or id; `None` where there is none.
pub fn profile_view(snapshot: &Snapshot, id: &str, today: NaiveDate) -> Option<ProfileView> {
    let profile = profile(snapshot, id).ok()?;
    let mut lines = Lines { snapshot, lines: Vec::new() };
    lines.names(&profile);
    lines.offices(&profile);
    lines.ties(&profile, today);
    lines.counterparts(&profile);
    lines.visits(&profile);
    lines.agreements(&profile);
    lines.engagements(&profile);
    Some(ProfileView { name: sanitize(&profile.name), lines: lines.lines })
}

struct Lines<'a> {
    snapshot: &'a Snapshot,
    lines: Vec<ProfileLine>,
}

impl Lines<'_> {
    fn push(&mut self, text: &str, meaning: Meaning, target: Option<Target>) {
        self.lines.push(ProfileLine { text: sanitize(text), meaning, target });
    }

    fn heading(&mut self, text: &str) {
        self.push("", Meaning::Text, None);
        self.push(text, Meaning::Heading, None);
    }

    fn name(&self, code: &PlaceCode) -> String {
        self.snapshot.place_name(code).to_owned()
    }

    fn names(&mut self, profile: &Profile) {
        let kind = match profile.kind {
            EntityKind::Place => "place",
            EntityKind::Person => "person",
            EntityKind::Organization => "organisation",
        };
        self.push(&format!("{} ({kind}, {})", profile.name, profile.id), Meaning::Heading, None);
        if !profile.aliases.is_empty() {
            self.push(&format!("also: {}", profile.aliases.join(", ")), Meaning::Aside, None);
        }
        let seen = |row: Option<&u32>| row.and_then(|row| self.snapshot.engagement(*row).date).map(|date| date.to_string());
        let dated: Vec<u32> = profile.engagements.iter().copied().filter(|row| self.snapshot.engagement(*row).date.is_some()).collect();
        if let (Some(first), Some(last)) = (seen(dated.first()), seen(dated.last())) {
            let count = counted(profile.engagements.len(), "engagement");
            let signed = counted(profile.agreements.len(), "agreement");
            self.push(&format!("{count}, {signed}; first {first}, last {last}"), Meaning::Text, None);
        }
    }

    fn offices(&mut self, profile: &Profile) {
        if profile.offices.is_empty() {
            return;
        }
        self.heading("Titles");
        for (date, office) in &profile.offices {
            let date = date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            self.push(&format!("{date}  {office}"), Meaning::Text, None);
        }
    }

    fn ties(&mut self, profile: &Profile, today: NaiveDate) {
        if profile.ties.is_empty() {
            return;
        }
        self.heading("Ties");
        for tie in &profile.ties {
            let since = tie.started.map(|date| format!(" since {date}")).unwrap_or_default();
            let text = format!("{} {}{since}, {}", kind_words(tie.kind), self.name(&tie.with), status_word(tie.status));
            self.push(&text, Meaning::Text, None);
        }
        let is_kept = |tie: &&ProfileTie| matches!(tie.status, TieStatus::InForce);
        let coming = profile.ties.iter().filter(is_kept).filter_map(|tie| Some((next_anniversary(&tie.started?, today)?, tie)));
        let mut coming: Vec<_> = coming.collect();
        coming.sort_by_key(|((date, _), _)| date.last_day());
        if coming.is_empty() {
            return;
        }
        self.heading("Coming anniversaries");
        for ((date, years), tie) in coming {
            let years = counted(years.unsigned_abs() as usize, "year");
            self.push(&format!("{date}  {years}: {} {}", kind_words(tie.kind), self.name(&tie.with)), Meaning::Text, None);
        }
    }

    fn counterparts(&mut self, profile: &Profile) {
        if profile.counterparts.is_empty() {
            return;
        }
        self.heading("Counterparts");
        let met = profile.counterparts.iter().take(MET).map(|(code, times)| format!("{} {times}", self.name(code)));
        let more = profile.counterparts.len().saturating_sub(MET);
        let more = (more > 0).then(|| format!("and {more} more"));
        let text = met.chain(more).collect::<Vec<_>>().join(", ");
        self.push(&text, Meaning::Text, None);
    }

    fn visits(&mut self, profile: &Profile) {
        if profile.visits.is_empty() {
            return;
        }
        self.heading("Visits out and in, by year");
        for (year, made, received) in profile.visits.iter().rev() {
            let year = year.map_or_else(|| "no year".to_owned(), |year| year.to_string());
            self.push(&format!("{year:8}  {made:4} out  {received:4} in"), Meaning::Text, None);
        }
    }

    fn agreements(&mut self, profile: &Profile) {
        if profile.agreements.is_empty() {
            return;
        }
        self.heading(&counted_heading(profile.agreements.len(), "Agreement"));
        for row in profile.agreements.iter().rev().take(LISTED) {
            let view = agreement_view(self.snapshot, *row);
            let amount = if view.amount.as_str().is_empty() { String::new() } else { format!("{}  ", view.amount) };
            self.push(&format!("{:10}  {amount}{}", view.date.as_str(), view.headline), Meaning::Text, Some(view.target));
        }
    }

    fn engagements(&mut self, profile: &Profile) {
        if profile.engagements.is_empty() {
            return;
        }
        self.heading(&counted_heading(profile.engagements.len(), "Engagement"));
        for row in profile.engagements.iter().rev().take(LISTED) {
            let summary = self.snapshot.engagement(*row);
            let date = summary.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            let target = Target { document: summary.document.clone(), engagement: Some(summary.id.clone()), agreement: None };
            let (from, to) = (names(self.snapshot, summary.from.iter().copied()), names(self.snapshot, summary.to.iter().copied()));
            let arrow = if summary.kind == EngagementType::Delegation { " -> " } else { " - " };
            let sides = [from.as_str(), to.as_str()].into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(arrow);
            let text = format!("{date:10}  {}  {sides}: {}", summary.kind, summary.headline);
            self.push(&text, Meaning::Text, Some(target));
        }
    }
}

fn counted_heading(count: usize, what: &str) -> String {
    if count > LISTED { format!("{what}s, the last {LISTED} of {count}") } else { format!("{what}s, newest first") }
}

fn kind_words(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Sister => "sister tie with",
        TieKind::FriendlyExchange => "friendly exchange with",
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
