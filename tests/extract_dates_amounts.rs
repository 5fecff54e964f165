//! Corpora of spellings: dates, the article's own date, sums and counts in English, and what must find nothing.

use chrono::NaiveDate;
use legation::extract::amounts::{AmountMention, CountMention, CountNoun};
use legation::extract::dates::{DateContext, DateExpression, DateMention, Relation, Tense, Unit, resolve};
use legation::extract::en::amounts::{find_amounts, find_counts};
use legation::extract::en::dates::find_dates;
use legation::extract::published::{date_from_url, find_published};
use legation::model::{DateSpan, Hedge, PartialDate, TextSpan};
use proptest::prelude::*;

/// A block of a corpus: what is expected, its settings, and the lines that must give it.
struct Block<'a> {
    expected: &'a str,
    settings: Vec<(&'a str, &'a str)>,
    lines: Vec<&'a str>,
}

impl<'a> Block<'a> {
    fn setting(&self, name: &str) -> Option<&'a str> {
        self.settings.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// `= expected | key=value ...` opens a block; each line below is one spelling; `!` lines stand alone and must find nothing.
fn blocks(corpus: &str) -> (Vec<Block<'_>>, Vec<&str>) {
    let (mut blocks, mut nothing): (Vec<Block>, Vec<&str>) = (Vec::new(), Vec::new());
    for line in corpus.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(line) = line.strip_prefix("! ") {
            nothing.push(line);
        } else if let Some(head) = line.strip_prefix("= ") {
            let (expected, settings) = head.split_once(" | ").unwrap_or((head, ""));
            let settings = settings.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
            blocks.push(Block { expected: expected.trim(), settings, lines: Vec::new() });
        } else {
            blocks.last_mut().expect("a block begins with =").lines.push(line);
        }
    }
    (blocks, nothing)
}

fn whole(text: &str) -> TextSpan {
    TextSpan::new(0, text.len())
}

fn report(failures: Vec<String>, tried: usize, at_least: usize) {
    assert!(tried >= at_least, "the corpus has {tried} lines");
    assert!(failures.is_empty(), "{} of {tried} fail:\n{}", failures.len(), failures.join("\n"));
}

fn span_of(text: &str) -> DateSpan {
    DateSpan::parse(text).unwrap_or_else(|| panic!("not EDTF in the corpus: {text}"))
}

#[test]
fn dates_are_found_and_resolved() {
    let (blocks, nothing) = blocks(include_str!("corpus/en/dates.txt"));
    let (mut failures, mut tried) = (Vec::new(), nothing.len());
    for block in &blocks {
        let tense = if block.setting("tense") == Some("future") { Tense::Future } else { Tense::Past };
        let context = DateContext { published: block.setting("pub").map(span_of), anchor: block.setting("anchor").map(span_of), tense };
        for line in &block.lines {
            tried += 1;
            let found = find_dates(line, whole(line));
            let told = |mention: &DateMention| resolve(&mention.expression, &context).map_or("-".to_owned(), |date| date.date.to_string());
            let got: Vec<String> = found.iter().map(told).collect();
            if got.join(" ") != block.expected {
                failures.push(format!("{line:?}: expected {} got {got:?} from {found:?}", block.expected));
            }
        }
    }
    failures.extend(nothing.iter().filter_map(|line| {
        let found = find_dates(line, whole(line));
        (!found.is_empty()).then(|| format!("{line:?}: expected nothing, got {found:?}"))
    }));
    report(failures, tried, 200);
}

#[test]
fn the_articles_own_date_is_found() {
    let (blocks, nothing) = blocks(include_str!("corpus/en/published.txt"));
    let (mut failures, mut tried) = (Vec::new(), nothing.len());
    for block in &blocks {
        for line in &block.lines {
            tried += 1;
            let got = match line.strip_prefix("url ") {
                Some(url) => date_from_url(url),
                None => find_published(&line.replace('⏎', "\n")).map(|(date, _, _)| date),
            };
            let got = got.map_or("-".to_owned(), |date| date.to_string());
            if got != block.expected {
                failures.push(format!("{line:?}: expected {} got {got}", block.expected));
            }
        }
    }
    for line in nothing {
        let got = match line.strip_prefix("url ") {
            Some(url) => date_from_url(url).map(|date| date.to_string()),
            None => find_published(&line.replace('⏎', "\n")).map(|(date, _, rule)| format!("{date} by {}", rule.as_str())),
        };
        failures.extend(got.map(|got| format!("{line:?}: expected nothing, got {got}")));
    }
    report(failures, tried, 40);
}

