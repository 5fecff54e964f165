//! From which country a person's name may be: a hint for whom somebody acts whose title does not tell, never a fact by itself.

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::CountryCode;
use crate::text::key_words;

/// Names that tell in which countries they are usual, for the hash that derived facts are stamped with.
pub const GIVEN_NAMES: &str = include_str!("../../../assets/rules/en/given_names.tsv");

/// Heads of states and governments, for the hash that derived facts are stamped with.
pub const HEADS_OF_STATE: &str = include_str!("../../../assets/rules/en/heads_of_state.tsv");

static STATE_OF_HEAD: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name = FxHashMap::default();
    let rows = HEADS_OF_STATE.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'));
    for (country, names) in rows {
        for name in names.split('|') {
            let words = key_words(name);
            // The family name stands first in the east of Asia.
            let is_eastern = matches!(country, "CN" | "HK" | "MO" | "TW" | "KR" | "KP" | "VN");
            let family = if is_eastern { words.first() } else { words.last() };
            if let Some(family) = family {
                by_name.entry(family.clone()).or_insert(country);
            }
            by_name.insert(words.join(" "), country);
        }
    }
    by_name
});

/// Of which state somebody of this name is or was the head: "Vladimir Putin", "Museveni".
pub fn state_of_head(name: &str) -> Option<&'static str> {
    STATE_OF_HEAD.get(&key_words(name).join(" ")).copied()
}

/// Peoples of many origins: that a name is not usual there says nothing.
const OF_MANY_ORIGINS: [&str; 12] = ["US", "CA", "GB", "AU", "NZ", "IE", "FR", "NL", "BE", "SE", "SG", "MU"];

static COUNTRIES_OF_NAME: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_name: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    let rows = GIVEN_NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'));
    for (countries, names) in rows {
        for name in names.split_whitespace() {
            by_name.entry(name).or_default().extend(countries.split_whitespace());
        }
    }
    by_name
});

/// Surnames of Korea and Vietnam, for the hash that derived facts are stamped with.
pub const LIST: &str = include_str!("../../../assets/rules/en/surnames_east.tsv");

static KOREAN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| surnames("KR"));
static VIETNAMESE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| surnames("VN"));

fn surnames(country: &str) -> HashSet<&'static str> {
    let rows = LIST.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).filter(|(of, _)| *of == country).map(|(_, name)| name).collect()
}

/// How likely a name is in a country: 1 where it reads as one of there, -1 where it does not or reads as one of elsewhere, 0 where
/// nothing can be told.
pub fn likelihood(name: &str, country: CountryCode) -> i8 {
    // A name in Singapore, Hong Kong or Macao may be of anywhere.
    let is_chinese = super::people::reads_as_chinese(name);
    if matches!(country.as_str(), "SG" | "HK" | "MO" | "MY") {
        return if is_chinese { 1 } else { by_list(name, country).max(0) };
    }
    let east: [(&[&str], bool); 4] = [
        (&["CN", "TW"], is_chinese),
        (&["KR", "KP"], reads_as_korean(name)),
        (&["VN"], reads_as_vietnamese(name)),
        (&["JP"], reads_as_japanese(name)),
    ];
    let is_bare = !name.contains(' ');
    match east.iter().find(|(countries, _)| countries.contains(&country.as_str())) {
        _ if is_bare => 0,
        Some((_, true)) => 1,
        // "Song Hajin": the given name of two syllables in one word.
        Some((["KR", ..], false)) if may_be_korean(name) => 0,
        Some((_, false)) => -1,
        // "Mario Romano" could be read as Japanese: that alone speaks against no other country.
        None if east[..3].iter().any(|(_, reads)| *reads) => -1,
        None => by_list(name, country),
    }
}

/// Whether a word, in small letters, is a name that the lists know.
pub fn is_known(word: &str) -> bool {
    COUNTRIES_OF_NAME.contains_key(word)
}

/// Whether a word, in small letters, is a given name that the lists know.
pub fn is_given_name(word: &str) -> bool {
    static GIVEN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let rows = GIVEN_NAMES.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|row| row.split('\t').nth(1)).flat_map(str::split_whitespace).collect()
    });
    GIVEN.contains(word)
}

/// Whether a word, in small letters, may be somebody's given name: one that the lists know, or one of Japanese syllables.
pub fn is_given(word: &str) -> bool {
    is_known(word) || word.len() >= 4 && is_romaji(word)
}

/// The one country whose names are like this: China, Korea or Vietnam.
pub fn only_country(name: &str) -> Option<&'static str> {
    match (super::people::reads_as_chinese(name), reads_as_korean(name), reads_as_vietnamese(name)) {
        (true, false, false) => Some("CN"),
        (false, true, false) => Some("KR"),
        (false, false, true) => Some("VN"),
        _ => None,
    }
}

