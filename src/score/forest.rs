//! Gradient-boosted trees: a block's features go in, a probability comes out.
//!
//! The model file is written by lab/train/fit.py, which documents its layout.

/// Stands in a node's feature field when the node is a leaf.
const LEAF: u16 = u16::MAX;

/// Boosted trees, all nodes in one row.
#[derive(Debug)]
pub struct Forest {
    nodes: Vec<Node>,
    /// Index of each tree's root, and last the number of nodes.
    roots: Vec<u32>,
    /// Features that the model was trained on.
    feature_count: usize,
}

/// A split (go left where the feature is at most the value) or a leaf (add the value), which leads to itself.
#[derive(Debug, Clone, Copy)]
struct Node {
    value: f32,
    feature: u16,
    left: u16,
    right: u16,
}

impl Forest {
    /// Reads a forest from the front of `rest`: u16 features, u16 trees; a tree: u16 nodes, then per node u16 feature, f32, u16 left, u16 right.
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let feature_count = usize::from(take_u16(rest)?);
        let tree_count = take_u16(rest)?;
        let mut forest = Self { nodes: Vec::new(), roots: vec![0], feature_count };
        for _ in 0..tree_count {
            let node_count = take_u16(rest)?;
            for place in 0..node_count {
                let feature = take_u16(rest)?;
                let value = f32::from_bits(u32::from(take_u16(rest)?) | u32::from(take_u16(rest)?) << 16);
                let (left, right) = (take_u16(rest)?, take_u16(rest)?);
                let is_leaf = feature == LEAF;
                // Children stand after their parent, so that every way down ends.
                let is_split = usize::from(feature) < feature_count
                    && (place + 1..node_count).contains(&left)
                    && (place + 1..node_count).contains(&right);
                if !is_leaf && !is_split {
                    return None;
                }
                let (left, right) = if is_leaf { (place, place) } else { (left, right) };
                forest.nodes.push(Node { value, feature: if is_leaf { 0 } else { feature }, left, right });
            }
            forest.roots.push(forest.nodes.len() as u32);
        }
        Some(forest)
    }

    /// Whether it has no tree.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Number of features that a row must have.
    #[cfg(test)]
    pub fn feature_count(&self) -> usize {
        self.feature_count
    }

    /// Probability for each row of features; `rows` holds them one after the other.
    pub fn probabilities(&self, rows: &[f32]) -> Vec<f32> {
        let rows: Vec<&[f32]> = rows.chunks_exact(self.feature_count.max(1)).collect();
        let mut logits = vec![0.0f32; rows.len()];
        // One tree after the other: its nodes stay in the cache, and neighbouring blocks take the same way down.
        for tree in self.roots.windows(2) {
            let nodes = &self.nodes[tree[0] as usize..tree[1] as usize];
            for (rows, logits) in rows.chunks(LANES).zip(logits.chunks_mut(LANES)) {
                // A last chunk that is short is filled up with its first row.
                let rows: [&[f32]; LANES] = std::array::from_fn(|lane| *rows.get(lane).unwrap_or(&rows[0]));
                for (logit, value) in logits.iter_mut().zip(leaf_values(nodes, rows)) {
                    *logit += value;
                }
            }
        }
        logits.into_iter().map(|logit| 1.0 / (1.0 + (-logit).exp())).collect()
    }
}

/// Rows that go down a tree side by side, so that the processor need not wait for one of them. Scoring WCXB took 2.7 ms a page
/// with 4, 2.4 with 8, 2.8 with 16 and 3.4 with 1.
const LANES: usize = 8;

/// The values of the leaves that rows fall into. A leaf leads to itself.
fn leaf_values(nodes: &[Node], rows: [&[f32]; LANES]) -> [f32; LANES] {
    let mut places = [0u16; LANES];
    loop {
        let mut has_moved = false;
        for lane in 0..LANES {
            let node = &nodes[usize::from(places[lane])];
            let next = if rows[lane][usize::from(node.feature)] <= node.value { node.left } else { node.right };
            has_moved |= next != places[lane];
            places[lane] = next;
        }
        if !has_moved {
            return places.map(|place| nodes[usize::from(place)].value);
        }
    }
}

fn take_u16(rest: &mut &[u8]) -> Option<u16> {
    let (head, tail) = rest.split_first_chunk::<2>()?;
    *rest = tail;
    Some(u16::from_le_bytes(*head))
}

#[cfg(test)]
mod tests {
    use super::{Forest, LEAF};

    fn file(trees: &[&[(u16, f32, u16, u16)]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(2u16.to_le_bytes());
        bytes.extend((trees.len() as u16).to_le_bytes());
        for tree in trees {
            bytes.extend((tree.len() as u16).to_le_bytes());
            for (feature, value, left, right) in *tree {
                bytes.extend(feature.to_le_bytes());
                bytes.extend(value.to_le_bytes());
                bytes.extend(left.to_le_bytes());
                bytes.extend(right.to_le_bytes());
            }
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Forest> {
        Forest::read(&mut &*bytes)
    }

    #[test]
    fn sums_the_leaves_that_a_row_falls_into() {
        let split: &[_] = &[(1, 0.5, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 2.0, 0, 0)];
        let stump: &[_] = &[(LEAF, 1.0, 0, 0)];
        let forest = read(&file(&[split, stump])).expect("a model");
        assert!((forest.probabilities(&[9.0, 0.5])[0] - 0.5).abs() < 1e-6, "-1 + 1 = 0: even odds");
        assert!((forest.probabilities(&[9.0, 0.5, 9.0, 0.6])[1] - 0.952_574).abs() < 1e-5, "2 + 1 = 3");
    }

    #[test]
    fn refuses_files_that_are_cut_or_point_outside() {
        let whole = file(&[&[(0, 0.5, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 2.0, 0, 0)]]);
        assert!(read(&whole).is_some());
        assert!(read(&whole[..whole.len() - 1]).is_none());
        assert!(read(&file(&[&[(0, 0.5, 1, 7)]])).is_none());
        assert!(read(&file(&[&[(2, 0.5, 0, 0)]])).is_none());
    }
}
