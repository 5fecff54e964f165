//! Identifiers made from content, so that the same article read twice, on two machines, in any order, gets the same names.
//!
//! An id is one letter for its class and twelve characters of base32 (60 bits of a SHA-256 over length-prefixed parts).

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Number of base32 characters behind the class letter.
pub const ID_CHARACTERS: usize = 12;

/// The first [`ID_CHARACTERS`] base32 characters of a SHA-256 over the parts. Each part is preceded by its length, so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
fn content_id(letter: char, parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    hasher.update([letter as u8]);
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let encoded = BASE32_NOPAD.encode(&hasher.finalize()).to_ascii_lowercase();
    format!("{letter}{}", &encoded[..ID_CHARACTERS])
}

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident, $letter:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The class letter that every id of this kind begins with.
            pub const LETTER: char = $letter;

            fn of_parts(parts: &[&[u8]]) -> Self {
                Self(content_id(Self::LETTER, parts))
            }

            /// Takes an id as it was stored or typed; `None` where it has another form.
            pub fn parse(text: &str) -> Option<Self> {
                let rest = text.strip_prefix(Self::LETTER)?;
                let well_formed = rest.len() == ID_CHARACTERS && rest.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b));
                well_formed.then(|| Self(text.to_owned()))
            }

            /// The id as text, with its letter.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

identifier!(
    /// A document: what was read, fixed by its body and its url.
    DocumentId, 'd'
);
identifier!(
    /// An engagement claim, and the record of which it is the smallest member.
    EngagementId, 'e'
);
identifier!(
    /// An agreement claim, and the record of which it is the smallest member.
    AgreementId, 'a'
);
identifier!(
    /// A lasting tie between two places.
    TieId, 't'
);
identifier!(
    /// The state of a store: all its records.
    StateId, 's'
);
identifier!(
    /// A person, fixed by folded name and country.
    PersonId, 'p'
);
identifier!(
    /// An organisation, fixed by folded name.
    OrganizationId, 'o'
);
identifier!(
    /// A line of the append-only log.
    LogEntryId, 'l'
);

impl DocumentId {
    /// A document is its body and its url, if it has one. The path it was read from is provenance and does not count.
    pub fn of(body: &str, url: Option<&str>) -> Self {
        Self::of_parts(&[body.as_bytes(), url.unwrap_or_default().as_bytes()])
    }
}

/// What fixes a claim: its document, its type word, where its evidence starts, and its rank among claims alike in these.
#[derive(Debug, Clone, Copy)]
pub struct ClaimAnchor<'a> {
    /// The document that makes the claim.
    pub document: &'a DocumentId,
    /// The codebook's word: an engagement's type or an agreement's kind.
    pub kind: &'a str,
    /// First byte of the first evidence span.
    pub start: usize,
    /// 0 for the first such claim, 1 for the next.
    pub ordinal: usize,
}

impl ClaimAnchor<'_> {
    fn id_parts<R>(&self, class: &str, build: impl FnOnce(&[&[u8]]) -> R) -> R {
        let start = (self.start as u64).to_be_bytes();
        let ordinal = (self.ordinal as u64).to_be_bytes();
        build(&[self.document.as_str().as_bytes(), class.as_bytes(), self.kind.as_bytes(), &start, &ordinal])
    }
}

impl StateId {
    /// The id of all that a store's records are written as.
    pub fn of(parts: &[&[u8]]) -> Self {
        Self::of_parts(parts)
    }
}

impl EngagementId {
    /// The id of an engagement claim.
    pub fn of(anchor: ClaimAnchor<'_>) -> Self {
        anchor.id_parts("engagement", Self::of_parts)
    }
}

impl AgreementId {
    /// The id of an agreement claim.
    pub fn of(anchor: ClaimAnchor<'_>) -> Self {
        anchor.id_parts("agreement", Self::of_parts)
    }
}

impl TieId {
    /// A tie is its two places, in the order of their codes, and its kind.
    pub fn of(one: &str, other: &str, kind: &str) -> Self {
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        Self::of_parts(&[first.as_bytes(), second.as_bytes(), kind.as_bytes()])
    }
}

impl PersonId {
    /// `folded_name` is the search key of the name, `country` the ISO 3166-1 code or an empty string.
    pub fn of(folded_name: &str, country: &str) -> Self {
        Self::of_parts(&[folded_name.as_bytes(), country.as_bytes()])
    }
}

impl OrganizationId {
    /// `folded_name` is the search key of the fullest name.
    pub fn of(folded_name: &str) -> Self {
        Self::of_parts(&[folded_name.as_bytes()])
    }
}

impl LogEntryId {
    /// `hash` is the entry's link in the chain, in hexadecimal.
    pub fn of(hash: &str) -> Self {
        Self::of_parts(&[hash.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_id_and_parts_do_not_run_together() {
        let id = DocumentId::of("body", None);
        assert_eq!(id, DocumentId::of("body", None));
        assert_ne!(id, DocumentId::of("bod", Some("y")));
        assert_eq!(DocumentId::parse(id.as_str()), Some(id.clone()));
        assert_eq!(id.as_str().len(), 1 + ID_CHARACTERS);
        assert_eq!(DocumentId::parse("d123"), None);
    }

    #[test]
    fn a_tie_is_the_same_from_both_ends() {
        assert_eq!(TieId::of("CN-JS", "KR-41", "sister"), TieId::of("KR-41", "CN-JS", "sister"));
    }

    #[test]
    fn claims_that_start_together_differ_by_ordinal() {
        let document = DocumentId::of("x", None);
        let anchor = ClaimAnchor { document: &document, kind: "meeting", start: 10, ordinal: 0 };
        assert_ne!(EngagementId::of(anchor), EngagementId::of(ClaimAnchor { ordinal: 1, ..anchor }));
    }
}
