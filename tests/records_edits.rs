//! An analyst's word stands above the articles', is never lost, and can be taken back.
#![allow(missing_docs)]

mod store_support;

use std::collections::{BTreeMap, BTreeSet};

use legation::model::*;
use legation::store::*;
use proptest::prelude::*;
use store_support::*;

/// A page tells of one event: a delegation of its own days.
fn page(number: usize, event: usize, version: usize) -> ExtractedArticle {
    let body = format!("Outlet {number} on event {event}: Li Wei led a delegation.{}", " More.".repeat(version));
    let claim = EngagementClaim {
        date: Some(date(&day(event))),
        leader: Some("Li Wei".into()),
        ..plain_delegation(&body, "Li Wei led a delegation", "CN-LN", "DE-BY")
    };
    let claims = Claims { lang: "en".into(), relevant: true, engagements: vec![claim], ..Claims::default() };
    ExtractedArticle { article: article(&body, Some(&url(number))), claims }
}

fn url(page: usize) -> String {
    format!("https://outlet.example/{page}")
}

fn day(event: usize) -> String {
    format!("2023-{:02}-11", 1 + event % 12)
}

fn with(batch: &[ExtractedArticle]) -> Store {
    let mut store = Store::temporary().expect("a store");
    store.add(batch, &stamp(), &author()).expect("added");
    store
}

fn status(record: &str, value: &str) -> EditRequest {
    EditRequest::Set { record: record.into(), fields: vec![(RecordField::Status, value.into())], expected: vec![] }
}

fn set(record: &str, field: RecordField, value: &str) -> EditRequest {
    EditRequest::Set { record: record.into(), fields: vec![(field, value.into())], expected: vec![] }
}

fn only(store: &Store) -> EngagementRow {
    let rows = store.rows().expect("read");
    assert_eq!(rows.engagements.len(), 1, "{:#?}", rows.engagements);
    rows.engagements[0].clone()
}

fn edit(store: &mut Store, request: &EditRequest) -> EditReport {
    store.edit(request, None, &author()).unwrap_or_else(|error| panic!("{error}: {request:?}"))
}

