//! How many papers of a total told before are of which sort: "51 of them are foreign, for 10 billion dollars; the other 355 …".

use super::*;
use crate::extract::en::numbers::{read_figure, small_number};
use crate::model::Amount;

/// How many sentences behind a total some of it are told.
const REACH: usize = 1;
/// How many sentences behind it, where all that are told make up the number of the total.
const FAR_REACH: usize = 10;
/// How many records before are looked at for the total.
const MOST_TOTALS: usize = 20;
/// How many bytes behind a number its sum is told.
const NEAREST_SUM: usize = 120;
/// The longest sentence that is read, in bytes.
const LONGEST: usize = 1_000;
/// How many sentences behind a total sums out of it are told.
const SUM_REACH: usize = 2;
pub(super) const SHARE_OF_NUMBER: RuleName = RuleName::new("en.agreement.some-of-them");
pub(super) const SHARE_OF_SUM: RuleName = RuleName::new("en.agreement.share-of-sum");

/// Some papers of a total.
struct Portion {
    /// From the number to its sum.
    span: TextSpan,
    number: u32,
    money: Option<AmountMention>,
    /// Where the next number stands, or the sentence ends.
    until: usize,
}

impl Reader<'_, '_> {
    /// Behind "406 projects": "51 of them are foreign, for 10 billion dollars; the other 355 come to 412 billion yuan".
    pub(super) fn some_of_them(&self, claims: &[AgreementClaim]) -> Vec<AgreementClaim> {
        if self.text.len() > LONGEST || self.counts().next().is_some() {
            return Vec::new();
        }
        let Some((whole, some)) = self.some_of(claims) else { return Vec::new() };
        some.iter().map(|some| self.share_of(whole, some)).collect()
    }

    /// "135 trade projects: 25 overseas ones of 7 billion and 110 domestic ones of 6.9 billion", "60 projects, 19 of which, worth 2 billion,
    /// are in farming": what a total's own sentence tells of it.
    pub(super) fn some_of_own(&self, claims: &[AgreementClaim]) -> Vec<AgreementClaim> {
        pattern!(OWN, r"(?i): |[,;] (and |with )?(?P<n>[0-9]{1,4}|[a-z]+(-[a-z]+)?) of (which|them|these)\b");
        let Some(own) = OWN.find(self.text) else { return Vec::new() };
        self.part(TextSpan::new(self.span.start + own.start() + 1, self.span.end)).some_of_them(claims)
    }

    /// Behind a total without a number: "Of the total, 61 million fell to Lyon", "the lion's share, 61 million, is to go to the host".
    pub(super) fn shares_of_sum(&self, claims: &[AgreementClaim]) -> Vec<AgreementClaim> {
        pattern!(
            SHARED,
            r"(?i)\b(of (the|this|that) (total|sum|amount|investment|money|volume)|(lion's|lion’s|largest|biggest) (share|part)|account(s|ed)? for|(is|are|was|were) to go to|will go to|went to|goes to|fell to|falls? (on|to)|(the )?(bulk|most|half|part) of (it|them|this|these|that)|alone (signed|attracted|took|brought|got|accounts|accounted|won))\b"
        );
        let is_share = self.text.len() <= LONGEST && SHARED.is_match(self.text) && self.counts().next().is_none();
        if !is_share || STATISTIC.is_match(self.text) || ESTIMATED.is_match(self.text) || self.tells_of_stock() {
            return Vec::new();
        }
        let whole_of = |amount: &AmountMention| {
            let is_whole = |claim: &&AgreementClaim| {
                let told = self.scene.document.sentence_at(claim.evidence.first().span.start);
                let is_total = claim.count != Some(1) || claim.umbrella;
                is_total && is_more(claim, amount.amount) && self.number.saturating_sub(told) <= SUM_REACH
            };
            claims.iter().rev().take(MOST_TOTALS).find(is_whole)
        };
        let shares = self.amounts().map(|amount| {
            let whole = whole_of(amount)?;
            let mut claim = self.claim(self.around(amount.span), SHARE_OF_SUM, None, Some(amount), self.parties(self.span));
            (claim.kind, claim.stage, claim.binding) = (whole.kind, whole.stage, whole.binding);
            (claim.count, claim.umbrella) = (None, false);
            Some(claim)
        });
        shares.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    fn some_of<'c>(&self, claims: &'c [AgreementClaim]) -> Option<(&'c AgreementClaim, Vec<Portion>)> {
        let some = self.numbers_of_them();
        let all: u32 = some.iter().map(|some| some.number).sum();
        let is_whole = |claim: &&AgreementClaim| {
            let told = claim.evidence.iter().map(|evidence| self.scene.document.sentence_at(evidence.span.start));
            let gap = told.map(|told| self.number.saturating_sub(told)).min().unwrap_or(usize::MAX);
            let is_all = some.len() > 1 && claim.count == Some(all);
            claim.evidence.first().rule != SHARE_OF_NUMBER
                && (is_all && gap <= FAR_REACH || claim.count.is_some_and(|count| all < count) && gap <= REACH)
        };
        let whole = claims.iter().rev().take(MOST_TOTALS).find(is_whole).filter(|_| !some.is_empty())?;
        let is_list = some.len() > 1 && whole.kind == AgreementKind::Project;
        let some = some.into_iter().map(|some| self.in_money_of(whole, some)).collect::<Vec<_>>();
        let has_money = some.iter().any(|some| some.money.is_some());
        (has_money || is_list).then_some((whole, some))
    }

