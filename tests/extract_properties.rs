//! What holds for every text, however broken: extraction ends, and all it says stands in the text.

use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::model::evidence::MAX_SPAN_BYTES;
use legation::model::{Affiliation, Claims, DateSpan, EvidenceList};
use proptest::prelude::*;

/// Pieces of news, of page furniture, and of what breaks programs.
const PIECES: &[&str] = &[
    "Governor Wang Wei of Liaoning led a 12-member delegation to Bavaria on 11 and 12 October 2023.",
    "Mayor Kim Min-jun of Busan met José Ñuñez, president of Delta Group, in Valparaíso",
    "Agreements on 137 projects worth 380.5 billion yuan were signed, including 48 key projects.",
    "Foo Bar Co., Ltd. and Nanjing University signed a memorandum of understanding worth $5 million",
    "The 45th anniversary of the sister-city tie of Nanjing and St. Louis",
    "Osaka and Melbourne ended their sister-city agreement.",
    "The Liaoning-Frankfurt Economic and Trade Forum opened on the 13th",
    "Published: 2023-10-13",
    "SHENYANG, Nov. 16, 2020 (Xinhua) --",
    "He also met Mr. O'Neill, the Premier's deputy,",
    "the two sides hope to sign an agreement",
    "between Lyon and Da Nang, Graz and Gdańsk, and the Consulate General of Japan in",
    "People’s Government of Yunnan Province",
    "U.S.",
    "St.",
    "Co., Ltd.",
    "Dr.",
    "No. 5",
    "A. B. C.",
    "Jan.",
    "i.e.",
    "...",
    "--",
    "—",
    "(",
    ")",
    "((",
    "\"",
    "“",
    "”",
    "’s",
    "'",
    ",",
    ";",
    ":",
    "-",
    "and",
    "of",
    "of the",
    "in",
    "to",
    "for",
    "from",
    "led by",
    "President",
    "Mayor of",
    "Group",
    "Committee",
    "Ministry of",
    "&",
    "A&B",
    "3 to 5 billion",
    "$",
    "€2bn-€3bn",
    "RMB",
    "9999999999999999999999999999 yuan",
    "0",
    "1/2",
    "31 February 2023",
    "the 32nd",
    "2024-13-40",
    "辽宁省代表团访问德国",
    "金额380.5亿元。",
    "한국 경기도",
    "東京都",
    "مدينة القاهرة",
    "ירושלים",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{7}",
    "\u{1b}[31m",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{2028}",
    "e\u{301}",
    "\u{301}",
    "ß",
    "ŉ",
    "İstanbul",
    "ſ",
    "K",
    "🇨🇳",
    "👩‍👩‍👧",
    "ﬁ",
    "𝓜𝓪𝔂𝓸𝓻",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => any::<char>().prop_map(String::from)];
    let joint = prop::sample::select(vec![" ", " ", " ", "", "\n", ", ", ". "]);
    prop::collection::vec((piece, joint), 0..60).prop_map(|parts| parts.into_iter().map(|(piece, joint)| piece + joint).collect())
}

fn context() -> impl Strategy<Value = ArticleContext> {
    prop::option::of(prop::sample::select(vec!["2023-10-13", "2020", "XXXX-05", "2019-02-28"]))
        .prop_map(|date| ArticleContext { published: date.and_then(DateSpan::parse), ..ArticleContext::default() })
}

fn stands_in(body: &str, evidence: &EvidenceList, what: &str) -> Result<(), TestCaseError> {
    for one in evidence.iter() {
        let text = one.span.of(body);
        prop_assert!(text.is_some(), "{what}: {:?} is no part of the text", one.span);
        prop_assert!((1..=MAX_SPAN_BYTES).contains(&one.span.len()), "{what}: {} bytes of evidence", one.span.len());
    }
    Ok(())
}

