//! A record that no rule found, from words of a document.

use std::ops::Range;

use rusqlite::Connection;

use super::corrections::NewRecord;
use super::documents;
use super::editing::{canonical_into, unfit};
use super::error::Outcome;
use super::shelf::Said;
use crate::model::{ANALYST_RULE, AddedClaim, DocumentId, EditAction, EvidenceList, RecordField, RuleName, TextSpan};

/// A record from words of a document.
pub(super) fn added(connection: &Connection, document: &DocumentId, quote: &str, record: &NewRecord) -> Outcome<EditAction> {
    let body = documents::body(connection, document)?.ok_or_else(|| unfit(format!("there is no document {document}")))?;
    let words = words_in(&body, quote);
    let words = words.ok_or_else(|| unfit("the words do not stand in the document: a record needs the words that say so"))?;
    let evidence = EvidenceList::of(TextSpan::new(words.start, words.end), RuleName::new(ANALYST_RULE));
    let mut said = match AddedClaim::blank(record.class, evidence) {
        AddedClaim::Engagement(claim) => Said::Engagement(*claim),
        AddedClaim::Agreement(claim) => Said::Agreement(*claim),
    };
    for (field, text) in &record.fields {
        if matches!(field, RecordField::PartOf | RecordField::Headline | RecordField::Status) {
            return Err(unfit(format!("{field} is set on a record that is there: add it first")));
        }
        canonical_into(connection, &mut said, *field, text)?;
    }
    let claim = match said {
        Said::Engagement(claim) => AddedClaim::Engagement(Box::new(claim)),
        Said::Agreement(claim) => AddedClaim::Agreement(Box::new(claim)),
    };
    Ok(EditAction::Add { document: document.clone(), quote: body[words].to_owned(), claim })
}

/// Where words first stand in a text, however either is broken into lines.
fn words_in(body: &str, quote: &str) -> Option<Range<usize>> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let behind = |start: usize| {
        words.iter().try_fold(start, |at, word| {
            let rest = body.get(at..)?;
            let gap = rest.len() - rest.trim_start().len();
            // The first word begins where it was found; between others there is something.
            let is_apart = at == start || gap > 0;
            (is_apart && rest[gap..].starts_with(word)).then(|| at + gap + word.len())
        })
    };
    let first = words.first()?;
    body.match_indices(first).find_map(|(start, _)| behind(start).map(|end| start..end))
}

#[cfg(test)]
mod tests {
    use super::words_in;

    #[test]
    fn words_are_found_however_they_are_broken_into_lines() {
        let body = "The two  sides met.\nThe two sides\n signed. ";
        for (quote, found) in [
            ("The two sides signed.", Some("The two sides\n signed.")),
            ("two\nsides met.", Some("two  sides met.")),
            ("sides", Some("sides")),
            ("The twosides", None),
            ("signed. it", None),
            (" \n", None),
            ("", None),
        ] {
            assert_eq!(words_in(body, quote).map(|range| &body[range]), found, "{quote:?}");
        }
    }
}
