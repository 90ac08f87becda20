//! Gradient-boosted trees: features of some blocks go in, log-odds for each come out.
//!
//! No tree is walked. Every split of a tree is put to every block, and what it rules out is struck from the block's set of leaves
//! (Lucchese et al., `QuickScorer`, SIGIR 2015): no branches, and blocks side by side in the processor's wide registers.
//! The model file is written by lab/train/fit.py, which documents its layout.

use pulp::{Arch, Simd, WithSimd};
use wide::{f32x16, u32x16};

/// Blocks that are weighed together: their sets of leaves stay in registers while a tree is read.
pub const LANES: usize = 16;

/// One value for each of the blocks that are weighed together.
pub type Lane = [f32; LANES];

/// Most leaves of a tree: the bits of a set.
const MAX_LEAVES: usize = u32::BITS as usize;

/// Boosted trees, all splits in one row and all leaves in another.
#[derive(Debug)]
pub struct Forest {
    splits: Vec<Split>,
    leaves: Vec<f32>,
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
    /// The leaves that remain when the feature is above the threshold, leftmost first.
    pub above: u32,
}

impl Forest {
    /// Reads a forest from the front of `rest`: u16 features, u16 trees; a tree: u8 splits, then per split u16 feature, f32 threshold,
    /// u32 leaves that remain above it, then an f32 for each leaf from left to right (little endian).
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let feature_count = usize::from(u16::from_le_bytes(take(rest)?));
        let tree_count = u16::from_le_bytes(take(rest)?);
        let mut forest = Self { splits: Vec::new(), leaves: Vec::new(), sizes: Vec::new(), feature_count };
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
                forest.splits.push(Split { threshold, feature, above });
            }
            for _ in 0..=size {
                forest.leaves.push(f32::from_le_bytes(take(rest)?));
            }
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
        let (mut splits, mut leaves) = (self.splits.as_slice(), self.leaves.as_slice());
        self.sizes.iter().map(move |&size| {
            let (own_splits, other_splits) = splits.split_at(usize::from(size));
            let (own_leaves, other_leaves) = leaves.split_at(usize::from(size) + 1);
            (splits, leaves) = (other_splits, other_leaves);
            (own_splits, own_leaves)
        })
    }

    /// The log-odds of each block; `features` holds one [`Lane`] a feature.
    ///
    /// # Panics
    /// If there are fewer features than the forest was trained on.
    pub fn log_odds(&self, features: &[Lane]) -> Lane {
        Arch::new().dispatch(Sum { forest: self, features })
    }
}

/// The sum of the leaves that each block falls into, in the widest registers that the processor has.
struct Sum<'a> {
    forest: &'a Forest,
    features: &'a [Lane],
}

impl WithSimd for Sum<'_> {
    type Output = Lane;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Lane {
        let Self { forest, features } = self;
        match LANES / S::F32_LANES {
            1 => forest.sums(|splits| remaining_in_registers::<S, 1>(simd, splits, features)),
            2 => forest.sums(|splits| remaining_in_registers::<S, 2>(simd, splits, features)),
            _ => forest.sums(|splits| remaining_leaves(splits, features)),
        }
    }
}

impl Forest {
    /// The sum over all trees of the first leaf that remains to each block.
    #[inline(always)]
    fn sums(&self, remaining_leaves: impl Fn(&[Split]) -> [u32; LANES]) -> Lane {
        let mut sums = [0.0; LANES];
        for (splits, leaves) in self.trees() {
            for (sum, remaining) in sums.iter_mut().zip(remaining_leaves(splits)) {
                *sum += leaves[remaining.trailing_zeros() as usize];
            }
        }
        sums
    }
}

/// For each block the leaves that no split rules out; the leftmost is the one it falls into. All blocks are in `REGISTERS` registers.
#[inline(always)]
fn remaining_in_registers<S: Simd, const REGISTERS: usize>(
    simd: S,
    splits: &[Split],
    features: &[Lane],
) -> [u32; LANES] {
    let mut remaining = [simd.splat_u32s(u32::MAX); REGISTERS];
    for split in splits {
        let (threshold, above) = (simd.splat_f32s(split.threshold), simd.splat_u32s(split.above));
        let (values, _) = S::as_simd_f32s(&features[split.feature as usize]);
        for (remaining, &value) in remaining.iter_mut().zip(values) {
            let is_below = simd.less_than_or_equal_f32s(value, threshold);
            *remaining = simd.select_u32s(is_below, *remaining, simd.and_u32s(*remaining, above));
        }
    }
    let mut leaves = [0; LANES];
    leaves.copy_from_slice(bytemuck::cast_slice(&remaining));
    leaves
}

/// The same in registers that every processor has.
fn remaining_leaves(splits: &[Split], features: &[Lane]) -> [u32; LANES] {
    let mut remaining = u32x16::splat(u32::MAX);
    for split in splits {
        let values = f32x16::new(features[split.feature as usize]);
        // All bits where the split rules nothing out. Left to itself the compiler makes sixteen branches of this.
        let is_below: u32x16 = bytemuck::cast(values.simd_le(f32x16::splat(split.threshold)));
        remaining &= is_below | u32x16::splat(split.above);
    }
    remaining.to_array()
}

/// The next bytes of a model file.
pub fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::{Forest, LANES};

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
        let tree: Tree<'_> = (&[(1, 0.5, 0b100), (0, 3.0, 0b110)], &[-1.0, -2.0, 2.0]);
        let stump: Tree<'_> = (&[], &[1.0]);
        let forest = read(&file(&[tree, stump])).expect("a model");
        let mut features = [[0.0; LANES]; 2];
        (features[0][0], features[1][0]) = (3.0, 0.5);
        (features[0][1], features[1][1]) = (3.1, 0.5);
        (features[0][2], features[1][2]) = (3.0, 0.6);
        let log_odds = forest.log_odds(&features);
        assert_eq!(log_odds[..3], [0.0, -1.0, 3.0], "-1 + 1, -2 + 1, 2 + 1");
    }

    #[test]
    fn refuses_files_that_are_cut_or_point_outside() {
        let leaves: &[f32] = &[-1.0, 2.0];
        let whole = file(&[(&[(0, 0.5, 0b10)], leaves)]);
        assert!(read(&whole).is_some());
        assert!(read(&whole[..whole.len() - 1]).is_none());
        assert!(read(&file(&[(&[(2, 0.5, 0b10)], leaves)])).is_none(), "no such feature");
        assert!(read(&file(&[(&[(0, 0.5, 0b01)], leaves)])).is_none(), "no leaf might remain");
    }
}
