//! The JSON of facts: `extract --json` writes a [`Report`], and list, show and export write the same items with ids and quotes.
//! Keys stand in the order of the fields here; `tests/cli_contract.rs` holds them.

use serde::Serialize;
use serde_json::Value;

use super::dates::edtf;
use crate::model::amount::units_json;
use crate::model::{
    AgreementClaim, AgreementKind, Article, Binding, Branch, Claims, Context, CounterpartKind, EngagementClaim, EngagementType,
    EvidenceList, Hedge, HedgedCount, Inferred, Nature, OrganizationClaim, OrganizationKind, Participant, ParticipantKind, ParticipantRole,
    PersonClaim, PlaceClaim, PlaceCode, Stage, TieClaim, TieKind, TieStatus, TopicClaim,
};

/// Version of the report's form.
pub const REPORT_SCHEMA: u32 = 1;

/// All that one article says.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: u32,
    id: String,
    lang: &'a str,
    title: Option<&'a str>,
    body: &'a str,
    relevant: bool,
    published: Option<String>,
    places: Vec<PlaceItem<'a>>,
    people: Vec<PersonItem<'a>>,
    organizations: Vec<OrganizationItem<'a>>,
    engagements: Vec<EngagementItem<'a>>,
    agreements: Vec<AgreementItem<'a>>,
    ties: Vec<TieItem<'a>>,
    notes: Vec<&'a str>,
}

/// The report of an article. Evidence carries no quotes: the body stands in the report.
pub fn report<'a>(article: &'a Article, claims: &'a Claims) -> Report<'a> {
    let published = claims.published.as_ref().map(|published| published.date).or(article.published);
    Report {
        schema: REPORT_SCHEMA,
        id: article.id().as_str().to_owned(),
        lang: &claims.lang,
        title: claims.title.as_deref().or(article.title.as_deref()),
        body: &article.body,
        relevant: claims.relevant,
        published: edtf(published),
        places: claims.places.iter().map(|claim| place_item(claim, None)).collect(),
        people: claims.people.iter().map(|claim| person_item(claim, None)).collect(),
        organizations: claims.organizations.iter().map(|claim| organization_item(claim, None)).collect(),
        engagements: claims.engagements.iter().map(|claim| engagement_item(claim, &Quoting::Beside)).collect(),
        agreements: claims.agreements.iter().map(|claim| agreement_item(claim, &Quoting::Beside)).collect(),
        ties: claims.ties.iter().map(|claim| tie_item(claim, None)).collect(),
        notes: claims.notes.iter().map(|note| note.text.as_str()).collect(),
    }
}

/// One piece of evidence: bytes of the body, the rule, and the text itself where the body does not stand beside it.
#[derive(Debug, Serialize)]
pub struct EvidenceItem<'a> {
    start: usize,
    end: usize,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
}

/// Where the words of evidence are taken from.
#[derive(Debug, Clone)]
pub enum Quoting<'a> {
    /// Nowhere: the body stands beside.
    Beside,
    /// This body.
    One(&'a str),
    /// Documents with their bodies, the record's own first; people and topics each from the one at their position.
    Several {
        /// Id and body.
        texts: Vec<(&'a str, &'a str)>,
        /// By participant.
        participants: &'a [usize],
        /// By topic.
        topics: &'a [usize],
    },
}

impl<'a> Quoting<'a> {
    /// The record's own body.
    fn own(&self) -> Option<&'a str> {
        match self {
            Quoting::Beside => None,
            Quoting::One(body) => Some(body),
            Quoting::Several { texts, .. } => texts.first().map(|(_, body)| *body),
        }
    }

    fn items(&self, at: usize, of: impl Fn(&Self) -> &'a [usize], evidence: &'a EvidenceList) -> Vec<EvidenceItem<'a>> {
        let Quoting::Several { texts, .. } = self else { return evidence_items(evidence, self.own()) };
        let from = of(self).get(at).copied().unwrap_or(0);
        let Some((document, body)) = texts.get(from).filter(|_| from > 0) else { return evidence_items(evidence, self.own()) };
        let mut items = evidence_items(evidence, Some(body));
        items.iter_mut().for_each(|item| item.document = Some(document));
        items
    }

    fn participants(&self) -> &'a [usize] {
        if let Quoting::Several { participants, .. } = self { participants } else { &[] }
    }

    fn topics(&self) -> &'a [usize] {
        if let Quoting::Several { topics, .. } = self { topics } else { &[] }
    }
}

