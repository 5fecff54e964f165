//! Agreements told one by one: lines of a list, sums in turn, "the first, worth …".

use super::*;

impl Reader<'_, '_> {
    /// "Three agreements were signed:" and below it, line by line, "Foo Group with Bar Zone".
    pub(super) fn item_of_list(&self) -> Option<AgreementClaim> {
        let bodies: Vec<_> = self.scene.organizations_in(&self.tokens).take(2).collect();
        let [one, other] = &bodies[..] else { return None };
        let between = one.tokens.end..other.tokens.start;
        let joins = between.len() <= 2
            && between.clone().any(|t| {
                matches!(self.scene.document.folded(t), "with" | "and") || matches!(self.scene.document.text(t), "-" | "–" | "—" | "/")
            });
        let opens_line = self
            .scene
            .document
            .tokens
            .get(other.tokens.end)
            .is_some_and(|next| self.scene.document.body[next.start as usize..].starts_with([':', ',']));
        let is_whole_line =
            self.tokens.len() <= one.tokens.len() + other.tokens.len() + 5 || opens_line && one.tokens.start <= self.tokens.start + 4;
        let heading = (self.number.saturating_sub(12)..self.number)
            .rev()
            .find(|at| self.scene.document.body[self.scene.document.sentences[*at].span.range()].ends_with(':'))?;
        let heading = Reader::new(self.scene, self.engagements, heading);
        heading.verb().filter(|_| joins && is_whole_line)?;
        let parties = [one, other].map(|body| Affiliation::Organization(body.name.clone())).to_vec();
        let mut claim = self.claim(self.span, PAIR, None, None, parties);
        (claim.kind, claim.stage, claim.engagement, claim.binding) =
            (heading.kind(false), heading.stage(), heading.engagement(), binding(heading.kind(false)));
        claim.evidence.add(heading.span, SIGNED);
        Some(claim)
    }

