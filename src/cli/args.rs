//! The command line as it is typed: options, commands, and help with examples.

mod news;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::ColorChoice;
use crate::model::Currency;
use crate::query::entities::EntityKind;
use crate::query::timeline::Sort;
use crate::query::totals::Dimension;
pub use news::{MarkArgs, NewArgs};

/// Who visited whom, what was signed and for how much, and which sentence says so.
///
/// Without a command the dashboard opens.
#[derive(Debug, Parser)]
#[command(name = "legation", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalOptions,
    /// What to do; none opens the dashboard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "Examples:
  legation demo                                     look around in the sample reports
  legation ingest articles/                         read a folder of articles into the store
  legation list 'from:liaoning to:germany' --json   engagements with evidence
  legation totals 'place:liaoning' --by year        what was signed, per currency
  legation profile nanjing                          all about one place, person or organisation

Exit codes: 0 done, 1 failed, 2 usage or settings, 3 store missing, locked or refused,
4 some inputs failed (each is named), 129, 130, 143 hung up, interrupted, terminated.";

const FILTER_HELP: &str = "Filter terms; all must hold. Quote the whole filter: 'from:liaoning to:germany since:2020 -type:meeting'.
Bare words look for names and headlines, \"exact words\" for text; field:value restricts; -term excludes; a|b is either";

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct GlobalOptions {
    /// The store's file [default: store.db in the data folder]
    #[arg(long, global = true, value_name = "PATH", env = "LEGATION_STORE", hide_env_values = true)]
    pub store: Option<PathBuf>,
    /// The settings' file, or the folder that holds config.toml
    #[arg(long, global = true, value_name = "PATH", env = "LEGATION_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Never write to the store
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Share the store with all accounts of this group, in a folder of its own
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "read_only")]
    pub group: Option<String>,
    /// Colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
    /// Say more on standard error
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// One setting for this run, such as ui.glyphs=ascii
    #[arg(short = 'o', global = true, value_name = "KEY=VALUE")]
    pub overrides: Vec<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles (.txt, .md, .html) into the store; the same article twice changes nothing
    #[command(after_help = "Examples:\n  legation ingest articles/ more/visit.html\n  curl -s URL | legation ingest -")]
    Ingest {
        /// Files, folders (with all that is in them), or - for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Read rows of a table (.csv, .jsonl) into the store: engagements, agreements, ties
    #[command(
        after_help = "Examples:\n  legation import visits.csv --mapping visits.toml --dry-run\n  legation import sisters.csv      columns called a, b, started need no mapping\n\ndocs/import.md lists the fields and shows a mapping."
    )]
    Import(ImportArgs),
    /// Show what is taken from an article, without a store
    #[command(after_help = "Examples:\n  legation extract visit.txt\n  legation extract --json *.txt > reports.jsonl")]
    Extract(ExtractArgs),
    /// List engagements, or agreements
    #[command(
        after_help = "Examples:\n  legation list 'from:liaoning to:germany' --json\n  legation list 'type:delegation since:2023' --sort -date --limit 20\n  legation list --agreements 'place:liaoning'     what totals add up, and what they leave out"
    )]
    List(ListArgs),
    /// Remember how far you have read, for list --since-mark and new
    #[command(after_help = "Examples:\n  legation mark\n  legation mark weekly\n  legation mark --list")]
    Mark(MarkArgs),
    /// Tell what has come or changed since your mark, and what of it is out of the ordinary
    #[command(
        after_help = "Examples:\n  legation new\n  legation new 'side:liaoning' --mark weekly\n  legation new --since 2024-04-01 --as-of 2024-05-18 --json"
    )]
    New(NewArgs),
    /// Show one engagement, agreement or document with every sentence that says so
    #[command(after_help = "Examples:\n  legation show eab3c      any unique beginning of an id")]
    Show {
        /// An id, or a unique beginning of at least 4 characters
        #[arg(value_name = "ID")]
        id: String,
        /// Also why its sources are taken to tell one thing
        #[arg(long)]
        why: bool,
        /// As JSON
        #[arg(long, conflicts_with = "why")]
        json: bool,
    },
    /// List places, people or organisations
    #[command(after_help = "Examples:\n  legation entities --kind person 'country:de'")]
    Entities(EntitiesArgs),
    /// All about one place, person or organisation
    #[command(after_help = "Examples:\n  legation profile nanjing\n  legation profile 'Hao Peng' --json")]
    Profile {
        /// A name, alias, code or id
        #[arg(required = true, value_name = "NAME")]
        name: Vec<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List ties between places: since when, next anniversary, when the two last met
    #[command(
        after_help = "Examples:\n  legation ties jiangsu\n  legation ties --within 90 --as-of 2024-09-01     anniversaries of the next 90 days\n  legation ties --dormant 5                        nothing told of them for five years"
    )]
    Ties(TiesArgs),
    /// Agreement totals per currency, and what is left out with the reason
    #[command(
        after_help = "Examples:\n  legation totals 'place:liaoning' --by province,year\n  legation totals --by stage --json\n  legation totals --by year --convert USD"
    )]
    Totals(TotalsArgs),
    /// Write a cited page: what happened, what was signed, totals with what they leave out, who
    #[command(
        after_help = "Examples:\n  legation brief 'side:liaoning since:2020' > liaoning.md\n  legation brief 'from:bavaria to:china' --html --as-of 2024-05-18 > bavaria.html"
    )]
    Brief(BriefArgs),
    /// Write everything, or what a filter leaves, for other programs; the same store always gives the same bytes
    #[command(
        after_help = "Examples:\n  legation export --jsonl > all.jsonl\n  legation export --csv --of agreements 'country:de' > germany.csv\n  legation export --geojson > map.geojson\n  legation export --folder liaoning 'side:liaoning'    all forms and their codebook\n  legation export --codebook > codebook.md"
    )]
    Export(ExportArgs),
    /// Correct a record: set fields, each as FIELD=VALUE; an empty value takes it away
    #[command(
        after_help = "Examples:\n  legation edit eab3c date=2023-10-12 leader='Hao Peng' --why 'see the communique'\n  legation edit a7xyz amount='CNY 1.2bn' --expect amount='CNY 1.3bn'\n  legation edit a7xyz part_of=aq2b4                    a part of that total; part_of=alone: of none\n  legation edit --pending                            corrections that fit nothing now\n\nFields of engagements: date, type, from, to, venue, about, leader, context, counterpart, headline, status.\nFields of agreements: kind, stage, count, amount, currency, hedge, nature, binding, sides, part_of, headline, status.\nA sum that may lie inside another article's total is settled by part_of: the id of that total, or alone."
    )]
    Edit(EditArgs),
    /// Confirm records
    Confirm(JudgeArgs),
    /// Reject records: they leave lists and totals, and undo brings them back
    Reject(JudgeArgs),
    /// Tag a record; a tag with a minus before it is taken off
    #[command(after_help = "Examples:\n  legation tag eab3c trade ports\n  legation tag eab3c -ports")]
    Tag {
        /// Its id, or a unique beginning
        #[arg(value_name = "ID")]
        id: String,
        /// Tags, one word each
        #[arg(required = true, value_name = "TAG", allow_hyphen_values = true)]
        tags: Vec<String>,
    },
    /// Write a note on a record
    Annotate {
        /// Its id, or a unique beginning
        #[arg(value_name = "ID")]
        id: String,
        /// The note
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Join records that tell one thing
    Merge(JudgeArgs),
    /// Part a record: the sources named from the rest, else each from each
    #[command(after_help = "Examples:\n  legation split eab3c --document d4klm")]
    Split {
        /// Its id, or a unique beginning
        #[arg(value_name = "ID")]
        id: String,
        /// A source to part off
        #[arg(short, long, value_name = "ID")]
        document: Vec<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Add a record that no rule found, from words of an article
    #[command(
        after_help = "Examples:\n  legation add engagement --document d4klm --quote 'met in Harbin' type=meeting from=CN-HL to=RU date=2023-06-16"
    )]
    Add(AddArgs),
    /// Take an article out of lists and totals; its text and its place in the log stay
    SetAside {
        /// Its id, or a unique beginning
        #[arg(value_name = "ID")]
        id: String,
        /// Bring it back
        #[arg(long)]
        back: bool,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Take back your last correction, or the one named; a line in the log like any other
    Undo {
        /// The line's id, as log shows it
        #[arg(value_name = "LINE")]
        line: Option<String>,
    },
    /// Bring back the correction that you took back last, or the one named
    Redo {
        /// The line's id, as log shows it
        #[arg(value_name = "LINE")]
        line: Option<String>,
    },
    /// List all corrections: who, when, what it was, what it is, and why
    Log(LogArgs),
    /// Extract all stored articles again
    Rebuild,
    /// Check the store, the settings and the terminal
    Doctor,
    /// Copy the store while it is in use
    #[command(after_help = "Examples:\n  legation backup ~/backups/store-2024-05.db")]
    Backup {
        /// The copy; must not exist
        #[arg(value_name = "FILE")]
        target: PathBuf,
    },
    /// Open the dashboard on sample reports in a throw-away store
    Demo,
    /// Print or check the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// List the dashboard's keys in effect
    Keys {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a completion script
    #[command(after_help = "Examples:\n  legation completions bash > ~/.local/share/bash-completion/completions/legation")]
    Completions {
        /// For which shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:\n  legation man | man -l -\n  legation man totals | man -l -")]
    Man {
        /// The page of one command
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    /// Fill an empty store with invented records, always the same, to measure speed with
    #[command(hide = true)]
    BenchData {
        /// How many engagements
        #[arg(value_name = "N")]
        engagements: u64,
    },
}

/// `import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The table
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which column is which field, in TOML; without it columns are called as the fields are
    #[arg(long, value_name = "MAP.toml")]
    pub mapping: Option<PathBuf>,
    /// Only show what each row would become
    #[arg(long)]
    pub dry_run: bool,
}

/// `extract`
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// Files, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// One JSON object a file, a line each, in the order given
    #[arg(long, conflicts_with = "explain")]
    pub json: bool,
    /// A table of what was found, by which rule, in which words
    #[arg(long)]
    pub explain: bool,
}

/// `list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// The agreements instead, each with what totals make of it
    #[arg(long)]
    pub agreements: bool,
    /// Only what has come or changed since your mark
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "default")]
    pub since_mark: Option<String>,
    /// As JSON, with evidence, sources and agreements
    #[arg(long)]
    pub json: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Order
    #[arg(long, value_enum, default_value = "-date", allow_hyphen_values = true)]
    pub sort: SortArg,
}

