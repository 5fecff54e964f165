//! The sentences of a brief: what an engagement and an agreement are called, sums and places as people write them.

use crate::cli::output::prose::{grouped, hedge_word};
use crate::model::amount::units_text;
use crate::model::{
    Affiliation, AgreementClaim, AgreementKind, Binding, Context, CounterpartKind, Currency, EngagementClaim, EngagementType, HedgedCount,
    ParticipantKind, ParticipantRole, PersonClaim, PlaceCode, Stage,
};

/// Longest quote in characters.
const QUOTE_CHARACTERS: usize = 260;
/// How many people and organisations a line names.
const NAMED: usize = 5;

/// How a place is called.
pub type Names<'a> = &'a dyn Fn(&PlaceCode) -> String;

/// `Germany`, `the United States`.
pub fn with_article(code: &PlaceCode, name: &str) -> String {
    const WITH_ARTICLE: &[&str] = &["US", "GB", "NL", "PH", "AE", "CZ", "CF", "CD", "CG", "KM", "DO", "GM", "BS", "MV", "MH", "SB", "SC"];
    let is_country = code.as_str().len() == 2;
    if is_country && WITH_ARTICLE.contains(&code.as_str()) { format!("the {name}") } else { name.to_owned() }
}

/// `a`, `a and b`, `a, b and c`.
pub fn joined(parts: &[String]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first letter large.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// At most so long, on the edge of a word; line ends and runs of blanks become one.
pub fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(['“', '”', '"']);
    if text.chars().count() <= QUOTE_CHARACTERS {
        return text.to_owned();
    }
    let end = text.char_indices().nth(QUOTE_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':', ' ']))
}

/// The words around a byte of a sentence that may be too long as a whole.
pub fn quoted_around(sentence: &str, at: usize) -> String {
    let before = sentence.get(..at).unwrap_or_default();
    if sentence.chars().count() <= QUOTE_CHARACTERS || before.chars().count() < QUOTE_CHARACTERS / 3 {
        return quoted(sentence);
    }
    let start = before.char_indices().rev().nth(QUOTE_CHARACTERS / 3).map_or(0, |(at, _)| at);
    let start = sentence[start..].find(' ').map_or(start, |space| start + space + 1);
    format!("… {}", quoted(&sentence[start..]))
}

/// `CNY 380.5 billion`; the digits where a short form would lose some.
pub fn sum(minor: i128, currency: Currency) -> String {
    let digits = units_text(minor, currency);
    let short = |zeros: usize, word: &str| {
        if digits.contains('.') || digits.len() <= zeros {
            return None;
        }
        let (whole, rest) = digits.split_at(digits.len() - zeros);
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { String::new() } else { format!(".{rest}") };
        (rest.len() <= 3).then(|| format!("{currency} {}{point} {word}", grouped(whole)))
    };
    short(9, "billion").or_else(|| short(6, "million")).unwrap_or_else(|| format!("{currency} {}", grouped(&digits)))
}

fn counted_with_hedge(count: HedgedCount) -> String {
    format!("{}{} people", hedge_word(count.hedge), grouped(&count.number.to_string()))
}

/// `Delegation from Liaoning to Germany, led by Hao Peng`. `people` are those of the article.
pub fn engagement(claim: &EngagementClaim, people: &[PersonClaim], names: Names<'_>) -> String {
    let places = |codes: &[PlaceCode]| joined(&codes.iter().map(|code| with_article(code, &names(code))).collect::<Vec<_>>());
    let counterpart = match claim.counterpart {
        CounterpartKind::Government | CounterpartKind::Unknown => String::new(),
        other => format!(" ({})", other.as_str().replace('_', " ")),
    };
    let (from, to) = (places(&claim.from), places(&claim.to));
    let sides = match (from.as_str(), to.as_str()) {
        ("", "") => String::new(),
        ("", one) | (one, "") => format!(" of {one}{counterpart}"),
        _ => format!(" of {from} with {to}{counterpart}"),
    };
    let mut text = match claim.kind {
        EngagementType::Delegation => match (from.as_str(), to.as_str()) {
            ("", "") => "delegation".to_owned(),
            ("", to) => format!("delegation to {to}"),
            (from, "") => format!("delegation from {from}"),
            _ => format!("delegation from {from} to {to}{counterpart}"),
        },
        EngagementType::Meeting => format!("meeting{sides}"),
        EngagementType::Conference => format!("conference{sides}"),
        EngagementType::Signing => format!("signing{}", sides.replacen(" of ", " by ", 1)),
        EngagementType::Partnership => format!("partnership{sides}"),
        EngagementType::Exchange => format!("exchange{sides}"),
        EngagementType::Commemoration => format!("commemoration{sides}"),
    };
    // A venue says something only beside the sides.
    let venues: Vec<PlaceCode> = claim.venues.iter().filter(|venue| !claim.sides().any(|side| side == *venue)).cloned().collect();
    if !venues.is_empty() && claim.kind == EngagementType::Delegation {
        text.push_str(&format!(" ({})", places(&venues)));
    } else if !venues.is_empty() {
        text.push_str(&format!(", in {}", places(&venues)));
    }
    if let Some(leader) = &claim.leader {
        text.push_str(&format!(", led by {leader}"));
    }
    if let Some(size) = claim.delegation_size.or(claim.attendance) {
        text.push_str(&format!(", {}", counted_with_hedge(size)));
    }
    let named = participants(claim, people);
    if !named.is_empty() {
        text.push_str(&format!("; named: {named}"));
    }
    match claim.context {
        Context::Actual => capitalized(&text),
        Context::Planned => format!("Announced: {text}"),
        Context::Historical => format!("Told as background: {text}"),
    }
}

