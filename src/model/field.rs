//! The fields of a record by name, as corrections and disputes speak of them, each with one text form.

use rust_decimal::Decimal;

use super::agreement::AgreementClaim;
use super::amount::{Amount, Currency, Hedge, units_text};
use super::date::DateSpan;
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
        /// The agreement that contains it: its id, or [`STANDS_ALONE`].
        PartOf = "part_of",
        /// One line that names the record.
        Headline = "headline",
        /// Whether an analyst confirmed or rejected it.
        Status = "status",
    }
);

/// The value of `part_of` where an analyst said that an agreement is a part of no other.
pub const STANDS_ALONE: &str = "alone";

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

/// A sum as its field has it: `CNY 380500000000`
pub fn amount_text(amount: Amount) -> String {
    format!("{} {}", amount.currency, units_text(amount.minor.into(), amount.currency))
}

/// Places as their field has them: `CN-LN, DE-BY/Munich`
pub fn codes_text<'a>(codes: impl IntoIterator<Item = &'a PlaceCode>) -> String {
    codes.into_iter().map(PlaceCode::as_str).collect::<Vec<_>>().join(", ")
}

impl RecordField {
    /// Fields that an engagement has and an analyst may set.
    pub const OF_ENGAGEMENTS: &'static [RecordField] = &[
        RecordField::Date,
        RecordField::Type,
        RecordField::From,
        RecordField::To,
        RecordField::Venue,
        RecordField::About,
        RecordField::Leader,
        RecordField::Context,
        RecordField::Counterpart,
        RecordField::Headline,
        RecordField::Status,
    ];
    /// The same of an agreement.
    pub const OF_AGREEMENTS: &'static [RecordField] = &[
        RecordField::Kind,
        RecordField::Stage,
        RecordField::Count,
        RecordField::Amount,
        RecordField::Currency,
        RecordField::Hedge,
        RecordField::Nature,
        RecordField::Binding,
        RecordField::Sides,
        RecordField::PartOf,
        RecordField::Headline,
        RecordField::Status,
    ];
    /// Dates and places: a record in which one of them is set is compared anew with others.
    pub const REGROUPING: &'static [RecordField] =
        &[RecordField::Date, RecordField::From, RecordField::To, RecordField::Venue, RecordField::Sides];
}

impl EngagementClaim {
    /// Sets a field from its text form; an empty text takes the value away. Says what is wrong with a value that does not fit.
    pub fn set_field(&mut self, field: RecordField, text: &str) -> Result<(), String> {
        let text = text.trim();
        match field {
            RecordField::Date => {
                self.date = optional(text, date)?;
                self.within = false;
            }
            RecordField::Type => self.kind = word(text)?,
            RecordField::From => self.from = codes(text)?,
            RecordField::To => self.to = codes(text)?,
            RecordField::Venue => self.venues = codes(text)?,
            RecordField::About => self.about = codes(text)?,
            RecordField::Leader => self.leader = Some(text.to_owned()).filter(|name| !name.is_empty()),
            RecordField::Context => self.context = word(text)?,
            RecordField::Counterpart => self.counterpart = word(text)?,
            _ => return Err(format!("an engagement has no {field}; it has {}", names(RecordField::OF_ENGAGEMENTS))),
        }
        Ok(())
    }
}

impl AgreementClaim {
    /// Sets a field from its text form; an empty text takes the value away. Says what is wrong with a value that does not fit.
    pub fn set_field(&mut self, field: RecordField, text: &str) -> Result<(), String> {
        let text = text.trim();
        match field {
            RecordField::Kind => self.kind = word(text)?,
            RecordField::Stage => self.stage = word(text)?,
            RecordField::Count => self.count = optional(text, |text| text.parse().map_err(|_| format!("'{text}' is no whole number")))?,
            RecordField::Amount => {
                self.amount = optional(text, |text| amount(text, self.amount.map(|amount| amount.currency)))?;
                (self.hedge, self.amount_max_minor) = (Hedge::Exactly, None);
            }
            RecordField::Currency => {
                let before = self.amount.ok_or("there is no amount: set amount=\"CNY 1.2bn\"")?;
                let figure = units_text(before.minor.into(), before.currency);
                self.amount = Some(amount(&figure, Some(currency(text)?))?);
                self.amount_max_minor = None;
            }
            RecordField::Hedge => self.hedge = word(text)?,
            RecordField::Nature => self.nature = word(text)?,
            RecordField::Binding => self.binding = word(text)?,
            RecordField::Sides => self.sides = codes(text)?,
            _ => return Err(format!("an agreement has no {field}; it has {}", names(RecordField::OF_AGREEMENTS))),
        }
        Ok(())
    }
}