    /// Below a heading on agreements: "With Foo Corp., a $100-million agreement", "Foo-Bar: puts ₹2,000 crore into a factory".
    pub(super) fn priced_item(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(WITH_NAME, r"^[-–•▪*\s]*With ([^,:;]{2,80}),");
        pattern!(NAME_FIRST, r"^[-–•▪*\s]*([^\s,:;][^,:;]{1,60}):\s");
        let found = WITH_NAME.captures(self.text).or_else(|| NAME_FIRST.captures(self.text))?;
        let name = found.get(1).filter(|name| name.as_str().split_whitespace().count() <= 9)?;
        let amount = amounts.first()?;
        let heading = (self.number.saturating_sub(14)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        let heading = heading
            .filter(|heading| !WITH_NAME.is_match(heading.text) && !NAME_FIRST.is_match(heading.text))
            .find(|heading| INSTRUMENT.is_match(heading.text) && heading.counts().next().is_some() || heading.tells_of_investors())?;
        let span = TextSpan::new(self.span.start + name.start(), self.span.start + name.end());
        let body = self.scene.organizations_in(&self.tokens).find(|body| body.span.overlaps(&span)).map(|body| body.name.clone());
        let party = Affiliation::Organization(body.unwrap_or_else(|| name.as_str().trim().to_owned()));
        let mut claim = self.claim(self.around(amount.span.cover(&span)), SIGNED, None, Some(amount), vec![party]);
        let kind = if MEMORANDUM.is_match(self.text) { AgreementKind::Mou } else { heading.kind(true) };
        let stage = if heading.is_pledge() { Stage::Pledged } else { Stage::Signed };
        (claim.kind, claim.stage, claim.engagement, claim.count) = (kind, stage, heading.engagement(), Some(1));
        claim.umbrella = false;
        Some(claim)
    }

    /// "Six companies have signed up to invest ₹6,450 crore": a head for the lines below it.
    fn tells_of_investors(&self) -> bool {
        pattern!(
            INVESTORS,
            r"(?i)\b(companies|firms|investors|groups)\b[^.;]{0,60}\b(sign(ed)?( up)?|invest|pledged|committed|confirmed|will)\b"
        );
        INVESTORS.is_match(self.text) && self.amounts().next().is_some()
    }

    fn is_pledge(&self) -> bool {
        self.verb().is_none() && !SIGNS.is_match(self.text) && (PLEDGES.is_match(self.text) || FUTURE.is_match(self.text))
    }

    /// "The delegation handed over 15 billion dong for a school": a gift, done.
    pub(super) fn gift(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        let amount = amounts.first().filter(|_| self.open & GIFT_BIT != 0 && GIFT.is_match(self.text))?;
        let mut claim = self.claim(self.around(amount.span), GIFT_RULE, None, Some(amount), self.parties(self.span));
        claim.parties.retain(|party| party.place().is_none_or(|place| place.level() != PlaceLevel::Country));
        (claim.kind, claim.stage, claim.count, claim.nature) = (AgreementKind::Other, Stage::Implemented, None, Nature::Grant);
        claim.umbrella = false;
        Some(claim)
    }

    /// Below the heading "SIGNED DURING THE MISSION": "Andong, June 11: a memorandum of understanding between … and …".
    pub(super) fn item_under_heading(&self) -> Option<AgreementClaim> {
        pattern!(ITEM, r"^\s*([-–•▪*]|[0-9]{1,2}[.)])\s");
        pattern!(HEADING, r"(?i)\b(signed|agreements?|contracts?|deals?|mous?|memoranda|announced|pledged)\b");
        let is_item =
            ITEM.is_match(self.text) || self.scene.document.body[..self.span.start].trim_end_matches(' ').ends_with(['•', '▪', '*']);
        let head = (self.number.saturating_sub(8)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        let head = head.filter(|head| head.tokens.len() <= 9 && !head.text.ends_with(['.', '!', '?']) && !ITEM.is_match(head.text));
        let head = head.into_iter().next().filter(|head| is_item && HEADING.is_match(head.text) && INSTRUMENT.is_match(self.text))?;
        let (count, amount) = (self.counts().next(), self.amounts().next());
        let mut claim = self.claim(self.span, SIGNED, count, amount, self.parties(self.span));
        claim.stage = if SIGNS.is_match(head.text) { Stage::Signed } else { Stage::Pledged };
        claim.evidence.add(head.span, SIGNED);
        Some(claim)
    }

    /// "Foo Ltd went home with orders for 10 million euros, while those placed with Bar Ltd came to 30 million": a sum for each body.
    pub(super) fn sum_by_body(&self, amounts: &[&AmountMention], follows: bool) -> Vec<AgreementClaim> {
        let bodies: Vec<_> = self.scene.organizations_in(&self.tokens).filter(|body| body.kind == OrganizationKind::Company).collect();
        // Behind "5 documents were signed": "with Foo Glass - on construction of a plant ($140 million)".
        let is_line = follows && WITH_BODY.is_match(self.text);
        let is_list = amounts.len() >= 2 && INSTRUMENT.is_match(self.text) || is_line && !amounts.is_empty();
        if !is_list || bodies.len() != amounts.len() {
            return Vec::new();
        }
        let pairs = bodies.iter().zip(amounts);
        let is_in_turn = pairs.clone().all(|(body, amount)| body.span.end <= amount.span.start);
        let claim = |(body, amount): (&&crate::extract::mention::OrganizationMention, &&AmountMention)| {
            let parties = vec![Affiliation::Organization(body.name.clone())];
            let mut claim = self.claim(self.around(body.span.cover(&amount.span)), SIGNED, None, Some(amount), parties);
            (claim.count, claim.umbrella) = (is_line.then_some(1), false);
            claim
        };
        if is_in_turn { pairs.map(claim).collect() } else { Vec::new() }
    }

    pub(super) fn one_of_several(&self, amount: &AmountMention) -> AgreementClaim {
        let mut claim = self.claim(self.around(amount.span), SIGNED, None, Some(amount), self.parties(self.span));
        claim.count = Some(1);
        claim.umbrella = false;
        claim
    }
}
