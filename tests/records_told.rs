//! What a record shows where its sources tell it in several versions, and from which of them that comes.
#![allow(missing_docs)]

mod store_support;

use legation::model::*;
use legation::store::*;
use proptest::prelude::*;
use store_support::pages::*;
use store_support::*;

/// Pages of one leader and one pair of places, each with a date of its own.
fn told(kind: EngagementType, dates: &[&str]) -> Vec<ExtractedArticle> {
    let page = |(at, on): (usize, &&str)| {
        let mut page = page(at, 0, 0);
        let claim = &mut page.claims.engagements[0];
        (claim.kind, claim.date) = (kind, Some(date(on)));
        page
    };
    dates.iter().enumerate().map(page).collect()
}

/// The one record, whatever the rule says of its sources.
fn joined(batch: &[ExtractedArticle]) -> (Store, EngagementRow) {
    let mut store = with(batch);
    let ids: Vec<String> = store.rows().expect("read").engagements.iter().map(|row| row.id.to_string()).collect();
    if ids.len() > 1 {
        edit(&mut store, &EditRequest::Merge { records: ids });
    }
    let rows = store.rows().expect("read").engagements;
    assert_eq!(rows.len(), 1, "{rows:#?}");
    (store, rows[0].clone())
}

#[test]
fn a_journey_is_shown_whole_and_other_events_by_their_day() {
    use EngagementType::{Delegation, Signing};
    for (kind, dates, shown, is_disputed) in [
        (Delegation, &["2023-10-11", "2023-10-11/2023-10-12"][..], "2023-10-11/2023-10-12", false),
        // However many tell but a day of it.
        (Delegation, &["2023-10-11", "2023-10-12", "2023-10-11", "2023-10-11/2023-10-12"], "2023-10-11/2023-10-12", false),
        (Delegation, &["2023-10-09/2023-10-16", "2023-10-11", "2023-10-11/2023-10-12"], "2023-10-09/2023-10-16", false),
        // No span contains the others: the days that most bear out.
        (Delegation, &["2023-10-11/2023-10-12", "2023-10-12/2023-10-13", "2023-10-12"], "2023-10-12", true),
        (Delegation, &["2023-10-11", "2023-10-12", "2023-10-12"], "2023-10-12", true),
        // A month is no journey of 31 days.
        (Delegation, &["2023-10", "2023-10-11"], "2023-10-11", false),
        (Delegation, &["2023-10", "2023-10-11", "2023-10-11/2023-10-12"], "2023-10-11/2023-10-12", false),
        (Delegation, &["2023-10/2023-11", "2023-10"], "2023-10", false),
        // A year that was inferred is no longer journey.
        (Delegation, &["2023-10-11?", "2023-10-11"], "2023-10-11", false),
        (Signing, &["2023-10-11", "2023-10-11/2023-10-12"], "2023-10-11", false),
        (Signing, &["2023-10-11", "2023-10-12", "2023-10-12"], "2023-10-12", true),
    ] {
        let mut batch = told(kind, dates);
        for _ in 0..2 {
            let (store, row) = joined(&batch);
            assert_eq!((row.date, row.is_disputed), (Some(date(shown)), is_disputed), "{kind} {dates:?}");
            assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
            batch.reverse();
        }
    }
}

#[test]
fn the_days_of_a_fair_around_it_are_not_those_of_a_journey() {
    let mut batch = told(EngagementType::Delegation, &["2023-10-09/2023-10-16", "2023-10-11", "2023-10-11/2023-10-12"]);
    batch[0].claims.engagements[0].within = true;
    let (store, row) = joined(&batch);
    assert_eq!((row.date, row.within, row.is_disputed), (Some(date("2023-10-11/2023-10-12")), false, false));
    let telling = store.engagement_telling(&row.id).expect("read").expect("a record");
    assert_eq!((telling.claim.date, telling.disputes), (row.date, vec![]));
}

#[test]
fn a_record_says_from_which_source_its_version_comes() {
    let batch = told(EngagementType::Delegation, &["2023-10-11", "2023-10-11/2023-10-12", "2023-10-11"]);
    let (mut store, row) = joined(&batch);
    let documents = |at: &[usize]| at.iter().map(|at| batch[*at].article.id()).collect::<std::collections::BTreeSet<_>>();
    let choices = store.choices(row.id.as_str()).expect("read");
    let seen: Vec<_> = choices.iter().flat_map(|choice| choice.versions.iter().map(move |version| (choice.field, version))).collect();
    let seen: Vec<_> = seen.iter().map(|(field, told)| (*field, told.value.as_str(), told.documents.iter().cloned().collect())).collect();
    assert_eq!(
        seen,
        [(RecordField::Date, "2023-10-11/2023-10-12", documents(&[1])), (RecordField::Date, "2023-10-11", documents(&[0, 2]))],
    );
    // What an analyst set comes from no source, and what the sources dispute stands in the record.
    edit(&mut store, &set(row.id.as_str(), RecordField::Date, "2023-10-10/2023-10-12"));
    assert_eq!(store.choices(row.id.as_str()).expect("read"), []);
    let (store, row) = joined(&told(EngagementType::Delegation, &["2023-10-11", "2023-10-12"]));
    assert_eq!(store.choices(row.id.as_str()).expect("read"), []);
    assert_eq!(store.engagement_telling(&row.id).expect("read").expect("a record").disputes.len(), 1);
    assert_eq!(store.choices("eaaaaaaaaaaaa").expect("read"), []);
}

fn days(first: u32, length: u32) -> String {
    match length {
        0 => format!("2023-10-{first:02}"),
        more => format!("2023-10-{first:02}/2023-10-{:02}", first + more),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_longest_span_that_contains_all_others_is_shown_and_nothing_is_in_dispute(
        first in 1_u32..12, length in 0_u32..14, parts in proptest::collection::vec((0_u32..14, 0_u32..14), 0..5), turn in 0_usize..6,
    ) {
        let part = |(from, more): &(u32, u32)| {
            let from = from % (length + 1);
            days(first + from, more % (length - from + 1))
        };
        let whole = days(first, length);
        let mut dates: Vec<String> = std::iter::once(whole.clone()).chain(parts.iter().map(part)).collect();
        let count = dates.len();
        dates.rotate_left(turn % count);
        let (_, row) = joined(&told(EngagementType::Delegation, &dates.iter().map(String::as_str).collect::<Vec<_>>()));
        prop_assert_eq!((row.date, row.is_disputed), (Some(date(&whole)), false));
    }
}
