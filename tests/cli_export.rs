//! Exports for other programs: the same bytes from the same store, whole, and explained by their codebook.

mod cli_support;

use std::collections::BTreeSet;

use cli_support::Home;
use serde_json::Value;

fn out(home: &Home, arguments: &[&str]) -> String {
    let ran = home.run(arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out
}

fn ids(list: &str) -> BTreeSet<String> {
    let list: Value = serde_json::from_str(list).expect("JSON");
    list.as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn the_same_store_gives_the_same_bytes_in_every_form() {
    let (home, other) = (Home::new(), Home::new());
    home.ingest_samples();
    other.ingest_samples();
    for form in [&["--csv"][..], &["--csv", "--of", "agreements"], &["--geojson"], &["--graphml"], &["--jsonl"]] {
        let ask = [&["export"], form].concat();
        let first = out(&home, &ask);
        assert!(first.len() > 1000, "{form:?}");
        assert_eq!(first, out(&other, &ask), "{form:?}: nor path, host or user");
        out(&home, &["rebuild"]);
        assert_eq!(first, out(&home, &ask), "{form:?}");
    }
}

#[test]
fn a_folder_holds_every_form_and_what_it_means_or_nothing() {
    let home = Home::new();
    home.ingest_samples();
    out(&home, &["export", "--folder", "out/liaoning", "side:liaoning"]);
    let files = [
        ("codebook.md", &["--codebook"][..]),
        ("engagements.csv", &["--csv"]),
        ("agreements.csv", &["--csv", "--of", "agreements"]),
        ("records.jsonl", &["--jsonl"]),
        ("map.geojson", &["--geojson"]),
        ("graph.graphml", &["--graphml"]),
    ];
    let folder = home.path().join("out/liaoning");
    for (name, form) in files {
        let written = std::fs::read_to_string(folder.join(name)).expect(name);
        let filter: &[&str] = if name == "codebook.md" { &[] } else { &["side:liaoning"] };
        assert!(!written.is_empty());
        assert_eq!(written, out(&home, &[&["export"], form, filter].concat()), "{name}");
    }
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        entries.map(|name| name.to_string_lossy().into_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&folder), files.iter().map(|(name, _)| (*name).to_owned()).collect());
    std::fs::write(folder.join("map.geojson"), "mine").expect("written");
    let refused = home.run(&["export", "--folder", "out/liaoning"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("is there already"), "{}", refused.err);
    assert_eq!(std::fs::read_to_string(folder.join("map.geojson")).expect("there"), "mine");
    assert_eq!(home.run(&["export", "--folder", "out/other", "side:atlantis"]).code, Some(2));
    assert_eq!(names(&home.path().join("out")), BTreeSet::from(["liaoning".to_owned()]), "nothing is left behind");
}

#[test]
fn tables_hold_every_record_once_and_the_codebook_every_column() {
    let home = Home::new();
    home.ingest_samples();
    let codebook = out(&home, &["export", "--codebook"]);
    for (of, listed) in [("engagements", &["list", "--json"][..]), ("agreements", &["list", "--agreements", "--json"])] {
        let table = out(&home, &["export", "--csv", "--of", of]);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        assert_eq!(header[0], "id");
        assert!(header.iter().all(|name| codebook.contains(&format!("| `{name}` |"))), "{header:?}");
        let rows: Vec<String> = reader.records().map(|row| row.expect("as long as the header")[0].to_owned()).collect();
        assert!(rows.is_sorted(), "by id");
        assert_eq!(rows.iter().cloned().collect::<BTreeSet<_>>(), ids(&out(&home, listed)), "{of}");
        assert_eq!(table.lines().count(), rows.len() + 1, "one line a record");
    }
}

#[test]
fn maps_and_graphs_name_places_and_engagements() {
    let home = Home::new();
    home.ingest_samples();
    let map: Value = serde_json::from_str(&out(&home, &["export", "--geojson"])).expect("JSON");
    let features = map["features"].as_array().expect("features");
    let of_class = |class: &str| features.iter().filter(|one| one["properties"]["class"] == class).collect::<Vec<_>>();
    let liaoning = of_class("place").into_iter().find(|one| one["id"] == "CN-LN").expect("Liaoning");
    let point = liaoning["geometry"]["coordinates"].as_array().expect("a point");
    assert!((118.0..126.0).contains(&point[0].as_f64().expect("degrees")) && (38.0..44.0).contains(&point[1].as_f64().expect("degrees")));
    assert_eq!(of_class("engagement").len(), ids(&out(&home, &["list", "--json"])).len());
    let graph = out(&home, &["export", "--graphml", "from:liaoning to:germany"]);
    assert!(graph.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml ") && graph.ends_with("</graphml>\n"));
    assert!(graph.contains("<node id=\"CN-LN\">") && graph.contains("source=\"CN-LN\" target=\"DE\" directed=\"true\""), "{graph}");
    assert_eq!(graph.matches("<node ").count(), graph.matches("</node>").count());
}

#[test]
fn what_an_article_says_runs_in_no_spreadsheet_and_breaks_no_graph() {
    let home = Home::new();
    home.file(
        "articles/a.md",
        "---\ntitle: \"=cmd|' /C calc'!A0 <b>&\"\n---\nOn 5 May 2020 a delegation from Liaoning led by Li Ming visited Jena.\n",
    );
    assert_eq!(home.run(&["ingest", "articles"]).code, Some(0));
    let table = out(&home, &["export", "--csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().expect("a header").iter().position(|name| name == "titles").expect("titles");
    let row = reader.records().next().expect("a row").expect("read");
    assert!(row[at].starts_with("'="), "{row:?}");
    assert!(!out(&home, &["export", "--graphml"]).contains("<b>"));
    assert_eq!(home.run(&["export"]).code, Some(2), "a form must be named");
    assert_eq!(home.run(&["export", "--csv", "--jsonl"]).code, Some(2));
}
