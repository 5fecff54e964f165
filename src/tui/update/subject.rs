//! What a correction speaks of: the marked rows, else the record that has the keys, in every pane that shows records.

use crate::model::RecordField;
use crate::store::RecordStatus;
use crate::tui::app::{App, Pane};
use crate::tui::subject::{RecordName, SeenRecord};

/// The records that a correction would speak of now, in their order on the screen; where there is none, what to say.
pub fn here(app: &App) -> Result<Vec<SeenRecord>, &'static str> {
    Ok(again(app, names(app)?.into_iter()))
}

/// What is shown of a record. A judgement that is on its way counts as shown, and while more than that is on its way nothing was seen:
/// who changes their mind has no quarrel with themselves.
fn fields(app: &App, name: &RecordName, records: &dyn crate::tui::view::Records) -> Vec<(RecordField, String)> {
    if app.is_unsettled {
        return Vec::new();
    }
    let mut fields = records.fields(name);
    if let Some(status) = app.judged.get(name) {
        fields.retain(|(field, _)| *field != RecordField::Status);
        fields.push((RecordField::Status, status.as_str().to_owned()));
    }
    fields
}

/// Records as they are shown now.
pub fn again(app: &App, names: impl Iterator<Item = RecordName>) -> Vec<SeenRecord> {
    let records = app.records.as_ref();
    names.map(|name| SeenRecord { fields: records.map_or_else(Vec::new, |records| fields(app, &name, &**records)), name }).collect()
}

fn names(app: &App) -> Result<Vec<RecordName>, &'static str> {
    if app.profile.is_some() {
        return of_profile(app).map(|name| vec![name]).ok_or("Choose an engagement or an agreement of the profile");
    }
    let names = match app.focus {
        Pane::Timeline => of_timeline(app),
        Pane::Totals if app.totals.opened.is_none() => return Err("Enter opens the agreements of a line: they are corrected there"),
        Pane::Totals => of_opened_line(app),
        Pane::Article => of_article(app).into_iter().collect(),
        Pane::Entities => return Err("Records are corrected in the timeline, the agreements of the totals and the article"),
    };
    if names.is_empty() { Err("There is no record to correct") } else { Ok(names) }
}

fn of_timeline(app: &App) -> Vec<RecordName> {
    let Some(records) = &app.records else { return Vec::new() };
    let marks = &app.timeline.marks;
    if marks.is_empty() {
        return app.selected_row().map(|row| RecordName::Engagement(row.id)).into_iter().collect();
    }
    let shown = app.timeline.list.rows.iter().filter(|row| marks.contains(row));
    shown.map(|row| RecordName::Engagement(records.row(*row).id)).collect()
}

fn of_opened_line(app: &App) -> Vec<RecordName> {
    let (Some(records), Some(opened)) = (&app.records, &app.totals.opened) else { return Vec::new() };
    let selected = opened.agreements.get(opened.selected).filter(|_| opened.marks.is_empty());
    let marked = opened.agreements.iter().filter(|row| opened.marks.contains(row));
    let id = |row: &u32| records.agreement(*row)?.target.agreement.map(RecordName::Agreement);
    selected.into_iter().chain(marked).filter_map(id).collect()
}

/// What is marked in the article: the agreement that was opened, else the engagement.
fn of_article(app: &App) -> Option<RecordName> {
    let agreement = app.article.agreement.clone().map(RecordName::Agreement);
    // What follows the timeline is that row's, also before its article has come.
    let row = || app.selected_row().map(|row| row.id).filter(|_| !app.article.is_pinned);
    agreement.or_else(|| app.article.record.clone().or_else(row).map(RecordName::Engagement))
}

fn of_profile(app: &App) -> Option<RecordName> {
    let profile = app.profile.as_ref()?;
    let (.., line) = profile.lines.get(profile.selected)?;
    let target = profile.view.as_ref()?.lines.get(*line)?.target.clone()?;
    target.agreement.map(RecordName::Agreement).or_else(|| target.engagement.map(RecordName::Engagement))
}

/// `3 engagements`, `1 agreement`; one class at a time is all that a list shows.
pub fn counted(subject: &[SeenRecord]) -> String {
    let class = subject.first().map_or("record", |record| record.name.class());
    crate::tui::draw::counted(subject.len(), class)
}

/// `30 new, 12 confirmed, 1 rejected`: how many of them are what already.
pub fn by_status(subject: &[SeenRecord]) -> String {
    let count = |status: &RecordStatus| subject.iter().filter(|record| record.value(RecordField::Status) == Some(status.as_str())).count();
    let each = [RecordStatus::New, RecordStatus::Confirmed, RecordStatus::Rejected].into_iter().map(|status| (count(&status), status));
    let told =
        each.filter(|(count, _)| *count > 0).map(|(count, status)| format!("{} {}", crate::tui::draw::grouped(count), status.as_str()));
    told.collect::<Vec<_>>().join(", ")
}
