//! Companies told by what they do: "Tolmec will invest", "orders from Jeju Wooda", "executives of NTT Data".

use super::in_context::MAX_WORDS;
use super::*;
use crate::extract::en::lexicon::ActsFor;

/// How far behind a verb the money may stand that tells that a company spends it.
const MONEY_REACH: usize = 4;

impl Finder<'_, '_> {
    /// The name without a head word that the word at this token tells for a company's.
    pub(super) fn dealer(&self, token: usize) -> Option<Range<usize>> {
        if self.mark(token) == ":" {
            return self.head_of_line(token);
        }
        if self.is_capitalised(token) || self.document.tokens[token].kind != TokenKind::Word {
            return None;
        }
        match self.word(token) {
            "invest" | "spend" | "supply" => self.investor(token),
            "foresees" | "plans" | "apply" | "applies" | "puts" | "pledges" | "pledged" | "commits" | "committed" | "invests"
            | "invested" | "earmarked" | "injects" | "bought" | "buys" | "ordered" | "orders" | "sold" | "sells" | "followed" => {
                self.payer(token)
            }
            "of" | "from" | "with" | "for" | "by" | "at" => self.partner(token),
            "headquarters" | "executives" | "subsidiary" | "spokesperson" | "shareholders" => self.owner(token),
            _ => None,
        }
    }

    /// "Tolmec (Bay): 130 jobs, 11 million dollars": who stands at the head of a line on what it invests.
    fn head_of_line(&self, colon: usize) -> Option<Range<usize>> {
        let first = self.sentence.start;
        let begins_line =
            self.document.body[..self.document.tokens[first].start as usize].trim_end_matches([' ', '-', '•', '–', '*']).ends_with('\n');
        let bracket = (first..colon).find(|t| self.mark(*t) == "(");
        let name = first..bracket.unwrap_or(colon);
        let is_name = (1..=MAX_WORDS).contains(&name.len()) && name.clone().all(|t| self.is_plain_name(t));
        let is_money = |t: usize| {
            matches!(self.mark(t), "$" | "€" | "£" | "¥" | "₹") || matches!(self.word(t), "million" | "billion" | "crore" | "rs" | "rmb")
        };
        let rest = || colon + 1..self.sentence.end;
        let tells_of_jobs = rest().any(|t| self.word(t) == "jobs") && rest().any(is_money);
        (begins_line && is_name && tells_of_jobs).then_some(name)
    }

    /// "Tolmec Bay will invest", "Corvane is to spend": who is said to put money into something.
    fn investor(&self, verb: usize) -> Option<Range<usize>> {
        let is_joint = |word: &str| {
            matches!(
                word,
                "will"
                    | "would"
                    | "to"
                    | "is"
                    | "are"
                    | "has"
                    | "have"
                    | "also"
                    | "plans"
                    | "plan"
                    | "intends"
                    | "intend"
                    | "agreed"
                    | "pledged"
                    | "promised"
                    | "both"
                    | "undertook"
                    | "together"
                    | "announced"
                    | "that"
                    | "it"
                    | "they"
            )
        };
        let start = (self.sentence.start..verb).rev().take_while(|t| is_joint(self.word(*t)) && !self.is_capitalised(*t)).last()?;
        let is_told = (start..verb).any(|t| matches!(self.word(t), "will" | "would" | "to"));
        self.subject(start).filter(|_| is_told)
    }

    /// "Kansai Borracha, of tires, foresees US$ 300 million", "Harimoto will apply R$ 850 million": who pays.
    fn payer(&self, verb: usize) -> Option<Range<usize>> {
        let is_money = |t: usize| matches!(self.mark(t), "$" | "€" | "£" | "¥" | "₹") || matches!(self.word(t), "rs" | "rmb");
        (verb + 1..verb + 1 + MONEY_REACH).find(|t| is_money(*t))?;
        let start = verb - usize::from(verb > self.sentence.start && self.word(verb - 1) == "will");
        let aside = start.checked_sub(1).filter(|comma| self.mark(*comma) == ",");
        let opened = aside.and_then(|close| (self.sentence.start..close).rev().take(MAX_WORDS).find(|t| self.mark(*t) == ","));
        self.subject(opened.unwrap_or(start))
    }

    /// "contracts with Tolmec Bay", "orders from Jeju Wooda", "executives of NTT Data", "vice president of Interface".
    fn partner(&self, preposition: usize) -> Option<Range<usize>> {
        let before = preposition.checked_sub(1).filter(|t| self.sentence.contains(t))?;
        let is_dealing = matches!(
            self.word(before),
            "contract"
                | "contracts"
                | "deal"
                | "deals"
                | "order"
                | "orders"
                | "mou"
                | "mous"
                | "executives"
                | "executive"
                | "headquarters"
                | "managers"
                | "subsidiary"
                | "factory"
                | "factories"
                | "shareholders"
                | "engineers"
        );
        // "a plant at Talegaon" is in that town.
        let is_works = self.word(preposition) == "of"
            && matches!(self.word(before), "plant" | "plants" | "workshop" | "workshops" | "showroom" | "laboratory" | "warehouse");
        let is_made = self.word(preposition) == "by" && matches!(self.word(before), "signed" | "inked" | "concluded" | "won" | "clinched");
        let first = preposition + 1;
        let is_told = is_dealing || is_works || is_made || self.is_company_office(preposition);
        if !is_told || !self.is_plain_name(first) {
            return None;
        }
        let name = self.name_behind(first);
        // "a deal for Rs 500 crore" names a sum.
        let is_sum =
            self.word(name.end).starts_with(|c: char| c.is_ascii_digit()) || matches!(self.mark(name.end), "$" | "€" | "£" | "¥" | "₹");
        let is_whole = touching(self.places, name.end..name.end + 1).next().is_some() || !self.is_capitalised(name.end) && !is_sum;
        is_whole.then_some(name)
    }

    /// Whether an office that only a company has ends before "of" or "at".
    fn is_company_office(&self, preposition: usize) -> bool {
        let starts = (preposition.saturating_sub(4)..preposition).filter(|t| self.sentence.contains(t));
        let mut titles = starts.filter_map(|t| lexicon().titles.longest_at(self.document, t, preposition));
        matches!(self.word(preposition), "of" | "at")
            && titles.any(|title| title.tokens.end == preposition && title.values.iter().all(|head| head.acts_for == ActsFor::Organization))
    }

    /// "At HBIS headquarters", "Tolmec executives".
    fn owner(&self, noun: usize) -> Option<Range<usize>> {
        self.subject(noun)
    }

    /// The plain name that ends before a token, where its capital does not come from the beginning of the sentence.
    pub(super) fn subject(&self, end: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|last| self.sentence.contains(last) && self.is_plain_name(*last))?;
        let name = self.name_before(last);
        let before = name.start.checked_sub(1).filter(|t| self.sentence.contains(t));
        // "On Monday Corvane"; not "Governor Lind".
        let may_precede = |t: usize| is_opener(self.word(t), t == self.sentence.start) || lexicon().stop_words.contains(self.word(t));
        let is_cut = before.is_some_and(|t| self.is_capitalised(t) && !may_precede(t));
        (!is_cut && (name.len() > 1 || before.is_some())).then_some(name)
    }
}
