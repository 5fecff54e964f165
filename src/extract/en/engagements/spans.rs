//! How long a journey or a fair lasted, where its own sentence does not say: days from and to, its two ends, its length.

use chrono::{Days, NaiveDate};

use super::journeys::LONGEST_DAYS;
use super::told_again::contains;
use crate::extract::dates::DateExpression;
use crate::extract::en::diary;
use crate::extract::en::numbers::small_number;
use crate::extract::en::patterns::{Pattern, pattern};
use crate::extract::scene::{Scene, SceneDate};
use crate::model::{Context, CountryCode, DateSpan, EngagementClaim, EngagementType, PartialDate, PlaceCode, Precision};

/// A journey of which only one day is told, or none, lasts from the first to the last of the dated things that its two sides did on it.
/// Journeys between the same two countries, of which nobody could tell whose those days are, keep their own.
pub(super) fn take_days_between(claims: &mut [EngagementClaim]) {
    let countries = |claim: &EngagementClaim| -> Vec<CountryCode> {
        let mut codes: Vec<CountryCode> = claim.sides().map(PlaceCode::country).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let days: Vec<(DateSpan, Vec<CountryCode>)> = claims
        .iter()
        .filter(|claim| claim.context != Context::Historical && claim.kind != EngagementType::Partnership)
        .filter_map(|claim| Some((claim.date.filter(|date| date.precision() == Precision::Day)?, countries(claim))))
        .collect();
    let journeys: Vec<Vec<CountryCode>> = claims
        .iter()
        .filter(|claim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical)
        .map(countries)
        .collect();
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical) {
        let is_told =
            claim.date.is_some_and(|date| date.precision() != Precision::Day || date.last().is_some() && date.first() != date.last());
        let own = countries(claim);
        let is_only = journeys.iter().filter(|other| **other == own).count() == 1;
        if is_told || !is_only {
            continue;
        }
        let on_it = days.iter().filter(|(_, countries)| countries.iter().all(|country| own.contains(country)) && countries.len() > 1);
        let hull = on_it.map(|(date, _)| *date).reduce(|one, other| super::journeys::around(one, other).unwrap_or(one));
        let Some(hull) = hull.filter(|hull| hull.first() != hull.last() && Some(*hull) != claim.date) else { continue };
        claim.date = Some(hull);
        claim.inferred.insert("date".to_owned(), "from the first to the last day that is told of it".to_owned());
    }
}

/// "The delegation is in Hungary from 20 to 22 November", "the four-day event closed on Monday" in a sentence of its own: the days of a
/// journey that has none or only one of them, and of an event that has none.
pub(super) fn take_span(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    for kind in [EngagementType::Delegation, EngagementType::Conference] {
        let is_of_kind = |claim: &EngagementClaim| claim.kind == kind && claim.context != Context::Historical;
        if !claims.iter().any(is_of_kind) {
            continue;
        }
        let Some((span, is_of_ends)) = span_told(scene, kind) else { continue };
        for claim in claims.iter_mut().filter(|claim| is_of_kind(claim)) {
            // One day of a journey lies in it; a conference on that day was on that day, unless it only began or ended then.
            let is_end = |date: DateSpan| is_of_ends && (date.first() == span.first() || date.last() == span.last());
            let is_within = |date: DateSpan| date != span && contains(span, date) && (kind == EngagementType::Delegation || is_end(date));
            let is_month = |date: DateSpan| date.precision() == Precision::Month && contains(date, span);
            if super::carried::is_open(claim) || claim.date.is_some_and(|date| is_within(date) || is_month(date)) {
                claim.date = Some(span);
                claim.inferred.insert("date".to_owned(), "the days that another sentence tells".to_owned());
            }
        }
        if kind == EngagementType::Conference && is_of_ends {
            take_span_of_event(scene, span, claims);
        }
    }
}

/// "The expo ended on Sunday. In the five days 99 projects were signed": on all of them, not on the last.
fn take_span_of_event(scene: &Scene<'_>, span: DateSpan, claims: &mut [EngagementClaim]) {
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Signing && claim.context != Context::Historical) {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let is_own = scene.dates_in(sentence).any(|date| date.resolved.date.precision() == Precision::Day);
        let is_end = claim.date.is_none_or(|date| date != span && contains(span, date));
        let text = &scene.document.body[scene.document.sentences[sentence].span.range()];
        if is_end && !is_own && length_in(text, EngagementType::Conference).is_some() {
            claim.date = Some(span);
            claim.inferred.insert("date".to_owned(), "the days that another sentence tells".to_owned());
        }
    }
}

