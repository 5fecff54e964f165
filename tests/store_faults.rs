//! What a store does when it is tampered with, shared, full or asked strange things.
#![allow(missing_docs)]

mod store_support;

use std::fs;
use std::path::Path;

use legation::model::*;
use legation::store::*;
use proptest::prelude::*;
use rusqlite::Connection;
use store_support::*;

fn stored(path: &Path) -> Store {
    let mut store = Store::open(path, Access::Create).expect("made");
    let batch: Vec<_> = (0..5).map(small).chain([full()]).collect();
    store.add(&batch, &stamp(), &author()).expect("added");
    store
}

const LOG_TRIGGERS: [&str; 3] = ["log_only_grows_at_its_end", "log_is_never_changed", "log_is_never_cut"];
const TEXT_TRIGGERS: [&str; 3] = ["document_text_is_never_replaced", "document_text_is_never_changed", "document_text_is_never_deleted"];

#[test]
fn the_log_and_the_texts_only_grow() {
    let store = Store::temporary().expect("a folder");
    let folder = store.path().parent().expect("a folder").to_owned();
    let path = folder.join("other.db");
    drop(stored(&path));
    let raw = Connection::open(&path).expect("opened");
    let again = "SELECT seq, 'lother', kind, subject, author, host, recorded_at, schema, payload, prev_hash, hash FROM log WHERE seq = 1";
    for sql in [
        "UPDATE log SET author = 'eve' WHERE seq = 2",
        "DELETE FROM log WHERE seq = 6",
        "DELETE FROM log",
        &format!("INSERT INTO log {again}"),
        &format!("REPLACE INTO log {again}"),
        "INSERT OR REPLACE INTO log SELECT seq + 6, id, kind, subject, author, host, recorded_at, schema, payload, prev_hash, hash FROM log
            WHERE seq = 1",
        "INSERT INTO log SELECT 7, 'lnew', kind, subject, author, host, recorded_at, schema, payload, prev_hash, hash FROM log WHERE seq = 1",
        "UPDATE document_text SET body = 'x' WHERE document = 1",
        "DELETE FROM document_text WHERE document = 1",
        "REPLACE INTO document_text (document, body) VALUES (1, 'x')",
    ] {
        let error = raw.execute_batch(sql).expect_err(sql).to_string();
        assert!(error.contains("the log") || error.contains("a text"), "{sql}: {error}");
    }
    assert_eq!(Store::open(&path, Access::ReadWrite).expect("opened").check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn the_check_of_a_sound_store_says_what_it_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = stored(&folder.path().join("store.db"));
    let report = store.check().expect("checked");
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!((report.documents, report.log_entries), (6, 6));
    // Published 1, places 2, person 1, organisation 1, delegation 2 + 4 + 1, signing 1, agreements 2, tie 1, note 1; 3 in each other.
    assert_eq!(report.spans, 17 + 5 * 3);
    assert!(report.wal_bytes > 0 && report.sqlite.starts_with('3'), "{report:?}");
}

/// Tampers with a store as somebody with the sqlite3 shell could, and gives what the check says then.
fn problems_after(tamper: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    drop(stored(&path));
    let raw = Connection::open(&path).expect("opened");
    for trigger in LOG_TRIGGERS.iter().chain(&TEXT_TRIGGERS) {
        raw.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("dropped");
    }
    raw.execute_batch("PRAGMA foreign_keys = OFF").expect("off");
    raw.execute_batch(tamper).expect(tamper);
    drop(raw);
    match Store::open(&path, Access::ReadWrite) {
        Ok(store) => store.check().expect("checked").problems,
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn tampering_is_found() {
    assert_eq!(problems_after(""), Vec::<String>::new(), "dropping triggers alone changes no fact");
    let id = full().article.id();
    for (tamper, told) in [
        ("UPDATE log SET author = 'eve' WHERE seq = 2", "line 2 of the log was changed"),
        ("UPDATE log SET recorded_at = '2031-01-01T00:00:00.000Z' WHERE seq = 2", "line 2 of the log was changed"),
        ("UPDATE log SET payload = '{}' WHERE seq = 6", "line 6 of the log was changed"),
        ("UPDATE log SET id = 'laaaaaaaaaaaa' WHERE seq = 3", "line 3 of the log was changed"),
        ("DELETE FROM log WHERE seq = 3", "lines 3 to 3 of the log are missing"),
        ("DELETE FROM log WHERE seq = 6", "a row of table document"),
        ("UPDATE document_text SET body = body || '.' WHERE document = 6", &format!("the text of document {id}")),
        ("UPDATE document_text SET original = x'00' WHERE document = 6", &format!("the text of document {id}")),
        ("DELETE FROM document_text WHERE document = 6", &format!("document {id} has lost its text")),
        (
            "UPDATE claim SET payload = replace(payload, '\"start\":', '\"start\":9') WHERE document = 6 AND class = 'tie'",
            "points at bytes",
        ),
        ("UPDATE claim SET payload = 'no' WHERE document = 6 AND class = 'tie'", &format!("claims of document {id} cannot be read")),
        ("DELETE FROM document WHERE key = 6", "stands in the log alone"),
        ("UPDATE engagement_place SET engagement = engagement + 999999", "a row of table engagement_place"),
        ("DELETE FROM text_index_data WHERE id > 10", "it is damaged"),
    ] {
        let problems = problems_after(tamper);
        assert!(problems.iter().any(|problem| problem.contains(told)), "{tamper}: {problems:?}");
    }
}

#[test]
fn a_claim_that_points_outside_its_article_is_not_stored() {
    let mut store = Store::temporary().expect("a store");
    let mut bad = full();
    let inside_a_character = BODY.find('四').expect("a character") + 1;
    bad.claims.notes[0].span = Some(TextSpan::new(inside_a_character, inside_a_character + 5));
    let error = store.add(&[small(1), bad], &stamp(), &author()).expect_err("refused");
    assert!(error.to_string().contains("points at bytes"), "{error}");
    assert_eq!(store.document_ids().expect("read"), [], "the batch is stored whole or not at all");
}

#[test]
fn indices_that_lead_nowhere_do_no_harm() {
    let mut odd = full();
    odd.claims.agreements[0].engagement = Some(77);
    odd.claims.agreements[1].part_of = Some(usize::MAX);
    let mut store = Store::temporary().expect("a store");
    store.add(&[odd], &stamp(), &author()).expect("added");
    let rows = store.rows().expect("read");
    assert!(rows.agreements.iter().all(|row| row.engagement.is_none() && row.part_of.is_none()));
}

#[test]
fn a_backup_is_a_store_of_its_own_and_overwrites_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = stored(&folder.path().join("store.db"));
    let target = folder.path().join("copy.db");
    let report = store.backup(&target).expect("copied");
    assert_eq!((report.path.as_path(), report.documents, report.bytes), (target.as_path(), 6, fs::metadata(&target).expect("there").len()));
    store.add(&[small(50)], &stamp(), &author()).expect("added");

    let copy = Store::open(&target, Access::ReadOnly).expect("opened");
    assert_eq!((copy.document_ids().expect("read").len(), copy.check().expect("checked").problems), (6, vec![]));
    let error = store.backup(&target).expect_err("refused");
    assert!(error.kind == ErrorKind::Refused && error.hint.is_some(), "{error}");
    let again = copy.backup(&folder.path().join("copy of a copy.db")).expect("copied from a store that is only read");
    assert_eq!(again.documents, 6);
    let missing = store.backup(&folder.path().join("no/copy.db")).expect_err("no such folder");
    assert_eq!(missing.kind, ErrorKind::Missing, "{missing}");
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with(".legation")), "{names:?}");
}

