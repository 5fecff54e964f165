//! Where sentences end. Written for news and government pages: titles and initials with points, headings without, menus, and
//! paragraphs that were hard-wrapped, some with an empty line behind every line.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::document::{Case, Document, Sentence, TokenKind};

/// Words whose point does not end a sentence.
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "mr mrs ms dr prof hon st no gov sen rep lt col gen capt maj sgt rev messrs jan feb mar apr jun jul aug sep sept oct nov dec vs etc dept \
     mt ft ave blvd rd min approx fig vol art rs sh ksh tk"
        .split_whitespace()
        .collect()
});

/// Words whose point ends a sentence only before a word that opens one.
static COMPANY_ENDINGS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| "co ltd inc corp llc plc bros jr sr m p s u".split_whitespace().collect());

/// Words that open a sentence.
static OPENERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "the a an in on at it he she they this that these those we i but and as with after before during for from since when while however under \
     both all most many more according also its his her their there"
        .split_whitespace()
        .collect()
});

/// A line break that stands between two tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    None,
    Line,
    Paragraph,
}

/// Cuts a document's tokens into sentences.
pub(super) fn sentences(document: &Document<'_>) -> Vec<Sentence> {
    let count = document.tokens.len();
    let breaks: Vec<Break> = (0..count).map(|token| break_behind(document, token)).collect();
    let is_wrapped = is_hard_wrapped(document, &breaks);
    let width = usual_width(document.body);
    let usual_breaks = usual_breaks(document, &breaks);
    let mut sentences = Vec::new();
    let (mut start, mut paragraph, mut token) = (0, 0, 0);
    while token < count {
        let by_mark = ends_sentence(document, token);
        if by_mark {
            token = behind_closing_marks(document, token);
        }
        let line_ends = match breaks[token] {
            Break::None => false,
            _ if is_wrapped => line_breaks(document, token) > usual_breaks || !continues_across_line(document, token, width),
            _ => token + 1 == count || !joins_lower(document, token),
        };
        if token + 1 == count || line_ends || by_mark {
            let tokens = start..token + 1;
            let span = document.span(tokens.clone());
            sentences.push(Sentence { tokens, span, paragraph });
            start = token + 1;
            paragraph += usize::from(breaks[token] == Break::Paragraph || line_ends);
        }
        token += 1;
    }
    sentences
}

/// The last of the quotation marks and brackets that close directly behind a token, else the token itself.
fn behind_closing_marks(document: &Document<'_>, token: usize) -> usize {
    let closes = |t: usize| {
        matches!(document.text(t), "\"" | "”" | "’" | "'" | ")" | "]" | "»") && document.tokens[t].start == document.tokens[t - 1].end
    };
    (token + 1..document.tokens.len()).take_while(|t| closes(*t)).last().unwrap_or(token)
}

/// How many line breaks stand behind a line that goes on, in text where each line is followed by an empty one 2.
fn usual_breaks(document: &Document<'_>, breaks: &[Break]) -> usize {
    let inside = (0..breaks.len()).filter(|token| breaks[*token] != Break::None && joins_lower(document, *token));
    inside.map(|token| line_breaks(document, token)).min().unwrap_or(1)
}

fn line_breaks(document: &Document<'_>, token: usize) -> usize {
    let from = document.tokens[token].end as usize;
    let to = document.tokens.get(token + 1).map_or(document.body.len(), |next| next.start as usize);
    document.body[from..to].bytes().filter(|b| *b == b'\n').count()
}

fn break_behind(document: &Document<'_>, token: usize) -> Break {
    match line_breaks(document, token) {
        0 => Break::None,
        1 => Break::Line,
        _ => Break::Paragraph,
    }
}

/// Whether lines are cut at a width: where many lines end without a mark and the next goes on in lower case.
fn is_hard_wrapped(document: &Document<'_>, breaks: &[Break]) -> bool {
    let (mut open, mut all) = (0, 0);
    for (token, is_break) in breaks.iter().enumerate() {
        if *is_break != Break::None && token + 1 < breaks.len() {
            all += 1;
            open += usize::from(joins_lower(document, token));
        }
    }
    open >= 2 && open * 4 >= all
}

/// Whether the text goes on in lower case behind a line that has no closing mark.
fn joins_lower(document: &Document<'_>, token: usize) -> bool {
    let open = document.tokens[token].kind != TokenKind::Mark || matches!(document.text(token), "," | "-" | "–" | "—" | "(");
    open && document.tokens.get(token + 1).is_some_and(|next| next.case == Case::Lower)
}

