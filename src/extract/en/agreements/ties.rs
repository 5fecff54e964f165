//! Papers that make or end a tie between two places, and ties that are only agreed upon.

use super::*;

/// How many sentences before a paper the tie is told that it makes.
const REACH: usize = 2;
const ENDED_RULE: RuleName = RuleName::new("en.agreement.ended");
/// A tie that is told to be made, with no paper.
pub(in crate::extract::en) const TIE_MADE: RuleName = RuleName::new("en.agreement.tie-made");
const INTENDED: RuleName = RuleName::new("en.agreement.tie-intended");

pattern!(
    TIED,
    r"(?i)\b(sister(s|hood)?|twin(s|ned|ning)?|(partner|friendship|friendly)[ -](city|cities|town|towns|state|states|province|provinces|region|regions|county|counties))\b"
);

/// "They signed the agreement" in an article on two places that become sister cities: the paper that makes the tie.
pub(super) fn name_ties(engagements: &[EngagementClaim], claims: &mut [AgreementClaim]) {
    let made = |claim: &&EngagementClaim| claim.kind == EngagementType::Partnership && claim.context == Context::Actual;
    let Some(tie) = engagements.iter().find(made) else { return };
    if claims.iter().any(|claim| claim.kind == AgreementKind::Sister) {
        return;
    }
    let is_paper = |claim: &&mut AgreementClaim| {
        let between = || claim.sides.iter().all(|side| tie.sides().any(|place| place.country() == side.country()));
        // Two departments that sign make no sister cities.
        let is_of_bodies = claim.parties.len() > 1 && claim.parties.iter().all(|party| party.place().is_none());
        claim.kind == AgreementKind::Other
            && claim.stage == Stage::Signed
            && claim.count == Some(1)
            && claim.amount.is_none()
            && !is_of_bodies
            && between()
    };
    let mut papers = claims.iter_mut().filter(is_paper);
    if let (Some(only), None) = (papers.next(), papers.next()) {
        only.kind = AgreementKind::Sister;
        only.binding = binding(AgreementKind::Sister);
    }
}

/// "Lyon has a new partner city, Osaka. The agreement was signed today": the two that the sentence on the tie names.
pub(super) fn name_parties(readers: &[Reader<'_, '_>], claims: &mut [AgreementClaim]) {
    let is_of_nobody =
        |claim: &&mut AgreementClaim| claim.kind == AgreementKind::Sister && claim.count == Some(1) && claim.parties.len() < 2;
    for claim in claims.iter_mut().filter(is_of_nobody) {
        let start = claim.evidence.first().span.start;
        let number = readers.partition_point(|reader| reader.span.end <= start).min(readers.len() - 1);
        let told = readers[number.saturating_sub(REACH)..=number].iter().rev().filter(|reader| TIED.is_match(reader.text));
        let pairs = told.map(Reader::cities).filter(|places| places.len() == 2 && places[0].country() != places[1].country());
        let Some(pair) =
            pairs.into_iter().find(|pair| claim.parties.iter().all(|party| party.place().is_some_and(|place| pair.contains(place))))
        else {
            continue;
        };
        claim.sides.clone_from(&pair);
        claim.parties = pair.into_iter().map(Affiliation::Place).collect();
    }
}

