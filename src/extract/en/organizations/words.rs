//! Small words that names of bodies are made of, or end at.

use std::ops::Range;

use crate::text::Document;

/// "Economic and Cultural Office", "Industrial and Commercial Association"
pub(super) fn is_adjective_of_body(word: &str) -> bool {
    matches!(
        word,
        "economic"
            | "cultural"
            | "industrial"
            | "commercial"
            | "social"
            | "scientific"
            | "technical"
            | "technological"
            | "financial"
            | "political"
            | "agricultural"
            | "environmental"
            | "educational"
            | "legal"
            | "medical"
            | "academic"
    )
}

/// Words that say that a name is a company's whatever stands before them, unlike "Energy" or "Media".
pub(super) fn is_form_of_company(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "company"
            | "companies"
            | "corporation"
            | "corp"
            | "inc"
            | "ltd"
            | "limited"
            | "co"
            | "llc"
            | "gmbh"
            | "ag"
            | "plc"
            | "holdings"
            | "holding"
            | "bank"
            | "airlines"
            | "airways"
            | "bv"
            | "nv"
            | "srl"
            | "sarl"
            | "pty"
            | "bhd"
            | "tbk"
            | "pte"
            | "llp"
            | "jsc"
            | "kk"
    )
}

pub(super) fn is_body_modifier(word: &str) -> bool {
    matches!(
        word,
        "provincial"
            | "municipal"
            | "city"
            | "state"
            | "regional"
            | "prefectural"
            | "county"
            | "district"
            | "people"
            | "'s"
            | "party"
            | "cpc"
            | "communist"
            | "province"
            | "foreign"
            | "affairs"
            | "commerce"
            | "trade"
            | "tourism"
            | "publicity"
            | "and"
            | "industry"
            | "development"
            | "local"
    )
}

/// Whether a sentence holds a capitalised word beside those that open it: most of plain prose does not, and names nobody.
pub(in crate::extract::en) fn may_name(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    let is_name = |token: usize| document.tokens[token].is_capitalised() && !is_opener(document.folded(token), token == sentence.start);
    sentence.clone().any(is_name)
}

/// Words that begin a sentence or a clause and never a name; the first word of a sentence is looked at more strictly.
pub(in crate::extract::en) fn is_opener(word: &str, is_first: bool) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "by"
            | "from"
            | "with"
            | "between"
            | "to"
            | "and"
            | "both"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "this"
            | "that"
            | "when"
            | "as"
            | "after"
            | "during"
            | "for"
            | "of"
            | "under"
            | "while"
            | "there"
            | "source"
            | "reporter"
            | "which"
            | "mr"
            | "ms"
            | "mrs"
            | "dr"
    ) || is_first
        && matches!(
            word,
            "present" | "about" | "also" | "two" | "three" | "many" | "other" | "some" | "several" | "one" | "all" | "but" | "if"
        )
}
