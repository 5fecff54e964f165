use proptest::prelude::*;

use super::*;

fn one(text: &str) -> String {
    sanitize(text).into_string()
}

#[test]
fn digits_are_never_joined() {
    for between in ["\t", "\r", "\n", "\r\n", "\u{85}", "\u{7}", "\u{200B}", "\u{AD}", "\u{2028}", "\u{FEFF}", "\u{FE0F}", "\u{200D}"] {
        let text = one(&format!("12{between}500"));
        assert!(!text.contains("12500") && text.starts_with("12") && text.ends_with("500"), "{between:?} gave {text:?}");
    }
    assert_eq!(one("US$12\t500 mn"), "US$12 500 mn");
    assert_eq!(one("a\r\nb"), "a b");
}

#[test]
fn what_acts_or_vanishes_is_shown() {
    for (text, shown) in [
        ("\u{1b}]52;c;x\u{7}", "<1B>]52;c;x<07>"),
        ("a\u{202E}b\u{2066}", "a<202E>b<2066>"),
        ("\u{FEFF}a\u{AD}\u{2029}", "<FEFF>a<AD><2029>"),
        ("\u{E0041}", "<E0041>"),
        ("\u{9B}31m", "<9B>31m"),
        ("\u{FFFE}\u{1FFFF}", "\u{FFFD}\u{FFFD}"),
        ("a\u{200D}b", "a<200D>b"),
        ("\u{3164}", "<3164>"),
    ] {
        assert_eq!(one(text), shown);
    }
}

#[test]
fn emoji_keycaps_and_letter_forms_stay_whole() {
    for text in ["👩\u{200D}👩\u{200D}👧", "🏳\u{FE0F}\u{200D}🌈", "👩🏽\u{200D}🚀", "1\u{FE0F}\u{20E3}", "葛\u{E0100}", "ᠠ\u{180B}", "🇨🇳"]
    {
        assert_eq!(one(text), text);
    }
    assert_eq!(one("👩\u{200D}"), "👩<200D>");
    assert_eq!(one(&"👩\u{200D}".repeat(50)).matches("<200D>").count(), 7);
}

#[test]
fn plain_text_is_left_alone() {
    for text in ["Liaoning, 2023", "Baden-Württemberg", "辽宁省代表团访问德国（慕尼黑）", "“€ 1 000” – Łódź", "서울"]
    {
        assert_eq!(one(text), text);
    }
    assert_eq!(sanitize_multiline("a\n\tb\r\nc\u{2028}").as_str(), "a\n b\nc<2028>");
}

#[test]
fn marks_and_clusters_are_bounded() {
    let zalgo = format!("a{}b", "\u{301}".repeat(1000));
    assert_eq!(one(&zalgo), format!("a{}\u{FFFD}b", "\u{301}".repeat(MAX_MARKS)));
    assert_eq!(one("\u{301}a"), "\u{25CC}\u{301}a");
    let jamo = one(&"\u{1100}".repeat(10_000));
    assert!(jamo.graphemes(true).all(|cluster| cluster.chars().count() <= MAX_CLUSTER));
}

#[test]
fn cutting_keeps_wide_characters_whole() {
    for (text, columns, cut) in [
        ("辽宁省", 6, "辽宁省"),
        ("辽宁省", 5, "辽.."),
        ("辽宁省", 4, "辽.."),
        ("辽宁省", 3, ".."),
        ("辽宁省", 1, "."),
        ("辽宁省", 0, ""),
        ("Munich", 5, "Mun.."),
        ("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}.."),
    ] {
        assert_eq!(truncate_to_width(text, columns), cut, "{text} in {columns}");
    }
}

/// Text thick with what a sanitiser may stumble over.
fn nasty() -> impl Strategy<Value = String> {
    let special = "\t\n\r\u{85}\u{1b}\u{0}\u{9b}\u{ad}\u{200b}\u{200d}\u{200d}\u{202e}\u{2067}\u{2028}\u{feff}\u{fe0f}\u{fe0e}\u{e0100}\u{301}\u{488}\u{20e3}👩🌈❤🏽🇨1239a<>辽ก\u{e33}\u{1100}\u{915}\u{94d}\u{e0041}\u{ffff}\u{180b}#";
    let special: Vec<char> = special.chars().collect();
    proptest::collection::vec(prop_oneof![3 => proptest::sample::select(special), 1 => any::<char>()], 0..60)
        .prop_map(|chars| chars.into_iter().collect())
}

fn digit_runs(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Without the marks that stand for characters.
fn without_markers(text: &str) -> String {
    regex::Regex::new("<([0-9A-F]{2,6})>").unwrap().replace_all(text, "_").into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_acts_and_nothing_vanishes(text in nasty()) {
        for (safe, lines) in [(sanitize(&text), Lines::One), (sanitize_multiline(&text), Lines::Many)] {
            let chars: Vec<char> = safe.as_str().chars().collect();
            for (i, c) in chars.iter().enumerate() {
                match c {
                    '\n' => prop_assert!(lines == Lines::Many),
                    '\u{200D}' => prop_assert!(i > 0 && chars.get(i + 1).is_some_and(|next| is_pictograph(*next))),
                    c if is_selector(*c) => prop_assert!(i > 0 && (!chars[i - 1].is_ascii() || chars.get(i + 1) == Some(&'\u{20E3}')), "{safe:?}"),
                    _ => prop_assert!(!acts_or_vanishes(*c) && !c.is_control(), "{c:?} in {safe:?}"),
                }
            }
            prop_assert!(safe.as_str().len() <= 4 * text.len() + 3);
            prop_assert!(safe.as_str().graphemes(true).all(|cluster| cluster.chars().count() <= MAX_CLUSTER));
        }
    }

    #[test]
    fn safe_text_stays_as_it_is(text in nasty()) {
        let once = sanitize(&text);
        prop_assert_eq!(&sanitize(once.as_str()), &once);
        let once = sanitize_multiline(&text);
        prop_assert_eq!(&sanitize_multiline(once.as_str()), &once);
    }

    #[test]
    fn numbers_keep_their_digits(text in nasty()) {
        prop_assert_eq!(digit_runs(&without_markers(&text)), digit_runs(&without_markers(sanitize(&text).as_str())));
    }

    #[test]
    fn a_cut_fits(text in nasty(), columns in 0usize..30) {
        let safe = sanitize(&text);
        let cut = truncate_to_width(&safe, columns);
        prop_assert!(cut.width() <= columns, "{cut:?} is wider than {columns}");
        prop_assert!(safe.as_str().starts_with(cut.trim_end_matches('.')) || safe.as_str().starts_with(&cut));
    }
}
