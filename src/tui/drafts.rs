//! Corrections that are being typed, kept in the state folder until they are written or given up, so that a dropped line costs none.
//! A file each, locked while its window lives: what is found unlocked was left behind.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::sheet::{Sheet, SheetOf};
use super::subject::{RecordName, SeenRecord};
use crate::model::{DocumentId, RecordClass, RecordField};

/// What the editor's files end in.
const PAPER: &str = "toml";
/// Of more records than these only the names are kept, not what was seen of each.
const MOST_SEEN: usize = 200;

/// A correction as far as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Draft {
    /// In the command line.
    Line {
        /// The line.
        text: String,
        /// The records that it speaks of.
        subject: Vec<SeenRecord>,
    },
    /// In the editor.
    Sheet(Sheet),
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<PageSheet>,
}

/// What there is to know of a text in the editor: as it was offered, and what is to be added by it, where it is of no record.
#[derive(Serialize, Deserialize)]
struct PageSheet {
    offered: String,
    new: Option<(RecordClass, DocumentId)>,
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
        if page.store != self.store {
            return None;
        }
        let record = |record: PageRecord| Some(SeenRecord { name: RecordName::parse(&record.id)?, fields: record.seen });
        let mut subject: Vec<SeenRecord> = page.records.into_iter().filter_map(record).collect();
        let Some(PageSheet { offered, new }) = page.sheet else { return Some(Draft::Line { text: page.text, subject }) };
        // What the editor has saved is newer than what it was given.
        let text = std::fs::read_to_string(path.with_extension(PAPER)).unwrap_or(page.text);
        if text == offered {
            self.drop_left(path);
            return None;
        }
        let of = match new {
            Some((class, document)) => SheetOf::New(class, document),
            None => SheetOf::Record(subject.pop()?),
        };
        Some(Draft::Sheet(Sheet { of, offered, text }))
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
        let (text, subject, sheet) = match draft {
            Draft::Line { text, subject } => (text, subject.as_slice(), None),
            Draft::Sheet(Sheet { of: SheetOf::Record(seen), offered, text }) => {
                (text, std::slice::from_ref(seen), Some(PageSheet { offered: offered.clone(), new: None }))
            }
            Draft::Sheet(Sheet { of: SheetOf::New(class, document), offered, text }) => {
                (text, &[][..], Some(PageSheet { offered: offered.clone(), new: Some((*class, document.clone())) }))
            }
        };
        let is_seen = subject.len() <= MOST_SEEN;
        let seen = |record: &SeenRecord| if is_seen { record.fields.clone() } else { Vec::new() };
        let records = subject.iter().map(|record| PageRecord { id: record.name.to_string(), seen: seen(record) }).collect();
        Page { store: self.store.clone(), text: text.clone(), records, sheet }
    }

    /// Where the editor's file of this window's draft belongs; `None` where nothing is kept.
    pub fn paper(&self) -> Option<PathBuf> {
        self.own.as_ref().map(|own| own.path.with_extension(PAPER))
    }

    /// Leaves this window's draft behind, as if the window were gone.
    pub fn shelve(&mut self) {
        self.own = None;
    }

    /// Gives a draft up that was left behind.
    pub fn drop_left(&self, file: &Path) {
        // Another window may have been quicker, and most drafts are of no editor.
        let _ = std::fs::remove_file(file);
        let _ = std::fs::remove_file(file.with_extension(PAPER));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EngagementId;

    fn draft(text: &str) -> Draft {
        let id = EngagementId::parse("eaaaaaaaaaaaa").expect("an id");
        let fields = vec![(RecordField::Date, "2023-10-11".to_owned())];
        Draft::Line { text: text.to_owned(), subject: vec![SeenRecord { name: RecordName::Engagement(id), fields }] }
    }

    fn texts(drafts: &Drafts) -> Vec<String> {
        let text = |draft| match draft {
            Draft::Line { text, .. } | Draft::Sheet(Sheet { text, .. }) => text,
        };
        drafts.left().into_iter().map(|left| text(left.draft)).collect()
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
    fn a_text_is_left_as_the_editor_saved_it_last_and_only_where_it_was_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Drafts::new(Some(folder.path()), Path::new("/a/store.db"));
        let document = DocumentId::of("a text", None);
        let sheets = [
            Sheet::new(SheetOf::New(RecordClass::Agreement, document), "quote = \"\"\n".to_owned()),
            match draft("") {
                Draft::Line { mut subject, .. } => Sheet::new(SheetOf::Record(subject.remove(0)), "date = \"2023\"\n".to_owned()),
                Draft::Sheet(_) => unreachable!("made above"),
            },
        ];
        for sheet in sheets {
            let mut drafts = open();
            drafts.keep(Some(&Draft::Sheet(sheet.clone()))).expect("kept");
            let paper = drafts.paper().expect("a place");
            std::fs::write(&paper, "changed\n").expect("saved");
            drop(drafts);
            let left = open().left();
            let expected = Draft::Sheet(Sheet { text: "changed\n".to_owned(), ..sheet.clone() });
            assert_eq!(left.iter().map(|left| &left.draft).collect::<Vec<_>>(), [&expected]);
            std::fs::write(&paper, &sheet.offered).expect("saved");
            assert_eq!(texts(&open()), [""; 0], "nothing was typed");
            assert_eq!(std::fs::read_dir(folder.path().join("drafts")).expect("a folder").count(), 0, "nothing stays behind");
            let mut drafts = open();
            drafts.keep(Some(&expected)).expect("kept");
            drafts.shelve();
            assert_eq!(texts(&drafts), ["changed\n"], "left behind while its window lives");
            drafts.left().iter().for_each(|left| drafts.drop_left(&left.file));
        }
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
