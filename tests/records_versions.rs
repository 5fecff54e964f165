//! Five outlets on one signing, with names, sums and days that vary: whatever they are, it is one agreement, counted once.
#![allow(missing_docs)]

mod store_support;

use legation::gazetteer::Gazetteer;
use legation::ingest::claims_of;
use legation::ingest::readers::{Format, read};
use legation::model::*;
use legation::query::totals::agreement_totals;
use legation::query::{Filter, Resolution, Snapshot};
use legation::store::*;
use proptest::prelude::*;
use store_support::*;

/// A province with its code, a region abroad with its code and country, and a town there.
const SIDES: [(&str, &str, &str, &str, &str, &str); 4] = [
    ("Liaoning", "CN-LN", "Bavaria", "DE-BY", "Germany", "Munich"),
    ("Jiangsu", "CN-JS", "Victoria", "AU-VIC", "Australia", "Melbourne"),
    ("Guangdong", "CN-GD", "Alberta", "CA-AB", "Canada", "Edmonton"),
    ("Shandong", "CN-SD", "Hesse", "DE-HE", "Germany", "Frankfurt"),
];
const GOVERNORS: [&str; 4] = ["Li Lecheng", "Wang Weizhong", "Xu Kunlin", "Zhou Naixiang"];
const CURRENCIES: [(&str, &str); 3] = [("yuan", "CNY"), ("euros", "EUR"), ("US dollars", "USD")];

/// What varies.
#[derive(Debug, Clone)]
struct Signing {
    sides: usize,
    governor: usize,
    currency: usize,
    /// Tenths of a billion, as most outlets round it.
    rounded: i64,
    /// What rounding took off, in thousandths of a billion.
    more: i64,
    projects: u32,
    day: u32,
}

fn signing() -> impl Strategy<Value = Signing> {
    let parts = (0..SIDES.len(), 0..GOVERNORS.len(), 0..CURRENCIES.len(), 11_i64..99, 1_i64..45, 3_u32..90, 10_u32..26);
    parts.prop_filter_map("a last digit that is not 0", |(sides, governor, currency, rounded, more, projects, day)| {
        let is_plain = rounded % 10 != 0 && more % 10 != 0;
        is_plain.then_some(Signing { sides, governor, currency, rounded, more, projects, day })
    })
}

impl Signing {
    fn rounded_text(&self) -> String {
        format!("{}.{}", self.rounded / 10, self.rounded % 10)
    }

    fn exact_thousandths(&self) -> i64 {
        self.rounded * 100 + self.more
    }

    /// Two outlets' wordings, a page, a hedged sum and another way to write the day.
    fn articles(&self) -> Vec<(Format, String)> {
        let (province, _, region, _, country, town) = SIDES[self.sides];
        let (governor, (coin, _)) = (GOVERNORS[self.governor], CURRENCIES[self.currency]);
        let (rounded, projects, day) = (self.rounded_text(), self.projects, self.day);
        let exact = format!("{}.{:03}", self.exact_thousandths() / 1000, self.exact_thousandths() % 1000);
        let head = |outlet: &str| format!("---\nsource: {outlet}\npublished: 2023-10-{}\n---\n", day + 1);
        vec![
            (
                Format::Text,
                format!(
                    "{}A delegation from {province} Province led by Governor {governor} visited {region}, {country}, on October {day}, \
                     2023. At a ceremony in {town} on Oct. {day}, 2023, {province} and {region} signed an agreement on {projects} \
                     cooperation projects worth {rounded} billion {coin}.\n",
                    head("Daily")
                ),
            ),
            (
                Format::Text,
                format!(
                    "{}{province} Province of China and {region} in {country} signed {projects} cooperation projects with a total value of \
                     {rounded} billion {coin} on October {day}, 2023. The delegation from {province} was led by Governor {governor}, who \
                     visited {region} on October {day}, 2023.\n",
                    head("Post")
                ),
            ),
            (
                Format::Html,
                format!(
                    "<html><head><title>{province}, {region} sign {projects} projects</title><meta property=\"og:site_name\" \
                     content=\"Evening News\"><meta property=\"article:published_time\" content=\"2023-10-{}T08:00:00Z\"></head><body>\
                     <article><h1>{province}, {region} sign {projects} projects</h1><p>{province} Province and {region} signed {projects} \
                     projects worth {exact} billion {coin} on {day} October 2023, the government of {region} said in {town}.</p><p>A \
                     delegation from {province} Province led by Governor {governor} visited {region} on {day} October 2023 and met \
                     officials there.</p></article></body></html>",
                    day + 2
                ),
            ),
            (
                Format::Text,
                format!(
                    "{}{province} signs with {region}\n\nOn Oct {day}, China's {province} Province and {region} in {country} signed \
                     {projects} projects worth more than {rounded} billion {coin}. A {province} delegation headed by Governor {governor} \
                     visited {region} on Oct {day}.\n",
                    head("Gazette")
                ),
            ),
            (
                Format::Text,
                format!(
                    "{}{province} Province and {region} signed {projects} projects valued at about {rounded} billion {coin} on \
                     2023-10-{day}. Governor {governor} led a {province} delegation that visited {region} on 2023-10-{day}.\n",
                    head("Journal")
                ),
            ),
        ]
    }

    fn extracted(&self) -> Vec<ExtractedArticle> {
        let gazetteer = Gazetteer::builtin();
        let one = |(format, text): (Format, String)| {
            let article = read(text.into_bytes(), format, None).unwrap_or_else(|reason| panic!("{reason}"));
            ExtractedArticle { claims: claims_of(&article, gazetteer), article }
        };
        self.articles().into_iter().map(one).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn five_versions_of_any_signing_are_one_agreement_with_five_sources(signing in signing(), turn in 0_usize..5) {
        let mut batch = signing.extracted();
        batch.rotate_left(turn);
        let mut store = Store::temporary().expect("a store");
        batch.iter().for_each(|one| { store.add(std::slice::from_ref(one), &stamp(), &author()).expect("added"); });
        let snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("loaded");
        let filter = Filter::read("", &snapshot, Resolution::Strict, &|_| Ok(Vec::new())).expect("a filter");
        let totals = agreement_totals(&snapshot, &filter.select(&snapshot), &[]);
        let counted: Vec<u32> = totals.overall.iter().flat_map(|row| row.agreements.clone()).collect();
        prop_assert_eq!((counted.len(), totals.left_out.len()), (1, 0), "{:#?}", store.rows().expect("read").agreements);
        let agreement = snapshot.agreement(counted[0]);
        let (_, province, _, region, ..) = SIDES[signing.sides];
        let sides: Vec<&str> = agreement.sides.iter().map(|place| place.as_str()).collect();
        prop_assert_eq!((agreement.sources, agreement.count, agreement.is_disputed), (5, Some(signing.projects), false));
        prop_assert!(sides.contains(&province) && sides.contains(&region), "{:?}", sides);
        let currency = Currency::from_code(CURRENCIES[signing.currency].1).expect("a currency");
        let exact = Amount { minor: signing.exact_thousandths() * 100_000_000, currency };
        prop_assert_eq!(agreement.amount, Some(exact), "the exact figure, which the rounded ones bear out");
        let held = snapshot.engagement(agreement.engagement.expect("a signing"));
        let day = date(&format!("2023-10-{}", signing.day));
        prop_assert_eq!((held.kind, held.sources, held.date), (EngagementType::Signing, 5, Some(day)));
    }
}
