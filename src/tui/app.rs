//! The state of the dashboard. Only `update` changes it; `draw` reads it.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use ratatui::layout::Rect;

use super::action::{Action, Layer};
use super::drafts::LeftDraft;
use super::draw::layout::{GUTTER, Regions, regions};
use super::event::{Event, Key};
use super::field::Field;
use super::keymap::Keymap;
use super::modes::{Candidates, CommandLine, FacetPicker, Popup};
use super::page::ArticlePage;
use super::panes::{EntitiesState, ProfileState, TotalsState};
use super::sheet::Sheet;
use super::subject::{Asking, RecordName};
use super::theme::Theme;
use super::update::drafts::DraftState;
use super::update::edits::Repeat;
use super::view::Passage;
use super::view::{ArticleView, ListView, Records, RowView};
use crate::model::{AgreementId, DocumentId, EngagementId};
use crate::query::period::Period;
use crate::query::timeline::Sort;
use crate::store::RecordStatus;
use crate::text::safe::{SafeText, sanitize};

/// A timeline with fewer lines has no density strip.
const SMALLEST_UNDER_STRIP: u16 = 8;

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Engagements in order of time.
    Timeline,
    /// Places, people and organisations.
    Entities,
    /// Sums of agreements.
    Totals,
    /// The article that tells the selected one.
    Article,
}

impl Pane {
    /// All panes with the digit that goes there and their title.
    pub const ALL: &'static [(Pane, &'static str, &'static str)] = &[
        (Pane::Timeline, "1", "Timeline"),
        (Pane::Entities, "2", "Entities"),
        (Pane::Totals, "3", "Totals"),
        (Pane::Article, "4", "Article"),
    ];
}

/// How far the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Being read.
    Opening,
    /// Nothing in it.
    Empty,
    /// Read.
    Ready,
}

/// What the keys go to.
#[derive(Debug, Clone)]
pub enum Mode {
    /// The panes.
    Browse,
    /// The filter line.
    Filter(FilterLine),
    /// The find line.
    Find(Field),
    /// The list of all actions.
    Help(HelpList),
    /// The facet picker.
    Facets(Box<FacetPicker>),
    /// The command line.
    Command(CommandLine),
    /// Lines to read; the panes' keys count.
    Popup(Box<Popup>),
    /// A question that waits for yes or no.
    Ask(Box<Asking>),
}

impl Mode {
    /// Whether printable keys are text.
    pub fn takes_text(&self) -> bool {
        !matches!(self, Mode::Browse | Mode::Popup(_) | Mode::Ask(_))
    }
}

/// The filter line while it is edited.
#[derive(Debug, Clone, Default)]
pub struct FilterLine {
    /// The line.
    pub field: Field,
    /// What stood before, to come back to; `None` once the store was read again meanwhile.
    pub before: Option<(ListView, usize, usize)>,
    /// The filter that stood before.
    pub before_text: String,
    /// Position in the history; its length is the line being typed.
    pub history_at: usize,
    /// What Tab offers.
    pub candidates: Candidates,
}

/// The help while it is open.
#[derive(Debug, Clone, Default)]
pub struct HelpList {
    /// What is typed to search.
    pub field: Field,
    /// The chosen entry.
    pub selected: usize,
    /// First entry on the screen.
    pub top: usize,
    /// The layers of the pane it was opened from.
    pub stack: Vec<Layer>,
}

/// The timeline.
#[derive(Debug, Clone, Default)]
pub struct TimelineState {
    /// What it shows.
    pub list: ListView,
    /// Position of the selected row in the list.
    pub selected: usize,
    /// First line on the screen, headings counted.
    pub top: usize,
    /// Order.
    pub sort: Sort,
    /// Whether the next list is in another order, to be seen from its top.
    pub goes_to_top: bool,
    /// What the headings stand over.
    pub period: Period,
    /// Marked rows of the records.
    pub marks: BTreeSet<u32>,
    /// The row where a range of marks begins.
    pub anchor: Option<u32>,
    /// Position of the column cursor in [`Column::ALL`](super::view::Column::ALL).
    pub column: Option<usize>,
}

