//! Every action of the dashboard: it has a help line and a key, and pressing it shows on the screen. The records are the sample
//! reports, read from a store by the dashboard's own worker; only the terminal is missing.

mod tui_desk;

use legation::store::{Access, Store};
use legation::tui::action::{ACTIONS, Layer};
use legation::tui::effect::Yank;
use tui_desk::{Desk, hostile_store, sample_store};

/// For each action by name: keys that lead to it and end with one of its keys, and what the screen (or the list of effects) then
/// holds and did not hold before the last key.
const SHOWN: &[(&str, &str, &str)] = &[
    ("move-down", "j", " 2/"),
    ("move-up", "j j k", " 2/"),
    ("move-first", "j gg", " 1/"),
    ("move-last", "G", "> XXXX"),
    ("half-page-down", "<Ctrl-d>", " 5/"),
    ("half-page-up", "<Ctrl-d> <Ctrl-d> <Ctrl-u>", " 5/"),
    ("page-down", "<PgDn>", " 9/"),
    ("page-up", "<PgDn> <PgDn> <PgUp>", " 9/"),
    ("drill-in", "<Enter>", "[4 Article]"),
    ("go-back", "<Enter> <Esc>", "[1 Timeline]"),
    ("focus-timeline", "4 1", "[1 Timeline]"),
    ("focus-article", "4", "[4 Article]"),
    ("focus-next", "<Tab>", "[2 Entities]"),
    ("focus-previous", "<Shift-Tab>", "[4 Article]"),
    ("edit-filter", "F", "filter: "),
    ("pick-facets", "f", "[place]"),
    ("drop-last-chip", "F 'liaoning <Enter> <Backspace>", "-[Liaoning]"),
    ("drop-all-chips", "F 'liaoning_germany <Enter> X", "-[Germany]"),
    ("find-in-pane", "/", "find: "),
    ("next-match", "/ 'harbin <Enter> gg n", "HARBIN"),
    ("previous-match", "/ 'harbin <Enter> gg N", "HARBIN"),
    ("show-help", "?", "help: "),
    ("open-command-line", ":", "\n:"),
    ("inspect-record", "i", "by the rule"),
    ("yank-citation", "yy", "effect: Copy { what: Citation"),
    ("yank-sentence", "ys", "effect: Copy { what: Sentence"),
    ("yank-rows", "yr", "effect: Copy { what: Rows"),
    ("yank-command", "yc", "effect: Copy { what: Command"),
    ("yank-url", "yu", "effect: Copy { what: Url"),
    ("open-link", "o", "effect: Copy { what: Link"),
    ("edit-as-text", "E", "effect: Compose("),
    ("add-engagement", "Ae", "effect: Compose("),
    ("add-agreement", "Aa", "effect: Compose("),
    ("show-news", "gn", "there is no mark 'default' yet: gN sets it"),
    ("set-mark", "gN", "Marked: gn shows what comes or changes from now on"),
    ("reload-store", "R", "reading the store..."),
    ("redraw", "<Ctrl-l>", "effect: Repaint"),
    ("suspend", "<Ctrl-z>", "effect: Suspend"),
    ("cancel-or-quit", "<Ctrl-c>", "effect: Quit(0)"),
    ("quit", "q", "effect: Quit(0)"),
    ("sort-by-date", "sd", "Sorted oldest first"),
    ("sort-by-sources", "so", "Sorted most sources first"),
    ("sort-by-agreements", "sa", "Sorted most agreements first"),
    ("sort-by-type", "st", "Sorted by type"),
    ("reverse-sort", "so S", "Sorted fewest sources first"),
    ("next-period", "]", "> 2024-"),
    ("previous-period", "] [", "> 2025-"),
    ("narrower-period", "{", "2025 Q3"),
    ("wider-period", "{ { }", "2025 Q3"),
    ("mark-row", "<Space>", "1 marked"),
    ("mark-range", "j v j j v", "3 marked"),
    ("mark-all", "*", "marked: yr"),
    ("clear-marks", "* V", "-*20"),
    ("column-left", "<", "Column leader"),
    ("column-right", ">", "Column date"),
    ("filter-like-cell", "> > =", "[type: "),
    ("exclude-like-cell", "> > !", "[not type: "),
    ("next-record", "4 J", " 2/"),
    ("previous-record", "4 J J K", " 2/"),
    ("scroll-page", "4 <Space>", "-[title]"),
    ("accept", "F 'liaoning <Enter>", "Enter open"),
    ("cancel", "F 'liaoning <Esc>", "-[Liaoning]"),
    ("cursor-start", "F 'ang <Ctrl-a> 'li", "-filter: angli"),
    ("cursor-end", "F 'li <Ctrl-a> <Ctrl-e> 'ao", "filter: liao"),
    ("cursor-left", "F 'lo <Left> 'ia", "filter: liao"),
    ("cursor-right", "F 'lo <Left> <Left> <Right> 'ia", "filter: liao"),
    ("delete-before", "F 'liaoo <Backspace>", "filter: liao "),
    ("delete-after", "F 'xliao <Ctrl-a> <Delete>", "filter: liao"),
    ("delete-word", "F 'liao_germ <Ctrl-w>", "-germ"),
    ("delete-to-start", "F 'liao <Ctrl-u>", "-liao"),
    ("delete-to-end", "F 'liao <Left> <Left> <Ctrl-k>", "-liao"),
    ("history-back", "F 'liaoning <Enter> X F <Up>", "filter: liaoning"),
    ("history-forward", "F 'liaoning <Enter> X F <Up> <Down>", "-filter: liaoning"),
    ("complete", "F 'prov <Tab>", "filter: province:"),
    ("complete-back", "F 'since <Tab> <Ctrl-u> 'pl <Shift-Tab>", "filter: place:"),
    ("pick-next", "? <Down>", "> [ "),
    ("pick-previous", "f <Down> <Up>", ">   China"),
    ("toggle-value", "f <Tab>", "+ China"),
    ("toggle-value-up", "f <Down> <Shift-Tab>", "+ Germany"),
    ("exclude-value", "f <Ctrl-x>", " - China"),
    ("next-field", "f <Right>", "[counterpart]"),
    ("previous-field", "f <Left>", "[status]"),
];

