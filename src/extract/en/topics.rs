//! What an engagement is about: words of the closed list of topics, in the sentences that tell of it.

use std::sync::LazyLock;

use crate::extract::scene::Scene;
use crate::gazetteer::{PhraseBook, Writing};
use crate::model::{EngagementClaim, EvidenceList, RuleName, TopicClaim};

/// The list.
pub const LIST: &str = include_str!("../../../assets/rules/en/topics.tsv");
const RULE: RuleName = RuleName::new("en.topic");

/// The codebook's closed list (section 2).
pub const TOPICS: [&str; 21] = [
    "trade",
    "investment",
    "manufacturing",
    "energy",
    "green",
    "agriculture",
    "technology",
    "biomedicine",
    "finance",
    "logistics_ports",
    "tourism",
    "education",
    "talent",
    "culture",
    "sport",
    "health",
    "overseas_chinese",
    "legislature",
    "security",
    "sister_ties",
    "other",
];

static WORDS: LazyLock<PhraseBook<&'static str>> = LazyLock::new(|| {
    let mut book = PhraseBook::default();
    for row in LIST.lines().filter(|line| !line.starts_with('#')) {
        let Some((topic, phrases)) = row.split_once('\t') else { continue };
        for phrase in phrases.split('|') {
            book.add(phrase, Writing::Any, topic);
        }
    }
    book
});

/// Adds the topics that the evidence of an engagement names, each with the word that names it first.
pub fn add_topics(scene: &Scene<'_>, claim: &mut EngagementClaim) {
    let mut topics: Vec<TopicClaim> = Vec::new();
    for evidence in claim.evidence.iter() {
        for hit in WORDS.matches(scene.document, scene.document.tokens_in(evidence.span)) {
            let Some(topic) = hit.values.first().copied() else { continue };
            if !topics.iter().any(|known| known.topic == topic) {
                let span = scene.document.span(hit.tokens);
                topics.push(TopicClaim { topic: topic.to_owned(), evidence: EvidenceList::of(span, RULE) });
            }
        }
    }
    claim.topics = topics;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_topic_of_the_closed_list() {
        for row in LIST.lines().filter(|line| !line.starts_with('#')) {
            let (topic, phrases) = row.split_once('\t').expect("two columns");
            assert!(TOPICS.contains(&topic) && !phrases.is_empty(), "{row}");
        }
    }
}