/// What stands on a line of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineLine {
    /// Heading of this section.
    Heading(usize),
    /// Row at this position.
    Row(usize),
}

impl TimelineState {
    /// Number of lines, headings counted.
    pub fn line_count(&self) -> usize {
        self.list.rows.len() + self.list.sections.len()
    }

    /// The line of the row at a position.
    pub fn line_of(&self, position: usize) -> usize {
        position + self.list.sections.partition_point(|section| section.first <= position)
    }

    /// What stands on a line.
    pub fn line(&self, line: usize) -> TimelineLine {
        let (mut low, mut high) = (0, self.list.sections.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.list.sections[middle].first + middle <= line { low = middle + 1 } else { high = middle }
        }
        match low.checked_sub(1) {
            Some(section) if self.list.sections[section].first + section == line => TimelineLine::Heading(section),
            _ => TimelineLine::Row(line - low),
        }
    }
}

/// The article pane.
#[derive(Default)]
pub struct ArticleState {
    /// What is shown.
    pub article: Option<Arc<ArticleView>>,
    /// The document that should be shown; it may still be on its way.
    pub wanted: Option<DocumentId>,
    /// Whether the store has no such document.
    pub is_missing: bool,
    /// The record whose evidence is marked.
    pub record: Option<EngagementId>,
    /// The agreement whose sentence is marked in place of the record's.
    pub agreement: Option<AgreementId>,
    /// Whether it was opened of itself, and not for the timeline's selection.
    pub is_pinned: bool,
    /// The article laid out for the pane.
    pub page: Option<ArticlePage>,
    /// First line on the screen.
    pub top: usize,
    /// The mark that ( and ) stand on.
    pub span: Option<usize>,
    /// When to ask for the article of the selection.
    pub due: Option<Instant>,
    /// Articles read lately, newest last.
    pub recent: Vec<Arc<ArticleView>>,
    /// Where each article was left: the record and the first line.
    pub left_at: HashMap<DocumentId, (Option<EngagementId>, usize)>,
}

/// The filter.
#[derive(Debug, Clone, Default)]
pub struct FilterState {
    /// The filter in force.
    pub text: String,
    /// Number of the newest question.
    pub generation: u64,
    /// Whether its answer is still to come.
    pub is_pending: bool,
    /// Why the line cannot be read.
    pub problem: Option<SafeText>,
    /// Filters accepted in this session, oldest first.
    pub history: Vec<String>,
}

/// Find in a pane.
#[derive(Debug, Clone, Default)]
pub struct FindState {
    /// What to find, in small letters; empty where nothing is highlighted.
    pub needle: String,
    /// Number of the newest question.
    pub generation: u64,
}

/// A sentence on the bottom line, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What to say.
    pub text: SafeText,
    /// Whether something went wrong.
    pub is_trouble: bool,
}

