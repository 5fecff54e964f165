//! The world's small towns. There are so many that reading their list would take longer than a text: it is searched as it stands.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::model::PlaceCode;
use crate::text::fold::fold_key;

const LIST: &str = include_str!("../../assets/gazetteer/towns.tsv");

/// The rows, in the order of the bytes of their search keys.
static ROWS: LazyLock<&str> = LazyLock::new(|| {
    let head: usize = LIST.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    &LIST[head..]
});

/// The codes of the small towns of a name, the most populous first: `SUBDIVISION/Name`, or `COUNTRY/Name` where ISO 3166-2 divides no further.
pub fn named(name: &str) -> impl Iterator<Item = PlaceCode> {
    let row = row_of(&ROWS, &fold_key(name)).unwrap_or_default();
    row.split('\t').skip(1).filter_map(PlaceCode::parse)
}

/// The head of the list, which tells the SHA-256 of its rows.
pub(super) fn digest() -> &'static str {
    LIST.lines().next().unwrap_or_default()
}

/// The row whose first cell is `key`, of rows that are in the order of the bytes of their first cells.
fn row_of<'r>(rows: &'r str, key: &str) -> Option<&'r str> {
    let (mut low, mut high) = (0, rows.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = rows.as_bytes()[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = rows.as_bytes()[middle..].iter().position(|byte| *byte == b'\n').map_or(rows.len(), |at| middle + at);
        let row = &rows[start..end];
        match row.split('\t').next().unwrap_or_default().cmp(key) {
            Ordering::Equal => return Some(row),
            Ordering::Less => low = (end + 1).min(rows.len()),
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_row_is_found_by_its_key_and_only_what_is_there_is() {
        let rows = "abc\tDE-BY/Abc\nabd\tFR-IDF/Abd\txx\nzz\tUS-OH/Zz\n";
        for key in ["abc", "abd", "zz"] {
            assert_eq!(row_of(rows, key).and_then(|row| row.split('\t').next()), Some(key));
        }
        for key in ["", "a", "abcd", "abe", "zzz", "\u{ffff}"] {
            assert_eq!(row_of(rows, key), None, "{key}");
        }
        let mut before = "";
        for (number, row) in ROWS.lines().enumerate() {
            let key = row.split('\t').next().unwrap_or_default();
            assert!(before < key, "{key} stands behind {before}");
            before = key;
            if number % 97 == 0 {
                assert_eq!(row_of(&ROWS, key), Some(row));
            }
        }
    }

    #[test]
    fn every_town_has_a_code_that_lies_in_a_known_place() {
        let gazetteer = Gazetteer::builtin();
        for cell in ROWS.lines().flat_map(|row| row.split('\t').skip(1)) {
            let code = PlaceCode::parse(cell).unwrap_or_else(|| panic!("{cell} is no code"));
            assert!(code.parent().is_some_and(|parent| gazetteer.place(&parent).is_some()), "{cell} lies in no known place");
        }
    }

    #[test]
    fn the_head_tells_the_rows() {
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(ROWS.as_bytes()));
        assert!(super::digest().ends_with(&digest), "generate.py writes the list and its head together: {digest}");
    }
}
