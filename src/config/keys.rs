//! Keys as they are written in the file, and what can be wrong with a binding that needs no knowledge of the default keys.

use super::settings::Draft;
use super::{Origin, nearest_name};

/// The layers of keys, as the file's parts name them. What a key means is looked up in a pane's own layer first, then in `list`,
/// then in `global`; `empty` is a store with nothing in it, `field` any line that is typed into, `picker` a list over the screen, `facets` that of values, `cursor` moving within a line.
pub const LAYERS: &[&str] =
    &["global", "list", "timeline", "entities", "totals", "article", "empty", "field", "input", "picker", "facets", "cursor"];

/// Named keys, as they are written.
const NAMED: &[&str] = &[
    "Enter",
    "Esc",
    "Tab",
    "Space",
    "Backspace",
    "Delete",
    "Insert",
    "Up",
    "Down",
    "Left",
    "Right",
    "Home",
    "End",
    "PgUp",
    "PgDn",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "F11",
    "F12",
];

/// A key with its action, as a user bound it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyBinding {
    /// One of [`LAYERS`].
    pub layer: String,
    /// As written: `gg`, `Ctrl-d`.
    pub key: String,
    /// Name of an action; `None` takes the key away.
    pub action: Option<String>,
    /// Where it was bound.
    pub origin: Origin,
}

/// An action as the dashboard knows it, handed to those who may not know the dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionInfo {
    /// Verb and object: `next-row`.
    pub name: String,
    /// What it does, a line.
    pub help: String,
    /// Its default keys, each with its layer.
    pub keys: Vec<(String, String)>,
}

/// Takes a binding; whatever is wrong with it becomes a problem and the default stays.
pub(super) fn read_binding(layer: &str, key: &str, action: &str, origin: Origin, known_actions: &[&str], draft: &mut Draft) {
    let name = format!("keys.{layer}.{key}");
    let presses = match presses(key) {
        Ok(presses) => presses,
        Err((what, nearest)) => return draft.problem(origin, &name, &what, nearest),
    };
    if action != "none" && !known_actions.is_empty() && !known_actions.contains(&action) {
        let nearest = nearest_name(action, known_actions.iter().copied());
        return draft.problem(origin, &name, &format!("'{action}' is no action"), nearest);
    }
    if let Some(what) = conflict(draft, layer, &presses) {
        return draft.problem(origin, &name, &what, None);
    }
    let action = (action != "none").then(|| action.to_owned());
    draft.bind(KeyBinding { layer: layer.to_owned(), key: key.to_owned(), action, origin });
}

/// The single presses of a written key: `gg` is two, `Ctrl-d` one. Else what is wrong and the nearest name.
fn presses(key: &str) -> Result<Vec<String>, (String, Option<String>)> {
    let mut presses = Vec::new();
    for word in key.split(' ').filter(|word| !word.is_empty()) {
        let is_written_out = NAMED.contains(&word) || (word.contains('-') && word.chars().count() > 1);
        if is_written_out {
            presses.push(written_out(word)?);
        } else if word.len() > 3 && word.is_ascii() {
            return Err((format!("'{word}' is no key"), nearest_name(word, NAMED.iter().copied())));
        } else {
            presses.extend(word.chars().map(String::from));
        }
    }
    if presses.is_empty() { Err(("a key is needed, such as j, gg, Ctrl-d or \"Space\"".to_owned(), None)) } else { Ok(presses) }
}

/// Checks `Ctrl-d`, `Shift-Tab`, `Enter`.
fn written_out(word: &str) -> Result<String, (String, Option<String>)> {
    let (modifiers, key) = match word.rsplit_once('-') {
        Some((modifiers, key)) if !key.is_empty() => (modifiers.split('-').collect(), key),
        _ => (Vec::new(), word),
    };
    if let Some(unknown) = modifiers.iter().find(|m| !["Ctrl", "Shift", "Alt"].contains(m)) {
        return Err((format!("'{unknown}' is no modifier"), nearest_name(unknown, ["Ctrl", "Shift", "Alt"])));
    }
    if key.chars().count() > 1 && !NAMED.contains(&key) {
        return Err((format!("'{key}' is no key"), nearest_name(key, NAMED.iter().copied())));
    }
    let same_byte = match (modifiers.as_slice(), key) {
        (["Ctrl"], "m" | "M" | "j" | "J") => Some("Enter"),
        (["Ctrl"], "i" | "I") => Some("Tab"),
        (["Ctrl"], "[") => Some("Esc"),
        (["Ctrl"], "h" | "H") => Some("Backspace"),
        _ => None,
    };
    match same_byte {
        Some(same) => Err((format!("cannot be told from {same}: terminals send the same for both"), Some(same.to_owned()))),
        None => Ok(word.to_owned()),
    }
}

/// Whether the file binds the same presses, or a beginning of them, in the same layer already.
fn conflict(draft: &Draft, layer: &str, wanted: &[String]) -> Option<String> {
    draft.bindings().iter().filter(|binding| binding.layer == layer).find_map(|binding| {
        let held = presses(&binding.key).ok()?;
        let shorter = held.len().min(wanted.len());
        if held == wanted {
            Some(format!("the same key is bound at {} already", binding.origin))
        } else if held[..shorter] == wanted[..shorter] && binding.action.is_some() {
            Some(format!("'{}', bound at {}, begins with the same key and would hide one of them", binding.key, binding.origin))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::config::{Loaded, Sources, load};

    fn bound(lines: &str) -> Loaded {
        let text = format!("[keys.list]\n{lines}");
        load(Sources { file: Some(("c", &text)), environment: &[], overrides: &[], known_actions: &["quit", "next-row"] })
    }

    #[test]
    fn keys_are_read_as_written() {
        let loaded = bound("\"gg\" = \"quit\"\n\"Ctrl-d\" = \"next-row\"\n\"Shift-Tab\" = \"none\"\n\"-\" = \"quit\"\n\"中\" = \"quit\"\n");
        assert_eq!(loaded.problems, Vec::new());
        let seen: Vec<(&str, Option<&str>)> = loaded.config.keys.iter().map(|b| (b.key.as_str(), b.action.as_deref())).collect();
        assert_eq!(
            seen,
            [("gg", Some("quit")), ("Ctrl-d", Some("next-row")), ("Shift-Tab", None), ("-", Some("quit")), ("中", Some("quit"))]
        );
    }

    #[test]
    fn what_cannot_be_typed_or_hides_another_is_a_problem() {
        for (lines, what) in [
            ("\"Ctrl-m\" = \"quit\"\n", "cannot be told from Enter"),
            ("\"Entre\" = \"quit\"\n", "did you mean Enter?"),
            ("\"Crtl-d\" = \"quit\"\n", "did you mean Ctrl?"),
            ("\"\" = \"quit\"\n", "a key is needed"),
            ("\"g\" = \"quit\"\n\"gg\" = \"next-row\"\n", "begins with the same key"),
            ("\"gg\" = \"quit\"\n\"g g\" = \"next-row\"\n", "is bound at c:2 already"),
            ("\"j\" = 3\n", "takes the name of an action"),
        ] {
            let problems = bound(lines).problems;
            assert_eq!(problems.len(), 1, "{lines}");
            assert!(problems[0].to_string().contains(what), "{}", problems[0]);
        }
    }
}
