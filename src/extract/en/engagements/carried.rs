//! What a sentence leaves out and the engagements told around it say: sides, travellers, days.

use super::is_guessed;
use super::when::tells_other_time;
use crate::extract::en::patterns::pattern;
use crate::extract::en::sides::{ABOUT_THE_ARTICLE, WHERE_IT_WAS};
use crate::extract::scene::Scene;
use crate::model::{
    Context, CountryCode, DateSpan, EngagementClaim, EngagementType, PartialDate, ParticipantKind, PlaceCode, PlaceLevel, Precision,
};

/// Why a date is the one that the sentences before tell.
const TOLD_BEFORE: &str = "the day told shortly before";

/// "Seven projects were signed.": a sentence that names no side goes on with the engagement that was told just before.
pub(super) fn take_up(claim: &mut EngagementClaim, sentence: usize, told: Option<&(usize, EngagementClaim)>) {
    let Some((at, before)) = told.filter(|(at, _)| sentence > *at && sentence - at <= 2) else { return };
    let may = matches!(claim.kind, EngagementType::Signing | EngagementType::Conference)
        || claim.kind == EngagementType::Meeting && claim.inferred.contains_key("from");
    let goes_on = may && before.kind != EngagementType::Partnership;
    // "The three of them signed a memorandum."
    let names_body = claim.participants.iter().any(|participant| participant.kind == ParticipantKind::Organization);
    let names_nobody =
        claim.inferred.contains_key("from") && claim.inferred.contains_key("to") && !names_body && before.sides().count() > 2;
    if !goes_on || !is_guessed(claim, "to") && !names_nobody || sentence == *at {
        return;
    }
    if claim.inferred.contains_key("from") || before.from.iter().chain(&before.to).any(|side| claim.from.contains(side)) {
        // "On a visit to Texas and Michigan he will sign with Texas": with the one that is told of several.
        // "When in Peru, the delegation attended a seminar": of the countries that they visited, the one where it was.
        let is_placed = claim.inferred.get("to").is_some_and(|why| why == WHERE_IT_WAS);
        let told: Vec<PlaceCode> = match (claim.inferred.contains_key("from"), claim.inferred.contains_key("to") && !is_placed) {
            (false, true) => claim.from.clone(),
            (true, false) => claim.to.clone(),
            _ => Vec::new(),
        };
        let is_some_of = |all: &[PlaceCode]| !told.is_empty() && told.len() < all.len() && told.iter().all(|side| all.contains(side));
        let is_one_stop = is_placed && is_some_of(&before.to);
        (claim.from, claim.to) = match () {
            () if is_some_of(&before.to) => (before.from.clone(), told),
            () if is_some_of(&before.from) => (told, before.to.clone()),
            () => (before.from.clone(), before.to.clone()),
        };
        for field in ["from", "to"].into_iter().filter(|field| *field == "from" || !is_one_stop) {
            claim.inferred.insert(field.to_owned(), "the sides of the engagement told just before".to_owned());
        }
        if claim.date.is_none() {
            claim.date = before.date;
        }
    }
}

