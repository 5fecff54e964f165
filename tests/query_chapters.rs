//! What belongs together in a brief: a trip with its meetings, not everything of one year.

mod query_rows;

use legation::model::EngagementType::{Conference, Delegation, Meeting, Signing};
use legation::query::Snapshot;
use legation::query::chapters::{Chapter, chapters};
use query_rows::*;

fn told(snapshot: &Snapshot) -> Vec<(String, Vec<String>)> {
    let all = select(snapshot, "").engagements;
    let headlines = |chapter: &Chapter| chapter.rows.iter().map(|row| snapshot.engagement(*row).headline).collect();
    let sides = |chapter: &Chapter| chapter.sides.iter().map(|side| side.as_str()).collect::<Vec<_>>().join(" ");
    chapters(snapshot, &all).iter().map(|chapter| (sides(chapter), headlines(chapter))).collect()
}

fn chapter(sides: &str, headlines: &[&str]) -> (String, Vec<String>) {
    (sides.to_owned(), headlines.iter().map(|one| (*one).to_owned()).collect())
}

#[test]
fn a_trip_is_told_with_what_happened_on_it() {
    let mut world = World::default();
    world.document("one", None, None, "2023");
    world.engagement(Delegation, "2023-10-11/2023-10-12", &["CN-LN"], &["DE"], &[], "trip");
    world.engagement(Meeting, "2023-10-12", &["CN-LN/Shenyang"], &["DE-BY/Munich"], &[], "talks");
    world.engagement(Signing, "2023-10-13", &["CN-LN"], &["DE"], &[], "the day after");
    world.engagement(Meeting, "2023-10-12", &["CN-LN"], &["JP"], &[], "elsewhere");
    world.engagement(Conference, "2023-10-20", &["CN-LN"], &["DE"], &[], "later");
    world.engagement(Meeting, "2023", &["CN-LN"], &["DE"], &[], "some day");
    let snapshot = world.snapshot();
    let expected = [
        chapter("CN-LN DE", &["some day"]),
        chapter("CN-LN DE", &["later"]),
        chapter("CN-LN DE", &["trip", "talks", "the day after"]),
        chapter("CN-LN JP", &["elsewhere"]),
    ];
    assert_eq!(told(&snapshot), expected, "newest first");
}

#[test]
fn what_has_no_date_belongs_together_where_one_article_tells_it() {
    let mut world = World::default();
    world.document("one", None, None, "2023");
    world.engagement(Delegation, "", &["US-MO"], &["KR"], &[], "mission");
    world.engagement(Signing, "XXXX-05-18", &["US-MO"], &["KR"], &[], "signing");
    world.document("two", None, None, "2023");
    world.engagement(Meeting, "", &["US-MO"], &["KR"], &[], "other");
    let mut found = told(&world.snapshot());
    found.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    assert_eq!((found[0].1.len(), found[1].1.clone()), (2, vec!["other".to_owned()]));
}
