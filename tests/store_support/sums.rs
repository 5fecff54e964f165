//! Totals and contracts as articles tell them, and what a store of them adds up.

use legation::gazetteer::Gazetteer;
use legation::model::*;
use legation::query::totals::{AgreementTotals, Omission, agreement_totals};
use legation::query::{Filter, Resolution, Snapshot};
use legation::store::*;

use super::*;

pub fn totals(store: &Store) -> (Snapshot, AgreementTotals) {
    let snapshot = Snapshot::load(store, Gazetteer::builtin()).expect("loaded");
    let filter = Filter::read("", &snapshot, Resolution::Strict, &|_| Ok(Vec::new())).expect("a filter");
    let totals = agreement_totals(&snapshot, &filter.select(&snapshot), &[]);
    (snapshot, totals)
}

pub fn sum(totals: &AgreementTotals) -> i128 {
    totals.overall.iter().map(|row| row.sums.of(Currency::from_code("CNY").expect("a currency"))).sum()
}

/// A total and its parts as one article may tell them.
pub fn umbrella_article(url: &str, whole: i64, parts: &[i64], from: &str, to: &str) -> ExtractedArticle {
    let body = format!("{url}: {from} and {to} signed projects worth {whole} yuan in all, among them some of {parts:?} yuan.");
    let signing = EngagementClaim {
        kind: EngagementType::Signing,
        date: Some(date("2023-10-11")),
        ..plain_delegation(&body, "signed projects", from, to)
    };
    let amount = |units: i64| Some(Amount { minor: units * 100, currency: Currency::from_code("CNY").expect("a currency") });
    let template = full_claims(BODY).agreements[0].clone();
    let total = AgreementClaim {
        count: Some(parts.len() as u32 + 1),
        amount: amount(whole),
        hedge: Hedge::Exactly,
        amount_max_minor: None,
        engagement: Some(0),
        sides: vec![place(from), place(to)],
        umbrella: true,
        parties: vec![],
        evidence: evidence(&body, "signed projects worth"),
        ..template
    };
    let part = |units: &i64| AgreementClaim {
        count: Some(1),
        amount: amount(*units),
        umbrella: false,
        part_of: Some(0),
        evidence: evidence(&body, "among them some of"),
        ..total.clone()
    };
    let agreements = std::iter::once(total.clone()).chain(parts.iter().map(part)).collect();
    let claims = Claims { relevant: true, engagements: vec![signing], agreements, ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(url)), claims }
}

pub const PAIRS: [(&str, &str); 4] = [("CN-LN", "DE-BY"), ("CN-JS", "KR-41"), ("CN-SD", "AU-SA"), ("CN-LN/Shenyang", "DE-NW/Cologne")];

/// A contract as an article of its own tells it: a signing of a day between two places, and its sum in yuan.
pub fn contract_article(url: &str, units: i64, on: &str, (from, to): (&str, &str)) -> ExtractedArticle {
    let body = format!("{url}: {from} and {to} signed a contract worth {units} yuan.");
    let template = umbrella_article(url, units, &[], from, to);
    let signing = EngagementClaim { date: Some(date(on)), ..plain_delegation(&body, "signed a contract", from, to) };
    let contract = AgreementClaim {
        count: Some(1),
        umbrella: false,
        evidence: evidence(&body, "a contract worth"),
        ..template.claims.agreements[0].clone()
    };
    let signing = EngagementClaim { kind: EngagementType::Signing, ..signing };
    let claims = Claims { relevant: true, engagements: vec![signing], agreements: vec![contract], ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(url)), claims }
}

pub fn suspected(snapshot: &Snapshot, totals: &AgreementTotals) -> Vec<AgreementId> {
    let held = totals.left_out.iter().filter(|left| left.why == Omission::Own(LeftOut::SuspectedPart));
    held.map(|left| snapshot.agreement(left.agreement).id).collect()
}

pub fn with_count(article: &ExtractedArticle, count: Option<u32>) -> ExtractedArticle {
    let mut article = article.clone();
    article.claims.agreements[0].count = count;
    article
}