/// All evidence of a fact, quoted where the body is given.
pub fn evidence_items<'a>(evidence: &'a EvidenceList, body: Option<&'a str>) -> Vec<EvidenceItem<'a>> {
    let item = |one: &'a crate::model::Evidence| EvidenceItem {
        start: one.span.start,
        end: one.span.end,
        rule: one.rule.as_str(),
        document: None,
        quote: body.and_then(|body| one.span.of(body)),
    };
    evidence.iter().map(item).collect()
}

/// A place that an article names.
#[derive(Debug, Serialize)]
pub struct PlaceItem<'a> {
    name: &'a str,
    code: Option<&'a PlaceCode>,
    aliases: &'a [String],
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// A place as an item.
pub fn place_item<'a>(claim: &'a PlaceClaim, body: Option<&'a str>) -> PlaceItem<'a> {
    PlaceItem {
        name: &claim.name,
        code: claim.code.as_ref(),
        aliases: &claim.aliases,
        evidence: evidence_items(&claim.evidence, body),
        inferred: &claim.inferred,
    }
}

/// A person that an article names.
#[derive(Debug, Serialize)]
pub struct PersonItem<'a> {
    name: &'a str,
    title: Option<&'a str>,
    of: Option<&'a str>,
    aliases: &'a [String],
    branch: Option<Branch>,
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// A person as an item.
pub fn person_item<'a>(claim: &'a PersonClaim, body: Option<&'a str>) -> PersonItem<'a> {
    PersonItem {
        name: &claim.name,
        title: claim.title.as_deref(),
        of: claim.of.as_ref().map(|of| of.as_str()),
        aliases: &claim.aliases,
        branch: claim.branch,
        evidence: evidence_items(&claim.evidence, body),
        inferred: &claim.inferred,
    }
}

/// An organisation that an article names.
#[derive(Debug, Serialize)]
pub struct OrganizationItem<'a> {
    name: &'a str,
    kind: OrganizationKind,
    aliases: &'a [String],
    place: Option<&'a PlaceCode>,
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// An organisation as an item.
pub fn organization_item<'a>(claim: &'a OrganizationClaim, body: Option<&'a str>) -> OrganizationItem<'a> {
    OrganizationItem {
        name: &claim.name,
        kind: claim.kind,
        aliases: &claim.aliases,
        place: claim.place.as_ref(),
        evidence: evidence_items(&claim.evidence, body),
        inferred: &claim.inferred,
    }
}

/// Somebody who took part.
#[derive(Debug, Serialize)]
pub struct ParticipantItem<'a> {
    name: &'a str,
    kind: ParticipantKind,
    side: Option<&'a PlaceCode>,
    role: ParticipantRole,
    evidence: Vec<EvidenceItem<'a>>,
}

fn participant_item<'a>(participant: &'a Participant, evidence: Vec<EvidenceItem<'a>>) -> ParticipantItem<'a> {
    ParticipantItem { name: &participant.name, kind: participant.kind, side: participant.side.as_ref(), role: participant.role, evidence }
}

/// What an engagement was about.
#[derive(Debug, Serialize)]
pub struct TopicItem<'a> {
    topic: &'a str,
    evidence: Vec<EvidenceItem<'a>>,
}

