//! The filter language over a small store.

mod query_rows;

use legation::model::DocumentId;
use legation::query::snapshot::Selection;
use legation::query::{Filter, FilterError, Resolution, Snapshot};
use proptest::prelude::*;
use query_rows::*;

const TRIP: &str = "Hao Peng led a delegation";
const SIGNING: &str = "Three projects were signed in Munich";
const FAIR: &str = "An investment conference opened";
const MAYOR: &str = "The mayor came to Nanjing";
const GOVERNOR: &str = "The governor of Georgia called";
const TABLE: &str = "Shaanxi and Tbilisi held a round table";
const ENVOY: &str = "An envoy of Nigeria called";
const TRADE: &str = "A trade mission to Lagos";

fn strict(snapshot: &Snapshot, text: &str) -> Result<Filter, FilterError> {
    Filter::read(text, snapshot, Resolution::Strict, &no_text)
}

#[track_caller]
fn finds(snapshot: &Snapshot, filter: &str, expected: &[&str]) {
    assert_eq!(headlines(snapshot, filter), expected, "{filter}");
}

#[test]
fn an_empty_filter_leaves_everything_but_what_is_rejected() {
    let snapshot = world().snapshot();
    finds(&snapshot, "", &[FAIR, ENVOY, TRADE, TRIP, SIGNING, MAYOR, GOVERNOR, TABLE]);
    finds(&snapshot, "status:rejected", &["A meeting that never was"]);
    assert!(!headlines(&snapshot, "-status:new").iter().any(|headline| headline == "A meeting that never was"));
}

#[test]
fn places_hold_what_lies_in_them() {
    let snapshot = world().snapshot();
    finds(&snapshot, "place:liaoning", &[FAIR, TRIP, SIGNING]);
    finds(&snapshot, "place:shenyang", &[FAIR]);
    finds(&snapshot, "country:de", &[TRIP, SIGNING]);
    finds(&snapshot, "province:bavaria", &[TRIP, SIGNING]);
    finds(&snapshot, "city:münchen", &[TRIP, SIGNING]);
    finds(&snapshot, "side:bavaria", &[]);
    finds(&snapshot, "venue:de-by/munich", &[TRIP, SIGNING]);
    finds(&snapshot, "place:辽宁", &[FAIR, TRIP, SIGNING]);
    finds(&snapshot, "place:\"st. louis\"", &[MAYOR]);
    finds(&snapshot, "place:shenyang|nanjing", &[FAIR, MAYOR]);
    finds(&snapshot, "country:china -place:liaoning", &[ENVOY, TRADE, MAYOR, GOVERNOR, TABLE]);
}

#[test]
fn direction_counts_for_delegations_alone() {
    let snapshot = world().snapshot();
    finds(&snapshot, "from:liaoning to:germany", &[TRIP, SIGNING]);
    finds(&snapshot, "from:germany to:liaoning", &[SIGNING]);
    finds(&snapshot, "to:nanjing", &[MAYOR]);
    finds(&snapshot, "from:nanjing", &[]);
    finds(&snapshot, "from:lng type:delegation", &[TRIP]);
    let filter = read(&snapshot, "from:lng");
    assert!(filter.chips[0].is_loose && filter.chips[0].meaning.starts_with("from: ~ Liaoning"), "{:?}", filter.chips);
}

#[test]
fn an_exact_name_shuts_out_the_others() {
    let snapshot = world().snapshot();
    finds(&snapshot, "shanxi", &[GOVERNOR]);
    finds(&snapshot, "place:shanxi", &[GOVERNOR]);
    finds(&snapshot, "niger", &[]);
    finds(&snapshot, "place:niger", &[]);
    finds(&snapshot, "nigeri", &[ENVOY, TRADE]);
    assert_eq!(read(&snapshot, "place:niger").chips[0].meaning, "place: Niger (no record)");
    assert_eq!(read(&snapshot, "shan").chips[0].meaning, "shan: Shanxi");
}

