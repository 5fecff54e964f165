//! All rows that a snapshot needs, copied out table by table. Inside the store a record has a number; outside it has its position
//! in the order of ids, which does not depend on the order in which documents came in.

use std::cell::Cell;
use std::collections::HashMap;
use std::str::FromStr;

use rusqlite::{Connection, Row};

use super::documents::{self, parsed, parsed_or_none, word};
use super::error::Outcome;
use super::rows::{
    AgreementOrganizationRow, AgreementPlaceRow, AgreementRow, EngagementPlaceRow, EngagementRow, OfficeRow, OrganizationRow,
    ParticipantRow, PartyId, PersonRow, PlaceRole, RecordSourceRow, RecordStatus, RecordTagRow, StoreRows, TieRow, TopicRow,
};
use super::{GROUPED, belonging, schema, suspected};
use crate::model::ids::ID_CHARACTERS;
use crate::model::{AgreementId, Amount, Currency, DateSpan, EngagementId, LeftOut, OrganizationId, PersonId, PlaceCode, TieId};

/// Positions by key. Rows mostly come in the order of keys, so that the last answer is near the next.
struct Positions {
    by_key: Vec<(i64, u32)>,
    last: Cell<usize>,
}

impl Positions {
    fn new(mut by_key: Vec<(i64, u32)>) -> Self {
        by_key.sort_unstable();
        Self { by_key, last: Cell::new(0) }
    }

    fn get(&self, key: i64) -> Option<u32> {
        let last = self.last.get();
        let near = (last..self.by_key.len().min(last + 2)).find(|index| self.by_key[*index].0 == key);
        let index = near.or_else(|| self.by_key.binary_search_by_key(&key, |(key, _)| *key).ok())?;
        self.last.set(index);
        Some(self.by_key[index].1)
    }
}

/// Claims that do not name their record, with the one that does.
#[derive(Default)]
struct Joined(HashMap<i64, i64>);

impl Joined {
    fn read(connection: &Connection) -> Outcome<Self> {
        let sql = "SELECT claim, naming FROM record_member WHERE naming <> claim";
        Ok(Self(all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect()))
    }

    /// The key of the record that a claim belongs to.
    fn record(&self, claim: i64) -> i64 {
        self.0.get(&claim).copied().unwrap_or(claim)
    }
}

/// Documents of records beside the one that the record's key belongs to.
fn sources(connection: &Connection, class: &str, documents: &Positions, records: &Positions) -> Outcome<Vec<RecordSourceRow>> {
    let sql = format!(
        "SELECT m.naming, c.document FROM record_member m JOIN claim c ON c.key = m.claim JOIN {class} r ON r.key = m.naming
            WHERE m.naming <> m.claim AND c.document <> r.document"
    );
    let mut rows =
        all(connection, &sql, |row| Ok(RecordSourceRow { row: position_at(row, 0, records)?, document: position_at(row, 1, documents)? }))?;
    rows.sort_unstable_by_key(|row| (row.row, row.document));
    rows.dedup();
    Ok(rows)
}

fn tags(connection: &Connection, class: &str, records: &Positions) -> Outcome<Vec<RecordTagRow>> {
    let sql = format!("SELECT t.record, t.tag FROM record_tag t JOIN {class} r ON r.key = t.record");
    let mut rows = all(connection, &sql, |row| Ok(RecordTagRow { row: position_at(row, 0, records)?, tag: row.get(1)? }))?;
    rows.sort_unstable_by(|one, other| (one.row, &one.tag).cmp(&(other.row, &other.tag)));
    Ok(rows)
}