/// `--sort`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Oldest first
    #[value(name = "date")]
    Date,
    /// Newest first
    #[value(name = "-date")]
    DateDescending,
    /// Most sources first
    #[value(name = "sources")]
    Sources,
}

impl From<SortArg> for Sort {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Date => Sort::DateAscending,
            SortArg::DateDescending => Sort::DateDescending,
            SortArg::Sources => Sort::Sources,
        }
    }
}

/// `entities`
#[derive(Debug, Args)]
pub struct EntitiesArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// Which
    #[arg(long, value_enum, default_value = "place")]
    pub kind: KindArg,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// `--kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// Places
    Place,
    /// People
    Person,
    /// Organisations
    Organization,
}

impl From<KindArg> for EntityKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Place => EntityKind::Place,
            KindArg::Person => EntityKind::Person,
            KindArg::Organization => EntityKind::Organization,
        }
    }
}

/// `ties`
#[derive(Debug, Args)]
pub struct TiesArgs {
    /// Only those of this place and of what lies in it: a name or a code
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
    /// The day that anniversaries and gaps are counted from [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<chrono::NaiveDate>,
    /// Only those with an anniversary within so many days
    #[arg(long, value_name = "DAYS")]
    pub within: Option<u64>,
    /// Only those in force of whose places nothing is told for so many years
    #[arg(long, value_name = "YEARS")]
    pub dormant: Option<u32>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// `totals`
#[derive(Debug, Args)]
pub struct TotalsArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// Lines by these, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub by: Vec<DimensionArg>,
    /// Also in this currency (ISO 4217), each sum at the mean rate of its year
    #[arg(long, value_name = "CURRENCY", value_parser = currency)]
    pub convert: Option<Currency>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

fn currency(code: &str) -> Result<Currency, String> {
    Currency::from_code(&code.to_uppercase()).ok_or_else(|| "not a code of ISO 4217, such as USD or EUR".to_owned())
}

/// `--by`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DimensionArg {
    /// First-level subdivision of a side
    Province,
    /// Country of a side
    Country,
    /// City of a side
    City,
    /// Two sides
    Pair,
    /// Year
    Year,
    /// Quarter
    Quarter,
    /// Month
    Month,
    /// Kind of agreement
    Kind,
    /// Signed, pledged, implemented
    Stage,
    /// Type of the engagement
    Type,
    /// Outlet
    Source,
    /// Currency
    Currency,
    /// Topic of the engagement
    Topic,
    /// Investment, purchase, loan and others
    Nature,
    /// Contracts, memoranda
    Binding,
}

