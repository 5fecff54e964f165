//! When an engagement was, and whether it was, is to come or is told as background.

use super::Draft;
use crate::extract::dates::DateExpression;
use crate::extract::dates::Tense;
use crate::extract::en::diary;
use crate::extract::en::patterns::pattern;
use crate::extract::en::tense_of;
use crate::extract::scene::{Scene, SceneDate};
use crate::model::{Context, DateSpan, EngagementType, PartialDate, Precision};
use regex::Regex;
use std::sync::LazyLock;

/// After how many days a signing is background.
const OLD_SIGNING: i64 = 200;

/// The date told in the sentence, nearest to the trigger; else the one told shortly before, in the same breath.
pub(super) fn date_of<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> Option<&'s SceneDate> {
    let lasts = matches!(draft.trigger.kind, EngagementType::Delegation | EngagementType::Conference);
    let distance = |date: &&SceneDate| {
        let is_vague = matches!(date.resolved.date.precision(), Precision::Year) as usize;
        // A journey and a fair have days from and to; a single day beside them is of something in between.
        let is_span = date.resolved.date.first() != date.resolved.date.last() && date.resolved.date.precision() == Precision::Day;
        // "where the week goes on till 31 March" ends something else.
        let is_until = matches!(date.expression, DateExpression::Until(_));
        (is_vague + usize::from(is_until), (lasts && !is_span) as usize, date.span.start.abs_diff(draft.at.start))
    };
    // "the plan for 2015-2018" dates the plan, not its signing.
    let is_period = |date: &SceneDate| {
        let (first, last) = (date.resolved.date.first(), date.resolved.date.last());
        first.zip(last).is_some_and(|(first, last)| first.year() != last.year() && last.month().is_none())
    };
    // "sign a road map through 2027": the year to which a paper runs.
    pattern!(TO_THE_YEAR, r"(?i)\b(through|until|till|up to|to the end of) (the end of )?$");
    let is_term = |date: &SceneDate| {
        let sentence = scene.document.sentences[date.sentence].span;
        draft.trigger.kind == EngagementType::Signing
            && date.resolved.date.precision() == Precision::Year
            && (matches!(date.expression, DateExpression::Until(_))
                || TO_THE_YEAR.is_match(&scene.document.body[sentence.start..date.span.start]))
    };
    // "signed a letter of intent to hold a forum in 2019": what was done by the article's day was not done after it.
    let published = scene.published.and_then(|published| published.last_day());
    let is_done =
        draft.trigger.kind == EngagementType::Signing && draft.at.of(scene.document.body).is_some_and(|words| words.ends_with("ed"));
    let is_to_come = |date: &SceneDate| {
        let is_after = date.resolved.date.first_day().zip(published).is_some_and(|(day, published)| day > published);
        is_done && is_after && date.span.start > draft.at.end && tense_of(clause_around(scene, draft)) == Tense::Past
    };
    // "Back from Chengdu, the leaders today made public …": today is when they speak.
    pattern!(
        BACK,
        r"(?i)^\W*((just|fresh|newly) )?(back|returned|returning|home|fresh) (home )?(in [a-z]+ )?from\b|\b(brought|is|are|came|come) (back|home) ([a-z0-9-]+ ){0,5}from\b"
    );
    let is_long = matches!(draft.trigger.kind, EngagementType::Delegation | EngagementType::Partnership);
    let is_back = is_long && BACK.is_match(&scene.document.body[scene.document.sentences[draft.sentence].span.range()]);
    let is_today = |date: &SceneDate| is_back && matches!(date.expression, DateExpression::Period { offset: 0, .. });
    let is_of_tie = draft.trigger.kind == EngagementType::Partnership;
    let is_to_be = tense_of(clause_around(scene, draft)) == Tense::Future;
    let is_own = |date: &&SceneDate| {
        !is_period(date)
            && !is_term(date)
            && !is_today(date)
            && !is_of_dateline(scene, date)
            && !(is_of_saying(scene, date) && (is_to_be || is_back || is_before_that(scene, date)))
            && !is_to_come(date)
            && (is_of_tie && !is_denied_tie(scene, draft) || stands_behind(scene, draft, date) || !is_background(scene, date))
    };
    // "Opening the talks, she recalled that trade had grown last year": when something else was.
    pattern!(
        RECALLED,
        r"(?i)\b(recall(s|ed|ing)|noted|noting|said|stress(ed|ing)|pointed out|remind(ed|ing)|mention(ed|ing)|emphasi[sz]ed|informed|told|added|according to)\b"
    );
    // "inked at the end of talks with Ren, who arrived in Belarus on Wednesday": when the guest came.
    pattern!(
        WHO_CAME,
        r"(?i)\bwho (has |had |have )?(also )?(arrived|came|landed|flew|began|started|set off|left|reached|is on|was on|took office)\b[^.;]*$"
    );
    let between = |date: &SceneDate| scene.document.body.get(draft.at.end..date.span.start).unwrap_or_default();
    let is_of_arrival = |date: &SceneDate| {
        matches!(draft.trigger.kind, EngagementType::Meeting | EngagementType::Signing) && WHO_CAME.is_match(between(date))
    };
    let is_recalled = |date: &SceneDate| {
        draft.trigger.kind == EngagementType::Meeting
            && date.resolved.date.precision() != Precision::Day
            && RECALLED.is_match(between(date))
    };
    let own = scene.dates_in(draft.sentence).filter(is_own).filter(|date| !is_recalled(date) && !is_of_arrival(date)).min_by_key(distance);
    if own.is_some() || is_of_tie {
        return own;
    }
    if draft.trigger.kind == EngagementType::Signing && is_during_visit(scene, draft.sentence)
        || is_of_earlier_round(scene, draft)
        || tells_other_time(draft.trigger.kind, up_to_trigger(scene, draft))
    {
        return None;
    }
    let paragraph = scene.document.sentences[draft.sentence].paragraph;
    let near = scene.dates_before(draft.sentence).take_while(|date| draft.sentence - date.sentence <= 2);
    // "Mr. Jin, governor since March. He picked Utopia for his first trip": since when something else is.
    let may_be_since = !matches!(draft.trigger.kind, EngagementType::Delegation | EngagementType::Meeting);
    let is_of_other = |date: &SceneDate| match date.expression {
        DateExpression::Until(_) => true,
        DateExpression::Since(_) if !may_be_since => true,
        _ => is_of_saying(scene, date),
    };
    let mut near =
        near.filter(|date| date.resolved.date.precision() != Precision::Year && !is_of_dateline(scene, date) && !is_of_other(date));
    let near = near.find(|date| scene.document.sentences[date.sentence].paragraph == paragraph);
    near.or_else(|| scene.heading_of(draft.sentence))
}