#[test]
fn a_correction_is_shown_counted_and_survives_deriving_anew() {
    let full = full();
    let mut store = with(std::slice::from_ref(&full));
    let ids = full.claims.agreement_ids(&full.article.id());
    edit(&mut store, &set(ids[0].as_str(), RecordField::Amount, "CNY 1.2bn"));
    let why = Some("see the communique");
    let fields = vec![(RecordField::Stage, "pledged".to_owned()), (RecordField::Count, String::new())];
    store.edit(&EditRequest::Set { record: ids[0].to_string(), fields, expected: vec![] }, why, &author()).expect("edited");
    let row = |store: &Store| store.rows().expect("read").agreements.into_iter().find(|row| row.id == ids[0]).expect("a row");
    let expected = (Some(120_000_000_000), Stage::Pledged, None, Some(LeftOut::Pledged));
    let seen = |row: AgreementRow| (row.amount.map(|amount| amount.minor), row.stage, row.count, row.left_out);
    assert_eq!(seen(row(&store)), expected);
    let telling = store.agreement_telling(&ids[0]).expect("read").expect("a record");
    assert_eq!(telling.claim.inferred["stage"], "set by an analyst: see the communique");
    assert_eq!(telling.members[0].claim, full.claims.agreements[0], "what the article says stays");
    for _ in 0..2 {
        store.replace_claims(&[(full.article.id(), full.claims.clone())], &stamp()).expect("replaced");
        assert_eq!(seen(row(&store)), expected);
    }
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(seen(row(&store)), (Some(120_000_000_000), Stage::Signed, Some(137), None));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(row(&store).amount.map(|amount| amount.minor), Some(38_050_000_000_000));
    edit(&mut store, &EditRequest::Redo { entry: None });
    edit(&mut store, &EditRequest::Redo { entry: None });
    assert_eq!(seen(row(&store)), expected);
    let error = store.edit(&EditRequest::Redo { entry: None }, None, &author()).expect_err("nothing is left");
    assert_eq!(error.kind, ErrorKind::Unfit);
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn a_rejected_total_sets_its_parts_free() {
    let full = full();
    let mut store = with(std::slice::from_ref(&full));
    let ids = full.claims.agreement_ids(&full.article.id());
    let part = |store: &Store| store.rows().expect("read").agreements.into_iter().find(|row| row.id == ids[1]).expect("a row").left_out;
    assert_eq!(part(&store), Some(LeftOut::PartOfAnother));
    edit(&mut store, &status(ids[0].as_str(), "rejected"));
    assert_eq!(part(&store), None);
    store.replace_claims(&[(full.article.id(), full.claims.clone())], &stamp()).expect("replaced");
    assert_eq!(part(&store), None);
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(part(&store), Some(LeftOut::PartOfAnother));
}

#[test]
fn who_comes_second_is_told_both_values() {
    let mut store = with(&[page(0, 0, 0)]);
    let id = only(&store).id.to_string();
    let ben = Author { user: "ben".into(), host: "laptop".into() };
    let from = |seen: &str, value: &str| EditRequest::Set {
        record: id.clone(),
        fields: vec![(RecordField::Date, value.into())],
        expected: vec![(RecordField::Date, seen.into())],
    };
    store.edit(&from("2023-01-11", "2023-01-12"), None, &ben).expect("first");
    let before = store.check().expect("checked").log_entries;
    let error = store.edit(&from("2023-01-11", "2023-01-13"), None, &author()).expect_err("second");
    assert_eq!(error.kind, ErrorKind::Conflict);
    for part in ["2023-01-11", "2023-01-12", "ben on laptop"] {
        assert!(error.because.contains(part), "{}", error.because);
    }
    assert_eq!(store.check().expect("checked").log_entries, before, "nothing was written");
    assert_eq!(only(&store).date, Some(date("2023-01-12")));
    // An analyst takes back what is theirs.
    assert_eq!(store.edit(&EditRequest::Undo { entry: None }, None, &author()).expect_err("not ana's").kind, ErrorKind::Unfit);
    store.edit(&EditRequest::Undo { entry: None }, None, &ben).expect("undone");
    assert_eq!(only(&store).date, Some(date("2023-01-11")));
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let mut store = with(&[page(0, 0, 0)]);
    let id = only(&store).id.to_string();
    for request in [
        set(&id, RecordField::Date, "11 October"),
        set(&id, RecordField::From, "Liaoning"),
        set(&id, RecordField::Amount, "CNY 5"),
        status(&id, "fine"),
        set("eaaaaaaaaaaaa", RecordField::Date, "2023"),
        EditRequest::Merge { records: vec![id.clone(), id.clone()] },
        EditRequest::Split { record: id.clone(), documents: vec![] },
        EditRequest::Tag { record: id.clone(), tags: vec!["two words".into()] },
        EditRequest::Undo { entry: None },
    ] {
        assert_eq!(store.edit(&request, None, &author()).expect_err("unfit").kind, ErrorKind::Unfit, "{request:?}");
    }
    assert_eq!(store.check().expect("checked").log_entries, 1);
}

#[test]
fn a_correction_finds_its_claim_again_or_waits() {
    let item = page(0, 0, 0);
    let mut store = with(std::slice::from_ref(&item));
    let id = only(&store).id.to_string();
    edit(&mut store, &set(&id, RecordField::Date, "2023-01-20"));
    edit(&mut store, &EditRequest::Tag { record: id.clone(), tags: vec!["ports".into()] });

    // A newer extractor begins the evidence elsewhere: the id changes, the words overlap.
    let mut newer = item.claims.clone();
    newer.engagements[0].evidence = evidence(&item.article.body, "led a delegation");
    let replace = |store: &mut Store, claims: &Claims| {
        store.replace_claims(&[(item.article.id(), claims.clone())], &stamp()).expect("replaced");
    };
    replace(&mut store, &newer);
    let row = only(&store);
    assert_ne!(row.id.as_str(), id);
    assert_eq!((row.date, row.wants_review), (Some(date("2023-01-20")), false));
    // One that reads another day is set right all the same, and someone is to look.
    newer.engagements[0].date = Some(date("2023-01-14"));
    replace(&mut store, &newer);
    let row = only(&store);
    assert_eq!((row.date, row.wants_review), (Some(date("2023-01-20")), true));
    edit(&mut store, &status(row.id.as_str(), "confirmed"));
    assert!(!only(&store).wants_review, "someone has looked");
    // One that finds nothing leaves the correction waiting, not lost.
    replace(&mut store, &Claims::default());
    let pending = |store: &Store| store.edits().expect("read").iter().filter(|row| row.is_pending).count();
    assert_eq!((store.rows().expect("read").engagements.len(), pending(&store)), (0, 3));
    replace(&mut store, &item.claims);
    assert_eq!((only(&store).date, pending(&store)), (Some(date("2023-01-20")), 0));

    // A new version of the page with the same words takes it over.
    let next = page(0, 0, 3);
    store.add(std::slice::from_ref(&next), &stamp(), &author()).expect("added");
    assert_eq!((only(&store).date, pending(&store)), (Some(date("2023-01-20")), 0));
    let rows = store.rows().expect("read");
    assert_eq!(rows.engagement_tags, [RecordTagRow { row: 0, tag: "ports".into() }]);
}

#[test]
fn a_record_added_by_hand_rests_on_words_and_stays() {
    let item = page(0, 0, 0);
    let mut store = with(std::slice::from_ref(&item));
    let fields = [("type", "meeting"), ("from", "CN-LN"), ("to", "DE-BY/Munich"), ("date", "2023-02-01"), ("leader", "Zhang San")];
    let fields = fields.map(|(field, value)| (field.parse().expect("a field"), value.to_owned())).to_vec();
    let request = |quote: &str| EditRequest::Add {
        document: item.article.id(),
        quote: quote.into(),
        record: NewRecord { class: RecordClass::Engagement, fields: fields.clone() },
    };
    assert_eq!(store.edit(&request("not there"), None, &author()).expect_err("no words").kind, ErrorKind::Unfit);
    let added = edit(&mut store, &request("Outlet 0 on event 0"));
    let row = |store: &Store| store.rows().expect("read").engagements.into_iter().find(|row| row.kind == EngagementType::Meeting);
    let found = row(&store).expect("a row");
    assert_eq!((added.records, found.headline.as_str()), (vec![found.id.to_string()], "Outlet 0 on event 0"));
    assert!(store.rows().expect("read").people.iter().any(|person| person.name == "Zhang San"));
    edit(&mut store, &set(found.id.as_str(), RecordField::Leader, "Wang Wu"));
    store.replace_claims(&[(item.article.id(), item.claims.clone())], &stamp()).expect("replaced");
    assert_eq!(row(&store).map(|row| row.id), Some(found.id));
    let people = |store: &Store| store.rows().expect("read").people.into_iter().map(|person| person.name).collect::<BTreeSet<_>>();
    assert!(people(&store).contains("Wang Wu"));
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert!(!people(&store).contains("Wang Wu"), "named by nobody any more");
    edit(&mut store, &EditRequest::Undo { entry: None });
    assert_eq!(row(&store), None);
    assert_eq!(store.claims(&item.article.id()).expect("read"), Some(item.claims));
    assert_eq!(store.check().expect("checked").problems, Vec::<String>::new());
}

#[test]
fn an_article_set_aside_is_in_no_list_and_comes_back_whole() {
    let batch = [page(0, 0, 0), page(1, 0, 0)];
    let mut store = with(&batch);
    let before = format!("{:?}", store.rows().expect("read"));
    edit(&mut store, &EditRequest::SetAside { document: batch[0].article.id() });
    assert_eq!((only(&store).sources, store.rows().expect("read").documents.len()), (1, 1));
    assert_eq!(store.documents_containing("outlet").expect("searched").len(), 1);
    store.replace_claims(&[(batch[0].article.id(), batch[0].claims.clone())], &stamp()).expect("replaced");
    assert_eq!(only(&store).sources, 1, "deriving anew does not bring it back");
    assert!(store.add(&batch, &stamp(), &author()).is_ok_and(|report| report.known == 2), "nor does reading it in again");
    edit(&mut store, &EditRequest::Restore { document: batch[0].article.id() });
    assert_eq!(format!("{:?}", store.rows().expect("read")), before);
}

/// What can be done to a store.
#[derive(Debug, Clone)]
enum Step {
    Add { page: usize, event: usize },
    AddAgain { page: usize },
    NewVersion { page: usize },
    SetDate { record: usize, month: usize },
    Judge { record: usize, status: usize },
    Tag { record: usize },
    Merge { one: usize, other: usize },
    Split { record: usize, member: usize },
    Undo,
    Redo,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_usize..8, 0_usize..3).prop_map(|(page, event)| Step::Add { page, event }),
        1 => (0_usize..8).prop_map(|page| Step::AddAgain { page }),
        2 => (0_usize..8).prop_map(|page| Step::NewVersion { page }),
        2 => (0_usize..8, 0_usize..12).prop_map(|(record, month)| Step::SetDate { record, month }),
        2 => (0_usize..8, 0_usize..3).prop_map(|(record, status)| Step::Judge { record, status }),
        1 => (0_usize..8).prop_map(|record| Step::Tag { record }),
        3 => (0_usize..8, 0_usize..8).prop_map(|(one, other)| Step::Merge { one, other }),
        3 => (0_usize..8, 0_usize..8).prop_map(|(record, member)| Step::Split { record, member }),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Rebuild),
    ]
}

