//! Engagements in English: a sentence that tells of one, its sides, its date, its venue.

mod carried;
mod fits;
mod gifts;
mod guests;
mod heads;
mod in_turn;
mod journeys;
mod loose;
mod of_papers;
mod partnerships;
mod spans;
mod telling;
mod tie_dates;
mod told_again;
mod venues;
mod when;
mod who;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::carried::{
    adopt_journey, leave_past_days, plan_what_is_to_come, take_day_before, take_day_behind, take_day_of_trip, take_fresh_year, take_host,
    take_only_day, take_trip_dates, take_up,
};
use self::fits::{
    HOPE, INSTRUMENT, clause_before, delegation_sides, is_appeal, is_denied, is_held, is_never_done, is_of_goods, is_only_named,
    is_spoken_of, is_staged, is_sum, is_topic, is_yet_to_begin, names_event, names_two_parties,
};
use self::gifts::gift_sides;
use self::guests::{act_as_travellers, own_mission, seat_the_guests};
use self::heads::take_told_heads;
use self::in_turn::held_in_turn;
use self::journeys::{
    act_as_they_met, go_by_country, go_on, go_to_the_country, go_to_the_destination, join_legs, visit_all_countries, visit_the_hosts,
};
use self::loose::tells_all;
pub use self::of_papers::signings_of_papers;
use self::partnerships::partnership_sides;
use self::spans::{take_days_between, take_span};
use self::telling::{Told, told_in_plain_words};
use self::tie_dates::{date_old_ties, join_old_ties, leave_old_ties_undated, take_day_of_signing};
use self::told_again::{join_twins, merge, without_summed_up};
use self::venues::venues_of;
use self::when::{context_of, date_of, is_during_visit, why_dated};
use self::who::{counterpart_of, lead_on_the_way, leader_of, participants_of, share_leaders};
use super::numbers::compile_words;
use super::patterns::{Pattern, pattern};
use super::sides::{Sides, across_borders, is_guess, part_with_both_sides, sides_of_sentence};
use super::whose_paper::whose_paper;
use crate::extract::amounts::CountNoun;
use crate::extract::scene::Scene;
use crate::model::{
    Context, EngagementClaim, EngagementType, EvidenceList, HedgedCount, Inferred, ParticipantKind, PlaceLevel, RuleName, TextSpan,
};

/// The list of patterns, for the hash that derived facts are stamped with.
pub const LIST: &str = include_str!("../../../../assets/rules/en/engagements.tsv");

struct Trigger {
    kind: EngagementType,
    /// Counts only where the article tells of nothing of its type in plain words.
    is_faint: bool,
    /// Says little by itself: counts only where the sentence names both sides.
    is_loose: bool,
    rule: RuleName,
}

/// The rows of the list: what each tells of, and the words that tell it.
static TRIGGERS: LazyLock<Vec<(Trigger, Pattern)>> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let kind: EngagementType = cells.next()?.parse().ok()?;
        let name = cells.next()?;
        let pattern = compile_words(&format!("(?i){}", cells.next()?));
        let (is_faint, is_loose) = (name.starts_with("faint-"), name.starts_with("loose-"));
        Some((Trigger { kind, is_faint, is_loose, rule: RuleName::from(format!("en.{kind}.{name}")) }, pattern))
    })
    .collect()
});

