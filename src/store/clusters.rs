//! From links between claims to clusters, one a record. A function of the links alone: neither the order in which articles came in
//! nor what the clusters were before plays a part.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Two claims of two documents, alike: the first belongs to the one, the second to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    pub(super) one: i64,
    pub(super) other: i64,
    pub(super) strength: u32,
}

/// Which claims of one document tell the same as which of another: each has its like once at most. Where several are equally alike
/// nothing is joined, unless both documents tell just as many of them ("three contracts of 300 million"): then in their order.
pub(super) fn pairs(mut alike: Vec<Likeness>) -> Vec<Likeness> {
    let mut found = Vec::new();
    while let Some(strongest) = alike.iter().map(|pair| pair.strength).max() {
        let (best, weaker): (Vec<Likeness>, Vec<Likeness>) = alike.into_iter().partition(|pair| pair.strength == strongest);
        let (mut taken_ones, mut taken_others) = (BTreeSet::new(), BTreeSet::new());
        for (ones, others, edges) in connected(&best) {
            if ones.len() == others.len() && edges == ones.len() * others.len() {
                found.extend(ones.iter().zip(&others).map(|(one, other)| Likeness { one: *one, other: *other, strength: strongest }));
            }
            taken_ones.extend(ones);
            taken_others.extend(others);
        }
        alike = weaker;
        alike.retain(|pair| !taken_ones.contains(&pair.one) && !taken_others.contains(&pair.other));
    }
    found.sort_unstable();
    found
}

/// Parts of a graph that hang together, each with its claims of either document and the number of its edges.
fn connected(edges: &[Likeness]) -> Vec<(BTreeSet<i64>, BTreeSet<i64>, usize)> {
    let mut parts: Vec<(BTreeSet<i64>, BTreeSet<i64>, usize)> = Vec::new();
    for edge in edges {
        let mut joined = (BTreeSet::from([edge.one]), BTreeSet::from([edge.other]), 1);
        let (touching, apart): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|(ones, others, _)| ones.contains(&edge.one) || others.contains(&edge.other));
        for (ones, others, count) in touching {
            joined.0.extend(ones);
            joined.1.extend(others);
            joined.2 += count;
        }
        parts = apart;
        parts.push(joined);
    }
    parts
}

/// A claim to be put into a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) id: String,
    /// Document or table that it is of: what one of them tells twice is two things.
    pub(super) origin: i64,
}

/// Two nodes by position, and how strongly they are alike.
pub(super) type Edge = (usize, usize, u32);

/// An analyst's word that records belong together, or do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ruling {
    /// Position in the log: the later word counts.
    pub(super) seq: i64,
    pub(super) is_together: bool,
    /// The nodes of each record or part of one.
    pub(super) groups: Vec<Vec<usize>>,
}

/// Puts nodes that hang together into clusters. First what an analyst has joined, then pairs from the most alike down, unless that
/// would put two claims of one document together, or two that tell different things.
pub(super) fn clusters(nodes: &[Node], edges: &[Edge], rulings: &[Ruling], differ: &dyn Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut joining =
        Joining { nodes, differ, said: said(rulings), groups: Groups::of(nodes.len()), fixed: Vec::new(), refused: HashSet::new() };
    let mut together: Vec<(i64, usize, usize)> =
        joining.said.iter().filter(|(_, (_, is_together))| *is_together).map(|((one, other), (seq, _))| (-seq, *one, *other)).collect();
    together.sort_unstable();
    for (_, one, other) in together {
        joining.join(one, other, false);
    }
    joining.fixed = (0..nodes.len()).map(|node| joining.groups.root(node)).collect();
    let mut edges: Vec<&Edge> = edges.iter().collect();
    edges.sort_by(|(a, b, strength), (c, d, other)| {
        let ids = |one: &usize, two: &usize| {
            (nodes[*one].id.clone().min(nodes[*two].id.clone()), nodes[*one].id.clone().max(nodes[*two].id.clone()))
        };
        other.cmp(strength).then_with(|| ids(a, b).cmp(&ids(c, d)))
    });
    for (one, other, _) in edges {
        joining.join(*one, *other, true);
    }
    joining.groups.finish()
}

