//! On the sample reports: what the panes show agrees with what the filter finds.

use std::sync::LazyLock;

use super::*;
use crate::gazetteer::Gazetteer;
use crate::ingest::samples::ingest_samples;
use crate::model::Currency;
use crate::query::entities::EntityKind;
use crate::query::rates::Rates;
use crate::query::totals::{Dimension, NOT_ATTRIBUTED};
use crate::query::{Filter, Resolution, Selection};
use crate::store::{Author, Store};
use crate::tui::summary::{Continues, EntityRow, Measure, Rank, TotalsLine, TotalsPart};

static SAMPLES: LazyLock<Snapshot> = LazyLock::new(|| {
    let mut store = Store::temporary().expect("a store");
    let author = Author { user: "a".into(), host: "b".into() };
    ingest_samples(&mut store, Gazetteer::builtin(), &author).expect("ingested");
    Snapshot::load(&store, Gazetteer::builtin()).expect("a snapshot")
});

fn select(filter: &str, resolution: Resolution) -> Selection {
    Filter::read(filter, &SAMPLES, resolution, &|_| Ok(Vec::new())).expect("a filter").select(&SAMPLES)
}

fn entities(kind: EntityKind, rank: Rank, needle: &str) -> Vec<EntityRow> {
    entity_list(&SAMPLES, &select("", Resolution::Loose), kind, rank, needle).rows
}

#[test]
fn the_term_of_an_entity_finds_as_many_engagements_as_its_row_counts() {
    for kind in [EntityKind::Place, EntityKind::Person, EntityKind::Organization] {
        let rows = entities(kind, Rank::Count, "");
        assert!(rows.len() > 5, "{kind:?}");
        for row in rows {
            let found = select(&row.term, Resolution::Strict).engagements.len();
            // A place or organisation may be known from an agreement alone; the filter then shows the engagement around it.
            assert!(found == row.engagements || row.engagements < found && row.agreements > 0, "{row:?}: {found}");
        }
    }
}

#[test]
fn places_stand_right_behind_what_they_lie_in() {
    let rows = entities(EntityKind::Place, Rank::Count, "");
    for (at, row) in rows.iter().enumerate() {
        let inside = &rows[at + 1..=at + row.within];
        assert!(inside.iter().all(|inner| inner.depth > row.depth && inner.id.starts_with(&row.id)), "{row:?}");
        assert!(rows.get(at + row.within + 1).is_none_or(|next| next.depth <= row.depth));
    }
    let china = rows.iter().find(|row| row.id == "CN").expect("China");
    let liaoning = rows.iter().find(|row| row.id == "CN-LN").expect("Liaoning");
    assert_eq!((china.depth, liaoning.depth, liaoning.term.as_str()), (0, 1, "place:CN-LN"));
}

#[test]
fn narrowing_finds_other_names_and_keeps_what_lies_around() {
    let ids = |needle| entities(EntityKind::Place, Rank::Count, needle).into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids("辽宁"), ["CN", "CN-LN"]);
    assert_eq!(ids("no such place"), Vec::<String>::new());
    let people = entities(EntityKind::Person, Rank::Count, "hao p");
    assert_eq!(people.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Hao Peng"]);
    assert!(people[0].detail.as_str().contains("Liaoning"));
}

#[test]
fn entities_are_ranked_by_sum_or_by_when_they_were_seen_last() {
    let provinces = |rank| entities(EntityKind::Place, rank, "").into_iter().filter(|row| row.depth == 1).collect::<Vec<_>>();
    let by_sum = provinces(Rank::Amount);
    let liaoning = by_sum.iter().find(|row| row.id == "CN-LN").expect("Liaoning");
    assert_eq!(liaoning.amount.as_str(), "CNY 380.5bn");
    assert_eq!(entities(EntityKind::Place, Rank::Amount, "")[1].id, "CN-LN", "the most in yuan");
    let last_seen = entities(EntityKind::Person, Rank::LastSeen, "");
    assert!(last_seen[0].last_seen.as_str() > "2024-0" && last_seen.last().is_some_and(|row| row.last_seen.as_str().is_empty()));
}

#[test]
fn the_sums_of_a_year_by_province() {
    let table = totals_table(&SAMPLES, &select("year:2023", Resolution::Strict), Dimension::Province, Measure::Both, None);
    let first = &table.lines[0];
    assert_eq!((first.key.as_str(), first.sum.as_str(), first.short_sum.as_str()), ("Heilongjiang", "CNY 48,141,000,000", "CNY 48.141bn"));
    assert_eq!((first.records, first.instruments.as_str(), first.without_amount, first.share), (2, "274", 1, 1000));
    let amounts: Vec<_> = first.agreements.iter().map(|row| agreement_view(&SAMPLES, *row).amount.into_string()).collect();
    assert_eq!(amounts, ["CNY 48.141bn", ""], "what makes up the sum comes first");
    let parts: Vec<_> = table.lines.iter().map(|line| line.part).collect();
    let (rows, rest): (Vec<_>, Vec<_>) = parts.iter().partition(|part| **part == TotalsPart::Row);
    assert!(rows.len() >= 3 && parts[..rows.len()].iter().all(|part| *part == TotalsPart::Row), "{parts:?}");
    assert!(rest.contains(&&TotalsPart::Overall) && rest.contains(&&TotalsPart::LeftOut));
    assert!(table.notes[0].as_str().contains("without a date left out"));
}

