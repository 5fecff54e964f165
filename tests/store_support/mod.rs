//! Articles and claims for the tests of the store, built by hand.
#![allow(dead_code, missing_docs)]

pub mod pages;
pub mod sums;

use legation::model::*;
use legation::store::{Author, DerivationStamp, ExtractedArticle};

pub fn stamp() -> DerivationStamp {
    DerivationStamp { extractor: "test-1".into(), lists: "lists-1".into() }
}

pub fn author() -> Author {
    Author { user: "ana".into(), host: "desk".into() }
}

pub fn article(body: &str, url: Option<&str>) -> Article {
    Article {
        body: body.into(),
        original: body.as_bytes().to_vec(),
        url: url.map(str::to_owned),
        title: None,
        source: None,
        published: None,
        lang: None,
        path: None,
        table: None,
        decoding: Decoding { declared: None, used: "UTF-8".into(), replacements: 0 },
    }
}

pub fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).expect("a place code")
}

pub fn date(text: &str) -> DateSpan {
    DateSpan::parse(text).expect("a date")
}

/// Evidence for the first time that `quote` stands in `body`.
pub fn evidence(body: &str, quote: &str) -> EvidenceList {
    let start = body.find(quote).expect("the quote stands in the body");
    EvidenceList::of(TextSpan::new(start, start + quote.len()), RuleName::from("test.rule".to_owned()))
}

pub const BODY: &str = "Li Wei, governor of Liaoning Province, led a delegation to Bavaria and Siemens Group in May 2023.\n\
The two sides signed 137 projects worth more than 380.5 billion yuan, of which 48 key ones.\n\
四川省副省长访问了巴伐利亚州。 Liaoning and Bavaria became sister provinces in 1990.";

/// Claims with every field filled.
pub fn full_claims(body: &str) -> Claims {
    let inferred: Inferred = [("date".to_owned(), "year from the dateline".to_owned())].into();
    let at = |quote: &str| evidence(body, quote);
    let rule = || RuleName::from("test.second".to_owned());
    let mut twice = at("led a delegation to Bavaria");
    twice.add(TextSpan::new(0, 6), rule());
    Claims {
        lang: "en".into(),
        relevant: true,
        title: Some("Liaoning in Bavaria".into()),
        published: Some(PublishedDate { date: date("2023-05-20?"), evidence: Some(at("May 2023")) }),
        places: vec![
            PlaceClaim {
                name: "Liaoning Province".into(),
                code: Some(place("CN-LN")),
                aliases: vec!["Liaoning".into()],
                evidence: at("Liaoning Province"),
                inferred: inferred.clone(),
            },
            PlaceClaim { name: "Nowhere".into(), code: None, aliases: vec![], evidence: at("sides"), inferred: Inferred::new() },
        ],
        people: vec![PersonClaim {
            name: "Li Wei".into(),
            title: Some("governor".into()),
            of: Some(Affiliation::Place(place("CN-LN"))),
            branch: Some(Branch::Government),
            aliases: vec!["Li".into()],
            evidence: at("Li Wei"),
            inferred: inferred.clone(),
        }],
        organizations: vec![OrganizationClaim {
            name: "Siemens Group".into(),
            kind: OrganizationKind::Company,
            aliases: vec!["Siemens".into()],
            place: Some(place("DE-BY/Munich")),
            evidence: at("Siemens Group"),
            inferred: inferred.clone(),
        }],
        engagements: vec![full_delegation(body, twice, &inferred), plain_signing(body)],
        agreements: vec![full_agreement(body, &inferred), part_of_it(body)],
        ties: vec![TieClaim {
            a: place("DE-BY"),
            b: place("CN-LN"),
            kind: TieKind::Sister,
            started: Some(date("1990")),
            status: TieStatus::InForce,
            as_of: Some(date("2023-05")),
            evidence: at("sister provinces"),
            inferred,
        }],
        notes: vec![
            Note { text: "Nowhere: no place of that name".into(), span: Some(TextSpan::new(0, 2)) },
            Note { text: "no dateline".into(), span: None },
        ],
    }
}

fn full_delegation(body: &str, evidence_list: EvidenceList, inferred: &Inferred) -> EngagementClaim {
    let at = |quote: &str| evidence(body, quote);
    let participant = |name: &str, kind, role, quote: &str| Participant {
        name: name.into(),
        kind,
        side: Some(place("CN-LN")),
        role,
        evidence: at(quote),
    };
    EngagementClaim {
        kind: EngagementType::Delegation,
        from: vec![place("CN-LN"), place("CN-LN")],
        to: vec![place("DE-BY")],
        about: vec![place("FR")],
        date: Some(date("2023-05")),
        within: true,
        venues: vec![place("DE-BY/Munich")],
        leader: Some("Li Wei".into()),
        context: Context::Planned,
        counterpart: CounterpartKind::Company,
        home: true,
        participants: vec![
            participant("Li Wei", ParticipantKind::Person, ParticipantRole::Leader, "Li Wei"),
            participant("Siemens Group", ParticipantKind::Organization, ParticipantRole::Host, "Siemens Group"),
            participant("CN-LN", ParticipantKind::Place, ParticipantRole::Member, "Liaoning"),
            participant("Zhang San", ParticipantKind::Person, ParticipantRole::Member, "delegation"),
        ],
        delegation_size: Some(HedgedCount { number: 12, hedge: Hedge::Exactly }),
        attendance: Some(HedgedCount { number: 700, hedge: Hedge::AtLeast }),
        topics: vec![TopicClaim { topic: "trade".into(), evidence: at("projects") }],
        evidence: evidence_list,
        inferred: inferred.clone(),
    }
}