/// "The delegation also visited …", "they went on to …": who is not named travelled on the journey that the text told before.
pub(super) fn adopt_journey(claims: &mut [EngagementClaim]) {
    // Who travels is told by name, or by a person who acts for a place.
    let is_guess = |claim: &EngagementClaim| is_guessed(claim, "from");
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation;
    let told: Vec<EngagementClaim> = claims.iter().filter(|claim| is_journey(claim) && !is_guess(claim)).cloned().collect();
    let is_by_name = |claim: &EngagementClaim| !claim.inferred.contains_key("from");
    let Some(first) = told.iter().find(|claim| is_by_name(claim)).or(told.first()) else { return };
    let meets = |one: &[PlaceCode], other: &[PlaceCode]| one.iter().any(|place| other.iter().any(|code| code.country() == place.country()));
    for claim in claims.iter_mut().filter(|claim| is_journey(claim) && is_guess(claim)) {
        let names_goal = !claim.inferred.contains_key("to");
        let same_way = told.iter().find(|known| meets(&known.to, &claim.to));
        // "In the fall the mayor will be in …" is another journey than that of the guests of spring.
        let is_other = names_goal && first.date.zip(claim.date).is_some_and(|(one, other)| are_far_apart(one, other));
        if is_other && same_way.is_none() && !meets(&claim.from, &claim.to) {
            continue;
        }
        // "A Chinese delegation was in Iowa. In July she will be in China": those of the place that the text is about go there themselves.
        let is_below = |places: &[PlaceCode]| places.iter().all(|place| place.level() != PlaceLevel::Country);
        let goes_there = names_goal && meets(&claim.to, &first.from) && is_below(&claim.from) && !is_below(&first.from);
        if goes_there && claim.context != first.context {
            continue;
        }
        match same_way {
            Some(known) if names_goal => claim.from = known.from.clone(),
            // "On Tuesday he will visit Shenzhen" is no leg of a journey that went the other way.
            None if names_goal && !is_by_name(first) => {}
            _ => {
                let goes_home = meets(&claim.to, &first.from);
                claim.from = first.from.clone();
                if goes_home || !names_goal {
                    claim.to = first.to.clone();
                }
            }
        }
    }
}

/// Whether two spans lie further apart than one journey is long.
fn are_far_apart(one: DateSpan, other: DateSpan) -> bool {
    one.first_day().is_some() && other.first_day().is_some() && super::journeys::around(one, other).is_none()
}

fn is_of_other_time(scene: &Scene<'_>, claim: &EngagementClaim) -> bool {
    let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
    tells_other_time(claim.kind, &scene.document.body[sentence.span.range()])
}

/// What happened on a trip or at a fair and is not dated itself has its span: some day of it.
pub(super) fn take_trip_dates(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    // Of a fair that is known to its year alone nothing is learnt; what is to come may not be on a journey of which no days are told.
    let may_hold = |claim: &&EngagementClaim| match (claim.kind, claim.context) {
        (EngagementType::Delegation, Context::Actual) => claim.date.is_some(),
        (EngagementType::Delegation, Context::Planned) => claim.date.is_some_and(|date| date.precision() == Precision::Day),
        (EngagementType::Conference, Context::Actual) => claim.date.is_some() && !is_dated_by_year(claim),
        _ => false,
    };
    let mut known: Vec<EngagementClaim> = claims.iter().filter(may_hold).cloned().collect();
    // What was is asked before what is to come, and a journey before a fair.
    known.sort_by_key(|claim| (claim.context == Context::Planned, claim.kind != EngagementType::Delegation));
    let is_undated =
        |claim: &&mut EngagementClaim| is_open(claim) && claim.context != Context::Historical && claim.kind != EngagementType::Partnership;
    for claim in claims.iter_mut().filter(is_undated).filter(|claim| !is_of_other_time(scene, claim)) {
        let holds = |other: &&EngagementClaim| {
            let same = claim.sides().all(|side| other.sides().any(|place| may_be_one(place, side)));
            // "The two mayors signed … Johannesburg's officials were there last October": another journey, told in passing.
            let is_in_passing = other.kind == EngagementType::Delegation
                && other.evidence.first().span.start > claim.evidence.first().span.end
                && other.date.is_some_and(|date| date.precision() != Precision::Day);
            // "They will be here from 2 to 5 July. … celebrates the anniversary": all that is told of a journey to come is to come.
            let may_be_of = other.context == claim.context || other.context == Context::Planned && claim.context == Context::Actual;
            same && may_be_of && !is_in_passing && may_be_on(claim, other.date)
        };
        let Some(other) = known.iter().find(holds) else { continue };
        let why = other.inferred.get("date").cloned();
        let (date, why) = (other.date, why.unwrap_or_else(|| "the span of the trip or fair: no day of its own is told".to_owned()));
        claim.date = date;
        // What was done at a fair of one day was done on that day.
        claim.within = date.is_some_and(|date| date.precision() != Precision::Day || date.first() != date.last());
        claim.inferred.insert("date".to_owned(), why);
    }
}

