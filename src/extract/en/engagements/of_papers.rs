//! A second look: papers that were signed and that no signing found so far can be the signing of.

use super::carried::{take_day_before, take_trip_dates};
use super::fits::{INSTRUMENT, is_denied, is_spoken_of};
use super::{Draft, Trigger, claim};
use crate::extract::en::sides::{across_borders, is_guess, sides_of_sentence};
use crate::extract::scene::Scene;
use crate::model::{
    AgreementClaim, Context, CountryCode, EngagementClaim, EngagementType, PlaceCode, PlaceLevel, Precision, RuleName, Stage,
};

/// "Tokyo, June 7: three purchase contracts for $185 million" in an article that tells of a signing in Seoul: what was signed with others,
/// or on another day, was signed at an event of its own. Whoever adds these to `engagements` looks for agreements again, which then
/// belong to them.
pub fn signings_of_papers(scene: &Scene<'_>, engagements: &[EngagementClaim], agreements: &[AgreementClaim]) -> Vec<EngagementClaim> {
    static PAPER: Trigger =
        Trigger { kind: EngagementType::Signing, is_faint: false, is_loose: false, rule: RuleName::new("en.signing.of-paper") };
    let mut found: Vec<EngagementClaim> = Vec::new();
    // "Lyon and Osaka are sister cities from today": a tie that is told with no paper is no signing.
    let is_paper = |paper: &&AgreementClaim| paper.evidence.first().rule != crate::extract::en::agreements::TIE_MADE;
    let signed = agreements.iter().filter(|paper| paper.stage == Stage::Signed && paper.part_of.is_none()).filter(is_paper);
    for (rank, at) in signed.flat_map(|paper| paper.evidence.iter().map(|told| told.span).enumerate()) {
        let number = scene.document.sentence_at(at.start);
        let sentence = &scene.document.sentences[number];
        let signings = || engagements.iter().chain(&found).filter(|known| known.kind == EngagementType::Signing);
        let is_told = |known: &EngagementClaim| known.evidence.iter().any(|evidence| evidence.span.overlaps(&sentence.span));
        if signings().any(is_told) {
            continue;
        }
        let text = &scene.document.body[sentence.span.range()];
        if INSTRUMENT.find(text).is_some_and(|paper| is_spoken_of(text, paper.start()) || is_denied(text, paper.start(), "")) {
            continue;
        }
        let is_country = |place: &PlaceCode| place.level() == PlaceLevel::Country;
        let Some(sides) = sides_of_sentence(scene, &sentence.tokens, EngagementType::Signing) else { continue };
        let is_named = sides.inferred.iter().all(|(field, why)| *field != "to" || !is_guess(why));
        if !is_named || !across_borders(&sides.from, &sides.to) || sides.from.iter().chain(&sides.to).all(is_country) {
            continue;
        }
        let draft = Draft { trigger: &PAPER, sentence: number, tokens: sentence.tokens.clone(), at };
        let signing = claim(scene, &draft, sides);
        if signing.context == Context::Historical || engagements.iter().any(|known| is_known(known, &signing)) {
            continue;
        }
        match found.iter_mut().find(|known| may_be_of(known, &signing)) {
            // The headline has the paper, the text the day as well.
            Some(headline) if headline.date.is_none() => {
                headline.date = signing.date;
                headline.inferred.extend(signing.inferred.into_iter().filter(|(field, _)| field == "date"));
                signing.evidence.iter().for_each(|told| headline.evidence.add(told.span, told.rule.clone()));
            }
            Some(_) => {}
            // What tells of a paper again makes no signing of its own.
            None if rank > 0 => {}
            None => found.push(signing),
        }
    }
    take_trip_dates_of(scene, engagements, &mut found);
    take_day_before(scene, &mut found);
    found
}

/// Undated signings on a journey have its days.
fn take_trip_dates_of(scene: &Scene<'_>, engagements: &[EngagementClaim], found: &mut [EngagementClaim]) {
    let journeys = engagements.iter().filter(|claim| claim.kind == EngagementType::Delegation).cloned();
    let mut all: Vec<EngagementClaim> = journeys.chain(found.iter().cloned()).collect();
    take_trip_dates(scene, &mut all);
    let dated = all.split_off(all.len() - found.len());
    found.clone_from_slice(&dated);
}

/// Whether a signing that was found before may be that of a paper.
fn is_known(known: &EngagementClaim, signing: &EngagementClaim) -> bool {
    known.kind == EngagementType::Signing && may_be_of(known, signing)
}

/// Whether a paper may have been signed at a signing that is known: with some of the same countries, on no other day.
fn may_be_of(known: &EngagementClaim, paper: &EngagementClaim) -> bool {
    let countries = |claim: &EngagementClaim| claim.sides().map(PlaceCode::country).collect::<Vec<CountryCode>>();
    let known_countries = countries(known);
    let is_within = countries(paper).iter().all(|country| known_countries.contains(country));
    let is_other_day = known.date.zip(paper.date).is_some_and(|(one, other)| {
        one.precision() == Precision::Day
            && other.precision() == Precision::Day
            && !paper.inferred.contains_key("date")
            && !super::told_again::contains(one, other)
            && !super::told_again::contains(other, one)
    });
    is_within && !is_other_day
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    fn signings(text: &str) -> Vec<String> {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin());
        let signings = claims.engagements.iter().filter(|claim| claim.kind == EngagementType::Signing);
        signings.map(|claim| claim.sides().map(ToString::to_string).collect::<Vec<_>>().join(" + ")).collect()
    }

    const TOLD: &str = "Governor Ann Reed of Ohio and Governor Wu Lei of Fujian signed a memorandum of understanding on 3 June 2021.";

    #[test]
    fn papers_with_others_on_another_day_have_a_signing_of_their_own() {
        let text = format!("{TOLD}\n\nVietnam, 7 June 2021: three purchase contracts with Ohio for $185 million.");
        assert_eq!(signings(&text), ["US-OH + CN-FJ", "US-OH + VN"]);
    }

    #[test]
    fn papers_told_again_have_none() {
        let text = format!("{TOLD}\n\nThe memorandum between Ohio and Fujian comes with three purchase contracts for $185 million.");
        assert_eq!(signings(&text).len(), 1);
    }
    #[test]
    fn a_paper_of_the_headline_has_the_day_that_the_text_tells() {
        let text = "Texas governor and French minister sign purchase order\n\nOn 14 July 2023 Governor Greg Reed of Texas and Olivier Roy, \
            French minister of trade, signed a purchase order.";
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin());
        let dates: Vec<_> = claims.engagements.iter().map(|claim| claim.date.map(|date| date.to_string())).collect();
        assert_eq!(dates, [Some("2023-07-14".to_owned())]);
    }
}
