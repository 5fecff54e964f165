//! What lies over the panes while it is open: the facet picker, the command line, a popup.

use std::ops::Range;
use std::sync::Arc;

use super::field::Field;
use super::subject::SeenRecord;
use super::view::{CandidateView, FacetItem, ListView, PopupLine};
use crate::query::facets::FacetField;
use crate::text::safe::SafeText;

/// The rows before something was opened that changes them: the list, the selected position, the first line on the screen.
/// `None` once the store was read again meanwhile.
pub type Before = Option<(ListView, usize, usize)>;

/// The facet picker while it is open.
#[derive(Debug, Clone)]
pub struct FacetPicker {
    /// Position in [`FacetField::ALL`].
    pub field_at: usize,
    /// What is typed to narrow the values.
    pub typed: Field,
    /// All values of the field.
    pub items: Arc<Vec<FacetItem>>,
    /// Positions in `items` of those that fit what is typed, best first.
    pub shown: Vec<usize>,
    /// Position in `shown`.
    pub selected: usize,
    /// First one on the screen.
    pub top: usize,
    /// What was chosen so far, in all fields.
    pub picks: Vec<Pick>,
    /// Number of the newest question for values.
    pub generation: u64,
    /// Whether its answer is still to come.
    pub is_pending: bool,
    /// What stood before.
    pub before: Before,
    /// The filter that stood before.
    pub before_text: String,
}

impl FacetPicker {
    /// The field whose values are shown.
    pub fn field(&self) -> FacetField {
        FacetField::ALL.get(self.field_at).map_or(FacetField::Place, |(field, _)| *field)
    }

    /// The value that the cursor is on.
    pub fn current(&self) -> Option<&FacetItem> {
        self.items.get(*self.shown.get(self.selected)?)
    }

    /// Whether a value of the field shown is chosen: `Some(true)` where it is excluded.
    pub fn pick_of(&self, item: &FacetItem) -> Option<bool> {
        let field = self.field();
        self.picks.iter().find(|pick| pick.field == field && pick.value == item.value).map(|pick| pick.is_excluded)
    }

    /// The filter with what was chosen, in all fields but one.
    pub fn text(&self, without: Option<FacetField>) -> String {
        let mut terms = vec![self.before_text.clone()];
        for (field, name) in FacetField::ALL.iter().filter(|(field, _)| Some(*field) != without) {
            for (is_excluded, sign) in [(false, ""), (true, "-")] {
                let picks = self.picks.iter().filter(|pick| pick.field == *field && pick.is_excluded == is_excluded);
                let values: Vec<&str> = picks.map(|pick| pick.value.as_str()).collect();
                if !values.is_empty() {
                    terms.push(format!("{sign}{name}:{}", values.join("|")));
                }
            }
        }
        terms.retain(|term| !term.is_empty());
        terms.join(" ")
    }
}

/// A chosen value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Of which field.
    pub field: FacetField,
    /// As the filter takes it.
    pub value: String,
    /// Chosen to be left out.
    pub is_excluded: bool,
}

/// Candidates for the word at the cursor of a line.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Number of the newest question.
    pub generation: u64,
    /// Where in the line the text begins that was asked about.
    pub offset: usize,
    /// The bytes that a candidate takes the place of.
    pub range: Range<usize>,
    /// Best first; empty where none are shown.
    pub list: Vec<CandidateView>,
    /// The one that stands in the line now.
    pub at: Option<usize>,
}

/// The command line while it is open.
#[derive(Debug, Clone, Default)]
pub struct CommandLine {
    /// The line, without the colon.
    pub field: Field,
    /// What Tab offers.
    pub candidates: Candidates,
    /// Position in the history; its length is the line being typed.
    pub history_at: usize,
    /// The records that a correction typed here speaks of, as they were when the line was opened.
    pub subject: Vec<SeenRecord>,
    /// What it was opened with: nothing of that was typed.
    pub begun_with: String,
}

/// Lines to read over the panes.
#[derive(Debug, Clone, Default)]
pub struct Popup {
    /// What it is about.
    pub title: SafeText,
    /// As they came.
    pub lines: Vec<PopupLine>,
    /// Wrapped for the screen.
    pub wrapped: Vec<PopupLine>,
    /// First wrapped line on the screen.
    pub top: usize,
}
