//! What goes into a store comes out of it, whatever the order and however often.
#![allow(missing_docs)]

mod store_support;

use legation::model::*;
use legation::store::*;
use store_support::*;

fn with(batch: &[ExtractedArticle]) -> Store {
    let mut store = Store::temporary().expect("a store");
    store.add(batch, &stamp(), &author()).expect("added");
    store
}

#[test]
fn articles_and_claims_come_back_with_every_field() {
    let full = full();
    let id = full.article.id();
    let store = with(std::slice::from_ref(&full));
    assert_eq!(store.claims(&id).expect("read"), Some(full.claims));
    assert_eq!(store.body(&id).expect("read").as_deref(), Some(BODY));
    assert_eq!(store.article(&id).expect("read"), Some(full.article));
    assert!(store.contains(&id).expect("read"));
    assert_eq!(store.document_ids().expect("read"), [id]);

    let other = DocumentId::of("another", None);
    assert!(!store.contains(&other).expect("read"));
    assert_eq!(store.claims(&other).expect("read"), None);
    assert_eq!(store.body(&other).expect("read"), None);
    assert_eq!(store.article(&other).expect("read"), None);
}

#[test]
fn rows_hold_what_lists_and_totals_need() {
    let full = full();
    let id = full.article.id();
    let rows = with(std::slice::from_ref(&full)).rows().expect("read");
    let document = &rows.documents[0];
    assert_eq!((&document.id, document.title.as_deref(), document.lang.as_str()), (&id, Some("Given title"), "en"));
    assert_eq!((document.published, document.relevant, document.log_seq), (Some(date("2023-05-21")), true, 1));

    let ids = full.claims.engagement_ids(&id);
    let delegation = rows.engagements.iter().position(|row| row.id == ids[0]).expect("a row");
    let signing = rows.engagements.iter().position(|row| row.id == ids[1]).expect("a row");
    let row = &rows.engagements[delegation];
    assert_eq!((row.kind, row.date, row.within, row.home), (EngagementType::Delegation, Some(date("2023-05")), true, true));
    assert_eq!((row.context, row.counterpart, row.status), (Context::Planned, CounterpartKind::Company, RecordStatus::New));
    assert_eq!((row.headline.as_str(), row.sources), ("led a delegation to Bavaria", 1));

    let places: Vec<_> =
        rows.engagement_places.iter().filter(|p| p.row as usize == delegation).map(|p| (p.role, p.place.as_str())).collect();
    let expected = [(PlaceRole::From, "CN-LN"), (PlaceRole::To, "DE-BY"), (PlaceRole::Venue, "DE-BY/Munich"), (PlaceRole::About, "FR")];
    assert_eq!(places, expected);
    assert_eq!(rows.topics, [TopicRow { row: delegation as u32, topic: "trade".into() }]);

    let leader = PersonId::of("li wei", "CN");
    let unlisted = PersonId::of("zhang san", "CN");
    let siemens = OrganizationId::of("siemens group");
    assert_eq!(row.leader.as_ref(), Some(&leader));
    let parties: Vec<_> = rows.participants.iter().map(|p| (p.party.clone(), p.role)).collect();
    let expected = [
        (PartyId::Person(leader.clone()), ParticipantRole::Leader),
        (PartyId::Organization(siemens.clone()), ParticipantRole::Host),
        (PartyId::Person(unlisted.clone()), ParticipantRole::Member),
    ];
    assert_eq!(parties, expected);
    let mut people: Vec<_> = rows.people.iter().map(|p| (p.name.as_str(), p.aliases.join("|"))).collect();
    people.sort();
    assert_eq!(people, [("Li Wei", "Li".to_owned()), ("Zhang San", String::new())]);
    let office = OfficeRow {
        person: leader,
        document: 0,
        title: Some("governor".into()),
        place: Some(place("CN-LN")),
        organization: None,
        branch: Some(Branch::Government),
    };
    assert_eq!(rows.offices, [office]);

    let agreements = full.claims.agreement_ids(&id);
    let whole = rows.agreements.iter().position(|row| row.id == agreements[0]).expect("a row");
    let part = rows.agreements.iter().find(|row| row.id == agreements[1]).expect("a row");
    let row = &rows.agreements[whole];
    assert_eq!((row.engagement, row.date), (Some(signing as u32), Some(date("2023-05-11/2023-05-12"))));
    assert_eq!((row.count, row.amount.map(|a| a.minor), row.umbrella), (Some(137), Some(38_050_000_000_000), true));
    assert_eq!((row.kind, row.stage, row.hedge, row.nature), (AgreementKind::Project, Stage::Signed, Hedge::AtLeast, Nature::Mixed));
    assert_eq!((row.binding, row.left_out), (Binding::Contract, None));
    assert_eq!((part.part_of, part.left_out, part.date), (Some(whole as u32), Some(LeftOut::PartOfAnother), None));
    let sides: Vec<_> = rows.agreement_places.iter().map(|p| (p.row as usize, p.place.as_str())).collect();
    assert_eq!(sides, [(whole, "CN-LN"), (whole, "DE")]);
    assert_eq!(rows.agreement_organizations.len(), 2);

    let kinds: Vec<_> = rows.organizations.iter().map(|o| (o.name.as_str(), o.kind)).collect();
    assert!(kinds.contains(&("Siemens Group", OrganizationKind::Company)) && kinds.contains(&("Brilliance", OrganizationKind::Unknown)));
    let tie = &rows.ties[0];
    assert_eq!((tie.a.as_str(), tie.b.as_str(), tie.status), ("CN-LN", "DE-BY", TieStatus::InForce));
    assert_eq!((tie.started, tie.as_of), (Some(date("1990")), Some(date("2023-05"))));
}