/// "recently", "previously", "every second year": a time of its own, though no day of it is told; of journeys and exchanges also "once",
/// "many times" and what has been going on for years.
pub(super) fn tells_other_time(kind: EngagementType, text: &str) -> bool {
    pattern!(
        OTHER,
        r"(?i)^\W*before (it|this|that),|\b(recently|lately|not long ago|a (short )?(while|time) (ago|back)|previously|over the (past )?years|(every|each) ((second|other) )?year|annually|ever since|one after (the )?(other|another) before)\b"
    );
    pattern!(
        HABIT,
        r"(?i)\b((several|many) times|repeatedly|once (paid|visited|led|made|took|went|came)|(himself|herself|had|has|have) once|(has|have) been to [^.;,]{2,40} (himself|herself|themselves)|(has|have) been [a-z]+ing|in the ([a-z0-9-]+ )?pandemic|when covid[^.;,]{0,40}|as the outbreak)\b"
    );
    let may_be_habit = matches!(kind, EngagementType::Exchange | EngagementType::Delegation);
    OTHER.is_match(text) || may_be_habit && HABIT.is_match(text)
}

/// "In the two earlier rounds", "at the expo before this one": an event of former years.
fn is_of_earlier_round(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    pattern!(
        EARLIER,
        r"(?i)\b(in|at|during|from) the ([a-z]+ )?(earlier|previous|preceding|past|last) ([a-z]+ )?(rounds?|editions?|fairs?|expos?|forums?|summits?)\b|\b(fair|expo|forum|edition|round|summit|conference) before (this|the present|the current) one\b"
    );
    matches!(draft.trigger.kind, EngagementType::Signing | EngagementType::Conference) && EARLIER.is_match(up_to_trigger(scene, draft))
}

