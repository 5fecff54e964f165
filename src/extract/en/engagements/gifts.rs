//! Who gave what to whom: "Shenyang sent 5,000 masks to Turin and Lodz", "Calw was given ten ventilators".

use std::ops::Range;

use super::Draft;
use crate::extract::en::need::IN_NEED;
use crate::extract::en::sides::{ABOUT_THE_ARTICLE, Sides, acting_level, governing, only_locates, push, told_near};
use crate::extract::en::travel::governing_word;
use crate::extract::mention::PlaceMention;
use crate::extract::scene::Scene;
use crate::gazetteer::NameForm;
use crate::model::PlaceCode;

/// Whether a text speaks of giving or of need at all.
pub(super) fn speaks_of_giving(scene: &Scene<'_>) -> bool {
    IN_NEED.is_match(scene.document.body)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Giver,
    Recipient,
    /// Where it was, or whose something is.
    Neither,
}

/// The sides of a gift, donation or shipment; who is not told is the one that the article is about. `None` where the sentence names
/// neither giver nor recipient as such.
pub(super) fn gift_sides(scene: &Scene<'_>, draft: &Draft<'_>) -> Option<Sides> {
    let tokens = &draft.tokens;
    let is_verb = |token: &usize| is_of_gift(scene.document.folded(*token));
    // "The mayor took the floor and gave …": the verb is that of the words that told of a gift, if they hold one.
    let told = scene.document.token_at(draft.at.start)..tokens.end;
    let verb = told.into_iter().find(is_verb).or_else(|| tokens.clone().find(is_verb))?;
    let (mut givers, mut recipients, mut others): (Vec<PlaceCode>, Vec<PlaceCode>, Vec<PlaceCode>) = Default::default();
    let mut previous: Option<(Part, usize)> = None;
    for place in scene.places_in(tokens) {
        let Some(code) = place.code.as_ref().filter(|_| place.form == NameForm::Name && !only_locates(scene, place)) else { continue };
        let part = match previous {
            Some((part, end)) if goes_on(scene, end..place.tokens.start) => part,
            _ => part_of(scene, tokens, place, verb),
        };
        previous = Some((part, place.tokens.end));
        match part {
            Part::Giver => push(&mut givers, code),
            Part::Recipient => push(&mut recipients, code),
            Part::Neither => push(&mut others, code),
        }
    }
    if givers.is_empty() {
        let is_before = |at: &Range<usize>| tokens.contains(&at.start) && at.start < verb;
        let mut people = scene.people_in(tokens).filter(|person| person.mentions.iter().any(|(at, _)| is_before(at)));
        givers.extend(people.find_map(|person| person.place()).filter(|code| !recipients.contains(code)).cloned());
    }
    // "to the hospitals of Turin", "reached the port in Lodz"
    let is_abroad = |places: &[PlaceCode], code: &PlaceCode| places.iter().all(|place| place.country() != code.country());
    if recipients.is_empty() && !givers.is_empty() {
        recipients.extend(others.into_iter().filter(|code| is_abroad(&givers, code)));
    } else if givers.is_empty() && !recipients.is_empty() {
        givers.extend(others.into_iter().filter(|code| is_abroad(&recipients, code)));
    }
    let level = |places: Vec<PlaceCode>| acting_level(scene, places).iter().map(|code| governing(scene, code)).collect::<Vec<_>>();
    let (givers, recipients) = (level(givers), level(recipients));
    let named = givers.len() + recipients.len();
    let principal_but = |known: &[PlaceCode]| {
        let both = [&scene.principals.home, &scene.principals.partner].into_iter().flatten();
        both.into_iter().find(|code| is_abroad(known, code))
    };
    let (from, to, inferred) = match (givers.is_empty(), recipients.is_empty()) {
        (true, true) => return None,
        (false, false) => (givers, recipients, Vec::new()),
        // A list of those who were given something goes on for sentences: the giver is whom the whole page is about.
        (true, false) => (vec![principal_but(&recipients)?.clone()], recipients, vec![("from", ABOUT_THE_ARTICLE.to_owned())]),
        (false, true) => {
            let (recipient, why) = told_near(scene, tokens, |code| !is_abroad(&givers, code), principal_but(&givers))?;
            let recipient = recipient.into_owned();
            (givers, vec![recipient], vec![("to", why.to_owned())])
        }
    };
    Some(Sides { from, to, named, inferred, ..Sides::default() })
}

