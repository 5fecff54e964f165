//! A page as one HTML file that needs nothing else: no script, no font, no picture, nothing fetched. Prints on A4.

use super::{Entry, Page, PageTable};
use crate::text::safe::sanitize;

const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:1.6rem;border-bottom:1px solid #999}\
ul,ol{padding-left:1.3rem}li{margin:.35rem 0}blockquote{margin:.15rem 0 .4rem;color:#444;font-style:italic}\
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.2rem .6rem .2rem 0;text-align:left}\
footer{margin-top:2rem;font-size:.8rem;color:#444}@media print{body{margin:0;font-size:11pt}}";

/// The page.
pub fn write(page: &Page) -> String {
    let title = safe(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    if let Some(day) = &page.as_of {
        out.push_str(&format!("<p>As of {}</p>\n", safe(day)));
    }
    out.push_str("<ul>\n");
    page.summary.iter().for_each(|sentence| out.push_str(&format!("<li>{}</li>\n", safe(sentence))));
    out.push_str("</ul>\n");
    for section in &page.sections {
        out.push_str(&format!("<h2>{}</h2>\n", safe(&section.heading)));
        if let Some(table) = &section.table {
            write_table(&mut out, table);
        }
        write_entries(&mut out, &section.entries);
        if let Some(note) = &section.note {
            out.push_str(&format!("<p>{}</p>\n", safe(note)));
        }
    }
    out.push_str("<h2>Sources</h2>\n<ol>\n");
    for source in &page.sources {
        let link = source.url.as_deref().map(|url| format!(", {}", link(url))).unwrap_or_default();
        let (number, citation, document) = (source.number, safe(&source.citation()), safe(&source.document));
        out.push_str(&format!("<li id=\"source-{number}\" value=\"{number}\">{citation}{link} <small>{document}</small></li>\n"));
    }
    out.push_str("</ol>\n<footer>\n");
    page.made_from.iter().for_each(|stamp| out.push_str(&format!("<div>{}: {}</div>\n", stamp.what, safe(&stamp.value))));
    out.push_str("</footer>\n</body>\n</html>\n");
    out
}

fn safe(text: &str) -> String {
    let text = sanitize(text).into_string();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A link only where it leads to a page.
fn link(url: &str) -> String {
    let shown = safe(url);
    if url.starts_with("https://") || url.starts_with("http://") { format!("<a href=\"{shown}\">{shown}</a>") } else { shown }
}

fn write_entries(out: &mut String, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for entry in entries {
        let lead = entry.lead.as_ref().map(|lead| format!("<strong>{}</strong>: ", safe(lead))).unwrap_or_default();
        let cited: String = entry.sources.iter().map(|number| format!("<a href=\"#source-{number}\">[{number}]</a>")).collect();
        out.push_str(&format!("<li>{lead}{}", safe(&entry.text)));
        match &entry.quote {
            Some(quote) => out.push_str(&format!("\n<blockquote>“{}” {cited}</blockquote>", safe(quote))),
            None if cited.is_empty() => {}
            None => out.push_str(&format!(" {cited}")),
        }
        if !entry.entries.is_empty() {
            out.push('\n');
            write_entries(out, &entry.entries);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn write_table(out: &mut String, table: &PageTable) {
    let line = |out: &mut String, tag: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    };
    out.push_str("<table>\n");
    line(out, "th", &table.columns.iter().map(|name| safe(name)).collect::<Vec<_>>());
    table.rows.iter().for_each(|row| line(out, "td", &row.iter().map(|cell| safe(cell)).collect::<Vec<_>>()));
    out.push_str("</table>\n");
}
