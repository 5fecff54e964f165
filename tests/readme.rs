//! README's tour and screens are what the program prints: the commands are run on a terminal of their own, the keys are pressed.
//! `WRITE_DOCS=1 cargo test --test readme` writes them anew.
//!
//! A block of `console` is a command and what it prints; a line `…` stands for the rest of it. A block of `text` under
//! `<!-- screen WIDTHxHEIGHT KEYS -->` is the dashboard on the sample reports after these keys.
#![cfg(unix)]

mod tui_desk;

use std::io::Read;
use std::num::NonZero;
use std::path::Path;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tui_desk::{Desk, sample_store};

const COLUMNS: NonZero<u16> = NonZero::new(125).expect("not zero");
const LINES: NonZero<u16> = NonZero::new(400).expect("not zero");
const REST: &str = "…";

fn page() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))
}

/// A part of the page: as it stands, or what the program says.
enum Part {
    Prose(String),
    Command { line: String, told: Vec<String> },
    Screen { size: (u16, u16), keys: String, mark: String, told: Vec<String> },
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = page.lines();
    let mut screen = None;
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("<!-- screen ").and_then(|rest| rest.strip_suffix(" -->")) {
            let (size, keys) = mark.split_once(' ').unwrap_or((mark, ""));
            let (width, height) = size.split_once('x').expect("WIDTHxHEIGHT");
            screen = Some(((width.parse().expect("a width"), height.parse().expect("a height")), keys.to_owned(), line.to_owned()));
            continue;
        }
        let mut block = || lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect::<Vec<_>>();
        match (line, screen.take()) {
            ("```text", Some((size, keys, mark))) => parts.push(Part::Screen { size, keys, mark, told: block() }),
            ("```console", None) => {
                let told = block();
                match told.split_first() {
                    Some((first, told)) if first.starts_with("$ legation ") => {
                        parts.push(Part::Command { line: first.clone(), told: told.to_vec() });
                    }
                    _ => parts.push(Part::Prose(format!("```console\n{}\n```", told.join("\n")))),
                }
            }
            (line, _) => parts.push(Part::Prose(line.to_owned())),
        }
    }
    parts
}

/// What a command prints on a terminal, progress bars gone by.
fn printed(line: &str, folder: &Path) -> Vec<String> {
    let size = PtySize { rows: LINES.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", &line.replacen("$ legation", "exec \"$LEGATION\"", 1)]);
    command.env_clear();
    for (name, value) in [("TERM", "xterm"), ("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("LEGATION", env!("CARGO_BIN_EXE_legation"))] {
        command.env(name, value);
    }
    command.env("HOME", folder);
    command.cwd(folder);
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut wire = Vec::new();
    let mut buffer = [0; 4096];
    // Some systems tell the end of a terminal as an error.
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        wire.extend_from_slice(&buffer[..count]);
    }
    let status = child.wait().expect("its end");
    let mut screen = vt100::Parser::new(LINES, COLUMNS, 0);
    screen.process(&wire);
    let told: Vec<String> = screen.screen().rows(0, COLUMNS.get()).map(|row| row.trim_end().to_owned()).collect();
    let used = told.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    assert!(status.success() && used < usize::from(LINES.get()) - 1, "{line}: {status:?}\n{}", told[..used].join("\n"));
    told[..used].to_vec()
}

fn shown((width, height): (u16, u16), keys: &str) -> Vec<String> {
    let mut desk = Desk::new(width, height, sample_store());
    desk.keys(keys).told().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// As many lines as the page has, where it leaves out the rest.
fn cut(mut fresh: Vec<String>, told: &[String]) -> Vec<String> {
    if told.last().is_some_and(|last| last == REST) && fresh.len() >= told.len() {
        fresh.truncate(told.len() - 1);
        fresh.push(REST.to_owned());
    }
    fresh
}

#[test]
fn readme_shows_what_the_program_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    std::os::unix::fs::symlink(assets, folder.path().join("assets")).expect("a link");
    let old = std::fs::read_to_string(page()).expect("README.md");
    let (mut new, mut commands, mut screens) = (Vec::new(), 0, 0);
    for part in parts(&old) {
        match part {
            Part::Prose(line) => new.push(line),
            Part::Command { line, told } => {
                commands += 1;
                let fresh = cut(printed(&line, folder.path()), &told);
                new.push(format!("```console\n{line}\n{}\n```", fresh.join("\n")));
            }
            Part::Screen { size, keys, mark, told } => {
                screens += 1;
                new.push(format!("{mark}\n```text\n{}\n```", cut(shown(size, &keys), &told).join("\n")));
            }
        }
    }
    let new = new.join("\n") + "\n";
    assert!(commands >= 5 && screens >= 2, "{commands} commands and {screens} screens are found");
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(page(), &new).expect("written");
    }
    let differing = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    assert!(
        std::env::var_os("WRITE_DOCS").is_some() || old == new,
        "README.md is not what the program prints, from {differing:?}; WRITE_DOCS=1 cargo test --test readme writes it anew"
    );
}
