//! When ties began or changed.

use std::sync::LazyLock;

use super::carried::may_be_one;
use crate::extract::en::numbers::{compile_words, small_number, word_pattern};
use crate::extract::en::patterns::{Pattern, pattern};
use crate::extract::scene::Scene;
use crate::model::{Context, DateSpan, EngagementClaim, EngagementType, PartialDate, PlaceCode, Precision};

/// A tie that began this many days ago may be news.
const FRESH_DAYS: i64 = 200;

/// A tie that was made or renewed has the day of the paper that was signed between just these two.
pub(super) fn take_day_of_signing(claims: &mut [EngagementClaim]) {
    let signed: Vec<(DateSpan, Vec<PlaceCode>)> = claims
        .iter()
        .filter(|claim| matches!(claim.kind, EngagementType::Signing | EngagementType::Meeting) && claim.context == Context::Actual)
        .filter_map(|claim| {
            Some((claim.date.filter(|date| date.first().is_some_and(|first| first.day().is_some()))?, claim.sides().cloned().collect()))
        })
        .collect();
    let is_undated = |claim: &&mut EngagementClaim| {
        claim.kind == EngagementType::Partnership && claim.context == Context::Actual && claim.date.is_none()
    };
    for claim in claims.iter_mut().filter(is_undated) {
        let same = |sides: &Vec<PlaceCode>| claim.sides().all(|side| sides.iter().any(|other| may_be_one(other, side)));
        if let Some((date, _)) = signed.iter().find(|(_, sides)| same(sides)) {
            claim.date = Some(*date);
            claim.inferred.insert("date".to_owned(), "the day on which the two signed".to_owned());
        }
    }
}

/// A tie that is spoken of by its age began when the dated list says, else as many years ago.
pub(super) fn date_old_ties(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Partnership) {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let text = &scene.document.body[scene.document.sentences[sentence].span.range()];
        let Some(age) = age_told(text) else { continue };
        // "signed a sister city agreement on 3 June": the day is told.
        let is_day = claim.date.is_some_and(|date| date.precision() == Precision::Day) && !claim.inferred.contains_key("date");
        if is_day && !age.is_anniversary {
            continue;
        }
        // "since 1999, 25 years ago"
        let is_told = |date: DateSpan| date.first_day().zip(now(scene)).is_some_and(|(first, now)| (now - first).num_days() > FRESH_DAYS);
        if claim.date.is_some_and(is_told) && !claim.inferred.contains_key("date") {
            continue;
        }
        let listed = claim.from.first().zip(claim.to.first()).and_then(|(a, b)| crate::gazetteer::ties::dated_tie(a, b, "sister"));
        let year_of_text = || {
            let published = scene.published.and_then(|date| date.first()?.year());
            published.or_else(|| scene.dates_in(sentence).find_map(|date| date.resolved.date.first()?.year()))
        };
        let counted = || Some(age.base.or_else(year_of_text)? - age.years);
        let Some(year) = listed.and_then(|tie| tie.started.first()?.year()).or_else(counted) else { continue };
        if let Some(date) = PartialDate::new(Some(year), None, None) {
            claim.date = Some(DateSpan::on(date.uncertain()));
            claim.context = Context::Historical;
            claim.inferred.insert("date".to_owned(), "the tie's age, told in the sentence".to_owned());
        }
    }
}

fn now(scene: &Scene<'_>) -> Option<chrono::NaiveDate> {
    scene.published.and_then(|date| date.last_day()).or(scene.latest)
}

/// How long a tie has lasted.
struct Age {
    years: i32,
    /// Whether it is told as an anniversary.
    is_anniversary: bool,
    /// In which year, where the sentence says so.
    base: Option<i32>,
}

