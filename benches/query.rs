//! What a key in the filter, a table of totals, an entity list and the start cost over a million records.
//!
//! The store is made once, beside the build: `LEGATION_BENCH_STORE` names another, `LEGATION_BENCH_RECORDS` another size.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use criterion::{Criterion, criterion_group, criterion_main};
use legation::gazetteer::Gazetteer;
use legation::query::entities::{EntityKind, entities};
use legation::query::timeline::{Sort, timeline};
use legation::query::totals::{Dimension, agreement_totals};
use legation::query::{Filter, Resolution, Selection, Snapshot};
use legation::store::{Access, Store};

fn store() -> PathBuf {
    if let Some(path) = std::env::var_os("LEGATION_BENCH_STORE") {
        return path.into();
    }
    let records = std::env::var("LEGATION_BENCH_RECORDS").unwrap_or_else(|_| "1000000".to_owned());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("records-{records}.db"));
    if !path.exists() {
        let made = Command::new(env!("CARGO_BIN_EXE_legation")).args(["bench-data", &records, "--store"]).arg(&path).status();
        assert!(made.expect("started").success(), "the records could not be made");
    }
    path
}

fn load(path: &Path, access: Access) -> Snapshot {
    Snapshot::load(&Store::open(path, access).expect("opened"), Gazetteer::builtin()).expect("loaded")
}

/// All that the dashboard asks of a snapshot for one key.
fn key(snapshot: &Snapshot, text: &str) -> usize {
    let filter = Filter::read(text, snapshot, Resolution::Loose, &|_| Ok(Vec::new())).expect("a filter");
    timeline(snapshot, &filter.select(snapshot), Sort::DateDescending).rows.len()
}

fn questions(criterion: &mut Criterion) {
    let path = store();
    // Whoever may write keeps the columns.
    let snapshot = load(&path, Access::ReadWrite);
    let mut group = criterion.benchmark_group("query");
    group.sample_size(10);
    for text in ["l", "lia", "liaoni", "liaoning", "ger", "liaon germ", "trade forum", "since:2020 from:liaoning", "amount:>1bn"] {
        group.bench_function(format!("filter '{text}'"), |bencher| bencher.iter(|| key(&snapshot, black_box(text))));
    }
    let all = Filter::default().select(&snapshot);
    let tables: [(&str, &[Dimension]); 4] = [
        ("year", &[Dimension::Year]),
        ("country", &[Dimension::Country]),
        ("province x country", &[Dimension::Province, Dimension::Country]),
        ("pair", &[Dimension::Pair]),
    ];
    for (name, by) in tables {
        group.bench_function(format!("totals by {name}"), |bencher| bencher.iter(|| totals(&snapshot, &all, by)));
    }
    for (name, kind) in [("places", EntityKind::Place), ("people", EntityKind::Person)] {
        group.bench_function(format!("entities, {name}"), |bencher| bencher.iter(|| entities(&snapshot, &all, kind).len()));
    }
    group.bench_function("start from kept columns", |bencher| bencher.iter(|| load(&path, Access::ReadOnly).engagement_count()));
    group.finish();
}

fn totals(snapshot: &Snapshot, selection: &Selection, by: &[Dimension]) -> usize {
    agreement_totals(snapshot, selection, by).rows.len()
}

criterion_group!(benches, questions);
criterion_main!(benches);
