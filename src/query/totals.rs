//! Agreement totals: what may be summed, per currency, and what is left out with its reason (codebook section 6).

use std::collections::{BTreeMap, HashSet};

use chrono::Datelike;

use super::columns::day;
use super::places::NONE;
use super::snapshot::{AgreementRowIndex, RecordStatus, Selection, Snapshot};
use crate::model::{Binding, Currency, Hedge, LeftOut, MixedAmount, PlaceCode, PlaceLevel, Stage};

/// By what totals are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// First-level subdivision of an agreement's sides.
    Province,
    /// Country of its sides.
    Country,
    /// City of its sides.
    City,
    /// Two sides of two countries in no order, each as deep as it is named, but cities as the subdivision they lie in.
    Pair,
    /// Year of its date.
    Year,
    /// Month of its date.
    Month,
    /// Kind.
    Kind,
    /// Stage.
    Stage,
    /// Type of its engagement.
    Type,
    /// Outlet.
    Source,
    /// Currency.
    Currency,
}

/// One line of a table of totals. Signed and implemented, contracts and memoranda are lines of their own, never one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsRow {
    /// The value of each dimension, in the order asked; names for people.
    pub key: Vec<String>,
    /// The same as codes.
    pub codes: Vec<String>,
    /// Stage.
    pub stage: Stage,
    /// Contracts, memoranda or not told.
    pub binding: Binding,
    /// Records counted.
    pub records: usize,
    /// Instruments or projects they stand for, as far as told.
    pub instruments: u64,
    /// Records whose number of instruments is not told.
    pub unknown_count: usize,
    /// Sum per currency.
    pub sums: MixedAmount,
    /// Records without an amount.
    pub unknown_amount: usize,
    /// Whether some figure in the sum is hedged ("over", "about").
    pub is_approximate: bool,
    /// The records themselves.
    pub agreements: Vec<AgreementRowIndex>,
    /// How many of them also stand in another row of this table (an agreement between two provinces stands in both).
    pub shared: usize,
}

/// Why a record is in no total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Omission {
    /// By its own nature.
    Own(LeftOut),
    /// The filter asks for a place or an organisation, and no party from there is named.
    NotAttributed,
    /// An analyst rejected it.
    Rejected,
}

/// A record that is in no total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OmittedAgreement {
    /// Which.
    pub agreement: AgreementRowIndex,
    /// Why.
    pub why: Omission,
}

/// Totals, with what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgreementTotals {
    /// Lines, largest sum first: in the currency that most records of the table have.
    pub rows: Vec<TotalsRow>,
    /// Every counted record once, whatever the dimensions.
    pub overall: Vec<TotalsRow>,
    /// What is left out.
    pub left_out: Vec<OmittedAgreement>,
}

/// The row of what belongs to no value of a dimension of places.
pub const NOT_ATTRIBUTED: &str = "not attributed";

/// Sums a selection.
pub fn agreement_totals(snapshot: &Snapshot, selection: &Selection, by: &[Dimension]) -> AgreementTotals {
    let not_attributed: HashSet<AgreementRowIndex> = selection.not_attributed.iter().copied().collect();
    let mut totals = AgreementTotals::default();
    let (mut rows, mut overall) = (Table::default(), Table::default());
    for agreement in &selection.agreements {
        match omission(snapshot, *agreement, &not_attributed) {
            Some(why) => totals.left_out.push(OmittedAgreement { agreement: *agreement, why }),
            None => {
                rows.add(snapshot, *agreement, by);
                overall.add(snapshot, *agreement, &[]);
            }
        }
    }
    totals.rows = rows.finish();
    totals.overall = overall.finish();
    totals
}

