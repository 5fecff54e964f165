//! What a stored row says: field by field, each value its own evidence.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::FIELDS;
use crate::gazetteer::Gazetteer;
use crate::model::evidence::MAX_SPAN_BYTES;
use crate::model::{
    Affiliation, AgreementClaim, AgreementKind, Amount, Binding, Claims, Context, CounterpartKind, Currency, DateSpan, EngagementClaim,
    EvidenceList, Hedge, HedgedCount, Inferred, Nature, OrganizationClaim, OrganizationKind, Participant, ParticipantKind, ParticipantRole,
    PersonClaim, PlaceClaim, PlaceCode, PublishedDate, RuleName, Stage, TextSpan, TieClaim, TieKind, TieStatus, TopicClaim,
};

/// Everything in a row, and what cannot be read.
pub(super) fn of_fields(body: &str, gazetteer: &Gazetteer) -> (Claims, Vec<String>) {
    let mut row = Reader { body, gazetteer, lines: lines(body), problems: Vec::new(), claims: Claims::default() };
    row.claims.lang = "und".to_owned();
    row.claims.title = row.text("title").map(str::to_owned);
    row.claims.published = row.date("published").map(|date| PublishedDate { date, evidence: row.evidence("published") });
    let engagement = row.engagement();
    let agreement = row.agreement(engagement.as_ref());
    let tie = row.tie();
    if engagement.is_none() && agreement.is_none() && tie.is_none() && row.problems.is_empty() {
        row.problems.push("neither type (an engagement) nor kind (an agreement) nor a and b (a tie) is told".to_owned());
    }
    row.claims.relevant = engagement.is_some();
    row.claims.engagements.extend(engagement);
    row.claims.agreements.extend(agreement);
    row.claims.ties.extend(tie);
    (row.claims, row.problems)
}

/// Where the values of the fields stand.
fn lines(body: &str) -> BTreeMap<&'static str, TextSpan> {
    let (mut spans, mut start) = (BTreeMap::new(), 0);
    for line in body.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        if let Some((name, value)) = text.split_once(": ")
            && let Some((field, _)) = FIELDS.iter().find(|(field, _)| *field == name)
        {
            spans.entry(*field).or_insert(TextSpan::new(start + text.len() - value.len(), start + text.len()));
        }
        start += line.len();
    }
    spans
}

struct Reader<'a> {
    body: &'a str,
    gazetteer: &'a Gazetteer,
    lines: BTreeMap<&'static str, TextSpan>,
    problems: Vec<String>,
    claims: Claims,
}