/// How surnames of some countries end, the longer endings first.
const ENDINGS: [(&str, &[&str]); 17] = [
    ("shvili", &["GE"]),
    ("poulos", &["GR", "CY"]),
    ("oglu", &["TR", "AZ"]),
    ("enko", &["UA", "RU", "BY", "KZ"]),
    ("wicz", &["PL", "LT", "BY"]),
    ("skiy", SLAVIC),
    ("akis", &["GR", "CY"]),
    ("escu", &["RO", "MD"]),
    ("sson", &["SE", "IS", "NO"]),
    ("sky", SLAVIC),
    ("ski", &["PL", "MK", "BG"]),
    ("ska", &["PL", "MK", "CZ"]),
    ("ova", SLAVIC),
    ("eva", SLAVIC),
    ("vic", &["RS", "HR", "BA", "ME", "SI"]),
    ("ov", SLAVIC),
    ("ev", SLAVIC),
];
const SLAVIC: &[&str] = &["RU", "UA", "BY", "KZ", "KG", "UZ", "TJ", "TM", "BG", "MK", "CZ", "SK", "AZ"];

/// "Jitendra Singh", "Tobias Vogel": 1 where one of the words is usual in a country and none speaks against it, -1 where all that
/// are known are usual elsewhere.
fn by_list(name: &str, country: CountryCode) -> i8 {
    let words = key_words(name);
    let by_ending = |word: &str| ENDINGS.iter().find(|(ending, _)| word.len() > ending.len() + 2 && word.ends_with(ending));
    let usual_in = |word: &String| -> Option<bool> {
        let countries = COUNTRIES_OF_NAME.get(word.as_str()).map(Vec::as_slice);
        countries.or_else(|| by_ending(word).map(|(_, countries)| *countries)).map(|usual| usual.contains(&country.as_str()))
    };
    let known: Vec<bool> = words.iter().filter_map(usual_in).collect();
    match (known.contains(&true), known.contains(&false)) {
        (true, false) => 1,
        (false, true) if !OF_MANY_ORIGINS.contains(&country.as_str()) => -1,
        _ => 0,
    }
}

/// "Kim Kwan-young", "Oh Se-hoon": a known surname first and a given name of two syllables.
pub(super) fn reads_as_korean(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_surname = words.next().is_some_and(|word| KOREAN.contains(word.to_lowercase().as_str()));
    let given: Vec<&str> = words.collect();
    is_surname && (given.len() == 2 && given.iter().all(|word| word.len() <= 6) || given.len() == 1 && given[0].contains('-'))
}

fn may_be_korean(name: &str) -> bool {
    let words = key_words(name);
    matches!(&words[..], [surname, given] if KOREAN.contains(surname.as_str()) && given.len() >= 4)
}

/// "Nguyen Thi Thanh Ha", "Pham Minh Chinh": a known surname first and two words or more behind it.
fn reads_as_vietnamese(name: &str) -> bool {
    let words = key_words(name);
    words.len() >= 3 && VIETNAMESE.contains(words[0].as_str()) && words[1..].iter().all(|word| word.len() <= 7)
}

/// Both words are syllables of Japanese: "Kenji Hatano", "Yuriko Koike".
fn reads_as_japanese(name: &str) -> bool {
    let words = key_words(name);
    words.len() == 2 && words.iter().all(|word| is_romaji(word))
}

fn is_romaji(word: &str) -> bool {
    let onsets = [
        "ky", "gy", "sh", "ch", "ts", "ny", "hy", "by", "py", "my", "ry", "k", "g", "s", "z", "j", "t", "d", "n", "h", "f", "b", "p", "m",
        "y", "r", "w", "",
    ];
    let mut rest = word;
    let mut count = 0;
    while !rest.is_empty() {
        // A doubled consonant ("Hokkaido") and an n that closes a syllable.
        let bytes = rest.as_bytes();
        if bytes.len() > 1 && bytes[0] == bytes[1] && !b"aeioun".contains(&bytes[0]) {
            rest = &rest[1..];
        }
        let next = onsets.iter().filter_map(|onset| rest.strip_prefix(onset)).find(|after| after.starts_with(['a', 'e', 'i', 'o', 'u']));
        match next {
            Some(after) => rest = &after[1..],
            None if rest.starts_with(['n', 'm']) && count > 0 => rest = &rest[1..],
            None => return false,
        }
        count += 1;
    }
    count > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_country(name: &str, country: &str) -> i8 {
        likelihood(name, CountryCode::parse(country).expect("a country"))
    }

    #[test]
    fn names_are_told_apart_where_they_can_be() {
        for (name, country) in
            [("Kim Kwan-young", "KR"), ("Yuriko Koike", "JP"), ("Pham Minh Chinh", "VN"), ("Jin Yu", "CN"), ("Kenji Hatano", "JP")]
        {
            assert_eq!(in_country(name, country), 1, "{name}");
        }
        assert_eq!(in_country("Otávio Menegassi", "JP"), -1);
        assert_eq!(in_country("Otávio Menegassi", "BR"), 0);
        assert_eq!(in_country("Kim Kwan-young", "DE"), -1);
        assert_eq!(in_country("Mario Romano", "IT"), 1);
        assert_eq!(in_country("Tobias Vogel", "DE"), 1);
        assert_eq!(in_country("Tobias Vogel", "IN"), -1);
        assert_eq!(in_country("Jitendra Singh", "IN"), 1);
        assert_eq!(in_country("Jitendra Singh", "DE"), -1);
        assert_eq!(in_country("Jitendra Singh", "CA"), 1);
        assert_eq!(in_country("Grace Wanjiku", "KE"), 1);
        assert_eq!(in_country("Song Hajin", "KR"), 0);
        assert_eq!(in_country("Vorgon", "DE"), 0);
    }
}
