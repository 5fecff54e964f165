//! Whom the holder of an office acts for where no word beside the name tells it: "Governor Jane Achieng" behind a sentence on
//! Nakuru. Always a conclusion, never told: it carries its ground.

use super::standing::is_posting;
use super::titles::is_at_head;
use crate::extract::mention::{OrganizationMention, PlaceMention, Title, touching};
use crate::extract::offices::{OfficeLevel, has_national_office, has_office, is_head_of_state, is_national, level, state_of_party};
use crate::extract::scene::{Principals, ScenePerson};
use crate::gazetteer::Gazetteer;
use crate::model::{Affiliation, Branch, CountryCode, OrganizationKind, PlaceCode, PlaceLevel};
use crate::text::{Case, Document, TokenKind};

const NEAR: &str = "the place named last before the title";
const ABOUT: &str = "the place that the article is about; the title names none";
const COUNTRY: &str = "the country that the article is about; the title names none";
const OF_HEAD: &str = "the state whose head has this name";
const OF_PARTY: &str = "the state that the party in the title governs";
const BODY: &str = "the body named last before the title";
const OF_OFFICER: &str = "the officer named last before; the title says his or her";
const OF_SPOUSE: &str = "the officer of the same surname";
const BY_NAME: &str = "the country where such names are usual; the title names none";

/// A place below this score has no such office, or nothing but that speaks for it.
const HARDLY: f64 = -4.0;

/// How many sentences before the one with the title are asked.
const SENTENCES_BACK: usize = 2;

/// A place named before a title, and how much its standing there says for it.
struct Near<'p> {
    code: &'p PlaceCode,
    score: f64,
}

/// What is known of a text when its offices are given their places.
pub struct Holders<'s> {
    /// The text.
    pub document: &'s Document<'s>,
    /// Known places.
    pub gazetteer: &'s Gazetteer,
    /// Places named.
    pub places: &'s [PlaceMention],
    /// Organisations named.
    pub organizations: &'s [OrganizationMention],
    /// The two places that the text is about.
    pub principals: &'s Principals,
}

