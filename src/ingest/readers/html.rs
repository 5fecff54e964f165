//! Saved pages: the article's text, without the page around it.
//!
//! The text is taken in dom_smoothie's formatted mode: paragraphs stand apart by an empty line and no mark is added (its raw
//! mode glues paragraphs together, its Markdown mode writes links and backslashes into sentences).

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};

use super::Parts;
use super::given::{self, Given};
use super::head::Head;
use super::prune::{Pruned, prune};
use crate::text::decode::decode;

/// Elements of a page; beyond, it is no article and would take minutes.
const MAX_ELEMENTS: usize = 100_000;
/// Where a page must state its encoding, in bytes from its start; browsers look at the first 1024.
const DECLARATION_WITHIN: usize = 4096;

/// Reads a page. The body is the text of its article.
pub(super) fn read(bytes: &[u8]) -> Result<Parts, String> {
    let decoded = decode(bytes, declared_encoding(bytes).as_deref()).map_err(|error| error.to_string())?;
    let Pruned { html, head } = prune(&decoded.text)?;
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse()).map_err(reason)?;
    let body = article.text_content.trim();
    if body.is_empty() {
        return Err(NO_ARTICLE.to_owned());
    }
    let body = body.to_owned();
    Ok(Parts { body, given: given_in(&article, head), decoding: decoded.decoding })
}

const NO_ARTICLE: &str = "no article found in the page";

fn reason(error: ReadabilityError) -> String {
    match error {
        ReadabilityError::TooManyElements(..) => format!("the page has more than {MAX_ELEMENTS} elements"),
        _ => NO_ARTICLE.to_owned(),
    }
}

fn given_in(article: &dom_smoothie::Article, head: Head) -> Given {
    let stated_url = article.url.as_deref().and_then(given::web_address);
    Given {
        title: given::words(&article.title),
        source: head.source.clone().or_else(|| article.site_name.as_deref().and_then(given::words)),
        published: head.published().or_else(|| article.published_time.as_deref().and_then(given::date)),
        url: head.url().cloned().or(stated_url),
        lang: head.lang.or_else(|| article.lang.as_deref().and_then(given::language)),
    }
}

/// The label in `<meta charset="gb2312">`, `<meta ... content="text/html; charset=gb2312">` or `<?xml encoding="gb2312"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let start: String = bytes.iter().take(DECLARATION_WITHIN).map(|b| b.to_ascii_lowercase() as char).collect();
    let in_xml = start.strip_prefix("<?xml").and_then(|rest| label_behind(rest.split("?>").next()?, "encoding"));
    let in_meta = || start.split("<meta").skip(1).find_map(|tag| label_behind(tag.split('>').next()?, "charset"));
    in_xml.or_else(in_meta)
}

fn label_behind(text: &str, key: &str) -> Option<String> {
    let (_, rest) = text.split_once(key)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}
