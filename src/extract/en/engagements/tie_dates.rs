//! When ties began or changed.

use std::sync::LazyLock;

use regex::Regex;

use super::carried::may_be_one;
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
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(\d{1,3})(st|nd|rd|th) anniversary\b|\bof (\d{1,3}) years\b|\b(\d{1,3}) years ago\b").expect("a fixed pattern")
    });
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Partnership) {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let text = &scene.document.body[scene.document.sentences[sentence].span.range()];
        let Some(age) = AGE.captures(text) else { continue };
        let years = [1, 3, 4].iter().find_map(|group| age.get(*group)?.as_str().parse::<i32>().ok());
        let listed = claim.from.first().zip(claim.to.first()).and_then(|(a, b)| crate::gazetteer::ties::dated_tie(a, b, "sister"));
        let counted = || Some(scene.published?.first()?.year()? - years?);
        let Some(year) = listed.and_then(|tie| tie.started.first()?.year()).or_else(counted) else { continue };
        if let Some(date) = PartialDate::new(Some(year), None, None) {
            claim.date = Some(DateSpan::on(date.uncertain()));
            claim.context = Context::Historical;
            claim.inferred.insert("date".to_owned(), "the tie's age, told in the sentence".to_owned());
        }
    }
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
