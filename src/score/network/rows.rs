//! Numbers of a page's blocks: a row a block, a number a channel.

/// The network's width: numbers of a block, as many as some whole registers hold on every processor.
pub const CHANNELS: usize = 32;

/// The numbers of a block, or what an input weighs in each of them.
pub type Row = [f32; CHANNELS];

/// Blocks that a convolution may read beyond the one it is about.
pub const MAX_DILATION: usize = 8;

/// Blocks that are multiplied together, at most.
pub const MAX_TILE: usize = 4;

/// Rows of zeros before the first block and after the last: a convolution reads beyond a page's ends, and the last tile does, too.
const MARGIN: usize = MAX_DILATION + MAX_TILE;

/// A row a block, between margins.
#[derive(Debug, Clone)]
pub struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    /// Zeros.
    pub fn new(blocks: usize) -> Self {
        Self { rows: vec![[0.0; CHANNELS]; MARGIN + blocks + MARGIN] }
    }

    /// The rows of all blocks.
    pub fn all(&self) -> &[Row] {
        &self.rows[MARGIN..self.rows.len() - MARGIN]
    }

    /// The same, to be changed.
    pub fn all_mut(&mut self) -> &mut [Row] {
        let end = self.rows.len() - MARGIN;
        &mut self.rows[MARGIN..end]
    }

    /// Whether any of so many rows from one before or after a block is a block's: others are zeros.
    #[inline(always)]
    pub fn has_blocks(&self, block: usize, offset: isize, count: usize) -> bool {
        let start = (MARGIN + block).wrapping_add_signed(offset);
        start + count > MARGIN && start < self.rows.len() - MARGIN
    }

    /// Rows from one that may lie [`MAX_DILATION`] before or after a block, as many as asked for; [`MAX_TILE`] at most.
    ///
    /// # Panics
    /// If it lies further away.
    pub fn near<const COUNT: usize>(&self, block: usize, offset: isize) -> &[Row; COUNT] {
        let start = (MARGIN + block).wrapping_add_signed(offset);
        self.rows[start..].first_chunk().expect("margins as wide as a tile and the largest dilation")
    }
}
