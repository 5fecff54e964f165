//! Marks that are brought into records at hand: the same as reading everything again.

use std::collections::BTreeSet;

use legation::gazetteer::Gazetteer;
use legation::ingest::samples::ingest_samples;
use legation::model::{AgreementId, RecordField};
use legation::query::snapshot::Snapshot;
use legation::store::{Author, EditReport, EditRequest, Store};

fn author() -> Author {
    Author { user: "analyst".to_owned(), host: "desk".to_owned() }
}

/// Brings what an edit has changed into a snapshot, and holds it against all records read again. The judgement of a total may decide
/// on the sums of others: everything is read again for that, and `in_place` is not counted on.
fn assert_marked(store: &Store, before: &Snapshot, report: &EditReport, what: &str, in_place: &mut usize) -> Snapshot {
    assert!(report.is_of_marks, "{what}");
    let marks = store.marks_of(&report.records).expect("marks");
    assert!(!marks.is_empty() && marks.len() == report.records.len(), "{what}: {:?}", report.records);
    let read = Snapshot::load(store, Gazetteer::builtin()).expect("read");
    if let Some(marked) = before.with_marks(&marks) {
        *in_place += 1;
        assert!(marked == read, "{what}: {marks:?}");
    } else {
        let is_total = |id: &String| {
            let row = AgreementId::parse(id).and_then(|id| before.agreement_row(id));
            row.map(|row| before.agreement(row)).is_some_and(|total| total.umbrella || total.count.is_some_and(|count| count > 1))
        };
        assert!(report.records.iter().any(is_total), "{what}: brought in at once wherever no total is judged");
    }
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
    let (mut in_place, mut tried) = (0, 0);
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
        ] {
            let report = store.edit(&request, None, &author()).expect("edited");
            tried += 1;
            snapshot = assert_marked(&store, &snapshot, &report, &format!("{request:?}"), &mut in_place);
        }
    }
    assert!(in_place * 2 > tried, "{in_place} of {tried} were brought in at once");
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
    assert!(snapshot.with_marks(&[]).is_some_and(|same| same == snapshot));
}