impl Holders<'_> {
    /// Gives a place or body to everyone whose title tells none; `open` are these titles by person.
    pub fn infer(&self, people: &mut [ScenePerson], open: &[Option<Title>]) {
        for (number, title) in open.iter().enumerate() {
            let Some(title) = title.as_ref().filter(|_| people[number].of.is_none()) else { continue };
            if let Some((of, why)) = self.whose(title, &people[number].name, people) {
                (people[number].of, people[number].of_inferred) = (Some(of), Some(why.to_owned()));
            }
        }
    }

    /// "Consul General at the Consulate-General of Bangladesh in Hong Kong" acts for Bangladesh.
    pub fn add_senders(&self, people: &mut [ScenePerson]) {
        for person in people {
            let Some(Affiliation::Organization(body)) = &person.of else { continue };
            let mission = self.organizations.iter().find(|known| known.name == *body && known.kind == OrganizationKind::Mission);
            let Some(mission) = mission else { continue };
            let state = touching(self.places, mission.tokens.clone()).find_map(|place| place.code.as_ref());
            person.sent_by = state.map(PlaceCode::country_place);
        }
    }

    fn whose(&self, title: &Title, name: &str, people: &[ScenePerson]) -> Option<(Affiliation, &'static str)> {
        if let Some(near) = title.of.as_ref().filter(|_| title.of_is_near) {
            return Some((near.clone(), NEAR));
        }
        if self.names_unknown_town(title) {
            return None;
        }
        if let Some(of) = self.by_government_behind(title, name) {
            return Some((Affiliation::Place(of), NEAR));
        }
        if let Some(of) = self.by_pronoun(title, people) {
            return Some((of, OF_OFFICER));
        }
        // "Mayor Jin Yu and his deputy, Li Min": whose deputy where nobody tells whose mayor.
        if title.text == "deputy" {
            return None;
        }
        if let Some(of) = of_spouse(title, name, people) {
            return Some((of, OF_SPOUSE));
        }
        if let Some(state) = self.state_of_head(title, name) {
            return Some((Affiliation::Place(state), OF_HEAD));
        }
        if let Some(body) = self.of_body(title) {
            return Some((body, BODY));
        }
        if let Some(state) = state_of_party(&title.text) {
            return Some((Affiliation::Place(state), OF_PARTY));
        }
        let place = match () {
            () if title.branch == Some(Branch::Mission) => self.of_mission(title, name, people),
            () if self.is_of_china(title, name) => PlaceCode::parse("CN").map(|code| (code, COUNTRY)),
            () if is_of_state(&title.text) => self.of_state(title, name, people),
            () if title.is_of_place || self.is_led(title) => self.of_place(title, name, people),
            () => None,
        };
        place.map(|(place, why)| (Affiliation::Place(place), why))
    }

    /// "met with Governor Jin Yu and the Dong Nai Government": whose government is named in the same breath.
    fn by_government_behind(&self, title: &Title, name: &str) -> Option<PlaceCode> {
        level(&title.text)?;
        let end = self.document.token_at(title.span.end.saturating_sub(1)) + 1 + name.split_whitespace().count();
        let word = |token: usize| self.document.tokens.get(token).map_or("", |_| self.document.folded(token));
        if word(end) != "and" {
            return None;
        }
        let first = end + 1 + usize::from(word(end + 1) == "the");
        let mut bodies = touching(self.organizations, first..first + 1);
        let body = bodies.find(|body| body.tokens.start == first && body.kind == OrganizationKind::Government)?;
        let code = touching(self.places, body.tokens.clone()).next()?.code.clone()?;
        (self.fits_level(&code, title) && code.level() != PlaceLevel::Country).then_some(code)
    }

    /// "Premier Wen Jiabao", in a text that names China: its provinces have governors.
    fn is_of_china(&self, title: &Title, name: &str) -> bool {
        let office = title.text.to_lowercase().replace('-', " ");
        let names = |countries: &[&str]| {
            self.places.iter().filter_map(|place| place.code.as_ref()).any(|code| countries.contains(&code.country().as_str()))
        };
        let is_known = super::name_origin::state_of_head(name) == Some("CN");
        // Taiwan has a premier, and so have the provinces of Canada and the states of Australia, where people bear Chinese names too.
        let is_of_other = || names(&["TW"]) || office == "premier" && names(&["CA", "AU"]);
        matches!(office.as_str(), "premier" | "vice premier" | "state councilor" | "state councillor")
            && super::people::reads_as_chinese(name)
            && names(&["CN"])
            && (is_known || !is_of_other())
    }

    /// "his spokesman, Jin Yu": whom the officer acts for who was named last before.
    fn by_pronoun(&self, title: &Title, people: &[ScenePerson]) -> Option<Affiliation> {
        let start = self.document.token_at(title.span.start);
        let pronoun = start.checked_sub(1).filter(|token| matches!(self.document.folded(*token), "his" | "her"))?;
        let first = self.document.sentences[self.document.sentence_of(start).saturating_sub(SENTENCES_BACK)].tokens.start;
        let last_named = |person: &&ScenePerson| {
            let before = person.mentions.iter().map(|(at, _)| at.start).filter(|at| (first..pronoun).contains(at));
            before.max()
        };
        let acts_for_place = |person: &&ScenePerson| person.of.as_ref().is_some_and(|of| of.place().is_some());
        let officers = people.iter().filter(|person| person.title.is_some()).filter(acts_for_place);
        officers
            .filter_map(|person| Some((last_named(&person)?, person)))
            .max_by_key(|(at, _)| *at)
            .and_then(|(_, person)| person.of.clone())
    }

    /// "Vorgon Mayor Jin Yu", "mayor of Vorgon": a town that nobody knows, so that no known one is meant.
    fn names_unknown_town(&self, title: &Title) -> bool {
        if level(&title.text) != Some(OfficeLevel::City) {
            return false;
        }
        let tokens = self.document.token_at(title.span.start)..self.document.token_at(title.span.end.saturating_sub(1)) + 1;
        let sentence = self.document.sentences[self.document.sentence_of(tokens.start)].tokens.clone();
        let is_unknown = |token: usize| {
            let word = self.document.folded(token);
            let lexicon = super::lexicon::lexicon();
            self.document.tokens[token].case == Case::Capitalised
                && self.document.tokens[token].kind == TokenKind::Word
                && !lexicon.stop_words.contains(word)
                && !lexicon.abstract_nouns.contains(word)
                && !lexicon.title_modifiers.contains(word)
                && !lexicon.organization_heads.contains_key(word)
                && !super::name_origin::is_known(word)
                && lexicon.titles.longest_at(self.document, token, sentence.end).is_none()
                && !self.places.iter().any(|place| crate::text::key_words(&place.name).iter().any(|known| known == word))
                && touching(self.organizations, token..token + 1).next().is_none()
        };
        let before = tokens.start.checked_sub(1).filter(|before| *before > sentence.start);
        let behind_of = tokens.clone().skip(1).find(|token| self.document.folded(*token - 1) == "of");
        // "Vorgon Mayor", where the text speaks of "the city of Vorgon" too
        let is_town = |token: usize| {
            let is_same = |other: &usize| self.document.folded(*other) == self.document.folded(token);
            let mut others = (1..self.document.tokens.len()).filter(is_same);
            others.any(|other| matches!(self.document.folded(other - 1), "of" | "in" | "from" | "to" | "visited"))
        };
        before.is_some_and(|token| is_unknown(token) && is_town(token)) || behind_of.is_some_and(is_unknown)
    }

    /// "President Museveni", "General Secretary Xi": the state whose head somebody of this name is or was.
    fn state_of_head(&self, title: &Title, name: &str) -> Option<PlaceCode> {
        let lower = title.text.to_lowercase();
        let is_head =
            is_head_of_state(&title.text) || matches!(lower.as_str(), "general secretary" | "secretary general" | "chief executive");
        let state = super::name_origin::state_of_head(name).filter(|_| is_head)?;
        // "President Wong" of a club is not of Singapore: the state must be named, unless the name is told in full.
        let state = PlaceCode::parse(state)?;
        let is_named = || self.places.iter().filter_map(|place| place.code.as_ref()).any(|code| state.includes(code));
        (name.contains(' ') || is_named()).then_some(state)
    }

    /// "At Kikkoman they met CEO Jin Yu", "To its president, Jin Yu": the body named last before an office that only bodies have.
    fn of_body(&self, title: &Title) -> Option<Affiliation> {
        use OrganizationKind as K;
        let start = self.document.token_at(title.span.start);
        let sentence = self.document.sentence_of(start);
        let kinds: &[K] = match (title.branch, title.text.to_lowercase().as_str()) {
            (Some(Branch::Company), _) => &[K::Company, K::Zone],
            (Some(Branch::University), _) => &[K::University],
            (_, "president" | "vice president") => &[K::Company, K::University, K::Chamber, K::Association],
            _ => return None,
        };
        let before = &self.organizations[..self.organizations.partition_point(|body| body.tokens.end <= start)];
        let first = self.document.sentences[sentence.saturating_sub(1)].tokens.start;
        let mut near = before.iter().rev().take_while(|body| body.tokens.start >= first);
        near.find(|body| kinds.contains(&body.kind)).map(|body| Affiliation::Organization(body.name.clone()))
    }

    /// "A delegation from Dong Nai, led by Vice Chairman Jin Yu", "with Governor Jin Yu at its head".
    fn is_led(&self, title: &Title) -> bool {
        let start = self.document.token_at(title.span.start);
        start >= 2 && self.document.folded(start - 1) == "by" && matches!(self.document.folded(start - 2), "led" | "headed")
            || self.is_at_head(title)
    }

    /// "A delegation from Dong Nai landed in Utopia, with Governor Jin Yu at its head".
    fn is_at_head(&self, title: &Title) -> bool {
        let start = self.document.token_at(title.span.start);
        let end = self.document.token_at(title.span.end.saturating_sub(1)) + 1;
        let word = |token: usize| self.document.tokens.get(token).map_or("", |_| self.document.folded(token));
        start > 0 && word(start - 1) == "with" && (end + 1..end + 6).any(|at| is_at_head(word, at))
    }

    /// The best of the places named shortly before and of those that the text is about.
    fn of_place(&self, title: &Title, name: &str, people: &[ScenePerson]) -> Option<(PlaceCode, &'static str)> {
        let mut best: Option<(f64, PlaceCode, &'static str)> = None;
        for (candidate, why) in self.candidates(title) {
            for code in self.holders_of(candidate.code, title) {
                let score = candidate.score + self.fitness(&code, title, name, people);
                if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                    best = Some((score, code, why));
                }
            }
        }
        best.filter(|(score, ..)| *score > HARDLY).map(|(_, code, why)| (code, why))
    }

    /// Places before a title and the two that the text is about, the nearest first.
    fn candidates(&self, title: &Title) -> Vec<(Near<'_>, &'static str)> {
        if self.is_at_head(title)
            && let Some(code) = self.of_delegation_before(title)
        {
            return vec![(Near { code, score: 3.0 }, NEAR)];
        }
        let near = self.near(title).into_iter().map(|near| (near, NEAR));
        let both = [(&self.principals.home, 1.2), (&self.principals.partner, 1.0)];
        let both = both.into_iter().filter_map(|(code, score)| Some((Near { code: code.as_ref()?, score }, ABOUT)));
        let others = self.principals.subnational.iter().map(|code| (Near { code, score: 0.2 }, ABOUT));
        near.chain(both).chain(others).collect()
    }

    /// "a delegation of the Government of Dong Nai landed in Utopia, with Governor Jin Yu at its head": Dong Nai.
    fn of_delegation_before(&self, title: &Title) -> Option<&PlaceCode> {
        let start = self.document.token_at(title.span.start);
        let first = self.document.sentences[self.document.sentence_of(start)].tokens.start;
        let group = (first..start).rev().find(|token| is_group(self.document.folded(*token)))?;
        let places = || self.places.iter().filter(|place| (first..start).contains(&place.tokens.start));
        let is_behind = |place: &&PlaceMention| {
            let from = place.tokens.start;
            from > group + 1 && from - group <= 5 && matches!(self.document.folded(group + 1), "of" | "from")
        };
        let is_before = |place: &&PlaceMention| place.tokens.end == group;
        places().find(is_behind).or_else(|| places().find(is_before))?.code.as_ref()
    }

    /// Which places of a candidate may have the office: of a city its province too where governors and ministers are of provinces,
    /// of a country those of its provinces that the text names.
    fn holders_of(&self, code: &PlaceCode, title: &Title) -> Vec<PlaceCode> {
        let is_minister = title.text.to_lowercase().contains("minister");
        if is_minister && !has_office(code.country().as_str(), &title.text) {
            return vec![code.country_place()];
        }
        match code.level() {
            PlaceLevel::Country if is_minister => vec![code.clone()],
            PlaceLevel::Country => {
                let inner = self.principals.subnational.iter().filter(|inner| code.includes(inner));
                inner.filter(|inner| self.fits_level(inner, title)).take(1).cloned().collect()
            }
            _ if is_minister && self.is_capital(code) => vec![code.country_place()],
            PlaceLevel::City if level(&title.text) == Some(OfficeLevel::Subdivision) => code.subdivision().into_iter().collect(),
            _ => vec![code.clone()],
        }
    }

    /// How well a place fits an office and the name of its holder.
    fn fitness(&self, code: &PlaceCode, title: &Title, name: &str, people: &[ScenePerson]) -> f64 {
        let country = code.country();
        let by_office = match code.level() {
            PlaceLevel::Country => 0.0,
            _ if has_office(country.as_str(), &title.text) => 0.0,
            _ => -6.0,
        };
        let by_name = match super::name_origin::likelihood(name, country) {
            1 => 2.0,
            0 => 0.0,
            _ => -4.0,
        };
        let by_level = match level(&title.text) {
            None => 0.0,
            Some(_) if code.level() == PlaceLevel::Country => 0.5,
            Some(_) if self.fits_level(code, title) => 1.0,
            Some(_) => -1.5,
        };
        let of_same = people.iter().filter(|other| other.of.as_ref().and_then(Affiliation::place) == Some(code));
        let by_holder = of_same.filter_map(|other| holder_score(other.title.as_deref()?, &title.text)).fold(0.0, f64::min);
        by_office + by_name + by_level + by_holder
    }

    fn fits_level(&self, code: &PlaceCode, title: &Title) -> bool {
        match level(&title.text) {
            Some(OfficeLevel::Subdivision) => code.level() == PlaceLevel::Subdivision,
            Some(OfficeLevel::City) => {
                let is_county = || title.text.to_lowercase().contains("county") && self.is_county(code);
                code.level() == PlaceLevel::City || self.is_city_state(code) || is_county()
            }
            None => code.level() != PlaceLevel::Country,
        }
    }

    /// Seoul, Shanghai, Vienna: a city that is a subdivision of its country.
    fn is_city_state(&self, code: &PlaceCode) -> bool {
        let is_city = |kind: &str| ["city", "municipality", "metropol", "town"].iter().any(|word| kind.contains(word));
        matches!(code.as_str(), "DE-HH" | "DE-HB")
            || self.gazetteer.place(code).is_some_and(|place| is_city(&place.kind) || !place.capital_of.is_empty())
    }

    /// Nakuru in Kenya: a county that is a subdivision of its country.
    fn is_county(&self, code: &PlaceCode) -> bool {
        self.gazetteer.place(code).is_some_and(|place| place.kind == "county")
    }

    fn is_capital(&self, code: &PlaceCode) -> bool {
        self.gazetteer.place(code).is_some_and(|place| place.capital_of.contains(&code.country_place()))
    }

    /// Places named before a title in its sentence and the two before that one, the nearest first.
    fn near(&self, title: &Title) -> Vec<Near<'_>> {
        let start = self.document.token_at(title.span.start);
        let sentence = self.document.sentence_of(start);
        let first = self.document.sentences[sentence.saturating_sub(SENTENCES_BACK)].tokens.start;
        let before = &self.places[..self.places.partition_point(|place| place.tokens.end <= start)];
        let before = before.iter().rev().take_while(|place| place.tokens.start >= first);
        let usable = before.filter(|place| !place.is_dateline && !self.is_in_private_body(place) && !is_posting(self.document, place));
        let near = usable.enumerate().filter_map(|(order, place)| {
            let back = sentence - self.document.sentence_of(place.tokens.start);
            let by_sentence = [3.0, 1.5, 0.7][back.min(2)];
            // "in Uzbekistan they met Prime Minister …"
            let is_country = place.code.as_ref().is_some_and(|code| code.level() == PlaceLevel::Country);
            let by_stand = if self.is_venue(place) && !(is_country && is_of_state(&title.text)) { 0.5 } else { 1.0 };
            let score = by_sentence * by_stand - 0.1 * order as f64;
            Some(Near { code: place.code.as_ref()?, score })
        });
        near.collect()
    }

    /// "in Nakuru", "visited Nakuru": where something was.
    fn is_venue(&self, place: &PlaceMention) -> bool {
        let before = place.tokens.start.checked_sub(1).map_or("", |token| self.document.folded(token));
        matches!(before, "in" | "at" | "to" | "visited" | "visiting")
    }

    fn is_in_private_body(&self, place: &PlaceMention) -> bool {
        use OrganizationKind as K;
        let is_public = |kind: OrganizationKind| matches!(kind, K::Government | K::Legislature | K::Party);
        touching(self.organizations, place.tokens.clone()).any(|body| !is_public(body.kind))
    }

    /// The country of a head of a state: one whose names are like this, else the nearest that has such an office.
    fn of_state(&self, title: &Title, name: &str, people: &[ScenePerson]) -> Option<(PlaceCode, &'static str)> {
        let is_free = |country: &PlaceCode| {
            let mut of_same = people.iter().filter(|other| other.of.as_ref().and_then(Affiliation::place) == Some(country));
            !of_same.any(|other| other.title.as_deref().and_then(|known| holder_score(known, &title.text)).is_some())
        };
        self.of_country(title, name, |country| has_national_office(country, &title.text) && is_free(country))
    }

    /// The country that a consul or counsellor is of: one that has a mission in the text, or whose names are like this.
    fn of_mission(&self, title: &Title, name: &str, people: &[ScenePerson]) -> Option<(PlaceCode, &'static str)> {
        let is_mission = |person: &&ScenePerson| person.branch == Some(Branch::Mission);
        let of_people = people.iter().filter(is_mission).filter_map(|person| person.of.as_ref()?.place().map(PlaceCode::country));
        let of_bodies = self.organizations.iter().filter(|body| body.kind == OrganizationKind::Mission);
        let of_bodies = of_bodies.filter_map(|body| {
            let first = touching(self.places, body.tokens.clone()).next()?;
            first.code.as_ref().map(PlaceCode::country)
        });
        let missions: Vec<CountryCode> = of_people.chain(of_bodies).collect();
        let likely = missions.iter().find(|country| super::name_origin::likelihood(name, **country) >= 0);
        match likely {
            Some(country) => PlaceCode::parse(country.as_str()).map(|code| (code, COUNTRY)),
            None => self.of_country(title, name, |_| true).or_else(|| {
                let country = super::name_origin::only_country(name)?;
                PlaceCode::parse(country).map(|code| (code, BY_NAME))
            }),
        }
    }

    fn of_country(&self, title: &Title, name: &str, has: impl Fn(&PlaceCode) -> bool) -> Option<(PlaceCode, &'static str)> {
        let mut best: Option<(f64, PlaceCode)> = None;
        for (candidate, _) in self.candidates(title) {
            let country = candidate.code.country_place();
            let by_name = f64::from(super::name_origin::likelihood(name, country.country())) * 3.0;
            let by_level = if candidate.code.level() == PlaceLevel::Country { 0.5 } else { 0.0 };
            let score = candidate.score + by_name + by_level;
            if has(&country) && score > 0.0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, country));
            }
        }
        best.map(|(_, country)| (country, COUNTRY))
    }
}

