//! What is told twice, and which total contains what.

use super::*;
use crate::model::Precision;

/// How many bytes the headline and what stands beside it take at most.
const HEADLINE: usize = 200;
/// How many records behind an empty one are looked at for what it stands for.
const MOST_BELOW: usize = 60;

/// "Ten projects signed in one day", and below it what the projects are worth.
fn is_headline_of(headline: &AgreementClaim, claim: &AgreementClaim) -> bool {
    let is_first = headline.evidence.first().span.start < HEADLINE;
    is_first && (headline.kind, headline.stage) == (claim.kind, claim.stage)
}

/// Without what the text below tells better: headlines and heads of lists that tell neither number nor sum ("Lyon and Osaka sign pacts"),
/// the one paper of a headline, and papers that nobody counts where their number or sum follows.
pub(super) fn without_empty_heads(scene: &Scene<'_>, claims: Vec<AgreementClaim>) -> Vec<AgreementClaim> {
    let is_empty_head = |at: usize| {
        let claim = &claims[at];
        let evidence = claim.evidence.first();
        let number = scene.document.sentence_at(evidence.span.start);
        let text_of =
            |number: usize| scene.document.sentences.get(number).map_or("", |sentence| &scene.document.body[sentence.span.range()]);
        let text = text_of(number);
        let is_headline = evidence.span.start < HEADLINE && !text.ends_with(['.', '!', '?']);
        // "A row of memoranda was signed. They bind:"
        let is_head = is_headline || text.ends_with(':') || text_of(number + 1).ends_with(':');
        let is_told_by = |below: &AgreementClaim| {
            let is_alike = below.kind == claim.kind;
            match claim.count {
                None => is_head || is_alike && (below.amount.is_some() || below.count > Some(1)),
                Some(1) => {
                    // "Pact signed", and below it the framework that it is; a memorandum may be another paper.
                    let is_of_business = matches!(below.kind, AgreementKind::Framework | AgreementKind::Project | AgreementKind::Plan);
                    let may_be_same = is_alike || claim.kind == AgreementKind::Other && is_of_business;
                    is_headline && may_be_same && below.count == Some(1) && below.amount.is_none() && are_of_one_country(claim, below)
                }
                Some(_) => false,
            }
        };
        let is_told_below = || claims[at + 1..].iter().take(MOST_BELOW).any(|below| below.stage == claim.stage && is_told_by(below));
        claim.amount.is_none() && claim.evidence.len() == 1 && is_told_below()
    };
    let heads: Vec<bool> = (0..claims.len()).map(is_empty_head).collect();
    claims.into_iter().zip(heads).filter(|(_, is_head)| !is_head).map(|(claim, _)| claim).collect()
}

/// Whether two records name a side of one country, or one of them none.
fn are_of_one_country(one: &AgreementClaim, other: &AgreementClaim) -> bool {
    let is_shared = |side: &PlaceCode| other.sides.iter().any(|place| place.country() == side.country());
    one.sides.is_empty() || other.sides.is_empty() || one.sides.iter().any(is_shared)
}

/// Whether one sum is the other in rounder figures: "$3 million" of $3.05 million.
fn is_rounded(rough: &AgreementClaim, exact: &AgreementClaim) -> bool {
    let (Some(sum), Some(full)) = (rough.amount, exact.amount) else { return false };
    let counts_agree = rough.count == exact.count || rough.count.is_none() || exact.count.is_none();
    let difference = full.minor.abs_diff(sum.minor);
    // The last figure told of the rough sum: a million of "$3 million".
    let unit =
        std::iter::successors(Some(1_u64), |unit| unit.checked_mul(10)).take_while(|unit| sum.minor.unsigned_abs() % unit == 0).last();
    let is_near = |unit: u64| difference.saturating_mul(2) <= unit && difference.saturating_mul(20) <= full.minor.unsigned_abs();
    counts_agree && sum.currency == full.currency && difference > 0 && sum.minor != 0 && unit.is_some_and(is_near)
}

