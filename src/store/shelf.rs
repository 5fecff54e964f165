//! Claims and their documents at hand while records are made: those that were just written, and others read once.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension};

use super::claims::{self, ClaimKeys};
use super::documents::{self, parsed, parsed_or_none};
use super::edits;
use super::entities;
use super::error::{Fault, Outcome};
use super::links;
use super::naming::{Names, Namings};
use super::regroup::Shown;
use super::sameness::{AgreementFacts, EngagementFacts, Facts};
use super::{GROUPED, schema};
use crate::model::{AgreementClaim, Claims, DateSpan, DocumentId, EngagementClaim};

/// What a claim says.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Engagement(EngagementClaim),
    Agreement(AgreementClaim),
}

/// A claim that may be a record or belong to one.
#[derive(Debug, Clone)]
pub(super) struct StoredClaim {
    pub(super) key: i64,
    pub(super) id: String,
    pub(super) document: i64,
    pub(super) said: Said,
}

/// What of a document is needed to make records of its claims.
#[derive(Debug)]
pub(super) struct StoredDocument {
    pub(super) id: DocumentId,
    pub(super) published: Option<DateSpan>,
    pub(super) body: String,
    pub(super) names: Names,
    /// Itself, or the table that it is a row of: what one of them tells twice is two things.
    pub(super) origin: i64,
    /// Keys of its claims, in their order.
    pub(super) keys: ClaimKeys,
}

/// What is at hand.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    claims: HashMap<i64, Rc<StoredClaim>>,
    facts: HashMap<i64, Rc<Facts>>,
    documents: HashMap<i64, Rc<StoredDocument>>,
    is_edited: Option<bool>,
}

impl Shelf {
    /// Whether there is any edit, which a store of an older version cannot have. Asked once: edits are written before records are
    /// made.
    pub(super) fn is_edited(&mut self, connection: &Connection) -> Outcome<bool> {
        if let Some(known) = self.is_edited {
            return Ok(known);
        }
        let is_edited = schema::identity(connection)?.version >= GROUPED
            && connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM edit)")?.query_row([], |row| row.get(0))?;
        self.is_edited = Some(is_edited);
        Ok(is_edited)
    }

    /// Puts a document with its claims on the shelf as it is written.
    pub(super) fn put(&mut self, key: i64, document: StoredDocument, claims: &Claims) {
        let ids = claims.engagement_ids(&document.id).into_iter().map(|id| id.to_string());
        for ((claim, id), claim_key) in claims.engagements.iter().zip(ids).zip(&document.keys.engagements) {
            let stored = StoredClaim { key: *claim_key, id, document: key, said: Said::Engagement(claim.clone()) };
            self.claims.insert(*claim_key, Rc::new(stored));
        }
        let ids = claims.agreement_ids(&document.id).into_iter().map(|id| id.to_string());
        for ((claim, id), claim_key) in claims.agreements.iter().zip(ids).zip(&document.keys.agreements) {
            let stored = StoredClaim { key: *claim_key, id, document: key, said: Said::Agreement(claim.clone()) };
            self.claims.insert(*claim_key, Rc::new(stored));
        }
        self.documents.insert(key, Rc::new(document));
    }

    /// Takes away what is no longer so.
    pub(super) fn drop_document(&mut self, document: i64) {
        self.documents.remove(&document);
        let gone: Vec<i64> = self.claims.values().filter(|claim| claim.document == document).map(|claim| claim.key).collect();
        for key in gone {
            self.claims.remove(&key);
            self.facts.remove(&key);
        }
    }

    /// What the claims of a document are compared by may have changed.
    pub(super) fn forget_facts(&mut self, document: i64) {
        let Self { claims, facts, .. } = self;
        facts.retain(|key, _| claims.get(key).is_some_and(|claim| claim.document != document));
    }

    /// A claim as it is compared: with what analysts set of it.
    fn compared(&mut self, connection: &Connection, key: i64) -> Outcome<Rc<StoredClaim>> {
        let claim = self.claim(connection, key)?;
        let changes = if self.is_edited(connection)? { edits::compared_by(connection, key)? } else { Vec::new() };
        if changes.is_empty() {
            return Ok(claim);
        }
        let mut corrected = StoredClaim::clone(&claim);
        for change in changes {
            // A value that this program does not know leaves the claim as it is; marks.rs has it looked at.
            let _ = match &mut corrected.said {
                Said::Engagement(said) => said.set_field(change.field, &change.value),
                Said::Agreement(said) => said.set_field(change.field, &change.value),
            };
        }
        Ok(Rc::new(corrected))
    }

    /// A claim.
    pub(super) fn claim(&mut self, connection: &Connection, key: i64) -> Outcome<Rc<StoredClaim>> {
        if let Some(claim) = self.claims.get(&key) {
            return Ok(Rc::clone(claim));
        }
        let claim = Rc::new(read_claim(connection, key)?);
        self.claims.insert(key, Rc::clone(&claim));
        Ok(claim)
    }

    /// What a claim is compared by.
    pub(super) fn facts(&mut self, connection: &Connection, key: i64) -> Outcome<Rc<Facts>> {
        if let Some(facts) = self.facts.get(&key) {
            return Ok(Rc::clone(facts));
        }
        let claim = self.compared(connection, key)?;
        let facts = Rc::new(match &claim.said {
            Said::Engagement(said) => Facts::Engagement(EngagementFacts::of(said)),
            Said::Agreement(said) => {
                let (published, engagement) = self.dating(connection, claim.document, said.engagement)?;
                let engagement = engagement.map(|key| self.compared(connection, key)).transpose()?;
                let engagement = engagement.as_deref().and_then(|claim| match &claim.said {
                    Said::Engagement(said) => Some(said),
                    Said::Agreement(_) => None,
                });
                Facts::Agreement(AgreementFacts::of(said, engagement, published))
            }
        });
        self.facts.insert(key, Rc::clone(&facts));
        Ok(facts)
    }

    /// What dates an agreement: its article's date, and the claim of the engagement that stands at this position of the article's list.
    /// Claims of many articles are compared, so that their texts are not read for this.
    fn dating(&self, connection: &Connection, document: i64, index: Option<usize>) -> Outcome<(Option<DateSpan>, Option<i64>)> {
        if let Some(document) = self.documents.get(&document) {
            return Ok((document.published, index.and_then(|index| document.keys.engagements.get(index).copied())));
        }
        let engagement = index.map(|index| claims::engagement_at(connection, document, index)).transpose()?;
        Ok((documents::published_of(connection, document)?, engagement.flatten()))
    }

    /// A document.
    pub(super) fn document(&mut self, connection: &Connection, key: i64) -> Outcome<Rc<StoredDocument>> {
        if let Some(document) = self.documents.get(&key) {
            return Ok(Rc::clone(document));
        }
        let document = Rc::new(read_document(connection, key)?);
        self.documents.insert(key, Rc::clone(&document));
        Ok(document)
    }
}

