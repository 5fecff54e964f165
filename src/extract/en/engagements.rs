//! Engagements in English: a sentence that tells of one, its sides, its date, its venue.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::sides::{Sides, across_borders, sides_of_sentence};
use crate::extract::dates::Tense;
use crate::extract::scene::{Scene, SceneDate, ScenePerson};
use crate::gazetteer::NameForm;
use crate::model::{
    Context, CounterpartKind, DateSpan, EngagementClaim, EngagementType, EvidenceList, Inferred, OrganizationKind, PartialDate,
    Participant, ParticipantKind, ParticipantRole, PlaceCode, PlaceLevel, Precision, RuleName, TextSpan,
};

/// The list of patterns, for the hash that derived facts are stamped with.
pub const LIST: &str = include_str!("../../../assets/rules/en/engagements.tsv");

struct Trigger {
    kind: EngagementType,
    rule: RuleName,
    pattern: Regex,
}

static TRIGGERS: LazyLock<Vec<Trigger>> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let kind: EngagementType = cells.next()?.parse().ok()?;
        let rule = RuleName::from(format!("en.{kind}.{}", cells.next()?));
        let pattern = RegexBuilder::new(cells.next()?).case_insensitive(true).build().ok()?;
        Some(Trigger { kind, rule, pattern })
    })
    .collect()
});

static INSTRUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|deals?|contracts?|letters? of intent|lois?|declarations?|joint statement|statement of cooperation|projects?|documents?|pacts?|accords?|protocols?|action plan|treaty)\b",
    )
    .expect("a fixed pattern")
});
static EVENT_HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(held|hold|holds|open(ed|s)?|took place|take place|takes place|kick(ed|s)? off|clos(ed|es)|hosted|hosts|ran from|attend(ed|ing)?|staged|participants?|organi[sz]ed|addressing|drops the curtain|dropped the curtain|concluded|convened|during|the turn of|opening|present at|was over|sat down in|play(s|ed)? host|gave their answers)\b")
        .expect("a fixed pattern")
});
static HOPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(hope[sd]?|hoping|wish(es|ed)?|would like|willing(ness)?|look(s|ed|ing)? forward|welcome (to|friends)|should|could|may|can|proposal|proposed|ready to|intention|invited?)\b").expect("a fixed pattern")
});

/// A sentence that tells of an engagement.
struct Draft<'t> {
    trigger: &'t Trigger,
    sentence: usize,
    tokens: Range<usize>,
    /// Where the trigger stands in the body.
    at: TextSpan,
}

/// Finds all engagements of a scene.
pub fn find_engagements(scene: &Scene<'_>) -> Vec<EngagementClaim> {
    let mut claims: Vec<EngagementClaim> = Vec::new();
    for draft in drafts(scene) {
        claims.extend(claims_of(scene, &draft));
    }
    let mut claims = merge(claims);
    share_leaders(scene, &mut claims);
    date_old_ties(scene, &mut claims);
    take_trip_dates(&mut claims);
    take_only_day(&mut claims);
    claims.retain(|claim| is_subnational(claim));
    claims.sort_by_key(|claim| claim.evidence.first().span);
    claims
}

fn drafts<'t>(scene: &Scene<'_>) -> Vec<Draft<'t>> {
    let mut drafts = Vec::new();
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let text = &scene.document.body[sentence.span.range()];
        // A run of headings or a list without verbs is as long as a page: no sentence is.
        if text.len() > 3_000 {
            continue;
        }
        let mut seen: Vec<EngagementType> = Vec::new();
        for trigger in TRIGGERS.iter() {
            if seen.contains(&trigger.kind) {
                continue;
            }
            if let Some(hit) = trigger.pattern.find(text) {
                seen.push(trigger.kind);
                let at = TextSpan::new(sentence.span.start + hit.start(), sentence.span.start + hit.end());
                drafts.push(Draft { trigger, sentence: number, tokens: sentence.tokens.clone(), at });
            }
        }
    }
    drafts
}