/// The one span of days that a text tells of its journeys, or of its events, and whether by its ends.
fn span_told(scene: &Scene<'_>, kind: EngagementType) -> Option<(DateSpan, bool)> {
    let words = words_of(kind);
    let text_of = |date: &SceneDate| &scene.document.body[scene.document.sentences[date.sentence].span.range()];
    let mut spans: Vec<DateSpan> = Vec::new();
    for date in scene.dates.iter().filter(|date| is_span(date.resolved.date)) {
        if !spans.contains(&date.resolved.date) && words.any.is_match(text_of(date)) {
            spans.push(date.resolved.date);
        }
        if spans.len() > 1 {
            return None;
        }
    }
    // The days of the next edition are not those of the one that has just closed.
    let published = scene.published.and_then(|date| date.last_day());
    let is_to_come = |span: &DateSpan| span.first_day().zip(published).is_some_and(|(first, published)| first > published);
    let is_over = |span: &DateSpan| span.last_day().zip(published).is_some_and(|(last, published)| last <= published);
    pattern!(SALE, r"(?i)\b(registrations?|tickets?|applications?|bidding|call for|enrol\w*)\b");
    if let Some(span) = spans.first().filter(|span| !is_to_come(span)) {
        return Some((*span, false));
    }
    let mut ends = Ends::default();
    for dates in scene.dates.chunk_by(|one, other| one.sentence == other.sentence) {
        let text = text_of(&dates[0]);
        if SALE.is_match(text) {
            continue;
        }
        // "was opened on 20 September and lasts until Sunday, the 25th"
        if let ([told @ .., until], true) = (dates, words.any.is_match(text))
            && let (Some(begins), DateExpression::Until(_)) =
                (told.iter().find_map(|date| single_day(date.resolved.date)), &until.expression)
            && let Some(last) = until.resolved.date.last().filter(|last| last.day().is_some())
            && let Some(last) = last.in_year(chrono::Datelike::year(&begins)).and_then(|last| last.first_day())
            && last > begins
        {
            ends.add(&[begins, last], true, true);
            continue;
        }
        let (begins, closes) = (words.begins.find(text), words.ends.find(text));
        let is_in_order = begins.as_ref().zip(closes.as_ref()).is_some_and(|(begins, closes)| begins.start() < closes.start());
        // "next Wednesday (21 November)": the day in brackets is the day.
        let is_restated = |at: usize| {
            let gap = dates.get(at + 1).and_then(|next| scene.document.body.get(dates[at].span.end..next.span.start));
            gap.is_some_and(|gap| gap.len() <= 24 && gap.trim_end().ends_with('('))
        };
        let is_dateline = |at: usize| dates.len() > 1 && diary::is_of_dateline(scene.document.body, dates[at].span);
        let told = (0..dates.len()).filter(|at| !is_restated(*at) && !is_dateline(*at));
        let mut days: Vec<NaiveDate> = told.filter_map(|at| single_day(dates[at].resolved.date)).collect();
        if let ([first, last], true, DateExpression::Weekday { .. }) = (&mut days[..], is_in_order, &dates[dates.len() - 1].expression) {
            // "came in on Sunday and flies home Thursday": the Thursday behind that Sunday.
            if last < first {
                *last = last.checked_add_days(Days::new(7)).unwrap_or(*last);
            }
        }
        ends.add(&days, begins.is_some(), closes.is_some());
    }
    let of_ends = ends.span(|| length_told(scene, kind)).filter(|span| spans.is_empty() || is_over(span)).map(|span| (span, true));
    of_ends.or_else(|| spans.first().map(|span| (*span, false)))
}

/// The first and the last days of journeys or of events that sentences tell.
#[derive(Default)]
struct Ends {
    first: Vec<NaiveDate>,
    last: Vec<NaiveDate>,
}

