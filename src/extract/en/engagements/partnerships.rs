//! Which two places a tie joins.

use super::Draft;
use super::gifts::goes_on;
use crate::extract::en::patterns::pattern;
use crate::extract::en::sides::{ABOUT_THE_ARTICLE, Sides, only_locates, push};
use crate::extract::scene::Scene;
use crate::gazetteer::NameForm;
use crate::model::{PlaceCode, PlaceLevel};

/// The places that a tie joins; "the sister city relationship with the Russian port will be suspended" is that of the two places
/// which the article is about.
pub(super) fn partnership_sides(scene: &Scene<'_>, draft: &Draft<'_>) -> Vec<Sides> {
    let several = ties_with_each(scene, draft);
    if !several.is_empty() {
        return several;
    }
    let pairs = crate::extract::en::ties::pairs(scene, &draft.tokens);
    if !pairs.is_empty() {
        return pairs.into_iter().map(|(a, b)| Sides { from: vec![a], to: vec![b], named: 2, ..Sides::default() }).collect();
    }
    // What became of a tie: "renew the sister city agreement", "the twinning was brought to an end", "are sister cities from today".
    pattern!(
        CHANGED,
        r"(?i)\b(renew(s|ed|ing)?|re-?sign(s|ed|ing)?|suspend(s|ed|ing)?|end(s|ed)? (the|its|their)|terminat(e|es|ed|ing)|sever(s|ed)?|cut(s)?|scrap(s|ped)?|revok(e|es|ed)|reviv(e|es|ed)|dissolv(e|es|ed)|upgrad(e|es|ed|ing)|re-?affirm(s|ed|ing)?|establish(es|ed)?|set(s|ting)? up|forg(e|es|ed)|form(s|ed)?|enter(s|ed) into|conclud(es|ed)|became|become|are now|have been|has been) [^.;]{0,60}\b(sister|twin|twinned|twinning|sisterhood|friendship|partner|friendly ([a-z]+ )?(relations?|relationship|ties))|\b(sister|twin|twinning|sisterhood|friendship|partnership)\b[^.;]{0,60}\b(to an end|(not|never) be renewed|(was|were|been|is|be) (\w+ )?(established|renewed|revived|suspended|ended|terminated|cut|revoked|scrapped|re-?signed|upgraded)|anew)\b"
    );
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    // "voted to suspend the ties with Kaliningrad", in an article on sister cities
    pattern!(
        CUT,
        r"(?i)\b(suspend\w*|sever(s|ed|ing)?|cut(s|ting)?|end(s|ed|ing)?|terminat\w*|froze|freez\w*|thaw\w*|resum\w*|restor\w*|reviv\w*|paus\w*)\b[^.;]{0,40}\b(ties?|relationship|relations|links?|partnership)\b|\b(ties?|relationship|relations|links?|partnership)\b[^.;]{0,60}\b(on (ice|hold)|paused|suspended|frozen|thawed|in abeyance|(is|was) over|(cut|broken) off|dissolved|severed)\b|\bparted ways\b"
    );
    pattern!(
        SISTERS,
        r"(?i)\b(sister|twin|partner|friendship)[ -](city|cities|town|towns|state|states|province|provinces|region|regions)\b|\btwinn(ed|ing)\b"
    );
    let tells_of_change = CHANGED.is_match(text) || CUT.is_match(text) && SISTERS.is_match(scene.document.body);
    if !tells_of_change {
        return Vec::new();
    }
    let is_below_country = |place: &&PlaceCode| place.level() != PlaceLevel::Country;
    // "in an agreement that Reed signed with Wang Li": those who act for them say which two.
    let of_people = scene.people_in(&draft.tokens).filter_map(|person| person.place());
    let named = || scene.places_in(&draft.tokens).filter_map(|place| place.code.as_ref());
    let told: Vec<&PlaceCode> = of_people.chain(named()).filter(is_below_country).collect();
    // "the twinning with the Chinese capital": a country that is told is that of the other side, whatever else the text is about.
    let countries = || named().filter(|place| !is_below_country(place) && !told.iter().any(|inner| place.includes(inner)));
    let is_possible = |place: &&PlaceCode| countries().next().is_none() || countries().any(|country| country.includes(place));
    let principals: Vec<&PlaceCode> = [&scene.principals.home, &scene.principals.partner]
        .into_iter()
        .flatten()
        .filter(is_below_country)
        .filter(|place| Some(*place) == scene.principals.home.as_ref() || is_possible(place))
        .collect();
    // A town is joined with a town, where one of the other country is told.
    let abroad = |from: &PlaceCode, places: &[&PlaceCode]| {
        let others = || places.iter().filter(|place| place.country() != from.country()).copied();
        others().find(|place| place.level() == from.level()).or_else(|| others().next()).cloned()
    };
    let why = || ABOUT_THE_ARTICLE.to_owned();
    let (first, of_article) = match told.first() {
        Some(first) => (*first, Vec::new()),
        None => match principals.first() {
            Some(home) => (*home, vec![("from", why())]),
            None => return Vec::new(),
        },
    };
    let (other, inferred) = match abroad(first, &told) {
        Some(other) => (other, of_article),
        None => match abroad(first, &principals).map(|other| of_level(scene, first, other)) {
            Some(other) => (other, of_article.into_iter().chain([("to", why())]).collect()),
            None => return Vec::new(),
        },
    };
    vec![Sides { named: 2 - inferred.len(), from: vec![first.clone()], to: vec![other], inferred, ..Sides::default() }]
}