/// "were signed during the three-day visit": on its days, whatever was told last.
pub(super) fn is_during_visit(scene: &Scene<'_>, sentence: usize) -> bool {
    pattern!(
        DURING,
        r"(?i)\b(during|in the course of|throughout) (the|his|her|their|its|this) ([a-z-]+ ){0,2}(visit|trip|tour|mission|stay|journey)\b"
    );
    DURING.is_match(&scene.document.body[scene.document.sentences[sentence].span.range()])
}

/// Why a date is that of an engagement where the text alone does not say so.
pub(super) const YEAR_OF_NAME: &str = "the year that is told of it";

/// What a date was inferred from. "The 2016 Fair", "Fair 2016" and "this year" tell no more than the year, whatever day it was.
pub(super) fn why_dated(scene: &Scene<'_>, kind: EngagementType, date: &SceneDate) -> Option<String> {
    pattern!(FIGURE, r"^[0-9]{4}$");
    pattern!(NAME_BEHIND, r"^ ?[A-Z][A-Za-z]");
    pattern!(
        NAME_BEFORE,
        r"\b(Fair|Expo|Exposition|Forum|Summit|Conference|Congress|Convention|Symposium|Exhibition|Festival|Week|Games) ([A-Z][A-Za-z]+ ){0,3}$"
    );
    pattern!(ARTICLE, r"(?i)\b(the|this|its|their|our|an?) $|[\n•“\x22] ?$|^$");
    let body = scene.document.body;
    let is_year = date.resolved.date.precision() == Precision::Year && date.resolved.date.first() == date.resolved.date.last();
    let before = &body[body.floor_char_boundary(date.span.start.saturating_sub(30))..date.span.start];
    let behind = &body[date.span.end..body.floor_char_boundary(date.span.end + 4)];
    let is_figure = date.span.of(body).is_some_and(|words| FIGURE.is_match(words));
    let is_in_name = is_figure && (ARTICLE.is_match(before) && NAME_BEHIND.is_match(behind) || NAME_BEFORE.is_match(before));
    pattern!(PART_OF, r"(?i)\b(earlier|later|early|late) $");
    let is_this_year = matches!(date.expression, DateExpression::Period { offset: 0, .. }) && !PART_OF.is_match(before);
    // An anniversary may be one of the whole year.
    if is_year && kind != EngagementType::Commemoration && (is_in_name || is_this_year) {
        return Some(YEAR_OF_NAME.to_owned());
    }
    date.resolved.inferred.clone()
}

