//! The section of a brief on what lasts: ties between those who met.

use super::sources::Citations;
use super::words::{self, Names};
use super::{Entry, Section};
use crate::cli::output::plain_dates::plain;
use crate::cli::view::SourceItem;
use crate::model::{DateSpan, TieId, TieKind, TieStatus};
use crate::query::snapshot::Reading;
use crate::query::ties::Tie;

/// A tie with those who tell it.
pub struct ToldTie {
    /// The tie.
    pub tie: Tie,
    /// Who tells it.
    pub sources: Vec<SourceItem>,
    /// The words of one of them.
    pub quote: Option<String>,
}

/// The words by which a document tells a tie.
pub fn quote_of_tie(reading: &Reading, tie: &Tie) -> Option<String> {
    let is_it = |a: &str, b: &str, kind: &str| TieId::of(a, b, kind) == tie.id || TieId::of(b, a, kind) == tie.id;
    let claim = reading.claims.ties.iter().find(|claim| is_it(claim.a.as_str(), claim.b.as_str(), claim.kind.as_str()))?;
    claim.evidence.first().span.of(&reading.body).map(words::quoted)
}

/// Ties, each with its beginning, how it stands, and its next anniversary where a day was given.
pub fn section(told: &[ToldTie], names: Names<'_>, citations: &mut Citations) -> Section {
    let entry = |one: &ToldTie| Entry {
        text: in_words(&one.tie, names),
        quote: one.quote.clone(),
        sources: citations.of(&one.sources),
        records: vec![one.tie.id.as_str().to_owned()],
        ..Entry::default()
    };
    Section { heading: "Ties".to_owned(), entries: told.iter().map(entry).collect(), ..Section::default() }
}

/// `Nanjing and St. Louis: sister tie since 2 November 1979, in force; 45 years on 2 November 2024`
fn in_words(tie: &Tie, names: Names<'_>) -> String {
    let kind = match tie.kind {
        TieKind::Sister => "sister tie",
        TieKind::FriendlyExchange => "friendly exchange",
    };
    let status = match tie.status {
        TieStatus::Intended => "intended",
        TieStatus::InForce => "in force",
        TieStatus::Suspended => "suspended",
        TieStatus::Ended => "ended",
    };
    let since = tie.started.map(|date| format!(" since {}", plain(date))).unwrap_or_default();
    let anniversary = tie.anniversary.map(|(date, years)| {
        let when = plain(DateSpan::on(date));
        format!("; {years} years {} {when}", if date.first_day() == date.last_day() { "on" } else { "in" })
    });
    let places = [&tie.a, &tie.b].map(|place| words::with_article(place, &names(place)));
    format!("{}: {kind}{since}, {status}{}", words::joined(&places), anniversary.unwrap_or_default())
}