/// An edit as the model has it; pages stand for claims, for each page makes one.
#[derive(Debug, Clone)]
enum Word {
    Date(usize, String),
    Status(usize, RecordStatus),
    Tag(usize, String),
    Groups(bool, Vec<BTreeSet<usize>>),
}

/// The same without a store: pages, edits, and the rule worked out anew each time.
#[derive(Debug, Default)]
struct Model {
    /// Page to event and number of versions.
    pages: BTreeMap<usize, (usize, usize)>,
    /// Edits and whether they count.
    words: Vec<(Word, bool)>,
    undone: Vec<usize>,
}

/// A record as both have it: its pages, date, status, tags.
type Seen = BTreeMap<BTreeSet<usize>, (Option<DateSpan>, RecordStatus, BTreeSet<String>)>;

impl Model {
    fn say(&mut self, word: Word) {
        self.words.push((word, true));
        self.undone.clear();
    }

    fn last_word(&self) -> BTreeMap<(usize, usize), (usize, bool)> {
        let mut said = BTreeMap::new();
        for (seq, (word, counts)) in self.words.iter().enumerate() {
            let Word::Groups(is_together, groups) = word else { continue };
            for (at, group) in groups.iter().enumerate().filter(|_| *counts) {
                for (one, other) in group.iter().flat_map(|one| groups[at + 1..].iter().flatten().map(move |other| (*one, *other))) {
                    said.insert((one.min(other), one.max(other)), (seq, *is_together));
                }
            }
        }
        said
    }

