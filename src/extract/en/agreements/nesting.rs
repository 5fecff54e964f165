//! Which total contains what.

use super::some_of_them::{SHARE_OF_NUMBER, SHARE_OF_SUM, is_more};
use super::*;
use crate::model::Precision;

/// The records behind a number whose own numbers add up to just it: 143, 31 and 48 contracts of 222, in whatever currencies.
fn parts_by_number(claims: &[AgreementClaim], whole: usize) -> Vec<usize> {
    let Some(all) = claims[whole].count else { return Vec::new() };
    let is_smaller = |at: &usize| claims[*at].stage == Stage::Signed && claims[*at].count.is_some_and(|count| count > 1 && count < all);
    let parts: Vec<usize> = (whole + 1..claims.len()).filter(is_smaller).collect();
    let sum: u64 = parts.iter().filter_map(|at| claims[*at].count).map(u64::from).sum();
    if parts.len() > 1 && sum == u64::from(all) { parts } else { Vec::new() }
}

/// Whether the sentences of two records tell days, or months, that lie apart.
fn are_of_other_days(scene: &Scene<'_>, one: &AgreementClaim, other: &AgreementClaim) -> bool {
    let days = |claim: &AgreementClaim| {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let is_near = |date: &crate::model::DateSpan| matches!(date.precision(), Precision::Day | Precision::Month);
        let days = scene.dates_in(sentence).map(|date| date.resolved.date).filter(is_near);
        days.filter_map(|date| date.first_day().zip(date.last_day())).collect::<Vec<_>>()
    };
    let (one, other) = (days(one), days(other));
    !one.is_empty() && !other.is_empty() && one.iter().all(|(a, b)| other.iter().all(|(c, d)| b < c || d < a))
}

/// "51 of them are foreign", "of the total, 61 million fell to Lyon": inside the total told before of which they are some.
fn nest_portions(claims: &mut [AgreementClaim]) {
    for at in 0..claims.len() {
        let part = &claims[at];
        let rule = &part.evidence.first().rule;
        let is_loose = [SHARE_OF_NUMBER, SHARE_OF_SUM].contains(rule) && part.part_of.is_none();
        if !is_loose {
            continue;
        }
        let is_whole = |claim: &AgreementClaim| {
            let is_larger = if *rule == SHARE_OF_NUMBER { claim.count > part.count } else { is_more(claim, part.amount) };
            claim.evidence.first().rule != *rule && is_larger && claim.stage == part.stage
        };
        if let Some(whole) = claims[..at].iter().rposition(is_whole) {
            claims[at].part_of = Some(whole);
            claims[whole].umbrella = true;
        }
    }
}

/// Which records are inside others: "of which 48 key ones", and what a larger sum of the same text contains.
/// Whether a record stands behind a bullet at the head of a line.
fn is_line(scene: &Scene<'_>, claim: &AgreementClaim) -> bool {
    let body = scene.document.body;
    let before = body[..claim.evidence.first().span.start].trim_end_matches([' ', '\n']);
    let line = before.trim_end_matches(lists::BULLETS);
    let is_bulleted = line.len() < before.len() && (line.is_empty() || line.ends_with('\n'));
    is_bulleted || body[claim.evidence.first().span.start..].starts_with(lists::BULLETS)
}