/// Reads everything. The caller holds a read transaction.
pub(super) fn rows(connection: &Connection) -> Outcome<StoreRows> {
    let mut rows = StoreRows::default();
    // A store of an older version that is only read has one document a record.
    let is_grouped = schema::identity(connection)?.version >= GROUPED;
    let joined = if is_grouped { Joined::read(connection)? } else { Joined::default() };
    let (documents, document_positions) = documents(connection, is_grouped)?;
    let (engagements, engagement_positions) = engagements(connection, is_grouped, &document_positions)?;
    let (agreements, agreement_positions) =
        agreements(connection, is_grouped, &joined, &document_positions, &engagement_positions, &engagements)?;
    if is_grouped {
        rows.engagement_sources = sources(connection, "engagement", &document_positions, &engagement_positions)?;
        rows.agreement_sources = sources(connection, "agreement", &document_positions, &agreement_positions)?;
        rows.engagement_tags = tags(connection, "engagement", &engagement_positions)?;
        rows.agreement_tags = tags(connection, "agreement", &agreement_positions)?;
    }
    rows.engagement_places =
        parts(connection, "SELECT engagement, role, place FROM engagement_place", &engagement_positions, |row, position| {
            Ok(EngagementPlaceRow { row: position, role: word(row, 1)?, place: parsed(row, 2, PlaceCode::parse)? })
        })?;
    rows.participants = parts(connection, "SELECT engagement, party, role FROM participant", &engagement_positions, |row, position| {
        Ok(ParticipantRow { row: position, party: parsed(row, 1, party)?, role: word(row, 2)? })
    })?;
    rows.topics = parts(connection, "SELECT engagement, topic FROM topic", &engagement_positions, |row, position| {
        Ok(TopicRow { row: position, topic: row.get(1)? })
    })?;
    rows.agreement_places = parts(connection, "SELECT agreement, place FROM agreement_place", &agreement_positions, |row, position| {
        Ok(AgreementPlaceRow { row: position, place: parsed(row, 1, PlaceCode::parse)? })
    })?;
    let sql = "SELECT agreement, organization FROM agreement_organization";
    rows.agreement_organizations = parts(connection, sql, &agreement_positions, |row, position| {
        Ok(AgreementOrganizationRow { row: position, organization: parsed(row, 1, OrganizationId::parse)? })
    })?;
    rows.people = people(connection)?;
    rows.offices = offices(connection, &document_positions)?;
    rows.organizations = organizations(connection)?;
    rows.ties = ties(connection, &document_positions)?;
    let mut rows = StoreRows { documents, engagements, agreements, ..rows };
    let alone = if is_grouped { belonging::standing_alone(connection)? } else { Vec::new() };
    let alone = alone.into_iter().filter_map(|record| agreement_positions.get(record)).map(|position| position as usize).collect();
    suspected::hold_out(connection, &mut rows, &alone)?;
    Ok(rows)
}

/// Copies a query's rows out.
fn all<T>(connection: &Connection, sql: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Outcome<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Puts rows with keys into the order of their ids and says where each key went.
fn in_order<T>(mut keyed: Vec<(i64, T)>, id: impl Fn(&T) -> &str) -> (Vec<T>, Positions) {
    keyed.sort_by_cached_key(|(_, row)| rank(id(row)));
    let positions = keyed.iter().zip(0..).map(|((key, _), position)| (*key, position)).collect();
    (keyed.into_iter().map(|(_, row)| row).collect(), Positions::new(positions))
}

/// An id as a number, so that a million ids are put in order without looking up their text each time: numbers stand to each other as
/// the ids do.
fn rank(id: &str) -> u128 {
    debug_assert!(id.len() == 1 + ID_CHARACTERS, "ids of one length");
    id.bytes().fold(0, |rank, byte| rank << 8 | u128::from(byte))
}

/// The parts of records (the key in the first column), in the order of the records.
fn parts<T>(
    connection: &Connection,
    sql: &str,
    positions: &Positions,
    read: impl Fn(&Row<'_>, u32) -> rusqlite::Result<T>,
) -> Outcome<Vec<T>> {
    let mut runs: Vec<(u32, usize)> = Vec::new();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let position = position_at(row, 0, positions)?;
        if runs.last().is_none_or(|(last, _)| *last != position) {
            runs.push((position, found.len()));
        }
        found.push(Some(read(row, position)?));
    }
    Ok(runs_in_order(runs, found))
}

/// Parts come in runs, one a record: the runs are sorted, and their parts keep their order.
fn runs_in_order<T>(runs: Vec<(u32, usize)>, mut found: Vec<Option<T>>) -> Vec<T> {
    let ends = runs.iter().skip(1).map(|(_, start)| *start).chain([found.len()]);
    let mut runs: Vec<_> = runs.iter().zip(ends).map(|((position, start), end)| (*position, *start..end)).collect();
    runs.sort_by_key(|(position, _)| *position);
    runs.into_iter().flat_map(|(_, run)| run).filter_map(|index| found[index].take()).collect()
}

/// The position of the record or document whose key a column holds.
fn position_at(row: &Row<'_>, column: usize, positions: &Positions) -> rusqlite::Result<u32> {
    let key: i64 = row.get(column)?;
    positions.get(key).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, key))
}