impl StoredDocument {
    /// As it is written, before it can be read.
    pub(super) fn new(document: &Shown<'_>, claims: &Claims, keys: ClaimKeys) -> Self {
        let Shown { id, published, body, .. } = *document;
        let origin = origin(document.key, document.table);
        Self { id: id.clone(), published, body: body.to_owned(), names: Names::of(&Namings::of(claims)), origin, keys }
    }
}

/// Keys of documents are positive, and tables have the others.
fn origin(document: i64, table: Option<&str>) -> i64 {
    table.map_or(document, |table| links::number_of(table) | i64::MIN)
}

fn read_claim(connection: &Connection, key: i64) -> Outcome<StoredClaim> {
    let mut statement = connection.prepare_cached("SELECT id, document, class, payload FROM claim WHERE key = ?1")?;
    let found = statement
        .query_row([key], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?)))
        .optional()?;
    let Some((Some(id), document, class, payload)) = found else {
        return Err(Fault::failed(format!("a record rests on claim {key}, which is not there")));
    };
    let said = match class.as_str() {
        "engagement" => Said::Engagement(serde_json::from_str(&payload)?),
        _ => Said::Agreement(serde_json::from_str(&payload)?),
    };
    Ok(StoredClaim { key, id, document, said })
}

fn read_document(connection: &Connection, key: i64) -> Outcome<StoredDocument> {
    let sql = "SELECT d.id, d.published, t.body FROM document d JOIN document_text t ON t.document = d.key WHERE d.key = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let (id, published, body) = statement
        .query_row([key], |row| Ok((parsed(row, 0, DocumentId::parse)?, parsed_or_none(row, 1, DateSpan::parse)?, row.get(2)?)))?;
    let keys = claims::keys(connection, key)?;
    let origin = origin(key, documents::table_of(connection, key)?.as_deref());
    Ok(StoredDocument { id, published, body, names: entities::names(connection, key)?, origin, keys })
}