pub(super) fn context_of(scene: &Scene<'_>, draft: &Draft<'_>, date: Option<&SceneDate>) -> Context {
    if draft.trigger.kind == EngagementType::Partnership {
        static ENDS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"(?i)\b(ended|terminat\w+|not be renewed|not renew\w*|cancel\w*|scrapped|suspend\w*|severed|cut|(at|to) an end|no more|no longer|ceas(e|es|ed|ing)|broken off|broke off|on (ice|hold)|paused?|pausing|frozen|froze|thaw(s|ed)?|in abeyance|parted ways|dissolved|is over|struck off|deleted|repealed|lapsed|back in force|restored|resumed)\b",
            )
            .expect("a fixed pattern")
        });
        static CHANGES: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)\b(establish\w*|became|become|becoming|is now|are now|as of (monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|now)|official|signed|sign|signs (an? |the |its |their |up )?([a-z]+ ){0,3}(on|for|of)? ?(sister|twin|friendship)[a-z]*|formed|set(s|ting)? up ([a-z]+ ){0,2}(sister|twin|friendly|friendship)[a-z]*|are ([a-z-]+ ){0,3}(cities|states|provinces|regions|towns|twins|sisters) now|renew\w*|re-?affirm\w*|upgrad\w*|letter of intent|agreement|entered|twinned|add(s|ed)?|(new|first|another|latest|newest) (sister|twin|partner|friendship|friendly)|recogni[sz]e[sd]|conferred|proclaimed|henceforth|from now on|tie[sd]? the knot)\b").expect("a fixed pattern")
        });
        let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
        if ENDS.is_match(text) {
            return Context::Actual;
        }
        // A letter of intent, and what is agreed upon, make no tie yet.
        pattern!(
            INTENDED,
            r"(?i)\bletters? of intent\b|\blois?\b|\b(agreed|decided|pledged|vowed|resolved|promised) to ((also|soon|formally|officially) )?(become|be|declare|establish|form|enter|forge|set up|build)\b"
        );
        if INTENDED.is_match(text) && CHANGES.is_match(text) {
            return Context::Planned;
        }
        pattern!(LONG_AGO, r"(?i)\b(gone by|passed|elapsed) since [^.;,]{0,80}\b(established|set up|formed|entered into)\b");
        if !CHANGES.is_match(text) || LONG_AGO.is_match(text) {
            return Context::Historical;
        }
    }
    let published = scene.published.and_then(|date| date.last_day());
    let (first, last) = (date.and_then(|d| d.resolved.date.first_day()), date.and_then(|d| d.resolved.date.last_day()));
    if let (Some(published), Some(first), Some(last)) = (published, first, last) {
        // "is on a visit from 10 to 15 September", in news of the 12th: it goes on.
        let is_under_way = first < published && last > published && tense_of(clause_around(scene, draft)) == Tense::Past;
        let is_day = date.is_some_and(|date| date.resolved.date.precision() == Precision::Day);
        if first > published || is_day && last > published && !is_under_way {
            return Context::Planned;
        }
    }
    // "signed a pact by which cooperation is to grow": what stands behind the verb is the paper's future, not the signing's.
    let is_done = |words: &str| words.ends_with("ed") || words.starts_with("put ") || words.starts_with("set ");
    let is_signed = draft.trigger.kind == EngagementType::Signing && draft.at.of(scene.document.body).is_some_and(is_done);
    let clause = clause_around(scene, draft);
    let clause = if is_signed { clause_before_end(scene, draft) } else { clause };
    // "are to work together under an agreement which the two sides have signed"
    pattern!(
        HAVE_SIGNED,
        r"(?i)\b(which|that) [^.;,]{0,60}\b(have|has|had) ([a-z]+ )?[a-z]+ed$|\b(which|that) (was|were|(has|have|had) been) ([a-z]+ )?[a-z]+ed$|\b(under|by|through|in|with) (an?|the) ([a-z-]+ ){0,4}(agreement|memorandum|mou|pact|accord|protocol|contract|roadmap|declaration|paper)s? (that |which )?(they|it|he|she|both|the two|the sides) ([a-z]+ )?(have |has |had )?[a-z]+ed$"
    );
    let is_long_past = published.zip(last).is_some_and(|(published, last)| (published - last).num_days() > OLD_SIGNING);
    if is_signed && HAVE_SIGNED.is_match(clause) {
        return if is_long_past { Context::Historical } else { Context::Actual };
    }
    // "the agreement that we are signing today will be of benefit to both"
    pattern!(
        SIGNING_NOW,
        r"(?i)\b(that|which) (we|they|both|the two|the two (sides|governments)) (are|is) (now |hereby )?(signing|concluding)\b|\b(that|which) (we|they) (sign|conclude) (today|now|here)\b"
    );
    if draft.trigger.kind == EngagementType::Signing && SIGNING_NOW.is_match(clause_around(scene, draft)) {
        return Context::Actual;
    }
    // "The delegation arrived on Sunday and will stay until Friday": a journey that has begun.
    pattern!(BEGUN, r"(?i)\b(arrived|landed|came|(has|have) (come|begun|started|been)|(is|are) (currently|now) (in|on|visiting)) ");
    let has_begun = draft.trigger.kind == EngagementType::Delegation && BEGUN.is_match(clause);
    // "the Smart Expo, which Dalian will hold in August"
    pattern!(WHICH, r"(?i)^,? (which|that|to be|due|slated|scheduled|set)\b[^,;:–—]*");
    if draft.trigger.kind == EngagementType::Conference {
        let span = scene.document.sentences[draft.sentence].span;
        let relative = WHICH.find(&scene.document.body[draft.at.end..span.end]);
        pattern!(DUE, r"(?i)^ ?,? ?(due|slated|scheduled|set) (in|for|on|to)\b");
        let is_due = DUE.is_match(&scene.document.body[draft.at.end..span.end]);
        if is_due
            || relative.is_some_and(|relative| tense_of(&scene.document.body[draft.at.end..draft.at.end + relative.end()]) == Tense::Future)
        {
            return Context::Planned;
        }
    }
    // "will be firmer after the first visit, in October 2015", in a text that tells of 2016: what is long over is not to come.
    let today = published.or(scene.latest.filter(|_| date.is_some_and(|date| date.resolved.inferred.is_none())));
    let is_over =
        draft.trigger.kind != EngagementType::Partnership && today.zip(last).is_some_and(|(today, last)| (today - last).num_days() > 60);
    if tense_of(clause) == Tense::Future && !has_begun && !is_over {
        return Context::Planned;
    }
    // "Ahead of this, in June, the mayor visited …", in news of October
    pattern!(
        FORMERLY,
        r"(?i)^\W*(ahead of (this|that)|earlier|before (it|this|that)\b|prior to (it|this|that)|previously|at that time|back then|in the past)\b|\bonly last (january|february|march|april|may|june|july|august|september|october|november|december)\b"
    );
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    // "in place since November, when it was signed"
    let is_since =
        date.is_some_and(|date| matches!(date.expression, DateExpression::Since(_))) && draft.trigger.kind == EngagementType::Signing;
    let began = date.and_then(|date| date.resolved.date.first_day());
    if is_since && published.zip(began).is_some_and(|(published, began)| (published - began).num_days() > 60) {
        return Context::Historical;
    }
    let is_past = published.zip(last).is_some_and(|(published, last)| (published - last).num_days() > 30);
    // "fleshes out the partnership agreement that the two concluded in April", in news of October
    pattern!(
        THAT_WAS,
        r"(?i)\bthe ([a-z-]+ ){0,4}(agreement|memorandum|mou|pact|accord|protocol|contract|roadmap|declaration|paper)( of [a-z]+)?,? (that|which) [^.;,]{0,60}$"
    );
    let is_told_by = || THAT_WAS.is_match(&scene.document.body[scene.document.sentences[draft.sentence].span.start..draft.at.start]);
    if is_past && draft.trigger.kind == EngagementType::Signing && is_told_by() {
        return Context::Historical;
    }
    if date.is_none() && is_of_earlier_round(scene, draft) {
        return Context::Historical;
    }
    if is_past && FORMERLY.is_match(text) {
        return Context::Historical;
    }
    // "When the minister visited Utopia in May, six papers had been signed", in news of December
    pattern!(HAD_BEEN, r"(?i)\bhad (already |also )?been [a-z]+ed$");
    pattern!(WHEN, r"(?i)^\W*when [^,;.]*$");
    pattern!(HAD, r"(?i), [^;.]*\bhad (already |also )?(been )?[a-z]+ed\b");
    let up_to = &scene.document.body[scene.document.sentences[draft.sentence].span.start..draft.at.end];
    if is_past
        && (is_signed && HAD_BEEN.is_match(up_to)
            || draft.trigger.kind == EngagementType::Delegation && WHEN.is_match(up_to) && HAD.is_match(text))
    {
        return Context::Historical;
    }
    let is_old = match (published, last) {
        (Some(published), Some(last)) => (published - last).num_days() > 200,
        // Where nobody says when the text was written, it is no older than the last day that it tells.
        (None, Some(last)) => {
            let is_year = date.is_some_and(|d| d.resolved.date.precision() == Precision::Year) && draft.sentence > 2;
            let is_certain = date.and_then(|date| date.resolved.date.first()?.year()).is_some();
            is_year || is_certain && scene.latest.is_some_and(|latest| (latest - last).num_days() > 700)
        }
        _ => false,
    };
    if is_old { Context::Historical } else { Context::Actual }
}

