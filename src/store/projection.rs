//! Records as the rows that lists and totals are read from.

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, params};

use super::belonging::Belonging;
use super::corrections::RecordMarks;
use super::entities::{self, Touched};
use super::error::Outcome;
use super::marks;
use super::rows::RecordStatus;
use super::shelf::{Said, Shelf, StoredClaim};
use super::told::{self, AgreementTold, EngagementTold, Variance};
use crate::model::{Affiliation, AgreementClaim, EngagementClaim, EvidenceList, LeftOut, ParticipantKind, PlaceCode, TieClaim, TieId};

/// Longest headline in characters.
const HEADLINE_CHARACTERS: usize = 160;

/// Takes away the record that a claim belongs to, if it stands there; which claims belong to it stays.
pub(super) fn delete_record_of(connection: &Connection, claim: i64, touched: &mut Touched) -> Outcome<()> {
    let sql = "SELECT naming FROM record_member WHERE claim = ?1";
    let naming = connection.prepare_cached(sql)?.query_row([claim], |row| row.get::<_, i64>(0)).optional()?;
    let Some(naming) = naming else { return Ok(()) };
    entities::delete_named(connection, naming, touched)?;
    for sql in ["DELETE FROM engagement WHERE key = ?1", "DELETE FROM agreement WHERE key = ?1", "DELETE FROM record_tag WHERE record = ?1"]
    {
        connection.prepare_cached(sql)?.execute([naming])?;
    }
    Ok(())
}

/// What these claims say together, in the order of their ids.
pub(super) fn engagement_told(
    connection: &Connection,
    shelf: &mut Shelf,
    claims: &[Rc<StoredClaim>],
) -> Outcome<(EngagementTold, RecordMarks)> {
    let mut told = told::engagement(&claims.iter().filter_map(|claim| engagement_claim(claim)).collect::<Vec<_>>());
    let marks = if shelf.is_edited(connection)? { marks::of_engagement(connection, claims, &mut told)? } else { RecordMarks::default() };
    Ok((told, marks))
}

/// What these claims say together, in the order of their ids.
pub(super) fn agreement_told(
    connection: &Connection,
    shelf: &mut Shelf,
    claims: &[Rc<StoredClaim>],
) -> Outcome<(AgreementTold, RecordMarks)> {
    let mut told = told::agreement(&claims.iter().filter_map(|claim| agreement_claim(claim)).collect::<Vec<_>>());
    let marks = if shelf.is_edited(connection)? { marks::of_agreement(connection, claims, &mut told)? } else { RecordMarks::default() };
    Ok((told, marks))
}

/// Writes the tags of a record.
fn insert_tags(connection: &Connection, record: i64, tags: &[String]) -> Outcome<()> {
    let mut statement = connection.prepare_cached("INSERT INTO record_tag (record, tag) VALUES (?1, ?2)")?;
    tags.iter().try_for_each(|tag| statement.execute(params![record, tag]).map(|_| ()))?;
    Ok(())
}

fn is_disputed(variances: &[Variance]) -> bool {
    variances.iter().any(|variance| variance.is_dispute && !variance.is_settled)
}

fn engagement_claim(claim: &StoredClaim) -> Option<&EngagementClaim> {
    match &claim.said {
        Said::Engagement(said) => Some(said),
        Said::Agreement(_) => None,
    }
}

fn agreement_claim(claim: &StoredClaim) -> Option<&AgreementClaim> {
    match &claim.said {
        Said::Agreement(said) => Some(said),
        Said::Engagement(_) => None,
    }
}

/// Writes an engagement record; the first claim names it.
pub(super) fn insert_engagement(
    connection: &Connection,
    shelf: &mut Shelf,
    claims: &[Rc<StoredClaim>],
    touched: &mut Touched,
) -> Outcome<()> {
    let first = &claims[0];
    let (told, marks) = engagement_told(connection, shelf, claims)?;
    let claim = &told.claim;
    let mut leader = None;
    for member in claims {
        let document = shelf.document(connection, member.document)?;
        leader = leader.or_else(|| claim.leader.as_deref().and_then(|name| document.names.person(name)).cloned());
    }
    if let (None, Some(name)) = (&leader, claim.leader.as_deref()) {
        // No article names the one whom the analyst named.
        leader = Some(entities::add_named(connection, first.document, first.key, name, claim.from.first(), touched)?);
    }
    let line = match &marks.headline {
        Some(line) => line.clone(),
        None => headline(&shelf.document(connection, first.document)?.body, &claim.evidence),
    };
    let sql = "INSERT INTO engagement
        (key, id, document, sources, type, date, within, context, counterpart, home, leader, headline, status, disputed, review)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    connection.prepare_cached(sql)?.execute(params![
        first.key,
        first.id,
        first.document,
        sources(claims),
        claim.kind.as_str(),
        claim.date.map(|date| date.to_string()),
        claim.within,
        claim.context.as_str(),
        claim.counterpart.as_str(),
        claim.home,
        leader.as_ref().map(|id| id.as_str()),
        line,
        marks.status.unwrap_or(RecordStatus::New).as_str(),
        is_disputed(&told.variances),
        marks.wants_review,
    ])?;
    insert_tags(connection, first.key, &marks.tags)?;
    insert_engagement_parts(connection, shelf, claims, &told)
}