/// Whether a list goes on over some tokens: "Ikoma and Anjo in Japan and Wanju".
pub(super) fn goes_on(scene: &Scene<'_>, between: Range<usize>) -> bool {
    between.len() <= 8
        && between.clone().any(|token| matches!(scene.document.folded(token), "and" | "," | "or") || scene.document.text(token) == ",")
        && between.clone().all(|token| {
            matches!(scene.document.text(token), ",")
                || matches!(
                    scene.document.folded(token),
                    "and"
                        | "or"
                        | "in"
                        | "the"
                        | "to"
                        | "for"
                        | "with"
                        | "that"
                        | "city"
                        | "province"
                        | "sister"
                        | "twin"
                        | "friendly"
                        | "cities"
                        | "towns"
                )
                || crate::extract::mention::touching(&scene.places, token..token + 1).next().is_some()
        })
}

fn part_of(scene: &Scene<'_>, tokens: &Range<usize>, place: &PlaceMention, verb: usize) -> Part {
    let document = scene.document;
    let before = governing_word(scene, place, tokens).map_or("", |token| document.folded(token));
    let is_auxiliary = |token: usize| matches!(document.folded(token), "was" | "were" | "been" | "being" | "is" | "are" | "be");
    match before {
        "to" | "for" | "among" => return Part::Recipient,
        "from" | "by" => return Part::Giver,
        "in" | "at" | "of" | "near" => return Part::Neither,
        _ => {}
    }
    if document.tokens.get(place.tokens.end).is_some_and(|_| document.folded(place.tokens.end) == "'s") {
        return if place.tokens.end < verb { Part::Giver } else { Part::Neither };
    }
    if place.tokens.start > verb {
        return if place.tokens.start - verb <= 3 { Part::Recipient } else { Part::Neither };
    }
    let is_passive = (place.tokens.end..verb).any(is_auxiliary);
    if is_passive || is_of_recipient(document.folded(verb)) { Part::Recipient } else { Part::Giver }
}

fn is_of_recipient(word: &str) -> bool {
    matches!(
        word,
        "received" | "receives" | "got" | "gets" | "get" | "getting" | "receiving" | "accepted" | "thanked" | "took" | "obtained"
    )
}

fn is_of_gift(word: &str) -> bool {
    is_of_recipient(word)
        || matches!(
            word,
            "gave"
                | "give"
                | "gives"
                | "given"
                | "giving"
                | "sent"
                | "send"
                | "sends"
                | "donate"
                | "donates"
                | "donated"
                | "donating"
                | "donation"
                | "pledge"
                | "pledges"
                | "pledged"
                | "ship"
                | "shipped"
                | "delivered"
                | "presented"
                | "provided"
                | "provides"
                | "offered"
                | "handed"
                | "hand"
                | "contributed"
                | "granted"
                | "supplied"
                | "dispatched"
                | "went"
                | "goes"
                | "go"
                | "arrived"
        )
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::EngagementType;

    fn gifts(sentence: &str) -> Vec<String> {
        let text = format!("Shenyang City helped its friends after the earthquake of 3 March 2021. {sentence}");
        let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
        let codes = |places: &[crate::model::PlaceCode]| places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let gifts = claims.iter().filter(|claim| claim.kind == EngagementType::Exchange);
        gifts.map(|claim| format!("{} > {}", codes(&claim.from), codes(&claim.to))).collect()
    }

    #[test]
    fn who_gives_and_who_is_given_are_told_apart() {
        for (sentence, expected) in [
            ("Shenyang sent 5,000 masks to Turin and Lodz.", "CN-LN/Shenyang > IT-21/Turin + PL-10/Łódź"),
            ("Turin in Italy and Lodz in Poland have each been given ten ventilators.", "CN-LN/Shenyang > IT-21/Turin + PL-10/Łódź"),
            ("To Turin, its sister city, the municipal government will donate 2 million yuan.", "CN-LN/Shenyang > IT-21/Turin"),
            ("The city of Turin took delivery of 300 blankets from Shenyang.", "CN-LN/Shenyang > IT-21/Turin"),
            ("Liaoning, too, pledged 100,000 dollars to the city of Turin.", "CN-LN > IT-21/Turin"),
        ] {
            assert_eq!(gifts(sentence), [expected], "{sentence}");
        }
    }

    #[test]
    fn what_is_paid_or_got_otherwise_is_no_gift() {
        for sentence in [
            "Turin pledged to buy steel for 3 million dollars in Shenyang.",
            "The mayor of Turin will be received by the mayor of Shenyang.",
        ] {
            let text = format!("Shenyang City traded with Italy on 3 March 2021. {sentence}");
            let claims = extract(&text, &ArticleContext::default(), Gazetteer::builtin()).engagements;
            assert!(claims.iter().all(|claim| claim.kind != EngagementType::Exchange), "{sentence}: {claims:#?}");
        }
    }
}
