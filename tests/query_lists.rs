//! Timelines, entity lists, profiles, and single rows over a small store.

mod query_rows;

use legation::model::{EngagementType, PlaceCode, TieStatus};
use legation::query::entities::{EntityKind, entities};
use legation::query::profile::{ProfileError, profile};
use legation::query::snapshot::Snapshot;
use legation::query::timeline::{Sort, timeline};
use query_rows::*;

#[test]
fn rows_ascend_by_day_and_the_undated_stand_last() {
    let snapshot = world().snapshot();
    let dates: Vec<String> = (0..snapshot.engagement_count() as u32)
        .map(|row| snapshot.engagement(row).date.map(|date| date.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(dates[..3], ["2020-05-18", "2021-01-01", "2021-03"]);
    assert_eq!(dates[6], "2024-04-19?/2024-04-22?");
    let mut undated = dates[7..].to_vec();
    undated.sort_unstable();
    assert_eq!(undated, ["", "XXXX-05-18"]);
    for row in 0..snapshot.engagement_count() as u32 {
        assert_eq!(snapshot.engagement_row(snapshot.engagement(row).id), Some(row));
    }
    for row in 0..snapshot.agreement_count() as u32 {
        assert_eq!(snapshot.agreement_row(snapshot.agreement(row).id), Some(row));
        let engagement = snapshot.agreement(row).engagement;
        assert!(engagement.is_none_or(|engagement| snapshot.engagement(engagement).agreements.contains(&row)));
    }
}

#[test]
fn the_order_of_the_stores_rows_changes_nothing() {
    let mut turned = world();
    turned.rows.engagement_places.reverse();
    turned.rows.participants.reverse();
    turned.rows.agreement_places.reverse();
    let (one, other) = (world().snapshot(), turned.snapshot());
    for text in ["", "liaoning", "place:germany", "place:japan", "person:hao"] {
        assert_eq!(select(&one, text), select(&other, text), "{text}");
    }
}

#[test]
fn a_row_tells_what_lists_show() {
    let snapshot = world().snapshot();
    let row = select(&snapshot, "place:germany type:delegation").engagements[0];
    let trip = snapshot.engagement(row);
    assert_eq!((trip.kind, trip.leader, trip.outlet), (EngagementType::Delegation, Some("Hao Peng"), Some("Liaoning Daily")));
    assert_eq!((trip.from[0].as_str(), trip.to[0].as_str(), trip.venues[0].as_str()), ("CN-LN", "DE", "DE-BY/Munich"));
    assert_eq!(snapshot.place_name(trip.venues[0]), "Munich");
    let fair = snapshot.engagement(select(&snapshot, "place:japan").engagements[0]);
    assert_eq!((fair.agreements.len(), fair.outlet, fair.leader), (2, Some("ln.example"), None));
    let part = snapshot.agreement(fair.agreements[1].max(fair.agreements[0]));
    assert!([part.part_of, snapshot.agreement(fair.agreements[0]).part_of].iter().flatten().count() == 1);
    let unknown = PlaceCode::parse("FR-75C/Lutèce").expect("a code");
    assert_eq!(snapshot.place_name(&unknown), "Lutèce");
}

#[test]
fn a_timeline_keeps_the_undated_at_its_end_in_every_order() {
    let mut world = world();
    world.rows.engagements[2].sources = 3;
    let snapshot = world.snapshot();
    let selection = select(&snapshot, "");
    for sort in [Sort::DateAscending, Sort::DateDescending, Sort::Sources] {
        let timeline = timeline(&snapshot, &selection, sort);
        assert_eq!((timeline.rows.len(), timeline.undated_from), (8, 6), "{sort:?}");
        let first = snapshot.engagement(timeline.rows[0]).headline;
        let expected = match sort {
            Sort::DateDescending => "The mayor came to Nanjing",
            _ => "An investment conference opened",
        };
        assert_eq!(first, expected, "{sort:?}");
    }
    assert_eq!(timeline(&snapshot, &select(&snapshot, "since:1990"), Sort::default()).undated_left_out, 2);
}

#[test]
fn entities_count_what_a_selection_leaves() {
    let snapshot = world().snapshot();
    let places = entities(&snapshot, &select(&snapshot, ""), EntityKind::Place);
    let place = |id: &str| places.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(places[0].id, "CN");
    let liaoning = place("CN-LN");
    assert_eq!((liaoning.engagements, liaoning.agreements, liaoning.detail.as_str()), (3, 5, "China"));
    assert_eq!(liaoning.last_seen.map(|date| date.to_string()).as_deref(), Some("2023-10-12"));
    assert_eq!(place("CN-LN/Shenyang").detail, "Liaoning, China");
    assert_eq!(place("JP").agreements, 0, "it is party to none");
    assert!(places.iter().all(|entry| entry.id != "IS"), "no record names it");
    let people = entities(&snapshot, &select(&snapshot, ""), EntityKind::Person);
    assert_eq!((people[0].name.as_str(), people[0].engagements, people[0].detail.as_str()), ("Hao Peng", 2, "Party Secretary, Liaoning"));
    let bodies = entities(&snapshot, &select(&snapshot, ""), EntityKind::Organization);
    assert_eq!(
        bodies.iter().map(|b| (b.name.as_str(), b.engagements, b.agreements)).collect::<Vec<_>>(),
        [("Bosch", 1, 0), ("Siemens Group", 0, 1)]
    );
    assert!(entities(&snapshot, &select(&snapshot, "year:2020"), EntityKind::Person).is_empty());
}

#[test]
fn a_place_has_visits_ties_and_counterparts() {
    let snapshot = world().snapshot();
    let liaoning = profile(&snapshot, "Liaoning").expect("known");
    assert_eq!((liaoning.id.as_str(), liaoning.engagements.len(), liaoning.agreements.len()), ("CN-LN", 3, 5));
    assert_eq!(liaoning.visits, [(Some(2023), 1, 0)]);
    assert_eq!(liaoning.counterparts, [code("DE"), code("JP"), code("KR")].into_iter().zip([2, 1, 1]).collect::<Vec<_>>());
    let jiangsu = profile(&snapshot, "CN-JS").expect("known");
    assert_eq!(jiangsu.visits, [(Some(2024), 0, 1)], "Nanjing's visitors are Jiangsu's");
    assert!(jiangsu.ties.is_empty(), "the tie is Nanjing's");
    let nanjing = profile(&snapshot, "南京").expect("known");
    assert_eq!(nanjing.ties.len(), 1, "two articles tell one tie");
    let tie = &nanjing.ties[0];
    assert_eq!((tie.with.as_str(), tie.status), ("US-MO/St. Louis", TieStatus::InForce));
    assert_eq!(tie.started.map(|date| date.to_string()).as_deref(), Some("1979-11-02"));
    let germany = profile(&snapshot, "german").expect("an adjective");
    assert_eq!(germany.visits, [(Some(2023), 0, 1)]);
}

#[test]
fn people_and_organisations_have_profiles() {
    let snapshot = world().snapshot();
    let hao = profile(&snapshot, "hao peng").expect("known");
    assert_eq!((hao.kind, hao.engagements.len(), hao.agreements.len()), (EntityKind::Person, 2, 3));
    assert_eq!(hao.offices[0].1, "Party Secretary, Liaoning");
    assert_eq!(hao.visits, [(Some(2023), 1, 0)]);
    assert_eq!(hao.counterparts, [(code("DE"), 2)]);
    assert_eq!(profile(&snapshot, &hao.id).expect("by id"), hao);
    let siemens = profile(&snapshot, "siemens").expect("contained");
    assert_eq!((siemens.kind, siemens.agreements.len()), (EntityKind::Organization, 1));
}

#[test]
fn a_name_that_fits_several_or_none_is_said_to() {
    let snapshot = world().snapshot();
    match profile(&snapshot, "georgia") {
        Err(ProfileError::Ambiguous { candidates, .. }) => {
            assert_eq!(candidates, ["Georgia (country, GE)", "Georgia (state, US-GA)"]);
        }
        other => panic!("{other:?}"),
    }
    match profile(&snapshot, "lianoing") {
        Err(ProfileError::Unknown { nearest, .. }) => assert_eq!(nearest[0], "Liaoning"),
        other => panic!("{other:?}"),
    }
    assert!(profile(&snapshot, "").is_err());
}

#[test]
fn an_empty_store_answers_too() {
    for snapshot in [Snapshot::default(), World::default().snapshot()] {
        let selection = select(&snapshot, "");
        assert_eq!((selection.engagements.len(), selection.agreements.len(), snapshot.document_count()), (0, 0, 0));
        assert!(timeline(&snapshot, &selection, Sort::default()).rows.is_empty());
        assert!(entities(&snapshot, &selection, EntityKind::Place).is_empty());
        assert!(profile(&snapshot, "zzz").is_err());
    }
}
