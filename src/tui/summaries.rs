//! A second thread for questions over the whole selection, so that a key of the filter never waits for a sum. It never touches the
//! store; of several questions of one sort only the newest is answered.

use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::effect::Reply;
use super::event::Event;
use super::summarize::{entity_list, profile_view, refused_totals, totals_table};
use super::summary::{Answer, Question};
use crate::query::filter::{Filter, FilterError};
use crate::query::rates::Rates;
use crate::query::snapshot::Snapshot;

/// A question with all that it is asked of.
pub struct Task {
    /// Its number: only the newest answer counts.
    pub generation: u64,
    /// What is asked.
    pub question: Question,
    /// Of which records.
    pub snapshot: Arc<Snapshot>,
    /// To convert sums with.
    pub rates: Arc<Rates>,
    /// Of which of them; a filter that totals cannot take is told with the reason.
    pub filter: Result<Filter, FilterError>,
}

/// Starts the thread. It ends with the last sender; a panic ends the program in order.
pub fn start(events: &Sender<Event>) -> Sender<Task> {
    let (tasks, inbox) = unbounded();
    let to_loop = events.clone();
    let work = move || {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&inbox, &to_loop)));
        if outcome.is_err() {
            // The loop is gone where this fails.
            let _ = to_loop.send(Event::ThreadDied(super::terminal::last_panic()));
        }
    };
    if let Err(error) = thread::Builder::new().name("summaries".into()).spawn(work) {
        // As above.
        let _ = events.send(Event::ThreadDied(format!("starting a thread: {error}")));
    }
    tasks
}

fn run(inbox: &Receiver<Task>, events: &Sender<Event>) {
    while let Ok(first) = inbox.recv() {
        for task in newest(std::iter::once(first).chain(inbox.try_iter())) {
            let generation = task.generation;
            if let Some(answer) = answer(task) {
                // The loop is gone where this fails; the next question's end tells us so.
                let _ = events.send(Event::Replied(Reply::Summed { generation, answer: Arc::new(answer) }));
            }
        }
    }
}

fn newest(tasks: impl Iterator<Item = Task>) -> Vec<Task> {
    let mut kept: Vec<Task> = Vec::new();
    for task in tasks {
        kept.retain(|earlier| std::mem::discriminant(&earlier.question) != std::mem::discriminant(&task.question));
        kept.push(task);
    }
    kept
}

/// `None` where the filter cannot be read: the last good view stays.
fn answer(task: Task) -> Option<Answer> {
    let snapshot = &task.snapshot;
    Some(match (task.question, task.filter) {
        (Question::Profile { id, today }, _) => Answer::Profile(profile_view(snapshot, &id, today)),
        (Question::Entities { kind, rank, needle }, Ok(filter)) => {
            Answer::Entities(entity_list(snapshot, &filter.select(snapshot), kind, rank, &needle))
        }
        (Question::Totals { by, measure, into }, Ok(filter)) => {
            let into = into.map(|into| (&*task.rates, into));
            Answer::Totals(totals_table(snapshot, &filter.select(snapshot), by, measure, into))
        }
        (Question::Totals { by, measure, .. }, Err(error)) => Answer::Totals(refused_totals(by, measure, &error)),
        (Question::Entities { .. }, Err(_)) => return None,
    })
}
