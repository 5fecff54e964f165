//! The rows of the lists of places. Those of the built-in lists are read one by one when they are first asked for: a text names few
//! of thousands of places, and reading all of them would take longer than the text.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::phrase::hash_of;
use super::places::{LESSER, List, ListError, Place};
use crate::model::{CountryCode, PlaceCode};

/// Columns of `assets/gazetteer/*.tsv` and of a user's list.
const COLUMNS: usize = 10;
const FORMAT: &str = "code, kind, name, aliases, adjectives, zh, latitude, longitude, population, capital_of, separated by tabs";

/// All rows, numbered as they stand, list after list.
#[derive(Debug, Default)]
pub(super) struct Rows {
    lists: Vec<List>,
    rows: Vec<Row>,
    /// The hashes of all codes.
    by_code: OnceLock<Vec<(u64, u32)>>,
    subdivisions: OnceLock<Vec<u32>>,
    /// By the code of a country or subdivision the rows of its capitals.
    capitals: OnceLock<FxHashMap<String, Vec<u32>>>,
}

#[derive(Debug)]
struct Row {
    list: u32,
    /// Where in the text of its list.
    start: u32,
    end: u32,
    is_lesser: bool,
    place: OnceLock<Box<Place>>,
}

impl Rows {
    /// Of lists that are known to be readable.
    pub fn of_builtin(lists: impl Iterator<Item = List>) -> Self {
        let mut rows = Self::default();
        for list in lists {
            rows.add(list, |_, _| Ok(OnceLock::new()));
        }
        rows
    }

    /// Adds a user's list, and tells which of its rows cannot be read: those are left out.
    pub fn add_users(&mut self, list: List) -> Vec<ListError> {
        let errors = self.add(list, |line, is_lesser| Ok(OnceLock::from(Box::new(Place { is_lesser, ..place_of_row(line)? }))));
        (self.by_code, self.subdivisions, self.capitals) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        errors
    }

    fn add(&mut self, list: List, read: impl Fn(&str, bool) -> Result<OnceLock<Box<Place>>, String>) -> Vec<ListError> {
        let (path, text) = &list;
        let (number, is_lesser) = (self.lists.len() as u32, path.file_name().is_some_and(|name| name == LESSER));
        let (mut errors, mut next) = (Vec::new(), 0);
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let start = next as u32;
            next += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            match read(line, is_lesser) {
                Ok(place) => self.rows.push(Row { list: number, start, end: start + line.len() as u32, is_lesser, place }),
                Err(message) => errors.push(ListError { path: path.clone(), line: at + 1, message }),
            }
        }
        self.lists.push(list);
        errors
    }

    /// The texts of all lists.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|(_, text)| text.as_ref())
    }

    /// The numbers of all rows.
    pub fn numbers(&self) -> Range<u32> {
        0..self.rows.len() as u32
    }

    /// Whether a row stands in a list of lesser places.
    pub fn is_lesser(&self, number: u32) -> bool {
        self.rows[number as usize].is_lesser
    }

    /// A row as it stands.
    pub fn text(&self, number: u32) -> &str {
        let row = &self.rows[number as usize];
        &self.lists[row.list as usize].1[row.start as usize..row.end as usize]
    }

    /// The place that a row tells of.
    pub fn place(&self, number: u32) -> &Place {
        let row = &self.rows[number as usize];
        row.place.get_or_init(|| {
            let place = place_of_row(self.text(number)).expect("a row of the built-in lists, all of which the tests read");
            Box::new(Place { is_lesser: row.is_lesser, ..place })
        })
    }

    /// The code of a row as it stands.
    fn code(&self, number: u32) -> &str {
        self.text(number).split('\t').next().unwrap_or_default().trim()
    }

    /// The numbers of the rows of some countries' first-level subdivisions.
    pub fn subdivisions_of(&self, countries: &HashSet<CountryCode>) -> impl Iterator<Item = u32> {
        let is_first_level = |number: &u32| self.code(*number).get(2..).is_some_and(|rest| rest.starts_with('-') && !rest.contains('/'));
        let all = self.subdivisions.get_or_init(|| self.numbers().filter(is_first_level).collect());
        let country = |number: u32| self.code(number).get(..2).and_then(CountryCode::parse);
        all.iter().copied().filter(move |number| country(*number).is_some_and(|country| countries.contains(&country)))
    }

    /// The numbers of the rows of a place's capitals.
    pub fn capitals_of(&self, code: &str) -> &[u32] {
        let capitals = self.capitals.get_or_init(|| {
            let mut capitals: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for number in self.numbers() {
                let cell = self.text(number).split('\t').nth(COLUMNS - 1).unwrap_or_default();
                for of in items(cell) {
                    capitals.entry(of.to_owned()).or_default().push(number);
                }
            }
            capitals
        });
        capitals.get(code).map_or(&[], Vec::as_slice)
    }

    /// The number of the last row with a code.
    pub fn of_code(&self, code: &str) -> Option<u32> {
        let by_code = self.by_code.get_or_init(|| {
            let mut by_code: Vec<(u64, u32)> = self.numbers().map(|number| (hash_of(self.code(number)), number)).collect();
            by_code.sort_unstable();
            by_code
        });
        let hash = hash_of(code);
        let behind = by_code.partition_point(|(other, _)| *other <= hash);
        let same = by_code[..behind].iter().rev().take_while(|(other, _)| *other == hash);
        same.map(|(_, number)| *number).find(|number| self.code(*number) == code)
    }
}

/// The items of a cell.
pub(super) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

fn list_of(cell: &str) -> Vec<String> {
    items(cell).map(str::to_owned).collect()
}

fn place_of_row(line: &str) -> Result<Place, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    // Editors drop trailing tabs: what is missing at the end is empty.
    if cells.len() < 3 || cells.len() > COLUMNS {
        return Err(format!("{} columns where there should be {FORMAT}", cells.len()));
    }
    let cell = |i: usize| cells.get(i).copied().unwrap_or("").trim();
    let code_of = |text: &str| PlaceCode::parse(text).ok_or_else(|| format!("'{text}' is no place code such as DE, DE-BY or DE-BY/Munich"));
    let number = |i: usize, what: &str| match cell(i) {
        "" => Ok(None),
        text => text.parse::<f64>().map(Some).map_err(|_| format!("'{text}' is no {what}")),
    };
    if cell(2).is_empty() {
        return Err("the name is missing".to_owned());
    }
    Ok(Place {
        code: if cell(0).is_empty() { None } else { Some(code_of(cell(0))?) },
        kind: cell(1).to_owned(),
        name: cell(2).to_owned(),
        aliases: list_of(cell(3)),
        adjectives: list_of(cell(4)),
        zh: list_of(cell(5)),
        latitude: number(6, "latitude in degrees")?,
        longitude: number(7, "longitude in degrees")?,
        population: number(8, "number of people")?.map(|people| people as u64),
        capital_of: list_of(cell(9)).iter().map(|code| code_of(code)).collect::<Result<_, _>>()?,
        is_lesser: false,
    })
}