fn documents(connection: &Connection, is_grouped: bool) -> Outcome<(Vec<super::DocumentRow>, Positions)> {
    let shown = if is_grouped { "is_current = 1 AND set_aside = 0" } else { "is_current = 1" };
    let sql = format!("SELECT {} FROM document WHERE {shown}", documents::COLUMNS);
    let keyed = all(connection, &sql, |row| Ok((row.get(0)?, documents::row(row)?)))?;
    Ok(in_order(keyed, |row| row.id.as_str()))
}

/// The columns that say what sources and corrections have left open.
fn open_columns(is_grouped: bool) -> &'static str {
    if is_grouped { "disputed, review" } else { "0, 0" }
}

fn engagements(connection: &Connection, is_grouped: bool, documents: &Positions) -> Outcome<(Vec<EngagementRow>, Positions)> {
    let sql = format!(
        "SELECT key, id, document, sources, type, date, within, context, counterpart, home, leader, headline, status, {} FROM engagement",
        open_columns(is_grouped)
    );
    let keyed = all(connection, &sql, |row| {
        let engagement = EngagementRow {
            id: parsed(row, 1, EngagementId::parse)?,
            document: position_at(row, 2, documents)?,
            sources: row.get(3)?,
            kind: word(row, 4)?,
            date: parsed_or_none(row, 5, DateSpan::parse)?,
            within: row.get(6)?,
            context: word(row, 7)?,
            counterpart: word(row, 8)?,
            home: row.get(9)?,
            leader: parsed_or_none(row, 10, PersonId::parse)?,
            headline: row.get(11)?,
            status: word(row, 12)?,
            is_disputed: row.get(13)?,
            wants_review: row.get(14)?,
        };
        Ok((row.get(0)?, engagement))
    })?;
    Ok(in_order(keyed, |row| row.id.as_str()))
}

fn agreements(
    connection: &Connection,
    is_grouped: bool,
    joined: &Joined,
    documents: &Positions,
    engagement_positions: &Positions,
    engagements: &[EngagementRow],
) -> Outcome<(Vec<AgreementRow>, Positions)> {
    let sql = format!(
        "SELECT key, id, document, sources, engagement, kind, stage, count, amount_minor, currency, hedge, nature, binding, umbrella,
            part_of, left_out, headline, status, {} FROM agreement",
        open_columns(is_grouped)
    );
    let keyed = all(connection, &sql, |row| {
        let engagement = row.get::<_, Option<i64>>(4)?.and_then(|key| engagement_positions.get(joined.record(key)));
        let agreement = AgreementRow {
            id: parsed(row, 1, AgreementId::parse)?,
            document: position_at(row, 2, documents)?,
            sources: row.get(3)?,
            engagement,
            date: engagement.and_then(|position| engagements[position as usize].date),
            kind: word(row, 5)?,
            stage: word(row, 6)?,
            count: row.get(7)?,
            amount: amount(row, 8, 9)?,
            hedge: word(row, 10)?,
            nature: word(row, 11)?,
            binding: word(row, 12)?,
            umbrella: row.get(13)?,
            part_of: None,
            left_out: parsed_or_none(row, 15, |text| LeftOut::from_str(text).ok())?,
            maybe_inside: None,
            headline: row.get(16)?,
            status: word(row, 17)?,
            is_disputed: row.get(18)?,
            wants_review: row.get(19)?,
        };
        Ok((row.get::<_, i64>(0)?, (row.get::<_, Option<i64>>(14)?, agreement)))
    })?;
    let (mut ordered, positions) = in_order(keyed, |(_, row): &(Option<i64>, AgreementRow)| row.id.as_str());
    for (whole, row) in &mut ordered {
        row.part_of = whole.and_then(|key| positions.get(joined.record(key)));
    }
    Ok((ordered.into_iter().map(|(_, row)| row).collect(), positions))
}

