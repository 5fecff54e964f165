//! Who is named in one document: the people and organisations of its lists, and those that only a participant or a party names,
//! each with the id that its name gives it.

use crate::model::{
    Affiliation, Branch, Claims, OrganizationId, OrganizationKind, Participant, ParticipantKind, PersonClaim, PersonId, PlaceCode,
};
use crate::text::fold::fold_key;

/// A person as one document names it.
#[derive(Debug)]
pub(super) struct PersonNaming<'a> {
    pub(super) id: PersonId,
    pub(super) name: &'a str,
    pub(super) aliases: &'a [String],
    pub(super) title: Option<&'a str>,
    pub(super) of: Option<&'a Affiliation>,
    pub(super) branch: Option<Branch>,
}

/// An organisation as one document names it.
#[derive(Debug)]
pub(super) struct OrganizationNaming<'a> {
    pub(super) id: OrganizationId,
    pub(super) name: &'a str,
    pub(super) aliases: &'a [String],
    pub(super) kind: OrganizationKind,
    pub(super) place: Option<&'a PlaceCode>,
}

/// All of one document, in the order of its lists; whom no list names comes last.
#[derive(Debug, Default)]
pub(super) struct Namings<'a> {
    pub(super) people: Vec<PersonNaming<'a>>,
    pub(super) organizations: Vec<OrganizationNaming<'a>>,
}

impl<'a> Namings<'a> {
    /// Reads the claims of a document.
    pub(super) fn of(claims: &'a Claims) -> Self {
        let mut namings = Namings::default();
        namings.people.extend(claims.people.iter().map(PersonNaming::of));
        namings.organizations.extend(claims.organizations.iter().map(|claim| OrganizationNaming {
            id: organization_id(&claim.name),
            name: &claim.name,
            aliases: &claim.aliases,
            kind: claim.kind,
            place: claim.place.as_ref(),
        }));
        for engagement in &claims.engagements {
            for participant in &engagement.participants {
                namings.add_unlisted(participant);
            }
            if let Some(leader) = &engagement.leader {
                namings.add_person(leader, None);
            }
        }
        for party in claims.agreements.iter().flat_map(|agreement| &agreement.parties) {
            if let Affiliation::Organization(name) = party {
                namings.add_organization(name);
            }
        }
        namings
    }

    /// The person of that name.
    pub(super) fn person(&self, name: &str) -> Option<&PersonId> {
        find(&self.people, name, |naming| (naming.name, naming.aliases)).map(|naming| &naming.id)
    }

    /// The organisation of that name.
    pub(super) fn organization(&self, name: &str) -> Option<&OrganizationId> {
        find(&self.organizations, name, |naming| (naming.name, naming.aliases)).map(|naming| &naming.id)
    }

    fn add_unlisted(&mut self, participant: &'a Participant) {
        match participant.kind {
            ParticipantKind::Person => self.add_person(&participant.name, participant.side.as_ref()),
            ParticipantKind::Organization => self.add_organization(&participant.name),
            ParticipantKind::Place => {}
        }
    }

    fn add_person(&mut self, name: &'a str, side: Option<&PlaceCode>) {
        if self.person(name).is_none() {
            let id = person_id(name, side);
            self.people.push(PersonNaming { id, name, aliases: &[], title: None, of: None, branch: None });
        }
    }

    fn add_organization(&mut self, name: &'a str) {
        if self.organization(name).is_none() {
            let id = organization_id(name);
            self.organizations.push(OrganizationNaming { id, name, aliases: &[], kind: OrganizationKind::Unknown, place: None });
        }
    }
}

impl<'a> PersonNaming<'a> {
    fn of(claim: &'a PersonClaim) -> Self {
        let of = claim.of.as_ref();
        Self {
            id: person_id(&claim.name, of.and_then(Affiliation::place)),
            name: &claim.name,
            aliases: &claim.aliases,
            title: claim.title.as_deref(),
            of,
            branch: claim.branch,
        }
    }
}

/// The same, without the claims: what a record's places, leader and parties are looked up in.
#[derive(Debug, Default)]
pub(super) struct Names {
    people: Vec<(String, Vec<String>, PersonId)>,
    organizations: Vec<(String, Vec<String>, OrganizationId)>,
}

impl Names {
    /// From the claims at hand.
    pub(super) fn of(namings: &Namings<'_>) -> Self {
        let people = namings.people.iter().map(|one| (one.name.to_owned(), one.aliases.to_vec(), one.id.clone()));
        let organizations = namings.organizations.iter().map(|one| (one.name.to_owned(), one.aliases.to_vec(), one.id.clone()));
        Self { people: people.collect(), organizations: organizations.collect() }
    }

    /// From what the store holds, in the same order.
    pub(super) fn new(people: Vec<(String, Vec<String>, PersonId)>, organizations: Vec<(String, Vec<String>, OrganizationId)>) -> Self {
        Self { people, organizations }
    }

    /// The person of that name.
    pub(super) fn person(&self, name: &str) -> Option<&PersonId> {
        find(&self.people, name, |(name, aliases, _)| (name, aliases)).map(|(_, _, id)| id)
    }

    /// The organisation of that name.
    pub(super) fn organization(&self, name: &str) -> Option<&OrganizationId> {
        find(&self.organizations, name, |(name, aliases, _)| (name, aliases)).map(|(_, _, id)| id)
    }
}

/// By the name itself, else by another form, else by what spellings have in common.
fn find<'n, T>(list: &'n [T], name: &str, forms: impl Fn(&'n T) -> (&'n str, &'n [String])) -> Option<&'n T> {
    let exact = list.iter().find(|item| forms(item).0 == name);
    let by_alias = || list.iter().find(|item| forms(item).1.iter().any(|alias| alias == name));
    let by_key = || {
        let key = key_of(name);
        list.iter().find(|item| key_of(forms(item).0) == key)
    };
    exact.or_else(by_alias).or_else(by_key)
}

pub(super) fn person_id(name: &str, place: Option<&PlaceCode>) -> PersonId {
    let country = place.map(PlaceCode::country);
    PersonId::of(&key_of(name), country.as_ref().map_or("", |country| country.as_str()))
}

fn organization_id(name: &str) -> OrganizationId {
    OrganizationId::of(&key_of(name))
}

/// The search key; names of which nothing is left stay apart by their own spelling.
fn key_of(name: &str) -> String {
    let key = fold_key(name);
    if key.is_empty() { name.to_owned() } else { key }
}
