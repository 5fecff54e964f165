//! Corrections in every pane that shows records: what they speak of, what was seen when they were begun, and who else was there.

mod tui_desk;

use legation::gazetteer::Gazetteer;
use legation::ingest::ingest;
use legation::model::{AgreementId, RecordField};
use legation::store::{Access, Author, EditRequest, RecordStatus, Store};
use legation::tui::subject::RecordName;
use tui_desk::{Desk, author};

fn colleague() -> Author {
    Author { user: "colleague".to_owned(), host: "other-desk".to_owned() }
}

fn store(desk: &Desk) -> Store {
    Store::open(desk.store(), Access::ReadWrite).expect("the store opens")
}

fn set(record: &str, field: RecordField, value: &str) -> EditRequest {
    EditRequest::Set { record: record.to_owned(), fields: vec![(field, value.to_owned())], expected: Vec::new() }
}

/// The lines of the log that analysts wrote, oldest first: who, and what.
fn log(desk: &Desk) -> Vec<String> {
    let edits = store(desk).edits().expect("the log");
    edits.into_iter().map(|row| format!("{} {}", row.author, row.edit.map_or_else(String::new, |edit| edit.in_words()))).collect()
}

/// The agreement that the totals' opened line has selected.
fn opened(desk: &Desk) -> AgreementId {
    let opened = desk.app.totals.opened.as_ref().expect("a line is open");
    let row = opened.agreements[opened.selected];
    let agreement = desk.app.records.as_ref().and_then(|records| records.agreement(row)).expect("shown");
    agreement.target.agreement.expect("its id")
}

fn assert_told(desk: &Desk, sign: &str) {
    assert!(desk.told().contains(sign), "'{sign}' is not told:\n{}", desk.told());
}

/// What the screen shows of a record is what the store has: no analyst quarrels with a spelling.
#[test]
fn what_is_seen_is_what_is_expected_later() {
    let desk = Desk::at_work(120, 35);
    let records = desk.app.records.clone().expect("read");
    let mut store = store(&desk);
    let engagements = (0..records.engagement_count() as u32).map(|row| RecordName::Engagement(records.row(row).id));
    let agreements = (0..).map_while(|row| records.agreement(row)).filter_map(|shown| shown.target.agreement.map(RecordName::Agreement));
    let mut seen = 0;
    for name in engagements.chain(agreements).collect::<Vec<_>>() {
        let expected = records.fields(&name);
        seen += expected.len();
        let fields = vec![(RecordField::Status, "confirmed".to_owned())];
        let edited = store.edit(&EditRequest::Set { record: name.to_string(), fields, expected }, None, &author());
        assert!(edited.is_ok(), "{name}: {:?}", edited.err().map(|error| error.because));
    }
    assert!(seen > 1_000, "{seen} fields");
}

#[test]
fn agreements_are_corrected_where_the_totals_list_them() {
    let mut desk = Desk::at_work(120, 35);
    desk.keys("F 'side:liaoning <Enter> 3 c");
    assert_told(&desk, "Enter opens the agreements of a line");
    desk.keys("<Enter> c");
    let first = opened(&desk);
    assert_told(&desk, "confirmed 1 - u undoes");
    assert_told(&desk, "(confirmed)");
    desk.keys("t 'ports <Enter>");
    assert_told(&desk, "tagged 1 - u undoes");
    desk.keys("e");
    assert_told(&desk, ":edit amount=CNY 380500000000");
    desk.keys("<Ctrl-u> 'edit_amount=CNY_380bn_hedge=at_least <Enter>");
    assert_told(&desk, "'at least' is none of");
    desk.keys("e <Ctrl-u> 'edit_amount=CNY_380bn <Enter>");
    assert_told(&desk, "CNY 380bn  ");
    desk.keys("a 'of_which_48_are_key_projects <Enter>");
    assert_eq!(opened(&desk), first, "the line stays open, on the same agreement");
    // What is rejected leaves the line, the next one is selected.
    desk.keys("d");
    assert_told(&desk, "rejected 1 - u undoes");
    assert_ne!(opened(&desk), first);
    let log = log(&desk);
    assert_eq!(log.len(), 5, "{log:?}");
    assert!(log.iter().all(|line| line.starts_with(&format!("analyst {first}: "))), "{log:?}");
    desk.keys("u u u u u").keys("gg");
    assert_eq!(opened(&desk), first);
    assert_eq!(opened(&desk), first);
    assert!(!desk.told().contains("(confirmed)"), "{}", desk.told());
}

