//! One journey out of the sentences that tell of it: its legs joined, and those who were visited for the country around them.

use super::told_again::absorb;
use crate::extract::en::patterns::pattern;
use crate::extract::mention::PlaceMention;
use crate::extract::scene::{Scene, ScenePerson};
use crate::gazetteer::NameForm;
use crate::model::{Context, CountryCode, DateSpan, EngagementClaim, EngagementType, PlaceCode, PlaceLevel, Precision};

/// The longest journey or fair, from the first to the last day that is told of it.
pub(super) const LONGEST_DAYS: i64 = 16;

/// "The tour began on Sunday in Lyon", "On Tuesday they reached Turin": legs of those who travel from one place into one country, or
/// with one leader, on days near each other are one journey, as long as all of them.
pub(super) fn join_legs(claims: Vec<EngagementClaim>) -> Vec<EngagementClaim> {
    let mut joined: Vec<EngagementClaim> = Vec::new();
    for claim in claims {
        let leg = joined.iter_mut().find(|known| are_legs(known, &claim));
        match leg {
            Some(known) => {
                let span = known.date.zip(claim.date).and_then(|(one, other)| around(one, other));
                for place in &claim.to {
                    if !known.to.iter().any(|other| other.includes(place) || place.includes(other)) {
                        known.to.push(place.clone());
                    }
                }
                absorb(known, claim);
                known.date = span.or(known.date);
            }
            None => joined.push(claim),
        }
    }
    joined
}

fn are_legs(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation;
    if !(is_journey(known) && is_journey(claim) && known.context == claim.context && known.from == claim.from) {
        return false;
    }
    let same_country = known.to.iter().any(|one| claim.to.iter().any(|other| one.country() == other.country()));
    let leaders = (known.leader.as_ref(), claim.leader.as_ref());
    let may_be_one = match leaders {
        (Some(one), Some(other)) => one == other,
        _ => same_country,
    };
    let is_near = known.date.zip(claim.date).is_some_and(|(one, other)| {
        let is_exact = |date: DateSpan| date.precision() == Precision::Day;
        is_exact(one) && is_exact(other) && around(one, other).is_some()
    });
    may_be_one && (is_near || same_country && (known.date.is_none() || claim.date.is_none()))
}

/// From the earlier first to the later last day, where that is no longer than a journey.
pub(super) fn around(one: DateSpan, other: DateSpan) -> Option<DateSpan> {
    let (first, last) = (one.first()?, one.last()?);
    let (other_first, other_last) = (other.first()?, other.last()?);
    let first = if other_first.first_day()? < first.first_day()? { other_first } else { first };
    let last = if other_last.last_day()? > last.last_day()? { other_last } else { last };
    let days = (last.last_day()? - first.first_day()?).num_days();
    (days <= LONGEST_DAYS).then(|| if first == last { DateSpan::on(first) } else { DateSpan::between(first, last) })
}

/// "the stations were Russia, Poland and Hungary", "a trip to Singapore and Japan": all countries of a journey, where one sentence tells
/// them in a row and the article tells of one journey into one of them.
pub(super) fn visit_all_countries(scene: &Scene<'_>, claims: &mut Vec<EngagementClaim>) {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical;
    let to_countries = |claim: &EngagementClaim| claim.to.iter().all(|place| place.level() == PlaceLevel::Country);
    if !claims.iter().any(|claim| is_journey(claim) && to_countries(claim)) {
        return;
    }
    let Some(route) = scene.document.sentences.iter().find_map(|sentence| countries_of_route(scene, sentence)) else { return };
    let into_one = |claim: &EngagementClaim| {
        is_journey(claim)
            && to_countries(claim)
            && claim.to.iter().any(|place| route.contains(place))
            && claim.from.iter().all(|from| route.iter().all(|country| country.country() != from.country()))
    };
    let legs: Vec<usize> = (0..claims.len()).filter(|at| into_one(&claims[*at])).collect();
    let Some((first, others)) = legs.split_first() else { return };
    let is_one = others.iter().all(|at| {
        let (whole, leg) = (&claims[*first], &claims[*at]);
        whole.from == leg.from && (leg.date.is_none() || whole.date.is_none() || leg.date == whole.date)
    });
    if !is_one || others.is_empty() && claims[*first].to.len() >= route.len() {
        return;
    }
    for at in others.iter().rev() {
        let leg = claims.remove(*at);
        absorb(&mut claims[*first], leg);
    }
    claims[*first].to = route;
    claims[*first].inferred.insert("to".to_owned(), "the countries that another sentence tells in a row".to_owned());
}