fn claims_of(scene: &Scene<'_>, draft: &Draft<'_>) -> Vec<EngagementClaim> {
    let sentence = scene.document.sentences[draft.sentence].span;
    let text = &scene.document.body[sentence.range()];
    let kind = draft.trigger.kind;
    let is_name = scene.organizations_in(&draft.tokens).any(|body| body.span.overlaps(&draft.at));
    let fits = match kind {
        EngagementType::Signing => INSTRUMENT.is_match(text) || text.to_lowercase().contains("signing ceremony"),
        EngagementType::Conference => EVENT_HELD.is_match(text) && names_event(scene, draft),
        EngagementType::Meeting | EngagementType::Exchange => !HOPE.is_match(&text[..draft.at.start - sentence.start]),
        // "the Permanent Mission of … to …" is a body, no journey.
        EngagementType::Delegation => !(is_name && draft.trigger.rule.as_str().contains("mission")),
        _ => true,
    };
    if !fits {
        return Vec::new();
    }
    let trigger = scene.document.token_at(draft.at.start);
    let sides: Vec<Sides> = match kind {
        EngagementType::Delegation => delegation_sides(scene, draft).into_iter().collect(),
        EngagementType::Partnership => super::ties::pairs(scene, &draft.tokens)
            .into_iter()
            .map(|(a, b)| Sides { from: vec![a], to: vec![b], named: 2, ..Sides::default() })
            .collect(),
        EngagementType::Conference | EngagementType::Commemoration => {
            let part = super::sides::part_with_both_sides(scene, &draft.tokens, trigger);
            sides_of_sentence(scene, &part, kind).into_iter().collect()
        }
        _ => sides_of_sentence(scene, &draft.tokens, kind).into_iter().collect(),
    };
    sides
        .into_iter()
        .filter(|sides| kind != EngagementType::Meeting || names_two_parties(scene, draft, sides))
        .map(|sides| claim(scene, draft, sides))
        .collect()
}

fn claim(scene: &Scene<'_>, draft: &Draft<'_>, sides: Sides) -> EngagementClaim {
    let kind = draft.trigger.kind;
    let date = date_of(scene, draft);
    let context = context_of(scene, draft, date);
    let mut inferred = Inferred::new();
    if let Some(why) = date.and_then(|date| date.resolved.inferred.clone()) {
        inferred.insert("date".to_owned(), why);
    }
    for (field, why) in &sides.inferred {
        inferred.insert((*field).to_owned(), why.clone());
    }
    let leader = (kind == EngagementType::Delegation).then(|| leader_of(scene, draft, &sides)).flatten();
    let mut evidence = EvidenceList::of(evidence_span(scene, draft), draft.trigger.rule.clone());
    if let Some(date) = date {
        if date.sentence != draft.sentence {
            evidence.add(date.span, RuleName::new("en.date.nearby"));
        }
    }
    EngagementClaim {
        kind,
        venues: venues_of(scene, draft, &sides),
        from: sides.from,
        to: sides.to,
        about: sides.about,
        date: date.map(|date| date.resolved.date),
        within: false,
        leader: leader.map(|person| person.name.clone()),
        context,
        counterpart: counterpart_of(scene, &draft.tokens),
        home: false,
        participants: participants_of(scene, draft, leader),
        delegation_size: None,
        attendance: None,
        topics: Vec::new(),
        evidence,
        inferred,
    }
}

/// The sentence, cut around the trigger where it is longer than evidence may be.
fn evidence_span(scene: &Scene<'_>, draft: &Draft<'_>) -> TextSpan {
    let span = scene.document.sentences[draft.sentence].span;
    crate::extract::evidence_within(scene.document.body, span, draft.at)
}

/// A forum with a name ("Foo-Bar Forum") or one that is said to be held.
fn names_event(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    let document = scene.document;
    let first = document.token_at(draft.at.start);
    let is_named = document.tokens.get(first).is_some_and(|token| token.is_capitalised())
        && first > draft.tokens.start
        && document.tokens[first - 1].kind == crate::text::TokenKind::Word
        && document.tokens[first - 1].is_capitalised();
    let text = &document.body[document.sentences[draft.sentence].span.range()];
    static HELD_PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(an?|the|press) ([a-z-]+ ){0,4}(conference|forum|summit|seminar|symposium|round ?table|fair)s?\b")
            .expect("a fixed pattern")
    });
    static PRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(press|news) conference|people.s (political )?consultative conference|party congress|people.s congress")
            .expect("a fixed pattern")
    });
    if PRESS.is_match(text) && !is_named {
        return false;
    }
    let is_body = scene.organizations_in(&draft.tokens).any(|body| body.span.overlaps(&draft.at));
    !is_body && (is_named || HELD_PLAIN.is_match(text))
}

