//! A forest goes in, what is to be asked of some blocks comes out; then what the trees say of each block.
//!
//! Of the splits that a page of many blocks could be asked, two in five are decided by the range of each feature: they ask what is the same on the
//! whole page, or what no block of it has. With them goes one in five that stands below a split where no block comes.

use bytemuck::Pod;
use pulp::{Arch, Simd, WithSimd};
use wide::{f32x16, u32x16};

use super::forest::{Leaves, SOME, Split};
use super::sheet::{Batch, LANES, Range, Sheet};

/// The splits that are put to some blocks.
#[derive(Debug, Default)]
pub struct Questions {
    /// Those of all trees in one row.
    questions: Vec<Question>,
    trees: Vec<Tree>,
}

/// A split that blocks may answer differently.
#[derive(Debug, Clone, Copy)]
struct Question {
    threshold: f32,
    feature: u32,
    /// The leaves that remain above the threshold.
    above: u32,
}

#[derive(Debug, Clone, Copy)]
struct Tree {
    /// Where its questions end, and the next tree's begin.
    end: usize,
    /// Leaves that may remain to the blocks.
    remaining: u32,
}

impl Questions {
    /// Adds a tree with all its splits.
    pub fn add_tree(&mut self, splits: &[Split]) {
        self.questions.extend(splits.iter().map(Question::of));
        self.trees.push(Tree { end: self.questions.len(), remaining: u32::MAX });
    }

    /// Decides what can be decided for all blocks at once; `split_count` is that of all trees together.
    ///
    /// # Panics
    /// If there are fewer features than the forest was trained on.
    pub fn undecided<'a>(trees: impl Iterator<Item = &'a [Split]>, split_count: usize, ranges: &[Range]) -> Self {
        let mut questions = Vec::with_capacity(split_count);
        let decide = |splits: &[Split]| {
            let (mut remaining, mut open) = (u32::MAX, 0u32);
            for (place, split) in splits.iter().enumerate() {
                let ends_above = ranges[split.feature as usize].ends_above(split.threshold);
                remaining &= split.leaves[ends_above];
                open |= u32::from(ends_above == SOME) << place;
            }
            while open != 0 {
                let split = &splits[open.trailing_zeros() as usize];
                open &= open - 1;
                // What only rules out leaves that are ruled out already need not be asked.
                if remaining & !split.above() != 0 {
                    questions.push(Question::of(split));
                }
            }
            Tree { end: questions.len(), remaining }
        };
        let trees = trees.map(decide).collect();
        Self { questions, trees }
    }

    /// The log-odds of all blocks where all is decided; `leaves` are those of each tree.
    pub fn log_odds_of_all(&self, leaves: &[Leaves]) -> f32 {
        self.trees.iter().zip(leaves).map(|(tree, leaves)| first_of(tree.remaining, leaves)).sum()
    }

    /// The log-odds of each block of a sheet.
    pub fn log_odds(&self, leaves: &[Leaves], sheet: &Sheet) -> Vec<f32> {
        Arch::new().dispatch(Sum { questions: self, leaves, sheet })
    }
}

impl Question {
    fn of(split: &Split) -> Self {
        Self { threshold: split.threshold, feature: split.feature, above: split.above() }
    }
}

/// The sum of the leaves that each block falls into, in the widest registers that the processor has.
struct Sum<'a> {
    questions: &'a Questions,
    leaves: &'a [Leaves],
    sheet: &'a Sheet,
}

impl WithSimd for Sum<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let mut sums = vec![0.0; self.sheet.block_count()];
        for (features, sums) in self.sheet.batches().iter().zip(sums.chunks_mut(LANES)) {
            match sums.len().div_ceil(S::F32_LANES) {
                1 => self.add(sums, |questions, all| remaining_in_registers::<S, 1>(simd, questions, all, features)),
                2 => self.add(sums, |questions, all| remaining_in_registers::<S, 2>(simd, questions, all, features)),
                3 | 4 => {
                    self.add(sums, |questions, all| remaining_in_registers::<S, 4>(simd, questions, all, features))
                }
                _ => self.add(sums, |questions, all| remaining_leaves(questions, all, features)),
            }
        }
        sums
    }
}

