//! Derives everything again from the stored documents.

use rayon::prelude::*;

use super::pipeline::BATCH;
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

/// Extracts all stored documents again and replaces what was derived from them.
pub fn rebuild(
    store: &mut Store,
    gazetteer: &Gazetteer,
    progress: Progress<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<RebuildReport, StoreError> {
    let stamp = stamp(gazetteer);
    let ids = store.document_ids()?;
    let mut report = RebuildReport::default();
    progress(0, ids.len() as u64);
    for (position, batch) in ids.chunks(BATCH).enumerate() {
        if is_cancelled() {
            report.cancelled = true;
            break;
        }
        let articles = articles(store, batch)?;
        let (derived, failed) = derive(articles, &|article| claims_of(article, gazetteer));
        store.replace_claims(&derived, &stamp)?;
        report.documents += derived.len() as u64;
        report.failed.extend(failed);
        progress((position * BATCH + batch.len()) as u64, ids.len() as u64);
    }
    Ok(report)
}

/// The documents of a batch; one that has gone since the list was made is passed over.
fn articles(store: &Store, ids: &[DocumentId]) -> Result<Vec<(DocumentId, Article)>, StoreError> {
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(store.article(id)?.map(|article| (id.clone(), article)));
    }
    Ok(articles)
}

fn derive(
    articles: Vec<(DocumentId, Article)>,
    extract: &(dyn Fn(&Article) -> Claims + Sync),
) -> (Vec<(DocumentId, Claims)>, Vec<FailedInput>) {
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
