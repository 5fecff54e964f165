//! What stands on the stage when engagements are looked for: names, dates and money found and resolved, and which two places
//! the text is about.

use std::collections::HashMap;
use std::ops::Range;

use super::amounts::{AmountMention, CountMention};
use super::dates::{DateContext, DateExpression, DateMention, ResolvedDate, Tense, resolve};
use super::mention::{OrganizationMention, PersonMention, PlaceMention};
use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{Affiliation, CountryCode, DateSpan, PlaceCode, PlaceLevel, TextSpan};
use crate::text::Document;

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

/// The two places that the text is about.
#[derive(Debug, Clone, Default)]
pub struct Principals {
    /// The subnational place that it speaks of most.
    pub home: Option<PlaceCode>,
    /// The place in another country that it speaks of most.
    pub partner: Option<PlaceCode>,
}

/// Everything found in a text.
pub struct Scene<'a> {
    /// The text.
    pub document: &'a Document<'a>,
    /// Known places.
    pub gazetteer: &'a Gazetteer,
    /// Places named.
    pub places: Vec<PlaceMention>,
    /// Organisations named.
    pub organizations: Vec<OrganizationMention>,
    /// People named.
    pub people: Vec<ScenePerson>,
    /// Dates.
    pub dates: Vec<SceneDate>,
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
}

impl Scene<'_> {
    /// Places named in a range of tokens that may be sides: with a code, not inside an organisation's name.
    pub fn places_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &PlaceMention> {
        let tokens = tokens.clone();
        self.places.iter().filter(move |place| {
            tokens.start <= place.tokens.start && place.tokens.end <= tokens.end && !place.in_organization && !place.is_dateline
        })
    }

    /// People named in a range of tokens.
    pub fn people_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &ScenePerson> {
        let tokens = tokens.clone();
        self.people.iter().filter(move |person| person.mentions.iter().any(|(at, _)| tokens.start <= at.start && at.end <= tokens.end))
    }

    /// Organisations named in a range of tokens.
    pub fn organizations_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &OrganizationMention> {
        let tokens = tokens.clone();
        self.organizations.iter().filter(move |body| tokens.start <= body.tokens.start && body.tokens.end <= tokens.end)
    }

    /// The place that an organisation belongs to, by a place inside its name.
    ///
    /// A place that the text names nowhere else, in another subdivision of the country that the article is about, is a namesake
    /// more likely than not ("Jiangbei New Area" of Nanjing, not Jiangbei in Chongqing): the body then belongs to the place that
    /// the article is about.
    pub fn place_of_organization(&self, body: &OrganizationMention) -> Option<&PlaceCode> {
        let inside = |place: &&PlaceMention| body.tokens.start <= place.tokens.start && place.tokens.end <= body.tokens.end;
        let code = self.places.iter().filter(inside).find_map(|place| place.code.as_ref())?;
        let is_named_alone = self.places.iter().any(|place| place.code.as_ref() == Some(code) && !place.in_organization);
        match &self.principals.home {
            Some(home)
                if !is_named_alone
                    && code.level() == PlaceLevel::City
                    && code.country() == home.country()
                    && code.subdivision() != home.subdivision() =>
            {
                Some(home)
            }
            _ => Some(code),
        }
    }

    /// Dates of a sentence.
    pub fn dates_in(&self, sentence: usize) -> impl Iterator<Item = &SceneDate> {
        self.dates.iter().filter(move |date| date.sentence == sentence)
    }
}

/// Resolves dates in reading order: each may take what it leaves out from the one before.
pub fn resolve_dates(document: &Document<'_>, mentions: Vec<DateMention>, published: Option<DateSpan>, tenses: &[Tense]) -> Vec<SceneDate> {
    let mut anchor: Option<DateSpan> = None;
    let mut dates = Vec::new();
    for mention in mentions {
        let sentence = document.sentence_at(mention.span.start);
        let tense = tenses.get(sentence).copied().unwrap_or_default();
        let context = DateContext { published, anchor, tense };
        if let Some(resolved) = resolve(&mention.expression, &context) {
            let is_day = resolved.date.first().is_some_and(|date| date.day().is_some() || date.month().is_some());
            if is_day {
                anchor = Some(resolved.date);
            }
            dates.push(SceneDate { sentence, span: mention.span, expression: mention.expression, resolved });
        }
    }
    dates
}

