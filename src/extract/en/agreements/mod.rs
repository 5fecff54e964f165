//! Agreements in English: what is said to be signed, announced or ended; how many, for how much, by whom; what contains what.

mod background;
mod fields;
mod gifts;
mod items;
mod lists;
mod money;
mod nesting;
mod of_signings;
mod papers;
mod parties;
mod parts;
mod patterns;
mod pledges;
mod shares;
mod some_of_them;
mod ties;
mod told_again;
mod totals;

pub(super) use self::ties::TIE_MADE;

use std::ops::Range;

use self::fields::binding;
use self::nesting::nest;
use self::parts::sort_by_place;
use self::patterns::*;
use self::totals::{drop_repeated, without_bare_heads, without_empty_heads};
use super::gates::{Door, Open};
use super::is_condition;
use super::patterns::{Match, Pattern, pattern};
use super::sides::sides_of_sentence;
use crate::extract::amounts::{AmountMention, CountMention, CountNoun};
use crate::extract::dates::Tense;
use crate::extract::mention::PlaceMention;
use crate::extract::scene::{Scene, counts_in};
use crate::gazetteer::NameForm;
use crate::model::{
    Affiliation, AgreementClaim, AgreementKind, Binding, Context, EngagementClaim, EngagementType, EvidenceList, Hedge, Inferred, Nature,
    OrganizationKind, PlaceCode, PlaceLevel, RuleName, Stage, TextSpan,
};

/// How many bytes a sum may stand from the number of instruments that it is the money of.
const NEAREST_SUM: usize = 70;
const SIGNED: RuleName = RuleName::new("en.agreement.signed");
const PAIR: RuleName = RuleName::new("en.agreement.pair");
const COUNTED: RuleName = RuleName::new("en.agreement.counted");
const GIFT_RULE: RuleName = RuleName::new("en.agreement.gift");
const SPOKEN_OF: RuleName = RuleName::new("en.agreement.spoken-of");
/// One of several instruments of a sentence.
const ONE_OF_PAPERS: RuleName = RuleName::new("en.agreement.one-of-papers");
/// Why a currency is marked as inferred.
const WHICH_CURRENCY: &str = "which currency of that name is not told; taken from the country that the article is about";
const UNDER_WAY: RuleName = RuleName::new("en.agreement.under-way");
/// "and another 60 million from Korea": beside the record of the same sentence.
const FURTHER_SUM: RuleName = RuleName::new("en.agreement.further-sum");
const PURCHASE: RuleName = RuleName::new("en.agreement.purchase");
const PLEDGED_RULE: RuleName = RuleName::new("en.agreement.pledged");

/// The patterns that every sentence meets where it holds their words.
pub(super) fn anywhere() -> [&'static Pattern; 5] {
    [&ENDED, &INSTRUMENT, &PLEDGES, &GIFT, &SERIES]
}

/// Finds all agreements of a scene.
pub fn find_agreements(scene: &Scene<'_>, engagements: &[EngagementClaim]) -> Vec<AgreementClaim> {
    let mut claims = Vec::new();
    let readers: Vec<Reader<'_, '_>> = (0..scene.document.sentences.len()).map(|number| Reader::new(scene, engagements, number)).collect();
    for reader in &readers {
        if !reader.adds_value(&mut claims) && !reader.tells_again(&mut claims) {
            let mut told = reader.some_of_them(&claims);
            if told.is_empty() {
                told = reader.agreements();
                told = if told.is_empty() { reader.shares_of_sum(&claims) } else { told };
                claims.append(&mut told);
                told = reader.some_of_own(&claims);
            }
            claims.extend(told);
        }
    }
    background::add_faint(&readers, &mut claims);
    of_signings::add_papers_of_signings(&readers, engagements, &mut claims);
    let mut claims = without_empty_heads(scene, drop_repeated(scene, claims));
    money::add_money(&readers, &mut claims);
    ties::name_ties(engagements, &mut claims);
    ties::name_parties(&readers, &mut claims);
    ties::add_makings(&readers, engagements, &mut claims);
    ties::without_told_intentions(&mut claims);
    claims.retain(|claim| !is_domestic(claim) || is_with_others(claim, engagements));
    parts::add_parts(scene, engagements, &mut claims);
    shares::add_shares(scene, engagements, &mut claims);
    nest(scene, &mut claims);
    without_bare_heads(claims)
}