    /// `order` ranks pages as the ids of their claims do.
    fn groups(&self, order: &BTreeMap<usize, usize>) -> Vec<BTreeSet<usize>> {
        let said = self.last_word();
        let word = |a: usize, b: usize| said.get(&(a.min(b), a.max(b))).copied();
        let mut groups: Vec<BTreeSet<usize>> = self.pages.keys().map(|page| BTreeSet::from([*page])).collect();
        let join = |groups: &mut Vec<BTreeSet<usize>>, a: usize, b: usize, fits: &dyn Fn(&BTreeSet<usize>, &BTreeSet<usize>) -> bool| {
            let of = |page: usize| groups.iter().position(|group| group.contains(&page)).expect("a group");
            let (one, other) = (of(a), of(b));
            let is_held_apart = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| {
                x.iter().any(|a| y.iter().any(|b| word(*a, *b).is_some_and(|(_, together)| !together)))
            };
            if one != other && !is_held_apart(&groups[one], &groups[other]) && fits(&groups[one], &groups[other]) {
                let moved = groups[other].clone();
                groups[one].extend(moved);
                groups.remove(other);
            }
        };
        let rank = |a: usize, b: usize| (order[&a].min(order[&b]), order[&a].max(order[&b]));
        let mut together: Vec<_> = said.iter().filter(|(_, (_, together))| *together).map(|((a, b), (seq, _))| (*seq, *a, *b)).collect();
        together.sort_by_key(|(seq, a, b)| (std::cmp::Reverse(*seq), rank(*a, *b)));
        for (_, a, b) in together {
            join(&mut groups, a, b, &|_, _| true);
        }
        let fixed = groups.clone();
        let home = |page: &usize| fixed.iter().position(|group| group.contains(page)).expect("a group");
        let is_alike = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| {
            let homes = x.iter().flat_map(|a| y.iter().map(move |b| (a, b)));
            let mut alike: BTreeMap<(usize, usize), bool> = BTreeMap::new();
            homes.for_each(|(a, b)| *alike.entry((home(a), home(b))).or_default() |= self.pages[a].0 == self.pages[b].0);
            alike.values().all(|alike| *alike)
        };
        let mut edges: Vec<(usize, usize)> = self.pages.keys().flat_map(|a| self.pages.keys().map(move |b| (*a, *b))).collect();
        edges.retain(|(a, b)| a < b && self.pages[a].0 == self.pages[b].0);
        edges.sort_by_key(|(a, b)| rank(*a, *b));
        for (a, b) in edges {
            join(&mut groups, a, b, &is_alike);
        }
        groups
    }

