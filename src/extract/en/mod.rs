//! English: its word lists and finders.

pub mod agreements;
pub mod amounts;
pub mod counts;
mod date_parts;
mod date_rules;
pub mod dates;
pub mod described_companies;
mod diary;
pub mod engagements;
mod gates;
pub mod hedges;
pub(super) mod holders;
mod hosts;
mod instruments;
pub mod lexicon;
mod matches;
pub(super) mod misspelt;
pub mod name_origin;
mod need;
mod needed;
pub mod numbers;
mod officers;
pub mod organizations;
mod patterns;
pub mod people;
mod plain;
mod readings;
pub(super) mod relevance;
pub mod sides;
mod standing;
mod starts;
pub mod ties;
pub mod titles;
pub mod topics;
pub mod travel;
mod travellers;
mod whose_paper;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use self::gates::{Door, Open};
use self::holders::Holders;
use self::patterns::Pattern;
use super::ArticleContext;
use super::amounts::{AmountMention, CountMention};
use super::date_order::resolve_dates;
use super::dates::{Tense, YEAR_FROM_ANCHOR, YEAR_FROM_PUBLICATION};
use super::mention::{OrganizationMention, PlaceMention, covers, inside, touching};
use super::people::join_people;
use super::principals::{is_on_states, principals};
use super::scene::{Index, Scene, SceneDate};
use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{CountryCode, DateSpan, PartialDate, PlaceCode, PlaceLevel, RuleName, TextSpan};
use crate::text::{Case, Document, Sentence, TokenKind};

static FUTURE: LazyLock<Pattern> = LazyLock::new(|| {
    numbers::compile_words(
        r"(?i)\b(will|shall|(is|are) (also )?(due|billed|slated|set|scheduled|poised|supposed)?( also)? ?to|(is|are) due (in|on|for)|(?-i:[A-Z][a-z]+) due in (?-i:[A-Z][a-z]+) (on|next|later|this)|(is|are) coming to (?-i:[A-Z])[^.;,]{2,40} (on|next|in) |(is|are) (set|fixed|scheduled|slated|planned) for ((?-i:[A-Z])[a-z]+|[0-9]+|next|later|early|late|the (spring|summer|autumn|fall|winter|end))|planned are|(has|have) (also )?(the|a|an) plan to|is scheduled that|(is|are) awaited|(is|are) (also )?going to|plans? to|intends? to|(has|have) the intention (to|of)|scheduled to|(is|are) expected (to|in|at|here|there|back|on)|to be (held|signed|opened)|upcoming|next (week|month|year)|is sending|to (lead|head) (an? )?([a-z]+ )?(delegation|mission)|proceeds? to|will be|(is|are) taking an? ([a-z-]+ ){0,3}(delegation|mission) to|(is|are) on (its|their|his|her) way to (?-i:[A-Z])|(is|are) planned|are coming to|leaves for|is off to|off to)\b",
    )
});

/// All word lists and patterns of English, for the hash that derived facts are stamped with.
pub(super) fn lists() -> impl Iterator<Item = &'static str> {
    let figures = [
        include_str!("../../../assets/rules/en/calendar.tsv"),
        include_str!("../../../assets/rules/en/counted.tsv"),
        include_str!("../../../assets/rules/en/currencies.tsv"),
        include_str!("../../../assets/rules/en/hedges.tsv"),
        include_str!("../../../assets/rules/en/numbers.tsv"),
    ];
    lexicon::LISTS
        .into_iter()
        .chain([
            engagements::LIST,
            topics::LIST,
            name_origin::LIST,
            name_origin::GIVEN_NAMES,
            name_origin::HEADS_OF_STATE,
            described_companies::LIST,
            organizations::in_context::LIST,
        ])
        .chain(figures)
}

