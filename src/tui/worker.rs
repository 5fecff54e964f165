//! One thread that owns the store: it reads, filters and writes, so that the loop never waits. The newest question wins.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::adapter::{SnapshotRecords, article_view, candidates, facet_items, list_view};
use super::effect::{Reply, Request, Yank};
use super::event::Event;
use super::find::is_in;
use super::provenance::{provenance, rows_text, yanked};
use super::sheet::{Sheet, new_sheet, record_sheet};
use super::steps::{Steps, Written};
use super::summaries::{self, Task};
use super::summary::Question;
use super::view::{FilterProblem, ListView, Records, RowView};
use crate::gazetteer::Gazetteer;
use crate::ingest::samples::ingest_samples;
use crate::model::{DocumentId, EngagementId};
use crate::query::filter::{Filter, FilterError, Resolution};
use crate::query::period::Period;
use crate::query::rates::Rates;
use crate::query::snapshot::{Snapshot, documents_containing, engagement_records, reading};
use crate::query::timeline::Sort;
use crate::store::{Access, Author, ErrorKind, Store, StoreError};
use crate::text::safe::{SafeText, sanitize};

/// How often the store is asked whether another process has written.
const POLL: Duration = Duration::from_secs(2);
/// How long after the last correction the store keeps the columns anew.
const UNTIL_KEPT: Duration = Duration::from_secs(10);
/// From how many engagements on a letter takes longer than a frame.
const WORTH_PREPARING: usize = 50_000;

/// What the worker works on.
#[derive(Debug, Clone)]
pub struct Workplace {
    /// The store; it need not exist yet.
    pub store: PathBuf,
    /// Never write.
    pub is_read_only: bool,
    /// Who writes.
    pub author: Author,
    /// The user's own lists.
    pub user_lists: Option<PathBuf>,
    /// Where the user's marks are; `None` where none are kept.
    pub state: Option<PathBuf>,
    /// Yearly mean rates of exchange.
    pub rates: Arc<Rates>,
}

enum Lists {
    Builtin(&'static Gazetteer),
    Own(Box<Gazetteer>),
}

struct Worker {
    place: Workplace,
    events: Sender<Event>,
    store: Option<Store>,
    lists: Option<Lists>,
    snapshot: Arc<Snapshot>,
    seen: u64,
    filter: String,
    sort: Sort,
    period: Period,
    summaries: Sender<Task>,
    steps: Steps,
    /// When marks were brought into the snapshot that the store's kept columns do not have.
    marked_at: Option<Instant>,
}

/// Works until the last question's sender is gone. A panic ends the program in order.
pub fn work(place: Workplace, requests: &Receiver<Request>, events: &Sender<Event>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| Worker::new(place, events.clone()).run(requests)));
    if outcome.is_err() {
        // The loop is gone where this fails.
        let _ = events.send(Event::ThreadDied(super::terminal::last_panic()));
    }
}

impl Worker {
    fn new(place: Workplace, events: Sender<Event>) -> Self {
        let summaries = summaries::start(&events);
        Self {
            place,
            events,
            store: None,
            lists: None,
            snapshot: Arc::default(),
            seen: 0,
            filter: String::new(),
            sort: Sort::default(),
            period: Period::default(),
            summaries,
            steps: Steps::default(),
            marked_at: None,
        }
    }

