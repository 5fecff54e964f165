//! What stands on the stage when engagements are looked for: names, dates and money found and resolved, and which two places
//! the text is about.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::amounts::{AmountMention, CountMention};
use super::dates::{DateContext, DateExpression, DateMention, ResolvedDate, Tense, resolve};
use super::mention::{OrganizationMention, PersonMention, PlaceMention, covers, inside};
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

impl ScenePerson {
    /// Whether the person holds an office of a state: a president, but not that of a region or a company.
    pub fn acts_for_state(&self) -> bool {
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
    /// Where people and bodies stand.
    pub index: Index,
}

/// Where people and bodies stand in a text, so that a sentence need not ask all of them.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// First and last token of each mention and the number of its person, by first token.
    mentions: Vec<(Range<usize>, usize)>,
    /// Where offices stand, by first byte.
    titles: Vec<TextSpan>,
    longest_title: usize,
    bodies: HashMap<String, usize>,
    /// Places named somewhere outside an organisation's name.
    named_alone: HashSet<PlaceCode>,
    /// Places that somebody acts for, or of which a public body is named.
    with_body: HashSet<PlaceCode>,
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
        let with_body = of_people.chain(of_bodies).collect();
        let is_with_kind = |place: &&PlaceMention| place.tokens.len() > key_words(&place.name).len();
        let with_kind = places.iter().filter(is_with_kind).filter_map(|place| place.code.clone()).collect();
        let names_governors = people.iter().any(|person| person.title.as_deref().is_some_and(is_of_subdivision));
        Self { mentions, titles, longest_title, bodies, named_alone, with_body, with_kind, names_governors }
    }
}

