//! Sums that add up to a total: "105.7 billion yuan …, 75.1 billion of it inward and 30.6 billion outward".

use super::*;

/// How many sentences before or behind a total its parts are told.
const REACH: usize = 8;
/// How many sums behind a total are looked at.
const MOST_BEHIND: usize = 12;
/// How many sums make up a total at most.
const MOST_PARTS: usize = 8;
const ADDS_UP: RuleName = RuleName::new("en.agreement.adds-up");

/// Sums of one currency that add up to a total to the last unit are its parts, whatever the text says of them: those behind it, or a row
/// of them just before it. What no claim has yet becomes one, at the stage of the total.
pub(super) fn add_parts(scene: &Scene<'_>, engagements: &[EngagementClaim], claims: &mut Vec<AgreementClaim>) {
    for whole in 0..claims.len() {
        for amount in sums_of(scene, engagements, &claims[whole]) {
            let number = scene.document.sentence_at(amount.span.start);
            let reader = Reader::new(scene, engagements, number);
            let is_told = |claim: &AgreementClaim| {
                claim.amount == amount.amount && claim.evidence.iter().any(|evidence| evidence.span.overlaps(&reader.span))
            };
            let part = match claims.iter().position(is_told) {
                Some(known) => known,
                None => {
                    let body = reader.body_beside(amount.span);
                    let told = reader.count_before(amount.span).and_then(|count| count.count);
                    let count = told.or(body.is_some().then_some(1));
                    let parties = body.map_or_else(|| claims[whole].parties.clone(), |body| vec![body]);
                    let mut part = reader.claim(reader.around(amount.span), ADDS_UP, None, Some(amount), parties);
                    (part.kind, part.stage) = (claims[whole].kind, claims[whole].stage);
                    (part.count, part.umbrella) = (count, false);
                    claims.push(part);
                    claims.len() - 1
                }
            };
            // What is signed is no part of what is only promised.
            let is_further = claims[part].stage == Stage::Signed && claims[whole].stage == Stage::Pledged;
            if part == whole || is_further || claims[part].part_of.is_some() {
                continue;
            }
            claims[whole].umbrella = true;
            claims[part].part_of = Some(whole);
            if claims[part].parties.is_empty() {
                (claims[part].parties, claims[part].sides) = (claims[whole].parties.clone(), claims[whole].sides.clone());
            }
        }
    }
    sort_by_place(claims);
}

/// In the order of the text, `part_of` along with it.
pub(super) fn sort_by_place(claims: &mut [AgreementClaim]) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|at| claims[*at].evidence.first().span);
    let mut rank = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old] = new;
    }
    for claim in claims.iter_mut() {
        claim.part_of = claim.part_of.and_then(|whole| rank.get(whole).copied());
    }
    claims.sort_by_key(|claim| claim.evidence.first().span);
}

/// The sums near a total that add up to it; none where it is no total of several.
fn sums_of<'s>(scene: &'s Scene<'_>, engagements: &[EngagementClaim], whole: &AgreementClaim) -> Vec<&'s AmountMention> {
    let Some(total) = whole.amount.filter(|_| whole.count != Some(1) || whole.umbrella) else { return Vec::new() };
    let told: Vec<usize> = whole.evidence.iter().map(|evidence| scene.document.sentence_at(evidence.span.start)).collect();
    let is_sum = |amount: &&AmountMention| {
        let is_less = amount.amount.is_some_and(|sum| sum.currency == total.currency && sum.minor > 0 && sum.minor < total.minor);
        if amount.equivalent_of.is_some() || !is_less {
            return false;
        }
        let number = scene.document.sentence_at(amount.span.start);
        let text = Reader::new(scene, engagements, number).text;
        told.iter().any(|told| told.abs_diff(number) <= REACH) && !STATISTIC.is_match(text) && !ESTIMATED.is_match(text)
    };
    let near = amounts_around(scene, &told);
    let Some(start) = near.iter().find(|amount| amount.amount == Some(total)).map(|amount| amount.span.start) else {
        return Vec::new();
    };
    let (mut before, mut behind): (Vec<&AmountMention>, Vec<&AmountMention>) =
        near.iter().filter(is_sum).partition(|amount| amount.span.start < start);
    behind.truncate(MOST_BEHIND);
    let minor = |amounts: &[&AmountMention]| amounts.iter().filter_map(|amount| Some(amount.amount?.minor)).collect::<Vec<i64>>();
    if let Some(parts) = adding_up(&minor(&behind), total.minor) {
        return parts.into_iter().map(|at| behind[at]).collect();
    }
    let is_whole = told.iter().any(|number| WHOLE.is_match(Reader::new(scene, engagements, *number).text));
    if !is_whole {
        return Vec::new();
    }
    before.reverse();
    before.truncate(MOST_PARTS);
    let adds_up = |row: &[&AmountMention]| minor(row).iter().try_fold(0_i64, |sum, part| sum.checked_add(*part)) == Some(total.minor);
    let row = (2..=before.len()).find(|length| adds_up(&before[..*length]));
    row.map_or_else(Vec::new, |length| before[..length].to_vec())
}

/// The sums from a little before the first of some sentences to a little behind the last one.
fn amounts_around<'s>(scene: &'s Scene<'_>, sentences: &[usize]) -> &'s [AmountMention] {
    let (Some(first), Some(last)) = (sentences.iter().min(), sentences.iter().max()) else { return &[] };
    let all = &scene.document.sentences;
    let start = all[first.saturating_sub(REACH)].span.start;
    let end = all[(last + REACH).min(all.len() - 1)].span.end;
    let from = scene.amounts.partition_point(|amount| amount.span.start < start);
    let to = scene.amounts.partition_point(|amount| amount.span.start < end);
    &scene.amounts[from..to]
}

/// Which of some numbers add up to another: the fewest, at least two; of as many the first ones.
fn adding_up(numbers: &[i64], total: i64) -> Option<Vec<usize>> {
    fn fill(numbers: &[i64], from: usize, rest: i64, left: usize, chosen: &mut Vec<usize>) -> bool {
        if left == 0 {
            return rest == 0;
        }
        for at in from..numbers.len() {
            if numbers[at] > rest {
                continue;
            }
            chosen.push(at);
            if fill(numbers, at + 1, rest - numbers[at], left - 1, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }
    (2..=numbers.len().min(MOST_PARTS)).find_map(|parts| {
        let mut chosen = Vec::new();
        fill(numbers, 0, total, parts, &mut chosen).then_some(chosen)
    })
}

impl Reader<'_, '_> {
    /// The number of instruments that stands before a sum, no other sum between: "69 of them …, 75.1 billion yuan".
    fn count_before(&self, sum: TextSpan) -> Option<&CountMention> {
        let after = self.amounts().map(|amount| amount.span.end).filter(|end| *end <= sum.start).max().unwrap_or(self.span.start);
        self.counts().filter(|count| after <= count.span.start && count.span.end <= sum.start).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_numbers_that_add_up_are_taken() {
        assert_eq!(adding_up(&[6_801, 2_750, 1_100, 640, 500, 4_318], 11_119), Some(vec![0, 5]));
        assert_eq!(adding_up(&[5, 5, 10], 20), Some(vec![0, 1, 2]));
        assert_eq!(adding_up(&[10, 5, 5], 10), Some(vec![1, 2]), "a total is none of its parts");
        for (numbers, total) in [(&[1, 2, 4][..], 8), (&[7][..], 7), (&[][..], 0)] {
            assert_eq!(adding_up(numbers, total), None, "{numbers:?} to {total}");
        }
    }
}
