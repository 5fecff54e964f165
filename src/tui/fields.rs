//! The fields of a record as lists show them, in the form in which corrections write them.

use super::subject::RecordName;
use crate::model::RecordField;
use crate::model::field::{amount_text, codes_text};
use crate::query::snapshot::{AgreementSummary, EngagementSummary, Snapshot};

/// What is shown of a record; nothing of one that is not there.
///
/// Limitations: what lists do not carry (places spoken of, the counterpart) is left out, and so is the headline, which may be the
/// article's words.
pub fn shown_fields(snapshot: &Snapshot, record: &RecordName) -> Vec<(RecordField, String)> {
    match record {
        RecordName::Engagement(id) => snapshot.engagement_row(id).map_or_else(Vec::new, |row| of_engagement(&snapshot.engagement(row))),
        RecordName::Agreement(id) => {
            snapshot.agreement_row(id).map_or_else(Vec::new, |row| of_agreement(snapshot, &snapshot.agreement(row)))
        }
    }
}

fn of_engagement(shown: &EngagementSummary<'_>) -> Vec<(RecordField, String)> {
    vec![
        (RecordField::Date, shown.date.map(|date| date.to_string()).unwrap_or_default()),
        (RecordField::Type, shown.kind.to_string()),
        (RecordField::From, codes_text(shown.from.iter().copied())),
        (RecordField::To, codes_text(shown.to.iter().copied())),
        (RecordField::Venue, codes_text(shown.venues.iter().copied())),
        (RecordField::Leader, shown.leader.unwrap_or_default().to_owned()),
        (RecordField::Context, shown.context.to_string()),
        (RecordField::Status, shown.status.as_str().to_owned()),
    ]
}

fn of_agreement(snapshot: &Snapshot, shown: &AgreementSummary<'_>) -> Vec<(RecordField, String)> {
    let mut fields = vec![
        (RecordField::Kind, shown.kind.to_string()),
        (RecordField::Stage, shown.stage.to_string()),
        (RecordField::Count, shown.count.map(|count| count.to_string()).unwrap_or_default()),
        (RecordField::Amount, shown.amount.map(amount_text).unwrap_or_default()),
        (RecordField::Hedge, shown.hedge.to_string()),
        (RecordField::Nature, shown.nature.to_string()),
        (RecordField::Binding, shown.binding.to_string()),
        (RecordField::Sides, codes_text(shown.sides.iter().copied())),
        (RecordField::PartOf, shown.part_of.map(|row| snapshot.agreement(row).id.to_string()).unwrap_or_default()),
        (RecordField::Status, shown.status.as_str().to_owned()),
    ];
    // Without an amount there is no currency to be seen.
    fields.extend(shown.amount.map(|amount| (RecordField::Currency, amount.currency.to_string())));
    fields
}
