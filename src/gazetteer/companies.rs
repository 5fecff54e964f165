//! Well-known companies and universities and the country of their seat.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{PhraseBook, Writing, by_beginning};
use crate::model::{OrganizationKind, PlaceCode};
use crate::text::fold::fold_key;

/// The built-in list.
pub const LIST: &str = include_str!("../../assets/gazetteer/companies.tsv");

/// A body of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBody {
    /// Where it has its seat.
    pub country: PlaceCode,
    /// What sort of body.
    pub kind: OrganizationKind,
}

/// All bodies of the list by name.
pub static KNOWN_BODIES: LazyLock<PhraseBook<KnownBody>> = LazyLock::new(|| {
    let mut book = PhraseBook::default();
    for row in LIST.lines().filter(|line| !line.starts_with('#')) {
        if let Some((body, name)) = body_of_row(row) {
            book.add(name, Writing::Capitalised, body);
        }
    }
    book
});

fn body_of_row(row: &str) -> Option<(KnownBody, &str)> {
    let mut cells = row.split('\t');
    let (country, kind, name) = (PlaceCode::parse(cells.next()?)?, cells.next()?.parse().ok()?, cells.next()?);
    Some((KnownBody { country, kind }, name))
}

/// The country of a body by its name, of which the listed name may be the beginning: "BMW Group" is BMW's.
pub fn country_of(name: &str) -> Option<&'static PlaceCode> {
    static BY_KEY: LazyLock<FxHashMap<String, PlaceCode>> = LazyLock::new(|| {
        let rows = LIST.lines().filter(|line| !line.starts_with('#')).filter_map(body_of_row);
        rows.map(|(body, name)| (fold_key(name), body.country)).collect()
    });
    by_beginning(&BY_KEY, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_country_and_a_kind() {
        for row in LIST.lines().filter(|line| !line.starts_with('#')) {
            assert!(body_of_row(row).is_some(), "{row}");
        }
    }

    #[test]
    fn a_longer_name_begins_with_the_known_one() {
        let country = |name: &str| country_of(name).map(PlaceCode::as_str);
        assert_eq!(country("BMW Group"), Some("DE"));
        assert_eq!(country("Siemens"), Some("DE"));
        assert_eq!(country("Siemensstadt Group"), None);
        assert_eq!(country("Foo Group"), None);
    }
}
