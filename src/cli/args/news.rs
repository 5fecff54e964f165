//! Arguments of what tells news: `mark` and `new`.

use clap::Args;

use super::{FILTER_HELP, day};

/// `mark`
#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Its name: letters, digits, - and _
    #[arg(value_name = "NAME", default_value = "default")]
    pub name: String,
    /// Forget it instead
    #[arg(long, conflicts_with = "list")]
    pub forget: bool,
    /// List your marks in this store
    #[arg(long)]
    pub list: bool,
}

/// `new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Terms of the filter language.
    #[arg(value_name = "FILTER", help = FILTER_HELP)]
    pub filter: Vec<String>,
    /// The mark to count from
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub mark: String,
    /// Instead of a mark: what took place on this day or later
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "mark")]
    pub since: Option<chrono::NaiveDate>,
    /// The day that years and anniversaries are counted from [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<chrono::NaiveDate>,
    /// Anniversaries of ties within so many days
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub within: u64,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}
