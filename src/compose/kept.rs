//! Which blocks of the page are kept, as building asks for it: by leaf, by element, by surroundings.

use crate::blocks::{KeptText, Page};

/// Share of an element's text that must be kept for its images to be.
const MIN_KEPT_SHARE_FOR_IMAGES: f32 = 0.5;

/// The choice of blocks.
pub struct Kept<'a> {
    page: &'a Page<'a>,
    kept: &'a [bool],
    text: KeptText,
}

impl<'a> Kept<'a> {
    /// Sums the kept text up.
    pub fn new(page: &'a Page<'a>, kept: &'a [bool]) -> Self {
        Self { page, kept, text: KeptText::new(page, kept) }
    }

    /// Whether a leaf's block is kept; `None` for white space of no block.
    pub fn is_leaf_kept(&self, leaf: u32) -> Option<bool> {
        self.page.block_of_leaf[leaf as usize].map(|block| self.kept[block as usize])
    }

    /// Whether anything in the element is kept; inline elements count the block they stand in.
    pub fn has_kept(&self, element: u32) -> bool {
        let (first, end) = self.page.elements[element as usize].blocks;
        let end = end.max(first + 1).min(self.kept.len() as u32);
        self.kept.get(first as usize..end as usize).is_some_and(|kept| kept.contains(&true))
    }

    /// Whether most of the text around a place is kept, judged by the nearest element that has text.
    pub fn is_in_kept_surroundings(&self, element: u32) -> bool {
        let mut around =
            self.page.self_and_ancestors(element).map(|element| self.page.elements[element as usize].blocks);
        around.find(|&blocks| self.text.all_units(blocks) > 0).is_some_and(|blocks| {
            self.text.kept_units(blocks) as f32 >= MIN_KEPT_SHARE_FOR_IMAGES * self.text.all_units(blocks) as f32
        })
    }
}
