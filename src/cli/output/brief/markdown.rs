//! A page as Markdown (CommonMark, with a table as GitHub has it). Nothing that an article says can become a mark.

use super::{Entry, Page, PageTable, marks};
use crate::text::safe::sanitize;

/// The page.
pub fn write(page: &Page) -> String {
    let mut out = format!("# {}\n\n", safe(&page.title));
    if let Some(day) = &page.as_of {
        out.push_str(&format!("As of {}\n\n", safe(day)));
    }
    page.summary.iter().for_each(|sentence| out.push_str(&format!("- {}\n", safe(sentence))));
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n", safe(&section.heading)));
        if let Some(table) = &section.table {
            write_table(&mut out, table);
        }
        if !section.entries.is_empty() {
            out.push('\n');
        }
        section.entries.iter().for_each(|entry| write_entry(&mut out, entry, 0));
        if let Some(note) = &section.note {
            out.push_str(&format!("\n{}\n", safe(note)));
        }
    }
    out.push_str("\n## Sources\n\n");
    for source in &page.sources {
        let link = source.url.as_deref().map(|url| format!(", {}", link(url))).unwrap_or_default();
        out.push_str(&format!("{}. {}{link} (`{}`)\n", source.number, safe(&source.citation()), source.document));
    }
    out.push_str("\n---\n\n");
    page.made_from.iter().for_each(|stamp| out.push_str(&format!("- {}: {}\n", stamp.what, safe(&stamp.value))));
    out
}

/// Characters that mean something in Markdown are escaped; what no terminal may get is a mark.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for c in sanitize(text).as_str().chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A link only where it leads to a page.
fn link(url: &str) -> String {
    let is_plain = url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\'));
    let is_page = url.starts_with("https://") || url.starts_with("http://");
    if is_plain && is_page { format!("<{url}>") } else { safe(url) }
}

fn write_entry(out: &mut String, entry: &Entry, depth: usize) {
    let indent = "  ".repeat(depth);
    let lead = entry.lead.as_ref().map(|lead| format!("**{}**: ", safe(lead))).unwrap_or_default();
    // No line of an article begins one here, so that none can say what [1] links to.
    let cited = if entry.sources.is_empty() { String::new() } else { format!(" {}", marks(&entry.sources)) };
    match &entry.quote {
        None => out.push_str(&format!("{indent}- {lead}{}{cited}\n", safe(&entry.text))),
        Some(quote) => out.push_str(&format!("{indent}- {lead}{}\n{indent}  > “{}”{cited}\n", safe(&entry.text), safe(quote))),
    }
    entry.entries.iter().for_each(|inner| write_entry(out, inner, depth + 1));
}

fn write_table(out: &mut String, table: &PageTable) {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    out.push_str(&line(&table.columns.iter().map(|name| safe(name)).collect::<Vec<_>>()));
    out.push_str(&line(&vec!["---".to_owned(); table.columns.len()]));
    table.rows.iter().for_each(|row| out.push_str(&line(&row.iter().map(|cell| safe(cell)).collect::<Vec<_>>())));
}