    /// Every number of the sentence that says how many of those told before, with its sum.
    fn numbers_of_them(&self) -> Vec<Portion> {
        pattern!(
            OF_THEM,
            r"(?i)\b(?P<n>[0-9]{1,4}|[a-z]+(-[a-z]+)?) ((more|others?) )?((of|among) (them|these|those|which)\b|([a-z-]+ )?ones\b)|\b(of|among|out of) (them|these|those|which|this total|the total),? (?P<m>[0-9]{1,4}|[a-z]+(-[a-z]+)?) [a-z]"
        );
        pattern!(
            OTHERS,
            r"(?i)\b(another|the (other|remaining|further|rest,)) (?P<n>[0-9]{1,4}|[a-z]+(-[a-z]+)?)( projects| contracts| deals| agreements| mous)?( [a-z]|[,.;:])"
        );
        pattern!(
            IN_TURN,
            r"(?i)(^|[,;:] (and )?|\band )(?P<n>[0-9]{1,4}|[a-z]+(-[a-z]+)?) (are|is|were|was|have|belong|deal|concern|come|go|involve|fall|use|abroad|at home|inside|outside|in|with|from|of|for)\b"
        );
        if !OF_THEM.is_match(self.text) {
            return Vec::new();
        }
        let read = |found: super::super::patterns::Captures<'_>| {
            let number = found.name("n").or(found.name("m"))?;
            let value = u32::try_from(small_number(number.as_str())?).ok().filter(|value| *value > 1)?;
            Some((number.start(), number.end(), value))
        };
        let mut numbers: Vec<(usize, usize, u32)> =
            [&OF_THEM, &OTHERS, &IN_TURN].iter().flat_map(|pattern| pattern.captures_iter(self.text)).filter_map(read).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let ends = numbers.iter().skip(1).map(|(start, ..)| *start).chain([self.text.len()]).collect::<Vec<_>>();
        numbers.iter().zip(ends).map(|((start, end, value), next)| self.some(*start, *end, *value, next)).collect()
    }

    /// A number of the sentence with the sum that is told before the next number.
    fn some(&self, start: usize, end: usize, number: u32, next: usize) -> Portion {
        let within = TextSpan::new(self.span.start + end, self.span.start + next);
        let money = self.amounts().find(|amount| within.contains(&amount.span) && amount.span.start - within.start <= NEAREST_SUM);
        let last = money.map_or(self.span.start + end, |amount| amount.span.end);
        Portion { span: TextSpan::new(self.span.start + start, last), number, money: money.cloned(), until: within.end }
    }

    /// "25 of 7 billion", behind a total in yuan: the currency of the total.
    fn in_money_of(&self, whole: &AgreementClaim, some: Portion) -> Portion {
        pattern!(
            BARE,
            r"(?i)^[^.;]{0,60}?\b(of|for|worth|with|at|to) (?P<figure>[0-9][0-9.,]* (million|billion|trillion|crore))([.,;) ]*$|[.,;)]| and\b)"
        );
        let Some(total) = whole.amount.filter(|_| some.money.is_none()) else { return some };
        let Some(text) = self.scene.document.body.get(some.span.end..some.until) else { return some };
        let money = BARE.captures(text).and_then(|found| {
            let figure = found.name("figure")?;
            let amount = Amount::from_units(read_figure(figure.as_str())?.value, total.currency)?;
            let span = TextSpan::new(some.span.end + figure.start(), some.span.end + figure.end());
            let is_less = amount.minor < total.minor;
            is_less.then_some(AmountMention {
                span,
                amount: Some(amount),
                currency_is_sure: true,
                hedge: Hedge::Exactly,
                amount_max_minor: None,
                rule: SHARE_OF_NUMBER,
                equivalent_of: None,
            })
        });
        let end = money.as_ref().map_or(some.span.end, |money| money.span.end);
        Portion { span: TextSpan::new(some.span.start, end), money, ..some }
    }

    fn share_of(&self, whole: &AgreementClaim, some: &Portion) -> AgreementClaim {
        let mut claim = self.claim(self.around(some.span), SHARE_OF_NUMBER, None, some.money.as_ref(), whole.parties.clone());
        (claim.kind, claim.stage, claim.binding) = (whole.kind, whole.stage, whole.binding);
        (claim.count, claim.umbrella) = (Some(some.number), false);
        claim
    }
}

/// Whether a record's sum is larger than another of its currency.
pub(super) fn is_more(claim: &AgreementClaim, part: Option<Amount>) -> bool {
    claim.amount.zip(part).is_some_and(|(sum, part)| sum.currency == part.currency && sum.minor > part.minor)
}