/// Whether no day of an engagement is told: none at all, or only the year in the name of a fair or of "this year".
pub(super) fn is_open(claim: &EngagementClaim) -> bool {
    claim.date.is_none() || is_dated_by_year(claim)
}

fn is_dated_by_year(claim: &EngagementClaim) -> bool {
    claim.inferred.get("date").is_some_and(|why| why == super::when::YEAR_OF_NAME)
}

/// Whether a day that another tells can be that of an engagement: any, or one in the only year that is told of it.
fn may_be_on(claim: &EngagementClaim, day: Option<DateSpan>) -> bool {
    claim.date.is_none_or(|year| day.is_some_and(|day| super::told_again::contains(year, day)))
}

/// Whether two sides may be the same: one place, one in the other, or towns of one subdivision, which their province may act for.
pub(super) fn may_be_one(one: &PlaceCode, other: &PlaceCode) -> bool {
    let is_near = match (one.subdivision(), other.subdivision()) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    one.country() == other.country() && is_near
}

/// "On the second day of the visit": counted from the first day of the journey that the article tells.
pub(super) fn take_day_of_trip(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    pattern!(NTH, r"(?i)\b(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last|final) day\b|\bon day (one|two|three|four|five)\b");
    let is_trip = |claim: &&EngagementClaim| claim.kind == EngagementType::Delegation && claim.context == Context::Actual;
    let spans = claims.iter().filter(is_trip).filter_map(|claim| claim.date).filter(|date| date.precision() == Precision::Day);
    let Some((first, last)) = spans.filter_map(|date| date.first_day().zip(date.last_day())).find(|(first, last)| first < last) else {
        return;
    };
    for claim in claims.iter_mut().filter(|claim| !matches!(claim.kind, EngagementType::Delegation | EngagementType::Partnership)) {
        let at = scene.document.sentence_at(claim.evidence.first().span.start);
        let paragraph = scene.document.sentences[at].paragraph;
        let near = (at.saturating_sub(2)..=at).rev().filter(|other| scene.document.sentences[*other].paragraph == paragraph);
        let told = near.into_iter().find_map(|other| NTH.captures(scene.document.body.get(scene.document.sentences[other].span.range())?));
        let Some(word) = told.and_then(|told| Some(told.get(1).or(told.get(2))?.as_str().to_lowercase())) else { continue };
        let number = ["first 1st one", "second 2nd two", "third 3rd three", "fourth 4th four", "fifth 5th five"]
            .iter()
            .position(|words| words.contains(word.as_str()));
        let day = match number {
            Some(number) => first.checked_add_days(chrono::Days::new(number as u64)).filter(|day| *day <= last),
            None => Some(last),
        };
        let is_open =
            claim.date.is_none() || claim.inferred.contains_key("date") || claim.date.is_some_and(|date| date.first() != date.last());
        if let Some(day) = day.filter(|_| is_open) {
            claim.date = Some(DateSpan::on(PartialDate::day_of(day)));
            claim.within = false;
            claim.inferred.insert("date".to_owned(), "counted from the first day of the journey".to_owned());
        }
    }
}

