//! What the names of a snapshot are called where they are shown or offered.

use super::numbers::Numbered;
use super::snapshot::Snapshot;
use super::vocabulary::Name;
use crate::model::PersonId;

impl Snapshot {
    /// Whether some record carries a name.
    pub(super) fn is_named(&self, name: Name) -> bool {
        match name {
            Name::Place(at) => {
                let columns = &self.engagements;
                let postings = [&columns.of_place, &columns.of_about, &self.agreements.of_place];
                postings.into_iter().any(|postings| postings.count(at) > 0)
            }
            _ => true,
        }
    }

    /// How many engagements carry a name.
    pub(super) fn uses(&self, name: Name) -> usize {
        let columns = &self.engagements;
        match name {
            Name::Place(at) => columns.of_place.count(at),
            Name::Person(at) => columns.of_person.count(at),
            Name::Organization(at) => columns.of_organization.count(at),
            Name::Topic(at) => columns.of_topic.count(at),
            Name::Word(at) => columns.of_word.count(at),
            Name::Outlet(_) => 0,
        }
    }

    /// A name for people, with what tells it from others called the same where that is told in a word.
    pub(super) fn label(&self, name: Name) -> String {
        match name {
            Name::Place(at) => self.places.label(at),
            Name::Person(at) => self.people.name(at).to_owned(),
            Name::Organization(at) => self.organizations[at as usize].name.clone(),
            Name::Topic(at) => self.topics[at as usize].clone(),
            Name::Outlet(at) => self.outlets[at as usize].clone(),
            Name::Word(_) => "a word of headlines".to_owned(),
        }
    }

    /// A name as a candidate to choose from: each can be typed again by what stands in brackets.
    pub(super) fn candidate(&self, name: Name) -> String {
        match name {
            Name::Place(at) => {
                let place = self.places.named(at);
                format!("{} ({}, {})", place.name, place.kind, place.code)
            }
            Name::Person(at) => {
                let office = self.people.latest_office(at).unwrap_or("person");
                format!("{} ({office}, {})", self.people.name(at), PersonId::of_number(self.people.ids[at as usize]))
            }
            Name::Organization(at) => {
                let organization = &self.organizations[at as usize];
                format!("{} ({}, {})", organization.name, organization.kind, organization.id)
            }
            _ => self.label(name),
        }
    }
}
