//! Rows of other people's tables. A row becomes a document of its own, whose text is the row, a field a line, and whose claims are read
//! from these fields and not by the rules of a language: so it lies in the log like any article, and a rebuild finds the same.

mod claims;
pub mod mapping;
pub mod table;

use std::collections::BTreeMap;

use super::{IngestReport, StoreShelf, stamp};
use crate::gazetteer::Gazetteer;
use crate::ingest::FailedInput;
use crate::ingest::pipeline::{BATCH, Shelf};
use crate::model::{Article, Claims, DateSpan, Decoding, DocumentId};
use crate::store::{Author, ExtractedArticle, Store, StoreError};
use mapping::{MappedRow, Mapping};

/// The first line of a document that is a row.
const MARK: &str = "Row of a table (legation row 1)";

/// The fields of a row, with what they hold. A row with a `type` is an engagement, one with a `kind` an agreement, one with `a` and `b`
/// a tie; it may be all three.
pub const FIELDS: &[(&str, &str)] = &[
    ("type", "makes it an engagement: delegation, meeting, conference, signing, partnership, exchange, commemoration"),
    ("date", "when: EDTF, or in the mapping's date_format"),
    ("from", "who travelled, or one side: names or codes of places"),
    ("to", "whom they visited, or the other side"),
    ("venues", "where it took place"),
    ("about", "places only spoken of"),
    ("context", "actual (default), planned, historical"),
    (
        "counterpart",
        "government, legislature, party, mission, chamber, association, company, university, think_tank, international_organisation",
    ),
    ("leader", "who led the delegation"),
    ("leader_title", "that person's office"),
    ("participants", "other people, each `Name` or `Name (role)`"),
    ("organizations", "organisations that took part"),
    ("topics", "words of the codebook's closed list"),
    ("delegation_size", "how many travelled, a whole number"),
    ("kind", "makes it an agreement: project, mou, framework, sister, plan, other"),
    ("stage", "signed (default), pledged, implemented, cancelled"),
    ("count", "instruments or projects it stands for, a whole number"),
    ("amount", "value in whole units of the currency"),
    ("currency", "ISO 4217"),
    ("hedge", "exactly (default), about, at_least, at_most"),
    ("nature", "investment, purchase, trade, loan, grant, mixed, unstated (default)"),
    ("binding", "contract, non_binding, unknown (default)"),
    ("sides", "the places whose parties are named for the agreement"),
    ("parties", "who signs: places or organisations"),
    ("a", "with b makes it a tie: one place"),
    ("b", "the other place"),
    ("tie_kind", "sister (default), friendly_exchange"),
    ("started", "since when, EDTF"),
    ("tie_status", "intended, in_force (default), suspended, ended"),
    ("as_of", "when the tie stood so, EDTF"),
    ("text", "the words that say so: what a brief quotes"),
    ("title", "headline of the source"),
    ("source", "outlet"),
    ("url", "page"),
    ("published", "date of the source, EDTF"),
];

/// A row as it was read: its number in the file, counted as a spreadsheet counts, and its cells by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the spreadsheet or of the file.
    pub number: usize,
    /// Value by column.
    pub cells: Vec<(String, String)>,
}

/// A row as it would be stored, with all that is wrong with it.
#[derive(Debug, Clone)]
pub struct ReadRow {
    /// Where it stands.
    pub number: usize,
    /// What would be stored; the id is its identity.
    pub article: Article,
    /// What it says.
    pub claims: Claims,
    /// What cannot be read, a sentence each. Such a row is not imported.
    pub problems: Vec<String>,
}

/// Reads rows by a mapping.
pub fn read_rows(rows: &[Row], mapping: &Mapping, gazetteer: &Gazetteer) -> Vec<ReadRow> {
    let read = |row: &Row| {
        let MappedRow { fields, rest, mut problems } = mapping.fields(row);
        let article = article(&fields, &rest);
        let (claims, found) = claims::of_fields(&article.body, gazetteer);
        problems.extend(found);
        ReadRow { number: row.number, article, claims, problems }
    };
    let mut rows: Vec<ReadRow> = rows.iter().map(read).collect();
    let whole: String = rows.iter().map(|row| row.article.body.as_str()).collect();
    let table = DocumentId::of(&whole, None).to_string();
    rows.iter_mut().for_each(|row| row.article.table = Some(table.clone()));
    rows
}

/// What a stored row says; `None` where the document is no row. What cannot be read is a note.
pub(super) fn claims_of_row(body: &str, gazetteer: &Gazetteer) -> Option<Claims> {
    body.starts_with(MARK).then(|| {
        let (mut claims, problems) = claims::of_fields(body, gazetteer);
        claims.notes.extend(problems.into_iter().map(|text| crate::model::Note { text, span: None }));
        claims
    })
}

/// The row as an article. Two rows of one page are two documents: each gets a page of its own by what stands behind its `#`.
fn article(fields: &BTreeMap<&'static str, String>, rest: &[(String, String)]) -> Article {
    let mut body = format!("{MARK}\n");
    for (name, _) in FIELDS {
        if let Some(value) = fields.get(name) {
            body.push_str(&format!("{name}: {value}\n"));
        }
    }
    rest.iter().for_each(|(column, value)| body.push_str(&format!("column {column}: {value}\n")));
    let id = DocumentId::of(&body, None);
    let url = fields.get("url").map(|url| format!("{url}{}row-{}", if url.contains('#') { '&' } else { '#' }, id.as_str()));
    Article {
        original: body.as_bytes().to_vec(),
        url,
        title: fields.get("title").cloned(),
        source: fields.get("source").cloned(),
        published: fields.get("published").and_then(|date| DateSpan::parse(date)),
        lang: None,
        path: None,
        table: None,
        decoding: Decoding { declared: None, used: "UTF-8".to_owned(), replacements: 0 },
        body,
    }
}

/// Stores rows without problems; the others are reported with their numbers. The same row twice is one.
pub fn import(store: &mut Store, rows: Vec<ReadRow>, gazetteer: &Gazetteer, author: &Author) -> Result<IngestReport, StoreError> {
    let mut report = IngestReport::default();
    let mut good = Vec::with_capacity(rows.len());
    let mut seen = std::collections::HashSet::new();
    let mut shelf = StoreShelf { store, stamp: stamp(gazetteer), author };
    for row in rows {
        let id = row.article.id();
        if !row.problems.is_empty() {
            report.failed.push(FailedInput { path: format!("row {}", row.number), reason: row.problems.join("; ") });
        } else if !seen.insert(id.clone()) || shelf.contains(&id)? {
            report.added.known += 1;
        } else {
            good.push(ExtractedArticle { article: row.article, claims: row.claims });
        }
    }
    for batch in good.chunks(BATCH) {
        let added = shelf.add(batch)?;
        report.count(&added);
    }
    Ok(report)
}
