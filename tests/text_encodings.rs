//! Files as they come from the field, each with the text that must come out and how it was read.

use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use legation::text::decode::{DecodeError, Decoded, decode};
use proptest::prelude::*;

const CHINESE: &str =
    "10月11日，辽宁省委书记郝鹏率团访问德国法兰克福，出席辽宁省与黑森州经贸合作交流会。\n双方签署了12项协议，总金额3.5亿元。\n";
const TRADITIONAL: &str = "臺北市長率領代表團訪問德國慕尼黑，雙方簽署合作備忘錄，並參觀當地企業與大學，討論教育與文化交流。\n";
const ENGLISH: &str = "The mayor of Saarbrücken met a café owner in Köln.\nThey spoke of “trade” – and of the années à venir.\n";

fn read(bytes: &[u8], declared: Option<&str>) -> Decoded {
    decode(bytes, declared).unwrap_or_else(|error| panic!("{error}: {:02X?}", &bytes[..bytes.len().min(20)]))
}

/// Text, encoding used and number of replacements.
fn assert_reads(bytes: &[u8], declared: Option<&str>, text: &str, used: &str, replacements: u64) {
    let decoded = read(bytes, declared);
    assert_eq!((decoded.text.as_str(), decoded.decoding.used.as_str()), (text, used), "declared {declared:?}");
    assert_eq!(decoded.decoding.replacements, replacements);
    assert_eq!(decoded.decoding.declared.as_deref(), declared);
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(to_bytes).collect()
}

#[test]
fn marks_decide() {
    assert_reads(CHINESE.as_bytes(), None, CHINESE, "UTF-8", 0);
    assert_reads(format!("\u{FEFF}{CHINESE}").as_bytes(), Some("gbk"), CHINESE, "UTF-8", 0);
    for text in [CHINESE, ENGLISH] {
        for mark in [true, false] {
            assert_reads(&utf16(text, u16::to_le_bytes, mark), None, text, "UTF-16LE", 0);
            assert_reads(&utf16(text, u16::to_be_bytes, mark), None, text, "UTF-16BE", 0);
        }
    }
}

#[test]
fn chinese_encodings_are_told_apart() {
    let gbk = GB18030.encode(CHINESE).0.into_owned();
    for declared in [None, Some("gb2312"), Some("GBK"), Some("utf-8")] {
        assert_reads(&gbk, declared, CHINESE, "gb18030", 0);
    }
    // U+20BB7 and U+3402 take four bytes in GB 18030.
    let rare = format!("{CHINESE}{CHINESE}市长𠮷㐂先生。\n");
    assert_reads(&GB18030.encode(&rare).0, Some("gb2312"), &rare, "gb18030", 0);
    assert_reads(&GB18030.encode(&rare).0, None, &rare, "gb18030", 0);
    assert_reads(&BIG5.encode(&TRADITIONAL.repeat(3)).0, None, &TRADITIONAL.repeat(3), "Big5", 0);
}

#[test]
fn english_with_a_few_chinese_names_is_read_as_chinese() {
    let text = "Hao Peng (郝鹏), secretary of the Liaoning committee, went to Hesse. He met the governor in Wiesbaden and spoke of trade. \
                The delegation of Shenyang (沈阳) signed twelve agreements there.\n";
    assert_reads(&GB18030.encode(text).0, None, text, "gb18030", 0);
}

#[test]
fn a_long_file_is_guessed_from_a_part() {
    let text = format!("{}{}市", "Plain words first. ".repeat(100_000), CHINESE.repeat(20_000));
    assert_reads(&GB18030.encode(&text).0, None, &text, "gb18030", 0);
}

