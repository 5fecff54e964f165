//! A text cut into tokens and sentences. Offsets are bytes of the body; each token carries its folded form beside it, so that
//! nothing that is found is ever looked up in an altered copy.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::TextSpan;

/// What sort of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with digits and inner apostrophes.
    Word,
    /// Begins with a digit: `380.5`, `2,019`, `13th`.
    Number,
    /// One Han character.
    Han,
    /// The possessive ending `'s` (or a lone `'` behind an s).
    Possessive,
    /// One punctuation mark or symbol.
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `china`
    Lower,
    /// `China`, `DeCosmill`, `McDonald`, `eThekwini`
    Capitalised,
    /// `US`, `BMW`
    AllCapitals,
    /// Digits, Han, marks.
    None,
}

/// A token of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the body.
    pub start: u32,
    /// One past the last byte in the body.
    pub end: u32,
    fold_start: u32,
    fold_end: u32,
    /// Sort.
    pub kind: TokenKind,
    /// Case.
    pub case: Case,
}

impl Token {
    /// Its span in the body.
    pub fn span(&self) -> TextSpan {
        TextSpan::new(self.start as usize, self.end as usize)
    }

    /// Whether it begins with a capital letter, or is a name with the capital behind the first letter.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Capitalised | Case::AllCapitals)
    }
}

/// A sentence of a document, or a heading, or a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// From its first to its last token.
    pub span: TextSpan,
    /// Which paragraph it stands in, from 0.
    pub paragraph: usize,
}

/// A body with its tokens and sentences.
#[derive(Debug)]
pub struct Document<'a> {
    /// The text.
    pub body: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; every token belongs to one.
    pub sentences: Vec<Sentence>,
    folded: String,
}

impl<'a> Document<'a> {
    /// Cuts a text into tokens and sentences.
    pub fn new(body: &'a str) -> Self {
        let mut folded = String::with_capacity(body.len());
        let tokens = tokenize(body, &mut folded);
        let mut document = Self { body, tokens, sentences: Vec::new(), folded };
        document.sentences = super::sentence::sentences(&document);
        document
    }

    /// A token as written.
    pub fn text(&self, token: usize) -> &'a str {
        &self.body[self.tokens[token].span().range()]
    }

    /// A token as a search key: lower case, without accents and apostrophes. Empty for marks.
    pub fn folded(&self, token: usize) -> &str {
        let token = &self.tokens[token];
        &self.folded[token.fold_start as usize..token.fold_end as usize]
    }

    /// The span from the first to the last of these tokens.
    pub fn span(&self, tokens: Range<usize>) -> TextSpan {
        TextSpan::new(self.tokens[tokens.start].start as usize, self.tokens[tokens.end - 1].end as usize)
    }

    /// The text from the first to the last of these tokens, white space folded to single spaces.
    pub fn phrase(&self, tokens: Range<usize>) -> String {
        let text = &self.body[self.span(tokens).range()];
        if text.contains('\n') || text.contains("  ") { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
    }

    /// The sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token).min(self.sentences.len().saturating_sub(1))
    }

    /// The sentence that holds or follows a byte.
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.end <= byte).min(self.sentences.len().saturating_sub(1))
    }

    /// The first token that ends behind a byte.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| (token.end as usize) <= byte)
    }

    /// The tokens that lie wholly in a span.
    pub fn tokens_in(&self, span: TextSpan) -> Range<usize> {
        let start = self.tokens.partition_point(|token| (token.start as usize) < span.start);
        let end = self.tokens.partition_point(|token| (token.end as usize) <= span.end);
        start..end.max(start)
    }
}

/// The words of a name as keys, cut as a document's tokens are cut, marks left out.
pub fn key_words(name: &str) -> Vec<String> {
    let mut folded = String::new();
    tokenize(name, &mut folded)
        .iter()
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| folded[token.fold_start as usize..token.fold_end as usize].to_owned())
        .collect()
}

