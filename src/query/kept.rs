//! A snapshot as bytes, in parts that are written and read one after the other, so that no more than one lies beside the columns.
//! What does not fit is refused as a whole: every position is checked against the table that it points into.

use std::sync::Arc;

use super::bytes::{Reader, Writer};
use super::columns::{Agreements, Amounts, Dates, Engagements, Organization};
use super::extras::Extras;
use super::places::{NONE, Places};
use super::sets::{Lists, Postings, RowSet};
use super::snapshot::{RecordStatus, Snapshot, TieRow};
use super::texts::{Strings, Texts};
use super::vocabulary::Vocabulary;
use crate::model::{
    AgreementKind, Binding, Context, CounterpartKind, Currency, DateSpan, EngagementType, Hedge, LeftOut, Nature, OrganizationId,
    OrganizationKind, PlaceCode, Stage, TieId, TieKind, TieStatus,
};

/// To be raised with every change of what is written here or of what it is made from.
const FORM: u32 = 3;
const STATUSES: &[RecordStatus] = &[RecordStatus::New, RecordStatus::Confirmed, RecordStatus::Rejected];

type Write = fn(&Snapshot, &mut Writer);
type Read = fn(&mut Snapshot, &mut Reader<'_>) -> Option<()>;

/// The parts in order: those that others point into come first.
const PARTS: &[(Write, Read)] = &[
    (write_names, read_names),
    (write_documents, read_documents),
    (write_people, read_people),
    (write_engagements, read_engagements),
    (|snapshot, writer| snapshot.engagements.headlines.write(writer), read_headlines),
    (write_agreements, read_agreements),
    (write_rows, read_rows),
    (write_places, read_places),
    (write_parties, read_parties),
    (write_words, read_words),
    (write_extras, read_extras),
];

/// What kept columns are known by: their form, this program and the known names.
pub(super) fn stamp(lists: &str) -> String {
    format!("{FORM} {} {lists}", env!("CARGO_PKG_VERSION"))
}

/// The parts of a snapshot, each made when it is asked for.
pub(super) fn parts(snapshot: &Snapshot) -> impl Iterator<Item = Vec<u8>> {
    PARTS.iter().map(|(write, _)| {
        let mut writer = Writer::default();
        write(snapshot, &mut writer);
        writer.finish()
    })
}

/// A snapshot that is being read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    snapshot: Snapshot,
    taken: usize,
}

impl Reading {
    /// Takes the next part; the first one begins anew.
    pub(super) fn take(&mut self, part: usize, bytes: &[u8]) {
        if part == 0 {
            *self = Self::default();
        }
        let mut reader = Reader::new(bytes);
        let is_next = part == self.taken;
        if let Some((_, read)) = PARTS.get(part).filter(|_| is_next)
            && read(&mut self.snapshot, &mut reader).is_some()
        {
            self.taken += 1;
        }
    }

    /// The snapshot, if each part was taken.
    pub(super) fn finish(mut self) -> Option<Snapshot> {
        if self.taken < PARTS.len() {
            return None;
        }
        self.snapshot.shown_engagements = shown(&self.snapshot.judged.engagements);
        self.snapshot.shown_agreements = shown(&self.snapshot.judged.agreements);
        Some(self.snapshot)
    }
}

/// What is not rejected.
pub(super) fn shown(statuses: &[RecordStatus]) -> RowSet {
    RowSet::fitting(statuses.len(), |row| statuses[row] != RecordStatus::Rejected)
}

fn date_text(date: &DateSpan) -> String {
    date.to_string()
}

