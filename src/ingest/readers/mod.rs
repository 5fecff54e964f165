//! Readers: bytes to articles.

mod front_matter;
mod given;
mod head;
mod html;
mod prune;
mod tag;
mod text;

use crate::model::{Article, Decoding};
use given::Given;

/// The largest text file that is read, in bytes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;
/// The largest page that is read, in bytes.
pub const MAX_HTML_BYTES: usize = 16 * 1024 * 1024;

/// What sort of file it is, by its name and first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// .txt, .text
    Text,
    /// .md, .markdown
    Markdown,
    /// .html, .htm, .xhtml
    Html,
}

impl Format {
    /// The format of a file by its name's ending; `None` where it is not read.
    pub fn of_file_name(name: &str) -> Option<Format> {
        let (stem, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            _ if stem.is_empty() => None,
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }

    /// The format of what has no name: a page where it begins like one, else text.
    pub fn of_content(bytes: &[u8]) -> Format {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
        let is_page = ["<!doctype html", "<html", "<head", "<body", "<?xml"].into_iter().any(begins);
        if is_page { Format::Html } else { Format::Text }
    }

    /// The largest file of this format that is read, in bytes.
    pub fn max_bytes(self) -> usize {
        match self {
            Format::Text | Format::Markdown => MAX_TEXT_BYTES,
            Format::Html => MAX_HTML_BYTES,
        }
    }

    /// Why a larger file is refused.
    pub fn too_large(self) -> String {
        format!("larger than {} MB: more than one article can be", self.max_bytes() / (1024 * 1024))
    }
}

/// What a reader makes of bytes.
struct Parts {
    body: String,
    given: Given,
    decoding: Decoding,
}

/// Reads one article. `path` is kept as provenance. The error is the reason, a sentence's part: "the file is empty".
pub fn read(bytes: Vec<u8>, format: Format, path: Option<String>) -> Result<Article, String> {
    if bytes.len() > format.max_bytes() {
        return Err(format.too_large());
    }
    let Parts { body, given, decoding } = match format {
        Format::Text | Format::Markdown => text::read(&bytes)?,
        Format::Html => html::read(&bytes)?,
    };
    let Given { title, source, url, published, lang } = given;
    Ok(Article { body, original: bytes, url, title, source, published, lang, path, table: None, decoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_formats() {
        for (name, format) in [
            ("a.txt", Some(Format::Text)),
            ("A.TEXT", Some(Format::Text)),
            ("report.2023.Md", Some(Format::Markdown)),
            ("x.markdown", Some(Format::Markdown)),
            ("p.HTM", Some(Format::Html)),
            ("p.xhtml", Some(Format::Html)),
            ("scan.pdf", None),
            ("README", None),
            (".txt", None),
        ] {
            assert_eq!(Format::of_file_name(name), format, "{name}");
        }
    }

    #[test]
    fn pages_are_told_by_their_beginning() {
        for page in ["\u{FEFF}\n <!DOCTYPE HTML>", "<Html lang=en>", "<?xml version='1.0'?><html>"] {
            assert_eq!(Format::of_content(page.as_bytes()), Format::Html);
        }
        assert_eq!(Format::of_content("辽宁 <html>".as_bytes()), Format::Text);
        assert_eq!(Format::of_content(b""), Format::Text);
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_read() {
        let reason = read(vec![b'a'; MAX_HTML_BYTES + 1], Format::Html, None).unwrap_err();
        assert!(reason.starts_with("larger than 16 MB"), "{reason}");
    }
}
