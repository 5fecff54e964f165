//! From the text that came back to corrections, or to what is wrong with it, each with its line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Sheet, SheetOf, blank, canonical, is_of_places, shown_fields, told_fields, value};
use crate::config::nearest_name;
use crate::model::{RecordClass, RecordField, STANDS_ALONE};
use crate::store::{EditRequest, NewRecord};
use crate::tui::subject::{RecordName, SeenRecord};

/// The key of the words that a new record rests on.
const QUOTE: &str = "quote";

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what would be right.
    pub what: String,
}

/// What a text asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// Nothing was changed.
    Same,
    /// These, one after the other.
    Asks(Vec<EditRequest>),
    /// It cannot be read: nothing of it is to be written.
    Wrong(Vec<Problem>),
}

/// Reads what came back from the editor.
pub fn read(sheet: &Sheet) -> Read {
    if sheet.text == sheet.offered {
        return Read::Same;
    }
    let (table, errors) = DeTable::parse_recoverable(&sheet.text);
    let at = |byte: usize| 1 + sheet.text.bytes().take(byte).filter(|byte| *byte == b'\n').count();
    let unread = errors.iter().map(|error| Problem {
        line: at(error.span().map_or(0, |span| span.start)),
        what: format!("not TOML: {}", error.message().trim_end().replace('\n', ", ")),
    });
    let mut problems: Vec<Problem> = unread.collect();
    if !problems.is_empty() {
        problems.truncate(1);
        return Read::Wrong(problems);
    }
    let mut entries: Vec<Entry<'_>> =
        table.get_ref().iter().map(|(name, value)| Entry { line: at(name.span().start), name, value }).collect();
    entries.sort_by_key(|entry| entry.line);
    let asked = match &sheet.of {
        SheetOf::Record(seen) => changes(seen, &entries, &mut problems),
        SheetOf::New(class, document) => addition(*class, &entries, at(sheet.text.len()), &mut problems)
            .map(|(quote, record)| EditRequest::Add { document: document.clone(), quote, record })
            .into_iter()
            .collect(),
    };
    match (problems.is_empty(), asked.is_empty()) {
        (false, _) => Read::Wrong(problems),
        (true, true) => Read::Same,
        (true, false) => Read::Asks(asked),
    }
}

/// A line of the text.
struct Entry<'a> {
    line: usize,
    name: &'a Spanned<Cow<'a, str>>,
    value: &'a Spanned<DeValue<'a>>,
}

impl Entry<'_> {
    fn name(&self) -> &str {
        self.name.get_ref()
    }

    fn problem(&self, what: impl Into<String>) -> Problem {
        Problem { line: self.line, what: what.into() }
    }

    /// The field of that name, of those that there are.
    fn field(&self, known: &[RecordField]) -> Result<RecordField, Problem> {
        let found = known.iter().copied().find(|field| field.as_str() == self.name());
        found.ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|field| field.as_str()).collect();
            let hint = match nearest_name(self.name(), names.iter().copied()) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => format!("the fields are {}", names.join(", ")),
            };
            self.problem(format!("there is no field '{}': {hint}", self.name()))
        })
    }

    /// The value as corrections take it.
    fn text(&self, field: Option<RecordField>) -> Result<String, Problem> {
        let fits = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => None,
        };
        let is_list = field.is_some_and(is_of_places);
        match self.value.get_ref() {
            DeValue::Array(items) if is_list => {
                let items: Option<Vec<String>> = items.iter().map(|item| fits(item.get_ref())).collect();
                items.map(|items| items.join(", ")).ok_or_else(|| self.problem(format!("{} takes codes in quotes", self.name())))
            }
            value => fits(value).ok_or_else(|| {
                let what = if is_list { "a list of codes: [\"CN-LN\"]" } else { "a text in quotes" };
                self.problem(format!("{} takes {what}", self.name()))
            }),
        }
    }
}

/// Each field that is not what was shown, in an order in which none undoes another.
fn changes(seen: &SeenRecord, entries: &[Entry<'_>], problems: &mut Vec<Problem>) -> Vec<EditRequest> {
    let class = match seen.name {
        RecordName::Engagement(_) => RecordClass::Engagement,
        RecordName::Agreement(_) => RecordClass::Agreement,
    };
    let known: Vec<RecordField> = shown_fields(class).collect();
    let mut wanted: Vec<(RecordField, String)> = Vec::new();
    for entry in entries {
        let value = entry.field(&known).and_then(|field| {
            let text = entry.text(Some(field))?;
            let before = seen.value(field).unwrap_or_default();
            canonical(class, field, &text, before)
                .map(|value| (field, value))
                .map_err(|why| entry.problem(format!("{}: {why}", entry.name())))
        });
        match value {
            Ok(value) => wanted.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    // The store alone knows whether there is such a total: where there is none, nothing is written.
    let order = |field: RecordField| (field != RecordField::PartOf, known.iter().position(|other| *other == field));
    wanted.sort_by_key(|(field, _)| order(*field));
    let mut requests = Vec::new();
    let mut sum_is_new = false;
    for (field, value) in wanted {
        // A sum that is set is exact, whatever was said of the one before.
        let is_reset = field == RecordField::Hedge && sum_is_new;
        let before = if is_reset { crate::model::Hedge::Exactly.as_str() } else { seen.value(field).unwrap_or_default() };
        if is_same(field, &value, before) {
            continue;
        }
        sum_is_new |= field == RecordField::Amount;
        let expected = vec![(field, before.to_owned())];
        requests.push(EditRequest::Set { record: seen.name.to_string(), fields: vec![(field, value)], expected });
    }
    requests
}

/// Places come in no order; an agreement of which nothing is told stands alone.
fn is_same(field: RecordField, one: &str, other: &str) -> bool {
    let places = |text: &str| text.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
    let is_alone = |text: &str| text.is_empty() || text == STANDS_ALONE;
    one == other || is_of_places(field) && places(one) == places(other) || field == RecordField::PartOf && one.is_empty() && is_alone(other)
}

/// What was filled in, and the words that say so. `end` is the last line.
fn addition(class: RecordClass, entries: &[Entry<'_>], end: usize, problems: &mut Vec<Problem>) -> Option<(String, NewRecord)> {
    let known: Vec<RecordField> = told_fields(class).collect();
    let as_blank = blank(class);
    let (mut quote, mut fields) = (String::new(), Vec::new());
    for entry in entries {
        if entry.name() == QUOTE {
            match entry.text(None) {
                Ok(words) => words.trim().clone_into(&mut quote),
                Err(problem) => problems.push(problem),
            }
            continue;
        }
        let filled_in = entry.field(&known).and_then(|field| {
            let text = entry.text(Some(field))?;
            canonical(class, field, &text, "").map(|value| (field, value)).map_err(|why| entry.problem(format!("{}: {why}", entry.name())))
        });
        match filled_in {
            Ok((field, text)) if text != value(&as_blank, field) => fields.push((field, text)),
            Ok(_) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if quote.is_empty() {
        let line = entries.iter().find(|entry| entry.name() == QUOTE).map_or(end, |entry| entry.line);
        problems.push(Problem { line, what: "quote: a record needs the words of the article that say so".to_owned() });
        return None;
    }
    Some((quote, NewRecord { class, fields }))
}