/// People first, then organisations; who signed stands with the agreement.
fn participants(claim: &EngagementClaim, people: &[PersonClaim]) -> String {
    let of = |kind| {
        let others = claim.participants.iter().filter(move |one| one.kind == kind && one.role != ParticipantRole::Signatory);
        others.filter(|one| claim.leader.as_deref() != Some(one.name.as_str())).map(|one| one.name.as_str())
    };
    let mut all: Vec<&str> = Vec::new();
    for name in of(ParticipantKind::Person).chain(of(ParticipantKind::Organization)) {
        // A committee of a congress that is named already says nothing new, nor does one that is somebody's office.
        let is_office = people.iter().any(|person| person.title.as_deref().is_some_and(|title| title.contains(name)));
        if !is_office && !all.iter().any(|known| name.contains(known)) {
            all.push(name);
        }
    }
    let mut parts: Vec<String> = all.iter().take(NAMED).map(|name| (*name).to_owned()).collect();
    if all.len() > NAMED {
        parts.push(format!("{} more", all.len() - NAMED));
    }
    joined(&parts)
}

/// `projects`
pub fn instruments(kind: AgreementKind) -> &'static str {
    forms(kind).1
}

/// `137 projects`, `1 memorandum or letter of intent`.
pub fn counted_instruments(kind: AgreementKind, count: u32) -> String {
    let (one, many) = forms(kind);
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(&count.to_string())) }
}

fn forms(kind: AgreementKind) -> (&'static str, &'static str) {
    match kind {
        AgreementKind::Project => ("project", "projects"),
        AgreementKind::Mou => ("memorandum or letter of intent", "memoranda or letters of intent"),
        AgreementKind::Framework => ("framework agreement", "framework agreements"),
        AgreementKind::Sister => ("sister agreement", "sister agreements"),
        AgreementKind::Plan => ("action plan", "action plans"),
        AgreementKind::Other => ("agreement of another kind", "agreements of another kind"),
    }
}

/// `380.5 billion yuan` with its hedge; `value not stated`.
pub fn value(claim: &AgreementClaim) -> String {
    let Some(amount) = claim.amount else { return "value not stated".to_owned() };
    let upper = claim.amount_max_minor.map(|minor| format!(" to {}", sum(minor.into(), amount.currency))).unwrap_or_default();
    format!("{}{}{upper}", hedge_word(claim.hedge), sum(amount.minor.into(), amount.currency))
}

/// `Dalian High-tech Zone and Siemens Group`; the sides where no party is named.
pub fn parties(claim: &AgreementClaim, names: Names<'_>) -> String {
    let name = |party: &Affiliation| party.place().map_or_else(|| party.as_str().to_owned(), |code| with_article(code, &names(code)));
    let parties: Vec<String> = claim.parties.iter().map(name).collect();
    if parties.is_empty() {
        joined(&claim.sides.iter().map(|code| with_article(code, &names(code))).collect::<Vec<_>>())
    } else {
        joined(&parties)
    }
}

/// `Signed, contracts`.
pub fn line(stage: Stage, binding: Binding) -> String {
    let stage = match stage {
        Stage::Signed => "Signed",
        Stage::Pledged => "Pledged",
        Stage::Implemented => "Under way or done",
        Stage::Cancelled => "Cancelled or ended",
    };
    let binding = match binding {
        Binding::Contract => "contracts",
        Binding::NonBinding => "memoranda and letters of intent",
        Binding::Unknown => "not told whether binding",
    };
    format!("{stage}, {binding}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_short_only_where_nothing_is_lost() {
        let currency = |code| Currency::from_code(code).expect("a currency");
        for (minor, code, text) in [
            (38_050_000_000_000, "CNY", "CNY 380.5 billion"),
            (250_000_000_000, "USD", "USD 2.5 billion"),
            (125_000_000, "USD", "USD 1.25 million"),
            (123_456_700, "USD", "USD 1,234,567"),
            (123_456_789, "USD", "USD 1,234,567.89"),
            (500, "JPY", "JPY 500"),
            (1_500_000_000_000, "JPY", "JPY 1,500 billion"),
        ] {
            assert_eq!(sum(minor, currency(code)), text);
        }
    }

    #[test]
    fn a_quote_is_cut_between_words() {
        assert_eq!(quoted("During\n\nthe  Conference"), "During the Conference");
        let long = quoted(&"word ".repeat(100));
        assert!(long.ends_with("word …") && long.chars().count() <= QUOTE_CHARACTERS + 2);
    }

    #[test]
    fn lists_read_as_lists() {
        let parts = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(joined(&parts("a")), "a");
        assert_eq!(joined(&parts("a b")), "a and b");
        assert_eq!(joined(&parts("a b c")), "a, b and c");
    }
}