pub(super) fn nest(scene: &Scene<'_>, claims: &mut [AgreementClaim]) {
    nest_portions(claims);
    let text_of = |claim: &AgreementClaim| {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        scene.document.body[scene.document.sentences[sentence].span.range()].to_owned()
    };
    let is_key =
        |claim: &AgreementClaim| counts_in(scene, claim.evidence.first().span).any(|count| count.is_key_part && count.count == claim.count);
    let largest = (0..claims.len())
        .filter(|at| {
            let claim = &claims[*at];
            // "Trade deals worth 240 million were the outcome": a sum of instruments that nobody counts.
            let is_by_places = claim.parties.len() < 3 || claim.parties.iter().all(|party| party.place().is_some());
            let is_sum = claim.count.is_none() && claim.amount.is_some() && is_by_places;
            let is_line = claim.evidence.first().rule == lists::LINE;
            claim.stage == Stage::Signed
                && !is_line
                && (claim.count.is_some_and(|count| count > 1) || is_sum || WHOLE.is_match(&text_of(claim)))
        })
        .max_by_key(|at| (claims[*at].amount.map(|amount| amount.minor), claims[*at].count));
    let Some(whole) = largest else { return };
    let adding_up = parts_by_number(claims, whole);
    let text = text_of(&claims[whole]);
    for at in 0..claims.len() {
        // Lines of one list stand beside each other.
        if is_line(scene, &claims[at]) && is_line(scene, &claims[whole]) {
            continue;
        }
        // Papers of one sentence stand beside each other.
        let are_of = |rule: RuleName| [at, whole].iter().all(|at| claims[*at].evidence.first().rule == rule);
        let is_told_beside = (are_of(COUNTED) && BESIDES.is_match(&text) || text.contains(';'))
            && !PART.is_match(&text.replace("on top of", "beside"))
            && !is_key(&claims[at]);
        let is_further = claims[at].evidence.first().rule == FURTHER_SUM || claims[whole].evidence.first().rule == FURTHER_SUM;
        let is_beside = (are_of(ONE_OF_PAPERS) || is_told_beside || is_further) && text_of(&claims[at]) == text;
        if at == whole || is_beside || claims[at].stage != Stage::Signed || claims[at].part_of.is_some() {
            continue;
        }
        let smaller_sum = match (claims[whole].amount, claims[at].amount) {
            (Some(sum), Some(part)) => sum.currency == part.currency && part.minor < sum.minor,
            // Without a sum of its own only an instrument of the same sort is taken for a part: a sister agreement is none of a
            // sum of trade deals.
            (Some(_), None) => {
                let is_fewer = claims[at].count < claims[whole].count || claims[whole].count.is_none();
                is_fewer && (claims[at].kind == claims[whole].kind || is_key(&claims[at]))
            }
            (None, None) => {
                let is_alike = [claims[at].kind, AgreementKind::Other].contains(&claims[whole].kind)
                    || is_key(&claims[at])
                    || PART.is_match(&text_of(&claims[at]));
                is_alike && claims[at].count.is_some() && claims[at].count < claims[whole].count
            }
            (None, Some(_)) => false,
        };
        let is_one_of_number = claims[whole].count.is_some_and(|all| text_of(&claims[at]).contains(&format!("one of the {all}")));
        if is_one_of_number || adding_up.contains(&at) {
            claims[at].part_of = Some(whole);
            claims[whole].umbrella = true;
            continue;
        }
        // "June 11, Zimbabwe: 11 projects. June 15, South Africa: seven": what was signed on another day is no part by its number alone.
        if are_of_other_days(scene, &claims[whole], &claims[at]) && !is_key(&claims[at]) && !PART.is_match(&text_of(&claims[at])) {
            continue;
        }
        let is_told_part =
            is_key(&claims[at]) || PART.is_match(&text_of(&claims[at])) || claims[whole].amount.is_some() || claims[whole].umbrella;
        if smaller_sum && is_told_part {
            claims[at].part_of = Some(whole);
            claims[whole].umbrella = true;
        }
    }
    for at in 0..claims.len() {
        let is_loose = claims[at].part_of.is_none() && [shares::SHARE, PURCHASE].contains(&claims[at].evidence.first().rule);
        if !is_loose {
            continue;
        }
        // A share in another currency than the whole text's sum is one of the total that was told before it; so is what was bought.
        let is_of = |total: &AgreementClaim| {
            let have_sums = total.amount.is_some() && claims[at].amount.is_some();
            let may_be_of_it = claims[at].evidence.first().rule == PURCHASE || is_more(total, claims[at].amount);
            total.count > Some(1) && have_sums && total.stage == claims[at].stage && may_be_of_it
        };
        if let Some(total) = claims[..at].iter().rposition(is_of) {
            claims[at].part_of = Some(total);
            claims[total].umbrella = true;
        }
    }
}