fn is_group(word: &str) -> bool {
    matches!(word, "delegation" | "mission" | "group" | "team" | "entourage" | "party")
}

/// "First Lady Ada Lind" is of where the Lind who governs is of.
fn of_spouse(title: &Title, name: &str, people: &[ScenePerson]) -> Option<Affiliation> {
    let surname = name.rsplit(' ').next()?;
    let is_spouse = matches!(title.text.to_lowercase().as_str(), "first lady" | "first gentleman");
    let is_other = |person: &&ScenePerson| person.name != name && person.name.rsplit(' ').next() == Some(surname);
    let governing =
        people.iter().filter(|_| is_spouse).filter(is_other).find(|person| person.of.as_ref().is_some_and(|of| of.place().is_some()));
    governing.and_then(|person| person.of.clone())
}

/// What a known holder says of a further one: a place has one governor, but several vice governors.
fn holder_score(known: &str, office: &str) -> Option<f64> {
    let words = |title: &str| -> Vec<String> {
        let words = title.to_lowercase().replace('-', " ");
        words.split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "and")).map(str::to_owned).collect()
    };
    let (known, office) = (words(known), words(office));
    let is_one_of_several =
        |word: &String| matches!(word.as_str(), "vice" | "deputy" | "member" | "assistant" | "director" | "minister" | "mp");
    let (shorter, longer) = if known.len() < office.len() { (&known, &office) } else { (&office, &known) };
    let is_one_of_several =
        |word: &String| is_one_of_several(word) && !(word == "minister" && office.first().is_some_and(|first| first == "prime"));
    let is_same = shorter.first() == longer.first() && shorter.iter().all(|word| longer.contains(word));
    (is_same && !office.iter().any(is_one_of_several)).then_some(-3.0)
}

/// Offices of a state itself: its head, its ministers of foreign affairs and defence, its secretaries; not "President of the Club".
fn is_of_state(title: &str) -> bool {
    let lower = title.to_lowercase();
    let may_be_of_body = ["president", "chancellor", "king", "queen"].iter().any(|word| lower.contains(word));
    is_head_of_state(title) || is_national(title) && !may_be_of_body
}
