//! Which language a text is in, by its script. English has rules; others are named and left alone.

use crate::text::{Document, TokenKind};

/// A language that a text may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Latin letters, with English small words.
    English,
    /// Mostly Han characters.
    Chinese,
    /// Anything else.
    Undetermined,
}

impl Language {
    /// BCP 47.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
            Language::Undetermined => "und",
        }
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "Chinese",
            Language::Undetermined => "not recognised",
        }
    }
}

/// By counting tokens of each script: Han characters against words in Latin letters, and English small words among these.
pub fn of_document(document: &Document<'_>) -> Language {
    let (mut han, mut latin, mut other, mut small) = (0_usize, 0_usize, 0_usize, 0_usize);
    for token in 0..document.tokens.len() {
        match document.tokens[token].kind {
            TokenKind::Han => han += 1,
            TokenKind::Word => {
                let word = document.folded(token);
                if word.bytes().all(|b| b.is_ascii()) {
                    latin += 1;
                    small += usize::from(matches!(
                        word,
                        "the"
                            | "of"
                            | "and"
                            | "to"
                            | "in"
                            | "a"
                            | "with"
                            | "for"
                            | "on"
                            | "is"
                            | "was"
                            | "by"
                            | "from"
                            | "at"
                            | "has"
                            | "that"
                            | "its"
                            | "which"
                    ));
                } else {
                    other += 1;
                }
            }
            _ => {}
        }
    }
    if han > latin * 2 && han > other {
        Language::Chinese
    } else if latin > other && (small * 12 >= latin || latin < 30) && latin > 0 {
        Language::English
    } else {
        Language::Undetermined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_small_words_tell() {
        for (text, language) in [
            ("The mayor of Bremen met the governor in the town hall.", Language::English),
            (
                "Kisumu County receives Sh60 million hospital equipment from Roanoke sister city, Virginia, USA. Governor Anyang' Nyong'o received \
                 it at Jaramogi Oginga Odinga Hospital on 12 September 2019 from Roanoke Sister Cities chairman David Lisk.",
                Language::English,
            ),
            ("辽宁省代表团访问德国，会见了BMW集团代表。", Language::Chinese),
            ("Губернатор встретился с делегацией провинции.", Language::Undetermined),
            (
                "Der Bürgermeister traf gestern eine Delegation aus China und sprach lange mit ihr über neue Vorhaben beider Städte und vieles mehr, wie das Rathaus heute schriftlich mitteilte. Danach fuhr man weiter nach Hamburg.",
                Language::Undetermined,
            ),
            ("", Language::Undetermined),
        ] {
            assert_eq!(of_document(&Document::new(text)), language, "{text}");
        }
    }
}
