//! Fairs whose editions are dated: "the fifth China-Mongolia Expo" fixes the year of a text that tells none.

use std::sync::LazyLock;

/// The built-in list.
pub const LIST: &str = include_str!("../../assets/gazetteer/events.tsv");

/// An edition of a fair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The series, as the press writes it.
    pub name: &'static str,
    /// Which of the series, from 1.
    pub number: u16,
    /// When it was held.
    pub year: i32,
    /// Who says so.
    pub source: &'static str,
}

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(edition_of_row).collect()
});

fn edition_of_row(row: &'static str) -> Option<Edition> {
    let mut cells = row.split('\t');
    let name = cells.next()?;
    Some(Edition { name, number: cells.next()?.parse().ok()?, year: cells.next()?.parse().ok()?, source: cells.next()? })
}

/// All editions, series by series.
pub fn editions() -> &'static [Edition] {
    &EDITIONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_readable_and_later_editions_are_not_earlier() {
        let rows = LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(rows, editions().len());
        for pair in editions().windows(2).filter(|pair| pair[0].name == pair[1].name) {
            assert!(pair[0].number < pair[1].number && pair[0].year <= pair[1].year, "{pair:?}");
        }
    }
}