/// Two or more countries in a row, parted by commas and "and" alone, in a sentence that speaks of a journey.
fn countries_of_route(scene: &Scene<'_>, sentence: &crate::text::Sentence) -> Option<Vec<PlaceCode>> {
    pattern!(
        ROUTE,
        r"(?i)\b(trips?|tours?|visit(s|ed|ing)?|missions?|delegations?|stations|stops?|legs?|route|travel\w*|went|journey|back from|returned from|home from|abroad|departed|left|leaves|off to|destinations)\b"
    );
    if !ROUTE.is_match(&scene.document.body[sentence.span.range()]) {
        return None;
    }
    let (mut row, mut end): (Vec<PlaceCode>, usize) = (Vec::new(), 0);
    for place in scene.places_in(&sentence.tokens).filter(|place| place.form == NameForm::Name) {
        let Some(code) = place.code.as_ref().filter(|code| code.level() == PlaceLevel::Country) else { continue };
        let is_next = (end..place.tokens.start)
            .all(|token| matches!(scene.document.folded(token), "and" | "the" | "then") || matches!(scene.document.text(token), "," | "&"));
        if !is_next || row.is_empty() {
            if row.len() >= 2 {
                break;
            }
            row.clear();
        }
        if !row.contains(code) {
            row.push(code.clone());
        }
        end = place.tokens.end;
    }
    (2..=6).contains(&row.len()).then_some(row)
}

/// "a five-day visit to Indonesia" on the page of those who were met in West Java: whom the guests came to see are the visited, not the
/// country around them. On the guests' own page the journey went where its sentence says.
pub(super) fn visit_the_hosts(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let home = scene.principals.home.as_ref();
    let hosts: Vec<PlaceCode> = claims
        .iter()
        .filter(|claim| matches!(claim.kind, EngagementType::Meeting | EngagementType::Signing))
        .flat_map(|claim| claim.sides().cloned().collect::<Vec<_>>())
        .filter(|place| scene.has_body(place) && (place.level() == PlaceLevel::Subdivision || Some(place) == home))
        .collect();
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation) {
        let [country] = &claim.to[..] else { continue };
        let is_guests_page = home.is_some_and(|home| claim.from.iter().any(|from| from.country() == home.country()));
        if country.level() != PlaceLevel::Country || is_guests_page {
            continue;
        }
        let mut visited: Vec<PlaceCode> = Vec::new();
        for host in hosts.iter().filter(|host| host.country() == country.country()) {
            if !visited.contains(host) {
                visited.push(host.clone());
            }
        }
        // On the page of one of several hosts it is that one.
        if let Some(own) = visited.iter().find(|host| Some(*host) == home) {
            visited = vec![own.clone()];
        }
        if visited.len() == 1 {
            claim.to = visited;
            claim.inferred.insert("to".to_owned(), "who was met there; the sentence names the country around it".to_owned());
        }
    }
}

/// "visitors from Norway came to Lyon", where Troms met the region around Lyon: who travelled and who was visited act at the level at
/// which they met and signed, where no other engagement has the town as a side.
pub(super) fn act_as_they_met(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation;
    let met: Vec<Vec<PlaceCode>> = claims
        .iter()
        .filter(|claim| !is_journey(claim) && claim.context != Context::Historical)
        .map(|claim| claim.sides().cloned().collect())
        .collect();
    for claim in claims.iter_mut().filter(|claim| is_journey(claim)) {
        let countries: Vec<CountryCode> = claim.sides().map(PlaceCode::country).collect();
        let is_of_both = |sides: &&Vec<PlaceCode>| sides.iter().all(|side| countries.contains(&side.country()));
        let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
        let is_of_state = scene.people_in(&sentence.tokens).any(ScenePerson::acts_for_state);
        let acting: Vec<&PlaceCode> = met.iter().filter(is_of_both).flatten().collect();
        for (field, places) in [("from", &mut claim.from), ("to", &mut claim.to)] {
            // "on to Shenzhen, Shanghai and Yantai": the stops of a route are told as what they are.
            if field == "to" && places.len() > 1 {
                continue;
            }
            let named = |place: &PlaceCode| match field {
                "from" if !is_of_state => guest_that_met(place, &acting).or_else(|| province_that_met(place, &acting)),
                _ => province_that_met(place, &acting),
            };
            let lifted: Vec<PlaceCode> = places.iter().map(|place| named(place).unwrap_or(place).clone()).collect();
            if lifted != *places {
                places.clear();
                lifted.into_iter().for_each(|place| super::super::sides::push(places, &place));
                claim.inferred.insert(field.to_owned(), "who met and signed; the sentence names a town there".to_owned());
            }
        }
    }
}