impl Scene<'_> {
    /// Places named in a range of tokens that may be sides: with a code, not inside an organisation's name.
    pub fn places_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &PlaceMention> {
        inside(&self.places, tokens.clone()).filter(|place| !place.in_organization && !place.is_dateline)
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
    /// more likely than not ("Jiangbei New Area" of Nanjing, not Jiangbei in Chongqing): the body then belongs to the place that
    /// the article is about.
    pub fn place_of_organization(&self, body: &OrganizationMention) -> Option<&PlaceCode> {
        let codes = || inside(&self.places, body.tokens.clone()).filter_map(|place| place.code.as_ref());
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

/// Resolves dates in reading order: each may take what it leaves out from the one before.
pub fn resolve_dates(document: &Document<'_>, mentions: Vec<DateMention>, published: Option<DateSpan>, tenses: &[Tense]) -> Vec<SceneDate> {
    let (mut anchor, mut day): (Option<DateSpan>, Option<DateSpan>) = (None, None);
    let mut dates = Vec::new();
    for mention in mentions {
        let sentence = document.sentence_at(mention.span.start);
        let tense = tenses.get(sentence).copied().unwrap_or_default();
        // "The same day" is the last single day that was told, not the days of a journey told in between.
        let is_same_day = matches!(mention.expression, DateExpression::FromAnchor { unit: super::dates::Unit::Day, offset: 0 });
        let context = DateContext { published, anchor: if is_same_day { day.or(anchor) } else { anchor }, tense };
        let near = (sentence.saturating_sub(1)..sentence).any(|before| tenses.get(before) == Some(&Tense::Future));
        let coming = || resolve(&mention.expression, &DateContext { tense: Tense::Future, ..context });
        let told = resolve(&mention.expression, &context);
        let is_coming = near && tense == Tense::Past && told.as_ref().is_some_and(|told| is_long_before(told, published));
        let coming = coming().filter(|coming| is_coming && is_soon_after(coming, published));
        if let Some(resolved) = coming.or(told) {
            let is_day = resolved.date.first().is_some_and(|date| date.day().is_some() || date.month().is_some());
            if is_day {
                anchor = Some(resolved.date);
                if resolved.date.first() == resolved.date.last() && resolved.date.first().is_some_and(|date| date.day().is_some()) {
                    day = anchor;
                }
            }
            dates.push(SceneDate { sentence, span: mention.span, expression: mention.expression, resolved });
        }
    }
    dates
}

/// "Los Angeles is the destination, 22-26 September the time", behind a sentence on what is to come: a day nearly a year back is not
/// meant where the same day comes within weeks.
fn is_long_before(told: &ResolvedDate, published: Option<DateSpan>) -> bool {
    let days = published.and_then(|date| date.last_day()).zip(told.date.last_day()).map(|(day, told)| (day - told).num_days());
    told.inferred.is_some() && days.is_some_and(|days| days > 300)
}

fn is_soon_after(coming: &ResolvedDate, published: Option<DateSpan>) -> bool {
    let days = published.and_then(|date| date.last_day()).zip(coming.date.first_day()).map(|(day, coming)| (coming - day).num_days());
    days.is_some_and(|days| (0..=60).contains(&days))
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
        )
}

/// From how many countries on, all named about as often, none of them is the partner.
const MANY_COUNTRIES: usize = 5;

/// A place below the country that the text names once, below its first lines, is not whom it is about.
const WEAKEST_HOME: f64 = 1.2;

/// "… from Japan and South Korea": countries named in the first lines, joined to the one that the text speaks of most.
fn further_countries(
    document: &Document<'_>,
    places: &[PlaceMention],
    home: Option<&PlaceCode>,
    partner: Option<&PlaceCode>,
) -> Vec<PlaceCode> {
    let mut others: Vec<PlaceCode> = Vec::new();
    for pair in places.windows(2).take_while(|pair| document.sentence_of(pair[0].tokens.start) <= 3) {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        let is_joined = gap.len() <= 2
            && gap.clone().any(|t| document.folded(t) == "and")
            && gap.clone().all(|t| matches!(document.folded(t), "and" | "the") || document.text(t) == ",");
        let codes = pair.iter().filter_map(|place| place.code.as_ref()).collect::<Vec<_>>();
        let [a, b] = codes[..] else { continue };
        let are_countries = a.level() == PlaceLevel::Country && b.level() == PlaceLevel::Country;
        for code in [a, b].into_iter().filter(|_| is_joined && are_countries && (Some(a) == partner || Some(b) == partner)) {
            let is_new = Some(code) != partner && home.is_none_or(|home| home.country() != code.country()) && !others.contains(code);
            others.extend(is_new.then(|| code.clone()));
        }
    }
    others
}

/// Whether a text speaks of those who act for states again and again and of nobody who acts for a place below one.
fn is_on_states(document: &Document<'_>) -> bool {
    let word = |token: usize| document.folded(token);
    let (mut of_states, mut of_places) = (0, 0);
    for token in 0..document.tokens.len() {
        match word(token) {
            // A region may have a president too, but seldom several.
            "presidents" => of_states += 1,
            "prime" | "foreign" if token + 1 < document.tokens.len() && word(token + 1) == "minister" => of_states += 1,
            "state" if token + 1 < document.tokens.len() && word(token + 1) == "visit" => of_states += 1,
            "governor" | "mayor" | "premier" | "provincial" | "municipal" | "prefectural" | "governors" | "mayors" => of_places += 1,
            _ => {}
        }
    }
    of_states >= 3 && of_places == 0
}

/// Which two places a text is about: the subnational place it names most, headlines weighing more, and the most named place of
/// another country (that country itself where no place in it is named as often).
/// `headline` are the places of a title that was given beside the text.
pub fn principals(document: &Document<'_>, places: &[PlaceMention], headline: &[PlaceCode]) -> Principals {
    let mut scores: HashMap<&PlaceCode, f64> = HashMap::new();
    for code in headline {
        *scores.entry(code).or_default() += 2.5;
    }
    if let Some(first) = headline.first() {
        *scores.entry(first).or_default() += 2.0;
    }
    for place in places {
        let Some(code) = &place.code else { continue };
        let sentence = document.sentence_of(place.tokens.start);
        let by_position = if sentence <= 2 && !place.in_organization && !place.is_dateline { 2.5 } else { 1.0 };
        let by_form = if place.form == NameForm::Adjective { 0.5 } else { 1.0 };
        let by_frame = if place.in_organization { 0.3 } else { 1.0 };
        // Where something took place says less of whom the text is about than who acts.
        let before = place.tokens.start.checked_sub(1).map_or("", |token| document.folded(token));
        let is_venue = matches!(before, "in" | "at" | "near") && !are_people_of(document, place);
        let by_stand = if is_venue || place.is_dateline { 0.4 } else { 1.0 };
        *scores.entry(code).or_default() += by_position * by_form * by_frame * by_stand;
    }
    // A place that only ever is where something happens is not whom the text is about.
    let stands_alone = |place: &&PlaceMention| {
        let before = place.tokens.start.checked_sub(1).map_or("", |token| document.folded(token));
        !place.is_dateline && (!matches!(before, "in" | "at" | "near" | "to") || are_people_of(document, place))
    };
    let acting: HashSet<&PlaceCode> = places.iter().filter(stands_alone).filter_map(|place| place.code.as_ref()).chain(headline).collect();
    let acts = |code: &PlaceCode| acting.contains(code);
    let mut ranked: Vec<(&PlaceCode, f64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let home = ranked.iter().find(|(code, _)| code.level() != PlaceLevel::Country && acts(code));
    // A province named once, late, is not whom a text on two states is about.
    let home = home.filter(|(_, score)| *score >= WEAKEST_HOME || !is_on_states(document)).map(|(code, _)| (*code).clone());
    let away = |code: &PlaceCode| home.as_ref().is_some_and(|home| home.country() != code.country());
    let mut by_country: HashMap<CountryCode, f64> = HashMap::new();
    for (code, score) in ranked.iter().filter(|(code, _)| away(code)) {
        *by_country.entry(code.country()).or_default() += score;
    }
    let best = by_country.values().copied().fold(0.0, f64::max);
    // "envoys of Algeria, Ethiopia, Angola, Ghana and Kenya": none of many is the one that it is about.
    let is_one_of_many = by_country.values().filter(|score| **score >= 0.9 * best).count() >= MANY_COUNTRIES;
    let country = by_country.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(country, _)| country);
    let country = country.filter(|_| !is_one_of_many);
    let partner = country.and_then(|country| {
        let in_country = || ranked.iter().filter(move |(code, _)| code.country() == country);
        let own = in_country().find(|(code, _)| code.level() == PlaceLevel::Country).map_or(0.0, |(_, score)| *score);
        let inner = in_country().find(|(code, _)| code.level() != PlaceLevel::Country);
        match inner {
            Some((code, score)) if *score >= own => Some((*code).clone()),
            _ => PlaceCode::parse(country.as_str()),
        }
    });
    let others = if partner.as_ref().is_some_and(|partner| partner.level() == PlaceLevel::Country) {
        further_countries(document, places, home.as_ref(), partner.as_ref())
    } else {
        Vec::new()
    };
    let subnational = ranked.iter().map(|(code, _)| (*code).clone()).filter(|code| code.level() != PlaceLevel::Country).collect();
    Principals { home, partner, others, subnational }
}

/// Joins mentions to people: the same name, and later surnames alone; offices and bodies from whichever mention tells them.
pub fn join_people(
    document: &Document<'_>,
    mentions: Vec<PersonMention>,
    principals: &Principals,
    places: &[PlaceMention],
) -> Vec<ScenePerson> {
    let mut people: Vec<ScenePerson> = Vec::new();
    let mut register = Register::default();
    for mention in mentions {
        match register.number(&mention.name) {
            Some(at) => merge(&mut people[at], &mention, principals),
            None => match earlier_by_one_word(&people, &mention) {
                Some(at) => {
                    register.enter(&mention.name, at);
                    merge(&mut people[at], &mention, principals);
                }
                None => {
                    register.enter(&mention.name, people.len());
                    people.push(new_person(&mention, principals));
                }
            },
        }
    }
    add_surnames(document, &mut people, places);
    people
}

/// "Prime Minister Kretschmann", and later "Winfried Kretschmann": the one word that the text told first is of the full name.
fn earlier_by_one_word(people: &[ScenePerson], mention: &PersonMention) -> Option<usize> {
    let words = sorted_words(&mention.name);
    let is_part = |person: &&ScenePerson| !person.name.contains(' ') && words.contains(&person.name.to_lowercase());
    let mut fitting = people.iter().enumerate().filter(|(_, person)| is_part(person));
    let first = fitting.next().filter(|_| words.len() > 1)?;
    fitting.next().is_none().then_some(first.0)
}

/// Which person a name belongs to: the first with the same words in any order, or with this word as first or last of several.
#[derive(Default)]
struct Register {
    by_words: HashMap<String, usize>,
    by_end: HashMap<String, usize>,
}

impl Register {
    fn number(&self, name: &str) -> Option<usize> {
        let words = sorted_words(name);
        let as_end = if words.len() == 1 { self.by_end.get(&words[0]) } else { None };
        self.by_words.get(&words.join(" ")).into_iter().chain(as_end).min().copied()
    }

    fn enter(&mut self, name: &str, number: usize) {
        self.by_words.entry(sorted_words(name).join(" ")).or_insert(number);
        let words: Vec<&str> = name.split_whitespace().collect();
        if let [first, .., last] = words[..] {
            self.by_end.entry(first.to_lowercase()).or_insert(number);
            self.by_end.entry(last.to_lowercase()).or_insert(number);
        }
    }
}

fn sorted_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort();
    words
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
    let told = title.of.clone().filter(|_| !title.of_is_near);
    let is_open = person.of.is_none() || person.of_inferred.is_some();
    if person.title.as_ref().is_some_and(|known| !(is_open && told.is_some()) && known.len() >= 3) {
        return;
    }
    person.title = Some(title.text.clone());
    person.title_span = Some(title.span);
    person.branch = title.branch;
    if person.of_inferred.is_some() {
        (person.of, person.of_inferred) = (None, None);
    }
    person.of = told.or_else(|| person.of.take());
    if person.of.is_none()
        && let Some((of, why)) = likely_affiliation(&person.name, title, principals)
    {
        (person.of, person.of_inferred) = (Some(of), Some(why.to_owned()));
    }
}

