//! Lines below a head that tells of papers: "They came to a number of agreements:" and below it who with whom, or for how much.

use super::*;

/// How many lines a list goes on.
const MOST_LINES: usize = 14;
/// The longest line of a list that names a pair, in tokens.
const LONGEST_PAIR: usize = 32;
/// What stands before each line of many lists.
pub(super) const BULLETS: [char; 5] = ['-', '–', '•', '▪', '*'];
pub(super) const LINE: RuleName = RuleName::new("en.agreement.line-of-list");

impl Reader<'_, '_> {
    /// "- $250 million: furniture, with Foo Group", "• a protocol between Foo and Bar", "Foo City with Bar City": one paper a line.
    pub(super) fn line_of_list(&self, amounts: &[&AmountMention]) -> Option<AgreementClaim> {
        let head = self.head_of_list()?;
        // What the papers are may stand in the sentence before: "A row of memoranda was signed. They bind:".
        let before = head.number.checked_sub(1).map(|number| Reader::new(self.scene, self.engagements, number));
        let about = [Some(&head), before.as_ref()].into_iter().flatten().find(|reader| reader.tells_of_papers())?;
        let pair = self.pair_of_line();
        let is_paper = INSTRUMENT.is_match(self.text);
        if amounts.len() != 1 && !is_paper && pair.is_none() {
            return None;
        }
        let amount = amounts.first().copied().filter(|_| amounts.len() == 1);
        let mut claim = self.claim(self.span, LINE, None, amount, pair.unwrap_or_else(|| self.parties(self.span)));
        claim.kind = if is_paper { self.kind(amount.is_some()) } else { about.kind(amount.is_some()) };
        claim.stage = if about.verb().is_none() && about.stage() == Stage::Pledged { Stage::Pledged } else { Stage::Signed };
        (claim.binding, claim.count, claim.umbrella) = (binding(claim.kind), Some(1), false);
        claim.evidence.add(head.span, SIGNED);
        Some(claim)
    }

    /// The sentence with a colon that the lines from it down to this one hang on.
    fn head_of_list(&self) -> Option<Self> {
        let body = self.scene.document.body;
        // A line begins with a bullet, or right below the one before; the first may stand apart from its head.
        let begins_line = |reader: &Self, is_first: bool| {
            let before = body[..reader.span.start].trim_end_matches(' ');
            let has_bullet = before.ends_with(BULLETS) || reader.text.starts_with(BULLETS);
            let before = before.trim_end_matches(BULLETS).trim_end_matches(' ');
            before.ends_with('\n') && (is_first || has_bullet || !before.ends_with("\n\n"))
        };
        let mut below = Reader::new(self.scene, self.engagements, self.number);
        for number in (self.number.saturating_sub(MOST_LINES)..self.number).rev() {
            let reader = Reader::new(self.scene, self.engagements, number);
            let is_head = reader.text.ends_with(':');
            if !begins_line(&below, is_head) {
                return None;
            }
            if is_head {
                return Some(reader);
            }
            below = reader;
        }
        None
    }

    fn tells_of_papers(&self) -> bool {
        pattern!(
            PAPERS,
            r"(?i)\b(agreements|memoranda|memorandums|mous|contracts|deals|documents|papers|letters of intent|pacts|accords|protocols|instruments)\b"
        );
        // "Four new investments were closed:"
        pattern!(
            CLOSED,
            r"(?i)\b(investments|projects|orders)\b[^.;]{0,40}\b(closed|signed|secured|concluded|landed|confirmed|won|agreed|sealed)\b|\b(closed|signed|secured|concluded|landed|confirmed|won|sealed)\b[^.;]{0,40}\b(investments|projects|orders)\b"
        );
        let papers = PAPERS.find(self.text).or_else(|| CLOSED.find(self.text));
        papers.is_some_and(|papers| !HOPED.is_match(&self.text[..papers.start()])) && !CAME_TO_NOTHING.is_match(self.text)
    }