/// The same agreement told again: same money, or same parties and kind.
pub(super) fn drop_repeated(scene: &Scene<'_>, claims: Vec<AgreementClaim>) -> Vec<AgreementClaim> {
    let mut kept: Vec<AgreementClaim> = Vec::new();
    let touches = |a: &Affiliation, b: &Affiliation| match (a.place(), b.place()) {
        (Some(a), Some(b)) => a == b || a.includes(b) || b.includes(a),
        _ => a == b,
    };
    for claim in claims {
        let same = kept.iter_mut().find(|known| {
            let overlap = known.parties.is_empty()
                || claim.parties.is_empty()
                || known.parties.iter().any(|party| claim.parties.iter().any(|other| touches(party, other)));
            let same_set = known.parties.len() == claim.parties.len() && claim.parties.iter().all(|party| known.parties.contains(party));
            let both_vague = known.amount.is_none()
                && claim.amount.is_none()
                && known.stage == claim.stage
                && same_set
                && known.count.is_none()
                && claim.count.is_none();
            // The headline's sum is that of the number told below it, whoever is named in either.
            let one_is_uncounted = known.count.is_none() != claim.count.is_none();
            // Two companies may each spend the same; what a place brings home and what comes from countries is one sum.
            let is_of_places = |claim: &AgreementClaim| claim.parties.iter().all(|party| party.place().is_some());
            let both_are_sums = known.count.is_none() && claim.count.is_none() && is_of_places(known) && is_of_places(&claim);
            let same_money = (overlap || one_is_uncounted || both_are_sums)
                && known.amount.is_some()
                && known.amount == claim.amount
                && (known.count == claim.count || claim.count.is_none() || known.count.is_none());
            let adds_money = known.amount.is_none()
                && claim.amount.is_some()
                && known.count.is_some()
                && known.count == claim.count
                && known.count > Some(1);
            let same_number =
                known.count == claim.count && claim.count > Some(1) && claim.amount.is_none() && known.stage == claim.stage && overlap;
            let same_parties = same_number
                || known.amount.is_none()
                    && claim.amount.is_none()
                    && known.kind == claim.kind
                    && known.count == claim.count
                    && known.stage == claim.stage
                    && claim.parties.iter().all(|party| known.parties.contains(party));
            let same_paper = known.amount.is_none()
                && claim.amount.is_none()
                && (known.kind, known.stage, known.count) == (claim.kind, claim.stage, Some(1))
                && claim.count == Some(1)
                && (is_told_by_place(known, &claim) || is_told_by_place(&claim, known));
            // "The first is worth $600 million. The second is worth $600 million."
            let are_two = known.evidence.first().rule == ONE_OF_PAPERS && claim.evidence.first().rule == ONE_OF_PAPERS
                || claim.evidence.first().rule == FURTHER_SUM && are_of_one_sentence(scene, known, &claim);
            let same_headline = known.evidence.first().span.start < HEADLINE && known.stage == claim.stage && is_rounded(known, &claim);
            same_money && !are_two || same_headline || adds_money || same_parties || both_vague || same_paper
        });
        match same {
            Some(known) => {
                if known.amount != claim.amount && is_rounded(known, &claim) {
                    (known.amount, known.hedge, known.amount_max_minor) = (claim.amount, claim.hedge, claim.amount_max_minor);
                }
                // A headline's bare number is what the text says of it.
                if known.evidence.first().span.start < HEADLINE && known.evidence.first().rule == COUNTED && known.evidence.len() == 1 {
                    known.stage = claim.stage;
                }
                known.amount = known.amount.or(claim.amount);
                known.count = known.count.or(claim.count.filter(|count| *count > 1));
                known.evidence.merge(&claim.evidence);
            }
            None => {
                // A sum that follows a bare number is the number's money.
                let takes_sum = kept.last_mut().filter(|last| {
                    last.amount.is_none()
                        && last.count.is_some_and(|count| count > 1)
                        && claim.amount.is_some()
                        && claim.count.is_none()
                        && (claim.evidence.first().rule == COUNTED || is_headline_of(last, &claim))
                });
                match takes_sum {
                    Some(last) => {
                        last.amount = claim.amount;
                        last.hedge = claim.hedge;
                        last.evidence.merge(&claim.evidence);
                    }
                    None => kept.push(claim),
                }
            }
        }
    }
    kept
}

/// Whether two records stand in one sentence.
fn are_of_one_sentence(scene: &Scene<'_>, one: &AgreementClaim, other: &AgreementClaim) -> bool {
    let sentence = |claim: &AgreementClaim| scene.document.sentence_at(claim.evidence.first().span.start);
    sentence(one) == sentence(other)
}

/// Whether one claim names two places and the other the governing bodies of just these: "Bac Ninh and Gyeongsangbuk sign a memorandum",
/// "signed by Bac Ninh's People's Committee and the provincial government of Gyeongsangbuk".
fn is_told_by_place(places: &AgreementClaim, bodies: &AgreementClaim) -> bool {
    pattern!(GOVERNS, r"(?i)\b(government|committee|council|congress|administration|assembly|office|municipality|people's)\b");
    let named: Vec<&PlaceCode> = places.parties.iter().filter_map(Affiliation::place).collect();
    let governs = |party: &Affiliation| matches!(party, Affiliation::Organization(name) if GOVERNS.is_match(name));
    named.len() == places.parties.len()
        && named.len() >= 2
        && bodies.parties.len() == named.len()
        && bodies.parties.iter().all(governs)
        && bodies.sides.iter().all(|side| named.contains(&side))
}

/// "It yielded two agreements", and then both are told: the bare number says nothing that its parts do not say better.
pub(super) fn without_bare_heads(mut claims: Vec<AgreementClaim>) -> Vec<AgreementClaim> {
    let parts = |claims: &[AgreementClaim], whole: usize| -> Option<u32> {
        let inside = claims.iter().filter(|claim| claim.part_of == Some(whole));
        inside.map(|claim| if claim.part_of == Some(whole) { claim.count } else { None }).sum()
    };
    let bare = (0..claims.len()).find(|at| {
        let claim = &claims[*at];
        claim.umbrella && claim.amount.is_none() && claim.part_of.is_none() && claim.count.is_some() && parts(&claims, *at) == claim.count
    });
    if let Some(whole) = bare {
        claims.remove(whole);
        for claim in &mut claims {
            claim.part_of = match claim.part_of {
                Some(at) if at == whole => None,
                Some(at) if at > whole => Some(at - 1),
                other => other,
            };
        }
    }
    claims
}