/// Everything found in an English text.
pub fn scene<'a>(document: &'a Document<'a>, context: &ArticleContext, gazetteer: &'a Gazetteer) -> Scene<'a> {
    let places = misspelt::with_misspelt(document, gazetteer, super::places::find_places(document, gazetteer));
    let mut places = without_parts_of_names(document, places);
    let organizations = organizations::find_organizations(document, &places);
    mark_inside(&mut places, &organizations);
    let headline = context.title.as_deref().map(|title| places_of_title(title, gazetteer)).unwrap_or_default();
    let principals = principals(document, &places, &headline);
    let people = people::find_people(document, &places, &organizations);
    let holders = Holders { document, gazetteer, places: &places, organizations: &organizations, principals: &principals };
    let mut people = join_people(people, &holders);
    holders.add_senders(&mut people);
    let found = super::published::find_published(document.body);
    let found = found.map(|found| day_first(found, document.body, principals.home.as_ref()));
    let from_url = context.url.as_deref().and_then(super::published::date_from_url).map(DateSpan::on);
    let published = context.published.or(found.as_ref().map(|(date, ..)| DateSpan::on(*date))).or(from_url);
    let header = found.as_ref().map(|(_, span, _)| *span);
    let published_span = found.filter(|_| context.published.is_none()).map(|(_, span, rule)| (span, rule));
    let open = gates::open_of(document);
    let may_hold =
        |door: Door| document.sentences.iter().zip(&open).filter(move |(_, open)| door.is_open(**open)).map(|(sentence, _)| sentence);
    let tense = |(sentence, open): (&Sentence, &Open)| match Door::Future.is_open(*open) {
        true => tense_of(&document.body[sentence.span.range()]),
        false => Tense::Past,
    };
    let tenses: Vec<Tense> = document.sentences.iter().zip(&open).map(tense).collect();
    let is_header = |span: &TextSpan| header.is_some_and(|header| header.overlaps(span));
    let mentions = may_hold(Door::Date)
        .flat_map(|sentence| dates::find_dates(document.body, sentence.span))
        .filter(|mention| !is_header(&mention.span));
    let mut dates = resolve_dates(document, diary::roles(document, mentions.collect()), published, &tenses);
    if published.is_none() {
        let codes_of = |sentence: usize| codes_in(document, &places, sentence);
        if let Some((year, why)) = ties::year_of_anniversary(document, codes_of).or_else(|| ties::year_of_edition(document)) {
            fill_year(&mut dates, year, &why);
        }
    }
    fill_years_beside(document, &mut dates);
    fill_years_of_same_days(&mut dates);
    let countries: Vec<CountryCode> = [&principals.home, &principals.partner].into_iter().flatten().map(PlaceCode::country).collect();
    let countries = amounts::readers_of_dollars(document.body, countries);
    let amounts: Vec<AmountMention> =
        may_hold(Door::Sum).flat_map(|sentence| amounts::find_amounts(document.body, sentence.span, &countries)).collect();
    // "a contract amounts to 46 million US dollars": money is no number of contracts.
    let is_money = |count: &CountMention| {
        let first = amounts.partition_point(|amount| amount.span.end <= count.span.start);
        amounts.get(first).is_some_and(|amount| amount.span.overlaps(&count.span))
    };
    let counts =
        document.sentences.iter().zip(&open).filter(|(_, open)| Door::CountByNumber.is_open(**open) || Door::CountByNoun.is_open(**open));
    let counts = counts.flat_map(|(sentence, _)| amounts::find_counts(document.body, sentence.span));
    let counts = counts.filter(|count| !is_money(count)).collect();
    let headings = (0..dates.len()).filter(|number| dates[*number].is_heading).collect();
    let latest = dates.iter().filter_map(|date| date.resolved.date.first_day()).max();
    let index = Index::of(&people, &organizations, &places);
    let mut scene = Scene {
        document,
        gazetteer,
        places,
        organizations,
        people,
        dates,
        headings,
        latest,
        amounts,
        counts,
        published,
        published_span,
        tenses,
        principals,
        index,
        open,
    };
    leave_capital_to_state(&mut scene);
    leave_town_to_province(&mut scene);
    scene
}