fn delegation_sides(scene: &Scene<'_>, draft: &Draft<'_>) -> Option<Sides> {
    super::sides::travel(scene, &draft.tokens)
}

/// A meeting needs somebody to be met: a second person, a body, or a place of another country that acts.
fn names_two_parties(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> bool {
    let people = scene.people_in(&draft.tokens).count();
    let bodies = scene.organizations_in(&draft.tokens).filter(|body| body.kind != OrganizationKind::Outlet).count();
    let is_abroad = sides.named >= 2 && !sides.inferred.iter().any(|(field, _)| *field == "to");
    people + bodies >= 2 || is_abroad
}

/// The date told in the sentence, nearest to the trigger; else the one told shortly before, in the same breath.
fn date_of<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> Option<&'s SceneDate> {
    let distance = |date: &&SceneDate| {
        let is_vague = matches!(date.resolved.date.precision(), Precision::Year) as usize;
        (is_vague, date.span.start.abs_diff(draft.at.start))
    };
    // "the plan for 2015-2018" dates the plan, not its signing.
    let is_period = |date: &SceneDate| {
        let (first, last) = (date.resolved.date.first(), date.resolved.date.last());
        first.zip(last).is_some_and(|(first, last)| first.year() != last.year() && last.month().is_none())
    };
    let own = scene.dates_in(draft.sentence).filter(|date| !is_period(date)).min_by_key(distance);
    own.or_else(|| {
        let paragraph = scene.document.sentences[draft.sentence].paragraph;
        let near =
            scene.dates.iter().rev().filter(|date| date.sentence < draft.sentence && date.resolved.date.precision() != Precision::Year);
        near.take_while(|date| draft.sentence - date.sentence <= 2).find(|date| {
            scene.document.sentences[date.sentence].paragraph == paragraph && draft.trigger.kind != EngagementType::Partnership
        })
    })
}

fn context_of(scene: &Scene<'_>, draft: &Draft<'_>, date: Option<&SceneDate>) -> Context {
    let published = scene.published.and_then(|date| date.last_day());
    let (first, last) = (date.and_then(|d| d.resolved.date.first_day()), date.and_then(|d| d.resolved.date.last_day()));
    if let (Some(published), Some(first), Some(last)) = (published, first, last) {
        // A span that goes on beyond the article's day is announced, one that only its precision stretches is not.
        let is_day = date.is_some_and(|date| date.resolved.date.precision() == Precision::Day);
        if first > published || is_day && last > published {
            return Context::Planned;
        }
    }
    if super::tense_of(clause_around(scene, draft)) == Tense::Future {
        return Context::Planned;
    }
    let is_old = match (published, last) {
        (Some(published), Some(last)) => (published - last).num_days() > 200,
        (None, Some(_)) => date.is_some_and(|d| d.resolved.date.precision() == Precision::Year) && draft.sentence > 2,
        _ => false,
    };
    if is_old { Context::Historical } else { Context::Actual }
}

/// The clause that the trigger stands in: between the marks around it.
fn clause_around<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> &'s str {
    let span = scene.document.sentences[draft.sentence].span;
    let body = scene.document.body;
    let marks = [',', ';', ':', '–', '—'];
    let start = body[span.start..draft.at.start].rfind(marks).map_or(span.start, |at| span.start + at);
    let end = body[draft.at.end..span.end].find(marks).map_or(span.end, |at| draft.at.end + at);
    &body[start..end]
}

fn is_led_by_word(word: &str) -> bool {
    matches!(word, "led" | "headed" | "heading" | "leads" | "leading" | "took" | "under" | "lead" | "leader" | "head")
}

