//! What update asks the rest of the program to do, and what the worker answers.

use std::sync::Arc;

use super::summary::{Answer, Question};
use super::view::{ArticleView, FilterProblem, ListView, Records};
use crate::model::DocumentId;
use crate::query::timeline::Sort;
use crate::text::safe::SafeText;

/// Something to be done outside of the app's state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the worker.
    Ask(Request),
    /// Leave with this exit code.
    Quit(i32),
    /// Stop, back to the shell.
    Suspend,
    /// Draw every cell again.
    Repaint,
}

/// A question or task for the worker.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// The rows that a filter leaves.
    Filter {
        /// Number of the question: only the newest answer counts.
        generation: u64,
        /// The filter.
        text: String,
        /// Order.
        sort: Sort,
    },
    /// An article to read.
    Reading(DocumentId),
    /// The next row that holds a text.
    Find {
        /// Number of the question.
        generation: u64,
        /// Where to look, in this order.
        rows: Arc<Vec<u32>>,
        /// In small letters.
        needle: String,
        /// Position to begin after.
        from: usize,
        /// Towards the end.
        is_forward: bool,
    },
    /// What the panes of summaries show of a filter's rows.
    Summarize {
        /// Number of the question.
        generation: u64,
        /// The filter.
        filter: String,
        /// What is asked.
        question: Question,
    },
    /// Put the sample reports into the store.
    LoadSamples,
    /// Read the store again.
    Reload,
}

/// What the worker answers.
#[derive(Clone)]
pub enum Reply {
    /// There is no store yet, or nothing in it.
    Empty,
    /// The records, and what the last filter leaves of them.
    Loaded {
        /// All records.
        records: Arc<dyn Records>,
        /// The last filter's rows, or why it no longer can be read.
        list: Result<ListView, FilterProblem>,
    },
    /// A filter's rows.
    Filtered {
        /// The question's number.
        generation: u64,
        /// The rows, or what is wrong.
        list: Result<ListView, FilterProblem>,
    },
    /// An article; `None` where the store has none.
    Read {
        /// Which was asked for.
        document: DocumentId,
        /// The article.
        article: Option<Arc<ArticleView>>,
    },
    /// What came of a question about a selection.
    Summed {
        /// The question's number.
        generation: u64,
        /// What came of it.
        answer: Arc<Answer>,
    },
    /// The next match.
    Found {
        /// The question's number.
        generation: u64,
        /// Position in the list.
        position: Option<usize>,
    },
    /// Something went well.
    Told(SafeText),
    /// Something went wrong; what is on the screen stays.
    Failed(SafeText),
    /// The store cannot be opened: leave with this sentence and exit code.
    Refused {
        /// Why, and what to do.
        message: SafeText,
        /// 3 for a store, 1 else.
        exit_code: i32,
    },
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Reply::Empty => "Empty",
            Reply::Loaded { .. } => "Loaded",
            Reply::Filtered { .. } => "Filtered",
            Reply::Read { .. } => "Read",
            Reply::Found { .. } => "Found",
            Reply::Summed { .. } => "Summed",
            Reply::Told(_) => "Told",
            Reply::Failed(_) => "Failed",
            Reply::Refused { .. } => "Refused",
        })
    }
}