/// The last word on each two nodes: its place in the log, and whether they belong together.
fn said(rulings: &[Ruling]) -> HashMap<(usize, usize), (i64, bool)> {
    let mut said: HashMap<(usize, usize), (i64, bool)> = HashMap::new();
    for ruling in rulings {
        for (at, group) in ruling.groups.iter().enumerate() {
            for (one, other) in group.iter().flat_map(|one| ruling.groups[at + 1..].iter().flatten().map(move |other| (*one, *other))) {
                let word = said.entry((one.min(other), one.max(other))).or_insert((i64::MIN, false));
                if ruling.seq > word.0 && one != other {
                    *word = (ruling.seq, ruling.is_together);
                }
            }
        }
    }
    said
}

struct Joining<'a> {
    nodes: &'a [Node],
    differ: &'a dyn Fn(usize, usize) -> bool,
    said: HashMap<(usize, usize), (i64, bool)>,
    groups: Groups,
    /// By node, the group that an analyst put it into.
    fixed: Vec<usize>,
    /// Roots of groups that may not be joined.
    refused: HashSet<(usize, usize)>,
}

impl Joining<'_> {
    fn join(&mut self, one: usize, other: usize, by_rule: bool) {
        let (one, other) = (self.groups.root(one), self.groups.root(other));
        let pair = (one.min(other), one.max(other));
        if one == other || by_rule && self.refused.contains(&pair) {
            return;
        }
        if self.is_forbidden(one, other) || by_rule && self.is_unlikely(one, other) {
            if by_rule {
                self.refused.insert(pair);
            }
            return;
        }
        self.groups.unite(pair.0, pair.1);
        let moved: Vec<usize> =
            self.refused.iter().filter_map(|(a, b)| if *a == pair.1 { Some(*b) } else { (*b == pair.1).then_some(*a) }).collect();
        self.refused.extend(moved.into_iter().map(|third| (pair.0.min(third), pair.0.max(third))));
    }

    /// An analyst holds some of the one and some of the other apart.
    fn is_forbidden(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.groups.members[one], &self.groups.members[other]);
        !self.said.is_empty()
            && one.iter().any(|a| other.iter().any(|b| self.said.get(&(*a.min(b), *a.max(b))).is_some_and(|(_, together)| !together)))
    }

    /// Two claims of one document, or rows of one table, are two things. What an analyst joined counts as one: a claim that is like some of it may come in.
    fn is_unlikely(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.groups.members[one], &self.groups.members[other]);
        let origins: HashSet<i64> = one.iter().map(|node| self.nodes[*node].origin).collect();
        if other.iter().any(|node| origins.contains(&self.nodes[*node].origin)) {
            return true;
        }
        let mut is_like: BTreeMap<(usize, usize), bool> = BTreeMap::new();
        for a in one {
            for b in other {
                let like = is_like.entry((self.fixed[*a], self.fixed[*b])).or_default();
                *like = *like || !(self.differ)(*a, *b);
            }
        }
        is_like.values().any(|like| !like)
    }
}

/// Disjoint groups; the root is the smallest node.
struct Groups {
    root: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn of(count: usize) -> Self {
        Self { root: (0..count).collect(), members: (0..count).map(|node| vec![node]).collect() }
    }

    fn root(&self, node: usize) -> usize {
        self.root[node]
    }

