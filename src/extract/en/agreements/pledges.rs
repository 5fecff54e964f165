//! What is announced or promised for a sum, and by how many.

use super::*;

impl Reader<'_, '_> {
    /// "Foo Group will invest 3 million", "The proposals were many. They come to 3 million": what is promised, or `Some(None)` where it
    /// was promised long ago; `None` where the sentence tells of no pledge.
    pub(super) fn pledge(&self, amounts: &[&AmountMention]) -> Option<Option<AgreementClaim>> {
        let has_sum_behind = || self.number_of_investors().is_some() && self.next().is_some_and(|next| next.tells_value());
        let is_told = Door::Pledges.is_open(self.open) && PLEDGES.is_match(self.text) && (!amounts.is_empty() || has_sum_behind());
        if !is_told && (amounts.is_empty() || !self.follows_proposals()) {
            return None;
        }
        if self.is_old_pledge() {
            return Some(None);
        }
        // "They spent 252 million and left tentative orders for another 267 million": the sum behind the words of the pledge.
        let start = PLEDGES.find(self.text).map_or(self.span.start, |pledge| self.span.start + pledge.start());
        let amount = amounts.iter().find(|amount| amount.span.end > start).or(amounts.first());
        let mut claim = self.claim(self.span, PLEDGED_RULE, None, amount.copied(), self.parties(self.span));
        // "Chinese companies intend to invest US$24.8 billion": a sum of plans that nobody counts.
        pattern!(
            SEVERAL,
            r"(?i)\b(companies|firms|enterprises|investors|institutions|groups|businesses)\b[^.;,]{0,60}\b(intend|plan|will|are|have|pledged|promised|committed)\b|\b(promises|pledges|intentions|proposals)\b"
        );
        claim.stage = if is_told { claim.stage } else { Stage::Pledged };
        if let Some(count) = self.number_of_investors() {
            (claim.count, claim.umbrella) = (Some(count), true);
        } else if !is_told || claim.count == Some(1) && claim.parties.len() < 2 && SEVERAL.is_match(self.text) {
            (claim.count, claim.umbrella) = (None, true);
        }
        Some(Some(claim))
    }

    /// "Investment proposals were received as well. They come to 250 million."
    fn follows_proposals(&self) -> bool {
        let before = self.number.checked_sub(1).map(|number| Reader::new(self.scene, self.engagements, number));
        self.tells_value() && before.is_some_and(|before| PLEDGES.is_match(before.text) && before.amounts().next().is_none())
    }

    /// "Six companies have signed up to invest ₹6,450 crore": an investment each.
    pub(super) fn number_of_investors(&self) -> Option<u32> {
        pattern!(
            INVEST,
            r"(?i)\b(companies|firms|enterprises|investors|manufacturers|groups|businesses)\b[^.;]{0,80}\b(signed up|(to|will|would|shall) (invest|build|expand|spend|put)|invested|invest|pledged|promised|promise|committed)\b"
        );
        self.number_of_companies().filter(|_| INVEST.is_match(self.text))
    }

    pub(super) fn number_of_companies(&self) -> Option<u32> {
        let companies = counts_in(self.scene, self.span).filter(|count| count.noun == CountNoun::Companies);
        companies.filter_map(|count| count.count).find(|number| *number > 1)
    }
}
