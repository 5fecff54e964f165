//! Where the name around a head word begins and ends.

use super::*;

impl Finder<'_, '_> {
    /// Where the capitalised words before a head begin.
    pub(super) fn left_of(&self, head: usize) -> usize {
        let mut start = head;
        while start > self.sentence.start && head - start < MAX_TOKENS {
            let before = start - 1;
            let word = self.word(before);
            if self.is_apart(start) || self.is_verb_in_capitals(before) {
                break;
            }
            if self.is_capitalised(before) && !is_opener(word, before == self.sentence.start) && !self.is_behind_name(before) {
                start = before;
            } else if let Some(left) = self.left_joint(before, start) {
                start = left;
            } else {
                break;
            }
        }
        self.trim_left(start, head)
    }

    /// Marks and small words inside a name: "People's", "A&B", "Sino-German", "Culture and Tourism".
    fn left_joint(&self, before: usize, start: usize) -> Option<usize> {
        let left = before.checked_sub(1).filter(|t| self.sentence.contains(t))?;
        let touches = |a: usize, b: usize| self.document.tokens[a].end == self.document.tokens[b].start;
        match (self.word(before), self.mark(before)) {
            ("'s", _) if self.is_capitalised(left) => Some(left),
            (_, "&") if self.is_capitalised(left) => Some(left),
            // "Dalian High-tech Zone"
            (word, "")
                if !word.is_empty()
                    && self.mark(left) == "-"
                    && touches(left, before)
                    && left > self.sentence.start
                    && self.is_capitalised(left - 1) =>
            {
                Some(left - 1)
            }
            (_, "-" | "–" | "." | "·" | "/") if touches(left, before) && touches(before, start) => {
                self.is_capitalised(left).then_some(left)
            }
            // "China-Korea (Yancheng) Industrial Park"
            (_, ")") => self.place_in_brackets(before),
            // "Tra Noc 2 Industrial Park", "No. 1 Middle School"
            (number, "") if number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) => self.numbered(left),
            (_, ".")
                if touches(left, before)
                    && self.is_capitalised(left)
                    && (self.document.text(left).len() == 1 || self.word(left) == "st") =>
            {
                Some(left)
            }
            ("and", _) if self.is_joined_by_and(left, start) => Some(left),
            // "Kestrel Industries America, Inc."
            (_, ",") if matches!(self.word(start), "inc" | "llc" | "ltd") && self.is_capitalised(left) => Some(left),
            (_, ",") if self.is_joined_by_and(left, start) && self.list_goes_on_with_and(start) => Some(left),
            _ => None,
        }
    }

    /// The word before a place in brackets, its last bracket given.
    fn place_in_brackets(&self, close: usize) -> Option<usize> {
        let place = touching(self.places, close.checked_sub(1)?..close).next()?;
        let open = place.tokens.start.checked_sub(1).filter(|token| self.mark(*token) == "(")?;
        open.checked_sub(1).filter(|token| place.tokens.end == close && self.is_capitalised(*token))
    }

    /// The word that a number inside a name stands behind: "Noc 2", "No. 1".
    fn numbered(&self, left: usize) -> Option<usize> {
        let is_abbreviated = self.mark(left) == "." && left > self.sentence.start && self.word(left - 1) == "no";
        if is_abbreviated {
            return Some(left - 1);
        }
        touching(self.places, left..left + 1).next().is_some_and(|place| place.tokens.end == left + 1).then_some(left)
    }

    /// Whether more than a space lies before a word: the next entry of a menu, the next cell of a table.
    pub(super) fn is_apart(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return false };
        let between = self.document.tokens[before].end as usize..self.document.tokens[token].start as usize;
        self.document.body.get(between).is_some_and(|gap| gap.contains('\t') || gap.contains("  "))
    }

    /// "SIOUX CITY HAS COMPANY": a verb of a headline in capitals is no part of a name.
    fn is_verb_in_capitals(&self, token: usize) -> bool {
        self.document.tokens[token].case == Case::AllCapitals
            && matches!(
                self.word(token),
                "has" | "have" | "had" | "is" | "are" | "was" | "were" | "did" | "does" | "brought" | "brings" | "says" | "said" | "signs"
            )
    }

    /// "Culture and Tourism", "Economic and Community Development", "Economic and Cultural Office".
    fn is_joined_by_and(&self, left: usize, right: usize) -> bool {
        let is_noun = |token: usize| self.is_capitalised(token) && lexicon().abstract_nouns.contains(self.word(token));
        let is_modifier = |token: usize| self.is_capitalised(token) && lexicon().title_modifiers.contains(self.word(token));
        let is_adjective = |token: usize| self.is_capitalised(token) && is_adjective_of_body(self.word(token));
        is_noun(left) && is_noun(right)
            || (is_noun(left) || is_modifier(left)) && self.is_capitalised(right) && is_noun(right + 1)
            || is_adjective(left) && is_adjective(right)
    }

    fn list_goes_on_with_and(&self, from: usize) -> bool {
        (from..from + 8).any(|t| self.word(t) == "and")
    }

    /// A person's name or title directly before does not belong to the name: "Premier Daniel Andrews".
    fn is_behind_name(&self, token: usize) -> bool {
        matches!(self.word(token), "mr" | "ms" | "mrs" | "dr" | "president" | "chairman" | "mayor" | "governor" | "director" | "secretary")
            && !matches!(self.word(token + 1), "'s")
    }

    fn trim_left(&self, mut start: usize, head: usize) -> usize {
        while start < head
            && (is_opener(self.word(start), start == self.sentence.start) || self.document.tokens[start].kind == TokenKind::Mark)
        {
            start += 1;
        }
        start
    }

    /// Where the words behind a head end: "of Commerce", "General in New York", "for Friendship with Foreign Countries".
    pub(super) fn right_of(&self, head: usize, rule: &OrganizationHead) -> usize {
        let mut end = head + 1;
        if self.word(head) == "consulate" && self.mark(end) == "-" && self.word(end + 1) == "general" {
            end += 2;
        } else if self.word(head) == "consulate" && self.word(end) == "general" {
            end += 1;
        }
        if !rule.prepositions.contains(&self.word(end)) {
            return end;
        }
        let mut last = end;
        // Chains: "of the Liaoning Provincial People's Congress", "of China to the United Nations", "of Commerce of Los Angeles".
        while matches!(self.word(last), "of" | "for" | "in" | "on" | "to" | "with") && last - head < MAX_TOKENS {
            let first = last + 1 + usize::from(self.word(last + 1) == "the");
            let tail = self.capitalised_run(first);
            // "for Friendship with Foreign Countries", but "the Council of Lyon with the Council of Osaka".
            let is_bond =
                self.word(last) != "with" || matches!(self.word(last - 1), "friendship" | "exchange" | "relations" | "cooperation");
            let may_follow =
                is_bond && (last == end || self.word(last) != "in" && self.word(last) != "on" || rule.kind == OrganizationKind::Mission);
            if tail == first || !may_follow || self.word(last) == "to" && rule.kind != OrganizationKind::Mission {
                break;
            }
            last = tail;
        }
        if last == end { head + 1 + (end - head - 1) } else { last }
    }

    /// A run of capitalised words from here, with possessives, hyphens and "and" between nouns.
    pub(super) fn capitalised_run(&self, from: usize) -> usize {
        let mut end = from;
        while self.sentence.contains(&end) && !(end > from && self.is_apart(end)) {
            // "Government of Leningrad region"; "Agriculture Department of Iowa Jin Yu" ends with the place.
            if let Some(place) = touching(self.places, end..end + 1).find(|place| place.tokens.start == end) {
                end = place.tokens.end;
                let name = self.plain_run(end);
                if name - end >= 2 && !self.is_capitalised(name) {
                    break;
                }
                continue;
            }
            // "Consulate in Laoag Zhou Youbin": a surname opens the name of who comes from there.
            let is_person = end > from
                && lexicon().chinese_surnames.contains(self.word(end))
                && self.is_plain_name(end + 1)
                && !self.is_capitalised(end + 2);
            // "Department of Agriculture Commissioner Ada Lind"
            let is_office = end > from
                && matches!(self.word(end), "commissioner" | "minister" | "secretary" | "director" | "chief" | "leader" | "spokesperson");
            if is_person || is_office && self.is_plain_name(end + 1) {
                break;
            }
            let touches = end > from && self.document.tokens[end - 1].end == self.document.tokens[end].start;
            let goes_on = self.is_capitalised(end) && (end == from || !is_opener(self.word(end), false))
                || end > from && self.word(end) == "'s" && self.is_capitalised(end + 1)
                || touches && matches!(self.mark(end), "-" | "." | "–") && self.is_capitalised(end + 1)
                || touches && self.mark(end) == "." && self.document.text(end - 1).chars().count() == 1
                || end > from && self.mark(end) == "&"
                || end > from && matches!(self.word(end), "and") && self.is_joined_by_and(end - 1, end + 1)
                || end > from && self.mark(end) == "," && self.is_joined_by_and(end - 1, end + 1) && self.list_goes_on_with_and(end + 1);
            if !goes_on {
                break;
            }
            end += 1;
        }
        // "Co., Ltd" closes a name by itself; a point alone does not belong to it.
        end
    }

    /// "Co., Ltd.", "Inc.": the endings behind a company's name.
    pub(super) fn company_ending(&self, mut end: usize) -> usize {
        loop {
            let skip = usize::from(self.mark(end) == ".") + usize::from(self.mark(end + usize::from(self.mark(end) == ".")) == ",");
            if matches!(self.word(end + skip), "ltd" | "inc" | "co" | "corp" | "llc" | "limited") && self.is_capitalised(end + skip) {
                end += skip + 1;
            } else {
                break;
            }
        }
        let is_short = matches!(self.word(end - 1), "ltd" | "inc" | "co" | "corp");
        if is_short && self.mark(end) == "." && !self.closes_sentence(end) { end + 1 } else { end }
    }

    fn closes_sentence(&self, token: usize) -> bool {
        token + 1 >= self.sentence.end
    }
}
