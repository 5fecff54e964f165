//! The TOML file: every entry with its line, all of its mistakes at once.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys;
use super::settings::{Draft, Given};
use super::{Origin, nearest_name};

/// Reads a file's text into the draft.
pub(super) fn read(path: &str, text: &str, known_actions: &[&str], draft: &mut Draft) {
    let place = Place { path, text };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        draft.problem(place.origin(at), "", &format!("not TOML: {}", error.message().trim_end()), None);
    }
    for (name, value) in in_order(table.get_ref()) {
        match (name.get_ref().as_ref(), value.get_ref()) {
            (section @ ("ui" | "store" | "totals"), DeValue::Table(entries)) => read_section(&place, section, entries, draft),
            ("keys", DeValue::Table(layers)) => read_layers(&place, layers, known_actions, draft),
            (known @ ("ui" | "store" | "totals" | "keys"), _) => {
                let what = format!("is a part of its own: write [{known}] on a line");
                draft.problem(place.origin(name.span().start), known, &what, None);
            }
            (other, _) => {
                let nearest = nearest_name(other, ["ui", "store", "totals", "keys"]);
                draft.problem(place.origin(name.span().start), other, "there is no such part", nearest);
            }
        }
    }
}

struct Place<'a> {
    path: &'a str,
    text: &'a str,
}

impl Place<'_> {
    fn origin(&self, at: usize) -> Origin {
        let line = 1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        Origin::File(self.path.to_owned(), line)
    }
}

type Entry<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// A table's entries as they stand in the file (the parser sorts them by name).
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<Entry<'t, 'i>> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

fn read_section(place: &Place<'_>, section: &str, entries: &DeTable<'_>, draft: &mut Draft) {
    for (name, value) in in_order(entries) {
        draft.take(&format!("{section}.{}", name.get_ref()), &given(value.get_ref()), place.origin(name.span().start));
    }
}

fn given(value: &DeValue<'_>) -> Given {
    match value {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Boolean(truth) => Given::Truth(*truth),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Number),
        _ => Given::Other,
    }
}

fn read_layers(place: &Place<'_>, layers: &DeTable<'_>, known_actions: &[&str], draft: &mut Draft) {
    for (layer, value) in in_order(layers) {
        let name = format!("keys.{}", layer.get_ref());
        let origin = place.origin(layer.span().start);
        match value.get_ref() {
            DeValue::Table(entries) if keys::LAYERS.contains(&layer.get_ref().as_ref()) => {
                for (key, action) in in_order(entries) {
                    let origin = place.origin(key.span().start);
                    match action.get_ref().as_str() {
                        Some(action) => keys::read_binding(layer.get_ref(), key.get_ref(), action, origin, known_actions, draft),
                        None => draft.problem(origin, &format!("{name}.{}", key.get_ref()), "takes the name of an action in quotes", None),
                    }
                }
            }
            _ => {
                let parts: Vec<String> = keys::LAYERS.iter().map(|layer| format!("keys.{layer}")).collect();
                let nearest = nearest_name(&name, parts.iter().map(String::as_str));
                draft.problem(origin, &name, "there is no such part", nearest);
            }
        }
    }
}