/// The state of the dashboard.
pub struct App {
    /// The whole screen.
    pub area: Rect,
    /// Colours and glyphs.
    pub theme: Theme,
    /// Keys.
    pub keymap: Keymap,
    /// Whether hints are wanted.
    pub has_hints: bool,
    /// Name of the store's file.
    pub store_name: SafeText,
    /// Whether this is the throw-away store of the samples.
    pub is_demo: bool,
    /// Whether nothing may be written.
    pub is_read_only: bool,
    /// The last correction, for doing it again.
    pub repeat: Option<Repeat>,
    /// Corrections on their way to the store.
    pub unwritten: usize,
    /// What was judged and is on its way: the screen shows it when it is written.
    pub judged: HashMap<RecordName, RecordStatus>,
    /// Whether fields that were set, or steps taken back, are on their way: what the screen shows of records may be behind it.
    pub is_unsettled: bool,
    /// What is kept of a correction that is being typed.
    pub draft: DraftState,
    /// The text of the editor whose corrections are on their way.
    pub composed: Option<Sheet>,
    /// Drafts that windows left behind, to be offered once the records are there.
    pub left_drafts: Vec<LeftDraft>,
    /// Questions that wait until the panes have the keys again.
    pub questions: VecDeque<Asking>,
    /// What is wrong with the config, a sentence each.
    pub config_problems: Vec<SafeText>,
    /// How far the store is.
    pub stage: Stage,
    /// All records.
    pub records: Option<Arc<dyn Records>>,
    /// The pane that has the keys.
    pub focus: Pane,
    /// Whether it has the whole screen.
    pub is_zoomed: bool,
    /// What the keys go to.
    pub mode: Mode,
    /// Keys of a prefix pressed so far.
    pub prefix: Vec<Key>,
    /// What was typed while the rows that it speaks of were on their way: taken when those have come.
    pub held: VecDeque<Event>,
    /// The timeline.
    pub timeline: TimelineState,
    /// The article.
    pub article: ArticleState,
    /// The entities.
    pub entities: EntitiesState,
    /// The totals.
    pub totals: TotalsState,
    /// The profile over the panes, where one is open.
    pub profile: Option<ProfileState>,
    /// The list pane that had the keys last: it stands beside the article.
    pub beside: Pane,
    /// The filter that an entity was added to and what came of it, to go back from the timeline.
    pub drilled: Option<(String, String)>,
    /// Number of the present selection of records, from 1, and the filter that it is of.
    pub selection: (u64, String),
    /// Number of the newest question about a selection.
    pub summaries_asked: u64,
    /// What a key asked of a pane whose rows are still on their way: done when they have come.
    pub waiting: Option<(Pane, Action)>,
    /// When to ask for summaries of a new selection.
    pub summaries_due: Option<Instant>,
    /// The day on which the program was started.
    pub today: chrono::NaiveDate,
    /// The filter.
    pub filter: FilterState,
    /// Find.
    pub find: FindState,
    /// The bottom line.
    pub message: Option<Message>,
    /// What takes a while, in a word.
    pub busy: Option<&'static str>,
    /// Actions that were used, so that their hints go away.
    pub used: Vec<Action>,
    /// Lines of the command line in this session, oldest first.
    pub commands: Vec<String>,
    /// Number of the newest question of the picker or of completion.
    pub asked: u64,
    /// What is known of the terminal, a sentence each.
    pub terminal_facts: Vec<SafeText>,
}

impl App {
    /// A dashboard whose store is being opened.
    pub fn new(theme: Theme, keymap: Keymap, store: &std::path::Path) -> Self {
        let name = store.file_name().unwrap_or(store.as_os_str()).to_string_lossy();
        Self {
            area: Rect::new(0, 0, 0, 0),
            theme,
            keymap,
            has_hints: true,
            store_name: sanitize(&name),
            is_demo: false,
            is_read_only: false,
            repeat: None,
            unwritten: 0,
            judged: HashMap::new(),
            is_unsettled: false,
            draft: DraftState::default(),
            composed: None,
            left_drafts: Vec::new(),
            questions: VecDeque::new(),
            config_problems: Vec::new(),
            stage: Stage::Opening,
            records: None,
            focus: Pane::Timeline,
            is_zoomed: false,
            mode: Mode::Browse,
            prefix: Vec::new(),
            held: VecDeque::new(),
            timeline: TimelineState::default(),
            article: ArticleState::default(),
            entities: EntitiesState::default(),
            totals: TotalsState::default(),
            profile: None,
            beside: Pane::Timeline,
            drilled: None,
            selection: (0, String::new()),
            summaries_asked: 0,
            waiting: None,
            summaries_due: None,
            today: chrono::NaiveDate::default(),
            filter: FilterState::default(),
            find: FindState::default(),
            message: None,
            busy: None,
            used: Vec::new(),
            commands: Vec::new(),
            asked: 0,
            terminal_facts: Vec::new(),
        }
    }

    /// Where everything stands.
    pub fn regions(&self) -> Regions {
        regions(self.area, self.focus, self.beside, self.is_zoomed)
    }

    /// Lines of a pane on the screen, also while it is hidden.
    pub fn height(&self, pane: Pane) -> usize {
        let beside = if pane == Pane::Article { self.beside } else { pane };
        regions(self.area, pane, beside, self.is_zoomed).of(pane).height.into()
    }

    /// Whether a pane stands on the screen now.
    pub fn is_shown(&self, pane: Pane) -> bool {
        self.stage == Stage::Ready && self.regions().of(pane).width > 0
    }

