//! Which column of a table is which field: a small TOML file.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{FIELDS, Row};
use crate::model::{DateSpan, PartialDate};

/// Characters that begin a formula in a spreadsheet: an apostrophe before one is the spreadsheet's, not the value's.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Fields that hold a date.
const DATES: &[&str] = &["date", "started", "as_of", "published"];

/// A mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: BTreeMap<&'static str, String>,
    constants: BTreeMap<&'static str, String>,
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
    date_format: Option<String>,
    separator: Option<String>,
}

/// A row by a mapping.
pub(super) struct MappedRow {
    /// Value by field.
    pub(super) fields: BTreeMap<&'static str, String>,
    /// Cells that are no field, by column.
    pub(super) rest: Vec<(String, String)>,
    /// What cannot be read, a sentence each.
    pub(super) problems: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    separator: Option<String>,
    date_format: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
}

fn field(name: &str) -> Result<&'static str, String> {
    let known = FIELDS.iter().find(|(field, _)| *field == name).map(|(field, _)| *field);
    known.ok_or_else(|| {
        let names: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
        format!("'{name}' is no field; the fields are {}", names.join(", "))
    })
}

fn by_field<T>(given: BTreeMap<String, T>) -> Result<BTreeMap<&'static str, T>, String> {
    given.into_iter().map(|(name, value)| Ok((field(&name)?, value))).collect()
}

impl Mapping {
    /// Reads a mapping; else says what is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let File { separator, date_format, columns, constants, words } = toml::from_str(text).map_err(|error| error.to_string())?;
        let (columns, constants, words) = (by_field(columns)?, by_field(constants)?, by_field(words)?);
        Ok(Self { columns, constants, words, date_format, separator })
    }

    /// The mapping of a table whose columns are called as the fields are.
    pub fn of_columns(columns: &[String]) -> Self {
        let columns = columns.iter().filter_map(|column| Some((field(column).ok()?, column.clone())));
        Self { columns: columns.collect(), ..Self::default() }
    }

    /// Columns that the mapping names and the table does not have.
    pub fn missing<'a>(&'a self, columns: &[String]) -> Vec<&'a str> {
        self.columns.values().filter(|column| !columns.contains(column)).map(String::as_str).collect()
    }

    /// The fields of a row, its other cells, and what cannot be read.
    pub(super) fn fields(&self, row: &Row) -> MappedRow {
        let (mut fields, mut problems) = (self.constants.clone(), Vec::new());
        for (name, column) in &self.columns {
            let Some((_, value)) = row.cells.iter().find(|(own, _)| own == column) else { continue };
            let value = plain(value);
            let value = self.words.get(name).and_then(|words| words.get(&value)).cloned().unwrap_or(value);
            if value.is_empty() {
                continue;
            }
            match self.date(name, &value) {
                Ok(value) => drop(fields.insert(name, self.separated(name, value))),
                Err(problem) => problems.push(problem),
            }
        }
        let is_mapped = |column: &String| self.columns.values().any(|known| known == column);
        let rest = row.cells.iter().map(|(column, value)| (plain(column), plain(value)));
        let rest = rest.filter(|(column, value)| !is_mapped(column) && !value.is_empty()).collect();
        MappedRow { fields, rest, problems }
    }

    /// A date in the mapping's own form becomes EDTF.
    fn date(&self, name: &str, value: &str) -> Result<String, String> {
        if !DATES.contains(&name) || DateSpan::parse(value).is_some() {
            return Ok(value.to_owned());
        }
        let format = self.date_format.as_deref().unwrap_or("%Y-%m-%d");
        let day =
            NaiveDate::parse_from_str(value, format).map_err(|_| format!("{name}: '{value}' is neither EDTF nor of the form {format}"))?;
        Ok(PartialDate::day_of(day).to_string())
    }

    /// Several values stand with `;` between them, whatever the table has.
    fn separated(&self, name: &str, value: String) -> String {
        let is_text = ["text", "title", "source", "url"].contains(&name);
        match self.separator.as_deref().filter(|separator| !is_text && !separator.is_empty()) {
            Some(separator) => value.split(separator).map(str::trim).collect::<Vec<_>>().join("; "),
            None => value,
        }
    }
}

/// One line, without the apostrophe that keeps a spreadsheet from calculating.
fn plain(value: &str) -> String {
    let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        _ => text,
    }
}
