//! From a snapshot and a reading to what the dashboard shows. Every text is made safe here.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::fields::shown_fields;
use super::money;
use super::subject::RecordName;
use super::summarize::agreement_view;
use super::summary::AgreementView;
use super::view::{
    ArticleView, CandidateView, ChipView, Column, Density, FacetItem, ListView, Mark, MarkKind, Paragraph, Passage, RecordView, Records,
    RowView, period_sections,
};
use crate::model::{
    AgreementClaim, AgreementId, Amount, EngagementClaim, EngagementId, EvidenceList, Hedge, PlaceCode, RecordField, TextSpan,
};
use crate::query::Spread;
use crate::query::facets::{FacetField, FacetValue, facets, quoted, value_of_place};
use crate::query::filter::Filter;
use crate::query::filter::completion::{Candidate, completion};
use crate::query::period::Period;
use crate::query::snapshot::{Reading, Selection, Snapshot};
use crate::query::timeline::{Sort, timeline};
use crate::text::safe::{SafeText, sanitize};

/// A snapshot as the timeline reads it.
pub struct SnapshotRecords(pub Arc<Snapshot>);

impl Records for SnapshotRecords {
    fn engagement_count(&self) -> usize {
        self.0.engagement_count()
    }

    fn document_count(&self) -> usize {
        self.0.document_count()
    }

    fn year(&self, row: u32) -> Option<i32> {
        self.0.date(row)?.first_day().map(|day| day.year())
    }

    fn row(&self, row: u32) -> RowView {
        let summary = self.0.engagement(row);
        let headline = match summary.leader {
            Some(leader) => format!("{leader}: {}", summary.headline),
            None => summary.headline.to_owned(),
        };
        RowView {
            id: summary.id.clone(),
            document: summary.document.clone(),
            date: summary.date,
            within: summary.within,
            kind: summary.kind,
            context: summary.context,
            from: place_names(&self.0, summary.from.iter().copied()),
            to: place_names(&self.0, summary.to.iter().copied()),
            headline: sanitize(&headline),
            agreements: summary.agreements.len(),
            sources: summary.sources,
            status: summary.status,
            is_disputed: summary.is_disputed,
            wants_review: summary.wants_review,
        }
    }

    fn row_of(&self, id: &EngagementId) -> Option<u32> {
        self.0.engagement_row(id)
    }

    fn first_day(&self, row: u32) -> Option<NaiveDate> {
        self.0.date(row)?.first_day()
    }

    fn cell_term(&self, row: u32, column: Column, period: Period) -> Option<String> {
        let summary = self.0.engagement(row);
        let place = |name: &str, codes: &[&PlaceCode]| codes.first().map(|code| format!("{name}:{}", value_of_place(&self.0, code)));
        match column {
            Column::Date => summary.date?.first_day().map(|day| period.term(day)),
            Column::Type => Some(format!("type:{}", summary.kind)),
            Column::From => place("from", &summary.from),
            Column::To => place("to", &summary.to),
            Column::Leader => summary.leader.map(|name| format!("leader:{}", quoted(name))),
        }
    }

    fn agreement_row_of(&self, id: &AgreementId) -> Option<u32> {
        self.0.agreement_row(id)
    }

    fn fields(&self, record: &RecordName) -> Vec<(RecordField, String)> {
        shown_fields(&self.0, record)
    }

    fn agreement(&self, row: u32) -> Option<AgreementView> {
        ((row as usize) < self.0.agreement_count()).then(|| agreement_view(&self.0, row))
    }
}

fn place_names<'a>(snapshot: &'a Snapshot, codes: impl Iterator<Item = &'a PlaceCode>) -> SafeText {
    let names: Vec<_> = codes.map(|code| snapshot.place_name(code)).collect();
    sanitize(&names.join(", "))
}

