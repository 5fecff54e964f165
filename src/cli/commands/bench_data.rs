//! `bench-data N`: a store of N invented engagements, the same for the same N, to measure speed with. Hidden from the help.
//!
//! Documents tell four engagements each; provinces, countries, people and organisations come with the frequency of their rank,
//! one engagement in three has an agreement. Only places are real.

use std::collections::BTreeMap;

use crate::cli::commands::work::{Progress, StopSign};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Console;
use crate::cli::session::{Names, Session, author};
use crate::ingest::stamp;
use crate::model::{
    Affiliation, AgreementClaim, AgreementKind, Amount, Article, Binding, Branch, Claims, Context, CounterpartKind, Currency, DateSpan,
    Decoding, EngagementClaim, EngagementType, EvidenceList, Hedge, Nature, OrganizationClaim, OrganizationKind, Participant,
    ParticipantKind, ParticipantRole, PersonClaim, PlaceClaim, PlaceCode, PlaceLevel, RuleName, Stage, TextSpan, TopicClaim,
};
use crate::store::{Access, ExtractedArticle};

/// Engagements that a document tells.
const PER_DOCUMENT: u64 = 4;
/// Documents a transaction.
const BATCH: u64 = 500;
/// Countries that come first; all others follow in the order of their codes.
const PARTNERS: &str = "US DE JP KR RU VN AU GB FR TH MY SG ID IT CA BR LA MM KH KZ PK MN ES NL HU PL ZA IN ET KE EG SA AE TR BY";
const SURNAMES: &str = "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang \
    Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Su Lu Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan";
const SYLLABLES: &str = "ai an bai ban bao bei bin bo cai chang chao chen cheng chun cong da dan de dong en fa fang fei feng fu gang ge gong \
    guang gui guo hai han hao he heng hong hua hui ji jia jian jie jin jing jun kai kang kun lan lei li liang lin ling long lu man mei meng \
    min ming na nan ning pei peng ping qi qian qiang qin qing ran rong rui shan shao sheng shi shu song tao ting tong wan wei wen wu xi xia \
    xian xiang xiao xin xiong xue yan yang yi yin ying yong yu yuan yue yun ze zhan zhen zheng zhi zhong zhu zhuo zong";
const GIVEN: &str = "Anna Peter Hans Maria John David Sarah Thomas Laura Michael Elena Ivan Sergei Olga Nguyen Tran Kenji Yuki Hiroshi Minho \
    Somchai Rajesh Priya Ahmed Fatima Carlos Lucia Pedro Joao Pierre Claire Marco Jan Viktor Zoltan Emma James Olivia Robert Karen Nina Omar";
const FAMILY: [&str; 3] = [
    "Fitz De Al Bar Kar Mor San Ver Hol Gru Stein Berg Wal Hart Ros Fern Lind Nak Yama Tana Koz Petr Nov Sok Mah Ras Ade Mb",
    "an el or un ir os ad em il ov ar en es ul am ek in ok ash at",
    "son berg mann sen ski ov ez ini oto ura ara ell ford ton wick escu yan ian dze nko enko aran ogo ola",
];
const BODIES: &str =
    "Group Holdings Automotive Airlines Bank Energy Steel Shipping Technology Railway University Institute Hospital Museum";
const SUBJECTS: &str = "economic,cultural,tourism,port,digital,energy,agricultural,automotive,education,healthcare,logistics,aviation,marine,\
    medicine,manufacturing,technology,winter,youth,media,fisheries,mining,semiconductor,hydrogen,railway,legal,sports,forestry,water,textile,tea";
const FORMS: &str = "exchange conference,cooperation forum,matchmaking meeting,investment round table,signing ceremony,working group,\
    business dialogue,promotion seminar,joint committee,photo exhibition,friendship week,high-level dialogue,trade fair,training programme,study tour";
const TOPICS: &str = "trade culture tourism education energy transport agriculture health science sport";
const OUTLETS: &str =
    "Provincial Daily,Foreign Affairs Office,Harbour Post,Evening News,City Gazette,Trade Journal,Consular Bulletin,The Observer";
const TITLES: [&str; 6] = ["Governor", "Vice Governor", "Party Secretary", "Mayor", "Vice Mayor", "Director General"];
const CURRENCIES: [&str; 4] = ["CNY", "USD", "EUR", "JPY"];

