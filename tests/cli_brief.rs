//! The brief: cited line by line, the same page from the same store, and nothing that an article says can act in it.

mod cli_support;

use cli_support::Home;
use serde_json::Value;

fn out(home: &Home, arguments: &[&str]) -> String {
    let ran = home.run(arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out
}

fn page(home: &Home, filter: &str) -> Value {
    serde_json::from_str(&out(home, &["brief", filter, "--json"])).expect("JSON")
}

fn entries(list: &Value, found: &mut Vec<Value>) {
    for entry in list.as_array().into_iter().flatten() {
        found.push(entry.clone());
        entries(&entry["entries"], found);
    }
}

#[test]
fn every_line_is_cited() {
    let home = Home::new();
    home.ingest_samples();
    let list: Value = serde_json::from_str(&out(&home, &["list", "side:liaoning", "--json"])).expect("JSON");
    let page = page(&home, "side:liaoning");
    let mut all = Vec::new();
    page["sections"].as_array().expect("sections").iter().for_each(|section| entries(&section["entries"], &mut all));
    let numbers: Vec<u64> =
        page["sources"].as_array().expect("sources").iter().map(|source| source["number"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    for entry in &all {
        let cited = entry["sources"].as_array().expect("a list");
        let is_heading = !entry["entries"].as_array().expect("a list").is_empty();
        assert!(is_heading || !cited.is_empty(), "{entry}");
        assert!(is_heading || !entry["records"].as_array().expect("a list").is_empty(), "{entry}");
        assert!(cited.iter().all(|number| numbers.contains(&number.as_u64().expect("a number"))), "{entry}");
    }
    for engagement in list.as_array().expect("a list") {
        assert!(all.iter().any(|entry| entry["records"].as_array().expect("a list").contains(&engagement["id"])), "{}", engagement["id"]);
    }
    let text = page.to_string();
    assert!(text.contains("CNY 380.5 billion") && text.contains("part of a total that is counted"), "{text}");
}

#[test]
fn ties_between_those_who_met_are_told_with_their_source() {
    let home = Home::new();
    home.ingest_samples();
    let ties = |page: Value| -> Vec<Value> {
        let section = page["sections"].as_array().expect("sections").iter().find(|section| section["heading"] == "Ties").cloned();
        section.and_then(|section| section["entries"].as_array().cloned()).unwrap_or_default()
    };
    let told = ties(page(&home, "place:nanjing"));
    let own = told.iter().find(|one| one["text"] == "Nanjing and St. Louis: sister tie since 2 November 1979, in force").expect("told");
    assert!(own["quote"].as_str().is_some_and(|quote| quote.contains("45th anniversary")) && own["sources"][0].is_u64(), "{own}");
    let dated: Value = serde_json::from_str(&out(&home, &["brief", "place:nanjing", "--json", "--as-of", "2024-03-01"])).expect("JSON");
    assert!(ties(dated).iter().any(|one| one["text"].as_str().is_some_and(|text| text.ends_with("; 45 years on 2 November 2024"))));
    assert!(ties(page(&home, "side:zhejiang")).is_empty());
}

#[test]
fn the_same_store_and_day_give_the_same_page() {
    let home = Home::new();
    home.ingest_samples();
    for form in ["--markdown", "--html", "--json", "--text"] {
        let ask = ["brief", "country:de since:2000", form, "--as-of", "2024-03-01"];
        let first = out(&home, &ask);
        assert_eq!(first, out(&home, &ask), "{form}");
        assert!(first.contains("1 March 2024") && first.contains("country:de since:2000"), "{form}: {first}");
        assert!(!first.contains(home.path().to_str().expect("UTF-8")), "no path");
    }
    let markdown = out(&home, &["brief", "country:de since:2000"]);
    assert!(markdown.contains("no date given"), "no clock: {markdown}");
    let other = Home::new();
    other.ingest_samples();
    assert_eq!(out(&other, &["brief", "country:de since:2000"]), markdown, "nor host nor user");
    out(&home, &["rebuild"]);
    assert_eq!(out(&home, &["brief", "country:de since:2000"]), markdown);
}

#[test]
fn what_is_cut_is_told() {
    let home = Home::new();
    home.ingest_samples();
    let cut = out(&home, &["brief", "--limit", "1", "--text"]);
    assert!(cut.contains("and not on this page"), "{cut}");
    assert!(cut.contains("Totals"), "{cut}");
    assert!(out(&home, &["brief", "year:1850"]).contains("Nothing in the store fits"));
    assert_eq!(home.run(&["brief", "--html", "--text"]).code, Some(2));
    assert_eq!(home.run(&["brief", "--as-of", "yesterday"]).code, Some(2));
}

#[test]
fn nothing_in_an_article_acts_in_the_page() {
    let home = Home::new();
    let hostile = "---\ntitle: \"<script>alert(1)</script> [x](javascript:alert(1)) | `a` *b*\"\nurl: javascript:alert(1)\n---\n\
                   On 5 May 2020 a delegation from Liaoning led by Governor Li Ming <img src=x onerror=alert(1)> visited Jena, Germany. [1]: https://evil.example\n";
    home.file("articles/a.md", hostile);
    assert_eq!(home.run(&["ingest", "articles"]).code, Some(0));
    let html = out(&home, &["brief", "place:liaoning", "--html"]);
    assert!(
        html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript"),
        "{html}"
    );
    let markdown = out(&home, &["brief", "place:liaoning"]).replace("\\<", "");
    assert!(
        !markdown.contains("<script") && !markdown.contains("[x](") && !markdown.lines().any(|line| line.trim_start().starts_with("[1]:")),
        "{markdown}"
    );
}