    fn seen(&self, order: &BTreeMap<usize, usize>) -> Seen {
        let mut seen = Seen::new();
        for group in self.groups(order) {
            // The date that most tell; of several the one of the smallest id.
            let votes = |page: &usize| group.iter().filter(|other| self.pages[other].0 == self.pages[page].0).count();
            let told = group.iter().max_by_key(|page| (votes(page), std::cmp::Reverse(order[page]))).expect("a page");
            let (mut on, mut status, mut tags) = (Some(date(&day(self.pages[told].0))), RecordStatus::New, BTreeSet::new());
            for (word, _) in self.words.iter().filter(|(_, counts)| *counts) {
                match word {
                    Word::Date(page, text) if group.contains(page) => on = Some(date(text)),
                    Word::Status(page, now) if group.contains(page) => status = *now,
                    Word::Tag(page, tag) if group.contains(page) => drop(tags.insert(tag.clone())),
                    _ => {}
                }
            }
            seen.insert(group, (on, status, tags));
        }
        seen
    }
}

/// The number of a document's page.
fn page_of(store: &Store, document: &DocumentId) -> usize {
    let article = store.article(document).expect("read").expect("a document");
    article.url.and_then(|url| url.rsplit('/').next().and_then(|number| number.parse().ok())).expect("a page")
}

/// What names a record: its id and page, and all its pages.
type Named = (String, usize, BTreeSet<usize>);

