//! Places by their codes: ISO 3166-1 countries, ISO 3166-2 subdivisions, and `SUBDIVISION/City` for what lies in one.

use serde::{Deserialize, Serialize};

use super::evidence::{EvidenceList, Inferred};

/// ISO 3166-1 alpha-2: `DE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Two capital letters, else `None`. Whether such a country exists is the gazetteer's to say.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Self([*a, *b])),
            _ => None,
        }
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only built from ASCII letters")
    }
}

impl std::fmt::Display for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// ISO 3166-2: `CN-LN`.
pub type SubdivisionCode = PlaceCode;

/// How deep a place lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceLevel {
    /// `DE`
    Country,
    /// `DE-BY`
    Subdivision,
    /// `DE-BY/Munich`
    City,
}

/// The code of a place, which is its identity: `DE`, `DE-BY` or `DE-BY/Munich`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(String);

impl PlaceCode {
    /// Checks the form only: two letters, then optionally `-` and one to three letters or digits, then optionally `/` and a name.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, city) = match text.split_once('/') {
            Some((head, city)) => (head, Some(city)),
            None => (text, None),
        };
        let (country, subdivision) = match head.split_once('-') {
            Some((country, subdivision)) => (country, Some(subdivision)),
            None => (head, None),
        };
        CountryCode::parse(country)?;
        let subdivision_fits =
            subdivision.is_none_or(|s| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        let city_fits = city.is_none_or(|c| !c.is_empty() && !c.chars().any(char::is_control));
        (subdivision_fits && city_fits).then(|| Self(text.to_owned()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country it lies in.
    pub fn country(&self) -> CountryCode {
        CountryCode::parse(&self.0[..2]).expect("checked when parsed")
    }

    /// The country as a place of its own.
    pub fn country_place(&self) -> PlaceCode {
        Self(self.0[..2].to_owned())
    }

    /// The first-level subdivision it is or lies in.
    pub fn subdivision(&self) -> Option<SubdivisionCode> {
        let head = self.0.split('/').next().unwrap_or(&self.0);
        head.contains('-').then(|| Self(head.to_owned()))
    }

    /// The city's name as the code writes it.
    pub fn city(&self) -> Option<&str> {
        self.0.split_once('/').map(|(_, city)| city)
    }

    /// How deep it lies.
    pub fn level(&self) -> PlaceLevel {
        if self.0.contains('/') {
            PlaceLevel::City
        } else if self.0.contains('-') {
            PlaceLevel::Subdivision
        } else {
            PlaceLevel::Country
        }
    }

    /// The place directly around it: the subdivision (or country) of a city, the country of a subdivision.
    pub fn parent(&self) -> Option<PlaceCode> {
        match self.level() {
            PlaceLevel::Country => None,
            PlaceLevel::Subdivision => Some(self.country_place()),
            PlaceLevel::City => Some(self.subdivision().unwrap_or_else(|| self.country_place())),
        }
    }

    /// Whether `other` is this place or lies in it.
    pub fn includes(&self, other: &PlaceCode) -> bool {
        match other.0.strip_prefix(&self.0) {
            Some("") => true,
            Some(rest) => match self.level() {
                PlaceLevel::Country => rest.starts_with(['-', '/']),
                PlaceLevel::Subdivision => rest.starts_with('/'),
                PlaceLevel::City => false,
            },
            None => false,
        }
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("not a place code: {text}"))
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> String {
        code.0
    }
}

impl std::fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// A place that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceClaim {
    /// The name as the article first writes it.
    pub name: String,
    /// Its code; `None` for regions, groups of states and towns that nobody knows.
    pub code: Option<PlaceCode>,
    /// Other forms in the article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it is named.
    pub evidence: EvidenceList,
    /// What was inferred, such as the country of a homonym.
    #[serde(default, skip_serializing_if = "Inferred::is_empty")]
    pub inferred: Inferred,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> PlaceCode {
        PlaceCode::parse(text).expect("well formed")
    }

    #[test]
    fn codes_say_where_a_place_lies() {
        let munich = code("DE-BY/Munich");
        assert_eq!(munich.level(), PlaceLevel::City);
        assert_eq!(munich.country().as_str(), "DE");
        assert_eq!(munich.subdivision(), Some(code("DE-BY")));
        assert_eq!(munich.parent(), Some(code("DE-BY")));
        assert!(code("DE").includes(&munich) && code("DE-BY").includes(&munich) && munich.includes(&munich));
        assert!(!munich.includes(&code("DE-BY")) && !code("DE-B").includes(&munich));
        assert_eq!(code("SG/Jurong").parent(), Some(code("SG")));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "de", "DEU", "DE-", "DE-by", "DE-BYYY", "DE/", "XX-1/a\nb"] {
            assert_eq!(PlaceCode::parse(text), None, "{text:?}");
        }
    }
}