/// The province around a town that met others, where the town itself did not.
fn province_that_met<'a>(town: &PlaceCode, acting: &[&'a PlaceCode]) -> Option<&'a PlaceCode> {
    let is_town = town.level() == PlaceLevel::City && !acting.contains(&town);
    acting.iter().find(|place| is_town && place.level() == PlaceLevel::Subdivision && place.includes(town)).copied()
}

/// The only place below a country told as guest that met others: "a Chinese delegation" whose talks were those of Hebei.
fn guest_that_met<'a>(country: &PlaceCode, acting: &[&'a PlaceCode]) -> Option<&'a PlaceCode> {
    let mut inner = acting.iter().filter(|place| country.level() == PlaceLevel::Country && country.includes(place) && *country != ***place);
    let first = inner.next()?;
    let is_named_too = acting.contains(&country);
    (!is_named_too && inner.all(|other| other == first)).then_some(*first)
}

/// "On her visit to Germany": on the guests' page the journey went to the country, though another sentence of it names only towns on the
/// way none of whose bodies met them.
pub(super) fn go_to_the_country(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let Some(home) = scene.principals.home.as_ref() else { return };
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation) {
        let is_guests_page = claim.from.iter().all(|from| from.country() == home.country() && from.level() != PlaceLevel::Country);
        let country = claim.to.first().map(PlaceCode::country_place);
        let Some(country) = country.filter(|country| claim.to.iter().all(|place| place != country && country.includes(place))) else {
            continue;
        };
        let is_own_goal = |place: &PlaceCode| scene.has_body(place) || is_told_as_goal(scene, place);
        if is_guests_page && !claim.to.iter().any(is_own_goal) && is_told_as_goal(scene, &country) {
            claim.to = vec![country];
            claim.inferred.insert("to".to_owned(), "the country that another sentence tells as the goal of the journey".to_owned());
        }
    }
}

/// "Lyon is the destination", "bound for Lyon": of a journey that is else told to go to a country, the one town or province of it that the
/// text says it goes to.
pub(super) fn go_to_the_destination(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    pattern!(
        DESTINATION,
        r"(?i)\b(is|are|was|were|be) (the|his|her|its|their) (only |main |first |sole )?destinations?\b|\bbound for\b|\bdestination (is|was|being)\b"
    );
    let goes_to_country = |claim: &EngagementClaim| {
        let is_journey = claim.kind == EngagementType::Delegation && claim.context != Context::Historical;
        is_journey && matches!(&claim.to[..], [only] if only.level() == PlaceLevel::Country)
    };
    if !claims.iter().any(goes_to_country) {
        return;
    }
    let mut goals: Vec<PlaceCode> = Vec::new();
    for sentence in &scene.document.sentences {
        if DESTINATION.is_match(&scene.document.body[sentence.span.range()]) {
            let named =
                scene.places_in(&sentence.tokens).filter(|place| place.form == NameForm::Name).filter_map(|place| place.code.as_ref());
            goals.extend(named.filter(|code| code.level() != PlaceLevel::Country).cloned());
        }
    }
    let [goal] = &goals[..] else { return };
    for claim in claims.iter_mut().filter(|claim| goes_to_country(claim) && claim.to[0].includes(goal)) {
        claim.to = vec![goal.clone()];
        claim.inferred.insert("to".to_owned(), "the place that another sentence tells as the destination".to_owned());
    }
}