/// Whom somebody acts for whose title does not tell: the place named just before it where that fits, else the likelier of the two
/// places that the text is about; for the heads of a state its country.
fn likely_affiliation(name: &str, title: &crate::extract::mention::Title, principals: &Principals) -> Option<(Affiliation, &'static str)> {
    let near = title.of.as_ref().filter(|of| of.place().is_none_or(|place| fits_name(place, name, &title.text)));
    if let Some(of) = near {
        let of = of.place().map_or_else(|| of.clone(), |place| Affiliation::Place(level_of_title(&title.text, place)));
        return Some((of, "the place named last before the title"));
    }
    if !title.is_of_place && !is_head_of_state(&title.text) {
        return None;
    }
    if is_national(&title.text) {
        let country = likely_country(name, &title.text, principals).filter(|_| is_head_of_state(&title.text))?;
        return Some((Affiliation::Place(country), "the country that the article is about; the title names none"));
    }
    let place = likely_place(name, &title.text, principals)?;
    Some((Affiliation::Place(level_of_title(&title.text, place)), "the place that the article is about; the title names none"))
}

/// Whether a place has such an office and a name like this is usual there.
fn fits_name(place: &PlaceCode, name: &str, title: &str) -> bool {
    has_office(place.country().as_str(), title) && super::en::name_origin::likelihood(name, place.country()) >= 0
}