/// Which two places a text is about: the subnational place it names most, headlines weighing more, and the most named place of
/// another country (that country itself where no place in it is named as often).
pub fn principals(document: &Document<'_>, places: &[PlaceMention]) -> Principals {
    let mut scores: HashMap<&PlaceCode, f64> = HashMap::new();
    for place in places {
        let Some(code) = &place.code else { continue };
        let sentence = document.sentence_of(place.tokens.start);
        let by_position = if sentence <= 2 && !place.in_organization && !place.is_dateline { 2.5 } else { 1.0 };
        let by_form = if place.form == NameForm::Adjective { 0.5 } else { 1.0 };
        let by_frame = if place.in_organization { 0.3 } else { 1.0 };
        // Where something took place says less of whom the text is about than who acts.
        let before = place.tokens.start.checked_sub(1).map_or("", |token| document.folded(token));
        let by_stand = if matches!(before, "in" | "at" | "near") || place.is_dateline { 0.4 } else { 1.0 };
        *scores.entry(code).or_default() += by_position * by_form * by_frame * by_stand;
    }
    let mut ranked: Vec<(&PlaceCode, f64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let home = ranked.iter().find(|(code, _)| code.level() != PlaceLevel::Country).map(|(code, _)| (*code).clone());
    let away = |code: &PlaceCode| home.as_ref().is_some_and(|home| home.country() != code.country());
    let mut by_country: HashMap<CountryCode, f64> = HashMap::new();
    for (code, score) in ranked.iter().filter(|(code, _)| away(code)) {
        *by_country.entry(code.country()).or_default() += score;
    }
    let country = by_country.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(country, _)| country);
    let partner = country.and_then(|country| {
        let in_country = || ranked.iter().filter(move |(code, _)| code.country() == country);
        let own = in_country().find(|(code, _)| code.level() == PlaceLevel::Country).map_or(0.0, |(_, score)| *score);
        let inner = in_country().find(|(code, _)| code.level() != PlaceLevel::Country);
        match inner {
            Some((code, score)) if *score >= own => Some((*code).clone()),
            _ => PlaceCode::parse(country.as_str()),
        }
    });
    Principals { home, partner }
}

/// Joins mentions to people: the same name, and later surnames alone; offices and bodies from whichever mention tells them.
pub fn join_people(
    document: &Document<'_>,
    mentions: Vec<PersonMention>,
    principals: &Principals,
    places: &[PlaceMention],
) -> Vec<ScenePerson> {
    let mut people: Vec<ScenePerson> = Vec::new();
    for mention in mentions {
        let known = people.iter().position(|person| is_same_name(&person.name, &mention.name));
        match known {
            Some(at) => merge(&mut people[at], &mention, principals),
            None => people.push(new_person(&mention, principals)),
        }
    }
    add_surnames(document, &mut people, places);
    people
}

fn is_same_name(full: &str, name: &str) -> bool {
    if full == name {
        return true;
    }
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(|word| word.to_lowercase()).collect() };
    let (a, b) = (words(full), words(name));
    let mut sorted = (a.clone(), b.clone());
    sorted.0.sort();
    sorted.1.sort();
    sorted.0 == sorted.1 || b.len() == 1 && a.len() > 1 && (a.first() == b.first() || a.last() == b.last())
}

fn new_person(mention: &PersonMention, principals: &Principals) -> ScenePerson {
    let mut person = ScenePerson {
        name: mention.name.clone(),
        title: None,
        of: None,
        of_inferred: None,
        branch: None,
        mentions: Vec::new(),
        title_span: None,
        aliases: Vec::new(),
        rule: mention.rule.clone(),
    };
    merge(&mut person, mention, principals);
    person
}

