//! The user's own editor on a pseudo-terminal, with small scripts in its place: it has the terminal to itself, what it wrote is taken
//! over or offered again, and the terminal is put back however it ends.
#![cfg(unix)]

mod tui_session;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use legation::model::EditAction;
use tempfile::TempDir;
use tui_session::desk::{folder_of, leave, log, value_set, wait_for_lines};
use tui_session::{LEAVE, PATIENCE, Session, store_in};

/// An editor whose work is done by shell words on the file `$1`; `$HERE` is the folder.
fn editor(folder: &Arc<TempDir>, work: &str) -> PathBuf {
    let path = folder.path().join("editor.sh");
    std::fs::write(&path, format!("#!/bin/sh\nHERE='{}'\n{work}\n", folder.path().display())).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("set");
    path
}

/// A window on five articles with such an editor, its first row selected.
fn start(work: &str) -> (Arc<TempDir>, Session) {
    let folder = folder_of(5);
    let script = editor(&folder, work);
    let mut session = Session::start_with_editor(&folder, &script);
    session.wait_for("1/5");
    (folder, session)
}

fn values(folder: &Arc<TempDir>) -> Vec<String> {
    log(folder.path()).iter().map(|row| value_set(row).1).collect()
}

fn file(folder: &Arc<TempDir>, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Waits until the editor has written a file.
fn wait_for_file(folder: &Arc<TempDir>, name: &str) {
    let until = Instant::now() + PATIENCE;
    while !folder.path().join(name).exists() {
        assert!(Instant::now() < until, "no {name}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The drafts that are kept.
fn drafts(folder: &Arc<TempDir>) -> usize {
    std::fs::read_dir(folder.path().join("legation").join("drafts")).map_or(0, Iterator::count)
}

#[test]
fn each_changed_field_is_a_line_of_the_log_and_the_editor_has_the_terminal_to_itself() {
    let work = "stty -a > \"$HERE/modes\"; cp \"$1\" \"$HERE/offered\"; printf 'who led? '; read name
        sed -i -e \"s/^leader = .*/leader = \\\"$name\\\"/\" -e 's/^date = .*/date = \"2019-02-01\"/' \"$1\"";
    let (folder, mut session) = start(work);
    session.press("E");
    session.wait_for("who led?");
    assert!(session.modes().contains(" icanon") && file(&folder, "modes").contains(" icanon"), "no raw mode");
    assert!(session.seen.windows(LEAVE.len()).any(|window| window == LEAVE), "the dashboard's screen was left");
    // Keys of the dashboard are letters of a name here, and a resize is not its either.
    session.master.as_ref().expect("open").resize(tui_session::size(100, 30)).expect("resizes");
    session.screen.screen_mut().set_size(30.try_into().expect("not 0"), 100.try_into().expect("not 0"));
    session.press("Li Wdq\x7f\x7fei\r");
    session.wait_for("corrected 2");
    session.wait_for("2019-02-01");
    assert!(session.modes().contains("-icanon"), "raw again");
    assert_eq!(values(&folder), ["2019-02-01", "Li Wei"]);
    let offered = file(&folder, "offered");
    for line in ["# engagement e", "A trade delegation from", "type = \"delegation\"", "from = [\"CN-", "status = \"new\""] {
        assert!(offered.contains(line), "{line} in {offered}");
    }
    assert_eq!(drafts(&folder), 0, "nothing stays behind");
    session.press("u");
    session.wait_for("undid 2");
    leave(session);
}

#[test]
fn nothing_changed_writes_nothing() {
    let (folder, mut session) = start("sed -i 's/^# Change.*/# my own thoughts/' \"$1\"");
    session.press("E");
    session.wait_for("Nothing was changed");
    leave(session);
    assert_eq!((log(folder.path()).len(), drafts(&folder)), (0, 0));
}

#[test]
fn what_cannot_be_read_is_told_with_its_line_and_the_text_comes_back() {
    let work = "if grep -q tomorrow \"$1\"; then sed -i 's/tomorrow/2019-02-01/; s/^ledaer/leader/' \"$1\"
        else sed -i 's/^date = .*/date = \"tomorrow\"/; s/^leader = .*/ledaer = \"Li Wei\"/' \"$1\"; fi
        grep -n '^date' \"$1\" | cut -d: -f1 > \"$HERE/line\"";
    let (folder, mut session) = start(work);
    session.press("E");
    session.wait_for("This was not written");
    session.wait_for(&format!("line {}: date: 'tomorrow' is no date", file(&folder, "line").trim()));
    session.wait_for("there is no field 'ledaer': did you mean leader?");
    assert_eq!(log(folder.path()).len(), 0, "the rest of it neither");
    session.press("y");
    session.wait_for("corrected 2");
    assert_eq!(values(&folder), ["2019-02-01", "Li Wei"]);
    session.press("E");
    session.wait_for("This was not written");
    session.press("n");
    session.wait_for("The text was given up");
    leave(session);
    assert_eq!((log(folder.path()).len(), drafts(&folder)), (2, 0));
}

#[test]
fn a_text_that_was_not_written_is_offered_at_the_next_start() {
    let work = "if grep -q tomorrow \"$1\"; then sed -i 's/tomorrow/2019-02-01/' \"$1\"
        else sed -i 's/^date = .*/date = \"tomorrow\"/' \"$1\"; fi";
    let (folder, mut session) = start(work);
    session.press("E");
    session.wait_for("This was not written");
    session.press("\x1b");
    session.wait_for("offered again at the next start");
    // Another correction does not take its place.
    session.press("c");
    session.wait_for("confirmed 1");
    leave(session);
    let mut session = Session::start_with_editor(&folder, &folder.path().join("editor.sh"));
    session.wait_for("A correction was cut short");
    session.wait_for("date = \"tomorrow\"");
    session.press("y");
    session.wait_for("corrected 1");
    leave(session);
    assert_eq!((values(&folder), drafts(&folder)), (vec!["confirmed".to_owned(), "2019-02-01".to_owned()], 0));
}

#[test]
fn an_editor_that_fails_or_dies_gives_the_terminal_back() {
    for (work, told) in [
        ("exit 3", "Nothing was changed: the editor ended with code 3"),
        (
            "stty raw -echo; printf '\\033[?1049h\\033[?1000h\\033[?25l'; kill -9 $$",
            "Nothing was changed: the editor was ended by a signal",
        ),
        ("rm \"$1\"", "what the editor wrote cannot be read"),
    ] {
        let (folder, mut session) = start(work);
        let raw = session.modes();
        session.press("E");
        session.wait_for(told);
        session.wait_for("[1 Timeline]");
        assert_eq!(session.modes(), raw, "{work}");
        session.press("W");
        session.wait_for("'W' does nothing");
        session.press("q");
        assert_eq!(session.ended().0, 0, "{work}");
        session.listen(Duration::from_millis(300));
        assert!(session.modes().contains(" icanon") && session.modes().contains(" echo "), "{work}: cooked as before the start");
        assert_eq!((log(folder.path()).len(), drafts(&folder)), (0, 0), "{work}");
    }
}

#[test]
fn what_an_editor_wrote_before_it_failed_is_offered_again() {
    let work = "if [ -e \"$HERE/once\" ]; then exit 0; fi; touch \"$HERE/once\"
        sed -i 's/^date = .*/date = \"2019-02-01\"/' \"$1\"; exit 1";
    let (folder, mut session) = start(work);
    session.press("E");
    session.wait_for("the editor ended with code 1");
    session.press("y");
    session.wait_for("corrected 1");
    leave(session);
    assert_eq!(values(&folder), ["2019-02-01"]);
}

#[test]
fn no_editor_is_told_with_what_to_do() {
    let folder = folder_of(5);
    let mut session = Session::start_with_editor(&folder, &folder.path().join("no such").join("editor"));
    session.wait_for("1/5");
    session.press("E");
    session.wait_for("set VISUAL or EDITOR");
    leave(session);
}

#[test]
fn an_interrupt_is_the_editors_own() {
    let (_folder, mut session) = start("printf 'waiting '; read answer");
    session.press("E");
    session.wait_for("waiting");
    session.press("\x03");
    session.wait_for("the editor was ended by a signal");
    session.wait_for("[1 Timeline]");
    session.press("W");
    session.wait_for("'W' does nothing");
    leave(session);
}

#[test]
fn a_change_by_another_meanwhile_is_a_conflict() {
    let (folder, mut session) = start("printf 'waiting '; read answer; sed -i 's/^date = .*/date = \"2019-03-01\"/' \"$1\"");
    session.press("E");
    session.wait_for("waiting");
    let mut other = Session::start_on(&folder);
    other.wait_for("1/5");
    other.press("e\x15edit date=2019-02-01\r");
    other.wait_for("corrected 1");
    leave(other);
    session.press("\r");
    session.wait_for("Somebody else has changed this meanwhile");
    session.wait_for("2019-02-01");
    session.wait_for("Yours: date 2019-03-01");
    session.press("y");
    session.wait_for("corrected 1");
    leave(session);
    assert_eq!(values(&folder), ["2019-02-01", "2019-03-01"]);
}

#[test]
fn a_line_that_drops_while_the_editor_is_open_loses_nothing() {
    let work = "if grep -q 2019-02-01 \"$1\"; then exit 0; fi
        sed -i 's/^date = .*/date = \"2019-02-01\"/' \"$1\"; touch \"$HERE/saved\"; read answer";
    for signal in ["HUP", "TERM", "KILL"] {
        let (folder, mut session) = start(work);
        session.press("E");
        wait_for_file(&folder, "saved");
        session.signal(signal);
        let (code, time) = session.ended();
        assert!(signal == "KILL" || code > 128, "{signal}: {code}");
        assert!(time < Duration::from_secs(3), "{signal}: {time:?}");
        drop(session);
        let mut session = Session::start_with_editor(&folder, &folder.path().join("editor.sh"));
        session.wait_for("A correction was cut short");
        session.wait_for("date = \"2019-02-01\"");
        session.press("y");
        session.wait_for("corrected 1");
        leave(session);
        assert_eq!((values(&folder), drafts(&folder)), (vec!["2019-02-01".to_owned()], 0), "{signal}");
    }
}

#[test]
fn records_are_added_by_hand_from_words_of_the_article() {
    let work = "cp \"$1\" \"$HERE/offered\"
        sed -i -e 's/^type = .*/type = \"meeting\"/' -e 's/^date = .*/date = \"2000-01-05\"/' -e 's/^from = .*/from = [\"CN-LN\"]/' \\
            -e 's/^to = .*/to = [\"DE\"]/' -e 's/^kind = .*/kind = \"mou\"/' -e 's/^amount = .*/amount = \"EUR 3m\"/' \"$1\"";
    let (folder, mut session) = start(work);
    session.press("4");
    session.wait_for("[4 Article]");
    session.press("A");
    session.wait_for("add an agreement by hand");
    session.press("e");
    session.wait_for("added 1");
    session.wait_for("/6");
    let offered = file(&folder, "offered");
    assert!(offered.contains("quote = \"\"\"\nA trade delegation from") && offered.contains("#   A trade delegation from"), "{offered}");
    session.press("Aa");
    wait_for_lines(folder.path(), 2);
    leave(session);
    let added: Vec<String> = log(folder.path()).iter().filter_map(|row| Some(row.edit.as_ref()?.in_words())).collect();
    assert!(added[0].ends_with("engagement added") && added[1].ends_with("agreement added"), "{added:?}");
    for row in log(folder.path()) {
        let Some(EditAction::Add { quote, .. }) = row.edit.map(|edit| edit.action) else { panic!("added") };
        assert!(quote.starts_with("A trade delegation from"), "{quote}");
    }
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_legation"))
        .args(["--store", &store_in(folder.path()).to_string_lossy(), "list", "type:meeting from:CN-LN to:DE date:2000", "--json"])
        .env("HOME", folder.path())
        .output()
        .expect("it runs");
    assert_eq!(ran.status.code(), Some(2), "there is no field date");
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_legation"))
        .args(["--store", &store_in(folder.path()).to_string_lossy(), "list", "type:meeting from:CN-LN to:DE year:2000", "--json"])
        .env("HOME", folder.path())
        .output()
        .expect("it runs");
    assert!(String::from_utf8_lossy(&ran.stdout).contains("2000-01-05"), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn words_that_are_not_the_articles_are_refused_and_the_text_comes_back() {
    let work = "if grep -q 'Not there' \"$1\"; then sed -i 's/^Not there.*/The two sides/; s/^held talks/held    talks/' \"$1\"
        else printf 'quote = \"\"\"\nNot there\nheld talks on trade.\"\"\"\ntype = \"meeting\"\n' > \"$1\"; fi";
    let (folder, mut session) = start(work);
    session.press("Ae");
    session.wait_for("the words do not stand in the document");
    assert_eq!(log(folder.path()).len(), 0);
    session.press("y");
    session.wait_for("added 1");
    leave(session);
    assert_eq!((log(folder.path()).len(), drafts(&folder)), (1, 0));
}
