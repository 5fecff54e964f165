//! The keys of `extract --json`, in their order, whatever the extractor finds.

mod cli_support;

use cli_support::Ordered;
use legation::cli::output::{json, report::report};
use legation::model::{
    Affiliation, AgreementClaim, AgreementKind, Amount, Article, Binding, Claims, Context, CounterpartKind, Currency, DateSpan, Decoding,
    EngagementClaim, EngagementType, EvidenceList, Hedge, HedgedCount, Inferred, Nature, Note, OrganizationClaim, OrganizationKind,
    Participant, ParticipantKind, ParticipantRole, PersonClaim, PlaceClaim, PlaceCode, PublishedDate, RuleName, Stage, TextSpan, TieClaim,
    TieKind, TieStatus, TopicClaim,
};

fn evidence() -> EvidenceList {
    EvidenceList::of(TextSpan::new(0, 7), RuleName::new("test.rule"))
}

fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).expect("a code")
}

fn article() -> Article {
    Article {
        body: "Liaoning signed with Jena\u{202e}.".to_owned(),
        original: Vec::new(),
        url: None,
        title: None,
        source: None,
        published: None,
        lang: None,
        path: Some("secret/path.txt".to_owned()),
        table: None,
        decoding: Decoding { declared: None, used: "UTF-8".to_owned(), replacements: 0 },
    }
}

fn engagement() -> EngagementClaim {
    EngagementClaim {
        kind: EngagementType::Delegation,
        from: vec![place("CN-LN")],
        to: vec![place("DE")],
        about: Vec::new(),
        date: DateSpan::parse("2023-10-11/2023-10-12"),
        within: false,
        venues: vec![place("DE-BY/Munich")],
        leader: Some("Hao Peng".to_owned()),
        context: Context::Actual,
        counterpart: CounterpartKind::Government,
        home: false,
        participants: vec![Participant {
            name: "Hao Peng".to_owned(),
            kind: ParticipantKind::Person,
            side: None,
            role: ParticipantRole::Leader,
            evidence: evidence(),
        }],
        delegation_size: Some(HedgedCount { number: 12, hedge: Hedge::About }),
        attendance: None,
        topics: vec![TopicClaim { topic: "trade".to_owned(), evidence: evidence() }],
        evidence: evidence(),
        inferred: Inferred::from([("date".to_owned(), "year from the dateline".to_owned())]),
    }
}

fn agreement(stage: Stage, part_of: Option<usize>) -> AgreementClaim {
    AgreementClaim {
        kind: AgreementKind::Project,
        stage,
        count: Some(137),
        amount: Some(Amount { minor: 38_050_000_000_000, currency: Currency::from_code("CNY").expect("a currency") }),
        hedge: Hedge::AtLeast,
        amount_max_minor: None,
        nature: Nature::Investment,
        binding: Binding::Unknown,
        engagement: Some(0),
        sides: vec![place("CN-LN")],
        umbrella: false,
        part_of,
        parties: vec![Affiliation::Place(place("CN-LN")), Affiliation::Organization("Siemens".to_owned())],
        evidence: evidence(),
        inferred: Inferred::new(),
    }
}

fn claims() -> Claims {
    Claims {
        lang: "en".to_owned(),
        relevant: true,
        title: Some("Headline".to_owned()),
        published: DateSpan::parse("2023-10-13").map(|date| PublishedDate { date, evidence: None }),
        places: vec![PlaceClaim {
            name: "Liaoning".to_owned(),
            code: Some(place("CN-LN")),
            aliases: Vec::new(),
            evidence: evidence(),
            inferred: Inferred::new(),
        }],
        people: vec![PersonClaim {
            name: "Hao Peng".to_owned(),
            title: Some("Secretary".to_owned()),
            of: Some(Affiliation::Place(place("CN-LN"))),
            branch: None,
            aliases: Vec::new(),
            evidence: evidence(),
            inferred: Inferred::new(),
        }],
        organizations: vec![OrganizationClaim {
            name: "Siemens".to_owned(),
            kind: OrganizationKind::Company,
            aliases: Vec::new(),
            place: None,
            evidence: evidence(),
            inferred: Inferred::new(),
        }],
        engagements: vec![engagement()],
        agreements: vec![agreement(Stage::Signed, None), agreement(Stage::Signed, Some(0))],
        ties: vec![TieClaim {
            a: place("CN-JS/Nanjing"),
            b: place("US-MO/St. Louis"),
            kind: TieKind::Sister,
            started: DateSpan::parse("1979"),
            status: TieStatus::InForce,
            as_of: None,
            evidence: evidence(),
            inferred: Inferred::new(),
        }],
        notes: vec![Note { text: "a doubt".to_owned(), span: None }],
    }
}

