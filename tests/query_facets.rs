//! Facets: values with counts, and what Tab offers for a half-typed term.

mod query_rows;

use legation::query::Snapshot;
use legation::query::facets::{FacetField, FacetValue, facets};
use legation::query::filter::completion::completion;
use query_rows::*;

fn values(snapshot: &Snapshot, filter: &str, field: FacetField) -> Vec<FacetValue> {
    facets(snapshot, &read(snapshot, filter), field)
}

#[test]
fn a_count_is_what_the_filter_leaves_once_the_value_is_asked_for() {
    let snapshot = world().snapshot();
    for filter in
        ["", "liaoning", "country:cn", "year:2020..2023", "stage:signed", "has:amount", "type:conference -place:liaoning", "-year:2020"]
    {
        for (field, name) in FacetField::ALL {
            for value in values(&snapshot, filter, *field) {
                let asked = format!("{filter} {name}:{}", value.value);
                assert_eq!(select(&snapshot, &asked).engagements.len(), value.count, "{asked}");
                assert!(value.count > 0 && value.keys.iter().all(|key| !key.is_empty()), "{asked}");
            }
        }
    }
}

#[test]
fn values_stand_most_first_and_years_newest_first() {
    let snapshot = world().snapshot();
    let places = values(&snapshot, "", FacetField::Place);
    assert!(places.windows(2).all(|pair| pair[0].count >= pair[1].count));
    assert_eq!(places[0].label, "China");
    let years: Vec<String> = values(&snapshot, "", FacetField::Year).into_iter().map(|value| value.value).collect();
    assert!(years.len() >= 3 && years.windows(2).all(|pair| pair[0] > pair[1]), "{years:?}");
}

#[test]
fn homonyms_are_told_apart_by_their_codes() {
    let snapshot = world().snapshot();
    let places = values(&snapshot, "", FacetField::Place);
    let georgias: Vec<(&str, &str)> = places
        .iter()
        .filter(|place| place.label.starts_with("Georgia"))
        .map(|place| (place.value.as_str(), place.label.as_str()))
        .collect();
    assert!(georgias.contains(&("GE", "Georgia (country, GE)")) && georgias.contains(&("US-GA", "Georgia (state, US-GA)")), "{georgias:?}");
    assert!(places.iter().any(|place| place.value == "liaoning" && place.keys.contains(&"cn ln".to_owned())));
    assert!(values(&snapshot, "zzxq", FacetField::Place).is_empty());
}

#[track_caller]
fn offers(text: &str, range: &str, first: &str) {
    let snapshot = world().snapshot();
    let completion = completion(text, text.len(), &snapshot);
    assert_eq!(&text[completion.range.clone()], range, "{text}");
    assert_eq!(completion.candidates.first().map(|candidate| candidate.text.as_str()), Some(first), "{:?}", completion.candidates);
}

#[test]
fn tab_offers_fields_and_values() {
    offers("pl", "pl", "place:");
    offers("liaoning -pro", "pro", "province:");
    offers("from:liao", "liao", "liaoning");
    offers("from:lng", "lng", "liaoning");
    offers("place:liaoning|bav", "bav", "bavaria");
    offers("type:de", "de", "delegation");
    offers("stage:", "", "signed");
    offers("person:\"hao p", "\"hao p", "\"Hao Peng\"");
    offers("status:re", "re", "rejected");
    offers("org:siem", "siem", "\"Siemens Group\"");
}

#[test]
fn an_ambiguous_name_is_offered_with_codes() {
    let snapshot = world().snapshot();
    let completion = completion("place:georgia", 13, &snapshot);
    let texts: Vec<&str> = completion.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert!(texts.contains(&"GE") && texts.contains(&"US-GA"), "{texts:?}");
    assert!(completion.candidates.iter().all(|candidate| candidate.label.contains('(')));
}

#[test]
fn nothing_is_offered_for_what_has_no_names() {
    let snapshot = world().snapshot();
    for text in ["since:20", "amount:>", "plce:x", "place:", "zzzz"] {
        assert!(completion(text, text.len(), &snapshot).candidates.is_empty(), "{text}");
    }
    assert!(!completion("", 0, &snapshot).candidates.is_empty(), "all fields");
    completion("辽宁", 1, &snapshot);
}
