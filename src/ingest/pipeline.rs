//! Reading, extracting and writing at the same time: while one batch is written, the next is extracted and the one after it
//! read. Batches are written in the order of the inputs.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use rayon::prelude::*;

use super::inputs::Input;
use super::reading::{guarded, read_article};
use super::{FailedInput, IngestReport, Progress};
use crate::model::{Article, Claims, DocumentId};
use crate::store::{AddReport, ExtractedArticle, StoreError};

/// Articles written in one transaction.
pub(super) const BATCH: usize = 50;
/// Engagements and agreements written in one transaction, one article's own apart: in a large store each touches some eight pages, and
/// the write-ahead log is to stay below 16 MB.
const BATCH_RECORDS: usize = 300;
/// Bytes of files that are held for one batch, so that large files do not add up. One file alone may be larger.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;
/// How long a transaction may hold up another writer.
const LONGEST_WRITE: Duration = Duration::from_millis(250);

/// Where articles are put: a store, or a list in tests.
pub(super) trait Shelf {
    fn contains(&self, document: &DocumentId) -> Result<bool, StoreError>;
    fn add(&mut self, batch: &[ExtractedArticle]) -> Result<AddReport, StoreError>;
}

/// Takes from an article what it says.
pub(super) type Extract<'a> = &'a (dyn Fn(&Article) -> Claims + Sync);

/// What became of one input.
enum Outcome<T> {
    Ready(String, T),
    /// It is in the store, or came earlier in this run.
    Known,
    Failed(FailedInput),
}

/// Carries all inputs through. `progress` hears of every batch written, `is_cancelled` is asked before each.
pub(super) fn run(
    shelf: &mut impl Shelf,
    inputs: Vec<Input>,
    extract: Extract<'_>,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<IngestReport, StoreError> {
    let total = inputs.len() as u64;
    progress(0, total);
    let pace = Pace::default();
    std::thread::scope(|scope| {
        // All ends are owned by this closure or a thread, so that an early return closes the channels and ends the threads.
        let (read_out, read) = bounded(1);
        let (to_extract, extract_in) = bounded(1);
        let (extract_out, extracted) = bounded(1);
        let pace = &pace;
        scope.spawn(move || read_all(inputs, pace, &read_out));
        scope.spawn(move || extract_all(&extract_in, extract, &extract_out));
        let mut writer = Writer { shelf, pace, progress, total, done: 0, seen: HashSet::new(), report: IngestReport::default() };
        let mut is_one_under_way = false;
        for batch in read {
            if is_cancelled() {
                return Ok(writer.cancelled());
            }
            let fresh = writer.sift(batch)?;
            if to_extract.send(fresh).is_err() {
                break;
            }
            // The batch before this one is written while this one is extracted.
            if is_one_under_way && let Ok(batch) = extracted.recv() {
                writer.write(batch)?;
            }
            is_one_under_way = true;
        }
        drop(to_extract);
        for batch in extracted {
            if is_cancelled() {
                return Ok(writer.cancelled());
            }
            writer.write(batch)?;
        }
        Ok(writer.report)
    })
}

/// How many articles go into the next transaction: fewer while transactions take long, more again when they do not.
struct Pace {
    articles: AtomicUsize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { articles: AtomicUsize::new(BATCH) }
    }
}

impl Pace {
    fn articles(&self) -> usize {
        self.articles.load(Ordering::Relaxed)
    }

    fn learn(&self, took: Duration) {
        let now = self.articles();
        let next = if took > LONGEST_WRITE { now / 2 } else { now * 2 };
        self.articles.store(next.clamp(1, BATCH), Ordering::Relaxed);
    }
}

/// Articles in the parts in which they are written.
pub(super) fn transactions<T>(articles: &[T], claims: impl Fn(&T) -> &Claims) -> Vec<&[T]> {
    let records = |article: &T| claims(article).engagements.len() + claims(article).agreements.len();
    let (mut parts, mut rest) = (Vec::new(), articles);
    while !rest.is_empty() {
        let mut sum = 0;
        let fits = |article: &&T| {
            sum += records(article);
            sum <= BATCH_RECORDS
        };
        let (part, later) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        parts.push(part);
        rest = later;
    }
    parts
}