fn merge(person: &mut ScenePerson, mention: &PersonMention, principals: &Principals) {
    person.mentions.push((mention.tokens.clone(), mention.span));
    if mention.name.len() > person.name.len() {
        let shorter = std::mem::replace(&mut person.name, mention.name.clone());
        person.aliases.push(shorter);
    } else if mention.name != person.name && !person.aliases.contains(&mention.name) {
        person.aliases.push(mention.name.clone());
    }
    if person.of.is_none() {
        person.of = mention.of.clone();
    }
    let Some(title) = &mention.title else { return };
    let is_fuller = person.title.as_ref().is_none_or(|known| person.of.is_none() && title.of.is_some() || known.len() < 3);
    if !is_fuller {
        return;
    }
    person.title = Some(title.text.clone());
    person.title_span = Some(title.span);
    person.branch = title.branch;
    person.of = title.of.clone().or_else(|| person.of.take());
    person.of_inferred = None;
    if person.of.is_none() && title.is_of_place && !is_national(&title.text) {
        if let Some(place) = likely_place(&person.name, &title.text, principals) {
            person.of = Some(Affiliation::Place(level_of_title(&title.text, place)));
            person.of_inferred = Some("the place that the article is about; the title names none".to_owned());
        }
    }
}

/// Which of the two places that a text is about a person acts for whose title names none: the one where such an office exists,
/// else the one where such a name is usual, else the one that the text speaks of most.
fn likely_place<'p>(name: &str, title: &str, principals: &'p Principals) -> Option<&'p PlaceCode> {
    let both = || [&principals.home, &principals.partner].into_iter().flatten().filter(|code| code.level() != PlaceLevel::Country);
    let fitting: Vec<&PlaceCode> = both().filter(|code| has_office(code.country().as_str(), title)).collect();
    let is_chinese_place = |code: &&&PlaceCode| matches!(code.country().as_str(), "CN" | "TW" | "HK" | "SG");
    let is_chinese_name = super::en::people::reads_as_chinese(name);
    let by_name = fitting.iter().find(|code| is_chinese_place(code) == is_chinese_name);
    by_name.copied().or_else(|| fitting.first().copied()).or(principals.home.as_ref())
}

/// Whether a country's subnational places have such an office.
fn has_office(country: &str, title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_party = ["party secretary", "party committee", "party chief", "cpc"].iter().any(|word| lower.contains(word));
    match () {
        () if is_party => matches!(country, "CN" | "VN" | "LA" | "KP"),
        () if lower.contains("chief minister") => matches!(country, "IN" | "PK" | "AU" | "MY"),
        () if lower.contains("minister-president") || lower.contains("minister president") => matches!(country, "DE" | "BE" | "NL"),
        () if lower.contains("premier") => !matches!(country, "CN" | "US" | "JP" | "KR" | "DE"),
        () => true,
    }
}

/// Offices of a state: whose they are must be told, it is not the province that the article is about.
pub(super) fn is_national(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["prime minister", "president", "chancellor", "ambassador", "general secretary", "first lady", "king", "queen", "secretary of state"]
        .iter()
        .any(|word| lower.contains(word))
}

/// "Provincial ..." is of the subdivision even where the article is about one of its cities.
fn level_of_title(title: &str, home: &PlaceCode) -> PlaceCode {
    let lower = title.to_lowercase();
    let is_subdivision = ["provincial", "governor", "premier", "chief minister", "state "].iter().any(|word| lower.contains(word));
    match home.subdivision() {
        Some(subdivision) if is_subdivision => subdivision,
        _ => home.clone(),
    }
}

/// Later mentions by one word of the name: "Han said", "Mr Weatherill".
fn add_surnames(document: &Document<'_>, people: &mut [ScenePerson], places: &[PlaceMention]) {
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, person) in people.iter().enumerate() {
        let words: Vec<&str> = person.name.split_whitespace().collect();
        if words.len() < 2 {
            continue;
        }
        for word in [words[0], words[words.len() - 1]] {
            by_word.entry(crate::text::fold::fold_key(word)).or_default().push(number);
        }
    }
    let taken: Vec<Range<usize>> = people.iter().flat_map(|person| person.mentions.iter().map(|(at, _)| at.clone())).collect();
    for token in 0..document.tokens.len() {
        let is_free = document.tokens[token].is_capitalised()
            && !taken.iter().any(|at| at.contains(&token))
            && !places.iter().any(|place| place.tokens.contains(&token));
        let Some([only]) = is_free.then(|| by_word.get(document.folded(token)).map(Vec::as_slice)).flatten() else { continue };
        let person = &mut people[*only];
        if person.mentions.first().is_some_and(|(at, _)| at.start < token) {
            person.mentions.push((token..token + 1, document.tokens[token].span()));
            let alias = document.text(token).to_owned();
            if !person.aliases.contains(&alias) {
                person.aliases.push(alias);
            }
        }
    }
}
