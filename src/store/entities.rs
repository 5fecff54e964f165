//! People and organisations over all current documents: what their namings say together. The result does not depend on the order
//! in which documents came in: where namings differ, the document with the smallest id speaks first.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Outcome;
use super::naming::{self, Names, Namings, OrganizationNaming, PersonNaming};
use crate::model::{Affiliation, DocumentId, OrganizationId, PersonId, PlaceCode};

/// People and organisations whose namings changed, by id.
#[derive(Debug, Default)]
pub(super) struct Touched {
    people: BTreeSet<String>,
    organizations: BTreeSet<String>,
}

/// Writes whom a document names.
pub(super) fn insert(connection: &Connection, document: i64, id: &DocumentId, namings: &Namings<'_>, touched: &mut Touched) -> Outcome<()> {
    for (ordinal, naming) in namings.people.iter().enumerate() {
        if !person_says_it_already(connection, id, naming)? {
            touched.people.insert(naming.id.to_string());
        }
        insert_person(connection, document, ordinal, naming)?;
    }
    for (ordinal, naming) in namings.organizations.iter().enumerate() {
        if !organization_says_it_already(connection, id, naming)? {
            touched.organizations.insert(naming.id.to_string());
        }
        insert_organization(connection, document, ordinal, naming)?;
    }
    Ok(())
}

fn insert_person(connection: &Connection, document: i64, ordinal: usize, naming: &PersonNaming<'_>) -> Outcome<()> {
    let sql = "INSERT INTO person_office (document, ordinal, person, name, aliases, title, place, organization, branch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (place, organization) = match naming.of {
        Some(Affiliation::Place(code)) => (Some(code.as_str()), None),
        Some(Affiliation::Organization(name)) => (None, Some(name.as_str())),
        None => (None, None),
    };
    connection.prepare_cached(sql)?.execute(params![
        document,
        ordinal as i64,
        naming.id.as_str(),
        naming.name,
        serde_json::to_string(naming.aliases)?,
        naming.title,
        place,
        organization,
        naming.branch.map(|branch| branch.as_str()),
    ])?;
    Ok(())
}

fn insert_organization(connection: &Connection, document: i64, ordinal: usize, naming: &OrganizationNaming<'_>) -> Outcome<()> {
    let sql = "INSERT INTO organization_mention (document, ordinal, organization, name, kind, aliases, place)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        document,
        ordinal as i64,
        naming.id.as_str(),
        naming.name,
        naming.kind.as_str(),
        serde_json::to_string(naming.aliases)?,
        naming.place.map(|place| place.as_str()),
    ])?;
    Ok(())
}

/// Rows of people whom an analyst named stand behind those of the article.
const NAMED_BY_ANALYSTS: i64 = 1 << 40;

/// Writes a person whom no article names: the leader that an analyst gave to a record.
pub(super) fn add_named(
    connection: &Connection,
    document: i64,
    record: i64,
    name: &str,
    place: Option<&PlaceCode>,
    touched: &mut Touched,
) -> Outcome<PersonId> {
    let id = naming::person_id(name, place);
    let sql = "INSERT INTO person_office (document, ordinal, person, name, aliases) VALUES (?1, ?2, ?3, ?4, '[]')";
    connection.prepare_cached(sql)?.execute(params![document, NAMED_BY_ANALYSTS + record, id.as_str(), name])?;
    touched.people.insert(id.to_string());
    Ok(id)
}

/// Takes away whom an analyst named for a record.
pub(super) fn delete_named(connection: &Connection, record: i64, touched: &mut Touched) -> Outcome<()> {
    let sql = "DELETE FROM person_office WHERE document = (SELECT document FROM claim WHERE key = ?1) AND ordinal = ?2 RETURNING person";
    let mut statement = connection.prepare_cached(sql)?;
    for person in statement.query_map(params![record, NAMED_BY_ANALYSTS + record], |row| row.get(0))? {
        touched.people.insert(person?);
    }
    Ok(())
}

/// Takes away whom a document names.
pub(super) fn delete(connection: &Connection, document: i64, touched: &mut Touched) -> Outcome<()> {
    let named = "SELECT DISTINCT person FROM person_office WHERE document = ?1";
    collect_into(connection, named, document, &mut touched.people)?;
    let named = "SELECT DISTINCT organization FROM organization_mention WHERE document = ?1";
    collect_into(connection, named, document, &mut touched.organizations)?;
    connection.prepare_cached("DELETE FROM person_office WHERE document = ?1")?.execute([document])?;
    connection.prepare_cached("DELETE FROM organization_mention WHERE document = ?1")?.execute([document])?;
    Ok(())
}

fn collect_into(connection: &Connection, sql: &str, document: i64, ids: &mut BTreeSet<String>) -> Outcome<()> {
    let mut statement = connection.prepare_cached(sql)?;
    for id in statement.query_map([document], |row| row.get(0))? {
        ids.insert(id?);
    }
    Ok(())
}