/// `CNY 380500000000`, with `+`, `~`, `-` or `..MAX` for the hedge, `?` for an unsure currency, `=` before a restated sum.
fn amount_words(mention: &AmountMention) -> String {
    let Some(amount) = mention.amount else { return "unfit".to_owned() };
    let hedge = match mention.hedge {
        Hedge::Exactly => String::new(),
        Hedge::About => "~".to_owned(),
        Hedge::AtLeast => "+".to_owned(),
        Hedge::AtMost => "-".to_owned(),
        Hedge::Range => {
            let max = mention.amount_max_minor.map(|minor| legation::model::amount::units_text(minor.into(), amount.currency));
            format!("..{}", max.unwrap_or_default())
        }
    };
    let unsure = if mention.currency_is_sure { "" } else { "?" };
    let restated = if mention.equivalent_of.is_some() { "=" } else { "" };
    let units = legation::model::amount::units_text(amount.minor.into(), amount.currency);
    format!("{restated}{}{unsure} {units}{hedge}", amount.currency.code())
}

#[test]
fn sums_are_found() {
    let (blocks, nothing) = blocks(include_str!("corpus/en/amounts.txt"));
    let (mut failures, mut tried) = (Vec::new(), nothing.len());
    for block in &blocks {
        for line in &block.lines {
            tried += 1;
            let got = find_amounts(line, whole(line), &[]).iter().map(amount_words).collect::<Vec<_>>().join(", ");
            if got != block.expected {
                failures.push(format!("{line:?}: expected {} got {got}", block.expected));
            }
        }
    }
    failures.extend(nothing.iter().filter_map(|line| {
        let got = find_amounts(line, whole(line), &[]);
        (!got.is_empty()).then(|| format!("{line:?}: expected nothing, got {got:?}"))
    }));
    report(failures, tried, 100);
}

/// `48 projects key`, with the hedge as in sums; `? projects` where the text gives no figure.
fn count_words(mention: &CountMention) -> String {
    let noun = match &mention.noun {
        CountNoun::Other(noun) => format!("other:{noun}"),
        noun => format!("{noun:?}").to_lowercase(),
    };
    let hedge = match mention.hedge {
        Hedge::Exactly => "",
        Hedge::About => "~",
        Hedge::AtLeast => "+",
        Hedge::AtMost => "-",
        Hedge::Range => "..",
    };
    let count = mention.count.map_or("?".to_owned(), |count| count.to_string());
    format!("{count}{hedge} {noun}{}", if mention.is_key_part { " key" } else { "" })
}

#[test]
fn counts_are_found() {
    let (blocks, nothing) = blocks(include_str!("corpus/en/counts.txt"));
    let (mut failures, mut tried) = (Vec::new(), nothing.len());
    for block in &blocks {
        for line in &block.lines {
            tried += 1;
            let got = find_counts(line, whole(line)).iter().map(count_words).collect::<Vec<_>>().join(", ");
            if got != block.expected {
                failures.push(format!("{line:?}: expected {} got {got}", block.expected));
            }
        }
    }
    failures.extend(nothing.iter().filter_map(|line| {
        let got = find_counts(line, whole(line));
        (!got.is_empty()).then(|| format!("{line:?}: expected nothing, got {got:?}"))
    }));
    report(failures, tried, 70);
}

#[test]
fn spans_point_at_the_expression() {
    let text = "Ünïcode first. The fair ran from 3 to 5 June 2021 and drew more than US$2.5 billion for 12 projects by 9 May.";
    let spans = |spans: Vec<TextSpan>| spans.iter().filter_map(|span| span.of(text)).collect::<Vec<_>>();
    assert_eq!(spans(find_dates(text, whole(text)).iter().map(|m| m.span).collect()), ["3 to 5 June 2021", "by 9 May"]);
    assert_eq!(spans(find_amounts(text, whole(text), &[]).iter().map(|m| m.span).collect()), ["US$2.5 billion"]);
    assert_eq!(spans(find_counts(text, whole(text)).iter().map(|m| m.span).collect()), ["12 projects"]);
}

#[test]
fn what_is_outside_is_not_read() {
    let text = "On 3 June 2021 they met. On 4 June 2021 they parted.";
    let within = TextSpan::new(25, text.len());
    let found = find_dates(text, within);
    assert_eq!(found.len(), 1);
    assert!(within.contains(&found[0].span));
    assert!(find_dates(text, TextSpan::new(0, text.len() + 5)).is_empty(), "a span that does not fit finds nothing");
}