/// "BEIJING, Nov. 15 (Xinhua) --": when it was written.
fn is_of_dateline(scene: &Scene<'_>, date: &SceneDate) -> bool {
    diary::is_of_dateline(scene.document.body, date.span)
}

/// "…, the prefectural government said Monday": the day of the words, not of what they tell.
fn is_of_saying(scene: &Scene<'_>, date: &SceneDate) -> bool {
    pattern!(
        SAID,
        r"(?i)\b(said|says|announced|disclosed|revealed|made (it |this |that )?(known|public)|let (it|this|that) be known|told (reporters|journalists|the [a-z]+)|stated|reported|confirmed|according to [^.;,]{2,60}|(release|statement|communiqu[eé]|notice|bulletin)\b[^.;,]{0,40}\b(issued|released|published|put out|posted))( late| early)?( on)?( this| last| the)? ?$"
    );
    // "on Monday announced that she will …"
    pattern!(SAYS, r"(?i)^,? (said|announced|told|unveiled|confirmed) ");
    let sentence = scene.document.sentences[date.sentence].span;
    SAID.is_match(&scene.document.body[sentence.start..date.span.start])
        || date.resolved.date.precision() == Precision::Day && SAYS.is_match(&scene.document.body[date.span.end..sentence.end])
}

/// "made known on the 22nd that an agreement has been signed"
fn is_before_that(scene: &Scene<'_>, date: &SceneDate) -> bool {
    scene.document.body[date.span.end..].starts_with(" that ")
}

