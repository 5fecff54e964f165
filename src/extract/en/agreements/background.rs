//! What a sentence tells of earlier years, and papers spoken of as of something that is there.

use super::*;

/// "The province has a memorandum with Lyon since Tuesday", "an MoU between the two is the result": a paper of a kind of which no verb of
/// signing tells in the whole article; the first sentence that speaks of it as of something that is there.
pub(super) fn add_faint(readers: &[Reader<'_, '_>], claims: &mut Vec<AgreementClaim>) {
    let names_one = |claim: &AgreementClaim| matches!(claim.kind, AgreementKind::Mou | AgreementKind::Sister);
    if claims.iter().any(names_one) {
        return;
    }
    let Some(reader) = readers.iter().find(|reader| reader.speaks_of_paper()) else { return };
    let (count, amount) = (reader.counts().next(), reader.amounts().next());
    let mut claim = reader.claim(reader.span, SPOKEN_OF, count, amount, reader.parties(reader.span));
    // "Six companies are behind the 2 billion, two of them by MoU"
    if let Some(companies) = reader.number_of_companies().filter(|_| amount.is_some()) {
        (claim.count, claim.umbrella) = (Some(companies), true);
    }
    if !claims.iter().any(|known| known.evidence.first().span.overlaps(&claim.evidence.first().span)) {
        claims.push(claim);
        claims.sort_by_key(|claim| claim.evidence.first().span);
    }
}

impl Reader<'_, '_> {
    /// Whether a sentence tells of a memorandum or letter of intent that exists, and not of one that is hoped for, lacking or old.
    pub(super) fn speaks_of_paper(&self) -> bool {
        pattern!(
            UNSURE,
            r"(?i)\b(hope[sd]?|wish(es|ed)?|would like|should|could|might|may|propos(e|es|ed|al)|discuss(ed|es|ing)?|possib(le|ility)|draft|whether|if|former|earlier|last year|previous(ly)?|since (19|20)[0-9]{2}|years ago|implement\w*)\b"
        );
        self.text.len() <= 1_000
            && Door::Instrument.is_open(self.open)
            && !CAME_TO_NOTHING.is_match(self.text)
            && MEMORANDUM.find(self.text).is_some_and(|paper| !is_denied(&self.text[..paper.start()]))
            && !UNSURE.is_match(self.text)
            && !(self.scene.dates_in(self.number).any(|date| self.is_long_ago(date)))
    }

    /// Whether a sentence tells of what was signed long before: "Previously", "in September 2007".
    pub(super) fn is_background(&self) -> bool {
        pattern!(
            BEFORE,
            r"(?i)^\W*(previously|in the past|in the years before|before that)\b|\b(last year|((an?|two|three|four|five|six|seven|eight|nine|ten|twenty|[0-9]+|many|some|several) )?(years?|decades?) (ago|earlier|before))\b|\b(since|ever since) (an? |the |their |its )[^.;,]{2,80}\b(was|were|had been) (signed|concluded|inked|sealed)\b"
        );
        pattern!(
            AGAIN,
            r"(?i)\b(renew(s|ed|al)?|extend(s|ed)?|updat(e|es|ed)|upgrad(e|es|ed)|again|anniversary|now|today|this (week|month|year))\b"
        );
        // "June 2012: the chairman came; an agreement was signed": a page that goes through the years.
        pattern!(CHRONICLE, r"^\W*([A-Z][a-z]+ ([0-9]{1,2},? )?)?(19|20)[0-9]{2} ?[:–—-] ");
        if CHRONICLE.is_match(self.text) {
            return false;
        }
        // "the favourites among the projects signed were in green industries"
        pattern!(
            AMONG,
            r"(?i)\b(among|of) (all )?(the|these|those) (projects|agreements|contracts|deals|memoranda|mous|papers) (that were )?(signed|concluded|inked)\b"
        );
        if AMONG.is_match(self.text) && self.counts().next().is_none() {
            return true;
        }
        let mut dates = self.scene.dates_in(self.number).peekable();
        let is_old = dates.peek().is_some() && dates.all(|date| self.is_long_ago(date));
        (is_old || BEFORE.is_match(self.text)) && !AGAIN.is_match(self.text)
    }

    /// "announced last year that it would invest", "promised at the 2022 meet": a pledge told as background.
    pub(super) fn is_old_pledge(&self) -> bool {
        pattern!(YEAR, r"\b((?:19|20)[0-9]{2})\b");
        pattern!(
            LAST_YEAR,
            r"(?i)\b(announced|pledged|promised|committed|said)\b[^.;,]{0,20}\b(last year|(a|two|three|four|five) years? ago)\b"
        );
        let written = self.scene.written();
        let is_past = |year: &str| year.parse().is_ok_and(|year: i32| written.is_some_and(|day| year + 1 < chrono::Datelike::year(&day)));
        let mut years = YEAR.captures_iter(self.text).filter_map(|found| found.get(1)).map(|year| is_past(year.as_str())).peekable();
        LAST_YEAR.is_match(self.text) || years.peek().is_some() && years.all(|is_past| is_past)
    }

    /// "Investors had put 39 billion into 4,000 projects. 339 of the projects are Japanese": what is there for years.
    pub(super) fn tells_of_stock(&self) -> bool {
        pattern!(SOME_OF_THEM, r"(?i)^\W*([0-9][0-9,]*|[a-z]+) of (the|these|those|them)\b");
        let before = || self.number.checked_sub(1).map(|number| Reader::new(self.scene, self.engagements, number));
        STOCK.is_match(self.text) || SOME_OF_THEM.is_match(self.text) && before().is_some_and(|before| STOCK.is_match(before.text))
    }

    /// Words of statistics, but for those that stand in the name of a fair: "the Nanchang Import and Export Fair".
    pub(super) fn tells_statistic(&self) -> bool {
        pattern!(
            FAIR,
            r"(?i)\b(imports?|exports?)( |-|, ?)((and|&) )?((imports?|exports?|commodit(y|ies)|goods|products?|trade) ){0,2}(fair|expo|exposition|exhibition|conference)\b"
        );
        let Some(fair) = FAIR.find(self.text) else { return STATISTIC.is_match(self.text) };
        STATISTIC.is_match(&self.text[..fair.start()]) || STATISTIC.is_match(&self.text[fair.end()..])
    }

    fn is_long_ago(&self, date: &crate::extract::scene::SceneDate) -> bool {
        self.scene.written().zip(date.resolved.date.last_day()).is_some_and(|(published, day)| (published - day).num_days() > 200)
    }
}
