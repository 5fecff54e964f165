//! Opening: look first, read-only and through SQLite, and only then open for writing. Whatever is refused keeps every byte, and
//! nothing new lies beside it.

use std::cell::{Cell, RefCell};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempPath;

use super::error::{ErrorKind, Fault, Outcome, StoreError};
use super::sharing::Group;
use super::{Access, SCHEMA_VERSION, Store, connection, location, schema};

/// How often, and after what pause, a store is looked at again that another process is just leaving.
const LOOKS: usize = 20;
/// The same for a log without its index beside a store that is open already: it is read often and must not wait each time for what a
/// crash has left.
const LOOKS_AGAIN: usize = 2;
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(10);
/// Files up to this size are checked by SQLite each time they are opened; larger ones by `doctor`.
const CHECKED_BYTES: u64 = 4 << 20;
const DOING: &str = "opening the store";

/// How a connection reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// For writing, with a write-ahead log.
    Writing,
    /// For reading beside a process that writes (or one that ended badly): the log is there and read.
    BesideWriters,
    /// For reading a file that nobody writes to: true as long as the footprint is the same.
    Frozen(Footprint),
    /// For looking at a file whose write-ahead log has lost its index: what the log holds is not seen.
    Unindexed,
}

/// What tells that a file was written to: its identity, size and time, and its write-ahead log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Footprint {
    main: Option<(u64, u64, u64, i64, i64)>,
    log: Option<u64>,
}

impl Footprint {
    /// The footprint now.
    pub(super) fn of(path: &Path) -> Self {
        let main = fs::metadata(path).ok().map(|m| (m.dev(), m.ino(), m.len(), m.mtime(), m.mtime_nsec()));
        Self { main, log: fs::metadata(beside(path, "-wal")).ok().map(|m| m.len()) }
    }
}

/// The name of a file that SQLite keeps beside a store: `-wal`, `-shm`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Opens a store.
pub(super) fn open(path: &Path, access: Access) -> Result<Store, StoreError> {
    let result = location::absolute(path).and_then(|path| open_absolute(path, access));
    result.map_err(|fault| as_refusal(fault).while_doing(DOING, path))
}

/// Whether a store is of an older version; false where that cannot be told.
pub(super) fn is_older(path: &Path) -> bool {
    let version = location::absolute(path).and_then(|path| {
        let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
        if !is_file { Ok(SCHEMA_VERSION) } else { Ok(schema::identity(&open_for_reading(&path)?.0)?.version) }
    });
    version.is_ok_and(|version| (1..SCHEMA_VERSION).contains(&version))
}

/// Opens a store that a group shares from here on.
pub(super) fn open_shared(path: &Path, access: Access, group: &str) -> Result<Store, StoreError> {
    let prepared = location::absolute(path).and_then(|path| {
        let group = Group::of(group)?;
        if access == Access::Create || !is_missing(&path)? {
            group.share_folder(&path)?;
        }
        Ok((group, path))
    });
    let (group, path) = prepared.map_err(|fault| fault.while_doing(DOING, path))?;
    let store = open(&path, access)?;
    group.share_files(&path).map_err(|fault| fault.while_doing("sharing the store", &path))?;
    Ok(Store { warnings: location::warnings(&path), ..store })
}

fn open_absolute(path: PathBuf, access: Access) -> Outcome<Store> {
    connection::refuse_old_sqlite()?;
    location::refuse_network(location::folder_of(&path))?;
    if is_missing(&path)? {
        match access {
            Access::Create => create(&path)?,
            Access::ReadOnly | Access::ReadWrite => return Err(missing()),
        }
    }
    refuse_what_is_no_file(&path)?;
    let (looking, mode) = while_others_leave(access, LOOKS, || {
        let (looking, mode) = open_for_reading(&path)?;
        inspect(&looking, &mode, &path)?;
        Ok((looking, mode))
    })?;
    let (connection, mode) = match access {
        Access::ReadOnly => (looking, mode),
        Access::ReadWrite | Access::Create => {
            drop(looking);
            (open_for_writing(&path)?, Mode::Writing)
        }
    };
    let warnings = location::warnings(&path);
    Ok(Store { connection: RefCell::new(connection), mode: RefCell::new(mode), path, own_changes: Cell::new(0), warnings, _folder: None })
}

/// A store in a new private folder that goes with it.
pub(super) fn temporary() -> Result<Store, StoreError> {
    let folder = tempfile::Builder::new().prefix("legation-").tempdir();
    let folder = folder.map_err(|error| Fault::Io(error).while_doing("making a temporary store in", &std::env::temp_dir()))?;
    let store = open(&folder.path().join("store.db"), Access::Create)?;
    Ok(Store { _folder: Some(folder), ..store })
}

/// While opening, damage is a reason to refuse.
fn as_refusal(fault: Fault) -> Fault {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    let Fault::Sqlite(error) = &fault else { return fault };
    match error.sqlite_error_code() {
        Some(NotADatabase) => {
            Fault::refused("it is not a store", "nothing was changed; give the path of a store, or of a file that is not there yet")
        }
        Some(DatabaseCorrupt) => damaged("it is cut off or damaged"),
        _ => fault,
    }
}

fn damaged(because: &str) -> Fault {
    Fault::refused(because, "nothing was changed; open the latest backup in its place and keep this file")
}

fn missing() -> Fault {
    let hint = "see whether the path is right; reading articles in with `legation ingest` makes a store";
    Fault::Said { kind: ErrorKind::Missing, because: "there is no store".into(), hint: Some(hint.into()) }
}