/// What finds any engagement, in the order of the list.
pub(super) fn anywhere() -> impl Iterator<Item = &'static Pattern> {
    TRIGGERS.iter().map(|(_, pattern)| pattern)
}

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
    let mut told: Option<(usize, EngagementClaim)> = None;
    let (plain, faint) = told_in_plain_words(scene);
    // An event without a verb of holding makes no article one of this field.
    let is_told = plain.iter().any(|told| told.is_sure && told.claim.context != Context::Historical);
    for Told { sentence, mut claim, .. } in plain.into_iter().filter(|told| told.is_sure || is_told) {
        let is_at_hand = |(_, before): &&(usize, EngagementClaim)| {
            before.kind == EngagementType::Delegation || claim.kind != EngagementType::Signing || !is_during_visit(scene, sentence)
        };
        let before = told.as_ref().filter(is_at_hand);
        take_up(&mut claim, sentence, before);
        // Whose page it is need not be told again; with whom must be.
        let is_antecedent = !is_guessed(&claim, "from") || claim.kind == EngagementType::Conference;
        if is_antecedent && !is_guessed(&claim, "to") {
            told = Some((sentence, claim.clone()));
        }
        claims.push(claim);
    }
    add_faint(scene, faint, &mut claims);
    adopt_journey(&mut claims);
    take_host(&mut claims);
    leave_old_ties_undated(scene, &mut claims);
    let mut claims = merge(claims);
    take_told_heads(scene, &mut claims);
    share_leaders(scene, &mut claims);
    let mut claims = join_legs(claims);
    visit_all_countries(scene, &mut claims);
    visit_the_hosts(scene, &mut claims);
    go_to_the_country(scene, &mut claims);
    go_to_the_destination(scene, &mut claims);
    go_on(scene, &mut claims);
    act_as_travellers(&mut claims);
    seat_the_guests(scene, &mut claims);
    act_as_they_met(scene, &mut claims);
    go_by_country(&mut claims);
    lead_on_the_way(scene, &mut claims);
    date_old_ties(scene, &mut claims);
    join_old_ties(&mut claims);
    take_day_behind(scene, &mut claims);
    take_span(scene, &mut claims);
    take_days_between(&mut claims);
    // Before what the journeys to come hold takes their days, and once more when it has.
    plan_what_is_to_come(scene, &mut claims);
    take_trip_dates(scene, &mut claims);
    take_day_of_trip(scene, &mut claims);
    take_only_day(scene, &mut claims);
    take_day_before(scene, &mut claims);
    take_day_of_signing(&mut claims);
    take_fresh_year(scene, &mut claims);
    plan_what_is_to_come(scene, &mut claims);
    leave_past_days(scene, &mut claims);
    let mut claims = join_twins(claims);
    without_summed_up(&mut claims);
    leave_old_ties_undated(scene, &mut claims);
    claims.retain(|claim| !is_of_state_alone(scene, claim));
    let is_international = speaks_of_abroad(scene);
    // "the China-Northeast Asia Expo": a part of the world has no code.
    let names_region = scene.places.iter().any(|place| place.code.is_none());
    let is_fair = |claim: &EngagementClaim| claim.kind == EngagementType::Conference && names_region;
    let has_fair = claims.iter().any(is_fair);
    claims.retain(|claim| is_subnational(claim, is_international || has_fair));
    for claim in &mut claims {
        super::topics::add_topics(scene, claim);
        count_people(scene, claim);
    }
    claims.sort_by_key(|claim| claim.evidence.first().span);
    claims
}

/// What is only hinted at ("a ten-day trip that takes her to …") counts where no sentence tells of its type in plain words: one
/// article seldom speaks of a journey without having one.
fn add_faint(scene: &Scene<'_>, faint: Vec<Draft<'_>>, claims: &mut Vec<EngagementClaim>) {
    for draft in faint {
        let kind = draft.trigger.kind;
        if claims.iter().any(|claim| claim.kind == kind && claim.context != Context::Historical) {
            continue;
        }
        // What the sentence tells as background it does not tell once more.
        let span = scene.document.sentences[draft.sentence].span;
        if claims.iter().any(|claim| claim.kind == kind && claim.evidence.iter().any(|evidence| evidence.span.overlaps(&span))) {
            continue;
        }
        // A memorandum that is only named makes no article one of this field.
        if draft.trigger.rule.as_str().ends_with("faint-memorandum") && claims.is_empty() {
            continue;
        }
        let is_subnational = |claim: &EngagementClaim| is_subnational(claim, false);
        claims.extend(claims_of(scene, &draft).into_iter().filter(is_subnational));
    }
}

/// "A 12-member delegation", "more than 700 guests attended": how many travelled, how many were there.
fn count_people(scene: &Scene<'_>, claim: &mut EngagementClaim) {
    for evidence in claim.evidence.iter() {
        for count in crate::extract::scene::counts_in(scene, evidence.span) {
            let Some(number) = count.count else { continue };
            let told = Some(HedgedCount { number, hedge: count.hedge });
            match (claim.kind, &count.noun) {
                (EngagementType::Delegation, CountNoun::Delegates) => claim.delegation_size = claim.delegation_size.or(told),
                (EngagementType::Conference | EngagementType::Commemoration, CountNoun::People) => {
                    claim.attendance = claim.attendance.or(told)
                }
                _ => {}
            }
        }
    }
}