fn write_names(snapshot: &Snapshot, writer: &mut Writer) {
    snapshot.places.write(writer);
    writer.words(&snapshot.topics, String::clone);
    writer.words(&snapshot.outlets, String::clone);
    writer.count(snapshot.organizations.len());
    for Organization { id, name, aliases, kind, place } in snapshot.organizations.iter() {
        [id.as_str(), name, kind.as_str(), place.as_ref().map_or("", PlaceCode::as_str)].into_iter().for_each(|text| writer.text(text));
        writer.words(aliases, String::clone);
    }
    writer.count(snapshot.ties.len());
    for tie in snapshot.ties.iter() {
        [tie.id.as_str(), tie.a.as_str(), tie.b.as_str(), tie.kind.as_str(), tie.status.as_str()]
            .into_iter()
            .for_each(|text| writer.text(text));
        [tie.started, tie.as_of].iter().for_each(|date| writer.text(&date.as_ref().map_or_else(String::new, date_text)));
        writer.count(tie.document as usize);
    }
}

fn read_names(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    snapshot.places = Places::read(reader)?.into();
    snapshot.topics = reader.words(|text| Some(text.to_owned()))?;
    snapshot.outlets = reader.words(|text| Some(text.to_owned()))?;
    for _ in 0..reader.count()? {
        let (id, name, kind) =
            (OrganizationId::parse(reader.text()?)?, reader.text()?.to_owned(), reader.text()?.parse::<OrganizationKind>());
        let place = or_none(reader.text()?, PlaceCode::parse)?;
        let aliases = reader.words(|text| Some(text.to_owned()))?;
        Arc::make_mut(&mut snapshot.organizations).push(Organization { id, name, aliases, kind: kind.ok()?, place });
    }
    for _ in 0..reader.count()? {
        let id = TieId::parse(reader.text()?)?;
        let (a, b) = (PlaceCode::parse(reader.text()?)?, PlaceCode::parse(reader.text()?)?);
        let (kind, status) = (reader.text()?.parse::<TieKind>().ok()?, reader.text()?.parse::<TieStatus>().ok()?);
        let (started, as_of) = (or_none(reader.text()?, DateSpan::parse)?, or_none(reader.text()?, DateSpan::parse)?);
        let document = u32::try_from(reader.count()?).ok()?;
        Arc::make_mut(&mut snapshot.ties).push(TieRow { id, document, a, b, kind, started, status, as_of });
    }
    Some(())
}

/// `Some(None)` for an empty text.
fn or_none<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { parse(text).map(Some) }
}

fn write_documents(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.documents;
    writer.u64s(&columns.ids);
    [&columns.by_id, &columns.outlet, &columns.lang].into_iter().for_each(|column| writer.u32s(column));
    writer.words(&columns.langs, String::clone);
    columns.titles.write(writer);
    write_dates(&columns.published, writer);
}

fn read_documents(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let outlets = snapshot.outlets.len();
    let columns = Arc::make_mut(&mut snapshot.documents);
    columns.ids = reader.u64s()?;
    let len = columns.ids.len();
    columns.by_id = reader.positions(len, 0)?;
    columns.outlet = reader.positions(outlets, NONE)?;
    columns.lang = reader.u32s()?;
    columns.langs = reader.words(|text| Some(text.to_owned()))?;
    columns.titles = Texts::read(reader)?;
    columns.published = read_dates(reader)?;
    let is_known = columns.lang.iter().all(|lang| (*lang as usize) < columns.langs.len());
    let lengths = [columns.by_id.len(), columns.outlet.len(), columns.lang.len(), columns.titles.len(), columns.published.date.len()];
    (is_known && lengths == [len; 5]).then_some(())
}

fn write_dates(dates: &Dates, writer: &mut Writer) {
    writer.words(&dates.distinct, date_text);
    writer.u32s(&dates.date);
}

fn read_dates(reader: &mut Reader<'_>) -> Option<Dates> {
    let distinct = reader.words(DateSpan::parse)?;
    let date = reader.positions(distinct.len(), NONE)?;
    Some(Dates::new(distinct, date))
}

