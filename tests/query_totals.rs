//! Totals: never a part beside its whole, nothing twice, nothing to a place whose party is not named.

mod query_rows;

use std::collections::BTreeSet;

use legation::model::{Currency, Hedge, LeftOut, Stage};
use legation::query::Snapshot;
use legation::query::agreements::listed_agreements;
use legation::query::timeline::Sort;
use legation::query::totals::{AgreementTotals, Dimension, NOT_ATTRIBUTED, Omission, TotalsRow, agreement_totals};
use proptest::prelude::*;
use query_rows::*;

fn totals(snapshot: &Snapshot, filter: &str, by: &[Dimension]) -> AgreementTotals {
    agreement_totals(snapshot, &select(snapshot, filter), by)
}

fn units(row: &TotalsRow, code: &str) -> i128 {
    let currency = Currency::from_code(code).expect("a currency");
    row.sums.of(currency) / 10_i128.pow(currency.exponent())
}

/// (keys, records, instruments, sum of one currency) of each line.
fn lines(rows: &[TotalsRow], code: &str) -> Vec<(String, usize, u64, i128)> {
    rows.iter().map(|row| (row.key.join(" "), row.records, row.instruments, units(row, code))).collect()
}

fn line(key: &str, records: usize, instruments: u64, sum: i128) -> (String, usize, u64, i128) {
    (key.to_owned(), records, instruments, sum)
}

#[test]
fn an_umbrella_is_counted_once_and_its_parts_not_at_all() {
    let snapshot = world().snapshot();
    let fair = totals(&snapshot, "place:liaoning year:2020", &[Dimension::Province]);
    assert_eq!(lines(&fair.rows, "CNY"), [line("Liaoning", 1, 137, 380_500_000_000)]);
    assert_eq!(fair.left_out.len(), 1);
    assert_eq!(fair.left_out[0].why, Omission::Own(LeftOut::PartOfAnother));
}

#[test]
fn the_sum_of_a_fair_is_no_foreign_countrys() {
    let snapshot = world().snapshot();
    let japan = totals(&snapshot, "place:japan", &[Dimension::Country]);
    assert!(japan.rows.is_empty() && japan.overall.is_empty());
    let why: Vec<Omission> = japan.left_out.iter().map(|omitted| omitted.why).collect();
    assert!(why.contains(&Omission::NotAttributed) && why.contains(&Omission::Own(LeftOut::PartOfAnother)), "{why:?}");
    let countries = totals(&snapshot, "year:2020", &[Dimension::Country]);
    assert_eq!(lines(&countries.rows, "CNY"), [line("China", 1, 137, 380_500_000_000)]);
}

#[test]
fn memoranda_and_contracts_are_lines_of_their_own_and_what_is_unknown_is_counted() {
    let snapshot = world().snapshot();
    let germany = totals(&snapshot, "to:germany year:2023", &[Dimension::Country]);
    assert_eq!(lines(&germany.overall, "EUR"), [line("", 2, 2, 0), line("", 1, 1, 0)]);
    assert_eq!(germany.overall.iter().map(|row| row.unknown_amount).collect::<Vec<_>>(), [2, 1]);
    let mut keys: Vec<_> = germany.rows.iter().map(|row| (row.codes[0].as_str(), row.records, row.shared)).collect();
    keys.sort_unstable();
    assert_eq!(keys, [("CN", 1, 1), ("CN", 2, 2), ("DE", 1, 1), ("DE", 2, 2)], "a side each, and the totals say that they are shared");
}