/// Why a record of a selection is in no total; `None` where it counts.
fn omission(snapshot: &Snapshot, agreement: AgreementRowIndex, not_attributed: &HashSet<AgreementRowIndex>) -> Option<Omission> {
    let at = agreement as usize;
    if snapshot.agreements.status[at] == RecordStatus::Rejected {
        Some(Omission::Rejected)
    } else if let Some(why) = snapshot.agreements.left_out[at] {
        Some(Omission::Own(why))
    } else {
        not_attributed.contains(&agreement).then_some(Omission::NotAttributed)
    }
}

/// A value of a dimension: code, then name. What has none sorts behind.
type Value = (String, String);

/// Lines by (codes, stage, binding).
#[derive(Default)]
struct Table {
    rows: BTreeMap<(Vec<Value>, Stage, Binding), TotalsRow>,
    shared: HashSet<AgreementRowIndex>,
}

impl Table {
    fn add(&mut self, snapshot: &Snapshot, agreement: AgreementRowIndex, by: &[Dimension]) {
        let at = agreement as usize;
        let (stage, binding) = (snapshot.agreements.stage[at], snapshot.agreements.binding[at]);
        let keys = combinations(by.iter().map(|dimension| values(snapshot, agreement, *dimension)));
        if keys.len() > 1 {
            self.shared.insert(agreement);
        }
        for key in keys {
            let row = self.rows.entry((key, stage, binding)).or_insert_with_key(|(key, stage, binding)| empty_row(key, *stage, *binding));
            row.add(snapshot, agreement);
        }
    }

    fn finish(self) -> Vec<TotalsRow> {
        let shared = self.shared;
        let mut rows: Vec<TotalsRow> = self.rows.into_values().collect();
        for row in &mut rows {
            row.shared = row.agreements.iter().filter(|agreement| shared.contains(agreement)).count();
        }
        let leading = commonest_currency(&rows);
        let sum = |row: &TotalsRow| leading.map_or(0, |currency| row.sums.of(currency));
        // Stable: rows alike in sum and number stay in the order of their codes.
        rows.sort_by_key(|row| std::cmp::Reverse((sum(row), row.records)));
        rows
    }
}

fn empty_row(key: &[Value], stage: Stage, binding: Binding) -> TotalsRow {
    TotalsRow {
        key: key.iter().map(|(_, name)| name.clone()).collect(),
        codes: key.iter().map(|(code, _)| code.clone()).collect(),
        stage,
        binding,
        records: 0,
        instruments: 0,
        unknown_count: 0,
        sums: MixedAmount::zero(),
        unknown_amount: 0,
        is_approximate: false,
        agreements: Vec::new(),
        shared: 0,
    }
}

impl TotalsRow {
    fn add(&mut self, snapshot: &Snapshot, agreement: AgreementRowIndex) {
        let (columns, at) = (&snapshot.agreements, agreement as usize);
        self.records += 1;
        self.agreements.push(agreement);
        match columns.count[at] {
            Some(count) => self.instruments += u64::from(count),
            None => self.unknown_count += 1,
        }
        match columns.amount[at] {
            Some(amount) => {
                self.sums.add(amount);
                self.is_approximate |= columns.hedge[at] != Hedge::Exactly;
            }
            None => self.unknown_amount += 1,
        }
    }
}

fn commonest_currency(rows: &[TotalsRow]) -> Option<Currency> {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for row in rows {
        row.sums.iter().for_each(|(currency, _)| *counts.entry(currency).or_default() += row.records - row.unknown_amount);
    }
    counts.into_iter().max_by_key(|(currency, count)| (*count, std::cmp::Reverse(*currency))).map(|(currency, _)| currency)
}

/// Every choice of one value from each dimension.
fn combinations(dimensions: impl Iterator<Item = Vec<Value>>) -> Vec<Vec<Value>> {
    dimensions.fold(vec![Vec::new()], |keys, values| {
        let longer = |key: &Vec<Value>, value: &Value| key.iter().chain([value]).cloned().collect();
        keys.iter().flat_map(|key| values.iter().map(move |value| longer(key, value))).collect()
    })
}