/// Who led: the person before "led", behind "led by", else the one who travels.
fn leader_of<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Option<&'s ScenePerson> {
    let document = scene.document;
    let acts_for_traveller = |person: &&ScenePerson| {
        let place = person.of.as_ref().and_then(|of| of.place());
        place.is_none_or(|place| sides.from.iter().any(|from| from.country() == place.country()))
            && !matches!(person.branch, Some(crate::model::Branch::Mission))
    };
    let mut people: Vec<(&ScenePerson, usize)> = scene
        .people_in(&draft.tokens)
        .filter(acts_for_traveller)
        .filter_map(|person| {
            let at = person.mentions.iter().map(|(at, _)| at.start).find(|at| draft.tokens.contains(at))?;
            Some((person, at))
        })
        .collect();
    people.sort_by_key(|(_, at)| *at);
    let led = draft.tokens.clone().find(|t| is_led_by_word(document.folded(*t)));
    if let Some(led) = led {
        let by = matches!(document.folded((led + 1).min(document.tokens.len() - 1)), "by") || document.folded(led) == "under";
        let chosen = if by { people.iter().find(|(_, at)| *at > led) } else { people.iter().rev().find(|(_, at)| *at < led) };
        if let Some((person, _)) = chosen {
            return Some(person);
        }
    }
    let trigger = document.token_at(draft.at.start);
    people
        .iter()
        .find(|(person, at)| *at <= trigger + 6 && person.of.as_ref().is_none_or(|of| of.place().is_some()))
        .map(|(person, _)| *person)
}

fn is_venue_word(word: &str) -> bool {
    matches!(word, "in" | "at" | "to" | "near")
}

/// Places below the country behind "in" or "at", in the sentence; for a delegation also the stops told in the next sentences.
fn venues_of(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> Vec<PlaceCode> {
    let is_trip = draft.trigger.kind == EngagementType::Delegation;
    let last = if is_trip { (draft.sentence + 12).min(scene.document.sentences.len()) } else { draft.sentence + 1 };
    let mut venues: Vec<PlaceCode> = Vec::new();
    for sentence in draft.sentence..last {
        let tokens = scene.document.sentences[sentence].tokens.clone();
        let mut in_list = false;
        let mut previous_end = 0;
        for place in scene.places_in(&tokens).filter(|place| place.form != NameForm::Adjective) {
            let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country) else { continue };
            let before = place.tokens.start.checked_sub(1).filter(|t| tokens.contains(t)).map(|t| scene.document.folded(t));
            let continues = in_list && place.tokens.start - previous_end <= 3;
            let is_stop = is_trip
                && before == Some("was")
                && place.tokens.start >= tokens.start + 2
                && scene.document.folded(place.tokens.start - 2) == "stop";
            in_list = before.is_some_and(is_venue_word) || is_stop || continues;
            previous_end = place.tokens.end;
            let fits_trip = !is_trip || sides.to.iter().any(|to| to.country() == code.country());
            if in_list && fits_trip && !venues.contains(code) {
                venues.push(code.clone());
            }
        }
    }
    let inner = venues.clone();
    venues.retain(|venue| !inner.iter().any(|other| other != venue && venue.includes(other)));
    venues
}

fn counterpart_of(scene: &Scene<'_>, tokens: &Range<usize>) -> CounterpartKind {
    use OrganizationKind as K;
    let kinds = scene.organizations_in(tokens).map(|body| body.kind);
    kinds
        .filter_map(|kind| match kind {
            K::Company => Some(CounterpartKind::Company),
            K::University => Some(CounterpartKind::University),
            K::Chamber => Some(CounterpartKind::Chamber),
            K::Association => Some(CounterpartKind::Association),
            K::Mission => Some(CounterpartKind::Mission),
            K::ThinkTank => Some(CounterpartKind::ThinkTank),
            K::Government => Some(CounterpartKind::Government),
            _ => None,
        })
        .next()
        .unwrap_or(CounterpartKind::Unknown)
}

fn participants_of(scene: &Scene<'_>, draft: &Draft<'_>, leader: Option<&ScenePerson>) -> Vec<Participant> {
    let mut participants = Vec::new();
    for person in scene.people_in(&draft.tokens) {
        let Some((_, span)) = person.mentions.iter().find(|(at, _)| draft.tokens.contains(&at.start)) else { continue };
        let is_leader = leader.is_some_and(|leader| leader.name == person.name);
        let role = match draft.trigger.kind {
            _ if is_leader => ParticipantRole::Leader,
            EngagementType::Signing => ParticipantRole::Signatory,
            _ => ParticipantRole::Present,
        };
        participants.push(Participant {
            name: person.name.clone(),
            kind: ParticipantKind::Person,
            side: person.of.as_ref().and_then(|of| of.place().cloned()),
            role,
            evidence: EvidenceList::of(*span, draft.trigger.rule.clone()),
        });
    }
    for body in scene.organizations_in(&draft.tokens).filter(|body| body.kind != OrganizationKind::Outlet) {
        participants.push(Participant {
            name: body.name.clone(),
            kind: ParticipantKind::Organization,
            side: scene.place_of_organization(body).cloned(),
            role: if draft.trigger.kind == EngagementType::Signing { ParticipantRole::Signatory } else { ParticipantRole::Present },
            evidence: EvidenceList::of(body.span, draft.trigger.rule.clone()),
        });
    }
    participants
}