    /// `into` is the smaller root.
    fn unite(&mut self, into: usize, from: usize) {
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|node| self.root[*node] = into);
        self.members[into].extend(moved);
    }

    fn finish(self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = self.members.into_iter().filter(|group| !group.is_empty()).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alike(list: &[(i64, i64, u32)]) -> Vec<Likeness> {
        list.iter().map(|(one, other, strength)| Likeness { one: *one, other: *other, strength: *strength }).collect()
    }

    #[test]
    fn each_claim_has_its_like_once_or_not_at_all() {
        for (list, expected) in [
            (&[(1, 11, 5)][..], &[(1, 11, 5)][..]),
            (&[(1, 11, 5), (1, 12, 7)], &[(1, 12, 7)]),
            // One of these meetings is meant, nobody knows which.
            (&[(1, 11, 5), (1, 12, 5)], &[]),
            // Three contracts of one size in both.
            (
                &[(1, 11, 5), (1, 12, 5), (1, 13, 5), (2, 11, 5), (2, 12, 5), (2, 13, 5), (3, 11, 5), (3, 12, 5), (3, 13, 5)],
                &[(1, 11, 5), (2, 12, 5), (3, 13, 5)],
            ),
            (&[(1, 11, 9), (1, 12, 5), (2, 11, 5), (2, 12, 5)], &[(1, 11, 9), (2, 12, 5)]),
        ] {
            assert_eq!(pairs(alike(list)), alike(expected), "{list:?}");
        }
    }

    fn nodes(documents: &[i64]) -> Vec<Node> {
        documents.iter().enumerate().map(|(at, document)| Node { id: format!("e{at:02}"), origin: *document }).collect()
    }

    #[test]
    fn two_claims_of_one_document_stay_apart_and_so_does_what_differs() {
        let never = |_: usize, _: usize| false;
        let chain = [(0, 1, 5), (1, 2, 4), (2, 3, 3)];
        assert_eq!(clusters(&nodes(&[1, 2, 3, 4]), &chain, &[], &never), [vec![0, 1, 2, 3]]);
        assert_eq!(clusters(&nodes(&[1, 2, 1, 4]), &chain, &[], &never), [vec![0, 1], vec![2, 3]]);
        let far = |one: usize, other: usize| one.abs_diff(other) > 1;
        assert_eq!(clusters(&nodes(&[1, 2, 3, 4]), &chain, &[], &far), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn the_analysts_last_word_counts() {
        let never = |_: usize, _: usize| false;
        let word = |seq, is_together, groups: &[&[usize]]| Ruling {
            seq,
            is_together,
            groups: groups.iter().map(|group| group.to_vec()).collect(),
        };
        let four = nodes(&[1, 2, 3, 4]);
        let apart = word(1, false, &[&[0], &[1]]);
        assert_eq!(clusters(&four, &[(0, 1, 5)], std::slice::from_ref(&apart), &never), [vec![0], vec![1], vec![2], vec![3]]);
        let again = word(2, true, &[&[0], &[1, 2]]);
        assert_eq!(clusters(&four, &[(0, 1, 5)], &[apart, again], &never), [vec![0, 1, 2], vec![3]]);
        // Even of one document, and against the rule.
        let always = |_: usize, _: usize| true;
        assert_eq!(clusters(&nodes(&[1, 1]), &[], &[word(1, true, &[&[0], &[1]])], &always), [vec![0, 1]]);
    }

    proptest! {
        #[test]
        fn the_order_of_nodes_and_edges_plays_no_part(
            documents in proptest::collection::vec(0_i64..5, 1..10),
            edges in proptest::collection::vec((0_usize..10, 0_usize..10, 1_u32..4), 0..20),
            turn in 0_usize..10,
        ) {
            let nodes = nodes(&documents);
            let count = nodes.len();
            let edges: Vec<Edge> = edges.into_iter().filter(|(a, b, _)| a != b && *a < count && *b < count).collect();
            let never = |_: usize, _: usize| false;
            let ids = |nodes: &[Node], clusters: Vec<Vec<usize>>| -> BTreeSet<BTreeSet<String>> {
                clusters.into_iter().map(|cluster| cluster.into_iter().map(|node| nodes[node].id.clone()).collect()).collect()
            };
            let first = ids(&nodes, clusters(&nodes, &edges, &[], &never));
            let place = |node: usize| (node + turn) % count;
            let mut turned = nodes.clone();
            nodes.iter().enumerate().for_each(|(at, node)| turned[place(at)] = node.clone());
            let mut moved: Vec<Edge> = edges.iter().map(|(a, b, strength)| (place(*b), place(*a), *strength)).collect();
            moved.reverse();
            prop_assert_eq!(ids(&turned, clusters(&turned, &moved, &[], &never)), first.clone());
            for cluster in first {
                let of: Vec<i64> = nodes.iter().filter(|node| cluster.contains(&node.id)).map(|node| node.origin).collect();
                prop_assert_eq!(of.iter().collect::<BTreeSet<_>>().len(), of.len());
            }
        }
    }
}
