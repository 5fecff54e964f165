//! The article: head, text with its passages coloured, and below what it says of the selected record.

use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::painter::{Meanings, Painter};
use crate::tui::app::App;
use crate::tui::find::matches;
use crate::tui::page::PageLine;
use crate::tui::theme::Meaning;
use crate::tui::view::{ArticleView, MarkKind, Passage};

/// Draws the pane.
pub fn draw(painter: &mut Painter<'_, '_>, area: Rect, app: &App) {
    if area.width <= GUTTER {
        return;
    }
    let (Some(article), Some(page)) = (&app.article.article, &app.article.page) else {
        painter.text(area.x + GUTTER, area.y + 1, area.width - GUTTER, why_nothing(app), Meaning::Aside);
        return;
    };
    let lines = page.lines.iter().skip(app.article.top);
    for (line, y) in lines.zip(area.y..area.bottom()) {
        match line {
            PageLine::Told(text, meaning) => {
                painter.text(area.x + GUTTER, y, area.width - GUTTER, text, *meaning);
            }
            PageLine::Body(passage) => draw_line(painter, Rect { y, height: 1, ..area }, app, article, passage),
        }
    }
}

fn why_nothing(app: &App) -> &'static str {
    if app.article.is_missing {
        "This article is not in the store any more. R reads the store again."
    } else if app.timeline.list.rows.is_empty() {
        "No engagement is selected."
    } else {
        "Reading..."
    }
}

fn draw_line(painter: &mut Painter<'_, '_>, row: Rect, app: &App, article: &ArticleView, line: &Passage) {
    let evidence = app.evidence();
    if evidence.iter().any(|passage| overlaps(passage, line)) {
        painter.text(row.x, row.y, GUTTER, ">", Meaning::Selection);
    }
    let Some(paragraph) = article.paragraphs.get(line.paragraph) else { return };
    let current = app.article.span.and_then(|at| article.marks.get(at)).map(|mark| mark.passage);
    let shown = paragraph.part(line.start, line.end);
    let found: Vec<Passage> = matches(shown.as_str(), &app.find.needle)
        .into_iter()
        .map(|range| Passage { start: line.start + range.start, end: line.start + range.end, ..*line })
        .collect();
    let mut x = row.x + GUTTER;
    for (start, end) in cuts(article, evidence, current.as_ref(), &found, line) {
        let part = Passage { start, end, ..*line };
        let is_hit = current.is_some_and(|current| overlaps(&current, &part)) || found.iter().any(|found| overlaps(found, &part));
        let meanings: Meanings = [
            mark_meaning(article, &part),
            evidence.iter().any(|passage| overlaps(passage, &part)).then_some(Meaning::Evidence),
            is_hit.then_some(Meaning::CurrentSpan),
        ];
        x = painter.piece(x, row.y, row.right(), paragraph.part(start, end), meanings);
    }
}

fn overlaps(one: &Passage, other: &Passage) -> bool {
    one.paragraph == other.paragraph && one.start < other.end && other.start < one.end
}

/// The line in pieces within which everything looks the same.
fn cuts(article: &ArticleView, evidence: &[Passage], current: Option<&Passage>, found: &[Passage], line: &Passage) -> Vec<(usize, usize)> {
    let marks = marks_of(article, line).map(|mark| &mark.passage);
    let passages = marks.chain(evidence).chain(current).chain(found).filter(|passage| overlaps(passage, line));
    let mut cuts: Vec<usize> = passages.flat_map(|passage| [passage.start.max(line.start), passage.end.min(line.end)]).collect();
    cuts.extend([line.start, line.end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The marks of a line's paragraph: they stand in the order of the text.
fn marks_of<'a>(article: &'a ArticleView, line: &Passage) -> impl Iterator<Item = &'a crate::tui::view::Mark> {
    let from = article.marks.partition_point(|mark| mark.passage.paragraph < line.paragraph);
    let paragraph = line.paragraph;
    article.marks[from..].iter().take_while(move |mark| mark.passage.paragraph == paragraph)
}

/// The shortest mark over a piece tells most: a place inside an organisation's name is the place.
fn mark_meaning(article: &ArticleView, part: &Passage) -> Option<Meaning> {
    let over = marks_of(article, part).filter(|mark| overlaps(&mark.passage, part));
    let shortest = over.min_by_key(|mark| mark.passage.end - mark.passage.start)?;
    match shortest.kind {
        MarkKind::Place => Some(Meaning::Place),
        MarkKind::Person => Some(Meaning::Person),
        MarkKind::Organization => Some(Meaning::Organization),
        MarkKind::Agreement => Some(Meaning::Agreement),
        MarkKind::Engagement => None,
    }
}
