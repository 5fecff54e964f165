//! Dates in the order in which a text tells them: each may take what it leaves out from one before it, from the date of publication, or
//! from the date that heads the part of the text in which it stands.

use chrono::{Datelike, Days, Weekday};

use super::dates::{
    DateContext, DateExpression, DateGround, DateMention, Relation, ResolvedDate, Tense, Unit, counted_from_anchor, resolve,
};
use super::scene::SceneDate;
use crate::model::{DateSpan, PartialDate};
use crate::text::Document;

/// Whether a date heads a part of the text and dates what is told below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heading {
    /// It stands in running text.
    #[default]
    None,
    /// It opens a line that goes on: "2006: a delegation came".
    Opening,
    /// It has a line of its own.
    Alone,
}

/// How a date stands in the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateRole {
    /// Whether it heads a part of the text.
    pub heading: Heading,
    /// The weekday that is told with it: "Saturday, 4 November".
    pub weekday: Option<Weekday>,
    /// Whether it dates what is done, whatever else the sentence foretells: "will work together under a pact they signed on Monday".
    pub is_of_past: bool,
    /// Whether it tells when and where the text was written: "BEIJING, Nov. 15 (Xinhua) --".
    pub is_of_dateline: bool,
}

/// Resolves dates in reading order: each may take what it leaves out from the one before.
pub fn resolve_dates(
    document: &Document<'_>,
    mentions: Vec<(DateMention, DateRole)>,
    published: Option<DateSpan>,
    tenses: &[Tense],
) -> Vec<SceneDate> {
    let mut told = Told { published, ..Told::default() };
    let mut dates = Vec::new();
    for (mention, role) in mentions {
        let sentence = document.sentence_at(mention.span.start);
        let tense = if role.is_of_past { Tense::Past } else { tenses.get(sentence).copied().unwrap_or_default() };
        let near = (sentence.saturating_sub(1)..sentence).any(|before| tenses.get(before) == Some(&Tense::Future));
        if let Some(resolved) = told.day_of_dateline(&mention.expression, tense).or_else(|| told.resolved(&mention, role, tense, near)) {
            told.take_in(&mention, &resolved, role);
            let is_heading = role.heading != Heading::None;
            dates.push(SceneDate { sentence, span: mention.span, expression: mention.expression, resolved, is_heading });
        }
    }
    dates
}

/// What the text has told of dates so far.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// The article's own date, or that of the part of it that a date heads.
    published: Option<DateSpan>,
    /// The day or month told last.
    anchor: Option<DateSpan>,
    /// The single day told last.
    day: Option<DateSpan>,
    /// The day told last together with its weekday: "Saturday, 4 November".
    weekday: Option<DateSpan>,
    /// The day of a dateline that leaves out the year.
    dateline: Option<DateSpan>,
    /// The weekday that was taken for it.
    dateline_weekday: Option<Weekday>,
}

/// Why a weekday is the day of the dateline.
const DAY_OF_DATELINE: &str = "the day of the dateline, which leaves out the year";

impl Told {
    /// "NAIROBI, Sept. 13 (Xinhua) -- The governor met … on Tuesday": agencies write on the day. Any other weekday is one before it.
    fn day_of_dateline(&mut self, expression: &DateExpression, tense: Tense) -> Option<ResolvedDate> {
        let date = self.dateline.filter(|_| self.published.is_none() && tense == Tense::Past)?;
        match expression {
            DateExpression::Weekday { first, last: None, relation: Relation::Unsaid } => {
                let weekday = *self.dateline_weekday.get_or_insert(*first);
                days_before(date, weekday.days_since(*first)).map(from_dateline)
            }
            DateExpression::Period { unit: Unit::Day, offset: offset @ -2..=0 } => {
                days_before(date, offset.unsigned_abs()).map(from_dateline)
            }
            _ => None,
        }
    }