impl<'a> Reader<'a> {
    fn text(&self, field: &str) -> Option<&'a str> {
        self.lines.get(field).and_then(|span| span.of(self.body))
    }

    fn list(&self, field: &str) -> Vec<&'a str> {
        self.text(field).into_iter().flat_map(|text| text.split(';')).map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    /// The value of a field as evidence.
    fn evidence(&self, field: &str) -> Option<EvidenceList> {
        let span = short(self.body, *self.lines.get(field)?);
        Some(EvidenceList::of(span, RuleName::from(format!("row.{field}"))))
    }

    /// The words of the source where the row has them, then each field.
    fn evidence_of(&self, fields: &[&str]) -> EvidenceList {
        let told = fields.iter().filter_map(|field| self.evidence(field));
        let mut all = self.evidence("text").into_iter().chain(told);
        let whole = || EvidenceList::of(short(self.body, TextSpan::new(0, self.body.len())), RuleName::new("row"));
        let mut evidence = all.next().unwrap_or_else(whole);
        all.for_each(|more| evidence.merge(&more));
        evidence
    }

    fn problem(&mut self, field: &str, what: &str) {
        self.problems.push(format!("{field}: {what}"));
    }

    /// A word of a closed vocabulary; `default` where the field is empty.
    fn word<T: FromStr + Copy>(&mut self, field: &str, default: T) -> T {
        let Some(text) = self.text(field) else { return default };
        let word = text.to_lowercase().replace([' ', '-'], "_");
        word.parse().unwrap_or_else(|_| {
            self.problem(field, &format!("'{text}' is no word of the codebook"));
            default
        })
    }

    fn date(&mut self, field: &str) -> Option<DateSpan> {
        let text = self.text(field)?;
        let date = DateSpan::parse(text);
        if date.is_none() {
            self.problem(field, &format!("'{text}' is no date in EDTF"));
        }
        date
    }

    fn number(&mut self, field: &str) -> Option<u32> {
        let text = self.text(field)?;
        let number = ungrouped(text).parse().ok();
        if number.is_none() {
            self.problem(field, &format!("'{text}' is no whole number"));
        }
        number
    }

    fn places(&mut self, field: &'static str) -> Vec<PlaceCode> {
        self.list(field).into_iter().filter_map(|name| self.place(field, name)).collect()
    }

    /// A code that is known, or a name that one place alone has.
    fn place(&mut self, field: &'static str, name: &str) -> Option<PlaceCode> {
        match place_called(self.gazetteer, name) {
            Ok(code) => {
                if let Some(evidence) = self.evidence(field)
                    && !self.claims.places.iter().any(|known| known.code.as_ref() == Some(&code))
                {
                    let (name, aliases) = (name.to_owned(), Vec::new());
                    self.claims.places.push(PlaceClaim { name, code: Some(code.clone()), aliases, evidence, inferred: Inferred::new() });
                }
                Some(code)
            }
            Err(why) => {
                self.problem(field, &why);
                None
            }
        }
    }

    fn engagement(&mut self) -> Option<EngagementClaim> {
        let text = self.text("type")?;
        let Ok(kind) = text.to_lowercase().parse() else {
            self.problem("type", &format!("'{text}' is no type of the codebook"));
            return None;
        };
        let (from, to) = (self.places("from"), self.places("to"));
        if from.is_empty() && to.is_empty() {
            self.problem("from", "an engagement needs a side: from or to");
        }
        let claim = EngagementClaim {
            kind,
            about: self.places("about"),
            date: self.date("date"),
            within: false,
            venues: self.places("venues"),
            leader: self.text("leader").map(str::to_owned),
            context: self.word("context", Context::Actual),
            counterpart: self.word("counterpart", CounterpartKind::Unknown),
            home: false,
            participants: self.participants(from.first()),
            delegation_size: self.number("delegation_size").map(|number| HedgedCount { number, hedge: Hedge::Exactly }),
            attendance: None,
            topics: self.topics(),
            evidence: self.evidence_of(&["type", "date", "from", "to", "venues", "leader"]),
            inferred: Inferred::new(),
            from,
            to,
        };
        Some(claim)
    }

    fn topics(&self) -> Vec<TopicClaim> {
        let of = |topic: &str| Some(TopicClaim { topic: topic.to_lowercase().replace(' ', "_"), evidence: self.evidence("topics")? });
        self.list("topics").into_iter().filter_map(of).collect()
    }

    fn participants(&mut self, side: Option<&PlaceCode>) -> Vec<Participant> {
        let mut found = Vec::new();
        if let (Some(name), Some(evidence)) = (self.text("leader"), self.evidence("leader")) {
            let of = side.cloned().map(Affiliation::Place);
            let title = self.text("leader_title").map(str::to_owned);
            self.add_person(name, title, of, &self.evidence_of(&["leader", "leader_title"]));
            found.push(Participant {
                name: name.to_owned(),
                kind: ParticipantKind::Person,
                side: side.cloned(),
                role: ParticipantRole::Leader,
                evidence,
            });
        }
        for (field, kind) in [("participants", ParticipantKind::Person), ("organizations", ParticipantKind::Organization)] {
            for text in self.list(field) {
                let Some(evidence) = self.evidence(field) else { continue };
                let (name, role) = with_role(text);
                match kind {
                    ParticipantKind::Person => self.add_person(name, None, None, &evidence),
                    _ => self.add_organization(name, &evidence),
                }
                if !found.iter().any(|known: &Participant| known.name == name) {
                    found.push(Participant { name: name.to_owned(), kind, side: None, role, evidence });
                }
            }
        }
        found
    }

    fn add_person(&mut self, name: &str, title: Option<String>, of: Option<Affiliation>, evidence: &EvidenceList) {
        if !self.claims.people.iter().any(|known| known.name == name) {
            let (name, aliases, inferred) = (name.to_owned(), Vec::new(), Inferred::new());
            self.claims.people.push(PersonClaim { name, title, of, branch: None, aliases, evidence: evidence.clone(), inferred });
        }
    }

    fn add_organization(&mut self, name: &str, evidence: &EvidenceList) {
        if !self.claims.organizations.iter().any(|known| known.name == name) {
            let (name, aliases, inferred) = (name.to_owned(), Vec::new(), Inferred::new());
            let kind = OrganizationKind::Unknown;
            self.claims.organizations.push(OrganizationClaim { name, kind, aliases, place: None, evidence: evidence.clone(), inferred });
        }
    }

    fn agreement(&mut self, engagement: Option<&EngagementClaim>) -> Option<AgreementClaim> {
        let text = self.text("kind")?;
        let Ok(kind) = text.to_lowercase().parse() else {
            self.problem("kind", &format!("'{text}' is no kind of the codebook"));
            return None;
        };
        let (amount, sides, parties) = (self.amount(), self.places("sides"), self.parties());
        let mut inferred = Inferred::new();
        // A memorandum or letter of intent binds nobody, unless the row says otherwise.
        let binding = if kind == AgreementKind::Mou && self.text("binding").is_none() {
            inferred.insert("binding".to_owned(), "it is a memorandum or letter of intent".to_owned());
            Binding::NonBinding
        } else {
            self.word("binding", Binding::Unknown)
        };
        Some(AgreementClaim {
            kind,
            stage: self.word("stage", Stage::Signed),
            count: self.number("count"),
            amount,
            hedge: if amount.is_some() { self.word("hedge", Hedge::Exactly) } else { Hedge::Exactly },
            amount_max_minor: None,
            nature: self.word("nature", Nature::Unstated),
            binding,
            engagement: engagement.map(|_| 0),
            sides,
            umbrella: false,
            part_of: None,
            parties,
            evidence: self.evidence_of(&["kind", "stage", "count", "amount", "currency", "sides", "parties"]),
            inferred,
        })
    }

    fn parties(&mut self) -> Vec<Affiliation> {
        let mut parties = Vec::new();
        for name in self.list("parties") {
            match place_called(self.gazetteer, name) {
                Ok(code) => parties.push(Affiliation::Place(code)),
                Err(_) => {
                    if let Some(evidence) = self.evidence("parties") {
                        self.add_organization(name, &evidence);
                    }
                    parties.push(Affiliation::Organization(name.to_owned()));
                }
            }
        }
        parties
    }

    fn amount(&mut self) -> Option<Amount> {
        let text = self.text("amount")?;
        let Some(currency) = self.text("currency").and_then(|code| Currency::from_code(&code.to_uppercase())) else {
            self.problem("currency", "an amount needs a currency of ISO 4217");
            return None;
        };
        let amount = ungrouped(text).parse::<Decimal>().ok().filter(|units| *units >= Decimal::ZERO);
        let amount = amount.and_then(|units| Amount::from_units(units, currency));
        if amount.is_none() {
            self.problem("amount", &format!("'{text}' is no sum in {currency}"));
        }
        amount
    }

    fn tie(&mut self) -> Option<TieClaim> {
        let (one, other) = (self.text("a")?, self.text("b")?);
        let (a, b) = (self.place("a", one)?, self.place("b", other)?);
        Some(TieClaim {
            a,
            b,
            kind: self.word("tie_kind", TieKind::Sister),
            started: self.date("started"),
            status: self.word("tie_status", TieStatus::InForce),
            as_of: self.date("as_of"),
            evidence: self.evidence_of(&["a", "b", "started", "tie_status"]),
            inferred: Inferred::new(),
        })
    }
}

