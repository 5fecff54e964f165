//! Several instruments in one sentence, each with its own parties and its own money.

use super::*;

/// How many words may stand between "a" and its instrument.
const MAX_WORDS: usize = 7;

impl<'a> Reader<'_, 'a> {
    /// "Lyon signed a contract of 20 million euros with Tolmec, and with Corvane Bank it signed two framework agreements": one for each
    /// instrument that "a" or a number begins; none where there are not two of them, joined by "and" or the like.
    pub(super) fn papers(&self) -> Vec<AgreementClaim> {
        let Some(parts) = self.parts() else { return Vec::new() };
        let first = parts[0].parties(parts[0].span);
        let claim = |part: &Reader<'_, 'a>| {
            let own = part.parties(part.span);
            let parties = match (&own[..], &first[..]) {
                ([], shared) => shared.to_vec(),
                // "and a letter of intent with Osaka": who signs with Osaka was told before.
                ([only], [_, ..]) => {
                    parts[0].told_first(&first).into_iter().filter(|subject| subject != only).chain([only.clone()]).collect()
                }
                _ => own,
            };
            let (count, amount) = (part.counts().next(), part.amounts().next());
            let mut claim = part.claim(part.span, ONE_OF_PAPERS, count, amount, parties);
            if part.verb().is_none() {
                claim.stage = self.stage();
            }
            claim
        };
        parts.iter().map(claim).collect()
    }

    /// The party that stands before all others.
    fn told_first(&self, parties: &[Affiliation]) -> Option<Affiliation> {
        let place_of = |party: &Affiliation| match party {
            Affiliation::Organization(name) => {
                self.scene.organizations_in(&self.tokens).find(|body| body.name == *name).map(|body| body.span)
            }
            Affiliation::Place(code) => {
                self.scene.places_in(&self.tokens).find(|place| place.code.as_ref() == Some(code)).map(|place| place.span)
            }
        };
        parties.iter().filter_map(|party| Some((place_of(party)?.start, party))).min_by_key(|(at, _)| *at).map(|(_, party)| party.clone())
    }

    /// The sentence cut before each instrument but the first.
    fn parts(&self) -> Option<Vec<Reader<'_, 'a>>> {
        let papers = self.papers_told();
        if papers.len() < 2 {
            return None;
        }
        let mut cuts = Vec::new();
        for pair in papers.windows(2) {
            cuts.push(self.joint(pair[0].end, pair[1].start)?);
        }
        let starts = std::iter::once(self.span.start).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain(std::iter::once(self.span.end));
        Some(starts.zip(ends).map(|(start, end)| self.part(TextSpan::new(start, end))).collect())
    }

    /// "The chambers concluded a memorandum, while Tolmec unveiled its plan to build a hotel for 140 million": what was signed and what
    /// is pledged, where a sum belongs to the pledge; two papers with their sums on either side of a semicolon too.
    pub(super) fn signed_and_pledged(&self) -> Option<[Reader<'_, 'a>; 2]> {
        pattern!(
            TURN,
            r"(?i), (while|whereas|whilst)\b|;|,? and (has |have |got |there (are|were) )?(the |further |another |more )?(investment )?(proposals|promises|pledges|intentions|offers)\b"
        );
        let turn = self.span.start + TURN.find(self.text)?.start();
        let halves = [TextSpan::new(self.span.start, turn), TextSpan::new(turn, self.span.end)].map(|span| self.part(span));
        let pledges = |half: &Reader<'_, 'a>| PLEDGES.is_match(half.text) && half.amounts().next().is_some();
        let is_told = |half: &Reader<'_, 'a>| half.verb().is_some() || WORTH.is_match(half.text);
        let signs = |half: &Reader<'_, 'a>| is_told(half) && !PLEDGES.is_match(half.text) && !FUTURE.is_match(half.text);
        let [left, right] = &halves;
        let is_priced = |half: &Reader<'_, 'a>| INSTRUMENT.is_match(half.text) && half.amounts().next().is_some() && is_told(half);
        let are_two = self.text[turn - self.span.start..].starts_with(';') && halves.iter().all(is_priced);
        (signs(left) && pledges(right) || pledges(left) && signs(right) || are_two).then_some(halves)
    }

    pub(super) fn part(&self, span: TextSpan) -> Reader<'_, 'a> {
        let document = self.scene.document;
        let text = &document.body[span.range()];
        let marks = text.len() - text.trim_start_matches([',', ';', ' ', '\n']).len();
        let span = TextSpan::new(span.start + marks, span.end);
        let text = &document.body[span.range()];
        Reader {
            scene: self.scene,
            engagements: self.engagements,
            number: self.number,
            span,
            tokens: document.tokens_in(span),
            text,
            open: self.open,
        }
    }

    /// The part of the sentence between semicolons that holds some bytes of it.
    pub(super) fn clause_of(&self, span: TextSpan) -> Reader<'_, 'a> {
        let body = self.scene.document.body;
        let start = body[self.span.start..span.start].rfind("; ").map_or(self.span.start, |at| self.span.start + at + 2);
        let end = body[span.end..self.span.end].find("; ").map_or(self.span.end, |at| span.end + at);
        self.part(TextSpan::new(start, end))
    }

    /// "MoUs worth 90 million from Japan and another 60 million from Korea": the record of a sentence, and one for each sum that it sets
    /// beside the first.
    pub(super) fn with_further_sums(&self, told: AgreementClaim) -> Vec<AgreementClaim> {
        pattern!(
            FURTHER,
            r"(?i)(\band\b|\bplus\b|,|;)[^.]{0,120}\b(another|a further|an additional|others? (of|for|worth))( [a-z]+){0,2}( [A-Z]{1,3}[a-z]?\.?)? ?$"
        );
        // "a furniture project worth 250 million with Foo Group, and a project for the production of parts worth 100 million with Bar"
        pattern!(
            ANOTHER_WORK,
            r"(?i)(, and|, while|;)[^.;]{0,160}\b(an?|the) ([a-z-]+ ){0,3}(projects?|plant|factory|quarry|agreement|contract|deal|park|centre|center|line|showroom|mine|hub)\b[^.;]{0,60}\b(worth|valued at|costing)( [a-z]+)?( [A-Z]{1,3}[a-z]?\.?)? ?$"
        );
        pattern!(MORE, r"(?i)^ more\b");
        pattern!(
            NOT_YET,
            r"(?i)\b(interest|talks?|negotiat\w+|expected|could|may|might|hope[sd]?|should|jobs|annual(ly)?|trade|sales|last year|(had|has|have) been)\b"
        );
        let amounts: Vec<&AmountMention> = self.amounts().collect();
        let first = amounts.iter().position(|amount| amount.amount.is_some() && amount.amount == told.amount);
        let row = &amounts[first.unwrap_or(amounts.len())..];
        let body = self.scene.document.body;
        let is_further = |pair: &&[&AmountMention]| {
            let between = &body[pair[0].span.end..pair[1].span.start];
            let is_alike = pair[0].amount.zip(pair[1].amount).is_some_and(|(one, other)| one.currency == other.currency);
            let is_beside =
                FURTHER.is_match(between) || ANOTHER_WORK.is_match(between) || MORE.is_match(&body[pair[1].span.end..self.span.end]);
            is_alike && is_beside && !NOT_YET.is_match(between)
        };
        let further = row.windows(2).take_while(is_further).count();
        if further == 0 {
            return vec![told];
        }
        let row = &row[..=further];
        let claim = |(rank, part): (usize, Reader<'_, '_>)| {
            let (sum, own) = (row[rank], part.parties(part.span));
            let mut claim = told.clone();
            if rank > 0 {
                (claim.amount, claim.hedge, claim.amount_max_minor) = (sum.amount, sum.hedge, sum.amount_max_minor);
                claim.evidence = EvidenceList::of(self.around(sum.span), FURTHER_SUM);
            }
            if !own.is_empty() {
                (claim.sides, claim.parties) = (self.sides(&own), own);
            }
            claim
        };
        self.parts_around(row).into_iter().enumerate().map(claim).collect()
    }

    /// The sentence cut behind each of some sums but the last, where the next clause begins.
    pub(super) fn parts_around(&self, sums: &[&AmountMention]) -> Vec<Reader<'_, 'a>> {
        pattern!(CLAUSE, r"(?i)[,;]|\b(and|while|whereas|plus)\b");
        let body = self.scene.document.body;
        let cut = |pair: &[&AmountMention]| {
            let between = &body[pair[0].span.end..pair[1].span.start];
            pair[0].span.end + CLAUSE.find(between).map_or(0, |clause| clause.start())
        };
        let cuts: Vec<usize> = sums.windows(2).map(cut).collect();
        let starts = std::iter::once(self.span.start).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain(std::iter::once(self.span.end));
        starts.zip(ends).map(|(start, end)| self.part(TextSpan::new(start, end))).collect()
    }

    /// "a letter of intent", "two strategic framework agreements": the instruments of a sentence with their first words, in the body.
    fn papers_told(&self) -> Vec<TextSpan> {
        pattern!(
            PAPER,
            r"(?i)\b(memorand(um|a|ums)( of (understanding|agreement|cooperation))?|mous?|letters? of intent|agreements?|contracts?|declarations?|protocols?|pacts?|accords?|charters?|(action|cooperation|work) plans?|roadmaps?)\b"
        );
        let papers = PAPER.find_iter(self.text).filter_map(|hit| {
            let start = article_before(&self.text[..hit.start()])?;
            Some(TextSpan::new(self.span.start + start, self.span.start + hit.end()))
        });
        papers.collect()
    }

    /// Where the words begin that join an instrument to the one before it, both as bytes of the body.
    fn joint(&self, end: usize, start: usize) -> Option<usize> {
        pattern!(
            ADJACENT,
            r"(?i)(,? (and|as well as|plus|along with|together with)( also)?|;|,)( (signed|concluded|exchanged|inked))?( with [^,;]{2,80}?)? ?$"
        );
        pattern!(CLAUSE, r"(?i)(, (and|while|as well as|plus)|;) ");
        pattern!(
            DEPENDS,
            r"(?i)\b(to (sign|conclude|prepare|draft|turn)|into|based on|under|pursuant|in line with|follow(s|ing)|extend(s|ed|ing)|replac(e|es|ing)|which|towards|leads? to|as part of|known as|called|or)\b"
        );
        let between = self.scene.document.body.get(end..start)?;
        if DEPENDS.is_match(between) {
            return None;
        }
        let found = ADJACENT.find(between).or_else(|| CLAUSE.find(between))?;
        Some(end + found.start())
    }
}