/// The records of a store; with them, the pages in the order of their claims' ids, and what names each record.
fn seen(store: &Store) -> (Seen, BTreeMap<usize, usize>, Vec<Named>) {
    let rows = store.rows().expect("read");
    let (mut seen, mut claims, mut records) = (Seen::new(), BTreeMap::new(), Vec::new());
    for (at, row) in rows.engagements.iter().enumerate() {
        let told = store.engagement_telling(&row.id).expect("read").expect("a record");
        assert_eq!((told.members[0].id.as_str(), told.claim.date), (row.id.as_str(), row.date));
        let pages: BTreeSet<usize> = told.members.iter().map(|member| page_of(store, &member.document)).collect();
        claims.extend(told.members.iter().map(|member| (member.id.clone(), page_of(store, &member.document))));
        let tags = rows.engagement_tags.iter().filter(|tag| tag.row as usize == at).map(|tag| tag.tag.clone()).collect();
        records.push((row.id.to_string(), page_of(store, &told.members[0].document), pages.clone()));
        assert_eq!(row.sources as usize, pages.len());
        seen.insert(pages, (row.date, row.status, tags));
    }
    (seen, claims.into_values().zip(0..).collect(), records)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_as_the_model_does(steps in proptest::collection::vec(step(), 1..28)) {
        let mut store = Store::temporary().expect("a store");
        let mut model = Model::default();
        let mut entries = 0;
        for step in steps {
            let (_, _, records) = seen(&store);
            let record = |at: usize| (!records.is_empty()).then(|| records[at % records.len()].clone());
            match &step {
                Step::Add { page: number, event } => {
                    if !model.pages.contains_key(number) {
                        store.add(&[page(*number, *event, 0)], &stamp(), &author()).expect("added");
                        model.pages.insert(*number, (*event, 0));
                    }
                }
                Step::AddAgain { page: number } => {
                    if let Some((event, version)) = model.pages.get(number) {
                        let report = store.add(&[page(*number, *event, *version)], &stamp(), &author()).expect("added");
                        prop_assert_eq!(report.new, 0);
                    }
                }
                Step::NewVersion { page: number } => {
                    if let Some((event, version)) = model.pages.get_mut(number) {
                        *version += 1;
                        store.add(&[page(*number, *event, *version)], &stamp(), &author()).expect("added");
                    }
                }
                Step::SetDate { record: at, month } => {
                    if let Some((id, named, _)) = record(*at) {
                        let value = format!("2021-{:02}-05", month + 1);
                        edit(&mut store, &set(&id, RecordField::Date, &value));
                        model.say(Word::Date(named, value));
                    }
                }
                Step::Judge { record: at, status: to } => {
                    if let Some((id, named, _)) = record(*at) {
                        let to = [RecordStatus::Confirmed, RecordStatus::Rejected, RecordStatus::New][*to];
                        edit(&mut store, &status(&id, to.as_str()));
                        model.say(Word::Status(named, to));
                    }
                }
                Step::Tag { record: at } => {
                    if let Some((id, named, _)) = record(*at) {
                        edit(&mut store, &EditRequest::Tag { record: id, tags: vec![format!("tag{at}")] });
                        model.say(Word::Tag(named, format!("tag{at}")));
                    }
                }
                Step::Merge { one, other } => {
                    if let (Some((id, _, pages)), Some((other_id, _, other_pages))) = (record(*one), record(*other))
                        && id != other_id
                    {
                        edit(&mut store, &EditRequest::Merge { records: vec![id, other_id] });
                        model.say(Word::Groups(true, vec![pages, other_pages]));
                    }
                }
                Step::Split { record: at, member } => {
                    if let Some((id, _, pages)) = record(*at)
                        && pages.len() > 1
                    {
                        let off = *pages.iter().nth(member % pages.len()).expect("a page");
                        let (event, version) = model.pages[&off];
                        let document = page(off, event, version).article.id();
                        edit(&mut store, &EditRequest::Split { record: id, documents: vec![document] });
                        let rest = pages.iter().copied().filter(|page| *page != off).collect();
                        model.say(Word::Groups(false, vec![BTreeSet::from([off]), rest]));
                    }
                }
                Step::Undo => {
                    let last = model.words.iter().rposition(|(_, counts)| *counts);
                    let done = store.edit(&EditRequest::Undo { entry: None }, None, &author());
                    prop_assert_eq!(done.is_ok(), last.is_some(), "{:?}", done);
                    if let Some(last) = last {
                        model.words[last].1 = false;
                        model.undone.push(last);
                    }
                }
                Step::Redo => {
                    let done = store.edit(&EditRequest::Redo { entry: None }, None, &author());
                    let last = model.undone.pop();
                    prop_assert_eq!(done.is_ok(), last.is_some(), "{:?}", done);
                    if let Some(last) = last {
                        model.words[last].1 = true;
                    }
                }
                Step::Rebuild => {
                    let before = format!("{:?}", store.rows().expect("read"));
                    let all = store.document_ids().expect("read").into_iter();
                    let claims: Vec<_> = all.map(|id| { let claims = store.claims(&id).expect("read").expect("claims"); (id, claims) }).collect();
                    for _ in 0..2 {
                        claims.chunks(3).for_each(|batch| store.replace_claims(batch, &stamp()).expect("replaced"));
                        prop_assert_eq!(format!("{:?}", store.rows().expect("read")), before.clone());
                    }
                }
            }
            let (seen, order, _) = seen(&store);
            prop_assert_eq!(&seen, &model.seen(&order), "after {:?}", step);
            let report = store.check().expect("checked");
            prop_assert_eq!(report.problems, Vec::<String>::new(), "after {:?}", step);
            prop_assert!(report.log_entries >= entries, "the log only grows");
            entries = report.log_entries;
        }
        let path = store.path().to_owned();
        let again = Store::open(&path, Access::ReadOnly).expect("opened");
        prop_assert_eq!(seen(&again).0, seen(&store).0);
    }
}
