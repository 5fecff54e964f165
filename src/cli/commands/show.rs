//! `show ID`

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::export::document_item;
use crate::cli::output::records::{agreement_by_id, engagements};
use crate::cli::output::{Console, json, prose};
use crate::cli::session::Session;
use crate::cli::view::{SourceItem, View};
use crate::model::{DocumentId, EngagementId, PlaceCode};
use crate::store::{Resolved, ToldVersion};

/// Fewer characters of an id would fit too many.
const SHORTEST_PREFIX: usize = 4;

/// What is shown of it, and how.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// As JSON.
    pub json: bool,
    /// With the reasons why its sources stand together.
    pub why: bool,
}

/// Shows one record or document.
pub fn run(id: &str, form: Form, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let as_json = form.json;
    if id.chars().count() < SHORTEST_PREFIX {
        return Err(Failure::usage(format!("'{id}' is too short: an id needs at least {SHORTEST_PREFIX} characters")));
    }
    let view = View::open(session, console)?;
    let names = |code: &PlaceCode| view.snapshot.place_name(code).to_owned();
    match view.store.resolve(id)? {
        Resolved::Engagement(engagement) => {
            let row = view.snapshot.engagement_row(&engagement).ok_or_else(|| gone(&engagement))?;
            for told in engagements(&view, &[row])? {
                if as_json {
                    json::write(console, &told.json())?
                } else {
                    prose::engagement(console, &told, &names)?
                }
                if form.why {
                    show_reasons(&view, told.record.id.as_str(), console)?;
                    told.agreements.iter().try_for_each(|one| show_reasons(&view, one.record.id.as_str(), console))?;
                }
            }
        }
        Resolved::Agreement(agreement) => {
            let told = agreement_by_id(&view, &agreement)?;
            if as_json {
                json::write(console, &told.json())?
            } else {
                prose::agreement(console, &told, &names)?
            }
            if form.why {
                show_reasons(&view, told.record.id.as_str(), console)?;
            }
        }
        Resolved::Document(document) => show_document(&view, &document, as_json, console)?,
        Resolved::Ambiguous(ids) => return Err(Failure::usage(format!("several ids begin with '{id}'")).hint(ids.join(", "))),
        Resolved::Unknown => return Err(Failure::new(Exit::Failed, format!("nothing in the store has an id that begins with '{id}'"))),
    }
    Ok(Exit::Done)
}

/// Why the sources of a record stand together, and from which of them comes what it shows.
fn show_reasons(view: &View, record: &str, console: &mut Console) -> Result<(), Failure> {
    show_joints(view, record, console)?;
    for choice in view.store.choices(record)? {
        let versions = choice.versions.iter().map(|version| version_text(view, version)).collect::<Result<Vec<_>, _>>()?;
        let Some((shown, others)) = versions.split_first() else { continue };
        console.line(&format!("  {} shown: {shown}; told too: {}", choice.field, others.join(", ")))?;
    }
    Ok(())
}

/// A value with the articles that say so: one outlet may have told both.
fn version_text(view: &View, version: &ToldVersion) -> Result<String, Failure> {
    let article = |document: &DocumentId| Ok(format!("{}, {document}", SourceItem::of(&*view.reading(document)?).name()));
    let articles = version.documents.iter().map(article).collect::<Result<Vec<_>, Failure>>()?;
    Ok(format!("{} ({})", version.value, articles.join("; ")))
}

/// The rule, and what made it join the sources of a record.
fn show_joints(view: &View, record: &str, console: &mut Console) -> Result<(), Failure> {
    let joints = view.store.joints(record)?;
    console.heading(&format!("{record}  {} claim(s)", joints.len() + 1))?;
    if joints.is_empty() {
        return console.line("  no other article tells the same: type, places and date within a day, and names or sums that agree");
    }
    for joint in joints {
        let because = match &joint.to {
            None => "an analyst joined them".to_owned(),
            Some(other) => format!("as {other}: {}", joint.because.join("; ")),
        };
        let source = SourceItem::of(&*view.reading(&joint.document)?);
        console.line(&format!("  {} ({})  {because}", joint.claim, source.name()))?;
    }
    Ok(())
}

fn gone(id: &EngagementId) -> Failure {
    Failure::new(Exit::Failed, format!("engagement {id} is not in the store any more: try again"))
}

fn show_document(view: &View, document: &DocumentId, as_json: bool, console: &mut Console) -> Result<(), Failure> {
    let reading = view.reading(document)?;
    if as_json {
        return json::write(console, &document_item(&reading));
    }
    let names = |code: &PlaceCode| view.snapshot.place_name(code).to_owned();
    console.heading(&format!("{}  {}", reading.document, reading.title.as_deref().unwrap_or("(no title)")))?;
    console.line(&SourceItem::of(&reading).citation())?;
    for (id, claim) in reading.engagement_ids.iter().zip(&reading.claims.engagements) {
        console.heading(&format!("{id}  {}", prose::engagement_heading(claim)))?;
        prose::engagement_fields(console, claim, &names)?;
        prose::quotes(console, &claim.evidence, &reading.body)?;
    }
    for (id, claim) in reading.agreement_ids.iter().zip(&reading.claims.agreements) {
        console.heading(&format!("{id}  {}", prose::agreement_heading(claim)))?;
        prose::agreement_fields(console, claim, &names)?;
        prose::quotes(console, &claim.evidence, &reading.body)?;
    }
    reading.claims.notes.iter().try_for_each(|note| console.line(&format!("note: {}", note.text)))
}
