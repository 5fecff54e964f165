//! The state or province that its letters tell behind a town: "Paris, TX", "London, Ont.", "Victoria, B.C.".

use crate::gazetteer::{Gazetteer, NameForm};
use crate::model::{PlaceCode, PlaceLevel};
use crate::text::{Case, Document, TokenKind};

/// Letters without their points, in small letters, and the ISO 3166-2 codes that they may stand for: the postal letters of the United
/// States, Canada and Australia and the shorter forms of names that newspapers print (Associated Press and Canadian Press Stylebooks).
const LETTERS: &str = "al ala:US-AL ak:US-AK az ariz:US-AZ ar ark:US-AR ca calif:US-CA co colo:US-CO ct conn:US-CT de del:US-DE fl fla:US-FL \
    ga:US-GA hi:US-HI id:US-ID il ill:US-IL in ind:US-IN ia:US-IA ks kan:US-KS ky:US-KY la:US-LA me:US-ME md:US-MD ma mass:US-MA mi mich:US-MI \
    mn minn:US-MN ms miss:US-MS mo:US-MO mt mont:US-MT ne neb:US-NE nv nev:US-NV nh:US-NH nj:US-NJ nm:US-NM ny:US-NY nc:US-NC nd:US-ND \
    oh:US-OH ok okla:US-OK or ore:US-OR pa:US-PA ri:US-RI sc:US-SC sd:US-SD tn tenn:US-TN tx tex:US-TX ut:US-UT vt:US-VT va:US-VA \
    wa wash:US-WA wv wva:US-WV wi wis:US-WI wy wyo:US-WY ab alta:CA-AB bc:CA-BC mb man:CA-MB nb:CA-NB nl nfld:CA-NL ns:CA-NS on ont:CA-ON \
    pe pei:CA-PE qc que pq:CA-QC sk sask:CA-SK nsw:AU-NSW qld:AU-QLD tas:AU-TAS vic:AU-VIC wa:AU-WA sa:AU-SA nt:AU-NT act:AU-ACT";

/// Of the places that a name may stand for those that lie in one of some states or provinces.
pub fn lying_in(gazetteer: &Gazetteer, states: &[PlaceCode], places: &[(u32, NameForm)]) -> Vec<(u32, NameForm)> {
    let lies_there = |(number, form): &(u32, NameForm)| {
        let code = gazetteer.numbered(*number).code.as_ref().filter(|_| *form == NameForm::Name);
        code.is_some_and(|code| code.level() == PlaceLevel::City && states.iter().any(|state| state.includes(code)))
    };
    places.iter().copied().filter(lies_there).collect()
}

/// The states or provinces whose letters stand behind a comma; several where they stand for several.
pub fn told_by_letters(document: &Document<'_>, comma: usize) -> Vec<PlaceCode> {
    if comma + 1 >= document.tokens.len() || document.text(comma) != "," {
        return Vec::new();
    }
    let Some(letters) = letters_at(document, comma + 1) else { return Vec::new() };
    let entries = LETTERS.split_whitespace().scan(Vec::new(), |keys: &mut Vec<&str>, word| {
        let (key, code) = word.split_once(':').map_or((word, None), |(key, code)| (key, Some(code)));
        keys.push(key);
        Some(code.map(|code| (std::mem::take(keys), code)))
    });
    let told = entries.flatten().filter(|(keys, _)| keys.contains(&letters.as_str()));
    told.filter_map(|(_, code)| PlaceCode::parse(code)).collect()
}

/// "TX", "Ont.", "B.C." at a token, in small letters and without points.
fn letters_at(document: &Document<'_>, first: usize) -> Option<String> {
    let token = document.tokens.get(first).filter(|token| token.kind == TokenKind::Word)?;
    let text = document.text(first);
    let is_point =
        |at: usize| at < document.tokens.len() && document.text(at) == "." && document.tokens[at].start == document.tokens[at - 1].end;
    if text.chars().count() == 1 && token.is_capitalised() && is_point(first + 1) {
        let is_letter = |at: &usize| {
            document.tokens.get(*at).is_some_and(|token| token.is_capitalised()) && document.text(*at).len() <= 2 && is_point(*at + 1)
        };
        let letters = (first..).step_by(2).take(3).take_while(is_letter).map(|at| document.folded(at));
        return Some(letters.collect());
    }
    // "TALKS IN LYON, OR IN TURIN": in a headline of capitals a word is no sign of a state.
    let goes_on = document.tokens.get(first + 1).is_some_and(|next| next.case == Case::AllCapitals && next.start > token.end);
    let is_postal = token.case == Case::AllCapitals && (2..=3).contains(&text.len()) && !goes_on;
    let is_short = token.case == Case::Capitalised && text.len() <= 5 && is_point(first + 1);
    (is_postal || is_short).then(|| document.folded(first).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let comma = (0..document.tokens.len()).find(|at| document.text(*at) == ",").expect("a comma");
        told_by_letters(&document, comma).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn letters_behind_a_comma_tell_the_state() {
        assert_eq!(told("Paris, TX"), ["US-TX"]);
        assert_eq!(told("Victoria, B.C. and more"), ["CA-BC"]);
        assert_eq!(told("London, Ont., on Friday"), ["CA-ON"]);
        assert_eq!(told("Perth, WA"), ["US-WA", "AU-WA"]);
        assert_eq!(told("Raleigh, N.C."), ["US-NC"]);
        for text in ["TALKS IN LYON, OR IN TURIN", "Paris, in May", "Paris, Or not", "Paris, A. Smith said", "Paris,"] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
