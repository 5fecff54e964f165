//! Words that stand in and beside people's names: particles, forms of address, letters behind a name, verbs of saying, syllables.

use crate::extract::en::lexicon::lexicon;

/// Whether a name reads as Chinese: a known surname and syllables of pinyin.
pub fn reads_as_chinese(name: &str) -> bool {
    let words = crate::text::key_words(name);
    matches!(&words[..], [surname, given] if lexicon().chinese_surnames.contains(surname) && is_pinyin(given))
}

/// Whether a word can be read as one to three syllables of pinyin.
pub(super) fn is_pinyin(word: &str) -> bool {
    let finals = [
        "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "an", "ao", "ei", "en", "er", "ia", "ie",
        "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "a", "e", "i", "o", "u",
    ];
    let initials =
        ["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", ""];
    fn read(rest: &str, syllables: usize, initials: &[&str], finals: &[&str]) -> bool {
        if rest.is_empty() {
            return syllables > 0;
        }
        syllables < 3
            && initials
                .iter()
                .filter_map(|i| rest.strip_prefix(i))
                .any(|after| finals.iter().filter_map(|f| after.strip_prefix(f)).any(|left| read(left, syllables + 1, initials, finals)))
    }
    read(word, 0, &initials, &finals)
}

pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "la"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "bint"
            | "al"
            | "el"
            | "ul"
            | "ibn"
            | "di"
            | "zu"
            | "ten"
    )
}

/// The office of who does this to a body.
pub(super) fn office_of_verb(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "chairs" | "chaired" => "chair",
        "governs" | "governed" => "governor",
        "heads" | "headed" | "leads" => "head",
        "directs" | "directed" => "director",
        "coordinates" | "coordinated" => "coordinator",
        _ => return None,
    })
}

/// What is named after people: "Nelson Bay", "Victoria Hall".
pub(super) fn is_of_thing(word: &str) -> bool {
    matches!(
        word,
        "park"
            | "garden"
            | "gardens"
            | "street"
            | "avenue"
            | "road"
            | "square"
            | "church"
            | "cathedral"
            | "hall"
            | "house"
            | "hotel"
            | "castle"
            | "palace"
            | "bridge"
            | "station"
            | "stadium"
            | "arena"
            | "tower"
            | "plaza"
            | "centre"
            | "center"
            | "bay"
            | "beach"
            | "falls"
            | "forest"
            | "valley"
            | "creek"
            | "prize"
            | "award"
            | "awards"
            | "cup"
            | "day"
            | "medal"
            | "scholarship"
            | "plan"
            | "act"
            | "line"
            | "project"
            | "series"
    )
}

/// Letters behind the name of a member of parliament.
pub(super) fn is_post_nominal(word: &str) -> bool {
    matches!(word, "mp" | "mla" | "mlc" | "mpp" | "mep" | "msp" | "mha" | "mna")
}

/// A form of address.
pub(in crate::extract::en) fn is_address(word: &str) -> bool {
    matches!(
        word,
        "mr" | "ms"
            | "mrs"
            | "miss"
            | "dr"
            | "prof"
            | "professor"
            | "hon"
            | "sir"
            | "dame"
            | "madam"
            | "councillor"
            | "comrade"
            | "cllr"
            | "coun"
            | "cr"
            | "engr"
            | "engineer"
            | "architect"
            | "attorney"
            | "señor"
            | "senor"
            | "señora"
            | "senora"
            | "alhaji"
            | "shri"
            | "sheikh"
            | "sheikha"
            | "smt"
            | "datuk"
            | "dato"
            | "seri"
            | "excellency"
            | "honourable"
            | "honorable"
    )
}

/// A form of address that is an office too: that of who sits on the council of a town.
pub(super) fn is_of_council(word: &str) -> bool {
    matches!(word, "councillor" | "cllr" | "coun" | "cr")
}

pub(super) fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "noted"
            | "added"
            | "stressed"
            | "pointed"
            | "explained"
            | "stated"
            | "emphasized"
            | "emphasised"
            | "introduced"
            | "thanked"
            | "hoped"
            | "welcomed"
            | "expressed"
            | "met"
            | "attended"
            | "visited"
            | "led"
            | "called"
            | "announced"
            | "indicates"
            | "underlined"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_is_told_from_other_words() {
        for word in ["yongkang", "wei", "shaomin", "liming", "ning"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["smith", "group", "kong-yi", "street", ""] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
