//! Corrections from the command line: what they print, what they exit with, and that exports do not depend on when they were derived.

mod cli_support;

use cli_support::{Home, Ran};
use serde_json::Value;

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn list(home: &Home, filter: &str) -> Vec<Value> {
    serde_json::from_str(&done(home.run(&["list", filter, "--json"]))).expect("JSON")
}

#[test]
fn a_session_of_corrections_is_exported_the_same_after_every_rebuild() {
    let home = Home::new();
    home.ingest_samples();
    let records = list(&home, "has:agreement");
    let (one, other) = (records[0]["id"].as_str().expect("an id"), records[1]["id"].as_str().expect("an id"));
    let agreement = records[0]["agreements"][0]["id"].as_str().expect("an id");
    let line = done(home.run(&["edit", one, "date=2022-02-03", "leader=Zhang San", "--why", "the communique"]));
    assert!(line.starts_with('l') && line.contains("-> 2022-02-03") && line.contains("-> Zhang San"), "{line}");
    done(home.run(&["edit", agreement, "amount=CNY 1.5bn", "hedge=about"]));
    done(home.run(&["tag", one, "ports", "trade"]));
    done(home.run(&["tag", one, "-trade"]));
    done(home.run(&["annotate", other, "ask", "the", "consulate"]));
    done(home.run(&["reject", other]));
    let before = done(home.run(&["export", "--jsonl"]));
    for _ in 0..2 {
        done(home.run(&["rebuild"]));
        assert_eq!(done(home.run(&["export", "--jsonl"])), before);
    }
    assert!(!before.contains(&std::env::var("USER").unwrap_or_else(|_| "nobody at all".into())), "no user in an export");

    let edited = &list(&home, "tag:ports")[0];
    assert_eq!((edited["date"].as_str(), edited["leader"].as_str()), (Some("2022-02-03"), Some("Zhang San")));
    assert_eq!(edited["inferred"]["date"], "set by an analyst: the communique");
    assert_eq!(edited["tags"], serde_json::json!(["ports"]));
    assert_eq!(edited["agreements"][0]["amount"], 1_500_000_000_u64);
    assert_eq!(list(&home, "leader:\"zhang san\"").len(), 1);
    assert!(list(&home, "tag:trade").is_empty());
    assert_eq!(list(&home, "status:rejected")[0]["notes"], serde_json::json!(["ask the consulate"]));

    done(home.run(&["undo"]));
    assert!(list(&home, "status:rejected").is_empty());
    done(home.run(&["redo"]));
    assert_eq!(list(&home, "status:rejected").len(), 1);
    let log: Vec<Value> = serde_json::from_str(&done(home.run(&["log", "--json"]))).expect("JSON");
    assert_eq!(log.len(), 8);
    let of_other: Vec<Value> = serde_json::from_str(&done(home.run(&["log", other, "--json"]))).expect("JSON");
    assert_eq!(of_other.iter().map(|line| line["action"].as_str()).collect::<Vec<_>>(), ["annotate", "set", "undo", "redo"].map(Some));
    assert_eq!(home.run(&["doctor"]).code, Some(0));
}

#[test]
fn a_suspected_part_is_listed_with_its_total_until_it_is_confirmed() {
    let home = Home::new();
    home.ingest_a_total_and_a_part();
    let totals = || serde_json::from_str::<Value>(&done(home.run(&["totals", "--json"]))).expect("JSON");
    let told = totals();
    assert_eq!(told["overall"][0]["sums"][0]["amount"], 1_200_000_000_u64);
    let left = &told["left_out"][0];
    let (part, whole) = (left["id"].as_str().expect("an id"), left["maybe_inside"].as_str().expect("an id"));
    for shown in
        [home.run(&["totals"]), home.run(&["list", "--agreements"]), home.run(&["show", part]), home.run(&["brief", "place:liaoning"])]
    {
        assert!(done(shown).contains(&format!("maybe inside CNY 1,200,000,000, {whole}")), "it says inside of what");
    }
    assert!(done(home.run(&["export", "--csv", "--of", "agreements"])).contains(&format!(",{whole},")));
    done(home.run(&["confirm", part]));
    done(home.run(&["rebuild"]));
    assert_eq!(totals()["overall"][0]["sums"][0]["amount"], 1_500_000_000_u64);
}