/// "was signed on 26 October 1984": the day right behind the verb is the verb's own.
fn stands_behind(scene: &Scene<'_>, draft: &Draft<'_>, date: &SceneDate) -> bool {
    let between = scene.document.body.get(draft.at.end..date.span.start).unwrap_or("-");
    matches!(between.trim(), "" | "on" | "in" | "on the")
}

/// "… the sister-state partnership, which goes back to 1976": when something else began.
fn is_background(scene: &Scene<'_>, date: &SceneDate) -> bool {
    pattern!(
        BEGAN,
        r"(?i)\b(since|going back to|goes? back to|went back to|dat(es?|ed|ing) (back )?(to|from)|founded|begun|began|beginning|started|signed|established|concluded|launched|formed|forged|born|made|opened|entered into|twinned|built|created)( it| them| there| here)?( first)?( in| on| back in)?( the)?( year)? ?$"
    );
    pattern!(
        THAT,
        r"(?i)\b(which|that|who|whose|when|first|originally|and which)\b[^,;.]{0,60}$|\b(since|dat(es?|ed|ing)|back to)\b[^,;.]{0,20}$|\((founded|established|since)[^)]{0,20}$"
    );
    let sentence = scene.document.sentences[date.sentence].span;
    let before = &scene.document.body[sentence.start..date.span.start];
    let is_old = match (scene.published.and_then(|published| published.last_day()), date.resolved.date.last_day()) {
        (Some(published), Some(day)) => (published - day).num_days() > 300,
        _ => date.resolved.date.precision() == Precision::Year,
    };
    let is_since = matches!(date.expression, DateExpression::Since(_));
    is_old && (is_since || BEGAN.is_match(before) && THAT.is_match(before))
}

