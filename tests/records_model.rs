//! Whatever is done to a store, in whatever order, its records are those that a model in memory works out anew, and the log only grows.
#![allow(missing_docs)]

mod store_support;

use std::collections::{BTreeMap, BTreeSet};

use legation::model::*;
use legation::store::*;
use proptest::prelude::*;
use store_support::pages::*;
use store_support::*;

/// What can be done to a store.
#[derive(Debug, Clone)]
enum Step {
    Add { page: usize, event: usize },
    AddAgain { page: usize },
    NewVersion { page: usize },
    SetDate { record: usize, event: usize },
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
        3 => (0_usize..8, 0_usize..6).prop_map(|(record, event)| Step::SetDate { record, event }),
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
    /// Of all pages of the record: they are compared by it.
    Date(BTreeSet<usize>, usize),
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

    /// The event whose day a page is compared by: what analysts said last, else what it tells.
    fn event(&self, page: usize) -> usize {
        let said = self.words.iter().rev().find_map(|(word, counts)| match word {
            Word::Date(pages, event) if *counts && pages.contains(&page) => Some(*event),
            _ => None,
        });
        said.unwrap_or(self.pages[&page].0)
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
            homes.for_each(|(a, b)| *alike.entry((home(a), home(b))).or_default() |= self.event(*a) == self.event(*b));
            alike.values().all(|alike| *alike)
        };
        let mut edges: Vec<(usize, usize)> = self.pages.keys().flat_map(|a| self.pages.keys().map(move |b| (*a, *b))).collect();
        edges.retain(|(a, b)| a < b && self.event(*a) == self.event(*b));
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
                    Word::Date(pages, event) if !group.is_disjoint(pages) => on = Some(date(&day(*event))),
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
                Step::SetDate { record: at, event } => {
                    if let Some((id, _, pages)) = record(*at) {
                        edit(&mut store, &set(&id, RecordField::Date, &day(*event)));
                        model.say(Word::Date(pages, *event));
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
                    let mut claims: Vec<_> = all.map(|id| { let claims = store.claims(&id).expect("read").expect("claims"); (id, claims) }).collect();
                    for _ in 0..2 {
                        claims.chunks(3).for_each(|batch| store.replace_claims(batch, &stamp()).expect("replaced"));
                        prop_assert_eq!(format!("{:?}", store.rows().expect("read")), before.clone());
                        claims.reverse();
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