/// Actions whose sign is no text of this screen; each is pressed by the test that is named.
const ELSEWHERE: &[(&str, &str)] = &[
    ("zoom-pane", "zooming_gives_the_pane_the_whole_screen"),
    ("next-span", "passages_are_marked_one_by_one"),
    ("previous-span", "passages_are_marked_one_by_one"),
    ("load-samples", "an_empty_store_asks_for_the_samples"),
    ("confirm-record", "corrections_are_written_and_taken_back"),
    ("reject-record", "corrections_are_written_and_taken_back"),
    ("edit-fields", "corrections_are_written_and_taken_back"),
    ("merge-records", "corrections_are_written_and_taken_back"),
    ("tag-record", "corrections_are_written_and_taken_back"),
    ("annotate-record", "corrections_are_written_and_taken_back"),
    ("repeat-edit", "corrections_are_written_and_taken_back"),
    ("undo-edit", "corrections_are_written_and_taken_back"),
    ("redo-edit", "corrections_are_written_and_taken_back"),
    ("review-queue", "corrections_are_written_and_taken_back"),
    ("answer-yes", "a_correction_of_very_many_is_previewed"),
    ("answer-no", "a_correction_of_very_many_is_previewed"),
    ("answer-later", "a_correction_of_very_many_is_previewed"),
    // Their panes are not on a screen of this size; tests/tui_panes.rs opens them.
    ("focus-entities", "the_summaries_panes_answer_their_keys"),
    ("focus-totals", "the_summaries_panes_answer_their_keys"),
    ("reset-layout", "the_summaries_panes_answer_their_keys"),
    ("show-places", "the_summaries_panes_answer_their_keys"),
    ("show-people", "the_summaries_panes_answer_their_keys"),
    ("show-organizations", "the_summaries_panes_answer_their_keys"),
    ("rank-entities", "the_summaries_panes_answer_their_keys"),
    ("unfold", "the_summaries_panes_answer_their_keys"),
    ("fold", "the_summaries_panes_answer_their_keys"),
    ("open-profile", "the_summaries_panes_answer_their_keys"),
    ("total-by-province", "the_summaries_panes_answer_their_keys"),
    ("total-by-country", "the_summaries_panes_answer_their_keys"),
    ("total-by-city", "the_summaries_panes_answer_their_keys"),
    ("total-by-pair", "the_summaries_panes_answer_their_keys"),
    ("total-by-year", "the_summaries_panes_answer_their_keys"),
    ("total-by-month", "the_summaries_panes_answer_their_keys"),
    ("total-by-kind", "the_summaries_panes_answer_their_keys"),
    ("total-by-stage", "the_summaries_panes_answer_their_keys"),
    ("total-by-type", "the_summaries_panes_answer_their_keys"),
    ("total-by-topic", "the_summaries_panes_answer_their_keys"),
    ("total-by-currency", "the_summaries_panes_answer_their_keys"),
    ("total-by-source", "the_summaries_panes_answer_their_keys"),
    ("total-by-quarter", "the_summaries_panes_answer_their_keys"),
    ("total-by-nature", "the_summaries_panes_answer_their_keys"),
    ("total-by-binding", "the_summaries_panes_answer_their_keys"),
    ("measure-totals", "the_summaries_panes_answer_their_keys"),
    ("convert-totals", "the_summaries_panes_answer_their_keys"),
];

