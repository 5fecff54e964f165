//! `keys [--json]`

use serde::Serialize;

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json};
use crate::cli::session::Session;
use crate::config::{ActionInfo, KeyBinding};

/// A key in effect.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct KeyRow {
    layer: String,
    key: String,
    /// `None` where a default key was taken away.
    action: Option<String>,
    help: String,
    origin: String,
}

/// Lists the keys in effect, each with where it was bound.
pub fn run(as_json: bool, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let rows = rows(&session.actions, &session.settings.config.keys);
    if as_json {
        json::write(console, &rows)?;
        return Ok(Exit::Done);
    }
    let left = Align::Left;
    let mut table = Table::new(&[("layer", left), ("key", left), ("action", left), ("help", left), ("origin", left)]);
    for row in rows {
        table.push([row.layer, row.key, row.action.unwrap_or_else(|| "none".to_owned()), row.help, row.origin]);
    }
    table.write(console)?;
    Ok(Exit::Done)
}

fn rows(actions: &[ActionInfo], bound: &[KeyBinding]) -> Vec<KeyRow> {
    let is_rebound = |layer: &str, key: &str| bound.iter().any(|binding| binding.layer == layer && binding.key == key);
    let help_of = |name: &str| actions.iter().find(|action| action.name == name).map(|action| action.help.clone()).unwrap_or_default();
    let defaults = actions.iter().flat_map(|action| {
        action.keys.iter().filter(|(layer, key)| !is_rebound(layer, key)).map(|(layer, key)| KeyRow {
            layer: layer.clone(),
            key: key.clone(),
            action: Some(action.name.clone()),
            help: action.help.clone(),
            origin: "default".to_owned(),
        })
    });
    let own = bound.iter().map(|binding| KeyRow {
        layer: binding.layer.clone(),
        key: binding.key.clone(),
        action: binding.action.clone(),
        help: binding.action.as_deref().map(help_of).unwrap_or_default(),
        origin: binding.origin.to_string(),
    });
    defaults.chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    #[test]
    fn a_users_key_goes_before_the_default() {
        let action = |name: &str, key: &str| ActionInfo { name: name.into(), help: "help".into(), keys: vec![("list".into(), key.into())] };
        let actions = [action("next-row", "j"), action("quit", "q")];
        let binding = |key: &str, action: Option<&str>| KeyBinding {
            layer: "list".into(),
            key: key.into(),
            action: action.map(str::to_owned),
            origin: Origin::File("c".into(), 2),
        };
        let seen: Vec<(String, Option<String>, String)> = rows(&actions, &[binding("j", Some("quit")), binding("x", None)])
            .into_iter()
            .map(|row| (row.key, row.action, row.origin))
            .collect();
        let expected = [("q", Some("quit"), "default"), ("j", Some("quit"), "c:2"), ("x", None, "c:2")];
        assert_eq!(seen, expected.map(|(key, action, origin)| (key.to_owned(), action.map(str::to_owned), origin.to_owned())));
    }
}
