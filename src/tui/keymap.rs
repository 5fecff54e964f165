//! From keys to actions: the defaults of the action table with the user's own bindings over them.

use super::action::{ACTIONS, Action, Layer};
use super::event::{Key, keys_text, parse_keys};

/// A binding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it counts.
    pub layer: Layer,
    /// One key, or a prefix and a key.
    pub keys: Vec<Key>,
    /// What it does.
    pub action: Action,
    /// Whether the user made it.
    pub is_own: bool,
}

/// A binding as the config gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySetting {
    /// `global`, `list`, `timeline`, ...
    pub layer: String,
    /// `Ctrl-d`, `gg`
    pub key: String,
    /// Name of an action, or `none`.
    pub action: String,
}

/// What keys pressed so far come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Do that.
    Action(Action),
    /// More must follow: these may.
    Prefix(Vec<(Key, Action)>),
    /// Nothing.
    Nothing,
}

/// All bindings.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        let of_entry = |entry: &'static super::action::ActionEntry| {
            entry.keys.iter().filter_map(move |text| {
                let keys = parse_keys(text).ok()?;
                Some(Binding { layer: entry.layer, keys, action: entry.action, is_own: false })
            })
        };
        Self { bindings: ACTIONS.iter().flat_map(of_entry).collect() }
    }
}

impl Keymap {
    /// The defaults with the user's bindings over them, and a sentence on each setting that was skipped.
    pub fn with_settings(settings: &[KeySetting]) -> (Keymap, Vec<String>) {
        let mut keymap = Keymap::default();
        let mut problems = Vec::new();
        let mut unbound = Vec::new();
        for setting in settings {
            let result = read_setting(setting).and_then(|(layer, keys, action)| match action {
                Some(action) => keymap.bind(Binding { layer, keys, action, is_own: true }),
                None => {
                    unbound.push((layer, keys));
                    Ok(())
                }
            });
            problems.extend(result.err().map(|why| format!("[keys.{}] \"{}\": {why}", setting.layer, setting.key)));
        }
        keymap.bindings.retain(|binding| binding.is_own || !unbound.contains(&(binding.layer, binding.keys.clone())));
        (keymap, problems)
    }

    /// Adds a user's binding; defaults that it collides with give way, another binding of the user's does not.
    fn bind(&mut self, new: Binding) -> Result<(), String> {
        let collides =
            |old: &Binding| share_a_stack(old.layer, new.layer) && (old.keys.starts_with(&new.keys) || new.keys.starts_with(&old.keys));
        if let Some(old) = self.bindings.iter().find(|old| old.is_own && collides(old)) {
            let name = old.action.entry().name;
            return Err(if old.keys == new.keys {
                format!("bound twice, to {name} in [keys.{}] too", old.layer.name())
            } else {
                format!("one is the beginning of the other: '{}' is {name}", keys_text(&old.keys))
            });
        }
        self.bindings.retain(|old| !collides(old));
        self.bindings.push(new);
        Ok(())
    }

    /// What these keys mean where these layers count.
    pub fn look_up(&self, stack: &[Layer], keys: &[Key]) -> Lookup {
        let in_stack = || stack.iter().flat_map(|layer| self.bindings.iter().filter(move |binding| binding.layer == *layer));
        if let Some(binding) = in_stack().find(|binding| binding.keys == keys) {
            return Lookup::Action(binding.action);
        }
        let longer = in_stack().filter(|binding| binding.keys.starts_with(keys));
        let following: Vec<_> = longer.filter_map(|binding| Some((*binding.keys.get(keys.len())?, binding.action))).collect();
        if following.is_empty() { Lookup::Nothing } else { Lookup::Prefix(following) }
    }

    /// The keys of an action, the user's first.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let mut bindings: Vec<_> = self.bindings.iter().filter(|binding| binding.action == action).collect();
        bindings.sort_by_key(|binding| !binding.is_own);
        bindings.iter().map(|binding| keys_text(&binding.keys)).collect()
    }

    /// All bindings, for `keys` and docs.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}

fn share_a_stack(one: Layer, other: Layer) -> bool {
    Layer::STACKS.iter().any(|stack| stack.contains(&one) && stack.contains(&other))
}

