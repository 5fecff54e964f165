//! Words that titles begin with, go on with and end at, and that tell whom they are of.

use crate::extract::en::lexicon::lexicon;
use crate::model::OrganizationKind;

/// "Minister for Asian Engagement": a word of a body's name that does not end it.
pub(super) fn is_adjective(word: &str) -> bool {
    matches!(
        word,
        "foreign"
            | "overseas"
            | "chinese"
            | "ethnic"
            | "religious"
            | "international"
            | "small"
            | "american"
            | "african"
            | "eurasian"
            | "european"
            | "oceanian"
            | "asian"
            | "natural"
            | "rural"
            | "urban"
            | "social"
            | "human"
            | "regional"
            | "digital"
            | "economic"
    )
}

/// A word that bodies and portfolios are named by.
pub(super) fn is_noun_of_body(word: &str) -> bool {
    lexicon().organization_heads.contains_key(word) || lexicon().abstract_nouns.contains(word)
}

/// "Ambassador of China Comes to Utopia": verbs of headlines, which no title has in capitals.
pub(super) fn is_headline_verb(word: &str) -> bool {
    matches!(
        word,
        "comes"
            | "goes"
            | "visits"
            | "meets"
            | "arrives"
            | "receives"
            | "attends"
            | "welcomes"
            | "concludes"
            | "pledges"
            | "hails"
            | "vows"
            | "seeks"
            | "says"
            | "urges"
            | "leaves"
            | "inks"
            | "signs"
            | "leads"
            | "holds"
            | "hosts"
            | "invites"
            | "begins"
    )
}

/// "at its head", "as their head": whether the words from `at` on say that whoever stands before them leads.
pub(in crate::extract::en) fn is_at_head<'w>(word: impl Fn(usize) -> &'w str, at: usize) -> bool {
    matches!(word(at), "at" | "as") && matches!(word(at + 1), "its" | "their" | "the") && word(at + 2) == "head"
}

/// Words before a title that belong to none.
pub(super) fn is_opening(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "then" | "now" | "who" | "is" | "also" | "was")
}

/// "who has served as", "who took up the post of".
pub(super) fn is_of_post(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "been"
            | "serves"
            | "served"
            | "as"
            | "took"
            | "up"
            | "over"
            | "holds"
            | "post"
            | "office"
            | "of"
            | "currently"
            | "recently"
    )
}

/// "the province's", "the city's": whose, but not which.
pub(super) fn is_generic_place(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "city"
            | "state"
            | "region"
            | "county"
            | "prefecture"
            | "district"
            | "country"
            | "town"
            | "municipality"
            | "aimag"
            | "oblast"
            | "krai"
            | "voivodeship"
            | "canton"
            | "department"
            | "republic"
            | "governorate"
            | "emirate"
    )
}

/// "the association's", "the company's": whose, but not which.
pub(super) fn is_generic_body(word: &str) -> bool {
    matches!(
        word,
        "association"
            | "company"
            | "firm"
            | "group"
            | "chamber"
            | "university"
            | "bank"
            | "foundation"
            | "federation"
            | "union"
            | "council"
            | "institute"
            | "society"
            | "hospital"
            | "board"
            | "agency"
    )
}

/// Capitalised words that go before a title and are no opener of a sentence.
pub(super) fn touches_title(word: &str) -> bool {
    lexicon().abstract_nouns.contains(word) || lexicon().organization_heads.contains_key(word) || lexicon().title_modifiers.contains(word)
}

/// Words by which a body says that it is of some place, but not of which.
pub(super) fn is_level(word: &str) -> bool {
    matches!(word, "provincial" | "municipal" | "city" | "district" | "county" | "regional" | "state" | "prefectural" | "town" | "local")
}

/// What growers and makers have commissions for.
pub(super) fn is_produce(word: &str) -> bool {
    matches!(
        word,
        "wheat"
            | "corn"
            | "grain"
            | "rice"
            | "soybean"
            | "barley"
            | "cotton"
            | "potato"
            | "apple"
            | "fruit"
            | "cherry"
            | "wine"
            | "beef"
            | "dairy"
            | "pork"
            | "seafood"
            | "cocoa"
            | "coffee"
            | "tea"
    )
}

/// Bodies that a person acts for under their own name rather than for a place.
pub(super) fn is_private(kind: OrganizationKind) -> bool {
    use OrganizationKind as K;
    matches!(
        kind,
        K::Company
            | K::University
            | K::ThinkTank
            | K::Chamber
            | K::Association
            | K::Mission
            | K::International
            | K::Zone
            | K::Outlet
            | K::Unknown
    )
}

/// Bodies whose members act for their place.
pub(super) fn is_public(kind: OrganizationKind) -> bool {
    matches!(kind, OrganizationKind::Government | OrganizationKind::Legislature | OrganizationKind::Party)
}