fn amount(row: &Row<'_>, minor: usize, currency: usize) -> rusqlite::Result<Option<Amount>> {
    let currency = parsed_or_none(row, currency, Currency::from_code)?;
    Ok(row.get::<_, Option<i64>>(minor)?.zip(currency).map(|(minor, currency)| Amount { minor, currency }))
}

fn party(id: &str) -> Option<PartyId> {
    PersonId::parse(id).map(PartyId::Person).or_else(|| OrganizationId::parse(id).map(PartyId::Organization))
}

fn people(connection: &Connection) -> Outcome<Vec<PersonRow>> {
    all(connection, "SELECT id, name, aliases FROM person ORDER BY id", |row| {
        Ok(PersonRow { id: parsed(row, 0, PersonId::parse)?, name: row.get(1)?, aliases: parsed(row, 2, names)? })
    })
}

fn organizations(connection: &Connection) -> Outcome<Vec<OrganizationRow>> {
    all(connection, "SELECT id, name, kind, aliases, place FROM organization ORDER BY id", |row| {
        Ok(OrganizationRow {
            id: parsed(row, 0, OrganizationId::parse)?,
            name: row.get(1)?,
            kind: word(row, 2)?,
            aliases: parsed(row, 3, names)?,
            place: parsed_or_none(row, 4, PlaceCode::parse)?,
        })
    })
}

fn names(json: &str) -> Option<Vec<String>> {
    serde_json::from_str(json).ok()
}

/// In the order of people, then documents.
fn offices(connection: &Connection, documents: &Positions) -> Outcome<Vec<OfficeRow>> {
    let sql = "SELECT person, document, title, place, organization, branch FROM person_office
        WHERE title IS NOT NULL OR place IS NOT NULL OR organization IS NOT NULL";
    let mut offices = all(connection, sql, |row| {
        Ok(OfficeRow {
            person: parsed(row, 0, PersonId::parse)?,
            document: position_at(row, 1, documents)?,
            title: row.get(2)?,
            place: parsed_or_none(row, 3, PlaceCode::parse)?,
            organization: row.get(4)?,
            branch: parsed_or_none(row, 5, |text| text.parse().ok())?,
        })
    })?;
    offices.sort_by_cached_key(|office| (rank(office.person.as_str()), office.document));
    Ok(offices)
}

/// In the order of ties, then documents.
fn ties(connection: &Connection, documents: &Positions) -> Outcome<Vec<TieRow>> {
    let mut ties = all(connection, "SELECT id, document, a, b, kind, started, status, as_of FROM tie", |row| {
        Ok(TieRow {
            id: parsed(row, 0, TieId::parse)?,
            document: position_at(row, 1, documents)?,
            a: parsed(row, 2, PlaceCode::parse)?,
            b: parsed(row, 3, PlaceCode::parse)?,
            kind: word(row, 4)?,
            started: parsed_or_none(row, 5, DateSpan::parse)?,
            status: word(row, 6)?,
            as_of: parsed_or_none(row, 7, DateSpan::parse)?,
        })
    })?;
    ties.sort_by(|one, other| (&one.id, one.document).cmp(&(&other.id, other.document)));
    Ok(ties)
}

impl FromStr for RecordStatus {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "new" => Ok(RecordStatus::New),
            "confirmed" => Ok(RecordStatus::Confirmed),
            "rejected" => Ok(RecordStatus::Rejected),
            _ => Err(()),
        }
    }
}

impl FromStr for PlaceRole {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "from" => Ok(PlaceRole::From),
            "to" => Ok(PlaceRole::To),
            "venue" => Ok(PlaceRole::Venue),
            "about" => Ok(PlaceRole::About),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentId;

    #[test]
    fn ids_as_numbers_stand_in_the_order_of_their_texts() {
        let mut ids: Vec<String> = (0..500).map(|number| DocumentId::of(&number.to_string(), None).to_string()).collect();
        let mut by_rank = ids.clone();
        ids.sort();
        by_rank.sort_by_key(|id| rank(id));
        assert_eq!(by_rank, ids);
    }
}
