//! The real program on a pseudo-terminal: it starts, leaves, and gives the terminal back in every way of leaving.
#![cfg(unix)]

mod tui_session;

use std::sync::mpsc::channel;
use std::time::Duration;

use portable_pty::native_pty_system;
use tui_session::{Session, size};

/// The modes of a fresh terminal. It is opened here and not read before the program starts, which may already have changed it.
fn fresh_modes() -> String {
    let pair = native_pty_system().openpty(size(80, 24)).expect("a pseudo-terminal");
    let tty = std::fs::File::open(pair.master.tty_name().expect("a name")).expect("the terminal opens");
    let output = std::process::Command::new("stty").arg("-a").stdin(tty).output().expect("stty runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn an_empty_store_opens_at_once_writes_nothing_and_q_leaves() {
    let before = fresh_modes();
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    assert!(session.modes().contains("-icanon"), "raw mode is on");
    assert_eq!(session.listen(Duration::from_millis(2500)).len(), 0, "an idle dashboard is silent");
    session.press("q");
    assert_eq!(session.ended().0, 0);
    session.assert_restored(&before);
    assert!(!session.folder.path().join("store.db").exists(), "nothing is written until a choice");
}

#[test]
fn keys_are_answered() {
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    session.press("W");
    session.wait_for("'W' does nothing");
    session.press("?");
    session.wait_for("type to search");
    session.press("\x1b");
    session.wait_for("Nothing here yet.");
    session.press("\x03");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn signals_leave_in_order() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let before = fresh_modes();
        let mut session = Session::start();
        session.wait_for("Nothing here yet.");
        session.signal(name);
        let (status, time) = session.ended();
        assert_eq!(status, code, "{name}");
        assert!(time < Duration::from_secs(2), "{name}: {time:?}");
        session.assert_restored(&before);
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    // The reading thread holds a handle too; it lets go when it has bytes that nobody takes.
    session.wire = channel().1;
    session.press("W");
    std::thread::sleep(Duration::from_millis(300));
    assert!(session.child.try_wait().expect("a child").is_none());
    session.writer = None;
    session.master = None;
    let (code, time) = session.ended();
    assert!(time < Duration::from_secs(2), "{time:?}");
    assert_eq!(code, 129);
}

#[test]
fn a_storm_of_resizes_ends_on_the_last_size() {
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    for step in 0..1000_u16 {
        let (cols, rows) = (20 + step % 130, 1 + step % 50);
        session.master.as_ref().expect("open").resize(size(cols, rows)).expect("resizes");
    }
    session.master.as_ref().expect("open").resize(size(60, 20)).expect("resizes");
    session.screen.screen_mut().set_size(20.try_into().expect("not 0"), 60.try_into().expect("not 0"));
    let bytes = session.listen(Duration::from_millis(1500));
    assert!(bytes.len() < 200_000, "{} bytes for a storm", bytes.len());
    session.press("W");
    session.wait_for("'W' does nothing");
    assert!(session.screen.screen().contents().contains("Nothing here yet."));
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn a_stopped_program_comes_back_with_a_full_screen() {
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    session.signal("STOP");
    session.signal("CONT");
    let bytes = session.listen(Duration::from_millis(1000));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("\x1b[?1049h") && text.contains("Nothing"), "{text:?}");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let mut session = Session::start_under(&["/bin/sh", "-i"]);
    let store = session.folder.path().join("store.db");
    session.press(&format!("PS1='shell> '; {} --store {}\n", env!("CARGO_BIN_EXE_legation"), store.display()));
    session.wait_for("Nothing here yet.");
    session.press("\x1a");
    session.wait_for_shell();
    assert!(!session.screen.screen().contents().contains("Nothing here yet."), "the shell's own screen is back");
    session.press("fg\n");
    session.wait_for("Nothing here yet.");
    assert!(session.modes().contains("-icanon"));
    session.press("q");
    session.wait_for_shell();
    session.press("exit\n");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn ctrl_z_without_a_shell_says_so() {
    let mut session = Session::start();
    session.wait_for("Nothing here yet.");
    session.press("\x1a");
    session.wait_for("There is no shell to go back to");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn without_a_terminal_it_names_the_commands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_legation"))
        .arg("--store")
        .arg(folder.path().join("store.db"))
        .env("HOME", folder.path())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("legation list --json"));
}

/// A session on the sample reports.
fn demo() -> Session {
    let mut session = Session::start_under(&[env!("CARGO_BIN_EXE_legation"), "demo"]);
    session.wait_for("[1 Timeline]");
    session
}

/// Presses keys one by one, as hands do, and says how many there were.
fn type_keys(session: &mut Session, keys: &str) -> usize {
    for key in keys.chars() {
        session.press(&key.to_string());
    }
    keys.chars().count()
}

#[test]
fn what_has_liaoning_signed_with_germany_since_2020_and_says_who() {
    let mut session = demo();
    let mut keys = type_keys(&mut session, "Fliao de since:2020\r");
    session.wait_for("[Germany]");
    session.wait_for("Liaoning - Germany");
    // What has most agreements goes first.
    keys += type_keys(&mut session, "sa");
    session.listen(Duration::from_millis(300));
    keys += type_keys(&mut session, "\r");
    session.wait_for("[4 Article]");
    session.wait_for("Liaoning provincial government news");
    session.wait_for("agreements were signed");
    assert!(keys <= 25, "{keys} keys");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn which_us_states_hosted_jiangsu() {
    let mut session = demo();
    let (typed, words) = ("Fjiangsu country:us\r", "jiangsu country:us".len());
    let commands = type_keys(&mut session, typed) - words;
    session.wait_for("[Jiangsu]");
    session.wait_for("[country: United States]");
    assert!(commands <= 12, "{commands} command keys");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn who_is_hao_peng_and_where_has_he_been() {
    let mut session = demo();
    let (typed, words) = ("Fhao peng\x1bFperson:\"hao peng\"\r", "hao pengperson:\"hao peng\"".len());
    let commands = type_keys(&mut session, &typed[..9]) + type_keys(&mut session, "\x1b");
    // A lone Esc is held back to see whether it begins a key.
    session.listen(Duration::from_millis(300));
    let commands = commands + type_keys(&mut session, &typed[10..]) - words;
    session.wait_for("[person: Hao Peng]");
    session.wait_for("Liaoning -> Germany");
    session.press("i");
    session.wait_for("leader: Hao Peng");
    assert!(commands < 12, "{} command keys", commands + 1);
    session.press("\x1b");
    session.wait_for("[1 Timeline]");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn a_copy_goes_to_the_terminal_and_the_way_is_told() {
    let mut session = Session::start_under(&["/usr/bin/env", "SSH_CONNECTION=a", env!("CARGO_BIN_EXE_legation"), "demo"]);
    session.wait_for("[1 Timeline]");
    session.press("yc");
    session.wait_for("command: 13 bytes copied by OSC 52");
    let wire = String::from_utf8_lossy(&session.seen).into_owned();
    assert!(wire.contains("\x1b]52;c;bGVnYXRpb24gbGlzdA==\x07"), "{wire:?}");
    session.press("q");
    assert_eq!(session.ended().0, 0);
}

#[test]
fn without_colours_no_colour_reaches_the_wire() {
    for options in [
        &["/usr/bin/env", "NO_COLOR=1", env!("CARGO_BIN_EXE_legation"), "demo"][..],
        &[env!("CARGO_BIN_EXE_legation"), "--color", "never", "demo"],
    ] {
        let mut session = Session::start_under(options);
        session.wait_for("[1 Timeline]");
        session.press("f");
        session.wait_for("[place]");
        session.press("\x1b");
        session.wait_for("[1 Timeline]");
        let wire = String::from_utf8_lossy(&session.seen).into_owned();
        let pens = wire
            .split("\x1b[")
            .skip(1)
            .filter_map(|rest| rest.split_once('m').map(|(pen, _)| pen))
            .filter(|pen| pen.chars().all(|c| c.is_ascii_digit() || c == ';'));
        for pen in pens {
            let is_color = pen.split(';').filter_map(|code| code.parse::<u16>().ok()).any(|code| (30..=49).contains(&code) || code >= 90);
            assert!(!is_color, "{options:?}: {pen}");
        }
        session.press("q");
        assert_eq!(session.ended().0, 0);
    }
}