fn read_all(inputs: Vec<Input>, pace: &Pace, out: &Sender<Vec<Outcome<Article>>>) {
    let mut rest = inputs.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(batch_length(rest, pace.articles()));
        let batch = now.par_iter().map(|input| outcome(input.label(), read_article(input))).collect();
        if out.send(batch).is_err() {
            return;
        }
        rest = later;
    }
}

/// How many of the next inputs make a batch: at least one.
fn batch_length(inputs: &[Input], at_most: usize) -> usize {
    let mut bytes = 0;
    let fits = |input: &&Input| {
        bytes += input.size();
        bytes <= BATCH_BYTES
    };
    inputs.iter().take(at_most).take_while(fits).count().max(1)
}

fn extract_all(batches: &Receiver<Vec<Outcome<Article>>>, extract: Extract<'_>, out: &Sender<Vec<Outcome<ExtractedArticle>>>) {
    for batch in batches {
        let extracted = batch.into_par_iter().map(|article| extracted(article, extract)).collect();
        if out.send(extracted).is_err() {
            return;
        }
    }
}

fn extracted(article: Outcome<Article>, extract: Extract<'_>) -> Outcome<ExtractedArticle> {
    match article {
        Outcome::Known => Outcome::Known,
        Outcome::Failed(failed) => Outcome::Failed(failed),
        Outcome::Ready(label, article) => {
            let claims = guarded("extracting", || Ok(extract(&article)));
            outcome(label, claims.map(|claims| ExtractedArticle { article, claims }))
        }
    }
}

fn outcome<T>(label: String, result: Result<T, String>) -> Outcome<T> {
    match result {
        Ok(ready) => Outcome::Ready(label, ready),
        Err(reason) => Outcome::Failed(FailedInput { path: label, reason }),
    }
}

/// The end of the line: decides what is new, writes it and keeps the account.
struct Writer<'a, S> {
    shelf: &'a mut S,
    pace: &'a Pace,
    progress: Progress<'a>,
    total: u64,
    done: u64,
    seen: HashSet<DocumentId>,
    report: IngestReport,
}

impl<S: Shelf> Writer<'_, S> {
    /// Marks what need not be extracted.
    fn sift(&mut self, batch: Vec<Outcome<Article>>) -> Result<Vec<Outcome<Article>>, StoreError> {
        batch.into_iter().map(|outcome| self.sifted(outcome)).collect()
    }

    fn sifted(&mut self, outcome: Outcome<Article>) -> Result<Outcome<Article>, StoreError> {
        let Outcome::Ready(label, article) = outcome else { return Ok(outcome) };
        let id = article.id();
        let is_known = self.seen.contains(&id) || self.shelf.contains(&id)?;
        self.seen.insert(id);
        Ok(if is_known { Outcome::Known } else { Outcome::Ready(label, article) })
    }

    fn write(&mut self, batch: Vec<Outcome<ExtractedArticle>>) -> Result<(), StoreError> {
        self.done += batch.len() as u64;
        let mut articles = Vec::with_capacity(batch.len());
        for outcome in batch {
            match outcome {
                Outcome::Ready(_, article) => articles.push(article),
                Outcome::Known => self.report.added.known += 1,
                Outcome::Failed(failed) => self.report.failed.push(failed),
            }
        }
        for part in transactions(&articles, |article| &article.claims) {
            let started = Instant::now();
            let added = self.shelf.add(part)?;
            self.pace.learn(started.elapsed());
            self.report.count(&added);
        }
        (self.progress)(self.done, self.total);
        Ok(())
    }

    fn cancelled(mut self) -> IngestReport {
        self.report.cancelled = true;
        self.report
    }
}

#[cfg(test)]
mod tests;