/// Words alone: white space of the text may be folded in names.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names_it(body: &str, evidence: &EvidenceList, name: &str) -> Result<(), TestCaseError> {
    let found = evidence.iter().filter_map(|one| one.span.of(body)).any(|text| words(text).contains(&words(name)));
    prop_assert!(found, "{name:?} does not stand in its evidence");
    prop_assert!(!name.trim().is_empty());
    Ok(())
}

fn holds(body: &str, claims: &Claims) -> Result<(), TestCaseError> {
    for place in &claims.places {
        stands_in(body, &place.evidence, &place.name)?;
        names_it(body, &place.evidence, &place.name)?;
    }
    for person in &claims.people {
        stands_in(body, &person.evidence, &person.name)?;
        names_it(body, &person.evidence, &person.name)?;
    }
    for organization in &claims.organizations {
        stands_in(body, &organization.evidence, &organization.name)?;
        names_it(body, &organization.evidence, &organization.name)?;
    }
    for engagement in &claims.engagements {
        stands_in(body, &engagement.evidence, engagement.kind.as_str())?;
        prop_assert!(engagement.sides().count() > 0);
        for participant in &engagement.participants {
            stands_in(body, &participant.evidence, &participant.name)?;
        }
        if let Some(leader) = &engagement.leader {
            prop_assert!(claims.people.iter().any(|person| person.name == *leader), "the leader {leader} is nobody of the list");
        }
    }
    for agreement in &claims.agreements {
        stands_in(body, &agreement.evidence, agreement.kind.as_str())?;
        prop_assert!(agreement.engagement.is_none_or(|at| at < claims.engagements.len()), "engagement {:?}", agreement.engagement);
        for party in &agreement.parties {
            if let Affiliation::Organization(name) = party {
                prop_assert!(!name.is_empty());
            }
        }
    }
    for (start, _) in claims.agreements.iter().enumerate() {
        let (mut at, mut steps) = (start, 0);
        while let Some(whole) = claims.agreements[at].part_of {
            prop_assert!(whole < claims.agreements.len(), "part of {whole}");
            steps += 1;
            prop_assert!(steps <= claims.agreements.len(), "{start} is a part of itself");
            at = whole;
        }
    }
    for tie in &claims.ties {
        stands_in(body, &tie.evidence, "tie")?;
        prop_assert!(tie.a < tie.b);
    }
    for note in &claims.notes {
        prop_assert!(note.span.is_none_or(|span| span.of(body).is_some()));
    }
    if let Some(evidence) = claims.published.as_ref().and_then(|published| published.evidence.as_ref()) {
        stands_in(body, evidence, "published")?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn all_that_is_said_of_pieces_of_news_stands_in_them(body in pieces(), context in context()) {
        holds(&body, &extract(&body, &context, Gazetteer::builtin()))?;
    }

    #[test]
    fn all_that_is_said_of_any_text_stands_in_it(body in prop::collection::vec(any::<char>(), 0..1_500)) {
        let body: String = body.into_iter().collect();
        holds(&body, &extract(&body, &ArticleContext::default(), Gazetteer::builtin()))?;
    }

    #[test]
    fn the_same_text_says_the_same_again(body in pieces()) {
        let read = || extract(&body, &ArticleContext::default(), Gazetteer::builtin());
        prop_assert_eq!(read(), read());
    }
}

#[test]
fn a_sentence_without_an_end_is_cut_to_evidence() {
    let body = format!(
        "Governor Wang Wei of Liaoning led a delegation to Bavaria {} and met Mayor Ana Silva",
        "with partners and friends ".repeat(60)
    );
    holds(&body, &extract(&body, &ArticleContext::default(), Gazetteer::builtin())).expect("holds");
}

#[test]
fn pieces_of_news_do_say_something() {
    let body = PIECES[..5].join(" ");
    let claims = extract(&body, &ArticleContext::default(), Gazetteer::builtin());
    assert!(claims.relevant && claims.people.len() >= 2 && !claims.agreements.is_empty() && !claims.organizations.is_empty());
}
