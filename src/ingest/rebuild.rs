//! Derives everything again from the stored documents.

use crossbeam_channel::bounded;
use rayon::prelude::*;

use super::pipeline::{BATCH, transactions};
use super::reading::guarded;
use super::{FailedInput, Progress, claims_of, stamp};
use crate::gazetteer::Gazetteer;
use crate::model::{Article, Claims, DocumentId};
use crate::store::{Store, StoreError};

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RebuildReport {
    /// Documents derived again.
    pub documents: u64,
    /// Documents that extraction failed on, by id: they keep what was derived before, and its stamp.
    pub failed: Vec<FailedInput>,
    /// Whether it was cancelled; what is not done yet keeps its old stamp and is done next time.
    pub cancelled: bool,
}

/// Extracts all stored documents again and replaces what was derived from them: while one batch is written, the next is extracted.
pub fn rebuild(
    store: &mut Store,
    gazetteer: &Gazetteer,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<RebuildReport, StoreError> {
    let stamp = stamp(gazetteer);
    let ids = store.document_ids()?;
    let of = ids.len() as u64;
    let mut report = RebuildReport::default();
    progress(0, of);
    std::thread::scope(|scope| {
        // All ends are owned by this closure or the thread, so that an early return closes the channels and ends the thread.
        let (to_extract, extract_in) = bounded::<Vec<(DocumentId, Article)>>(1);
        let (extract_out, extracted) = bounded(1);
        scope.spawn(move || {
            for articles in extract_in {
                if extract_out.send(derive(articles, &|article| claims_of(article, gazetteer))).is_err() {
                    break;
                }
            }
        });
        let mut done = 0;
        let mut write = |store: &mut Store, (derived, failed): Derived| {
            done += (derived.len() + failed.len()) as u64;
            for part in transactions(&derived, |(_, claims)| claims) {
                store.replace_claims(part, &stamp)?;
            }
            report.documents += derived.len() as u64;
            report.failed.extend(failed);
            progress(done, of);
            Ok::<(), StoreError>(())
        };
        let mut is_one_under_way = false;
        for batch in ids.chunks(BATCH) {
            if is_cancelled() {
                report.cancelled = true;
                return Ok(report);
            }
            if to_extract.send(articles(store, batch)?).is_err() {
                break;
            }
            // The batch before this one is written while this one is extracted.
            if is_one_under_way && let Ok(batch) = extracted.recv() {
                write(store, batch)?;
            }
            is_one_under_way = true;
        }
        drop(to_extract);
        for batch in extracted {
            write(store, batch)?;
        }
        Ok(report)
    })
}

/// Documents with their claims, and those that extraction failed on.
type Derived = (Vec<(DocumentId, Claims)>, Vec<FailedInput>);

/// The documents of a batch; one that has gone since the list was made is passed over.
fn articles(store: &Store, ids: &[DocumentId]) -> Result<Vec<(DocumentId, Article)>, StoreError> {
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(store.article(id)?.map(|article| (id.clone(), article)));
    }
    Ok(articles)
}

fn derive(articles: Vec<(DocumentId, Article)>, extract: &(dyn Fn(&Article) -> Claims + Sync)) -> Derived {
    articles.into_par_iter().partition_map(|(id, article)| match guarded("extracting", || Ok(extract(&article))) {
        Ok(claims) => rayon::iter::Either::Left((id, claims)),
        Err(reason) => rayon::iter::Either::Right(FailedInput { path: id.to_string(), reason }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::readers::{Format, read};

    #[test]
    fn a_document_that_extraction_fails_on_is_named_and_the_rest_is_derived() {
        let articles = ["one", "bad", "two"].map(|body| read(body.into(), Format::Text, None).unwrap_or_else(|reason| panic!("{reason}")));
        let articles = articles.map(|article| (article.id(), article));
        let ids = articles.clone().map(|(id, _)| id);
        let extract = |article: &Article| if article.body == "bad" { panic!("odd") } else { Claims::default() };
        let (derived, failed) = derive(articles.to_vec(), &extract);
        assert_eq!(derived.iter().map(|(id, _)| id).collect::<Vec<_>>(), [&ids[0], &ids[2]]);
        assert_eq!((failed.len(), failed[0].path.as_str()), (1, ids[1].as_str()));
    }
}