fn unfinished() -> Fault {
    Fault::refused(
        "its write-ahead log was left unfinished and lacks its index",
        "open it once for writing, which finishes it; nothing is lost",
    )
}

/// A dangling link counts as there: it is not ours to fill.
fn is_missing(path: &Path) -> Outcome<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Opening a pipe would wait for ever, and an empty file says nothing of whose it is.
fn refuse_what_is_no_file(path: &Path) -> Outcome<()> {
    let metadata = fs::metadata(path)?;
    let because = if metadata.is_dir() {
        "it is a folder"
    } else if !metadata.is_file() {
        "it is not a file"
    } else if metadata.len() == 0 {
        "the file is empty, so it is no store"
    } else {
        return Ok(());
    };
    Err(Fault::refused(because, "nothing was changed; give the path of a store, or of a file that is not there yet"))
}

/// Looks again where another process is taking the write-ahead log and its index away, as the last one to leave does: between the
/// look and the opening, or with the index gone and the log about to go. A log that stays without its index is refused to whoever
/// may only read, after `unindexed` further looks.
fn while_others_leave(access: Access, unindexed: usize, look: impl Fn() -> Outcome<(Connection, Mode)>) -> Outcome<(Connection, Mode)> {
    let looks_worth = |looked: &Outcome<(Connection, Mode)>| match looked {
        Err(Fault::Sqlite(error)) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen) => LOOKS,
        Ok((_, Mode::Unindexed)) if access == Access::ReadOnly => unindexed,
        _ => 0,
    };
    let mut looked = look();
    for times in 0..LOOKS {
        if times >= looks_worth(&looked) {
            break;
        }
        std::thread::sleep(BETWEEN_LOOKS);
        looked = look();
    }
    match looked {
        Ok((_, Mode::Unindexed)) if access == Access::ReadOnly => Err(unfinished()),
        looked => looked,
    }
}

/// What stands in a write-ahead log before its first page.
const LOG_HEADER_BYTES: u64 = 32;

/// Opens for reading without changing or making any file.
fn open_for_reading(path: &Path) -> Outcome<(Connection, Mode)> {
    let footprint = Footprint::of(path);
    match footprint.log {
        // Of a writer that was killed before its first page: nothing stands in the log, and SQLite, reading beside nobody, would wait
        // for it and give up with "locking protocol".
        Some(LOG_HEADER_BYTES) => Ok((connection::open_frozen(path)?, Mode::Frozen(footprint))),
        Some(_) if beside(path, "-shm").exists() => Ok((connection::open_beside_writers(path)?, Mode::BesideWriters)),
        // Left by a copy or a crash. Making the index is for whoever opens for writing.
        Some(bytes) if bytes > 0 => Ok((connection::open_frozen(path)?, Mode::Unindexed)),
        _ => Ok((connection::open_frozen(path)?, Mode::Frozen(footprint))),
    }
}

/// Opens for reading once more, after the file was written to: it may be another one now.
pub(super) fn open_again(path: &Path) -> Outcome<(Connection, Mode)> {
    while_others_leave(Access::ReadOnly, LOOKS_AGAIN, || {
        let (connection, mode) = open_for_reading(path)?;
        schema::identity(&connection).and_then(schema::refuse_foreign)?;
        Ok((connection, mode))
    })
    .map_err(as_refusal)
}

/// Refuses what is not a sound store of this version or an older one.
fn inspect(connection: &Connection, mode: &Mode, path: &Path) -> Outcome<()> {
    schema::refuse_foreign(schema::identity(connection)?)?;
    let bytes = fs::metadata(path)?.len();
    // Beside a write-ahead log the file itself may well be shorter.
    if matches!(mode, Mode::Frozen(_)) && bytes < bytes_of_pages(connection)? {
        return Err(damaged("it is cut off"));
    }
    if *mode == Mode::Unindexed || bytes > CHECKED_BYTES {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(damaged(&format!("it is damaged ({verdict})"))) }
}

/// How long the file must be by its own header.
fn bytes_of_pages(connection: &Connection) -> Outcome<u64> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    Ok(u64::from(number("page_count")?) * u64::from(number("page_size")?))
}

fn open_for_writing(path: &Path) -> Outcome<Connection> {
    let mut connection = connection::open_for_writing(path)?;
    // What was looked at may have been replaced, or its newest version may stand in the write-ahead log.
    if let Err(fault) = schema::identity(&connection).and_then(schema::refuse_foreign) {
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(fault);
    }
    if connection.is_readonly("main")? {
        return Err(Fault::Said {
            kind: ErrorKind::ReadOnly,
            because: "the file may only be read".into(),
            hint: Some("make it writable, or use a command that only reads".into()),
        });
    }
    connection::use_write_ahead_log(&connection)?;
    schema::upgrade(&mut connection, path)?;
    Ok(connection)
}

/// Makes a store under another name and gives it its own when it is whole, so that nobody ever meets half of one.
fn create(path: &Path) -> Outcome<()> {
    let folder = location::folder_of(path);
    location::make_folder(folder)?;
    // Made with mode 0600, and closed before SQLite opens it: closing it later would drop SQLite's locks.
    let unfinished: TempPath = tempfile::Builder::new().prefix(".legation-new-").tempfile_in(folder)?.into_temp_path();
    let mut connection = connection::open_for_writing(&unfinished)?;
    schema::fill_new(&mut connection)?;
    connection.close().map_err(|(_, error)| error)?;
    match unfinished.persist_noclobber(path) {
        Ok(()) => location::sync_folder(folder),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error.into()),
    }
}