/// Titles that the head of a state or government alone has, and nobody of a company.
fn is_head_of_state(title: &str) -> bool {
    let lower = title.to_lowercase();
    let plain = ["president", "prime minister", "first lady", "chancellor", "king", "queen", "vice president", "deputy prime minister"];
    plain.contains(&lower.as_str()) || lower.contains("foreign minister") || lower.contains("minister of foreign")
}

/// Whether a state has such an office at its head: Japan has no president, the United States no prime minister.
fn has_national_office(place: &PlaceCode, title: &str) -> bool {
    let (country, title) = (place.country(), title.to_lowercase());
    let country = country.as_str();
    match () {
        () if title.contains("prime minister") => {
            !matches!(country, "US" | "DE" | "AT" | "CH" | "MX" | "BR" | "AR" | "CL" | "CO" | "ID" | "PH" | "NG" | "GH" | "CN")
        }
        () if title.contains("president") => {
            !matches!(country, "GB" | "JP" | "CA" | "AU" | "NZ" | "NL" | "BE" | "SE" | "NO" | "DK" | "TH" | "MY")
        }
        () if title.contains("chancellor") => matches!(country, "DE" | "AT"),
        () if title.contains("king") || title.contains("queen") => {
            matches!(country, "GB" | "JP" | "NL" | "BE" | "SE" | "NO" | "DK" | "TH" | "MY" | "ES" | "JO" | "MA" | "SA" | "KH" | "BT")
        }
        () => true,
    }
}

/// Which of the countries that a text is about has such names: the Chinese one or the other.
fn likely_country(name: &str, title: &str, principals: &Principals) -> Option<PlaceCode> {
    let likelihood = |place: &PlaceCode| super::en::name_origin::likelihood(name, place.country());
    match (&principals.home, &principals.partner) {
        (Some(home), Some(partner)) if likelihood(home) > likelihood(partner) => Some(home.country_place()),
        (Some(home), Some(partner)) if likelihood(home) < likelihood(partner) => Some(partner.country_place()),
        (None, Some(only)) => Some(only.country_place()),
        (Some(home), Some(partner)) => match (has_national_office(home, title), has_national_office(partner, title)) {
            (true, false) => Some(home.country_place()),
            (false, true) => Some(partner.country_place()),
            // Of the state in which the guests are more is told than of their own.
            _ => Some(partner.country_place()).filter(|_| partner.level() == PlaceLevel::Country),
        },
        _ => None,
    }
}