/// The same engagement told again: same type and sides, dates that do not differ, same context.
fn merge(claims: Vec<EngagementClaim>) -> Vec<EngagementClaim> {
    let mut merged: Vec<EngagementClaim> = Vec::new();
    for claim in claims {
        match merged.iter().position(|known| is_same(known, &claim)) {
            Some(at) => absorb(&mut merged[at], claim),
            None => merged.push(claim),
        }
    }
    merged
}

fn countries(places: &[PlaceCode]) -> Vec<PlaceCode> {
    let mut countries: Vec<PlaceCode> = places.iter().map(PlaceCode::country_place).collect();
    countries.sort();
    countries.dedup();
    countries
}

fn is_same(known: &EngagementClaim, claim: &EngagementClaim) -> bool {
    let dates = match (known.date, claim.date) {
        (Some(a), Some(b)) => a == b || known.kind == EngagementType::Delegation && (contains(a, b) || contains(b, a)),
        _ => true,
    };
    let subset = |a: &[PlaceCode], b: &[PlaceCode]| a.iter().all(|code| b.iter().any(|other| other.includes(code) || code.includes(other)));
    let sides = |a: &EngagementClaim| -> Vec<PlaceCode> { a.sides().cloned().collect() };
    let same_sides = match claim.kind {
        EngagementType::Delegation => countries(&known.from) == countries(&claim.from) && countries(&known.to) == countries(&claim.to),
        _ => subset(&sides(known), &sides(claim)) || subset(&sides(claim), &sides(known)),
    };
    let contexts =
        known.context == claim.context || known.kind == EngagementType::Delegation && (claim.date.is_none() || known.date.is_some());
    let people = |a: &EngagementClaim| -> Vec<String> {
        a.participants.iter().filter(|p| p.kind == ParticipantKind::Person).map(|p| p.name.clone()).collect()
    };
    let distinct_meeting = claim.kind == EngagementType::Meeting && {
        let (a, b) = (people(known), people(claim));
        a.len() >= 2 && b.len() >= 2 && a != b
    };
    known.kind == claim.kind && dates && same_sides && contexts && !distinct_meeting
}

fn contains(outer: DateSpan, inner: DateSpan) -> bool {
    match (outer.first_day(), outer.last_day(), inner.first_day(), inner.last_day()) {
        (Some(a), Some(b), Some(c), Some(d)) => a <= c && d <= b,
        _ => false,
    }
}

fn absorb(known: &mut EngagementClaim, claim: EngagementClaim) {
    let claim_is_exacter = match (known.date, claim.date) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => {
            b.precision() < a.precision() || known.kind == EngagementType::Delegation && contains(b, a) && b.precision() <= a.precision()
        }
        _ => false,
    };
    if claim_is_exacter {
        known.date = claim.date;
        if let Some(why) = claim.inferred.get("date") {
            known.inferred.insert("date".to_owned(), why.clone());
        }
    }
    for venue in claim.venues {
        if !known.venues.contains(&venue) {
            known.venues.push(venue);
        }
    }
    if known.kind == EngagementType::Delegation && claim.context == Context::Planned && claim_is_exacter {
        known.context = Context::Planned;
    }
    known.leader = known.leader.take().or(claim.leader);
    for participant in claim.participants {
        if !known.participants.iter().any(|other| other.name == participant.name) {
            known.participants.push(participant);
        }
    }
    if known.evidence.len() < 6 {
        known.evidence.merge(&claim.evidence);
    }
}

/// A leg of a journey has the journey's leader; where nobody is said to lead, it is the first person named who acts for the side
/// that travelled.
fn share_leaders(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    let known: Vec<(Vec<PlaceCode>, String)> =
        claims.iter().filter_map(|claim| Some((claim.from.clone(), claim.leader.clone()?))).collect();
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Delegation && claim.leader.is_none()) {
        if let Some((_, leader)) = known.iter().find(|(from, _)| *from == claim.from) {
            claim.leader = Some(leader.clone());
            continue;
        }
        let acts = |person: &&ScenePerson| {
            person
                .of
                .as_ref()
                .and_then(|of| of.place())
                .is_some_and(|place| claim.from.iter().any(|from| from.includes(place) || place.includes(from)))
        };
        if let Some(person) = scene.people.iter().find(acts).filter(|_| claim.context != Context::Historical) {
            claim.leader = Some(person.name.clone());
            claim.inferred.insert("leader".to_owned(), "the first person named who acts for the side that travelled".to_owned());
        }
    }
}

