//! Who received guests: hosts named by verbs of welcome, and those who meet others that came as a group.

use std::ops::Range;

use super::sides::only_locates;
use crate::extract::scene::{Scene, ScenePerson};
use crate::model::PlaceCode;

/// The places of those who receive guests: "Governor Jin Yu hosted a delegation", "were welcomed by Mayor Jin Yu", "Governor Jin Yu met the
/// delegation".
pub(super) fn hosts(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<PlaceCode> {
    let document = scene.document;
    let is_host_verb = |t: &usize| {
        is_host_word(document.folded(*t))
            || meets_group(scene, *t, tokens)
            || is_glad_of_visit(scene, *t, tokens)
            || gives_welcome(scene, *t, tokens)
            || is_met_by(scene, *t, tokens)
    };
    let Some(verb) = tokens.clone().find(is_host_verb) else { return Vec::new() };
    let before = |back: usize| verb.checked_sub(back).filter(|t| tokens.contains(t)).map_or("", |t| document.folded(t));
    // "was host to" is no passive.
    let is_passive = document.folded(verb) != "host"
        && (1..3).any(|back| matches!(before(back), "was" | "were" | "been" | "be" | "is" | "are" | "being"));
    let place = |person: &ScenePerson| {
        let at = person.mentions.iter().map(|(at, _)| at.start).find(|at| tokens.contains(at))?;
        let is_host = if is_passive { at > verb } else { at < verb };
        person.place().filter(|_| is_host).cloned()
    };
    scene.people_in(tokens).filter_map(place).collect()
}

/// "hailed the visit", "thanked the guests for coming": the host's words.
fn is_glad_of_visit(scene: &Scene<'_>, verb: usize, tokens: &Range<usize>) -> bool {
    let word = |t: usize| scene.document.folded(t);
    let rest = || verb + 1..(verb + 12).min(tokens.end);
    match word(verb) {
        "hailed" | "praised" | "appreciated" => rest().any(|t| word(t) == "visit"),
        "thanked" => {
            rest().any(|t| word(t) == "for" && (t + 1..(t + 4).min(tokens.end)).any(|t| matches!(word(t), "coming" | "visiting" | "visit")))
        }
        _ => false,
    }
}

/// "extended a warm welcome to the premier and his party".
fn gives_welcome(scene: &Scene<'_>, noun: usize, tokens: &Range<usize>) -> bool {
    let word = |t: usize| if tokens.contains(&t) { scene.document.folded(t) } else { "" };
    let gives = |word: &str| {
        ["extend", "express", "offer", "convey", "voice"].iter().any(|verb| word.starts_with(verb))
            || matches!(word, "gave" | "bade" | "bid")
    };
    word(noun) == "welcome" && word(noun + 1) == "to" && (noun.saturating_sub(5).max(tokens.start)..noun).any(|t| gives(word(t)))
}

/// "met the delegation", "had talks with a group of": whoever comes as a group is the guest of the one who meets it, unless both are groups.
fn meets_group(scene: &Scene<'_>, verb: usize, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let is_group = |t: usize| matches!(document.folded(t), "delegation" | "delegates" | "guests" | "visitors" | "entourage");
    let is_meeting = matches!(document.folded(verb), "met" | "meets" | "meeting" | "talks" | "reception" | "audience");
    // "met for talks", "met the delegation", "met last evening at the hotel with a delegation of"
    let leads_to_group = |t: usize| {
        matches!(document.folded(t), "with" | "for" | "a" | "an" | "the")
            || (t..(t + 9).min(tokens.end)).any(|t| document.folded(t) == "with")
    };
    is_meeting
        && !(tokens.start..verb).any(is_group)
        && (verb + 1..(verb + 12).min(tokens.end)).find(|t| is_group(*t)).is_some_and(|group| {
            leads_to_group(verb + 1)
                && (verb + 1..group).all(|t| !matches!(document.text(t), "," | ";" | ":") && document.folded(t) != "by")
        })
}

/// "the consul general and his party were met by Governor Jin Yu", "were met and feted by": whoever stands behind "by" received them.
fn is_met_by(scene: &Scene<'_>, verb: usize, tokens: &Range<usize>) -> bool {
    let word = |t: usize| if tokens.contains(&t) { scene.document.folded(t) } else { "" };
    let is_passive = || verb > 0 && matches!(word(verb - 1), "was" | "were" | "is" | "are" | "been");
    word(verb) == "met" && is_passive() && (verb + 1..verb + 4).any(|t| word(t) == "by")
}

/// Verbs of those who receive guests.
pub(super) fn is_host_word(word: &str) -> bool {
    matches!(word, "hosted" | "hosts" | "hosting" | "welcomed" | "welcomes" | "received" | "receives" | "greeted" | "greets" | "host")
}

/// "The province signed letters of intent with Hyogo Prefecture and the Gyeonggi government": whether all whom a sentence names stand behind
/// "with", and nobody who acts for another place than `home` before it.
pub(super) fn stand_behind_with(scene: &Scene<'_>, tokens: &Range<usize>, home: &PlaceCode) -> bool {
    let places = scene.places_in(tokens).filter(|place| !only_locates(scene, place)).map(|place| place.tokens.start);
    let Some(first) = places.chain(scene.organizations_in(tokens).map(|body| body.tokens.start)).min() else { return false };
    let with = (tokens.start..first).rev().take(4).find(|token| scene.document.folded(*token) == "with");
    let Some(with) = with else { return false };
    let is_other = |person: &ScenePerson| {
        let is_before = person.mentions.iter().any(|(at, _)| tokens.contains(&at.start) && at.start < with);
        is_before && person.place().is_some_and(|of| of.country() != home.country())
    };
    !scene.people_in(tokens).any(is_other)
}

/// Whether each place that a sentence names is one that a delegation is from.
pub(super) fn are_guests(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let document = scene.document;
    let is_group =
        |word: &str| matches!(word, "delegation" | "delegations" | "delegates" | "guests" | "representatives" | "visitors" | "envoys");
    let mut named = scene.places_in(tokens).filter(|place| !only_locates(scene, place)).peekable();
    named.peek().is_some()
        && named.all(|place| {
            let from = place.tokens.start.checked_sub(1).filter(|token| tokens.contains(token));
            from.is_some_and(|from| document.folded(from) == "from" && from > tokens.start && is_group(document.folded(from - 1)))
        })
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    fn journeys(text: &str) -> Vec<String> {
        let codes = |places: &[crate::model::PlaceCode]| places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let claims = extract(text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let journeys = claims.iter().filter(|claim| claim.kind == EngagementType::Delegation);
        journeys.map(|claim| format!("{} > {}", codes(&claim.from), codes(&claim.to))).collect()
    }

    #[test]
    fn whoever_meets_a_group_or_thanks_it_for_coming_is_its_host() {
        let met = "On 3 June 2021 Hubei Vice Governor Wan Li had a meeting with a delegation of the Consulate General of the Republic of \
            Korea in Wuhan.";
        assert_eq!(journeys(met), ["KR > CN-HB"]);
        let hailed = "A delegation from Bavaria came to Hubei on 3 June 2021.\n\nGovernor Wan Li of Hubei hailed the visit.";
        assert_eq!(journeys(hailed), ["DE-BY > CN-HB"]);
    }

    #[test]
    fn those_by_whom_guests_are_met_are_their_hosts() {
        let met = "Malaysia Consul-General in Wuhan and his Delegation are Met and Feted by Governor Wan Li\n\nMalaysia Consul-General \
            Tan Lee and his delegation were met by Hubei Governor Wan Li on 3 June 2021.";
        assert_eq!(journeys(met), ["MY > CN-HB"]);
    }

    #[test]
    fn whose_visit_it_was_travelled_and_not_who_speaks_of_it() {
        let told =
            "Hubei Governor Wan Li met Bavarian Minister Ann Reed on 3 June 2021.\n\nTo mind Wan Li called the first visit of Ann Reed.";
        assert_eq!(journeys(told), ["DE-BY > CN-HB"]);
    }

    #[test]
    fn whoever_is_made_welcome_travelled() {
        let met = "On 3 June 2021 Hubei Governor Wan Li received Bavarian Minister-President Ann Reed.";
        let welcome = format!("{met} Wan Li extended a warm welcome to Ann Reed and the delegation visiting with her.");
        assert_eq!(journeys(&welcome), ["DE-BY > CN-HB"]);
    }

    #[test]
    fn guests_of_a_town_travelled_there() {
        assert_eq!(
            journeys("On 3 June 2021 Mayor Ann Reed of Milwaukee and a delegation of its council are the guests of Lyon, France."),
            ["US-WI/Milwaukee > FR-ARA/Lyon"]
        );
    }

    #[test]
    fn a_mission_named_for_a_country_went_there() {
        let text = "South Australia Trade Minister Ann Reed is back from the China trade mission of May 2021.";
        assert_eq!(journeys(text), ["AU-SA > CN"]);
        let own = "On 3 June 2021 the Hubei trade mission came to Bavaria.";
        assert_eq!(journeys(own), ["CN-HB > DE-BY"]);
    }

    #[test]
    fn a_trip_the_other_way_is_told_by_those_who_made_it() {
        let there = "A delegation from Bavaria came to Hubei on 3 March 2021. A trip the other way followed in September 2021.";
        assert_eq!(journeys(there), ["DE-BY > CN-HB"]);
        let both = format!("{there} Hubei Governor Wan Li went to Bavaria in September 2021.");
        assert_eq!(journeys(&both), ["DE-BY > CN-HB", "CN-HB > DE-BY"]);
    }

    #[test]
    fn a_return_visit_is_by_those_who_make_it() {
        assert_eq!(journeys("In March 2021 a return visit by Hubei to Bavaria followed."), ["CN-HB > DE-BY"]);
        assert_eq!(journeys("In recent years Hubei and Bavaria have kept visiting each other."), Vec::<String>::new());
    }
}
