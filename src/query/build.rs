//! From the store's rows to columns: dictionaries, postings, vocabulary.

use std::collections::HashMap;
use std::sync::Arc;

use super::columns::{Agreements, Amounts, Dates, Documents, Engagements, Interner, Organization, People, UNDATED, days};
use super::extras::Extras;
use super::fuzzy::search_key;
use super::judged::Judged;
use super::kept::shown;
use super::numbers::Numbered;
use super::places::{NONE, PlaceNames, Places};
use super::sets::{Lists, Postings};
use super::snapshot::{AgreementRow, DocumentRow, EngagementRow, PartyId, PlaceRole, RecordSourceRow, RecordTagRow, Snapshot, StoreRows};
use super::texts::{Strings, Texts};
use super::vocabulary::{Name, Vocabulary};
use crate::model::{DateSpan, OrganizationId, ParticipantRole, PersonId, PlaceCode};

/// (key, row) pairs, from which postings are made.
type Pairs = Vec<(u32, u32)>;

impl Snapshot {
    /// Builds a snapshot from rows alone: nothing is read, and equal rows give equal snapshots.
    pub fn from_rows(rows: StoreRows, names: PlaceNames) -> Snapshot {
        let named = rows.engagement_places.iter().map(|row| &row.place).chain(rows.agreement_places.iter().map(|row| &row.place));
        let named = named.chain(rows.ties.iter().flat_map(|tie| [&tie.a, &tie.b])).chain(rows.offices.iter().flat_map(|o| &o.place));
        let places = Places::new(names, named);
        let engagement_order = Order::of(&rows.engagements, |row| &row.id, |row| row.date);
        let agreement_order = Order::of(&rows.agreements, |row| &row.id, |row| row.date);
        let mut outlets = Interner::default();
        let documents = documents(&rows.documents, &mut outlets);
        let mut topics = Interner::default();
        let mut words = Interner::default();
        let dictionaries = Dictionaries {
            people: rows.people.iter().enumerate().map(|(at, row)| (&row.id, at as u32)).collect(),
            organizations: rows.organizations.iter().enumerate().map(|(at, row)| (&row.id, at as u32)).collect(),
            engagements: inverse(&engagement_order.by_day),
            agreements: inverse(&agreement_order.by_day),
            places: &places,
            codes: (0..places.len() as u32).map(|place| (places.code(place), place)).collect(),
        };
        let mut engagements = engagement_columns(&rows, &engagement_order, &dictionaries);
        engagement_postings(&mut engagements, &rows, &dictionaries, &mut topics);
        let mut agreements = agreement_columns(&rows, &agreement_order, &dictionaries);
        agreement_postings(&mut agreements, &rows, &dictionaries);
        let headlines = |order: &[u32], of: &dyn Fn(usize) -> String| order.iter().map(|at| of(*at as usize)).collect::<Vec<String>>();
        let of_engagements = headlines(&engagement_order.by_day, &|at| search_key(&rows.engagements[at].headline));
        let of_agreements = headlines(&agreement_order.by_day, &|at| search_key(&rows.agreements[at].headline));
        engagements.of_word = word_postings(&of_engagements, &mut words);
        agreements.of_word = word_postings(&of_agreements, &mut words);
        drop((of_engagements, of_agreements));
        let signed_in = agreements.engagement.iter().enumerate().filter(|(_, engagement)| **engagement != NONE);
        let signed_in: Pairs = signed_in.map(|(row, engagement)| (*engagement, row as u32)).collect();
        engagements.agreements = Lists::of_pairs(engagements.len(), &signed_in);
        let engagement_extras = extras(
            &dictionaries.engagements,
            (&rows.engagement_sources, &rows.engagement_tags),
            rows.engagements.iter().map(|row| (row.is_disputed, row.wants_review)),
        );
        let mut agreement_extras = extras(
            &dictionaries.agreements,
            (&rows.agreement_sources, &rows.agreement_tags),
            rows.agreements.iter().map(|row| (row.is_disputed, row.wants_review)),
        );
        agreement_extras.suspected = suspected(&rows.agreements, &dictionaries.agreements);
        let people = people(&rows, &places);
        let organizations = organizations(&rows);
        let by_day = |order: &Order| order.by_day.iter().map(|at| *at as usize).collect::<Vec<usize>>();
        let (engagements_by_day, agreements_by_day) = (by_day(&engagement_order), by_day(&agreement_order));
        let judged = Judged {
            engagements: engagements_by_day.iter().map(|at| rows.engagements[*at].status).collect(),
            agreements: agreements_by_day.iter().map(|at| rows.agreements[*at].status).collect(),
            left_out: agreements_by_day.iter().map(|at| rows.agreements[*at].left_out).collect(),
        };
        let (shown_engagements, shown_agreements) = (shown(&judged.engagements), shown(&judged.agreements));
        let mut snapshot = Snapshot {
            documents: documents.into(),
            engagements: engagements.into(),
            agreements: agreements.into(),
            places: places.into(),
            people: people.into(),
            organizations: organizations.into(),
            topics: topics.values,
            outlets: outlets.values,
            ties: rows.ties.into(),
            judged,
            shown_engagements,
            shown_agreements,
            vocabulary: Arc::default(),
            letters: Arc::default(),
            cuts: Arc::default(),
            engagement_extras,
            agreement_extras,
        };
        snapshot.vocabulary = vocabulary(&snapshot, &words.values).into();
        snapshot
    }
}

