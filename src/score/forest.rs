//! Gradient-boosted trees: a block's features go in, a probability comes out.
//!
//! The model file is written by lab/train/fit.py, which documents its layout.

/// The model that is part of the program.
const MODEL: &[u8] = include_bytes!("model.bin");

/// Marks a model file of the layout read here.
const MAGIC: &[u8] = b"TAMISGB1";

/// Stands in a node's feature field when the node is a leaf.
const LEAF: u16 = u16::MAX;

/// Boosted trees, all nodes in one row.
#[derive(Debug)]
pub struct Forest {
    nodes: Vec<Node>,
    /// Index of each tree's root.
    roots: Vec<u32>,
    /// Features that the model was trained on.
    feature_count: usize,
}

/// A split (go left where the feature is at most the value) or a leaf (add the value).
#[derive(Debug, Clone, Copy)]
struct Node {
    value: f32,
    feature: u16,
    left: u16,
    right: u16,
}

impl Forest {
    /// Reads the model that is part of the program.
    ///
    /// # Panics
    /// If the program was built with a model file that is not one.
    pub fn new() -> Self {
        Self::read(MODEL).expect("src/score/model.bin is a model file")
    }

    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let feature_count = usize::from(take_u16(&mut rest)?);
        let tree_count = take_u16(&mut rest)?;
        let mut forest = Self { nodes: Vec::new(), roots: Vec::new(), feature_count };
        for _ in 0..tree_count {
            let node_count = take_u16(&mut rest)?;
            forest.roots.push(forest.nodes.len() as u32);
            for _ in 0..node_count {
                let feature = take_u16(&mut rest)?;
                let value = f32::from_bits(u32::from(take_u16(&mut rest)?) | u32::from(take_u16(&mut rest)?) << 16);
                let (left, right) = (take_u16(&mut rest)?, take_u16(&mut rest)?);
                let is_valid = left < node_count
                    && right < node_count
                    && (feature == LEAF || usize::from(feature) < feature_count);
                if !is_valid {
                    return None;
                }
                forest.nodes.push(Node { value, feature, left, right });
            }
        }
        rest.is_empty().then_some(forest)
    }

    /// Number of features that a row must have.
    pub fn feature_count(&self) -> usize {
        self.feature_count
    }

    /// Probability for a row of features.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let logit: f32 = self.roots.iter().map(|&root| self.leaf_value(root as usize, features)).sum();
        1.0 / (1.0 + (-logit).exp())
    }

    fn leaf_value(&self, root: usize, features: &[f32]) -> f32 {
        let mut node = self.nodes[root];
        while node.feature != LEAF {
            let next = if features[usize::from(node.feature)] <= node.value { node.left } else { node.right };
            node = self.nodes[root + usize::from(next)];
        }
        node.value
    }
}

fn take_u16(rest: &mut &[u8]) -> Option<u16> {
    let (head, tail) = rest.split_first_chunk::<2>()?;
    *rest = tail;
    Some(u16::from_le_bytes(*head))
}

#[cfg(test)]
mod tests {
    use super::{Forest, LEAF, MAGIC};

    fn file(trees: &[&[(u16, f32, u16, u16)]]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
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

    #[test]
    fn sums_the_leaves_that_a_row_falls_into() {
        let split: &[_] = &[(1, 0.5, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 2.0, 0, 0)];
        let stump: &[_] = &[(LEAF, 1.0, 0, 0)];
        let forest = Forest::read(&file(&[split, stump])).expect("a model");
        assert!((forest.probability(&[9.0, 0.5]) - 0.5).abs() < 1e-6, "-1 + 1 = 0: even odds");
        assert!((forest.probability(&[9.0, 0.6]) - 0.952_574).abs() < 1e-5, "2 + 1 = 3");
    }

    #[test]
    fn refuses_files_that_are_cut_or_point_outside() {
        let whole = file(&[&[(0, 0.5, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 2.0, 0, 0)]]);
        assert!(Forest::read(&whole).is_some());
        assert!(Forest::read(&whole[..whole.len() - 1]).is_none());
        assert!(Forest::read(&file(&[&[(0, 0.5, 1, 7)]])).is_none());
        assert!(Forest::read(&file(&[&[(2, 0.5, 0, 0)]])).is_none());
    }
}
