//! A record in full: what its claims say together, each of them, and why they stand together.

use std::collections::BTreeMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, Row};

use super::corrections::MarksRow;
use super::documents::{parsed, parsed_or_none};
use super::error::Outcome;
use super::rows::RecordStatus;
use super::sameness::Verdict;
use super::shelf::{Said, Shelf, StoredClaim};
use super::tellings::{AgreementTelling, Choice, Dispute, EngagementTelling, Joint, RecordMember, ToldVersion};
use super::told::Variance;
use super::{links, marks, projection};
use crate::model::{AgreementId, DocumentId, LeftOut};

/// An engagement record; `None` where no record has that id.
pub(super) fn engagement(connection: &Connection, id: &str) -> Outcome<Option<EngagementTelling>> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, id)?;
    if claims.is_empty() {
        return Ok(None);
    }
    let (told, marks) = projection::engagement_told(connection, &mut shelf, &claims)?;
    let members = members(connection, &mut shelf, &claims, |said| match said {
        Said::Engagement(claim) => Some(claim.clone()),
        Said::Agreement(_) => None,
    })?;
    Ok(Some(EngagementTelling {
        disputes: disputes(&told.variances, &members),
        participants_from: told.participants.iter().map(|(from, _)| *from).collect(),
        topics_from: told.topics.iter().map(|(from, _)| *from).collect(),
        claim: told.claim,
        members,
        marks,
    }))
}

/// An agreement record; `None` where no record has that id.
pub(super) fn agreement(connection: &Connection, id: &str) -> Outcome<Option<AgreementTelling>> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, id)?;
    if claims.is_empty() {
        return Ok(None);
    }
    let (told, marks) = projection::agreement_told(connection, &mut shelf, &claims)?;
    let members = members(connection, &mut shelf, &claims, |said| match said {
        Said::Agreement(claim) => Some(claim.clone()),
        Said::Engagement(_) => None,
    })?;
    Ok(Some(AgreementTelling { disputes: disputes(&told.variances, &members), claim: told.claim, members, marks }))
}