fn write_people(snapshot: &Snapshot, writer: &mut Writer) {
    let people = &snapshot.people;
    writer.u64s(&people.ids);
    [&people.names, &people.aliases, &people.texts].into_iter().for_each(|strings| strings.write(writer));
    let columns = [&people.alias_ends, &people.office_ends, &people.office_text, &people.office_place];
    columns.into_iter().for_each(|column| writer.u32s(column));
    write_dates(&people.office_dates, writer);
}

fn read_people(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let places = snapshot.places.len();
    let people = Arc::make_mut(&mut snapshot.people);
    people.ids = reader.u64s()?;
    people.names = Strings::read(reader)?;
    people.aliases = Strings::read(reader)?;
    people.texts = Strings::read(reader)?;
    people.alias_ends = reader.u32s()?;
    people.office_ends = reader.u32s()?;
    people.office_text = reader.positions(people.texts.len(), 0)?;
    people.office_place = reader.positions(places, NONE)?;
    people.office_dates = read_dates(reader)?;
    let (len, offices) = (people.ids.len(), people.office_text.len());
    let is_ends = |ends: &[u32], of: usize| {
        ends.len() == len && ends.windows(2).all(|pair| pair[0] <= pair[1]) && ends.last().is_none_or(|end| *end as usize == of)
    };
    let fits = is_ends(&people.alias_ends, people.aliases.len()) && is_ends(&people.office_ends, offices);
    let is_whole = people.office_place.len() == offices && people.office_dates.date.len() == offices && people.names.len() == len;
    (fits && is_whole && (offices == 0 || people.texts.len() > 0)).then_some(())
}

fn write_engagements(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.engagements;
    writer.u64s(&columns.ids);
    [&columns.by_id, &columns.document, &columns.sources, &columns.leader].into_iter().for_each(|column| writer.u32s(column));
    write_dates(&columns.dates, writer);
    writer.u8s(columns.kind.iter().map(|kind| *kind as u8));
    writer.u8s(columns.context.iter().map(|context| *context as u8));
    writer.u8s(columns.counterpart.iter().map(|counterpart| *counterpart as u8));
    writer.u8s(snapshot.judged.engagements.iter().map(|status| *status as u8));
    writer.u8s(columns.within.iter().map(|within| u8::from(*within)));
    writer.u8s(columns.home.iter().map(|home| u8::from(*home)));
}

fn read_engagements(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (documents, people) = (snapshot.document_count(), snapshot.people.len());
    let ids = reader.u64s()?;
    let len = ids.len();
    let columns = Engagements {
        by_id: reader.positions(len, 0)?,
        document: reader.positions(documents, 0)?,
        sources: reader.u32s()?,
        leader: reader.positions(people, NONE)?,
        dates: read_dates(reader)?,
        kind: reader.of(EngagementType::ALL)?,
        context: reader.of(Context::ALL)?,
        counterpart: {
            let counterpart = reader.of(CounterpartKind::ALL)?;
            snapshot.judged.engagements = reader.of(STATUSES)?;
            counterpart
        },
        within: reader.of(&[false, true])?,
        home: reader.of(&[false, true])?,
        ids,
        ..Engagements::default()
    };
    let numbers = [&columns.by_id, &columns.document, &columns.sources, &columns.leader, &columns.dates.date].map(Vec::len);
    let words = [
        columns.kind.len(),
        columns.context.len(),
        columns.counterpart.len(),
        snapshot.judged.engagements.len(),
        columns.within.len(),
        columns.home.len(),
    ];
    snapshot.engagements = columns.into();
    (numbers == [len; 5] && words == [len; 6] && (len == 0 || documents > 0)).then_some(())
}

fn read_headlines(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    Arc::make_mut(&mut snapshot.engagements).headlines = Texts::read(reader)?;
    (snapshot.engagements.headlines.len() == snapshot.engagements.len()).then_some(())
}

