//! The sample reports that are built into the program.

use super::pipeline::{BATCH, Shelf};
use super::readers::{self, Format};
use super::{IngestError, IngestReport, StoreShelf, claims_of, stamp};
use crate::gazetteer::Gazetteer;
use crate::model::Article;
use crate::store::{Author, ExtractedArticle, Store};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/samples/", $name)))),+]
    };
}

/// Names and texts, in the order of their names.
const FILES: &[(&str, &str)] = files![
    "alberta-guangdong.txt",
    "china-mongolia-expo.txt",
    "faisalabad-qingdao.txt",
    "gothenburg-shanghai-ended.txt",
    "guizhou-ohiggins.txt",
    "gyeonggi-jiangsu.txt",
    "hangzhou-mayors.txt",
    "harbin-fair.txt",
    "liaoning-conference-2020.txt",
    "liaoning-congress-maryland.txt",
    "liaoning-germany-2023-wire.txt",
    "liaoning-germany-2023.txt",
    "missouri-korea-taiwan.txt",
    "nanjing-st-louis-visit.txt",
    "north-jeolla-la.txt",
    "ontario-china-2015.txt",
    "shandong-south-australia.txt",
    "sheffield-chengdu.txt",
    "sichuan-trentino.txt",
    "tamil-nadu-germany.txt",
    "victoria-china-2015.txt",
    "wales-baden-wuerttemberg.txt",
    "zhejiang-africa-forums.txt",
];

/// The sample reports as articles, in the order of their names.
pub fn samples() -> Vec<Article> {
    FILES
        .iter()
        .filter_map(|(name, text)| readers::read(text.as_bytes().to_vec(), Format::Text, Some(format!("samples/{name}"))).ok())
        .collect()
}

/// Puts the sample reports into a store; those that are there already are left alone.
pub fn ingest_samples(store: &mut Store, gazetteer: &Gazetteer, author: &Author) -> Result<IngestReport, IngestError> {
    let mut shelf = StoreShelf { store, stamp: stamp(gazetteer), author };
    let mut report = IngestReport::default();
    for batch in samples().chunks(BATCH) {
        let mut fresh = Vec::with_capacity(batch.len());
        for article in batch {
            if shelf.contains(&article.id())? {
                report.added.known += 1;
            } else {
                fresh.push(ExtractedArticle { claims: claims_of(article, gazetteer), article: article.clone() });
            }
        }
        report.count(&shelf.add(&fresh)?);
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_folder_agree() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.filter(|name| name.ends_with(".txt")).collect();
        names.sort();
        assert_eq!(FILES.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>(), names);
    }

    #[test]
    fn every_sample_is_an_article_that_names_its_source() {
        let samples = samples();
        assert_eq!(samples.len(), FILES.len());
        for article in &samples {
            assert!(article.title.is_some() && article.source.is_some() && article.lang.as_deref() == Some("en"), "{:?}", article.path);
            assert!(!article.body.starts_with("---") && article.decoding.replacements == 0, "{:?}", article.path);
        }
        let urls = FILES.iter().filter(|(_, text)| text.contains("\nurl: http")).count();
        let dates = FILES.iter().filter(|(_, text)| text.contains("\npublished: ")).count();
        assert_eq!(samples.iter().filter(|article| article.url.is_some()).count(), urls, "an address was not understood");
        assert_eq!(samples.iter().filter(|article| article.published.is_some()).count(), dates, "a date was not understood");
        let ids: std::collections::HashSet<_> = samples.iter().map(Article::id).collect();
        assert_eq!(ids.len(), samples.len());
    }
}