impl Ends {
    fn add(&mut self, days: &[NaiveDate], begins: bool, ends: bool) {
        match days {
            // "leaves on 11 November and returns on the 19th", "on Saturday, when what had begun on Thursday closed"
            [one, other] if begins && ends && one != other => {
                push(&mut self.first, *one.min(other));
                push(&mut self.last, *one.max(other));
            }
            [day] if begins && !ends => push(&mut self.first, *day),
            [day] if ends && !begins => push(&mut self.last, *day),
            _ => {}
        }
    }

    /// From the one end to the other; where only one is told, counted by the length in days.
    fn span(&self, length: impl Fn() -> Option<u64>) -> Option<DateSpan> {
        let others = || length().map(|days| Days::new(days - 1));
        let (first, last) = match (&self.first[..], &self.last[..]) {
            ([first], [last]) => (*first, *last),
            ([first], []) => (*first, first.checked_add_days(others()?)?),
            ([], [last]) => (last.checked_sub_days(others()?)?, *last),
            _ => return None,
        };
        let days = (last - first).num_days();
        (1..=LONGEST_DAYS).contains(&days).then(|| DateSpan::between(PartialDate::day_of(first), PartialDate::day_of(last)))
    }
}

fn push(days: &mut Vec<NaiveDate>, day: NaiveDate) {
    if !days.contains(&day) {
        days.push(day);
    }
}

fn single_day(date: DateSpan) -> Option<NaiveDate> {
    let is_day = date.precision() == Precision::Day && date.first() == date.last();
    is_day.then(|| date.first_day()).flatten()
}

fn is_span(span: DateSpan) -> bool {
    let days = span.first_day().zip(span.last_day()).map(|(first, last)| (last - first).num_days());
    span.precision() == Precision::Day && days.is_some_and(|days| (1..=LONGEST_DAYS).contains(&days))
}

/// What speaks of journeys, or of events.
struct Words {
    any: &'static Pattern,
    begins: &'static Pattern,
    ends: &'static Pattern,
}

fn words_of(kind: EngagementType) -> Words {
    pattern!(
        JOURNEY,
        r"(?i)\b(delegations?|visit(s|ed|ing)?|trips?|tours?|missions?|stay(s|ed|ing)?|travel\w*|journey|headed|destination|will be (in|there|here|on)|been in|guests?|there from|here from)\b|\b(his|her|their|the|its) (calendar|programme|program|schedule|itinerary) (ran|runs|lasted|lasts)\b|(?-i:^\W*It (ran|lasted|went on|took place) )"
    );
    pattern!(
        EVENT,
        r"(?i)\b(expo|fair|forum|conference|exhibition|congress|festival|symposium|summit|event|gathering|held|open(s|ed)?|run(s|ning)?|ran)\b"
    );
    pattern!(
        JOURNEY_BEGINS,
        r"(?i)\b(mission|visit|trip|tour|journey|stay)\b[^.;,]{0,40}\b(began|begun|begins|opened|opens|started|starts|kick(s|ed) off|got under way)\b|\b(began|begun|begins|opened|started|starts|kick(s|ed) off|embark(s|ed) on|set out on) (an?|the|his|her|their|its) [^.;,]{0,50}\b(mission|visit|trip|tour|journey|stay)\b|\b(left|leaves?|leaving|came in|departed|departs?|set (off|out)|flew|flies|fly out|flying out|jets? off|reached|arriv(es?|ed)|landed|touched down)\b|\bfirst day of (the|his|her|their|its) ([a-z]+ ){0,2}(mission|visit|trip|tour|journey|stay)\b"
    );
    pattern!(
        JOURNEY_ENDS,
        r"(?i)\b(mission|visit|trip|tour|journey|stay|and)\b[^.;]{0,60}\b(end(s|ed)|conclud(es|ed)|wrap(s|ped) up|finish(es|ed)|(came|come|comes|drew|draws) to (an?|its|their|the) (end|close)|was over)\b|\b(end(s|ed)|conclud(es|ed)|wrap(s|ped) up|complet(es|ed)|finish(es|ed)) (an?|the|his|her|their|its) [^.;,]{0,50}\b(mission|visit|trip|tour|journey|stay)\b|\b(return(s|ed|ing)?|(was|were|is|are|comes?|came|arrived) (back|home)|(heads?|headed|goes|went|flew|flies) (home|back)|back (home|in the country)|(gets?|got) (back|home)|due (home|back)|home again)\b|\b(last|final) day of (the|his|her|their|its) ([a-z]+ ){0,2}(mission|visit|trip|tour|journey|stay)\b"
    );
    pattern!(
        EVENT_BEGINS,
        r"(?i)\b(expo|fair|forum|conference|exhibition|congress|festival|symposium|summit|event)\b[^.;,]{0,60}\b(opened|opens|began|begun|begins|started|starts|kick(s|ed) off|got under way|raised its curtain)\b|\b(opening( ceremony)? of|opened|kick(s|ed) off|raised the curtain on) (the|an?|its|this) [^.;]{0,60}\b(expo|fair|forum|conference|exhibition|congress|festival|symposium|summit|event)\b"
    );
    pattern!(
        EVENT_ENDS,
        r"(?i)\b(expo|fair|forum|conference|exhibition|congress|festival|symposium|summit|event)\b[^.;]{0,60}\b(closed|closes|ended|ends|concluded|concludes|wrap(s|ped) up|(came|come|comes|drew|draws) to (an?|its|their|the) (end|close)|(drop(s|ped)|lower(s|ed)) (its|the) curtains?|finished|was over)\b|(?:^|[^n] )curtains? (fell|falls|fall|came down|comes down|dropped|(was|were) (lowered|drawn))\b|\b(closing( ceremony)? of|closed|concluded|wrapped up|doors (were )?closed on|(dropped|fell on) the curtain) [^.;]{0,60}\b(expo|fair|forum|conference|exhibition|congress|festival|symposium|summit|event)\b"
    );
    match kind {
        EngagementType::Delegation => Words { any: &JOURNEY, begins: &JOURNEY_BEGINS, ends: &JOURNEY_ENDS },
        _ => Words { any: &EVENT, begins: &EVENT_BEGINS, ends: &EVENT_ENDS },
    }
}

