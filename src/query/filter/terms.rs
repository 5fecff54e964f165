//! From the text of a filter to its terms: spaces part them, quotes hold them together, `-` excludes, `|` is either.

use super::FilterError;

/// The fields, in the order in which the documentation lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Place,
    From,
    To,
    Country,
    Province,
    City,
    Side,
    Venue,
    About,
    Counterpart,
    Person,
    Org,
    Leader,
    Topic,
    Type,
    Kind,
    Stage,
    Context,
    Year,
    Since,
    Until,
    Amount,
    Currency,
    Source,
    Lang,
    Tag,
    Id,
    Has,
    Status,
    New,
}

impl Field {
    /// Each with its name.
    pub(super) const ALL: &'static [(Field, &'static str)] = &[
        (Field::Place, "place"),
        (Field::From, "from"),
        (Field::To, "to"),
        (Field::Country, "country"),
        (Field::Province, "province"),
        (Field::City, "city"),
        (Field::Side, "side"),
        (Field::Venue, "venue"),
        (Field::About, "about"),
        (Field::Counterpart, "counterpart"),
        (Field::Person, "person"),
        (Field::Org, "org"),
        (Field::Leader, "leader"),
        (Field::Topic, "topic"),
        (Field::Type, "type"),
        (Field::Kind, "kind"),
        (Field::Stage, "stage"),
        (Field::Context, "context"),
        (Field::Year, "year"),
        (Field::Since, "since"),
        (Field::Until, "until"),
        (Field::Amount, "amount"),
        (Field::Currency, "currency"),
        (Field::Source, "source"),
        (Field::Lang, "lang"),
        (Field::Tag, "tag"),
        (Field::Id, "id"),
        (Field::Has, "has"),
        (Field::Status, "status"),
        (Field::New, "new"),
    ];

    /// As typed before the colon.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }

    fn called(name: &str) -> Option<Field> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
    }
}

/// One of the values that a term gives the choice of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    /// `None` for a bare word and for quoted text.
    pub(super) field: Option<Field>,
    /// Without quotes.
    pub(super) value: String,
    /// Whether it stood in quotes.
    pub(super) is_quoted: bool,
}

/// A term as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term<'a> {
    pub(super) typed: &'a str,
    /// First byte in the filter's text.
    pub(super) start: usize,
    pub(super) is_negated: bool,
    /// At least one.
    pub(super) alternatives: Vec<Alternative>,
}

impl Term<'_> {
    /// An error that points at this term.
    pub(super) fn error(&self, message: impl Into<String>, candidates: Vec<String>) -> FilterError {
        FilterError { start: self.start, end: self.start + self.typed.len(), message: message.into(), candidates }
    }
}

/// Parts a filter into terms.
pub(super) fn terms(text: &str) -> Result<Vec<Term<'_>>, FilterError> {
    let spans = split_outside_quotes(text, char::is_whitespace);
    spans.filter(|(_, typed)| !typed.is_empty()).map(|(start, typed)| term(start, typed)).collect()
}

fn term(start: usize, typed: &str) -> Result<Term<'_>, FilterError> {
    let (is_negated, body) = match typed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let mut term = Term { typed, start, is_negated, alternatives: Vec::new() };
    if body.matches('"').count() % 2 == 1 {
        return Err(term.error(format!("the quotes of {typed} are not closed"), Vec::new()));
    }
    if body.is_empty() {
        return Err(term.error("'-' excludes what stands right behind it, and nothing does", Vec::new()));
    }
    let mut field = None;
    for (_, piece) in split_outside_quotes(body, |c| c == '|') {
        let (own_field, value) = field_and_value(&term, piece)?;
        field = own_field.or(field);
        let plain = value.replace('"', "");
        if !plain.trim().is_empty() {
            term.alternatives.push(Alternative { field, value: plain.trim().to_owned(), is_quoted: value.contains('"') });
        }
    }
    match (term.alternatives.is_empty(), field) {
        (false, _) => Ok(term),
        (true, Some(field)) => Err(term.error(format!("{}: needs a value", field.name()), Vec::new())),
        (true, None) => Err(term.error(format!("{typed} holds nothing to look for"), Vec::new())),
    }
}

/// `from:lng` -> (from, `lng`). What stands before a colon and is no word (`10:30`) is no field.
fn field_and_value<'a>(term: &Term<'_>, piece: &'a str) -> Result<(Option<Field>, &'a str), FilterError> {
    let Some((name, value)) = piece.split_once(':') else { return Ok((None, piece)) };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic() || c == '_') {
        return Ok((None, piece));
    }
    match Field::called(name) {
        Some(field) => Ok((Some(field), value)),
        None => {
            let nearest = nearest_field(name);
            Err(term.error(format!("there is no field '{name}'; the nearest is {nearest}:"), vec![format!("{nearest}:")]))
        }
    }
}

fn nearest_field(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    // What mail and code search call them.
    match name.as_str() {
        "after" | "date" | "year" => return "since",
        "before" => return "until",
        _ => {}
    }
    let likeness = |known: &str| strsim::jaro_winkler(known, &name) - strsim::osa_distance(known, &name) as f64 / 10.0;
    Field::ALL.iter().map(|(_, known)| *known).max_by(|a, b| likeness(a).total_cmp(&likeness(b))).unwrap_or("place")
}

/// The pieces between separators that stand outside quotes, each with its first byte.
fn split_outside_quotes(text: &str, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut pieces = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, c) in text.char_indices() {
        is_quoted ^= c == '"';
        if !is_quoted && is_separator(c) {
            pieces.push((start, &text[start..at]));
            start = at + c.len_utf8();
        }
    }
    pieces.push((start, &text[start..]));
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether each term is negated, and its alternatives.
    fn read(text: &str) -> Vec<(bool, Vec<Alternative>)> {
        terms(text).expect("a filter").into_iter().map(|term| (term.is_negated, term.alternatives)).collect()
    }

    #[test]
    fn terms_are_parted_by_spaces_outside_quotes() {
        let text = "liaoning -type:meeting  person:\"hao peng\" place:a|b \"exact words\" 10:30";
        let of = |field, value: &str, is_quoted| Alternative { field, value: value.to_owned(), is_quoted };
        let bare = |value| of(None, value, false);
        assert_eq!(
            read(text),
            [
                (false, vec![bare("liaoning")]),
                (true, vec![of(Some(Field::Type), "meeting", false)]),
                (false, vec![of(Some(Field::Person), "hao peng", true)]),
                (false, vec![of(Some(Field::Place), "a", false), of(Some(Field::Place), "b", false)]),
                (false, vec![of(None, "exact words", true)]),
                (false, vec![bare("10:30")]),
            ]
        );
        assert_eq!(read("  "), []);
        assert_eq!(read("a|"), [(false, vec![bare("a")])], "half typed");
    }

    #[test]
    fn errors_point_at_their_term_in_bytes() {
        let error = terms("辽宁 plce:x").expect_err("no such field");
        assert_eq!((error.start, error.end), (7, 13));
        assert_eq!(error.candidates, ["place:"]);
        for text in ["-", "from:", "|", "\"open", "\"\"", "from:|"] {
            assert!(terms(text).is_err(), "{text}");
        }
    }

    #[test]
    fn each_field_has_its_name() {
        for (field, name) in Field::ALL {
            assert_eq!(Field::called(&name.to_uppercase()), Some(*field));
        }
        assert_eq!(nearest_field("organisation"), "org");
        assert_eq!(nearest_field("sinc"), "since");
        assert_eq!((nearest_field("after"), nearest_field("Before")), ("since", "until"));
    }
}
