//! A title without what its holder's place or body already says: "Mayor of Dalian" and "Dalian Mayor" are "Mayor".

use std::ops::Range;

use super::Titles;
use crate::extract::en::lexicon::TitleHead;
use crate::extract::mention::{OrganizationMention, PlaceMention, inside, touching};
use crate::model::Branch;

impl Titles<'_, '_> {
    /// "Mayor of Dalian" and "Dalian Mayor" are "Mayor", the place being told beside it.
    pub(super) fn without_place(&self, tokens: Range<usize>, head: TitleHead) -> Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let is_free = |place: &&PlaceMention| touching(self.organizations, place.tokens.clone()).next().is_none();
        let first = touching(self.places, start..start + 1).filter(is_free);
        if let Some(place) = first.into_iter().find(|place| place.tokens.start == start && place.tokens.end < end) {
            start = place.tokens.end;
            start += usize::from(self.word(start) == "'s" && start + 1 < end);
        }
        // "Consul General of the Federal Republic of Germany in Osaka": where the post is belongs to neither.
        let posted =
            inside(self.places, start..end).find(|place| place.tokens.end < end && matches!(self.word(place.tokens.end), "in" | "to"));
        if let Some(place) = posted.filter(|place| place.tokens.start > start + 1 && is_free(place) && self.word(start) != "permanent") {
            let of = (start + 1..place.tokens.start).find(|t| self.word(*t) == "of");
            if let Some(of) = of.filter(|of| place.tokens.start - of <= 5) {
                return start..of;
            }
        }
        // "Ambassador to Japan"
        if head.branch == Branch::Mission && self.document.tokens[start..end].len() > 2 && self.is_sent_to(start..end) {
            return start..end;
        }
        let last = touching(self.places, end - 1..end).filter(is_free);
        if let Some(place) = last.into_iter().find(|place| place.tokens.end == end && place.tokens.start > start + 1) {
            let mut cut = place.tokens.start;
            // "of South Korea's North Jeolla Province"
            if self.word(cut - 1) == "'s"
                && let Some(outer) =
                    touching(self.places, cut - 2..cut - 1).find(|outer| outer.tokens.end == cut - 1 && outer.tokens.start > start)
            {
                cut = outer.tokens.start;
            }
            while cut > start + 1 && matches!(self.word(cut - 1), "of" | "the" | "for" | "in" | "city" | "province" | "state") {
                cut -= 1;
            }
            // "of the Australian state of Tasmania"
            if let Some(outer) = touching(self.places, cut - 1..cut).find(|outer| outer.tokens.end == cut && outer.tokens.start > start + 1)
            {
                cut = outer.tokens.start;
                while cut > start + 1 && matches!(self.word(cut - 1), "of" | "the") {
                    cut -= 1;
                }
            }
            if cut < place.tokens.start {
                end = cut;
            }
        }
        start..end
    }

    /// Whether a title ends with where an envoy is sent to.
    fn is_sent_to(&self, tokens: Range<usize>) -> bool {
        let host = touching(self.places, tokens.end - 1..tokens.end).next();
        host.is_some_and(|place| place.tokens.start > tokens.start && self.word(place.tokens.start - 1) == "to")
    }

    /// "President of Foo Group" without "of Foo Group", "Foo Group president" without "Foo Group".
    pub(super) fn without_body(&self, tokens: Range<usize>, body: &OrganizationMention) -> Range<usize> {
        if body.tokens.end == tokens.end && body.tokens.start > tokens.start + 1 {
            let mut end = body.tokens.start;
            while end > tokens.start + 1 && matches!(self.word(end - 1), "of" | "the" | "at" | "for" | "from" | "'s" | "in") {
                end -= 1;
            }
            tokens.start..end
        } else if body.tokens.start == tokens.start && body.tokens.end < tokens.end {
            let start = body.tokens.end + usize::from(self.word(body.tokens.end) == "'s");
            start.min(tokens.end - 1)..tokens.end
        } else {
            tokens
        }
    }
}