/// "friendship agreements with Turin in Italy and Lodz in Poland", "two more sister cities, Turin and Lodz": a tie with each of those in the
/// list, of the place named outside it, else of the one that the article is about.
fn ties_with_each(scene: &Scene<'_>, draft: &Draft<'_>) -> Vec<Sides> {
    pattern!(CITIES, r"(?i)\b(cities|provinces|states|regions|counties|prefectures|towns)$");
    let is_of_cities = draft.at.of(scene.document.body).is_some_and(|words| CITIES.is_match(words));
    let trigger_end = scene.document.token_at(draft.at.end.saturating_sub(1)) + 1;
    let opens = |token: usize| {
        scene.document.folded(token) == "with" || is_of_cities && token == trigger_end && matches!(scene.document.text(token), "," | ":")
    };
    let mut listed: Vec<PlaceCode> = Vec::new();
    // "Bosnia and Herzegovina"
    let is_in_place = |token: usize| crate::extract::mention::touching(&scene.places, token..token + 1).next().is_some();
    let mut end = 0;
    let mut is_whole = false;
    let mut rest: Vec<PlaceCode> = Vec::new();
    for place in scene.places_in(&draft.tokens).filter(|place| place.form == NameForm::Name && !only_locates(scene, place)) {
        let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country) else { continue };
        let start = place.tokens.start;
        // "with three more cities: Siem Reap in Cambodia, …"
        let reach = if start > 0 && scene.document.text(start - 1) == ":" { 6 } else { 4 };
        let is_first = listed.is_empty() && (start.saturating_sub(reach)..start).any(|token| draft.tokens.contains(&token) && opens(token));
        // "with Turin in Italy and Lodz in Poland, Wuhan set up": behind the last of the list a comma does not go on with it.
        let is_closed = is_whole && (end..start).all(|token| scene.document.folded(token) != "and");
        let is_next = !listed.is_empty() && !is_closed && goes_on(scene, end..start);
        if is_first || is_next {
            is_whole = is_next && (end..start).any(|token| scene.document.folded(token) == "and" && !is_in_place(token));
            push(&mut listed, code);
            end = place.tokens.end;
        } else {
            push(&mut rest, code);
        }
    }
    let is_abroad = |code: &&PlaceCode| listed.iter().all(|other| other.country() != code.country());
    let named = rest.iter().find(is_abroad);
    let home = named.or_else(|| [&scene.principals.home, &scene.principals.partner].into_iter().flatten().find(is_abroad));
    let (Some(home), true) = (home.filter(|home| home.level() != PlaceLevel::Country), listed.len() >= 2) else { return Vec::new() };
    let inferred = if named.is_some() { Vec::new() } else { vec![("from", ABOUT_THE_ARTICLE.to_owned())] };
    let tie = |other: &PlaceCode| Sides {
        from: vec![home.clone()],
        to: vec![other.clone()],
        named: 2 - inferred.len(),
        inferred: inferred.clone(),
        ..Sides::default()
    };
    listed.iter().map(tie).collect()
}

