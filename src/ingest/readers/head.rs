//! What a page's head states about the article, for pages that state it in one of the usual ways.

use super::given;
use super::tag::Tag;
use crate::model::DateSpan;

/// What a page's head states about it, the best of each.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub canonical: Option<String>,
    pub shared_url: Option<String>,
    pub saved_from: Option<String>,
    pub source: Option<String>,
    pub lang: Option<String>,
    published: Option<(usize, DateSpan)>,
}

impl Head {
    /// The page's own address: canonical link, else as shared, else as a browser noted it on saving.
    pub fn url(&self) -> Option<&String> {
        self.canonical.as_ref().or(self.shared_url.as_ref()).or(self.saved_from.as_ref())
    }

    /// The date of publication.
    pub fn published(&self) -> Option<DateSpan> {
        self.published.map(|(_, date)| date)
    }
}

/// Names under which pages state their date, the most certain first.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "date",
];

impl Head {
    /// Takes what a tag states, if anything.
    pub fn note(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "html" if self.lang.is_none() => self.lang = tag.attribute("lang").and_then(given::language),
            "link" if self.canonical.is_none() && tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = tag.attribute("href").and_then(|href| given::web_address(&href.replace("&amp;", "&")));
            }
            "meta" => self.note_meta(tag),
            _ => {}
        }
    }

    /// Takes the address that browsers write into a comment on saving: `saved from url=(0034)https://www.example.org/`.
    pub fn note_comment(&mut self, comment: &str) {
        if self.saved_from.is_none() {
            self.saved_from = saved_from(&comment[..comment.floor_char_boundary(3000)]);
        }
    }

    fn note_meta(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("property").or(tag.attribute("name")).or(tag.attribute("itemprop"));
        let (Some(name), Some(content)) = (name, tag.attribute("content")) else { return };
        let name = name.trim().to_ascii_lowercase();
        let content = content.replace("&amp;", "&");
        match name.as_str() {
            "og:url" if self.shared_url.is_none() => self.shared_url = given::web_address(&content),
            // The outlet that a Chinese government page names; it may print what another wrote.
            "contentsource" => self.source = given::words(&content).or(self.source.take()),
            "og:site_name" if self.source.is_none() => self.source = given::words(&content),
            _ => {}
        }
        let rank = DATE_NAMES.iter().position(|known| *known == name);
        if let (Some(rank), Some(date)) = (rank, given::date(&content))
            && self.published.is_none_or(|(best, _)| rank < best)
        {
            self.published = Some((rank, date));
        }
    }
}

/// `<!-- saved from url=(0034)https://www.example.org/ -->`, as browsers write it.
fn saved_from(comment: &str) -> Option<String> {
    let (_, rest) = comment.trim_start().strip_prefix("saved from url=(")?.split_once(')')?;
    given::web_address(rest.split_whitespace().next()?)
}