/// How many years a sentence says that a tie has lasted. "For more than thirty years" tells no year.
fn age_told(text: &str) -> Option<Age> {
    static AGE: LazyLock<Pattern> = LazyLock::new(|| {
        let number = word_pattern();
        let years = |name: &str| format!(r"(?<{name}>[0-9]{{1,3}}|{number}) years");
        let ways = [
            r"\b(?<nth>[0-9]{1,3})(st|nd|rd|th) (anniversary|birthday)\b|\b(?<ieth>(twent|thirt|fort|fift|sixt|sevent)ieth) (anniversary|birthday)\b".to_owned(),
            // "the friendship of 45 years", "45 years of friendship"
            format!(r"\bof {}\b|\b{} of (sister|twin|friend|partner|relation|the (tie|twinn|partner|friend|sister))", years("of"), years("as")),
            format!(r"\b(?<ago>[0-9]{{1,3}}|{number}) (years|decades) ago\b"),
            // "have now been sister states for 30 years", "since 30 years they are friends"
            format!(
                r"\b((have|has|had) ([a-z]+ )?been|is|are|were|was)\b[^.;,]{{0,60}}\b(sister|twin|partner|friend)[^.;,]{{0,60}}\bfor (now )?{}\b|\blasting for (now )?{}\b|\b{} have\b|\bsince {}\b",
                years("long"),
                years("lasting"),
                years("have"),
                years("since")
            ),
            format!(r"\b(celebrat|mark|commemorat|honou?r)[a-z]* (the |their |its |these |our )?{}\b", years("marked")),
            format!(r"\b(tie|relation|partnership|friendship|twinning|sisterhood)[^.;,]{{0,60}} is {} old\b", years("old")),
            // "It is 10 years in 2022 since", "the partnership turns 20 in 2015"
            format!(r"\bis (?<since_then>[0-9]{{1,3}}|{number}) years in (?<base>20[0-9]{{2}}) since\b|\b(tie|relation|agreement|partnership|friendship|twinning|sisterhood)[^.;,]{{0,80}} turn(s|ed)? (?<turned>[0-9]{{1,3}}|{number}) in (?<year>20[0-9]{{2}})\b"),
            // "Thirty years after they became sisters"
            format!(r"\b{} (after|have passed since|have gone by since) (they|the two|[A-Z][a-z]+ and [A-Z][a-z]+) (became|become|were)\b", years("behind")),
        ];
        compile_words(&format!("(?i){}", ways.join("|")))
    });
    // What is renewed after thirty years is news.
    pattern!(
        RENEWED,
        r"(?i)\b(renew|re-?affirm|updat|prolong|extend|keep)[a-z]*\b[^.;]{0,60}\b(tie|relation|agreement|partnership|friendship|sister|twin|accord|pact)"
    );
    pattern!(NOT_YET, r"(?i)\b(next|another|coming|further|first|more than|over|nearly|almost) ([0-9]{1,3}|[a-z-]+) years\b");
    let found = AGE.captures(text)?;
    let number = ["nth", "ieth", "of", "as", "ago", "long", "lasting", "have", "since", "marked", "old", "since_then", "turned", "behind"]
        .iter()
        .find_map(|name| found.name(name))?;
    if NOT_YET.is_match(text) || RENEWED.is_match(text) && found.name("nth").is_none() {
        return None;
    }
    let written = number.as_str().to_lowercase();
    let written = written.strip_suffix("ieth").map_or(written.clone(), |stem| format!("{stem}y"));
    let is_decades = text[number.end()..].trim_start().to_ascii_lowercase().starts_with("decades");
    // "who came to Dalian two decades ago as a student, signed": something else was then.
    pattern!(TIE, r"(?i)\b(sister|twin|partner|friend|tie|relation|agreement|bond|pact|became|established|signed|formed|began)");
    let opens = text[..number.start()].rfind([',', ';', ':', '(']).map_or(0, |at| at + 1);
    let ends = text[number.end()..].find([',', ';', ':', ')']).map_or(text.len(), |at| number.end() + at);
    if found.name("ago").is_some() && !TIE.is_match(&text[opens..ends]) {
        return None;
    }
    // "next year, when the two will have been sisters for 30 years"
    pattern!(NEXT_YEAR, r"(?i)\bnext year\b");
    let is_next = NEXT_YEAR.is_match(&text[..number.start()]);
    let years = small_number(&written)? * if is_decades { 10 } else { 1 } - i32::from(is_next);
    let is_anniversary = ["nth", "ieth"].iter().any(|name| found.name(name).is_some());
    let base = ["base", "year"].iter().find_map(|name| found.name(name)).and_then(|year| year.as_str().parse().ok());
    Some(Age { years, is_anniversary, base })
}

