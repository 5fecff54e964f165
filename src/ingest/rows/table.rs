//! Tables: CSV with a header, or one JSON object a line.

use super::Row;
use crate::text::decode::decode;

/// The largest table that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Reads a table. `is_jsonl` says in which form it is.
pub fn read(bytes: Vec<u8>, is_jsonl: bool) -> Result<Table, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is larger than {} MiB: split it", MAX_BYTES >> 20));
    }
    let text = text(bytes)?;
    if is_jsonl { jsonl(&text) } else { csv_table(&text) }
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    let decoded = decode(&bytes, None).map_err(|error| error.to_string())?;
    let lost = decoded.decoding.replacements;
    if lost > 0 {
        return Err(format!("{lost} characters cannot be read as {}: save it as UTF-8", decoded.decoding.used));
    }
    Ok(decoded.text)
}

fn csv_table(text: &str) -> Result<Table, String> {
    // Spreadsheets of some countries write a semicolon between cells.
    let first = text.lines().next().unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|byte| (count(char::from(*byte)), *byte == b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    if let Some(twice) = columns.iter().enumerate().find(|(at, column)| columns[..*at].contains(column)) {
        return Err(format!("two columns are called '{}'", twice.1));
    }
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let cells = columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        // The header is line 1 of a spreadsheet.
        rows.push(Row { number: at + 2, cells });
    }
    Ok(Table { columns, rows })
}

fn jsonl(text: &str) -> Result<Table, String> {
    let mut table = Table::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: &str| format!("line {}: {what}", at + 1);
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).map_err(|error| wrong(&error.to_string()))?;
        let mut cells = Vec::with_capacity(object.len());
        for (column, value) in object {
            let value = cell(&value).ok_or_else(|| wrong(&format!("{column} is neither text, number, truth nor a list of these")))?;
            if !table.columns.contains(&column) {
                table.columns.push(column.clone());
            }
            cells.push((column, value));
        }
        table.rows.push(Row { number: at + 1, cells });
    }
    Ok(table)
}

fn cell(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => Some(String::new()),
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        serde_json::Value::Array(values) => values.iter().map(cell).collect::<Option<Vec<_>>>().map(|values| values.join("; ")),
        serde_json::Value::Object(_) => None,
    }
}