/// Whether a sentence on a tie tells of its end: the year in it is then that of its beginning.
fn is_denied_tie(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    pattern!(ENDS, r"(?i)\b(suspend\w*|end(s|ed|ing)? |terminat\w+|sever(s|ed)?|cancel\w*|scrap(s|ped)?|renew\w*)\b");
    ENDS.is_match(&scene.document.body[scene.document.sentences[draft.sentence].span.range()])
}

/// The words of the sentence up to the end of the trigger: what a relative clause behind it tells is of something else.
fn up_to_trigger<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> &'s str {
    &scene.document.body[scene.document.sentences[draft.sentence].span.start..draft.at.end]
}

/// The clause that the trigger stands in: between the marks around it.
pub(super) fn clause_around<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> &'s str {
    let span = scene.document.sentences[draft.sentence].span;
    let body = scene.document.body;
    let marks = [',', ';', ':', '–', '—'];
    let start = body[span.start..draft.at.start].rfind(marks).map_or(span.start, |at| span.start + at);
    let end = body[draft.at.end..span.end].find(marks).map_or(span.end, |at| draft.at.end + at);
    &body[start..end]
}

/// The clause that the trigger stands in, up to its end.
fn clause_before_end<'s>(scene: &'s Scene<'_>, draft: &Draft<'_>) -> &'s str {
    let body = scene.document.body;
    let start = scene.document.sentences[draft.sentence].span.start;
    let mark = body[start..draft.at.start].rfind([',', ';', ':', '–', '—']).map_or(start, |at| start + at);
    &body[mark..draft.at.end]
}

/// Without an open end.
fn closed(date: DateSpan) -> DateSpan {
    match (date.first(), date.last()) {
        (Some(first), None) => DateSpan::on(first),
        _ => date,
    }
}

/// "began a five-day visit on Monday", "is back from a nine-day mission since Friday": the days counted from the one that is told.
pub(super) fn span_of_days(scene: &Scene<'_>, draft: &Draft<'_>, date: &SceneDate) -> DateSpan {
    pattern!(
        LENGTH,
        r"(?i)\b(?:([0-9]{1,2})|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))-day\b[^.;]{0,40}\b(visit|trip|tour|mission|stay|fair|expo|forum|journey|event|conference|exhibition|festival)|\b(?:lasted|lasting|held|ran|after|for|in the)(?: for)? (?:([0-9]{1,2})|(two|three|four|five|six|seven|eight|nine|ten)) days\b|\b(?:([0-9]{1,2})|(two|three|four|five|six|seven|eight|nine|ten)) days of\b"
    );
    pattern!(
        STARTS,
        r"(?i)\b(began|begins?|beginning|start(s|ed|ing)?|kick(s|ed)? off|left|leaves?|set (off|out)|departed|departs?|arriv(es?|ed|ing)|landed|open(s|ed)?|from|since)\b"
    );
    pattern!(
        ENDS,
        r"(?i)\b(wrap(s|ped)? up|end(s|ed)?|(came|comes) to (an end|a close)|drop(s|ped) the curtain|conclud(es?|ed)|return(s|ed)?|closed|closes|arrived back|back (in|home|from)|completed)\b"
    );
    let told = match draft.trigger.kind {
        // "linked since April 2015": the day of its beginning is its date.
        EngagementType::Partnership | EngagementType::Signing | EngagementType::Meeting => closed(date.resolved.date),
        _ => date.resolved.date,
    };
    // "a five-day visit since Sunday"
    let is_open = told.last().is_none() && told.first().is_some_and(|day| day.precision() == Precision::Day);
    let is_day = is_open || told.first() == told.last() && told.precision() == Precision::Day;
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    let is_long = matches!(draft.trigger.kind, EngagementType::Delegation | EngagementType::Conference);
    let Some(found) = (is_day && is_long && date.sentence == draft.sentence).then(|| LENGTH.captures(text)).flatten() else { return told };
    let number =
        |text: &str| text.parse::<u64>().ok().or_else(|| crate::extract::en::numbers::small_number(text).and_then(|n| n.try_into().ok()));
    let Some(days) =
        (1..=2).chain(4..=7).find_map(|group| found.get(group)).and_then(|n| number(n.as_str())).filter(|days| (2..=30).contains(days))
    else {
        return told;
    };
    let Some(day) = told.first_day() else { return told };
    let others = chrono::Days::new(days - 1);
    let span = |first: Option<chrono::NaiveDate>, last: Option<chrono::NaiveDate>| {
        Some(DateSpan::between(PartialDate::day_of(first?), PartialDate::day_of(last?)))
    };
    let counted = match (ENDS.is_match(text), STARTS.is_match(text)) {
        (true, _) => span(day.checked_sub_days(others), Some(day)),
        (false, true) => span(Some(day), day.checked_add_days(others)),
        _ => None,
    };
    counted.unwrap_or(told)
}

