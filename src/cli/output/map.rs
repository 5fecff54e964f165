//! GeoJSON (RFC 7946): places as points, engagements as lines between those who dealt with each other. Where a place lies nobody
//! knows has no geometry.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::dates::edtf;
use super::records::status_word;
use crate::gazetteer::Gazetteer;
use crate::model::PlaceCode;
use crate::query::snapshot::{EngagementRowIndex, EngagementSummary, Snapshot};

/// Properties of a place.
pub const PLACE_PROPERTIES: &[(&str, &str)] = &[
    ("class", "place"),
    ("id", "code"),
    ("name", "English name"),
    ("country", "ISO 3166-1"),
    ("engagements", "in how many of the exported engagements it is a side or a venue"),
];
/// Properties of an engagement.
pub const ENGAGEMENT_PROPERTIES: &[(&str, &str)] = &[
    ("class", "engagement"),
    ("id", "id of the record"),
    ("type", "delegation, meeting, conference, signing, partnership, exchange, commemoration"),
    ("date", "when, EDTF"),
    ("context", "actual, planned, historical"),
    ("from, to", "codes; for a delegation who travelled and whom they visited, else the sides in no order"),
    ("headline", "the words that say so, shortened"),
    ("document", "id of the article that tells it"),
    ("status", "new, confirmed, rejected"),
];

/// A feature; written one after the other, so that a large export needs no room.
#[derive(Debug, Serialize)]
pub struct Feature {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Value,
    properties: Value,
}

/// Where a place lies: longitude first, as GeoJSON has it. A country lies where its capital is not told, nowhere.
pub fn position(gazetteer: &Gazetteer, code: &PlaceCode) -> Option<[f64; 2]> {
    let place = gazetteer.place(code)?;
    Some([place.longitude?, place.latitude?])
}

/// The places of these engagements, by code.
pub fn places(snapshot: &Snapshot, rows: &[EngagementRowIndex], gazetteer: &Gazetteer) -> Vec<Feature> {
    let feature = |(code, count): (PlaceCode, usize)| Feature {
        kind: "Feature",
        id: code.to_string(),
        geometry: position(gazetteer, &code).map_or(Value::Null, |point| json!({"type": "Point", "coordinates": point})),
        properties: json!({"class": "place", "id": code.as_str(), "name": snapshot.place_name(&code), "country": code.country().as_str(), "engagements": count}),
    };
    counted_places(snapshot, rows).into_iter().map(feature).collect()
}

/// The sides and venues of these engagements, with the number of engagements.
pub fn counted_places(snapshot: &Snapshot, rows: &[EngagementRowIndex]) -> BTreeMap<PlaceCode, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        let one = snapshot.engagement(*row);
        let mut places: Vec<&PlaceCode> = one.from.into_iter().chain(one.to).chain(one.venues).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().for_each(|place| *counts.entry(place.clone()).or_default() += 1);
    }
    counts
}

/// An engagement.
pub fn engagement(one: &EngagementSummary<'_>, gazetteer: &Gazetteer) -> Feature {
    let mut lines = Vec::new();
    for from in &one.from {
        for to in &one.to {
            lines.extend(position(gazetteer, from).zip(position(gazetteer, to)).map(|(from, to)| [from, to]));
        }
    }
    let geometry = match lines.as_slice() {
        [] => Value::Null,
        [line] => json!({"type": "LineString", "coordinates": line}),
        lines => json!({"type": "MultiLineString", "coordinates": lines}),
    };
    let codes = |codes: &[&PlaceCode]| codes.iter().map(|code| code.as_str().to_owned()).collect::<Vec<_>>();
    Feature {
        kind: "Feature",
        id: one.id.to_string(),
        geometry,
        properties: json!({
            "class": "engagement", "id": one.id.as_str(), "type": one.kind.as_str(), "date": edtf(one.date), "context": one.context.as_str(),
            "from": codes(&one.from), "to": codes(&one.to), "headline": one.headline, "document": one.document.as_str(),
            "status": status_word(one.status),
        }),
    }
}
