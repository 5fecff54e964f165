//! From a term to what it stands for in a snapshot: names, codes, words of closed vocabularies, days and sums.

use std::sync::Arc;

use super::condition::{Condition, Found, PlacePart};
use super::terms::{Alternative, Field, Term};
use super::values::{self, AmountRange};
use super::{FilterError, News, NewsSearch, Resolution, TextSearch};
use crate::model::{
    AgreementId, AgreementKind, Context, CounterpartKind, Currency, DocumentId, EngagementId, EngagementType, OrganizationId, PersonId,
    PlaceLevel, Stage,
};
use crate::query::fuzzy::{nearest, search_key};
use crate::query::numbers::{Numbered, beginning};
use crate::query::sets::{Postings, RowSet};
use crate::query::snapshot::Snapshot;
use crate::query::vocabulary::{Fit, Matches, Name, ranked};

/// Of very many names that a word fits, how many are scored for the one that is shown.
const SCORED: usize = 256;
/// How many names an error offers.
const OFFERED: usize = 8;
/// Words of `status:`, in the order of [`RecordStatus`](crate::query::snapshot::RecordStatus).
pub(in crate::query) const OFFERED_STATUSES: [&str; 3] = ["new", "confirmed", "rejected"];
/// The fewest characters of an id that stand for it.
const SHORTEST_ID: usize = 4;

/// What an alternative came to.
pub(super) struct Resolved {
    pub(super) conditions: Vec<Condition>,
    /// `Liaoning +2`
    pub(super) meaning: String,
    pub(super) is_loose: bool,
}

impl Resolved {
    fn plain(condition: Condition, meaning: impl Into<String>) -> Self {
        Self { conditions: vec![condition], meaning: meaning.into(), is_loose: false }
    }
}

/// What terms are resolved against.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) resolution: Resolution,
    pub(super) search: TextSearch<'a>,
    pub(super) news: NewsSearch<'a>,
}

