//! Who signs.

use super::*;
use crate::extract::en::whose_paper::whose_paper;

impl Reader<'_, '_> {
    /// "A and B, C and D, E and F signed": bodies two by two before the verb.
    pub(super) fn pairs(&self, verb: TextSpan) -> Vec<(Vec<Affiliation>, TextSpan)> {
        let document = self.scene.document;
        let bodies: Vec<_> = self.scene.organizations_in(&self.tokens).filter(|body| body.span.end <= verb.start).collect();
        let mut pairs = Vec::new();
        let mut at = 0;
        while at + 1 < bodies.len() {
            let between = bodies[at].tokens.end..bodies[at + 1].tokens.start;
            let is_pair = between.len() == 1 && document.folded(between.start) == "and";
            if is_pair {
                let names = [bodies[at], bodies[at + 1]].map(|body| Affiliation::Organization(body.name.clone()));
                pairs.push((names.to_vec(), bodies[at].span.cover(&bodies[at + 1].span)));
                at += 2;
            } else {
                at += 1;
            }
        }
        pairs
    }

    /// Who signs: bodies and acting places of the sentence, without outlets and venues.
    pub(super) fn parties(&self, verb: TextSpan) -> Vec<Affiliation> {
        // "The two signed a pact; goods will pass at the border with Laos": whoever stands behind the semicolon signs nothing.
        if let Some(clause) = self.text.find("; ").map(|at| self.span.start + at).filter(|at| verb.end <= *at) {
            let told = self.part(TextSpan::new(self.span.start, clause)).parties(verb);
            if told.len() > 1 {
                return told;
            }
        }
        let document = self.scene.document;
        let mut parties: Vec<Affiliation> = Vec::new();
        for body in self.scene.organizations_in(&self.tokens) {
            let before = body.tokens.start.checked_sub(1).map_or("", |t| document.folded(t));
            let before2 = body.tokens.start.checked_sub(2).map_or("", |t| document.folded(t));
            let is_venue = matches!(before, "at" | "in") || before == "the" && matches!(before2, "at" | "in");
            let party = Affiliation::Organization(body.name.clone());
            if body.kind != OrganizationKind::Outlet && !is_venue && !parties.contains(&party) {
                parties.push(party);
            }
        }
        if parties.is_empty()
            && let Some(both) = self.bodies_told_before()
        {
            return both;
        }
        if parties.is_empty()
            && let Some(both) = self.both_sides()
        {
            return both;
        }
        if let Some(pair) = whose_paper(self.scene, &self.tokens).filter(|_| parties.is_empty()) {
            return pair.places.map(Affiliation::Place).to_vec();
        }
        let Some(sides) = sides_of_sentence(self.scene, &self.tokens, EngagementType::Signing) else { return parties };
        let told = |code: &PlaceCode| {
            let is_signed_for = code.level() != PlaceLevel::Country
                && self.scene.people_in(&self.tokens).any(|person| person.of.as_ref().and_then(|of| of.place()) == Some(code));
            let mut named = self.scene.places_in(&self.tokens);
            (is_signed_for
                || named.any(|place| place.code.as_ref() == Some(code) && place.form != NameForm::Adjective && !self.is_in_name(place)))
                && !sides
                    .inferred
                    .iter()
                    .any(|(field, _)| *field == "to" && sides.to.contains(code) || *field == "from" && sides.from.contains(code))
        };
        for code in sides.from.iter().chain(&sides.to).filter(|code| told(code)) {
            let is_told_by_body =
                self.scene.organizations_in(&self.tokens).any(|body| self.scene.place_of_organization(body) == Some(code));
            if !is_told_by_body {
                parties.push(Affiliation::Place(code.clone()));
            }
        }
        parties
    }

