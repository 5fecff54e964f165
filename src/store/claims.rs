//! Claims as extraction gave them, kept whole as JSON beside their document, and read back exactly so.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error::{Fault, Outcome};
use crate::model::{
    ANALYST_RULE, AddedClaim, AgreementClaim, Claims, DocumentId, Edit, EditAction, EngagementClaim, EvidenceList, PublishedDate, RuleName,
    TextSpan,
};

/// What extraction says of an article as a whole.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    lang: String,
    relevant: bool,
    title: Option<String>,
    published: Option<PublishedDate>,
}

impl Head {
    pub(super) fn of(claims: &Claims) -> Self {
        let Claims { lang, relevant, title, published, .. } = claims;
        Self { lang: lang.clone(), relevant: *relevant, title: title.clone(), published: published.clone() }
    }
}

/// Keys of the claims that records are named after, in the order of the claims.
#[derive(Debug, Default)]
pub(super) struct ClaimKeys {
    pub(super) engagements: Vec<i64>,
    pub(super) agreements: Vec<i64>,
}

/// Writes all claims of a document that has none.
pub(super) fn write(connection: &Connection, document: i64, id: &DocumentId, claims: &Claims) -> Outcome<ClaimKeys> {
    let engagements: Vec<_> = claims.engagement_ids(id).iter().map(ToString::to_string).collect();
    let agreements: Vec<_> = claims.agreement_ids(id).iter().map(ToString::to_string).collect();
    write_class(connection, document, "place", &claims.places, &[])?;
    write_class(connection, document, "person", &claims.people, &[])?;
    write_class(connection, document, "organization", &claims.organizations, &[])?;
    let engagements = write_class(connection, document, "engagement", &claims.engagements, &engagements)?;
    let agreements = write_class(connection, document, "agreement", &claims.agreements, &agreements)?;
    write_class(connection, document, "tie", &claims.ties, &[])?;
    write_class(connection, document, "note", &claims.notes, &[])?;
    Ok(ClaimKeys { engagements, agreements })
}

fn write_class<T: Serialize>(connection: &Connection, document: i64, class: &str, claims: &[T], ids: &[String]) -> Outcome<Vec<i64>> {
    let sql = "INSERT INTO claim (document, class, ordinal, id, payload) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut keys = Vec::with_capacity(claims.len());
    for (ordinal, claim) in claims.iter().enumerate() {
        let payload = serde_json::to_string(claim)?;
        keys.push(statement.insert(params![document, class, ordinal as i64, ids.get(ordinal), payload])?);
    }
    Ok(keys)
}

/// The keys of a document's claims.
pub(super) fn keys(connection: &Connection, document: i64) -> Outcome<ClaimKeys> {
    let mut statement = connection.prepare_cached("SELECT key FROM claim WHERE document = ?1 AND class = ?2 ORDER BY ordinal")?;
    let mut keys_of = |class: &str| statement.query_map(params![document, class], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>();
    Ok(ClaimKeys { engagements: keys_of("engagement")?, agreements: keys_of("agreement")? })
}

/// The key of an engagement by its position in a document's list.
pub(super) fn engagement_at(connection: &Connection, document: i64, index: usize) -> Outcome<Option<i64>> {
    let sql = "SELECT key FROM claim WHERE document = ?1 AND class = 'engagement' AND ordinal = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![document, index as i64], |row| row.get(0)).optional()?)
}

/// Takes away all claims of a document, with the records that are named after them.
pub(super) fn delete(connection: &Connection, document: i64) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM claim WHERE document = ?1")?.execute([document])?;
    Ok(())
}

/// All claims of a document; `None` where there is no such document.
pub(super) fn read(connection: &Connection, document: &DocumentId) -> Outcome<Option<Claims>> {
    let mut statement = connection.prepare_cached("SELECT key, head FROM document WHERE id = ?1")?;
    let found = statement.query_row([document.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).optional()?;
    let Some((key, head)) = found else { return Ok(None) };
    let Head { lang, relevant, title, published } = serde_json::from_str(&head)?;
    Ok(Some(Claims {
        lang,
        relevant,
        title,
        published,
        places: read_class(connection, key, "place")?,
        people: read_class(connection, key, "person")?,
        organizations: read_class(connection, key, "organization")?,
        engagements: read_class(connection, key, "engagement")?,
        agreements: read_class(connection, key, "agreement")?,
        ties: read_class(connection, key, "tie")?,
        notes: read_class(connection, key, "note")?,
    }))
}

fn read_class<T: DeserializeOwned>(connection: &Connection, document: i64, class: &str) -> Outcome<Vec<T>> {
    let mut statement = connection.prepare_cached("SELECT payload FROM claim WHERE document = ?1 AND class = ?2 ORDER BY ordinal")?;
    let mut rows = statement.query(params![document, class])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        claims.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
    }
    Ok(claims)
}

/// Adds what an analyst took from the words of a document, unless they do not stand there any more.
pub(super) fn add(claims: &mut Claims, edit: &Edit, body: &str) {
    let EditAction::Add { quote, claim, .. } = &edit.action else { return };
    let Some(start) = body.find(quote.as_str()) else { return };
    let evidence = EvidenceList::of(TextSpan::new(start, start + quote.len()), RuleName::new(ANALYST_RULE));
    match claim.clone() {
        AddedClaim::Engagement(claim) => claims.engagements.push(EngagementClaim { evidence, ..*claim }),
        AddedClaim::Agreement(claim) => claims.agreements.push(AgreementClaim { evidence, ..*claim }),
    }
}

/// The claims that rules found, without those that analysts added.
pub(super) fn without_added(mut claims: Claims) -> Claims {
    let is_found = |evidence: &EvidenceList| evidence.first().rule.as_str() != ANALYST_RULE;
    claims.engagements.retain(|claim| is_found(&claim.evidence));
    claims.agreements.retain(|claim| is_found(&claim.evidence));
    claims
}

/// Every span that any claim rests on.
pub(super) fn spans(claims: &Claims) -> Vec<TextSpan> {
    let mut lists: Vec<&EvidenceList> = Vec::new();
    lists.extend(claims.published.iter().filter_map(|published| published.evidence.as_ref()));
    lists.extend(claims.places.iter().map(|claim| &claim.evidence));
    lists.extend(claims.people.iter().map(|claim| &claim.evidence));
    lists.extend(claims.organizations.iter().map(|claim| &claim.evidence));
    for claim in &claims.engagements {
        lists.push(&claim.evidence);
        lists.extend(claim.participants.iter().map(|participant| &participant.evidence));
        lists.extend(claim.topics.iter().map(|topic| &topic.evidence));
    }
    lists.extend(claims.agreements.iter().map(|claim| &claim.evidence));
    lists.extend(claims.ties.iter().map(|claim| &claim.evidence));
    let noted = claims.notes.iter().filter_map(|note| note.span);
    lists.iter().flat_map(|list| list.iter()).map(|evidence| evidence.span).chain(noted).collect()
}

/// A fact without its text is no fact: refuses claims that point outside their article or into the middle of a character.
pub(super) fn refuse_loose(id: &DocumentId, body: &str, claims: &Claims) -> Outcome<()> {
    match spans(claims).into_iter().find(|span| span.of(body).is_none()) {
        None => Ok(()),
        Some(TextSpan { start, end }) => {
            Err(Fault::failed(format!("a claim of document {id} points at bytes {start} to {end}, where its text has none")))
        }
    }
}