/// "It is thirty years that the two are sisters. May this 30th anniversary …": one tie, the year of which only one of the sentences tells.
pub(super) fn join_old_ties(claims: &mut Vec<EngagementClaim>) {
    let is_old = |claim: &EngagementClaim| claim.kind == EngagementType::Partnership && claim.context == Context::Historical;
    let is_pair = |one: &EngagementClaim, other: &EngagementClaim| {
        one.sides().all(|side| other.sides().any(|code| code == side)) && other.sides().all(|side| one.sides().any(|code| code == side))
    };
    let mut at = 0;
    while at < claims.len() {
        let is_undated = is_old(&claims[at]) && claims[at].date.is_none();
        let dated = |other: &EngagementClaim| is_old(other) && other.date.is_some() && is_pair(other, &claims[at]);
        match claims.iter().position(dated).filter(|_| is_undated) {
            Some(other) => {
                let evidence = claims[at].evidence.clone();
                claims[other].evidence.merge(&evidence);
                claims.remove(at);
            }
            None => at += 1,
        }
    }
}

/// "With its French sister city, Toulouse, it signed …": a tie that is only mentioned has no date of what is done today, and a day without
/// a year is not that of its beginning.
pub(super) fn leave_old_ties_undated(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let published = scene.published.and_then(|date| date.last_day());
    let is_of_today = |date: DateSpan| {
        let is_day = date.precision() == Precision::Day;
        match (date.last_day().or(date.first_day()), published.or(scene.latest.filter(|_| is_day))) {
            (Some(day), Some(today)) => (today - day).num_days() < FRESH_DAYS,
            (day, _) => day.is_none(),
        }
    };
    let is_mentioned = |claim: &EngagementClaim| claim.kind == EngagementType::Partnership && claim.context == Context::Historical;
    for claim in claims.iter_mut().filter(|claim| is_mentioned(claim) && claim.date.is_some_and(is_of_today)) {
        claim.date = None;
        claim.inferred.remove("date");
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::{DateSpan, EngagementType};

    /// The dates of the ties of a text published on 6 May 2020.
    fn ties(text: &str) -> Vec<Option<String>> {
        let context = ArticleContext { published: DateSpan::parse("2020-05-06"), ..ArticleContext::default() };
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        let ties = claims.iter().filter(|claim| claim.kind == EngagementType::Partnership);
        ties.map(|claim| claim.date.map(|date| date.to_string())).collect()
    }

    #[test]
    fn a_tie_that_is_only_mentioned_has_no_date_of_today() {
        assert_eq!(ties("On 4 May 2020 Dalian sent masks to Rostock, its sister city in Germany."), [None]);
        assert_eq!(ties("Dalian has been the sister city of Rostock in Germany since 1988."), [Some("1988".to_owned())]);
    }

    #[test]
    fn a_tie_that_is_told_by_its_age_began_as_many_years_ago() {
        for told in [
            "Dalian and Rostock in Germany have now been sister cities for 30 years.",
            "Thirty years ago Dalian and Rostock in Germany became sister cities.",
            "The mayors of Dalian and Rostock in Germany celebrated 30 years as sister cities.",
            "The mayors spoke of the thirtieth birthday of the sister city tie of Dalian and Rostock in Germany.",
            "Three decades ago Dalian and Rostock in Germany became sister cities.",
        ] {
            assert_eq!(ties(told), [Some("1990?".to_owned())], "{told}");
        }
        for told in [
            "Dalian and Rostock in Germany have been sister cities for more than 30 years.",
            "Dalian and Rostock in Germany have been sister cities for decades.",
            "Dalian and Rostock in Germany have signed a sister city agreement for five years.",
        ] {
            assert_eq!(ties(told), [None], "{told}");
        }
    }

    #[test]
    fn years_of_something_else_are_no_age_of_a_tie() {
        for told in [
            "The mayor of Rostock in Germany, in office for eight years, signed a sister city agreement with Dalian on 3 May 2020.",
            "Dalian, whose port is 120 years old, and Rostock in Germany became sister cities on 3 May 2020.",
            "Dalian and Rostock in Germany became sister cities on 3 May 2020, marking 20 years of friendship between their ports.",
        ] {
            assert_eq!(ties(told), [Some("2020-05-03".to_owned())], "{told}");
        }
    }

    #[test]
    fn an_old_tie_that_is_told_twice_is_one() {
        let told =
            "Dalian and Rostock are sister cities. The mayors marked the 30th anniversary of the sister city tie of Dalian and Rostock.";
        assert_eq!(ties(told).len(), 1);
    }

    #[test]
    fn the_next_sentence_tells_when_a_tie_ended() {
        let told = "The sister city relationship of Houston with Tyumen in Russia has been suspended. The city made that known on Monday.";
        assert_eq!(ties(told), [Some("2020-05-04".to_owned())]);
    }
}
