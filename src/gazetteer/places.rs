//! Places of the built-in lists and of the user's own.

use std::path::{Path, PathBuf};

use crate::model::PlaceCode;

/// A known place, as a row of `assets/gazetteer/*.tsv` gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its code; `None` for regions and groups of states.
    pub code: Option<PlaceCode>,
    /// `country`, `province`, `land`, `city`, `region`, ...
    pub kind: String,
    /// The name that the English-language press uses.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Demonyms and adjectives: `German`, `Bavarian`.
    pub adjectives: Vec<String>,
    /// Names in Chinese, simplified.
    pub zh: Vec<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// People.
    pub population: Option<u64>,
    /// Countries and subdivisions whose capital it is.
    pub capital_of: Vec<PlaceCode>,
}

/// A row of a user's list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {message}", path.display())]
pub struct ListError {
    /// The file.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// All known places.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The built-in lists alone, loaded once.
    pub fn builtin() -> &'static Gazetteer {
        todo!()
    }

    /// The built-in lists and every `*.tsv` under `folder` (`gazetteer/` in the config folder). Rows that cannot be read are
    /// left out and reported.
    pub fn with_user_lists(folder: &Path) -> (Gazetteer, Vec<ListError>) {
        let _ = folder;
        todo!()
    }

    /// The place of this code.
    pub fn place(&self, code: &PlaceCode) -> Option<&Place> {
        let _ = code;
        todo!()
    }

    /// The English name of a code; for a city that no list has, the name in its code; else the code itself.
    pub fn display_name<'a>(&'a self, code: &'a PlaceCode) -> &'a str {
        let _ = code;
        todo!()
    }

    /// Every place whose name, alias, adjective, Chinese name or code folds to the same key as `text`, largest first.
    pub fn named(&self, text: &str) -> Vec<&Place> {
        let _ = text;
        todo!()
    }

    /// All places with a code.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::empty()
    }

    /// SHA-256 in hexadecimal over all lists in use, the user's too.
    pub fn lists_hash(&self) -> &str {
        todo!()
    }
}
