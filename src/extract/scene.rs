//! What stands on the stage when engagements are looked for: names, dates and money found and resolved, and which two places
//! the text is about.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::amounts::{AmountMention, CountMention};
use super::dates::{DateExpression, ResolvedDate, Tense};
use super::mention::{OrganizationMention, PlaceMention, inside};
use super::offices::{is_national, is_of_subdivision, state_of_party};
use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{Affiliation, CountryCode, DateSpan, PlaceCode, PlaceLevel, TextSpan};
use crate::text::{Document, key_words};

/// A date of the text, resolved as far as it can be.
#[derive(Debug, Clone)]
pub struct SceneDate {
    /// The sentence it stands in.
    pub sentence: usize,
    /// Its span.
    pub span: TextSpan,
    /// What it says.
    pub expression: DateExpression,
    /// Which date that is.
    pub resolved: ResolvedDate,
    /// Whether it heads a part of the text and dates what is told below it: "Tuesday, 15 April:".
    pub is_heading: bool,
}

/// A person with all mentions joined.
#[derive(Debug, Clone)]
pub struct ScenePerson {
    /// The full name.
    pub name: String,
    /// The office as written.
    pub title: Option<String>,
    /// Whom the person acts for.
    pub of: Option<Affiliation>,
    /// The country whose mission the person is of: the body is what the person acts for, the country is the side.
    pub sent_by: Option<PlaceCode>,
    /// Why, where the words beside the name do not say it.
    pub of_inferred: Option<String>,
    /// Branch of the office.
    pub branch: Option<crate::model::Branch>,
    /// Where named: tokens, and whether in full.
    pub mentions: Vec<(Range<usize>, TextSpan)>,
    /// Where the office stands.
    pub title_span: Option<TextSpan>,
    /// Other forms.
    pub aliases: Vec<String>,
    /// The rule that found the first mention.
    pub rule: crate::model::RuleName,
}

impl ScenePerson {
    /// The place that the person acts for, or whose mission.
    pub fn place(&self) -> Option<&PlaceCode> {
        self.of.as_ref().and_then(|of| of.place()).or(self.sent_by.as_ref())
    }

    /// Whether the person holds an office of a state: a president, but not that of a region or a company.
    pub fn acts_for_state(&self) -> bool {
        if self.of.as_ref().is_some_and(|of| state_of_party(of.as_str()).is_some()) {
            return true;
        }
        let is_of_state = self.of.as_ref().is_none_or(|of| of.place().is_some_and(|place| place.level() == PlaceLevel::Country));
        is_of_state && self.title.as_deref().is_some_and(is_national)
    }
}

/// The two places that the text is about.
#[derive(Debug, Clone, Default)]
pub struct Principals {
    /// The subnational place that it speaks of most.
    pub home: Option<PlaceCode>,
    /// The place in another country that it speaks of most.
    pub partner: Option<PlaceCode>,
    /// Whether it is but one of several countries that are named in passing.
    pub is_partner_in_passing: bool,
    /// Further countries that its first lines name together with that one.
    pub others: Vec<PlaceCode>,
    /// All places below a country that it names, the most named first.
    pub subnational: Vec<PlaceCode>,
}

/// Everything found in a text.
pub struct Scene<'a> {
    /// The text.
    pub document: &'a Document<'a>,
    /// Known places.
    pub gazetteer: &'a Gazetteer,
    /// By sentence, which patterns may fit it: a bit each (`extract/en/gates.rs`).
    pub open: Vec<u128>,
    /// Places named.
    pub places: Vec<PlaceMention>,
    /// Organisations named.
    pub organizations: Vec<OrganizationMention>,
    /// People named.
    pub people: Vec<ScenePerson>,
    /// Dates.
    pub dates: Vec<SceneDate>,
    /// Which of them head parts of the text.
    pub headings: Vec<usize>,
    /// The latest day that the text tells; of a month or year its first.
    pub latest: Option<NaiveDate>,
    /// Money.
    pub amounts: Vec<AmountMention>,
    /// Numbers of projects, agreements, people.
    pub counts: Vec<CountMention>,
    /// The article's own date.
    pub published: Option<DateSpan>,
    /// Where the text says so.
    pub published_span: Option<(TextSpan, crate::model::RuleName)>,
    /// The tense of each sentence.
    pub tenses: Vec<Tense>,
    /// The two places that the text is about.
    pub principals: Principals,
    /// Where people and bodies stand.
    pub index: Index,
}