/// What a filter leaves, in order, with headings where the order is one of time.
pub fn list_view(snapshot: &Snapshot, filter: &Filter, text: &str, sort: Sort, period: Period) -> ListView {
    let selection: Selection = filter.select(snapshot);
    let ordered = timeline(snapshot, &selection, sort);
    let first_day = |row| snapshot.date(row).and_then(|date| date.first_day());
    let sections = match sort.is_of_time() {
        true => period_sections(&ordered.rows, ordered.undated_from, period, first_day),
        false => Vec::new(),
    };
    let chips = filter.chips.iter();
    ListView {
        filter: text.to_owned(),
        chips: chips
            .map(|chip| ChipView { typed: chip.typed.clone(), meaning: sanitize(&chip.meaning), is_loose: chip.is_loose })
            .collect(),
        rows: Arc::new(ordered.rows),
        sections: Arc::new(sections),
        undated_left_out: ordered.undated_left_out,
        density: density(snapshot, &selection.engagements).map(Arc::new),
    }
}

/// How rows in the order of time lie in the time that the whole store knows of.
fn density(snapshot: &Snapshot, rows: &[u32]) -> Option<Density> {
    let Spread { first, last, before } = snapshot.spread(rows)?;
    Some(Density { first, last, before })
}

/// The values of a field, safe to show.
pub fn facet_items(snapshot: &Snapshot, filter: &Filter, field: FacetField) -> Vec<FacetItem> {
    let item = |value: FacetValue| FacetItem { label: sanitize(&value.label), value: value.value, keys: value.keys, count: value.count };
    facets(snapshot, filter, field).into_iter().map(item).collect()
}

/// What the word at the cursor of a filter may become.
pub fn candidates(text: &str, cursor: usize, snapshot: &Snapshot) -> (std::ops::Range<usize>, Vec<CandidateView>) {
    let completion = completion(text, cursor, snapshot);
    let view = |candidate: Candidate| CandidateView { label: sanitize(&candidate.label), text: candidate.text };
    (completion.range, completion.candidates.into_iter().map(view).collect())
}

/// An article to read.
pub fn article_view(reading: &Reading, snapshot: &Snapshot) -> ArticleView {
    let spans = TextMap::new(reading);
    let date = reading.published.map(|date| date.to_string());
    let source: Vec<_> = [reading.source.clone(), date].into_iter().flatten().collect();
    let claims = &reading.claims;
    let records = reading.engagement_ids.iter().zip(&claims.engagements).enumerate();
    ArticleView {
        document: reading.document.clone(),
        title: reading.title.as_deref().map(sanitize),
        source: (!source.is_empty()).then(|| sanitize(&source.join(", "))),
        url: reading.url.as_deref().map(sanitize),
        marks: marks(reading, &spans),
        records: records.map(|(at, (id, claim))| record_view(id, claim, at, reading, snapshot, &spans)).collect(),
        agreements: reading
            .agreement_ids
            .iter()
            .cloned()
            .zip(claims.agreements.iter().map(|claim| spans.passages(&claim.evidence)))
            .collect(),
        notes: claims.notes.iter().map(|note| sanitize(&note.text)).collect(),
        paragraphs: spans.paragraphs,
    }
}