    fn resolved(&self, mention: &DateMention, role: DateRole, tense: Tense, is_near_future: bool) -> Option<ResolvedDate> {
        if let Some(resolved) = self.day_behind_weekday(&mention.expression) {
            return Some(resolved);
        }
        // "The same day" is the last single day that was told, not the days of a journey told in between.
        let is_same_day = matches!(mention.expression, DateExpression::FromAnchor { unit: Unit::Day, offset: 0 });
        let anchor = if is_same_day { self.day.or(self.anchor) } else { self.anchor };
        let context = DateContext { published: self.published, anchor, tense };
        let coming = || resolve(&mention.expression, &DateContext { tense: Tense::Future, ..context });
        let told = resolve(&mention.expression, &context);
        let is_coming = is_near_future && tense == Tense::Past && told.as_ref().is_some_and(|told| is_long_before(told, self.published));
        let is_other_weekday = |told: &ResolvedDate| {
            let weekday = told.date.first_day().map(|day| day.weekday());
            told.ground == DateGround::FromPublication && role.weekday.zip(weekday).is_some_and(|(named, is)| named != is)
        };
        // "Monday, September 19" is the coming one where the last was a Sunday.
        let is_settled = told.as_ref().is_some_and(is_other_weekday);
        let coming =
            coming().filter(|coming| is_coming && is_soon_after(coming, self.published) || is_settled && !is_other_weekday(coming));
        coming.or(told)
    }

    /// "The mission opened on Saturday, 4 November. (…) On Monday came talks": where a text of a later week counts in weekdays, a bare one
    /// is the next behind the day that it named in full.
    fn day_behind_weekday(&self, expression: &DateExpression) -> Option<ResolvedDate> {
        let DateExpression::Weekday { first, last: None, relation: Relation::Unsaid } = expression else { return None };
        let (from, published) = (self.weekday?.first_day()?, self.published?.last_day()?);
        let days = u64::from(first.days_since(from.weekday()));
        let is_of_other_week = (published - from).num_days() > i64::from(Weekday::Sun.num_days_from_monday());
        is_of_other_week.then(|| counted_from_anchor(DateSpan::on(PartialDate::day_of(from.checked_add_days(Days::new(days))?)))).flatten()
    }

    fn take_in(&mut self, mention: &DateMention, resolved: &ResolvedDate, role: DateRole) {
        let date = resolved.date;
        let is_single = date.first() == date.last();
        let is_day = is_single && date.first().is_some_and(|date| date.day().is_some());
        let is_of_year = date.first().is_some_and(|date| date.day().is_some() || date.month().is_some());
        if is_of_year || role.heading != Heading::None {
            self.anchor = Some(date);
        }
        let has_year = date.first().is_some_and(|date| date.year().is_some());
        if is_day && role.is_of_dateline && !has_year && self.dateline.is_none() {
            self.dateline = Some(date);
        }
        if is_day {
            self.day = Some(date);
            if role.weekday.is_some() && matches!(mention.expression, DateExpression::Calendar { .. }) {
                self.weekday = Some(date);
            }
        }
        // Below the date of a post or of a day of a programme "today" is that day.
        if role.heading == Heading::Alone && is_day && resolved.ground == DateGround::Told && date.first_day().is_some() {
            self.published = Some(date);
        }
    }
}

/// A day of no year some days before another, where both lie in one month.
fn days_before(date: DateSpan, days: u32) -> Option<DateSpan> {
    let last = date.first()?;
    let day = u32::from(last.day()?).checked_sub(days).filter(|day| *day > 0)?;
    PartialDate::new(None, last.month(), Some(u8::try_from(day).ok()?)).map(DateSpan::on)
}

fn from_dateline(date: DateSpan) -> ResolvedDate {
    ResolvedDate { date, inferred: Some(DAY_OF_DATELINE.to_owned()), ground: DateGround::FromAnchor }
}

/// "Los Angeles is the destination, 22-26 September the time", behind a sentence on what is to come: a day nearly a year back is not
/// meant where the same day comes within weeks.
fn is_long_before(told: &ResolvedDate, published: Option<DateSpan>) -> bool {
    let days = published.and_then(|date| date.last_day()).zip(told.date.last_day()).map(|(day, told)| (day - told).num_days());
    told.inferred.is_some() && days.is_some_and(|days| days > 300)
}

fn is_soon_after(coming: &ResolvedDate, published: Option<DateSpan>) -> bool {
    let days = published.and_then(|date| date.last_day()).zip(coming.date.first_day()).map(|(day, coming)| (coming - day).num_days());
    days.is_some_and(|days| (0..=60).contains(&days))
}