fn names(fields: &[RecordField]) -> String {
    fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ")
}

fn optional<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn date(text: &str) -> Result<DateSpan, String> {
    DateSpan::parse(text)
        .ok_or_else(|| format!("'{text}' is no date: write 2023-10-11, 2023-10, 2023, XXXX-10-11 or 2023-10-11/2023-10-12"))
}

fn word<T: std::str::FromStr + Words>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("'{text}' is none of {}", T::all()))
}

/// A closed vocabulary that can tell its words.
pub trait Words {
    /// All words, for an error.
    fn all() -> String;
}

macro_rules! words {
    ($($name:ty),+ $(,)?) => {
        $(impl Words for $name {
            fn all() -> String {
                Self::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")
            }
        })+
    };
}
words!(
    super::engagement::EngagementType,
    super::engagement::Context,
    super::engagement::CounterpartKind,
    super::agreement::AgreementKind,
    super::agreement::Stage,
    super::agreement::Nature,
    super::agreement::Binding,
    Hedge,
);

fn codes(text: &str) -> Result<Vec<PlaceCode>, String> {
    let named = text.split([',', ';']).map(str::trim).filter(|code| !code.is_empty());
    named.map(|code| PlaceCode::parse(code).ok_or_else(|| format!("'{code}' is no place code: write DE, CN-LN or DE-BY/Munich"))).collect()
}

fn currency(text: &str) -> Result<Currency, String> {
    Currency::from_code(&text.to_ascii_uppercase()).ok_or_else(|| format!("'{text}' is no currency of ISO 4217: write CNY, USD, EUR"))
}

/// `CNY 1,200,000,000`, `1.2bn CNY`, or the figure alone where the currency is known.
fn amount(text: &str, known: Option<Currency>) -> Result<Amount, String> {
    let said = |why: &str| format!("'{text}' is no sum ({why}): write \"CNY 380500000\" or \"CNY 380.5m\"");
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '_').collect();
    let (letters, figure) = match compact.find(|c: char| c.is_ascii_digit()) {
        Some(at) => compact.split_at(at),
        None => return Err(said("no figure")),
    };
    let end = figure.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(figure.len());
    let (digits, rest) = figure.split_at(end);
    let rest = rest.to_ascii_lowercase();
    let (scale, after) = ["trillion", "billion", "million", "thousand", "trn", "tn", "bn", "mn", "k", "m", "b", "t"]
        .iter()
        .find_map(|word| rest.strip_prefix(word).map(|after| (scale_of(word), after)))
        .unwrap_or((1, &rest));
    let code = if letters.is_empty() { after } else { letters };
    let currency = if code.is_empty() { known.ok_or_else(|| said("no currency"))? } else { currency(code)? };
    let units: Decimal = digits.parse().map_err(|_| said("no figure"))?;
    let units = units.checked_mul(Decimal::from(scale)).ok_or_else(|| said("too large"))?;
    Amount::from_units(units, currency).ok_or_else(|| said("too large, or parts of the smallest coin"))
}

fn scale_of(word: &str) -> i64 {
    match word.chars().next() {
        Some('t') if word != "thousand" => 1_000_000_000_000,
        Some('b') => 1_000_000_000,
        Some('m') => 1_000_000,
        _ => 1_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_write_them() {
        let yuan = Currency::from_code("CNY");
        for (text, expected) in [
            ("CNY 380500000000", "CNY 380500000000"),
            ("cny 380.5bn", "CNY 380500000000"),
            ("1.2 billion USD", "USD 1200000000"),
            ("20k", "CNY 20000"),
            ("1,234.50", "CNY 1234.50"),
            ("3m EUR", "EUR 3000000"),
            ("2 trillion JPY", "JPY 2000000000000"),
        ] {
            assert_eq!(amount(text, yuan).map(amount_text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["", "many", "5 XQZ", "1.234 JPY", "99999999999999999999"] {
            assert!(amount(text, yuan).is_err(), "{text}");
        }
        assert!(amount("5", None).is_err(), "of what?");
    }

    #[test]
    fn what_no_rule_allows_is_told_in_words() {
        let told = codes("Liaoning").expect_err("a name");
        assert!(told.contains("CN-LN"), "{told}");
        assert!(date("11 October").is_err_and(|told| told.contains("2023-10-11")));
        assert!(word::<Hedge>("nearly").is_err_and(|told| told.contains("about")));
    }
}
