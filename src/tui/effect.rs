//! What update asks the rest of the program to do, and what the worker answers.

use std::path::PathBuf;
use std::sync::Arc;

use super::drafts::Draft;
use super::sheet::Sheet;
use super::subject::RecordName;
use super::summary::{Answer, Question};
use super::view::{ArticleView, CandidateView, FacetItem, FilterProblem, ListView, PopupLine, Records};
use crate::model::{DocumentId, EngagementId, RecordClass};
use crate::query::facets::FacetField;
use crate::query::period::Period;
use crate::query::timeline::Sort;
use crate::store::EditRequest;
use crate::text::safe::SafeText;

/// Something to be done outside of the app's state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the worker.
    Ask(Request),
    /// Leave with this exit code.
    Quit(i32),
    /// Keep what is being typed into a correction, in the place of what was kept before; `None` gives it up.
    KeepDraft(Option<Draft>),
    /// Give a draft up that a window left behind.
    DropDraft(PathBuf),
    /// Leave this window's draft behind, to be offered at the next start.
    ShelveDraft,
    /// Give a text to the user's editor, and the terminal with it.
    Compose(Box<Sheet>),
    /// Stop, back to the shell.
    Suspend,
    /// Draw every cell again.
    Repaint,
    /// Give a text to the clipboard.
    Copy {
        /// What it is.
        what: Yank,
        /// The text: safe, with line ends and tabs between the cells of rows only.
        text: String,
    },
}

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yank {
    /// Title, outlet, date, URL, record.
    Citation,
    /// The sentence that a record rests on.
    Sentence,
    /// Rows with tabs between their columns.
    Rows,
    /// The command that lists the same.
    Command,
    /// The URL of the source.
    Url,
    /// The same, shown too.
    Link,
}

impl Yank {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Yank::Citation => "citation",
            Yank::Sentence => "sentence",
            Yank::Rows => "rows",
            Yank::Command => "command",
            Yank::Url => "URL",
            Yank::Link => "link",
        }
    }
}

/// A correction that was not written, for somebody else has changed the record since it was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What was asked for.
    pub request: EditRequest,
    /// Both values, and who set the one that stands.
    pub why: SafeText,
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
        /// What the headings stand over.
        period: Period,
    },
    /// The values of a field and their counts.
    Facets {
        /// Number of the question.
        generation: u64,
        /// The filter they are counted under.
        text: String,
        /// Which field.
        field: FacetField,
    },
    /// What the word at the cursor of a filter may become.
    Complete {
        /// Number of the question.
        generation: u64,
        /// The filter.
        text: String,
        /// Byte of the cursor.
        cursor: usize,
    },
    /// What is known of a record, and from where.
    Provenance(EngagementId),
    /// A record as a text for the editor.
    RecordSheet(RecordName),
    /// A text for the editor to make a record of.
    NewSheet {
        /// Its class.
        class: RecordClass,
        /// The article that it is taken from.
        document: DocumentId,
        /// The words to begin with, as they are shown.
        quote: String,
    },
    /// The text of records that is to be copied.
    Yank {
        /// What of them.
        what: Yank,
        /// Which.
        records: Vec<EngagementId>,
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
    /// Write corrections, one line of the log each: a step that is taken back as one.
    Edit {
        /// What.
        requests: Vec<EditRequest>,
        /// What was done, in a word: `confirmed`.
        word: &'static str,
    },
    /// Take the last step back: of this session, else the analyst's last line of the log.
    Undo,
    /// Bring the step back that was taken back last.
    Redo,
    /// Set the mark that news are counted from where the log ends now.
    SetMark,
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
    /// The values of a field.
    Facets {
        /// The question's number.
        generation: u64,
        /// The values, or why the filter cannot be read.
        values: Result<Vec<FacetItem>, FilterProblem>,
    },
    /// What the word at the cursor may become.
    Completed {
        /// The question's number.
        generation: u64,
        /// The bytes that a candidate takes the place of.
        range: std::ops::Range<usize>,
        /// Best first.
        candidates: Vec<CandidateView>,
    },
    /// What is known of a record.
    Provenance {
        /// The record in a line.
        title: SafeText,
        /// Its fields, where each comes from.
        lines: Vec<PopupLine>,
    },
    /// A text for the editor.
    Sheet(Box<Sheet>),
    /// What is to be copied; `None` where there is nothing.
    Yanked {
        /// What it is.
        what: Yank,
        /// The text.
        text: Option<String>,
    },
    /// Corrections were written, or not all of them.
    Edited {
        /// What to say.
        text: SafeText,
        /// Whether something went wrong.
        is_trouble: bool,
        /// What was not written: the analyst decides.
        conflicts: Vec<Conflict>,
        /// A record that was added.
        added: Option<RecordName>,
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
            Reply::Facets { .. } => "Facets",
            Reply::Completed { .. } => "Completed",
            Reply::Provenance { .. } => "Provenance",
            Reply::Sheet(_) => "Sheet",
            Reply::Yanked { .. } => "Yanked",
            Reply::Summed { .. } => "Summed",
            Reply::Edited { .. } => "Edited",
            Reply::Told(_) => "Told",
            Reply::Failed(_) => "Failed",
            Reply::Refused { .. } => "Refused",
        })
    }
}