/// "Lyon and Osaka are sister cities from today", of which no paper is told: what makes a tie is an agreement.
pub(super) fn add_makings(readers: &[Reader<'_, '_>], engagements: &[EngagementClaim], claims: &mut Vec<AgreementClaim>) {
    pattern!(
        MADE,
        r"(?i)\b(became|becomes?|becoming|(are|is) now|as of|from (now|today)|henceforth|officially|formally|establish(es|ed)|set up|enter(s|ed)? into|formed)\b[^.;]{0,80}\b(sister(s|hood)?|twin(s|ned|ning)?|(partner|friendship|friendly)[ -](city|cities|town|towns|state|states|province|provinces|region|regions|county|counties|relations?|relationships?|ties))\b|\b(sister|twin|partner|friendship|friendly)[ -](city|cities|town|towns|state|states|province|provinces|region|regions|county|counties)\b[^.;]{0,40}\b(now|as of|from (now|today)|henceforth|officially|formally|(was|were|is|are|been) (established|made official|set up|formed))\b"
    );
    // "settled in principle that the two would become sister cities"
    pattern!(NO_NEWS, r"(?i)\byears\b|\banniversary\b|\bdecades?\b|\bin principle\b|\b(would|will|to) (be|become)\b");
    let is_made = |claim: &&EngagementClaim| {
        let is_pair = claim.from.len() == 1 && claim.to.len() == 1 && claim.from[0].country() != claim.to[0].country();
        let is_below_country = claim.sides().all(|place| place.level() != PlaceLevel::Country);
        claim.kind == EngagementType::Partnership && claim.context == Context::Actual && is_pair && is_below_country
    };
    for (at, tie) in engagements.iter().enumerate().filter(|(_, claim)| is_made(claim)) {
        let start = tie.evidence.first().span.start;
        let reader = &readers[readers.partition_point(|reader| reader.span.end <= start).min(readers.len() - 1)];
        let has = |claim: &AgreementClaim, side: &PlaceCode| {
            claim.sides.iter().chain(claim.parties.iter().filter_map(Affiliation::place)).any(|place| place.country() == side.country())
        };
        // Any other paper between the two countries may be the one that makes it; what was only agreed upon before is not.
        let is_told = |claim: &AgreementClaim| claim.evidence.first().rule != INTENDED && tie.sides().all(|side| has(claim, side));
        let Some(made) = MADE.find(reader.text) else { continue };
        let is_hoped = HOPED.is_match(&reader.text[..made.start()]);
        if is_hoped || NO_NEWS.is_match(reader.text) || claims.iter().any(is_told) {
            continue;
        }
        let parties = tie.sides().cloned().map(Affiliation::Place).collect();
        let mut claim = reader.claim(reader.span, TIE_MADE, None, None, parties);
        (claim.kind, claim.stage, claim.count, claim.engagement) = (AgreementKind::Sister, Stage::Signed, Some(1), Some(at));
        claim.sides = tie.sides().cloned().collect();
        claim.binding = binding(claim.kind);
        claims.push(claim);
    }
}

/// What was agreed upon in principle says nothing beside the paper that does it.
pub(super) fn without_told_intentions(claims: &mut Vec<AgreementClaim>) {
    let is_intention = |claim: &AgreementClaim| claim.evidence.first().rule == INTENDED;
    let is_paper = |claim: &AgreementClaim| !is_intention(claim) && matches!(claim.kind, AgreementKind::Sister | AgreementKind::Mou);
    if claims.iter().any(is_paper) {
        claims.retain(|claim| !is_intention(claim));
    }
}

impl Reader<'_, '_> {
    /// Whether a sentence tells that a tie has come to an end; not that a visit to a sister city has, or ended with an agreement.
    pub(super) fn tells_of_end(&self) -> bool {
        pattern!(
            OF_VISIT,
            r"(?i)^(end(ed|s) (with|in|on|at|by)\b|[a-z]+ ((his|her|their|its|the|a|an) ([a-z-]+ ){0,2})?([a-z-]+ )?(visit|tour|trip|stay|journey|mission|talks|meeting|week|day)\b)"
        );
        let is_tied = || SISTER.is_match(self.text) || TIED.is_match(self.text);
        Door::Ended.is_open(self.open) && ENDED.find_iter(self.text).any(|end| !OF_VISIT.is_match(&self.text[end.start()..])) && is_tied()
    }

    pub(super) fn ended(&self) -> Vec<AgreementClaim> {
        let mut places: Vec<PlaceCode> = self.cities();
        if places.len() < 2
            && let Some(before) = self.number.checked_sub(1)
        {
            // "Prague is no longer twinned with Beijing. The Czech side ended the agreement."
            places = Reader::new(self.scene, self.engagements, before).cities();
        }
        let pairs: Vec<Vec<Affiliation>> = if BETWEEN.is_match(self.text) && places.len() == 4 {
            places.chunks(2).map(|pair| pair.iter().cloned().map(Affiliation::Place).collect()).collect()
        } else if places.len() == 2 {
            vec![places.into_iter().map(Affiliation::Place).collect()]
        } else if let Some(tie) = self.tie() {
            vec![tie.sides().cloned().map(Affiliation::Place).collect()]
        } else {
            return Vec::new();
        };
        let mut claims: Vec<AgreementClaim> =
            pairs.into_iter().map(|parties| self.claim(self.span, ENDED_RULE, None, None, parties)).collect();
        let count = if self.names_many() { None } else { Some(1) };
        for claim in &mut claims {
            (claim.kind, claim.stage, claim.count) = (AgreementKind::Sister, Stage::Cancelled, count);
        }
        claims
    }

