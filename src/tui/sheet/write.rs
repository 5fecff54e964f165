//! From a record to the text that is given to the editor.

use super::{Sheet, SheetOf, blank, hint, is_of_places, shown_fields, told_fields, value};
use crate::model::{DocumentId, RecordClass, RecordField};
use crate::tui::subject::{RecordName, SeenRecord};

/// Cells of a line, so that a window of 80 breaks none.
const WIDTH: usize = 79;

/// The text of a record, below the words that it rests on.
pub fn record(seen: SeenRecord, quotes: &[String]) -> Sheet {
    let class = match seen.name {
        RecordName::Engagement(_) => RecordClass::Engagement,
        RecordName::Agreement(_) => RecordClass::Agreement,
    };
    let mut text = format!("# {} {}\n", class.as_str(), seen.name);
    quotes.iter().for_each(|quote| text += &quoted(quote));
    text +=
        "#\n# Change what is wrong, save, and leave the editor. Each field that you change is a line of the log, and u takes them back.\n";
    text += "# A field that you leave as it is, or take out, is not touched; \"\" or [] takes its value away.\n\n";
    text += &lines(shown_fields(class), |field| seen.value(field).unwrap_or_default().to_owned());
    Sheet::new(SheetOf::Record(seen), text)
}

/// The text of a record in the making, above the article that it is to be taken from.
pub fn new_record(class: RecordClass, document: DocumentId, title: &str, quote: &str, body: &str) -> Sheet {
    let mut text = format!("# a new {}, from words of the article {document}\n", class.as_str());
    text += &quoted(title);
    text += "#\n# Fill in what the words say, save, and leave the editor: it is a line of the\n# log, and u takes it back.\n\n";
    text += "# The words that say so, as they stand in the article below; where a line ends\n# does not matter.\n";
    text += &format!("quote = {}\n\n", multiline(quote));
    let claim = blank(class);
    text += &lines(told_fields(class), |field| value(&claim, field));
    text += "\n# The article:\n#\n";
    body.lines().for_each(|line| text += &quoted(line));
    Sheet::new(SheetOf::New(class, document), text)
}

/// A line for each field, with what may stand there behind it, or above it where that is long.
fn lines(fields: impl Iterator<Item = RecordField>, value: impl Fn(RecordField) -> String) -> String {
    let shown: Vec<(RecordField, String)> =
        fields.map(|field| (field, format!("{} = {}", field.as_str(), literal(field, &value(field))))).collect();
    let width = shown.iter().map(|(_, line)| line.chars().count()).filter(|width| *width <= WIDTH / 2).max().unwrap_or(0);
    let line = |(field, line): &(RecordField, String)| {
        let hint = hint(*field);
        if hint.is_empty() {
            format!("{line}\n")
        } else if line.chars().count().max(width) + hint.chars().count() + 4 <= WIDTH {
            format!("{line:width$}  # {hint}\n")
        } else {
            comment("# ", &hint) + line + "\n"
        }
    };
    shown.iter().map(line).collect()
}

/// A value as TOML has it.
fn literal(field: RecordField, value: &str) -> String {
    if is_of_places(field) {
        let codes: Vec<String> = value.split(", ").filter(|code| !code.is_empty()).map(text_literal).collect();
        return format!("[{}]", codes.join(", "));
    }
    if field == RecordField::Count && !value.is_empty() { value.to_owned() } else { text_literal(value) }
}

fn text_literal(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut literal = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            c if c.is_control() => literal += &format!("\\u{:04X}", c as u32),
            c => literal.push(c),
        }
    }
    literal
}

/// Words over several lines, to be read and changed with ease.
fn multiline(text: &str) -> String {
    format!("\"\"\"\n{}\"\"\"", text.lines().map(escaped).collect::<Vec<_>>().join("\n"))
}

/// What is quoted, as comments; nothing that a terminal or an editor might obey.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    comment("#   ", &plain)
}

/// Words cut into comments of a window's width.
fn comment(mark: &str, text: &str) -> String {
    let mut lines = vec![mark.to_owned()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut line = lines.pop().unwrap_or_default();
        let is_begun = line.len() > mark.len();
        if is_begun && line.chars().count() + word.chars().count() >= WIDTH {
            lines.push(std::mem::replace(&mut line, format!("{mark}{word}")));
        } else {
            line += if is_begun { " " } else { "" };
            line += word;
        }
        lines.push(line);
    }
    lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}