/// The place on the level of another that the text names most in `found`, where it names one.
fn of_level(scene: &Scene<'_>, like: &PlaceCode, found: PlaceCode) -> PlaceCode {
    let fits = |place: &&PlaceCode| found.includes(place) && place.level() == like.level();
    let named = (found.level() != like.level()).then(|| scene.principals.subnational.iter().find(fits)).flatten();
    named.cloned().unwrap_or(found)
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    fn ties(text: &str) -> Vec<String> {
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let ties = claims.iter().filter(|claim| claim.kind == EngagementType::Partnership);
        ties.map(|claim| claim.sides().map(ToString::to_string).collect::<Vec<_>>().join(" + ")).collect()
    }

    #[test]
    fn those_who_signed_say_which_two_towns_are_joined() {
        let text = "Mayor Ann Reed of Akron came to Xiangyang, where Mayor Wan Li of Xiangyang was her host.\n\n\
            A sister city relationship was established in an agreement that Reed and Wan signed on 3 June 2019.";
        assert_eq!(ties(text), ["US-OH/Akron + CN-HB/Xiangyang"]);
    }

    #[test]
    fn a_town_that_is_named_alone_is_joined_with_that_of_the_article() {
        let text = "Akron City Council met on 3 June 2019 in Akron, Ohio.\n\nIt cut the sister city ties with Xiangyang in China.";
        assert_eq!(ties(text), ["CN-HB/Xiangyang + US-OH/Akron"]);
    }

    #[test]
    fn a_tie_with_a_country_that_is_told_is_not_one_with_another() {
        let text = "Akron, Ohio, and Xiangyang in Hubei grew closer. Mayor Wan Li of Xiangyang came to Akron.\n\n\
            The sister city agreement with the Japanese side was ended.";
        assert_eq!(ties(text), [""; 0]);
    }

    #[test]
    fn ties_with_each_of_a_list_are_ties_of_their_own() {
        let with = "On 3 June 2021 Wuhan signed friendship agreements with Turin in Italy, Lodz in Poland and Lyon in France.";
        let each = ["CN-HB/Wuhan + IT-21/Turin", "CN-HB/Wuhan + PL-10/Łódź", "CN-HB/Wuhan + FR-ARA/Lyon"];
        assert_eq!(ties(with), each);
        let before = "With Turin in Italy and Lodz in Poland, Wuhan set up sister city relationships on 3 June 2021.";
        assert_eq!(ties(before), each[..2]);
        let said = "Wuhan wrote to two more sister cities, Turin in Italy and Lodz in Poland, on 3 June 2021.";
        assert_eq!(ties(said), each[..2]);
        assert_eq!(ties("Turin in Italy and Lodz in Poland became sister cities on 3 June 2021."), ["IT-21/Turin + PL-10/Łódź"]);
    }

    #[test]
    fn ties_that_are_only_counted_join_nobody() {
        let text = "Akron, Ohio, welcomed guests from Xiangyang in China.\n\nSister city ties are many in the world.";
        assert_eq!(ties(text), [""; 0]);
    }
}