/// Fills a store that holds nothing yet.
pub fn run(engagements: u64, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let mut store = session.open_to_write(Access::Create, "bench-data")?;
    if !store.document_ids()?.is_empty() {
        return Err(Failure::usage("invented records go into an empty store only: name one with --store"));
    }
    let names = session.names(console);
    let (world, stamp, author) = (World::new(&names), stamp(&names), author());
    let (stop, progress) = (StopSign::listen(), Progress::of("inventing"));
    let documents = engagements.div_ceil(PER_DOCUMENT);
    let mut dice = Dice(1);
    for first in (0..documents).step_by(BATCH as usize) {
        let one = |number| {
            let count = PER_DOCUMENT.min(engagements - number * PER_DOCUMENT);
            world.document(number, count, number as f64 / documents as f64, &mut dice)
        };
        let batch: Vec<ExtractedArticle> = (first..documents.min(first + BATCH)).map(one).collect();
        store.add(&batch, &stamp, &author)?;
        progress.show(first, documents);
        if stop.is_up() {
            return Ok(stop.exit());
        }
    }
    Ok(Exit::Done)
}

/// Numbers that look like chance and are always the same (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn comes(&mut self, share: f64) -> bool {
        self.share() < share
    }
}

/// Ranks of which the first come most often.
struct Ranks(Vec<f64>);

impl Ranks {
    fn new(count: usize, steepness: f64) -> Self {
        let mut sum = 0.0;
        let add = |rank: usize| {
            sum += (rank as f64 + 2.0).powf(-steepness);
            sum
        };
        Self((0..count).map(add).collect())
    }

    fn draw(&self, dice: &mut Dice) -> usize {
        let wanted = dice.share() * self.0.last().copied().unwrap_or_default();
        self.0.partition_point(|sum| *sum < wanted).min(self.0.len() - 1)
    }
}

/// A place with what lies in it.
struct Region {
    code: PlaceCode,
    name: String,
    inside: Vec<(PlaceCode, String)>,
}

/// Whom and what the records are about.
struct World {
    provinces: Vec<Region>,
    countries: Vec<Region>,
    people: Vec<String>,
    foreigners: Vec<String>,
    organizations: Vec<String>,
    of: [Ranks; 5],
    lists: [Vec<&'static str>; 4],
    currencies: Vec<Currency>,
}

impl World {
    fn new(names: &Names) -> Self {
        let (provinces, countries) = regions(names);
        let mut dice = Dice(7);
        let people: Vec<String> = (0..110_000).map(|number| if number == 0 { "Hao Peng".to_owned() } else { person(&mut dice) }).collect();
        let foreigners: Vec<String> = (0..65_000).map(|_| foreigner(&mut dice)).collect();
        let bodies: Vec<&str> = BODIES.split(' ').collect();
        let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
        let organization = |_| {
            let stem = capitalized(&format!("{}{}", dice.one_of(&syllables), dice.one_of(&syllables)));
            let of = if dice.comes(0.5) { format!("{} ", dice.one_of(&provinces).name) } else { String::new() };
            format!("{of}{stem} {}", dice.one_of(&bodies))
        };
        let organizations: Vec<String> = (0..24_500).map(organization).collect();
        let of = [(provinces.len(), 0.9), (countries.len(), 1.0), (people.len(), 0.8), (foreigners.len(), 0.8), (organizations.len(), 0.8)];
        let list = |text: &'static str, by: char| text.split(by).map(str::trim).collect();
        Self {
            of: of.map(|(count, steepness)| Ranks::new(count, steepness)),
            provinces,
            countries,
            people,
            foreigners,
            organizations,
            lists: [list(SUBJECTS, ','), list(FORMS, ','), list(TOPICS, ' '), list(OUTLETS, ',')],
            currencies: CURRENCIES.iter().filter_map(|code| Currency::from_code(code)).collect(),
        }
    }

    /// One report, `at` from 0 to 1 in the years 2000 to 2025.
    fn document(&self, number: u64, engagements: u64, at: f64, dice: &mut Dice) -> ExtractedArticle {
        let mut told = Told { body: String::new(), claims: Claims { lang: "en".into(), relevant: true, ..Claims::default() } };
        (0..engagements).for_each(|_| self.tell(&mut told, at, dice));
        let title = told.body.split('.').next().map(str::to_owned);
        let article = Article {
            original: told.body.clone().into_bytes(),
            body: told.body,
            url: Some(format!("https://news.example/{number}")),
            title,
            source: Some((*dice.one_of(&self.lists[3])).to_owned()),
            published: day(at, 0),
            lang: Some("en".into()),
            path: None,
            table: None,
            decoding: Decoding { declared: None, used: "UTF-8".into(), replacements: 0 },
        };
        ExtractedArticle { article, claims: told.claims }
    }