#[cfg(test)]
mod tests {
    use crate::extract::{ArticleContext, extract};
    use crate::gazetteer::Gazetteer;
    use crate::model::{Context, DateSpan};

    /// The context of what a text published on 12 September 2024 tells first, and its date.
    fn told(text: &str) -> (Context, String) {
        let context = ArticleContext { published: DateSpan::parse("2024-09-12"), ..ArticleContext::default() };
        let claims = extract(text, &context, Gazetteer::builtin()).engagements;
        let date = claims[0].date.map(|date| date.to_string()).unwrap_or_default();
        (claims[0].context, date)
    }

    #[test]
    fn a_visit_that_goes_on_is_not_planned() {
        let days = || "2024-09-10/2024-09-15".to_owned();
        assert_eq!(told("A delegation from Bavaria is on a visit to Quebec from September 10 to 15."), (Context::Actual, days()));
        assert_eq!(told("A delegation from Bavaria will be on a visit to Quebec from September 10 to 15."), (Context::Planned, days()));
    }

    #[test]
    fn the_day_on_which_a_guest_came_is_not_that_of_the_talks() {
        let talks = "Quebec's premier held talks with the governor of Bavaria, who arrived in Canada on Monday for a four-day visit.";
        // Some day of the visit.
        assert_eq!(told(talks).1, "2024-09-09/2024-09-12");
    }

    #[test]
    fn the_day_on_which_a_traveller_back_home_spoke_is_not_that_of_the_journey() {
        let text = "Raipur, Sep 10 (PTI) Chhattisgarh has brought home six proposals from Japan, Chief Minister Ravi Rao said on Tuesday.";
        assert_eq!(told(text).1, "");
    }

    #[test]
    fn the_day_on_which_a_signing_was_made_known_is_not_its_own() {
        let text = "Daegu made known on the 9th that an agreement has been signed with Qingdao in China.";
        assert_eq!(told(text).1, "");
    }

    #[test]
    fn a_fair_named_for_a_year_was_in_it() {
        let text = "The 2018 China (Henan) - Luxembourg Trade Fair took place in Luxembourg on July 10. On 14 June 2017 they met in Lyon.";
        assert_eq!(told(text).1, "2018-07-10");
    }

    #[test]
    fn what_is_recalled_at_talks_does_not_date_them() {
        let talks = "At talks with the governor of Bavaria, Quebec's premier recalled that trade had grown by a third last year.";
        assert_eq!(told(talks).1, "");
    }
}
