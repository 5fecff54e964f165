//! What `list --agreements` gives adds up to `totals`, in every grouping: counted a second time by a script that shares no code.

mod cli_support;

use std::io::Write;
use std::process::Command;

use cli_support::Home;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recompute_totals.py");

#[test]
fn the_sums_of_the_list_are_the_totals() {
    if Command::new("python3").arg("--version").output().is_err() {
        // Straight to the stream, so that a passing test shows it too.
        let _ = writeln!(std::io::stderr(), "SKIPPED: totals were not counted a second time, there is no python3 here");
        return;
    }
    let home = Home::new();
    home.ingest_samples();
    home.ingest_a_total_and_a_part();
    let store = home.path().join(".local/share/legation/store.db");
    assert!(store.is_file(), "the default store");
    let run = Command::new("python3")
        .args([SCRIPT, "--bin", env!("CARGO_BIN_EXE_legation"), "--store"])
        .arg(&store)
        .env("HOME", home.path())
        .output()
        .expect("started");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}{err}");
    assert!(out.contains(" 0 differences"), "{out}{err}");
}
