//! What start-up, ingest and opening a store take.

#[allow(dead_code)]
mod support;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use legation::gazetteer::Gazetteer;
use legation::ingest::ingest;
use legation::store::{Access, Author, Store};

const INGESTED: usize = 2_000;
const STORED: usize = 20_000;

fn write_articles(folder: &Path, count: usize) {
    for (number, text) in support::articles(count, 11, 5).iter().enumerate() {
        std::fs::write(folder.join(format!("{number:06}.txt")), text).expect("the folder is the bench's own");
    }
}

fn fill(store: &Path, articles: &Path) -> u64 {
    let mut store = Store::open(store, Access::Create).expect("a new store");
    let author = Author { user: "bench".to_owned(), host: "bench".to_owned() };
    let paths: Vec<PathBuf> = vec![articles.to_owned()];
    let report = ingest(&mut store, &paths, Gazetteer::builtin(), &author, &|_, _| {}, &|| false).expect("articles are there");
    report.added.new as u64
}

fn ingesting(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_articles(folder.path(), INGESTED);
    let mut group = criterion.benchmark_group("ingest");
    group.sample_size(10).warm_up_time(Duration::from_millis(1)).measurement_time(Duration::from_secs(10));
    group.throughput(Throughput::Elements(INGESTED as u64));
    group.bench_function("2000 articles", |bencher| {
        bencher.iter_batched(
            || tempfile::tempdir().expect("a temporary folder"),
            |store| {
                assert_eq!(fill(&store.path().join("store.db"), folder.path()), INGESTED as u64);
                store
            },
            BatchSize::PerIteration,
        )
    });
    group.finish();
}

fn opening(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_articles(folder.path(), STORED);
    let store = folder.path().join("store").join("store.db");
    fill(&store, folder.path());
    let mut group = criterion.benchmark_group("store");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group.bench_function("open", |bencher| bencher.iter(|| Store::open(black_box(&store), Access::ReadOnly).expect("a store")));
    group.bench_function("open and rows of 20000 articles", |bencher| {
        bencher.iter(|| Store::open(black_box(&store), Access::ReadOnly).expect("a store").rows().expect("rows"))
    });
    group.finish();
}

fn starting(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut group = criterion.benchmark_group("gazetteer");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group.bench_function("lists", |bencher| bencher.iter(|| Gazetteer::with_user_lists(black_box(folder.path()))));
    group.bench_function("lists and phrases", |bencher| {
        bencher.iter(|| {
            let (gazetteer, errors) = Gazetteer::with_user_lists(black_box(folder.path()));
            assert!(errors.is_empty());
            assert!(!gazetteer.phrases().named("Munich").is_empty());
            gazetteer
        })
    });
    group.finish();
}

criterion_group!(benches, starting, ingesting, opening);
criterion_main!(benches);