#[test]
fn a_suspected_part_is_put_into_its_total_or_stands_alone() {
    let home = Home::new();
    home.ingest_a_total_and_a_part();
    let totals = || serde_json::from_str::<Value>(&done(home.run(&["totals", "--json"]))).expect("JSON");
    let sum = |told: &Value| told["overall"][0]["sums"][0]["amount"].as_u64();
    let left = totals()["left_out"][0].clone();
    let (part, whole) = (left["id"].as_str().expect("an id"), left["maybe_inside"].as_str().expect("an id"));
    let beginning = format!("part_of={}", &whole[..6]);
    assert!(done(home.run(&["edit", part, &beginning, "--why", "the fair's own list"])).contains(&format!("part_of (nothing) -> {whole}")));
    for _ in 0..2 {
        let told = totals();
        assert_eq!((sum(&told), &told["left_out"][0]["reason"]), (Some(1_200_000_000), &"part of a total that is counted".into()));
        assert_eq!(told["left_out"][0]["maybe_inside"], Value::Null, "it is settled");
        done(home.run(&["rebuild"]));
    }
    let shown: Value = serde_json::from_str(&done(home.run(&["show", part, "--json"]))).expect("JSON");
    assert_eq!((&shown["part_of"], &shown["status"]), (&whole.into(), &"new".into()));
    assert_eq!(shown["inferred"]["part_of"], "set by an analyst: the fair's own list");
    assert!(done(home.run(&["show", part])).contains(&format!("part of: {whole}")));
    assert_eq!(home.run(&["edit", whole, &format!("part_of={part}")]).code, Some(2), "a total is no part of its own part");
    assert_eq!(home.run(&["edit", part, "part_of=alone", "--expect", "part_of="]).code, Some(3), "somebody has set it since");
    done(home.run(&["edit", part, "part_of=alone"]));
    done(home.run(&["rebuild"]));
    assert_eq!((sum(&totals()), totals()["left_out"].as_array().map(Vec::len)), (Some(1_500_000_000), Some(0)));
    done(home.run(&["undo"]));
    done(home.run(&["undo"]));
    assert_eq!(totals()["left_out"][0]["maybe_inside"].as_str(), Some(whole), "as it was");
}

#[test]
fn records_are_joined_parted_added_and_set_aside() {
    let home = Home::new();
    home.ingest_samples();
    let records = list(&home, "type:delegation");
    let count = records.len();
    let (one, other) = (records[0]["id"].as_str().expect("an id"), records[1]["id"].as_str().expect("an id"));
    done(home.run(&["merge", one, other]));
    let joined = list(&home, &format!("id:{}", one.min(other)));
    assert_eq!((list(&home, "type:delegation").len(), joined[0]["sources"].as_array().map(Vec::len)), (count - 1, Some(2)));
    let why = done(home.run(&["show", one, "--why"]));
    assert!(why.contains("an analyst joined them"), "{why}");
    done(home.run(&["split", one]));
    assert_eq!(list(&home, "type:delegation").len(), count);
    done(home.run(&["undo"]));
    done(home.run(&["undo"]));
    assert_eq!(list(&home, "type:delegation").len(), count);

    let document = records[0]["sources"][0]["document"].as_str().expect("an id");
    let quote = records[0]["evidence"][0]["quote"].as_str().expect("words");
    done(home.run(&["add", "engagement", "--document", document, "--quote", quote, "type=commemoration", "from=CN-LN", "to=DE-BY"]));
    assert_eq!(list(&home, "type:commemoration from:CN-LN to:DE-BY").len(), 1);
    done(home.run(&["set-aside", document, "--why", "a parody"]));
    assert!(list(&home, "type:commemoration from:CN-LN to:DE-BY").is_empty());
    done(home.run(&["set-aside", document, "--back"]));
    assert_eq!(list(&home, "type:commemoration from:CN-LN to:DE-BY").len(), 1);
}