/// "LUCKNOW: …" above news of a state's chief minister: a town none of whose own bodies is named gives way to the province around it whose
/// are.
fn leave_town_to_province(scene: &mut Scene<'_>) {
    let around = |town: &PlaceCode| {
        let province = town.parent().filter(|_| town.level() == PlaceLevel::City)?;
        (!scene.has_body(town) && scene.has_body(&province)).then_some(province)
    };
    let home = scene.principals.home.as_ref().and_then(around);
    let partner = scene.principals.partner.as_ref().and_then(around);
    scene.principals.home = home.or(scene.principals.home.take());
    scene.principals.partner = partner.or(scene.principals.partner.take());
}

/// "Budapest plays host to a session of both governments": where those who act are states, a capital that only says where is not whom
/// the text is about.
fn leave_capital_to_state(scene: &mut Scene<'_>) {
    let Some(home) = &scene.principals.home else { return };
    let is_capital = scene.gazetteer.place(home).is_some_and(|place| place.capital_of.contains(&home.country_place()));
    if is_capital && !scene.has_body(home) && is_on_states(scene.document) {
        scene.principals.home = None;
    }
}

/// Without the towns that are parts of people's names: "Mayor London Breed", "Diego Rodríguez Vallejo". A town in whose country nothing
/// else of the text lies, beside a word of a name and, where it comes first, behind an office.
fn without_parts_of_names(document: &Document<'_>, places: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let lexicon = lexicon::lexicon();
    // By country the one name that is told of it, `None` where there are several.
    let mut only_name: FxHashMap<CountryCode, Option<&str>> = FxHashMap::default();
    for place in &places {
        let Some(code) = &place.code else { continue };
        let known = only_name.entry(code.country()).or_insert(Some(&place.name));
        *known = known.filter(|name| *name == place.name);
    }
    let is_alone =
        |place: &PlaceMention| place.code.as_ref().is_some_and(|code| only_name.get(&code.country()).is_some_and(|name| name.is_some()));
    let is_title = |token: usize| lexicon.titles.longest_at(document, token, document.tokens.len()).is_some();
    let is_of_name = |token: usize| {
        let word = document.folded(token);
        document.tokens[token].case == Case::Capitalised
            && document.tokens[token].kind == TokenKind::Word
            && !lexicon.stop_words.contains(word)
            && !lexicon.organization_heads.contains_key(word)
            && !lexicon.title_modifiers.contains(word)
            && !is_title(token)
            && !covers(&places, token)
    };
    let is_part = |place: &PlaceMention| {
        let at = place.tokens.start;
        let sentence = &document.sentences[document.sentence_at(place.span.start)].tokens;
        let before = at.checked_sub(1).filter(|token| sentence.contains(token));
        let behind = Some(at + 1).filter(|token| sentence.contains(token));
        let is_last = before.is_some_and(is_of_name) && behind.is_none_or(|token| !document.tokens[token].is_capitalised());
        // "Governor Anyang' Nyong'o": an apostrophe that no ending follows.
        let is_apostrophe = |token: usize| matches!(document.text(token), "'" | "’" | "‘");
        let is_joined = behind.is_some_and(|token| is_apostrophe(token) && sentence.contains(&(token + 1)) && is_of_name(token + 1));
        let is_first = before.is_some_and(is_title) && (behind.is_some_and(is_of_name) || is_joined);
        // "Gov. Mark Dayton", "Akio Ichikawa, Mayor of Yamagata": a given name before it, an office before that or behind it.
        let is_given = |token: usize| is_of_name(token) && name_origin::is_given(document.folded(token));
        let first = before.filter(|token| is_given(*token));
        let office_before = |given: usize| {
            let point = given.checked_sub(1).filter(|token| document.text(*token) == ".");
            point.map_or(given, |point| point).checked_sub(1).is_some_and(|token| sentence.contains(&token) && is_title(token))
        };
        let office_behind = || {
            let comma = behind.filter(|token| document.text(*token) == ",")?;
            let the = comma + 1 + usize::from(comma + 1 < sentence.end && document.folded(comma + 1) == "the");
            (the < sentence.end && (is_title(the) || lexicon.title_modifiers.contains(document.folded(the)))).then_some(())
        };
        let is_surname = first.is_some_and(|given| office_before(given) || office_behind().is_some());
        let is_town = place.form == NameForm::Adjective || place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::City);
        // "Yamashita Takeo": a province of one country among names of another.
        let is_province = place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::Subdivision);
        let is_of_names = before.is_some_and(|token| is_of_name(token) && name_origin::is_known(document.folded(token)));
        let is_given_name = is_province && is_of_names && is_last && is_alone(place);
        // "Canterbury-Bankstown": half of a name that no list holds.
        let touches = |left: usize, right: usize| document.tokens[left].end == document.tokens[right].start;
        let is_half = behind.is_some_and(|dash| {
            document.text(dash) == "-"
                && sentence.contains(&(dash + 1))
                && touches(at, dash)
                && touches(dash, dash + 1)
                && is_of_name(dash + 1)
        });
        let is_half = is_half && place.form == NameForm::Name && is_alone(place);
        is_given_name || place.tokens.len() == 1 && is_town && (is_half || is_surname || (is_last || is_first) && is_alone(place))
    };
    let parts: Vec<bool> = places.iter().map(is_part).collect();
    places.into_iter().zip(parts).filter(|(_, is_part)| !is_part).map(|(place, _)| place).collect()
}