impl Sum<'_> {
    /// Adds over all trees the first leaf that remains to each block.
    #[inline(always)]
    fn add<R: Pod>(&self, sums: &mut [f32], remaining_leaves: impl Fn(&[Question], u32) -> R) {
        let mut start = 0;
        for (tree, leaves) in self.questions.trees.iter().zip(self.leaves) {
            let remaining = remaining_leaves(&self.questions.questions[start..tree.end], tree.remaining);
            start = tree.end;
            add_first(bytemuck::cast_slice(std::slice::from_ref(&remaining)), leaves, sums);
        }
    }
}

/// Adds the leaf that each block falls into. Never part of a function for wide registers: there the compiler gathers the leaves of sixteen
/// blocks by one instruction, however few there are, which made a page of 1 KB 15 % slower and no page faster.
#[inline(never)]
fn add_first(remaining: &[u32], leaves: &Leaves, sums: &mut [f32]) {
    sums.iter_mut().zip(remaining).for_each(|(sum, &remaining)| *sum += first_of(remaining, leaves));
}

/// The leaf that a block falls into if these remain.
#[inline(always)]
fn first_of(remaining: u32, leaves: &Leaves) -> f32 {
    leaves[remaining.trailing_zeros() as usize]
}

/// For each block the leaves that no split rules out, of those that remain to all; the leftmost is the one it falls into. All blocks are
/// in `REGISTERS` registers.
#[inline(always)]
fn remaining_in_registers<S: Simd, const REGISTERS: usize>(
    simd: S,
    questions: &[Question],
    all: u32,
    features: &Batch,
) -> [S::u32s; REGISTERS] {
    let mut remaining = [simd.splat_u32s(all); REGISTERS];
    for question in questions {
        let (threshold, above) = (simd.splat_f32s(question.threshold), simd.splat_u32s(question.above));
        let (values, _) = S::as_simd_f32s(&features[question.feature as usize]);
        for (remaining, &value) in remaining.iter_mut().zip(values) {
            let is_above = simd.greater_than_f32s(value, threshold);
            *remaining = simd.select_u32s(is_above, simd.and_u32s(*remaining, above), *remaining);
        }
    }
    remaining
}

/// The same in registers that every processor has.
fn remaining_leaves(questions: &[Question], all: u32, features: &Batch) -> [u32x16; LANES / 16] {
    let mut remaining = [u32x16::splat(all); LANES / 16];
    for question in questions {
        let (values, _) = features[question.feature as usize].as_chunks();
        for (remaining, &values) in remaining.iter_mut().zip(values) {
            // All bits where the split rules nothing out. Left to itself the compiler makes sixteen branches of this.
            let is_above: u32x16 = bytemuck::cast(f32x16::new(values).simd_gt(f32x16::splat(question.threshold)));
            *remaining &= !is_above | u32x16::splat(question.above);
        }
    }
    remaining
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use pulp::{Scalar, WithSimd};

    use super::Sum;
    use crate::score::model::Model;
    use crate::score::sheet::{FEATURES, LANES, Sheet};

    #[test]
    fn what_is_decided_for_one_block_is_what_many_are_asked_in_any_registers() {
        let forest = Model::new().trees;
        let blocks: Vec<[f32; FEATURES]> = (0..LANES + LANES)
            .map(|block| from_fn(|feature| ((block * 37 + feature * 11) % 101) as f32 / 25.0 - 1.0))
            .collect();
        let expected: Vec<f32> = blocks.iter().map(|features| forest.log_odds_of(features)).collect();
        for count in [1, 2, 3, LANES / 4, LANES / 2 + 1, LANES, LANES + 1, blocks.len()] {
            let mut sheet = Sheet::new(count);
            for (row, features) in blocks[..count].iter().enumerate() {
                let mut writer = sheet.write(row);
                features.iter().for_each(|&value| writer.put(value));
            }
            for questions in [&forest.questions, &forest.undecided(&sheet.ranges())] {
                assert_eq!(questions.log_odds(&forest.leaves, &sheet), expected[..count]);
                let sum = Sum { questions, leaves: &forest.leaves, sheet: &sheet };
                assert_eq!(sum.with_simd(Scalar), expected[..count]);
            }
        }
    }
}
