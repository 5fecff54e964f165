//! One input to one article: opening, the limits of size, and a panic kept to the article that raised it.

use std::any::Any;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::inputs::Input;
use super::readers::{self, Format};
use crate::model::Article;

/// Reads one article; the error is the reason.
pub(super) fn read_article(input: &Input) -> Result<Article, String> {
    guarded("reading", || match input {
        Input::Stdin => {
            let bytes = read_up_to(std::io::stdin().lock(), Format::Text)?;
            let format = Format::of_content(&bytes);
            readers::read(bytes, format, None)
        }
        Input::File(path, format) => {
            let file = std::fs::File::open(path).map_err(|error| io_reason(&error))?;
            readers::read(read_up_to(file, *format)?, *format, Some(input.label()))
        }
    })
}

/// Runs one step of one article; a panic is that article's failure and no other's.
pub(super) fn guarded<T>(step: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(format!("{step} failed within the program: {}", message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason given")
}

/// All bytes, or the reason why not. Never holds more than the limit, whatever the source claims to be (a device, a pipe).
fn read_up_to(source: impl Read, format: Format) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source.take(format.max_bytes() as u64 + 1).read_to_end(&mut bytes).map_err(|error| io_reason(&error))?;
    if bytes.len() > format.max_bytes() { Err(format.too_large()) } else { Ok(bytes) }
}

/// Why a file cannot be read, in words.
pub(super) fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "the file is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason() {
        let reason = guarded::<()>("extracting", || panic!("row {} is odd", 7)).unwrap_err();
        assert_eq!(reason, "extracting failed within the program: row 7 is odd");
    }

    #[test]
    fn an_endless_source_is_refused() {
        assert!(read_up_to(std::io::repeat(b'a'), Format::Html).unwrap_err().starts_with("larger than"));
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let reason = |path: std::path::PathBuf| read_article(&Input::File(path, Format::Text)).unwrap_err();
        assert_eq!(reason(folder.path().join("gone")), "the file is not there");
        assert_eq!(reason(folder.path().to_owned()), "it is a folder");
    }
}