fn write_agreements(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.agreements;
    writer.u64s(&columns.ids);
    let numbers = [&columns.by_id, &columns.document, &columns.sources, &columns.engagement, &columns.part_of, &columns.count];
    numbers.into_iter().for_each(|column| writer.u32s(column));
    write_dates(&columns.dates, writer);
    writer.u8s(columns.kind.iter().map(|kind| *kind as u8));
    writer.u8s(columns.stage.iter().map(|stage| *stage as u8));
    writer.u8s(columns.hedge.iter().map(|hedge| *hedge as u8));
    writer.u8s(columns.nature.iter().map(|nature| *nature as u8));
    writer.u8s(columns.binding.iter().map(|binding| *binding as u8));
    writer.u8s(snapshot.judged.agreements.iter().map(|status| *status as u8));
    writer.u8s(columns.umbrella.iter().map(|umbrella| u8::from(*umbrella)));
    writer.u8s(snapshot.judged.left_out.iter().map(|left_out| left_out.map_or(u8::MAX, |left_out| left_out as u8)));
    writer.words(&columns.amounts.currencies, |currency| currency.code().to_owned());
    writer.u32s(&columns.amounts.currency);
    writer.u64s(&columns.amounts.minor.iter().map(|minor| minor.cast_unsigned()).collect::<Vec<u64>>());
    columns.headlines.write(writer);
}

fn read_agreements(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (documents, engagements) = (snapshot.document_count(), snapshot.engagements.len());
    let ids = reader.u64s()?;
    let len = ids.len();
    let columns = Agreements {
        by_id: reader.positions(len, 0)?,
        document: reader.positions(documents, 0)?,
        sources: reader.u32s()?,
        engagement: reader.positions(engagements, NONE)?,
        part_of: reader.positions(len, NONE)?,
        count: reader.u32s()?,
        dates: read_dates(reader)?,
        kind: reader.of(AgreementKind::ALL)?,
        stage: reader.of(Stage::ALL)?,
        hedge: reader.of(Hedge::ALL)?,
        nature: reader.of(Nature::ALL)?,
        binding: {
            let binding = reader.of(Binding::ALL)?;
            snapshot.judged.agreements = reader.of(STATUSES)?;
            binding
        },
        umbrella: {
            let umbrella = reader.of(&[false, true])?;
            snapshot.judged.left_out = reader.u8s()?.iter().map(|byte| LeftOut::ALL.get(*byte as usize).copied()).collect();
            umbrella
        },
        amounts: read_amounts(reader)?,
        headlines: Texts::read(reader)?,
        ids,
        ..Agreements::default()
    };
    let numbers = [&columns.by_id, &columns.document, &columns.sources, &columns.engagement, &columns.part_of, &columns.count];
    let words = [
        columns.kind.len(),
        columns.stage.len(),
        columns.hedge.len(),
        columns.nature.len(),
        columns.binding.len(),
        snapshot.judged.agreements.len(),
    ];
    let others = [columns.umbrella.len(), snapshot.judged.left_out.len(), columns.amounts.currency.len(), columns.amounts.minor.len()];
    let fits = numbers.map(Vec::len) == [len; 6] && words == [len; 6] && others == [len; 4];
    let is_whole = columns.headlines.len() == len && columns.dates.date.len() == len && (len == 0 || documents > 0);
    snapshot.agreements = columns.into();
    (fits && is_whole).then_some(())
}

fn read_amounts(reader: &mut Reader<'_>) -> Option<Amounts> {
    let currencies = reader.words(Currency::from_code)?;
    let currency = reader.positions(currencies.len(), NONE)?;
    let minor = reader.u64s()?.into_iter().map(u64::cast_signed).collect();
    Some(Amounts { currencies, currency, minor })
}

fn write_rows(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.engagements;
    [&columns.from, &columns.to, &columns.venues, &columns.agreements, &snapshot.agreements.places]
        .into_iter()
        .for_each(|lists| lists.write(writer));
}

