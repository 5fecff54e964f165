use super::*;
use crate::model::{AgreementId, EngagementId};
use crate::store::{EditRequest, NewRecord};
use crate::tui::subject::RecordName;

fn agreement() -> SeenRecord {
    let fields = [
        (RecordField::Kind, "project"),
        (RecordField::Stage, "signed"),
        (RecordField::Count, "12"),
        (RecordField::Amount, "CNY 1200000000"),
        (RecordField::Hedge, "about"),
        (RecordField::Nature, "unstated"),
        (RecordField::Binding, "unknown"),
        (RecordField::Sides, "CN-LN, DE-BY/Munich"),
        (RecordField::PartOf, ""),
        (RecordField::Headline, ""),
        (RecordField::Status, "new"),
    ];
    let name = RecordName::Agreement(AgreementId::parse("aaaaaaaaaaaaa").expect("an id"));
    SeenRecord { name, fields: fields.map(|(field, value)| (field, value.to_owned())).to_vec() }
}

fn sheet() -> Sheet {
    record(agreement(), &["\"signed 12 projects worth \u{1b}[2J about 1.2 billion yuan\"".to_owned()])
}

fn changed(pairs: &[(&str, &str)]) -> Read {
    let mut sheet = sheet();
    for (from, to) in pairs {
        assert!(sheet.text.contains(from), "{from} in {}", sheet.text);
        sheet.text = sheet.text.replace(from, to);
    }
    read(&sheet)
}

/// Each request as `field: seen -> value`.
fn asked(read: Read) -> Vec<String> {
    let Read::Asks(requests) = read else { panic!("{read:?}") };
    let words = |request: &EditRequest| match request {
        EditRequest::Set { fields, expected, .. } => format!("{}: {} -> {}", fields[0].0, expected[0].1, fields[0].1),
        other => format!("{other:?}"),
    };
    requests.iter().map(words).collect()
}

fn problems(read: Read) -> Vec<String> {
    let Read::Wrong(problems) = read else { panic!("{read:?}") };
    problems.iter().map(|problem| format!("{}: {}", problem.line, problem.what)).collect()
}

#[test]
fn a_record_is_a_text_with_a_line_for_each_field() {
    let text = sheet().text;
    insta::assert_snapshot!(text);
    assert!(!text.contains('\u{1b}'), "nothing that a terminal obeys");
}

#[test]
fn what_is_left_as_it_was_is_not_written() {
    assert_eq!(read(&sheet()), Read::Same);
    for same in [
        changed(&[("\"CNY 1200000000\"", "\"cny 1.2bn\"")]),
        changed(&[("[\"CN-LN\", \"DE-BY/Munich\"]", "[\"DE-BY/Munich\", \"CN-LN\"]")]),
        changed(&[("count = 12", "count = \"12\"")]),
        changed(&[("part_of = \"\"", "# part_of = \"\"")]),
        changed(&[("# agreement", "# thoughts of mine")]),
    ] {
        assert_eq!(same, Read::Same);
    }
}

#[test]
fn each_changed_field_is_a_correction_of_its_own_that_expects_what_was_shown() {
    assert_eq!(asked(changed(&[("stage = \"signed\"", "stage = 'pledged'")])), ["stage: signed -> pledged"]);
    assert_eq!(asked(changed(&[("count = 12", "count = \"\"")])), ["count: 12 -> "]);
    let read = changed(&[
        ("[\"CN-LN\", \"DE-BY/Munich\"]", "[]"),
        ("part_of = \"\"", "part_of = \"abcd\""),
        ("headline = \"\"", "headline = \" The  \\\"big\\\" one \""),
    ]);
    // Whether there is such a total only the store knows: it is asked first.
    assert_eq!(asked(read), ["part_of:  -> abcd", "sides: CN-LN, DE-BY/Munich -> ", "headline:  -> The \"big\" one"]);
}

