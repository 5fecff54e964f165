//! What is new since a mark, and what of it is out of the ordinary.

mod cli_support;

use cli_support::{Home, Ran};
use serde_json::Value;

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn json(ran: Ran) -> Value {
    serde_json::from_str(&done(ran)).expect("JSON")
}

/// Articles of one outlet each on a delegation.
fn article(home: &Home, name: &str, outlet: &str, on: &str, to: &str) {
    let text = format!(
        "---\nsource: {outlet}\nurl: https://{name}.example/\n---\nA delegation from Liaoning Province led by Governor Li Lecheng visited {to} on {on}.\n"
    );
    let path = home.file(&format!("{name}.txt"), text);
    done(home.run(&["ingest", path.to_str().expect("UTF-8")]));
}

/// By record, how it has changed since the mark.
fn changes(home: &Home, mark: &str) -> Vec<(String, String)> {
    let list = json(home.run(&["list", &format!("--since-mark={mark}"), "--sort", "date", "--json"]));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    list.as_array().expect("a list").iter().map(|one| (text(&one["date"]), text(&one["since_mark"]))).collect()
}

fn told(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(date, how)| ((*date).to_owned(), (*how).to_owned())).collect()
}

#[test]
fn a_mark_tells_what_has_come_and_what_has_changed() {
    let home = Home::new();
    article(&home, "one", "Daily", "11 October 2023", "Bavaria, Germany");
    article(&home, "two", "Daily", "11 May 2022", "Hesse, Germany");
    done(home.run(&["mark"]));
    assert_eq!(changes(&home, "default"), []);
    article(&home, "three", "Daily", "2 March 2024", "Saxony, Germany");
    article(&home, "four", "Post", "11 October 2023", "Bavaria, Germany");
    let second = json(home.run(&["list", "year:2022", "--json"]))[0]["id"].as_str().expect("an id").to_owned();
    done(home.run(&["tag", &second, "look"]));
    let all = told(&[("2022-05-11", "edited"), ("2023-10-11", "source"), ("2024-03-02", "new")]);
    assert_eq!(changes(&home, "default"), all);
    done(home.run(&["rebuild"]));
    assert_eq!(changes(&home, "default"), all, "deriving anew is no news");
    assert!(done(home.run(&["list", "--since-mark", "year:2024"])).contains("\tnew\tnew\n"), "a filter holds too");

    done(home.run(&["mark", "second"]));
    done(home.run(&["undo"]));
    assert_eq!(changes(&home, "second"), told(&[("2022-05-11", "edited")]), "taking back is a change");
    article(&home, "three", "Daily", "3 March 2024", "Saxony, Germany");
    assert_eq!(changes(&home, "second").last(), told(&[("2024-03-03", "source")]).last(), "a page told anew");
    assert_eq!(changes(&home, "default").len(), 3);
    assert_eq!(done(home.run(&["mark", "--list"])).lines().count(), 3);
    done(home.run(&["mark", "second", "--forget"]));
    let gone = home.run(&["list", "--since-mark=second"]);
    assert_eq!(gone.code, Some(2));
    assert!(gone.err.contains("there is no mark 'second'") && gone.err.contains("legation mark second"), "{}", gone.err);
    assert_eq!(home.run(&["mark", "../x"]).code, Some(2));
}

#[test]
fn a_mark_is_of_its_store_and_of_its_user() {
    let home = Home::new();
    article(&home, "one", "Daily", "11 October 2023", "Bavaria, Germany");
    done(home.run(&["backup", "early.db"]));
    article(&home, "two", "Daily", "11 May 2022", "Hesse, Germany");
    done(home.run(&["--read-only", "mark"]));
    let early = home.run(&["--store", "early.db", "list", "--since-mark"]);
    assert_eq!(early.code, Some(2));
    assert!(early.err.contains("older copy") && early.err.contains("legation mark"), "{}", early.err);
    home.file("other.txt", "Nothing happened.");
    done(home.run(&["--store", "other.db", "ingest", "other.txt"]));
    assert!(home.run(&["--store", "other.db", "list", "--since-mark"]).err.contains("no mark"));
    let run = |state: &str| {
        cli_support::ran(home.command(&["list", "--since-mark"]).env("XDG_STATE_HOME", home.path().join(state)).output().expect("started"))
    };
    assert!(run("somebody").err.contains("no mark"));
    assert_eq!(run(".local/state").code, Some(0));
}

#[test]
fn first_pairs_busy_pairs_and_anniversaries_are_told() {
    let home = Home::new();
    let row = |on: &str, to: &str| format!("meeting,{on},CN-LN,{to}\n");
    let before: String = ["2019-06-01", "2021-06-01", "2021-07-01"].map(|on| row(on, "DE-BY")).concat();
    home.file("before.csv", format!("type,date,from,to\n{before}{}", row("2022-02-01", "JP-14")));
    home.file("ties.csv", "a,b,started\nCN-JS/Nanjing,US-MO/St. Louis,1979-11-02\nCN-LN,JP-14,1983-05-12\n");
    done(home.run(&["import", "before.csv"]));
    done(home.run(&["import", "ties.csv"]));
    assert_eq!(home.run(&["new"]).code, Some(2), "no mark, nothing to count from");
    done(home.run(&["mark"]));
    let came: String = ["2023-10-01", "2023-11-01", "2024-01-01"].map(|on| row(on, "DE-BY")).concat();
    home.file("came.csv", format!("type,date,from,to\n{came}{}{}", row("2024-02-01", "JP-14"), row("2024-02-03", "FR")));
    done(home.run(&["import", "came.csv"]));

    let new = json(home.run(&["new", "--as-of", "2024-03-01", "--json"]));
    assert_eq!(new["engagements"].as_array().map(Vec::len), Some(5));
    let pair = |one: &Value| format!("{} {}", one["a"].as_str().expect("a code"), one["b"].as_str().expect("a code"));
    let first: Vec<String> = new["first_pairs"].as_array().expect("a list").iter().map(pair).collect();
    assert_eq!(first, ["CN-LN FR"]);
    assert_eq!(new["first_pairs"][0]["date"], "2024-02-03");
    let busy = new["busy_pairs"].as_array().expect("a list");
    assert_eq!(busy.iter().map(pair).collect::<Vec<_>>(), ["CN-LN DE-BY"], "once a year is what the other pair does");
    assert_eq!((&busy[0]["last_year"], &busy[0]["years_before"]), (&3.into(), &serde_json::json!([0, 2, 0, 1, 0])));
    let due = |arguments: &[&str]| json(home.run(&[&["new", "--json"], arguments].concat()))["anniversaries"].as_array().map(Vec::len);
    assert_eq!(due(&["--as-of", "2024-03-01"]), Some(1), "12 May is 72 days away");
    assert_eq!(due(&["--as-of", "2024-03-01", "--within", "30"]), Some(0));
    assert_eq!(due(&["--as-of", "2024-10-01", "place:liaoning"]), Some(0), "Nanjing is another's");
    assert_eq!(due(&["--as-of", "2024-10-01"]), Some(1));

    let page = done(home.run(&["new", "--since", "2024-02-01", "--as-of", "2024-03-01"]));
    for part in
        ["since 2024-02-01: 2 engagements, 0 agreements", "Liaoning\tFrance\t2024-02-03\t1\t", "anniversaries within 90 days of 2024-03-01"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}