fn written() -> String {
    String::from_utf8(json::line(&report(&article(), &claims())).expect("plain data")).expect("UTF-8")
}

#[test]
fn the_keys_of_a_report_stand_in_their_order() {
    let text = written();
    let report = Ordered::parse(&text);
    assert_eq!(
        report.keys(),
        [
            "schema",
            "id",
            "lang",
            "title",
            "body",
            "relevant",
            "published",
            "places",
            "people",
            "organizations",
            "engagements",
            "agreements",
            "ties",
            "notes"
        ]
    );
    let first = |list: &str| report.get(list).items()[0].clone();
    assert_eq!(first("places").keys(), ["name", "code", "aliases", "evidence", "inferred"]);
    assert_eq!(first("people").keys(), ["name", "title", "of", "aliases", "branch", "evidence", "inferred"]);
    assert_eq!(first("organizations").keys(), ["name", "kind", "aliases", "place", "evidence", "inferred"]);
    assert_eq!(
        first("engagements").keys(),
        [
            "type",
            "from",
            "to",
            "date",
            "venues",
            "leader",
            "context",
            "about",
            "within",
            "counterpart",
            "home",
            "participants",
            "delegation_size",
            "attendance",
            "topics",
            "evidence",
            "inferred"
        ]
    );
    assert_eq!(first("engagements").get("evidence").items()[0].keys(), ["start", "end", "rule"]);
    assert_eq!(first("ties").keys(), ["a", "b", "kind", "started", "status", "as_of", "evidence", "inferred"]);
}

#[test]
fn the_reason_stands_only_where_an_agreement_is_not_counted() {
    let report = Ordered::parse(&written());
    let [counted, part] = report.get("agreements").items() else { panic!("two agreements") };
    let common = [
        "kind",
        "stage",
        "count",
        "amount",
        "currency",
        "approx",
        "hedge",
        "amount_max",
        "nature",
        "binding",
        "engagement",
        "sides",
        "umbrella",
        "part_of",
        "counted",
    ];
    let after = ["parties", "evidence", "inferred"];
    assert_eq!(counted.keys(), [&common[..], &after].concat());
    assert_eq!(part.keys(), [&common[..], &["left_out"], &after].concat());
    assert_eq!(part.get("left_out").text(), "part of a total that is counted");
}

#[test]
fn values_are_those_of_the_contract() {
    let text = written();
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["schema"], 1);
    assert_eq!(value["published"], "2023-10-13");
    assert_eq!(value["engagements"][0]["date"], "2023-10-11/2023-10-12");
    assert_eq!(value["agreements"][0]["amount"], 380_500_000_000_i64);
    assert_eq!(value["agreements"][0]["currency"], "CNY");
    assert_eq!(value["agreements"][0]["hedge"], "at_least");
    assert_eq!(value["agreements"][0]["parties"], serde_json::json!(["CN-LN", "Siemens"]));
    assert_eq!(value["people"][0]["of"], "CN-LN");
    assert_eq!(value["body"], article().body, "lossless");
    assert!(text.contains("\\u202e") && !text.contains('\u{202e}'), "invisible characters are escapes");
    assert!(!text.contains("secret"), "no path");
    assert_eq!(text.lines().count(), 1, "one line a report");
}
