//! Kind, stage, nature and event of an agreement.

use super::*;

/// What parts the clauses of a sentence.
const CLAUSE_MARKS: [char; 5] = [',', ';', ':', '–', '—'];

impl Reader<'_, '_> {
    pub(super) fn claim(
        &self,
        span: TextSpan,
        rule: RuleName,
        count: Option<&CountMention>,
        amount: Option<&AmountMention>,
        parties: Vec<Affiliation>,
    ) -> AgreementClaim {
        let mut inferred = Inferred::new();
        let evidence = EvidenceList::of(crate::extract::evidence_within(self.scene.document.body, self.span, span), rule);
        let money = amount.and_then(|amount| amount.amount);
        if amount.is_some_and(|amount| !amount.currency_is_sure) {
            inferred.insert("currency".to_owned(), WHICH_CURRENCY.to_owned());
        }
        let hedge = match (amount, count) {
            (Some(amount), _) => amount.hedge,
            (None, Some(count)) if count.count.is_some() => count.hedge,
            _ => Hedge::Exactly,
        };
        let kind = self.kind_between(&parties, money.is_some());
        let number = match count {
            Some(count) => count.count,
            None if amount.is_some() && rule_is_sum(&evidence) => None,
            None => Some(1),
        };
        AgreementClaim {
            kind,
            stage: self.stage_of(count),
            count: number,
            amount: money,
            hedge,
            amount_max_minor: amount.and_then(|amount| amount.amount_max_minor),
            nature: self.nature(),
            binding: binding(kind),
            engagement: self.engagement(),
            sides: self.sides(&parties),
            umbrella: number.is_some_and(|number| number > 1) && parties.len() < 2 || count.is_some_and(|count| count.count.is_none()),
            part_of: None,
            parties,
            evidence,
            inferred,
        }
    }

    /// What companies agree upon among themselves is business, whatever they call the paper.
    fn kind_between(&self, parties: &[Affiliation], has_money: bool) -> AgreementKind {
        let kind = self.kind(has_money);
        let is_company = |party: &Affiliation| match party {
            Affiliation::Place(place) => place.level() == PlaceLevel::Country,
            Affiliation::Organization(name) => {
                self.scene.organization_named(name).is_some_and(|body| body.kind == OrganizationKind::Company)
            }
        };
        let are_companies = parties.iter().any(|party| party.place().is_none()) && parties.iter().all(is_company);
        let may_be_business =
            kind == AgreementKind::Other || kind == AgreementKind::Framework && parties.len() > 1 && !STRATEGIC.is_match(self.text);
        if may_be_business && are_companies { AgreementKind::Project } else { kind }
    }

    pub(super) fn kind(&self, has_money: bool) -> AgreementKind {
        if MAKES_SISTERS.is_match(self.text) && !WERE_SISTERS.is_match(self.text) && !LETTER.is_match(self.text) {
            AgreementKind::Sister
        } else if MEMORANDUM.is_match(self.text) {
            AgreementKind::Mou
        } else if PLAN.is_match(self.text) {
            AgreementKind::Plan
        } else if SISTER.is_match(self.text) {
            AgreementKind::Sister
        } else if has_money || PROJECT.is_match(self.text) {
            AgreementKind::Project
        } else if FRAMEWORK.is_match(self.text) {
            AgreementKind::Framework
        } else if self.is_paper_of_tie() {
            AgreementKind::Sister
        } else {
            AgreementKind::Other
        }
    }

    /// What is counted stands at the stage that the words before it tell: "added 14 MoUs, one for a park that Foo is to set up".
    fn stage_of(&self, count: Option<&CountMention>) -> Stage {
        let told = self.stage();
        let Some(count) = count.filter(|count| told == Stage::Pledged && count.count.is_some()) else { return told };
        let before = &self.text[..count.span.end - self.span.start];
        let is_open = FUTURE.is_match(before) || PLEDGES.is_match(before) || crate::extract::en::tense_of(before) == Tense::Future;
        let behind = &self.text[count.span.end - self.span.start..];
        let clause = behind.split([',', ';', ':']).next().unwrap_or_default();
        // "four more contracts between the city and firms of Utopia are to be signed on June 11"
        pattern!(TO_BE_SIGNED, r"(?i)\b((is|are) (due |set |expected |scheduled )?to be|will be) (signed|inked|concluded)\b");
        let up_to_break = behind.split(';').next().unwrap_or_default();
        let is_announced = clause.chars().count() <= 60 && FUTURE.is_match(clause) || TO_BE_SIGNED.is_match(up_to_break);
        if is_open || is_announced { told } else { Stage::Signed }
    }

    pub(super) fn stage(&self) -> Stage {
        if self.tells_of_end() {
            Stage::Cancelled
        } else if self.verb().is_some_and(|verb| self.is_done(verb)) {
            Stage::Signed
        } else if FUTURE.is_match(self.text)
            || PLEDGES.is_match(self.text)
            || self.scene.tenses[self.number] == Tense::Future
                && self.verb().is_none_or(|verb| self.is_future(verb))
                && (self.verb().is_some() || !EXISTING.is_match(self.text))
        {
            Stage::Pledged
        } else if self.verb().is_none() && IMPLEMENTED.is_match(self.text) {
            Stage::Implemented
        } else {
            Stage::Signed
        }
    }