/// An engagement that an article reports.
#[derive(Debug, Serialize)]
pub struct EngagementItem<'a> {
    #[serde(rename = "type")]
    kind: EngagementType,
    from: &'a [PlaceCode],
    to: &'a [PlaceCode],
    date: Option<String>,
    venues: &'a [PlaceCode],
    leader: Option<&'a str>,
    context: Context,
    about: &'a [PlaceCode],
    within: bool,
    counterpart: CounterpartKind,
    home: bool,
    participants: Vec<ParticipantItem<'a>>,
    delegation_size: Option<HedgedCount>,
    attendance: Option<HedgedCount>,
    topics: Vec<TopicItem<'a>>,
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// An engagement as an item.
pub fn engagement_item<'a>(claim: &'a EngagementClaim, quoting: &Quoting<'a>) -> EngagementItem<'a> {
    let participant = |(at, one): (usize, &'a Participant)| participant_item(one, quoting.items(at, Quoting::participants, &one.evidence));
    let topic =
        |(at, one): (usize, &'a TopicClaim)| TopicItem { topic: &one.topic, evidence: quoting.items(at, Quoting::topics, &one.evidence) };
    EngagementItem {
        kind: claim.kind,
        from: &claim.from,
        to: &claim.to,
        date: edtf(claim.date),
        venues: &claim.venues,
        leader: claim.leader.as_deref(),
        context: claim.context,
        about: &claim.about,
        within: claim.within,
        counterpart: claim.counterpart,
        home: claim.home,
        participants: claim.participants.iter().enumerate().map(participant).collect(),
        delegation_size: claim.delegation_size,
        attendance: claim.attendance,
        topics: claim.topics.iter().enumerate().map(topic).collect(),
        evidence: evidence_items(&claim.evidence, quoting.own()),
        inferred: &claim.inferred,
    }
}

/// What another fact is pointed at by: its index in a report, its id in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reference {
    /// Position in the same report's list.
    Index(usize),
    /// Id.
    Id(String),
}

/// An agreement that an article reports.
#[derive(Debug, Serialize)]
pub struct AgreementItem<'a> {
    kind: AgreementKind,
    stage: Stage,
    count: Option<u32>,
    amount: Option<Value>,
    currency: Option<&'static str>,
    approx: bool,
    hedge: Option<Hedge>,
    amount_max: Option<Value>,
    nature: Nature,
    binding: Binding,
    /// The engagement it was signed in.
    pub engagement: Option<Reference>,
    sides: &'a [PlaceCode],
    umbrella: bool,
    /// The agreement that contains it.
    pub part_of: Option<Reference>,
    /// Whether it may be summed.
    pub counted: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<&'static str>,
    /// The total of another article that it may lie inside of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maybe_inside: Option<&'a str>,
    parties: Vec<&'a str>,
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// An agreement as an item; money in whole units.
pub fn agreement_item<'a>(claim: &'a AgreementClaim, quoting: &Quoting<'a>) -> AgreementItem<'a> {
    let currency = claim.amount.map(|amount| amount.currency);
    let amount_max = claim.amount_max_minor.zip(currency).map(|(minor, currency)| units_json(minor.into(), currency));
    AgreementItem {
        kind: claim.kind,
        stage: claim.stage,
        count: claim.count,
        amount: claim.amount.map(|amount| amount.units_json()),
        currency: currency.map(|currency| currency.code()),
        approx: claim.is_approximate(),
        hedge: claim.is_approximate().then_some(claim.hedge),
        amount_max,
        nature: claim.nature,
        binding: claim.binding,
        engagement: claim.engagement.map(Reference::Index),
        sides: &claim.sides,
        umbrella: claim.umbrella,
        part_of: claim.part_of.map(Reference::Index),
        counted: claim.is_counted(),
        left_out: claim.left_out().map(|why| why.reason()),
        maybe_inside: None,
        parties: claim.parties.iter().map(|party| party.as_str()).collect(),
        evidence: evidence_items(&claim.evidence, quoting.own()),
        inferred: &claim.inferred,
    }
}

/// A tie that an article speaks of.
#[derive(Debug, Serialize)]
pub struct TieItem<'a> {
    a: &'a PlaceCode,
    b: &'a PlaceCode,
    kind: TieKind,
    started: Option<String>,
    status: TieStatus,
    as_of: Option<String>,
    evidence: Vec<EvidenceItem<'a>>,
    inferred: &'a Inferred,
}

/// A tie as an item.
pub fn tie_item<'a>(claim: &'a TieClaim, body: Option<&'a str>) -> TieItem<'a> {
    TieItem {
        a: &claim.a,
        b: &claim.b,
        kind: claim.kind,
        started: edtf(claim.started),
        status: claim.status,
        as_of: edtf(claim.as_of),
        evidence: evidence_items(&claim.evidence, body),
        inferred: &claim.inferred,
    }
}