/// A delegation with nothing but its sides.
pub fn plain_delegation(body: &str, quote: &str, from: &str, to: &str) -> EngagementClaim {
    EngagementClaim {
        kind: EngagementType::Delegation,
        from: vec![place(from)],
        to: vec![place(to)],
        about: vec![],
        date: None,
        within: false,
        venues: vec![],
        leader: None,
        context: Context::Actual,
        counterpart: CounterpartKind::Unknown,
        home: false,
        participants: vec![],
        delegation_size: None,
        attendance: None,
        topics: vec![],
        evidence: evidence(body, quote),
        inferred: Inferred::new(),
    }
}

fn plain_signing(body: &str) -> EngagementClaim {
    EngagementClaim {
        kind: EngagementType::Signing,
        date: Some(date("2023-05-11/2023-05-12")),
        ..plain_delegation(body, "The two sides signed 137 projects", "CN-LN", "DE-BY")
    }
}

fn full_agreement(body: &str, inferred: &Inferred) -> AgreementClaim {
    AgreementClaim {
        kind: AgreementKind::Project,
        stage: Stage::Signed,
        count: Some(137),
        amount: Some(Amount { minor: 38_050_000_000_000, currency: Currency::from_code("CNY").expect("a currency") }),
        hedge: Hedge::AtLeast,
        amount_max_minor: Some(40_000_000_000_000),
        nature: Nature::Mixed,
        binding: Binding::Contract,
        engagement: Some(1),
        sides: vec![place("CN-LN")],
        umbrella: true,
        part_of: None,
        parties: vec![
            Affiliation::Place(place("CN-LN")),
            Affiliation::Place(place("DE")),
            Affiliation::Organization("Siemens Group".into()),
            Affiliation::Organization("Brilliance".into()),
        ],
        evidence: evidence(body, "signed 137 projects worth more than 380.5 billion yuan"),
        inferred: inferred.clone(),
    }
}

fn part_of_it(body: &str) -> AgreementClaim {
    AgreementClaim {
        count: Some(48),
        amount: None,
        amount_max_minor: None,
        umbrella: false,
        part_of: Some(0),
        engagement: None,
        sides: vec![],
        parties: vec![],
        evidence: evidence(body, "48 key ones"),
        ..full_agreement(body, &Inferred::new())
    }
}

/// The article of [`BODY`] with all its claims.
pub fn full() -> ExtractedArticle {
    let article = Article {
        original: b"\xef\xbb\xbfbytes as they were read \xff".to_vec(),
        title: Some("Given title".into()),
        source: Some("Liaoning Daily".into()),
        published: Some(date("2023-05-21")),
        lang: Some("en-GB".into()),
        path: Some("inbox/a.txt".into()),
        table: None,
        decoding: Decoding { declared: Some("gb2312".into()), used: "GBK".into(), replacements: 3 },
        ..article(BODY, Some("https://example.org/1"))
    };
    ExtractedArticle { article, claims: full_claims(BODY) }
}

/// A small article of its own: a delegation from one place to another, led by somebody from there.
pub fn small(number: usize) -> ExtractedArticle {
    let places = ["CN-LN", "DE-BY", "KR-41", "US-MO", "CN-JS/Nanjing"];
    let (from, to) = (places[number % 5], places[(number + 1 + number / 5 % 3) % 5]);
    let leader = format!("Person {}", number % 7);
    let body = format!("Story {number}. {leader} led a delegation from {from} to {to}. Acme {} was there.", number % 3);
    let claims = small_claims(&body, &leader, from, to, &format!("Acme {}", number % 3));
    ExtractedArticle { article: article(&body, None), claims }
}

fn small_claims(body: &str, leader: &str, from: &str, to: &str, company: &str) -> Claims {
    let person = PersonClaim {
        name: leader.into(),
        title: Some("mayor".into()),
        of: Some(Affiliation::Place(place(from))),
        branch: None,
        aliases: vec![],
        evidence: evidence(body, leader),
        inferred: Inferred::new(),
    };
    let organization = OrganizationClaim {
        name: company.into(),
        // What articles say of one company differs, so that the order in which they are heard could matter.
        kind: OrganizationKind::ALL[body.len() % OrganizationKind::ALL.len()],
        aliases: vec![format!("ACME {from}")],
        place: Some(place(to)),
        evidence: evidence(body, company),
        inferred: Inferred::new(),
    };
    let engagement = EngagementClaim { leader: Some(leader.into()), ..plain_delegation(body, "led a delegation", from, to) };
    Claims {
        lang: "en".into(),
        relevant: true,
        people: vec![person],
        organizations: vec![organization],
        engagements: vec![engagement],
        ..Claims::default()
    }
}