#[test]
fn a_bare_word_is_contained_in_names_or_headlines_else_its_letters_stand_in_order() {
    let snapshot = world().snapshot();
    finds(&snapshot, "hao", &[TRIP, SIGNING]);
    finds(&snapshot, "siem", &[SIGNING]);
    finds(&snapshot, "invest", &[FAIR]);
    finds(&snapshot, "lagos|mayor", &[TRADE, MAYOR]);
    finds(&snapshot, "liaoning -invest", &[TRIP, SIGNING]);
    let filter = read(&snapshot, "hpng");
    assert!(filter.chips[0].is_loose && filter.chips[0].meaning.starts_with("~ hpng: Hao Peng"), "{:?}", filter.chips);
    finds(&snapshot, "zzxq", &[]);
    assert_eq!(read(&snapshot, "zzxq").chips[0].meaning, "zzxq: nothing");
}

#[test]
fn letters_worked_out_before_leave_what_they_leave_without() {
    let (snapshot, prepared) = (world().snapshot(), world().snapshot());
    prepared.prepare_letters();
    let one = ('a'..='z').chain('0'..='9').map(String::from);
    let texts = one.clone().chain(one.flat_map(|letter| [format!("-{letter}"), format!("{letter}|liaoning"), format!("germany {letter}")]));
    for text in texts {
        let read = |snapshot: &Snapshot| {
            let filter = Filter::read(&text, snapshot, Resolution::Loose, &no_text).expect("a filter");
            (filter.select(snapshot), filter.chips)
        };
        assert_eq!(read(&prepared), read(&snapshot), "{text}");
        assert_eq!(strict(&prepared, &text).err(), strict(&snapshot, &text).err(), "{text}");
    }
}

#[test]
fn homonyms_are_joined_in_lists_and_refused_in_totals() {
    let snapshot = world().snapshot();
    finds(&snapshot, "place:georgia", &[GOVERNOR, TABLE]);
    finds(&snapshot, "country:georgia", &[TABLE]);
    finds(&snapshot, "place:us-ga", &[GOVERNOR]);
    assert_eq!(read(&snapshot, "country:georgia").chips[0].meaning, "country: Georgia (country, GE)");
    let error = strict(&snapshot, "year:2020 place:georgia").expect_err("two places");
    assert_eq!((error.start, error.end), (10, 23));
    assert_eq!(error.candidates, ["Georgia (country, GE)", "Georgia (state, US-GA)"]);
    assert!(strict(&snapshot, "place:GE").is_ok());
    assert!(strict(&snapshot, "georgia").is_err());
    assert!(strict(&snapshot, "liaoning").is_ok());
    assert!(strict(&snapshot, "opened").is_err(), "a word of headlines is no name");
}

#[test]
fn days_include_their_ends_and_leave_undated_rows_out() {
    let snapshot = world().snapshot();
    finds(&snapshot, "since:2023-10-13", &[TRIP, MAYOR]);
    finds(&snapshot, "until:2020-05-18", &[FAIR]);
    finds(&snapshot, "until:2020-05-17", &[]);
    finds(&snapshot, "since:2021-06 until:2021-06", &[TRADE]);
    finds(&snapshot, "year:2020..2021", &[FAIR, ENVOY, TRADE]);
    finds(&snapshot, "-year:2020", &[ENVOY, TRADE, TRIP, SIGNING, MAYOR]);
    let left_out = |filter: &str| select(&snapshot, filter).undated_left_out;
    assert_eq!((left_out("since:2000"), left_out("-year:2020"), left_out("")), (2, 2, 0));
    assert_eq!(left_out("since:2000 place:shaanxi"), 1);
    assert_eq!(left_out("since:2000 place:liaoning"), 0);
}

#[test]
fn words_of_closed_vocabularies() {
    let snapshot = world().snapshot();
    finds(&snapshot, "type:conf", &[FAIR, TABLE]);
    finds(&snapshot, "type:delegation|signing country:de", &[TRIP, SIGNING]);
    finds(&snapshot, "topic:trade", &[TRIP, SIGNING]);
    finds(&snapshot, "counterpart:government year:2020 context:actual", &[FAIR]);
    finds(&snapshot, "stage:pledged", &[TRADE]);
    finds(&snapshot, "source:ln.example", &[FAIR]);
    finds(&snapshot, "source:\"liaoning daily\"", &[TRIP, SIGNING]);
    finds(&snapshot, "lang:zh", &[]);
    finds(&snapshot, "leader:\"hao peng\"", &[TRIP]);
    finds(&snapshot, "person:hao", &[TRIP, SIGNING]);
    finds(&snapshot, "org:siemens", &[SIGNING]);
    finds(&snapshot, "tag:mine", &[]);
    finds(&snapshot, "has:dispute", &[]);
    finds(&snapshot, "has:agreement", &[FAIR, TRADE, SIGNING]);
    finds(&snapshot, "has:amount", &[FAIR, TRADE]);
    assert!(read(&snapshot, "tag:mine").chips[0].meaning.contains("nothing is tagged"));
    assert_eq!(read(&snapshot, "-type:meeting").chips[0].meaning, "not type: meeting");
}

