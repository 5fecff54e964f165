//! From a selection to what the panes of summaries show. Every text is made safe here.

mod converted;
mod entities;
mod profile;
mod totals;

#[cfg(test)]
mod tests;

pub use entities::entity_list;
pub use profile::profile_view;
pub use totals::{refused_totals, totals_table};

use super::adapter::hedge_word;
use super::money;
use super::summary::{AgreementView, Target};
use crate::model::PlaceCode;
use crate::query::snapshot::Snapshot;
use crate::text::safe::{SafeText, sanitize};

/// An agreement as a line of a list.
pub fn agreement_view(snapshot: &Snapshot, row: u32) -> AgreementView {
    let summary = snapshot.agreement(row);
    let amount =
        summary.amount.map(|amount| format!("{}{}", hedge_word(summary.hedge), money::short(amount.minor.into(), amount.currency)));
    let whole = summary.maybe_inside.map(|row| snapshot.agreement(row));
    let inside = whole.as_ref().and_then(|whole| whole.amount);
    let inside = inside.map(|sum| format!("in {}? ", money::short(sum.minor.into(), sum.currency)));
    let engagement = summary.engagement.map(|row| snapshot.engagement(row).id.clone());
    AgreementView {
        target: Target { document: summary.document.clone(), engagement, agreement: Some(summary.id.clone()) },
        date: sanitize(&summary.date.map_or_else(|| "no date".to_owned(), |date| date.to_string())),
        sides: names(snapshot, summary.sides.iter().copied()),
        amount: sanitize(&amount.unwrap_or_default()),
        headline: sanitize(&(inside.unwrap_or_default() + &summary.headline)),
        status: summary.status,
        is_disputed: summary.is_disputed,
        wants_review: summary.wants_review,
        maybe_inside: whole.map(|whole| whole.id),
    }
}

fn names<'a>(snapshot: &'a Snapshot, codes: impl Iterator<Item = &'a PlaceCode>) -> SafeText {
    let names: Vec<_> = codes.map(|code| snapshot.place_name(code)).collect();
    sanitize(&names.join(", "))
}
