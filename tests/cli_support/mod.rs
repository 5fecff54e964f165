//! What the tests of the command line share: a home of their own for each, and JSON whose keys keep their order.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

/// A home folder with nothing in it, and the program started in it.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, contents).expect("written");
        path
    }

    /// The program with these arguments and no variables but those that say where home is.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_legation"));
        command.args(arguments).current_dir(self.path()).env_clear();
        command.env("HOME", self.path()).env("TERM", "xterm").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).output().expect("started"))
    }

    /// Two articles on one day's signing: a total, and a sum that may lie inside it.
    pub fn ingest_a_total_and_a_part(&self) {
        let told = |outlet: &str, what: &str| {
            let head = format!("---\nsource: {outlet}\npublished: 2023-10-12\n---\n");
            let text = format!("{head}Liaoning Province and Bavaria signed {what} in Munich on October 11, 2023.\n");
            self.file(&format!("signing/{outlet}.txt"), text)
        };
        told("Daily", "12 projects worth 1.2 billion yuan");
        let part = told("Post", "a cooperation agreement worth 300 million yuan");
        let ran = self.run(&["ingest", part.parent().expect("a folder").to_str().expect("UTF-8")]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }

    /// A store with all samples; the program's own word for what it did.
    pub fn ingest_samples(&self) -> Ran {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        let ran = self.run(&["ingest", samples.to_str().expect("UTF-8")]);
        assert!(ran.code == Some(0) || ran.code == Some(4), "{}", ran.err);
        ran
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// JSON whose objects keep the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Ordered {
    Object(Vec<(String, Ordered)>),
    Array(Vec<Ordered>),
    Text(String),
    Other,
}

impl Ordered {
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    pub fn keys(&self) -> Vec<&str> {
        match self {
            Ordered::Object(entries) => entries.iter().map(|(key, _)| key.as_str()).collect(),
            other => panic!("no object: {other:?}"),
        }
    }

    pub fn get(&self, key: &str) -> &Ordered {
        match self {
            Ordered::Object(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value).unwrap_or_else(|| panic!("no key {key}"))
            }
            other => panic!("no object: {other:?}"),
        }
    }

    pub fn items(&self) -> &[Ordered] {
        match self {
            Ordered::Array(items) => items,
            other => panic!("no array: {other:?}"),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Ordered::Text(text) => text,
            other => panic!("no text: {other:?}"),
        }
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrderedVisitor)
    }
}

struct OrderedVisitor;

impl<'de> Visitor<'de> for OrderedVisitor {
    type Value = Ordered;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Ordered::Object(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Ordered, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Ordered::Array(items))
    }

    fn visit_str<E>(self, text: &str) -> Result<Ordered, E> {
        Ok(Ordered::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Ordered, E> {
        Ok(Ordered::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Ordered, E> {
        Ok(Ordered::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Ordered, E> {
        Ok(Ordered::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Ordered, E> {
        Ok(Ordered::Other)
    }

    fn visit_unit<E>(self) -> Result<Ordered, E> {
        Ok(Ordered::Other)
    }
}
