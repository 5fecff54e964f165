//! A small store in rows, as the store would hand them over: the codebook's settled cases, homonyms, undated records.
#![allow(dead_code)]

use legation::model::ids::ClaimAnchor;
use legation::model::*;
use legation::query::snapshot::{PlaceName, PlaceNames};
use legation::query::{Filter, Resolution, Selection, Snapshot};
use legation::store::*;

/// Rows in the making.
#[derive(Default)]
pub struct World {
    pub rows: StoreRows,
}

pub fn code(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap_or_else(|| panic!("{text} is a code"))
}

pub fn date(text: &str) -> Option<DateSpan> {
    (!text.is_empty()).then(|| DateSpan::parse(text).unwrap_or_else(|| panic!("{text} is a date")))
}

/// An agreement that counts: signed, one instrument, no amount.
pub struct Deal<'a> {
    pub engagement: Option<u32>,
    pub date: &'a str,
    pub count: Option<u32>,
    pub amount: Option<(i64, &'a str)>,
    pub binding: Binding,
    pub stage: Stage,
    pub umbrella: bool,
    pub part_of: Option<u32>,
    pub sides: &'a [&'a str],
    pub headline: &'a str,
}

impl Default for Deal<'_> {
    fn default() -> Self {
        Self {
            engagement: None,
            date: "",
            count: Some(1),
            amount: None,
            binding: Binding::Unknown,
            stage: Stage::Signed,
            umbrella: false,
            part_of: None,
            sides: &[],
            headline: "",
        }
    }
}

impl World {
    pub fn document(&mut self, title: &str, source: Option<&str>, url: Option<&str>, published: &str) -> u32 {
        let id = DocumentId::of(title, url);
        let at = self.rows.documents.len() as u32;
        let (title, source, url) = (Some(title.to_owned()), source.map(str::to_owned), url.map(str::to_owned));
        let published = date(published);
        self.rows.documents.push(DocumentRow { id, title, url, source, published, lang: "en".into(), relevant: true, log_seq: at.into() });
        at
    }