#[test]
fn agreements_are_marked_and_joined() {
    let mut desk = Desk::at_work(120, 35);
    desk.keys("3 G <Space>");
    assert_told(&desk, "Enter opens the agreements of a line: they can be marked");
    // The last line of the table is a reason with several agreements.
    desk.keys("gg <Enter> <Esc> ,t <Enter>");
    let count = desk.app.totals.opened.as_ref().expect("open").agreements.len();
    assert!(count >= 2, "{count} agreements");
    desk.keys("<Space> <Space>");
    assert_told(&desk, "2 marked: V clears");
    desk.keys("t 'twice <Enter>");
    assert_told(&desk, "tagged 2 - u undoes");
    desk.keys("u");
    assert_told(&desk, "undid 2");
    assert_eq!(desk.app.totals.opened.as_ref().expect("open").marks.len(), 2, "marks outlive a correction");
    desk.keys("m");
    assert_told(&desk, "joined 2 - u undoes");
    desk.keys("u <Esc>");
    assert!(desk.app.totals.opened.as_ref().is_some_and(|opened| opened.marks.is_empty()), "Esc takes the marks first");
    desk.keys("<Esc>");
    assert!(desk.app.totals.opened.is_none());
}

#[test]
fn what_is_marked_in_the_article_is_corrected_there() {
    let mut desk = Desk::at_work(120, 35);
    let engagement = desk.app.selected_row().expect("a row").id.to_string();
    desk.keys("<Enter> c");
    assert_told(&desk, "[4 Article]");
    assert_told(&desk, "confirmed 1 - u undoes");
    assert_eq!(log(&desk), [format!("analyst {engagement}: status new -> confirmed")]);
    desk.keys("3 <Enter>");
    let agreement = opened(&desk).to_string();
    desk.keys("<Enter> t 'ports <Enter>");
    assert_told(&desk, "[4 Article]");
    assert_told(&desk, "tagged 1");
    // The store was read again meanwhile: the article and its sentence are still those of the agreement.
    desk.keys("c");
    let log = log(&desk);
    assert_eq!(log[1..], [format!("analyst {agreement}: tagged ports"), format!("analyst {agreement}: status new -> confirmed")]);
    assert!(!desk.app.evidence().is_empty());
}

#[test]
fn a_profile_lists_what_can_be_corrected() {
    let mut desk = Desk::at_work(120, 35);
    desk.keys("2 gp t");
    assert_told(&desk, "Choose an engagement or an agreement of the profile");
    let is_record = |desk: &Desk| {
        let profile = desk.app.profile.as_ref().expect("open");
        let (.., line) = profile.lines[profile.selected];
        profile.view.as_ref().expect("come").lines[line].target.is_some()
    };
    while !is_record(&desk) {
        desk.keys("j");
    }
    desk.keys("t 'ports <Enter>");
    assert_told(&desk, "tagged 1 - u undoes");
    assert!(desk.app.profile.is_some(), "the profile stays");
    assert_eq!(log(&desk).len(), 1);
}

#[test]
fn a_correction_of_very_many_is_previewed() {
    let mut desk = Desk::at_work(120, 35);
    let all = desk.app.timeline.list.rows.len();
    desk.keys("c * d");
    assert_told(&desk, &format!("Reject {all} engagements?"));
    assert_told(&desk, &format!("They are {} new, 1 confirmed now.", all - 1));
    assert_told(&desk, &format!("and {} more", all - 8));
    for keys in ["n", "<Esc>"] {
        desk.keys(keys);
        assert_told(&desk, "Nothing was changed");
        assert_eq!(log(&desk).len(), 1);
        desk.keys("d");
    }
    desk.keys("x");
    assert_told(&desk, "y or Enter: yes");
    desk.keys("y");
    assert_told(&desk, &format!("rejected {all} - u undoes"));
    assert_eq!(log(&desk).len(), 1 + all);
    desk.keys("u");
    assert_told(&desk, &format!("undid {all}"));
    // What needs words says of how many it speaks, and asks too.
    desk.keys("* t");
    assert_told(&desk, &format!("{all} engagements"));
    desk.keys("'ports <Enter>");
    assert_told(&desk, &format!("Tag {all} engagements?"));
}

#[test]
fn who_comes_second_sees_both_values_and_decides() {
    for (answer, told, date) in [("n", "What stands there now was left", "2019-02-01"), ("y", "corrected 1 - u undoes", "2019-03-01")] {
        let mut desk = Desk::at_work(120, 35);
        let record = desk.app.selected_row().expect("a row").id;
        desk.keys("e <Ctrl-u> 'edit_date=2019-03-01");
        // A colleague is quicker, and the dashboard reads what they did while the line is open.
        store(&desk).edit(&set(record.as_str(), RecordField::Date, "2019-02-01"), None, &colleague()).expect("edited");
        desk.reload();
        desk.keys("<Enter>");
        assert_told(&desk, "Somebody else has changed this meanwhile");
        for sign in ["is '2019-02-01' now", "by colleague on other-desk"] {
            assert_told(&desk, sign);
        }
        assert_told(&desk, "Yours: date 2019-03-01");
        desk.keys(answer);
        assert_told(&desk, told);
        let shown = store(&desk).engagement_telling(&record).expect("read").expect("there");
        assert_eq!(shown.claim.date.map(|date| date.to_string()).as_deref(), Some(date));
    }
}