/// Where the rows' ids and positions are to be found in the snapshot.
struct Dictionaries<'a> {
    people: HashMap<&'a PersonId, u32>,
    organizations: HashMap<&'a OrganizationId, u32>,
    /// The snapshot's row of each of the store's.
    engagements: Vec<u32>,
    agreements: Vec<u32>,
    places: &'a Places,
    codes: HashMap<&'a PlaceCode, u32>,
}

impl Dictionaries<'_> {
    fn engagement(&self, row: u32) -> Option<u32> {
        self.engagements.get(row as usize).copied()
    }

    fn agreement(&self, row: u32) -> Option<u32> {
        self.agreements.get(row as usize).copied()
    }

    fn place(&self, code: &PlaceCode) -> u32 {
        self.codes.get(code).copied().unwrap_or(NONE)
    }
}

fn first_day(date: Option<DateSpan>) -> i32 {
    days(date).map_or(UNDATED, |(first, _)| first)
}

/// The order of a table: the store's rows, sorted.
struct Order {
    /// The store's rows in the order of (first day, id).
    by_day: Vec<u32>,
    /// The snapshot's rows in the order of their ids.
    by_id: Vec<u32>,
}

impl Order {
    fn of<T, I: Ord>(rows: &[T], id: impl Fn(&T) -> &I, date: impl Fn(&T) -> Option<DateSpan>) -> Self {
        let all = || (0..rows.len() as u32).collect::<Vec<u32>>();
        let mut by_id = all();
        // The store hands rows over by id: then nothing has to be sorted by text.
        if !rows.is_sorted_by_key(&id) {
            by_id.sort_unstable_by_key(|at| id(&rows[*at as usize]));
        }
        let rank = inverse(&by_id);
        let days: Vec<i32> = rows.iter().map(|row| first_day(date(row))).collect();
        let mut by_day = all();
        by_day.sort_unstable_by_key(|at| (days[*at as usize], rank[*at as usize]));
        let positions = inverse(&by_day);
        by_id.iter_mut().for_each(|at| *at = positions[*at as usize]);
        Self { by_day, by_id }
    }
}

/// For each old position the new one.
fn inverse(order: &[u32]) -> Vec<u32> {
    let mut positions = vec![NONE; order.len()];
    order.iter().enumerate().for_each(|(new, old)| positions[*old as usize] = new as u32);
    positions
}

fn documents(rows: &[DocumentRow], outlets: &mut Interner<String>) -> Documents {
    let mut langs = Interner::default();
    let outlet = |row: &DocumentRow| {
        let outlet = row.source.as_deref().or_else(|| row.url.as_deref().and_then(host)).filter(|outlet| !outlet.trim().is_empty());
        outlet.map_or(NONE, |outlet| outlets.position(outlet))
    };
    let ids: Vec<u64> = rows.iter().map(|row| row.id.number()).collect();
    let mut by_id: Vec<u32> = (0..rows.len() as u32).collect();
    by_id.sort_unstable_by_key(|at| ids[*at as usize]);
    Documents {
        ids,
        by_id,
        titles: Texts::of(rows.iter().map(|row| row.title.as_deref().unwrap_or_default())),
        published: Dates::of(rows.iter().map(|row| row.published)),
        outlet: rows.iter().map(outlet).collect(),
        lang: rows.iter().map(|row| langs.position(row.lang.as_str())).collect(),
        langs: langs.values,
    }
}