#[test]
fn the_same_batch_twice_writes_nothing_the_second_time() {
    let batch: Vec<_> = (0..9).map(small).chain([full(), full()]).collect();
    let mut store = Store::temporary().expect("a store");
    let first = store.add(&batch, &stamp(), &author()).expect("added");
    assert_eq!(first, AddReport { new: 10, new_versions: 0, known: 1 });
    let (rows, counter) = (format!("{:?}", store.rows().expect("read")), store.change_counter().expect("read"));
    let second = store.add(&batch, &stamp(), &author()).expect("added");
    assert_eq!(second, AddReport { new: 0, new_versions: 0, known: 11 });
    assert_eq!(format!("{:?}", store.rows().expect("read")), rows);
    assert_eq!(store.change_counter().expect("read"), counter, "not even an empty transaction");
    assert_eq!(store.check().expect("checked").log_entries, 10);
}

/// Rows as text, without the one column that tells the order of the log.
fn rows_without_order(store: &Store) -> String {
    let mut rows = store.rows().expect("read");
    rows.documents.iter_mut().for_each(|document| document.log_seq = 0);
    format!("{rows:#?}")
}

#[test]
fn the_order_of_reading_in_changes_no_row() {
    let mut batch: Vec<_> = (0..40).map(small).chain([full()]).collect();
    let forward = rows_without_order(&with(&batch));
    batch.reverse();
    assert_eq!(rows_without_order(&with(&batch)), forward);
    batch.rotate_left(17);
    let mut one_by_one = Store::temporary().expect("a store");
    for item in &batch {
        one_by_one.add(std::slice::from_ref(item), &stamp(), &author()).expect("added");
    }
    assert_eq!(rows_without_order(&one_by_one), forward);
}

#[test]
fn deriving_again_gives_the_same_rows_and_new_claims_take_the_place_of_old_ones() {
    let batch: Vec<_> = (0..12).map(small).chain([full()]).collect();
    let mut store = with(&batch);
    let before = format!("{:#?}", store.rows().expect("read"));
    let newer = DerivationStamp { extractor: "test-2".into(), ..stamp() };
    assert_eq!((store.stale_documents(&stamp()).expect("read"), store.stale_documents(&newer).expect("read")), (0, 13));

    let again: Vec<_> = batch.iter().map(|item| (item.article.id(), item.claims.clone())).collect();
    for _ in 0..2 {
        store.replace_claims(&again, &newer).expect("replaced");
        assert_eq!(format!("{:#?}", store.rows().expect("read")), before);
    }
    assert_eq!((store.stale_documents(&stamp()).expect("read"), store.stale_documents(&newer).expect("read")), (13, 0));

    let empty: Vec<_> = again.iter().map(|(id, _)| (id.clone(), Claims { title: Some("Zebra".into()), ..Claims::default() })).collect();
    store.replace_claims(&empty, &newer).expect("replaced");
    let rows = store.rows().expect("read");
    assert!(rows.engagements.is_empty() && rows.agreements.is_empty() && rows.people.is_empty() && rows.organizations.is_empty());
    assert!(rows.ties.is_empty() && rows.offices.is_empty() && rows.engagement_places.is_empty() && rows.participants.is_empty());
    assert_eq!(rows.documents.len(), 13);
    assert_eq!(store.documents_containing("zebra").expect("searched").len(), 12, "one has a title of its own");
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
    assert!(store.replace_claims(&[(DocumentId::of("none", None), Claims::default())], &newer).is_err());
}