#[test]
fn a_judgement_is_no_quarrel_with_oneself_but_one_with_others() {
    let mut desk = Desk::at_work(120, 35);
    let record = desk.app.selected_row().expect("a row").id;
    store(&desk).edit(&set(record.as_str(), RecordField::Status, "rejected"), None, &colleague()).expect("edited");
    desk.keys("c");
    assert_told(&desk, "status of");
    assert_told(&desk, "was 'new' when it was looked at and is 'rejected' now");
    desk.keys("y");
    assert_told(&desk, "corrected 1");
    desk.keys("u");
    assert_eq!(log(&desk).len(), 3, "the colleague's, ours, and ours taken back");
}

/// Two windows of one account: what is taken back is what was done in this one.
#[test]
fn undo_takes_back_what_was_done_here() {
    let mut desk = Desk::at_work(120, 35);
    let (first, second) = (desk.app.row(0).expect("a row").id, desk.app.row(1).expect("a row").id);
    desk.keys("c");
    store(&desk).edit(&set(second.as_str(), RecordField::Status, "confirmed"), None, &author()).expect("edited");
    desk.reload();
    desk.keys("u");
    let status = |record| desk.app.records.as_ref().map(|records| records.row(records.row_of(record).expect("there")).status);
    assert_eq!((status(&first), status(&second)), (Some(RecordStatus::New), Some(RecordStatus::Confirmed)));
}

/// A total of one outlet, and a sum of another that may lie inside it.
fn total_and_part() -> Desk {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep();
    for (outlet, what) in [("Daily", "12 projects worth 1.2 billion yuan"), ("Post", "a cooperation agreement worth 300 million yuan")] {
        let text = format!(
            "---\nsource: {outlet}\npublished: 2023-10-12\n---\nLiaoning Province and Bavaria signed {what} in Munich on October 11, 2023.\n"
        );
        std::fs::create_dir_all(folder.join("articles")).expect("a folder");
        std::fs::write(folder.join("articles").join(format!("{outlet}.txt")), text).expect("a file");
    }
    let path = folder.join("store.db");
    let mut store = Store::open(&path, Access::Create).expect("a store");
    ingest(&mut store, &[folder.join("articles")], Gazetteer::builtin(), &author(), &|_, _| (), &|| false).expect("ingested");
    Desk::working_on(120, 35, &path)
}

#[test]
fn a_suspected_part_is_settled_where_the_totals_list_it() {
    let mut desk = total_and_part();
    desk.keys("3 G <Enter>");
    assert_told(&desk, "in CNY 1.2bn? ");
    let part = opened(&desk);
    desk.keys("e");
    assert_told(&desk, ":edit part_of=a");
    desk.keys("<Enter>");
    assert_told(&desk, "corrected 1 - u undoes");
    assert_told(&desk, "part of a total");
    assert!(log(&desk)[0].contains(&format!("{part}: part_of (nothing) -> a")), "{:?}", log(&desk));
    desk.keys("u");
    desk.keys("G <Enter>");
    assert_eq!(opened(&desk), part, "held out again");
    desk.keys("e <Ctrl-u> 'edit_part _ 'of=nonsense <Enter>");
    assert_told(&desk, "'nonsense' is no agreement: write the id of the total, or alone");
    desk.keys("e <Ctrl-u> 'edit_part _ 'of=alone <Enter>");
    assert_told(&desk, "CNY 1.5bn");
    assert!(!desk.told().contains("in no total"), "{}", desk.told());
}

#[test]
fn the_article_follows_the_agreements_of_an_opened_line() {
    let mut desk = total_and_part();
    let document = |desk: &Desk| desk.app.article.article.as_ref().map(|article| article.document.clone());
    let own = |desk: &Desk| {
        let records = desk.app.records.as_ref().expect("read");
        let opened = desk.app.totals.opened.as_ref().expect("open");
        Some(records.agreement(opened.agreements[opened.selected]).expect("shown").target.document)
    };
    desk.keys("3 <Enter>");
    assert_eq!((document(&desk), desk.app.article.agreement.clone()), (own(&desk), Some(opened(&desk))));
    let first = document(&desk);
    desk.keys("<Esc> G <Enter>");
    assert_eq!((document(&desk), desk.app.article.agreement.clone()), (own(&desk), Some(opened(&desk))));
    assert_ne!(document(&desk), first, "another outlet tells it");
    assert!(desk.told().contains("[3 Totals]"), "the keys stay there:\n{}", desk.told());
    // Where each field comes from is asked of what has the keys.
    desk.keys("i");
    assert_told(&desk, "signing 2023-10-11");
}
