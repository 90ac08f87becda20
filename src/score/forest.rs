//! Gradient-boosted trees: features of some blocks go in, log-odds for each come out.
//!
//! No tree is walked. Splits of a tree are put to every block, and what each rules out is struck from the block's set of leaves
//! (Lucchese et al., `QuickScorer`, SIGIR 2015): no branches, and blocks side by side in the processor's wide registers. Which splits
//! need to be asked at all is for [`Questions`] to say.
//! The model file is written by lab/train/fit.py, which documents its layout.

use super::questions::Questions;
use super::sheet::{Range, Sheet};

/// Most leaves of a tree: the bits of a set.
const MAX_LEAVES: usize = u32::BITS as usize;

/// The leaves of a tree from left to right, then zeros. There is one for the first leaf of an empty set, too: no set is empty, but the
/// compiler, which does not know that, need not check.
pub type Leaves = [f32; MAX_LEAVES + 1];

/// Boosted trees, all splits in one row.
#[derive(Debug)]
pub struct Forest {
    splits: Vec<Split>,
    /// The same for blocks of which nothing is known.
    pub(super) questions: Questions,
    pub(super) leaves: Vec<Leaves>,
    /// Splits of each tree; it has one leaf more.
    sizes: Vec<u8>,
    /// Features that the model was trained on.
    feature_count: usize,
}

/// A question: blocks whose feature is above the threshold cannot end in the leaves to the left.
#[derive(Debug, Clone, Copy)]
pub struct Split {
    /// Largest value that is not above it.
    pub threshold: f32,
    /// What is asked for.
    pub feature: u32,
    /// The leaves in which blocks may end of which none is above the threshold, some are, or all are.
    pub leaves: [u32; 3],
}

/// Places in [`Split::leaves`]: how many ends of the blocks' range of values are above the threshold.
const NONE: usize = 0;
/// See [`NONE`].
pub const SOME: usize = 1;
/// See [`NONE`].
const ALL: usize = 2;

impl Split {
    /// The leaves that remain when the feature is above the threshold.
    pub fn above(&self) -> u32 {
        self.leaves[ALL]
    }

    /// The leaves to its left: the first, and one past the last.
    pub fn left(&self) -> (u32, u32) {
        let start = self.above().trailing_ones();
        (start, start + (!self.above()).count_ones())
    }
}

/// Rules out, where no block is above a split's threshold, the leaves to its right: from those to its left to the end of the part of the tree
/// that it parts. Splits stand before those below them, the left ones first; nothing if they do not.
fn rule_out_right(splits: &mut [Split], leaf_count: u32) -> Option<()> {
    let mut parts = vec![(0, leaf_count)];
    for split in splits {
        let (start, middle) = split.left();
        // A part of one leaf has no split.
        let (first, end) = std::iter::from_fn(|| parts.pop()).find(|(first, end)| end - first > 1)?;
        if start != first || middle >= end {
            return None;
        }
        split.leaves[NONE] = leaves_before(middle) | !leaves_before(end);
        parts.extend([(middle, end), (start, middle)]);
    }
    Some(())
}

fn leaves_before(end: u32) -> u32 {
    1u32.checked_shl(end).map_or(u32::MAX, |bit| bit - 1)
}

impl Forest {
    /// Reads a forest from the front of `rest`: u16 features, u16 trees; a tree: u8 splits, then per split u16 feature, f32 threshold,
    /// u32 leaves that remain above it, then an f32 for each leaf from left to right (little endian).
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let feature_count = usize::from(u16::from_le_bytes(take(rest)?));
        let tree_count = u16::from_le_bytes(take(rest)?);
        let mut forest = Self {
            splits: Vec::new(),
            questions: Questions::default(),
            leaves: Vec::new(),
            sizes: Vec::new(),
            feature_count,
        };
        for _ in 0..tree_count {
            let [size] = take(rest)?;
            for _ in 0..size {
                let feature = u32::from(u16::from_le_bytes(take(rest)?));
                let threshold = f32::from_le_bytes(take(rest)?);
                let above = u32::from_le_bytes(take(rest)?);
                // The rightmost leaf is to the left of no split, so that some leaf always remains.
                let keeps_last = usize::from(size) < MAX_LEAVES && above & (1 << size) != 0;
                if !keeps_last || feature as usize >= feature_count {
                    return None;
                }
                forest.splits.push(Split { threshold, feature, leaves: [u32::MAX, u32::MAX, above] });
            }
            let first = forest.splits.len() - usize::from(size);
            rule_out_right(&mut forest.splits[first..], u32::from(size) + 1)?;
            forest.questions.add_tree(&forest.splits[first..]);
            let mut leaves = [0.0; MAX_LEAVES + 1];
            for leaf in &mut leaves[..=usize::from(size)] {
                *leaf = f32::from_le_bytes(take(rest)?);
            }
            forest.leaves.push(leaves);
            forest.sizes.push(size);
        }
        Some(forest)
    }

    /// Whether it has no tree.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Number of features that a block must have.
    pub fn feature_count(&self) -> usize {
        self.feature_count
    }

    /// The splits and leaves of each tree.
    pub fn trees(&self) -> impl Iterator<Item = (&[Split], &[f32])> {
        let leaves = self.leaves.iter().zip(&self.sizes).map(|(leaves, &size)| &leaves[..=usize::from(size)]);
        self.splits_of_trees().zip(leaves)
    }

    fn splits_of_trees(&self) -> impl Iterator<Item = &[Split]> {
        let mut splits = self.splits.as_slice();
        self.sizes.iter().map(move |&size| {
            let (own, others) = splits.split_at(usize::from(size));
            splits = others;
            own
        })
    }

    /// What is to be asked of blocks whose features have these ranges.
    ///
    /// # Panics
    /// If there are fewer features than the forest was trained on.
    pub fn undecided(&self, ranges: &[Range]) -> Questions {
        Questions::undecided(self.splits_of_trees(), self.splits.len(), ranges)
    }

    /// The log-odds of each block of a sheet.
    ///
    /// # Panics
    /// If there are fewer features than the forest was trained on.
    pub fn log_odds(&self, sheet: &Sheet) -> Vec<f32> {
        if sheet.batches().len() < MIN_BATCHES {
            return self.questions.log_odds(&self.leaves, sheet);
        }
        self.undecided(&sheet.ranges()).log_odds(&self.leaves, sheet)
    }

    /// The log-odds of a single block.
    ///
    /// # Panics
    /// If there are fewer features than the forest was trained on.
    pub fn log_odds_of(&self, features: &[f32]) -> f32 {
        let ranges: Vec<Range> = features.iter().copied().map(Range::of).collect();
        self.undecided(&ranges).log_odds_of_all(&self.leaves)
    }
}