/// How many documents tell a record.
fn sources(claims: &[Rc<StoredClaim>]) -> i64 {
    claims.iter().map(|claim| claim.document).collect::<BTreeSet<_>>().len() as i64
}

fn insert_engagement_parts(connection: &Connection, shelf: &mut Shelf, claims: &[Rc<StoredClaim>], told: &EngagementTold) -> Outcome<()> {
    let (key, claim) = (claims[0].key, &told.claim);
    let roles = [("from", &claim.from), ("to", &claim.to), ("venue", &claim.venues), ("about", &claim.about)];
    let places = roles.into_iter().flat_map(|(role, places)| distinct(places).into_iter().map(move |place| (role, place)));
    let sql = "INSERT INTO engagement_place (engagement, ordinal, role, place) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, (role, place)) in places.enumerate() {
        statement.execute(params![key, ordinal as i64, role, place.as_str()])?;
    }
    let sql = "INSERT INTO participant (engagement, ordinal, party, role) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, (from, participant)) in told.participants.iter().enumerate() {
        let document = shelf.document(connection, claims[*from].document)?;
        let party = match participant.kind {
            ParticipantKind::Person => document.names.person(&participant.name).map(|id| id.as_str()),
            ParticipantKind::Organization => document.names.organization(&participant.name).map(|id| id.as_str()),
            ParticipantKind::Place => None,
        };
        if let Some(party) = party {
            statement.execute(params![key, ordinal as i64, party, participant.role.as_str()])?;
        }
    }
    let mut statement = connection.prepare_cached("INSERT INTO topic (engagement, ordinal, topic) VALUES (?1, ?2, ?3)")?;
    for (ordinal, (_, topic)) in told.topics.iter().enumerate() {
        statement.execute(params![key, ordinal as i64, topic.topic])?;
    }
    Ok(())
}

/// Writes an agreement record; the first claim names it. `engagement` and `part_of` name claims, whose records are looked up when
/// lists are read.
pub(super) fn insert_agreement(connection: &Connection, shelf: &mut Shelf, claims: &[Rc<StoredClaim>]) -> Outcome<()> {
    let first = &claims[0];
    let (told, marks) = agreement_told(connection, shelf, claims)?;
    let claim = &told.claim;
    let line = match &marks.headline {
        Some(line) => line.clone(),
        None => headline(&shelf.document(connection, first.document)?.body, &claim.evidence),
    };
    let (engagement, part_of) = pointed_at(connection, shelf, claims, &marks)?;
    let sql = "INSERT INTO agreement
        (key, id, document, sources, engagement, kind, stage, count, amount_minor, currency, hedge, nature, binding, umbrella, part_of,
            left_out, headline, status, disputed, review)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";
    connection.prepare_cached(sql)?.execute(params![
        first.key,
        first.id,
        first.document,
        sources(claims),
        engagement,
        claim.kind.as_str(),
        claim.stage.as_str(),
        claim.count,
        claim.amount.map(|amount| amount.minor),
        claim.amount.map(|amount| amount.currency.code()),
        claim.hedge.as_str(),
        claim.nature.as_str(),
        claim.binding.as_str(),
        claim.umbrella,
        part_of,
        left_out(connection, claim, part_of)?.map(|reason| reason.as_str()),
        line,
        marks.status.unwrap_or(RecordStatus::New).as_str(),
        is_disputed(&told.variances),
        marks.wants_review,
    ])?;
    insert_tags(connection, first.key, &marks.tags)?;
    insert_agreement_parts(connection, shelf, claims, claim)
}

/// The claims of the engagement that it was signed in and of the total that contains it: those of the first claim that has any, but
/// for an analyst's word on the total.
fn pointed_at(
    connection: &Connection,
    shelf: &mut Shelf,
    claims: &[Rc<StoredClaim>],
    marks: &RecordMarks,
) -> Outcome<(Option<i64>, Option<i64>)> {
    let own: BTreeSet<i64> = claims.iter().map(|claim| claim.key).collect();
    let (mut engagement, mut part_of) = (None, None);
    for member in claims {
        let Some(claim) = agreement_claim(member) else { continue };
        let keys = &shelf.document(connection, member.document)?.keys;
        engagement = engagement.or_else(|| claim.engagement.and_then(|index| keys.engagements.get(index).copied()));
        let whole = claim.part_of.and_then(|index| keys.agreements.get(index).copied());
        part_of = part_of.or(whole.filter(|whole| !own.contains(whole)));
    }
    match marks.belonging {
        Some(Belonging::Alone) => part_of = None,
        Some(Belonging::Within(whole)) if !own.contains(&whole) => part_of = Some(whole),
        _ => {}
    }
    Ok((engagement, part_of))
}

