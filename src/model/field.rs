//! The fields of a record by name, as corrections and disputes speak of them, each with one text form.

use super::agreement::AgreementClaim;
use super::amount::{Amount, units_text};
use super::engagement::EngagementClaim;
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// A field of an engagement or agreement record.
    RecordField {
        /// When; EDTF.
        Date = "date",
        /// Type of an engagement.
        Type = "type",
        /// Who travelled, or one side.
        From = "from",
        /// Who was visited, or the other side.
        To = "to",
        /// Where.
        Venue = "venue",
        /// Places only spoken of.
        About = "about",
        /// Who led it.
        Leader = "leader",
        /// Actual, planned, historical.
        Context = "context",
        /// What kind of body the subnational side dealt with.
        Counterpart = "counterpart",
        /// Kind of an agreement.
        Kind = "kind",
        /// How far it has come.
        Stage = "stage",
        /// How many instruments.
        Count = "count",
        /// Its value with its currency.
        Amount = "amount",
        /// The currency alone.
        Currency = "currency",
        /// How the figure relates to the true one.
        Hedge = "hedge",
        /// What the money is for.
        Nature = "nature",
        /// Whether it binds.
        Binding = "binding",
        /// The places whose parties are named.
        Sides = "sides",
        /// One line that names the record.
        Headline = "headline",
        /// Whether an analyst confirmed or rejected it.
        Status = "status",
    }
);

impl EngagementClaim {
    /// A field's text form, empty where there is nothing; `None` where an engagement has no such field of its own.
    pub fn field(&self, field: RecordField) -> Option<String> {
        Some(match field {
            RecordField::Date => self.date.map(|date| date.to_string()).unwrap_or_default(),
            RecordField::Type => self.kind.to_string(),
            RecordField::From => codes_text(&self.from),
            RecordField::To => codes_text(&self.to),
            RecordField::Venue => codes_text(&self.venues),
            RecordField::About => codes_text(&self.about),
            RecordField::Leader => self.leader.clone().unwrap_or_default(),
            RecordField::Context => self.context.to_string(),
            RecordField::Counterpart => self.counterpart.to_string(),
            _ => return None,
        })
    }
}

impl AgreementClaim {
    /// A field's text form, empty where there is nothing; `None` where an agreement has no such field of its own.
    pub fn field(&self, field: RecordField) -> Option<String> {
        Some(match field {
            RecordField::Kind => self.kind.to_string(),
            RecordField::Stage => self.stage.to_string(),
            RecordField::Count => self.count.map(|count| count.to_string()).unwrap_or_default(),
            RecordField::Amount => self.amount.map(amount_text).unwrap_or_default(),
            RecordField::Currency => self.amount.map(|amount| amount.currency.to_string()).unwrap_or_default(),
            RecordField::Hedge => self.hedge.to_string(),
            RecordField::Nature => self.nature.to_string(),
            RecordField::Binding => self.binding.to_string(),
            RecordField::Sides => codes_text(&self.sides),
            _ => return None,
        })
    }
}

/// `CNY 380500000000`
fn amount_text(amount: Amount) -> String {
    format!("{} {}", amount.currency, units_text(amount.minor.into(), amount.currency))
}

/// `CN-LN, DE-BY/Munich`
fn codes_text(codes: &[PlaceCode]) -> String {
    codes.iter().map(PlaceCode::as_str).collect::<Vec<_>>().join(", ")
}