#[test]
fn western_and_other_scripts() {
    assert_reads(&WINDOWS_1252.encode(ENGLISH).0, None, ENGLISH, "windows-1252", 0);
    assert_reads(&WINDOWS_1252.encode(ENGLISH).0, Some("iso-8859-1"), ENGLISH, "windows-1252", 0);
    let russian = "Губернатор Приморского края встретился с делегацией провинции Хэйлунцзян. Стороны подписали соглашение.\n";
    assert_reads(&WINDOWS_1251.encode(russian).0, None, russian, "windows-1251", 0);
    let korean = "경기도지사는 장쑤성 당서기를 만나 자매결연 협정을 체결했다. 양측은 경제와 문화 교류를 논의했다.\n";
    assert_reads(&EUC_KR.encode(korean).0, None, korean, "EUC-KR", 0);
    let japanese = "兵庫県知事は広東省の代表団と会談し、友好提携の覚書に署名しました。\n";
    assert_reads(&SHIFT_JIS.encode(japanese).0, None, japanese, "Shift_JIS", 0);
}

#[test]
fn a_declaration_that_does_not_fit_loses() {
    assert_reads(CHINESE.as_bytes(), Some("gb2312"), CHINESE, "UTF-8", 0);
    assert_reads("Württemberg".as_bytes(), Some("iso-8859-1"), "Württemberg", "UTF-8", 0);
    assert_reads(b"plain", Some("no-such-label"), "plain", "UTF-8", 0);
    assert_reads(CHINESE.as_bytes(), Some("utf-16"), CHINESE, "UTF-8", 0);
}

#[test]
fn damage_is_counted() {
    let cut = &CHINESE.trim_end().as_bytes()[..CHINESE.trim_end().len() - 1];
    let decoded = read(cut, None);
    assert_eq!((decoded.decoding.used.as_str(), decoded.decoding.replacements), ("UTF-8", 1));
    assert!(decoded.text.ends_with('\u{FFFD}'));

    let mut mixed = CHINESE.repeat(4).into_bytes();
    mixed.extend_from_slice(b"K\xF6ln\n");
    let decoded = read(&mixed, None);
    assert_eq!((decoded.decoding.used.as_str(), decoded.decoding.replacements), ("UTF-8", 1));
    assert!(decoded.text.ends_with("K\u{FFFD}ln\n") && decoded.text.starts_with(CHINESE));

    let somebody_elses = "K\u{FFFD}ln";
    assert_reads(somebody_elses.as_bytes(), None, somebody_elses, "UTF-8", 0);
    let cut = utf16(ENGLISH, u16::to_le_bytes, true);
    assert_eq!(read(&cut[..cut.len() - 1], None).decoding.replacements, 1);
}

#[test]
fn line_ends_become_lf_and_nothing_else_changes() {
    assert_reads(b"a\r\nb\rc\n\r\n\td  \x0C", None, "a\nb\nc\n\n\td  \x0C", "UTF-8", 0);
}

#[test]
fn what_is_no_text_is_refused() {
    let binary: [&[u8]; 9] = [
        b"\x89PNG\r\n\x1a\n....",
        b"\xFF\xD8\xFF\xE0 JFIF",
        b"PK\x03\x04 a word document",
        b"%PDF-1.7 text",
        b"\x7FELF",
        b"\x1F\x8B\x08",
        b"some text\0and more text\0",
        b"\x01\x02\x03\x04 mostly controls \x05\x06",
        &[0; 64],
    ];
    for bytes in binary {
        assert_eq!(decode(bytes, None), Err(DecodeError::Binary), "{bytes:02X?}");
    }
    for bytes in [&b""[..], b" \r\n\t ", b"\xEF\xBB\xBF\n", b"\xFF\xFE"] {
        assert_eq!(decode(bytes, None), Err(DecodeError::Empty));
    }
    assert!(matches!(decode(b"\xFF\xFE\0\0a\0\0\0", None), Err(DecodeError::Unsupported(_))));
}

proptest! {
    #[test]
    fn any_bytes_give_text_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400), declared in proptest::option::of("[a-z0-9-]{0,12}")) {
        if let Ok(decoded) = decode(&bytes, declared.as_deref()) {
            prop_assert!(!decoded.text.contains('\r'), "a carriage return is left");
        }
    }

    #[test]
    fn utf8_comes_back_as_it_is(text in "[a-zäöü辽宁。 ]{1,80}[a-z辽]") {
        prop_assert_eq!(read(text.as_bytes(), None).text, text);
    }
}