    fn anchor<R>(&self, document: u32, kind: &str, start: usize, build: impl FnOnce(ClaimAnchor<'_>) -> R) -> R {
        build(ClaimAnchor { document: &self.rows.documents[document as usize].id, kind, start, ordinal: 0 })
    }

    pub fn engagement(&mut self, kind: EngagementType, on: &str, from: &[&str], to: &[&str], venue: &[&str], headline: &str) -> u32 {
        let at = self.rows.engagements.len() as u32;
        let document = self.rows.documents.len() as u32 - 1;
        let id = self.anchor(document, kind.as_str(), at as usize, EngagementId::of);
        self.rows.engagements.push(EngagementRow {
            id,
            document,
            sources: 1,
            kind,
            date: date(on),
            within: false,
            context: Context::Actual,
            counterpart: CounterpartKind::Government,
            home: false,
            leader: None,
            headline: headline.to_owned(),
            status: RecordStatus::New,
            is_disputed: false,
            wants_review: false,
        });
        for (role, places) in [(PlaceRole::From, from), (PlaceRole::To, to), (PlaceRole::Venue, venue)] {
            let row = |place: &&str| EngagementPlaceRow { row: at, role, place: code(place) };
            self.rows.engagement_places.extend(places.iter().map(row));
        }
        at
    }

    pub fn agreement(&mut self, deal: Deal<'_>) -> u32 {
        let at = self.rows.agreements.len() as u32;
        let document = self.rows.documents.len() as u32 - 1;
        let id = self.anchor(document, "project", at as usize, AgreementId::of);
        let amount = deal
            .amount
            .map(|(units, currency)| Amount::from_units(units.into(), Currency::from_code(currency).expect("a currency")).expect("fits"));
        let own = date(deal.date);
        let left_out = match deal.stage {
            Stage::Cancelled => Some(LeftOut::Cancelled),
            Stage::Pledged => Some(LeftOut::Pledged),
            _ => deal.part_of.map(|_| LeftOut::PartOfAnother),
        };
        self.rows.agreements.push(AgreementRow {
            maybe_inside: None,
            id,
            document,
            sources: 1,
            engagement: deal.engagement,
            date: own.or(deal.engagement.and_then(|row| self.rows.engagements[row as usize].date)),
            kind: AgreementKind::Project,
            stage: deal.stage,
            count: deal.count,
            amount,
            hedge: Hedge::Exactly,
            nature: Nature::Unstated,
            binding: deal.binding,
            umbrella: deal.umbrella,
            part_of: deal.part_of,
            left_out,
            headline: deal.headline.to_owned(),
            status: RecordStatus::New,
            is_disputed: false,
            wants_review: false,
        });
        let row = |place: &&str| AgreementPlaceRow { row: at, place: code(place) };
        self.rows.agreement_places.extend(deal.sides.iter().map(row));
        at
    }

    pub fn person(&mut self, name: &str, aliases: &[&str], country: &str, office: &str, place: &str) -> PersonId {
        let id = PersonId::of(&name.to_lowercase(), country);
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        self.rows.people.push(PersonRow { id: id.clone(), name: name.to_owned(), aliases });
        let document = self.rows.documents.len() as u32 - 1;
        let (title, place) = (Some(office.to_owned()), Some(code(place)));
        self.rows.offices.push(OfficeRow { person: id.clone(), document, title, place, organization: None, branch: None });
        id
    }

    pub fn organization(&mut self, name: &str, place: &str) -> OrganizationId {
        let id = OrganizationId::of(&name.to_lowercase());
        let (kind, place) = (OrganizationKind::Company, Some(code(place)));
        self.rows.organizations.push(OrganizationRow { id: id.clone(), name: name.to_owned(), kind, aliases: Vec::new(), place });
        id
    }

    pub fn took_part(&mut self, row: u32, party: PartyId, role: ParticipantRole) {
        self.rows.participants.push(ParticipantRow { row, party, role });
    }

    pub fn tie(&mut self, a: &str, b: &str, started: &str, status: TieStatus, as_of: &str) {
        let id = TieId::of(a, b, "sister");
        let (a, b, document) = (code(a), code(b), self.rows.documents.len() as u32 - 1);
        let (started, as_of) = (date(started), date(as_of));
        self.rows.ties.push(TieRow { id, document, a, b, kind: TieKind::Sister, started, status, as_of });
    }

    pub fn snapshot(self) -> Snapshot {
        Snapshot::from_rows(self.rows, names())
    }
}

/// Places as a gazetteer would name them. Niger and Iceland are in no record.
pub fn names() -> PlaceNames {
    let rows: &[(&str, &str, &str, &[&str])] = &[
        ("CN", "country", "China", &["Chinese", "中国"]),
        ("CN-FJ", "province", "Fujian", &[]),
        ("CN-GD", "province", "Guangdong", &[]),
        ("CN-HL", "province", "Heilongjiang", &[]),
        ("CN-JS", "province", "Jiangsu", &[]),
        ("CN-JS/Nanjing", "city", "Nanjing", &["南京"]),
        ("CN-LN", "province", "Liaoning", &["辽宁", "辽宁省"]),
        ("CN-LN/Shenyang", "city", "Shenyang", &["沈阳"]),
        ("CN-SH", "municipality", "Shanghai", &[]),
        ("CN-SN", "province", "Shaanxi", &[]),
        ("CN-SX", "province", "Shanxi", &[]),
        ("DE", "country", "Germany", &["German"]),
        ("DE-BW", "land", "Baden-Württemberg", &[]),
        ("DE-BY", "land", "Bavaria", &["Bavarian"]),
        ("DE-BY/Munich", "city", "Munich", &["München"]),
        ("GE", "country", "Georgia", &[]),
        ("IS", "country", "Iceland", &[]),
        ("JP", "country", "Japan", &[]),
        ("KR", "country", "South Korea", &["Korea"]),
        ("NE", "country", "Niger", &[]),
        ("NG", "country", "Nigeria", &["Nigerian"]),
        ("US", "country", "United States", &["USA"]),
        ("US-GA", "state", "Georgia", &[]),
        ("US-MO", "state", "Missouri", &[]),
        ("US-MO/St. Louis", "city", "St. Louis", &[]),
    ];
    let name = |(place, kind, name, forms): &(&str, &str, &str, &[&str])| PlaceName {
        code: code(place),
        kind: (*kind).to_owned(),
        name: (*name).to_owned(),
        other_forms: forms.iter().map(|form| (*form).to_owned()).collect(),
    };
    PlaceNames(rows.iter().map(name).collect())
}

/// The codebook's cases.
pub fn world() -> World {
    use EngagementType::*;
    let mut w = World::default();

    w.document("Liaoning in Germany", Some("Liaoning Daily"), None, "2023-10-14");
    let hao = w.person("Hao Peng", &["Hao"], "CN", "Party Secretary", "CN-LN");
    let siemens = w.organization("Siemens Group", "DE");
    let bosch = w.organization("Bosch", "DE");
    let trip = w.engagement(Delegation, "2023-10-11/2023-10-13", &["CN-LN"], &["DE"], &["DE-BY/Munich"], "Hao Peng led a delegation");
    w.rows.engagements[trip as usize].leader = Some(hao.clone());
    let signing = w.engagement(Signing, "2023-10-12", &["DE"], &["CN-LN"], &["DE-BY/Munich"], "Three projects were signed in Munich");
    w.took_part(signing, PartyId::Person(hao), ParticipantRole::Present);
    w.took_part(signing, PartyId::Organization(bosch), ParticipantRole::Present);
    for at in 0..3 {
        let binding = if at == 0 { Binding::NonBinding } else { Binding::Unknown };
        let sides = &["CN-LN", "DE"];
        let deal = w.agreement(Deal { engagement: Some(signing), binding, sides, headline: "a cooperation project", ..Deal::default() });
        if at == 0 {
            w.rows.agreement_organizations.push(AgreementOrganizationRow { row: deal, organization: siemens.clone() });
        }
    }
    for row in [trip, signing] {
        w.rows.topics.push(TopicRow { row, topic: "trade".to_owned() });
    }

    w.document("Conference in Shenyang", None, Some("https://www.ln.example/fair"), "2020-05-19");
    let fair = w.engagement(Conference, "2020-05-18", &["CN-LN"], &["KR", "JP"], &["CN-LN/Shenyang"], "An investment conference opened");
    let (engagement, sides) = (Some(fair), &["CN-LN"]);
    let all = w.agreement(Deal {
        engagement,
        sides,
        count: Some(137),
        amount: Some((380_500_000_000, "CNY")),
        umbrella: true,
        headline: "137 projects were signed",
        ..Deal::default()
    });
    w.agreement(Deal { engagement, sides, count: Some(48), amount: Some((200_000_000_000, "CNY")), part_of: Some(all), ..Deal::default() });

    w.document("St. Louis in Nanjing", None, None, "");
    let visit = &["US-MO/St. Louis"];
    w.engagement(Delegation, "2024-04-19?/2024-04-22?", visit, &["CN-JS/Nanjing"], &["CN-JS/Nanjing"], "The mayor came to Nanjing");
    w.tie("CN-JS/Nanjing", "US-MO/St. Louis", "1979-11-02", TieStatus::InForce, "2024");
    w.tie("US-MO/St. Louis", "CN-JS/Nanjing", "1979", TieStatus::Suspended, "2020");

    w.document("Homonyms", None, None, "2022");
    w.engagement(Meeting, "", &["CN-SX"], &["US-GA"], &[], "The governor of Georgia called");
    w.engagement(Conference, "XXXX-05-18", &["CN-SN"], &["GE"], &[], "Shaanxi and Tbilisi held a round table");
    w.engagement(Meeting, "2021-03", &["CN-HL"], &["NG"], &[], "An envoy of Nigeria called");
    let trade = w.engagement(Delegation, "2021-06-02", &["CN-GD", "CN-FJ"], &["NG"], &["NG"], "A trade mission to Lagos");
    let engagement = Some(trade);
    let contract = Binding::Contract;
    let sides = &["CN-GD", "NG"];
    w.agreement(Deal { engagement, sides, amount: Some((1_200_000_000, "USD")), binding: contract, ..Deal::default() });
    let sides = &["CN-GD", "CN-FJ", "NG"];
    w.agreement(Deal { engagement, sides, amount: Some((500_000_000, "USD")), binding: contract, count: None, ..Deal::default() });
    w.agreement(Deal { engagement, sides, amount: Some((90_000_000, "EUR")), stage: Stage::Pledged, ..Deal::default() });
    w.agreement(Deal { date: "2021-07", sides: &["CN-GD", "DE-BY/Munich"], amount: Some((7, "EUR")), ..Deal::default() });

    let wrong = w.engagement(Meeting, "2021-01-01", &["CN-LN"], &["JP"], &[], "A meeting that never was");
    w.rows.engagements[wrong as usize].status = RecordStatus::Rejected;
    w
}

pub fn read(snapshot: &Snapshot, text: &str) -> Filter {
    Filter::read(text, snapshot, Resolution::Loose, &no_text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn select(snapshot: &Snapshot, text: &str) -> Selection {
    read(snapshot, text).select(snapshot)
}

/// Headlines of the engagements that a filter leaves.
pub fn headlines(snapshot: &Snapshot, text: &str) -> Vec<String> {
    select(snapshot, text).engagements.into_iter().map(|row| snapshot.engagement(row).headline).collect()
}

/// A text search that finds nothing.
pub fn no_text(_: &str) -> Result<Vec<DocumentId>, String> {
    Ok(Vec::new())
}