fn claims_of(scene: &Scene<'_>, draft: &Draft<'_>) -> Vec<EngagementClaim> {
    let sentence = scene.document.sentences[draft.sentence].span;
    let text = &scene.document.body[sentence.range()];
    let kind = draft.trigger.kind;
    let is_name = scene.organizations_in(&draft.tokens).any(|body| body.span.overlaps(&draft.at));
    static HOPED: LazyLock<Pattern> = LazyLock::new(|| {
        compile_words(
            r"(?i)\b(hope[sd]?|hoping|wish(es|ed)?|would like|look(s|ed|ing)? forward|wants?|wanted|propos(es|ed|al)|encourage[sd]?|recommend(s|ed|ing)?|should|could|might|whether|seeks?|(is|are|was|were) ready to|(purpose|aim|goal|objective)s? (is|are|was|were) to|requests? (by|of|from) [^.;,]{2,40} to)\b[^.;]{0,40}$|\binvit(e[sd]?|ing) [^.;,]{2,60} to ([a-z]+ ){0,5}$",
        )
    });
    if HOPED.is_match(&text[..draft.at.start - sentence.start]) {
        return Vec::new();
    }
    let is_weak = draft.trigger.is_faint || draft.trigger.is_loose || draft.trigger.rule.as_str().ends_with("delegation-of");
    if is_never_done(draft, text, sentence.start) {
        return Vec::new();
    }
    if is_weak && is_spoken_of(text, draft.at.start - sentence.start) {
        return Vec::new();
    }
    let behind = &text[draft.at.end - sentence.start..];
    if is_denied(text, draft.at.start - sentence.start, behind) {
        return Vec::new();
    }
    // "congratulated the governor by telegram on forty years": nobody came together.
    pattern!(BY_LETTER, r"(?i)\bcongratulat\w+\b[^.;]{0,60}\b(by|in) (an? )?(telegram|letter|message)\b");
    let fits = match kind {
        EngagementType::Signing => {
            // "40 years since the treaty was signed": the age of something.
            pattern!(AGE, r"(?i)\b(years|decades)\b[^.;,]{0,30}\b(since|after)\b[^.;,]{0,120}$");
            (INSTRUMENT.is_match(text) || is_signature_under_told_paper(scene, draft))
                && !AGE.is_match(&text[..draft.at.start - sentence.start])
        }
        EngagementType::Conference => {
            let before = &text[..draft.at.start - sentence.start];
            // "had a dialogue with the governor": two who talked.
            let is_talk = draft.at.of(scene.document.body) == Some("dialogue")
                && (behind.starts_with(" with") && before.ends_with(" a ") || before.ends_with(" for a "));
            if is_talk {
                return Vec::new();
            }
            let is_told = is_held(scene, draft, text) || !is_only_named(draft, before, behind);
            is_told && !is_yet_to_begin(before, behind) && names_event(scene, draft)
        }
        EngagementType::Meeting => {
            let is_gift = draft.trigger.rule.as_str().ends_with(".received") && is_of_goods(behind);
            // "will have exchange and cooperation in trade": what they mean to do.
            pattern!(COOPERATION, r"(?i)^s? and (close |closer )?co-?operation\b");
            if draft.trigger.rule.as_str().ends_with(".held-meeting") && COOPERATION.is_match(behind) {
                return Vec::new();
            }
            // A forum that is held by video is one.
            pattern!(EVENT_NAME, r"\b(Dialogue|Forum|Summit|Seminar|Symposium|Fair|Expo|Webinar|Round ?table)\b");
            if draft.trigger.rule.as_str().ends_with(".by-video") && EVENT_NAME.is_match(text) {
                return Vec::new();
            }
            !HOPE.is_match(clause_before(text, draft.at.start - sentence.start)) && !is_appeal(behind) && !is_gift
        }
        EngagementType::Exchange => {
            let before = clause_before(text, draft.at.start - sentence.start);
            // "universities can conduct research, student exchanges, …"
            pattern!(MAY, r"(?i)\b(can|could|(?-i:may)|might)\b");
            // Money that changes hands is a gift only where the article speaks of giving.
            let is_trade = draft.trigger.rule.as_str().ends_with(".gift-of-money") && !gifts::speaks_of_giving(scene);
            // "A team is expected in May for a feasibility study"
            let is_survey =
                behind.contains("feasibility") || draft.at.of(scene.document.body).is_some_and(|words| words.contains("feasibility"));
            !is_trade
                && !is_survey
                && !HOPE.is_match(before)
                && !is_topic(before)
                && !MAY.is_match(&text[..draft.at.start - sentence.start])
        }
        // "the Permanent Mission of … to …" is a body, no journey; "trade came to no more than $150 million" is none either.
        // "when it comes to security": nobody comes.
        EngagementType::Delegation if text[..draft.at.start - sentence.start].to_ascii_lowercase().ends_with("when it ") => false,
        EngagementType::Delegation if draft.at.of(scene.document.body).is_some_and(is_staged) => false,
        EngagementType::Delegation => !(is_sum(behind) || is_name && draft.trigger.rule.as_str().contains("mission")),
        EngagementType::Commemoration if BY_LETTER.is_match(text) => false,
        // "The town marked its 158th birthday; it has fourteen sisters": the age of something else.
        EngagementType::Commemoration if draft.trigger.is_loose => {
            pattern!(
                TIE,
                r"(?i)(sisters?|sisterhood|twin(s|ned|ning)?|friend(s|ship|ly)|ties?|partner(s|ship)?|relations(hip)?|pact|bond|handshake|gemellaggio)"
            );
            TIE.is_match(text)
        }
        _ => true,
    };
    if !fits {
        return Vec::new();
    }
    let trigger = scene.document.token_at(draft.at.start);
    let whose = whose_paper(scene, &draft.tokens);
    let sides: Vec<Sides> = match kind {
        EngagementType::Delegation => delegation_sides(scene, draft).into_iter().collect(),
        EngagementType::Partnership => match whose {
            Some(pair) => partnership_sides(scene, &Draft { tokens: pair.tokens, ..*draft }),
            None => partnership_sides(scene, draft),
        },
        EngagementType::Signing if let Some(pair) = whose => {
            let [one, other] = pair.places;
            vec![Sides { from: vec![one], to: vec![other], named: 2, ..Sides::default() }]
        }
        EngagementType::Meeting if let Some(pair) = whose.filter(|pair| trigger < pair.tokens.start) => {
            sides_of_sentence(scene, &(draft.tokens.start..pair.tokens.start), kind).into_iter().collect()
        }
        EngagementType::Conference | EngagementType::Commemoration => {
            let part = part_with_both_sides(scene, &draft.tokens, trigger);
            sides_of_sentence(scene, &part, kind).into_iter().collect()
        }
        EngagementType::Exchange if draft.trigger.rule.as_str().contains("gift") => {
            gift_sides(scene, draft).or_else(|| sides_of_sentence(scene, &draft.tokens, kind)).into_iter().collect()
        }
        _ => sides_of_sentence(scene, &draft.tokens, kind).into_iter().collect(),
    };
    sides
        .into_iter()
        .filter(|sides| kind != EngagementType::Meeting || names_two_parties(scene, draft, sides))
        .filter(|sides| !draft.trigger.is_loose || tells_all(scene, draft, sides))
        .map(|sides| match own_mission(scene, draft, &sides) {
            Some(state) => EngagementClaim { home: true, ..claim(scene, draft, Sides { to: vec![state], inferred: Vec::new(), ..sides }) },
            None => claim(scene, draft, sides),
        })
        .flat_map(|claim| held_in_turn(scene, draft, claim))
        .collect()
}

