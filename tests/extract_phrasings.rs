//! Ways of saying things: of how many the rules find what they tell. `tests/phrasings/README.md` says where they come from.

use std::collections::BTreeSet;

use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::model::{AgreementClaim, Claims, Context, EngagementClaim, EngagementType, PlaceCode};
use serde::Deserialize;

#[derive(Deserialize)]
struct Phrasing {
    text: String,
    engagements: Vec<ToldEngagement>,
    agreements: Vec<ToldAgreement>,
}

#[derive(Deserialize)]
struct ToldEngagement {
    #[serde(rename = "type")]
    kind: String,
    from: Vec<String>,
    to: Vec<String>,
}

#[derive(Deserialize)]
struct ToldAgreement {
    stage: String,
    count: Option<u64>,
    amount: Option<f64>,
    currency: Option<String>,
}

/// How many of what is told are found; how many texts that tell nothing are taken for something.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct Found {
    engagements: usize,
    agreements: usize,
    traps_fallen_into: usize,
}

#[test]
fn no_fewer_phrasings_are_read_than_were() {
    check("looked_at", include_str!("phrasings/looked_at.jsonl"), Found { engagements: 216, agreements: 98, traps_fallen_into: 9 });
    check("closed", include_str!("phrasings/closed.jsonl"), Found { engagements: 88, agreements: 39, traps_fallen_into: 9 });
}

fn check(name: &str, lines: &str, least: Found) {
    let phrasings: Vec<Phrasing> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let found = count(&phrasings);
    assert!(found.engagements >= least.engagements, "{name}: {found:?}, fewer engagements than {least:?}");
    assert!(found.agreements >= least.agreements, "{name}: {found:?}, fewer agreements than {least:?}");
    assert!(found.traps_fallen_into <= least.traps_fallen_into, "{name}: {found:?}, more traps than {least:?}");
}

fn count(phrasings: &[Phrasing]) -> Found {
    let mut found = Found { engagements: 0, agreements: 0, traps_fallen_into: 0 };
    for phrasing in phrasings {
        let claims = extract(&phrasing.text, &ArticleContext::default(), Gazetteer::builtin());
        found.engagements += phrasing.engagements.iter().filter(|told| claims.engagements.iter().any(|claim| is_it(told, claim))).count();
        found.agreements += phrasing.agreements.iter().filter(|told| claims.agreements.iter().any(|claim| is_that(told, claim))).count();
        let is_trap = phrasing.engagements.is_empty() && phrasing.agreements.is_empty();
        found.traps_fallen_into += usize::from(is_trap && tells_something(&claims));
    }
    found
}

/// The same type and sides, whose order counts for a journey alone.
fn is_it(told: &ToldEngagement, claim: &EngagementClaim) -> bool {
    let codes = |codes: &[PlaceCode]| codes.iter().map(ToString::to_string).collect::<BTreeSet<String>>();
    let words = |words: &[String]| words.iter().cloned().collect::<BTreeSet<String>>();
    let (from, to) = (codes(&claim.from), codes(&claim.to));
    let is_same = (&from, &to) == (&words(&told.from), &words(&told.to));
    let is_turned = (&to, &from) == (&words(&told.from), &words(&told.to));
    claim.kind.to_string() == told.kind && (is_same || is_turned && claim.kind != EngagementType::Delegation)
}

/// The same stage, number and money.
fn is_that(told: &ToldAgreement, claim: &AgreementClaim) -> bool {
    let money = claim.amount.map(|amount| (amount.units_json().as_f64().unwrap_or_default(), amount.currency.code().to_owned()));
    claim.stage.to_string() == told.stage && claim.count.map(u64::from) == told.count && money == told.amount.zip(told.currency.clone())
}

fn tells_something(claims: &Claims) -> bool {
    !claims.agreements.is_empty() || claims.engagements.iter().any(|claim| claim.context != Context::Historical)
}
