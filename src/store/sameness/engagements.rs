//! When two claims tell one engagement.

use std::collections::BTreeSet;

use super::{
    Days, Likeness, Near, Verdict, is_below_country, is_covered, likeness, name_key, overlap, pair_blocks, shared_below_country,
    shared_countries, shared_names,
};
use crate::model::{Context, EngagementClaim, EngagementType, ParticipantKind, PlaceCode};

/// What tells one engagement from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct EngagementFacts {
    pub(super) days: Option<Days>,
    kind: EngagementType,
    context: Context,
    home: bool,
    from: Vec<PlaceCode>,
    to: Vec<PlaceCode>,
    venues: Vec<PlaceCode>,
    leader: Option<String>,
    people: BTreeSet<String>,
    organizations: BTreeSet<String>,
}

impl EngagementFacts {
    pub(in crate::store) fn of(claim: &EngagementClaim) -> Self {
        let named = |kind| claim.participants.iter().filter(move |one| one.kind == kind).map(|one| name_key(&one.name));
        Self {
            days: Days::of(claim.date),
            kind: claim.kind,
            context: claim.context,
            home: claim.home,
            from: claim.from.clone(),
            to: claim.to.clone(),
            venues: claim.venues.clone(),
            leader: claim.leader.as_deref().map(name_key),
            people: named(ParticipantKind::Person).chain(claim.leader.as_deref().map(name_key)).collect(),
            organizations: named(ParticipantKind::Organization).collect(),
        }
    }

    fn sides(&self) -> Vec<PlaceCode> {
        self.from.iter().chain(&self.to).cloned().collect()
    }

    pub(super) fn blocks(&self) -> BTreeSet<String> {
        let class = self.kind.as_str();
        if self.kind != EngagementType::Conference {
            return pair_blocks(class, &self.sides());
        }
        let below = self.from.iter().chain(&self.to).filter(|place| is_below_country(place)).map(super::block_place);
        below.map(|place| format!("{class}|{place}")).collect::<BTreeSet<_>>().into_iter().take(super::MOST_BLOCKS).collect()
    }
}

/// What speaks for one thing so far.
struct Signs<'a> {
    near: Near,
    is_same_leader: bool,
    below: Vec<&'a PlaceCode>,
    countries: usize,
    is_covered: bool,
    names: Vec<&'a str>,
}

/// Compares two claims of different documents.
pub(super) fn compare(one: &EngagementFacts, other: &EngagementFacts) -> Verdict {
    if one.kind != other.kind {
        return Verdict::Different("two types");
    }
    if one.context != other.context || one.home != other.home {
        return Verdict::Different("one took place, the other is announced or told as background");
    }
    let Some((days, other_days)) = one.days.zip(other.days) else { return Verdict::Unclear };
    let near = days.near(other_days);
    if near == Near::Apart {
        return Verdict::Different("dates more than a day apart");
    }
    let leaders = one.leader.as_deref().zip(other.leader.as_deref()).map(|(one, other)| likeness(one, other));
    if leaders == Some(Likeness::Other) {
        return Verdict::Different("two leaders");
    }
    if one.kind.is_directed() && !(overlap(&one.from, &other.from) && overlap(&one.to, &other.to)) {
        return Verdict::Different("other places");
    }
    let (sides, other_sides) = (one.sides(), other.sides());
    if !overlap(&sides, &other_sides) {
        return Verdict::Different("other places");
    }
    if one.kind == EngagementType::Conference && !one.venues.is_empty() && !other.venues.is_empty() && !overlap(&one.venues, &other.venues)
    {
        return Verdict::Different("two venues");
    }
    if is_met_by_others(one, other) {
        return Verdict::Different("other people");
    }
    let names = shared_names(&one.people, &other.people).into_iter().chain(shared_names(&one.organizations, &other.organizations));
    let signs = Signs {
        near,
        is_same_leader: leaders == Some(Likeness::Same),
        below: shared_below_country(&sides, &other_sides),
        countries: shared_countries(&sides, &other_sides),
        is_covered: is_covered(&one.from, &other.from) && is_covered(&one.to, &other.to) || is_covered(&sides, &other_sides),
        names: names.collect(),
    };
    if is_enough(one.kind, &signs) { signs.verdict(one.kind) } else { Verdict::Unclear }
}

/// A governor receives several callers a day: those of whom each article names its own are two meetings.
fn is_met_by_others(one: &EngagementFacts, other: &EngagementFacts) -> bool {
    let is_talk = matches!(one.kind, EngagementType::Meeting | EngagementType::Exchange | EngagementType::Delegation);
    let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        let shared = shared_names(a, b).len();
        let others = |own: &BTreeSet<String>| own.len().saturating_sub(shared);
        let own = others(a).min(others(b));
        !a.is_empty() && !b.is_empty() && own > 0 && own >= shared
    };
    is_talk && differ(&one.people, &other.people) && shared_names(&one.organizations, &other.organizations).is_empty()
}

fn is_enough(kind: EngagementType, signs: &Signs<'_>) -> bool {
    let has_name = signs.is_same_leader || !signs.names.is_empty();
    let is_close = signs.near <= Near::ADayApart;
    // Without a place below the nation it may be anybody's.
    if signs.below.is_empty() {
        return false;
    }
    match kind {
        EngagementType::Delegation => signs.is_same_leader || (is_close && signs.countries >= 2 && signs.is_covered),
        EngagementType::Meeting | EngagementType::Exchange => has_name && is_close && signs.countries >= 2,
        EngagementType::Conference => is_close && (has_name || signs.countries >= 2),
        EngagementType::Signing | EngagementType::Partnership | EngagementType::Commemoration => {
            is_close && signs.countries >= 2 && signs.is_covered
        }
    }
}

impl Signs<'_> {
    fn verdict(&self, kind: EngagementType) -> Verdict {
        let names = self.names.len().min(3) as u32;
        let dates = match self.near {
            Near::Equal => 4,
            Near::ADayApart => 2,
            Near::Within | Near::Apart => 0,
        };
        let strength = 8 * u32::from(self.is_same_leader) + dates + names + self.below.len().min(3) as u32;
        let mut because = vec![format!("the same type ({kind})"), self.near.in_words().to_owned()];
        let places: Vec<&str> = self.below.iter().map(|place| place.as_str()).collect();
        because.push(format!("places in common: {}", places.join(", ")));
        if !self.names.is_empty() {
            because.push(format!("names in common: {}", self.names.join(", ")));
        }
        Verdict::Same { strength, because }
    }
}
