//! Ids as numbers: behind its letter an id is sixty bits. The numbers of one class stand in the order of the ids as text.

use std::ops::RangeInclusive;

use crate::model::ids::ID_CHARACTERS;
use crate::model::{AgreementId, DocumentId, EngagementId, PersonId};

/// The characters of ids in the order of their text.
const ALPHABET: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// An id that fits eight bytes.
pub(super) trait Numbered: Sized {
    const LETTER: char;
    fn text(&self) -> &str;
    fn parsed(text: &str) -> Option<Self>;

    /// Its number.
    fn number(&self) -> u64 {
        self.text().bytes().skip(1).fold(0, |number, byte| number << 5 | u64::from(value(byte).unwrap_or(0)))
    }

    /// The id of a number.
    fn of_number(number: u64) -> Self {
        let mut text = String::with_capacity(1 + ID_CHARACTERS);
        text.push(Self::LETTER);
        text.extend((0..ID_CHARACTERS).rev().map(|at| char::from(ALPHABET[(number >> (5 * at)) as usize & 31])));
        Self::parsed(&text).expect("the letter and twelve characters of the alphabet")
    }
}

macro_rules! numbered {
    ($($id:ident),+) => { $(
        impl Numbered for $id {
            const LETTER: char = $id::LETTER;
            fn text(&self) -> &str {
                self.as_str()
            }
            fn parsed(text: &str) -> Option<Self> {
                $id::parse(text)
            }
        }
    )+ };
}
numbered!(AgreementId, DocumentId, EngagementId, PersonId);

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'2'..=b'7' => Some(byte - b'2'),
        b'a'..=b'z' => Some(byte - b'a' + 6),
        _ => None,
    }
}

/// The numbers of the ids of a class that begin with a text; `None` where none can.
pub(super) fn beginning<I: Numbered>(text: &str) -> Option<RangeInclusive<u64>> {
    let rest = text.strip_prefix(I::LETTER)?;
    let open = 5 * ID_CHARACTERS.checked_sub(rest.len())?;
    let first = rest.bytes().try_fold(0_u64, |number, byte| Some(number << 5 | u64::from(value(byte)?)))?;
    Some(first << open..=(first << open) + ((1 << open) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_stand_for_ids_and_keep_their_order(one in "[a-z2-7]{12}", other in "[a-z2-7]{12}", length in 1_usize..13) {
            let id = |text: &str| EngagementId::parse(&format!("e{text}")).expect("an id");
            let (one, other) = (id(&one), id(&other));
            prop_assert_eq!(EngagementId::of_number(one.number()), one.clone());
            prop_assert_eq!(one.number().cmp(&other.number()), one.cmp(&other));
            let prefix = &one.as_str()[..length];
            let range = beginning::<EngagementId>(prefix).expect("a prefix");
            prop_assert!(range.contains(&one.number()));
            prop_assert_eq!(range.contains(&other.number()), other.as_str().starts_with(prefix));
        }
    }

    #[test]
    fn what_begins_no_id_has_no_numbers() {
        assert_eq!(beginning::<EngagementId>("d23"), None);
        assert_eq!(beginning::<EngagementId>("e1"), None);
        assert_eq!(beginning::<EngagementId>("e234567234567a"), None);
    }
}
