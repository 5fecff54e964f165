//! Development zones whose name does not tell where they are.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::by_beginning;
use crate::model::PlaceCode;
use crate::text::fold::fold_key;

/// The built-in list.
pub const LIST: &str = include_str!("../../assets/gazetteer/zones.tsv");

fn rows() -> impl Iterator<Item = Option<(PlaceCode, &'static str)>> {
    LIST.lines().filter(|line| !line.starts_with('#')).map(|row| {
        let (code, name) = row.split_once('\t')?;
        Some((PlaceCode::parse(code)?, name))
    })
}

/// The city or province around a zone, of whose name the listed one may be the beginning: "Zhangjiang Hi-Tech Park" is in Shanghai.
pub fn place_of(name: &str) -> Option<&'static PlaceCode> {
    static BY_KEY: LazyLock<FxHashMap<String, PlaceCode>> =
        LazyLock::new(|| rows().flatten().map(|(code, name)| (fold_key(name), code)).collect());
    by_beginning(&BY_KEY, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_row_names_a_zone_and_a_known_place() {
        for row in rows() {
            let (code, name) = row.expect("two columns");
            assert!(Gazetteer::builtin().place(&code).is_some(), "{code} of {name}");
        }
    }

    #[test]
    fn a_zone_is_found_by_the_beginning_of_its_name() {
        let place = |name: &str| place_of(name).map(PlaceCode::as_str);
        assert_eq!(place("Zhangjiang Hi-Tech Park"), Some("CN-SH"));
        assert_eq!(place("Jiangbei New Area"), Some("CN-JS/Nanjing"));
        assert_eq!(place("Jiangbei District"), None);
        assert_eq!(place("Foo Free Zone"), None);
    }
}