fn read_rows(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (len, agreements, places) = (snapshot.engagements.len(), snapshot.agreements.len(), snapshot.places.len());
    let columns = Arc::make_mut(&mut snapshot.engagements);
    columns.from = Lists::read(reader, len, places)?;
    columns.to = Lists::read(reader, len, places)?;
    columns.venues = Lists::read(reader, len, places)?;
    columns.agreements = Lists::read(reader, len, agreements)?;
    Arc::make_mut(&mut snapshot.agreements).places = Lists::read(reader, agreements, places)?;
    Some(())
}

fn write_places(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.engagements;
    let postings =
        [&columns.of_place, &columns.of_from, &columns.of_to, &columns.of_venue, &columns.of_about, &snapshot.agreements.of_place];
    postings.into_iter().for_each(|postings| postings.write(writer));
}

fn read_places(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (len, agreements, places) = (snapshot.engagements.len(), snapshot.agreements.len(), snapshot.places.len());
    let columns = Arc::make_mut(&mut snapshot.engagements);
    for postings in [&mut columns.of_place, &mut columns.of_from, &mut columns.of_to, &mut columns.of_venue, &mut columns.of_about] {
        *postings = Postings::read(reader, places, len)?;
    }
    Arc::make_mut(&mut snapshot.agreements).of_place = Postings::read(reader, places, agreements)?;
    Some(())
}

fn write_parties(snapshot: &Snapshot, writer: &mut Writer) {
    let columns = &snapshot.engagements;
    let of_people = [&columns.of_person, &columns.of_leader, &columns.of_host];
    of_people.into_iter().for_each(|postings| postings.write(writer));
    [&columns.of_organization, &columns.of_topic, &snapshot.agreements.of_organization]
        .into_iter()
        .for_each(|postings| postings.write(writer));
}

fn read_parties(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (len, agreements) = (snapshot.engagements.len(), snapshot.agreements.len());
    let (people, organizations) = (snapshot.people.len(), snapshot.organizations.len());
    let columns = Arc::make_mut(&mut snapshot.engagements);
    for postings in [&mut columns.of_person, &mut columns.of_leader, &mut columns.of_host] {
        *postings = Postings::read(reader, people, len)?;
    }
    columns.of_organization = Postings::read(reader, organizations, len)?;
    columns.of_topic = Postings::read(reader, snapshot.topics.len(), len)?;
    Arc::make_mut(&mut snapshot.agreements).of_organization = Postings::read(reader, organizations, agreements)?;
    Some(())
}

fn write_extras(snapshot: &Snapshot, writer: &mut Writer) {
    [&snapshot.engagement_extras, &snapshot.agreement_extras].into_iter().for_each(|extras| extras.write(writer));
}

fn read_extras(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let documents = snapshot.document_count();
    snapshot.engagement_extras = Extras::read(reader, snapshot.engagements.len(), documents)?;
    snapshot.agreement_extras = Extras::read(reader, snapshot.agreements.len(), documents)?;
    Some(())
}

/// The words of headlines have one dictionary, and records of one table need not have the last of them.
fn write_words(snapshot: &Snapshot, writer: &mut Writer) {
    let (engagements, agreements) = (&snapshot.engagements.of_word, &snapshot.agreements.of_word);
    [engagements.keys(), agreements.keys()].into_iter().for_each(|keys| writer.count(keys));
    engagements.write(writer);
    agreements.write(writer);
    snapshot.vocabulary.write(writer);
}

fn read_words(snapshot: &mut Snapshot, reader: &mut Reader<'_>) -> Option<()> {
    let (of_engagements, of_agreements) = (reader.count()?, reader.count()?);
    Arc::make_mut(&mut snapshot.engagements).of_word = Postings::read(reader, of_engagements, snapshot.engagements.len())?;
    Arc::make_mut(&mut snapshot.agreements).of_word = Postings::read(reader, of_agreements, snapshot.agreements.len())?;
    let lengths =
        [snapshot.places.len(), snapshot.people.len(), snapshot.organizations.len(), snapshot.topics.len(), snapshot.outlets.len()];
    snapshot.vocabulary = Vocabulary::read(reader, lengths)?.into();
    Some(())
}