/// Where the article tells only one day of what was, or of what is to come, all that it reports of it was that day.
pub(super) fn take_only_day(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    for context in [Context::Actual, Context::Planned] {
        let told = claims.iter().filter(|claim| claim.context == context && !is_dated_by_year(claim));
        let mut days: Vec<DateSpan> = told.filter_map(|claim| claim.date).collect();
        days.dedup();
        let [only] = days[..] else { continue };
        if only.precision() == Precision::Year {
            continue;
        }
        // "Its officials were there last October", told after it: something else in passing.
        let at = claims.iter().find(|claim| claim.date == Some(only)).map_or(0, |claim| claim.evidence.first().span.start);
        let is_bare_month = only.precision() != Precision::Day && only.first().is_some_and(|month| month.year().is_none());
        let is_in_passing = |claim: &EngagementClaim| is_bare_month && claim.evidence.first().span.end <= at;
        let undated = |claim: &&mut EngagementClaim| {
            is_open(claim)
                && may_be_on(claim, Some(only))
                && claim.context == context
                && claim.kind != EngagementType::Partnership
                && !is_in_passing(claim)
                && !is_of_other_time(scene, claim)
        };
        for claim in claims.iter_mut().filter(undated) {
            // Of a journey of several days one day tells the month.
            let lasts = claim.kind == EngagementType::Delegation && super::spans::lasts_days(scene, claim);
            claim.date = Some(if lasts { month_of(only).unwrap_or(only) } else { only });
            claim.inferred.insert("date".to_owned(), "the only day that the article tells".to_owned());
        }
    }
}

/// "The fair closed on Sunday. It took place in Chongqing": whoever is told as the host of the one event is so where the text does not say.
pub(super) fn take_host(claims: &mut [EngagementClaim]) {
    let guess_is = |claim: &EngagementClaim, why: &str| claim.inferred.get("from").is_some_and(|told| told == why);
    let is_event = |claim: &EngagementClaim| claim.kind == EngagementType::Conference;
    let mut hosts: Vec<PlaceCode> =
        claims.iter().filter(|claim| is_event(claim) && guess_is(claim, WHERE_IT_WAS)).flat_map(|claim| claim.from.clone()).collect();
    hosts.dedup();
    let [host] = &hosts[..] else { return };
    let is_at_it = |claim: &EngagementClaim| is_event(claim) || claim.kind == EngagementType::Signing;
    let is_near = |claim: &EngagementClaim| claim.from.iter().all(|from| from.country() == host.country() && from != host);
    for claim in claims.iter_mut().filter(|claim| is_at_it(claim) && guess_is(claim, ABOUT_THE_ARTICLE) && is_near(claim)) {
        claim.from = vec![host.clone()];
        claim.inferred.insert("from".to_owned(), WHERE_IT_WAS.to_owned());
    }
}

/// The month in which a single day lies.
fn month_of(day: DateSpan) -> Option<DateSpan> {
    let first = day.first().filter(|first| day.last() == Some(*first) && first.day().is_some())?;
    PartialDate::new(first.year(), first.month(), None).map(DateSpan::on)
}

/// "The sister-city relationship has been suspended. The city made that known on Friday": what became of a tie was when it was told, where
/// only the next sentence says so.
pub(super) fn take_day_behind(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    pattern!(
        MADE_KNOWN,
        r"(?i)\b(that|this|it|so|which|decision|announcement|news|step|move)\b[^.;]{0,60}\b(known|public|announced|said|told|came|made|taken|confirmed|disclosed)\b|\bannounce(d|ment)\b"
    );
    // "The ceremony was held on Tuesday on the sidelines of …"
    pattern!(
        HELD,
        r"(?i)^\W*(the|this) ([a-z]+ ){0,2}(ceremony|signing|meeting|talks|event|handover|conversation) (was|were|took|is|came|happened)\b|^\W*(the|these) ([a-z]+ ){0,2}(deals|contracts|agreements) were (made|signed|inked|concluded|struck)\b"
    );
    pattern!(
        EVENT,
        r"(?i)^\W*(the|this) ([a-z]+ ){0,2}(meeting|event|forum|conference|fair|seminar) (was|took|is|happened)\b|^\W*the deals were (made|struck)\b"
    );
    let words_of = |kind: EngagementType| match kind {
        EngagementType::Partnership => Some(&MADE_KNOWN),
        EngagementType::Signing | EngagementType::Meeting => Some(&HELD),
        EngagementType::Conference => Some(&EVENT),
        _ => None,
    };
    for claim in claims.iter_mut().filter(|claim| claim.context == Context::Actual && claim.date.is_none()) {
        let Some(words) = words_of(claim.kind) else { continue };
        let next = claim.evidence.iter().map(|told| scene.document.sentence_at(told.span.start)).max().unwrap_or_default() + 1;
        let Some(sentence) = scene.document.sentences.get(next) else { continue };
        if !words.is_match(&scene.document.body[sentence.span.range()]) {
            continue;
        }
        let mut days = scene.dates_in(next).map(|date| date.resolved.date).filter(|date| date.precision() == Precision::Day);
        if let Some(day) = days.find(|date| date.first() == date.last()) {
            claim.date = Some(day);
            claim.inferred.insert("date".to_owned(), "the day that the next sentence tells".to_owned());
        }
    }
}