fn marks(reading: &Reading, spans: &TextMap) -> Vec<Mark> {
    let claims = &reading.claims;
    let places = claims.places.iter().map(|claim| (&claim.evidence, MarkKind::Place));
    let people = claims.people.iter().map(|claim| (&claim.evidence, MarkKind::Person));
    let organizations = claims.organizations.iter().map(|claim| (&claim.evidence, MarkKind::Organization));
    let agreements = claims.agreements.iter().map(|claim| (&claim.evidence, MarkKind::Agreement));
    let engagements = claims.engagements.iter().map(|claim| (&claim.evidence, MarkKind::Engagement));
    let named = places.chain(people).chain(organizations).chain(agreements).chain(engagements);
    let mut marks: Vec<_> =
        named.flat_map(|(evidence, kind)| spans.passages(evidence).into_iter().map(move |passage| Mark { passage, kind })).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn record_view(
    id: &EngagementId,
    claim: &EngagementClaim,
    at: usize,
    reading: &Reading,
    snapshot: &Snapshot,
    spans: &TextMap,
) -> RecordView {
    let mut lines = vec![summary_line(claim, snapshot)];
    lines.extend(claim.leader.as_ref().map(|leader| format!("led by {leader}")));
    lines.extend(inferred_lines(&claim.inferred));
    for agreement in reading.claims.agreements.iter().filter(|agreement| agreement.engagement == Some(at)) {
        lines.push(agreement_line(agreement));
        lines.extend(inferred_lines(&agreement.inferred));
    }
    RecordView { id: id.clone(), lines: lines.iter().map(|line| sanitize(line)).collect(), evidence: spans.passages(&claim.evidence) }
}

fn summary_line(claim: &EngagementClaim, snapshot: &Snapshot) -> String {
    let names = |codes: &[PlaceCode]| codes.iter().map(|code| snapshot.place_name(code).to_owned()).collect::<Vec<_>>().join(", ");
    let date = claim.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let within = if claim.within { "some day of " } else { "" };
    let venues = if claim.venues.is_empty() { String::new() } else { format!(", in {}", names(&claim.venues)) };
    let sides: Vec<_> = [names(&claim.from), names(&claim.to)].into_iter().filter(|side| !side.is_empty()).collect();
    format!("{}, {within}{date}: {}{venues}", claim.kind, sides.join(" -> "))
}

fn inferred_lines(inferred: &crate::model::Inferred) -> impl Iterator<Item = String> + '_ {
    inferred.iter().map(|(field, why)| format!("  {field} inferred: {why}"))
}

/// `agreement: project, signed, 137 instruments, CNY 380,500,000,000`, and why it is in no total where it is in none.
fn agreement_line(claim: &AgreementClaim) -> String {
    let count = claim.count.map_or_else(
        || "number not told".to_owned(),
        |count| if count == 1 { "1 instrument".to_owned() } else { format!("{count} instruments") },
    );
    let amount = claim.amount.map_or_else(|| "no amount told".to_owned(), |amount| amount_text(&amount, claim.hedge));
    let left_out = claim.left_out().map_or_else(String::new, |why| format!(" (in no total: {})", why.reason()));
    format!("agreement: {}, {}, {count}, {amount}{left_out}", claim.kind, claim.stage)
}

/// `up to USD 1,234.50`
pub(super) fn amount_text(amount: &Amount, hedge: Hedge) -> String {
    format!("{}{}", hedge_word(hedge), money::full(amount.minor.into(), amount.currency))
}

/// `about `, ready to stand before a figure.
pub(super) fn hedge_word(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exactly => "",
        Hedge::About => "about ",
        Hedge::AtLeast => "at least ",
        Hedge::AtMost => "up to ",
        Hedge::Range => "from ",
    }
}

/// Where each byte of the stored text stands in the paragraphs that are shown, for the bytes at which something begins or ends.
struct TextMap {
    paragraphs: Vec<Paragraph>,
    /// Start of each paragraph in the body.
    starts: Vec<usize>,
    /// For each cut of the body: paragraph and byte of the shown text.
    places: std::collections::BTreeMap<usize, (usize, usize)>,
}

impl TextMap {
    fn new(reading: &Reading) -> Self {
        let cuts = cuts(reading);
        let mut map = Self { paragraphs: Vec::new(), starts: Vec::new(), places: std::collections::BTreeMap::new() };
        let mut start = 0;
        for text in reading.body.split('\n') {
            map.add_paragraph(text, start, &cuts);
            start += text.len() + 1;
        }
        map
    }

    /// Makes a paragraph safe piece by piece, so that it is known where each cut has gone.
    fn add_paragraph(&mut self, text: &str, start: usize, cuts: &[usize]) {
        let number = self.paragraphs.len();
        let mut paragraph = Paragraph::default();
        let mut from = 0;
        self.places.insert(start, (number, 0));
        let inside = &cuts[cuts.partition_point(|cut| *cut <= start)..cuts.partition_point(|cut| *cut < start + text.len())];
        for cut in inside.iter().map(|cut| cut - start).filter(|cut| text.is_char_boundary(*cut)).chain([text.len()]) {
            let shown = paragraph.push(&text[from..cut]);
            self.places.insert(start + cut, (number, shown.end));
            from = cut;
        }
        self.starts.push(start);
        self.paragraphs.push(paragraph);
    }

