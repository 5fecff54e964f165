//! Several events of one kind that one sentence tells in turn, each with its place and its day.

use super::Draft;
use super::venues::is_venue_word;
use crate::extract::scene::{Scene, SceneDate};
use crate::gazetteer::NameForm;
use crate::model::{DateSpan, EngagementClaim, EngagementType, PlaceCode, Precision};

/// "Business forums followed in Madrid on 16 July and in Barcelona on 18 July": one event for each place and day. Whatever names fewer
/// than two places with different days is one event.
pub(super) fn held_in_turn(scene: &Scene<'_>, draft: &Draft<'_>, claim: EngagementClaim) -> Vec<EngagementClaim> {
    if claim.kind != EngagementType::Conference {
        return vec![claim];
    }
    let turns = turns(scene, draft);
    let mut days: Vec<DateSpan> = turns.iter().map(|(_, date)| date.resolved.date).collect();
    days.dedup();
    if turns.len() < 2 || days.len() != turns.len() {
        return vec![claim];
    }
    let one = |(venue, date): (PlaceCode, &SceneDate)| {
        let mut event = claim.clone();
        event.date = Some(date.resolved.date);
        match &date.resolved.inferred {
            Some(why) => event.inferred.insert("date".to_owned(), why.clone()),
            None => event.inferred.remove("date"),
        };
        let is_host = |side: &PlaceCode| side.country() == venue.country();
        if !event.from.iter().any(is_host) {
            event.to = match event.to.iter().find(|side| is_host(side)) {
                Some(side) => vec![side.clone()],
                None => vec![venue.country_place()],
            };
        }
        event.venues = vec![venue];
        event
    };
    turns.into_iter().map(one).collect()
}

/// Each place of the sentence behind "in" or "at" with the day that is told before the next such place.
fn turns<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> Vec<(PlaceCode, &'s SceneDate)> {
    let is_venue = |token: usize| draft.tokens.contains(&token) && is_venue_word(scene.document.folded(token));
    let named = scene.places_in(&draft.tokens).filter(|place| place.form != NameForm::Adjective);
    let venues: Vec<_> = named.filter(|place| place.tokens.start.checked_sub(1).is_some_and(is_venue)).collect();
    let ends = venues.iter().skip(1).map(|place| place.span.start).chain([usize::MAX]);
    let day_before = |start: usize, end: usize| {
        let is_day = |date: &&SceneDate| date.resolved.date.precision() == Precision::Day;
        scene.dates_in(draft.sentence).filter(is_day).find(|date| date.span.start >= start && date.span.end <= end)
    };
    venues.iter().zip(ends).filter_map(|(place, end)| Some((place.code.clone()?, day_before(place.span.end, end)?))).collect()
}
