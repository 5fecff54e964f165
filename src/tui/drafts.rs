//! Corrections that are being typed, kept in the state folder until they are written or given up, so that a dropped line costs none.
//! A file each, locked while its window lives: what is found unlocked was left behind.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::subject::{RecordName, SeenRecord};
use crate::model::RecordField;

/// Of more records than these only the names are kept, not what was seen of each.
const MOST_SEEN: usize = 200;

/// A correction as far as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The command line.
    pub text: String,
    /// The records that it speaks of.
    pub subject: Vec<SeenRecord>,
}

/// A draft that a window left behind.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftDraft {
    /// The draft.
    pub draft: Draft,
    /// Its file.
    pub file: PathBuf,
}

/// The drafts on one store.
#[derive(Debug)]
pub struct Drafts {
    /// `None` where nothing is kept.
    folder: Option<PathBuf>,
    store: String,
    own: Option<Own>,
}

/// This window's file. The handle holds the lock.
#[derive(Debug)]
struct Own {
    path: PathBuf,
    _locked: File,
}

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Page {
    store: String,
    text: String,
    records: Vec<PageRecord>,
}

#[derive(Serialize, Deserialize)]
struct PageRecord {
    id: String,
    seen: Vec<(RecordField, String)>,
}

impl Drafts {
    /// Those on a store, in a state folder that need not exist yet.
    pub fn new(state: Option<&Path>, store: &Path) -> Self {
        let store = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
        Self { folder: state.map(|state| state.join("drafts")), store: store.to_string_lossy().into_owned(), own: None }
    }

    /// What windows on this store left behind, oldest first. What cannot be read is left alone.
    pub fn left(&self) -> Vec<LeftDraft> {
        let entries = self.folder.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let mut files: Vec<PathBuf> =
            entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        files.sort_by_key(|path| path.metadata().and_then(|facts| facts.modified()).ok());
        files.into_iter().filter_map(|file| Some(LeftDraft { draft: self.read(&file)?, file })).collect()
    }

    fn read(&self, path: &Path) -> Option<Draft> {
        let file = File::open(path).ok()?;
        // Locked by a window that lives: it is not left.
        file.try_lock().ok()?;
        let page: Page = serde_json::from_reader(io::BufReader::new(file)).ok()?;
        let record = |record: PageRecord| Some(SeenRecord { name: RecordName::parse(&record.id)?, fields: record.seen });
        (page.store == self.store).then(|| Draft { text: page.text, subject: page.records.into_iter().filter_map(record).collect() })
    }

    /// Keeps a draft in the place of this window's last one, whole or not at all; `None` gives it up.
    ///
    /// # Errors
    /// The folder cannot be made or written to.
    pub fn keep(&mut self, draft: Option<&Draft>) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let Some(draft) = draft else {
            return self.own.take().map_or(Ok(()), |own| std::fs::remove_file(own.path));
        };
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix("draft-").suffix(".tmp").tempfile_in(folder)?;
        serde_json::to_writer(&mut file, &self.page(draft)).map_err(io::Error::from)?;
        file.flush()?;
        // Before it has its name, so that no other window takes it for left. File systems without locks do without.
        let _ = file.as_file().try_lock();
        let path = self.own.as_ref().map_or_else(|| file.path().with_extension("json"), |own| own.path.clone());
        let locked = file.persist(&path).map_err(|error| error.error)?;
        self.own = Some(Own { path, _locked: locked });
        Ok(())
    }

    fn page(&self, draft: &Draft) -> Page {
        let is_seen = draft.subject.len() <= MOST_SEEN;
        let seen = |record: &SeenRecord| if is_seen { record.fields.clone() } else { Vec::new() };
        let records = draft.subject.iter().map(|record| PageRecord { id: record.name.to_string(), seen: seen(record) }).collect();
        Page { store: self.store.clone(), text: draft.text.clone(), records }
    }

    /// Gives a draft up that was left behind.
    pub fn drop_left(&self, file: &Path) {
        // Another window may have been quicker.
        let _ = std::fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EngagementId;

    fn draft(text: &str) -> Draft {
        let id = EngagementId::parse("eaaaaaaaaaaaa").expect("an id");
        let fields = vec![(RecordField::Date, "2023-10-11".to_owned())];
        Draft { text: text.to_owned(), subject: vec![SeenRecord { name: RecordName::Engagement(id), fields }] }
    }

    fn texts(drafts: &Drafts) -> Vec<String> {
        drafts.left().into_iter().map(|left| left.draft.text).collect()
    }

    #[test]
    fn a_draft_is_left_only_when_its_window_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = |store: &str| Drafts::new(Some(folder.path()), Path::new(store));
        let (mut one, mut other) = (open("/a/store.db"), open("/a/store.db"));
        one.keep(Some(&draft("edit date=2"))).expect("kept");
        one.keep(Some(&draft("edit date=2021"))).expect("kept");
        other.keep(Some(&draft("tag ports"))).expect("kept");
        assert_eq!(texts(&open("/a/store.db")), [""; 0], "both live");
        drop(one);
        let left = open("/a/store.db").left();
        assert_eq!(left.iter().map(|left| &left.draft).collect::<Vec<_>>(), [&draft("edit date=2021")]);
        assert_eq!(texts(&open("/another.db")), [""; 0]);
        open("/a/store.db").drop_left(&left[0].file);
        other.keep(None).expect("given up");
        drop(other);
        assert_eq!(texts(&open("/a/store.db")), [""; 0]);
        assert_eq!(std::fs::read_dir(folder.path().join("drafts")).expect("a folder").count(), 0, "nothing stays behind");
    }

    #[test]
    fn what_is_no_draft_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("drafts")).expect("a folder");
        let file = folder.path().join("drafts").join("mine.json");
        std::fs::write(&file, "{").expect("written");
        assert_eq!(Drafts::new(Some(folder.path()), Path::new("/a/store.db")).left(), []);
        assert!(file.exists());
        Drafts::new(None, Path::new("/a/store.db")).keep(Some(&draft("tag ports"))).expect("nothing to do");
    }
}
