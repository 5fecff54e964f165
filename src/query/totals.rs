//! Agreement totals: what may be summed, per currency, and what is left out with its reason (codebook section 6).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::dimensions::Breakdown;
use super::places::NONE;
use super::sets::{Lists, PairMap, RowSet};
use super::snapshot::{AgreementRowIndex, RecordStatus, Selection, Snapshot};
use crate::model::{Amount, Binding, Currency, Hedge, LeftOut, MixedAmount, Stage};

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
    /// Quarter of its date.
    Quarter,
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
    /// What its engagement was about.
    Topic,
    /// What the money is for.
    Nature,
    /// Contracts, memoranda or not told.
    Binding,
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
    /// Whether some figure in the sums is hedged ("over", "about").
    pub is_approximate: bool,
    /// How each sum relates to the true one: with "over a billion" in it, it is at least what it says.
    pub hedges: BTreeMap<Currency, Hedge>,
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

impl Omission {
    /// The reason in a sentence for people.
    pub fn reason(self) -> &'static str {
        match self {
            Omission::Own(own) => own.reason(),
            Omission::NotAttributed => "no party from there is named for it",
            Omission::Rejected => "rejected by an analyst",
        }
    }
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
    let mut left_out = Vec::new();
    let mut counted = Vec::with_capacity(selection.agreements.len());
    for (agreement, why) in omissions(snapshot, selection) {
        match why {
            Some(why) => left_out.push(OmittedAgreement { agreement, why }),
            None => counted.push(agreement),
        }
    }
    AgreementTotals { rows: table(snapshot, &counted, by), overall: table(snapshot, &counted, &[]), left_out }
}

/// The agreements of a selection in their order, each with the reason why it is in no total; `None` where it counts.
pub(super) fn omissions<'a>(
    snapshot: &'a Snapshot,
    selection: &'a Selection,
) -> impl Iterator<Item = (AgreementRowIndex, Option<Omission>)> + 'a {
    let mut not_attributed = RowSet::none(snapshot.agreements.len());
    not_attributed.add(&selection.not_attributed);
    selection.agreements.iter().map(move |agreement| (*agreement, omission(snapshot, *agreement, &not_attributed)))
}

/// Why a record of a selection is in no total; `None` where it counts.
fn omission(snapshot: &Snapshot, agreement: AgreementRowIndex, not_attributed: &RowSet) -> Option<Omission> {
    let at = agreement as usize;
    if snapshot.judged.agreements[at] == RecordStatus::Rejected {
        Some(Omission::Rejected)
    } else if let Some(why) = snapshot.judged.left_out[at] {
        Some(Omission::Own(why))
    } else {
        not_attributed.contains(agreement).then_some(Omission::NotAttributed)
    }
}

