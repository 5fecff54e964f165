//! A store that an older program derived, derived anew by this one; and a page that its outlet has corrected. What analysts said stands,
//! or waits for a look, and the log keeps every line that it had.
#![allow(missing_docs)]

mod store_support;

use legation::gazetteer::Gazetteer;
use legation::ingest::readers::{Format, read};
use legation::ingest::rebuild::rebuild;
use legation::ingest::{claims_of, stamp};
use legation::model::*;
use legation::store::*;
use store_support::pages::{edit, set, status};
use store_support::*;

const PAGE: &str = "https://daily.example/bavaria";
const FIRST: &str = "A delegation from Liaoning Province led by Governor Li Lecheng visited Bavaria, Germany, on October 11, 2023. \
    In Munich, Liaoning and Bavaria signed 12 cooperation projects worth 1.2 billion yuan on October 11, 2023. \
    The delegation was told that Bavaria had been host to many guests.\n";

/// The page as it is read and understood by this program.
fn page(text: &str) -> ExtractedArticle {
    let text = format!("---\nsource: Liaoning Daily\nurl: {PAGE}\npublished: 2023-10-12\n---\n{text}");
    let article = read(text.into_bytes(), Format::Text, None).unwrap_or_else(|reason| panic!("{reason}"));
    ExtractedArticle { claims: claims_of(&article, Gazetteer::builtin()), article }
}

/// What an older program made of it: another leader and day of the journey, another number of projects, and a meeting that there was not.
fn as_of_old(page: &ExtractedArticle) -> ExtractedArticle {
    let mut old = page.clone();
    let journey = &mut old.claims.engagements[0];
    (journey.leader, journey.date) = (None, Some(date("2023-10-10")));
    old.claims.agreements[0].count = Some(21);
    let meeting = EngagementClaim {
        kind: EngagementType::Meeting,
        evidence: evidence(&page.article.body, "The delegation was told"),
        ..old.claims.engagements[0].clone()
    };
    old.claims.engagements.push(meeting);
    old
}

fn record(store: &Store, kind: EngagementType) -> Option<EngagementRow> {
    store.rows().expect("read").engagements.into_iter().find(|row| row.kind == kind)
}

/// By the record that each was made on: whether it waits because it fits nothing.
fn pending(store: &Store) -> Vec<(String, bool)> {
    store.edits().expect("read").into_iter().map(|row| (row.subject, row.is_pending)).collect()
}

fn log_lines(store: &Store) -> Vec<String> {
    store.edits().expect("read").into_iter().map(|row| format!("{} {} {} {:?}", row.seq, row.id, row.recorded_at, row.edit)).collect()
}

/// A store of the old program with three corrections: one that any program bears out, one of what the new one reads otherwise, one of
/// what the new one does not read at all.
fn corrected_of_old(old: &ExtractedArticle) -> (Store, [String; 3]) {
    let stamp = DerivationStamp { extractor: "en-0 group-0".into(), lists: "lists-of-old".into() };
    let mut store = Store::temporary().expect("a store");
    store.add(std::slice::from_ref(old), &stamp, &author()).expect("added");
    let journey = record(&store, EngagementType::Delegation).expect("a journey").id.to_string();
    let projects = store.rows().expect("read").agreements[0].id.to_string();
    let meeting = record(&store, EngagementType::Meeting).expect("a meeting").id.to_string();
    edit(&mut store, &set(&projects, RecordField::Amount, "CNY 1.3bn"));
    edit(&mut store, &set(&journey, RecordField::Date, "2023-10-09"));
    edit(&mut store, &set(&meeting, RecordField::Leader, "Zhang San"));
    (store, [projects, journey, meeting])
}