    /// "has cancelled the three MoUs, worth 5,020 crore, which it had signed": papers that are no more.
    pub(super) fn called_off(&self) -> Option<AgreementClaim> {
        pattern!(
            CALLED_OFF,
            r"(?i)\b(cancel(led|ed|s)|scrap(s|ped)|dropped|withdr(ew|aws|awn)|rescind(s|ed)|annul(s|led)|revoke[sd]|void(s|ed)|terminat(es|ed)|tore up|pull(s|ed) out of|back(s|ed) out of|walk(s|ed) away from|put(s|ting)? an end to|called off) ([^.;]{0,50} )?(agreements?|contracts?|mous?|memorand\w+|deals?|permits?|licen[cs]es?|lease)\b|\b(agreements?|contracts?|mous?|memorand\w+|deals?)\b[^.;]{0,80}\b(is|are|was|were|has been|have been|had been) (now )?((declared )?(null and )?void|cancell?ed|scrapped|annulled|rescinded|revoked|terminated|called off|torn up)\b"
        );
        let hit = CALLED_OFF.find(self.text)?;
        if is_denied(&self.text[..hit.start()]) || HOPED.is_match(&self.text[..hit.start()]) || !self.names_side() {
            return None;
        }
        let (count, amount) = (self.counts().next(), self.amounts().next());
        let mut claim = self.claim(self.span, ENDED_RULE, count, amount, self.parties(self.span));
        claim.stage = Stage::Cancelled;
        if count.is_none() && !self.names_many() {
            claim.count = Some(1);
        }
        Some(claim)
    }

    /// Whether a sentence names somebody of two countries, or of one in an article on two.
    fn names_side(&self) -> bool {
        self.scene.principals.partner.is_some() && self.scene.places_in(&self.tokens).any(|place| place.code.is_some())
    }

    /// The tie that the same sentence tells of.
    fn tie(&self) -> Option<&EngagementClaim> {
        let inside = |claim: &&EngagementClaim| claim.evidence.iter().any(|evidence| evidence.span.overlaps(&self.span));
        self.engagements.iter().filter(|claim| claim.kind == EngagementType::Partnership).find(inside)
    }

    /// "The two have agreed to become sister cities": a tie that is agreed upon, with no paper yet.
    pub(super) fn intended_tie(&self) -> Option<AgreementClaim> {
        pattern!(
            INTENDS,
            r"(?i)\b((agree|decide|plan|intend|resolve|pledge|promise|vow)(s|d|ed|ned)? to|(is|are) (set|ready|due|going|planning) to|will|would) ((also|soon|formally|officially|further|now) )?(become|be|go for|work towards?|pursue|establish|set up|form|enter( into)?|create|forge|build|move towards?|conclude|launch|sign) ([a-z-]+ ){0,4}(sister(hood)?|twin(ning)?|partner|friendship|friendly)[ -]?(city|cities|towns?|states?|provinces?|county|counties|regions?|prefectures?|arrangement|relationship|relations|ties?|partnership|agreement|pact)\b"
        );
        if !INTENDS.is_match(self.text) || HOPED.is_match(&self.text[..INTENDS.find(self.text)?.start()]) || self.is_background() {
            return None;
        }
        let parties: Vec<Affiliation> = self.pair_of_tie()?.into_iter().map(Affiliation::Place).collect();
        let mut claim = self.claim(self.span, INTENDED, None, None, parties);
        (claim.kind, claim.stage, claim.count) = (AgreementKind::Sister, Stage::Pledged, Some(1));
        claim.binding = binding(claim.kind);
        Some(claim)
    }

    /// The two places of a sentence; where it names neither, those of the tie that it tells, or the two that the article is about.
    fn pair_of_tie(&self) -> Option<Vec<PlaceCode>> {
        let mut named = self.cities();
        if named.len() == 2 && named[0].country() != named[1].country() {
            return Some(named);
        }
        if let Some(tie) = self.tie() {
            return Some(tie.sides().cloned().collect());
        }
        named = [&self.scene.principals.home, &self.scene.principals.partner].into_iter().flatten().cloned().collect();
        (named.len() == 2).then_some(named)
    }

    /// "The formal agreement was signed on Friday", behind a sentence on sister cities: the paper that makes the tie.
    pub(super) fn is_paper_of_tie(&self) -> bool {
        pattern!(
            BARE,
            r"(?i)\b((the|this)( (official|formal|said|new|final|joint))?|the reciprocal|(an|the) (official|formal)) (agreement|document|papers?|pact|accord|charter|instrument)s?( (establishing|confirming|sealing|making) (it|this|that|them)| between (the|both) [a-z]+)?\b"
        );
        pattern!(GOES_ON, r"(?i)^ (on|for|about|to|covering|concerning|regarding|in which|under which|of|with|that|which)\b");
        let is_bare = BARE.find(self.text).is_some_and(|paper| !GOES_ON.is_match(&self.text[paper.end()..]));
        let body = self.scene.document.body;
        let is_of_tie = |number: usize| TIED.is_match(&body[self.scene.document.sentences[number].span.range()]);
        is_bare && (self.number.saturating_sub(REACH)..=self.number).any(is_of_tie)
    }
}