/// What lists show of an analyst's marks on a record; `None` where no record has that id.
pub(super) fn marks(connection: &Connection, id: &str) -> Outcome<Option<MarksRow>> {
    let naming = connection.prepare_cached("SELECT naming FROM record_member WHERE record = ?1")?.query_row([id], |row| row.get(0));
    let Some(key) = naming.optional()? else { return Ok(None) };
    let key: i64 = key;
    let sql = "SELECT status, disputed, review FROM engagement WHERE key = ?1
        UNION ALL SELECT status, disputed, review FROM agreement WHERE key = ?1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([key], |row| Ok((parsed(row, 0, |text| text.parse::<RecordStatus>().ok())?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((status, is_disputed, wants_review)) = found else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT tag FROM record_tag WHERE record = ?1 ORDER BY tag")?;
    let tags = statement.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let sql = "SELECT id, left_out FROM agreement WHERE part_of IN (SELECT claim FROM record_member WHERE naming = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let part = |row: &Row<'_>| Ok((parsed(row, 0, AgreementId::parse)?, parsed_or_none(row, 1, |text| text.parse::<LeftOut>().ok())?));
    let parts = statement.query_map([key], part)?.collect::<Result<_, _>>()?;
    Ok(Some(MarksRow { id: id.to_owned(), status, is_disputed, wants_review, tags, parts }))
}

/// The claims of a record, in the order of their ids.
pub(super) fn claims_of(connection: &Connection, shelf: &mut Shelf, id: &str) -> Outcome<Vec<Rc<StoredClaim>>> {
    let sql = "SELECT m.claim FROM record_member m JOIN claim c ON c.key = m.claim WHERE m.record = ?1 ORDER BY c.id";
    let mut statement = connection.prepare_cached(sql)?;
    let keys = statement.query_map([id], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    keys.into_iter().map(|key| shelf.claim(connection, key)).collect()
}

fn members<C>(
    connection: &Connection,
    shelf: &mut Shelf,
    claims: &[Rc<StoredClaim>],
    of: impl Fn(&Said) -> Option<C>,
) -> Outcome<Vec<RecordMember<C>>> {
    let mut members = Vec::with_capacity(claims.len());
    for claim in claims {
        let document = shelf.document(connection, claim.document)?.id.clone();
        members.extend(of(&claim.said).map(|said| RecordMember { id: claim.id.clone(), document, claim: said }));
    }
    Ok(members)
}

fn disputes<C>(variances: &[Variance], members: &[RecordMember<C>]) -> Vec<Dispute> {
    let dispute = |variance: &Variance| Dispute {
        field: variance.field,
        versions: versions(variance, |at| members[at].document.clone()),
        is_settled: variance.is_settled,
    };
    variances.iter().filter(|variance| variance.is_dispute).map(dispute).collect()
}

fn versions(variance: &Variance, document: impl Fn(usize) -> DocumentId) -> Vec<ToldVersion> {
    let version = |(value, claims): &(String, Vec<usize>)| ToldVersion {
        value: value.clone(),
        documents: claims.iter().map(|at| document(*at)).collect(),
    };
    variance.versions.iter().map(version).collect()
}

/// Fields of a record of which one version is shown and others fit it, without those that an analyst set.
pub(super) fn choices(connection: &Connection, id: &str) -> Outcome<Vec<Choice>> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, id)?;
    let Some(first) = claims.first() else { return Ok(Vec::new()) };
    let (variances, marks) = match &first.said {
        Said::Engagement(_) => {
            let (told, marks) = projection::engagement_told(connection, &mut shelf, &claims)?;
            (told.variances, marks)
        }
        Said::Agreement(_) => {
            let (told, marks) = projection::agreement_told(connection, &mut shelf, &claims)?;
            (told.variances, marks)
        }
    };
    let mut documents = Vec::with_capacity(claims.len());
    for claim in &claims {
        documents.push(shelf.document(connection, claim.document)?.id.clone());
    }
    let is_choice = |variance: &&Variance| !variance.is_dispute && !marks::is_set(&marks, variance.field);
    let choice = |variance: &Variance| Choice { field: variance.field, versions: versions(variance, |at| documents[at].clone()) };
    Ok(variances.iter().filter(is_choice).map(choice).collect())
}

/// For each claim of a record but the first, what ties it to the others: its strongest link.
pub(super) fn joints(connection: &Connection, id: &str) -> Outcome<Vec<Joint>> {
    let mut shelf = Shelf::default();
    let claims = claims_of(connection, &mut shelf, id)?;
    let by_key: BTreeMap<i64, Rc<StoredClaim>> = claims.iter().map(|claim| (claim.key, Rc::clone(claim))).collect();
    let mut joints = Vec::new();
    for claim in claims.iter().skip(1) {
        let inside = links::of(connection, claim.key)?.into_iter().filter_map(|(other, strength)| Some((strength, by_key.get(&other)?)));
        let strongest = inside.max_by(|(one, a), (other, b)| one.cmp(other).then_with(|| b.id.cmp(&a.id)));
        let mut because = Vec::new();
        if let Some((_, other)) = strongest
            && let Verdict::Same { because: words, .. } = shelf.facts(connection, claim.key)?.compare(&*shelf.facts(connection, other.key)?)
        {
            because = words;
        }
        joints.push(Joint {
            claim: claim.id.clone(),
            document: shelf.document(connection, claim.document)?.id.clone(),
            to: strongest.map(|(_, other)| other.id.clone()),
            because,
        });
    }
    Ok(joints)
}

/// By claim, the record that it belongs to, for the claims of a document that belong to one.
pub(super) fn records_of(connection: &Connection, document: &DocumentId) -> Outcome<BTreeMap<String, String>> {
    // An older store that is only read has the same two columns.
    let sql =
        "SELECT c.id, m.record FROM document d JOIN claim c ON c.document = d.key JOIN record_member m ON m.claim = c.key WHERE d.id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let records = statement.query_map([document.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(records)
}

/// The record that a claim belongs to.
pub(super) fn record_of(connection: &Connection, claim: i64) -> Outcome<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT record FROM record_member WHERE claim = ?1")?;
    Ok(statement.query_row([claim], |row| row.get(0)).optional()?)
}
