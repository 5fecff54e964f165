//! Rows of other people's tables: into the log like articles, or refused with a reason; and the ties that registers bring.

mod cli_support;

use cli_support::{Home, Ran};
use legation::ingest::rows::FIELDS;
use legation::ingest::rows::mapping::Mapping;
use serde_json::Value;

const VISITS: &str = "Date,From,To,What,Leader,Deal,Value,Cur,Budget,Quote\n\
    18/05/2023,Liaoning,Bavaria,Visit,Li Ming,mou,\"1,250,000\",EUR,B-12,\"Li Ming led a delegation, and a memorandum was signed.\"\n\
    19/05/2023,Georgia,Germany,Visit,,,,,,\n31/02/2023,Liaoning,Germany,Visit,,,,,,\n,Jiangsu,North Brabant,Tea party,,,,,,\n";
const MAPPING: &str = "date_format = \"%d/%m/%Y\"\n[columns]\ndate = \"Date\"\nfrom = \"From\"\nto = \"To\"\ntype = \"What\"\nleader = \"Leader\"\n\
    kind = \"Deal\"\namount = \"Value\"\ncurrency = \"Cur\"\ntext = \"Quote\"\n[constants]\nsides = \"Liaoning; DE-BY\"\nurl = \"https://office.example/list\"\n\
    [words.type]\nVisit = \"delegation\"\n";

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn json(ran: Ran) -> Value {
    serde_json::from_str(&done(ran)).expect("JSON")
}

fn home() -> Home {
    let home = Home::new();
    home.file("visits.csv", VISITS);
    home.file("visits.toml", MAPPING);
    home
}

const IMPORT: [&str; 4] = ["import", "visits.csv", "--mapping", "visits.toml"];

#[test]
fn a_dry_run_says_what_each_row_becomes_and_writes_nothing() {
    let home = home();
    let ran = home.run(&[&IMPORT[..], &["--dry-run"]].concat());
    assert_eq!(ran.code, Some(4), "{}", ran.err);
    for part in
        ["2\t2023-05-18\tdelegation CN-LN > DE-BY, signed mou\t", "'Georgia' may be GE, US-GA", "31/02/2023", "'Tea party' is no type"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!home.path().join(".local").exists());
}

#[test]
fn a_row_is_a_document_whose_fields_are_the_evidence() {
    let home = home();
    let ran = home.run(&IMPORT);
    assert_eq!((ran.code, ran.out.as_str()), (Some(4), ""), "{}", ran.err);
    assert!(ran.err.contains("row 3: from: ") && ran.err.contains("1 new, 0 known, 3 failed"), "{}", ran.err);
    assert!(home.run(&IMPORT).err.contains("0 new, 1 known, 3 failed"), "the same row is one");
    let list = json(home.run(&["list", "--json"]));
    let one = &list[0];
    assert_eq!(
        (one["type"].as_str(), one["date"].as_str(), one["leader"].as_str()),
        (Some("delegation"), Some("2023-05-18"), Some("Li Ming"))
    );
    assert_eq!(one["evidence"][0]["quote"], "Li Ming led a delegation, and a memorandum was signed.");
    let agreement = &one["agreements"][0];
    assert_eq!((agreement["amount"].as_i64(), agreement["binding"].as_str()), (Some(1_250_000), Some("non_binding")));
    assert!(one["sources"][0]["url"].as_str().expect("a page").starts_with("https://office.example/list#row-d"));
    let before = done(home.run(&["export", "--jsonl"]));
    done(home.run(&["rebuild"]));
    assert_eq!(done(home.run(&["export", "--jsonl"])), before);
    assert!(done(home.run(&["list", "\"B-12\""])).lines().count() == 2, "other columns are kept and found");
    done(home.run(&["doctor"]));
}