/// In hard-wrapped text a long line without a closing mark goes on, whatever the next begins with.
fn continues_across_line(document: &Document<'_>, token: usize, width: usize) -> bool {
    if token + 1 == document.tokens.len() {
        return false;
    }
    if joins_lower(document, token) {
        return true;
    }
    let closes = document.tokens[token].kind == TokenKind::Mark && !matches!(document.text(token), "," | "-" | "–" | "—" | "(" | "&");
    let end = document.tokens[token].end as usize;
    let line_start = document.body[..end].rfind('\n').map_or(0, |at| at + 1);
    !closes && (55..=width + width / 4).contains(&(end - line_start))
}

/// The width that lines are cut at: the median length of those that are no short ones, in bytes.
fn usual_width(body: &str) -> usize {
    let mut lengths: Vec<usize> = body.lines().map(|line| line.trim_end().len()).filter(|length| *length >= 40).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

fn ends_sentence(document: &Document<'_>, token: usize) -> bool {
    match document.text(token) {
        "!" | "?" | "。" | "！" | "？" | "；" => true,
        "." | "…" => point_ends_sentence(document, token),
        _ => false,
    }
}

/// "in Japan.The memorandum": the space behind a point was lost, before a word that opens a sentence and is followed by another.
fn touches_opener(document: &Document<'_>, point: usize, next: usize) -> bool {
    let is_word = |token: usize| document.tokens[token].kind == TokenKind::Word;
    let opens = is_word(next) && document.tokens[next].case == Case::Capitalised && OPENERS.contains(document.folded(next));
    let goes_on = document.tokens.get(next + 1).is_some_and(|behind| behind.start > document.tokens[next].end && is_word(next + 1));
    let is_behind_word = point.checked_sub(1).is_some_and(|before| {
        is_word(before) && document.text(before).chars().count() >= 3 && document.tokens[before].end == document.tokens[point].start
    });
    next == point + 1 && opens && goes_on && is_behind_word
}

fn point_ends_sentence(document: &Document<'_>, token: usize) -> bool {
    let Some(next) =
        (token + 1..document.tokens.len()).find(|t| !matches!(document.text(*t), "\"" | "”" | "’" | "'" | ")" | "“" | "‘" | "("))
    else {
        return true;
    };
    let gap = document.tokens[next].start > document.tokens[token].end;
    let next_token = &document.tokens[next];
    let is_glued = !gap && touches_opener(document, token, next);
    if !gap && !is_glued || next_token.case == Case::Lower || matches!(document.text(next), "," | ";" | ":" | "-") {
        return false;
    }
    if token == 0 {
        return true;
    }
    let touches = document.tokens[token - 1].end == document.tokens[token].start;
    let before = document.folded(token - 1);
    if !touches || document.tokens[token - 1].kind != TokenKind::Word {
        return true;
    }
    if ABBREVIATIONS.contains(before) {
        // "No. 5", "Aug. 26", "Dr. Smith"; "… in Dec. The visit" ends.
        return next_token.case != Case::None && OPENERS.contains(document.folded(next)) && document.text(next) != "A";
    }
    let is_initial = document.text(token - 1).chars().count() == 1 && document.tokens[token - 1].is_capitalised();
    if is_initial || COMPANY_ENDINGS.contains(before) {
        return OPENERS.contains(document.folded(next)) && next_token.is_capitalised();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(body: &str) -> Vec<String> {
        let document = Document::new(body);
        document.sentences.iter().map(|s| document.body[s.span.range()].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        assert_eq!(cut("Gov. A. B. Smith met Mr. Li. They signed."), ["Gov. A. B. Smith met Mr. Li.", "They signed."]);
        assert_eq!(
            cut("It came on Aug. 26 with Foo Co., Ltd. The rest left."),
            ["It came on Aug. 26 with Foo Co., Ltd.", "The rest left."]
        );
        assert_eq!(cut("He said \"Go.\" Then he left."), ["He said \"Go.\"", "Then he left."]);
        assert_eq!(cut("They met in Kyoto.The pact was signed."), ["They met in Kyoto.", "The pact was signed."]);
        assert_eq!(cut("See Visit.The.City or D.The said so."), ["See Visit.The.City or D.The said so."]);
    }

    #[test]
    fn headings_end_with_their_line() {
        assert_eq!(cut("Mayor visits Bremen\n\nThe mayor left."), ["Mayor visits Bremen", "The mayor left."]);
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let body = "The forum was held by the province together with the trade department and\n\nthe governments of cities. During it there were many talks about the Harbour of\n\nRostock and other ports along the coast, which were attended by people from the\n\nnorth. Then they left.";
        let sentences = cut(body);
        assert_eq!(sentences.len(), 3);
        assert!(sentences[1].contains("Harbour of Rostock"), "{sentences:?}");
    }
}
