//! What an analyst says of a sum that another article's total may hold: a part of it, or a sum of its own. Either way it is settled,
//! kept, and can be taken back.
#![allow(missing_docs)]

mod store_support;

use legation::model::*;
use legation::query::totals::Omission;
use legation::store::*;
use store_support::pages::{edit, set, status, with};
use store_support::sums::*;
use store_support::*;

const MILLION: i64 = 1_000_000;

/// A total of 1.2 billion of one article, and contracts of 300 and 100 million of two others.
fn articles() -> [ExtractedArticle; 3] {
    let whole = with_count(&umbrella_article("https://whole.example/", 1200 * MILLION, &[], PAIRS[0].0, PAIRS[0].1), Some(4));
    let [one, other] = [300, 100].map(|sum| contract_article(&format!("https://{sum}.example/"), sum * MILLION, "2023-10-11", PAIRS[0]));
    [whole, one, other]
}

fn id(article: &ExtractedArticle) -> AgreementId {
    article.claims.agreement_ids(&article.article.id())[0].clone()
}

/// What totals come to in millions, how many are suspected parts, and how many are parts.
fn told(store: &Store) -> (i128, usize, usize) {
    let (snapshot, told) = totals(store);
    let parts = told.left_out.iter().filter(|left| left.why == Omission::Own(LeftOut::PartOfAnother)).count();
    (sum(&told) / 100 / i128::from(MILLION), suspected(&snapshot, &told).len(), parts)
}

fn row(store: &Store, id: &AgreementId) -> AgreementRow {
    store.rows().expect("read").agreements.into_iter().find(|row| row.id == *id).expect("a row")
}

/// The total that a record is shown as a part of.
fn whole_of(store: &Store, id: &AgreementId) -> Option<AgreementId> {
    row(store, id).part_of.map(|at| store.rows().expect("read").agreements[at as usize].id.clone())
}

fn part_of(part: &AgreementId, value: &str) -> EditRequest {
    set(part.as_str(), RecordField::PartOf, value)
}

fn derive_again(store: &mut Store, articles: &[ExtractedArticle]) {
    for item in articles {
        store.replace_claims(&[(item.article.id(), item.claims.clone())], &stamp()).expect("replaced");
    }
}

