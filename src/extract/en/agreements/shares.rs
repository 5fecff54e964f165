//! What single bodies have of a total: "21 MoUs worth 18 billion (…), 800 million of it from the dairy firm Foo".

use super::*;

/// How many sentences behind a total its shares are told.
const REACH: usize = 20;
/// How many bytes a body may stand from its sum.
const NEAREST_BODY: usize = 140;
pub(super) const SHARE: RuleName = RuleName::new("en.agreement.share");

/// Adds a record for each sum of money that no other claim has, that is smaller than a total told before it, and that stands beside a
/// body. All shares together are no more than their total.
pub(super) fn add_shares(scene: &Scene<'_>, engagements: &[EngagementClaim], claims: &mut Vec<AgreementClaim>) {
    for amount in scene.amounts.iter().filter(|amount| amount.equivalent_of.is_none()) {
        let Some(money) = amount.amount else { continue };
        let number = scene.document.sentence_at(amount.span.start);
        let reader = Reader::new(scene, engagements, number);
        if STATISTIC.is_match(reader.text) || ESTIMATED.is_match(reader.text) {
            continue;
        }
        let told_before = |claim: &AgreementClaim| {
            let sentences = claim.evidence.iter().map(|evidence| scene.document.sentence_at(evidence.span.start));
            sentences.filter(|told| *told <= number).max()
        };
        let whole = claims.iter().rposition(|claim| {
            let Some(told) = told_before(claim) else { return false };
            let is_total = claim.count.is_some_and(|count| count > 1) || claim.count.is_none() && claim.umbrella;
            let is_before = claim.evidence.first().span.start < amount.span.start && number - told <= REACH;
            is_total && is_before && claim.amount.is_some_and(|sum| sum.currency == money.currency && sum.minor > money.minor)
        });
        let Some(whole) = whole else { continue };
        let Some(party) = reader.body_beside(amount.span) else { continue };
        // Another body may have a share of the same size.
        let is_known = |claim: &AgreementClaim| {
            let is_of_another = claim.count == Some(1) && !claim.parties.is_empty() && !claim.parties.contains(&party);
            claim.amount == Some(money) && (!is_of_another || told_before(claim) == Some(number))
        };
        if claims.iter().any(is_known) {
            continue;
        }
        let told: i64 =
            claims.iter().filter(|claim| claim.evidence.first().rule == SHARE).filter_map(|claim| Some(claim.amount?.minor)).sum();
        let is_within = claims[whole].amount.is_some_and(|sum| told.checked_add(money.minor).is_some_and(|all| all <= sum.minor));
        if !is_within {
            continue;
        }
        let evidence = reader.around(amount.span);
        let mut share = reader.claim(evidence, SHARE, None, Some(amount), vec![party]);
        (share.kind, share.stage, share.count, share.umbrella) = (claims[whole].kind, claims[whole].stage, Some(1), false);
        share.part_of = Some(whole);
        claims[whole].umbrella = true;
        claims.push(share);
    }
    sort_by_place(claims);
}

impl Reader<'_, '_> {
    /// The company that stands nearest to a sum, in its part of the sentence; else a name behind "with", "by", "from", "for".
    pub(super) fn body_beside(&self, sum: TextSpan) -> Option<Affiliation> {
        let part = self.part_around(sum);
        let gap = |span: TextSpan| span.start.max(sum.start).saturating_sub(span.end.min(sum.end));
        let bodies =
            self.scene.organizations_in(&self.tokens).filter(|body| body.kind == OrganizationKind::Company && part.contains(&body.span));
        let nearest = bodies.min_by_key(|body| gap(body.span)).filter(|body| gap(body.span) <= NEAREST_BODY);
        if let Some(body) = nearest {
            return Some(Affiliation::Organization(body.name.clone()));
        }
        pattern!(NAMED, r"\b(?:[Ww]ith|[Bb]y|[Ff]rom|[Ff]or) (?:the (?:company|firm|group|concern) )?((?:[A-Z][\w&'’-]{1,24} ?){2,4})");
        pattern!(
            NAME_BEFORE,
            r"(?:^|[.;,] |and )((?:the )?(?:[A-Z][\w&'’-]{1,24} ?){1,4})(?:of [A-Z][\w .'’-]{3,30} )?(?:followed|signed|came|comes|is in|joins|joined|puts|put|adds|added|stands|chips? in)\b"
        );
        let text = part.of(self.scene.document.body)?;
        let is_free = |span: &TextSpan| {
            let tokens = self.scene.document.token_at(span.start)..self.scene.document.token_at(span.end.saturating_sub(1)) + 1;
            self.scene.places_in(&tokens).next().is_none() && self.scene.people_in(&tokens).next().is_none()
        };
        // "Energy stands for 500 million of that": what the money is for.
        let is_noun = |name: &str| super::super::lexicon::lexicon().abstract_nouns.contains(name.trim().to_lowercase().as_str());
        let named = NAMED.captures_iter(text).chain(NAME_BEFORE.captures_iter(text));
        let spans = named.filter_map(|found| found.get(1)).filter(|name| !is_noun(name.as_str())).map(|name| {
            let end = part.start + name.start() + name.as_str().trim_end().len();
            TextSpan::new(part.start + name.start(), end)
        });
        let span = spans.filter(is_free).min_by_key(|span| gap(*span)).filter(|span| gap(*span) <= NEAREST_BODY)?;
        span.of(self.scene.document.body).map(|name| Affiliation::Organization(name.to_owned()))
    }

    /// Between the semicolons and points of a list around a place in it.
    fn part_around(&self, at: TextSpan) -> TextSpan {
        let body = self.scene.document.body;
        let start = body[self.span.start..at.start].rfind([';', '\n']).map_or(self.span.start, |mark| self.span.start + mark + 1);
        let end = body[at.end..self.span.end].find([';', '\n']).map_or(self.span.end, |mark| at.end + mark);
        TextSpan::new(start, end)
    }
}
