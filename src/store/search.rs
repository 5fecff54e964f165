//! Words of the texts: one function prepares what is indexed, its sibling what is asked for, so that Chinese text is found by any
//! run of its characters and other text by its words.

use rusqlite::{Connection, params};

use super::error::Outcome;

/// Text as the index takes it: each Han character with its neighbour, the last of a run alone as well.
/// `"访问四川省 in May"` -> `"访问 问四 四川 川省 省 in May"`.
fn index_text(text: &str) -> String {
    spaced(text, true)
}

/// A phrase as FTS5 takes it: always one quoted string, so that nothing in it is an operator. The last Han character of a phrase
/// that ends in one alone (`"四"`) stands for every pair that begins with it.
fn index_phrase(phrase: &str) -> String {
    let words = spaced(phrase.trim_end(), false);
    let ends_in_lone_han = words.split(' ').next_back().is_some_and(|last| last.chars().count() == 1 && last.chars().all(is_han));
    let quoted = words.replace('"', "\"\"").replace('\0', " ");
    format!("\"{quoted}\"{}", if ends_in_lone_han { " *" } else { "" })
}

/// Breaks runs of Han characters into overlapping pairs. `ends` adds each run's last character; a phrase needs it too where the
/// text goes on after the run.
fn spaced(text: &str, ends: bool) -> String {
    let mut words = String::with_capacity(text.len() * 2);
    let mut characters = text.chars().peekable();
    let mut run_length = 0;
    while let Some(c) = characters.next() {
        if !is_han(c) {
            words.push(c);
            run_length = 0;
            continue;
        }
        run_length += 1;
        let next = characters.peek().copied();
        match next.filter(|next| is_han(*next)) {
            Some(next) => words.extend([' ', c, next]),
            None if ends || next.is_some() || run_length == 1 => words.extend([' ', c, ' ']),
            None => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Han characters, with the marks for repetition and zero that stand among them.
fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Puts a document's words into the index.
pub(super) fn insert(connection: &Connection, document: i64, title: Option<&str>, body: &str) -> Outcome<()> {
    let mut statement = connection.prepare_cached("INSERT INTO text_index (rowid, title, body) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![document, index_text(title.unwrap_or_default()), index_text(body)])?;
    Ok(())
}

/// Takes a document's words out of the index.
pub(super) fn delete(connection: &Connection, document: i64) -> Outcome<()> {
    connection.prepare_cached("DELETE FROM text_index WHERE rowid = ?1")?.execute([document])?;
    Ok(())
}

/// Ids of the current documents that hold a phrase, in the order of the ids.
pub(super) fn documents_with(connection: &Connection, phrase: &str) -> Outcome<Vec<String>> {
    let sql = "SELECT id FROM document WHERE key IN (SELECT rowid FROM text_index WHERE text_index MATCH ?1) AND is_current = 1";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([index_phrase(phrase)], |row| row.get::<_, String>(0))?;
    let mut ids = ids.collect::<Result<Vec<_>, _>>()?;
    ids.sort_unstable();
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_runs_become_pairs_and_other_text_stays() {
        assert_eq!(index_text("访问四川省 in May"), " 访问 问四 四川 川省 省  in May");
        assert_eq!(index_text("Île-de-France"), "Île-de-France");
        assert_eq!(index_phrase("四川省"), "\" 四川 川省\"");
        assert_eq!(index_phrase("四"), "\" 四\" *");
        assert_eq!(index_phrase(r#"a" OR "b"#), r#""a"" OR ""b""#);
    }
}