    /// Whom a line joins by "with", a dash or "and": bodies, else places, on either side.
    fn pair_of_line(&self) -> Option<Vec<Affiliation>> {
        let document = self.scene.document;
        if self.tokens.len() > LONGEST_PAIR {
            return None;
        }
        let is_inside = |token: usize| {
            let span = document.tokens[token].span();
            self.scene.organizations_in(&self.tokens).any(|body| body.span.contains(&span))
        };
        let joints = |words: &[&str]| {
            self.tokens.clone().skip(1).find(|token| {
                let joins = words.contains(&document.folded(*token)) || words.contains(&document.text(*token));
                joins && !is_inside(*token) && self.are_named(self.tokens.start..*token) && self.are_named(*token + 1..self.tokens.end)
            })
        };
        let joint = joints(&["with", "–", "—", "/"]).or_else(|| joints(&["and"]))?;
        let (left, right) = (self.named(self.tokens.start..joint), self.named(joint + 1..self.tokens.end));
        Some(left.into_iter().chain(right).collect())
    }

    fn are_named(&self, tokens: Range<usize>) -> bool {
        !self.named(tokens).is_empty()
    }

    /// The bodies of a part of a line; without one the places.
    fn named(&self, tokens: Range<usize>) -> Vec<Affiliation> {
        let bodies = self.scene.organizations_in(&tokens).map(|body| Affiliation::Organization(body.name.clone()));
        let bodies: Vec<Affiliation> = bodies.collect();
        if !bodies.is_empty() {
            return bodies;
        }
        let places = self.scene.places_in(&tokens).filter(|place| place.form != NameForm::Adjective);
        let codes = places.filter_map(|place| place.code.clone()).filter(|code| code.level() != PlaceLevel::Country);
        codes.map(Affiliation::Place).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::AgreementKind;

    /// Sums in whole units and parties of what the lines below a sentence tell.
    fn told(head: &str, lines: &[&str]) -> Vec<(Option<i64>, String)> {
        let text = format!("A delegation of Gelderland visited Jiangxi on 3 June 2021. {head}\n\n{}\n", lines.join("\n"));
        let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin());
        let parties =
            |claim: &crate::model::AgreementClaim| claim.parties.iter().map(|party| party.as_str().to_owned()).collect::<Vec<_>>();
        claims.agreements.iter().map(|claim| (claim.amount.map(|amount| amount.minor / 100), parties(claim).join(" + "))).collect()
    }

    #[test]
    fn lines_below_a_head_on_papers_are_one_each() {
        let sums = ["- $250 million: furniture, with the Tolmec Group;", "- $20 million: scooters, with Corvane Ltd."];
        let each = vec![(Some(250_000_000), "Tolmec Group".to_owned()), (Some(20_000_000), "Corvane Ltd".to_owned())];
        assert_eq!(told("The guests came to a number of agreements on projects:", &sums), each);
        let pairs = ["- Nanchang City with the city of Arnhem;", "- the Tolmec Group and Corvane Ltd."];
        let each = vec![(None, "CN-JX/Nanchang + NL-GE/Arnhem".to_owned()), (None, "Tolmec Group + Corvane Ltd".to_owned())];
        assert_eq!(told("A row of memoranda was signed. They bind:", &pairs), each);
    }

    #[test]
    fn a_line_says_itself_what_it_is() {
        let lines = "- Tolmec Group and Corvane Ltd: memorandum of understanding\n- Jiangxi Bank and Corvane Bank: contract";
        let text = format!("A delegation of Gelderland visited Jiangxi on 3 June 2021. These agreements were signed:\n\n{lines}\n");
        let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin()).agreements;
        let kinds: Vec<AgreementKind> = claims.iter().map(|claim| claim.kind).collect();
        assert_eq!(kinds, [AgreementKind::Mou, AgreementKind::Project]);
    }

    #[test]
    fn lines_below_any_other_head_are_none() {
        let towns = ["- Nanchang City and the city of Arnhem;", "- the Tolmec Group and Corvane Ltd."];
        for head in ["They saw three towns:", "They hope for agreements:", "They saw it all."] {
            assert_eq!(told(head, &towns), [], "{head}");
        }
    }
}