/// Somebody with an office.
#[derive(Debug, Clone)]
pub struct Officer {
    /// The office in small letters, without hyphens.
    pub office: String,
    /// The number of the person.
    person: usize,
    /// The first token by which the text names them.
    named: usize,
}

/// An office of a place.
#[derive(Debug, Clone)]
pub struct OfficeOfPlace {
    /// The office in small letters, without hyphens.
    pub office: String,
    /// The place.
    pub place: PlaceCode,
    /// The first token by which the text names the holder.
    named: usize,
}

/// Where people and bodies stand in a text, so that a sentence need not ask all of them.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// First and last token of each mention and the number of its person, by first token.
    mentions: Vec<(Range<usize>, usize)>,
    /// Who holds an office, by where they are named first.
    officers: Vec<Officer>,
    /// Each office of a place once, where its first holder is named.
    offices: Vec<OfficeOfPlace>,
    /// Where offices stand, by first byte.
    titles: Vec<TextSpan>,
    longest_title: usize,
    bodies: HashMap<String, usize>,
    /// Places named somewhere outside an organisation's name.
    named_alone: HashSet<PlaceCode>,
    /// Places that somebody acts for, or of which a public body is named.
    with_body: HashSet<PlaceCode>,
    /// By country the one place below it of which a body is named; `None` where there are several.
    only_body: HashMap<CountryCode, Option<PlaceCode>>,
    /// Places told with a word of their kind: "Beijing City".
    with_kind: HashSet<PlaceCode>,
    /// Whether somebody holds an office of a subdivision.
    names_governors: bool,
}

impl Index {
    /// Of the people, the bodies and the places of a text.
    pub fn of(people: &[ScenePerson], organizations: &[OrganizationMention], places: &[PlaceMention]) -> Self {
        let mentions =
            people.iter().enumerate().flat_map(|(number, person)| person.mentions.iter().map(move |(at, _)| (at.clone(), number)));
        let mut mentions: Vec<_> = mentions.collect();
        mentions.sort_by_key(|(at, _)| at.start);
        let mut titles: Vec<TextSpan> = people.iter().filter_map(|person| person.title_span).collect();
        titles.sort_by_key(|title| title.start);
        let longest_title = titles.iter().map(TextSpan::len).max().unwrap_or(0);
        let mut bodies = HashMap::new();
        for (number, body) in organizations.iter().enumerate() {
            bodies.entry(body.name.clone()).or_insert(number);
        }
        let named_alone = places.iter().filter(|place| !place.in_organization).filter_map(|place| place.code.clone()).collect();
        let told = people.iter().filter(|person| person.of_inferred.is_none());
        let of_people = told.filter_map(|person| person.of.as_ref()?.place().cloned());
        let is_public = |body: &&OrganizationMention| {
            use crate::model::OrganizationKind as K;
            matches!(body.kind, K::Government | K::Legislature | K::Party)
        };
        let of_bodies = organizations.iter().filter(is_public).flat_map(|body| {
            inside(places, body.tokens.clone()).filter(|place| place.form != NameForm::Adjective).filter_map(|place| place.code.clone())
        });
        let with_body: HashSet<PlaceCode> = of_people.chain(of_bodies).collect();
        let mut only_body: HashMap<CountryCode, Option<PlaceCode>> = HashMap::new();
        for place in with_body.iter().filter(|place| place.level() != PlaceLevel::Country) {
            only_body.entry(place.country()).and_modify(|only| *only = None).or_insert_with(|| Some(place.clone()));
        }
        let is_with_kind = |place: &&PlaceMention| place.tokens.len() > key_words(&place.name).len();
        let with_kind = places.iter().filter(is_with_kind).filter_map(|place| place.code.clone()).collect();
        let names_governors = people.iter().any(|person| person.title.as_deref().is_some_and(is_of_subdivision));
        let officers = officers(people);
        let offices = offices_of_places(people, &officers);
        Self { mentions, officers, offices, titles, longest_title, bodies, named_alone, with_body, only_body, with_kind, names_governors }
    }
}

