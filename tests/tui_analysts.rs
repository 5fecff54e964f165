//! Analysts at work on pseudo-terminals: a review at one key each, a line that drops in the middle of a correction, two windows on one
//! record.
#![cfg(unix)]

mod tui_session;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use tui_session::desk::{folder_of, leave, log, value_set, wait_for_lines};
use tui_session::{PATIENCE, Session};

/// Decisions of the review.
const DECISIONS: usize = 200;

/// Waits until something that was typed is kept.
fn wait_for_draft(folder: &Path, words: &str) {
    let until = Instant::now() + PATIENCE;
    let drafts = folder.join("legation").join("drafts");
    loop {
        let files = std::fs::read_dir(&drafts).into_iter().flatten().flatten();
        if files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains(words)) {
            return;
        }
        assert!(Instant::now() < until, "no draft says {words}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Each key is one decision, however fast they come: none is lost, none falls on the wrong record, none is made twice.
#[test]
fn two_hundred_decisions_at_one_key_each() {
    let folder = folder_of(DECISIONS + 10);
    let mut session = Session::start_on(&folder);
    session.wait_for(&format!("1/{}", DECISIONS + 10));
    session.press("gr");
    session.wait_for("again: unreviewed");
    session.press("gr");
    session.wait_for("Nobody has looked at these");
    let keys: String = (0..DECISIONS).map(|at| if at % 3 == 2 { 'd' } else { 'c' }).collect();
    for key in keys.chars() {
        session.press(&key.to_string());
    }
    let log = wait_for_lines(folder.path(), DECISIONS);
    session.wait_for("1/10 of");
    leave(session);
    let decisions: Vec<(String, String)> = log.iter().map(value_set).collect();
    let values: Vec<&str> = decisions.iter().map(|(_, value)| value.as_str()).collect();
    let expected: Vec<&str> = keys.chars().map(|key| if key == 'd' { "rejected" } else { "confirmed" }).collect();
    assert_eq!(values, expected, "in the order of the keys");
    let records: BTreeSet<&String> = decisions.iter().map(|(record, _)| record).collect();
    assert_eq!(records.len(), DECISIONS, "a record each");
}

/// A correction that is being typed outlives its terminal, in whatever way that goes.
#[test]
fn a_dropped_line_loses_no_correction() {
    let folder = folder_of(5);
    for (at, signal) in ["HUP", "KILL"].into_iter().enumerate() {
        let mut session = Session::start_on(&folder);
        session.wait_for("1/5");
        session.press("e leader=Hao");
        session.wait_for("leader=Hao");
        if signal == "KILL" {
            // Nobody is asked: what is there after a short pause is what is left.
            wait_for_draft(folder.path(), "leader=Hao");
        }
        session.signal(signal);
        session.ended();
        let mut session = Session::start_on(&folder);
        session.wait_for("A correction was cut short");
        session.wait_for("leader=Hao");
        session.press("y");
        session.wait_for(":edit date=");
        session.press(" Peng\r");
        session.wait_for("corrected 1");
        leave(session);
        let log = log(folder.path());
        assert_eq!(log.len(), at + 1, "{signal}");
        let words = log[at].edit.as_ref().map(|edit| edit.in_words()).unwrap_or_default();
        assert!(words.contains("-> Hao Peng"), "{signal}: {words}");
        let mut session = Session::start_on(&folder);
        session.wait_for("[1 Timeline]");
        session.listen(Duration::from_millis(300));
        assert!(!session.screen.screen().contents().contains("cut short"), "{signal}: it is written, and not offered again");
        leave(session);
    }
}

/// What a window left behind is offered at each start, until the analyst takes it up or gives it up.
#[test]
fn what_was_cut_short_is_offered_until_it_is_decided() {
    let folder = folder_of(5);
    let mut session = Session::start_on(&folder);
    session.wait_for("1/5");
    session.press("aas the consulate");
    session.wait_for("as the consulate");
    session.signal("HUP");
    assert_eq!(session.ended().0, 129);
    let mut session = Session::start_on(&folder);
    session.wait_for(":annotate as the consulate");
    session.press("\x1b");
    session.wait_for("offered again at the next start");
    leave(session);
    let mut session = Session::start_on(&folder);
    session.wait_for("A correction was cut short");
    session.press("n");
    session.wait_for("was given up");
    leave(session);
    let mut session = Session::start_on(&folder);
    session.wait_for("[1 Timeline]");
    session.listen(Duration::from_millis(300));
    assert!(!session.screen.screen().contents().contains("cut short"));
    leave(session);
    assert_eq!(log(folder.path()).len(), 0);
}

/// Two windows on one record: the second sees the first's change and both values, and decides. Nothing is lost from the log.
#[test]
fn two_terminals_on_one_record() {
    let folder = folder_of(5);
    let (mut first, mut second) = (Session::start_on(&folder), Session::start_on(&folder));
    for session in [&mut first, &mut second] {
        session.wait_for("1/5");
        session.press("e\x15edit date=");
        session.wait_for(":edit date=");
    }
    first.press("2019-02-01\r");
    first.wait_for("corrected 1");
    second.press("2019-03-01\r");
    second.wait_for("Somebody else has changed this meanwhile");
    second.wait_for("2019-02-01");
    second.wait_for("Yours: date 2019-03-01");
    second.press("y");
    second.wait_for("corrected 1");
    // What the first one sees is what stands there now, without a key.
    first.wait_for("2019-03-01");
    leave(first);
    leave(second);
    let values: Vec<String> = log(folder.path()).iter().map(|row| value_set(row).1).collect();
    assert_eq!(values, ["2019-02-01", "2019-03-01"]);
}
