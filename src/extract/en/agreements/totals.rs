//! What is told twice.

use super::*;

/// How many bytes the headline and what stands beside it take at most.
const HEADLINE: usize = 200;
/// How many sentences behind a sum the number of its papers is told.
const TALLY_REACH: usize = 3;
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
                    // "Pact signed", and below it the framework that it is; a memorandum may be another paper, unless there is none beside it.
                    let is_paper_of_headline = match below.kind {
                        AgreementKind::Framework | AgreementKind::Project | AgreementKind::Plan => true,
                        AgreementKind::Mou => claims[at + 1..].len() == 1,
                        _ => false,
                    };
                    let may_be_same = is_alike || claim.kind == AgreementKind::Other && is_paper_of_headline;
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
    // "$39 billion" of $39.66 billion: headlines cut off too.
    let is_cut = |unit: u64| difference < unit && sum.minor < full.minor;
    let is_near =
        |unit: u64| (difference.saturating_mul(2) <= unit || is_cut(unit)) && difference.saturating_mul(20) <= full.minor.unsigned_abs();
    counts_agree && sum.currency == full.currency && difference > 0 && sum.minor != 0 && unit.is_some_and(is_near)
}

/// Whether a headline's sum is that of a record below it, rounded or in the other currency that the text states it in: "$39 billion" of
/// "270.94 billion yuan ($39.66 billion)".
fn is_headline_sum(scene: &Scene<'_>, headline: &AgreementClaim, claim: &AgreementClaim) -> bool {
    let (Some(rough), Some(sum)) = (headline.amount, claim.amount) else { return false };
    if rough.currency == sum.currency {
        return is_rounded(headline, claim);
    }
    let sentence = scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)].span;
    let first = scene.amounts.partition_point(|amount| amount.span.start < sentence.start);
    // Positions are counted from the sentence's first sum.
    let told = scene.amounts[first..].iter().take_while(|amount| amount.span.start < sentence.end);
    let states_it = |amount: &&AmountMention| {
        amount.equivalent_of.and_then(|at| scene.amounts.get(first + at)).is_some_and(|stated| stated.amount == Some(sum))
    };
    told.filter(states_it).any(|amount| {
        let restated = AgreementClaim { amount: amount.amount, ..claim.clone() };
        restated.amount == headline.amount || is_rounded(headline, &restated)
    })
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
            // "Shandong signs 38 projects worth $6.2 billion at the Hong Kong week", and below it "38 projects … were signed in Hong Kong".
            let both_are_counted = known.count > Some(1) && known.count == claim.count && is_of_places(known) && is_of_places(&claim);
            let same_money = (overlap || one_is_uncounted || both_are_sums || both_are_counted)
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
            let same_headline =
                known.evidence.first().span.start < HEADLINE && known.stage == claim.stage && is_headline_sum(scene, known, &claim);
            let is_number_of_sum = || is_tally_of(scene, known, &claim);
            same_money && !are_two || is_number_of_sum() || same_headline || adds_money || same_parties || both_vague || same_paper
        });
        match same {
            Some(known) => {
                if known.amount != claim.amount && is_headline_sum(scene, known, &claim) {
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

/// "Contracts worth 8 billion were signed. The final tally is 756 contracts": the number of a sum told shortly before.
fn is_tally_of(scene: &Scene<'_>, sum: &AgreementClaim, number: &AgreementClaim) -> bool {
    let is_sum = sum.amount.is_some() && sum.count.is_none() && [SIGNED, COUNTED].contains(&sum.evidence.first().rule);
    let is_number = number.amount.is_none() && number.count > Some(1) && number.evidence.first().rule == COUNTED;
    let may_be_same = sum.stage == number.stage && (number.kind == sum.kind || number.kind == AgreementKind::Other);
    if !is_sum || !is_number || !may_be_same || number.parties.iter().any(|party| !sum.parties.contains(party)) {
        return false;
    }
    let sentence = |claim: &AgreementClaim| scene.document.sentence_at(claim.evidence.first().span.start);
    let told = sentence(number);
    let text = &scene.document.body[scene.document.sentences[told].span.range()];
    told.saturating_sub(sentence(sum)) <= TALLY_REACH && told != sentence(sum) && !BESIDES.is_match(text) && !PART.is_match(text)
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
