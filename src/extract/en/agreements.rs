//! Agreements in English: what is said to be signed, announced or ended; how many, for how much, by whom; what contains what.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::numbers::compile_words;
use super::sides::sides_of_sentence;
use crate::extract::amounts::{AmountMention, CountMention, CountNoun};
use crate::extract::dates::Tense;
use crate::extract::mention::PlaceMention;
use crate::extract::scene::{Scene, counts_in};
use crate::gazetteer::NameForm;
use crate::model::{
    Affiliation, AgreementClaim, AgreementKind, Binding, EngagementClaim, EngagementType, EvidenceList, Hedge, Inferred, Nature,
    OrganizationKind, PlaceCode, PlaceLevel, RuleName, Stage, TextSpan,
};

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| compile_words($text));
    };
}

pattern!(
    SIGNS,
    r"(?i)\b(signed|signing|signs?|inked|inks|ink|concluded|concludes|sealed|seals|put (their|his|her|its) (names?|signatures?)|put pen to paper|exchanged (documents|agreements)|when signatures|agreements? (was|were) reached|reached (an )?agreements?|contracted|contract(ed)? projects|formalised|settled on|struck|secured|yielded)\b"
);
pattern!(
    INSTRUMENT,
    r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|deals?|contracts?|letters? of intent|lois?|(joint )?declarations?|joint statement|statement of (cooperation|intent)|projects?|pacts?|accords?|protocols?|action plans?|cooperation documents|documents|orders?|partnership)\b"
);
pattern!(
    STATISTIC,
    r"(?i)\b(trade (volume|surplus|turnover)|bilateral trade|gdp|imports?|exports?|two-way trade|turnover|investment stock|stock of|total trade|went back and forth|trade in both directions|per capita|revenue|budget|visitors|tourists)\b"
);
pattern!(
    FUTURE,
    r"(?i)\b(will|would|is going to|are going to|is to|are to|plans? to|to be) (be )?(also )?(sign(ed)?|ink(ed)?|conclude|put|invest|build|lend)|will put (his|her|their) signature|when signatures are put\b"
);
pattern!(PLEDGES, r"(?i)\b(is putting|plans to invest|will invest|intends to invest|pledged|promised|announced plans|tentative orders?)\b");
pattern!(
    ENDED,
    r"(?i)\b(cancel(led|ed|s)?|terminat(ed|es|e)|will not be renewed|not (to )?renew(ed)?|ended|scrapped|called off|suspended|revoked|at an end)\b"
);
pattern!(
    SISTER,
    r"(?i)\b(sister|twin(ning)?|sisterhood|friendship)[ -]?(city|cities|province|provinces|state|states|region|county|relationship|relations|agreement|ties)?\b.{0,40}\b(agreement|relationship|ties|memorandum)|sisterhood agreement|agreement on (sister|friendly) (ties|relations)"
);
pattern!(MEMORANDUM, r"(?i)\b(memorand(um|a|ums)|mous?|letters? of intent|lois?)\b");
pattern!(
    FRAMEWORK,
    r"(?i)\b(framework|strategic (cooperation|partnership)? ?agreement|declaration|joint statement|statement of cooperation|cooperation agreements?|agreements? on cooperation|agreement of cooperation)\b"
);
pattern!(PLAN, r"(?i)\b(action plan|work plan|programme of|program of)\b");
pattern!(PROJECT, r"(?i)\b(projects?|contracts?|deals?|trade agreements?|purchase|invest(ed|ing|ment)?|worth|valued at|orders?|goods)\b");
pattern!(PART, r"(?i)\b(including|of which|of them|of these|among (them|which)|first tranche|part of (the|this))\b");
pattern!(
    WHOLE,
    r"(?i)\b(in total|in all|all in all|altogether|all told|a total of|total value|total amount|taken together|as a whole|so far|combined|add up to|the mission|together|they are worth|are valued at)\b"
);
pattern!(BETWEEN, r"(?i)\bbetween\b");
pattern!(NEGATED, r"(?i)\b(no|not|never|denied|denies|without|failed to|refused to|have yet to|has yet to)\b[^,;:]{0,80}$");
pattern!(CEREMONY, r"(?i)^signing (ceremon|of)");
pattern!(
    WORTH,
    r"(?i)\b(agreements?|deals?|contracts?|orders?|memorand\w+|mous?|projects?)\b[^.;]{0,60}\b(worth|valued at|totall?ing|with a (total )?value|for a total|good for)\b|\borders for\b|\b(made|make|makes) public\b[^.;]{0,60}\bagreement\b"
);
pattern!(ESTIMATED, r"(?i)\b(estimated|expected|projected|forecast) to (be|reach|exceed|total)\b");
pattern!(ONE_OF_SEVERAL, r"(?i)\b(the )?(first|second|third|fourth|fifth|another|one|latter|former)\b");

