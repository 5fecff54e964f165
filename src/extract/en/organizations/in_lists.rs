//! Companies told by those that they are listed with: "Daiki, Hyvision and EMNI Co Ltd".

use super::in_context::PeopleWords;
use super::*;

const LISTED: RuleName = RuleName::new("en.organization.listed");
/// How many names a list is followed through on either side.
const MAX_NAMES: usize = 8;

/// Names without a head word that commas and "and" join to a known company, in the order of the text.
pub(super) fn listed_bodies(document: &Document<'_>, places: &[PlaceMention], known: &[OrganizationMention]) -> Vec<OrganizationMention> {
    let people = PeopleWords::default();
    let mut found: Vec<OrganizationMention> = Vec::new();
    for body in known {
        let sentence = document.sentences[document.sentence_of(body.tokens.start)].tokens.clone();
        let finder = Finder { document, places, sentence };
        let list = List { finder, known };
        for name in list.before(&body.tokens).into_iter().chain(list.behind(&body.tokens)) {
            let is_new = found.iter().all(|other| other.tokens.end <= name.start || name.end <= other.tokens.start);
            // Beside a ministry only letters tell that a name is a body's: "the Ministry of Commerce and KOTRA".
            let is_likely = body.kind == OrganizationKind::Company || document.tokens[name.start].case == Case::AllCapitals;
            let is_initial = document.phrase(name.clone()).chars().count() < 2;
            if is_new && is_likely && !is_initial && !people.names(document, &name) {
                found.push(list.finder.mention(name, OrganizationKind::Company, LISTED));
            }
        }
    }
    found.sort_by_key(|body| body.tokens.start);
    found
}

struct List<'d, 'p, 'k> {
    finder: Finder<'d, 'p>,
    known: &'k [OrganizationMention],
}

impl List<'_, '_, '_> {
    /// The names before a body, up to the beginning of the list.
    fn before(&self, body: &Range<usize>) -> Vec<Range<usize>> {
        let (mut names, mut at, mut has_and) = (Vec::new(), body.start, false);
        while names.len() < MAX_NAMES {
            let Some(joint) = at.checked_sub(1).filter(|t| self.finder.sentence.contains(t)) else { break };
            // "• Tolmec with Daiki Ltd" names two in a line.
            if self.finder.word(joint) == "with" && names.is_empty() {
                let name = joint.checked_sub(1).and_then(|last| self.name_ending_at(last));
                names.extend(name.filter(|name| self.finder.is_first_in_line(name.start)));
                break;
            }
            let is_and = self.finder.word(joint) == "and" || self.finder.mark(joint) == "&";
            if !is_and && (self.finder.mark(joint) != "," || !has_and && !self.goes_on_to_and(body.end)) {
                break;
            }
            has_and |= is_and;
            let last = joint - usize::from(is_and && joint > self.finder.sentence.start && self.finder.mark(joint - 1) == ",");
            let Some(name) = last.checked_sub(1).and_then(|last| self.name_ending_at(last)) else { break };
            at = name.start;
            names.push(name);
        }
        self.only_free(names)
    }

    /// The names behind a body, up to the one behind "and".
    fn behind(&self, body: &Range<usize>) -> Vec<Range<usize>> {
        let (mut names, mut at, mut is_closed) = (Vec::new(), body.end, false);
        while names.len() < MAX_NAMES && !is_closed {
            let comma = usize::from(self.finder.mark(at) == ",");
            is_closed = self.finder.word(at + comma) == "and";
            if comma == 0 && !is_closed {
                break;
            }
            let Some(name) = self.name_from(at + comma + usize::from(is_closed)) else { return Vec::new() };
            // "Spark Minda (with Toyo Denso), Daiki and Corvane"
            let opened = self.finder.mark(name.end) == "(";
            let closed = (name.end..name.end + 8).find(|t| opened && self.finder.mark(*t) == ")");
            at = closed.map_or(name.end, |bracket| bracket + 1);
            names.push(name);
        }
        if is_closed { self.only_free(names) } else { Vec::new() }
    }

    /// Whether an "and" closes the list that goes on behind a name.
    fn goes_on_to_and(&self, from: usize) -> bool {
        self.finder.word(from) == "and"
            || self.finder.mark(from) == ","
                && (from + 1..from + 8).any(|t| self.finder.word(t) == "and" && self.name_from(t + 1).is_some())
    }

    fn name_from(&self, first: usize) -> Option<Range<usize>> {
        if let Some(body) = touching(self.known, first..first + 1).find(|body| body.tokens.start == first) {
            return Some(body.tokens.clone());
        }
        let name = self.finder.is_plain_name(first).then(|| self.finder.name_behind(first))?;
        // "IIT Kanpur, Corvane Lyon and Daiki"
        let goes_on = |end: usize| self.finder.mark(end) == "," || self.finder.word(end) == "and";
        let is_short = self.finder.document.tokens[first].case == Case::AllCapitals && name.len() == 1;
        let place = touching(self.finder.places, name.end..name.end + 1).find(|place| is_short || goes_on(place.tokens.end));
        let name = name.start..place.map_or(name.end, |place| place.tokens.end);
        (!self.finder.is_capitalised(name.end)).then_some(name)
    }

    fn name_ending_at(&self, last: usize) -> Option<Range<usize>> {
        if let Some(body) = touching(self.known, last..last + 1).find(|body| body.tokens.end == last + 1) {
            return Some(body.tokens.clone());
        }
        let is_name = self.finder.sentence.contains(&last) && self.finder.is_plain_name(last);
        let name = is_name.then(|| self.finder.name_before(last))?;
        // "Managers of Daiki" end where the name begins; a lone first word has its capital from the sentence.
        let before = name.start.checked_sub(1).filter(|t| self.finder.sentence.contains(t));
        let is_cut = before.is_some_and(|t| self.finder.is_capitalised(t));
        (!is_cut && (before.is_some() || name.len() > 1)).then_some(name)
    }

    fn only_free(&self, mut names: Vec<Range<usize>>) -> Vec<Range<usize>> {
        names.retain(|name| touching(self.known, name.clone()).next().is_none());
        names
    }
}
