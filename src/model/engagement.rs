//! Engagements: one type, its sides, its dates, its venue.

use serde::{Deserialize, Serialize};

use super::amount::Hedge;
use super::date::DateSpan;
use super::evidence::{EvidenceList, Inferred};
use super::place::PlaceCode;
use super::vocabulary;

vocabulary!(
    /// The codebook's types, after PLOVER.
    EngagementType {
        /// People sent by one place travel to another.
        Delegation = "delegation",
        /// Two sides meet or talk.
        Meeting = "meeting",
        /// Forum, fair, summit, round table.
        Conference = "conference",
        /// Instruments are signed or exchanged.
        Signing = "signing",
        /// A tie between two places is established, renewed, suspended or ended.
        Partnership = "partnership",
        /// Culture, education, sport, youth, training, help.
        Exchange = "exchange",
        /// An anniversary or friendship day that is itself an event.
        Commemoration = "commemoration",
    }
);

impl EngagementType {
    /// Whether `from` and `to` mean who travelled and where to. For all other types they are two sides in no order.
    pub fn is_directed(self) -> bool {
        self == EngagementType::Delegation
    }
}

vocabulary!(
    /// How the article speaks of it.
    Context {
        /// It took place.
        Actual = "actual",
        /// It is announced.
        Planned = "planned",
        /// It is told as background.
        Historical = "historical",
    }
);

vocabulary!(
    /// What kind of counterpart the subnational side dealt with.
    CounterpartKind {
        /// A government.
        Government = "government",
        /// A legislature.
        Legislature = "legislature",
        /// A party committee.
        Party = "party",
        /// An embassy, consulate or permanent mission.
        Mission = "mission",
        /// A chamber of commerce.
        Chamber = "chamber",
        /// An association.
        Association = "association",
        /// A company.
        Company = "company",
        /// A university.
        University = "university",
        /// A think tank.
        ThinkTank = "think_tank",
        /// An organisation of states.
        InternationalOrganisation = "international_organisation",
        /// Not told.
        Unknown = "unknown",
    }
);

vocabulary!(
    /// What a participant is.
    ParticipantKind {
        /// A person.
        Person = "person",
        /// An organisation.
        Organization = "organization",
        /// A place.
        Place = "place",
    }
);

vocabulary!(
    /// What a participant did.
    ParticipantRole {
        /// Led the delegation.
        Leader = "leader",
        /// Belonged to a delegation.
        Member = "member",
        /// Received it.
        Host = "host",
        /// Organised it.
        Organiser = "organiser",
        /// Spoke.
        Speaker = "speaker",
        /// Signed.
        Signatory = "signatory",
        /// Was there.
        Present = "present",
    }
);

/// Somebody or something that took part, told as such; never by mere co-occurrence in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The name as the list of people or organisations of the same article has it; for a place its code.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// The place it stands for, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PlaceCode>,
    /// What it did.
    pub role: ParticipantRole,
    /// Where the article says so.
    pub evidence: EvidenceList,
}

/// A number of people with its hedge: "over 700 representatives".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HedgedCount {
    /// The figure as stated.
    pub number: u32,
    /// How it relates to the true one.
    pub hedge: Hedge,
}

/// One topic of the closed list, with what it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicClaim {
    /// The word of the codebook's closed list (`extract::en::topics`).
    pub topic: String,
    /// Where.
    pub evidence: EvidenceList,
}

/// An engagement that an article reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagementClaim {
    /// The type.
    #[serde(rename = "type")]
    pub kind: EngagementType,
    /// For a delegation, who travelled; else one side.
    pub from: Vec<PlaceCode>,
    /// For a delegation, whom they visited; else the other side.
    pub to: Vec<PlaceCode>,
    /// Places only spoken of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<PlaceCode>,
    /// When; `None` where the text gives nothing to take a date from.
    pub date: Option<DateSpan>,
    /// True where the date is that of the trip or fair around it: some day of it, not all of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
    /// Where.
    pub venues: Vec<PlaceCode>,
    /// Who led the delegation, by the name in the list of people.
    pub leader: Option<String>,
    /// Whether it took place, will, or is background.
    pub context: Context,
    /// What kind of counterpart.
    pub counterpart: CounterpartKind,
    /// A delegation received by its own country's mission: at home, and in no count of pairs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub home: bool,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// How many travelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation_size: Option<HedgedCount>,
    /// How many were there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<HedgedCount>,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicClaim>,
    /// Where the article says so.
    pub evidence: EvidenceList,
    /// What was inferred, by field.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}

impl EngagementClaim {
    /// Both sides, `from` first.
    pub fn sides(&self) -> impl Iterator<Item = &PlaceCode> {
        self.from.iter().chain(&self.to)
    }
}