impl DimensionArg {
    /// The query's dimension.
    pub fn dimension(self) -> Dimension {
        match self {
            DimensionArg::Province => Dimension::Province,
            DimensionArg::Country => Dimension::Country,
            DimensionArg::City => Dimension::City,
            DimensionArg::Pair => Dimension::Pair,
            DimensionArg::Year => Dimension::Year,
            DimensionArg::Quarter => Dimension::Quarter,
            DimensionArg::Month => Dimension::Month,
            DimensionArg::Kind => Dimension::Kind,
            DimensionArg::Stage => Dimension::Stage,
            DimensionArg::Type => Dimension::Type,
            DimensionArg::Source => Dimension::Source,
            DimensionArg::Currency => Dimension::Currency,
            DimensionArg::Topic => Dimension::Topic,
            DimensionArg::Nature => Dimension::Nature,
            DimensionArg::Binding => Dimension::Binding,
        }
    }

    /// Its name as typed and as JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            DimensionArg::Province => "province",
            DimensionArg::Country => "country",
            DimensionArg::City => "city",
            DimensionArg::Pair => "pair",
            DimensionArg::Year => "year",
            DimensionArg::Quarter => "quarter",
            DimensionArg::Month => "month",
            DimensionArg::Kind => "kind",
            DimensionArg::Stage => "stage",
            DimensionArg::Type => "type",
            DimensionArg::Source => "source",
            DimensionArg::Currency => "currency",
            DimensionArg::Topic => "topic",
            DimensionArg::Nature => "nature",
            DimensionArg::Binding => "binding",
        }
    }
}