/// Which of the two places that a text is about a person acts for whose title names none: the one where such an office exists,
/// else the one where such a name is usual, else the one that the text speaks of most.
fn likely_place<'p>(name: &str, title: &str, principals: &'p Principals) -> Option<&'p PlaceCode> {
    let both = || [&principals.home, &principals.partner].into_iter().flatten().filter(|code| code.level() != PlaceLevel::Country);
    let fitting: Vec<&PlaceCode> = both().filter(|code| has_office(code.country().as_str(), title)).collect();
    let likely = |code: &&&PlaceCode| super::en::name_origin::likelihood(name, code.country());
    let best = fitting.iter().rev().max_by_key(likely).copied();
    // A Korean name, a text on Nebraska and Japan, and one province of Korea in it: whose governor that is can be told.
    let is_sure = best.is_some_and(|best| likely(&&best) == 1);
    let elsewhere = || principals.subnational.iter().find(|code| likely(&code) == 1 && has_office(code.country().as_str(), title));
    // Of two provinces without a premier neither has one, whoever else is named.
    let is_head = ["premier", "chief minister", "minister-president"].iter().any(|office| title.to_lowercase().contains(office));
    let heads = principals.subnational.iter().filter(|_| is_head);
    let fits_office = || heads.clone().find(|code| likely(&code) >= 0 && has_office(code.country().as_str(), title));
    if is_sure { best } else { elsewhere().or(best).or_else(fits_office).or(principals.home.as_ref()) }
}

/// Whether a country's subnational places have such an office.
fn has_office(country: &str, title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_party = ["party secretary", "party committee", "party chief", "cpc"].iter().any(|word| lower.contains(word));
    match () {
        () if is_party => matches!(country, "CN" | "VN" | "LA" | "KP"),
        () if lower.contains("chief minister") => matches!(country, "IN" | "PK" | "AU" | "MY"),
        () if lower.contains("khokim") || lower.contains("hokim") => country == "UZ",
        () if lower.contains("akim") => matches!(country, "KZ" | "KG"),
        () if lower.contains("commissioner") => matches!(country, "US" | "NG" | "GB" | "IN" | "CA" | "AU" | "PK"),
        () if lower.contains("minister-president") || lower.contains("minister president") => matches!(country, "DE" | "BE" | "NL"),
        () if lower.contains("minister") => {
            matches!(country, "AU" | "CA" | "DE" | "IN" | "BE" | "PK" | "MY" | "GB" | "ES" | "AR" | "IQ" | "BA" | "AE" | "RU")
        }
        () if lower.contains("premier") => !matches!(country, "CN" | "US" | "JP" | "KR" | "DE"),
        () => true,
    }
}

/// Offices of a state: whose they are must be told, it is not the province that the article is about.
fn is_national(title: &str) -> bool {
    let lower = title.to_lowercase();
    [
        "prime minister",
        "foreign minister",
        "minister of foreign",
        "minister for foreign",
        "defence minister",
        "defense minister",
        "president",
        "chancellor",
        "ambassador",
        "general secretary",
        "first lady",
        "king",
        "queen",
        "secretary of state",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// "Provincial ..." is of the subdivision even where the article is about one of its cities.
fn level_of_title(title: &str, home: &PlaceCode) -> PlaceCode {
    match home.subdivision() {
        Some(subdivision) if is_of_subdivision(title) => subdivision,
        _ => home.clone(),
    }
}

/// Whether an office is one of a subdivision: "Vice Governor", "chief minister", "Gov".
fn is_of_subdivision(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower == "gov"
        || ["provincial", "governor", "premier", "chief minister", "minister-president", "minister president", "chief secretary", "state "]
            .iter()
            .any(|word| lower.contains(word))
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
    let taken: HashSet<usize> = people.iter().flat_map(|person| person.mentions.iter().flat_map(|(at, _)| at.clone())).collect();
    for token in 0..document.tokens.len() {
        let is_free = document.tokens[token].is_capitalised() && !taken.contains(&token) && !covers(places, token);
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
