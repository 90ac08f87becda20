//! Which blocks of the page are kept, and how much of an element's text that is.

use crate::blocks::Page;

/// Share of an element's text that must be kept for its images to be.
const MIN_KEPT_SHARE_FOR_IMAGES: f32 = 0.5;

/// Which blocks are kept, and how much of an element's text that is.
pub struct Kept<'a> {
    page: &'a Page<'a>,
    kept: &'a [bool],
    /// `kept_units[i]`: units of kept text in the blocks before block `i`; likewise for all text.
    kept_units: Vec<u32>,
    all_units: Vec<u32>,
}

impl<'a> Kept<'a> {
    /// Sums the kept text up.
    pub fn new(page: &'a Page<'a>, kept: &'a [bool]) -> Self {
        let (mut kept_units, mut all_units) = (vec![0], vec![0]);
        let (mut kept_sum, mut all_sum) = (0, 0);
        for (block, &is_kept) in page.blocks.iter().zip(kept) {
            all_sum += block.units;
            kept_sum += if is_kept { block.units } else { 0 };
            kept_units.push(kept_sum);
            all_units.push(all_sum);
        }
        Self { page, kept, kept_units, all_units }
    }

    /// Whether a leaf's block is kept; `None` for white space of no block.
    pub fn is_leaf_kept(&self, leaf: u32) -> Option<bool> {
        self.page.block_of_leaf[leaf as usize].map(|block| self.kept[block as usize])
    }

    fn units_in(&self, sums: &[u32], element: u32) -> u32 {
        let (first, end) = self.page.elements[element as usize].blocks;
        sums[end as usize] - sums[first as usize]
    }

    /// Whether anything in the element is kept; inline elements count the block they stand in.
    pub fn has_kept(&self, element: u32) -> bool {
        let (first, end) = self.page.elements[element as usize].blocks;
        let end = end.max(first + 1).min(self.kept.len() as u32);
        self.kept.get(first as usize..end as usize).is_some_and(|kept| kept.contains(&true))
    }

    /// Whether most of the text around a place is kept, judged by the nearest element that has text.
    pub fn is_in_kept_surroundings(&self, element: u32) -> bool {
        let nearest =
            self.page.self_and_ancestors(element).find(|&element| self.units_in(&self.all_units, element) > 0);
        nearest.is_some_and(|element| {
            let kept = self.units_in(&self.kept_units, element) as f32;
            kept >= MIN_KEPT_SHARE_FOR_IMAGES * self.units_in(&self.all_units, element) as f32
        })
    }
}
