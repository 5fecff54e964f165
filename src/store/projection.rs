//! Claims to the tables that lists and totals are read from. Each claim is a record of its own as yet; the tables already take
//! records that several documents tell.

use rusqlite::{Connection, params};

use super::claims::ClaimKeys;
use super::entities::{self, Touched};
use super::error::Outcome;
use super::naming::Namings;
use crate::model::{
    Affiliation, AgreementClaim, Claims, DocumentId, EngagementClaim, EvidenceList, ParticipantKind, PlaceCode, TieClaim, TieId,
};

/// Longest headline in characters.
const HEADLINE_CHARACTERS: usize = 160;

/// A document whose claims are projected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    /// Its key.
    pub(super) key: i64,
    /// Its id.
    pub(super) id: &'a DocumentId,
    /// The text that its evidence points into.
    pub(super) body: &'a str,
}

/// Writes the records of a document that has none.
pub(super) fn insert(connection: &Connection, source: Source<'_>, claims: &Claims, keys: &ClaimKeys, touched: &mut Touched) -> Outcome<()> {
    let namings = Namings::of(claims);
    entities::insert(connection, source.key, source.id, &namings, touched)?;
    let ids = claims.engagement_ids(source.id);
    for ((claim, key), id) in claims.engagements.iter().zip(&keys.engagements).zip(&ids) {
        insert_member(connection, *key, id.as_str())?;
        insert_engagement(connection, source, *key, id.as_str(), claim, &namings)?;
        insert_engagement_parts(connection, *key, claim, &namings)?;
    }
    let ids = claims.agreement_ids(source.id);
    for ((claim, key), id) in claims.agreements.iter().zip(&keys.agreements).zip(&ids) {
        insert_member(connection, *key, id.as_str())?;
        insert_agreement(connection, source, *key, id.as_str(), claim, keys)?;
        insert_agreement_parts(connection, *key, claim, &namings)?;
    }
    for (ordinal, tie) in claims.ties.iter().enumerate() {
        insert_tie(connection, source.key, ordinal, tie)?;
    }
    Ok(())
}

/// Takes away the records of a document; its claims stay.
pub(super) fn delete(connection: &Connection, document: i64, touched: &mut Touched) -> Outcome<()> {
    entities::delete(connection, document, touched)?;
    for sql in [
        "DELETE FROM record_member WHERE claim IN (SELECT key FROM claim WHERE document = ?1)",
        "DELETE FROM engagement WHERE document = ?1",
        "DELETE FROM agreement WHERE document = ?1",
        "DELETE FROM tie WHERE document = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([document])?;
    }
    Ok(())
}

fn insert_member(connection: &Connection, claim: i64, record: &str) -> Outcome<()> {
    connection.prepare_cached("INSERT INTO record_member (claim, record) VALUES (?1, ?2)")?.execute(params![claim, record])?;
    Ok(())
}

fn insert_engagement(
    connection: &Connection,
    source: Source<'_>,
    key: i64,
    id: &str,
    claim: &EngagementClaim,
    namings: &Namings<'_>,
) -> Outcome<()> {
    let sql = "INSERT INTO engagement
        (key, id, document, sources, type, date, within, context, counterpart, home, leader, headline, status)
        VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'new')";
    let leader = claim.leader.as_deref().and_then(|name| namings.person(name));
    connection.prepare_cached(sql)?.execute(params![
        key,
        id,
        source.key,
        claim.kind.as_str(),
        claim.date.map(|date| date.to_string()),
        claim.within,
        claim.context.as_str(),
        claim.counterpart.as_str(),
        claim.home,
        leader.map(|id| id.as_str()),
        headline(source.body, &claim.evidence),
    ])?;
    Ok(())
}

fn insert_engagement_parts(connection: &Connection, key: i64, claim: &EngagementClaim, namings: &Namings<'_>) -> Outcome<()> {
    let roles = [("from", &claim.from), ("to", &claim.to), ("venue", &claim.venues), ("about", &claim.about)];
    let places = roles.into_iter().flat_map(|(role, places)| distinct(places).into_iter().map(move |place| (role, place)));
    let sql = "INSERT INTO engagement_place (engagement, ordinal, role, place) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, (role, place)) in places.enumerate() {
        statement.execute(params![key, ordinal as i64, role, place.as_str()])?;
    }
    let sql = "INSERT INTO participant (engagement, ordinal, party, role) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, participant) in claim.participants.iter().enumerate() {
        let party = match participant.kind {
            ParticipantKind::Person => namings.person(&participant.name).map(|id| id.as_str()),
            ParticipantKind::Organization => namings.organization(&participant.name).map(|id| id.as_str()),
            ParticipantKind::Place => None,
        };
        if let Some(party) = party {
            statement.execute(params![key, ordinal as i64, party, participant.role.as_str()])?;
        }
    }
    let mut statement = connection.prepare_cached("INSERT INTO topic (engagement, ordinal, topic) VALUES (?1, ?2, ?3)")?;
    for (ordinal, topic) in claim.topics.iter().enumerate() {
        statement.execute(params![key, ordinal as i64, topic.topic])?;
    }
    Ok(())
}

fn insert_agreement(
    connection: &Connection,
    source: Source<'_>,
    key: i64,
    id: &str,
    claim: &AgreementClaim,
    keys: &ClaimKeys,
) -> Outcome<()> {
    let sql = "INSERT INTO agreement
        (key, id, document, sources, engagement, kind, stage, count, amount_minor, currency, hedge, nature, binding, umbrella, part_of,
            left_out, headline, status)
        VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 'new')";
    connection.prepare_cached(sql)?.execute(params![
        key,
        id,
        source.key,
        claim.engagement.and_then(|index| keys.engagements.get(index)),
        claim.kind.as_str(),
        claim.stage.as_str(),
        claim.count,
        claim.amount.map(|amount| amount.minor),
        claim.amount.map(|amount| amount.currency.code()),
        claim.hedge.as_str(),
        claim.nature.as_str(),
        claim.binding.as_str(),
        claim.umbrella,
        claim.part_of.and_then(|index| keys.agreements.get(index)),
        claim.left_out().map(|reason| reason.as_str()),
        headline(source.body, &claim.evidence),
    ])?;
    Ok(())
}

fn insert_agreement_parts(connection: &Connection, key: i64, claim: &AgreementClaim, namings: &Namings<'_>) -> Outcome<()> {
    let places = distinct(claim.sides.iter().chain(claim.parties.iter().filter_map(Affiliation::place)));
    let mut statement = connection.prepare_cached("INSERT INTO agreement_place (agreement, ordinal, place) VALUES (?1, ?2, ?3)")?;
    for (ordinal, place) in places.into_iter().enumerate() {
        statement.execute(params![key, ordinal as i64, place.as_str()])?;
    }
    let organizations = distinct(claim.parties.iter().filter_map(|party| match party {
        Affiliation::Organization(name) => namings.organization(name),
        Affiliation::Place(_) => None,
    }));
    let sql = "INSERT INTO agreement_organization (agreement, ordinal, organization) VALUES (?1, ?2, ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    for (ordinal, organization) in organizations.into_iter().enumerate() {
        statement.execute(params![key, ordinal as i64, organization.as_str()])?;
    }
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
