//! Facts as lines for reading: fields that are known, what was inferred and why, and every sentence that says so.

use super::Console;
use super::records::{ToldAgreement, ToldEngagement, status_word};
use crate::cli::exit::Failure;
use crate::cli::view::SourceItem;
use crate::model::amount::units_text;
use crate::model::{
    AgreementClaim, Context, CounterpartKind, Currency, DocumentId, EngagementClaim, EvidenceList, Hedge, HedgedCount, Inferred, LeftOut,
    MixedAmount, PlaceCode,
};
use crate::query::convert::ConvertedSum;
use crate::query::totals::TotalsRow;
use crate::store::{Dispute, RecordStatus};

/// How a place is called.
pub type PlaceNames<'a> = &'a dyn Fn(&PlaceCode) -> String;

/// An amount with its hedge: `over CNY 380,500,000,000`; a dash where none is stated.
pub fn amount_text(claim: &AgreementClaim) -> String {
    let Some(amount) = claim.amount else { return "-".to_owned() };
    let figure = |minor: i64| grouped(&units_text(minor.into(), amount.currency));
    let upper = claim.amount_max_minor.map(|minor| format!("-{}", figure(minor))).unwrap_or_default();
    format!("{}{} {}{upper}", hedge_word(claim.hedge), amount.currency, figure(amount.minor))
}

/// Sums side by side: `CNY 1,000 + USD 5`; a dash where there are none.
pub fn sums_text(sums: &MixedAmount) -> String {
    let each: Vec<String> = sums.iter().map(|(currency, minor)| format!("{currency} {}", grouped(&units_text(minor, currency)))).collect();
    if each.is_empty() { "-".to_owned() } else { each.join(" + ") }
}

/// Sums side by side, each with its hedge: `at least CNY 1,000 + USD 5`; a dash where there are none.
pub fn hedged_sums_text(row: &TotalsRow) -> String {
    let hedge = |currency| row.hedges.get(&currency).map_or("", |hedge| hedge_word(*hedge));
    let each = row.sums.iter().map(|(currency, minor)| format!("{}{currency} {}", hedge(currency), grouped(&units_text(minor, currency))));
    let each: Vec<String> = each.collect();
    if each.is_empty() { "-".to_owned() } else { each.join(" + ") }
}

/// A converted sum in whole units, mean rates being no more exact: `at least USD 55,138,774,369`, `USD 5 (2 records not converted)`.
pub fn converted_text(sum: &ConvertedSum, currency: Currency) -> String {
    let missing = match sum.not_converted {
        0 => String::new(),
        records => format!(" ({} not converted)", counted(records, "record")),
    };
    let Some(minor) = sum.minor else { return if missing.is_empty() { "-".to_owned() } else { missing.trim_start().to_owned() } };
    let scale = 10_i128.pow(currency.exponent());
    let units = (minor + scale / 2).div_euclid(scale);
    format!("{}{currency} {}{missing}", hedge_word(sum.hedge), grouped(&units.to_string()))
}

/// `1 record`, `2 records`.
pub fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(&count.to_string()), if count == 1 { "" } else { "s" })
}

/// What stands before a figure: `at least `; nothing where it is exact.
pub fn hedge_word(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exactly | Hedge::Range => "",
        Hedge::About => "about ",
        Hedge::AtLeast => "at least ",
        Hedge::AtMost => "up to ",
    }
}

/// Digits before the point in groups of three.
pub fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    match rest {
        Some(rest) => format!("{text}.{rest}"),
        None => text,
    }
}

fn count_text(count: HedgedCount) -> String {
    format!("{}{}", hedge_word(count.hedge), count.number)
}

fn places_text(codes: &[PlaceCode], names: PlaceNames<'_>) -> String {
    codes.iter().map(|code| format!("{} ({code})", names(code))).collect::<Vec<_>>().join(", ")
}

fn field(console: &mut Console, label: &str, value: &str) -> Result<(), Failure> {
    if value.is_empty() { Ok(()) } else { console.line(&format!("  {label}: {value}")) }
}

/// The fields of an engagement.
pub fn engagement_fields(console: &mut Console, claim: &EngagementClaim, names: PlaceNames<'_>) -> Result<(), Failure> {
    let (from, to) = if claim.kind.is_directed() { ("from", "to") } else { ("side", "side") };
    field(console, from, &places_text(&claim.from, names))?;
    field(console, to, &places_text(&claim.to, names))?;
    field(console, "venues", &places_text(&claim.venues, names))?;
    field(console, "leader", claim.leader.as_deref().unwrap_or_default())?;
    field(console, "about", &places_text(&claim.about, names))?;
    let counterpart = if claim.counterpart == CounterpartKind::Unknown { "" } else { claim.counterpart.as_str() };
    field(console, "counterpart", counterpart)?;
    field(console, "at home", if claim.home { "received by its own country's mission" } else { "" })?;
    let participants: Vec<String> = claim.participants.iter().map(|one| format!("{} ({})", one.name, one.role)).collect();
    field(console, "participants", &participants.join(", "))?;
    field(console, "delegation size", &claim.delegation_size.map(count_text).unwrap_or_default())?;
    field(console, "attendance", &claim.attendance.map(count_text).unwrap_or_default())?;
    let topics: Vec<&str> = claim.topics.iter().map(|one| one.topic.as_str()).collect();
    field(console, "topics", &topics.join(", "))?;
    inferred_fields(console, &claim.inferred)
}

/// One line of an engagement: its type, date, and how the date is to be read.
pub fn engagement_heading(claim: &EngagementClaim) -> String {
    let date = claim.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let within = if claim.within { " (some day of it)" } else { "" };
    let context = if claim.context == Context::Actual { String::new() } else { format!("  {}", claim.context) };
    format!("{}  {date}{within}{context}", claim.kind)
}