/// Where the article or number stands that opens a noun's phrase, as a byte of the words before the noun.
fn article_before(before: &str) -> Option<usize> {
    pattern!(OPENS, r"(?i)^(an?|another|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3})$");
    pattern!(
        CLOSES,
        r"(?i)^(of|in|on|with|for|by|to|and|or|at|from|the|this|that|its|their|his|her|which|who|is|was|were|are|be|will|has|have|had|signed|sign|inked|concluded|under)$|[,;:.]$"
    );
    let mut end = before.trim_end().len();
    for _ in 0..MAX_WORDS {
        let word = before[..end].split(char::is_whitespace).next_back().unwrap_or_default();
        let start = end - word.len();
        if OPENS.is_match(word) {
            return Some(start);
        }
        if word.is_empty() || CLOSES.is_match(word) {
            return None;
        }
        end = before[..start].trim_end().len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_opens_with_its_article_or_number() {
        assert_eq!(article_before("Lyon signed a joint "), Some(12));
        assert_eq!(article_before("Lyon signed two strategic frame "), Some(12));
        assert_eq!(article_before("Lyon signed\u{3000}a\u{3000}joint\u{3000}"), Some(14), "spaces of more than one byte");
        for text in ["a delegation signed ", "a town in ", "", "joint "] {
            assert_eq!(article_before(text), None, "{text}");
        }
    }
}