/// Whether the sentence of a journey tells that it lasted several days, though not which: "a ten-day trip".
pub(super) fn lasts_days(scene: &Scene<'_>, claim: &EngagementClaim) -> bool {
    pattern!(
        DAYS,
        r"(?i)\b([2-9]|1[0-9]|two|three|four|five|six|seven|eight|nine|ten|twelve)-day (?:[a-z-]+ ){0,3}(visit|trip|tour|mission|stay|journey)\b|\bweek-long\b"
    );
    let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
    DAYS.is_match(&scene.document.body[sentence.span.range()])
}

/// How many days the journeys or the events of a text are told to have lasted, where it tells one length alone: "a five-day visit",
/// "on Sunday, after six days, the doors closed on the fair".
fn length_told(scene: &Scene<'_>, kind: EngagementType) -> Option<u64> {
    length_in(scene.document.body, kind)
}

fn length_in(text: &str, kind: EngagementType) -> Option<u64> {
    const N: &str = "([0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen)";
    pattern!(
        JOURNEY,
        &format!(
            r"(?i)\b{N}-day (?:[a-z-]+ ){{0,3}}(?:visit|trip|tour|mission|stay|journey)\b|\b(?:visit|trip|tour|mission|stay|journey) (?:of|was|lasts|lasted|lasting|takes|took) {N} days\b|\bin {N} days (?:on|in) the\b"
        )
    );
    pattern!(
        EVENT,
        &format!(
            r"(?i)\b{N}-day (?:[a-z-]+ ){{0,3}}(?:event|fair|expo|forum|conference|exhibition|festival|congress|summit|gathering)\b|\b(?:after|for|over|lasted|lasts|lasting|in the|during the) (?:the )?{N} days\b|\b{N} days (?:long|of the (?:event|fair|expo|forum|conference|exhibition|festival|congress|summit))\b"
        )
    );
    let pattern = if kind == EngagementType::Delegation { &JOURNEY } else { &EVENT };
    let number = |word: &str| word.parse().ok().or_else(|| small_number(word).and_then(|number| u64::try_from(number).ok()));
    let mut lengths = pattern.captures_iter(text).filter_map(|found| {
        let word = (1..=4).find_map(|group| found.get(group))?;
        number(word.as_str()).filter(|days| (2..=LONGEST_DAYS as u64).contains(days))
    });
    let only = lengths.next()?;
    lengths.all(|other| other == only).then_some(only)
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::{DateSpan, EngagementType};

    /// The dates of what is of a kind in a text published on Thursday, 14 May 2020.
    fn dates(kind: EngagementType, text: &str) -> Vec<String> {
        let context = ArticleContext { published: DateSpan::parse("2020-05-14"), ..ArticleContext::default() };
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        let dates = claims.iter().filter(|claim| claim.kind == kind).map(|claim| claim.date.map(|date| date.to_string()));
        dates.map(|date| date.unwrap_or_default()).collect()
    }

    #[test]
    fn a_journey_lasts_from_one_end_to_the_other_wherever_they_are_told() {
        for told in [
            "The visit began on Monday, 4 May. (…) Friday, 8 May, was the last day of the visit.",
            "She left for Munich on 4 May and flew home on 8 May.",
            "The mission, which set out on 4 May, ended on 8 May.",
            "It was a five-day visit. The journey had begun on 4 May.",
            "In five days in the state much was seen. The premier arrived on 4 May.",
            "Bavaria had her as its guest from 4 to 8 May.",
        ] {
            let text = format!("Quebec Premier Anne Roy led a trade mission to Bavaria. {told}");
            assert_eq!(dates(EngagementType::Delegation, &text), ["2020-05-04/2020-05-08"], "{told}");
        }
    }

    #[test]
    fn a_journey_of_which_one_end_is_told_and_no_length_has_no_span() {
        let text = "Quebec Premier Anne Roy led a trade mission to Bavaria. The mission opened on 4 May.";
        assert!(dates(EngagementType::Delegation, text).iter().all(|date| !date.contains('/')));
    }

    #[test]
    fn a_weekday_behind_that_of_the_start_is_the_next_one() {
        let text = "Quebec Premier Anne Roy is on a trade mission to Bavaria. She came in on Tuesday and flies home Friday.";
        assert_eq!(dates(EngagementType::Delegation, text), ["2020-05-12/2020-05-15"]);
    }

    #[test]
    fn what_is_told_of_a_journey_to_come_is_to_come() {
        let text = "Quebec Premier Anne Roy leads a trade mission to Bavaria. She will be there from 20 to 24 May. Besides, Roy is to sit down \
            to breakfast with Bavarian Minister Ann Reed.";
        assert_eq!(dates(EngagementType::Delegation, text), ["2020-05-20/2020-05-24"]);
        assert_eq!(dates(EngagementType::Meeting, text), ["2020-05-20/2020-05-24"]);
    }

    #[test]
    fn a_fair_lasts_as_many_days_as_are_counted() {
        for told in [
            "The four-day fair closed on Monday.",
            "On Monday, after four days, the doors closed on the fair.",
            "On Monday the fair that had begun on Friday ended.",
            "Jilin was host to the event from 8 to 11 May.",
        ] {
            let text = format!("The Jilin-Bavaria Trade Fair has been held in Jilin Province. {told}");
            assert_eq!(dates(EngagementType::Conference, &text), ["2020-05-08/2020-05-11"], "{told}");
        }
    }

    #[test]
    fn what_was_signed_at_a_fair_has_its_days() {
        let text =
            "The Jilin-Bavaria Trade Fair was held in Jilin Province from 8 to 11 May. Jilin and Bavaria signed 40 agreements this year.";
        assert_eq!(dates(EngagementType::Signing, text), ["2020-05-08/2020-05-11"]);
        let other =
            "The Jilin-Bavaria Trade Fair was held in Jilin Province from 8 to 11 May. Jilin and Bavaria signed an agreement in 2016.";
        assert_eq!(dates(EngagementType::Signing, other), ["2016"]);
    }

    #[test]
    fn the_year_to_which_a_paper_runs_is_not_that_of_its_signing() {
        for term in ["through 2027", "until 2027", "up to 2027", "until the end of 2027"] {
            let text = format!("Jilin and Bavaria signed a road map {term}.");
            assert!(dates(EngagementType::Signing, &text).iter().all(|date| !date.contains("2027")), "{term}");
        }
    }
}
