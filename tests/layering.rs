//! Holds the code's imports against the floors of ARCHITECTURE.md: nothing imports upward or sideways, and each outside package
//! is used on its own floor alone.
//!
//! Every path counts, not only `use` lines. Test modules may import what they like. Limitations: paths that macros put together
//! are not seen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A room and the rooms that it may import.
const FLOORS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("gazetteer", &["text", "model"]),
    ("extract", &["gazetteer", "text", "model"]),
    ("store", &["gazetteer", "text", "model"]),
    ("query", &["store", "extract", "gazetteer", "text", "model"]),
    ("ingest", &["store", "extract", "gazetteer", "text", "model"]),
    ("config", &[]),
    ("cli", &["ingest", "query", "store", "extract", "gazetteer", "text", "model", "config"]),
    ("tui", &["ingest", "query", "store", "extract", "gazetteer", "text", "model", "config"]),
    ("main", &["cli", "tui", "config"]),
    ("lib", &[]),
];

/// An outside package and the rooms that may use it. Packages that are not listed may be used anywhere.
const PACKAGES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("csv", &["cli", "ingest"]),
    ("etcetera", &["config"]),
    ("rayon", &["ingest"]),
    ("walkdir", &["ingest"]),
    ("dom_smoothie", &["ingest"]),
    ("regex", &["extract", "gazetteer"]),
    ("regex_automata", &["extract"]),
    ("regex_syntax", &["extract"]),
    ("aho_corasick", &["extract", "gazetteer"]),
    ("fuzzy_matcher", &["query"]),
];

/// A line out of place.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    line: usize,
    why: String,
}

/// Checks one file. `file` is its path under `src`, `row_types` the store's plain data, which all of `query` may name.
fn findings(file: &str, source: &str, row_types: &BTreeSet<String>) -> Vec<Finding> {
    let module = module_of(file);
    let room = module.first().cloned().unwrap_or_default();
    paths(&tokens(&without_tests(&without_text(source))))
        .into_iter()
        .filter_map(|(line, path)| objection(&room, file, &module, &path, row_types).map(|why| Finding { line, why }))
        .collect()
}

fn objection(room: &str, file: &str, module: &[String], path: &[String], row_types: &BTreeSet<String>) -> Option<String> {
    let shown = path.join("::");
    if let Some((_, rooms)) = PACKAGES.iter().find(|(package, _)| path[0] == *package) {
        return (!rooms.contains(&room)).then(|| format!("{shown}: this package belongs to {}", rooms.join(", ")));
    }
    let target = absolute(room, module, path)?;
    let first = target.first()?.as_str();
    FLOORS.iter().find(|(known, _)| *known == first)?;
    if first == room {
        return None;
    }
    let allowed = FLOORS.iter().find(|(known, _)| *known == room).map_or(&[][..], |(_, below)| below);
    if !allowed.contains(&first) {
        return Some(format!("{shown}: {room} may not know {first}"));
    }
    let is_snapshot = file == "query/snapshot.rs" || file.starts_with("query/snapshot/");
    let names_data = target.last().is_some_and(|name| row_types.contains(name));
    (room == "query" && first == "store" && !is_snapshot && !names_data)
        .then(|| format!("{shown}: in query only snapshot.rs asks the store; the rest may name its row types alone"))
}

/// The path from the crate's root; `None` for a path into an outside package or a local name.
fn absolute(room: &str, module: &[String], path: &[String]) -> Option<Vec<String>> {
    match path[0].as_str() {
        "crate" => Some(path[1..].to_vec()),
        "legation" if room == "main" => Some(path[1..].to_vec()),
        "self" => Some(module.iter().chain(&path[1..]).cloned().collect()),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            let kept = module.len().checked_sub(up)?;
            Some(module[..kept].iter().chain(&path[up..]).cloned().collect())
        }
        _ => None,
    }
}