#[test]
fn two_writers_and_a_reader_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    drop(Store::open(&path, Access::Create).expect("made"));
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path, Access::ReadWrite).expect("opened");
                for round in 0..25 {
                    let batch: Vec<_> = (0..4).map(|item| small(writer * 1000 + round * 4 + item)).collect();
                    store.add(&batch, &stamp(), &author()).expect("added");
                }
            });
        }
        scope.spawn(|| {
            let store = Store::open(&path, Access::ReadOnly).expect("opened");
            let mut seen = 0;
            while seen < 200 {
                let rows = store.rows().expect("read");
                assert!(rows.documents.len() >= seen && rows.documents.len().is_multiple_of(4), "a batch is seen whole");
                assert_eq!(rows.engagements.len(), rows.documents.len());
                seen = rows.documents.len();
            }
        });
    });
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    assert_eq!((store.document_ids().expect("read").len(), store.check().expect("checked").problems), (200, vec![]));
}

#[test]
fn a_writer_that_waits_too_long_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = stored(&path);
    let other = Connection::open(&path).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("begun");
    assert_eq!(store.add(&[small(2)], &stamp(), &author()).expect("nothing to write").known, 1);
    let error = store.add(&[small(60)], &stamp(), &author()).expect_err("locked");
    assert!(error.kind == ErrorKind::Locked && error.hint.is_some(), "{error}");
    assert_eq!(store.rows().expect("readers do not wait").documents.len(), 6);
    other.execute_batch("ROLLBACK").expect("ended");
    assert_eq!(store.add(&[small(60)], &stamp(), &author()).expect("added").new, 1);
}

