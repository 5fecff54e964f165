//! A store that a named group of accounts shares: file 0660, folder 2770, so that SQLite's files beside it, which take after both, can
//! be written by all of the group. Like `location.rs` it looks at names and metadata only, never at bytes.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{Fault, Outcome};
use super::location::{folder_of, make_folder};
use super::open::beside;

const SHARED_FILE: u32 = 0o660;
const SHARED_FOLDER: u32 = 0o2770;
const RIGHTS: u32 = 0o7777;

/// A group of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    name: String,
    number: u32,
}

/// Who may read and write a file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// Which.
    pub path: PathBuf,
    /// The bits of its mode, set-id bits included.
    pub mode: u32,
    /// Number of the group that it belongs to.
    pub group: u32,
}

impl Group {
    /// The group of this name, if this account is one of it (root may name any).
    pub(super) fn of(name: &str) -> Outcome<Self> {
        let number = number_of(&entry(name)?, name).ok_or_else(|| {
            Fault::refused(format!("there is no group '{name}'"), "`getent group` lists them; an administrator can make one")
        })?;
        let group = Self { name: name.to_owned(), number };
        let own = rustix::process::getgroups().map_err(std::io::Error::from)?;
        let own: Vec<u32> = own.into_iter().chain([rustix::process::getegid()]).map(|group| group.as_raw()).collect();
        group.refuse_strangers(&own, rustix::process::geteuid().is_root())?;
        Ok(group)
    }

    fn refuse_strangers(&self, own: &[u32], is_root: bool) -> Outcome<()> {
        if is_root || own.contains(&self.number) {
            return Ok(());
        }
        Err(Fault::refused(
            format!("you are not in the group '{}'", self.name),
            "`id` lists your groups; after you were put into one, log in again",
        ))
    }

    /// Prepares the folder of a store that may not be there yet.
    pub(super) fn share_folder(&self, store: &Path) -> Outcome<()> {
        let folder = folder_of(store);
        if !folder.is_dir() {
            make_folder(folder)?;
        } else if !self.has(folder, SHARED_FOLDER)? {
            refuse_folder_of_others(folder, store, &self.name)?;
        }
        self.give(folder, SHARED_FOLDER)
    }

    /// Opens a store, and what SQLite keeps beside it, to the group.
    pub(super) fn share_files(&self, store: &Path) -> Outcome<()> {
        for file in files(store) {
            self.give(&file, SHARED_FILE)?;
        }
        Ok(())
    }

    fn has(&self, path: &Path, mode: u32) -> Outcome<bool> {
        let metadata = fs::metadata(path)?;
        Ok(metadata.gid() == self.number && metadata.mode() & RIGHTS == mode)
    }

    /// What has its rights already is left alone: only its owner may set them.
    fn give(&self, path: &Path, mode: u32) -> Outcome<()> {
        if self.has(path, mode)? {
            return Ok(());
        }
        let given = chown(path, None, Some(self.number)).and_then(|()| fs::set_permissions(path, Permissions::from_mode(mode)));
        given.map_err(|error| {
            let hint = format!("its owner can: chgrp {} {path} && chmod {mode:o} {path}", self.name, path = path.display());
            Fault::refused(format!("{} cannot be shared with the group '{}' ({error})", path.display(), self.name), hint)
        })
    }
}

/// The line of the group from the system's own list.
fn entry(name: &str) -> Outcome<String> {
    let is_plain = !name.is_empty() && !name.starts_with('-') && !name.contains([':', '\n', '\0']);
    if !is_plain {
        return Ok(String::new());
    }
    // Knows of groups that are kept elsewhere too; where there is none, the file has to do.
    match Command::new("getent").args(["group", name]).output() {
        Ok(answer) => Ok(String::from_utf8_lossy(&answer.stdout).into_owned()),
        Err(_) => Ok(fs::read_to_string("/etc/group")?),
    }
}