#[test]
fn only_the_newest_version_of_a_page_is_current() {
    let version = |text: &str| {
        let ExtractedArticle { article, claims } = small(1);
        // The same claims, further on in a longer text, would have other offsets: text is added at the end.
        ExtractedArticle { article: Article { url: Some("https://example.org/page".into()), body: article.body + text, ..article }, claims }
    };
    let (first, second) = (version(" Aardvark."), version(" Buffalo."));
    let mut store = Store::temporary().expect("a store");
    store.add(std::slice::from_ref(&first), &stamp(), &author()).expect("added");
    let report = store.add(std::slice::from_ref(&second), &stamp(), &author()).expect("added");
    assert_eq!(report, AddReport { new: 1, new_versions: 1, known: 0 });

    let rows = store.rows().expect("read");
    assert_eq!(rows.documents.iter().map(|d| d.id.clone()).collect::<Vec<_>>(), [second.article.id()]);
    assert_eq!((rows.engagements.len(), rows.people.len()), (1, 1));
    assert_eq!(store.version(&first.article.id()).expect("read"), Some((DocumentVersion(1), false)));
    assert_eq!(store.version(&second.article.id()).expect("read"), Some((DocumentVersion(2), true)));
    assert_eq!(store.documents().expect("read").len(), 2);
    assert_eq!(store.claims(&first.article.id()).expect("read"), Some(first.claims.clone()), "the older version is kept");
    assert_eq!(store.documents_containing("aardvark").expect("searched"), []);
    assert_eq!(store.documents_containing("buffalo").expect("searched"), [second.article.id()]);

    let back = store.add(std::slice::from_ref(&first), &stamp(), &author()).expect("added");
    assert_eq!((back.known, store.rows().expect("read").documents.len()), (1, 1));
    let again = [(first.article.id(), first.claims), (second.article.id(), second.claims)];
    store.replace_claims(&again, &stamp()).expect("replaced");
    assert_eq!(store.rows().expect("read").engagements.len(), 1, "deriving again brings no older version back");
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn ids_are_found_by_their_beginning() {
    let batch: Vec<_> = (0..300).map(small).chain([full()]).collect();
    let store = with(&batch);
    let full = &batch[300];
    let id = full.article.id();
    assert_eq!(store.resolve(id.as_str()).expect("resolved"), Resolved::Document(id.clone()));
    assert_eq!(store.resolve(&format!(" {} ", id.as_str()[..10].to_uppercase())).expect("resolved"), Resolved::Document(id.clone()));
    let engagement = full.claims.engagement_ids(&id)[0].clone();
    assert_eq!(store.resolve(engagement.as_str()).expect("resolved"), Resolved::Engagement(engagement.clone()));
    let agreement = full.claims.agreement_ids(&id)[1].clone();
    assert_eq!(store.resolve(&agreement.as_str()[..9]).expect("resolved"), Resolved::Agreement(agreement));
    for unknown in ["", "d", &id.as_str()[..3], "zzzz", "d%%%", "e'; DROP TABLE log; --", "daaaaaaaaaaaaaaaaaaa", "d辽宁省"] {
        assert_eq!(store.resolve(unknown).expect("resolved"), Resolved::Unknown, "{unknown}");
    }
}

#[test]
fn a_beginning_that_fits_several_lists_them() {
    // 1200 engagements: some two of them share a letter and three characters (32768 beginnings).
    let batch: Vec<_> = (0..1200).map(small).collect();
    let store = with(&batch);
    let mut ids: Vec<_> = store.rows().expect("read").engagements.into_iter().map(|row| row.id.to_string()).collect();
    ids.sort();
    let pair = ids.windows(2).find(|pair| pair[0][..4] == pair[1][..4]).expect("two alike");
    match store.resolve(&pair[0][..4]).expect("resolved") {
        Resolved::Ambiguous(found) => assert!(found.contains(&pair[0]) && found.contains(&pair[1])),
        other => panic!("{other:?}"),
    }
}