    /// One sentence and what it claims.
    fn tell(&self, told: &mut Told, at: f64, dice: &mut Dice) {
        let [provinces, countries, people, foreigners, organizations] = &self.of;
        let (province, country) = (&self.provinces[provinces.draw(dice)], &self.countries[countries.draw(dice)]);
        let near = inner(province, 0.55, dice);
        let far = inner(country, 0.7, dice);
        let leader = self.people[people.draw(dice)].as_str();
        let host = dice.comes(0.6).then(|| foreigners.draw(dice));
        // Whoever is met again is still of the same country.
        let home = &self.countries[host.unwrap_or_default() % self.countries.len()].code;
        let host = host.map(|host| self.foreigners[host].as_str());
        let body = dice.comes(0.4).then(|| self.organizations[organizations.draw(dice)].as_str());
        let kind = *dice.one_of(EngagementType::ALL);
        let (subject, form) = (dice.one_of(&self.lists[0]), dice.one_of(&self.lists[1]));
        let with = host.map_or_else(String::new, |host| format!(" with {host}"));
        let by = body.map_or_else(String::new, |body| format!(", joined by {body}"));
        let title = *dice.one_of(&TITLES);
        let sentence = format!("{title} {leader} of {} opened a {subject} {form} in {}{with}{by}", near.1, far.1);
        let evidence = told.sentence(&sentence);
        told.place(near, &evidence);
        told.place(far, &evidence);
        told.person(leader, Some(title), near.0, &evidence);
        let mut participants = vec![participant(leader, ParticipantKind::Person, ParticipantRole::Leader, &evidence)];
        if let Some(host) = host {
            told.person(host, None, home, &evidence);
            participants.push(participant(host, ParticipantKind::Person, ParticipantRole::Host, &evidence));
        }
        if let Some(body) = body {
            told.organization(body, &evidence);
            participants.push(participant(body, ParticipantKind::Organization, ParticipantRole::Present, &evidence));
        }
        let topics = vec![TopicClaim { topic: (*dice.one_of(&self.lists[2])).to_owned(), evidence: evidence.clone() }];
        let engagement = told.claims.engagements.len();
        told.claims.engagements.push(EngagementClaim {
            kind,
            from: vec![near.0.clone()],
            to: vec![far.0.clone()],
            about: Vec::new(),
            date: if dice.comes(0.02) { None } else { day(at, dice.below(20) as i64) },
            within: false,
            venues: vec![far.0.clone()],
            leader: Some(leader.to_owned()),
            context: if dice.comes(0.05) { Context::Planned } else { Context::Actual },
            counterpart: *dice.one_of(CounterpartKind::ALL),
            home: false,
            participants,
            delegation_size: None,
            attendance: None,
            topics,
            evidence,
            inferred: Default::default(),
        });
        if dice.comes(0.33) {
            self.sign(told, engagement, [near.0, far.0], body, dice);
        }
    }

    fn sign(&self, told: &mut Told, engagement: usize, sides: [&PlaceCode; 2], body: Option<&str>, dice: &mut Dice) {
        let amount = dice.comes(0.6).then(|| 10_f64.powf(5.0 + 5.0 * dice.share()) as i64 * 100);
        let currency = *dice.one_of(&self.currencies);
        let figure = amount.map_or_else(String::new, |minor| format!(" worth {} {}", minor / 100, currency.code()));
        let subject = dice.one_of(&self.lists[0]);
        let evidence = told.sentence(&format!("Both sides signed a {subject} agreement{figure}"));
        told.claims.agreements.push(AgreementClaim {
            kind: *dice.one_of(AgreementKind::ALL),
            stage: if dice.comes(0.1) { Stage::Pledged } else { Stage::Signed },
            count: dice.comes(0.8).then_some(1),
            amount: amount.map(|minor| Amount { minor, currency }),
            hedge: if dice.comes(0.2) { Hedge::AtLeast } else { Hedge::Exactly },
            amount_max_minor: None,
            nature: *dice.one_of(Nature::ALL),
            binding: *dice.one_of(Binding::ALL),
            engagement: Some(engagement),
            sides: sides.map(Clone::clone).to_vec(),
            umbrella: false,
            part_of: None,
            parties: body.map(|body| Affiliation::Organization(body.to_owned())).into_iter().collect(),
            evidence,
            inferred: Default::default(),
        });
    }
}

/// A report as it grows.
struct Told {
    body: String,
    claims: Claims,
}

impl Told {
    fn sentence(&mut self, sentence: &str) -> EvidenceList {
        let start = self.body.len();
        self.body.push_str(sentence);
        self.body.push_str(".\n");
        EvidenceList::of(TextSpan::new(start, start + sentence.len()), RuleName::new("bench"))
    }

