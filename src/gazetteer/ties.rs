//! Ties and public events whose beginning is dated: they fix the year of a text that only tells an anniversary.

use std::sync::LazyLock;

use crate::model::{DateSpan, PlaceCode};

/// The built-in list.
pub const LIST: &str = include_str!("../../assets/gazetteer/ties.tsv");

/// A tie with its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedTie {
    /// One place.
    pub a: PlaceCode,
    /// The other.
    pub b: PlaceCode,
    /// `sister`, `friendly_exchange` or `diplomatic_relations`.
    pub kind: String,
    /// When it began.
    pub started: DateSpan,
    /// Who says so.
    pub source: String,
}

static TIES: LazyLock<Vec<DatedTie>> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(tie_of_row).collect()
});

fn tie_of_row(row: &str) -> Option<DatedTie> {
    let mut cells = row.split('\t');
    Some(DatedTie {
        a: PlaceCode::parse(cells.next()?)?,
        b: PlaceCode::parse(cells.next()?)?,
        kind: cells.next()?.to_owned(),
        started: DateSpan::parse(cells.next()?)?,
        source: cells.next()?.to_owned(),
    })
}

/// The dated tie of this kind between two places, whichever is named first.
pub fn dated_tie(one: &PlaceCode, other: &PlaceCode, kind: &str) -> Option<&'static DatedTie> {
    TIES.iter().find(|tie| tie.kind == kind && (tie.a == *one && tie.b == *other || tie.a == *other && tie.b == *one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_row_is_readable_and_names_known_places() {
        let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(rows, TIES.len());
        for tie in TIES.iter() {
            for code in [&tie.a, &tie.b] {
                assert!(Gazetteer::builtin().place(code).is_some(), "{code} is no known place");
            }
        }
    }
}
