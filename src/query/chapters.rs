//! Engagements that belong together: a trip with its meetings and signings, a fair with its talks.

use chrono::{Days, NaiveDate};

use super::snapshot::{EngagementRowIndex, Snapshot};
use crate::model::{DateSpan, DocumentId, PlaceCode};

/// Longest stretch in days within which nearness means belonging together: "2023" touches a whole year of other things.
const SHORT: u64 = 14;

/// Engagements that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// First and last day; `None` where no date is told.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Where all have the same date, that date as it is told.
    pub date: Option<DateSpan>,
    /// Those who dealt with each other, provinces and countries, in the order of their first mention.
    pub sides: Vec<PlaceCode>,
    /// The engagements, in time.
    pub rows: Vec<EngagementRowIndex>,
    document: DocumentId,
}

/// Gathers engagements, newest chapter first and the undated ones last. Two are of one chapter where they share a side and a country
/// across the border from it, and touch or follow each other in time; undated ones where one article tells them.
pub fn chapters(snapshot: &Snapshot, rows: &[EngagementRowIndex]) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for row in rows.iter().copied() {
        let own = of_one(snapshot, row);
        // Rows ascend by day: what is near stands near the end.
        let near = chapters.iter_mut().rev().take(64).find(|chapter| chapter.holds(&own));
        match near {
            Some(chapter) => chapter.take(own),
            None => chapters.push(own),
        }
    }
    chapters.sort_by_key(|chapter| (chapter.days.is_none(), chapter.days.map(|(first, last)| std::cmp::Reverse((last, first)))));
    chapters
}

fn of_one(snapshot: &Snapshot, row: EngagementRowIndex) -> Chapter {
    let summary = snapshot.engagement(row);
    let days = summary.date.and_then(|date| {
        let (first, last) = (date.first_day(), date.last_day());
        Some((first.or(last)?, last.or(first)?))
    });
    let mut chapter = Chapter { days, date: summary.date, sides: Vec::new(), rows: vec![row], document: summary.document };
    summary.from.into_iter().chain(summary.to).for_each(|side| chapter.add_side(&lifted(side)));
    chapter
}

/// A city counts as what it lies in.
fn lifted(side: &PlaceCode) -> PlaceCode {
    side.subdivision().unwrap_or_else(|| side.country_place())
}

impl Chapter {
    fn holds(&self, other: &Chapter) -> bool {
        let is_when = match (self.days, other.days) {
            (Some((first, last)), Some((other_first, other_last))) => {
                let is_short = |first: NaiveDate, last: NaiveDate| first + Days::new(SHORT) >= last;
                let is_near = other_first <= last + Days::new(1) && other_last + Days::new(1) >= first;
                (self.date.is_some() && self.date == other.date) || (is_near && is_short(first, last) && is_short(other_first, other_last))
            }
            (None, None) => self.document == other.document,
            _ => false,
        };
        is_when && self.meets(other)
    }

    /// A side in common, and a country across the border from it.
    fn meets(&self, other: &Chapter) -> bool {
        let sides = |one: &Chapter| one.sides.clone();
        let shares = |side: &PlaceCode| other.sides.contains(side);
        let across = |from: &PlaceCode| {
            let countries =
                |one: &Chapter| sides(one).into_iter().map(|side| side.country()).filter(|c| *c != from.country()).collect::<Vec<_>>();
            let theirs = countries(other);
            countries(self).iter().any(|country| theirs.contains(country))
        };
        self.sides.iter().any(|side| shares(side) && across(side))
    }

    fn take(&mut self, other: Chapter) {
        self.days =
            self.days.zip(other.days).map(|((first, last), (other_first, other_last))| (first.min(other_first), last.max(other_last)));
        if self.date != other.date {
            self.date = None;
        }
        other.sides.iter().for_each(|side| self.add_side(side));
        self.rows.extend(other.rows);
    }

    /// A country beside its own province is one side told twice: the wider one stays, unless it would swallow where all began.
    fn add_side(&mut self, side: &PlaceCode) {
        if self.sides.iter().any(|known| known.includes(side)) {
            return;
        }
        match self.sides.iter().position(|known| side.includes(known)) {
            Some(0) => {}
            Some(at) => {
                self.sides[at] = side.clone();
                self.sides.retain(|known| known == side || !side.includes(known));
            }
            None => self.sides.push(side.clone()),
        }
    }
}
