//! An analyst's word stands above the articles', is never lost, and can be taken back.
#![allow(missing_docs)]

mod store_support;

use std::collections::BTreeSet;

use legation::model::*;
use legation::store::*;
use store_support::pages::*;
use store_support::*;

fn only(store: &Store) -> EngagementRow {
    let rows = store.rows().expect("read");
    assert_eq!(rows.engagements.len(), 1, "{:#?}", rows.engagements);
    rows.engagements[0].clone()
}

#[test]
fn a_correction_is_shown_counted_and_survives_deriving_anew() {
    let full = full();
    let mut store = with(std::slice::from_ref(&full));
    let ids = full.claims.agreement_ids(&full.article.id());
    edit(&mut store, &set(ids[0].as_str(), RecordField::Amount, "CNY 1.2bn"));
    let why = Some("see the communique");
    let fields = vec![(RecordField::Stage, "pledged".to_owned()), (RecordField::Count, String::new())];
    store.edit(&EditRequest::Set { record: ids[0].to_string(), fields, expected: vec![] }, why, &author()).expect("edited");
    let row = |store: &Store| store.rows().expect("read").agreements.into_iter().find(|row| row.id == ids[0]).expect("a row");
    let expected = (Some(120_000_000_000), Stage::Pledged, None, Some(LeftOut::Pledged));
    let seen = |row: AgreementRow| (row.amount.map(|amount| amount.minor), row.stage, row.count, row.left_out);
    assert_eq!(seen(row(&store)), expected);
    let telling = store.agreement_telling(&ids[0]).expect("read").expect("a record");
    assert_eq!(telling.claim.inferred["stage"], "set by an analyst: see the communique");
    assert_eq!(telling.members[0].claim, full.claims.agreements[0], "what the article says stays");
    for _ in 0..2 {
        store.replace_claims(&[(full.article.id(), full.claims.clone())], &stamp()).expect("replaced");
        assert_eq!(seen(row(&store)), expected);
    }
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(seen(row(&store)), (Some(120_000_000_000), Stage::Signed, Some(137), None));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(row(&store).amount.map(|amount| amount.minor), Some(38_050_000_000_000));
    edit(&mut store, &EditRequest::Redo { entry: None });
    edit(&mut store, &EditRequest::Redo { entry: None });
    assert_eq!(seen(row(&store)), expected);
    let error = store.edit(&EditRequest::Redo { entry: None }, None, &author()).expect_err("nothing is left");
    assert_eq!(error.kind, ErrorKind::Unfit);
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn a_rejected_total_sets_its_parts_free() {
    let full = full();
    let mut store = with(std::slice::from_ref(&full));
    let ids = full.claims.agreement_ids(&full.article.id());
    let part = |store: &Store| store.rows().expect("read").agreements.into_iter().find(|row| row.id == ids[1]).expect("a row").left_out;
    assert_eq!(part(&store), Some(LeftOut::PartOfAnother));
    edit(&mut store, &status(ids[0].as_str(), "rejected"));
    assert_eq!(part(&store), None);
    store.replace_claims(&[(full.article.id(), full.claims.clone())], &stamp()).expect("replaced");
    assert_eq!(part(&store), None);
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(part(&store), Some(LeftOut::PartOfAnother));
}

#[test]
fn who_comes_second_is_told_both_values() {
    let mut store = with(&[page(0, 0, 0)]);
    let id = only(&store).id.to_string();
    let ben = Author { user: "ben".into(), host: "laptop".into() };
    let from = |seen: &str, value: &str| EditRequest::Set {
        record: id.clone(),
        fields: vec![(RecordField::Date, value.into())],
        expected: vec![(RecordField::Date, seen.into())],
    };
    store.edit(&from("2023-01-11", "2023-01-12"), None, &ben).expect("first");
    let before = store.check().expect("checked").log_entries;
    let error = store.edit(&from("2023-01-11", "2023-01-13"), None, &author()).expect_err("second");
    assert_eq!(error.kind, ErrorKind::Conflict);
    for part in ["2023-01-11", "2023-01-12", "ben on laptop"] {
        assert!(error.because.contains(part), "{}", error.because);
    }
    assert_eq!(store.check().expect("checked").log_entries, before, "nothing was written");
    assert_eq!(only(&store).date, Some(date("2023-01-12")));
    // An analyst takes back what is theirs.
    assert_eq!(store.edit(&EditRequest::Undo { entry: None }, None, &author()).expect_err("not ana's").kind, ErrorKind::Unfit);
    store.edit(&EditRequest::Undo { entry: None }, None, &ben).expect("undone");
    assert_eq!(only(&store).date, Some(date("2023-01-11")));
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let mut store = with(&[page(0, 0, 0)]);
    let id = only(&store).id.to_string();
    for request in [
        set(&id, RecordField::Date, "11 October"),
        set(&id, RecordField::From, "Liaoning"),
        set(&id, RecordField::Amount, "CNY 5"),
        status(&id, "fine"),
        set("eaaaaaaaaaaaa", RecordField::Date, "2023"),
        EditRequest::Merge { records: vec![id.clone(), id.clone()] },
        EditRequest::Split { record: id.clone(), documents: vec![] },
        EditRequest::Tag { record: id.clone(), tags: vec!["two words".into()] },
        EditRequest::Undo { entry: None },
    ] {
        assert_eq!(store.edit(&request, None, &author()).expect_err("unfit").kind, ErrorKind::Unfit, "{request:?}");
    }
    assert_eq!(store.check().expect("checked").log_entries, 1);
}

#[test]
fn a_correction_finds_its_claim_again_or_waits() {
    let item = page(0, 0, 0);
    let mut store = with(std::slice::from_ref(&item));
    let id = only(&store).id.to_string();
    edit(&mut store, &set(&id, RecordField::Date, "2023-01-20"));
    edit(&mut store, &EditRequest::Tag { record: id.clone(), tags: vec!["ports".into()] });

    // A newer extractor begins the evidence elsewhere: the id changes, the words overlap.
    let mut newer = item.claims.clone();
    newer.engagements[0].evidence = evidence(&item.article.body, "led a delegation");
    let replace = |store: &mut Store, claims: &Claims| {
        store.replace_claims(&[(item.article.id(), claims.clone())], &stamp()).expect("replaced");
    };
    replace(&mut store, &newer);
    let row = only(&store);
    assert_ne!(row.id.as_str(), id);
    assert_eq!((row.date, row.wants_review), (Some(date("2023-01-20")), false));
    // One that reads another day is set right all the same, and someone is to look.
    newer.engagements[0].date = Some(date("2023-01-14"));
    replace(&mut store, &newer);
    let row = only(&store);
    assert_eq!((row.date, row.wants_review), (Some(date("2023-01-20")), true));
    edit(&mut store, &status(row.id.as_str(), "confirmed"));
    assert!(!only(&store).wants_review, "someone has looked");
    // One that finds nothing leaves the correction waiting, not lost.
    replace(&mut store, &Claims::default());
    let pending = |store: &Store| store.edits().expect("read").iter().filter(|row| row.is_pending).count();
    assert_eq!((store.rows().expect("read").engagements.len(), pending(&store)), (0, 3));
    replace(&mut store, &item.claims);
    assert_eq!((only(&store).date, pending(&store)), (Some(date("2023-01-20")), 0));

    // A new version of the page with the same words takes it over.
    let next = page(0, 0, 3);
    store.add(std::slice::from_ref(&next), &stamp(), &author()).expect("added");
    assert_eq!((only(&store).date, pending(&store)), (Some(date("2023-01-20")), 0));
    let rows = store.rows().expect("read");
    assert_eq!(rows.engagement_tags, [RecordTagRow { row: 0, tag: "ports".into() }]);
}

#[test]
fn a_record_added_by_hand_rests_on_words_and_stays() {
    let item = page(0, 0, 0);
    let mut store = with(std::slice::from_ref(&item));
    let fields = [("type", "meeting"), ("from", "CN-LN"), ("to", "DE-BY/Munich"), ("date", "2023-02-01"), ("leader", "Zhang San")];
    let fields = fields.map(|(field, value)| (field.parse().expect("a field"), value.to_owned())).to_vec();
    let request = |quote: &str| EditRequest::Add {
        document: item.article.id(),
        quote: quote.into(),
        record: NewRecord { class: RecordClass::Engagement, fields: fields.clone() },
    };
    assert_eq!(store.edit(&request("not there"), None, &author()).expect_err("no words").kind, ErrorKind::Unfit);
    let added = edit(&mut store, &request("Outlet 0 on event 0"));
    let row = |store: &Store| store.rows().expect("read").engagements.into_iter().find(|row| row.kind == EngagementType::Meeting);
    let found = row(&store).expect("a row");
    assert_eq!((added.records, found.headline.as_str()), (vec![found.id.to_string()], "Outlet 0 on event 0"));
    assert!(store.rows().expect("read").people.iter().any(|person| person.name == "Zhang San"));
    edit(&mut store, &set(found.id.as_str(), RecordField::Leader, "Wang Wu"));
    store.replace_claims(&[(item.article.id(), item.claims.clone())], &stamp()).expect("replaced");
    assert_eq!(row(&store).map(|row| row.id), Some(found.id));
    let people = |store: &Store| store.rows().expect("read").people.into_iter().map(|person| person.name).collect::<BTreeSet<_>>();
    assert!(people(&store).contains("Wang Wu"));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert!(!people(&store).contains("Wang Wu"), "named by nobody any more");
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(row(&store), None);
    assert_eq!(store.claims(&item.article.id()).expect("read"), Some(item.claims));
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

/// A signing told by one outlet with the wrong day, and its agreement of the same sum.
fn signing(number: usize, on: &str) -> ExtractedArticle {
    let body = format!("Outlet {number}: Liaoning and Bavaria signed projects.");
    let claim = EngagementClaim {
        kind: EngagementType::Signing,
        date: Some(date(on)),
        ..plain_delegation(&body, "signed projects", "CN-LN", "DE-BY")
    };
    let agreement = AgreementClaim {
        engagement: Some(0),
        umbrella: false,
        parties: vec![],
        sides: vec![place("CN-LN")],
        hedge: Hedge::Exactly,
        amount_max_minor: None,
        evidence: evidence(&body, "signed projects"),
        ..full_claims(BODY).agreements[0].clone()
    };
    let claims = Claims { lang: "en".into(), relevant: true, engagements: vec![claim], agreements: vec![agreement], ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(&url(number))), claims }
}

#[test]
fn a_record_with_a_corrected_day_or_place_is_compared_anew_and_its_agreements_with_it() {
    let counts = |store: &Store| {
        let rows = store.rows().expect("read");
        (rows.engagements.len(), rows.agreements.len())
    };
    let (right, also_wrong) = ([signing(0, "2023-10-11"), signing(1, "2023-10-11")], [signing(2, "2023-11-10"), signing(3, "2023-11-10")]);
    let mut store = with(&right);
    store.add(&also_wrong, &stamp(), &author()).expect("added");
    assert_eq!(counts(&store), (2, 2));
    let wrong = store.rows().expect("read").engagements.into_iter().find(|row| row.date == Some(date("2023-11-10"))).expect("a record");
    let before = format!("{:?}", store.rows().expect("read"));

    let corrected = edit(&mut store, &set(wrong.id.as_str(), RecordField::Date, "2023-10-12"));
    assert_eq!(counts(&store), (1, 1), "both of its sources moved, and the sum is counted once");
    let joined = only(&store);
    assert_eq!((joined.sources, joined.date), (4, Some(date("2023-10-12"))));
    assert_eq!(store.joints(joined.id.as_str()).expect("read").iter().filter(|joint| joint.to.is_some()).count(), 3);
    // What is read in later and tells the right day finds it too.
    let late = signing(4, "2023-10-12");
    store.add(std::slice::from_ref(&late), &stamp(), &author()).expect("added");
    assert_eq!((counts(&store), only(&store).sources), ((1, 1), 5));
    edit(&mut store, &EditRequest::SetAside { document: late.article.id() });
    // A word on what belongs together is the last one.
    edit(&mut store, &EditRequest::Split { record: joined.id.to_string(), documents: right.map(|one| one.article.id()).to_vec() });
    assert_eq!(counts(&store).0, 2);
    edit(&mut store, &EditRequest::Undo { entry: None });
    edit(&mut store, &EditRequest::Undo { entry: Some(corrected.entry) });
    assert_eq!(format!("{:?}", store.rows().expect("read")), before, "taken back, all is as it was");

    let other = store.rows().expect("read").engagements[0].id.clone();
    edit(&mut store, &set(other.as_str(), RecordField::To, "FR"));
    edit(&mut store, &set(wrong.id.as_str(), RecordField::Date, "2023-10-11"));
    assert_eq!(counts(&store).0, 2, "another place, another event");
}

#[test]
fn an_article_set_aside_is_in_no_list_and_comes_back_whole() {
    let batch = [page(0, 0, 0), page(1, 0, 0)];
    let mut store = with(&batch);
    let before = format!("{:?}", store.rows().expect("read"));
    edit(&mut store, &EditRequest::SetAside { document: batch[0].article.id() });
    assert_eq!((only(&store).sources, store.rows().expect("read").documents.len()), (1, 1));
    assert_eq!(store.documents_containing("outlet").expect("searched").len(), 1);
    store.replace_claims(&[(batch[0].article.id(), batch[0].claims.clone())], &stamp()).expect("replaced");
    assert_eq!(only(&store).sources, 1, "deriving anew does not bring it back");
    assert!(store.add(&batch, &stamp(), &author()).is_ok_and(|report| report.known == 2), "nor does reading it in again");
    edit(&mut store, &EditRequest::Restore { document: batch[0].article.id() });
    assert_eq!(format!("{:?}", store.rows().expect("read")), before);
}