#[test]
fn an_agreement_of_two_provinces_stands_in_both_rows_and_once_in_the_whole() {
    let snapshot = world().snapshot();
    let trade = totals(&snapshot, "type:delegation to:nigeria", &[Dimension::Province]);
    assert_eq!(lines(&trade.rows, "USD"), [line("Guangdong", 2, 1, 1_700_000_000), line("Fujian", 1, 0, 500_000_000)], "largest first");
    assert_eq!(trade.rows.iter().map(|row| (row.shared, row.unknown_count)).collect::<Vec<_>>(), [(1, 1), (1, 1)]);
    assert_eq!(lines(&trade.overall, "USD"), [line("", 2, 1, 1_700_000_000)]);
    assert_eq!(trade.left_out.iter().map(|omitted| omitted.why).collect::<Vec<_>>(), [Omission::Own(LeftOut::Pledged)]);
    assert!(trade.overall.iter().all(|row| row.stage == Stage::Signed));
}

#[test]
fn pairs_cross_a_border_and_have_no_order() {
    let snapshot = world().snapshot();
    let pairs = totals(&snapshot, "", &[Dimension::Pair]);
    let mut codes: Vec<(&str, usize)> = pairs.rows.iter().map(|row| (row.codes[0].as_str(), row.records)).collect();
    codes.sort_unstable();
    let expected = [("", 1), ("CN-FJ+NG", 1), ("CN-GD+DE-BY", 1), ("CN-GD+NG", 2), ("CN-LN+DE", 1), ("CN-LN+DE", 2)];
    assert_eq!(codes, expected);
    let alone = pairs.rows.iter().find(|row| row.codes[0].is_empty()).expect("the fair's");
    assert_eq!(alone.key, [NOT_ATTRIBUTED]);
}

#[test]
fn years_and_months_are_those_of_the_agreement() {
    let snapshot = world().snapshot();
    let years = totals(&snapshot, "currency:eur", &[Dimension::Year, Dimension::City]);
    assert_eq!(lines(&years.rows, "EUR"), [line("2021 Munich", 1, 1, 7)]);
    let months = totals(&snapshot, "currency:eur", &[Dimension::Month, Dimension::Type, Dimension::Source, Dimension::Currency]);
    assert_eq!(months.rows[0].key, ["2021-07", "no engagement", "no outlet", "EUR"]);
}

#[test]
fn what_is_rejected_is_in_no_total() {
    let mut world = world();
    world.rows.agreements[3].status = legation::store::RecordStatus::Rejected;
    let snapshot = world.snapshot();
    assert!(totals(&snapshot, "year:2020", &[]).rows.is_empty());
    let asked = totals(&snapshot, "year:2020 status:rejected", &[]);
    assert!(asked.rows.is_empty());
    assert_eq!(asked.left_out.iter().map(|omitted| omitted.why).collect::<Vec<_>>(), [Omission::Rejected]);
}

#[test]
fn an_agreement_is_of_the_topics_of_its_engagement() {
    let snapshot = world().snapshot();
    let topics = totals(&snapshot, "", &[Dimension::Topic]);
    let of_trade = select(&snapshot, "topic:trade").agreements;
    let (trade, others): (Vec<&TotalsRow>, Vec<_>) = topics.rows.iter().partition(|row| row.key == ["trade"]);
    let counted: usize = trade.iter().map(|row| row.records).sum();
    let omitted = topics.left_out.iter().filter(|one| of_trade.contains(&one.agreement)).count();
    assert!(counted > 0 && counted + omitted == of_trade.len(), "{topics:?}");
    assert!(others.iter().all(|row| row.key == ["no topic"]));
}

#[test]
fn a_sum_with_a_hedge_in_it_says_so() {
    let mut world = World::default();
    world.document("one", None, None, "2020");
    for (amount, hedge) in [((5, "CNY"), Hedge::Exactly), ((7, "CNY"), Hedge::AtLeast), ((1, "USD"), Hedge::Exactly)] {
        let row = world.agreement(Deal { amount: Some(amount), date: "2020-05-18", sides: &["CN-LN"], ..Deal::default() });
        world.rows.agreements[row as usize].hedge = hedge;
    }
    let snapshot = world.snapshot();
    let of = totals(&snapshot, "", &[Dimension::Quarter, Dimension::Nature, Dimension::Binding]);
    assert_eq!(of.rows[0].key, ["2020-Q2", "unstated", "unknown"]);
    let hedges: Vec<(&str, Hedge)> = of.rows[0].hedges.iter().map(|(currency, hedge)| (currency.code(), *hedge)).collect();
    assert_eq!(hedges, [("CNY", Hedge::AtLeast), ("USD", Hedge::Exactly)]);
}