fn officers(people: &[ScenePerson]) -> Vec<Officer> {
    let officer = |(number, person): (usize, &ScenePerson)| {
        let office = person.title.as_deref()?.to_lowercase().replace('-', " ");
        Some(Officer { office, person: number, named: person.mentions.first()?.0.start })
    };
    let mut officers: Vec<Officer> = people.iter().enumerate().filter_map(officer).collect();
    officers.sort_by_key(|officer| officer.named);
    officers
}

fn offices_of_places(people: &[ScenePerson], officers: &[Officer]) -> Vec<OfficeOfPlace> {
    let mut known: HashSet<(&str, &PlaceCode)> = HashSet::new();
    let mut offices = Vec::new();
    for Officer { office, person, named } in officers {
        let Some(place) = people[*person].of.as_ref().and_then(|of| of.place()) else { continue };
        if known.insert((office, place)) {
            offices.push(OfficeOfPlace { office: office.clone(), place: place.clone(), named: *named });
        }
    }
    offices
}

impl Scene<'_> {
    /// Who holds an office and is named before a token, the last to be named first.
    pub fn officers_before(&self, token: usize) -> impl Iterator<Item = (&Officer, &ScenePerson)> {
        let officers = &self.index.officers;
        let before = &officers[..officers.partition_point(|officer| officer.named < token)];
        before.iter().rev().map(|officer| (officer, &self.people[officer.person]))
    }

    /// The offices of places whose holders are named before a token.
    pub fn offices_before(&self, token: usize) -> &[OfficeOfPlace] {
        let offices = &self.index.offices;
        &offices[..offices.partition_point(|office| office.named < token)]
    }

    /// Places named in a range of tokens that may be sides: with a code, not inside an organisation's name.
    pub fn places_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &PlaceMention> {
        inside(&self.places, tokens.clone()).filter(|place| !place.in_organization && !place.is_dateline)
    }

    /// When the text was written: one that does not tell its own day is of the latest day that it tells.
    pub fn written(&self) -> Option<NaiveDate> {
        self.published.and_then(|published| published.last_day()).or(self.latest)
    }

    /// People named in a range of tokens.
    pub fn people_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &ScenePerson> {
        let mentions = &self.index.mentions;
        let first = mentions.partition_point(|(at, _)| at.start < tokens.start);
        let inside = mentions[first..].iter().take_while(|(at, _)| at.start < tokens.end).filter(|(at, _)| at.end <= tokens.end);
        let numbers: BTreeSet<usize> = inside.map(|(_, number)| *number).collect();
        numbers.into_iter().map(|number| &self.people[number])
    }

    /// Organisations named in a range of tokens.
    pub fn organizations_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &OrganizationMention> {
        inside(&self.organizations, tokens.clone())
    }

    /// The place that an organisation belongs to, by a place inside its name.
    ///
    /// A place that the text names nowhere else, in another subdivision of the country that the article is about, is a namesake
    /// more likely than not: the body then belongs to the place that the article is about. Zones that are known by name are where
    /// they are ("Jiangbei New Area" of Nanjing, not Jiangbei in Chongqing).
    pub fn place_of_organization(&self, body: &OrganizationMention) -> Option<&PlaceCode> {
        if let Some(code) = crate::gazetteer::zones::place_of(&body.name) {
            return Some(code);
        }
        // "the Department of American and Oceanian Affairs" deals with America.
        let is_subject = |place: &&PlaceMention| {
            let is_of = place.tokens.start > body.tokens.start && self.document.folded(place.tokens.start - 1) == "of";
            place.form == NameForm::Adjective && is_of && self.document.folded(body.tokens.end - 1) == "affairs"
        };
        let in_name = |place: &&PlaceMention| !is_subject(place);
        let codes = || inside(&self.places, body.tokens.clone()).filter(in_name).filter_map(|place| place.code.as_ref());
        let is_named_alone = |code: &&PlaceCode| self.index.named_alone.contains(*code);
        let in_name = codes().find(|code| code.level() != PlaceLevel::Country && is_named_alone(code)).or_else(|| codes().next());
        let Some(code) = in_name else { return crate::gazetteer::companies::country_of(&body.name) };
        let both = [&self.principals.home, &self.principals.partner].into_iter().flatten();
        let same_country = both.into_iter().find(|principal| principal.country() == code.country());
        match same_country {
            Some(home) if !is_named_alone(&code) && code.level() == PlaceLevel::City && code.subdivision() != home.subdivision() => {
                Some(home)
            }
            _ => Some(code),
        }
    }

    /// Whether somebody who acts for a place, or a public body of it, is named.
    pub fn has_body(&self, place: &PlaceCode) -> bool {
        self.index.with_body.contains(place)
    }

    /// The one place below a country of which a body is named, or somebody who acts for it.
    pub fn only_body_in(&self, country: &PlaceCode) -> Option<&PlaceCode> {
        self.index.only_body.get(&country.country())?.as_ref()
    }

    /// Whether a place is told with a word of its kind somewhere.
    pub fn is_told_with_kind(&self, place: &PlaceCode) -> bool {
        self.index.with_kind.contains(place)
    }

    /// Whether a place has a body named, or the text speaks of provincial offices at all.
    pub fn is_governed(&self, place: &PlaceCode) -> bool {
        self.has_body(place) || self.index.names_governors && place.level() == PlaceLevel::Subdivision
    }

    /// Whether a place that only stands inside organisations' names is more likely a namesake: a city in another subdivision of
    /// a country that the article is about.
    pub fn is_namesake(&self, place: &PlaceMention) -> bool {
        let Some(code) = place.code.as_ref().filter(|code| place.in_organization && code.level() == PlaceLevel::City) else { return false };
        let both = [&self.principals.home, &self.principals.partner].into_iter().flatten();
        let same_country =
            both.into_iter().find(|principal| principal.country() == code.country() && principal.level() != PlaceLevel::Country);
        !self.index.named_alone.contains(code) && same_country.is_some_and(|principal| principal.subdivision() != code.subdivision())
    }

    /// The first body of this name.
    pub fn organization_named(&self, name: &str) -> Option<&OrganizationMention> {
        self.index.bodies.get(name).map(|number| &self.organizations[*number])
    }

    /// Whether a span lies in the words of somebody's office.
    pub fn is_in_title(&self, span: &TextSpan) -> bool {
        let titles = &self.index.titles;
        let behind = titles.partition_point(|title| title.start <= span.start);
        let near = titles[..behind].iter().rev().take_while(|title| title.start + self.index.longest_title >= span.end);
        near.into_iter().any(|title| title.contains(span))
    }

    /// Dates of a sentence.
    pub fn dates_in(&self, sentence: usize) -> impl Iterator<Item = &SceneDate> {
        let first = self.dates.partition_point(|date| date.sentence < sentence);
        self.dates[first..].iter().take_while(move |date| date.sentence == sentence)
    }

    /// The date that heads the part of the text in which a sentence stands.
    pub fn heading_of(&self, sentence: usize) -> Option<&SceneDate> {
        let behind = self.headings.partition_point(|heading| self.dates[*heading].sentence <= sentence);
        self.headings[..behind].last().map(|heading| &self.dates[*heading])
    }

    /// Dates before a sentence, the nearest first.
    pub fn dates_before(&self, sentence: usize) -> impl Iterator<Item = &SceneDate> {
        self.dates[..self.dates.partition_point(|date| date.sentence < sentence)].iter().rev()
    }
}

/// Numbers of things and people in a span.
pub fn counts_in<'s>(scene: &'s Scene<'_>, span: TextSpan) -> impl Iterator<Item = &'s CountMention> {
    let first = scene.counts.partition_point(|count| count.span.start < span.start);
    scene.counts[first..].iter().take_while(move |count| count.span.start < span.end).filter(move |count| span.contains(&count.span))
}

/// "councillors in Coventry": they act for the place that they are in.
pub fn are_people_of(document: &Document<'_>, place: &PlaceMention) -> bool {
    let word = |back: usize| place.tokens.start.checked_sub(back).map_or("", |token| document.folded(token));
    word(1) == "in"
        && matches!(
            word(2),
            "councillors"
                | "councilors"
                | "councilmembers"
                | "officials"
                | "leaders"
                | "lawmakers"
                | "authorities"
                | "legislators"
                | "council"
                | "government"
                | "experts"
                | "specialists"
                | "counterparts"
                | "colleagues"
        )
}