/// `brief`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("form").multiple(false)))]
pub struct BriefArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// As Markdown, the default
    #[arg(long, group = "form")]
    pub markdown: bool,
    /// As one HTML file
    #[arg(long, group = "form")]
    pub html: bool,
    /// As JSON
    #[arg(long, group = "form")]
    pub json: bool,
    /// As plain text
    #[arg(long, group = "form")]
    pub text: bool,
    /// The day that the page is of; no clock is read
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<chrono::NaiveDate>,
    /// At most so many engagements, whole trips and fairs, newest first, and so many agreements
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub limit: usize,
}

/// How a brief is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefForm {
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
    /// JSON.
    Json,
    /// Plain text.
    Text,
}

impl BriefArgs {
    /// The form asked for.
    pub fn form(&self) -> BriefForm {
        match (self.html, self.json, self.text) {
            (true, ..) => BriefForm::Html,
            (_, true, _) => BriefForm::Json,
            (_, _, true) => BriefForm::Text,
            _ => BriefForm::Markdown,
        }
    }
}

fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "not a day such as 2024-05-18".to_owned())
}

/// `export`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("form").required(true).multiple(false)))]
pub struct ExportArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// One JSON object a line: documents without body, engagements, agreements, people, organisations, ties
    #[arg(long, group = "form")]
    pub jsonl: bool,
    /// A table for spreadsheets, safe from formulas
    #[arg(long, group = "form")]
    pub csv: bool,
    /// Places as points, engagements as lines, for maps
    #[arg(long, group = "form")]
    pub geojson: bool,
    /// Places as nodes, engagements as edges, for graph programs
    #[arg(long, group = "form")]
    pub graphml: bool,
    /// All of these, each a file of this folder, with their codebook; the folder must not exist, or be empty
    #[arg(long, group = "form", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// What the columns, properties and keys of all these mean
    #[arg(long, group = "form")]
    pub codebook: bool,
    /// Of what the table is
    #[arg(long, value_enum, default_value = "engagements", value_name = "WHAT")]
    pub of: ExportOf,
}

/// `--of`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportOf {
    /// Engagements
    Engagements,
    /// Agreements
    Agreements,
}

/// `edit`
#[derive(Debug, Args)]
pub struct EditArgs {
    /// Its id, or a unique beginning
    #[arg(value_name = "ID", required_unless_present = "pending")]
    pub id: Option<String>,
    /// What to set
    #[arg(value_name = "FIELD=VALUE", required_unless_present = "pending")]
    pub fields: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Set nothing unless this still stands there
    #[arg(long, value_name = "FIELD=VALUE")]
    pub expect: Vec<String>,
    /// List corrections that fit nothing any more
    #[arg(long, conflicts_with_all = ["id", "fields", "why", "expect"])]
    pub pending: bool,
}

/// `confirm`, `reject`, `merge`
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// Ids, or unique beginnings
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// `add`
#[derive(Debug, Args)]
pub struct AddArgs {
    /// What
    #[arg(value_enum, value_name = "WHAT")]
    pub class: ClassArg,
    /// The article that says so
    #[arg(short, long, value_name = "ID")]
    pub document: String,
    /// The words that say so, as they stand there
    #[arg(short, long, value_name = "WORDS")]
    pub quote: String,
    /// Its fields
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// What is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassArg {
    /// An engagement
    Engagement,
    /// An agreement
    Agreement,
}

/// `log`
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Only what speaks of this record or article
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// `config`
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigCommand {
    /// Print the commented defaults
    Default,
    /// List all settings with their values
    Show {
        /// Also where each value comes from and what it goes before
        #[arg(long)]
        origin: bool,
    },
    /// Find all mistakes; exits 2 where there are any
    Check,
    /// Print where files are looked for
    Path,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_dimension_is_typed_as_json_has_it() {
        for dimension in DimensionArg::value_variants() {
            assert_eq!(dimension.to_possible_value().expect("not hidden").get_name(), dimension.name());
        }
    }

    #[test]
    fn descending_order_needs_no_quotes() {
        let arguments = Arguments::try_parse_from(["legation", "list", "from:x", "--sort", "-date", "--json"]).expect("read");
        assert!(matches!(arguments.command, Some(Command::List(list)) if list.sort == SortArg::DateDescending && list.json));
    }
}