#[test]
fn sums_are_asked_of_one_agreement() {
    let snapshot = world().snapshot();
    finds(&snapshot, "amount:>1bn", &[FAIR, TRADE]);
    finds(&snapshot, "amount:>1bn currency:usd", &[TRADE]);
    finds(&snapshot, "amount:>1bn currency:eur", &[]);
    finds(&snapshot, "amount:400m..600m", &[TRADE]);
    assert_eq!(select(&snapshot, "amount:400m..600m").agreements.len(), 1);
    assert!(strict(&snapshot, "currency:euro").expect_err("no code").candidates.contains(&"EUR".to_owned()));
}

#[test]
fn a_sum_belongs_to_a_place_only_where_its_party_is_named() {
    let snapshot = world().snapshot();
    let in_japan = select(&snapshot, "place:japan");
    assert_eq!((in_japan.agreements.len(), in_japan.not_attributed.len()), (2, 2));
    let in_liaoning = select(&snapshot, "place:liaoning");
    assert_eq!((in_liaoning.agreements.len(), in_liaoning.not_attributed.len()), (5, 0));
    assert!(select(&snapshot, "venue:shenyang").not_attributed.is_empty());
    let bavarian = select(&snapshot, "place:bavaria");
    assert_eq!((bavarian.agreements.len(), bavarian.not_attributed.len()), (4, 3), "its own, and three through their venue");
    let at_the_table = select(&snapshot, "org:bosch");
    assert_eq!((at_the_table.agreements.len(), at_the_table.not_attributed.len()), (3, 3));
    assert_eq!(select(&snapshot, "to:nigeria").agreements.len(), 3);
    assert!(select(&snapshot, "from:nigeria").agreements.is_empty(), "party to three, and visited, not visiting");
    assert_eq!(select(&snapshot, "from:bavaria").agreements.len(), 1, "no engagement says who travelled");
    let without = select(&snapshot, "-place:japan");
    assert_eq!(without.agreements.len(), snapshot.agreement_count(), "no sum is Japan's");
}

#[test]
fn ids_and_texts_find_their_records() {
    let snapshot = world().snapshot();
    let row = select(&snapshot, "place:shenyang").engagements[0];
    let (id, document) = (snapshot.engagement(row).id.clone(), snapshot.engagement(row).document.clone());
    finds(&snapshot, &format!("id:{id}"), &[FAIR]);
    finds(&snapshot, &format!("id:{}", &document.as_str()[..8]), &[FAIR]);
    let search = |phrase: &str| -> Result<Vec<DocumentId>, String> {
        assert_eq!(phrase, "dual circulation");
        Ok(vec![document.clone()])
    };
    let filter = Filter::read("\"dual circulation\"", &snapshot, Resolution::Strict, &search).expect("a filter");
    assert_eq!(filter.select(&snapshot).engagements, [row]);
    let fails = |_: &str| Err("the index is being built".to_owned());
    assert_eq!(Filter::read("\"x\"", &snapshot, Resolution::Loose, &fails).expect_err("fails").message, "the index is being built");
}

#[test]
fn what_cannot_be_read_says_where_and_what_is_near() {
    let snapshot = world().snapshot();
    let error = |text: &str| Filter::read(text, &snapshot, Resolution::Loose, &no_text).expect_err(text);
    assert_eq!(error("a form:liaoning").candidates, ["from:"]);
    assert_eq!(error("place:lianoing").candidates[0], "Liaoning");
    assert_eq!((error("辽宁 since:soon").start, error("辽宁 since:soon").end), (7, 17));
    for text in ["type:party", "amount:lots", "status:old", "has:luck", "id:ab", "\"open", "-"] {
        assert!(!error(text).message.is_empty(), "{text}");
    }
}

