//! A record as a text to edit: TOML, a line for each field. What came back is held against what was shown, so that only what was
//! changed is written, each field a correction of its own.

mod gather;
mod read;
mod write;

use crate::model::field::Words;
use crate::model::{
    ANALYST_RULE, AddedClaim, AgreementKind, Binding, Context, CounterpartKind, DocumentId, EngagementType, EvidenceList, Hedge, Nature,
    RecordClass, RecordField, RuleName, STANDS_ALONE, Stage, TextSpan,
};
use crate::store::RecordStatus;

use super::subject::SeenRecord;

pub use gather::{new_sheet, record_sheet};
pub use read::{Problem, Read, read};
use write::{new_record, record};

/// A text in the editor.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it is of.
    pub of: SheetOf,
    /// The text as it was offered: where the same comes back, nothing was meant.
    pub offered: String,
    /// The text as it is now.
    pub text: String,
}

/// What a text in the editor is of.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetOf {
    /// A record, with all fields that the text shows.
    Record(SeenRecord),
    /// A record in the making, from words of a document.
    New(RecordClass, DocumentId),
}

impl Sheet {
    /// A text that nobody has changed yet.
    pub fn new(of: SheetOf, text: String) -> Self {
        Self { of, offered: text.clone(), text }
    }
}

/// The fields that a text shows of a record that is there. A sum has its currency beside it.
fn shown_fields(class: RecordClass) -> impl Iterator<Item = RecordField> {
    let fields = match class {
        RecordClass::Engagement => RecordField::OF_ENGAGEMENTS,
        RecordClass::Agreement => RecordField::OF_AGREEMENTS,
    };
    fields.iter().copied().filter(|field| *field != RecordField::Currency)
}

/// The fields that a text shows of a record in the making: what articles say, not what is made of it.
fn told_fields(class: RecordClass) -> impl Iterator<Item = RecordField> {
    let later = [RecordField::PartOf, RecordField::Headline, RecordField::Status];
    shown_fields(class).filter(move |field| !later.contains(field))
}

fn is_of_places(field: RecordField) -> bool {
    matches!(field, RecordField::From | RecordField::To | RecordField::Venue | RecordField::About | RecordField::Sides)
}

/// The words that may stand in a field, with commas between them; `None` where others may.
pub fn words(field: RecordField) -> Option<String> {
    Some(match field {
        RecordField::Type => EngagementType::all(),
        RecordField::Context => Context::all(),
        RecordField::Counterpart => CounterpartKind::all(),
        RecordField::Kind => AgreementKind::all(),
        RecordField::Stage => Stage::all(),
        RecordField::Hedge => Hedge::all(),
        RecordField::Nature => Nature::all(),
        RecordField::Binding => Binding::all(),
        RecordField::Status => "new, confirmed, rejected".to_owned(),
        _ => return None,
    })
}

/// What may stand in a field.
fn hint(field: RecordField) -> String {
    if let Some(words) = words(field) {
        return words;
    }
    match field {
        RecordField::Date => "2023-10-11, 2023-10, 2023, XXXX-10-11 or 2023-10-11/2023-10-12".to_owned(),
        RecordField::From | RecordField::To | RecordField::Venue | RecordField::About | RecordField::Sides => {
            "codes of places: DE, CN-LN, DE-BY/Munich".to_owned()
        }
        RecordField::Count => "how many instruments".to_owned(),
        RecordField::Amount => "CNY 380500000 or CNY 380.5m".to_owned(),
        RecordField::PartOf => format!("the id of the total that contains it, or {STANDS_ALONE}"),
        RecordField::Headline => "a line of yours in the place of the article's words".to_owned(),
        _ => String::new(),
    }
}

/// A value as corrections have it, or what is wrong with it. Of a sum, `before` knows the currency.
fn canonical(class: RecordClass, field: RecordField, text: &str, before: &str) -> Result<String, String> {
    match field {
        RecordField::Headline => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        RecordField::PartOf => Ok(text.trim().to_owned()),
        RecordField::Status => {
            let status: Result<RecordStatus, ()> = text.trim().parse();
            status.map(|status| status.as_str().to_owned()).map_err(|()| format!("'{text}' is none of {}", hint(field)))
        }
        field => {
            let mut claim = blank(class);
            // A value that is there may be one that this program would not take.
            let _ = set(&mut claim, field, before);
            set(&mut claim, field, text)?;
            Ok(value(&claim, field))
        }
    }
}

fn blank(class: RecordClass) -> AddedClaim {
    AddedClaim::blank(class, EvidenceList::of(TextSpan::new(0, 1), RuleName::new(ANALYST_RULE)))
}

fn set(claim: &mut AddedClaim, field: RecordField, text: &str) -> Result<(), String> {
    match claim {
        AddedClaim::Engagement(claim) => claim.set_field(field, text),
        AddedClaim::Agreement(claim) => claim.set_field(field, text),
    }
}

fn value(claim: &AddedClaim, field: RecordField) -> String {
    let value = match claim {
        AddedClaim::Engagement(claim) => claim.field(field),
        AddedClaim::Agreement(claim) => claim.field(field),
    };
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests;