const SIGNED: RuleName = RuleName::new("en.agreement.signed");
const PAIR: RuleName = RuleName::new("en.agreement.pair");
const COUNTED: RuleName = RuleName::new("en.agreement.counted");
const ENDED_RULE: RuleName = RuleName::new("en.agreement.ended");
const PLEDGED_RULE: RuleName = RuleName::new("en.agreement.pledged");

/// Finds all agreements of a scene.
pub fn find_agreements(scene: &Scene<'_>, engagements: &[EngagementClaim]) -> Vec<AgreementClaim> {
    let mut claims = Vec::new();
    for number in 0..scene.document.sentences.len() {
        let reader = Reader::new(scene, engagements, number);
        claims.extend(reader.agreements());
    }
    let mut claims = drop_repeated(claims);
    nest(scene, &mut claims);
    without_bare_heads(claims)
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    engagements: &'s [EngagementClaim],
    number: usize,
    span: TextSpan,
    tokens: Range<usize>,
    text: &'a str,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(scene: &'s Scene<'a>, engagements: &'s [EngagementClaim], number: usize) -> Self {
        let sentence = &scene.document.sentences[number];
        let text = &scene.document.body[sentence.span.range()];
        Self { scene, engagements, number, span: sentence.span, tokens: sentence.tokens.clone(), text }
    }

    fn agreements(&self) -> Vec<AgreementClaim> {
        if self.text.len() > 3_000 {
            return Vec::new();
        }
        if ENDED.is_match(self.text) && (SISTER.is_match(self.text) || self.text.to_lowercase().contains("sister")) {
            return self.ended();
        }
        let signs = self.verb();
        let amounts: Vec<&AmountMention> = self.amounts().collect();
        let counts: Vec<&CountMention> = self.counts().collect();
        if let Some(at) = signs {
            let pairs = self.pairs(at);
            if pairs.len() >= 2 {
                return pairs.into_iter().map(|(parties, span)| self.claim(span, PAIR, None, None, parties)).collect();
            }
            if STATISTIC.is_match(self.text) && counts.is_empty() && !MEMORANDUM.is_match(self.text) && amounts.len() > 1 {
                return Vec::new();
            }
            return self.counted_or_single(at, &counts, &amounts);
        }
        if let Some(claim) = self.item_of_list().or_else(|| self.priced_item(&amounts)) {
            return vec![claim];
        }
        if PLEDGES.is_match(self.text) && !amounts.is_empty() {
            return vec![self.claim(self.span, PLEDGED_RULE, None, amounts.first().copied(), self.parties(self.span))];
        }
        if amounts.is_empty() || STATISTIC.is_match(self.text) || ESTIMATED.is_match(self.text) {
            return Vec::new();
        }
        let follows = self.follows_signing();
        let by_body = self.sum_by_body(&amounts);
        if !by_body.is_empty() && counts.is_empty() {
            return by_body;
        }
        // "The first, worth $600 million, is with …": each sum is one of the instruments told before.
        if follows && ONE_OF_SEVERAL.is_match(self.text) && !WHOLE.is_match(self.text) && counts.is_empty() {
            return amounts.iter().map(|amount| self.one_of_several(amount)).collect();
        }
        // "Taken together they are worth 65 billion": the sum of what the sentence before counted is added there.
        if WORTH.is_match(self.text) || follows && (INSTRUMENT.is_match(self.text) || WHOLE.is_match(self.text)) {
            let count = counts.first().copied();
            return vec![self.claim(self.span, COUNTED, count, amounts.first().copied(), self.parties(self.span))];
        }
        Vec::new()
    }

    /// "Three agreements were signed:" and below it, line by line, "Foo Group with Bar Zone".
    fn item_of_list(&self) -> Option<AgreementClaim> {
        let [one, other] = &self.scene.organizations_in(&self.tokens).collect::<Vec<_>>()[..] else { return None };
        let between = one.tokens.end..other.tokens.start;
        let joins = between.len() <= 2
            && between.clone().any(|t| {
                matches!(self.scene.document.folded(t), "with" | "and") || matches!(self.scene.document.text(t), "-" | "–" | "—" | "/")
            });
        let is_whole_line = self.tokens.len() <= one.tokens.len() + other.tokens.len() + 5;
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
    fn priced_item(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(WITH_NAME, r"^[-–•▪*\s]*With ([^,:;]{2,80}),");
        pattern!(NAME_FIRST, r"^[-–•▪*\s]*([^\s,:;][^,:;]{1,60}):\s");
        let found = WITH_NAME.captures(self.text).or_else(|| NAME_FIRST.captures(self.text))?;
        let name = found.get(1).filter(|name| name.as_str().split_whitespace().count() <= 9)?;
        let amount = amounts.first()?;
        let heading = (self.number.saturating_sub(14)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        let heading = heading
            .filter(|heading| !WITH_NAME.is_match(heading.text) && !NAME_FIRST.is_match(heading.text))
            .find(|heading| INSTRUMENT.is_match(heading.text) && heading.counts().next().is_some())?;
        let span = TextSpan::new(self.span.start + name.start(), self.span.start + name.end());
        let body = self.scene.organizations_in(&self.tokens).find(|body| body.span.overlaps(&span)).map(|body| body.name.clone());
        let party = Affiliation::Organization(body.unwrap_or_else(|| name.as_str().trim().to_owned()));
        let mut claim = self.claim(self.around(amount.span.cover(&span)), SIGNED, None, Some(amount), vec![party]);
        (claim.kind, claim.stage, claim.engagement, claim.count) = (heading.kind(true), Stage::Signed, heading.engagement(), Some(1));
        claim.umbrella = false;
        Some(claim)
    }

    /// "Foo Ltd went home with orders for 10 million euros, while those placed with Bar Ltd came to 30 million": a sum for each body.
    fn sum_by_body(&self, amounts: &[&AmountMention]) -> Vec<AgreementClaim> {
        let bodies: Vec<_> = self.scene.organizations_in(&self.tokens).filter(|body| body.kind == OrganizationKind::Company).collect();
        if amounts.len() < 2 || bodies.len() != amounts.len() || !INSTRUMENT.is_match(self.text) {
            return Vec::new();
        }
        let pairs = bodies.iter().zip(amounts);
        let is_in_turn = pairs.clone().all(|(body, amount)| body.span.end <= amount.span.start);
        let claim = |(body, amount): (&&crate::extract::mention::OrganizationMention, &&AmountMention)| {
            let parties = vec![Affiliation::Organization(body.name.clone())];
            let mut claim = self.claim(self.around(body.span.cover(&amount.span)), SIGNED, None, Some(amount), parties);
            (claim.count, claim.umbrella) = (None, false);
            claim
        };
        if is_in_turn { pairs.map(claim).collect() } else { Vec::new() }
    }

    fn one_of_several(&self, amount: &AmountMention) -> AgreementClaim {
        let mut claim = self.claim(self.around(amount.span), SIGNED, None, Some(amount), self.parties(self.span));
        claim.count = Some(1);
        claim.umbrella = false;
        claim
    }

    /// The verb of signing that has most bodies before it: "At the signing ceremony, A and B signed" is about the second.
    fn verb(&self) -> Option<TextSpan> {
        if !INSTRUMENT.is_match(self.text) {
            return None;
        }
        let tells = |hit: &regex::Match<'_>| !CEREMONY.is_match(&self.text[hit.start()..]) && !NEGATED.is_match(&self.text[..hit.start()]);
        let hits = SIGNS.find_iter(self.text).filter(tells);
        let spans = hits.map(|hit| TextSpan::new(self.span.start + hit.start(), self.span.start + hit.end()));
        spans.enumerate().max_by_key(|(rank, at)| (self.pairs(*at).len(), std::cmp::Reverse(*rank))).map(|(_, at)| at)
    }

    fn amounts(&self) -> impl Iterator<Item = &'s AmountMention> {
        let span = self.span;
        let first = self.scene.amounts.partition_point(|amount| amount.span.start < span.start);
        let inside = self.scene.amounts[first..].iter().take_while(move |amount| amount.span.start < span.end);
        inside.filter(move |amount| span.contains(&amount.span) && amount.equivalent_of.is_none())
    }

    fn counts(&self) -> impl Iterator<Item = &'s CountMention> {
        let span = self.span;
        // "Of the 137 projects, 48 …" speaks of 137 that were told before.
        let is_told =
            move |count: &&CountMention| self.scene.document.body[span.start..count.span.start].to_lowercase().ends_with("of the ");
        counts_in(self.scene, span).filter(move |count| is_instrument(&count.noun) && !is_told(count))
    }

    fn follows_signing(&self) -> bool {
        (self.number.saturating_sub(3)..self.number).any(|before| {
            let text = &self.scene.document.body[self.scene.document.sentences[before].span.range()];
            (SIGNS.is_match(text) || WORTH.is_match(text)) && INSTRUMENT.is_match(text)
        })
    }

    fn ended(&self) -> Vec<AgreementClaim> {
        let places: Vec<PlaceCode> = self.cities();
        let pairs: Vec<Vec<Affiliation>> = if BETWEEN.is_match(self.text) && places.len() == 4 {
            places.chunks(2).map(|pair| pair.iter().cloned().map(Affiliation::Place).collect()).collect()
        } else if places.len() == 2 {
            vec![places.into_iter().map(Affiliation::Place).collect()]
        } else {
            return Vec::new();
        };
        let mut claims: Vec<AgreementClaim> =
            pairs.into_iter().map(|parties| self.claim(self.span, ENDED_RULE, None, None, parties)).collect();
        for claim in &mut claims {
            (claim.kind, claim.stage, claim.count) = (AgreementKind::Sister, Stage::Cancelled, Some(1));
        }
        claims
    }

    fn cities(&self) -> Vec<PlaceCode> {
        let mut codes: Vec<PlaceCode> = Vec::new();
        for place in self.scene.places_in(&self.tokens) {
            if let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country)
                && !codes.contains(code)
            {
                codes.push(code.clone());
            }
        }
        codes
    }

    fn counted_or_single(&self, at: TextSpan, counts: &[&CountMention], amounts: &[&AmountMention]) -> Vec<AgreementClaim> {
        match counts {
            [] => {
                let count = if self.names_many() { None } else { Some(1) };
                let mut claim = self.claim(self.span, SIGNED, None, amounts.first().copied(), self.parties(at));
                claim.count = count;
                vec![claim]
            }
            [only] => vec![self.claim(self.span, COUNTED, Some(only), amounts.first().copied(), self.parties(at))],
            several => several
                .iter()
                .enumerate()
                .map(|(rank, count)| {
                    // Each number takes the money that follows it before the next number.
                    let next = several.get(rank + 1).map_or(self.span.end, |next| next.span.start);
                    let amount = amounts.iter().find(|amount| amount.span.start >= count.span.start && amount.span.end <= next).copied();
                    let parties = if rank == 0 { self.parties(at) } else { Vec::new() };
                    self.claim(self.around(count.span), COUNTED, Some(count), amount, parties)
                })
                .collect(),
        }
    }

    /// "agreements", "documents" without a number: more than one, nobody says how many.
    fn names_many(&self) -> bool {
        pattern!(MANY, r"(?i)\b(agreements|memoranda|memorandums|mous|deals|contracts|documents|projects|pacts|accords|protocols)\b");
        pattern!(
            ONE,
            r"(?i)\b(an?|the|one|its|their) (\w+[ -]){0,6}(agreement|memorandum|mou|deal|contract|letter of intent|declaration|statement|pact|accord|protocol|plan)\b"
        );
        MANY.is_match(self.text) && !ONE.is_match(self.text)
    }

    fn around(&self, span: TextSpan) -> TextSpan {
        crate::extract::evidence_within(self.scene.document.body, self.span, span)
    }

    /// "A and B, C and D, E and F signed": bodies two by two before the verb.
    fn pairs(&self, verb: TextSpan) -> Vec<(Vec<Affiliation>, TextSpan)> {
        let document = self.scene.document;
        let bodies: Vec<_> = self.scene.organizations_in(&self.tokens).filter(|body| body.span.end <= verb.start).collect();
        let mut pairs = Vec::new();
        let mut at = 0;
        while at + 1 < bodies.len() {
            let between = bodies[at].tokens.end..bodies[at + 1].tokens.start;
            let is_pair = between.len() == 1 && document.folded(between.start) == "and";
            if is_pair {
                let names = [bodies[at], bodies[at + 1]].map(|body| Affiliation::Organization(body.name.clone()));
                pairs.push((names.to_vec(), bodies[at].span.cover(&bodies[at + 1].span)));
                at += 2;
            } else {
                at += 1;
            }
        }
        pairs
    }

    /// Who signs: bodies and acting places of the sentence, without outlets and venues.
    fn parties(&self, _verb: TextSpan) -> Vec<Affiliation> {
        let document = self.scene.document;
        let mut parties: Vec<Affiliation> = Vec::new();
        for body in self.scene.organizations_in(&self.tokens) {
            let before = body.tokens.start.checked_sub(1).map_or("", |t| document.folded(t));
            let before2 = body.tokens.start.checked_sub(2).map_or("", |t| document.folded(t));
            let is_venue = matches!(before, "at" | "in") || before == "the" && matches!(before2, "at" | "in");
            if body.kind != OrganizationKind::Outlet && !is_venue {
                parties.push(Affiliation::Organization(body.name.clone()));
            }
        }
        let Some(sides) = sides_of_sentence(self.scene, &self.tokens, EngagementType::Signing) else { return parties };
        let told = |code: &PlaceCode| {
            self.scene
                .places_in(&self.tokens)
                .any(|place| place.code.as_ref() == Some(code) && place.form != NameForm::Adjective && !self.is_in_event_name(place))
                && !sides
                    .inferred
                    .iter()
                    .any(|(field, _)| *field == "to" && sides.to.contains(code) || *field == "from" && sides.from.contains(code))
        };
        for code in sides.from.iter().chain(&sides.to).filter(|code| told(code)) {
            let is_told_by_body =
                self.scene.organizations_in(&self.tokens).any(|body| self.scene.place_of_organization(body) == Some(code));
            if !is_told_by_body {
                parties.push(Affiliation::Place(code.clone()));
            }
        }
        parties
    }

    /// "the Foo-Bar Expo": what is signed at it is not for that reason Bar's.
    fn is_in_event_name(&self, place: &PlaceMention) -> bool {
        let document = self.scene.document;
        // "the Germany visit"
        let is_journey =
            place.tokens.end < self.tokens.end && matches!(document.folded(place.tokens.end), "visit" | "tour" | "trip" | "mission");
        let goes_on = |token: &usize| {
            let written = &document.tokens[*token];
            written.is_capitalised()
                || matches!(document.text(*token), "-" | "–" | "·" | "—" | "&" | "(" | ")")
                || document.folded(*token) == "and"
        };
        let behind = (place.tokens.end..self.tokens.end.min(place.tokens.end + 14)).take_while(goes_on);
        is_journey
            || behind.into_iter().any(|token| {
                let word = document.folded(token);
                matches!(
                    word,
                    "expo"
                        | "exposition"
                        | "fair"
                        | "conference"
                        | "forum"
                        | "summit"
                        | "symposium"
                        | "exhibition"
                        | "conclave"
                        | "roundtable"
                        | "week"
                )
            })
    }

    fn claim(
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
            inferred.insert("currency".to_owned(), "which dollar is not told; taken from the country that the article is about".to_owned());
        }
        let hedge = match (amount, count) {
            (Some(amount), _) => amount.hedge,
            (None, Some(count)) if count.count.is_some() => count.hedge,
            _ => Hedge::Exactly,
        };
        let kind = self.kind(money.is_some());
        let number = match count {
            Some(count) => count.count,
            None if amount.is_some() && rule_is_sum(&evidence) => None,
            None => Some(1),
        };
        AgreementClaim {
            kind,
            stage: self.stage(),
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

    fn kind(&self, has_money: bool) -> AgreementKind {
        if MEMORANDUM.is_match(self.text) {
            AgreementKind::Mou
        } else if SISTER.is_match(self.text) {
            AgreementKind::Sister
        } else if PLAN.is_match(self.text) {
            AgreementKind::Plan
        } else if has_money || PROJECT.is_match(self.text) {
            AgreementKind::Project
        } else if FRAMEWORK.is_match(self.text) {
            AgreementKind::Framework
        } else {
            AgreementKind::Other
        }
    }

    fn stage(&self) -> Stage {
        if ENDED.is_match(self.text) && SISTER.is_match(self.text) {
            Stage::Cancelled
        } else if FUTURE.is_match(self.text)
            || PLEDGES.is_match(self.text)
            || self.scene.tenses[self.number] == Tense::Future && self.verb().is_none_or(|verb| self.is_future(verb))
        {
            Stage::Pledged
        } else {
            Stage::Signed
        }
    }

    /// Whether the clause of the verb speaks of the future.
    fn is_future(&self, verb: TextSpan) -> bool {
        let marks = [',', ';', ':', '–', '—'];
        let (at, end) = (verb.start - self.span.start, verb.end - self.span.start);
        let start = self.text[..at].rfind(marks).unwrap_or(0);
        super::tense_of(&self.text[start..end]) == Tense::Future
    }

    fn nature(&self) -> Nature {
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
    fn engagement(&self) -> Option<usize> {
        let inside = |claim: &EngagementClaim| claim.evidence.iter().any(|evidence| evidence.span.overlaps(&self.span));
        let of = |kind: EngagementType| self.engagements.iter().position(|claim| claim.kind == kind && inside(claim));
        of(EngagementType::Signing).or_else(|| of(EngagementType::Conference)).or_else(|| of(EngagementType::Delegation)).or_else(|| {
            let distance = |claim: &EngagementClaim| claim.evidence.first().span.start.abs_diff(self.span.start);
            let signings = self.engagements.iter().enumerate().filter(|(_, claim)| claim.kind == EngagementType::Signing);
            signings.min_by_key(|(_, claim)| distance(claim)).map(|(at, _)| at)
        })
    }

    /// Places whose parties are named; where none is, the host of the fair at which it was signed.
    fn sides(&self, parties: &[Affiliation]) -> Vec<PlaceCode> {
        let mut sides: Vec<PlaceCode> = Vec::new();
        for party in parties {
            let code = match party {
                Affiliation::Place(code) => Some(code),
                Affiliation::Organization(name) => {
                    let body = self.scene.organization_named(name);
                    body.and_then(|body| self.scene.place_of_organization(body))
                }
            };
            if let Some(code) = code.filter(|code| !sides.contains(code)) {
                sides.push(code.clone());
            }
        }
        if sides.is_empty() {
            sides.extend(self.scene.principals.home.clone());
        }
        sides
    }
}

fn rule_is_sum(evidence: &EvidenceList) -> bool {
    evidence.first().rule == COUNTED
}

fn is_instrument(noun: &CountNoun) -> bool {
    matches!(noun, CountNoun::Projects | CountNoun::Agreements | CountNoun::Memoranda | CountNoun::Contracts)
}

fn binding(kind: AgreementKind) -> Binding {
    match kind {
        AgreementKind::Mou | AgreementKind::Framework | AgreementKind::Plan => Binding::NonBinding,
        AgreementKind::Project => Binding::Contract,
        AgreementKind::Sister | AgreementKind::Other => Binding::Unknown,
    }
}

/// The same agreement told again: same money, or same parties and kind.
fn drop_repeated(claims: Vec<AgreementClaim>) -> Vec<AgreementClaim> {
    let mut kept: Vec<AgreementClaim> = Vec::new();
    for claim in claims {
        let same = kept.iter_mut().find(|known| {
            let overlap =
                known.parties.is_empty() || claim.parties.is_empty() || known.parties.iter().any(|party| claim.parties.contains(party));
            let same_set = known.parties.len() == claim.parties.len() && claim.parties.iter().all(|party| known.parties.contains(party));
            let both_vague = known.amount.is_none()
                && claim.amount.is_none()
                && known.stage == claim.stage
                && same_set
                && known.count.is_none()
                && claim.count.is_none();
            let same_money = overlap
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
            same_money || adds_money || same_parties || both_vague
        });
        match same {
            Some(known) => {
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
                        && claim.evidence.first().rule == COUNTED
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

/// "It yielded two agreements", and then both are told: the bare number says nothing that its parts do not say better.
fn without_bare_heads(mut claims: Vec<AgreementClaim>) -> Vec<AgreementClaim> {
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

/// Which records are inside others: "of which 48 key ones", and what a larger sum of the same text contains.
fn nest(scene: &Scene<'_>, claims: &mut [AgreementClaim]) {
    let text_of = |claim: &AgreementClaim| {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        scene.document.body[scene.document.sentences[sentence].span.range()].to_owned()
    };
    let is_key =
        |claim: &AgreementClaim| counts_in(scene, claim.evidence.first().span).any(|count| count.is_key_part && count.count == claim.count);
    let largest = (0..claims.len())
        .filter(|at| {
            let claim = &claims[*at];
            // "Trade deals worth 240 million were the outcome": a sum of instruments that nobody counts.
            let is_by_places = claim.parties.len() < 3 || claim.parties.iter().all(|party| party.place().is_some());
            let is_sum = claim.count.is_none() && claim.amount.is_some() && is_by_places;
            claim.stage == Stage::Signed && (claim.count.is_some_and(|count| count > 1) || is_sum || WHOLE.is_match(&text_of(claim)))
        })
        .max_by_key(|at| (claims[*at].amount.map(|amount| amount.minor), claims[*at].count));
    let Some(whole) = largest else { return };
    for at in 0..claims.len() {
        if at == whole || claims[at].stage != Stage::Signed {
            continue;
        }
        let smaller_sum = match (claims[whole].amount, claims[at].amount) {
            (Some(sum), Some(part)) => sum.currency == part.currency && part.minor < sum.minor,
            // Without a sum of its own only an instrument of the same sort is taken for a part: a sister agreement is none of a
            // sum of trade deals.
            (Some(_), None) => {
                let is_fewer = claims[at].count < claims[whole].count || claims[whole].count.is_none();
                is_fewer && (claims[at].kind == claims[whole].kind || is_key(&claims[at]))
            }
            (None, None) => claims[at].count.is_some() && claims[at].count < claims[whole].count,
            (None, Some(_)) => false,
        };
        let is_told_part =
            is_key(&claims[at]) || PART.is_match(&text_of(&claims[at])) || claims[whole].amount.is_some() || claims[whole].umbrella;
        if smaller_sum && is_told_part {
            claims[at].part_of = Some(whole);
            claims[whole].umbrella = true;
        }
    }
}
