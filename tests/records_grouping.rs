//! One event told by several articles is one record, whatever the order they come in, and no sum is counted twice.
#![allow(missing_docs)]

mod store_support;

use legation::gazetteer::Gazetteer;
use legation::ingest::claims_of;
use legation::ingest::readers::{Format, read};
use legation::model::*;
use legation::query::totals::Omission;
use legation::query::{Filter, Resolution, Snapshot};
use legation::store::*;
use proptest::prelude::*;
use store_support::pages::with;
use store_support::sums::*;
use store_support::*;

/// Five outlets on one signing: other words, a page and plain texts, a rounded sum, other ways to write the day.
const VERSIONS: [(Format, &str); 5] = [
    (
        Format::Text,
        "---\ntitle: Liaoning and Bavaria sign deals worth 1.2 billion yuan\nsource: Liaoning Daily\npublished: 2023-10-12\n---\n\
         A delegation from Liaoning Province led by Governor Li Lecheng visited Bavaria, Germany, on October 11, 2023. At a ceremony in \
         Munich on Oct. 11, 2023, Liaoning and Bavaria signed an agreement on 12 cooperation projects worth 1.2 billion yuan.\n",
    ),
    (
        Format::Text,
        "---\ntitle: Bavaria and Chinese province agree on projects\nsource: Harbour Post\npublished: 2023-10-12\n---\n\
         MUNICH - Liaoning Province of China and the German state of Bavaria signed 12 cooperation projects with a total value of \
         1.2 billion yuan on Wednesday. The delegation from Liaoning was led by Governor Li Lecheng, who visited Bavaria on Wednesday.\n",
    ),
    (
        Format::Html,
        "<html><head><title>Liaoning, Bavaria sign 12 projects</title><meta property=\"og:site_name\" content=\"Evening News\">\
         <meta property=\"article:published_time\" content=\"2023-10-13T08:00:00Z\"></head><body><article>\
         <h1>Liaoning, Bavaria sign 12 projects</h1><p>Liaoning Province and Bavaria signed 12 projects worth 1.234 billion yuan on \
         11 October 2023, the Bavarian government said in Munich.</p><p>A delegation from Liaoning Province led by Governor Li Lecheng \
         visited Bavaria on 11 October 2023 and met officials of the German state.</p></article></body></html>",
    ),
    (
        Format::Text,
        "---\nsource: City Gazette\npublished: 2023-10-12\n---\nLiaoning signs with Bavaria\n\n\
         On Oct 11, China's Liaoning Province and Bavaria in Germany signed 12 projects worth more than 1.2 billion yuan. A Liaoning \
         delegation headed by Governor Li Lecheng visited Bavaria on Oct 11.\n",
    ),
    (
        Format::Text,
        "---\nsource: Trade Journal\npublished: 2023-10-14\n---\nLiaoning Province and Bavaria signed 12 projects valued at about \
         1.2 billion yuan on 2023-10-12. Governor Li Lecheng led a Liaoning delegation that visited Bavaria on 2023-10-12.\n",
    ),
];

fn versions() -> Vec<ExtractedArticle> {
    let gazetteer = Gazetteer::builtin();
    let one = |(format, text): &(Format, &str)| {
        let article = read(text.as_bytes().to_vec(), *format, None).unwrap_or_else(|reason| panic!("{reason}"));
        ExtractedArticle { claims: claims_of(&article, gazetteer), article }
    };
    VERSIONS.iter().map(one).collect()
}

/// Rows as text, without the one column that tells the order of the log.
fn rows_without_order(store: &Store) -> String {
    let mut rows = store.rows().expect("read");
    rows.documents.iter_mut().for_each(|document| document.log_seq = 0);
    format!("{rows:#?}")
}

