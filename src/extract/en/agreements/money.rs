//! Money of a paper that another sentence tells: "The island is to buy beans for $1.5 billion. A letter of intent to that effect was
//! signed."

use super::*;

/// How many sentences before a paper its money is told.
const REACH: usize = 2;
/// How many bytes from the beginning of an article its headline and what stands around it take at most.
const TOP_OF_PAGE: usize = 600;
/// How many bytes behind a paper what is pledged under it is told.
const NEAR_PAPER: usize = 400;
const TOLD_BEFORE: RuleName = RuleName::new("en.agreement.sum-before");
const IN_HEADLINE: RuleName = RuleName::new("en.agreement.sum-in-headline");

/// Gives papers without money the sum that stands just before them, and the only paper of an article the sum of its headline.
pub(super) fn add_money(readers: &[Reader<'_, '_>], claims: &mut Vec<AgreementClaim>) {
    let papers_of = |claims: &[AgreementClaim]| (0..claims.len()).filter(|at| may_have_money(&claims[*at])).collect::<Vec<usize>>();
    let papers = papers_of(claims);
    let mut pledged = Vec::new();
    for paper in &papers {
        let Some(reader) = reader_of(readers, &claims[*paper]).filter(|reader| reader.points_back()) else { continue };
        let before = readers[reader.number.saturating_sub(REACH)..reader.number].iter().rev();
        if let Some((amount, told)) = before.filter_map(|before| Some((before.sum_of_deal(claims)?, before))).next() {
            take_money(&mut claims[*paper], amount, told.around(amount.span), TOLD_BEFORE);
            let is_of_paper = |claim: &AgreementClaim| is_pledge_in(claim, told) && claim.amount == amount.amount;
            pledged.extend((0..claims.len()).filter(|at| is_of_paper(&claims[*at])));
        }
    }
    let mut number = 0..claims.len();
    claims.retain(|_| number.next().is_none_or(|at| !pledged.contains(&at)));
    join_headlines(readers, claims);
    pattern!(
        OF_PAPER,
        r"(?i)\b(the|this|that) (letter|memorandum|mou|agreement|paper|document|deal|pact|accord|contract)\b|\b(under|by|in) (it|them)\b"
    );
    let [only] = papers_of(claims)[..] else { return };
    let Some((amount, told)) = sum_of_headline(readers) else { return };
    // "The letter speaks of two years, for which the island pledges 1.5 billion": the same money.
    let is_of_paper = |claim: &AgreementClaim| {
        let gap = claim.evidence.first().span.start.saturating_sub(claims[only].evidence.first().span.end);
        let points_back = reader_of(readers, claim).is_some_and(|reader| {
            readers[reader.number.saturating_sub(1)..=reader.number].iter().any(|reader| OF_PAPER.is_match(reader.text))
        });
        claim.stage == Stage::Pledged && claim.amount == amount.amount && points_back && (1..NEAR_PAPER).contains(&gap)
    };
    if claims.iter().all(|claim| claim.amount.is_none() || is_of_paper(claim)) {
        let repeated: Vec<bool> = claims.iter().map(|claim| claim.amount.is_some()).collect();
        take_money(&mut claims[only], amount, told.around(amount.span), IN_HEADLINE);
        let mut repeated = repeated.into_iter();
        claims.retain(|_| !repeated.next().unwrap_or(false));
    }
}

/// The sum of a headline stands in the text for the same paper.
fn join_headlines(readers: &[Reader<'_, '_>], claims: &mut Vec<AgreementClaim>) {
    let is_taken = |claim: &AgreementClaim| claim.evidence.iter().any(|evidence| evidence.rule == TOLD_BEFORE);
    let taken: Vec<AgreementClaim> = claims.iter().filter(|claim| is_taken(claim)).cloned().collect();
    claims.retain(|claim| {
        let is_headline = reader_of(readers, claim).is_some_and(|line| line.span.start < TOP_OF_PAGE && !line.text.ends_with('.'));
        is_taken(claim) || !is_headline || !taken.iter().any(|paper| paper.amount == claim.amount && paper.stage == claim.stage)
    });
}

/// A paper, or papers that nobody counts, that may be worth something; what makes two places sisters is not.
fn may_have_money(claim: &AgreementClaim) -> bool {
    let is_of_money = !matches!(claim.kind, AgreementKind::Sister | AgreementKind::Plan);
    is_of_money && claim.amount.is_none() && claim.stage == Stage::Signed && claim.count.is_none_or(|count| count == 1)
}

/// Whether a record is a promise that a sentence tells.
fn is_pledge_in(claim: &AgreementClaim, reader: &Reader<'_, '_>) -> bool {
    let evidence = claim.evidence.first();
    claim.stage == Stage::Pledged && evidence.rule == PLEDGED_RULE && evidence.span.overlaps(&reader.span)
}

fn reader_of<'r, 's, 'a>(readers: &'r [Reader<'s, 'a>], claim: &AgreementClaim) -> Option<&'r Reader<'s, 'a>> {
    let start = claim.evidence.first().span.start;
    readers.get(readers.partition_point(|reader| reader.span.end <= start))
}

fn take_money(claim: &mut AgreementClaim, amount: &AmountMention, evidence: TextSpan, rule: RuleName) {
    (claim.amount, claim.hedge, claim.amount_max_minor) = (amount.amount, amount.hedge, amount.amount_max_minor);
    if !amount.currency_is_sure {
        claim.inferred.insert("currency".to_owned(), WHICH_CURRENCY.to_owned());
    }
    claim.evidence.add(evidence, rule);
}

