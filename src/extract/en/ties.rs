//! Ties that an English text speaks of, and the year that an anniversary of a dated tie fixes.

use std::ops::Range;

use super::gates::Door;
use super::patterns::{Pattern, pattern};
use crate::extract::mention::touching;
use crate::extract::scene::Scene;
use crate::gazetteer::events::{Edition, editions};
use crate::gazetteer::ties::{DatedTie, dated_tie};
use crate::model::{DateSpan, EvidenceList, Inferred, PartialDate, PlaceCode, PlaceLevel, RuleName, TieClaim, TieKind, TieStatus};
use crate::text::Document;

pattern!(
    SISTER,
    r"(?i)\b(sister|twin|twinned|friendship)[ -](city|cities|province|provinces|state|states|region|regions|county|counties|prefecture|town|towns|relationship|relationships|relations|ties)\b|\bsisterhood\b"
);
pattern!(FRIENDLY, r"(?i)\bfriendly (exchange )?(relations|relationship|ties|cooperation relations)\b|\bfriendly exchange (city|cities)\b");
pattern!(
    ENDED,
    r"(?i)\b(ended|terminat\w+|not be renewed|not (to )?renew|cancel\w*|scrapped|suspend\w*|sever(s|ed)?|voted to (end|cut|suspend)|at an end)\b"
);
pattern!(INTENDED, r"(?i)\b(letters? of intent|loi|on their way to|would like to|intend\w*|plans? to|hope)\b");
pattern!(
    BEGAN,
    r"(?i)\b(became|become|becoming|established|establish|began|started|formed|signed|since|entered|took the first step|official)\b"
);
pattern!(ANNIVERSARY, r"(?i)\b(\d{1,3})(st|nd|rd|th) anniversary\b");

pattern!(POINTS_BACK, r"(?i)\b(their|the two|both|these)\b");

const SISTER_RULE: RuleName = RuleName::new("en.tie.sister");

/// What finds any tie, by its kind.
pub(super) fn anywhere() -> [&'static Pattern; 2] {
    [&SISTER, &FRIENDLY]
}

/// Finds all ties.
pub fn find_ties(scene: &Scene<'_>) -> Vec<TieClaim> {
    let mut ties: Vec<TieClaim> = Vec::new();
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let text = &scene.document.body[sentence.span.range()];
        let may_be = |door: Door| door.is_open(scene.open[number]);
        let kind = if may_be(Door::Sister) && SISTER.is_match(text) {
            TieKind::Sister
        } else if may_be(Door::Friendly) && FRIENDLY.is_match(text) && BEGAN.is_match(text) {
            TieKind::FriendlyExchange
        } else {
            continue;
        };
        let mut found = pairs(scene, &sentence.tokens);
        if found.is_empty() && number > 0 && POINTS_BACK.is_match(text) {
            found = pairs(scene, &scene.document.sentences[number - 1].tokens);
        }
        for (a, b) in found {
            let claim = claim(scene, number, text, kind, a, b);
            add(&mut ties, claim);
        }
    }
    ties
}

fn claim(scene: &Scene<'_>, number: usize, text: &str, kind: TieKind, a: PlaceCode, b: PlaceCode) -> TieClaim {
    let sentence = &scene.document.sentences[number];
    let span = crate::extract::evidence_within(scene.document.body, sentence.span, sentence.span);
    TieClaim {
        started: started(scene, number, text, &a, &b),
        status: status(text),
        as_of: scene.published,
        evidence: EvidenceList::of(span, SISTER_RULE),
        inferred: Inferred::new(),
        kind,
        a,
        b,
    }
}

fn add(ties: &mut Vec<TieClaim>, claim: TieClaim) {
    match ties.iter_mut().find(|known| known.kind == claim.kind && known.a == claim.a && known.b == claim.b) {
        Some(known) => {
            known.started = known.started.or(claim.started);
            known.status = known.status.max(claim.status);
            known.evidence.merge(&claim.evidence);
        }
        None => ties.push(claim),
    }
}