#[test]
fn under_a_newer_extractor_corrections_survive_or_wait_for_a_look_and_the_log_stays() {
    let gazetteer = Gazetteer::builtin();
    let new = page(FIRST);
    let (mut store, [projects, journey, meeting]) = corrected_of_old(&as_of_old(&new));
    assert_eq!(store.stale_documents(&stamp(gazetteer)).expect("counted"), 1, "the program's stamp has been raised");
    let (end, lines) = (store.log_end().expect("read"), log_lines(&store));
    assert_eq!(record(&store, EngagementType::Delegation).map(|row| row.wants_review), Some(false));

    let mut after_first = None;
    for _ in 0..2 {
        let report = rebuild(&mut store, gazetteer, &|_, _| {}, &|| false).expect("rebuilt");
        assert_eq!((report.documents, report.failed.len()), (1, 0));
        assert_eq!(store.stale_documents(&stamp(gazetteer)).expect("counted"), 0);
        // Facts are those of the new program...
        let agreement = store.rows().expect("read").agreements[0].clone();
        let went = record(&store, EngagementType::Delegation).expect("a journey");
        assert_eq!(store.claims(&new.article.id()).expect("read"), Some(new.claims.clone()));
        assert_eq!((agreement.count, went.leader.is_some()), (Some(12), true));
        // ...one correction fits them...
        assert_eq!((agreement.amount.map(|amount| amount.minor), agreement.wants_review), (Some(130_000_000_000), false));
        // ...one was made on another reading: it stands, and someone is to look...
        assert_eq!((went.date, went.wants_review), (Some(date("2023-10-09")), true));
        // ...and one speaks of what is not read any more: it waits.
        assert!(record(&store, EngagementType::Meeting).is_none());
        assert_eq!(pending(&store), [(projects.clone(), false), (journey.clone(), false), (meeting.clone(), true)]);
        // No line of the log was changed, and none was added.
        assert_eq!((store.log_end().expect("read"), log_lines(&store)), (end.clone(), lines.clone()));
        assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
        let rows = format!("{:?}", store.rows().expect("read"));
        assert_eq!(*after_first.get_or_insert_with(|| rows.clone()), rows, "a second time changes nothing");
    }
    let went = record(&store, EngagementType::Delegation).expect("a journey").id;
    edit(&mut store, &status(went.as_str(), "confirmed"));
    assert_eq!(record(&store, EngagementType::Delegation).map(|row| row.wants_review), Some(false), "someone has looked");
}

#[test]
fn a_page_that_its_outlet_corrects_changes_facts_and_no_correction() {
    let mut store = Store::temporary().expect("a store");
    store.add(&[page(FIRST)], &stamp(Gazetteer::builtin()), &author()).expect("added");
    let journey = record(&store, EngagementType::Delegation).expect("a journey").id.to_string();
    let signing = record(&store, EngagementType::Signing).expect("a signing").id.to_string();
    let projects = store.rows().expect("read").agreements[0].id.to_string();
    edit(&mut store, &set(&journey, RecordField::Date, "2023-10-09"));
    edit(&mut store, &set(&projects, RecordField::Amount, "CNY 1.3bn"));
    edit(&mut store, &EditRequest::Annotate { record: signing.clone(), text: "seen on television".into() });
    let lines = log_lines(&store);
    let entries = store.check().expect("checked").log_entries;

    // The outlet takes nothing back of the journey, writes another sum, and leaves out the last sentence.
    let next = page(
        &FIRST.replace("1.2 billion", "1.4 billion").replace("The delegation was told that Bavaria had been host to many guests.", ""),
    );
    let report = store.add(std::slice::from_ref(&next), &stamp(Gazetteer::builtin()), &author()).expect("added");
    assert_eq!((report.new, report.new_versions), (1, 1));
    let went = record(&store, EngagementType::Delegation).expect("a journey");
    assert_eq!((went.date, went.wants_review, went.sources), (Some(date("2023-10-09")), false, 1), "it fits, and stands");
    let told = |store: &Store| store.claims(&next.article.id()).expect("read").expect("claims").agreements[0].amount.map(|sum| sum.minor);
    assert_eq!(told(&store), Some(140_000_000_000), "the facts are the new article's");
    assert_eq!(pending(&store), [(journey.clone(), false), (projects.clone(), true), (signing.clone(), true)]);
    assert_eq!(log_lines(&store), lines);
    assert_eq!(store.check().expect("checked").log_entries, entries + 1, "one line for the new version");
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}
