//! Which files an ingest reads: what was named, and what stands in the folders that were named.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::readers::Format;
use super::{FailedInput, IngestError};

/// One article to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf, Format),
}

impl Input {
    /// How reports name it.
    pub fn label(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path, _) => path.display().to_string(),
        }
    }

    /// Bytes of the file, as far as they are known before it is read.
    pub fn size(&self) -> u64 {
        match self {
            Input::Stdin => 0,
            Input::File(path, _) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        }
    }
}

/// What was found before anything is read.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub articles: Vec<Input>,
    /// Folders and links that could not be looked into.
    pub failed: Vec<FailedInput>,
}

/// Lists all articles, folders in the order of their files' names. Fails before anything is written where a path is not there
/// or a folder holds no article.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Inputs, IngestError> {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            if !inputs.articles.contains(&Input::Stdin) {
                inputs.articles.push(Input::Stdin);
            }
            continue;
        }
        let metadata = std::fs::metadata(path).map_err(|error| missing(path, &error))?;
        if metadata.is_dir() {
            add_folder(path, &mut inputs)?;
        } else {
            inputs.articles.push(Input::File(path.clone(), format_of(path).unwrap_or(Format::Text)));
        }
    }
    Ok(inputs)
}

fn missing(path: &Path, error: &std::io::Error) -> IngestError {
    let because = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to look there".to_owned(),
        _ => error.to_string(),
    };
    IngestError::Usage(format!("{}: {because}", path.display()))
}

fn add_folder(folder: &Path, inputs: &mut Inputs) -> Result<(), IngestError> {
    let (articles, failed) = (inputs.articles.len(), inputs.failed.len());
    // Links are followed; walkdir stops where one leads back to a folder above itself.
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                inputs.articles.extend(format_of(entry.path()).map(|format| Input::File(entry.into_path(), format)));
            }
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => inputs.failed.extend(failure(&error)),
        }
    }
    if inputs.articles.len() > articles || inputs.failed.len() > failed {
        return Ok(());
    }
    Err(IngestError::Usage(format!("{}: no article in this folder (.txt, .md or .html)", folder.display())))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn format_of(path: &Path) -> Option<Format> {
    Format::of_file_name(&path.file_name()?.to_string_lossy())
}

/// A folder that cannot be opened, or a link to an article that leads nowhere.
fn failure(error: &walkdir::Error) -> Option<FailedInput> {
    let path = error.path()?;
    let is_dangling = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if is_dangling && format_of(path).is_none() {
        return None;
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), super::reading::io_reason);
    Some(FailedInput { path: path.display().to_string(), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        folder
    }

    fn names(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
        let articles = inputs(paths).unwrap().articles;
        articles.iter().map(|input| input.label().replace(&format!("{}/", folder.display()), "")).collect()
    }

    #[test]
    fn folders_are_searched_in_the_order_of_names() {
        let folder = folder(&["b.txt", "a/z.HTML", "a/b/c.md", ".git/x.txt", ".hidden.txt", "scan.pdf", "c"]);
        let root = folder.path();
        assert_eq!(names(root, &[root.to_owned()]), ["a/b/c.md", "a/z.HTML", "b.txt"]);
    }

    #[test]
    fn a_named_file_is_tried_whatever_its_ending() {
        let folder = folder(&["c", "p.htm"]);
        let (c, p) = (folder.path().join("c"), folder.path().join("p.htm"));
        let found = inputs(&[c.clone(), "-".into(), p.clone(), "-".into()]).unwrap().articles;
        assert_eq!(found, [Input::File(c, Format::Text), Input::Stdin, Input::File(p, Format::Html)]);
    }

    #[test]
    fn links_that_go_round_end_and_others_are_followed() {
        let folder = folder(&["a/x.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("a/x.txt"), folder.path().join("y.txt")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("z.txt")).unwrap();
        let found = inputs(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.articles.len(), 2);
        assert!(found.failed.len() == 1 && found.failed[0].path.ends_with("z.txt"), "{:?}", found.failed);
    }

    #[test]
    fn nothing_to_read_is_wrong_use() {
        let folder = folder(&["scan.pdf"]);
        for path in [folder.path().join("gone.txt"), folder.path().to_owned()] {
            let error = inputs(std::slice::from_ref(&path)).unwrap_err();
            assert!(matches!(&error, IngestError::Usage(text) if text.starts_with(&path.display().to_string())), "{error}");
        }
    }
}
