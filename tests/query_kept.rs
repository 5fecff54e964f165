//! A larger store of invented records: columns that are kept and read back, and answers held against a naive look at each row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use legation::gazetteer::Gazetteer;
use legation::model::{PlaceCode, PlaceLevel};
use legation::query::totals::{Dimension, agreement_totals};
use legation::query::{Filter, Resolution, Selection, Snapshot};
use legation::store::{Access, Author, DerivationStamp, ExtractedArticle, Store};
use rusqlite::Connection;

const RECORDS: usize = 6_000;

fn invented(folder: &Path) -> PathBuf {
    let path = folder.join("store.db");
    let made = Command::new(env!("CARGO_BIN_EXE_legation"))
        .args(["bench-data", &RECORDS.to_string(), "--store"])
        .arg(&path)
        .env("HOME", folder)
        .status()
        .expect("started");
    assert!(made.success());
    path
}

fn open(path: &Path, access: Access) -> Store {
    Store::open(path, access).expect("opened")
}

fn load(path: &Path, access: Access) -> Snapshot {
    Snapshot::load(&open(path, access), Gazetteer::builtin()).expect("loaded")
}

fn kept(path: &Path) -> i64 {
    let connection = Connection::open(path).expect("opened");
    connection.query_row("SELECT count(*) FROM kept_columns", [], |row| row.get(0)).expect("counted")
}

fn raw(path: &Path, sql: &str) {
    Connection::open(path).expect("opened").execute_batch(sql).expect("done");
}

fn select(snapshot: &Snapshot, text: &str) -> Selection {
    let no_text = |_: &str| Ok(Vec::new());
    Filter::read(text, snapshot, Resolution::Loose, &no_text).unwrap_or_else(|error| panic!("{text}: {error}")).select(snapshot)
}

#[test]
fn kept_columns_are_the_ones_that_the_records_give_and_are_used_only_while_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = invented(folder.path());
    let built = load(&path, Access::ReadOnly);
    assert_eq!(built.engagement_count(), RECORDS);
    assert_eq!(kept(&path), 0, "whoever only reads keeps nothing");
    assert!(load(&path, Access::ReadWrite) == built);
    assert!(kept(&path) > 0);
    assert_eq!(open(&path, Access::ReadOnly).check().expect("checked").problems, Vec::<String>::new());

    // Were the records read, their absence would show.
    raw(&path, "CREATE TABLE aside AS SELECT * FROM topic; DELETE FROM topic;");
    assert!(load(&path, Access::ReadOnly) == built, "kept columns were read");
    raw(&path, "INSERT INTO topic SELECT * FROM aside; DROP TABLE aside;");

    for damage in [
        "UPDATE kept_columns SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) AS BLOB) WHERE part = 3",
        "UPDATE kept_columns SET stamp = 'other' WHERE part = 2",
        "UPDATE kept_columns SET moment = 'other'",
        "UPDATE kept_columns SET checksum = checksum + 1 WHERE part = 5",
        "DELETE FROM kept_columns WHERE part = 9",
        "DELETE FROM kept_columns WHERE part = 4",
        "DELETE FROM kept_columns",
    ] {
        raw(&path, damage);
        raw(&path, "CREATE TABLE aside AS SELECT * FROM topic; DELETE FROM topic;");
        assert!(load(&path, Access::ReadOnly) != built, "{damage}");
        raw(&path, "INSERT INTO topic SELECT * FROM aside; DROP TABLE aside;");
        assert!(load(&path, Access::ReadWrite) == built, "{damage}");
    }
}

#[test]
fn columns_are_stale_after_any_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = invented(folder.path());
    let before = load(&path, Access::ReadWrite);
    let mut store = open(&path, Access::ReadWrite);
    let moment = store.moment().expect("read").expect("a moment");
    let first = store.document_ids().expect("read")[0].clone();
    let stamp = DerivationStamp { extractor: "test".into(), lists: "test".into() };
    let claims = store.claims(&first).expect("read").expect("there");
    let mut fewer = claims.clone();
    (fewer.engagements, fewer.agreements) = (Vec::new(), Vec::new());
    store.replace_claims(&[(first.clone(), fewer)], &stamp).expect("replaced");
    assert_ne!(store.moment().expect("read"), Some(moment.clone()));
    let after = Snapshot::load(&store, Gazetteer::builtin()).expect("loaded");
    assert!(after.engagement_count() < before.engagement_count());
    let late = store.keep_columns(&moment, "late", std::iter::once(vec![1])).expect("answered");
    assert!(!late, "made from records that have changed");

    let article = store.article(&first).expect("read").expect("there");
    let (body, url) = (format!("{} More.", article.body), None);
    let other = ExtractedArticle { article: legation::model::Article { body, url, ..article }, claims };
    store.add(&[other], &stamp, &Author { user: String::new(), host: String::new() }).expect("added");
    assert_eq!(Snapshot::load(&store, Gazetteer::builtin()).expect("loaded").engagement_count(), before.engagement_count());
}

