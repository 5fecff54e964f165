//! Agreements told one by one: lines of a list, sums in turn, "the first, worth …".

use super::*;

pattern!(
    FIRST_OF,
    r"(?i)\b(the )?(first|second|third|fourth|last|other) of (the|these|its|their|those) ([a-z0-9]+ ){0,2}(agreements|memoranda|memorandums|mous|contracts|deals|pacts|accords|papers|documents)\b"
);

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
        let amount = self.amounts().next();
        // "Foo and Bar: letter of intent" says itself what it is.
        let named = if INSTRUMENT.is_match(self.text) { self } else { &heading };
        let kind = named.kind(amount.is_some());
        let mut claim = self.claim(self.span, PAIR, None, amount, parties);
        (claim.kind, claim.stage, claim.engagement, claim.binding) = (kind, heading.stage(), heading.engagement(), binding(kind));
        claim.evidence.add(heading.span, SIGNED);
        Some(claim)
    }

    /// Behind "seven projects were signed": "with Foo GmbH a cooperation agreement; with Bar University an agreement by which …".
    pub(super) fn inverted_items(&self) -> Vec<AgreementClaim> {
        pattern!(
            ITEM,
            r"(?i)\bwith (?-i:[A-Z0-9])[^;:]{2,90}? (an?|the|one) ([a-z-]+ ){0,4}(agreement|contract|memorandum|mou|deal|letter of intent|protocol)\b"
        );
        if self.text.matches(';').count() == 0 {
            return Vec::new();
        }
        let mut items = Vec::new();
        let mut from = self.span.start;
        for text in self.text.split(';') {
            let part = self.part(TextSpan::new(from, from + text.len()));
            from += text.len() + 1;
            let body = ITEM.is_match(text).then(|| self.scene.organizations_in(&part.tokens).next()).flatten();
            items.extend(body.map(|body| (part, Affiliation::Organization(body.name.clone()))));
        }
        let heads = (self.number.saturating_sub(2)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        let mut heads = heads.filter(|head| head.verb().is_some() && head.counts().any(|count| count.count > Some(1)));
        let Some(head) = heads.next().filter(|_| items.len() > 1) else { return Vec::new() };
        let claim = |(part, party): (Reader<'_, '_>, Affiliation)| {
            let mut claim = part.claim(part.span, PAIR, None, None, vec![party]);
            (claim.kind, claim.stage, claim.engagement) = (head.kind(false), head.stage(), head.engagement());
            claim.evidence.add(head.span, SIGNED);
            claim
        };
        items.into_iter().map(claim).collect()
    }

    /// Below a heading on agreements: "With Foo Corp., a $100-million agreement", "Foo-Bar: puts ₹2,000 crore into a factory".
    pub(super) fn priced_item(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(WITH_NAME, r"^[-–•▪*\s]*With ([^,:;]{2,80}),");
        pattern!(NAME_FIRST, r"^[-–•▪*\s]*([^\s,:;][^,:;]{1,60}):\s");
        pattern!(NAME_DASH, r"^[–•▪*\s-]*([A-Z][^,:;–—]{1,60}?) (?:-|–|—) ?(?:[A-Z]{1,3}[a-z]?\.? ?|[$€£¥₹] ?)?[0-9]");
        // "The tally: 26 MoUs, ₹7,020 crore" is a total.
        let amount = amounts.first().filter(|_| self.counts().all(|count| count.count == Some(1)))?;
        let found = WITH_NAME.captures(self.text).or_else(|| NAME_FIRST.captures(self.text));
        let found = found.or_else(|| NAME_DASH.captures(self.text))?;
        // "Bar is the city's second partner: goods worth 3 billion …" is a sentence, no line of a list.
        pattern!(CLAUSE, r"(?i)\b(is|are|was|were|has|have|had|said|says)\b");
        // "By size: 59 exceed 100 million yuan"
        let is_class = |name: &str| name.starts_with("By ");
        let is_name = |name: &str| name.split_whitespace().count() <= 9 && !CLAUSE.is_match(name) && !is_class(name);
        let name = found.get(1).filter(|name| is_name(name.as_str()))?;
        let at = TextSpan::new(self.span.start + name.start(), self.span.start + name.end());
        // "With some 3 billion dollars of investment, …"
        if amounts.iter().any(|amount| amount.span.overlaps(&at)) {
            return None;
        }
        let heading = (self.number.saturating_sub(14)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        // "BENGALURU: Six companies have signed up" is no line of the list, though its dateline looks like one.
        let is_line = |text: &str| {
            let name =
                [&WITH_NAME, &NAME_FIRST, &NAME_DASH].iter().find_map(|pattern| pattern.captures(text)?.get(1).map(|name| name.as_str()));
            name.is_some_and(|name| name.chars().any(char::is_lowercase))
        };
        let heading = heading
            .filter(|heading| !is_line(heading.text))
            .find(|heading| INSTRUMENT.is_match(heading.text) && heading.counts().next().is_some() || heading.tells_of_investors())?;
        let body = self.scene.organizations_in(&self.tokens).find(|body| body.span.overlaps(&at)).map(|body| body.name.clone());
        // "Four Japanese companies: US$70 million"
        let companies = number_of_companies(name.as_str());
        let host = self.scene.principals.home.clone().filter(|_| companies.is_some()).map(Affiliation::Place);
        let party = host.unwrap_or_else(|| Affiliation::Organization(body.unwrap_or_else(|| name.as_str().trim().to_owned())));
        let mut claim = self.claim(self.around(amount.span.cover(&at)), SIGNED, None, Some(amount), vec![party]);
        let kind = if MEMORANDUM.is_match(self.text) { AgreementKind::Mou } else { heading.kind(true) };
        let stage = if heading.is_pledge() { Stage::Pledged } else { Stage::Signed };
        (claim.kind, claim.stage, claim.engagement, claim.count) = (kind, stage, heading.engagement(), companies.or(Some(1)));
        claim.umbrella = false;
        Some(claim)
    }

    /// "above 100 million yuan: 59 projects": how many of those told before are of which size, no agreements of their own.
    pub(super) fn is_size_class(&self, amounts: &[&AmountMention]) -> bool {
        pattern!(SIZE, r"(?i)^\W*(above|over|more than|exceeding|at least|up to|under|below|less than|between|from)\b[^:]{2,50}:");
        let Some(amount) = amounts.first() else { return false };
        SIZE.find(self.text).is_some_and(|class| amount.span.end <= self.span.start + class.end())
    }

    /// "Six companies have signed up to invest ₹6,450 crore": a head for the lines below it.
    fn tells_of_investors(&self) -> bool {
        pattern!(
            INVESTORS,
            r"(?i)\b(companies|firms|investors|groups)\b[^.;]{0,60}\b(sign(ed)?( up)?|invest|pledged|committed|confirmed|will)\b|\b(drawn|drew|attract(s|ed)?|brought)\b[^.;]{0,60}\b(companies|firms|investors)\b"
        );
        INVESTORS.is_match(self.text) && self.amounts().next().is_some()
    }

    fn is_pledge(&self) -> bool {
        self.verb().is_none() && !SIGNS.is_match(self.text) && (PLEDGES.is_match(self.text) || FUTURE.is_match(self.text))
    }

    /// "A group from Osaka is building a hatchery for 45 million rand": an investment, under way.
    pub(super) fn under_way(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        pattern!(
            BUILDS,
            r"(?i)\b(is|are) (now |currently |already |presently )?(building|constructing|erecting|setting up|putting up|installing|establishing) [^.;]{0,90}?\b(for|worth|at a cost of|costing|valued at|with an investment of|at) (an? |about |some |around |nearly |over |more than |estimated )*([A-Za-z]{1,3}\.? ?)?[$€£¥₹0-9]"
        );
        let amount = amounts.first().filter(|_| BUILDS.is_match(self.text) && !STATISTIC.is_match(self.text))?;
        let mut claim = self.claim(self.around(amount.span), UNDER_WAY, None, Some(amount), self.parties(self.span));
        (claim.kind, claim.stage, claim.count, claim.umbrella) = (AgreementKind::Project, Stage::Implemented, Some(1), false);
        Some(claim)
    }

    /// Below the heading "SIGNED DURING THE MISSION": "Andong, June 11: a memorandum of understanding between … and …".
    pub(super) fn item_under_heading(&self) -> Option<AgreementClaim> {
        pattern!(ITEM, r"^\s*([-–•▪*]|[0-9]{1,2}[.)])\s");
        pattern!(HEADING, r"(?i)\b(signed|agreements?|contracts?|deals?|mous?|memoranda|announced|pledged)\b");
        let is_item =
            ITEM.is_match(self.text) || self.scene.document.body[..self.span.start].trim_end_matches(' ').ends_with(['•', '▪', '*']);
        if !is_item {
            return None;
        }
        let head = (self.number.saturating_sub(8)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        let head = head.filter(|head| head.tokens.len() <= 9 && !head.text.ends_with(['.', '!', '?']) && !ITEM.is_match(head.text));
        let head = head.into_iter().next().filter(|head| HEADING.is_match(head.text) && INSTRUMENT.is_match(self.text))?;
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

    /// Behind "two memorandums were exchanged": "In the first, Foo and Bar undertake to …", "The second, concluded by Foo, is about …".
    fn in_turn_of(&self) -> Option<Reader<'_, '_>> {
        pattern!(
            IN_TURN,
            r"(?i)^\W*((in |under |by |with )?(the |a )?(first|second|third|fourth|other|latter|last)( one| of them| memorandum| agreement| paper| document| mou| deal| contract)?,? |(in |under |by |with )?(one|another)( of (them|these|those|the ([a-z]+ ){0,2}(deals|contracts|agreements|memoranda|mous|papers|documents))| (deal|contract|agreement|memorandum|mou|paper|document)|,) |another (is|was|makes|covers|links|binds|has|brings|concerns|provides|will) )"
        );
        let is_number = |count: &CountMention| count.count.is_some_and(|number| (2..=6).contains(&number));
        let heads = (self.number.saturating_sub(3)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        if !IN_TURN.is_match(self.text) {
            return None;
        }
        // "One of them" wants a sentence that tells of signing, "the first" any number of papers.
        pattern!(ANY, r"(?i)^\W*((in|under|by|with) )?(one|another)\b");
        let is_any = ANY.is_match(self.text);
        // One of 48 is an example.
        let are_few = |head: &Reader<'_, '_>| head.counts().all(|count| count.count.is_none() || is_number(count));
        let tells_several = |head: &Reader<'_, '_>| {
            let is_counted = head.counts().any(is_number) || FIRST_OF.is_match(head.text);
            if is_any { head.verb().is_some() && are_few(head) && (is_counted || head.names_many()) } else { is_counted }
        };
        heads.into_iter().find(|head| INSTRUMENT.is_match(head.text) && tells_several(head))
    }

    /// "They signed the first of the two agreements, with the Netherlands": that one.
    pub(super) fn first_of_several(&self) -> Option<AgreementClaim> {
        if !FIRST_OF.is_match(self.text) {
            return None;
        }
        let mut claim = self.claim(self.span, ONE_OF_PAPERS, None, self.amounts().next(), self.parties(self.span));
        (claim.count, claim.umbrella) = (Some(1), false);
        Some(claim)
    }

    pub(super) fn one_in_turn(&self) -> Option<AgreementClaim> {
        let head = self.in_turn_of()?;
        let parties = self.parties(self.span);
        if parties.is_empty() {
            return None;
        }
        let mut claim = self.claim(self.span, SIGNED, None, None, parties);
        let kind = head.kind(false);
        (claim.kind, claim.stage, claim.engagement, claim.binding) = (kind, head.stage(), head.engagement(), binding(kind));
        (claim.count, claim.umbrella) = (Some(1), false);
        claim.evidence.add(head.span, SIGNED);
        Some(claim)
    }

    /// "Two contracts were signed: one of 40 million with Corvane, the other of 20 million with Tolmec": a paper for each sum.
    pub(super) fn sums_in_turn(&self, counts: &[&CountMention], amounts: &[&AmountMention]) -> Option<Vec<AgreementClaim>> {
        pattern!(
            ONE,
            r"(?i)\b(one|another|(the |a )?(other|first|second|third|last|latter))( [a-z]+){0,2}? (of|worth|for|at|valued at)( (about|some|around|nearly|over|almost))?( [A-Z]{1,3}[a-z]?\.?)? ?$"
        );
        let [_, others @ ..] = amounts else { return None };
        let is_one = |amount: &&AmountMention| ONE.is_match(&self.scene.document.body[self.span.start..amount.span.start]);
        let are_all = counts.iter().all(|count| count.count.is_none_or(|number| number as usize == amounts.len() || number == 1));
        if others.is_empty() || !others.iter().all(is_one) || !are_all {
            return None;
        }
        let claim = |(amount, part): (&&AmountMention, Reader<'_, '_>)| {
            let mut claim = self.one_of_several(amount);
            claim.parties = part.parties(part.span);
            claim.sides = self.sides(&claim.parties);
            claim
        };
        Some(amounts.iter().zip(self.parts_around(amounts)).map(claim).collect())
    }

    /// "The final tally is 756 contracts", "the delegation came home with 19 projects": how many papers there are in the end.
    pub(super) fn tally<'c>(&self, counts: &[&'c CountMention]) -> Option<&'c CountMention> {
        pattern!(
            TALLY,
            r"(?i)\b((tally|harvest|haul|yield|results?|outcomes?|upshot|fruits?)\b[^.;]{0,60}\b(is|are|was|were|comes to|came to|stands at|stood at|reached)|(come|comes|came|return|returns|returned|is|are|went|goes) (home|back),? with) ((a |the )?[a-z]+ )?$"
        );
        let is_tally = |count: &&&CountMention| {
            count.count > Some(1)
                && TALLY.is_match(&self.scene.document.body[self.span.start..count.span.start])
                && !STATISTIC.is_match(self.text)
        };
        counts.iter().find(is_tally).copied()
    }

    /// The nearest sentence before that tells of signing.
    fn head_before(&self) -> Option<Self> {
        let mut before = (self.number.saturating_sub(3)..self.number).rev().map(|at| Reader::new(self.scene, self.engagements, at));
        before.find(|head| head.verb().is_some())
    }

    pub(super) fn one_of_several(&self, amount: &AmountMention) -> AgreementClaim {
        let mut claim = self.claim(self.around(amount.span), ONE_OF_PAPERS, None, Some(amount), self.parties(self.span));
        // "Twelve contracts will be signed. One of them, an order of 3 million, …"
        let is_untold = self.verb().is_none() && claim.stage == Stage::Signed;
        claim.stage = self.head_before().filter(|_| is_untold).map_or(claim.stage, |head| head.stage());
        (claim.count, claim.umbrella) = (Some(1), false);
        claim
    }
}

/// How many companies a line of a list stands for: "Four Japanese companies".
fn number_of_companies(name: &str) -> Option<u32> {
    pattern!(COMPANIES, r"(?i)^([0-9]{1,3}|[a-z]+) ([a-z]+ ){0,3}(companies|firms|enterprises|investors)\b");
    let number = COMPANIES.captures(name.trim())?.get(1)?.as_str().to_lowercase();
    let written = || crate::extract::en::numbers::small_number(&number).and_then(|number| number.try_into().ok());
    number.parse().ok().or_else(written)
}