/// "They put pen to paper on Friday.": the paper stands in the sentences before.
fn is_signature_under_told_paper(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    pattern!(SIGNATURE, r"(?i)^(put pen to paper|put (their|his|her) (names?|signatures?))$");
    let near = draft.sentence.saturating_sub(3)..draft.sentence;
    let is_paper = |number: usize| INSTRUMENT.is_match(&scene.document.body[scene.document.sentences[number].span.range()]);
    draft.at.of(scene.document.body).is_some_and(|words| SIGNATURE.is_match(words)) && near.into_iter().any(is_paper)
}

fn claim(scene: &Scene<'_>, draft: &Draft<'_>, sides: Sides) -> EngagementClaim {
    let kind = draft.trigger.kind;
    let date = date_of(scene, draft);
    let context = context_of(scene, draft, date);
    let mut inferred = Inferred::new();
    if let Some(why) = date.and_then(|date| why_dated(scene, kind, date)) {
        inferred.insert("date".to_owned(), why);
    }
    for (field, why) in &sides.inferred {
        inferred.insert((*field).to_owned(), why.clone());
    }
    let leader = (kind == EngagementType::Delegation).then(|| leader_of(scene, draft, &sides)).flatten();
    let mut evidence = EvidenceList::of(evidence_span(scene, draft), draft.trigger.rule.clone());
    if let Some(date) = date
        && date.sentence != draft.sentence
    {
        evidence.add(date.span, RuleName::new("en.date.nearby"));
    }
    EngagementClaim {
        kind,
        venues: venues_of(scene, draft, &sides),
        from: sides.from,
        to: sides.to,
        about: sides.about,
        date: date.map(|date| when::span_of_days(scene, draft, date)),
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

/// Whether the text speaks of another country than that of the place it is about, or of foreign parties without naming them.
fn speaks_of_abroad(scene: &Scene<'_>) -> bool {
    static ABROAD: LazyLock<Regex> = LazyLock::new(|| {
        // In capitals only of an event: a Foreign Ministry and a Global Summit at home say nothing of abroad.
        Regex::new(
            r"\b(international|foreign|overseas|abroad|outside the country|[0-9]+ countries|countries and regions)\b|\b(Africa|Asia|Europe|AFRICA|ASIA|EUROPE)\b|\bInternational ([A-Z][A-Za-z&-]+ (and )?){0,5}(Fair|Expo|Exposition|Conference|Forum|Symposium|Exhibition|Festival|Round ?[Tt]able)\b",
        )
        .expect("a fixed pattern")
    });
    scene.principals.partner.is_some() && !scene.principals.is_partner_in_passing || ABROAD.is_match(scene.document.body)
}

/// Only dealings in which a place below the country takes part, across a border, are recorded.
fn is_subnational(claim: &EngagementClaim, is_international: bool) -> bool {
    let has_subnational = claim.sides().any(|side| side.level() != PlaceLevel::Country);
    // A ministry and a province of its own country sign what concerns them alone.
    let is_between_bodies = claim.kind == EngagementType::Signing && claim.to.is_empty() && is_home_paper(claim);
    let may_stand_alone =
        is_international && matches!(claim.kind, EngagementType::Conference | EngagementType::Signing) && !is_between_bodies;
    has_subnational && (across_borders(&claim.from, &claim.to) || may_stand_alone || claim.home)
        || claim.kind == EngagementType::Conference && !claim.about.is_empty()
}

/// "Argentina's minister opens his tour in Shanghai": a journey of those who act for a state, to a place no body of which is named.
fn is_of_state_alone(scene: &Scene<'_>, claim: &EngagementClaim) -> bool {
    let is_state = claim.from.iter().all(|place| place.level() == PlaceLevel::Country);
    pattern!(MINISTER, r"(?i)\b(minister|president|chancellor|king|queen|emir)\b");
    let sentence = &scene.document.sentences[scene.document.sentence_at(claim.evidence.first().span.start)];
    let is_minister = MINISTER.is_match(&scene.document.body[sentence.span.range()]);
    let travels = is_minister && claim.kind == EngagementType::Delegation && is_state && claim.context != Context::Historical;
    let acts = scene.people.iter().any(|person| person.place().is_some_and(|of| of.level() != PlaceLevel::Country));
    travels && !acts && !claim.to.iter().any(|place| scene.has_body(place))
}

/// Whether a body of a state is named as the party of a signing that has sides of one country alone.
fn is_home_paper(claim: &EngagementClaim) -> bool {
    claim.participants.iter().any(|body| {
        let name = body.name.to_lowercase();
        body.kind == ParticipantKind::Organization && (name.starts_with("ministry") || name.ends_with("ministry"))
    })
}

/// Whether a side of a claim (`from`, `to`) is only what the whole article is about.
fn is_guessed(claim: &EngagementClaim, field: &str) -> bool {
    claim.inferred.get(field).is_some_and(|why| is_guess(why))
}
