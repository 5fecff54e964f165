//! The command line as scripts see it: exit codes, what goes to which stream, stable keys.

mod cli_support;

use std::process::Stdio;

use cli_support::{Home, Ordered, ran};

const COMMANDS: &[&str] = &[
    "ingest",
    "import",
    "extract",
    "list",
    "mark",
    "new",
    "show",
    "entities",
    "profile",
    "ties",
    "totals",
    "brief",
    "export",
    "rebuild",
    "doctor",
    "backup",
    "demo",
    "config",
    "keys",
    "completions",
    "man",
];

// Without a store.

#[test]
fn every_command_has_help_and_a_manual_page() {
    let home = Home::new();
    let all = home.run(&["--help"]);
    assert_eq!(all.code, Some(0));
    for command in COMMANDS {
        assert!(all.out.lines().any(|line| line.trim_start().starts_with(command)), "{command} is listed");
        let help = home.run(&[command, "--help"]);
        assert_eq!((help.code, help.err.as_str()), (Some(0), ""), "{command}");
        let page = home.run(&["man", command]);
        assert_eq!(page.code, Some(0), "{command}");
        assert!(page.out.contains(".TH"), "{command}");
    }
    assert_eq!(home.run(&["--version"]).out, format!("legation {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_exits_2_with_nothing_on_standard_output() {
    let home = Home::new();
    for arguments in [
        &["lst"][..],
        &["list", "--frobnicate"],
        &["list", "--sort", "size"],
        &["totals", "--by", "colour"],
        &["ingest"],
        &["ingest", "no/such/folder"],
        &["config", "dflt"],
        &["man", "lst"],
        &["show", "e1"],
        &["completions", "cmd.exe"],
        &["--store"],
    ] {
        let ran = home.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    assert!(home.run(&["man", "lst"]).err.contains("did you mean list?"));
    assert!(home.run(&["lst"]).err.contains("list"));
}

#[test]
fn the_dashboard_needs_a_terminal() {
    let home = Home::new();
    for arguments in [&[][..], &["demo"]] {
        let ran = home.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains("needs a terminal") && ran.err.contains("list --json"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new();
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["man"], &["config", "default"], &["--help"]] {
        let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
        drop(child.stdout.take());
        let ran = ran(child.wait_with_output().expect("ended"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_sentence() {
    let home = Home::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let ran = ran(home.command(&["config", "default"]).stdout(full).stderr(Stdio::piped()).output().expect("started"));
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("legation: writing the output failed"), "{}", ran.err);
}

#[test]
fn colour_is_asked_for_or_absent() {
    let home = Home::new();
    assert!(!home.run(&["config", "show"]).out.contains('\u{1b}'), "not in a pipe");
    assert!(!home.run(&["--color", "never", "doctor"]).out.contains('\u{1b}'));
    let ran = ran(home.command(&["config", "show"]).env("NO_COLOR", "1").output().expect("started"));
    assert!(!ran.out.contains('\u{1b}'));
}

// Settings.

#[test]
fn all_mistakes_in_the_settings_are_told_at_once_and_exit_2() {
    let home = Home::new();
    home.file(".config/legation/config.toml", "[ui]\nglyps = \"ascii\"\nhints = 3\n");
    let check = home.run(&["config", "check"]);
    assert_eq!(check.code, Some(2));
    assert_eq!(check.out.lines().count(), 2);
    assert!(check.out.contains("config.toml:2: ui.glyps: there is no such setting; did you mean ui.glyphs?"), "{}", check.out);
    assert!(check.out.contains("config.toml:3: ui.hints: takes true or false"));
    let list = home.run(&["list"]);
    assert_eq!((list.code, list.out.as_str()), (Some(2), ""));
    assert!(list.err.contains("ui.glyps") && list.err.contains("ui.hints"), "{}", list.err);
    assert_eq!(home.run(&["config", "default"]).code, Some(0), "the way out stays open");
}

#[test]
fn the_settings_say_where_they_come_from() {
    let home = Home::new();
    home.file(".config/legation/config.toml", "[ui]\nglyphs = \"unicode\"\n");
    let ran = ran(home
        .command(&["-o", "ui.clipboard=file", "config", "show", "--origin"])
        .env("LEGATION_UI__GLYPHS", "ascii")
        .env("LEGATION_UI__COLOUR", "red")
        .output()
        .expect("started"));
    assert_eq!(ran.code, Some(0));
    let row =
        |name: &str| ran.out.lines().find(|line| line.starts_with(name)).map(|line| line.split('\t').collect::<Vec<_>>()).expect(name);
    assert_eq!(ran.out.lines().next(), Some("setting\tvalue\torigin\tgoes before"));
    assert_eq!(row("ui.glyphs")[1..3], ["ascii", "LEGATION_UI__GLYPHS"]);
    assert!(row("ui.glyphs")[3].starts_with("unicode (") && row("ui.glyphs")[3].ends_with("config.toml:2)"));
    assert_eq!(row("ui.clipboard")[1..3], ["file", "-o"]);
    assert_eq!(row("ui.hints")[1..3], ["true", "default"]);
    assert!(ran.err.contains("warning: LEGATION_UI__COLOUR"), "{}", ran.err);
}

#[test]
fn settings_are_never_read_from_the_working_folder() {
    let home = Home::new();
    home.file("config.toml", "[nonsense]\n");
    assert_eq!(home.run(&["config", "check"]).code, Some(0));
    assert_eq!(home.run(&["--config", "config.toml", "config", "check"]).code, Some(2), "unless named");
    assert_eq!(home.run(&["--config", "missing.toml", "config", "check"]).code, Some(2), "what is named must be there");
    let ran = ran(home.command(&["config", "path"]).env("XDG_CONFIG_HOME", "relative").output().expect("started"));
    assert!(ran.err.contains("XDG_CONFIG_HOME is ignored"), "{}", ran.err);
    let expected = home.path().join(".config/legation/config.toml");
    assert!(ran.out.contains(expected.to_str().expect("UTF-8")), "{}", ran.out);
}

#[test]
fn the_printed_defaults_are_valid_settings() {
    let home = Home::new();
    let printed = home.run(&["config", "default"]).out;
    home.file(".config/legation/config.toml", printed);
    assert_eq!(home.run(&["config", "check"]).code, Some(0));
}

// On no store, and on what is none.

#[test]
fn commands_that_read_say_where_a_store_would_come_from() {
    let home = Home::new();
    for arguments in [
        &["list"][..],
        &["show", "eabcd"],
        &["entities"],
        &["profile", "x"],
        &["ties"],
        &["mark"],
        &["new"],
        &["totals"],
        &["brief"],
        &["export", "--jsonl"],
        &["rebuild"],
        &["backup", "b.db"],
    ] {
        let ran = home.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for part in ["store.db", "legation ingest", "legation demo"] {
            assert!(ran.err.contains(part), "{}", ran.err);
        }
    }
    assert!(!home.path().join(".local").exists(), "nothing was made");
}

#[test]
fn a_file_that_is_no_store_is_refused_unchanged() {
    let home = Home::new();
    let path = home.file("notes.db", "these are notes, and no store at all");
    let store = path.to_str().expect("UTF-8");
    for arguments in [&["list"][..], &["ingest", "notes.db"], &["doctor"]] {
        let ran = home.run(&[&["--store", store], arguments].concat());
        assert_eq!(ran.code, Some(3), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "these are notes, and no store at all");
}

#[test]
fn read_only_forbids_writing() {
    let home = Home::new();
    home.file("articles/a.txt", "Jena, 5 May 2020. A delegation from Liaoning visited Jena.");
    let ran = home.run(&["--read-only", "ingest", "articles"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--read-only"), "{}", ran.err);
}

// Extraction.

#[test]
fn extract_writes_one_object_a_line_in_the_order_given() {
    let home = Home::new();
    let (one, two) = (home.file("one.txt", "First body."), home.file("two.txt", "Second body."));
    let ran = home.run(&["extract", "--json", two.to_str().expect("UTF-8"), one.to_str().expect("UTF-8")]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let bodies: Vec<String> = ran.out.lines().map(|line| Ordered::parse(line).get("body").text().trim().to_owned()).collect();
    assert_eq!(bodies, ["Second body.", "First body."]);
}

#[test]
fn extract_names_the_file_that_fails_and_goes_on() {
    let home = Home::new();
    home.file("good.txt", "A body.");
    home.file("picture.txt", [0x89, b'P', b'N', b'G', 0, 0, 0, 1]);
    home.file("empty.txt", "");
    let ran = home.run(&["extract", "--json", "picture.txt", "good.txt", "missing.txt", "empty.txt"]);
    assert_eq!(ran.code, Some(4), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1);
    for name in ["picture.txt: ", "missing.txt: ", "empty.txt: "] {
        assert!(ran.err.lines().any(|line| line.starts_with(name)), "{}", ran.err);
    }
}

// With a store.

#[test]
fn a_closed_pipe_does_not_stop_work_that_tells_on_standard_error() {
    let home = Home::new();
    home.file("articles/a.txt", "Jena, 5 May 2020. A delegation from Liaoning visited Jena.");
    let mut child = home.command(&["ingest", "articles"]).stderr(Stdio::piped()).spawn().expect("started");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("ended").code(), Some(0));
    assert!(home.run(&["ingest", "articles"]).err.contains("0 new, 1 known"));
}

#[test]
fn ingest_tells_what_it_did_and_twice_changes_nothing() {
    let home = Home::new();
    home.file("articles/a.txt", "Jena, 5 May 2020. A delegation from Liaoning visited Jena.");
    home.file("articles/b.txt", [0, 1, 2, 3]);
    let first = home.run(&["ingest", "articles"]);
    assert_eq!((first.code, first.out.as_str()), (Some(4), ""), "{}", first.err);
    assert!(first.err.contains("b.txt: ") && first.err.contains("1 new, 0 known, 1 failed"), "{}", first.err);
    let before = home.run(&["export", "--jsonl"]);
    assert_eq!(before.code, Some(0), "{}", before.err);
    let second = home.run(&["ingest", "articles/a.txt"]);
    assert_eq!(second.code, Some(0));
    assert!(second.err.contains("0 new, 1 known, 0 failed"), "{}", second.err);
    assert_eq!(home.run(&["export", "--jsonl"]).out, before.out);
}

#[test]
fn list_is_tab_separated_in_a_pipe() {
    let home = Home::new();
    home.ingest_samples();
    let list = home.run(&["list"]);
    assert_eq!(list.code, Some(0), "{}", list.err);
    let mut lines = list.out.lines();
    let header = "id\tdate\ttype\tfrom\tto\tleader\theadline\tagreements\tsources\tstatus";
    assert_eq!(lines.next(), Some(header));
    let columns = header.split('\t').count();
    assert!(lines.clone().count() > 1);
    assert!(lines.all(|line| line.split('\t').count() == columns));
    let limited = home.run(&["list", "--limit", "1"]);
    assert_eq!(limited.out.lines().count(), 2);
    assert!(limited.err.contains(" more"), "what is cut is told: {}", limited.err);
    let none = home.run(&["list", "type:delegation", "year:1850"]);
    assert_eq!((none.code, none.out.lines().count()), (Some(0), 1), "no rows are no error: {}", none.err);
}

#[test]
fn the_keys_of_lists_and_totals_stand_in_their_order() {
    let home = Home::new();
    home.ingest_samples();
    let list = Ordered::parse(&home.run(&["list", "--json"]).out);
    assert_eq!(
        list.items()[0].keys(),
        [
            "id",
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
            "inferred",
            "sources",
            "disputed",
            "status",
            "tags",
            "notes",
            "agreements"
        ]
    );
    assert_eq!(list.items()[0].get("evidence").items()[0].keys(), ["start", "end", "rule", "quote"]);
    assert_eq!(list.items()[0].get("sources").items()[0].keys(), ["document", "title", "source", "url", "published"]);
    let totals = Ordered::parse(&home.run(&["totals", "--by", "province,year", "--json"]).out);
    assert_eq!(totals.keys(), ["filter", "rows", "overall", "left_out", "undated_left_out", "conversion"]);
    let row = &totals.get("rows").items()[0];
    assert_eq!(
        row.keys(),
        [
            "key",
            "codes",
            "stage",
            "binding",
            "records",
            "instruments",
            "unknown_count",
            "sums",
            "unknown_amount",
            "approx",
            "shared",
            "converted"
        ]
    );
    assert_eq!(row.get("key").keys(), ["province", "year"]);
    let entities = Ordered::parse(&home.run(&["entities", "--json"]).out);
    assert_eq!(entities.items()[0].keys(), ["kind", "id", "name", "detail", "engagements", "agreements", "last_seen"]);
    let profile = Ordered::parse(&home.run(&["profile", "liaoning", "--json"]).out);
    assert_eq!(profile.keys(), ["kind", "id", "name", "aliases", "offices", "ties", "counterparts", "visits", "engagements", "agreements"]);
}

#[test]
fn totals_count_a_whole_once_and_name_what_is_left_out() {
    let home = Home::new();
    home.ingest_samples();
    let ran = home.run(&["totals", "place:liaoning", "--json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let totals: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let sums = totals["overall"].as_array().expect("rows").iter().flat_map(|row| row["sums"].as_array().expect("sums"));
    assert!(sums.into_iter().any(|sum| sum["currency"] == "CNY" && sum["amount"] == 380_500_000_000_i64), "{}", ran.out);
    let left_out = totals["left_out"].as_array().expect("left out");
    assert!(left_out.iter().any(|one| one["count"] == 48 && one["reason"] == "part of a total that is counted"), "{}", ran.out);
}

#[test]
fn sums_are_converted_at_the_rates_that_are_set() {
    let home = Home::new();
    home.ingest_samples();
    let fair = ["totals", "place:liaoning year:2020", "--convert", "usd"];
    let ran = home.run(&fair);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // 380.5 billion yuan at 6.90077 for a dollar.
    assert!(ran.out.contains("USD 55,138,774,369") && ran.out.contains("CNY\t2020\t6.90077 per USD\tWorld Bank"), "{}", ran.out);
    let days: String = (1..=12).map(|month| format!("2020-{month:02}-03,1.5,7.5\n")).collect();
    home.file("own/rates.csv", format!("Date,USD,CNY\n{days}"));
    let with_own = |arguments: &[&str]| home.run(&[&["-o", "totals.rates=own/rates.csv"], arguments].concat());
    let ran = with_own(&fair);
    assert!(ran.out.contains("USD 76,100,000,000") && ran.out.contains("European Central Bank"), "{}", ran.out);
    let other = with_own(&["totals", "place:liaoning year:2020", "--convert", "JPY"]);
    assert!(other.out.contains("(1 record not converted)") && other.out.contains("no rate of 2020"), "{}", other.out);
    assert_eq!(home.run(&["totals", "--convert", "gold"]).code, Some(2));
    home.file("own/rates.csv", "nonsense");
    assert_eq!(with_own(&fair).code, Some(2));
}

#[test]
fn a_filter_that_cannot_be_read_says_where_and_exits_2() {
    let home = Home::new();
    home.ingest_samples();
    for command in [&["list"][..], &["totals"], &["entities"], &["brief"], &["export", "--jsonl"]] {
        let ran = home.run(&[command, &["from:liaoning cuntry:germany"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{command:?}: {}", ran.err);
        assert!(ran.err.contains("at character 15") && ran.err.contains("^^^"), "{}", ran.err);
        assert!(ran.err.contains("country"), "the nearest field is named: {}", ran.err);
    }
}

#[test]
fn every_record_can_be_shown_by_id_with_its_sentence() {
    let home = Home::new();
    home.ingest_samples();
    let list: serde_json::Value = serde_json::from_str(&home.run(&["list", "--json"]).out).expect("JSON");
    let first = &list[0];
    let id = first["id"].as_str().expect("an id");
    let shown = home.run(&["show", id]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    let quote = first["evidence"][0]["quote"].as_str().expect("a quote");
    assert!(shown.out.contains(quote.lines().next().expect("a line")), "{}", shown.out);
    let as_json: serde_json::Value = serde_json::from_str(&home.run(&["show", id, "--json"]).out).expect("JSON");
    assert_eq!(&as_json, first, "show and list tell the same");
    let document = first["sources"][0]["document"].as_str().expect("a document");
    assert_eq!(home.run(&["show", document]).code, Some(0));
    let agreements = list.as_array().expect("rows").iter().flat_map(|row| row["agreements"].as_array().expect("agreements"));
    for agreement in agreements {
        let ran = home.run(&["show", agreement["id"].as_str().expect("an id"), "--json"]);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&ran.out).ok().as_ref(), Some(agreement), "{}", ran.err);
    }
    assert_eq!(home.run(&["show", "ezzzzzzzz"]).code, Some(1));
}

#[test]
fn an_export_has_every_class_by_id_and_every_quote() {
    let home = Home::new();
    home.ingest_samples();
    let ran = home.run(&["export", "--jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let classes = ["document", "engagement", "agreement", "person", "organization", "tie"];
    let order: Vec<(usize, &str)> = lines
        .iter()
        .map(|line| {
            let class = classes.iter().position(|class| line["class"] == *class).expect("a known class");
            (class, line["id"].as_str().expect("an id"))
        })
        .collect();
    assert!(order.is_sorted() && order.windows(2).all(|pair| pair[0] != pair[1]));
    for line in &lines {
        assert!(line.get("body").is_none());
        for evidence in line["evidence"].as_array().into_iter().flatten() {
            let quote = evidence["quote"].as_str().expect("a quote");
            let length = evidence["end"].as_u64().expect("end") - evidence["start"].as_u64().expect("start");
            assert_eq!(quote.len() as u64, length);
        }
    }
    for hidden in [home.path().to_str().expect("UTF-8"), "recorded_at", "assets/samples"] {
        assert!(!ran.out.contains(hidden), "no {hidden}");
    }
}

#[test]
fn rebuild_changes_no_export_and_a_backup_holds_the_same() {
    let home = Home::new();
    home.ingest_samples();
    let before = home.run(&["export", "--jsonl"]).out;
    assert_eq!(home.run(&["rebuild"]).code, Some(0));
    assert_eq!(home.run(&["export", "--jsonl"]).out, before);
    assert_eq!(home.run(&["backup", "copy.db"]).code, Some(0));
    assert_eq!(home.run(&["--store", "copy.db", "export", "--jsonl"]).out, before);
    assert_ne!(home.run(&["backup", "copy.db"]).code, Some(0), "nothing is overwritten");
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, Some(0), "{}", doctor.out);
    assert!(doctor.out.contains("SQLite 3."), "{}", doctor.out);
}
