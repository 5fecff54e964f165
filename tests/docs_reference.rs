//! Holds the reference pages against the program: keys, settings, commands as printed, links and paths.
//!
//! docs/keys.md is written from the table of actions: `WRITE_DOCS=1 cargo test --test docs_reference` writes it anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Parser;
use legation::cli::args::Arguments;
use legation::config::{self, LAYERS, Sources};
use legation::tui::action::{ACTIONS, ActionEntry, Layer};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// README.md, ARCHITECTURE.md, CHANGELOG.md and all of docs/.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = std::fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let all = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(|name| root().join(name)).into_iter().chain(docs);
    let pages: Vec<_> = all
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.clone(), std::fs::read_to_string(&path).expect("readable")))
        .collect();
    assert!(pages.len() > 8, "the pages are found");
    pages
}

/// What stands between backticks in the first cell of each row of a table.
fn first_cells(page: &str) -> BTreeSet<String> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    cells.flat_map(|cell| cell.split('`').step_by(2)).filter(|word| !word.trim().is_empty()).map(str::to_owned).collect()
}

// Keys.

fn keys_page() -> String {
    let mut page = String::from(
        "# Keys\n\nThe defaults, written from the program's own table. `legation keys` lists what is in effect with your \
         [settings](config.md#keys);\n`?` shows it in the dashboard, searchable. Keys of a pane go before those of all panes. In a line \
         that you type in, every\nprintable key is text.\n",
    );
    for (layer, name) in Layer::ALL {
        let entries: Vec<&ActionEntry> = ACTIONS.iter().filter(|entry| entry.layer == *layer).collect();
        if entries.is_empty() {
            continue;
        }
        page.push_str(&format!("\n## {name}: {}\n\n| keys | action | does |\n|---|---|---|\n", layer.place()));
        for entry in entries {
            let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
            page.push_str(&format!("| {} | `{}` | {} |\n", keys.join(" "), entry.name, entry.help.replace('|', "\\|")));
        }
    }
    page
}

#[test]
fn the_page_of_keys_is_the_table_of_actions() {
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(root().join("docs/keys.md"), keys_page()).expect("written");
    }
    assert_eq!(text("docs/keys.md"), keys_page(), "WRITE_DOCS=1 cargo test --test docs_reference writes it anew");
}

// Settings.

#[test]
fn every_setting_and_layer_is_described_with_its_default() {
    let page = text("docs/config.md");
    let known = config::load(Sources { file: None, environment: &[], overrides: &[], known_actions: &[] }).settings;
    let layers = LAYERS.iter().map(|layer| format!("keys.{layer}"));
    let expected: BTreeSet<String> = known.iter().map(|row| row.name.clone()).chain(layers).collect();
    assert_eq!(first_cells(&page), expected);
    for row in known.iter().filter(|row| !row.value.is_empty()) {
        let line = page.lines().find(|line| line.starts_with(&format!("| `{}`", row.name))).expect("its row");
        assert_eq!(line.split(" | ").nth(2), Some(format!("`{}`", row.value).as_str()), "{}", row.name);
    }
}

#[test]
fn the_example_settings_are_valid() {
    let page = text("docs/config.md");
    let names: Vec<&str> = ACTIONS.iter().map(|entry| entry.name).collect();
    let blocks: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        let loaded = config::load(Sources { file: Some(("example", block)), environment: &[], overrides: &[], known_actions: &names });
        assert_eq!(loaded.problems, []);
    }
}

// Commands.

/// The words of a command as a shell would read them, up to a pipe or a redirection.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), String::new(), false);
    for c in command.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            '|' | '>' | '#' if !is_quoted => break,
            ' ' if !is_quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

#[test]
fn every_command_as_printed_is_one() {
    let mut seen = 0;
    for (path, page) in pages() {
        for command in page.lines().filter_map(|line| line.strip_prefix("$ ")).filter(|line| line.starts_with("legation")) {
            let read = Arguments::try_parse_from(words(command));
            assert!(read.is_ok(), "{}: {command}: {}", path.display(), read.expect_err("an error"));
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen} commands");
}

#[test]
fn all_checks_begin_with_the_test_command_of_the_readme() {
    let readme = text("README.md");
    assert!(readme.contains("$ cargo run --release\n$ cargo test\n"));
    let script = text(".ci/run");
    let steps: Vec<&str> = script.lines().filter(|line| line.starts_with("step cargo")).collect();
    assert_eq!(steps.first(), Some(&"step cargo test --locked"));
    assert!(steps.iter().any(|step| step.contains("fmt --check")) && steps.iter().any(|step| step.contains("clippy")));
}

// Links and paths.

/// The targets of `[text](target)`, without what leads out or stays on the page.
fn links(page: &str) -> Vec<&str> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')).collect()
}

/// The anchors that a page's headings make.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    headings.map(|heading| heading.chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn no_link_leads_nowhere() {
    let mut seen = 0;
    for (path, page) in pages() {
        for link in links(&page) {
            let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let target = path.parent().expect("a folder").join(file);
            let found = std::fs::read_to_string(&target).unwrap_or_else(|error| panic!("{}: {link}: {error}", path.display()));
            if let Some(anchor) = anchor {
                assert!(anchors(&found).contains(anchor), "{}: {link}: no such heading", path.display());
            }
            seen += 1;
        }
        for anchor in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(anchors(&page).contains(anchor), "{}: #{anchor}: no such heading", path.display());
        }
    }
    assert!(seen > 15, "{seen} links");
}

#[test]
fn every_path_that_is_named_is_there() {
    for (path, page) in pages() {
        let is_path = |word: &&str| ["src/", "assets/", "tests/", ".ci/"].iter().any(|start| word.starts_with(start));
        for named in page.split('`').skip(1).step_by(2).filter(is_path).filter(|word| !word.contains(['*', '\n', ' '])) {
            assert!(root().join(named).exists(), "{}: {named}", path.display());
        }
    }
}

#[test]
fn every_list_is_described() {
    for (folder, page, ending) in [("assets/rules/en", "docs/rules.md", "tsv"), ("assets/gazetteer", "docs/gazetteer.md", "tsv")] {
        let described = first_cells(&text(page));
        for entry in std::fs::read_dir(root().join(folder)).expect(folder) {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.extension().is_some_and(|e| e == ending) {
                assert!(described.contains(&name), "{page} does not tell of {name}");
            }
        }
    }
}
