//! What is announced or promised for a sum, and by how many.

use super::*;

// "will build a plant", "has decided to invest", "an intention to expand", "is committed to investing": what somebody means to do.
pattern!(
    INTENDS,
    r"(?i)\b(will|would|shall|(is|are|was|were) (going |due |set |ready |willing |prepared |committed )?to|(plan|intend|want|mean|aim|propose|promise|pledge|vow|agree|decide|resolve|undertake|undertook|commit|intention|decision|commitment|offer|ready|plann|committ)(e?d|e?s|ing)?( itself| themselves)? to) ((also|then|now|soon|further|jointly|together|[a-z]+ly) )?(be )?(invest(ed|ing)?|spend(ing)?|spent|inject(ed|ing)?|pour(ed|ing)?|put(ting)?|pump(ed)?|go|flow|build(ing)?|built|set(ting)? up|open(ed|ing)?|expand(ed|ing)?|enlarge|construct(ed|ing)?|establish(ed|ing)?|erect(ed)?|lend(ing)?|lent|financed?|financing|fund(ed|ing)?|make|made|develop(ed|ing)?|acquire|install?(ed)?)\b"
);
// "announced a plant", "confirmed that it is investing".
pattern!(
    ANNOUNCES,
    r"(?i)\b(announc(es|ed|ing)|confirm(s|ed)|reveal(s|ed)|unveil(s|ed)|disclos(es|ed)|declar(es|ed)|made known|makes known|made public|said (that )?it (is|was)|earmark(s|ed)|commit(s|ted)) [^.;]{0,80}\b(investments?|invest(ing)?|plants?|works|factory|factories|expan(d|ding|sion)|projects?|centre|center|hub|park|facilit(y|ies)|mill|mine|loan|credit)\b"
);
// "an investment of 3 million was announced", "a plant for 3 million is planned".
pattern!(
    ANNOUNCED,
    r"(?i)\b(investments?|project|plant|factory|expansion|loan|credit)\b[^.;]{0,60}\b((was|were|is|are|has been|have been) (also )?(announced|planned|pledged|promised|confirmed|foreseen|envisaged)|(will|(is|are) (set |due |expected )?to) (create|bring|generate|employ|provide|secure|support|give))\b"
);
pattern!(
    PLANS,
    r"(?i)\bplans? (an?|its|their|the) ([a-z-]+ ){0,3}(plant|factory|works|expansion|investment|centre|center|hub|park|facility|mill|mine)\b"
);
pattern!(HOPES, r"(?i)\b(hope[sd]?|hoping|wish(es|ed)?|would like|could|might|may|should|consider(s|ed|ing)?|if|whether)\b");
// A business without its name.
pattern!(
    BUSINESS,
    r"(?i)\b(companies|company|firms?|investors?|enterprises?|groups?|manufacturers?|makers?|corporations?|conglomerate|bank)\b"
);

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

    /// "Corvane is to put 3 million into a plant", "A plant for 3 million was announced by Corvane": what a company or a bank means to do
    /// for a sum, in whatever words.
    pub(super) fn outlay(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        let amount = amounts.first().filter(|_| self.means_outlay() && self.names_business() && !self.is_old_pledge())?;
        let mut claim = self.claim(self.span, PLEDGED_RULE, None, Some(amount), self.parties(self.span));
        (claim.kind, claim.stage, claim.count, claim.umbrella) = (AgreementKind::Project, Stage::Pledged, Some(1), false);
        Some(claim)
    }

    /// "Tolmec has ordered pumps for 3 million from Corvane": business done, with nothing said of a paper.
    pub(super) fn purchase(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(
            TRADED,
            r"(?i)\b(ordered|bought|purchased|sold)\b [^.;]{1,80}\b(worth|for|valued at) ([a-z]+ ){0,3}([A-Z]{1,3}[a-z]?\.? ?)?[$€£¥₹0-9]"
        );
        let is_company = |body: &crate::extract::mention::OrganizationMention| body.kind == OrganizationKind::Company;
        let names_company = || self.scene.organizations_in(&self.tokens).any(is_company);
        let amount = amounts.first().filter(|_| TRADED.is_match(self.text) && names_company() && !EARLIER.is_match(self.text))?;
        let mut claim = self.claim(self.span, PURCHASE, None, Some(amount), self.parties(self.span));
        (claim.kind, claim.stage, claim.count, claim.umbrella) = (AgreementKind::Project, Stage::Signed, Some(1), false);
        Some(claim)
    }

    /// "Corvane has agreed to build a glass plant in Lyon": something to be built, for a sum that nobody tells.
    pub(super) fn works_to_come(&self) -> Option<AgreementClaim> {
        pattern!(
            WORKS,
            r"(?i)\b((agreed|decided|plans?|intends?|pledge[sd]?|promise[sd]?|undertook|commits?|committed|vow(s|ed)?|(is|are) (going|set|ready)) to|will|would|announced (it|they) (will|would)) ((also|soon|now|then|jointly) )?(build|set up|open|construct|establish|erect|put up|setting up|building) (an? |its |their |another |the first )([a-z0-9-]+ ){0,5}(plants?|factory|factories|works|mill|refinery|smelter|assembly line|hatchery|power station|industrial park|farm|mine)\b"
        );
        let is_company = |body: &crate::extract::mention::OrganizationMention| body.kind == OrganizationKind::Company;
        let is_told = WORKS.is_match(self.text) && !HOPES.is_match(self.text) && !self.is_old_pledge();
        if !is_told || !self.scene.organizations_in(&self.tokens).any(is_company) {
            return None;
        }
        let mut claim = self.claim(self.span, PLEDGED_RULE, None, None, self.parties(self.span));
        (claim.kind, claim.stage, claim.count, claim.umbrella) = (AgreementKind::Project, Stage::Pledged, Some(1), false);
        Some(claim)
    }

    fn means_outlay(&self) -> bool {
        [&INTENDS, &ANNOUNCES, &ANNOUNCED, &PLANS].iter().any(|pattern| pattern.is_match(self.text)) && !HOPES.is_match(self.text)
    }

    fn names_business(&self) -> bool {
        self.scene.organizations_in(&self.tokens).any(|body| body.kind == OrganizationKind::Company) || BUSINESS.is_match(self.text)
    }

    /// Behind a paper without money: "The company will put 3 million into a plant", "Total investment is 3 million".
    pub(super) fn tells_outlay_of(&self, paper: &AgreementClaim) -> bool {
        pattern!(INVESTS, r"(?i)\b(invest(s|ing|ments?)?|will cost|costs|costing|spends?)\b");
        let is_paper = paper.stage == Stage::Signed && paper.count == Some(1) && paper.evidence.first().rule != ONE_OF_PAPERS;
        let is_business = matches!(paper.kind, AgreementKind::Project | AgreementKind::Mou);
        let adds_none = |party: &Affiliation| party.place().is_some() || paper.parties.contains(party);
        is_paper
            && is_business
            && self.verb().is_none()
            && (INVESTS.is_match(self.text) || self.means_outlay())
            && !STATISTIC.is_match(self.text)
            && !HOPES.is_match(self.text)
            && !self.tells_of_stock()
            && self.amounts().nth(1).is_none()
            && self.counts().next().is_none()
            && self.parties(self.span).iter().all(adds_none)
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
