//! A count goes in, its logarithm comes out.

/// Counts whose logarithms are kept: most letters, blocks and elements of a page's parts are fewer.
const KEPT: u32 = 4096;

/// Natural logarithms of one more than a count.
#[derive(Debug)]
pub struct Logarithms(Vec<f32>);

impl Logarithms {
    /// Makes the table.
    pub fn new() -> Self {
        Self((0..KEPT).map(of).collect())
    }

    /// The logarithm of `count + 1`.
    pub fn of(&self, count: u32) -> f32 {
        self.0.get(count as usize).copied().unwrap_or_else(|| of(count))
    }
}

fn of(count: u32) -> f32 {
    (count as f32).ln_1p()
}