#[test]
fn yuan_and_dollars_stand_on_lines_of_their_own() {
    let table = totals_table(&SAMPLES, &select("", Resolution::Strict), Dimension::Stage, Measure::Both, None);
    let sums: Vec<_> =
        table.lines.iter().filter(|line| line.part == TotalsPart::Row).map(|line| (line.continues, line.sum.as_str())).collect();
    assert!(sums.iter().any(|(continues, _)| *continues == Continues::Records), "{sums:?}");
    assert!(sums.iter().all(|(_, sum)| sum.matches(|c: char| c.is_ascii_uppercase()).count() <= 3), "{sums:?}");
    let all = totals_table(&SAMPLES, &select("", Resolution::Strict), Dimension::Province, Measure::Both, None);
    let last_row = all.lines.iter().rfind(|line| line.part == TotalsPart::Row).expect("rows");
    assert_eq!(last_row.key.as_str(), NOT_ATTRIBUTED);
}

#[test]
fn a_table_without_sums_says_why() {
    let note =
        |filter| totals_table(&SAMPLES, &select(filter, Resolution::Strict), Dimension::Year, Measure::Both, None).notes[0].to_string();
    assert_eq!(note("place:CN-GZ"), "2 agreements, none with an amount");
    assert_eq!(note("person:\"Jens Rigg\""), "No agreements in 1 engagement.");
}

#[test]
fn a_filter_that_fits_several_names_is_not_summed() {
    let error = Filter::read("lng", &SAMPLES, Resolution::Strict, &|_| Ok(Vec::new())).expect_err("several names");
    let table = refused_totals(Dimension::Province, Measure::Both, &error);
    assert!(table.is_refused && table.lines.is_empty());
    assert!(table.notes.len() > 3 && table.notes[0].as_str().contains("'lng' fits"), "{:?}", table.notes);
}

#[test]
fn a_profile_tells_titles_ties_and_what_is_coming() {
    let today = "2026-01-01".parse().expect("a day");
    let text = |id: &str| {
        let view = profile_view(&SAMPLES, id, today).expect("a profile");
        view.lines.iter().map(|line| format!("{}\n", line.text)).collect::<String>()
    };
    let jiangsu = text("CN-JS");
    for part in ["also: ", "Ties\n", "Coming anniversaries\n", "sister tie with", "Counterparts\n", "Visits out and in, by year\n"] {
        assert!(jiangsu.contains(part), "{part}: {jiangsu}");
    }
    let hao_peng = &entities(EntityKind::Person, Rank::Count, "hao peng")[0];
    assert!(text(&hao_peng.id).contains("Titles\n2023-10-13"));
    let view = profile_view(&SAMPLES, &hao_peng.id, today).expect("a profile");
    assert!(view.lines.iter().filter(|line| line.target.is_some()).count() >= 3);
    assert_eq!(profile_view(&SAMPLES, "pnobody", today), None);
}

#[test]
fn converted_sums_stand_beside_their_own_and_what_is_not_converted_below() {
    let usd = Currency::from_code("USD").expect("a currency");
    let rates = Rates::builtin();
    let table = totals_table(&SAMPLES, &select("", Resolution::Strict), Dimension::Province, Measure::Both, Some((&rates, usd)));
    let of = |key: &str| table.lines.iter().find(|line| line.key.as_str() == key).expect("a line");
    // CNY 380.5 billion at the mean of 2020, 6.90077 a dollar.
    assert_eq!(of("Liaoning").converted.as_str(), "USD 55.14bn");
    assert_eq!(table.into, Some(usd));
    let below: Vec<&TotalsLine> = table.lines.iter().filter(|line| !line.part.has_figures()).collect();
    let not_converted: usize = below.iter().filter(|line| line.part == TotalsPart::NotConverted).map(|line| line.records).sum();
    let missing = table.lines.iter().filter(|line| line.part == TotalsPart::Overall && line.continues != Continues::Records);
    let told: usize =
        missing.filter_map(|line| line.converted.as_str().split_once('+')?.1.trim_end_matches('?').parse::<usize>().ok()).sum();
    assert_eq!(not_converted, told);
    assert!(below.iter().any(|line| line.part == TotalsPart::Rate && line.what.as_str().starts_with("CNY 2020: 6.90077 per USD, ")));
    for line in below.iter().filter(|line| line.part == TotalsPart::NotConverted) {
        assert_eq!(line.agreements.len(), line.records, "Enter opens them");
    }
    let plain = totals_table(&SAMPLES, &select("", Resolution::Strict), Dimension::Province, Measure::Both, None);
    assert!(plain.lines.iter().all(|line| line.converted.as_str().is_empty() && line.part != TotalsPart::Rate));
}