/// The one sum that the lines at the top of an article tell.
fn sum_of_headline<'r, 's, 'a>(readers: &'r [Reader<'s, 'a>]) -> Option<(&'s AmountMention, &'r Reader<'s, 'a>)> {
    let lines = readers.iter().take_while(|reader| reader.span.start < TOP_OF_PAGE);
    let mut lines = lines.filter(|line| !line.text.ends_with(['.', '!', '?']) && line.amounts().next().is_some());
    let line = lines.next()?;
    let mut sums = line.amounts();
    let (sum, other) = (sums.next()?, sums.next());
    // "Lyon counts on 12 billion this year": no money of a paper.
    pattern!(
        AWAITED,
        r"(?i)\b(counts? on|eyes?|eyeing|seeks?|aims?|targets?|hopes?|expects?|expected|could|may|might|wants?|forecasts?|foresees?|predicts?|needs?|this year|next year|last year|by 20[0-9]{2})\b"
    );
    let is_told = ![&STATISTIC, &CAME_TO_NOTHING, &AWAITED].iter().any(|pattern| pattern.is_match(line.text));
    (other.is_none() && is_told).then_some((sum, line))
}

impl<'s> Reader<'s, '_> {
    /// "whose sales come to 2 billion a year", "a $3 billion company": how big somebody is, no money of an instrument.
    pub(super) fn is_size(&self, sum: TextSpan) -> bool {
        pattern!(
            SIZE_BEFORE,
            r"(?i)\b(whose|its|their|an?|annual|yearly) ([a-z-]+ ){0,2}(sales|turnover|revenues?|profits?|assets|income|market value|capitali[sz]ation|budget|gdp|economy)\b[^,;.]{0,30}$"
        );
        pattern!(
            SIZE_BEHIND,
            r"(?i)^[ -]?(a year in|((in|of) )?(annual |yearly )?(sales|revenues?|turnover|assets)\b|(strong )?(company|concern|corporation|giant|economy|market|industry)\b)"
        );
        // "Consultations amounted to 90 million, and contracts for 60 million were concluded"
        pattern!(
            TALKED_OF,
            r"(?i)\b(consultations?|negotiations?|(business|trade|export) (talks|meetings)|talks on|enquiries|inquiries)( [a-z0-9]+){0,4} ?([A-Z]{1,3}[a-z]?\.? ?)?$"
        );
        // "Average investment is 1.8 billion, 300 million more than last year"; "projects of more than 5 billion are 17"
        pattern!(AVERAGE, r"(?i)\baverag(e|ed|es|ing)\b( [a-z]+){0,7} ?([A-Z]{1,3}[a-z]?\.? ?)?$");
        pattern!(DIFFERENCE, r"(?i)^ (more|less|higher|lower) than (last|the last|the previous|a) (year|time|session|edition)\b");
        pattern!(LIMIT, r"(?i)\b(projects|contracts|deals) ((of|worth|with investments? of) )?(more than|over|above|exceeding|at least) $");
        pattern!(ARE_SO_MANY, r"(?i)^( or more| each)? (are|were|number(ed)?) [0-9]");
        // "Ten MoUs were signed, and the minister said that by 2030 the state would attract more than 200 billion": a hope.
        pattern!(
            HOPED_FOR,
            r"(?i)\b(said|says|hope[sd]?|expect(s|ed)?|predicted|confident|believe[sd]?)\b[^.;]{0,120}\b(would|will|could|might|hope[sd]? to|aim(s|ed)? to|expect(s|ed)? to) (soon |also |further )?(attract|draw|lure) [^.;,]{0,40}$"
        );
        let body = self.scene.document.body;
        let before = &body[self.span.start..sum.start];
        pattern!(PRICED, r"(?i)\b(worth|contracts?|deals?|agreements?)\b");
        let hope = HOPED_FOR.find(before);
        if hope.is_some_and(|hope| !PRICED.is_match(&before[hope.start()..])) {
            return true;
        }
        let behind = &body[sum.end..self.span.end];
        if AVERAGE.is_match(before) || DIFFERENCE.is_match(behind) || LIMIT.is_match(before) && ARE_SO_MANY.is_match(behind) {
            return true;
        }
        let is_talk = TALKED_OF.find(before).is_some_and(|talk| !INSTRUMENT.is_match(&before[talk.start()..]));
        SIZE_BEFORE.is_match(before) || SIZE_BEHIND.is_match(behind) || is_talk
    }

    /// The one sum of a sentence on a deal, which no claim has.
    fn sum_of_deal(&self, claims: &[AgreementClaim]) -> Option<&'s AmountMention> {
        pattern!(
            DEAL,
            r"(?i)\b(deals?|agree(d|ments?)|pacts?|worth|valued?|invest(s|ed|ments?)?|orders?|purchases?|(to|will|would) (be )?(go|buy|bought|pay|paid|receive|get|cost|fund|provide|supply|supplied|deliver(ed)?|shipped|built|build|spen[dt]|put|take)|are to|is to|for as much as)\b"
        );
        let mut sums = self.amounts();
        let (sum, other) = (sums.next()?, sums.next());
        // "A firm will build a park for 3 million. The memorandum was signed on Monday": the pledge is what the paper is about.
        let is_free = claims
            .iter()
            .all(|claim| is_pledge_in(claim, self) || !claim.evidence.iter().any(|evidence| evidence.span.overlaps(&self.span)));
        let is_of_deal = DEAL.is_match(self.text) && !STATISTIC.is_match(self.text) && !ESTIMATED.is_match(self.text);
        (other.is_none() && is_free && is_of_deal && !CAME_TO_NOTHING.is_match(self.text)).then_some(sum)
    }
}
