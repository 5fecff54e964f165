//! `import FILE --mapping MAP.toml`

use std::path::Path;

use super::ingest::tell;
use crate::cli::args::ImportArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::output::dates::shown;
use crate::cli::output::table::{Align, Table};
use crate::cli::session::{Session, author};
use crate::ingest::rows::mapping::Mapping;
use crate::ingest::rows::{ReadRow, import, read_rows, table};
use crate::model::PlaceCode;
use crate::store::Access;

/// Reads rows into the store, or shows what they would become.
pub fn run(args: &ImportArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let failure = |path: &Path, because: &str| Failure::usage(format!("reading {}: {because}", path.display()));
    let bytes = std::fs::read(&args.file).map_err(|error| failure(&args.file, &error.to_string()))?;
    let is_jsonl =
        args.file.extension().is_some_and(|ending| ["jsonl", "ndjson", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    let table = table::read(bytes, is_jsonl).map_err(|because| failure(&args.file, &because))?;
    let mapping = match &args.mapping {
        None => Mapping::of_columns(&table.columns),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| failure(path, &error.to_string()))?;
            Mapping::read(&text).map_err(|because| failure(path, &because))?
        }
    };
    let missing = mapping.missing(&table.columns);
    if !missing.is_empty() {
        let known = format!("the table has: {}", table.columns.join(", "));
        return Err(Failure::usage(format!("the mapping names columns that the table does not have: {}", missing.join(", "))).hint(known));
    }
    let names = session.names(console);
    let rows = read_rows(&table.rows, &mapping, &names);
    if args.dry_run {
        return show(&rows, console);
    }
    let mut store = session.open_to_write(Access::Create, "import")?;
    let report = import(&mut store, rows, &names, &author())?;
    tell(&report, console);
    Ok(if report.failed.is_empty() { Exit::Done } else { Exit::SomeInputsFailed })
}

/// A line for each row: what it would become, or why it cannot.
fn show(rows: &[ReadRow], console: &mut Console) -> Result<Exit, Failure> {
    let columns = [("row", Align::Right), ("date", Align::Whole), ("becomes", Align::Left), ("problems", Align::Left)];
    let mut table = Table::new(&columns);
    for row in rows {
        let date = row.claims.engagements.first().and_then(|one| one.date).or(row.claims.ties.first().and_then(|tie| tie.started));
        table.push([row.number.to_string(), shown(date), becomes(row), row.problems.join("; ")]);
    }
    table.write(console)?;
    let wrong = rows.iter().filter(|row| !row.problems.is_empty()).count();
    console.note(&format!("{} rows, {} of them with problems; nothing was written", rows.len(), wrong));
    Ok(if wrong == 0 { Exit::Done } else { Exit::SomeInputsFailed })
}

fn becomes(row: &ReadRow) -> String {
    let codes = |codes: &[PlaceCode]| codes.iter().map(PlaceCode::as_str).collect::<Vec<_>>().join("+");
    let engagements = row.claims.engagements.iter().map(|one| format!("{} {} > {}", one.kind, codes(&one.from), codes(&one.to)));
    let agreements = row.claims.agreements.iter().map(|one| format!("{} {}", one.stage, one.kind));
    let ties = row.claims.ties.iter().map(|one| format!("{} tie {} - {}", one.kind, one.a, one.b));
    engagements.chain(agreements).chain(ties).collect::<Vec<_>>().join(", ")
}
