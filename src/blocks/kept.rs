//! A choice of blocks goes in; how much of the text of any run of blocks it holds comes out, in constant time.

use super::page::Page;

/// Running totals of all text and of the chosen text.
#[derive(Debug)]
pub struct KeptText {
    /// `all[i]`: letters in the blocks before block `i`.
    all: Vec<u32>,
    /// Likewise for the chosen blocks.
    kept: Vec<u32>,
}

impl KeptText {
    /// Sums up a choice of blocks.
    pub fn new(page: &Page<'_>, kept: &[bool]) -> Self {
        let places = page.blocks.len() + 1;
        let mut sums = Self { all: Vec::with_capacity(places), kept: Vec::with_capacity(places) };
        let (mut all, mut chosen) = (0, 0);
        for (block, &is_kept) in page.blocks.iter().zip(kept) {
            sums.all.push(all);
            sums.kept.push(chosen);
            all += block.units;
            chosen += if is_kept { block.units } else { 0 };
        }
        sums.all.push(all);
        sums.kept.push(chosen);
        sums
    }

    /// Letters in a run of blocks, given by its first block and one past its last.
    pub fn all_units(&self, blocks: (u32, u32)) -> u32 {
        self.all[blocks.1 as usize] - self.all[blocks.0 as usize]
    }

    /// Letters in the chosen blocks of a run.
    pub fn kept_units(&self, blocks: (u32, u32)) -> u32 {
        self.kept[blocks.1 as usize] - self.kept[blocks.0 as usize]
    }
}