    /// "The two chambers concluded a memorandum": the last two of their sort that were named before.
    fn bodies_told_before(&self) -> Option<Vec<Affiliation>> {
        pattern!(
            BODIES,
            r"(?i)\b(?:the two|both|these two) (chamber|universitie|compan(?:ie)|firm|school|hospital|port|bank|association|institute|college|airport|museum)s\b"
        );
        let noun = BODIES.captures(self.text)?.get(1)?.as_str().to_lowercase();
        let kind = match noun.as_str() {
            "chamber" => Some(OrganizationKind::Chamber),
            "universitie" | "school" | "college" => Some(OrganizationKind::University),
            "companie" | "firm" => Some(OrganizationKind::Company),
            _ => None,
        };
        let is_of_sort = |name: &str, of: OrganizationKind| kind.map_or_else(|| name.to_lowercase().contains(&noun), |kind| kind == of);
        let mut names: Vec<&str> = Vec::new();
        let before = self.scene.organizations.iter().rev().skip_while(|body| body.span.start >= self.span.start);
        for body in before.filter(|body| is_of_sort(&body.name, body.kind)) {
            if !names.contains(&body.name.as_str()) {
                names.push(&body.name);
            }
            if let [later, earlier] = names[..] {
                return Some([earlier, later].map(|name| Affiliation::Organization(name.to_owned())).to_vec());
            }
        }
        None
    }

    /// "The two sides signed a memorandum": those of the signing, where the sentence names neither.
    fn both_sides(&self) -> Option<Vec<Affiliation>> {
        pattern!(
            BOTH,
            r"(?i)\b(the two|both)( (sides|parties|cities|provinces|regions|states|places|governments|leaders|governors|mayors))?\b[^.;]{0,60}\b(signed|sign|inked|concluded|put|sealed|renewed|exchanged)\b"
        );
        if !BOTH.is_match(self.text)
            || self.scene.places_in(&self.tokens).any(|place| place.form != NameForm::Adjective && place.code.is_some())
        {
            return None;
        }
        let signing = self.engagement().map(|at| &self.engagements[at]).filter(|claim| claim.kind == EngagementType::Signing)?;
        Some(signing.sides().cloned().map(Affiliation::Place).collect())
    }

    fn is_in_name(&self, place: &PlaceMention) -> bool {
        // "Governor Mark Dayton"
        let names = self.scene.people.iter().flat_map(|person| &person.mentions);
        let is_surname = names.into_iter().any(|(_, name)| name.end < place.span.start && name.end + 1 == place.span.start);
        is_surname || self.is_in_event_name(place)
    }

    /// "the Foo-Bar Expo": what is signed at it is not for that reason Bar's.
    pub(super) fn is_in_event_name(&self, place: &PlaceMention) -> bool {
        let document = self.scene.document;
        // "the Germany visit"
        let is_journey =
            place.tokens.end < self.tokens.end && matches!(document.folded(place.tokens.end), "visit" | "tour" | "trip" | "mission");
        let goes_on = |token: &usize| {
            let written = &document.tokens[*token];
            written.is_capitalised()
                || matches!(document.text(*token), "-" | "–" | "·" | "—" | "&" | "(" | ")")
                || document.folded(*token) == "and"
        };
        let behind = (place.tokens.end..self.tokens.end.min(place.tokens.end + 14)).take_while(goes_on);
        is_journey
            || behind.into_iter().any(|token| {
                let word = document.folded(token);
                matches!(
                    word,
                    "expo"
                        | "exposition"
                        | "fair"
                        | "conference"
                        | "forum"
                        | "summit"
                        | "symposium"
                        | "exhibition"
                        | "conclave"
                        | "roundtable"
                        | "week"
                )
            })
    }

    /// Places whose parties are named; where none is, the host of the fair at which it was signed.
    pub(super) fn sides(&self, parties: &[Affiliation]) -> Vec<PlaceCode> {
        let mut sides: Vec<PlaceCode> = Vec::new();
        for party in parties {
            let code = match party {
                Affiliation::Place(code) => Some(code),
                Affiliation::Organization(name) => {
                    let body = self.scene.organization_named(name);
                    body.and_then(|body| self.scene.place_of_organization(body))
                }
            };
            if let Some(code) = code.filter(|code| !sides.contains(code)) {
                sides.push(code.clone());
            }
        }
        if sides.is_empty() {
            sides.extend(self.scene.principals.home.clone());
        }
        sides
    }

    pub(super) fn cities(&self) -> Vec<PlaceCode> {
        let mut codes: Vec<PlaceCode> = Vec::new();
        for place in self.scene.places_in(&self.tokens) {
            if let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country)
                && !codes.contains(code)
            {
                codes.push(code.clone());
            }
        }
        codes
    }
}
