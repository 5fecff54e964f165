//! What few records have: further documents, tags, a disagreement between sources, a correction that wants a look.

use super::bytes::{Reader, Writer};
use super::sets::RowSet;

/// By row of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extras {
    /// (row, document) beyond the first, ascending.
    pub(super) documents: Vec<(u32, u32)>,
    /// Rows whose sources disagree, ascending.
    pub(super) disputed: Vec<u32>,
    /// Rows with a correction that wants a look, ascending.
    pub(super) review: Vec<u32>,
    /// By alphabet.
    pub(super) tags: Vec<String>,
    /// (row, tag), ascending.
    pub(super) tagged: Vec<(u32, u32)>,
    /// (row, row of the total that it may lie inside of), ascending.
    pub(super) suspected: Vec<(u32, u32)>,
}

impl Extras {
    /// The tags of a row.
    pub(super) fn tags_of(&self, row: u32) -> Vec<&str> {
        of(&self.tagged, row).map(|tag| self.tags[tag as usize].as_str()).collect()
    }

    /// Says of a row anew what an analyst's marks make of it.
    pub(super) fn mark(&mut self, row: u32, is_disputed: bool, wants_review: bool, tags: &[String]) {
        for (rows, is_in) in [(&mut self.disputed, is_disputed), (&mut self.review, wants_review)] {
            match (rows.binary_search(&row), is_in) {
                (Ok(at), false) => drop(rows.remove(at)),
                (Err(at), true) => rows.insert(at, row),
                _ => {}
            }
        }
        let of_others = self.tagged.iter().filter(|(other, _)| *other != row);
        let mut named: Vec<(u32, String)> = of_others.map(|(other, tag)| (*other, self.tags[*tag as usize].clone())).collect();
        named.extend(tags.iter().map(|tag| (row, tag.clone())));
        self.tags = named.iter().map(|(_, tag)| tag.clone()).collect();
        self.tags.sort();
        self.tags.dedup();
        let position = |tag: &String| self.tags.binary_search(tag).ok().map(|at| at as u32);
        self.tagged = named.iter().filter_map(|(row, tag)| Some((*row, position(tag)?))).collect();
        self.tagged.sort_unstable();
    }

    /// Documents of a row beyond the first.
    pub(super) fn documents_of(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        of(&self.documents, row)
    }

    /// The total that a row may lie inside of.
    pub(super) fn whole_of(&self, row: u32) -> Option<u32> {
        of(&self.suspected, row).next()
    }

    /// Rows with the tag of that name, whatever its case.
    pub(super) fn with_tag(&self, name: &str, len: usize) -> RowSet {
        let name = name.to_lowercase();
        let is_it = |tag: u32| self.tags[tag as usize].to_lowercase() == name;
        set(self.tagged.iter().filter(|(_, tag)| is_it(*tag)).map(|(row, _)| *row), len)
    }

    /// Adds rows that one of these documents tells too.
    pub(super) fn add_told_by(&self, told: &RowSet, rows: &mut RowSet) {
        let found: Vec<u32> = self.documents.iter().filter(|(_, document)| told.contains(*document)).map(|(row, _)| *row).collect();
        rows.add(&found);
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        let column = |pairs: &[(u32, u32)], first: bool| pairs.iter().map(|(a, b)| if first { *a } else { *b }).collect::<Vec<u32>>();
        for pairs in [&self.documents, &self.tagged, &self.suspected] {
            writer.u32s(&column(pairs, true));
            writer.u32s(&column(pairs, false));
        }
        writer.u32s(&self.disputed);
        writer.u32s(&self.review);
        writer.words(&self.tags, String::clone);
    }

    /// `None` where something points outside its table.
    pub(super) fn read(reader: &mut Reader<'_>, len: usize, documents: usize) -> Option<Self> {
        let mut pairs = |of: usize| {
            let (rows, others) = (reader.u32s()?, reader.u32s()?);
            let fits =
                rows.len() == others.len() && rows.iter().all(|row| (*row as usize) < len) && others.iter().all(|at| (*at as usize) < of);
            fits.then(|| rows.into_iter().zip(others).collect::<Vec<_>>())
        };
        let (documents, tagged, suspected) = (pairs(documents)?, pairs(usize::MAX)?, pairs(len)?);
        let (disputed, review) = (reader.u32s()?, reader.u32s()?);
        let tags = reader.words(|text| Some(text.to_owned()))?;
        let is_known = tagged.iter().all(|(_, tag)| (*tag as usize) < tags.len());
        let fits = disputed.iter().chain(&review).all(|row| (*row as usize) < len);
        (is_known && fits).then_some(Self { documents, disputed, review, tags, tagged, suspected })
    }
}

/// Rows as a set.
pub(super) fn set(rows: impl Iterator<Item = u32>, len: usize) -> RowSet {
    let mut set = RowSet::none(len);
    set.add(&rows.collect::<Vec<u32>>());
    set
}

/// What belongs to a row of ascending pairs.
fn of(pairs: &[(u32, u32)], row: u32) -> impl Iterator<Item = u32> + '_ {
    let start = pairs.partition_point(|(own, _)| *own < row);
    pairs[start..].iter().take_while(move |(own, _)| *own == row).map(|(_, other)| *other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_written_and_points_into_its_table() {
        let extras = Extras {
            documents: vec![(0, 1), (2, 0)],
            disputed: vec![1],
            review: vec![2],
            tags: vec!["ports".into()],
            tagged: vec![(1, 0)],
            suspected: vec![(0, 2), (1, 2)],
        };
        let mut writer = Writer::default();
        extras.write(&mut writer);
        let bytes = writer.finish();
        assert_eq!(Extras::read(&mut Reader::new(&bytes), 3, 2).as_ref(), Some(&extras));
        assert_eq!((extras.whole_of(1), extras.whole_of(2)), (Some(2), None));
        assert_eq!(Extras::read(&mut Reader::new(&bytes), 2, 2), None, "no row 2");
    }
}
