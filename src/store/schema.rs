//! The schema and its versions. To change it: write `sql/000N_….sql`, add it to [`MIGRATIONS`], and raise `SCHEMA_VERSION`. A file
//! that was once released is never edited.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Fault, Outcome};
use super::{APPLICATION_ID, SCHEMA_VERSION, backup, location};

/// The step to version 1, to version 2, and so on.
const MIGRATIONS: &[&str] =
    &[include_str!("sql/0001_first.sql"), include_str!("sql/0002_kept_columns.sql"), include_str!("sql/0003_records.sql")];
const _: () = assert!(MIGRATIONS.len() == SCHEMA_VERSION as usize);

/// The two numbers in a SQLite file's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    /// Whose file it is.
    pub(super) application: i32,
    /// Version of its schema.
    pub(super) version: i32,
}

/// Reads what a file says it is.
pub(super) fn identity(connection: &Connection) -> Outcome<Identity> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    Ok(Identity { application: number("application_id")?, version: number("user_version")? })
}

/// Refuses what is not ours, or newer than this program.
pub(super) fn refuse_foreign(identity: Identity) -> Outcome<()> {
    let Identity { application, version } = identity;
    if application != APPLICATION_ID || version < 1 {
        return Err(Fault::refused(
            format!("it is a SQLite file of another program (application id {application:#x}, a store has {APPLICATION_ID:#x})"),
            "nothing was changed; give the path of a store, or of a file that is not there yet",
        ));
    }
    if version > SCHEMA_VERSION {
        return Err(Fault::refused(
            format!("it was written by a newer version of legation (schema {version}, this program knows {SCHEMA_VERSION})"),
            "nothing was changed; open it with that newer version",
        ));
    }
    Ok(())
}

/// Fills an empty file, whole or not at all.
pub(super) fn fill_new(connection: &mut Connection) -> Outcome<()> {
    migrate(connection, 0, MIGRATIONS)
}

/// Brings an older store to the newest version after a backup beside it, `store.db.v1.backup`. Does nothing to a current one.
pub(super) fn upgrade(connection: &mut Connection, path: &Path) -> Outcome<()> {
    upgrade_with(connection, path, MIGRATIONS)
}

fn upgrade_with(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Outcome<()> {
    let version = identity(connection)?.version;
    if version as usize >= migrations.len() {
        return Ok(());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".v{version}.backup"));
    let copy = location::folder_of(path).join(name);
    if !copy.exists() {
        backup::copy(connection, &copy, || true)?;
    }
    migrate(connection, version, migrations)
}

/// Takes the steps after `from` and writes the new version, in one transaction. Another process may have done it meanwhile: the
/// version is read again inside.
fn migrate(connection: &mut Connection, from: i32, migrations: &[&str]) -> Outcome<()> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let now = identity(&transaction)?.version.max(from) as usize;
    for step in migrations.iter().skip(now) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", now.max(migrations.len()) as i32)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version_1(path: &Path) -> Connection {
        let mut connection = Connection::open(path).expect("opened");
        migrate(&mut connection, 0, &MIGRATIONS[..1]).expect("filled");
        connection
    }

    #[test]
    fn the_oldest_store_becomes_one_of_today() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let mut connection = version_1(&path);
        assert_eq!(identity(&connection).expect("read").version, 1);
        upgrade(&mut connection, &path).expect("upgraded");
        assert_eq!(identity(&connection).expect("read").version, SCHEMA_VERSION);
        let mut new = Connection::open(folder.path().join("new.db")).expect("opened");
        fill_new(&mut new).expect("filled");
        let schema = |connection: &Connection| {
            let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").expect("asked");
            let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))).expect("asked");
            rows.collect::<Result<Vec<_>, _>>().expect("read")
        };
        assert_eq!(schema(&connection), schema(&new));
    }

    #[test]
    fn a_new_file_has_both_numbers_and_a_schema_that_sqlite_finds_sound() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = Connection::open(folder.path().join("store.db")).expect("opened");
        fill_new(&mut connection).expect("filled");
        assert_eq!(identity(&connection).expect("read"), Identity { application: APPLICATION_ID, version: SCHEMA_VERSION });
        let loose: i64 = connection
            .query_row(
                "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
                [],
                |row| row.get(0),
            )
            .expect("counted");
        assert_eq!(loose, 0, "every table is strict");
    }

    #[test]
    fn an_older_store_is_backed_up_and_then_changed_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let mut connection = version_1(&path);
        let half = [MIGRATIONS[0], "CREATE TABLE extra (a TEXT) STRICT; CREATE TABLE extra (a TEXT) STRICT;"];
        assert!(upgrade_with(&mut connection, &path, &half).is_err());
        assert_eq!(identity(&connection).expect("read").version, 1);
        assert!(connection.prepare("SELECT a FROM extra").is_err(), "the first half of a failed step is gone");

        let whole = [MIGRATIONS[0], "CREATE TABLE extra (a TEXT) STRICT;"];
        upgrade_with(&mut connection, &path, &whole).expect("upgraded");
        assert_eq!(identity(&connection).expect("read").version, 2);
        let copy = Connection::open(folder.path().join("store.db.v1.backup")).expect("a backup");
        assert_eq!(identity(&copy).expect("read").version, 1);
    }
}
