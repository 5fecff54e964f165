//! Tables: aligned and cut to the width of a terminal, tab-separated with a header line in a pipe.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Console, Target};
use crate::cli::exit::Failure;
use crate::text::safe::{SafeText, sanitize};

/// To which side a column's cells stand, and whether they may be cut where the terminal is narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text, which may be cut.
    Left,
    /// Ids, dates and words of a short list: useless when cut.
    Whole,
    /// Figures, never cut.
    Right,
}

/// Cells a column keeps however narrow the terminal is.
const LEAST_WIDTH: usize = 8;
const GAP: usize = 2;
const CUT_MARK: &str = "..";

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<SafeText>>,
    /// Shorter names of columns, for terminals.
    short: Vec<(&'static str, &'static str)>,
    /// What a column says in most tables: where all rows say it, a terminal has better use for its room.
    usual: Option<(&'static str, &'static str)>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), short: Vec::new(), usual: None }
    }

    /// On terminals these columns have shorter names.
    pub fn shorten(&mut self, names: &[(&'static str, &'static str)]) {
        self.short = names.to_vec();
    }

    /// On terminals a column is left out where every row says this.
    pub fn leave_out_where_all(&mut self, column: &'static str, say: &'static str) {
        self.usual = Some((column, say));
    }

    /// Adds a row, one cell a column, each made safe.
    pub fn push<const N: usize>(&mut self, cells: [String; N]) {
        self.push_all(cells.to_vec());
    }

    /// Adds a row of as many cells as there are columns.
    pub fn push_all(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "one cell a column");
        self.rows.push(cells.iter().map(|cell| sanitize(cell)).collect());
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes it in the form that suits the target. Cells that had to be cut are told of on standard error.
    pub fn write(&self, console: &mut Console) -> Result<(), Failure> {
        match console.target() {
            Target::Pipe => self.write_tab_separated(console),
            Target::Terminal(columns) => self.for_terminal().write_aligned(console, columns),
        }
    }

    fn write_tab_separated(&self, console: &mut Console) -> Result<(), Failure> {
        let header: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        console.data(format!("{}\n", header.join("\t")).as_bytes())?;
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(SafeText::as_str).collect();
            console.data(format!("{}\n", cells.join("\t")).as_bytes())?;
        }
        Ok(())
    }

    /// The same with shorter names and without a column that says nothing new.
    fn for_terminal(&self) -> Table {
        let name = |name: &'static str| self.short.iter().find(|(long, _)| *long == name).map_or(name, |(_, short)| *short);
        let says_nothing = |at: usize| {
            let usual = self.usual.filter(|(column, _)| self.columns[at].0 == *column);
            usual.is_some_and(|(_, say)| self.rows.iter().all(|row| row[at].as_str() == say))
        };
        let kept: Vec<usize> = (0..self.columns.len()).filter(|at| !says_nothing(*at)).collect();
        let columns = kept.iter().map(|at| (name(self.columns[*at].0), self.columns[*at].1)).collect();
        let rows = self.rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect();
        Table { columns, rows, short: Vec::new(), usual: None }
    }

    fn write_aligned(&self, console: &mut Console, available: usize) -> Result<(), Failure> {
        let (widths, is_cut) = fit(&self.natural_widths(), &self.columns, available);
        let header: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        console.heading(&self.aligned(&header, &widths))?;
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(SafeText::as_str).collect();
            console.data(self.aligned(&cells, &widths).as_bytes())?;
            console.data(b"\n")?;
        }
        if is_cut {
            console.note("some columns are cut to the width of the terminal; --json or a pipe gives them whole");
        }
        Ok(())
    }

    fn natural_widths(&self) -> Vec<usize> {
        let widest = |column: usize| self.rows.iter().map(|row| row[column].as_str().width()).max().unwrap_or(0);
        self.columns.iter().enumerate().map(|(column, (name, _))| name.width().max(widest(column))).collect()
    }

    fn aligned(&self, cells: &[&str], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, width), (_, align)) in cells.iter().zip(widths).zip(&self.columns) {
            if !line.is_empty() {
                line.push_str(&" ".repeat(GAP));
            }
            let shown = cut(cell, *width);
            let padding = " ".repeat(width.saturating_sub(shown.width()));
            match align {
                Align::Left | Align::Whole => line.extend([shown.as_str(), &padding]),
                Align::Right => line.extend([padding.as_str(), &shown]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// Takes cells from the widest column that may be cut until the table fits or none is left. Also tells whether any were taken.
fn fit(natural: &[usize], columns: &[(&'static str, Align)], available: usize) -> (Vec<usize>, bool) {
    let mut widths = natural.to_vec();
    let gaps = GAP * natural.len().saturating_sub(1);
    let excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(available);
    for _ in 0..excess {
        let shrinkable = (0..widths.len()).filter(|at| columns[*at].1 == Align::Left && widths[*at] > LEAST_WIDTH);
        let Some(widest) = shrinkable.max_by_key(|at| widths[*at]) else { break };
        widths[widest] -= 1;
    }
    let is_cut = widths != natural;
    (widths, is_cut)
}

/// At most `width` cells of a text, on the edge of a character as it is seen, with a mark where something is missing.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(CUT_MARK.len());
    let mut shown = String::new();
    for grapheme in text.graphemes(true) {
        if shown.width() + grapheme.width() > room {
            break;
        }
        shown.push_str(grapheme);
    }
    shown.push_str(CUT_MARK);
    shown
}

#[cfg(test)]
mod tests {
    use super::super::tests::captured;
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[("name", Align::Left), ("sum", Align::Right)]);
        table.push(["辽宁省 Liaoning Province, North-East China".to_owned(), "380".to_owned()]);
        table.push(["Jena".to_owned(), "5".to_owned()]);
        table
    }

    #[test]
    fn a_pipe_gets_tabs_and_whole_cells() {
        let (mut console, out, err) = captured(Target::Pipe);
        table().write(&mut console).expect("written");
        assert_eq!(out.text(), "name\tsum\n辽宁省 Liaoning Province, North-East China\t380\nJena\t5\n");
        assert_eq!(err.text(), "");
    }

    #[test]
    fn a_terminal_gets_columns_that_fit_and_is_told_of_cuts() {
        let (mut console, out, err) = captured(Target::Terminal(20));
        table().write(&mut console).expect("written");
        assert_eq!(out.text(), "name             sum\n辽宁省 Liaoni..  380\nJena               5\n");
        assert!(out.text().lines().all(|line| line.width() <= 20));
        assert!(err.text().contains("cut"));
        let (mut console, _, err) = captured(Target::Terminal(200));
        table().write(&mut console).expect("written");
        assert_eq!(err.text(), "");
    }

    #[test]
    fn a_terminal_has_no_room_for_long_names_and_for_what_every_row_says() {
        let mut table = Table::new(&[("name", Align::Left), ("agreements", Align::Right), ("status", Align::Whole)]);
        table.shorten(&[("agreements", "agr.")]);
        table.leave_out_where_all("status", "new");
        table.push(["Jena".to_owned(), "5".to_owned(), "new".to_owned()]);
        let printed = |table: &Table, target| {
            let (mut console, out, _) = captured(target);
            table.write(&mut console).expect("written");
            out.text()
        };
        assert_eq!(printed(&table, Target::Terminal(80)), "name  agr.\nJena     5\n");
        assert_eq!(printed(&table, Target::Pipe), "name\tagreements\tstatus\nJena\t5\tnew\n");
        table.push(["Bonn".to_owned(), "1".to_owned(), "rejected".to_owned()]);
        assert_eq!(printed(&table, Target::Terminal(80)), "name  agr.  status\nJena     5  new\nBonn     1  rejected\n");
    }

    #[test]
    fn what_is_useless_when_cut_stays_whole() {
        let columns = [("id", Align::Whole), ("text", Align::Left), ("sum", Align::Right)];
        assert_eq!(fit(&[13, 40, 20], &columns, 60), (vec![13, 23, 20], true));
        assert_eq!(fit(&[13, 40, 20], &columns, 10), (vec![13, LEAST_WIDTH, 20], true));
        assert_eq!(fit(&[13, 40, 20], &columns, 77), (vec![13, 40, 20], false));
    }

    #[test]
    fn a_wide_character_is_never_halved() {
        assert_eq!(cut("辽宁省沈阳市", 7), "辽宁..");
        assert_eq!(cut("short", 7), "short");
    }
}