#[test]
fn every_action_has_help_keys_and_a_test_that_presses_it() {
    for entry in ACTIONS {
        let is_told = SHOWN.iter().map(|(name, ..)| name).chain(ELSEWHERE.iter().map(|(name, _)| name)).any(|name| *name == entry.name);
        assert!(is_told, "{} has no test", entry.name);
        assert!(!entry.help.is_empty() && !entry.keys.is_empty(), "{}", entry.name);
    }
    for (name, ..) in SHOWN {
        assert!(ACTIONS.iter().any(|entry| entry.name == *name), "{name} is no action");
    }
}

/// Each key of the panes of sums, pressed where it counts, changes what its pane says.
#[test]
fn the_summaries_panes_answer_their_keys() {
    let mut desk = Desk::new(160, 45, sample_store());
    let mut wrong = Vec::new();
    for (focus, keys) in [
        ("", "2"),
        ("", "3"),
        ("z", "0"),
        ("2 ,e", ",p"),
        ("2", ",e"),
        ("2", ",o"),
        ("2", "#"),
        ("2", "-"),
        ("2 -", "+"),
        ("2", "gp"),
        ("3 ,y", ",p"),
        ("3", ",c"),
        ("3", ",i"),
        ("3", ",a"),
        ("3", ",y"),
        ("3", ",m"),
        ("3", ",k"),
        ("3", ",s"),
        ("3", ",t"),
        ("3", ",o"),
        ("3", ",$"),
        ("3", ",n"),
        ("3", ",q"),
        ("3", ",u"),
        ("3", ",b"),
        ("3", "#"),
        ("3", "$"),
    ] {
        desk.restart();
        desk.keys(focus);
        let before = desk.told();
        desk.keys(keys);
        if before == desk.told() {
            wrong.push(format!("'{keys}' behind '{focus}' changes nothing\n{before}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_action_shows_on_the_screen() {
    let mut desk = Desk::new(80, 24, sample_store());
    let mut wrong = Vec::new();
    for (name, keys, shown) in SHOWN {
        let entry = ACTIONS.iter().find(|entry| entry.name == *name).expect("checked above");
        let pressed = |key: &str| entry.keys.contains(&key.trim_matches(['<', '>']).trim_end_matches('\0')) || entry.keys.contains(&key);
        let types_on = matches!(entry.layer, Layer::Cursor) || matches!(*name, "cursor-start" | "cursor-end");
        let tokens: Vec<&str> = keys.split(' ').collect();
        let last = tokens.iter().rposition(|token| !token.starts_with('\'')).expect("a key");
        assert!(
            pressed(tokens[last]) || types_on && tokens.iter().any(|token| pressed(token)),
            "{name}: '{keys}' does not end with its key"
        );
        desk.restart();
        desk.keys(&tokens[..last].join(" "));
        let before = desk.told();
        desk.keys(&tokens[last..].join(" "));
        let after = desk.told();
        let is_right = match shown.strip_prefix('-') {
            Some("[title]") => before != after,
            Some(gone) => (before.contains(gone) || types_on) && !after.contains(gone),
            None => after.contains(shown) && (!before.contains(shown) || types_on),
        };
        if !is_right {
            wrong.push(format!("{name}: '{keys}' should show '{shown}'\n{after}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn zooming_gives_the_pane_the_whole_screen() {
    let mut desk = Desk::new(120, 30, sample_store());
    assert!(desk.told().contains('│'));
    assert!(!desk.keys("z").told().contains('│'));
    assert!(desk.keys("z").told().contains('│'));
}

#[test]
fn passages_are_marked_one_by_one() {
    let mut desk = Desk::new(120, 30, sample_store());
    let first = desk.keys("<Enter> gg )").reversed();
    let second = desk.keys(")").reversed();
    assert!(!first.is_empty() && !second.is_empty() && first != second, "{first} {second}");
    assert_eq!(desk.keys("(").reversed(), first);
}

#[test]
fn an_empty_store_asks_for_the_samples() {
    let mut desk = Desk::empty(80, 24);
    desk.keys("d");
    assert!(desk.told().contains("effect: Ask(LoadSamples)"), "{}", desk.told());
    for line in ["F", "/"] {
        let mut desk = Desk::empty(80, 24);
        desk.keys(&format!("{line} 'qingdao"));
        assert!(desk.told().contains("qingdao") && !desk.told().contains("effect:"), "{line}: text is no keys: {}", desk.told());
        desk.keys("<Enter> d");
        assert!(desk.told().contains("effect: Ask(LoadSamples)"), "{}", desk.told());
    }
}

#[test]
fn the_picker_takes_several_values_of_several_fields() {
    let mut desk = Desk::new(80, 24, sample_store());
    desk.keys("f 'liaoning <Tab> <Ctrl-u> 'jiangsu <Tab> <Right> <Right> 'deleg <Ctrl-x> <Enter>");
    assert_eq!(desk.app.filter.text, "place:liaoning|jiangsu -type:delegation");
    assert!(desk.told().contains("[place: Liaoning or Jiangsu] [not type: delegation]"), "{}", desk.told());
    let left = desk.app.timeline.list.rows.len();
    assert!(left > 0 && left < 71);
    desk.keys("<Backspace>");
    assert_eq!(desk.app.filter.text, "place:liaoning|jiangsu");
    desk.keys("f 'germany <Enter>");
    assert_eq!(desk.app.filter.text, "place:liaoning|jiangsu place:germany", "nothing chosen: the value at the cursor");
}

#[test]
fn the_picker_restores_on_escape_and_counts_under_the_other_fields() {
    let mut desk = Desk::new(80, 24, sample_store());
    desk.keys("j j j");
    let selected = desk.selected();
    desk.keys("f 'liaoning <Tab>");
    assert!(desk.app.timeline.list.rows.len() < 71);
    desk.keys("<Right> <Right> <Right>");
    assert!(desk.told().contains("2023") && !desk.told().contains("2025"), "years of Liaoning only:\n{}", desk.told());
    desk.keys("<Esc>");
    assert_eq!((desk.selected(), desk.app.filter.text.as_str(), desk.app.timeline.list.chips.len()), (selected, "", 0));
}

#[test]
fn an_ambiguous_name_is_offered_with_what_tells_it_apart() {
    let mut desk = Desk::new(100, 30, sample_store());
    desk.keys("F 'place:st._lou <Tab>");
    assert!(desk.told().contains("US-MO/St. Louis"), "{}", desk.told());
    desk.keys("<Esc> F 'from:zzzz");
    let before = desk.app.timeline.list.rows.len();
    assert!(desk.told().contains("nothing here is called 'zzzz'"));
    assert_eq!(before, desk.keys("<Enter>").app.timeline.list.rows.len(), "the last good view stays");
}

#[test]
fn the_command_line_does_what_it_says_and_names_the_nearest() {
    let mut desk = Desk::new(100, 30, sample_store());
    assert!(desk.keys(": 'filter_liaoning <Enter>").told().contains("[Liaoning]"));
    assert!(desk.keys(": 'filter <Enter>").app.filter.text.is_empty());
    assert!(desk.keys(": 'sort_sources <Enter>").told().contains("fewest sources first"));
    assert!(desk.keys(": 'goto_2020 <Enter>").told().contains("goto needs an order of time"));
    desk.keys(": 'sort_-date <Enter> : 'goto_2020-06 <Enter>");
    assert!(desk.told().contains("> 2020-10-13"), "{}", desk.told());
    assert!(desk.keys(": 'goto_soon <Enter>").told().contains("'soon' is no date"));
    assert!(desk.keys(": 'fliter <Enter>").told().contains("there is no command ':fliter'; the nearest is :filter"));
    assert!(desk.keys(": 'config <Enter>").told().contains("Nothing is wrong with the settings."));
    assert!(desk.keys("<Esc> : 'doctor <Enter>").told().contains("size: 100 x 30"));
    assert!(desk.keys("<Esc> : 'keys <Enter>").told().contains("help: "));
    assert!(desk.keys("<Esc> : 'do <Tab> <Enter>").told().contains("size: "));
    assert!(desk.keys("<Esc> : 'filter_place:liao <Tab>").told().contains(":filter place:liaoning"));
    assert!(desk.keys("<Esc> : 'edit_le <Tab> 'Hao_Peng_ty <Tab> 'sig <Tab>").told().contains(":edit leader=Hao Peng type=signing"));
    assert!(desk.keys("<Esc> : 'edit_ <Tab>").told().contains("date=  20"), "with what stands there now");
    assert!(desk.keys("<Esc> : <Up>").told().contains("\n:doctor"));
    assert!(desk.keys("<Esc> : 'quit <Enter>").told().contains("effect: Quit(0)"));
}

#[test]
fn copies_hold_what_they_are_called() {
    let mut desk = Desk::new(100, 30, sample_store());
    desk.keys("F 'place:mongolia_type:signing <Enter> yy ys yu yc * yr");
    let copied = |what| desk.copied.iter().find(|(other, _)| *other == what).map(|(_, text)| text.clone()).expect("copied");
    let (citation, url) = (copied(Yank::Citation), copied(Yank::Url));
    assert!(citation.contains(&url) && citation.contains("Mongolia") && citation.contains(", record e"), "{citation}");
    assert!(url.starts_with("http"));
    assert!(!copied(Yank::Sentence).is_empty());
    assert_eq!(copied(Yank::Command), "legation list 'place:mongolia type:signing'");
    let rows = copied(Yank::Rows);
    assert!(rows.starts_with("date\ttype\tfrom\tto\t") && rows.lines().count() >= 2, "{rows}");
    assert!(rows.lines().all(|line| line.matches('\t').count() == 7), "{rows}");
}

#[test]
fn a_popup_scrolls_and_gives_way() {
    let mut desk = Desk::new(60, 12, sample_store());
    let first = desk.keys("i").told();
    assert!(first.contains("status: new"));
    let scrolled = desk.keys("G").told();
    assert_ne!(first, scrolled);
    assert_eq!(desk.keys("gg").told(), first);
    assert!(desk.keys("yy").copied.len() == 1 && desk.told().contains("status: new"), "copying leaves it open");
    assert!(desk.keys("<Esc>").told().contains("[1 Timeline]"));
    assert!(desk.keys("i 4").told().contains("[4 Article]"), "other keys close it and do what they do");
}

#[test]
fn marks_survive_a_filter_and_escape_takes_them() {
    let mut desk = Desk::new(100, 30, sample_store());
    desk.keys("<Space> <Space> F 'liaoning <Enter> X");
    assert_eq!(desk.app.timeline.marks.len(), 2);
    desk.keys("<Esc>");
    assert!(desk.app.timeline.marks.is_empty());
    desk.keys("> <Esc>");
    assert_eq!(desk.app.timeline.column, None);
}

#[test]
fn questions_are_answered_in_a_few_keys() {
    let mut desk = Desk::new(80, 24, sample_store());
    let before = desk.presses;
    desk.keys("F 'liao_de_since:2020 <Enter> <Enter>");
    assert!(desk.presses - before <= 25, "{} keys", desk.presses - before);
    let screen = desk.told();
    assert!(screen.contains("[4 Article]") && screen.contains("Liaoning") && screen.contains("Germany"), "{screen}");
    desk.restart();
    desk.keys("F 'from:jiangsu_country:us <Enter>");
    assert!(desk.told().contains("Jiangsu"), "{}", desk.told());
    desk.restart();
    desk.keys("F 'person:\"hao_peng\" <Enter>");
    assert!(desk.told().contains("[person: Hao Peng]") && desk.told().contains("Liaoning -> Germany"), "{}", desk.told());
}

#[test]
fn an_unbound_key_is_answered() {
    let mut desk = Desk::new(80, 24, sample_store());
    assert!(desk.keys("W").told().contains("'W' does nothing in Timeline - ? for keys"));
}

#[test]
fn hostile_articles_reach_no_wire() {
    let mut desk = Desk::new(100, 30, hostile_store());
    let tours = [
        "<Enter> ) ) G <Esc>",
        "i G <Esc>",
        "f <Right> <Right> <Right> <Right> <Right> <Right> <Esc>",
        "f 'evil <Tab> <Enter> X",
        "F 'source: <Tab> <Esc>",
        "F 'person:h <Tab> <Tab> <Esc>",
        "F 'zz\u{202e}\u{9b}31m <Esc>",
        ": 'filter_org:e <Tab> <Esc>",
        "/ 'evil <Enter> <Esc>",
        "> > > = X",
        "* V { { {",
        "yy ys yu yr o yc",
        "?  <Esc>",
        "sd so st",
    ];
    for keys in tours {
        for key in keys.split_whitespace() {
            desk.keys(key);
            let wire = desk.paint();
            tui_desk::assert_harmless(&wire, key);
        }
    }
    for (what, text) in &desk.copied {
        let allowed = if *what == Yank::Rows { "\t\n" } else { "" };
        assert!(text.chars().all(|c| !tui_desk::is_hostile(c) || allowed.contains(c)), "{what:?}: {text:?}");
    }
    assert!(desk.copied.len() >= 4);
}

#[test]
fn corrections_are_written_and_taken_back() {
    let mut desk = Desk::at_work(120, 35);
    let mut wrong = Vec::new();
    for (keys, sign) in [
        ("c", "confirmed 1 - u undoes"),
        ("d", "rejected 1 - u undoes"),
        ("u", "undid 1 - Ctrl-r brings back"),
        ("<Ctrl-r>", "brought 1 back - u undoes"),
        ("u", "undid 1"),
        ("<Space> <Space> <Space> d", "rejected 3 - u undoes"),
        ("u", "undid 3"),
        ("V m", "Mark two rows or more"),
        ("gg <Space> <Space> m", "joined 2 - u undoes"),
        ("u", "undid 1"),
        ("V gg t 'ports <Enter>", "tagged 1 - u undoes"),
        ("j .", "tagged 1 - u undoes"),
        ("a 'ask_the_consulate <Enter>", "annotated 1 - u undoes"),
        ("e <Ctrl-u> 'edit_date=2021-01-05 <Enter>", "corrected 1 - u undoes"),
        ("e <Ctrl-u> 'edit_date=soon <Enter>", "'soon' is no date"),
        ("e <Ctrl-u> 'edit_colour <Enter>", "sets nothing"),
        ("* d", "Reject 74 engagements?"),
        ("<Esc>", "Nothing was changed"),
        ("V gr", "Disputed or to review (again: unreviewed): c confirms, d rejects, e corrects"),
        ("gr", "Nobody has looked at these"),
    ] {
        desk.keys(keys);
        let told = desk.told();
        if !told.contains(sign) {
            wrong.push(format!("'{keys}' does not say '{sign}':\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    desk.keys("X F 'tag:ports <Enter>");
    assert!(desk.told().contains("1/2 of"), "{}", desk.told());
    let mut reader = Desk::new(120, 35, sample_store());
    reader.app.is_read_only = true;
    assert!(reader.keys("c").told().contains("reading only"));
}

/// A key means the rows that its reader has asked for, not those that stand on the screen until they come.
#[test]
fn keys_do_the_same_however_fast_they_come() {
    for keys in [
        "gr gr c d",
        "gr gr j c",
        "F 'liaoning <Enter> c j d",
        "F 'liaoning <Enter> <Space> <Space> c",
        "so j c",
        "gr gr F 'liaoning <Enter> d",
    ] {
        let told = [true, false].map(|is_slow| {
            let mut desk = Desk::at_work(120, 35);
            if is_slow {
                desk.keys(keys)
            } else {
                desk.keys_at_once(keys)
            };
            let store = Store::open(desk.store(), Access::ReadOnly).expect("the store opens");
            let edits = store.edits().expect("the log").into_iter().map(|row| row.edit.map(|edit| edit.action));
            (edits.collect::<Vec<_>>(), desk.selected())
        });
        assert!(!told[0].0.is_empty(), "{keys} corrects");
        assert_eq!(told[0], told[1], "{keys}");
    }
    assert!(Desk::at_work(120, 35).keys_at_once("gr c <Ctrl-c>").told().contains("effect: Quit(0)"));
}