/// Why an agreement is in no total. A part counts where an analyst rejected its whole.
fn left_out(connection: &Connection, claim: &AgreementClaim, part_of: Option<i64>) -> Outcome<Option<LeftOut>> {
    let mut claim = claim.clone();
    claim.part_of = match part_of {
        Some(whole) if !is_rejected(connection, whole)? => Some(0),
        _ => None,
    };
    Ok(claim.left_out())
}

fn is_rejected(connection: &Connection, claim: i64) -> Outcome<bool> {
    let sql = "SELECT a.status = 'rejected' FROM record_member m JOIN agreement a ON a.key = m.naming WHERE m.claim = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([claim], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// Says anew of the parts of these claims whether they count: their whole may have been rejected, or taken back.
pub(super) fn refresh_parts(connection: &Connection, claims: &BTreeSet<i64>) -> Outcome<()> {
    for whole in claims {
        let sql = if is_rejected(connection, *whole)? {
            "UPDATE agreement SET left_out = NULL WHERE part_of = ?1 AND left_out = 'part_of_another'"
        } else {
            "UPDATE agreement SET left_out = 'part_of_another' WHERE part_of = ?1 AND left_out IS NULL"
        };
        connection.prepare_cached(sql)?.execute([whole])?;
    }
    Ok(())
}

fn insert_agreement_parts(connection: &Connection, shelf: &mut Shelf, claims: &[Rc<StoredClaim>], claim: &AgreementClaim) -> Outcome<()> {
    let key = claims[0].key;
    let places = distinct(claim.sides.iter().chain(claim.parties.iter().filter_map(Affiliation::place)));
    let mut statement = connection.prepare_cached("INSERT INTO agreement_place (agreement, ordinal, place) VALUES (?1, ?2, ?3)")?;
    for (ordinal, place) in places.into_iter().enumerate() {
        statement.execute(params![key, ordinal as i64, place.as_str()])?;
    }
    let mut organizations = Vec::new();
    for party in &claim.parties {
        let Affiliation::Organization(name) = party else { continue };
        for member in claims.iter().filter(|member| agreement_claim(member).is_some_and(|claim| claim.parties.contains(party))).take(1) {
            organizations.extend(shelf.document(connection, member.document)?.names.organization(name).cloned());
        }
    }
    let sql = "INSERT INTO agreement_organization (agreement, ordinal, organization) VALUES (?1, ?2, ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, organization) in distinct(&organizations).into_iter().enumerate() {
        statement.execute(params![key, ordinal as i64, organization.as_str()])?;
    }
    Ok(())
}

/// Writes the ties that a document tells.
pub(super) fn insert_ties(connection: &Connection, document: i64, ties: &[TieClaim]) -> Outcome<()> {
    ties.iter().enumerate().try_for_each(|(ordinal, tie)| insert_tie(connection, document, ordinal, tie))
}

/// Takes them away.
pub(super) fn delete_ties(connection: &Connection, document: i64) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM tie WHERE document = ?1")?.execute([document])?;
    Ok(())
}

/// A tie runs in no direction: the place with the smaller code comes first.
fn insert_tie(connection: &Connection, document: i64, ordinal: usize, tie: &TieClaim) -> Outcome<()> {
    let sql = "INSERT INTO tie (document, ordinal, id, a, b, kind, started, status, as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (a, b): (&PlaceCode, &PlaceCode) = if tie.a <= tie.b { (&tie.a, &tie.b) } else { (&tie.b, &tie.a) };
    let id = TieId::of(a.as_str(), b.as_str(), tie.kind.as_str());
    connection.prepare_cached(sql)?.execute(params![
        document,
        ordinal as i64,
        id.as_str(),
        a.as_str(),
        b.as_str(),
        tie.kind.as_str(),
        tie.started.map(|date| date.to_string()),
        tie.status.as_str(),
        tie.as_of.map(|date| date.to_string()),
    ])?;
    Ok(())
}

/// Each item once, where it first stands.
fn distinct<'a, T: PartialEq>(items: impl IntoIterator<Item = &'a T>) -> Vec<&'a T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// The sentence of the first evidence on one line, shortened.
fn headline(body: &str, evidence: &EvidenceList) -> String {
    let sentence = evidence.first().span.of(body).unwrap_or_default();
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(HEADLINE_CHARACTERS) {
        None => line,
        Some(_) => {
            let short: String = line.chars().take(HEADLINE_CHARACTERS - 1).collect();
            format!("{}…", short.trim_end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RuleName, TextSpan};

    #[test]
    fn headlines_are_one_line_and_no_longer_than_a_line() {
        let line = |body: &str| headline(body, &EvidenceList::of(TextSpan::new(0, body.len()), RuleName::new("test")));
        assert_eq!(line(" A delegation\n\tfrom  Liaoning "), "A delegation from Liaoning");
        assert_eq!(line(&"省".repeat(160)).chars().count(), 160);
        let short = line(&"省".repeat(161));
        assert_eq!((short.chars().count(), short.ends_with("省…")), (160, true));
    }
}