    /// Where the article says what is marked: the agreement that was opened, else the record.
    pub fn evidence(&self) -> &[Passage] {
        let Some(article) = &self.article.article else { return &[] };
        match &self.article.agreement {
            Some(agreement) => article.agreement(agreement),
            None => self.article.record.as_ref().and_then(|id| article.record(id)).map_or(&[], |record| &record.evidence),
        }
    }

    /// Lines of the timeline on the screen, also while it is hidden.
    pub fn timeline_height(&self) -> usize {
        let height = self.height(Pane::Timeline) as u16;
        (height - self.strip_height(height)).into()
    }

    /// Lines of the density strip over a timeline of this height.
    pub fn strip_height(&self, height: u16) -> u16 {
        u16::from(height >= SMALLEST_UNDER_STRIP && self.timeline.list.density.is_some())
    }

    /// Lines of the article on the screen, also while it is hidden.
    pub fn article_height(&self) -> usize {
        self.height(Pane::Article)
    }

    /// Cells of a line of the article.
    pub fn article_width(&self) -> usize {
        regions(self.area, Pane::Article, self.beside, self.is_zoomed).article.width.saturating_sub(GUTTER).into()
    }

    /// Whether the article stands on the screen now.
    pub fn is_article_shown(&self) -> bool {
        self.regions().article.width > 0
    }

    /// The layers whose keys count now, nearest first.
    pub fn layers(&self) -> &'static [Layer] {
        match (&self.mode, self.stage, self.focus) {
            (Mode::Filter(_) | Mode::Find(_) | Mode::Command(_), _, _) => &[Layer::Input, Layer::Field, Layer::Cursor],
            (Mode::Help(_), _, _) => &[Layer::Picker, Layer::Field, Layer::Cursor],
            (Mode::Facets(_), _, _) => &[Layer::Facets, Layer::Picker, Layer::Field],
            (Mode::Popup(_), _, _) => &[Layer::Global],
            (Mode::Ask(_), _, _) => &[Layer::Question],
            (Mode::Browse, Stage::Empty, _) => &[Layer::Empty, Layer::Global],
            (Mode::Browse, _, _) if self.profile.is_some() => &[Layer::Record, Layer::Global],
            (Mode::Browse, _, Pane::Entities) => &[Layer::Entities, Layer::List, Layer::Global],
            (Mode::Browse, _, Pane::Totals) => &[Layer::Totals, Layer::Marks, Layer::Record, Layer::List, Layer::Global],
            (Mode::Browse, _, Pane::Timeline) => &[Layer::Timeline, Layer::Marks, Layer::Record, Layer::List, Layer::Global],
            (Mode::Browse, _, Pane::Article) => &[Layer::Article, Layer::Record, Layer::Global],
        }
    }

    /// The row at a position of the timeline.
    pub fn row(&self, position: usize) -> Option<RowView> {
        let row = *self.timeline.list.rows.get(position)?;
        self.records.as_ref().map(|records| records.row(row))
    }

    /// The selected row.
    pub fn selected_row(&self) -> Option<RowView> {
        self.row(self.timeline.selected)
    }

    /// When the loop must wake although nothing happens.
    pub fn deadline(&self) -> Option<Instant> {
        [self.article.due, self.summaries_due, self.draft.due].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::view::Section;

    #[test]
    fn lines_and_rows_agree() {
        let section = |first, count| Section { label: SafeText::default(), first, count };
        let list = ListView {
            rows: Arc::new((0..7).collect()),
            sections: Arc::new(vec![section(0, 3), section(3, 1), section(4, 3)]),
            ..ListView::default()
        };
        let timeline = TimelineState { list, ..TimelineState::default() };
        let lines: Vec<_> = (0..timeline.line_count()).map(|line| timeline.line(line)).collect();
        use TimelineLine::{Heading, Row};
        assert_eq!(lines, [Heading(0), Row(0), Row(1), Row(2), Heading(1), Row(3), Heading(2), Row(4), Row(5), Row(6)]);
        for position in 0..7 {
            assert_eq!(timeline.line(timeline.line_of(position)), Row(position));
        }
    }
}
