//! Where a record comes from, field by field; and what is copied of it.

use super::adapter::amount_text;
use super::effect::Yank;
use super::theme::Meaning;
use super::view::PopupLine;
use crate::model::{AgreementClaim, EngagementClaim, EngagementId, Evidence, EvidenceList, Hedge, HedgedCount, Inferred, PlaceCode};
use crate::query::snapshot::{AgreementRecord, EngagementRecord, Reading, Snapshot};
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};

/// Lines in the making.
struct Lines<'a> {
    snapshot: &'a Snapshot,
    reading: &'a Reading,
    lines: Vec<PopupLine>,
}

/// A record in a line, and its fields with the sentences that they rest on.
pub fn provenance(record: &EngagementRecord, reading: &Reading, snapshot: &Snapshot) -> (SafeText, Vec<PopupLine>) {
    let claim = &record.claim;
    let date = claim.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let title = sanitize(&format!("{} {date}, {}", claim.kind, record.id));
    let mut lines = Lines { snapshot, reading, lines: Vec::new() };
    lines.field("status", status_word(record.status));
    lines.engagement(claim);
    lines.evidence(&claim.evidence);
    lines.sources(record.documents.len());
    for agreement in &record.agreements {
        lines.agreement(agreement);
    }
    (title, lines.lines)
}

fn status_word(status: RecordStatus) -> &'static str {
    match status {
        RecordStatus::New => "new: nobody has looked at it",
        RecordStatus::Confirmed => "confirmed by an analyst",
        RecordStatus::Rejected => "rejected by an analyst",
    }
}

impl Lines<'_> {
    fn push(&mut self, indent: u16, text: &str, meaning: Meaning) {
        if !text.is_empty() {
            self.lines.push(PopupLine { indent, text: sanitize(text), meaning });
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.push(0, &format!("{name}: {value}"), Meaning::Text);
        }
    }

    fn places(&self, codes: &[PlaceCode]) -> String {
        codes.iter().map(|code| format!("{} ({code})", self.snapshot.place_name(code))).collect::<Vec<_>>().join(", ")
    }

    fn engagement(&mut self, claim: &EngagementClaim) {
        let count = |count: Option<HedgedCount>| count.map_or_else(String::new, |count| format!("{} {}", count.hedge, count.number));
        let (from, to) = if claim.kind.is_directed() { ("from", "to") } else { ("side", "other side") };
        let date = claim.date.map_or_else(|| "none told".to_owned(), |date| date.to_string());
        self.field("type", claim.kind.as_str());
        self.field("date", &format!("{date}{}", if claim.within { " (some day of it)" } else { "" }));
        for (name, codes) in [(from, &claim.from), (to, &claim.to), ("venue", &claim.venues), ("about", &claim.about)] {
            let value = self.places(codes);
            self.field(name, &value);
        }
        self.field("leader", claim.leader.as_deref().unwrap_or_default());
        self.field("context", claim.context.as_str());
        self.field("counterpart", claim.counterpart.as_str());
        self.field("at home", if claim.home { "received by its own country's mission" } else { "" });
        self.field("delegation size", &count(claim.delegation_size));
        self.field("attendance", &count(claim.attendance));
        for one in &claim.participants {
            self.field("participant", &format!("{} ({}, {})", one.name, one.kind, one.role));
        }
        self.field("topics", &claim.topics.iter().map(|one| one.topic.as_str()).collect::<Vec<_>>().join(", "));
        self.inferred(&claim.inferred);
    }

    fn inferred(&mut self, inferred: &Inferred) {
        for (name, why) in inferred {
            self.push(0, &format!("{name} was inferred: {why}"), Meaning::Uncertain);
        }
    }

    fn evidence(&mut self, evidence: &EvidenceList) {
        for one in evidence.iter() {
            self.quote(one);
        }
    }

    fn quote(&mut self, evidence: &Evidence) {
        let quote = evidence.span.of(&self.reading.body).unwrap_or("(the text is not at hand)");
        self.push(2, &format!("\"{quote}\""), Meaning::Evidence);
        self.push(2, &format!("by the rule {}", evidence.rule.as_str()), Meaning::Aside);
    }

    fn sources(&mut self, count: usize) {
        let citation = citation(self.reading, None);
        self.field(if count == 1 { "source" } else { "first of several sources" }, &citation);
    }

    fn agreement(&mut self, record: &AgreementRecord) {
        let claim: &AgreementClaim = &record.claim;
        self.lines.push(PopupLine { indent: 0, text: SafeText::default(), meaning: Meaning::Text });
        self.push(0, &format!("agreement {}", record.id), Meaning::Heading);
        self.field("kind", claim.kind.as_str());
        self.field("stage", claim.stage.as_str());
        self.field("instruments", &claim.count.map_or_else(|| "number not told".to_owned(), |count| count.to_string()));
        self.field("amount", &claim.amount.map_or_else(|| "not told".to_owned(), |amount| amount_text(&amount, claim.hedge)));
        self.field("nature", claim.nature.as_str());
        self.field("binding", claim.binding.as_str());
        let sides = self.places(&claim.sides);
        self.field("sides", &sides);
        self.field("parties", &claim.parties.iter().map(|party| party.as_str()).collect::<Vec<_>>().join(", "));
        self.field("a total of other records", if claim.umbrella { "yes" } else { "" });
        self.field("in no total", record.left_out.map(|why| why.reason()).unwrap_or_default());
        let whole = record.maybe_inside.as_ref().map(|(id, amount)| format!("{}, {id}", amount_text(amount, Hedge::Exactly)));
        self.field("maybe inside", &whole.unwrap_or_default());
        self.inferred(&claim.inferred);
        self.evidence(&claim.evidence);
    }
}