#[test]
fn the_counter_changes_with_each_commit_of_this_and_of_other_processes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.db");
    let mut one = stored(&path);
    let mut other = Store::open(&path, Access::ReadWrite).expect("opened");
    let counters = |one: &Store, other: &Store| (one.change_counter().expect("read"), other.change_counter().expect("read"));
    let before = counters(&one, &other);
    assert_eq!(counters(&one, &other), before);
    one.add(&[small(70)], &stamp(), &author()).expect("added");
    let between = counters(&one, &other);
    assert!(between.0 != before.0 && between.1 != before.1);
    other.add(&[small(71)], &stamp(), &author()).expect("added");
    let after = counters(&one, &other);
    assert!(after.0 != between.0 && after.1 != between.1);
}

/// An article that is nothing but this text.
fn bare(body: &str) -> ExtractedArticle {
    ExtractedArticle { article: article(body, None), claims: Claims::default() }
}

#[test]
fn phrases_are_found_as_they_stand() {
    let mut store = Store::temporary().expect("a store");
    let body = "四川省副省长访问了Île-de-France大区。Xi'an (CN-SC) signed \"A AND B\" with Malmö; 外办 in 沪.";
    store.add(&[bare(body), full()], &stamp(), &author()).expect("added");
    let hits = |phrase: &str| store.documents_containing(phrase).expect("searched").contains(&DocumentId::of(body, None));
    for phrase in [
        "四川",
        "四川省",
        "川省副",
        "四",
        "省",
        "长",
        "外办",
        "沪",
        "访问了Île",
        "了ile de france大区",
        "大区。xi",
        "ÎLE-DE-FRANCE",
        "ile de",
        "CN-SC",
        "\"A AND B\"",
        "A and B",
        "malmo",
        "malmö; 外办 in",
        "区。",
    ] {
        assert!(hits(phrase), "{phrase}");
    }
    for phrase in ["四省", "川四", "A OR B", "ile france", "", " ", "\"", "*", "...", "title:四川", "NEAR(A B)", "四川*", "mal*", "区四"]
    {
        let found = hits(phrase);
        // A star is punctuation like any other: it ends the run before it.
        assert!(!found, "{phrase}");
    }
    assert!(!store.documents_containing("given title").expect("searched").is_empty(), "titles are searched");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn any_text_is_a_phrase_and_an_id(phrase in "\\PC{0,40}|[\\x00-\\x7f]{0,40}|[\"*^():+{}'\\-四川省 ANDORTNE\\x00]{0,30}") {
        thread_local! {
            static STORE: Store = {
                let mut store = Store::temporary().expect("a store");
                store.add(&[full(), small(1)], &stamp(), &author()).expect("added");
                store
            };
        }
        STORE.with(|store| {
            prop_assert!(store.documents_containing(&phrase).is_ok());
            prop_assert!(store.resolve(&phrase).is_ok());
            Ok(())
        })?;
    }

    #[test]
    fn every_run_of_characters_of_a_text_is_found_in_it(body in "[四川省访问ab ，,.\\-é]{1,25}", cut in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let characters: Vec<char> = body.chars().collect();
        let (one, other) = (cut.0.index(characters.len()), cut.1.index(characters.len()));
        let phrase: String = characters[one.min(other)..=one.max(other)].iter().collect();
        // Words of letters are found whole only, so a cut may not fall inside one.
        let is_letter = |at: usize| characters.get(at).is_some_and(|c| c.is_alphanumeric() && c.is_alphabetic() && (*c as u32) < 0x3000);
        let (first, last) = (one.min(other), one.max(other));
        let cuts_a_word = |at: usize| at > 0 && is_letter(at - 1) && is_letter(at);
        prop_assume!(!cuts_a_word(first) && !cuts_a_word(last + 1));
        prop_assume!(phrase.chars().any(char::is_alphanumeric));
        let mut store = Store::temporary().expect("a store");
        store.add(&[bare(&body)], &stamp(), &author()).expect("added");
        prop_assert_eq!(store.documents_containing(&phrase).expect("searched").len(), 1, "{:?} in {:?}", phrase, body);
    }

    #[test]
    fn any_text_comes_back_as_it_was(body in any::<String>(), original in any::<Vec<u8>>(), title in any::<Option<String>>()) {
        let mut item = bare(&body);
        item.article.original = original;
        item.article.title = title;
        let mut store = Store::temporary().expect("a store");
        store.add(std::slice::from_ref(&item), &stamp(), &author()).expect("added");
        prop_assert_eq!(store.article(&item.article.id()).expect("read"), Some(item.article));
        prop_assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
    }
}