/// The lines of a table: each counted record in every group that it belongs to.
fn table(snapshot: &Snapshot, counted: &[AgreementRowIndex], by: &[Dimension]) -> Vec<TotalsRow> {
    let mut breakdowns: Vec<Breakdown<'_>> = by.iter().map(|dimension| Breakdown::new(snapshot, *dimension)).collect();
    let mut groups = Groups::default();
    let (mut pairs, mut shared) = (Vec::with_capacity(counted.len()), RowSet::none(snapshot.agreements.len()));
    let (mut own, mut longer, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for agreement in counted.iter().copied() {
        let at = agreement as usize;
        let line = snapshot.agreements.stage[at] as u32 * 4 + snapshot.agreements.binding[at] as u32;
        own.clear();
        own.push(groups.position(NONE, line));
        for breakdown in &mut breakdowns {
            breakdown.values(agreement, &mut values);
            longer.clear();
            own.iter().for_each(|group| longer.extend(values.iter().map(|value| groups.position(*group, *value))));
            std::mem::swap(&mut own, &mut longer);
        }
        if own.len() > 1 {
            shared.add(&[agreement]);
        }
        pairs.extend(own.iter().map(|group| (*group, agreement)));
    }
    let members = Lists::of_pairs(groups.parts.len(), &pairs);
    let with_members = (0..groups.parts.len() as u32).filter(|group| !members.rows(*group).is_empty());
    let row = |group| summed(snapshot, &groups.key(group, &breakdowns), members.rows(group), &shared);
    sorted(with_members.map(row).collect())
}

/// Largest sum first, in the currency that most records have; then most records; then by code.
fn sorted(mut rows: Vec<TotalsRow>) -> Vec<TotalsRow> {
    let leading = commonest_currency(&rows);
    let sum = |row: &TotalsRow| leading.map_or(0, |currency| row.sums.of(currency));
    rows.sort_by_cached_key(|row| (Reverse((sum(row), row.records)), row.codes.clone(), row.stage, row.binding));
    rows
}

/// Groups of a table: each is a value added to a group of one dimension less.
#[derive(Default)]
struct Groups {
    parts: Vec<(u32, u32)>,
    positions: PairMap,
    /// The group asked for last: records that stand together are often alike.
    last: Option<((u32, u32), u32)>,
}

impl Groups {
    fn position(&mut self, group: u32, value: u32) -> u32 {
        let part = (group, value);
        if let Some((last, position)) = self.last
            && last == part
        {
            return position;
        }
        let next = self.parts.len() as u32;
        let position = *self.positions.entry(part).or_insert(next);
        if position == next {
            self.parts.push(part);
        }
        self.last = Some((part, position));
        position
    }

    /// The values of a group as (code, name), in the order of the dimensions.
    fn key(&self, group: u32, breakdowns: &[Breakdown<'_>]) -> Vec<(String, String)> {
        let mut values = Vec::with_capacity(breakdowns.len());
        let mut group = group;
        for breakdown in breakdowns.iter().rev() {
            let (outer, value) = self.parts[group as usize];
            values.push(breakdown.named(value));
            group = outer;
        }
        values.reverse();
        values
    }
}

/// One line. `agreements` is not empty, and all are of one stage and binding.
fn summed(snapshot: &Snapshot, key: &[(String, String)], agreements: &[AgreementRowIndex], shared: &RowSet) -> TotalsRow {
    let columns = &snapshot.agreements;
    let first = agreements[0] as usize;
    let mut row = TotalsRow {
        key: key.iter().map(|(_, name)| name.clone()).collect(),
        codes: key.iter().map(|(code, _)| code.clone()).collect(),
        stage: columns.stage[first],
        binding: columns.binding[first],
        records: agreements.len(),
        instruments: 0,
        unknown_count: 0,
        sums: MixedAmount::zero(),
        unknown_amount: 0,
        is_approximate: false,
        hedges: BTreeMap::new(),
        agreements: agreements.to_vec(),
        shared: agreements.iter().filter(|agreement| shared.contains(**agreement)).count(),
    };
    let mut sums = Sums::default();
    for at in agreements.iter().map(|agreement| *agreement as usize) {
        match columns.count[at] {
            NONE => row.unknown_count += 1,
            count => row.instruments += u64::from(count),
        }
        match columns.amounts.at(at) {
            Some(amount) => {
                sums.add(amount, columns.hedge[at], &mut row.sums);
                row.is_approximate |= columns.hedge[at] != Hedge::Exactly;
            }
            None => row.unknown_amount += 1,
        }
    }
    for (amount, hedge) in sums.0 {
        row.sums.add(amount);
        row.hedges.insert(amount.currency, hedge);
    }
    row
}

/// Running sums of a few currencies, handed on when one would no longer fit.
#[derive(Default)]
struct Sums(Vec<(Amount, Hedge)>);

impl Sums {
    fn add(&mut self, amount: Amount, hedge: Hedge, total: &mut MixedAmount) {
        match self.0.iter_mut().find(|(sum, _)| sum.currency == amount.currency) {
            Some((sum, of_sum)) => {
                *of_sum = of_sum.in_sum_with(hedge);
                match sum.minor.checked_add(amount.minor) {
                    Some(minor) => sum.minor = minor,
                    None => total.add(std::mem::replace(sum, amount)),
                }
            }
            None => self.0.push((amount, Hedge::Exactly.in_sum_with(hedge))),
        }
    }
}

/// The currency that most records of a table have their amount in: by it lines are ordered.
pub fn commonest_currency(rows: &[TotalsRow]) -> Option<Currency> {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for row in rows {
        row.sums.iter().for_each(|(currency, _)| *counts.entry(currency).or_default() += row.records - row.unknown_amount);
    }
    counts.into_iter().max_by_key(|(currency, count)| (*count, Reverse(*currency))).map(|(currency, _)| currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_beyond_64_bits_is_whole() {
        let currency = Currency::from_code("CNY").expect("a currency");
        let (mut sums, mut total) = (Sums::default(), MixedAmount::zero());
        (0..5).for_each(|_| sums.add(Amount { minor: i64::MAX, currency }, Hedge::Exactly, &mut total));
        sums.0.into_iter().for_each(|(amount, _)| total.add(amount));
        assert_eq!(total.of(currency), i128::from(i64::MAX) * 5);
    }
}
