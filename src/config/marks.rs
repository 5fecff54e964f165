//! Marks: where in a store's log somebody had read up to. Each is a file of its own below the state folder, so that marks are the
//! user's alone, need no right to write to the store, and two programs never write one file.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The longest name.
const LONGEST: usize = 40;

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// The last line of the log when it was set.
    pub seq: i64,
    /// That line's hash.
    pub hash: String,
    /// When it was set, RFC 3339 in local time.
    pub set_at: String,
}

/// What a name is, for those who gave none.
pub const NOT_A_NAME: &str = "letters, digits, - and _, 40 at most";
/// The mark that is meant where none is named.
pub const USUAL: &str = "default";

impl Mark {
    /// At a line of the log, as of now.
    pub fn now(name: &str, seq: i64, hash: String) -> Self {
        let set_at = chrono::Local::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
        Self { name: name.to_owned(), seq, hash, set_at }
    }

    /// For a filter's chip: `since 2024-05-18 10:00`, with the name of a mark that has one of its own.
    pub fn meaning(&self) -> String {
        let minute: String = self.set_at.chars().take("2024-05-18T10:00".len()).collect();
        let minute = minute.replace('T', " ");
        if self.name == USUAL { format!("since {minute}") } else { format!("since '{}', {minute}", self.name) }
    }
}

/// The marks of one store.
#[derive(Debug, Clone)]
pub struct Marks {
    folder: PathBuf,
}

impl Marks {
    /// Of the store with this identity, below the state folder.
    pub fn of(state: &Path, store: &str) -> Self {
        let plain: String = store.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
        Self { folder: state.join("marks").join(plain) }
    }

    /// Whether something can be a mark's name.
    pub fn is_name(name: &str) -> bool {
        !name.is_empty() && name.len() <= LONGEST && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    }

    /// Sets a mark, over an older one of its name; whole or not at all.
    pub fn set(&self, mark: &Mark) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let file = tempfile::NamedTempFile::new_in(&self.folder)?;
        serde_json::to_writer(&file, mark)?;
        file.as_file().sync_all()?;
        file.persist(self.path(&mark.name)).map_err(|error| error.error)?;
        Ok(())
    }

    /// The mark of a name; `None` where there is none, or what lies there is no mark.
    pub fn get(&self, name: &str) -> io::Result<Option<Mark>> {
        match std::fs::read(self.path(name)) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All marks, by name.
    pub fn all(&self) -> io::Result<Vec<Mark>> {
        let files = match std::fs::read_dir(&self.folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut marks = Vec::new();
        for file in files {
            let name = file?.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(".json")).filter(|name| Self::is_name(name));
            marks.extend(name.map(|name| self.get(name)).transpose()?.flatten());
        }
        marks.sort_by(|one: &Mark, other| one.name.cmp(&other.name));
        Ok(marks)
    }

    /// Forgets a mark; false where there is none.
    pub fn forget(&self, name: &str) -> io::Result<bool> {
        match std::fs::remove_file(self.path(name)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_set_found_and_forgotten_each_in_its_store() {
        let state = tempfile::tempdir().expect("a folder");
        let (one, other) = (Marks::of(state.path(), "ab12"), Marks::of(state.path(), "cd34"));
        let mark = |name: &str, seq| Mark { name: name.into(), seq, hash: "h".into(), set_at: "2024-05-18T10:00:00+02:00".into() };
        assert_eq!((one.all().expect("read"), one.get("default").expect("read")), (Vec::new(), None));
        for set in [mark("weekly", 3), mark("default", 4), mark("default", 5)] {
            one.set(&set).expect("set");
        }
        assert_eq!(one.all().expect("read"), [mark("default", 5), mark("weekly", 3)]);
        assert_eq!(other.all().expect("read"), Vec::new());
        assert!(one.forget("weekly").expect("forgotten") && !one.forget("weekly").expect("looked"));
        std::fs::write(state.path().join("marks/ab12/default.json"), "{").expect("written");
        assert_eq!(one.get("default").expect("read"), None, "half a mark is none");
    }

    #[test]
    fn a_mark_says_since_when() {
        let mark = |name: &str| Mark { set_at: "2024-05-18T10:00:07+02:00".into(), ..Mark::now(name, 3, "h".into()) };
        assert_eq!(
            (mark("default").meaning(), mark("weekly").meaning()),
            ("since 2024-05-18 10:00".into(), "since 'weekly', 2024-05-18 10:00".into())
        );
        assert_eq!(Mark::now(USUAL, 3, "h".into()).meaning().len(), "since 2024-05-18 10:00".len());
    }

    #[test]
    fn a_name_is_no_path() {
        assert!(Marks::is_name("Monday-briefing_2"));
        for name in ["", "..", "a/b", "a b", "ä", &"x".repeat(41)] {
            assert!(!Marks::is_name(name), "{name}");
        }
    }
}