/// `store/log.rs` is `[store, log]`, `store/mod.rs` is `[store]`.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// Blanks out comments, strings and characters; lines stay where they are.
fn without_text(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = end_of_text(&chars, at);
        if end > at {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the comment, string or character that begins here ends; `at` itself where none begins.
fn end_of_text(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let after_word = at > 0 && is_word(&chars[at - 1]);
    match rest {
        ['/', '/', ..] => at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => at + end_of_block_comment(rest),
        ['"', ..] => at + end_of_string(rest),
        ['r', '"' | '#', ..] if !after_word => at + end_of_raw_string(rest),
        ['\'', '\\', ..] => at + 3 + rest[3..].iter().position(|c| *c == '\'').unwrap_or(rest.len() - 4) + 1,
        ['\'', _, '\'', ..] => at + 3,
        _ => at,
    }
}

fn end_of_block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn end_of_string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `r"…"` and `r#"…"#`; 0 for a raw identifier such as `r#type`.
fn end_of_raw_string(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let body = 2 + hashes;
    let closes = |at: &usize| rest[*at] == '"' && rest[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (body..rest.len()).find(closes).map_or(rest.len(), |at| at + 1 + hashes)
}

/// Blanks out what stands under `#[cfg(test)]`: up to the end of its block, or to its semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = code.to_owned();
    while let Some(start) = out.find(MARK) {
        let (mut depth, mut end) = (0, out.len());
        for (offset, c) in out[start + MARK.len()..].char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 && matches!(c, '}' | ';') {
                end = start + MARK.len() + offset + 1;
                break;
            }
        }
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Words, `::` and single other characters, each with its line.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    let mut line = 1;
    let mut open_word = false;
    for c in code.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some((_, word)) if is_word && open_word => word.push(c),
            Some((_, colon)) if c == ':' && colon == ":" => colon.push(c),
            _ if !c.is_whitespace() => tokens.push((line, c.to_string())),
            _ => {}
        }
        open_word = is_word;
        line += usize::from(c == '\n');
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// All paths of at least two parts, groups spelt out, and what single words a `use` names.
fn paths(tokens: &[(usize, String)]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_use = tokens[at].1 == "use";
        let start = if is_use { at + 1 } else { at };
        if is_use || is_word(&tokens[at].1) {
            let mut of_this = Vec::new();
            let next = read_tree(tokens, start, &[], &mut of_this);
            found.extend(of_this.into_iter().filter(|(_, path)| is_use || path.len() > 1));
            at = next.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads `a::b`, `a::{b, c::d}` or `a::*` from `at`; returns where it ends.
fn read_tree(tokens: &[(usize, String)], mut at: usize, prefix: &[String], found: &mut Vec<(usize, Vec<String>)>) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |(_, text)| text.as_str());
    let mut path = prefix.to_vec();
    let line = tokens.get(at).map_or(0, |(line, _)| *line);
    if text(at) == "::" {
        at += 1;
    }
    loop {
        if text(at) == "{" && (path.len() > prefix.len() || prefix.is_empty()) {
            at += 1;
            while at < tokens.len() && text(at) != "}" {
                at = read_tree(tokens, at, &path, found).max(at + 1);
                while text(at) == "as" || (is_word(text(at)) && text(at - 1) == "as") || text(at) == "," {
                    at += 1;
                }
            }
            return at + 1;
        }
        if text(at) != "*" && (text(at).is_empty() || !is_word(text(at))) {
            break;
        }
        path.push(text(at).to_owned());
        at += 1;
        if text(at) != "::" || !(is_word(text(at + 1)) || matches!(text(at + 1), "{" | "*")) {
            break;
        }
        at += 1;
    }
    if path.len() > prefix.len() {
        found.push((line, path));
    }
    at
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Files that hold tests alone.
fn is_test_file(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

/// The plain data of the store: what its `rows.rs` declares.
fn row_types() -> BTreeSet<String> {
    let source = std::fs::read_to_string(source_folder().join("store/rows.rs")).expect("the store's rows");
    let declared = |line: &str| {
        let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
        Some(rest.chars().take_while(|c| c.is_alphanumeric()).collect())
    };
    source.lines().filter_map(declared).collect()
}

#[test]
fn the_code_keeps_to_its_floors() {
    let (folder, row_types) = (source_folder(), row_types());
    let files = rust_files(&folder);
    assert!(files.len() > 20, "the sources are read");
    let mut out_of_place = Vec::new();
    for path in files {
        let file = path.strip_prefix(&folder).expect("under src").to_string_lossy().replace('\\', "/");
        if !is_test_file(&file) {
            let source = std::fs::read_to_string(&path).expect("readable");
            out_of_place.extend(findings(&file, &source, &row_types).into_iter().map(|f| format!("src/{file}:{}: {}", f.line, f.why)));
        }
    }
    assert!(out_of_place.is_empty(), "out of place:\n{}", out_of_place.join("\n"));
}

#[test]
fn every_room_stands_in_the_picture() {
    for entry in std::fs::read_dir(source_folder()).expect("src") {
        let name = entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        assert!(FLOORS.iter().any(|(room, _)| *room == name), "src/{name} has no floor");
    }
}

#[cfg(test)]
mod the_checker {
    use super::*;

    fn lines(file: &str, source: &str) -> Vec<usize> {
        findings(file, source, &BTreeSet::from(["RecordStatus".to_owned()])).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn objects_to_lines_out_of_place() {
        for (file, source) in [
            ("model/place.rs", "use crate::text::fold::fold_key;"),
            ("store/mod.rs", "use crate::extract::extract;"),
            ("extract/mod.rs", "use crate::store::Store;"),
            ("query/mod.rs", "use crate::ingest::ingest;"),
            ("cli/mod.rs", "use crate::tui;"),
            ("tui/mod.rs", "use crate::cli::exit::Exit;"),
            ("config/mod.rs", "use crate::model::Claims;"),
            ("store/mod.rs", "use crate::config::Config;"),
            ("text/mod.rs", "use crate::{model::Claims, gazetteer::Gazetteer};"),
            ("text/mod.rs", "fn f() { let x = crate::gazetteer::Gazetteer::builtin(); }"),
            ("text/safe.rs", "use super::super::store::Store;"),
            ("query/filter.rs", "use rusqlite::Connection;"),
            ("ingest/mod.rs", "use ::regex::Regex;"),
            ("store/mod.rs", "use rayon;"),
            ("cli/mod.rs", "fn f(area: ratatui::layout::Rect) {}"),
            ("tui/mod.rs", "#[derive(clap::Parser)]\nstruct A;"),
            ("query/filter.rs", "use crate::store::Store;"),
            ("query/filter.rs", "use crate::store::*;"),
            ("query/filter.rs", "use crate::store::{RecordStatus, Store as S};"),
            ("main.rs", "use legation::store::Store;"),
        ] {
            assert_eq!(lines(file, source), [1], "{file}: {source}");
        }
    }

    #[test]
    fn lets_lines_in_place_be() {
        for (file, source) in [
            ("query/snapshot.rs", "use crate::store::{Store, StoreError};"),
            ("query/filter.rs", "use crate::store::RecordStatus;\nuse crate::store::rows::RecordStatus as S;"),
            ("query/filter.rs", "use super::snapshot::Snapshot;\nuse crate::model::{Claims, date::DateSpan};"),
            ("store/log.rs", "use rusqlite::params;\nuse super::rows::*;"),
            ("ingest/mod.rs", "use crate::{extract, store::Store};\nuse rayon::prelude::*;"),
            ("model/mod.rs", "//! See crate::store::Store.\n/// use crate::tui;\nconst A: &str = \"use crate::tui::Options;\";"),
            ("model/mod.rs", "/* use crate::tui; /* nested */ use rusqlite::X; */ const B: &str = r#\"crate::cli::run \"x\" \"#;"),
            ("model/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::store::Store;\n    fn f() { if true { } }\n}\n"),
            ("main.rs", "use legation::cli::{self, Outcome};"),
        ] {
            assert_eq!(lines(file, source), Vec::<usize>::new(), "{file}: {source}");
        }
    }

    #[test]
    fn finds_the_line_and_goes_on_after_a_test_module() {
        let source =
            "use std::fmt;\n\n#[cfg(test)]\nmod tests {\n    use crate::tui;\n}\n\nuse crate::{\n    text::fold,\n    store::Store,\n};\n";
        assert_eq!(lines("gazetteer/mod.rs", source), [10]);
        assert_eq!(lines("gazetteer/mod.rs", "const Q: char = '\"';\nconst S: char = '\\'';\nuse crate::tui::run;\n"), [3]);
        assert_eq!(lines("gazetteer/mod.rs", "fn f<'a>(x: &'a str) -> &'a str { x }\nuse crate::tui::run;\n"), [2]);
    }
}