/// The pairs of places that a sentence on ties joins: of two countries, on one level, in the order of naming. "Between A and B,
/// and between C and D" are two.
pub fn pairs(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<(PlaceCode, PlaceCode)> {
    let mut codes: Vec<PlaceCode> = Vec::new();
    for place in scene.places_in(tokens) {
        let Some(code) = place.code.as_ref().filter(|code| code.level() != PlaceLevel::Country) else { continue };
        // "In Seoul, Ontario and Gyeonggi renewed …": where it was.
        let document = scene.document;
        let opens = place.tokens.start == tokens.start + 1 && document.folded(tokens.start) == "in";
        let is_other = |other: &PlaceCode| other != code && other.country() == code.country() && other.level() != PlaceLevel::Country;
        let mut others = scene.places_in(tokens).filter_map(|other| other.code.as_ref());
        if opens && tokens.contains(&place.tokens.end) && document.text(place.tokens.end) == "," && others.any(is_other) {
            continue;
        }
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    // "Denver City Council voted to end its tie with Nairobi"
    for body in scene.organizations_in(tokens).filter(|body| {
        use crate::model::OrganizationKind as K;
        matches!(body.kind, K::Government | K::Legislature | K::Party)
    }) {
        if let Some(code) = scene.place_of_organization(body).filter(|code| code.level() != PlaceLevel::Country)
            && !codes.iter().any(|known| known.country() == code.country())
        {
            codes.push(code.clone());
        }
    }
    // "closer to Sichuan and to Jiangsu, its sister state": the tie is with the place right before these words.
    if let Some(sister) = told_as_sister(scene, tokens) {
        codes.retain(|code| code.country() != sister.country() || *code == sister);
    }
    let rank = |code: &PlaceCode| (code.level() == PlaceLevel::City) as u8;
    let fits = |a: &PlaceCode, b: &PlaceCode| a.country() != b.country() && rank(a) == rank(b);
    let ordered = |a: &PlaceCode, b: &PlaceCode| if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
    if let [a, b, c, d] = &codes[..]
        && fits(a, b)
        && fits(c, d)
        && a.country() == c.country()
    {
        return vec![ordered(a, b), ordered(c, d)];
    }
    let first = codes.iter().enumerate().find_map(|(at, a)| codes[at + 1..].iter().find(|b| fits(a, b)).map(|b| ordered(a, b)));
    // A municipality on the level of a province may be the sister of a city.
    let uneven =
        || codes.iter().enumerate().find_map(|(at, a)| codes[at + 1..].iter().find(|b| a.country() != b.country()).map(|b| ordered(a, b)));
    first.or_else(uneven).into_iter().collect()
}

/// The one place of a sentence that is told as somebody's sister behind its name: "Jiangsu, its sister state".
fn told_as_sister(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<PlaceCode> {
    let document = scene.document;
    let word = |token: usize| if tokens.contains(&token) { document.folded(token) } else { "" };
    let is_sister = |end: usize| {
        // "Saitama, Ohio's sister state"
        // "Hebei province, which is Missouri's sister-state"
        let first = end + 1 + if word(end + 1) == "which" && matches!(word(end + 2), "is" | "was") { 2 } else { 0 };
        let owner = touching(&scene.places, first..first + 1).next().map(|place| place.tokens.end).filter(|end| word(*end) == "'s");
        let is_owned = matches!(word(first), "its" | "our" | "their" | "his" | "her") && matches!(word(first + 1), "sister" | "twin")
            || owner.is_some_and(|end| matches!(word(end + 1), "sister" | "twin"));
        tokens.contains(&end) && document.text(end) == "," && is_owned
    };
    let mut told = scene.places_in(tokens).filter(|place| is_sister(place.tokens.end)).filter_map(|place| place.code.as_ref());
    let only = told.next().filter(|code| code.level() != PlaceLevel::Country)?;
    told.next().is_none().then(|| only.clone())
}

fn status(text: &str) -> TieStatus {
    if ENDED.is_match(text) {
        TieStatus::Ended
    } else if INTENDED.is_match(text) {
        TieStatus::Intended
    } else {
        TieStatus::InForce
    }
}

/// A date in the sentence that says it began, else the dated list, else its age counted back from publication (within a year).
fn started(scene: &Scene<'_>, sentence: usize, text: &str, a: &PlaceCode, b: &PlaceCode) -> Option<DateSpan> {
    let told = || {
        let date = scene.dates_in(sentence).next()?.resolved.date;
        (BEGAN.is_match(text) && !ENDED.is_match(text) && date.first_day().is_some()).then_some(date)
    };
    let counted_back = || {
        let years: i32 = ANNIVERSARY.captures(text)?[1].parse().ok()?;
        let year = scene.published?.first()?.year()? - years;
        PartialDate::new(Some(year), None, None).map(|date| DateSpan::on(date.uncertain()))
    };
    dated_tie(a, b, "sister").map(|tie| tie.started).or_else(told).or_else(counted_back)
}

/// The year that an anniversary of a dated tie fixes, with its ground in words.
pub fn year_of_anniversary(document: &Document<'_>, codes_of: impl Fn(usize) -> Vec<PlaceCode>) -> Option<(i32, String)> {
    for (number, sentence) in document.sentences.iter().enumerate() {
        let text = &document.body[sentence.span.range()];
        let Some(found) = ANNIVERSARY.captures(text) else { continue };
        let Ok(years) = found[1].parse::<i32>() else { continue };
        let before = number.checked_sub(1).map(&codes_of).unwrap_or_default();
        let codes: Vec<PlaceCode> = codes_of(number).into_iter().chain(before).collect();
        let kind = if text.to_lowercase().contains("diplomatic") && !SISTER.is_match(text) { "diplomatic_relations" } else { "sister" };
        let tie = codes.iter().enumerate().find_map(|(at, a)| codes[at + 1..].iter().find_map(|b| dated_tie(a, b, kind)));
        if let Some(DatedTie { a, b, started, source, .. }) = tie {
            let year = started.first()?.year()? + years;
            let what = if kind == "sister" { "sister tie" } else { "diplomatic relations" };
            return Some((year, format!("year from the {years}th anniversary of the {what} of {a} and {b}, begun {started} ({source})")));
        }
    }
    None
}

/// The year of the one edition of a dated fair that a text tells, with its ground in words.
pub fn year_of_edition(document: &Document<'_>) -> Option<(i32, String)> {
    let lower = document.body.to_lowercase();
    let mut told: Option<&Edition> = None;
    for series in editions().chunk_by(|one, other| one.name == other.name) {
        let name = series[0].name.to_lowercase();
        for (at, _) in lower.match_indices(&name) {
            let number = number_before(&lower[..at]);
            let Some(edition) = series.iter().find(|edition| Some(edition.number) == number) else { continue };
            if told.is_some_and(|known| known.year != edition.year) {
                return None;
            }
            told = Some(edition);
        }
    }
    told.map(|Edition { name, number, year, source }| (*year, format!("year in which edition {number} of the {name} was held ({source})")))
}

/// "the 14th ", "the fifth ": the number that ends a text.
fn number_before(text: &str) -> Option<u16> {
    const WORDS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    let word = text.trim_end().rsplit(|c: char| c.is_whitespace()).next()?;
    let written = WORDS.iter().position(|known| *known == word).and_then(|at| u16::try_from(at + 1).ok());
    written.or_else(|| ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).and_then(|number| number.parse().ok()))
}
