//! People told in a list, who share an office or a body: "Vice Governors Jin Yu and Li Min", "Jin Yu, president of the Silver Bank, Li
//! Min, vice president".

use std::ops::Range;

use super::words::is_of_thing;
use super::{Finder, LISTED, is_address};
use crate::extract::mention::{PersonMention, Title, covers};
use crate::model::Affiliation;

/// The longest name in a list, in tokens.
const LONGEST_NAME: usize = 6;

impl Finder<'_, '_> {
    /// In a list of officers only the first is told with the body: "Jin Yu, president of the Silver Bank, Li Min, vice president".
    pub(super) fn inherit_body(&self, person: &mut PersonMention, previous: Option<&PersonMention>) {
        let Some(title) = person.title.as_mut().filter(|title| title.of.is_none() && !title.is_of_place) else { return };
        let last = previous.filter(|last| self.sentence.contains(&last.tokens.start));
        let of = last.and_then(|last| last.title.as_ref().and_then(|title| title.of.clone()).or_else(|| last.of.clone()));
        if let Some(Affiliation::Organization(name)) = of {
            title.of = Some(Affiliation::Organization(name));
            title.of_is_near = true;
        }
    }

    /// "A B, C D and E F, provincial leaders": the office in the plural is that of all names of the list before it, and what stands in the
    /// list is a name.
    pub(super) fn share_plural_title(&self, person: &PersonMention, found: &mut Vec<PersonMention>) {
        let plural = person.title.as_ref().filter(|title| title.span.start > person.span.end && is_of_several(title));
        let Some(title) = plural else { return };
        let mut next = person.tokens.start;
        while let Some(end) = self.end_of_item_before(next) {
            if let Some(earlier) = found.iter_mut().find(|earlier| earlier.tokens.end == end) {
                if earlier.title.is_some() {
                    break;
                }
                earlier.title = Some(title.clone());
                next = earlier.tokens.start;
                continue;
            }
            let is_whole = |start: &usize| self.name_at(*start).is_some_and(|name| name.end == end && self.word_count(&name) >= 2);
            let Some(start) = (end.saturating_sub(LONGEST_NAME).max(self.sentence.start)..end).find(is_whole) else { break };
            // "At the Grand Hotel, A B and C D, senior officials": where it was.
            let before = start.checked_sub(1).filter(|before| self.sentence.contains(before)).map_or("", |before| self.word(before));
            let is_no_item = matches!(before, "in" | "at" | "on" | "aboard" | "for" | "to" | "from" | "by" | "the" | "of");
            if is_no_item || is_of_thing(self.word(end - 1)) {
                break;
            }
            found.push(self.mention(start..end, Some(title.clone()), LISTED));
            next = start;
        }
        found.sort_by_key(|mention| mention.tokens.start);
    }

    /// Where the item of a list ends that stands before the one that begins at `next`.
    fn end_of_item_before(&self, next: usize) -> Option<usize> {
        let is_joint = |token: usize| self.mark(token) == "," || self.word(token) == "and";
        let first = (next.saturating_sub(2).max(self.sentence.start)..next).find(|token| (*token..next).all(is_joint))?;
        (first > self.sentence.start).then_some(first)
    }

    /// Behind "of Foo" where a name goes on with it: "Jin Yu of Foo and Li Min of Bar".
    pub(super) fn behind_whom(&self, end: usize) -> usize {
        let is_of = |token: usize| matches!(self.word(token), "of" | "from" | "the" | "'s");
        let is_name = |token: usize| self.sentence.contains(&token) && (covers(self.places, token) || covers(self.organizations, token));
        if !matches!(self.word(end), "of" | "from") {
            return end;
        }
        let behind = (end..self.sentence.end).find(|token| !is_of(*token) && !is_name(*token)).unwrap_or(self.sentence.end);
        // "Jin Yu of Vorgon and": a town that nobody knows
        let is_unknown = behind == end + 1 && self.document.tokens[behind.min(self.sentence.end - 1)].is_capitalised();
        match () {
            () if is_name(behind - 1) => behind,
            () if is_unknown && (self.word(behind + 1) == "and" || self.mark(behind + 1) == ",") => behind + 1,
            () => end,
        }
    }

    /// "Jin Yu and Li Min", "Jin Yu, Li Min and", "Jin Yu of Foo and Li Min of Bar".
    pub(super) fn begins_list(&self, name: &Range<usize>) -> bool {
        let end = self.behind_whom(name.end);
        let next = end + 1;
        (self.mark(end) == "," || self.word(end) == "and")
            && self.sentence.contains(&next)
            && (self.is_name_word(next) || is_address(self.word(next)))
    }

    /// A further name in a list behind a title: "Provincial leaders A B, C D and E F".
    pub(super) fn title_of_list(&self, name: &Range<usize>, previous: Option<&PersonMention>) -> Option<Title> {
        let last = previous.filter(|last| self.sentence.contains(&last.tokens.start))?;
        let title = last.title.as_ref().filter(|title| title.span.end <= last.span.start)?;
        // "(Web editors: A B, C D)"
        let is_credit = self.mark(self.document.token_at(title.span.end)) == ":";
        let between = self.behind_whom(last.tokens.end)..name.start;
        let joins = |t: usize| self.mark(t) == "," || self.word(t) == "and" || self.mark(t) == "." || is_address(self.word(t));
        let is_list = between.len() <= 4 && !between.is_empty() && between.clone().all(joins);
        (is_list && (is_credit || is_of_several(title))).then(|| self.title_of_another(title, last, name))
    }

    /// "Mayors Jin Yu of Foo and Li Min of Bar": the office of the one is that of the other, but each has a place of its own.
    pub(super) fn title_of_another(&self, title: &Title, holder: &PersonMention, name: &Range<usize>) -> Title {
        let own = self.whom_behind(name, true);
        let is_of_holder = self.behind_whom(holder.tokens.end) > holder.tokens.end;
        Title { of: own.or_else(|| title.of.clone().filter(|_| !is_of_holder)), ..title.clone() }
    }
}

/// Whether a title is that of several people: "rectors", "provincial leaders".
fn is_of_several(title: &Title) -> bool {
    title.is_plural || title.text.to_lowercase().ends_with('s')
}
