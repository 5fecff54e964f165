//! What one side gives the other: done, or promised.

use super::*;
use crate::extract::en::need::IN_NEED;

/// How many sentences before a gift the need is told.
const REACH: usize = 8;

impl Reader<'_, '_> {
    /// What a sentence tells of gifts: one for each clause with a sum and a giver of its own, as in "From Lyon 30,000 euros will go to
    /// Osaka, and Kyoto pledged 20,000".
    pub(super) fn gifts(&self, amounts: &[&AmountMention]) -> Vec<AgreementClaim> {
        let parts = self.parts_around(amounts);
        let are_gifts = amounts.len() > 1 && parts.iter().all(|part| part.tells_of_gift());
        if are_gifts {
            return parts.iter().zip(amounts).filter_map(|(part, amount)| part.gift(&[amount])).collect();
        }
        self.gift(amounts).into_iter().collect()
    }

    /// "The delegation handed over 15 billion dong for a school": a gift, done; "will donate 2 million": one that is promised.
    fn gift(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(
            PROMISED,
            r"(?i)\b((will|would|shall|(is|are) (set |due |going )?to|((agree|decide|promise|pledge|vow|plan|intend|want)e?[sd]?|undertook|wants) to|ready to) ((also|then|soon) )?(be )?(donated?|give|given|send|sent|go|provided?|contributed?|hand|handed|transfer|transferred|offer|pay|paid|support|help|assist|grant|put|chip)|pledge[sd]?|promise[sd]?|announc(es|ed) (an? |the |its |their )?([a-z-]+ ){0,3}(aid|help|relief|donations?|gifts?|grants?))\b"
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
            r"(?i)\b(g[ai]ve[ns]?|giving|grant(s|ed)|sen[dt]s?|sending|provid(e|es|ed|ing)|contribut(e|es|ed|ing)|transfer(s|red)?|wired?|wires|remit(s|ted)?|pa(id|ys|ying) for|go(es)?|went|hand(s|ed)|present(s|ed)|pledge[sd]?|promise[sd]?|announc(es|ed)|collected|raised|chip(s|ped) in|put(s|ting)? in|(come|came|comes) up with|ma(kes?|de) [^.;]{1,40} available|(support|help|assist)(s|ed|ing)? [^.;]{1,80} with|receiv(es|ed)|got)\b"
        );
        // "Reconstruction" and "hospital" alone may be anybody's business.
        pattern!(FOR_THE_NEEDY, r"(?i)\b(cheque|check|orphans?|orphanage|hospital|rescue|reconstruction|rebuild(ing)?)\b");
        pattern!(
            BUSINESS,
            r"(?i)\b(invest\w*|loans?|credits?|contracts?|deals?|trade[sd]?|budget|insur\w+|tax(es)?|sales|visual aid|legal aid)\b"
        );
        if PLEDGES.is_match(self.text) && BUSINESS.is_match(self.text) {
            return false;
        }
        let speaks_of_need = || IN_NEED.is_match(self.text) || FOR_THE_NEEDY.is_match(self.text) || self.sends_to_the_needy();
        Door::Gift.is_open(self.open) && GIFT.is_match(self.text)
            || GIVES.is_match(self.text) && !BUSINESS.is_match(self.text) && !HOPED.is_match(self.text) && speaks_of_need()
    }

    /// "Others were quicker. From Lyon 30,000 euros went to the province": sent on, behind sentences on a disaster.
    fn sends_to_the_needy(&self) -> bool {
        pattern!(SENDS, r"(?i)\b(go(es)?|went|given|sen[dt]|transferred|remitted|pledged?|provided) ([^ .;]+ ){0,6}to\b");
        SENDS.is_match(self.text)
            && (self.number.saturating_sub(REACH)..self.number)
                .any(|before| IN_NEED.is_match(&self.scene.document.body[self.scene.document.sentences[before].span.range()]))
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
