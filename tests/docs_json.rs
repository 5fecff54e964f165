//! Holds docs/json.md against what the commands write for the sample reports.

mod cli_support;

use std::collections::{BTreeMap, BTreeSet};

use cli_support::Home;
use serde_json::Value;

const PAGE: &str = include_str!("../docs/json.md");

/// Which keys hold objects of another section: section, key, section of the value.
const NESTED: &[(&str, &str, &str)] = &[
    ("engagement", "participants", "participant"),
    ("engagement", "delegation_size", "count"),
    ("engagement", "attendance", "count"),
    ("engagement", "topics", "topic"),
    ("engagement", "evidence", "evidence"),
    ("engagement", "sources", "source"),
    ("engagement", "agreements", "agreement"),
    ("agreement", "evidence", "evidence"),
    ("agreement", "sources", "source"),
    ("engagement", "disputed", "dispute"),
    ("agreement", "disputed", "dispute"),
    ("dispute", "versions", "version"),
    ("listed agreement", "evidence", "evidence"),
    ("listed agreement", "sources", "source"),
    ("listed agreement", "disputed", "dispute"),
    ("correction", "changes", "change"),
    ("participant", "evidence", "evidence"),
    ("topic", "evidence", "evidence"),
    ("totals", "filter", "chip"),
    ("totals", "rows", "row"),
    ("totals", "overall", "row"),
    ("totals", "left_out", "omission"),
    ("totals", "conversion", "conversion"),
    ("row", "sums", "sum"),
    ("row", "converted", "converted sum"),
    ("conversion", "rates", "rate"),
    ("conversion", "not_converted", "unconverted sum"),
    ("profile", "offices", "office"),
    ("profile", "ties", "tie"),
    ("profile", "counterparts", "counterpart"),
    ("profile", "visits", "visits"),
    ("profile", "engagements", "engagement"),
    ("profile", "agreements", "agreement"),
    ("new", "first_pairs", "first pair"),
    ("new", "busy_pairs", "busy pair"),
    ("new", "anniversaries", "tie as of a day"),
    ("brief", "sections", "brief section"),
    ("brief", "sources", "brief source"),
    ("brief", "made_from", "stamp"),
    ("brief section", "table", "brief table"),
    ("brief section", "entries", "brief entry"),
    ("brief entry", "entries", "brief entry"),
    ("report", "places", "place mention"),
    ("report", "people", "person mention"),
    ("report", "organizations", "organization mention"),
    ("report", "ties", "tie mention"),
    ("report", "engagements", "engagement"),
    ("report", "agreements", "agreement"),
    ("place mention", "evidence", "evidence"),
    ("person mention", "evidence", "evidence"),
    ("organization mention", "evidence", "evidence"),
    ("tie mention", "evidence", "evidence"),
    ("exported person", "offices", "exported office"),
    ("exported person", "evidence", "exported evidence"),
    ("exported organization", "evidence", "exported evidence"),
    ("exported tie", "told", "tie told"),
    ("exported tie", "evidence", "exported evidence"),
];

/// Sections that the samples need not give an example of: no finder takes topics or numbers of people from articles yet.
const NOT_IN_THE_SAMPLES: &[&str] = &["busy pair", "count", "dispute", "topic", "version"];

/// The keys that each section describes.
fn sections() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut sections: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut section = "";
    for line in PAGE.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading;
        } else if let Some(cell) = line.strip_prefix("| `").and_then(|rest| rest.split(" | ").next()) {
            let keys = cell.split('`').step_by(2).filter(|key| !key.trim().is_empty());
            sections.entry(section).or_default().extend(keys);
        }
    }
    // The first table tells of commands.
    sections.remove("");
    sections
}

/// Where an object is found, which decides what of a section it has.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Command,
    Report,
    Export,
}

struct Checker {
    sections: BTreeMap<&'static str, BTreeSet<&'static str>>,
    seen: BTreeSet<&'static str>,
}