/// A known code, a town of a known subdivision or country, or a name that one place alone has.
fn place_called(gazetteer: &Gazetteer, name: &str) -> Result<PlaceCode, String> {
    if let Some(code) = PlaceCode::parse(name) {
        let is_known =
            gazetteer.place(&code).is_some() || code.city().and(code.parent()).is_some_and(|around| gazetteer.place(&around).is_some());
        return if is_known { Ok(code) } else { Err(format!("'{name}' is no code that is known")) };
    }
    let mut codes: Vec<PlaceCode> = gazetteer.named(name).into_iter().filter_map(|place| place.code.clone()).collect();
    codes.dedup();
    match codes.as_slice() {
        [] => Err(format!("no place is called '{name}'")),
        [code] => Ok(code.clone()),
        several => {
            let names: Vec<&str> = several.iter().map(PlaceCode::as_str).collect();
            Err(format!("'{name}' may be {}: write the code", names.join(", ")))
        }
    }
}

/// `Li Ming (host)`.
fn with_role(text: &str) -> (&str, ParticipantRole) {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match parts.and_then(|(name, role)| Some((name, role.parse().ok()?))) {
        Some((name, role)) => (name, role),
        None => (text, ParticipantRole::Present),
    }
}

/// `1,250,000` without its commas; any other comma stays, so that `1,25` is no hundred and twenty-five.
fn ungrouped(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or(text);
    let groups: Vec<&str> = whole.split(',').collect();
    let is_grouped = groups.len() > 1 && (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    if is_grouped { text.replacen(',', "", groups.len() - 1) } else { text.to_owned() }
}

/// Evidence has a longest length.
fn short(body: &str, span: TextSpan) -> TextSpan {
    let end = body.floor_char_boundary(span.end.min(span.start + MAX_SPAN_BYTES));
    TextSpan::new(span.start, end)
}