/// `"https://www.govt.example/news/1"` -> `govt.example`
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

fn engagement_columns(rows: &StoreRows, order: &Order, dictionaries: &Dictionaries<'_>) -> Engagements {
    let sorted = || order.by_day.iter().map(|at| &rows.engagements[*at as usize]);
    fn column<'a, T>(rows: impl Iterator<Item = &'a EngagementRow>, take: impl Fn(&EngagementRow) -> T) -> Vec<T> {
        rows.map(take).collect()
    }
    let headlines = Texts::of(sorted().map(|row| row.headline.as_str()));
    let ids = column(sorted(), |row| row.id.number());
    Engagements {
        by_id: order.by_id.clone(),
        document: column(sorted(), |row| row.document),
        sources: column(sorted(), |row| row.sources),
        kind: column(sorted(), |row| row.kind),
        dates: Dates::of(sorted().map(|row| row.date)),
        within: column(sorted(), |row| row.within),
        context: column(sorted(), |row| row.context),
        counterpart: column(sorted(), |row| row.counterpart),
        home: column(sorted(), |row| row.home),
        leader: column(sorted(), |row| row.leader.as_ref().and_then(|id| dictionaries.people.get(id)).copied().unwrap_or(NONE)),
        headlines,
        ids,
        ..Engagements::default()
    }
}

fn engagement_postings(columns: &mut Engagements, rows: &StoreRows, dictionaries: &Dictionaries<'_>, topics: &mut Interner<String>) {
    let (engagements, places) = (columns.len(), dictionaries.places.len());
    let mut by_role: [Pairs; 4] = Default::default();
    for row in &rows.engagement_places {
        if let Some(engagement) = dictionaries.engagement(row.row) {
            by_role[row.role as usize].push((engagement, dictionaries.place(&row.place)));
        }
    }
    let around = |role: PlaceRole| with_surroundings(&by_role[role as usize], dictionaries.places);
    let (from, to, venue) = (around(PlaceRole::From), around(PlaceRole::To), around(PlaceRole::Venue));
    columns.of_place = Postings::of_pairs(places, engagements, &[from.as_slice(), &to, &venue].concat());
    columns.of_from = Postings::of_pairs(places, engagements, &from);
    columns.of_to = Postings::of_pairs(places, engagements, &to);
    columns.of_venue = Postings::of_pairs(places, engagements, &venue);
    columns.of_about = Postings::of_pairs(places, engagements, &around(PlaceRole::About));
    let [from, to, venues, _] = by_role;
    columns.from = Lists::of_pairs(engagements, &from);
    columns.to = Lists::of_pairs(engagements, &to);
    columns.venues = Lists::of_pairs(engagements, &venues);
    participant_postings(columns, rows, dictionaries);
    let topics_of = rows.topics.iter().filter_map(|row| Some((topics.position(row.topic.as_str()), dictionaries.engagement(row.row)?)));
    let topics_of: Pairs = topics_of.collect();
    columns.of_topic = Postings::of_pairs(topics.values.len(), engagements, &topics_of);
}

/// (row, place) to (place, row), for the place and each that it lies in.
fn with_surroundings(named: &Pairs, places: &Places) -> Pairs {
    named.iter().flat_map(|(row, place)| places.with_surroundings(*place).map(|place| (place, *row))).collect()
}

fn participant_postings(columns: &mut Engagements, rows: &StoreRows, dictionaries: &Dictionaries<'_>) {
    let (mut people, mut leaders, mut hosts, mut organizations) = (Pairs::new(), Pairs::new(), Pairs::new(), Pairs::new());
    for row in &rows.participants {
        let Some(engagement) = dictionaries.engagement(row.row) else { continue };
        match &row.party {
            PartyId::Organization(id) => organizations.extend(dictionaries.organizations.get(id).map(|at| (*at, engagement))),
            PartyId::Person(id) => {
                let Some(person) = dictionaries.people.get(id) else { continue };
                people.push((*person, engagement));
                match row.role {
                    ParticipantRole::Leader => leaders.push((*person, engagement)),
                    ParticipantRole::Host => hosts.push((*person, engagement)),
                    _ => {}
                }
            }
        }
    }
    let led = columns.leader.iter().enumerate().filter(|(_, leader)| **leader != NONE).map(|(row, leader)| (*leader, row as u32));
    leaders.extend(led);
    people.extend_from_slice(&leaders);
    let count = columns.len();
    columns.of_person = Postings::of_pairs(rows.people.len(), count, &people);
    columns.of_leader = Postings::of_pairs(rows.people.len(), count, &leaders);
    columns.of_host = Postings::of_pairs(rows.people.len(), count, &hosts);
    columns.of_organization = Postings::of_pairs(rows.organizations.len(), count, &organizations);
}

