//! From a scene to claims: what was found, once each, in the order of first evidence.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::mention::OrganizationMention;
use super::scene::Scene;
use crate::gazetteer::NameForm;
use crate::model::{Claims, EvidenceList, Inferred, Note, OrganizationClaim, PersonClaim, PlaceClaim, PlaceLevel, PublishedDate, RuleName};
use crate::text::Document;
use crate::text::fold::fold_key;

/// Evidence kept for one name: the first mentions are enough to find it.
const MAX_EVIDENCE: usize = 8;

/// The first line that reads as a headline: longer than a menu entry, shorter than a paragraph.
pub(super) fn headline(document: &Document<'_>) -> Option<String> {
    let lines = document.body.lines().map(str::trim).filter(|line| !line.is_empty()).take(12);
    let fits = |line: &&str| (20..=200).contains(&line.chars().count()) && line.split_whitespace().count() >= 4;
    lines
        .clone()
        .find(fits)
        .or_else(|| document.body.lines().map(str::trim).find(|line| !line.is_empty()))
        .map(|line| line.chars().take(200).collect())
}

/// All claims of a scene.
pub(super) fn of_scene(scene: &Scene<'_>, title: Option<String>) -> Claims {
    let mut engagements = super::en::engagements::find_engagements(scene);
    let mut agreements = super::en::agreements::find_agreements(scene, &engagements);
    let signings = super::en::engagements::signings_of_papers(scene, &engagements, &agreements);
    if !signings.is_empty() {
        engagements.extend(signings);
        engagements.sort_by_key(|claim| claim.evidence.first().span);
        agreements = super::en::agreements::find_agreements(scene, &engagements);
    }
    let relevant = super::en::relevance::is_relevant(scene, &engagements);
    let places = places(scene);
    let (mut notes, mut told) = (Vec::new(), HashSet::new());
    for place in &scene.places {
        if let Some(rival) = place.rivals.first().filter(|_| place.code.is_some()) {
            let chosen = place.code.as_ref().map_or("", |code| code.as_str());
            let text = format!("{}: taken as {chosen}; {rival} has the same name", place.name);
            if told.insert(text.clone()) {
                notes.push(Note { text, span: Some(place.span) });
            }
        }
    }
    notes.extend(super::en::misspelt::notes(scene));
    Claims {
        lang: "en".to_owned(),
        relevant,
        title,
        published: scene.published.map(|date| PublishedDate {
            date,
            evidence: scene.published_span.as_ref().map(|(span, rule)| EvidenceList::of(*span, rule.clone())),
        }),
        places,
        people: people(scene),
        organizations: organizations(scene, &scene.organizations),
        engagements: if relevant { engagements } else { Vec::new() },
        agreements: if relevant { agreements } else { Vec::new() },
        ties: super::en::ties::find_ties(scene),
        notes,
    }
}

fn places(scene: &Scene<'_>) -> Vec<PlaceClaim> {
    let mut claims: BTreeMap<String, PlaceClaim> = BTreeMap::new();
    for mention in scene.places.iter().filter(|mention| !scene.is_namesake(mention)) {
        let key = mention.code.as_ref().map_or_else(|| fold_key(&mention.name), |code| code.as_str().to_owned());
        let claim = claims.entry(key).or_insert_with(|| PlaceClaim {
            name: mention.name.clone(),
            code: mention.code.clone(),
            aliases: Vec::new(),
            evidence: EvidenceList::of(mention.span, mention.rule.clone()),
            inferred: super::en::misspelt::why(mention).map(|why| ("code".to_owned(), why.to_owned())).into_iter().collect(),
        });
        if claim.evidence.len() < MAX_EVIDENCE {
            claim.evidence.add(mention.span, mention.rule.clone());
        }
        if mention.name != claim.name && !claim.aliases.contains(&mention.name) {
            claim.aliases.push(mention.name.clone());
        }
        // The name itself is a better heading than its adjective.
        if mention.form == NameForm::Name && mention.rule != claim.evidence.first().rule && claim.aliases.contains(&mention.name) {
            let adjective = std::mem::replace(&mut claim.name, mention.name.clone());
            claim.aliases.retain(|alias| *alias != mention.name);
            if !claim.aliases.contains(&adjective) {
                claim.aliases.push(adjective);
            }
        }
    }
    let mut claims: Vec<PlaceClaim> = claims.into_values().collect();
    claims.sort_by_key(|claim| claim.evidence.first().span);
    claims
}

fn people(scene: &Scene<'_>) -> Vec<PersonClaim> {
    let mut claims: Vec<PersonClaim> = Vec::new();
    for person in &scene.people {
        let mut spans: Vec<_> = person.mentions.iter().map(|(_, span)| *span).collect();
        let name = fold_key(&person.name);
        let fullest = person.mentions.iter().position(|(_, span)| span.of(scene.document.body).is_some_and(|text| fold_key(text) == name));
        if let Some(at) = fullest {
            spans.swap(0, at);
        }
        let Some(first) = spans.first() else { continue };
        let mut evidence = EvidenceList::of(*first, person.rule.clone());
        for span in spans.iter().skip(1).take(MAX_EVIDENCE - 2) {
            evidence.add(*span, person.rule.clone());
        }
        if let Some(span) = person.title_span {
            evidence.add(super::evidence_within(scene.document.body, span, span), RuleName::new("en.person.title"));
        }
        let mut inferred = Inferred::new();
        if let Some(why) = &person.of_inferred {
            inferred.insert("of".to_owned(), why.clone());
        }
        claims.push(PersonClaim {
            name: person.name.clone(),
            title: person.title.clone(),
            of: person.of.clone(),
            branch: person.branch,
            aliases: person.aliases.clone(),
            evidence,
            inferred,
        });
    }
    claims.sort_by_key(|claim| claim.evidence.first().span);
    claims
}

/// "the Consulate General", whose and where not told: as a name it says nothing.
fn is_bare_mission(mention: &OrganizationMention) -> bool {
    matches!(fold_key(&mention.name).as_str(), "consulate general" | "consulate-general" | "embassy" | "consulate")
}

/// One claim a body: short forms ("the Foo Group", "Foo") are joined to the fullest name that begins or ends like them.
fn organizations(scene: &Scene<'_>, mentions: &[OrganizationMention]) -> Vec<OrganizationClaim> {
    let mut claims: Vec<OrganizationClaim> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    // Who reports takes no part.
    let mut ordered: Vec<&OrganizationMention> =
        mentions.iter().filter(|mention| mention.kind != crate::model::OrganizationKind::Outlet && !is_bare_mission(mention)).collect();
    ordered.sort_by_key(|mention| (std::cmp::Reverse(mention.name.split_whitespace().count()), mention.span.start));
    for mention in ordered {
        let key = fold_key(&mention.name);
        match numbers.get(&key).copied() {
            Some(number) => {
                let claim = &mut claims[number];
                if claim.evidence.len() < MAX_EVIDENCE {
                    claim.evidence.add(mention.span, mention.rule.clone());
                }
            }
            None => {
                let place = scene
                    .place_of_organization(mention)
                    .filter(|code| code.level() != PlaceLevel::Country || mention.name.contains("Chinese"));
                numbers.insert(key, claims.len());
                claims.push(OrganizationClaim {
                    name: mention.name.clone(),
                    kind: mention.kind,
                    aliases: Vec::new(),
                    place: place.cloned(),
                    evidence: EvidenceList::of(mention.span, mention.rule.clone()),
                    inferred: Inferred::new(),
                });
            }
        }
    }
    claims.sort_by_key(|claim| claim.evidence.first().span);
    claims
}
