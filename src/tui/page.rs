//! An article laid out for a width: wrapped once, then only looked at.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::theme::Meaning;
use super::view::{ArticleView, Passage, RecordView};
use crate::model::{DocumentId, EngagementId};
use crate::text::safe::{SafeText, sanitize};

/// Lines are never longer than this many cells: the eye loses them.
const LONGEST_LINE: usize = 96;
/// At most this many bytes of an article are laid out, so that a file of one endless line cannot stall the screen.
const LAID_OUT_BYTES: usize = 1 << 20;

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageLine {
    /// Our own words about the article: head and foot.
    Told(SafeText, Meaning),
    /// A part of the text.
    Body(Passage),
}

/// A laid-out article.
#[derive(Debug, Clone)]
pub struct ArticlePage {
    /// Which.
    pub document: DocumentId,
    /// The record whose lines stand at the foot.
    pub record: Option<EngagementId>,
    /// Cells per line that it was laid out for.
    pub width: usize,
    /// All lines.
    pub lines: Vec<PageLine>,
    /// Where the text begins.
    body_from: usize,
    /// Where the foot begins.
    foot_from: usize,
}

impl ArticlePage {
    /// Lays an article out. `width` in cells, at least 1.
    pub fn new(article: &ArticleView, record: Option<&EngagementId>, width: usize) -> Self {
        let width = width.clamp(1, LONGEST_LINE);
        let mut lines = head(article, width);
        let body_from = lines.len();
        lines.extend(body(article, width));
        let foot_from = lines.len();
        let shown = record.and_then(|id| article.record(id));
        lines.extend(foot(article, shown, width));
        Self { document: article.document.clone(), record: record.cloned(), width, lines, body_from, foot_from }
    }

    /// Whether it is what would be laid out for these.
    pub fn fits(&self, document: &DocumentId, record: Option<&EngagementId>, width: usize) -> bool {
        self.document == *document && self.record.as_ref() == record && self.width == width.clamp(1, LONGEST_LINE)
    }

    /// The line on which a passage begins.
    pub fn line_of(&self, passage: &Passage) -> Option<usize> {
        let body = &self.lines[self.body_from..self.foot_from];
        let at = body.partition_point(
            |line| matches!(line, PageLine::Body(part) if (part.paragraph, part.start) <= (passage.paragraph, passage.start)),
        );
        (at > 0).then(|| self.body_from + at - 1)
    }

    /// The line of this page that shows what stood on `line` of an earlier layout of the same article.
    pub fn same_place(&self, earlier: &ArticlePage, line: usize) -> usize {
        match earlier.lines.get(line) {
            Some(PageLine::Body(passage)) => self.line_of(passage).unwrap_or(0),
            Some(_) if line >= earlier.foot_from => self.foot_from + (line - earlier.foot_from),
            _ => line.min(self.body_from),
        }
    }
}

/// A text in lines of at most `width` cells, broken where its language may be broken.
pub fn wrapped_text(text: &str, width: usize) -> Vec<SafeText> {
    wrap(text, width.max(1)).map(|(start, end)| sanitize(&text[start..end])).collect()
}

fn wrap<'a>(text: &'a str, width: usize) -> impl Iterator<Item = (usize, usize)> + 'a {
    let options = Options::new(width)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(true);
    let mut from = 0;
    // Nothing is indented or hyphenated, so that each line is a part of the text, in order.
    textwrap::wrap(text, options).into_iter().map(move |line| {
        let start = text[from..].find(line.as_ref()).map_or(from, |at| from + at);
        from = start + line.len();
        (start, from)
    })
}

/// Our own words in lines of at most `width` cells; an empty text is one empty line.
pub(super) fn wrapped(text: &SafeText, width: usize) -> Vec<SafeText> {
    wrap(text.as_str(), width).map(|(start, end)| sanitize(&text.as_str()[start..end])).collect()
}

fn told(text: &SafeText, width: usize, meaning: Meaning) -> impl Iterator<Item = PageLine> + '_ {
    wrap(text.as_str(), width).map(move |(start, end)| PageLine::Told(sanitize(&text.as_str()[start..end]), meaning))
}

fn blank() -> PageLine {
    PageLine::Told(SafeText::default(), Meaning::Text)
}

fn head(article: &ArticleView, width: usize) -> Vec<PageLine> {
    let parts = [(&article.title, Meaning::Heading), (&article.source, Meaning::Aside), (&article.url, Meaning::Aside)];
    let mut lines: Vec<_> = parts.into_iter().filter_map(|(text, meaning)| Some(told(text.as_ref()?, width, meaning))).flatten().collect();
    if !lines.is_empty() {
        lines.push(blank());
    }
    lines
}

fn body(article: &ArticleView, width: usize) -> Vec<PageLine> {
    let mut lines = Vec::new();
    let mut room = LAID_OUT_BYTES;
    for (paragraph, text) in article.paragraphs.iter().enumerate() {
        let text = text.as_str();
        let end = text.floor_char_boundary(room);
        lines.extend(wrap(&text[..end], width).map(|(start, end)| PageLine::Body(Passage { paragraph, start, end })));
        room = room.saturating_sub(text.len().max(1));
        if room == 0 {
            let note = sanitize("The rest of this article is too long to be shown.");
            lines.extend(told(&note, width, Meaning::Trouble));
            break;
        }
    }
    lines
}

fn foot(article: &ArticleView, record: Option<&RecordView>, width: usize) -> Vec<PageLine> {
    let mut lines = Vec::new();
    let sections = [("What it says", record.map_or(&[][..], |record| &record.lines)), ("Doubts", &article.notes)];
    for (label, texts) in sections.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        lines.push(blank());
        lines.push(PageLine::Told(sanitize(label), Meaning::Heading));
        lines.extend(texts.iter().flat_map(|text| told(text, width, Meaning::Text)));
    }
    lines
}