/// One line of an agreement: kind, stage, number, amount.
pub fn agreement_heading(claim: &AgreementClaim) -> String {
    let count = claim.count.map_or_else(|| "number not told".to_owned(), |count| format!("{count} instrument(s)"));
    let amount = if claim.amount.is_some() { amount_text(claim) } else { "amount not told".to_owned() };
    format!("{}  {}  {count}  {amount}", claim.kind, claim.stage)
}

/// The fields of an agreement.
pub fn agreement_fields(console: &mut Console, claim: &AgreementClaim, names: PlaceNames<'_>) -> Result<(), Failure> {
    field(console, "sides", &places_text(&claim.sides, names))?;
    let parties: Vec<&str> = claim.parties.iter().map(|party| party.as_str()).collect();
    field(console, "parties", &parties.join(", "))?;
    field(console, "nature", claim.nature.as_str())?;
    field(console, "binding", claim.binding.as_str())?;
    field(console, "a total of other records", if claim.umbrella { "yes" } else { "" })?;
    inferred_fields(console, &claim.inferred)
}

fn inferred_fields(console: &mut Console, inferred: &Inferred) -> Result<(), Failure> {
    inferred.iter().try_for_each(|(name, why)| field(console, &format!("inferred, {name}"), why))
}

/// Every sentence that a fact rests on.
pub fn quotes(console: &mut Console, evidence: &EvidenceList, body: &str) -> Result<(), Failure> {
    for one in evidence.iter() {
        console.line(&format!("  \"{}\"  [{}]", one.span.of(body).unwrap_or_default(), one.rule.as_str()))?;
    }
    Ok(())
}

fn citations(console: &mut Console, sources: &[SourceItem]) -> Result<(), Failure> {
    sources.iter().try_for_each(|source| console.line(&format!("    {}", source.citation())))
}

/// Each version of what the sources disagree on, with those that say so.
fn disputes(console: &mut Console, disputes: &[Dispute], sources: &[SourceItem]) -> Result<(), Failure> {
    for dispute in disputes {
        let settled = if dispute.is_settled { " (settled by an analyst)" } else { "" };
        console.line(&format!("  disputed, {}{settled}:", dispute.field))?;
        for version in &dispute.versions {
            let said_by = |document: &DocumentId| sources.iter().find(|source| source.document == document.as_str());
            let sayers: Vec<&str> = version.documents.iter().filter_map(said_by).map(SourceItem::name).collect();
            console.line(&format!("    {}  ({})", version.value, sayers.join(", ")))?;
        }
    }
    Ok(())
}

/// What an analyst said of a record.
fn marks(console: &mut Console, status: RecordStatus, tags: &[String], notes: &[String]) -> Result<(), Failure> {
    field(console, "status", if status == RecordStatus::New { "" } else { status_word(status) })?;
    field(console, "tags", &tags.join(", "))?;
    notes.iter().try_for_each(|note| field(console, "analyst's note", note))
}

/// An engagement record in full, its agreements below it.
pub fn engagement(console: &mut Console, told: &ToldEngagement, names: PlaceNames<'_>) -> Result<(), Failure> {
    let claim = &told.record.claim;
    console.heading(&format!("{}  {}", told.record.id, engagement_heading(claim)))?;
    engagement_fields(console, claim, names)?;
    marks(console, told.record.status, &told.record.tags, &told.record.notes)?;
    quotes(console, &claim.evidence, &told.reading.body)?;
    disputes(console, &told.record.disputes, &told.sources)?;
    citations(console, &told.sources)?;
    told.agreements.iter().try_for_each(|one| agreement(console, one, names))
}

/// Why it is in no total, with the total that it may lie inside of: `maybe inside CNY 1,200,000,000, a…`
pub fn left_out_text(told: &ToldAgreement, reason: &str) -> String {
    match told.record.maybe_inside {
        Some((ref id, amount)) if reason == LeftOut::SuspectedPart.reason() => {
            format!("maybe inside {} {}, {id}", amount.currency, grouped(&units_text(amount.minor.into(), amount.currency)))
        }
        _ => reason.to_owned(),
    }
}

/// An agreement record in full.
pub fn agreement(console: &mut Console, told: &ToldAgreement, names: PlaceNames<'_>) -> Result<(), Failure> {
    let claim = &told.record.claim;
    console.heading(&format!("{}  {}", told.record.id, agreement_heading(claim)))?;
    agreement_fields(console, claim, names)?;
    field(console, "part of", told.record.part_of.as_ref().map(|id| id.as_str()).unwrap_or_default())?;
    field(console, "in no total", &told.item().left_out.map(|reason| left_out_text(told, reason)).unwrap_or_default())?;
    let engagement = told.record.engagement.as_ref().map(|id| id.as_str()).unwrap_or_default();
    field(console, "engagement", engagement)?;
    marks(console, told.record.status, &told.record.tags, &told.record.notes)?;
    quotes(console, &claim.evidence, &told.reading.body)?;
    disputes(console, &told.record.disputes, &told.sources)?;
    citations(console, &told.sources)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Amount;

    #[test]
    fn figures_are_grouped_and_currencies_stay_apart() {
        for (digits, shown) in [("5", "5"), ("380500000000", "380,500,000,000"), ("-1234.50", "-1,234.50"), ("100", "100")] {
            assert_eq!(grouped(digits), shown);
        }
        let mut sums = MixedAmount::zero();
        assert_eq!(sums_text(&sums), "-");
        for (minor, code) in [(250, "USD"), (1_000_000, "CNY")] {
            sums.add(Amount { minor, currency: Currency::from_code(code).expect("a currency") });
        }
        assert_eq!(sums_text(&sums), "CNY 10,000 + USD 2.50");
    }
}