fn is_sound(text: &str, within: TextSpan, spans: &[TextSpan]) -> bool {
    let inside = spans.iter().all(|span| within.contains(span) && span.of(text).is_some() && !span.is_empty());
    inside && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// Words that dates, sums and counts are made of, in any order.
fn phrase() -> impl Strategy<Value = String> {
    let words = [
        "May",
        "march",
        "Sept.",
        "3rd",
        "31",
        "2019",
        "to",
        "-",
        "–",
        "and",
        "by",
        "since",
        "last",
        "week",
        "Monday",
        "the",
        "of",
        ",",
        "(",
        ")",
        "$",
        "US$",
        "RMB",
        "€",
        "5",
        "1,000",
        "2.5",
        "billion",
        "million",
        "crore",
        "yuan",
        "euros",
        "between",
        "over",
        "about",
        "several",
        "projects",
        "member",
        "key",
        "agreements",
        "two",
        "hundred",
        "day",
        "later",
        "second",
        "on",
        "½",
        "é",
        "省",
        "\n",
        "\u{a0}",
        "2024-02-30",
        "12.13.2014",
        "999999999999999999",
        "ago",
        "half",
        "quarter",
        "first",
        "a",
        "number",
        "in",
        "total",
        "year",
        "next",
        "month",
        "won",
    ];
    prop::collection::vec((prop::sample::select(words.to_vec()), prop::bool::ANY), 0..24)
        .prop_map(|words| words.into_iter().map(|(word, is_spaced)| if is_spaced { format!("{word} ") } else { word.to_owned() }).collect())
}

fn date() -> impl Strategy<Value = PartialDate> {
    (prop::option::of(0..=9999i32), prop::option::of(1..=12u8), prop::option::of(1..=31u8))
        .prop_filter_map("no such date", |(year, month, day)| PartialDate::new(year, month, day))
}

fn date_span() -> impl Strategy<Value = DateSpan> {
    prop_oneof![
        date().prop_map(DateSpan::on),
        (date(), date()).prop_map(|(first, last)| DateSpan::between(first, last)),
        date().prop_map(DateSpan::until),
    ]
}

fn expression() -> impl Strategy<Value = DateExpression> {
    let unit = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Weekend, Unit::Month, Unit::Quarter, Unit::Year]);
    let relation = prop_oneof![
        Just(Relation::Unsaid),
        Just(Relation::Before),
        Just(Relation::After),
        any::<i32>().prop_map(Relation::Years),
        any::<i32>().prop_map(Relation::Months),
        (-2..2i32).prop_map(Relation::Months)
    ];
    let offset = prop_oneof![any::<i32>(), -400..400i32];
    let weekday = (0..7u8).prop_map(|day| chrono::Weekday::try_from(day).expect("seven days"));
    let leaf = prop_oneof![
        (date(), prop::option::of(date()), relation.clone()).prop_map(|(first, last, relation)| DateExpression::Calendar {
            first,
            last,
            relation
        }),
        (weekday.clone(), prop::option::of(weekday), relation).prop_map(|(first, last, relation)| DateExpression::Weekday {
            first,
            last,
            relation
        }),
        (unit.clone(), offset.clone()).prop_map(|(unit, offset)| DateExpression::Period { unit, offset }),
        (unit, offset).prop_map(|(unit, offset)| DateExpression::FromAnchor { unit, offset }),
        any::<u8>().prop_map(DateExpression::DayOfAnchor),
        Just(DateExpression::Recent),
    ];
    leaf.prop_recursive(2, 4, 1, |inner| {
        prop_oneof![inner.clone().prop_map(|of| DateExpression::Until(of.into())), inner.prop_map(|of| DateExpression::Since(of.into()))]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in prop_oneof![phrase(), any::<String>()], cut in 0..9usize) {
        let start = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(0);
        let within = TextSpan::new(start, text.len());
        let dates: Vec<_> = find_dates(&text, within).iter().map(|m| m.span).collect();
        prop_assert!(is_sound(&text, within, &dates), "{text:?} {dates:?}");
        let sums: Vec<_> = find_amounts(&text, within, &[]).iter().map(|m| m.span).collect();
        prop_assert!(is_sound(&text, within, &sums), "{text:?} {sums:?}");
        let counts: Vec<_> = find_counts(&text, within).iter().map(|m| m.span).collect();
        prop_assert!(is_sound(&text, within, &counts), "{text:?} {counts:?}");
        if let Some((_, span, _)) = find_published(&text) {
            prop_assert!(span.of(&text).is_some());
        }
        date_from_url(&text);
    }

    #[test]
    fn any_expression_is_resolved_without_a_panic(
        expression in expression(), published in prop::option::of(date_span()), anchor in prop::option::of(date_span()), is_future in any::<bool>(),
    ) {
        let tense = if is_future { Tense::Future } else { Tense::Past };
        if let Some(resolved) = resolve(&expression, &DateContext { published, anchor, tense }) {
            prop_assert_eq!(DateSpan::parse(&resolved.date.to_string()), Some(resolved.date));
        }
    }

    #[test]
    fn a_day_without_a_year_lies_within_a_year_before_publication(days in 0..20_000u64, month in 1..=12u8, day in 1..=28u8) {
        let published = NaiveDate::from_ymd_opt(1980, 1, 1).expect("a day") + chrono::Days::new(days);
        let context = DateContext { published: Some(DateSpan::on(PartialDate::day_of(published))), ..DateContext::default() };
        let first = PartialDate::new(None, Some(month), Some(day)).expect("a day of every year");
        let resolved = resolve(&DateExpression::Calendar { first, last: None, relation: Relation::Unsaid }, &context).expect("resolved");
        let gap = (published - resolved.date.first_day().expect("a day")).num_days();
        prop_assert!((-1..=365).contains(&gap), "{published} {} {gap}", resolved.date);
    }
}