#[test]
fn what_was_exported_can_be_imported() {
    let home = Home::new();
    home.ingest_samples();
    home.file("all.csv", done(home.run(&["export", "--csv"])));
    home.file("map.toml", "[columns]\ntype = \"type\"\ncontext = \"context\"\ndate = \"date\"\nfrom = \"from\"\nto = \"to\"\nvenues = \"venues\"\nabout = \"about\"\n\
        leader = \"leader\"\ncounterpart = \"counterpart\"\nparticipants = \"participants\"\ntopics = \"topics\"\ntext = \"quote\"\nsource = \"sources\"\n");
    let ran = home.run(&["--store", "other.db", "import", "all.csv", "--mapping", "map.toml"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = json(home.run(&["list", "--json"])).as_array().map_or(0, Vec::len);
    assert!(ran.err.contains(&format!("{rows} new, 0 known, 0 failed")), "{}", ran.err);
    let facts = |one: &Value| format!("{} {} {} {} {}", one["type"], one["date"], one["from"], one["to"], one["context"]);
    let told: Vec<String> = json(home.run(&["list", "--json"])).as_array().expect("a list").iter().map(facts).collect();
    let imported = json(home.run(&["--store", "other.db", "list", "--json"]));
    let mut again: Vec<String> = imported.as_array().expect("a list").iter().map(facts).collect();
    let mut told = told;
    told.sort();
    again.sort();
    assert_eq!(again, told, "each row is a record, as it was");
}

#[test]
fn rows_of_one_table_are_never_joined_and_rows_of_two_may_be() {
    let head = "type,date,from,to,leader,kind,amount,currency,sides,source\n";
    let row = |on: &str, source: &str| format!("delegation,{on},CN-LN,DE-BY,Li Ming,project,5000000,EUR,CN-LN; DE-BY,{source}\n");
    let counts = |files: &[String]| {
        let home = Home::new();
        for (at, text) in files.iter().enumerate() {
            let name = format!("{at}.csv");
            home.file(&name, format!("{head}{text}"));
            done(home.run(&["import", &name]));
        }
        let count = || (json(home.run(&["list", "--json"])), json(home.run(&["list", "--agreements", "--json"])));
        let before = count();
        done(home.run(&["rebuild"]));
        assert_eq!(count(), before);
        done(home.run(&["doctor"]));
        (before.0.as_array().map_or(0, Vec::len), before.1.as_array().map_or(0, Vec::len))
    };
    let (one, other) = (row("2023-05-18", "A"), row("2023-05-19", "B"));
    assert_eq!(counts(&[format!("{one}{other}")]), (2, 2), "whoever keeps a table tells each thing once");
    assert_eq!(counts(&[one.clone(), other.clone()]), (1, 1));
    assert_eq!(counts(&[format!("{one}{other}"), row("2023-05-18", "C")]), (2, 2), "the third is one of them, not both");
    assert_eq!(counts(&[row("2023-05-18", "C"), format!("{one}{other}")]), (2, 2), "in either order");
}

#[test]
fn a_table_gives_no_total_of_its_own_rows() {
    let head = "type,date,from,to,kind,count,amount,currency,sides\n";
    let total = "signing,2023-05-18,CN-LN,DE-BY,project,12,9000000,EUR,CN-LN; DE-BY\n";
    let one = "signing,2023-05-18,CN-LN,DE-BY,project,1,5000000,EUR,CN-LN; DE-BY\n";
    for (files, sum) in
        [(vec![format!("{head}{total}{one}")], 14_000_000), (vec![format!("{head}{total}"), format!("{head}{one}")], 9_000_000)]
    {
        let home = Home::new();
        for (at, text) in files.iter().enumerate() {
            home.file(&format!("{at}.csv"), text);
            done(home.run(&["import", &format!("{at}.csv")]));
        }
        assert_eq!(json(home.run(&["totals", "--json"]))["overall"][0]["sums"][0]["amount"], sum, "{files:?}");
    }
}

#[test]
fn a_register_of_ties_has_anniversaries_and_sleepers() {
    let home = Home::new();
    home.file(
        "register.csv",
        "a,b,started,source\nCN-JS/Nanjing,US-MO/St. Louis,1979-11-02,Register\nLiaoning,Kanagawa,1983-05-12,Register\n",
    );
    home.file("a.txt", "On 5 May 2020 a delegation from Nanjing led by Mayor Li Ming visited St. Louis, Missouri.");
    done(home.run(&["import", "register.csv"]));
    done(home.run(&["ingest", "a.txt"]));
    let ties = |arguments: &[&str]| json(home.run(&[&["ties", "--as-of", "2024-09-01", "--json"], arguments].concat()));
    let all = ties(&[]);
    assert_eq!(all.as_array().map(Vec::len), Some(2), "{all}");
    let due = ties(&["--within", "90"]);
    assert_eq!(
        (due[0]["next_anniversary"].as_str(), due[0]["years"].as_i64(), due.as_array().map(Vec::len)),
        (Some("2024-11-02"), Some(45), Some(1))
    );
    assert_eq!(due[0]["last_met"], "2020-05-05", "{due}");
    let names = |ties: &Value| {
        ties.as_array().expect("a list").iter().map(|tie| tie["a_name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&ties(&["--dormant", "5"])), ["Liaoning"]);
    assert_eq!(names(&ties(&["--dormant", "4"])).len(), 2);
    assert_eq!(names(&ties(&["liaoning"])), ["Liaoning"]);
    assert_eq!(home.run(&["ties", "--as-of", "soon"]).code, Some(2));
}

#[test]
fn mistakes_of_a_mapping_and_a_table_are_told() {
    let home = home();
    let with = |mapping: &str| {
        home.file("m.toml", mapping);
        home.run(&["import", "visits.csv", "--mapping", "m.toml"])
    };
    for (mapping, told) in [
        ("[columns]\ncolour = \"From\"\n", "'colour' is no field"),
        ("[columns]\nfrom = \"Absender\"\n", "does not have: Absender"),
        ("[colums]\n", "colums"),
        ("[columns]\nfrom = \"From\"\n", "neither type"),
    ] {
        let ran = with(mapping);
        assert!(matches!(ran.code, Some(2 | 4)) && ran.err.contains(told), "{mapping}: {}", ran.err);
    }
    home.file("twice.csv", "a,a\n1,2\n");
    assert_eq!(home.run(&["import", "twice.csv"]).code, Some(2));
    home.file("rows.jsonl", "{\"type\":\"meeting\",\"from\":[\"Liaoning\"],\"to\":\"Jena\",\"date\":\"2020\"}\n");
    assert_eq!(home.run(&["import", "rows.jsonl"]).code, Some(0));
    home.file("bad.jsonl", "{\"type\":{}}\n");
    assert_eq!(home.run(&["import", "bad.jsonl"]).code, Some(2));
}

#[test]
fn the_page_lists_the_fields_and_its_mapping_is_one() {
    let page = include_str!("../docs/import.md");
    for (field, meaning) in FIELDS {
        assert!(page.contains(&format!("| `{field}` | {meaning} |")), "{field}");
    }
    let mapping = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a mapping");
    Mapping::read(mapping).expect("read");
}