#[test]
fn five_versions_of_one_signing_are_one_agreement_with_five_sources() {
    let mut batch = versions();
    let store = with(&batch);
    let (snapshot, totals) = totals(&store);
    assert_eq!(totals.overall.iter().map(|row| row.records).sum::<usize>(), 1, "{totals:#?}");
    assert_eq!(sum(&totals), 123_400_000_000, "the exact figure, which the rounded ones bear out");
    let agreement = snapshot.agreement(totals.overall[0].agreements[0]);
    assert_eq!((agreement.sources, agreement.count, agreement.is_disputed), (5, Some(12), false));
    let signing = snapshot.engagement(agreement.engagement.expect("a signing"));
    assert_eq!((signing.kind, signing.sources, signing.is_disputed), (EngagementType::Signing, 5, true), "a day is in dispute");
    assert_eq!(signing.date, Some(date("2023-10-11")), "four of five say so");
    let told = store.engagement_telling(&signing.id).expect("read").expect("a record");
    assert_eq!(told.disputes.len(), 1);
    let versions: Vec<_> = told.disputes[0].versions.iter().map(|version| (version.value.as_str(), version.documents.len())).collect();
    assert_eq!((told.disputes[0].field, versions), (RecordField::Date, vec![("2023-10-11", 4), ("2023-10-12", 1)]));
    let joints = store.joints(signing.id.as_str()).expect("read");
    assert_eq!(joints.len(), 4);
    assert!(joints.iter().all(|joint| joint.to.is_some() && !joint.because.is_empty()), "{joints:#?}");

    let forward = rows_without_order(&store);
    batch.reverse();
    assert_eq!(rows_without_order(&with(&batch)), forward);
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn every_document_of_a_record_answers_for_it() {
    let store = with(&versions());
    let snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("loaded");
    let count = |text: &str| {
        let filter = Filter::read(text, &snapshot, Resolution::Strict, &|_| Ok(Vec::new())).expect("a filter");
        filter.select(&snapshot).agreements.len()
    };
    for outlet in ["Liaoning Daily", "Harbour Post", "Evening News", "City Gazette", "Trade Journal"] {
        assert_eq!(count(&format!("source:\"{outlet}\" has:amount")), 1, "{outlet}");
    }
    assert_eq!(count("has:dispute type:signing"), 0, "the day of the signing is in dispute, no sum is");
}

#[test]
fn what_differs_stays_apart() {
    let body = "On 11 October, the two sides met and signed.";
    let meeting = |leader: &str, on: &str, to: &str| {
        let claim = EngagementClaim {
            kind: EngagementType::Meeting,
            date: Some(date(on)),
            leader: Some(leader.to_owned()),
            ..plain_delegation(body, "the two sides met", "CN-LN", to)
        };
        Claims { relevant: true, engagements: vec![claim], ..Claims::default() }
    };
    let known = meeting("Hao Peng", "2023-10-11", "DE-BY");
    for (other, expected) in [
        (meeting("Hao Peng", "2023-10-11", "DE-BY"), 1),
        (meeting("Hao Peng", "2023-10-12", "DE"), 1),
        (meeting("Hao Peng", "2023-10-14", "DE-BY"), 2),
        (meeting("Li Wei", "2023-10-11", "DE-BY"), 2),
        (meeting("Hao Peng", "2023-10-11", "FR"), 2),
        (meeting("Hao Peng", "2023-10", "DE-BY"), 2),
    ] {
        let article = |url: &str, claims: &Claims| ExtractedArticle { article: article(body, Some(url)), claims: claims.clone() };
        let store = with(&[article("https://one.example/", &known), article("https://two.example/", &other)]);
        assert_eq!(store.rows().expect("read").engagements.len(), expected, "{other:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_part_is_never_added_to_its_whole(
        million in 3_i64..3000, count in 1_usize..5, tellers in 1_usize..4, pair in 0_usize..PAIRS.len(),
    ) {
        let whole = million * 4_000_000;
        let parts = vec![million * 1_000_000; count.min(3)];
        let (from, to) = PAIRS[pair];
        let batch: Vec<_> = (0..tellers).map(|at| umbrella_article(&format!("https://{at}.example/"), whole, &parts, from, to)).collect();
        let (snapshot, totals) = totals(&with(&batch));
        prop_assert_eq!(sum(&totals), i128::from(whole) * 100);
        let inside: Vec<_> = totals.left_out.iter().filter(|left| left.why == Omission::Own(LeftOut::PartOfAnother)).collect();
        let inside_sum: i64 = inside.iter().filter_map(|left| snapshot.agreement(left.agreement).amount).map(|amount| amount.minor).sum();
        prop_assert_eq!(inside_sum, parts.iter().sum::<i64>() * 100, "each part once, inside");
        for left in inside {
            let whole = snapshot.agreement(left.agreement).part_of.map(|row| snapshot.agreement(row).amount);
            prop_assert_eq!(whole, Some(snapshot.agreement(totals.overall[0].agreements[0]).amount));
        }
    }

    #[test]
    fn what_other_articles_tell_of_a_total_one_by_one_is_not_added_to_it(
        million in 3_i64..3000, shares in proptest::collection::vec(1_i64..250, 1..4), pair in 0_usize..PAIRS.len(), turn in 0_usize..4,
    ) {
        let whole = million * 1_000_000;
        let total = with_count(&umbrella_article("https://whole.example/", whole, &[], PAIRS[pair].0, PAIRS[pair].1), None);
        let parts = shares.iter().enumerate();
        let part = |(at, share): (usize, &i64)| contract_article(&format!("https://{at}.example/"), share * whole / 1000, "2023-10-11", PAIRS[pair]);
        let mut batch: Vec<_> = std::iter::once(total).chain(parts.map(part)).collect();
        let store = with(&batch);
        let (snapshot, told) = totals(&store);
        prop_assert_eq!(sum(&told), i128::from(whole) * 100);
        prop_assert_eq!(suspected(&snapshot, &told).len() + 1, store.rows().expect("read").agreements.len());
        let count = batch.len();
        batch.rotate_left(turn % count);
        let mut other = Store::temporary().expect("a store");
        batch.iter().for_each(|one| { other.add(std::slice::from_ref(one), &stamp(), &author()).expect("added"); });
        prop_assert_eq!(rows_without_order(&other), rows_without_order(&store));
    }

    #[test]
    fn neither_order_nor_batches_nor_deriving_again_change_the_records(
        seeds in proptest::collection::vec(0_u32..16384, 1..14), turn in 0_usize..14, size in 1_usize..5,
    ) {
        let batch: Vec<_> = seeds.iter().enumerate().map(|(at, seed)| near_article(at, *seed)).collect();
        let store = with(&batch);
        let expected = rows_without_order(&store);
        let mut other = batch.clone();
        other.rotate_left(turn % batch.len());
        other.reverse();
        let mut by_parts = Store::temporary().expect("a store");
        for part in other.chunks(size) {
            by_parts.add(part, &stamp(), &author()).expect("added");
        }
        prop_assert_eq!(rows_without_order(&by_parts), expected.clone());
        let again: Vec<_> = other.iter().map(|item| (item.article.id(), item.claims.clone())).collect();
        for part in again.chunks(size + 1) {
            by_parts.replace_claims(part, &stamp()).expect("replaced");
        }
        prop_assert_eq!(rows_without_order(&by_parts), expected);
        prop_assert_eq!(by_parts.check().expect("checked").problems, Vec::<String>::new());
        for row in store.rows().expect("read").engagements {
            let told = store.engagement_telling(&row.id).expect("read").expect("a record");
            let mut documents: Vec<_> = told.members.iter().map(|member| member.document.clone()).collect();
            documents.sort();
            documents.dedup();
            prop_assert_eq!(documents.len(), told.members.len(), "one document, one claim");
        }
    }
}

#[test]
fn a_sum_that_may_lie_inside_another_articles_total_is_held_out_until_somebody_decides() {
    let (from, to) = PAIRS[0];
    let whole = umbrella_article("https://whole.example/", 1_200_000_000, &[], from, to);
    let whole = with_count(&whole, Some(4));
    let bn = |millions: i64| i128::from(millions) * 100_000_000;
    let contracts: Vec<_> = (0..3)
        .map(|at| contract_article(&format!("https://{at}.example/"), 310_000_000 + at * 10_000_000, "2023-10-11", (from, to)))
        .collect();
    let mut batch = vec![whole.clone()];
    batch.extend(contracts);
    let mut store = with(&batch);
    let (snapshot, told) = totals(&store);
    assert_eq!((sum(&told), suspected(&snapshot, &told).len()), (bn(1200), 3), "{told:#?}");
    let total = snapshot.agreement(told.overall[0].agreements[0]).id;
    for left in &told.left_out {
        let inside = snapshot.agreement(left.agreement).maybe_inside.map(|row| snapshot.agreement(row).id);
        assert_eq!(inside, Some(total.clone()), "it says inside of what");
    }
    // Whoever confirms one says that it is another; whoever rejects the total lets its suspected parts count.
    let one = suspected(&snapshot, &told)[0].clone();
    let set = |record: &AgreementId, value: &str| EditRequest::Set {
        record: record.to_string(),
        fields: vec![(RecordField::Status, value.into())],
        expected: vec![],
    };
    store.edit(&set(&one, "confirmed"), None, &author()).expect("confirmed");
    let (snapshot, told) = totals(&store);
    assert_eq!(suspected(&snapshot, &told).len(), 2);
    assert!(sum(&told) > bn(1500));
    store.edit(&EditRequest::Undo { entry: None }, None, &author()).expect("undone");
    store.edit(&set(&total, "rejected"), None, &author()).expect("rejected");
    let (snapshot, told) = totals(&store);
    assert_eq!((suspected(&snapshot, &told).len(), sum(&told)), (0, bn(960)));
}

#[test]
fn what_cannot_lie_inside_a_total_counts() {
    let pair = PAIRS[0];
    let million = 1_000_000;
    let total =
        |parts: &[i64], count| with_count(&umbrella_article("https://whole.example/", 1200 * million, parts, pair.0, pair.1), count);
    let contract = |units, on, pair| contract_article("https://part.example/", units, on, pair);
    let of_stage = |stage, mut article: ExtractedArticle| {
        article.claims.agreements[0].stage = stage;
        article
    };
    for (what, whole, part, is_held) in [
        ("the same day", total(&[], None), contract(300 * million, "2023-10-11", pair), true),
        ("a day apart", total(&[], None), contract(300 * million, "2023-10-12", pair), true),
        ("two days apart", total(&[], None), contract(300 * million, "2023-10-13", pair), false),
        ("a larger sum", total(&[], None), contract(1500 * million, "2023-10-11", pair), false),
        ("another counterpart", total(&[], None), contract(300 * million, "2023-10-11", (pair.0, "FR")), false),
        ("a place in it", total(&[], None), contract(300 * million, "2023-10-11", ("CN-LN/Shenyang", "DE")), true),
        ("other places", total(&[], None), contract(300 * million, "2023-10-11", PAIRS[1]), false),
        ("its parts leave room", total(&[500 * million], None), contract(300 * million, "2023-10-11", pair), true),
        ("its parts fill it", total(&[500 * million, 600 * million], None), contract(300 * million, "2023-10-11", pair), false),
        ("all that it counts are told", total(&[10 * million, 20 * million], Some(2)), contract(30 * million, "2023-10-11", pair), false),
        ("only pledged", of_stage(Stage::Pledged, total(&[], None)), contract(300 * million, "2023-10-11", pair), false),
        ("another stage", total(&[], None), of_stage(Stage::Implemented, contract(300 * million, "2023-10-11", pair)), false),
    ] {
        let (snapshot, told) = totals(&with(&[whole, part]));
        assert_eq!(!suspected(&snapshot, &told).is_empty(), is_held, "{what}");
    }
}

/// An article out of few that are much alike: days, leaders, sums and places that often fit each other.
fn near_article(at: usize, seed: u32) -> ExtractedArticle {
    let pick = |shift: u32, of: u32| seed >> shift & (of - 1);
    let on = ["2023-10-11", "2023-10-12", "2023-10-13", "2023-10-11/2023-10-12"][pick(0, 4) as usize];
    let (from, to) = [("CN-LN", "DE-BY"), ("CN-LN/Shenyang", "DE")][pick(2, 2) as usize];
    let leader = [None, Some("Hao Peng"), Some("Li Wei"), Some("Peng Hao")][pick(3, 4) as usize];
    // A tenth of it may lie inside another article's total.
    let millions = [1200, 1234, 1200, 1300][pick(5, 4) as usize] / [1, 10][pick(13, 2) as usize];
    let body = format!("Story {at} of outlet {seed}: they came, they met, they signed projects and a memorandum.");
    let engagement = |kind, quote: &str| EngagementClaim {
        kind,
        date: Some(date(on)),
        leader: leader.map(str::to_owned),
        ..plain_delegation(&body, quote, from, to)
    };
    let mut engagements = vec![engagement(EngagementType::Delegation, "they came"), engagement(EngagementType::Signing, "they signed")];
    if pick(7, 2) == 1 {
        engagements.push(engagement(EngagementType::Delegation, "they met"));
    }
    let agreement = AgreementClaim {
        kind: AgreementKind::Project,
        stage: [Stage::Signed, Stage::Pledged][pick(8, 2) as usize],
        count: [None, Some(12)][pick(9, 2) as usize],
        amount: Some(Amount { minor: millions * 100_000_000, currency: Currency::from_code("CNY").expect("a currency") }),
        hedge: [Hedge::Exactly, Hedge::AtLeast][pick(10, 2) as usize],
        amount_max_minor: None,
        engagement: Some(1),
        sides: vec![place(from)],
        umbrella: pick(12, 2) == 1,
        part_of: None,
        parties: vec![],
        evidence: evidence(&body, "signed projects"),
        ..full_claims(BODY).agreements[0].clone()
    };
    let memorandum = AgreementClaim {
        kind: AgreementKind::Mou,
        amount: None,
        count: Some(1 + pick(11, 2)),
        hedge: Hedge::Exactly,
        umbrella: false,
        evidence: evidence(&body, "a memorandum"),
        ..agreement.clone()
    };
    let claims = Claims { relevant: true, engagements, agreements: vec![agreement, memorandum], ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(&format!("https://{at}.example/{seed}"))), claims }
}
