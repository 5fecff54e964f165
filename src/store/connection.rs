//! Connections to SQLite: each is hardened before its first statement, and what was set is read back, because SQLite takes a
//! misspelt pragma without a word.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, Outcome};

/// How long a writer waits for another one.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared.
const CACHED_STATEMENTS: usize = 64;
/// The oldest SQLite that keeps a store with two writers whole (the WAL-reset bug was mended in 3.51.3).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Name, value to set, value to read back.
const PRAGMAS: &[(&str, i64)] = &[
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("mmap_size", 0),
    ("temp_store", 2),
    // In KiB (negative by SQLite's convention), taken as needed.
    ("cache_size", -32_768),
    ("synchronous", 2),
];

/// No article comes near these.
const LIMITS: &[(Limit, i32)] = &[
    (Limit::SQLITE_LIMIT_LENGTH, 256 << 20),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 64 << 10),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 50),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 250),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 20),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// Refuses a SQLite that may damage a store.
pub(super) fn refuse_old_sqlite() -> Outcome<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Fault::refused(
            format!("this program was built with SQLite {}, which can damage a store that two processes write to", rusqlite::version()),
            "build it with the SQLite that comes with it, 3.51.3 or later",
        ));
    }
    Ok(())
}

/// Opens an existing file for reading and writing. The caller has checked what it is.
pub(super) fn open_for_writing(path: &Path) -> Outcome<Connection> {
    harden(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// Opens a file as if it could never change: no lock is taken, no file is made beside it, a write-ahead log is not looked at. For
/// files without one only, and whoever reads must see to it that none came up meanwhile.
pub(super) fn open_frozen(path: &Path) -> Outcome<Connection> {
    open_for_reading(path, "immutable=1")
}

/// Opens a file that has a write-ahead log and its index, changing neither.
pub(super) fn open_beside_writers(path: &Path) -> Outcome<Connection> {
    open_for_reading(path, "readonly_shm=1")
}

fn open_for_reading(path: &Path, how: &str) -> Outcome<Connection> {
    let uri = format!("file:{}?mode=ro&{how}", percent_encoded(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = harden(Connection::open_with_flags(uri, flags)?)?;
    set(&connection, "query_only", 1)?;
    Ok(connection)
}

/// Only our own two questions may stand in a URI: everything of the path that is not plain is escaped.
fn percent_encoded(path: &Path) -> String {
    let mut encoded = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => encoded.push(char::from(*byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// What holds for every connection.
fn harden(connection: Connection) -> Outcome<Connection> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    for (limit, value) in LIMITS {
        connection.set_limit(*limit, *value)?;
    }
    for (config, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        // Else a statement that a partial index may serve is prepared anew for each value that it is asked with.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(config, value)?;
    }
    for (name, value) in PRAGMAS {
        set(&connection, name, *value)?;
    }
    Ok(connection)
}

/// Sets a pragma and reads it back.
fn set(connection: &Connection, name: &str, value: i64) -> Outcome<()> {
    connection.pragma_update(None, name, value)?;
    let now: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
    if now == value { Ok(()) } else { Err(Fault::failed(format!("SQLite keeps {name} at {now} instead of {value}"))) }
}

/// Switches to a write-ahead log, which stays with the file.
pub(super) fn use_write_ahead_log(connection: &Connection) -> Outcome<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode == "wal" {
        return Ok(());
    }
    let mode: String = connection.query_row("PRAGMA journal_mode = wal", [], |row| row.get(0))?;
    if mode == "wal" { Ok(()) } else { Err(Fault::failed(format!("SQLite keeps its journal mode at {mode} instead of wal"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_path_reaches_the_questions_of_a_uri() {
        assert_eq!(percent_encoded(Path::new("/a b/c?nolock=1#%&d.db")), "/a%20b/c%3Fnolock%3D1%23%25%26d.db");
    }

    #[test]
    fn the_bundled_sqlite_is_new_enough() {
        assert!(refuse_old_sqlite().is_ok());
    }
}