/// Whether a character is a Han one, a word by itself.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn tokenize(body: &str, folded: &mut String) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(body.len() / 5);
    let mut at = 0;
    while let Some(c) = body[at..].chars().next() {
        let end = if c.is_whitespace() || c == '\u{feff}' {
            at += c.len_utf8();
            continue;
        } else if is_han(c) {
            at + c.len_utf8()
        } else if c.is_alphanumeric() {
            let end = word_end(body, at);
            at + glued(&body[at..end]).unwrap_or(end - at)
        } else if is_apostrophe(c) && possessive_end(body, at).is_some() {
            possessive_end(body, at).unwrap_or(at + c.len_utf8())
        } else {
            at + c.len_utf8()
        };
        tokens.push(token(body, at, end, folded));
        at = end;
    }
    tokens
}

/// "andXaysomboun", "ofSweden": pages that lost their line ends run a small word and a name together. The length of the small word.
fn glued(word: &str) -> Option<usize> {
    let small = word.find(|c: char| !c.is_ascii_lowercase())?;
    let is_small = matches!(&word[..small], "and" | "of" | "the" | "with" | "by" | "in" | "from" | "for" | "between" | "under" | "visited");
    let mut rest = word[small..].chars();
    (is_small && rest.next()?.is_uppercase() && rest.next()?.is_lowercase() && rest.all(char::is_alphabetic)).then_some(small)
}

/// Where the word or number that begins at `start` ends. Inner apostrophes belong to it (`O'Higgins`), a possessive does not.
fn word_end(body: &str, start: usize) -> usize {
    if let Some(end) = plain_word_end(&body.as_bytes()[start..]) {
        return start + end;
    }
    let mut end = start;
    let mut rest = body[start..].char_indices().peekable();
    let mut previous = ' ';
    while let Some((offset, c)) = rest.next() {
        let at = start + offset;
        let next = rest.peek().map(|(_, c)| *c);
        let joins = if is_han(c) {
            false
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            true
        } else if is_apostrophe(c) {
            possessive_end(body, at).is_none() && next.is_some_and(char::is_alphabetic)
        } else {
            // "380.5", "2,019" but not "5, 6".
            matches!(c, '.' | ',') && previous.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit())
        };
        if !joins {
            break;
        }
        previous = c;
        end = at + c.len_utf8();
    }
    end
}

/// The length of a word of ASCII letters and digits, where what follows it leaves no doubt that it ends there.
fn plain_word_end(text: &[u8]) -> Option<usize> {
    let length = text.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    let ends = match text.get(length) {
        None => true,
        Some(b'.' | b',') => !text[..length].last().is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii() && *byte != b'\'',
    };
    (ends && length > 0).then_some(length)
}

/// The end of a possessive ending that begins at `at`: `'s` before anything that is no letter, or `'` behind an s.
fn possessive_end(body: &str, at: usize) -> Option<usize> {
    let before = body[..at].chars().next_back()?;
    let mut after = body[at..].chars();
    let mark = after.next().filter(|c| is_apostrophe(*c))?;
    let mut end = at + mark.len_utf8();
    let next = after.next();
    if matches!(next, Some('s' | 'S')) && before.is_alphanumeric() {
        end += 1;
        return body[end..].chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(end);
    }
    (matches!(before, 's' | 'S') && next.is_none_or(char::is_whitespace)).then_some(end)
}

fn token(body: &str, start: usize, end: usize, folded: &mut String) -> Token {
    let text = &body[start..end];
    let first = text.chars().next().unwrap_or(' ');
    let kind = if is_han(first) {
        TokenKind::Han
    } else if first.is_numeric() {
        TokenKind::Number
    } else if first.is_alphabetic() {
        TokenKind::Word
    } else if is_apostrophe(first) && text.chars().count() > 1 || is_apostrophe(first) && possessive_end(body, start).is_some() {
        TokenKind::Possessive
    } else {
        TokenKind::Mark
    };
    let fold_start = folded.len();
    match kind {
        TokenKind::Mark => {}
        TokenKind::Possessive => folded.push_str("'s"),
        _ if text.is_ascii() => {
            text.split('\'').for_each(|part| folded.push_str(part));
            folded[fold_start..].make_ascii_lowercase();
        }
        _ => fold_into(text, folded),
    }
    Token {
        start: start as u32,
        end: end as u32,
        fold_start: fold_start as u32,
        fold_end: folded.len() as u32,
        kind,
        case: if kind == TokenKind::Word { case_of(text) } else { Case::None },
    }
}

