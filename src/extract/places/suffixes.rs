//! Words beside a name that say what kind of place it is: "Nagano Prefecture", "Nagano-ken", "the mayor of Nagano".

use crate::model::PlaceLevel;
use crate::text::Document;

/// What a suffix word says of the place before it.
pub fn suffix_level(word: &str) -> Option<PlaceLevel> {
    match word {
        "province" | "state" | "prefecture" | "oblast" | "canton" | "land" | "voivodeship" | "governorate" | "krai" | "region"
        | "territory" => Some(PlaceLevel::Subdivision),
        "city" | "municipality" | "town" | "county" | "district" | "banner" => Some(PlaceLevel::City),
        _ => None,
    }
}

/// What an office says of the place that it is of: "Governor of Nagano", "Nagano Governor Abe", "the mayor of Nagano".
pub fn office_level(word: &str) -> Option<PlaceLevel> {
    match word {
        "governor" | "gov" | "premier" | "provincial" | "prefectural" | "khokim" | "hokim" | "voivode" | "prefect" => {
            Some(PlaceLevel::Subdivision)
        }
        "mayor" | "municipal" | "councilman" | "councilwoman" | "alderman" => Some(PlaceLevel::City),
        _ => None,
    }
}

/// "the provincial government of Jilin", "the municipal people's congress of Jilin": what stands before the body whose word this is.
pub fn level_of_body(document: &Document<'_>, body: usize, sentence_start: usize) -> Option<PlaceLevel> {
    let is_body = matches!(document.folded(body), "government" | "congress" | "assembly" | "committee" | "council" | "authorities");
    let is_between = |token: &usize| matches!(document.folded(*token), "people" | "'s" | "party");
    let before = (sentence_start..body).rev().find(|token| !is_between(token)).filter(|_| is_body)?;
    match document.folded(before) {
        "provincial" | "prefectural" => Some(PlaceLevel::Subdivision),
        "municipal" => Some(PlaceLevel::City),
        _ => None,
    }
}

/// A suffix that a language of its own joins to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinedSuffix {
    /// The country that writes it.
    pub country: &'static str,
    /// What it says of the place.
    pub level: PlaceLevel,
}

const KOREAN_TOWN: JoinedSuffix = JoinedSuffix { country: "KR", level: PlaceLevel::City };
const KOREAN_PROVINCE: JoinedSuffix = JoinedSuffix { country: "KR", level: PlaceLevel::Subdivision };
const JAPANESE_TOWN: JoinedSuffix = JoinedSuffix { country: "JP", level: PlaceLevel::City };
const JAPANESE_PREFECTURE: JoinedSuffix = JoinedSuffix { country: "JP", level: PlaceLevel::Subdivision };

/// What "-si" in "Yeosu-si" and "-ken" in "Hyogo-ken" say: one reading for each country that writes that suffix.
fn joined(word: &str) -> &'static [JoinedSuffix] {
    match word {
        "si" | "eup" | "myeon" => &[KOREAN_TOWN],
        "gun" | "gu" => &[KOREAN_TOWN, JAPANESE_TOWN],
        "gwangyeoksi" | "teukbyeolsi" => &[KOREAN_PROVINCE],
        "do" => &[KOREAN_PROVINCE, JAPANESE_PREFECTURE],
        "shi" | "cho" | "machi" | "mura" | "son" | "ku" => &[JAPANESE_TOWN],
        "ken" | "fu" | "to" => &[JAPANESE_PREFECTURE],
        _ => &[],
    }
}

/// What a suffix behind a hyphen says of the name that ends at `end`: "Yeosu-si", "Wanju-Gun", "Teshio-cho". It is the two tokens there.
pub fn joined_behind(document: &Document<'_>, end: usize, sentence_end: usize) -> &'static [JoinedSuffix] {
    let touches = |left: usize, right: usize| document.tokens[left].end == document.tokens[right].start;
    let is_hyphen = |token: usize| matches!(document.text(token), "-" | "‐" | "‑");
    let stands = end > 0 && end + 1 < sentence_end && is_hyphen(end) && touches(end - 1, end) && touches(end, end + 1);
    if stands { joined(document.folded(end + 1)) } else { &[] }
}