fn agreement_columns(rows: &StoreRows, order: &Order, dictionaries: &Dictionaries<'_>) -> Agreements {
    let sorted = || order.by_day.iter().map(|at| &rows.agreements[*at as usize]);
    fn column<'a, T>(rows: impl Iterator<Item = &'a AgreementRow>, take: impl Fn(&AgreementRow) -> T) -> Vec<T> {
        rows.map(take).collect()
    }
    let headlines = Texts::of(sorted().map(|row| row.headline.as_str()));
    let ids = column(sorted(), |row| row.id.number());
    Agreements {
        by_id: order.by_id.clone(),
        document: column(sorted(), |row| row.document),
        sources: column(sorted(), |row| row.sources),
        engagement: column(sorted(), |row| row.engagement.and_then(|row| dictionaries.engagement(row)).unwrap_or(NONE)),
        dates: Dates::of(sorted().map(|row| row.date)),
        kind: column(sorted(), |row| row.kind),
        stage: column(sorted(), |row| row.stage),
        count: column(sorted(), |row| row.count.unwrap_or(NONE)),
        amounts: Amounts::of(sorted().map(|row| row.amount)),
        hedge: column(sorted(), |row| row.hedge),
        nature: column(sorted(), |row| row.nature),
        binding: column(sorted(), |row| row.binding),
        umbrella: column(sorted(), |row| row.umbrella),
        part_of: column(sorted(), |row| row.part_of.and_then(|row| dictionaries.agreement(row)).unwrap_or(NONE)),
        headlines,
        ids,
        ..Agreements::default()
    }
}

fn agreement_postings(columns: &mut Agreements, rows: &StoreRows, dictionaries: &Dictionaries<'_>) {
    let named = rows.agreement_places.iter().filter_map(|row| Some((dictionaries.agreement(row.row)?, dictionaries.place(&row.place))));
    let named: Pairs = named.collect();
    let count = columns.len();
    columns.of_place = Postings::of_pairs(dictionaries.places.len(), count, &with_surroundings(&named, dictionaries.places));
    columns.places = Lists::of_pairs(count, &named);
    let signers = rows.agreement_organizations.iter();
    let signers = signers.filter_map(|row| Some((*dictionaries.organizations.get(&row.organization)?, dictionaries.agreement(row.row)?)));
    let signers: Pairs = signers.collect();
    columns.of_organization = Postings::of_pairs(rows.organizations.len(), count, &signers);
}

/// `positions` has the snapshot's row of each of the store's.
fn extras(positions: &[u32], (sources, tags): (&[RecordSourceRow], &[RecordTagRow]), marks: impl Iterator<Item = (bool, bool)>) -> Extras {
    let at = |row: u32| positions.get(row as usize).copied();
    let mut names: Vec<String> = tags.iter().map(|row| row.tag.clone()).collect();
    names.sort();
    names.dedup();
    let mut extras = Extras { tags: names, ..Extras::default() };
    extras.documents.extend(sources.iter().filter_map(|row| Some((at(row.row)?, row.document))));
    let tag = |tag: &String| extras.tags.binary_search(tag).ok().map(|at| at as u32);
    extras.tagged = tags.iter().filter_map(|row| Some((at(row.row)?, tag(&row.tag)?))).collect();
    for (row, (is_disputed, wants_review)) in (0_u32..).zip(marks) {
        let Some(row) = at(row).filter(|_| is_disputed || wants_review) else { continue };
        extras.disputed.extend(is_disputed.then_some(row));
        extras.review.extend(wants_review.then_some(row));
    }
    extras.documents.sort_unstable();
    extras.tagged.sort_unstable();
    extras.disputed.sort_unstable();
    extras.review.sort_unstable();
    extras
}