/// "On 5 March the two met. (…) They signed a memorandum.": what follows within a few sentences, between the same countries, was on
/// the day that was told last.
pub(super) fn take_day_before(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let at = |claim: &EngagementClaim| scene.document.sentence_at(claim.evidence.first().span.start);
    let told: Vec<(usize, DateSpan, Vec<PlaceCode>)> = claims
        .iter()
        .filter(|claim| claim.kind != EngagementType::Partnership && claim.context != Context::Historical)
        .filter_map(|claim| Some((at(claim), claim.date?, claim.sides().cloned().collect())))
        .filter(|(_, date, _)| date.precision() == Precision::Day)
        .collect();
    let follows = |claim: &&mut EngagementClaim| {
        is_open(claim)
            && claim.context != Context::Historical
            && matches!(claim.kind, EngagementType::Meeting | EngagementType::Signing | EngagementType::Conference)
    };
    for claim in claims.iter_mut().filter(follows).filter(|claim| !is_of_other_time(scene, claim)) {
        let number = at(claim);
        let is_same = |sides: &Vec<PlaceCode>| claim.sides().all(|side| sides.iter().any(|other| other.country() == side.country()));
        let before = told.iter().filter(|(sentence, date, sides)| {
            *sentence < number && number - sentence <= 4 && is_same(sides) && may_be_on(claim, Some(*date))
        });
        if let Some((_, date, _)) = before.max_by_key(|(sentence, ..)| *sentence) {
            claim.date = Some(*date);
            claim.inferred.insert("date".to_owned(), TOLD_BEFORE.to_owned());
        }
    }
}

/// "is done with the first leg of his latest tour", "is back from": news of what has just been, of which no day is told, is of the year of
/// its publication, as is "recently"; so is what else the article reports of the same countries.
pub(super) fn take_fresh_year(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    pattern!(
        FRESH,
        r"(?i)\b(latest|newest) ([a-z]+ ){0,3}(visit|trip|tour|mission|journey|round)\b|\b(is|are|has|have) (now |just )?(been )?(back|done with|returned|come (home|back)|wrapped up|concluded|completed)\b|\b(has|have) (just|now) \b|\bfresh from\b"
    );
    let Some(published) = scene.published.and_then(|date| date.first()) else { return };
    let Some(year) = published.year().and_then(|year| PartialDate::new(Some(year), None, None)) else { return };
    let is_open =
        |claim: &EngagementClaim| claim.date.is_none() && claim.context == Context::Actual && claim.kind != EngagementType::Partnership;
    let countries = |claim: &EngagementClaim| claim.sides().map(PlaceCode::country).collect::<Vec<_>>();
    let is_fresh = |claim: &EngagementClaim| {
        let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
        FRESH.is_match(&scene.document.body[sentence.span.range()])
    };
    let fresh: Vec<CountryCode> = claims.iter().filter(|claim| is_open(claim) && is_fresh(claim)).flat_map(countries).collect();
    for claim in claims.iter_mut().filter(|claim| is_open(claim)) {
        if countries(claim).iter().all(|country| fresh.contains(country)) {
            claim.date = Some(DateSpan::on(year));
            claim.inferred.insert("date".to_owned(), "news of what has just been: the year of publication".to_owned());
        }
    }
}