/// "10/11/2017 6:30 AM" is the tenth of November wherever the article's place is known and is not in the United States, unless the days
/// that the text tells say otherwise.
fn day_first(found: (PartialDate, TextSpan, RuleName), body: &str, home: Option<&PlaceCode>) -> (PartialDate, TextSpan, RuleName) {
    let (date, span, rule) = found;
    let text = span.of(body).unwrap_or_default();
    // "2023/03/08" can be read in one way only.
    let is_year_first = text.split('/').next().is_some_and(|figure| figure.trim().len() > 2);
    let figures: Vec<u8> = text.split('/').filter(|_| !is_year_first).filter_map(|figure| figure.trim().parse().ok()).collect();
    let is_abroad = home.is_some_and(|home| !matches!(home.country().as_str(), "US" | "PH" | "CA"));
    let told = figures.first().zip(figures.get(1)).filter(|_| is_abroad);
    let turned = told.and_then(|(day, month)| PartialDate::new(date.year(), Some(*month), Some(*day)));
    (super::published::date_by_days_told(body, turned.unwrap_or(date), span), span, rule)
}

/// The places that a title given beside the text names.
fn places_of_title(title: &str, gazetteer: &Gazetteer) -> Vec<PlaceCode> {
    let document = Document::new(title);
    super::places::find_places(&document, gazetteer).into_iter().filter_map(|place| place.code).collect()
}

fn codes_in(document: &Document<'_>, places: &[PlaceMention], sentence: usize) -> Vec<PlaceCode> {
    let tokens = &document.sentences[sentence].tokens;
    inside(places, tokens.clone()).filter_map(|place| place.code.clone()).flat_map(|code| [code.country_place(), code]).collect()
}

/// Days whose year nothing told take the year that an anniversary fixes, marked as uncertain.
fn fill_year(dates: &mut [SceneDate], year: i32, why: &str) {
    for date in dates {
        let (Some(first), Some(last)) = (date.resolved.date.first(), date.resolved.date.last()) else { continue };
        if first.year().is_some() || first.month().is_none() {
            continue;
        }
        if let (Some(first), Some(last)) = (first.in_year(year), last.in_year(year)) {
            date.resolved.date = DateSpan::between(first.uncertain(), last.uncertain());
            date.resolved.inferred = Some(why.to_owned());
        }
    }
}

/// Provinces and cities hardly dealt with each other abroad before.
const FIRST_YEAR: i32 = 1970;