/// Whether a naive look at the row finds a name or a headline word with the term in it.
fn carries(snapshot: &Snapshot, row: u32, term: &str) -> bool {
    let engagement = snapshot.engagement(row);
    let places = engagement.from.iter().chain(&engagement.to).chain(&engagement.venues);
    let around = places.flat_map(|code| std::iter::successors(Some((*code).clone()), |code| code.parent()));
    let names = around.map(|code| snapshot.place_name(&code).to_lowercase()).chain(engagement.leader.map(str::to_lowercase));
    let words = engagement.headline.to_lowercase();
    names.chain(words.split(' ').map(str::to_owned)).any(|name| name.contains(term))
}

#[test]
fn no_record_that_carries_a_word_is_missed() {
    let snapshot = world().snapshot();
    let exact: &[&str] = &["hao", "de", "ge", "ne", "ng", "us", "cn", "is", "jp", "kr", "niger", "korea"];
    let mut tried = 0;
    for text in
        ["liaoning", "hao peng led a delegation", "nigeria", "munich", "georgia", "united states", "germany", "investment conference"]
    {
        for word in text.split(' ') {
            for (start, end) in (0..word.len()).flat_map(|start| (start + 1..=word.len()).map(move |end| (start, end))) {
                let term = &word[start..end];
                let is_name = names().0.iter().any(|place| place.name.to_lowercase() == term);
                if exact.contains(&term) || is_name {
                    continue;
                }
                tried += 1;
                let selected = select(&snapshot, term).engagements;
                let missed = select(&snapshot, "").engagements.into_iter().filter(|row| carries(&snapshot, *row, term));
                assert_eq!(missed.filter(|row| !selected.contains(row)).collect::<Vec<_>>(), [0_u32; 0], "{term}");
            }
        }
    }
    assert!(tried > 150, "{tried} terms");
}

fn parts() -> impl Strategy<Value = String> {
    let fields = "place|from|to|country|province|city|side|venue|about|person|org|leader|topic|type|kind|stage|year|since|until|amount|id|has|status|lang|tag|x";
    let field = proptest::sample::select(fields.split('|').map(str::to_owned).collect::<Vec<_>>());
    let value = prop_oneof![
        "[a-zé辽\"|:.<>=0-9-]{0,8}",
        Just("liaoning".to_owned()),
        Just("2020..2021".to_owned()),
        Just(">1bn".to_owned()),
        Just("rejected".to_owned())
    ];
    prop_oneof![
        "\\PC{0,12}",
        (field.clone(), value.clone()).prop_map(|(f, v)| format!("{f}:{v}")),
        (field, value).prop_map(|(f, v)| format!("-{f}:{v}"))
    ]
}

fn holds_together(snapshot: &Snapshot, selection: &Selection) {
    let ascends =
        |rows: &[u32], count: usize| rows.windows(2).all(|pair| pair[0] < pair[1]) && rows.iter().all(|row| (*row as usize) < count);
    assert!(ascends(&selection.engagements, snapshot.engagement_count()));
    assert!(ascends(&selection.agreements, snapshot.agreement_count()));
    assert!(selection.not_attributed.iter().all(|row| selection.agreements.contains(row)));
}

proptest! {
    #[test]
    fn no_text_makes_a_filter_panic(parts in proptest::collection::vec(parts(), 0..4)) {
        let snapshot = world().snapshot();
        let text = parts.join(" ");
        for resolution in [Resolution::Loose, Resolution::Strict] {
            match Filter::read(&text, &snapshot, resolution, &no_text) {
                Ok(filter) => holds_together(&snapshot, &filter.select(&snapshot)),
                Err(error) => prop_assert!(text.get(error.start..error.end).is_some_and(|term| !term.is_empty())),
            }
        }
    }

    #[test]
    fn what_a_term_leaves_and_what_it_excludes_make_the_whole(word in "[a-z]{1,4}") {
        let snapshot = world().snapshot();
        let (with, without) = (select(&snapshot, &word), select(&snapshot, &format!("-{word}")));
        prop_assert_eq!(with.engagements.len() + without.engagements.len(), 8);
        let own = with.agreements.len() - with.not_attributed.len();
        prop_assert_eq!(own + without.agreements.len(), snapshot.agreement_count());
    }
}