impl Checker {
    fn check(&mut self, section: &'static str, form: Form, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.check(section, form, item)),
            Value::Object(object) => {
                let keys: BTreeSet<&str> = object.keys().map(String::as_str).collect();
                assert_eq!(keys, self.expected(section, form, &keys), "{section}");
                self.seen.insert(section);
                for (_, key, inner) in NESTED.iter().filter(|(outer, ..)| *outer == section) {
                    self.check(inner, form, object.get(*key).unwrap_or(&Value::Null));
                }
            }
            // What is not told, and ids in place of what they stand for.
            Value::Null | Value::String(_) => {}
            other => panic!("{section}: {other}"),
        }
    }

    fn expected<'a>(&self, section: &str, form: Form, found: &BTreeSet<&'a str>) -> BTreeSet<&'a str>
    where
        'static: 'a,
    {
        let mut keys: BTreeSet<&str> = self.sections.get(section).unwrap_or_else(|| panic!("{section}: no such section")).clone();
        let is_record = ["engagement", "agreement"].contains(&section);
        let is_record_or_listed = is_record || section == "listed agreement";
        match form {
            Form::Report if is_record => {
                keys.retain(|key| !["id", "sources", "disputed", "status", "tags", "notes", "agreements"].contains(key))
            }
            Form::Report if section == "evidence" => keys.retain(|key| !["document", "quote"].contains(key)),
            Form::Export if is_record => {
                keys.remove("sources");
                keys.extend(["class", "documents"]);
            }
            Form::Export if section == "document" => keys.extend(["class"]),
            Form::Command | Form::Report | Form::Export => {}
        }
        // There only where several documents tell a record.
        if section == "evidence" && !found.contains("document") {
            keys.remove("document");
        }
        for rare in ["left_out", "maybe_inside", "since_mark"] {
            if is_record_or_listed && !found.contains(rare) {
                keys.remove(rare);
            }
        }
        keys
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_keys_are_those_that_are_written() {
    let home = Home::new();
    home.ingest_samples();
    let out = |arguments: &[&str]| {
        let ran = home.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        ran.out
    };
    let mut checker = Checker { sections: sections(), seen: BTreeSet::new() };
    let list = json(&out(&["list", "--json"]));
    checker.check("engagement", Form::Command, &list);
    checker.check("listed agreement", Form::Command, &json(&out(&["list", "--agreements", "--json"])));
    for kind in ["place", "person", "organization"] {
        checker.check("entity", Form::Command, &json(&out(&["entities", "--kind", kind, "--json"])));
    }
    checker.check("totals", Form::Command, &json(&out(&["totals", "--by", "country,year", "--json", "since:2000"])));
    checker.check("totals", Form::Command, &json(&out(&["totals", "--convert", "usd", "--json"])));
    checker.check("tie as of a day", Form::Command, &json(&out(&["ties", "--as-of", "2024-09-01", "--json"])));
    checker.check("new", Form::Command, &json(&out(&["new", "--since", "2000-01-01", "--as-of", "2024-01-01", "--json"])));
    checker.check("brief", Form::Command, &json(&out(&["brief", "place:liaoning", "--json"])));
    checker.check("key", Form::Command, &json(&out(&["keys", "--json"])));
    for name in ["liaoning", "chengdu", "hao peng"] {
        checker.check("profile", Form::Command, &json(&out(&["profile", name, "--json"])));
    }
    let with_agreement = list.as_array().expect("a list").iter().find(|one| one["agreements"][0].is_object()).expect("an agreement");
    let shown = |value: &Value| json(&out(&["show", value.as_str().expect("an id"), "--json"]));
    checker.check("engagement", Form::Command, &shown(&with_agreement["id"]));
    checker.check("agreement", Form::Command, &shown(&with_agreement["agreements"][0]["id"]));
    checker.check("document", Form::Command, &shown(&with_agreement["sources"][0]["document"]));
    let mut classes = Vec::new();
    for line in out(&["export", "--jsonl"]).lines() {
        let line = json(line);
        let (class, section) = match line["class"].as_str().expect("a class") {
            "document" => ("document", "document"),
            "engagement" => ("engagement", "engagement"),
            "agreement" => ("agreement", "agreement"),
            "person" => ("person", "exported person"),
            "organization" => ("organization", "exported organization"),
            "tie" => ("tie", "exported tie"),
            other => panic!("{other}: no such class"),
        };
        checker.check(section, Form::Export, &line);
        classes.push(class);
    }
    classes.dedup();
    assert_eq!(classes, ["document", "engagement", "agreement", "person", "organization", "tie"], "in the order told");
    let id = with_agreement["id"].as_str().expect("an id");
    out(&["edit", id, "date=2023-10-12", "--why", "a test"]);
    checker.check("correction", Form::Command, &json(&out(&["log", "--json"])));
    let samples = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples")).expect("samples");
    let files: Vec<String> =
        samples.map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned()).filter(|path| path.ends_with(".txt")).collect();
    let arguments: Vec<&str> = ["extract", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    out(&arguments).lines().for_each(|line| checker.check("report", Form::Report, &json(line)));

    let unseen = checker.sections.keys().filter(|section| !checker.seen.contains(*section) && !NOT_IN_THE_SAMPLES.contains(section));
    assert_eq!(unseen.collect::<Vec<_>>(), Vec::<&&str>::new(), "described, and nowhere in the output");
}