#[test]
fn a_suspected_part_is_settled_either_way_and_totals_follow() {
    let articles = articles();
    let [whole, one, other] = [id(&articles[0]), id(&articles[1]), id(&articles[2])];
    let mut store = with(&articles);
    assert_eq!(told(&store), (1200, 2, 0));

    let report = edit(&mut store, &part_of(&one, whole.as_str()));
    assert_eq!((report.records, report.is_of_marks), (vec![one.to_string()], false), "it speaks of the part");
    assert_eq!((told(&store), whole_of(&store, &one)), ((1200, 1, 1), Some(whole.clone())));
    edit(&mut store, &part_of(&other, STANDS_ALONE));
    assert_eq!((told(&store), whole_of(&store, &other)), ((1300, 0, 1), None));
    assert_eq!(row(&store, &other).status, RecordStatus::New, "that is no judgement on the record");

    // Each is a line of its own, told in words, and holds whatever is derived anew, in whatever order.
    let lines: Vec<String> = store.edits().expect("read").into_iter().filter_map(|row| Some(row.edit?.in_words())).collect();
    assert_eq!(lines, [format!("{one}: part_of (nothing) -> {whole}"), format!("{other}: part_of (nothing) -> alone")]);
    let telling = store.agreement_telling(&one).expect("read").expect("a record");
    assert_eq!(telling.claim.inferred["part_of"], "set by an analyst");
    let before = format!("{:?}", store.rows().expect("read"));
    for turn in 0..3 {
        let mut order = articles.clone();
        order.rotate_left(turn);
        derive_again(&mut store, &order);
        assert_eq!(format!("{:?}", store.rows().expect("read")), before, "{turn}");
    }

    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(told(&store), (1200, 1, 1));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(told(&store), (1200, 2, 0));
    edit(&mut store, &EditRequest::Redo { entry: None });
    edit(&mut store, &EditRequest::Redo { entry: None });
    assert_eq!(format!("{:?}", store.rows().expect("read")), before);
    // The last word counts, and an empty one says that it stands alone.
    edit(&mut store, &part_of(&one, ""));
    edit(&mut store, &part_of(&other, &whole.as_str()[..8]));
    assert_eq!((told(&store), whole_of(&store, &other)), ((1500, 0, 1), Some(whole)));
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn a_part_follows_its_total() {
    let articles = articles();
    let [whole, one, _] = [id(&articles[0]), id(&articles[1]), id(&articles[2])];
    let mut store = with(&articles[..2]);
    edit(&mut store, &part_of(&one, whole.as_str()));
    // A rejected total sets its parts free, as those that its own article names.
    edit(&mut store, &status(whole.as_str(), "rejected"));
    assert_eq!(told(&store), (300, 0, 0));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(told(&store), (1200, 0, 1));
    // Where its article is set aside the word waits, and someone is to look.
    edit(&mut store, &EditRequest::SetAside { document: articles[0].article.id() });
    let pending = |store: &Store| store.edits().expect("read").iter().filter(|row| row.is_pending).count();
    assert_eq!((told(&store), row(&store, &one).wants_review, pending(&store)), ((300, 0, 0), true, 1));
    edit(&mut store, &EditRequest::Restore { document: articles[0].article.id() });
    assert_eq!((told(&store), row(&store, &one).wants_review, pending(&store)), ((1200, 0, 1), false, 0));
    // A new version of its page, with the same words elsewhere in it, is found again.
    let mut next = umbrella_article("https://whole.example/", 1200 * MILLION, &[], PAIRS[0].0, PAIRS[0].1);
    next.article.body = format!("{} It was corrected.", next.article.body);
    next.article.original = next.article.body.clone().into_bytes();
    store.add(&[next.clone()], &stamp(), &author()).expect("added");
    assert_eq!((told(&store), whole_of(&store, &one)), ((1200, 0, 1), Some(id(&next))));
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn what_cannot_be_a_part_is_refused_and_nothing_is_written() {
    let articles = articles();
    let [whole, one, other] = [id(&articles[0]), id(&articles[1]), id(&articles[2])];
    let mut store = with(&articles);
    edit(&mut store, &part_of(&other, one.as_str()));
    edit(&mut store, &part_of(&one, whole.as_str()));
    let engagement = store.rows().expect("read").engagements[0].id.to_string();
    let before = store.check().expect("checked").log_entries;
    let refused = |store: &mut Store, part: &AgreementId, value: &str, why: &str| {
        let error = store.edit(&part_of(part, value), None, &author()).expect_err(why);
        assert_eq!(error.kind, ErrorKind::Unfit, "{value}");
        assert!(error.because.contains(why), "{value}: {}", error.because);
    };
    refused(&mut store, &one, one.as_str(), "part of itself");
    refused(&mut store, &whole, other.as_str(), "part of itself");
    refused(&mut store, &one, "aaaaaaaaaaaaa", "no agreement");
    refused(&mut store, &one, &engagement, "no agreement");
    let of_engagement = set(&engagement, RecordField::PartOf, whole.as_str());
    assert_eq!(store.edit(&of_engagement, None, &author()).expect_err("no agreement").kind, ErrorKind::Unfit);
    assert_eq!(store.check().expect("checked").log_entries, before);
    // A part of what is in no total would be counted nowhere.
    for change in [set(whole.as_str(), RecordField::Stage, "pledged"), status(whole.as_str(), "rejected")] {
        edit(&mut store, &change);
        refused(&mut store, &other, whole.as_str(), "in no total itself");
        edit(&mut store, &EditRequest::Undo { entry: None });
    }
}

#[test]
fn words_that_would_put_two_into_each_other_are_not_brought_back() {
    let articles = articles();
    let [one, other] = [id(&articles[1]), id(&articles[2])];
    let mut store = with(&articles);
    let first = edit(&mut store, &part_of(&one, other.as_str()));
    edit(&mut store, &EditRequest::Undo { entry: None });
    edit(&mut store, &part_of(&other, one.as_str()));
    let error = store.edit(&EditRequest::Redo { entry: Some(first.entry) }, None, &author()).expect_err("a ring");
    assert!(error.because.contains("part of itself"), "{}", error.because);
    assert_eq!((whole_of(&store, &one), whole_of(&store, &other)), (None, Some(one)), "nothing was written");
}

#[test]
fn who_comes_second_is_told_both_totals() {
    let articles = articles();
    let [whole, one, other] = [id(&articles[0]), id(&articles[1]), id(&articles[2])];
    let mut store = with(&articles);
    let request = |seen: &str, value: &str| EditRequest::Set {
        record: one.to_string(),
        fields: vec![(RecordField::PartOf, value.into())],
        expected: vec![(RecordField::PartOf, seen.into())],
    };
    // An edit of another record that names this one is not an edit of it.
    edit(&mut store, &part_of(&other, one.as_str()));
    let ben = Author { user: "ben".into(), host: "laptop".into() };
    store.edit(&request("", whole.as_str()), None, &ben).expect("first");
    let error = store.edit(&request("", STANDS_ALONE), None, &author()).expect_err("second");
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert!(error.because.contains(whole.as_str()) && error.because.contains("ben on laptop"), "{}", error.because);
    store.edit(&request(whole.as_str(), STANDS_ALONE), None, &author()).expect("what stands there was seen");
    store.edit(&request("", STANDS_ALONE), None, &author()).expect("nothing and alone look the same");
}
