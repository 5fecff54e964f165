//! GraphML: places as nodes, engagements as edges between those who dealt with each other.

use super::dates::edtf;
use super::records::status_word;
use crate::gazetteer::Gazetteer;
use crate::model::PlaceCode;
use crate::query::snapshot::{EngagementRowIndex, Snapshot};
use crate::text::safe::sanitize;

use super::map::{counted_places, position};

/// What nodes carry.
pub const NODE_KEYS: &[(&str, &str)] = &[
    ("name", "English name"),
    ("country", "ISO 3166-1"),
    ("latitude", "degrees, where known"),
    ("longitude", "degrees, where known"),
    ("engagements", "in how many of the exported engagements it is a side or a venue"),
];
/// What edges carry.
pub const EDGE_KEYS: &[(&str, &str)] = &[
    ("engagement", "id of the record; one that joins several places has several edges"),
    ("type", "delegation (its edges are directed), meeting, conference, signing, partnership, exchange, commemoration"),
    ("date", "when, EDTF"),
    ("context", "actual, planned, historical"),
    ("status", "new, confirmed, rejected"),
    ("headline", "the words that say so, shortened"),
];

/// Text and attribute values of XML: what XML forbids was made a mark.
fn escaped(text: &str) -> String {
    let safe = sanitize(text).into_string();
    let safe: String = safe.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    safe.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

/// The beginning of the file.
pub fn head() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for (class, keys) in [("node", NODE_KEYS), ("edge", EDGE_KEYS)] {
        for (name, _) in keys {
            let kind = match *name {
                "latitude" | "longitude" => "double",
                "engagements" => "int",
                _ => "string",
            };
            out.push_str(&format!("<key id=\"{class}_{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"));
        }
    }
    out + "<graph id=\"engagements\" edgedefault=\"undirected\">\n"
}

/// The end of it.
pub const TAIL: &str = "</graph>\n</graphml>\n";

/// The places of these engagements, by code.
pub fn nodes(snapshot: &Snapshot, rows: &[EngagementRowIndex], gazetteer: &Gazetteer) -> String {
    let mut out = String::new();
    for (code, count) in counted_places(snapshot, rows) {
        out.push_str(&format!("<node id=\"{}\">", escaped(code.as_str())));
        let point = position(gazetteer, &code);
        let values = [
            ("name", Some(snapshot.place_name(&code).to_owned())),
            ("country", Some(code.country().as_str().to_owned())),
            ("latitude", point.map(|[_, latitude]| latitude.to_string())),
            ("longitude", point.map(|[longitude, _]| longitude.to_string())),
            ("engagements", Some(count.to_string())),
        ];
        data(&mut out, "node", values);
        out.push_str("</node>\n");
    }
    out
}

fn data<const N: usize>(out: &mut String, class: &str, values: [(&str, Option<String>); N]) {
    for (name, value) in values {
        if let Some(value) = value {
            out.push_str(&format!("<data key=\"{class}_{name}\">{}</data>", escaped(&value)));
        }
    }
}

/// The edges of an engagement: from each of the one side to each of the other.
pub fn edges(snapshot: &Snapshot, row: EngagementRowIndex) -> String {
    let one = snapshot.engagement(row);
    let mut out = String::new();
    let pairs = one.from.iter().flat_map(|from| one.to.iter().map(move |to| (*from, *to)));
    for (at, (from, to)) in pairs.filter(|(from, to): &(&PlaceCode, &PlaceCode)| from != to).enumerate() {
        let (source, target) = (escaped(from.as_str()), escaped(to.as_str()));
        let is_directed = one.kind.is_directed();
        out.push_str(&format!("<edge id=\"{}-{}\" source=\"{source}\" target=\"{target}\" directed=\"{is_directed}\">", one.id, at + 1));
        let values = [
            ("engagement", Some(one.id.to_string())),
            ("type", Some(one.kind.to_string())),
            ("date", edtf(one.date)),
            ("context", Some(one.context.to_string())),
            ("status", Some(status_word(one.status).to_owned())),
            ("headline", Some(one.headline.clone())),
        ];
        data(&mut out, "edge", values);
        out.push_str("</edge>\n");
    }
    out
}