    fn passages(&self, evidence: &EvidenceList) -> Vec<Passage> {
        evidence.iter().flat_map(|evidence| self.passages_of(&evidence.span)).collect()
    }

    /// The passages of a span: one for each paragraph that it reaches into.
    fn passages_of(&self, span: &TextSpan) -> Vec<Passage> {
        let place = |at: usize| self.places.range(..=at).next_back().map(|(_, place)| *place);
        let (Some(first), Some(last)) = (place(span.start), place(span.end)) else { return Vec::new() };
        let paragraphs = first.0..=last.0;
        let passage = |paragraph: usize| {
            let start = if paragraph == first.0 { first.1 } else { 0 };
            let end = if paragraph == last.0 { last.1 } else { self.paragraphs[paragraph].as_str().len() };
            Passage { paragraph, start, end }
        };
        paragraphs.map(passage).filter(|passage| passage.start < passage.end).collect()
    }
}

/// Every byte at which a claim's evidence begins or ends, in order.
fn cuts(reading: &Reading) -> Vec<usize> {
    let claims = &reading.claims;
    let lists = (claims.places.iter().map(|claim| &claim.evidence))
        .chain(claims.people.iter().map(|claim| &claim.evidence))
        .chain(claims.organizations.iter().map(|claim| &claim.evidence))
        .chain(claims.agreements.iter().map(|claim| &claim.evidence))
        .chain(claims.engagements.iter().map(|claim| &claim.evidence));
    let mut cuts: Vec<_> = lists.flat_map(EvidenceList::iter).flat_map(|evidence| [evidence.span.start, evidence.span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claims, Currency, DocumentId, PlaceClaim, RuleName};

    fn reading(body: &str, spans: &[(usize, usize)]) -> Reading {
        let place = |(start, end): &(usize, usize)| PlaceClaim {
            name: body[*start..*end].to_owned(),
            code: None,
            aliases: Vec::new(),
            evidence: EvidenceList::of(TextSpan::new(*start, *end), RuleName::new("test")),
            inferred: Default::default(),
        };
        Reading {
            document: DocumentId::of(body, None),
            title: None,
            source: None,
            url: None,
            published: None,
            body: body.to_owned(),
            claims: Claims { places: spans.iter().map(place).collect(), ..Claims::default() },
            engagement_ids: Vec::new(),
            agreement_ids: Vec::new(),
        }
    }

    #[test]
    fn spans_point_at_the_same_words_after_the_text_was_made_safe() {
        let body = "A \u{202e}trick in Liaoning.\nThen 辽宁省 and\nmore.";
        let spans: Vec<_> = ["Liaoning", "辽宁省", "省 and\nmore"]
            .iter()
            .map(|word| body.find(word).map(|at| (at, at + word.len())).expect("there"))
            .collect();
        let view = article_view(&reading(body, &spans), &Snapshot::default());
        let shown: Vec<_> = view
            .marks
            .iter()
            .map(|mark| view.paragraphs[mark.passage.paragraph].part(mark.passage.start, mark.passage.end).as_str())
            .collect();
        assert_eq!(shown, ["Liaoning", "辽宁省", "省 and", "more"]);
        assert_eq!(view.paragraphs.len(), 3);
    }

    #[test]
    fn amounts_are_written_out_with_their_hedge() {
        let currency = |code| Currency::from_code(code).expect("a currency");
        assert_eq!(amount_text(&Amount { minor: 38_050_000_000_000, currency: currency("CNY") }, Hedge::Exactly), "CNY 380,500,000,000");
        assert_eq!(amount_text(&Amount { minor: 123_450, currency: currency("USD") }, Hedge::AtMost), "up to USD 1,234.50");
    }
}
