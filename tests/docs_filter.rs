//! Runs every filter of docs/filter.md against the sample reports, and holds its fields against those of the language.

use std::sync::LazyLock;

use legation::gazetteer::Gazetteer;
use legation::ingest::samples::ingest_samples;
use legation::query::filter::News;
use legation::query::snapshot::documents_containing;
use legation::query::{Filter, FilterError, Resolution, Selection, Snapshot};
use legation::store::{Author, Change, ChangedRecords, Store};

const PAGE: &str = include_str!("../docs/filter.md");
const FIELDS: &str = include_str!("../src/query/filter/terms.rs");

struct Samples {
    store: Store,
    snapshot: Snapshot,
    /// What is taken for changed since the one mark that there is.
    changed: ChangedRecords,
}

impl Samples {
    fn new() -> Self {
        let mut store = Store::temporary().expect("a store");
        let author = Author { user: "reader".into(), host: "here".into() };
        ingest_samples(&mut store, Gazetteer::builtin(), &author).expect("ingested");
        let snapshot = Snapshot::load(&store, Gazetteer::builtin()).expect("loaded");
        let engagements = [(snapshot.engagement(0).id, Change::New)].into();
        Self { store, snapshot, changed: ChangedRecords { engagements, ..ChangedRecords::default() } }
    }

    fn select(&self, text: &str) -> Result<Selection, FilterError> {
        let search = |phrase: &str| documents_containing(&self.store, phrase).map_err(|error| error.to_string());
        let news = |mark: &str| match mark {
            "default" => Ok(News { changed: self.changed.clone(), meaning: "since then".to_owned() }),
            other => Err(format!("there is no mark '{other}'")),
        };
        Filter::read_with_marks(text, &self.snapshot, Resolution::Loose, &search, &news).map(|filter| filter.select(&self.snapshot))
    }
}

/// Lines of all blocks with this mark.
fn block_lines(mark: &str) -> Vec<&'static str> {
    let fence = format!("```{mark}");
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in PAGE.lines() {
        if is_inside && line != "```" {
            lines.push(line);
        }
        is_inside = line == fence || (is_inside && line != "```");
    }
    lines
}

/// Names of the fields, from the language's own table.
static FIELD_NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| FIELDS.lines().filter_map(|line| line.trim().strip_prefix("(Field::")?.split('"').nth(1)).collect());

#[test]
fn every_example_finds_something_in_the_samples() {
    let samples = Samples::new();
    let examples = block_lines("filter");
    assert!(examples.len() > 40, "{} examples", examples.len());
    for example in examples {
        let selection = samples.select(example).unwrap_or_else(|error| panic!("{example}: {error}"));
        assert!(!selection.engagements.is_empty(), "{example} finds nothing");
    }
}

#[test]
fn what_is_said_to_be_unreadable_is_so_for_the_reason_given() {
    let samples = Samples::new();
    let examples = block_lines("no-filter");
    assert!(examples.len() > 5);
    for line in examples {
        let (example, reason) = line.split_once('#').expect("a reason");
        let error = samples.select(example.trim_end()).expect_err(example);
        assert!(error.message.contains(reason.trim()), "{example}: {}", error.message);
    }
}

#[test]
fn every_field_is_described_and_none_that_is_not_there() {
    let described: Vec<&str> = PAGE
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next())
        .flat_map(|cell| cell.split('`'))
        .filter_map(|word| word.strip_suffix(':'))
        .collect();
    assert!(FIELD_NAMES.len() > 20, "{FIELD_NAMES:?}");
    for field in FIELD_NAMES.iter() {
        assert!(described.contains(field), "{field}: stands in no table of docs/filter.md");
    }
    for field in described {
        assert!(FIELD_NAMES.contains(&field), "{field}: there is no such field");
    }
}
