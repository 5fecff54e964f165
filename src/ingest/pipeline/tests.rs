use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::gazetteer::Gazetteer;
use crate::ingest::claims_of;
use crate::ingest::readers::{Format, read};
use crate::store::ErrorKind;

/// A shelf that remembers its batches.
#[derive(Default)]
struct List {
    batches: Vec<Vec<String>>,
    known: HashSet<DocumentId>,
    fails_at: Option<usize>,
}

impl Shelf for List {
    fn contains(&self, document: &DocumentId) -> Result<bool, StoreError> {
        Ok(self.known.contains(document))
    }

    fn add(&mut self, batch: &[ExtractedArticle]) -> Result<AddReport, StoreError> {
        if self.fails_at == Some(self.batches.len()) {
            let because = "the disk is full".to_owned();
            return Err(StoreError { kind: ErrorKind::DiskFull, doing: "writing", path: "x".into(), because, hint: None });
        }
        self.known.extend(batch.iter().map(|one| one.article.id()));
        self.batches.push(batch.iter().map(|one| one.article.body.clone()).collect());
        Ok(AddReport { new: batch.len(), ..AddReport::default() })
    }
}

fn files(folder: &Path, bodies: &[String]) -> Vec<Input> {
    let input = |(n, body): (usize, &String)| {
        let path = folder.join(format!("{n:04}.txt"));
        std::fs::write(&path, body).unwrap();
        Input::File(path, Format::Text)
    };
    bodies.iter().enumerate().map(input).collect()
}

fn bodies(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("Article {n}.")).collect()
}

fn nothing(_: &Article) -> Claims {
    Claims::default()
}

fn run_on(shelf: &mut List, inputs: Vec<Input>) -> Result<IngestReport, StoreError> {
    run(shelf, inputs, &nothing, &|_, _| (), &|| false)
}

#[test]
fn all_is_written_once_in_order_in_small_batches() {
    let folder = tempfile::tempdir().unwrap();
    let all = bodies(173);
    let mut doubled = all.clone();
    doubled.extend_from_slice(&all[..7]);
    let mut shelf = List::default();
    let steps = Mutex::new(Vec::new());
    let report = run(&mut shelf, files(folder.path(), &doubled), &nothing, &|done, of| steps.lock().unwrap().push((done, of)), &|| false);
    let report = report.unwrap();
    assert_eq!((report.added.new, report.added.known, report.failed.len()), (173, 7, 0));
    assert_eq!(shelf.batches.concat(), all);
    assert!(shelf.batches.iter().all(|batch| batch.len() <= BATCH));
    let steps = steps.into_inner().unwrap();
    assert_eq!((steps[0], steps[steps.len() - 1]), ((0, 180), (180, 180)));
    assert!(steps.is_sorted());

    let again = run_on(&mut shelf, files(folder.path(), &doubled)).unwrap();
    assert_eq!((again.added.new, again.added.known), (0, 180));
}

#[test]
fn known_articles_are_not_extracted_and_bad_ones_sink_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = files(folder.path(), &["one".into(), "panics".into(), String::new(), "two".into(), "known".into()]);
    inputs.push(Input::File(folder.path().join("gone.txt"), Format::Text));
    let mut shelf = List { known: HashSet::from([DocumentId::of("known", None)]), ..List::default() };
    let extract = |article: &Article| match article.body.as_str() {
        "panics" => panic!("a rule went wrong"),
        "known" => unreachable!("it is known"),
        _ => Claims::default(),
    };
    let report = run(&mut shelf, inputs, &extract, &|_, _| (), &|| false).unwrap();
    assert_eq!((report.added.new, report.added.known, report.cancelled), (2, 1, false));
    let failed: Vec<_> = report.failed.iter().map(|f| (f.path.rsplit('/').next().unwrap_or_default(), f.reason.as_str())).collect();
    assert_eq!(
        failed,
        [
            ("0001.txt", "extracting failed within the program: a rule went wrong"),
            ("0002.txt", "the file is empty"),
            ("gone.txt", "the file is not there"),
        ]
    );
}

#[test]
fn a_store_that_fails_ends_it_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = List { fails_at: Some(1), ..List::default() };
    let error = run_on(&mut shelf, files(folder.path(), &bodies(400))).unwrap_err();
    assert_eq!((error.kind, shelf.batches.len()), (ErrorKind::DiskFull, 1));
}

#[test]
fn cancelling_keeps_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = List::default();
    let stop = AtomicBool::new(false);
    let stop_after_one = |done: u64, _| stop.store(done > 0, Ordering::SeqCst);
    let report = run(&mut shelf, files(folder.path(), &bodies(400)), &nothing, &stop_after_one, &|| stop.load(Ordering::SeqCst)).unwrap();
    assert!(report.cancelled);
    assert_eq!((report.added.new, shelf.batches.len()), (BATCH, 1));
}

#[test]
fn large_files_go_alone() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = files(folder.path(), &bodies(4));
    std::fs::File::options().write(true).open(folder.path().join("0002.txt")).unwrap().set_len(BATCH_BYTES + 1).unwrap();
    assert_eq!((batch_length(&inputs, BATCH), batch_length(&inputs, 1), batch_length(&inputs[2..], BATCH)), (2, 1, 1));
}

#[test]
fn slow_writes_make_smaller_batches() {
    let pace = Pace::default();
    pace.learn(LONGEST_WRITE * 2);
    assert_eq!(pace.articles(), BATCH / 2);
    (0..9).for_each(|_| pace.learn(LONGEST_WRITE * 2));
    assert_eq!(pace.articles(), 1);
    (0..9).for_each(|_| pace.learn(Duration::ZERO));
    assert_eq!(pace.articles(), BATCH);
}

#[test]
fn articles_that_tell_much_are_written_in_transactions_of_their_own() {
    let article = read("Liaoning Province signed an agreement with Bavaria on October 11, 2023.".into(), Format::Text, None);
    let one = claims_of(&article.unwrap(), Gazetteer::builtin()).engagements[0].clone();
    let telling = |records: usize| Claims { engagements: vec![one.clone(); records], ..Claims::default() };
    let lengths = |records: &[usize]| {
        let articles: Vec<Claims> = records.iter().map(|records| telling(*records)).collect();
        transactions(&articles, |claims| claims).into_iter().map(<[Claims]>::len).collect::<Vec<_>>()
    };
    assert!(lengths(&[]).is_empty());
    assert_eq!(lengths(&[2; 50]), [50]);
    assert_eq!(lengths(&[13, 300, 1000, 0, 290, 10, 1]), [1, 1, 1, 3, 1]);
}
