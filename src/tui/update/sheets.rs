//! Records as texts in the user's own editor: one that is there, or one that is added by hand.

use super::{ask, drafts, edits, subject, totals};
use crate::model::{DocumentId, RecordClass};
use crate::text::safe::SafeText;
use crate::tui::app::{App, Mode, Pane};
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Request};
use crate::tui::sheet::{Problem, Read, Sheet, SheetOf, read};

/// Asks for the text of the record that has the keys.
pub fn open_record(app: &mut App) -> Vec<Effect> {
    if !edits::is_allowed(app) {
        return Vec::new();
    }
    match subject::here(app).as_deref() {
        Ok([one]) => {
            let name = one.name.clone();
            app.busy = Some("reading the record");
            vec![Effect::Ask(Request::RecordSheet(name))]
        }
        Ok(_) => told(app, "One record at a time: V clears the marks"),
        Err(why) => told(app, why),
    }
}

/// Asks for a text to make a record of, from the article that has the keys.
pub fn open_new(app: &mut App, class: RecordClass) -> Vec<Effect> {
    if !edits::is_allowed(app) {
        return Vec::new();
    }
    let Some((document, quote)) = article_here(app) else {
        return told(app, "A record is added from the words of an article: choose a row first");
    };
    app.busy = Some("reading the article");
    vec![Effect::Ask(Request::NewSheet { class, document, quote })]
}

fn told(app: &mut App, text: &str) -> Vec<Effect> {
    super::say(app, text);
    Vec::new()
}

/// The article of the record that has the keys, and what is marked in it where it is on the screen.
fn article_here(app: &App) -> Option<(DocumentId, String)> {
    let of_profile = || {
        let profile = app.profile.as_ref()?;
        let (.., line) = profile.lines.get(profile.selected)?;
        Some(profile.view.as_ref()?.lines.get(*line)?.target.clone()?.document)
    };
    let document = match app.focus {
        _ if app.profile.is_some() => of_profile(),
        Pane::Totals => totals::target(app).map(|target| target.document),
        // Also while it is read again.
        Pane::Article => app.article.wanted.clone().or_else(|| app.selected_row().map(|row| row.document)),
        Pane::Timeline | Pane::Entities => app.selected_row().map(|row| row.document),
    }?;
    let quote = marked(app).filter(|_| app.article.article.as_ref().is_some_and(|article| article.document == document));
    Some((document, quote.unwrap_or_default()))
}

/// The paragraph of the passage that was stepped to, else the first words that the marked record rests on.
fn marked(app: &App) -> Option<String> {
    let article = app.article.article.as_ref()?;
    if let Some(mark) = app.article.span.and_then(|at| article.marks.get(at)) {
        return Some(article.paragraphs.get(mark.passage.paragraph)?.as_str().to_owned());
    }
    let passage = app.evidence().first()?;
    Some(article.paragraphs.get(passage.paragraph)?.part(passage.start, passage.end).as_str().to_owned())
}

/// A text has come that was asked for.
pub fn arrived(app: &mut App, sheet: Sheet) -> Vec<Effect> {
    app.busy = None;
    // A line that is being typed is not taken away by an answer that comes late.
    if matches!(app.mode, Mode::Browse | Mode::Popup(_)) { compose(app, sheet) } else { Vec::new() }
}

/// Gives a text to the editor; it is kept before, in case the line drops meanwhile.
pub fn compose(app: &mut App, sheet: Sheet) -> Vec<Effect> {
    drafts::sent(app, Draft::Sheet(sheet.clone()));
    let mut effects = drafts::keep(app);
    effects.push(Effect::Compose(Box::new(sheet)));
    effects
}

/// The editor has ended. What was changed is written; what cannot be read, or has come to nothing, is offered again.
pub fn composed(app: &mut App, sheet: Sheet, trouble: Option<&SafeText>) -> Vec<Effect> {
    app.message = None;
    drafts::sent(app, Draft::Sheet(sheet.clone()));
    match (trouble, read(&sheet)) {
        (Some(why), _) if sheet.text == sheet.offered => {
            drafts::settled(app);
            super::complain(app, &format!("Nothing was changed: {why}"));
        }
        (Some(why), _) => ask::compose_again(app, sheet, vec![why.as_str().to_owned()]),
        (None, Read::Wrong(problems)) => ask::compose_again(app, sheet, problems.iter().map(in_words).collect()),
        (None, Read::Same) => {
            drafts::settled(app);
            super::say(app, "Nothing was changed");
        }
        (None, Read::Asks(requests)) => {
            let word = if matches!(sheet.of, SheetOf::New(..)) { "added" } else { "corrected" };
            app.composed = Some(sheet);
            return edits::send(app, Request::Edit { requests, word });
        }
    }
    Vec::new()
}

fn in_words(problem: &Problem) -> String {
    format!("line {}: {}", problem.line, problem.what)
}
