//! Blocks that belong together and what they weigh go in, means over each group come out.

use pulp::Simd;

use super::product::{load, store};
use super::rows::{CHANNELS, Row, Rows};
use crate::score::context::{Context, weight_in_means};

/// Groupings that a layer hears: the whole page, blocks of one look, blocks of one look in places of one look.
pub const GROUPINGS: usize = 3;

/// Which blocks belong together.
#[derive(Debug)]
pub struct Grouping {
    /// For each block its group.
    group_of: Vec<u32>,
    /// For each block its share of its group's weight.
    shares: Vec<f32>,
    /// Number of groups.
    groups: usize,
}

impl Grouping {
    /// The groupings of a page.
    pub fn all(context: &Context<'_>) -> [Self; GROUPINGS] {
        let weights: Vec<f32> = context.page.blocks.iter().map(|block| weight_in_means(block) as f32).collect();
        let whole_page = vec![0; weights.len()];
        let [looks, deep_looks] = [&context.group_of, &context.structure.deep_look_of].map(Vec::clone);
        [whole_page, looks, deep_looks].map(|group_of| Self::new(group_of, &weights))
    }

    /// Some blocks by the group of each and what it weighs there.
    pub fn new(group_of: Vec<u32>, weights: &[f32]) -> Self {
        let groups = group_of.iter().max().map_or(0, |&last| last as usize + 1);
        let mut sums = vec![0.0; groups];
        group_of.iter().zip(weights).for_each(|(&group, weight)| sums[group as usize] += weight);
        let shares = group_of.iter().zip(weights).map(|(&group, weight)| weight / sums[group as usize]).collect();
        Self { group_of, shares, groups }
    }

    /// The group of a block.
    pub fn group_of(&self, block: usize) -> usize {
        self.group_of[block] as usize
    }

    /// The mean of each group, of one value a block.
    pub fn means_of(&self, values: impl Iterator<Item = f32>) -> Vec<f32> {
        let mut means = vec![0.0; self.groups];
        for ((&group, share), value) in self.group_of.iter().zip(&self.shares).zip(values) {
            means[group as usize] += share * value;
        }
        means
    }

    /// Room for a row a group.
    pub fn rows(&self) -> Rows {
        Rows::new(self.groups)
    }

    /// Puts the mean of each group, of a row a block, into `means`.
    #[inline(always)]
    pub fn put_means<S: Simd, const REGISTERS: usize>(&self, simd: S, rows: &[Row], means: &mut Rows) {
        means.all_mut().fill([0.0; CHANNELS]);
        for ((&group, &share), row) in self.group_of.iter().zip(&self.shares).zip(rows) {
            let mean = &mut means.all_mut()[group as usize];
            let (share, mut sums) = (simd.splat_f32s(share), load::<S, REGISTERS>(mean));
            for (sum, value) in sums.iter_mut().zip(load::<S, REGISTERS>(row)) {
                *sum = simd.mul_add_e_f32s(share, value, *sum);
            }
            store::<S, REGISTERS>(sums, mean);
        }
    }
}
