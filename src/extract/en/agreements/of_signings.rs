//! Papers of signings whose sentences no other rule reads: "bears the signatures of both mayors", "was put under a renewal of the pact".

use super::*;
use crate::extract::en::instruments::PAPER;

const OF_SIGNING: RuleName = RuleName::new("en.agreement.of-signing");

/// A signing that the text tells of without a word on its paper in any sentence that was read is one of one paper, of the kind that its
/// own sentence names.
pub(super) fn add_papers_of_signings(readers: &[Reader<'_, '_>], engagements: &[EngagementClaim], claims: &mut Vec<AgreementClaim>) {
    let mut added = Vec::new();
    for signing in engagements.iter().filter(|claim| claim.kind == EngagementType::Signing && claim.context != Context::Historical) {
        let is_told = |claim: &AgreementClaim, evidence: &EvidenceList| {
            evidence.iter().any(|own| claim.evidence.iter().any(|other| other.span.overlaps(&own.span)))
        };
        if claims.iter().any(|claim| is_told(claim, &signing.evidence)) {
            continue;
        }
        let start = signing.evidence.first().span.start;
        let Some(reader) = readers.get(readers.partition_point(|reader| reader.span.end <= start)) else { continue };
        // Its paper may have been told in the sentence beside.
        let is_beside = |claim: &AgreementClaim| {
            let told = reader.scene.document.sentence_at(claim.evidence.first().span.start);
            told.abs_diff(reader.number) <= 2
        };
        let Some(paper) = PAPER.find(reader.text) else { continue };
        let is_old = reader.is_background() || CAME_TO_NOTHING.is_match(reader.text);
        if is_old
            || claims.iter().any(is_beside)
            || reader.tells_of_end()
            || is_denied(&reader.text[..paper.start()])
            || HOPED.is_match(&reader.text[..paper.start()])
        {
            continue;
        }
        let counts: Vec<&CountMention> = reader.counts().collect();
        let amounts: Vec<&AmountMention> = reader.amounts().filter(|_| !reader.tells_statistic()).collect();
        let mut told = reader.counted_or_single(reader.span, &counts, &amounts);
        for claim in &mut told {
            claim.stage = if signing.context == Context::Planned { Stage::Pledged } else { Stage::Signed };
            claim.evidence = EvidenceList::of(claim.evidence.first().span, OF_SIGNING);
        }
        added.extend(told);
    }
    if !added.is_empty() {
        claims.extend(added);
        claims.sort_by_key(|claim| claim.evidence.first().span);
    }
}