fn read_setting(setting: &KeySetting) -> Result<(Layer, Vec<Key>, Option<Action>), String> {
    let layer = Layer::ALL.iter().find(|(_, name)| *name == setting.layer).map(|(layer, _)| *layer);
    let layer = layer.ok_or_else(|| unknown("layer", &setting.layer, Layer::ALL.iter().map(|(_, name)| *name)))?;
    let keys = parse_keys(&setting.key)?;
    let types_text = matches!(layer, Layer::Field | Layer::Input | Layer::Picker | Layer::Facets | Layer::Cursor)
        && keys.iter().any(|key| key.text().is_some());
    if types_text {
        return Err("in a text field every character is text".to_owned());
    }
    if setting.action == "none" {
        return Ok((layer, keys, None));
    }
    let entry = ACTIONS.iter().find(|entry| entry.name == setting.action);
    let entry = entry.ok_or_else(|| unknown("action", &setting.action, ACTIONS.iter().map(|entry| entry.name)))?;
    if !share_a_stack(entry.layer, layer) {
        return Err(format!("{} does nothing there; it belongs to [keys.{}]", entry.name, entry.layer.name()));
    }
    Ok((layer, keys, Some(entry.action)))
}

fn unknown(what: &str, word: &str, known: impl Iterator<Item = &'static str>) -> String {
    let nearest = known.map(|name| (strsim::jaro_winkler(name, word), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = nearest.filter(|(score, _)| *score > 0.7).map(|(_, name)| format!(", did you mean '{name}'?"));
    format!("unknown {what} '{word}'{}", hint.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(layer: &str, key: &str, action: &str) -> KeySetting {
        KeySetting { layer: layer.into(), key: key.into(), action: action.into() }
    }

    fn assert_no_collisions(keymap: &Keymap) {
        for (i, one) in keymap.bindings.iter().enumerate() {
            for other in &keymap.bindings[i + 1..] {
                let collide =
                    share_a_stack(one.layer, other.layer) && (one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys));
                assert!(!collide, "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn no_default_key_stands_twice_in_a_stack_and_each_can_be_typed() {
        let keymap = Keymap::default();
        assert_no_collisions(&keymap);
        let keys: usize = ACTIONS.iter().map(|entry| entry.keys.len()).sum();
        assert_eq!(keymap.bindings.len(), keys, "every default key can be read");
    }

    #[test]
    fn a_users_key_beats_a_default() {
        let (keymap, problems) = Keymap::with_settings(&[
            setting("timeline", "j", "quit"),
            setting("global", "q", "none"),
            setting("global", "g", "move-first"),
        ]);
        assert_eq!(problems, Vec::<String>::new());
        assert_no_collisions(&keymap);
        let stack = Layer::STACKS[0];
        assert_eq!(keymap.look_up(stack, &[Key::char('j')]), Lookup::Action(Action::Quit));
        assert_eq!(keymap.look_up(stack, &[Key::char('q')]), Lookup::Nothing);
        assert_eq!(keymap.look_up(stack, &[Key::char('g')]), Lookup::Action(Action::MoveFirst));
        assert_eq!(keymap.keys_of(Action::MoveFirst), ["g", "Home"]);
    }

    #[test]
    fn every_problem_is_told_and_the_default_stays() {
        let (keymap, problems) = Keymap::with_settings(&[
            setting("globl", "j", "quit"),
            setting("global", "Entr", "quit"),
            setting("global", "w", "zom-pane"),
            setting("global", "Ctrl-m", "quit"),
            setting("field", "q", "cancel"),
            setting("global", "w", "zoom-pane"),
            setting("list", "w", "quit"),
            setting("article", "v", "sort-by-date"),
        ]);
        assert_eq!(problems.len(), 7);
        for (problem, part) in
            problems.iter().zip(["'global'", "'Enter'", "'zoom-pane'", "it is Enter", "is text", "bound twice", "belongs to [keys.list]"])
        {
            assert!(problem.contains(part), "{problem}");
        }
        assert_eq!(keymap.look_up(&[Layer::Global], &[Key::char('j')]), Lookup::Action(Action::MoveDown));
    }

    #[test]
    fn a_prefix_tells_what_may_follow() {
        let keymap = Keymap::default();
        let following = [('g', Action::MoveFirst), ('r', Action::ReviewQueue), ('n', Action::ShowNews), ('N', Action::SetMark)];
        let Lookup::Prefix(mut found) = keymap.look_up(&[Layer::Global], &[Key::char('g')]) else { panic!("a prefix") };
        found.sort_by_key(|(_, action)| following.iter().position(|(_, other)| other == action));
        assert_eq!(found, following.map(|(key, action)| (Key::char(key), action)));
        assert_eq!(keymap.look_up(&[Layer::Global], &[Key::char('g'), Key::char('g')]), Lookup::Action(Action::MoveFirst));
        assert_eq!(keymap.look_up(&[Layer::Global], &[Key::char('g'), Key::char('w')]), Lookup::Nothing);
    }
}