/// What happened on a trip and is not dated itself has the trip's span: some day of it.
fn take_trip_dates(claims: &mut [EngagementClaim]) {
    let trips: Vec<(Option<DateSpan>, Vec<PlaceCode>, Option<String>)> = claims
        .iter()
        .filter(|claim| claim.kind == EngagementType::Delegation && claim.context == Context::Actual && claim.date.is_some())
        .map(|claim| (claim.date, claim.sides().cloned().collect(), claim.inferred.get("date").cloned()))
        .collect();
    for claim in claims.iter_mut().filter(|claim| claim.date.is_none() && claim.context == Context::Actual) {
        let same = |places: &Vec<PlaceCode>| claim.sides().all(|side| places.iter().any(|place| place.country() == side.country()));
        let trip = trips.iter().find(|(_, places, _)| same(places));
        if let Some((date, _, why)) = trip.filter(|_| claim.kind != EngagementType::Partnership) {
            claim.date = *date;
            claim.within = true;
            claim
                .inferred
                .insert("date".to_owned(), why.clone().unwrap_or_else(|| "the span of the trip: no day of its own is told".to_owned()));
        }
    }
}

/// Where the article tells only one day of what was, or of what is to come, all that it reports of it was that day.
fn take_only_day(claims: &mut [EngagementClaim]) {
    for context in [Context::Actual, Context::Planned] {
        let mut days: Vec<DateSpan> = claims.iter().filter(|claim| claim.context == context).filter_map(|claim| claim.date).collect();
        days.dedup();
        let [only] = days[..] else { continue };
        if only.precision() == Precision::Year {
            continue;
        }
        let undated =
            |claim: &&mut EngagementClaim| claim.date.is_none() && claim.context == context && claim.kind != EngagementType::Partnership;
        for claim in claims.iter_mut().filter(undated) {
            claim.date = Some(only);
            claim.inferred.insert("date".to_owned(), "the only day that the article tells".to_owned());
        }
    }
}

/// A tie that is spoken of by its age began when the dated list says, else as many years ago.
fn date_old_ties(scene: &Scene<'_>, claims: &mut [EngagementClaim]) {
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(\d{1,3})(st|nd|rd|th) anniversary\b|\bof (\d{1,3}) years\b|\b(\d{1,3}) years ago\b").expect("a fixed pattern")
    });
    for claim in claims.iter_mut().filter(|claim| claim.kind == EngagementType::Partnership) {
        let sentence = scene.document.sentence_at(claim.evidence.first().span.start);
        let text = &scene.document.body[scene.document.sentences[sentence].span.range()];
        let Some(age) = AGE.captures(text) else { continue };
        let years = [1, 3, 4].iter().find_map(|group| age.get(*group)?.as_str().parse::<i32>().ok());
        let listed = claim.from.first().zip(claim.to.first()).and_then(|(a, b)| crate::gazetteer::ties::dated_tie(a, b, "sister"));
        let counted = || Some(scene.published?.first()?.year()? - years?);
        let Some(year) = listed.and_then(|tie| tie.started.first()?.year()).or_else(counted) else { continue };
        if let Some(date) = PartialDate::new(Some(year), None, None) {
            claim.date = Some(DateSpan::on(date.uncertain()));
            claim.context = Context::Historical;
            claim.inferred.insert("date".to_owned(), "the tie's age, told in the sentence".to_owned());
        }
    }
}

/// Only dealings in which a place below the country takes part, across a border, are recorded.
fn is_subnational(claim: &EngagementClaim) -> bool {
    let has_subnational = claim.sides().any(|side| side.level() != PlaceLevel::Country);
    let may_stand_alone = matches!(claim.kind, EngagementType::Conference | EngagementType::Signing);
    has_subnational && (across_borders(&claim.from, &claim.to) || may_stand_alone)
        || claim.kind == EngagementType::Conference && !claim.about.is_empty()
}