#[test]
fn a_sum_keeps_the_hedge_that_stands_beside_it() {
    let sum = ("\"CNY 1200000000\"", "\"1.3bn\"");
    assert_eq!(asked(changed(&[sum])), ["amount: CNY 1200000000 -> CNY 1300000000", "hedge: exactly -> about"]);
    assert_eq!(asked(changed(&[sum, ("\"about\"", "\"exactly\"")])), ["amount: CNY 1200000000 -> CNY 1300000000"]);
    assert_eq!(asked(changed(&[("\"about\"", "\"exactly\"")])), ["hedge: about -> exactly"]);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_nothing_is_asked_for() {
    let line = |begins: &str| 1 + sheet().text.lines().position(|line| line.starts_with(begins)).expect("a line");
    let told = problems(changed(&[("kind =", "kidn ="), ("stage = \"signed\"", "stage = \"sealed\""), ("count = 12", "count = 1.5")]));
    let expected = [
        (line("kind"), "there is no field 'kidn': did you mean kind?"),
        (line("stage"), "stage: 'sealed' is none of"),
        (line("count"), "count takes"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (told, (line, expected)) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("{line}: {expected}")), "{told}");
    }
    let broken = problems(changed(&[("nature = \"unstated\"", "nature = \"unstated")]));
    assert!(broken[0].starts_with(&format!("{}: not TOML", line("nature"))), "{broken:?}");
    assert!(problems(changed(&[("amount =", "date = \"2023\"\namount =")]))[0].contains("no field 'date'"));
}

#[test]
fn engagements_have_days_and_places() {
    let fields = [(RecordField::Date, "2023-10-11"), (RecordField::From, "CN-LN"), (RecordField::Leader, "Hao Peng")];
    let fields = fields.map(|(field, value)| (field, value.to_owned())).to_vec();
    let name = RecordName::Engagement(EngagementId::parse("eaaaaaaaaaaaa").expect("an id"));
    let mut sheet = record(SeenRecord { name, fields }, &[]);
    sheet.text = "date = 2023-10-12\nfrom = \"CN-LN, CN-JS\"\nleader = \"\"\n".to_owned();
    assert_eq!(asked(read(&sheet)), ["date: 2023-10-11 -> 2023-10-12", "from: CN-LN -> CN-LN, CN-JS", "leader: Hao Peng -> "]);
    sheet.text = "from = [\"Liaoning\"]\nto = 3\nfrom = []\n".to_owned();
    assert_eq!(problems(read(&sheet)).len(), 1, "a name twice is no TOML");
    sheet.text = "from = [\"Liaoning\"]\nvenue = true\n".to_owned();
    let told = problems(read(&sheet));
    assert!(told[0].starts_with("1: from: 'Liaoning' is no place code") && told[1].starts_with("2: venue takes a list"), "{told:?}");
}

#[test]
fn a_new_record_needs_words_and_has_what_was_filled_in() {
    let document = DocumentId::of("a text", None);
    let body = "First line of the article.\n\nThe two sides signed \"it\".\nAnd more.";
    let mut sheet = new_record(RecordClass::Engagement, document.clone(), "A title, an outlet", "The two sides\nsigned \"it\".", body);
    insta::assert_snapshot!(sheet.text);
    assert_eq!(read(&sheet), Read::Same, "nothing was filled in");
    sheet.text = sheet.text.replace("type = \"meeting\"", "type = \"signing\"").replace("from = []", "from = [\"CN-LN\"]");
    let fields = vec![(RecordField::Type, "signing".to_owned()), (RecordField::From, "CN-LN".to_owned())];
    let record = NewRecord { class: RecordClass::Engagement, fields };
    let quote = "The two sides\nsigned \"it\".".to_owned();
    assert_eq!(read(&sheet), Read::Asks(vec![EditRequest::Add { document, quote, record }]));
    sheet.text = "quote = \" \"\ntype = \"signing\"\nstatus = \"confirmed\"\n".to_owned();
    let told = problems(read(&sheet));
    assert!(told.iter().any(|told| told.starts_with("1: quote")) && told.iter().any(|told| told.contains("no field 'status'")), "{told:?}");
}
