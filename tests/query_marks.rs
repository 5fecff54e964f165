//! Marks that are brought into records at hand: the same as reading everything again.

mod store_support;

use std::collections::BTreeSet;

use legation::gazetteer::Gazetteer;
use legation::ingest::samples::ingest_samples;
use legation::model::{AgreementId, LeftOut, RecordField, STANDS_ALONE};
use legation::query::snapshot::Snapshot;
use legation::store::{Author, EditReport, EditRequest, Store};
use proptest::prelude::*;
use store_support::pages::{edit, set, status, with};
use store_support::sums::{PAIRS, contract_article, umbrella_article, with_count};

fn author() -> Author {
    Author { user: "analyst".to_owned(), host: "desk".to_owned() }
}

/// Brings what an edit has changed into a snapshot, and holds it against all records read again.
fn assert_marked(store: &Store, before: &Snapshot, report: &EditReport, what: &str) -> Snapshot {
    assert!(report.is_of_marks, "{what}");
    let marks = store.marks_of(&report.records).expect("marks");
    assert!(!marks.is_empty() && marks.len() == report.records.len(), "{what}: {:?}", report.records);
    let read = Snapshot::load(store, Gazetteer::builtin()).expect("read");
    let marked = before.with_marks(&marks, store).expect("read").expect("all are among the records");
    assert!(marked == read, "{what}: {marks:?}");
    read
}

#[test]
fn marks_in_place_are_what_reading_again_gives() {
    let mut store = Store::temporary().expect("a store");
    ingest_samples(&mut store, Gazetteer::builtin(), &author()).expect("ingested");
    let mut snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("read");
    let engagements = (0..snapshot.engagement_count() as u32).step_by(23).map(|row| snapshot.engagement(row).id.to_string());
    let agreements = (0..snapshot.agreement_count() as u32).map(|row| (row, snapshot.agreement(row)));
    // Wholes above all: what becomes of them is told of their parts.
    let agreements = agreements.filter(|(row, summary)| summary.umbrella || row % 23 == 0).map(|(_, summary)| summary.id.to_string());
    let records: Vec<String> = engagements.chain(agreements).collect();
    let wholes: BTreeSet<u32> = (0..snapshot.agreement_count() as u32).filter_map(|row| snapshot.agreement(row).part_of).collect();
    assert!(!wholes.is_empty(), "a whole with parts is among them");
    for record in records {
        let status = |value: &str| EditRequest::Set {
            record: record.clone(),
            fields: vec![(RecordField::Status, value.to_owned())],
            expected: Vec::new(),
        };
        let tags = |tag: &str| vec![tag.to_owned()];
        for request in [
            status("rejected"),
            EditRequest::Tag { record: record.clone(), tags: tags("ports") },
            EditRequest::Tag { record: record.clone(), tags: tags("again") },
            EditRequest::Undo { entry: None },
            EditRequest::Redo { entry: None },
            EditRequest::Untag { record: record.clone(), tags: tags("again") },
            EditRequest::Annotate { record: record.clone(), text: "ask the consulate".to_owned() },
            status("confirmed"),
            status("new"),
        ] {
            let report = store.edit(&request, None, &author()).expect("edited");
            snapshot = assert_marked(&store, &snapshot, &report, &format!("{request:?}"));
        }
    }
}

#[test]
fn what_changes_more_than_marks_says_so() {
    let mut store = Store::temporary().expect("a store");
    ingest_samples(&mut store, Gazetteer::builtin(), &author()).expect("ingested");
    let snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("read");
    let record = snapshot.engagement(0).id.to_string();
    let fields = vec![(RecordField::Date, "2019-02-01".to_owned()), (RecordField::Status, "confirmed".to_owned())];
    for request in [
        EditRequest::Set { record: record.clone(), fields, expected: Vec::new() },
        EditRequest::Undo { entry: None },
        EditRequest::Merge { records: vec![record, snapshot.engagement(1).id.to_string()] },
        EditRequest::SetAside { document: snapshot.engagement(2).document },
    ] {
        let report = store.edit(&request, None, &author()).expect("edited");
        assert!(!report.is_of_marks, "{request:?}");
    }
    assert!(snapshot.with_marks(&[], &store).expect("read").is_some_and(|same| same == snapshot));
}

/// Totals and what may lie inside of them, near each other in days: whatever is judged, and in what order, decides on others.
fn totals_and_parts() -> Store {
    let million = 1_000_000;
    let whole = |at: usize, sum: i64, parts: &[i64], count| {
        with_count(&umbrella_article(&format!("https://whole{at}.example/"), sum * million, parts, PAIRS[0].0, PAIRS[0].1), count)
    };
    let part = |at: usize, sum: i64, on: &str| contract_article(&format!("https://part{at}.example/"), sum * million, on, PAIRS[0]);
    let batch = [
        whole(0, 1200, &[100 * million, 200 * million], None),
        whole(1, 5000, &[], Some(12)),
        part(0, 40, "2023-10-11"),
        part(1, 100, "2023-10-12"),
        part(2, 900, "2023-10-10"),
        part(3, 300, "2023-10-14"),
    ];
    with(&batch)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn judgements_of_totals_and_their_parts_are_what_reading_again_gives(steps in proptest::collection::vec((0_usize..8, 0_usize..6), 1..12)) {
        let mut store = totals_and_parts();
        let mut snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("read");
        let records: Vec<AgreementId> = (0..snapshot.agreement_count() as u32).map(|row| snapshot.agreement(row).id).collect();
        prop_assert!(records.len() >= 6, "{} records", records.len());
        for (record, what) in steps {
            let id = records[record % records.len()].as_str();
            let request = match what {
                0 => status(id, "rejected"),
                1 => status(id, "confirmed"),
                2 => status(id, "new"),
                3 => EditRequest::Undo { entry: None },
                4 => EditRequest::Redo { entry: None },
                _ => set(id, RecordField::PartOf, STANDS_ALONE),
            };
            let Ok(report) = store.edit(&request, None, &author()) else { continue };
            if report.is_of_marks {
                snapshot = assert_marked(&store, &snapshot, &report, &format!("{request:?}"));
            } else {
                snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("read");
            }
        }
    }
}

#[test]
fn a_judged_total_decides_on_its_suspected_parts_at_once() {
    let mut store = totals_and_parts();
    let before = Snapshot::load(&store, Gazetteer::builtin()).expect("read");
    let held = |snapshot: &Snapshot| {
        (0..snapshot.agreement_count() as u32).filter(|row| snapshot.agreement(*row).left_out == Some(LeftOut::SuspectedPart)).count()
    };
    let wholes = (0..before.agreement_count() as u32).filter_map(|row| before.agreement(row).maybe_inside);
    let wholes: BTreeSet<String> = wholes.map(|row| before.agreement(row).id.to_string()).collect();
    assert!(held(&before) >= 3 && wholes.len() >= 2, "{} in {wholes:?}", held(&before));
    let mut snapshot = before.clone();
    for whole in &wholes {
        let report = edit(&mut store, &status(whole, "rejected"));
        snapshot = assert_marked(&store, &snapshot, &report, whole);
    }
    assert!(held(&snapshot) < held(&before));
    for whole in &wholes {
        let report = edit(&mut store, &status(whole, "new"));
        snapshot = assert_marked(&store, &snapshot, &report, whole);
    }
    assert_eq!(held(&snapshot), held(&before));
}