/// Agreements that may lie inside a total, with that total.
fn suspected(rows: &[AgreementRow], positions: &[u32]) -> Vec<(u32, u32)> {
    let at = |row: u32| positions.get(row as usize).copied();
    let pairs = (0..).zip(rows).filter_map(|(row, agreement)| Some((at(row)?, at(agreement.maybe_inside?)?)));
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

fn word_postings(keys: &[String], words: &mut Interner<String>) -> Postings {
    let mut pairs = Pairs::new();
    for (row, key) in keys.iter().enumerate() {
        pairs.extend(key.split(' ').filter(|word| !word.is_empty()).map(|word| (words.position(word), row as u32)));
    }
    Postings::of_pairs(words.values.len(), keys.len(), &pairs)
}

/// An office as an article gives it: its date, its text and the position of the place acted for.
type Office = (Option<DateSpan>, String, u32);

fn people(rows: &StoreRows, places: &Places) -> People {
    let mut offices: HashMap<&PersonId, Vec<Office>> = HashMap::new();
    for row in &rows.offices {
        let date = rows.documents.get(row.document as usize).and_then(|document| document.published);
        let place = row.place.as_ref().and_then(|code| places.position(code));
        let of = place.map(|place| places.named(place).name.as_str()).or(row.organization.as_deref());
        let parts: Vec<&str> = [row.title.as_deref(), of].into_iter().flatten().collect();
        offices.entry(&row.person).or_default().push((date, parts.join(", "), place.unwrap_or(NONE)));
    }
    let (mut texts, mut dates) = (Interner::default(), Vec::new());
    let mut people = People { names: rows.people.iter().map(|row| row.name.as_str()).collect(), ..People::default() };
    for row in &rows.people {
        people.ids.push(row.id.number());
        row.aliases.iter().for_each(|alias| people.aliases.push(alias));
        people.alias_ends.push(people.aliases.len() as u32);
        for (date, text, place) in in_time(offices.remove(&row.id).unwrap_or_default()) {
            dates.push(date);
            people.office_text.push(texts.position(text.as_str()));
            people.office_place.push(place);
        }
        people.office_ends.push(dates.len() as u32);
    }
    people.office_dates = Dates::of(dates.into_iter());
    people.texts = texts.values.iter().map(|text: &String| text.as_str()).collect::<Strings>();
    people
}

/// Oldest first, each once.
fn in_time(mut offices: Vec<Office>) -> Vec<Office> {
    offices.retain(|(_, text, _)| !text.is_empty());
    offices.sort_by(|(date, text, _), (other_date, other_text, _)| (first_day(*date), text).cmp(&(first_day(*other_date), other_text)));
    offices.dedup();
    offices
}

fn organizations(rows: &StoreRows) -> Vec<Organization> {
    let organization = |row: &super::snapshot::OrganizationRow| Organization {
        id: row.id.clone(),
        name: row.name.clone(),
        aliases: row.aliases.clone(),
        kind: row.kind,
        place: row.place.clone(),
    };
    rows.organizations.iter().map(organization).collect()
}

fn vocabulary(snapshot: &Snapshot, words: &[String]) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for at in 0..snapshot.places.len() as u32 {
        let place = snapshot.places.named(at);
        let is_used = snapshot.is_named(Name::Place(at));
        let forms = place.other_forms.iter().map(String::as_str);
        [place.name.as_str(), place.code.as_str()].into_iter().chain(forms).for_each(|form| vocabulary.add(Name::Place(at), form, is_used));
    }
    for at in 0..snapshot.people.len() as u32 {
        let forms = std::iter::once(snapshot.people.name(at)).chain(snapshot.people.aliases(at));
        forms.for_each(|form| vocabulary.add(Name::Person(at), form, true));
    }
    for (at, organization) in snapshot.organizations.iter().enumerate() {
        let forms = std::iter::once(&organization.name).chain(&organization.aliases);
        forms.for_each(|form| vocabulary.add(Name::Organization(at as u32), form, true));
    }
    snapshot.topics.iter().enumerate().for_each(|(at, topic)| vocabulary.add(Name::Topic(at as u32), topic, true));
    snapshot.outlets.iter().enumerate().for_each(|(at, outlet)| vocabulary.add(Name::Outlet(at as u32), outlet, true));
    words.iter().enumerate().for_each(|(at, word)| vocabulary.add_key(Name::Word(at as u32), word, true));
    vocabulary.finish();
    vocabulary
}
