//! Every access of the store to its file goes through one of two doors: one to write, one to read.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{ErrorKind, Fault, Outcome, StoreError};
use super::open::{self, Footprint, Mode};
use super::{Store, kept};

impl Store {
    /// The one way to write: a closure over one immediate transaction, which a failure undoes. (A deferred one that reads before it
    /// writes fails at once beside another writer.)
    pub(super) fn write<T>(&mut self, doing: &'static str, change: impl FnOnce(&Transaction<'_>) -> Outcome<T>) -> Result<T, StoreError> {
        if self.is_read_only() {
            return Err(read_only().while_doing(doing, &self.path));
        }
        let connection = self.connection.get_mut();
        let written = Transaction::new(connection, TransactionBehavior::Immediate).map_err(Fault::from).and_then(|transaction| {
            let answer = change(&transaction)?;
            kept::note_change(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        });
        self.own_changes.set(self.own_changes.get() + 1);
        written.map_err(|fault| fault.while_doing(doing, &self.path))
    }

    /// The one way to read: a closure over one read transaction, so that all it sees is of one moment. No cursor outlives it.
    pub(super) fn read<T>(&self, doing: &'static str, question: impl Fn(&Connection) -> Outcome<T>) -> Result<T, StoreError> {
        for _ in 0..READ_ATTEMPTS {
            self.reopen_if_changed().map_err(|fault| fault.while_doing(doing, &self.path))?;
            let answer = in_one_moment(&self.connection.borrow(), &question);
            if self.is_as_it_was() {
                return answer.map_err(|fault| fault.while_doing(doing, &self.path));
            }
        }
        Err(Fault::busy().while_doing(doing, &self.path))
    }

    /// True unless a file that was read as unchanging has changed.
    pub(super) fn is_as_it_was(&self) -> bool {
        match &*self.mode.borrow() {
            Mode::Frozen(footprint) => *footprint == Footprint::of(&self.path),
            Mode::Writing | Mode::BesideWriters | Mode::Unindexed => true,
        }
    }

    pub(super) fn reopen_if_changed(&self) -> Outcome<()> {
        if !self.is_as_it_was() {
            let (connection, mode) = open::open_again(&self.path)?;
            self.connection.replace(connection);
            self.mode.replace(mode);
            self.own_changes.set(self.own_changes.get() + 1);
        }
        Ok(())
    }
}

/// How often a read is tried again where the file changes under it.
const READ_ATTEMPTS: usize = 8;

fn in_one_moment<T>(connection: &Connection, question: impl Fn(&Connection) -> Outcome<T>) -> Outcome<T> {
    let moment = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
    let answer = question(&moment)?;
    moment.finish()?;
    Ok(answer)
}

fn read_only() -> Fault {
    Fault::Said {
        kind: ErrorKind::ReadOnly,
        because: "the store was opened for reading only".into(),
        hint: Some("open it for writing, or work on a copy made with `legation backup`".into()),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::super::{Access, Author, DerivationStamp, ExtractedArticle, documents};
    use super::*;
    use crate::model::{Article, Claims, Decoding};

    fn bare(body: String) -> ExtractedArticle {
        let decoding = Decoding { declared: None, used: "UTF-8".into(), replacements: 0 };
        let original = body.as_bytes().to_vec();
        let article = Article {
            body,
            original,
            url: None,
            title: None,
            source: None,
            published: None,
            lang: None,
            path: None,
            table: None,
            decoding,
        };
        ExtractedArticle { article, claims: Claims::default() }
    }

    #[test]
    fn a_full_disk_loses_nothing_that_was_stored() {
        let mut store = Store::temporary().expect("a store");
        let (stamp, author) =
            (DerivationStamp { extractor: String::new(), lists: String::new() }, Author { user: String::new(), host: String::new() });
        store.add(&[bare("first".into())], &stamp, &author).expect("added");
        let pages: i64 = store.connection.get_mut().pragma_query_value(None, "page_count", |row| row.get(0)).expect("counted");
        let limit = |store: &mut Store, pages: i64| {
            let set = store.connection.get_mut().query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0));
            assert_eq!(set.expect("set"), pages);
        };
        limit(&mut store, pages + 2);
        let large: Vec<_> = (0..50).map(|number| bare(format!("{number} ").repeat(2000))).collect();
        let error = store.add(&large, &stamp, &author).expect_err("full");
        assert_eq!(error.kind, ErrorKind::DiskFull, "{error}");
        assert!(error.hint.is_some());
        assert_eq!(store.document_ids().expect("read").len(), 1);
        assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
        limit(&mut store, 1_000_000);
        assert_eq!(store.add(&large, &stamp, &author).expect("added").new, 50);
    }

    #[test]
    fn a_read_sees_one_moment_only() {
        let mut store = Store::temporary().expect("a store");
        let (stamp, author) =
            (DerivationStamp { extractor: String::new(), lists: String::new() }, Author { user: String::new(), host: String::new() });
        store.add(&[bare("first".into())], &stamp, &author).expect("added");
        let mut other = Store::open(store.path(), Access::ReadWrite).expect("opened");
        let other = RefCell::new(&mut other);
        let counts = store.read("reading", |connection| {
            let before = documents::ids(connection)?.len();
            other.borrow_mut().add(&[bare("second".into())], &stamp, &author).expect("added beside a reader");
            Ok((before, documents::ids(connection)?.len()))
        });
        assert_eq!(counts.expect("read"), (1, 1));
        assert_eq!(store.document_ids().expect("read").len(), 2);
    }
}
