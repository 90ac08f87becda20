//! The features of some blocks go in, block by block; they come out side by side, as the processor's wide registers take them.

use pulp::{Arch, Simd, WithSimd};

/// Names of the features, in the model's order.
pub const FEATURE_NAMES: &str = include_str!("feature_names.txt");

/// Features of a block. As the compiler knows their number, it checks no place: to take a feature is to store it.
pub const FEATURES: usize = lines(FEATURE_NAMES);

const fn lines(text: &str) -> usize {
    let (mut lines, mut at) = (0, 0);
    while at < text.len() {
        lines += (text.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    lines
}

/// Blocks that are weighed together: their sets of leaves stay in registers while a tree is read.
pub const LANES: usize = 32;

/// One value for each of the blocks that are weighed together.
pub type Lane = [f32; LANES];

/// All features of the blocks that are weighed together.
pub type Batch = [Lane; FEATURES];

/// Most blocks of a sheet: so many that what they have in common is worth looking for, so few that their features stay near the
/// processor (some 400 KB).
pub const MAX_SHEET: usize = 512;

/// Features of blocks that follow one another.
#[derive(Debug)]
pub struct Sheet {
    batches: Vec<Batch>,
    blocks: usize,
}

impl Sheet {
    /// A sheet for so many blocks.
    pub fn new(blocks: usize) -> Self {
        Self { batches: vec![[[0.0; LANES]; FEATURES]; blocks.div_ceil(LANES)], blocks }
    }

    /// Leaves no more room than for so many blocks.
    pub fn shorten(&mut self, blocks: usize) {
        self.batches.truncate(blocks.div_ceil(LANES));
        self.blocks = blocks;
    }

    /// Takes the features of a block, one after the other.
    pub fn write(&mut self, block: usize) -> Writer<'_> {
        Writer { batch: &mut self.batches[block / LANES], lane: block % LANES, feature: 0 }
    }

    /// The features; what stands where there are no blocks left is of no block.
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// Number of blocks.
    pub fn block_count(&self) -> usize {
        self.blocks
    }

    /// The range of each feature.
    pub fn ranges(&self) -> Vec<Range> {
        Arch::new().dispatch(Ranges(&self.batches))
    }
}

/// Where the features of a block go.
#[derive(Debug)]
pub struct Writer<'a> {
    batch: &'a mut Batch,
    lane: usize,
    feature: usize,
}

impl Writer<'_> {
    /// Takes the next feature; those that are too many are left out.
    #[inline(always)]
    pub fn put(&mut self, value: f32) {
        if let Some(lane) = self.batch.get_mut(self.feature) {
            lane[self.lane] = value;
        }
        self.feature += 1;
    }
}

/// The smallest and the largest value of a feature.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    /// None is smaller.
    pub lowest: f32,
    /// None is larger.
    pub highest: f32,
}

impl Range {
    /// The range of a single value.
    pub fn of(value: f32) -> Self {
        Self { lowest: value, highest: value }
    }

    /// How many of its two ends are above a threshold; what is not a number is above nothing.
    pub fn ends_above(self, threshold: f32) -> usize {
        usize::from(self.lowest > threshold) + usize::from(self.highest > threshold)
    }
}

/// What [`Sheet::ranges`] does.
struct Ranges<'a>(&'a [Batch]);

impl WithSimd for Ranges<'_> {
    type Output = Vec<Range>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<Range> {
        let range = |feature: usize| {
            let (mut lowest, mut highest) = (simd.splat_f32s(f32::INFINITY), simd.splat_f32s(f32::NEG_INFINITY));
            for batch in self.0 {
                for &values in S::as_simd_f32s(&batch[feature]).0 {
                    (lowest, highest) = (simd.min_f32s(lowest, values), simd.max_f32s(highest, values));
                }
            }
            Range { lowest: simd.reduce_min_f32s(lowest), highest: simd.reduce_max_f32s(highest) }
        };
        (0..FEATURES).map(range).collect()
    }
}
