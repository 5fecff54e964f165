//! How fast a text is read: the built-in samples, made-up articles, and one long line.

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::ingest::samples::samples;
use legation::text::Document;

fn bytes(texts: &[String]) -> Throughput {
    Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum())
}

fn extraction(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::builtin();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    let one_line: String = support::articles(500, 7, 5).concat().split_whitespace().collect::<Vec<_>>().join(" ");
    let corpora = [
        ("samples", samples().into_iter().map(|article| article.body).collect::<Vec<_>>()),
        ("generated", support::articles(250, 7, 5)),
        ("generated, news in each sentence", support::articles(250, 7, 1)),
        ("one line of 2 MB", vec![one_line]),
    ];
    for (name, texts) in &corpora {
        group.throughput(bytes(texts));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| {
                texts.iter().map(|text| extract(black_box(text), &ArticleContext::default(), gazetteer).places.len()).sum::<usize>()
            })
        });
    }
    let (_, texts) = &corpora[1];
    group.throughput(bytes(texts));
    group.bench_function("tokens and sentences alone", |bencher| {
        bencher.iter(|| texts.iter().map(|text| Document::new(black_box(text)).sentences.len()).sum::<usize>())
    });
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
