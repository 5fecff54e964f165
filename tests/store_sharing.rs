//! A store that a named group shares: as far as one account can see.

mod cli_support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use cli_support::{Home, Ran};

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

/// A group that this account is in.
fn own_group() -> String {
    let out = Command::new("id").arg("-gn").output().expect("started").stdout;
    String::from_utf8(out).expect("UTF-8").trim().to_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").mode() & 0o7777
}

#[test]
fn all_that_a_shared_store_is_made_of_belongs_to_the_group() {
    let (home, group) = (Home::new(), own_group());
    let article = home.file("in/a.txt", "A delegation from Liaoning visited Jena, Germany, on 5 May 2020.");
    let article = article.to_str().expect("UTF-8");
    done(home.run(&["--store", "team/store.db", "--group", &group, "ingest", article]));
    let (folder, store) = (home.path().join("team"), home.path().join("team/store.db"));
    assert_eq!((mode(&folder), mode(&store)), (0o2770, 0o660));
    let of_group = fs::metadata(&store).expect("there").gid();

    // Whoever comes next names no group. SQLite's own files take after the store.
    let open = legation::store::Store::open(&store, legation::store::Access::ReadWrite).expect("opened");
    for beside in ["team/store.db-wal", "team/store.db-shm"] {
        let path = home.path().join(beside);
        assert_eq!((mode(&path), fs::metadata(&path).expect("there").gid()), (0o660, of_group), "{beside}");
    }
    assert_eq!(open.warnings(), Vec::<String>::new());
    let told = done(home.run(&["--store", "team/store.db", "doctor"])).out;
    assert!(told.contains(&format!("rights: shared with the group {group} (team 2770, store.db 660, store.db-wal 660")), "{told}");
    assert!(!told.contains("warning"), "{told}");
    drop(open);
    done(home.run(&["--store", "team/store.db", "--group", &group, "rebuild"]));

    fs::set_permissions(&store, Permissions::from_mode(0o666)).expect("set");
    let told = done(home.run(&["--store", "team/store.db", "doctor"])).out;
    assert!(told.contains("rights: open to others") && told.contains("warning: the store can be changed by others"), "{told}");
}

#[test]
fn a_store_of_ones_own_can_be_shared_later_if_its_folder_holds_nothing_else() {
    let (home, group) = (Home::new(), own_group());
    home.file("a.txt", "Nothing happened.");
    done(home.run(&["--store", "desk/store.db", "ingest", "a.txt"]));
    let told = done(home.run(&["--store", "desk/store.db", "doctor"])).out;
    assert!(told.contains("rights: its owner's alone (desk 700, store.db 600)"), "{told}");
    home.file("desk/notes.txt", "private");
    let refused = home.run(&["--store", "desk/store.db", "--group", &group, "rebuild"]);
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("notes.txt") && refused.err.contains("a folder of its own"), "{}", refused.err);
    assert_eq!((mode(&home.path().join("desk")), mode(&home.path().join("desk/store.db"))), (0o700, 0o600), "nothing was opened");
    fs::remove_file(home.path().join("desk/notes.txt")).expect("removed");
    done(home.run(&["--store", "desk/store.db", "--group", &group, "rebuild"]));
    assert_eq!((mode(&home.path().join("desk")), mode(&home.path().join("desk/store.db"))), (0o2770, 0o660));
}

#[test]
fn a_group_that_is_not_there_is_refused_before_anything_is_made() {
    let home = Home::new();
    home.file("a.txt", "Nothing happened.");
    let refused = home.run(&["--store", "team/store.db", "--group", "no-such-group", "ingest", "a.txt"]);
    assert_eq!(refused.code, Some(3));
    assert!(refused.err.contains("there is no group 'no-such-group'") && refused.err.contains("getent group"), "{}", refused.err);
    assert!(!home.path().join("team").exists());
    assert_eq!(home.run(&["--read-only", "--group", "x", "list"]).code, Some(2));
}