    /// Whether the clause of the verb speaks of the future.
    pub(super) fn is_future(&self, verb: TextSpan) -> bool {
        crate::extract::en::tense_of(&self.text[self.clause_until(verb)]) == Tense::Future
    }

    /// "was concluded: the firm will put in 30 million": what is signed, whatever is to come of it.
    fn is_done(&self, verb: TextSpan) -> bool {
        pattern!(PAST, r"(?i)\b(was|were|has been|have been|had been) (signed|concluded|sealed|inked|exchanged|reached)$");
        let words = self.clause_until(verb);
        let clause = words.start..words.end + self.text[words.end..].find(CLAUSE_MARKS).unwrap_or(self.text.len() - words.end);
        // "One of the MoUs is an agreement by which two firms will build a port": it was signed with the others.
        pattern!(
            ONE_OF,
            r"(?i)^\W*(one|another|the (first|second|third|other|largest|biggest|last)) (one )?of (the|these|those|them) ?((mous|memoranda|memorandums|agreements|contracts|deals|pacts|accords|papers|documents) )?(is|was|covers|concerns|provides|sees)\b"
        );
        if ONE_OF.is_match(self.text) {
            return true;
        }
        // "will share data under an agreement": the agreement is there.
        pattern!(UNDER, r"(?i)^(under an?|(has|have|got)) ");
        if UNDER.is_match(&self.text[verb.start - self.span.start..]) {
            return true;
        }
        let is_of_future = FUTURE.is_match(&self.text[clause.clone()]) || PLEDGES.is_match(&self.text[clause]);
        // "agreed to set up a group and exchanged letters of intent"
        pattern!(AND_SIGNED, r"(?i)^(signed|inked|concluded|exchanged|sealed)\b");
        let clause_words = &self.text[words.clone()];
        if AND_SIGNED.is_match(&self.text[verb.start - self.span.start..])
            && self.text[..verb.start - self.span.start].ends_with(" and ")
            && !clause_words.contains(" will ")
        {
            return true;
        }
        pattern!(
            HAVE_SIGNED,
            r"(?i)\b(which|that) [^.;,]{0,60}\b(have|has|had) ([a-z]+ )?(signed|concluded|inked)$|\b(which|that) (was|were|(has|have|had) been) ([a-z]+ )?(signed|concluded|inked|sealed|exchanged)$"
        );
        if HAVE_SIGNED.is_match(&self.text[words.clone()]) {
            return true;
        }
        PAST.is_match(&self.text[words]) && !is_of_future && !self.is_future(verb)
    }

    /// The bytes of a sentence from the beginning of the verb's clause to the verb's end.
    fn clause_until(&self, verb: TextSpan) -> Range<usize> {
        let (at, end) = (verb.start - self.span.start, verb.end - self.span.start);
        self.text[..at].rfind(CLAUSE_MARKS).unwrap_or(0)..end
    }

    pub(super) fn nature(&self) -> Nature {
        let lower = self.text.to_lowercase();
        if lower.contains("invest") {
            Nature::Investment
        } else if lower.contains("purchase") || lower.contains("buy") || lower.contains("order") {
            Nature::Purchase
        } else if lower.contains("loan") || lower.contains("credit") {
            Nature::Loan
        } else if lower.contains("donat") || lower.contains("grant") {
            Nature::Grant
        } else if lower.contains("trade") {
            Nature::Trade
        } else {
            Nature::Unstated
        }
    }

    /// The signing or conference of the same sentence, else the nearest signing before or behind.
    pub(super) fn engagement(&self) -> Option<usize> {
        let inside = |claim: &EngagementClaim| claim.evidence.iter().any(|evidence| evidence.span.overlaps(&self.span));
        let of = |kind: EngagementType| self.engagements.iter().position(|claim| claim.kind == kind && inside(claim));
        of(EngagementType::Signing).or_else(|| of(EngagementType::Conference)).or_else(|| of(EngagementType::Delegation)).or_else(|| {
            let distance = |claim: &EngagementClaim| claim.evidence.first().span.start.abs_diff(self.span.start);
            let signings = self.engagements.iter().enumerate().filter(|(_, claim)| claim.kind == EngagementType::Signing);
            signings.min_by_key(|(_, claim)| distance(claim)).map(|(at, _)| at)
        })
    }
}

pub(super) fn rule_is_sum(evidence: &EvidenceList) -> bool {
    evidence.first().rule == COUNTED
}

pub(super) fn binding(kind: AgreementKind) -> Binding {
    match kind {
        AgreementKind::Mou | AgreementKind::Framework | AgreementKind::Plan => Binding::NonBinding,
        AgreementKind::Project => Binding::Contract,
        AgreementKind::Sister | AgreementKind::Other => Binding::Unknown,
    }
}