/// The values of one dimension: one or more, never none.
fn values(snapshot: &Snapshot, agreement: AgreementRowIndex, dimension: Dimension) -> Vec<Value> {
    let (columns, at) = (&snapshot.agreements, agreement as usize);
    let word = |word: &str| vec![(word.to_owned(), word.to_owned())];
    let known = |word: Option<String>, unknown: &str| vec![word.map_or((String::new(), unknown.to_owned()), |word| (word.clone(), word))];
    let first_day = day(columns.dates.first[at]).filter(|_| !columns.dates.is_undated(at));
    match dimension {
        Dimension::Province => places(snapshot, agreement, PlaceCode::subdivision),
        Dimension::Country => places(snapshot, agreement, |code| Some(code.country_place())),
        Dimension::City => places(snapshot, agreement, |code| city(snapshot, code)),
        Dimension::Pair => pairs(snapshot, agreement),
        Dimension::Year => known(first_day.map(|day| format!("{:04}", day.year())), "no year"),
        Dimension::Month => {
            let is_told = columns.dates.at(agreement).and_then(|date| date.first().or(date.last())).is_some_and(|d| d.month().is_some());
            known(first_day.filter(|_| is_told).map(|day| day.format("%Y-%m").to_string()), "no month")
        }
        Dimension::Kind => word(columns.kind[at].as_str()),
        Dimension::Stage => word(columns.stage[at].as_str()),
        Dimension::Type => {
            let kind = snapshot.engagements.kind.get(columns.engagement[at] as usize).filter(|_| columns.engagement[at] != NONE);
            known(kind.map(|kind| kind.to_string()), "no engagement")
        }
        Dimension::Source => {
            let outlet = snapshot.documents[columns.document[at] as usize].outlet;
            known(snapshot.outlets.get(outlet as usize).cloned(), "no outlet")
        }
        Dimension::Currency => known(columns.amount[at].map(|amount| amount.currency.to_string()), "no amount"),
    }
}

fn city(snapshot: &Snapshot, code: &PlaceCode) -> Option<PlaceCode> {
    snapshot.places.position(code).filter(|place| snapshot.places.is_city(*place)).map(|_| code.clone())
}

/// The agreement's own sides at one level: never those of its event.
fn places(snapshot: &Snapshot, agreement: AgreementRowIndex, level: impl Fn(&PlaceCode) -> Option<PlaceCode>) -> Vec<Value> {
    let mut codes: Vec<PlaceCode> = snapshot.agreement(agreement).sides.into_iter().filter_map(level).collect();
    codes.sort_unstable();
    codes.dedup();
    attributed(codes.into_iter().map(|code| (code.to_string(), place_label(snapshot, &code))).collect())
}

fn attributed(values: Vec<Value>) -> Vec<Value> {
    if values.is_empty() { vec![(String::new(), NOT_ATTRIBUTED.to_owned())] } else { values }
}

fn place_label(snapshot: &Snapshot, code: &PlaceCode) -> String {
    snapshot.places.position(code).map_or_else(|| code.to_string(), |place| snapshot.places.label(place))
}

fn pairs(snapshot: &Snapshot, agreement: AgreementRowIndex) -> Vec<Value> {
    let lifted = |code: &PlaceCode| if code.level() == PlaceLevel::City { code.parent() } else { Some(code.clone()) };
    let mut sides: Vec<PlaceCode> = snapshot.agreement(agreement).sides.into_iter().filter_map(lifted).collect();
    sides.sort_unstable();
    sides.dedup();
    // A country beside its own province is the same side told twice.
    let all = sides.clone();
    sides.retain(|side| !all.iter().any(|other| other != side && side.includes(other)));
    let mut found = Vec::new();
    for (at, one) in sides.iter().enumerate() {
        for other in sides[at + 1..].iter().filter(|other| other.country() != one.country()) {
            let name = format!("{} – {}", place_label(snapshot, one), place_label(snapshot, other));
            found.push((format!("{one}+{other}"), name));
        }
    }
    attributed(found)
}