/// Batches of blocks from which on it is quicker to decide first what is to be asked, which takes as long as to ask everything of two.
const MIN_BATCHES: usize = 3;

/// The next bytes of a model file.
pub fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::Forest;
    use crate::score::sheet::{LANES, Sheet};

    type Tree<'a> = (&'a [(u16, f32, u32)], &'a [f32]);

    fn file(trees: &[Tree<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(2u16.to_le_bytes());
        bytes.extend((trees.len() as u16).to_le_bytes());
        for (splits, leaves) in trees {
            bytes.push(splits.len() as u8);
            for (feature, threshold, above) in *splits {
                bytes.extend(feature.to_le_bytes());
                bytes.extend(threshold.to_le_bytes());
                bytes.extend(above.to_le_bytes());
            }
            bytes.extend(leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Forest> {
        Forest::read(&mut &*bytes)
    }

    #[test]
    fn sums_the_leaves_that_a_block_falls_into() {
        // (second <= .5 ? (first <= 3 ? -1 : -2) : 2), and a tree of one leaf.
        let tree: Tree<'_> = (&[(1, 0.5, !0b011), (0, 3.0, !0b001)], &[-1.0, -2.0, 2.0]);
        let stump: Tree<'_> = (&[], &[1.0]);
        let forest = read(&file(&[tree, stump])).expect("a model");
        let blocks = [[3.0, 0.5], [3.1, 0.5], [3.0, 0.6]];
        let mut sheet = Sheet::new(blocks.len());
        for (block, features) in blocks.iter().enumerate() {
            let mut writer = sheet.write(block);
            features.iter().for_each(|&value| writer.put(value));
        }
        let expected = [0.0, -1.0, 3.0];
        assert_eq!(forest.log_odds(&sheet), expected, "-1 + 1, -2 + 1, 2 + 1");
        assert_eq!(blocks.map(|features| forest.log_odds_of(&features)), expected, "one by one");
    }

    #[test]
    fn what_all_blocks_of_a_sheet_agree_on_changes_nothing_for_any_of_them() {
        // first <= 1 ? (second <= 1 ? 1 : 2) : (second <= 2 ? 3 : 4)
        let tree: Tree<'_> = (&[(0, 1.0, !0b0011), (1, 1.0, !0b0001), (1, 2.0, !0b0100)], &[1.0, 2.0, 3.0, 4.0]);
        let forest = read(&file(&[tree])).expect("a model");
        let kinds = [([0.0, 0.5], 1.0), ([0.0, 1.5], 2.0), ([0.0, 2.5], 2.0), ([2.0, 1.5], 3.0), ([2.0, 2.5], 4.0)];
        for pair in kinds.iter().flat_map(|one| kinds.iter().map(move |other| [one, other])) {
            let mut sheet = Sheet::new(LANES);
            for (block, (features, _)) in pair.iter().cycle().take(LANES).enumerate() {
                let mut writer = sheet.write(block);
                features.iter().for_each(|&value| writer.put(value));
            }
            let expected = pair.map(|(_, leaf)| *leaf);
            assert_eq!(forest.log_odds(&sheet)[..2], expected, "{pair:?}");
            let undecided = forest.undecided(&sheet.ranges());
            assert_eq!(undecided.log_odds(&forest.leaves, &sheet)[..2], expected, "{pair:?}");
        }
    }

    #[test]
    fn refuses_files_that_are_cut_or_point_outside() {
        let leaves: &[f32] = &[-1.0, 2.0];
        let whole = file(&[(&[(0, 0.5, !0b01)], leaves)]);
        assert!(read(&whole).is_some());
        assert!(read(&whole[..whole.len() - 1]).is_none());
        assert!(read(&file(&[(&[(2, 0.5, !0b01)], leaves)])).is_none(), "no such feature");
        assert!(read(&file(&[(&[(0, 0.5, !0b10)], leaves)])).is_none(), "no leaf might remain");
        let below_first: Tree<'_> = (&[(0, 3.0, !0b001), (1, 0.5, !0b011)], &[-1.0, -2.0, 2.0]);
        assert!(read(&file(&[below_first])).is_none(), "a split before the one above it");
    }
}