/// The records behind a number whose own numbers add up to just it: 143, 31 and 48 contracts of 222, in whatever currencies.
fn parts_by_number(claims: &[AgreementClaim], whole: usize) -> Vec<usize> {
    let Some(all) = claims[whole].count else { return Vec::new() };
    let is_smaller = |at: &usize| claims[*at].stage == Stage::Signed && claims[*at].count.is_some_and(|count| count > 1 && count < all);
    let parts: Vec<usize> = (whole + 1..claims.len()).filter(is_smaller).collect();
    let sum: u64 = parts.iter().filter_map(|at| claims[*at].count).map(u64::from).sum();
    if parts.len() > 1 && sum == u64::from(all) { parts } else { Vec::new() }
}

/// Whether the sentences of two records tell days that lie apart.
fn are_of_other_days(scene: &Scene<'_>, one: &AgreementClaim, other: &AgreementClaim) -> bool {
    let days = |claim: &AgreementClaim| {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let days = scene.dates_in(sentence).map(|date| date.resolved.date).filter(|date| date.precision() == Precision::Day);
        days.filter_map(|date| date.first_day().zip(date.last_day())).collect::<Vec<_>>()
    };
    let (one, other) = (days(one), days(other));
    !one.is_empty() && !other.is_empty() && one.iter().all(|(a, b)| other.iter().all(|(c, d)| b < c || d < a))
}

/// Which records are inside others: "of which 48 key ones", and what a larger sum of the same text contains.
pub(super) fn nest(scene: &Scene<'_>, claims: &mut [AgreementClaim]) {
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
    for at in 0..claims.len() {
        // Papers of one sentence stand beside each other.
        let are_of = |rule: RuleName| [at, whole].iter().all(|at| claims[*at].evidence.first().rule == rule);
        let text = text_of(&claims[whole]);
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
        // A share in another currency than the whole text's sum is one of the total that was told before it; so is what was bought.
        let is_of = |total: &AgreementClaim| {
            let sums = total.amount.zip(claims[at].amount);
            let is_less =
                |(sum, part): (crate::model::Amount, crate::model::Amount)| sum.currency == part.currency && sum.minor > part.minor;
            let may_be_of_it = claims[at].evidence.first().rule == PURCHASE || sums.is_some_and(is_less);
            total.count > Some(1) && sums.is_some() && total.stage == claims[at].stage && may_be_of_it
        };
        let is_loose = claims[at].part_of.is_none() && [shares::SHARE, PURCHASE].contains(&claims[at].evidence.first().rule);
        if let Some(total) = claims[..at].iter().rposition(is_of).filter(|_| is_loose) {
            claims[at].part_of = Some(total);
            claims[total].umbrella = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::AgreementKind;

    /// Kinds of what an article under a headline tells.
    fn kinds(headline: &str, text: &str) -> Vec<AgreementKind> {
        let article = format!("{headline}\n\nA delegation of Gelderland visited Jiangxi on 3 June 2021. {text}\n");
        let claims = extract(&article, &ArticleContext::default(), Gazetteer::builtin());
        claims.agreements.iter().map(|claim| claim.kind).collect()
    }

    #[test]
    fn a_headline_is_the_paper_that_the_text_tells() {
        let paper = "Jiangxi and Gelderland signed a memorandum of understanding on water.";
        assert_eq!(kinds("Gelderland and the Chinese sign memorandum", paper), [AgreementKind::Mou]);
        let frame = "Jiangxi and Gelderland signed a framework agreement on water.";
        assert_eq!(kinds("Pact signed with Gelderland", frame), [AgreementKind::Framework]);
    }

    #[test]
    fn what_was_signed_on_another_day_is_no_part_by_its_number() {
        let text = "At the forum in Arnhem on 5 June 2021 the guests signed 11 projects. On 9 June 2021 the forum in Ghent ended with seven signed projects.";
        let article = format!("A delegation of Jiangxi visited Gelderland on 3 June 2021. {text}\n");
        let claims = extract(&article, &ArticleContext::default(), Gazetteer::builtin());
        let told: Vec<_> = claims.agreements.iter().map(|claim| (claim.count, claim.part_of)).collect();
        assert_eq!(told, [(Some(11), None), (Some(7), None)]);
    }

    #[test]
    fn a_headline_stays_where_the_text_tells_another_paper_or_none() {
        let contract = "Corvane Ltd and Tolmec Group signed a contract on pumps.";
        let both = [AgreementKind::Mou, AgreementKind::Project];
        assert_eq!(kinds("Gelderland and Jiangxi sign memorandum", contract), both);
        assert_eq!(kinds("Gelderland and Jiangxi sign memorandum", "It rained."), [AgreementKind::Mou]);
    }
}
