//! Readers: bytes to articles.

use crate::model::Article;

/// What sort of file it is, by its name and first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// .txt
    Text,
    /// .md
    Markdown,
    /// .html, .htm
    Html,
}

impl Format {
    /// The format of a file by its name's ending; `None` where it is not read.
    pub fn of_file_name(name: &str) -> Option<Format> {
        let _ = name;
        todo!()
    }

    /// The format of what has no name.
    pub fn of_content(bytes: &[u8]) -> Format {
        let _ = bytes;
        todo!()
    }

    /// The largest file of this format that is read, in bytes.
    pub fn max_bytes(self) -> usize {
        todo!()
    }
}

/// Reads one article. `path` is kept as provenance.
pub fn read(bytes: Vec<u8>, format: Format, path: Option<String>) -> Result<Article, String> {
    let _ = (bytes, format, path);
    todo!()
}