/// The names and headline words that a term may be a part of, each folded as far as these ASCII names need it.
fn words_of(snapshot: &Snapshot, row: u32) -> BTreeSet<String> {
    let one = snapshot.engagement(row);
    let places = one.from.iter().chain(&one.to).chain(&one.venues);
    let around = places.flat_map(|code| std::iter::successors(Some((*code).clone()), PlaceCode::parent));
    let names = around.map(|code| snapshot.place_name(&code).to_lowercase()).chain(one.leader.map(str::to_lowercase));
    names
        .chain(one.headline.to_lowercase().split([' ', ',', '-']).map(str::to_owned))
        .filter(|name| name.is_ascii() && !name.is_empty())
        .collect()
}

#[test]
fn two_hundred_parts_of_words_miss_no_row_that_carries_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let snapshot = load(&invented(folder.path()), Access::ReadOnly);
    let words: Vec<BTreeSet<String>> = (0..RECORDS as u32).map(|row| words_of(&snapshot, row)).collect();
    let mut seed = 7_u64;
    let mut below = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % count
    };
    let mut tried = 0;
    while tried < 200 {
        let own: Vec<&String> = words[below(RECORDS)].iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())).collect();
        let word = own[below(own.len())];
        let start = below(word.len());
        let term = &word[start..start + 1 + below(word.len() - start)];
        let text = format!("{term} ");
        let no_text = |_: &str| Ok(Vec::new());
        let filter = Filter::read(&text, &snapshot, Resolution::Loose, &no_text).expect("a filter");
        // A term that names something exactly stands for that alone.
        if !filter.chips[0].meaning.starts_with(&format!("{term}: ")) {
            continue;
        }
        tried += 1;
        let selected: BTreeSet<u32> = filter.select(&snapshot).engagements.into_iter().collect();
        let missed = words.iter().zip(0..).filter(|(words, row)| !selected.contains(row) && words.iter().any(|word| word.contains(term)));
        assert_eq!(missed.map(|(_, row)| row).collect::<Vec<u32>>(), [0_u32; 0], "{term}");
    }
}

#[test]
fn totals_are_what_a_look_at_each_agreement_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let snapshot = load(&invented(folder.path()), Access::ReadOnly);
    for text in ["", "place:germany", "since:2015 forum"] {
        let selection = select(&snapshot, text);
        let at = |code: &PlaceCode, level| std::iter::successors(Some(code.clone()), PlaceCode::parent).find(|code| code.level() == level);
        let mut expected: BTreeMap<Vec<String>, (usize, BTreeMap<String, i128>)> = BTreeMap::new();
        for row in &selection.agreements {
            let one = snapshot.agreement(*row);
            if one.left_out.is_some() || selection.not_attributed.contains(row) {
                continue;
            }
            let values = |level| {
                let found: BTreeSet<String> = one.sides.iter().filter_map(|side| at(side, level)).map(|code| code.to_string()).collect();
                if found.is_empty() { BTreeSet::from([String::new()]) } else { found }
            };
            for province in values(PlaceLevel::Subdivision) {
                for country in values(PlaceLevel::Country) {
                    let key = vec![province.clone(), country, one.stage.to_string(), one.binding.to_string()];
                    let (count, sums) = expected.entry(key).or_default();
                    *count += 1;
                    if let Some(amount) = one.amount {
                        *sums.entry(amount.currency.to_string()).or_default() += i128::from(amount.minor);
                    }
                }
            }
        }
        let totals = agreement_totals(&snapshot, &selection, &[Dimension::Province, Dimension::Country]);
        let given = totals.rows.iter().map(|row| {
            let key = row.codes.iter().cloned().chain([row.stage.to_string(), row.binding.to_string()]).collect();
            let sums = row.sums.iter().map(|(currency, sum)| (currency.to_string(), sum)).collect();
            (key, (row.records, sums))
        });
        assert_eq!(given.collect::<BTreeMap<Vec<String>, _>>(), expected, "{text}");
        assert!(!text.is_empty() || expected.len() > 500);
    }
}
