//! Which offices there are, and of what: a state, a subdivision, some countries alone.

use crate::model::PlaceCode;

/// Titles that the head of a state or government alone has, and nobody of a company.
pub fn is_head_of_state(title: &str) -> bool {
    let lower = title.to_lowercase();
    let plain = ["president", "prime minister", "first lady", "chancellor", "king", "queen", "vice president", "deputy prime minister"];
    plain.contains(&lower.as_str()) || lower.contains("foreign minister") || lower.contains("minister of foreign")
}

/// Whether a state has such an office at its head: Japan has no president, the United States no prime minister.
pub fn has_national_office(place: &PlaceCode, title: &str) -> bool {
    let (country, title) = (place.country(), title.to_lowercase());
    let country = country.as_str();
    match () {
        () if title.contains("prime minister") => {
            !matches!(country, "US" | "DE" | "AT" | "CH" | "MX" | "BR" | "AR" | "CL" | "CO" | "ID" | "PH" | "NG" | "GH" | "CN")
        }
        () if title.contains("president") => {
            !matches!(country, "GB" | "JP" | "CA" | "AU" | "NZ" | "NL" | "BE" | "SE" | "NO" | "DK" | "TH" | "MY")
        }
        () if title.contains("chancellor") => matches!(country, "DE" | "AT"),
        () if title.contains("king") || title.contains("queen") => {
            matches!(country, "GB" | "JP" | "NL" | "BE" | "SE" | "NO" | "DK" | "TH" | "MY" | "ES" | "JO" | "MA" | "SA" | "KH" | "BT")
        }
        () => true,
    }
}

/// Whether a country's subnational places have such an office.
pub fn has_office(country: &str, title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_party = ["party secretary", "party committee", "party chief", "cpc"].iter().any(|word| lower.contains(word));
    match () {
        () if is_party => matches!(country, "CN" | "VN" | "LA" | "KP"),
        () if lower.contains("chief minister") => matches!(country, "IN" | "PK" | "AU" | "MY"),
        () if lower.contains("khokim") || lower.contains("hokim") => country == "UZ",
        () if lower.contains("akim") => matches!(country, "KZ" | "KG"),
        () if lower.contains("commissioner") => matches!(country, "US" | "NG" | "GB" | "IN" | "CA" | "AU" | "PK" | "NL"),
        () if lower.contains("minister-president") || lower.contains("minister president") => matches!(country, "DE" | "BE" | "NL"),
        () if lower.contains("minister") => {
            matches!(country, "AU" | "CA" | "DE" | "IN" | "BE" | "PK" | "MY" | "GB" | "ES" | "AR" | "IQ" | "BA" | "AE" | "RU")
        }
        // Where counties are what a country is divided into they have governors, and so have those of South Korea.
        () if lower.contains("county governor") => matches!(country, "KE" | "KR" | "HU" | "NO" | "SE" | "HR" | "LR"),
        () if lower.contains("governor") => {
            !matches!(country, "DE" | "GB" | "FR" | "ES" | "PT" | "IE" | "NZ" | "CH" | "MY" | "SG" | "VN" | "LU" | "AU" | "CA" | "AE")
        }
        () if lower.contains("lehendakari") => country == "ES",
        () if lower.contains("king's commissioner") || lower.contains("queen's commissioner") => country == "NL",
        () if lower == "mec" || lower.starts_with("mec ") => country == "ZA",
        () if lower.contains("premier") => !matches!(country, "CN" | "US" | "JP" | "KR" | "DE"),
        () => true,
    }
}

/// "Member of the Political Bureau of the CPC Central Committee": the state whose party or government an office is of, whatever province
/// the text is about.
pub fn state_of_party(office: &str) -> Option<PlaceCode> {
    let lower = office.to_lowercase();
    let central = ["cpc central committee", "communist party of china central committee", "cppcc national committee", "state council"];
    central.iter().any(|words| lower.contains(words)).then(|| PlaceCode::parse("CN")).flatten()
}

/// Offices of a state: whose they are must be told, it is not the province that the article is about.
pub fn is_national(title: &str) -> bool {
    let lower = title.to_lowercase();
    // "City Council President", "president of the Region"
    let is_of_body = ["minister", "senate", "council", "region", "county", "chamber", "provincial", "assembly", "district"];
    if lower.contains("president") && !lower.contains("prime minister") && is_of_body.iter().any(|word| lower.contains(word)) {
        return false;
    }
    if lower == "pm" {
        return true;
    }
    [
        "prime minister",
        "foreign minister",
        "minister of foreign",
        "minister for foreign",
        "defence minister",
        "defense minister",
        "president",
        "chancellor",
        "ambassador",
        "general secretary",
        "first lady",
        "king",
        "queen",
        "secretary of state",
        "cabinet secretary",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Whether an office is one of a subdivision: "Vice Governor", "chief minister", "Gov".
pub fn is_of_subdivision(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower == "gov"
        || ["provincial", "governor", "premier", "chief minister", "minister-president", "minister president", "chief secretary", "state "]
            .iter()
            .any(|word| lower.contains(word))
}

/// How deep the place lies that an office is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeLevel {
    /// Governor, premier, minister of a province.
    Subdivision,
    /// Mayor.
    City,
}

/// How deep the place lies that an office is of, where its words tell.
pub fn level(title: &str) -> Option<OfficeLevel> {
    let lower = title.to_lowercase();
    let is_of_city = [
        "mayor",
        "city",
        "municipal",
        "burgomaster",
        "lord provost",
        "alderman",
        "town",
        "councillor",
        "councilor",
        "councilman",
        "councilwoman",
        "county",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let is_seat = matches!(lower.as_str(), "cllr" | "coun" | "cr");
    match () {
        () if is_of_city || is_seat => Some(OfficeLevel::City),
        () if is_of_subdivision(title) => Some(OfficeLevel::Subdivision),
        () if ["minister", "prefectural", "senat", "lawmaker", "principal secretary", "commissioner", "special secretary"]
            .iter()
            .any(|word| lower.contains(word)) =>
        {
            Some(OfficeLevel::Subdivision)
        }
        () if ["mp", "mla", "mlc", "mpp", "msp", "mha", "mna"].contains(&lower.as_str()) => Some(OfficeLevel::Subdivision),
        () => None,
    }
}