/// `"Title", Outlet, 2023-10-13, https://…, record e…`
fn citation(reading: &Reading, record: Option<&EngagementId>) -> String {
    let parts = [
        reading.title.as_ref().map(|title| format!("\"{title}\"")),
        reading.source.clone(),
        reading.published.map(|date| date.to_string()),
        reading.url.clone(),
        record.map(|id| format!("record {id}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What is copied of one record; `None` where it has none.
pub fn yanked(what: Yank, record: &EngagementId, reading: &Reading) -> Option<String> {
    let text = match what {
        Yank::Citation => citation(reading, Some(record)),
        Yank::Url | Yank::Link => reading.url.clone()?,
        Yank::Sentence => sentence(record, reading)?,
        Yank::Rows | Yank::Command => return None,
    };
    Some(sanitize(&text).into_string())
}

/// The first sentence that the record rests on.
fn sentence(record: &EngagementId, reading: &Reading) -> Option<String> {
    let at = reading.engagement_ids.iter().position(|id| id == record)?;
    reading.claims.engagements.get(at)?.evidence.first().span.of(&reading.body).map(str::to_owned)
}

/// Rows with tabs between their columns, and a heading.
pub fn rows_text(snapshot: &Snapshot, records: &[EngagementId]) -> String {
    let mut text = "date\ttype\tfrom\tto\tleader\theadline\tsources\tid\n".to_owned();
    for summary in records.iter().filter_map(|id| snapshot.engagement_row(id)).map(|row| snapshot.engagement(row)) {
        let names = |codes: &[&PlaceCode]| codes.iter().map(|code| snapshot.place_name(code)).collect::<Vec<_>>().join(", ");
        let cells = [
            summary.date.map_or_else(String::new, |date| date.to_string()),
            summary.kind.to_string(),
            names(&summary.from),
            names(&summary.to),
            summary.leader.unwrap_or_default().to_owned(),
            summary.headline.to_owned(),
            summary.sources.to_string(),
            summary.id.to_string(),
        ];
        // A cell holds neither tab nor line end once it is safe.
        text.push_str(&cells.map(|cell| sanitize(&cell).into_string()).join("\t"));
        text.push('\n');
    }
    text
}