/// "The mission opened in Hangzhou", "from there they fly on to Japan": the further countries of the one journey that an article tells.
pub(super) fn go_on(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let is_journey = |claim: &EngagementClaim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical;
    let Some(first) = claims.iter().position(is_journey) else { return };
    let (from, to) = (claims[first].from.clone(), claims[first].to.clone());
    let is_at_home = |country: &PlaceCode| from.iter().any(|home| home.country() == country.country());
    // Guests who came to the home of others go on from there as well; whose steps are told then is open.
    if from.is_empty() || claims.iter().any(|claim| is_journey(claim) && claim.from != from) {
        return;
    }
    let mut further: Vec<PlaceCode> = Vec::new();
    for country in scene.places.iter().filter(|place| is_next_stop(scene, place)).filter_map(|place| place.code.as_ref()) {
        let country = country.country_place();
        if !is_at_home(&country) && !further.contains(&country) && to.iter().all(|known| known.country() != country.country()) {
            further.push(country);
        }
    }
    for country in further {
        let is_leg =
            |claim: &EngagementClaim| is_journey(claim) && claim.to.iter().all(|place| country.includes(place) || *place == country);
        // A leg that is told as a journey stays one.
        if !claims.iter().any(is_leg) {
            claims[first].to.push(country);
            claims[first].inferred.insert("to".to_owned(), "the countries to which the journey goes on".to_owned());
        }
    }
}

/// "fly on to Japan", "next stop is Poland"
fn is_next_stop(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    // "For the cars, the next stop is Mexico": only people go on, and not last year.
    pattern!(
        WHO,
        r"(?i)\b(he|she|they|them|both|we|governor|premier|minister|mayor|delegation|delegates|mission|team|group|entourage|officials|party|trip|tour|journey|visit)\b"
    );
    pattern!(
        WHAT,
        r"(?i)\b(trains?|trade|exports?|goods|freight|cargo|cars?|flights?|line|route|pipeline|virus|storm|road|last year|in (19|20)[0-9]{2})\b"
    );
    pattern!(
        ON_TO,
        r"(?i)\b((fl(y|ies|ew|ying)|travel(s|led|ed|ling|ing)?|continu(e|es|ed|ing)|go(es|ing)?|went|mov(e|es|ed|ing)|proceed(s|ed|ing)?|head(s|ed|ing)?|it (is|was)|carr(y|ies|ied)) on to|(continu(e|es|ed|ing)|proceed(s|ed|ing)?) to|(next|second|third|last|final) (stop|station|leg|destination)( of (the|his|her|their|its) ([a-z]+ )?[a-z]+)? (is|was|will be)( in)?) (the )?$"
    );
    let sentence = scene.document.sentences[scene.document.sentence_of(place.tokens.start)].span;
    // "On Wednesday the team proceeds to Antwerp": a journey of its own, with its own day.
    let has_day =
        scene.dates_in(scene.document.sentence_of(place.tokens.start)).any(|date| date.resolved.date.precision() == Precision::Day);
    let is_name = place.form == NameForm::Name && !place.in_organization && !has_day;
    let before = &scene.document.body[sentence.start..place.span.start];
    is_name && ON_TO.is_match(before) && WHO.is_match(before) && !WHAT.is_match(before)
}

/// A journey through several countries, one of which is told as such or by a town, goes to the countries, whatever of them it is told to
/// see. One to provinces, or to towns alone, goes where it is told to.
/// An emirate, which seldom stands for its country, stays.
pub(super) fn go_by_country(claims: &mut [EngagementClaim]) {
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation && claim.context != Context::Historical) {
        let is_abroad = claim.to.iter().any(|place| claim.to.iter().any(|other| other.country() != place.country()));
        let has = |level: PlaceLevel| claim.to.iter().any(|place| place.level() == level);
        let are_stops = has(PlaceLevel::Country) || has(PlaceLevel::City) && has(PlaceLevel::Subdivision);
        if !is_abroad || !are_stops {
            continue;
        }
        let mut countries: Vec<PlaceCode> = Vec::new();
        for place in &claim.to {
            let country = if place.as_str().starts_with("AE-") { place.clone() } else { place.country_place() };
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        claim.to = countries;
    }
}