/// What is still to come was not on a day before that of the article: the day told beside a paper that is to be signed is of something
/// else; a meeting or fair that it is told of has been.
pub(super) fn leave_past_days(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let Some(published) = scene.published.and_then(|date| date.first_day()) else { return };
    let is_past = |claim: &EngagementClaim| claim.date.and_then(|date| date.last_day()).is_some_and(|day| day < published);
    let is_told_before = |claim: &EngagementClaim| claim.inferred.get("date").is_some_and(|why| why == TOLD_BEFORE);
    for claim in claims.iter_mut().filter(|claim| claim.context == Context::Planned && is_past(claim)) {
        let sentences = claim.evidence.iter().map(|told| scene.document.sentence_at(told.span.start));
        let is_own = sentences.into_iter().any(|sentence| scene.dates_in(sentence).any(|date| Some(date.resolved.date) == claim.date));
        match claim.kind {
            _ if is_own => {}
            _ if claim.kind == EngagementType::Signing || is_told_before(claim) => {
                claim.date = None;
                claim.inferred.remove("date");
            }
            EngagementType::Meeting | EngagementType::Conference => claim.context = Context::Actual,
            _ => {}
        }
    }
}

/// What got a day behind that of the article from another sentence is to come.
pub(super) fn plan_what_is_to_come(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let Some(published) = scene.published.and_then(|date| date.last_day()) else { return };
    let is_to_come = |claim: &EngagementClaim| claim.date.and_then(|date| date.first_day()).is_some_and(|day| day > published);
    for claim in claims.iter_mut().filter(|claim| claim.context == Context::Actual && is_to_come(claim)) {
        claim.context = Context::Planned;
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::DateSpan;

    /// The dates of the journeys of a text published on 2 September 2025.
    fn journeys(text: &str) -> Vec<Option<String>> {
        let context = ArticleContext { published: DateSpan::parse("2025-09-02"), ..ArticleContext::default() };
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        let journeys = claims.iter().filter(|claim| claim.kind == crate::model::EngagementType::Delegation);
        journeys.map(|claim| claim.date.map(|date| date.to_string())).collect()
    }

    #[test]
    fn news_of_what_has_just_been_is_of_the_year_of_its_publication() {
        let fresh = "Hubei Governor Wan Li is back from a visit to Bavaria, the latest trip of his term.";
        assert_eq!(journeys(fresh), [Some("2025".to_owned())]);
        assert_eq!(journeys("Hubei Governor Wan Li paid a visit to Bavaria."), [None]);
        assert_eq!(
            journeys("Hubei Governor Wan Li is back from a visit to Bavaria that began on 28 August."),
            [Some("2025-08-28".to_owned())]
        );
    }

    #[test]
    fn what_has_its_day_behind_the_article_from_another_sentence_is_to_come() {
        let context = ArticleContext { published: DateSpan::parse("2025-09-02"), ..ArticleContext::default() };
        let text = "Hubei takes its trade fair to Bavaria. It runs from 8 to 11 September 2025. Hubei and Bavaria held a fair.";
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        let fairs: Vec<_> = claims.iter().filter(|claim| claim.kind == crate::model::EngagementType::Conference).collect();
        assert!(!fairs.is_empty() && fairs.iter().all(|claim| claim.context == crate::model::Context::Planned), "{fairs:#?}");
    }

    #[test]
    fn a_year_in_prose_is_no_year_of_a_name() {
        let text = "In 2025 Hubei Governor Wan Li paid a visit to Bavaria. On 28 August 2025 Jilin and Ohio signed an agreement.";
        assert_eq!(journeys(text)[0], Some("2025".to_owned()));
    }
}
