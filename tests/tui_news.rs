//! What is new since a mark, in the dashboard and by command: the same records, whichever of them has set the mark.

mod tui_desk;
mod tui_session;

use std::path::Path;
use std::process::Command;

use legation::model::RecordField;
use legation::store::{Access, Author, EditRequest, Store};
use tui_desk::Desk;
use tui_session::desk::{add_articles, folder_of};
use tui_session::store_in;

/// What a command prints on a folder's store, with the folder's marks.
fn command(folder: &Path, arguments: &[&str]) -> String {
    let store = store_in(folder);
    let mut command = Command::new(env!("CARGO_BIN_EXE_legation"));
    command.arg("--store").arg(store).args(arguments);
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder);
    }
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The ids that a list has, in its order.
fn listed(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&command(folder, &[arguments, &["--json"]].concat())).expect("JSON");
    json.as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

fn shown(desk: &Desk) -> Vec<String> {
    let records = desk.app.records.as_ref().expect("read");
    desk.app.timeline.list.rows.iter().map(|row| records.row(*row).id.to_string()).collect()
}

#[test]
fn what_is_new_is_what_the_list_says_since_the_mark() {
    let folder = folder_of(4);
    let mut desk = Desk::new(120, 35, &store_in(folder.path()));
    assert!(desk.keys("gn").told().contains("there is no mark 'default' yet"));
    assert_eq!(shown(&desk).len(), 4, "the view stays");
    desk.keys("gN gn");
    assert_eq!(shown(&desk), listed(folder.path(), &["list", "--since-mark"]));
    assert!(shown(&desk).is_empty(), "nothing has come yet");

    add_articles(folder.path(), 4..7);
    let old = listed(folder.path(), &["list", "--sort", "date"])[0].clone();
    let mut store = Store::open(&store_in(folder.path()), Access::ReadWrite).expect("the store opens");
    let request = EditRequest::Set { record: old, fields: vec![(RecordField::Leader, "Li Wei".to_owned())], expected: Vec::new() };
    store.edit(&request, None, &Author { user: "ben".into(), host: "laptop".into() }).expect("edited");
    desk.reload();
    assert_eq!(shown(&desk).len(), 4, "three have come and one was corrected:\n{}", desk.told());
    assert_eq!(shown(&desk), listed(folder.path(), &["list", "--since-mark"]));
    assert_eq!(shown(&desk), listed(folder.path(), &["list", "new:default"]), "the same term in every command");
    assert!(desk.told().contains("[new: since 20"), "the chip says since when:\n{}", desk.told());
    desk.keys("F 'country:kenya <Enter>");
    assert!(!shown(&desk).is_empty() && shown(&desk).len() < 4);
    assert_eq!(shown(&desk), listed(folder.path(), &["list", "--since-mark", "country:kenya"]));
    desk.keys("X F '-new:default <Enter>");
    assert_eq!(shown(&desk).len(), 3, "and what is not new");

    // A mark set by command is the dashboard's too, and the other way round.
    command(folder.path(), &["mark"]);
    desk.keys("gn");
    assert!(shown(&desk).is_empty());
    add_articles(folder.path(), 7..8);
    desk.reload();
    assert_eq!(shown(&desk).len(), 1);
    desk.keys("gN");
    assert!(shown(&desk).is_empty(), "what is shown follows the mark");
    assert_eq!(listed(folder.path(), &["list", "--since-mark"]).len(), 0);
    command(folder.path(), &["mark", "weekly"]);
    add_articles(folder.path(), 8..9);
    desk.reload();
    desk.keys("X F 'new:weekly <Enter>");
    assert_eq!(shown(&desk), listed(folder.path(), &["list", "--since-mark=weekly"]));
    assert!(desk.told().contains("[new: since 'weekly', "), "{}", desk.told());
    assert!(desk.keys("F '_new:monthly").told().contains("there is no mark 'monthly' yet"), "{}", desk.told());
}
