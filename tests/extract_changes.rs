//! What follows from a change of a text: another figure, another sum; no sentence, no fact; "not", nothing counted; the places
//! swapped, the direction turned. On generated sentences, so that no single phrasing is learnt by heart.

use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::model::{Claims, EngagementType};
use proptest::prelude::*;

/// Places below a country, each of another one, with their codes.
const PLACES: &[(&str, &str)] = &[
    ("Bavaria", "DE-BY"),
    ("Queensland", "AU-QLD"),
    ("Yunnan Province", "CN-YN"),
    ("Hokkaido", "JP-01"),
    ("Quebec", "CA-QC"),
    ("Utah", "US-UT"),
    ("Gelderland", "NL-GE"),
    ("Kerala", "IN-KL"),
    ("Jalisco", "MX-JAL"),
    ("Tuscany", "IT-52"),
];

/// Ways to say that one place sent people to another.
const JOURNEYS: &[&str] = &[
    "A delegation from {a} visited {b} on 3 March 2019.",
    "On 3 March 2019 a trade delegation from {a} arrived in {b}.",
    "{a} sent a delegation to {b} on 3 March 2019.",
    "A 12-member delegation from {a} travelled to {b} on 3 March 2019.",
];

/// Ways to say that two places signed for a sum.
const CONTRACTS: &[&str] = &[
    "On 7 July 2014 {a} and {b} signed {n} projects worth {m} million dollars.",
    "{a} and {b} signed {n} projects with a total value of {m} million dollars on 7 July 2014.",
];

/// Ways to say that they did not.
const DENIALS: &[&str] = &[
    "No agreement was signed between {a} and {b} on 7 July 2014.",
    "{a} and {b} have not signed an agreement on water.",
    "{a} refused to sign an agreement with {b} on 7 July 2014.",
    "{a} hopes to sign an agreement with {b} on water.",
];

const OTHER: &str = "The harbour was built a hundred years ago and has nine cranes.";

fn claims(text: &str) -> Claims {
    extract(text, &ArticleContext::default(), Gazetteer::builtin())
}

fn two_places() -> impl Strategy<Value = (usize, usize)> {
    (0..PLACES.len(), 1..PLACES.len()).prop_map(|(first, step)| (first, (first + step) % PLACES.len()))
}

fn filled(template: &str, a: &str, b: &str) -> String {
    template.replace("{a}", a).replace("{b}", b)
}

fn journeys(text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let codes = |places: &[legation::model::PlaceCode]| places.iter().map(ToString::to_string).collect::<Vec<_>>();
    let told = claims(text).engagements.into_iter().filter(|claim| claim.kind == EngagementType::Delegation);
    told.map(|claim| (codes(&claim.from), codes(&claim.to))).collect()
}

fn sums(text: &str) -> Vec<(Option<u32>, Option<i128>)> {
    claims(text).agreements.into_iter().map(|claim| (claim.count, claim.amount.map(|amount| i128::from(amount.minor)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapped_places_turn_the_direction((a, b) in two_places(), template in prop::sample::select(JOURNEYS)) {
        let ((a, a_code), (b, b_code)) = (PLACES[a], PLACES[b]);
        prop_assert_eq!(journeys(&filled(template, a, b)), vec![(vec![a_code.to_owned()], vec![b_code.to_owned()])]);
        prop_assert_eq!(journeys(&filled(template, b, a)), vec![(vec![b_code.to_owned()], vec![a_code.to_owned()])]);
    }

    #[test]
    fn the_sum_follows_its_figures((a, b) in two_places(), template in prop::sample::select(CONTRACTS), n in 2u32..90, m in 2i128..900) {
        let text = filled(template, PLACES[a].0, PLACES[b].0);
        let with = |n: u32, m: i128| text.replace("{n}", &n.to_string()).replace("{m}", &m.to_string());
        prop_assert_eq!(sums(&with(n, m)), vec![(Some(n), Some(m * 100_000_000))]);
        prop_assert_eq!(sums(&with(n + 1, m + 1)), vec![(Some(n + 1), Some((m + 1) * 100_000_000))]);
    }

    #[test]
    fn without_its_sentence_a_fact_is_gone((a, b) in two_places(), template in prop::sample::select(JOURNEYS)) {
        let sentence = filled(template, PLACES[a].0, PLACES[b].0);
        let (with, without) = (format!("{OTHER} {sentence} {OTHER}"), format!("{OTHER} {OTHER}"));
        prop_assert_eq!(journeys(&with).len(), 1);
        prop_assert!(journeys(&without).is_empty());
    }

    #[test]
    fn what_is_denied_or_hoped_for_is_not_counted((a, b) in two_places(), template in prop::sample::select(DENIALS)) {
        let text = filled(template, PLACES[a].0, PLACES[b].0);
        let claims = claims(&text);
        prop_assert!(claims.agreements.is_empty(), "{}: {:?}", text, claims.agreements);
        prop_assert!(claims.engagements.iter().all(|claim| claim.kind != EngagementType::Signing), "{}", text);
    }
}