/// "In April a delegation left for Germany to take part in the 2011 Fair": the one year that the sentence names, where no other date
/// holds it.
fn fill_years_beside(document: &Document<'_>, dates: &mut [SceneDate]) {
    static YEAR: LazyLock<Pattern> = LazyLock::new(|| {
        numbers::compile_words(
            r"\b(?:the|at|in|Expo|Exposition|Fair|Forum|Summit|Conference|Congress|Convention|Symposium|Exhibition|Festival|Games) ((?:19|20)[0-9]{2})\b",
        )
    });
    static NAMED: LazyLock<Pattern> =
        LazyLock::new(|| numbers::compile_words(r"\b[Tt]he ((?:19|20)[0-9]{2}) [A-Z][a-z]+ \(?[A-Z][a-z]+\b"));
    for date in dates {
        let (Some(first), Some(last)) = (date.resolved.date.first(), date.resolved.date.last()) else { continue };
        // "On 22 February … the 2023 Spring Meeting", read a year later: what the sentence tells counts more than the day of publication.
        // "In June 2017 they met. The 2018 China (Henan)-Luxembourg Fair took place on 10 July.": its own year, not that of the day before.
        let is_taken_over = matches!(date.resolved.inferred.as_deref(), Some(YEAR_FROM_PUBLICATION | YEAR_FROM_ANCHOR));
        let pattern = if is_taken_over { &NAMED } else { &YEAR };
        if first.year().is_some() && !is_taken_over || first.month().is_none() {
            continue;
        }
        let text = &document.body[document.sentences[date.sentence].span.range()];
        let mut years: Vec<i32> = pattern.captures_iter(text).filter_map(|found| found.get(1)?.as_str().parse().ok()).collect();
        years.dedup();
        // "the 1937 massacre" is nobody's engagement.
        let [year] = years[..] else { continue };
        if year < FIRST_YEAR {
            continue;
        }
        if let (Some(first), Some(last)) = (first.in_year(year), last.in_year(year)) {
            date.resolved.date = DateSpan::between(first, last);
            date.resolved.inferred = Some("the year told in the sentence".to_owned());
        }
    }
}

/// "05 February" in a dateline, "February 5, 2018" below a photo: a day without a year is the only one of its month and day that the text
/// tells with one.
fn fill_years_of_same_days(dates: &mut [SceneDate]) {
    let day_of = |date: &SceneDate| date.resolved.date.first().filter(|first| first.day().is_some());
    let whole: Vec<PartialDate> = dates.iter().filter_map(day_of).filter(|first| first.year().is_some()).collect();
    for date in dates {
        let Some(first) = day_of(date).filter(|first| first.year().is_none()) else { continue };
        let mut years = whole.iter().filter(|other| (other.month(), other.day()) == (first.month(), first.day())).map(PartialDate::year);
        let Some(Some(year)) = years.next() else { continue };
        let last = date.resolved.date.last().and_then(|last| last.in_year(year));
        if let (true, Some(first), Some(last)) = (years.all(|other| other == Some(year)), first.in_year(year), last) {
            date.resolved.date = DateSpan::between(first, last);
            date.resolved.inferred = Some("the year that the text tells with the same day".to_owned());
        }
    }
}

fn tense_of(sentence: &str) -> Tense {
    if FUTURE.is_match(sentence) { Tense::Future } else { Tense::Past }
}

/// "When these contracts are signed, one will see …": whether the words up to a verb make it a condition.
fn is_condition(before: &str) -> bool {
    static ONCE: LazyLock<Pattern> = LazyLock::new(|| {
        numbers::compile_words(r"(?i)\b(when|once|as soon as) (the|these|those|this|both) ([a-z]+ ){0,3}(is|are) ([a-z]+)?$")
    });
    ONCE.is_match(before)
}

fn mark_inside(places: &mut [PlaceMention], organizations: &[OrganizationMention]) {
    for place in places {
        place.in_organization = touching(organizations, place.tokens.clone())
            .any(|body| body.tokens.start <= place.tokens.start && place.tokens.end <= body.tokens.end);
    }
}
