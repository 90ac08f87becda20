//! Boosted trees and a block's features go in; how far each feature moved the block's log-odds comes out.
//!
//! Contributions along paths (Saabas 2014): a node expects some log-odds, each split on a block's way down changes what is expected,
//! and the change belongs to the feature that was asked. What the roots expect and all changes add up to the log-odds, exactly.
//! A node expects the mean of the page's own blocks that come to it, so that a reason is what sets a block apart from the others of
//! its page, and what all have in common is where they start. (The model file does not say how many blocks of the training pages
//! went which way; with the plain mean of the leaves below a node the first reasons were what is rare and absent, such as "the
//! page is no product".) That mean of leaves counts as one more block: where no other block comes it is all that is expected.

use super::forest::{Forest, Split};

/// Trees that can be walked.
#[derive(Debug)]
pub struct Paths {
    /// All nodes of all trees, a parent before its children.
    nodes: Vec<Node>,
    /// Root of each tree.
    roots: Vec<usize>,
    /// Features that a block must have.
    feature_count: usize,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// Sum of the log-odds of blocks that came here, that of an unknown one among them, and how many.
    log_odds: f64,
    blocks: f64,
    /// What is asked here; leaves ask nothing.
    question: Option<Question>,
}

#[derive(Debug, Clone, Copy)]
struct Question {
    feature: usize,
    threshold: f32,
    /// Where blocks go that are not above the threshold, and the others.
    below: usize,
    above: usize,
}

impl Paths {
    /// Reads the paths out of a forest. Nodes expect the mean of their leaves.
    pub fn new(forest: &Forest) -> Self {
        let mut paths = Self { nodes: Vec::new(), roots: Vec::new(), feature_count: forest.feature_count() };
        for (splits, leaves) in forest.trees() {
            paths.add_tree(splits, leaves);
        }
        paths
    }

    fn add_tree(&mut self, splits: &[Split], leaves: &[f32]) {
        let root = self.nodes.len();
        self.roots.push(root);
        self.nodes.push(Node::of(leaves));
        let mut open = vec![(root, 0, leaves.len())];
        while let Some((node, first, end)) = open.pop() {
            let Some((split, middle)) = split_of(splits, first, end) else { continue };
            let below = self.nodes.len();
            let question =
                Question { feature: split.feature as usize, threshold: split.threshold, below, above: below + 1 };
            self.nodes[node].question = Some(question);
            self.nodes.extend([Node::of(&leaves[first..middle]), Node::of(&leaves[middle..end])]);
            open.extend([(below, first, middle), (below + 1, middle, end)]);
        }
    }

    /// Lets nodes expect what a block with these features meets, besides those before it.
    pub fn learn(&mut self, features: &[f32]) {
        let mut way = Vec::new();
        for &root in &self.roots {
            way.clear();
            way.push(root);
            let mut node = self.nodes[root];
            while let Some(question) = node.question {
                let next = question.answer(features);
                way.push(next);
                node = self.nodes[next];
            }
            let leaf = node.expected();
            for &node in &way {
                self.nodes[node].log_odds += leaf;
                self.nodes[node].blocks += 1.0;
            }
        }
    }

    /// Log-odds that are expected before anything is asked.
    pub fn base(&self) -> f64 {
        self.roots.iter().map(|&root| self.nodes[root].expected()).sum()
    }

    /// Walks a block with these features through all trees: for each feature how far it moved the log-odds, and which way.
    /// With [`base`](Self::base) they add up to what the trees say of the block.
    pub fn contributions(&self, features: &[f32]) -> Vec<f64> {
        let mut contributions = vec![0.0; self.feature_count];
        for &root in &self.roots {
            let mut node = self.nodes[root];
            while let Some(question) = node.question {
                let next = self.nodes[question.answer(features)];
                contributions[question.feature] += next.expected() - node.expected();
                node = next;
            }
        }
        contributions
    }
}

impl Node {
    fn of(leaves: &[f32]) -> Self {
        let sum: f64 = leaves.iter().copied().map(f64::from).sum();
        Self { log_odds: sum / leaves.len().max(1) as f64, blocks: 1.0, question: None }
    }

    fn expected(self) -> f64 {
        self.log_odds / self.blocks
    }
}

impl Question {
    /// The node to which a block with these features goes. What is not a number is above nothing, as in [`Forest`].
    fn answer(self, features: &[f32]) -> usize {
        if features[self.feature] > self.threshold { self.above } else { self.below }
    }
}

/// The split that stands above the leaves from `first` to `end`, and where it parts them: of those that rule leaves out from
/// `first` on it is the one that rules out most.
fn split_of(splits: &[Split], first: usize, end: usize) -> Option<(Split, usize)> {
    let parts = splits.iter().filter_map(|split| {
        let (start, middle) = split.left();
        let (start, middle) = (start as usize, middle as usize);
        (start == first && middle > first && middle < end).then_some((*split, middle))
    });
    parts.max_by_key(|(_, middle)| *middle)
}

#[cfg(test)]
mod tests {
    use super::Paths;
    use crate::score::forest::Forest;

    /// (second <= .5 ? (first <= 3 ? -1 : -2) : 2), and a tree of one leaf.
    fn forest() -> Forest {
        let mut bytes = vec![2, 0, 2, 0, 2];
        for (feature, threshold, above) in [(1u16, 0.5f32, !0b011u32), (0, 3.0, !0b001)] {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(threshold.to_le_bytes());
            bytes.extend(above.to_le_bytes());
        }
        bytes.extend([-1.0f32, -2.0, 2.0].iter().flat_map(|leaf| leaf.to_le_bytes()));
        bytes.push(0);
        bytes.extend(1.0f32.to_le_bytes());
        Forest::read(&mut &*bytes).expect("a forest")
    }

    #[test]
    fn contributions_follow_the_path_and_add_up_to_the_score() {
        let forest = forest();
        let paths = Paths::new(&forest);
        let mean = -1.0 / 3.0;
        for (features, contributions) in [
            ([3.0, 0.5], [0.5, -1.5 - mean]),
            ([3.1, 0.5], [-0.5, -1.5 - mean]),
            ([9.0, 0.6], [0.0, 2.0 - mean]),
            ([f32::NAN, f32::NAN], [0.5, -1.5 - mean]),
        ] {
            let found = paths.contributions(&features);
            assert!((paths.base() - (1.0 + mean)).abs() < 1e-9, "{paths:?}");
            for (found, expected) in found.iter().zip(contributions) {
                assert!((found - expected).abs() < 1e-9, "{features:?}: {found} is not {expected}");
            }
            let log_odds = paths.base() + found.iter().sum::<f64>();
            let weighed = forest.log_odds_of(&features);
            assert!((log_odds - f64::from(weighed)).abs() < 1e-6);
        }
    }

    #[test]
    fn what_all_blocks_of_a_page_have_in_common_is_where_they_start() {
        let mut paths = Paths::new(&forest());
        let page = [[3.0, 0.5], [9.0, 0.5]];
        (0..1000).for_each(|index| paths.learn(&page[index % 2]));
        assert!((paths.base() + 0.5).abs() < 0.01, "the mean of both: {}", paths.base());
        let found = page.map(|features| paths.contributions(&features));
        for (found, (first, log_odds)) in found.iter().zip([(0.5, 0.0), (-0.5, -1.0)]) {
            assert!((found[0] - first).abs() < 0.01, "what sets them apart: {found:?}");
            assert!(found[1].abs() < 0.01, "what they share: {found:?}");
            assert!((paths.base() + found.iter().sum::<f64>() - log_odds).abs() < 1e-9, "{found:?}");
        }
    }
}
