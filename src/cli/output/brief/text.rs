//! A page as plain text of at most 100 columns.

use super::{Entry, Page, PageTable, marks};
use crate::text::safe::sanitize;

const WIDTH: usize = 100;

/// The page.
pub fn write(page: &Page) -> String {
    let mut out = String::new();
    let title = safe(&page.title);
    heading(&mut out, &title, '=');
    if let Some(day) = &page.as_of {
        paragraph(&mut out, &format!("As of {}", safe(day)), "", "");
    }
    out.push('\n');
    page.summary.iter().for_each(|sentence| paragraph(&mut out, &safe(sentence), "- ", "  "));
    for section in &page.sections {
        out.push('\n');
        heading(&mut out, &safe(&section.heading), '-');
        if let Some(table) = &section.table {
            write_table(&mut out, table);
        }
        section.entries.iter().for_each(|entry| write_entry(&mut out, entry, 0));
        if let Some(note) = &section.note {
            out.push('\n');
            paragraph(&mut out, &safe(note), "", "");
        }
    }
    out.push('\n');
    heading(&mut out, "Sources", '-');
    for source in &page.sources {
        let place = source.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
        paragraph(&mut out, &safe(&format!("[{}] {}{place} ({})", source.number, source.citation(), source.document)), "", "    ");
    }
    out.push('\n');
    heading(&mut out, "Made from", '-');
    page.made_from.iter().for_each(|stamp| paragraph(&mut out, &safe(&format!("{}: {}", stamp.what, stamp.value)), "", "    "));
    out
}

fn safe(text: &str) -> String {
    sanitize(text).into_string()
}

fn heading(out: &mut String, text: &str, line: char) {
    out.push_str(text);
    out.push('\n');
    out.extend(std::iter::repeat_n(line, text.chars().count().min(WIDTH)));
    out.push('\n');
}

fn paragraph(out: &mut String, text: &str, first: &str, rest: &str) {
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest).break_words(false);
    for line in textwrap::wrap(text, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn write_entry(out: &mut String, entry: &Entry, depth: usize) {
    let (indent, below) = ("  ".repeat(depth), "  ".repeat(depth + 1));
    if depth == 0 && (!entry.entries.is_empty() || entry.lead.is_some()) {
        out.push('\n');
    }
    let lead = entry.lead.as_ref().map(|lead| format!("{lead}: ")).unwrap_or_default();
    let cited = if entry.quote.is_none() && !entry.sources.is_empty() { format!(" {}", marks(&entry.sources)) } else { String::new() };
    paragraph(out, &safe(&format!("{lead}{}{cited}", entry.text)), &format!("{indent}- "), &below);
    if let Some(quote) = &entry.quote {
        paragraph(out, &format!("“{}” {}", safe(quote), marks(&entry.sources)), &format!("{below}  "), &format!("{below}  "));
    }
    entry.entries.iter().for_each(|inner| write_entry(out, inner, depth + 1));
}

fn write_table(out: &mut String, table: &PageTable) {
    let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| safe(cell)).collect()).collect();
    let width = |column: usize| {
        let widest = cells.iter().filter_map(|row| row.get(column)).map(|cell| unicode_width::UnicodeWidthStr::width(cell.as_str())).max();
        widest.unwrap_or(0).max(table.columns[column].len())
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |row: &[&str]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - unicode_width::UnicodeWidthStr::width(*cell))));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    out.push_str(&line(&table.columns));
    cells.iter().for_each(|row| out.push_str(&line(&row.iter().map(String::as_str).collect::<Vec<_>>())));
    out.push('\n');
}
