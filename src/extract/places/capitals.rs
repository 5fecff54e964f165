//! Capitals told by their country alone: "the Russian capital".

use crate::extract::mention::PlaceMention;
use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{PlaceLevel, RuleName};
use crate::text::{Case, Document};

const CAPITAL: RuleName = RuleName::new("place.capital");

/// "the mayor of the Czech capital", "a tie with the Russian capital": the capital of the country that the adjective names. "German capital
/// goods" and "Chinese capital flowed in" are none.
pub fn with_capitals(document: &Document<'_>, gazetteer: &Gazetteer, named: Vec<PlaceMention>) -> Vec<PlaceMention> {
    named.into_iter().map(|place| capital(document, gazetteer, &place).unwrap_or(place)).collect()
}

fn capital(document: &Document<'_>, gazetteer: &Gazetteer, place: &PlaceMention) -> Option<PlaceMention> {
    let country = place.code.as_ref().filter(|code| code.level() == PlaceLevel::Country && place.form == NameForm::Adjective)?;
    let (the, last) = (place.tokens.start.checked_sub(1)?, place.tokens.end);
    let is_told = document.folded(the) == "the" && last < document.tokens.len() && document.folded(last) == "capital";
    let goes_on = last + 1 < document.tokens.len()
        && document.tokens[last + 1].case == Case::Lower
        && matches!(
            document.folded(last + 1),
            "goods" | "market" | "markets" | "investment" | "city" | "flows" | "region" | "territory" | "of"
        );
    if !is_told || goes_on {
        return None;
    }
    let code = gazetteer.capital_of(country)?.code.clone()?;
    let tokens = place.tokens.start..last + 1;
    Some(PlaceMention {
        span: document.span(tokens.clone()),
        name: document.phrase(tokens.clone()),
        tokens,
        code: Some(code),
        form: NameForm::Name,
        rule: CAPITAL,
        ..place.clone()
    })
}