/// What provinces or cities of one country sign with each other crosses no border.
fn is_domestic(claim: &AgreementClaim) -> bool {
    let places: Vec<&PlaceCode> = claim.parties.iter().filter_map(Affiliation::place).collect();
    let [first, others @ ..] = &places[..] else { return false };
    let is_apart = |place: &&PlaceCode| place.country() == first.country() && !place.includes(first) && !first.includes(place);
    places.len() == claim.parties.len()
        && !others.is_empty()
        && first.level() != PlaceLevel::Country
        && others.iter().all(|place| place.level() != PlaceLevel::Country && is_apart(place))
}

/// "With Kano and with Jigawa a letter of intent each was signed": the sentence leaves out who signed with the two, as the signing tells.
fn is_with_others(claim: &AgreementClaim, engagements: &[EngagementClaim]) -> bool {
    let Some(signing) = claim.engagement.and_then(|at| engagements.get(at)) else { return false };
    let spans = |at: &EngagementClaim| at.evidence.iter().any(|evidence| evidence.span.overlaps(&claim.evidence.first().span));
    let places = || claim.parties.iter().filter_map(Affiliation::place);
    let is_other = |side: &PlaceCode| places().all(|place| place.country() != side.country());
    let are_of_it = |sides: &[PlaceCode]| places().all(|place| sides.contains(place));
    let are_on_one_side =
        are_of_it(&signing.from) && signing.to.iter().any(is_other) || are_of_it(&signing.to) && signing.from.iter().any(is_other);
    signing.kind == EngagementType::Signing && spans(signing) && are_on_one_side
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    engagements: &'s [EngagementClaim],
    number: usize,
    span: TextSpan,
    tokens: Range<usize>,
    text: &'a str,
    open: Open,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(scene: &'s Scene<'a>, engagements: &'s [EngagementClaim], number: usize) -> Self {
        let sentence = &scene.document.sentences[number];
        let text = &scene.document.body[sentence.span.range()];
        Self { scene, engagements, number, span: sentence.span, tokens: sentence.tokens.clone(), text, open: scene.open[number] }
    }

    fn agreements(&self) -> Vec<AgreementClaim> {
        let mut claims = self.told();
        match claims.pop() {
            Some(only) if claims.is_empty() => self.with_further_sums(only),
            last => claims.into_iter().chain(last).collect(),
        }
    }

    fn told(&self) -> Vec<AgreementClaim> {
        if self.text.len() > 3_000 {
            return Vec::new();
        }
        if self.tells_of_end() {
            return self.ended();
        }
        if let Some(claim) = self.called_off() {
            return vec![claim];
        }
        let signs = self.verb();
        let amounts: Vec<&AmountMention> = self.amounts().collect();
        let came_to_nothing = signs.is_none() && (CAME_TO_NOTHING.is_match(self.text) || ON_OFFER.is_match(self.text));
        let is_of_series = || Door::Series.is_open(self.open) && SERIES.is_match(self.text);
        if came_to_nothing || self.is_size_class(&amounts) || is_of_series() {
            return Vec::new();
        }
        let counts: Vec<&CountMention> = self.counts().collect();
        if let Some(halves) = self.signed_and_pledged().filter(|_| !amounts.is_empty()) {
            return halves.iter().flat_map(Reader::agreements).collect();
        }
        if let Some(at) = signs {
            let pairs = self.pairs(at);
            if pairs.len() >= 2 {
                return pairs.into_iter().map(|(parties, span)| self.clause_of(span).claim(span, PAIR, None, None, parties)).collect();
            }
            let is_statistic = STATISTIC.is_match(self.text) && !WORTH.is_match(self.text);
            if is_statistic && counts.is_empty() && !MEMORANDUM.is_match(self.text) && amounts.len() > 1 {
                return Vec::new();
            }
            if self.is_background() && counts.is_empty() && amounts.is_empty() {
                return Vec::new();
            }
            if let Some(claim) = self.first_of_several() {
                return vec![claim];
            }
            let papers = self.papers();
            if !papers.is_empty() {
                return papers;
            }
            return self.sums_in_turn(&counts, &amounts).unwrap_or_else(|| self.counted_or_single(at, &counts, &amounts));
        }
        let inverted = self.inverted_items();
        if !inverted.is_empty() {
            return inverted;
        }
        if let Some(claim) = self.item_of_list().or_else(|| self.priced_item(&amounts)) {
            return vec![claim];
        }
        let gifts = self.gifts(&amounts);
        if !gifts.is_empty() {
            return gifts;
        }
        if let Some(claim) = self.item_under_heading().or_else(|| self.line_of_list(&amounts)) {
            return vec![claim];
        }
        if let Some(pledges) = self.pledge(&amounts) {
            return pledges.into_iter().collect();
        }
        if let Some(claim) = self.under_way(&amounts) {
            return vec![claim];
        }
        if let Some(claim) = self.one_in_turn().filter(|_| amounts.is_empty()) {
            return vec![claim];
        }
        if let Some(claim) = self.intended_tie().or_else(|| self.works_to_come().filter(|_| amounts.is_empty())) {
            return vec![claim];
        }
        if let Some(count) = self.tally(&counts).filter(|_| amounts.is_empty()) {
            return vec![self.claim(self.span, COUNTED, Some(count), None, self.parties(self.span))];
        }
        // "Export orders numbered 48 and came to 1.1 billion" counts instruments, whatever it exports.
        let is_statistic = self.tells_statistic() && !self.count_beside_sum(&counts, &amounts);
        if amounts.is_empty() || is_statistic || ESTIMATED.is_match(self.text) {
            return Vec::new();
        }
        if FORECAST.is_match(self.text) || self.tells_of_stock() {
            return Vec::new();
        }
        let follows = self.follows_signing();
        let by_body = self.sum_by_body(&amounts, follows);
        if !by_body.is_empty() && counts.is_empty() {
            return by_body;
        }
        if self.count_beside_sum(&counts, &amounts) {
            return self.counted_or_single(self.span, &counts, &amounts);
        }
        // "The first, worth $600 million, is with …": each sum is one of the instruments told before.
        if follows && ONE_OF_SEVERAL.is_match(self.text) && !WHOLE.is_match(self.text) && counts.is_empty() {
            return amounts.iter().map(|amount| self.one_of_several(amount)).collect();
        }
        if ATTRACTED.is_match(self.text) && !EARLIER.is_match(self.text) {
            let mut claim = self.claim(self.span, COUNTED, counts.first().copied(), amounts.first().copied(), self.parties(self.span));
            claim.umbrella = true;
            return vec![claim];
        }
        // "Taken together they are worth 65 billion": the sum of what the sentence before counted is added there.
        if WORTH.is_match(self.text) || follows && (INSTRUMENT.is_match(self.text) || WHOLE.is_match(self.text)) {
            let count = counts.first().copied();
            let mut claim = self.claim(self.span, COUNTED, count, amounts.first().copied(), self.parties(self.span));
            if count.is_none() && EXISTING.is_match(self.text) {
                (claim.count, claim.umbrella) = (Some(1), false);
            }
            return vec![claim];
        }
        self.purchase(&amounts).or_else(|| self.outlay(&amounts)).into_iter().collect()
    }

    /// "Its value reaches 210 billion": the money of the one instrument that a sentence shortly before tells without money.
    fn adds_value(&self, claims: &mut [AgreementClaim]) -> bool {
        let Some(amount) = self.amounts().next() else { return false };
        let Some(last) = claims.last_mut().filter(|last| last.amount.is_none()) else { return false };
        if !self.tells_value() && !self.tells_outlay_of(last) {
            return false;
        }
        let told = self.scene.document.sentence_at(last.evidence.first().span.start);
        if self.number - told.min(self.number) > 2 {
            return false;
        }
        (last.amount, last.hedge, last.amount_max_minor) = (amount.amount, amount.hedge, amount.amount_max_minor);
        last.evidence.add(self.around(amount.span), COUNTED);
        true
    }

    fn tells_value(&self) -> bool {
        ITS_VALUE.is_match(self.text)
    }

    fn next(&self) -> Option<Reader<'_, 'a>> {
        let number = self.number + 1;
        (number < self.scene.document.sentences.len()).then(|| Reader::new(self.scene, self.engagements, number))
    }

    /// "14 contracts and a bill of $412 million", "143 deals, 161.5 billion yuan": a number of instruments and a sum side by side.
    fn count_beside_sum(&self, counts: &[&CountMention], amounts: &[&AmountMention]) -> bool {
        let ([count, ..], [amount, ..]) = (counts, amounts) else { return false };
        let gap = count.span.start.max(amount.span.start).saturating_sub(count.span.end.min(amount.span.end));
        let between = count.span.end.min(amount.span.end)..count.span.start.max(amount.span.start);
        let joins = self.scene.document.body.get(between).is_some_and(|text| !text.contains(';') && !text.contains(". "));
        count.count.is_some_and(|number| number > 1) && gap <= NEAREST_SUM && joins
    }

    /// The verb of signing that has most bodies before it: "At the signing ceremony, A and B signed" is about the second.
    fn verb(&self) -> Option<TextSpan> {
        if !Door::Instrument.is_open(self.open) || !INSTRUMENT.is_match(self.text) {
            return None;
        }
        let tells = |hit: &Match<'_>| {
            (!CEREMONY.is_match(&self.text[hit.start()..]) || CEREMONY_OF.is_match(&self.text[hit.start()..]))
                && !OWN_ACT.is_match(&self.text[hit.start()..])
                && !is_denied(&self.text[..hit.start()])
                && !HOPED.is_match(&self.text[..hit.start()])
                && !is_condition(&self.text[..hit.start()])
        };
        let hits = SIGNS.find_iter(self.text).filter(tells);
        let spans = hits.map(|hit| TextSpan::new(self.span.start + hit.start(), self.span.start + hit.end()));
        spans.enumerate().max_by_key(|(rank, at)| (self.pairs(*at).len(), std::cmp::Reverse(*rank))).map(|(_, at)| at)
    }

    fn amounts(&self) -> impl Iterator<Item = &'s AmountMention> {
        let span = self.span;
        let first = self.scene.amounts.partition_point(|amount| amount.span.start < span.start);
        let inside = self.scene.amounts[first..].iter().take_while(move |amount| amount.span.start < span.end);
        inside.filter(move |amount| span.contains(&amount.span) && amount.equivalent_of.is_none() && !self.is_size(amount.span))
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

    fn counted_or_single(&self, at: TextSpan, counts: &[&CountMention], amounts: &[&AmountMention]) -> Vec<AgreementClaim> {
        match counts {
            [] => {
                let investors = self.number_of_investors().filter(|_| !amounts.is_empty());
                let count = if investors.is_none() && self.names_many() { None } else { investors.or(Some(1)) };
                let mut claim = self.claim(self.span, SIGNED, None, amounts.first().copied(), self.parties(at));
                (claim.count, claim.umbrella) = (count, claim.umbrella || investors.is_some());
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
}

/// Whether the words before something deny it: "no", "never", but not "not long ago".
fn is_denied(before: &str) -> bool {
    NEGATED.is_match(before) && !NOT_LONG.is_match(before)
}

fn is_instrument(noun: &CountNoun) -> bool {
    matches!(noun, CountNoun::Projects | CountNoun::Agreements | CountNoun::Memoranda | CountNoun::Contracts)
}