/// Whether a naming adds nothing: it spares the much-named from being put together again with every batch.
fn person_says_it_already(connection: &Connection, document: &DocumentId, naming: &PersonNaming<'_>) -> Outcome<bool> {
    let mut statement = connection.prepare_cached("SELECT name, aliases, first_document FROM person WHERE id = ?1")?;
    let known = statement.query_row([naming.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((name, aliases, first)) = known else { return Ok(false) };
    forms_are_known(name, aliases, first, document, naming.name, naming.aliases)
}

fn organization_says_it_already(connection: &Connection, document: &DocumentId, naming: &OrganizationNaming<'_>) -> Outcome<bool> {
    let sql = "SELECT name, aliases, first_document FROM organization
        WHERE id = ?1 AND ?2 IN ('unknown', kind) AND (?3 IS NULL OR ?3 = place)";
    let mut statement = connection.prepare_cached(sql)?;
    let place = naming.place.map(|place| place.as_str());
    let parameters = params![naming.id.as_str(), naming.kind.as_str(), place];
    let known = statement.query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((name, aliases, first)) = known else { return Ok(false) };
    forms_are_known(name, aliases, first, document, naming.name, naming.aliases)
}

fn forms_are_known(
    known_name: String,
    known_aliases: String,
    first_document: String,
    document: &DocumentId,
    name: &str,
    aliases: &[String],
) -> Outcome<bool> {
    let mut known: BTreeSet<String> = serde_json::from_str(&known_aliases)?;
    known.insert(known_name);
    let is_later = first_document.as_str() < document.as_str();
    Ok(is_later && known.contains(name) && aliases.iter().all(|alias| known.contains(alias)))
}

/// Puts together again what the namings of the touched people and organisations say; who is named no more goes.
pub(super) fn refresh(connection: &Connection, touched: &Touched) -> Outcome<()> {
    for person in &touched.people {
        refresh_person(connection, person)?;
    }
    for organization in &touched.organizations {
        refresh_organization(connection, organization)?;
    }
    Ok(())
}

/// Names, from the one that speaks first, and all other forms in alphabetical order.
#[derive(Debug, Default)]
struct Forms {
    name: Option<String>,
    first_document: String,
    others: BTreeSet<String>,
}

impl Forms {
    fn add(&mut self, document: String, name: String, aliases: &str) -> Outcome<()> {
        self.others.extend(serde_json::from_str::<Vec<String>>(aliases)?);
        self.others.insert(name.clone());
        if self.name.is_none() {
            self.name = Some(name);
            self.first_document = document;
        }
        Ok(())
    }

    /// Name, other forms as JSON, first document; `None` where nobody was named.
    fn finish(mut self) -> Outcome<Option<(String, String, String)>> {
        let Some(name) = self.name else { return Ok(None) };
        self.others.remove(&name);
        Ok(Some((name, serde_json::to_string(&self.others)?, self.first_document)))
    }
}

fn refresh_person(connection: &Connection, person: &str) -> Outcome<()> {
    let sql = "SELECT d.id, o.name, o.aliases FROM person_office o JOIN document d ON d.key = o.document
        WHERE o.person = ?1 ORDER BY d.id, o.ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([person])?;
    let mut forms = Forms::default();
    while let Some(row) = rows.next()? {
        forms.add(row.get(0)?, row.get(1)?, &row.get::<_, String>(2)?)?;
    }
    match forms.finish()? {
        None => connection.prepare_cached("DELETE FROM person WHERE id = ?1")?.execute([person])?,
        Some((name, aliases, first)) => connection
            .prepare_cached("REPLACE INTO person (id, name, aliases, first_document) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![person, name, aliases, first])?,
    };
    Ok(())
}

fn refresh_organization(connection: &Connection, organization: &str) -> Outcome<()> {
    let sql = "SELECT d.id, m.name, m.aliases, m.kind, m.place FROM organization_mention m JOIN document d ON d.key = m.document
        WHERE m.organization = ?1 ORDER BY d.id, m.ordinal";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([organization])?;
    let (mut forms, mut kind, mut place) = (Forms::default(), "unknown".to_owned(), None::<String>);
    while let Some(row) = rows.next()? {
        forms.add(row.get(0)?, row.get(1)?, &row.get::<_, String>(2)?)?;
        if kind == "unknown" {
            kind = row.get(3)?;
        }
        place = place.or(row.get(4)?);
    }
    match forms.finish()? {
        None => connection.prepare_cached("DELETE FROM organization WHERE id = ?1")?.execute([organization])?,
        Some((name, aliases, first)) => connection
            .prepare_cached("REPLACE INTO organization (id, name, kind, aliases, place, first_document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![organization, name, kind, aliases, place, first])?,
    };
    Ok(())
}

/// Whom a document names, as its claims would say.
pub(super) fn names(connection: &Connection, document: i64) -> Outcome<Names> {
    let forms = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
    let sql = "SELECT name, aliases, person FROM person_office WHERE document = ?1 AND ordinal < ?2 ORDER BY ordinal";
    let people = connection.prepare_cached(sql)?.query_map(params![document, NAMED_BY_ANALYSTS], forms)?.collect::<Result<Vec<_>, _>>()?;
    let sql = "SELECT name, aliases, organization FROM organization_mention WHERE document = ?1 ORDER BY ordinal";
    let organizations = connection.prepare_cached(sql)?.query_map([document], forms)?.collect::<Result<Vec<_>, _>>()?;
    Ok(Names::new(with_ids(people, PersonId::parse)?, with_ids(organizations, OrganizationId::parse)?))
}

fn with_ids<I>(rows: Vec<(String, String, String)>, parse: impl Fn(&str) -> Option<I>) -> Outcome<Vec<(String, Vec<String>, I)>> {
    let rows = rows.into_iter().filter_map(|(name, aliases, id)| Some((name, aliases, parse(&id)?)));
    rows.map(|(name, aliases, id)| Ok((name, serde_json::from_str(&aliases)?, id))).collect()
}