fn fold_into(text: &str, folded: &mut String) {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c)).flat_map(char::to_lowercase);
    for c in plain {
        match c {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            c => folded.push(c),
        }
    }
}

fn case_of(text: &str) -> Case {
    if text.is_ascii() {
        return case_of_ascii(text.as_bytes());
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Case::None,
        Some(first) if !first.is_uppercase() => {
            let mut behind = text.chars().skip(1);
            let is_name = behind.next().is_some_and(char::is_uppercase) && behind.next().is_some_and(char::is_lowercase);
            if is_name { Case::Capitalised } else { Case::Lower }
        }
        Some(_) => {
            let mut rest = letters.peekable();
            if rest.peek().is_none() || !rest.all(char::is_uppercase) { Case::Capitalised } else { Case::AllCapitals }
        }
    }
}

/// The same for words in ASCII, most of all words.
fn case_of_ascii(text: &[u8]) -> Case {
    let mut letters = text.iter().filter(|byte| byte.is_ascii_alphabetic());
    match letters.next() {
        None => Case::None,
        Some(first) if first.is_ascii_lowercase() => match text {
            // "eThekwini", "iFlytek"; "kW" and "iOS" are as small as they were.
            [_, capital, small, ..] if capital.is_ascii_uppercase() && small.is_ascii_lowercase() => Case::Capitalised,
            _ => Case::Lower,
        },
        Some(_) => {
            let (mut count, mut small) = (0, 0);
            letters.for_each(|letter| (count, small) = (count + 1, small + usize::from(letter.is_ascii_lowercase())));
            if count == 0 || small > 0 { Case::Capitalised } else { Case::AllCapitals }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(body: &str) -> Vec<(String, String)> {
        let document = Document::new(body);
        (0..document.tokens.len()).map(|t| (document.text(t).to_owned(), document.folded(t).to_owned())).collect()
    }

    #[test]
    fn words_keep_their_offsets_and_fold_beside_them() {
        let texts: Vec<String> = words("Xi’an's 380.5 bn, U.S. Baden-Württemberg").into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["Xi’an", "'s", "380.5", "bn", ",", "U", ".", "S", ".", "Baden", "-", "Württemberg"]);
        assert_eq!(words("Xi’an's")[0].1, "xian");
        assert_eq!(words("Württemberg")[0].1, "wurttemberg");
        assert_eq!(key_words("St. Louis"), ["st", "louis"]);
        assert_eq!(key_words("People’s Congress"), ["people", "'s", "congress"]);
    }

    #[test]
    fn words_of_ascii_are_cut_and_told_like_others() {
        let cases = |body: &str| Document::new(body).tokens.iter().map(|token| token.case).collect::<Vec<_>>();
        for (plain, accented) in [
            ("ab", "áb"),
            ("Ab", "Áb"),
            ("AB", "ÁB"),
            ("A", "Á"),
            ("aB", "áB"),
            ("A1", "Á1"),
            ("McB", "McÓ"),
            ("kW", "áW"),
            ("eTha", "eThá"),
        ] {
            assert_eq!(cases(plain), cases(accented), "{plain}");
        }
        assert_eq!(cases("eThekwini kW"), [Case::Capitalised, Case::Lower]);
        let texts = |body: &str| words(body).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(texts("end. 5.5,x 3.5. a,b 7’s o'b"), ["end", ".", "5.5", ",", "x", "3.5", ".", "a", ",", "b", "7", "’s", "o'b"]);
        assert_eq!(words("O'HIGGINS'")[0].1, "ohiggins");
    }

    #[test]
    fn each_han_character_is_a_token() {
        assert_eq!(key_words("辽宁省"), ["辽", "宁", "省"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_on_character_boundaries(body in "\\PC{0,200}") {
            let document = Document::new(&body);
            let mut last = 0;
            for token in 0..document.tokens.len() {
                prop_assert!(document.tokens[token].span().start >= last);
                last = document.tokens[token].span().end;
                let _ = (document.text(token), document.folded(token));
            }
            let covered: usize = document.sentences.iter().map(|s| s.tokens.len()).sum();
            prop_assert_eq!(covered, document.tokens.len());
        }
    }
}