#[test]
fn mistakes_are_told_and_change_nothing() {
    let home = Home::new();
    home.ingest_samples();
    let id = list(&home, "type:delegation")[0]["id"].as_str().expect("an id").to_owned();
    done(home.run(&["edit", &id, "date=2022-02-03"]));
    for (arguments, code, told) in [
        (vec!["edit", &id, "date=2022-02-04", "--expect", "date=2021-01-01"], 3, "is '2022-02-03' now"),
        (vec!["edit", &id, "date=tomorrow"], 2, "is no date"),
        (vec!["edit", &id, "colour=red"], 2, "no field 'colour'"),
        (vec!["edit", &id, "date"], 2, "FIELD=VALUE"),
        (vec!["edit", &id, "amount=CNY 5"], 2, "an engagement has no amount"),
        (vec!["edit", "zzzzzz", "date=2022"], 1, "nothing in the store"),
        (vec!["merge", &id], 2, "two records"),
        (vec!["undo", "lzzz"], 2, "no line of the log"),
        (vec!["--read-only", "confirm", &id], 2, "--read-only"),
    ] {
        let ran = home.run(&arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(told) && ran.out.is_empty(), "{arguments:?}: {}", ran.err);
    }
    let log: Vec<Value> = serde_json::from_str(&done(home.run(&["log", "--json"]))).expect("JSON");
    assert_eq!(log.len(), 1);
    assert!(home.run(&["edit", "--pending"]).err.contains("every correction fits"));
}

#[test]
fn show_why_names_the_source_of_a_date_and_a_sum_that_others_tell_otherwise() {
    let home = Home::new();
    let told = |outlet: &str, days: &str, sum: &str| {
        let text = format!(
            "---\nsource: {outlet}\npublished: 2023-10-13\n---\nA delegation from Liaoning Province led by Governor Li Lecheng visited \
             Bavaria, Germany, {days}, 2023. In Munich, Liaoning and Bavaria signed 12 projects worth {sum} billion yuan on October 11, 2023.\n"
        );
        home.file(&format!("{outlet}.txt"), text);
    };
    told("Daily", "on October 11", "1.2");
    told("Post", "from October 11 to 12", "1.234");
    done(home.run(&["ingest", "Daily.txt", "Post.txt"]));
    let [daily, post] = ["daily", "post"].map(|outlet| {
        let told = list(&home, &format!("source:{outlet}"));
        let sources = told[0]["sources"].as_array().expect("sources").clone();
        sources.iter().find(|source| source["source"].as_str().is_some_and(|name| name.eq_ignore_ascii_case(outlet))).expect("one")["document"].clone()
    });
    let [daily, post] = [daily.as_str().expect("an id"), post.as_str().expect("an id")];
    let records = list(&home, "type:delegation");
    assert_eq!(records[0]["disputed"].as_array().map(Vec::len), Some(0));
    let why = done(home.run(&["show", records[0]["id"].as_str().expect("an id"), "--why"]));
    let line = format!("\n  date shown: 2023-10-11/2023-10-12 (Post, {post}); told too: 2023-10-11 (Daily, {daily})\n");
    assert!(why.contains(&line), "{why}");
    let signing = list(&home, "type:signing");
    let why = done(home.run(&["show", signing[0]["id"].as_str().expect("an id"), "--why"]));
    let line = format!("\n  amount shown: CNY 1234000000 (Post, {post}); told too: CNY 1200000000 (Daily, {daily})\n");
    assert!(why.contains(&line), "{why}");
}
