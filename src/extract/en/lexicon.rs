//! The English word lists of `assets/rules/en`, read once.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::gazetteer::{PhraseBook, Writing};
use crate::model::{Branch, OrganizationKind};
use crate::text::fold::fold_key;

/// Whom the holder of an office acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsFor {
    /// A governor: a place.
    Place,
    /// A chief executive: a body.
    Organization,
    /// A chairman: the words beside the title tell.
    Either,
}

/// A title of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleHead {
    /// Branch of its office.
    pub branch: Branch,
    /// Whom the holder acts for.
    pub acts_for: ActsFor,
    /// Whether it is written for several holders: "Prime Ministers".
    pub is_plural: bool,
}

/// A word that makes a run of capitalised words an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationHead {
    /// What sort of body.
    pub kind: OrganizationKind,
    /// Prepositions that may follow inside the name.
    pub prepositions: Vec<&'static str>,
}

/// The English word lists.
#[derive(Debug)]
pub struct Lexicon {
    /// Titles, found by longest match.
    pub titles: PhraseBook<TitleHead>,
    /// The same in the plural.
    pub plural_titles: PhraseBook<TitleHead>,
    /// Words that stand before a title and belong to it.
    pub title_modifiers: FxHashSet<String>,
    /// Head words of organisations.
    pub organization_heads: FxHashMap<String, OrganizationHead>,
    /// Last words of the head words that are two.
    pub second_heads: FxHashSet<String>,
    /// Nouns that "and" joins inside an organisation's name.
    pub abstract_nouns: FxHashSet<String>,
    /// Capitalised words that are no part of a person's name.
    pub stop_words: FxHashSet<String>,
    /// Chinese surnames in pinyin.
    pub chinese_surnames: FxHashSet<String>,
}

/// All lists, for the hash that derived facts are stamped with.
pub const LISTS: [&str; 6] = [
    include_str!("../../../assets/rules/en/titles.tsv"),
    include_str!("../../../assets/rules/en/title_modifiers.tsv"),
    include_str!("../../../assets/rules/en/organization_heads.tsv"),
    include_str!("../../../assets/rules/en/abstract_nouns.tsv"),
    include_str!("../../../assets/rules/en/stop_words.tsv"),
    include_str!("../../../assets/rules/en/surnames_zh.tsv"),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The lists, read at first use.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| line.split('\t').map(str::trim).collect())
}

fn words(list: &'static str) -> FxHashSet<String> {
    rows(list).map(|row| fold_key(row[0])).collect()
}

impl Lexicon {
    fn read() -> Self {
        let [titles, modifiers, heads, nouns, stops, surnames] = LISTS;
        let heads: FxHashMap<String, OrganizationHead> = rows(heads).map(organization_head).collect();
        Self {
            titles: title_book(titles, |title| vec![title.to_owned()]),
            plural_titles: title_book(titles, plurals),
            title_modifiers: words(modifiers),
            second_heads: heads.keys().filter_map(|head| Some(head.split_once(' ')?.1.to_owned())).collect(),
            organization_heads: heads,
            abstract_nouns: words(nouns),
            stop_words: words(stops),
            chinese_surnames: words(surnames),
        }
    }
}

/// "prime ministers"; "consuls general" and "consul generals".
fn plurals(title: &str) -> Vec<String> {
    let plural = |word: &str| match word.strip_suffix('y') {
        Some(stem) if !word.ends_with("ey") => format!("{stem}ies"),
        _ => format!("{word}s"),
    };
    if title.ends_with('s') {
        return Vec::new();
    }
    let last = title.rfind([' ', '-']).map_or(0, |at| at + 1);
    let mut all = vec![format!("{}{}", &title[..last], plural(&title[last..]))];
    if title.ends_with("general") && last > 0 {
        all.push(format!("{}{}{}", plural(&title[..last - 1]), &title[last - 1..last], &title[last..]));
    }
    all
}

fn title_book(list: &'static str, forms: impl Fn(&str) -> Vec<String>) -> PhraseBook<TitleHead> {
    let mut book = PhraseBook::default();
    for row in rows(list) {
        let acts_for = match row.get(2).copied() {
            Some("place") => ActsFor::Place,
            Some("organization") => ActsFor::Organization,
            _ => ActsFor::Either,
        };
        let branch = row.get(1).and_then(|word| word.parse().ok()).unwrap_or(Branch::Other);
        for form in forms(row[0]) {
            // "leaders" stands in the list as it is written.
            let is_plural = form.ends_with('s') && form != row[0];
            book.add(&form, Writing::Any, TitleHead { branch, acts_for, is_plural });
        }
    }
    book
}

fn organization_head(row: Vec<&'static str>) -> (String, OrganizationHead) {
    let kind = row.get(1).and_then(|word| word.parse().ok()).unwrap_or(OrganizationKind::Unknown);
    let prepositions = row.get(2).map(|words| words.split_whitespace().collect()).unwrap_or_default();
    (fold_key(row[0]), OrganizationHead { kind, prepositions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lists_names_a_word_of_the_codebook() {
        for row in rows(LISTS[0]) {
            assert!(row.len() == 3 && row[1].parse::<Branch>().is_ok(), "titles.tsv: {row:?}");
            assert!(["place", "organization", "either"].contains(&row[2]), "titles.tsv: {row:?}");
        }
        for row in rows(LISTS[2]) {
            assert!(row.len() >= 2 && row[1].parse::<OrganizationKind>().is_ok(), "organization_heads.tsv: {row:?}");
        }
        assert!(lexicon().chinese_surnames.contains("han"));
    }
}
