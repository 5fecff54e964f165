//! Corpora of phrasings in English: places, people, organisations, engagements and agreements that a sentence names, and sentences that name
//! none. `wanted.txt` holds phrasings that the rules do not read yet; it must parse, and how many of it pass is printed.

use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::model::{Affiliation, AgreementClaim, Claims, Context, EngagementClaim, EngagementType, PersonClaim, PlaceCode};

/// A sentence and what it must give; empty for nothing.
struct Phrasing<'a> {
    kind: &'a str,
    expected: &'a str,
    text: &'a str,
}

/// `= expected` opens a block, each line below is one sentence; `! ` lines must find nothing; `@kind` says of what.
fn phrasings<'a>(corpus: &'a str, kind: &'a str) -> Vec<Phrasing<'a>> {
    let (mut kind, mut expected, mut found) = (kind, None, Vec::new());
    for line in corpus.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('@') {
            assert!(["places", "people", "organizations", "engagements", "agreements"].contains(&name), "no such kind: {name}");
            (kind, expected) = (name, None);
        } else if let Some(text) = line.strip_prefix("! ") {
            found.push(Phrasing { kind, expected: "", text });
        } else if let Some(head) = line.strip_prefix("= ") {
            expected = Some(head.trim());
        } else {
            found.push(Phrasing { kind, expected: expected.unwrap_or_else(|| panic!("no block above {line:?}")), text: line });
        }
    }
    found
}

fn answer(kind: &str, text: &str) -> String {
    let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin());
    match kind {
        "places" => places(&claims),
        "people" => claims.people.iter().map(person).collect::<Vec<_>>().join("; "),
        "organizations" => claims.organizations.iter().map(|body| body.name.as_str()).collect::<Vec<_>>().join("; "),
        "agreements" => claims.agreements.iter().map(agreement).collect::<Vec<_>>().join("; "),
        _ => claims.engagements.iter().map(engagement).collect::<Vec<_>>().join("; "),
    }
}

/// Codes in the order of the text; names without a code in brackets.
fn places(claims: &Claims) -> String {
    let told = claims.places.iter().map(|place| place.code.as_ref().map_or(format!("({})", place.name), PlaceCode::to_string));
    told.collect::<Vec<_>>().join("; ")
}

/// `Name | title in lower case | whom for`, the last two only where told.
fn person(person: &PersonClaim) -> String {
    let of = person.of.as_ref().map(|of| match of {
        Affiliation::Place(code) => code.to_string(),
        Affiliation::Organization(name) => name.clone(),
    });
    [Some(person.name.clone()), person.title.as_ref().map(|title| title.to_lowercase()), of]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" | ")
}

/// `mou signed 1 CN-LN + DE`, with the sum in whole units before the parties where one is told.
fn agreement(claim: &AgreementClaim) -> String {
    let count = claim.count.map_or("?".to_owned(), |count| count.to_string());
    let amount = claim.amount.map(|amount| format!("{} {}", amount.minor / 100, amount.currency));
    let parties = claim.parties.iter().map(|party| match party {
        Affiliation::Place(code) => code.to_string(),
        Affiliation::Organization(name) => name.clone(),
    });
    let parties = parties.collect::<Vec<_>>().join(" + ");
    [Some(format!("{} {} {count}", claim.kind, claim.stage)), amount, Some(parties)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `delegation CN-LN > DE`, `meeting CN-LN + DE`, `planned signing …`.
fn engagement(claim: &EngagementClaim) -> String {
    let context = match claim.context {
        Context::Actual => String::new(),
        context => format!("{context} "),
    };
    let list = |places: &[PlaceCode]| places.iter().map(PlaceCode::to_string).collect::<Vec<_>>().join(", ");
    let sides = if claim.kind == EngagementType::Delegation {
        format!("{} > {}", list(&claim.from), list(&claim.to))
    } else {
        let mut sides: Vec<String> = claim.sides().map(PlaceCode::to_string).collect();
        sides.sort();
        sides.join(" + ")
    };
    format!("{context}{} {sides}", claim.kind)
}

fn check(corpus: &str, kind: &str, at_least: usize) {
    let all = phrasings(corpus, kind);
    let wrong = |phrasing: &&Phrasing<'_>| answer(phrasing.kind, phrasing.text) != phrasing.expected;
    let failures: Vec<String> = all
        .iter()
        .filter(wrong)
        .map(|phrasing| format!("{:?}\n  expected {:?}\n  got      {:?}", phrasing.text, phrasing.expected, answer(kind, phrasing.text)))
        .collect();
    assert!(all.len() >= at_least, "the corpus has {} lines", all.len());
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), all.len(), failures.join("\n"));
}

#[test]
fn places_are_told_apart() {
    check(include_str!("corpus/en/places.txt"), "places", 25);
}

#[test]
fn people_have_their_names_and_offices() {
    check(include_str!("corpus/en/people.txt"), "people", 20);
}

#[test]
fn organizations_have_their_full_names() {
    check(include_str!("corpus/en/organizations.txt"), "organizations", 15);
}

#[test]
fn engagements_have_their_sides() {
    check(include_str!("corpus/en/engagements.txt"), "engagements", 20);
}

#[test]
fn agreements_have_their_numbers_and_parties() {
    check(include_str!("corpus/en/agreements.txt"), "agreements", 15);
}

#[test]
fn what_is_wanted_next_can_be_read() {
    let all = phrasings(include_str!("corpus/en/wanted.txt"), "places");
    let passing: Vec<&Phrasing<'_>> = all.iter().filter(|phrasing| answer(phrasing.kind, phrasing.text) == phrasing.expected).collect();
    let mut report = format!("{} of {} wanted phrasings are read now\n", passing.len(), all.len());
    for phrasing in passing {
        report.push_str(&format!("  {}: {}\n", phrasing.kind, phrasing.text));
    }
    std::io::Write::write_all(&mut std::io::stderr(), report.as_bytes()).expect("standard error");
    assert!(all.iter().all(|phrasing| !phrasing.text.trim().is_empty()));
}
