//! Instruments told before that a later sentence only points back to: "The documents were signed on Friday".

use super::*;

/// How many sentences back an instrument may be told.
const REACH: usize = 8;

impl Reader<'_, '_> {
    /// "The contracts were inked on Tuesday", "The governor signed the agreement himself": no instrument of its own. Whoever signs
    /// is added where not both sides were named.
    pub(super) fn tells_again(&self, claims: &mut [AgreementClaim]) -> bool {
        if self.verb().is_none() || !self.points_back() || self.amounts().next().is_some() || self.counts().next().is_some() {
            return false;
        }
        let is_memorandum = MEMORANDUM.is_match(self.text);
        let named = self.parties(self.span);
        let is_near = |claim: &&mut AgreementClaim| {
            let told = self.scene.document.sentence_at(claim.evidence.first().span.start);
            let may_be_same = !is_memorandum
                || matches!(claim.kind, AgreementKind::Mou | AgreementKind::Other | AgreementKind::Sister | AgreementKind::Framework);
            // "The memorandum was signed by Lyon and Osaka" is none that others have signed.
            let is_of_others = !named.is_empty() && !claim.parties.is_empty() && !named.iter().any(|party| claim.parties.contains(party));
            claim.stage == Stage::Signed && may_be_same && !is_of_others && self.number - told.min(self.number) <= REACH
        };
        let Some(last) = claims.iter_mut().rev().find(is_near) else { return false };
        // "An agreement to cooperate", further on "the memorandum": that is what it is.
        if is_memorandum && matches!(last.kind, AgreementKind::Other | AgreementKind::Framework) {
            (last.kind, last.binding) = (AgreementKind::Mou, binding(AgreementKind::Mou));
        }
        if last.count.is_none() && last.amount.is_none() && !self.names_many() {
            (last.count, last.umbrella) = (Some(1), false);
        }
        if last.parties.len() < 2 {
            let known = last.parties.clone();
            last.parties.extend(named.into_iter().filter(|party| !known.contains(party)));
            last.sides = self.sides(&last.parties);
        }
        true
    }

    /// Whether all instruments of the sentence are ones told before: "the agreement" without a word on what it is about.
    pub(super) fn points_back(&self) -> bool {
        pattern!(
            TOLD,
            r"(?i)\b(the|these|those|this|both|all) ((said|new|signed|two|three|four|five|six) )?(agreements?|contracts?|documents?|papers?|deals?|pacts?|accords?|memorand(um|ums|a)( of understanding)?|mous?|protocols?)\b|\b(an?|the) (agreement|memorandum( of understanding)?|mou|letter of intent|contract|document|paper) to (that|this) effect\b"
        );
        pattern!(
            GOES_ON,
            r"(?i)^( \([^)]*\))? (on|for|with|between|to|about|which|that|covering|worth|concerning|regarding|among|in which|valued|where|under which|of)\b"
        );
        let told: Vec<Match<'_>> = TOLD.find_iter(self.text).collect();
        // "the memorandum that we sign today"
        pattern!(
            WHICH_THEY_SIGN,
            r"(?i)^,? (that|which) (we|they|both|the two( (sides|cities|parties))?|was|were|has been|have been) ([a-z]+ )?(sign(ed)?|inked|concluded)\b"
        );
        let points = |hit: &Match<'_>| {
            let behind = &self.text[hit.end()..];
            !GOES_ON.is_match(behind) || WHICH_THEY_SIGN.is_match(behind)
        };
        let covers = |hit: &Match<'_>| told.iter().any(|told| told.start() <= hit.start() && hit.end() <= told.end());
        !told.is_empty() && told.iter().all(points) && INSTRUMENT.find_iter(self.text).all(|hit| covers(&hit))
    }
}
