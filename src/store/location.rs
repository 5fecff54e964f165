//! Where a store may lie: a file on a disk of this machine, in a folder of its owner. Looks at names and metadata only: the bytes
//! of a store are read by SQLite alone, because closing any other handle on the file would drop SQLite's locks.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::{Fault, Outcome};
use super::sharing;

/// The path as it is handed to SQLite: absolute, so that no name is ever read as a URI or as SQLite's word for "in memory".
pub(super) fn absolute(path: &Path) -> Outcome<PathBuf> {
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") {
        return Err(Fault::refused(
            "a store is given by its path, not by a URI",
            "leave out `file:`, or write `./` before it where the file's name begins so",
        ));
    }
    if path.as_os_str().is_empty() {
        return Err(Fault::refused("the path is empty", "give the path of a store"));
    }
    Ok(std::path::absolute(path)?)
}

/// The folder of an absolute path.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// Makes the folder, for its owner alone, where there is none.
pub(super) fn make_folder(folder: &Path) -> Outcome<()> {
    if !folder.is_dir() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    Ok(())
}

/// Makes a new name in a folder last through a power failure.
pub(super) fn sync_folder(folder: &Path) -> Outcome<()> {
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// What about the file and its folder lets others change the store.
pub(super) fn warnings(path: &Path) -> Vec<String> {
    let mut warnings = sharing::gaps(path);
    if sharing::is_shared(path) {
        return warnings;
    }
    for (what, place) in [("store", path), ("folder of the store", folder_of(path))] {
        let Ok(metadata) = fs::metadata(place) else { continue };
        let mode = metadata.permissions().mode();
        let is_sticky = metadata.is_dir() && mode & 0o1000 != 0;
        if mode & 0o022 != 0 && !is_sticky {
            warnings.push(format!("the {what} can be changed by others ({} has mode {:o})", place.display(), mode & 0o7777));
        }
    }
    warnings
}

/// Refuses folders on other machines: SQLite's locks and its write-ahead log are not safe there.
pub(super) fn refuse_network(folder: &Path) -> Outcome<()> {
    let Some(existing) = folder.ancestors().find(|ancestor| ancestor.exists()) else { return Ok(()) };
    let magic = rustix::fs::statfs(existing).map_err(std::io::Error::from)?.f_type as u32;
    match network_name(magic, mount_type(existing).as_deref()) {
        None => Ok(()),
        Some(name) => Err(Fault::refused(
            format!("{} lies on {name}, where the locks of a store are not safe", existing.display()),
            "keep the store on a disk of this machine (give another path); `legation backup` writes copies anywhere",
        )),
    }
}

const FUSE: u32 = 0x6573_5546;
/// Kinds of FUSE that keep their files on this machine.
const LOCAL_FUSE: &[&str] = &[
    "fuseblk",
    "fuse.fuse-overlayfs",
    "fuse.gocryptfs",
    "fuse.encfs",
    "fuse.cryfs",
    "fuse.bindfs",
    "fuse.mergerfs",
    "fuse.lxcfs",
    "fuse.ntfs-3g",
    "fuse.exfat",
];

/// What sort of network file system it is, by the number of statfs(2) and the name of the mount; `None` for a local one.
fn network_name(magic: u32, mount_type: Option<&str>) -> Option<&'static str> {
    match magic {
        0x6969 => Some("NFS"),
        0x517b => Some("SMB"),
        0xff53_4d42 => Some("CIFS"),
        0xfe53_4d42 => Some("SMB"),
        0x5346_414f | 0x6b41_4653 => Some("AFS"),
        0x7375_7245 => Some("Coda"),
        0x564c => Some("NCP"),
        0x00c3_6400 => Some("Ceph"),
        FUSE if mount_type.is_none_or(|name| !LOCAL_FUSE.contains(&name)) => Some("a FUSE file system such as sshfs"),
        _ => None,
    }
}

/// The type of the mount that a path lies in, as /proc/self/mountinfo names it.
fn mount_type(path: &Path) -> Option<String> {
    let device = fs::metadata(path).ok()?.dev();
    let number = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    mounts.lines().find(|line| line.split(' ').nth(2) == Some(&number)).and_then(mount_type_of_line)
}

// "36 35 0:50 / /mnt rw,relatime shared:1 - fuse.sshfs me@host: rw" -> "fuse.sshfs"
fn mount_type_of_line(line: &str) -> Option<String> {
    line.split_once(" - ")?.1.split(' ').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_told_from_local_ones() {
        assert_eq!(network_name(0x6969, Some("nfs4")), Some("NFS"));
        assert_eq!(network_name(0xff53_4d42, None), Some("CIFS"));
        assert!(network_name(FUSE, Some("fuse.sshfs")).is_some() && network_name(FUSE, None).is_some());
        assert_eq!(network_name(FUSE, Some("fuse.gocryptfs")), None);
        assert_eq!(network_name(0xef53, Some("ext4")), None);
        let line = "36 35 0:50 / /mnt rw,relatime shared:1 - fuse.sshfs me@host: rw";
        assert_eq!(mount_type_of_line(line).as_deref(), Some("fuse.sshfs"));
    }

    #[test]
    fn a_uri_is_no_path_and_every_path_becomes_absolute() {
        assert!(absolute(Path::new("file:store.db?nolock=1")).is_err() && absolute(Path::new("")).is_err());
        assert!(absolute(Path::new("./file:store.db")).expect("a path").is_absolute());
        assert!(absolute(Path::new(":memory:")).expect("a path").is_absolute());
    }

    #[test]
    fn a_folder_that_others_write_to_is_warned_of_unless_sticky() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        fs::write(&path, "x").expect("written");
        let set = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("set");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
        set(0o700);
        assert_eq!(warnings(&path), Vec::<String>::new());
        set(0o777);
        assert_eq!(warnings(&path).len(), 1);
        set(0o1777);
        assert_eq!(warnings(&path), Vec::<String>::new());
    }
}