    fn run(mut self, requests: &Receiver<Request>) {
        if let Err(error) = self.look_again() {
            let exit_code = if error.kind == ErrorKind::Failed { 1 } else { 3 };
            self.reply(Reply::Refused { message: sentence(&error), exit_code });
        }
        loop {
            match requests.recv_timeout(POLL) {
                Ok(first) => newest(std::iter::once(first).chain(requests.try_iter())).into_iter().for_each(|request| self.serve(request)),
                Err(RecvTimeoutError::Timeout) => self.poll(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn reply(&self, reply: Reply) {
        // The loop is gone where this fails; the next question's end tells us so.
        let _ = self.events.send(Event::Replied(reply));
    }

    /// Opens the store if it has come into being, and loads it.
    fn look_again(&mut self) -> Result<(), StoreError> {
        if self.store.is_none() && !self.place.store.exists() {
            self.reply(Reply::Empty);
            return Ok(());
        }
        self.open(if self.place.is_read_only { Access::ReadOnly } else { Access::ReadWrite })?;
        self.load()
    }

    fn open(&mut self, access: Access) -> Result<(), StoreError> {
        if self.store.is_none() {
            self.store = Some(Store::open(&self.place.store, access)?);
        }
        Ok(())
    }

    fn load(&mut self) -> Result<(), StoreError> {
        self.read_lists();
        let (Some(store), Some(lists)) = (&self.store, &self.lists) else { return Ok(()) };
        let seen = store.change_counter()?;
        self.snapshot = Arc::new(Snapshot::load(store, lists.get())?);
        self.seen = seen;
        self.marked_at = None;
        if self.snapshot.document_count() == 0 {
            self.reply(Reply::Empty);
            return Ok(());
        }
        let list = self.list();
        self.reply(Reply::Loaded { records: Arc::new(SnapshotRecords(self.snapshot.clone())), list });
        prepare(self.snapshot.clone(), &self.events);
        Ok(())
    }

    fn read_lists(&mut self) {
        if self.lists.is_some() {
            return;
        }
        self.lists = Some(match &self.place.user_lists {
            None => Lists::Builtin(Gazetteer::builtin()),
            Some(folder) => {
                let (gazetteer, errors) = Gazetteer::with_user_lists(folder);
                if let Some(first) = errors.first() {
                    let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
                    self.reply(Reply::Failed(sanitize(&format!("{first}{more}"))));
                }
                Lists::Own(Box::new(gazetteer))
            }
        });
    }

    fn list(&self) -> Result<ListView, FilterProblem> {
        let filter = self.filter_of(&self.filter)?;
        Ok(list_view(&self.snapshot, &filter, &self.filter, self.sort, self.period))
    }

    fn filter_of(&self, text: &str) -> Result<Filter, FilterProblem> {
        self.read_filter(text, Resolution::Loose).map_err(|error| problem(&error))
    }

    fn read_filter(&self, text: &str, resolution: Resolution) -> Result<Filter, FilterError> {
        let search = |phrase: &str| match &self.store {
            Some(store) => documents_containing(store, phrase).map_err(|error| error.to_string()),
            None => Ok(Vec::new()),
        };
        let news = |mark: &str| match (&self.store, &self.place.state) {
            (Some(store), Some(state)) => super::marks::news(state, store, mark),
            _ => Err(super::marks::NONE_KEPT.to_owned()),
        };
        Filter::read_with_marks(text, &self.snapshot, resolution, &search, &news)
    }

    fn serve(&mut self, request: Request) {
        match request {
            Request::Filter { generation, text, sort, period } => {
                (self.filter, self.sort, self.period) = (text, sort, period);
                self.reply(Reply::Filtered { generation, list: self.list() });
            }
            Request::Reading(document) => self.read(document),
            Request::Find { generation, rows, needle, from, is_forward } => {
                let records = SnapshotRecords(self.snapshot.clone());
                let position = find_row(&records, &rows, &needle, from, is_forward);
                self.reply(Reply::Found { generation, position });
            }
            Request::Facets { generation, text, field } => {
                let values = self.filter_of(&text).map(|filter| facet_items(&self.snapshot, &filter, field));
                self.reply(Reply::Facets { generation, values });
            }
            Request::Complete { generation, text, cursor } => {
                let (range, candidates) = candidates(&text, cursor, &self.snapshot);
                self.reply(Reply::Completed { generation, range, candidates });
            }
            Request::Provenance(id) => self.tell(|worker| worker.provenance(&id)),
            Request::RecordSheet(name) => self.tell(|worker| worker.sheet(|store| record_sheet(store, &worker.snapshot, &name))),
            Request::NewSheet { class, document, quote } => {
                self.tell(|worker| worker.sheet(|store| new_sheet(store, class, document.clone(), &quote)));
            }
            Request::Yank { what, records } => self.tell(|worker| worker.yank(what, &records)),
            Request::Summarize { generation, filter, question } => self.summarize(generation, &filter, question),
            Request::Edit { requests, word } => self.edit(|steps, store, author| steps.write(store, author, &requests, word)),
            Request::Undo => self.edit(Steps::undo),
            Request::Redo => self.edit(Steps::redo),
            Request::SetMark => self.set_mark(),
            Request::LoadSamples => self.load_samples(),
            Request::Reload => self.reload("The store was read again"),
        }
    }

    /// Sets the usual mark where the log ends now.
    fn set_mark(&self) {
        let set = match (&self.store, &self.place.state) {
            (Some(store), Some(state)) => super::marks::set(state, store),
            _ => Err(super::marks::NONE_KEPT.to_owned()),
        };
        self.reply(match set {
            Ok(()) => Reply::Told(sanitize("Marked: gn shows what comes or changes from now on")),
            Err(why) => Reply::Failed(sanitize(&why)),
        });
    }

    /// Hands a question over the whole selection on. Only totals take terms that stand for one thing each.
    fn summarize(&self, generation: u64, filter: &str, question: Question) {
        let resolution = if matches!(question, Question::Totals { .. }) { Resolution::Strict } else { Resolution::Loose };
        let filter = self.read_filter(filter, resolution);
        // The thread is gone only after its panic, of which an event tells.
        let _ =
            self.summaries.send(Task { generation, question, snapshot: self.snapshot.clone(), rates: self.place.rates.clone(), filter });
    }

    fn read(&self, document: DocumentId) {
        let Some(store) = &self.store else { return };
        match reading(store, &document) {
            Ok(reading) => {
                let article = reading.map(|reading| Arc::new(article_view(&reading, &self.snapshot)));
                self.reply(Reply::Read { document, article });
            }
            Err(error) => self.reply(Reply::Failed(sentence(&error))),
        }
    }

    /// Replies, or says what the store refuses.
    fn tell(&self, answer: impl Fn(&Self) -> Result<Option<Reply>, StoreError>) {
        match answer(self) {
            Ok(Some(reply)) => self.reply(reply),
            Ok(None) => self.reply(Reply::Failed(sanitize("the record is not in the store any more"))),
            Err(error) => self.reply(Reply::Failed(sentence(&error))),
        }
    }

    fn provenance(&self, id: &EngagementId) -> Result<Option<Reply>, StoreError> {
        let (Some(store), Some(row)) = (&self.store, self.snapshot.engagement_row(id)) else { return Ok(None) };
        let Some(record) = engagement_records(store, &self.snapshot, &[row])?.pop() else { return Ok(None) };
        let told = reading(store, &self.snapshot.engagement(row).document)?;
        Ok(told.map(|reading| {
            let (title, lines) = provenance(&record, &reading, &self.snapshot);
            Reply::Provenance { title, lines }
        }))
    }

    fn sheet(&self, gather: impl Fn(&Store) -> Result<Option<Sheet>, StoreError>) -> Result<Option<Reply>, StoreError> {
        let Some(store) = &self.store else { return Ok(None) };
        Ok(gather(store)?.map(|sheet| Reply::Sheet(Box::new(sheet))))
    }

    fn yank(&self, what: Yank, records: &[EngagementId]) -> Result<Option<Reply>, StoreError> {
        if what == Yank::Rows {
            return Ok(Some(Reply::Yanked { what, text: Some(rows_text(&self.snapshot, records)) }));
        }
        let (Some(store), Some(id)) = (&self.store, records.first()) else { return Ok(None) };
        let Some(row) = self.snapshot.engagement_row(id) else { return Ok(None) };
        let told = reading(store, &self.snapshot.engagement(row).document)?;
        Ok(told.map(|reading| Reply::Yanked { what, text: yanked(what, id, &reading) }))
    }

    fn reload(&mut self, said: &'static str) {
        match self.look_again() {
            Ok(()) => self.reply(Reply::Told(sanitize(said))),
            Err(error) => self.reply(Reply::Failed(sentence(&error))),
        }
    }

    /// Has another process written? Then everything is read again.
    fn poll(&mut self) {
        let is_new = match &self.store {
            Some(store) => store.change_counter().map(|counter| counter != self.seen),
            None => Ok(self.place.store.exists()),
        };
        let outcome = is_new.and_then(|is_new| if is_new { self.look_again() } else { self.keep_columns() });
        if let Err(error) = outcome {
            self.reply(Reply::Failed(sentence(&error)));
        }
    }

    /// Writes corrections and reads the store again, so that what stands there now is seen before the answer.
    fn edit(&mut self, write: impl FnOnce(&mut Steps, &mut Store, &Author) -> Written) {
        let Some(store) = &mut self.store else { return };
        let written = write(&mut self.steps, store, &self.place.author);
        let is_stale = written.count > 0 || !written.conflicts.is_empty();
        let read = match self.mark(&written) {
            Ok(false) if is_stale => self.look_again(),
            other => other.map(drop),
        };
        let Written { text, is_trouble, conflicts, added, .. } = written;
        let (text, is_trouble) = read.err().map_or((text, is_trouble), |error| (sentence(&error), true));
        self.reply(Reply::Edited { text, is_trouble, conflicts, added });
    }

    /// Where nothing has changed but marks on a few records, brings those into the records at hand; else `false`: all of them have to
    /// be read again.
    fn mark(&mut self, written: &Written) -> Result<bool, StoreError> {
        let Some(store) = &self.store else { return Ok(false) };
        if written.count == 0 || written.changes_more || !written.conflicts.is_empty() || store.others_wrote_since(self.seen)? {
            return Ok(false);
        }
        let records: BTreeSet<String> = written.records.iter().cloned().collect();
        let marks = store.marks_of(&records.iter().cloned().collect::<Vec<_>>())?;
        if marks.len() != records.len() {
            return Ok(false);
        }
        let Some(snapshot) = self.snapshot.with_marks(&marks, store)? else { return Ok(false) };
        self.seen = store.change_counter()?;
        self.snapshot = Arc::new(snapshot);
        self.marked_at = Some(Instant::now());
        let list = self.list();
        self.reply(Reply::Loaded { records: Arc::new(SnapshotRecords(self.snapshot.clone())), list });
        Ok(true)
    }

    /// After a while without corrections, has the store keep the columns as they are now: the next start does without building them.
    fn keep_columns(&mut self) -> Result<(), StoreError> {
        let is_due = self.marked_at.is_some_and(|at| at.elapsed() >= UNTIL_KEPT);
        let (Some(store), Some(lists), true) = (&self.store, &self.lists, is_due) else { return Ok(()) };
        self.marked_at = None;
        let moment = store.moment()?;
        // Read behind the moment: equal means that these are its columns.
        if let (Some(moment), true) = (moment, store.change_counter()? == self.seen) {
            self.snapshot.keep(store, &moment, lists.get());
        }
        Ok(())
    }

    fn load_samples(&mut self) {
        self.read_lists();
        let outcome = self.open(Access::Create).map_err(|error| sentence(&error)).and_then(|()| {
            let (Some(store), Some(lists)) = (&mut self.store, &self.lists) else { return Ok(()) };
            samples(store, lists.get(), &self.place.author).map_err(|error| sanitize(&error))
        });
        match outcome {
            Ok(()) => self.reload("The sample reports are in the store"),
            Err(message) => self.reply(Reply::Failed(message)),
        }
    }
}

/// Works out beside the questions what takes longest to answer.
fn prepare(snapshot: Arc<Snapshot>, events: &Sender<Event>) {
    if snapshot.engagement_count() < WORTH_PREPARING {
        return;
    }
    let to_loop = events.clone();
    let work = move || {
        if catch_unwind(AssertUnwindSafe(|| snapshot.prepare_letters())).is_err() {
            // The loop is gone where this fails.
            let _ = to_loop.send(Event::ThreadDied(super::terminal::last_panic()));
        }
    };
    // Where no thread is to be had, the answers take as long as they take.
    let _ = std::thread::Builder::new().name("letters".into()).spawn(work);
}

impl Lists {
    fn get(&self) -> &Gazetteer {
        match self {
            Lists::Builtin(gazetteer) => gazetteer,
            Lists::Own(gazetteer) => gazetteer,
        }
    }
}

/// Puts the sample reports that are built into the program into a store.
fn samples(store: &mut Store, gazetteer: &Gazetteer, author: &Author) -> Result<(), String> {
    ingest_samples(store, gazetteer, author).map(drop).map_err(|error| error.to_string())
}

/// What went wrong and what to do, for people.
pub(super) fn sentence(error: &StoreError) -> SafeText {
    let hint = error.hint.as_ref().map_or_else(String::new, |hint| format!(". {hint}"));
    sanitize(&format!("{error}{hint}"))
}

fn problem(error: &FilterError) -> FilterProblem {
    let candidates = if error.candidates.is_empty() { String::new() } else { format!(": {}", error.candidates.join(", ")) };
    FilterProblem { message: sanitize(&format!("{}{candidates}", error.message)), start: error.start }
}

/// Of several questions of one sort only the last is answered; tasks are all done.
fn newest(requests: impl Iterator<Item = Request>) -> Vec<Request> {
    let mut kept: Vec<Request> = Vec::new();
    for request in requests {
        // Summaries are of several sorts, of which their own thread keeps the newest of each.
        let is_question = !matches!(
            request,
            Request::LoadSamples
                | Request::SetMark
                | Request::Edit { .. }
                | Request::Undo
                | Request::Redo
                | Request::Yank { .. }
                | Request::Summarize { .. }
        );
        if is_question {
            kept.retain(|earlier| std::mem::discriminant(earlier) != std::mem::discriminant(&request));
        }
        kept.push(request);
    }
    kept
}

/// The next row after `from` that holds the text, going round at the end.
fn find_row(records: &dyn Records, rows: &[u32], needle: &str, from: usize, is_forward: bool) -> Option<usize> {
    let count = rows.len();
    let nth = |step: usize| if is_forward { (from + step) % count } else { (from + count - step) % count };
    (1..=count).map(nth).find(|position| is_in(&row_text(&records.row(rows[*position])), needle))
}

fn row_text(row: &RowView) -> String {
    format!("{} {} {} {} {}", row.date.map_or_else(String::new, |date| date.to_string()), row.kind, row.from, row.to, row.headline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::entities::EntityKind;
    use crate::query::totals::Dimension;
    use crate::tui::summary::{Measure, Rank};

    #[test]
    fn only_the_newest_question_of_a_sort_is_answered() {
        let filter = |generation| Request::Filter { generation, text: String::new(), sort: Sort::default(), period: Period::default() };
        let reading = |text| Request::Reading(DocumentId::of(text, None));
        let kept = newest([filter(1), reading("a"), Request::LoadSamples, filter(2), reading("b"), filter(3)].into_iter());
        assert_eq!(kept, [Request::LoadSamples, reading("b"), filter(3)]);
        let entities = Question::Entities { kind: EntityKind::Place, rank: Rank::Count, needle: String::new() };
        let totals = Question::Totals { by: Dimension::Province, measure: Measure::Both, into: None };
        let summary = |question| Request::Summarize { generation: 1, filter: String::new(), question };
        assert_eq!(newest([summary(entities), summary(totals)].into_iter()).len(), 2, "two panes ask at once");
    }
}
