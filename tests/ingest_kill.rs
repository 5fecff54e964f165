//! The program killed in the middle of an ingest, thirty times: nothing that was reported as done is lost, the store is sound, and
//! a run that is let finish gives what an undisturbed one gives.
//!
//! Limitations: the kernel lives on, so this says nothing about a power failure.

#![allow(clippy::unwrap_used)] // test code outside test functions

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use legation::store::{Access, Store};
use tempfile::TempDir;

const ROUNDS: u32 = 30;
const FIRST: usize = 10;
const SECOND: usize = 240;

const PLACES: &[&str] = &["Bavaria", "Hesse", "Wales", "Victoria", "Maryland", "Ontario", "Gyeonggi Province", "Tamil Nadu", "Saxony"];

fn article(number: usize) -> String {
    let place = PLACES[number % PLACES.len()];
    let day = 1 + number % 28;
    format!(
        "---\ntitle: Report {number}\nsource: Wire\npublished: 2023-05-{day:02}\n---\nA delegation of Liaoning Province led by Governor Li \
         Lecheng visited {place} on May {day}, 2023. The two sides signed {n} agreements worth US${number}.5 million.\n\nThe delegation \
         went on to Munich. Report {number} ends here.\n",
        n = 2 + number % 9
    )
}

/// Articles `from..to` as files of a folder.
fn write_articles(folder: &Path, from: usize, to: usize) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    (from..to).for_each(|number| std::fs::write(folder.join(format!("{number:05}.txt")), article(number)).unwrap());
    folder.to_owned()
}

/// Settings and data of the person who runs the test stay out of it.
fn legation(home: &Path, store: &Path, articles: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_legation"));
    command.arg("--store").arg(store).arg("ingest").arg(articles);
    command.env("HOME", home).env("XDG_CONFIG_HOME", home).env("XDG_DATA_HOME", home).env("XDG_STATE_HOME", home);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn finish(home: &Path, store: &Path, articles: &Path) -> Duration {
    let started = Instant::now();
    let output = legation(home, store, articles).output().unwrap();
    assert!(output.status.success(), "{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    started.elapsed()
}

fn open(store: &Path) -> Store {
    Store::open(store, Access::ReadWrite).unwrap_or_else(|error| panic!("{error}"))
}

/// All rows, but for the place of each document in the log.
fn rows(store: &Path) -> String {
    let mut rows = open(store).rows().unwrap_or_else(|error| panic!("{error}"));
    rows.documents.iter_mut().for_each(|document| document.log_seq = 0);
    format!("{rows:#?}")
}

/// How many documents stand in a store that must be sound.
fn documents_of_sound(store: &Path) -> usize {
    let store = open(store);
    let report = store.check().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.problems, Vec::<String>::new());
    store.document_ids().unwrap_or_else(|error| panic!("{error}")).len()
}

#[test]
fn a_killed_ingest_loses_nothing_that_was_done() {
    let folder = TempDir::new().unwrap();
    let home = folder.path();
    let first = write_articles(&home.join("first"), 0, FIRST);
    let second = write_articles(&home.join("second"), FIRST, FIRST + SECOND);
    let clean = home.join("clean.db");
    finish(home, &clean, &first);
    let whole_run = finish(home, &clean, &second);
    let expected = rows(&clean);
    assert_eq!(documents_of_sound(&clean), FIRST + SECOND);

    let mut cut_in_the_middle = 0;
    for round in 0..ROUNDS {
        let store = home.join(format!("round-{round}.db"));
        finish(home, &store, &first);
        let mut child = legation(home, &store, &second).spawn().unwrap();
        // Spread over the whole run, the steps out of order so that a slow machine does not skew them all one way.
        std::thread::sleep(whole_run * (round * 7 % ROUNDS) / ROUNDS);
        child.kill().unwrap();
        child.wait().unwrap();

        let documents = documents_of_sound(&store);
        assert!((FIRST..=FIRST + SECOND).contains(&documents), "round {round}: {documents} documents");
        cut_in_the_middle += u32::from(documents > FIRST && documents < FIRST + SECOND);
        finish(home, &store, &second);
        assert_eq!(documents_of_sound(&store), FIRST + SECOND, "round {round}");
        assert!(rows(&store) == expected, "round {round}: a finished run differs from a clean one");
        std::fs::remove_file(&store).unwrap();
    }
    assert!(cut_in_the_middle > 0, "no round was cut while it wrote: the test shows nothing");
}