#[test]
fn what_is_listed_is_what_is_added_up() {
    let snapshot = world().snapshot();
    for filter in ["", "place:japan", "to:germany year:2023", "type:delegation to:nigeria"] {
        let selection = select(&snapshot, filter);
        let listed = listed_agreements(&snapshot, &selection, Sort::DateAscending);
        let totals = agreement_totals(&snapshot, &selection, &[]);
        let counted = listed.iter().filter(|one| one.left_out.is_none()).map(|one| one.row).collect::<BTreeSet<u32>>();
        assert_eq!(counted, totals.overall.iter().flat_map(|row| row.agreements.clone()).collect::<BTreeSet<u32>>(), "{filter}");
        let omitted: Vec<_> = listed.iter().filter_map(|one| one.left_out.map(|why| (one.row, why))).collect();
        assert_eq!(omitted, totals.left_out.iter().map(|one| (one.agreement, one.why)).collect::<Vec<_>>(), "{filter}");
    }
}

const DIMENSIONS: [Dimension; 15] = [
    Dimension::Province,
    Dimension::Country,
    Dimension::City,
    Dimension::Pair,
    Dimension::Year,
    Dimension::Month,
    Dimension::Kind,
    Dimension::Stage,
    Dimension::Type,
    Dimension::Source,
    Dimension::Currency,
    Dimension::Topic,
    Dimension::Quarter,
    Dimension::Nature,
    Dimension::Binding,
];

proptest! {
    /// Whatever the agreements and dimensions: rows hold each counted record, the whole holds it once, and nothing is lost.
    #[test]
    fn every_record_is_counted_once_or_left_out_with_a_reason(
        deals in proptest::collection::vec((0_i64..5_000, 0_usize..3, proptest::sample::subsequence(vec!["CN-LN", "CN-GD", "DE", "DE-BY/Munich", "JP"], 0..4), any::<bool>()), 0..12),
        by in proptest::sample::subsequence(DIMENSIONS.to_vec(), 0..3),
    ) {
        let mut world = World::default();
        world.document("one", None, None, "2020");
        let fair = world.engagement(legation::model::EngagementType::Conference, "2020", &["CN-LN"], &["JP"], &[], "a fair");
        for (units, currency, sides, is_pledged) in &deals {
            let stage = if *is_pledged { Stage::Pledged } else { Stage::Signed };
            let amount = Some((*units, ["CNY", "USD", "JPY"][*currency]));
            world.agreement(Deal { engagement: Some(fair), amount, sides, stage, ..Deal::default() });
        }
        let snapshot = world.snapshot();
        let totals = totals(&snapshot, "", &by);
        let counted: usize = totals.overall.iter().map(|row| row.records).sum();
        prop_assert_eq!(counted + totals.left_out.len(), deals.len());
        for (at, code) in ["CNY", "USD", "JPY"].into_iter().enumerate() {
            let expected: i64 = deals.iter().filter(|(_, currency, _, is_pledged)| *currency == at && !is_pledged).map(|(units, ..)| units).sum();
            prop_assert_eq!(totals.overall.iter().map(|row| units(row, code)).sum::<i128>(), i128::from(expected));
        }
        let mut in_rows: Vec<u32> = totals.rows.iter().flat_map(|row| row.agreements.clone()).collect();
        let repeated = in_rows.len();
        in_rows.sort_unstable();
        in_rows.dedup();
        prop_assert_eq!(in_rows.len(), counted);
        prop_assert!(repeated == counted || totals.rows.iter().any(|row| row.shared > 0));
    }
}