// "analysts:x:1004:ana,ben" -> 1004
fn number_of(entries: &str, name: &str) -> Option<u32> {
    let cells = entries.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|cells| cells.first() == Some(&name))?;
    cells.get(2)?.parse().ok()
}

/// The store and what SQLite keeps beside it, as far as it is there.
fn files(store: &Path) -> Vec<PathBuf> {
    let all = [store.to_owned(), beside(store, "-wal"), beside(store, "-shm")];
    all.into_iter().filter(|file| file.exists()).collect()
}

/// Opening a folder to a group opens all that is in it.
fn refuse_folder_of_others(folder: &Path, store: &Path, group: &str) -> Outcome<()> {
    let own = store.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with(&own) {
            let folder = folder.display();
            return Err(Fault::refused(
                format!("{folder} holds other things too ({name}), which sharing it with the group '{group}' would open"),
                format!("give the store a folder of its own, or share this one yourself: chgrp {group} {folder} && chmod 2770 {folder}"),
            ));
        }
    }
    Ok(())
}

/// Rights of the folder, the store and what lies beside it, as far as it is there.
pub(super) fn rights(store: &Path) -> Vec<Rights> {
    let all = std::iter::once(folder_of(store).to_owned()).chain(files(store));
    let rights = |path: PathBuf| {
        let metadata = fs::metadata(&path).ok()?;
        Some(Rights { path, mode: metadata.mode() & RIGHTS, group: metadata.gid() })
    };
    all.filter_map(rights).collect()
}

/// Whether a store is shared as this program shares it: its folder hands its group on, and nobody else may come in.
pub(super) fn is_shared(store: &Path) -> bool {
    let rights = |path: &Path| fs::metadata(path).map(|metadata| (metadata.mode() & RIGHTS, metadata.gid()));
    match (rights(folder_of(store)), rights(store)) {
        (Ok((folder, of_folder)), Ok((file, of_file))) => folder == SHARED_FOLDER && file == SHARED_FILE && of_folder == of_file,
        _ => false,
    }
}

/// The name of the group that shares a store, its number where it has none.
pub(super) fn shared_with(store: &Path) -> Option<String> {
    let number = is_shared(store).then(|| fs::metadata(store).ok())??.gid().to_string();
    let entries = entry(&number).unwrap_or_default();
    let name = entries.lines().find_map(|line| {
        let cells: Vec<&str> = line.split(':').collect();
        (cells.get(2) == Some(&number.as_str())).then(|| cells[0].to_owned())
    });
    Some(name.unwrap_or(number))
}

/// What of a shared store the group cannot write to, in sentences.
pub(super) fn gaps(store: &Path) -> Vec<String> {
    if !is_shared(store) {
        return Vec::new();
    }
    let group = fs::metadata(store).map(|metadata| metadata.gid()).unwrap_or_default();
    let is_gap = |file: &Rights| file.path != folder_of(store) && (file.group != group || file.mode & 0o060 != 0o060);
    let told = |file: Rights| {
        format!("{} is not shared (mode {:o}): close all programs on the store, or chmod 660 it", file.path.display(), file.mode)
    };
    rights(store).into_iter().filter(is_gap).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_its_line_and_to_its_members_alone() {
        let entries = "root:x:0:\nanalysts-old:x:7:\nanalysts:x:1004:ana,ben\nbroken\n";
        assert_eq!(number_of(entries, "analysts"), Some(1004));
        assert_eq!((number_of(entries, "analyst"), number_of(entries, "broken")), (None, None));
        let group = Group { name: "analysts".into(), number: 1004 };
        assert!(group.refuse_strangers(&[100, 1004], false).is_ok() && group.refuse_strangers(&[], true).is_ok());
        assert!(group.refuse_strangers(&[100], false).is_err());
        assert!(Group::of("no such group at all").is_err() && Group::of("--help").is_err());
    }
}