/// "mission to Japan", "visited Germany": whether a sentence tells a place as where people travelled.
fn is_told_as_goal(scene: &Scene<'_>, goal: &PlaceCode) -> bool {
    pattern!(
        BEFORE,
        r"(?i)\b((mission|visit|trip|tour|travel\w*|journey|delegation|went|go|going|flew|off|left|leaves?|leaving|departed|departs?|heads?|headed|set out|sets? off) (to|for)|(mission|trip|tour) (in|through|across)|visited|visiting|toured|touring|tour of|tour) (the )?((people.s )?republic of )?$"
    );
    let is_goal = |place: &&PlaceMention| place.code.as_ref() == Some(goal) && place.form == NameForm::Name && !place.in_organization;
    scene.places.iter().filter(is_goal).any(|place| {
        let sentence = scene.document.sentences[scene.document.sentence_of(place.tokens.start)].span;
        BEFORE.is_match(&scene.document.body[sentence.start..place.span.start])
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::{EngagementClaim, EngagementType};

    fn told(text: &str) -> Vec<EngagementClaim> {
        extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements
    }

    fn journeys(text: &str) -> Vec<String> {
        let codes = |places: &[crate::model::PlaceCode]| places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let claims = told(text);
        let journeys = claims.iter().filter(|claim| claim.kind == EngagementType::Delegation);
        journeys.map(|claim| format!("{} > {}", codes(&claim.from), codes(&claim.to))).collect()
    }

    #[test]
    fn guests_of_a_town_are_those_of_the_province_that_met_them() {
        let text = "A delegation from Bavaria came to Wuhan on 3 June 2019.\n\nHubei Governor Wan Li met Minister Anna Huber of Bavaria.";
        assert_eq!(journeys(text), ["DE-BY > CN-HB"]);
    }

    #[test]
    fn guests_of_a_town_that_met_them_are_the_towns() {
        let text = "A delegation from Bavaria came to Wuhan on 3 June 2019.\n\nWuhan Mayor Wan Li met Minister Anna Huber of Bavaria.";
        assert_eq!(journeys(text), ["DE-BY > CN-HB/Wuhan"]);
    }

    #[test]
    fn guests_told_by_their_country_are_those_who_met() {
        let text = "A German delegation came to Hubei on 3 June 2019.\n\nHubei Governor Wan Li met Minister Anna Huber of Bavaria.";
        assert_eq!(journeys(text), ["DE-BY > CN-HB"]);
    }

    #[test]
    fn a_later_journey_the_other_way_is_one_of_its_own() {
        let text = "A delegation from Lyon visited Milwaukee on 3 March 2019 and Milwaukee Mayor Ann Reed signed the charter.\n\n\
            From Sept. 25 to Oct. 4, 2019 the Mayor will be in Lyon at the head of a delegation from Milwaukee.";
        assert_eq!(journeys(text), ["FR-ARA/Lyon > US-WI/Milwaukee", "US-WI/Milwaukee > FR-ARA/Lyon"]);
    }

    #[test]
    fn the_destination_is_where_a_journey_to_a_country_goes() {
        let text = "Hubei Governor Wan Li will visit France in June 2021. Lyon is the destination, his office said.";
        assert_eq!(journeys(text), ["CN-HB > FR-ARA/Lyon"]);
        let several = "Hubei Governor Wan Li will visit France in June 2021. Lyon and Dijon are the destinations, his office said.";
        assert_eq!(journeys(several), ["CN-HB > FR"]);
    }

    #[test]
    fn a_journey_that_goes_on_to_another_country_goes_to_both() {
        let text =
            "Hubei Governor Wan Li began his first trade mission in Lyon, France, on 3 June 2021. From there he will fly on to Japan.";
        assert_eq!(journeys(text), ["CN-HB > FR + JP"]);
        let home = "Hubei Governor Wan Li visited Lyon in France on 3 June 2021. Then he went on to Beijing.";
        assert_eq!(journeys(home)[0], "CN-HB > FR-ARA/Lyon");
        let cars = "Hubei Governor Wan Li visited Lyon in France on 3 June 2021. For the cars, the next stop is Mexico.";
        assert_eq!(journeys(cars), ["CN-HB > FR-ARA/Lyon"]);
    }

    #[test]
    fn zones_and_towns_behind_their_province_are_goals() {
        let zone = "On 3 June 2021 Bavaria Minister Anna Huber is due in Shenzhen Special Economic Zone.";
        assert_eq!(journeys(zone), ["DE-BY > CN-GD/Shenzhen"]);
        let town = "On 3 June 2021 Bavaria Minister Anna Huber went to Shanghai and, in Hubei province, to Wuhan.";
        assert_eq!(journeys(town), ["DE-BY > CN-SH + CN-HB/Wuhan"]);
    }

    #[test]
    fn a_signing_with_one_of_several_is_one_of_its_own() {
        let text = "A Hunan delegation visited Russia, Poland and Hungary from 17 to 26 July 2016. Projects were signed at a \
            ceremony. The delegation concluded a cooperation agreement with Lower Silesia.";
        let claims = told(text);
        assert_eq!(claims.iter().filter(|claim| claim.kind == EngagementType::Signing).count(), 2, "{claims:#?}");
    }
}