impl Resolver<'_> {
    /// Resolves one alternative of a term.
    pub(super) fn alternative(&self, term: &Term<'_>, alternative: &Alternative) -> Result<Resolved, FilterError> {
        let value = alternative.value.as_str();
        let Some(field) = alternative.field else {
            let known = || self.snapshot.letters.known(&search_key(value)).filter(|_| self.resolution == Resolution::Loose);
            return match alternative.is_quoted {
                true => self.text(term, value),
                false => known().map_or_else(|| self.bare(term, value), Ok),
            };
        };
        let places = |part| move |names: Vec<Name>| Condition::Places(part, positions(names));
        match field {
            Field::Place => self.named(term, value, is_place, places(PlacePart::Any)),
            Field::From => self.named(term, value, is_place, places(PlacePart::From)),
            Field::To => self.named(term, value, is_place, places(PlacePart::To)),
            Field::Side => self.named(term, value, is_place, places(PlacePart::Side)),
            Field::Venue => self.named(term, value, is_place, places(PlacePart::Venue)),
            Field::About => self.named(term, value, is_place, places(PlacePart::About)),
            Field::Country => self.named(term, value, |name| self.is_at(name, PlaceLevel::Country), places(PlacePart::Any)),
            Field::Province => self.named(term, value, |name| self.is_at(name, PlaceLevel::Subdivision), places(PlacePart::Any)),
            Field::City => self.named(term, value, |name| self.is_at(name, PlaceLevel::City), places(PlacePart::Any)),
            Field::Person => self.named(term, value, is_person, |names| Condition::People(positions(names))),
            Field::Leader => self.named(term, value, is_person, |names| Condition::Leaders(positions(names))),
            Field::Org => self.named(term, value, is_organization, |names| Condition::Organizations(positions(names))),
            Field::Topic => self.named(term, value, |name| matches!(name, Name::Topic(_)), |names| Condition::Topics(positions(names))),
            Field::Source => self.named(term, value, |name| matches!(name, Name::Outlet(_)), |names| self.told_by_outlets(&names)),
            Field::Counterpart => self.word(term, value, &words(CounterpartKind::ALL), Condition::Counterparts),
            Field::Type => self.word(term, value, &words(EngagementType::ALL), Condition::Types),
            Field::Kind => self.word(term, value, &words(AgreementKind::ALL), Condition::Kinds),
            Field::Stage => self.word(term, value, &words(Stage::ALL), Condition::Stages),
            Field::Context => self.word(term, value, &words(Context::ALL), Condition::Contexts),
            Field::Status if value.eq_ignore_ascii_case("review") => Ok(Resolved::plain(Condition::WantsReview, "review")),
            Field::Status => self.word(term, value, &OFFERED_STATUSES.map(str::to_owned), Condition::Statuses),
            Field::Has => self.has(term, value),
            Field::Year | Field::Since | Field::Until => days(term, field, value),
            Field::Amount => match AmountRange::parse(value) {
                Some(range) => Ok(Resolved::plain(Condition::Amount(range), value)),
                None => Err(term.error(format!("'{value}' is no sum: write amount:>1bn, <=500m, 20k or 1bn..2bn"), Vec::new())),
            },
            Field::Currency => self.currency(term, value),
            Field::Lang => Ok(self.language(value)),
            Field::Tag => Ok(self.tag(value)),
            Field::Id => self.id(term, value),
            Field::New => self.news(term, value),
        }
    }

    /// `"exact words"`: the documents whose text holds them.
    fn text(&self, term: &Term<'_>, phrase: &str) -> Result<Resolved, FilterError> {
        let found = (self.search)(phrase).map_err(|because| term.error(because, Vec::new()))?;
        let documents = found.iter().filter_map(|id| self.snapshot.document_position(id)).collect();
        Ok(Resolved::plain(Condition::Documents(documents), format!("text: \"{phrase}\"")))
    }

    /// What has come or changed since a mark.
    fn news(&self, term: &Term<'_>, mark: &str) -> Result<Resolved, FilterError> {
        let News { changed, meaning } = (self.news)(mark).map_err(|because| term.error(because, Vec::new()))?;
        Ok(Resolved::plain(Condition::Known(Arc::new(Found::changed(&changed, self.snapshot))), meaning))
    }

    /// A bare word: names of places, people and organisations; in lists the words of headlines too.
    pub(super) fn bare(&self, term: &Term<'_>, value: &str) -> Result<Resolved, FilterError> {
        let key = search_key(value);
        let is_list = self.resolution == Resolution::Loose;
        let is_wanted = |name| is_place(name) || is_person(name) || is_organization(name) || (is_list && matches!(name, Name::Word(_)));
        let mut headlines = if is_list && key.contains(' ') { self.headlines(&key) } else { None };
        let mut matches = self.snapshot.vocabulary.matches(&key, is_wanted);
        if headlines.is_some() && matches.as_ref().is_some_and(|matches| matches.fit == Fit::InOrder) {
            matches = None;
        }
        match &matches {
            None if headlines.is_none() && !is_list => return Err(self.unknown(term, value, is_wanted)),
            None => {
                let meaning = if headlines.is_some() { format!("{value}: headlines") } else { format!("{value}: nothing") };
                return Ok(Resolved { conditions: vec![headlines.unwrap_or(Condition::Nothing)], meaning, is_loose: false });
            }
            Some(matches) if matches.fit == Fit::Exact => headlines = None,
            Some(_) => {}
        }
        let Matches { fit, names } = self.settled(term, value, matches.ok_or_else(|| self.unknown(term, value, is_wanted))?)?;
        let meaning = self.meaning(&key, names.clone(), fit);
        let is_loose = fit == Fit::InOrder;
        let meaning = match fit {
            Fit::Exact => meaning,
            Fit::Contained => format!("{value}: {meaning}"),
            Fit::InOrder => format!("~ {value}: {meaning}"),
        };
        let part = |wanted: fn(Name) -> bool| -> Vec<Name> { names.iter().copied().filter(|name| wanted(*name)).collect() };
        let conditions = [
            (part(is_place), (|names| Condition::Places(PlacePart::Any, names)) as fn(Vec<u32>) -> Condition),
            (part(is_person), Condition::People),
            (part(is_organization), Condition::Organizations),
            (part(|name| matches!(name, Name::Word(_))), Condition::Words),
        ];
        let named = conditions.into_iter().filter(|(names, _)| !names.is_empty()).map(|(names, condition)| condition(positions(names)));
        Ok(Resolved { conditions: named.chain(headlines).collect(), meaning, is_loose })
    }

    /// Records whose headline holds a key of several words (`baden-wurttemberg`), where there are any.
    fn headlines(&self, key: &str) -> Option<Condition> {
        let parts: Vec<&str> = key.split(' ').collect();
        let last = parts.len() - 1;
        let words = |at: usize| {
            self.snapshot.vocabulary.words(|word| match at {
                0 => word.ends_with(parts[0]),
                at if at == last => word.starts_with(parts[at]),
                at => word == parts[at],
            })
        };
        let words: Vec<Vec<u32>> = (0..parts.len()).map(words).collect();
        let columns = (&self.snapshot.engagements, &self.snapshot.agreements);
        let mut engagements = holding_all(&words, &columns.0.of_word, columns.0.len());
        let mut agreements = holding_all(&words, &columns.1.of_word, columns.1.len());
        engagements.retain(|row| search_key(&columns.0.headlines.of_row(*row)).contains(key));
        agreements.retain(|row| search_key(&columns.1.headlines.of_row(*row)).contains(key));
        (!engagements.is_empty() || !agreements.is_empty()).then_some(Condition::Records { engagements, agreements })
    }

    /// A value that is a name, an alias, a code or an id.
    fn named(
        &self,
        term: &Term<'_>,
        value: &str,
        is_wanted: impl Fn(Name) -> bool + Copy,
        condition: impl Fn(Vec<Name>) -> Condition,
    ) -> Result<Resolved, FilterError> {
        let key = search_key(value);
        let by_id = self.by_id(value).filter(|name| is_wanted(*name)).map(|name| Matches { fit: Fit::Exact, names: vec![name] });
        let matches = by_id.or_else(|| self.snapshot.vocabulary.matches(&key, is_wanted));
        let Matches { fit, names } = self.settled(term, value, matches.ok_or_else(|| self.unknown(term, value, is_wanted))?)?;
        let is_loose = fit == Fit::InOrder;
        let meaning = self.meaning(&key, names.clone(), fit);
        let meaning = if is_loose { format!("~ {meaning}") } else { meaning };
        Ok(Resolved { conditions: vec![condition(names)], meaning, is_loose })
    }

    fn by_id(&self, value: &str) -> Option<Name> {
        let person = || self.snapshot.people.position(PersonId::parse(value)?.number());
        let organizations = &self.snapshot.organizations;
        let organization = || organizations.iter().position(|known| OrganizationId::parse(value).is_some_and(|id| known.id == id));
        match value.chars().next()? {
            PersonId::LETTER => person().map(Name::Person),
            OrganizationId::LETTER => organization().map(|at| Name::Organization(at as u32)),
            _ => None,
        }
    }

    /// Where each term must name one thing, refuses what fits several.
    fn settled(&self, term: &Term<'_>, value: &str, matches: Matches) -> Result<Matches, FilterError> {
        if self.resolution == Resolution::Loose || matches.names.len() == 1 {
            return Ok(matches);
        }
        let (count, names) = (matches.names.len(), self.in_order(&search_key(value), matches.names));
        let candidates: Vec<String> = names.into_iter().take(OFFERED).map(|name| self.snapshot.candidate(name)).collect();
        let more = if count > candidates.len() { ", ..." } else { "" };
        Err(term.error(format!("'{value}' fits {count} names: {}{more}", candidates.join(", ")), candidates))
    }

    fn in_order(&self, key: &str, names: Vec<Name>) -> Vec<Name> {
        ranked(names, key, SCORED, |name| self.snapshot.uses(name), |name| self.snapshot.label(name))
    }

    /// The first of the names and how many more there are: `Liaoning +2`.
    fn meaning(&self, key: &str, mut names: Vec<Name>, fit: Fit) -> String {
        let more = names.len() - 1;
        if names.iter().any(|name| !matches!(name, Name::Word(_))) {
            names.retain(|name| !matches!(name, Name::Word(_)));
        } else {
            return "headlines".to_owned();
        }
        let more = if fit == Fit::Exact { names.len() - 1 } else { more };
        let first = self.in_order(key, names).first().map(|name| self.shown(*name)).unwrap_or_default();
        if more == 0 { first } else { format!("{first} +{more}") }
    }

    fn shown(&self, name: Name) -> String {
        let label = self.snapshot.label(name);
        if self.snapshot.is_named(name) { label } else { format!("{label} (no record)") }
    }

    fn unknown(&self, term: &Term<'_>, value: &str, is_wanted: impl Fn(Name) -> bool) -> FilterError {
        let snapshot = self.snapshot;
        let places = (0..snapshot.places.len() as u32).map(Name::Place);
        let people = (0..snapshot.people.len() as u32).map(Name::Person);
        let organizations = (0..snapshot.organizations.len() as u32).map(Name::Organization);
        let topics = (0..snapshot.topics.len() as u32).map(Name::Topic);
        let outlets = (0..snapshot.outlets.len() as u32).map(Name::Outlet);
        let all = places.chain(people).chain(organizations).chain(topics).chain(outlets);
        let labels: Vec<String> = all.filter(|name| is_wanted(*name)).map(|name| snapshot.label(name)).collect();
        let candidates: Vec<String> = nearest(value, labels.iter().map(String::as_str), 3).into_iter().map(str::to_owned).collect();
        let hint = if candidates.is_empty() { String::new() } else { format!("; near it: {}", candidates.join(", ")) };
        term.error(format!("nothing here is called '{value}'{hint}"), candidates)
    }

    /// A word of a closed vocabulary, or the beginning or a part of one.
    fn word(&self, term: &Term<'_>, value: &str, words: &[String], condition: impl Fn(u32) -> Condition) -> Result<Resolved, FilterError> {
        let asked = value.to_lowercase().replace([' ', '-'], "_");
        let fitting = |fits: &dyn Fn(&str) -> bool| words.iter().enumerate().filter(|(_, word)| fits(word)).map(|(at, _)| at).collect();
        let mut found: Vec<usize> = fitting(&|word| word == asked);
        let wider: [&dyn Fn(&str) -> bool; 2] = [&|word| word.starts_with(&asked), &|word| word.contains(&asked)];
        for fits in wider {
            found = if found.is_empty() { fitting(fits) } else { found };
        }
        let names: Vec<String> = found.iter().map(|at| words[*at].clone()).collect();
        match (found.len(), self.resolution) {
            (0, _) => Err(term.error(format!("'{value}' is none of {}", words.join(", ")), words.to_vec())),
            (2.., Resolution::Strict) => Err(term.error(format!("'{value}' fits {}", names.join(", ")), names)),
            _ => Ok(Resolved::plain(condition(found.iter().fold(0, |bits, at| bits | 1 << at)), names.join(" or "))),
        }
    }

    fn has(&self, term: &Term<'_>, value: &str) -> Result<Resolved, FilterError> {
        match value.to_lowercase().as_str() {
            "amount" => Ok(Resolved::plain(Condition::HasAmount, "amount")),
            "agreement" => Ok(Resolved::plain(Condition::HasAgreement, "agreement")),
            "dispute" => Ok(Resolved::plain(Condition::HasDispute, "dispute")),
            _ => Err(term.error(
                format!("'{value}' is none of amount, agreement, dispute"),
                ["amount", "agreement", "dispute"].map(str::to_owned).to_vec(),
            )),
        }
    }

    fn tag(&self, value: &str) -> Resolved {
        let tags = [&self.snapshot.engagement_extras, &self.snapshot.agreement_extras].map(|extras| &extras.tags);
        match tags.into_iter().flatten().find(|tag| tag.to_lowercase() == value.to_lowercase()) {
            Some(tag) => Resolved::plain(Condition::Tagged(tag.clone()), tag.clone()),
            None => Resolved::plain(Condition::Nothing, format!("{value} (nothing is tagged so)")),
        }
    }

    fn currency(&self, term: &Term<'_>, value: &str) -> Result<Resolved, FilterError> {
        match Currency::from_code(&value.to_ascii_uppercase()) {
            Some(currency) => Ok(Resolved::plain(Condition::Currencies(vec![currency]), currency.code())),
            None => {
                let mut known: Vec<String> = self.snapshot.agreements.amounts.currencies.iter().map(Currency::to_string).collect();
                known.sort_unstable();
                Err(term.error(format!("'{value}' is no currency of ISO 4217"), known))
            }
        }
    }

    /// `zh` is `zh-Hans` too.
    fn language(&self, value: &str) -> Resolved {
        let asked = value.to_lowercase();
        let is_asked = |lang: &str| {
            let lang = lang.to_lowercase();
            lang.strip_prefix(asked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let columns = &self.snapshot.documents;
        let langs: Vec<bool> = columns.langs.iter().map(|lang| is_asked(lang)).collect();
        let documents = columns.lang.iter().zip(0..).filter(|(lang, _)| langs[**lang as usize]).map(|(_, at)| at);
        Resolved::plain(Condition::Documents(documents.collect()), asked.clone())
    }

    fn told_by_outlets(&self, outlets: &[Name]) -> Condition {
        let outlets: std::collections::HashSet<u32> = positions(outlets.to_vec()).into_iter().collect();
        let documents = self.snapshot.documents.outlet.iter().zip(0..).filter(|(outlet, _)| outlets.contains(outlet));
        Condition::Documents(documents.map(|(_, at)| at).collect())
    }

    /// An id, or the beginning of one.
    fn id(&self, term: &Term<'_>, value: &str) -> Result<Resolved, FilterError> {
        let value = value.to_lowercase();
        if value.chars().count() < SHORTEST_ID {
            return Err(term.error(format!("an id needs at least {SHORTEST_ID} characters"), Vec::new()));
        }
        let snapshot = self.snapshot;
        let documents = matching::<DocumentId>(&snapshot.documents.ids, &value);
        let engagements = matching::<EngagementId>(&snapshot.engagements.ids, &value);
        let agreements = matching::<AgreementId>(&snapshot.agreements.ids, &value);
        let count = documents.len() + engagements.len() + agreements.len();
        if count != 1 && self.resolution == Resolution::Strict {
            return Err(term.error(format!("{count} ids begin with '{value}'"), Vec::new()));
        }
        let conditions = vec![Condition::Documents(documents), Condition::Records { engagements, agreements }];
        let meaning = if count == 1 { value } else { format!("{value} ({count})") };
        Ok(Resolved { conditions, meaning, is_loose: false })
    }

    fn is_at(&self, name: Name, level: PlaceLevel) -> bool {
        match name {
            Name::Place(place) if level == PlaceLevel::City => self.snapshot.places.is_city(place),
            Name::Place(place) => self.snapshot.places.code(place).level() == level,
            _ => false,
        }
    }
}

fn days(term: &Term<'_>, field: Field, value: &str) -> Result<Resolved, FilterError> {
    let Some((first, last)) = values::days(value) else {
        let name = field.name();
        return Err(term.error(format!("'{value}' is no date: write {name}:2020, {name}:2020-05 or {name}:2020-05-18"), Vec::new()));
    };
    let (first, last) = match field {
        Field::Since => (first, i32::MAX - 1),
        Field::Until => (i32::MIN, last),
        _ => (first, last),
    };
    Ok(Resolved::plain(Condition::Days(first, last), value))
}

/// Rows that carry a word of each list.
fn holding_all(lists: &[Vec<u32>], postings: &Postings, len: usize) -> Vec<u32> {
    let mut all = RowSet::all(len);
    for words in lists {
        let mut holding = RowSet::none(len);
        words.iter().for_each(|word| postings.add_to(*word, &mut holding));
        all.keep(&holding);
    }
    all.rows()
}

fn matching<I: Numbered>(ids: &[u64], prefix: &str) -> Vec<u32> {
    let Some(range) = beginning::<I>(prefix) else { return Vec::new() };
    ids.iter().zip(0..).filter(|(id, _)| range.contains(id)).map(|(_, at)| at).collect()
}

/// All words of a closed vocabulary.
pub(super) fn words<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(T::to_string).collect()
}

fn is_place(name: Name) -> bool {
    matches!(name, Name::Place(_))
}

fn is_person(name: Name) -> bool {
    matches!(name, Name::Person(_))
}

fn is_organization(name: Name) -> bool {
    matches!(name, Name::Organization(_))
}

fn positions(names: Vec<Name>) -> Vec<u32> {
    let position = |name| match name {
        Name::Place(at) | Name::Person(at) | Name::Organization(at) | Name::Topic(at) | Name::Outlet(at) | Name::Word(at) => at,
    };
    names.into_iter().map(position).collect()
}
