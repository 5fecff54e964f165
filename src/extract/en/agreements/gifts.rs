//! What one side gives the other: done, or promised.

use super::*;

impl Reader<'_, '_> {
    /// "The delegation handed over 15 billion dong for a school": a gift, done; "will donate 2 million": one that is promised.
    pub(super) fn gift(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(
            PROMISED,
            r"(?i)\b((will|would|shall|(is|are) (set |due |going )?to|((agree|decide|promise|pledge|vow|plan|intend|want)e?[sd]?|undertook|wants) to|ready to) ((also|then|soon) )?(be )?(donated?|give|given|send|sent|go|provided?|contributed?|hand|handed|transfer|transferred|offer|pay|paid)|pledge[sd]?|promise[sd]?)\b"
        );
        let amount = amounts.first().filter(|_| self.tells_of_gift())?;
        let mut claim = self.claim(self.around(amount.span), GIFT_RULE, None, Some(amount), self.parties(self.span));
        claim.parties.retain(|party| party.place().is_none_or(|place| place.level() != PlaceLevel::Country));
        let stage = if PROMISED.is_match(self.text) { Stage::Pledged } else { Stage::Implemented };
        (claim.kind, claim.stage, claim.count, claim.nature) = (AgreementKind::Other, stage, None, Nature::Grant);
        claim.umbrella = false;
        Some(claim)
    }

    /// Words of giving, or of sending money where somebody is in need; not those of business.
    fn tells_of_gift(&self) -> bool {
        pattern!(
            GIVES,
            r"(?i)\b(g[ai]ve[ns]?|giving|sen[dt]s?|sending|provid(e|es|ed|ing)|contribut(e|es|ed|ing)|transfer(s|red)?|go(es)?|went|hand(s|ed)|present(s|ed)|pledge[sd]?|promise[sd]?|collected|raised)\b"
        );
        pattern!(
            IN_NEED,
            r"(?i)\b(aid|relief|victims?|survivors?|(earth)?quakes?|floods?|flooded|typhoon|cyclone|hurricane|disaster|charity|donations?|cheque|check|orphans?|orphanage|hospital|humanitarian|rescue|reconstruction|rebuild(ing)?|refugees|in need)\b"
        );
        pattern!(
            BUSINESS,
            r"(?i)\b(invest\w*|loans?|credits?|contracts?|deals?|trade[sd]?|budget|insur\w+|tax(es)?|sales|visual aid|legal aid)\b"
        );
        if PLEDGES.is_match(self.text) && BUSINESS.is_match(self.text) {
            return false;
        }
        Door::Gift.is_open(self.open) && GIFT.is_match(self.text)
            || GIVES.is_match(self.text) && IN_NEED.is_match(self.text) && !BUSINESS.is_match(self.text) && !HOPED.is_match(self.text)
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::Stage;

    fn stages(sentence: &str) -> Vec<Stage> {
        let text = format!("A delegation of Gelderland visited Jiangxi on 3 June 2021. {sentence}");
        let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin());
        claims.agreements.iter().map(|claim| claim.stage).collect()
    }

    #[test]
    fn gifts_are_done_or_promised() {
        assert_eq!(stages("Gelderland gave Jiangxi 30,000 euros for the victims of the flood."), [Stage::Implemented]);
        assert_eq!(stages("A cheque of 30,000 euros was handed to the hospital."), [Stage::Implemented]);
        assert_eq!(stages("From Gelderland 30,000 euros will go to Jiangxi for flood relief."), [Stage::Pledged]);
        assert_eq!(stages("Gelderland is to donate 30,000 euros to Jiangxi."), [Stage::Pledged]);
    }

    #[test]
    fn money_without_need_or_giving_is_no_gift() {
        for sentence in
            ["The flood cost Jiangxi 30,000 euros.", "The guests went home with 30,000 euros.", "Gelderland gave a feast for 300."]
        {
            assert_eq!(stages(sentence), [], "{sentence}");
        }
    }
}