    fn place(&mut self, (code, name): (&PlaceCode, &str), evidence: &EvidenceList) {
        if !self.claims.places.iter().any(|place| place.code.as_ref() == Some(code)) {
            let (name, code, evidence) = (name.to_owned(), Some(code.clone()), evidence.clone());
            self.claims.places.push(PlaceClaim { name, code, aliases: Vec::new(), evidence, inferred: Default::default() });
        }
    }

    fn person(&mut self, name: &str, title: Option<&str>, of: &PlaceCode, evidence: &EvidenceList) {
        if !self.claims.people.iter().any(|person| person.name == name) {
            self.claims.people.push(PersonClaim {
                name: name.to_owned(),
                title: title.map(str::to_owned),
                of: Some(Affiliation::Place(of.country_place())),
                branch: Some(Branch::Government),
                aliases: Vec::new(),
                evidence: evidence.clone(),
                inferred: Default::default(),
            });
        }
    }

    fn organization(&mut self, name: &str, evidence: &EvidenceList) {
        if !self.claims.organizations.iter().any(|known| known.name == name) {
            let (name, kind, evidence) = (name.to_owned(), OrganizationKind::Company, evidence.clone());
            self.claims.organizations.push(OrganizationClaim {
                name,
                kind,
                aliases: Vec::new(),
                place: None,
                evidence,
                inferred: Default::default(),
            });
        }
    }
}

fn participant(name: &str, kind: ParticipantKind, role: ParticipantRole, evidence: &EvidenceList) -> Participant {
    Participant { name: name.to_owned(), kind, side: None, role, evidence: evidence.clone() }
}

/// A part of a region, or the region itself.
fn inner<'a>(region: &'a Region, share: f64, dice: &mut Dice) -> (&'a PlaceCode, &'a str) {
    if region.inside.is_empty() || !dice.comes(share) {
        return (&region.code, &region.name);
    }
    let (code, name) = dice.one_of(&region.inside);
    (code, name)
}

/// The provinces of China, and all other countries.
fn regions(names: &Names) -> (Vec<Region>, Vec<Region>) {
    let mut all: BTreeMap<PlaceCode, Region> = BTreeMap::new();
    let is_chinese = |code: &PlaceCode| code.country().as_str() == "CN";
    let level = |code: &PlaceCode| if is_chinese(code) { PlaceLevel::Subdivision } else { PlaceLevel::Country };
    let places: Vec<(PlaceCode, String)> = names.places().filter_map(|place| Some((place.code.clone()?, place.name.clone()))).collect();
    for (code, name) in places.iter().filter(|(code, _)| code.level() == level(code)) {
        all.entry(code.clone()).or_insert(Region { code: code.clone(), name: name.clone(), inside: Vec::new() });
    }
    for (code, name) in places.iter().filter(|(code, _)| code.level() > level(code)) {
        let around = if is_chinese(code) { code.parent() } else { Some(code.country_place()) };
        if let Some(region) = around.and_then(|around| all.get_mut(&around)) {
            region.inside.push((code.clone(), name.clone()));
        }
    }
    let (provinces, mut countries): (Vec<_>, Vec<_>) = all.into_values().partition(|region| is_chinese(&region.code));
    let rank = |code: &PlaceCode| PARTNERS.split(' ').position(|partner| partner == code.as_str()).unwrap_or(usize::MAX);
    countries.sort_by_key(|region| rank(&region.code));
    (provinces, countries)
}

fn person(dice: &mut Dice) -> String {
    let (surnames, syllables): (Vec<&str>, Vec<&str>) = (SURNAMES.split_whitespace().collect(), SYLLABLES.split_whitespace().collect());
    let second = if dice.comes(0.75) { *dice.one_of(&syllables) } else { "" };
    format!("{} {}", dice.one_of(&surnames), capitalized(&format!("{}{second}", dice.one_of(&syllables))))
}

fn foreigner(dice: &mut Dice) -> String {
    let given: Vec<&str> = GIVEN.split_whitespace().collect();
    let [begin, middle, end] = FAMILY.map(|list| list.split(' ').collect::<Vec<_>>());
    let more = if dice.comes(0.4) { *dice.one_of(&middle) } else { "" };
    format!("{} {}{}{more}{}", dice.one_of(&given), dice.one_of(&begin), dice.one_of(&middle), dice.one_of(&end))
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A day of the years 2000 to 2025.
fn day(at: f64, days_before: i64) -> Option<DateSpan> {
    let day = chrono::NaiveDate::from_ymd_opt(2000, 1, 21)? + chrono::Duration::days((at * 26.0 * 365.0) as i64 - days_before);
    DateSpan::parse(&day.to_string())
}
