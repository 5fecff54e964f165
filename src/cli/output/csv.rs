//! CSV (RFC 4180, UTF-8) that a spreadsheet shows and does not run: one line a record, and no cell that begins a formula.

use crate::cli::exit::{Exit, Failure};
use crate::text::safe::sanitize;

/// What spreadsheets take for the beginning of a formula, the wide forms of East Asian keyboards too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// One line of cells.
pub fn line(cells: &[String]) -> Result<Vec<u8>, Failure> {
    let failed = |error: String| Failure::new(Exit::Failed, format!("writing CSV failed: {error}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| safe_cell(cell))).map_err(|error| failed(error.to_string()))?;
    writer.into_inner().map_err(|error| failed(error.to_string()))
}

/// Line ends and tabs become spaces, characters that act become marks; what would begin a formula stands behind an apostrophe.
fn safe_cell(cell: &str) -> String {
    let text = sanitize(cell).into_string();
    let is_formula = text.trim_start().starts_with(FORMULA);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        String::from_utf8(line(&cells).expect("written")).expect("UTF-8")
    }

    #[test]
    fn no_cell_is_a_formula_and_no_record_two_lines() {
        assert_eq!(written(&["=1+1", " @SUM(A1)", "＝1", "-5", "+49 30"]), "'=1+1,' @SUM(A1),'＝1,'-5,'+49 30\r\n");
        assert_eq!(written(&["a\nb", "say \"no\"", "x,y", "辽宁"]), "a b,\"say \"\"no\"\"\",\"x,y\",辽宁\r\n");
        assert!(written(&["\u{202e}x"]).starts_with("<202E>x"));
    }
}
